/* ndr.c - values of every kind cross the wire as the specification says, and the others are refused at both ends. */
#include "rows.h"

static void request_carries(const ACOM_METHOD *m, void **args, void *there, size_t size)
{
	struct ndr client, server;
	struct octets o;
	void **got;

	ndr_init(&client, NULL, NULL);
	ndr_init(&server, NULL, NULL);
	o = put_request(&client, m, args);
	assert_int_equal(get_request(&server, m, o.at, o.size, &got), S_OK);
	assert_memory_equal(got[0], there, size);
	ndr_free(&server, m, got);
	octets_free(&o);
	ndr_fini(&client);
	ndr_fini(&server);
}

/* What the sender says of a value, and what the receiver says of octets. */
static HRESULT sending(const ACOM_METHOD *m, void **args)
{
	struct ndr n;
	size_t size;
	HRESULT hr;

	ndr_init(&n, NULL, NULL);
	hr = ndr_size(&n, m, ACOM_IN, args, &size);
	ndr_fini(&n);
	return hr;
}

static HRESULT receiving(const ACOM_METHOD *m, const void *octets, size_t size)
{
	struct ndr n;
	void **args;
	HRESULT hr;

	ndr_init(&n, NULL, NULL);
	hr = get_request(&n, m, octets, size, &args);
	assert_true(SUCCEEDED(hr) == (args != NULL));
	if (SUCCEEDED(hr))
		ndr_free(&n, m, args);
	ndr_fini(&n);
	return hr;
}
#define receive(m, ...) receiving(m, (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }))

#define CARRIES(test, kind, type, ...) \
	METHOD(row_##test, 0, IN(kind)); \
	TEST(test) \
	{ \
		type values[] = { __VA_ARGS__ }; \
		for (size_t i = 0; i < ARRAY_COUNT(values); i++) \
			request_carries(&row_##test, (void *[]){ &values[i] }, &values[i], sizeof values[i]); \
	}
CARRIES(a_byte_crosses, T_U8, uint8_t, 0, 1, 255)
CARRIES(a_short_crosses, T_I16, int16_t, 0, -1, INT16_MIN, INT16_MAX)
CARRIES(a_long_crosses, T_I32, int32_t, 0, -1, INT32_MIN, INT32_MAX)
CARRIES(a_hyper_crosses, T_I64, int64_t, 0, -1, INT64_MIN, INT64_MAX)
CARRIES(an_unsigned_hyper_crosses, T_U64, uint64_t, 0, UINT64_MAX)
CARRIES(a_float_crosses, T_F32, float, 0, -1.5f, 3e38f)
CARRIES(a_double_crosses, T_F64, double, 0, -1.5, 1e300)
CARRIES(an_enum_crosses, T_ENUM16, int32_t, 0, 1, 0x7fff)
CARRIES(an_int3264_crosses, T_INT3264, intptr_t, 0, -1, INT32_MIN, INT32_MAX)
CARRIES(an_unsigned_int3264_crosses, T_UINT3264, uintptr_t, 0, UINT32_MAX)
CARRIES(a_ranged_long_crosses, T_RANGE(I32, int32_t, 4, -5, 5), int32_t, -5, 0, 5)

METHOD(an_enum, 0, IN(T_ENUM16));
TEST(an_enum_that_does_not_fit_is_refused_at_both_ends)
{
	int32_t negative = -1, large = 0x8000;

	assert_int_equal(sending(&an_enum, (void *[]){ &negative }), RPC_X_ENUM_VALUE_OUT_OF_RANGE);
	assert_int_equal(sending(&an_enum, (void *[]){ &large }), RPC_X_ENUM_VALUE_OUT_OF_RANGE);
	assert_int_equal(receive(&an_enum, 0x00, 0x80), RPC_X_ENUM_VALUE_OUT_OF_RANGE);
}

METHOD(pointer_sized, 0, IN(T_INT3264), IN(T_UINT3264));
TEST(a_pointer_sized_number_must_fit_32_bits)
{
	intptr_t good = 1, wide = (intptr_t)INT32_MAX + 1, low = (intptr_t)INT32_MIN - 1;
	uintptr_t unsigned_good = 1, unsigned_wide = (uintptr_t)UINT32_MAX + 1, top = UINTPTR_MAX;

	assert_int_equal(sending(&pointer_sized, (void *[]){ &good, &unsigned_good }), S_OK);
	assert_int_equal(sending(&pointer_sized, (void *[]){ &wide, &unsigned_good }), RPC_X_BAD_STUB_DATA);
	assert_int_equal(sending(&pointer_sized, (void *[]){ &low, &unsigned_good }), RPC_X_BAD_STUB_DATA);
	assert_int_equal(sending(&pointer_sized, (void *[]){ &good, &unsigned_wide }), RPC_X_BAD_STUB_DATA);
	assert_int_equal(sending(&pointer_sized, (void *[]){ &good, &top }), RPC_X_BAD_STUB_DATA);
}

METHOD(ranged, 0, IN(T_RANGE(U16, uint16_t, 2, 2, 9)));
TEST(a_value_outside_its_range_is_refused_at_both_ends)
{
	uint16_t small = 1, large = 10;

	assert_int_equal(sending(&ranged, (void *[]){ &small }), RPC_X_INVALID_BOUND);
	assert_int_equal(sending(&ranged, (void *[]){ &large }), RPC_X_INVALID_BOUND);
	assert_int_equal(receive(&ranged, 1, 0), RPC_X_INVALID_BOUND);
	assert_int_equal(receive(&ranged, 2, 0), S_OK);
}

METHOD(truth, 0, IN(T_BOOLEAN));
TEST(a_boolean_is_sent_as_0_or_1_and_any_is_accepted)
{
	uint8_t two = 2;
	struct ndr n;
	struct octets o;
	void **args;

	ndr_init(&n, NULL, NULL);
	o = put_request(&n, &truth, (void *[]){ &two });
	assert_octets(o, 1);
	assert_int_equal(get_request(&n, &truth, (uint8_t[]){ 0x80 }, 1, &args), S_OK);
	assert_int_equal(*(uint8_t *)args[0], 1);
	octets_free(&o);
	ndr_fini(&n);
}

struct tail { int32_t l; int16_t s; };
struct mixed { uint8_t a; struct tail t; uint8_t b; int64_t h; };
static const ACOM_TYPE t_tail = T_STRUCT(struct tail, 4, 6, FIELD(struct tail, l, T_I32), FIELD(struct tail, s, T_I16));
static const ACOM_TYPE t_mixed = T_STRUCT(struct mixed, 8, 24, FIELD(struct mixed, a, T_U8), FIELD(struct mixed, t, &t_tail),
					  FIELD(struct mixed, b, T_U8), FIELD(struct mixed, h, T_I64));
METHOD(structs, 0, IN(T_U8), IN(&t_mixed), IN(T_REF(&t_tail)), IN(T_U8));
TEST(structs_align_to_their_widest_member_and_have_no_tail)
{
	uint8_t x = 0xaa, z = 0xbb;
	struct mixed s = { 1, { 2, 3 }, 4, 5 };
	struct tail tail = { 6, 7 }, *p = &tail;
	struct ndr n;
	struct octets o;

	ndr_init(&n, NULL, NULL);
	o = put_request(&n, &structs, (void *[]){ &x, &s, &p, &z });
	assert_octets(o, 0xaa, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, U32(2), 3, 0, 4, 0, 0, 0, 0, 0, U32(5), U32(0), U32(6), 7, 0, 0xbb);
	octets_free(&o);
	ndr_fini(&n);
}

METHOD(swapped, 0, IN(T_U8), IN(T_U16), IN(T_U32), IN(T_I64), IN(T_ENUM16), IN(T_F32), IN(T_REF(T_STRING(T_U16))));
TEST(octets_of_the_other_byte_order_are_read)
{
	static const uint8_t big[] = { 1, 0, 2, 3, 4, 5, 6, 7, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, 1, 2, 0, 0,
		0x3f, 0x80, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2, 0x20, 0xac, 0, 0 };
	struct ndr n;
	void **args;

	ndr_init(&n, NULL, NULL);
	n.swap = true;
	assert_int_equal(get_request(&n, &swapped, big, sizeof big, &args), S_OK);
	assert_int_equal(*(uint8_t *)args[0], 1);
	assert_int_equal(*(uint16_t *)args[1], 0x0203);
	assert_int_equal(*(uint32_t *)args[2], 0x04050607);
	assert_true(*(int64_t *)args[3] == -2);
	assert_int_equal(*(int32_t *)args[4], 0x0102);
	assert_true(*(float *)args[5] == 1.0f);
	assert_int_equal((*(char16_t **)args[6])[0], 0x20ac);
	ndr_reset(&n);
	assert_false(n.swap);
	ndr_fini(&n);
}

METHOD(text, 0, IN(T_REF(T_STRING(T_U8))));
METHOD(short_text, 0, IN(T_REF(T_ARRAY(T_U8, .flags = ACOM_VARYING | ACOM_STRING, .align = 4, .size = 4, .count = 4, .wire = 9))));
TEST(a_fixed_string_without_terminator_is_refused_by_the_sender)
{
	char full[4] = { 'a', 'b', 'c', 'd' }, good[4] = "abc", *p = full;

	assert_int_equal(sending(&short_text, (void *[]){ &p }), RPC_X_INVALID_BOUND);
	p = good;
	assert_int_equal(sending(&short_text, (void *[]){ &p }), S_OK);
}

TEST(strings_are_refused_unless_terminated_and_within_bounds)
{
	assert_int_equal(receive(&text, U32(3), U32(0), U32(3), 'a', 'b', 0), S_OK);
	assert_int_equal(receive(&text, U32(3), U32(0), U32(2), 'a', 0), S_OK);
	assert_int_equal(receive(&text, U32(3), U32(0), U32(3), 'a', 0, 0), S_OK);
	assert_int_equal(receive(&text, U32(3), U32(0), U32(3), 'a', 'b', 'c'), RPC_X_BAD_STUB_DATA);
	assert_int_equal(receive(&text, U32(3), U32(0), U32(0)), RPC_X_INVALID_BOUND);
	assert_int_equal(receive(&text, U32(3), U32(1), U32(2), 'a', 0), RPC_X_INVALID_BOUND);
	assert_int_equal(receive(&text, U32(1), U32(0), U32(2), 'a', 0), RPC_X_INVALID_BOUND);
	assert_int_equal(receive(&text, U32(3), U32(0), U32(3), 'a', 0), RPC_X_BAD_STUB_DATA);
	assert_int_equal(receive(&short_text, U32(0), U32(5), 'a', 'b', 'c', 'd', 0), RPC_X_INVALID_BOUND);
}

TEST(an_earlier_terminator_passes)
{
	struct ndr n;
	void **args;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(get_request(&n, &text, (uint8_t[]){ U32(4), U32(0), U32(4), 'a', 0, 'b', 0 }, 16, &args), S_OK);
	assert_memory_equal(*(char **)args[0], "a\0b", 4);
	ndr_fini(&n);
}

METHOD(two, 0, IN(T_U8), IN(T_U32));
TEST(octets_that_end_too_early_are_refused)
{
	static const uint8_t whole[] = { 1, 0xcc, 0xcc, 0xcc, U32(2), 0xee };

	for (size_t size = 0; size < 8; size++)
		assert_int_equal(receiving(&two, whole, size), RPC_X_BAD_STUB_DATA);
	assert_int_equal(receiving(&two, whole, 8), S_OK);
	assert_int_equal(receiving(&two, whole, 9), S_OK); /* octets after the last parameter are none of ours */
}

METHOD(pointers, 0, IN(T_REF(T_I32)), IN(T_UNIQUE(T_I32)), IN_OUT(T_REF(T_I32)), OUT(T_REF(T_I32)));
TEST(check_wants_the_required_pointers_of_its_half)
{
	int32_t v = 0, *set = &v, *null = NULL;

	assert_int_equal(ndr_check(&pointers, ACOM_IN, (void *[]){ &set, &null, &set, NULL }), S_OK);
	assert_int_equal(ndr_check(&pointers, ACOM_IN, (void *[]){ &null, &null, &set, NULL }), RPC_X_NULL_REF_POINTER);
	assert_int_equal(ndr_check(&pointers, ACOM_IN, (void *[]){ &set, &null, &null, NULL }), RPC_X_NULL_REF_POINTER);
	assert_int_equal(ndr_check(&pointers, ACOM_OUT, (void *[]){ NULL, NULL, &set, &set }), S_OK);
	assert_int_equal(ndr_check(&pointers, ACOM_OUT, (void *[]){ NULL, NULL, &null, &set }), RPC_X_NULL_REF_POINTER);
	assert_int_equal(ndr_check(&pointers, ACOM_OUT, (void *[]){ NULL, NULL, &set, &null }), RPC_X_NULL_REF_POINTER);
	assert_int_equal(ndr_check(&pointers, ACOM_IN | ACOM_OUT, (void *[]){ &set, &null, &set, &null }), RPC_X_NULL_REF_POINTER);
}

struct needy { int32_t *r; };
static const ACOM_TYPE t_needy = T_STRUCT(struct needy, 4, 4, FIELD(struct needy, r, T_REF(T_I32)));
METHOD(embedded_ref, 0, IN(T_REF(&t_needy)));
TEST(an_embedded_ref_must_not_be_null_and_its_id_may_be_anything)
{
	struct needy s = { NULL }, *p = &s;

	assert_int_equal(sending(&embedded_ref, (void *[]){ &p }), RPC_X_NULL_REF_POINTER);
	assert_int_equal(receive(&embedded_ref, U32(0), U32(7)), S_OK);
	assert_int_equal(receive(&embedded_ref, U32(0)), RPC_X_BAD_STUB_DATA);
}

METHOD(needy_by_value, 0, IN(&t_needy));
TEST(a_ref_in_a_struct_that_is_a_parameter_is_embedded)
{
	int32_t v = 7;
	struct needy s = { &v };
	struct ndr n;
	struct octets o;

	ndr_init(&n, NULL, NULL);
	o = put_request(&n, &needy_by_value, (void *[]){ &s });
	assert_octets(o, U32(0x20000), U32(7));
	octets_free(&o);
	ndr_fini(&n);
}

struct couple { int32_t *a, *b; };
static const ACOM_TYPE t_couple = T_STRUCT(struct couple, 4, 8, FIELD(struct couple, a, T_UNIQUE(T_I32)),
	FIELD(struct couple, b, T_UNIQUE(T_I32)));
METHOD(couples, 0, IN_OUT(T_REF(&t_couple)));
TEST(an_invocation_that_failed_can_be_used_again)
{
	static const uint8_t octets[] = { U32(1), U32(2), U32(7), U32(8) };
	struct ndr n;
	void **args;

	ndr_init(&n, NULL, NULL);
	for (size_t size = 0; size < sizeof octets; size++) {
		assert_int_equal(get_request(&n, &couples, octets, size, &args), RPC_X_BAD_STUB_DATA);
		ndr_reset(&n);
		assert_int_equal(get_request(&n, &couples, octets, sizeof octets, &args), S_OK);
		assert_int_equal(*(*(struct couple **)args[0])->b, 8);
		ndr_free(&n, &couples, args);
		ndr_reset(&n);
	}
	ndr_fini(&n);
}

METHOD(maybe, 0, IN(T_UNIQUE(T_UNIQUE(T_U8))), IN(T_U8));
TEST(a_unique_pointer_has_an_id_and_its_referent_at_once)
{
	uint8_t v = 5, z = 6, *p = &v, **pp = &p;
	struct ndr n;
	struct octets o;

	ndr_init(&n, NULL, NULL);
	o = put_request(&n, &maybe, (void *[]){ &pp, &z });
	assert_octets(o, U32(0x20000), U32(0x20004), 5, 6);
	octets_free(&o);
	p = NULL;
	o = put_request(&n, &maybe, (void *[]){ &pp, &z });
	assert_octets(o, U32(0x20000), U32(0), 6);
	octets_free(&o);
	pp = NULL;
	o = put_request(&n, &maybe, (void *[]){ &pp, &z });
	assert_octets(o, U32(0), 6);
	octets_free(&o);
	ndr_fini(&n);
}

TEST(a_buffer_that_is_too_small_is_never_overrun)
{
	uint8_t v = 5, z = 6, *p = &v, **pp = &p;
	void *args[] = { &pp, &z };
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	for (size_t size = 0; size < 10; size++) {
		uint8_t *buffer = malloc(size ? size : 1);
		size_t used;

		assert_int_equal(ndr_put(&n, &maybe, ACOM_IN, args, S_OK, buffer, size, &used), RPC_X_BAD_STUB_DATA);
		free(buffer);
	}
	ndr_fini(&n);
}

METHOD(answer, 0, OUT(T_REF(T_U8)));
TEST(a_response_ends_with_the_result)
{
	uint8_t v = 7, *p = &v;
	void *args[] = { &p };
	struct ndr n;
	struct octets o;
	HRESULT result;

	ndr_init(&n, NULL, NULL);
	o = put_half(&n, &answer, ACOM_OUT, args, E_FAIL);
	assert_octets(o, 7, 0, 0, 0, 0x05, 0x40, 0x00, 0x80);
	v = 0;
	assert_int_equal(ndr_get_response(&n, &answer, args, o.at, o.size, &result), S_OK);
	assert_int_equal(result, E_FAIL);
	assert_int_equal(v, 7);
	octets_free(&o);
	ndr_fini(&n);
}

TEST(a_reused_invocation_allocates_nothing)
{
	static const uint8_t request[] = { U32(0x20000), U32(0x20004), 5, 6 };
	struct ndr n;
	uint64_t count = 0;
	void **args;

	ndr_init(&n, NULL, NULL);
	for (int i = 0; i < 3; i++) {
		if (i == 1)
			count = os_alloc_count();
		assert_int_equal(ndr_get_request(&n, &maybe, request, sizeof request, &args), S_OK);
		ndr_free(&n, &maybe, args);
		ndr_reset(&n);
	}
	assert_int_equal(os_alloc_count(), count);
	ndr_fini(&n);
}
