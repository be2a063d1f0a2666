/* queue.c - every schedule of an apartment's queue: what is posted runs exactly once, or learns that it will not. */
#include "harness.h"
#include "object/object.h"

#define SECOND 1000000000u

static void enter(DWORD model)
{
	assert_int_equal(CoInitializeEx(NULL, model), S_OK);
}

/* Work that counts how often it was run, and how it was told. */
struct job {
	struct work work;
	struct apartment *home;
	struct waitable *then; /* set at the end, if it is there */
	struct waitable *wait; /* waited for first, if it is there */
	unsigned runs;
	HRESULT hr;
};

static void job_run(struct work *work, HRESULT hr)
{
	struct job *j = container_of(work, struct job, work);

	j->runs++;
	j->hr = hr;
	if (SUCCEEDED(hr))
		assert_true(apartment_is_current(j->home));
	if (j->wait)
		assert_int_equal(waitable_wait(j->wait, OS_FOREVER), S_OK);
	if (j->then)
		waitable_set(j->then);
}

/* Whoever posts to an apartment. */
struct poster {
	struct harness_thread thread;
	struct apartment *to;
	struct job jobs[2];
	unsigned count;
	HRESULT hr[2];
};

static void post_main(void *arg)
{
	struct poster *p = arg;

	for (unsigned i = 0; i < p->count; i++)
		p->hr[i] = apartment_post(p->to, &p->jobs[i].work);
}

/* The poster keeps a count of the apartment, which the thread that starts it must not give up before. */
static void post_start(struct poster *p, unsigned count, struct waitable *then)
{
	*p = (struct poster){ .to = apartment_current(), .count = count };
	for (unsigned i = 0; i < count; i++)
		p->jobs[i] = (struct job){ .work.run = job_run, .home = p->to, .then = then };
	harness_start(&p->thread, post_main, p);
}

/* Posted and run, told that it will not run, or refused. */
static void post_join(struct poster *p)
{
	harness_join(&p->thread);
	for (unsigned i = 0; i < p->count; i++) {
		if (SUCCEEDED(p->hr[i])) {
			assert_int_equal(p->jobs[i].runs, 1);
			assert_true(p->jobs[i].hr == S_OK || p->jobs[i].hr == RPC_E_DISCONNECTED);
		} else {
			assert_int_equal(p->hr[i], RPC_E_DISCONNECTED);
			assert_int_equal(p->jobs[i].runs, 0);
		}
	}
	apartment_unref(p->to);
}

/* A wait serves all that was posted before the end of what it waits for. */
EXPLORE(a_wait_serves_what_is_posted_meanwhile, 2)
{
	struct waitable w = { 0 };
	struct poster p;

	enter(COINIT_APARTMENTTHREADED);
	post_start(&p, 2, NULL);
	p.jobs[1].then = &w;
	assert_int_equal(waitable_wait(&w, OS_FOREVER), S_OK);
	assert_int_equal(p.jobs[0].runs, 1);
	assert_int_equal(p.jobs[1].runs, 1);
	post_join(&p);
	CoUninitialize();
	waitable_fini(&w);
}

EXPLORE(an_apartment_ends_while_work_is_posted_to_it, 2)
{
	struct waitable w = { 0 };
	struct poster p;

	enter(COINIT_APARTMENTTHREADED);
	post_start(&p, 2, &w);
	waitable_wait(&w, os_now() + SECOND);
	CoUninitialize();
	post_join(&p);
	waitable_fini(&w);
}

/* Two threads post; both orders, and both with the end. */
EXPLORE(an_apartment_ends_while_two_threads_post_to_it, 2)
{
	struct poster a, b;

	enter(COINIT_APARTMENTTHREADED);
	post_start(&a, 1, NULL);
	post_start(&b, 1, NULL);
	AcomDispatch(0);
	CoUninitialize();
	post_join(&a);
	post_join(&b);
}

/* The call of another thread waits until it has an answer. */
struct caller {
	struct harness_thread thread;
	struct apartment *to;
	unsigned runs;
	HRESULT hr;
};

static HRESULT count_run(void *arg)
{
	struct caller *c = arg;

	assert_true(apartment_is_current(c->to));
	c->runs++;
	return S_FALSE;
}

static void call_main(void *arg)
{
	struct caller *c = arg;

	c->hr = apartment_call(c->to, count_run, c);
}

static void call_start(struct caller *c)
{
	*c = (struct caller){ .to = apartment_current() };
	harness_start(&c->thread, call_main, c);
}

static void call_join(struct caller *c)
{
	harness_join(&c->thread);
	assert_int_equal(c->hr, c->runs ? S_FALSE : RPC_E_DISCONNECTED);
	assert_true(c->runs <= 1);
	apartment_unref(c->to);
}

EXPLORE(a_call_into_an_apartment_that_ends_is_answered, 2)
{
	struct caller c;

	enter(COINIT_APARTMENTTHREADED);
	call_start(&c);
	AcomDispatch(0);
	CoUninitialize();
	call_join(&c);
}

EXPLORE(two_calls_into_an_apartment_that_ends_are_answered, 2)
{
	struct caller a, b;

	enter(COINIT_APARTMENTTHREADED);
	call_start(&a);
	call_start(&b);
	AcomDispatch(1);
	CoUninitialize();
	call_join(&a);
	call_join(&b);
}

/* Two apartments call each other at once: each serves the other's call while it waits for its own. */
struct peer {
	struct harness_thread thread;
	struct apartment *mine, *yours;
	struct harness_gate *open, *meet;
	struct waitable *done;
	unsigned runs;
};

static HRESULT peer_run(void *arg)
{
	struct peer *p = arg;

	assert_true(apartment_is_current(p->yours));
	p->runs++;
	return S_OK;
}

static void peer_main(void *arg)
{
	struct peer *p = arg;

	enter(COINIT_APARTMENTTHREADED);
	p->mine = apartment_current();
	harness_gate_open(p->open);
	harness_gate_wait(p->meet);
	assert_int_equal(apartment_call(p->yours, peer_run, p), S_OK);
	assert_int_equal(waitable_wait(p->done, OS_FOREVER), S_OK);
	CoUninitialize();
	apartment_unref(p->mine);
}

EXPLORE(two_apartments_call_each_other_at_once, 2)
{
	struct harness_gate there = HARNESS_GATE_INIT, meet = HARNESS_GATE_INIT;
	struct waitable done = { 0 };
	struct peer other = { .open = &there, .meet = &meet, .done = &done }, mine = { .runs = 0 };

	enter(COINIT_APARTMENTTHREADED);
	mine.mine = other.yours = apartment_current();
	harness_start(&other.thread, peer_main, &other);
	harness_gate_wait(&there);
	mine.yours = other.mine;
	harness_gate_open(&meet);
	assert_int_equal(apartment_call(mine.yours, peer_run, &mine), S_OK);
	while (!other.runs)
		AcomDispatch(INFINITE);
	waitable_set(&done);
	harness_join(&other.thread);
	assert_int_equal(mine.runs, 1);
	assert_int_equal(other.runs, 1);
	apartment_unref(mine.mine);
	CoUninitialize();
	waitable_fini(&done);
}

/* What is served waits itself. The token of the outer wait must reach it though the inner one sleeps on the same parker. */
EXPLORE(a_wait_inside_a_served_work_loses_no_wake, 2)
{
	struct waitable inner = { 0 }, outer = { 0 };
	struct harness_thread a, b;

	enter(COINIT_APARTMENTTHREADED);
	struct apartment *home = apartment_current();
	struct job j = { .work.run = job_run, .home = home, .wait = &inner };
	assert_int_equal(apartment_post(home, &j.work), S_OK);
	harness_start(&a, (void (*)(void *))waitable_set, &outer);
	harness_start(&b, (void (*)(void *))waitable_set, &inner);
	assert_int_equal(waitable_wait(&outer, OS_FOREVER), S_OK);
	while (!j.runs)
		AcomDispatch(INFINITE);
	harness_join(&a);
	harness_join(&b);
	assert_int_equal(j.runs, 1);
	apartment_unref(home);
	CoUninitialize();
	waitable_fini(&inner);
	waitable_fini(&outer);
}

/* AcomApartmentFd: readable exactly while work is queued, whoever asks when. */
EXPLORE(the_descriptor_of_an_apartment_is_readable_while_work_is_queued, 2)
{
	struct poster p;
	int fd;

	enter(COINIT_APARTMENTTHREADED);
	post_start(&p, 2, NULL);
	assert_int_equal(AcomApartmentFd(&fd), S_OK);
	for (unsigned left = 2; left; ) {
		assert_int_equal(os_poll(fd, OS_FOREVER), 1);
		if (apartment_serve())
			left--;
	}
	assert_int_equal(os_poll(fd, 0), 0);
	post_join(&p);
	CoUninitialize();
}
