/* channel.c - the client's end of calls to other processes: requests go out behind an ORPCTHIS. */
#include "wire/outward.h"

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

bool outward_reclaim(struct connection *c, const struct call *call)
{
	return !call->sync || outbox_keep(&c->assoc.outbox, call);
}

/* r: a literal would be for all of it. */
static inline void outward_request(const struct outward *o, const struct call *call, struct span head, struct pdu_request *r)
{
	r->context = o->context;
	r->opnum = (uint16_t)(call->method->slot - (o->kind == OUTWARD_PLAIN ? 3 : 0));
	r->object = o->kind == OUTWARD_OBJECT ? &o->object : NULL;
	r->front = head;
	r->stub = (struct span){ call->request.data, call->request.size };
	if (call->request.head) {
		r->front = no_span;
		r->stub.size += call->request.head * CALL_HEAD;
	}
	r->descriptors = call->client && call->client->put ? call->client->put->count : 0;
}

/* Locked: the request is in the outbox, and so what it brings goes with it. */
static inline void outward_went(struct outward *o, struct call *call, struct expiry *e)
{
	struct outbox *outbox = &o->connection->assoc.outbox;

	if (call->client) {
		outbox_attach(outbox, outward_room(call)->at, &call->client->put);
		call->client->gone = true;
	}
	call->carried = true;
	outward_sent(o, call, e);
}

/* It has not left: hit: because of a limit. */
static inline void outward_stays(struct expiry *e, struct lender *l, const struct limit_hit *hit, struct IErrorInfo **why)
{
	if (hit->which)
		*why = limit_error(hit);
	expiry_drop(e);
	lend_undo(l);
}

static HRESULT outward_send(struct channel *channel, struct call *call, struct IErrorInfo **why)
{
	struct outward *o = outward_of(channel);
	struct connection *c = o->connection;
	struct expiry *e;
	HRESULT hr = expiry_make(channel, call, &e);

	if (FAILED(hr))
		return hr;
	uint8_t room[ORPC_THIS_SIZE];
	struct span parts[PARCEL_PARTS], *lent = NULL, head = outward_head(o, call, room);
	struct pdu_request r;
	outward_request(o, call, head, &r);
	struct limit_hit hit;
	hit.which = 0;
	if (lend_is_due(&call->request, call->client)) {
		lend_parts(&call->request, call->client, lent = parts);
		parts[0] = head;
	}
	struct lender *l = lent && !r.descriptors ? lend_begin(c, call) : NULL;
	connection_lock(c);
	hr = call_is_given_up(call) ? RPC_E_CALL_CANCELED :
				      assoc_client_call_lent(&c->client, &r, lent, l, call, outward_room(call));
	if (SUCCEEDED(hr))
		outward_went(o, call, e);
	else if (hr == RPC_E_OUT_OF_RESOURCES)
		hit = c->client.hit;
	connection_unlock(c);
	if (FAILED(hr))
		outward_stays(e, l, &hit, why);
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
		if (outward_of(channel)->kind != OUTWARD_PLAIN && !ndr_is_plain(call->method, ACOM_OUT))
			carried->more = (void *)(uintptr_t)call->method;
		left = assoc_client_orphan(&c->client, carried);
		call->carried = !left;
	}
	if (carried && !left)
		carried->more = NULL; /* no orphan's, and its time is cleared */
	if (!mine || (carried && !left))
		assoc_close(&c->assoc, FAIL(E_OUTOFMEMORY));
	if (os_peek32(&c->owes))
		link_pay(c);
	connection_unlock(c);
	if (left)
		call_unref(call);
}

/* ---- channels ---- */

static void outward_destroy(struct channel *c)
{
	struct outward *o = outward_of(c);
	struct link *l = o->link, *over = o->over;

	os_free(o);
	link_unref(over);
	link_unref(l);
}

const struct channel_ops outward_ops = {
	.buffer = outward_buffer, .send = outward_send, .cancel = outward_cancel, .orphan = outward_orphan,
	.destroy = outward_destroy, .unread = outward_unread, .hooks = &wire_hooks, .lends = true, .hands = true,
};

HRESULT channel_outward_create(struct link *l, enum outward_kind kind, REFIID interface, const GUID *object, uint64_t deadline,
			       struct channel **c)
{
	struct pdu_syntax syntax = { .uuid = *interface };
	struct outward *o = os_zalloc(sizeof *o);

	*c = NULL;
	if (!o)
		return FAIL(E_OUTOFMEMORY);
	HRESULT hr = S_OK;
	o->channel.interface = registry_find(interface, &hr);
	if (o->channel.interface)
		hr = link_agree(l, &syntax, deadline, &o->over, &o->context);
	if (FAILED(hr)) {
		link_unref(o->over);
		os_free(o);
		return hr;
	}
	o->channel.ops = &outward_ops;
	os_store32(&o->channel.refs, 1);
	o->link = link_ref(l);
	o->connection = o->over->connection;
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
