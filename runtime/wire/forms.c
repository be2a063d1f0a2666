/* forms.c - data that no method has: pieces on their own, read and written by the rows of IWireForms. */
#include "wire/forms.h"

/* Type serialization, version 1. */
enum { PICKLE_VERSION = 1, PICKLE_LITTLE = 0x10, PICKLE_BIG = 0, PICKLE_HEADER = 8, PICKLE_ALIGN = 8 };
enum { PICKLE_FILLER = 0xCCCCCCCC };

static HRESULT form_row(size_t form, const ACOM_METHOD **row)
{
	HRESULT hr;
	const ACOM_INTERFACE *forms = registry_find(&IID_IWireForms, &hr);

	*row = forms ? &forms->methods[form] : NULL;
	return hr;
}

HRESULT form_read(struct ndr *n, size_t form, struct span octets, void ***args, size_t *used)
{
	const ACOM_METHOD *row;
	HRESULT hr = form_row(form, &row);

	if (SUCCEEDED(hr))
		hr = ndr_get_request(n, row, octets.at, octets.size, args);
	/* The values alone say how many octets they are. */
	return FAILED(hr) ? hr : ndr_size(n, row, ACOM_IN, *args, used);
}

HRESULT form_size(struct ndr *n, size_t form, void *const *args, size_t *size)
{
	const ACOM_METHOD *row;
	HRESULT hr = form_row(form, &row);

	return FAILED(hr) ? hr : ndr_size(n, row, ACOM_IN, args, size);
}

HRESULT form_write(struct ndr *n, size_t form, void *const *args, struct put *p)
{
	const ACOM_METHOD *row;
	size_t size, used;
	HRESULT hr = form_row(form, &row);

	if (SUCCEEDED(hr))
		hr = ndr_size(n, row, ACOM_IN, args, &size);
	if (FAILED(hr))
		return hr;
	uint8_t *room = put_room(p, size);
	return room ? ndr_put(n, row, ACOM_IN, args, S_OK, room, size, &used) : FAIL(RPC_E_OUT_OF_RESOURCES);
}

HRESULT pickle_read(struct ndr *n, size_t form, struct take *t, void ***args)
{
	uint8_t version = take_u8(t), order = take_u8(t);
	size_t used;

	t->big = order == PICKLE_BIG;
	uint16_t header = take_u16(t);
	take_u32(t);
	uint32_t size = take_u32(t);
	take_u32(t);
	struct span octets = take_octets(t, size);
	if (t->over || version != PICKLE_VERSION || (order != PICKLE_LITTLE && order != PICKLE_BIG) || header != PICKLE_HEADER)
		return FAIL(RPC_X_BAD_STUB_DATA);
	n->swap = t->big;
	return form_read(n, form, octets, args, &used);
}

HRESULT pickle_write(struct ndr *n, size_t form, void *const *args, struct put *p)
{
	size_t size;
	HRESULT hr = form_size(n, form, args, &size);

	if (FAILED(hr))
		return hr;
	put_u8(p, PICKLE_VERSION);
	put_u8(p, PICKLE_LITTLE);
	put_u16(p, PICKLE_HEADER);
	put_u32(p, PICKLE_FILLER);
	put_u32(p, (uint32_t)((size + PICKLE_ALIGN - 1) / PICKLE_ALIGN * PICKLE_ALIGN));
	put_u32(p, 0);
	hr = form_write(n, form, args, p);
	put_zeros(p, -size & (PICKLE_ALIGN - 1));
	return SUCCEEDED(hr) && p->over ? FAIL(RPC_E_OUT_OF_RESOURCES) : hr;
}
