/* objref.c - references to objects as octets (wire.md 3.2), and the two functions that carry one between threads. */
#include "call/call.h"

/* Offsets of a standard OBJREF with an empty DUALSTRINGARRAY; all of it little-endian and unaligned. */
enum {
	AT_SIGNATURE = 0, AT_FLAGS = 4, AT_IID = 8, AT_STDFLAGS = 24, AT_PUBLICREFS = 28, AT_OXID = 32, AT_OID = 40,
	AT_IPID = 48, AT_BINDINGS = 64,
};
enum { SIGNATURE = 0x574F454D /* "MEOW" */, FLAG_STANDARD = 1 };

static void put_le(uint8_t *to, uint64_t v, int octets)
{
	for (int i = 0; i < octets; i++)
		to[i] = (uint8_t)(v >> 8 * i);
}

static uint64_t get_le(const uint8_t *from, int octets)
{
	uint64_t v = 0;

	for (int i = 0; i < octets; i++)
		v |= (uint64_t)from[i] << 8 * i;
	return v;
}

static void put_guid(uint8_t *to, REFGUID g)
{
	put_le(to, g->Data1, 4);
	put_le(to + 4, g->Data2, 2);
	put_le(to + 6, g->Data3, 2);
	memcpy(to + 8, g->Data4, 8);
}

static GUID get_guid(const uint8_t *from)
{
	GUID g = { (uint32_t)get_le(from, 4), (uint16_t)get_le(from + 4, 2), (uint16_t)get_le(from + 6, 2), { 0 } };

	memcpy(g.Data4, from + 8, 8);
	return g;
}

static void objref_write(uint8_t *octets, const struct stub *s)
{
	memset(octets, 0, OBJREF_SIZE);
	put_le(octets + AT_SIGNATURE, SIGNATURE, 4);
	put_le(octets + AT_FLAGS, FLAG_STANDARD, 4);
	put_guid(octets + AT_IID, &s->iid);
	put_le(octets + AT_PUBLICREFS, 1, 4);
	put_le(octets + AT_OXID, s->export->apartment->id, 8);
	put_le(octets + AT_OID, s->export->oid, 8);
	put_guid(octets + AT_IPID, &s->ipid);
}

/* A proxy is passed on as a reference to the object behind it. */
HRESULT objref_marshal(IUnknown *p, REFIID iid, uint8_t *octets)
{
	struct stub *s;
	HRESULT hr = manager_stub_of(p, iid, &s);

	if (hr == S_FALSE)
		hr = export_object(p, iid, &s);
	if (FAILED(hr))
		return hr;
	export_marshaled(s);
	objref_write(octets, s);
	stub_unref(s);
	return S_OK;
}

/* The stub that the octets name, counted, with the use that they held. */
static HRESULT objref_claim(const uint8_t *octets, size_t size, struct stub **s)
{
	if (size != OBJREF_SIZE || get_le(octets + AT_SIGNATURE, 4) != SIGNATURE ||
	    get_le(octets + AT_FLAGS, 4) != FLAG_STANDARD || get_le(octets + AT_BINDINGS, 4) != 0)
		return FAIL(RPC_E_INVALID_OBJREF);
	GUID ipid = get_guid(octets + AT_IPID);
	return export_claim(&ipid, get_le(octets + AT_OXID, 8), get_le(octets + AT_OID, 8), s);
}

/* In the object's own apartment the object itself, else its proxy. */
HRESULT objref_unmarshal(const uint8_t *octets, size_t size, REFIID riid, void **ppv)
{
	struct stub *s;
	HRESULT hr = objref_claim(octets, size, &s);

	*ppv = NULL;
	if (FAILED(hr))
		return hr;
	if (apartment_is_current(s->export->apartment)) {
		hr = s->object ? IUnknown_QueryInterface(s->object, riid, ppv) : FAIL(RPC_E_DISCONNECTED);
		export_unuse(s->export);
	} else {
		hr = manager_unmarshal(s, riid, ppv);
	}
	stub_unref(s);
	return hr;
}

void objref_release(const uint8_t *octets, size_t size)
{
	struct stub *s;

	if (FAILED(objref_claim(octets, size, &s)))
		return;
	export_unuse(s->export);
	stub_unref(s);
}

/* ---- for the walk ---- */

static HRESULT hook_size(void *context, REFIID iid, IUnknown *p, size_t *size)
{
	(void)context;
	(void)iid;
	(void)p;
	*size = OBJREF_SIZE;
	return S_OK;
}

static HRESULT hook_put(void *context, REFIID iid, IUnknown *p, uint8_t *buffer, size_t size, size_t *used)
{
	(void)context;
	if (size < OBJREF_SIZE)
		return FAIL(E_UNEXPECTED);
	*used = OBJREF_SIZE;
	return objref_marshal(p, iid, buffer);
}

static HRESULT hook_get(void *context, REFIID iid, const uint8_t *objref, size_t size, IUnknown **p)
{
	(void)context;
	return objref_unmarshal(objref, size, iid, (void **)p);
}

static void hook_discard(void *context, const uint8_t *objref, size_t size)
{
	(void)context;
	objref_release(objref, size);
}

const struct ndr_hooks objref_hooks = { hook_size, hook_put, hook_get, hook_discard, MSHCTX_INPROC };

/* ---- between threads ---- */

static HRESULT objref_to_stream(const uint8_t *octets, IStream **stream)
{
	static const LARGE_INTEGER start = { 0 };
	HRESULT hr = stream_create(stream);

	if (FAILED(hr))
		return hr;
	hr = IStream_Write(*stream, octets, OBJREF_SIZE, NULL);
	if (SUCCEEDED(hr))
		return IStream_Seek(*stream, start, STREAM_SEEK_SET, NULL);
	IStream_Release(*stream);
	*stream = NULL;
	return hr;
}

HRESULT CoMarshalInterThreadInterfaceInStream(REFIID riid, IUnknown *object, IStream **stream)
{
	uint8_t octets[OBJREF_SIZE];

	if (!stream)
		return FAIL(E_POINTER);
	*stream = NULL;
	if (!riid || !object)
		return FAIL(E_INVALIDARG);
	HRESULT hr = objref_marshal(object, riid, octets);
	if (FAILED(hr))
		return hr;
	hr = objref_to_stream(octets, stream);
	if (FAILED(hr))
		objref_release(octets, sizeof octets);
	return hr;
}

/* Nobody else can unmarshal what the stream holds: it is given back even if the caller cannot have it. */
static HRESULT stream_to_interface(IStream *stream, REFIID riid, void **ppv)
{
	uint8_t octets[OBJREF_SIZE];
	ULONG read = 0;
	HRESULT hr = IStream_Read(stream, octets, sizeof octets, &read);

	if (SUCCEEDED(hr) && riid && ppv)
		return objref_unmarshal(octets, read, riid, ppv);
	objref_release(octets, read);
	return FAILED(hr) ? hr : E_INVALIDARG;
}

HRESULT CoGetInterfaceAndReleaseStream(IStream *stream, REFIID riid, void **ppv)
{
	if (ppv)
		*ppv = NULL;
	if (!stream)
		return FAIL(E_INVALIDARG);
	HRESULT hr = stream_to_interface(stream, riid, ppv);
	IStream_Release(stream);
	return hr;
}
