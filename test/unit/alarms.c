/* alarms.c - alarms ring in the order of their times, and each is set and cleared in few steps, however many there are. */
#include <stdlib.h>

#include "house.h"
#include "wire/watch.h"

enum { SOME = 2000, MANY = 300000 };

struct bell {
	struct alarm alarm;
	unsigned number; /* as they were set */
};

static struct bell bells[2 * MANY];
static struct bell *rung[SOME];
static unsigned rings;

static void ring(struct alarm *a)
{
	assert_true(rings < SOME);
	rung[rings++] = container_of(a, struct bell, alarm);
}

static void set(unsigned i, uint64_t when)
{
	bells[i] = (struct bell){ .alarm.ring = ring, .number = i };
	alarm_set(&bells[i].alarm, when);
}

static bool in_order(const struct bell *a, const struct bell *b)
{
	return a->alarm.when < b->alarm.when || (a->alarm.when == b->alarm.when && a->number < b->number);
}

/* One of three is cleared; some are of one time. */
TEST(they_ring_in_the_order_of_their_times_but_for_those_that_were_cleared)
{
	unsigned cleared = 0;

	house_enter(COINIT_MULTITHREADED);
	srand(1);
	for (unsigned i = 0; i < SOME; i++) {
		set(i, OS_FOREVER - 1 - (uint64_t)(rand() % (SOME / 2)));
		if (i % 3 == 2)
			cleared += alarm_clear(&bells[(unsigned)rand() % i].alarm);
	}
	assert_true(cleared > SOME / 6);
	due_expire(OS_FOREVER - SOME);
	assert_int_equal(rings, 0);
	due_expire(OS_FOREVER - 1);
	assert_int_equal(rings, SOME - cleared);
	for (unsigned i = 1; i < rings; i++)
		assert_true(in_order(rung[i - 1], rung[i]));
	for (unsigned i = 0; i < SOME; i++)
		assert_false(alarm_clear(&bells[i].alarm));
	house_leave();
}

/* Calls that have less time than those before them: looked at one after the other that would take minutes. */
TEST(those_that_are_sooner_than_many_are_set_as_fast)
{
	unsigned many = (unsigned)few(MANY);

	house_enter(COINIT_MULTITHREADED);
	for (unsigned i = 0; i < many; i++)
		set(i, OS_FOREVER - 2);
	for (unsigned i = many; i < 2 * many; i++)
		set(i, OS_FOREVER - 3);
	for (unsigned i = 0; i < 2 * many; i++)
		assert_true(alarm_clear(&bells[i].alarm));
	house_leave();
}
