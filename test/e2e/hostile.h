/* hostile.h - what a hostile server does (wire.md 5.5): acts of a rogue's. */
#ifndef E2E_HOSTILE_H
#define E2E_HOSTILE_H

#include "rogue.h"

enum { WHOLE = PDU_FIRST | PDU_LAST, COUNT = 3 };

/* ---- instead of answering a bind ---- */

static inline void bind_more(struct rogue *r, struct rogue_asked *a)
{
	(void)r;
	a->results[a->offered] = (struct pdu_result){ .result = PDU_REJECTED };
	rogue_answer_bind(a, a->offered + 1, PDU_MOST, 0);
}

static inline void bind_fewer(struct rogue *r, struct rogue_asked *a)
{
	(void)r;
	rogue_answer_bind(a, a->offered - 1, PDU_MOST, 0);
}

static inline void bind_other_syntax(struct rogue *r, struct rogue_asked *a)
{
	a->results[0].transfer = pdu_ndr64;
	rogue_behave(r, a);
}

static inline void bind_negotiated(struct rogue *r, struct rogue_asked *a)
{
	a->results[0] = (struct pdu_result){ .result = PDU_NEGOTIATED };
	rogue_behave(r, a);
}

static inline void bind_address(struct rogue *r, struct rogue_asked *a)
{
	(void)r;
	rogue_answer_bind(a, a->offered, PDU_MOST, 0xff);
}

static inline void bind_no_room(struct rogue *r, struct rogue_asked *a)
{
	(void)r;
	rogue_answer_bind(a, a->offered, 0, 0);
}

/* ---- a call ---- */

static inline struct span result_of(const struct rogue_asked *a, uint32_t max_count)
{
	static uint8_t octets[64];
	struct put p = put_to(octets, sizeof octets, a->h.big);

	put_u64(&p, 0);
	put_u32(&p, max_count);
	for (uint32_t i = 0; i < max_count; i++)
		put_u32(&p, i);
	put_u32(&p, S_OK);
	return (struct span){ octets, put_size(&p) };
}

static inline void call_never_made(struct rogue *r, struct rogue_asked *a)
{
	(void)r;
	rogue_respond(a, WHOLE, a->h.call_id + 1, a->request.context, result_of(a, COUNT));
}

static inline void call_answered_twice(struct rogue *r, struct rogue_asked *a)
{
	rogue_behave(r, a);
	rogue_behave(r, a);
}

static inline void call_interleaved(struct rogue *r, struct rogue_asked *a)
{
	(void)r;
	rogue_respond(a, PDU_FIRST, a->h.call_id, a->request.context, result_of(a, COUNT));
	rogue_respond(a, PDU_LAST, a->h.call_id + 1, a->request.context, result_of(a, COUNT));
}

static inline void call_other_context(struct rogue *r, struct rogue_asked *a)
{
	(void)r;
	rogue_respond(a, WHOLE, a->h.call_id, a->request.context + 1, result_of(a, COUNT));
}

static inline void call_agreement(struct rogue *r, struct rogue_asked *a)
{
	struct put p = rogue_begin(PDU_ALTER_RESP, WHOLE, a->h.call_id);

	(void)r;
	pdu_put_bind_ack(&p, &(struct pdu_bind_ack){ .xmit = PDU_MOST, .recv = PDU_MOST, .group = 1, .count = 1 });
	pdu_put_result(&p, &(struct pdu_result){ PDU_ACCEPTED, 0, pdu_ndr });
	rogue_say(a, &p);
}

static inline void call_short_fault(struct rogue *r, struct rogue_asked *a)
{
	struct put p = rogue_begin(PDU_FAULT, WHOLE, a->h.call_id);

	(void)r;
	put_u64(&p, 24); /* hint, context, counts: no status */
	rogue_say(a, &p);
}

static inline void call_without_end(struct rogue *r, struct rogue_asked *a)
{
	static const uint8_t zeros[5000];
	uint8_t flags = PDU_FIRST;
	struct put p;

	(void)r;
	do {
		p = rogue_begin(PDU_RESPONSE, flags, a->h.call_id);
		pdu_put_response(&p, &(struct pdu_response){ .context = a->request.context, .stub = { zeros, sizeof zeros } });
		flags = 0;
	} while (rogue_say(a, &p));
}

static inline void call_more_values(struct rogue *r, struct rogue_asked *a)
{
	(void)r;
	rogue_respond(a, WHOLE, a->h.call_id, a->request.context, result_of(a, COUNT + 1));
}

static inline void call_no_values(struct rogue *r, struct rogue_asked *a)
{
	(void)r;
	rogue_respond(a, WHOLE, a->h.call_id, a->request.context, result_of(a, 0));
}

static inline void call_shut_down(struct rogue *r, struct rogue_asked *a)
{
	struct put p = rogue_begin(PDU_SHUTDOWN, WHOLE, 0);

	rogue_say(a, &p);
	rogue_behave(r, a);
}

static inline void call_shut_down_unanswered(struct rogue *r, struct rogue_asked *a)
{
	struct put p = rogue_begin(PDU_SHUTDOWN, WHOLE, 0);

	rogue_say(a, &p);
	rogue_leave(r, a);
}

/* ---- references ---- */

/* One to its object, but for what a row changes. */
struct reference_row {
	void (*change)(struct objref *o, uint8_t *words);
	size_t cut; /* octets at the end that are missing */
};
static const struct reference_row *reference;

static inline void far_words(struct objref *o, const char *text, uint16_t tower, uint8_t *words)
{
	struct put p = put_to(words, 512, false);

	put_u16(&p, tower);
	for (; *text; text++)
		put_u16(&p, (uint8_t)*text);
	put_u32(&p, 0);
	o->security = (uint16_t)(put_size(&p) / 2);
	put_u16(&p, 0);
	o->word_count = (uint16_t)(put_size(&p) / 2);
	o->oxid++; /* of somebody who is not known yet */
}

static inline void many_words(struct objref *o, uint8_t *words)
{
	(void)words;
	o->oxid++;
	o->word_count = 0xffff;
}

static inline void security_behind(struct objref *o, uint8_t *words)
{
	(void)words;
	o->oxid++;
	o->security = o->word_count + 1;
}

static inline void no_terminators(struct objref *o, uint8_t *words)
{
	o->oxid++;
	for (int i = 0; i < o->word_count; i++)
		words[2 * i] = 'x';
}

static inline void unknown_tower(struct objref *o, uint8_t *words)
{
	far_words(o, "somewhere", 99, words);
}

static inline void other_host(struct objref *o, uint8_t *words)
{
	far_words(o, "192.0.2.1[135]", 7, words);
}

static inline void of_ours(struct objref *o, uint8_t *words)
{
	(void)words;
	o->oxid = exporter_oxid();
}

static inline void of_a_class(struct objref *o, uint8_t *words)
{
	(void)words;
	*o = (struct objref){ .form = OBJREF_CUSTOM, .iid = IID_IMix, .clsid = { 0x0bad0000, 7, 7, { 7 } } };
}

static inline struct span reference_changed(struct rogue *r)
{
	static uint8_t octets[1 << 18];
	uint8_t words[512];
	struct objref o = rogue_objref(r, words);
	bool many = reference->change == many_words;

	if (reference->change)
		reference->change(&o, words);
	if (many)
		o.word_count = 64; /* are there */
	objref_format(&o, octets);
	size_t size = objref_octets(&o);
	if (many)
		memset(octets + OBJREF_SIZE - 4, 0xff, 2);
	return (struct span){ octets, size - reference->cut };
}

static inline void activate_reference(struct rogue *r, struct rogue_asked *a)
{
	rogue_activated(r, a, reference_changed(r));
}

static inline void give_reference(struct rogue *r, struct rogue_asked *a)
{
	(void)r;
	rogue_gives(a, reference_changed(r));
}

static inline void activate_nothing(struct rogue *r, struct rogue_asked *a)
{
	static const uint8_t null[ORPC_THAT_SIZE + 8];

	(void)r;
	rogue_respond(a, WHOLE, a->h.call_id, a->request.context, (struct span){ null, sizeof null });
}

/* ---- RemQueryInterface ---- */

static inline void query_results(struct rogue_asked *a, uint32_t count, uint64_t oid)
{
	uint8_t octets[512] = { 0 };
	struct put p = put_to(octets, sizeof octets, false);

	put_u64(&p, 0);
	put_u32(&p, 0x20000);
	put_u32(&p, count);
	for (uint32_t i = 0; i < count; i++) {
		put_u64(&p, S_OK);
		put_u64(&p, (uint64_t)ROGUE_REFERENCES << 32);
		put_u64(&p, 0x0bad);
		put_u64(&p, oid);
		put_guid(&p, &(GUID){ 0x0bad0000, 4, 0, { 4 } });
	}
	put_u32(&p, S_OK);
	rogue_respond(a, WHOLE, a->h.call_id, a->request.context, (struct span){ octets, put_size(&p) });
}

static inline void query_two(struct rogue *r, struct rogue_asked *a)
{
	(void)r;
	query_results(a, 2, 0x0dad);
}

static inline void query_none(struct rogue *r, struct rogue_asked *a)
{
	(void)r;
	query_results(a, 0, 0x0dad);
}

static inline void query_other_object(struct rogue *r, struct rogue_asked *a)
{
	(void)r;
	query_results(a, 1, 0x0dae);
}

static inline void query_null(struct rogue *r, struct rogue_asked *a)
{
	static const uint8_t null[ORPC_THAT_SIZE + 8];

	(void)r;
	rogue_respond(a, WHOLE, a->h.call_id, a->request.context, (struct span){ null, sizeof null });
}

/* ---- ResolveOxid2 ---- */

static inline void resolve_unknown(struct rogue *r, struct rogue_asked *a)
{
	static const uint8_t none[48] = { [44] = 0x76, [45] = 7 };

	(void)r;
	rogue_respond(a, WHOLE, a->h.call_id, a->request.context, (struct span){ none, sizeof none });
}

static inline void resolve_null(struct rogue *r, struct rogue_asked *a)
{
	static const uint8_t none[48];

	(void)r;
	rogue_respond(a, WHOLE, a->h.call_id, a->request.context, (struct span){ none, sizeof none });
}

#endif
