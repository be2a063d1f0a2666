/* incoming_answer.c - the end of a call whose client is elsewhere: an answer, or a fault. */
#include "call/steps.h"
#include "wire/incoming.h"

/* What stands before the parameters: nothing but for an error object that the method has left. */
struct head {
	uint8_t least[ORPC_THAT_SIZE];
	uint8_t *room; /* in place of that, if it is not NULL */
	struct span octets;
};
enum { HEAD_MOST = ORPC_EXTENT_MAX + 128 };

static HRESULT head_with_error(struct ndr *n, struct IErrorInfo *error, uint8_t *room, struct head *h)
{
	ORPC_EXTENT *extent = arena_alloc(&n->arena, sizeof *extent + ORPC_EXTENT_MAX);
	ORPC_EXTENT *extents[2] = { extent, NULL };
	ORPC_EXTENT_ARRAY array = { .size = 1, .extent = extents };
	struct put data = put_to(extent ? extent->data : NULL, extent ? ORPC_EXTENT_MAX : 0, false);
	struct put p = put_to(room, HEAD_MOST, false);
	HRESULT hr = orpc_error_write(n, error, &data);

	if (FAILED(hr))
		return hr;
	extent->id = orpc_error_extent;
	extent->size = (uint32_t)put_size(&data);
	hr = orpc_write_that(n, &(struct orpc_that){ 0, &array }, &p);
	if (SUCCEEDED(hr))
		h->octets = (struct span){ room, put_size(&p) };
	return hr;
}

/* Without memory the error object does not travel. */
static void head_make(struct head *h, const struct incoming *in, struct IErrorInfo *error)
{
	struct ndr n;

	*h = (struct head){ .octets = { NULL, 0 } };
	if (in->service && in->service->plain)
		return;
	h->octets = (struct span){ h->least, sizeof h->least };
	if (!error || !(h->room = os_alloc(HEAD_MOST)))
		return;
	ndr_init(&n, &marshal_hooks, NULL);
	head_with_error(&n, error, h->room, h);
	ndr_fini(&n);
}

/* What a client is told instead of an answer. */
static uint32_t incoming_status(HRESULT hr)
{
	return fault_from_hresult(hr == RPC_E_SERVER_CANTUNMARSHAL_DATA ? RPC_X_BAD_STUB_DATA :
	                          hr == RPC_E_SERVERCALL_REJECTED ? RPC_E_CALL_REJECTED : hr);
}

/* Locked. Descriptors that wait for who does not read are missing elsewhere. */
static HRESULT incoming_may_bring(const struct incoming *in, struct call *c)
{
	struct ndr *n = c->serving ? &c->serving->ndr : NULL;
	unsigned held = n && n->put ? outbox_attached(&in->connection->assoc.outbox) : 0;

	if (!held || held + n->put->count <= limit_of(ACOM_LIMIT_DESCRIPTORS))
		return S_OK;
	n->hit = limit_own(ACOM_LIMIT_DESCRIPTORS, held + n->put->count);
	return FAIL(RPC_E_OUT_OF_RESOURCES);
}

/* Locked. A long answer leaves from where it is, unless descriptors go with it, or an error object. */
static HRESULT incoming_respond(struct incoming *in, struct call *c, const struct head *h)
{
	const struct ndr *n = c->serving ? &c->serving->ndr : NULL;
	struct assoc_server *s = &in->connection->server;
	struct span parts[PARCEL_PARTS];

	if (!lend_is_due(&c->reply, n))
		return assoc_server_respond(s, in->wire, h->octets, (struct span){ call_octets(&c->reply), c->reply.size });
	parts[0] = h->octets;
	lend_parts(&c->reply, n, parts);
	struct lender *l = n && !n->put && !h->room ? lend_begin(in->connection, c) : NULL;
	HRESULT hr = assoc_server_respond_lent(s, in->wire, parts, l);
	if (hr != S_OK)
		lend_undo(l);
	return hr;
}

/* Locked. hr: why there is no reply, or it cannot be sent. */
APART static void incoming_fault(struct incoming *in, const struct call *c, HRESULT hr)
{
	struct limit_hit hit = c->serving ? c->serving->ndr.hit : (struct limit_hit){ 0 };
	bool entered = in->begun || (c->serving && c->serving->args);

	if (hr == RPC_E_OUT_OF_RESOURCES && SUCCEEDED(c->hr) && !hit.which)
		hit = limit_own(ACOM_LIMIT_UNSENT, 0);
	assoc_server_fault(&in->connection->server, in->wire, incoming_status(hr), !entered, &hit);
}

/* Locked. Whether the reply is on its way: then what it refers to is the client's. */
static bool incoming_send(struct incoming *in, struct call *c, const struct head *h)
{
	struct outbox *o = &in->connection->server.a.outbox;
	uint64_t at = o->queued;
	HRESULT hr = SUCCEEDED(c->hr) ? incoming_may_bring(in, c) : c->hr;

	if (SUCCEEDED(hr))
		hr = incoming_respond(in, c, h);
	if (FAILED(hr))
		incoming_fault(in, c, hr);
	else if (hr == S_OK && c->serving && c->serving->ndr.put)
		outbox_attach(o, at, &c->serving->ndr.put);
	in->wire = NULL;
	return hr == S_OK;
}

/* Locked. Counts that calls do not need any more are for those that come; with the last call they go. */
static void incoming_pass_on(struct incoming *in, struct call *c, bool sent)
{
	struct connection *of = in->connection;
	bool alone = sent && call_counts(c) == 1 && !(c->serving && c->serving->ndr.charged);

	serve_answered(of, &c->stub, alone);
	if (in->waiting)
		waiting_free(of, in->waiting);
	if (!of->assoc.calls.count) {
		incoming_count_rest(of);
	} else if (alone) {
		of->counts++;
		in->connection = NULL;
	}
}

void incoming_answered(struct channel *channel, struct call *c)
{
	struct incoming *in = container_of(channel, struct incoming, channel);
	struct connection *to = in->connection;
	struct head h;

	head_make(&h, in, SUCCEEDED(c->hr) ? c->error : NULL);
	connection_lock(to);
	bool sent = incoming_send(in, c, &h);
	incoming_pass_on(in, c, sent);
	connection_unlock(to);
	os_free(h.room);
	if (sent)
		ndr_give(&c->serving->ndr);
	else
		incoming_takes_back(c);
	call_steps(c, CALL_FINISH, CALL_FINISHED);
}
