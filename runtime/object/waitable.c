/* waitable.c - what threads wait for: every wait of the library is waitable_wait, and every such wait serves. */
#include "object/object.h"

struct waiter {
	struct waiter *next, **link;
	os_parker *parker;
};

/* Whoever set it may still be about to leave the lock: a descriptor shows it before. */
void waitable_fini(struct waitable *w)
{
	if (w->fd) {
		os_mutex_lock(&w->lock);
		os_close(w->fd - 1);
		w->fd = 0;
		os_mutex_unlock(&w->lock);
	}
	os_mutex_fini(&w->lock);
}

/* Clears or sets the bit where nobody watches; false: somebody does, and it is to be done under the lock. *before: what was
 * there. It is written even where it does not change, so that whoever finds it sees what this thread did before. */
static bool waitable_try(struct waitable *w, uint32_t clear, uint32_t set, uint32_t *before)
{
	do {
		*before = os_load32(&w->state);
		if (*before & WAITABLE_WATCHED)
			return false;
	} while (!os_cas32(&w->state, *before, (*before & ~clear) | set));
	return true;
}

/* The same under the lock: where somebody watches, nobody else changes it. What was there. In a copy of the process without it:
 * nobody watches there any more, whoever has the lock never gives it back, and the descriptor is the other one's. */
static uint32_t waitable_change(struct waitable *w, uint32_t clear, uint32_t set)
{
	uint32_t before;

	if (!waitable_try(w, clear, set, &before))
		os_store32(&w->state, (before & ~clear) | set);
	return before;
}

/* Most waitables have one waiter: it is woken after the lock is free, because the lock is what it takes first. A waiter
 * takes the lock to leave, so that w stays until it is free. */
static void waitable_set_watched(struct waitable *w)
{
	os_parker *marked = NULL;

	if (os_is_copy()) {
		waitable_change(w, 0, WAITABLE_SET);
		return;
	}
	os_mutex_lock(&w->lock);
	if (!(waitable_change(w, 0, WAITABLE_SET) & WAITABLE_SET)) {
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

void waitable_set(struct waitable *w)
{
	uint32_t before;

	if (!waitable_try(w, 0, WAITABLE_SET, &before))
		waitable_set_watched(w);
}

/* Whether it was set. */
static bool waitable_clear(struct waitable *w)
{
	uint32_t before;

	if (waitable_try(w, WAITABLE_SET, 0, &before))
		return before & WAITABLE_SET;
	if (os_is_copy())
		return waitable_change(w, WAITABLE_SET, 0) & WAITABLE_SET;
	os_mutex_lock(&w->lock);
	before = waitable_change(w, WAITABLE_SET, 0);
	if (before & WAITABLE_SET && w->fd)
		os_eventfd_clear(w->fd - 1);
	os_mutex_unlock(&w->lock);
	return before & WAITABLE_SET;
}

/* Who resets what is not set comes before the one who is about to set it. */
void waitable_reset(struct waitable *w)
{
	if (waitable_is_set(w))
		waitable_clear(w);
}

void waitable_renew(struct waitable *w)
{
	os_store32(&w->state, 0);
	os_storep(&w->source, NULL);
}

bool waitable_is_set(struct waitable *w)
{
	return os_load32(&w->state) & WAITABLE_SET;
}

bool waitable_take(struct waitable *w)
{
	return waitable_is_set(w) && (!w->auto_reset || waitable_clear(w));
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
		if (SUCCEEDED(hr) && os_or32(&w->state, WAITABLE_WATCHED) & WAITABLE_SET)
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
	return seconds == RPC_C_CANCEL_INFINITE_TIMEOUT ? OS_FOREVER : os_now() + seconds * NS_PER_S;
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
	os_or32(&w->state, WAITABLE_WATCHED);
	os_mutex_unlock(&w->lock);
}

static void waiter_leave(struct waitable *w, struct waiter *me)
{
	os_mutex_lock(&w->lock);
	*me->link = me->next;
	if (me->next)
		me->next->link = me->link;
	if (!w->waiters && !w->fd)
		waitable_change(w, WAITABLE_WATCHED, 0);
	os_mutex_unlock(&w->lock);
}

static struct wait_outside *outside;

void wait_outside_set(struct wait_outside *o)
{
	outside = o;
}

bool wait_outside_has(void)
{
	return outside && outside->has() && !os_is_copy(); /* whose connections they are */
}

int wait_outside_fd(void)
{
	return outside ? outside->fd() : 0;
}

static void wait_write_for(const struct wait_source *s)
{
	struct thread *self = thread_self();

	if (!self || !os_load32(&self->batch.count))
		return;
	self->batch.reads = s;
	outside->write();
	self->batch.reads = NULL;
}

void wait_write(void)
{
	wait_write_for(NULL);
}

void wait_gather(bool begins)
{
	struct thread *self = thread_self();

	if (!self)
		return;
	if (!begins)
		wait_write();
	self->batch.depth += begins ? 1 : -1u;
}

bool wait_sleep(struct waitable *w, os_parker *parker, uint64_t deadline)
{
	struct wait_source *s = w ? os_loadp(&w->source) : NULL;

	wait_write_for(s);
	if (!s && wait_outside_has())
		s = &outside->source;
	return (s ? s->sleep(s, w, parker, deadline) : os_park(parker, deadline)) && wait_is_in_time(deadline);
}

/* A token that it takes is that of work in the queue, which is looked at next. */
void wait_look(void)
{
	struct thread *self = thread_self();

	if (self && wait_outside_has())
		outside->source.sleep(&outside->source, NULL, &self->parker, os_now());
}

/* Who reads himself what sets it need not be known to it. False: others read, or he has something else to be woken for. */
static bool wait_alone(struct waitable *w, const struct thread *self)
{
	struct wait_source *s = os_loadp(&w->source);

	if (!s || !s->read || (self && self->apartment && self->apartment->kind == APARTMENT_STA))
		return false;
	do {
		wait_write_for(s); /* what was begun because of what was read, too */
		if (!s->read(s))
			return false;
	} while (!waitable_take(w));
	return true;
}

/* A thread in an STA parks on the parker that its apartment's queue knows as well. A token that was meant for an outer
 * wait of the same thread is not lost: each wait looks at its own waitable and at the queue before it parks. */
static HRESULT wait_loop(struct waitable *w, os_parker *parker, uint64_t deadline)
{
	for (;;) {
		if (waitable_take(w))
			return S_OK;
		if (apartment_serve()) {
			if (wait_is_in_time(deadline))
				continue;
			return waitable_take(w) ? S_OK : RPC_S_CALLPENDING;
		}
		if (!wait_sleep(w, parker, deadline))
			return waitable_take(w) ? S_OK : RPC_S_CALLPENDING;
	}
}

static HRESULT wait_known(struct waitable *w, os_parker *parker, uint64_t deadline)
{
	struct waiter me;

	waiter_enter(w, &me, parker);
	HRESULT hr = wait_loop(w, parker, deadline);
	waiter_leave(w, &me);
	return hr;
}

HRESULT waitable_wait(struct waitable *w, uint64_t deadline)
{
	struct thread *self = thread_self();
	os_parker own = { 0 };
	os_parker *parker = self ? &self->parker : &own;
	struct trace_place place;

	if (os_is_copy()) /* nobody is left who could set it, and nobody else may reset it */
		return waitable_is_set(w) ? S_OK : FAIL(CO_E_NOTINITIALIZED);
	if (waitable_take(w))
		return S_OK;
	bool told = trace_on(TRACE_FILE) && place_wait_begins(&place, deadline);
	thread_pin(self);
	HRESULT hr = wait_alone(w, self) ? S_OK : wait_known(w, parker, deadline);
	if (!self)
		os_parker_fini(&own);
	if (told)
		place_wait_ends(&place);
	thread_unpin(self);
	return hr;
}
