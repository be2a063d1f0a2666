/* process.c - the process of one test: started in a group of its own, waited for with a time-out, its output kept. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "run.h"

#define KEPT_OUTPUT 65536 /* of a failed test */

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

/* The many schedules of an EXPLORE take what they take; the many steps of a TORTURE are short, and a few hang. */
static long time_limit(const struct harness_test *test)
{
	const char *given = getenv("ACOM_TEST_TIMEOUT");

	if (given)
		return atoi(given);
	if (test->kind == HARNESS_TORTURE)
		return HARNESS_ASAN || HARNESS_TSAN ? 90 : 30;
	return (HARNESS_ASAN || HARNESS_TSAN || test->kind == HARNESS_EXPLORE ? 600 : 60) * (getenv("ACOM_EXPLORE") ? 20 : 1);
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

void process_signals(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGCHLD);
	sigaddset(set, SIGHUP);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGTERM);
}

/* Waits for the child; its signals are blocked, so that they stay pending until asked for. The child is reaped last: until
 * then its number, and so its group's, is no one else's. */
static void await(pid_t child, struct outcome *o)
{
	time_t end = seconds() + o->limit;
	int told = SIGCHLD;
	sigset_t set;

	process_signals(&set);
	while (!o->timed_out && (told < 0 || told == SIGCHLD) && !has_ended(child)) {
		struct timespec left = { end - seconds(), 0 };

		told = left.tv_sec > 0 ? sigtimedwait(&set, NULL, &left) : -1;
		o->timed_out = left.tv_sec <= 0 || (told < 0 && errno == EAGAIN);
	}
	kill(-child, SIGKILL); /* the child if it hangs, and what it left running */
	waitpid(child, &o->status, 0);
	if (told > 0 && told != SIGCHLD)
		exit(128 + told);
}

struct outcome process_run(const struct harness_test *test, uint64_t nth, bool ever)
{
	struct outcome o = { .output = memfd_create("output", MFD_CLOEXEC), .limit = time_limit(test) };
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

bool process_ended_with(const struct outcome *o, enum child_exit code)
{
	return !o->timed_out && WIFEXITED(o->status) && WEXITSTATUS(o->status) == (int)code;
}

bool process_passed(const struct outcome *o)
{
	return process_ended_with(o, CHILD_OK) || process_ended_with(o, CHILD_OK_FAILED_ALLOCATION);
}

bool process_asserted(const struct outcome *o)
{
	return process_ended_with(o, CHILD_FAILED) || process_ended_with(o, CHILD_TOLD) ||
	       process_ended_with(o, CHILD_DOUBTFUL);
}

/* What the child printed, each line indented. */
void process_show_output(int output)
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

void process_show_end(const struct outcome *o)
{
	if (o->timed_out)
		printf("    no end after %ld s\n", o->limit);
	else if (WIFSIGNALED(o->status))
		printf("    killed by signal %d (%s)\n", WTERMSIG(o->status), strsignal(WTERMSIG(o->status)));
	else if (!process_asserted(o) && !process_ended_with(o, CHILD_LEAKED))
		printf("    ended with status %d\n", WEXITSTATUS(o->status));
}
