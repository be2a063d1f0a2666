/* pool.h - what is used again instead of being freed: nodes embedded in what is kept, one at the top and a bounded stack. */
#ifndef ACOM_POOL_H
#define ACOM_POOL_H

#include "os.h"

struct pool_node {
	struct pool_node *next;
};

/* Zero-initialized is empty and closed. A take opens it, a drain closes it: what comes back later is not kept. */
struct pool {
	os_ptr top;              /* for those who take and give back in turn: one that is had without the lock */
	os_ptr given;            /* what was given back since the last take under the lock */
	os_u32 count;            /* of all but the top; about, if several give at once */
	os_mutex lock;           /* guards the rest */
	struct pool_node *first;
};

enum { POOL_NODES = 1024 }; /* kept at most */

struct pool_node *pool_take(struct pool *p);                 /* a list of one; NULL: empty */
struct pool_node *pool_take_some(struct pool *p, unsigned most); /* a list, which is not counted any more */
bool pool_give(struct pool *p, struct pool_node *node);      /* false: full or closed, the caller frees it */
/* The same of a list of so many nodes, which ends with `last`. */
bool pool_give_list(struct pool *p, struct pool_node *first, struct pool_node *last, unsigned count);
void pool_drain(struct pool *p, void (*destroy)(struct pool_node *node));

#endif
