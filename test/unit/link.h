/* link.h - two descriptors that are connected. */
#ifndef LINK_H
#define LINK_H

#include <sys/socket.h>

#include "base/os.h"
#include "harness.h"

struct link {
	int a, b;
};

static inline struct link pair(void)
{
	int fds[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds), 0);
	return (struct link){ fds[0], fds[1] };
}

static inline void link_close(struct link l)
{
	os_close(l.a);
	os_close(l.b);
}

#endif
