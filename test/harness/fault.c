/* fault.c - the plan of system calls that fail on purpose: which site meets what, by manual page, and how often it was met. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "fault.h"

enum { FDS_KNOWN = 1024, FEW_OCTETS = 7, OFTEN = 8 };

extern struct fault_site fault_first[] __asm__("__start_fault_sites") __attribute__((weak));
extern struct fault_site fault_last[] __asm__("__stop_fault_sites") __attribute__((weak));

struct fault_plan *fault_plan;
static bool on;
static __thread bool exempted;

/* Asked again it may succeed; it may not; it does soon, also where it is to last; only there. */
#define HEALS(call, error) { call, error, true, NULL, false }
#define FAILS(call, error) { call, error, false, NULL, false }
#define STOPS(call, error) { call, error, false, NULL, true }
#define IN(call, error, heals, function) { call, error, heals, function, false }
static const struct fault_row rows[] = {
	HEALS("recvmsg", EINTR), HEALS("recvmsg", EAGAIN), HEALS("recvmsg", FAULT_SHORT), FAILS("recvmsg", ECONNRESET),
	FAILS("recvmsg", ENOMEM), FAILS("recvmsg", ENOBUFS),
	HEALS("sendmsg", EINTR), HEALS("sendmsg", EAGAIN), HEALS("sendmsg", FAULT_SHORT), FAILS("sendmsg", EPIPE),
	FAILS("sendmsg", ECONNRESET), FAILS("sendmsg", ENOBUFS), FAILS("sendmsg", ENOMEM),
	FAILS("sendmsg", ETOOMANYREFS), /* with descriptors */
	HEALS("accept4", EINTR), HEALS("accept4", EAGAIN), HEALS("accept4", ECONNABORTED), STOPS("accept4", EMFILE),
	STOPS("accept4", ENFILE), STOPS("accept4", ENOBUFS), STOPS("accept4", EPERM),
	FAILS("socket", EMFILE), FAILS("socket", ENFILE), FAILS("socket", ENOBUFS),
	HEALS("connect", EINTR), FAILS("connect", ECONNREFUSED), FAILS("connect", ECONNRESET), FAILS("connect", EAGAIN),
	FAILS("connect", ENETUNREACH),
	FAILS("bind", EADDRINUSE), FAILS("bind", ENOMEM),
	FAILS("listen", EADDRINUSE),
	FAILS("getsockname", ENOBUFS),
	FAILS("getpeername", ENOBUFS), FAILS("getpeername", ENOTCONN),
	FAILS("getsockopt", ENOBUFS),
	FAILS("setsockopt", ENOBUFS),
	HEALS("shutdown", ENOTCONN),
	FAILS("fchmod", EPERM),
	FAILS("F_DUPFD_CLOEXEC", EMFILE),
	FAILS("F_SETFL", EPERM),
	FAILS("eventfd", EMFILE), FAILS("eventfd", ENFILE), FAILS("eventfd", ENOMEM),
	HEALS("eventfd_read", EINTR),
	HEALS("eventfd_write", EINTR),
	FAILS("epoll_create1", EMFILE), FAILS("epoll_create1", ENOMEM),
	FAILS("epoll_ctl", ENOMEM), FAILS("epoll_ctl", ENOSPC),
	HEALS("epoll_wait", EINTR), HEALS("epoll_wait", FAULT_SHORT),
	HEALS("poll", EINTR),
	HEALS("ppoll", EINTR), HEALS("ppoll", ENOMEM),
	IN("open", EMFILE, false, "!os_file_make"), IN("open", EACCES, false, "!os_file_make"),
	IN("open", EACCES, true, "os_file_make"),
	FAILS("openat", EMFILE), FAILS("openat", EACCES),
	IN("fstat", ENOMEM, false, "!claim"), IN("fstat", ENOMEM, true, "claim"), /* is_safe: it goes on without */
	IN("flock", EINTR, true, "lock_by"), IN("flock", EWOULDBLOCK, true, "lock_by"), IN("flock", ENOLCK, false, "lock_by"),
	IN("flock", ENOLCK, true, "claim"),
	HEALS("ftruncate", EINTR),
	FAILS("mkdir", ENOSPC),
	FAILS("chmod", EPERM),
	FAILS("remove", EACCES),
	FAILS("readlinkat", EACCES),
	FAILS("realpath", ENOMEM),
	FAILS("fdopendir", EMFILE),
	HEALS("read", EINTR), IN("read", FAULT_SHORT, true, "os_file_read"), FAILS("read", EIO),
	HEALS("pwrite", EINTR), HEALS("pwrite", FAULT_SHORT), HEALS("pwrite", ENOSPC),
	FAILS("socketpair", EMFILE),
	IN("waitpid", EINTR, true, "os_process_leave"),
	FAILS("signalfd", EMFILE),
	FAILS("dup2", EMFILE),
	FAILS("dup3", EMFILE),
	FAILS("chdir", EACCES),
	FAILS("execve", ENOMEM),
	FAILS("pthread_create", EAGAIN),
	HEALS("getrandom", EINTR), HEALS("getrandom", FAULT_SHORT),
	IN("SYS_futex", EINTR, true, "futex_wait"), IN("SYS_futex", EAGAIN, true, "futex_wait"),
	FAILS("SYS_clone", EAGAIN),
	HEALS("SYS_close_range", ENOSYS),
	HEALS("close", EINTR), HEALS("close", EIO),
	/* A socket that is full of bells has told, and this one is not: so there is no EAGAIN. */
	HEALS("send", EINTR), FAILS("send", EPIPE), FAILS("send", ENOMEM),
	HEALS("recv", EINTR), FAILS("recv", ECONNRESET),
	HEALS("memfd_create", EMFILE), HEALS("memfd_create", ENOMEM), HEALS("F_ADD_SEALS", EPERM), HEALS("F_GET_SEALS", EINVAL),
	HEALS("fstatfs", ENOMEM), HEALS("mmap", ENOMEM), HEALS("getrlimit", EINVAL),
	IN("SYS_futex", EINTR, true, "os_memory_await"), IN("SYS_futex", EAGAIN, true, "os_memory_await"),
};

/* ---- what there is ---- */

const struct fault_site *fault_sites(unsigned *count)
{
	*count = (unsigned)(fault_last - fault_first);
	return fault_first;
}

static bool row_fits(const struct fault_row *r, const struct fault_site *s)
{
	bool not = r->only && *r->only == '!';
	bool here = !r->only || !strcmp(r->only + not, s->function);

	return !strcmp(r->call, s->call) && here != not;
}

const struct fault_row *fault_next(const struct fault_site *site, const struct fault_row *row)
{
	for (row = row ? row + 1 : rows; row < rows + sizeof rows / sizeof *rows; row++)
		if (row_fits(row, site))
			return row;
	return NULL;
}

const char *fault_name(const struct fault_row *row)
{
	return row->error == FAULT_SHORT ? "short" : strerrorname_np(row->error);
}

bool fault_is_met(void)
{
	return fault_plan && __atomic_load_n(&fault_plan->struck, __ATOMIC_RELAXED) && !fault_plan->row->heals;
}

void fault_on(bool yes)
{
	__atomic_store_n(&on, yes, __ATOMIC_RELAXED);
}

void fault_exempt(bool exempt)
{
	exempted = exempt;
}

/* ---- at a site ---- */

static bool strikes(const struct fault_plan *p, uint32_t n)
{
	if (p->how == FAULT_COUNTED || n < p->nth)
		return false;
	if (p->how == FAULT_ONCE)
		return n == p->nth;
	return p->row->stops ? n < p->nth + OFTEN : !p->row->heals || !((n - p->nth) & 1);
}

int fault_met(struct fault_site *site)
{
	unsigned i = (unsigned)(site - fault_first);
	uint32_t n;

	if (!__atomic_load_n(&on, __ATOMIC_RELAXED) || exempted)
		return 0;
	n = __atomic_add_fetch(&fault_plan->counts[i], 1, __ATOMIC_RELAXED);
	if (i != fault_plan->site || !strikes(fault_plan, n))
		return 0;
	__atomic_add_fetch(&fault_plan->struck, 1, __ATOMIC_RELAXED);
	return fault_plan->row->error;
}

static int failed(int met)
{
	errno = met;
	return -1;
}

/* ---- who is told once that there is something is told again: what was kept back comes right behind, so to speak ---- */

static struct known {
	int set; /* + 1 */
	struct epoll_event event;
} known[FDS_KNOWN];
static int known_lock;

static void known_enter(void)
{
	while (__atomic_exchange_n(&known_lock, 1, __ATOMIC_ACQUIRE))
		;
}

static void known_leave(void)
{
	__atomic_store_n(&known_lock, 0, __ATOMIC_RELEASE);
}

static void tell_again(int fd)
{
	known_enter();
	if (fd < FDS_KNOWN && known[fd].set)
		epoll_ctl(known[fd].set - 1, EPOLL_CTL_MOD, fd, &known[fd].event);
	known_leave();
}

int fault_epoll_ctl(int met, int set, int operation, int fd, struct epoll_event *e)
{
	int result;

	if (met && (operation == EPOLL_CTL_ADD || (operation == EPOLL_CTL_MOD && met != ENOSPC)))
		return failed(met);
	known_enter();
	result = epoll_ctl(set, operation, fd, e);
	if (!result && fd < FDS_KNOWN)
		known[fd] = (struct known){ set + 1, *e }; /* what the set has forgotten since it does not change either */
	known_leave();
	return result;
}

/* ---- calls that do less ---- */

static size_t fewer(size_t size)
{
	size_t most = fault_plan->how == FAULT_ONCE ? 1 : FEW_OCTETS;

	return size < most ? size : most;
}

ssize_t fault_recvmsg(int met, int fd, struct msghdr *m, int flags)
{
	if (met == FAULT_SHORT) {
		m->msg_iov->iov_len = fewer(m->msg_iov->iov_len);
		m->msg_iovlen = 1;
	}
	if (met == FAULT_SHORT || met == EAGAIN)
		tell_again(fd);
	return met && met != FAULT_SHORT ? failed(met) : recvmsg(fd, m, flags);
}

ssize_t fault_sendmsg(int met, int fd, const struct msghdr *m, int flags)
{
	struct msghdr less = *m;
	struct iovec first = *m->msg_iov;

	if (met && met != FAULT_SHORT && (met != ETOOMANYREFS || m->msg_control))
		return failed(met);
	if (met == FAULT_SHORT) {
		first.iov_len = fewer(first.iov_len);
		less.msg_iov = &first;
		less.msg_iovlen = 1;
	}
	return sendmsg(fd, &less, flags);
}

int fault_accept4(int met, int fd, struct sockaddr *who, socklen_t *size, int flags)
{
	if (met == EAGAIN)
		tell_again(fd);
	return met ? failed(met) : accept4(fd, who, size, flags);
}

int fault_epoll_wait(int met, int set, struct epoll_event *events, int most, int timeout)
{
	return met && met != FAULT_SHORT ? failed(met) : epoll_wait(set, events, met ? 1 : most, timeout);
}

ssize_t fault_read(int met, int fd, void *to, size_t size)
{
	return met && met != FAULT_SHORT ? failed(met) : read(fd, to, met ? fewer(size) : size);
}

ssize_t fault_pwrite(int met, int fd, const void *from, size_t size, off_t at)
{
	return met && met != FAULT_SHORT ? failed(met) : pwrite(fd, from, met ? fewer(size) : size, at);
}

ssize_t fault_getrandom(int met, void *to, size_t size, unsigned flags)
{
	return met && met != FAULT_SHORT ? failed(met) : getrandom(to, met ? fewer(size) : size, flags);
}

/* The descriptor is gone all the same. */
int fault_close(int met, int fd)
{
	int result = close(fd);

	return met ? failed(met) : result;
}
