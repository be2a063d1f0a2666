/* pdu_bind.c - the bodies of PDUs that agree upon interfaces: bind, alter_context and their answers (wire.md 1.4, 1.5). */
#include "wire/pdu.h"

enum { SYNTAX = 20 };

const struct pdu_syntax pdu_ndr = { { 0x8A885D04, 0x1CEB, 0x11C9, { 0x9F, 0xE8, 0x08, 0x00, 0x2B, 0x10, 0x48, 0x60 } }, 2 };
const struct pdu_syntax pdu_ndr64 = { { 0x71710533, 0xBEBA, 0x4937, { 0x83, 0x19, 0xB5, 0xDB, 0xEF, 0x9C, 0xCC, 0x36 } }, 1 };

/* The first 8 octets of a feature syntax; Data4 is the mask. */
static const struct pdu_syntax features[PDU_FEATURE_FAMILIES] = {
	[PDU_FEATURES_BIND_TIME] = { { 0x6CB71C2C, 0x9812, 0x4540, { 0 } }, 1 },
	[PDU_FEATURES_ACOM] = { { 0x7D2E94A1, 0x5C03, 0x4B6F, { 0 } }, 1 },
};

bool pdu_syntax_equal(const struct pdu_syntax *a, const struct pdu_syntax *b)
{
	return IsEqualGUID(&a->uuid, &b->uuid) && a->version == b->version;
}

struct pdu_syntax pdu_next_syntax(struct take *syntaxes)
{
	struct pdu_syntax s = { take_guid(syntaxes), 0 };

	s.version = take_u32(syntaxes);
	return s;
}

void pdu_next_context(struct take *contexts, struct pdu_context *c)
{
	struct span transfers;

	c->id = take_u16(contexts);
	c->count = take_u8(contexts);
	take_u8(contexts);
	c->interface = pdu_next_syntax(contexts);
	transfers = take_octets(contexts, (size_t)c->count * SYNTAX);
	c->transfers = take_from(transfers.at, transfers.size, contexts->big);
}

/* Whether all the contexts that are announced are there. */
static bool bind_is_whole(struct pdu_bind *b)
{
	struct take contexts = b->contexts;
	struct pdu_context c;

	b->empty = !b->count;
	for (unsigned left = b->count; left && !contexts.over; left--) {
		pdu_next_context(&contexts, &c);
		b->empty |= !c.count;
	}
	return !contexts.over;
}

/* The gap in front of the first context is not there if none is. */
HRESULT pdu_read_bind(struct take body, struct pdu_bind *b)
{
	b->xmit = take_u16(&body);
	b->recv = take_u16(&body);
	b->group = take_u32(&body);
	b->count = take_u8(&body);
	take_octets(&body, b->count ? 3 : 0);
	b->contexts = body;
	return !body.over && bind_is_whole(b) ? S_OK : FAIL(RPC_S_PROTOCOL_ERROR);
}

void pdu_next_result(struct take *results, struct pdu_result *r)
{
	r->result = take_u16(results);
	r->reason = take_u16(results);
	r->transfer = pdu_next_syntax(results);
}

HRESULT pdu_read_bind_ack(struct take body, struct pdu_bind_ack *a)
{
	struct span results;

	a->xmit = take_u16(&body);
	a->recv = take_u16(&body);
	a->group = take_u32(&body);
	a->address = take_octets(&body, take_u16(&body));
	take_octets(&body, -(a->address.size + 2) & 3);
	a->count = take_u8(&body);
	take_octets(&body, 3);
	results = take_octets(&body, (size_t)a->count * (4 + SYNTAX));
	a->results = take_from(results.at, results.size, body.big);
	return body.over ? FAIL(RPC_S_PROTOCOL_ERROR) : S_OK;
}

HRESULT pdu_read_bind_nak(struct take body, uint16_t *reason)
{
	*reason = take_u16(&body);
	return body.over ? FAIL(RPC_S_PROTOCOL_ERROR) : S_OK;
}

void pdu_put_bind(struct put *p, const struct pdu_bind *b)
{
	put_u16(p, b->xmit);
	put_u16(p, b->recv);
	put_u32(p, b->group);
	put_u8(p, b->count);
	if (b->count)
		put_align(p, 4);
}

void pdu_put_syntax(struct put *p, const struct pdu_syntax *s)
{
	put_guid(p, &s->uuid);
	put_u32(p, s->version);
}

void pdu_put_context(struct put *p, const struct pdu_context *c)
{
	put_u16(p, c->id);
	put_u8(p, c->count);
	put_u8(p, 0);
	pdu_put_syntax(p, &c->interface);
}

void pdu_put_bind_ack(struct put *p, const struct pdu_bind_ack *a)
{
	put_u16(p, a->xmit);
	put_u16(p, a->recv);
	put_u32(p, a->group);
	put_u16(p, (uint16_t)a->address.size);
	put_octets(p, a->address.at, a->address.size);
	put_align(p, 4);
	put_u8(p, a->count);
	put_align(p, 4);
}

void pdu_put_result(struct put *p, const struct pdu_result *r)
{
	put_u16(p, r->result);
	put_u16(p, r->reason);
	pdu_put_syntax(p, &r->transfer);
}

/* The one version that there is: 5.0. */
void pdu_put_bind_nak(struct put *p, enum pdu_nak_reason reason)
{
	put_u16(p, (uint16_t)reason);
	put_u8(p, 1);
	put_u8(p, 5);
	put_u8(p, 0);
	put_align(p, 4);
}

enum { CALLS_BITS = 7, FLAGS = (1 << PDU_CALLS) - 1 };

uint16_t pdu_calls(uint32_t calls)
{
	unsigned shift = 0;

	while (calls >> shift >= 1u << CALLS_BITS)
		shift++;
	return (uint16_t)((shift << CALLS_BITS | calls >> shift) << PDU_CALLS);
}

uint32_t pdu_calls_of(uint16_t mask)
{
	return (uint32_t)(mask >> PDU_CALLS & ((1 << CALLS_BITS) - 1)) << (mask >> (PDU_CALLS + CALLS_BITS));
}

uint16_t pdu_agree(uint16_t a, uint16_t b)
{
	uint16_t less = pdu_calls_of(a) < pdu_calls_of(b) ? a : b;

	return (uint16_t)((a & b & FLAGS) | (less & ~FLAGS));
}

bool pdu_is_feature(const struct pdu_context *c, enum pdu_feature_family *family, uint16_t *mask)
{
	struct take transfers = c->transfers;
	struct pdu_syntax s = pdu_next_syntax(&transfers);

	*mask = (uint16_t)(s.uuid.Data4[0] | s.uuid.Data4[1] << 8);
	memset(s.uuid.Data4, 0, sizeof s.uuid.Data4);
	for (*family = 0; *family < PDU_FEATURE_FAMILIES; ++*family)
		if (IsEqualGUID(&s.uuid, &features[*family].uuid))
			return true;
	return false;
}

struct pdu_syntax pdu_feature_syntax(enum pdu_feature_family family, uint16_t mask)
{
	struct pdu_syntax s = features[family];

	s.uuid.Data4[0] = (uint8_t)mask;
	s.uuid.Data4[1] = (uint8_t)(mask >> 8);
	return s;
}
