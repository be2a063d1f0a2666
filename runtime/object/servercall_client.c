/* servercall_client.c - what clients of the same apartment see of an AcomServerCall: waiting, a descriptor, cancelling. */
#include "object/servercall.h"

static AcomServerCall *call_from_ISynchronize(ISynchronize *This)
{
	return container_of(This, AcomServerCall, ISynchronize_iface);
}

static AcomServerCall *call_from_ICancelMethodCalls(ICancelMethodCalls *This)
{
	return container_of(This, AcomServerCall, ICancelMethodCalls_iface);
}

ACOM_FACE_METHODS(call, ISynchronize, call_from_ISynchronize(This)->object)

/* The event, which from now on has a life of its own. */
static struct waitable *sync_event(ISynchronize *This)
{
	struct server_call *s = call_from_ISynchronize(This)->state;

	os_mutex_lock(&s->lock);
	if (!s->played && s->calls && server_call_state(s) != SERVER_CALL_BUSY)
		waitable_set(&s->event);
	s->played = true;
	os_mutex_unlock(&s->lock);
	return &s->event;
}

static HRESULT sync_Wait(ISynchronize *This, DWORD flags, DWORD milliseconds)
{
	(void)flags;
	return waitable_wait(sync_event(This), wait_deadline(milliseconds));
}

static HRESULT sync_Signal(ISynchronize *This)
{
	waitable_set(sync_event(This));
	return S_OK;
}

static HRESULT sync_Reset(ISynchronize *This)
{
	waitable_reset(sync_event(This));
	return S_OK;
}

const ISynchronizeVtbl AcomServerCall_ISynchronize_vtbl = {
	ACOM_UNKNOWN(call, ISynchronize), sync_Wait, sync_Signal, sync_Reset,
};

/* ---- the event as a descriptor, unless somebody else's is what clients wait for ---- */

static AcomServerCall *call_from_ISynchronizeHandle(ISynchronizeHandle *This)
{
	return container_of(This, AcomServerCall, ISynchronizeHandle_iface);
}

ACOM_FACE_METHODS(call, ISynchronizeHandle, call_from_ISynchronizeHandle(This)->object)

static HRESULT handle_GetHandle(ISynchronizeHandle *This, HANDLE *ph)
{
	AcomServerCall *call = call_from_ISynchronizeHandle(This);
	ISynchronize *found;
	HRESULT hr = AcomObjectQueryInterface(call->object, &IID_ISynchronize, (void **)&found);

	if (FAILED(hr))
		return hr;
	if (found != &call->ISynchronize_iface)
		hr = FAIL(E_FAIL);
	else
		hr = waitable_handle(sync_event(found), ph);
	ISynchronize_Release(found);
	return hr;
}

const ISynchronizeHandleVtbl AcomServerCall_ISynchronizeHandle_vtbl = {
	ACOM_UNKNOWN(call, ISynchronizeHandle), handle_GetHandle,
};

ACOM_FACE_METHODS(call, ICancelMethodCalls, call_from_ICancelMethodCalls(This)->object)

/* `over`, if given, is set when the call that is to be cancelled is no longer busy; server_call_end_cancel is to follow. */
static HRESULT server_call_cancel(struct server_call *s, struct waitable *over, unsigned *which)
{
	HRESULT hr = S_OK;

	os_mutex_lock(&s->lock);
	enum server_call_state state = server_call_state(s);
	*which = s->calls;
	if (state != SERVER_CALL_BUSY)
		hr = s->gives_up && state == SERVER_CALL_COMPLETE && s->hr == RPC_E_CALL_CANCELED ? s->hr : RPC_E_CALL_COMPLETE;
	else if (s->cancelled)
		hr = RPC_E_CALL_CANCELED;
	else
		s->cancelled = true;
	if (SUCCEEDED(hr))
		s->over = over;
	os_mutex_unlock(&s->lock);
	return hr;
}

/* From here on nobody sets it. */
static void server_call_end_cancel(struct server_call *s, struct waitable *over)
{
	os_mutex_lock(&s->lock);
	if (s->over == over)
		s->over = NULL;
	os_mutex_unlock(&s->lock);
}

static HRESULT server_call_cancel_and_wait(struct server_call *s, uint64_t deadline, unsigned *which)
{
	struct waitable over = { 0 };

	os_mutex_init(&over.lock);
	HRESULT hr = server_call_cancel(s, &over, which);
	if (SUCCEEDED(hr)) {
		waitable_wait(&over, deadline);
		server_call_end_cancel(s, &over);
		hr = waitable_is_set(&over) ? RPC_E_CALL_COMPLETE : S_OK;
	}
	waitable_fini(&over);
	return hr;
}

static HRESULT server_call_give_up(AcomServerCall *call, unsigned which)
{
	struct apartment *a;

	if (FAILED(server_call_claim_post(call->state, &which, RPC_E_CALL_CANCELED, &a)))
		return RPC_E_CALL_COMPLETE;
	server_call_bring(call, RPC_E_CALL_CANCELED, a);
	return S_OK;
}

/* Only a request (A59): whoever does the work looks at it with AcomServerCallTestCancel, unless nobody can. */
static HRESULT cancel_Cancel(ICancelMethodCalls *This, ULONG seconds)
{
	AcomServerCall *call = call_from_ICancelMethodCalls(This);
	struct server_call *s = call->state;
	unsigned which;

	if (os_is_copy())
		return FAIL(CO_E_NOTINITIALIZED);
	HRESULT hr = seconds ? server_call_cancel_and_wait(s, wait_deadline_seconds(seconds), &which) :
	             server_call_cancel(s, NULL, &which);

	return SUCCEEDED(hr) && s->gives_up ? server_call_give_up(call, which) : hr;
}

static HRESULT cancel_TestCancel(ICancelMethodCalls *This)
{
	struct server_call *s = call_from_ICancelMethodCalls(This)->state;

	if (os_is_copy())
		return FAIL(CO_E_NOTINITIALIZED);
	os_mutex_lock(&s->lock);
	HRESULT hr = server_call_state(s) == SERVER_CALL_IDLE ? RPC_E_CALL_COMPLETE :
	             s->cancelled ? RPC_E_CALL_CANCELED : RPC_S_CALLPENDING;
	os_mutex_unlock(&s->lock);
	return hr;
}

const ICancelMethodCallsVtbl AcomServerCall_ICancelMethodCalls_vtbl = {
	ACOM_UNKNOWN(call, ICancelMethodCalls), cancel_Cancel, cancel_TestCancel,
};
