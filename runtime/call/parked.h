/* parked.h - a call of which little is kept for now: Begin_ of the server's call object has returned, nobody has signalled. */
#ifndef ACOM_PARKED_H
#define ACOM_PARKED_H

#include "base/base.h"

struct apartment;
struct call;
struct outer;
struct parked_ops;

/* What is left of it, in the memory of who carries it. */
struct parked {
	const struct parked_ops *ops;
	struct outer *outer; /* under the carrier's lock, until it is taken back */
	uint64_t id;         /* of the call */
};

struct parked_ops {
	/* The call again, by the one who has taken it from its outer: its request is there, but no arguments. NULL: memory is
	 * short, and the client has been told. */
	struct call *(*take)(struct parked *p);
	/* Who carries it, counted, for `look` without the outer's lock: takes in what has come, and gives back that count. */
	void *(*carrier)(struct parked *p);
	void (*look)(void *carrier);
	bool (*is_cancelled)(struct parked *p); /* under the outer's lock, as `carrier` */
};

/* ---- outer_park.c ---- */

/* Begin_ has returned, and nobody but the calling thread and the stub's side have the call: as little is kept of it as may be, and
 * it is not theirs any more. False: it is as it was. */
bool outer_park(struct outer *o, struct call *c);
/* By who carries it, under his lock: it is in place of the call from here on, which has so many counts. False: it has more, for
 * others look at it just now, or was signalled, or is over. */
bool outer_parks(struct outer *o, struct parked *p, uint32_t counts);
/* By who carries it, under his lock: the client has cancelled. The call object is told in its apartment. */
void outer_parked_cancelled(struct outer *o, struct apartment *a);
/* For the server: whether its client has cancelled. RPC_E_CALL_COMPLETE: it is over. */
HRESULT outer_test_cancel(struct outer *o);

#endif
