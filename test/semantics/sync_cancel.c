/* sync_cancel.c - statements about cancelling synchronous calls, and about what a method can ask of its call. */
#include "mixer.h"
#include "shell.h"

static DWORD own_id(void) { return (DWORD)os_thread_id(); }

static void enable(void) { assert_int_equal(CoEnableCallCancellation(NULL), S_OK); }
static void disable(void) { assert_int_equal(CoDisableCallCancellation(NULL), S_OK); }

/* Another thread, which acts once the server has entered the method. */
struct other {
	struct house *house;
	DWORD tid; /* of the client */
	ULONG seconds;
	HRESULT hr;
	struct harness_thread thread;
};

static void other_cancels(void *arg)
{
	struct other *o = arg;

	harness_gate_wait(o->house->entered);
	o->hr = CoCancelCall(o->tid, o->seconds);
	assert_int_not_equal(o->hr, E_OUTOFMEMORY); /* who waits for it would wait on */
}

static void other_start(struct other *o, struct house *h, void (*fn)(void *arg))
{
	o->house = h;
	o->tid = own_id();
	harness_start(&o->thread, fn, o);
}

static HRESULT read_some(ISimpleStream *s, ULONG *n)
{
	BYTE pv[10];

	*n = 77;
	return ISimpleStream_Read(s, pv, sizeof pv, n);
}

/* ---- cancelling ---- */

static void A66_body(struct house *h, ISimpleStream *s)
{
	struct other o = { .seconds = 0 };
	ULONG n;

	if (h->neutral && !h->async)
		return; /* the server runs on that thread */
	enable();
	other_start(&o, h, other_cancels);
	assert_int_equal(read_some(s, &n), RPC_E_CALL_CANCELED);
	assert_int_equal(n, 0);
	harness_join(&o.thread);
	assert_int_equal(o.hr, S_OK);
	house_let(h);
	disable();
	if (h->async)
		return;
	assert_int_equal(read_some(s, &n), S_OK); /* the late answer met nobody */
	assert_int_equal(n, 10);
}

TEST(A66_a_cancelled_sync_call_lets_its_thread_go_and_its_late_result_is_ignored)
{
	house_each(HOUSE_BOTH, A66_body);
}

static void let_when_cancelled(void *arg)
{
	struct other *o = arg;
	ICancelMethodCalls *cancel;

	harness_gate_wait(o->house->entered);
	assert_int_equal(CoGetCancelObject(o->tid, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	while (ICancelMethodCalls_TestCancel(cancel) == RPC_S_CALLPENDING)
		os_yield();
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), RPC_E_CALL_CANCELED);
	house_let(o->house);
	ICancelMethodCalls_Release(cancel);
}

static void A62_body(struct house *h, ISimpleStream *s)
{
	struct other canceller = { .seconds = RPC_C_CANCEL_INFINITE_TIMEOUT }, letter = { 0 };
	ULONG n;

	enable();
	other_start(&canceller, h, other_cancels);
	other_start(&letter, h, let_when_cancelled);
	assert_int_equal(read_some(s, &n), S_OK);
	assert_int_equal(n, 10);
	harness_join(&canceller.thread);
	harness_join(&letter.thread);
	assert_int_equal(canceller.hr, RPC_E_CALL_COMPLETE);
	disable();
}

TEST(A62_a_call_that_completes_in_the_seconds_of_its_cancel_is_RPC_E_CALL_COMPLETE)
{
	house_each(HOUSE_PLAIN, A62_body);
}

static void other_is_refused(void *arg)
{
	struct other *o = arg;
	void *p = o;

	harness_gate_wait(o->house->entered);
	o->hr = CoCancelCall(o->tid, 0);
	assert_int_equal(CoGetCancelObject(o->tid, &IID_ICancelMethodCalls, &p), E_NOINTERFACE);
	assert_null(p);
	house_let(o->house);
}

static void A63_body(struct house *h, ISimpleStream *s)
{
	struct other o = { 0 };
	ULONG n;

	other_start(&o, h, other_is_refused);
	assert_int_equal(read_some(s, &n), S_OK);
	assert_int_equal(n, 10);
	harness_join(&o.thread);
	assert_int_equal(o.hr, CO_E_CANCEL_DISABLED);
}

TEST(A63_A75_without_CoEnableCallCancellation_a_sync_call_cannot_be_cancelled)
{
	house_each(HOUSE_BOTH, A63_body);
}

/* The client's own object calls out once more, inside a call of the server's, inside a call of the client's. */
struct nest {
	ISimpleStream *inner;
	HRESULT hr;
};

static void nest_inside(void *arg)
{
	struct nest *nest = arg;
	ULONG n;

	nest->hr = read_some(nest->inner, &n);
}

TEST(A67_the_innermost_of_several_pending_calls_is_the_one_that_is_found)
{
	struct harness_gate gate = HARNESS_GATE_INIT, entered = HARNESS_GATE_INIT;
	struct house inner = { .model = COINIT_APARTMENTTHREADED, .gate = &gate, .entered = &entered };
	struct mixer server = { 0 }, client = { .inside = nest_inside };
	struct house outer = { .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &server };
	struct other o = { 0 };
	struct nest nest;
	LONG calls;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&inner);
	house_open(&outer);
	nest.inner = house_stream(&inner);
	client.arg = &nest;
	IMix *proxy = mixer_proxy(&outer), *own = mixer_create(&client);
	enable();
	other_start(&o, &inner, other_cancels);
	assert_int_equal(IMix_CallBack(proxy, own, 1, &calls), S_OK);
	assert_int_equal(nest.hr, RPC_E_CALL_CANCELED);
	harness_join(&o.thread);
	assert_int_equal(o.hr, S_OK);
	disable();
	harness_gate_open(&gate);
	IMix_Release(own);
	IMix_Release(proxy);
	ISimpleStream_Release(nest.inner);
	house_close(&outer);
	house_close(&inner);
	house_leave();
}

/* ---- objects of custom marshalers ---- */

typedef struct Cancelled {
	AcomObject object;
	ICancelMethodCalls ICancelMethodCalls_iface;
	unsigned times;
	ULONG seconds;
	struct harness_gate *entered, *leave;
} Cancelled;

ACOM_FACE(Cancelled, ICancelMethodCalls)

static HRESULT Cancelled_Cancel(ICancelMethodCalls *This, ULONG seconds)
{
	Cancelled *c = Cancelled_from_ICancelMethodCalls(This);

	c->times++;
	c->seconds = seconds;
	if (c->entered)
		harness_gate_open(c->entered);
	if (c->leave)
		harness_gate_wait(c->leave);
	return E_ABORT;
}

static HRESULT Cancelled_TestCancel(ICancelMethodCalls *This)
{
	(void)This;
	return RPC_S_CALLPENDING;
}

static const ICancelMethodCallsVtbl Cancelled_ICancelMethodCalls_vtbl = {
	ACOM_UNKNOWN(Cancelled, ICancelMethodCalls), Cancelled_Cancel, Cancelled_TestCancel,
};
static const AcomInterface Cancelled_map[] = { ACOM_ENTRY(Cancelled, ICancelMethodCalls), ACOM_END };
static const AcomClass Cancelled_class = { "Cancelled", sizeof(Cancelled), Cancelled_map, NULL, NULL, NULL };

static Cancelled *cancelled_new(void)
{
	IUnknown *own;

	assert_int_equal(AcomCreateObject(&Cancelled_class, NULL, &IID_IUnknown, (void **)&own), S_OK);
	return AcomObjectOf(own);
}

static IUnknown *unknown_of(Cancelled *c) { return &c->object.IUnknown_iface; }

static ULONG count_of(Cancelled *c)
{
	IUnknown_AddRef(unknown_of(c));
	return IUnknown_Release(unknown_of(c));
}

static void *found(DWORD tid)
{
	void *p;

	assert_int_equal(CoGetCancelObject(tid, &IID_ICancelMethodCalls, &p), S_OK);
	IUnknown_Release((IUnknown *)p);
	return p;
}

TEST(A68_thread_id_0_is_the_calling_thread)
{
	Cancelled *c = cancelled_new();

	assert_int_equal(CoSetCancelObject(unknown_of(c)), S_OK);
	assert_ptr_equal(found(0), &c->ICancelMethodCalls_iface);
	assert_ptr_equal(found(own_id()), found(0));
	assert_int_equal(CoCancelCall(0, 5), E_ABORT);
	assert_int_equal(CoCancelCall(own_id(), 6), E_ABORT);
	assert_int_equal(c->times, 2);
	assert_int_equal(c->seconds, 6);
	assert_int_equal(CoSetCancelObject(NULL), S_OK);
	assert_int_equal(IUnknown_Release(unknown_of(c)), 0);
}

static void A69_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	void *p;
	BYTE pv[10];
	ULONG n;

	enable();
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof pv), S_OK);
	harness_gate_wait(h->entered);
	assert_int_equal(CoGetCancelObject(0, &IID_ICancelMethodCalls, &p), E_NOINTERFACE);
	assert_int_equal(CoCancelCall(0, 0), E_NOINTERFACE);
	house_let(h);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, pv, &n), S_OK);
	AsyncISimpleStream_Release(call);
	disable();
}

TEST(A69_async_calls_are_not_found_by_thread)
{
	house_each(HOUSE_BOTH, A69_body);
}

TEST(A70_CoSetCancelObject_wants_ICancelMethodCalls)
{
	ISynchronize *event;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronize,
	                                  (void **)&event), S_OK);
	assert_int_equal(CoSetCancelObject((IUnknown *)event), E_NOINTERFACE);
	assert_int_equal(ISynchronize_Release(event), 0);
	house_leave();
}

TEST(A71_A72_registered_objects_are_counted_and_taken_back_from_the_top)
{
	Cancelled *a = cancelled_new(), *b = cancelled_new();
	void *p;

	assert_int_equal(CoSetCancelObject(unknown_of(a)), S_OK);
	assert_int_equal(CoSetCancelObject(unknown_of(b)), S_OK);
	assert_int_equal(count_of(a), 2);
	assert_int_equal(count_of(b), 2);
	assert_ptr_equal(found(0), &b->ICancelMethodCalls_iface);
	assert_int_equal(CoSetCancelObject(NULL), S_OK);
	assert_int_equal(count_of(b), 1);
	assert_ptr_equal(found(0), &a->ICancelMethodCalls_iface);
	assert_int_equal(CoSetCancelObject(NULL), S_OK);
	assert_int_equal(count_of(a), 1);
	assert_int_equal(CoSetCancelObject(NULL), E_UNEXPECTED);
	assert_int_equal(CoGetCancelObject(0, &IID_ICancelMethodCalls, &p), E_NOINTERFACE);
	IUnknown_Release(unknown_of(a));
	IUnknown_Release(unknown_of(b));
}

static void leaves_an_object(void *arg)
{
	assert_int_equal(CoSetCancelObject(unknown_of(arg)), S_OK);
	enable();
}

TEST(what_a_thread_leaves_registered_goes_with_it)
{
	Cancelled *c = cancelled_new();
	struct harness_thread thread;

	harness_start(&thread, leaves_an_object, c);
	harness_join(&thread);
	assert_int_equal(IUnknown_Release(unknown_of(c)), 0);
}

static void other_cancels_by_object(void *arg)
{
	struct other *o = arg;

	o->hr = CoCancelCall(o->tid, 0);
}

TEST(A73_while_somebody_cancels_CoSetCancelObject_is_refused)
{
	struct harness_gate entered = HARNESS_GATE_INIT, leave = HARNESS_GATE_INIT;
	Cancelled *c = cancelled_new();
	struct other o = { 0 };

	c->entered = &entered;
	c->leave = &leave;
	assert_int_equal(CoSetCancelObject(unknown_of(c)), S_OK);
	other_start(&o, NULL, other_cancels_by_object);
	harness_gate_wait(&entered);
	assert_int_equal(CoSetCancelObject(unknown_of(c)), E_ACCESSDENIED);
	assert_int_equal(CoSetCancelObject(NULL), E_ACCESSDENIED);
	harness_gate_open(&leave);
	harness_join(&o.thread);
	assert_int_equal(o.hr, E_ABORT);
	assert_int_equal(CoSetCancelObject(NULL), S_OK);
	IUnknown_Release(unknown_of(c));
}

/* ---- enabling ---- */

TEST(A76_B45_cancellation_is_off_after_as_many_disables_as_enables)
{
	assert_int_equal(CoEnableCallCancellation(&(int){ 0 }), E_INVALIDARG);
	assert_int_equal(CoDisableCallCancellation(&(int){ 0 }), E_INVALIDARG);
	assert_int_equal(CoDisableCallCancellation(NULL), CO_E_CANCEL_DISABLED);
	assert_int_equal(CoCancelCall(0, 0), CO_E_CANCEL_DISABLED);
	for (int i = 0; i < 3; i++)
		enable();
	for (int i = 0; i < 3; i++) {
		assert_int_equal(CoCancelCall(0, 0), E_NOINTERFACE);
		disable();
	}
	assert_int_equal(CoCancelCall(0, 0), CO_E_CANCEL_DISABLED);
	assert_int_equal(CoDisableCallCancellation(NULL), CO_E_CANCEL_DISABLED);
}

/* In a method that the client's STA serves while its call is pending. */
static void switch_off_and_cancel(void *unused)
{
	(void)unused;
	disable();
	assert_int_equal(CoCancelCall(0, 0), S_OK);
}

static void switch_on_and_cancel(void *unused)
{
	(void)unused;
	enable();
	assert_int_equal(CoCancelCall(0, 0), E_NOINTERFACE);
}

static HRESULT call_back(void (*inside)(void *unused))
{
	struct mixer server = { 0 }, client = { .inside = inside };
	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &server };
	LONG calls;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	IMix *proxy = mixer_proxy(&h), *own = mixer_create(&client);
	HRESULT hr = IMix_CallBack(proxy, own, 1, &calls);
	house_close(&h);
	IMix_Release(own);
	IMix_Release(proxy);
	house_leave();
	return hr;
}

TEST(A77_a_pending_call_stays_as_cancellable_as_it_was_begun)
{
	enable();
	assert_int_equal(call_back(switch_off_and_cancel), RPC_E_CALL_CANCELED);
	assert_int_equal(CoDisableCallCancellation(NULL), CO_E_CANCEL_DISABLED);
	assert_int_equal(call_back(switch_on_and_cancel), S_OK);
	disable();
}

TEST(B46_entering_and_leaving_an_apartment_does_not_change_what_is_enabled)
{
	enable();
	house_enter(COINIT_APARTMENTTHREADED);
	enable();
	house_leave();
	disable();
	house_enter(COINIT_MULTITHREADED);
	disable();
	assert_int_equal(CoDisableCallCancellation(NULL), CO_E_CANCEL_DISABLED);
	house_leave();
}

/* ---- the server looks ---- */

static void until_cancelled(void *arg)
{
	struct mixer *m = arg;

	while (CoTestCancel() == RPC_S_CALLPENDING)
		os_yield();
	m->hr = CoTestCancel();
	m->inside = NULL;
}

/* The method runs to its end, which CoUninitialize waits for; its answer meets nobody. */
static void B34_body(DWORD model, bool begun)
{
	struct mixer m = { .inside = until_cancelled };
	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &m };
	LONG *number = mixer_number(5);

	m.arg = &m;
	house_enter(model);
	house_open(&h);
	IMix *mix = mixer_proxy(&h);
	AsyncIMix *call = mixer_call(mix);
	ICancelMethodCalls *cancel;
	assert_int_equal(AsyncIMix_QueryInterface(call, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	assert_int_equal(AsyncIMix_Begin_Number(call, &number), S_OK);
	if (begun)
		house_wait_count(&m.entered, 1);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	assert_int_equal(AsyncIMix_Finish_Number(call, &number), RPC_E_CALL_CANCELED);
	house_wait_count(&m.left, 1);
	ICancelMethodCalls_Release(cancel);
	AsyncIMix_Release(call);
	IMix_Release(mix);
	house_close(&h);
	assert_int_equal(m.hr, RPC_E_CALL_CANCELED);
	CoTaskMemFree(number);
	house_leave();
}

TEST(B34_a_sync_method_that_polls_CoTestCancel_learns_of_the_cancel)
{
	B34_body(COINIT_APARTMENTTHREADED, true);
	B34_body(COINIT_MULTITHREADED, true);
	B34_body(COINIT_MULTITHREADED, false);
}

/* ---- activation ---- */

static const CLSID CLSID_Slow = { 0x7d1b2f90, 0x44a2, 0x4c1e, { 0x9a, 0x31, 0x6b, 0x0c, 0x5e, 0x77, 0x20, 0x11 } };

static struct harness_gate slow_entered, slow_leave;
static os_u32 slow_made;

static HRESULT slow_make(IUnknown *outer, REFIID riid, void **ppv)
{
	harness_gate_open(&slow_entered);
	harness_gate_wait(&slow_leave);
	HRESULT hr = CoCreateInstance(&CLSID_ManualResetEvent, outer, CLSCTX_INPROC_SERVER, riid, ppv);
	os_add32(&slow_made, 1);
	return hr;
}

static HRESULT slow_register(void *cookie)
{
	return AcomRegisterClass(&CLSID_Slow, slow_make, 0, cookie);
}

static HRESULT slow_revoke(void *cookie)
{
	return CoRevokeClassObject(*(DWORD *)cookie);
}

/* A61: with and without seconds. */
static void other_cancels_again(void *arg)
{
	struct other *o = arg;
	ICancelMethodCalls *cancel;

	harness_gate_wait(o->house->entered);
	o->hr = CoGetCancelObject(o->tid, &IID_ICancelMethodCalls, (void **)&cancel);
	assert_int_not_equal(o->hr, E_OUTOFMEMORY); /* who waits for it would wait on */
	if (FAILED(o->hr))
		return;
	o->hr = ICancelMethodCalls_Cancel(cancel, o->seconds);
	for (ULONG seconds = 0; seconds < 2; seconds++)
		assert_int_equal(ICancelMethodCalls_Cancel(cancel, seconds), o->hr == S_OK ? RPC_E_CALL_CANCELED : o->hr);
	ICancelMethodCalls_Release(cancel);
}

/* Either cancelled, or it completes within the seconds that Cancel waits. */
static void with_slow_class(ULONG seconds, HRESULT expected, HRESULT answer, void (*cancels)(void *arg))
{
	struct harness_gate unused = HARNESS_GATE_INIT;
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	struct other o = { .seconds = seconds };
	IUnknown *p;
	DWORD cookie;

	slow_entered = slow_leave = unused;
	os_store32(&slow_made, 0);
	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	h.entered = &slow_entered;
	assert_int_equal(house_run(&h, slow_register, &cookie), S_OK);
	enable();
	other_start(&o, &h, cancels);
	if (SUCCEEDED(expected))
		harness_gate_open(&slow_leave);
	assert_int_equal(CoCreateInstance(&CLSID_Slow, NULL, CLSCTX_INPROC_SERVER, &IID_IUnknown, (void **)&p), expected);
	assert_true(!p == FAILED(expected));
	if (p)
		IUnknown_Release(p);
	harness_join(&o.thread);
	assert_true(o.hr == answer || (SUCCEEDED(expected) && o.hr == E_NOINTERFACE)); /* it may have been too fast for Cancel */
	harness_gate_open(&slow_leave);
	disable();
	assert_int_equal(house_run(&h, slow_revoke, &cookie), S_OK);
	assert_int_equal(house_count(&slow_made), 1);
	house_close(&h);
	house_leave();
}

TEST(B35_a_pending_activation_is_cancelled_by_the_id_of_its_thread)
{
	with_slow_class(0, RPC_E_CALL_CANCELED, S_OK, other_cancels);
	with_slow_class(RPC_C_CANCEL_INFINITE_TIMEOUT, S_OK, RPC_E_CALL_COMPLETE, other_cancels);
}

TEST(A61_a_second_cancel_of_an_activation_is_told_so_with_seconds_too)
{
	with_slow_class(0, RPC_E_CALL_CANCELED, S_OK, other_cancels_again);
	with_slow_class(RPC_C_CANCEL_INFINITE_TIMEOUT, S_OK, RPC_E_CALL_COMPLETE, other_cancels_again);
}

/* ---- memory ---- */

SWEEP(cancelling_without_memory)
{
	Cancelled *c = NULL;
	void *p;

	if (!sweep_ok(AcomCreateObject(&Cancelled_class, NULL, &IID_IUnknown, (void **)&c)))
		return;
	if (sweep_ok(CoEnableCallCancellation(NULL))) {
		if (sweep_ok(CoSetCancelObject(unknown_of(c)))) {
			if (sweep_ok(CoGetCancelObject(0, &IID_ICancelMethodCalls, &p)))
				IUnknown_Release((IUnknown *)p);
			assert_int_equal(CoSetCancelObject(NULL), S_OK);
		}
		disable();
	}
	IUnknown_Release(unknown_of(c));
}
