/* worker.c - the MTA's threads: started when a call needs one, bounded, waiting ones not counted (decision 15), joined. */
#include "house.h"

/* ---- what the apartment knows of its workers ---- */

static struct workers look(struct apartment *a)
{
	os_mutex_lock(&a->lock);
	struct workers w = a->workers;
	os_mutex_unlock(&a->lock);
	return w;
}

static unsigned idle(struct apartment *a)
{
	unsigned n = 0;

	os_mutex_lock(&a->lock);
	n = a->workers.idle != NULL;
	os_mutex_unlock(&a->lock);
	return n;
}

static void until_idle(struct apartment *a)
{
	while (!idle(a))
		os_yield();
}

/* ---- work that waits at a gate ---- */

struct job {
	struct work work;
	os_u32 *entered, *left;
	struct harness_gate *gate;
	struct waitable *done; /* waited for as the library waits: the worker does not count meanwhile */
	uint64_t thread;
	HRESULT hr;
};

static void job_run(struct work *work, HRESULT hr)
{
	struct job *j = container_of(work, struct job, work);

	j->thread = os_thread_id();
	j->hr = hr;
	os_add32(j->entered, 1);
	if (j->gate)
		harness_gate_wait(j->gate);
	if (j->done)
		assert_int_equal(waitable_wait(j->done, OS_FOREVER), S_OK);
	os_add32(j->left, 1);
}

static void post_all(struct apartment *a, struct job *jobs, unsigned n, struct job like)
{
	like.work.run = job_run;
	for (unsigned i = 0; i < n; i++) {
		jobs[i] = like;
		assert_int_equal(apartment_post(a, &jobs[i].work), S_OK);
	}
}

static void until(os_u32 *counter, uint32_t n)
{
	while (os_load32(counter) < n)
		os_yield();
}

static struct apartment *mta(void)
{
	house_enter(COINIT_MULTITHREADED);
	return apartment_current();
}

static void leave(struct apartment *a)
{
	house_leave();
	assert_int_equal(a->workers.total, 0);
	assert_int_equal(a->workers.alive, 0);
	assert_null(a->workers.idle);
	assert_null(a->workers.ended);
	apartment_unref(a);
}

TEST(an_mta_without_calls_has_no_worker)
{
	uint64_t threads = os_thread_live();
	struct apartment *a = mta();

	assert_int_equal(look(a).total, 0);
	assert_true(os_thread_live() == threads);
	leave(a);
}

TEST(a_call_starts_a_worker_and_the_next_ones_use_it)
{
	struct apartment *a = mta();
	os_u32 entered = { 0 }, left = { 0 };
	uint64_t first = 0;

	for (unsigned i = 0; i < 5; i++) {
		struct job j = { .work.run = job_run, .entered = &entered, .left = &left };
		assert_int_equal(apartment_post(a, &j.work), S_OK);
		until(&left, i + 1);
		until_idle(a);
		assert_int_equal(look(a).total, 1);
		assert_true(j.thread != os_thread_id());
		first = first ? first : j.thread;
		assert_true(j.thread == first);
	}
	leave(a);
}

/* 24 pieces of work at once, all held at a gate: 8 threads, and the others wait in the queue until the first ones leave. */
TEST(no_more_than_the_bound_run_at_once_and_the_rest_is_queued)
{
	enum { JOBS = 3 * WORKERS_RUNNABLE };
	struct apartment *a = mta();
	os_u32 entered = { 0 }, left = { 0 };
	struct harness_gate gate = HARNESS_GATE_INIT;
	struct job jobs[JOBS];

	post_all(a, jobs, JOBS, (struct job){ .entered = &entered, .left = &left, .gate = &gate });
	until(&entered, WORKERS_RUNNABLE);
	assert_int_equal(look(a).total, WORKERS_RUNNABLE);
	assert_int_equal(os_load32(&entered), WORKERS_RUNNABLE);
	assert_int_equal(os_load32(&a->queued), JOBS - WORKERS_RUNNABLE);
	harness_gate_open(&gate);
	until(&left, JOBS);
	assert_true(look(a).total <= WORKERS_RUNNABLE);
	for (int i = 0; i < JOBS; i++)
		assert_int_equal(jobs[i].hr, S_OK);
	leave(a);
}

/* Those that wait for something do not count: all 24 are under way, and no more than 8 stay once they are done. */
TEST(workers_that_wait_do_not_count_and_surplus_ones_end)
{
	enum { JOBS = 3 * WORKERS_RUNNABLE };
	struct apartment *a = mta();
	os_u32 entered = { 0 }, left = { 0 };
	struct waitable done = { 0 };
	struct job jobs[JOBS];

	post_all(a, jobs, JOBS, (struct job){ .entered = &entered, .left = &left, .done = &done });
	until(&entered, JOBS);
	assert_true(look(a).total <= JOBS + WORKERS_RUNNABLE);
	waitable_set(&done);
	until(&left, JOBS);
	while (look(a).total > WORKERS_RUNNABLE || look(a).blocked)
		os_yield();
	assert_int_equal(look(a).total, WORKERS_RUNNABLE);
	leave(a);
	waitable_fini(&done);
}

TEST(ended_workers_are_joined_when_the_next_one_starts)
{
	enum { JOBS = 2 * WORKERS_RUNNABLE };
	struct apartment *a = mta();
	os_u32 entered = { 0 }, left = { 0 };
	struct waitable done = { 0 };
	struct harness_gate gate = HARNESS_GATE_INIT;
	struct job jobs[JOBS], more[WORKERS_RUNNABLE + 1];

	post_all(a, jobs, JOBS, (struct job){ .entered = &entered, .left = &left, .done = &done });
	until(&entered, JOBS);
	waitable_set(&done);
	while (look(a).alive > WORKERS_RUNNABLE)
		os_yield();
	assert_non_null(look(a).ended);
	/* 8 fill the workers that are left, each waiting; the ninth needs a new one. */
	waitable_reset(&done);
	for (int i = 0; i <= WORKERS_RUNNABLE; i++) {
		more[i] = (struct job){ .work.run = job_run, .entered = &entered, .left = &left, .gate = &gate };
		if (i < WORKERS_RUNNABLE)
			more[i] = (struct job){ .work.run = job_run, .entered = &entered, .left = &left, .done = &done };
		assert_int_equal(apartment_post(a, &more[i].work), S_OK);
	}
	until(&entered, JOBS + WORKERS_RUNNABLE + 1);
	assert_null(look(a).ended);
	waitable_set(&done);
	harness_gate_open(&gate);
	until(&left, JOBS + WORKERS_RUNNABLE + 1);
	leave(a);
	waitable_fini(&done);
}

TEST(couninitialize_waits_for_what_runs_and_drops_what_is_queued)
{
	enum { JOBS = WORKERS_RUNNABLE + 2 };
	struct apartment *a = mta();
	os_u32 entered = { 0 }, left = { 0 };
	struct harness_gate gate = HARNESS_GATE_INIT;
	struct job jobs[JOBS];

	post_all(a, jobs, JOBS, (struct job){ .entered = &entered, .left = &left, .gate = &gate });
	until(&entered, WORKERS_RUNNABLE);
	harness_gate_open(&gate);
	leave(a);
	assert_int_equal(os_load32(&left), JOBS);
	for (int i = 0; i < JOBS; i++)
		assert_true(jobs[i].hr == S_OK || jobs[i].hr == RPC_E_DISCONNECTED);
}

/* ---- 3 x limit nested calls: MTA -> STA -> MTA ---- */

struct nest {
	struct work work;
	struct apartment *sta, *mta;
	os_u32 *innermost, *left;
	HRESULT hr;
};

static HRESULT nest_innermost(void *arg)
{
	struct nest *n = arg;

	os_add32(n->innermost, 1);
	return S_FALSE;
}

static HRESULT nest_in_sta(void *arg)
{
	struct nest *n = arg;

	return apartment_call(n->mta, nest_innermost, n);
}

static void nest_run(struct work *work, HRESULT hr)
{
	struct nest *n = container_of(work, struct nest, work);

	assert_int_equal(hr, S_OK);
	n->hr = apartment_call(n->sta, nest_in_sta, n);
	os_add32(n->left, 1);
}

TEST(three_times_the_limit_of_nested_calls_from_mta_to_sta_to_mta_end)
{
	enum { CALLS = 3 * WORKERS_RUNNABLE };
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	struct apartment *a = mta();
	os_u32 innermost = { 0 }, left = { 0 };
	struct nest nests[CALLS];

	house_open(&h);
	for (int i = 0; i < CALLS; i++) {
		nests[i] = (struct nest){ { .run = nest_run }, h.apartment, a, &innermost, &left, E_FAIL };
		assert_int_equal(apartment_post(a, &nests[i].work), S_OK);
	}
	until(&left, CALLS);
	assert_int_equal(os_load32(&innermost), CALLS);
	for (int i = 0; i < CALLS; i++)
		assert_int_equal(nests[i].hr, S_FALSE);
	house_close(&h);
	leave(a);
}

/* All runnable workers are held by something that is no wait of the library; a nested call still gets a thread. */
struct nested_call {
	struct apartment *mta;
	HRESULT hr;
};

static HRESULT do_nothing(void *arg)
{
	(void)arg;
	return S_FALSE;
}

static HRESULT call_mta(void *arg)
{
	return apartment_call((struct apartment *)arg, do_nothing, NULL);
}

TEST(a_nested_call_gets_a_worker_though_all_are_busy)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	struct apartment *a = mta();
	os_u32 entered = { 0 }, left = { 0 };
	struct harness_gate gate = HARNESS_GATE_INIT;
	struct job jobs[WORKERS_RUNNABLE];

	house_open(&h);
	post_all(a, jobs, WORKERS_RUNNABLE, (struct job){ .entered = &entered, .left = &left, .gate = &gate });
	until(&entered, WORKERS_RUNNABLE);
	assert_int_equal(apartment_call(h.apartment, call_mta, a), S_FALSE);
	harness_gate_open(&gate);
	until(&left, WORKERS_RUNNABLE);
	house_close(&h);
	leave(a);
}

TEST(at_the_hard_limit_top_level_work_is_refused_and_nested_work_is_not)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	struct apartment *a = mta();
	os_u32 entered = { 0 }, left = { 0 };
	struct waitable done = { 0 };
	static struct job jobs[WORKERS_TOTAL];
	struct job over = { .work.run = job_run, .entered = &entered, .left = &left };

	house_open(&h);
	post_all(a, jobs, WORKERS_TOTAL, (struct job){ .entered = &entered, .left = &left, .done = &done });
	until(&entered, WORKERS_TOTAL);
	while (look(a).blocked < WORKERS_TOTAL)
		os_yield();
	assert_int_equal(look(a).total, WORKERS_TOTAL);
	assert_int_equal(apartment_post(a, &over.work), RPC_E_OUT_OF_RESOURCES);
	assert_int_equal(apartment_call(h.apartment, call_mta, a), S_FALSE);
	waitable_set(&done);
	until(&left, WORKERS_TOTAL);
	house_close(&h);
	leave(a);
	waitable_fini(&done);
}

/* ---- only a call that somebody waits for is nested ---- */

enum { MANY = 300 };

struct many {
	struct house held, free; /* objects of the MTA: the first one's methods wait at the gate */
	struct harness_gate gate;
	struct apartment *mta;
	AsyncISimpleStream *call[MANY];
	uint64_t threads; /* that 300 calls have started */
};

/* Inside a call that the STA serves. */
static HRESULT begin_many(void *arg)
{
	struct many *m = arg;
	ISimpleStream *s = house_stream(&m->held);
	uint64_t before = os_thread_live() - look(m->mta).alive;

	for (int i = 0; i < MANY; i++) {
		m->call[i] = house_call(s);
		assert_int_equal(AsyncISimpleStream_Begin_Read(m->call[i], 1), S_OK);
	}
	house_wait_count(&m->held.sync_reads, WORKERS_RUNNABLE);
	m->threads = os_thread_live() - before;
	ISimpleStream_Release(s);
	return S_OK;
}

/* A synchronous one while all of them are held. */
static HRESULT call_one(void *arg)
{
	ISimpleStream *s = house_stream(&((struct many *)arg)->free);
	BYTE data[1];
	ULONG n;
	HRESULT hr = ISimpleStream_Read(s, data, 1, &n);

	ISimpleStream_Release(s);
	return hr;
}

static HRESULT finish_many(void *arg)
{
	struct many *m = arg;
	BYTE data[1];
	ULONG n;

	harness_gate_open(&m->gate);
	for (int i = 0; i < MANY; i++) {
		assert_int_equal(AsyncISimpleStream_Finish_Read(m->call[i], data, &n), S_OK);
		AsyncISimpleStream_Release(m->call[i]);
	}
	return S_OK;
}

TEST(asynchronous_calls_from_inside_a_call_keep_to_the_bound_and_a_synchronous_one_need_not)
{
	static struct many m = { .held.model = COINIT_MULTITHREADED, .free.model = COINIT_MULTITHREADED };
	struct house sta = { .model = COINIT_APARTMENTTHREADED };

	m.held.gate = &m.gate;
	m.mta = mta();
	house_open(&m.held);
	house_open(&m.free);
	house_open(&sta);
	assert_int_equal(house_run(&sta, begin_many, &m), S_OK);
	assert_in_range(m.threads, WORKERS_RUNNABLE, WORKERS_RUNNABLE + 1);
	assert_int_equal(house_run(&sta, call_one, &m), S_OK);
	assert_int_equal(house_run(&sta, finish_many, &m), S_OK);
	house_close(&sta);
	house_close(&m.free);
	house_close(&m.held);
	leave(m.mta);
}

/* ---- what must not be lost ---- */

struct telling {
	struct apartment *a;
	struct work *work;
	HRESULT hr;
};

static void tell_without_memory(void *telling)
{
	struct telling *t = telling;

	os_alloc_fail(1, true);
	t->hr = apartment_notify(t->a, t->work);
	os_alloc_fail(0, false);
}

/* From a thread that would need memory to go there itself. */
static HRESULT notify_from_outside(struct apartment *a, struct work *work)
{
	struct telling t = { a, work, E_FAIL };
	struct harness_thread thread;

	harness_start(&thread, tell_without_memory, &t);
	harness_join(&thread);
	return t.hr;
}

TEST(a_notice_that_finds_no_worker_is_run_by_who_gives_it)
{
	struct apartment *a = mta();
	os_u32 entered = { 0 }, left = { 0 };
	struct job notice = { .work.run = job_run, .entered = &entered, .left = &left };
	struct telling t = { a, &notice.work, E_FAIL };

	tell_without_memory(&t);
	assert_int_equal(t.hr, S_OK);
	assert_int_equal(os_load32(&left), 1);
	assert_int_equal(notice.hr, S_OK);
	leave(a);
}

TEST(a_notice_that_finds_no_memory_for_a_worker_is_brought_by_the_next_one)
{
	struct apartment *a = mta();
	os_u32 entered = { 0 }, left = { 0 };
	struct job refused = { .work.run = job_run, .entered = &entered, .left = &left };
	struct job notice = refused, next = refused;

	os_alloc_fail(1, true);
	HRESULT hr = apartment_post(a, &refused.work);
	os_alloc_fail(0, false);
	assert_int_equal(hr, E_OUTOFMEMORY);
	assert_int_equal(notify_from_outside(a, &notice.work), S_OK);
	assert_int_equal(os_load32(&left), 0);
	assert_int_equal(look(a).total, 0);
	assert_int_equal(apartment_post(a, &next.work), S_OK);
	until(&left, 2);
	assert_int_equal(notice.hr, S_OK);
	leave(a);
}

TEST(a_notice_that_no_worker_brings_learns_that_its_apartment_has_ended)
{
	struct apartment *a = mta();
	os_u32 entered = { 0 }, left = { 0 };
	struct job notice = { .work.run = job_run, .entered = &entered, .left = &left };

	assert_int_equal(notify_from_outside(a, &notice.work), S_OK);
	apartment_ref(a);
	leave(a);
	assert_int_equal(notice.hr, RPC_E_DISCONNECTED);
	assert_int_equal(apartment_notify(a, &notice.work), RPC_E_DISCONNECTED);
	apartment_unref(a);
}

static void refused_run(struct work *work, HRESULT hr)
{
	struct job *j = container_of(work, struct job, work);

	j->hr = hr;
	waitable_set(j->done);
}

/* The only worker waits for what is queued behind it, and no other can be started: the queued work must say so. */
TEST(what_nobody_is_left_to_run_is_refused)
{
	struct apartment *a = mta();
	os_u32 entered = { 0 }, left = { 0 };
	struct harness_gate gate = HARNESS_GATE_INIT;
	struct waitable done = { 0 };
	struct job first = { .work.run = job_run, .entered = &entered, .left = &left, .gate = &gate, .done = &done };
	struct job second = { .work.run = refused_run, .done = &done };

	a->workers.bound = 1;
	assert_int_equal(apartment_post(a, &first.work), S_OK);
	until(&entered, 1);
	assert_int_equal(apartment_post(a, &second.work), S_OK);
	os_alloc_fail(1, true);
	harness_gate_open(&gate);
	until(&left, 1);
	os_alloc_fail(0, false);
	assert_int_equal(second.hr, E_OUTOFMEMORY);
	leave(a);
	waitable_fini(&done);
}

/* ---- a worker is in the MTA ---- */

static void in_mta(struct work *work, HRESULT hr)
{
	struct job *j = container_of(work, struct job, work);
	struct apartment *a = apartment_current();

	assert_int_equal(hr, S_OK);
	assert_int_equal(a->kind, APARTMENT_MTA);
	assert_int_equal(AcomDispatch(0), S_FALSE);
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_FALSE);
	assert_int_equal(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), RPC_E_CHANGED_MODE);
	CoUninitialize();
	CoUninitialize();
	assert_true(apartment_is_current(a));
	apartment_unref(a);
	os_add32(j->left, 1);
}

TEST(a_worker_is_in_the_mta_whatever_it_says)
{
	struct apartment *a = mta();
	os_u32 left = { 0 };
	struct job j = { .work.run = in_mta, .left = &left };

	assert_int_equal(apartment_post(a, &j.work), S_OK);
	until(&left, 1);
	leave(a);
}

/* Without memory for the first worker the work is refused; for a later one it waits for those that run. */
SWEEP(a_worker_that_cannot_start_loses_no_work)
{
	os_u32 entered = { 0 }, left = { 0 };
	struct job jobs[3];
	uint32_t taken = 0;

	if (!sweep_ok(CoInitializeEx(NULL, COINIT_MULTITHREADED)))
		return;
	struct apartment *a = apartment_current();
	for (int i = 0; i < 3; i++) {
		jobs[i] = (struct job){ .work.run = job_run, .entered = &entered, .left = &left };
		taken += sweep_ok(apartment_post(a, &jobs[i].work), RPC_E_OUT_OF_RESOURCES);
	}
	until(&left, taken);
	leave(a);
}
