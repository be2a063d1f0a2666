/* fault.h - system calls that fail on purpose: each place in runtime/base/os*.c that makes one is a site, and a plan says which of
 * them meets what, and when.
 *
 * Only programs that are linked with runtime/base/os*.c as faulty.h changes them have sites.
 */
#ifndef HARNESS_FAULT_H
#define HARNESS_FAULT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/types.h>

/* One place in the source; all of them stand in a section of their own. */
struct fault_site {
	const char *function, *call;
	void *fill[2]; /* the linker puts them at multiples of 32 */
};

/* What a call may meet, by its manual page. */
struct fault_row {
	const char *call;
	int error;        /* FAULT_SHORT: it does less than was asked for */
	bool heals;       /* asked again it may succeed: nobody is to notice */
	const char *only; /* in this function; NULL: everywhere. "!function": not there */
	bool stops;       /* soon, also where it is to last: others wait */
};
enum { FAULT_SHORT = -1, FAULT_SITES_MOST = 256 };

/* COUNTED: nothing fails. EVER: from then on; of what heals each second. */
enum fault_how { FAULT_COUNTED, FAULT_ONCE, FAULT_EVER, FAULT_HOWS };

/* In memory of all processes of a step. */
struct fault_plan {
	unsigned site;
	const struct fault_row *row;
	enum fault_how how;
	uint32_t nth;
	uint32_t counts[FAULT_SITES_MOST]; /* how often each was met while faults were on */
	uint32_t struck;                   /* how often it failed */
	uint32_t told;                     /* a call said so */
};
extern struct fault_plan *fault_plan; /* NULL: nothing is planned */

const struct fault_site *fault_sites(unsigned *count);
/* Row by row, beginning with NULL, what that site may meet; NULL: that is all. */
const struct fault_row *fault_next(const struct fault_site *site, const struct fault_row *row);
const char *fault_name(const struct fault_row *row);

/* Whether a system call has failed in this step, so that it may be told. */
bool fault_is_met(void);

/* In this process, and those that it starts, but for those of the harness'. */
void fault_on(bool on);
/* This thread's calls never fail, and are not counted. */
void fault_exempt(bool exempt);

/* ---- for faulty.h ---- */

/* 0, an errno, or FAULT_SHORT. */
int fault_met(struct fault_site *site);
ssize_t fault_recvmsg(int met, int fd, struct msghdr *m, int flags);
ssize_t fault_sendmsg(int met, int fd, const struct msghdr *m, int flags);
int fault_accept4(int met, int fd, struct sockaddr *who, socklen_t *size, int flags);
int fault_epoll_ctl(int met, int set, int operation, int fd, struct epoll_event *e);
int fault_epoll_wait(int met, int set, struct epoll_event *events, int most, int timeout);
ssize_t fault_read(int met, int fd, void *to, size_t size);
ssize_t fault_pwrite(int met, int fd, const void *from, size_t size, off_t at);
ssize_t fault_getrandom(int met, void *to, size_t size, unsigned flags);
int fault_close(int met, int fd);

#endif
