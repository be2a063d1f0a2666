/* walk.c - over the parameters of a half, and through structs: the table of kinds and what all of them need. */
#include "ndr/walk.h"

/* Decoded data may take this many times the octets received, and a little for small requests. */
enum { WALK_AMPLIFICATION = 4, WALK_SMALL = 64 << 10 };

/* Aligned as its widest member; then each member aligns itself, and no gap stands at the end. */
static void struct_walk(struct walk *w, const ACOM_TYPE *t, void *mem)
{
	const void *base = w->base;

	octets_align(w, t->align);
	w->base = mem;
	w->top = false;
	for (uint32_t i = 0; i < t->count; i++)
		walk_value(w, t->fields[i].type, (char *)mem + t->fields[i].offset);
	w->base = base;
}

static void (*const kinds[ACOM_KINDS])(struct walk *w, const ACOM_TYPE *t, void *mem) = {
#define X(kind, memory, ffi, wire) [ACOM_##kind] = scalar_walk,
	ACOM_SCALARS(X)
#undef X
	[ACOM_POINTER] = pointer_walk,
	[ACOM_STRUCT] = struct_walk,
	[ACOM_ARRAY] = array_walk,
	[ACOM_INTERFACE_POINTER] = interface_walk,
	[ACOM_UNION] = union_walk,
	[ACOM_USER] = user_walk,
};

void walk_value(struct walk *w, const ACOM_TYPE *t, void *mem)
{
	if (SUCCEEDED(w->hr))
		kinds[t->kind](w, t, mem);
}

void walk_params(struct walk *w, const ACOM_METHOD *m, uint8_t mask, uint8_t flags)
{
	for (uint16_t i = 0; i < m->count && SUCCEEDED(w->hr); i++) {
		const ACOM_PARAM *p = &m->params[i];

		if ((p->flags & mask) != flags)
			continue;
		w->direction = p->flags;
		w->base = NULL;
		w->top = true;
		walk_value(w, p->type, w->args[i]);
		pointer_drain(w);
	}
}

/* Referent ids are those that MIDL's stubs send: 0x00020000, 0x00020004, ... */
void walk_init(struct walk *w, struct ndr *n, enum walk_op op, ndr_half half)
{
	memset(w, 0, sizeof *w);
	w->n = n;
	w->op = op;
	w->half = half;
	w->id = 0x00020000;
	w->last_objref = &w->objrefs;
	full_forget(n);
}

static size_t walk_paid(size_t received)
{
	return WALK_AMPLIFICATION * received + WALK_SMALL;
}

bool walk_is_capped(const struct walk *w)
{
	return walk_paid(w->size) > limit_of(ACOM_LIMIT_DECODED);
}

void walk_receive(struct walk *w, struct ndr *n, ndr_half half, const uint8_t *buffer, size_t size)
{
	walk_init(w, n, WALK_GET, half);
	w->in = buffer;
	w->size = size;
	w->received = walk_is_capped(w) ? limit_of(ACOM_LIMIT_DECODED) : walk_paid(size);
	w->room = limit_of(ACOM_LIMIT_RESPONSE);
	w->hr = pointer_reserve(n);
}
