/* carried.c - calls whose connection has them in the call itself: another thread's Cancel beside all that is done with them. */
#include "abroad.h"
#include "wire/waiting.h"

/* ROUNDS: fewer than the server takes at a time, for whom those that are cancelled are calls, too. */
enum { ROUNDS = 200, MANY = 100, TIMES = 50 };

struct canceller {
	struct harness_thread thread;
	ICancelMethodCalls *cancel;
	os_u32 over;
	unsigned good;
};

static void cancel_on_and_on(void *arg)
{
	struct canceller *c = arg;

	while (!os_load32(&c->over)) {
		HRESULT hr = ICancelMethodCalls_Cancel(c->cancel, 0);
		assert_true(hr == S_OK || hr == RPC_E_CALL_COMPLETE || hr == RPC_E_CALL_CANCELED);
		c->good += hr == S_OK;
	}
}

/* How many were cancelled. */
static unsigned call_on_and_on(AsyncISimpleStream *a)
{
	unsigned cancelled = 0;
	BYTE octets[26];
	ULONG n;

	for (int i = 0; i < ROUNDS; i++) {
		assert_int_equal(AsyncISimpleStream_Begin_Read(a, sizeof octets), S_OK);
		HRESULT hr = AsyncISimpleStream_Finish_Read(a, octets, &n);
		if (hr == S_OK)
			house_check(octets, n);
		else
			assert_int_equal(hr, RPC_E_CALL_CANCELED);
		assert_int_equal(n, hr == S_OK ? sizeof octets : 0);
		cancelled += hr != S_OK;
	}
	return cancelled;
}

static void cancel_beside_calls(DWORD milliseconds)
{
	struct canceller c = { .good = 0 };
	struct abroad x;

	house_enter(COINIT_MULTITHREADED);
	abroad_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	ISimpleStream *s = abroad_stream(&x);
	assert_int_equal(AcomSetCallTimeout((IUnknown *)s, milliseconds), S_OK);
	AsyncISimpleStream *a = house_call(s);
	assert_int_equal(AsyncISimpleStream_QueryInterface(a, &IID_ICancelMethodCalls, (void **)&c.cancel), S_OK);
	harness_start(&c.thread, cancel_on_and_on, &c);
	unsigned cancelled = call_on_and_on(a);
	os_store32(&c.over, 1);
	harness_join(&c.thread);
	assert_true(cancelled <= c.good);
	ICancelMethodCalls_Release(c.cancel);
	assert_int_equal(AsyncISimpleStream_Release(a), 0);
	assert_int_equal(ISimpleStream_Release(s), 0);
	abroad_close(&x);
	house_leave();
}

TEST(a_call_is_cancelled_whatever_is_done_with_it_just_then)
{
	cancel_beside_calls(INFINITE);
}

TEST(so_is_one_whose_time_is_limited)
{
	cancel_beside_calls(3600000);
}

/* ---- the server's end ---- */

struct asker {
	struct harness_thread thread;
	ISimpleStream *stream;
};

static void call_many(void *arg)
{
	ISimpleStream *s = ((struct asker *)arg)->stream;
	AsyncISimpleStream *a[MANY];
	BYTE octets[26];
	ULONG n;

	house_enter(COINIT_MULTITHREADED);
	for (int i = 0; i < MANY; i++)
		a[i] = house_call(s);
	for (int k = 0; k < TIMES; k++) {
		for (int i = 0; i < MANY; i++)
			assert_int_equal(AsyncISimpleStream_Begin_Read(a[i], sizeof octets), S_OK);
		for (int i = 0; i < MANY; i++)
			assert_int_equal(AsyncISimpleStream_Finish_Read(a[i], octets, &n), S_OK);
	}
	for (int i = 0; i < MANY; i++)
		AsyncISimpleStream_Release(a[i]);
	house_leave();
}

TEST(requests_become_calls_while_others_come)
{
	struct asker askers[2];
	struct abroad x;

	waiting_from = 4;
	house_enter(COINIT_MULTITHREADED);
	abroad_open(&x, (struct house){ .model = COINIT_MULTITHREADED });
	ISimpleStream *s = abroad_stream(&x);
	for (int i = 0; i < 2; i++) {
		askers[i].stream = s;
		harness_start(&askers[i].thread, call_many, &askers[i]);
	}
	for (int i = 0; i < 2; i++)
		harness_join(&askers[i].thread);
	assert_int_equal(ISimpleStream_Release(s), 0);
	abroad_close(&x);
	house_leave();
}
