/* pool.c - a bounded store of things that are used again. */
#include "pool.h"

/* The top of a pool that is open and has none there; that of a closed one is NULL. */
static struct pool_node none;

struct pool_node *pool_take(struct pool *p)
{
	struct pool_node *node = os_swapp(&p->top, &none);

	if (node && node != &none)
		return node;
	os_mutex_lock(&p->lock);
	node = p->first;
	p->open = true;
	if (node) {
		p->first = node->next;
		p->count--;
	}
	os_mutex_unlock(&p->lock);
	return node;
}

bool pool_give(struct pool *p, struct pool_node *node)
{
	if (os_casp(&p->top, &none, node))
		return true;
	os_mutex_lock(&p->lock);
	bool kept = p->open && p->count < POOL_NODES - 1;
	if (kept) {
		node->next = p->first;
		p->first = node;
		p->count++;
	}
	os_mutex_unlock(&p->lock);
	return kept;
}

void pool_drain(struct pool *p, void (*destroy)(struct pool_node *node))
{
	os_mutex_lock(&p->lock);
	struct pool_node *top = os_swapp(&p->top, NULL), *node = p->first;
	p->first = NULL;
	p->count = 0;
	p->open = false;
	os_mutex_unlock(&p->lock);
	if (top && top != &none)
		destroy(top);
	while (node) {
		struct pool_node *next = node->next;
		destroy(node);
		node = next;
	}
}
