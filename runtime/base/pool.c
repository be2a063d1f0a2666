/* pool.c - a bounded store of things that are used again. */
#include "pool.h"

/* The top of a pool that is open and has none there; that of a closed one is NULL. */
static struct pool_node none;

/* What was given back comes first. Locked. */
static void pool_collect(struct pool *p)
{
	struct pool_node *given = os_swapp(&p->given, &none);

	if (given && given != &none)
		p->first = given;
	else
		os_store32(&p->count, 0);
}

struct pool_node *pool_take_some(struct pool *p, unsigned most)
{
	struct pool_node **link = &p->first;

	os_mutex_lock(&p->lock);
	if (!p->first)
		pool_collect(p);
	unsigned taken = 0;
	for (; taken < most && *link; taken++)
		link = &(*link)->next;
	struct pool_node *list = taken ? p->first : NULL, *rest = *link;
	*link = NULL;
	p->first = rest;
	uint32_t count = os_load32(&p->count);
	os_store32(&p->count, count > taken ? count - taken : 0);
	os_mutex_unlock(&p->lock);
	return list;
}

struct pool_node *pool_take(struct pool *p)
{
	struct pool_node *node = os_swapp(&p->top, &none);

	if (!node || node == &none)
		return pool_take_some(p, 1);
	node->next = NULL;
	return node;
}

bool pool_give_list(struct pool *p, struct pool_node *first, struct pool_node *last, unsigned more)
{
	uint32_t count = os_load32(&p->count);
	struct pool_node *before;
	do {
		before = os_loadp(&p->given);
		if (!before || count + more >= POOL_NODES) {
			last->next = NULL; /* what it was before another one gave, or drained */
			return false;
		}
		last->next = before == &none ? NULL : before;
	} while (!os_casp(&p->given, before, first));
	os_store32(&p->count, count + more);
	return true;
}

bool pool_give(struct pool *p, struct pool_node *node)
{
	return (os_loadp(&p->top) == &none && os_casp(&p->top, &none, node)) || pool_give_list(p, node, node, 1);
}

static void pool_destroy(struct pool_node *node, void (*destroy)(struct pool_node *node))
{
	while (node && node != &none) {
		struct pool_node *next = node->next;
		destroy(node);
		node = next;
	}
}

void pool_drain(struct pool *p, void (*destroy)(struct pool_node *node))
{
	os_mutex_lock(&p->lock);
	struct pool_node *top = os_swapp(&p->top, NULL), *given = os_swapp(&p->given, NULL), *first = p->first;
	p->first = NULL;
	os_store32(&p->count, 0);
	os_mutex_unlock(&p->lock);
	if (top && top != &none)
		destroy(top);
	pool_destroy(given, destroy);
	pool_destroy(first, destroy);
}
