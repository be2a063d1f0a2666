/* filter.c - statements about message filters: which calls an apartment takes, and what a client does that is not taken. */
#include "client.h"
#include "filter.h"
#include "mixer.h"

/* A client in an STA, a server in another, each with a filter. */
struct scene {
	struct house house;
	Filter *client, *server;
	ISimpleStream *s;
};

static void scene_open(struct scene *c)
{
	c->house.model = COINIT_APARTMENTTHREADED;
	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&c->house);
	c->client = filter_new();
	c->server = filter_new();
	c->s = house_stream(&c->house);
	assert_int_equal(register_run(c->client), S_OK);
	assert_int_equal(house_run(&c->house, register_run, c->server), S_OK);
}

static void scene_close(struct scene *c)
{
	ISimpleStream_Release(c->s);
	house_close(&c->house);
	house_leave();
	filter_done(c->client);
	filter_done(c->server);
}

static HRESULT read_some(ISimpleStream *s)
{
	BYTE pv[4];
	ULONG n;

	return ISimpleStream_Read(s, pv, sizeof pv, &n);
}

/* ---- registering ---- */

TEST(a_filter_is_of_a_single_threaded_apartment_and_ends_with_it)
{
	Filter *a = filter_new(), *b = filter_new();
	IMessageFilter *old;

	assert_int_equal(CoRegisterMessageFilter(&a->IMessageFilter_iface, &old), CO_E_NOT_SUPPORTED);
	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(CoRegisterMessageFilter(&a->IMessageFilter_iface, NULL), CO_E_NOT_SUPPORTED);
	house_leave();
	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(AcomMessagePending((DWORD)os_thread_id()), S_FALSE);
	assert_int_equal(CoRegisterMessageFilter(&a->IMessageFilter_iface, &old), S_OK);
	assert_null(old);
	assert_int_equal(AcomMessagePending((DWORD)os_thread_id()), S_OK);
	assert_int_equal(CoRegisterMessageFilter(&b->IMessageFilter_iface, &old), S_OK);
	assert_ptr_equal(old, &a->IMessageFilter_iface);
	IMessageFilter_Release(old);
	assert_int_equal(CoRegisterMessageFilter(NULL, &old), S_OK);
	assert_ptr_equal(old, &b->IMessageFilter_iface);
	IMessageFilter_Release(old);
	assert_int_equal(CoRegisterMessageFilter(&a->IMessageFilter_iface, NULL), S_OK);
	house_leave();
	filter_done(a);
	filter_done(b);
}

/* ---- incoming ---- */

TEST(a_filter_is_asked_on_its_thread_and_what_it_handles_is_dispatched)
{
	struct scene c = { 0 };

	scene_open(&c);
	assert_int_equal(read_some(c.s), S_OK);
	assert_int_equal(c.server->incomings, 1);
	assert_int_equal(c.server->types[0], CALLTYPE_TOPLEVEL);
	assert_int_equal(c.server->callers[0], (DWORD)os_thread_id());
	assert_int_equal(c.server->methods[0], 3);
	assert_int_equal(c.server->ticks, 0);
	assert_true(c.server->thread != os_thread_id());
	assert_int_equal(c.client->incomings, 0);
	scene_close(&c);
}

static HRESULT rejects(struct scene *c, DWORD answer, DWORD retry)
{
	for (int i = 0; i < 4; i++) {
		c->server->incoming[i] = answer;
		c->client->retry[i] = retry;
	}
	return read_some(c->s);
}

TEST(A96_RetryRejectedCall_says_whether_and_when_a_rejected_call_is_made_again)
{
	struct scene c = { 0 };

	scene_open(&c);
	assert_int_equal(rejects(&c, SERVERCALL_RETRYLATER, (DWORD)-1), RPC_E_CALL_REJECTED);
	assert_int_equal(c.client->retries, 1);
	assert_int_equal(c.client->rejects[0], SERVERCALL_RETRYLATER);
	assert_int_equal(rejects(&c, SERVERCALL_REJECTED, (DWORD)-1), RPC_E_CALL_REJECTED);
	assert_int_equal(c.client->rejects[1], SERVERCALL_REJECTED);
	assert_int_equal(house_count(&c.house.sync_reads), 0);
	c.client->retries = c.server->incomings = 0;
	c.server->incoming[0] = SERVERCALL_RETRYLATER;
	c.server->incoming[1] = SERVERCALL_REJECTED;
	c.server->incoming[2] = SERVERCALL_ISHANDLED;
	c.client->retry[0] = 99;
	c.client->retry[1] = 100;
	assert_int_equal(read_some(c.s), S_OK);
	assert_int_equal(c.client->retries, 2);
	assert_int_equal(c.server->incomings, 3);
	assert_int_equal(house_count(&c.house.sync_reads), 1);
	scene_close(&c);
}

/* ---- while a call waits for its next try ---- */

struct canceller {
	DWORD tid;
	HRESULT first, second;
	struct harness_thread thread;
};

static void cancels(void *arg)
{
	struct canceller *c = arg;
	ICancelMethodCalls *cancel;

	c->first = CoGetCancelObject(c->tid, &IID_ICancelMethodCalls, (void **)&cancel);
	assert_int_not_equal(c->first, E_OUTOFMEMORY); /* who waits for it would wait on */
	if (FAILED(c->first))
		return;
	c->first = ICancelMethodCalls_Cancel(cancel, 0);
	c->second = ICancelMethodCalls_Cancel(cancel, 0);
	ICancelMethodCalls_Release(cancel);
}

static void starts_canceller(void *arg)
{
	struct canceller *c = arg;

	c->tid = (DWORD)os_thread_id();
	harness_start(&c->thread, cancels, c);
}

TEST(a_call_that_waits_for_its_next_try_can_be_cancelled)
{
	struct canceller canceller = { 0 };
	struct scene c = { 0 };

	scene_open(&c);
	c.client->on_retry = starts_canceller;
	c.client->arg = &canceller;
	assert_int_equal(CoEnableCallCancellation(NULL), S_OK);
	assert_int_equal(rejects(&c, SERVERCALL_RETRYLATER, 0x7fffffff), RPC_E_CALL_CANCELED);
	harness_join(&canceller.thread);
	assert_int_equal(canceller.first, S_OK);
	assert_int_equal(canceller.second, RPC_E_CALL_CANCELED);
	assert_int_equal(c.client->retries, 1);
	assert_int_equal(CoDisableCallCancellation(NULL), S_OK);
	c.server->incoming[1] = SERVERCALL_ISHANDLED;
	assert_int_equal(read_some(c.s), S_OK);
	scene_close(&c);
}

/* The cancel object of a call, fetched at one of its moments and used at a later one. The moments of a call that is rejected
 * twice: the callee is asked, its caller is asked, and so on. */
struct moments {
	DWORD tid;
	os_u32 now;
	unsigned fetch, use; /* 1: the callee is asked for the first time ... 5: for the third time; 6: the call is over */
	ULONG seconds;
	HRESULT before, hr, after;
	ICancelMethodCalls *cancel;
};

static void moment(void *arg)
{
	struct moments *m = arg;
	uint32_t now = os_add32(&m->now, 1);

	if (now == m->fetch)
		assert_int_equal(CoGetCancelObject(m->tid, &IID_ICancelMethodCalls, (void **)&m->cancel), S_OK);
	if (now != m->use)
		return;
	assert_non_null(m->cancel);
	m->before = ICancelMethodCalls_TestCancel(m->cancel);
	m->hr = ICancelMethodCalls_Cancel(m->cancel, m->seconds);
	m->after = ICancelMethodCalls_TestCancel(m->cancel);
}

static HRESULT nothing(void *unused)
{
	(void)unused;
	return S_OK;
}

static HRESULT call_with_moments(struct scene *c, struct moments *m)
{
	m->tid = (DWORD)os_thread_id();
	c->client->on_retry = c->server->on_incoming = moment;
	c->client->arg = c->server->arg = m;
	c->client->retries = c->server->incomings = 0;
	c->server->incoming[0] = c->server->incoming[1] = SERVERCALL_RETRYLATER;
	c->server->incoming[2] = SERVERCALL_ISHANDLED;
	c->client->retry[1] = 100;
	HRESULT hr = read_some(c->s);
	assert_int_equal(house_run(&c->house, nothing, NULL), S_OK); /* the callee may still be asked */
	os_store32(&m->now, 5);
	moment(m);
	return hr;
}

static void cancelled_at(struct scene *c, unsigned fetch, unsigned use)
{
	struct moments m = { .fetch = fetch, .use = use };

	assert_int_equal(call_with_moments(c, &m), RPC_E_CALL_CANCELED);
	assert_int_equal(m.before, RPC_S_CALLPENDING);
	assert_int_equal(m.hr, S_OK);
	assert_int_equal(m.after, RPC_E_CALL_CANCELED);
	assert_int_equal(c->client->retries, use / 2);
	assert_int_equal(ICancelMethodCalls_Cancel(m.cancel, 0), RPC_E_CALL_CANCELED);
	assert_int_equal(ICancelMethodCalls_TestCancel(m.cancel), RPC_E_CALL_CANCELED);
	assert_int_equal(ICancelMethodCalls_Release(m.cancel), 0);
}

TEST(an_object_that_was_fetched_during_one_try_cancels_the_call_whichever_try_it_is_at)
{
	struct scene c = { 0 };

	scene_open(&c);
	assert_int_equal(CoEnableCallCancellation(NULL), S_OK);
	for (unsigned fetch = 1; fetch <= 5; fetch++)
		for (unsigned use = fetch; use <= 5; use++)
			cancelled_at(&c, fetch, use);
	assert_int_equal(CoDisableCallCancellation(NULL), S_OK);
	scene_close(&c);
}

TEST(after_all_tries_the_object_of_a_call_says_that_it_is_complete)
{
	struct moments m = { .fetch = 1, .use = 6 };
	struct scene c = { 0 };

	scene_open(&c);
	assert_int_equal(CoEnableCallCancellation(NULL), S_OK);
	assert_int_equal(call_with_moments(&c, &m), S_OK);
	assert_int_equal(c.client->retries, 2);
	assert_int_equal(m.before, RPC_E_CALL_COMPLETE);
	assert_int_equal(m.hr, RPC_E_CALL_COMPLETE);
	assert_int_equal(m.after, RPC_E_CALL_COMPLETE);
	ICancelMethodCalls_Release(m.cancel);
	assert_int_equal(CoDisableCallCancellation(NULL), S_OK);
	scene_close(&c);
}

/* A rejection in the seconds of a cancel is no completion: the caller gives up. */
static void cancels_with_time(void *arg)
{
	struct canceller *c = arg;

	c->first = CoCancelCall(c->tid, RPC_C_CANCEL_INFINITE_TIMEOUT);
}

static void starts_cancel_with_time(void *arg)
{
	struct canceller *c = arg;
	ICancelMethodCalls *cancel;

	assert_int_equal(CoGetCancelObject(c->tid, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	harness_start(&c->thread, cancels_with_time, c);
	while (ICancelMethodCalls_TestCancel(cancel) == RPC_S_CALLPENDING)
		os_yield();
	ICancelMethodCalls_Release(cancel);
}

TEST(a_rejection_in_the_seconds_of_a_cancel_ends_the_call)
{
	struct canceller canceller = { .tid = (DWORD)os_thread_id() };
	struct scene c = { 0 };

	scene_open(&c);
	c.server->on_incoming = starts_cancel_with_time;
	c.server->arg = &canceller;
	assert_int_equal(CoEnableCallCancellation(NULL), S_OK);
	assert_int_equal(rejects(&c, SERVERCALL_RETRYLATER, 0), RPC_E_CALL_CANCELED);
	harness_join(&canceller.thread);
	assert_int_equal(canceller.first, S_OK);
	assert_int_equal(CoDisableCallCancellation(NULL), S_OK);
	scene_close(&c);
}

static void leaves(void *unused)
{
	(void)unused;
	CoUninitialize();
}

TEST(a_filter_may_leave_its_apartment_while_it_is_asked)
{
	struct scene c = { 0 };

	scene_open(&c);
	c.client->on_retry = leaves;
	assert_int_equal(rejects(&c, SERVERCALL_REJECTED, (DWORD)-1), RPC_E_CALL_REJECTED);
	house_enter(COINIT_APARTMENTTHREADED);
	scene_close(&c);
}

TEST(without_a_filter_a_rejected_call_is_RPC_E_CALL_REJECTED)
{
	struct scene c = { 0 };

	scene_open(&c);
	assert_int_equal(CoRegisterMessageFilter(NULL, NULL), S_OK);
	assert_int_equal(rejects(&c, SERVERCALL_RETRYLATER, 0), RPC_E_CALL_REJECTED);
	assert_int_equal(rejects(&c, SERVERCALL_REJECTED, 0), RPC_E_CALL_REJECTED);
	assert_int_equal(c.client->retries, 0);
	scene_close(&c);
}

/* Decision 16: a call begun by Begin_ is an ordinary one; who waits for it in Finish_ is not asked to try again. */
TEST(the_rejection_of_a_begun_call_comes_out_of_finish)
{
	struct scene c = { 0 };
	BYTE pv[4];
	ULONG n;

	scene_open(&c);
	AsyncISimpleStream *call = house_call(c.s);
	c.server->incoming[0] = SERVERCALL_RETRYLATER;
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof pv), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, pv, &n), RPC_E_CALL_REJECTED);
	assert_int_equal(c.client->retries, 0);
	assert_int_equal(c.server->types[0], CALLTYPE_TOPLEVEL);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof pv), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, pv, &n), S_OK);
	AsyncISimpleStream_Release(call);
	scene_close(&c);
}

TEST(A94_no_filter_is_asked_about_calls_to_the_mta)
{
	struct house h = { .model = COINIT_MULTITHREADED };
	Filter *f = filter_new();

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	assert_int_equal(house_run(&h, register_run, f), CO_E_NOT_SUPPORTED);
	ISimpleStream *s = house_stream(&h);
	assert_int_equal(register_run(f), S_OK);
	assert_int_equal(read_some(s), S_OK);
	assert_int_equal(f->incomings + f->retries, 0);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
	filter_done(f);
}

/* ---- who is nested ---- */

static void one_call_back(Filter *f, DWORD expected, DWORD model)
{
	struct mixer server = { 0 }, client = { 0 };
	struct house h = { .model = model, .make = mixer_make, .arg = &server };
	LONG calls;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	IMix *proxy = mixer_proxy(&h), *own = mixer_create(&client);
	assert_int_equal(register_run(f), S_OK);
	assert_int_equal(IMix_CallBack(proxy, own, 1, &calls), S_OK);
	assert_int_equal(f->incomings, 1);
	assert_int_equal(f->types[0], expected);
	IMix_Release(own);
	IMix_Release(proxy);
	house_close(&h);
	house_leave();
}

TEST(a_call_back_of_the_call_that_the_thread_waits_for_is_nested)
{
	Filter *f = filter_new();

	one_call_back(f, CALLTYPE_NESTED, COINIT_APARTMENTTHREADED);
	f->incomings = 0;
	one_call_back(f, CALLTYPE_NESTED, COINIT_MULTITHREADED);
	filter_done(f);
}

/* Another thread calls the client's object, which it got from the stream, while the client waits for the house. */
struct stranger {
	struct house *house;
	IStream *stream;
	struct harness_thread thread;
	HRESULT hr;
};

static void stranger_run(void *arg)
{
	struct stranger *s = arg;
	IMix *mix;
	LONG *number = mixer_number(1);

	house_enter(COINIT_MULTITHREADED);
	harness_gate_wait(s->house->entered);
	assert_int_equal(CoGetInterfaceAndReleaseStream(s->stream, &IID_IMix, (void **)&mix), S_OK);
	s->hr = IMix_Number(mix, &number);
	CoTaskMemFree(number);
	IMix_Release(mix);
	harness_gate_open(s->house->gate);
	house_leave();
}

static void with_stranger(Filter *f, HRESULT expected)
{
	struct harness_gate gate = HARNESS_GATE_INIT, entered = HARNESS_GATE_INIT;
	struct house h = { .model = COINIT_APARTMENTTHREADED, .gate = &gate, .entered = &entered };
	struct stranger stranger = { .house = &h };
	struct mixer m = { 0 };

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	IMix *own = mixer_create(&m);
	assert_int_equal(register_run(f), S_OK);
	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_IMix, (IUnknown *)own, &stranger.stream), S_OK);
	harness_start(&stranger.thread, stranger_run, &stranger);
	assert_int_equal(read_some(s), S_OK);
	harness_join(&stranger.thread);
	assert_int_equal(stranger.hr, expected);
	assert_int_equal(f->types[0], CALLTYPE_TOPLEVEL_CALLPENDING);
	IMix_Release(own);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

TEST(a_strangers_call_while_the_thread_waits_is_pending_and_may_be_rejected)
{
	Filter *f = filter_new();

	with_stranger(f, S_OK);
	f->incomings = 0;
	f->incoming[0] = SERVERCALL_REJECTED;
	with_stranger(f, RPC_E_CALL_REJECTED);
	filter_done(f);
}

/* The server's call back is begun, not called: it is nobody's nested call. */
static void begin_back(void *arg)
{
	AsyncIMix *call = mixer_call((IMix *)arg);
	LONG *number = mixer_number(1), *result = NULL;

	assert_int_equal(AsyncIMix_Begin_Number(call, &number), S_OK);
	assert_int_equal(AsyncIMix_Finish_Number(call, &result), S_OK);
	CoTaskMemFree(number);
	CoTaskMemFree(result);
	AsyncIMix_Release(call);
}

static void begin_back_in_take(void *arg)
{
	struct mixer *m = arg;

	m->inside = NULL;
	begin_back(m->kept);
}

TEST(C40_a_call_begun_inside_a_method_has_a_causality_of_its_own)
{
	struct mixer server = { 0 }, client = { 0 };
	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &server };
	Filter *f = filter_new();
	LONG *number = mixer_number(3);

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	IMix *proxy = mixer_proxy(&h), *own = mixer_create(&client);
	assert_int_equal(register_run(f), S_OK);
	assert_int_equal(IMix_Take(proxy, (IUnknown *)own), S_OK);
	server.inside = begin_back_in_take;
	server.arg = &server;
	f->incomings = 0;
	assert_int_equal(IMix_Number(proxy, &number), S_OK);
	assert_int_equal(f->incomings, 1);
	assert_int_equal(f->types[0], CALLTYPE_TOPLEVEL_CALLPENDING);
	mixer_drop(&h);
	CoTaskMemFree(number);
	IMix_Release(own);
	IMix_Release(proxy);
	house_close(&h);
	house_leave();
	filter_done(f);
}

/* ---- messages ---- */

struct other {
	struct house *house;
	DWORD tid;
};

static void tell_pending(void *arg)
{
	struct other *o = arg;

	harness_gate_wait(o->house->entered);
	assert_int_equal(AcomMessagePending(o->tid), S_OK);
}

static void A79_body(DWORD answer, HRESULT expected)
{
	struct harness_gate gate = HARNESS_GATE_INIT, entered = HARNESS_GATE_INIT;
	struct house h = { .model = COINIT_APARTMENTTHREADED, .gate = &gate, .entered = &entered };
	struct other other = { &h, (DWORD)os_thread_id() };
	struct harness_thread thread;
	Filter *f = filter_new();

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	f->pending = answer;
	assert_int_equal(register_run(f), S_OK);
	if (SUCCEEDED(expected))
		harness_gate_open(&gate);
	harness_start(&thread, tell_pending, &other);
	assert_int_equal(read_some(s), expected);
	harness_join(&thread);
	if (FAILED(expected)) {
		assert_int_equal(f->pended, 1);
		assert_int_equal(f->pendings[0], PENDINGTYPE_TOPLEVEL);
		harness_gate_open(&gate);
	}
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
	filter_done(f);
}

TEST(A79_MessagePending_can_cancel_the_call_that_the_thread_waits_for)
{
	A79_body(PENDINGMSG_CANCELCALL, RPC_E_CALL_CANCELED);
	A79_body(PENDINGMSG_WAITDEFPROCESS, S_OK);
	A79_body(PENDINGMSG_WAITNOPROCESS, S_OK);
}

/* Nobody asks while the thread waits in ISynchronize::Wait: the begun call is not its to end. */
TEST(C51_MessagePending_does_not_end_a_begun_call)
{
	struct harness_gate gate = HARNESS_GATE_INIT, entered = HARNESS_GATE_INIT;
	struct scene c = { .house = { .gate = &gate, .entered = &entered } };
	BYTE pv[4];
	ULONG n;

	scene_open(&c);
	AsyncISimpleStream *call = house_call(c.s);
	ISynchronize *sync = client_sync(call);
	c.client->pending = PENDINGMSG_CANCELCALL;
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof pv), S_OK);
	harness_gate_wait(&entered);
	assert_int_equal(AcomMessagePending((DWORD)os_thread_id()), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, 1), RPC_S_CALLPENDING);
	harness_gate_open(&gate);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, pv, &n), S_OK);
	assert_int_equal(c.client->pended, 0);
	client_release(sync);
	AsyncISimpleStream_Release(call);
	scene_close(&c);
}
