/* sta.c - statements about single-threaded apartments: which thread signals, which is free meanwhile, and what is served
 * while a client waits. */
#include "desk.h"
#include "mixer.h"

static void on_a_thread(void (*fn)(void *arg), void *arg)
{
	struct harness_thread thread;

	harness_start(&thread, fn, arg);
	harness_join(&thread);
}

/* ---- B29, B30: call objects of servers ---- */

static HRESULT signal_on_the_thread_of_begin(void *desk)
{
	struct desk *d = desk;

	assert_int_equal(os_thread_id(), d->begin_thread);
	assert_int_equal(desk_signal(d), S_OK);
	assert_int_equal(d->finish_thread, d->begin_thread); /* Finish_ ran inside Signal */
	return S_OK;
}

static void refused_signal(void *client)
{
	struct client *c = client;

	assert_int_equal(desk_signal(c->desk), RPC_E_WRONG_THREAD);
}

static void refused_signal_in(DWORD model, void *client)
{
	assert_true(SUCCEEDED(CoInitializeEx(NULL, model)));
	refused_signal(client);
	CoUninitialize();
}

static void refused_signal_in_sta(void *client)
{
	refused_signal_in(COINIT_APARTMENTTHREADED, client);
}

static void refused_signal_in_mta(void *client)
{
	refused_signal_in(COINIT_MULTITHREADED, client);
}

static void B29_body(struct client *c)
{
	if (c->desk->house.model == COINIT_MULTITHREADED)
		return;
	for (uint32_t i = 1; i <= 3; i++) {
		begin(c);
		wait_begun(c, i);
		on_a_thread(refused_signal, c); /* in no apartment, or the client's MTA */
		on_a_thread(refused_signal_in_sta, c);
		on_a_thread(refused_signal_in_mta, c);
		check_pending(c);
		assert_int_equal(house_count(&c->desk->finishes), i - 1);
		assert_int_equal(run(c, signal_on_the_thread_of_begin), S_OK);
		finish_filled(c, S_OK);
		assert_int_equal(house_count(&c->desk->finishes), i);
	}
}

TEST(B29_in_an_sta_signal_counts_on_the_thread_of_begin_and_nowhere_else)
{
	each(&(struct desk){ .begin = begin_only }, B29_body);
}

/* What the call object's worker learns, wherever it runs: it asks anew each time, as samples do. */
struct inquiry {
	struct desk *desk;
	HRESULT answer;
};

static HRESULT ask(void *question)
{
	struct inquiry *q = question;
	ICancelMethodCalls *cancel;

	assert_int_equal(AcomObjectQueryInterface(&q->desk->call->object, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	q->answer = ICancelMethodCalls_TestCancel(cancel);
	ICancelMethodCalls_Release(cancel);
	return q->answer;
}

static void ask_on_a_thread(void *question)
{
	ask(question);
}

static void B30_expect(struct client *c, HRESULT answer)
{
	struct inquiry q = { c->desk, E_FAIL };

	assert_int_equal(house_run(&c->desk->house, ask, &q), answer);
	on_a_thread(ask_on_a_thread, &q);
	assert_int_equal(q.answer, answer);
}

/* The client's own thread, or another, or a synchronous client: what it is told is the same. */
static void B30_body(struct client *c)
{
	ICancelMethodCalls *cancel = client_cancel(c->call);

	for (uint32_t i = 1; i <= 2; i++) {
		begin(c);
		wait_begun(c, i);
		B30_expect(c, RPC_S_CALLPENDING);
		assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
		B30_expect(c, RPC_E_CALL_CANCELED);
		client_finish(c->call, RPC_E_CALL_CANCELED);
		B30_expect(c, RPC_E_CALL_CANCELED);
		assert_int_equal(run(c, desk_signal), S_OK);
	}
	client_release(cancel);
}

TEST(B30_the_outers_ICancelMethodCalls_tells_a_server_call_object_of_a_cancel_on_every_thread)
{
	each(&(struct desk){ .begin = begin_only }, B30_body);
}

/* A worker that looks until it sees the cancel, while the STA is free. */
struct worker {
	struct desk *desk;
	os_u32 looks;
	struct harness_thread thread;
};

static void worker_main(void *arg)
{
	struct worker *w = arg;
	struct inquiry q = { w->desk, RPC_S_CALLPENDING };

	while (ask(&q) == RPC_S_CALLPENDING) {
		os_add32(&w->looks, 1);
		os_yield();
	}
	assert_int_equal(q.answer, RPC_E_CALL_CANCELED);
}

static void B30_worker_body(struct client *c)
{
	ICancelMethodCalls *cancel = client_cancel(c->call);
	struct worker w = { .desk = c->desk };

	begin_and_meet(c);
	harness_start(&w.thread, worker_main, &w);
	while (!house_count(&w.looks))
		os_yield();
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	client_finish(c->call, RPC_E_CALL_CANCELED);
	harness_join(&w.thread);
	assert_int_equal(run(c, desk_signal), S_OK);
	client_release(cancel);
}

TEST(B30_a_worker_thread_of_the_server_sees_the_cancel)
{
	each(&(struct desk){ .begin = begin_only }, B30_worker_body);
}

/* ---- C35: the thread of an STA between Begin_ and Signal ---- */

enum { CLIENTS = 5 };

struct reader {
	struct house *house;
	DWORD model;
	os_u32 *done;
	struct harness_thread thread;
};

/* A synchronous client. */
static void reader_main(void *arg)
{
	struct reader *r = arg;
	BYTE data[ROOM];
	ULONG n = 0;

	house_enter(r->model);
	ISimpleStream *s = house_stream(r->house);
	assert_int_equal(ISimpleStream_Read(s, data, sizeof data, &n), S_OK);
	assert_int_equal(n, sizeof data);
	house_check(data, n);
	os_add32(r->done, 1);
	client_release(s);
	house_leave();
}

static void readers_start(struct reader *r, struct house *h, os_u32 *done)
{
	for (int i = 0; i < CLIENTS; i++) {
		r[i] = (struct reader){ h, i % 2 ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED, done, { { NULL } } };
		harness_start(&r[i].thread, reader_main, &r[i]);
	}
}

static HRESULT say_hello(void *said)
{
	os_add32(said, 1);
	return S_OK;
}

TEST(C35_an_sta_is_free_while_its_call_objects_work_for_synchronous_clients)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_LATER };
	struct reader r[CLIENTS];
	os_u32 done = { 0 }, said = { 0 };

	house_open(&h);
	readers_start(r, &h, &done);
	house_wait_pending(&h, CLIENTS); /* all are in, on the one thread that there is */
	assert_int_equal(house_count(&done), 0);
	for (uint32_t i = 1; i <= CLIENTS; i++) {
		assert_int_equal(house_run(&h, say_hello, &said), S_OK);
		assert_int_equal(house_count(&said), i);
		house_complete(&h, S_OK);
		house_wait_count(&done, i);
	}
	for (int i = 0; i < CLIENTS; i++)
		harness_join(&r[i].thread);
	assert_int_equal(house_count(&h.sync_reads), 0);
	house_close(&h);
}

/* So that the test above says something: without a call object the thread is taken. */
TEST(C35_a_synchronous_method_keeps_the_thread_of_its_sta)
{
	struct harness_gate gate = HARNESS_GATE_INIT, entered = HARNESS_GATE_INIT;
	struct house h = { .model = COINIT_APARTMENTTHREADED, .gate = &gate, .entered = &entered };
	struct reader r[CLIENTS];
	os_u32 done = { 0 };

	house_open(&h);
	readers_start(r, &h, &done);
	harness_gate_wait(&entered);
	while (os_load32(&h.apartment->queued) < CLIENTS - 1)
		os_yield();
	assert_int_equal(house_count(&h.sync_reads), 1);
	harness_gate_open(&gate);
	for (int i = 0; i < CLIENTS; i++)
		harness_join(&r[i].thread);
	assert_int_equal(house_count(&h.sync_reads), CLIENTS);
	house_close(&h);
}

/* ---- C36: the call object of an STA on other threads ---- */

static void C36_try(void *client)
{
	struct client *c = client;
	BYTE data[ROOM];
	ULONG n = 99;

	assert_int_equal(AsyncISimpleStream_Begin_Read(c->call, ROOM), RPC_E_WRONG_THREAD);
	assert_int_equal(AsyncISimpleStream_Finish_Read(c->call, data, &n), RPC_E_WRONG_THREAD);
	assert_int_equal(n, 0);
}

static void C36_try_in_sta(void *client)
{
	house_enter(COINIT_APARTMENTTHREADED);
	C36_try(client);
	house_leave();
}

static void C36_try_in_mta(void *client)
{
	house_enter(COINIT_MULTITHREADED);
	C36_try(client);
	on_a_thread(C36_try, client); /* which is in the MTA by default */
	house_leave();
}

static void C36_try_nowhere(void *client)
{
	struct client *c = client;
	BYTE data[ROOM];
	ULONG n = 99;

	assert_int_equal(AsyncISimpleStream_Begin_Read(c->call, ROOM), CO_E_NOTINITIALIZED);
	assert_int_equal(AsyncISimpleStream_Finish_Read(c->call, data, &n), CO_E_NOTINITIALIZED);
	assert_int_equal(n, 0);
}

static void C36_try_everywhere(struct client *c)
{
	on_a_thread(C36_try_in_sta, c);
	on_a_thread(C36_try_in_mta, c);
	on_a_thread(C36_try_nowhere, c);
}

/* Idle, pending, complete: nobody disturbs the call, which is finished where it belongs. */
static void C36_body(struct client *c)
{
	for (uint32_t i = 1; i <= 2; i++) {
		C36_try_everywhere(c);
		begin(c);
		wait_begun(c, i);
		C36_try_everywhere(c);
		check_pending(c);
		assert_int_equal(run(c, desk_signal), S_OK);
		C36_try_everywhere(c);
		finish_filled(c, S_OK);
		assert_int_equal(house_count(&c->desk->begins), i);
	}
}

TEST(C36_the_call_object_of_an_sta_client_refuses_other_threads_and_stays_as_it_is)
{
	situation(&(struct desk){ .begin = begin_only }, COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, C36_body);
}

/* ---- C37-C39: callbacks to a client ---- */

/* A server with IMix that calls its client back. */
struct caller {
	struct mixer mixer, mine;
	struct house house;
	IMix *mix, *me;
	AsyncIMix *call;
	ISynchronize *sync;
};

static void caller_play(DWORD server, bool async, void (*body)(struct caller *c))
{
	struct caller c = { .mixer = { .async = async } };

	c.house = (struct house){ .model = server, .make = mixer_make, .arg = &c.mixer };
	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&c.house);
	c.mix = mixer_proxy(&c.house);
	c.me = mixer_create(&c.mine);
	c.call = mixer_call(c.mix);
	assert_int_equal(AsyncIMix_QueryInterface(c.call, &IID_ISynchronize, (void **)&c.sync), S_OK);
	body(&c);
	client_release(c.sync);
	client_release(c.call);
	client_release(c.mix);
	while (IMix_AddRef(c.me) > 2) { /* the server gives its reference back in its own time */
		client_release(c.me);
		AcomDispatch(0);
	}
	client_release(c.me);
	client_release(c.me);
	house_close(&c.house);
	house_leave();
}

/* A plain server calls back from its method, an asynchronous one from Finish_. */
static void each_caller(void (*body)(struct caller *c))
{
	for (int i = 0; i < 4; i++)
		caller_play(i / 2 ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED, i % 2, body);
}

static uint32_t called(struct caller *c)
{
	if (house_count(&c->mine.entered))
		assert_true(mixer_thread(&c->mine) == os_thread_id());
	return house_count(&c->mine.entered);
}

static void caller_begin(struct caller *c)
{
	uint32_t before = called(c);

	assert_int_equal(AsyncIMix_Begin_CallBack(c->call, c->me, 1), S_OK);
	assert_int_equal(called(c), before);
}

static void caller_finish(struct caller *c)
{
	LONG calls = 0;

	assert_int_equal(AsyncIMix_Finish_CallBack(c->call, &calls), S_OK);
	assert_int_equal(calls, 2);
}

static void C37_body(struct caller *c)
{
	for (uint32_t i = 0; i < 3; i++) {
		caller_begin(c);
		if (i == 1)
			assert_int_equal(ISynchronize_Wait(c->sync, 0, INFINITE), S_OK);
		if (i == 1)
			assert_int_equal(called(c), 2);
		caller_finish(c);
		assert_int_equal(called(c), i + 1);
	}
}

TEST(C37_a_callback_is_served_while_an_sta_client_waits_in_wait_or_finish)
{
	each_caller(C37_body);
}

/* The callback waits in the client's queue: nothing but a wait or a dispatch takes it out. */
static void C38_body(struct caller *c)
{
	int fd;

	assert_int_equal(AcomApartmentFd(&fd), S_OK);
	caller_begin(c);
	assert_int_equal(os_poll(fd, OS_FOREVER), 1); /* the call was sent, and the server is in the middle of it */
	assert_true(house_count(&c->mixer.entered) > 0);
	assert_int_equal(called(c), 0);
	assert_int_equal(house_count(&c->mixer.left), 0);
	while (!called(c)) {
		assert_true(SUCCEEDED(AcomDispatch(0)));
		os_yield();
	}
	caller_finish(c);
}

TEST(C38_an_sta_client_that_does_not_pump_delays_callbacks_but_not_its_calls)
{
	each_caller(C38_body);
}

static void C39_body(struct caller *c)
{
	int fd;

	assert_int_equal(AcomApartmentFd(&fd), S_OK);
	caller_begin(c);
	assert_int_equal(os_poll(fd, OS_FOREVER), 1);
	while (ISynchronize_Wait(c->sync, 0, 0) != S_OK)
		os_yield();
	assert_int_equal(called(c), 1);
	caller_finish(c);
}

TEST(C39_a_poll_with_wait_0_serves_callbacks)
{
	each_caller(C39_body);
}
