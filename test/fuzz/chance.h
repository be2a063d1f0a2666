/* chance.h - arguments made by chance from a row, and the two ends of a call that carry them. ACOM_SEED=n chooses others. */
#ifndef TEST_CHANCE_H
#define TEST_CHANCE_H

#include <stdio.h>
#include <stdlib.h>

#include "chance_automation.h"
#include "test/vectors/values.h"

enum { CHANCE_COUNT = 99, CHANCE_DEPTH = 8, CHANCE_POINTEES = 200, CHANCE_OCTETS = 16384 };

/* ---- chance ---- */

static uint64_t chance_state;

static inline uint32_t chance(uint32_t below)
{
	chance_state = chance_state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(chance_state >> 33) % below;
}

static inline void chance_seed(void)
{
	const char *text = getenv("ACOM_SEED");

	chance_state = text ? strtoull(text, NULL, 0) : 1;
	fprintf(stderr, "ACOM_SEED=%llu\n", (unsigned long long)chance_state);
}

/* ---- interface pointers: one object, any 24 octets name it ---- */

static int object_refs;
static inline ULONG object_AddRef(IUnknown *p) { return p ? (ULONG)++object_refs : 0; }
static inline ULONG object_Release(IUnknown *p) { return p ? (ULONG)--object_refs : 0; }
static const IUnknownVtbl object_vtbl = { NULL, object_AddRef, object_Release };
static IUnknown object = { &object_vtbl };

static inline IUnknown *chance_object(void)
{
	object_AddRef(&object);
	return &object;
}

static inline HRESULT hook_size(void *context, REFIID iid, IUnknown *p, size_t *size)
{
	*size = 24;
	return context || !iid || p != &object ? E_UNEXPECTED : S_OK;
}
static inline HRESULT hook_put(void *context, REFIID iid, IUnknown *p, uint8_t *buffer, size_t size, size_t *used)
{
	*used = 24;
	memset(buffer, 'M', 24);
	return context || !iid || p != &object || size < 24 ? E_UNEXPECTED : S_OK;
}
static inline HRESULT hook_get(void *context, REFIID iid, const uint8_t *objref, size_t size, uint64_t *until, IUnknown **p)
{
	(void)until;
	if (context || !iid || size != 24 || objref[chance(24)] == 0xff)
		return RPC_E_INVALID_OBJREF;
	object_AddRef(*p = &object);
	return S_OK;
}
static inline void hook_discard(void *context, const uint8_t *objref, size_t size)
{
	if (!context && size)
		chance_state += objref[size - 1]; /* reads them, so that a sanitizer looks */
}
static const struct ndr_hooks chance_hooks = { hook_size, hook_put, hook_get, hook_discard, 0, NULL, NULL };

/* ---- values made from rows: plain numbers first, then what they count and choose ---- */

enum chance_phase { CHANCE_NUMBERS, CHANCE_REST };

struct maker {
	struct values *v;
	unsigned depth, pointees;
	struct shared { const ACOM_TYPE *type; void *at; } shared[8]; /* what full pointers may point to */
	unsigned shares;
};

/* Of the unions that were met last: numbers that are worth trying. */
static int64_t chance_labels[64];
static unsigned chance_label_count;

/* false: no values that fit together came of it; try again. */
static inline bool make_value(struct maker *k, const ACOM_TYPE *t, void *mem, enum chance_phase phase);

static inline bool make_both(struct maker *k, const ACOM_TYPE *t, void *mem)
{
	return make_value(k, t, mem, CHANCE_NUMBERS) && make_value(k, t, mem, CHANCE_REST);
}

/* Mostly what counts can be. */
static inline int64_t make_integer(const ACOM_TYPE *t)
{
	int64_t any = (int64_t)chance(1u << 31) * (chance(2) ? 1 : -1);

	if (t->flags & ACOM_RANGE) {
		uint64_t span = (uint64_t)t->hi - (uint64_t)t->lo + 1;

		return t->lo + (int64_t)(chance(chance(4) ? 10 : UINT32_MAX) % span);
	}
	any = chance(4) ? chance(6) : chance(2) ? chance_labels[chance(ARRAY_COUNT(chance_labels))] : any;
	if (t->kind == ACOM_FD)
		return -1; /* none: nothing carries descriptors here */
	if (t->kind == ACOM_BOOLEAN || t->kind == ACOM_ENUM16)
		return any & (t->kind == ACOM_ENUM16 ? 0x7fff : 1);
	return t->kind == ACOM_UINT3264 ? any & UINT32_MAX : any;
}

static inline void make_scalar(const ACOM_TYPE *t, void *mem)
{
	int64_t integer = make_integer(t);
	double real = (double)integer / 4;
	float single = (float)real;

	memcpy(mem, t->kind == ACOM_F32 ? (void *)&single : t->kind == ACOM_F64 ? (void *)&real : (void *)&integer, t->size);
}

static inline bool make_struct(struct maker *k, const ACOM_TYPE *t, char *mem, enum chance_phase phase)
{
	const void *base = k->v->w.base;
	bool ok = true;

	k->v->w.base = mem;
	for (uint32_t i = 0; ok && i < t->count; i++)
		ok = make_value(k, t->fields[i].type, mem + t->fields[i].offset, phase);
	k->v->w.base = base;
	return ok;
}

static inline bool make_elements(struct maker *k, const ACOM_TYPE *t, char *mem, uint32_t count, bool both, enum chance_phase phase)
{
	bool ok = true;

	for (uint32_t i = 0; ok && i < count; i++, mem += t->elem->size)
		ok = both ? make_both(k, t->elem, mem) : make_value(k, t->elem, mem, phase);
	if (ok && t->flags & ACOM_STRING && count)
		memset(mem - t->elem->size, 0, t->elem->size);
	return ok;
}

/* The elements of a conformant array; < 0 or too many: try again. */
static inline int64_t make_count(const struct maker *k, const ACOM_TYPE *t)
{
	return t->max ? t->max->number(&(ACOM_SCOPE){ k->v->args, k->v->w.base }) : 1 + chance(9);
}

/* An open end can be made once the numbers of its struct are there. */
static inline bool make_array(struct maker *k, const ACOM_TYPE *t, char *mem, enum chance_phase phase)
{
	int64_t count;

	if (!(t->flags & ACOM_CONFORMANT))
		return make_elements(k, t, mem, t->count, false, phase);
	if (phase == CHANCE_NUMBERS)
		return true;
	count = make_count(k, t);
	return count >= 0 && count <= CHANCE_COUNT && make_elements(k, t, mem, (uint32_t)count, true, phase);
}

static inline void make_labels(const ACOM_TYPE *t)
{
	for (uint32_t i = 0; i < t->count; i++)
		chance_labels[chance_label_count++ % ARRAY_COUNT(chance_labels)] = t->fields[i].label;
}

static inline bool make_arm(struct maker *k, const ACOM_TYPE *t, char *mem, int64_t tag)
{
	const ACOM_FIELD *arm = union_arm(t, tag);

	return arm && (!arm->type || make_both(k, arm->type, mem + arm->offset));
}

static inline bool make_union(struct maker *k, const ACOM_TYPE *t, char *mem, enum chance_phase phase)
{
	bool inside = t->flags & ACOM_ENCAPSULATED;

	if (phase == CHANCE_REST)
		return make_arm(k, t, mem, inside ? scalar_number(t->elem, mem) :
							t->max->number(&(ACOM_SCOPE){ k->v->args, k->v->w.base }));
	make_labels(t);
	if (inside && chance(4))
		scalar_set(t->elem, mem, t->fields[chance(t->count)].label);
	else if (inside)
		make_scalar(t->elem, mem);
	return true;
}

static inline bool make_pointee(struct maker *k, const ACOM_TYPE *t, void **slot)
{
	int64_t count = CHANCE_COUNT;
	bool ok;

	if (!k->pointees--)
		return false;
	if (t->kind == ACOM_ARRAY && t->flags & ACOM_CONFORMANT)
		count = make_count(k, t);
	if (count < 0 || count > CHANCE_COUNT)
		return false;
	*slot = arena_alloc(&k->v->n.arena, array_memory(t, (uint32_t)count));
	k->shared[k->shares++ % ARRAY_COUNT(k->shared)] = (struct shared){ t, *slot };
	k->depth++;
	ok = t->kind == ACOM_ARRAY && t->flags & ACOM_CONFORMANT ?
		make_elements(k, t, *slot, (uint32_t)count, true, CHANCE_REST) : make_both(k, t, *slot);
	k->depth--;
	return ok;
}

/* What another full pointer points to, sometimes. An array may be shorter than this one wants. */
static inline bool make_shared(struct maker *k, const ACOM_TYPE *t, void **slot)
{
	const struct shared *s = &k->shared[chance(ARRAY_COUNT(k->shared))];

	if (s->type != t || t->kind == ACOM_ARRAY)
		return false;
	*slot = s->at;
	return true;
}

/* What a [ref] parameter points to is there from the beginning, unless it has an open end. */
static inline bool make_pointer(struct maker *k, const ACOM_TYPE *t, void **slot, enum chance_phase phase)
{
	bool ref = t->flags & ACOM_REF;

	if (*slot && !(t->elem->flags & ACOM_CONFORMANT))
		return make_value(k, t->elem, *slot, phase);
	if (phase == CHANCE_NUMBERS)
		return true;
	if (k->depth > CHANCE_DEPTH || k->pointees < CHANCE_POINTEES / 4)
		return !ref;
	if (t->flags & ACOM_PTR && make_shared(k, t->elem, slot))
		return true;
	return (!ref && !chance(4)) || make_pointee(k, t->elem, slot);
}

/* A user's value is what its functions read when a value of the type that travels was sent. */
static inline bool make_user(struct maker *k, const ACOM_TYPE *t, void *value)
{
	struct ndr *n = &k->v->n;
	void *wire = t->elem ? arena_alloc(&n->arena, t->elem->size) : NULL, *octets = arena_alloc(&n->arena, CHANCE_OCTETS);
	const void *base = k->v->w.base;
	struct walk put, get;
	bool ok;

	if (chance_automation(t, value)) {
		values_own(k->v, t, value);
		return true;
	}
	k->v->w.base = NULL;
	ok = make_both(k, t->elem, wire);
	k->v->w.base = base;
	if (!ok)
		return false;
	walk_init(&put, n, WALK_PUT, ACOM_IN);
	put.out = octets;
	put.size = CHANCE_OCTETS;
	walk_value(&put, t->elem, wire);
	pointer_drain(&put);
	walk_receive(&get, n, ACOM_IN, octets, put.pos);
	get.direction = ACOM_OUT;
	walk_value(&get, t, value);
	pointer_drain(&get);
	interface_get_all(&get);
	user_get_all(&get);
	owned_end(&get);
	ok = SUCCEEDED(put.hr) && SUCCEEDED(get.hr);
	if (ok)
		values_own(k->v, t, value);
	else
		memset(value, 0, t->size);
	return ok;
}

static inline bool make_value(struct maker *k, const ACOM_TYPE *t, void *mem, enum chance_phase phase)
{
	void *pointer; /* not in place: #pragma pack leaves it anywhere */
	bool ok;

	switch (t->kind) {
	case ACOM_STRUCT: return make_struct(k, t, mem, phase);
	case ACOM_ARRAY: return make_array(k, t, mem, phase);
	case ACOM_UNION: return make_union(k, t, mem, phase);
	case ACOM_POINTER:
		memcpy(&pointer, mem, sizeof pointer);
		ok = make_pointer(k, t, &pointer, phase);
		memcpy(mem, &pointer, sizeof pointer);
		return ok;
	case ACOM_INTERFACE_POINTER:
		pointer = chance(3) ? &object : NULL;
		memcpy(mem, &pointer, sizeof pointer);
		return true;
	case ACOM_USER: return phase == CHANCE_NUMBERS || make_user(k, t, mem);
	default:
		if (phase == CHANCE_NUMBERS)
			make_scalar(t, mem);
		return true;
	}
}

/* Arguments in which counts and tags agree; to be given back with values_fini in any case. */
static inline bool chance_values(struct values *v, const ACOM_METHOD *m)
{
	struct maker k = { .v = v, .pointees = CHANCE_POINTEES };
	bool ok = true;

	values_init(v, m, &chance_hooks);
	for (enum chance_phase phase = CHANCE_NUMBERS; phase <= CHANCE_REST; phase++)
		for (uint16_t i = 0; ok && i < m->count; i++)
			ok = make_value(&k, m->params[i].type, v->args[i], phase);
	return ok && SUCCEEDED(ndr_save(&v->n, m, v->args));
}

/* ---- octets ---- */

struct buffer {
	uint8_t at[CHANCE_OCTETS];
	size_t size;
};

/* A few octets, or numbers, are others, or the end is missing. */
static inline void mutate_u32(struct buffer *b, uint32_t value)
{
	if (b->size >= 4)
		memcpy(b->at + chance((uint32_t)b->size / 4) * 4, &value, 4);
}

static inline void mutate(struct buffer *b)
{
	static const uint32_t liked[] = { 0, 1, 2, 3, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffe, 0x40000000, 0x10000, 0x00020000 };

	for (uint32_t n = chance(4); b->size && n <= 4; n++)
		switch (chance(5)) {
		case 0:
			b->at[chance((uint32_t)b->size)] ^= (uint8_t)(1 << chance(8));
			break;
		case 1:
			b->at[chance((uint32_t)b->size)] = (uint8_t)chance(256);
			break;
		case 2:
			mutate_u32(b, liked[chance(ARRAY_COUNT(liked))]);
			break;
		case 3:
			mutate_u32(b, chance(20));
			break;
		case 4:
			b->size = chance(3) ? b->size : chance((uint32_t)b->size + 1);
			break;
		}
}

static inline HRESULT half_put(struct values *v, ndr_half half, struct buffer *b)
{
	HRESULT hr = ndr_size(&v->n, v->m, half, v->args, &b->size);

	if (SUCCEEDED(hr) && b->size > sizeof b->at)
		hr = RPC_E_OUT_OF_RESOURCES;
	return FAILED(hr) ? hr : ndr_put(&v->n, v->m, half, v->args, S_OK, b->at, b->size, &b->size);
}

/* Both halves of one call. */
struct chance_call {
	const ACOM_METHOD *m;
	struct buffer request, response;
};

static inline const struct buffer *call_half(const struct chance_call *c, ndr_half half)
{
	return half == ACOM_IN ? &c->request : &c->response;
}

/* A call of m whose values come from chance; false after many that did not fit together. */
static inline bool chance_call(struct chance_call *c, const ACOM_METHOD *m)
{
	bool ok = false;

	c->m = m;
	for (int i = 0; !ok && i < 20000; i++) {
		struct values v;

		ok = chance_values(&v, m) && SUCCEEDED(half_put(&v, ACOM_IN, &c->request)) &&
		     SUCCEEDED(half_put(&v, ACOM_OUT, &c->response));
		values_fini(&v);
	}
	return ok;
}

/* Decodes a copy of exactly these octets. For a response the variables of the caller are what a server made of the
 * request: both have the same sizes. Whatever comes of it, call_end gives back the values. */
static inline HRESULT call_get(struct values *v, const struct chance_call *c, ndr_half half, const struct buffer *b)
{
	uint8_t *copy = memcpy(malloc(b->size ? b->size : 1), b->at, b->size);
	HRESULT result, hr;

	ndr_init(&v->n, &chance_hooks, NULL);
	v->m = c->m;
	if (half == ACOM_OUT)
		assert_int_equal(ndr_get_request(&v->n, v->m, c->request.at, c->request.size, &v->args), S_OK);
	if (half == ACOM_OUT)
		hr = ndr_get_response(&v->n, v->m, v->args, copy, b->size, &result);
	else
		hr = ndr_get_request(&v->n, v->m, copy, b->size, &v->args);
	free(copy);
	return hr;
}

static inline void call_end(struct values *v)
{
	if (v->args)
		ndr_free(&v->n, v->m, v->args);
	ndr_fini(&v->n);
}

/* What decodes is encoded to octets that decode to the same octets again; these, or false if it did not decode. */
static inline bool call_settles(const struct chance_call *c, ndr_half half, const struct buffer *b, struct buffer *settled)
{
	struct buffer again;
	const struct buffer *from = b;

	for (int round = 0; round < 2; round++) {
		struct buffer *to = round ? &again : settled;
		struct values v;
		HRESULT hr = call_get(&v, c, half, from);

		if (SUCCEEDED(hr))
			assert_int_equal(half_put(&v, half, to), S_OK);
		call_end(&v);
		if (FAILED(hr) && !round)
			return false;
		assert_int_equal(hr, S_OK);
		from = to;
	}
	assert_int_equal(settled->size, again.size);
	assert_memory_equal(settled->at, again.at, again.size);
	return true;
}

static inline void call_discard(const struct chance_call *c, ndr_half half, const struct buffer *b)
{
	struct ndr n;

	ndr_init(&n, &chance_hooks, NULL);
	ndr_discard(&n, c->m, half, b->at, b->size);
	ndr_fini(&n);
}

/* ---- methods ---- */

/* Every method of every interface that was linked into this program, verified. */
struct chance_methods {
	const ACOM_METHOD **at;
	size_t count;
};

static inline struct chance_methods chance_methods(ACOM_MODULE *module)
{
	struct chance_methods all = { 0 };

	for (; module; module = module->next) {
		assert_int_equal(AcomRegisterInterfaces(module), S_OK);
		for (uint32_t i = 0; i < module->count; i++) {
			const ACOM_INTERFACE *interface = module->interfaces[i];

			all.at = realloc(all.at, (all.count + interface->count) * sizeof *all.at);
			for (uint32_t k = 0; k < interface->count; k++)
				all.at[all.count++] = &interface->methods[k];
		}
	}
	return all;
}

#endif
