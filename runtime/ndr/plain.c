/* plain.c - halves of nothing but scalars that look the same in memory and on the wire: moved in one go, as the walk would. */
#include "ndr/walk.h"

/* The scalar that a parameter is, or that its [ref] pointer leads to. */
static const ACOM_TYPE *plain_scalar(const ACOM_TYPE *t)
{
	return t->kind == ACOM_POINTER && (t->flags & (ACOM_REF | ACOM_PTR)) == ACOM_REF ? t->elem : t;
}

static size_t plain_align(size_t at, size_t size)
{
	return (at + size - 1) & -size;
}

/* Octets, + 1; 0: that depends on the values, or something is owned. */
static uint32_t plain_measure(const ACOM_METHOD *m, ndr_half half)
{
	size_t at = 0;

	for (uint16_t i = 0; i < m->count; i++) {
		if (!(m->params[i].flags & half))
			continue;
		size_t size = scalar_plain(plain_scalar(m->params[i].type));
		if (!size)
			return 0;
		at = plain_align(at, size) + size;
	}
	return (uint32_t)(half == ACOM_OUT ? plain_align(at, sizeof(HRESULT)) + sizeof(HRESULT) : at) + 1;
}

/* PLAIN_POINTERS, if one of its values is what a [ref] pointer leads to. */
static uint32_t plain_pointers(const ACOM_METHOD *m, ndr_half half)
{
	for (uint16_t i = 0; i < m->count; i++)
		if (m->params[i].flags & half && m->params[i].type->kind == ACOM_POINTER)
			return PLAIN_POINTERS;
	return 0;
}

void plain_prepare(const ACOM_METHOD *m)
{
	uint32_t request = plain_measure(m, ACOM_IN);

	os_store32((os_u32 *)&m->cell->plain[0], request ? request | plain_pointers(m, ACOM_IN) : 0);
	os_store32((os_u32 *)&m->cell->plain[1], plain_measure(m, ACOM_OUT));
}

/* Where a parameter's value is: `size` octets in memory, and `*at` of the half's, behind those that end there. */
static inline void *plain_place(const ACOM_PARAM *p, void *arg, size_t *at, size_t *size)
{
	bool pointer = p->type->kind == ACOM_POINTER;

	*size = (pointer ? p->type->elem : p->type)->wire;
	*at = plain_align(*at, *size);
	return pointer ? *(void **)arg : arg;
}

/* A scalar's octets: moves that the compiler knows the size of, and no call. */
static inline void plain_move(void *to, const void *from, size_t size)
{
	switch (size) {
	case 8:
		memcpy(to, from, 8);
		break;
	case 4:
		memcpy(to, from, 4);
		break;
	case 2:
		memcpy(to, from, 2);
		break;
	default:
		memcpy(to, from, 1);
	}
}

HRESULT ndr_put_plain(const ACOM_METHOD *m, ndr_half half, void *const *args, HRESULT result, uint8_t *octets)
{
	static const uint64_t gap;
	size_t end = 0, at, size;
	const ACOM_PARAM *p = m->params;

	for (uint16_t left = m->count; left; left--, p++, args++) {
		if (!(p->flags & half))
			continue;
		at = end;
		const void *value = plain_place(p, *args, &at, &size);
		if (!value)
			return FAIL(RPC_X_NULL_REF_POINTER);
		if (end < at) /* by less than the value takes */
			plain_move(octets + end, &gap, size);
		plain_move(octets + at, value, size);
		end = at + size;
	}
	if (half == ACOM_OUT) {
		memcpy(octets + end, &gap, sizeof result);
		memcpy(octets + plain_align(end, sizeof result), &result, sizeof result);
	}
	return S_OK;
}

void plain_get_response(const ACOM_METHOD *m, void *const *args, const uint8_t *octets)
{
	size_t at = 0, size;
	const ACOM_PARAM *p = m->params;

	for (uint16_t left = m->count; left; left--, p++, args++) {
		if (!(p->flags & ACOM_OUT))
			continue;
		void *value = plain_place(p, *args, &at, &size);
		plain_move(value, octets + at, size);
		at += size;
	}
}

/* A variable of a server's: what a [ref] pointer leads to stands beside it. */
struct plain_variable {
	void *pointer;
	uint64_t value;
};

void **plain_get_request(struct arena *a, const ACOM_METHOD *m, const uint8_t *octets)
{
	struct plain_variable *v = arena_take(a, m->count * (sizeof *v + sizeof(void *)));
	const ACOM_PARAM *p = m->params;
	size_t at = 0;

	if (!v)
		return NULL;
	void **args = (void **)(v + m->count), **arg = args;
	for (uint16_t left = m->count; left; left--, p++, v++, arg++) {
		const ACOM_TYPE *t = p->type;
		bool pointer = t->kind == ACOM_POINTER;

		v->pointer = &v->value;
		v->value = 0;
		*arg = pointer ? (void *)&v->pointer : &v->value;
		if (!(p->flags & ACOM_IN))
			continue;
		size_t size = (pointer ? t->elem : t)->wire;
		at = plain_align(at, size);
		plain_move(&v->value, octets + at, size);
		at += size;
	}
	return args;
}
