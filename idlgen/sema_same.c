/* sema_same.c - whether two types are the same: the same typedef may stand twice, as in C. */
#include "idlgen.h"

static bool same(struct type *a, struct type *b, unsigned depth);

static bool same_members(const struct tag *a, const struct tag *b, unsigned depth)
{
	struct var *v = a->members, *w = b->members;

	for (; v && w; v = v->next, w = w->next)
		if (!text_same(v->name ? v->name : "", w->name ? w->name : "") || v->width != w->width ||
		    !same(v->type, w->type, depth))
			return false;
	return !v && !w;
}

static bool same_tag(const struct tag *a, const struct tag *b, unsigned depth)
{
	if (a == b)
		return true;
	if (a->kind != b->kind || !a->defined || !b->defined || (a->name && b->name && !text_same(a->name, b->name)))
		return false;
	return a->kind != TOKEN_ENUM && a->pack == b->pack && same_members(a, b, depth); /* an enum's names would stand twice */
}

/* int and long are both of 32 bits, but for C they are two types of which only a typedef tells. */
static bool same(struct type *a, struct type *b, unsigned depth)
{
	a = type_strip(a);
	b = type_strip(b);
	if (a == b || !depth)
		return a == b;
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case TYPE_SCALAR: return a->scalar == b->scalar;
	case TYPE_TAG: return same_tag(a->tag, b->tag, depth - 1);
	case TYPE_INTERFACE: return a->iface == b->iface;
	case TYPE_POINTER: return same(a->of, b->of, depth - 1);
	case TYPE_ARRAY: return a->count == b->count && same(a->of, b->of, depth - 1);
	case TYPE_VOID: return true;
	default: return false;
	}
}

bool type_same(struct type *a, struct type *b)
{
	return same(a, b, MAX_NESTING);
}
