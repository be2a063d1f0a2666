/* array.c - arrays and strings: fixed, conformant, varying, and both. */
#include "ndr/walk.h"

/* 0 <= v <= limit, or the half is refused; FREE, which cannot refuse, keeps to what is safe. */
static uint32_t array_bound(struct walk *w, int64_t v, uint32_t limit)
{
	if (v >= 0 && v <= limit)
		return (uint32_t)v;
	if (w->op != WALK_FREE)
		walk_fail(w, RPC_X_INVALID_BOUND);
	return v < 0 ? 0 : limit;
}

/* The units of a string, its terminator included; -1 when none of the first `limit` units is zero. */
static int64_t array_units(const ACOM_TYPE *t, const void *mem, uint32_t limit)
{
	static const uint8_t zero[sizeof(uint64_t)];
	const uint8_t *unit = mem;

	for (uint32_t i = 0; i < limit; i++, unit += t->elem->size)
		if (!memcmp(unit, zero, t->elem->size))
			return (int64_t)i + 1;
	return -1;
}

/* The elements that the memory of an [out] or [in,out] parameter has, as the request's half measured it. */
static uint32_t array_saved(struct walk *w, const ACOM_TYPE *t)
{
	int64_t saved = expr_capacity(w, t->max);

	return saved < 0 ? 0 : saved > UINT32_MAX ? UINT32_MAX : (uint32_t)saved;
}

static uint32_t array_limit(struct walk *w, const ACOM_TYPE *t, bool top)
{
	return top && w->half == ACOM_OUT && t->max && !w->discard ? array_saved(w, t) : UINT32_MAX;
}

struct bounds array_measure(struct walk *w, const ACOM_TYPE *t, const void *mem, bool top)
{
	struct bounds b = { .max = t->flags & ACOM_CONFORMANT ? UINT32_MAX : t->count };
	int64_t count;

	if (t->max)
		b.max = array_bound(w, expr_number(w, t->max), array_limit(w, t, top));
	b.first = array_bound(w, t->first ? expr_number(w, t->first) : 0, b.max);
	if (t->flags & ACOM_STRING)
		count = array_units(t, mem, b.max);
	else
		count = t->length ? expr_number(w, t->length) : b.max - b.first;
	b.count = array_bound(w, count, b.max - b.first);
	if (t->flags & ACOM_CONFORMANT && !t->max)
		b.max = b.count;
	return b;
}

uint64_t array_capacity(struct walk *w, const ACOM_TYPE *t)
{
	if (!(t->flags & ACOM_CONFORMANT))
		return t->size;
	return t->max ? (uint64_t)array_saved(w, t) * t->elem->size : 0;
}

bool array_owns(const ACOM_TYPE *t)
{
	if (t->kind == ACOM_ARRAY)
		return array_owns(t->elem);
	if (t->kind == ACOM_STRUCT || t->kind == ACOM_UNION)
		for (uint32_t i = 0; i < t->count; i++)
			if (t->fields[i].type && array_owns(t->fields[i].type))
				return true;
	return t->kind == ACOM_POINTER || t->kind == ACOM_INTERFACE_POINTER || t->kind == ACOM_USER || t->kind == ACOM_FD;
}

/* A count is refused before any memory is made for it, or looked at, when fewer octets are left than its elements take at
 * least. */
static void array_expect(struct walk *w, const ACOM_TYPE *t, uint32_t count)
{
	size_t aside = w->lent ? 0 : w->n->landed.size;

	if ((w->op == WALK_GET || w->op == WALK_SIZE) && count > (w->size - w->pos + aside) / t->elem->wire)
		walk_fail(w, w->op == WALK_SIZE ? RPC_E_OUT_OF_RESOURCES : RPC_X_BAD_STUB_DATA);
}

/* The conformant array of a type: itself, or the one at a struct's end. */
struct open_end {
	const ACOM_TYPE *array;
	size_t base, offset; /* of the innermost struct, whose members its expressions see; of the array */
};

static struct open_end array_open_end(const ACOM_TYPE *t)
{
	struct open_end e = { .array = t };

	while (e.array->kind == ACOM_STRUCT) {
		const ACOM_FIELD *last = &e.array->fields[e.array->count - 1];

		e.base = e.offset;
		e.offset += last->offset;
		e.array = last->type;
	}
	return e;
}

uint64_t array_memory(const ACOM_TYPE *t, uint32_t max)
{
	struct open_end e;
	uint64_t size;

	if (!(t->flags & ACOM_CONFORMANT))
		return t->size;
	e = array_open_end(t);
	size = e.offset + (uint64_t)max * e.array->elem->size;
	return size > t->size ? size : t->size;
}

/* Of a parameter: the elements that its open end has room for. */
struct ndr_room {
	struct ndr_room *next;
	const void *mem;
	uint32_t max;
};

void array_keep_room(struct walk *w, const ACOM_TYPE *t, const void *mem)
{
	struct ndr_room *room;

	if (t->kind != ACOM_STRUCT || !(t->flags & ACOM_CONFORMANT) || w->half != ACOM_IN || !(w->direction & ACOM_OUT))
		return;
	room = arena_alloc(&w->n->arena, sizeof *room);
	if (!room) {
		walk_fail(w, E_OUTOFMEMORY);
		return;
	}
	*room = (struct ndr_room){ w->n->rooms, mem, w->bounds.max };
	w->n->rooms = room;
}

static uint32_t array_room(const struct walk *w, const void *mem)
{
	for (const struct ndr_room *r = w->n->rooms; r; r = r->next)
		if (r->mem == mem)
			return r->max;
	return UINT32_MAX;
}

struct bounds array_measure_end(struct walk *w, const ACOM_TYPE *t, const char *mem, bool top)
{
	struct open_end e = array_open_end(t);
	const void *base = w->base;
	struct bounds b;

	if (t->kind == ACOM_STRUCT)
		w->base = mem + e.base;
	b = array_measure(w, e.array, mem + e.offset, top && t->kind == ACOM_ARRAY);
	w->base = base;
	if (top && t->kind == ACOM_STRUCT) {
		b.max = array_bound(w, b.max, array_room(w, mem));
		b.first = b.first < b.max ? b.first : b.max;
		b.count = b.count < b.max - b.first ? b.count : b.max - b.first;
	}
	return b;
}

void array_conformance(struct walk *w, const ACOM_TYPE *t, const void *mem, bool top)
{
	const ACOM_TYPE *array = array_open_end(t).array;
	uint32_t limit = array_limit(w, array, top && t->kind == ACOM_ARRAY);
	struct bounds b = { 0 };

	if (walk_sends(w) || w->op == WALK_FREE)
		b = array_measure_end(w, t, mem, top);
	if (w->op == WALK_INIT)
		b.max = limit;
	b.max = octets_u32(w, b.max);
	if (w->op == WALK_GET)
		b.count = b.max;
	if (b.max > limit)
		walk_fail(w, RPC_X_INVALID_BOUND);
	if (!(array->flags & ACOM_VARYING))
		array_expect(w, array, b.max);
	w->bounds = b;
}

/* offset and actual_count of a varying array. */
static void array_window(struct walk *w, const ACOM_TYPE *t, struct bounds *b)
{
	bool string = t->flags & ACOM_STRING;

	b->first = octets_u32(w, b->first);
	b->count = octets_u32(w, b->count);
	expr_claim(w, t->first, b->first, RPC_X_INVALID_BOUND);
	expr_claim(w, t->length, b->count, RPC_X_INVALID_BOUND);
	if (b->first > b->max || b->count > b->max - b->first || (b->first && !t->first) || (string && !b->count))
		walk_fail(w, RPC_X_INVALID_BOUND);
	if (!t->length && !string && b->count != b->max - b->first)
		walk_fail(w, RPC_X_INVALID_BOUND);
}

static void array_elements(struct walk *w, const ACOM_TYPE *t, char *mem, uint32_t count)
{
	size_t plain = scalar_plain(t->elem);

	if (plain) {
		octets_move(w, mem, plain, count);
		return;
	}
	array_expect(w, t, count);
	for (uint32_t i = 0; i < count && SUCCEEDED(w->hr); i++)
		walk_value(w, t->elem, mem + (size_t)i * t->elem->size);
}

/* An earlier terminator is passed on as it came; a missing one is not. */
static void array_terminated(struct walk *w, const ACOM_TYPE *t, const char *mem, uint32_t count)
{
	if (w->op == WALK_GET && SUCCEEDED(w->hr) && array_units(t, mem + (size_t)(count - 1) * t->elem->size, 1) < 0)
		walk_fail(w, RPC_X_BAD_STUB_DATA);
}

/* What is known of an array before its window. One that is freed behind a pointer was measured when that was met. */
static struct bounds array_bounds(struct walk *w, const ACOM_TYPE *t, const void *mem)
{
	if (t->flags & ACOM_CONFORMANT || (w->op == WALK_FREE && !w->base && (t->first || t->length)))
		return w->bounds;
	return w->op == WALK_GET ? (struct bounds){ t->count, 0, t->count } : array_measure(w, t, mem, false);
}

void array_walk(struct walk *w, const ACOM_TYPE *t, void *mem)
{
	struct bounds b = array_bounds(w, t, mem);

	if (w->op == WALK_FREE && !array_owns(t->elem))
		return;
	expr_claim(w, t->max, b.max, RPC_X_INVALID_BOUND);
	w->top = false;
	if (t->flags & ACOM_VARYING && w->op != WALK_FREE)
		array_window(w, t, &b);
	if (FAILED(w->hr))
		return;
	array_elements(w, t, (char *)mem + (size_t)b.first * t->elem->size, b.count);
	if (t->flags & ACOM_STRING)
		array_terminated(w, t, mem, b.count);
}
