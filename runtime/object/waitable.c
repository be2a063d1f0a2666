/* waitable.c - what threads wait for: every wait of the library is waitable_wait, and every such wait serves. */
#include "object/object.h"

struct waiter {
	struct waiter *next, **link;
	os_parker *parker;
};

void waitable_fini(struct waitable *w)
{
	if (w->fd)
		os_close(w->fd - 1);
	w->fd = 0;
	os_mutex_fini(&w->lock);
}

/* Most waitables have one waiter: it is woken after the lock is free, because the lock is what it takes first. */
void waitable_set(struct waitable *w)
{
	os_parker *marked = NULL;

	os_mutex_lock(&w->lock);
	if (!w->set) {
		w->set = true;
		for (struct waiter *i = w->waiters; i; i = i->next) {
			os_unpark_wake(marked);
			marked = os_unpark_mark(i->parker);
		}
		if (w->fd)
			os_eventfd_set(w->fd - 1);
	}
	os_mutex_unlock(&w->lock);
	os_unpark_wake(marked);
}

void waitable_reset(struct waitable *w)
{
	os_mutex_lock(&w->lock);
	if (w->set && w->fd)
		os_eventfd_clear(w->fd - 1);
	w->set = false;
	os_mutex_unlock(&w->lock);
}

bool waitable_is_set(struct waitable *w)
{
	os_mutex_lock(&w->lock);
	bool set = w->set;
	os_mutex_unlock(&w->lock);
	return set;
}

bool waitable_take(struct waitable *w)
{
	os_mutex_lock(&w->lock);
	bool set = w->set;
	if (set && w->auto_reset) {
		w->set = false;
		if (w->fd)
			os_eventfd_clear(w->fd - 1);
	}
	os_mutex_unlock(&w->lock);
	return set;
}

HRESULT waitable_fd(struct waitable *w, int *fd)
{
	HRESULT hr = S_OK;

	os_mutex_lock(&w->lock);
	if (!w->fd) {
		int made = os_eventfd();
		if (made < 0)
			hr = FAIL(RPC_E_OUT_OF_RESOURCES);
		else
			w->fd = made + 1;
		if (SUCCEEDED(hr) && w->set)
			os_eventfd_set(made);
	}
	*fd = w->fd - 1;
	os_mutex_unlock(&w->lock);
	return hr;
}

/* Decision 31: descriptor 0 is never handed out, so no valid HANDLE is NULL. */
HRESULT waitable_handle(struct waitable *w, HANDLE *handle)
{
	int fd = -1;

	if (!handle)
		return FAIL(E_INVALIDARG);
	*handle = NULL;
	HRESULT hr = waitable_fd(w, &fd);
	if (FAILED(hr))
		return E_OUTOFMEMORY; /* of the codes that the page of GetHandle knows */
	*handle = (HANDLE)(intptr_t)fd;
	return S_OK;
}

int AcomHandleFd(HANDLE handle)
{
	return handle ? (int)(intptr_t)handle : -1;
}

uint64_t wait_deadline(DWORD milliseconds)
{
	return milliseconds == INFINITE ? OS_FOREVER : os_now() + (uint64_t)milliseconds * 1000000u;
}

uint64_t wait_deadline_seconds(ULONG seconds)
{
	return seconds == RPC_C_CANCEL_INFINITE_TIMEOUT ? OS_FOREVER : os_now() + (uint64_t)seconds * 1000000000u;
}

static void waiter_enter(struct waitable *w, struct waiter *me, os_parker *parker)
{
	me->parker = parker;
	os_mutex_lock(&w->lock);
	me->next = w->waiters;
	me->link = &w->waiters;
	if (me->next)
		me->next->link = &me->next;
	w->waiters = me;
	os_mutex_unlock(&w->lock);
}

static void waiter_leave(struct waitable *w, struct waiter *me)
{
	os_mutex_lock(&w->lock);
	*me->link = me->next;
	if (me->next)
		me->next->link = me->link;
	os_mutex_unlock(&w->lock);
}

/* A thread in an STA parks on the parker that its apartment's queue knows as well. A token that was meant for an outer
 * wait of the same thread is not lost: each wait looks at its own waitable and at the queue before it parks. */
static HRESULT wait_loop(struct waitable *w, os_parker *parker, uint64_t deadline)
{
	for (;;) {
		if (waitable_take(w))
			return S_OK;
		if (apartment_serve()) {
			if (deadline == OS_FOREVER || os_now() < deadline)
				continue;
			return waitable_take(w) ? S_OK : RPC_S_CALLPENDING;
		}
		if (!os_park(parker, deadline))
			return waitable_take(w) ? S_OK : RPC_S_CALLPENDING;
	}
}

HRESULT waitable_wait(struct waitable *w, uint64_t deadline)
{
	struct thread *self = thread_self();
	os_parker own = { 0 };
	os_parker *parker = self ? &self->parker : &own;
	struct trace_place place;
	struct waiter me;

	if (waitable_take(w))
		return S_OK;
	bool told = trace_on(TRACE_FILE) && place_wait_begins(&place, deadline);
	waiter_enter(w, &me, parker);
	thread_pin(self);
	HRESULT hr = wait_loop(w, parker, deadline);
	waiter_leave(w, &me);
	if (told)
		place_wait_ends(&place);
	thread_unpin(self);
	return hr;
}
