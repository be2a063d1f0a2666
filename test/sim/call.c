/* call.c - one call under many schedules: whoever comes first, it has exactly one outcome, and nothing stays behind. */
#include "base/os_sim.h"
#include "test/semantics/shell.h"

/* A second thread of the client, which wants to cancel. */
struct canceller {
	struct harness_thread thread;
	ICancelMethodCalls *cancel; /* counted; given back when it is done */
	unsigned tries;
	unsigned accepted;          /* Cancel(0) that said S_OK */
};

static void cancel_main(void *arg)
{
	struct canceller *c = arg;

	for (unsigned i = 0; i < c->tries; i++) {
		HRESULT hr = ICancelMethodCalls_Cancel(c->cancel, 0);

		assert_true(hr == S_OK || hr == RPC_E_CALL_CANCELED || hr == RPC_E_CALL_COMPLETE);
		c->accepted += hr == S_OK;
		hr = ICancelMethodCalls_TestCancel(c->cancel);
		assert_true(hr == RPC_S_CALLPENDING || hr == RPC_E_CALL_CANCELED || hr == RPC_E_CALL_COMPLETE);
	}
	ICancelMethodCalls_Release(c->cancel);
}

static void cancel_start(struct canceller *c, AsyncISimpleStream *call, unsigned tries)
{
	*c = (struct canceller){ .tries = tries };
	c->cancel = client_cancel(call);
	harness_start(&c->thread, cancel_main, c);
}

/* How often 0, 1 and 2 of the two calls of a schedule were cancelled. */
static unsigned met[3];

/* Begin_ and Finish_; whether the call was cancelled. */
static unsigned read_once(AsyncISimpleStream *call)
{
	BYTE data[7] = { 0 };
	ULONG n = 99;

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof data), S_OK);
	HRESULT hr = AsyncISimpleStream_Finish_Read(call, data, &n);
	if (hr == RPC_E_CALL_CANCELED) {
		assert_int_equal(n, 0);
		return 1;
	}
	assert_int_equal(hr, S_OK);
	assert_int_equal(n, sizeof data);
	house_check(data, n);
	return 0;
}

/* Finish_ against the reply and Cancel, twice with the same object: a late reply to the first must not answer the second,
 * and Cancel says S_OK as often as Finish_ says RPC_E_CALL_CANCELED. */
static void finish_some(ISimpleStream *s)
{
	struct canceller c;
	AsyncISimpleStream *call = house_call(s);

	cancel_start(&c, call, 2);
	unsigned cancelled = read_once(call) + read_once(call);
	AsyncISimpleStream_Release(call);
	harness_join(&c.thread);
	assert_int_equal(c.accepted, cancelled);
	met[cancelled]++;
}

/* The last Release against the reply and Cancel. */
static void abandon_one(ISimpleStream *s)
{
	struct canceller c;
	AsyncISimpleStream *call = house_call(s);

	cancel_start(&c, call, 1);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 7), S_OK);
	AsyncISimpleStream_Release(call);
	harness_join(&c.thread);
}

static void race(DWORD client, DWORD server)
{
	struct house h = { .model = server, .async = true };

	house_enter(client);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	finish_some(s);
	abandon_one(s);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

SIM_TEST(begin_reply_finish_cancel_and_release_race_with_one_outcome, 10000)
{
	race(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
}

SIM_TEST(the_same_with_a_worker_that_replies_and_a_client_that_serves, 2000)
{
	race(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED);
}

/* Without anybody else, so that more schedules bring the two together. */
SIM_TEST(the_last_release_races_with_the_reply, 10000)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .async = true };

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	for (int i = 0; i < 3; i++) {
		AsyncISimpleStream *call = house_call(s);
		assert_int_equal(AsyncISimpleStream_Begin_Read(call, 7), S_OK);
		assert_int_equal(client_release(call), 0);
	}
	client_release(s);
	house_close(&h);
	house_leave();
}

static void race_body(void *arg)
{
	(void)arg;
	race(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
}

/* So that the race above is one. */
TEST(the_schedules_meet_every_outcome)
{
	for (uint64_t seed = 1; seed <= 100; seed++) {
		if (sim_run(seed, race_body, NULL))
			fail_msg("%s", sim_failure());
	}
	for (unsigned i = 0; i < ARRAY_COUNT(met); i++)
		assert_true(met[i]);
}

/* Whoever finishes before the reply's thread is through must not meet its Signal in the next call. */
static void signal_once(ISimpleStream *s, struct house *h)
{
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);

	read_once(call);
	h->mode = HOUSE_LATER;
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	house_wait_pending(h, 1);
	assert_int_equal(ISynchronize_Wait(sync, 0, 0), RPC_S_CALLPENDING);
	house_complete(h, S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	client_finish(call, S_OK);
	client_release(sync);
	client_release(call);
}

SIM_TEST(no_signal_of_a_call_is_met_by_the_next_one, 2000)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .async = true };

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	signal_once(s, &h);
	client_release(s);
	house_close(&h);
	house_leave();
}

/* An outer object, which is not agile, hears of every call once, whether it was answered or cancelled. */
static void shell_hears(DWORD client, DWORD server)
{
	struct house h = { .model = server, .async = true };
	struct shell shell = { .listens = true };
	struct canceller c;

	house_enter(client);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	AsyncISimpleStream *call = shell_open(&shell, s);
	cancel_start(&c, call, 2);
	unsigned cancelled = read_once(call) + read_once(call);
	harness_join(&c.thread);
	assert_int_equal(c.accepted, cancelled);
	assert_int_equal(os_load32(&shell.resets), 2);
	assert_int_equal(os_load32(&shell.signals), 2);
	client_release(call);
	while (os_load32(&shell.refs) > 1)
		os_yield();
	shell_close(&shell);
	client_release(s);
	house_close(&h);
	house_leave();
}

SIM_TEST(an_outer_object_hears_of_every_call_once, 2000)
{
	shell_hears(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
	shell_hears(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED);
}
