/* pair.c - a client's and a server's connection in one process. */
#include "pair.h"

#include "../unit/transport.h"

static struct assoc_groups groups;

/* A request that is answered by a method, so to speak: in the multithreaded apartment. */
struct posted {
	struct work work;
	struct connection *c; /* counted */
	struct wire_call *call;
	uint16_t opnum;
};
struct pair_script pair_script;

static void posted_wait(void)
{
	harness_gate_open(&pair_script.entered);
	harness_gate_wait(&pair_script.gate);
}

static void posted_run(struct work *work, HRESULT hr)
{
	struct posted *p = container_of(work, struct posted, work);

	if (FAILED(hr)) /* the apartment ends: the client is gone */
		;
	else if (pair_script.first_waits ? p->opnum == FIRST : p->opnum != FIRST)
		posted_wait();
	else if (pair_script.first_waits && p->opnum == SECOND)
		harness_gate_open(&pair_script.gate);
	connection_lock(p->c);
	assoc_server_respond(&p->c->server, p->call, (struct span){ NULL, 0 }, (struct span){ (const uint8_t *)"y", 1 });
	connection_unlock(p->c);
	connection_unref(p->c);
	os_free(p);
}

static void request_post(struct connection *c, const struct assoc_request *r)
{
	struct posted *p = needed(os_zalloc(sizeof *p));
	struct apartment *mta = apartment_with_workers(APARTMENT_MTA);

	*p = (struct posted){ { .run = posted_run }, connection_ref(c), r->call, r->opnum };
	assert_int_equal(connection_post(c, mta, &p->work), S_OK);
	apartment_unref(mta);
}

static const void *find(void *context, const struct pdu_syntax *interface)
{
	(void)context;
	(void)interface;
	return &groups;
}

static void request(void *context, struct assoc_request *r)
{
	struct connection *c = context;

	if (r->opnum >= FIRST)
		request_post(c, r);
	else if (r->opnum == LEAVE)
		assoc_close(&c->assoc, RPC_E_DISCONNECTED);
	else if (r->opnum != LATER)
		needed(assoc_server_respond(&c->server, r->call, (struct span){ NULL, 0 }, r->stub) == S_OK ? c : NULL);
}

static void ignore(void *context, struct wire_call *call)
{
	(void)context;
	(void)call;
}

static void closed(void *context, void *kept)
{
	(void)context;
	(void)kept;
}

static const struct assoc_server_ops server_ops = {
	find, request, ignore, ignore, closed, NULL, serve_share, serve_shared, NULL, NULL,
};
static struct assoc_service service = {
	.ops = &server_ops, .groups = &groups, .address = "", .request_limit = 1 << 22, .calls_limit = 1000,
};

static void agreed(void *context, uint16_t id, HRESULT hr)
{
	(void)context;
	(void)id;
	(void)hr;
}

static void asked_done(struct work *work, HRESULT hr)
{
	(void)hr;
	waitable_set(&container_of(work, struct asked, work)->done);
}

static void answer(void *context, struct wire_call *call, struct assoc_answer *a)
{
	struct asked *asked = call->user;

	asked->hr = a->hr;
	asked->size = a->stub.size;
	asked->first = a->stub.size ? *a->stub.at : 0;
	connection_defer(context, &asked->work);
}

static const struct assoc_client_ops client_ops = { agreed, answer, NULL, link_shared, NULL };
static struct assoc_peer peer = {
	.ops = &client_ops, .features = { PDU_KEEP_ON_ORPHAN }, .response_limit = 1 << 22, .calls_limit = 1000,
};

bool pair_open(struct pair *p)
{
	struct address a = address_in(scratch_make(), "s");
	struct stream s;
	char why[WHY_MOST];
	uint16_t id;

	*p = (struct pair){ .client = NULL };
	service.features[PDU_FEATURES_ACOM] = peer.features[PDU_FEATURES_ACOM] = pair_script.shares ? PDU_DESCRIPTORS : 0;
	if (transport_listen(&a, NULL, &p->listener, why) != S_OK)
		return false;
	needed(connection_connect(&a, NULL, &peer, 0, &p->client, why) == S_OK ? p : NULL);
	needed(transport_accept(&p->listener, &s, why) == S_OK ? p : NULL);
	needed(connection_accept(&s, &service, &p->server) == S_OK ? p : NULL);
	connection_lock(p->client);
	HRESULT hr = assoc_client_offer(&p->client->client, &(struct pdu_syntax){ .uuid = IID_IUnknown }, &id);
	connection_unlock(p->client);
	needed(SUCCEEDED(hr) ? p : NULL);
	return true;
}

void pair_close(struct pair *p)
{
	connection_close(p->client, E_ABORT);
	connection_unref(p->client);
	connection_close(p->server, E_ABORT);
	connection_unref(p->server);
	transport_unlisten(&p->listener);
	scratch_remove();
}

void pair_ask(struct connection *c, struct asked *a, uint16_t opnum, struct span stub, bool watched)
{
	struct pdu_request r = { .opnum = opnum, .stub = stub };
	struct wire_call *call;

	*a = (struct asked){ .work.run = asked_done, .hr = RPC_S_CALLPENDING };
	os_mutex_init(&a->done.lock);
	if (!watched)
		os_storep(&a->done.source, &c->source);
	connection_lock(c);
	HRESULT hr = assoc_client_call(&c->client, &r, a, &call);
	if (watched)
		connection_watch(c);
	connection_unlock(c);
	needed(hr == E_OUTOFMEMORY ? NULL : c);
	if (FAILED(hr)) {
		a->hr = hr;
		waitable_set(&a->done);
	}
}

HRESULT pair_await(struct asked *a)
{
	assert_int_equal(waitable_wait(&a->done, OS_FOREVER), S_OK);
	waitable_fini(&a->done);
	return a->hr;
}

/* The bind is answered: no other way is there to learn of it here. */
HRESULT pair_bind(struct pair *p)
{
	struct asked a;

	while (true) {
		pair_ask(p->client, &a, ECHO, (struct span){ (const uint8_t *)"x", 1 }, false);
		if (pair_await(&a) != E_UNEXPECTED)
			return a.hr;
		os_parker none = { 0 };
		p->client->source.sleep(&p->client->source, NULL, &none, OS_FOREVER);
		os_parker_fini(&none);
	}
}
