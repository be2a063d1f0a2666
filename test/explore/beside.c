/* beside.c - every schedule of what threads do to each other's calls and references: cancel them, ask filters, use tables,
 * disconnect objects, take one signal. */
#include "call/call.h"
#include "where.h"

static void enter(DWORD model)
{
	assert_int_equal(CoInitializeEx(NULL, model), S_OK);
}

/* An STA that has one object, and serves until host_close. */
struct host {
	struct harness_thread thread;
	struct harness_gate ready;
	IStream *stream;      /* a reference for one client */
	DWORD cookie;         /* another, of the table */
	bool deaf;            /* it ends by itself, without serving */
	ISynchronize *quit;
	bool revokes;         /* at its end it takes that back */
};

static IGlobalInterfaceTable *table_new(void)
{
	IGlobalInterfaceTable *git;

	assert_int_equal(CoCreateInstance(&CLSID_StdGlobalInterfaceTable, NULL, CLSCTX_INPROC_SERVER, &IID_IGlobalInterfaceTable,
	                                  (void **)&git), S_OK);
	return git;
}

static void revoke(DWORD cookie)
{
	IGlobalInterfaceTable *git = table_new();

	assert_int_equal(IGlobalInterfaceTable_RevokeInterfaceFromGlobal(git, cookie), S_OK);
	IGlobalInterfaceTable_Release(git);
}

static DWORD register_one(ISimpleStream *s)
{
	IGlobalInterfaceTable *git = table_new();
	DWORD cookie;

	assert_int_equal(IGlobalInterfaceTable_RegisterInterfaceInGlobal(git, (IUnknown *)s, &IID_ISimpleStream, &cookie), S_OK);
	IGlobalInterfaceTable_Release(git);
	return cookie;
}

static void host_main(void *arg)
{
	struct host *h = arg;

	enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *s = where_create();
	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_ISimpleStream, (IUnknown *)s, &h->stream), S_OK);
	h->cookie = register_one(s);
	harness_gate_open(&h->ready);
	if (!h->deaf)
		assert_int_equal(ISynchronize_Wait(h->quit, 0, INFINITE), S_OK);
	if (h->revokes)
		revoke(h->cookie);
	ISimpleStream_Release(s);
	CoUninitialize();
}

static void host_open(struct host *h)
{
	assert_int_equal(event_create(NULL, &IID_ISynchronize, (void **)&h->quit), S_OK);
	harness_start(&h->thread, host_main, h);
	harness_gate_wait(&h->ready);
}

static void host_close(struct host *h)
{
	ISynchronize_Signal(h->quit);
	harness_join(&h->thread);
	ISynchronize_Release(h->quit);
	assert_int_equal(where_alive(), 0);
}

static ISimpleStream *host_stream(struct host *h)
{
	ISimpleStream *s;
	HRESULT hr = CoGetInterfaceAndReleaseStream(h->stream, &IID_ISimpleStream, (void **)&s);

	assert_true(hr == S_OK || hr == RPC_E_DISCONNECTED);
	return SUCCEEDED(hr) ? s : NULL;
}

/* ---- CoCancelCall beside the reply, another CoCancelCall, and the end of the thread ---- */

/* A thread with one cancellable call, after which it ends. */
struct caller {
	struct harness_thread thread;
	struct harness_gate ready;
	struct host host;
	DWORD tid;
	HRESULT hr;
};

static void caller_main(void *arg)
{
	struct caller *c = arg;
	uint64_t thread;

	enter(COINIT_MULTITHREADED);
	ISimpleStream *s = host_stream(&c->host);
	assert_int_equal(CoEnableCallCancellation(NULL), S_OK);
	c->tid = (DWORD)os_thread_id();
	harness_gate_open(&c->ready);
	c->hr = where_ask(s, &thread);
	assert_int_equal(CoDisableCallCancellation(NULL), S_OK);
	ISimpleStream_Release(s);
	CoUninitialize();
}

struct canceller {
	struct harness_thread thread;
	DWORD tid;
	HRESULT hr;
};

static void cancel_main(void *arg)
{
	struct canceller *c = arg;

	c->hr = CoCancelCall(c->tid, 0);
	assert_true(c->hr == S_OK || c->hr == E_NOINTERFACE || c->hr == CO_E_CANCEL_DISABLED || c->hr == RPC_E_CALL_COMPLETE ||
	            c->hr == RPC_E_CALL_CANCELED);
}

static void caller_open(struct caller *c)
{
	host_open(&c->host);
	harness_start(&c->thread, caller_main, c);
	harness_gate_wait(&c->ready);
}

static void caller_close(struct caller *c, unsigned cancelled)
{
	harness_join(&c->thread);
	assert_int_equal(c->hr, cancelled ? RPC_E_CALL_CANCELED : S_OK);
	host_close(&c->host);
}

EXPLORE(a_sync_call_is_cancelled_beside_its_reply_and_the_end_of_its_thread, 2)
{
	struct caller c = { .hr = E_FAIL };
	struct canceller a = { .hr = E_FAIL };

	caller_open(&c);
	a.tid = c.tid;
	cancel_main(&a);
	caller_close(&c, a.hr == S_OK);
}

EXPLORE(two_threads_cancel_one_sync_call, 2)
{
	struct caller c = { .hr = E_FAIL };
	struct canceller a = { .hr = E_FAIL }, b = { .hr = E_FAIL };

	caller_open(&c);
	a.tid = b.tid = c.tid;
	harness_start(&a.thread, cancel_main, &a);
	cancel_main(&b);
	harness_join(&a.thread);
	assert_false(a.hr == S_OK && b.hr == S_OK);
	caller_close(&c, a.hr == S_OK || b.hr == S_OK);
}

/* However late the canceller leaves: the thread may then set objects again. */
EXPLORE(a_late_canceller_leaves_nothing_at_the_thread, 2)
{
	struct host h = { .deaf = false };
	struct canceller a = { .tid = (DWORD)os_thread_id(), .hr = E_FAIL };
	uint64_t thread;

	enter(COINIT_MULTITHREADED);
	host_open(&h);
	ISimpleStream *s = host_stream(&h);
	assert_int_equal(CoEnableCallCancellation(NULL), S_OK);
	harness_start(&a.thread, cancel_main, &a);
	HRESULT hr = where_ask(s, &thread);
	assert_int_equal(CoDisableCallCancellation(NULL), S_OK);
	harness_join(&a.thread);
	assert_int_equal(hr, a.hr == S_OK ? RPC_E_CALL_CANCELED : S_OK);
	assert_int_equal(CoEnableCallCancellation(NULL), S_OK);
	assert_int_equal(CoSetCancelObject(NULL), E_UNEXPECTED);
	assert_int_equal(CoDisableCallCancellation(NULL), S_OK);
	ISimpleStream_Release(s);
	host_close(&h);
	CoUninitialize();
}

/* ---- AcomMessagePending beside the end of the apartment ---- */

typedef struct Filter {
	AcomObject object;
	IMessageFilter IMessageFilter_iface;
} Filter;

ACOM_FACE(Filter, IMessageFilter)

static DWORD Filter_HandleInComingCall(IMessageFilter *This, DWORD type, HTASK caller, DWORD ticks, LPINTERFACEINFO info)
{
	(void)This, (void)type, (void)caller, (void)ticks, (void)info;
	return SERVERCALL_ISHANDLED;
}

static DWORD Filter_RetryRejectedCall(IMessageFilter *This, HTASK callee, DWORD ticks, DWORD type)
{
	(void)This, (void)callee, (void)ticks, (void)type;
	return (DWORD)-1;
}

static DWORD Filter_MessagePending(IMessageFilter *This, HTASK callee, DWORD ticks, DWORD type)
{
	(void)This, (void)callee, (void)ticks, (void)type;
	return PENDINGMSG_CANCELCALL;
}

static const IMessageFilterVtbl Filter_IMessageFilter_vtbl = {
	ACOM_UNKNOWN(Filter, IMessageFilter), Filter_HandleInComingCall, Filter_RetryRejectedCall, Filter_MessagePending,
};
static const AcomInterface Filter_map[] = { ACOM_ENTRY(Filter, IMessageFilter), ACOM_END };
static const AcomClass Filter_class = { "Filter", sizeof(Filter), Filter_map, NULL, NULL, NULL };

static void message_main(void *arg)
{
	HRESULT hr = AcomMessagePending(((struct canceller *)arg)->tid);

	assert_true(hr == S_OK || hr == S_FALSE);
}

EXPLORE(a_message_comes_beside_a_call_and_the_end_of_the_apartment, 2)
{
	struct host h = { .deaf = false };
	struct canceller a = { .tid = (DWORD)os_thread_id() };
	IMessageFilter *filter;
	uint64_t thread;

	enter(COINIT_APARTMENTTHREADED);
	host_open(&h);
	ISimpleStream *s = host_stream(&h);
	assert_int_equal(AcomCreateObject(&Filter_class, NULL, &IID_IMessageFilter, (void **)&filter), S_OK);
	assert_int_equal(CoRegisterMessageFilter(filter, NULL), S_OK);
	harness_start(&a.thread, message_main, &a);
	HRESULT hr = where_ask(s, &thread);
	assert_true(hr == S_OK || hr == RPC_E_CALL_CANCELED);
	ISimpleStream_Release(s);
	CoUninitialize();
	harness_join(&a.thread);
	assert_int_equal(IMessageFilter_Release(filter), 0);
	host_close(&h);
}

/* ---- Get beside Revoke and the end of the exporting apartment ---- */

EXPLORE(a_global_pointer_is_fetched_beside_its_revocation_and_the_end_of_its_apartment, 2)
{
	struct host h = { .deaf = true, .revokes = true };
	ISimpleStream *s;
	uint64_t thread;

	enter(COINIT_MULTITHREADED);
	host_open(&h);
	IGlobalInterfaceTable *git = table_new();
	HRESULT hr = IGlobalInterfaceTable_GetInterfaceFromGlobal(git, h.cookie, &IID_ISimpleStream, (void **)&s);
	if (SUCCEEDED(hr)) {
		hr = where_ask(s, &thread);
		ISimpleStream_Release(s);
	} else {
		assert_null(s);
		assert_true(hr == E_INVALIDARG || hr == RPC_E_DISCONNECTED || hr == CO_E_OBJNOTCONNECTED);
	}
	assert_true(FAILED(hr));
	IGlobalInterfaceTable_Release(git);
	CoReleaseMarshalData(h.stream);
	IStream_Release(h.stream);
	host_close(&h);
	CoUninitialize();
}

/* ---- one weak reference of a table, and two who use it ---- */

struct claimer {
	struct harness_thread thread;
	uint8_t octets[OBJREF_SIZE];
	HRESULT hr;
};

static void claim_main(void *arg)
{
	struct claimer *c = arg;
	ISimpleStream *s;

	enter(COINIT_MULTITHREADED);
	c->hr = objref_unmarshal(c->octets, sizeof c->octets, &IID_ISimpleStream, (void **)&s);
	if (SUCCEEDED(c->hr))
		ISimpleStream_Release(s);
	else
		assert_true(c->hr == RPC_E_DISCONNECTED);
	CoUninitialize();
}

static void claimed_by_two(enum objref_kind kind)
{
	struct claimer a = { .hr = E_FAIL }, b = { .hr = E_FAIL };

	enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *s = where_create();
	assert_int_equal(where_marshal((IUnknown *)s, &IID_ISimpleStream, kind, a.octets), S_OK);
	memcpy(b.octets, a.octets, sizeof b.octets);
	harness_start(&a.thread, claim_main, &a);
	harness_start(&b.thread, claim_main, &b);
	harness_join(&a.thread);
	harness_join(&b.thread);
	assert_true(a.hr == S_OK || b.hr == S_OK);
	assert_true(kind == OBJREF_WEAK || (a.hr == S_OK && b.hr == S_OK));
	assert_int_equal(objref_release(a.octets, sizeof a.octets), S_OK);
	while (AcomDispatch(0) == S_OK)
		;
	assert_int_equal(where_refs(s), 1);
	ISimpleStream_Release(s);
	CoUninitialize();
	assert_int_equal(where_alive(), 0);
}

EXPLORE(a_weak_reference_is_used_by_two_threads, 2) { claimed_by_two(OBJREF_WEAK); }
EXPLORE(a_strong_reference_is_used_by_two_threads, 2) { claimed_by_two(OBJREF_STRONG); }

/* ---- CoDisconnectObject beside calls ---- */

/* An object whose method takes its time. */
typedef struct Slow {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
	bool inside;
} Slow;

ACOM_FACE(Slow, ISimpleStream)

static unsigned slow_ends;

static HRESULT Slow_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	Slow *o = Slow_from_ISimpleStream(This);

	(void)pv, (void)cb;
	*pcbRead = 0;
	o->inside = true;
	for (unsigned ends = slow_ends, i = 0; i < 4; i++) {
		os_point();
		assert_int_equal(slow_ends, ends); /* else o is gone */
	}
	o->inside = false;
	return S_OK;
}

static HRESULT Slow_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	(void)This, (void)pv, (void)cb, (void)pcbWritten;
	return E_NOTIMPL;
}

static void Slow_destruct(void *object)
{
	assert_false(((Slow *)object)->inside);
	slow_ends++;
}

static const ISimpleStreamVtbl Slow_ISimpleStream_vtbl = { ACOM_UNKNOWN(Slow, ISimpleStream), Slow_Read, Slow_Write };
static const AcomInterface Slow_map[] = { ACOM_ENTRY(Slow, ISimpleStream), ACOM_END };
static const AcomClass Slow_class = { "Slow", sizeof(Slow), Slow_map, NULL, Slow_destruct, NULL };

struct asker {
	struct harness_thread thread;
	struct harness_gate ready;
	IStream *stream;
	HRESULT hr;
};

static void ask_main(void *arg)
{
	struct asker *a = arg;
	ISimpleStream *s;
	BYTE pv[1];
	ULONG n;

	enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(CoGetInterfaceAndReleaseStream(a->stream, &IID_ISimpleStream, (void **)&s), S_OK);
	harness_gate_open(&a->ready);
	a->hr = ISimpleStream_Read(s, pv, sizeof pv, &n);
	assert_true(a->hr == S_OK || a->hr == RPC_E_DISCONNECTED);
	ISimpleStream_Release(s);
	CoUninitialize();
}

/* A worker may be in the object while its owner lets it go. */
RACE(an_object_of_the_mta_is_disconnected_beside_a_call, 2)
{
	struct asker a = { .hr = E_FAIL };
	ISimpleStream *s;

	slow_ends = 0;
	enter(COINIT_MULTITHREADED);
	assert_int_equal(AcomCreateObject(&Slow_class, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_ISimpleStream, (IUnknown *)s, &a.stream), S_OK);
	harness_start(&a.thread, ask_main, &a);
	harness_gate_wait(&a.ready);
	ISimpleStream_AddRef(s);
	assert_int_equal(CoDisconnectObject((IUnknown *)s, 0), S_OK);
	ISimpleStream_Release(s);
	ISimpleStream_Release(s);
	harness_join(&a.thread);
	CoUninitialize();
	assert_int_equal(slow_ends, 1);
}

/* ---- questions and activations that are left behind ---- */

/* Nobody waits for the answer, and both apartments may be gone before it. */
EXPLORE(AsyncIUnknown_is_released_while_its_question_is_on_its_way, 2)
{
	struct host h = { .deaf = true };
	AsyncIUnknown *call;
	ICallFactory *factory;

	enter(COINIT_MULTITHREADED);
	host_open(&h);
	ISimpleStream *s = host_stream(&h);
	if (s) {
		assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ICallFactory, (void **)&factory), S_OK);
		assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncIUnknown, NULL, &IID_AsyncIUnknown, (IUnknown **)&call),
		                 S_OK);
		assert_int_equal(AsyncIUnknown_Begin_QueryInterface(call, &IID_ISynchronize), S_OK);
		AsyncIUnknown_Release(call);
		ICallFactory_Release(factory);
		ISimpleStream_Release(s);
	}
	CoUninitialize();
	host_close(&h);
}

static HRESULT ask(AsyncIUnknown *call, ICancelMethodCalls *cancel, HRESULT *cancelled)
{
	IUnknown *p;

	assert_int_equal(AsyncIUnknown_Begin_QueryInterface(call, &IID_ISynchronize), S_OK);
	if (cancelled)
		*cancelled = ICancelMethodCalls_Cancel(cancel, 0);
	HRESULT hr = AsyncIUnknown_Finish_QueryInterface(call, (void **)&p);
	assert_true(!p == FAILED(hr));
	if (p)
		IUnknown_Release(p);
	return hr;
}

/* The answer that comes too late is none to the next question. */
EXPLORE(AsyncIUnknown_is_cancelled_beside_the_answer, 2)
{
	struct host h = { .deaf = false };
	ICancelMethodCalls *cancel;
	ICallFactory *factory;
	AsyncIUnknown *call;
	HRESULT cancelled;

	enter(COINIT_MULTITHREADED);
	host_open(&h);
	ISimpleStream *s = host_stream(&h);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncIUnknown, NULL, &IID_AsyncIUnknown, (IUnknown **)&call), S_OK);
	assert_int_equal(AsyncIUnknown_QueryInterface(call, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	HRESULT hr = ask(call, cancel, &cancelled);
	assert_true(cancelled == S_OK || cancelled == RPC_E_CALL_COMPLETE);
	assert_int_equal(hr, cancelled == S_OK ? RPC_E_CALL_CANCELED : S_OK);
	assert_int_equal(ask(call, cancel, NULL), S_OK);
	ICancelMethodCalls_Release(cancel);
	AsyncIUnknown_Release(call);
	ICallFactory_Release(factory);
	ISimpleStream_Release(s);
	CoUninitialize();
	host_close(&h);
}

static const CLSID clsid = { 0x5b1f0aa2, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0, 3 } };

static void cancel_creation(void *arg)
{
	struct canceller *c = arg;

	c->hr = CoCancelCall(c->tid, 0);
	assert_true(c->hr == S_OK || c->hr == E_NOINTERFACE || c->hr == CO_E_CANCEL_DISABLED || c->hr == RPC_E_CALL_COMPLETE);
}

struct maker {
	struct harness_thread thread;
	struct harness_gate ready;
};

static void maker_main(void *arg)
{
	DWORD cookie;

	enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(AcomRegisterClass(&clsid, where_make, 0, &cookie), S_OK);
	harness_gate_open(&((struct maker *)arg)->ready);
	AcomDispatch(0);
	CoUninitialize();
}

EXPLORE(an_activation_is_cancelled_beside_its_answer_and_the_end_of_its_apartment, 2)
{
	struct maker m = { .ready = HARNESS_GATE_INIT };
	struct canceller a = { .tid = (DWORD)os_thread_id(), .hr = E_FAIL };
	ISimpleStream *s;

	enter(COINIT_MULTITHREADED);
	harness_start(&m.thread, maker_main, &m);
	harness_gate_wait(&m.ready);
	assert_int_equal(CoEnableCallCancellation(NULL), S_OK);
	harness_start(&a.thread, cancel_creation, &a);
	HRESULT hr = CoCreateInstance(&clsid, NULL, CLSCTX_INPROC_SERVER, &IID_ISimpleStream, (void **)&s);
	assert_int_equal(CoDisableCallCancellation(NULL), S_OK);
	if (SUCCEEDED(hr))
		ISimpleStream_Release(s);
	harness_join(&a.thread);
	harness_join(&m.thread);
	assert_true(a.hr != S_OK || hr == RPC_E_CALL_CANCELED);
	assert_true(a.hr == S_OK || hr != RPC_E_CALL_CANCELED);
	CoUninitialize();
	assert_int_equal(where_alive(), 0);
}

/* ---- one signal for two containers ---- */

struct waiter {
	struct harness_thread thread;
	ISynchronizeContainer *container;
	HRESULT hr;
};

static void wait_main(void *arg)
{
	struct waiter *w = arg;
	ISynchronize *taken;

	w->hr = ISynchronizeContainer_WaitMultiple(w->container, 0, 1000, &taken);
	if (SUCCEEDED(w->hr))
		ISynchronize_Release(taken);
}

EXPLORE(two_threads_wait_in_one_container_for_an_event_that_resets_itself, 2)
{
	struct waiter a = { .hr = E_FAIL }, b;
	ISynchronize *event;

	enter(COINIT_MULTITHREADED);
	assert_int_equal(event_create_auto(NULL, &IID_ISynchronize, (void **)&event), S_OK);
	assert_int_equal(container_create(NULL, &IID_ISynchronizeContainer, (void **)&a.container), S_OK);
	assert_int_equal(ISynchronizeContainer_AddSynchronize(a.container, event), S_OK);
	b = a;
	harness_start(&a.thread, wait_main, &a);
	assert_int_equal(ISynchronize_Signal(event), S_OK);
	wait_main(&b);
	harness_join(&a.thread);
	assert_true((a.hr == S_OK) != (b.hr == S_OK));
	assert_true(a.hr == RPC_E_TIMEOUT || b.hr == RPC_E_TIMEOUT);
	ISynchronizeContainer_Release(a.container);
	ISynchronize_Release(event);
	CoUninitialize();
}
