/* holder.h - a client in a process of its own that has objects of a mixer in a house, and never lets go of them. */
#ifndef E2E_HOLDER_H
#define E2E_HOLDER_H

#include <unistd.h>

#include "scene.h"

enum { HOLDER_MOST = 1000 }; /* at once */

struct holder {
	struct away_client client;
	struct holding {
		struct scene *scene;
		unsigned objects;
		struct harness_gate ready;
	} *holding; /* in memory of both processes */
};

static void holder_run(void *arg)
{
	struct holding *h = arg;
	IUnknown *given[HOLDER_MOST];
	LPOLESTR text;

	house_enter(COINIT_MULTITHREADED);
	IMix *mix = scene_object(h->scene, &IID_IMix);
	for (unsigned n = h->objects, some; n; n -= some) {
		some = n < HOLDER_MOST ? n : HOLDER_MOST;
		assert_int_equal(IMix_GiveMany(mix, some, given, &text), S_OK);
	}
	harness_gate_open(&h->ready);
	for (;;)
		pause();
}

/* It has them. The house is open; the client is to be killed. */
static inline void holder_start(struct holder *h, struct scene *s, unsigned objects)
{
	h->holding = away_memory(sizeof *h->holding);
	*h->holding = (struct holding){ .scene = s, .objects = objects, .ready.shared = true };
	away_client_start(&h->client, holder_run, h->holding);
	harness_gate_wait(&h->holding->ready);
	assert_int_equal(scene_alive(s), objects);
}

/* The server has let go of all. */
static inline void holder_end(struct holder *h)
{
	away_client_kill(&h->client);
	scene_wait_alive(h->holding->scene, 0);
	away_forget(h->holding, sizeof *h->holding);
}

#endif
