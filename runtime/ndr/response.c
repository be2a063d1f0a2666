/* response.c - what a client does with a response: its variables change together, or not at all. */
#include "base/cursor.h"
#include "ndr/walk.h"

static bool is_out(const ACOM_PARAM *p) { return (p->flags & (ACOM_IN | ACOM_OUT)) == ACOM_OUT; }
static bool is_in_out(const ACOM_PARAM *p) { return (p->flags & (ACOM_IN | ACOM_OUT)) == (ACOM_IN | ACOM_OUT); }

/* The memory that argument i of a vector points to; NULL: none. */
static void *pointee(void *const *args, uint16_t i)
{
	return args[i] ? *(void **)args[i] : NULL;
}

static void response_zero(struct walk *w, const ACOM_TYPE *t, void *mem)
{
	size_t size = t->kind == ACOM_ARRAY ? array_capacity(w, t) : t->size;

	if (!mem)
		return;
	memset(mem, 0, size);
	descriptors_blank(t, mem, size);
}

void ndr_zero_out(struct ndr *n, const ACOM_METHOD *m, void *const *args)
{
	struct walk w;

	walk_init(&w, n, WALK_INIT, ACOM_OUT);
	for (uint16_t i = 0; i < m->count; i++)
		if (is_out(&m->params[i]))
			response_zero(&w, m->params[i].type->elem, pointee(args, i));
}

/* What is outside of the window of an array in there does not come, and stays as it is. Where something is owned the shadow
 * begins empty. */
static void response_begin(struct walk *w, const ACOM_TYPE *t, void **shadow, const void *old)
{
	const ACOM_TYPE *to = t->elem;

	if (!(t->flags & ACOM_REF) || !old || to->kind != ACOM_STRUCT || to->flags & ACOM_CONFORMANT || array_owns(to))
		return;
	*shadow = arena_take(&w->n->arena, to->size);
	if (*shadow)
		memcpy(*shadow, old, to->size);
	else
		walk_fail(w, E_OUTOFMEMORY);
}

/* The vector that is decoded into: the caller's own [out] memory, zeroed where a failure would have to free something,
 * and shadows of [in,out]. Of a whole call there are the [in] values, too. */
static void response_prepare(struct walk *w, const ACOM_METHOD *m, void *const *args)
{
	void **view = arena_alloc(&w->n->arena, m->count * sizeof *view);

	if (!view)
		walk_fail(w, E_OUTOFMEMORY);
	w->args = view;
	for (uint16_t i = 0; i < m->count && SUCCEEDED(w->hr); i++) {
		const ACOM_PARAM *p = &m->params[i];

		if (is_out(p)) {
			view[i] = args[i];
			if (p->type->elem->kind != ACOM_ARRAY || array_owns(p->type->elem))
				response_zero(w, p->type->elem, pointee(args, i));
		} else if (is_in_out(p)) {
			view[i] = arena_alloc(&w->n->arena, p->type->size);
			if (!view[i])
				walk_fail(w, E_OUTOFMEMORY);
			else
				response_begin(w, p->type, view[i], pointee(args, i));
		} else {
			view[i] = args[i];
		}
	}
}

/* A parameter that is NULL on one side only, or is longer than what it replaces, cannot be taken. */
static void response_fits(struct walk *w, const ACOM_TYPE *t, const void *old, const void *shadow)
{
	const ACOM_TYPE *array = t->elem;

	if (!old != !shadow) {
		walk_fail(w, RPC_X_BAD_STUB_DATA);
		return;
	}
	if (old && array->kind == ACOM_STRUCT && array->flags & ACOM_CONFORMANT &&
	    array_measure_end(w, array, shadow, true).max > array_measure_end(w, array, old, true).max)
		walk_fail(w, RPC_X_INVALID_BOUND);
	if (old && array->kind == ACOM_ARRAY && array->flags & ACOM_CONFORMANT && !array->max &&
	    array_measure(w, array, shadow, true).count > array_measure(w, array, old, true).count)
		walk_fail(w, RPC_X_INVALID_BOUND);
}

/* Full pointers to one thing stay that, and those to two stay apart: else both would own what is there once, or nobody. */
static void response_parts(struct walk *w, const ACOM_METHOD *m, uint16_t i, void *const *args)
{
	const ACOM_TYPE *t = m->params[i].type;

	for (uint16_t k = 0; k < i && t->flags & ACOM_PTR; k++) {
		const ACOM_PARAM *p = &m->params[k];

		if (is_in_out(p) && p->type->flags & ACOM_PTR && p->type->elem == t->elem &&
		    (pointee(args, i) == pointee(args, k)) != (pointee(w->args, i) == pointee(w->args, k)))
			walk_fail(w, RPC_X_BAD_STUB_DATA);
	}
}

/* Copies the values; beyond them an array stays as it is, unless something of the old value hung there. */
static void response_take(struct walk *w, const ACOM_TYPE *t, char *mem, const char *shadow)
{
	size_t first = 0, size = t->size;

	if (t->kind == ACOM_ARRAY) {
		struct bounds b = array_measure(w, t, shadow, true);

		if (array_owns(t))
			response_zero(w, t, mem);
		first = (size_t)b.first * t->elem->size;
		size = (size_t)b.count * t->elem->size;
	} else if (t->flags & ACOM_CONFORMANT) {
		size = array_memory(t, array_measure_end(w, t, shadow, true).max);
	}
	memcpy(mem + first, shadow + first, size);
}

/* Frees what the caller's [in,out] values own, as a method would have that replaces them. */
static void response_free_old(struct ndr *n, const ACOM_METHOD *m, void *const *args)
{
	struct walk w;

	walk_init(&w, n, WALK_FREE, ACOM_OUT);
	w.args = args;
	walk_params(&w, m, ACOM_IN | ACOM_OUT, ACOM_IN | ACOM_OUT);
}

static bool response_has_old(const ACOM_METHOD *m)
{
	uint16_t i = 0;

	while (i < m->count && !is_in_out(&m->params[i]))
		i++;
	return i < m->count;
}

/* A value of a user's type may keep something of the one that it replaces. */
static void response_settle(struct walk *w, const ACOM_TYPE *t, char *old, char *fresh)
{
	bool whole = t->kind == ACOM_ARRAY && !(t->flags & ACOM_VARYING);
	struct bounds b = whole && array_owns(t) ? array_measure(w, t, fresh, true) : (struct bounds){ 0 };

	if (t->kind == ACOM_USER && t->user->settle)
		t->user->settle(old, fresh);
	for (uint32_t i = 0; i < b.count; i++)
		response_settle(w, t->elem, old + (size_t)i * t->elem->size, fresh + (size_t)i * t->elem->size);
	for (uint32_t i = 0; t->kind == ACOM_STRUCT && !(t->flags & ACOM_CONFORMANT) && i < t->count; i++)
		if (t->fields[i].type->kind != ACOM_ARRAY)
			response_settle(w, t->fields[i].type, old + t->fields[i].offset, fresh + t->fields[i].offset);
}

static void response_commit(struct walk *w, const ACOM_METHOD *m, void *const *args)
{
	if (!response_has_old(m))
		return;
	for (uint16_t i = 0; i < m->count; i++)
		if (is_in_out(&m->params[i]) && pointee(args, i))
			response_settle(w, m->params[i].type->elem, pointee(args, i), pointee(w->args, i));
	response_free_old(w->n, m, args);
	w->base = NULL;
	for (uint16_t i = 0; i < m->count; i++)
		if (is_in_out(&m->params[i]) && pointee(args, i))
			response_take(w, m->params[i].type->elem, pointee(args, i), pointee(w->args, i));
}

APART static HRESULT response_is_short(const ACOM_METHOD *m, void *const *args)
{
	struct ndr none;

	ndr_init(&none, NULL, NULL);
	ndr_zero_out(&none, m, args);
	return FAIL(RPC_X_BAD_STUB_DATA);
}

/* Of scalars alone: there are all of them, or none is touched. */
HRESULT ndr_get_plain_response(const ACOM_METHOD *m, void *const *args, const uint8_t *buffer, size_t size, size_t plain,
			       HRESULT *result)
{
	*result = S_OK;
	if (size < plain)
		return response_is_short(m, args);
	plain_get_response(m, args, buffer);
	memcpy(result, buffer + plain - sizeof *result, sizeof *result);
	return S_OK;
}

APART static HRESULT response_walk(struct ndr *n, const ACOM_METHOD *m, void *const *args, const uint8_t *buffer,
					size_t size, HRESULT *result)
{
	struct walk w;

	walk_receive(&w, n, ACOM_OUT, buffer, size);
	response_prepare(&w, m, args);
	walk_params(&w, m, ACOM_OUT, ACOM_OUT);
	*result = (HRESULT)octets_u32(&w, 0);
	full_join(&w);
	expr_compare(&w);
	if (n->landed.size && !w.lent)
		walk_fail(&w, RPC_X_BAD_STUB_DATA);
	for (uint16_t i = 0; i < m->count && SUCCEEDED(w.hr); i++)
		if (is_in_out(&m->params[i])) {
			response_fits(&w, m->params[i].type, pointee(args, i), pointee(w.args, i));
			response_parts(&w, m, i, args);
		}
	interface_get_all(&w);
	user_get_all(&w);
	owned_end(&w);
	if (SUCCEEDED(w.hr))
		response_commit(&w, m, args);
	else
		ndr_zero_out(n, m, args);
	descriptors_close(&n->came);
	return w.hr;
}

/* ---- arrays that need not be decoded ---- */

static bool lands_number(const ACOM_PARAM *p)
{
	return p->type->kind == ACOM_POINTER && p->type->flags & ACOM_REF && scalar_plain(p->type->elem);
}

/* The array that a response begins with, and behind which only numbers follow; NULL: it is another one. */
static const ACOM_TYPE *lands_array(const ACOM_METHOD *m, uint16_t *which)
{
	const ACOM_TYPE *array = NULL;

	for (uint16_t i = 0; i < m->count; i++) {
		const ACOM_PARAM *p = &m->params[i];

		if (!(p->flags & ACOM_OUT))
			continue;
		if (!array && is_out(p) && p->type->flags & ACOM_REF && p->type->elem->kind == ACOM_ARRAY) {
			array = p->type->elem;
			*which = i;
		} else if (!array || !lands_number(p)) {
			return NULL;
		}
	}
	return array && array->flags & ACOM_CONFORMANT && !(array->flags & ACOM_STRING) && !array->first && array->max &&
	       scalar_plain(array->elem) ? array : NULL;
}

bool ndr_lands(struct ndr *n, const ACOM_METHOD *m, const uint8_t *octets, size_t size, struct ndr_landed *where)
{
	struct take t = take_from(octets, size, false);
	uint16_t which = 0;
	const ACOM_TYPE *array = n->into && n->saved_valid ? lands_array(m, &which) : NULL;
	struct walk w;

	if (!array)
		return false;
	walk_init(&w, n, WALK_INIT, ACOM_OUT);
	bool varying = array->flags & ACOM_VARYING;
	size_t plain = array->elem->size, head = varying ? 12 : 4;
	uint32_t max = take_u32(&t), first = varying ? take_u32(&t) : 0, count = varying ? take_u32(&t) : max;
	*where = (struct ndr_landed){ pointee(n->into, which), (head + plain - 1) & -plain, count * plain };
	return !t.over && !first && count <= max && where->at && where->size >= NDR_LOAN_LEAST &&
	       (uint64_t)max * plain <= array_capacity(&w, array);
}

HRESULT ndr_get_response(struct ndr *n, const ACOM_METHOD *m, void *const *args, const uint8_t *buffer, size_t size,
			 HRESULT *result)
{
	size_t plain;

	if (plain_is(m, ACOM_OUT, &plain) && !(n && n->swap))
		return ndr_get_plain_response(m, args, buffer, size, plain, result);
	return response_walk(n, m, args, buffer, size, result);
}
