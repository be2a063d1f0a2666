/* signals.c - statements about the Signal of outer objects: what ends in it, what begins in it, and how often it comes. */
#include "listener.h"

/* ---- C48: objects that end inside their own Signal, or while it is on its way ---- */

static void release_in_signal(Listener *l)
{
	listener_release(l);
}

static void finish_and_release(Listener *l)
{
	client_finish(l->call, S_OK);
	listener_release(l);
}

static void drop_in_signal(Listener *l)
{
	listener_drop(l);
}

static void release_and_drop(Listener *l)
{
	listener_drop(l);
	listener_release(l);
}

static void signal_ends(struct house *h, ISimpleStream *s, bool agile, void (*on_signal)(Listener *), bool whole)
{
	struct listener script = { .agile = agile, .event = &CLSID_ManualResetEvent, .on_signal = on_signal };
	Listener *l = listener_open(&script, s);

	begin(l);
	house_let(h);
	listener_until(&script.signals, 1);
	if (whole)
		listener_until(&script.alive, 0);
	else
		listener_close(l);
	assert_int_equal(house_count(&script.signals), 1);
}

static void C48_body(struct house *h, ISimpleStream *s, bool agile)
{
	signal_ends(h, s, agile, release_in_signal, true);
	signal_ends(h, s, agile, release_and_drop, true);
	signal_ends(h, s, agile, drop_in_signal, false);
	if (!agile)
		signal_ends(h, s, agile, finish_and_release, true);
}

TEST(C48_a_call_object_may_be_released_inside_its_own_signal)
{
	each(HOUSE_BOTH, C48_body);
}

/* The outer lives on, and the runtime gives back what it held of it. */
static void C48_pending_body(struct house *h, ISimpleStream *s, bool agile)
{
	struct listener script = { .agile = agile, .event = &CLSID_ManualResetEvent };
	Listener *l = listener_open(&script, s);

	begin(l);
	listener_drop(l);
	assert_int_equal(l->object.refs, 1);
	house_let(h);
	listener_close(l);
	heard(&script, 1, 0, 0);
}

TEST(C48_an_outer_that_drops_its_call_object_during_the_call_is_not_signalled_and_not_held)
{
	each(HOUSE_ASYNC, C48_pending_body);
}

static void C48_queued_body(struct house *h, ISimpleStream *s)
{
	struct listener script = { .event = &CLSID_ManualResetEvent };
	int fd;

	if (client_is_mta())
		return;
	Listener *l = listener_open(&script, s);
	assert_int_equal(AcomApartmentFd(&fd), S_OK);
	begin(l);
	let_elsewhere(h);
	assert_int_equal(os_poll(fd, OS_FOREVER), 1);
	heard(&script, 1, 0, 0);
	listener_drop(l); /* Signal is in the queue */
	listener_until(&script.signals, 1);
	listener_close(l);
	heard(&script, 1, 1, 0);
}

TEST(C48_an_outer_may_drop_its_call_object_while_signal_is_on_its_way)
{
	house_each(HOUSE_BOTH | HOUSE_NEAR, C48_queued_body);
}

/* ---- C49: chains ---- */

#define LINKS ((unsigned)few(200))

static void next_link(Listener *l)
{
	client_finish(l->call, S_OK);
	if (house_count(&l->script->resets) < LINKS)
		begin(l);
	else
		listener_release(l);
}

/* A plain server is let through for all calls by the first. */
static void C49_body(struct house *h, ISimpleStream *s)
{
	struct listener script = { .on_signal = next_link };
	Listener *l = listener_open(&script, s);

	h->mode = HOUSE_AT_ONCE;
	harness_gate_open(h->gate);
	begin(l);
	listener_until(&script.alive, 0);
	heard(&script, LINKS, LINKS, LINKS);
	assert_int_equal(calls_met(h), LINKS);
}

TEST(C49_begin_inside_signal_after_finish_starts_the_next_call)
{
	house_each(HOUSE_BOTH, C49_body);
}

static os_u32 tried;

static void begin_too_early(Listener *l)
{
	assert_int_equal(AsyncISimpleStream_Begin_Read(l->call, ROOM), RPC_S_CALLPENDING);
	os_add32(&tried, 1);
}

static void C49_early_body(struct house *h, ISimpleStream *s)
{
	struct listener script = { .on_signal = begin_too_early };
	Listener *l = listener_open(&script, s);

	os_store32(&tried, 0);
	begin(l);
	house_let(h);
	listener_until(&tried, 1); /* in a multithreaded apartment Finish_ could come first */
	client_finish(l->call, S_OK);
	heard(&script, 1, 1, 1);
	listener_close(l);
}

TEST(C49_begin_inside_signal_before_finish_is_pending)
{
	house_each(HOUSE_BOTH, C49_early_body);
}

/* ---- C50: many at once ---- */

enum { MANY = 60 };

static void C50_body(struct house *h, ISimpleStream *s, bool agile)
{
	struct listener scripts[MANY] = { { .agile = false } };
	Listener *l[MANY];
	const int many = few(MANY);

	for (int i = 0; i < many; i++) {
		scripts[i].agile = agile;
		l[i] = listener_open(&scripts[i], s);
		begin(l[i]);
	}
	if (h->async)
		house_wait_pending(h, (unsigned)many);
	for (int i = 0; i < (h->async ? many : 1); i++)
		house_let(h);
	for (int i = 0; i < many; i++)
		listener_until(&scripts[i].signals, 1);
	for (int i = many - 1; i >= 0; i--) {
		client_finish(l[i]->call, S_OK);
		listener_close(l[i]);
		heard(&scripts[i], 1, 1, 1);
	}
}

TEST(C50_of_many_call_objects_that_complete_at_once_each_is_signalled_once)
{
	each(HOUSE_BOTH, C50_body);
}

/* Clients cancel while servers answer: still one Signal each. */
static void C50_cancel_body(struct house *h, ISimpleStream *s, bool agile)
{
	struct listener scripts[MANY] = { { .agile = false } };
	Listener *l[MANY];
	const int many = few(MANY);

	h->mode = HOUSE_AT_ONCE;
	for (int i = 0; i < many; i++) {
		scripts[i].agile = agile;
		l[i] = listener_open(&scripts[i], s);
		begin(l[i]);
		ICancelMethodCalls *cancel = client_cancel(l[i]->call);
		HRESULT hr = ICancelMethodCalls_Cancel(cancel, 0);
		assert_true(hr == S_OK || hr == RPC_E_CALL_COMPLETE);
		client_finish(l[i]->call, hr == S_OK ? RPC_E_CALL_CANCELED : S_OK);
		client_release(cancel);
	}
	while (house_count(&h->finishes) < (unsigned)many * (agile + 1u))
		os_yield();
	for (int i = 0; i < many; i++) {
		listener_close(l[i]);
		heard(&scripts[i], 1, 1, 1);
	}
	h->mode = HOUSE_LATER;
}

TEST(C50_where_cancel_and_the_reply_meet_there_is_one_signal)
{
	each(HOUSE_ASYNC, C50_cancel_body);
}
