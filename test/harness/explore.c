/* explore.c - runs one body under every schedule with few preemptions, then under random ones; what fails is replayed. */
#ifdef ACOM_SIM
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "base/os_sim.h"
#include "run.h"
#include "schedule.h"

#define BUDGET (HARNESS_ASAN ? 20000 : 200000) /* schedules of one test in `make check` */
#define RANDOM_SCHEDULES 2000 /* in `make check` */

/* The child shares it with its parent, so that the schedule is known however the child ends. */
static struct progress {
	struct schedule schedule; /* the one that runs */
	uint64_t seed;            /* a random one; 0: it follows the list */
	uint64_t ran;
	size_t longest;           /* choices of one schedule */
	bool complete;            /* the list has been followed to its end */
	char summary[256];
} *progress;

void explore_body(void *test)
{
	((const struct harness_test *)test)->body();
}

/* ---- one schedule ---- */

/* From here on the list is what counts: that of a random schedule is recorded, too. */
static _Noreturn void tell(const char *why)
{
	if (progress->seed) {
		schedule_record(&progress->schedule);
		progress->seed = 0;
	}
	fprintf(stderr, "%s\n", why);
	child_fail();
}

static void run_one(const struct harness_test *test)
{
	const struct sim_choice *choices;
	void *arg = (void *)(uintptr_t)test;
	struct schedule *s = &progress->schedule;
	int failed;

	progress->ran++;
	failed = progress->seed ? sim_run(progress->seed, explore_body, arg) :
		 sim_replay(s->choices, s->count, explore_body, arg);
	if (failed)
		tell(sim_failure());
	if (leaks_found())
		tell("leaks");
	if (sim_choices(&choices) > progress->longest)
		progress->longest = sim_choices(&choices);
}

/* ---- all of them ---- */

static uint64_t budget;
static time_t end;

static time_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

static void set_budget(const struct harness_test *test)
{
	const char *limit = getenv("ACOM_EXPLORE_SECONDS"), *explore = getenv("ACOM_EXPLORE");

	budget = !explore ? BUDGET : test->most && strcmp(explore, "all") ? test->most : UINT64_MAX;
	end = limit ? now() + atoi(limit) : 0;
}

/* Depth first; false: the budget is used up. *count: how many that were. */
static bool run_all(const struct harness_test *test, unsigned preemptions, uint64_t *count)
{
	struct schedule *s = &progress->schedule;

	s->count = 0;
	*count = 0;
	do {
		if (progress->ran >= budget || (end && now() >= end))
			return false;
		run_one(test);
		++*count;
		if (!schedule_was_followed(s))
			tell("the same choices went another way: a schedule has left something behind");
	} while (schedule_next(s, preemptions));
	return true;
}

/* First those without a preemption, then those with at most one, ...: so what fails has as few as possible, and what was
 * cut off was complete with one less. */
static void search(const struct harness_test *test)
{
	char *text = progress->summary;
	size_t size = sizeof progress->summary;
	uint64_t before = 0, count;
	unsigned n = 0;

	while (n <= test->count && run_all(test, n, &count)) {
		before = count;
		n++;
	}
	progress->complete = n > test->count;
	if (progress->complete)
		snprintf(text, size, "complete: %llu schedules with at most %u preemptions, %zu choices at most",
			 (unsigned long long)count, test->count, progress->longest);
	else
		snprintf(text, size, "cut at depth %zu after %llu schedules, %zu choices at most; the %llu with fewer than %u "
			 "preemptions were complete", progress->schedule.count, (unsigned long long)count,
			 progress->longest, (unsigned long long)before, n);
}

static uint64_t random_schedules(const struct harness_test *test)
{
	const char *given = getenv("ACOM_EXPLORE_RANDOM");

	return given ? strtoull(given, NULL, 10) : getenv("ACOM_EXPLORE") ? test->random : RANDOM_SCHEDULES;
}

static void run_random(const struct harness_test *test)
{
	uint64_t n = random_schedules(test);
	size_t at = strlen(progress->summary);

	for (progress->seed = 1; progress->seed <= n; progress->seed++)
		run_one(test);
	progress->seed = 0;
	snprintf(progress->summary + at, sizeof progress->summary - at, "; %llu random ones", (unsigned long long)n);
}

/* The schedule without any choice: before all others, and after them. */
static uint64_t run_first(const struct harness_test *test)
{
	progress->schedule.count = 0;
	run_one(test);
	return schedule_hash();
}

/* One schedule that the environment names. */
static bool run_given(const struct harness_test *test)
{
	const char *list = getenv("ACOM_SCHEDULE"), *seed = getenv("ACOM_SEED");

	if (!list && !seed)
		return false;
	progress->seed = list ? 0 : strtoull(seed, NULL, 10);
	if (list && !schedule_read(&progress->schedule, list))
		harness_fail("ACOM_SCHEDULE is no list of choices");
	run_one(test);
	return true;
}

void explore_child(const struct harness_test *test)
{
	uint64_t first;

	if (run_given(test))
		return;
	set_budget(test);
	first = run_first(test);
	search(test);
	run_random(test);
	if (run_first(test) != first)
		tell("the first schedule went another way: the others have left something behind");
}

/* ---- the parent ---- */

void explore_begin(void)
{
	if (!progress)
		progress = mmap(NULL, sizeof *progress, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (progress == MAP_FAILED) {
		perror("cannot share memory with a test");
		exit(1);
	}
	memset(progress, 0, sizeof *progress);
}

/* Whether the schedule fails again, in a process that has run no other. */
static bool fails_again(const struct harness_test *test, const char *variable, const char *value)
{
	struct outcome o;

	setenv(variable, value, 1);
	o = process_run(test, 0, false);
	unsetenv(variable);
	close(o.output);
	return !process_passed(&o);
}

static const char *tell_failure(const struct harness_test *test)
{
	static char text[8192], value[4096];
	const char *variable = progress->seed ? "ACOM_SEED" : "ACOM_SCHEDULE";
	uint64_t ran = progress->ran;

	if (progress->seed)
		snprintf(value, sizeof value, "%llu", (unsigned long long)progress->seed);
	else
		schedule_print(&progress->schedule, value, sizeof value);
	snprintf(text, sizeof text, "    schedule %llu (%s='%s' runs it alone); replayed it %s:\n", (unsigned long long)ran,
		 variable, value, fails_again(test, variable, value) ? "fails again" : "does not fail");
	return text;
}

bool explore_complete(void)
{
	return progress->complete;
}

const char *explore_told(const struct harness_test *test, const struct outcome *o)
{
	static char text[300];

	if (getenv("ACOM_SCHEDULE") || getenv("ACOM_SEED"))
		return "";
	if (!process_passed(o))
		return tell_failure(test);
	snprintf(text, sizeof text, "    %s\n", progress->summary);
	return text;
}
#endif
