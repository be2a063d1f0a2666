/* waitable.c - the one wait of the library: deadlines, many waiters, descriptors, and serving meanwhile. */
#include "harness.h"
#include "object/object.h"

struct thing {
	struct work work;
	struct waitable *w;
	unsigned runs;
	HRESULT hr;
};

static void enter(DWORD model)
{
	assert_int_equal(CoInitializeEx(NULL, model), S_OK);
}

TEST(a_waitable_starts_unset_and_keeps_its_state)
{
	struct waitable w = { 0 };

	assert_false(waitable_is_set(&w));
	waitable_set(&w);
	assert_true(waitable_is_set(&w));
	assert_int_equal(waitable_wait(&w, 0), S_OK);
	assert_int_equal(waitable_wait(&w, OS_FOREVER), S_OK);
	waitable_reset(&w);
	assert_false(waitable_is_set(&w));
	assert_int_equal(waitable_wait(&w, 0), RPC_S_CALLPENDING);
	assert_int_equal(waitable_wait(&w, os_now() + 1000000), RPC_S_CALLPENDING);
	waitable_fini(&w);
}

/* Who is at the other end has something to say again and again, but never that. */
static struct talker {
	struct wait_source source;
	struct waitable w;
	unsigned said;
} talker;

static bool talker_talks(struct wait_source *s, struct waitable *w, os_parker *parker, uint64_t deadline)
{
	enum { ENOUGH = 100000 };

	(void)s;
	(void)parker;
	(void)deadline;
	if (++talker.said == ENOUGH)
		waitable_set(w);
	return true;
}

TEST(who_is_woken_again_and_again_for_something_else_waits_no_longer)
{
	talker = (struct talker){ .source.sleep = talker_talks };
	os_storep(&talker.w.source, &talker.source);
	assert_int_equal(waitable_wait(&talker.w, os_now()), RPC_S_CALLPENDING);
	assert_int_equal(talker.said, 1);
	assert_int_equal(waitable_wait(&talker.w, OS_FOREVER), S_OK);
	waitable_fini(&talker.w);
}

TEST(infinite_is_for_ever_and_everything_else_is_not)
{
	uint64_t before = os_now();

	assert_true(wait_deadline(INFINITE) == OS_FOREVER);
	assert_true(wait_deadline_seconds(UINT32_MAX) == OS_FOREVER);
	assert_true(wait_deadline(0) >= before);
	assert_true(wait_deadline(INFINITE - 1) - before >= (INFINITE - 1) * UINT64_C(1000000));
	assert_true(wait_deadline(INFINITE - 1) != OS_FOREVER);
	assert_true(wait_deadline_seconds(UINT32_MAX - 1) - before >= (UINT32_MAX - 1) * UINT64_C(1000000000));
	assert_true(wait_deadline_seconds(UINT32_MAX - 1) != OS_FOREVER);
}

TEST(the_descriptor_follows_the_state_from_whenever_it_is_asked_for)
{
	struct waitable w = { 0 };
	int fd, again;

	waitable_set(&w);
	assert_int_equal(waitable_fd(&w, &fd), S_OK);
	assert_true(fd > 0);
	assert_int_equal(os_poll(fd, 0), 1);
	waitable_reset(&w);
	waitable_reset(&w);
	assert_int_equal(os_poll(fd, 0), 0);
	waitable_set(&w);
	waitable_set(&w);
	assert_int_equal(os_poll(fd, 0), 1);
	waitable_reset(&w);
	assert_int_equal(os_poll(fd, 0), 0);
	assert_int_equal(waitable_fd(&w, &again), S_OK);
	assert_int_equal(again, fd);
	waitable_fini(&w);
}

static void thing_run(struct work *work, HRESULT hr)
{
	struct thing *t = container_of(work, struct thing, work);

	t->runs++;
	t->hr = hr;
	if (t->w)
		waitable_set(t->w);
}

TEST(a_wait_in_an_sta_serves_what_is_queued)
{
	struct waitable w = { 0 };
	struct thing first = { .work.run = thing_run }, second = { .work.run = thing_run, .w = &w };

	enter(COINIT_APARTMENTTHREADED);
	struct apartment *a = apartment_current();
	assert_int_equal(apartment_post(a, &first.work), S_OK);
	assert_int_equal(apartment_post(a, &second.work), S_OK);
	assert_int_equal(first.runs, 0);
	assert_int_equal(waitable_wait(&w, OS_FOREVER), S_OK);
	assert_int_equal(first.runs, 1);
	assert_int_equal(second.runs, 1);
	apartment_unref(a);
	CoUninitialize();
	waitable_fini(&w);
}

/* What is set already is not waited for: nothing is served on the way. */
TEST(a_wait_for_what_is_set_returns_at_once)
{
	struct waitable w = { 0 };
	struct thing t = { .work.run = thing_run };

	enter(COINIT_APARTMENTTHREADED);
	struct apartment *a = apartment_current();
	waitable_set(&w);
	assert_int_equal(apartment_post(a, &t.work), S_OK);
	assert_int_equal(waitable_wait(&w, OS_FOREVER), S_OK);
	assert_int_equal(t.runs, 0);
	assert_int_equal(AcomDispatch(0), S_OK);
	assert_int_equal(t.runs, 1);
	apartment_unref(a);
	CoUninitialize();
	waitable_fini(&w);
}

/* A poll serves one thing and looks again, so a full queue cannot hold it for ever. */
TEST(a_poll_serves_and_comes_back)
{
	struct waitable w = { 0 };
	struct thing things[3] = { { .work.run = thing_run }, { .work.run = thing_run }, { .work.run = thing_run, .w = &w } };
	int polls = 0;

	enter(COINIT_APARTMENTTHREADED);
	struct apartment *a = apartment_current();
	for (int i = 0; i < 3; i++)
		assert_int_equal(apartment_post(a, &things[i].work), S_OK);
	while (waitable_wait(&w, 0) == RPC_S_CALLPENDING)
		assert_true(++polls < 10);
	for (int i = 0; i < 3; i++)
		assert_int_equal(things[i].runs, 1);
	apartment_unref(a);
	CoUninitialize();
	waitable_fini(&w);
}

/* A wait inside a served call: the outer one's token must not be lost to the inner one. */
struct nested {
	struct work work;
	struct waitable *inner, *outer;
};

static void nested_run(struct work *work, HRESULT hr)
{
	struct nested *n = container_of(work, struct nested, work);

	assert_int_equal(hr, S_OK);
	waitable_set(n->outer);
	assert_int_equal(waitable_wait(n->inner, OS_FOREVER), S_OK);
}

static void set_it(void *w)
{
	waitable_set((struct waitable *)w);
}

TEST(waits_nest_and_each_gets_its_own)
{
	struct waitable inner = { 0 }, outer = { 0 };
	struct nested n = { .work.run = nested_run, .inner = &inner, .outer = &outer };
	struct harness_thread thread;

	enter(COINIT_APARTMENTTHREADED);
	struct apartment *a = apartment_current();
	assert_int_equal(apartment_post(a, &n.work), S_OK);
	harness_start(&thread, set_it, &inner);
	assert_int_equal(waitable_wait(&outer, OS_FOREVER), S_OK);
	assert_true(waitable_is_set(&inner));
	harness_join(&thread);
	apartment_unref(a);
	CoUninitialize();
	waitable_fini(&inner);
	waitable_fini(&outer);
}

struct waiter_thread {
	struct harness_thread thread;
	struct waitable *w;
	DWORD model;
};

static void wait_in(void *arg)
{
	struct waiter_thread *t = arg;

	if (t->model != INFINITE)
		enter(t->model);
	assert_int_equal(waitable_wait(t->w, OS_FOREVER), S_OK);
	CoUninitialize();
}

TEST(one_set_wakes_waiters_of_every_kind)
{
	static const DWORD models[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, INFINITE };
	struct waiter_thread threads[6];
	struct waitable w = { 0 };

	for (int i = 0; i < 6; i++) {
		threads[i] = (struct waiter_thread){ .w = &w, .model = models[i % 3] };
		harness_start(&threads[i].thread, wait_in, &threads[i]);
	}
	waitable_set(&w);
	for (int i = 0; i < 6; i++)
		harness_join(&threads[i].thread);
	waitable_fini(&w);
}

/* Ping and pong: each set is seen though a reset follows the wait at once. */
struct game {
	struct waitable ping, pong;
};

static void answer(void *arg)
{
	struct game *g = arg;

	for (int i = 0; i < 1000; i++) {
		assert_int_equal(waitable_wait(&g->ping, OS_FOREVER), S_OK);
		waitable_reset(&g->ping);
		waitable_set(&g->pong);
	}
}

TEST(no_set_is_lost_between_two_threads)
{
	struct game g = { .ping = { .auto_reset = false } };
	struct harness_thread thread;
	int fd;

	assert_int_equal(waitable_fd(&g.pong, &fd), S_OK);
	harness_start(&thread, answer, &g);
	for (int i = 0; i < 1000; i++) {
		waitable_set(&g.ping);
		assert_int_equal(i % 2 ? waitable_wait(&g.pong, OS_FOREVER) : os_poll(fd, OS_FOREVER), i % 2 ? S_OK : 1);
		waitable_reset(&g.pong);
	}
	harness_join(&thread);
	waitable_fini(&g.ping);
	waitable_fini(&g.pong);
}
