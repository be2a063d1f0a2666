/* run.h - between the harness' own files: what the parent asks a child to do, and what the child answers. */
#ifndef HARNESS_RUN_H
#define HARNESS_RUN_H

#include <signal.h>

#include "harness.h"

/* The child's exit status. No test and no sanitizer ends a process with the first two by accident. */
enum child_exit {
	CHILD_OK = 42,
	CHILD_OK_FAILED_ALLOCATION = 43, /* a sweep step that met its failure, and coped */
	CHILD_FAILED = 44,               /* an assertion */
	CHILD_LEAKED = 45,               /* the body ran through, and has not given back everything */
	CHILD_TOLD = 46,                 /* an assertion, after a failed allocation: it met the code for that */
	CHILD_DOUBTFUL = 47,             /* an assertion, after a failed allocation: it met something else */
	CHILD_SKIPPED = 77,
};

/* ---- ground.c: in the parent ---- */

/* From now on TMPDIR and XDG_RUNTIME_DIR name directories of this program's own, which end with it; below the
 * TMPDIR that was there before, or below /tmp if that leaves no room for the names of sockets. */
void ground_make(void);

/* ---- process.c: in the parent ---- */

/* What the parent waits for: that a child has ended, or that somebody wants it to end itself. */
void process_signals(sigset_t *set);

/* What became of one child. */
struct outcome {
	int status; /* as waitpid gives it */
	bool timed_out;
	long limit; /* after so many seconds */
	int output; /* a descriptor */
};
struct outcome process_run(const struct harness_test *test, uint64_t nth, bool ever);
bool process_ended_with(const struct outcome *o, enum child_exit code);
bool process_passed(const struct outcome *o);
/* Whether an assertion failed, whatever it met. */
bool process_asserted(const struct outcome *o);
/* What it printed, each line indented; how it ended, if that says more than the verdict. */
void process_show_output(int output);
void process_show_end(const struct outcome *o);

/* ---- sweep.c: in the parent ---- */

/* Whether the allocations of this test are to fail. */
bool sweep_wanted(const struct harness_test *test);
/* One after the other: how that ended, and in which step. */
struct outcome sweep_run(const struct harness_test *test, bool verbose, char *step, size_t size);
/* The numbers of all sweeps so far: tests, steps, coped, told, doubtful, crashed, hung, leaked, failed. */
void sweep_results(char *line, size_t size);

/* ---- torture.c: in the parent ---- */

/* All steps that are wanted: how the first bad one ended, or the last. What became of them, and each bad one, is in *told. */
struct outcome torture_run(const struct harness_test *test, const char **told);
/* To the files that the environment names: the numbers of all steps, and a line for each site. */
void torture_results(void (*append)(const char *variable, const char *line));

/* ---- child.c ---- */

/* Runs one test in this process and ends it. nth: the allocation that fails, 0 for none; ever: and all that follow. */
_Noreturn void child_run(const struct harness_test *test, uint64_t nth, bool ever);
_Noreturn void child_fail(void);
/* Whether it has come to that allocation. */
bool child_met_failure(void);
/* The same in a test that knows nothing of failures: a SWEEP waits for what comes, however long that takes. */
bool child_may_wait_in_vain(void);

/* Remembers what is alive now; says which of it differs, in words. */
void leaks_remember(void);
bool leaks_found(void);

/* ---- seeds.c, explore.c: simulated tests ---- */

/* Runs the body under every seed. Returns when all passed. */
void sim_seeds(const struct harness_test *test);

/* In the child: runs the body under every schedule that is wanted. Returns when all passed. */
void explore_child(const struct harness_test *test);
/* In the parent, before the child and after it: what it has to tell beside the verdict, in lines. */
void explore_begin(void);
/* Whether all schedules with so few preemptions ran. */
bool explore_complete(void);
const char *explore_told(const struct harness_test *test, const struct outcome *o);

/* Also for seeds.c: the body of a test as sim_run wants it. */
void explore_body(void *test);

/* Ends the test from wherever it is, after a message. */
_Noreturn void harness_fail(const char *why);

#endif
