/* os_sim_os.c - os.h over the simulated scheduler: each function is a scheduling point and a wait that can be told. */
#ifdef ACOM_SIM
#include <errno.h>
#include <string.h>
#include <time.h>

#include "os_fibre.h"

#define HERE __builtin_return_address(0)

uint64_t os_now(void)
{
	return fibre_now;
}

/* The same bytes in each run of a schedule. */
void os_random(void *buffer, size_t size)
{
	unsigned char *at = buffer;

	for (size_t i = 0; i < size; i++)
		at[i] = (unsigned char)fibre_random();
}

/* ---- what a fibre can wait for ---- */

static int descriptors_ready(const struct fibre *f, uint64_t *ready)
{
	static const struct timespec now;

	return linux_poll(f->fds, f->fd_count, &now, ready);
}

static bool has_come(const struct fibre *f)
{
	uint64_t ready;

	switch (f->wait) {
	case WAIT_NONE:
		return true;
	case WAIT_MUTEX:
		return !((const os_mutex *)f->on)->owner;
	case WAIT_TOKEN:
		return ((const os_parker *)f->on)->token.v;
	case WAIT_THREAD:
		return ((const struct fibre *)f->on)->wait == WAIT_ENDED;
	case WAIT_DESCRIPTOR:
		return descriptors_ready(f, &ready);
	case WAIT_ENDED:
		return false;
	}
	return false;
}

bool fibre_ready(const struct fibre *f)
{
	return has_come(f) || (f->wait != WAIT_ENDED && f->deadline <= fibre_now);
}

/* ---- locks ---- */

void os_mutex_init(os_mutex *m)
{
	m->owner = NULL;
}

void os_mutex_fini(os_mutex *m)
{
	if (m->owner)
		sim_fail("a mutex is destroyed while it is held");
}

void os_mutex_lock(os_mutex *m)
{
	os_point();
	if (m->owner)
		fibre_wait(WAIT_MUTEX, m, OS_FOREVER, HERE);
	m->owner = fibre_current;
}

void os_mutex_unlock(os_mutex *m)
{
	if (m->owner != fibre_current)
		sim_fail("a mutex is unlocked by a thread that does not hold it");
	m->owner = NULL;
	os_point();
}

/* ---- trying: schedules choose who runs ---- */

bool os_try(struct os_patience *p, uint64_t deadline, bool (*helped)(void *arg), void *arg)
{
	(void)p;
	(void)deadline;
	(void)helped;
	(void)arg;
	return false;
}

void os_try_nothing(bool sober)
{
	(void)sober;
}

/* ---- parking ---- */

bool os_park(os_parker *p, uint64_t deadline)
{
	bool token;

	os_point();
	if (p->token.v != PARK_TOKEN)
		fibre_wait(WAIT_TOKEN, p, deadline, HERE);
	token = p->token.v == PARK_TOKEN;
	p->token.v = PARK_EMPTY;
	return token;
}

/* The token is all that a parked fibre waits for. */
os_parker *os_unpark_mark(os_parker *p)
{
	bool polling = p->token.v == PARK_POLLING;

	p->token.v = PARK_TOKEN;
	if (polling)
		os_eventfd_set(p->wake - 1);
	os_point();
	return NULL;
}

void os_unpark_wake(os_parker *marked)
{
	(void)marked;
}

bool os_nap(os_parker *p, uint64_t deadline)
{
	return os_park(p, deadline);
}

void os_unpark(os_parker *p)
{
	os_unpark_mark(p);
}

/* ---- threads ---- */

int os_thread_start(os_thread *t, void (*fn)(void *arg), void *arg)
{
	t->impl = sim_running() ? fibre_start(fn, arg) : NULL;
	if (!t->impl)
		return EAGAIN;
	fibre_live++;
	os_point();
	return 0;
}

static void claim(struct fibre *f)
{
	if (f->claimed)
		sim_fail("a thread is joined or detached twice");
	f->claimed = true;
}

void os_thread_join(os_thread *t)
{
	claim(t->impl);
	fibre_wait(WAIT_THREAD, t->impl, OS_FOREVER, HERE);
}

void os_thread_detach(os_thread *t)
{
	claim(t->impl);
}

uint64_t os_thread_id(void)
{
	return fibre_current->number + 1;
}

uint64_t os_thread_live(void)
{
	return fibre_live;
}

void os_yield(void)
{
	fibre_yield();
}

/* No simulated process is copied. */
void os_copy_watch(bool (*in_use)(void))
{
	(void)in_use;
}

void os_copy_tell(void (*fn)(void))
{
	(void)fn;
}

void *os_slot(void)
{
	return fibre_current->slot;
}

void os_slot_set(void *value, void (*at_exit)(void *value))
{
	fibre_current->slot = value;
	fibre_current->slot_at_exit = at_exit;
}

void *os_local(void)
{
	return fibre_current->local;
}

void os_local_at_exit(void (*at_exit)(void *local))
{
	fibre_current->local_at_exit = at_exit;
}

/* ---- polling ---- */

int os_poll_many(const int *fds, unsigned count, uint64_t deadline, uint64_t *ready)
{
	os_point();
	fibre_current->fds = fds;
	fibre_current->fd_count = count;
	if (!descriptors_ready(fibre_current, ready))
		fibre_wait(WAIT_DESCRIPTOR, NULL, deadline, HERE);
	return descriptors_ready(fibre_current, ready);
}
#endif
