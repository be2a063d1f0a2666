/* sharing.c - schedules of calls that are in flight while both directions of their connection change over to shared memory. */
#include "pair.h"

enum { CALLS = 2 };

static uint8_t octets[300000];

static void call_some(struct connection *c, size_t size)
{
	struct asked a[CALLS];

	for (int i = 0; i < CALLS; i++) /* one that is waited for, and one that is not */
		pair_ask(c, &a[i], ECHO, (struct span){ octets, size }, i);
	for (int i = 0; i < CALLS; i++) {
		assert_int_equal(pair_await(&a[i]), S_OK);
		assert_int_equal(a[i].size, size);
	}
}

struct other {
	struct harness_thread thread;
	struct connection *client;
	size_t size;
};

static void other_main(void *arg)
{
	struct other *o = arg;

	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	call_some(o->client, o->size);
	CoUninitialize();
}

/* What was said before, meanwhile and afterwards is answered. */
static void shift(DWORD model, size_t size, bool two)
{
	struct other o = { .size = size };
	struct pair p;

	share_from = 0;
	pair_script.shares = true;
	house_enter(model);
	assert_true(pair_open(&p));
	o.client = p.client;
	assert_int_equal(pair_bind(&p), S_OK); /* with its answer it begins */
	if (two)
		harness_start(&o.thread, other_main, &o);
	call_some(p.client, size);
	if (two)
		harness_join(&o.thread);
	call_some(p.client, size);
	connection_lock(p.client);
	unsigned how = p.client->client.shares;
	connection_unlock(p.client);
	assert_int_equal(how, SHARE_BOTH);
	pair_close(&p);
	house_leave();
}

EXPLORE(calls_of_one_thread_that_does_all, 2)
{
	shift(COINIT_APARTMENTTHREADED, 1, false);
}

EXPLORE(calls_where_others_read_the_requests, 1)
{
	shift(COINIT_MULTITHREADED, 1, false);
}

EXPLORE(calls_of_two_threads, 1)
{
	shift(COINIT_MULTITHREADED, 1, true);
}

/* More than a lane has room for, in both directions. */
SIM_TEST(large_calls_of_one_thread_that_does_all, 50)
{
	shift(COINIT_APARTMENTTHREADED, sizeof octets, false);
}

SIM_TEST(large_calls_of_two_threads, 200)
{
	shift(COINIT_MULTITHREADED, sizeof octets, true);
}
