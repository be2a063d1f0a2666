/* watch.h - what watch.c, watch_due.c, alarms.c and watch_look.c share. */
#ifndef ACOM_WATCH_H
#define ACOM_WATCH_H

#include "wire/wire.h"

/* ---- watch.c ---- */

struct watch {
	os_mutex lock;     /* also of what is in watch_due.c; a leaf but for memory, and for counting what is watched */
	bool made;
	struct os_set set; /* its events name what is watched by id: it may be gone by then */
	struct map by_id;
	uint64_t last_id;
	os_u32 watching;   /* how many are in it */
};
extern struct watch watch __attribute__((visibility("hidden")));
struct watched *watched_of(uint64_t id); /* counted; NULL: it has been forgotten */

/* ---- alarms.c; locked ---- */

void alarms_add(struct alarm **first, struct alarm *a);
void alarms_remove(struct alarm **first, struct alarm *a);

/* ---- watch_due.c ---- */

/* A reader that sleeps at the set. */
struct looker {
	struct looker *next, **link;
	uint64_t until; /* at the latest */
	bool counts;    /* it is in the list */
};
/* Around that. Who is no reader soon does something else: nobody counts on him. */
void looker_begin(struct looker *l, uint64_t deadline, bool reader);
void looker_end(struct looker *l);
void due_remove(struct watched *w);      /* locked */
uint64_t due_before(uint64_t deadline);  /* that, or when the first is due if that is sooner */
void due_expire(uint64_t now);
/* Who has been woken because of what is due may have something else to do by then: the readers that look are told. */
void due_hand_on(void);

#endif
