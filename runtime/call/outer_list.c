/* outer_list.c - the server's call objects at work, so that the end of their apartment ends them. */
#include "call/outer.h"

static struct {
	os_mutex lock;
	struct outer *first;
} outers;

void outer_list(struct outer *o)
{
	os_mutex_lock(&outers.lock);
	o->next = outers.first;
	o->link = &outers.first;
	if (o->next)
		o->next->link = &o->next;
	outers.first = o;
	os_mutex_unlock(&outers.lock);
}

/* Locked. */
static void outer_unlink(struct outer *o)
{
	if (!o->link)
		return;
	*o->link = o->next;
	if (o->next)
		o->next->link = o->link;
	o->link = NULL;
}

void outer_unlist(struct outer *o)
{
	os_mutex_lock(&outers.lock);
	outer_unlink(o);
	os_mutex_unlock(&outers.lock);
}

/* All that are the apartment's, each counted and not listed any more, as a chain: one look at those of others, who may have
 * many. */
static struct outer *outers_in(const struct apartment *a)
{
	struct outer *all = NULL, **last = &all, *next;

	os_mutex_lock(&outers.lock);
	for (struct outer *o = outers.first; o; o = next) {
		next = o->next;
		if (o->apartment != a)
			continue;
		os_ref(&o->refs);
		outer_unlink(o);
		*last = o;
		last = &o->next;
	}
	*last = NULL;
	os_mutex_unlock(&outers.lock);
	return all;
}

/* The next one. Whoever ended it may have been faster. */
static struct outer *outer_end(struct outer *o)
{
	struct outer *next = o->next;
	struct call *c = outer_may_end(o) ? outer_take(o, OUTER_OVER) : NULL;

	if (c)
		outer_fail(o, c, RPC_E_DISCONNECTED);
	outer_unref(o);
	return next;
}

void outer_apartment_ends(struct apartment *a)
{
	struct outer *o;

	while ((o = outers_in(a)))
		while (o)
			o = outer_end(o);
}
