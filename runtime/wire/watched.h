/* watched.h - what is looked at for those who do not look themselves. */
#ifndef ACOM_WATCHED_H
#define ACOM_WATCHED_H

#include "base/map.h"
#include "object/object.h"

/* ---- watch.c, watch_due.c, alarms.c, watch_look.c: who reads what nobody waits for: of the MTA, else STAs ---- */

/* What one look at the set brings in. */
struct turn {
	struct apartment *home; /* work for this one is the looking thread's own; NULL: there is none */
	struct work *mine, **tail;
	os_u32 *rests;          /* of a reader that stays: cleared when something has come; NULL: it does not */
};
/* Something with a descriptor, which is in the set by one count of its owner's. */
struct watched {
	struct map_node node;
	uint64_t id; /* 0: not in the set */
	int fd;
	const struct watched_ops *ops;
	uint64_t due;                   /* when it expires; the next that does behind it, by the same rule: */
	struct watched *next, **link;
};
/* What something has so much time for: to say first what it wants; to say the rest; to hear that it is over; and how often it is
 * looked at who still pings. */
enum watch_term { WATCH_FIRST, WATCH_REST, WATCH_LAST, WATCH_PINGS, WATCH_TERMS, WATCH_ALWAYS = WATCH_TERMS };
enum { WATCH_LAST_SECONDS = 2, WATCH_PINGS_SECONDS = 60 }; /* of the first two: ACOM_LIMIT_FIRST_TIME, ACOM_LIMIT_REST_TIME */
struct watched_ops {
	void (*ref)(struct watched *w);
	/* It is ready: told to one thread, for each edge once. Takes over a count. */
	void (*ready)(struct watched *w, const struct os_ready *r, struct turn *t);
	/* The last apartment ends: it is to forget itself. Takes over a count. */
	void (*end)(struct watched *w);
	/* Its time is over. Takes over a count. */
	void (*expired)(struct watched *w);
};
/* From here on to watch takes no descriptor. RPC_E_OUT_OF_RESOURCES. */
HRESULT watch_prepare(void);
/* Watched for these events, by edges; again: for others, and what is ready is told once more. RPC_E_OUT_OF_RESOURCES,
 * E_OUTOFMEMORY. */
HRESULT watch_add(struct watched *w, unsigned events);
HRESULT watch_again(struct watched *w, unsigned events);
void watch_until(struct watched *w, enum watch_term term); /* from now; in place of what it had time for before */
void watch_by(struct watched *w, enum watch_term term);    /* the same, unless it had time for something */
void watch_forget(struct watched *w); /* no other thread is told from now on; may still be in `ready` */
/* What is to be done at a time, by whoever looks then: something must be watched meanwhile. */
struct alarm {
	struct alarm *child, *next, *before; /* alarms.c's: later ones */
	uint64_t when, number;
	bool set;
	void (*ring)(struct alarm *a);
};
void alarm_set(struct alarm *a, uint64_t when);
bool alarm_clear(struct alarm *a); /* whether it was still set: else it rings, or has rung */
/* Hands work to its apartment, or keeps it for the looking thread (t: NULL is nobody); as apartment_post. */
HRESULT turn_post(struct turn *t, struct apartment *a, struct work *work);
/* For who waits at a descriptor of his own (fd; -1: none), as wait_source.sleep: false: the time is over. *readable: it is. */
bool watch_sleep(os_parker *parker, int fd, uint64_t deadline, bool *readable);
bool watch_leaves_out(void); /* the calling thread may sleep where nothing but what it waits for wakes it */
void watch_glance(void); /* for who need not sleep: what nobody else would see is taken in all the same */

#endif
