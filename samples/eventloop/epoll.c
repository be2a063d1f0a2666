/* epoll.c - the client in a loop of its own.
 * Build: idlgen counter.idl && cc -o epoll epoll.c client.c server.c counter_?.c $(pkg-config --cflags --libs acom) -pthread */
#include <acom.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "client.h"

int main(void)
{
	struct client c;
	struct epoll_event event = { .events = EPOLLIN };
	int loop = epoll_create1(EPOLL_CLOEXEC);

	client_begin(&c);
	event.data.fd = c.incoming;
	epoll_ctl(loop, EPOLL_CTL_ADD, c.incoming, &event);
	event.data.fd = c.done;
	epoll_ctl(loop, EPOLL_CTL_ADD, c.done, &event);
	for (bool finished = false; !finished; ) {
		if (epoll_wait(loop, &event, 1, -1) != 1)
			continue;
		if (event.data.fd == c.incoming)
			client_serve();
		else
			finished = client_finish(&c);
	}
	close(loop);
	client_end(&c);
	return 0;
}
