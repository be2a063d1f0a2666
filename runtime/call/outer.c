/* outer.c - the server's call object and the controlling unknown that the runtime puts around it (com-async.md 4). */
#include "call/call.h"

/* CREATING: in CreateCall, whose signals mean nothing. BEGUN: Begin_ has returned and nobody has signalled. The step that
 * makes both true runs Finish_. */
enum outer_state { OUTER_CREATING, OUTER_BEGINNING, OUTER_SIGNALLED_EARLY, OUTER_BEGUN, OUTER_OVER };

/* Three faces, one count. `delegated` counts what the call object takes through delegation, not what its users hold of
 * ISynchronize and ICancelMethodCalls: when the last of it goes without Signal, the call is lost (decision 12). */
struct outer {
	struct pool_node pooled;
	IUnknown IUnknown_iface;
	ISynchronize ISynchronize_iface;
	ICancelMethodCalls ICancelMethodCalls_iface;
	os_u32 refs;
	IUnknown *inner;                /* the call object's own unknown, counted */
	void *call_object;              /* its AsyncX; lives as long as inner */
	ICancelMethodCalls *cancel;     /* its own, or NULL; as long */
	struct apartment *apartment;    /* of Begin_; counted */
	struct waitable signalled;
	struct work lost;               /* the last delegated reference went in another apartment */
	os_u32 told;                    /* of a cancel */
	struct outer *next, **link;     /* in `outers`, until it is over */
	os_mutex lock;                  /* guards the rest */
	enum outer_state state;
	bool armed;                     /* Begin_ left a delegated reference behind */
	unsigned delegated;
	struct call *call;              /* counted by the stub's side; NULL when it is over */
};

/* Those at work, so that the end of their apartment ends them. */
static struct {
	os_mutex lock;
	struct outer *first;
} outers;

static struct pool spare;

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

static void outer_destroy(struct pool_node *node)
{
	struct outer *o = container_of(node, struct outer, pooled);

	waitable_fini(&o->signalled);
	os_mutex_fini(&o->lock);
	os_free(o);
}

void outer_pool_drain(void)
{
	pool_drain(&spare, outer_destroy);
}

static void outer_unref(struct outer *o)
{
	if (os_unref(&o->refs))
		return;
	os_store32(&o->refs, 1); /* the dying call object may still take and give back references */
	release_unknown(o->inner);
	apartment_unref(o->apartment);
	if (!pool_give(&spare, &o->pooled))
		outer_destroy(&o->pooled);
}

/* ---- the end of the call: exactly one of finish, fault and disconnection ---- */

static void outer_unlink(struct outer *o)
{
	os_mutex_lock(&outers.lock);
	if (o->link) {
		*o->link = o->next;
		if (o->next)
			o->next->link = o->link;
		o->link = NULL;
	}
	os_mutex_unlock(&outers.lock);
}

/* The call, for the one who ends it; NULL: somebody did. `from` is the state in which he may, OUTER_OVER means any. */
static struct call *outer_take(struct outer *o, enum outer_state from)
{
	os_mutex_lock(&o->lock);
	struct call *c = from == OUTER_OVER || o->state == from ? o->call : NULL;
	if (c) {
		o->call = NULL;
		o->state = OUTER_OVER;
	}
	os_mutex_unlock(&o->lock);
	if (!c)
		return NULL;
	outer_unlink(o);
	os_mutex_lock(&c->lock);
	c->serving->outer = NULL;
	os_mutex_unlock(&c->lock);
	return c;
}

static HRESULT outer_call(struct outer *o, struct call *c, enum frame_kind half)
{
	enum tell_part part = half == FRAME_BEGIN ? TELL_METHOD_BEGIN : TELL_METHOD_FINISH;
	struct context context;

	context_enter(&context, c, true);
	tell_begins(c, part);
	HRESULT hr = frame_call(o->call_object, c->method, half, c->serving->args);
	tell_ends(c, part, hr);
	context_leave(&context, hr);
	return hr;
}

/* Its methods say how it went. */
static void outer_reply(struct outer *o, struct call *c, HRESULT result)
{
	stub_reply(c, result);
	outer_unref(o); /* the stub's */
}

static void outer_finish(struct outer *o, struct call *c)
{
	outer_reply(o, c, outer_call(o, c, FRAME_FINISH));
}

static void outer_fail(struct outer *o, struct call *c, HRESULT hr)
{
	stub_end(c, hr);
	outer_unref(o);
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

	os_mutex_lock(&o->lock);
	o->delegated++;
	os_mutex_unlock(&o->lock);
	return os_ref(&o->refs);
}

static void outer_lose_run(struct work *work, HRESULT hr)
{
	struct outer *o = container_of(work, struct outer, lost);
	struct call *c = SUCCEEDED(hr) ? outer_take(o, OUTER_BEGUN) : NULL; /* an apartment that ends ends it, too */

	if (c)
		outer_fail(o, c, FAIL(RPC_E_SERVERFAULT));
	outer_unref(o);
}

/* In its apartment, where the arguments are released, and the call object with the reference that went. */
static void outer_lose(struct outer *o)
{
	if (apartment_is_current(o->apartment))
		outer_lose_run(&o->lost, S_OK);
	else if (FAILED(apartment_notify(o->apartment, &o->lost)))
		outer_unref(o);
}

static ULONG outer_Release(IUnknown *This)
{
	struct outer *o = outer_from_IUnknown(This);

	os_mutex_lock(&o->lock);
	bool lost = !--o->delegated && o->armed && o->state == OUTER_BEGUN;
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
	return waitable_wait(&outer_from_ISynchronize(This)->signalled, wait_deadline(milliseconds));
}

/* B22, B23, C29: the first Signal counts; inside Begin_ it only leaves a mark, and Begin_'s return finishes. */
static HRESULT outer_Signal(ISynchronize *This)
{
	struct outer *o = outer_from_ISynchronize(This);

	if (!apartment_is_current(o->apartment))
		return FAIL(RPC_E_WRONG_THREAD);
	waitable_set(&o->signalled);
	os_mutex_lock(&o->lock);
	if (o->call && trace_on(TELL))
		tell_signal_now(o->call);
	PROBE1(signal, o->call ? o->call->id : 0);
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
	waitable_reset(&outer_from_ISynchronize(This)->signalled);
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
	struct outer *o = outer_from_ICancelMethodCalls(This);

	os_mutex_lock(&o->lock);
	struct call *c = o->call ? call_ref(o->call) : NULL;
	os_mutex_unlock(&o->lock);
	if (!c)
		return RPC_E_CALL_COMPLETE;
	bool cancelled = call_is_cancelled(c);
	call_unref(c);
	return cancelled ? RPC_E_CALL_CANCELED : RPC_S_CALLPENDING;
}

static const ICancelMethodCallsVtbl outer_ICancelMethodCalls_vtbl = {
	outer_cancel_QueryInterface, outer_cancel_AddRef, outer_cancel_Release, outer_Cancel, outer_TestCancel,
};

/* ---- the beginning ---- */

static struct outer *outer_alloc(void)
{
	struct pool_node *node = pool_take(&spare);

	if (node)
		return container_of(node, struct outer, pooled);
	struct outer *o = os_zalloc(sizeof *o);
	if (!o)
		return NULL;
	o->IUnknown_iface.lpVtbl = &outer_IUnknown_vtbl;
	o->ISynchronize_iface.lpVtbl = &outer_ISynchronize_vtbl;
	o->ICancelMethodCalls_iface.lpVtbl = &outer_ICancelMethodCalls_vtbl;
	o->lost.run = outer_lose_run;
	os_mutex_init(&o->lock);
	os_mutex_init(&o->signalled.lock);
	return o;
}

static struct outer *outer_create(struct call *c)
{
	struct outer *o = outer_alloc();

	if (!o)
		return NULL;
	os_store32(&o->refs, 1);
	waitable_reset(&o->signalled);
	o->inner = NULL;
	o->cancel = NULL;
	os_store32(&o->told, 0);
	o->state = OUTER_CREATING;
	o->armed = false;
	o->delegated = 0;
	o->call = NULL;
	o->apartment = apartment_ref(stub_export(c->stub)->remote.apartment);
	return o;
}

/* An interface of the call object: counted on us, who hold inner anyway, and so not at all. Before Begin_ only, for a
 * delegated reference that is there when Begin_ returns means a worker. */
static HRESULT outer_borrow(struct outer *o, REFIID iid, void **ppv)
{
	HRESULT hr = IUnknown_QueryInterface(o->inner, iid, ppv);

	if (SUCCEEDED(hr))
		IUnknown_Release((IUnknown *)*ppv);
	return hr;
}

/* The server object's own call object, aggregated; any failure means that there is none for this interface. */
static HRESULT outer_adopt(struct outer *o, ICallFactory *factory, REFIID async_iid)
{
	HRESULT hr = ICallFactory_CreateCall(factory, async_iid, &o->IUnknown_iface, &IID_IUnknown, &o->inner);

	if (FAILED(hr)) {
		o->inner = NULL;
		return hr;
	}
	hr = outer_borrow(o, async_iid, &o->call_object);
	if (FAILED(hr) || FAILED(outer_borrow(o, &IID_ICancelMethodCalls, (void **)&o->cancel)))
		o->cancel = NULL;
	return hr;
}

static void outer_enlist(struct outer *o, struct call *c)
{
	o->call = c;
	o->state = OUTER_BEGINNING;
	waitable_reset(&o->signalled);
	os_mutex_lock(&c->lock);
	c->serving->outer = o;
	os_mutex_unlock(&c->lock);
	os_mutex_lock(&outers.lock);
	o->next = outers.first;
	o->link = &outers.first;
	if (o->next)
		o->next->link = &o->next;
	outers.first = o;
	os_mutex_unlock(&outers.lock);
}

static bool outer_is_begun(struct outer *o)
{
	os_mutex_lock(&o->lock);
	bool begun = o->state == OUTER_BEGUN;
	os_mutex_unlock(&o->lock);
	return begun;
}

/* Decision 13: a call object that has ICancelMethodCalls itself is told, once. While Begin_ runs there is nothing to cancel
 * yet: its end looks whether there was one. */
static void outer_tell_cancel(struct outer *o)
{
	if (o->cancel && outer_is_begun(o) && !os_swap32(&o->told, 1))
		ICancelMethodCalls_Cancel(o->cancel, 0);
}

/* Begin_ has returned; in which state it has. */
static enum outer_state outer_leave_begin(struct outer *o)
{
	os_mutex_lock(&o->lock);
	enum outer_state state = o->state;
	if (state == OUTER_BEGINNING)
		o->state = OUTER_BEGUN;
	o->armed = o->delegated;
	os_mutex_unlock(&o->lock);
	return state;
}

/* B23, B24, C28, C31: Begin_'s success never travels; its failure answers the call unless it was signalled before: as that of a
 * synchronous method does, by a response with what the outputs are so far and the HRESULT (decision 11). A fault would say that no
 * method has spoken, and has no ORPCTHAT, in which the error object travels. `c` is the call that was begun, which may be over. */
static void outer_begun(struct outer *o, struct call *c, HRESULT hr)
{
	if (outer_leave_begin(o) == OUTER_SIGNALLED_EARLY) {
		c = outer_take(o, OUTER_SIGNALLED_EARLY);
		if (c)
			outer_finish(o, c);
	} else if (FAILED(hr)) {
		c = outer_take(o, OUTER_BEGUN);
		if (c)
			outer_reply(o, c, hr);
	} else if (os_load32(&c->cancelled)) {
		outer_tell_cancel(o);
	}
}

static HRESULT outer_begin(struct call *c, ICallFactory *factory, REFIID async_iid)
{
	struct outer *o = outer_create(c);

	if (!o) {
		stub_end(c, FAIL(E_OUTOFMEMORY));
		return S_OK;
	}
	if (FAILED(outer_adopt(o, factory, async_iid))) {
		outer_unref(o);
		return S_FALSE;
	}
	outer_enlist(o, c);
	os_ref(&o->refs); /* ours; the first is the stub's until the call is over */
	call_ref(c); /* Begin_ may even end the apartment */
	HRESULT hr = outer_call(o, c, FRAME_BEGIN);
	outer_begun(o, c, hr);
	call_unref(c);
	outer_unref(o);
	return S_OK;
}

HRESULT outer_dispatch(struct call *c)
{
	const IID *async_iid = c->channel->interface->async_iid;
	ICallFactory *factory;

	if (!async_iid || FAILED(IUnknown_QueryInterface(c->stub->object, &IID_ICallFactory, (void **)&factory)))
		return S_FALSE;
	HRESULT hr = outer_begin(c, factory, async_iid);
	ICallFactory_Release(factory);
	return hr;
}

/* ---- cancel and disconnection ---- */

/* The call object at work, counted; NULL: none, or over. */
static struct outer *outer_of(struct call *c)
{
	os_mutex_lock(&c->lock);
	struct outer *o = c->serving ? c->serving->outer : NULL;
	if (o)
		os_ref(&o->refs);
	os_mutex_unlock(&c->lock);
	return o;
}

bool outer_has_signalled(struct call *c)
{
	struct outer *o = outer_of(c);

	if (!o)
		return true;
	os_mutex_lock(&o->lock);
	bool has = o->state != OUTER_BEGINNING && o->state != OUTER_BEGUN;
	os_mutex_unlock(&o->lock);
	outer_unref(o);
	return has;
}

void outer_cancel_run(struct work *work, HRESULT hr)
{
	struct call *c = container_of(work, struct call_serving, cancel_work)->call;
	struct outer *o = SUCCEEDED(hr) ? outer_of(c) : NULL;

	if (o) {
		outer_tell_cancel(o);
		outer_unref(o);
	}
	call_unref(c);
}

static struct outer *outer_in(const struct apartment *a)
{
	struct outer *o;

	os_mutex_lock(&outers.lock);
	for (o = outers.first; o && o->apartment != a; o = o->next)
		;
	if (o)
		os_ref(&o->refs);
	os_mutex_unlock(&outers.lock);
	return o;
}

void outer_apartment_ends(struct apartment *a)
{
	struct outer *o;

	while ((o = outer_in(a))) {
		struct call *c = outer_take(o, OUTER_OVER);
		if (c)
			outer_fail(o, c, RPC_E_DISCONNECTED);
		else
			outer_unlink(o); /* whoever ended it may not have come to that yet */
		outer_unref(o);
	}
}
