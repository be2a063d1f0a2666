/* finish.c - statements about the end of a call as its client sees it: Finish_, Cancel, going away early, and races. */
#include "client.h"

/* ---- Finish_ ---- */

struct outcome {
	HRESULT hr;
	BYTE data[12];
	ULONG n;
};

static void A24_body(struct house *h, ISimpleStream *s)
{
	static const struct { HRESULT hr; ULONG limit; } situations[] = {
		{ S_OK, 0 }, { S_FALSE, 5 }, { E_FAIL, 0 }, { E_ACCESSDENIED, 3 }, { RPC_E_CALL_REJECTED, 0 },
	};
	AsyncISimpleStream *call = house_call(s);

	h->mode = HOUSE_AT_ONCE;
	harness_gate_open(h->gate);
	for (unsigned i = 0; i < sizeof situations / sizeof *situations; i++) {
		struct outcome sync = { .n = 1 }, async = { .n = 2 };

		h->hr = situations[i].hr;
		h->limit = situations[i].limit;
		sync.hr = ISimpleStream_Read(s, sync.data, sizeof sync.data, &sync.n);
		assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof async.data), S_OK);
		async.hr = AsyncISimpleStream_Finish_Read(call, async.data, &async.n);
		assert_int_equal(async.hr, situations[i].hr);
		assert_memory_equal(&sync, &async, sizeof sync);
	}
	client_release(call);
}

TEST(A24_result_and_outputs_of_finish_equal_those_of_the_sync_method)
{
	house_each(HOUSE_BOTH, A24_body);
}

static void A25_finish(AsyncISimpleStream *call)
{
	BYTE data[10];
	ULONG n;

	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), RPC_E_CALL_COMPLETE);
	assert_int_equal(AsyncISimpleStream_Finish_Write(call, &n), RPC_E_CALL_COMPLETE);
}

static void A25_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);

	A25_finish(call);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	house_let(h);
	client_finish(call, S_OK);
	A25_finish(call);
	client_release(call);
}

TEST(A25_finish_without_a_call_in_progress_returns_RPC_E_CALL_COMPLETE)
{
	house_each(HOUSE_BOTH, A25_body);
}

static void A26_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);
	ULONG n;

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	house_let(h);
	client_finish(call, S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Write(call, (const BYTE *)"abc", 3), S_OK);
	house_let(h);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Write(call, &n), S_OK);
	assert_int_equal(n, 3);
	for (int i = 0; i < 100; i++) {
		assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
		if (h->async) /* the second call is not complete because the first one was */
			assert_int_equal(ISynchronize_Wait(sync, 0, 0), RPC_S_CALLPENDING);
		house_let(h);
		client_finish(call, S_OK);
	}
	client_release(sync);
	client_release(call);
}

TEST(A26_after_finish_a_new_begin_is_accepted)
{
	house_each(HOUSE_BOTH, A26_body);
}

static void A27_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	house_let(h);
	client_finish(call, S_OK);
	assert_int_equal(client_release(call), 0);
}

TEST(A27_after_finish_releasing_the_call_object_is_safe)
{
	house_each(HOUSE_BOTH, A27_body);
}

static void B7_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	struct client_let let = { .house = h };

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	client_let_while_waiting(&let);
	client_finish(call, S_OK);
	assert_int_equal(house_count(&let.done), 1);
	client_let_join(&let);
	client_release(call);
}

TEST(B7_finish_before_completion_blocks_until_completion_and_delivers)
{
	house_each(HOUSE_BOTH, B7_body);
}

static void C9_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);
	ULONG n;

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Write(call, &n), RPC_E_INVALIDMETHOD);
	assert_int_equal(ISynchronize_Wait(sync, 0, 0), RPC_S_CALLPENDING);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), RPC_S_CALLPENDING);
	house_let(h);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Write(call, &n), RPC_E_INVALIDMETHOD);
	client_finish(call, S_OK);
	client_release(sync);
	client_release(call);
}

TEST(C9_finish_of_another_method_fails_and_the_call_stays_finishable)
{
	house_each(HOUSE_BOTH, C9_body);
}

/* ---- Cancel ---- */

static void B9_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);
	ICancelMethodCalls *cancel = client_cancel(call);

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	harness_gate_wait(h->entered);
	assert_int_equal(ISynchronize_Wait(sync, 0, 0), RPC_S_CALLPENDING);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, 0), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	client_finish(call, RPC_E_CALL_CANCELED);
	house_let(h);
	client_release(cancel);
	client_release(sync);
	client_release(call);
}

TEST(B9_wait_for_a_cancelled_call_returns_S_OK)
{
	house_each(HOUSE_BOTH, B9_body);
}

/* The server holds the call all the time: a Finish_ that waited for it would never return. */
static void B10_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ICancelMethodCalls *cancel = client_cancel(call);

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	harness_gate_wait(h->entered);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	client_finish(call, RPC_E_CALL_CANCELED);
	assert_int_equal(house_count(&h->sync_returns) + house_count(&h->finishes), 0);
	house_let(h);
	client_release(cancel);
	client_release(call);
}

TEST(B10_after_Cancel_0_finish_returns_RPC_E_CALL_CANCELED_without_waiting_for_the_server)
{
	house_each(HOUSE_BOTH, B10_body);
}

/* ---- going away early ---- */

static void wait_ran(struct house *h, uint32_t n)
{
	house_wait_count(h->async ? &h->finishes : &h->sync_returns, n);
}

static void A28_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK); /* completes while nobody is there */
	assert_int_equal(client_release(call), 0);
	house_let(h);
	wait_ran(h, 1);
	call = house_call(s);
	ISynchronize *sync = client_sync(call);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK); /* is complete, but nobody fetches it */
	house_let(h);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	client_release(sync);
	assert_int_equal(client_release(call), 0);
	wait_ran(h, 2);
}

TEST(A28_releasing_the_call_object_without_finish_cleans_up)
{
	house_each(HOUSE_BOTH, A28_body);
}

static void B11_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);

	assert_int_equal(AsyncISimpleStream_Begin_Write(call, (const BYTE *)"abc", 3), S_OK);
	assert_int_equal(client_release(call), 0);
	harness_gate_wait(h->entered);
	assert_int_equal(house_count(&h->sync_returns) + house_count(&h->finishes), 0);
	house_let(h);
	wait_ran(h, 1);
}

TEST(B11_when_the_call_object_is_released_right_after_begin_the_method_runs_completely)
{
	house_each(HOUSE_BOTH, B11_body);
}

static void proxy_released_while_pending(DWORD client, DWORD server, bool async)
{
	struct harness_gate gate = HARNESS_GATE_INIT;
	struct house h = { .model = server, .async = async, .mode = HOUSE_LATER, .gate = &gate };

	house_enter(client);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	AsyncISimpleStream *call = house_call(s);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	assert_int_equal(ISimpleStream_Release(s), 1); /* the call object's */
	house_let(&h);
	client_finish(call, S_OK);
	h.mode = HOUSE_AT_ONCE;
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	client_finish(call, S_OK);
	assert_int_equal(client_release(call), 0);
	house_close(&h);
	house_leave();
}

TEST(C8_calls_complete_though_the_proxy_is_released_while_one_is_pending)
{
	for (int async = 0; async < 2; async++) {
		proxy_released_while_pending(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, async);
		proxy_released_while_pending(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, async);
		proxy_released_while_pending(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, async);
	}
}

/* ---- races of two threads of the MTA ---- */

struct racer {
	AsyncISimpleStream *call;
	struct harness_gate ready, *start;
	struct thread *self;
	struct harness_thread thread;
	BYTE data[10];
	ULONG n;
	HRESULT hr;
};

static void racer_enter(struct racer *r)
{
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	r->self = thread_self();
	harness_gate_open(&r->ready);
	harness_gate_wait(r->start);
}

static void racer_begin(void *arg)
{
	struct racer *r = arg;

	racer_enter(r);
	r->hr = AsyncISimpleStream_Begin_Read(r->call, sizeof r->data);
	CoUninitialize();
}

static void racer_finish(void *arg)
{
	struct racer *r = arg;

	racer_enter(r);
	r->hr = AsyncISimpleStream_Finish_Read(r->call, r->data, &r->n);
	CoUninitialize();
}

/* Starts two threads and lets them go at the same time. */
static void race_start(struct racer *r, AsyncISimpleStream *call, void (*run)(void *arg), struct harness_gate *start)
{
	for (int i = 0; i < 2; i++) {
		r[i] = (struct racer){ .call = call, .start = start };
		harness_start(&r[i].thread, run, &r[i]);
		harness_gate_wait(&r[i].ready);
	}
	harness_gate_open(start);
}

/* The one that got S_OK; the other must have got `loss`. */
static struct racer *race_end(struct racer *r, HRESULT loss)
{
	harness_join(&r[0].thread);
	harness_join(&r[1].thread);
	struct racer *winner = SUCCEEDED(r[0].hr) ? &r[0] : &r[1], *loser = winner == r ? &r[1] : r;
	assert_int_equal(winner->hr, S_OK);
	assert_int_equal(loser->hr, loss);
	return winner;
}

static void race_end_finish(struct racer *r)
{
	struct racer *winner = race_end(r, RPC_E_CALL_COMPLETE);

	assert_int_equal(winner->n, sizeof winner->data);
	house_check(winner->data, winner->n);
}

enum { ROUNDS = 100 };

TEST(C10_of_two_threads_that_race_begin_exactly_one_succeeds)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_AT_ONCE };

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	AsyncISimpleStream *call = house_call(s);
	for (int i = 0; i < ROUNDS; i++) {
		struct harness_gate start = HARNESS_GATE_INIT;
		struct racer r[2];

		race_start(r, call, racer_begin, &start);
		race_end(r, RPC_S_CALLPENDING);
		client_finish(call, S_OK);
	}
	assert_int_equal(house_count(&h.begins), ROUNDS);
	client_release(call);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

static void race_finish(bool waiting)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_LATER };

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);
	for (int i = 0; i < ROUNDS; i++) {
		struct harness_gate start = HARNESS_GATE_INIT;
		struct racer r[2];

		assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
		if (!waiting) {
			house_let(&h);
			assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
		}
		race_start(r, call, racer_finish, &start);
		if (waiting) {
			house_wait_asleep(r[0].self);
			house_wait_asleep(r[1].self);
			house_let(&h);
		}
		race_end_finish(r);
	}
	client_release(sync);
	client_release(call);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

TEST(C11_of_two_threads_that_race_finish_exactly_one_gets_the_results)
{
	race_finish(false);
}

TEST(C11_of_two_threads_that_wait_in_finish_exactly_one_gets_the_results)
{
	race_finish(true);
}
