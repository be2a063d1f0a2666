/* maker.c - a class object of an application. */
#include "maker.h"

ACOM_FACE(Maker, IClassFactory)

static HRESULT Maker_CreateInstance(IClassFactory *This, IUnknown *outer, REFIID riid, void **ppv)
{
	Maker *m = Maker_from_IClassFactory(This);

	m->made++;
	m->thread = os_thread_id();
	return where_make(outer, riid, ppv);
}

static HRESULT Maker_LockServer(IClassFactory *This, BOOL lock)
{
	Maker_from_IClassFactory(This)->locks += lock ? 1 : -1;
	return S_OK;
}

static const IClassFactoryVtbl Maker_IClassFactory_vtbl = {
	ACOM_UNKNOWN(Maker, IClassFactory), Maker_CreateInstance, Maker_LockServer,
};
static const AcomInterface Maker_map[] = { ACOM_ENTRY(Maker, IClassFactory), ACOM_END };
static const AcomClass Maker_class = { "maker", sizeof(Maker), Maker_map, NULL, NULL, NULL };

HRESULT maker_create(IClassFactory **f)
{
	return AcomCreateObject(&Maker_class, NULL, &IID_IClassFactory, (void **)f);
}

IClassFactory *maker(void)
{
	IClassFactory *f;

	assert_int_equal(maker_create(&f), S_OK);
	return f;
}

Maker *maker_of(IClassFactory *f)
{
	return Maker_from_IClassFactory(f);
}
