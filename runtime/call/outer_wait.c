/* outer_wait.c - the event of a server's call object: who waits for it brings along what that takes. */
#include "call/outer.h"

struct outer_waiter {
	struct outer_waiter *next, **link;
	const struct outer *outer;
	struct waitable set;
};

static struct {
	os_mutex lock;
	struct outer_waiter *first;
} waiters;

static void waiter_enlist(struct outer_waiter *w)
{
	os_mutex_lock(&waiters.lock);
	w->next = waiters.first;
	w->link = &waiters.first;
	if (w->next)
		w->next->link = &w->next;
	waiters.first = w;
	os_mutex_unlock(&waiters.lock);
}

static void waiter_leave(struct outer_waiter *w)
{
	os_mutex_lock(&waiters.lock);
	*w->link = w->next;
	if (w->next)
		w->next->link = w->link;
	os_mutex_unlock(&waiters.lock);
	waitable_fini(&w->set);
}

HRESULT outer_wait(struct outer *o, uint64_t deadline)
{
	struct outer_waiter w = { .outer = o };

	if (os_is_copy()) /* whoever has a lock is in the other process */
		return o->signalled ? S_OK : FAIL(CO_E_NOTINITIALIZED);
	os_mutex_init(&w.set.lock);
	os_mutex_lock(&o->lock);
	bool signalled = o->signalled;
	o->waited = true;
	waiter_enlist(&w);
	os_mutex_unlock(&o->lock);
	HRESULT hr = signalled ? S_OK : waitable_wait(&w.set, deadline);
	waiter_leave(&w);
	return hr;
}

void outer_set(struct outer *o)
{
	o->signalled = true;
	if (!o->waited)
		return;
	os_mutex_lock(&waiters.lock);
	for (struct outer_waiter *w = waiters.first; w; w = w->next)
		if (w->outer == o)
			waitable_set(&w->set);
	os_mutex_unlock(&waiters.lock);
}
