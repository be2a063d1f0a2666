/* sweep.c - fails the n-th allocation of a test, for every n, first alone and then with all that follow it. A SWEEP has to cope
 * with that. Any other test, if ACOM_SWEEP is set, may fail an assertion, but must not crash, hang or leak.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "run.h"

#define MOST 100000      /* a body that needs more allocations does not end */
#define FEW 24

/* With which allocation the sweep of a TEST begins. */
static uint64_t first(const struct harness_test *test)
{
	uint64_t given = test->kind == HARNESS_TEST ? strtoull(getenv("ACOM_SWEEP"), NULL, 10) : 1;

	return given ? given : 1;
}

/* What became of all steps of this program. */
static struct {
	unsigned tests, steps, coped, told, doubtful, crashed, hung, leaked, failed;
} tally;

bool swept(void)
{
	return getenv("ACOM_SWEEP");
}

int few(int all)
{
	return swept() && all > FEW ? FEW : all;
}

int repeats(int usual, int soaked)
{
	return swept() ? 1 : getenv("ACOM_SOAK") ? soaked : usual;
}

bool sweep_wanted(const struct harness_test *test)
{
	return test->kind == HARNESS_SWEEP || (test->kind == HARNESS_TEST && swept());
}

/* Whether the next allocation is to fail. */
static bool goes_on(const struct harness_test *test, const struct outcome *o)
{
	if (process_ended_with(o, CHILD_OK_FAILED_ALLOCATION))
		return true;
	return test->kind == HARNESS_TEST && (process_ended_with(o, CHILD_TOLD) || process_ended_with(o, CHILD_DOUBTFUL));
}

static void count(const struct harness_test *test, const struct outcome *o)
{
	tally.steps++;
	if (process_passed(o))
		tally.coped++;
	else if (process_ended_with(o, CHILD_TOLD) && test->kind == HARNESS_TEST)
		tally.told++;
	else if (process_ended_with(o, CHILD_DOUBTFUL) && test->kind == HARNESS_TEST)
		tally.doubtful++;
	else if (process_ended_with(o, CHILD_LEAKED))
		tally.leaked++;
	else if (o->timed_out)
		tally.hung++;
	else if (process_asserted(o) || process_ended_with(o, CHILD_SKIPPED))
		tally.failed += !process_ended_with(o, CHILD_SKIPPED);
	else
		tally.crashed++;
}

/* The outcome of the step that ends it: bad, or the first that did not meet a failure. */
static struct outcome sweep(const struct harness_test *test, bool ever, uint64_t *nth, bool verbose)
{
	struct outcome o;

	for (*nth = first(test);; ++*nth) {
		o = process_run(test, *nth, ever);
		count(test, &o);
		if (!goes_on(test, &o) || *nth >= MOST)
			break;
		if (verbose && process_ended_with(&o, CHILD_DOUBTFUL)) {
			printf("    allocation %llu%s:\n", (unsigned long long)*nth, ever ? " and all after it" : "");
			process_show_output(o.output);
			fflush(stdout); /* before the next child has a copy of it */
		}
		close(o.output);
	}
	if (goes_on(test, &o))
		o.timed_out = true; /* no end in sight */
	return o;
}

struct outcome sweep_run(const struct harness_test *test, bool verbose, char *step, size_t size)
{
	bool ever = false;
	uint64_t nth;
	struct outcome o = sweep(test, ever, &nth, verbose);

	tally.tests++;
	if (process_ended_with(&o, CHILD_OK)) {
		close(o.output);
		ever = true;
		o = sweep(test, ever, &nth, verbose);
	}
	snprintf(step, size, "    allocation %llu%s failed:\n", (unsigned long long)nth, ever ? " and all after it" : "");
	return o;
}

void sweep_results(char *line, size_t size)
{
	snprintf(line, size, "%u %u %u %u %u %u %u %u %u", tally.tests, tally.steps, tally.coped, tally.told,
		 tally.doubtful, tally.crashed, tally.hung, tally.leaked, tally.failed);
}
