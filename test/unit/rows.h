/* rows.h - rows written by hand, and the two ends of a call without anything between them. */
#ifndef TEST_ROWS_H
#define TEST_ROWS_H

#include <stdlib.h>

#include "harness.h"
#include "ndr/ndr.h"

/* Types, as an idlgen would write them: file-scope compound literals. */
#define T_SCALAR(k, memory, octets) \
	(&(const ACOM_TYPE){ .name = #k, .kind = ACOM_##k, .align = octets, .size = sizeof(memory), .wire = octets })
#define T_U8 T_SCALAR(U8, uint8_t, 1)
#define T_BOOLEAN T_SCALAR(BOOLEAN, uint8_t, 1)
#define T_U16 T_SCALAR(U16, uint16_t, 2)
#define T_I16 T_SCALAR(I16, int16_t, 2)
#define T_U32 T_SCALAR(U32, uint32_t, 4)
#define T_I32 T_SCALAR(I32, int32_t, 4)
#define T_U64 T_SCALAR(U64, uint64_t, 8)
#define T_I64 T_SCALAR(I64, int64_t, 8)
#define T_F32 T_SCALAR(F32, float, 4)
#define T_F64 T_SCALAR(F64, double, 8)
#define T_ENUM16 T_SCALAR(ENUM16, int32_t, 2)
#define T_INT3264 T_SCALAR(INT3264, intptr_t, 4)
#define T_UINT3264 T_SCALAR(UINT3264, uintptr_t, 4)
#define T_RANGE(k, memory, octets, from, to) \
	(&(const ACOM_TYPE){ .name = #k, .kind = ACOM_##k, .flags = ACOM_RANGE, .align = octets, .size = sizeof(memory), \
	.wire = octets, .lo = from, .hi = to })
#define T_POINTER(f, to) \
	(&(const ACOM_TYPE){ .name = "pointer", .kind = ACOM_POINTER, .flags = f, .align = 4, .size = sizeof(void *), \
	.wire = 4, .elem = to })
#define T_REF(to) T_POINTER(ACOM_REF, to)
#define T_UNIQUE(to) T_POINTER(ACOM_UNIQUE, to)
#define T_PTR(to) T_POINTER(ACOM_PTR, to)
#define T_STRUCT(type, a, w, ...) \
	{ .name = #type, .kind = ACOM_STRUCT, .align = a, .size = sizeof(type), .wire = w, \
	  .count = sizeof((const ACOM_FIELD[]){ __VA_ARGS__ }) / sizeof(ACOM_FIELD), .fields = (const ACOM_FIELD[]){ __VA_ARGS__ } }
#define FIELD(type, member, t) { #member, offsetof(type, member), t, 0 }
#define T_ARRAY(element, ...) \
	(&(const ACOM_TYPE){ .name = "array", .kind = ACOM_ARRAY, .elem = element, __VA_ARGS__ })
#define T_FIXED(element, type, a, n, w) T_ARRAY(element, .align = a, .size = n * sizeof(type), .count = n, .wire = n * w)
#define T_CONF(element, size_is) T_ARRAY(element, .flags = ACOM_CONFORMANT, .align = 4, .wire = 4, .max = size_is)
#define T_CONFVAR(element, size_is, length_is) \
	T_ARRAY(element, .flags = ACOM_CONFORMANT | ACOM_VARYING, .align = 4, .wire = 12, .max = size_is, .length = length_is)
#define T_STRING(unit) T_ARRAY(unit, .flags = ACOM_CONFORMANT | ACOM_VARYING | ACOM_STRING, .align = 4, .wire = 12)
#define T_IFACE(id) \
	(&(const ACOM_TYPE){ .name = "interface", .kind = ACOM_INTERFACE_POINTER, .align = 4, .size = sizeof(void *), \
	.wire = 4, .iid = id })

/* An expression that is argument number `i`, or what it points to. */
#define ARG(name, i, type) \
	static int64_t name(const ACOM_SCOPE *scope) { return *(type *)scope->args[i]; }
#define ARG_AT(name, i, type) \
	static int64_t name(const ACOM_SCOPE *scope) { return ACOM_AT(*(type **)scope->args[i]); }
#define MEMBER(name, type, member) \
	static int64_t name(const ACOM_SCOPE *scope) { return ((const type *)scope->base)->member; }
#define EXPR(fn, f, s) (&(const ACOM_EXPR){ .number = fn, .from = f, .save = s })

#define METHOD(row, s, ...) \
	static ACOM_CELL row##_cell; \
	static const ACOM_PARAM row##_params[] = { __VA_ARGS__ }; \
	static const ACOM_METHOD row = { .name = #row, .slot = 3, .async_slot = 3, .count = ARRAY_COUNT(row##_params), \
		.saves = s, .params = row##_params, .cell = &row##_cell }
#define IN(t) { "in", ACOM_IN, t }
#define OUT(t) { "out", ACOM_OUT, t }
#define IN_OUT(t) { "in_out", ACOM_IN | ACOM_OUT, t }

/* Octets in a block of exactly their size, so that a sanitizer sees each step beyond. */
struct octets {
	uint8_t *at;
	size_t size;
};

static inline struct octets octets_copy(const void *from, size_t size)
{
	struct octets o = { malloc(size ? size : 1), size };

	return memcpy(o.at, from, size), o;
}

static inline void octets_free(struct octets *o)
{
	free(o->at);
	*o = (struct octets){ 0 };
}

/* What a half looks like on the wire. Fails the test unless SIZE and PUT agree. */
static inline struct octets put_half(struct ndr *n, const ACOM_METHOD *m, ndr_half half, void **args, HRESULT result)
{
	struct octets o;
	size_t used;

	assert_int_equal(ndr_size(n, m, half, args, &o.size), S_OK);
	o.at = malloc(o.size ? o.size : 1);
	assert_int_equal(ndr_put(n, m, half, args, result, o.at, o.size, &used), S_OK);
	assert_true(used <= o.size);
	o.size = used;
	return o;
}

static inline struct octets put_request(struct ndr *n, const ACOM_METHOD *m, void **args)
{
	assert_int_equal(ndr_save(n, m, args), S_OK);
	return put_half(n, m, ACOM_IN, args, S_OK);
}

/* ndr_get_request of these octets, which must not be read beyond. */
static inline HRESULT get_request(struct ndr *n, const ACOM_METHOD *m, const void *octets, size_t size, void ***args)
{
	struct octets o = octets_copy(octets, size);
	HRESULT hr = ndr_get_request(n, m, o.at, o.size, args);

	octets_free(&o);
	return hr;
}

static inline HRESULT get_response(struct ndr *n, const ACOM_METHOD *m, const void *octets, size_t size, void **args)
{
	struct octets o = octets_copy(octets, size);
	HRESULT result, hr = ndr_get_response(n, m, args, o.at, o.size, &result);

	octets_free(&o);
	return hr;
}

#define assert_octets(o, ...) \
	do { \
		static const uint8_t expected[] = { __VA_ARGS__ }; \
		assert_int_equal((o).size, sizeof expected); \
		assert_memory_equal((o).at, expected, sizeof expected); \
	} while (0)
#define U32(v) (v) & 0xff, (v) >> 8 & 0xff, (v) >> 16 & 0xff, (uint32_t)(v) >> 24

#endif
