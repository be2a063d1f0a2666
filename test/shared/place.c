/* place.c - a library with a class, as CoCreateInstance loads it: its objects tell where they are. */
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

#include "place.h"
#include "simplestream.h"

typedef struct Place {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
	DWORD thread; /* that made it, if that matters */
	APTTYPE apartment;
} Place;

typedef struct Maker {
	AcomObject object;
	IClassFactory IClassFactory_iface;
} Maker;

static atomic_int in_use; /* objects, class objects, locks */

ACOM_FACE(Place, ISimpleStream)
ACOM_FACE(Maker, IClassFactory)

static APTTYPE apartment(void)
{
	APTTYPE type = APTTYPE_CURRENT;
	APTTYPEQUALIFIER qualifier;

	CoGetApartmentType(&type, &qualifier);
	return type;
}

/* E_UNEXPECTED: in an apartment that it does not belong to. */
static HRESULT Place_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	struct place place = { This, (DWORD)gettid(), apartment() };
	Place *p = Place_from_ISimpleStream(This);
	bool sta = p->apartment == APTTYPE_STA || p->apartment == APTTYPE_MAINSTA;

	*pcbRead = 0;
	if (cb < sizeof place || p->apartment != place.apartment || (sta && p->thread != place.thread))
		return E_UNEXPECTED;
	memcpy(pv, &place, sizeof place);
	*pcbRead = sizeof place;
	return S_OK;
}

static HRESULT Place_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	(void)This;
	(void)pv;
	(void)cb;
	*pcbWritten = 0;
	return E_NOTIMPL;
}

static HRESULT used(void *object)
{
	(void)object;
	in_use++;
	return S_OK;
}

static void unused(void *object)
{
	(void)object;
	in_use--;
}

static HRESULT Place_construct(void *object)
{
	Place *p = object;

	p->thread = (DWORD)gettid();
	p->apartment = apartment();
	return used(object);
}

static const ISimpleStreamVtbl Place_ISimpleStream_vtbl = { ACOM_UNKNOWN(Place, ISimpleStream), Place_Read, Place_Write };
static const AcomInterface Place_map[] = { ACOM_ENTRY(Place, ISimpleStream), ACOM_END };
static const AcomClass Place_class = { "Place", sizeof(Place), Place_map, Place_construct, unused, NULL };

static HRESULT Maker_CreateInstance(IClassFactory *This, IUnknown *outer, REFIID riid, void **ppv)
{
	(void)This;
	return AcomCreateObject(&Place_class, outer, riid, ppv);
}

static HRESULT Maker_LockServer(IClassFactory *This, BOOL lock)
{
	(void)This;
	in_use += lock ? 1 : -1;
	return S_OK;
}

static const IClassFactoryVtbl Maker_IClassFactory_vtbl = {
	ACOM_UNKNOWN(Maker, IClassFactory), Maker_CreateInstance, Maker_LockServer,
};
static const AcomInterface Maker_map[] = { ACOM_ENTRY(Maker, IClassFactory), ACOM_END };
static const AcomClass Maker_class = { "Maker", sizeof(Maker), Maker_map, used, unused, NULL };

HRESULT DllGetClassObject(REFCLSID clsid, REFIID riid, void **ppv)
{
	*ppv = NULL;
	return IsEqualCLSID(clsid, &CLSID_Unknown) ? CLASS_E_CLASSNOTAVAILABLE : AcomCreateObject(&Maker_class, NULL, riid, ppv);
}

HRESULT DllCanUnloadNow(void)
{
	return in_use ? S_FALSE : S_OK;
}
