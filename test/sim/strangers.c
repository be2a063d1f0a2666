/* strangers.c - clients whom nobody knows, over TCP, in simulated time: what they do not ping is given back. */
#include "../unit/listening.h"

enum { EVERY = 30 /* seconds: less than between two looks */, FOR_LONG = HOLDINGS_SECONDS + 2 * WATCH_PINGS_SECONDS };

static void wait_seconds(struct waitable *never, unsigned seconds)
{
	assert_int_equal(waitable_wait(never, wait_deadline_seconds(seconds)), RPC_S_CALLPENDING);
}

static void stranger_activates(struct caller *k)
{
	struct activated a;

	assert_int_equal(caller_activate(k, &CLSID_Where, false, 1, &IID_ISimpleStream, &a), S_OK);
	activated_fini(&a);
	caller_close(k);
}

static void somebody_connects(void)
{
	struct caller k;

	dial_again(&k);
	caller_close(&k);
}

SIM_TEST(what_a_silent_stranger_holds_is_given_back_though_others_connect_all_the_time, 5)
{
	struct waitable never = { 0 };
	struct server s;
	struct caller k;

	os_mutex_init(&never.lock);
	server_open(&s, ACOM_ALLOW_ANONYMOUS);
	dial_tcp(&k);
	stranger_activates(&k);
	for (unsigned i = 0; i < FOR_LONG; i += EVERY) {
		assert_true(i >= HOLDINGS_SECONDS || where_alive() == 1);
		somebody_connects();
		wait_seconds(&never, EVERY);
	}
	assert_int_equal(where_alive(), 0);
	waitable_fini(&never);
	server_close(&s);
}

/* Nobody else connects, so that nothing but its own connection tells that there may be something to look at. */
SIM_TEST(what_a_stranger_takes_long_after_it_has_connected_is_given_back_too, 5)
{
	const struct pdu_syntax activator = { .uuid = IID_ISystemActivator };
	struct waitable never = { 0 };
	struct server s;
	struct caller k;

	os_mutex_init(&never.lock);
	server_open(&s, ACOM_ALLOW_ANONYMOUS);
	dial_tcp(&k);
	caller_context(&k, &activator);
	wait_seconds(&never, 3 * WATCH_PINGS_SECONDS);
	stranger_activates(&k);
	wait_seconds(&never, EVERY);
	assert_int_equal(where_alive(), 1);
	wait_seconds(&never, FOR_LONG);
	assert_int_equal(where_alive(), 0);
	waitable_fini(&never);
	server_close(&s);
}
