/* servercall.c - AcomServerCall: what the call objects of all servers have in common. */
#include "object/object.h"

/* `done` is the call's own completion; `event` is the ISynchronize that clients of the same apartment may play with. */
struct server_call {
	os_mutex lock; /* guards the five below */
	bool busy, complete, cancelled;
	DWORD method;
	HRESULT hr;
	struct apartment *apartment; /* of Begin_; counted while busy */
	struct waitable done, event;
};

static AcomServerCall *call_from_ISynchronize(ISynchronize *This)
{
	return container_of(This, AcomServerCall, ISynchronize_iface);
}

static AcomServerCall *call_from_ICancelMethodCalls(ICancelMethodCalls *This)
{
	return container_of(This, AcomServerCall, ICancelMethodCalls_iface);
}

HRESULT AcomServerCallInit(AcomServerCall *call, AcomObject *object)
{
	struct server_call *s = os_zalloc(sizeof *s);

	if (!s)
		return FAIL(E_OUTOFMEMORY);
	os_mutex_init(&s->lock);
	os_mutex_init(&s->done.lock);
	os_mutex_init(&s->event.lock);
	call->object = object;
	call->state = s;
	return S_OK;
}

void AcomServerCallFini(AcomServerCall *call)
{
	struct server_call *s = call->state;

	if (!s)
		return;
	apartment_unref(s->apartment);
	waitable_fini(&s->event);
	waitable_fini(&s->done);
	os_mutex_fini(&s->lock);
	os_free(s);
	call->state = NULL;
}

/* Resets or signals the ISynchronize of the controlling unknown: the runtime's for a marshaled call, else our own. */
static HRESULT server_call_sync(AcomServerCall *call, bool signal)
{
	ISynchronize *sync;
	HRESULT hr = AcomObjectQueryInterface(call->object, &IID_ISynchronize, (void **)&sync);

	if (FAILED(hr))
		return hr;
	hr = signal ? ISynchronize_Signal(sync) : ISynchronize_Reset(sync);
	ISynchronize_Release(sync);
	return hr;
}

static HRESULT server_call_claim(struct server_call *s, DWORD method)
{
	struct apartment *a = apartment_current();
	HRESULT hr = S_OK;

	os_mutex_lock(&s->lock);
	if (s->busy) {
		hr = RPC_S_CALLPENDING;
	} else {
		s->busy = true;
		s->complete = s->cancelled = false;
		s->method = method;
		struct apartment *old = s->apartment;
		s->apartment = a;
		a = old;
	}
	os_mutex_unlock(&s->lock);
	apartment_unref(a);
	return hr;
}

static void server_call_idle(struct server_call *s)
{
	os_mutex_lock(&s->lock);
	s->busy = false;
	os_mutex_unlock(&s->lock);
}

HRESULT AcomServerCallTryBegin(AcomServerCall *call, DWORD method)
{
	HRESULT hr = server_call_claim(call->state, method);

	if (FAILED(hr))
		return hr;
	waitable_reset(&call->state->done);
	hr = server_call_sync(call, false);
	if (FAILED(hr))
		server_call_idle(call->state);
	else
		AcomObjectAddRef(call->object);
	return hr;
}

static HRESULT server_call_complete(struct server_call *s, HRESULT hr)
{
	HRESULT result = S_OK;

	os_mutex_lock(&s->lock);
	if (!s->busy || s->complete) {
		result = RPC_E_CALL_COMPLETE;
	} else if (s->apartment && !apartment_is_current(s->apartment)) {
		result = RPC_E_WRONG_THREAD;
	} else {
		s->complete = true;
		s->hr = hr;
	}
	os_mutex_unlock(&s->lock);
	return result;
}

HRESULT AcomServerCallComplete(AcomServerCall *call, HRESULT hr)
{
	AcomObject *object = call->object;
	HRESULT result = server_call_complete(call->state, hr);

	if (FAILED(result))
		return FAIL(result);
	waitable_set(&call->state->done);
	server_call_sync(call, true);
	AcomObjectRelease(object);
	return S_OK;
}

/* RPC_S_CALLPENDING: it is not complete yet. */
static HRESULT server_call_finish(struct server_call *s, DWORD method)
{
	HRESULT hr;

	os_mutex_lock(&s->lock);
	if (!s->busy) {
		hr = RPC_E_CALL_COMPLETE;
	} else if (s->method != method) {
		hr = RPC_E_INVALIDMETHOD;
	} else if (!s->complete) {
		hr = RPC_S_CALLPENDING;
	} else {
		hr = s->hr;
		s->busy = false;
	}
	os_mutex_unlock(&s->lock);
	return hr;
}

static bool server_call_pending(struct server_call *s, DWORD method)
{
	os_mutex_lock(&s->lock);
	bool pending = s->busy && s->method == method && !s->complete;
	os_mutex_unlock(&s->lock);
	return pending;
}

HRESULT AcomServerCallTryFinish(AcomServerCall *call, DWORD method)
{
	while (server_call_pending(call->state, method))
		waitable_wait(&call->state->done, OS_FOREVER);
	return server_call_finish(call->state, method);
}

HRESULT AcomServerCallTestCancel(AcomServerCall *call)
{
	ICancelMethodCalls *cancel;
	HRESULT hr = AcomObjectQueryInterface(call->object, &IID_ICancelMethodCalls, (void **)&cancel);

	if (FAILED(hr))
		return RPC_S_CALLPENDING; /* an outer that knows no cancelling never cancels */
	hr = ICancelMethodCalls_TestCancel(cancel);
	ICancelMethodCalls_Release(cancel);
	return hr;
}

/* ---- for clients in the same apartment ---- */

static HRESULT sync_QueryInterface(ISynchronize *This, REFIID riid, void **ppv)
{
	return AcomObjectQueryInterface(call_from_ISynchronize(This)->object, riid, ppv);
}

static ULONG sync_AddRef(ISynchronize *This)
{
	return AcomObjectAddRef(call_from_ISynchronize(This)->object);
}

static ULONG sync_Release(ISynchronize *This)
{
	return AcomObjectRelease(call_from_ISynchronize(This)->object);
}

static HRESULT sync_Wait(ISynchronize *This, DWORD flags, DWORD milliseconds)
{
	(void)flags;
	return waitable_wait(&call_from_ISynchronize(This)->state->event, wait_deadline(milliseconds));
}

static HRESULT sync_Signal(ISynchronize *This)
{
	waitable_set(&call_from_ISynchronize(This)->state->event);
	return S_OK;
}

static HRESULT sync_Reset(ISynchronize *This)
{
	waitable_reset(&call_from_ISynchronize(This)->state->event);
	return S_OK;
}

const ISynchronizeVtbl AcomServerCall_ISynchronize_vtbl = {
	sync_QueryInterface, sync_AddRef, sync_Release, sync_Wait, sync_Signal, sync_Reset,
};

static HRESULT cancel_QueryInterface(ICancelMethodCalls *This, REFIID riid, void **ppv)
{
	return AcomObjectQueryInterface(call_from_ICancelMethodCalls(This)->object, riid, ppv);
}

static ULONG cancel_AddRef(ICancelMethodCalls *This)
{
	return AcomObjectAddRef(call_from_ICancelMethodCalls(This)->object);
}

static ULONG cancel_Release(ICancelMethodCalls *This)
{
	return AcomObjectRelease(call_from_ICancelMethodCalls(This)->object);
}

/* Only a request (A59): whoever does the work looks at it with AcomServerCallTestCancel. */
static HRESULT cancel_Cancel(ICancelMethodCalls *This, ULONG seconds)
{
	struct server_call *s = call_from_ICancelMethodCalls(This)->state;
	HRESULT hr = S_OK;

	os_mutex_lock(&s->lock);
	if (!s->busy || s->complete)
		hr = RPC_E_CALL_COMPLETE;
	else if (s->cancelled)
		hr = RPC_E_CALL_CANCELED;
	else
		s->cancelled = true;
	os_mutex_unlock(&s->lock);
	if (FAILED(hr) || !seconds)
		return hr;
	return waitable_wait(&s->done, wait_deadline_seconds(seconds)) == S_OK ? RPC_E_CALL_COMPLETE : S_OK;
}

static HRESULT cancel_TestCancel(ICancelMethodCalls *This)
{
	struct server_call *s = call_from_ICancelMethodCalls(This)->state;

	os_mutex_lock(&s->lock);
	HRESULT hr = !s->busy ? RPC_E_CALL_COMPLETE : s->cancelled ? RPC_E_CALL_CANCELED : RPC_S_CALLPENDING;
	os_mutex_unlock(&s->lock);
	return hr;
}

const ICancelMethodCallsVtbl AcomServerCall_ICancelMethodCalls_vtbl = {
	cancel_QueryInterface, cancel_AddRef, cancel_Release, cancel_Cancel, cancel_TestCancel,
};
