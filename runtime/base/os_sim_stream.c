/* os_sim_stream.c - simulated streams: sockets whose reads and writes are cut, put off or broken as the schedule chooses. */
#ifdef ACOM_SIM
#include <errno.h>
#include <sys/socket.h>

#include "os_fibre.h"
#include "os_stream.h"

static unsigned faults;

void sim_streams(unsigned what)
{
	faults = what;
}

enum outcome { ALL, ONE, HALF, LATER, BREAK };

/* What may happen to `size` octets, the harmless first; how many that are. */
static unsigned outcomes(size_t size, enum outcome list[BREAK + 1])
{
	unsigned n = 0;

	list[n++] = ALL;
	if (faults & SIM_CUT && size > 1)
		list[n++] = ONE;
	if (faults & SIM_CUT && size > 3)
		list[n++] = HALF;
	if (faults & SIM_LATER)
		list[n++] = LATER;
	if (faults & SIM_BREAK)
		list[n++] = BREAK;
	return n;
}

/* Each outcome but the first counts as a preemption, so that a search has few of them in one schedule. */
ptrdiff_t stream_chosen(int fd, size_t *size)
{
	enum outcome list[BREAK + 1];

	os_point();
	if (!sim_running())
		return 0;
	switch (list[choice_next(outcomes(*size, list), true)]) {
	case ALL:
		return 0;
	case ONE:
		*size = 1;
		return 0;
	case HALF:
		*size /= 2;
		return 0;
	case LATER:
		return -EAGAIN;
	case BREAK:
		shutdown(fd, SHUT_RDWR);
		return -ECONNRESET;
	}
	return 0;
}
#endif
