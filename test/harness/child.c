/* child.c - inside a test's own process: the body, failed assertions, and the count of what was not given back. */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#ifdef ACOM_SIM
#include "base/os_sim.h"
#endif
#include "run.h"

#define MAX_CHECKS 16
#define SETTLE_NS 2000000000u /* a detached thread may still be ending */

/* What must be the same after a test as before it. */
struct check {
	const char *what;
	uint64_t (*count)(void);
	uint64_t before;
};

static uint64_t count_descriptors(void);

static struct check checks[MAX_CHECKS] = {
	{ "thread", os_thread_live, 0 },
	{ "allocated block", os_alloc_live, 0 },
	{ "descriptor", count_descriptors, 0 },
};
static unsigned check_count = 3;

void harness_check(const char *what, uint64_t (*count)(void))
{
	if (check_count == MAX_CHECKS)
		harness_fail("too many checks");
	checks[check_count++] = (struct check){ what, count, count() };
}

/* ---- descriptors ---- */

/* Calls fn for each open descriptor but the listing's own. */
static void each_descriptor(void (*fn)(const char *name, void *arg), void *arg)
{
	DIR *dir = opendir("/proc/self/fd");
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.' && atoi(entry->d_name) != dirfd(dir))
			fn(entry->d_name, arg);
	if (dir)
		closedir(dir);
}

static void add_descriptor(const char *name, void *arg)
{
	(void)name;
	++*(uint64_t *)arg;
}

static uint64_t count_descriptors(void)
{
	uint64_t n = 0;

	each_descriptor(add_descriptor, &n);
	return n;
}

static void print_descriptor(const char *name, void *arg)
{
	char path[64], target[256];
	ssize_t n;

	(void)arg;
	snprintf(path, sizeof path, "/proc/self/fd/%.16s", name);
	n = readlink(path, target, sizeof target - 1);
	fprintf(stderr, "  descriptor %s is %.*s\n", name, (int)(n > 0 ? n : 0), target);
}

/* ---- leaks ---- */

void leaks_remember(void)
{
	for (unsigned i = 0; i < check_count; i++)
		checks[i].before = checks[i].count();
}

/* Detached threads end on their own, soon; and one that is not counted any more may still look into a file: malloc does. */
static bool settles(const struct check *c)
{
#ifndef ACOM_SIM
	return c->count == os_thread_live || c->count == count_descriptors;
#else
	(void)c;
	return false;
#endif
}

/* How many more there are than before. */
static int64_t grown(const struct check *c)
{
	uint64_t end = os_now() + SETTLE_NS;
	int64_t more = (int64_t)(c->count() - c->before);

	while (more > 0 && settles(c) && os_now() < end) {
		os_yield();
		more = (int64_t)(c->count() - c->before);
	}
	return more;
}

bool leaks_found(void)
{
	bool found = false;

	for (unsigned i = 0; i < check_count; i++) {
		const struct check *c = &checks[i];
		int64_t more = grown(c);

		if (!more)
			continue;
		found = true;
		fprintf(stderr, more > 0 ? "leaked: %lld %s(s)\n" : "given back twice: %lld %s(s)\n",
			(long long)(more > 0 ? more : -more), c->what);
		if (c->count == count_descriptors)
			each_descriptor(print_descriptor, NULL);
	}
	return found;
}

/* ---- failed assertions: cmocka's own functions, so that they end the test on whatever thread they happen ---- */

/* cmocka shows both numbers of a failed comparison: whether the left one was the code for short memory or threads. */
static bool shortage_shown;

/* The count of allocations at which one fails; 0: none does. */
static uint64_t failing;

bool child_met_failure(void)
{
	return failing && os_alloc_count() >= failing;
}

static bool copes;

bool child_may_wait_in_vain(void)
{
	return !copes && child_met_failure();
}

_Noreturn void child_fail(void)
{
	_exit(!child_met_failure() ? CHILD_FAILED : shortage_shown ? CHILD_TOLD : CHILD_DOUBTFUL);
}

_Noreturn void harness_fail(const char *why)
{
#ifdef ACOM_SIM
	if (sim_running())
		sim_fail(why);
#endif
	fprintf(stderr, "%s\n", why);
	child_fail();
}

void cm_print_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

void cm_print_error(const char *format, ...)
{
	char text[1024];
	va_list args;
	HRESULT hr;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	fputs(text, stderr);
	hr = (HRESULT)strtoull(text, NULL, 0);
	shortage_shown = hr == E_OUTOFMEMORY || hr == RPC_E_OUT_OF_RESOURCES;
}

void _fail(const char *const file, const int line)
{
	char where[512];

	snprintf(where, sizeof where, "%s:%d: failed", file, line);
	harness_fail(where);
}

void _skip(const char *const file, const int line)
{
	(void)file;
	(void)line;
	_exit(CHILD_SKIPPED);
}

bool sweep_judge(const char *file, int line, const HRESULT *hr, size_t count)
{
	bool clean = hr[0] == E_OUTOFMEMORY;

	if (SUCCEEDED(hr[0]))
		return true;
	for (size_t i = 1; i < count; i++)
		clean |= hr[0] == hr[i];
	if (!clean || !os_alloc_failed()) {
		fprintf(stderr, "0x%08x %s\n", (unsigned)hr[0],
			clean ? "though no allocation failed" : "is no clean error here");
		_fail(file, line);
	}
	return false;
}

void *harness_needed(const void *p, const char *what, const char *file, int line)
{
	if (!p) {
		fprintf(stderr, "%s is NULL\n", what);
		shortage_shown = true;
		_fail(file, line);
	}
	return (void *)(uintptr_t)p;
}

/* ---- one test ---- */

_Noreturn void child_run(const struct harness_test *test, uint64_t nth, bool ever)
{
	bool met_failure;

	leaks_remember();
	failing = nth ? os_alloc_count() + nth : 0;
	copes = test->kind == HARNESS_SWEEP;
	os_alloc_fail(nth, ever);
#ifdef ACOM_SIM
	if (test->kind == HARNESS_EXPLORE)
		explore_child(test);
	else if (test->kind == HARNESS_SIM)
		sim_seeds(test);
	else
#endif
		test->body();
	met_failure = child_met_failure();
	os_alloc_fail(0, false);
	if (leaks_found())
		_exit(CHILD_LEAKED);
	exit(met_failure ? CHILD_OK_FAILED_ALLOCATION : CHILD_OK);
}
