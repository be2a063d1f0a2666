/* inbox.c - cuts the octets of a connection into PDUs, in place where one lies whole in what came. */
#include "wire/pdu.h"

static HRESULT inbox_judge(const uint8_t *octets, struct pdu_header *h)
{
	HRESULT hr = pdu_read_header(octets, h);

	return SUCCEEDED(hr) && h->size > PDU_MOST ? FAIL(RPC_S_PROTOCOL_ERROR) : hr;
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
		if (FAILED(hr = inbox_judge(in->at, h)))
			return hr;
		if (in->size >= h->size) {
			*pdu = in->at;
			span_skip(in, h->size);
			return S_OK;
		}
	}
	if (b->have < PDU_HEADER)
		inbox_fill(b, in, PDU_HEADER);
	if (b->have < PDU_HEADER)
		return S_FALSE;
	if (FAILED(hr = inbox_judge(b->octets, h)))
		return hr;
	inbox_fill(b, in, h->size);
	if (b->have < h->size)
		return S_FALSE;
	b->have = 0;
	*pdu = b->octets;
	return S_OK;
}
