/* ends.c - processes that end, calls that are cancelled or given up, and many at once. */
#include "holder.h"

enum { CANNOT_CONNECT = (HRESULT)0x800706BA };

static ISimpleStream *stream_of(struct scene *s)
{
	return scene_object(s, &IID_ISimpleStream);
}

/* The server's first call waits for the gate. */
static struct scene *scene_held(bool async)
{
	struct scene *s = scene_streams();

	s->house.async = async;
	s->house.mode = HOUSE_LATER;
	s->house.gate = &s->gate;
	return s;
}

static ISynchronize *sync_of(AsyncISimpleStream *call)
{
	ISynchronize *sync;

	assert_int_equal(AsyncISimpleStream_QueryInterface(call, &IID_ISynchronize, (void **)&sync), S_OK);
	return sync;
}

static ICancelMethodCalls *cancel_of(AsyncISimpleStream *call)
{
	ICancelMethodCalls *cancel;

	assert_int_equal(AsyncISimpleStream_QueryInterface(call, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	return cancel;
}

/* ---- the server is busy ---- */

static AsyncIUnknown *question_of(ISimpleStream *stream)
{
	ICallFactory *factory;
	AsyncIUnknown *question;

	assert_int_equal(ISimpleStream_QueryInterface(stream, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncIUnknown, NULL, &IID_AsyncIUnknown, (IUnknown **)&question), S_OK);
	ICallFactory_Release(factory);
	return question;
}

static void ask_while_busy(enum away_transport over, DWORD client)
{
	struct scene *s = scene_held(false);
	BYTE data[4];
	void *p;
	ULONG n;

	scene_open(s, over, client);
	ISimpleStream *stream = stream_of(s);
	AsyncISimpleStream *call = house_call(stream);
	AsyncIUnknown *question = question_of(stream);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 4), S_OK);
	harness_gate_wait(&s->entered);
	assert_int_equal(AsyncIUnknown_Begin_QueryInterface(question, &IID_IStream), S_OK);
	harness_gate_open(&s->gate);
	assert_int_equal(AsyncIUnknown_Finish_QueryInterface(question, &p), E_NOINTERFACE);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), S_OK);
	AsyncIUnknown_Release(question);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(stream);
	scene_close(s);
}

ACROSS(a_proxy_is_asked_for_an_interface_without_waiting_for_a_server_that_is_busy)
{
	ask_while_busy(over, COINIT_APARTMENTTHREADED);
	ask_while_busy(over, COINIT_MULTITHREADED);
}

/* ---- the server dies ---- */

static void close_dead(struct scene *s)
{
	house_leave();
	away_close(&s->away);
	away_forget(s, sizeof *s);
}

ACROSS(a_server_that_dies_ends_the_call_that_waits_in_Finish)
{
	struct scene *s = scene_held(false);
	BYTE data[4] = "xyz";
	ULONG n = 7;

	scene_open(s, over, COINIT_MULTITHREADED);
	ISimpleStream *stream = stream_of(s);
	AsyncISimpleStream *call = house_call(stream);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 4), S_OK);
	harness_gate_wait(&s->entered);
	away_kill(&s->away);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), RPC_E_SERVER_DIED);
	assert_int_equal(n, 0);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(stream);
	close_dead(s);
}

ACROSS(C18_a_server_that_dies_signals_the_call_and_Finish_says_so)
{
	struct scene *s = scene_held(true);
	BYTE data[4];
	ULONG n;

	scene_open(s, over, COINIT_MULTITHREADED);
	ISimpleStream *stream = stream_of(s);
	AsyncISimpleStream *call = house_call(stream);
	ISynchronize *sync = sync_of(call);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 4), S_OK);
	harness_gate_wait(&s->entered);
	away_kill(&s->away);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), RPC_E_SERVER_DIED);
	ISynchronize_Release(sync);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(stream);
	close_dead(s);
}

/* What dies while a thread waits for it. */
static void kill_when_entered(void *arg)
{
	struct scene *s = arg;

	harness_gate_wait(&s->entered);
	away_kill(&s->away);
}

static void server_dies_under_sync(enum away_transport over, DWORD client)
{
	struct scene *s = scene_held(false);
	struct harness_thread killer;
	BYTE data[4];
	ULONG n = 7;

	scene_open(s, over, client);
	ISimpleStream *stream = stream_of(s);
	harness_start(&killer, kill_when_entered, s);
	assert_int_equal(ISimpleStream_Read(stream, data, 4, &n), RPC_E_SERVER_DIED);
	harness_join(&killer);
	assert_int_equal(n, 0);
	ISimpleStream_Release(stream);
	close_dead(s);
}

ACROSS(a_server_that_dies_ends_a_synchronous_call)
{
	server_dies_under_sync(over, COINIT_MULTITHREADED);
	server_dies_under_sync(over, COINIT_APARTMENTTHREADED);
}

/* Whether the connection is known to be gone or not, nothing of the call has left. */
static void check_died_before(HRESULT hr)
{
	if (hr != RPC_E_SERVER_DIED_DNE && hr != CANNOT_CONNECT)
		fail_msg("0x%08x", (unsigned)hr);
}

ACROSS(calls_behind_the_death_of_the_server_do_not_execute_and_pointers_can_be_released)
{
	struct scene *s = scene_held(false);
	BYTE data[4];
	ULONG n;

	scene_open(s, over, COINIT_MULTITHREADED);
	ISimpleStream *stream = stream_of(s), *other = stream_of(s);
	AsyncISimpleStream *call = house_call(stream);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 4), S_OK);
	away_kill(&s->away);
	assert_true(FAILED(AsyncISimpleStream_Finish_Read(call, data, &n))); /* the death is known now */
	check_died_before(ISimpleStream_Read(stream, data, 4, &n));
	check_died_before(ISimpleStream_Read(other, data, 4, &n));
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(stream);
	ISimpleStream_Release(other);
	close_dead(s);
}

/* Where it would be called back is written all the same. */
ACROSS(an_object_that_is_passed_to_a_dead_server_is_not_what_is_wrong)
{
	struct scene *s = scene_mix();
	struct mixer own = { .hr = S_OK };
	LONG calls;

	scene_open(s, over, COINIT_MULTITHREADED);
	IMix *mix = scene_object(s, &IID_IMix), *mine = mixer_create(&own);
	away_kill(&s->away);
	assert_true(FAILED(IMix_CallBack(mix, mine, 1, &calls))); /* the death is known now */
	check_died_before(IMix_CallBack(mix, mine, 1, &calls));
	IMix_Release(mix);
	IMix_Release(mine);
	close_dead(s);
}

/* Whoever says it says it at once. */
ACROSS(C19_when_the_server_has_died_before_Begin_that_or_Finish_says_so)
{
	struct scene *s = scene_streams();
	BYTE data[4];
	ULONG n;

	scene_open(s, over, COINIT_APARTMENTTHREADED);
	ISimpleStream *stream = stream_of(s);
	AsyncISimpleStream *call = house_call(stream);
	away_kill(&s->away);
	HRESULT hr = AsyncISimpleStream_Begin_Read(call, 4);
	if (SUCCEEDED(hr))
		hr = AsyncISimpleStream_Finish_Read(call, data, &n);
	assert_true(hr == RPC_E_SERVER_DIED || hr == RPC_E_SERVER_DIED_DNE);
	hr = AsyncISimpleStream_Begin_Read(call, 4);
	if (SUCCEEDED(hr))
		hr = AsyncISimpleStream_Finish_Read(call, data, &n);
	check_died_before(hr);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(stream);
	close_dead(s);
}

ACROSS(where_nobody_listens_nothing_is_made)
{
	struct scene *s = scene_streams();
	void *p = s;

	scene_open(s, over, COINIT_MULTITHREADED);
	away_kill(&s->away);
	assert_int_equal(house_query(&s->house, &IID_ISimpleStream, &p), CANNOT_CONNECT);
	assert_null(p);
	close_dead(s);
}

ACROSS(a_class_that_the_server_has_not_is_no_class)
{
	static const CLSID none = { 0x5b1f0a30, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0, 0, 0, 0, 0, 9 } };
	struct scene *s = scene_streams();
	void *p = s;

	scene_open(s, over, COINIT_MULTITHREADED);
	assert_int_equal(away_create(&s->away, &none, &IID_IUnknown, &p), REGDB_E_CLASSNOTREG);
	assert_null(p);
	scene_close(s);
}

/* ---- the server's apartment ends, and its process goes on ---- */

static HRESULT enter_too(void *unused)
{
	(void)unused;
	return CoInitializeEx(NULL, COINIT_MULTITHREADED);
}

static HRESULT leave_too(void *unused)
{
	(void)unused;
	CoUninitialize();
	return S_OK;
}

ACROSS(an_apartment_that_ends_disconnects_its_objects)
{
	struct scene *s = scene_streams();
	BYTE data[4];
	ULONG n = 7;

	scene_open(s, over, COINIT_MULTITHREADED);
	ISimpleStream *stream = stream_of(s);
	assert_int_equal(away_run(&s->away, enter_too, NULL), S_OK);
	house_quit(&s->house);
	house_wait_count(&s->house.objects, 0);
	assert_int_equal(ISimpleStream_Read(stream, data, 4, &n), RPC_E_DISCONNECTED);
	assert_int_equal(n, 0);
	ISimpleStream_Release(stream);
	away_run(&s->away, leave_too, NULL);
	scene_close(s);
}

/* ---- the client dies ---- */

ACROSS(a_client_that_dies_leaves_no_object_alive)
{
	struct scene *s = scene_mix();
	struct holder h;

	house_open_away(&s->house, &s->away, over);
	holder_start(&h, s, 3);
	holder_end(&h);
	house_close(&s->house);
	away_forget(s, sizeof *s);
}

static void call_and_die(void *arg)
{
	BYTE data[4];
	ULONG n;

	house_enter(COINIT_MULTITHREADED);
	ISimpleStream_Read(stream_of(arg), data, 4, &n);
	fail_msg("the call has come back");
}

ACROSS(a_client_that_dies_in_a_call_does_not_harm_the_server)
{
	struct scene *s = scene_held(false);
	struct away_client client;
	BYTE data[4];

	house_open_away(&s->house, &s->away, over);
	away_client_start(&client, call_and_die, s);
	harness_gate_wait(&s->entered);
	away_client_kill(&client);
	harness_gate_open(&s->gate);
	house_enter(COINIT_MULTITHREADED);
	ISimpleStream *stream = stream_of(s);
	ULONG n = 0;
	assert_int_equal(ISimpleStream_Read(stream, data, 4, &n), S_OK);
	assert_int_equal(n, 4);
	ISimpleStream_Release(stream);
	scene_close(s);
}

/* ---- cancelled and given up ---- */

ACROSS(a_cancelled_call_ends_at_once_and_its_server_is_told)
{
	struct scene *s = scene_held(true);
	BYTE data[4];
	ULONG n = 7;

	scene_open(s, over, COINIT_MULTITHREADED);
	ISimpleStream *stream = stream_of(s);
	AsyncISimpleStream *call = house_call(stream);
	ICancelMethodCalls *cancel = cancel_of(call);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 4), S_OK);
	assert_int_equal(house_test_cancel(&s->house), RPC_S_CALLPENDING);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), RPC_E_CALL_CANCELED);
	while (house_test_cancel(&s->house) != RPC_E_CALL_CANCELED)
		os_yield();
	house_complete(&s->house, S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 4), S_OK);
	house_complete(&s->house, S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), S_OK);
	ICancelMethodCalls_Release(cancel);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(stream);
	scene_close(s);
}

struct canceller {
	struct scene *scene;
	DWORD thread;
	struct harness_thread self;
};

static void cancel_when_entered(void *arg)
{
	struct canceller *c = arg;

	harness_gate_wait(&c->scene->entered);
	assert_int_equal(CoCancelCall(c->thread, 0), S_OK);
}

ACROSS(a_synchronous_call_can_be_cancelled_by_another_thread)
{
	struct scene *s = scene_held(false);
	struct canceller c = { .scene = s, .thread = (DWORD)os_thread_id() };
	BYTE data[4];
	ULONG n = 7;

	scene_open(s, over, COINIT_MULTITHREADED);
	ISimpleStream *stream = stream_of(s);
	assert_int_equal(CoEnableCallCancellation(NULL), S_OK);
	harness_start(&c.self, cancel_when_entered, &c);
	assert_int_equal(ISimpleStream_Read(stream, data, 4, &n), RPC_E_CALL_CANCELED);
	harness_join(&c.self);
	assert_int_equal(CoDisableCallCancellation(NULL), S_OK);
	harness_gate_open(&s->gate);
	ISimpleStream_Release(stream);
	scene_close(s);
}

/* The server's only thread. */
static void poll_cancel(void *arg)
{
	struct scene *s = arg;

	if (apartment_with_workers(APARTMENT_MTA))
		return;
	harness_gate_open(&s->entered);
	while (CoTestCancel() == RPC_S_CALLPENDING)
		os_yield();
}

/* Decision 13. */
ACROSS(a_busy_method_of_a_server_of_one_thread_learns_that_it_is_cancelled)
{
	struct scene *s = scene_mix();
	struct canceller c = { .scene = s, .thread = (DWORD)os_thread_id() };
	IUnknown *none;

	s->mixer.inside = poll_cancel;
	s->mixer.arg = s;
	scene_open(s, over, COINIT_MULTITHREADED);
	IMix *mix = scene_object(s, &IID_IMix);
	assert_int_equal(CoEnableCallCancellation(NULL), S_OK);
	harness_start(&c.self, cancel_when_entered, &c);
	assert_int_equal(IMix_Give(mix, &IID_IUnknown, &none), RPC_E_CALL_CANCELED);
	harness_join(&c.self);
	assert_int_equal(CoDisableCallCancellation(NULL), S_OK);
	house_wait_count(&s->mixer.left, 1);
	IMix_Release(mix);
	scene_close(s);
}

static void poll_pending(void *arg)
{
	struct scene *s = arg;
	AcomServerCall *pending = os_loadp(&s->mixer.pending);

	if (!pending)
		return;
	harness_gate_open(&s->entered);
	while (AcomServerCallTestCancel(pending) == RPC_S_CALLPENDING)
		os_yield();
}

static HRESULT complete_pending(void *arg)
{
	return mixer_complete_here(&((struct scene *)arg)->mixer, S_OK);
}

/* Its thread is busy with another call meanwhile. */
ACROSS(a_call_object_of_a_server_of_one_thread_learns_that_it_is_cancelled)
{
	struct scene *s = scene_mix();
	LONG *number = mixer_number(5);
	IUnknown *given;

	s->mixer.async = s->mixer.later = true;
	s->mixer.inside = poll_pending;
	s->mixer.arg = s;
	scene_open(s, over, COINIT_MULTITHREADED);
	IMix *mix = scene_object(s, &IID_IMix);
	AsyncIMix *call = mixer_call(mix), *other = mixer_call(mix);
	ICancelMethodCalls *cancel;
	assert_int_equal(AsyncIMix_QueryInterface(call, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	assert_int_equal(AsyncIMix_Begin_Number(call, &number), S_OK);
	mixer_wait_pending(&s->mixer);
	s->mixer.later = false;
	assert_int_equal(AsyncIMix_Begin_Give(other, &IID_IUnknown), S_OK);
	harness_gate_wait(&s->entered);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	assert_int_equal(AsyncIMix_Finish_Give(other, &given), S_OK);
	assert_int_equal(AsyncIMix_Finish_Number(call, &number), RPC_E_CALL_CANCELED);
	assert_int_equal(house_run(&s->house, complete_pending, s), S_OK);
	ICancelMethodCalls_Release(cancel);
	IUnknown_Release(given);
	AsyncIMix_Release(other);
	AsyncIMix_Release(call);
	IMix_Release(mix);
	scene_close(s);
	CoTaskMemFree(number);
}

ACROSS(a_call_object_that_is_released_gives_up_its_call_and_the_server_goes_on)
{
	struct scene *s = scene_held(true);
	BYTE data[4];
	ULONG n = 0;

	scene_open(s, over, COINIT_MULTITHREADED);
	ISimpleStream *stream = stream_of(s);
	AsyncISimpleStream *call = house_call(stream);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 4), S_OK);
	house_wait_pending(&s->house, 1);
	AsyncISimpleStream_Release(call);
	house_complete(&s->house, S_OK);
	s->house.mode = HOUSE_AT_ONCE;
	assert_int_equal(ISimpleStream_Read(stream, data, 4, &n), S_OK);
	assert_int_equal(n, 4);
	ISimpleStream_Release(stream);
	scene_close(s);
}

/* ---- many at once ---- */

static void call_often(void *arg)
{
	struct scene *s = arg;
	BYTE data[100];
	ULONG n;

	house_enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *stream = stream_of(s);
	for (int i = 0; i < few(200); i++) {
		assert_int_equal(ISimpleStream_Read(stream, data, sizeof data, &n), S_OK);
		house_check(data, n);
	}
	ISimpleStream_Release(stream);
	house_leave();
}

ACROSS(two_clients_are_served_at_once)
{
	struct scene *s = scene_streams();
	struct away_client client[2];

	s->house.model = COINIT_MULTITHREADED;
	house_open_away(&s->house, &s->away, over);
	for (unsigned i = 0; i < ARRAY_COUNT(client); i++)
		away_client_start(&client[i], call_often, s);
	for (unsigned i = 0; i < ARRAY_COUNT(client); i++)
		away_client_join(&client[i]);
	assert_int_equal(house_count(&s->house.sync_reads), 2 * few(200));
	house_close(&s->house);
	away_forget(s, sizeof *s);
}

enum { MANY = 64 };

static void begin_many(struct scene *s, AsyncISimpleStream **calls, ISimpleStream *stream)
{
	BYTE data[4] = "abc";

	for (unsigned i = 0; i < MANY; i++) {
		calls[i] = house_call(stream);
		if (i == 1)
			assert_int_equal(AsyncISimpleStream_Begin_Write(calls[i], data, 3), S_OK);
		else
			assert_int_equal(AsyncISimpleStream_Begin_Read(calls[i], 4), S_OK);
		if (!i)
			harness_gate_wait(&s->entered);
	}
}

/* Read waits for the gate, Write opens it. */
static HRESULT waiting_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead);
static HRESULT opening_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten);

typedef struct Door {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
} Door;

ACOM_FACE(Door, ISimpleStream)

static struct scene *door_of; /* in the server's process */

static HRESULT waiting_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	(void)This;
	harness_gate_open(&door_of->entered);
	harness_gate_wait(&door_of->gate);
	memset(pv, 'r', cb);
	*pcbRead = cb;
	return S_OK;
}

static HRESULT opening_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	(void)This;
	(void)pv;
	harness_gate_open(&door_of->gate);
	*pcbWritten = cb;
	return S_OK;
}

static const ISimpleStreamVtbl Door_ISimpleStream_vtbl = { ACOM_UNKNOWN(Door, ISimpleStream), waiting_Read, opening_Write };
static const AcomInterface Door_map[] = { ACOM_ENTRY(Door, ISimpleStream), ACOM_END };
static const AcomClass Door_class = { .name = "Door", .size = sizeof(Door), .interfaces = Door_map };

static ISimpleStream *door_make(void *arg)
{
	ISimpleStream *s;

	door_of = arg;
	assert_int_equal(AcomCreateObject(&Door_class, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	return s;
}

ACROSS(of_64_calls_the_first_waits_for_what_the_second_does)
{
	struct scene *s = scene_streams();
	AsyncISimpleStream *calls[MANY];
	BYTE data[4];
	ULONG n;

	s->house.model = COINIT_MULTITHREADED;
	s->house.make = door_make;
	s->house.arg = s;
	scene_open(s, over, COINIT_APARTMENTTHREADED);
	ISimpleStream *stream = stream_of(s);
	begin_many(s, calls, stream);
	for (unsigned i = 0; i < MANY; i++) {
		if (i == 1)
			assert_int_equal(AsyncISimpleStream_Finish_Write(calls[i], &n), S_OK);
		else
			assert_int_equal(AsyncISimpleStream_Finish_Read(calls[i], data, &n), S_OK);
		AsyncISimpleStream_Release(calls[i]);
	}
	ISimpleStream_Release(stream);
	scene_close(s);
}

/* Decision: a Begin_ leaves by itself. */
ACROSS(what_was_begun_reaches_the_server_though_the_client_only_computes)
{
	struct scene *s = scene_held(true);
	BYTE data[4];
	ULONG n;

	scene_open(s, over, COINIT_APARTMENTTHREADED);
	ISimpleStream *stream = stream_of(s);
	AsyncISimpleStream *one = house_call(stream), *two = house_call(stream);
	assert_int_equal(AsyncISimpleStream_Begin_Read(one, 4), S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Read(two, 4), S_OK);
	house_wait_count(&s->house.begins, 2);
	house_complete(&s->house, S_OK);
	house_complete(&s->house, S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(one, data, &n), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(two, data, &n), S_OK);
	AsyncISimpleStream_Release(one);
	AsyncISimpleStream_Release(two);
	ISimpleStream_Release(stream);
	scene_close(s);
}
