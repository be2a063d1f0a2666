/* context.c - statements about the context of a call: what a method learns of the call that it serves, and for how long. */
#include "mixer.h"

/* What `inside` finds, in the method or in Begin_. */
struct found {
	void (*look)(struct found *f);
	IServerSecurity *security; /* kept by those who test what becomes of it */
	struct harness_gate *entered, *leave;
	HRESULT hr;
	uint32_t times;
};

static void inside(void *arg)
{
	struct found *f = arg;

	f->times++;
	f->look(f);
}

/* One call of Number from an STA to a server elsewhere, which looks. */
static void with_server(DWORD model, bool async, void (*look)(struct found *f), void (*after)(struct found *f))
{
	struct mixer m = { .async = async, .inside = inside };
	struct found f = { .look = look };
	struct house h = { .model = model, .make = mixer_make, .arg = &m };
	LONG *number = mixer_number(5);

	m.arg = &f;
	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	IMix *mix = mixer_proxy(&h);
	assert_int_equal(IMix_Number(mix, &number), S_OK);
	assert_int_equal(f.times, 1);
	if (after)
		after(&f);
	IMix_Release(mix);
	house_close(&h);
	CoTaskMemFree(number);
	house_leave();
}

static void each_server(bool async, void (*look)(struct found *f), void (*after)(struct found *f))
{
	with_server(COINIT_APARTMENTTHREADED, async, look, after);
	with_server(COINIT_MULTITHREADED, async, look, after);
}

static IServerSecurity *security(void)
{
	IServerSecurity *s;

	assert_int_equal(CoGetCallContext(&IID_IServerSecurity, (void **)&s), S_OK);
	return s;
}

static void no_call(void *unused)
{
	void *p = &p;

	(void)unused;
	assert_int_equal(CoGetCallContext(&IID_IServerSecurity, &p), RPC_E_CALL_COMPLETE);
	assert_null(p);
	assert_int_equal(CoTestCancel(), RPC_E_CALL_COMPLETE);
}

TEST(B47_outside_a_call_there_is_no_context)
{
	no_call(NULL);
	house_enter(COINIT_APARTMENTTHREADED);
	no_call(NULL);
	house_leave();
	assert_int_equal(CoGetCallContext(&IID_IUnknown, NULL), E_INVALIDARG);
}

static void C41_look(struct found *f)
{
	struct harness_thread thread;

	(void)f;
	harness_start(&thread, no_call, NULL);
	harness_join(&thread);
}

TEST(C41_a_worker_thread_has_no_context_of_the_call_that_started_it)
{
	each_server(false, C41_look, NULL);
	each_server(true, C41_look, NULL);
}

static void B48_look(struct found *f)
{
	IServerSecurity *a = security(), *b = security();

	(void)f;
	assert_ptr_equal(a, b);
	assert_int_equal(IServerSecurity_Release(a), 2);
	assert_int_equal(IServerSecurity_Release(b), 1);
}

TEST(B48_the_context_is_counted_for_the_caller) { each_server(false, B48_look, NULL); }

static void A104_look(struct found *f)
{
	void *p = f;

	assert_int_equal(CoGetCallContext(&IID_ISynchronize, &p), E_NOINTERFACE);
	assert_null(p);
}

TEST(A104_an_interface_that_the_context_lacks_is_E_NOINTERFACE) { each_server(false, A104_look, NULL); }

static ULONG count_of(void *p)
{
	IUnknown_AddRef((IUnknown *)p);
	return IUnknown_Release((IUnknown *)p);
}

static ISynchronize *event_new(void)
{
	ISynchronize *event;

	assert_int_equal(CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronize,
	                                  (void **)&event), S_OK);
	return event;
}

static void A103_look(struct found *f)
{
	ISynchronize *event = event_new();
	IServerSecurity *before = security();
	IUnknown *old, *mine;
	void *p;

	(void)f;
	assert_int_equal(CoSwitchCallContext((IUnknown *)event, &old), S_OK);
	assert_non_null(old);
	assert_int_equal(count_of(event), 1);
	assert_int_equal(CoGetCallContext(&IID_ISynchronize, &p), S_OK);
	IUnknown_Release((IUnknown *)p);
	assert_int_equal(CoTestCancel(), E_NOINTERFACE);
	assert_int_equal(CoSwitchCallContext(old, &mine), S_OK);
	assert_ptr_equal(mine, event);
	assert_int_equal(ISynchronize_Release(event), 0);
	IServerSecurity *after = security();
	assert_ptr_equal(before, after);
	IServerSecurity_Release(before);
	IServerSecurity_Release(after);
}

TEST(A103_CoSwitchCallContext_counts_nothing_and_gives_back_what_stood_there)
{
	IUnknown *old = (IUnknown *)&old;
	void *p;

	each_server(false, A103_look, NULL);
	house_enter(COINIT_APARTMENTTHREADED);
	ISynchronize *event = event_new();
	assert_int_equal(CoSwitchCallContext((IUnknown *)event, NULL), E_INVALIDARG);
	assert_int_equal(CoSwitchCallContext((IUnknown *)event, &old), S_OK);
	assert_null(old);
	assert_int_equal(CoGetCallContext(&IID_ISynchronize, &p), S_OK);
	IUnknown_Release((IUnknown *)p);
	assert_int_equal(CoSwitchCallContext(NULL, &old), S_OK);
	assert_ptr_equal(old, event);
	assert_int_equal(ISynchronize_Release(event), 0);
	no_call(NULL);
	house_leave();
}

/* ---- cancelled ---- */

/* Begin_ holds until the client has cancelled. */
static void A74_look(struct found *f)
{
	harness_gate_open(f->entered);
	harness_gate_wait(f->leave);
	f->hr = CoTestCancel();
}

TEST(A74_CoTestCancel_does_not_tell_of_an_asynchronous_call)
{
	struct mixer m = { .async = true, .inside = inside };
	struct harness_gate entered = HARNESS_GATE_INIT, leave = HARNESS_GATE_INIT;
	struct found f = { .look = A74_look, .entered = &entered, .leave = &leave };
	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &m };
	ICancelMethodCalls *cancel;
	LONG *number = mixer_number(5);

	m.arg = &f;
	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	IMix *mix = mixer_proxy(&h);
	AsyncIMix *call = mixer_call(mix);
	assert_int_equal(AsyncIMix_QueryInterface(call, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	assert_int_equal(AsyncIMix_Begin_Number(call, &number), S_OK);
	harness_gate_wait(&entered);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	harness_gate_open(&leave);
	assert_int_equal(AsyncIMix_Finish_Number(call, &number), RPC_E_CALL_CANCELED);
	ICancelMethodCalls_Release(cancel);
	AsyncIMix_Release(call);
	IMix_Release(mix);
	house_close(&h);
	assert_int_equal(f.hr, RPC_S_CALLPENDING);
	CoTaskMemFree(number);
	house_leave();
}

/* ---- Finish_ where Signal was called (decisions 11, 15) ---- */

struct signaller {
	struct harness_thread thread;
	struct mixer *mixer;
	bool enters; /* the MTA; else it is there by default */
	HRESULT hr;
};

static void signaller_run(void *arg)
{
	struct signaller *s = arg;

	if (s->enters)
		house_enter(COINIT_MULTITHREADED);
	no_call(NULL);
	s->hr = mixer_complete_here(s->mixer, S_OK);
	no_call(NULL);
	if (s->enters)
		house_leave();
	else
		assert_null(thread_self());
}

static void finish_look(struct found *f)
{
	GUID once, again;

	B48_look(f);
	assert_int_equal(CoTestCancel(), RPC_S_CALLPENDING);
	f->security = security();
	assert_int_equal(IServerSecurity_ImpersonateClient(f->security), E_FAIL); /* A100 */
	assert_int_equal(CoGetCurrentLogicalThreadId(&once), S_OK);
	assert_int_equal(CoGetCurrentLogicalThreadId(&again), S_OK);
	assert_true(IsEqualGUID(&once, &again));
}

static void finish_on(bool known)
{
	struct found f = { .look = finish_look };
	struct mixer m = { .async = true, .later = true, .inside = inside, .arg = &f };
	struct house h = { .model = COINIT_MULTITHREADED, .make = mixer_make, .arg = &m };
	struct signaller s = { .mixer = &m, .enters = known };
	LONG *number = mixer_number(5);

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	IMix *mix = mixer_proxy(&h);
	AsyncIMix *call = mixer_call(mix);
	assert_int_equal(AsyncIMix_Begin_Number(call, &number), S_OK);
	harness_start(&s.thread, signaller_run, &s);
	assert_int_equal(AsyncIMix_Finish_Number(call, &number), S_OK);
	harness_join(&s.thread);
	assert_int_equal(s.hr, S_OK);
	assert_int_equal(f.times, 1);
	assert_int_equal(IServerSecurity_ImpersonateClient(f.security), E_FAIL);
	assert_int_equal(IServerSecurity_Release(f.security), 0);
	AsyncIMix_Release(call);
	IMix_Release(mix);
	house_close(&h);
	CoTaskMemFree(number);
	house_leave();
}

TEST(D15_Finish_has_the_context_of_its_call_also_on_a_thread_that_is_in_the_MTA_by_default)
{
	finish_on(true);
	finish_on(false);
}

/* ---- impersonation ---- */

static void A102_look(struct found *f)
{
	DWORD level = 0, authn = 7;
	OLECHAR *principal = (OLECHAR *)f;

	f->security = security();
	assert_int_equal(IServerSecurity_QueryBlanket(f->security, &authn, NULL, &principal, &level, NULL, NULL, NULL), S_OK);
	assert_int_equal(authn, RPC_C_AUTHN_NONE);
	assert_int_equal(level, RPC_C_AUTHN_LEVEL_PKT_PRIVACY);
	assert_null(principal);
	assert_false(IServerSecurity_IsImpersonating(f->security));
	for (int i = 0; i < 2; i++) {
		assert_int_equal(IServerSecurity_ImpersonateClient(f->security), S_OK);
		assert_true(IServerSecurity_IsImpersonating(f->security));
		if (!i)
			assert_int_equal(IServerSecurity_RevertToSelf(f->security), S_OK);
	}
}

static void A102_after(struct found *f)
{
	ICancelMethodCalls *cancel;

	assert_false(IServerSecurity_IsImpersonating(f->security));
	assert_int_equal(IServerSecurity_ImpersonateClient(f->security), E_FAIL);
	assert_int_equal(IServerSecurity_QueryInterface(f->security, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_E_CALL_COMPLETE);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), E_NOTIMPL);
	ICancelMethodCalls_Release(cancel);
	assert_int_equal(IServerSecurity_Release(f->security), 0);
}

TEST(A102_what_a_method_did_not_revert_is_reverted_at_its_end) { each_server(false, A102_look, A102_after); }
