/* ndr_count.c - no count is believed: not the wire's, not a method's, and not before both agree (decision 8). */
#include "rows.h"

/* Read([out, size_is(cb), length_is(*pcb)] byte *pv, [in] ULONG cb, [out] ULONG *pcb) */
ARG(read_size, 1, uint32_t)
ARG_AT(read_length, 2, uint32_t)
METHOD(Read, 1, OUT(T_REF(T_CONFVAR(T_U8, EXPR(read_size, ACOM_IN, 1), EXPR(read_length, ACOM_OUT, 0)))), IN(T_U32),
       OUT(T_REF(T_U32)));

/* A client that began Read(cb = 4) and now finishes it: Finish_ has no cb. */
static HRESULT finish_read(const void *octets, size_t size, uint8_t pv[4], uint32_t *pcb)
{
	uint32_t cb = 4;
	void *begin[] = { NULL, &cb, NULL }, *finish[] = { &pv, NULL, &pcb };
	struct ndr n;
	HRESULT hr;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(ndr_save(&n, &Read, begin), S_OK);
	hr = get_response(&n, &Read, octets, size, finish);
	ndr_fini(&n);
	return hr;
}
#define finish(pv, pcb, ...) \
	finish_read((const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }), pv, pcb)

TEST(finish_has_the_capacity_that_begin_had)
{
	uint8_t pv[4] = { 9, 9, 9, 9 };
	uint32_t pcb = 7;

	assert_int_equal(finish(pv, &pcb, U32(4), U32(0), U32(2), 1, 2, 0, 0, U32(2), U32(0)), S_OK);
	assert_memory_equal(pv, ((uint8_t[]){ 1, 2, 9, 9 }), 4); /* beyond the window memory stays as it was */
	assert_int_equal(pcb, 2);
}

TEST(a_response_that_lies_is_refused_and_out_is_zeroed)
{
	uint8_t pv[4] = { 9, 9, 9, 9 };
	uint32_t pcb = 7;

	/* larger than the caller's memory */
	assert_int_equal(finish(pv, &pcb, U32(5), U32(0), U32(5), 1, 2, 3, 4, 5, 0, 0, 0, U32(5), U32(0)), RPC_X_INVALID_BOUND);
	assert_memory_equal(pv, ((uint8_t[4]){ 0 }), 4);
	assert_int_equal(pcb, 0);
	/* smaller than size_is says */
	assert_int_equal(finish(pv, &pcb, U32(3), U32(0), U32(1), 1, 0, 0, 0, U32(1), U32(0)), RPC_X_INVALID_BOUND);
	/* more than the maximum, and so that a sum in 32 bits would wrap */
	assert_int_equal(finish(pv, &pcb, U32(4), U32(0), U32(5), 1, 2, 3, 4, 5, 0, 0, 0, U32(5), U32(0)), RPC_X_INVALID_BOUND);
	assert_int_equal(finish(pv, &pcb, U32(4), U32(0xffffffff), U32(2), 1, 2, 0, 0, U32(2), U32(0)), RPC_X_INVALID_BOUND);
	/* an offset without first_is */
	assert_int_equal(finish(pv, &pcb, U32(4), U32(1), U32(2), 1, 2, 0, 0, U32(2), U32(0)), RPC_X_INVALID_BOUND);
	/* another length than the one that follows */
	assert_int_equal(finish(pv, &pcb, U32(4), U32(0), U32(2), 1, 2, 0, 0, U32(1), U32(0)), RPC_X_INVALID_BOUND);
	assert_memory_equal(pv, ((uint8_t[4]){ 0 }), 4);
	assert_int_equal(pcb, 0);
}

/* The server's end of Read(cb = 4) with a method that says *pcb = length. */
static HRESULT serve_read(uint32_t length, size_t *size)
{
	struct ndr n;
	void **args;
	HRESULT hr;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(get_request(&n, &Read, (uint8_t[]){ U32(4) }, 4, &args), S_OK);
	**(uint32_t **)args[2] = length;
	hr = ndr_size(&n, &Read, ACOM_OUT, args, size);
	ndr_free(&n, &Read, args);
	ndr_fini(&n);
	return hr;
}

TEST(a_method_that_says_more_than_there_is_cannot_be_sent)
{
	size_t size;

	assert_int_equal(serve_read(4, &size), S_OK);
	assert_int_equal(size, 12 + 4 + 4 + 4);
	assert_int_equal(serve_read(5, &size), RPC_X_INVALID_BOUND);
	assert_int_equal(serve_read(UINT32_MAX, &size), RPC_X_INVALID_BOUND);
}

/* Fill([in,out] LONG *pn, [in,out, size_is(*pn)] short *a) */
ARG_AT(fill_size, 0, int32_t)
METHOD(Fill, 1, IN_OUT(T_REF(T_I32)), IN_OUT(T_REF(T_CONF(T_I16, EXPR(fill_size, ACOM_IN | ACOM_OUT, 1)))));

TEST(a_method_that_raises_an_in_out_size_cannot_be_sent_one_that_lowers_it_can)
{
	static const uint8_t request[] = { U32(2), U32(2), 1, 0, 2, 0 };
	struct ndr n;
	struct octets o;
	size_t size;
	void **args;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(get_request(&n, &Fill, request, sizeof request, &args), S_OK);
	**(int32_t **)args[0] = 3;
	assert_int_equal(ndr_size(&n, &Fill, ACOM_OUT, args, &size), RPC_X_INVALID_BOUND);
	**(int32_t **)args[0] = -1;
	assert_int_equal(ndr_size(&n, &Fill, ACOM_OUT, args, &size), RPC_X_INVALID_BOUND);
	**(int32_t **)args[0] = 1;
	o = put_half(&n, &Fill, ACOM_OUT, args, S_OK);
	assert_octets(o, U32(1), U32(1), 1, 0, 0, 0, U32(0));
	octets_free(&o);
	ndr_free(&n, &Fill, args);
	ndr_fini(&n);
}

static HRESULT fill(const void *octets, size_t size, int32_t *pn, int16_t *a)
{
	struct ndr n;
	HRESULT hr;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(ndr_save(&n, &Fill, (void *[]){ &pn, &a }), S_OK);
	hr = get_response(&n, &Fill, octets, size, (void *[]){ &pn, &a });
	ndr_fini(&n);
	return hr;
}

#define finish_fill(pn, a, ...) fill((const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }), pn, a)

TEST(an_in_out_array_may_come_back_shorter_but_not_longer)
{
	int32_t count = 2;
	int16_t a[] = { 7, 8 };

	assert_int_equal(finish_fill(&count, a, U32(3), U32(3), 1, 0, 2, 0, 3, 0, 0, 0, U32(0)), RPC_X_INVALID_BOUND);
	assert_int_equal(finish_fill(&count, a, U32(1), U32(2), 1, 0, 2, 0, U32(0)), RPC_X_INVALID_BOUND);
	assert_int_equal(count, 2);
	assert_memory_equal(a, ((int16_t[]){ 7, 8 }), sizeof a);
	assert_int_equal(finish_fill(&count, a, U32(1), U32(1), 5, 0, 0, 0, U32(0)), S_OK);
	assert_int_equal(count, 1);
	assert_memory_equal(a, ((int16_t[]){ 5, 8 }), sizeof a);
}

static HRESULT receiving(const ACOM_METHOD *m, const void *octets, size_t size)
{
	struct ndr n;
	void **args;
	HRESULT hr;

	ndr_init(&n, NULL, NULL);
	hr = get_request(&n, m, octets, size, &args);
	if (SUCCEEDED(hr))
		ndr_free(&n, m, args);
	ndr_fini(&n);
	return hr;
}
#define receive(m, ...) receiving(m, (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }))

/* Sized by a parameter that comes after the array, in an expression that can overflow. */
static int64_t late_size(const ACOM_SCOPE *s)
{
	return acom_add(acom_mul(*(int32_t *)s->args[1], INT64_C(1) << 33), 1);
}
METHOD(late, 0, IN(T_REF(T_CONF(T_U8, EXPR(late_size, ACOM_IN, 0)))), IN(T_I32));
ARG(plain_size, 1, int32_t)
METHOD(after, 0, IN(T_REF(T_CONF(T_U8, EXPR(plain_size, ACOM_IN, 0)))), IN(T_I32));

TEST(a_size_that_is_decoded_later_is_compared_before_anybody_sees_a_value)
{
	assert_int_equal(receive(&after, U32(3), 1, 2, 3, 0, U32(3)), S_OK);
	assert_int_equal(receive(&after, U32(3), 1, 2, 3, 0, U32(2)), RPC_X_INVALID_BOUND);
	assert_int_equal(receive(&after, U32(3), 1, 2, 3, 0, U32(0x40000000)), RPC_X_INVALID_BOUND);
	assert_int_equal(receive(&after, U32(3), 1, 2, 3, 0, U32(0xffffffff)), RPC_X_INVALID_BOUND);
	assert_int_equal(receive(&late, U32(1), 1, 0, 0, 0, U32(0)), S_OK);
	assert_int_equal(receive(&late, U32(1), 1, 0, 0, 0, U32(0x7fffffff)), RPC_X_INVALID_BOUND);
}

TEST(a_negative_or_overflowing_size_is_refused_by_the_sender)
{
	uint8_t a[1] = { 0 }, *pa = a;
	int32_t minus = -1, huge = INT32_MAX;
	struct ndr n;
	size_t size;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(ndr_size(&n, &after, ACOM_IN, (void *[]){ &pa, &minus }, &size), RPC_X_INVALID_BOUND);
	assert_int_equal(ndr_size(&n, &late, ACOM_IN, (void *[]){ &pa, &huge }, &size), RPC_X_INVALID_BOUND);
	assert_int_equal(ndr_size(&n, &late, ACOM_IN, (void *[]){ &pa, &minus }, &size), RPC_X_INVALID_BOUND);
	ndr_fini(&n);
}

/* Pointers([in] ULONG n, [in, size_is(n)] LONG **a), called with n = -1 */
ARG(pointers_count, 0, uint32_t)
METHOD(Pointers, 0, IN(T_U32), IN(T_REF(T_CONF(T_UNIQUE(T_I32), EXPR(pointers_count, ACOM_IN, 0)))));

TEST(an_array_that_no_memory_could_hold_is_not_looked_at)
{
	uint32_t n = UINT32_MAX;
	int32_t *none = NULL, **a = &none;
	size_t size;
	struct ndr ndr;

	ndr_init(&ndr, NULL, NULL);
	assert_int_equal(ndr_size(&ndr, &Pointers, ACOM_IN, (void *[]){ &n, &a }, &size), RPC_E_OUT_OF_RESOURCES);
	n = 1;
	ndr_reset(&ndr);
	assert_int_equal(ndr_size(&ndr, &Pointers, ACOM_IN, (void *[]){ &n, &a }, &size), S_OK);
	ndr_fini(&ndr);
}

TEST(a_negative_capacity_is_refused_when_it_is_saved)
{
	int32_t minus = -1, *pn = &minus;
	int16_t *a = NULL;
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(ndr_save(&n, &Fill, (void *[]){ &pn, &a }), RPC_X_INVALID_BOUND);
	ndr_fini(&n);
}

/* struct { long n; [size_is(n), unique] long *p; } */
struct counted { int32_t n; int32_t *p; };
MEMBER(counted_size, struct counted, n)
static const ACOM_TYPE t_counted = T_STRUCT(struct counted, 4, 8, FIELD(struct counted, n, T_I32),
	FIELD(struct counted, p, T_UNIQUE(T_CONF(T_I32, EXPR(counted_size, 0, 0)))));
struct nested { int32_t lead; struct counted inner; int32_t n; int32_t *p; };
MEMBER(nested_size, struct nested, n)
static const ACOM_TYPE t_nested = T_STRUCT(struct nested, 4, 20, FIELD(struct nested, lead, T_I32),
	FIELD(struct nested, inner, &t_counted), FIELD(struct nested, n, T_I32),
	FIELD(struct nested, p, T_UNIQUE(T_CONF(T_I32, EXPR(nested_size, 0, 0)))));
METHOD(in_struct, 0, IN(T_REF(&t_counted)));
METHOD(in_nested, 0, IN(T_REF(&t_nested)));

TEST(a_size_in_a_struct_is_compared_with_its_array)
{
	assert_int_equal(receive(&in_struct, U32(1), U32(1), U32(1), U32(7)), S_OK);
	assert_int_equal(receive(&in_struct, U32(1000), U32(1), U32(1), U32(7)), RPC_X_INVALID_BOUND);
	assert_int_equal(receive(&in_struct, U32(-1), U32(1), U32(1), U32(7)), RPC_X_INVALID_BOUND);
	assert_int_equal(receive(&in_struct, U32(1000), U32(0)), S_OK);
	assert_int_equal(receive(&in_nested, U32(0), U32(1), U32(1), U32(2), U32(1), U32(1), U32(7), U32(2), U32(8), U32(9)),
			 S_OK);
}

/* struct { long n; [length_is(n)] long a[4]; } */
struct windowed { int32_t n, a[4]; };
MEMBER(windowed_n, struct windowed, n)
static const ACOM_TYPE t_windowed = T_STRUCT(struct windowed, 4, 12, FIELD(struct windowed, n, T_I32),
	FIELD(struct windowed, a, T_ARRAY(T_I32, .flags = ACOM_VARYING, .align = 4, .size = 16, .count = 4, .wire = 8,
	      .length = EXPR(windowed_n, 0, 0))));
METHOD(in_out_windowed, 0, IN_OUT(T_REF(&t_windowed)));

TEST(outside_of_its_window_an_array_in_an_in_out_struct_stays_as_it_is)
{
	const uint8_t two[] = { U32(2), U32(0), U32(2), U32(8), U32(9), U32(0) }, cut[] = { U32(2), U32(0), U32(2), U32(8), U32(9) };
	struct windowed mine = { 1, { 1, 2, 3, 4 } }, *p = &mine;
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(get_response(&n, &in_out_windowed, cut, sizeof cut, (void *[]){ &p }), RPC_X_BAD_STUB_DATA);
	assert_memory_equal(&mine, (&(struct windowed){ 1, { 1, 2, 3, 4 } }), sizeof mine);
	ndr_reset(&n);
	assert_int_equal(get_response(&n, &in_out_windowed, two, sizeof two, (void *[]){ &p }), S_OK);
	assert_memory_equal(&mine, (&(struct windowed){ 2, { 8, 9, 3, 4 } }), sizeof mine);
	ndr_fini(&n);
}

/* short a[8] with first_is(f), length_is(l) */
ARG(window_first, 0, int32_t)
ARG(window_length, 1, int32_t)
METHOD(window, 0, IN(T_I32), IN(T_I32),
       IN(T_REF(T_ARRAY(T_I16, .flags = ACOM_VARYING, .align = 4, .size = 16, .count = 8, .wire = 8,
	.first = EXPR(window_first, ACOM_IN, 0), .length = EXPR(window_length, ACOM_IN, 0)))));

TEST(a_window_of_an_array_is_what_travels)
{
	int32_t first = 3, length = 2;
	int16_t a[8] = { 0, 1, 2, 3, 4, 5, 6, 7 }, *p = a;
	void *args[] = { &first, &length, &p }, **got;
	struct ndr n;
	struct octets o;

	ndr_init(&n, NULL, NULL);
	o = put_request(&n, &window, args);
	assert_octets(o, U32(3), U32(2), U32(3), U32(2), 3, 0, 4, 0);
	assert_int_equal(get_request(&n, &window, o.at, o.size, &got), S_OK);
	assert_memory_equal(*(int16_t **)got[2], ((int16_t[8]){ 0, 0, 0, 3, 4 }), sizeof a);
	octets_free(&o);
	ndr_fini(&n);
	assert_int_equal(receive(&window, U32(2), U32(2), U32(3), U32(2), 3, 0, 4, 0), RPC_X_INVALID_BOUND);
	assert_int_equal(receive(&window, U32(7), U32(2), U32(7), U32(2), 3, 0, 4, 0), RPC_X_INVALID_BOUND);
}

/* [in,out] short *a with size_is, first_is and length_is that are [in] */
ARG(slice_size, 0, int32_t)
ARG(slice_first, 1, int32_t)
ARG(slice_length, 2, int32_t)
METHOD(slice, 3, IN(T_I32), IN(T_I32), IN(T_I32),
       IN_OUT(T_REF(T_ARRAY(T_I16, .flags = ACOM_CONFORMANT | ACOM_VARYING, .align = 4, .wire = 12,
	.max = EXPR(slice_size, ACOM_IN, 1), .first = EXPR(slice_first, ACOM_IN, 2), .length = EXPR(slice_length, ACOM_IN, 3)))));

TEST(a_window_that_in_values_gave_is_known_to_finish)
{
	static const uint8_t octets[] = { U32(4), U32(1), U32(2), 21, 0, 22, 0, U32(0) };
	static const uint8_t shifted[] = { U32(4), U32(2), U32(2), 21, 0, 22, 0, U32(0) };
	static const uint8_t longer[] = { U32(4), U32(1), U32(3), 21, 0, 22, 0, 23, 0, 0, 0, U32(0) };
	int32_t size = 4, first = 1, length = 2;
	int16_t a[4] = { 10, 11, 12, 13 }, *p = a;
	void *finish[] = { NULL, NULL, NULL, &p };
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(ndr_save(&n, &slice, (void *[]){ &size, &first, &length, &p }), S_OK);
	assert_int_equal(get_response(&n, &slice, shifted, sizeof shifted, finish), RPC_X_INVALID_BOUND);
	assert_int_equal(get_response(&n, &slice, longer, sizeof longer, finish), RPC_X_INVALID_BOUND);
	assert_memory_equal(a, ((int16_t[]){ 10, 11, 12, 13 }), sizeof a);
	assert_int_equal(get_response(&n, &slice, octets, sizeof octets, finish), S_OK);
	assert_memory_equal(a, ((int16_t[]){ 10, 21, 22, 13 }), sizeof a);
	ndr_fini(&n);
}

ARG(hyper_size, 0, int16_t)
METHOD(hypers, 0, IN(T_I16), IN(T_REF(T_CONF(T_I64, EXPR(hyper_size, ACOM_IN, 0)))), IN(T_U8));
METHOD(hypers_at_12, 0, IN(T_I16), IN(T_I32), IN(T_REF(T_CONF(T_I64, EXPR(hyper_size, ACOM_IN, 0)))), IN(T_U8));

TEST(no_gap_stands_before_no_elements)
{
	int16_t count = 0;
	int32_t x = 5;
	int64_t a[1] = { 7 }, *p = a;
	uint8_t z = 9;
	struct ndr n;
	struct octets o;

	ndr_init(&n, NULL, NULL);
	o = put_request(&n, &hypers_at_12, (void *[]){ &count, &x, &p, &z });
	assert_octets(o, 0, 0, 0, 0, U32(5), U32(0), 9);
	octets_free(&o);
	ndr_fini(&n);
}

TEST(a_count_is_refused_before_memory_is_made_for_it)
{
	static const uint8_t octets[] = { 0xff, 0x7f, 0, 0, U32(0x7fff), 1, 2, 3, 4, 5, 6, 7, 8 };
	struct ndr n;
	uint64_t live;
	void **args;

	ndr_init(&n, NULL, NULL);
	live = os_alloc_live();
	assert_int_equal(ndr_get_request(&n, &hypers, octets, sizeof octets, &args), RPC_X_BAD_STUB_DATA);
	assert_true(os_alloc_live() <= live + 2); /* the stack and the arena's first block */
	ndr_fini(&n);
}

/* [in,out, string] without a size: what comes back may not be longer. */
METHOD(renamed, 0, IN_OUT(T_REF(T_STRING(T_U8))));
TEST(an_in_out_string_may_not_come_back_longer)
{
	char s[] = "abc", *p = s;
	static const uint8_t longer[] = { U32(5), U32(0), U32(5), 'a', 'b', 'c', 'd', 0, 0, 0, 0, U32(0) };
	static const uint8_t shorter[] = { U32(3), U32(0), U32(3), 'x', 'y', 0, 0, U32(0) };
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(get_response(&n, &renamed, longer, sizeof longer, (void *[]){ &p }), RPC_X_INVALID_BOUND);
	assert_string_equal(s, "abc");
	assert_int_equal(get_response(&n, &renamed, shorter, sizeof shorter, (void *[]){ &p }), S_OK);
	assert_string_equal(s, "xy");
	ndr_fini(&n);
}
