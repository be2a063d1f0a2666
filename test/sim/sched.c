/* sched.c - the simulated scheduler itself: what it excludes, what it finds, and that a schedule comes again. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/base.h"
#include "base/os_sim.h"
#include "verdict.h"

#define THREADS 3

/* Runs fn on n threads at once and waits for them. */
static void run_threads(unsigned n, void (*fn)(void *arg), void *arg)
{
	struct harness_thread t[8];

	for (unsigned i = 0; i < n; i++)
		harness_start(&t[i], fn, arg);
	for (unsigned i = 0; i < n; i++)
		harness_join(&t[i]);
}

/* The first seed under which fn fails; 0 when none of the first n does. */
static uint64_t find_failure(uint64_t n, void (*fn)(void *arg), void *arg)
{
	for (uint64_t seed = 1; seed <= n; seed++)
		if (sim_run(seed, fn, arg))
			return seed;
	return 0;
}

static void expect_failure(void (*fn)(void *arg), const char *why)
{
	assert_int_equal(sim_run(1, fn, NULL), -1);
	if (!strstr(sim_failure(), why))
		fail_msg("expected \"%s\", got \"%s\"", why, sim_failure());
}

/* ---- locks ---- */

struct counter {
	os_mutex lock;
	uint64_t value;
	unsigned inside, most_inside;
};

static void enter(struct counter *c)
{
	if (++c->inside > c->most_inside)
		c->most_inside = c->inside;
}

static void count_locked(void *arg)
{
	struct counter *c = arg;
	uint64_t seen;

	os_mutex_lock(&c->lock);
	enter(c);
	seen = c->value;
	os_yield();
	c->value = seen + 1;
	c->inside--;
	os_mutex_unlock(&c->lock);
}

SIM_TEST(a_mutex_excludes, 500)
{
	struct counter c = { OS_MUTEX_INIT, 0, 0, 0 };

	run_threads(THREADS, count_locked, &c);
	assert_int_equal(c.value, THREADS);
	assert_int_equal(c.most_inside, 1);
}

static void count_unlocked(void *arg)
{
	struct counter *c = arg;
	uint64_t seen = c->value;

	os_point();
	c->value = seen + 1;
}

static void race(void *arg)
{
	struct counter c = { OS_MUTEX_INIT, 0, 0, 0 };

	(void)arg;
	run_threads(2, count_unlocked, &c);
	assert_int_equal(c.value, 2);
}

TEST(a_missing_lock_is_found)
{
	assert_true(find_failure(50, race, NULL));
	assert_non_null(strstr(sim_failure(), "failed (in thread 1"));
}

/* ---- every schedule comes, and comes again ---- */

/* Who did what, in order: one digit for each step. */
static unsigned story;

static void tell_twice(void *arg)
{
	unsigned mine = (unsigned)(uintptr_t)arg;

	for (int i = 0; i < 2; i++) {
		os_point();
		story = story * 10 + mine;
	}
}

static void tell_stories(void *arg)
{
	struct harness_thread a, b;

	(void)arg;
	story = 0;
	harness_start(&a, tell_twice, (void *)1);
	harness_start(&b, tell_twice, (void *)2);
	harness_join(&a);
	harness_join(&b);
}

TEST(every_interleaving_is_met)
{
	static const unsigned all[] = { 1122, 1212, 1221, 2112, 2121, 2211 };
	unsigned met = 0;

	for (uint64_t seed = 1; seed <= 300; seed++) {
		assert_int_equal(sim_run(seed, tell_stories, NULL), 0);
		for (unsigned i = 0; i < ARRAY_COUNT(all); i++)
			met |= (story == all[i]) << i;
	}
	assert_int_equal(met, 63);
}

static uint8_t recorded[1000];

/* Copies the choices of the last schedule; the number of them. */
static size_t record(void)
{
	const struct sim_choice *choices;
	size_t n = sim_choices(&choices);

	assert_true(n <= sizeof recorded);
	for (size_t i = 0; i < n; i++) {
		assert_true(choices[i].chosen < choices[i].options && choices[i].options > 1);
		recorded[i] = choices[i].chosen;
	}
	return n;
}

TEST(the_same_seed_is_the_same_schedule)
{
	uint8_t first[sizeof recorded];

	for (uint64_t seed = 1; seed <= 20; seed++) {
		unsigned told;
		size_t n;

		sim_run(seed, tell_stories, NULL);
		told = story;
		n = record();
		memcpy(first, recorded, n);
		sim_run(seed, tell_stories, NULL);
		assert_int_equal(record(), n);
		assert_memory_equal(recorded, first, n);
		assert_int_equal(story, told);
	}
}

TEST(recorded_choices_replay)
{
	for (uint64_t seed = 1; seed <= 50; seed++) {
		unsigned told;
		size_t n;

		sim_run(seed, tell_stories, NULL);
		told = story;
		n = record();
		assert_int_equal(sim_replay(recorded, n, tell_stories, NULL), 0);
		assert_int_equal(record(), n);
		assert_int_equal(story, told);
	}
}

TEST(a_recorded_failure_fails_again)
{
	char why[500];
	size_t n;

	assert_true(find_failure(50, race, NULL));
	snprintf(why, sizeof why, "%s", sim_failure());
	n = record();
	assert_int_equal(sim_run(1000000, tell_stories, NULL), 0);
	assert_int_equal(sim_replay(recorded, n, race, NULL), -1);
	assert_string_equal(sim_failure(), why);
}

TEST(without_choices_each_thread_runs_until_it_waits)
{
	assert_int_equal(sim_replay(NULL, 0, tell_stories, NULL), 0);
	assert_int_equal(story, 1122);
}

static void draw(void *arg)
{
	os_random(arg, 16);
}

TEST(random_bytes_belong_to_the_schedule)
{
	uint8_t a[16] = { 0 }, b[16] = { 0 }, c[16] = { 0 };

	sim_run(1, draw, a);
	sim_run(1, draw, b);
	sim_run(2, draw, c);
	assert_memory_equal(a, b, 16);
	assert_memory_not_equal(a, c, 16);
}

/* ---- parking ---- */

struct ping {
	os_parker mine, yours;
	unsigned turns;
};

static void answer(void *arg)
{
	struct ping *ping = arg;

	for (int i = 0; i < 5; i++) {
		assert_true(os_park(&ping->yours, OS_FOREVER));
		ping->turns++;
		os_unpark(&ping->mine);
	}
}

SIM_TEST(no_wake_is_lost, 500)
{
	struct ping ping = { .turns = 0 };
	struct harness_thread t;

	harness_start(&t, answer, &ping);
	for (unsigned i = 0; i < 5; i++) {
		assert_int_equal(ping.turns, i);
		os_unpark(&ping.yours);
		assert_true(os_park(&ping.mine, OS_FOREVER));
	}
	harness_join(&t);
}

static os_u32 flag;

static void raise_flag(void *parker)
{
	os_swap32(&flag, 1);
	os_unpark(parker);
}

/* Wrong on purpose: the wake that comes between the look and the forgetting is forgotten too. */
static void wait_carelessly(void *arg)
{
	os_parker parker = { 0 };
	struct harness_thread t;

	(void)arg;
	os_store32(&flag, 0);
	harness_start(&t, raise_flag, &parker);
	if (!os_load32(&flag)) {
		os_point();
		os_store32(&parker.token, 0);
		os_park(&parker, OS_FOREVER);
	}
	harness_join(&t);
}

TEST(a_lost_wake_is_found)
{
	assert_true(find_failure(50, wait_carelessly, NULL));
	assert_non_null(strstr(sim_failure(), "deadlock:\n  thread 1 is parked, at "));
}

SIM_TEST(a_gate_lets_all_pass, 300)
{
	struct harness_gate gate = HARNESS_GATE_INIT;
	struct harness_thread t[THREADS];

	for (int i = 0; i < THREADS; i++)
		harness_start(&t[i], (void (*)(void *))harness_gate_wait, &gate);
	harness_gate_open(&gate);
	for (int i = 0; i < THREADS; i++)
		harness_join(&t[i]);
}

/* ---- time ---- */

#define HOUR (3600 * UINT64_C(1000000000))

static void sleep_hours(void *arg)
{
	unsigned hours = (unsigned)(uintptr_t)arg;
	uint64_t deadline = os_now() + hours * HOUR;
	os_parker parker = { 0 };

	assert_false(os_park(&parker, deadline));
	assert_true(os_now() == deadline);
	story = story * 10 + hours;
}

SIM_TEST(time_goes_to_the_earliest_deadline, 100)
{
	static const uintptr_t hours[] = { 3, 1, 2 };
	uint64_t start = os_now();
	struct harness_thread t[3];

	story = 0;
	for (int i = 0; i < 3; i++)
		harness_start(&t[i], sleep_hours, (void *)hours[i]);
	for (int i = 0; i < 3; i++)
		harness_join(&t[i]);
	assert_int_equal(story, 123);
	assert_true(os_now() == start + 3 * HOUR);
}

static void unpark_in_an_hour(void *parker)
{
	sleep_hours((void *)1);
	os_unpark(parker);
}

SIM_TEST(a_wake_before_the_deadline_comes_in_time, 100)
{
	uint64_t start = os_now();
	os_parker parker = { 0 };
	struct harness_thread t;

	harness_start(&t, unpark_in_an_hour, &parker);
	assert_true(os_park(&parker, start + 2 * HOUR));
	assert_true(os_now() == start + HOUR);
	harness_join(&t);
}

SIM_TEST(a_wake_after_the_deadline_comes_late, 100)
{
	uint64_t start = os_now();
	os_parker parker = { 0 };
	struct harness_thread t;

	harness_start(&t, unpark_in_an_hour, &parker);
	assert_false(os_park(&parker, start + HOUR / 2));
	assert_true(os_now() == start + HOUR / 2);
	harness_join(&t);
	assert_true(os_park(&parker, 0));
}

/* ---- descriptors ---- */

static void set_in_an_hour(void *fd)
{
	sleep_hours((void *)1);
	os_eventfd_set(*(int *)fd);
}

SIM_TEST(a_poll_waits_in_simulated_time, 20)
{
	uint64_t start = os_now();
	struct harness_thread t;
	int fd = os_eventfd();

	harness_start(&t, set_in_an_hour, &fd);
	assert_int_equal(os_poll(fd, start + HOUR / 2), 0);
	assert_int_equal(os_poll(fd, OS_FOREVER), 1);
	assert_true(os_now() == start + HOUR);
	harness_join(&t);
	os_close(fd);
	assert_int_equal(os_poll(fd, 0), -EBADF);
}

/* ---- threads ---- */

static unsigned slot_ends;

static void end_slot(void *value)
{
	assert_ptr_equal(value, &slot_ends);
	slot_ends++;
}

static void use_slot(void *arg)
{
	(void)arg;
	assert_null(os_slot());
	os_slot_set(&slot_ends, end_slot);
	os_yield();
	assert_ptr_equal(os_slot(), &slot_ends);
}

SIM_TEST(each_thread_has_its_slot, 50)
{
	slot_ends = 0;
	os_slot_set(&story, NULL);
	run_threads(THREADS, use_slot, NULL);
	assert_int_equal(slot_ends, THREADS);
	assert_ptr_equal(os_slot(), &story);
}

static void count_self(void *arg)
{
	assert_true(os_thread_live() >= 1);
	assert_true(os_thread_id() > 1);
	++*(unsigned *)arg;
}

static unsigned detached;

static void start_detached(void *arg)
{
	os_thread t;

	(void)arg;
	detached = 0;
	assert_int_equal(os_thread_start(&t, count_self, &detached), 0);
	os_thread_detach(&t);
}

TEST(a_schedule_lasts_until_its_last_thread_ends)
{
	for (uint64_t seed = 1; seed < 20; seed++) {
		assert_int_equal(sim_run(seed, start_detached, NULL), 0);
		assert_int_equal(detached, 1);
		assert_int_equal(os_thread_live(), 0);
	}
}

/* ---- what it reports ---- */

static os_mutex held = OS_MUTEX_INIT;

static void lock_twice(void *arg)
{
	(void)arg;
	os_mutex_init(&held);
	os_mutex_lock(&held);
	os_mutex_lock(&held);
}

static void unlock_only(void *arg)
{
	(void)arg;
	os_mutex_init(&held);
	os_mutex_unlock(&held);
}

static void destroy_held(void *arg)
{
	(void)arg;
	os_mutex_init(&held);
	os_mutex_lock(&held);
	os_mutex_fini(&held);
}

TEST(misuse_of_a_mutex_is_reported)
{
	expect_failure(lock_twice, "deadlock:\n  thread 1 waits for a mutex that thread 1 holds, at ");
	expect_failure(unlock_only, "a mutex is unlocked by a thread that does not hold it (in thread 1");
	expect_failure(destroy_held, "a mutex is destroyed while it is held");
}

static void do_nothing(void *arg)
{
	(void)arg;
}

static void forget_thread(void *arg)
{
	os_thread t;

	(void)arg;
	os_thread_start(&t, do_nothing, NULL);
}

static void join_twice(void *arg)
{
	os_thread t;

	(void)arg;
	os_thread_start(&t, do_nothing, NULL);
	os_thread_join(&t);
	os_thread_join(&t);
}

TEST(threads_are_joined_or_detached_exactly_once)
{
	expect_failure(forget_thread, "thread 2 was neither joined nor detached");
	expect_failure(join_twice, "a thread is joined or detached twice");
}

static void spin(void *arg)
{
	(void)arg;
	for (;;)
		os_yield();
}

TEST(a_schedule_without_end_is_reported)
{
	expect_failure(spin, "the schedule does not end");
}

static void assert_wrongly(void *arg)
{
	assert_non_null(arg);
}

static void assert_on_thread(void *arg)
{
	run_threads(1, assert_wrongly, arg);
}

TEST(a_failed_assertion_stops_the_schedule)
{
	expect_failure(assert_on_thread, "sched.c:");
	expect_failure(assert_on_thread, "failed (in thread 2");
	assert_int_equal(sim_run(1, tell_stories, NULL), 0);
}

/* ---- the harness of simulated tests ---- */

TEST(a_race_fails_with_its_seed_and_the_seed_fails_again)
{
	char *told;

	verdict_expect("schedules", "counts_without_a_lock", "  FAILED  ", "failed (in thread 1");
	told = strstr(verdict_output, "(ACOM_SEED=");
	assert_non_null(told);
	assert_non_null(strstr(verdict_output, "choices: "));
	setenv("ACOM_SEED", strtok(told + strlen("(ACOM_SEED="), " "), 1);
	verdict_expect("schedules", "counts_without_a_lock", "  FAILED  ", "failed (in thread 1");
}

TEST(a_deadlock_fails_with_the_place_of_each_thread)
{
	verdict_expect("schedules", "locks_in_two_orders", "  FAILED  ", "thread 1 waits for a mutex that thread 2 holds");
	assert_non_null(strstr(verdict_output, "thread 2 waits for a mutex that thread 1 holds, at "));
}

TEST(a_leak_in_a_schedule_fails)
{
	verdict_expect("schedules", "leaks_in_a_schedule", "  FAILED  ", "leaked: 1 allocated block");
	assert_non_null(strstr(verdict_output, "seed 1 "));
}

TEST(what_a_schedule_leaves_behind_fails)
{
	verdict_expect("schedules", "leaves_something_behind", "  FAILED  ", "the same seed went another way");
}
