/* filter.c - message filters: whether a single-threaded apartment takes a call, and how its thread bears that others do not
 * (com-async.md 7.3; decision 16). */
#include "call/call.h"

/* The filter of one thread, which is that of an STA. */
struct filter {
	os_u32 refs;       /* the thread's, and that of a work on its way */
	struct filter *next, **link;
	DWORD tid;
	struct apartment *apartment; /* counted */
	IMessageFilter *handler;     /* counted; only its thread calls it */
	struct work pending;         /* AcomMessagePending, on its way */
	bool posted;                 /* under the lock */
};

/* So that other threads find a filter by the number of its thread. */
static struct {
	os_mutex lock;
	struct filter *first;
} filters;

static void filter_unref(struct filter *f)
{
	if (os_unref(&f->refs))
		return;
	apartment_unref(f->apartment);
	os_free(f);
}

static struct filter *filter_self(void)
{
	struct thread *self = thread_self();

	return self ? self->calls.filter : NULL;
}

/* The handler, counted: it may be replaced while it is asked, by itself too. NULL: there is none. Until filter_leave its thread
 * may not call out. */
static IMessageFilter *filter_enter(void)
{
	struct filter *f = filter_self();

	if (!f)
		return NULL;
	IMessageFilter_AddRef(f->handler);
	thread_self()->calls.filtering++;
	return f->handler;
}

static void filter_leave(IMessageFilter *handler)
{
	struct thread *self = thread_self();

	self->calls.filtering--;
	thread_free_unused(self); /* it may have left its apartment */
	IMessageFilter_Release(handler);
}

static DWORD milliseconds_since(uint64_t then)
{
	return (DWORD)((os_now() - then) / 1000000u);
}

/* ---- incoming calls ---- */

/* Whether one of the calls that the thread waits for has caused this one. */
static bool is_nested(const struct outgoing *o, const struct call *c)
{
	while (o && o->causality != call_causality(c))
		o = o->outer;
	return o;
}

static DWORD call_type(const struct outgoing *o, const struct call *c)
{
	if (interface_notifies(c->channel->interface))
		return o ? CALLTYPE_ASYNC_CALLPENDING : CALLTYPE_ASYNC;
	return !o ? CALLTYPE_TOPLEVEL : is_nested(o, c) ? CALLTYPE_NESTED : CALLTYPE_TOPLEVEL_CALLPENDING;
}

/* A92: its answer counts only for calls whose caller can try again. */
HRESULT filter_admit(struct call *c)
{
	IMessageFilter *handler = filter_enter();

	if (!handler)
		return S_OK;
	const struct outgoing *o = thread_self()->calls.outgoing;
	INTERFACEINFO info = { .pUnk = c->stub->object, .iid = c->stub->remote.iid, .wMethod = c->method->slot };
	DWORD answer = IMessageFilter_HandleInComingCall(handler, call_type(o, c), (HTASK)(uintptr_t)c->caller,
	                                                 o ? milliseconds_since(o->since) : 0, &info);
	filter_leave(handler);
	if (interface_notifies(c->channel->interface) || method_is_input_sync(c->method))
		return S_OK;
	return answer == SERVERCALL_REJECTED ? RPC_E_SERVERCALL_REJECTED :
	       answer == SERVERCALL_RETRYLATER ? RPC_E_SERVERCALL_RETRYLATER : S_OK;
}

/* ---- outgoing calls ---- */

static DWORD filter_ask_retry(IMessageFilter *handler, const struct outgoing *o, HRESULT rejection)
{
	DWORD type = rejection == RPC_E_SERVERCALL_REJECTED ? SERVERCALL_REJECTED : SERVERCALL_RETRYLATER;

	return IMessageFilter_RetryRejectedCall(handler, (HTASK)(uintptr_t)o->callee,
	                                        milliseconds_since(o->since), type);
}

/* A96: the filter says when to try again; nobody asks an MTA. */
bool outgoing_retry(struct outgoing *o, HRESULT rejection)
{
	IMessageFilter *handler = filter_enter();

	if (!handler)
		return false;
	DWORD answer = filter_ask_retry(handler, o, rejection);
	filter_leave(handler);
	return answer != (DWORD)-1 && outgoing_sleep(o, answer < 100 ? 0 : answer);
}

/* ---- messages ---- */

/* The innermost call goes on, or is cancelled (A79). */
static void filter_ask_pending(IMessageFilter *handler, struct outgoing *o)
{
	DWORD type = o->outer ? PENDINGTYPE_NESTED : PENDINGTYPE_TOPLEVEL;
	DWORD answer = IMessageFilter_MessagePending(handler, (HTASK)(uintptr_t)o->callee, milliseconds_since(o->since), type);

	if (answer == PENDINGMSG_CANCELCALL)
		outgoing_cancel(o);
}

static void filter_pending_run(struct work *work, HRESULT hr)
{
	struct filter *f = container_of(work, struct filter, pending);
	struct outgoing *o = SUCCEEDED(hr) ? thread_self()->calls.outgoing : NULL;

	os_mutex_lock(&filters.lock);
	f->posted = false;
	os_mutex_unlock(&filters.lock);
	IMessageFilter *handler = o ? filter_enter() : NULL;
	if (handler) {
		filter_ask_pending(handler, o);
		filter_leave(handler);
	}
	filter_unref(f);
}

HRESULT AcomMessagePending(DWORD tid)
{
	struct filter *f;

	if (os_is_copy())
		return FAIL(CO_E_NOTINITIALIZED);
	os_mutex_lock(&filters.lock);
	for (f = filters.first; f && f->tid != tid; f = f->next)
		;
	bool post = f && !f->posted;
	if (post) {
		f->posted = true;
		os_ref(&f->refs);
	}
	os_mutex_unlock(&filters.lock);
	if (post && FAILED(apartment_notify(f->apartment, &f->pending)))
		filter_unref(f);
	return f ? S_OK : S_FALSE;
}

/* ---- registering ---- */

/* To a filter that comes while calls are on their way they have just begun: without one nobody looks at the clock. */
static void filter_meets_calls(struct outgoing *o)
{
	for (; o; o = o->outer)
		if (!o->since)
			o->since = os_now();
}

static struct filter *filter_create(struct apartment *a, IMessageFilter *handler)
{
	struct filter *f = os_zalloc(sizeof *f);

	if (!f)
		return NULL;
	os_store32(&f->refs, 1);
	f->tid = (DWORD)os_thread_id();
	f->apartment = apartment_ref(a);
	f->handler = handler;
	f->pending.run = filter_pending_run;
	IMessageFilter_AddRef(handler);
	os_mutex_lock(&filters.lock);
	f->next = filters.first;
	f->link = &filters.first;
	if (f->next)
		f->next->link = &f->next;
	filters.first = f;
	os_mutex_unlock(&filters.lock);
	return f;
}

/* Its handler goes to the caller. */
static IMessageFilter *filter_destroy(struct filter *f)
{
	IMessageFilter *handler = f->handler;

	os_mutex_lock(&filters.lock);
	*f->link = f->next;
	if (f->next)
		f->next->link = f->link;
	os_mutex_unlock(&filters.lock);
	filter_unref(f);
	return handler;
}

HRESULT CoRegisterMessageFilter(IMessageFilter *handler, IMessageFilter **old)
{
	struct apartment *a = apartment_current();
	bool sta = a && a->kind == APARTMENT_STA;
	struct filter *f = sta && handler ? filter_create(a, handler) : NULL;

	apartment_unref(a);
	if (old)
		*old = NULL;
	if (!sta)
		return FAIL(CO_E_NOT_SUPPORTED);
	if (handler && !f)
		return FAIL(E_OUTOFMEMORY);
	struct thread_calls *calls = &thread_self()->calls;
	struct filter *was = calls->filter;
	calls->filter = f;
	if (f)
		filter_meets_calls(calls->outgoing);
	IMessageFilter *before = was ? filter_destroy(was) : NULL;
	if (old)
		*old = before;
	else
		release_unknown(before);
	return S_OK;
}

void filter_apartment_ends(void)
{
	struct thread *self = thread_self();
	struct filter *f;

	while (self && (f = self->calls.filter)) { /* its handler may register another one as it goes */
		self->calls.filter = NULL;
		release_unknown(filter_destroy(f));
	}
}
