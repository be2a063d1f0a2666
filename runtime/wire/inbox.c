/* inbox.c - cuts the octets of a connection into PDUs, in place where one lies whole in what came. */
#include "wire/inbox.h"

static HRESULT inbox_judge(const struct inbox *b, const uint8_t *octets, struct pdu_header *h)
{
	HRESULT hr = pdu_read_header(octets, h);

	if (FAILED(hr) || h->size <= PDU_MOST)
		return hr;
	return h->size <= b->most && h->type == b->longs && !h->auth_size ? S_OK : FAIL(RPC_S_PROTOCOL_ERROR);
}

/* Of a long one its head: so nobody is lent memory because of what he says will come. */
static size_t inbox_wants(const struct pdu_header *h)
{
	return h->size > PDU_MOST ? PDU_STUB + PDU_UUID : h->size;
}

void inbox_begin(struct inbox *b, struct pdu_header *h, size_t have)
{
	if (have >= h->size)
		return;
	h->rest = (uint16_t)(h->size - have);
	h->size = (uint16_t)have;
	b->begun = *h;
}

static void inbox_fill(struct inbox *b, struct span *in, size_t want)
{
	size_t part = want - b->have < in->size ? want - b->have : in->size;

	if (part)
		memcpy(b->octets + b->have, in->at, part);
	b->have += part;
	span_skip(in, part);
}

HRESULT inbox_take(struct inbox *b, struct span *in, const uint8_t **pdu, struct pdu_header *h)
{
	HRESULT hr;

	if (!b->have && in->size >= PDU_HEADER) {
		if (FAILED(hr = inbox_judge(b, in->at, h)))
			return hr;
		if (in->size >= inbox_wants(h)) {
			*pdu = in->at;
			inbox_begin(b, h, in->size);
			span_skip(in, h->size);
			return S_OK;
		}
	}
	if (b->have < PDU_HEADER)
		inbox_fill(b, in, PDU_HEADER);
	if (b->have < PDU_HEADER)
		return S_FALSE;
	if (FAILED(hr = inbox_judge(b, b->octets, h)))
		return hr;
	inbox_fill(b, in, inbox_wants(h));
	if (b->have < inbox_wants(h))
		return S_FALSE;
	inbox_begin(b, h, b->have);
	b->have = 0;
	*pdu = b->octets;
	return S_OK;
}

struct span inbox_take_rest(struct inbox *b, struct span *in)
{
	struct span part = { in->at, b->begun.rest < in->size ? b->begun.rest : in->size };

	b->begun.rest -= (uint16_t)part.size;
	span_skip(in, part.size);
	return part;
}
