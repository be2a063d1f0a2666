/* mutate.c - octets that are no NDR: 100 000 mutated halves of methods of vec.idl are refused or decoded; nothing is read
 * outside them, nothing leaks, and what was decoded can be encoded again. ACOM_SEED=n chooses other ones. */
#include <stdio.h>
#include <stdlib.h>

#include "test/vectors/values.h"
#include "vec.h"

enum { BUFFERS = 100000, VALUES = 20000, LARGEST = 4096 };

/* ---- chance ---- */

static uint64_t state;

static uint32_t chance(uint32_t below)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % below;
}

static void seed(void)
{
	const char *text = getenv("ACOM_SEED");

	state = text ? strtoull(text, NULL, 0) : 1;
	fprintf(stderr, "ACOM_SEED=%llu\n", (unsigned long long)state);
}

/* ---- interface pointers: one object, any 24 octets name it ---- */

static int object_refs;
static ULONG object_AddRef(IUnknown *p) { return p ? (ULONG)++object_refs : 0; }
static ULONG object_Release(IUnknown *p) { return p ? (ULONG)--object_refs : 0; }
static const IUnknownVtbl object_vtbl = { NULL, object_AddRef, object_Release };
static IUnknown object = { &object_vtbl };

static HRESULT hook_size(void *context, REFIID iid, IUnknown *p, size_t *size)
{
	*size = 24;
	return context || !iid || p != &object ? E_UNEXPECTED : S_OK;
}
static HRESULT hook_put(void *context, REFIID iid, IUnknown *p, uint8_t *buffer, size_t size, size_t *used)
{
	*used = 24;
	memset(buffer, 'M', 24);
	return context || !iid || p != &object || size < 24 ? E_UNEXPECTED : S_OK;
}
static HRESULT hook_get(void *context, REFIID iid, const uint8_t *objref, size_t size, IUnknown **p)
{
	if (context || !iid || size != 24 || objref[chance(24)] == 0xff)
		return RPC_E_INVALID_OBJREF;
	object_AddRef(*p = &object);
	return S_OK;
}
static void hook_discard(void *context, const uint8_t *objref, size_t size)
{
	if (!context && size)
		state += objref[size - 1]; /* reads them, so that a sanitizer looks */
}
static const struct ndr_hooks hooks = { hook_size, hook_put, hook_get, hook_discard };

/* ---- values made from rows ---- */

static bool value_make(struct values *v, const ACOM_TYPE *t, void *mem, bool pointers);

/* Mostly what counts can be. */
static bool scalar_make(const ACOM_TYPE *t, void *mem)
{
	int64_t integer = chance(8) ? chance(6) : (int64_t)chance(1u << 31) * (chance(2) ? 1 : -1);
	double real = (double)integer / 4;
	float single = (float)real;

	if (t->kind == ACOM_BOOLEAN || t->kind == ACOM_ENUM16)
		integer &= t->kind == ACOM_ENUM16 ? 0x7fff : 1;
	if (t->kind == ACOM_UINT3264)
		integer &= UINT32_MAX;
	memcpy(mem, t->kind == ACOM_F32 ? (void *)&single : t->kind == ACOM_F64 ? (void *)&real : (void *)&integer, t->size);
	return true;
}

/* Numbers first, then what they count. */
static bool struct_make(struct values *v, const ACOM_TYPE *t, void *mem, bool pointers)
{
	const void *base = v->w.base;
	bool ok = true;

	v->w.base = mem;
	for (uint32_t i = 0; i < t->count; i++)
		ok &= value_make(v, t->fields[i].type, (char *)mem + t->fields[i].offset, pointers);
	v->w.base = base;
	return ok;
}

static bool both_make(struct values *v, const ACOM_TYPE *t, void *mem)
{
	return value_make(v, t, mem, false) && value_make(v, t, mem, true);
}

static bool array_make(struct values *v, const ACOM_TYPE *t, char *mem, uint32_t count, bool pointers)
{
	bool ok = true;

	for (uint32_t i = 0; i < count; i++, mem += t->elem->size)
		ok &= pointers ? both_make(v, t->elem, mem) : value_make(v, t->elem, mem, false);
	if (t->flags & ACOM_STRING)
		memset(mem - t->elem->size, 0, t->elem->size);
	return ok;
}

static bool pointer_make(struct values *v, const ACOM_TYPE *t, void **slot)
{
	const ACOM_TYPE *to = t->elem;
	ACOM_SCOPE scope = { v->args, v->w.base };
	int64_t count;

	if (*slot && !(to->flags & ACOM_CONFORMANT))
		return to->kind == ACOM_ARRAY ? array_make(v, to, *slot, to->count, true) : value_make(v, to, *slot, true);
	if (!(t->flags & ACOM_REF) && !chance(4))
		return true;
	if (!(to->flags & ACOM_CONFORMANT)) {
		*slot = arena_alloc(&v->n.arena, to->size);
		return both_make(v, to, *slot);
	}
	count = to->max ? to->max->number(&scope) : 1 + chance(9);
	if (count < 0 || count > 99)
		return false;
	*slot = arena_alloc(&v->n.arena, (size_t)count * to->elem->size);
	return array_make(v, to, *slot, (uint32_t)count, true);
}

static bool value_make(struct values *v, const ACOM_TYPE *t, void *mem, bool pointers)
{
	if (t->kind == ACOM_STRUCT)
		return struct_make(v, t, mem, pointers);
	if (t->kind == ACOM_ARRAY)
		return array_make(v, t, mem, t->count, pointers);
	if (t->kind == ACOM_INTERFACE_POINTER)
		return *(IUnknown **)mem = chance(3) ? &object : NULL, true;
	if (t->kind == ACOM_POINTER)
		return !pointers || pointer_make(v, t, mem);
	return pointers || scalar_make(t, mem);
}

/* Arguments of a method in which the counts agree; numbers behind [ref] are made with the plain ones. */
static bool values_make(struct values *v, const ACOM_METHOD *m)
{
	bool ok = true;

	values_init(v, m);
	v->n.hooks = &hooks;
	for (uint16_t i = 0; i < m->count; i++) {
		const ACOM_TYPE *t = m->params[i].type;

		if (t->kind == ACOM_POINTER && t->flags & ACOM_REF && !(t->elem->flags & ACOM_CONFORMANT))
			ok &= value_make(v, t->elem, *(void **)v->args[i], false);
		else if (t->kind != ACOM_POINTER)
			ok &= value_make(v, t, v->args[i], false);
	}
	for (uint16_t i = 0; i < m->count; i++)
		ok &= value_make(v, m->params[i].type, v->args[i], true);
	return ok && SUCCEEDED(ndr_save(&v->n, m, v->args));
}

/* ---- octets ---- */

struct buffer {
	uint8_t at[LARGEST];
	size_t size;
};

static HRESULT put(struct values *v, ndr_half half, struct buffer *b)
{
	HRESULT hr = ndr_size(&v->n, v->m, half, v->args, &b->size);

	if (SUCCEEDED(hr) && b->size <= sizeof b->at)
		hr = ndr_put(&v->n, v->m, half, v->args, S_OK, b->at, b->size, &b->size);
	return SUCCEEDED(hr) && b->size > sizeof b->at ? E_OUTOFMEMORY : hr;
}

static void put_u32(struct buffer *b, uint32_t value)
{
	if (b->size >= 4)
		memcpy(b->at + chance((uint32_t)b->size / 4) * 4, &value, 4);
}

static void mutate(struct buffer *b)
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
			put_u32(b, liked[chance(ARRAY_COUNT(liked))]);
			break;
		case 3:
			put_u32(b, chance(20));
			break;
		case 4:
			b->size = chance(3) ? b->size : chance((uint32_t)b->size + 1);
			break;
		}
}

/* A caller's variables for what comes back: zeroed, as large as was saved. A pointer that went out as NULL stays NULL. */
static void caller_init(struct values *v, const struct values *in)
{
	values_init(v, in->m);
	v->n.hooks = &hooks;
	for (uint16_t i = 0; i < v->m->count; i++) {
		const ACOM_PARAM *p = &v->m->params[i];

		if (p->flags == ACOM_IN)
			memcpy(v->args[i], in->args[i], p->type->size);
	}
	if (FAILED(ndr_save(&v->n, v->m, v->args)))
		fail();
	for (uint16_t i = 0; i < v->m->count; i++) {
		const ACOM_PARAM *p = &v->m->params[i];

		if (!(p->flags & ACOM_OUT) || !*(void **)in->args[i])
			continue;
		*(void **)v->args[i] = arena_alloc(&v->n.arena, p->type->elem->kind == ACOM_ARRAY ?
							array_capacity(&v->w, p->type->elem) : p->type->elem->size);
	}
}

/* Decodes a copy of exactly these octets; S_OK leaves values that the caller has to free. */
static HRESULT get(struct values *v, ndr_half half, const struct buffer *b)
{
	uint8_t *copy = memcpy(malloc(b->size ? b->size : 1), b->at, b->size);
	HRESULT result, hr;

	v->n.swap = false;
	if (half == ACOM_IN)
		hr = ndr_get_request(&v->n, v->m, copy, b->size, &v->args);
	else
		hr = ndr_get_response(&v->n, v->m, v->args, copy, b->size, &result);
	v->w.args = v->args;
	free(copy);
	return hr;
}

static uint32_t decoded, failed;

/* What decodes is encoded to octets that decode to the same octets again. */
static void try_octets(const struct values *in, ndr_half half, const struct buffer *b)
{
	struct buffer first, second;
	const struct buffer *from = b;

	for (int round = 0; round < 2; round++) {
		struct buffer *to = round ? &second : &first;
		struct values v;
		HRESULT hr;

		caller_init(&v, in);
		hr = get(&v, half, from);
		if (round)
			assert_int_equal(hr, S_OK);
		if (SUCCEEDED(hr)) {
			assert_int_equal(put(&v, half, to), S_OK);
			ndr_free(&v.n, v.m, v.args);
		}
		values_fini(&v);
		if (FAILED(hr)) {
			failed++;
			return;
		}
		from = to;
	}
	decoded++;
	assert_int_equal(first.size, second.size);
	assert_memory_equal(first.at, second.at, first.size);
}

static void discard(const struct values *in, ndr_half half, const struct buffer *b)
{
	struct values v;

	values_init(&v, in->m);
	v.n.hooks = &hooks;
	ndr_discard(&v.n, v.m, half, b->at, b->size);
	values_fini(&v);
}

/* Calls fn with octets of a random method, made from random values. */
static void each_half(unsigned count, void (*fn)(const struct values *in, ndr_half half, struct buffer *b))
{
	const ACOM_INTERFACE *interface = registry_find(&IID_IVec, NULL);
	uint64_t live = os_alloc_live();

	while (count) {
		const ACOM_METHOD *m = &interface->methods[chance(interface->count)];
		ndr_half half = chance(2) ? ACOM_IN : ACOM_OUT;
		struct values v;
		struct buffer b;

		if (values_make(&v, m) && SUCCEEDED(put(&v, half, &b))) {
			fn(&v, half, &b);
			count--;
		}
		values_fini(&v);
		assert_int_equal(object_refs, 0);
		assert_int_equal(os_alloc_live(), live);
	}
	registry_teardown();
}

static void mutated(const struct values *in, ndr_half half, struct buffer *b)
{
	mutate(b);
	try_octets(in, half, b);
	discard(in, half, b);
}

TEST(mutated_octets_are_refused_or_decoded_and_nothing_is_lost)
{
	seed();
	each_half(BUFFERS, mutated);
	assert_true(decoded > BUFFERS / 10); /* the mutations reach both kinds */
	assert_true(failed > BUFFERS / 10);
}

static void whole(const struct values *in, ndr_half half, struct buffer *b)
{
	uint32_t before = failed;

	try_octets(in, half, b);
	assert_int_equal(failed, before);
	while (b->size) { /* none has octets to spare */
		b->size -= b->size / 8 + 1;
		try_octets(in, half, b);
		assert_int_equal(failed, ++before);
	}
}

TEST(random_values_come_back_and_their_prefixes_are_refused)
{
	seed();
	each_half(VALUES, whole);
	assert_true(decoded == VALUES);
}
