/* scene.h - what the tests between processes share: a house with a mixer in it in a process of its own, and a test for each
 * transport. */
#ifndef E2E_SCENE_H
#define E2E_SCENE_H

#include "mixer.h"
#include "where.h"

/* ACROSS(something) { ... } becomes three tests; `over` is the transport. */
#define ACROSS(name) \
	static void name##_over(enum away_transport over); \
	TEST(name##_over_unix) { name##_over(AWAY_UNIX); } \
	TEST(name##_over_tcp) { name##_over(AWAY_TCP); } \
	TEST(name##_over_tls) { name##_over(AWAY_TLS); } \
	static void name##_over(enum away_transport over)

/* The same but for TLS, which clients by hand do not speak. */
#define ACROSS_BARE(name) \
	static void name##_over(enum away_transport over); \
	TEST(name##_over_unix) { name##_over(AWAY_UNIX); } \
	TEST(name##_over_tcp) { name##_over(AWAY_TCP); } \
	static void name##_over(enum away_transport over)

/* In memory of both processes. A test fills in what it wants to be otherwise before scene_open. */
struct scene {
	struct house house;
	struct mixer mixer;
	struct harness_gate gate, entered;
	struct away away; /* this process' own */
};

/* A stream in the house; scene_mix instead has a mixer there. */
static inline struct scene *scene_streams(void)
{
	struct scene *s = away_memory(sizeof *s);

	s->gate.shared = s->entered.shared = true;
	s->house = (struct house){ .model = COINIT_APARTMENTTHREADED, .entered = &s->entered };
	return s;
}

static inline struct scene *scene_mix(void)
{
	struct scene *s = scene_streams();

	s->house.make = mixer_make;
	s->house.arg = &s->mixer;
	return s;
}

static inline void scene_open(struct scene *s, enum away_transport over, DWORD client)
{
	house_open_away(&s->house, &s->away, over);
	house_enter(client);
}

static inline void scene_cancel(void *call)
{
	ICancelMethodCalls *cancel;

	assert_int_equal(IUnknown_QueryInterface((IUnknown *)call, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	ICancelMethodCalls_Release(cancel);
}

/* The client has let go of all, and so has the server. */
static inline void scene_close(struct scene *s)
{
	house_leave();
	house_close(&s->house);
	away_forget(s, sizeof *s);
}

/* An interface of the server's object. */
static inline void *scene_object(struct scene *s, REFIID iid)
{
	void *p;

	assert_int_equal(house_query(&s->house, iid, &p), S_OK);
	return p;
}

static HRESULT scene_alive_there(void *unused)
{
	(void)unused;
	return (HRESULT)where_alive();
}

/* How many objects of where.h the server has. */
static inline unsigned scene_alive(struct scene *s)
{
	return (unsigned)away_run(&s->away, scene_alive_there, NULL);
}

/* It lets go a little after the client did. */
static inline void scene_wait_alive(struct scene *s, unsigned n)
{
	while (scene_alive(s) != n)
		os_yield();
}

#endif
