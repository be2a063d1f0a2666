/* waitable.c - every schedule of waits: no set is lost, none counts twice, and a descriptor shows what is. */
#include "harness.h"
#include "object/object.h"

#define SECOND 1000000000u

struct party {
	struct harness_thread thread;
	struct waitable *w;
	uint64_t deadline;
	HRESULT hr;
};

static void wait_main(void *arg)
{
	struct party *p = arg;

	p->hr = waitable_wait(p->w, p->deadline);
}

static void wait_start(struct party *p, struct waitable *w, uint64_t deadline)
{
	*p = (struct party){ .w = w, .deadline = deadline, .hr = E_FAIL };
	harness_start(&p->thread, wait_main, p);
}

static HRESULT wait_join(struct party *p)
{
	harness_join(&p->thread);
	return p->hr;
}

static void set_main(void *w)
{
	waitable_set(w);
}

/* One of two gets the one set; the other waits until its time is over. */
EXPLORE(an_automatic_event_lets_one_of_two_waiters_go, 2)
{
	struct waitable w = { .auto_reset = true };
	struct party a, b;

	wait_start(&a, &w, os_now() + SECOND);
	wait_start(&b, &w, os_now() + SECOND);
	waitable_set(&w);
	HRESULT first = wait_join(&a), second = wait_join(&b);
	assert_true((first == S_OK) != (second == S_OK));
	assert_true(first == RPC_S_CALLPENDING || second == RPC_S_CALLPENDING);
	assert_false(waitable_is_set(&w));
	waitable_fini(&w);
}

/* A set that finds the event set is none; but each that finds it reset lets one go. */
EXPLORE(each_set_of_an_automatic_event_lets_one_go, 2)
{
	struct waitable w = { .auto_reset = true };
	struct party a;

	wait_start(&a, &w, OS_FOREVER);
	waitable_set(&w);
	assert_int_equal(wait_join(&a), S_OK);
	wait_start(&a, &w, OS_FOREVER);
	waitable_set(&w);
	assert_int_equal(wait_join(&a), S_OK);
	assert_false(waitable_is_set(&w));
	waitable_fini(&w);
}

EXPLORE(a_manual_event_lets_everybody_go, 2)
{
	struct waitable w = { 0 };
	struct party a, b;

	wait_start(&a, &w, OS_FOREVER);
	wait_start(&b, &w, OS_FOREVER);
	waitable_set(&w);
	assert_int_equal(wait_join(&a), S_OK);
	assert_int_equal(wait_join(&b), S_OK);
	assert_true(waitable_is_set(&w));
	waitable_fini(&w);
}

/* A deadline that passes while the set comes: whoever says S_OK took it, and whoever does not left it. */
EXPLORE(a_set_and_a_deadline_have_one_outcome, 2)
{
	struct waitable w = { .auto_reset = true };
	struct harness_thread t;

	harness_start(&t, set_main, &w);
	HRESULT hr = waitable_wait(&w, os_now());
	harness_join(&t);
	assert_int_equal(hr, waitable_take(&w) ? RPC_S_CALLPENDING : S_OK);
	waitable_fini(&w);
}

/* An end of the wait that leaves a token behind must not end the next one. */
EXPLORE(a_late_wake_does_not_end_the_next_wait, 2)
{
	struct waitable w = { 0 }, other = { 0 };
	struct harness_thread t;

	assert_int_equal(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), S_OK);
	harness_start(&t, set_main, &w);
	waitable_wait(&w, os_now());
	uint64_t begin = os_now();
	assert_int_equal(waitable_wait(&other, begin + SECOND), RPC_S_CALLPENDING);
	assert_true(os_now() == begin + SECOND);
	harness_join(&t);
	CoUninitialize();
	waitable_fini(&other);
	waitable_fini(&w);
}

static void set_and_reset_main(void *w)
{
	waitable_set(w);
	waitable_reset(w);
}

static void set_and_take_main(void *w)
{
	waitable_set(w);
	waitable_take(w);
}

/* The descriptor is asked for, and shows whatever is then the state, among sets and resets by others. */
static void follow(bool auto_reset, void (*first)(void *w), void (*second)(void *w))
{
	struct waitable w = { .auto_reset = auto_reset };
	struct harness_thread a, b;
	int fd;

	harness_start(&a, first, &w);
	harness_start(&b, second, &w);
	assert_int_equal(waitable_fd(&w, &fd), S_OK);
	harness_join(&a);
	harness_join(&b);
	assert_int_equal(os_poll(fd, 0), waitable_is_set(&w));
	waitable_fini(&w);
}

EXPLORE(a_descriptor_follows_set_and_reset, 2)
{
	follow(false, set_and_reset_main, set_main);
}

EXPLORE(a_descriptor_follows_an_automatic_event, 2)
{
	follow(true, set_and_take_main, set_main);
}

/* Who sees that it is set may end it at once, also where a descriptor shows it and the one who set it is not quite done. */
EXPLORE(an_event_may_end_as_soon_as_it_is_seen_set, 2)
{
	struct waitable w = { 0 };
	struct harness_thread setter;
	int fd;

	assert_int_equal(waitable_fd(&w, &fd), S_OK);
	harness_start(&setter, set_main, &w);
	assert_int_equal(os_poll(fd, OS_FOREVER), 1);
	assert_true(waitable_is_set(&w));
	waitable_fini(&w);
	harness_join(&setter);
}
