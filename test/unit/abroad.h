/* abroad.h - objects of this process as if they were another one's: a client's end and a server's of one connection, and proxies
 * whose calls go over it. */
#ifndef ABROAD_H
#define ABROAD_H

#include "caller.h"
#include "house.h"
#include "transport.h"

struct abroad {
	struct house house;
	struct stub *stub; /* counted, with a use */
	struct listener listener;
	struct assoc_groups groups;
	struct assoc_service service;
	struct connection *server;
	struct link *link;
	struct origin *origin;
};

static inline HRESULT abroad_export(void *arg)
{
	struct abroad *x = arg;

	return export_object((IUnknown *)x->house.object, &IID_ISimpleStream, &x->stub);
}

static inline HRESULT abroad_rest(void *arg)
{
	(void)arg;
	return S_OK;
}

/* The test's own thread, which is in an apartment, is the client. */
static inline void abroad_open(struct abroad *x, struct house h)
{
	char why[WHY_MOST] = "";
	struct bindings none = { NULL, 0, 0 };
	struct stream s;

	memset(x, 0, sizeof *x);
	x->house = h;
	house_open(&x->house);
	assert_int_equal(house_run(&x->house, abroad_export, x), S_OK);
	x->service = caller_service(&x->groups);
	struct address at = address_in(scratch_make(), "abroad");
	expect_done(transport_listen(&at, NULL, &x->listener, why), why);
	expect_done(link_dial(&at, 0, &x->link, why), why);
	expect_done(transport_accept(&x->listener, &s, why), why);
	assert_int_equal(connection_accept(&s, &x->service, &x->server), S_OK);
	assert_int_equal(origin_learn(exporter_oxid(), x->link, exporter_unknown(), &none, 0, &x->origin), S_OK);
}

/* The connection ends. */
static inline void abroad_lose(struct abroad *x)
{
	connection_close(x->server, RPC_E_DISCONNECTED);
	connection_unref(x->server);
}

/* Over a new one. */
static inline void abroad_connect_again(struct abroad *x)
{
	struct bindings none = { NULL, 0, 0 };
	struct address at = x->link->at;
	char why[WHY_MOST] = "";
	struct stream stream;

	origin_unref(x->origin);
	link_unref(x->link);
	expect_done(link_dial(&at, 0, &x->link, why), why);
	expect_done(transport_accept(&x->listener, &stream, why), why);
	assert_int_equal(connection_accept(&stream, &x->service, &x->server), S_OK);
	assert_int_equal(origin_learn(exporter_oxid(), x->link, exporter_unknown(), &none, 0, &x->origin), S_OK);
}

/* A proxy, counted. */
static inline ISimpleStream *abroad_stream(struct abroad *x)
{
	struct reference ref = { .iid = &IID_ISimpleStream, .ipid = x->stub->ipid, .oid = stub_export(x->stub)->oid, .references = 5 };
	ISimpleStream *p;
	struct remote *r;

	assert_int_equal(origin_add_ref(x->origin, &x->stub->ipid, 5, 0, OS_FOREVER), S_OK);
	assert_int_equal(foreign_take(x->origin, &ref, &r), S_OK);
	assert_int_equal(remote_resolve(r, &IID_ISimpleStream, (void **)&p), S_OK);
	return p;
}

/* Whether it was on its way nobody knows, but the client knows then that the connection is lost. */
static inline void abroad_read_nothing(ISimpleStream *lost)
{
	BYTE octets[8];
	ULONG n;
	HRESULT hr = ISimpleStream_Read(lost, octets, 4, &n);

	assert_true(hr == RPC_E_SERVER_DIED || hr == RPC_E_SERVER_DIED_DNE);
}

/* When the server has done what it does behind its answers: how many use the object. */
static inline unsigned abroad_uses(struct abroad *x)
{
	house_run(&x->house, abroad_rest, NULL);
	return os_load32(&stub_export(x->stub)->uses);
}

static inline void abroad_wait_uses(struct abroad *x, unsigned n)
{
	while (abroad_uses(x) > n)
		os_yield();
}

static inline void abroad_close(struct abroad *x)
{
	origin_unref(x->origin);
	link_unref(x->link);
	connection_close(x->server, RPC_E_DISCONNECTED);
	connection_unref(x->server);
	transport_unlisten(&x->listener);
	scratch_remove();
	abroad_wait_uses(x, 1);
	export_unuse(stub_export(x->stub));
	stub_unref(x->stub);
	house_close(&x->house);
}

#endif
