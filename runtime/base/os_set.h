/* os_set.h - of os.h: events that are descriptors, and waiting for descriptors. */
#ifndef ACOM_OS_SET_H
#define ACOM_OS_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- pollable events ---- */
int os_eventfd(void);                          /* nonblocking, close-on-exec, never descriptor 0; < 0: -errno */
void os_eventfd_set(int fd);
bool os_eventfd_clear(int fd);                 /* whether it was set */
int os_dup(int fd);                            /* close-on-exec, never descriptor 0; < 0: -errno */
void os_close(int fd);
enum os_fd_kind { OS_FD_BAD, OS_FD_REGULAR, OS_FD_DIRECTORY, OS_FD_DEVICE, OS_FD_PIPE, OS_FD_SOCKET, OS_FD_NAMELESS };
enum os_fd_kind os_fd_kind(int fd);            /* what stat says; NAMELESS: that it is no kind of file, as an eventfd */
enum { OS_POLL_MOST = 64 };
/* Waits until a descriptor is readable; *ready: which are, a bit each. How many; 0: time is over; < 0: -errno. */
int os_poll_many(const int *fds, unsigned count, uint64_t deadline, uint64_t *ready);
struct timespec;
int linux_poll(const int *fds, unsigned count, const struct timespec *left, uint64_t *ready); /* once; for os*.c alone */
static inline int os_poll(int fd, uint64_t deadline)
{
	uint64_t ready;

	return os_poll_many(&fd, 1, deadline, &ready);
}

/* ---- os_set.c: descriptors that are waited for together. The set is readable (os_poll) when a wait would not last ---- */
enum { OS_READABLE = 1, OS_WRITABLE = 2, OS_READY_MOST = 64 };
enum { OS_EDGE = 4 };                          /* one of those who wait hears of it, once, until more comes */
struct os_set { int fd, wake; };
struct os_ready {
	void *what;                            /* NULL: os_set_wake was called */
	unsigned events;                       /* both when it is broken: reading or writing says how */
	bool ended;                            /* nothing comes behind what can be read now: who waits for edges reads to the end */
};
int os_set_make(struct os_set *s);             /* 0 or an errno */
void os_set_end(struct os_set *s);
/* From now on for these events; `what` is not NULL. 0 or an errno. A descriptor is forgotten before it is closed. */
int os_set_watch(struct os_set *s, int fd, unsigned events, void *what);
/* The same of one that is watched. Whoever waits for edges is told of the end in any case. */
int os_set_change(struct os_set *s, int fd, unsigned events, void *what);
void os_set_forget(struct os_set *s, int fd);
/* Up to `most` of what is ready. How many; 0: time is over; < 0: -errno. */
int os_set_wait(struct os_set *s, uint64_t deadline, struct os_ready *ready, unsigned most);
int os_set_join(const int *fds, unsigned count); /* a descriptor that is readable while one of these is; < 0: -errno */
void os_set_wake(struct os_set *s);            /* one wait ends, that which lasts or the next; wakes do not add up */

#endif
