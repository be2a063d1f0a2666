/* served.c - a client's octets at a connection that was accepted: objects of any interface, and what the process itself serves. */
#include "objects.h"
#include "pdu.h"
#include "sockets.h"

enum { FAR = 0x04, STUTTER = 0x08, STRANGERS = 0x10, PIECES = 200, STUBS = 2 };

/* An object's id says in which order it was exported, since the process began: inputs say 1. */
static uint64_t first_oid;

HRESULT __wrap_objref_parse(struct objref *o, const uint8_t *octets, size_t size);
HRESULT __real_objref_parse(struct objref *o, const uint8_t *octets, size_t size);

HRESULT __wrap_objref_parse(struct objref *o, const uint8_t *octets, size_t size)
{
	HRESULT hr = __real_objref_parse(o, octets, size);

	if (SUCCEEDED(hr) && o->oid == 1 && o->oxid == exporter_oxid())
		o->oid = first_oid;
	return hr;
}

/* What clients may know of: an object with two of its interfaces. */
struct offered {
	IUnknown *object;
	struct stub *stubs[STUBS];
};

static void offer(struct offered *o, const struct choices *c)
{
	const IID *iids[STUBS] = { objects_interface(c->first)->iid, objects_interface(c->second)->iid };

	o->object = object_new();
	for (int i = 0; i < STUBS; i++) {
		must(export_object(o->object, iids[i], &o->stubs[i]) == S_OK, "an object cannot be exported");
		os_store32(&stub_export(o->stubs[i])->anonymous, c->flags & FAR);
	}
	first_oid = stub_export(o->stubs[0])->oid;
	IUnknown_Release(o->object);
}

static void offer_end(struct offered *o)
{
	for (int i = 0; i < STUBS; i++) {
		export_unuse(stub_export(o->stubs[i]));
		stub_unref(o->stubs[i]);
	}
}

static struct assoc_service service(struct assoc_groups *groups, struct holdings *strangers)
{
	return (struct assoc_service){
		.ops = &serve_ops, .groups = groups, .address = "fuzz", .features = { PDU_KEEP_ON_ORPHAN, PDU_ACOM_FEATURES },
		.strangers = strangers,
	};
}

static void connect_and_serve(const struct choices *c, struct holdings *strangers)
{
	static struct assoc_groups groups;
	struct assoc_service s = service(&groups, strangers);
	struct stream stream = sockets_stream(c->flags & FAR);
	struct connection *connection;

	must(connection_accept(&stream, &s, &connection) == S_OK, "nobody is accepted");
	sockets_look(2 * PIECES);
	account_check();
	connection_close(connection, E_ABORT);
	while (apartment_serve())
		;
	must(connection->refs.v == 1, "somebody holds the connection");
	connection_unref(connection);
	must(!groups.map.first, "a group is left over");
}

void served(const struct choices *c, struct span octets)
{
	size_t least = octets.size / PIECES + 1, piece = !c->third || c->third > least ? c->third : least;
	struct holdings *strangers = NULL;
	struct offered offered;

	sockets_begin(&(struct outside){ octets.at, octets.size, piece, c->flags & STUTTER, false });
	account_begin();
	offer(&offered, c);
	account_ready();
	if (c->flags & STRANGERS)
		must(holdings_create_pinged(&strangers) == S_OK, "no strangers");
	connect_and_serve(c, strangers);
	if (strangers)
		holdings_end(strangers);
	holdings_unref(strangers);
	offer_end(&offered);
	objects_rest();
	must(!objects_live(), "an object is left over");
	sockets_end();
	account_end();
}
