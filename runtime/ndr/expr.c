/* expr.c - size_is and its kin: evaluated where their values are, saved where they are not, compared with the wire. */
#include "ndr/walk.h"

/* In the response's half an expression over [in] values has the result that it had in the request's. */
static const union ndr_saved *expr_saved(struct walk *w, const ACOM_EXPR *e)
{
	return w->half == ACOM_OUT && w->n->saved && e->save && !(e->from & ACOM_OUT) ? &w->n->saved[e->save - 1] : NULL;
}

int64_t expr_number(struct walk *w, const ACOM_EXPR *e)
{
	const union ndr_saved *saved = expr_saved(w, e);

	return saved ? saved->number : e->number(&(ACOM_SCOPE){ w->args, w->base });
}

const IID *expr_iid(struct walk *w, const ACOM_EXPR *e)
{
	const union ndr_saved *saved = expr_saved(w, e);

	return saved ? &saved->iid : e->iid(&(ACOM_SCOPE){ w->args, w->base });
}

int64_t expr_capacity(struct walk *w, const ACOM_EXPR *e)
{
	if (!e->save)
		return expr_number(w, e);
	return w->n->saved_valid ? w->n->saved[e->save - 1].number : 0;
}

HRESULT expr_save(struct ndr *n, const ACOM_TYPE *t, const ACOM_EXPR *e, void *const *args)
{
	ACOM_SCOPE scope = { args, NULL };
	union ndr_saved *saved;

	if (!e || !e->save)
		return S_OK;
	saved = &n->saved[e->save - 1];
	if (t->kind == ACOM_INTERFACE_POINTER) {
		const IID *value = e->iid(&scope);

		if (!value)
			return FAIL(RPC_X_NULL_REF_POINTER);
		saved->iid = *value;
		return S_OK;
	}
	saved->number = e->number(&scope);
	return saved->number < 0 && t->kind == ACOM_ARRAY ? FAIL(RPC_X_INVALID_BOUND) : S_OK;
}

/* A number that the wire gave for an expression whose values may be decoded later. */
struct claim {
	struct claim *next;
	const ACOM_EXPR *e;
	const void *base;
	int64_t value;
	HRESULT error;
	const ACOM_TYPE *tag; /* of this union; NULL: of none */
};

static void claim_add(struct walk *w, const ACOM_EXPR *e, int64_t value, HRESULT error, const ACOM_TYPE *tag)
{
	struct claim *c = w->claims;

	if (!e || w->op != WALK_GET || FAILED(w->hr))
		return;
	if (c && c->e == e && c->base == w->base && c->value == value && c->tag == tag) /* unions in an array share theirs */
		return;
	c = arena_alloc(&w->n->arena, sizeof *c);
	if (!c) {
		walk_fail(w, E_OUTOFMEMORY);
		return;
	}
	*c = (struct claim){ w->claims, e, w->base, value, error, tag };
	w->claims = c;
}

void expr_claim(struct walk *w, const ACOM_EXPR *e, int64_t value, HRESULT error)
{
	claim_add(w, e, value, error, NULL);
}

void expr_claim_tag(struct walk *w, const ACOM_TYPE *t, int64_t value)
{
	claim_add(w, t->max, value, RPC_X_INVALID_TAG, t);
}

void expr_compare(struct walk *w)
{
	for (const struct claim *c = w->claims; c && SUCCEEDED(w->hr); c = c->next) {
		w->base = c->base;
		int64_t says = expr_number(w, c->e);
		if ((c->tag ? union_number(c->tag, says) : says) != c->value)
			walk_fail(w, c->error);
	}
}
