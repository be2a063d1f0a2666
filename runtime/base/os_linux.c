/* os_linux.c - what both builds take from Linux alike: the environment and pollable events. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "os.h"

os_u32 os_copied;

const char *os_env(const char *name)
{
	return getenv(name);
}

const char *os_env_trusted(const char *name)
{
	return getauxval(AT_SECURE) ? NULL : getenv(name);
}

uint64_t os_process_id(void)
{
	return (uint64_t)getpid();
}

bool os_process_lives(uint64_t id)
{
	return id && id <= INT_MAX && (!kill((pid_t)id, 0) || errno != ESRCH);
}

int os_eventfd(void)
{
	int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);

	if (!fd) {
		fd = fcntl(0, F_DUPFD_CLOEXEC, 1);
		close(0);
	}
	return fd < 0 ? -errno : fd;
}

/* A full counter refuses the write: then the descriptor is readable already. */
void os_eventfd_set(int fd)
{
	while (eventfd_write(fd, 1) && errno == EINTR)
		;
	os_point();
}

/* Nothing to read is no error: then it is clear already. */
bool os_eventfd_clear(int fd)
{
	eventfd_t value;
	int n;

	do
		n = eventfd_read(fd, &value);
	while (n && errno == EINTR);
	return !n;
}

int os_dup(int fd)
{
	int copy = fcntl(fd, F_DUPFD_CLOEXEC, 1);

	return copy < 0 ? -errno : copy;
}

enum os_fd_kind os_fd_kind(int fd)
{
	static const struct {
		mode_t type;
		enum os_fd_kind kind;
	} kinds[] = {
		{ S_IFREG, OS_FD_REGULAR }, { S_IFDIR, OS_FD_DIRECTORY }, { S_IFCHR, OS_FD_DEVICE }, { S_IFBLK, OS_FD_DEVICE },
		{ S_IFIFO, OS_FD_PIPE }, { S_IFSOCK, OS_FD_SOCKET }, { 0, OS_FD_NAMELESS },
	};
	struct stat st;

	if (fstat(fd, &st))
		return OS_FD_BAD;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if ((st.st_mode & S_IFMT) == kinds[i].type)
			return kinds[i].kind;
	return OS_FD_BAD;
}

void os_close(int fd)
{
	close(fd);
}

int linux_poll(const int *fds, unsigned count, const struct timespec *left, uint64_t *ready)
{
	struct pollfd p[OS_POLL_MOST];
	int n;

	*ready = 0;
	for (unsigned i = 0; i < count; i++) {
		if (fds[i] < 0) /* ppoll would leave it out */
			return -EBADF;
		p[i] = (struct pollfd){ fds[i], POLLIN, 0 };
	}
	n = ppoll(p, count, left, NULL);
	for (unsigned i = 0; n > 0 && i < count; i++) {
		if (p[i].revents & POLLNVAL)
			return -EBADF;
		*ready |= (uint64_t)(p[i].revents != 0) << i;
	}
	return n < 0 ? -errno : n;
}
