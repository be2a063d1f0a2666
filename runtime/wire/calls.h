/* calls.h - the calls of one connection. */
#ifndef ACOM_WIRE_CALLS_H
#define ACOM_WIRE_CALLS_H

#include "wire/pdu.h"

/* ---- calls.c: who is meant by a call id ---- */

/* A call on one connection, as long as it can be answered. */
struct wire_call {
	uint32_t id;
	uint16_t context;
	union {
		uint8_t cancels; /* server */
		bool bereft;     /* client: the request has left without its descriptors */
	};
	bool orphaned : 1;  /* nobody waits for the answer */
	bool guest : 1;     /* its memory is its user's */
	uint8_t descriptors : 6; /* server: how many came with it */
	union {
		uint32_t size;      /* server: octets of the request */
		uint64_t at;        /* client: the first octet of the request in the outbox' count; an orphan's: of what tells of it */
	};
	union {
		void *user;             /* the owner's, NULL at first */
		os_ptr shared;          /* in place of that: of a guest that is not locked */
		struct wire_call *next; /* client: of the orphans */
	};
	void *more;         /* the owner's, NULL at first */
	struct wire_call *beside;         /* whose id has the same place */
	struct wire_call *later, **link;  /* in the order in which they were added */
};

struct wire_calls {
	struct wire_call **places, *first, **last;
	uint32_t salt;
	unsigned shift;
	struct wire_call *spare; /* kept, so that a call in steady state allocates nothing */
	struct wire_call *lost;
	unsigned count; /* added and not freed */
};
HRESULT calls_init(struct wire_calls *c);
void calls_fini(struct wire_calls *c);
struct wire_call *calls_add(struct wire_calls *c, uint32_t id, uint16_t context); /* NULL: memory is short */
/* The same in steps: memory for it, to be freed unless it is entered; or the user's own, if there is a spare one in whose place the
 * call can be put. */
struct wire_call *calls_record(struct wire_calls *c);
bool calls_spare(struct wire_calls *c);
void calls_enter(struct wire_calls *c, struct wire_call *call, uint32_t id, uint16_t context, bool guest);
/* The user's memory is his again: what is in its place. NULL: memory is short. */
struct wire_call *calls_move(struct wire_calls *c, struct wire_call *call);
void calls_settle(struct wire_calls *c, struct wire_call *call, struct wire_call *room); /* the other way round */
/* Whoever chooses ids does not know which of them are found at the same place. */
static inline struct wire_call **calls_place(const struct wire_calls *c, uint32_t id)
{
	return &c->places[id * c->salt >> c->shift];
}
static inline struct wire_call *calls_find(const struct wire_calls *c, uint32_t id)
{
	struct wire_call *call = *calls_place(c, id);

	while (call && call->id != id)
		call = call->beside;
	return call;
}
struct wire_call *calls_first(const struct wire_calls *c); /* the oldest; NULL: there is none */
struct wire_call *calls_next(const struct wire_call *call);
void calls_forget(struct wire_calls *c, struct wire_call *call); /* its id is free, it is not */
void calls_free(struct wire_calls *c, struct wire_call *call);   /* after calls_forget */
void calls_leave(struct wire_calls *c);                          /* the same of one that was a guest */
void calls_lose(struct wire_calls *c, struct wire_call *call);   /* as calls_forget, long before calls_find_lost and calls_free */
void calls_find_lost(struct wire_call *call);

#endif
