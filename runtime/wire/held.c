/* held.c - objects that clients ping: how many of their interfaces are held, and when they were last heard of (wire.md 3.7). */
#include "wire/wire.h"

struct held {
	struct map_node node;
	uint64_t oid, heard;
	unsigned interfaces;
};

static struct held *held_find(const struct map *objects, uint64_t oid)
{
	struct map_node *node = map_find(objects, &oid, sizeof oid);

	return node ? container_of(node, struct held, node) : NULL;
}

static struct held *held_create(struct map *objects, uint64_t oid)
{
	struct held *o = os_zalloc(sizeof *o);

	if (!o)
		return NULL;
	o->oid = oid;
	o->heard = os_now();
	if (map_add(objects, &o->node, &o->oid, sizeof o->oid))
		return o;
	os_free(o);
	return NULL;
}

struct held *held_join(struct map *objects, uint64_t oid)
{
	struct held *o = held_find(objects, oid);

	if (!o && !(o = held_create(objects, oid)))
		return NULL;
	o->interfaces++;
	return o;
}

void held_leave(struct map *objects, struct held *o)
{
	if (!o || --o->interfaces)
		return;
	map_remove(objects, &o->node);
	os_free(o);
}

bool held_hear(const struct map *objects, uint64_t oid)
{
	struct held *o = held_find(objects, oid);

	if (o)
		o->heard = os_now();
	return o;
}

bool held_is_overdue(const struct held *o, uint64_t now)
{
	return o->heard + HOLDINGS_SECONDS * NS_PER_S <= now;
}
