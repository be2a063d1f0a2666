/* cancel.c - cancelling synchronous calls: what a thread has pending, and the objects that cancel it (com-async.md 6.3).
 *
 * A call is found only if cancellation was enabled on its thread when it began; others cost nothing. */
#include "call/call.h"

/* A CoCancelCall on its way: by number, for the thread itself may be over before. */
struct canceling {
	struct canceling *next, **link;
	uint64_t id;
};

/* The threads that have enabled cancellation or registered an object; the lock guards their thread_calls. */
static struct {
	os_mutex lock;
	struct thread *first;
	struct canceling *canceling;
} threads;

/* ---- threads ---- */

static void threads_add(struct thread *t)
{
	struct thread_calls *calls = &t->calls;

	calls->id = os_thread_id(); /* in a copy of the process another one than before */
	if (calls->link)
		return;
	calls->next = threads.first;
	calls->link = &threads.first;
	if (calls->next)
		calls->next->calls.link = &calls->next;
	threads.first = t;
}

/* Nobody looks for a thread that can have nothing to cancel. */
static void threads_drop(struct thread *t)
{
	struct thread_calls *calls = &t->calls;

	if (!calls->link || calls->cancellable || calls->cancels)
		return;
	*calls->link = calls->next;
	if (calls->next)
		calls->next->calls.link = calls->link;
	calls->link = NULL;
}

static uint64_t thread_id_of(DWORD tid)
{
	return tid ? tid : os_thread_id();
}

static struct thread *threads_find(DWORD tid)
{
	struct thread *t = threads.first, *self = thread_self();
	uint64_t id = thread_id_of(tid);
	bool own = id == os_thread_id();

	while (t && (own ? t != self : t->calls.id != id))
		t = t->calls.next;
	return t;
}

/* ---- what is pending ---- */

static void entry_push(struct thread *t, struct cancel_entry *e)
{
	os_mutex_lock(&threads.lock);
	e->next = t->calls.cancels;
	t->calls.cancels = e;
	threads_add(t);
	os_mutex_unlock(&threads.lock);
}

/* A call that it serves meanwhile may have left objects above it. */
static void entry_remove(struct thread *t, struct cancel_entry *e)
{
	struct cancel_entry **link = &t->calls.cancels;

	os_mutex_lock(&threads.lock);
	while (*link != e)
		link = &(*link)->next;
	*link = e->next;
	threads_drop(t);
	os_mutex_unlock(&threads.lock);
}

void cancel_enter(struct cancel_entry *e, struct outgoing *o)
{
	struct thread *self = thread_self();

	*e = (struct cancel_entry){ 0 };
	if (!self || !self->calls.cancellable)
		return;
	e->outgoing = o;
	entry_push(self, e);
}

bool cancel_is_enabled(void)
{
	struct thread *self = thread_self();

	return self && self->calls.cancellable;
}

void cancel_enter_object(struct cancel_entry *e, ICancelMethodCalls *object)
{
	*e = (struct cancel_entry){ .object = object, .own = true };
	entry_push(thread_self(), e);
}

void cancel_leave(struct cancel_entry *e)
{
	if (e->outgoing || e->own)
		entry_remove(thread_self(), e);
}

static void object_entry_unref(struct cancel_entry *e)
{
	if (os_unref(&e->refs))
		return;
	ICancelMethodCalls_Release(e->object);
	os_free(e);
}

void cancel_thread_ends(struct thread *self)
{
	struct cancel_entry *e;

	while ((e = self->calls.cancels)) {
		entry_remove(self, e);
		object_entry_unref(e);
	}
	os_mutex_lock(&threads.lock);
	self->calls.cancellable = 0;
	threads_drop(self);
	os_mutex_unlock(&threads.lock);
	self->calls.outside = NULL;
	logical_thread_ends(self);
}

/* ---- enabling ---- */

/* What a copy of the process finds is the other one's: its connections, and locks as they were. */
static HRESULT cancel_is_here(void)
{
	return os_is_copy() ? FAIL(CO_E_NOTINITIALIZED) : S_OK;
}

HRESULT CoEnableCallCancellation(void *reserved)
{
	HRESULT here = cancel_is_here();

	if (FAILED(here))
		return here;
	struct thread *self = reserved ? NULL : thread_obtain();
	if (!self)
		return reserved ? FAIL(E_INVALIDARG) : FAIL(E_OUTOFMEMORY);
	os_mutex_lock(&threads.lock);
	self->calls.cancellable++;
	threads_add(self);
	os_mutex_unlock(&threads.lock);
	return S_OK;
}

HRESULT CoDisableCallCancellation(void *reserved)
{
	struct thread *self = thread_self();
	HRESULT here = cancel_is_here();

	if (reserved || FAILED(here))
		return reserved ? FAIL(E_INVALIDARG) : here;
	os_mutex_lock(&threads.lock);
	bool enabled = self && self->calls.cancellable;
	if (enabled) {
		self->calls.cancellable--;
		threads_drop(self);
	}
	os_mutex_unlock(&threads.lock);
	if (!enabled)
		return FAIL(CO_E_CANCEL_DISABLED);
	thread_free_unused(self);
	return S_OK;
}

/* Takes `made` for a call, if that is what is found. Users' objects are not called under the lock. */
static HRESULT cancel_find_or(ICancelMethodCalls *made, DWORD tid, ICancelMethodCalls **cancel)
{
	struct cancel_entry *users = NULL;

	os_mutex_lock(&threads.lock);
	struct thread *t = threads_find(tid);
	struct cancel_entry *e = t ? t->calls.cancels : NULL;
	bool call = e && e->outgoing;
	if (call && made)
		canceller_attach(*cancel = made, e->outgoing);
	else if (e && e->own)
		ICancelMethodCalls_AddRef(*cancel = e->object);
	else if (e && !call)
		os_ref(&(users = e)->refs);
	os_mutex_unlock(&threads.lock);
	if (users) {
		ICancelMethodCalls_AddRef(*cancel = users->object);
		object_entry_unref(users);
	}
	return *cancel ? S_OK : call ? FAIL(E_OUTOFMEMORY) : E_NOINTERFACE;
}

/* The innermost object, counted. E_NOINTERFACE: there is none. */
static HRESULT cancel_find(DWORD tid, ICancelMethodCalls **cancel)
{
	ICancelMethodCalls *made;

	*cancel = NULL;
	canceller_create(&made); /* not under the lock, and without it all but calls are found */
	HRESULT hr = cancel_find_or(made, tid, cancel);
	if (made != *cancel)
		release_unknown(made);
	return hr;
}

/* ---- the functions ---- */

HRESULT CoGetCancelObject(DWORD tid, REFIID iid, void **ppv)
{
	ICancelMethodCalls *cancel;

	if (!ppv || !iid)
		return FAIL(E_INVALIDARG);
	*ppv = NULL;
	HRESULT hr = cancel_is_here();
	if (SUCCEEDED(hr))
		hr = cancel_find(tid, &cancel);
	if (FAILED(hr))
		return hr;
	hr = ICancelMethodCalls_QueryInterface(cancel, iid, ppv);
	ICancelMethodCalls_Release(cancel);
	return hr;
}

/* Until canceling_end the thread may not change what can be cancelled (A73). False: cancellation is disabled there. */
static bool canceling_begin(struct canceling *now, DWORD tid)
{
	now->id = thread_id_of(tid);
	os_mutex_lock(&threads.lock);
	bool found = threads_find(tid);
	if (found) {
		now->next = threads.canceling;
		now->link = &threads.canceling;
		if (now->next)
			now->next->link = &now->next;
		threads.canceling = now;
	}
	os_mutex_unlock(&threads.lock);
	return found;
}

static void canceling_end(struct canceling *now)
{
	os_mutex_lock(&threads.lock);
	*now->link = now->next;
	if (now->next)
		now->next->link = now->link;
	os_mutex_unlock(&threads.lock);
}

/* Whether somebody cancels for the calling thread just now. */
static bool canceling_self(void)
{
	os_mutex_lock(&threads.lock);
	struct canceling *now = threads.canceling;
	while (now && now->id != os_thread_id())
		now = now->next;
	os_mutex_unlock(&threads.lock);
	return now;
}

HRESULT CoCancelCall(DWORD tid, ULONG seconds)
{
	ICancelMethodCalls *cancel;
	struct canceling now;
	HRESULT hr = cancel_is_here();

	if (FAILED(hr))
		return hr;
	if (!canceling_begin(&now, tid))
		return FAIL(CO_E_CANCEL_DISABLED);
	hr = cancel_find(tid, &cancel);
	if (SUCCEEDED(hr)) {
		hr = ICancelMethodCalls_Cancel(cancel, seconds);
		ICancelMethodCalls_Release(cancel);
	}
	canceling_end(&now);
	return hr;
}

static HRESULT cancel_register(IUnknown *object)
{
	struct thread *self = thread_obtain();
	struct cancel_entry *e = self ? os_zalloc(sizeof *e) : NULL;

	if (!e)
		return FAIL(E_OUTOFMEMORY);
	HRESULT hr = IUnknown_QueryInterface(object, &IID_ICancelMethodCalls, (void **)&e->object);
	if (FAILED(hr)) {
		os_free(e);
		thread_free_unused(self);
		return FAIL(E_NOINTERFACE);
	}
	os_store32(&e->refs, 1);
	entry_push(self, e);
	return S_OK;
}

static HRESULT cancel_unregister(struct thread *self)
{
	struct cancel_entry *e = self->calls.cancels;

	while (e && (e->outgoing || e->own))
		e = e->next;
	if (!e)
		return FAIL(E_UNEXPECTED);
	entry_remove(self, e);
	object_entry_unref(e);
	thread_free_unused(self);
	return S_OK;
}

HRESULT CoSetCancelObject(IUnknown *object)
{
	struct thread *self = thread_self();
	HRESULT here = cancel_is_here();

	if (FAILED(here))
		return here;
	if (canceling_self())
		return FAIL(E_ACCESSDENIED);
	if (object)
		return cancel_register(object);
	return self ? cancel_unregister(self) : FAIL(E_UNEXPECTED);
}
