/* union.c - unions: the tag, in front or from an expression, and the arm that it chooses. */
#include "ndr/walk.h"

/* Of a boolean, any truth is 1. A long and an unsigned long are taken for each other, as C does. */
int64_t union_number(const ACOM_TYPE *t, int64_t says)
{
	if (t->elem->kind == ACOM_BOOLEAN && says != ACOM_BAD_NUMBER)
		return says != 0;
	if (t->elem->kind == ACOM_U32 && says < 0 && says >= INT32_MIN)
		return (uint32_t)says;
	return t->elem->kind == ACOM_I32 && says > INT32_MAX && says <= UINT32_MAX ? (int32_t)says : says;
}

const ACOM_FIELD *union_arm(const ACOM_TYPE *t, int64_t tag)
{
	uint32_t labels = t->flags & ACOM_DEFAULT ? t->count - 1 : t->count;

	tag = union_number(t, tag);
	for (uint32_t i = 0; i < labels; i++)
		if (t->fields[i].label == tag)
			return &t->fields[i];
	return labels < t->count ? &t->fields[labels] : NULL;
}

/* A union that is freed behind a pointer has its tag from when the pointer was met. */
static int64_t union_freed(struct walk *w, const ACOM_TYPE *t, const void *mem)
{
	if (t->flags & ACOM_ENCAPSULATED)
		return scalar_number(t->elem, mem);
	return w->base ? expr_number(w, t->max) : w->tag;
}

/* Across the wire. A tag that stands elsewhere travels once more, as it is there. */
static int64_t union_tag(struct walk *w, const ACOM_TYPE *t, void *mem)
{
	int64_t copy = 0;
	void *place = t->flags & ACOM_ENCAPSULATED ? mem : &copy;

	if (t->flags & ACOM_ENCAPSULATED)
		octets_align(w, t->align);
	else if (walk_sends(w) && !scalar_set(t->elem, place, union_number(t, expr_number(w, t->max))))
		walk_fail(w, RPC_X_INVALID_TAG);
	scalar_walk(w, t->elem, place);
	expr_claim_tag(w, t, scalar_number(t->elem, place));
	return scalar_number(t->elem, place);
}

/* Each arm aligns itself; one without a member has no octets. What it says of itself is constant: FREE must not look for it in
 * what was taken from the struct when a pointer to the union was met. */
void union_walk(struct walk *w, const ACOM_TYPE *t, void *mem)
{
	const ACOM_FIELD *arm = union_arm(t, w->op == WALK_FREE ? union_freed(w, t, mem) : union_tag(w, t, mem));
	const void *base = w->base;

	w->top = false;
	if (w->op == WALK_FREE)
		w->base = mem;
	if (!arm && w->op != WALK_FREE)
		walk_fail(w, RPC_X_INVALID_TAG);
	else if (arm && arm->type)
		walk_value(w, arm->type, (char *)mem + arm->offset);
	w->base = base;
}
