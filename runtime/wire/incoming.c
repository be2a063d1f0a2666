/* incoming.c - a request becomes a call of an object here. */
#include "call/steps.h"
#include "wire/incoming.h"
#include "wire/waiting.h"

struct holdings *incoming_holdings(struct channel *c)
{
	struct incoming *in = incoming_of(c);

	return in ? in->connection->holdings : NULL;
}

void incoming_hit(struct channel *c, struct limit_hit hit)
{
	incoming_of(c)->call.serving->ndr.hit = hit;
}

bool incoming_has_hit(struct channel *c)
{
	return incoming_of(c)->call.serving->ndr.hit.which;
}

struct connection *incoming_connection(struct channel *c)
{
	struct incoming *in = incoming_of(c);

	return in ? in->connection : NULL;
}

void **incoming_args(struct call *c)
{
	HRESULT hr = stub_get_request(c);

	if (SUCCEEDED(hr))
		return c->serving->args;
	stub_end(c, hr);
	return NULL;
}

/* ---- the channel ---- */

/* Nobody here sends or cancels by this channel. */
static HRESULT incoming_buffer(struct channel *c, struct call *call, size_t size)
{
	(void)c;
	return call_buffer_reserve(&call->request, size);
}

static HRESULT incoming_no_send(struct channel *c, struct call *call, struct IErrorInfo **why)
{
	(void)c;
	(void)call;
	(void)why;
	return FAIL(E_UNEXPECTED);
}

static void incoming_no_cancel(struct channel *c, struct call *call)
{
	(void)c;
	(void)call;
}

static bool incoming_caller(struct channel *c, AcomPeer *peer)
{
	*peer = access_peer(&incoming_of(c)->connection->stream.who);
	return true;
}

static void incoming_look(struct channel *c)
{
	connection_look(incoming_of(c)->connection);
}

static struct logical *incoming_logical(struct channel *c)
{
	return &incoming_of(c)->logical;
}

const struct channel_ops incoming_ops = {
	.buffer = incoming_buffer, .send = incoming_no_send, .cancel = incoming_no_cancel, .retire = incoming_retire,
	.answered = incoming_answered, .hooks = &wire_hooks, .caller = incoming_caller, .look = incoming_look,
	.logical = incoming_logical, .park = waiting_park, .lends = true,
};

/* ---- where it runs ---- */

static struct incoming *incoming_of_work(struct work *work)
{
	return container_of(work, struct incoming, call.work);
}

static void incoming_run(struct work *work, HRESULT hr);

/* In the object's apartment: a client who does not read his answers gets no more of them. */
static void incoming_enter(struct work *work, HRESULT hr)
{
	work->run = incoming_run;
	if (FAILED(hr) || !connection_hold(incoming_of_work(work)->connection, work))
		stub_run(work, hr);
}

/* Not locked: services are asked by the thread that has read the request. */
static void incoming_run(struct work *work, HRESULT hr)
{
	struct incoming *in = incoming_of_work(work);

	hr = work->kept;
	if (SUCCEEDED(hr) && in->service) {
		in->service->invoke(&in->call);
		return;
	}
	work->run = incoming_enter;
	if (SUCCEEDED(hr))
		hr = apartment_post(stub_export(in->call.stub)->remote.apartment, work);
	if (FAILED(hr))
		stub_run(work, hr);
}

static void incoming_start(struct incoming *in)
{
	struct work *work = &in->call.work;

	work->kept = S_OK;
	if (!in->service) {
		work->run = incoming_enter;
		work->kept = connection_post(in->connection, stub_export(in->call.stub)->remote.apartment, work);
		if (SUCCEEDED(work->kept))
			return;
	}
	work->run = incoming_run;
	connection_defer(in->connection, work);
}

/* ---- the request ---- */

/* Where a client's end in this process would have them. */
static HRESULT incoming_keep_descriptors(struct call *c, struct assoc_request *r)
{
	struct ndr *n = call_client(c);

	if (!n)
		return FAIL(E_OUTOFMEMORY);
	n->put = descriptors_take(&r->descriptors);
	return S_OK;
}

/* What stands before the parameters stays there, too, if it is no longer than usual, and they remain aligned. */
static void incoming_adopt(struct call_buffer *b, uint8_t *memory, struct span params)
{
	size_t head = (size_t)(params.at - memory);
	bool stays = head == ORPC_THIS_SIZE;

	if (head && !stays)
		memmove(memory, params.at, params.size);
	call_buffer_adopt(b, memory, (uint32_t)(params.size + (stays ? head : 0)));
	b->head = stays ? ORPC_THIS_SIZE / CALL_HEAD : 0;
}

/* A large request stays where it was collected. */
static HRESULT incoming_keep(struct call *c, struct assoc_request *r, struct span params)
{
	HRESULT hr = S_OK;

	if (r->memory && params.size > CALL_LITTLE) {
		incoming_adopt(&c->request, r->memory, params);
		r->memory = NULL;
	} else {
		hr = call_buffer_reserve(&c->request, params.size);
		if (SUCCEEDED(hr))
			copy_octets(c->request.data, params.at, params.size);
	}
	c->request.size = (uint32_t)params.size;
	c->request.big = r->big;
	if (SUCCEEDED(hr) && r->descriptors)
		hr = incoming_keep_descriptors(c, r);
	c->request.received = SUCCEEDED(hr); /* else nothing is to be discarded: the connection is locked */
	return hr;
}

/* The call's only count so far is ours, the connection's is the caller's. */
static struct incoming *incoming_open(struct connection *c, const struct incoming_target *t, struct pool_node *node)
{
	struct incoming *in = node ? incoming_of_pooled(node) : incoming_create();

	if (!in)
		return NULL;
	in->channel.interface = t->interface;
	in->channel.bare = !c->assoc.carries;
	in->channel.account = &c->out;
	in->connection = c;
	in->service = t->service;
	in->logical.known = in->begun = false;
	in->given = NULL;
	call_open_own(&in->call, &in->channel, t->method);
	in->call.own = true;
	in->call.caller = c->stream.who.id.process;
	in->call.security = security_default;
	return in;
}

struct call *incoming_make(struct connection *c, const struct incoming_target *t, REFGUID causality, struct wire_call *wire,
			   struct waiting *waiting)
{
	struct incoming *in = incoming_open(c, t, waiting ? incoming_used_last() : incoming_spare(c));

	if (!in)
		return NULL;
	in->wire = wire;
	in->waiting = waiting;
	in->call.stub = t->stub;
	logical_is(&in->logical, causality);
	in->call.causality = in->logical.causality;
	call_steps(&in->call, CALL_BEGIN, CALL_SENT);
	return &in->call;
}

void incoming_unmake(struct call *c)
{
	struct incoming *in = incoming_of(c->channel);

	in->connection = NULL;
	c->stub = NULL;
	call_unref(c);
}

HRESULT incoming_take(struct connection *c, struct assoc_request *r, struct span params, REFGUID causality,
		      const struct incoming_target *t)
{
	if (c->assoc.calls.count > waiting_from && waiting_may(r, params, t))
		return waiting_take(c, r, params, causality, t);
	struct call *call = incoming_make(c, t, causality, r->call, NULL);
	HRESULT hr = call ? incoming_keep(call, r, params) : FAIL(E_OUTOFMEMORY);
	if (FAILED(hr)) {
		if (call)
			incoming_unmake(call);
		return hr;
	}
	incoming_count(c);
	r->call->user = call;
	incoming_start(container_of(call, struct incoming, call));
	return S_OK;
}

void incoming_cancel(struct wire_call *wire)
{
	struct call *c = waiting_cancelled(wire);
	struct work *work = c && c->stub ? call_cancelled(c) : NULL;

	if (work && FAILED(apartment_leave_notice(stub_export(c->stub)->remote.apartment, work)))
		call_unref(c);
}
