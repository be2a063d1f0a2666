/* trace_refs.c - ACOM_TRACE=refs: what lives, how many references it has, and which calls have made it. */
#include "base.h"
#include "map.h"

enum { DEPTH = 24, TOLD = 12 };

struct ref {
	struct map_node node;
	const void *thing;
	const char *kind, *name;
	const os_u32 *count;
	struct trace_place place;
	unsigned depth;
	void *stack[DEPTH];
};

static struct {
	os_mutex lock; /* guards the rest; a leaf but for memory */
	struct map by_thing;
} refs;

static struct ref *ref_find(const void *thing)
{
	struct map_node *node = map_find(&refs.by_thing, &thing, sizeof thing);

	return node ? container_of(node, struct ref, node) : NULL;
}

void trace_ref_made(const void *thing, const char *kind, const os_u32 *count, const struct trace_place *place)
{
	struct ref *r = os_zalloc(sizeof *r);

	if (!r)
		return;
	r->thing = thing;
	r->kind = kind;
	r->count = count;
	r->place = *place;
	r->depth = os_stack(r->stack, DEPTH);
	os_mutex_lock(&refs.lock);
	bool added = map_add(&refs.by_thing, &r->node, &r->thing, sizeof r->thing);
	os_mutex_unlock(&refs.lock);
	if (!added)
		os_free(r);
}

void trace_ref_named(const void *thing, const char *name)
{
	os_mutex_lock(&refs.lock);
	struct ref *r = ref_find(thing);
	if (r)
		r->name = name;
	os_mutex_unlock(&refs.lock);
}

void trace_ref_gone(const void *thing)
{
	os_mutex_lock(&refs.lock);
	struct ref *r = ref_find(thing);
	if (r)
		map_remove(&refs.by_thing, &r->node);
	os_mutex_unlock(&refs.lock);
	os_free(r);
}

/* The calls inside a shared libacom say nothing to its user. */
static void ref_tell_stack(const struct ref *r)
{
	unsigned i = 2; /* ourselves */
	char place[256];

	while (i < r->depth && os_stack_is_library(r->stack[i]))
		i++;
	if (i == r->depth)
		i = 2;
	for (unsigned told = 0; i < r->depth && told < TOLD; i++, told++) {
		os_stack_name(r->stack[i], place, sizeof place);
		trace_write("refs:   %s %s", told ? "called by" : "made by", place);
	}
}

static void ref_tell(const struct ref *r)
{
	uint32_t count = os_load32(r->count);

	trace_write("refs: %s %p%s%s%s of %s %llu: %u reference%s", r->kind, r->thing, r->name ? " (" : "", r->name ? r->name : "",
	            r->name ? ")" : "", r->place.kind, (unsigned long long)r->place.apartment, count, count == 1 ? "" : "s");
	ref_tell_stack(r);
}

void trace_refs_tell(uint64_t apartment, const char *when)
{
	struct map_node *node, *next;
	unsigned n = 0;

	os_mutex_lock(&refs.lock);
	HASH_ITER(hh, refs.by_thing.first, node, next)
		n += !apartment || container_of(node, struct ref, node)->place.apartment == apartment;
	trace_write("refs: %s: %u of %u live objects", when, n, HASH_COUNT(refs.by_thing.first));
	HASH_ITER(hh, refs.by_thing.first, node, next) {
		const struct ref *r = container_of(node, struct ref, node);
		if (!apartment || r->place.apartment == apartment)
			ref_tell(r);
	}
	os_mutex_unlock(&refs.lock);
}
