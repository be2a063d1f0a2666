/* tries.c - every schedule of a synchronous call that is rejected once, made again and taken, beside who cancels it; and
 * of one that its thread's message filter ends while it fails. */
#include <acom/automation.h>

#include "mixer.h"
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

/* ---- the caller's message filter ---- */

static void message_main(void *tid)
{
	assert_int_equal(AcomMessagePending(*(DWORD *)tid), S_OK);
}

static void raise(void *unused)
{
	(void)unused;
	errorinfo_say(S_OK, "what the method says");
}

/* It fails as the method says, or it was cancelled, which is nothing that the method has said. */
EXPLORE(a_call_that_fails_and_a_message_filter_that_ends_it, 2)
{
	struct mixer m = { .inside = raise, .hr = E_FAIL };
	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &m };
	DWORD tid = (DWORD)os_thread_id();
	struct harness_thread thread;
	IErrorInfo *said;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	Filter *client = filter_at(NULL);
	client->pending = PENDINGMSG_CANCELCALL;
	IMix *proxy = mixer_proxy(&h);
	harness_start(&thread, message_main, &tid);
	HRESULT hr = IMix_Take(proxy, NULL);
	assert_true(hr == E_FAIL || hr == RPC_E_CALL_CANCELED);
	assert_int_equal(GetErrorInfo(0, &said), hr == E_FAIL ? S_OK : S_FALSE);
	if (said)
		IErrorInfo_Release(said);
	harness_join(&thread);
	IMix_Release(proxy);
	house_close(&h);
	house_leave();
	filter_done(client);
}
