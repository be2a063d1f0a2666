/* com_watch.c - who hears that the apartment of the objects ends: it takes a class along that nobody can have. */
#include "com.h"

typedef struct watch {
	AcomObject object;
	void (*ended)(void *arg);              /* once */
	void *arg;
} watch;

static void watch_destruct(void *object)
{
	watch *w = object;

	if (w->ended)
		w->ended(w->arg);
}

static const AcomInterface watch_map[] = { ACOM_END };
static const AcomClass watch_class = { "InternetWatch", sizeof(watch), watch_map, NULL, watch_destruct, NULL };
static os_u32 watches;                         /* that there were: each has a class of its own */

HRESULT com_watch(void (*ended)(void *arg), void *arg, DWORD *cookie)
{
	CLSID clsid = { os_ref(&watches), 0x3d0a, 0x4a52, { 0x9d, 0x36, 0x0c, 0x1e, 0x8f, 0x2a, 0x6b, 0x7f } };
	IUnknown *own;
	HRESULT hr = AcomCreateObject(&watch_class, NULL, &IID_IUnknown, (void **)&own);
	watch *w;

	if (FAILED(hr))
		return hr;
	hr = CoRegisterClassObject(&clsid, own, CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE | REGCLS_SUSPENDED, cookie);
	if (SUCCEEDED(hr)) {
		w = AcomObjectOf(own);
		w->arg = arg;
		w->ended = ended;
	}
	IUnknown_Release(own);
	return hr;
}
