/* callobject.c - the client's call object: AsyncX, ISynchronize, ISynchronizeHandle and ICancelMethodCalls of one call. */
#include "call/steps.h"

typedef struct call_object {
	AcomObject object;
	ISynchronize ISynchronize_iface;
	ISynchronizeHandle ISynchronizeHandle_iface;
	ICancelMethodCalls ICancelMethodCalls_iface;
	struct call_security security;
	struct face async;
	const ACOM_INTERFACE *interface;
	struct apartment *apartment;   /* that AsyncX is bound to; counted */
	struct channel *channel;       /* counted */
	IUnknown *proxy;               /* counted: as long its object is connected; or NULL */
	struct waitable event;         /* ISynchronize; not the call's own state (C26, C27), but as long as nobody has */
	os_u32 looked;                 /* looked at it, it is not set, if the call's state says so; LOOKED: now it is */
	struct waitable heard;         /* aggregated: the outer's Signal of the current call has returned, or never will be */
	struct work signal_work;       /* aggregated: Signal, on its way to the apartment, of */
	struct call *told;             /* this call, counted; so is the outer, and this object */
	os_u32 teller;                 /* aggregated: the thread that calls the outer's Signal, or did so for the current call */
	bool agile;                    /* aggregated: the outer is; asked in Begin_, where it is at home */
	os_mutex lock;                 /* guards which call is the current one; who has claimed that needs no lock */
	os_ptr current;                /* the last that was begun; NULL: none was */
	struct call *calls;            /* all that it ever had, counted until it goes: so nobody who finds one needs to count it */
} call_object;

enum { LOOKING = 1, LOOKED };

ACOM_FACE(call_object, ISynchronize)
ACOM_FACE(call_object, ISynchronizeHandle)
ACOM_FACE(call_object, ICancelMethodCalls)

static bool call_object_is_aggregated(const struct call_object *o)
{
	return o->object.outer != &o->object.IUnknown_iface;
}

/* False: somebody is about to begin it anew, and may have found nobody: he does not expect that others count it then. */
static bool call_object_visit(struct call *c)
{
	os_add32(&c->marks, CALL_GUEST);
	if (!(os_load32(&c->state) & CALL_CLAIMED))
		return true;
	os_sub32(&c->marks, CALL_GUEST);
	return false;
}

/* The invocation at hand, which is not begun anew meanwhile; NULL: there was none so far, or it is over. */
static struct call *call_object_enter(struct call_object *o)
{
	os_mutex_lock(&o->lock);
	struct call *c = os_loadp(&o->current);
	if (c && !call_object_visit(c))
		c = NULL;
	os_mutex_unlock(&o->lock);
	return c;
}

/* As one of those who have it, who may be the last one. */
static void call_object_leave(struct call *c)
{
	if (!c)
		return;
	os_mutex_lock(&c->lock);
	call_ref(c);
	os_mutex_unlock(&c->lock);
	os_sub32(&c->marks, CALL_GUEST);
	call_unref(c);
}

/* What an event means to an idle object. */
static HRESULT call_object_idle(enum call_event event)
{
	enum call_state next;

	return FAIL(call_rule(CALL_IDLE, event, &next));
}

/* ---- its own event ---- */

/* From here on it is what it says. Begin_, which sees that somebody looks, is at one with him about that. */
APART static void call_object_look_first(struct call_object *o)
{
	os_mutex_lock(&o->lock);
	if (os_load32(&o->looked) != LOOKED) {
		os_or32(&o->looked, LOOKING);
		os_point();
		struct call *c = os_loadp(&o->current);
		if (c)
			call_look(c, o);
		os_store32(&o->looked, LOOKED);
	}
	os_mutex_unlock(&o->lock);
}

/* Before anybody does something with it. */
static void call_object_look(struct call_object *o)
{
	if (os_load32(&o->looked) != LOOKED)
		call_object_look_first(o);
}

static struct waitable *call_object_event(struct call_object *o)
{
	call_object_look(o);
	return &o->event;
}

bool call_object_is_looked_at(const struct call_object *o)
{
	return os_load32(&o->looked);
}

void call_object_unset(struct call_object *o)
{
	waitable_reset(&o->event);
}

/* ---- the call, which the caller has finished, is over ---- */

/* Others have it, and may still when the next one is begun. */
static void call_object_set_aside(struct call_object *o, struct call *c)
{
	call_object_look(o);
	os_and32(&c->state, ~(uint32_t)CALL_QUIET);
	os_or32(&call_ref(c)->marks, CALL_USED);
	call_step_finished(c);
	call_unref(c);
}

static void call_object_rest(struct call_object *o, struct call *c, uint32_t guests)
{
	if (!call_is_alone(c, guests)) {
		call_object_set_aside(o, c);
		return;
	}
	call_clean(c);
	call_step_finished(c);
}

/* ---- the synchronization object: our own event, or whatever the controlling unknown has (com-async.md 3.7) ---- */

static HRESULT outer_sync(struct call_object *o, ISynchronize **sync)
{
	return IUnknown_QueryInterface(o->object.outer, &IID_ISynchronize, (void **)sync);
}

static HRESULT call_object_reset(struct call_object *o)
{
	ISynchronize *sync;

	if (!call_object_is_aggregated(o)) {
		waitable_reset(&o->event);
		return S_OK;
	}
	HRESULT hr = outer_sync(o, &sync);
	if (FAILED(hr))
		return hr;
	hr = ISynchronize_Reset(sync);
	ISynchronize_Release(sync);
	return hr;
}

/* B13: Finish_ asks the controlling unknown to wait, once. C27: the call's own completion counts, and no Finish_ overtakes
 * its Signal but from inside, so that none is left for the next call. Where Signal was called already, the outer has no time
 * to wait: its event may have been reset by a wait before this one. While the call is begun the event may be the one of the call
 * before, which Reset has not met yet. */
static void call_object_wait(struct call_object *o, struct call *c)
{
	bool begun = (os_load32(&c->state) & CALL_STATE) != CALL_BEGINNING;
	ISynchronize *sync;
	HRESULT hr = E_NOINTERFACE;

	if (!call_object_is_aggregated(o))
		return;
	if (SUCCEEDED(outer_sync(o, &sync))) {
		hr = ISynchronize_Wait(sync, 0, os_load32(&o->teller) ? 0 : INFINITE);
		ISynchronize_Release(sync);
	}
	uint32_t teller = os_load32(&o->teller);
	if (teller != (uint32_t)os_thread_id() && !(teller && hr == S_OK && begun))
		waitable_wait(&o->heard, OS_FOREVER);
}

static HRESULT call_object_signal_outer(struct call_object *o)
{
	ISynchronize *sync;
	HRESULT hr = outer_sync(o, &sync);

	if (FAILED(hr))
		return hr;
	hr = ISynchronize_Signal(sync);
	ISynchronize_Release(sync);
	return hr;
}

bool call_object_try_ref(struct call_object *o)
{
	return object_try_ref(&o->object);
}

/* No Signal of c is to come any more. What the last one did may have been to begin the next call. */
static void call_object_heard(struct call_object *o, struct call *c)
{
	os_mutex_lock(&o->lock);
	if (os_loadp(&o->current) == c)
		waitable_set(&o->heard);
	os_mutex_unlock(&o->lock);
}

/* hr: whether the outer can be reached. Gives back what call_object_hold took, and o. */
static void call_object_deliver(struct call_object *o, struct call *c, HRESULT hr)
{
	IUnknown *outer = o->object.outer;

	os_store32(&o->teller, (uint32_t)os_thread_id());
	if (SUCCEEDED(hr)) {
		hr = call_object_signal_outer(o);
		if (FAILED(hr))
			call_spoil(c, hr);
	}
	call_object_heard(o, c);
	IUnknown_Release(&o->object.IUnknown_iface);
	IUnknown_Release(outer);
}

static void call_object_signal_run(struct work *work, HRESULT hr)
{
	struct call_object *o = container_of(work, struct call_object, signal_work);
	struct call *c = o->told;

	call_object_deliver(o, c, o->agile ? S_OK : hr);
	call_unref(c);
}

/* Only our own event needs no user code. */
bool call_object_set(struct call_object *o)
{
	if (call_object_is_aggregated(o))
		return false;
	waitable_set(&o->event);
	return true;
}

/* Decision 6: on the completing thread if the outer is agile, else in its apartment. Who reads what comes from outside leaves
 * it to another thread of his apartment: others may wait for what he has read, or would read meanwhile. */
void call_object_signal(struct call_object *o, struct call *c)
{
	bool here = o->agile || apartment_is_current(o->apartment);
	struct apartment *where = here ? reader_home() : o->apartment;

	if (!where) {
		call_object_deliver(o, c, S_OK);
		return;
	}
	o->told = call_ref(c);
	HRESULT hr = apartment_notify(where, &o->signal_work);
	if (FAILED(hr))
		call_object_signal_run(&o->signal_work, here ? S_OK : hr);
}

/* ---- Begin_ and Finish_ ---- */

/* An aggregate stays alive until it has been signalled: nobody can tell from outside whether a foreign object is dying. */
static void call_object_hold(struct call_object *o)
{
	if (!call_object_is_aggregated(o))
		return;
	IUnknown_AddRef(o->object.outer);
	o->agile = object_is_agile(o->object.outer);
}

static void call_object_unhold(struct call_object *o)
{
	if (call_object_is_aggregated(o))
		IUnknown_Release(o->object.outer);
}

/* Nobody has called Signal: so before anybody meets the call of which that is said. */
static void call_object_hush(struct call_object *o)
{
	if (!call_object_is_aggregated(o))
		return;
	os_store32(&o->teller, 0);
	waitable_reset(&o->heard);
}

/* Claimed, and nobody else's. */
static struct call *call_object_reopen(struct call_object *o, struct call *c, const ACOM_METHOD *method)
{
	call_object_hush(o);
	call_open_again(c, method);
	return c;
}

/* One that was set aside and that nobody has any more, or another one. NULL: memory is short. Locked. */
static struct call *call_object_spare(struct call_object *o, const ACOM_METHOD *method)
{
	for (struct call *c = o->calls; c; c = c->sibling)
		if (os_load32(&c->state) == CALL_SET_ASIDE && call_is_alone(c, 0)) {
			call_open_again(c, method);
			return c;
		}
	struct call *c = call_open(o->channel, method);
	if (!c)
		return NULL;
	c->kin = true;
	c->light = o->channel->ops->hands && !call_object_is_aggregated(o);
	if (!c->light)
		call_ref(c);
	os_store32(&c->state, call_marked(CALL_BEGINNING, method));
	c->sibling = o->calls;
	o->calls = c;
	return c;
}

/* Locked. In place of `before` (NULL: none that was claimed), which others have still. */
static HRESULT call_object_replace(struct call_object *o, struct call *before, const ACOM_METHOD *method, struct call **c)
{
	if (before && os_load32(&before->state) & CALL_QUIET && !call_object_is_looked_at(o))
		call_object_set(o); /* until Reset */
	*c = call_object_spare(o, method);
	if (*c) {
		call_object_hush(o);
		os_storep(&o->current, *c);
	}
	if (before)
		os_store32(&before->state, CALL_SET_ASIDE);
	return *c ? S_OK : FAIL(E_OUTOFMEMORY);
}

/* Locked. The current call, claimed; NULL: there is none, or it was set aside. */
static HRESULT call_object_claim_current(struct call_object *o, struct call **c)
{
	HRESULT hr = S_OK;

	while (SUCCEEDED(hr) && (*c = os_loadp(&o->current)) && !call_claim_idle(*c)) {
		if (os_load32(&(*c)->state) == CALL_SET_ASIDE) {
			*c = NULL;
			return S_OK;
		}
		hr = call_is_busy(*c);
	}
	return hr;
}

/* The same as call_object_claim where somebody has `mine`, which was claimed, or (NULL) none was. */
static HRESULT call_object_claim_another(struct call_object *o, struct call *mine, const ACOM_METHOD *method, struct call **c)
{
	struct call *before = NULL;

	os_mutex_lock(&o->lock);
	HRESULT hr = mine ? S_OK : call_object_claim_current(o, &mine);
	if (SUCCEEDED(hr) && mine && call_is_alone(mine, 0)) {
		*c = call_object_reopen(o, mine, method);
	} else if (SUCCEEDED(hr)) {
		before = mine ? call_ref(mine) : NULL;
		hr = call_object_replace(o, before, method, c);
	}
	os_mutex_unlock(&o->lock);
	call_unref(before); /* perhaps it was the last one just now */
	return hr;
}

/* The invocation, in state BEGINNING and counted: the object is busy with it from here on. */
static HRESULT call_object_claim(struct call_object *o, const ACOM_METHOD *method, struct call **c)
{
	struct call *mine = os_loadp(&o->current);
	HRESULT hr = S_OK;

	if (mine && !call_claim_idle(mine))
		mine = NULL;
	if (mine && call_is_alone(mine, 0))
		*c = call_object_reopen(o, mine, method);
	else
		hr = call_object_claim_another(o, mine, method, c);
	if (FAILED(hr))
		return hr;
	(*c)->owner = o;
	(*c)->security = os_load32(&o->security.settings);
	return S_OK;
}

/* Marshal, Reset, send (decision 2); user code runs in all three, so no lock is held. Takes over a count, unless it fails. */
static HRESULT call_object_start(struct call_object *o, struct call *c, void *const *args)
{
	HRESULT hr = call_put_request(c, args);

	if (FAILED(hr))
		call_object_look(o);
	else
		hr = call_object_reset(o);
	if (FAILED(hr))
		return call_undo(c, hr, NULL);
	call_object_hold(o);
	hr = call_send_away(c, c->light && !call_object_is_looked_at(o));
	if (FAILED(hr))
		call_object_unhold(o);
	return hr;
}

/* Takes over a count. */
static HRESULT call_object_begin(struct call_object *o, struct call *c, void *const *args)
{
	HRESULT hr = call_object_start(o, c, args);

	if (SUCCEEDED(hr))
		return hr;
	call_tell_error(c);
	call_object_heard(o, c);
	os_or32(&c->marks, CALL_USED);
	call_unref(c);
	return hr;
}

/* Around that. */
APART static void call_object_tell_begins(struct call *c)
{
	call_ref(c);
	tell_begins(c, TELL_BEGIN);
}

APART static void call_object_tell_ends(struct call *c, HRESULT hr)
{
	tell_ends(c, TELL_BEGIN, hr);
	call_unref(c);
}

HRESULT AcomBegin(void *This, const ACOM_METHOD *method, void **args)
{
	struct call_object *o = container_of((struct face *)This, struct call_object, async);
	struct call *c = NULL;
	HRESULT hr = apartment_check(o->apartment);

	method = call_method(o->interface, method);
	if (SUCCEEDED(hr))
		hr = ndr_check(method, ACOM_IN, args);
	if (SUCCEEDED(hr))
		hr = call_object_claim(o, method, &c);
	if (FAILED(hr)) {
		errorinfo_put(NULL);
		call_tell_null(o->interface, method, ACOM_IN, args, hr);
		return hr;
	}
	bool told = trace_may_be_on(TELL);
	if (told)
		call_object_tell_begins(c);
	hr = call_object_begin(o, c, args);
	if (told)
		call_object_tell_ends(c, hr);
	return hr;
}

/* Waits if need be; the call is over then, unless somebody else finishes it. */
static HRESULT call_object_finish_current(struct call_object *o, struct call *c, void *const *args)
{
	call_object_wait(o, c);
	HRESULT hr = call_claim(c);
	if (FAILED(hr))
		return call_refuse(c->method, args, false, hr);
	hr = call_fetch(c, args);
	call_object_rest(o, c, 1);
	return hr;
}

static HRESULT call_object_finish(struct call_object *o, const ACOM_METHOD *method, void *const *args)
{
	struct call *c = call_object_enter(o);
	HRESULT hr;

	if (!c || call_is_over(c)) {
		hr = call_refuse(method, args, false, call_object_idle(CALL_FINISH));
	} else if (c->method != method) {
		hr = call_refuse(method, args, false, FAIL(RPC_E_INVALIDMETHOD));
	} else {
		tell_begins(c, TELL_FINISH);
		hr = call_object_finish_current(o, c, args);
		tell_ends(c, TELL_FINISH, hr);
	}
	call_object_leave(c);
	return hr;
}

HRESULT AcomFinish(void *This, const ACOM_METHOD *method, void **args)
{
	struct call_object *o = container_of((struct face *)This, struct call_object, async);
	HRESULT hr = apartment_check(o->apartment);

	method = call_method(o->interface, method);
	if (SUCCEEDED(hr))
		hr = ndr_check(method, ACOM_OUT, args);
	if (FAILED(hr)) {
		call_refuse(method, args, false, hr);
		call_tell_null(o->interface, method, ACOM_OUT, args, hr);
		return hr;
	}
	struct call *c = os_loadp(&o->current);
	if (!c || call_object_is_aggregated(o) || !call_claim_done(c, method))
		return call_object_finish(o, method, args);
	hr = call_fetch(c, args);
	call_object_rest(o, c, 0);
	return hr;
}

/* ---- ISynchronize, ISynchronizeHandle, ICancelMethodCalls: agile ---- */

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
