/* apartment.h - apartments: what is to be done in them, who is in them. */
#ifndef ACOM_APARTMENT_H
#define ACOM_APARTMENT_H

#include "object/thread.h"
#include "object/waitable.h"
#include "object/workers.h"

/* ---- apartment.c, queue.c ---- */

/* Something to be done in an apartment. run gets S_OK there, or, on any thread, the reason why it never will be. */
struct work {
	struct work *next;
	void (*run)(struct work *work, HRESULT hr);
	bool notice; /* waits for a thread as long as it takes */
	HRESULT kept; /* its owner's, where it has room */
};

/* NTA: the neutral one, whose calls run on the thread of who makes them. */
enum apartment_kind { APARTMENT_STA, APARTMENT_MTA, APARTMENT_NTA };
enum { OVER_CLASSES = 1, OVER_EXPORTS = 2 };

struct apartment {
	os_u32 refs;
	enum apartment_kind kind;
	uint64_t id;              /* the OXID; never reused */
	os_mutex lock;            /* guards all below */
	os_u32 dead;              /* may be read without it */
	os_u32 over;              /* OVER_..., under the lock of each: nobody would drop what comes to it now */
	struct work *head, **tail;
	os_u32 queued;            /* works between head and tail; the serving thread looks at it without the lock */
	struct thread *thread;    /* STA: the one that serves */
	struct waitable readable; /* STA: set while work is queued, once AcomApartmentFd was called */
	int pollable;             /* + 1: what that gave: readable then, and when something has come from outside */
	unsigned members;         /* MTA: CoInitializeEx calls not yet undone; under the process' lock */
	struct workers workers;   /* MTA, NTA */
};

/* The apartment that the calling thread is in, by CoInitializeEx or by default; counted. NULL: CO_E_NOTINITIALIZED. */
struct apartment *apartment_current(void);
/* The same but for visits. */
struct apartment *apartment_home(void);
bool apartment_is_current(const struct apartment *a);
/* The same for who can be right most of the time: false: it may be all the same. */
static inline bool apartment_is_home(const struct apartment *a)
{
	const struct thread *self = thread_self();

	return self && !self->visiting && self->apartment == a;
}
bool apartment_is_main(const struct apartment *a); /* the first STA of those that live */
struct apartment *apartment_main(void);             /* that one, or NULL; counted */
struct apartment *apartment_with_workers(enum apartment_kind kind); /* the MTA or the NTA; NULL: there is none; counted */
unsigned apartment_threads(void);                   /* how many threads are in one by CoInitializeEx */
bool apartment_is_dead(struct apartment *a);
/* The neutral apartment, which the first who asks makes; counted. CO_E_NOTINITIALIZED: the process has no apartment at all;
 * E_OUTOFMEMORY. */
HRESULT apartment_neutral(struct apartment **a);
/* A thread comes to a new STA, or to the MTA, which its first member makes; *first: it is made. Counted. NULL: memory is short. */
struct apartment *apartment_enter(struct thread *self, enum apartment_kind kind, bool *first);
/* Around all that a thread does to enter or leave one: a copy of the process that is made meanwhile is one of a process in use. */
void apartment_moves(bool begins);
/* It goes; true: as the last one, and the apartment is to be ended. Then, when it has gone: */
bool apartment_leave(struct apartment *a);
void apartment_left(void);
/* On the apartment's last thread, which is still in it, so that what is released now runs where it belongs. */
void apartment_end(struct apartment *a);
struct apartment *apartment_ref(struct apartment *a);
void apartment_unref(struct apartment *a);

/* Queues work. RPC_E_DISCONNECTED: the apartment is dead; RPC_E_OUT_OF_RESOURCES: no thread for it. On failure the work
 * was not taken. Any thread; never runs it before it returns. */
HRESULT apartment_post(struct apartment *a, struct work *work);
/* The same for a call whose caller waits for it and may hold what the runnable workers want: it always gets a worker. In the
 * NTA it runs at once, on the calling thread: E_OUTOFMEMORY. */
HRESULT apartment_post_nested(struct apartment *a, struct work *work);
/* The same for what must not be lost - a Signal, a release, a cancel: only a dead apartment refuses it. In the NTA it runs at
 * once, on the calling thread, and so it does in the MTA where no worker can be had. */
HRESULT apartment_notify(struct apartment *a, struct work *work);
/* The same for who holds a lock: it never runs before this returns. */
HRESULT apartment_leave_notice(struct apartment *a, struct work *work);
/* Queues all of a list, in order, for one worker, which has others follow. What cannot be queued is run with the reason.
 * goes_on: the calling worker will take one after the other; others do so if one of them takes long. False: they do at once. */
bool apartment_post_list(struct apartment *a, struct work *list, bool goes_on);
/* How many works an STA's thread is in at most, each of which waits and serves the next one: calls that come then are refused, for
 * whoever sends them would have its stack. */
enum { APARTMENT_DEPTH = 512 };
/* Runs one queued work of the calling thread's STA. False: none, or the thread has no STA. */
bool apartment_serve(void);
/* Runs fn(arg) in the apartment and waits for it, serving the caller's own: fn's result, or why it could not run. */
HRESULT apartment_call(struct apartment *a, HRESULT (*fn)(void *arg), void *arg);

/* What floor 4 wants to know: set once, before any apartment exists. */
struct apartment_observer {
	void (*apartment_ends)(struct apartment *a); /* in it, on its last thread; it takes no more work */
	void (*process_ends)(void);                  /* the last apartment has ended; no user code may be called */
	void (*thread_ends)(struct thread *self);    /* what it has in thread_calls goes */
	void (*thread_leaves)(struct thread *self);  /* its apartment, by CoUninitialize; may be NULL */
};
void apartment_observe(const struct apartment_observer *observer);
const struct apartment_observer *apartment_observer(void); /* NULL: nobody does */
/* The same for floor 5: the last apartment is about to go, which takes no more work; not locked. */
void apartment_observe_last(void (*last_leaves)(void));

/* The end of an apartment that nobody executes in any more, by a thread that is still in it. */
void apartment_finish(struct apartment *a);
/* Takes the first queued work; the apartment is locked. */
struct work *apartment_take(struct apartment *a);
/* The calls that are queued learn that they will not run, notices wait on; the apartment is locked, but not meanwhile. */
void apartment_refuse(struct apartment *a, HRESULT hr);

/* ---- visit.c: being in an apartment without belonging to it ---- */

/* On the stack of a thread that is in an NTA or MTA meanwhile. When it serves it is at home, and afterwards where it was. */
struct visit {
	struct thread *self;
	struct visit *outer;         /* the one that stands below it on the stack */
	struct visit *before;        /* the one that it came from; NULL: from home */
	struct apartment *apartment; /* counted */
};
/* Runs work there on the calling thread. RPC_E_DISCONNECTED: it is dead; E_OUTOFMEMORY. On failure work was not taken. */
HRESULT visit_run(struct apartment *a, struct work *work);
/* How many visits of the thread's to this apartment stand on its stack. */
unsigned visits_to(const struct thread *self, const struct apartment *a);

/* ---- place.c: what the trace tells of threads ---- */

void place_here(struct trace_place *p); /* the calling thread's; takes the process' lock */
/* Around a wait that lasts, with TRACE_FILE on; false: it does not, and nothing was told. */
bool place_wait_begins(struct trace_place *p, uint64_t deadline);
void place_wait_ends(const struct trace_place *p);
void place_tell(const struct apartment *a, const char *what); /* with TRACE_APARTMENT on */
/* With TRACE_REFS on; a: NULL is the calling thread's. */
void place_ref_made(const void *thing, const char *kind, const os_u32 *count, const struct apartment *a);
void place_tell_refs(const struct apartment *a);

#endif
