/* depth.c - what waits serves, and may wait again for that: how deep a single-threaded apartment goes. */
#include "test/semantics/scene.h"

enum { MANY = 100000 };

/* Each waits until all have come. */
struct crowd {
	struct waitable all;
	int left, depth, deepest, refused;
	HRESULT hr; /* of those that were refused */
};

struct visitor {
	struct work work;
	struct crowd *crowd;
};

static struct visitor visitors[MANY];

static void visit(struct work *work, HRESULT hr)
{
	struct crowd *c = container_of(work, struct visitor, work)->crowd;

	if (!--c->left)
		waitable_set(&c->all);
	if (FAILED(hr)) {
		c->hr = hr;
		c->refused++;
		return;
	}
	c->depth++;
	c->deepest = c->depth > c->deepest ? c->depth : c->deepest;
	waitable_wait(&c->all, OS_FOREVER);
	c->depth--;
}

static void crowd_comes(struct crowd *c, int count)
{
	struct apartment *a = apartment_current();

	os_mutex_init(&c->all.lock);
	c->left = count;
	for (int i = 0; i < count; i++) {
		visitors[i] = (struct visitor){ .work.run = visit, .crowd = c };
		assert_int_equal(apartment_post(a, &visitors[i].work), S_OK);
	}
	apartment_unref(a);
	assert_int_equal(AcomDispatch(0), S_OK);
	assert_int_equal(c->left, 0);
	assert_int_equal(c->depth, 0);
	waitable_fini(&c->all);
}

/* Whoever sends many calls to a method that waits, as for who it calls back, would have the stack of its thread. */
TEST(calls_that_come_while_too_many_wait_inside_of_each_other_are_refused)
{
	struct crowd c = { .hr = S_OK };

	house_enter(COINIT_APARTMENTTHREADED);
	crowd_comes(&c, few(MANY));
	house_leave();
	assert_int_equal(c.deepest + c.refused, few(MANY));
	if (c.refused)
		assert_int_equal(c.hr, RPC_E_OUT_OF_RESOURCES);
	assert_in_range(c.deepest, 1, APARTMENT_DEPTH);
}

TEST(as_many_as_that_are_served)
{
	struct crowd c = { .hr = S_OK };

	house_enter(COINIT_APARTMENTTHREADED);
	crowd_comes(&c, few(APARTMENT_DEPTH));
	house_leave();
	assert_int_equal(c.refused, 0);
}

static void calls_back(struct scene *s)
{
	struct mixer mine = { .act = MIXER_KEEP };
	IMix *me = mixer_create(&mine);
	LONG calls = 0;

	assert_int_equal(IMix_CallBack(s->mix, me, 5000, &calls), RPC_E_OUT_OF_RESOURCES);
	assert_int_equal(IMix_CallBack(s->mix, me, 2 * APARTMENT_DEPTH - 2, &calls), S_OK);
	assert_int_equal(calls, 2 * APARTMENT_DEPTH - 1);
	while (IMix_AddRef(me), IMix_Release(me) > 1)
		AcomDispatch(INFINITE);
	IMix_Release(me);
}

TEST(two_that_call_each_other_back_go_as_deep_as_that)
{
	if (swept())
		return; /* so deep so often takes hours */
	scene_play(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, false, false, calls_back);
	scene_play(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, true, false, calls_back);
}
