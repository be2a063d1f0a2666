/* pool.c - a bounded stack of things that are used again. */
#include "pool.h"

struct pool_node *pool_take(struct pool *p)
{
	os_mutex_lock(&p->lock);
	struct pool_node *node = p->first;
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
	os_mutex_lock(&p->lock);
	bool kept = p->open && p->count < POOL_NODES;
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
	struct pool_node *node = p->first;
	p->first = NULL;
	p->count = 0;
	p->open = false;
	os_mutex_unlock(&p->lock);
	while (node) {
		struct pool_node *next = node->next;
		destroy(node);
		node = next;
	}
}
