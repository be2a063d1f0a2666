/* callobject.c - the client's call object: AsyncX, ISynchronize, ISynchronizeHandle and ICancelMethodCalls of one call. */
#include "call/callobject.h"

ACOM_FACE(call_object, ISynchronize)
ACOM_FACE(call_object, ISynchronizeHandle)
ACOM_FACE(call_object, ICancelMethodCalls)

/* ---- ISynchronize, ISynchronizeHandle, ICancelMethodCalls: agile ---- */

static struct waitable *call_object_event(struct call_object *o)
{
	call_object_look(o);
	return &o->event;
}

static HRESULT call_object_Wait(ISynchronize *This, DWORD flags, DWORD milliseconds)
{
	(void)flags;
	return waitable_wait(call_object_event(call_object_from_ISynchronize(This)), wait_deadline(milliseconds));
}

/* A copy of the process has the call's descriptor, but not its thread. */
static HRESULT call_object_is_here(void)
{
	return os_is_copy() ? FAIL(CO_E_NOTINITIALIZED) : S_OK;
}

static HRESULT call_object_Signal(ISynchronize *This)
{
	HRESULT hr = call_object_is_here();

	if (SUCCEEDED(hr))
		waitable_set(call_object_event(call_object_from_ISynchronize(This)));
	return hr;
}

static HRESULT call_object_Reset(ISynchronize *This)
{
	HRESULT hr = call_object_is_here();

	if (SUCCEEDED(hr))
		waitable_reset(call_object_event(call_object_from_ISynchronize(This)));
	return hr;
}

static HRESULT call_object_GetHandle(ISynchronizeHandle *This, HANDLE *ph)
{
	HRESULT hr = call_object_is_here();

	return SUCCEEDED(hr) ? waitable_handle(call_object_event(call_object_from_ISynchronizeHandle(This)), ph) : hr;
}

static HRESULT call_object_Cancel(ICancelMethodCalls *This, ULONG seconds)
{
	HRESULT hr = call_object_is_here();

	if (FAILED(hr))
		return hr;
	struct call *c = call_object_enter(call_object_from_ICancelMethodCalls(This));
	hr = c ? call_cancel(c, seconds) : call_object_idle(CALL_CANCEL);
	call_object_leave(c);
	return hr;
}

static HRESULT call_object_TestCancel(ICancelMethodCalls *This)
{
	HRESULT hr = call_object_is_here();

	if (FAILED(hr))
		return hr;
	struct call *c = call_object_enter(call_object_from_ICancelMethodCalls(This));
	hr = c ? call_test_cancel(c) : call_object_idle(CALL_TEST);
	call_object_leave(c);
	return hr;
}

static const ISynchronizeVtbl call_object_ISynchronize_vtbl = {
	ACOM_UNKNOWN(call_object, ISynchronize), call_object_Wait, call_object_Signal, call_object_Reset,
};
static const ISynchronizeHandleVtbl call_object_ISynchronizeHandle_vtbl = {
	ACOM_UNKNOWN(call_object, ISynchronizeHandle), call_object_GetHandle,
};
static const ICancelMethodCallsVtbl call_object_ICancelMethodCalls_vtbl = {
	ACOM_UNKNOWN(call_object, ICancelMethodCalls), call_object_Cancel, call_object_TestCancel,
};

static const AcomInterface call_object_map[] = {
	ACOM_ENTRY(call_object, ISynchronize), ACOM_ENTRY(call_object, ISynchronizeHandle),
	ACOM_ENTRY(call_object, ICancelMethodCalls), SECURITY_ENTRY(call_object, security.security), ACOM_END,
};

/* ---- life ---- */

static HRESULT call_object_query(void *object, REFIID riid, void **ppv)
{
	struct call_object *o = object;

	if (!o->interface || !IsEqualIID(riid, o->interface->async_iid))
		return E_NOINTERFACE;
	AcomObjectAddRef(&o->object);
	*ppv = &o->async;
	return S_OK;
}

static HRESULT call_object_construct(void *object)
{
	struct call_object *o = object;

	os_mutex_init(&o->lock);
	os_mutex_init(&o->event.lock);
	os_mutex_init(&o->heard.lock);
	o->signal_work.run = call_object_signal_run;
	call_security_init(&o->security, &o->object, &o->async);
	return S_OK;
}

static void call_object_let_go(struct call_object *o)
{
	struct call *c = o->calls;

	while (c) {
		struct call *next = c->sibling;
		if (!call_is_over(c) && call_abandon(c))
			call_object_unhold(o);
		os_and32(&c->marks, ~(uint32_t)CALL_USED); /* it is for the last of all now */
		call_unref(c);
		c = next;
	}
}

static void call_object_destruct(void *object)
{
	struct call_object *o = object;

	call_object_let_go(o);
	channel_unref(o->channel);
	release_unknown(o->proxy);
	apartment_unref(o->apartment);
	waitable_fini(&o->event);
	waitable_fini(&o->heard);
	os_mutex_fini(&o->lock);
}

static const AcomClass call_object_class = {
	"call object", sizeof(struct call_object), call_object_map, call_object_construct, call_object_destruct,
	call_object_query,
};

HRESULT call_object_create(struct channel *channel, const ACOM_INTERFACE *interface, uint32_t settings,
                           struct apartment *apartment, IUnknown *proxy, IUnknown *outer, REFIID riid, void **ppv)
{
	IUnknown *unknown;
	HRESULT hr = AcomCreateObject(&call_object_class, outer, &IID_IUnknown, (void **)&unknown);

	if (FAILED(hr))
		return hr;
	struct call_object *o = AcomObjectOf(unknown);
	o->async.lpVtbl = interface->async_vtbl;
	o->async.object = &o->object;
	o->interface = interface;
	if (trace_on(TRACE_REFS))
		trace_ref_named(o, interface->name);
	o->apartment = apartment_ref(apartment);
	o->channel = channel_ref(channel);
	if ((o->proxy = proxy))
		IUnknown_AddRef(proxy);
	call_security_set(&o->security, apartment, settings);
	hr = IUnknown_QueryInterface(unknown, riid, ppv);
	IUnknown_Release(unknown);
	return hr;
}
