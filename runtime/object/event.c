/* event.c - CLSID_ManualResetEvent and CLSID_StdEvent: ISynchronize and ISynchronizeEvent over a waitable, or
 * over a descriptor of the caller's. */
#include <errno.h>

#include "object/object.h"

typedef struct Event {
	AcomObject object;
	ISynchronize ISynchronize_iface;
	ISynchronizeEvent ISynchronizeEvent_iface;
	struct waitable waitable;
	os_u32 foreign; /* a copy of the descriptor that SetEventHandle got, + 1: the event is that one's state, not waitable's */
} Event;

ACOM_FACE(Event, ISynchronize)
ACOM_FACE(Event, ISynchronizeEvent)

/* -1: it has none. */
static int event_foreign(Event *e)
{
	return (int)os_load32(&e->foreign) - 1;
}

static HRESULT event_wait_foreign(const Event *e, int fd, uint64_t deadline)
{
	bool others;
	uint64_t ready;
	HRESULT hr;

	do {
		hr = waits_wait(&fd, 1, false, deadline, &ready);
		others = SUCCEEDED(hr) && e->waitable.auto_reset && !os_eventfd_clear(fd);
	} while (others && wait_is_in_time(deadline));
	return others ? RPC_S_CALLPENDING : hr;
}

static HRESULT Event_Wait(ISynchronize *This, DWORD flags, DWORD milliseconds)
{
	Event *e = Event_from_ISynchronize(This);
	uint64_t deadline = wait_deadline(milliseconds);
	int fd = event_foreign(e);

	(void)flags;
	return fd < 0 ? waitable_wait(&e->waitable, deadline) : event_wait_foreign(e, fd, deadline);
}

static HRESULT Event_Signal(ISynchronize *This)
{
	Event *e = Event_from_ISynchronize(This);
	int fd = event_foreign(e);

	if (fd < 0)
		waitable_set(&e->waitable);
	else
		os_eventfd_set(fd);
	return S_OK;
}

static HRESULT Event_Reset(ISynchronize *This)
{
	Event *e = Event_from_ISynchronize(This);
	int fd = event_foreign(e);

	if (fd < 0)
		waitable_reset(&e->waitable);
	else
		os_eventfd_clear(fd);
	return S_OK;
}

static HRESULT Event_GetHandle(ISynchronizeEvent *This, HANDLE *ph)
{
	Event *e = Event_from_ISynchronizeEvent(This);
	int fd = event_foreign(e);

	if (fd < 0 || !ph)
		return waitable_handle(&e->waitable, ph);
	*ph = (HANDLE)(intptr_t)fd;
	return S_OK;
}

static HRESULT Event_SetEventHandle(ISynchronizeEvent *This, HANDLE *ph)
{
	Event *e = Event_from_ISynchronizeEvent(This);

	if (!ph || !*ph)
		return FAIL(E_INVALIDARG);
	int fd = os_dup(AcomHandleFd(*ph));
	if (fd < 0)
		return fd == -EBADF ? FAIL(E_INVALIDARG) : FAIL(E_OUTOFMEMORY);
	if (os_cas32(&e->foreign, 0, (uint32_t)fd + 1))
		return S_OK;
	os_close(fd); /* others may wait for the first one just now */
	return FAIL(E_FAIL);
}

static const ISynchronizeVtbl Event_ISynchronize_vtbl = {
	ACOM_UNKNOWN(Event, ISynchronize), Event_Wait, Event_Signal, Event_Reset,
};
static const ISynchronizeEventVtbl Event_ISynchronizeEvent_vtbl = {
	ACOM_UNKNOWN(Event, ISynchronizeEvent), Event_GetHandle, Event_SetEventHandle,
};
static const AcomInterface Event_map[] = {
	ACOM_ENTRY(Event, ISynchronize), ACOM_ENTRY(Event, ISynchronizeEvent),
	ACOM_ENTRY_AS(Event, ISynchronizeHandle, ISynchronizeEvent), ACOM_END,
};

/* Agile while it stands alone: who may call a whole is not for a part to say. IAgileObject has no methods of its own. */
static HRESULT Event_query(void *object, REFIID riid, void **ppv)
{
	Event *e = object;

	if (!IsEqualIID(riid, &IID_IAgileObject) || e->object.outer != &e->object.IUnknown_iface)
		return E_NOINTERFACE;
	*ppv = &e->ISynchronize_iface;
	AcomObjectAddRef(&e->object);
	return S_OK;
}

static void Event_destruct(void *object)
{
	Event *e = object;

	if (event_foreign(e) >= 0)
		os_close(event_foreign(e));
	waitable_fini(&e->waitable);
}

static HRESULT Event_construct_auto(void *object)
{
	((Event *)object)->waitable.auto_reset = true;
	return S_OK;
}

static const AcomClass manual_class = { "ManualResetEvent", sizeof(Event), Event_map, NULL, Event_destruct, Event_query };
static const AcomClass auto_class = {
	"StdEvent", sizeof(Event), Event_map, Event_construct_auto, Event_destruct, Event_query,
};

HRESULT event_create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&manual_class, outer, riid, ppv);
}

HRESULT event_create_auto(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&auto_class, outer, riid, ppv);
}
