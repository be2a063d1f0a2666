/* assoc_client.c - the client's end of an association: requests out, answers in (wire.md 1.6, 1.7, and 1.9 mirrored). */
#include "wire/pdu.h"

static struct assoc_client *client_of(struct assoc *a)
{
	return container_of(a, struct assoc_client, a);
}

static void client_breach(struct assoc_client *c)
{
	assoc_close(&c->a, FAIL(RPC_S_PROTOCOL_ERROR));
}

/* ---- calls go out ---- */

uint32_t client_new_id(struct assoc_client *c)
{
	do
		c->next_id++;
	while (!c->next_id || calls_find(&c->a.calls, c->next_id) || c->next_id == c->ask_id ||
	       (c->offering && c->next_id == c->offer_id));
	return c->next_id;
}

static bool client_fragment(struct assoc_client *c, uint32_t id, const struct pdu_request *part, uint8_t flags)
{
	size_t head = PDU_STUB + (part->object ? PDU_UUID : 0);
	struct put p = assoc_begin(&c->a, PDU_REQUEST, flags | (part->object ? PDU_OBJECT : 0), id, head + part->stub.size);

	pdu_put_request(&p, part);
	return assoc_end(&c->a, &p);
}

static size_t client_most(const struct assoc_client *c, const struct pdu_request *r)
{
	return (size_t)(c->a.fragment - PDU_STUB - (r->object ? PDU_UUID : 0)) & ~(size_t)7;
}

/* All of them, or nothing. */
static HRESULT client_fragments(struct assoc_client *c, uint32_t id, const struct pdu_request *r)
{
	size_t most = client_most(c, r);
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
	struct parcel *parcel = parcel_make(&p, parts, client_most(c, r), l);
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

HRESULT assoc_client_call_lent(struct assoc_client *c, const struct pdu_request *r, const struct span parts[PARCEL_PARTS],
			       struct lender *l, void *user, struct wire_call **call)
{
	struct wire_call *made;
	HRESULT hr;

	*call = NULL;
	if (c->a.closed != S_OK || c->draining)
		return FAIL(RPC_E_SERVER_DIED_DNE);
	if (r->context >= c->context_count || c->contexts[r->context].state != CONTEXT_AGREED)
		return FAIL(E_UNEXPECTED);
	if (client_is_busy(c, r->descriptors) || client_is_full(c))
		return FAIL(RPC_E_OUT_OF_RESOURCES);
	if (!(made = calls_add(&c->a.calls, client_new_id(c), r->context)))
		return FAIL(E_OUTOFMEMORY);
	made->at = c->a.outbox.queued;
	made->user = user;
	hr = l ? client_parcel(c, made->id, r, parts, l) : parts ? client_parts(c, made->id, r, parts) :
	     client_fragments(c, made->id, r);
	if (FAILED(hr)) {
		calls_forget(&c->a.calls, made);
		calls_free(&c->a.calls, made);
		return hr;
	}
	made->serial = ++c->serial;
	made->descriptors = (uint8_t)r->descriptors;
	c->a.unclaimed += r->descriptors;
	*call = made;
	return S_OK;
}

HRESULT assoc_client_call(struct assoc_client *c, const struct pdu_request *r, void *user, struct wire_call **call)
{
	return assoc_client_call_lent(c, r, NULL, NULL, user, call);
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
void assoc_client_orphan(struct assoc_client *c, struct wire_call *call)
{
	call->orphaned = true;
	call->serial = client_notice(c, PDU_ORPHANED, call->id) ? c->serial + 1 : UINT64_MAX;
	call->next = c->orphans;
	c->orphans = call;
	c->orphan_count++;
	if (c->answering != call)
		return;
	if (c->a.message.aside.size) /* whose memory that is does not wait any more; and there is nothing to be given back */
		call->more = NULL;
	c->a.message.refused |= !call->more;
}

/* ---- answers come in ---- */

static void client_forget(struct assoc_client *c, struct wire_call *call)
{
	c->a.unclaimed -= call->descriptors;
	calls_forget(&c->a.calls, call);
}

static void client_free(struct assoc_client *c, struct wire_call *call)
{
	client_forget(c, call);
	calls_free(&c->a.calls, call);
}

/* Orphans of which an answer to this call says that they will get none; UINT64_MAX: all. `one`: this one, too. */
static void client_retire(struct assoc_client *c, uint64_t serial, const struct wire_call *one)
{
	struct wire_call **link = &c->orphans, *orphan;

	while ((orphan = *link)) {
		if (orphan->serial > serial && orphan != one) {
			link = &orphan->next;
			continue;
		}
		*link = orphan->next;
		c->orphan_count--;
		client_free(c, orphan);
	}
}

static void client_leave_if_done(struct assoc_client *c)
{
	if (c->draining && c->a.calls.count == c->orphan_count)
		assoc_close(&c->a, RPC_E_DISCONNECTED);
}

/* The call is answered. Its id is free before its owner hears of it. */
static void client_answer(struct assoc_client *c, struct wire_call *call, struct assoc_answer *answer)
{
	if (call->orphaned) {
		if (answer->hr == S_OK && call->more)
			c->peer->ops->answer(c->context, call, answer);
		client_retire(c, 0, call);
		return;
	}
	client_retire(c, call->serial, NULL);
	client_forget(c, call);
	c->peer->ops->answer(c->context, call, answer);
	calls_free(&c->a.calls, call);
	client_leave_if_done(c);
}

/* The message is whole: its stub lies in itself, or in the PDU. */
static void client_deliver(struct assoc_client *c, struct span stub, uint8_t *memory)
{
	struct message *m = &c->a.message;
	struct assoc_answer answer = {
		.hr = S_OK, .big = m->big, .stub = stub, .memory = memory, .descriptors = descriptors_take(&m->descriptors),
		.aside = m->aside,
	};
	struct wire_call *call = c->answering;
	size_t room = m->room;

	c->answering = NULL;
	if (memory) {
		m->octets = NULL;
		m->room = 0;
	}
	message_end(m);
	if (call)
		client_answer(c, call, &answer);
	descriptors_close(&answer.descriptors);
	if (!answer.memory)
		return;
	if (c->a.closed != S_OK) {
		os_free(answer.memory);
		return;
	}
	m->octets = answer.memory;
	m->room = room;
	message_end(m);
}

/* The one whose answer is incomplete gets none. The rest of it is thrown away. */
static void client_give_up(struct assoc_client *c, HRESULT hr, struct limit_hit hit)
{
	struct wire_call *call = c->answering;

	c->answering = NULL;
	c->a.message.refused = true;
	if (call)
		client_answer(c, call, &(struct assoc_answer){ .hr = hr, .hit = hit });
}

static struct limit_hit client_too_long(const struct assoc_client *c, uint64_t size)
{
	size_t beside = c->peer->response_limit ? 0 : 2 * NDR_SLACK;

	return limit_at(ACOM_LIMIT_RESPONSE, c->response_limit - beside, size);
}

/* Of which less than was expected may have come. */
static struct span client_whole(struct message *m)
{
	struct span held = { m->octets, message_held(m) };

	if (m->size < m->aside.from + m->aside.size)
		m->aside.size = 0;
	return held;
}

static void client_collect(struct assoc_client *c, const struct pdu_header *h, const struct pdu_response *r)
{
	struct message *m = &c->a.message;
	HRESULT hr = m->refused ? S_OK : message_add(m, r->stub, r->alloc_hint, c->response_limit);

	m->head = (uint16_t)(h->size - r->stub.size);

	if (FAILED(hr))
		client_give_up(c, hr, hr == RPC_E_OUT_OF_RESOURCES ? client_too_long(c, m->size + r->alloc_hint) :
				      (struct limit_hit){ 0 });
	if (hr == RPC_E_OUT_OF_RESOURCES)
		client_breach(c);
	if (c->a.closed != S_OK || !(h->flags & PDU_LAST))
		return;
	message_trim(m);
	client_deliver(c, client_whole(m), m->octets);
}

/* Decision 23: some servers answer every call as if it were the first. */
static struct wire_call *client_find(struct assoc_client *c, uint32_t id)
{
	struct wire_call *call = calls_find(&c->a.calls, id);

	return !call && c->null_syntax && id == 1 && c->a.calls.count == 1 && !c->orphans ? calls_first(&c->a.calls) : call;
}

/* Descriptors of answers are many, too, if nobody fetches these. */
static HRESULT client_let_in(struct assoc_client *c, struct ndr_descriptors *d, struct limit_hit *hit)
{
	uint32_t held = c->brought ? os_load32(&c->brought->held) : 0;

	if (held + d->count > limit_of(ACOM_LIMIT_DESCRIPTORS)) {
		*hit = limit_own(ACOM_LIMIT_DESCRIPTORS, held + d->count);
		return FAIL(RPC_E_OUT_OF_RESOURCES);
	}
	if (!c->brought && !(c->brought = ledger_create()))
		return FAIL(E_OUTOFMEMORY);
	descriptors_enter(d, c->brought);
	return S_OK;
}

static void client_first(struct assoc_client *c, const struct pdu_header *h, const struct pdu_response *r)
{
	struct wire_call *call = client_find(c, h->call_id);
	struct message *m = &c->a.message;

	if (m->open || !call || (r->context & 0xFF) != (call->context & 0xFF)) {
		client_breach(c);
		return;
	}
	m->open = true;
	m->big = h->big;
	m->call_id = h->call_id;
	m->refused = call->orphaned && !call->more;
	m->descriptors = descriptors_take(&c->a.with);
	c->answering = call;
	struct limit_hit hit = { 0 };
	HRESULT hr = m->descriptors ? client_let_in(c, m->descriptors, &hit) : S_OK;
	if (FAILED(hr))
		client_give_up(c, hr, hit);
	if (c->a.closed != S_OK)
		return;
	if (!(h->flags & PDU_LAST) && !call->orphaned && !m->refused && !h->big && c->peer->ops->begins)
		c->peer->ops->begins(c->context, call, r->stub, &m->aside);
	if (h->flags & PDU_LAST && r->stub.size <= c->response_limit)
		client_deliver(c, r->stub, NULL);
	else
		client_collect(c, h, r);
}

static void client_response(struct assoc_client *c, const struct pdu_header *h, struct take body)
{
	struct message *m = &c->a.message;
	struct pdu_response r;

	if (FAILED(pdu_read_response(body, &r)))
		client_breach(c);
	else if (h->flags & PDU_FIRST)
		client_first(c, h, &r);
	else if (!m->open || h->call_id != m->call_id || h->big != m->big)
		client_breach(c);
	else
		client_collect(c, h, &r);
}

/* The context of a fault is that of the call only where the server knew it. */
static void client_fault(struct assoc_client *c, const struct pdu_header *h, struct take body)
{
	bool whole = (h->flags & (PDU_FIRST | PDU_LAST)) == (PDU_FIRST | PDU_LAST);
	struct wire_call *call = client_find(c, h->call_id);
	struct assoc_answer answer = { .hr = S_FALSE, .did_not_execute = h->flags & PDU_DID_NOT_EXECUTE };
	struct pdu_fault f;

	if (!whole || c->a.message.open || !call || FAILED(pdu_read_fault(body, &f))) {
		client_breach(c);
		return;
	}
	answer.status = f.status;
	if (c->features[PDU_FEATURES_ACOM] & PDU_LIMITS)
		answer.hit = f.hit;
	c->draining |= answer.hit.which == ACOM_LIMIT_REQUEST; /* which it does not go on behind */
	client_answer(c, call, &answer);
}

static void client_pdu(struct assoc *a, const struct pdu_header *h, const uint8_t *octets)
{
	struct take body = take_from(octets + PDU_HEADER, h->size - PDU_HEADER, h->big);
	struct assoc_client *c = client_of(a);

	if (h->auth_size) {
		client_breach(c);
		return;
	}
	switch (h->type) {
	case PDU_RESPONSE:
		client_response(c, h, body);
		break;
	case PDU_FAULT:
		client_fault(c, h, body);
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
		client_leave_if_done(c);
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

/* Decision 20: what never left has not been executed, and so it must not leave any more. */
static void client_closing(struct assoc *a)
{
	struct assoc_client *c = client_of(a);
	uint64_t sent = a->outbox.sent;
	bool unsent = false;
	struct wire_call *call;

	c->answering = NULL;
	client_retire(c, UINT64_MAX, NULL);
	while ((call = calls_first(&a->calls))) {
		unsent |= sent <= call->at;
		client_answer(c, call, &(struct assoc_answer){ .hr = sent <= call->at ? RPC_E_SERVER_DIED_DNE : a->closed });
	}
	if (unsent)
		outbox_abandon(&a->outbox);
	offers_fail(c, a->closed);
}

static void client_landed(struct assoc *a, const struct pdu_header *h, const uint8_t *head, struct span part)
{
	struct take body = take_from(head + PDU_HEADER, PDU_STUB - PDU_HEADER, h->big);
	struct pdu_response r;

	if (FAILED(pdu_read_response(body, &r)))
		return;
	r.stub = part;
	client_collect(client_of(a), h, &r);
}

static const struct assoc_side client_side = { client_pdu, client_broken, client_closing, client_landed, PDU_RESPONSE };

HRESULT assoc_client_init(struct assoc_client *c, const struct assoc_peer *peer, void *context)
{
	size_t most = peer->response_limit ? peer->response_limit : limit_of(ACOM_LIMIT_RESPONSE) + 2 * NDR_SLACK;

	*c = (struct assoc_client){ .peer = peer, .context = context, .response_limit = most };
	return assoc_init(&c->a, &client_side);
}

void assoc_client_fini(struct assoc_client *c)
{
	assoc_close(&c->a, E_ABORT);
	ledger_unref(c->brought);
	assoc_fini(&c->a);
}
