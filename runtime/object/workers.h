/* workers.h - the threads that serve the multithreaded and the neutral apartment, for those who have work for them. */
#ifndef ACOM_WORKERS_H
#define ACOM_WORKERS_H

#include <acom.h>

#include "base/base.h"

struct apartment;
struct work;
struct worker;

/* ---- worker.c, overseer.c, reader.c, worker_end.c ---- */

/* How it is looked whether others are held up: calmly is eight times as seldom. */
enum overseen { OVERSEEN_NOT, OVERSEEN_CLOSELY, OVERSEEN_CALMLY };

/* The threads of an MTA or NTA that serve; all under the apartment's lock. */
struct workers {
	struct worker *idle;  /* parked, last in first out */
	struct worker *ended; /* to be joined */
	unsigned total, blocked;
	unsigned owed;        /* works in the queue for which no worker was provided: whoever takes one provides the next */
	unsigned reading;     /* of the blocked ones: readers that look for what comes from outside */
	unsigned alive;       /* and visitors */
	unsigned bound;       /* of runnable ones: WORKERS_RUNNABLE, but tests lower it to meet it sooner */
	os_parker *ender;     /* CoUninitialize, waiting for alive to fall */
	bool orphaned;        /* it has waited long enough: the last one ends the apartment */
	os_u32 overseen;      /* enum overseen: whether one of the blocked ones is the overseer, who sleeps here: */
	os_parker *overseer;
	uint32_t taken;       /* works, modulo 2^32, out of the queue */
	unsigned slow;        /* so many lists are shared out at once: one was not run in time */
};

/* MTA workers: at most this many runnable ones, and this many in all (decision 15). */
enum { WORKERS_RUNNABLE = 8, WORKERS_TOTAL = 512 };
/* How long CoUninitialize waits for workers that still execute calls. */
enum { WORKERS_END_SECONDS = 10 };

/* The part that apartment.c and queue.c use; the apartment is locked. What is left to do when it is not any more: */
struct worker_todo {
	os_parker *marked;    /* to be woken */
	struct worker *ended; /* to be joined */
};
/* Has a worker that has nothing to do run it: nobody else sees it any more. False: there is none, or others come first. */
bool worker_give(struct apartment *a, struct work *work, struct worker_todo *todo);
/* Has one look that has nothing to do, or starts one if there may be another: RPC_E_OUT_OF_RESOURCES, E_OUTOFMEMORY. */
HRESULT worker_provide(struct apartment *a, bool nested, struct worker_todo *todo);
void worker_do(const struct worker_todo *todo);
/* The same as worker_oversees, unless too much has taken long of late. */
bool worker_oversee_list(struct apartment *a, struct worker_todo *todo);
/* The part that is not: stops and joins them. Workers are no members, so none calls it. False: some are still at work, and
 * the last of them calls apartment_finish. */
bool worker_end_all(struct apartment *a);
/* Readers: threads of the MTA that bring in what comes from outside the process. Set once, before any apartment exists. */
struct apartment_reader {
	/* Looks, until there is work of the apartment's for the calling thread itself, and reader_may_run says so. NULL: it is to
	 * end, because the apartment is dead. wanted: or because nobody wants it any more, once what it has begun is done. */
	struct work *(*next)(struct apartment *a, bool wanted);
	void (*stop)(void); /* those who look hear that it is dead; it is locked */
	enum overseen (*look)(void); /* by the overseer: sees to what is kept for too long; how what is kept is to be overseen */
	/* By one that runs what it found: the next that comes from where that came from, for which it does not look any more.
	 * NULL: it is to look again. Asked by one whose stay lasts. */
	struct work *(*stay)(struct apartment *a);
	unsigned (*at_rest)(const struct apartment *a); /* how many of those wait for nothing else */
};
void reader_set(const struct apartment_reader *r);
/* Somebody looks from here on. RPC_E_DISCONNECTED, RPC_E_OUT_OF_RESOURCES, E_OUTOFMEMORY. */
HRESULT reader_provide(struct apartment *a);
/* Of one that looks: whether it may run what it has found, because another one looks then. */
bool reader_may_run(struct apartment *a);
/* Of the calling thread, if it is a reader that looks: what may wait is for others to run. NULL: it is none. Not counted. */
struct apartment *reader_home(void);
bool readers_look(void); /* one does, or will as soon as it runs */
/* A worker looks from time to time whether others are held up; false: there is none for that. closely: soon. */
bool worker_oversees(struct apartment *a, bool closely);
/* Visitors are counted like workers. False: the apartment is dead. */
bool worker_visitor_enters(struct apartment *a);
void worker_visitor_leaves(struct apartment *a);
/* Whether but for the calling thread nobody is in it: all wait for work, and none is there. */
bool workers_are_idle(struct apartment *a);
void worker_blocks(struct apartment *a);
void worker_resumes(struct apartment *a);

#endif
