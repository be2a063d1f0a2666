/* server.c - counts, and calls its client back with every number. */
#include <acom.h>
#include "client.h"

const CLSID CLSID_Counter = { 0x3d7a5c10, 0x92f4, 0x4b1e, { 0x8c, 0x37, 0x60, 0xa1, 0xf2, 0xb4, 0xd0, 0x04 } };

typedef struct Counter { AcomObject object; ICounter ICounter_iface; } Counter;
ACOM_FACE(Counter, ICounter)

static HRESULT Counter_Count(ICounter *This, ULONG all, IProgress *progress)
{
	HRESULT hr = S_OK;

	(void)This;
	for (ULONG i = 1; i <= all && SUCCEEDED(hr); i++)
		hr = IProgress_Progress(progress, i, all);
	return hr;
}

static const ICounterVtbl Counter_ICounter_vtbl = { ACOM_UNKNOWN(Counter, ICounter), Counter_Count };
static const AcomInterface Counter_map[] = { ACOM_ENTRY(Counter, ICounter), ACOM_END };
static const AcomClass Counter_class = { .name = "Counter", .size = sizeof(Counter), .interfaces = Counter_map };

static HRESULT Counter_create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&Counter_class, outer, riid, ppv);
}

HRESULT counter_server(void *arg)
{
	DWORD cookie;

	(void)arg;
	return AcomRegisterClass(&CLSID_Counter, Counter_create, 0, &cookie);
}
