/* assoc_offer.c - how a client gets contexts for interfaces: one bind, then alter_context, one at a time (wire.md 1.5). */
#include "wire/assoc_client.h"

/* One new interface, and the features beside the first. */
enum { OFFERS = 1 + PDU_FEATURE_FAMILIES };

static const struct pdu_syntax null_syntax;

static void offer_put(struct put *p, const struct assoc_client *c, uint16_t id)
{
	pdu_put_context(p, &(struct pdu_context){ .id = id, .count = c->peer->offer_null ? 2 : 1,
						  .interface = c->contexts[id].interface });
	pdu_put_syntax(p, &pdu_ndr);
	if (c->peer->offer_null)
		pdu_put_syntax(p, &null_syntax);
}

static void offer_put_feature(struct put *p, enum pdu_feature_family family, uint16_t mask)
{
	struct pdu_syntax feature = pdu_feature_syntax(family, mask);

	pdu_put_context(p, &(struct pdu_context){ .id = (uint16_t)(ASSOC_CONTEXTS + family), .count = 1, .interface = feature });
	pdu_put_syntax(p, &feature);
}

/* What is asked for, but once. */
static uint16_t offer_features(const struct assoc_client *c, enum pdu_feature_family family)
{
	return c->a.bound ? 0 : assoc_features(&c->a, family, c->peer->features);
}

/* How many contexts the PDU under way has. */
static unsigned offer_count(const struct assoc_client *c)
{
	unsigned count = 1;

	for (unsigned family = 0; family < PDU_FEATURE_FAMILIES; family++)
		count += offer_features(c, family) != 0;
	return count;
}

static HRESULT offer_send(struct assoc_client *c, uint16_t id)
{
	uint32_t call_id = client_new_id(c);
	struct pdu_bind b = { .xmit = c->a.fragment, .recv = c->a.fragment, .group = c->a.bound ? c->group : c->peer->group,
			      .count = (uint8_t)offer_count(c) };
	struct put p = c->a.bound ? assoc_begin(&c->a, PDU_ALTER, PDU_FIRST | PDU_LAST, call_id, 256) :
				    assoc_begin(&c->a, PDU_BIND, PDU_FIRST | PDU_LAST | PDU_CONC_MPX, call_id, 256);

	pdu_put_bind(&p, &b);
	offer_put(&p, c, id);
	for (unsigned family = 0; family < PDU_FEATURE_FAMILIES; family++)
		if (offer_features(c, family))
			offer_put_feature(&p, family, offer_features(c, family));
	if (!assoc_end(&c->a, &p))
		return FAIL(E_OUTOFMEMORY);
	c->contexts[id].state = CONTEXT_OFFERED;
	c->offering = true;
	c->offered = id;
	c->offer_id = call_id;
	return S_OK;
}

/* Its owner may ask for more in the middle of it. */
static void offer_settle(struct assoc_client *c, uint16_t id, HRESULT hr)
{
	c->contexts[id].state = SUCCEEDED(hr) ? CONTEXT_AGREED : CONTEXT_REJECTED;
	c->contexts[id].hr = hr;
	c->peer->ops->agreed(c->context, id, hr);
}

/* Those that were asked for while another was under way. */
static void offer_next(struct assoc_client *c)
{
	for (uint16_t id = 0; id < c->context_count && !c->offering && c->a.closed == S_OK; id++) {
		HRESULT hr = c->contexts[id].state == CONTEXT_WANTED ? offer_send(c, id) : S_OK;

		if (FAILED(hr))
			offer_settle(c, id, hr);
	}
}

static HRESULT offer_find(struct assoc_client *c, const struct pdu_syntax *interface, uint16_t *id)
{
	for (*id = 0; *id < c->context_count; ++*id)
		if (pdu_syntax_equal(&c->contexts[*id].interface, interface))
			return S_OK;
	if (*id >= limit_of(ACOM_LIMIT_CONTEXTS))
		return FAIL(RPC_E_OUT_OF_RESOURCES);
	c->contexts[c->context_count++] = (struct assoc_client_context){ *interface, CONTEXT_REJECTED, E_OUTOFMEMORY };
	return S_OK;
}

HRESULT assoc_client_offer(struct assoc_client *c, const struct pdu_syntax *interface, uint16_t *id)
{
	struct assoc_client_context *context;
	HRESULT hr;

	if (c->a.closed != S_OK || c->draining)
		return FAIL(RPC_E_SERVER_DIED_DNE);
	if (FAILED(hr = offer_find(c, interface, id)))
		return hr;
	context = &c->contexts[*id];
	if (context->state == CONTEXT_AGREED)
		return S_OK;
	if (context->state == CONTEXT_REJECTED && context->hr != E_OUTOFMEMORY)
		return context->hr;
	if (context->state == CONTEXT_REJECTED && c->offering)
		context->state = CONTEXT_WANTED;
	else if (context->state == CONTEXT_REJECTED && FAILED(hr = offer_send(c, *id)))
		return hr;
	return S_FALSE;
}

/* ---- a question of which only matters that it is answered ---- */

HRESULT assoc_client_ask(struct assoc_client *c)
{
	struct pdu_bind b = { .xmit = PDU_MOST, .recv = PDU_MOST, .group = c->group, .count = 1 };
	const struct wire_call *any = calls_first(&c->a.calls); /* whose interface is agreed upon */

	if (c->offering || c->ask_id || !any)
		return S_OK;
	c->ask_id = client_new_id(c);
	c->ask_at = c->a.outbox.queued;
	struct put p = assoc_begin(&c->a, PDU_ALTER, PDU_FIRST | PDU_LAST, c->ask_id, 256);
	pdu_put_bind(&p, &b);
	offer_put(&p, c, any->context);
	if (assoc_end(&c->a, &p))
		return S_OK;
	c->ask_id = 0;
	return FAIL(E_OUTOFMEMORY);
}

static bool ask_is_answered(struct assoc_client *c, const struct pdu_header *h, struct take body)
{
	struct pdu_bind_ack ack;

	if (!c->ask_id || h->call_id != c->ask_id || h->type != PDU_ALTER_RESP)
		return false;
	c->ask_id = 0;
	if (FAILED(pdu_read_bind_ack(body, &ack)) || ack.count != 1)
		return false;
	if (!c->a.message.open) /* which may be an orphan's */
		heard_retire(c, c->ask_at);
	client_tell(c);
	return true;
}

/* ---- answers ---- */

/* What the server says of the interface. False: it says what was not asked. */
static bool offer_judge(struct assoc_client *c, const struct pdu_result *r, HRESULT *hr)
{
	bool null = c->peer->offer_null && pdu_syntax_equal(&r->transfer, &null_syntax);

	if (r->result == PDU_ACCEPTED) {
		c->null_syntax |= null;
		*hr = S_OK;
		return null || pdu_syntax_equal(&r->transfer, &pdu_ndr);
	}
	*hr = FAIL(r->reason == PDU_LOCAL_LIMIT ? RPC_E_OUT_OF_RESOURCES : RPC_S_UNKNOWN_IF);
	return r->result < PDU_NEGOTIATED;
}

static bool offer_judge_feature(struct assoc_client *c, enum pdu_feature_family family, const struct pdu_result *r)
{
	if (r->result == PDU_NEGOTIATED)
		c->features[family] = pdu_agree(r->reason, offer_features(c, family));
	return r->result != PDU_ACCEPTED && r->result <= PDU_NEGOTIATED;
}

/* All results of a PDU, in the order of its contexts. */
static bool offer_results(struct assoc_client *c, struct pdu_bind_ack *ack, HRESULT *hr)
{
	struct pdu_result r;

	if (ack->count != offer_count(c) || ack->xmit < ASSOC_PEER_FRAGMENT_LEAST || ack->recv < ASSOC_PEER_FRAGMENT_LEAST)
		return false;
	pdu_next_result(&ack->results, &r);
	if (!offer_judge(c, &r, hr))
		return false;
	for (unsigned family = 0; family < PDU_FEATURE_FAMILIES; family++) {
		if (!offer_features(c, family))
			continue;
		pdu_next_result(&ack->results, &r);
		if (!offer_judge_feature(c, family, &r))
			return false;
	}
	return true;
}

static void offer_bound(struct assoc_client *c, const struct pdu_header *h, const struct pdu_bind_ack *ack)
{
	c->a.bound = true;
	c->a.multiplexed = h->flags & PDU_CONC_MPX;
	assoc_longs(&c->a, ack->xmit < c->a.fragment ? ack->xmit : c->a.fragment);
	c->a.fragment = assoc_fragment(&c->a, c->features);
	c->a.fragment = ack->recv < c->a.fragment ? ack->recv : c->a.fragment;
	c->a.calls_most = assoc_calls(c->features, c->peer->calls_limit);
	c->a.carries = c->features[PDU_FEATURES_ACOM] & PDU_DESCRIPTORS;
	c->group = ack->group;
}

void offer_answer(struct assoc_client *c, const struct pdu_header *h, struct take body)
{
	bool asked = c->offering && h->call_id == c->offer_id && h->type == (c->a.bound ? PDU_ALTER_RESP : PDU_BIND_ACK);
	struct pdu_bind_ack ack;
	HRESULT hr;

	if (ask_is_answered(c, h, body) || share_is_answered(c, h, body))
		return;
	if (!asked || FAILED(pdu_read_bind_ack(body, &ack)) || !offer_results(c, &ack, &hr)) {
		assoc_close(&c->a, FAIL(RPC_S_PROTOCOL_ERROR));
		return;
	}
	if (!c->a.bound)
		offer_bound(c, h, &ack);
	c->offering = false;
	offer_settle(c, c->offered, hr);
	offer_next(c);
	client_tell(c); /* while it was under way nothing could be asked */
}

/* Where nothing else is wrong the group is gone, and with it the server that the calls were for. */
static HRESULT nak_error(const struct assoc_client *c, uint16_t reason)
{
	return reason == PDU_NAK_LIMIT ? RPC_E_OUT_OF_RESOURCES : reason == PDU_NAK_AUTH_TYPE ? E_ACCESSDENIED :
	       c->peer->group ? RPC_E_SERVER_DIED_DNE : RPC_E_CALL_REJECTED;
}

void offer_nak(struct assoc_client *c, const struct pdu_header *h, struct take body)
{
	bool asked = c->offering && h->call_id == c->offer_id && !c->a.bound;
	uint16_t reason;

	if (!asked || FAILED(pdu_read_bind_nak(body, &reason)))
		assoc_close(&c->a, FAIL(RPC_S_PROTOCOL_ERROR));
	else
		assoc_close(&c->a, FAIL(nak_error(c, reason)));
}

/* None of those that are not answered yet will be. */
void offers_fail(struct assoc_client *c, HRESULT hr)
{
	c->offering = false;
	for (uint16_t id = 0; id < c->context_count; id++)
		if (c->contexts[id].state == CONTEXT_WANTED || c->contexts[id].state == CONTEXT_OFFERED)
			offer_settle(c, id, hr);
}
