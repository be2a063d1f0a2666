/* server.c - statements about the server's call object: who makes it, how it completes, fails, and gets lost. */
#include "desk.h"

/* ---- B21, B22, B23: who makes it, and what Signal does ---- */

static void B21_body(struct client *c)
{
	struct desk *d = c->desk;

	begin_and_meet(c);
	finish_filled(c, S_OK);
	assert_int_equal(house_count(&d->creates), 1);
	assert_non_null(d->outer);
	assert_true(IsEqualIID(&d->riid, &IID_AsyncISimpleStream));
	assert_true(IsEqualIID(&d->riid2, &IID_IUnknown));
	BYTE data[ROOM];
	ULONG n = 0;
	assert_int_equal(ISimpleStream_Read(c->stream, data, ROOM, &n), S_OK);
	assert_int_equal(house_count(&d->creates), 2);
}

TEST(B21_the_stub_passes_its_own_outer_and_IID_IUnknown)
{
	each(&(struct desk){ .begin = begin_and_signal }, B21_body);
}

/* Waits for a call object's event; others may at the same time, and for those of other call objects. */
struct watcher {
	Raw *call;
	os_ptr self;
	struct harness_thread thread;
};

static void watch(void *watcher)
{
	struct watcher *w = watcher;

	assert_true(SUCCEEDED(CoInitializeEx(NULL, COINIT_MULTITHREADED)));
	ISynchronize *sync = raw_sync(w->call);
	os_storep(&w->self, thread_self());
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	ISynchronize_Release(sync);
	CoUninitialize();
}

static void watcher_start(struct watcher *w, Raw *call)
{
	*w = (struct watcher){ .call = call };
	harness_start(&w->thread, watch, w);
	while (!os_loadp(&w->self))
		os_yield();
	house_wait_asleep(os_loadp(&w->self));
}

static void signal_watched(struct client *c, struct watcher *w, unsigned n)
{
	c->desk->call = w->call;
	assert_int_equal(run(c, desk_signal), S_OK);
	for (unsigned i = 0; i < n; i++)
		harness_join(&w[i].thread);
}

static void watched_body(struct client *c)
{
	struct watcher watchers[3];
	BYTE data[ROOM];
	ULONG n;

	begin_and_meet(c);
	Raw *first = c->desk->call;
	AsyncISimpleStream *other = house_call(c->stream);
	assert_int_equal(AsyncISimpleStream_Begin_Read(other, ROOM), S_OK);
	wait_begun(c, 2);
	watcher_start(&watchers[2], c->desk->call);
	watcher_start(&watchers[0], first);
	watcher_start(&watchers[1], first);
	signal_watched(c, watchers, 2);
	finish_filled(c, S_OK);
	house_wait_asleep(os_loadp(&watchers[2].self)); /* that was another one's */
	signal_watched(c, watchers + 2, 1);
	assert_int_equal(AsyncISimpleStream_Finish_Read(other, data, &n), S_OK);
	client_release(other);
}

TEST(who_waits_for_the_event_of_a_servers_call_object_is_woken_by_its_signal)
{
	each(&(struct desk){ .begin = begin_only }, watched_body);
}

/* A worker that plays with the event before there is a call. */
static void create_and_signal(Raw *c)
{
	assert_int_equal(raw_signal(c), S_OK);
}

static HRESULT wait_there(void *desk)
{
	ISynchronize *sync = raw_sync(((struct desk *)desk)->call);
	HRESULT hr = ISynchronize_Wait(sync, 0, 0);

	client_release(sync);
	return hr;
}

static void create_body(struct client *c)
{
	begin_and_meet(c);
	check_pending(c);
	assert_int_equal(run(c, wait_there), RPC_S_CALLPENDING);
	assert_int_equal(house_count(&c->desk->finishes), 0);
	assert_int_equal(run(c, desk_signal), S_OK);
	finish_filled(c, S_OK);
	assert_int_equal(house_count(&c->desk->finishes), 1);
}

TEST(a_signal_inside_CreateCall_means_nothing)
{
	each(&(struct desk){ .begin = begin_only, .create = create_and_signal }, create_body);
}

static HRESULT B22_begin(Raw *c)
{
	ISynchronize *sync = raw_sync(c);
	IUnknown *identity;

	assert_int_equal(ISynchronize_QueryInterface(sync, &IID_IUnknown, (void **)&identity), S_OK);
	assert_ptr_equal(identity, c->desk->outer);
	assert_ptr_equal(identity, c->object.outer);
	assert_int_equal(ISynchronize_Reset(sync), S_OK);
	client_release(identity);
	client_release(sync);
	return S_OK;
}

static void B22_body(struct client *c)
{
	struct desk *d = c->desk;

	begin_and_meet(c);
	assert_int_equal(house_count(&d->finishes), 0);
	check_pending(c);
	assert_int_equal(run(c, desk_signal), S_OK);
	finish_filled(c, S_OK);
	assert_int_equal(house_count(&d->finishes), 1);
}

TEST(B22_the_outer_has_the_runtimes_ISynchronize_and_its_Signal_makes_the_stub_call_finish)
{
	each(&(struct desk){ .begin = B22_begin }, B22_body);
}

static void D11_sta_body(struct client *c)
{
	begin_and_meet(c);
	assert_int_equal(run(c, desk_signal), S_OK);
	finish_filled(c, S_OK);
	assert_int_equal(c->desk->finish_thread, c->desk->begin_thread);
}

static void on_a_thread(void (*fn)(void *), void *arg)
{
	struct harness_thread thread;

	harness_start(&thread, fn, arg);
	harness_join(&thread);
}

static void signal_as_member(void *client)
{
	assert_true(SUCCEEDED(CoInitializeEx(NULL, COINIT_MULTITHREADED)));
	assert_int_equal(desk_signal(((struct client *)client)->desk), S_OK);
	assert_int_equal(((struct client *)client)->desk->finish_thread, os_thread_id());
	CoUninitialize();
}

static void D11_mta_body(struct client *c)
{
	begin_and_meet(c);
	on_a_thread(signal_as_member, c);
	finish_filled(c, S_OK);
}

TEST(D11_finish_runs_on_the_thread_of_an_sta_and_in_the_mta_on_the_signalling_one)
{
	const struct desk script = { .begin = begin_only };

	situation(&script, COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, D11_sta_body);
	situation(&script, COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, D11_sta_body);
	situation(&script, COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, D11_mta_body);
}

static void B23_body(struct client *c)
{
	for (unsigned i = 1; i <= 3; i++) {
		begin(c);
		finish_filled(c, S_OK);
		assert_int_equal(house_count(&c->desk->begins), i);
		assert_int_equal(house_count(&c->desk->finishes), i);
	}
}

TEST(B23_C31_a_signal_inside_begin_finishes_the_call_once)
{
	each(&(struct desk){ .begin = begin_and_signal }, B23_body);
}

/* ---- B24, C28: what Begin_ returns ---- */

static HRESULT begin_odd_success(Raw *c)
{
	assert_int_equal(raw_signal(c), S_OK);
	return 0x00040123;
}

static HRESULT begin_failing_after_signal(Raw *c)
{
	assert_int_equal(raw_signal(c), S_OK);
	return E_ACCESSDENIED;
}

static void B24_body(struct client *c)
{
	begin(c);
	finish_filled(c, c->desk->hr);
	assert_int_equal(house_count(&c->desk->finishes), 1);
}

TEST(B24_a_success_of_the_servers_begin_does_not_reach_the_client)
{
	each(&(struct desk){ .begin = begin_odd_success, .hr = S_OK }, B24_body);
	each(&(struct desk){ .begin = begin_odd_success, .hr = S_FALSE }, B24_body);
}

TEST(B24_after_a_signal_finish_decides_even_if_begin_fails)
{
	each(&(struct desk){ .begin = begin_failing_after_signal, .hr = S_OK }, B24_body);
}

static HRESULT begin_pending_with_S_FALSE(Raw *c)
{
	(void)c;
	return S_FALSE;
}

TEST(B24_a_success_other_than_S_OK_leaves_the_call_pending)
{
	each(&(struct desk){ .begin = begin_pending_with_S_FALSE }, B22_body);
}

static HRESULT begin_failing(Raw *c)
{
	(void)c;
	return E_ACCESSDENIED;
}

static void C28_body(struct client *c)
{
	begin(c);
	client_finish(c->call, E_ACCESSDENIED);
	BYTE data[ROOM];
	ULONG n = 99;
	assert_int_equal(ISimpleStream_Read(c->stream, data, ROOM, &n), E_ACCESSDENIED);
	assert_int_equal(n, 0);
	assert_int_equal(house_count(&c->desk->finishes), 0);
	assert_int_equal(house_count(&c->desk->begins), 2);
}

TEST(C28_a_failing_begin_without_signal_ends_the_call_with_its_code_and_without_finish)
{
	each(&(struct desk){ .begin = begin_failing }, C28_body);
}

/* ---- B25, C32: what Finish_ returns ---- */

static void B25_body(struct client *c)
{
	begin_and_meet(c);
	assert_int_equal(run(c, desk_signal), S_OK);
	finish_filled(c, E_ACCESSDENIED);
}

TEST(B25_C32_a_failure_of_the_servers_finish_is_what_the_clients_finish_returns)
{
	each(&(struct desk){ .begin = begin_only, .hr = E_ACCESSDENIED }, B25_body);
}

static void C32_body(struct client *c)
{
	BYTE data[ROOM] = { 0 };
	ULONG n = 99;

	begin(c);
	finish_filled(c, E_ACCESSDENIED);
	assert_int_equal(ISimpleStream_Read(c->stream, data, ROOM, &n), E_ACCESSDENIED);
	assert_int_equal(n, ROOM);
	house_check(data, n);
}

TEST(C32_the_outputs_of_a_failed_call_are_those_of_a_failed_synchronous_call)
{
	each(&(struct desk){ .begin = begin_and_signal, .hr = E_ACCESSDENIED }, C32_body);
}

/* ---- B28, B29, C29: who may signal, and how often ---- */

static void signal_in_another_sta(void *client)
{
	assert_int_equal(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), S_OK);
	assert_int_equal(desk_signal(((struct client *)client)->desk), RPC_E_WRONG_THREAD);
	CoUninitialize();
}

static void signal_without_apartment(void *client)
{
	assert_int_equal(desk_signal(((struct client *)client)->desk), S_OK);
}

static void check_refused(struct client *c)
{
	assert_int_equal(house_count(&c->desk->finishes), 0);
	check_pending(c);
}

static void B28_sta_body(struct client *c)
{
	begin_and_meet(c);
	on_a_thread(signal_in_another_sta, c);
	check_refused(c);
	on_a_thread(signal_as_member, c);
	finish_filled(c, S_OK);
}

TEST(B28_a_thread_signals_in_the_mta_once_it_has_joined)
{
	situation(&(struct desk){ .begin = begin_only }, COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, B28_sta_body);
}

static void B28_default_body(struct client *c)
{
	begin_and_meet(c);
	on_a_thread(signal_without_apartment, c);
	finish_filled(c, S_OK);
}

TEST(B28_a_thread_that_belongs_to_the_mta_by_default_has_joined)
{
	situation(&(struct desk){ .begin = begin_only }, COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, B28_default_body);
}

static void signal_in_the_mta(void *client)
{
	assert_true(SUCCEEDED(CoInitializeEx(NULL, COINIT_MULTITHREADED)));
	assert_int_equal(desk_signal(((struct client *)client)->desk), RPC_E_WRONG_THREAD);
	CoUninitialize();
}

static void B29_body(struct client *c)
{
	begin_and_meet(c);
	on_a_thread(signal_in_another_sta, c);
	on_a_thread(signal_in_the_mta, c);
	check_refused(c);
	assert_int_equal(run(c, desk_signal), S_OK);
	finish_filled(c, S_OK);
	assert_int_equal(c->desk->finish_thread, c->desk->begin_thread);
}

TEST(B29_in_an_sta_only_the_thread_of_begin_signals)
{
	const struct desk script = { .begin = begin_only };

	situation(&script, COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, B29_body);
	situation(&script, COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, B29_body);
}

static HRESULT begin_and_signal_twice(Raw *c)
{
	assert_int_equal(raw_signal(c), S_OK);
	assert_int_equal(raw_signal(c), S_OK);
	return S_OK;
}

TEST(C29_a_second_signal_inside_begin_is_ignored)
{
	each(&(struct desk){ .begin = begin_and_signal_twice }, B23_body);
}

/* The second one comes when the call is over and its object begins to end. */
static HRESULT signal_twice(void *desk)
{
	ISynchronize *sync = raw_sync(((struct desk *)desk)->call);

	assert_int_equal(ISynchronize_Signal(sync), S_OK);
	assert_int_equal(ISynchronize_Signal(sync), S_OK);
	ISynchronize_Release(sync);
	return S_OK;
}

static void C29_body(struct client *c)
{
	for (unsigned i = 1; i <= 2; i++) {
		begin(c);
		wait_begun(c, i);
		assert_int_equal(run(c, signal_twice), S_OK);
		finish_filled(c, S_OK);
		assert_int_equal(house_count(&c->desk->finishes), i);
	}
}

TEST(C29_a_second_signal_of_a_finished_call_is_ignored)
{
	each(&(struct desk){ .begin = begin_only }, C29_body);
}

/* ---- decision 14: workers of an object that lives in a single-threaded apartment ---- */

static void post_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);

	for (uint32_t i = 1; i <= 2; i++) {
		assert_int_equal(AsyncISimpleStream_Begin_Read(call, ROOM), S_OK);
		assert_int_equal(house_post(h, S_OK), S_OK); /* by the client's thread, which is not in that apartment */
		client_finish(call, S_OK);
		assert_int_equal(house_count(&h->finishes), i);
	}
	client_release(call);
}

TEST(D14_a_completion_can_be_posted_from_any_thread)
{
	house_each(HOUSE_ASYNC, post_body);
}

/* ---- C30, decision 12: lost calls ---- */

static HRESULT begin_keeping_two(Raw *c)
{
	AcomObjectAddRef(&c->object);
	AcomObjectAddRef(&c->object);
	return S_OK;
}

static HRESULT drop_one(void *desk)
{
	AcomObjectRelease(&((struct desk *)desk)->call->object);
	return S_OK;
}

static void C30_body(struct client *c)
{
	begin_and_meet(c);
	assert_int_equal(run(c, drop_one), S_OK);
	check_pending(c);
	assert_int_equal(run(c, drop_one), S_OK);
	client_finish(c->call, RPC_E_SERVERFAULT);
	assert_int_equal(house_count(&c->desk->finishes), 0);
}

TEST(C30_D12_a_call_object_that_drops_its_last_reference_without_signal_has_lost_the_call)
{
	each(&(struct desk){ .begin = begin_keeping_two }, C30_body);
}

static void C30_sync_act(void *client)
{
	struct client *c = client;

	wait_begun(c, 1);
	run(c, drop_one);
	run(c, drop_one);
}

static void C30_sync_body(struct client *c)
{
	struct house_meanwhile meanwhile;
	BYTE data[ROOM];
	ULONG n = 99;

	house_meanwhile(&meanwhile, C30_sync_act, c);
	assert_int_equal(ISimpleStream_Read(c->stream, data, ROOM, &n), RPC_E_SERVERFAULT);
	assert_int_equal(n, 0);
	house_meanwhile_join(&meanwhile);
}

TEST(C30_D12_a_synchronous_client_learns_that_its_call_is_lost)
{
	each(&(struct desk){ .begin = begin_keeping_two }, C30_sync_body);
}

static HRESULT begin_querying(Raw *c)
{
	AsyncISimpleStream *self;

	/* what a call object takes and gives back while it begins is no sign of a worker */
	assert_int_equal(AcomObjectQueryInterface(&c->object, &IID_AsyncISimpleStream, (void **)&self), S_OK);
	client_release(self);
	return S_OK;
}

static HRESULT take_and_drop(void *desk)
{
	AcomObject *object = &((struct desk *)desk)->call->object;

	AcomObjectAddRef(object);
	AcomObjectRelease(object);
	return S_OK;
}

static void D12_bare_body(struct client *c)
{
	begin_and_meet(c);
	assert_int_equal(house_count(&c->desk->alive), 1);
	assert_int_equal(run(c, take_and_drop), S_OK); /* nor is what it takes and gives back later */
	check_pending(c);
	assert_int_equal(run(c, desk_signal), S_OK);
	finish_filled(c, S_OK);
}

TEST(D12_a_call_object_whose_worker_holds_no_reference_is_held_until_its_signal)
{
	each(&(struct desk){ .begin = begin_only }, D12_bare_body);
	each(&(struct desk){ .begin = begin_querying }, D12_bare_body);
}

static HRESULT take_and_drop_sync(void *desk)
{
	Raw *c = ((struct desk *)desk)->call;
	ICancelMethodCalls *cancel;

	ISynchronize_Release(raw_sync(c));
	assert_int_equal(AcomObjectQueryInterface(&c->object, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	ICancelMethodCalls_Release(cancel);
	return S_OK;
}

static void D12_sync_body(struct client *c)
{
	begin_and_meet(c);
	assert_int_equal(run(c, drop_one), S_OK);
	assert_int_equal(run(c, take_and_drop_sync), S_OK);
	check_pending(c); /* one delegated reference is left */
	assert_int_equal(run(c, desk_signal), S_OK);
	finish_filled(c, S_OK);
	assert_int_equal(run(c, drop_one), S_OK);
}

TEST(D12_references_on_the_outers_own_interfaces_are_not_watched)
{
	each(&(struct desk){ .begin = begin_keeping_two }, D12_sync_body);
}

enum { REFERENCES = 2 << 20 };

static HRESULT begin_keeping_many(Raw *c)
{
	for (int i = 0; i <= REFERENCES; i++)
		AcomObjectAddRef(&c->object);
	return S_OK;
}

static HRESULT drop_many(void *desk)
{
	for (int i = 0; i < REFERENCES; i++)
		drop_one(desk);
	return S_OK;
}

static void D12_many_body(struct client *c)
{
	begin_and_meet(c);
	assert_int_equal(run(c, drop_one), S_OK);
	check_pending(c);
	assert_int_equal(run(c, desk_signal), S_OK);
	finish_filled(c, S_OK);
	assert_int_equal(run(c, drop_many), S_OK);
}

TEST(D12_a_call_object_may_hold_any_number_of_references)
{
	each(&(struct desk){ .begin = begin_keeping_many }, D12_many_body);
}

/* ---- decision 13: a call object that wants to be told ---- */

static HRESULT signal_when_cancelled(Raw *c)
{
	c->desk->hr = RPC_E_CALL_CANCELED;
	return raw_signal(c);
}

static void check_told(struct client *c)
{
	struct desk *d = c->desk;

	harness_gate_wait(&d->cancelled);
	assert_int_equal(house_count(&d->cancels), 1);
	assert_int_equal(d->cancel_seconds, 0);
	if (d->house.apartment->kind == APARTMENT_STA)
		assert_int_equal(d->cancel_thread, d->begin_thread);
	else
		assert_int_not_equal(d->cancel_thread, os_thread_id());
}

static void D13_body(struct client *c)
{
	ICancelMethodCalls *cancel = client_cancel(c->call);

	begin_and_meet(c);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), RPC_E_CALL_CANCELED);
	client_finish(c->call, RPC_E_CALL_CANCELED);
	check_told(c);
	assert_int_equal(house_count(&c->desk->finishes), 1);
	client_release(cancel);
}

TEST(D13_a_call_object_with_ICancelMethodCalls_is_told_in_its_apartment)
{
	each(&(struct desk){ .begin = begin_only, .cancellable = true, .cancel = signal_when_cancelled }, D13_body);
}

/* Who signals when told ends Cancel, which waits without limit here: the call is complete, not cancelled. */
static void D13_wait_body(struct client *c)
{
	ICancelMethodCalls *cancel = client_cancel(c->call);

	begin_and_meet(c);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, (ULONG)-1), RPC_E_CALL_COMPLETE);
	check_told(c);
	finish_filled(c, S_OK);
	client_release(cancel);
}

TEST(D13_an_answer_to_cancel_ends_its_wait)
{
	each(&(struct desk){ .begin = begin_only, .cancellable = true, .cancel = raw_signal }, D13_wait_body);
}

/* One that is told and goes on is not lost, even if its worker holds no reference. */
static void D13_deaf_body(struct client *c)
{
	ICancelMethodCalls *cancel = client_cancel(c->call);

	begin_and_meet(c);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	check_told(c);
	client_finish(c->call, RPC_E_CALL_CANCELED);
	assert_int_equal(run(c, desk_signal), S_OK);
	assert_int_equal(house_count(&c->desk->finishes), 1);
	client_release(cancel);
}

TEST(D13_a_call_object_may_ignore_that_it_was_told)
{
	each(&(struct desk){ .begin = begin_only, .cancellable = true }, D13_deaf_body);
}
