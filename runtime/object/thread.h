/* thread.h - what the runtime knows of threads. */
#ifndef ACOM_THREAD_H
#define ACOM_THREAD_H

#include <acom.h>

#include "base/base.h"

struct apartment;
struct visit;

/* ---- thread.c ---- */

/* What floor 4 keeps of a thread (call/cancel.c, call/context.c, call/filter.c). */
struct thread_calls {
	uint64_t id;                  /* of the thread, once it is known by it */
	uint64_t number, last_number; /* of calls: the last that it has given, and may */
	struct thread *next, **link;  /* in the list of threads that can be found by their id */
	unsigned cancellable;         /* CoEnableCallCancellation less CoDisableCallCancellation */
	struct cancel_entry *cancels; /* its pending calls that can be cancelled, the innermost first */
	struct context *context;      /* of the call that it serves */
	IUnknown *outside;            /* what CoSwitchCallContext set while it served none; not counted */
	struct filter *filter;        /* of an STA's thread */
	unsigned filtering;           /* its methods that it is in */
	struct logical *logical;      /* what it does, if it was asked for that or told */
	struct outgoing *outgoing;    /* synchronous calls that it waits for, the innermost first */
	struct export *inside;        /* where it stays between the calls of its batch; NULL: nowhere */
	bool within;                  /* it is in the midst of one of these */
};

/* What floor 5 keeps of a thread (wire/batch.c). */
enum { THREAD_HELD = 4 };
struct thread_batch {
	struct connection *held[THREAD_HELD]; /* that are to be written; counted */
	os_u32 count;
	unsigned depth;               /* batches that stand on its stack, or that the application has asked for: */
	unsigned asked;
	bool shared;                  /* others may write, too; then it is in a list */
	struct pool_node *retired, *last; /* calls that it has answered, to be used again: so many */
	unsigned retirees;
	const struct wait_source *reads; /* what it writes is written because it is about to wait there */
	uint32_t since, seen;         /* how often something was held, and what of that the overseer has seen */
	struct thread *next, **link;
};

/* And of a reader (wire/stay.c). */
struct thread_stay {
	struct connection *with; /* counted; NULL: with none */
	os_u32 turns;            /* of it */
	os_u32 rests;            /* nothing has come for the next one */
	uint32_t seen;           /* what of them the overseer has seen */
	struct thread *next, **link;
	bool left;               /* others read in its place */
};

/* What the runtime knows of a thread that is in an apartment by CoInitializeEx, or is a worker, or wants to be remembered. */
struct thread {
	struct apartment *apartment;
	struct visit *visits;   /* that stand on its stack, the innermost first */
	struct visit *visiting; /* the one that it is in; NULL: it is at home, if only to serve */
	unsigned inits;   /* CoInitializeEx calls not yet undone */
	unsigned pins;    /* waits and served calls that stand on its stack */
	unsigned serving; /* served calls alone */
	bool worker;
	struct IErrorInfo *error; /* its error object; counted */
	struct Mutex *mutexes;    /* that it holds; under their lock */
	unsigned holds;           /* so many it took and has not given back; they may be gone */
	os_parker parker;
	struct thread_calls calls;
	struct thread_batch batch;
	const void *meeting; /* floor 5's: over what a reference goes that is being made */
	struct thread_stay stay;
};

static inline struct thread *thread_self(void) { return os_slot(); } /* NULL: unknown to the runtime so far */
struct thread *thread_obtain(void);          /* makes it known; NULL: memory is short */
void thread_free_unused(struct thread *self);
/* What floor 4 keeps of a thread that ends goes; user code runs. */
void thread_calls_end(struct thread *self);

/* Around every wait: `self` stays alive, and a worker that waits does not count against the bound. NULL is fine. */
void thread_pin(struct thread *self);
void thread_unpin(struct thread *self);

#endif
