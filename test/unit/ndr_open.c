/* ndr_open.c - structs with an open end: what travels before them, how much memory they get, and types that contain
 * themselves. */
#include "test/vectors/values.h"
#include "rows.h"
#include "vec.h"

static const ACOM_METHOD *row(const char *name)
{
	return values_method(needed(registry_find(&IID_IVec, NULL)), name);
}

static HRESULT receiving(const char *method, const void *octets, size_t size)
{
	struct ndr n;
	void **args;
	HRESULT hr;

	ndr_init(&n, NULL, NULL);
	hr = get_request(&n, row(method), octets, size, &args);
	if (SUCCEEDED(hr))
		ndr_free(&n, row(method), args);
	ndr_fini(&n);
	registry_teardown();
	return hr;
}
#define receive(method, ...) receiving(method, (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }))

/* ---- the maximum ---- */

/* sConfH([in] byte x, [in] struct { short n; [size_is(n)] hyper a[]; } *s) */
TEST(the_maximum_stands_before_the_gap_of_the_struct)
{
	BYTE x = 7;
	static struct { S_CONFH s; int64_t more; } two = { { 2, { 8 } }, 9 }; /* static: its gap is zero */
	S_CONFH *p = &two.s;
	struct ndr n;
	struct octets o;
	void **args;

	ndr_init(&n, NULL, NULL);
	o = put_request(&n, row("sConfH"), (void *[]){ &x, &p });
	assert_octets(o, 7, 0, 0, 0, U32(2), 2, 0, 0, 0, 0, 0, 0, 0, U32(8), U32(0), U32(9), U32(0));
	assert_int_equal(get_request(&n, row("sConfH"), o.at, o.size, &args), S_OK);
	assert_memory_equal(*(S_CONFH **)args[1], &two, sizeof two);
	octets_free(&o);
	ndr_fini(&n);
	registry_teardown();
}

TEST(no_elements_take_no_octets_and_still_a_whole_struct)
{
	BYTE x = 7;
	S_CONFH s = { 0 }, *p = &s;
	struct ndr n;
	struct octets o;
	void **args;

	ndr_init(&n, NULL, NULL);
	o = put_request(&n, row("sConfH"), (void *[]){ &x, &p });
	assert_octets(o, 7, 0, 0, 0, U32(0), 0, 0);
	assert_int_equal(get_request(&n, row("sConfH"), o.at, o.size, &args), S_OK);
	assert_memory_equal(*(S_CONFH **)args[1], &s, sizeof s);
	octets_free(&o);
	ndr_fini(&n);
	registry_teardown();
}

TEST(a_maximum_that_is_not_the_size_is_refused)
{
	assert_int_equal(receive("sConf", U32(2), U32(2), 1, 2), S_OK);
	assert_int_equal(receive("sConf", U32(2), U32(1), 1, 2), RPC_X_INVALID_BOUND);
	assert_int_equal(receive("sConf", U32(1), U32(2), 1, 2), RPC_X_INVALID_BOUND);
	assert_int_equal(receive("sConf", U32(2), U32(-1), 1, 2), RPC_X_INVALID_BOUND);
	assert_int_equal(receive("sConfNest", U32(2), 9, 0, 0, 0, U32(2), 1, 2), S_OK);
	assert_int_equal(receive("sConfNest", U32(2), 9, 0, 0, 0, U32(3), 1, 2), RPC_X_INVALID_BOUND);
	assert_int_equal(receive("sConfU", U32(1), U32(2), U32(2), 1, 2), S_OK);
	assert_int_equal(receive("sConfU", U32(1), U32(2), U32(1), 1, 2), RPC_X_INVALID_BOUND);
}

TEST(a_maximum_is_refused_before_memory_is_made_for_it)
{
	static const uint8_t octets[] = { 7, 0, 0, 0, U32(0x40000000), 0, 0, 0, 0, 0, 0, 0, 0 };
	struct ndr n;
	uint64_t live;
	void **args;

	ndr_init(&n, NULL, NULL);
	live = os_alloc_live();
	assert_int_equal(get_request(&n, row("sConfH"), octets, sizeof octets, &args), RPC_X_BAD_STUB_DATA);
	assert_int_equal(n.log_count, 0);
	ndr_fini(&n);
	registry_teardown();
	assert_true(os_alloc_live() <= live);
}

/* sCV: struct { short n, off, len; [size_is(n), length_is(len)] short a[]; } */
TEST(of_a_window_only_the_maximum_stands_in_front)
{
	assert_int_equal(receive("sCV", U32(4), 4, 0, 0, 0, 2, 0, 0, 0, U32(0), U32(2), 1, 0, 2, 0), S_OK);
	assert_int_equal(receive("sCV", U32(5), 4, 0, 0, 0, 2, 0, 0, 0, U32(0), U32(2), 1, 0, 2, 0), RPC_X_INVALID_BOUND);
	assert_int_equal(receive("sCV", U32(4), 4, 0, 0, 0, 1, 0, 0, 0, U32(0), U32(2), 1, 0, 2, 0), RPC_X_INVALID_BOUND);
	assert_int_equal(receive("sCV", U32(4), 4, 0, 0, 0, 2, 0, 0, 0, U32(1), U32(2), 1, 0, 2, 0), RPC_X_INVALID_BOUND);
	assert_int_equal(receive("sCV", U32(1), 1, 0, 0, 0, 2, 0, 0, 0, U32(0), U32(2), 1, 0, 2, 0), RPC_X_INVALID_BOUND);
}

TEST(the_sender_refuses_a_size_that_is_none)
{
	S_CONF s = { -1, { 0 } }, *p = &s;
	struct ndr n;
	size_t size;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(ndr_size(&n, row("sConf"), ACOM_IN, (void *[]){ &p }, &size), RPC_X_INVALID_BOUND);
	ndr_fini(&n);
	registry_teardown();
}

/* ---- what open ends own: struct { long **first; long n; [size_is(n)] struct { long n; [size_is(n)] long **p; } a[]; } ---- */

struct item { int32_t n; int32_t **p; };
struct items { int32_t **first; int32_t n; struct item a[1]; };
MEMBER(item_n, struct item, n)
MEMBER(items_n, struct items, n)
static const ACOM_TYPE t_item = T_STRUCT(struct item, 4, 8, FIELD(struct item, n, T_I32),
	FIELD(struct item, p, T_UNIQUE(T_CONF(T_UNIQUE(T_I32), EXPR(item_n, 0, 0)))));
static const ACOM_TYPE t_items = { .name = "items", .kind = ACOM_STRUCT, .flags = ACOM_CONFORMANT, .align = 4,
	.size = sizeof(struct items), .wire = 12, .count = 3, .fields = (const ACOM_FIELD[]){
	FIELD(struct items, first, T_UNIQUE(T_UNIQUE(T_I32))), FIELD(struct items, n, T_I32),
	FIELD(struct items, a, T_CONF(&t_item, EXPR(items_n, 0, 0))) } };
METHOD(in_out_items, 0, IN_OUT(T_REF(T_UNIQUE(&t_items))));

static int32_t **numbers(int count)
{
	int32_t **all = needed(CoTaskMemAlloc((size_t)count * sizeof *all));

	for (int i = 0; i < count; i++) {
		all[i] = needed(CoTaskMemAlloc(sizeof **all));
		*all[i] = 100 + i;
	}
	return all;
}

TEST(what_hangs_on_an_open_end_is_freed_with_it)
{
	enum { COUNT = 20 };
	struct items *mine = needed(CoTaskMemAlloc(sizeof *mine + COUNT * sizeof *mine->a)), **pmine = &mine, *there;
	struct ndr client, server;
	struct octets o;
	void **args;

	*mine = (struct items){ .first = numbers(1), .n = COUNT };
	for (int i = 0; i < COUNT; i++)
		mine->a[i] = (struct item){ i, numbers(i) };
	ndr_init(&client, NULL, NULL);
	ndr_init(&server, NULL, NULL);
	o = put_request(&client, &in_out_items, (void *[]){ &pmine });
	assert_int_equal(get_request(&server, &in_out_items, o.at, o.size, &args), S_OK);
	octets_free(&o);
	there = **(struct items ***)args[0];
	assert_int_equal(**there->first, 100);
	assert_int_equal(*there->a[COUNT - 1].p[COUNT - 2], 100 + COUNT - 2);
	o = put_half(&server, &in_out_items, ACOM_OUT, args, S_OK);
	ndr_free(&server, &in_out_items, args);
	assert_int_equal(get_response(&client, &in_out_items, o.at, o.size, (void *[]){ &pmine }), S_OK);
	assert_int_equal(*mine->a[COUNT - 1].p[COUNT - 2], 100 + COUNT - 2);
	ndr_free(&client, &in_out_items, (void *[]){ &pmine });
	octets_free(&o);
	ndr_fini(&client);
	ndr_fini(&server);
}

/* Freeing needs room on the stack in the middle of the struct; what it does to get it must not harm the struct's end. */
TEST(an_open_end_is_freed_without_memory)
{
	enum { COUNT = 40 };
	struct items *mine = needed(CoTaskMemAlloc(sizeof *mine + COUNT * sizeof *mine->a)), **pmine = &mine;
	struct ndr n;

	*mine = (struct items){ .first = numbers(1), .n = COUNT };
	for (int i = 0; i < COUNT; i++)
		mine->a[i] = (struct item){ 1, numbers(1) };
	ndr_init(&n, NULL, NULL);
	n.stack = needed(os_alloc(16 * sizeof *n.stack));
	n.stack_room = 16;
	os_alloc_fail(1, true);
	ndr_free(&n, &in_out_items, (void *[]){ &pmine });
	assert_true(os_alloc_failed());
	os_alloc_fail(0, false);
	ndr_fini(&n);
}

SWEEP(an_open_end_is_read_or_leaves_nothing)
{
	static const uint8_t octets[] = { U32(1), U32(2), U32(1), U32(2), U32(1), U32(3), U32(0), U32(0), U32(4), U32(5), U32(1),
		U32(6), U32(7) };
	struct ndr n;
	void **args;

	ndr_init(&n, NULL, NULL);
	if (sweep_ok(ndr_get_request(&n, &in_out_items, octets, sizeof octets, &args))) {
		assert_int_equal(*(**(struct items ***)args[0])->a[0].p[0], 7);
		ndr_free(&n, &in_out_items, args);
	}
	ndr_fini(&n);
}

/* ---- types that contain themselves ---- */

#define DEEP few(20001)

static NODE *list_make(int count)
{
	NODE *first = NULL;

	for (; count; count--) {
		NODE *node = needed(CoTaskMemAlloc(sizeof *node));

		*node = (NODE){ count, first };
		first = node;
	}
	return first;
}

static int list_length(const NODE *node)
{
	int n = 0;

	for (; node; node = node->next)
		assert_int_equal(node->v, ++n);
	return n;
}

TEST(a_deep_list_goes_in)
{
	NODE *mine = list_make(DEEP), **pmine = &mine;
	const ACOM_METHOD *m = row("list");
	struct ndr client, server;
	struct octets o;
	void **args;

	ndr_init(&client, NULL, NULL);
	ndr_init(&server, NULL, NULL);
	o = put_request(&client, m, (void *[]){ &mine });
	assert_int_equal(o.size, 4 + 8 * DEEP);
	assert_int_equal(get_request(&server, m, o.at, o.size, &args), S_OK);
	assert_int_equal(list_length(*(NODE **)args[0]), DEEP);
	ndr_free(&server, m, args);
	for (size_t size = 0; size < o.size; size += 9999)
		assert_int_equal(get_request(&server, m, o.at, size, &args), RPC_X_BAD_STUB_DATA);
	ndr_free(&client, row("ioList"), (void *[]){ &pmine });
	octets_free(&o);
	ndr_fini(&client);
	ndr_fini(&server);
	registry_teardown();
}

TEST(a_deep_list_goes_in_and_comes_out)
{
	NODE *mine = list_make(DEEP), **pmine = &mine;
	const ACOM_METHOD *m = row("ioList");
	struct ndr client, server;
	struct octets o;
	void **args;

	ndr_init(&client, NULL, NULL);
	ndr_init(&server, NULL, NULL);
	o = put_request(&client, m, (void *[]){ &pmine });
	assert_int_equal(get_request(&server, m, o.at, o.size, &args), S_OK);
	assert_int_equal(list_length(**(NODE ***)args[0]), DEEP);
	octets_free(&o);
	o = put_half(&server, m, ACOM_OUT, args, S_OK);
	ndr_free(&server, m, args);
	assert_int_equal(get_response(&client, m, o.at, o.size - 1, (void *[]){ &pmine }), RPC_X_BAD_STUB_DATA);
	assert_int_equal(get_response(&client, m, o.at, o.size, (void *[]){ &pmine }), S_OK);
	assert_int_equal(list_length(mine), DEEP);
	ndr_free(&client, m, (void *[]){ &pmine });
	octets_free(&o);
	ndr_fini(&client);
	ndr_fini(&server);
	registry_teardown();
}

/* A tree of which each node has one child, on alternating sides. */
TEST(a_deep_tree_goes_in)
{
	TREE *nodes = calloc(DEEP, sizeof *nodes), *got;
	const ACOM_METHOD *m = row("tree");
	struct ndr n;
	struct octets o;
	void **args;
	int depth = 0;

	for (int i = 0; i < DEEP; i++) {
		TREE *next = i + 1 < DEEP ? &nodes[i + 1] : NULL;

		nodes[i] = (TREE){ (SHORT)i, i % 2 ? next : NULL, i % 2 ? NULL : next };
	}
	ndr_init(&n, NULL, NULL);
	o = put_request(&n, m, (void *[]){ &nodes });
	assert_int_equal(get_request(&n, m, o.at, o.size, &args), S_OK);
	for (got = *(TREE **)args[0]; got; got = got->l ? got->l : got->r)
		assert_int_equal(got->k, (SHORT)depth++);
	assert_int_equal(depth, DEEP);
	octets_free(&o);
	free(nodes);
	ndr_fini(&n);
	registry_teardown();
}

/* struct chain { struct chain *next; long n; [size_is(n)] byte a[]; }: each with an open end of its own. */
struct chain { struct chain *next; int32_t n; uint8_t a[1]; };
MEMBER(chain_n, struct chain, n)
static const ACOM_TYPE t_chain;
static const ACOM_TYPE t_chain_next = { .name = "next", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .wire = 4,
	.size = sizeof(void *), .elem = &t_chain };
static const ACOM_TYPE t_chain = { .name = "chain", .kind = ACOM_STRUCT, .flags = ACOM_CONFORMANT, .align = 4,
	.size = sizeof(struct chain), .wire = 12, .count = 3, .fields = (const ACOM_FIELD[]){
	FIELD(struct chain, next, &t_chain_next), FIELD(struct chain, n, T_I32),
	FIELD(struct chain, a, T_ARRAY(T_U8, .flags = ACOM_CONFORMANT, .align = 1, .wire = 4, .max = EXPR(chain_n, 0, 0))) } };
METHOD(in_out_chain, 0, IN_OUT(T_REF(&t_chain_next)));

TEST(each_struct_of_a_list_has_the_memory_of_its_own_end)
{
	struct chain *mine = NULL, **pmine = &mine;
	struct ndr client, server;
	struct octets o;
	void **args;

	for (int i = 0; i < 200; i++) {
		struct chain *link = needed(CoTaskMemAlloc(sizeof *link + (size_t)i));

		*link = (struct chain){ mine, i, { 0 } };
		memset(link->a, i, (size_t)i);
		mine = link;
	}
	ndr_init(&client, NULL, NULL);
	ndr_init(&server, NULL, NULL);
	o = put_request(&client, &in_out_chain, (void *[]){ &pmine });
	assert_int_equal(get_request(&server, &in_out_chain, o.at, o.size, &args), S_OK);
	octets_free(&o);
	o = put_half(&server, &in_out_chain, ACOM_OUT, args, S_OK);
	ndr_free(&server, &in_out_chain, args);
	assert_int_equal(get_response(&client, &in_out_chain, o.at, o.size, (void *[]){ &pmine }), S_OK);
	octets_free(&o);
	for (int i = 199; i >= 0; i--) {
		struct chain *link = mine;

		assert_int_equal(link->n, i);
		for (int k = 0; k < i; k++)
			assert_int_equal(link->a[k], i);
		mine = link->next;
		CoTaskMemFree(link);
	}
	assert_null(mine);
	ndr_fini(&client);
	ndr_fini(&server);
}

/* ---- an open end that goes in and comes back, in the caller's memory ---- */

METHOD(in_out_open, 0, IN_OUT(T_REF(&t_items)));

static struct items *items_make(int32_t count)
{
	struct items *mine = needed(CoTaskMemAlloc(sizeof *mine + (size_t)count * sizeof *mine->a));

	*mine = (struct items){ .first = numbers(1), .n = count };
	for (int i = 0; i < count; i++)
		mine->a[i] = (struct item){ 1, numbers(1) };
	return mine;
}

static void items_free(struct items *mine)
{
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(pointer_reserve(&n), S_OK);
	ndr_free(&n, &in_out_items, (void *[]){ &(struct items **){ &mine } });
	ndr_fini(&n);
}

TEST(an_open_end_comes_back_where_it_was)
{
	struct items *mine = items_make(3), *there;
	struct ndr client, server;
	struct octets o, longer;
	size_t size;
	void **args;

	ndr_init(&client, NULL, NULL);
	ndr_init(&server, NULL, NULL);
	o = put_request(&client, &in_out_open, (void *[]){ &mine });
	assert_int_equal(get_request(&server, &in_out_open, o.at, o.size, &args), S_OK);
	octets_free(&o);
	there = *(struct items **)args[0];
	longer = put_half(&server, &in_out_open, ACOM_OUT, args, S_OK);
	there->n = 4; /* the method says more than there is */
	assert_int_equal(ndr_size(&server, &in_out_open, ACOM_OUT, args, &size), RPC_X_INVALID_BOUND);
	there->n = 3;
	CoTaskMemFree(*there->a[2].p);
	CoTaskMemFree(there->a[2].p);
	there->n = 2;
	*there->a[1].p[0] = 77;
	o = put_half(&server, &in_out_open, ACOM_OUT, args, S_OK);
	there->n = INT32_MAX;
	there->a[2] = (struct item){ 0, NULL };
	ndr_free(&server, &in_out_open, args);
	assert_int_equal(get_response(&client, &in_out_open, o.at, o.size, (void *[]){ &mine }), S_OK);
	assert_int_equal(mine->n, 2);
	assert_int_equal(*mine->a[1].p[0], 77);
	assert_int_equal(get_response(&client, &in_out_open, longer.at, longer.size, (void *[]){ &mine }), RPC_X_INVALID_BOUND);
	assert_int_equal(*mine->a[1].p[0], 77);
	octets_free(&o);
	octets_free(&longer);
	items_free(mine);
	ndr_fini(&client);
	ndr_fini(&server);
}

/* ---- and a window of it ---- */

struct shown { int32_t n, from; int32_t *a[1]; };
MEMBER(shown_n, struct shown, n)
MEMBER(shown_from, struct shown, from)
static const ACOM_TYPE t_shown = { .name = "shown", .kind = ACOM_STRUCT, .flags = ACOM_CONFORMANT, .align = 4,
	.size = sizeof(struct shown), .wire = 20, .count = 3, .fields = (const ACOM_FIELD[]){
	FIELD(struct shown, n, T_I32), FIELD(struct shown, from, T_I32),
	FIELD(struct shown, a, T_ARRAY(T_UNIQUE(T_I32), .flags = ACOM_CONFORMANT | ACOM_VARYING, .align = 4, .wire = 12,
		.max = EXPR(shown_n, 0, 0), .first = EXPR(shown_from, 0, 0))) } };
METHOD(in_out_shown, 0, IN_OUT(T_REF(&t_shown)));

TEST(a_window_behind_the_room_of_an_open_end_frees_nothing)
{
	struct shown mine = { .n = 1, .from = 1 }, *pmine = &mine, *there;
	struct ndr client, server;
	struct octets o;
	size_t size;
	void **args;

	ndr_init(&client, NULL, NULL);
	ndr_init(&server, NULL, NULL);
	o = put_request(&client, &in_out_shown, (void *[]){ &pmine });
	assert_int_equal(get_request(&server, &in_out_shown, o.at, o.size, &args), S_OK);
	there = *(struct shown **)args[0];
	there->n = 1 << 30; /* the method says more than there is */
	there->from = (1 << 30) - 1;
	assert_int_equal(ndr_size(&server, &in_out_shown, ACOM_OUT, args, &size), RPC_X_INVALID_BOUND);
	ndr_free(&server, &in_out_shown, args);
	octets_free(&o);
	ndr_fini(&client);
	ndr_fini(&server);
}
