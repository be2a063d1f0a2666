/* aggregate.c - statements about call objects and events inside another object, which hears of completion or waits for it. */
#include <acom/automation.h>

#include "listener.h"

/* ---- A32: events inside another object ---- */

typedef struct Whole {
	AcomObject object;
	IUnknown *part;
} Whole;

static HRESULT Whole_query(void *object, REFIID riid, void **ppv)
{
	Whole *w = object;

	return w->part ? IUnknown_QueryInterface(w->part, riid, ppv) : E_NOINTERFACE;
}

static void Whole_destruct(void *object)
{
	release_unknown(((Whole *)object)->part);
}

static const AcomInterface Whole_map[] = { ACOM_END };
static const AcomClass Whole_class = { "whole", sizeof(Whole), Whole_map, NULL, Whole_destruct, Whole_query };

/* Another object that hands every question on to an event in it. */
static Whole *whole(REFCLSID clsid)
{
	Whole *w;

	assert_int_equal(AcomCreateObject(&Whole_class, NULL, &IID_IUnknown, (void **)&w), S_OK);
	assert_int_equal(CoCreateInstance(clsid, w->object.outer, CLSCTX_INPROC_SERVER, &IID_IUnknown, (void **)&w->part),
	                 S_OK);
	return w;
}

static uint32_t refs(const Whole *w)
{
	return w->object.refs;
}

/* Every pointer leads to the whole, and counts on it. */
static void A32_identity(Whole *w)
{
	static const IID *const iids[] = { &IID_ISynchronize, &IID_ISynchronizeHandle };

	for (unsigned i = 0; i < ARRAY_COUNT(iids); i++) {
		IUnknown *face, *identity;
		assert_int_equal(IUnknown_QueryInterface(w->object.outer, iids[i], (void **)&face), S_OK);
		assert_int_equal(refs(w), 2);
		assert_int_equal(IUnknown_QueryInterface(face, &IID_IUnknown, (void **)&identity), S_OK);
		assert_ptr_equal(identity, w->object.outer);
		assert_ptr_not_equal(identity, w->part);
		assert_int_equal(refs(w), 3);
		assert_int_equal(client_release(identity), 2);
		assert_int_equal(IUnknown_AddRef(face), 3);
		assert_int_equal(client_release(face), 2);
		assert_int_equal(client_release(face), 1);
	}
}

/* The event's own unknown answers for itself, and keeps the event alive alone. */
static void A32_own_unknown(Whole *w)
{
	IUnknown *self;

	assert_int_equal(IUnknown_QueryInterface(w->part, &IID_IUnknown, (void **)&self), S_OK);
	assert_ptr_equal(self, w->part);
	assert_int_equal(refs(w), 1);
	assert_int_equal(client_release(self), 1);
}

static void A32_works(Whole *w, bool auto_reset)
{
	ISynchronize *sync;

	assert_int_equal(IUnknown_QueryInterface(w->object.outer, &IID_ISynchronize, (void **)&sync), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, 0), RPC_S_CALLPENDING);
	assert_int_equal(ISynchronize_Signal(sync), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, 0), auto_reset ? RPC_S_CALLPENDING : S_OK);
	assert_int_equal(ISynchronize_Reset(sync), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, 0), RPC_S_CALLPENDING);
	client_release(sync);
}

/* Who may call the whole is not for a part to say. */
static void A32_agility(Whole *w)
{
	assert_false(object_is_agile(w->object.outer));
	assert_int_equal(refs(w), 1);
}

static void A32_refused(REFCLSID clsid, Whole *w)
{
	void *p = w; /* rubbish */

	assert_int_equal(CoCreateInstance(clsid, w->object.outer, CLSCTX_INPROC_SERVER, &IID_ISynchronize, &p), E_INVALIDARG);
	assert_null(p);
	assert_int_equal(refs(w), 1);
}

TEST(A32_StdEvent_and_ManualResetEvent_can_be_aggregated)
{
	static const CLSID *const classes[] = { &CLSID_ManualResetEvent, &CLSID_StdEvent };

	for (unsigned i = 0; i < 4; i++) {
		house_enter(i / 2 ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED);
		Whole *w = whole(classes[i % 2]);
		A32_identity(w);
		A32_own_unknown(w);
		A32_works(w, i % 2);
		A32_agility(w);
		A32_refused(classes[i % 2], w);
		assert_int_equal(AcomObjectRelease(&w->object), 0);
		house_leave();
	}
}

/* As the synchronization object of calls, which is what they are for: poll, wait, or just finish, more than once. */
static void A32_call_body(struct house *h, ISimpleStream *s, bool agile)
{
	static const CLSID *const classes[] = { &CLSID_ManualResetEvent, &CLSID_StdEvent };

	for (unsigned i = 0; i < 6; i++) {
		struct listener script = { .agile = agile, .event = classes[i % 2] };
		Listener *l = listener_open(&script, s);
		begin(l);
		house_let(h);
		while (i / 2 == 0 && ISynchronize_Wait(&l->ISynchronize_iface, 0, 0) != S_OK)
			os_yield();
		if (i / 2 == 1)
			assert_int_equal(ISynchronize_Wait(&l->ISynchronize_iface, 0, INFINITE), S_OK);
		client_finish(l->call, S_OK);
		assert_int_equal(house_count(&script.signals), 1);
		listener_close(l);
	}
}

TEST(A32_an_aggregated_event_of_either_class_serves_as_the_synchronization_object_of_a_call)
{
	each(HOUSE_BOTH, A32_call_body);
}

/* ---- B13-B18: who hears what, where and when ---- */

static void B13_body(struct house *h, ISimpleStream *s, bool agile)
{
	struct listener script = { .agile = agile };
	Listener *l = listener_open(&script, s);

	heard(&script, 0, 0, 0);
	for (uint32_t i = 1; i <= 3; i++) {
		begin(l);
		assert_int_equal(house_count(&script.resets), i);
		assert_int_equal(house_count(&script.waits), i - 1);
		if (h->async) /* a plain server that was let answers every call at once */
			heard(&script, i, i - 1, i - 1);
		house_let(h);
		listener_until(&script.signals, i);
		heard(&script, i, i, i - 1);
		client_finish(l->call, S_OK);
		heard(&script, i, i, i);
	}
	listener_close(l);
}

TEST(B13_the_outers_ISynchronize_is_reset_by_begin_signalled_by_completion_and_waited_for_by_finish)
{
	each(HOUSE_BOTH, B13_body);
}

/* A Finish_ too many has nothing to wait for, and so asks nobody to. */
static void finish_again_body(struct house *h, ISimpleStream *s, bool agile)
{
	struct listener script = { .agile = agile };
	Listener *l = listener_open(&script, s);
	BYTE pv[10];
	ULONG n;

	for (uint32_t i = 1; i <= 3; i++) {
		begin(l);
		house_let(h);
		listener_until(&script.signals, i);
		house_let(h); /* the server has let go of the call by now */
		client_finish(l->call, S_OK);
		assert_int_equal(AsyncISimpleStream_Finish_Read(l->call, pv, &n), RPC_E_CALL_COMPLETE);
		heard(&script, i, i, i);
	}
	listener_close(l);
}

TEST(a_finish_without_begin_does_not_ask_the_outer_to_wait)
{
	each(HOUSE_PLAIN, finish_again_body);
}

static void B13_early_body(struct house *h, ISimpleStream *s, bool agile)
{
	struct listener script = { .agile = agile };
	Listener *l = listener_open(&script, s);
	struct client_let let = { .house = h };

	begin(l);
	heard(&script, 1, 0, 0);
	client_let_while_waiting(&let);
	client_finish(l->call, S_OK);
	heard(&script, 1, 1, 1);
	client_let_join(&let);
	listener_close(l);
}

TEST(B13_finish_before_completion_waits_once_and_is_ended_by_the_signal)
{
	each(HOUSE_ASYNC, B13_early_body);
}

static void finish_in_signal(Listener *l)
{
	client_finish(l->call, S_OK);
}

/* A listener that hears has no use for Wait: it may refuse it. */
static void B14_play(struct house *h, ISimpleStream *s, bool deaf)
{
	struct listener script = { .on_signal = finish_in_signal, .deaf = deaf, .wait_hr = E_NOTIMPL };
	Listener *l = listener_open(&script, s);

	for (uint32_t i = 1; i <= 3; i++) {
		begin(l);
		house_let(h);
		listener_until(&script.waits, i); /* Finish_ has begun */
		listener_until((os_u32 *)(void *)&l->object.refs, 1); /* and Signal has ended */
		heard(&script, i, i, i);
		client_finish(l->call, RPC_E_CALL_COMPLETE);
	}
	listener_close(l);
}

static void B14_body(struct house *h, ISimpleStream *s)
{
	B14_play(h, s, false);
	B14_play(h, s, true);
}

TEST(B14_finish_inside_signal_delivers_the_results)
{
	house_each(HOUSE_BOTH, B14_body);
}

/* Decision 6: an agile listener's Signal is where completion was seen, AsyncX where it belongs. */
static void finish_abroad(Listener *l)
{
	client_finish(l->call, RPC_E_WRONG_THREAD);
}

static void B14_agile_body(struct house *h, ISimpleStream *s)
{
	struct listener script = { .agile = true, .on_signal = finish_abroad };
	Listener *l = listener_open(&script, s);

	begin(l);
	house_let(h);
	listener_until(&script.signals, 1);
	client_finish(l->call, S_OK);
	listener_close(l);
}

TEST(B14_finish_inside_the_signal_of_an_agile_outer_in_a_foreign_apartment_is_refused_and_changes_nothing)
{
	house_each(HOUSE_BOTH | HOUSE_NEAR, B14_agile_body);
}

/* A single-threaded client hears nothing until it serves, though the completion is there. */
static void B15_home_body(struct house *h, ISimpleStream *s)
{
	struct listener script = { .agile = false };
	Listener *l = listener_open(&script, s);
	int fd;

	begin(l);
	if (!client_is_mta())
		assert_int_equal(AcomApartmentFd(&fd), S_OK);
	let_elsewhere(h);
	if (!client_is_mta()) {
		assert_int_equal(os_poll(fd, OS_FOREVER), 1);
		heard(&script, 1, 0, 0);
	}
	listener_until(&script.signals, 1);
	assert_true(script.at_home);
	assert_true(client_is_mta() || script.thread == os_thread_id());
	client_finish(l->call, S_OK);
	listener_close(l);
}

TEST(B15_the_signal_of_an_outer_that_is_not_agile_arrives_in_its_apartment)
{
	house_each(HOUSE_BOTH, B15_home_body);
}

static HRESULT tell_thread(void *id)
{
	*(uint64_t *)id = os_thread_id();
	return S_OK;
}

static void B15_agile_body(struct house *h, ISimpleStream *s)
{
	struct listener script = { .agile = true };
	Listener *l = listener_open(&script, s);
	uint64_t thread;

	begin(l);
	house_let(h);
	house_wait_count(&script.signals, 1); /* without a call into the library */
	assert_false(script.at_home);
	assert_int_equal(house_run(h, tell_thread, &thread), S_OK);
	if (h->model == COINIT_APARTMENTTHREADED && !h->neutral)
		assert_int_equal(script.thread, thread);
	client_finish(l->call, S_OK);
	listener_close(l);
}

TEST(B15_the_signal_of_an_agile_outer_arrives_on_the_completing_thread)
{
	house_each(HOUSE_BOTH | HOUSE_NEAR, B15_agile_body);
}

/* Cancel completes on the thread that cancels. */
struct canceller {
	ICancelMethodCalls *cancel;
	uint64_t thread;
	struct harness_thread handle;
};

static void canceller_main(void *arg)
{
	struct canceller *c = arg;

	c->thread = os_thread_id();
	assert_int_equal(ICancelMethodCalls_Cancel(c->cancel, 0), S_OK);
}

static void B15_cancel_body(struct house *h, ISimpleStream *s, bool agile)
{
	struct listener script = { .agile = agile };
	Listener *l = listener_open(&script, s);
	struct canceller c = { .cancel = client_cancel(l->call) };

	begin(l);
	harness_start(&c.handle, canceller_main, &c);
	listener_until(&script.signals, 1);
	harness_join(&c.handle);
	assert_true(script.at_home || script.thread == c.thread);
	assert_true(agile ? script.thread == c.thread : script.at_home);
	client_finish(l->call, RPC_E_CALL_CANCELED);
	heard(&script, 1, 1, 1);
	house_let(h);
	client_release(c.cancel);
	listener_close(l);
	heard(&script, 1, 1, 1);
}

TEST(B15_the_signal_of_a_cancelled_call_arrives_in_the_same_way)
{
	each(HOUSE_ASYNC, B15_cancel_body);
}

static void B16_reset_body(struct house *h, ISimpleStream *s, bool agile)
{
	struct listener script = { .agile = agile, .reset_hr = E_ACCESSDENIED };
	Listener *l = listener_open(&script, s);
	uint32_t met = calls_met(h);

	for (uint32_t i = 1; i <= 2; i++) {
		assert_int_equal(AsyncISimpleStream_Begin_Read(l->call, ROOM), E_ACCESSDENIED);
		client_finish(l->call, RPC_E_CALL_COMPLETE);
		heard(&script, i, 0, 0);
	}
	assert_int_equal(l->object.refs, 1);
	script.reset_hr = S_OK;
	begin(l);
	house_let(h);
	client_finish(l->call, S_OK);
	heard(&script, 3, 1, 1);
	assert_int_equal(calls_met(h), met + 1);
	listener_close(l);
}

TEST(B16_when_the_outers_reset_fails_begin_fails_with_its_code_and_nothing_is_sent)
{
	each(HOUSE_BOTH, B16_reset_body);
}

/* Its Signal does not hand on, so nobody can wait for it. */
static void B16_signal_body(struct house *h, ISimpleStream *s, bool agile)
{
	struct listener script = { .agile = agile, .signal_hr = E_ACCESSDENIED };
	Listener *l = listener_open(&script, s);

	begin(l);
	house_let(h);
	listener_until(&script.signals, 1);
	listener_until((os_u32 *)(void *)&l->object.refs, 1); /* the runtime has heard */
	client_finish(l->call, E_ACCESSDENIED);
	script.signal_hr = S_OK;
	begin(l);
	house_let(h);
	client_finish(l->call, S_OK);
	heard(&script, 2, 2, 2);
	listener_close(l);
}

TEST(B16_when_the_outers_signal_fails_finish_fails_with_its_code)
{
	each(HOUSE_BOTH, B16_signal_body);
}

/* What the method has said is not why its result cannot be had. */
static void B16_says_body(struct house *h, ISimpleStream *s, bool agile)
{
	struct listener script = { .agile = agile, .signal_hr = E_ACCESSDENIED };
	Listener *l = listener_open(&script, s);
	IErrorInfo *said;

	h->hr = E_FAIL;
	h->says = "what the method says";
	begin(l);
	house_let(h);
	listener_until(&script.signals, 1);
	listener_until((os_u32 *)(void *)&l->object.refs, 1); /* the runtime has heard */
	client_finish(l->call, E_ACCESSDENIED);
	assert_int_equal(GetErrorInfo(0, &said), S_FALSE);
	listener_close(l);
}

TEST(B16_when_the_outers_signal_fails_what_the_method_says_is_not_told)
{
	each(HOUSE_PLAIN | HOUSE_NEAR, B16_says_body);
}

static void B16_cancelled_body(struct house *h, ISimpleStream *s, bool agile)
{
	struct listener script = { .agile = agile, .signal_hr = E_ACCESSDENIED };
	Listener *l = listener_open(&script, s);
	ICancelMethodCalls *cancel = client_cancel(l->call);

	begin(l);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	client_finish(l->call, RPC_E_CALL_CANCELED);
	heard(&script, 1, 1, 1);
	house_let(h);
	client_release(cancel);
	listener_close(l);
}

TEST(B16_a_failing_signal_does_not_undo_a_cancel)
{
	each(HOUSE_ASYNC, B16_cancelled_body);
}

/* Whatever an overridden Wait returns, and however early: completion is the call's own. */
static void C27_wait_body(struct house *h, ISimpleStream *s, bool agile)
{
	static const HRESULT codes[] = { S_OK, E_NOTIMPL, RPC_S_CALLPENDING };

	for (unsigned i = 0; i < ARRAY_COUNT(codes); i++) {
		struct listener script = { .agile = agile, .deaf = true, .wait_hr = codes[i] };
		Listener *l = listener_open(&script, s);
		for (uint32_t n = 1; n <= 2; n++) {
			struct client_let let = { .house = h };
			begin(l);
			client_let_while_waiting(&let);
			client_finish(l->call, S_OK);
			assert_int_equal(house_count(&let.done), 1);
			listener_until(&script.signals, n);
			heard(&script, n, n, n);
			client_let_join(&let);
		}
		listener_close(l);
	}
}

TEST(C27_B17_finish_calls_an_overridden_wait_once_and_then_waits_for_completion)
{
	each(HOUSE_ASYNC, C27_wait_body);
}

static void C27_signal_body(struct house *h, ISimpleStream *s, bool agile)
{
	struct listener script = { .agile = agile };
	Listener *l = listener_open(&script, s);
	ISynchronize *sync = client_sync(l->call);

	assert_ptr_equal(sync, &l->ISynchronize_iface);
	for (uint32_t n = 1; n <= 2; n++) {
		struct client_let let = { .house = h };
		begin(l);
		assert_int_equal(ISynchronize_Signal(sync), S_OK);
		assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
		client_let_while_waiting(&let);
		client_finish(l->call, S_OK);
		assert_int_equal(house_count(&let.done), 1);
		listener_until(&script.signals, 2 * n);
		heard(&script, n, 2 * n, 2 * n);
		client_let_join(&let);
	}
	client_release(sync);
	listener_close(l);
}

TEST(C27_a_client_that_signals_its_aggregate_does_not_complete_the_call)
{
	each(HOUSE_ASYNC, C27_signal_body);
}

static void B18_body(struct house *h, ISimpleStream *s, bool agile)
{
	struct listener script = { .agile = agile };
	Listener *l = listener_open(&script, s);
	ISynchronize *own, *outers;
	IUnknown *identity;

	(void)h;
	assert_int_equal(IUnknown_QueryInterface(l->inner, &IID_ISynchronize, (void **)&own), S_OK);
	assert_int_equal(IUnknown_QueryInterface(l->object.outer, &IID_ISynchronize, (void **)&outers), S_OK);
	assert_ptr_equal(outers, &l->ISynchronize_iface);
	assert_ptr_not_equal(own, outers);
	assert_int_equal(l->object.refs, 3);
	assert_int_equal(ISynchronize_Wait(own, 0, 0), RPC_S_CALLPENDING);
	assert_int_equal(ISynchronize_Signal(own), S_OK);
	assert_int_equal(ISynchronize_Wait(own, 0, INFINITE), S_OK);
	heard(&script, 0, 0, 0);
	assert_int_equal(ISynchronize_QueryInterface(own, &IID_IUnknown, (void **)&identity), S_OK);
	assert_ptr_equal(identity, l->object.outer);
	client_release(identity);
	client_release(own);
	client_release(outers);
	listener_close(l);
}

TEST(B18_the_inner_unknown_yields_the_call_objects_own_ISynchronize)
{
	each(HOUSE_PLAIN, B18_body);
}

/* Of a pending call only the outer hears: the inner event is the outer's to signal. */
static void B18_silent_body(struct house *h, ISimpleStream *s, bool agile)
{
	struct listener script = { .agile = agile, .event = &CLSID_ManualResetEvent };
	Listener *l = listener_open(&script, s);
	ISynchronize *own;

	assert_int_equal(IUnknown_QueryInterface(l->inner, &IID_ISynchronize, (void **)&own), S_OK);
	begin(l);
	house_let(h);
	client_finish(l->call, S_OK);
	assert_int_equal(ISynchronize_Wait(own, 0, 0), RPC_S_CALLPENDING);
	client_release(own);
	listener_close(l);
}

TEST(B18_completion_does_not_touch_the_inner_ISynchronize_when_the_outer_has_one)
{
	each(HOUSE_BOTH, B18_silent_body);
}
