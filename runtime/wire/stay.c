/* stay.c - a reader stays with a connection whose client asks again soon after each answer: the set does not tell others of it,
 * unless the overseer finds that it was left alone for too long. */
#include "wire/wire.h"

/* So many requests in a row, each with a look at the set, twice as many where it did not pay; how many more it pays for; and how
 * many threads stay at most. */
enum { STAY_STREAK = 4, STAY_PAYS = 16, STAY_MOST = 8 };

/* The threads that stay; a leaf. */
static struct {
	os_mutex lock;
	struct thread *first;
	os_u32 count; /* who is there, or will be */
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

/* The connection is locked. False: enough do, or it cannot. */
static bool stay_may(struct connection *c)
{
	if (os_add32(&stays.count, 1) <= STAY_MOST && SUCCEEDED(connection_arm(c, false)))
		return true;
	os_sub32(&stays.count, 1);
	return false;
}

void stay_begin(struct connection *c)
{
	struct thread *self = thread_self();

	os_mutex_lock(&c->lock);
	if (c->streak < STAY_STREAK << c->cold) {
		c->streak++;
	} else if (!c->stayed && !self->stay.with && worker_oversees(self->apartment, false) && stay_may(c)) {
		c->stayed = true;
		stay_enter(self, c);
	}
	os_mutex_unlock(&c->lock);
}

/* Where nobody oversees the stay is over. Whoever is about to turn away has seen the thread at rest, or sees that it is not. */
bool stay_read(struct turn *t)
{
	struct thread *self = thread_self();

	if (!self->stay.with)
		return false;
	os_store32(&self->stay.turns, os_load32(&self->stay.turns) + 1);
	t->rests = &self->stay.rests;
	os_store32(t->rests, 1);
	bool came = connection_read_again(self->stay.with, t);
	os_store32(t->rests, 0);
	if (!came || !worker_oversees(self->apartment, false))
		stay_end();
	return came;
}

/* What is read from here on is there for it to be run. */
void stay_reads(struct turn *t)
{
	if (t && t->rests)
		os_store32(t->rests, 0);
}

/* Around a sleep: who sleeps does not run. */
void stay_sleeps(struct turn *t)
{
	if (t)
		worker_blocks(t->home);
}

void stay_wakes(struct turn *t)
{
	if (t)
		worker_resumes(t->home);
}

unsigned stays_at_rest(const struct apartment *a)
{
	unsigned n = 0;

	os_mutex_lock(&stays.lock);
	for (struct thread *t = stays.first; t; t = t->stay.next)
		n += t->apartment == a && os_load32(&t->stay.rests);
	os_mutex_unlock(&stays.lock);
	return n;
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
	os_sub32(&stays.count, 1);
	os_mutex_unlock(&stays.lock);
	connection_is_left(c, os_load32(&self->stay.turns) >= STAY_PAYS);
	connection_unref(c);
}

/* Those who do the same as at the last look; counted. Once others read in their place there is nothing to oversee: a method may
 * take very long. */
static unsigned stay_take_old(struct connection *old[STAY_MOST], bool *any)
{
	unsigned count = 0;

	os_mutex_lock(&stays.lock);
	*any = false;
	for (struct thread *t = stays.first; t; t = t->stay.next) {
		if (t->stay.left || os_load32(&t->stay.rests))
			continue;
		*any = true;
		uint32_t turns = os_load32(&t->stay.turns);
		if (t->stay.seen == turns) {
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
	struct connection *old[STAY_MOST];
	bool any;
	unsigned count = stay_take_old(old, &any);

	for (unsigned i = 0; i < count; i++) {
		connection_is_left(old[i], false);
		connection_unref(old[i]);
	}
	return any;
}
