/* os_set.c - descriptors that are waited for together, by epoll; the same in both builds but for the wait itself. */
#include <errno.h>
#include <limits.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os.h"

#define NS_PER_MS 1000000u

int os_set_make(struct os_set *s)
{
	int error = 0;

	s->wake = -1;
	s->fd = linux_above_standard(epoll_create1(EPOLL_CLOEXEC));
	if (s->fd < 0)
		return errno;
	s->wake = os_eventfd();
	error = s->wake < 0 ? -s->wake : os_set_watch(s, s->wake, OS_READABLE, NULL);
	if (error)
		os_set_end(s);
	return error;
}

void os_set_end(struct os_set *s)
{
	if (s->wake >= 0)
		os_close(s->wake);
	os_close(s->fd);
}

static struct epoll_event event_of(unsigned events, void *what)
{
	struct epoll_event e = { .data.ptr = what };

	e.events = (events & (OS_READABLE | OS_EDGE) ? EPOLLRDHUP : 0u) | (events & OS_READABLE ? EPOLLIN : 0u) |
		   (events & OS_WRITABLE ? EPOLLOUT : 0u) | (events & OS_EDGE ? EPOLLET : 0u);
	return e;
}

int os_set_watch(struct os_set *s, int fd, unsigned events, void *what)
{
	struct epoll_event e = event_of(events, what);

	if (!epoll_ctl(s->fd, EPOLL_CTL_ADD, fd, &e))
		return 0;
	return errno == EEXIST ? os_set_change(s, fd, events, what) : errno;
}

int os_set_change(struct os_set *s, int fd, unsigned events, void *what)
{
	struct epoll_event e = event_of(events, what);

	return epoll_ctl(s->fd, EPOLL_CTL_MOD, fd, &e) ? errno : 0;
}

void os_set_forget(struct os_set *s, int fd)
{
	/* libcurl forgets some that it has closed already, and whose number another thread may have by now: for the kernel it is not
	 * in here. A checker of threads would say that two of them use one descriptor. */
	syscall(SYS_epoll_ctl, s->fd, EPOLL_CTL_DEL, fd, NULL);
}

int os_set_join(const int *fds, unsigned count)
{
	struct epoll_event e = { .events = EPOLLIN };
	int error = 0, fd = linux_above_standard(epoll_create1(EPOLL_CLOEXEC));

	if (fd < 0)
		return -errno;
	for (unsigned i = 0; i < count && !error; i++)
		if (epoll_ctl(fd, EPOLL_CTL_ADD, fds[i], &e))
			error = errno;
	if (error)
		os_close(fd);
	return error ? -error : fd;
}

void os_set_wake(struct os_set *s)
{
	os_eventfd_set(s->wake);
}

/* One look at what is ready, or a sleep that may end early. */
static int look(struct os_set *s, uint64_t deadline, struct epoll_event *events, int most)
{
#ifdef ACOM_SIM
	int n = os_poll(s->fd, deadline);

	return n > 0 ? epoll_wait(s->fd, events, most, 0) : n;
#else
	uint64_t now = os_now(), left = deadline > now ? (deadline - now - 1) / NS_PER_MS + 1 : 0;
	int n = epoll_wait(s->fd, events, most, deadline == OS_FOREVER ? -1 : left > INT_MAX ? INT_MAX : (int)left);

	return n < 0 ? -errno : n;
#endif
}

static struct os_ready ready_of(const struct epoll_event *e)
{
	unsigned broken = e->events & (EPOLLERR | EPOLLHUP) ? OS_READABLE | OS_WRITABLE : 0u;

	return (struct os_ready){ e->data.ptr, (e->events & EPOLLIN ? OS_READABLE : 0u) |
					       (e->events & EPOLLOUT ? OS_WRITABLE : 0u) | broken,
				  e->events & (EPOLLERR | EPOLLHUP | EPOLLRDHUP) };
}

/* Another wait may have taken the wake-up. */
static int take(struct os_set *s, const struct epoll_event *events, int n, struct os_ready *ready)
{
	int count = 0;

	for (int i = 0; i < n; i++)
		if (events[i].data.ptr || os_eventfd_clear(s->wake))
			ready[count++] = ready_of(&events[i]);
	return count;
}

int os_set_wait(struct os_set *s, uint64_t deadline, struct os_ready *ready, unsigned most)
{
	struct epoll_event events[OS_READY_MOST];
	int n, count;

	do {
		n = look(s, deadline, events, most < OS_READY_MOST ? (int)most : OS_READY_MOST);
		count = take(s, events, n, ready);
	} while (n == -EINTR || (n >= 0 && !count && os_now() < deadline));
	return n < 0 ? n : count;
}
