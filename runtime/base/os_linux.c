/* os_linux.c - what both builds take from Linux alike: the environment and pollable events. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "os.h"

const char *os_env(const char *name)
{
	return getenv(name);
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
void os_eventfd_clear(int fd)
{
	eventfd_t value;

	while (eventfd_read(fd, &value) && errno == EINTR)
		;
}

void os_close(int fd)
{
	close(fd);
}
