/* seeds.c - runs one body under many seeds of the simulated scheduler, and tells a failing one so that it replays. */
#ifdef ACOM_SIM
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/os_sim.h"
#include "run.h"
#include "schedule.h"

#define EXPLORE_FACTOR 20 /* `make explore` beside `make check` */

static _Noreturn void tell(uint64_t seed, const char *why)
{
	static struct schedule schedule;
	static char choices[4096];

	schedule_record(&schedule);
	schedule_print(&schedule, choices, sizeof choices);
	fprintf(stderr, "seed %llu (ACOM_SEED=%llu runs it alone): %s\nchoices: %s\n", (unsigned long long)seed,
		(unsigned long long)seed, why, choices);
	child_fail();
}

static void run_seed(const struct harness_test *test, uint64_t seed)
{
	if (sim_run(seed, explore_body, (void *)(uintptr_t)test))
		tell(seed, sim_failure());
	if (leaks_found())
		tell(seed, "leaks");
}

/* How much time passed in the schedules, and how fast. */
static void tell_time(uint64_t simulated, double real)
{
	printf("%llu simulated seconds, %.0f in one\n", (unsigned long long)(simulated / NS_PER_S),
	       (double)simulated / (double)NS_PER_S / real);
}

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* At the end the first seed once more: it goes another way if a schedule has left something behind. */
void sim_seeds(const struct harness_test *test)
{
	const char *only = getenv("ACOM_SEED");
	uint64_t first = only ? strtoull(only, NULL, 10) : 1;
	uint64_t count = only ? 1 : test->count * (getenv("ACOM_EXPLORE") ? EXPLORE_FACTOR : 1);
	uint64_t before = 0, simulated = 0;
	double since = seconds();

	for (uint64_t i = 0; i < count; i++) {
		run_seed(test, first + i);
		simulated += os_now();
		if (!i)
			before = schedule_hash();
	}
	tell_time(simulated, seconds() - since);
	run_seed(test, first);
	if (schedule_hash() != before)
		tell(first, "the same seed went another way: a schedule has left something behind");
}
#endif
