/* ndr_plain.c - halves of nothing but scalars: without the walk they have the same octets, values and refusals. */
#include "ndr/walk.h"
#include "rows.h"

METHOD(mixed, 0, IN(T_U8), OUT(T_REF(T_U16)), IN(T_REF(T_F64)), IN_OUT(T_REF(T_I32)), IN(T_I16), OUT(T_REF(T_U8)));
METHOD(nothing_in, 0, OUT(T_REF(T_U64)), OUT(T_REF(T_U8)));
METHOD(nothing_out, 0, IN(T_F32), IN(T_I64));
METHOD(empty, 0, { "unused", 0, T_U8 });
METHOD(ranged, 0, IN(T_RANGE(U32, uint32_t, 4, 1, 5)), OUT(T_REF(T_BOOLEAN)));

struct values {
	uint8_t a;
	uint16_t b, *pb;
	double c, *pc;
	int32_t d, *pd;
	int16_t e;
	uint8_t f, *pf;
	void *args[6];
};

static void values_init(struct values *v)
{
	*v = (struct values){ .a = 1, .b = 0x0203, .c = 4.5, .d = -6, .e = -7, .f = 8 };
	v->pb = &v->b;
	v->pc = &v->c;
	v->pd = &v->d;
	v->pf = &v->f;
	memcpy(v->args, ((void *[]){ &v->a, &v->pb, &v->pc, &v->pd, &v->e, &v->pf }), sizeof v->args);
}

/* Once by the walk, once without; into memory that holds something else. */
static void assert_same_octets(const ACOM_METHOD *m, ndr_half half, void **args, size_t size)
{
	uint8_t walked[64], plain[64];
	size_t needed, used;
	struct walk w;
	struct ndr n;

	memset(walked, 0xaa, sizeof walked);
	memset(plain, 0xbb, sizeof plain);
	ndr_init(&n, NULL, NULL);
	walk_init(&w, &n, WALK_PUT, half);
	w.out = walked;
	w.size = sizeof walked;
	w.args = args;
	walk_params(&w, m, half, half);
	if (half == ACOM_OUT)
		octets_u32(&w, S_FALSE);
	assert_int_equal(w.hr, S_OK);
	assert_int_equal(w.pos, size);
	assert_int_equal(frame_init(m), S_OK);
	assert_true(ndr_is_plain(m, half));
	assert_int_equal(ndr_size(&n, m, half, args, &needed), S_OK);
	assert_int_equal(needed, size);
	assert_int_equal(ndr_put(&n, m, half, args, S_FALSE, plain, size, &used), S_OK);
	assert_int_equal(used, size);
	assert_memory_equal(plain, walked, size);
	assert_int_equal(plain[size], 0xbb);
	frame_fini(m);
	ndr_fini(&n);
}

TEST(a_plain_half_has_the_octets_of_the_walk)
{
	uint64_t out = 9, *pout = &out;
	uint8_t last = 10, *plast = &last;
	float in = 1.5f;
	int64_t in64 = -2;
	struct values v;

	values_init(&v);
	assert_same_octets(&mixed, ACOM_IN, v.args, 22);
	assert_same_octets(&mixed, ACOM_OUT, v.args, 16);
	assert_same_octets(&nothing_in, ACOM_OUT, (void *[]){ &pout, &plast }, 16);
	assert_same_octets(&nothing_in, ACOM_IN, (void *[]){ &pout, &plast }, 0);
	assert_same_octets(&nothing_out, ACOM_IN, (void *[]){ &in, &in64 }, 16);
	assert_same_octets(&nothing_out, ACOM_OUT, (void *[]){ &in, &in64 }, 4);
	assert_same_octets(&empty, ACOM_OUT, (void *[]){ &last }, 4);
}

TEST(what_has_limits_is_not_plain)
{
	assert_int_equal(frame_init(&ranged), S_OK);
	assert_false(ndr_is_plain(&ranged, ACOM_IN) || ndr_is_plain(&ranged, ACOM_IN));
	assert_false(ndr_is_plain(&ranged, ACOM_OUT) || ndr_is_plain(&ranged, ACOM_OUT));
	frame_fini(&ranged);
}

TEST(a_plain_call_arrives_and_comes_back)
{
	struct ndr client, server;
	struct values v, back;
	void **args;

	values_init(&v);
	values_init(&back);
	back.b = back.f = 0;
	ndr_init(&client, NULL, NULL);
	ndr_init(&server, NULL, NULL);
	assert_int_equal(frame_init(&mixed), S_OK);
	struct octets o = put_request(&client, &mixed, v.args);
	assert_int_equal(get_request(&server, &mixed, o.at, o.size, &args), S_OK);
	octets_free(&o);
	assert_true(*(uint8_t *)args[0] == 1 && **(double **)args[2] == 4.5);
	assert_true(**(int32_t **)args[3] == -6 && *(int16_t *)args[4] == -7);
	assert_true(**(uint16_t **)args[1] == 0 && **(uint8_t **)args[5] == 0);
	**(uint16_t **)args[1] = 0x0203;
	**(int32_t **)args[3] = 60;
	**(uint8_t **)args[5] = 8;
	o = put_half(&server, &mixed, ACOM_OUT, args, S_FALSE);
	assert_int_equal(get_response(&client, &mixed, o.at, o.size, back.args), S_OK);
	assert_true(back.b == 0x0203 && back.d == 60 && back.f == 8);
	ndr_free(&server, &mixed, args);
	octets_free(&o);
	frame_fini(&mixed);
	ndr_fini(&client);
	ndr_fini(&server);
}

TEST(plain_octets_of_the_other_byte_order_are_read)
{
	static const uint8_t big[] = { 0x3f, 0xc0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2 };
	struct ndr n;
	void **args;

	ndr_init(&n, NULL, NULL);
	n.swap = true;
	assert_int_equal(frame_init(&nothing_out), S_OK);
	assert_int_equal(get_request(&n, &nothing_out, big, sizeof big, &args), S_OK);
	assert_true(*(float *)args[0] == 1.5f && *(int64_t *)args[1] == 0x102);
	frame_fini(&nothing_out);
	ndr_fini(&n);
}

TEST(of_plain_octets_none_may_be_missing)
{
	static const uint8_t zeros[22];
	struct ndr n;
	struct values v;
	void **args;

	values_init(&v);
	ndr_init(&n, NULL, NULL);
	assert_int_equal(frame_init(&mixed), S_OK);
	for (size_t size = 0; size < 22; size++) {
		assert_int_equal(get_request(&n, &mixed, zeros, size, &args), RPC_X_BAD_STUB_DATA);
		assert_null(args);
	}
	for (size_t size = 0; size < 16; size++) {
		v.b = 5;
		assert_int_equal(get_response(&n, &mixed, zeros, size, v.args), RPC_X_BAD_STUB_DATA);
		assert_true(v.b == 0 && v.f == 0 && v.d == -6); /* [out] is zeroed, [in,out] is as before */
	}
	frame_fini(&mixed);
	ndr_fini(&n);
}

TEST(a_required_pointer_of_a_plain_half_is_not_null)
{
	uint8_t buffer[64];
	struct values v;
	struct ndr n;
	size_t used;

	values_init(&v);
	v.pc = NULL;
	ndr_init(&n, NULL, NULL);
	assert_int_equal(frame_init(&mixed), S_OK);
	assert_int_equal(ndr_put(&n, &mixed, ACOM_IN, v.args, S_OK, buffer, sizeof buffer, &used), RPC_X_NULL_REF_POINTER);
	frame_fini(&mixed);
	ndr_fini(&n);
}

SWEEP(a_plain_request_needs_memory_for_its_values)
{
	static const uint8_t zeros[22];
	struct ndr n;
	void **args;

	ndr_init(&n, NULL, NULL);
	if (sweep_ok(frame_init(&mixed)) && sweep_ok(ndr_get_request(&n, &mixed, zeros, sizeof zeros, &args)))
		assert_int_equal(**(int32_t **)args[3], 0);
	frame_fini(&mixed);
	ndr_fini(&n);
}
