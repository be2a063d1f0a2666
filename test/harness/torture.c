/* torture.c - lets each system call of a test fail with each error that it can have, one step after the other. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fault.h"
#include "run.h"

/* What took longer is told. Of a site that is met often the first times are all looked at, then fewer and fewer. A few steps of a
 * test: with a stride that has no common divisor with what repeats among them. */
enum { ALL_AT_FIRST = 6, FEW_STEPS = 24, SLOW_SECONDS = 3, TOLD_MOST = 1 << 16 };

static struct {
	unsigned tests, steps, idle, survived, told, crashed, hung, leaked, failed;
} tally;
static bool reached[FAULT_SITES_MOST];

/* ---- steps ---- */

struct step {
	unsigned site;
	const struct fault_row *row;
	enum fault_how how;
	uint32_t nth;
};

static struct step *steps;
static size_t step_count, step_room;

static void add_step(struct step s)
{
	if (step_count == step_room) {
		step_room = step_room ? 2 * step_room : 1024;
		steps = realloc(steps, step_room * sizeof *steps);
		if (!steps)
			abort();
	}
	steps[step_count++] = s;
}

static void list_times(unsigned site, const struct fault_row *row, uint32_t count)
{
	for (uint32_t nth = 1; nth <= count; nth += nth < ALL_AT_FIRST ? 1 : 1 + nth / 3)
		for (enum fault_how how = FAULT_ONCE; how < FAULT_HOWS; how++)
			add_step((struct step){ site, row, how, nth });
}

static void list_steps(void)
{
	const struct fault_row *row;
	unsigned count;
	const struct fault_site *sites = fault_sites(&count);

	step_count = 0;
	for (unsigned i = 0; i < count; i++) {
		for (row = fault_next(&sites[i], NULL); row; row = fault_next(&sites[i], row))
			list_times(i, row, fault_plan->counts[i]);
	}
}

static void name_step(const struct step *s, char *name, size_t size)
{
	unsigned count;
	const struct fault_site *site = fault_sites(&count) + s->site;

	snprintf(name, size, "%s:%s %s %u%s", site->function, site->call, fault_name(s->row), s->nth,
	         s->how == FAULT_EVER ? " and on" : "");
}

/* ---- one step ---- */

static void plan(const struct step *s)
{
	memset(fault_plan, 0, sizeof *fault_plan);
	if (s) {
		fault_plan->site = s->site;
		fault_plan->row = s->row;
		fault_plan->how = s->how;
		fault_plan->nth = s->nth;
	}
}

/* Whether that is bad. */
static bool count(const struct outcome *o)
{
	for (unsigned i = 0; i < FAULT_SITES_MOST; i++)
		reached[i] |= fault_plan->counts[i] != 0;
	tally.steps++;
	if (o->timed_out)
		tally.hung++;
	else if (process_ended_with(o, CHILD_LEAKED))
		tally.leaked++;
	else if (process_asserted(o))
		tally.failed++;
	else if (!process_passed(o))
		tally.crashed++;
	else if (!fault_plan->struck)
		tally.idle++;
	else if (fault_plan->told)
		tally.told++;
	else
		tally.survived++;
	return !process_passed(o);
}

static char told[TOLD_MOST];

static void tell(const char *line)
{
	size_t at = strlen(told);

	snprintf(told + at, sizeof told - at, "    %s\n", line);
}

static struct outcome run_step(const struct harness_test *test, const struct step *s)
{
	struct outcome o;
	char name[256];

	uint64_t since = os_now(), seconds;

	plan(s);
	o = process_run(test, 0, false);
	seconds = (os_now() - since) / NS_PER_S;
	name_step(s, name, sizeof name);
	if (seconds >= SLOW_SECONDS)
		snprintf(name + strlen(name), sizeof name - strlen(name), ": took %u s", (unsigned)seconds);
	if (count(&o) || seconds >= SLOW_SECONDS)
		tell(name);
	return o;
}

/* ---- one test ---- */

static bool is_wanted(size_t i)
{
	const char *part = getenv("ACOM_TORTURE");
	size_t stride = step_count / FEW_STEPS | 1;
	char name[256];

	name_step(&steps[i], name, sizeof name);
	return part ? strstr(name, part) != NULL : i % stride == stride / 2;
}

/* The first that went wrong is the one that is shown. */
static struct outcome run_steps(const struct harness_test *test, struct outcome first)
{
	for (size_t i = 0; i < step_count; i++) {
		if (!is_wanted(i))
			continue;
		struct outcome o = run_step(test, &steps[i]);
		if (process_passed(&first) && !process_passed(&o)) {
			close(first.output);
			first = o;
		} else {
			close(o.output);
		}
	}
	return first;
}

struct outcome torture_run(const struct harness_test *test, const char **lines)
{
	unsigned before = tally.steps;
	struct outcome o;
	char line[64];

	*lines = told;
	told[0] = 0;
	if (!fault_plan)
		fault_plan = mmap(NULL, sizeof *fault_plan, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (fault_plan == MAP_FAILED)
		abort();
	plan(NULL);
	o = process_run(test, 0, false);
	if (!process_passed(&o))
		return o;
	list_steps();
	tally.tests++;
	o = run_steps(test, o);
	snprintf(line, sizeof line, "%u of %zu steps", tally.steps - before, step_count);
	tell(line);
	return o;
}

void torture_results(void (*append)(const char *variable, const char *line))
{
	unsigned sites;
	const struct fault_site *site = fault_sites(&sites);
	char line[256];

	snprintf(line, sizeof line, "%u %u %u %u %u %u %u %u %u", tally.tests, tally.steps, tally.idle, tally.survived, tally.told,
	         tally.crashed, tally.hung, tally.leaked, tally.failed);
	if (tally.tests)
		append("ACOM_TORTURE_RESULTS", line);
	for (unsigned i = 0; i < sites; i++) {
		snprintf(line, sizeof line, "%s:%s %d", site[i].function, site[i].call, reached[i]);
		append("ACOM_TORTURE_SITES", line);
	}
}
