/* channel.c - the client's end of calls to other processes: requests go out behind an ORPCTHIS, answers come in behind an
 * ORPCTHAT. */
#include "wire/wire.h"

struct outward {
	struct channel channel;
	struct link *link;             /* counted */
	struct connection *connection; /* the link's, or another one of its group, which the link keeps */
	uint16_t context;
	enum outward_kind kind;
	GUID object;
};

static struct outward *outward_of(struct channel *c)
{
	return container_of(c, struct outward, channel);
}

/* Where its connection has it, from when it is sent until it is answered or orphaned: nobody else wants that memory then. */
_Static_assert(sizeof(struct wire_call) <= sizeof ((struct call *)0)->carrier, "a connection has a call in the call itself");
static struct wire_call *outward_room(struct call *call)
{
	return (struct wire_call *)call->carrier;
}

/* Locked. NULL: it is not on its way. */
static struct wire_call *outward_carried(struct call *call)
{
	return call->carried ? outward_room(call) : NULL;
}

/* ---- requests ---- */

static HRESULT outward_buffer(struct channel *c, struct call *call, size_t size)
{
	bool apart = size <= CALL_LITTLE || outward_of(c)->kind == OUTWARD_PLAIN;
	bool lent = call->client && call->client->loan.size; /* what stands beside that leaves from where it is, too */

	call_buffer_head(&call->request, apart ? 0 : ORPC_THIS_SIZE / CALL_HEAD);
	return call_buffer_reserve(&call->request, lent && size <= CALL_LITTLE ? CALL_LITTLE + 1 : size);
}

/* What stands in front of the parameters, which lies there, or apart in `room`. */
static struct span outward_head(const struct outward *o, struct call *call, uint8_t room[ORPC_THIS_SIZE])
{
	uint8_t *at = call->request.head ? call->request.data : room;

	if (o->kind == OUTWARD_PLAIN)
		return no_span;
	orpc_write_plain_this((uint16_t)os_load32(&o->link->minor), logical_guid(call_causality(call)), at);
	return (struct span){ at, ORPC_THIS_SIZE };
}

/* ---- time-outs ---- */

/* Of one call; it has counts of it, and of nothing else. */
struct expiry {
	struct alarm alarm;
	struct call *call;
};

/* A call that is being cancelled already goes on being carried, but not with what is freed here. */
static void expiry_ring(struct alarm *a)
{
	struct expiry *e = container_of(a, struct expiry, alarm);
	struct connection *c = outward_of(e->call->channel)->connection;

	call_expire(e->call);
	connection_lock(c);
	struct wire_call *carried = outward_carried(e->call);
	if (carried)
		carried->more = NULL;
	connection_unlock(c);
	call_unref(e->call);
	os_free(e);
}

/* What the call's time begins with; NULL: it has as much as it wants. */
static HRESULT expiry_make(struct channel *c, struct call *call, struct expiry **e)
{
	*e = NULL;
	if (channel_timeout(c) == INFINITE)
		return S_OK;
	*e = os_zalloc(sizeof **e);
	if (!*e)
		return FAIL(E_OUTOFMEMORY);
	(*e)->alarm.ring = expiry_ring;
	(*e)->call = call_ref(call);
	if (call->own) /* else others may have it, who look at what lies beside that */
		call->own = false; /* who rings cancels it */
	return S_OK;
}

static void expiry_drop(struct expiry *e)
{
	if (!e)
		return;
	call_unref(e->call);
	os_free(e);
}

/* Locked. The call is over, or will be: the caller has a count of it. */
static void expiry_end(struct wire_call *carried)
{
	struct expiry *e = carried->more;

	if (e && alarm_clear(&e->alarm))
		expiry_drop(e);
	carried->more = NULL;
}

/* Locked: somebody waits for the answer himself, or somebody must read it. */
static void outward_sent(struct outward *o, struct call *call, struct expiry *e)
{
	struct connection *c = o->connection;

	os_storep(&call->done.source, call->sync && call->own ? &c->alone : &c->source);
	if (e)
		connection_watch(c);
	else if (!call->sync)
		connection_watch_answer(c);
	heart_begin(c);
	struct wire_call *carried = outward_carried(call);
	if (!carried) { /* nobody could watch, so that the connection is closed */
		expiry_drop(e);
		return;
	}
	carried->more = e;
	if (e)
		alarm_set(&e->alarm, wait_deadline(channel_timeout(&o->channel)));
	if (call_is_marked(call, CALL_CANCEL_ASKED))
		assoc_client_cancel(&c->client, carried);
}

/* Locked: what the caller waits for is about to be over, and so his memory is his again. False: memory is short, and so the
 * association is to be closed. */
static bool outward_reclaim(struct connection *c, const struct call *call)
{
	return !call->sync || outbox_keep(&c->assoc.outbox, call);
}

static HRESULT outward_send(struct channel *channel, struct call *call, struct IErrorInfo **why)
{
	struct outward *o = outward_of(channel);
	bool plain = o->kind == OUTWARD_PLAIN;
	struct connection *c = o->connection;
	struct wire_call *carried = outward_room(call);
	struct expiry *e;
	HRESULT hr = expiry_make(channel, call, &e);

	if (FAILED(hr))
		return hr;
	uint8_t room[ORPC_THIS_SIZE];
	struct span parts[PARCEL_PARTS], *lent = NULL, head = outward_head(o, call, room);
	struct pdu_request r; /* a literal would be for all of it */
	r.context = o->context;
	r.opnum = (uint16_t)(call->method->slot - (plain ? 3 : 0));
	r.object = o->kind == OUTWARD_OBJECT ? &o->object : NULL;
	r.front = head;
	r.stub = (struct span){ call->request.data, call->request.size };
	if (call->request.head) {
		r.front = no_span;
		r.stub.size += call->request.head * CALL_HEAD;
	}
	r.descriptors = call->client && call->client->put ? call->client->put->count : 0;
	struct limit_hit hit;
	hit.which = 0;
	if (lend_is_due(&call->request, call->client)) {
		lend_parts(&call->request, call->client, lent = parts);
		parts[0] = head;
	}
	struct lender *l = lent && !r.descriptors ? lend_begin(c, call) : NULL;
	connection_lock(c);
	hr = call_is_given_up(call) ? RPC_E_CALL_CANCELED : assoc_client_call_lent(&c->client, &r, lent, l, call, carried);
	if (SUCCEEDED(hr)) {
		if (call->client)
			outbox_attach(&c->assoc.outbox, carried->at, &call->client->put);
		if (call->client)
			call->client->gone = true;
		call->carried = true;
		outward_sent(o, call, e);
	} else if (hr == RPC_E_OUT_OF_RESOURCES) {
		hit = c->client.hit;
	}
	connection_unlock(c);
	if (FAILED(hr)) {
		if (hit.which)
			*why = limit_error(&hit);
		expiry_drop(e);
		lend_undo(l);
	}
	return hr;
}

static void outward_cancel(struct channel *channel, struct call *call)
{
	struct connection *c = outward_of(channel)->connection;

	connection_lock(c);
	if (!(os_or32(&call->marks, CALL_CANCEL_ASKED) & CALL_CANCEL_ASKED) && call->carried)
		assoc_client_cancel(&c->client, outward_room(call));
	connection_unlock(c);
}

static void outward_orphan(struct channel *channel, struct call *call)
{
	struct connection *c = outward_of(channel)->connection;

	connection_lock(c);
	struct wire_call *carried = outward_carried(call);
	bool mine = outward_reclaim(c, call), left = false;
	if (carried) {
		expiry_end(carried);
		if (outward_of(channel)->kind == OUTWARD_OBJECT && !ndr_is_plain(call->method, ACOM_OUT))
			carried->more = (void *)(uintptr_t)call->method;
		left = assoc_client_orphan(&c->client, carried);
		call->carried = !left;
	}
	if (carried && !left)
		carried->more = NULL; /* no orphan's, and its time is cleared */
	if (!mine || (carried && !left))
		assoc_close(&c->assoc, FAIL(E_OUTOFMEMORY));
	connection_unlock(c);
	if (left)
		call_unref(call);
}

/* ---- answers ---- */

/* Where a server's end in this process would have them. */
static HRESULT answer_keep_descriptors(struct call *call, struct assoc_answer *a)
{
	struct call_serving *s = call_serve(call);

	if (!s)
		return FAIL(E_OUTOFMEMORY);
	s->ndr.put = descriptors_take(&a->descriptors);
	return S_OK;
}

static HRESULT answer_keep(struct call *call, struct assoc_answer *a)
{
	struct call_buffer *b = &call->reply;
	HRESULT hr = S_OK;

	call_buffer_head(b, 0);
	if (a->memory && a->stub.size > CALL_LITTLE) {
		call_buffer_adopt(b, a->memory, (uint32_t)a->stub.size);
		a->memory = NULL;
	} else if (SUCCEEDED(hr = call_buffer_reserve(b, a->stub.size))) {
		copy_octets(b->data, a->stub.at, a->stub.size);
		b->size = (uint32_t)a->stub.size;
	}
	if (a->big)
		b->big = true;
	if (a->aside.size) {
		call->client->landed = a->aside;
		call->client->landed.from -= ORPC_THAT_SIZE;
	}
	return SUCCEEDED(hr) && a->descriptors ? answer_keep_descriptors(call, a) : hr;
}

/* An error object may be there. */
static HRESULT answer_read_extensions(struct take *t, struct IErrorInfo **error)
{
	const ORPC_EXTENT *told;
	struct orpc_that that;
	struct ndr n;

	ndr_init(&n, &marshal_hooks, NULL);
	n.swap = t->big;
	HRESULT hr = orpc_read_that(&n, t, &that);
	if (SUCCEEDED(hr) && (told = orpc_extent(that.extensions, &orpc_error_extent)))
		orpc_error_read(&n, told, error); /* without it the failure is told all the same */
	ndr_fini(&n);
	return hr;
}

/* What stands in front of the results. */
static HRESULT answer_read_head(struct call *call, struct IErrorInfo **error)
{
	struct call_buffer *b = &call->reply;
	struct take t = take_from(b->data, b->size, b->big);
	struct orpc_that that;
	HRESULT hr = orpc_read_plain_that(&t, &that);

	if (hr == S_FALSE) {
		t = take_from(b->data, b->size, b->big);
		hr = answer_read_extensions(&t, error);
	}
	if (FAILED(hr))
		return hr;
	size_t head = (size_t)(t.at - b->data);
	if (head > ORPC_THAT_SIZE) /* the results go to where they always are */
		memmove(b->data + ORPC_THAT_SIZE, t.at, b->size - head);
	b->head = ORPC_THAT_SIZE / CALL_HEAD;
	b->size -= (uint32_t)head;
	return S_OK;
}

/* In front of the results stands what says nothing: they alone are kept. */
static bool answer_skip_head(struct call *call, struct assoc_answer *a)
{
	if (a->hr != S_OK || a->memory || a->stub.size < ORPC_THAT_SIZE || read_word(a->stub.at) ||
	    outward_of(call->channel)->kind == OUTWARD_PLAIN)
		return false;
	span_skip(&a->stub, ORPC_THAT_SIZE);
	return true;
}

/* Until nothing is locked any more: error objects are made by means of user code. Without memory nobody learns of it. */
static void answer_keep_limit(struct call *call, const struct limit_hit *hit)
{
	call->reply.head = 0;
	call->reply.size = 0;
	if (!hit->which || FAILED(call_buffer_reserve(&call->reply, sizeof *hit)))
		return;
	memcpy(call->reply.data, hit, sizeof *hit);
	call->reply.size = sizeof *hit;
}

static struct IErrorInfo *answer_limit(struct call *call)
{
	struct limit_hit hit = { 0 };

	if (call->reply.size)
		memcpy(&hit, call->reply.data, sizeof hit);
	call->reply.size = 0;
	return limit_error(&hit);
}

/* The connection is not locked. The results are there. */
static void answer_end(struct work *work, HRESULT hr)
{
	struct call *call = container_of(work, struct call, work);

	(void)hr;
	call->reply.received = true;
	call_complete_with(call, S_OK, NULL);
}

/* The same, but more is to be known of it. */
static void answer_run(struct work *work, HRESULT hr)
{
	struct call *call = container_of(work, struct call, work);
	bool plain = outward_of(call->channel)->kind == OUTWARD_PLAIN;
	struct IErrorInfo *error = NULL;

	hr = call->work.kept;
	if (SUCCEEDED(hr) && !plain)
		hr = answer_read_head(call, &error);
	else if (FAILED(hr))
		error = answer_limit(call);
	if (FAILED(hr) && call->client)
		reference_unread(call->client, hr, call->rejected, &error);
	call->reply.received = SUCCEEDED(hr);
	call_complete_with(call, hr, error);
}

/* A server that knows only older versions says so of the first call. A message filter's refusal has two names. */
static HRESULT answer_fault(struct link *l, const struct assoc_answer *a)
{
	HRESULT hr = fault_to_hresult(a->status);

	if (hr == RPC_E_VERSION_MISMATCH)
		os_store32(&l->minor, ORPC_MINOR_OLD);
	if (a->hit.which && hr == E_ACCESSDENIED) /* which it is to those who cannot be told more */
		return FAIL(RPC_E_OUT_OF_RESOURCES);
	return hr == RPC_E_CALL_REJECTED && a->did_not_execute ? RPC_E_SERVERCALL_REJECTED : hr;
}

/* A server of others says no more than that it has too much to do. */
static struct limit_hit answer_hit(const struct assoc_answer *a)
{
	bool busy = a->hr == S_FALSE && a->status == PDU_TOO_BUSY && !a->hit.which;

	return busy ? (struct limit_hit){ .which = ACOM_LIMIT_FOREIGN_CALLS, .theirs = true } : a->hit;
}

/* ---- answers that nobody waits for any more, but which were on their way: what they bring is given back ---- */

struct leftover {
	struct work work;
	struct connection *connection; /* whose unlocking runs it */
	const ACOM_METHOD *method;
	bool big;
	size_t size;
	uint8_t octets[];
};

static const struct channel_ops outward_ops;

static void leftover_run(struct work *work, HRESULT hr)
{
	struct leftover *x = container_of(work, struct leftover, work);
	struct outward from = { .channel.ops = &outward_ops, .link = x->connection->user };
	struct take t = take_from(x->octets, x->size, x->big);
	struct orpc_that that;
	struct ndr n;

	ndr_init(&n, &wire_hooks, &from.channel);
	n.swap = x->big;
	hr = orpc_read_that(&n, &t, &that);
	if (SUCCEEDED(hr))
		ndr_discard(&n, x->method, ACOM_OUT, t.at, take_left(&t));
	ndr_fini(&n);
	os_free(x);
}

/* Locked. Without memory it remains until the connection ends. */
static void leftover_keep(struct connection *c, const ACOM_METHOD *method, const struct assoc_answer *a)
{
	struct leftover *x = os_alloc(sizeof *x + a->stub.size);

	if (!x)
		return;
	*x = (struct leftover){ { .run = leftover_run }, c, method, a->big, a->stub.size };
	if (a->stub.size)
		memcpy(x->octets, a->stub.at, a->stub.size);
	connection_defer(c, &x->work);
}

/* Locked, as all that is written there: who waits gets his array as it comes. */
void channel_begins(void *context, struct wire_call *carried, struct span first, struct ndr_landed *aside)
{
	static const uint8_t that[ORPC_THAT_SIZE];
	struct call *call = carried->user;
	struct ndr_landed l;

	(void)context;
	if (!call->client || outward_of(call->channel)->kind == OUTWARD_PLAIN || first.size < sizeof that ||
	    memcmp(first.at, that, sizeof that) != 0)
		return;
	if (!ndr_lands(call->client, call->method, first.at + sizeof that, first.size - sizeof that, &l))
		return;
	*aside = l;
	aside->from += sizeof that;
}

void channel_answer(void *context, struct wire_call *carried, struct assoc_answer *a)
{
	struct connection *c = context;
	struct call *call = carried->user;

	if (carried->orphaned) {
		leftover_keep(c, carried->more, a);
		return;
	}
	expiry_end(carried);
	bool mine = outward_reclaim(c, call), skipped = answer_skip_head(call, a);
	call->carried = false;
	call->rejected = a->hr == S_FALSE && a->did_not_execute;
	call->work.kept = a->hr == S_OK ? answer_keep(call, a) :
	                 a->hr == S_FALSE ? answer_fault(outward_of(call->channel)->link, a) : a->hr;
	call->work.run = skipped ? answer_end : answer_run;
	call->work.notice = false;
	if (FAILED(call->work.kept)) {
		call->work.run = answer_run;
		struct limit_hit hit = answer_hit(a);
		answer_keep_limit(call, &hit);
	}
	if (!mine)
		assoc_close(&c->assoc, FAIL(E_OUTOFMEMORY));
	connection_defer(c, &call->work);
}

/* ---- channels ---- */

static void outward_destroy(struct channel *c)
{
	struct outward *o = outward_of(c);
	struct link *l = o->link;

	os_free(o);
	link_unref(l);
}

static const struct channel_ops outward_ops = {
	.buffer = outward_buffer, .send = outward_send, .cancel = outward_cancel, .orphan = outward_orphan,
	.destroy = outward_destroy, .hooks = &wire_hooks, .lends = true, .hands = true,
};

HRESULT channel_outward_create(struct link *l, enum outward_kind kind, REFIID interface, const GUID *object, uint64_t deadline,
			       struct channel **c)
{
	struct pdu_syntax syntax = { .uuid = *interface };
	struct outward *o = os_zalloc(sizeof *o);
	struct link *over;

	*c = NULL;
	if (!o)
		return FAIL(E_OUTOFMEMORY);
	HRESULT hr = S_OK;
	o->channel.interface = registry_find(interface, &hr);
	if (o->channel.interface)
		hr = link_agree(l, &syntax, deadline, &over, &o->context);
	if (FAILED(hr)) {
		os_free(o);
		return hr;
	}
	o->channel.ops = &outward_ops;
	os_store32(&o->channel.refs, 1);
	o->link = link_ref(l);
	o->connection = over->connection;
	o->channel.bare = !o->connection->assoc.carries;
	o->kind = kind;
	if (kind == OUTWARD_OBJECT)
		o->object = *object;
	*c = &o->channel;
	return S_OK;
}

struct link *channel_link(struct channel *c)
{
	return c->ops == &outward_ops ? outward_of(c)->link : NULL;
}

/* ---- calls of the runtime itself ---- */

/* Gives up on an answer that does not come in time: RPC_E_TIMEOUT. */
static HRESULT invoke_finish(struct call *call, uint64_t deadline, void *const *args)
{
	if (deadline != OS_FOREVER && waitable_wait(&call->done, deadline) == RPC_S_CALLPENDING)
		call_expire(call);
	return call_finish(call, args);
}

/* It can be cancelled like a call of a proxy. */
static HRESULT invoke_once(struct channel *c, unsigned row, uint64_t deadline, void *const *args)
{
	struct call *call = call_open(c, &c->interface->methods[row]);
	struct outgoing o;

	if (!call)
		return FAIL(E_OUTOFMEMORY);
	outgoing_enter(&o);
	call->sync = true;
	outgoing_try(&o, call);
	call->own &= deadline == OS_FOREVER; /* else it is given up while somebody may complete it */
	HRESULT hr = call_put_request(call, args);
	if (SUCCEEDED(hr))
		hr = call_send(call);
	if (SUCCEEDED(hr))
		hr = invoke_finish(call, deadline, args);
	return outgoing_leave(&o, hr, false);
}

HRESULT wire_invoke(struct channel *c, unsigned row, uint64_t deadline, void *const *args)
{
	struct IErrorInfo *error = errorinfo_take();
	HRESULT hr = invoke_once(c, row, deadline, args);

	if (hr == RPC_E_VERSION_MISMATCH)
		hr = invoke_once(c, row, deadline, args);
	struct IErrorInfo *told = errorinfo_take();
	bool limit = hr == RPC_E_OUT_OF_RESOURCES && told;
	errorinfo_put(limit ? told : error); /* the caller's: what the runtime asks is not what he asked for */
	release_unknown(limit ? error : told);
	return hr;
}

HRESULT wire_tell(struct channel *c, unsigned row, void *const *args)
{
	struct call *call = call_open(c, &c->interface->methods[row]);

	if (!call)
		return FAIL(E_OUTOFMEMORY);
	call->causality = causality_new();
	HRESULT hr = call_put_request(call, args);
	if (SUCCEEDED(hr))
		hr = call_send(call);
	if (SUCCEEDED(hr))
		call_abandon(call);
	call_unref(call);
	return hr;
}
