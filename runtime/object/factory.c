/* factory.c - class objects: those of applications and libraries, and one around a create function. */
#include "object/object.h"

typedef struct Factory {
	AcomObject object;
	IClassFactory IClassFactory_iface;
	AcomCreate create;
} Factory;

ACOM_FACE(Factory, IClassFactory)

static HRESULT Factory_CreateInstance(IClassFactory *This, IUnknown *outer, REFIID riid, void **ppv)
{
	return Factory_from_IClassFactory(This)->create(outer, riid, ppv);
}

/* Of a library that is never unloaded, or of the program itself: there is nothing to keep. */
static HRESULT Factory_LockServer(IClassFactory *This, BOOL lock)
{
	(void)This;
	(void)lock;
	return S_OK;
}

static const IClassFactoryVtbl Factory_IClassFactory_vtbl = {
	ACOM_UNKNOWN(Factory, IClassFactory), Factory_CreateInstance, Factory_LockServer,
};
static const AcomInterface Factory_map[] = { ACOM_ENTRY(Factory, IClassFactory), ACOM_END };
static const AcomClass Factory_class = { "ClassFactory", sizeof(Factory), Factory_map, NULL, NULL, NULL };

HRESULT AcomCreateClassObject(AcomCreate create, REFIID riid, void **ppv)
{
	IClassFactory *factory;

	if (!ppv)
		return FAIL(E_POINTER);
	*ppv = NULL;
	if (!create || !riid)
		return FAIL(E_INVALIDARG);
	HRESULT hr = AcomCreateObject(&Factory_class, NULL, &IID_IClassFactory, (void **)&factory);
	if (FAILED(hr))
		return hr;
	Factory_from_IClassFactory(factory)->create = create;
	hr = IClassFactory_QueryInterface(factory, riid, ppv);
	IClassFactory_Release(factory);
	return hr;
}

/* Who says that he has given something has, and who has not leaves nothing. */
static HRESULT given(HRESULT hr, void **ppv)
{
	if (FAILED(hr))
		*ppv = NULL;
	return SUCCEEDED(hr) && !*ppv ? FAIL(E_UNEXPECTED) : hr;
}

HRESULT class_object(const struct class_entry *entry, REFIID riid, void **ppv)
{
	*ppv = NULL;
	HRESULT hr = entry->library ? library_class_object(entry, riid, ppv) :
	             entry->factory ? IUnknown_QueryInterface(entry->factory, riid, ppv) :
	                              AcomCreateClassObject(entry->create, riid, ppv);
	return given(hr, ppv);
}

static HRESULT class_ask(const struct class_entry *entry, IUnknown *outer, REFIID riid, void **ppv)
{
	IClassFactory *factory;

	if (entry->create)
		return entry->create(outer, riid, ppv);
	HRESULT hr = class_object(entry, &IID_IClassFactory, (void **)&factory);
	if (FAILED(hr))
		return hr;
	hr = IClassFactory_CreateInstance(factory, outer, riid, ppv);
	IClassFactory_Release(factory);
	return hr;
}

HRESULT class_create(const struct class_entry *entry, IUnknown *outer, REFIID riid, void **ppv)
{
	*ppv = NULL;
	return given(class_ask(entry, outer, riid, ppv), ppv);
}

/* ---- IClassFactory::CreateInstance between apartments ---- */

ACOM_API HRESULT IClassFactory_CreateInstance_Proxy(IClassFactory *This, IUnknown *pUnkOuter, REFIID riid, void **ppvObject)
{
	if (!ppvObject)
		return FAIL(E_POINTER);
	*ppvObject = NULL;
	return pUnkOuter ? FAIL(CLASS_E_NOAGGREGATION) : IClassFactory_RemoteCreateInstance_Proxy(This, riid, (IUnknown **)ppvObject);
}

ACOM_API HRESULT IClassFactory_CreateInstance_Stub(IClassFactory *This, REFIID riid, IUnknown **ppvObject)
{
	return IClassFactory_CreateInstance(This, NULL, riid, (void **)ppvObject);
}
