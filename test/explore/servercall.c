/* servercall.c - every schedule of AcomServerCall without a runtime's outer around it: clients and worker in one MTA. */
#include "house.h"

enum { METHOD = 7, OTHER };

typedef struct Job {
	AcomObject object;
	AcomServerCall call;
	bool inside; /* a Finish_ takes its outputs */
} Job;

static HRESULT Job_construct(void *object)
{
	return AcomServerCallInit(&((Job *)object)->call, &((Job *)object)->object);
}

static void Job_destruct(void *object)
{
	AcomServerCallFini(&((Job *)object)->call);
}

static const AcomInterface Job_map[] = { ACOM_SERVER_CALL_ENTRIES(Job, call), ACOM_END };
static const AcomClass Job_class = { "job", sizeof(Job), Job_map, Job_construct, Job_destruct, NULL };

/* One of those who use the job. */
struct user {
	struct harness_thread thread;
	Job *job;
	ULONG seconds;
	HRESULT hr;
};

static Job *job_open(void)
{
	IUnknown *u;

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(AcomCreateObject(&Job_class, NULL, &IID_IUnknown, (void **)&u), S_OK);
	return AcomObjectOf(u);
}

static void job_close(Job *j)
{
	assert_int_equal(AcomObjectRelease(&j->object), 0);
	house_leave();
}

static void complete_main(void *arg)
{
	struct user *u = arg;

	u->hr = AcomServerCallComplete(&u->job->call, S_FALSE);
}

static void begin_main(void *arg)
{
	struct user *u = arg;

	u->hr = AcomServerCallTryBegin(&u->job->call, METHOD);
}

static HRESULT finish_of(Job *job, DWORD method)
{
	HRESULT result, hr = AcomServerCallTryFinish(&job->call, method, &result);

	if (FAILED(hr)) {
		assert_int_equal(result, hr);
		return hr;
	}
	assert_false(job->inside);
	job->inside = true;
	os_point();
	job->inside = false;
	AcomServerCallFinished(&job->call);
	return result;
}

static HRESULT finish(Job *job)
{
	return finish_of(job, METHOD);
}

static void finish_main(void *arg)
{
	struct user *u = arg;

	u->hr = finish(u->job);
}

static void cancel_main(void *arg)
{
	struct user *u = arg;

	u->hr = ICancelMethodCalls_Cancel(&u->job->call.ICancelMethodCalls_iface, u->seconds);
}

static void start(struct user *u, Job *job, void (*fn)(void *arg))
{
	*u = (struct user){ .job = job, .hr = E_FAIL };
	harness_start(&u->thread, fn, u);
}

static HRESULT join(struct user *u)
{
	harness_join(&u->thread);
	return u->hr;
}

EXPLORE(finish_waits_for_completion, 3)
{
	Job *j = job_open();
	struct user worker;

	assert_int_equal(AcomServerCallTryBegin(&j->call, METHOD), S_OK);
	start(&worker, j, complete_main);
	assert_int_equal(finish(j), S_FALSE);
	assert_int_equal(join(&worker), S_OK);
	job_close(j);
}

EXPLORE(the_event_is_set_with_completion, 3)
{
	Job *j = job_open();
	struct user worker;

	assert_int_equal(AcomServerCallTryBegin(&j->call, METHOD), S_OK);
	start(&worker, j, complete_main);
	assert_int_equal(ISynchronize_Wait(&j->call.ISynchronize_iface, 0, INFINITE), S_OK);
	assert_int_equal(finish(j), S_FALSE);
	assert_int_equal(join(&worker), S_OK);
	job_close(j);
}

EXPLORE(one_of_two_begins_is_accepted, 4)
{
	Job *j = job_open();
	struct user a, b = { .job = j };

	start(&a, j, begin_main);
	begin_main(&b);
	join(&a);
	assert_true((a.hr == S_OK) != (b.hr == S_OK));
	assert_true(a.hr == RPC_S_CALLPENDING || b.hr == RPC_S_CALLPENDING);
	assert_int_equal(AcomServerCallComplete(&j->call, S_OK), S_OK);
	assert_int_equal(finish(j), S_OK);
	job_close(j);
}

/* The one that is too late learns that there is nothing to finish. */
EXPLORE(one_of_two_finishes_gets_the_result, 2)
{
	Job *j = job_open();
	struct user worker, a, b = { .job = j };

	assert_int_equal(AcomServerCallTryBegin(&j->call, METHOD), S_OK);
	start(&worker, j, complete_main);
	start(&a, j, finish_main);
	finish_main(&b);
	join(&a);
	assert_int_equal(join(&worker), S_OK);
	assert_true((a.hr == S_FALSE) != (b.hr == S_FALSE));
	assert_true(a.hr == RPC_E_CALL_COMPLETE || b.hr == RPC_E_CALL_COMPLETE);
	job_close(j);
}

static void post_main(void *arg)
{
	struct user *u = arg;

	u->hr = AcomServerCallPost(&u->job->call, S_FALSE);
}

/* Either way the worker's reference is given back, once. */
static void post_beside_the_end(DWORD model)
{
	struct user poster;
	IUnknown *u;

	house_enter(model);
	assert_int_equal(AcomCreateObject(&Job_class, NULL, &IID_IUnknown, (void **)&u), S_OK);
	Job *j = AcomObjectOf(u);
	assert_int_equal(AcomServerCallTryBegin(&j->call, METHOD), S_OK);
	start(&poster, j, post_main);
	house_leave();
	HRESULT hr = join(&poster);
	assert_true(hr == S_OK || hr == RPC_E_DISCONNECTED);
	assert_int_equal(finish(j), SUCCEEDED(hr) ? S_FALSE : RPC_E_CALL_COMPLETE);
	assert_int_equal(AcomObjectRelease(&j->object), 0);
}

EXPLORE(a_post_while_the_sta_ends, 3)
{
	post_beside_the_end(COINIT_APARTMENTTHREADED);
}

EXPLORE(a_post_while_the_mta_ends, 3)
{
	post_beside_the_end(COINIT_MULTITHREADED);
}

/* What the next call does with the data, if it is begun, is not done beside a Finish_. */
EXPLORE(a_begin_beside_two_finishes_never_meets_them_at_work, 3)
{
	struct user a, b;
	Job *j = job_open();

	assert_int_equal(AcomServerCallTryBegin(&j->call, METHOD), S_OK);
	assert_int_equal(AcomServerCallComplete(&j->call, S_FALSE), S_OK);
	start(&a, j, finish_main);
	start(&b, j, finish_main);
	HRESULT hr = AcomServerCallTryBegin(&j->call, METHOD);
	assert_true(hr == S_OK || hr == RPC_S_CALLPENDING);
	if (hr == S_OK) {
		assert_false(j->inside);
		assert_int_equal(AcomServerCallComplete(&j->call, S_FALSE), S_OK);
	}
	join(&a);
	join(&b);
	assert_true(a.hr == S_FALSE || b.hr == S_FALSE);
	assert_true(a.hr == S_FALSE || a.hr == RPC_E_CALL_COMPLETE);
	assert_true(b.hr == S_FALSE || b.hr == RPC_E_CALL_COMPLETE);
	job_close(j);
}

/* Nor does it hide a call of another method, for which it was never meant. */
EXPLORE(a_finish_that_is_too_late_and_the_next_call, 3)
{
	Job *j = job_open();
	struct user late;

	assert_int_equal(AcomServerCallTryBegin(&j->call, METHOD), S_OK);
	assert_int_equal(AcomServerCallComplete(&j->call, S_FALSE), S_OK);
	start(&late, j, finish_main);
	if (finish(j) == S_FALSE) {
		assert_int_equal(AcomServerCallTryBegin(&j->call, OTHER), S_OK);
		assert_int_equal(AcomServerCallComplete(&j->call, S_FALSE), S_OK);
		assert_int_equal(finish_of(j, OTHER), S_FALSE);
		HRESULT hr = join(&late);
		assert_true(hr == RPC_E_CALL_COMPLETE || hr == RPC_E_INVALIDMETHOD);
	} else {
		assert_int_equal(join(&late), S_FALSE);
	}
	job_close(j);
}

EXPLORE(two_completions_are_one, 2)
{
	Job *j = job_open();
	struct user a, b;

	assert_int_equal(AcomServerCallTryBegin(&j->call, METHOD), S_OK);
	start(&a, j, complete_main);
	start(&b, j, complete_main);
	assert_int_equal(finish(j), S_FALSE);
	join(&a);
	join(&b);
	assert_true((a.hr == S_OK) != (b.hr == S_OK));
	assert_true(a.hr == RPC_E_CALL_COMPLETE || b.hr == RPC_E_CALL_COMPLETE);
	job_close(j);
}

/* Cancel is a request: whoever gave it seconds may hear that the call is complete. Finish_ has the result in any case. */
static void cancel_beside(ULONG seconds)
{
	Job *j = job_open();
	struct user worker, canceller = { .job = j, .seconds = seconds };

	assert_int_equal(AcomServerCallTryBegin(&j->call, METHOD), S_OK);
	start(&worker, j, complete_main);
	cancel_main(&canceller);
	assert_true(canceller.hr == RPC_E_CALL_COMPLETE || (!seconds && canceller.hr == S_OK));
	assert_int_equal(finish(j), S_FALSE);
	assert_int_equal(join(&worker), S_OK);
	job_close(j);
}

EXPLORE(completion_and_cancel, 3)
{
	cancel_beside(0);
}

EXPLORE(completion_and_a_cancel_that_waits, 3)
{
	cancel_beside(1);
}

static void cancel_forever(void *arg)
{
	((struct user *)arg)->seconds = RPC_C_CANCEL_INFINITE_TIMEOUT;
	cancel_main(arg);
}

/* A call that was cancelled before it was complete, and the next: whoever waits in Cancel does not see the two as one. */
EXPLORE(a_cancel_that_waits_and_the_next_call, 3)
{
	Job *j = job_open();
	struct user canceller;

	assert_int_equal(AcomServerCallTryBegin(&j->call, METHOD), S_OK);
	start(&canceller, j, cancel_forever);
	bool cancelled = AcomServerCallTestCancel(&j->call) == RPC_E_CALL_CANCELED;
	assert_int_equal(AcomServerCallComplete(&j->call, S_FALSE), S_OK);
	assert_int_equal(finish(j), S_FALSE);
	assert_int_equal(AcomServerCallTryBegin(&j->call, METHOD), S_OK);
	if (cancelled)
		assert_int_equal(join(&canceller), RPC_E_CALL_COMPLETE);
	assert_int_equal(AcomServerCallComplete(&j->call, S_FALSE), S_OK);
	if (!cancelled)
		assert_int_equal(join(&canceller), RPC_E_CALL_COMPLETE);
	assert_int_equal(finish(j), S_FALSE);
	job_close(j);
}

/* Nobody completes it in time. */
EXPLORE(a_cancel_whose_time_is_over_and_one_of_the_next_call, 3)
{
	Job *j = job_open();
	struct user canceller = { .job = j, .seconds = 1 }, worker;

	assert_int_equal(AcomServerCallTryBegin(&j->call, METHOD), S_OK);
	cancel_main(&canceller);
	assert_int_equal(canceller.hr, S_OK);
	assert_int_equal(AcomServerCallComplete(&j->call, S_FALSE), S_OK);
	assert_int_equal(finish(j), S_FALSE);
	assert_int_equal(AcomServerCallTryBegin(&j->call, METHOD), S_OK);
	start(&worker, j, complete_main);
	cancel_forever(&canceller);
	assert_int_equal(canceller.hr, RPC_E_CALL_COMPLETE);
	assert_int_equal(join(&worker), S_OK);
	assert_int_equal(finish(j), S_FALSE);
	job_close(j);
}
