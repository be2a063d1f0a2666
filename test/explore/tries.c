/* tries.c - every schedule of a synchronous call that is rejected once, made again and taken, beside who cancels it. */
#include "house.h"
#include "test/semantics/filter.h"

struct canceller {
	struct harness_thread thread;
	DWORD tid;
	ULONG seconds;
	HRESULT hr;
};

static void cancel_main(void *arg)
{
	struct canceller *c = arg;
	ICancelMethodCalls *cancel;

	c->hr = CoGetCancelObject(c->tid, &IID_ICancelMethodCalls, (void **)&cancel);
	if (FAILED(c->hr))
		return;
	c->hr = ICancelMethodCalls_Cancel(cancel, c->seconds);
	HRESULT after = ICancelMethodCalls_TestCancel(cancel);
	assert_true(c->hr == S_OK ? after == RPC_E_CALL_CANCELED : after == RPC_S_CALLPENDING || after == RPC_E_CALL_COMPLETE);
	ICancelMethodCalls_Release(cancel);
}

static Filter *filter_at(struct house *h)
{
	Filter *f = filter_new();

	assert_int_equal(h ? house_run(h, register_run, f) : register_run(f), S_OK);
	return f;
}

/* Whichever try it meets: either it ends the call, or it comes too early or too late. */
static void two_tries(ULONG seconds)
{
	struct canceller c = { .tid = (DWORD)os_thread_id(), .seconds = seconds };
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	BYTE pv[1];
	ULONG n;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	Filter *client = filter_at(NULL), *server = filter_at(&h);
	ISimpleStream *s = house_stream(&h);
	server->incoming[0] = SERVERCALL_RETRYLATER;
	client->retry[0] = 100;
	assert_int_equal(CoEnableCallCancellation(NULL), S_OK);
	harness_start(&c.thread, cancel_main, &c);
	HRESULT hr = ISimpleStream_Read(s, pv, sizeof pv, &n);
	harness_join(&c.thread);
	assert_int_equal(CoDisableCallCancellation(NULL), S_OK);
	assert_true(c.hr == S_OK || c.hr == RPC_E_CALL_COMPLETE || c.hr == E_NOINTERFACE);
	assert_int_equal(hr, c.hr == S_OK ? RPC_E_CALL_CANCELED : S_OK);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
	filter_done(client);
	filter_done(server);
}

EXPLORE(a_call_of_two_tries_and_a_cancel, 2) { two_tries(0); }
EXPLORE(a_call_of_two_tries_and_a_cancel_that_waits, 2) { two_tries(RPC_C_CANCEL_INFINITE_TIMEOUT); }
