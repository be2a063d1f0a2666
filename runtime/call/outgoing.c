/* outgoing.c - a synchronous call of a method in all its tries: what its thread waits for, and the objects that cancel it. */
#include "call/call.h"

/* Guards what is said in call.h, where other threads know of a call, and its cancellers. */
static os_mutex lock;

/* What CoGetCancelObject gives. */
typedef struct Canceller {
	AcomObject object;
	ICancelMethodCalls ICancelMethodCalls_iface;
	struct Canceller *next, **link;
	struct outgoing *call; /* NULL: it is over */
	HRESULT over;          /* what is said then */
} Canceller;

ACOM_FACE(Canceller, ICancelMethodCalls)

/* Nobody but its own thread knows of a call that cannot be cancelled. */
static void outgoing_lock(const struct outgoing *o)
{
	if (o->entry.outgoing)
		os_mutex_lock(&lock);
}

static void outgoing_unlock(const struct outgoing *o)
{
	if (o->entry.outgoing)
		os_mutex_unlock(&lock);
}

/* What a try says of itself the call says, unless that was rejected, or there was none so far: then `between` holds. That it
 * was cancelled a try forgets with Finish_. */
static HRESULT try_said(struct call *c, HRESULT hr, HRESULT between)
{
	if (!c)
		return between;
	if (hr == S_OK || hr == RPC_E_CALL_CANCELED)
		return hr;
	os_mutex_lock(&c->lock);
	if (call_was_rejected(c))
		hr = between;
	else if (c->hr == RPC_E_CALL_CANCELED)
		hr = c->hr;
	os_mutex_unlock(&c->lock);
	return hr;
}

/* ---- its thread ---- */

/* A literal for all of it would be filled by an instruction that takes as long as three locks. */
void outgoing_enter(struct outgoing *o)
{
	struct thread *self = thread_self();

	o->outer = self ? self->calls.outgoing : NULL;
	o->causality = causality_inherited();
	o->since = self && self->calls.filter ? os_now() : 0;
	o->call = NULL;
	o->cancelled = false;
	o->asleep = NULL;
	o->cancellers = NULL;
	cancel_enter(&o->entry, o);
	if (self)
		self->calls.outgoing = o;
}

/* Those who have an object of the call learn how it went. */
static void outgoing_end(struct outgoing *o, HRESULT over)
{
	for (Canceller *c = o->cancellers; c; c = c->next) {
		c->call = NULL;
		c->over = over;
	}
}

HRESULT outgoing_leave(struct outgoing *o, HRESULT hr, bool rejected)
{
	struct thread *self = thread_self();

	cancel_leave(&o->entry);
	outgoing_lock(o);
	if (rejected && o->cancelled)
		hr = FAIL(RPC_E_CALL_CANCELED);
	outgoing_end(o, hr == RPC_E_CALL_CANCELED ? try_said(o->call, RPC_E_CALL_COMPLETE, hr) : RPC_E_CALL_COMPLETE);
	outgoing_unlock(o);
	call_unref(o->call);
	if (self)
		self->calls.outgoing = o->outer;
	return hr;
}

/* Its thread serves while it waits, and what it serves may register a filter, which cancels. */
static bool outgoing_serves(void)
{
	const struct thread *self = thread_self();

	return self && self->apartment && self->apartment->kind == APARTMENT_STA;
}

void outgoing_try(struct outgoing *o, struct call *c)
{
	if (o->causality)
		c->causality = o->causality;
	else
		o->causality = c->causality;
	outgoing_lock(o);
	struct call *before = o->call;
	o->call = c;
	if (o->cancelled)
		os_or32(&c->state, CALL_HURRIED);
	c->own = !o->entry.outgoing && !outgoing_serves();
	outgoing_unlock(o);
	call_unref(before);
}

static bool outgoing_is_cancelled(const struct outgoing *o)
{
	outgoing_lock(o);
	bool cancelled = o->cancelled;
	outgoing_unlock(o);
	return cancelled;
}

static void outgoing_set_asleep(struct outgoing *o, struct waitable *asleep)
{
	outgoing_lock(o);
	o->asleep = asleep;
	if (asleep && o->cancelled)
		waitable_set(asleep);
	outgoing_unlock(o);
}

static void outgoing_serve(struct outgoing *o, DWORD milliseconds)
{
	struct waitable own = { 0 };

	os_mutex_init(&own.lock);
	outgoing_set_asleep(o, &own);
	waitable_wait(&own, wait_deadline(milliseconds));
	outgoing_set_asleep(o, NULL);
	waitable_fini(&own);
}

bool outgoing_sleep(struct outgoing *o, DWORD milliseconds)
{
	if (milliseconds)
		outgoing_serve(o, milliseconds);
	return !outgoing_is_cancelled(o);
}

/* ---- cancelling ---- */

/* From here on no other try is made. The present one, counted: NULL if there was none so far. Locked. */
static struct call *outgoing_give_up(struct outgoing *o, bool *first)
{
	*first = !o->cancelled;
	o->cancelled = true;
	if (o->asleep)
		waitable_set(o->asleep);
	return o->call ? call_ref(o->call) : NULL;
}

/* The present try after that; counted for this. */
static HRESULT try_cancel(struct call *c, bool first, ULONG seconds)
{
	HRESULT hr = try_said(c, c ? call_cancel(c, seconds) : S_OK, first ? S_OK : RPC_E_CALL_CANCELED);

	call_unref(c);
	return hr;
}

void outgoing_cancel(struct outgoing *o)
{
	bool first;

	outgoing_lock(o);
	struct call *c = outgoing_give_up(o, &first);
	outgoing_unlock(o);
	try_cancel(c, first, 0);
}

static HRESULT Canceller_Cancel(ICancelMethodCalls *This, ULONG seconds)
{
	Canceller *me = Canceller_from_ICancelMethodCalls(This);
	struct call *c = NULL;
	bool first = false;

	if (os_is_copy()) /* the call is the other process' */
		return FAIL(CO_E_NOTINITIALIZED);
	os_mutex_lock(&lock);
	bool over = !me->call;
	if (!over)
		c = outgoing_give_up(me->call, &first);
	os_mutex_unlock(&lock);
	return over ? me->over : try_cancel(c, first, seconds);
}

static HRESULT Canceller_TestCancel(ICancelMethodCalls *This)
{
	Canceller *me = Canceller_from_ICancelMethodCalls(This);

	if (os_is_copy())
		return FAIL(CO_E_NOTINITIALIZED);
	os_mutex_lock(&lock);
	bool over = !me->call, cancelled = !over && me->call->cancelled;
	struct call *c = !over && me->call->call ? call_ref(me->call->call) : NULL;
	os_mutex_unlock(&lock);
	if (over)
		return me->over;
	HRESULT hr = try_said(c, c ? call_test_cancel(c) : S_OK, cancelled ? RPC_E_CALL_CANCELED : RPC_S_CALLPENDING);
	call_unref(c);
	return hr;
}

static const ICancelMethodCallsVtbl Canceller_ICancelMethodCalls_vtbl = {
	ACOM_UNKNOWN(Canceller, ICancelMethodCalls), Canceller_Cancel, Canceller_TestCancel,
};
static const AcomInterface Canceller_map[] = {
	ACOM_ENTRY(Canceller, ICancelMethodCalls), ACOM_ENTRY_AS(Canceller, IAgileObject, ICancelMethodCalls), ACOM_END,
};

static void Canceller_destruct(void *object)
{
	Canceller *c = object;

	os_mutex_lock(&lock);
	if (c->call) {
		*c->link = c->next;
		if (c->next)
			c->next->link = c->link;
	}
	os_mutex_unlock(&lock);
}

static const AcomClass Canceller_class = {
	"Canceller", sizeof(Canceller), Canceller_map, NULL, Canceller_destruct, NULL,
};

HRESULT canceller_create(ICancelMethodCalls **canceller)
{
	return AcomCreateObject(&Canceller_class, NULL, &IID_ICancelMethodCalls, (void **)canceller);
}

void canceller_attach(ICancelMethodCalls *canceller, struct outgoing *o)
{
	Canceller *c = Canceller_from_ICancelMethodCalls(canceller);

	os_mutex_lock(&lock);
	c->call = o;
	c->next = o->cancellers;
	c->link = &o->cancellers;
	if (c->next)
		c->next->link = &c->next;
	o->cancellers = c;
	os_mutex_unlock(&lock);
}
