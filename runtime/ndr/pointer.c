/* pointer.c - pointers, and the stack of referents that takes the place of recursion over data. */
#include "ndr/walk.h"

static bool pointer_grow(struct ndr *n)
{
	void *stack = owned_grow(n->stack, &n->stack_room, sizeof *n->stack);

	if (stack)
		n->stack = stack;
	return stack != NULL;
}

HRESULT pointer_reserve(struct ndr *n)
{
	return n->stack_room || pointer_grow(n) ? S_OK : FAIL(E_OUTOFMEMORY);
}

/* When the stack cannot grow, FREE makes room by doing what is on it; other operations fail. */
static bool pointer_room(struct walk *w)
{
	if (w->n->stack_count < w->n->stack_room || pointer_grow(w->n))
		return true;
	if (w->op == WALK_FREE)
		pointer_drain(w);
	else
		walk_fail(w, E_OUTOFMEMORY);
	return w->op == WALK_FREE;
}

void pointer_push(struct walk *w, const struct ndr_referent *r)
{
	struct ndr_referent *pushed;

	if (!pointer_room(w))
		return;
	pushed = &w->n->stack[w->n->stack_count++];
	*pushed = *r;
	pushed->inside |= w->inside;
}

/* Walks one referent: what stands before its memory, the memory, the flat part. */
static void pointer_referent(struct walk *w, const struct ndr_referent *r)
{
	const ACOM_TYPE *t = r->type->elem;
	const void *base = w->base;
	struct bounds bounds = w->bounds;
	int64_t tag = w->tag;
	bool inside = w->inside;
	void *mem = r->value;

	w->base = r->base;
	w->bounds = r->bounds;
	w->tag = r->tag;
	w->top = false;
	w->inside = r->inside;
	if (t->flags & ACOM_CONFORMANT && (w->op != WALK_FREE || t->kind == ACOM_STRUCT))
		array_conformance(w, t, mem, r->top);
	if (!mem && SUCCEEDED(w->hr) && !r->full)
		*r->slot = mem = owned_borrow(w, t);
	if (!mem && SUCCEEDED(w->hr))
		full_is_at(r->full, mem = *r->slot = owned_alloc(w, t, r->top));
	if (mem && w->op == WALK_INIT)
		descriptors_blank(t, mem, array_memory(t, w->bounds.max));
	if (r->top && w->op == WALK_GET)
		array_keep_room(w, t, mem);
	w->stays = r->top && t->kind == ACOM_ARRAY;
	if (w->op != WALK_INIT)
		walk_value(w, t, mem);
	w->stays = false;
	if (w->op == WALK_FREE && !r->top)
		CoTaskMemFree(mem);
	w->base = base;
	w->bounds = bounds;
	w->tag = tag;
	w->inside = inside;
}

/* Whether sizes below a referent of this type may stand in the same struct as those of the pointer to it. */
static bool pointer_shares_scope(const ACOM_TYPE *t)
{
	while (t->kind == ACOM_ARRAY)
		t = t->elem;
	return t->kind == ACOM_POINTER;
}

/* Takes from the enclosing struct what it knows of a referent. */
static void pointer_measure(struct walk *w, struct ndr_referent *r)
{
	const ACOM_TYPE *t = r->type->elem;

	if (t->kind == ACOM_ARRAY && array_owns(t))
		r->bounds = array_measure(w, t, r->value, r->top);
	while (t->kind == ACOM_ARRAY)
		t = t->elem;
	if (t->kind == ACOM_UNION && t->max)
		r->tag = expr_number(w, t->max);
}

/* Values are pushed, not places, with all that the enclosing struct knows of them: it may be freed first. Where more of
 * its expressions are needed the referent is walked at once; that is recursion over types again, a struct ends it. */
static void pointer_free(struct walk *w, const ACOM_TYPE *t, void *value)
{
	struct ndr_referent r = { .type = t, .value = value, .top = w->top };

	if (!r.value || (t->flags & ACOM_PTR && !full_first_visit(w, r.value)))
		return;
	pointer_measure(w, &r);
	if (pointer_shares_scope(t->elem)) {
		r.base = w->base;
		pointer_referent(w, &r);
	} else if (r.top && t->flags & ACOM_REF) {
		r.inside = w->inside;
		pointer_referent(w, &r); /* nothing else is waiting: it would be the next one anyway */
	} else {
		pointer_push(w, &r);
	}
}

/* A [ref] that is a parameter is nothing but its referent; every other pointer has an id of 4 octets. */
void pointer_walk(struct walk *w, const ACOM_TYPE *t, void *mem)
{
	ndr_slot *slot = mem;
	struct ndr_referent r = { .type = t, .slot = slot, .value = *slot, .base = w->base, .top = w->top };
	bool ref = t->flags & ACOM_REF, present = ref;

	if (w->op == WALK_FREE) {
		pointer_free(w, t, *slot);
		return;
	}
	if (t->flags & ACOM_PTR) {
		full_walk(w, t, &r);
		return;
	}
	if (walk_sends(w) && ref && !*slot)
		walk_fail(w, RPC_X_NULL_REF_POINTER);
	if (!(ref && w->top)) {
		uint32_t id = octets_u32(w, *slot ? w->id : 0);

		w->id += *slot ? 4 : 0;
		present |= id != 0;
	}
	if (!present || FAILED(w->hr))
		return;
	r.inside = w->inside;
	if (ref && w->top)
		pointer_referent(w, &r); /* nothing else is waiting: it would be the next one anyway */
	else
		pointer_push(w, &r);
}

/* What was pushed last is to come first, but in its own order. */
static void pointer_reverse(struct ndr_referent *r, size_t count)
{
	for (size_t i = 0; i < count / 2; i++) {
		struct ndr_referent x = r[i];

		r[i] = r[count - 1 - i];
		r[count - 1 - i] = x;
	}
}

void pointer_drain(struct walk *w)
{
	struct ndr *n = w->n;
	size_t done = 0; /* entries below have their order already */

	while (n->stack_count && SUCCEEDED(w->hr)) {
		struct ndr_referent r;

		if (w->op != WALK_FREE)
			pointer_reverse(n->stack + done, n->stack_count - done);
		r = n->stack[--n->stack_count];
		done = n->stack_count;
		if (r.type->kind == ACOM_INTERFACE_POINTER)
			interface_referent(w, &r);
		else if (r.type->kind == ACOM_USER)
			user_referent(w, &r);
		else
			pointer_referent(w, &r);
	}
	n->stack_count = 0;
}
