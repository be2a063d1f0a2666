/* waitable.h - what can be waited for, and waiting. */
#ifndef ACOM_WAITABLE_H
#define ACOM_WAITABLE_H

#include <acom.h>

#include "base/base.h"

/* ---- waitable.c: something that becomes set, for threads, descriptors and apartments ---- */

struct waiter;

/* WATCHED: there are waiters, or a descriptor: it changes under the lock only, and so does SET while it is there. */
enum { WAITABLE_SET = 1, WAITABLE_WATCHED = 2 };

/* Zero-initialized is not set. Its lock is a leaf: nothing is called under it. */
struct waitable {
	os_u32 state;
	os_mutex lock; /* guards the rest */
	int fd;        /* descriptor + 1; 0: not asked for yet */
	bool auto_reset; /* the first wait that finds it set resets it */
	struct waiter *waiters;
	os_ptr source;   /* struct wait_source, which lives as long as it may be waited for; NULL: nobody knows */
};

/* What will set it comes from outside the process, and whoever waits can bring it in himself. */
struct wait_source {
	/* In place of os_park: sleeps until unparked, or something has come in, or the deadline (false). w: may be NULL. */
	bool (*sleep)(struct wait_source *s, struct waitable *w, os_parker *parker, uint64_t deadline);
	/* Where nothing but what comes in there sets the waitable, for one thread that waits for ever: brings something in, without
	 * being told of anything else meanwhile. False: somebody else does so, or nothing came for long. NULL: there is more. */
	bool (*read)(struct wait_source *s);
};
/* That of all who wait for something whose source nobody knows. NULL: none. fd: is readable when it has something; 0: there is
 * none; < 0: there cannot be one now. Set before any apartment exists. */
struct wait_outside {
	struct wait_source source;
	bool (*has)(void);    /* somebody outside may have something to say at all */
	void (*write)(void);  /* the calling thread is about to wait, and has held something back: thread_batch */
	int (*fd)(void);
};
void wait_outside_set(struct wait_outside *o);
bool wait_outside_has(void);
int wait_outside_fd(void);
bool wait_sleep(struct waitable *w, os_parker *parker, uint64_t deadline);
/* What the calling thread has held back goes out. */
void wait_write(void);
void wait_gather(bool begins); /* what it says until that ends goes out together then */
/* What has come is taken in, on the calling thread. */
void wait_look(void);

void waitable_fini(struct waitable *w);
void waitable_set(struct waitable *w);
void waitable_reset(struct waitable *w);
/* As it was at first: for one that nobody else knows just now, and that has no descriptor. */
void waitable_renew(struct waitable *w);
bool waitable_is_set(struct waitable *w);
/* Whether it was set; resets it if it is of that kind. */
bool waitable_take(struct waitable *w);
/* A descriptor that is readable exactly while w is set; w owns it. RPC_E_OUT_OF_RESOURCES: none is left. */
HRESULT waitable_fd(struct waitable *w, int *fd);
/* The same as ISynchronizeHandle::GetHandle gives it: E_INVALIDARG without `handle`. */
HRESULT waitable_handle(struct waitable *w, HANDLE *handle);
/* Waits until w is set (S_OK) or the deadline has passed (RPC_S_CALLPENDING), serving the calling thread's apartment
 * meanwhile. Any thread, in an apartment or not. */
HRESULT waitable_wait(struct waitable *w, uint64_t deadline);
/* The deadline `milliseconds` from now; INFINITE is OS_FOREVER. */
uint64_t wait_deadline(DWORD milliseconds);
/* The same in seconds; RPC_C_CANCEL_INFINITE_TIMEOUT is OS_FOREVER. */
uint64_t wait_deadline_seconds(ULONG seconds);
/* Who is woken again and again, by whoever is at the other end, waits no longer for that. */
static inline bool wait_is_in_time(uint64_t deadline) { return deadline == OS_FOREVER || os_now() < deadline; }

/* ---- waits.c: several descriptors at once ---- */

enum { WAITS_MOST = OS_POLL_MOST - 1 }; /* one more is that of the apartment's queue */

/* Waits until one, or all, of 1 to WAITS_MOST descriptors are readable (S_OK, *ready: a bit each) or the deadline has passed
 * (RPC_S_CALLPENDING), serving the calling thread's apartment meanwhile. E_HANDLE: one is no descriptor;
 * RPC_E_OUT_OF_RESOURCES: there is none for the apartment. */
HRESULT waits_wait(const int *fds, unsigned count, bool all, uint64_t deadline, uint64_t *ready);
/* Whether these are COWAIT_FLAGS. */
bool waits_flags_known(DWORD flags);

#endif
