/* assoc_heard.c - what a client hears of its calls: responses, perhaps in fragments, and faults (wire.md 1.7, and 1.9 mirrored). */
#include "wire/assoc_client.h"

static void heard_forget(struct assoc_client *c, struct wire_call *call)
{
	c->a.unclaimed -= call->descriptors;
	calls_forget(&c->a.calls, call);
}

enum { ANSWERED = 0 /* no call has this id */ };

/* The oldest, or the one to which this leads. */
static void heard_bury(struct assoc_client *c, struct wire_call **link)
{
	struct wire_call *orphan = *link;

	*link = orphan->next;
	if (!*link)
		c->orphans_end = link;
	c->orphan_count--;
	if (orphan->id != ANSWERED)
		heard_forget(c, orphan);
	calls_free(&c->a.calls, orphan);
}

static void heard_bury_answered(struct assoc_client *c)
{
	while (c->orphans && c->orphans->id == ANSWERED)
		heard_bury(c, &c->orphans);
}

void heard_retire(struct assoc_client *c, uint64_t at)
{
	struct wire_call **link = &c->orphans;

	while (*link && ((*link)->at <= at || (*link)->at == UINT64_MAX)) {
		if ((*link)->at <= at)
			heard_bury(c, link);
		else
			link = &(*link)->next;
	}
	heard_bury_answered(c);
}

/* It is not looked for among the others, who may be many: it goes with those that are older. */
static void heard_retire_one(struct assoc_client *c, struct wire_call *orphan)
{
	heard_forget(c, orphan);
	orphan->id = ANSWERED;
	heard_bury_answered(c);
}

void heard_leave(struct assoc_client *c)
{
	if (c->draining && c->a.calls.count == c->orphan_count)
		assoc_close(&c->a, RPC_E_DISCONNECTED);
}

void heard_answer(struct assoc_client *c, struct wire_call *call, struct assoc_answer *answer)
{
	if (call->orphaned) {
		if (answer->hr == S_OK && call->more)
			c->peer->ops->answer(c->context, call, answer);
		heard_retire_one(c, call);
		return;
	}
	bool guest = call->guest;
	if (c->orphans)
		heard_retire(c, call->at);
	heard_forget(c, call);
	c->peer->ops->answer(c->context, call, answer);
	if (guest)
		calls_leave(&c->a.calls);
	else
		calls_free(&c->a.calls, call);
	heard_leave(c);
}

/* A response of which nothing is known so far. A literal for all of it would be filled by an instruction that takes as long as
 * three locks. */
static void heard_clear(struct assoc_answer *answer)
{
	answer->hr = S_OK;
	answer->status = 0;
	answer->did_not_execute = false;
	answer->hit.which = 0;
	answer->aside.size = 0;
	answer->memory = NULL;
	answer->descriptors = NULL;
}

/* The message is whole: its stub lies in itself, or in the PDU. */
static void heard_deliver(struct assoc_client *c, struct span stub, uint8_t *memory)
{
	struct message *m = &c->a.message;
	struct wire_call *call = c->answering;
	struct assoc_answer answer;

	heard_clear(&answer);
	answer.big = m->big;
	answer.stub = stub;
	answer.aside = m->aside;
	answer.memory = memory;
	answer.descriptors = descriptors_take(&m->descriptors);
	size_t room = m->room;

	c->answering = NULL;
	if (memory) {
		m->octets = NULL;
		m->room = 0;
	}
	message_end(m);
	if (call)
		heard_answer(c, call, &answer);
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
static void heard_give_up(struct assoc_client *c, HRESULT hr, struct limit_hit hit)
{
	struct wire_call *call = c->answering;

	c->answering = NULL;
	c->a.message.refused = true;
	if (call)
		heard_answer(c, call, &(struct assoc_answer){ .hr = hr, .hit = hit });
}

static struct limit_hit heard_too_long(const struct assoc_client *c, uint64_t size)
{
	size_t beside = c->peer->response_limit ? 0 : 2 * NDR_SLACK;

	return limit_at(ACOM_LIMIT_RESPONSE, c->response_limit - beside, size);
}

/* Of which less than was expected may have come. */
static struct span heard_whole(struct message *m)
{
	struct span held = { m->octets, message_held(m) };

	if (m->size < m->aside.from + m->aside.size)
		m->aside.size = 0;
	return held;
}

/* More of the stub of the open message is there; hint: how much was to come before that. */
static void heard_collected(struct assoc_client *c, const struct pdu_header *h, HRESULT hr, uint32_t hint)
{
	struct message *m = &c->a.message;

	if (FAILED(hr))
		heard_give_up(c, hr, hr == RPC_E_OUT_OF_RESOURCES ? heard_too_long(c, m->size + hint) :
				      (struct limit_hit){ 0 });
	if (hr == RPC_E_OUT_OF_RESOURCES)
		client_breach(c);
	if (c->a.closed != S_OK || !pdu_is_last(h))
		return;
	message_trim(m);
	heard_deliver(c, heard_whole(m), m->octets);
}

static void heard_collect(struct assoc_client *c, const struct pdu_header *h, const struct pdu_response *r)
{
	struct message *m = &c->a.message;
	uint32_t hint = assoc_hint(h, r->alloc_hint, r->stub.size);
	HRESULT hr = m->refused ? S_OK : message_add(m, h, r->stub, hint, c->response_limit);

	heard_collected(c, h, hr, hint);
}

void heard_more(struct assoc *a, const struct pdu_header *h, struct span part)
{
	struct assoc_client *c = client_of(a);
	struct message *m = &a->message;
	uint32_t left = m->left;

	heard_collected(c, h, m->refused ? S_OK : message_go_on(m, part, c->response_limit), left);
}

/* Decision 23: some servers answer every call as if it were the first. */
static struct wire_call *heard_find(struct assoc_client *c, uint32_t id)
{
	struct wire_call *call = calls_find(&c->a.calls, id);

	return !call && c->null_syntax && id == 1 && c->a.calls.count == 1 && !c->orphans ? calls_first(&c->a.calls) : call;
}

/* Descriptors of answers are many, too, if nobody fetches these. */
static HRESULT heard_let_in(struct assoc_client *c, struct ndr_descriptors *d, struct limit_hit *hit)
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

/* One that comes in one piece, with nothing beside it, is no message that is collected. */
static bool heard_is_simple(const struct assoc_client *c, const struct wire_call *call, const struct pdu_header *h, size_t size)
{
	return pdu_is_last(h) && !call->orphaned && !c->a.with && size <= c->response_limit;
}

static void heard_simple(struct assoc_client *c, struct wire_call *call, const struct pdu_header *h,
			 const struct pdu_response *r)
{
	struct assoc_answer answer;

	heard_clear(&answer);
	answer.big = h->big;
	answer.stub = r->stub;
	heard_answer(c, call, &answer);
}

static void heard_first(struct assoc_client *c, const struct pdu_header *h, const struct pdu_response *r)
{
	struct wire_call *call = heard_find(c, h->call_id);
	struct message *m = &c->a.message;

	if (m->open || !call || (r->context & 0xFF) != (call->context & 0xFF)) {
		client_breach(c);
		return;
	}
	if (heard_is_simple(c, call, h, r->stub.size)) {
		heard_simple(c, call, h, r);
		return;
	}
	m->open = true;
	m->big = h->big;
	m->call_id = h->call_id;
	m->refused = call->orphaned && !call->more;
	m->descriptors = descriptors_take(&c->a.with);
	c->answering = call;
	struct limit_hit hit = { 0 };
	HRESULT hr = m->descriptors ? heard_let_in(c, m->descriptors, &hit) : S_OK;
	if (FAILED(hr))
		heard_give_up(c, hr, hit);
	if (c->a.closed != S_OK)
		return;
	if (!pdu_is_last(h) && !call->orphaned && !m->refused && !h->big && c->peer->ops->begins)
		c->peer->ops->begins(c->context, call, r->stub, &m->aside);
	if (pdu_is_last(h) && r->stub.size <= c->response_limit)
		heard_deliver(c, r->stub, NULL);
	else
		heard_collect(c, h, r);
}

void heard_response(struct assoc_client *c, const struct pdu_header *h, struct take body)
{
	struct message *m = &c->a.message;
	struct pdu_response r;

	if (FAILED(pdu_read_response(body, &r))) {
		client_breach(c);
		return;
	}
	if (h->flags & PDU_FIRST)
		heard_first(c, h, &r);
	else if (!m->open || h->call_id != m->call_id || h->big != m->big)
		client_breach(c);
	else
		heard_collect(c, h, &r);
}

/* The context of a fault is that of the call only where the server knew it. */
void heard_fault(struct assoc_client *c, const struct pdu_header *h, struct take body)
{
	bool whole = (h->flags & (PDU_FIRST | PDU_LAST)) == (PDU_FIRST | PDU_LAST);
	struct wire_call *call = heard_find(c, h->call_id);
	struct assoc_answer answer = { .hr = S_FALSE, .did_not_execute = h->flags & PDU_DID_NOT_EXECUTE };
	struct pdu_fault f;

	if (!whole || c->a.message.open || !call || FAILED(pdu_read_fault(body, &f))) {
		client_breach(c);
		return;
	}
	answer.status = f.status;
	if (call->bereft)
		answer.hr = FAIL(RPC_E_OUT_OF_RESOURCES);
	if (c->features[PDU_FEATURES_ACOM] & PDU_LIMITS)
		answer.hit = f.hit;
	c->draining |= answer.hit.which == ACOM_LIMIT_REQUEST; /* which it does not go on behind */
	heard_answer(c, call, &answer);
}

void heard_landed(struct assoc *a, const struct pdu_header *h, const uint8_t *head, size_t part)
{
	struct take body = take_from(head + PDU_HEADER, PDU_STUB - PDU_HEADER, h->big);
	struct pdu_response r;

	if (FAILED(pdu_read_response(body, &r)))
		return;
	r.stub = (struct span){ NULL, part };
	heard_collect(client_of(a), h, &r);
}
