/* lapse.c - references that have left the process and that nobody claims: after a while they are void (wire.md 3.7). */
#include "wire/wire.h"

static void lapse_ring(struct alarm *a);

static struct {
	os_mutex lock; /* the watch's comes after it */
	struct alarm alarm;
	bool expects;
} lapse = { .alarm.ring = lapse_ring };

void lapse_expect(void)
{
	os_mutex_lock(&lapse.lock);
	if (!lapse.expects)
		alarm_set(&lapse.alarm, os_now() + LAPSE_SECONDS * NS_PER_S);
	lapse.expects = true;
	os_mutex_unlock(&lapse.lock);
}

static void lapse_ring(struct alarm *a)
{
	(void)a;
	os_mutex_lock(&lapse.lock);
	lapse.expects = false;
	os_mutex_unlock(&lapse.lock);
	if (export_age())
		lapse_expect();
}

void lapse_end(void)
{
	os_mutex_lock(&lapse.lock);
	alarm_clear(&lapse.alarm);
	lapse.expects = false;
	os_mutex_unlock(&lapse.lock);
}
