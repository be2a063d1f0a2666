/* assoc_accept.c - how a server agrees upon interfaces: bind, alter_context and what it answers (R5, R10 to R16). */
#include "wire/assoc_server.h"

void accept_nak(struct assoc_server *s, uint32_t call_id, enum pdu_nak_reason reason)
{
	struct put p = assoc_begin(&s->a, PDU_BIND_NAK, PDU_FIRST | PDU_LAST, call_id, PDU_STUB);

	pdu_put_bind_nak(&p, reason);
	assoc_end(&s->a, &p);
	assoc_close(&s->a, FAIL(RPC_S_PROTOCOL_ERROR));
}

static void accept_alter_error(struct assoc_server *s, uint32_t call_id)
{
	reply_refuse(s, call_id, &(struct pdu_fault){ .alloc_hint = PDU_FAULT_SIZE, .status = PDU_PROTO_ERROR }, PDU_DID_NOT_EXECUTE);
}

/* There is no provider that it could be for. */
void accept_trailer(struct assoc_server *s, const struct pdu_header *h, const struct pdu_trailer *t)
{
	if (h->type != PDU_BIND)
		reply_refuse(s, h->call_id, &(struct pdu_fault){ .alloc_hint = PDU_FAULT_SIZE, .status = PDU_ACCESS_DENIED }, 0);
	else
		accept_nak(s, h->call_id, t->level >= 2 && t->level <= 6 && !s->a.bound ? PDU_NAK_AUTH_TYPE : PDU_NAK_UNSPECIFIED);
}

/* ---- one context ---- */

struct offered {
	bool ndr, other; /* other: a transfer syntax that is known, but not ours */
};

static struct offered accept_offered(const struct pdu_context *c)
{
	struct take transfers = c->transfers;
	struct offered o = { false, false };

	for (unsigned i = 0; i < c->count; i++) {
		struct pdu_syntax t = pdu_next_syntax(&transfers);

		o.ndr |= pdu_syntax_equal(&t, &pdu_ndr);
		o.other |= pdu_syntax_equal(&t, &pdu_ndr64);
	}
	return o;
}

static struct pdu_result accept_reject(enum pdu_reason reason)
{
	return (struct pdu_result){ .result = PDU_REJECTED, .reason = (uint16_t)reason };
}

static struct pdu_result accept_new(struct assoc_server *s, const struct pdu_context *c)
{
	const struct assoc_server_ops *ops = s->service->ops;

	if (ops->elsewhere && ops->elsewhere(s->context, &c->interface))
		return accept_reject(PDU_LOCAL_LIMIT);
	const void *found = ops->find(s->context, &c->interface);
	if (!found)
		return accept_reject(PDU_NO_INTERFACE);
	if (c->count > limit_of(ACOM_LIMIT_TRANSFERS) || s->context_count >= limit_of(ACOM_LIMIT_CONTEXTS))
		return accept_reject(PDU_LOCAL_LIMIT);
	if (!accept_offered(c).ndr)
		return accept_reject(PDU_NO_TRANSFER);
	s->contexts[s->context_count++] = (struct assoc_server_context){ c->id, c->interface, found };
	return (struct pdu_result){ PDU_ACCEPTED, PDU_UNSPECIFIED, pdu_ndr };
}

/* R14: an id keeps its meaning. False: the client wants to give it another one. */
static bool accept_again(const struct assoc_server_context *old, const struct pdu_context *c, struct pdu_result *r)
{
	struct offered o = accept_offered(c);

	*r = o.ndr ? (struct pdu_result){ PDU_ACCEPTED, PDU_UNSPECIFIED, pdu_ndr } : accept_reject(PDU_NO_TRANSFER);
	return pdu_syntax_equal(&old->interface, &c->interface) && (o.ndr || !o.other);
}

static bool accept_context(struct assoc_server *s, const struct pdu_context *c, struct pdu_result *r)
{
	for (unsigned i = 0; i < s->context_count; i++)
		if (s->contexts[i].id == c->id)
			return accept_again(&s->contexts[i], c, r);
	*r = accept_new(s, c);
	return true;
}

/* ---- all of a PDU ---- */

/* R13: each family of features is asked for once at most. */
static bool accept_feature(struct assoc_server *s, const struct pdu_context *c, unsigned *seen, struct pdu_result *r, bool *is)
{
	enum pdu_feature_family family;
	uint16_t mask;

	*is = pdu_is_feature(c, &family, &mask);
	if (!*is)
		return true;
	s->features[family] = pdu_agree(mask, assoc_features(&s->a, family, s->service->features));
	if (family == PDU_FEATURES_ACOM)
		s->a.carries = s->features[family] & PDU_DESCRIPTORS;
	*r = (struct pdu_result){ .result = PDU_NEGOTIATED, .reason = s->features[family] };
	if (*seen & 1u << family)
		return false;
	*seen |= 1u << family;
	return true;
}

/* R12: of several contexts the first that can be accepted is. False: a rule is broken. */
static bool accept_contexts(struct assoc_server *s, const struct pdu_bind *b, bool features, struct pdu_result *results)
{
	struct take contexts = b->contexts;
	bool accepted = false;
	unsigned seen = 0;

	for (unsigned i = 0; i < b->count; i++) {
		struct pdu_context c;
		bool feature = false;

		pdu_next_context(&contexts, &c);
		if (features && !accept_feature(s, &c, &seen, &results[i], &feature))
			return false;
		if (feature)
			continue;
		if (accepted)
			results[i] = accept_reject(PDU_NO_TRANSFER);
		else if (!accept_context(s, &c, &results[i]))
			return false;
		accepted |= results[i].result == PDU_ACCEPTED;
	}
	return true;
}

static void accept_answer(struct assoc_server *s, const struct pdu_header *h, unsigned count, const struct pdu_result *results)
{
	bool bind = h->type == PDU_BIND;
	uint8_t granted = h->flags & (bind ? PDU_CONC_MPX | PDU_HEADER_SIGN : PDU_HEADER_SIGN);
	const char *address = bind ? s->service->address : "";
	struct pdu_bind_ack ack = {
		.xmit = s->a.fragment, .recv = s->a.fragment, .group = s->group->id, .count = (uint8_t)count,
		.address = { (const uint8_t *)address, *address ? strlen(address) + 1 : 0 },
	};
	struct put p = assoc_begin(&s->a, bind ? PDU_BIND_ACK : PDU_ALTER_RESP, PDU_FIRST | PDU_LAST | granted, h->call_id,
				   PDU_MOST);

	pdu_put_bind_ack(&p, &ack);
	for (unsigned i = 0; i < count; i++)
		pdu_put_result(&p, &results[i]);
	if (!assoc_end(&s->a, &p))
		assoc_close(&s->a, FAIL(E_OUTOFMEMORY));
}

/* R15; long ones are for those who are known to mean it. */
static uint16_t accept_fragment(const struct assoc_server *s, const struct pdu_bind *b)
{
	uint16_t size = (b->xmit < b->recv ? b->xmit : b->recv) & ~7;
	uint16_t most = assoc_fragment(&s->a, s->features);

	if (size > most)
		size = most;
	return size < ASSOC_FRAGMENT_LEAST ? ASSOC_FRAGMENT_LEAST : size;
}

void accept_bind(struct assoc_server *s, const struct pdu_header *h, struct take body)
{
	struct pdu_result results[ASSOC_CONTEXTS_AT_ONCE] = { { 0 } };
	struct pdu_bind b;

	if (s->service->ops->refuses && s->service->ops->refuses(s->context))
		accept_nak(s, h->call_id, PDU_NAK_AUTH_TYPE);
	else if (s->a.bound || FAILED(pdu_read_bind(body, &b)) || b.empty)
		accept_nak(s, h->call_id, PDU_NAK_UNSPECIFIED);
	else if (b.count > limit_of(ACOM_LIMIT_CONTEXTS_AT_ONCE))
		accept_nak(s, h->call_id, PDU_NAK_LIMIT);
	else if (!accept_contexts(s, &b, true, results) || FAILED(group_join(s->service->groups, b.group, &s->group)))
		accept_nak(s, h->call_id, PDU_NAK_UNSPECIFIED);
	if (s->a.closed != S_OK)
		return;
	s->a.bound = true;
	s->a.multiplexed = h->flags & PDU_CONC_MPX;
	s->a.fragment = accept_fragment(s, &b);
	assoc_longs(&s->a, s->a.fragment);
	s->a.calls_most = assoc_calls(s->features, s->service->calls_limit);
	accept_answer(s, h, b.count, results);
}

static void accept_share(struct assoc_server *s, const struct pdu_header *h)
{
	bool may = share_accept(s);
	struct pdu_result r = may ? (struct pdu_result){ PDU_ACCEPTED, PDU_UNSPECIFIED, pdu_ndr } : accept_reject(PDU_LOCAL_LIMIT);

	accept_answer(s, h, 1, &r);
	if (s->a.shifts && s->a.closed == S_OK)
		s->service->ops->shared(s->context);
}

void accept_alter(struct assoc_server *s, const struct pdu_header *h, struct take body)
{
	struct pdu_result results[ASSOC_CONTEXTS_AT_ONCE] = { { 0 } };
	struct pdu_bind b;

	if (SUCCEEDED(pdu_read_bind(body, &b)) && share_is_asked(&b))
		accept_share(s, h);
	else if (FAILED(pdu_read_bind(body, &b)) || b.empty || b.count > limit_of(ACOM_LIMIT_CONTEXTS_AT_ONCE) ||
	    !accept_contexts(s, &b, false, results))
		accept_alter_error(s, h->call_id);
	else
		accept_answer(s, h, b.count, results);
}
