/* worker.c - every schedule of the MTA's threads: started, blocked, resumed, surplus, ended, and left to end themselves.
 * One of them may be runnable, so that the second work meets the bound.
 */
#include "harness.h"
#include "object/object.h"

struct job {
	struct work work;
	struct waitable *wait; /* waited for, if it is there: the thread blocks */
	struct waitable *then; /* set at the end, if it is there */
	struct harness_gate *gate; /* waited for without the library's knowledge, if it is there */
	unsigned runs;
	HRESULT hr;
};

static void job_run(struct work *work, HRESULT hr)
{
	struct job *j = container_of(work, struct job, work);

	j->hr = hr;
	if (SUCCEEDED(hr) && j->wait)
		assert_int_equal(waitable_wait(j->wait, OS_FOREVER), S_OK);
	if (j->gate)
		harness_gate_wait(j->gate);
	j->runs++;
	if (j->then)
		waitable_set(j->then);
}

static struct apartment *enter(void)
{
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	struct apartment *a = apartment_current();
	a->workers.bound = 1;
	return a;
}

/* Nobody is left. */
static void check_end(struct apartment *a)
{
	assert_int_equal(a->workers.total, 0);
	assert_int_equal(a->workers.alive, 0);
	assert_int_equal(a->workers.blocked, 0);
	assert_null(a->workers.idle);
	assert_null(a->workers.ended);
	assert_null(a->head);
	apartment_unref(a);
}

EXPLORE(works_run_once_and_their_threads_end_with_the_apartment, 2)
{
	struct apartment *a = enter();
	struct job jobs[3] = { { .work.run = job_run }, { .work.run = job_run }, { .work.run = job_run } };

	for (int i = 0; i < 3; i++)
		assert_int_equal(apartment_post(a, &jobs[i].work), S_OK);
	CoUninitialize();
	for (int i = 0; i < 3; i++) {
		assert_int_equal(jobs[i].runs, 1);
		assert_true(jobs[i].hr == S_OK || jobs[i].hr == RPC_E_DISCONNECTED);
	}
	check_end(a);
}

/* The first waits for what the second does: its place must be filled, whenever it comes to wait. */
EXPLORE(a_thread_that_waits_makes_room_for_the_next_work, 2)
{
	struct waitable middle = { 0 }, last = { 0 };
	struct apartment *a = enter();
	struct job first = { .work.run = job_run, .wait = &middle, .then = &last };
	struct job second = { .work.run = job_run, .then = &middle };

	assert_int_equal(apartment_post(a, &first.work), S_OK);
	assert_int_equal(apartment_post(a, &second.work), S_OK);
	assert_int_equal(waitable_wait(&last, OS_FOREVER), S_OK);
	assert_int_equal(first.runs + second.runs, 2);
	CoUninitialize();
	check_end(a);
	waitable_fini(&middle);
	waitable_fini(&last);
}

/* A call from inside a served one always gets a thread: whoever waits for it may hold what all the others want. */
struct nest {
	struct apartment *a;
	struct job inner;
	struct harness_gate gate;
};

static void nest_run(struct work *work, HRESULT hr)
{
	struct nest *n = container_of(work, struct nest, inner.work);

	job_run(&n->inner.work, hr);
	harness_gate_open(&n->gate);
}

struct outer_job {
	struct work work;
	struct nest *nest;
	struct waitable *done;
};

static void outer_run(struct work *work, HRESULT hr)
{
	struct outer_job *o = container_of(work, struct outer_job, work);

	assert_int_equal(hr, S_OK);
	assert_int_equal(apartment_post_nested(o->nest->a, &o->nest->inner.work), S_OK);
	harness_gate_wait(&o->nest->gate);
	waitable_set(o->done);
}

EXPLORE(a_nested_work_gets_a_thread_beyond_the_bound, 2)
{
	struct waitable done = { 0 };
	struct apartment *a = enter();
	struct nest nest = { .a = a, .inner.work.run = nest_run, .gate = HARNESS_GATE_INIT };
	struct outer_job outer = { .work.run = outer_run, .nest = &nest, .done = &done };
	struct job other = { .work.run = job_run };

	assert_int_equal(apartment_post(a, &outer.work), S_OK);
	assert_int_equal(apartment_post(a, &other.work), S_OK);
	assert_int_equal(waitable_wait(&done, OS_FOREVER), S_OK);
	CoUninitialize();
	assert_int_equal(nest.inner.runs, 1);
	assert_int_equal(other.runs, 1);
	check_end(a);
	waitable_fini(&done);
}

/* ---- posted by a thread that is not the one that ends the apartment ---- */

struct poster {
	struct harness_thread thread;
	struct apartment *to;
	struct job job;
	HRESULT hr;
};

static void post_main(void *arg)
{
	struct poster *p = arg;

	p->hr = apartment_post(p->to, &p->job.work);
}

static void post_start(struct poster *p, struct apartment *to)
{
	*p = (struct poster){ .to = to, .job.work.run = job_run };
	harness_start(&p->thread, post_main, p);
}

static void post_join(struct poster *p)
{
	harness_join(&p->thread);
	assert_int_equal(p->job.runs, SUCCEEDED(p->hr));
	if (FAILED(p->hr))
		assert_int_equal(p->hr, RPC_E_DISCONNECTED);
}

EXPLORE(the_apartment_ends_while_work_is_posted_to_it, 2)
{
	struct apartment *a = enter();
	struct poster p;

	post_start(&p, a);
	CoUninitialize();
	post_join(&p);
	check_end(a);
}

EXPLORE(the_apartment_ends_while_two_threads_post_to_it, 2)
{
	struct apartment *a = enter();
	struct poster p, q;

	post_start(&p, a);
	post_start(&q, a);
	CoUninitialize();
	post_join(&p);
	post_join(&q);
	check_end(a);
}

/* The last of two members ends it, whichever that is. */
static void member_main(void *arg)
{
	(void)arg;
	if (SUCCEEDED(CoInitializeEx(NULL, COINIT_MULTITHREADED)))
		CoUninitialize();
}

EXPLORE(members_come_and_go_while_work_runs, 2)
{
	struct harness_thread t;
	struct job j = { .work.run = job_run };
	struct apartment *a = enter();

	harness_start(&t, member_main, NULL);
	assert_int_equal(apartment_post(a, &j.work), S_OK);
	CoUninitialize();
	harness_join(&t);
	assert_int_equal(j.runs, 1);
	check_end(a);
}

/* ---- CoUninitialize waits ten seconds, and leaves the end to the thread that still executes ---- */

static void open_later(void *gate)
{
	os_parker nobody = { 0 };

	os_park(&nobody, os_now() + WORKERS_END_SECONDS * UINT64_C(1000000000));
	harness_gate_open(gate);
}

static unsigned ends;
static struct harness_gate over;

static void count_end(struct apartment *a)
{
	(void)a;
	assert_int_equal(++ends, 1);
}

static void open_over(void)
{
	harness_gate_open(&over);
}

static void no_thread(struct thread *self)
{
	(void)self;
}

/* The work ends at the very instant at which CoUninitialize gives up: exactly one of both threads ends the apartment. */
EXPLORE(a_work_that_ends_as_the_patience_does_ends_the_apartment_once, 2)
{
	static const struct apartment_observer observer = { count_end, open_over, no_thread, no_thread };
	struct harness_gate gate = HARNESS_GATE_INIT;
	struct harness_thread t;
	struct job j = { .work.run = job_run, .gate = &gate };

	ends = 0;
	over = (struct harness_gate)HARNESS_GATE_INIT;
	apartment_observe(&observer);
	struct apartment *a = enter();
	assert_int_equal(apartment_post(a, &j.work), S_OK);
	harness_start(&t, open_later, &gate);
	CoUninitialize();
	harness_join(&t);
	harness_gate_wait(&over);
	assert_int_equal(j.runs, 1);
	check_end(a);
}
