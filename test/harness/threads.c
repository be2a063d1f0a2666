/* threads.c - threads and gates for tests; failed allocations do not reach them. */
#include "run.h"

#define GATE_PATIENCE_NS (30 * 1000000000ull * (HARNESS_ASAN || HARNESS_TSAN ? 10 : 1))

struct gate_waiter {
	os_parker parker;
	struct gate_waiter *next;
};

void harness_start(struct harness_thread *t, void (*fn)(void *arg), void *arg)
{
	int error;

	os_alloc_exempt(true);
	error = os_thread_start(&t->thread, fn, arg);
	os_alloc_exempt(false);
	if (error)
		harness_fail("cannot start a thread");
}

void harness_join(struct harness_thread *t)
{
	os_thread_join(&t->thread);
}

/* In simulated time a gate that stays shut is a deadlock, and the scheduler says so. */
static uint64_t gate_deadline(void)
{
#ifdef ACOM_SIM
	return OS_FOREVER;
#else
	return os_now() + GATE_PATIENCE_NS;
#endif
}

void harness_gate_wait(struct harness_gate *gate)
{
	struct gate_waiter self = { { { 0 } }, NULL };

	os_mutex_lock(&gate->lock);
	if (gate->open) {
		os_mutex_unlock(&gate->lock);
		return;
	}
	self.next = gate->waiters;
	gate->waiters = &self;
	os_mutex_unlock(&gate->lock);
	if (!os_park(&self.parker, gate_deadline()))
		harness_fail("a gate was never opened");
}

/* The link is read before the wake: a waiter's memory ends with its wait. */
void harness_gate_open(struct harness_gate *gate)
{
	struct gate_waiter *w, *next;

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
