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

void plain_prepare(const ACOM_METHOD *m)
{
	os_store32((os_u32 *)&m->cell->plain[0], plain_measure(m, ACOM_IN));
	os_store32((os_u32 *)&m->cell->plain[1], plain_measure(m, ACOM_OUT));
}

bool ndr_is_plain(const ACOM_METHOD *m, ndr_half half)
{
	size_t size;

	return plain_is(m, half, &size);
}

/* What stands between two values. */
static inline void plain_fill(uint8_t *octets, size_t from, size_t to)
{
	if (from < to)
		memset(octets + from, 0, to - from);
}

/* One scalar of a half, in memory and among the octets; `gap` of them stand before it. */
struct plain_step {
	uint16_t next; /* parameter */
	size_t gap, at, size;
	void *memory;  /* NULL: the [ref] pointer is */
};

static inline bool plain_next(struct plain_step *s, const ACOM_METHOD *m, ndr_half half, void *const *args)
{
	while (s->next < m->count) {
		const ACOM_PARAM *p = &m->params[s->next];
		void *arg = args[s->next++];
		size_t end = s->at + s->size;

		if (!(p->flags & half))
			continue;
		bool pointer = p->type->kind == ACOM_POINTER;

		s->memory = pointer ? *(void **)arg : arg;
		s->size = (pointer ? p->type->elem : p->type)->wire;
		s->at = plain_align(end, s->size);
		s->gap = s->at - end;
		return true;
	}
	return false;
}

HRESULT plain_put(const ACOM_METHOD *m, ndr_half half, void *const *args, HRESULT result, uint8_t *octets, size_t size)
{
	struct plain_step s = { 0 };

	while (plain_next(&s, m, half, args)) {
		if (!s.memory)
			return FAIL(RPC_X_NULL_REF_POINTER);
		plain_fill(octets, s.at - s.gap, s.at);
		octets_one(octets + s.at, s.memory, s.size);
	}
	if (half == ACOM_OUT) {
		plain_fill(octets, s.at + s.size, size - sizeof result);
		memcpy(octets + size - sizeof result, &result, sizeof result);
	}
	return S_OK;
}

void plain_get(const ACOM_METHOD *m, ndr_half half, void *const *args, const uint8_t *octets)
{
	struct plain_step s = { 0 };

	while (plain_next(&s, m, half, args))
		octets_one(s.memory, octets + s.at, s.size);
}

/* A variable of a server's: what a [ref] pointer leads to stands beside it. */
struct plain_variable {
	void *pointer;
	uint64_t value;
};

void **plain_arguments(struct arena *a, const ACOM_METHOD *m)
{
	struct plain_variable *v = arena_alloc(a, m->count * (sizeof *v + sizeof(void *)));
	void **args = (void **)(v + m->count);

	for (uint16_t i = 0; v && i < m->count; i++) {
		bool pointer = m->params[i].type->kind == ACOM_POINTER;

		v[i].pointer = &v[i].value;
		args[i] = pointer ? (void *)&v[i].pointer : &v[i].value;
	}
	return v ? args : NULL;
}
