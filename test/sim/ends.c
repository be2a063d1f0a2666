/* ends.c - the end of a multithreaded apartment whose workers still execute calls, in simulated time: bounded, told, and
 * made good by the last one out. */
#include <stdio.h>
#include <stdlib.h>

#include "base/os_sim.h"
#include "mixer.h"
#include "told.h"

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

/* ---- visitors ---- */

/* Who visits the MTA, of which the test's own thread is the only member, perhaps out of the NTA. */
struct guest {
	struct work work;
	struct apartment *mta, *nta; /* counted */
	void (*there)(struct guest *g);
	struct harness_gate entered, go;
};

static void guest_run(struct work *work, HRESULT hr)
{
	struct guest *g = container_of(work, struct guest, work);

	assert_int_equal(hr, S_OK);
	g->there(g);
}

static void guest_visits(struct guest *g, struct apartment *a, void (*there)(struct guest *g))
{
	g->there = there;
	assert_int_equal(visit_run(a, &g->work), S_OK);
}

static void guest_open(struct guest *g)
{
	*g = (struct guest){ .work.run = guest_run, .entered = HARNESS_GATE_INIT, .go = HARNESS_GATE_INIT };
	house_enter(COINIT_MULTITHREADED);
	g->mta = apartment_current();
	assert_int_equal(apartment_neutral(&g->nta), S_OK);
}

static void guest_close(struct guest *g)
{
	assert_true(apartment_is_dead(g->mta));
	assert_true(apartment_is_dead(g->nta));
	apartment_unref(g->nta);
	apartment_unref(g->mta);
}

static void guest_leaves(struct guest *g)
{
	(void)g;
	CoUninitialize();
}

static void guest_leaves_from_nta(struct guest *g)
{
	guest_visits(g, g->mta, guest_leaves);
}

static void guest_leaves_from_mta(struct guest *g)
{
	guest_visits(g, g->nta, guest_leaves_from_nta);
}

SIM_TEST(a_visitor_that_makes_the_last_CoUninitialize_does_not_wait_for_itself, 200)
{
	uint64_t begin = os_now();
	struct guest g;

	guest_open(&g);
	guest_visits(&g, g.mta, guest_leaves_from_mta);
	guest_close(&g);
	assert_int_equal(os_now() - begin, 0);
}

static void guest_stays(struct guest *g)
{
	harness_gate_open(&g->entered);
	harness_gate_wait(&g->go);
}

static void guest_stays_from_nta(struct guest *g)
{
	guest_visits(g, g->mta, guest_stays);
}

/* So it ends the MTA, as the last one out, and then the NTA, whose worker it is. */
SIM_TEST(a_visitor_that_outstays_the_MTA_ends_all_without_waiting_for_itself, 2000)
{
	uint64_t begin = os_now(), threads = os_thread_live();
	struct guest g;

	guest_open(&g);
	g.there = guest_stays_from_nta;
	assert_int_equal(apartment_post(g.nta, &g.work), S_OK);
	harness_gate_wait(&g.entered);
	house_leave();
	assert_int_equal(os_now() - begin, PATIENCE);
	harness_gate_open(&g.go);
	while (os_thread_live() > threads)
		os_yield();
	assert_int_equal(os_now() - begin, PATIENCE);
	guest_close(&g);
}

/* ---- ACOM_TRACE=held ---- */

static void stuck_body(void *arg)
{
	(void)arg;
	stuck(2);
}

TEST(held_names_the_threads_that_still_execute_calls)
{
	setenv("ACOM_TRACE", "held", 1);
	struct told told = told_begin();
	int failed = sim_run(1, stuck_body, NULL);
	const char *text = told_end(&told);
	assert_int_equal(failed, 0);
	fputs(text, stderr);
	assert_non_null(strstr(text, "held: 2 threads of apartment "));
	/* when the last of them ends it, the clients are just about to let go */
}
