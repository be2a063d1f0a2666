/* threads.c - threads and gates for tests; failed allocations do not reach them. */
#include <dirent.h>

#include "fault.h"
#include "run.h"

#undef os_yield
#undef os_poll

#define SLOWNESS (HARNESS_ASAN || HARNESS_TSAN ? 10 : 1)
#define GATE_PATIENCE_NS (30 * 1000000000ull * SLOWNESS)
#define HOPELESS_NS (40 * 1000000ull * SLOWNESS) /* behind a failed allocation */

struct gate_waiter {
	os_parker parker;
	struct gate_waiter *next;
};

void harness_start(struct harness_thread *t, void (*fn)(void *arg), void *arg)
{
	int error;

	os_alloc_exempt(true);
	fault_exempt(true);
	error = os_thread_start(&t->thread, fn, arg);
	fault_exempt(false);
	os_alloc_exempt(false);
	if (error)
		harness_fail("cannot start a thread");
}

void harness_join(struct harness_thread *t)
{
	os_thread_join(&t->thread);
}

unsigned harness_threads(void)
{
	DIR *tasks = opendir("/proc/self/task");
	unsigned count = 0;

	assert_non_null(tasks);
	while (readdir(tasks))
		count++;
	closedir(tasks);
	return count - 2; /* "." and ".." */
}

/* ---- waiting for what may never come ---- */

static uint64_t hopeless; /* until when the test may wait; 0: no allocation has failed */

/* The test is over if it has waited too long behind a failed allocation. */
static void check_hope(void)
{
	if (!child_may_wait_in_vain())
		return;
	if (!__atomic_load_n(&hopeless, __ATOMIC_RELAXED))
		__atomic_store_n(&hopeless, os_now() + HOPELESS_NS, __ATOMIC_RELAXED);
	else if (os_now() > __atomic_load_n(&hopeless, __ATOMIC_RELAXED))
		harness_fail("what the test waits for does not come");
}

void harness_yield(void)
{
	os_yield();
	check_hope();
}

int harness_poll(int fd, uint64_t deadline)
{
#ifndef ACOM_SIM
	while (deadline == OS_FOREVER && !os_poll(fd, os_now() + HOPELESS_NS))
		check_hope();
#endif
	return os_poll(fd, deadline);
}

/* In simulated time a gate that stays shut is a deadlock, and the scheduler says so. */
static bool gate_park(os_parker *parker)
{
#ifdef ACOM_SIM
	return os_park(parker, OS_FOREVER);
#else
	uint64_t end = os_now() + GATE_PATIENCE_NS;

	while (!os_park(parker, os_now() + HOPELESS_NS)) {
		check_hope();
		if (os_now() > end)
			return false;
	}
	return true;
#endif
}

/* What wakes threads does not reach those of other processes. */
static void gate_watch(struct harness_gate *gate)
{
	uint64_t end = os_now() + GATE_PATIENCE_NS;

	while (!os_load32(&gate->told) && os_now() < end)
		harness_yield();
	if (!os_load32(&gate->told))
		harness_fail("a gate was never opened");
}

void harness_gate_wait(struct harness_gate *gate)
{
	struct gate_waiter self = { .next = NULL };

	if (gate->shared) {
		gate_watch(gate);
		return;
	}
	os_mutex_lock(&gate->lock);
	if (gate->open) {
		os_mutex_unlock(&gate->lock);
		return;
	}
	self.next = gate->waiters;
	gate->waiters = &self;
	os_mutex_unlock(&gate->lock);
	if (!gate_park(&self.parker))
		harness_fail("a gate was never opened");
}

/* The link is read before the wake: a waiter's memory ends with its wait. */
void harness_gate_open(struct harness_gate *gate)
{
	struct gate_waiter *w, *next;

	if (gate->shared) {
		os_store32(&gate->told, 1);
		return;
	}
	os_mutex_lock(&gate->lock);
	gate->open = true;
	w = gate->waiters;
	gate->waiters = NULL;
	os_mutex_unlock(&gate->lock);
	for (; w; w = next) {
		next = w->next;
		os_unpark(&w->parker);
	}
}
