/* search.c - the search through schedules: that it meets each one once, within its bound, and how it tells what fails. */
#include <stdlib.h>

#include "base/os_sim.h"
#include "schedule.h"
#include "verdict.h"

static struct schedule schedule;

/* How many schedules of fn there are with at most so many preemptions; no two are alike. */
static unsigned count_schedules(void (*fn)(void *arg), unsigned preemptions)
{
	static uint64_t met[10000];
	unsigned n = 0;

	schedule.count = 0;
	do {
		assert_int_equal(sim_replay(schedule.choices, schedule.count, fn, NULL), 0);
		assert_true(schedule_was_followed(&schedule));
		assert_true(n < sizeof met / sizeof *met);
		met[n] = schedule_hash();
		for (unsigned i = 0; i < n; i++)
			assert_true(met[i] != met[n]);
		n++;
	} while (schedule_next(&schedule, preemptions));
	return n;
}

/* ---- two threads that take steps: who took them, as digits ---- */

static unsigned story, steps;
static unsigned stories[100], story_count;

static void take_steps(void *arg)
{
	for (unsigned i = 0; i < steps; i++) {
		os_point();
		story = story * 10 + (unsigned)(uintptr_t)arg;
	}
}

static void remember(void)
{
	for (unsigned i = 0; i < story_count; i++)
		if (stories[i] == story)
			return;
	assert_true(story_count < 100);
	stories[story_count++] = story;
}

static void two_threads(void *arg)
{
	struct harness_thread a, b;

	(void)arg;
	story = 0;
	harness_start(&a, take_steps, (void *)1);
	harness_start(&b, take_steps, (void *)2);
	harness_join(&a);
	harness_join(&b);
	remember();
}

/* n steps of one thread among n of another: (2n)! / n! n! orders. */
TEST(every_order_is_met_when_there_is_no_bound)
{
	static const unsigned orders[] = { 1, 2, 6, 20, 70 };

	for (steps = 1; steps <= 4; steps++) {
		story_count = 0;
		count_schedules(two_threads, 1000);
		assert_int_equal(story_count, orders[steps]);
	}
}

/* How often a story changes from one thread to the other. */
static unsigned changes(unsigned s)
{
	unsigned n = 0;

	for (; s >= 10; s /= 10)
		n += s % 10 != s / 10 % 10;
	return n;
}

/* The first change comes for nothing if the thread has come to its end; each earlier one takes a preemption. */
TEST(a_bound_leaves_the_orders_that_need_no_more_preemptions)
{
	static const unsigned most[] = { 1, 2, 3 };
	unsigned before = 0;

	steps = 3;
	for (unsigned bound = 0; bound < 3; bound++) {
		story_count = 0;
		count_schedules(two_threads, bound);
		assert_true(story_count > before);
		before = story_count;
		for (unsigned i = 0; i < story_count; i++)
			assert_true(changes(stories[i]) <= most[bound]);
	}
	assert_true(before < 20);
}

static void one_step(void *arg)
{
	(void)arg;
	os_point();
}

static void main_and_one_thread(void *arg)
{
	struct harness_thread t;

	(void)arg;
	harness_start(&t, one_step, NULL);
	os_point();
	harness_join(&t);
}

/* By hand: main can be interrupted behind the start and at its own point, the thread at its point, as long as the other
 * one has not ended or waits. */
TEST(small_numbers_of_schedules_are_right)
{
	assert_int_equal(count_schedules(main_and_one_thread, 0), 1);
	assert_int_equal(count_schedules(main_and_one_thread, 1), 3);
	assert_int_equal(count_schedules(main_and_one_thread, 2), 5);
	assert_int_equal(count_schedules(main_and_one_thread, 3), 6);
	assert_int_equal(count_schedules(main_and_one_thread, 4), 6);
}

/* ---- lists as text ---- */

static void expect_list(const char *text, size_t count, const char *printed)
{
	char again[100];

	assert_true(schedule_read(&schedule, text));
	assert_int_equal(schedule.count, count);
	schedule_print(&schedule, again, sizeof again);
	assert_string_equal(again, printed);
}

TEST(a_list_is_told_in_short_and_read_again)
{
	expect_list("", 0, "");
	expect_list("0 0 0", 3, "");
	expect_list("0*2 1 0*5", 8, "0*2 1");
	expect_list("3*2 3 12 0 1", 6, "3*3 12 0 1");
	expect_list("0*65535 1", 65536, "0*65535 1");
}

TEST(what_is_no_list_is_refused)
{
	static const char *const wrong[] = { "x", "1,2", "-1", "256", "1*", "1*x", "1**2", "0*65537", "0*65536 1", "1 *2" };

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(schedule_read(&schedule, wrong[i]));
}

TEST(a_list_that_is_too_long_for_its_room_is_cut)
{
	char text[6];

	assert_true(schedule_read(&schedule, "1 2 3 4 5 6"));
	schedule_print(&schedule, text, sizeof text);
	assert_string_equal(text, "1 2 3");
}

/* ---- the harness ---- */

/* The list that the last program told. */
static void take_list(const char *variable)
{
	char *told = strstr(verdict_output, variable), *end;

	assert_non_null(told);
	told += strlen(variable) + 2;
	end = strchr(told, '\'');
	assert_non_null(end);
	*end = 0;
	setenv(variable, told, 1);
}

TEST(a_failing_schedule_is_told_and_fails_again_alone)
{
	verdict_expect("schedules", "counts_in_two_threads", "  FAILED  ", "replayed it fails again:");
	assert_non_null(strstr(verdict_output, "failed (in thread 1"));
	take_list("ACOM_SCHEDULE");
	verdict_expect("schedules", "counts_in_two_threads", "  FAILED  ", "failed (in thread 1");
	setenv("ACOM_SCHEDULE", "", 1);
	verdict_expect("schedules", "counts_in_two_threads", "       OK ", "");
}

/* Two choices that are not 0: two preemptions. */
TEST(a_failing_schedule_has_as_few_preemptions_as_possible)
{
	verdict_expect("schedules", "needs_two_preemptions", "  FAILED  ", "(ACOM_SCHEDULE='0*5 1 0*2 1' ");
}

TEST(what_needs_more_preemptions_is_found_at_random)
{
	verdict_expect("schedules", "needs_more_preemptions_than_it_has", "  FAILED  ", "(ACOM_SCHEDULE='");
	take_list("ACOM_SCHEDULE");
	verdict_expect("schedules", "needs_more_preemptions_than_it_has", "  FAILED  ", "three");
}

TEST(a_schedule_that_crashes_is_told)
{
	verdict_expect("schedules", "crashes_if_interrupted", "  FAILED  ", "replayed it fails again:");
	assert_non_null(strstr(verdict_output, "(ACOM_SCHEDULE='"));
}

TEST(what_a_schedule_leaves_to_the_next_one_is_found)
{
	verdict_expect("schedules", "remembers_the_schedule_before", "  FAILED  ", "left something behind");
}
