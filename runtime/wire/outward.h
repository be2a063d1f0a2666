/* outward.h - what channel.c, channel_answer.c, leftover.c, unread.c and expiry.c share: the client's end of calls to others. */
#ifndef ACOM_OUTWARD_H
#define ACOM_OUTWARD_H

#include "wire/wire.h"

struct outward {
	struct channel channel;
	struct link *link, *over;      /* counted; over: the same, or another one of its group */
	struct connection *connection; /* of that */
	uint16_t context;
	enum outward_kind kind;
	GUID object;
};

static inline struct outward *outward_of(struct channel *c)
{
	return container_of(c, struct outward, channel);
}

/* Where its connection has it, from when it is sent until it is answered or orphaned: nobody else wants that memory then. */
_Static_assert(sizeof(struct wire_call) <= sizeof ((struct call *)0)->carrier, "a connection has a call in the call itself");
static inline struct wire_call *outward_room(struct call *call)
{
	return (struct wire_call *)call->carrier;
}

/* Locked. NULL: it is not on its way. */
static inline struct wire_call *outward_carried(struct call *call)
{
	return call->carried ? outward_room(call) : NULL;
}

/* ---- channel.c ---- */

extern const struct channel_ops outward_ops __attribute__((visibility("hidden")));
/* Locked: what the caller waits for is about to be over, and so his memory is his again. False: memory is short, and so the
 * association is to be closed. */
bool outward_reclaim(struct connection *c, const struct call *call);

/* ---- expiry.c: time-outs ---- */

/* Of one call; it has counts of it, and of nothing else. */
struct expiry {
	struct alarm alarm;
	struct call *call;
};

/* What the call's time begins with; NULL: it has as much as it wants. */
HRESULT expiry_make(struct channel *c, struct call *call, struct expiry **e);
void expiry_drop(struct expiry *e);
/* Locked. The call is over, or will be: the caller has a count of it. */
void expiry_end(struct wire_call *carried);

/* ---- unread.c ---- */

/* Of an answer that nobody reads, behind the ORPCTHAT. */
void outward_unread(struct channel *c, const ACOM_METHOD *m, const uint8_t *octets, size_t size, bool big);

/* ---- leftover.c ---- */

/* Locked. Without memory it remains until the connection ends. */
void leftover_keep(struct connection *c, const ACOM_METHOD *method, const struct assoc_answer *a);

#endif
