/* outer_faces.c - the three faces of the controlling unknown around a server's call object: what that delegates to, how it
 * says that it is ready, and how it hears of a cancel (com-async.md 4). */
#include "call/outer.h"

static struct outer *outer_from_IUnknown(IUnknown *This)
{
	return container_of(This, struct outer, IUnknown_iface);
}

static struct outer *outer_from_ISynchronize(ISynchronize *This)
{
	return container_of(This, struct outer, ISynchronize_iface);
}

static struct outer *outer_from_ICancelMethodCalls(ICancelMethodCalls *This)
{
	return container_of(This, struct outer, ICancelMethodCalls_iface);
}

/* ---- IUnknown: what the call object delegates to ---- */

static HRESULT outer_query(struct outer *o, REFIID riid, void **ppv)
{
	if (!ppv)
		return FAIL(E_POINTER);
	*ppv = NULL;
	if (!riid)
		return FAIL(E_INVALIDARG);
	if (IsEqualIID(riid, &IID_IUnknown))
		*ppv = &o->IUnknown_iface;
	else if (IsEqualIID(riid, &IID_ISynchronize))
		*ppv = &o->ISynchronize_iface;
	else if (IsEqualIID(riid, &IID_ICancelMethodCalls))
		*ppv = &o->ICancelMethodCalls_iface;
	else
		return o->inner ? IUnknown_QueryInterface(o->inner, riid, ppv) : E_NOINTERFACE;
	IUnknown_AddRef((IUnknown *)*ppv);
	return S_OK;
}

static HRESULT outer_QueryInterface(IUnknown *This, REFIID riid, void **ppv)
{
	return outer_query(outer_from_IUnknown(This), riid, ppv);
}

static ULONG outer_AddRef(IUnknown *This)
{
	struct outer *o = outer_from_IUnknown(This);

	if (os_is_copy())
		return os_ref(&o->refs);
	os_mutex_lock(&o->lock);
	if (o->delegated != DELEGATED_MOST)
		o->delegated++;
	os_mutex_unlock(&o->lock);
	return os_ref(&o->refs);
}

static ULONG outer_Release(IUnknown *This)
{
	struct outer *o = outer_from_IUnknown(This);

	if (os_is_copy()) /* the call is the other process', and so is the object */
		return 1;
	os_mutex_lock(&o->lock);
	bool lost = o->delegated != DELEGATED_MOST && !--o->delegated && o->armed && o->state == OUTER_BEGUN;
	o->armed &= !lost; /* once is enough */
	os_mutex_unlock(&o->lock);
	if (lost)
		outer_lose(o);
	else
		outer_unref(o);
	return 1; /* how many are left is nobody's business but for zero, which only the runtime sees */
}

static const IUnknownVtbl outer_IUnknown_vtbl = { outer_QueryInterface, outer_AddRef, outer_Release };

/* ---- ISynchronize: Signal means "finish now" ---- */

static HRESULT outer_sync_QueryInterface(ISynchronize *This, REFIID riid, void **ppv)
{
	return outer_query(outer_from_ISynchronize(This), riid, ppv);
}

static ULONG outer_sync_AddRef(ISynchronize *This)
{
	return os_ref(&outer_from_ISynchronize(This)->refs);
}

static ULONG outer_sync_Release(ISynchronize *This)
{
	outer_unref(outer_from_ISynchronize(This));
	return 1;
}

static HRESULT outer_Wait(ISynchronize *This, DWORD flags, DWORD milliseconds)
{
	(void)flags;
	return outer_wait(outer_from_ISynchronize(This), wait_deadline(milliseconds));
}

/* B22, B23, C29: the first Signal counts; inside Begin_ it only leaves a mark, and Begin_'s return finishes. */
static HRESULT outer_Signal(ISynchronize *This)
{
	struct outer *o = outer_from_ISynchronize(This);

	if (!apartment_is_current(o->apartment))
		return FAIL(RPC_E_WRONG_THREAD);
	os_mutex_lock(&o->lock);
	outer_set(o);
	if (o->call && !o->is_parked && trace_on(TELL))
		tell_signal_now(o->call);
	PROBE1(signal, !o->call ? 0 : o->is_parked ? o->parked->id : o->call->id);
	if (o->state == OUTER_BEGINNING)
		o->state = OUTER_SIGNALLED_EARLY;
	os_mutex_unlock(&o->lock);
	struct call *c = outer_take(o, OUTER_BEGUN);
	if (c)
		outer_finish(o, c);
	return S_OK;
}

static HRESULT outer_Reset(ISynchronize *This)
{
	struct outer *o = outer_from_ISynchronize(This);

	os_mutex_lock(&o->lock);
	o->signalled = false;
	os_mutex_unlock(&o->lock);
	return S_OK;
}

static const ISynchronizeVtbl outer_ISynchronize_vtbl = {
	outer_sync_QueryInterface, outer_sync_AddRef, outer_sync_Release, outer_Wait, outer_Signal, outer_Reset,
};

/* ---- ICancelMethodCalls: the server looks, it does not cancel ---- */

static HRESULT outer_cancel_QueryInterface(ICancelMethodCalls *This, REFIID riid, void **ppv)
{
	return outer_query(outer_from_ICancelMethodCalls(This), riid, ppv);
}

static ULONG outer_cancel_AddRef(ICancelMethodCalls *This)
{
	return os_ref(&outer_from_ICancelMethodCalls(This)->refs);
}

static ULONG outer_cancel_Release(ICancelMethodCalls *This)
{
	outer_unref(outer_from_ICancelMethodCalls(This));
	return 1;
}

static HRESULT outer_Cancel(ICancelMethodCalls *This, ULONG seconds)
{
	(void)This;
	(void)seconds;
	return FAIL(E_NOTIMPL);
}

static HRESULT outer_TestCancel(ICancelMethodCalls *This)
{
	if (os_is_copy())
		return FAIL(CO_E_NOTINITIALIZED);
	return outer_test_cancel(outer_from_ICancelMethodCalls(This));
}

static const ICancelMethodCallsVtbl outer_ICancelMethodCalls_vtbl = {
	outer_cancel_QueryInterface, outer_cancel_AddRef, outer_cancel_Release, outer_Cancel, outer_TestCancel,
};

void outer_faces_init(struct outer *o)
{
	o->IUnknown_iface.lpVtbl = &outer_IUnknown_vtbl;
	o->ISynchronize_iface.lpVtbl = &outer_ISynchronize_vtbl;
	o->ICancelMethodCalls_iface.lpVtbl = &outer_ICancelMethodCalls_vtbl;
}
