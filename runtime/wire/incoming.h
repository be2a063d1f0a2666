/* incoming.h - what the files of calls whose clients are elsewhere share: incoming.c, incoming_answer.c, incoming_given.c and
 * incoming_pool.c. */
#ifndef ACOM_INCOMING_H
#define ACOM_INCOMING_H

#include "wire/wire.h"

struct given;

/* A call whose client is elsewhere, and that client's side of it. */
struct incoming {
	struct call call;              /* counted by the server's end; its stub is, too; work.kept: why no thread takes it */
	struct channel channel;        /* not counted: the call's */
	struct connection *connection; /* counted; NULL: not any more, because it is answered */
	struct wire_call *wire;        /* under the connection's lock; until it is answered */
	const struct service *service; /* NULL: an object is called */
	struct logical logical;
	struct given *given;           /* in the arena of the server's end */
	bool begun;                    /* it was parked: its method has run in part */
	struct waiting *waiting;       /* under the connection's lock, until it is answered: what it was before. NULL: nothing */
};

extern const struct channel_ops incoming_ops __attribute__((visibility("hidden")));
static inline struct incoming *incoming_of(struct channel *c)
{
	return c->ops == &incoming_ops ? container_of(c, struct incoming, channel) : NULL;
}

/* ---- incoming_answer.c ---- */

/* The client's Finish_ is here: the answer is not decoded, but sent. */
void incoming_answered(struct channel *channel, struct call *c);

/* ---- incoming_pool.c ---- */

struct incoming *incoming_of_pooled(struct pool_node *node);
struct incoming *incoming_create(void); /* what the calls of all connections have in common; NULL: memory is short */
struct pool_node *incoming_spare(struct connection *c); /* NULL: there is none. Locked */
/* Not locked: the one that the thread has used last, if there is one. */
struct pool_node *incoming_used_last(void);
void incoming_retire(struct channel *c);

#endif
