/* event.c - CLSID_ManualResetEvent and CLSID_StdEvent: ISynchronize and ISynchronizeHandle over a waitable. */
#include "object/object.h"

typedef struct Event {
	AcomObject object;
	ISynchronize ISynchronize_iface;
	ISynchronizeHandle ISynchronizeHandle_iface;
	struct waitable waitable;
} Event;

ACOM_FACE(Event, ISynchronize)
ACOM_FACE(Event, ISynchronizeHandle)

static HRESULT Event_Wait(ISynchronize *This, DWORD flags, DWORD milliseconds)
{
	(void)flags;
	return waitable_wait(&Event_from_ISynchronize(This)->waitable, wait_deadline(milliseconds));
}

static HRESULT Event_Signal(ISynchronize *This)
{
	waitable_set(&Event_from_ISynchronize(This)->waitable);
	return S_OK;
}

static HRESULT Event_Reset(ISynchronize *This)
{
	waitable_reset(&Event_from_ISynchronize(This)->waitable);
	return S_OK;
}

static HRESULT Event_GetHandle(ISynchronizeHandle *This, HANDLE *ph)
{
	return waitable_handle(&Event_from_ISynchronizeHandle(This)->waitable, ph);
}

static const ISynchronizeVtbl Event_ISynchronize_vtbl = {
	ACOM_UNKNOWN(Event, ISynchronize), Event_Wait, Event_Signal, Event_Reset,
};
static const ISynchronizeHandleVtbl Event_ISynchronizeHandle_vtbl = {
	ACOM_UNKNOWN(Event, ISynchronizeHandle), Event_GetHandle,
};
static const AcomInterface Event_map[] = {
	ACOM_ENTRY(Event, ISynchronize), ACOM_ENTRY(Event, ISynchronizeHandle), ACOM_END,
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
	waitable_fini(&((Event *)object)->waitable);
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
