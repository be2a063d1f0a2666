/* assoc.c - what the two ends of an association have in common: octets in, octets out, and the end of it. */
#include "wire/assoc.h"

HRESULT assoc_init(struct assoc *a, const struct assoc_side *side)
{
	*a = (struct assoc){ .side = side, .fragment = (uint16_t)(limit_of(ACOM_LIMIT_FRAGMENT) & ~7u),
			     .calls_offered = pdu_calls(limit_of(ACOM_LIMIT_CALLS)) };
	return calls_init(&a->calls);
}

void assoc_fini(struct assoc *a)
{
	calls_fini(&a->calls);
	message_fini(&a->message);
	outbox_fini(&a->outbox);
	descriptors_close(&a->brought);
	descriptors_close(&a->begun);
}

uint16_t assoc_fragment(const struct assoc *a, const uint16_t *features)
{
	return features[PDU_FEATURES_ACOM] || a->fragment < PDU_MOST ? a->fragment : PDU_MOST;
}

unsigned assoc_calls(const uint16_t *features, unsigned own)
{
	uint32_t agreed = features[PDU_FEATURES_ACOM] & PDU_MANY_CALLS ? pdu_calls_of(features[PDU_FEATURES_ACOM]) : 0;

	return agreed ? agreed : own ? own : limit_of(ACOM_LIMIT_FOREIGN_CALLS);
}

HRESULT assoc_bring(struct assoc *a, const int *fds, unsigned count)
{
	unsigned most = a->carries ? limit_of(ACOM_LIMIT_CALL_DESCRIPTORS) : 0;

	a->brought = descriptors_of(fds, count, most);
	return a->brought ? S_OK : FAIL(count <= most ? E_OUTOFMEMORY : RPC_S_PROTOCOL_ERROR);
}

/* Descriptors that no PDU has a use for. */
static void assoc_unwanted(struct assoc *a, struct ndr_descriptors **d)
{
	if (!*d)
		return;
	descriptors_close(d);
	assoc_close(a, FAIL(RPC_S_PROTOCOL_ERROR));
}

void assoc_pdu(struct assoc *a, HRESULT hr, const struct pdu_header *h, const uint8_t *pdu)
{
	if (hr == S_OK)
		a->side->pdu(a, h, pdu);
	else
		a->side->broken(a, h);
	assoc_unwanted(a, &a->with);
}

void assoc_longs(struct assoc *a, uint16_t most)
{
	a->inbox.most = most;
	a->inbox.longs = (uint8_t)a->side->stubs;
}

uint32_t assoc_hint(const struct pdu_header *h, uint32_t hint, size_t part)
{
	size_t all = part + h->rest;

	return hint < all || h->flags & PDU_LAST ? (uint32_t)all : hint;
}

static void assoc_more(struct assoc *a, struct span *in)
{
	if (!a->inbox.begun.rest || a->closed != S_OK)
		return;
	struct span part = inbox_take_rest(&a->inbox, in);
	if (part.size)
		a->side->more(a, &a->inbox.begun, part);
}

void assoc_feed(struct assoc *a, const void *octets, size_t size)
{
	bool goes_on = a->inbox.have; /* the PDU at hand has begun earlier */
	struct span in = { octets, size };
	struct pdu_header h;
	const uint8_t *pdu;
	HRESULT hr;

	assoc_more(a, &in);
	while (a->closed == S_OK && (hr = inbox_take(&a->inbox, &in, &pdu, &h)) != S_FALSE) {
		if (goes_on)
			a->with = descriptors_take(&a->begun);
		else if (!in.size)
			a->with = descriptors_take(&a->brought);
		goes_on = false;
		assoc_pdu(a, hr, &h, pdu);
		assoc_more(a, &in);
		if (a->shifts) {
			a->bells = in.size;
			in.size = 0;
		}
	}
	if (a->inbox.have && !goes_on && a->closed == S_OK)
		a->begun = descriptors_take(&a->brought);
	assoc_unwanted(a, &a->brought);
}

void assoc_close(struct assoc *a, HRESULT why)
{
	if (a->closed != S_OK)
		return;
	a->closed = why;
	message_fini(&a->message);
	descriptors_close(&a->begun);
	a->side->closing(a);
}

enum assoc_awaits assoc_awaits(const struct assoc *a)
{
	if (a->closed != S_OK)
		return ASSOC_NOTHING;
	return a->inbox.have || a->message.open ? ASSOC_REST : a->bound ? ASSOC_NOTHING : ASSOC_BIND;
}

struct put assoc_begin(struct assoc *a, enum pdu_type type, uint8_t flags, uint32_t call_id, size_t size)
{
	static uint8_t nowhere;
	uint8_t *room = outbox_room(&a->outbox, size);
	struct put p = put_to(room ? room : &nowhere, room ? size : 0, false);

	pdu_begin(&p, type, flags, call_id);
	return p;
}

bool assoc_end(struct assoc *a, struct put *p)
{
	size_t size = pdu_end(p);

	if (size)
		outbox_add(&a->outbox, size);
	return size;
}
