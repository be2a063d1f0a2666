/* ndr_memory.c - who owns what a decode makes, how much that may be, and no data makes the walk recurse (decision 9). */
#include "ndr/walk.h"
#include "rows.h"

/* struct _NODE { long v; [unique] struct _NODE *next; } */
struct node { int32_t v; struct node *next; };
static const ACOM_TYPE t_node;
static const ACOM_TYPE t_next = { .name = "next", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .wire = 4,
	.size = sizeof(void *), .elem = &t_node };
static const ACOM_TYPE t_node = T_STRUCT(struct node, 4, 8, FIELD(struct node, v, T_I32),
	FIELD(struct node, next, &t_next));
METHOD(in_list, 0, IN(&t_next));
METHOD(in_out_list, 0, IN_OUT(T_REF(&t_next)));

#define DEEP ((uint32_t)few(20001))

/* The request that carries a list of `count` nodes. */
static struct octets list_octets(uint32_t count, bool response)
{
	struct octets o = { malloc(8 * (size_t)count + 8), 0 };
	uint32_t *at = (uint32_t *)(void *)o.at;

	*at++ = count ? 1 : 0;
	for (uint32_t i = 1; i <= count; i++) {
		*at++ = i;
		*at++ = i < count;
	}
	if (response)
		*at++ = 0;
	o.size = (size_t)((uint8_t *)at - o.at);
	return o;
}

static uint32_t list_length(const struct node *node)
{
	uint32_t n = 0;

	for (; node; node = node->next)
		assert_int_equal(node->v, ++n);
	return n;
}

TEST(a_deep_list_crosses_both_ways)
{
	struct octets request = list_octets(DEEP, false), response;
	struct ndr server, client;
	struct node *mine = NULL, **place = &mine;
	void **args;

	ndr_init(&server, NULL, NULL);
	ndr_init(&client, NULL, NULL);
	assert_int_equal(get_request(&server, &in_out_list, request.at, request.size, &args), S_OK);
	assert_int_equal(list_length(**(struct node ***)args[0]), DEEP);
	response = put_half(&server, &in_out_list, ACOM_OUT, args, S_OK);
	assert_int_equal(get_response(&client, &in_out_list, response.at, response.size, (void *[]){ &place }), S_OK);
	assert_int_equal(list_length(mine), DEEP);
	ndr_free(&server, &in_out_list, args);
	octets_free(&response);
	response = list_octets(0, true); /* a second reply: the old list is freed */
	assert_int_equal(get_response(&client, &in_out_list, response.at, response.size, (void *[]){ &place }), S_OK);
	assert_null(mine);
	octets_free(&request);
	octets_free(&response);
	ndr_fini(&server);
	ndr_fini(&client);
}

TEST(a_deep_list_that_breaks_off_is_undone)
{
	struct octets request = list_octets(DEEP, false);
	struct ndr n;
	void **args;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(get_request(&n, &in_out_list, request.at, request.size - 1, &args), RPC_X_BAD_STUB_DATA);
	assert_null(args);
	octets_free(&request);
	ndr_fini(&n);
}

TEST(a_cyclic_list_is_refused)
{
	struct node a, b = { 2, &a }, *p = &a;
	struct ndr n;
	size_t size;

	a = (struct node){ 1, &b };
	ndr_init(&n, NULL, NULL);
	assert_int_equal(ndr_size(&n, &in_list, ACOM_IN, (void *[]){ &p }, &size), RPC_E_OUT_OF_RESOURCES);
	ndr_fini(&n);
}

/* struct bush { long n; [size_is(n)] bush *kids; long m; [size_is(m, n)] long ***leaves; } */
struct bush { int32_t n; struct bush *kids; int32_t m; int32_t ***leaves; };
MEMBER(bush_n, struct bush, n)
MEMBER(bush_m, struct bush, m)
static const ACOM_TYPE t_bush;
static const ACOM_TYPE t_kids = { .name = "kids", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .wire = 4,
	.elem = &t_bush, .max = EXPR(bush_n, 0, 0) };
static const ACOM_TYPE t_bush = T_STRUCT(struct bush, 4, 16, FIELD(struct bush, n, T_I32),
	FIELD(struct bush, kids, T_UNIQUE(&t_kids)),
	FIELD(struct bush, m, T_I32),
	FIELD(struct bush, leaves, T_UNIQUE(T_CONF(T_UNIQUE(T_CONF(T_UNIQUE(T_I32), EXPR(bush_n, 0, 0))), EXPR(bush_m, 0, 0)))));
METHOD(in_out_bush, 0, IN_OUT(T_REF(T_UNIQUE(&t_bush))));

static int32_t *number(int32_t v)
{
	int32_t *p = needed(CoTaskMemAlloc(sizeof *p));

	*p = v;
	return p;
}

/* Level after level of three kids with four leaves of three numbers. */
static void bush_grow(struct bush *b, int levels)
{
	*b = (struct bush){ 0 };
	if (!levels)
		return;
	b->n = 3;
	b->m = 4;
	b->kids = needed(CoTaskMemAlloc(3 * sizeof *b->kids));
	b->leaves = needed(CoTaskMemAlloc(4 * sizeof *b->leaves));
	for (int i = 0; i < 3; i++)
		bush_grow(&b->kids[i], levels - 1);
	for (int i = 0; i < 4; i++) {
		b->leaves[i] = needed(CoTaskMemAlloc(3 * sizeof **b->leaves));
		for (int k = 0; k < 3; k++)
			b->leaves[i][k] = number(levels + i + k);
	}
}

TEST(sizes_in_structs_are_right_while_everything_is_freed)
{
	struct bush *top = needed(CoTaskMemAlloc(sizeof *top)), **p = &top;
	struct ndr server, client;
	struct octets request, response;
	void **args;

	bush_grow(top, 4);
	ndr_init(&server, NULL, NULL);
	ndr_init(&client, NULL, NULL);
	request = put_request(&client, &in_out_bush, (void *[]){ &p });
	assert_int_equal(get_request(&server, &in_out_bush, request.at, request.size, &args), S_OK);
	response = put_half(&server, &in_out_bush, ACOM_OUT, args, S_OK);
	assert_int_equal(response.size, request.size + sizeof(HRESULT));
	assert_memory_equal(response.at, request.at, request.size);
	assert_int_equal(get_response(&client, &in_out_bush, response.at, response.size, (void *[]){ &p }), S_OK);
	ndr_free(&server, &in_out_bush, args);
	ndr_free(&client, &in_out_bush, (void *[]){ &p });
	octets_free(&request);
	octets_free(&response);
	ndr_fini(&server);
	ndr_fini(&client);
}

/* struct { long len; [length_is(, len)] long *(*row)[3]; }: how much of the row is in use says a struct that is freed first. */
struct rowed { int32_t len; int32_t *(*row)[3]; };
MEMBER(rowed_len, struct rowed, len)
static const ACOM_TYPE t_rowed = T_STRUCT(struct rowed, 4, 8, FIELD(struct rowed, len, T_I32),
	FIELD(struct rowed, row, T_UNIQUE(T_ARRAY(T_UNIQUE(T_I32), .flags = ACOM_VARYING, .align = 4, .wire = 8, .count = 3,
	.size = 3 * sizeof(int32_t *), .length = EXPR(rowed_len, 0, 0)))));
METHOD(in_out_rowed, 0, IN_OUT(T_REF(T_UNIQUE(&t_rowed))));

TEST(a_window_behind_a_pointer_is_freed_as_its_struct_said)
{
	struct rowed *mine = needed(CoTaskMemAlloc(sizeof *mine)), **p = &mine;
	struct ndr n;

	*mine = (struct rowed){ 2, needed(CoTaskMemAlloc(sizeof *mine->row)) };
	(*mine->row)[0] = number(1);
	(*mine->row)[1] = number(2);
	(*mine->row)[2] = (int32_t *)-1;
	ndr_init(&n, NULL, NULL);
	assert_int_equal(pointer_reserve(&n), S_OK);
	ndr_free(&n, &in_out_rowed, (void *[]){ &p });
	ndr_fini(&n);
}

/* [in,out, size_is(n)] NODE **heads: a wide level needs more of the stack than there is. */
ARG(heads_size, 0, uint32_t)
METHOD(heads, 1, IN(T_U32), IN_OUT(T_REF(T_CONF(&t_next, EXPR(heads_size, ACOM_IN, 1)))));
enum { WIDE = 300 };

TEST(freeing_needs_no_memory)
{
	uint32_t count = WIDE;
	struct node nodes[3] = { { 1, &nodes[1] }, { 2, &nodes[2] }, { 3, NULL } }, *all[WIDE], **p = all;
	struct ndr client, server;
	struct octets o;
	void **args;

	for (int i = 0; i < WIDE; i++)
		all[i] = nodes;
	ndr_init(&client, NULL, NULL);
	ndr_init(&server, NULL, NULL);
	o = put_request(&client, &heads, (void *[]){ &count, &p });
	assert_int_equal(get_request(&server, &heads, o.at, o.size, &args), S_OK);
	os_free(server.stack); /* as if a quieter call had left only the least */
	server.stack = needed(os_alloc(16 * sizeof *server.stack));
	server.stack_room = 16;
	os_alloc_fail(1, true);
	ndr_free(&server, &heads, args);
	assert_true(os_alloc_failed());
	os_alloc_fail(0, false);
	octets_free(&o);
	ndr_fini(&client);
	ndr_fini(&server);
}

/* f([in, unique] long **in, [in,out, unique] long **both, [out] long **out) */
METHOD(pointers, 0, IN(T_UNIQUE(T_UNIQUE(T_I32))), IN_OUT(T_UNIQUE(T_UNIQUE(T_I32))), OUT(T_REF(T_UNIQUE(T_I32))));

TEST(a_method_may_free_and_replace_what_is_behind_in_out)
{
	int32_t a = 1, *in = &a, **pin = &in, *both = number(2), **pboth = &both, *out = NULL, **pout = &out;
	void *mine[] = { &pin, &pboth, &pout }, **args;
	struct ndr client, server;
	struct octets o;

	ndr_init(&client, NULL, NULL);
	ndr_init(&server, NULL, NULL);
	o = put_request(&client, &pointers, mine);
	assert_int_equal(get_request(&server, &pointers, o.at, o.size, &args), S_OK);
	octets_free(&o);
	assert_int_equal(***(int32_t ***)args[0], 1);
	assert_int_equal(***(int32_t ***)args[1], 2);
	CoTaskMemFree(**(int32_t ***)args[1]);
	**(int32_t ***)args[1] = number(20);
	**(int32_t ***)args[2] = number(30);
	o = put_half(&server, &pointers, ACOM_OUT, args, S_OK);
	ndr_free(&server, &pointers, args);
	assert_int_equal(get_response(&client, &pointers, o.at, o.size, mine), S_OK);
	assert_int_equal(*both, 20);
	assert_int_equal(*out, 30);
	CoTaskMemFree(both);
	CoTaskMemFree(out);
	octets_free(&o);
	ndr_fini(&client);
	ndr_fini(&server);
}

TEST(a_method_may_set_in_out_to_null)
{
	int32_t *both = number(2), **pboth = &both, *out, **pout = &out;
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(get_response(&n, &pointers, (uint8_t[]){ U32(1), U32(0), U32(0), U32(0) }, 16,
				      (void *[]){ NULL, &pboth, &pout }), S_OK);
	assert_null(both);
	assert_null(out);
	ndr_fini(&n);
}

TEST(a_response_that_breaks_off_leaves_in_out_alone_and_zeroes_out)
{
	static const uint8_t whole[] = { U32(1), U32(2), U32(20), U32(3), U32(30), U32(0) };
	int32_t *old = number(2), *both = old, **pboth = &both, *out, **pout = &out;
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	for (size_t size = 0; size < sizeof whole; size++) {
		out = old;
		assert_int_equal(get_response(&n, &pointers, whole, size, (void *[]){ NULL, &pboth, &pout }), RPC_X_BAD_STUB_DATA);
		assert_ptr_equal(both, old);
		assert_int_equal(*both, 2);
		assert_null(out);
	}
	CoTaskMemFree(old);
	ndr_fini(&n);
}

TEST(a_pointer_parameter_that_is_null_on_one_side_only_is_refused)
{
	int32_t *both = NULL, **pboth = &both, **none = NULL, *out, **pout = &out;
	static const uint8_t null[] = { U32(0), U32(0), U32(0) }, set[] = { U32(1), U32(2), U32(20), U32(0), U32(0) };
	void *with[] = { NULL, &pboth, &pout }, *without[] = { NULL, &none, &pout };
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(get_response(&n, &pointers, null, sizeof null, with), RPC_X_BAD_STUB_DATA);
	assert_int_equal(get_response(&n, &pointers, set, sizeof set, without), RPC_X_BAD_STUB_DATA);
	assert_int_equal(get_response(&n, &pointers, null, sizeof null, without), S_OK);
	ndr_fini(&n);
}

/* [in,out, size_is(n), length_is(*l)] of pointers: old ones are freed, what lies outside the new window is NULL. */
ARG(window_size, 0, uint32_t)
ARG_AT(window_length, 1, uint32_t)
METHOD(windowed, 1, IN(T_U32), IN_OUT(T_REF(T_U32)),
       IN_OUT(T_REF(T_CONFVAR(T_UNIQUE(T_I32), EXPR(window_size, ACOM_IN, 1), EXPR(window_length, ACOM_IN | ACOM_OUT, 0)))));

TEST(elements_outside_the_window_are_freed_and_cleared)
{
	uint32_t size = 3, length = 2, *plength = &length;
	int32_t *a[3] = { number(1), number(2), (int32_t *)-1 }, **pa = a;
	void *args[] = { &size, &plength, &pa };
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(ndr_save(&n, &windowed, args), S_OK);
	assert_int_equal(get_response(&n, &windowed, (uint8_t[]){ U32(1), U32(3), U32(0), U32(1), U32(5), U32(11), U32(0) }, 28,
				      (void *[]){ NULL, &plength, &pa }), S_OK);
	assert_int_equal(length, 1);
	assert_int_equal(*a[0], 11);
	assert_null(a[1]);
	assert_null(a[2]);
	CoTaskMemFree(a[0]);
	ndr_fini(&n);
}

/* ---- how much ---- */

ARG(read_size, 1, uint32_t)
ARG_AT(read_length, 2, uint32_t)
METHOD(Read, 1, OUT(T_REF(T_CONFVAR(T_U8, EXPR(read_size, ACOM_IN, 1), EXPR(read_length, ACOM_OUT, 0)))), IN(T_U32),
       OUT(T_REF(T_U32)));

static HRESULT serve_read(uint32_t cb, bool answer)
{
	struct octets request = octets_copy(&cb, sizeof cb), response;
	uint8_t *mine = NULL;
	uint32_t got = 0, *pgot = &got;
	struct ndr server, client;
	void **args;
	HRESULT hr;

	ndr_init(&server, NULL, NULL);
	ndr_init(&client, NULL, NULL);
	hr = ndr_get_request(&server, &Read, request.at, request.size, &args);
	octets_free(&request);
	if (SUCCEEDED(hr)) {
		(*(uint8_t **)args[0])[cb - 1] = 0x5a;
		**(uint32_t **)args[2] = answer ? cb : 0;
		response = put_half(&server, &Read, ACOM_OUT, args, S_OK);
		ndr_free(&server, &Read, args);
		mine = needed(os_zalloc(cb));
		assert_int_equal(ndr_save(&client, &Read, (void *[]){ NULL, &cb, NULL }), S_OK);
		assert_int_equal(get_response(&client, &Read, response.at, response.size, (void *[]){ &mine, NULL, &pgot }), S_OK);
		assert_int_equal(got, answer ? cb : 0);
		assert_int_equal(mine[cb - 1], answer ? 0x5a : 0);
		os_free(mine);
		octets_free(&response);
	}
	ndr_fini(&server);
	ndr_fini(&client);
	return hr;
}

TEST(a_request_of_4_octets_may_ask_for_a_mebibyte)
{
	assert_int_equal(serve_read(1 << 20, true), S_OK);
	assert_int_equal(serve_read(1 << 20, false), S_OK);
}

TEST(sixteen_mebibytes_work_and_one_octet_more_does_not)
{
	assert_int_equal(serve_read(16 << 20, true), S_OK);
	assert_int_equal(serve_read((16 << 20) + 1, true), RPC_E_OUT_OF_RESOURCES);
	assert_int_equal(serve_read(UINT32_MAX, true), RPC_E_OUT_OF_RESOURCES);
}

/* [in, size_is(n), length_is(l)]: the maximum is only claimed, no octets stand behind it. */
ARG(claimed_size, 0, uint32_t)
ARG(claimed_length, 1, uint32_t)
METHOD(claimed, 0, IN(T_U32), IN(T_U32),
       IN(T_REF(T_CONFVAR(T_U8, EXPR(claimed_size, ACOM_IN, 0), EXPR(claimed_length, ACOM_IN, 0)))));

TEST(received_data_may_not_take_more_than_its_octets_pay_for)
{
	static const struct { uint32_t size; HRESULT hr; } claims[] = {
		{ 60000, S_OK }, { 70000, E_OUTOFMEMORY }, { UINT32_MAX, E_OUTOFMEMORY },
	};
	struct ndr n;
	void **args;

	ndr_init(&n, NULL, NULL);
	for (size_t i = 0; i < ARRAY_COUNT(claims); i++) {
		uint8_t octets[] = { U32(claims[i].size), U32(1), U32(claims[i].size), U32(0), U32(1), 7 };

		assert_int_equal(get_request(&n, &claimed, octets, sizeof octets, &args), claims[i].hr);
		ndr_reset(&n);
	}
	ndr_fini(&n);
}

TEST(received_data_may_not_take_more_than_a_limit)
{
	uint8_t octets[] = { U32(60000), U32(1), U32(60000), U32(0), U32(1), 7 };
	uint8_t more[] = { U32(66000), U32(1), U32(66000), U32(0), U32(1), 7 };
	struct ndr n;
	void **args;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_DECODED, 65536), S_OK);
	assert_int_equal(get_request(&n, &claimed, octets, sizeof octets, &args), S_OK);
	assert_int_equal(n.hit.which, 0);
	ndr_reset(&n);
	assert_int_equal(get_request(&n, &claimed, more, sizeof more, &args), E_OUTOFMEMORY);
	assert_int_equal(n.hit.which, ACOM_LIMIT_DECODED);
	assert_int_equal(n.hit.limit, 65536);
	ndr_reset(&n);
	assert_int_equal(n.hit.which, 0);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_DECODED, 1 << 20), S_OK);
	uint8_t hundred[] = { U32(100000), U32(1), U32(100000), U32(0), U32(1), 7 };
	assert_int_equal(get_request(&n, &claimed, hundred, sizeof hundred, &args), E_OUTOFMEMORY);
	assert_int_equal(n.hit.which, 0); /* here it is the octets that do not pay for it */
	ndr_fini(&n);
}

METHOD(claimed_twice, 0, IN(T_U32), IN(T_U32),
       IN(T_REF(T_CONFVAR(T_U8, EXPR(claimed_size, ACOM_IN, 0), EXPR(claimed_length, ACOM_IN, 0)))),
       IN(T_REF(T_CONFVAR(T_U8, EXPR(claimed_size, ACOM_IN, 0), EXPR(claimed_length, ACOM_IN, 0)))));
METHOD(asked_twice, 2, IN(T_U32), IN(T_U32),
       IN_OUT(T_REF(T_CONFVAR(T_U8, EXPR(claimed_size, ACOM_IN, 1), EXPR(claimed_length, ACOM_IN, 2)))),
       OUT(T_REF(T_CONFVAR(T_U8, EXPR(claimed_size, ACOM_IN, 1), EXPR(claimed_length, ACOM_IN, 2)))));

TEST(what_arrays_take_adds_up)
{
	static const struct { const ACOM_METHOD *m; uint32_t size; HRESULT hr; } claims[] = {
		{ &claimed_twice, 30000, S_OK }, { &claimed_twice, 40000, E_OUTOFMEMORY },
		{ &asked_twice, 8 << 20, S_OK }, { &asked_twice, 9 << 20, RPC_E_OUT_OF_RESOURCES },
	};
	struct ndr n;
	void **args;

	ndr_init(&n, NULL, NULL);
	for (size_t i = 0; i < ARRAY_COUNT(claims); i++) {
		uint32_t size = claims[i].size;
		uint8_t octets[] = { U32(size), U32(0), U32(size), U32(0), U32(0), U32(size), U32(0), U32(0) };

		assert_int_equal(get_request(&n, claims[i].m, octets, sizeof octets, &args), claims[i].hr);
		ndr_reset(&n);
	}
	ndr_fini(&n);
}

ARG(bytes_size, 0, uint32_t)
METHOD(bytes, 0, IN(T_U32), IN(T_REF(T_CONF(T_U8, EXPR(bytes_size, ACOM_IN, 0)))));

TEST(a_request_has_a_limit)
{
	uint32_t size = limit_of(ACOM_LIMIT_REQUEST) - 8;
	uint8_t *data = needed(os_zalloc(limit_of(ACOM_LIMIT_REQUEST)));
	struct ndr n;
	size_t octets;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(ndr_size(&n, &bytes, ACOM_IN, (void *[]){ &size, &data }, &octets), S_OK);
	assert_int_equal(octets, limit_of(ACOM_LIMIT_REQUEST));
	size++;
	assert_int_equal(ndr_size(&n, &bytes, ACOM_IN, (void *[]){ &size, &data }, &octets), RPC_E_OUT_OF_RESOURCES);
	os_free(data);
	ndr_fini(&n);
}

TEST(zero_out_clears_as_much_as_was_saved)
{
	uint8_t pv[4] = { 9, 9, 9, 9 }, *ppv = pv;
	uint32_t cb = 3, got = 7, *pgot = &got;
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	ndr_zero_out(&n, &Read, (void *[]){ &ppv, NULL, &pgot }); /* nothing was saved: only what the row says */
	assert_memory_equal(pv, ((uint8_t[]){ 9, 9, 9, 9 }), 4);
	assert_int_equal(got, 0);
	assert_int_equal(ndr_save(&n, &Read, (void *[]){ NULL, &cb, NULL }), S_OK);
	ndr_zero_out(&n, &Read, (void *[]){ &ppv, NULL, NULL });
	assert_memory_equal(pv, ((uint8_t[]){ 0, 0, 0, 9 }), 4);
	ndr_reset(&n);
	pv[0] = 9;
	ndr_zero_out(&n, &Read, (void *[]){ &ppv, NULL, NULL }); /* what was saved belonged to another invocation */
	assert_memory_equal(pv, ((uint8_t[]){ 9, 0, 0, 9 }), 4);
	ndr_fini(&n);
}

/* ---- without memory ---- */

SWEEP(a_request_is_read_or_leaves_nothing)
{
	struct octets list = list_octets(200, false);
	struct ndr n;
	void **args;

	ndr_init(&n, NULL, NULL);
	if (sweep_ok(ndr_get_request(&n, &in_out_list, list.at, list.size, &args))) {
		assert_int_equal(list_length(**(struct node ***)args[0]), 200);
		ndr_free(&n, &in_out_list, args);
	}
	octets_free(&list);
	ndr_fini(&n);
}

SWEEP(a_response_is_taken_or_changes_nothing)
{
	static const uint8_t octets[] = { U32(1), U32(2), U32(20), U32(3), U32(30), U32(0) };
	int32_t mine = 2, *old = CoTaskMemAlloc(sizeof *old), *both = old, **pboth = &both, *out = &mine, **pout = &out;
	struct ndr n;
	HRESULT result;

	if (!sweep_ok(old ? S_OK : E_OUTOFMEMORY))
		return;
	*old = 2;
	ndr_init(&n, NULL, NULL);
	if (sweep_ok(ndr_get_response(&n, &pointers, (void *[]){ NULL, &pboth, &pout }, octets, sizeof octets, &result))) {
		assert_int_equal(*both, 20);
		assert_int_equal(*out, 30);
	} else {
		assert_ptr_equal(both, old);
		assert_int_equal(*both, 2);
		assert_null(out);
	}
	CoTaskMemFree(both);
	CoTaskMemFree(out);
	ndr_fini(&n);
}
