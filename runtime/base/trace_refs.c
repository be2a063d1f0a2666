/* trace_refs.c - ACOM_TRACE=refs: what lives, how many references it has, and which calls have made it. */
#include <string.h>

#include "base.h"
#include "map.h"

enum { DEPTH = 24, TOLD = 12, SITES = 12, SITE_DEPTH = 12, SITE_TOLD = 3 };

/* Calls that have taken or given back references. */
struct site {
	unsigned taken, given;
	unsigned depth;
	void *stack[SITE_DEPTH];
};

struct ref {
	struct map_node node;
	const void *thing;
	const char *kind, *name;
	const os_u32 *count;
	struct trace_place place;
	unsigned depth;
	void *stack[DEPTH];
	struct site sites[SITES + 1]; /* the last one is all others */
};

static struct {
	os_mutex lock; /* guards the rest; a leaf but for memory */
	struct map by_thing;
} refs;

/* False: this is a copy of the process. Threads that are not in it may have had the lock; and what is alive is the other's. */
static bool refs_enter(void)
{
	if (os_is_copy())
		return false;
	os_mutex_lock(&refs.lock);
	return true;
}

static void refs_leave(void)
{
	os_mutex_unlock(&refs.lock);
}

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
	bool added = false;
	if (refs_enter()) {
		added = map_add(&refs.by_thing, &r->node, &r->thing, sizeof r->thing);
		refs_leave();
	}
	if (!added)
		os_free(r);
}

void trace_ref_named(const void *thing, const char *name)
{
	if (!refs_enter())
		return;
	struct ref *r = ref_find(thing);
	if (r)
		r->name = name;
	refs_leave();
}

static struct site *ref_site(struct ref *r, void *const *stack, unsigned depth)
{
	struct site *s = r->sites;

	while (s < r->sites + SITES && s->depth && (s->depth != depth || memcmp(s->stack, stack, depth * sizeof *stack)))
		s++;
	if (s < r->sites + SITES && !s->depth) {
		s->depth = depth;
		memcpy(s->stack, stack, depth * sizeof *stack);
	}
	return s;
}

void trace_ref_moves(const void *thing, bool taken)
{
	void *stack[SITE_DEPTH];
	unsigned depth = os_stack(stack, SITE_DEPTH);

	if (!refs_enter())
		return;
	struct ref *r = ref_find(thing);
	if (r) {
		struct site *s = ref_site(r, stack, depth);
		s->taken += taken;
		s->given += !taken;
	}
	refs_leave();
}

void trace_ref_gone(const void *thing)
{
	if (!refs_enter())
		return;
	struct ref *r = ref_find(thing);
	if (r)
		map_remove(&refs.by_thing, &r->node);
	refs_leave();
	os_free(r);
}

/* Where the user's calls begin: those inside a shared libacom say nothing to him. The first ones are our own anyway. */
static unsigned stack_begin(void *const *stack, unsigned depth, unsigned own)
{
	unsigned i = own;

	while (i < depth && os_stack_is_library(stack[i]))
		i++;
	return i < depth ? i : own;
}

static void ref_tell_stack(const struct ref *r)
{
	char place[256];
	unsigned i = stack_begin(r->stack, r->depth, 2);

	for (unsigned told = 0; i < r->depth && told < TOLD; i++, told++) {
		os_stack_name(r->stack[i], place, sizeof place);
		trace_write("refs:   %s %s", told ? "called by" : "made by", place);
	}
}

static void site_tell(const struct site *s)
{
	char places[SITE_TOLD][128] = { "others" };
	unsigned n = 0;

	if (!s->taken && !s->given)
		return;
	for (unsigned i = s->depth ? stack_begin(s->stack, s->depth, 3) : 0; i < s->depth && n < SITE_TOLD; i++, n++)
		os_stack_name(s->stack[i], places[n], sizeof places[n]);
	trace_write("refs:   %u AddRef, %u Release by %s%s%s%s%s", s->taken, s->given, places[0], n > 1 ? " < " : "", places[1],
	            n > 2 ? " < " : "", places[2]);
}

static void ref_tell(const struct ref *r, uint32_t count)
{
	trace_write("refs: %s %p%s%s%s of %s %llu: %u reference%s", r->kind, r->thing, r->name ? " (" : "", r->name ? r->name : "",
	            r->name ? ")" : "", r->place.kind, (unsigned long long)r->place.apartment, count, count == 1 ? "" : "s");
	ref_tell_stack(r);
	for (const struct site *s = r->sites; s <= r->sites + SITES; s++)
		site_tell(s);
}

/* A ref as it was, and its number of references then. */
struct snapshot {
	struct ref ref;
	uint32_t count;
};

static bool ref_is_of(const struct ref *r, uint64_t apartment)
{
	return !apartment || r->place.apartment == apartment;
}

static unsigned refs_count(uint64_t apartment)
{
	struct map_node *node, *next;
	unsigned n = 0;

	HASH_ITER(hh, refs.by_thing.first, node, next)
		n += ref_is_of(container_of(node, struct ref, node), apartment);
	return n;
}

static void refs_copy(uint64_t apartment, struct snapshot *to)
{
	struct map_node *node, *next;

	HASH_ITER(hh, refs.by_thing.first, node, next) {
		const struct ref *r = container_of(node, struct ref, node);
		if (ref_is_of(r, apartment))
			*to++ = (struct snapshot){ *r, os_load32(r->count) };
	}
}

/* Names are asked for without the lock: the loader's, which that takes, is held by those that run our code from a constructor. */
void trace_refs_tell(uint64_t apartment, const char *when)
{
	if (!refs_enter())
		return;
	unsigned n = refs_count(apartment), all = HASH_COUNT(refs.by_thing.first);
	struct snapshot *copies = os_alloc(n * sizeof *copies);
	if (copies)
		refs_copy(apartment, copies);
	refs_leave();
	trace_write("refs: %s: %u of %u live objects%s", when, n, all, n && !copies ? " (no memory to name them)" : "");
	for (unsigned i = 0; copies && i < n; i++)
		ref_tell(&copies[i].ref, copies[i].count);
	os_free(copies);
}
