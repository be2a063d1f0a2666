/* os_sim.c - the simulated scheduler: which fibre runs next is a choice, recorded, and time passes when all wait. */
#ifdef ACOM_SIM
#undef _FORTIFY_SOURCE /* its longjmp takes a switch of stacks for an attack */
#include <execinfo.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "os_fibre.h"

#if defined(__SANITIZE_ADDRESS__)
#define SIM_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SIM_ASAN 1
#endif
#endif
#ifdef SIM_ASAN
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#else
#define __sanitizer_start_switch_fiber(save, bottom, size) ((void)(save), (void)(bottom), (void)(size))
#define __sanitizer_finish_switch_fiber(saved, bottom, size) ((void)(saved), (void)(bottom), (void)(size))
#define __asan_unpoison_memory_region(start, size) ((void)(start), (void)(size))
#endif

#define MAX_FIBRES 64
#define MAX_POINTS 1000000 /* of one schedule: it does not end */
#define STACK_SIZE (256 * 1024)
#define GUARD_SIZE 65536

static struct fibre host; /* whoever calls sim_run */
static struct fibre fibres[MAX_FIBRES];
static unsigned fibre_count; /* of this schedule; all stacks are kept for the next */

struct fibre *fibre_current = &host;
uint64_t fibre_now;
unsigned fibre_live;

static unsigned points;
static char failure[4096];
static bool failed;

/* ---- switching ---- */

static void run_fibre(void);

/* A new context on the fibre's stack; the stack is mapped once, and its lowest pages catch an overflow. */
static void prepare(struct fibre *f)
{
	if (!f->stack) {
		char *map = mmap(NULL, GUARD_SIZE + STACK_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		if (map == MAP_FAILED || mprotect(map, GUARD_SIZE, PROT_NONE))
			abort();
		f->stack = map + GUARD_SIZE;
		f->stack_size = STACK_SIZE;
	}
	__asan_unpoison_memory_region(f->stack, f->stack_size);
	getcontext(&f->start);
	f->start.uc_stack.ss_sp = f->stack;
	f->start.uc_stack.ss_size = f->stack_size;
	f->start.uc_link = NULL;
	makecontext(&f->start, run_fibre, 0);
	f->entered = false;
}

/* The host's stack is not ours: the first fibre learns it from AddressSanitizer. */
static void arrive(struct fibre *f)
{
	const void *bottom = NULL;
	size_t size = 0;

	__sanitizer_finish_switch_fiber(f->fake_stack, &bottom, &size);
	if (!host.stack) {
		host.stack = (char *)(uintptr_t)bottom;
		host.stack_size = size;
	}
}

static void switch_to(struct fibre *to)
{
	struct fibre *from = fibre_current;

	if (from == to)
		return;
	fibre_current = to;
	__sanitizer_start_switch_fiber(from->wait == WAIT_ENDED ? NULL : &from->fake_stack, to->stack, to->stack_size);
	if (!_setjmp(from->context)) {
		if (to->entered)
			_longjmp(to->context, 1);
		to->entered = true;
		setcontext(&to->start);
	}
	arrive(from);
}

/* ---- failure ---- */

static _Noreturn void stop(void)
{
	fibre_current->wait = WAIT_ENDED;
	switch_to(&host);
	abort();
}

_Noreturn void sim_fail(const char *why)
{
	if (fibre_current == &host) {
		fprintf(stderr, "%s\n", why);
		abort();
	}
	if (!failed)
		snprintf(failure, sizeof failure, "%s (in thread %u, after %u points)", why, fibre_current->number, points);
	failed = true;
	stop();
}

bool sim_running(void)
{
	return fibre_current != &host;
}

const char *sim_failure(void)
{
	return failure;
}

static void add_failure(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void add_failure(const char *format, ...)
{
	size_t at = strlen(failure);
	va_list args;

	va_start(args, format);
	vsnprintf(failure + at, sizeof failure - at, format, args);
	va_end(args);
}

/* One line for a fibre that waits, with its place as addr2line wants it. */
static void describe_wait(const struct fibre *f)
{
	static const char *const waits[] = { "can run", "waits for a mutex", "is parked", "joins", "polls" };
	char **place = backtrace_symbols(&f->place, 1);

	add_failure("\n  thread %u %s", f->number, waits[f->wait]);
	if (f->wait == WAIT_MUTEX)
		add_failure(" that thread %u holds", ((const struct fibre *)((const os_mutex *)f->on)->owner)->number);
	if (f->wait == WAIT_THREAD)
		add_failure(" thread %u", ((const struct fibre *)f->on)->number);
	add_failure(", at %s", place ? place[0] : "?");
	free(place);
}

static _Noreturn void deadlock(void)
{
	failed = true;
	strcpy(failure, "deadlock:");
	for (unsigned i = 0; i < fibre_count; i++)
		if (fibres[i].wait != WAIT_ENDED)
			describe_wait(&fibres[i]);
	stop();
}

/* ---- scheduling ---- */

/* The fibres that can run, beginning behind `first` and going round; the number of them. */
static unsigned find_ready(struct fibre *first, bool first_too, struct fibre **ready)
{
	unsigned n = 0;

	if (first_too && fibre_ready(first))
		ready[n++] = first;
	for (unsigned i = 1; i <= fibre_count; i++) {
		struct fibre *f = &fibres[(first->number - 1 + i) % fibre_count];

		if ((f != first || !first_too) && fibre_ready(f))
			ready[n++] = f;
	}
	return n;
}

/* To the earliest deadline; false when nobody has one. */
static bool let_time_pass(void)
{
	uint64_t earliest = OS_FOREVER;

	for (unsigned i = 0; i < fibre_count; i++)
		if (fibres[i].wait != WAIT_ENDED && fibres[i].deadline < earliest)
			earliest = fibres[i].deadline;
	if (earliest == OS_FOREVER)
		return false;
	fibre_now = earliest;
	return true;
}

static bool all_ended(void)
{
	for (unsigned i = 0; i < fibre_count; i++)
		if (fibres[i].wait != WAIT_ENDED)
			return false;
	return true;
}

/* Gives the processor to a fibre that can run. Choice 0 is the current one, unless it yields. */
static void schedule(bool yields)
{
	struct fibre *ready[MAX_FIBRES];
	unsigned n;

	if (++points > MAX_POINTS)
		sim_fail("the schedule does not end");
	while (!(n = find_ready(fibre_current, !yields, ready))) {
		if (all_ended())
			switch_to(&host);
		if (!let_time_pass())
			deadlock();
	}
	switch_to(ready[choice_next(n, !yields && ready[0] == fibre_current)]);
}

void os_point(void)
{
	if (sim_running())
		schedule(false);
}

void fibre_yield(void)
{
	if (sim_running())
		schedule(true);
}

/* The host has nobody to wait for: it only sees its time pass. */
static void host_wait(enum fibre_wait wait, uint64_t deadline)
{
	if (deadline == OS_FOREVER)
		sim_fail(wait == WAIT_MUTEX ? "waits for a mutex outside of a schedule" : "waits outside of a schedule");
	if (fibre_now < deadline)
		fibre_now = deadline;
}

void fibre_wait(enum fibre_wait wait, const void *on, uint64_t deadline, void *place)
{
	struct fibre *self = fibre_current;

	self->wait = wait;
	self->on = on;
	self->deadline = deadline;
	self->place = place;
	if (self != &host)
		schedule(false);
	else if (!fibre_ready(self))
		host_wait(wait, deadline);
	self->wait = WAIT_NONE;
	self->deadline = OS_FOREVER;
}

/* ---- fibres ---- */

static void end_slot(struct fibre *f)
{
	if (f->local_at_exit)
		f->local_at_exit(f->local);
	while (f->slot) {
		void *value = f->slot;

		f->slot = NULL;
		if (f->slot_at_exit)
			f->slot_at_exit(value);
	}
}

/* The life of a fibre. It never returns: nobody resumes a fibre that has ended. */
static void run_fibre(void)
{
	struct fibre *self = fibre_current;

	arrive(self);
	self->fn(self->arg);
	end_slot(self);
	fibre_live -= self->number > 1;
	self->wait = WAIT_ENDED;
	schedule(true);
	abort();
}

struct fibre *fibre_start(void (*fn)(void *arg), void *arg)
{
	struct fibre *f = &fibres[fibre_count];
	struct fibre fresh = { .number = fibre_count + 1, .deadline = OS_FOREVER, .fn = fn, .arg = arg,
			       .stack = f->stack, .stack_size = f->stack_size };

	if (fibre_count == MAX_FIBRES)
		return NULL;
	*f = fresh;
	prepare(f);
	fibre_count++;
	return f;
}

/* ---- a schedule ---- */

static void check_claims(void)
{
	for (unsigned i = 1; i < fibre_count && !failed; i++) {
		if (fibres[i].claimed)
			continue;
		failed = true;
		snprintf(failure, sizeof failure, "thread %u was neither joined nor detached", fibres[i].number);
	}
}

static int run(void (*fn)(void *arg), void *arg)
{
	if (sim_running())
		sim_fail("a schedule within a schedule");
	failure[0] = 0;
	failed = false;
	fibre_count = fibre_live = points = 0;
	fibre_now = 1;
	host.deadline = OS_FOREVER;
	host.entered = true;
	switch_to(fibre_start(fn, arg));
	check_claims();
	fibre_live = 0;
	return failed ? -1 : 0;
}

int sim_run(uint64_t seed, void (*fn)(void *arg), void *arg)
{
	choice_seed(seed);
	return run(fn, arg);
}

int sim_replay(const uint8_t *list, size_t count, void (*fn)(void *arg), void *arg)
{
	choice_list(list, count);
	return run(fn, arg);
}
#endif
