/* assoc_client.c - the client's end of an association: its requests, what it makes of PDUs, and its end (wire.md 1.6). */
#include "wire/assoc_client.h"

void client_breach(struct assoc_client *c)
{
	assoc_close(&c->a, FAIL(RPC_S_PROTOCOL_ERROR));
}

void client_tell(const struct assoc_client *c)
{
	if (c->peer->ops->told)
		c->peer->ops->told(c->context);
}

/* ---- calls go out ---- */

static bool client_id_is_taken(const struct assoc_client *c, uint32_t id)
{
	return !id || calls_find(&c->a.calls, id) || id == c->ask_id || id == c->share_id || (c->offering && id == c->offer_id);
}

uint32_t client_new_id(struct assoc_client *c)
{
	c->again |= !++c->next_id;
	while (c->again && client_id_is_taken(c, c->next_id))
		c->next_id++;
	return c->next_id;
}

static bool client_fragment(struct assoc_client *c, uint32_t id, const struct pdu_request *part, uint8_t flags)
{
	size_t head = PDU_STUB + (part->object ? PDU_UUID : 0);
	struct put p = assoc_begin(&c->a, PDU_REQUEST, flags | (part->object ? PDU_OBJECT : 0), id, head + part->stub.size);

	pdu_put_request(&p, part);
	return assoc_end(&c->a, &p);
}

static size_t client_most(size_t fragment, const struct pdu_request *r)
{
	return (fragment - PDU_STUB - (r->object ? PDU_UUID : 0)) & ~(size_t)7;
}

/* Of one that is put into the outbox. */
static size_t client_most_put(const struct assoc_client *c, const struct pdu_request *r)
{
	return client_most(c->a.fragment < OUTBOX_ROOM ? c->a.fragment : OUTBOX_ROOM, r);
}

/* The only one. */
static HRESULT client_single(struct assoc_client *c, uint32_t id, const struct pdu_request *r)
{
	size_t size = pdu_request_size(r);
	uint8_t *room = outbox_room(&c->a.outbox, size);

	if (!room)
		return FAIL(E_OUTOFMEMORY);
	pdu_write_request(room, id, r, size);
	outbox_add(&c->a.outbox, size);
	return S_OK;
}

/* All of them, or nothing. */
static HRESULT client_fragments(struct assoc_client *c, uint32_t id, const struct pdu_request *r)
{
	size_t most = client_most_put(c, r);
	struct outbox_mark mark = outbox_mark(&c->a.outbox);
	struct pdu_request part = *r;
	struct span left = r->stub;
	uint8_t first = PDU_FIRST;

	do {
		part.alloc_hint = (uint32_t)left.size;
		part.stub = (struct span){ left.at, left.size < most ? left.size : most };
		if (!client_fragment(c, id, &part, first | (part.stub.size == left.size ? PDU_LAST : 0))) {
			outbox_rewind(&c->a.outbox, mark);
			return FAIL(E_OUTOFMEMORY);
		}
		span_skip(&left, part.stub.size);
		first = 0;
	} while (left.size);
	return S_OK;
}

/* The same of a stub in parts. */
static HRESULT client_parts(struct assoc_client *c, uint32_t id, const struct pdu_request *r, const struct span *parts)
{
	struct put all = put_to(os_alloc(parts_size(parts)), parts_size(parts), false);
	struct pdu_request whole = *r;
	HRESULT hr = all.start ? S_OK : FAIL(E_OUTOFMEMORY);

	for (unsigned i = 0; SUCCEEDED(hr) && i < PARCEL_PARTS; i++)
		put_octets(&all, parts[i].at, parts[i].size);
	whole.stub = (struct span){ all.start, put_size(&all) };
	if (SUCCEEDED(hr))
		hr = client_fragments(c, id, &whole);
	os_free(all.start);
	return hr;
}

static HRESULT client_parcel(struct assoc_client *c, uint32_t id, const struct pdu_request *r, const struct span *parts,
			     struct lender *l)
{
	uint8_t octets[PDU_STUB + PDU_UUID];
	struct put p = put_to(octets, sizeof octets, false);

	pdu_begin(&p, PDU_REQUEST, r->object ? PDU_OBJECT : 0, id);
	pdu_put_request(&p, r);
	struct parcel *parcel = parcel_make(&p, parts, client_most(c->a.fragment, r), l);
	return parcel && outbox_parcel(&c->a.outbox, parcel) ? S_OK : FAIL(E_OUTOFMEMORY);
}

/* Whether a limit is in the way of one more call. */
static bool client_is_busy(struct assoc_client *c, unsigned descriptors)
{
	bool many = c->features[PDU_FEATURES_ACOM] & PDU_MANY_CALLS;
	unsigned calls = c->a.calls.count - c->orphan_count, most = c->a.multiplexed ? c->a.calls_most : 1;

	if (calls < most && c->a.unclaimed + descriptors <= limit_of(ACOM_LIMIT_DESCRIPTORS))
		return false;
	c->hit = calls < most ? limit_own(ACOM_LIMIT_DESCRIPTORS, c->a.unclaimed + descriptors) :
	                        limit_at(many ? ACOM_LIMIT_CALLS : ACOM_LIMIT_FOREIGN_CALLS, most, calls + 1);
	c->hit.theirs = calls >= most && (!c->a.multiplexed || (many && most < pdu_calls_of(c->a.calls_offered)));
	return true;
}

/* A server that reads nothing. */
static bool client_is_full(struct assoc_client *c)
{
	uint64_t left = outbox_left(&c->a.outbox);

	if (left < limit_of(ACOM_LIMIT_UNSENT))
		return false;
	c->hit = limit_own(ACOM_LIMIT_UNSENT, left);
	return true;
}

/* Each call that nobody waits for any more is remembered until the server says something that it was asked for later. Where no
 * call is left that it could answer it is asked, in time; one that does not even say that hears of no more calls. */
static bool client_is_ignored(struct assoc_client *c)
{
	if (c->orphan_count < ASSOC_ORPHANS / 2)
		return false;
	assoc_client_ask(c); /* without memory, at the next call */
	c->hit = (struct limit_hit){ 0 };
	return c->orphan_count >= ASSOC_ORPHANS + c->a.calls_most;
}

/* Where no call may end behind that the server is asked: it answers when it has read what has not left. False: it cannot be. */
static bool client_is_stuck(struct assoc_client *c)
{
	return client_is_full(c) && SUCCEEDED(assoc_client_ask(c)) && (c->ask_id || c->offering);
}

bool assoc_client_waits(struct assoc_client *c)
{
	bool calls = c->a.calls.count > c->orphan_count;

	return c->a.closed == S_OK &&
	       ((calls && (client_is_busy(c, 0) || client_is_full(c))) || client_is_stuck(c) || client_is_ignored(c));
}

static HRESULT client_may(struct assoc_client *c, const struct pdu_request *r)
{
	if (c->a.closed != S_OK || c->draining)
		return FAIL(RPC_E_SERVER_DIED_DNE);
	if (r->context >= c->context_count || c->contexts[r->context].state != CONTEXT_AGREED)
		return FAIL(E_UNEXPECTED);
	return client_is_busy(c, r->descriptors) || client_is_full(c) || client_is_ignored(c) ? FAIL(RPC_E_OUT_OF_RESOURCES) : S_OK;
}

static HRESULT client_put(struct assoc_client *c, uint32_t id, const struct pdu_request *r, const struct span *parts,
			  struct lender *l)
{
	return l ? client_parcel(c, id, r, parts, l) : parts ? client_parts(c, id, r, parts) :
	       r->front.size + r->stub.size <= client_most_put(c, r) ? client_single(c, id, r) :
	       r->front.size ? client_parts(c, id, r, (struct span[PARCEL_PARTS]){ r->front, r->stub }) :
	       client_fragments(c, id, r);
}

/* First the octets: the call may take their place. */
static HRESULT client_call(struct assoc_client *c, const struct pdu_request *r, const struct span *parts, struct lender *l,
			   void *user, struct wire_call *room, bool guest)
{
	uint64_t at = c->a.outbox.queued;
	uint32_t id = client_new_id(c);
	HRESULT hr = client_put(c, id, r, parts, l);

	if (FAILED(hr))
		return hr;
	unsigned descriptors = r->descriptors;
	calls_enter(&c->a.calls, room, id, r->context, guest);
	room->at = at;
	room->user = user;
	room->descriptors = (uint8_t)descriptors;
	c->a.unclaimed += descriptors;
	return S_OK;
}

HRESULT assoc_client_call_lent(struct assoc_client *c, const struct pdu_request *r, const struct span parts[PARCEL_PARTS],
			       struct lender *l, void *user, struct wire_call *room)
{
	HRESULT hr = client_may(c, r);

	if (SUCCEEDED(hr) && !calls_spare(&c->a.calls))
		hr = FAIL(E_OUTOFMEMORY);
	return SUCCEEDED(hr) ? client_call(c, r, parts, l, user, room, true) : hr;
}

HRESULT assoc_client_call(struct assoc_client *c, const struct pdu_request *r, void *user, struct wire_call **call)
{
	HRESULT hr = client_may(c, r);

	*call = NULL;
	if (FAILED(hr))
		return hr;
	struct wire_call *made = calls_record(&c->a.calls);
	hr = made ? client_call(c, r, NULL, NULL, user, made, false) : FAIL(E_OUTOFMEMORY);
	if (SUCCEEDED(hr))
		*call = made;
	else if (made)
		calls_free(&c->a.calls, made);
	return hr;
}

static bool client_notice(struct assoc_client *c, enum pdu_type type, uint32_t id)
{
	struct put p = assoc_begin(&c->a, type, PDU_FIRST | PDU_LAST, id, PDU_HEADER);

	return assoc_end(&c->a, &p);
}

HRESULT assoc_client_cancel(struct assoc_client *c, struct wire_call *call)
{
	return client_notice(c, PDU_CO_CANCEL, call->id) ? S_OK : FAIL(E_OUTOFMEMORY);
}

/* Its id stays taken until no answer can come any more: the server knows of it before it sees a later call. */
bool assoc_client_orphan(struct assoc_client *c, struct wire_call *call)
{
	uint64_t told = c->a.outbox.queued;
	bool answering = c->answering == call;

	if (call->guest && !(call = calls_move(&c->a.calls, call)))
		return false;
	call->orphaned = true;
	call->at = client_notice(c, PDU_ORPHANED, call->id) ? told : UINT64_MAX;
	call->next = NULL;
	*c->orphans_end = call;
	c->orphans_end = &call->next;
	c->orphan_count++;
	if (!answering)
		return true;
	c->answering = call;
	if (c->a.message.aside.size) /* whose memory that is does not wait any more; and there is nothing to be given back */
		call->more = NULL;
	c->a.message.refused |= !call->more;
	return true;
}

/* ---- PDUs ---- */

static void client_pdu(struct assoc *a, const struct pdu_header *h, const uint8_t *octets)
{
	struct take body = take_from(octets + PDU_HEADER, h->size - PDU_HEADER, h->big);
	struct assoc_client *c = client_of(a);

	if (h->auth_size) {
		client_breach(c);
		return;
	}
	if (h->type == PDU_RESPONSE) {
		heard_response(c, h, body);
		return;
	}
	switch (h->type) {
	case PDU_FAULT:
		heard_fault(c, h, body);
		break;
	case PDU_BIND_ACK:
	case PDU_ALTER_RESP:
		offer_answer(c, h, body);
		break;
	case PDU_BIND_NAK:
		offer_nak(c, h, body);
		break;
	case PDU_SHUTDOWN:
		c->draining = true;
		heard_leave(c);
		break;
	default:
		client_breach(c);
	}
}

static void client_broken(struct assoc *a, const struct pdu_header *h)
{
	(void)h;
	client_breach(client_of(a));
}

/* ---- the end ---- */

/* Decision 20: what never left, or was not taken, has not been executed, and so it must not leave any more. */
static void client_closing(struct assoc *a)
{
	struct assoc_client *c = client_of(a);
	uint64_t sent = a->outbox.sent - a->untaken;
	bool unsent = false;
	struct wire_call *call;

	c->answering = NULL;
	heard_retire(c, UINT64_MAX);
	while ((call = calls_first(&a->calls))) {
		unsent |= sent <= call->at;
		heard_answer(c, call, &(struct assoc_answer){ .hr = sent <= call->at ? RPC_E_SERVER_DIED_DNE : a->closed });
	}
	if (unsent)
		outbox_abandon(&a->outbox);
	offers_fail(c, a->closed);
	client_tell(c); /* nothing will be */
}

static const struct assoc_side client_side = { client_pdu, client_broken, client_closing, heard_landed, heard_more,
					       PDU_RESPONSE };

HRESULT assoc_client_init(struct assoc_client *c, const struct assoc_peer *peer, void *context)
{
	size_t most = peer->response_limit ? peer->response_limit : limit_of(ACOM_LIMIT_RESPONSE) + 2 * NDR_SLACK;

	*c = (struct assoc_client){ .peer = peer, .context = context, .response_limit = most };
	c->orphans_end = &c->orphans;
	return assoc_init(&c->a, &client_side);
}

void assoc_client_fini(struct assoc_client *c)
{
	assoc_close(&c->a, E_ABORT);
	ledger_unref(c->brought);
	assoc_fini(&c->a);
}
