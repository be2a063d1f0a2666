/* pool.c - every schedule of a pool's end beside who gives it a list that it does not keep any more: the list is his as it was. */
#include "harness.h"

#include "base/base.h"
#include "base/pool.h"

static void nothing(struct pool_node *node)
{
	node->next = NULL;
}

struct drainer {
	struct harness_thread thread;
	struct pool *pool;
};

static void drain_main(void *arg)
{
	pool_drain(((struct drainer *)arg)->pool, nothing);
}

EXPLORE(a_list_that_is_refused_ends_where_it_ended, 2)
{
	struct pool p = { 0 };
	struct pool_node before[2] = { { NULL } }, list[2] = { { &list[1] }, { NULL } };
	struct drainer d = { .pool = &p };

	assert_null(pool_take(&p));
	for (int i = 0; i < 2; i++) /* the first is at the top */
		assert_true(pool_give(&p, &before[i]));
	harness_start(&d.thread, drain_main, &d);
	if (!pool_give_list(&p, list, &list[1], 2)) {
		assert_ptr_equal(list[0].next, &list[1]);
		assert_null(list[1].next);
	}
	harness_join(&d.thread);
}
