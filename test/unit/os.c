/* os.c - the seam keeps what os.h promises: memory, parking, locks, threads, the slot, descriptors, time. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/base.h"
#include "harness.h"

/* ---- memory ---- */

TEST(each_block_is_counted_until_it_is_freed)
{
	uint64_t live = os_alloc_live(), count = os_alloc_count();
	char *a = needed(os_alloc(10)), *b = needed(os_zalloc(1000));

	assert_int_equal(os_alloc_live(), live + 2);
	assert_int_equal(os_alloc_count(), count + 2);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(b[i], 0);
	a = needed(os_realloc(a, 2000));
	assert_int_equal(os_alloc_live(), live + 2);
	os_free(a);
	os_free(b);
	os_free(NULL);
	assert_int_equal(os_alloc_live(), live);
}

TEST(nothing_is_a_block_too)
{
	void *a = needed(os_alloc(0)), *b = needed(os_zalloc(0)), *c = needed(os_realloc(NULL, 0));

	a = needed(os_realloc(a, 0));
	os_free(a);
	os_free(b);
	os_free(c);
}

TEST(the_nth_allocation_fails_and_only_that)
{
	void *a, *b, *c;

	os_alloc_fail(2, false);
	a = os_alloc(1);
	assert_false(os_alloc_failed());
	b = os_zalloc(1);
	assert_true(os_alloc_failed());
	c = os_realloc(NULL, 1);
	assert_non_null(a);
	assert_null(b);
	assert_non_null(c);
	os_alloc_fail(0, false);
	os_free(a);
	os_free(c);
}

TEST(all_allocations_from_the_nth_on_fail)
{
	void *a;

	os_alloc_fail(2, true);
	a = os_alloc(1);
	assert_non_null(a);
	assert_null(os_alloc(1));
	assert_null(os_realloc(a, 100));
	os_alloc_exempt(true);
	os_free(a);
	a = os_alloc(1);
	os_alloc_exempt(false);
	assert_non_null(a);
	assert_null(os_zalloc(1));
	os_alloc_fail(0, false);
	assert_false(os_alloc_failed());
	os_free(a);
}

TEST(a_failed_realloc_leaves_the_block)
{
	char *p = needed(os_alloc(1));

	*p = 7;
	os_alloc_fail(1, false);
	assert_null(os_realloc(p, 1 << 20));
	assert_int_equal(*p, 7);
	os_free(p);
}

TEST(a_size_that_no_machine_has_fails)
{
	volatile size_t size = SIZE_MAX / 2;
	uint64_t live = os_alloc_live();

	assert_null(os_alloc(size));
	assert_int_equal(os_alloc_live(), live);
}

static int sweep_rounds;

SWEEP(a_sweep_fails_each_allocation_in_turn)
{
	void *block[3] = { 0 };
	HRESULT hr = S_OK;

	for (int i = 0; i < 3 && SUCCEEDED(hr); i++) {
		block[i] = os_alloc(1);
		hr = block[i] ? S_OK : E_OUTOFMEMORY;
	}
	sweep_ok(hr);
	for (int i = 0; i < 3; i++)
		os_free(block[i]);
	assert_int_equal(sweep_rounds++, 0); /* a fresh process each time */
}

/* ---- parking ---- */

TEST(an_unpark_before_the_park_is_not_lost)
{
	os_parker p = { 0 };

	os_unpark(&p);
	assert_true(os_park(&p, 0));
}

TEST(tokens_do_not_add_up)
{
	os_parker p = { 0 };

	os_unpark(&p);
	os_unpark(&p);
	assert_true(os_park(&p, OS_FOREVER));
	assert_false(os_park(&p, 0));
}

TEST(a_park_ends_at_its_deadline_and_not_before)
{
	os_parker p = { 0 };
	uint64_t deadline = os_now() + 1000000;

	assert_false(os_park(&p, deadline));
	assert_true(os_now() >= deadline);
	assert_false(os_park(&p, deadline)); /* which is over */
}

TEST(a_park_after_a_time_out_takes_the_next_token)
{
	os_parker p = { 0 };

	assert_false(os_park(&p, 0));
	os_unpark(&p);
	assert_true(os_park(&p, 0));
}

#define ROUNDS (HARNESS_ASAN || HARNESS_TSAN ? 2000 : 20000)

struct ping {
	os_parker mine, yours;
	uint64_t turns; /* not atomic: the parkers order it */
	uint64_t deadline;
	uint64_t rounds;
};

/* Parks until the deadline, and then again. */
static void park_patiently(os_parker *parker, uint64_t deadline)
{
	while (!os_park(parker, deadline))
		;
}

static void answer(void *arg)
{
	struct ping *ping = arg;

	for (uint64_t i = 0; i < ping->rounds; i++) {
		park_patiently(&ping->yours, ping->deadline);
		ping->turns++;
		os_unpark(&ping->mine);
	}
}

static void play(uint64_t deadline, uint64_t rounds)
{
	struct ping ping = { .deadline = deadline, .rounds = rounds };
	struct harness_thread t;

	harness_start(&t, answer, &ping);
	for (uint64_t i = 0; i < rounds; i++) {
		assert_int_equal(ping.turns, i);
		os_unpark(&ping.yours);
		park_patiently(&ping.mine, deadline);
	}
	harness_join(&t);
}

TEST(no_wake_is_lost_between_two_threads)
{
	play(OS_FOREVER, ROUNDS);
}

TEST(no_wake_is_lost_to_a_time_out)
{
	play(1, ROUNDS / 10); /* long over, so that wakes fall into every step of giving up; both spin for their turn */
}

/* ---- locks ---- */

struct counter {
	os_mutex lock;
	uint64_t value;
};

static void count_up(void *arg)
{
	struct counter *c = arg;

	for (int i = 0; i < ROUNDS; i++) {
		uint64_t seen;

		os_mutex_lock(&c->lock);
		seen = c->value;
		if (i % 100 == 0)
			os_yield(); /* or the threads might just follow one another */
		c->value = seen + 1;
		os_mutex_unlock(&c->lock);
	}
}

TEST(a_mutex_lets_one_thread_in_at_a_time)
{
	struct counter c = { OS_MUTEX_INIT, 0 };
	struct harness_thread t[4];

	for (size_t i = 0; i < ARRAY_COUNT(t); i++)
		harness_start(&t[i], count_up, &c);
	for (size_t i = 0; i < ARRAY_COUNT(t); i++)
		harness_join(&t[i]);
	assert_int_equal(c.value, ARRAY_COUNT(t) * ROUNDS);
}

TEST(a_mutex_can_be_made_at_run_time)
{
	struct counter c;

	os_mutex_init(&c.lock);
	c.value = 0;
	count_up(&c);
	assert_int_equal(c.value, ROUNDS);
	os_mutex_fini(&c.lock);
}

/* ---- atomics ---- */

TEST(atomics_return_the_new_value_and_a_swap_the_old)
{
	os_u32 a = { 5 };
	os_u64 b = { UINT32_MAX };
	os_ptr p = { NULL };

	assert_int_equal(os_add32(&a, 2), 7);
	assert_int_equal(os_sub32(&a, 1), 6);
	assert_int_equal(os_ref(&a), 7);
	assert_int_equal(os_unref(&a), 6);
	assert_int_equal(os_swap32(&a, 9), 6);
	assert_false(os_cas32(&a, 8, 1));
	assert_true(os_cas32(&a, 9, 1));
	assert_int_equal(os_load32(&a), 1);
	os_store32(&a, 3);
	assert_int_equal(os_load32(&a), 3);
	assert_true(os_add64(&b, 1) == UINT64_C(0x100000000));
	os_storep(&p, &a);
	assert_ptr_equal(os_loadp(&p), &a);
}

static void take_reference(void *arg)
{
	for (int i = 0; i < ROUNDS; i++)
		os_ref(arg);
}

TEST(references_from_many_threads_all_count)
{
	os_u32 references = { 0 };
	struct harness_thread t[2];

	harness_start(&t[0], take_reference, &references);
	harness_start(&t[1], take_reference, &references);
	harness_join(&t[0]);
	harness_join(&t[1]);
	assert_int_equal(os_load32(&references), 2 * ROUNDS);
}

/* ---- threads ---- */

static void remember_id(void *arg)
{
	*(uint64_t *)arg = os_thread_id();
}

TEST(each_thread_has_an_id_of_its_own)
{
	uint64_t mine = os_thread_id(), other = 0;
	struct harness_thread t;

	harness_start(&t, remember_id, &other);
	harness_join(&t);
	assert_true(mine && other && mine != other);
	assert_true(mine == os_thread_id());
}

TEST(a_thread_is_live_until_it_ends)
{
	struct harness_gate gate = HARNESS_GATE_INIT;
	uint64_t live = os_thread_live();
	struct harness_thread t;

	harness_start(&t, (void (*)(void *))harness_gate_wait, &gate);
	assert_int_equal(os_thread_live(), live + 1);
	harness_gate_open(&gate);
	harness_join(&t);
	assert_int_equal(os_thread_live(), live);
}

SWEEP(a_thread_that_cannot_start_says_so)
{
	uint64_t id = 0;
	os_thread t;
	int error = os_thread_start(&t, remember_id, &id);

	if (sweep_ok(error == ENOMEM ? E_OUTOFMEMORY : error ? E_FAIL : S_OK))
		os_thread_join(&t);
	assert_int_equal(!id, !!error);
}

static void open_gate(void *arg)
{
	harness_gate_open(arg);
}

TEST(a_detached_thread_gives_everything_back)
{
	static struct harness_gate gate = HARNESS_GATE_INIT;
	os_thread t;

	assert_int_equal(os_thread_start(&t, open_gate, &gate), 0);
	os_thread_detach(&t);
	harness_gate_wait(&gate);
}

/* ---- the slot ---- */

static void *ended_with;
static int ends;

static void end_slot(void *value)
{
	ended_with = value;
	ends++;
}

static void end_slot_twice(void *value)
{
	end_slot(value);
	if (ends < 7) /* more often than pthreads would by themselves */
		os_slot_set(value, end_slot_twice);
}

static void set_slot(void *arg)
{
	assert_null(os_slot());
	os_slot_set(arg, end_slot);
	assert_ptr_equal(os_slot(), arg);
}

static void set_and_clear_slot(void *arg)
{
	set_slot(arg);
	os_slot_set(NULL, NULL);
	assert_null(os_slot());
}

static void set_stubborn_slot(void *arg)
{
	os_slot_set(arg, end_slot_twice);
}

static void run_thread(void (*fn)(void *))
{
	struct harness_thread t;

	harness_start(&t, fn, &ended_with);
	harness_join(&t);
}

TEST(a_slot_is_its_threads_own_and_ends_with_it)
{
	os_slot_set(&ends, NULL);
	run_thread(set_slot);
	assert_int_equal(ends, 1);
	assert_ptr_equal(ended_with, &ended_with);
	assert_ptr_equal(os_slot(), &ends);
	os_slot_set(NULL, NULL);
}

TEST(an_empty_slot_does_not_end)
{
	run_thread(set_and_clear_slot);
	assert_int_equal(ends, 0);
}

TEST(a_slot_that_is_set_again_while_it_ends_ends_again)
{
	run_thread(set_stubborn_slot);
	assert_int_equal(ends, 7);
}

static void end_local(void *local)
{
	end_slot(local);
	assert_int_equal(*(char *)local, 7);
}

static void set_local(void *arg)
{
	char *local = os_local();

	(void)arg;
	assert_int_equal(local[0] | local[OS_LOCAL_SIZE - 1], 0);
	local[0] = 7;
	os_local_at_exit(end_local);
	assert_ptr_equal(os_local(), local);
}

static void set_both(void *arg)
{
	set_local(arg);
	set_slot(arg);
	os_slot_set(NULL, NULL);
}

TEST(octets_are_their_threads_own_and_end_with_it)
{
	*(char *)os_local() = 8;
	run_thread(set_local);
	assert_int_equal(ends, 1);
	run_thread(set_both);
	assert_int_equal(ends, 2);
	assert_int_equal(*(char *)os_local(), 8);
	*(char *)os_local() = 0;
}

/* ---- descriptors ---- */

TEST(an_eventfd_is_readable_exactly_while_it_is_set)
{
	int fd = os_eventfd();

	assert_true(fd > 0);
	assert_int_equal(os_poll(fd, 0), 0);
	os_eventfd_set(fd);
	os_eventfd_set(fd);
	assert_int_equal(os_poll(fd, OS_FOREVER), 1);
	os_eventfd_clear(fd);
	assert_int_equal(os_poll(fd, 0), 0);
	os_eventfd_clear(fd);
	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	os_close(fd);
}

TEST(an_eventfd_is_never_descriptor_0)
{
	int saved = dup(0), fd;

	close(0);
	fd = os_eventfd();
	assert_true(fd > 0);
	assert_int_equal(fcntl(0, F_GETFD), -1);
	os_eventfd_set(fd);
	assert_int_equal(os_poll(fd, 0), 1);
	os_close(fd);
	dup2(saved, 0);
	close(saved);
}

static void set_eventfd(void *arg)
{
	os_eventfd_set(*(int *)arg);
}

TEST(a_poll_ends_when_another_thread_sets_the_eventfd)
{
	int fd = os_eventfd();
	struct harness_thread t;

	harness_start(&t, set_eventfd, &fd);
	assert_int_equal(os_poll(fd, OS_FOREVER), 1);
	harness_join(&t);
	os_close(fd);
}

TEST(a_poll_ends_at_its_deadline_and_not_before)
{
	int fd = os_eventfd();
	uint64_t deadline = os_now() + 2000000;

	assert_int_equal(os_poll(fd, deadline), 0);
	assert_true(os_now() >= deadline);
	os_close(fd);
}

TEST(polling_a_closed_descriptor_is_an_error)
{
	int fd = os_eventfd();

	os_close(fd);
	assert_int_equal(os_poll(fd, 0), -EBADF);
}

/* ---- the rest ---- */

TEST(the_clock_does_not_go_back)
{
	uint64_t last = os_now();

	for (int i = 0; i < 1000; i++) {
		uint64_t now = os_now();

		assert_true(now >= last);
		last = now;
	}
}

TEST(random_bytes_differ)
{
	unsigned char a[1000] = { 0 }, b[1000] = { 0 };

	os_random(a, sizeof a);
	os_random(b, sizeof b);
	assert_memory_not_equal(a, b, 16);
	assert_memory_not_equal(a + 984, b + 984, 16);
}

TEST(the_environment_is_the_process_own)
{
	setenv("ACOM_TEST_VARIABLE", "value", 1);
	assert_string_equal(os_env("ACOM_TEST_VARIABLE"), "value");
	unsetenv("ACOM_TEST_VARIABLE");
	assert_null(os_env("ACOM_TEST_VARIABLE"));
}
