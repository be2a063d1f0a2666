/* stay.c - a reader stays with a connection whose client asks again soon after each answer: the set does not tell others of it,
 * unless the overseer finds that it was left alone for too long. */
#include "wire/wire.h"

/* So many requests in a row, each with a look at the set, twice as many where it did not pay; and how many more it pays for. */
enum { STAY_STREAK = 4, STAY_PAYS = 16, STAY_LOOKED_AT = 8 };

/* The threads that stay; a leaf. */
static struct {
	os_mutex lock;
	struct thread *first;
} stays;

static void stay_enter(struct thread *self, struct connection *c)
{
	os_mutex_lock(&stays.lock);
	self->stay = (struct thread_stay){ .with = connection_ref(c), .next = stays.first, .link = &stays.first };
	if (stays.first)
		stays.first->stay.link = &self->stay.next;
	stays.first = self;
	os_mutex_unlock(&stays.lock);
}

void stay_begin(struct connection *c)
{
	struct thread *self = thread_self();

	os_mutex_lock(&c->lock);
	if (c->streak < STAY_STREAK << c->cold) {
		c->streak++;
	} else if (!c->stayed && !self->stay.with && worker_oversees(self->apartment) && SUCCEEDED(connection_arm(c, false))) {
		c->stayed = true;
		stay_enter(self, c);
	}
	os_mutex_unlock(&c->lock);
}

bool stay_read(struct turn *t)
{
	struct thread *self = thread_self();

	if (!self->stay.with)
		return false;
	os_store32(&self->stay.turns, os_load32(&self->stay.turns) + 1);
	if (connection_read_again(self->stay.with, t))
		return true;
	stay_end();
	return false;
}

void stay_end(void)
{
	struct thread *self = thread_self();
	struct connection *c = self->stay.with;

	if (!c)
		return;
	os_mutex_lock(&stays.lock);
	*self->stay.link = self->stay.next;
	if (self->stay.next)
		self->stay.next->stay.link = self->stay.link;
	self->stay.with = NULL;
	os_mutex_unlock(&stays.lock);
	connection_is_left(c, os_load32(&self->stay.turns) >= STAY_PAYS);
	connection_unref(c);
}

/* Those who do the same as at the last look; counted. Once others read in their place there is nothing to oversee: a method may
 * take very long. */
static unsigned stay_take_old(struct connection *old[STAY_LOOKED_AT], bool *any)
{
	unsigned count = 0;

	os_mutex_lock(&stays.lock);
	*any = false;
	for (struct thread *t = stays.first; t; t = t->stay.next) {
		if (t->stay.left)
			continue;
		*any = true;
		uint32_t turns = os_load32(&t->stay.turns);
		if (t->stay.seen == turns && count < STAY_LOOKED_AT) {
			old[count++] = connection_ref(t->stay.with);
			t->stay.left = true;
		}
		t->stay.seen = turns;
	}
	os_mutex_unlock(&stays.lock);
	return count;
}

bool stay_look(void)
{
	struct connection *old[STAY_LOOKED_AT];
	bool any;
	unsigned count = stay_take_old(old, &any);

	for (unsigned i = 0; i < count; i++) {
		connection_is_left(old[i], false);
		connection_unref(old[i]);
	}
	return any;
}
