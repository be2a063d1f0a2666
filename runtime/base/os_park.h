/* os_park.h - of os.h: how a thread waits for another one. */
#ifndef ACOM_OS_PARK_H
#define ACOM_OS_PARK_H

#include "os_atomic.h"

/* ---- trying before sleeping: the other side may be about to do what is waited for ---- */
/* Whether tries have paid of late, which is their thread's own knowledge. Zero-initialized: let us see. */
struct os_patience {
	uint64_t sober;        /* until then nothing is tried */
	uint16_t misses, hits;
};
/* Gives way to others a few times, and asks after each whether that has helped. False: it has not, or is not worth trying. In a
 * simulation nothing is tried. */
bool os_try(struct os_patience *p, uint64_t deadline, bool (*helped)(void *arg), void *arg);
void os_try_nothing(bool sober) __attribute__((used)); /* from now on threads sleep at once: for measurements */

/* ---- parking: a binary semaphore per waiting thread; an unpark before the park is not lost ---- */
typedef struct os_parker {
	os_u32 token;
	os_u32 waker;   /* the processor of the last unpark, + 1; a hint */
	struct os_patience patience; /* this and the rest are the parked thread's own */
	int wake;       /* an event + 1, of one that sleeps at descriptors; 0: it never did */
} os_parker;
/* What a token holds. SLEEPING and POLLING tell the waker that a system call is needed, and which. */
enum { PARK_EMPTY, PARK_TOKEN, PARK_SLEEPING, PARK_POLLING };
void os_parker_fini(os_parker *p); /* of one that may have slept at descriptors */
bool os_park(os_parker *p, uint64_t deadline); /* false: the time is over and no token came; true takes the token */
static inline bool os_unparked(os_parker *p)   /* a token has come; it is taken */
{
	return os_load32(&p->token) == PARK_TOKEN && os_cas32(&p->token, PARK_TOKEN, PARK_EMPTY);
}
bool os_nap(os_parker *p, uint64_t deadline);  /* the same, but it sleeps at once */
/* The same, but descriptors end it, too: false, *ready: which of them are readable, a bit each; 0: the time is over. */
bool os_park_at(os_parker *p, const int *fds, unsigned count, uint64_t deadline, uint64_t *ready);
void os_unpark(os_parker *p);
/* The same in two steps, for those who hold a lock that the woken thread wants next: the token under the lock, the system
 * call after it. What mark returned (NULL: nobody sleeps) may be gone by then; wake uses the address only. */
os_parker *os_unpark_mark(os_parker *p);
void os_unpark_wake(os_parker *marked);

#endif
