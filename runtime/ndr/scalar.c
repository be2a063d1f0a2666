/* scalar.c - the scalar kinds: one table, derived from the list that generated files are compiled with. */
#include "ndr/walk.h"

#define X(kind, memory, ffi, wire) \
	static int64_t load_##kind(const void *mem) \
	{ \
		memory v; \
		memcpy(&v, mem, sizeof v); \
		return (int64_t)v; \
	} \
	static void store_##kind(void *mem, int64_t number) \
	{ \
		memory v = (memory)number; \
		memcpy(mem, &v, sizeof v); \
	}
ACOM_SCALARS(X)
#undef X

static const struct scalar {
	uint8_t memory, wire; /* octets */
	bool is_signed;
	bool is_integer;
	int64_t (*load)(const void *mem);
	void (*store)(void *mem, int64_t number);
} scalars[] = {
#define X(kind, memory, ffi, wire) \
	[ACOM_##kind] = { sizeof(memory), wire, (memory)-1 < (memory)1, (memory)1 / 2 == 0, load_##kind, store_##kind },
	ACOM_SCALARS(X)
#undef X
};

/* What the wire can carry of the kinds that are wider in memory. */
static bool scalar_fits(uint8_t kind, int64_t v)
{
	switch (kind) {
	case ACOM_ENUM16:
		return v >= 0 && v <= 0x7fff;
	case ACOM_INT3264:
		return v >= INT32_MIN && v <= INT32_MAX;
	case ACOM_UINT3264:
		return v >= 0 && v <= UINT32_MAX;
	default:
		return true;
	}
}

/* The same for both directions: a value that the kind or [range] forbids is refused. */
static void scalar_check(struct walk *w, const ACOM_TYPE *t, int64_t v)
{
	if (!scalar_fits(t->kind, v))
		walk_fail(w, t->kind == ACOM_ENUM16 ? RPC_X_ENUM_VALUE_OUT_OF_RANGE : RPC_X_BAD_STUB_DATA);
	if (t->flags & ACOM_RANGE && (v < t->lo || v > t->hi))
		walk_fail(w, RPC_X_INVALID_BOUND);
}

static int64_t scalar_extend(uint8_t kind, uint64_t wire)
{
	unsigned unused = 64 - 8 * scalars[kind].wire;

	return scalars[kind].is_signed ? (int64_t)(wire << unused) >> unused : (int64_t)wire;
}

static void scalar_send(struct walk *w, const ACOM_TYPE *t, const void *mem)
{
	int64_t v = scalars[t->kind].load(mem);
	uint64_t wire = t->kind == ACOM_BOOLEAN ? v != 0 : (uint64_t)v;

	scalar_check(w, t, v);
	octets_move(w, &wire, scalars[t->kind].wire, 1);
}

static void scalar_receive(struct walk *w, const ACOM_TYPE *t, void *mem)
{
	uint64_t wire = 0;
	int64_t v;

	octets_move(w, &wire, scalars[t->kind].wire, 1);
	v = t->kind == ACOM_BOOLEAN ? wire != 0 : scalar_extend(t->kind, wire);
	scalar_check(w, t, v);
	if (SUCCEEDED(w->hr))
		scalars[t->kind].store(mem, v);
}

size_t scalar_plain(const ACOM_TYPE *t)
{
	if (t->kind >= ARRAY_COUNT(scalars) || t->kind == ACOM_BOOLEAN || t->kind == ACOM_FD || t->flags & ACOM_RANGE)
		return 0;
	return scalars[t->kind].memory == scalars[t->kind].wire ? scalars[t->kind].wire : 0;
}

int64_t scalar_word(const ACOM_TYPE *t, const void *mem)
{
	return scalars[t->kind].load(mem);
}

int64_t scalar_number(const ACOM_TYPE *t, const void *mem)
{
	int64_t v = scalar_word(t, mem);

	return t->kind == ACOM_BOOLEAN ? v != 0 : v;
}

bool scalar_set(const ACOM_TYPE *t, void *mem, int64_t number)
{
	scalars[t->kind].store(mem, number);
	return scalars[t->kind].load(mem) == number;
}

bool scalar_is_tag(const ACOM_TYPE *t)
{
	return t->kind < ARRAY_COUNT(scalars) && t->kind != ACOM_FD && scalars[t->kind].is_integer && scalars[t->kind].memory <= 4;
}

void scalar_walk(struct walk *w, const ACOM_TYPE *t, void *mem)
{
	size_t plain = scalar_plain(t);

	if (plain)
		octets_move(w, mem, plain, 1);
	else if (t->kind == ACOM_FD)
		descriptor_walk(w, t, mem);
	else if (walk_sends(w))
		scalar_send(w, t, mem);
	else if (w->op == WALK_GET)
		scalar_receive(w, t, mem);
}

bool scalar_verify(const ACOM_TYPE *t)
{
	const struct scalar *s = &scalars[t->kind];

	if (t->kind == ACOM_FD && (!t->count || t->count >= ACOM_DESCRIPTOR_COUNT || t->flags))
		return false;
	return t->size == s->memory && t->wire == s->wire && t->align == s->wire &&
	       (!(t->flags & ACOM_RANGE) || (s->is_integer && t->lo <= t->hi));
}
