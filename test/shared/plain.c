/* plain.c - a library with a class and nothing more: it does not say when it may be unloaded, so it never is. */
#include "place.h"
#include "simplestream.h"

typedef struct Plain {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
} Plain;

ACOM_FACE(Plain, ISimpleStream)

static HRESULT Plain_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	(void)This;
	*pcbRead = cb;
	memset(pv, 'p', cb);
	return S_OK;
}

static HRESULT Plain_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	(void)This;
	(void)pv;
	*pcbWritten = cb;
	return S_OK;
}

static const ISimpleStreamVtbl Plain_ISimpleStream_vtbl = { ACOM_UNKNOWN(Plain, ISimpleStream), Plain_Read, Plain_Write };
static const AcomInterface Plain_map[] = { ACOM_ENTRY(Plain, ISimpleStream), ACOM_END };
static const AcomClass Plain_class = { .name = "Plain", .size = sizeof(Plain), .interfaces = Plain_map };

static HRESULT Plain_create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&Plain_class, outer, riid, ppv);
}

HRESULT DllGetClassObject(REFCLSID clsid, REFIID riid, void **ppv)
{
	*ppv = NULL;
	return IsEqualCLSID(clsid, &CLSID_Place) ? AcomCreateClassObject(Plain_create, riid, ppv) : CLASS_E_CLASSNOTAVAILABLE;
}
