/* pool.c - the pool: one at the top, the others last in, first out; bounded, and closed after a drain. */
#include "harness.h"

#include "base/base.h"
#include "base/pool.h"

struct thing {
	struct pool_node node;
	int number;
};

static unsigned destroyed;

static void thing_destroy(struct pool_node *node)
{
	destroyed++;
	os_free(container_of(node, struct thing, node));
}

static struct thing *thing_create(int number)
{
	struct thing *t = needed(os_zalloc(sizeof *t));

	t->number = number;
	return t;
}

TEST(the_top_is_taken_first_and_then_what_was_given_last)
{
	struct pool p = { 0 };
	struct thing *a = thing_create(1), *b = thing_create(2), *c = thing_create(3);

	assert_null(pool_take(&p));
	assert_true(pool_give(&p, &a->node));
	assert_true(pool_give(&p, &b->node));
	assert_true(pool_give(&p, &c->node));
	assert_ptr_equal(pool_take(&p), &a->node);
	assert_ptr_equal(pool_take(&p), &c->node);
	assert_true(pool_give(&p, &a->node));
	assert_ptr_equal(pool_take(&p), &a->node);
	assert_ptr_equal(pool_take(&p), &b->node);
	assert_null(pool_take(&p));
	os_free(a);
	os_free(b);
	os_free(c);
}

TEST(a_pool_that_nobody_took_from_or_that_was_drained_keeps_nothing)
{
	struct pool p = { 0 };
	struct thing *a = thing_create(1);

	assert_false(pool_give(&p, &a->node));
	assert_null(pool_take(&p));
	assert_true(pool_give(&p, &a->node));
	pool_drain(&p, thing_destroy);
	assert_int_equal(destroyed, 1);
	a = thing_create(2);
	assert_false(pool_give(&p, &a->node));
	os_free(a);
}

TEST(a_full_pool_refuses)
{
	struct pool p = { 0 };
	struct thing *more = thing_create(0);

	assert_null(pool_take(&p));
	for (int i = 0; i < POOL_NODES; i++)
		assert_true(pool_give(&p, &thing_create(i)->node));
	assert_false(pool_give(&p, &more->node));
	os_free(more);
	pool_drain(&p, thing_destroy);
	assert_int_equal(destroyed, POOL_NODES);
}
