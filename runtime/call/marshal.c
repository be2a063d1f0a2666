/* marshal.c - CoMarshalInterface and its family: the runtime's own marshaling, or what the object's IMarshal says. */
#include "call/call.h"

/* ---- streams ---- */

HRESULT marshal_read(IStream *stream, void *to, ULONG size)
{
	ULONG got = 0;
	HRESULT hr = IStream_Read(stream, (BYTE *)to, size, &got);

	return FAILED(hr) ? hr : got == size ? S_OK : FAIL(RPC_E_INVALID_OBJREF);
}

static HRESULT rewind_stream(IStream *stream)
{
	static const LARGE_INTEGER start = { 0 };

	return IStream_Seek(stream, start, STREAM_SEEK_SET, NULL);
}

HRESULT marshal_stream(const uint8_t *octets, size_t size, IStream **stream)
{
	HRESULT hr = stream_create(stream);

	if (FAILED(hr))
		return hr;
	hr = IStream_Write(*stream, octets, (ULONG)size, NULL);
	if (SUCCEEDED(hr))
		hr = rewind_stream(*stream);
	if (SUCCEEDED(hr))
		return S_OK;
	IStream_Release(*stream);
	*stream = NULL;
	return hr;
}

/* ---- marshaling ---- */

static bool flags_good(DWORD context, DWORD flags)
{
	return context <= MSHCTX_CROSSCTX && (flags & ~(DWORD)MSHLFLAGS_NOPING) <= MSHLFLAGS_TABLEWEAK;
}

enum objref_kind marshal_kind(DWORD flags)
{
	return flags & MSHLFLAGS_TABLESTRONG ? OBJREF_STRONG : flags & MSHLFLAGS_TABLEWEAK ? OBJREF_WEAK : OBJREF_NORMAL;
}

/* The object's own marshaler, and the class that understands what it writes. S_FALSE: it leaves it to the runtime. */
static HRESULT marshaler_of(IUnknown *p, REFIID iid, DWORD context, DWORD flags, IMarshal **m, CLSID *clsid)
{
	void *forbidden;

	if (SUCCEEDED(IUnknown_QueryInterface(p, &IID_INoMarshal, &forbidden))) {
		IUnknown_Release((IUnknown *)forbidden);
		return FAIL(CO_E_NOT_SUPPORTED);
	}
	if (FAILED(IUnknown_QueryInterface(p, &IID_IMarshal, (void **)m)))
		return S_FALSE;
	HRESULT hr = IMarshal_GetUnmarshalClass(*m, iid, p, context, NULL, flags, clsid);
	if (FAILED(hr))
		IMarshal_Release(*m);
	return hr;
}

static HRESULT write_custom(IStream *stream, IUnknown *p, REFIID iid, IMarshal *m, REFCLSID clsid, DWORD context, DWORD flags)
{
	uint8_t head[OBJREF_CUSTOM_SIZE];
	DWORD size = 0;
	HRESULT hr = S_OK;

	if (!IsEqualCLSID(clsid, &CLSID_StdMarshal)) {
		hr = IMarshal_GetMarshalSizeMax(m, iid, p, context, NULL, flags, &size);
		objref_format(&(struct objref){ .form = OBJREF_CUSTOM, .iid = *iid, .clsid = *clsid, .data_size = size }, head);
		if (SUCCEEDED(hr))
			hr = IStream_Write(stream, head, sizeof head, NULL);
	}
	return FAILED(hr) ? hr : IMarshal_MarshalInterface(m, stream, iid, p, context, NULL, flags);
}

HRESULT marshal_standard(IStream *stream, IUnknown *p, REFIID iid, DWORD context, DWORD flags)
{
	struct marshaled m;
	HRESULT hr = objref_marshal(p, iid, marshal_kind(flags), context, &m);

	if (FAILED(hr))
		return hr;
	hr = IStream_Write(stream, m.octets, (ULONG)m.size, NULL);
	if (FAILED(hr))
		objref_release(m.octets, m.size);
	marshal_free(&m);
	return hr;
}

HRESULT CoMarshalInterface(IStream *stream, REFIID riid, IUnknown *object, DWORD context, void *reserved, DWORD flags)
{
	IMarshal *m;
	CLSID clsid;

	if (!stream || !riid || !object || reserved || !flags_good(context, flags))
		return FAIL(E_INVALIDARG);
	HRESULT hr = marshaler_of(object, riid, context, flags, &m, &clsid);
	if (FAILED(hr))
		return hr;
	if (hr == S_FALSE)
		return marshal_standard(stream, object, riid, context, flags);
	hr = write_custom(stream, object, riid, m, &clsid, context, flags);
	IMarshal_Release(m);
	return hr;
}

HRESULT CoGetMarshalSizeMax(ULONG *size, REFIID riid, IUnknown *object, DWORD context, void *reserved, DWORD flags)
{
	IMarshal *m;
	CLSID clsid;
	DWORD data = 0;

	if (!size || !riid || !object || reserved || !flags_good(context, flags))
		return FAIL(E_INVALIDARG);
	*size = 0;
	HRESULT hr = marshaler_of(object, riid, context, flags, &m, &clsid);
	if (hr == S_FALSE)
		return objref_size(object, context, size);
	if (FAILED(hr))
		return hr;
	hr = IMarshal_GetMarshalSizeMax(m, riid, object, context, NULL, flags, &data);
	IMarshal_Release(m);
	if (SUCCEEDED(hr) && data > MARSHAL_MAX)
		hr = FAIL(RPC_E_OUT_OF_RESOURCES);
	*size = SUCCEEDED(hr) ? OBJREF_CUSTOM_SIZE + data : 0;
	return hr;
}

/* ---- objects that are marshaled ---- */

HRESULT CoDisconnectObject(IUnknown *object, DWORD reserved)
{
	IMarshal *m;

	if (!object || reserved)
		return FAIL(E_INVALIDARG);
	if (SUCCEEDED(IUnknown_QueryInterface(object, &IID_IMarshal, (void **)&m))) {
		IMarshal_DisconnectObject(m, 0);
		IMarshal_Release(m);
	}
	return export_disconnect(object);
}

HRESULT CoLockObjectExternal(IUnknown *object, BOOL lock, BOOL last_unlock_releases)
{
	(void)last_unlock_releases;
	return object ? export_lock(object, lock) : FAIL(E_INVALIDARG);
}

/* ---- in memory ---- */

/* All that a stream holds. */
static HRESULT take_all(IStream *stream, struct marshaled *m)
{
	static const LARGE_INTEGER nowhere = { 0 };
	ULARGE_INTEGER end;
	HRESULT hr = IStream_Seek(stream, nowhere, STREAM_SEEK_END, &end);

	if (FAILED(hr))
		return hr;
	m->size = (size_t)end.QuadPart;
	m->octets = m->size <= sizeof m->standard ? m->standard : m->size <= MARSHAL_MAX ? os_alloc(m->size) : NULL;
	if (!m->octets)
		return FAIL(E_OUTOFMEMORY);
	hr = rewind_stream(stream);
	return FAILED(hr) ? hr : marshal_read(stream, m->octets, (ULONG)m->size);
}

/* What the runtime wrote in its place. */
static void unwrite_standard(IStream *stream, size_t size)
{
	uint8_t octets[OBJREF_SIZE + 2 * OBJREF_WORDS_MAX];

	if (size <= sizeof octets && SUCCEEDED(rewind_stream(stream)) && SUCCEEDED(marshal_read(stream, octets, (ULONG)size)))
		objref_release(octets, size);
}

/* What the object's marshaler wrote is given back by itself: short memory must not need more. */
static void unwrite_custom(IStream *stream, IMarshal *own, REFCLSID clsid, size_t size)
{
	LARGE_INTEGER data = { .QuadPart = OBJREF_CUSTOM_SIZE };

	if (IsEqualCLSID(clsid, &CLSID_StdMarshal))
		unwrite_standard(stream, size);
	else if (SUCCEEDED(IStream_Seek(stream, data, STREAM_SEEK_SET, NULL)))
		IMarshal_ReleaseMarshalData(own, stream);
}

static HRESULT make_custom(struct marshaled *m, IUnknown *p, REFIID iid, IMarshal *own, REFCLSID clsid, DWORD context,
                           DWORD flags)
{
	IStream *stream;
	HRESULT hr = stream_create(&stream);

	if (FAILED(hr))
		return hr;
	hr = write_custom(stream, p, iid, own, clsid, context, flags);
	if (SUCCEEDED(hr)) {
		hr = take_all(stream, m);
		if (FAILED(hr))
			unwrite_custom(stream, own, clsid, m->size);
	}
	IStream_Release(stream);
	if (FAILED(hr))
		marshal_free(m);
	return hr;
}

HRESULT marshal_make(struct marshaled *m, IUnknown *p, REFIID iid, DWORD context, DWORD flags)
{
	IMarshal *own;
	CLSID clsid;

	*m = (struct marshaled){ 0 };
	HRESULT hr = marshaler_of(p, iid, context, flags, &own, &clsid);
	if (FAILED(hr))
		return hr;
	if (hr == S_OK) {
		hr = make_custom(m, p, iid, own, &clsid, context, flags);
		IMarshal_Release(own);
		return hr;
	}
	return objref_marshal(p, iid, marshal_kind(flags), context, m);
}

void marshal_free(struct marshaled *m)
{
	if (m->octets != m->standard)
		os_free(m->octets);
	m->octets = NULL;
}

/* The number that the free-threaded marshaler wrote; NULL: it is none of its references. */
static const uint8_t *ticket_in(const uint8_t *octets, size_t size)
{
	struct objref o;
	bool is = size == OBJREF_CUSTOM_SIZE + FTM_SIZE && objref_form(octets, size) == OBJREF_CUSTOM &&
	          SUCCEEDED(objref_parse(&o, octets, size)) && ftm_wrote(&o.clsid);

	return is ? o.data : NULL;
}

HRESULT marshal_resolve(const uint8_t *octets, size_t size, REFIID riid, void **ppv)
{
	IStream *stream;

	*ppv = NULL;
	if (objref_is_standard(octets, size))
		return objref_unmarshal(octets, size, riid, ppv);
	if (ticket_in(octets, size))
		return ftm_resolve(ticket_in(octets, size), riid, ppv);
	HRESULT hr = marshal_stream(octets, size, &stream);
	if (FAILED(hr))
		return hr;
	hr = CoUnmarshalInterface(stream, riid, ppv);
	IStream_Release(stream);
	return hr;
}

void marshal_release(const uint8_t *octets, size_t size)
{
	IStream *stream;

	if (objref_is_standard(octets, size)) {
		objref_release(octets, size);
	} else if (ticket_in(octets, size)) {
		ftm_release(ticket_in(octets, size));
	} else if (SUCCEEDED(marshal_stream(octets, size, &stream))) {
		CoReleaseMarshalData(stream);
		IStream_Release(stream);
	}
}

/* ---- for the walk ---- */

static HRESULT hook_size(void *context, REFIID iid, IUnknown *p, size_t *size)
{
	ULONG n = 0;

	(void)context;
	HRESULT hr = CoGetMarshalSizeMax(&n, iid, p, MSHCTX_INPROC, NULL, MSHLFLAGS_NORMAL);
	*size = n;
	return hr;
}

static HRESULT hook_put(void *context, REFIID iid, IUnknown *p, uint8_t *buffer, size_t size, size_t *used)
{
	struct marshaled m;

	(void)context;
	HRESULT hr = marshal_make(&m, p, iid, MSHCTX_INPROC, MSHLFLAGS_NORMAL);
	if (FAILED(hr))
		return hr;
	*used = m.size;
	if (m.size <= size) {
		memcpy(buffer, m.octets, m.size);
	} else {
		marshal_release(m.octets, m.size);
		hr = FAIL(E_UNEXPECTED); /* it wrote more than it had said */
	}
	marshal_free(&m);
	return hr;
}

static HRESULT hook_get(void *context, REFIID iid, const uint8_t *objref, size_t size, uint64_t *until, IUnknown **p)
{
	(void)context, (void)until;
	return marshal_resolve(objref, size, iid, (void **)p);
}

static void hook_discard(void *context, const uint8_t *objref, size_t size)
{
	(void)context;
	marshal_release(objref, size);
}

const struct ndr_hooks marshal_hooks = {
	.size = hook_size, .put = hook_put, .get = hook_get, .discard = hook_discard, .distance = MSHCTX_INPROC,
};

/* ---- between threads ---- */

HRESULT CoMarshalInterThreadInterfaceInStream(REFIID riid, IUnknown *object, IStream **stream)
{
	if (!stream)
		return FAIL(E_POINTER);
	*stream = NULL;
	if (!riid || !object)
		return FAIL(E_INVALIDARG);
	HRESULT hr = stream_create(stream);
	if (FAILED(hr))
		return hr;
	hr = CoMarshalInterface(*stream, riid, object, MSHCTX_INPROC, NULL, MSHLFLAGS_NORMAL);
	if (SUCCEEDED(hr))
		return rewind_stream(*stream);
	IStream_Release(*stream);
	*stream = NULL;
	return hr;
}

/* Nobody else can unmarshal what the stream holds: it is given back even if the caller cannot have it. */
HRESULT CoGetInterfaceAndReleaseStream(IStream *stream, REFIID riid, void **ppv)
{
	if (ppv)
		*ppv = NULL;
	if (!stream)
		return FAIL(E_INVALIDARG);
	HRESULT hr = riid && ppv ? CoUnmarshalInterface(stream, riid, ppv) : CoReleaseMarshalData(stream);
	IStream_Release(stream);
	return riid && ppv ? hr : FAILED(hr) ? hr : FAIL(E_INVALIDARG);
}
