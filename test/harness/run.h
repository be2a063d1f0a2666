/* run.h - between the harness' own files: what the parent asks a child to do, and what the child answers. */
#ifndef HARNESS_RUN_H
#define HARNESS_RUN_H

#include "harness.h"

/* The child's exit status. No test and no sanitizer ends a process with the first two by accident. */
enum child_exit {
	CHILD_OK = 42,
	CHILD_OK_FAILED_ALLOCATION = 43, /* a sweep step that met its failure, and coped */
	CHILD_FAILED = 44,
	CHILD_SKIPPED = 77,
};

/* Runs one test in this process and ends it. nth: the allocation that fails, 0 for none; ever: and all that follow. */
_Noreturn void child_run(const struct harness_test *test, uint64_t nth, bool ever);
_Noreturn void child_fail(void);

/* Remembers what is alive now; says which of it differs, in words. */
void leaks_remember(void);
bool leaks_found(void);

/* Runs the body under every seed. Returns when all passed. */
void sim_seeds(const struct harness_test *test);

/* Ends the test from wherever it is, after a message. */
_Noreturn void harness_fail(const char *why);

#endif
