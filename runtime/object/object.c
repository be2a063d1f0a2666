/* object.c - the only QueryInterface: object heads with interface maps, and aggregation. */
#include "object/object.h"

static AcomObject *object_from_IUnknown(IUnknown *This)
{
	return container_of(This, AcomObject, IUnknown_iface);
}

/* Set in the count once the last reference is gone: destruct may still hand out and take back some, try_ref may not. */
enum { OBJECT_DYING = 1 << 30 };

static os_u32 *object_count(AcomObject *o)
{
	return (os_u32 *)(void *)&o->refs;
}

static const AcomInterface *object_find(const AcomClass *cls, REFIID riid)
{
	const AcomInterface *i = cls->interfaces;

	while (i->iid && !IsEqualIID(i->iid, riid))
		i++;
	return i->iid ? i : NULL;
}

static HRESULT object_QueryInterface(IUnknown *This, REFIID riid, void **ppv)
{
	AcomObject *o = object_from_IUnknown(This);

	if (!ppv)
		return FAIL(E_POINTER);
	*ppv = NULL;
	if (!riid)
		return FAIL(E_INVALIDARG);
	if (IsEqualIID(riid, &IID_IUnknown)) {
		*ppv = This;
	} else {
		const AcomInterface *i = object_find(o->cls, riid);
		if (!i)
			return o->cls->query ? o->cls->query(o, riid, ppv) : E_NOINTERFACE;
		*ppv = (char *)o + i->offset;
	}
	IUnknown_AddRef((IUnknown *)*ppv);
	return S_OK;
}

bool object_try_ref(AcomObject *o)
{
	os_u32 *count = object_count(o);
	uint32_t refs = os_load32(count);

	while (refs && !(refs & OBJECT_DYING) && !os_cas32(count, refs, refs + 1))
		refs = os_load32(count);
	return refs && !(refs & OBJECT_DYING);
}

static ULONG object_AddRef(IUnknown *This)
{
	AcomObject *o = object_from_IUnknown(This);

	if (trace_on(TRACE_REFS))
		trace_ref_moves(o, true);
	return os_ref(object_count(o));
}

static ULONG object_Release(IUnknown *This)
{
	AcomObject *o = object_from_IUnknown(This);

	if (trace_on(TRACE_REFS))
		trace_ref_moves(o, false);
	ULONG refs = os_unref(object_count(o));
	if (refs || os_is_copy()) /* what it would give back is the other process' */
		return refs;
	os_store32(object_count(o), OBJECT_DYING);
	if (trace_on(TRACE_REFS))
		trace_ref_gone(o);
	if (o->cls->destruct)
		o->cls->destruct(o);
	os_free(o);
	return 0;
}

static const IUnknownVtbl object_IUnknown_vtbl = { object_QueryInterface, object_AddRef, object_Release };

HRESULT AcomObjectQueryInterface(AcomObject *o, REFIID riid, void **ppv)
{
	return IUnknown_QueryInterface(o->outer, riid, ppv);
}

ULONG AcomObjectAddRef(AcomObject *o)
{
	return IUnknown_AddRef(o->outer);
}

ULONG AcomObjectRelease(AcomObject *o)
{
	return IUnknown_Release(o->outer);
}

static AcomObject *object_alloc(const AcomClass *cls, IUnknown *outer)
{
	AcomObject *o = os_zalloc(cls->size);

	if (!o)
		return NULL;
	o->IUnknown_iface.lpVtbl = &object_IUnknown_vtbl;
	o->outer = outer ? outer : &o->IUnknown_iface;
	o->cls = cls;
	o->refs = 1;
	for (const AcomInterface *i = cls->interfaces; i->iid; i++)
		memcpy((char *)o + i->offset, &i->vtbl, sizeof i->vtbl);
	return o;
}

HRESULT AcomCreateObject(const AcomClass *cls, IUnknown *outer, REFIID riid, void **ppv)
{
	if (!ppv)
		return FAIL(E_POINTER);
	*ppv = NULL;
	if (!cls || !riid || (outer && !IsEqualIID(riid, &IID_IUnknown)))
		return FAIL(E_INVALIDARG);
	AcomObject *o = object_alloc(cls, outer);
	if (!o)
		return FAIL(E_OUTOFMEMORY);
	HRESULT hr = cls->construct ? cls->construct(o) : S_OK;
	if (FAILED(hr)) {
		os_free(o);
		return hr;
	}
	if (trace_on(TRACE_REFS))
		place_ref_made(o, cls->name ? cls->name : "object", object_count(o), NULL);
	hr = object_QueryInterface(&o->IUnknown_iface, riid, ppv);
	object_Release(&o->IUnknown_iface);
	return hr;
}

/* Whether its marshaler says that pointers need no proxy in this process. */
static bool object_has_free_marshaler(IUnknown *p)
{
	IMarshal *m;
	CLSID clsid = CLSID_NULL;

	if (FAILED(IUnknown_QueryInterface(p, &IID_IMarshal, (void **)&m)))
		return false;
	HRESULT hr = IMarshal_GetUnmarshalClass(m, &IID_IUnknown, p, MSHCTX_INPROC, NULL, MSHLFLAGS_NORMAL, &clsid);
	IMarshal_Release(m);
	return SUCCEEDED(hr) && IsEqualCLSID(&clsid, &CLSID_InProcFreeMarshaler);
}

bool object_is_agile(IUnknown *p)
{
	void *agile;

	if (FAILED(IUnknown_QueryInterface(p, &IID_IAgileObject, &agile)))
		return object_has_free_marshaler(p);
	IUnknown_Release((IUnknown *)agile);
	return true;
}
