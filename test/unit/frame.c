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

/* Few of them, which go without libffi. */
METHOD(bytes, 0, IN(T_U8), IN(T_SCALAR(I8, int8_t, 1)), IN(T_BOOLEAN), IN(T_U16), IN(T_I16));
METHOD(numbers, 0, IN(T_U32), IN(T_I32), IN(T_U64), IN(T_I64), IN(T_ENUM16));
METHOD(pointers, 0, IN(T_INT3264), OUT(T_REF(T_U8)), IN(T_UNIQUE(T_U8)), IN(T_IFACE(&IID_IUnknown)), IN(T_UINT3264));
METHOD(six, 0, IN(T_U8), IN(T_I16), IN(T_I32), IN(T_I64), IN(T_I16), IN(T_U8));

static HRESULT take_bytes(struct target *This, uint8_t a, int8_t b, uint8_t c, uint16_t d, int16_t e)
{
	This->called++;
	assert_true(a == 255 && b == -128 && c == 1 && d == 65535 && e == -2);
	return E_FAIL;
}

static HRESULT take_numbers(struct target *This, uint32_t a, int32_t b, uint64_t c, int64_t d, int32_t e)
{
	This->called++;
	assert_true(a == UINT32_MAX && b == INT32_MIN && c == UINT64_MAX && d == INT64_MIN && e == 300);
	return S_FALSE;
}

static HRESULT take_pointers(struct target *This, intptr_t a, uint8_t *b, uint8_t *c, IUnknown *d, uintptr_t e)
{
	This->called++;
	assert_true(a == -1 && *b == 2 && !c && d == (void *)This && e == UINTPTR_MAX);
	*b = 3;
	return S_OK;
}

static HRESULT take_six(struct target *This, uint8_t a, int16_t b, int32_t c, int64_t d, int16_t e, uint8_t f)
{
	This->called++;
	assert_true(a == 1 && b == -2 && c == -3 && d == -4 && e == -5 && f == 6);
	return S_OK;
}

TEST(words_of_every_width_arrive)
{
	uint8_t a = 255, c = 1;
	int8_t b = -128;
	uint16_t d = 65535;
	int16_t e = -2;
	uint32_t f = UINT32_MAX;
	int32_t g = INT32_MIN, i = 300;
	uint64_t h = UINT64_MAX;
	int64_t j = INT64_MIN;

	CALL(&bytes, take_bytes, FRAME_SYNC, E_FAIL, &a, &b, &c, &d, &e);
	CALL(&numbers, take_numbers, FRAME_SYNC, S_FALSE, &f, &g, &h, &j, &i);
}

TEST(pointers_are_words_and_of_six_words_each_arrives)
{
	intptr_t a = -1;
	uint8_t to = 2, *b = &to, *c = NULL, g = 1, l = 6;
	uintptr_t e = UINTPTR_MAX;
	int16_t h = -2, k = -5;
	int32_t i = -3;
	int64_t j = -4;
	void (*vtbl[4])(void) = { NULL, NULL, NULL, (void (*)(void))take_pointers };
	struct target target = { vtbl, 0 }, *d = &target;

	assert_int_equal(frame_init(&pointers), S_OK);
	assert_int_equal(frame_call(&target, &pointers, FRAME_SYNC, (void *[]){ &a, &b, &c, &d, &e }), S_OK);
	assert_int_equal(target.called, 1);
	assert_int_equal(to, 3);
	frame_fini(&pointers);
	CALL(&six, take_six, FRAME_SYNC, S_OK, &g, &h, &i, &j, &k, &l);
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

/* Unions of each way to be passed: in the registers of integers, of numbers, of both, and in memory. */
union word { int16_t s; float f; };
union real { float f; double d; };
union floats { float one; float three[3]; };
union mixed { struct { double a; int32_t b[2]; } x; struct { double a; float b; } y; };
union wide { int8_t a[24]; void *p; };
struct tagged { uint8_t tag; union real u; };
struct holder { float f; union word w; struct tagged t; };
struct x_mixed { double a; int32_t b[2]; };
struct y_mixed { double a; float b; };
struct x_late { float a; int32_t b; double c; };
union late { struct { float a; int32_t b; double c; } x; float y; };
static const ACOM_TYPE t_x_mixed = T_STRUCT(struct x_mixed, 8, 16, FIELD(struct x_mixed, a, T_F64),
	FIELD(struct x_mixed, b, T_FIXED(T_I32, int32_t, 4, 2, 4)));
static const ACOM_TYPE t_y_mixed = T_STRUCT(struct y_mixed, 8, 12, FIELD(struct y_mixed, a, T_F64),
	FIELD(struct y_mixed, b, T_F32));
static int64_t first_arm(const ACOM_SCOPE *scope) { return scope == NULL; }
#define T_UNION(type, first, second) \
	{ .name = #type, .kind = ACOM_UNION, .align = 8, .size = sizeof(type), .wire = 2, .count = 3, .elem = T_I16, \
	  .fields = (const ACOM_FIELD[]){ { "x", 0, first, 0 }, { "", 0, NULL, 2 }, { "y", 0, second, 1 } }, \
	  .max = EXPR(first_arm, 0, 0) }
static const ACOM_TYPE t_word = T_UNION(union word, T_I16, T_F32), t_real = T_UNION(union real, T_F32, T_F64);
static const ACOM_TYPE t_floats = T_UNION(union floats, T_F32, T_FIXED(T_F32, float, 4, 3, 4));
static const ACOM_TYPE t_mixed = T_UNION(union mixed, &t_x_mixed, &t_y_mixed);
static const ACOM_TYPE t_x_late = T_STRUCT(struct x_late, 8, 16, FIELD(struct x_late, a, T_F32),
	FIELD(struct x_late, b, T_I32), FIELD(struct x_late, c, T_F64));
static const ACOM_TYPE t_late = T_UNION(union late, &t_x_late, T_F32);
static const ACOM_TYPE t_wide = T_UNION(union wide, T_FIXED(T_U8, int8_t, 1, 24, 1), T_UNIQUE(T_U8));
static const ACOM_TYPE t_tagged = { .name = "tagged", .kind = ACOM_UNION, .flags = ACOM_ENCAPSULATED, .align = 8,
	.size = sizeof(struct tagged), .wire = 5, .count = 2, .elem = T_U8, .fields = (const ACOM_FIELD[]){
	{ "f", offsetof(struct tagged, u), T_F32, 0 }, { "d", offsetof(struct tagged, u), T_F64, 1 } } };
static const ACOM_TYPE t_holder = T_STRUCT(struct holder, 8, 16, FIELD(struct holder, f, T_F32),
	FIELD(struct holder, w, &t_word), FIELD(struct holder, t, &t_tagged));
METHOD(unions, 0, IN(&t_word), IN(&t_real), IN(&t_floats), IN(&t_mixed), IN(&t_late), IN(&t_wide), IN(&t_tagged),
       IN(&t_holder), IN(T_U16));

static HRESULT take_unions(struct target *This, union word a, union real b, union floats c, union mixed d, union late e,
			   union wide f, struct tagged g, struct holder h, uint16_t end)
{
	This->called++;
	assert_true(a.s == -2 && b.d == 3.5 && c.three[0] == 4 && c.three[2] == 5 && d.x.a == 6 && d.x.b[1] == -7);
	assert_true(e.x.b == 8 && e.x.c == 9 && f.a[0] == 10 && f.a[23] == 11 && g.tag == 1 && g.u.d == 12);
	assert_true(h.f == 13 && h.w.s == 14 && h.t.tag == 1 && h.t.u.d == 15 && end == 16);
	return S_FALSE;
}

TEST(unions_by_value_arrive)
{
	union word a = { -2 };
	union real b = { .d = 3.5 };
	union floats c = { .three = { 4, 0, 5 } };
	union mixed d = { { 6, { 0, -7 } } };
	union late e = { { 0, 8, 9 } };
	union wide f = { { [0] = 10, [23] = 11 } };
	struct tagged g = { 1, { .d = 12 } };
	struct holder h = { 13, { 14 }, { 1, { .d = 15 } } };
	uint16_t end = 16;

	CALL(&unions, take_unions, FRAME_SYNC, S_FALSE, &a, &b, &c, &d, &e, &f, &g, &h, &end);
}

/* A union whose halves are not those of what holds it: the number at its end is alone in the second half. */
struct number_last { int32_t a; float b[2]; };
union off_half { uint32_t n; struct number_last x; };
struct off_holder { int32_t tag; union off_half u; };
static const ACOM_TYPE t_number_last = T_STRUCT(struct number_last, 4, 12, FIELD(struct number_last, a, T_I32),
	FIELD(struct number_last, b, T_FIXED(T_F32, float, 4, 2, 4)));
static const ACOM_TYPE t_off_half = T_UNION(union off_half, T_U32, &t_number_last);
static const ACOM_TYPE t_off_holder = T_STRUCT(struct off_holder, 8, 6, FIELD(struct off_holder, tag, T_I32),
	FIELD(struct off_holder, u, &t_off_half));
METHOD(off_unions, 0, IN(T_F64), IN(&t_off_holder), IN(T_I32), IN(T_F32));

static HRESULT take_off_unions(struct target *This, double before, struct off_holder h, int32_t a, float b)
{
	This->called++;
	assert_true(before == 1 && h.tag == 2 && h.u.x.a == 3 && h.u.x.b[0] == 4 && h.u.x.b[1] == 5 && a == 6 && b == 7);
	return S_FALSE;
}

TEST(a_union_arrives_wherever_in_a_struct_it_lies)
{
	double before = 1;
	struct off_holder h = { 2, { .x = { 3, { 4, 5 } } } };
	int32_t a = 6;
	float b = 7;

	CALL(&off_unions, take_off_unions, FRAME_SYNC, S_FALSE, &before, &h, &a, &b);
}

/* A user's type of which only the size is known: what it is a multiple of is not how it is aligned. */
struct users_own { int32_t x, y; };
union users_arm { struct users_own own; int32_t three[3]; };
struct users_holder { int32_t before; struct users_own own; int32_t behind; };
static const ACOM_TYPE t_users_own = { .name = "own", .kind = ACOM_USER, .align = 4, .size = sizeof(struct users_own), .wire = 4,
	.count = ACOM_PASSED_STRUCT, .elem = T_I32 };
static const ACOM_TYPE t_users_holder = T_STRUCT(struct users_holder, 4, 12, FIELD(struct users_holder, before, T_I32),
	FIELD(struct users_holder, own, &t_users_own), FIELD(struct users_holder, behind, T_I32));
static const ACOM_TYPE t_users_arm = T_UNION(union users_arm, &t_users_own, T_FIXED(T_I32, int32_t, 4, 3, 4));
METHOD(users, 0, IN(T_F64), IN(&t_users_holder), IN(T_I32), IN(&t_users_arm));

static HRESULT take_users(struct target *This, double x, struct users_holder h, int32_t a, union users_arm u)
{
	This->called++;
	assert_true(x == 1 && h.before == 2 && h.own.x == 3 && h.own.y == 4 && h.behind == 5 && a == 6 && u.three[0] == 7 &&
		    u.three[2] == 8);
	return S_FALSE;
}

TEST(users_types_arrive_wherever_in_a_struct_they_lie)
{
	double x = 1;
	struct users_holder h = { 2, { 3, 4 }, 5 };
	int32_t a = 6;
	union users_arm u = { .three = { 7, 0, 8 } };

	CALL(&users, take_users, FRAME_SYNC, S_FALSE, &x, &h, &a, &u);
}

struct pair16 { int64_t a; double b; };
struct pair12 { int32_t a, b; float c; };
static const ACOM_TYPE t_pair16 = T_STRUCT(struct pair16, 8, 16, FIELD(struct pair16, a, T_I64), FIELD(struct pair16, b, T_F64));
static const ACOM_TYPE t_pair12 = T_STRUCT(struct pair12, 4, 12, FIELD(struct pair12, a, T_I32),
	FIELD(struct pair12, b, T_I32), FIELD(struct pair12, c, T_F32));
METHOD(last_register, 0, IN(T_F64), IN(T_I32), IN(T_I32), IN(&t_pair16), IN(T_I32), IN(&t_pair16), IN(T_F32), IN(&t_pair16),
       IN(T_I32));
METHOD(last_small, 0, IN(&t_pair12), IN(T_I32), IN(T_I32), IN(T_I32), IN(&t_pair12), IN(T_F64), OUT(T_REF(T_I32)));

static HRESULT take_last(struct target *This, double x, int32_t a, int32_t b, struct pair16 m, int32_t c, struct pair16 n, float y,
	struct pair16 o, int32_t d)
{
	This->called++;
	assert_true(x == 1 && a == 2 && b == 3 && m.a == 4 && m.b == 5 && c == 6 && n.a == 7 && n.b == 8 && y == 9 && o.a == 10 &&
		    o.b == 11 && d == 12);
	return S_OK;
}

static HRESULT take_small(struct target *This, struct pair12 s, int32_t a, int32_t b, int32_t c, struct pair12 t, double x,
	int32_t *out)
{
	This->called++;
	assert_true(s.a == 1 && s.b == 2 && s.c == 3 && a == 4 && b == 5 && c == 6 && t.a == 7 && t.b == 8 && t.c == 9 && x == 10 &&
		    *out == 11);
	return S_OK;
}

TEST(a_struct_in_the_last_register_leaves_the_others_alone)
{
	double x = 1;
	int32_t a = 2, b = 3, c = 6, d = 12, e = 4, f = 5, out = 11, *pout = &out;
	struct pair16 m = { 4, 5 }, n = { 7, 8 }, o = { 10, 11 };
	struct pair12 s = { 1, 2, 3 }, t = { 7, 8, 9 };
	float y = 9;
	double z = 10;

	CALL(&last_register, take_last, FRAME_SYNC, S_OK, &x, &a, &b, &m, &c, &n, &y, &o, &d);
	CALL(&last_small, take_small, FRAME_SYNC, S_OK, &s, &e, &f, &c, &t, &z, &pout);
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
