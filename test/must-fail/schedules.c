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
