/* mixer.h - an object with IMix whose behaviour a test chooses: for a house, or in the test's own apartment.
 *
 *	struct mixer m = { .async = true, .act = MIXER_REPLACE };
 *	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &m };
 *	house_open(&h);
 *	IMix *mix = mixer_proxy(&h);
 */
#ifndef MIXER_H
#define MIXER_H

#include "house.h"
#include "mix.h"

/* What a method does with [in,out] values, and how it makes [out] ones. */
enum mixer_act {
	MIXER_KEEP,    /* nothing; [out] as asked for */
	MIXER_CHANGE,  /* changes values in place */
	MIXER_REPLACE, /* frees what is there and puts something else */
	MIXER_GROW,    /* the same, but more */
	MIXER_CLEAR,   /* frees what is there and leaves NULL or nothing */
	MIXER_BREAK,   /* leaves something that cannot be sent: a larger size, no terminator, a negative count */
	MIXER_RETURN,  /* Exchange gives what it has kept, and keeps what it gets */
};

struct mixer {
	/* set before it is used */
	bool async;                 /* has an ICallFactory */
	bool later;                 /* its call objects complete when the test says mixer_complete, not inside Begin_ */
	enum mixer_act act;
	HRESULT hr;                 /* what a method returns if it does not fail by itself */
	struct harness_gate *gate;  /* synchronous methods wait for it, if it is set */
	bool fails;                 /* its thread meets failed allocations, but not inside its methods */
	void (*inside)(void *arg);  /* called by each method, if it is set */
	void (*begins)(void *arg);  /* called by each Begin_ before it looks at its arguments, if it is set */
	void *arg;

	/* what happened */
	os_u32 entered;             /* methods and Begin_s */
	os_u32 left;                /* methods and Finish_s, just before they return */
	os_u32 thread;              /* of the last method; mixer_thread */
	IUnknown *kept;             /* by Take, TakeAs and Exchange; counted: give it back with mixer_drop */
	bool same;                  /* Self got its own object */

	/* private */
	IMix *self;
	os_ptr pending; /* an AcomServerCall */
};

/* For house.make: the mixer is house.arg. */
ISimpleStream *mixer_make(void *mixer);
/* In the calling thread's apartment; counted once. */
IMix *mixer_create(struct mixer *m);
/* A proxy to the object of a house that was made by mixer_make. */
IMix *mixer_proxy(struct house *h);
/* A call object of a proxy, counted. */
AsyncIMix *mixer_call(IMix *mix);
/* Waits until a call pends in its call object, and completes it in its apartment. */
void mixer_complete(struct house *h, HRESULT hr);
/* The same on the calling thread, which must be in its apartment. */
HRESULT mixer_complete_here(struct mixer *m, HRESULT hr);
/* The same on the calling thread, wherever it is, but the call object is only released: the call is lost. */
void mixer_lose(struct mixer *m);
/* Waits until a call pends. */
void mixer_wait_pending(struct mixer *m);
/* In its apartment: releases what it kept. */
void mixer_drop(struct house *h);

/* The thread that ran its last method. */
static inline uint64_t mixer_thread(struct mixer *m)
{
	return os_load32(&m->thread);
}

/* A copy in CoTaskMem. */
LONG *mixer_number(LONG value);
LPOLESTR mixer_text(LPCOLESTR text);
bool mixer_text_is(LPCOLESTR a, LPCOLESTR b);

#endif
