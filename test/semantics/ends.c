/* ends.c - apartments that end, in order or not, while their calls are under way: those of servers, and those of clients. */
#include "mixer.h"
#include "shell.h"

enum { ROOM = 10 };

/* ---- a server with calls in its call objects ---- */

struct ending {
	DWORD client, server;
	enum house_mode mode;
	bool forsake; /* the server's thread ends without CoUninitialize */
};

/* Every combination. */
static void each_ending(void (*body)(const struct ending *e))
{
	static const DWORD models[][2] = {
		{ COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED },
		{ COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED },
		{ COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED },
	};

	for (unsigned i = 0; i < 4 * ARRAY_COUNT(models); i++) {
		const DWORD *model = models[i / 4];
		body(&(struct ending){ model[0], model[1], i % 2 ? HOUSE_BARE : HOUSE_LATER, i / 2 % 2 });
	}
}

static struct house ending_house(const struct ending *e)
{
	return (struct house){ .model = e->server, .async = true, .mode = e->mode, .forsake = e->forsake };
}

static void pending_body(const struct ending *e)
{
	struct house h = ending_house(e);
	AsyncISimpleStream *call[3];

	house_enter(e->client);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	for (int i = 0; i < 3; i++) {
		call[i] = house_call(s);
		assert_int_equal(AsyncISimpleStream_Begin_Read(call[i], ROOM), S_OK);
	}
	house_wait_pending(&h, 3);
	assert_int_equal(client_release(call[2]), 0); /* nobody minds that this one ends */
	house_quit(&h);
	for (int i = 0; i < 2; i++)
		client_finish(call[i], RPC_E_DISCONNECTED);
	assert_int_equal(house_count(&h.finishes), 0);
	house_close(&h);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(AsyncISimpleStream_Begin_Read(call[i], ROOM), RPC_E_DISCONNECTED);
		client_release(call[i]);
	}
	client_release(s);
	house_leave();
}

TEST(D17_D20_calls_in_the_call_objects_of_a_dying_apartment_end_with_RPC_E_DISCONNECTED)
{
	each_ending(pending_body);
}

static void quit_when_pending(void *house)
{
	house_wait_pending(house, 1);
	house_quit(house);
}

static void sync_body(const struct ending *e)
{
	struct house h = ending_house(e);
	struct house_meanwhile meanwhile;
	BYTE data[ROOM];
	ULONG n = 99;

	house_enter(e->client);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	house_meanwhile(&meanwhile, quit_when_pending, &h);
	assert_int_equal(ISimpleStream_Read(s, data, sizeof data, &n), RPC_E_DISCONNECTED);
	assert_int_equal(n, 0);
	house_meanwhile_join(&meanwhile);
	house_close(&h);
	client_release(s);
	house_leave();
}

TEST(D17_D20_a_synchronous_call_in_a_call_object_of_a_dying_apartment_ends_with_RPC_E_DISCONNECTED)
{
	each_ending(sync_body);
}

/* ---- an MTA with more calls than threads: those that run end as they would, those in the queue do not begin ---- */

enum { QUEUED = 4, RUNNING = WORKERS_RUNNABLE };

static void crowded(bool forsake)
{
	struct harness_gate gate = HARNESS_GATE_INIT;
	struct house h = { .model = COINIT_MULTITHREADED, .gate = &gate, .forsake = forsake };
	AsyncISimpleStream *call[RUNNING + QUEUED];

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	for (int i = 0; i < RUNNING + QUEUED; i++) {
		call[i] = house_call(s);
		assert_int_equal(AsyncISimpleStream_Begin_Read(call[i], ROOM), S_OK);
	}
	while (house_count(&h.sync_reads) < RUNNING)
		os_yield();
	house_quit(&h);
	for (int i = RUNNING; i < RUNNING + QUEUED; i++)
		client_finish(call[i], RPC_E_DISCONNECTED);
	assert_int_equal(house_count(&h.sync_returns), 0);
	harness_gate_open(&gate);
	for (int i = 0; i < RUNNING; i++)
		client_finish(call[i], S_OK);
	house_close(&h);
	assert_int_equal(house_count(&h.sync_reads), RUNNING);
	for (int i = 0; i < RUNNING + QUEUED; i++)
		client_release(call[i]);
	client_release(s);
	house_leave();
}

TEST(D17_D20_the_queue_of_a_dying_mta_ends_with_RPC_E_DISCONNECTED_and_what_runs_is_waited_for)
{
	crowded(false);
	crowded(true);
}

/* ---- clients that leave with calls pending ---- */

/* The call is begun by a thread that ends its apartment, or just ends. */
struct leaver {
	DWORD client, server;
	bool forsake, aggregate;
	struct house house;
	struct shell shell;
	struct harness_thread thread;
	ISimpleStream *stream;
	AsyncISimpleStream *call;
	ISynchronize *sync;
};

static void leaver_begin(struct leaver *l)
{
	l->stream = house_stream(&l->house);
	l->call = l->aggregate ? shell_open(&l->shell, l->stream) : house_call(l->stream);
	assert_int_equal(AsyncISimpleStream_QueryInterface(l->call, &IID_ISynchronize, (void **)&l->sync), S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Read(l->call, ROOM), S_OK);
	house_wait_pending(&l->house, 1);
}

/* The pointers lead nowhere, and do no harm. */
static void leaver_try(struct leaver *l)
{
	HRESULT expected = l->server == COINIT_MULTITHREADED ? RPC_E_DISCONNECTED : CO_E_NOTINITIALIZED;
	BYTE data[ROOM];
	ULONG n = 99;

	assert_int_equal(AsyncISimpleStream_Begin_Read(l->call, ROOM), expected);
	assert_int_equal(AsyncISimpleStream_Finish_Read(l->call, data, &n), expected);
	assert_int_equal(ISimpleStream_Read(l->stream, data, ROOM, &n), expected);
}

static void leaver_main(void *arg)
{
	struct leaver *l = arg;

	house_enter(l->client);
	leaver_begin(l);
	if (l->forsake)
		return;
	house_leave();
	leaver_try(l);
}

/* The apartment of the one who called is dead here. */
static void leaver_open(struct leaver *l)
{
	l->house = (struct house){ .model = l->server, .async = true, .mode = HOUSE_LATER };
	l->shell = (struct shell){ .listens = true };
	house_open(&l->house);
	harness_start(&l->thread, leaver_main, l);
	harness_join(&l->thread);
}

/* On a thread that never was in that apartment. */
static void leaver_release(struct leaver *l)
{
	client_release(l->sync);
	client_release(l->call);
	client_release(l->stream);
	if (l->aggregate)
		shell_close(&l->shell);
}

static void each_leaver(void (*body)(struct leaver *l))
{
	static const DWORD models[][2] = {
		{ COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED },
		{ COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED },
		{ COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED },
	};

	for (unsigned i = 0; i < 4 * ARRAY_COUNT(models); i++) {
		struct leaver l = { models[i / 4][0], models[i / 4][1], i % 2, i / 2 % 2, .call = NULL };
		body(&l);
	}
}

/* A shell is not agile: its Signal has nowhere to run, and what was held for it is given back. */
static void reply_then_release(struct leaver *l)
{
	leaver_open(l);
	house_complete(&l->house, S_OK);
	if (!l->aggregate)
		assert_int_equal(ISynchronize_Wait(l->sync, 0, INFINITE), S_OK);
	while (l->aggregate && os_load32(&l->shell.refs) > 3) /* the three of leaver_release: ours, and two pointers */
		os_yield();
	assert_int_equal(os_load32(&l->shell.signals), 0);
	leaver_release(l);
	house_close(&l->house);
}

TEST(D17_a_reply_to_an_apartment_that_has_ended_does_no_harm)
{
	each_leaver(reply_then_release);
}

static void release_then_reply(struct leaver *l)
{
	leaver_open(l);
	if (l->aggregate) { /* which the runtime holds until its call ends */
		client_release(l->sync);
		client_release(l->call);
		client_release(l->stream);
	} else {
		leaver_release(l);
	}
	house_complete(&l->house, S_OK);
	assert_int_equal(house_count(&l->house.finishes), 1);
	while (l->aggregate && os_load32(&l->shell.refs) > 1)
		os_yield();
	if (l->aggregate)
		shell_close(&l->shell);
	house_close(&l->house);
}

TEST(D17_calls_of_an_apartment_that_has_ended_run_to_their_end)
{
	each_leaver(release_then_reply);
}

/* Both sides are gone, and with them the last apartment of the process. */
static void release_last(struct leaver *l)
{
	leaver_open(l);
	house_close(&l->house);
	if (!l->aggregate)
		assert_int_equal(ISynchronize_Wait(l->sync, 0, INFINITE), S_OK);
	leaver_release(l);
}

TEST(D17_what_is_released_when_all_apartments_have_ended_is_freed)
{
	each_leaver(release_last);
}

static void cancel_after_the_end(struct leaver *l)
{
	leaver_open(l);
	ICancelMethodCalls *cancel = client_cancel(l->call);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_E_CALL_CANCELED);
	assert_int_equal(house_test_cancel(&l->house), RPC_E_CALL_CANCELED);
	house_complete(&l->house, S_OK);
	client_release(cancel);
	leaver_release(l);
	house_close(&l->house);
}

TEST(D17_the_calls_of_an_apartment_that_has_ended_can_be_cancelled)
{
	each_leaver(cancel_after_the_end);
}

/* ---- a method that ends its own apartment ---- */

struct suicide {
	struct mixer mixer;
	struct house house;
	bool alive; /* the object was there when its apartment had ended */
};

static IUnknown *event_unknown(void)
{
	IUnknown *event;

	assert_int_equal(event_create(NULL, &IID_IUnknown, (void **)&event), S_OK);
	return event;
}

/* What the object keeps goes with it. Its maker's reference goes before; in its place stands something else. */
static void end_inside(void *arg)
{
	struct suicide *s = arg;
	ISimpleStream *object = s->house.object;

	s->mixer.kept = event_unknown();
	s->house.object = (ISimpleStream *)event_unknown();
	ISimpleStream_Release(object);
	CoUninitialize();
	s->alive = s->mixer.kept;
}

TEST(a_method_that_ends_its_own_apartment_keeps_its_object_until_it_returns)
{
	struct suicide s = { .mixer = { .inside = end_inside, .arg = &s } };
	LONG *number = NULL;

	s.house = (struct house){ .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &s.mixer };
	house_enter(COINIT_MULTITHREADED);
	house_open(&s.house);
	IMix *mix = mixer_proxy(&s.house);
	assert_int_equal(IMix_Number(mix, &number), S_OK);
	assert_true(s.alive);
	assert_int_equal(IMix_Number(mix, &number), RPC_E_DISCONNECTED);
	house_close(&s.house);
	assert_null(s.mixer.kept);
	IMix_Release(mix);
	house_leave();
}

static void end_in_begin(void *arg)
{
	(void)arg;
	CoUninitialize();
}

/* What another apartment's proxy gives back comes by a thread of this one. */
static void await_only(IUnknown *object)
{
	while (IUnknown_AddRef(object), IUnknown_Release(object) > 1)
		os_yield();
}

/* The argument is a proxy of the apartment that ends, and nobody else has it. */
static void taken_by_the_dying(bool later)
{
	struct mixer m = { .async = true, .later = later, .begins = end_in_begin };
	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &m };

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	IMix *mix = mixer_proxy(&h);
	IUnknown *event = event_unknown();
	assert_int_equal(IMix_Take(mix, event), RPC_E_DISCONNECTED);
	house_close(&h);
	if (later)
		mixer_lose(&m);
	await_only(event);
	IUnknown_Release(event);
	IMix_Release(mix);
	house_leave();
}

TEST(a_begin_that_ends_its_own_apartment_keeps_its_arguments_until_it_returns)
{
	taken_by_the_dying(false);
	taken_by_the_dying(true);
}

/* ---- a client that is in no apartment when all have ended ---- */

struct stranger {
	struct harness_thread thread;
	ISimpleStream *s;
};

/* In the MTA by default, as long as there is one. */
static void stranger_calls(void *arg)
{
	struct stranger *c = arg;
	BYTE data[ROOM];
	HRESULT hr;
	ULONG n;

	do {
		hr = ISimpleStream_Read(c->s, data, sizeof data, &n);
		assert_true(hr == S_OK || hr == RPC_E_DISCONNECTED || hr == CO_E_NOTINITIALIZED);
	} while (hr != CO_E_NOTINITIALIZED);
}

TEST(D15_a_thread_that_is_in_the_MTA_by_default_calls_while_all_apartments_end)
{
	for (int i = 0; i < few(100); i++) {
		struct house h = { .model = COINIT_APARTMENTTHREADED };
		struct stranger c = { .s = NULL };

		house_enter(COINIT_MULTITHREADED);
		house_open(&h);
		c.s = house_stream(&h);
		harness_start(&c.thread, stranger_calls, &c);
		house_close(&h);
		house_leave();
		harness_join(&c.thread);
		client_release(c.s);
	}
	house_enter(COINIT_MULTITHREADED);
	house_leave(); /* the last call may have come back behind the end of its pool, which the next end empties */
}
