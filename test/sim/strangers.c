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

struct scene { struct server server; struct caller stranger; struct waitable never; };

static void scene_open(struct scene *s)
{
	s->never = (struct waitable){ 0 };
	os_mutex_init(&s->never.lock);
	server_open(&s->server, ACOM_ALLOW_ANONYMOUS);
	dial_tcp(&s->stranger);
}

static void scene_close(struct scene *s)
{
	assert_int_equal(where_alive(), 0);
	waitable_fini(&s->never);
	server_close(&s->server);
}

SIM_TEST(what_a_silent_stranger_holds_is_given_back_though_others_connect_all_the_time, 5)
{
	struct scene s;

	scene_open(&s);
	stranger_activates(&s.stranger);
	for (unsigned i = 0; i < FOR_LONG; i += EVERY) {
		assert_true(i >= HOLDINGS_SECONDS || where_alive() == 1);
		somebody_connects();
		wait_seconds(&s.never, EVERY);
	}
	scene_close(&s);
}

/* Nobody else connects, so that nothing but its own connection tells that there may be something to look at. */
SIM_TEST(what_a_stranger_takes_long_after_it_has_connected_is_given_back_too, 5)
{
	const struct pdu_syntax activator = { .uuid = IID_ISystemActivator };
	struct scene s;

	scene_open(&s);
	caller_context(&s.stranger, &activator);
	wait_seconds(&s.never, 3 * WATCH_PINGS_SECONDS);
	stranger_activates(&s.stranger);
	wait_seconds(&s.never, EVERY);
	assert_int_equal(where_alive(), 1);
	wait_seconds(&s.never, FOR_LONG);
	scene_close(&s);
}
