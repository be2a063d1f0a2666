/* servercall.c - AcomServerCall in a call object of its own apartment, without a runtime's outer around it. */
#include "house.h"

enum { ONE = 1, TWO };

typedef struct Job {
	AcomObject object;
	AcomServerCall call;
	uint32_t *made; /* by a call, for its Finish_, which frees it */
} Job;

static os_u32 jobs;

static uint64_t jobs_alive(void)
{
	return os_load32(&jobs);
}

__attribute__((constructor)) static void watch_jobs(void)
{
	harness_check("job", jobs_alive);
}

static HRESULT Job_construct(void *object)
{
	Job *j = object;
	HRESULT hr = AcomServerCallInit(&j->call, &j->object);

	if (SUCCEEDED(hr))
		os_add32(&jobs, 1);
	return hr;
}

static void Job_destruct(void *object)
{
	AcomServerCallFini(&((Job *)object)->call);
	os_sub32(&jobs, 1);
}

static const AcomInterface Job_map[] = { ACOM_SERVER_CALL_ENTRIES(Job, call), ACOM_END };
static const AcomClass Job_class = { "job", sizeof(Job), Job_map, Job_construct, Job_destruct, NULL };

static Job *job(IUnknown *outer)
{
	IUnknown *u;

	assert_int_equal(AcomCreateObject(&Job_class, outer, &IID_IUnknown, (void **)&u), S_OK);
	return (Job *)(void *)container_of(u, AcomObject, IUnknown_iface);
}

static ULONG job_release(Job *j)
{
	return IUnknown_Release(&j->object.IUnknown_iface);
}

static ISynchronize *job_sync(Job *j)
{
	return &j->call.ISynchronize_iface;
}

static ICancelMethodCalls *job_cancel(Job *j)
{
	return &j->call.ICancelMethodCalls_iface;
}

static uint32_t refs(Job *j)
{
	return j->object.refs;
}

static HRESULT finish(Job *j, DWORD method)
{
	HRESULT result, hr = AcomServerCallTryFinish(&j->call, method, &result);

	if (SUCCEEDED(hr))
		AcomServerCallFinished(&j->call);
	return result;
}

TEST(a_call_is_begun_completed_and_finished_once)
{
	Job *j = job(NULL);

	house_enter(COINIT_APARTMENTTHREADED);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), S_OK);
		assert_int_equal(refs(j), 2);
		assert_int_equal(ISynchronize_Wait(job_sync(j), 0, 0), RPC_S_CALLPENDING);
		assert_int_equal(AcomServerCallComplete(&j->call, i ? E_ACCESSDENIED : S_FALSE), S_OK);
		assert_int_equal(refs(j), 1);
		assert_int_equal(ISynchronize_Wait(job_sync(j), 0, 0), S_OK);
		assert_int_equal(finish(j, ONE), i ? E_ACCESSDENIED : S_FALSE);
		assert_int_equal(finish(j, ONE), RPC_E_CALL_COMPLETE);
	}
	job_release(j);
	house_leave();
}

TEST(a_busy_call_object_refuses_another_begin_and_is_left_alone)
{
	Job *j = job(NULL);

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), S_OK);
	assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), RPC_S_CALLPENDING);
	assert_int_equal(AcomServerCallTryBegin(&j->call, TWO), RPC_S_CALLPENDING);
	assert_int_equal(refs(j), 2);
	assert_int_equal(AcomServerCallComplete(&j->call, S_OK), S_OK);
	/* Complete, but not finished: still busy, and still signalled. */
	assert_int_equal(AcomServerCallTryBegin(&j->call, TWO), RPC_S_CALLPENDING);
	assert_int_equal(ISynchronize_Wait(job_sync(j), 0, 0), S_OK);
	assert_int_equal(finish(j, ONE), S_OK);
	assert_int_equal(AcomServerCallTryBegin(&j->call, TWO), S_OK);
	assert_int_equal(AcomServerCallComplete(&j->call, S_OK), S_OK);
	job_release(j);
	house_leave();
}

TEST(finish_of_another_method_is_refused_and_changes_nothing)
{
	Job *j = job(NULL);

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(finish(j, ONE), RPC_E_CALL_COMPLETE);
	assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), S_OK);
	assert_int_equal(finish(j, TWO), RPC_E_INVALIDMETHOD);
	assert_int_equal(AcomServerCallComplete(&j->call, S_OK), S_OK);
	assert_int_equal(finish(j, TWO), RPC_E_INVALIDMETHOD);
	assert_int_equal(finish(j, ONE), S_OK);
	job_release(j);
	house_leave();
}

TEST(complete_without_begin_or_twice_is_refused)
{
	Job *j = job(NULL);

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(AcomServerCallComplete(&j->call, S_OK), RPC_E_CALL_COMPLETE);
	assert_int_equal(refs(j), 1);
	assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), S_OK);
	assert_int_equal(AcomServerCallComplete(&j->call, S_FALSE), S_OK);
	assert_int_equal(AcomServerCallComplete(&j->call, E_FAIL), RPC_E_CALL_COMPLETE);
	assert_int_equal(refs(j), 1);
	assert_int_equal(finish(j, ONE), S_FALSE);
	job_release(j);
	house_leave();
}

TEST(complete_may_be_the_end_of_the_call_object)
{
	Job *j = job(NULL);

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), S_OK);
	assert_int_equal(job_release(j), 1);
	assert_int_equal(AcomServerCallComplete(&j->call, S_OK), S_OK);
	assert_int_equal(jobs_alive(), 0);
	house_leave();
}

/* ---- threads ---- */

struct completer {
	struct harness_thread thread;
	Job *job;
	DWORD model;
	HRESULT hr;
};

static void complete_there(void *arg)
{
	struct completer *c = arg;

	if (c->model != INFINITE)
		house_enter(c->model);
	c->hr = AcomServerCallComplete(&c->job->call, S_FALSE);
	CoUninitialize();
}

static HRESULT complete_in(Job *j, DWORD model)
{
	struct completer c = { .job = j, .model = model };

	harness_start(&c.thread, complete_there, &c);
	harness_join(&c.thread);
	return c.hr;
}

TEST(complete_belongs_to_the_apartment_of_begin)
{
	Job *j = job(NULL);

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), S_OK);
	assert_int_equal(complete_in(j, COINIT_APARTMENTTHREADED), RPC_E_WRONG_THREAD);
	assert_int_equal(complete_in(j, COINIT_MULTITHREADED), RPC_E_WRONG_THREAD);
	assert_int_equal(complete_in(j, INFINITE), RPC_E_WRONG_THREAD);
	assert_int_equal(ISynchronize_Wait(job_sync(j), 0, 0), RPC_S_CALLPENDING);
	assert_int_equal(AcomServerCallComplete(&j->call, S_OK), S_OK);
	assert_int_equal(finish(j, ONE), S_OK);
	house_leave();
	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), S_OK);
	assert_int_equal(complete_in(j, COINIT_APARTMENTTHREADED), RPC_E_WRONG_THREAD);
	assert_int_equal(complete_in(j, INFINITE), S_OK); /* in the MTA by default */
	assert_int_equal(finish(j, ONE), S_FALSE);
	job_release(j);
	house_leave();
}

TEST(finish_waits_for_completion)
{
	Job *j = job(NULL);
	struct completer c = { .job = j, .model = COINIT_MULTITHREADED };

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), S_OK);
	harness_start(&c.thread, complete_there, &c);
	assert_int_equal(finish(j, ONE), S_FALSE);
	harness_join(&c.thread);
	assert_int_equal(c.hr, S_OK);
	job_release(j);
	house_leave();
}

/* ---- who has finished has it for himself ---- */

enum { ROUNDS = 300 };

struct finisher {
	struct harness_thread thread;
	Job *job;
	os_u32 *finished;  /* by all */
	uint64_t sum;      /* of what this one took */
};

static void take(struct finisher *f)
{
	HRESULT result, hr = AcomServerCallTryFinish(&f->job->call, ONE, &result);

	if (FAILED(hr)) {
		assert_int_equal(hr, RPC_E_CALL_COMPLETE);
		assert_int_equal(result, hr);
		os_yield();
		return;
	}
	assert_int_equal(result, S_FALSE);
	f->sum += *f->job->made;
	os_yield(); /* time for those who should wait */
	os_free(f->job->made);
	f->job->made = NULL;
	AcomServerCallFinished(&f->job->call);
	os_add32(f->finished, 1);
}

static void finish_all(void *arg)
{
	struct finisher *f = arg;

	while (house_count(f->finished) < ROUNDS)
		take(f);
}

/* What FileCall in samples/simplestream does. */
static void make_one(Job *j, uint32_t number)
{
	while (AcomServerCallTryBegin(&j->call, ONE) == RPC_S_CALLPENDING)
		os_yield();
	assert_null(j->made);
	j->made = needed(os_alloc(sizeof *j->made));
	*j->made = number;
	assert_int_equal(AcomServerCallComplete(&j->call, S_FALSE), S_OK);
}

TEST(two_finishes_and_the_next_begin_never_touch_each_others_data)
{
	Job *j = job(NULL);
	os_u32 finished = { 0 };
	struct finisher f[2] = { { .job = j, .finished = &finished }, { .job = j, .finished = &finished } };

	house_enter(COINIT_MULTITHREADED);
	for (int i = 0; i < 2; i++)
		harness_start(&f[i].thread, finish_all, &f[i]);
	for (uint32_t i = 1; i <= ROUNDS; i++)
		make_one(j, i);
	for (int i = 0; i < 2; i++)
		harness_join(&f[i].thread);
	assert_int_equal(f[0].sum + f[1].sum, ROUNDS * (ROUNDS + 1) / 2);
	job_release(j);
	house_leave();
}

TEST(a_finish_that_loses_is_refused_and_so_is_a_begin_until_the_winner_has_finished)
{
	Job *j = job(NULL);
	HRESULT result = S_OK;

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(AcomServerCallTryFinish(&j->call, ONE, &result), RPC_E_CALL_COMPLETE);
	assert_int_equal(result, RPC_E_CALL_COMPLETE);
	assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), S_OK);
	assert_int_equal(AcomServerCallComplete(&j->call, E_ACCESSDENIED), S_OK);
	assert_int_equal(AcomServerCallTryFinish(&j->call, TWO, &result), RPC_E_INVALIDMETHOD);
	assert_int_equal(result, RPC_E_INVALIDMETHOD);
	assert_int_equal(AcomServerCallTryFinish(&j->call, ONE, &result), S_OK);
	assert_int_equal(result, E_ACCESSDENIED);
	assert_int_equal(AcomServerCallTryFinish(&j->call, ONE, &result), RPC_E_CALL_COMPLETE);
	assert_int_equal(result, RPC_E_CALL_COMPLETE);
	assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), RPC_S_CALLPENDING);
	assert_int_equal(AcomServerCallComplete(&j->call, S_OK), RPC_E_CALL_COMPLETE);
	AcomServerCallFinished(&j->call);
	assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), S_OK);
	assert_int_equal(AcomServerCallComplete(&j->call, S_OK), S_OK);
	job_release(j);
	house_leave();
}

/* ---- Post: from any thread ---- */

static void post_there(void *arg)
{
	struct completer *c = arg;

	c->hr = AcomServerCallPost(&c->job->call, S_FALSE);
}

static HRESULT post(Job *j)
{
	struct completer c = { .job = j };

	harness_start(&c.thread, post_there, &c);
	harness_join(&c.thread);
	return c.hr;
}

TEST(a_posted_completion_happens_once_and_on_the_thread_of_the_sta)
{
	Job *j = job(NULL);

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(post(j), RPC_E_CALL_COMPLETE);
	assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), S_OK);
	assert_int_equal(post(j), S_OK);
	assert_int_equal(refs(j), 2); /* nothing has happened yet */
	assert_int_equal(post(j), RPC_E_CALL_COMPLETE);
	assert_int_equal(AcomServerCallPost(&j->call, E_FAIL), RPC_E_CALL_COMPLETE);
	assert_int_equal(AcomServerCallComplete(&j->call, E_FAIL), RPC_E_CALL_COMPLETE);
	assert_int_equal(refs(j), 2);
	assert_int_equal(AcomDispatch(0), S_OK);
	assert_int_equal(refs(j), 1);
	assert_int_equal(post(j), RPC_E_CALL_COMPLETE);
	assert_int_equal(finish(j, ONE), S_FALSE);
	job_release(j);
	house_leave();
}

TEST(at_home_a_posted_completion_happens_at_once)
{
	static const DWORD models[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };

	for (int i = 0; i < 2; i++) {
		Job *j = job(NULL);
		house_enter(models[i]);
		assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), S_OK);
		assert_int_equal(AcomServerCallPost(&j->call, S_FALSE), S_OK);
		assert_int_equal(refs(j), 1);
		assert_int_equal(AcomServerCallPost(&j->call, S_FALSE), RPC_E_CALL_COMPLETE);
		assert_int_equal(finish(j, ONE), S_FALSE);
		job_release(j);
		house_leave();
	}
}

/* ---- the apartment of Begin_ ends before the call does ---- */

TEST(a_completion_after_the_end_of_its_apartment_is_disconnected_and_gives_back_the_reference)
{
	for (int i = 0; i < 6; i++) {
		Job *j = job(NULL);
		house_enter(i % 2 ? COINIT_APARTMENTTHREADED : COINIT_MULTITHREADED);
		assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), S_OK);
		house_leave();
		if (i >= 4) /* by a thread of another apartment */
			house_enter(COINIT_MULTITHREADED);
		assert_int_equal(i / 2 == 1 ? AcomServerCallPost(&j->call, S_OK) : AcomServerCallComplete(&j->call, S_OK),
		                 RPC_E_DISCONNECTED);
		assert_int_equal(refs(j), 1);
		assert_int_equal(finish(j, ONE), RPC_E_CALL_COMPLETE);
		assert_int_equal(ISynchronize_Wait(job_sync(j), 0, 0), S_OK); /* nobody waits for what never comes */
		assert_int_equal(AcomServerCallComplete(&j->call, S_OK), RPC_E_CALL_COMPLETE);
		assert_int_equal(refs(j), 1);
		job_release(j);
		house_leave();
	}
}

TEST(a_posted_completion_that_the_end_of_the_apartment_meets_gives_back_the_reference)
{
	Job *j = job(NULL);

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), S_OK);
	assert_int_equal(post(j), S_OK);
	house_leave();
	assert_int_equal(refs(j), 1);
	assert_int_equal(finish(j, ONE), S_FALSE);
	job_release(j);
}

/* A worker that executes a call while its MTA ends is waited for: so it may complete that call. */
struct late {
	struct work work;
	Job *job;
	struct harness_gate begun;
	HRESULT hr;
};

static void complete_late(struct work *work, HRESULT hr)
{
	struct late *l = container_of(work, struct late, work);

	assert_int_equal(hr, S_OK);
	assert_int_equal(AcomServerCallTryBegin(&l->job->call, ONE), S_OK);
	harness_gate_open(&l->begun);
	while (!apartment_is_dead(thread_self()->apartment))
		os_yield();
	l->hr = AcomServerCallComplete(&l->job->call, S_FALSE);
}

TEST(a_call_that_runs_while_its_apartment_ends_can_be_completed)
{
	struct late l = { .work.run = complete_late, .job = job(NULL), .begun = HARNESS_GATE_INIT, .hr = E_FAIL };

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(apartment_post(thread_self()->apartment, &l.work), S_OK);
	harness_gate_wait(&l.begun);
	house_leave();
	assert_int_equal(l.hr, S_OK);
	assert_int_equal(finish(l.job, ONE), S_FALSE);
	job_release(l.job);
}

/* ---- the faces ---- */

/* C26, C27: the event and the call are two things. */
TEST(the_event_may_be_played_with_and_the_call_does_not_care)
{
	Job *j = job(NULL);

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(ISynchronize_Signal(job_sync(j)), S_OK);
	assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), S_OK);
	assert_int_equal(ISynchronize_Wait(job_sync(j), 0, 0), RPC_S_CALLPENDING); /* Begin_ resets */
	assert_int_equal(AcomServerCallComplete(&j->call, S_OK), S_OK);
	assert_int_equal(ISynchronize_Reset(job_sync(j)), S_OK);
	assert_int_equal(ISynchronize_Wait(job_sync(j), 0, 0), RPC_S_CALLPENDING);
	assert_int_equal(finish(j, ONE), S_OK);
	job_release(j);
	house_leave();
}

TEST(cancel_is_a_request_that_the_worker_sees)
{
	Job *j = job(NULL);
	ICancelMethodCalls *cancel = job_cancel(j);

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), RPC_E_CALL_COMPLETE);
	assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_E_CALL_COMPLETE);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), S_OK);
		assert_int_equal(AcomServerCallTestCancel(&j->call), RPC_S_CALLPENDING);
		assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
		assert_int_equal(AcomServerCallTestCancel(&j->call), RPC_E_CALL_CANCELED);
		assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_E_CALL_CANCELED);
		assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), RPC_E_CALL_CANCELED);
		assert_int_equal(AcomServerCallComplete(&j->call, RPC_E_CALL_CANCELED), S_OK);
		assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), RPC_E_CALL_COMPLETE);
		assert_int_equal(finish(j, ONE), RPC_E_CALL_CANCELED);
	}
	job_release(j);
	house_leave();
}

static void cancel_and_wait(void *arg)
{
	struct completer *c = arg;

	c->hr = ICancelMethodCalls_Cancel(job_cancel(c->job), UINT32_MAX);
}

static void start_canceller(struct completer *c)
{
	assert_int_equal(AcomServerCallTryBegin(&c->job->call, ONE), S_OK);
	harness_start(&c->thread, cancel_and_wait, c);
	while (AcomServerCallTestCancel(&c->job->call) != RPC_E_CALL_CANCELED)
		os_yield();
}

TEST(cancel_with_time_waits_for_completion)
{
	Job *j = job(NULL);
	struct completer c = { .job = j };

	house_enter(COINIT_APARTMENTTHREADED);
	start_canceller(&c);
	assert_int_equal(AcomServerCallComplete(&j->call, S_OK), S_OK);
	harness_join(&c.thread);
	assert_int_equal(c.hr, RPC_E_CALL_COMPLETE);
	job_release(j);
	house_leave();
}

/* The next call is there before whoever waits in Cancel has looked. */
TEST(cancel_with_time_waits_for_its_own_call_and_not_for_the_next)
{
	Job *j = job(NULL);

	house_enter(COINIT_APARTMENTTHREADED);
	for (int i = 0; i < ROUNDS; i++) {
		struct completer c = { .job = j };
		start_canceller(&c);
		assert_int_equal(AcomServerCallComplete(&j->call, S_OK), S_OK);
		assert_int_equal(finish(j, ONE), S_OK);
		assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), S_OK);
		harness_join(&c.thread);
		assert_int_equal(c.hr, RPC_E_CALL_COMPLETE);
		assert_int_equal(AcomServerCallTestCancel(&j->call), RPC_S_CALLPENDING);
		assert_int_equal(AcomServerCallComplete(&j->call, S_OK), S_OK);
		assert_int_equal(finish(j, ONE), S_OK);
	}
	job_release(j);
	house_leave();
}

TEST(both_faces_belong_to_the_call_object)
{
	Job *j = job(NULL);
	IUnknown *a, *b;
	void *p;

	assert_int_equal(ISynchronize_QueryInterface(job_sync(j), &IID_IUnknown, (void **)&a), S_OK);
	assert_int_equal(ICancelMethodCalls_QueryInterface(job_cancel(j), &IID_IUnknown, (void **)&b), S_OK);
	assert_ptr_equal(a, b);
	assert_ptr_equal(a, &j->object.IUnknown_iface);
	assert_int_equal(ISynchronize_QueryInterface(job_sync(j), &IID_ICancelMethodCalls, &p), S_OK);
	assert_ptr_equal(p, job_cancel(j));
	assert_int_equal(ISynchronize_AddRef(job_sync(j)), 5);
	assert_int_equal(ICancelMethodCalls_AddRef(job_cancel(j)), 6);
	for (int i = 0; i < 5; i++)
		assert_int_equal(i % 2 ? ISynchronize_Release(job_sync(j)) : ICancelMethodCalls_Release(job_cancel(j)), 5 - i);
	job_release(j);
}

/* ---- inside an outer: its ISynchronize is the one that counts ---- */

typedef struct Around {
	IUnknown IUnknown_iface;
	IUnknown *sync; /* what it answers for ISynchronize; NULL: E_NOINTERFACE */
	unsigned refs;
	uint64_t home;  /* its thread, if it is set */
	os_u32 abroad;  /* questions on others */
} Around;

static HRESULT Around_QueryInterface(IUnknown *This, REFIID riid, void **ppv)
{
	Around *a = container_of(This, Around, IUnknown_iface);

	if (a->home && a->home != os_thread_id())
		os_add32(&a->abroad, 1);
	*ppv = NULL;
	if (!IsEqualIID(riid, &IID_ISynchronize) || !a->sync)
		return E_NOINTERFACE;
	return IUnknown_QueryInterface(a->sync, riid, ppv);
}

static ULONG Around_AddRef(IUnknown *This)
{
	return ++container_of(This, Around, IUnknown_iface)->refs;
}

static ULONG Around_Release(IUnknown *This)
{
	return --container_of(This, Around, IUnknown_iface)->refs;
}

static const IUnknownVtbl Around_vtbl = { Around_QueryInterface, Around_AddRef, Around_Release };

TEST(the_controlling_unknowns_isynchronize_is_reset_and_signalled)
{
	Around outer = { .IUnknown_iface = { &Around_vtbl }, .refs = 1 };
	Job *j = job(&outer.IUnknown_iface);
	ISynchronize *event;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(event_create(NULL, &IID_ISynchronize, (void **)&event), S_OK);
	outer.sync = (IUnknown *)event;
	ISynchronize_Signal(event);
	assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), S_OK);
	assert_int_equal(outer.refs, 2);
	assert_int_equal(ISynchronize_Wait(event, 0, 0), RPC_S_CALLPENDING);
	/* An outer that knows no cancelling never cancels. */
	assert_int_equal(AcomServerCallTestCancel(&j->call), RPC_S_CALLPENDING);
	assert_int_equal(AcomServerCallComplete(&j->call, S_OK), S_OK);
	assert_int_equal(outer.refs, 1);
	assert_int_equal(ISynchronize_Wait(event, 0, 0), S_OK);
	assert_int_equal(finish(j, ONE), S_OK);
	ISynchronize_Release(event);
	job_release(j);
	house_leave();
}

/* It need not be agile. */
TEST(a_posted_completion_asks_the_controlling_unknown_of_an_sta_on_its_thread_only)
{
	Around outer = { .IUnknown_iface = { &Around_vtbl }, .refs = 1, .home = os_thread_id() };
	Job *j = job(&outer.IUnknown_iface);
	ISynchronize *event;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(event_create(NULL, &IID_ISynchronize, (void **)&event), S_OK);
	outer.sync = (IUnknown *)event;
	assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), S_OK);
	assert_int_equal(post(j), S_OK);
	assert_int_equal(os_load32(&outer.abroad), 0);
	assert_int_equal(ISynchronize_Wait(event, 0, INFINITE), S_OK);
	assert_int_equal(os_load32(&outer.abroad), 0);
	assert_int_equal(finish(j, ONE), S_FALSE);
	ISynchronize_Release(event);
	job_release(j);
	house_leave();
}

TEST(a_begin_that_finds_no_isynchronize_leaves_the_object_idle)
{
	Around outer = { .IUnknown_iface = { &Around_vtbl }, .refs = 1 };
	Job *j = job(&outer.IUnknown_iface);

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), E_NOINTERFACE);
	assert_int_equal(outer.refs, 1);
	assert_int_equal(finish(j, ONE), RPC_E_CALL_COMPLETE);
	assert_int_equal(AcomServerCallComplete(&j->call, S_OK), RPC_E_CALL_COMPLETE);
	job_release(j);
	house_leave();
}

/* A Reset that fails, while another thread is early in Finish_. */
static HRESULT refused_QueryInterface(ISynchronize *This, REFIID riid, void **ppv)
{
	(void)riid;
	*ppv = This;
	return S_OK;
}

static ULONG refused_count(ISynchronize *This)
{
	(void)This;
	return 1;
}

static HRESULT refused_Wait(ISynchronize *This, DWORD flags, DWORD milliseconds)
{
	(void)This;
	(void)flags;
	(void)milliseconds;
	return E_NOTIMPL;
}

static HRESULT refused_Signal(ISynchronize *This)
{
	(void)This;
	return E_NOTIMPL;
}

static struct early {
	struct completer completer;
	os_ptr thread;
} early;

static void finish_early(void *arg)
{
	struct completer *c = arg;

	house_enter(COINIT_MULTITHREADED);
	os_storep(&early.thread, thread_self());
	c->hr = finish(c->job, ONE);
	house_leave();
}

/* Returns when the other one waits. */
static HRESULT refused_Reset(ISynchronize *This)
{
	(void)This;
	harness_start(&early.completer.thread, finish_early, &early.completer);
	while (!os_loadp(&early.thread))
		os_yield();
	house_wait_asleep(os_loadp(&early.thread));
	return E_ACCESSDENIED;
}

static const ISynchronizeVtbl refused_vtbl = {
	refused_QueryInterface, refused_count, refused_count, refused_Wait, refused_Signal, refused_Reset,
};

TEST(whoever_waits_for_a_begin_that_fails_is_let_go)
{
	ISynchronize sync = { &refused_vtbl };
	Around outer = { .IUnknown_iface = { &Around_vtbl }, .sync = (IUnknown *)&sync, .refs = 1 };
	Job *j = job(&outer.IUnknown_iface);

	early.completer.job = j;
	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), E_ACCESSDENIED);
	harness_join(&early.completer.thread);
	assert_int_equal(early.completer.hr, RPC_E_CALL_COMPLETE);
	job_release(j);
	house_leave();
}

/* A Signal that finishes the call and begins the next. */
static struct canceller {
	ISynchronize ISynchronize_iface;
	struct completer completer;
} canceller;

static HRESULT reusing_Signal(ISynchronize *This)
{
	(void)This;
	assert_int_equal(finish(canceller.completer.job, ONE), S_FALSE);
	assert_int_equal(AcomServerCallTryBegin(&canceller.completer.job->call, ONE), S_OK);
	harness_join(&canceller.completer.thread);
	return S_OK;
}

static HRESULT reusing_Reset(ISynchronize *This)
{
	(void)This;
	return S_OK;
}

static const ISynchronizeVtbl reusing_vtbl = {
	refused_QueryInterface, refused_count, refused_count, refused_Wait, reusing_Signal, reusing_Reset,
};

TEST(cancel_with_time_hears_of_the_end_before_a_foreign_signal_that_begins_the_next_call)
{
	IUnknown *sync = (IUnknown *)&canceller.ISynchronize_iface;
	Around outer = { .IUnknown_iface = { &Around_vtbl }, .sync = sync, .refs = 1 };
	Job *j = job(&outer.IUnknown_iface);

	canceller.ISynchronize_iface.lpVtbl = &reusing_vtbl;
	canceller.completer.job = j;
	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(AcomServerCallTryBegin(&j->call, ONE), S_OK);
	harness_start(&canceller.completer.thread, cancel_and_wait, &canceller.completer);
	while (ICancelMethodCalls_TestCancel(job_cancel(j)) != RPC_E_CALL_CANCELED)
		os_yield();
	assert_int_equal(AcomServerCallComplete(&j->call, S_FALSE), S_OK);
	assert_int_equal(canceller.completer.hr, RPC_E_CALL_COMPLETE);
	house_leave();
	assert_int_equal(AcomServerCallComplete(&j->call, S_OK), RPC_E_DISCONNECTED);
	job_release(j);
}

/* ---- AcomCreateCall ---- */

static HRESULT init_says(void *object, void *context)
{
	assert_int_equal(jobs_alive(), 1);
	assert_int_equal(refs(object), 1);
	return *(HRESULT *)context;
}

static HRESULT create(HRESULT init_hr, REFIID riid, IUnknown *outer, REFIID riid2, void *ppv)
{
	return AcomCreateCall(&Job_class, &IID_AsyncISimpleStream, init_says, &init_hr, riid, outer, riid2, ppv);
}

TEST(a_call_factory_makes_the_call_object_tells_it_and_gives_the_interface)
{
	Around outer = { .IUnknown_iface = { &Around_vtbl }, .refs = 1 };
	ICancelMethodCalls *cancel;
	IUnknown *inner;

	assert_int_equal(create(S_FALSE, &IID_AsyncISimpleStream, NULL, &IID_ICancelMethodCalls, &cancel), S_OK);
	assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_E_CALL_COMPLETE);
	assert_int_equal(ICancelMethodCalls_Release(cancel), 0);
	assert_int_equal(create(S_OK, &IID_AsyncISimpleStream, &outer.IUnknown_iface, &IID_IUnknown, &inner), S_OK);
	assert_int_equal(outer.refs, 1);
	assert_int_equal(IUnknown_Release(inner), 0);
	assert_int_equal(AcomCreateCall(&Job_class, &IID_AsyncISimpleStream, NULL, NULL, &IID_AsyncISimpleStream, NULL,
	                                &IID_IUnknown, &inner), S_OK);
	assert_int_equal(IUnknown_Release(inner), 0);
}

/* The call object is gone, and nothing is given. */
static void not_made(HRESULT hr, HRESULT expected, void *p)
{
	assert_int_equal(hr, expected);
	assert_null(p);
	assert_int_equal(jobs_alive(), 0);
}

TEST(a_call_factory_that_fails_leaves_nothing)
{
	Around outer = { .IUnknown_iface = { &Around_vtbl }, .refs = 1 };
	IUnknown *aggregate = &outer.IUnknown_iface;
	const IID *async = &IID_AsyncISimpleStream, *known = &IID_IUnknown;
	HRESULT hr;
	void *p;

#define NOT_MADE(expected, ...) (p = &p, hr = create(__VA_ARGS__, &p), not_made(hr, expected, p))
	NOT_MADE(E_NOINTERFACE, S_OK, &IID_ISimpleStream, NULL, known);
	NOT_MADE(E_NOINTERFACE, S_OK, async, NULL, &IID_ISimpleStream);
	NOT_MADE(E_INVALIDARG, S_OK, async, aggregate, &IID_ISynchronize);
	NOT_MADE(E_INVALIDARG, S_OK, NULL, NULL, known);
	NOT_MADE(E_INVALIDARG, S_OK, async, NULL, NULL);
	NOT_MADE(E_ACCESSDENIED, E_ACCESSDENIED, async, NULL, known);
	NOT_MADE(E_ACCESSDENIED, E_ACCESSDENIED, async, aggregate, known);
	assert_int_equal(outer.refs, 1);
	assert_int_equal(create(S_OK, async, NULL, known, NULL), E_POINTER);
	p = &p;
	hr = AcomCreateCall(NULL, async, NULL, NULL, async, NULL, known, (IUnknown **)&p);
	not_made(hr, E_INVALIDARG, p);
	p = &p;
	hr = AcomCreateCall(&Job_class, NULL, NULL, NULL, async, NULL, known, (IUnknown **)&p);
	not_made(hr, E_INVALIDARG, p);
}

SWEEP(a_call_factory_that_finds_no_memory_makes_nothing)
{
	IUnknown *u;

	if (sweep_ok(create(S_OK, &IID_AsyncISimpleStream, NULL, &IID_IUnknown, &u)))
		IUnknown_Release(u);
	else
		not_made(E_OUTOFMEMORY, E_OUTOFMEMORY, u);
}

SWEEP(a_call_object_that_finds_no_memory_is_not_made)
{
	IUnknown *u;

	if (sweep_ok(AcomCreateObject(&Job_class, NULL, &IID_IUnknown, (void **)&u)))
		IUnknown_Release(u);
	else
		assert_int_equal(jobs_alive(), 0);
}
