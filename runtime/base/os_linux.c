/* os_linux.c - what both builds take from Linux alike: randomness, the environment, pollable events. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/random.h>
#include <unistd.h>

#include "os.h"

/* Below 256 bytes getrandom neither fails nor returns short once the kernel is up; in between it can be interrupted. */
void os_random(void *buffer, size_t size)
{
	unsigned char *at = buffer;

	while (size) {
		ssize_t n = getrandom(at, size, 0);

		if (n > 0) {
			at += n;
			size -= (size_t)n;
		}
	}
}

const char *os_env(const char *name)
{
	return getenv(name);
}

unsigned os_cpus(void)
{
	cpu_set_t set;

	return sched_getaffinity(0, sizeof set, &set) ? 1 : (unsigned)CPU_COUNT(&set);
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
