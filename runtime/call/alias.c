/* alias.c - other IPIDs of stubs: by them whoever has been told nothing else can name only what he was given himself. */
#include "call/call.h"

static struct {
	os_mutex lock; /* a leaf but for memory */
	struct map all;
} aliases;

/* Locked. */
static struct alias *alias_lookup(REFGUID ipid)
{
	struct map_node *node = map_find(&aliases.all, ipid, sizeof *ipid);

	return node ? container_of(node, struct alias, node) : NULL;
}

struct alias *alias_create(REFGUID own)
{
	struct alias *a = os_zalloc(sizeof *a);

	if (!a)
		return NULL;
	a->own = *own;
	a->refs = 1;
	CoCreateGuid(&a->ipid);
	os_mutex_lock(&aliases.lock);
	bool added = map_add(&aliases.all, &a->node, &a->ipid, sizeof a->ipid);
	os_mutex_unlock(&aliases.lock);
	if (added)
		return a;
	os_free(a);
	return NULL;
}

struct alias *alias_find(REFGUID ipid)
{
	os_mutex_lock(&aliases.lock);
	struct alias *a = alias_lookup(ipid);
	if (a)
		a->refs++;
	os_mutex_unlock(&aliases.lock);
	return a;
}

void alias_unref(struct alias *a)
{
	if (!a)
		return;
	os_mutex_lock(&aliases.lock);
	bool last = !--a->refs;
	if (last)
		map_remove(&aliases.all, &a->node);
	os_mutex_unlock(&aliases.lock);
	if (last)
		os_free(a);
}

bool alias_own(REFGUID ipid, GUID *own)
{
	os_mutex_lock(&aliases.lock);
	const struct alias *a = alias_lookup(ipid);
	if (a)
		*own = a->own;
	os_mutex_unlock(&aliases.lock);
	return a;
}
