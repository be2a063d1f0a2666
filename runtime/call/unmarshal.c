/* unmarshal.c - CoUnmarshalInterface and CoReleaseMarshalData: what a stream holds becomes a pointer, or is given back. */
#include "call/call.h"

/* ---- what stands in a stream ---- */

/* What stands before the addresses, or before a class's data. */
enum { HANDLER_SIZE = OBJREF_SIZE + sizeof(CLSID), EXTENDED_SIZE = OBJREF_SIZE + 4 };

static size_t fixed_size(uint32_t form)
{
	switch (form) {
	case OBJREF_STANDARD: return OBJREF_SIZE;
	case OBJREF_HANDLER: return HANDLER_SIZE;
	case OBJREF_CUSTOM: return OBJREF_CUSTOM_SIZE;
	case OBJREF_EXTENDED: return EXTENDED_SIZE;
	}
	return 0;
}

/* Two numbers that say that there is one, its name, its size, and the octets that it takes: nothing that anybody needs. */
static HRESULT skip_element(IStream *stream)
{
	enum { ELEMENT = 8 + sizeof(GUID) + 8, ELEMENT_MOST = 16384 };
	uint8_t head[ELEMENT];
	HRESULT hr = marshal_read(stream, head, sizeof head);

	if (FAILED(hr))
		return hr;
	LARGE_INTEGER size = { .QuadPart = head[ELEMENT - 4] | head[ELEMENT - 3] << 8 | (int64_t)head[ELEMENT - 2] << 16 |
	                                   (int64_t)head[ELEMENT - 1] << 24 };
	return size.QuadPart > ELEMENT_MOST ? FAIL(RPC_E_INVALID_OBJREF) : IStream_Seek(stream, size, STREAM_SEEK_CUR, NULL);
}

/* The addresses of a reference from another process, behind what is there. */
static HRESULT read_words(IStream *stream, const uint8_t *fixed, size_t size, struct marshaled *m)
{
	size_t words = fixed[size - 4] | (size_t)fixed[size - 3] << 8;

	if (words > OBJREF_WORDS_MAX)
		return FAIL(RPC_E_INVALID_OBJREF);
	m->size = size + 2 * words;
	m->octets = m->size <= sizeof m->standard ? m->standard : os_alloc(m->size);
	if (!m->octets)
		return FAIL(E_OUTOFMEMORY);
	memcpy(m->octets, fixed, size);
	return marshal_read(stream, m->octets + size, (ULONG)(2 * words));
}

static HRESULT read_rest(IStream *stream, uint32_t form, const uint8_t *fixed, size_t size, struct marshaled *m)
{
	if (form == OBJREF_CUSTOM) {
		m->size = size;
		memcpy(m->octets, fixed, size);
		return S_OK;
	}
	HRESULT hr = read_words(stream, fixed, size, m);
	return SUCCEEDED(hr) && form == OBJREF_EXTENDED ? skip_element(stream) : hr;
}

/* What stands at the stream's place: a reference of the runtime's own kind (S_OK), or the head of what a class understands
 * (S_FALSE). */
static HRESULT read_head(IStream *stream, struct marshaled *m, struct objref *o)
{
	uint8_t fixed[HANDLER_SIZE];
	HRESULT hr = marshal_read(stream, fixed, OBJREF_HEAD);

	*m = (struct marshaled){ .octets = m->standard };
	if (FAILED(hr))
		return hr;
	uint32_t form = objref_form(fixed, OBJREF_HEAD);
	size_t size = fixed_size(form);
	hr = size ? marshal_read(stream, fixed + OBJREF_HEAD, (ULONG)(size - OBJREF_HEAD)) : FAIL(RPC_E_INVALID_OBJREF);
	if (SUCCEEDED(hr))
		hr = read_rest(stream, form, fixed, size, m);
	if (SUCCEEDED(hr))
		hr = objref_parse(o, m->octets, m->size);
	if (FAILED(hr))
		marshal_free(m);
	return FAILED(hr) ? hr : form == OBJREF_CUSTOM ? S_FALSE : S_OK;
}

/* ---- what a class understands ---- */

static HRESULT unmarshaler(REFCLSID clsid, IMarshal **m)
{
	return CoCreateInstance(clsid, NULL, CLSCTX_INPROC_SERVER, &IID_IMarshal, (void **)m);
}

/* What a class understands: its data is what stands in the stream now. */
static HRESULT unmarshal_custom(IStream *stream, REFCLSID clsid, REFIID riid, void **ppv)
{
	uint8_t ticket[FTM_SIZE];
	IMarshal *m;
	HRESULT hr;

	if (ftm_wrote(clsid)) {
		hr = marshal_read(stream, ticket, FTM_SIZE);
		return FAILED(hr) ? hr : ftm_resolve(ticket, riid, ppv);
	}
	hr = unmarshaler(clsid, &m);
	if (FAILED(hr))
		return hr;
	hr = IMarshal_UnmarshalInterface(m, stream, riid, ppv);
	IMarshal_Release(m);
	return hr;
}

static HRESULT release_custom(IStream *stream, REFCLSID clsid)
{
	uint8_t ticket[FTM_SIZE];
	IMarshal *m;
	HRESULT hr;

	if (ftm_wrote(clsid)) {
		hr = marshal_read(stream, ticket, FTM_SIZE);
		return FAILED(hr) ? hr : ftm_release(ticket);
	}
	hr = unmarshaler(clsid, &m);
	if (FAILED(hr))
		return hr;
	hr = IMarshal_ReleaseMarshalData(m, stream);
	IMarshal_Release(m);
	return hr;
}

/* ---- the functions ---- */

HRESULT CoUnmarshalInterface(IStream *stream, REFIID riid, void **ppv)
{
	struct marshaled m;
	struct objref o;

	if (ppv)
		*ppv = NULL;
	if (!stream || !riid || !ppv)
		return FAIL(E_INVALIDARG);
	HRESULT hr = read_head(stream, &m, &o);
	if (FAILED(hr))
		return hr;
	if (IsEqualIID(riid, &IID_NULL))
		riid = &o.iid;
	hr = hr == S_OK ? objref_unmarshal(m.octets, m.size, riid, ppv) : unmarshal_custom(stream, &o.clsid, riid, ppv);
	marshal_free(&m);
	return hr;
}

HRESULT CoReleaseMarshalData(IStream *stream)
{
	struct marshaled m;
	struct objref o;

	if (!stream)
		return FAIL(E_INVALIDARG);
	HRESULT hr = read_head(stream, &m, &o);
	if (FAILED(hr))
		return hr;
	hr = hr == S_OK ? objref_release(m.octets, m.size) : release_custom(stream, &o.clsid);
	marshal_free(&m);
	return hr;
}
