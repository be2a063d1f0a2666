/* union.c - unions: the tag, in front or from an expression, and the arm that it chooses. */
#include "ndr/walk.h"

static bool union_is_truth(const ACOM_TYPE *t) { return t->elem->kind == ACOM_BOOLEAN; }

/* The tag for what its expression says: of a boolean, any truth is 1. */
static int64_t union_number(const ACOM_TYPE *t, int64_t says)
{
	return union_is_truth(t) && says != ACOM_BAD_NUMBER ? says != 0 : says;
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
	(union_is_truth(t) ? expr_claim_truth : expr_claim)(w, t->max, scalar_number(t->elem, place), RPC_X_INVALID_TAG);
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
