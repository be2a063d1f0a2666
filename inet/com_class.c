/* com_class.c - the class of sessions: registered by a program, found in this library, or served by a process of its own. */
#include "com.h"

const CLSID CLSID_InternetSession = { 0x5b7c1f60, 0x3d0a, 0x4a52, { 0x9d, 0x36, 0x0c, 0x1e, 0x8f, 0x2a, 0x6b, 0x00 } };

static HRESULT create(IUnknown *outer, REFIID riid, void **ppv)
{
	*ppv = NULL;
	if (outer && !IsEqualIID(riid, &IID_IUnknown))
		return E_INVALIDARG;
	return com_thing_make(com_session, com_line_make(NULL, 0), NULL, outer, riid, ppv);
}

HRESULT AcomInternetRegister(DWORD flags, DWORD *cookie)
{
	APTTYPEQUALIFIER qualifier;
	APTTYPE type;
	HRESULT hr = CoGetApartmentType(&type, &qualifier);

	if (FAILED(hr))
		return hr;
	return type == APTTYPE_MTA ? AcomRegisterClass(&CLSID_InternetSession, create, flags, cookie) : RPC_E_WRONG_THREAD;
}

/* Of a class file with ThreadingModel=Free. */
ACOM_API HRESULT DllGetClassObject(REFCLSID clsid, REFIID riid, void **ppv);

HRESULT DllGetClassObject(REFCLSID clsid, REFIID riid, void **ppv)
{
	if (!ppv)
		return E_POINTER;
	*ppv = NULL;
	if (!clsid || !IsEqualCLSID(clsid, &CLSID_InternetSession))
		return CLASS_E_CLASSNOTAVAILABLE;
	return AcomCreateClassObject(create, riid, ppv);
}

/* ---- a process of its own ---- */

static struct {
	os_u32 here;                           /* this process is there for its objects */
	os_parker unused;
} server;

void com_class_made(void)
{
	if (os_load32(&server.here))
		CoAddRefServerProcess();
}

void com_class_gone(void)
{
	if (os_load32(&server.here) && !CoReleaseServerProcess())
		os_unpark(&server.unused);
}

HRESULT AcomInternetServe(LPCOLESTR address)
{
	DWORD cookie;
	HRESULT hr = os_cas32(&server.here, 0, 1) ? S_OK : E_UNEXPECTED;

	if (FAILED(hr))
		return hr;
	hr = AcomInternetRegister(0, &cookie);
	if (SUCCEEDED(hr)) {
		hr = AcomListen(address);
		if (SUCCEEDED(hr))
			os_park(&server.unused, OS_FOREVER);
		CoRevokeClassObject(cookie);
	}
	if (FAILED(hr))
		os_store32(&server.here, 0);
	return hr;
}
