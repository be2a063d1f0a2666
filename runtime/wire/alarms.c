/* alarms.c - alarms by their time: a heap whose steps are few whatever times the others have, who may be as many as calls. */
#include "wire/watch.h"

/* Of those of one time who came first. */
static bool is_sooner(const struct alarm *a, const struct alarm *b)
{
	return a->when != b->when ? a->when < b->when : a->number < b->number;
}

/* Two that have nothing beside them: the later one is below the sooner one. */
static struct alarm *meld(struct alarm *a, struct alarm *b)
{
	struct alarm *first = is_sooner(b, a) ? b : a, *later = first == a ? b : a;

	later->next = first->child;
	later->before = first;
	if (later->next)
		later->next->before = later;
	first->child = later;
	return first;
}

/* The first, which has nothing beside it from now on; the next one, likewise. */
static struct alarm *part(struct alarm *a)
{
	struct alarm *next = a ? a->next : NULL;

	if (a)
		a->next = a->before = NULL;
	return next;
}

/* All that are beside each other: two by two, and then these from the last one on. NULL: there are none. */
static struct alarm *meld_all(struct alarm *a)
{
	struct alarm *pairs = NULL, *all = NULL;

	while (a) {
		struct alarm *b = part(a), *rest = part(b), *pair = b ? meld(a, b) : a;
		pair->next = pairs;
		pairs = pair;
		a = rest;
	}
	while (pairs) {
		struct alarm *pair = pairs;
		pairs = part(pair);
		all = all ? meld(all, pair) : pair;
	}
	return all;
}

void alarms_add(struct alarm **first, struct alarm *a)
{
	a->child = a->next = a->before = NULL;
	*first = *first ? meld(*first, a) : a;
}

void alarms_remove(struct alarm **first, struct alarm *a)
{
	struct alarm *below = meld_all(a->child);

	if (a == *first) {
		*first = below;
		return;
	}
	*(a->before->child == a ? &a->before->child : &a->before->next) = a->next;
	if (a->next)
		a->next->before = a->before;
	if (below)
		*first = meld(*first, below);
}
