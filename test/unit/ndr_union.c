/* ndr_union.c - unions: the tag and its arm at both ends, whose memory that is, and no depth of data makes the walk recurse. */
#include "test/vectors/values.h"
#include "rows.h"
#include "unions.h"

/* A method of IUnions. */
static const ACOM_METHOD *row(const char *name)
{
	return values_method(needed(registry_find(&IID_IUnions, NULL)), name);
}

struct ends {
	struct ndr client, server;
	const ACOM_METHOD *m;
	void **args; /* the server's */
};

static void ends_open(struct ends *e, const char *method)
{
	ndr_init(&e->client, NULL, NULL);
	ndr_init(&e->server, NULL, NULL);
	e->m = row(method);
}

static void ends_close(struct ends *e)
{
	ndr_fini(&e->client);
	ndr_fini(&e->server);
	registry_teardown();
}

/* The client's arguments arrive at the server. */
static void request(struct ends *e, void **mine)
{
	struct octets o = put_request(&e->client, e->m, mine);

	assert_int_equal(get_request(&e->server, e->m, o.at, o.size, &e->args), S_OK);
	octets_free(&o);
}

/* What the method left goes back. */
static void response(struct ends *e, void **mine)
{
	struct octets o = put_half(&e->server, e->m, ACOM_OUT, e->args, S_OK);

	ndr_free(&e->server, e->m, e->args);
	assert_int_equal(get_response(&e->client, e->m, o.at, o.size, mine), S_OK);
	octets_free(&o);
}

static HRESULT sending(const char *method, ndr_half half, void **args)
{
	struct ends e;
	size_t size;
	HRESULT hr;

	ends_open(&e, method);
	hr = ndr_size(&e.client, e.m, half, args, &size);
	ends_close(&e);
	return hr;
}

static HRESULT receiving(const char *method, const void *octets, size_t size)
{
	struct ends e;
	HRESULT hr;

	ends_open(&e, method);
	hr = get_request(&e.server, e.m, octets, size, &e.args);
	if (SUCCEEDED(hr))
		ndr_free(&e.server, e.m, e.args);
	ends_close(&e);
	return hr;
}
#define receive(method, ...) receiving(method, (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }))

static LONG *number(LONG value)
{
	LONG *p = needed(CoTaskMemAlloc(sizeof *p));

	*p = value;
	return p;
}

/* ---- tags ---- */

/* Encapsulated(in TAGGED *, in unique NAMED *, ...): NAMED has no default. */
TEST(a_tag_without_arm_is_refused_at_both_ends)
{
	NAMED named = { .what = 1 }, *pnamed = &named;
	TAGGED tagged = { .which = 4 }, *ptagged = &tagged;
	void *args[] = { &ptagged, &pnamed, NULL, NULL };

	assert_int_equal(sending("Encapsulated", ACOM_IN, args), RPC_X_INVALID_TAG);
	named.what = IS_NOTHING;
	assert_int_equal(sending("Encapsulated", ACOM_IN, args), S_OK);
	assert_int_equal(receive("Encapsulated", U32(4), U32(1), 0, 0), S_OK);
	assert_int_equal(receive("Encapsulated", U32(4), U32(1), 1, 0), RPC_X_INVALID_TAG);
}

/* Elsewhere(in short tag, in switch_is(tag) ELSEWHERE *u, in switch_is(tag), unique ELSEWHERE *v) */
TEST(a_tag_that_is_not_what_switch_is_says_is_refused)
{
	assert_int_equal(receive("Elsewhere", 1, 0, 1, 0, 7, 0, 0, 0, U32(0)), S_OK);
	assert_int_equal(receive("Elsewhere", 1, 0, 2, 0, 7, 0, 0, 0, U32(0)), RPC_X_INVALID_TAG);
	assert_int_equal(receive("Elsewhere", 2, 0, 1, 0, 7, 0, 0, 0, U32(0)), RPC_X_INVALID_TAG);
	assert_int_equal(receive("Elsewhere", 5, 0, 5, 0, U32(1), 5, 0), S_OK);
	assert_int_equal(receive("Elsewhere", 5, 0, 5, 0, U32(1), 1, 0, 7), RPC_X_INVALID_TAG);
}

/* HOLDER.other has switch_is(tag + 1). */
TEST(a_switch_is_that_does_not_fit_the_tag_is_refused_by_the_sender)
{
	ELSEWHERE other = { .b = 1 };
	HOLDER holder = { .tag = INT16_MAX, .one = { .fixed = { 1, 2, 3 } }, .other = &other, .broad = BROAD_B }, *p = &holder;
	SHORT tag = 5, *ptag = &tag;
	ELSEWHERE *u = &other;
	void *args[] = { &ptag, &u, &p };

	assert_int_equal(sending("Both", ACOM_IN, args), RPC_X_INVALID_TAG);
	holder.tag = INT16_MAX - 1;
	assert_int_equal(sending("Both", ACOM_IN, args), S_OK);
}

/* Maybe(in,out MAYBE *maybe, in long n, in size_is(n) MAYBE many[]): the tag is a boolean. */
TEST(any_truth_is_the_same_tag)
{
	MAYBE maybe = { 2, { { 1, 2, 3, { 4 } } } }, *p = &maybe;
	LONG n = 0;
	struct ends e;

	ends_open(&e, "Maybe");
	request(&e, (void *[]){ &p, &n, &p });
	assert_int_equal((*(MAYBE **)e.args[0])->is_set, 1);
	assert_true(IsEqualGUID(&(*(MAYBE **)e.args[0])->tagged_union.guid, &maybe.tagged_union.guid));
	(*(MAYBE **)e.args[0])->is_set = 0;
	response(&e, (void *[]){ &p, NULL, NULL });
	assert_int_equal(maybe.is_set, 0);
	ends_close(&e);
	assert_int_equal(receive("Maybe", 0, 0, 0, 0, U32(0), U32(0)), S_OK);
}

TEST(an_arm_keeps_to_its_limits)
{
	assert_int_equal(receive("Elsewhere", 3, 0, 3, 0, 0, 0, 0, 0, U32(9), U32(0), U32(0)), S_OK);
	assert_int_equal(receive("Elsewhere", 3, 0, 3, 0, 0, 0, 0, 0, U32(10), U32(0), U32(0)), RPC_X_INVALID_BOUND);
}

/* Many(short tag, long n, ELSEWHERE u[n]): all elements have one tag. */
TEST(the_elements_of_an_array_share_their_tag)
{
	SHORT tag = 2;
	LONG n = 3;
	ELSEWHERE u[3] = { { .b = 7 }, { .b = 8 }, { .b = 9 } }, *pu = u;
	struct ends e;
	struct octets o;

	ends_open(&e, "Many");
	o = put_request(&e.client, e.m, (void *[]){ &tag, &n, &pu });
	assert_octets(o, 2, 0, 0, 0, U32(3), U32(3), 2, 0, 7, 0, 2, 0, 8, 0, 2, 0, 9);
	octets_free(&o);
	ends_close(&e);
	assert_int_equal(receive("Many", 2, 0, 0, 0, U32(2), U32(2), 2, 0, 7, 0, 2, 0, 8), S_OK);
	assert_int_equal(receive("Many", 2, 0, 0, 0, U32(2), U32(2), 2, 0, 7, 0, 1, 0, 8), RPC_X_INVALID_TAG);
}

/* f([in] short tag, [in, switch_is(tag)] ELSEWHERE u) */
TEST(a_union_by_value_is_embedded)
{
	ACOM_PARAM params[] = { { "tag", ACOM_IN, T_I16 }, { "u", ACOM_IN, row("Elsewhere")->params[1].type->elem } };
	ACOM_CELL cell = { 0 };
	ACOM_METHOD m = { .name = "f", .slot = 3, .count = 2, .params = params, .cell = &cell };
	LONG v = 7;
	SHORT tag = 4;
	ELSEWHERE u = { .p = &v };
	struct ends e;
	struct octets o;

	ends_open(&e, "Elsewhere");
	e.m = &m;
	o = put_request(&e.client, e.m, (void *[]){ &tag, &u });
	assert_octets(o, 4, 0, 4, 0, U32(0x20000), U32(7));
	assert_int_equal(get_request(&e.server, e.m, o.at, o.size, &e.args), S_OK);
	assert_int_equal(*((ELSEWHERE *)e.args[1])->p, 7);
	octets_free(&o);
	ends_close(&e);
}

/* f([in] union { [case(0)] [ref] long *p; } u), the tag a constant: a [ref] that is no parameter has an id. */
static int64_t zero(const ACOM_SCOPE *scope) { return scope == NULL; }
static const ACOM_TYPE t_required = { .name = "required", .kind = ACOM_UNION, .align = 4, .size = sizeof(void *), .wire = 6,
	.count = 1, .elem = T_I16, .fields = (const ACOM_FIELD[]){ { "p", 0, T_REF(T_I32), 0 } }, .max = EXPR(zero, 0, 0) };
METHOD(required, 0, IN(&t_required));
TEST(a_ref_arm_is_embedded)
{
	int32_t v = 7, *p = &v;
	struct ends e;
	struct octets o;

	ends_open(&e, "Maybe");
	o = put_request(&e.client, &required, (void *[]){ &p });
	assert_octets(o, 0, 0, 0, 0, U32(0x20000), U32(7));
	octets_free(&o);
	ends_close(&e);
}

TEST(what_is_remembered_of_an_array_does_not_grow_with_it)
{
	enum { COUNT = 4000 };
	static uint8_t octets[12 + 2 * COUNT] = { 5, 0, 0, 0, U32(COUNT), U32(COUNT) };
	struct ends e;
	uint64_t count;

	for (int i = 0; i < COUNT; i++)
		octets[12 + 2 * i] = 5;
	ends_open(&e, "Many");
	count = os_alloc_count();
	assert_int_equal(get_request(&e.server, e.m, octets, sizeof octets, &e.args), S_OK);
	assert_int_equal(os_alloc_count() - count, 3); /* the stack, the arena's first block, the array */
	ends_close(&e);
}

/* ---- memory ---- */

/* Both(in,out short *tag, in,out switch_is(*tag) ELSEWHERE *u, in HOLDER *holder) */
TEST(what_a_union_owns_goes_by_its_tag_of_the_moment)
{
	HOLDER holder = { .tag = 5, .broad = BROAD_B }, *pholder = &holder;
	SHORT tag = 4, *ptag = &tag;
	ELSEWHERE u = { .p = number(1) }, *pu = &u, *there;
	struct ends e;

	ends_open(&e, "Both");
	request(&e, (void *[]){ &ptag, &pu, &pholder });
	there = *(ELSEWHERE **)e.args[1];
	assert_int_equal(*there->p, 1);
	CoTaskMemFree(there->p);
	there->h = 5; /* no pointer any more: nobody frees it */
	**(SHORT **)e.args[0] = 3;
	response(&e, (void *[]){ &ptag, &pu, NULL }); /* and our number is freed */
	assert_int_equal(tag, 3);
	assert_true(u.h == 5);
	ndr_reset(&e.client);
	ndr_reset(&e.server);
	request(&e, (void *[]){ &ptag, &pu, &pholder });
	there = *(ELSEWHERE **)e.args[1];
	there->p = number(2); /* freed at the server, since the tag says pointer */
	**(SHORT **)e.args[0] = 4;
	response(&e, (void *[]){ &ptag, &pu, NULL });
	assert_int_equal(tag, 4);
	assert_int_equal(*u.p, 2);
	CoTaskMemFree(u.p);
	ends_close(&e);
}

TEST(a_tag_without_arm_frees_nothing)
{
	TERM term = { .kind = 0 }, *pterm = &term, *none = NULL, **result = &none;
	ANY any = { .tag = 0 }, *pany = &any;
	LIST *list = NULL;
	NODE *tree = NULL, **ptree = &tree;
	struct ends e;
	size_t size;
	TERM *made;

	ends_open(&e, "Recursive");
	request(&e, (void *[]){ &list, &ptree, &pterm, &result, &pany });
	made = **(TERM ***)e.args[3] = needed(CoTaskMemAlloc(sizeof *made));
	*made = (TERM){ .kind = 7, .tagged_union.negated = (TERM *)-1 };
	assert_int_equal(ndr_size(&e.server, e.m, ACOM_OUT, e.args, &size), RPC_X_INVALID_TAG);
	ndr_free(&e.server, e.m, e.args);
	ends_close(&e);
}

/* Comes(in short tag, out switch_is(tag) ELSEWHERE *u, out BROAD *broad, out switch_is(*broad) BROAD_TAG *w) */
TEST(what_comes_out_has_the_tag_that_went_in)
{
	SHORT tag = -3; /* no count: it may be negative */
	ELSEWHERE u, *pu = &u;
	BROAD broad, *pbroad = &broad;
	BROAD_TAG w, *pw = &w;
	void *begin[] = { &tag, &pu, &pbroad, &pw }, *finish[] = { NULL, &pu, &pbroad, &pw };
	struct ends e;

	ends_open(&e, "Comes");
	request(&e, begin);
	for (size_t i = 0; i < sizeof u; i++)
		assert_int_equal((*(uint8_t **)e.args[1])[i], 0);
	(*(ELSEWHERE **)e.args[1])->fixed[2] = 77;
	**(BROAD **)e.args[2] = BROAD_B;
	(*(BROAD_TAG **)e.args[3])->named = (NAMED){ .what = IS_NUMBER, .value.number = 99 };
	response(&e, finish);
	assert_int_equal(u.fixed[2], 77);
	assert_int_equal(broad, BROAD_B);
	assert_int_equal(w.named.value.number, 99);
	ends_close(&e);
}

TEST(a_response_that_is_refused_leaves_zeroed_unions)
{
	static const uint8_t octets[] = { 4, 0, 0, 0, U32(1), U32(7), U32(0x10000), U32(0x10000), 3, 0, 0, 0, U32(99), U32(0) };
	SHORT tag = 4;
	ELSEWHERE u, zero = { 0 }, *pu = &u;
	BROAD broad, *pbroad = &broad;
	BROAD_TAG w, *pw = &w;
	void *begin[] = { &tag, &pu, &pbroad, &pw }, *finish[] = { NULL, &pu, &pbroad, &pw };
	struct ends e;

	memset(&zero, 0, sizeof zero);
	for (size_t size = 0; size < sizeof octets; size++) {
		memset(&u, 0xaa, sizeof u);
		ends_open(&e, "Comes");
		assert_int_equal(ndr_save(&e.client, e.m, begin), S_OK);
		assert_int_equal(get_response(&e.client, e.m, octets, size, finish), RPC_X_BAD_STUB_DATA);
		assert_memory_equal(&u, &zero, sizeof u);
		ends_close(&e);
	}
}

/* struct { short tag; long n; [size_is(n), switch_is(tag)] union { [case(1)] long **pp; [case(2)] long l; } *u; } */
union boxed { int32_t **pp; int32_t l; };
struct box { int16_t tag; int32_t n; union boxed *u; };
MEMBER(box_tag, struct box, tag)
MEMBER(box_n, struct box, n)
static const ACOM_TYPE t_boxed = { .name = "boxed", .kind = ACOM_UNION, .align = 4, .size = sizeof(union boxed), .wire = 6,
	.count = 2, .elem = T_I16, .fields = (const ACOM_FIELD[]){ { "pp", 0, T_UNIQUE(T_UNIQUE(T_I32)), 1 }, { "l", 0, T_I32, 2 } },
	.max = EXPR(box_tag, 0, 0) };
static const ACOM_TYPE t_box = T_STRUCT(struct box, 4, 10, FIELD(struct box, tag, T_I16), FIELD(struct box, n, T_I32),
	FIELD(struct box, u, T_UNIQUE(T_CONF(&t_boxed, EXPR(box_n, 0, 0)))));
METHOD(in_out_box, 0, IN_OUT(T_REF(T_UNIQUE(&t_box))));

/* The pointers of each are followed before the next one, and the struct with the tag is gone. */
TEST(all_unions_of_an_array_are_freed)
{
	struct box *mine = needed(CoTaskMemAlloc(sizeof *mine)), **pmine = &mine;
	struct ends e;

	*mine = (struct box){ 1, 3, needed(CoTaskMemAlloc(3 * sizeof *mine->u)) };
	for (int i = 0; i < 3; i++) {
		mine->u[i].pp = needed(CoTaskMemAlloc(sizeof *mine->u[i].pp));
		*mine->u[i].pp = number(i);
	}
	ends_open(&e, "Maybe");
	e.m = &in_out_box;
	request(&e, (void *[]){ &pmine });
	assert_int_equal(**(**(struct box ***)e.args[0])->u[2].pp, 2);
	response(&e, (void *[]){ &pmine });
	ndr_free(&e.client, &in_out_box, (void *[]){ &pmine });
	ends_close(&e);
}

SWEEP(unions_are_read_or_leave_nothing)
{
	static const uint8_t octets[] = { U32(1), 1, 0, 0, 0, U32(2), U32(2), U32(2), 1, 0, 0, 0, U32(3), 1, 0, 0, 0, U32(4),
		U32(5), U32(6), U32(7), U32(8) };
	struct ndr n;
	void **args;

	ndr_init(&n, NULL, NULL);
	if (sweep_ok(ndr_get_request(&n, &in_out_box, octets, sizeof octets, &args))) {
		assert_int_equal(**(**(struct box ***)args[0])->u[1].pp, 8);
		ndr_free(&n, &in_out_box, args);
	}
	ndr_fini(&n);
}

/* struct { boolean flag; [switch_is(flag)] union { [case(1)] long l; [default] long *p; } in, *at; } */
union either { int32_t l; int32_t *p; };
struct flagged { uint8_t flag; union either in, *at; };
MEMBER(flagged_flag, struct flagged, flag)
static const ACOM_TYPE t_either = { .name = "either", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 4,
	.size = sizeof(union either), .wire = 5, .count = 2, .elem = T_BOOLEAN, .max = EXPR(flagged_flag, 0, 0),
	.fields = (const ACOM_FIELD[]){ { "l", 0, T_I32, 1 }, { "p", 0, T_UNIQUE(T_I32), 0 } } };
static const ACOM_TYPE t_flagged = T_STRUCT(struct flagged, 4, 10, FIELD(struct flagged, flag, T_BOOLEAN),
	FIELD(struct flagged, in, &t_either), FIELD(struct flagged, at, T_UNIQUE(&t_either)));
METHOD(in_out_flagged, 0, IN_OUT(T_REF(T_UNIQUE(&t_flagged))));

/* What is neither 0 nor 1 is true for whoever sends it, and so for whoever frees it. */
TEST(any_truth_frees_the_same_arm)
{
	struct flagged *mine = NULL, **pmine = &mine, *there;
	struct ends e;

	ends_open(&e, "Maybe");
	e.m = &in_out_flagged;
	request(&e, (void *[]){ &pmine });
	there = **(struct flagged ***)e.args[0] = needed(CoTaskMemAlloc(sizeof *there));
	*there = (struct flagged){ 2, { .l = 5 }, needed(CoTaskMemAlloc(sizeof *there->at)) };
	there->at->l = 6;
	response(&e, (void *[]){ &pmine });
	assert_int_equal(mine->flag, 1);
	assert_int_equal(mine->in.l, 5);
	assert_int_equal(mine->at->l, 6);
	ndr_free(&e.client, &in_out_flagged, (void *[]){ &pmine });
	ends_close(&e);
}

/* struct { long flags; [switch_is(flags & 0x100)] union { ... } u; } */
struct bits { int32_t flags; union either u; };
static int64_t bits_set(const ACOM_SCOPE *s)
{
	int32_t flags = ((const struct bits *)s->base)->flags;

	return flags < 0 ? ACOM_BAD_NUMBER : flags & 0x100;
}
static const ACOM_TYPE t_bits_union = { .name = "either", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 4,
	.size = sizeof(union either), .wire = 5, .count = 2, .elem = T_BOOLEAN, .max = EXPR(bits_set, 0, 0),
	.fields = (const ACOM_FIELD[]){ { "l", 0, T_I32, 1 }, { "p", 0, T_UNIQUE(T_I32), 0 } } };
static const ACOM_TYPE t_bits = T_STRUCT(struct bits, 4, 9, FIELD(struct bits, flags, T_I32), FIELD(struct bits, u, &t_bits_union));
METHOD(in_bits, 0, IN(T_REF(&t_bits)));

TEST(any_number_is_a_truth_at_both_ends)
{
	struct bits mine = { 0x101, { .l = 77 } }, *pmine = &mine;
	size_t size;
	struct ends e;

	ends_open(&e, "Maybe");
	e.m = &in_bits;
	request(&e, (void *[]){ &pmine });
	assert_int_equal((*(struct bits **)e.args[0])->u.l, 77);
	ndr_free(&e.server, e.m, e.args);
	ndr_reset(&e.server);
	mine = (struct bits){ 1, { .p = NULL } };
	request(&e, (void *[]){ &pmine });
	assert_null((*(struct bits **)e.args[0])->u.p);
	ndr_free(&e.server, e.m, e.args);
	ndr_reset(&e.server);
	for (int i = 0; i < 3; i++)
		assert_int_equal(get_request(&e.server, e.m, ((const uint8_t[][12]){ { U32(0x100), 0, 0, 0, 0, U32(0) },
				 { U32(1), 1, 0, 0, 0, U32(0) }, { U32(-1), 1, 0, 0, 0, U32(0) } })[i], 12, &e.args), RPC_X_INVALID_TAG);
	mine.flags = -1;
	assert_int_equal(ndr_size(&e.client, e.m, ACOM_IN, (void *[]){ &pmine }, &size), RPC_X_INVALID_TAG);
	ends_close(&e);
}

/* struct { [switch_is(n)] union { [case(0x80004005)] long l; [default] ; } u; long n; }, whose tag is an unsigned long; and a long
 * where n has no sign. */
struct failed { union either u; int32_t n; };
struct large { union either u; uint32_t n; };
MEMBER(failed_n, struct failed, n)
MEMBER(large_n, struct large, n)
#define T_SWITCHED(tag, expr, label) { .name = "either", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 4, \
	.size = sizeof(union either), .wire = 4, .count = 2, .elem = tag, .max = EXPR(expr, 0, 0), \
	.fields = (const ACOM_FIELD[]){ { "l", 0, T_I32, label }, { "", 0, NULL, 0 } } }
static const ACOM_TYPE t_failed_union = T_SWITCHED(T_U32, failed_n, 0x80004005);
static const ACOM_TYPE t_large_union = T_SWITCHED(T_I32, large_n, -2);
static const ACOM_TYPE t_failed = T_STRUCT(struct failed, 4, 8, FIELD(struct failed, u, &t_failed_union),
	FIELD(struct failed, n, T_I32));
static const ACOM_TYPE t_large = T_STRUCT(struct large, 4, 8, FIELD(struct large, u, &t_large_union),
	FIELD(struct large, n, T_U32));
METHOD(in_signs, 0, IN(T_REF(&t_failed)), IN(T_REF(&t_large)));

TEST(a_tag_and_what_says_it_may_differ_in_their_sign)
{
	struct failed failed = { { .l = 5 }, E_FAIL }, *pfailed = &failed;
	struct large large = { { .l = 6 }, UINT32_MAX - 1 }, *plarge = &large;
	uint8_t other[] = { U32(0x80004005), U32(5), U32(0x80004004), U32(-2), U32(6), U32(-2) };
	struct ends e;

	ends_open(&e, "Maybe");
	e.m = &in_signs;
	request(&e, (void *[]){ &pfailed, &plarge });
	assert_int_equal((*(struct failed **)e.args[0])->u.l, 5);
	assert_int_equal((*(struct large **)e.args[1])->u.l, 6);
	ndr_free(&e.server, e.m, e.args);
	ndr_reset(&e.server);
	assert_int_equal(get_request(&e.server, e.m, other, sizeof other, &e.args), RPC_X_INVALID_TAG);
	ndr_reset(&e.server);
	failed.n = -7; /* no arm's: the default */
	large.n = UINT32_MAX;
	request(&e, (void *[]){ &pfailed, &plarge });
	assert_int_equal((*(struct failed **)e.args[0])->n, -7);
	ndr_free(&e.server, e.m, e.args);
	ends_close(&e);
}

/* struct { long n; [switch_is(n)] union { ... } u; [size_is(n)] byte *a; }, with one expression for both */
struct counted { int32_t n; union either u; uint8_t *a; };
MEMBER(counted_n, struct counted, n)
static const ACOM_EXPR counted_expr = { .number = counted_n };
static const ACOM_TYPE t_counted_union = { .name = "either", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 4,
	.size = sizeof(union either), .wire = 5, .count = 2, .elem = T_BOOLEAN, .max = &counted_expr,
	.fields = (const ACOM_FIELD[]){ { "l", 0, T_I32, 1 }, { "p", 0, T_UNIQUE(T_I32), 0 } } };
static const ACOM_TYPE t_counted = T_STRUCT(struct counted, 4, 13, FIELD(struct counted, n, T_I32),
	FIELD(struct counted, u, &t_counted_union), FIELD(struct counted, a, T_UNIQUE(T_CONF(T_U8, &counted_expr))));
METHOD(in_counted, 0, IN(T_REF(&t_counted)));

TEST(a_truth_is_no_count)
{
	struct ends e;

	ends_open(&e, "Maybe");
	e.m = &in_counted;
	for (int n = 1; n <= 2; n++) {
		assert_int_equal(get_request(&e.server, e.m, (const uint8_t[]){ U32(n), 1, 0, 0, 0, U32(5), U32(1), U32(1), 9 }, 21,
				 &e.args), n == 1 ? S_OK : RPC_X_INVALID_BOUND);
		ndr_reset(&e.server);
	}
	ends_close(&e);
}

/* struct { short tag; long n; [size_is(n), switch_is(tag)] union { [case(1), length_is(2)] long *a[3];
 *	[case(2), switch_is(1)] union { [case(1)] long *p; [case(2)] long l; } inner; } *u; } */
union arm { int32_t *a[3]; union { int32_t *p; int32_t l; } inner; };
struct arms { int16_t tag; int32_t n; union arm *u; };
MEMBER(arms_tag, struct arms, tag)
MEMBER(arms_n, struct arms, n)
static int64_t always_one(const ACOM_SCOPE *s) { (void)s; return 1; }
static int64_t always_two(const ACOM_SCOPE *s) { (void)s; return 2; }
static const ACOM_TYPE t_inner = { .name = "inner", .kind = ACOM_UNION, .align = 4, .size = sizeof(void *), .wire = 6,
	.count = 2, .elem = T_I16, .max = EXPR(always_one, 0, 0),
	.fields = (const ACOM_FIELD[]){ { "p", 0, T_UNIQUE(T_I32), 1 }, { "l", 0, T_I32, 2 } } };
static const ACOM_TYPE t_arm = { .name = "arm", .kind = ACOM_UNION, .align = 4, .size = sizeof(union arm), .wire = 8,
	.count = 2, .elem = T_I16, .max = EXPR(arms_tag, 0, 0), .fields = (const ACOM_FIELD[]){
	{ "a", 0, T_ARRAY(T_UNIQUE(T_I32), .flags = ACOM_VARYING, .align = 4, .size = 3 * sizeof(void *), .count = 3, .wire = 8,
		.length = EXPR(always_two, 0, 0)), 1 }, { "inner", 0, &t_inner, 2 } } };
static const ACOM_TYPE t_arms = T_STRUCT(struct arms, 4, 10, FIELD(struct arms, tag, T_I16), FIELD(struct arms, n, T_I32),
	FIELD(struct arms, u, T_UNIQUE(T_CONF(&t_arm, EXPR(arms_n, 0, 0)))));
METHOD(in_out_arms, 0, IN_OUT(T_REF(T_UNIQUE(&t_arms))));

/* What an arm says of itself is constant: neither the struct's window nor its tag is meant. */
TEST(what_an_arm_owns_goes_by_its_own_attributes)
{
	struct arms *mine = NULL, **pmine = &mine, *there;
	struct ends e;

	ends_open(&e, "Maybe");
	e.m = &in_out_arms;
	for (int16_t tag = 1; tag <= 2; tag++) {
		request(&e, (void *[]){ &pmine });
		there = **(struct arms ***)e.args[0] = needed(CoTaskMemAlloc(sizeof *there));
		*there = (struct arms){ tag, 5, needed(CoTaskMemAlloc(5 * sizeof *there->u)) };
		for (int i = 0; i < 5; i++)
			if (tag == 1)
				there->u[i] = (union arm){ .a = { number(i), number(i + 1), (int32_t *)-1 } };
			else
				there->u[i] = (union arm){ .inner.p = number(i) };
		response(&e, (void *[]){ &pmine });
		assert_int_equal(tag == 1 ? *mine->u[4].a[1] : *mine->u[4].inner.p + 1, 5);
		ndr_free(&e.client, &in_out_arms, (void *[]){ &pmine });
		mine = NULL;
		ndr_reset(&e.client);
		ndr_reset(&e.server);
	}
	ends_close(&e);
}

/* ---- depth: ANY { short tag; [switch_is(tag)] union { [case(1)] ANY any; [case(2)] ANY *pointer; [default] ; } *u } ---- */

#define DEEP few(100001)

/* Alternately in place and behind a pointer; the tag of each union stands in a struct that is freed before it. */
static ANY *any_grow(void)
{
	ANY *first = needed(CoTaskMemAlloc(sizeof *first)), *at = first;

	for (int i = 0; i < DEEP; i++) {
		at->tag = (SHORT)(1 + i % 2);
		at->u = needed(CoTaskMemAlloc(sizeof *at->u));
		if (at->tag == 2)
			at->u->pointer = needed(CoTaskMemAlloc(sizeof(ANY)));
		at = at->tag == 1 ? &at->u->any : at->u->pointer;
	}
	*at = (ANY){ .tag = 3 };
	return first;
}

static int any_depth(const ANY *any)
{
	int depth = 0;

	for (; any->u; any = any->tag == 1 ? &any->u->any : any->u->pointer)
		depth++;
	return depth;
}

/* f([in,out] ANY **any), with the row of ANY that idlgen made */
TEST(unions_in_unions_take_no_stack)
{
	ACOM_TYPE unique = *T_UNIQUE(row("Recursive")->params[4].type->elem), ref = *T_REF(&unique);
	ACOM_PARAM param = { "any", ACOM_IN | ACOM_OUT, &ref };
	ACOM_CELL cell = { 0 };
	ACOM_METHOD m = { .name = "f", .slot = 3, .count = 1, .params = &param, .cell = &cell };
	ANY *mine = any_grow(), **pmine = &mine;
	struct ends e;

	ends_open(&e, "Recursive");
	e.m = &m;
	request(&e, (void *[]){ &pmine });
	assert_int_equal(any_depth(**(ANY ***)e.args[0]), DEEP);
	response(&e, (void *[]){ &pmine });
	assert_int_equal(any_depth(mine), DEEP);
	ndr_free(&e.client, &m, (void *[]){ &pmine });
	ends_close(&e);
}
