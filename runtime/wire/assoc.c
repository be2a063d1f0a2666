/* assoc.c - what the two ends of an association have in common: octets in, octets out, and the end of it. */
#include "wire/wire.h"

HRESULT assoc_init(struct assoc *a, const struct assoc_side *side)
{
	*a = (struct assoc){ .side = side, .fragment = PDU_MOST };
	return calls_init(&a->calls);
}

void assoc_fini(struct assoc *a)
{
	calls_fini(&a->calls);
	message_fini(&a->message);
	outbox_fini(&a->outbox);
}

void assoc_feed(struct assoc *a, const void *octets, size_t size)
{
	struct span in = { octets, size };
	struct pdu_header h;
	const uint8_t *pdu;
	HRESULT hr;

	while (a->closed == S_OK && (hr = inbox_take(&a->inbox, &in, &pdu, &h)) != S_FALSE)
		if (hr == S_OK)
			a->side->pdu(a, &h, pdu);
		else
			a->side->broken(a, &h);
}

void assoc_close(struct assoc *a, HRESULT why)
{
	if (a->closed != S_OK)
		return;
	a->closed = why;
	message_fini(&a->message);
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
