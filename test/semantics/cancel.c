/* cancel.c - statements about cancelling: what Cancel promises, what it leaves alone; and the whole table of call states. */
#include "shell.h"

/* ---- the table, from com-async.md 3.3 and decisions 2 and 43; not from call.c ---- */

#define PENDING RPC_S_CALLPENDING
#define COMPLETE RPC_E_CALL_COMPLETE
#define CANCELED RPC_E_CALL_CANCELED
#define TO(state) { CALL_##state, S_OK }  /* goes there */
#define SAY(hr) { CALL_STATES, hr }       /* answers, and stays */
#define ACCEPT { CALL_STATES, S_OK }      /* remembers, and stays */
#define NEVER { CALL_STATES, RPC_E_UNEXPECTED } /* cannot happen */

struct rule {
	enum call_state next;
	HRESULT hr;
};

/* In the order of the states: IDLE, BEGINNING, PENDING, CANCELLING, DONE, CANCELLED, FINISHING. */
static const struct rule table[CALL_EVENTS][CALL_STATES] = {
	/* A16, A58: pending for every Begin_ that is too early */
	[CALL_BEGIN] = { TO(BEGINNING), SAY(PENDING), SAY(PENDING), SAY(PENDING), SAY(PENDING), SAY(PENDING), SAY(PENDING) },
	/* Begin_: PUT, Reset, -> PENDING, Send */
	[CALL_SENT] = { NEVER, TO(PENDING), NEVER, NEVER, NEVER, NEVER, NEVER },
	/* rolled back unless completion was claimed meanwhile */
	[CALL_UNDO] = { NEVER, TO(IDLE), TO(IDLE), TO(IDLE), SAY(COMPLETE), SAY(CANCELED), SAY(COMPLETE) },
	/* a reply leads to DONE; C13: one that is late changes nothing */
	[CALL_REPLY] = { SAY(COMPLETE), NEVER, TO(DONE), TO(DONE), SAY(COMPLETE), SAY(CANCELED), SAY(COMPLETE) },
	/* A25; waits in BEGINNING, PENDING and CANCELLING; claims FINISHING only from DONE or CANCELLED */
	[CALL_FINISH] = { SAY(COMPLETE), SAY(PENDING), SAY(PENDING), SAY(PENDING), TO(FINISHING), TO(FINISHING), SAY(COMPLETE) },
	[CALL_FINISHED] = { NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, TO(IDLE) },
	/* C14; remembered in BEGINNING; -> CANCELLED; A61; C15 */
	[CALL_CANCEL] = { SAY(COMPLETE), ACCEPT, TO(CANCELLED), SAY(CANCELED), SAY(COMPLETE), SAY(CANCELED), SAY(COMPLETE) },
	[CALL_CANCEL_WAIT] = { SAY(COMPLETE), ACCEPT, TO(CANCELLING), SAY(CANCELED), SAY(COMPLETE), SAY(CANCELED), SAY(COMPLETE) },
	/* of a Cancel(n) that waited: the time-out leads to CANCELLED, unless the reply was there before */
	[CALL_EXPIRE] = { SAY(COMPLETE), NEVER, NEVER, TO(CANCELLED), SAY(COMPLETE), SAY(CANCELED), SAY(COMPLETE) },
	/* 43: complete when idle; canceled in CANCELLING and CANCELLED; otherwise pending */
	[CALL_TEST] = { SAY(COMPLETE), SAY(PENDING), SAY(PENDING), SAY(CANCELED), SAY(PENDING), SAY(CANCELED), SAY(COMPLETE) },
	/* the call object is gone: nobody takes the reply */
	[CALL_ABANDON] = { SAY(COMPLETE), ACCEPT, TO(CANCELLED), TO(CANCELLED), TO(CANCELLED), ACCEPT, ACCEPT },
};

TEST(D2_every_event_does_in_every_state_what_is_specified)
{
	for (enum call_event event = 0; event < CALL_EVENTS; event++) {
		for (enum call_state state = 0; state < CALL_STATES; state++) {
			const struct rule *rule = &table[event][state];
			bool never = rule->hr == RPC_E_UNEXPECTED;
			enum call_state next, expected = rule->next == CALL_STATES && !never ? state : rule->next;
			HRESULT hr = call_rule(state, event, &next);

			if (hr != rule->hr || next != expected)
				fail_msg("event %d in %s", (int)event, call_state_name(state));
		}
	}
}

/* ---- what the tests share ---- */

/* A call that the server has begun and holds. */
static AsyncISimpleStream *begun(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	harness_gate_wait(h->entered);
	return call;
}

static void check_signalled(AsyncISimpleStream *call, HRESULT hr)
{
	ISynchronize *sync = client_sync(call);

	assert_int_equal(ISynchronize_Wait(sync, 0, 0), hr);
	client_release(sync);
}

static void wait_signalled(AsyncISimpleStream *call)
{
	ISynchronize *sync = client_sync(call);

	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	client_release(sync);
}

static HRESULT nothing(void *unused)
{
	(void)unused;
	return S_OK;
}

/* ---- A55 ... A61 ---- */

static void A55_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = begun(h, s);

	client_release(client_cancel(call));
	house_let(h);
	client_finish(call, S_OK);
	client_release(call);
}

TEST(A55_the_call_object_of_an_outstanding_call_has_ICancelMethodCalls)
{
	house_each(HOUSE_BOTH, A55_body);
}

static void A57_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = begun(h, s);
	ICancelMethodCalls *cancel = client_cancel(call);

	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	client_finish(call, RPC_E_CALL_CANCELED);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), RPC_E_CALL_COMPLETE); /* now it is too late */
	house_let(h);
	client_release(cancel);
	client_release(call);
}

TEST(A57_cancel_is_accepted_after_begin_and_before_finish_has_returned)
{
	house_each(HOUSE_BOTH, A57_body);
}

static void A58_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = begun(h, s);
	ICancelMethodCalls *cancel = client_cancel(call);
	const BYTE data[] = "abc";

	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	for (int late = 0; late < 2; late++) {
		assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), RPC_S_CALLPENDING);
		assert_int_equal(AsyncISimpleStream_Begin_Write(call, data, 3), RPC_S_CALLPENDING);
		if (!late) { /* nor does the late reply make room */
			house_let(h);
			house_run(h, nothing, NULL);
		}
	}
	client_finish(call, RPC_E_CALL_CANCELED);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	house_let(h);
	client_finish(call, S_OK);
	client_release(cancel);
	client_release(call);
}

TEST(A58_until_finish_every_begin_on_a_cancelled_call_is_pending)
{
	house_each(HOUSE_BOTH, A58_body);
}

static void A59_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = begun(h, s);
	ICancelMethodCalls *cancel = client_cancel(call);

	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	client_finish(call, RPC_E_CALL_CANCELED);
	assert_int_equal(house_count(&h->sync_returns) + house_count(&h->finishes), 0);
	house_let(h);
	while (!(house_count(&h->sync_returns) + house_count(&h->finishes)))
		os_yield();
	client_release(cancel);
	client_release(call);
}

TEST(A59_a_server_may_run_to_the_end_of_a_cancelled_call)
{
	house_each(HOUSE_BOTH, A59_body);
}

static void A60_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = begun(h, s);
	ICancelMethodCalls *cancel = client_cancel(call);

	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	check_signalled(call, S_OK);
	client_finish(call, RPC_E_CALL_CANCELED); /* with zeroed outputs, and while the server still holds the call */
	house_let(h);
	client_release(cancel);
	client_release(call);
}

TEST(A60_the_result_of_a_cancelled_call_is_RPC_E_CALL_CANCELED)
{
	house_each(HOUSE_BOTH, A60_body);
}

static void A61_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = begun(h, s);
	ICancelMethodCalls *cancel = client_cancel(call);

	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), RPC_E_CALL_CANCELED);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 5), RPC_E_CALL_CANCELED);
	house_let(h);
	house_run(h, nothing, NULL);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), RPC_E_CALL_CANCELED);
	client_finish(call, RPC_E_CALL_CANCELED);
	client_release(cancel);
	client_release(call);
}

TEST(A61_a_second_cancel_learns_that_the_call_is_cancelled)
{
	house_each(HOUSE_BOTH, A61_body);
}

/* ---- A64, A65: TestCancel ---- */

/* Another process hears of it a little later. */
static void expect_cancelled(struct house *h)
{
	while (h->away && house_test_cancel(h) == RPC_S_CALLPENDING)
		os_yield();
	assert_int_equal(house_test_cancel(h), RPC_E_CALL_CANCELED);
}

static void A64_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = begun(h, s);
	ICancelMethodCalls *cancel = client_cancel(call);

	assert_int_equal(house_test_cancel(h), RPC_S_CALLPENDING);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	expect_cancelled(h);
	client_finish(call, RPC_E_CALL_CANCELED);
	assert_int_equal(house_test_cancel(h), RPC_E_CALL_CANCELED);
	house_let(h);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	assert_int_equal(house_test_cancel(h), RPC_S_CALLPENDING); /* of the next call */
	house_let(h);
	client_finish(call, S_OK);
	client_release(cancel);
	client_release(call);
}

TEST(A64_TestCancel_tells_the_server_whether_the_client_has_cancelled)
{
	house_each(HOUSE_ASYNC, A64_body);
}

static void A65_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ICancelMethodCalls *cancel = client_cancel(call);

	assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_E_CALL_COMPLETE);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_S_CALLPENDING);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_E_CALL_CANCELED);
	client_finish(call, RPC_E_CALL_CANCELED);
	assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_E_CALL_COMPLETE);
	house_let(h);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	house_let(h);
	wait_signalled(call);
	assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_S_CALLPENDING); /* signalled, but not cancelled */
	client_finish(call, S_OK);
	client_release(cancel);
	client_release(call);
}

TEST(A65_TestCancel_works_on_the_clients_side)
{
	house_each(HOUSE_BOTH, A65_body);
}

/* ---- C12 ... C16 ---- */

static void cancel_now(void *cancel)
{
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
}

static void C12_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = begun(h, s);
	ICancelMethodCalls *cancel = client_cancel(call);
	struct house_meanwhile meanwhile;

	house_meanwhile(&meanwhile, cancel_now, cancel);
	client_finish(call, RPC_E_CALL_CANCELED); /* the server does not answer before */
	house_meanwhile_join(&meanwhile);
	house_let(h);
	client_release(cancel);
	client_release(call);
}

TEST(C12_cancel_from_another_thread_ends_a_finish_that_waits)
{
	house_each(HOUSE_BOTH, C12_body);
}

/* The first call's reply comes while the second one is held. */
static void C13_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = begun(h, s);
	ICancelMethodCalls *cancel = client_cancel(call);
	BYTE data[5];
	ULONG n = 99;

	house_wait_pending(h, 1);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	client_finish(call, RPC_E_CALL_CANCELED);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof data), S_OK);
	house_wait_pending(h, 2);
	house_let(h);
	house_run(h, nothing, NULL);
	check_signalled(call, RPC_S_CALLPENDING);
	assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_S_CALLPENDING);
	house_let(h);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), S_OK);
	assert_int_equal(n, sizeof data);
	house_check(data, n);
	client_release(cancel);
	client_release(call);
}

TEST(C13_a_late_reply_does_not_affect_a_later_call_on_the_same_object)
{
	house_each(HOUSE_ASYNC, C13_body);
}

static void C14_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ICancelMethodCalls *cancel = client_cancel(call);

	for (int i = 0; i < 2; i++) {
		assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), RPC_E_CALL_COMPLETE);
		assert_int_equal(ICancelMethodCalls_Cancel(cancel, 5), RPC_E_CALL_COMPLETE);
		assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK); /* which no Cancel of before concerns */
		assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_S_CALLPENDING);
		house_let(h);
		client_finish(call, S_OK);
	}
	client_release(cancel);
	client_release(call);
}

TEST(C14_cancel_on_an_idle_call_object_is_RPC_E_CALL_COMPLETE)
{
	house_each(HOUSE_BOTH, C14_body);
}

static void C15_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = begun(h, s);
	ICancelMethodCalls *cancel = client_cancel(call);

	house_let(h);
	wait_signalled(call);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), RPC_E_CALL_COMPLETE);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 5), RPC_E_CALL_COMPLETE);
	client_finish(call, S_OK);
	client_release(cancel);
	client_release(call);
}

TEST(C15_cancel_after_the_reply_is_RPC_E_CALL_COMPLETE_and_finish_delivers)
{
	house_each(HOUSE_BOTH, C15_body);
}

static void C16_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = begun(h, s);
	ICancelMethodCalls *cancel = client_cancel(call);
	struct client_let let = { .house = h };

	client_let_while_waiting(&let);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 100000), RPC_E_CALL_COMPLETE);
	assert_int_equal(os_load32(&let.done), 1);
	client_let_join(&let);
	client_finish(call, S_OK);
	client_release(cancel);
	client_release(call);
}

TEST(C16_where_the_server_answers_in_time_cancel_gives_way_to_the_real_results)
{
	house_each(HOUSE_BOTH, C16_body);
}

/* ---- decision 2: CANCELLING, and a Cancel during Begin_ ---- */

struct cancelling {
	struct house *house;
	AsyncISimpleStream *call;
	ICancelMethodCalls *cancel;
};

static void look_while_cancelling(void *arg)
{
	struct cancelling *c = arg;

	assert_int_equal(ICancelMethodCalls_Cancel(c->cancel, 0), RPC_E_CALL_CANCELED);
	assert_int_equal(ICancelMethodCalls_Cancel(c->cancel, 5), RPC_E_CALL_CANCELED);
	assert_int_equal(ICancelMethodCalls_TestCancel(c->cancel), RPC_E_CALL_CANCELED);
	check_signalled(c->call, RPC_S_CALLPENDING);
	house_let(c->house);
}

static void D2_cancelling_body(struct house *h, ISimpleStream *s)
{
	struct cancelling c = { .house = h, .call = begun(h, s) };
	struct house_meanwhile meanwhile;

	c.cancel = client_cancel(c.call);
	house_meanwhile(&meanwhile, look_while_cancelling, &c);
	assert_int_equal(ICancelMethodCalls_Cancel(c.cancel, 100000), RPC_E_CALL_COMPLETE);
	house_meanwhile_join(&meanwhile);
	client_finish(c.call, S_OK);
	client_release(c.cancel);
	client_release(c.call);
}

TEST(D2_while_cancel_waits_another_changes_nothing_and_a_reply_counts)
{
	house_each(HOUSE_BOTH, D2_cancelling_body);
}

static void begin_in_the_mta(void *call)
{
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), RPC_S_CALLPENDING);
}

static void begin_while_cancelling(void *arg)
{
	struct cancelling *c = arg;

	begin_in_the_mta(c->call);
	house_let(c->house);
}

static void D2_begin_body(struct house *h, ISimpleStream *s)
{
	struct cancelling c = { .house = h };
	struct house_meanwhile meanwhile;

	if (!client_is_mta()) /* where nobody else may begin */
		return;
	c.call = begun(h, s);
	c.cancel = client_cancel(c.call);
	house_meanwhile(&meanwhile, begin_while_cancelling, &c);
	assert_int_equal(ICancelMethodCalls_Cancel(c.cancel, 100000), RPC_E_CALL_COMPLETE);
	house_meanwhile_join(&meanwhile);
	client_finish(c.call, S_OK);
	client_release(c.cancel);
	client_release(c.call);
}

TEST(D2_while_cancel_waits_begin_is_pending)
{
	house_each(HOUSE_BOTH, D2_begin_body);
}

/* Reset is a part of Begin_. */
static void cancel_in_reset(struct shell *shell)
{
	ICancelMethodCalls *cancel;

	assert_int_equal(IUnknown_QueryInterface(shell->inner, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_S_CALLPENDING);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_E_CALL_CANCELED);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), RPC_E_CALL_CANCELED);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 5), RPC_E_CALL_CANCELED);
	client_release(cancel);
}

static void D2_hasty_body(struct house *h, ISimpleStream *s)
{
	struct shell shell = { .listens = true, .on_reset = cancel_in_reset };
	AsyncISimpleStream *call = shell_open(&shell, s);

	for (unsigned i = 1; i <= 2; i++) {
		assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
		client_finish(call, RPC_E_CALL_CANCELED);
		assert_int_equal(os_load32(&shell.signals), i);
	}
	client_release(call);
	house_run(h, nothing, NULL);
	assert_int_equal(house_count(&h->sync_reads) + house_count(&h->begins), 0); /* it never left */
	shell_close(&shell);
}

TEST(D2_a_cancel_during_begin_is_remembered)
{
	house_each(HOUSE_BOTH, D2_hasty_body);
}
