/* ndr_loan.c - large arrays that are sent from where they are, and arrays that stay where they were received. */
#include "rows.h"

ARG(size_0, 0, uint32_t)
ARG(size_1, 1, uint32_t)
METHOD(two, 0, IN(T_U32), IN(T_U32), IN(T_REF(T_CONF(T_U8, EXPR(size_0, ACOM_IN, 0)))),
       IN(T_REF(T_CONF(T_U16, EXPR(size_1, ACOM_IN, 0)))), IN(T_U32));
METHOD(numbers, 0, IN(T_U32), IN(T_REF(T_CONF(T_U64, EXPR(size_0, ACOM_IN, 0)))));
METHOD(changed, 1, IN(T_U32), IN_OUT(T_REF(T_CONF(T_U8, EXPR(size_0, ACOM_IN | ACOM_OUT, 0)))));

enum { LARGE = NDR_LOAN_LEAST + 3 };

static struct two_args {
	uint32_t first, second, last;
	uint8_t *octets;
	uint16_t *units;
	void *args[5];
} *two_make(uint32_t first, uint32_t second)
{
	struct two_args *a = malloc(sizeof *a);

	*a = (struct two_args){ first, second, 77, malloc(first + 1), malloc(2 * (second + 1)), { NULL } };
	for (uint32_t i = 0; i < first; i++)
		a->octets[i] = (uint8_t)(i * 7 + 1);
	for (uint32_t i = 0; i < second; i++)
		a->units[i] = (uint16_t)(i * 5 + 3);
	memcpy(a->args, (void *[]){ &a->first, &a->second, &a->octets, &a->units, &a->last }, sizeof a->args);
	return a;
}

static void two_free(struct two_args *a)
{
	free(a->octets);
	free(a->units);
	free(a);
}

/* Both parts of what was written and the loan between them. */
static struct octets joined(const struct ndr_loan *loan, const struct octets *put)
{
	struct octets all = { malloc(put->size), put->size };

	memcpy(all.at, put->at, loan->from);
	if (loan->size)
		memcpy(all.at + loan->from, loan->at, loan->size);
	memcpy(all.at + loan->from + loan->size, put->at + loan->from, put->size - loan->size - loan->from);
	return all;
}

/* In a buffer that has no room for what is lent. */
static struct octets put_lent(struct ndr *n, const ACOM_METHOD *m, void **args)
{
	struct octets o;
	size_t used, size;

	n->lends = true;
	assert_int_equal(ndr_size(n, m, ACOM_IN, args, &size), S_OK);
	o.at = malloc(size - n->loan.size + 1);
	assert_int_equal(ndr_put(n, m, ACOM_IN, args, S_OK, o.at, size, &used), S_OK);
	o.size = used;
	return o;
}

static void expect_same(struct two_args *a, const void *lent, size_t size)
{
	struct ndr copies, lends;
	struct octets whole, parts, all;

	ndr_init(&copies, NULL, NULL);
	ndr_init(&lends, NULL, NULL);
	whole = put_request(&copies, &two, a->args);
	parts = put_lent(&lends, &two, a->args);
	assert_int_equal(lends.loan.size, size);
	if (size)
		assert_ptr_equal(lends.loan.at, lent);
	all = joined(&lends.loan, &parts);
	assert_int_equal(all.size, whole.size);
	assert_memory_equal(all.at, whole.at, whole.size);
	octets_free(&whole);
	octets_free(&parts);
	octets_free(&all);
	ndr_fini(&copies);
	ndr_fini(&lends);
	two_free(a);
}

TEST(a_large_array_is_sent_from_where_it_is_and_what_follows_it_follows)
{
	struct two_args *a = two_make(LARGE, 5);

	expect_same(a, a->octets, LARGE);
	a = two_make(5, LARGE);
	expect_same(a, a->units, 2 * LARGE);
}

TEST(small_arrays_are_copied)
{
	expect_same(two_make(NDR_LOAN_LEAST - 1, 5), NULL, 0);
}

TEST(of_several_large_arrays_the_first_one_is_lent_even_if_they_are_the_same)
{
	struct two_args *a = two_make(2 * LARGE, LARGE);

	expect_same(a, a->octets, 2 * LARGE);
	a = two_make(2 * LARGE, LARGE);
	free(a->units);
	a->units = (uint16_t *)(void *)a->octets;
	a->octets = malloc(2 * LARGE);
	memcpy(a->octets, a->units, 2 * LARGE);
	uint8_t *mine = a->octets;
	a->args[3] = &a->octets;
	expect_same(a, mine, 2 * LARGE);
}

/* A count that grows between measuring and writing must not be believed. */
TEST(an_array_that_changes_its_size_meanwhile_is_not_written_behind_the_buffer)
{
	struct two_args *a = two_make(LARGE + 100, 5);
	size_t used, size;
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	n.lends = true;
	a->first = LARGE;
	assert_int_equal(ndr_size(&n, &two, ACOM_IN, a->args, &size), S_OK);
	uint8_t *room = malloc(size - n.loan.size);
	a->first = LARGE + 100;
	assert_int_not_equal(ndr_put(&n, &two, ACOM_IN, a->args, S_OK, room, size, &used), S_OK);
	free(room);
	ndr_fini(&n);
	two_free(a);
}

/* ---- what was received ---- */

static bool is_inside(const void *p, const struct octets *o)
{
	return (const uint8_t *)p >= o->at && (const uint8_t *)p < o->at + o->size;
}

TEST(in_arrays_stay_among_the_octets_if_these_stay)
{
	struct two_args *a = two_make(10, 3);
	struct ndr client, server;
	void **args;

	ndr_init(&client, NULL, NULL);
	ndr_init(&server, NULL, NULL);
	struct octets o = put_request(&client, &two, a->args);
	server.borrows = true;
	assert_int_equal(ndr_get_request(&server, &two, o.at, o.size, &args), S_OK);
	assert_true(is_inside(*(void **)args[2], &o) && is_inside(*(void **)args[3], &o));
	assert_memory_equal(*(void **)args[2], a->octets, 10);
	assert_memory_equal(*(void **)args[3], a->units, 6);
	assert_int_equal(*(uint32_t *)args[4], 77);
	ndr_free(&server, &two, args);
	ndr_reset(&server);
	assert_int_equal(ndr_get_request(&server, &two, o.at, o.size, &args), S_OK);
	assert_false(is_inside(*(void **)args[2], &o)); /* nobody has said so any more */
	octets_free(&o);
	ndr_fini(&client);
	ndr_fini(&server);
	two_free(a);
}

static void expect_copied(const ACOM_METHOD *m, const struct octets *o, bool swap)
{
	struct ndr n;
	void **args;

	ndr_init(&n, NULL, NULL);
	n.borrows = true;
	n.swap = swap;
	assert_int_equal(ndr_get_request(&n, m, o->at, o->size, &args), S_OK);
	assert_false(is_inside(*(void **)args[1], o));
	ndr_free(&n, m, args);
	ndr_fini(&n);
}

TEST(numbers_of_the_other_order_or_out_of_alignment_are_copied)
{
	uint8_t big[] = { 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7 }, odd[17] = { 0, 1, 0, 0, 0, 1, 0, 0, 0, 9 };
	struct octets apart = octets_copy(big, sizeof big), askew = octets_copy(odd, sizeof odd);

	expect_copied(&numbers, &apart, true);
	expect_copied(&numbers, &(struct octets){ askew.at + 1, 16 }, false);
	octets_free(&apart);
	octets_free(&askew);
}

TEST(what_a_method_may_change_is_copied)
{
	uint8_t in[] = { U32(4), U32(4), 1, 2, 3, 4 };
	struct octets o = octets_copy(in, sizeof in);

	expect_copied(&changed, &o, false);
	octets_free(&o);
}

TEST(an_array_that_is_not_all_there_is_refused)
{
	uint8_t in[] = { U32(4), U32(4), 1, 2, 3 };
	struct octets o = octets_copy(in, sizeof in);
	struct ndr n;
	void **args;

	ndr_init(&n, NULL, NULL);
	n.borrows = true;
	assert_int_equal(ndr_get_request(&n, &numbers, o.at, o.size, &args), RPC_X_BAD_STUB_DATA);
	octets_free(&o);
	ndr_fini(&n);
}

/* ---- responses that are in the caller's memory already ---- */

ARG_AT(count_3, 3, uint32_t)
METHOD(echo, 1, IN(T_U32), OUT(T_REF(T_CONF(T_U64, EXPR(size_0, ACOM_IN, 1)))), OUT(T_REF(T_I32)));
METHOD(reads, 1, IN(T_U32), IN(T_U32), OUT(T_REF(T_CONFVAR(T_U8, EXPR(size_0, ACOM_IN, 1), EXPR(count_3, ACOM_OUT, 0)))),
       OUT(T_REF(T_U32)));

enum { UNITS = NDR_LOAN_LEAST / 8 + 5 };

/* What echo answers: so many units, as max says, then a number. */
static struct octets echo_octets(uint32_t max, uint32_t units)
{
	struct octets o = { calloc(1, 8 + 8 * (size_t)units + 8), 8 + 8 * (size_t)units + 8 };

	memcpy(o.at, &max, sizeof max);
	for (size_t i = 0; i < 8 * (size_t)units; i++)
		o.at[8 + i] = (uint8_t)(i * 3 + 1);
	o.at[8 + 8 * (size_t)units] = 42;
	return o;
}

struct echo_call {
	struct ndr n;
	uint32_t size;
	uint64_t *units;
	int32_t number, *number_at;
	void *args[3];
};

static void echo_open(struct echo_call *c, uint32_t size)
{
	c->size = size;
	c->units = malloc(8 * (size_t)size);
	memset(c->units, 0xee, 8 * (size_t)size);
	c->number = 0;
	c->number_at = &c->number;
	memcpy(c->args, (void *[]){ &c->size, &c->units, &c->number_at }, sizeof c->args);
	ndr_init(&c->n, NULL, NULL);
	assert_int_equal(ndr_save(&c->n, &echo, c->args), S_OK);
	c->n.into = c->args;
}

static void echo_close(struct echo_call *c)
{
	ndr_fini(&c->n);
	free(c->units);
}

/* The octets without the array, which goes to where it belongs. */
static struct octets land(const struct octets *o, const struct ndr_landed *l)
{
	struct octets rest = { malloc(o->size - l->size), o->size - l->size };

	memcpy(l->at, o->at + l->from, l->size);
	memcpy(rest.at, o->at, l->from);
	memcpy(rest.at + l->from, o->at + l->from + l->size, rest.size - l->from);
	return rest;
}

TEST(a_large_array_of_a_response_may_be_in_its_place_already)
{
	struct octets o = echo_octets(UNITS, UNITS), rest;
	struct echo_call c;
	HRESULT result;

	echo_open(&c, UNITS);
	assert_true(ndr_lands(&c.n, &echo, o.at, 100, &c.n.landed));
	assert_ptr_equal(c.n.landed.at, c.units);
	assert_int_equal(c.n.landed.from, 8);
	assert_int_equal(c.n.landed.size, 8 * UNITS);
	rest = land(&o, &c.n.landed);
	assert_int_equal(ndr_get_response(&c.n, &echo, c.args, rest.at, rest.size, &result), S_OK);
	assert_int_equal(result, S_OK);
	assert_memory_equal(c.units, o.at + 8, 8 * UNITS);
	assert_int_equal(c.number, 42);
	octets_free(&o);
	octets_free(&rest);
	echo_close(&c);
}

TEST(what_does_not_fit_or_cannot_be_known_does_not_land)
{
	struct octets o = echo_octets(UNITS, UNITS), few = echo_octets(8, 8);
	struct ndr_landed l;
	struct echo_call c;

	echo_open(&c, UNITS - 1);
	assert_false(ndr_lands(&c.n, &echo, o.at, 100, &l)); /* more than there is room for */
	echo_close(&c);
	echo_open(&c, UNITS);
	assert_false(ndr_lands(&c.n, &echo, o.at, 3, &l));
	assert_false(ndr_lands(&c.n, &echo, few.at, 80, &l));
	c.n.into = NULL;
	assert_false(ndr_lands(&c.n, &echo, o.at, 100, &l));
	echo_close(&c);
	octets_free(&o);
	octets_free(&few);
}

TEST(where_the_rest_is_bad_the_array_is_zeroed_too)
{
	struct octets o = echo_octets(UNITS, UNITS), rest;
	struct echo_call c;
	HRESULT result;

	echo_open(&c, UNITS);
	assert_true(ndr_lands(&c.n, &echo, o.at, 100, &c.n.landed));
	rest = land(&o, &c.n.landed);
	assert_int_equal(ndr_get_response(&c.n, &echo, c.args, rest.at, rest.size - 1, &result), RPC_X_BAD_STUB_DATA);
	for (unsigned i = 0; i < UNITS; i++)
		assert_int_equal(c.units[i], 0);
	octets_free(&rest);
	c.n.landed.from++; /* it is not where it was said to be */
	rest = land(&o, &c.n.landed);
	assert_int_not_equal(ndr_get_response(&c.n, &echo, c.args, rest.at, rest.size, &result), S_OK);
	octets_free(&rest);
	octets_free(&o);
	echo_close(&c);
}

TEST(of_a_varying_array_what_there_is_lands)
{
	enum { ROOM = 2 * NDR_LOAN_LEAST, COUNT = NDR_LOAN_LEAST + 1 };
	struct octets o = { calloc(1, 12 + COUNT + 3 + 8), 12 + COUNT + 3 + 8 }, rest;
	uint32_t size = ROOM, unused = 0, count = 0, *count_at = &count, head[3] = { ROOM, 0, COUNT };
	uint8_t *room = calloc(1, ROOM);
	void *args[] = { &size, &unused, &room, &count_at };
	struct ndr n;
	HRESULT result;

	memcpy(o.at, head, sizeof head);
	memset(o.at + 12, 7, COUNT);
	memcpy(o.at + 12 + COUNT + 3, &head[2], 4);
	ndr_init(&n, NULL, NULL);
	assert_int_equal(ndr_save(&n, &reads, args), S_OK);
	n.into = args;
	assert_true(ndr_lands(&n, &reads, o.at, 64, &n.landed));
	assert_int_equal(n.landed.size, COUNT);
	rest = land(&o, &n.landed);
	assert_int_equal(ndr_get_response(&n, &reads, args, rest.at, rest.size, &result), S_OK);
	assert_int_equal(count, COUNT);
	assert_int_equal(room[COUNT - 1], 7);
	assert_int_equal(room[COUNT], 0);
	octets_free(&o);
	octets_free(&rest);
	ndr_fini(&n);
	free(room);
}
