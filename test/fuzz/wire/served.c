/* served.c - a client's octets at a connection that was accepted: objects of any interface, and what the process itself serves. */
#include "memory.h"
#include "objects.h"
#include "pdu.h"

enum { FAR = 0x04, STUTTER = 0x08, STRANGERS = 0x10, BRINGS = 0x20, SHARES = 0x40, SPOILS = 0x80, PIECES = 200 };

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

	sockets_begin(&(struct outside){ .octets = octets.at, .size = octets.size, .piece = piece, .stutter = c->flags & STUTTER,
					 .shares = c->flags & SHARES, .brings = c->flags & BRINGS ? c->second : 0,
					 .spoils = c->flags & SPOILS ? memory_spoils(octets) : 0 });
	account_begin();
	struct offered offered = objects_offer(c->first, c->second);
	for (int i = 0; i < OFFERED; i++)
		os_store32(&stub_export(offered.stubs[i])->anonymous, c->flags & FAR);
	account_ready();
	if (c->flags & STRANGERS)
		must(holdings_create_pinged(&strangers) == S_OK, "no strangers");
	connect_and_serve(c, strangers);
	if (strangers)
		holdings_end(strangers);
	holdings_unref(strangers);
	objects_withdraw(&offered);
	objects_rest();
	must(!objects_live(), "an object is left over");
	sockets_end();
	account_end();
}
