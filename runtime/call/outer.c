/* outer.c - the server's call object and the controlling unknown that the runtime puts around it (com-async.md 4). */
#include "call/outer.h"

static struct pool spare;

static void outer_destroy(struct pool_node *node)
{
	struct outer *o = container_of(node, struct outer, pooled);

	os_mutex_fini(&o->lock);
	os_free(o);
}

void outer_pool_drain(void)
{
	pool_drain(&spare, outer_destroy);
}

void outer_unref(struct outer *o)
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

/* NULL: that is its end. */
static struct call *outer_take_back(struct outer *o, struct parked *p)
{
	struct call *c = p->ops->take(p);

	if (!c)
		outer_unref(o); /* the stub's */
	return c;
}

/* Whether somebody has it to end from here on: then what he has, one of both. */
static bool outer_ends(struct outer *o, enum outer_state from, struct call **c, struct parked **p)
{
	os_mutex_lock(&o->lock);
	bool ends = o->call && (from == OUTER_OVER || o->state == from);
	*p = ends && o->is_parked ? o->parked : NULL;
	*c = ends && !o->is_parked ? o->call : NULL;
	if (ends) {
		o->call = NULL;
		o->is_parked = false;
		o->state = OUTER_OVER;
	}
	os_mutex_unlock(&o->lock);
	return ends;
}

struct call *outer_take(struct outer *o, enum outer_state from)
{
	struct parked *p;
	struct call *c;

	if (!outer_ends(o, from, &c, &p))
		return NULL;
	outer_unlist(o);
	if (p)
		return outer_take_back(o, p);
	os_mutex_lock(&c->lock);
	c->serving->outer = NULL;
	os_mutex_unlock(&c->lock);
	return c;
}

bool outer_may_end(struct outer *o)
{
	os_mutex_lock(&o->lock);
	bool begins = o->state == OUTER_BEGINNING || o->state == OUTER_SIGNALLED_EARLY;
	if (begins)
		o->state = OUTER_ENDED_EARLY;
	os_mutex_unlock(&o->lock);
	return !begins;
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

void outer_fail(struct outer *o, struct call *c, HRESULT hr)
{
	stub_end(c, hr);
	outer_unref(o);
}

/* One that was parked has its arguments still to be made. */
void outer_finish(struct outer *o, struct call *c)
{
	HRESULT hr = c->serving && c->serving->args ? S_OK : stub_get_request(c);

	if (SUCCEEDED(hr))
		outer_reply(o, c, outer_call(o, c, FRAME_FINISH));
	else
		outer_fail(o, c, hr);
}

/* ---- a lost call ---- */

/* In its apartment, where the arguments are released, and the call object with the reference that went. An apartment that ends ends
 * the call, too. */
static void outer_is_lost(struct outer *o)
{
	struct call *c = outer_take(o, OUTER_BEGUN);

	if (c)
		outer_fail(o, c, FAIL(RPC_E_SERVERFAULT));
}

static void outer_lose_elsewhere(struct outer *o)
{
	os_mutex_lock(&o->lock);
	o->lost = true;
	struct work *work = outer_post(o);
	os_mutex_unlock(&o->lock);
	HRESULT hr = work ? apartment_notify(o->apartment, work) : S_OK;
	if (FAILED(hr))
		work->run(work, hr);
}

void outer_lose(struct outer *o)
{
	if (!apartment_is_current(o->apartment)) {
		outer_lose_elsewhere(o);
		return;
	}
	outer_is_lost(o);
	outer_unref(o);
}

/* ---- what is done in its apartment ---- */

struct work *outer_post(struct outer *o)
{
	if (o->posted)
		return NULL;
	o->posted = true;
	return &o->work;
}

static void outer_run(struct work *work, HRESULT hr)
{
	struct outer *o = container_of(work, struct outer, work);

	os_mutex_lock(&o->lock);
	bool lost = o->lost, cancelled = o->cancelled;
	o->posted = o->lost = o->cancelled = false;
	os_mutex_unlock(&o->lock);
	if (lost && SUCCEEDED(hr))
		outer_is_lost(o);
	if (cancelled && SUCCEEDED(hr))
		outer_tell_cancel(o);
	if (lost)
		outer_unref(o);
	if (cancelled)
		outer_unref(o);
}

/* ---- the beginning ---- */

static struct outer *outer_alloc(void)
{
	struct pool_node *node = pool_take(&spare);

	if (node)
		return container_of(node, struct outer, pooled);
	struct outer *o = os_zalloc(sizeof *o);
	if (!o)
		return NULL;
	outer_faces_init(o);
	o->work.run = outer_run;
	os_mutex_init(&o->lock);
	return o;
}

static struct outer *outer_create(struct call *c)
{
	struct outer *o = outer_alloc();

	if (!o)
		return NULL;
	os_store32(&o->refs, 1);
	o->inner = NULL;
	o->state = OUTER_CREATING;
	o->armed = o->signalled = o->cancellable = o->told = o->lost = o->cancelled = false;
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
	void *cancel;

	if (FAILED(hr)) {
		o->inner = NULL;
		return hr;
	}
	hr = outer_borrow(o, async_iid, &o->call_object);
	bool cancellable = SUCCEEDED(hr) && SUCCEEDED(outer_borrow(o, &IID_ICancelMethodCalls, &cancel));
	os_mutex_lock(&o->lock);
	o->cancellable = cancellable;
	os_mutex_unlock(&o->lock);
	return hr;
}

static void outer_enlist(struct outer *o, struct call *c)
{
	os_mutex_lock(&o->lock);
	o->call = c;
	o->state = OUTER_BEGINNING;
	o->signalled = false;
	os_mutex_unlock(&o->lock);
	os_mutex_lock(&c->lock);
	c->serving->outer = o;
	os_mutex_unlock(&c->lock);
	outer_list(o);
}

/* Decision 13: a call object that has ICancelMethodCalls itself is told, once. While Begin_ runs there is nothing to cancel
 * yet: its end looks whether there was one. */
void outer_tell_cancel(struct outer *o)
{
	ICancelMethodCalls *cancel;

	os_mutex_lock(&o->lock);
	bool tells = o->cancellable && o->state == OUTER_BEGUN && !o->told;
	o->told |= tells;
	os_mutex_unlock(&o->lock);
	if (!tells || FAILED(IUnknown_QueryInterface(o->inner, &IID_ICancelMethodCalls, (void **)&cancel)))
		return;
	ICancelMethodCalls_Cancel(cancel, 0);
	ICancelMethodCalls_Release(cancel);
}

/* Begin_ has returned; in which state it has. */
static enum outer_state outer_leave_begin(struct outer *o)
{
	os_mutex_lock(&o->lock);
	enum outer_state state = (enum outer_state)o->state;
	if (state == OUTER_BEGINNING)
		o->state = OUTER_BEGUN;
	o->armed = o->delegated != 0;
	os_mutex_unlock(&o->lock);
	return state;
}

/* B23, B24, C28, C31: Begin_'s success never travels; its failure answers the call unless it was signalled before: as that of a
 * synchronous method does, by a response with what the outputs are so far and the HRESULT (decision 11). A fault would say that no
 * method has spoken, and has no ORPCTHAT, in which the error object travels. `c` is the call that was begun, which may be over. */
static void outer_begun(struct outer *o, struct call *c, HRESULT hr)
{
	enum outer_state state = outer_leave_begin(o);

	if (state == OUTER_ENDED_EARLY) {
		outer_fail(o, outer_take(o, state), RPC_E_DISCONNECTED);
	} else if (state == OUTER_SIGNALLED_EARLY) {
		c = outer_take(o, state);
		if (c)
			outer_finish(o, c);
	} else if (FAILED(hr)) {
		c = outer_take(o, OUTER_BEGUN);
		if (c)
			outer_reply(o, c, hr);
	} else if (call_is_marked(c, CALL_CANCEL_ASKED)) {
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
	if (FAILED(hr) || !outer_park(o, c)) {
		outer_begun(o, c, hr);
		call_unref(c);
	}
	outer_unref(o);
	return S_OK;
}

static HRESULT outer_factory(struct stub *s, ICallFactory **factory)
{
	HRESULT hr = IUnknown_QueryInterface(s->object, &IID_ICallFactory, (void **)factory);

	if (hr == E_NOINTERFACE)
		os_store32(&s->plain, 1);
	return hr;
}

HRESULT outer_dispatch(struct call *c)
{
	const IID *async_iid = c->channel->interface->async_iid;
	ICallFactory *factory;

	if (!async_iid || os_load32(&c->stub->plain) || FAILED(outer_factory(c->stub, &factory)))
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
