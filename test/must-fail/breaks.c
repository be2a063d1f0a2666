/* breaks.c - tests that must fail: each breaks one thing that the harness watches (test/unit/harness.c runs them). */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "harness.h"

static uint64_t references;

static uint64_t count_references(void)
{
	return references;
}

__attribute__((constructor)) static void watch_references(void)
{
	harness_check("reference", count_references);
}

/* Keeps a block reachable, so that only the count of blocks can tell. */
static void *volatile kept;

TEST(leaks_memory)
{
	kept = os_alloc(10);
}

/* Only LeakSanitizer sees it. */
TEST(loses_memory_of_libc)
{
	for (int i = 0; i < 100; i++)
		kept = malloc(10);
}

TEST(gives_memory_back_twice)
{
	void *p = os_alloc(10);

	os_free(p);
	os_free(NULL);
	if (!HARNESS_ASAN)
		kept = malloc(10);
	os_free(HARNESS_ASAN ? p : kept);
}

TEST(leaks_a_descriptor)
{
	assert_true(os_eventfd() > 0);
}

static void wait_for_ever(void *arg)
{
	os_parker parker = { 0 };

	(void)arg;
	os_park(&parker, OS_FOREVER);
}

TEST(leaks_a_thread)
{
	os_thread t;

	assert_int_equal(os_thread_start(&t, wait_for_ever, NULL), 0);
	os_thread_detach(&t);
}

TEST(leaks_a_reference)
{
	references++;
}

TEST(hangs)
{
	wait_for_ever(NULL);
}

/* Where nothing is; the compiler must not see that. */
static volatile uintptr_t nowhere = 8;

TEST(crashes)
{
	*(volatile int *)nowhere = 1;
}

TEST(aborts)
{
	abort();
}

TEST(exits_in_the_middle)
{
	exit(0);
}

TEST(fails_an_assertion)
{
	assert_int_equal(1, 2);
}

static void assert_something(void *arg)
{
	assert_null(arg);
}

TEST(asserts_on_a_thread)
{
	struct harness_thread t;

	harness_start(&t, assert_something, &t);
	harness_join(&t);
}

TEST(waits_for_a_gate_that_nobody_opens)
{
	struct harness_gate gate = HARNESS_GATE_INIT;

	harness_gate_wait(&gate);
}

SWEEP(leaks_when_the_second_allocation_fails)
{
	void *a = os_alloc(1), *b = os_alloc(1);

	if (a && !b)
		return;
	os_free(a);
	os_free(b);
}

SWEEP(does_not_expect_a_failed_allocation)
{
	void *p = os_alloc(1);

	assert_non_null(p);
	os_free(p);
}

SWEEP(answers_a_failed_allocation_with_another_error)
{
	void *p = os_alloc(1);

	os_free(p);
	sweep_ok(p ? S_OK : E_FAIL);
}

SWEEP(fails_without_a_failed_allocation)
{
	void *p = os_alloc(1);

	os_free(p);
	sweep_ok(E_OUTOFMEMORY);
}

static int counter;

static void count_up(void *arg)
{
	(void)arg;
	for (int i = 0; i < 1000; i++)
		++*(volatile int *)&counter;
}

TEST(leaves_files)
{
	char path[256];

	snprintf(path, sizeof path, "%s/closed", scratch_make());
	directory_make(path);
	snprintf(path + strlen(path), sizeof path - strlen(path), "/file");
	file_write(path, "x", 1);
	*strrchr(path, '/') = 0;
	assert_int_equal(chmod(path, 0), 0);
}

TEST(leaves_files_and_dies)
{
	scratch_make();
	raise(SIGKILL);
}

TEST(has_its_program_ended)
{
	scratch_make();
	kill(getppid(), SIGTERM);
	for (;;)
		pause();
}

/* Only ThreadSanitizer sees it. */
TEST(races)
{
	struct harness_thread a, b;

	harness_start(&a, count_up, NULL);
	harness_start(&b, count_up, NULL);
	harness_join(&a);
	harness_join(&b);
}

/* Only AddressSanitizer sees it. */
TEST(overruns)
{
	volatile char *p = os_alloc(8);

	p[8] = 1;
	os_free((void *)p);
}

/* Only UndefinedBehaviorSanitizer sees it. */
TEST(overflows)
{
	volatile int32_t n = INT32_MAX;

	n = n + 1;
}

TEST(passes)
{
	assert_true(true);
}

TEST(has_room_for_the_names_of_sockets)
{
	assert_in_range(strlen(needed(getenv("TMPDIR"))), 1, 50);
}

TEST(is_skipped)
{
	skip();
}
