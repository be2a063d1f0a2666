/* full.c - full pointers: what several of them point to travels once, and is one thing again where it arrives. */
#include "ndr/walk.h"

enum { FULL_FEW = 16 };

/* Who owns a referent. What differs in this is never shared: it could be freed twice, or by the wrong one. */
enum full_owner { OWNER_INVOCATION, OWNER_PARAMETER, OWNER_VALUE, OWNER_WIRE };

/* A referent that was met. */
struct ndr_full {
	struct ndr_full *next;
	uintptr_t key;         /* its address; GET: its id */
	const ACOM_TYPE *type;
	enum full_owner owner;
	const void *base;      /* the struct that its expressions speak of */
	uint32_t id;
	void *memory;          /* GET: once it is there */
};

/* GET: a pointer to one. */
struct full_alias {
	struct full_alias *next;
	struct ndr_full *full;
	ndr_slot *slot;
	const void *base;
};

static enum full_owner full_owner(const struct walk *w)
{
	bool out = w->direction & ACOM_OUT;

	return w->inside ? OWNER_WIRE : !out ? OWNER_INVOCATION : w->top ? OWNER_PARAMETER : OWNER_VALUE;
}

/* Whoever chooses ids does not know which of them are found at the same place. */
static uint64_t full_salt(void)
{
	static os_u64 own;
	uint64_t salt = os_load64(&own);

	if (salt)
		return salt;
	os_random(&salt, sizeof salt);
	return os_settle64(&own, salt | 1);
}

static struct ndr_full **full_bucket(const struct ndr_full_table *t, uintptr_t key)
{
	return &t->buckets[(key * t->salt >> 32) & (t->room - 1)];
}

/* The entries of all buckets, as one list. */
static struct ndr_full *full_unchain(struct ndr_full_table *t)
{
	struct ndr_full *all = NULL;

	for (size_t i = 0; i < t->room; i++)
		for (struct ndr_full *f = t->buckets[i], *next; f; f = next) {
			next = f->next;
			f->next = all;
			all = f;
		}
	return all;
}

/* Where memory is short the lists only grow longer. */
static bool full_grow(struct walk *w)
{
	struct ndr_full_table *t = &w->n->full;
	size_t room = t->room ? 2 * t->room : FULL_FEW;
	struct ndr_full **buckets = arena_alloc(&w->n->arena, room * sizeof *buckets), *all, *next;

	if (!buckets)
		return t->room;
	all = full_unchain(t);
	if (!t->salt)
		t->salt = full_salt();
	t->buckets = buckets;
	t->room = room;
	for (; all; all = next) {
		struct ndr_full **bucket = full_bucket(t, all->key);

		next = all->next;
		all->next = *bucket;
		*bucket = all;
	}
	return true;
}

static struct ndr_full *full_entry(struct walk *w)
{
	struct ndr_full *f = w->n->full.spare;

	if (f)
		w->n->full.spare = f->next;
	return f ? f : arena_alloc(&w->n->arena, sizeof *f);
}

/* NULL: memory is short. */
static struct ndr_full *full_add(struct walk *w, const ACOM_TYPE *t, uintptr_t key, uint32_t id)
{
	bool room = w->n->full.count < w->n->full.room || full_grow(w);
	struct ndr_full *f = room ? full_entry(w) : NULL, **bucket;

	if (!f)
		return NULL;
	bucket = full_bucket(&w->n->full, key);
	*f = (struct ndr_full){ *bucket, key, t, full_owner(w), w->base, id, NULL };
	w->n->full.count++;
	return *bucket = f;
}

void full_forget(struct ndr *n)
{
	struct ndr_full_table *t = &n->full;
	struct ndr_full *met = t->count ? full_unchain(t) : NULL, **last = &met;

	if (!met)
		return;
	memset(t->buckets, 0, t->room * sizeof *t->buckets);
	t->count = 0;
	while (*last)
		last = &(*last)->next;
	*last = t->spare;
	t->spare = met;
}

/* Where two pointers stand in different structs, their sizes and tags must be the same. */
static bool full_agrees(struct walk *w, const ACOM_EXPR *e, const void *a, const void *b)
{
	const void *base = w->base;
	int64_t first, second;

	if (!e || !e->number || a == b)
		return true;
	w->base = a;
	first = expr_number(w, e);
	w->base = b;
	second = expr_number(w, e);
	w->base = base;
	return first == second;
}

static bool full_agrees_iid(struct walk *w, const ACOM_EXPR *e, const void *a, const void *b)
{
	const void *base = w->base;
	const IID *first, *second;

	if (!e || !e->iid || a == b)
		return true;
	w->base = a;
	first = expr_iid(w, e);
	w->base = b;
	second = expr_iid(w, e);
	w->base = base;
	return first && second && IsEqualIID(first, second);
}

static bool full_same(struct walk *w, const ACOM_TYPE *t, const void *a, const void *b)
{
	for (; t; t = t->kind == ACOM_POINTER || t->kind == ACOM_ARRAY ? t->elem : NULL)
		if (!full_agrees(w, t->max, a, b) || !full_agrees(w, t->first, a, b) || !full_agrees(w, t->length, a, b) ||
		    !full_agrees_iid(w, t->max, a, b))
			return false;
	return true;
}

/* The referent that a pointer of this type to this address shares. */
static struct ndr_full *full_shared(struct walk *w, const ACOM_TYPE *t, uintptr_t key)
{
	struct ndr_full *f = w->n->full.room ? *full_bucket(&w->n->full, key) : NULL;

	while (f && !(f->key == key && f->type == t && f->owner == full_owner(w) && full_same(w, t, f->base, w->base)))
		f = f->next;
	return f;
}

static bool full_is_over(struct walk *w)
{
	bool over = w->n->full.count >= limit_of(ACOM_LIMIT_POINTERS);

	if (over)
		w->n->hit = limit_own(ACOM_LIMIT_POINTERS, 0);
	return over;
}

static void full_send(struct walk *w, const ACOM_TYPE *t, const struct ndr_referent *r)
{
	struct ndr_full *f = full_shared(w, t->elem, (uintptr_t)r->value);
	bool known = f || !r->value;

	if (!known && full_is_over(w))
		walk_fail(w, RPC_E_OUT_OF_RESOURCES);
	else if (!known && !(f = full_add(w, t->elem, (uintptr_t)r->value, w->id)))
		walk_fail(w, E_OUTOFMEMORY);
	octets_u32(w, f ? f->id : 0);
	if (known || FAILED(w->hr))
		return;
	w->id += 4;
	pointer_push(w, r);
}

static struct ndr_full *full_of_id(const struct walk *w, uint32_t id)
{
	struct ndr_full *f = w->n->full.room ? *full_bucket(&w->n->full, id) : NULL;

	while (f && f->id != id)
		f = f->next;
	return f;
}

/* What it points to may not be there yet. */
static void full_alias(struct walk *w, const ACOM_TYPE *t, struct ndr_full *f, ndr_slot *slot)
{
	struct full_alias *a;

	if (f->type != t->elem || f->owner != full_owner(w)) {
		walk_fail(w, RPC_X_BAD_STUB_DATA);
		return;
	}
	a = arena_alloc(&w->n->arena, sizeof *a);
	if (!a) {
		walk_fail(w, E_OUTOFMEMORY);
		return;
	}
	*a = (struct full_alias){ w->aliases, f, slot, w->base };
	w->aliases = a;
}

static void full_receive(struct walk *w, const ACOM_TYPE *t, struct ndr_referent *r)
{
	uint32_t id = octets_u32(w, 0);
	struct ndr_full *f = id ? full_of_id(w, id) : NULL;

	if (!id || FAILED(w->hr))
		return;
	if (f) {
		full_alias(w, t, f, r->slot);
		return;
	}
	if (full_is_over(w))
		walk_fail(w, RPC_X_BAD_STUB_DATA);
	else if (!(r->full = full_add(w, t->elem, id, id)))
		walk_fail(w, E_OUTOFMEMORY);
	else
		pointer_push(w, r);
}

void full_walk(struct walk *w, const ACOM_TYPE *t, struct ndr_referent *r)
{
	if (walk_sends(w))
		full_send(w, t, r);
	else if (w->op == WALK_GET)
		full_receive(w, t, r);
}

void full_is_at(struct ndr_full *f, void *memory)
{
	if (f)
		f->memory = memory;
}

void full_join(struct walk *w)
{
	for (struct full_alias *a = w->aliases; a; a = a->next)
		*a->slot = a->full->memory;
	for (struct full_alias *a = w->aliases; a && SUCCEEDED(w->hr); a = a->next)
		if (!full_same(w, a->full->type, a->full->base, a->base))
			walk_fail(w, RPC_X_INVALID_BOUND);
}

/* What was sent or received can always be remembered. Beyond that a referent for which memory is short is not freed, rather
 * than freed twice. */
bool full_first_visit(struct walk *w, void *value)
{
	struct ndr_full *f = w->n->full.room ? *full_bucket(&w->n->full, (uintptr_t)value) : NULL;

	while (f && f->key != (uintptr_t)value)
		f = f->next;
	return !f && full_add(w, NULL, (uintptr_t)value, 0);
}
