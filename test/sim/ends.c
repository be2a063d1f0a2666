/* ends.c - the end of a multithreaded apartment whose workers still execute calls, in simulated time: bounded, told, and
 * made good by the last worker. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/os_sim.h"
#include "mixer.h"

#define SECOND 1000000000ull
#define PATIENCE (WORKERS_END_SECONDS * SECOND)

enum { CLIENTS = 3 };

/* A client in an apartment of its own, with one call to an object of the apartment that ends. */
struct visitor {
	struct scene *scene;
	IStream *reference;
	HRESULT result;
	uint64_t end;        /* when the call was answered */
	struct harness_thread thread;
};

/* The test's own thread is the only member of the MTA; the methods of its object wait at a gate. */
struct scene {
	struct mixer mixer;
	struct harness_gate gate;
	IMix *object;
	unsigned clients;
	struct visitor visitor[CLIENTS];
	uint64_t begin;      /* of CoUninitialize */
	uint64_t threads;    /* that there were before */
};

static void visitor_main(void *arg)
{
	struct visitor *v = arg;
	LONG n = 1, values[1] = { 1 };
	IMix *mix;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(CoGetInterfaceAndReleaseStream(v->reference, &IID_IMix, (void **)&mix), S_OK);
	v->result = IMix_Values(mix, n, values);
	v->end = os_now();
	IMix_Release(mix);
	house_leave();
}

static void scene_open(struct scene *s, unsigned clients)
{
	*s = (struct scene){ .clients = clients, .threads = os_thread_live() };
	s->mixer.gate = &s->gate;
	house_enter(COINIT_MULTITHREADED);
	s->object = mixer_create(&s->mixer);
	for (unsigned i = 0; i < clients; i++) {
		struct visitor *v = &s->visitor[i];
		v->scene = s;
		assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_IMix, (IUnknown *)s->object, &v->reference), S_OK);
		harness_start(&v->thread, visitor_main, v);
	}
	IMix_Release(s->object);
	house_wait_count(&s->mixer.entered, clients);
	s->begin = os_now();
}

/* All calls come to their end, and so does the apartment: its object will be gone, which the harness counts. */
static void scene_close(struct scene *s)
{
	for (unsigned i = 0; i < s->clients; i++) {
		harness_join(&s->visitor[i].thread);
		assert_int_equal(s->visitor[i].result, S_OK);
	}
	assert_int_equal(house_count(&s->mixer.left), s->clients);
	while (os_thread_live() > s->threads)
		os_yield();
}

static void stuck(unsigned clients)
{
	struct scene s;

	scene_open(&s, clients);
	house_leave();
	assert_int_equal(os_now() - s.begin, PATIENCE);
	assert_int_equal(house_count(&s.mixer.left), 0);
	harness_gate_open(&s.gate);
	scene_close(&s);
}

SIM_TEST(CoUninitialize_waits_a_bounded_time_and_the_last_worker_ends_the_apartment, 2000)
{
	stuck(1);
	stuck(CLIENTS);
}

struct opener {
	struct scene *scene;
	uint64_t after;
	struct harness_thread thread;
};

static void opener_main(void *arg)
{
	struct opener *o = arg;
	os_parker nobody = { 0 };

	os_park(&nobody, o->scene->begin + o->after);
	harness_gate_open(&o->scene->gate);
}

/* The gate opens `after` so long. */
static uint64_t leave_with_gate(struct scene *s, uint64_t after)
{
	struct opener o = { .scene = s, .after = after };

	harness_start(&o.thread, opener_main, &o);
	house_leave();
	uint64_t end = os_now();
	harness_join(&o.thread);
	return end - s->begin;
}

SIM_TEST(CoUninitialize_does_not_wait_longer_than_the_calls_take, 2000)
{
	struct scene s;

	scene_open(&s, CLIENTS);
	assert_int_equal(leave_with_gate(&s, 3 * SECOND), 3 * SECOND);
	scene_close(&s);
	for (unsigned i = 0; i < CLIENTS; i++)
		assert_int_equal(s.visitor[i].end - s.begin, 3 * SECOND);
}

/* The moment in which the time is over is the one in which the calls end: either way nothing is done twice or not at all. */
SIM_TEST(the_end_of_the_time_and_of_the_calls_may_meet, 10000)
{
	struct scene s;

	scene_open(&s, CLIENTS);
	assert_int_equal(leave_with_gate(&s, PATIENCE), PATIENCE);
	scene_close(&s);
}

/* A new apartment has nothing to do with the old one, whose worker is still at work. */
SIM_TEST(a_new_mta_lives_beside_the_workers_of_the_old_one, 1000)
{
	struct scene s, again;

	scene_open(&s, 2);
	house_leave();
	scene_open(&again, 1);
	harness_gate_open(&again.gate);
	house_leave();
	assert_int_equal(os_now() - again.begin, 0);
	scene_close(&again);
	assert_int_equal(house_count(&s.mixer.left), 0);
	harness_gate_open(&s.gate);
	scene_close(&s);
}

/* ---- ACOM_TRACE=held ---- */

static void stuck_body(void *arg)
{
	(void)arg;
	stuck(2);
}

TEST(held_names_the_threads_that_still_execute_calls)
{
	static char text[4096];

	setenv("ACOM_TRACE", "held", 1);
	int told = memfd_create("told", 0), saved = dup(STDERR_FILENO);
	dup2(told, STDERR_FILENO);
	int failed = sim_run(1, stuck_body, NULL);
	dup2(saved, STDERR_FILENO);
	close(saved);
	ssize_t n = pread(told, text, sizeof text - 1, 0);
	close(told);
	assert_int_equal(failed, 0);
	assert_true(n > 0);
	fputs(text, stderr);
	assert_non_null(strstr(text, "held: 2 threads of apartment "));
	/* when the last of them ends it, the clients are just about to let go */
}
