/* incoming.c - a request becomes a call of an object here, and its end an answer. */
#include "call/steps.h"
#include "wire/waiting.h"
#include "wire/wire.h"

/* References in an answer. */
struct given {
	struct given *next;
	IPID ipid;
	uint32_t references;
	struct span objref; /* in place of these */
};

/* A call whose client is elsewhere, and that client's side of it. */
struct incoming {
	struct call call;              /* counted by the server's end; its stub is, too; work.kept: why no thread takes it */
	struct channel channel;        /* not counted: the call's */
	struct connection *connection; /* counted; NULL: not any more, because it is answered */
	struct wire_call *wire;        /* under the connection's lock; until it is answered */
	const struct service *service; /* NULL: an object is called */
	struct logical logical;
	struct given *given;           /* in the arena of the server's end */
	struct waiting *waiting;       /* under the connection's lock, until it is answered: what it was before. NULL: nothing */
};

static const struct channel_ops incoming_ops;
static struct pool spare; /* so that requests allocate nothing in the long run */

static struct incoming *incoming_of(struct channel *c)
{
	return c->ops == &incoming_ops ? container_of(c, struct incoming, channel) : NULL;
}

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

/* ---- the answer ---- */

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
	bool entered = c->serving && c->serving->args;

	if (hr == RPC_E_OUT_OF_RESOURCES && SUCCEEDED(c->hr) && !hit.which)
		hit = limit_own(ACOM_LIMIT_UNSENT, 0);
	assoc_server_fault(&in->connection->server, in->wire, incoming_status(hr), !entered, &hit);
}

/* Locked. Whether the reply is on its way: then what it refers to is the client's. */
static bool incoming_send(struct incoming *in, struct call *c, const struct head *h)
{
	struct outbox *o = &in->connection->server.a.outbox;
	uint64_t at = o->queued;
	HRESULT hr = SUCCEEDED(c->hr) ? incoming_respond(in, c, h) : c->hr;

	if (FAILED(hr))
		incoming_fault(in, c, hr);
	else if (hr == S_OK && c->serving && c->serving->ndr.put)
		outbox_attach(o, at, &c->serving->ndr.put);
	in->wire = NULL;
	return hr == S_OK;
}

void **incoming_args(struct call *c)
{
	HRESULT hr = stub_get_request(c);

	if (SUCCEEDED(hr))
		return c->serving->args;
	stub_end(c, hr);
	return NULL;
}

static bool incoming_add_given(struct call *c, const struct given *given)
{
	struct incoming *in = incoming_of(c->channel);
	struct given *g = arena_alloc(&c->serving->ndr.arena, sizeof *g);

	if (!g)
		return false;
	*g = *given;
	g->next = in->given;
	in->given = g;
	return true;
}

bool incoming_gives(struct call *c, REFGUID ipid, uint32_t references)
{
	return incoming_add_given(c, &(struct given){ .ipid = *ipid, .references = references });
}

bool incoming_gives_objref(struct call *c, struct span objref)
{
	return incoming_add_given(c, &(struct given){ .objref = objref });
}

HRESULT incoming_marshal(struct call *c, IUnknown *p, REFIID iid, void *(*alloc)(struct ndr *n, size_t size),
			 MInterfacePointer **made)
{
	struct ndr *n = &c->serving->ndr;
	size_t size, used;
	HRESULT hr = n->hooks->size(n->context, iid, p, &size);

	if (FAILED(hr))
		return hr;
	MInterfacePointer *x = *made = alloc(n, sizeof *x + size);
	if (!x)
		return FAIL(E_OUTOFMEMORY);
	hr = n->hooks->put(n->context, iid, p, x->abData, size, &used);
	x->ulCntData = SUCCEEDED(hr) ? (ULONG)used : 0;
	if (FAILED(hr) || incoming_gives_objref(c, (struct span){ x->abData, used }))
		return hr;
	n->hooks->take_back(n->context, x->abData, used);
	return FAIL(E_OUTOFMEMORY);
}

void incoming_takes_back(struct call *c)
{
	struct incoming *in = incoming_of(c->channel);
	const struct ndr *n = in->given ? &c->serving->ndr : NULL;

	for (struct given *g = in->given; g; g = g->next)
		if (g->objref.size)
			n->hooks->take_back(n->context, g->objref.at, g->objref.size);
		else
			holdings_release(in->connection->holdings, &g->ipid, g->references);
	in->given = NULL;
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

/* The client's Finish_ is here: the answer is not decoded, but sent. */
static void incoming_answered(struct channel *channel, struct call *c)
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

/* ---- the call ---- */

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

static struct incoming *incoming_of_pooled(struct pool_node *node)
{
	return container_of(node, struct incoming, call.pooled);
}

static void incoming_destroy(struct pool_node *node)
{
	struct incoming *in = incoming_of_pooled(node);

	call_unmake(&in->call);
	os_free(in);
}

static void incoming_keep_spare(struct incoming *in)
{
	if (!pool_give(&spare, &in->call.pooled))
		incoming_destroy(&in->call.pooled);
}

static void incoming_keep_spares(struct pool_node *node, struct pool_node *last, unsigned count)
{
	struct pool_node *next;

	if (count == 1 ? pool_give(&spare, node) : pool_give_list(&spare, node, last, count))
		return;
	for (; node; node = next) {
		next = node->next;
		incoming_destroy(node);
	}
}

void incoming_rest_retired(struct thread_batch *b)
{
	if (b->retired)
		incoming_keep_spares(b->retired, b->last, b->retirees);
	b->retired = NULL;
}

/* Those of the batch that the calling thread is in, which ends by batch_end. NULL: it is in none. */
static struct thread_batch *incoming_batch(void)
{
	struct thread *self = thread_self();

	return self && self->batch.shared ? &self->batch : NULL;
}

/* Those of a batch are given back together. */
static void incoming_is_retired(struct incoming *in)
{
	enum { RETIREES = 16 };
	struct thread_batch *b = incoming_batch();

	if (!b) {
		incoming_keep_spare(in);
		return;
	}
	in->call.pooled.next = b->retired;
	b->last = b->retired ? b->last : &in->call.pooled;
	b->retirees = b->retired ? b->retirees + 1 : 1;
	b->retired = &in->call.pooled;
	if (b->retirees == RETIREES)
		incoming_rest_retired(b);
}

static void incoming_retire(struct channel *c)
{
	struct incoming *in = container_of(c, struct incoming, channel);

	logical_forget(&in->logical);
	connection_unref(in->connection);
	stub_unref(in->call.stub);
	in->call.stub = NULL;
	incoming_is_retired(in);
}

void incoming_pool_drain(void)
{
	pool_drain(&spare, incoming_destroy);
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

static const struct channel_ops incoming_ops = {
	.buffer = incoming_buffer, .send = incoming_no_send, .cancel = incoming_no_cancel, .retire = incoming_retire,
	.answered = incoming_answered, .hooks = &wire_hooks, .caller = incoming_caller, .look = incoming_look,
	.logical = incoming_logical, .lends = true,
};

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

/* Requests that came together are many: then the connection is counted for several at once, and calls are had for them. */
enum { AT_ONCE = 16 };
void incoming_count(struct connection *c)
{
	if (!c->counts) {
		c->more = c->more < AT_ONCE / 2 ? 2 * c->more + 1 : AT_ONCE;
		c->counts = c->more;
		os_add32(&c->refs, c->counts);
	}
	c->counts--;
}

/* Locked. */
static struct pool_node *incoming_spare(struct connection *c)
{
	if (!c->calls)
		c->calls = c->more > 1 ? pool_take_some(&spare, c->more) : pool_take(&spare);
	struct pool_node *node = c->calls;
	c->calls = node ? node->next : NULL;
	return node;
}

void incoming_count_rest(struct connection *c)
{
	if (c->counts)
		os_sub32(&c->refs, c->counts);
	c->more = c->counts = 0;
	if (!c->calls)
		return;
	struct pool_node *last = c->calls;
	unsigned calls = 1;
	for (; last->next; last = last->next)
		calls++;
	incoming_keep_spares(c->calls, last, calls);
	c->calls = NULL;
}

/* Not locked: the one that the thread has used last, if there is one. */
static struct pool_node *incoming_used_last(void)
{
	struct thread_batch *b = incoming_batch();
	struct pool_node *node = b ? b->retired : NULL;

	if (!node)
		return pool_take(&spare);
	b->retired = node->next;
	b->retirees--;
	return node;
}

/* What the calls of all connections have in common. */
static struct incoming *incoming_create(void)
{
	struct incoming *in = os_zalloc(sizeof *in);

	if (!in)
		return NULL;
	call_make(&in->call);
	in->channel.ops = &incoming_ops;
	return in;
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
	in->logical.known = false;
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
	struct call *c = wire->more ? waiting_cancelled(wire->more) : wire->user; /* neither: it is being refused */
	struct work *work = c && c->stub ? call_cancelled(c) : NULL;

	if (work && FAILED(apartment_leave_notice(stub_export(c->stub)->remote.apartment, work)))
		call_unref(c);
}
