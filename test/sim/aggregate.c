/* aggregate.c - call objects inside a listener under many schedules: each call is signalled once, and what Signal does -
 * finish, begin again, release - never meets something that is gone. */
#include "base/os_sim.h"
#include "test/semantics/listener.h"

enum { CALLS = 3, CANCELS = 12 };

/* One schedule: a listener, and a thread that cancels what it calls. */
struct scene {
	struct listener script; /* first: the listener leads back here */
	struct house house;
	ISimpleStream *stream;
	Listener *listener;
	ICancelMethodCalls *cancel;     /* counted, for the canceller; NULL: there is none */
	struct harness_thread canceller;
	unsigned accepted;              /* Cancels that said S_OK */
	os_u32 cancelled, finished;     /* Finish_s that said so, and all */
};

static struct scene *scene_of(Listener *l)
{
	return container_of(l->script, struct scene, script);
}

static void cancel_main(void *arg)
{
	struct scene *s = arg;

	for (int i = 0; i < CANCELS; i++) {
		HRESULT hr = ICancelMethodCalls_Cancel(s->cancel, 0);
		assert_true(hr == S_OK || hr == RPC_E_CALL_CANCELED || hr == RPC_E_CALL_COMPLETE);
		s->accepted += hr == S_OK;
	}
	client_release(s->cancel);
}

static void scene_open(struct scene *s, DWORD client, DWORD server, void (*on_signal)(Listener *), bool agile,
                       const CLSID *event)
{
	*s = (struct scene){ .script = { .agile = agile, .event = event, .on_signal = on_signal } };
	s->house = (struct house){ .model = server, .async = true };
	house_enter(client);
	house_open(&s->house);
	s->stream = house_stream(&s->house);
	s->listener = listener_open(&s->script, s->stream);
}

static void scene_begin(struct scene *s)
{
	assert_int_equal(AsyncISimpleStream_Begin_Read(s->listener->call, 7), S_OK);
}

static void scene_cancel(struct scene *s)
{
	s->cancel = client_cancel(s->listener->call);
	harness_start(&s->canceller, cancel_main, s);
}

/* The listener has ended, or does so now. */
static void scene_close(struct scene *s)
{
	if (s->cancel)
		harness_join(&s->canceller);
	listener_until(&s->script.alive, 0);
	ISimpleStream_Release(s->stream);
	house_close(&s->house);
	house_leave();
}

static void finish(Listener *l)
{
	struct scene *s = scene_of(l);
	BYTE data[7] = { 0 };
	ULONG n = 99;
	HRESULT hr = AsyncISimpleStream_Finish_Read(l->call, data, &n);

	assert_true(hr == S_OK || hr == RPC_E_CALL_CANCELED);
	assert_int_equal(n, hr == S_OK ? sizeof data : 0);
	house_check(data, n);
	os_add32(&s->cancelled, hr != S_OK);
	os_add32(&s->finished, 1);
}

/* ---- Signal finishes, begins again, and in the end releases ---- */

static void go_on(Listener *l)
{
	finish(l);
	if (house_count(&l->script->resets) < CALLS)
		assert_int_equal(AsyncISimpleStream_Begin_Read(l->call, 7), S_OK);
	else
		listener_release(l);
}

static unsigned met[CALLS + 1];

static void chain(DWORD client, DWORD server)
{
	struct scene s;

	scene_open(&s, client, server, go_on, false, &CLSID_ManualResetEvent);
	scene_cancel(&s);
	scene_begin(&s);
	scene_close(&s);
	assert_int_equal(house_count(&s.script.signals), CALLS);
	assert_int_equal(house_count(&s.finished), CALLS);
	assert_int_equal(house_count(&s.cancelled), s.accepted);
	met[s.accepted]++;
}

SIM_TEST(C48_C49_C50_signal_finishes_begins_again_and_releases_under_every_schedule, 2000)
{
	chain(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED);
}

SIM_TEST(C48_C49_C50_the_same_in_an_mta_whose_workers_signal, 2000)
{
	chain(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
}

SIM_TEST(C48_C49_C50_the_same_with_a_worker_that_completes, 2000)
{
	chain(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED);
}

static void chain_body(void *arg)
{
	(void)arg;
	chain(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED);
}

/* So that the race is one. */
TEST(the_schedules_cancel_none_some_and_all_of_the_calls)
{
	for (uint64_t seed = 1; seed <= 300; seed++) {
		if (sim_run(seed, chain_body, NULL))
			fail_msg("%s", sim_failure());
	}
	for (unsigned i = 0; i <= CALLS; i++)
		assert_true(met[i]);
}

/* ---- Signal against Finish_ of its own client ---- */

/* Whoever finishes has heard the signal of this call: none is left for the next one. */
static void take_turns(DWORD client, DWORD server, bool agile, bool deaf)
{
	struct scene s;

	scene_open(&s, client, server, NULL, agile, &CLSID_ManualResetEvent);
	s.script.deaf = deaf;
	s.script.wait_hr = E_NOTIMPL;
	scene_cancel(&s);
	for (uint32_t i = 1; i <= CALLS; i++) {
		scene_begin(&s);
		assert_int_equal(house_count(&s.script.resets), i);
		finish(s.listener);
		assert_int_equal(house_count(&s.script.signals), i);
	}
	listener_release(s.listener);
	scene_close(&s);
	assert_int_equal(house_count(&s.script.signals), CALLS);
	assert_int_equal(house_count(&s.cancelled), s.accepted);
}

SIM_TEST(C50_each_call_has_its_own_signal_before_finish_returns, 2000)
{
	for (int i = 0; i < 4; i++) {
		take_turns(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, i / 2, i % 2);
		take_turns(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, i / 2, i % 2);
		take_turns(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, i / 2, i % 2);
	}
}

static void go_on_once(Listener *l)
{
	if (house_count(&l->script->signals) > 1)
		return;
	finish(l);
	assert_int_equal(AsyncISimpleStream_Begin_Read(l->call, 7), S_OK);
}

/* The end of the first Signal, in which the second call began, is not the end of the second one's. */
static void finish_the_next(void)
{
	struct scene s;

	scene_open(&s, COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, go_on_once, false, &CLSID_ManualResetEvent);
	s.script.deaf = true;
	s.script.wait_hr = E_NOTIMPL;
	scene_begin(&s);
	listener_until(&s.script.resets, 2);
	finish(s.listener);
	assert_int_equal(house_count(&s.script.signals), 2);
	listener_release(s.listener);
	scene_close(&s);
}

SIM_TEST(C49_a_call_that_was_begun_inside_signal_has_its_own_signal, 2000)
{
	finish_the_next();
}

/* An event that resets itself: whoever waited before Finish_ has taken the signal. */
static void wait_first(DWORD client, DWORD server, bool agile)
{
	struct scene s;

	scene_open(&s, client, server, NULL, agile, &CLSID_StdEvent);
	for (uint32_t i = 1; i <= CALLS; i++) {
		scene_begin(&s);
		if (i % 2)
			assert_int_equal(ISynchronize_Wait(&s.listener->ISynchronize_iface, 0, INFINITE), S_OK);
		finish(s.listener);
		assert_int_equal(house_count(&s.script.signals), i);
	}
	listener_release(s.listener);
	scene_close(&s);
}

SIM_TEST(A32_finish_does_not_wait_for_a_signal_that_somebody_took, 2000)
{
	for (int agile = 0; agile < 2; agile++) {
		wait_first(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, agile);
		wait_first(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, agile);
		wait_first(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, agile);
	}
}

/* ---- the client lets go while the call completes ---- */

static void forget(DWORD client, DWORD server, bool agile, bool drop)
{
	struct scene s;

	scene_open(&s, client, server, NULL, agile, &CLSID_ManualResetEvent);
	if (!drop) /* whoever drops a part has given away nothing of it */
		scene_cancel(&s);
	scene_begin(&s);
	for (int i = 0; drop && i < 20; i++)
		os_point(); /* here the call may complete, or not */
	if (drop)
		listener_drop(s.listener);
	listener_release(s.listener);
	scene_close(&s);
	assert_in_range(house_count(&s.script.signals), drop ? 0 : 1, 1);
}

SIM_TEST(C48_a_release_during_the_call_does_not_cost_the_signal, 2000)
{
	forget(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, false, false);
	forget(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, true, false);
}

SIM_TEST(C48_an_outer_that_drops_its_call_object_while_it_completes_is_given_back, 2000)
{
	forget(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, false, true);
	forget(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, false, true);
	forget(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, true, true);
}
