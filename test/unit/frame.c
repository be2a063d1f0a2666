/* frame.c - a method that is known only as a row gets its arguments, in each of the three frames. */
#include "rows.h"

struct target {
	const void *lpVtbl;
	int called;
};

static void call(const ACOM_METHOD *m, void (*fn)(void), enum frame_kind kind, void **args, HRESULT expected)
{
	void (*vtbl[16])(void) = { 0 };
	struct target target = { vtbl, 0 };

	vtbl[kind == FRAME_SYNC ? m->slot : m->async_slot + (kind == FRAME_FINISH)] = fn;
	assert_int_equal(frame_init(m), S_OK);
	assert_int_equal(frame_call(&target, m, kind, args), expected);
	assert_int_equal(target.called, 1);
	frame_fini(m);
}
#define CALL(m, fn, kind, expected, ...) call(m, (void (*)(void))(fn), kind, (void *[]){ __VA_ARGS__ }, expected)

METHOD(scalars, 0, IN(T_U8), IN(T_SCALAR(I8, int8_t, 1)), IN(T_BOOLEAN), IN(T_U16), IN(T_I16), IN(T_U32), IN(T_I32),
       IN(T_U64), IN(T_I64), IN(T_F32), IN(T_F64), IN(T_ENUM16), IN(T_INT3264), IN(T_UINT3264));

static HRESULT take_scalars(struct target *This, uint8_t a, int8_t b, uint8_t c, uint16_t d, int16_t e, uint32_t f, int32_t g,
			    uint64_t h, int64_t i, float j, double k, int32_t l, intptr_t m, uintptr_t n)
{
	This->called++;
	assert_true(a == 255 && b == -128 && c == 1 && d == 65535 && e == -2 && f == UINT32_MAX && g == INT32_MIN);
	assert_true(h == UINT64_MAX && i == INT64_MIN && j == 1.5f && k == -2.25 && l == 300 && m == -1 && n == UINTPTR_MAX);
	return (HRESULT)0x80004005;
}

TEST(all_scalars_arrive_and_the_result_comes_back)
{
	uint8_t a = 255, c = 1;
	int8_t b = -128;
	uint16_t d = 65535;
	int16_t e = -2;
	uint32_t f = UINT32_MAX;
	int32_t g = INT32_MIN, l = 300;
	uint64_t h = UINT64_MAX;
	int64_t i = INT64_MIN;
	float j = 1.5f;
	double k = -2.25;
	intptr_t m = -1;
	uintptr_t n = UINTPTR_MAX;

	CALL(&scalars, take_scalars, FRAME_SYNC, E_FAIL, &a, &b, &c, &d, &e, &f, &g, &h, &i, &j, &k, &l, &m, &n);
}

struct small { float x, y; };
struct inner { uint8_t a[3]; double d; };
struct large { struct inner in[2]; void *p; int16_t m[3][4]; };
static const ACOM_TYPE t_small = T_STRUCT(struct small, 4, 8, FIELD(struct small, x, T_F32), FIELD(struct small, y, T_F32));
static const ACOM_TYPE t_inner = T_STRUCT(struct inner, 8, 16, FIELD(struct inner, a, T_FIXED(T_U8, uint8_t, 1, 3, 1)),
	FIELD(struct inner, d, T_F64));
static const ACOM_TYPE t_large = T_STRUCT(struct large, 8, 60,
	FIELD(struct large, in, T_FIXED(&t_inner, struct inner, 8, 2, 16)), FIELD(struct large, p, T_UNIQUE(T_U8)),
	FIELD(struct large, m, T_FIXED(T_FIXED(T_I16, int16_t, 2, 4, 2), int16_t[4], 2, 3, 8)));
METHOD(by_value, 0, IN(&t_small), IN(T_U8), IN(&t_large), IN(&t_small));

static HRESULT take_structs(struct target *This, struct small a, uint8_t b, struct large c, struct small d)
{
	This->called++;
	assert_true(a.x == 1 && a.y == 2 && b == 3 && d.x == 4 && d.y == 5);
	assert_true(c.in[0].a[2] == 6 && c.in[1].d == 7 && c.p == This && c.m[2][3] == 8);
	return S_FALSE;
}

TEST(structs_by_value_arrive)
{
	struct small a = { 1, 2 }, d = { 4, 5 };
	uint8_t b = 3;
	struct large c = { { { { 0, 0, 6 }, 0 }, { { 0 }, 7 } }, NULL, { [2] = { 0, 0, 0, 8 } } };
	void (*vtbl[4])(void) = { NULL, NULL, NULL, (void (*)(void))take_structs };
	struct target target = { vtbl, 0 };

	c.p = &target;
	assert_int_equal(frame_init(&by_value), S_OK);
	assert_int_equal(frame_call(&target, &by_value, FRAME_SYNC, (void *[]){ &a, &b, &c, &d }), S_FALSE);
	assert_int_equal(target.called, 1);
	frame_fini(&by_value);
}

METHOD(halves, 0, IN(T_U32), OUT(T_REF(T_U32)), IN_OUT(T_REF(T_F64)), IN(T_F64), OUT(T_REF(T_U8)));

static HRESULT both_halves(struct target *This, uint32_t a, uint32_t *b, double *c, double d, uint8_t *e)
{
	This->called++;
	assert_true(a == 1 && *b == 2 && *c == 3 && d == 4 && *e == 5);
	return S_OK;
}
static HRESULT begin_half(struct target *This, uint32_t a, double *c, double d)
{
	This->called++;
	assert_true(a == 1 && *c == 3 && d == 4);
	return S_OK;
}
static HRESULT finish_half(struct target *This, uint32_t *b, double *c, uint8_t *e)
{
	This->called++;
	assert_true(*b == 2 && *c == 3 && *e == 5);
	return S_OK;
}

TEST(begin_gets_the_in_half_and_finish_the_out_half)
{
	uint32_t a = 1, b = 2, *pb = &b;
	double c = 3, *pc = &c, d = 4;
	uint8_t e = 5, *pe = &e;

	CALL(&halves, both_halves, FRAME_SYNC, S_OK, &a, &pb, &pc, &d, &pe);
	CALL(&halves, begin_half, FRAME_BEGIN, S_OK, &a, NULL, &pc, &d, NULL);
	CALL(&halves, finish_half, FRAME_FINISH, S_OK, NULL, &pb, &pc, NULL, &pe);
}

TEST(frames_are_made_once_and_calls_allocate_nothing)
{
	uint8_t v = 1;
	void (*vtbl[4])(void) = { NULL, NULL, NULL, (void (*)(void))take_structs };
	struct target target = { vtbl, 0 };
	struct small s = { 1, 2 }, d = { 4, 5 };
	struct large c = { { { { 0, 0, 6 }, 0 }, { { 0 }, 7 } }, &target, { [2] = { 0, 0, 0, 8 } } };
	uint64_t count;

	v = 3;
	assert_int_equal(frame_init(&by_value), S_OK);
	count = os_alloc_count();
	assert_int_equal(frame_init(&by_value), S_OK);
	assert_int_equal(frame_call(&target, &by_value, FRAME_SYNC, (void *[]){ &s, &v, &c, &d }), S_FALSE);
	assert_int_equal(os_alloc_count(), count);
	frame_fini(&by_value);
}

SWEEP(frames_need_one_block)
{
	if (sweep_ok(frame_init(&by_value)))
		frame_fini(&by_value);
}
