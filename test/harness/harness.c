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

#define SWEEP_STEPS 20000 /* a body that needs more allocations does not end */
#define KEPT_OUTPUT 65536 /* of a failed test */

/* What became of one child. */
struct outcome {
	int status; /* as waitpid gives it */
	bool timed_out;
	int output; /* a descriptor */
};

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

/* ---- one child ---- */

/* A group of its own, so that a time-out ends its own children too; and it dies with the harness. */
static _Noreturn void become_child(const struct harness_test *test, uint64_t nth, bool ever, int output)
{
	sigset_t none;

	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	dup2(output, STDOUT_FILENO);
	dup2(output, STDERR_FILENO);
	close(output);
	setvbuf(stdout, NULL, _IONBF, 0);
	child_run(test, nth, ever);
}

static time_t time_limit(void)
{
	const char *given = getenv("ACOM_TEST_TIMEOUT");

	if (given)
		return atoi(given);
	return (HARNESS_ASAN || HARNESS_TSAN ? 600 : 60) * (getenv("ACOM_EXPLORE") ? 20 : 1);
}

static bool has_ended(pid_t child)
{
	siginfo_t info = { 0 };

	return !waitid(P_PID, (id_t)child, &info, WEXITED | WNOHANG | WNOWAIT) && info.si_pid == child;
}

static time_t seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

/* Waits for the child; SIGCHLD is blocked, so that it stays pending until asked for. The child is reaped last: until
 * then its number, and so its group's, is no one else's. */
static void await(pid_t child, struct outcome *o)
{
	time_t end = seconds() + time_limit();
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	while (!o->timed_out && !has_ended(child)) {
		struct timespec left = { end - seconds(), 0 };

		o->timed_out = left.tv_sec <= 0 || (sigtimedwait(&set, NULL, &left) < 0 && errno == EAGAIN);
	}
	kill(-child, SIGKILL); /* the child if it hangs, and what it left running */
	waitpid(child, &o->status, 0);
}

static struct outcome run_child(const struct harness_test *test, uint64_t nth, bool ever)
{
	struct outcome o = { .output = memfd_create("output", MFD_CLOEXEC) };
	pid_t child = fork();

	if (!child)
		become_child(test, nth, ever, o.output);
	if (child < 0 || o.output < 0) {
		perror("cannot run a test");
		exit(1);
	}
	setpgid(child, child);
	await(child, &o);
	return o;
}

/* ---- the verdict ---- */

static bool ended_with(const struct outcome *o, enum child_exit code)
{
	return !o->timed_out && WIFEXITED(o->status) && WEXITSTATUS(o->status) == (int)code;
}

static bool step_passed(const struct outcome *o)
{
	return ended_with(o, CHILD_OK) || ended_with(o, CHILD_OK_FAILED_ALLOCATION);
}

/* What the child printed, each line indented. */
static void show_output(int output)
{
	static char kept[KEPT_OUTPUT + 1];
	ssize_t n = pread(output, kept, KEPT_OUTPUT, 0);
	char *line = kept, *end;

	kept[n > 0 ? n : 0] = 0;
	for (; *line; line = end + !!*end) {
		end = line + strcspn(line, "\n");
		printf("    %.*s\n", (int)(end - line), line);
	}
	if (n == KEPT_OUTPUT)
		printf("    ...\n");
}

static void show_end(const struct outcome *o)
{
	if (o->timed_out)
		printf("    no end after %ld s\n", (long)time_limit());
	else if (WIFSIGNALED(o->status))
		printf("    killed by signal %d (%s)\n", WTERMSIG(o->status), strsignal(WTERMSIG(o->status)));
	else if (WEXITSTATUS(o->status) != CHILD_FAILED)
		printf("    ended with status %d\n", WEXITSTATUS(o->status));
}

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

/* `step` stands before the output of a failed one. */
static void verdict(const struct harness_test *test, const struct outcome *o, const char *step)
{
	if (step_passed(o)) {
		passed++;
		printf("[       OK ] %s\n", test->name);
		append_line("ACOM_TEST_NAMES", test->name);
	} else if (ended_with(o, CHILD_SKIPPED)) {
		skipped++;
		printf("[  SKIPPED ] %s\n", test->name);
	} else {
		failed++;
		printf("[  FAILED  ] %s\n%s", test->name, step);
		show_output(o->output);
		show_end(o);
	}
	if (verbose && step_passed(o))
		show_output(o->output);
	fflush(stdout);
}

/* ---- the kinds of tests ---- */

static void run_once(const struct harness_test *test)
{
	struct outcome o = run_child(test, 0, false);

	verdict(test, &o, "");
	close(o.output);
}

/* Fails the n-th allocation, for every n, until a run does not get that far. */
static struct outcome sweep(const struct harness_test *test, bool ever, uint64_t *nth)
{
	struct outcome o;

	for (*nth = 1;; ++*nth) {
		o = run_child(test, *nth, ever);
		if (!ended_with(&o, CHILD_OK_FAILED_ALLOCATION) || *nth == SWEEP_STEPS)
			return o;
		close(o.output);
	}
}

static void run_sweep(const struct harness_test *test)
{
	char step[128] = "";
	bool ever = false;
	uint64_t nth;
	struct outcome o = sweep(test, ever, &nth);

	if (ended_with(&o, CHILD_OK)) {
		close(o.output);
		ever = true;
		o = sweep(test, ever, &nth);
	}
	snprintf(step, sizeof step, "    allocation %llu%s failed:\n", (unsigned long long)nth,
		 ever ? " and all after it" : "");
	if (ended_with(&o, CHILD_OK_FAILED_ALLOCATION))
		o.timed_out = true; /* no end in sight */
	verdict(test, &o, step);
	if (verbose)
		printf("    %llu steps\n", (unsigned long long)nth);
	close(o.output);
}

static bool wanted(const struct harness_test *test, const char *pattern)
{
	char name[512];

	snprintf(name, sizeof name, "%s:%s", program, test->name);
	return !pattern || strstr(name, pattern);
}

static void run(const struct harness_test *test)
{
	if (test->kind == HARNESS_SWEEP)
		run_sweep(test);
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
	char line[64];

	snprintf(line, sizeof line, "%u %u %u", passed, failed, skipped);
	append_line("ACOM_TEST_RESULTS", line);
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
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	for (const struct harness_test *t = tests; t; t = t->next)
		if (wanted(t, pattern))
			run(t);
	write_results();
	return failed ? 1 : passed + skipped ? 0 : 2;
}
