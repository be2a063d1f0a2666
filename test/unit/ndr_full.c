/* ndr_full.c - full pointers: what several of them point to travels once, and is one thing again where it arrives. */
#include "rows.h"

static const ACOM_TYPE t_long = { .name = "long", .kind = ACOM_I32, .align = 4, .size = 4, .wire = 4 };
#define T_FULL_LONG (&t_full_long)
static const ACOM_TYPE t_full_long = { .name = "long *", .kind = ACOM_POINTER, .flags = ACOM_PTR, .align = 4, .size = 8, .wire = 4,
	.elem = &t_long };
METHOD(in_two, 0, IN(T_FULL_LONG), IN(T_FULL_LONG));

static struct octets request(const ACOM_METHOD *m, void **args)
{
	struct ndr n;
	struct octets o;

	ndr_init(&n, NULL, NULL);
	o = put_request(&n, m, args);
	ndr_fini(&n);
	return o;
}

static HRESULT receive(const ACOM_METHOD *m, const void *octets, size_t size)
{
	struct ndr n;
	void **args;
	HRESULT hr;

	ndr_init(&n, NULL, NULL);
	hr = get_request(&n, m, octets, size, &args);
	if (SUCCEEDED(hr))
		ndr_free(&n, m, args);
	ndr_discard(&n, m, ACOM_IN, octets, size);
	ndr_fini(&n);
	return hr;
}
#define RECEIVE(m, ...) receive(m, (const uint8_t[]){ __VA_ARGS__ }, sizeof (const uint8_t[]){ __VA_ARGS__ })

TEST(a_second_pointer_repeats_the_id_and_has_no_referent)
{
	int32_t v = 5, w = 5, *p = &v, *q = &v, *null = NULL, *other = &w;
	struct octets o = request(&in_two, (void *[]){ &p, &q });

	assert_octets(o, U32(0x20000), U32(5), U32(0x20000));
	octets_free(&o);
	o = request(&in_two, (void *[]){ &p, &other });
	assert_octets(o, U32(0x20000), U32(5), U32(0x20004), U32(5));
	octets_free(&o);
	o = request(&in_two, (void *[]){ &null, &p });
	assert_octets(o, U32(0), U32(0x20000), U32(5));
	octets_free(&o);
}

TEST(what_was_one_thing_is_one_thing_again)
{
	static const uint8_t octets[] = { U32(0xfffffffe), U32(5), U32(0xfffffffe) };
	struct ndr n;
	void **args;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(get_request(&n, &in_two, octets, sizeof octets, &args), S_OK);
	assert_ptr_equal(*(int32_t **)args[0], *(int32_t **)args[1]);
	assert_int_equal(**(int32_t **)args[1], 5);
	ndr_free(&n, &in_two, args);
	ndr_fini(&n);
}

/* struct node { long v; [ptr] struct node *next, *other; } */
struct node { int32_t v; struct node *next, *other; };
static const ACOM_TYPE t_node;
static const ACOM_TYPE t_full_node = { .name = "node *", .kind = ACOM_POINTER, .flags = ACOM_PTR, .align = 4,
	.size = sizeof(void *), .wire = 4, .elem = &t_node };
static const ACOM_TYPE t_node = T_STRUCT(struct node, 4, 12, FIELD(struct node, v, T_I32), FIELD(struct node, next, &t_full_node),
	FIELD(struct node, other, &t_full_node));
METHOD(both_nodes, 0, IN_OUT(T_REF(&t_full_node)), OUT(T_REF(&t_full_node)), IN(&t_full_node));

static struct node *node_make(int32_t v, struct node *next, struct node *other)
{
	struct node *n = needed(CoTaskMemAlloc(sizeof *n));

	*n = (struct node){ v, next, other };
	return n;
}

/* Each node of a ring, whose `other` is the one before. */
static void ring_check(const struct node *first, int32_t count)
{
	const struct node *n = first;

	for (int32_t i = 0; i < count; i++, n = n->next) {
		assert_int_equal(n->v, i);
		assert_ptr_equal(n->next->other, n);
	}
	assert_ptr_equal(n, first);
}

static struct node *ring_make(int32_t count)
{
	struct node *last = NULL, *first = NULL;

	for (int32_t i = 0; i < count; i++) {
		struct node *n = node_make(i, NULL, last);

		if (last)
			last->next = n;
		first = first ? first : n;
		last = n;
	}
	last->next = first;
	first->other = last;
	return first;
}

static void ring_free(struct node *first)
{
	struct node *n = first;

	do {
		struct node *next = n->next;
		CoTaskMemFree(n);
		n = next;
	} while (n != first);
}

TEST(rings_go_both_ways_and_are_freed_once)
{
	const int32_t count = few(3000);
	struct node *mine = ring_make(count), **pmine = &mine, *out = NULL, **pout = &out, *in = ring_make(2), *there;
	void *call[] = { &pmine, &pout, &in }, **args;
	struct ndr client, server;
	struct octets o;

	ndr_init(&client, NULL, NULL);
	ndr_init(&server, NULL, NULL);
	o = put_request(&client, &both_nodes, call);
	assert_int_equal(o.size, 4 + 12 * (size_t)count + 4 + 24);
	assert_int_equal(get_request(&server, &both_nodes, o.at, o.size, &args), S_OK);
	octets_free(&o);
	there = **(struct node ***)args[0];
	ring_check(there, count);
	ring_check(*(struct node **)args[2], 2);
	**(struct node ***)args[1] = there->next; /* in the response there is one ring with two beginnings */
	o = put_half(&server, &both_nodes, ACOM_OUT, args, S_OK);
	assert_int_equal(o.size, 4 + 12 * (size_t)count + 4 + 4);
	ndr_free(&server, &both_nodes, args);
	for (size_t size = o.size - 1; size > 0; size /= 2)
		assert_int_equal(get_response(&client, &both_nodes, o.at, size, call), RPC_X_BAD_STUB_DATA);
	assert_int_equal(get_response(&client, &both_nodes, o.at, o.size, call), S_OK);
	ring_check(mine, count);
	assert_ptr_equal(out, mine->next);
	octets_free(&o);
	ndr_free(&client, &both_nodes, call);
	ring_free(in);
	ndr_fini(&client);
	ndr_fini(&server);
}

/* FREE needs no memory for what arrived. */
SWEEP(a_ring_arrives_or_leaves_nothing)
{
	struct node a, b = { 1, &a, &a }, *mine = &a, **pmine = &mine, *out = NULL, **pout = &out, *in = &b;
	void *call[] = { &pmine, &pout, &in }, **args;
	struct octets o = { malloc(200), 0 };
	struct ndr client, server;

	a = (struct node){ 0, &b, &b };
	ndr_init(&client, NULL, NULL);
	ndr_init(&server, NULL, NULL);
	if (sweep_ok(ndr_size(&client, &both_nodes, ACOM_IN, call, &o.size)) &&
	    sweep_ok(ndr_put(&client, &both_nodes, ACOM_IN, call, S_OK, o.at, o.size, &o.size)) &&
	    sweep_ok(ndr_get_request(&server, &both_nodes, o.at, o.size, &args))) {
		struct node **there = *(struct node ***)args[0];

		assert_ptr_equal((*there)->next->other, *there);
		ndr_free(&server, &both_nodes, args);
	}
	octets_free(&o);
	ndr_fini(&client);
	ndr_fini(&server);
}

/* ---- what may not be shared ---- */

METHOD(in_long_and_node, 0, IN(T_FULL_LONG), IN(&t_full_node));
METHOD(in_and_in_out, 0, IN(T_FULL_LONG), IN_OUT(T_REF(T_FULL_LONG)));

TEST(an_id_has_one_type_and_one_owner)
{
	int32_t *mine = needed(CoTaskMemAlloc(4)), **pmine = &mine;
	struct octets o;

	assert_int_equal(RECEIVE(&in_long_and_node, U32(1), U32(5), U32(1)), RPC_X_BAD_STUB_DATA);
	assert_int_equal(RECEIVE(&in_long_and_node, U32(1), U32(5), U32(2), U32(3), U32(2), U32(2)), S_OK);
	assert_int_equal(RECEIVE(&in_and_in_out, U32(1), U32(5), U32(1)), RPC_X_BAD_STUB_DATA);
	*mine = 7;
	o = request(&in_and_in_out, (void *[]){ &mine, &pmine });
	assert_octets(o, U32(0x20000), U32(7), U32(0x20004), U32(7));
	octets_free(&o);
	CoTaskMemFree(mine);
}

/* struct sized { long n; [ptr, size_is(n)] long *a; } */
struct sized { int32_t n; int32_t *a; };
MEMBER(sized_n, struct sized, n)
static const ACOM_TYPE t_sized = T_STRUCT(struct sized, 4, 8, FIELD(struct sized, n, T_I32),
	FIELD(struct sized, a, T_PTR(T_CONF(T_I32, EXPR(sized_n, 0, 0)))));
METHOD(in_sized, 0, IN(T_REF(T_ARRAY(&t_sized, .align = 4, .size = 2 * sizeof(struct sized), .count = 2, .wire = 16))));

TEST(who_shares_an_array_has_the_same_size)
{
	int32_t a[] = { 8, 9 };
	struct sized s[] = { { 2, a }, { 2, a } }, *p = s;
	struct octets o = request(&in_sized, (void *[]){ &p });

	assert_octets(o, U32(2), U32(0x20000), U32(2), U32(0x20000), U32(2), U32(8), U32(9));
	octets_free(&o);
	s[1].n = 1;
	o = request(&in_sized, (void *[]){ &p });
	assert_octets(o, U32(2), U32(0x20000), U32(1), U32(0x20004), U32(2), U32(8), U32(9), U32(1), U32(8));
	octets_free(&o);
	assert_int_equal(RECEIVE(&in_sized, U32(2), U32(1), U32(2), U32(1), U32(2), U32(8), U32(9)), S_OK);
	assert_int_equal(RECEIVE(&in_sized, U32(2), U32(1), U32(999), U32(1), U32(2), U32(8), U32(9)), RPC_X_INVALID_BOUND);
}

/* [size_is(n)] long *a[]: as many full pointers as one likes. */
ARG(many_n, 0, int32_t)
METHOD(in_many, 0, IN(T_I32), IN(T_REF(T_CONF(T_FULL_LONG, EXPR(many_n, ACOM_IN, 0)))));

TEST(there_are_at_most_65536_of_them)
{
	enum { MAX = 65536 };
	int32_t n = MAX, *values = calloc(MAX + 1, sizeof *values), **all = calloc(MAX + 1, sizeof *all);
	struct octets o;
	struct ndr c;
	size_t size;

	for (int i = 0; i <= MAX; i++)
		all[i] = &values[i];
	o = request(&in_many, (void *[]){ &n, &all });
	assert_int_equal(receive(&in_many, o.at, o.size), S_OK);
	octets_free(&o);
	n++;
	ndr_init(&c, NULL, NULL);
	assert_int_equal(ndr_size(&c, &in_many, ACOM_IN, (void *[]){ &n, &all }, &size), RPC_E_OUT_OF_RESOURCES);
	ndr_fini(&c);
	all[MAX] = all[0];
	o = request(&in_many, (void *[]){ &n, &all });
	assert_int_equal(receive(&in_many, o.at, o.size), S_OK);
	memcpy(o.at + 8 + 4 * MAX, (uint8_t[]){ 1, 2, 3, 4 }, 4);
	assert_int_equal(receive(&in_many, o.at, o.size), RPC_X_BAD_STUB_DATA);
	octets_free(&o);
	free(values);
	free(all);
}

METHOD(in_node, 0, IN(&t_full_node));

TEST(a_half_has_so_many_full_pointers)
{
	struct node nodes[17];
	struct node *first = nodes;
	struct ndr n;
	size_t size;

	for (int i = 0; i < 17; i++)
		nodes[i] = (struct node){ i, i < 16 ? &nodes[i + 1] : NULL, NULL };
	struct octets o = request(&in_node, (void *[]){ &first });
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_POINTERS, 16), S_OK);
	assert_int_equal(receive(&in_node, o.at, o.size), RPC_X_BAD_STUB_DATA);
	ndr_init(&n, NULL, NULL);
	assert_int_equal(ndr_size(&n, &in_node, ACOM_IN, (void *[]){ &first }, &size), RPC_E_OUT_OF_RESOURCES);
	assert_int_equal(n.hit.which, ACOM_LIMIT_POINTERS);
	assert_int_equal(n.hit.limit, 16);
	ndr_reset(&n);
	nodes[15].next = NULL;
	assert_int_equal(ndr_size(&n, &in_node, ACOM_IN, (void *[]){ &first }, &size), S_OK);
	ndr_fini(&n);
	octets_free(&o);
}

/* Numbers that all have the same place in a table which is no secret: who sends them would have each looked for among all. */
static uint32_t next_of_one_place(uint32_t id)
{
	enum { PLACES = 1 << 16 };

	do
		id++;
	while (id * UINT64_C(0x9e3779b97f4a7c15) >> 32 & (PLACES - 1));
	return id;
}

TEST(whoever_chooses_the_numbers_does_not_know_which_of_them_are_looked_for_together)
{
	enum { KNOWN = 16000, AGAIN = 800000, COUNT = KNOWN + AGAIN };
	struct octets o = { malloc(8 + 4 * (size_t)COUNT + 4 * (size_t)KNOWN), 0 };
	uint32_t *at = (uint32_t *)(void *)o.at, first = 0;

	*at++ = COUNT;
	*at++ = COUNT;
	for (uint32_t i = 0, id = 0; i < COUNT; i++) {
		if (i < KNOWN)
			id = next_of_one_place(id);
		first = i ? first : id;
		*at++ = i < KNOWN ? id : first;
	}
	for (uint32_t i = 0; i < KNOWN; i++)
		*at++ = i;
	o.size = (size_t)((uint8_t *)at - o.at);
	assert_int_equal(receive(&in_many, o.at, o.size), S_OK);
	octets_free(&o);
}

/* ---- what a caller has twice, and what it has once ---- */

/* struct box { [unique] long *p; } and two of them, [in, out, ptr]. */
struct box { int32_t *p; };
static const ACOM_TYPE t_box = T_STRUCT(struct box, 4, 4, FIELD(struct box, p, T_UNIQUE(&t_long)));
METHOD(two_boxes, 0, IN_OUT(T_PTR(&t_box)), IN_OUT(T_PTR(&t_box)));

TEST(a_response_cannot_make_one_thing_of_what_the_caller_has_twice)
{
	static const uint8_t octets[] = { U32(1), U32(2), U32(7), U32(1), U32(0) };
	struct box a = { NULL }, b = { NULL }, *pa = &a, *pb = &b;
	void *args[] = { &pa, &pb };
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(get_response(&n, &two_boxes, octets, sizeof octets, args), RPC_X_BAD_STUB_DATA);
	assert_null(a.p);
	assert_null(b.p);
	ndr_fini(&n);
}

TEST(a_response_cannot_make_two_things_of_what_the_caller_has_once)
{
	static const uint8_t octets[] = { U32(1), U32(2), U32(7), U32(3), U32(4), U32(8), U32(0) };
	struct box a = { NULL }, *pa = &a;
	void *args[] = { &pa, &pa };
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(get_response(&n, &two_boxes, octets, sizeof octets, args), RPC_X_BAD_STUB_DATA);
	assert_null(a.p);
	ndr_fini(&n);
}
