/* release.c - references to objects of other processes that are let go together are given back in one request. */
#include "wire/outward.h"

enum { TOGETHER = 1024 }; /* in one request */

/* What was let go at once. */
struct released {
	struct released *next;
	struct origin *origin; /* counted */
	unsigned count;
	REMINTERFACEREF refs[];
};

static os_mutex lock; /* guards links' lists; a leaf */

static void released_free(struct released *r)
{
	origin_unref(r->origin);
	os_free(r);
}

/* The first ones of the list, as far as one request takes them: those of one process. */
static struct released **released_together(struct released **all, unsigned *count)
{
	const struct origin *origin = (*all)->origin;

	for (*count = 0; *all && (*all)->origin == origin && (!*count || *count + (*all)->count <= TOGETHER); all = &(*all)->next)
		*count += (*all)->count;
	return all;
}

/* Without memory one after the other. */
static void released_tell(struct released *first, unsigned count)
{
	REMINTERFACEREF *refs = first->next ? os_alloc(count * sizeof *refs) : NULL;
	unsigned n = 0;

	for (struct released *r = first; r; r = r->next)
		if (refs) {
			memcpy(refs + n, r->refs, r->count * sizeof *refs);
			n += r->count;
		} else {
			origin_release(r->origin, r->refs, (USHORT)r->count);
		}
	if (refs)
		origin_release(first->origin, refs, (USHORT)n);
	os_free(refs);
}

static struct released *released_take(struct link *l)
{
	os_mutex_lock(&lock);
	struct released *all = l->released;
	l->released = NULL;
	l->last_released = NULL;
	os_mutex_unlock(&lock);
	return all;
}

/* Of one that owes somebody sees to all when a call has ended. */
void link_release(struct link *l)
{
	struct released *all = os_load32(&l->connection->owes) ? NULL : released_take(l), *next;
	unsigned count;

	while (all) {
		struct released **end = released_together(&all, &count), *rest = *end, *first = all;
		*end = NULL;
		released_tell(first, count);
		for (; first; first = next) {
			next = first->next;
			released_free(first);
		}
		all = rest;
	}
}

static void link_keep(struct link *l, struct released *r)
{
	os_mutex_lock(&lock);
	*(l->released ? &l->last_released->next : &l->released) = r;
	l->last_released = r;
	os_mutex_unlock(&lock);
}

/* NULL: memory is short. */
static struct released *released_make(struct origin *o, const REMINTERFACEREF *refs, unsigned count)
{
	struct released *r = os_alloc(sizeof *r + count * sizeof *refs);

	if (!r)
		return NULL;
	*r = (struct released){ .origin = origin_ref(o), .count = count };
	memcpy(r->refs, refs, count * sizeof *refs);
	return r;
}

/* Whoever writes what the batch holds says it then. */
void origin_let_go(struct origin *o, const REMINTERFACEREF *refs, unsigned count)
{
	struct released *r = count ? released_make(o, refs, count) : NULL;

	if (!r) {
		origin_release(o, (REMINTERFACEREF *)(uintptr_t)refs, (USHORT)count);
		return;
	}
	link_keep(o->link, r);
	if (!batch_hold(o->link->connection))
		link_release(o->link);
}

/* ---- what cannot be said for now ---- */

bool origin_release_later(struct origin *o, const REMINTERFACEREF *refs, unsigned count)
{
	struct connection *c = outward_of(o->unknown)->connection;
	struct released *r = released_make(o, refs, count);

	if (!r)
		return true;
	connection_lock(c);
	bool waits = assoc_client_waits(&c->client);
	if (waits) {
		os_store32(&c->owes, true);
		link_keep(c->user, r);
	}
	connection_unlock(c);
	if (!waits)
		released_free(r);
	return waits;
}

/* Whoever has let the connection's lock go has a count of it. */
static void link_pay_run(struct work *work, HRESULT hr)
{
	struct link *l = container_of(work, struct link, pay);

	(void)hr;
	connection_lock(l->connection);
	os_store32(&l->connection->owes, false);
	l->pays = false;
	connection_unlock(l->connection);
	link_release(l);
}

void link_pay(struct connection *c)
{
	struct link *l = c->user;

	if (l->pays)
		return;
	l->pays = true;
	l->pay.run = link_pay_run;
	connection_defer(c, &l->pay);
}
