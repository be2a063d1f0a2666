/* call.c - every schedule of one call object: begun, answered, cancelled, finished, released, by two to four threads. */
#include "line.h"
#include "test/semantics/filter.h"

/* ---- two threads ---- */

EXPLORE(a_reply_and_finish, 3)
{
	struct line l = { 0 };

	line_begin(&l, COINIT_MULTITHREADED, 1);
	assert_int_equal(begin(&l), S_OK);
	assert_int_equal(finish(&l), S_OK);
	assert_int_equal(finish(&l), RPC_E_CALL_COMPLETE);
	client_release(l.call);
	harness_join(&l.server);
	line_end(&l);
}

EXPLORE(a_reply_and_the_event, 3)
{
	struct line l = { 0 };

	line_begin(&l, COINIT_APARTMENTTHREADED, 2);
	ISynchronize *sync = client_sync(l.call);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(begin(&l), S_OK);
		assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
		assert_int_equal(l.answered, i + 1);
		assert_int_equal(finish(&l), S_OK);
	}
	client_release(sync);
	client_release(l.call);
	harness_join(&l.server);
	line_end(&l);
}

RACE(a_reply_and_cancel, 3)
{
	struct line l = { 0 };

	line_begin(&l, COINIT_MULTITHREADED, 1);
	ICancelMethodCalls *cancel = client_cancel(l.call);
	assert_int_equal(begin(&l), S_OK);
	HRESULT hr = ICancelMethodCalls_Cancel(cancel, 0);
	assert_true(hr == S_OK || hr == RPC_E_CALL_COMPLETE);
	assert_int_equal(finish(&l), hr == S_OK ? RPC_E_CALL_CANCELED : S_OK);
	assert_int_equal(l.told, hr == S_OK);
	client_release(cancel);
	client_release(l.call);
	harness_join(&l.server);
	line_end(&l);
}

/* Who looks at the call has no count of it until he leaves. */
RACE(a_reply_that_comes_with_its_count_and_test_cancel, 3)
{
	struct line l = { .gives = true };

	line_begin(&l, COINIT_MULTITHREADED, 1);
	ICancelMethodCalls *cancel = client_cancel(l.call);
	assert_int_equal(begin(&l), S_OK);
	assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_S_CALLPENDING);
	assert_int_equal(finish(&l), S_OK);
	client_release(cancel);
	client_release(l.call);
	harness_join(&l.server);
	line_end(&l);
}

/* The filter, which came when the call was on its way, has it cancelled: then that is what becomes of it. */
EXPLORE(a_reply_and_a_filter_that_came_behind_its_call, 2)
{
	struct line l = { 0 };
	Filter *f = filter_new();
	ULONG cb = OCTETS, n = 99, *pn = &n;
	BYTE data[OCTETS] = { 0 }, *pv = data;
	void *args[] = { &pv, &cb, &pn };
	struct outgoing o;

	f->pending = PENDINGMSG_CANCELCALL;
	line_begin(&l, COINIT_APARTMENTTHREADED, 1);
	struct call *c = needed(call_open(&l.channel, &line_interface()->methods[0]));
	outgoing_enter(&o);
	c->sync = true;
	outgoing_try(&o, c);
	assert_int_equal(call_put_request(c, args), S_OK);
	assert_int_equal(call_send(c), S_OK);
	assert_int_equal(register_run(f), S_OK);
	assert_int_equal(AcomMessagePending((DWORD)os_thread_id()), S_OK);
	HRESULT hr = call_finish(c, args);
	assert_int_equal(hr, l.told ? RPC_E_CALL_CANCELED : S_OK);
	assert_int_equal(outgoing_leave(&o, hr, false), hr);
	client_release(l.call);
	harness_join(&l.server);
	line_end(&l);
	filter_done(f);
}

/* Whoever answers holds the call, not the object. */
RACE(a_reply_and_the_last_release, 3)
{
	struct line l = { 0 };

	line_begin(&l, COINIT_MULTITHREADED, 1);
	assert_int_equal(begin(&l), S_OK);
	assert_int_equal(client_release(l.call), 0);
	harness_join(&l.server);
	line_end(&l);
}

/* The reply comes at the very instant at which Cancel has waited long enough. */
EXPLORE(a_reply_and_the_end_of_cancels_seconds, 3)
{
	struct line l = { .patience = SECOND };

	line_begin(&l, COINIT_MULTITHREADED, 1);
	ICancelMethodCalls *cancel = client_cancel(l.call);
	assert_int_equal(begin(&l), S_OK);
	HRESULT hr = ICancelMethodCalls_Cancel(cancel, 1);
	assert_true(hr == S_OK || hr == RPC_E_CALL_COMPLETE);
	assert_int_equal(finish(&l), hr == S_OK ? RPC_E_CALL_CANCELED : S_OK);
	client_release(cancel);
	client_release(l.call);
	harness_join(&l.server);
	line_end(&l);
}

/* The object is used again while the answer to its first call is still on its way. */
EXPLORE(a_late_reply_and_the_next_call, 2)
{
	struct line l = { 0 };

	line_begin(&l, COINIT_MULTITHREADED, 2);
	ICancelMethodCalls *cancel = client_cancel(l.call);
	ISynchronize *sync = client_sync(l.call);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(begin(&l), S_OK);
		HRESULT hr = i ? RPC_E_CALL_COMPLETE : ICancelMethodCalls_Cancel(cancel, 0);
		assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
		assert_int_equal(finish(&l), hr == S_OK ? RPC_E_CALL_CANCELED : S_OK);
	}
	client_release(sync);
	client_release(cancel);
	client_release(l.call);
	harness_join(&l.server);
	line_end(&l);
}

/* An outer object that is not agile hears of the reply once, wherever it is, and is not needed any more afterwards. */
static void shell_hears(DWORD model)
{
	struct line l = { 0 };
	struct shell s = { .listens = true };

	shell_prepare(&s);
	line_open(&l, model, 1, &s.IUnknown_iface, &IID_IUnknown, (void **)&s.inner);
	l.call = shell_adopt(&s);
	assert_int_equal(begin(&l), S_OK);
	assert_int_equal(finish(&l), S_OK);
	client_release(l.call);
	harness_join(&l.server);
	assert_int_equal(os_load32(&s.signals), 1);
	shell_close(&s);
	line_end(&l);
}

EXPLORE(an_aggregate_in_an_sta_hears_of_the_reply, 2)
{
	shell_hears(COINIT_APARTMENTTHREADED);
}

EXPLORE(an_aggregate_in_the_mta_hears_of_the_reply, 2)
{
	shell_hears(COINIT_MULTITHREADED);
}

static void finish_nothing(void *line)
{
	assert_int_equal(finish(line), RPC_E_CALL_COMPLETE);
}

/* Who waits in Finish_ for what is being begun learns that nothing was: no outer hears of that. */
static void begun_in_vain(struct line *l)
{
	struct shell s = { .listens = true };
	struct harness_thread other;

	shell_prepare(&s);
	line_open(l, COINIT_MULTITHREADED, 0, &s.IUnknown_iface, &IID_IUnknown, (void **)&s.inner);
	l->call = shell_adopt(&s);
	harness_start(&other, finish_nothing, l);
	assert_true(FAILED(begin(l)));
	harness_join(&other);
	client_release(l->call);
	harness_join(&l->server);
	assert_int_equal(os_load32(&s.signals), 0);
	shell_close(&s);
	line_end(l);
}

EXPLORE(a_begin_of_an_aggregate_that_cannot_be_sent_and_finish, 2)
{
	begun_in_vain(&(struct line){ .broken = "the line is cut" });
}

EXPLORE(a_begin_of_an_aggregate_that_cannot_be_marshaled_and_finish, 2)
{
	begun_in_vain(&(struct line){ .refuses = true });
}

/* ---- three threads ---- */

EXPLORE(reply_finish_and_cancel_have_one_outcome, 2)
{
	struct line l = { 0 };
	struct canceller c;

	line_begin(&l, COINIT_MULTITHREADED, 1);
	cancel_start(&c, l.call, 0);
	assert_int_equal(begin(&l), S_OK);
	HRESULT hr = finish(&l);
	assert_true(hr == S_OK || hr == RPC_E_CALL_CANCELED);
	client_release(l.call);
	assert_int_equal(cancel_join(&c), hr == RPC_E_CALL_CANCELED);
	server_dismiss(&l);
	line_end(&l);
}

EXPLORE(reply_finish_and_a_cancel_that_waits_have_one_outcome, 2)
{
	struct line l = { .patience = SECOND };
	struct canceller c;

	line_begin(&l, COINIT_MULTITHREADED, 1);
	cancel_start(&c, l.call, 1);
	assert_int_equal(begin(&l), S_OK);
	HRESULT hr = finish(&l);
	assert_true(hr == S_OK || hr == RPC_E_CALL_CANCELED);
	client_release(l.call);
	assert_int_equal(cancel_join(&c), hr == RPC_E_CALL_CANCELED);
	server_dismiss(&l);
	line_end(&l);
}

EXPLORE(reply_cancel_and_the_last_release, 2)
{
	struct line l = { 0 };
	struct canceller c;

	line_begin(&l, COINIT_MULTITHREADED, 1);
	cancel_start(&c, l.call, 0);
	assert_int_equal(begin(&l), S_OK);
	client_release(l.call);
	cancel_join(&c);
	server_dismiss(&l);
	line_end(&l);
}

/* ---- four threads: two clients share the object ---- */

struct other {
	struct harness_thread thread;
	struct line *line;
	unsigned begun, finished, cancelled;
};

/* Whoever begins is no owner: either of them may get the result. */
static void use_once(struct other *o)
{
	HRESULT hr = begin(o->line);

	assert_true(hr == S_OK || hr == RPC_S_CALLPENDING);
	o->begun = hr == S_OK;
	hr = finish(o->line);
	assert_true(hr == S_OK || hr == RPC_E_CALL_CANCELED || hr == RPC_E_CALL_COMPLETE);
	o->finished = hr != RPC_E_CALL_COMPLETE;
	o->cancelled = hr == RPC_E_CALL_CANCELED;
}

static void use_main(void *arg)
{
	use_once(arg);
}

EXPLORE(two_clients_a_server_and_a_canceller_share_one_call_object, 2)
{
	struct line l = { 0 };
	struct canceller c;

	line_begin(&l, COINIT_MULTITHREADED, 2);
	struct other a = { .line = &l }, b = { .line = &l };
	harness_start(&b.thread, use_main, &b);
	cancel_start(&c, l.call, 0);
	use_once(&a);
	harness_join(&b.thread);
	assert_int_equal(cancel_join(&c), a.cancelled + b.cancelled);
	assert_int_equal(a.begun + b.begun, a.finished + b.finished);
	client_release(l.call);
	server_dismiss(&l);
	line_end(&l);
}
