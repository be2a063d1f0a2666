/* seeds.c - runs one body under many seeds of the simulated scheduler, and tells a failing one so that it replays. */
#ifdef ACOM_SIM
#include <stdio.h>
#include <stdlib.h>

#include "base/os_sim.h"
#include "run.h"

#define EXPLORE_FACTOR 20 /* `make explore` beside `make check` */

static void call_body(void *test)
{
	((const struct harness_test *)test)->body();
}

static _Noreturn void tell(uint64_t seed, const char *why)
{
	static char choices[4096];

	sim_describe(choices, sizeof choices);
	fprintf(stderr, "seed %llu (ACOM_SEED=%llu runs it alone): %s\nchoices: %s\n", (unsigned long long)seed,
		(unsigned long long)seed, why, choices);
	child_fail();
}

static void run_seed(const struct harness_test *test, uint64_t seed)
{
	if (sim_run(seed, call_body, (void *)(uintptr_t)test))
		tell(seed, sim_failure());
	if (leaks_found())
		tell(seed, "leaks");
}

/* Equal for equal schedules. */
static uint64_t fingerprint(void)
{
	const struct sim_choice *choices;
	size_t n = sim_choices(&choices);
	uint64_t hash = n;

	for (size_t i = 0; i < n; i++)
		hash = hash * 31 * 257 + choices[i].chosen * 257u + choices[i].options;
	return hash;
}

/* At the end the first seed once more: it goes another way if a schedule has left something behind. */
void sim_seeds(const struct harness_test *test)
{
	const char *only = getenv("ACOM_SEED");
	uint64_t first = only ? strtoull(only, NULL, 10) : 1;
	uint64_t count = only ? 1 : test->seeds * (getenv("ACOM_EXPLORE") ? EXPLORE_FACTOR : 1);
	uint64_t before = 0;

	for (uint64_t i = 0; i < count; i++) {
		run_seed(test, first + i);
		if (!i)
			before = fingerprint();
	}
	run_seed(test, first);
	if (fingerprint() != before)
		tell(first, "the same seed went another way: a schedule has left something behind");
}
#endif
