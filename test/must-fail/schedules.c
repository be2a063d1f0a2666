/* schedules.c - simulated tests that must fail: the report names the seed, and that seed fails again. */
#include "harness.h"

static uint64_t counter;

/* The race is in the open: others may run between the read and the write. */
static void count_up(void *arg)
{
	uint64_t seen = counter;

	(void)arg;
	os_point();
	counter = seen + 1;
}

SIM_TEST(counts_without_a_lock, 100)
{
	struct harness_thread a, b;

	counter = 0;
	harness_start(&a, count_up, NULL);
	harness_start(&b, count_up, NULL);
	harness_join(&a);
	harness_join(&b);
	assert_int_equal(counter, 2);
}

SIM_TEST(leaks_in_a_schedule, 2)
{
	static void *volatile kept[2];

	kept[!kept[0]] = os_alloc(1);
}

SIM_TEST(leaves_something_behind, 2)
{
	static int runs;
	struct harness_thread t;

	if (runs++)
		os_point();
	harness_start(&t, count_up, NULL);
	harness_join(&t);
	for (int i = 0; i < runs; i++) {
		harness_start(&t, count_up, NULL);
		harness_join(&t);
	}
}

static void lock_both(os_mutex *first, os_mutex *second)
{
	os_mutex_lock(first);
	os_mutex_lock(second);
	os_mutex_unlock(second);
	os_mutex_unlock(first);
}

static os_mutex locks[2];

static void lock_backward(void *arg)
{
	(void)arg;
	lock_both(&locks[1], &locks[0]);
}

SIM_TEST(locks_in_two_orders, 100)
{
	struct harness_thread t;

	harness_start(&t, lock_backward, NULL);
	lock_both(&locks[0], &locks[1]);
	harness_join(&t);
}

/* ---- every schedule ---- */

EXPLORE(counts_in_two_threads, 2)
{
	struct harness_thread t;

	counter = 0;
	harness_start(&t, count_up, NULL);
	count_up(NULL);
	harness_join(&t);
	assert_int_equal(counter, 2);
}

static unsigned turns;

/* Each turn counts only if it comes right behind the other thread's. */
static void take_turns(void *arg)
{
	unsigned mine = (unsigned)(uintptr_t)arg;

	for (int i = 0; i < 3; i++) {
		os_point();
		turns += turns % 2 == mine;
	}
}

static void expect_fewer_turns(unsigned n, const char *why)
{
	struct harness_thread a, b;

	turns = 0;
	harness_start(&a, take_turns, (void *)0);
	harness_start(&b, take_turns, (void *)1);
	harness_join(&a);
	harness_join(&b);
	if (turns >= n)
		fail_msg("%s turns", why);
}

EXPLORE(needs_two_preemptions, 2)
{
	expect_fewer_turns(4, "two preemptions make four");
}

EXPLORE(needs_more_preemptions_than_it_has, 0)
{
	expect_fewer_turns(5, "three preemptions make five");
}

static uint64_t *volatile target;

static void clear_target(void *arg)
{
	(void)arg;
	target = NULL;
}

EXPLORE(crashes_if_interrupted, 2)
{
	struct harness_thread t;

	target = &counter;
	harness_start(&t, clear_target, NULL);
	*target = 1;
	harness_join(&t);
}

EXPLORE(remembers_the_schedule_before, 1)
{
	static unsigned runs;
	struct harness_thread t;

	harness_start(&t, count_up, NULL);
	if (runs++ > 1)
		os_point();
	harness_join(&t);
}
