/* os_park.c - parking at descriptors: a sleep that they end, or an unpark. The same in both builds. */
#include "os.h"

enum { WITHOUT_WAKE_NS = 10000000 }; /* between two looks for a token, where no descriptor is left that could tell of it */

void os_parker_fini(os_parker *p)
{
	if (p->wake)
		os_close(p->wake - 1);
	p->wake = 0;
}

static void park_prepare(os_parker *p)
{
	int fd = p->wake ? 0 : os_eventfd();

	if (fd > 0)
		p->wake = fd + 1;
}

/* Who announces that it polls has a descriptor to be woken by. */
static bool park_polls(os_parker *p)
{
	return !p->wake || os_cas32(&p->token, PARK_EMPTY, PARK_POLLING);
}

/* One sleep. False: neither a descriptor nor the end of the time ended it. */
static bool park_poll(os_parker *p, const int *fds, unsigned count, uint64_t deadline, uint64_t *ready)
{
	uint64_t soon = p->wake ? OS_FOREVER : os_now() + WITHOUT_WAKE_NS, until = soon < deadline ? soon : deadline;
	int all[OS_POLL_MOST];
	unsigned n = count < OS_POLL_MOST ? count : OS_POLL_MOST - 1;

	for (unsigned i = 0; i < n; i++)
		all[i] = fds[i];
	if (p->wake)
		all[n] = p->wake - 1;
	*ready = 0;
	int got = os_poll_many(all, n + (p->wake != 0), until, ready);
	bool woken = p->wake && *ready >> n & 1;
	if (woken)
		os_eventfd_clear(p->wake - 1); /* of a token that may be gone by now */
	*ready &= ~((uint64_t)1 << n);
	if (got < 0) { /* a descriptor is none: whoever reads it hears why */
		*ready = ((uint64_t)1 << n) - 1;
		return true;
	}
	return *ready || (!woken && until == deadline);
}

/* The token, if one came; the parker is as before the sleep. */
static bool park_end(os_parker *p)
{
	return os_swap32(&p->token, PARK_EMPTY) == PARK_TOKEN;
}

bool os_park_at(os_parker *p, const int *fds, unsigned count, uint64_t deadline, uint64_t *ready)
{
	bool over = false;

	*ready = 0;
	park_prepare(p);
	while (!over) {
		over = !park_polls(p) || park_poll(p, fds, count, deadline, ready);
		if (park_end(p))
			return true;
	}
	return false;
}
