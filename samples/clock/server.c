/* server.c - an object in an apartment of its own. */
#include <acom.h>
#include "clock.h"

const CLSID CLSID_Clock = { 0x0c1f3b52, 0x6a57, 0x4d0e, { 0x8a, 0x3e, 0x5b, 0x1f, 0x6f, 0x0c, 0x7a, 0x03 } };

typedef struct Clock { AcomObject object; IClock IClock_iface; ULONG now; } Clock;
ACOM_FACE(Clock, IClock)                            /* QueryInterface, AddRef, Release, Clock_from_IClock */

static HRESULT Clock_Tick(IClock *This, ULONG by, ULONG *now)
{
	*now = Clock_from_IClock(This)->now += by;
	return S_OK;
}
static const IClockVtbl Clock_IClock_vtbl = { ACOM_UNKNOWN(Clock, IClock), Clock_Tick };
static const AcomInterface Clock_map[] = { ACOM_ENTRY(Clock, IClock), ACOM_END };
static const AcomClass Clock_class = { .name = "Clock", .size = sizeof(Clock), .interfaces = Clock_map };

static HRESULT Clock_create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&Clock_class, outer, riid, ppv);
}
void *clock_server(void *arg);
void *clock_server(void *arg)                       /* a thread: its apartment serves until `quit` is signalled */
{
	ISynchronize *const *events = arg;              /* ready, quit: CLSID_ManualResetEvent */
	DWORD cookie;
	CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
	AcomRegisterClass(&CLSID_Clock, Clock_create, 0, &cookie);   /* if it fails the client finds no such class */
	ISynchronize_Signal(events[0]);
	ISynchronize_Wait(events[1], 0, INFINITE);      /* every wait serves */
	CoUninitialize();
	return NULL;
}
