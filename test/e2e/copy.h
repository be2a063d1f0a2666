/* copy.h - what the tests of fork() share: a copy of the test's process that says whether all was as expected. */
#ifndef E2E_COPY_H
#define E2E_COPY_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"

enum { COPY_GOOD = 7 };

/* In a copy no assertion can fail the test: it says by its status whether all was as expected, and else where it was not. */
#define EXPECT(what) \
	do { \
		if (!(what)) { \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #what); \
			_exit(1); \
		} \
	} while (0)

static inline void copy_join(pid_t copy)
{
	int status;

	assert_true(copy > 0);
	assert_int_equal(waitpid(copy, &status, 0), copy);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != COPY_GOOD)
		fail_msg("the copy ended with status %d, signal %d", WIFEXITED(status) ? WEXITSTATUS(status) : -1,
		         WIFSIGNALED(status) ? WTERMSIG(status) : 0);
}

/* It ends as programs do. */
static inline void copy_runs(void (*fn)(void *arg), void *arg)
{
	pid_t copy = fork();

	if (!copy) {
		os_alloc_fail(0, false); /* that is for the test itself to meet */
		fn(arg);
		if (HARNESS_ASAN) /* to which all that the other threads had is lost */
			_exit(COPY_GOOD);
		exit(COPY_GOOD);
	}
	copy_join(copy);
}

#endif
