/* cancel.c - Cancel with a time to wait, in simulated time: where its seconds are exact. */
#include "house.h"

#define SECOND 1000000000ull

struct late {
	struct house house;
	ISimpleStream *stream;
	AsyncISimpleStream *call;
	ICancelMethodCalls *cancel;
};

static void late_call(struct late *l)
{
	l->stream = house_stream(&l->house);
	l->call = house_call(l->stream);
	assert_int_equal(AsyncISimpleStream_QueryInterface(l->call, &IID_ICancelMethodCalls, (void **)&l->cancel), S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Read(l->call, 10), S_OK);
}

/* A pending call on a server that does not answer. */
static void late_open(struct late *l, DWORD client, DWORD server)
{
	l->house = (struct house){ .model = server, .async = true, .mode = HOUSE_LATER };
	house_enter(client);
	house_open(&l->house);
	late_call(l);
	house_wait_pending(&l->house, 1);
}

static void late_close(struct late *l)
{
	ICancelMethodCalls_Release(l->cancel);
	AsyncISimpleStream_Release(l->call);
	ISimpleStream_Release(l->stream);
	house_close(&l->house);
	house_leave();
}

static HRESULT finish(struct late *l)
{
	BYTE data[10];
	ULONG n = 99;
	HRESULT hr = AsyncISimpleStream_Finish_Read(l->call, data, &n);

	assert_int_equal(n, SUCCEEDED(hr) ? sizeof data : 0);
	return hr;
}

/* The server answers too late, and the object can be used again. */
static void cancel_three_seconds(DWORD client, DWORD server)
{
	struct late l;

	late_open(&l, client, server);
	uint64_t begin = os_now();
	assert_int_equal(ICancelMethodCalls_Cancel(l.cancel, 3), S_OK);
	assert_int_equal(os_now() - begin, 3 * SECOND);
	assert_int_equal(finish(&l), RPC_E_CALL_CANCELED);
	assert_int_equal(os_now() - begin, 3 * SECOND);
	assert_int_equal(AsyncISimpleStream_Begin_Read(l.call, 10), S_OK);
	house_complete(&l.house, S_OK);
	house_complete(&l.house, S_OK);
	assert_int_equal(finish(&l), S_OK);
	late_close(&l);
}

SIM_TEST(C17_cancel_gives_a_silent_server_its_seconds_and_then_the_call_is_cancelled, 200)
{
	cancel_three_seconds(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
	cancel_three_seconds(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED);
	cancel_three_seconds(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED);
}

struct other {
	struct late *late;
	struct harness_thread thread;
	HRESULT hr;
	uint64_t end;
};

static void cancel_main(void *arg)
{
	struct other *o = arg;

	o->hr = ICancelMethodCalls_Cancel(o->late->cancel, 3);
	o->end = os_now();
}

/* Whoever waits in Finish_ gets its answer when the seconds are over, not earlier. */
SIM_TEST(C17_finish_waits_as_long_as_cancel_does, 200)
{
	struct late l;
	struct other o = { &l, { { NULL } }, E_FAIL, 0 };

	late_open(&l, COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
	uint64_t begin = os_now();
	harness_start(&o.thread, cancel_main, &o);
	assert_int_equal(finish(&l), RPC_E_CALL_CANCELED);
	assert_int_equal(os_now() - begin, 3 * SECOND);
	harness_join(&o.thread);
	assert_int_equal(o.hr, S_OK);
	assert_int_equal(o.end - begin, 3 * SECOND);
	house_complete(&l.house, S_OK);
	late_close(&l);
}

/* Lets a second pass. */
static void let_pass(void)
{
	os_parker nobody = { 0 };

	assert_false(os_park(&nobody, os_now() + SECOND));
}

/* C16 in time: the answer ends Cancel, not the seconds. */
SIM_TEST(C17_a_reply_within_the_seconds_ends_cancel_at_once, 200)
{
	struct late l;
	struct other o = { &l, { { NULL } }, E_FAIL, 0 };

	late_open(&l, COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
	uint64_t begin = os_now();
	harness_start(&o.thread, cancel_main, &o);
	let_pass();
	house_complete(&l.house, S_OK);
	harness_join(&o.thread);
	assert_int_equal(o.hr, RPC_E_CALL_COMPLETE);
	assert_int_equal(o.end - begin, 1 * SECOND);
	assert_int_equal(finish(&l), S_OK);
	late_close(&l);
}

/* The runtime's own look at the call object, while Begin_ returns, is no worker's reference. */
SIM_TEST(D12_to_be_told_of_a_cancel_does_not_lose_a_call_that_is_held_for_its_worker, 2000)
{
	struct late l = { .house = { .model = COINIT_MULTITHREADED, .async = true, .mode = HOUSE_BARE } };
	struct other o = { &l, { { NULL } }, E_FAIL, 0 };

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&l.house);
	late_call(&l);
	harness_start(&o.thread, cancel_main, &o);
	house_complete(&l.house, S_OK);
	harness_join(&o.thread);
	assert_int_equal(o.hr, RPC_E_CALL_COMPLETE);
	assert_int_equal(finish(&l), S_OK);
	late_close(&l);
}
