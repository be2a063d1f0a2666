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
