/* worker.h - what worker.c, overseer.c, reader.c and worker_end.c share: the threads that serve the multithreaded and the neutral
 * apartment. */
#ifndef ACOM_WORKER_H
#define ACOM_WORKER_H

#include "object/object.h"

struct worker {
	struct thread thread;
	os_thread handle;
	struct apartment *apartment; /* counted */
	struct worker *next;         /* in workers.idle or workers.ended */
	os_u32 idle;                 /* and nobody has marked it */
	bool looks;                  /* of a reader */
	bool stays;                  /* it looks only for what comes from where its last work came from */
	bool oversees;               /* it is the overseer, who has seen so many works taken, and nothing to oversee so many times, */
	uint32_t taken;
	unsigned quiet, calm;        /* and nothing that could soon be held up so many times */
	struct work *given;          /* by who marked it; NULL: it looks itself */
	struct work *(*take)(struct worker *me); /* what it does next, or NULL: it ends, and is no longer counted */
};

static inline unsigned runnable(const struct workers *w)
{
	return w->total - w->blocked;
}

/* ---- worker.c; the apartment is locked ---- */

/* The next one takes what is left, which nobody was provided for. */
void worker_follow(struct apartment *a, struct worker_todo *todo);
/* An idle one is not idle any more; to be woken with os_unpark_wake once the apartment is unlocked. It may run before, but not
 * end, for which it needs the lock. */
os_parker *worker_mark(struct workers *w, struct work *given);
HRESULT worker_start(struct apartment *a, struct work *(*take)(struct worker *me), bool oversees, struct worker_todo *todo);
/* Not locked. */
struct work *worker_next(struct worker *me); /* worker.take */
void worker_join(struct worker *list);
struct worker *worker_self(void); /* the calling thread; NULL: it is none */

/* ---- overseer.c ---- */

/* NULL: there is none any more; the apartment is locked. */
void overseer_is(struct workers *w, os_parker *sleeper);
/* One looks, closely, from here on. RPC_E_DISCONNECTED, RPC_E_OUT_OF_RESOURCES, E_OUTOFMEMORY. The apartment is locked. */
HRESULT overseer_provide(struct apartment *a, struct worker_todo *todo);
/* What an overseer takes to run it; NULL: it is none, or none any more. */
struct work *overseer_next(struct worker *me);

/* ---- reader.c ---- */

extern const struct apartment_reader *reader_ops __attribute__((visibility("hidden"))); /* NULL: nothing comes from outside */
/* While it looks outside it is not one of those who run; the apartment is locked. */
void reader_looks(struct worker *me, bool looks);
struct work *reader_next(struct worker *me); /* worker.take */

#endif
