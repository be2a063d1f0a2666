/* harness.c - the parent: finds the tests, runs each in a process of its own, and gives the verdict. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "run.h"


static struct harness_test *tests; /* in the order of their lines */
static bool verbose;
static char directory[4096], program[256];
static unsigned passed, failed, skipped;

void harness_register(struct harness_test *test)
{
	struct harness_test **at = &tests;

	while (*at && (*at)->line < test->line)
		at = &(*at)->next;
	test->next = *at;
	*at = test;
}

const char *harness_directory(void)
{
	return directory;
}

/* ---- sanitizers ---- */

/* A block of more than 64 MB fails at once: AddressSanitizer would mark every page of what nobody touches. */
#define ASAN_SETTINGS "detect_leaks=1:handle_segv=2:handle_abort=2:allocator_may_return_null=1:" \
	"max_allocation_size_mb=64:detect_stack_use_after_return=0"
#define UBSAN_SETTINGS "print_stacktrace=1"
#define TSAN_SETTINGS "second_deadlock_stack=1:halt_on_error=0:exitcode=66:allocator_may_return_null=1"

const char *__asan_default_options(void);
const char *__ubsan_default_options(void);
const char *__tsan_default_options(void);

const char *__asan_default_options(void)
{
	return ASAN_SETTINGS;
}

const char *__ubsan_default_options(void)
{
	return UBSAN_SETTINGS;
}

const char *__tsan_default_options(void)
{
	return TSAN_SETTINGS;
}

/* For the programs that a test starts. */
static void export_settings(void)
{
	setenv("ASAN_OPTIONS", ASAN_SETTINGS, 0);
	setenv("UBSAN_OPTIONS", UBSAN_SETTINGS, 0);
	setenv("TSAN_OPTIONS", TSAN_SETTINGS, 0);
}

/* ---- the verdict ---- */

/* To the file that the environment names, if it names one. */
static void append_line(const char *variable, const char *line)
{
	const char *path = getenv(variable);
	FILE *f = path ? fopen(path, "a") : NULL;

	if (!f)
		return;
	fprintf(f, "%s\n", line);
	fclose(f);
}

static void skip_test(const struct harness_test *test)
{
	skipped++;
	printf("[  SKIPPED ] %s\n", test->name);
}

/* `told` stands before its output. */
static void verdict(const struct harness_test *test, const struct outcome *o, const char *told)
{
	if (process_passed(o)) {
		passed++;
		printf("[       OK ] %s\n%s", test->name, told);
		append_line("ACOM_TEST_NAMES", test->name);
	} else if (process_ended_with(o, CHILD_SKIPPED)) {
		skip_test(test);
	} else {
		failed++;
		printf("[  FAILED  ] %s\n%s", test->name, told);
		process_show_output(o->output);
		process_show_end(o);
	}
	if (verbose && process_passed(o))
		process_show_output(o->output);
	fflush(stdout);
}

/* ---- the kinds of tests ---- */

static void run_once(const struct harness_test *test)
{
	struct outcome o = process_run(test, 0, false);

	verdict(test, &o, "");
	close(o.output);
}

static void run_sweep(const struct harness_test *test)
{
	char step[128];
	struct outcome o = sweep_run(test, verbose, step, sizeof step);

	verdict(test, &o, process_passed(&o) ? "" : step);
	close(o.output);
}

static void run_torture(const struct harness_test *test)
{
	const char *told;
	struct outcome o = torture_run(test, &told);

	verdict(test, &o, told);
	close(o.output);
}

#ifdef ACOM_SIM
static void run_explore(const struct harness_test *test)
{
	struct outcome o;
	char line[256];

	explore_begin();
	o = process_run(test, 0, false);
	verdict(test, &o, explore_told(test, &o));
	snprintf(line, sizeof line, "%s %s", explore_complete() ? "complete" : "bounded", test->name);
	if (process_passed(&o))
		append_line("ACOM_TEST_EXPLORED", line);
	close(o.output);
}
#endif

static bool wanted(const struct harness_test *test, const char *pattern)
{
	char name[512];

	snprintf(name, sizeof name, "%s:%s", program, test->name);
	return !pattern || strstr(name, pattern);
}

/* Whether the file that the environment names has a line with its name. */
static bool left_out(const struct harness_test *test)
{
	const char *path = getenv("ACOM_TEST_WITHOUT");
	FILE *f = path ? fopen(path, "r") : NULL;
	char line[512];
	bool found = false;

	while (f && !found && fgets(line, sizeof line, f)) {
		line[strcspn(line, "\n")] = 0;
		found = !strcmp(line, test->name);
	}
	if (f)
		fclose(f);
	return found;
}

static void run(const struct harness_test *test)
{
	if (left_out(test))
		skip_test(test);
	else if (sweep_wanted(test))
		run_sweep(test);
	else if (test->kind == HARNESS_TORTURE)
		run_torture(test);
#ifdef ACOM_SIM
	else if (test->kind == HARNESS_EXPLORE)
		run_explore(test);
#endif
	else
		run_once(test);
}

/* ---- the program ---- */

/* "room/file" out of build/variant/test/room/file. */
static void find_self(void)
{
	ssize_t n = readlink("/proc/self/exe", directory, sizeof directory - 1);
	char *file, *room;

	directory[n > 0 ? n : 0] = 0;
	file = strrchr(directory, '/');
	*file++ = 0;
	room = strrchr(directory, '/');
	snprintf(program, sizeof program, "%s/%s", room ? room + 1 : "", file);
}

static void write_results(void)
{
	char line[256];

	snprintf(line, sizeof line, "%u %u %u", passed, failed, skipped);
	append_line("ACOM_TEST_RESULTS", line);
	sweep_results(line, sizeof line);
	append_line("ACOM_SWEEP_RESULTS", line);
	torture_results(append_line);
}

/* 0 when tests ran and none failed, 1 when one failed, 2 when none ran. */
int main(int argc, char **argv)
{
	const char *pattern = getenv("ACOM_TEST_FILTER");
	sigset_t set;

	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "-v"))
			verbose = true;
		else
			pattern = argv[i];
	}
	find_self();
	export_settings();
	ground_make();
	process_signals(&set);
	sigprocmask(SIG_BLOCK, &set, NULL);
	for (const struct harness_test *t = tests; t; t = t->next)
		if (wanted(t, pattern))
			run(t);
	write_results();
	return failed ? 1 : passed + skipped ? 0 : 2;
}
