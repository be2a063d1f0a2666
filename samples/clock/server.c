/* server.c - an object in an apartment of its own. */
#include <acom.h>
#include "clock.h"

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
	AcomRegisterClass(&IID_IClock, Clock_create, 0, &cookie);
	ISynchronize_Signal(events[0]);
	ISynchronize_Wait(events[1], 0, INFINITE);      /* every wait serves */
	CoUninitialize();
	return NULL;
}
