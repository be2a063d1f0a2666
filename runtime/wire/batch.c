/* batch.c - what a thread does in one go is written in one go, and never waits for user code but its own (decisions 3, 4). */
#include "wire/wire.h"

/* Those who share; a leaf. */
static struct {
	os_mutex lock;
	struct thread *first;
} batches;

static void batch_join(struct thread *self)
{
	self->batch.shared = true;
	self->batch.next = batches.first;
	self->batch.link = &batches.first;
	if (batches.first)
		batches.first->batch.link = &self->batch.next;
	batches.first = self;
}

static void batch_part(struct thread *self)
{
	self->batch.shared = false;
	*self->batch.link = self->batch.next;
	if (self->batch.next)
		self->batch.next->batch.link = self->batch.link;
}

/* On a thread that nobody has heard of each connection is written to at once. */
void batch_begin(bool shared)
{
	struct thread *self = thread_self();

	if (!self)
		return;
	os_mutex_lock(&batches.lock);
	if (!self->batch.depth++ && shared)
		batch_join(self);
	os_mutex_unlock(&batches.lock);
}

/* Takes what the thread holds, and its counts. */
static unsigned batch_take(struct thread *self, struct connection *held[THREAD_HELD])
{
	unsigned count = os_load32(&self->batch.count);

	memcpy(held, self->batch.held, count * sizeof *held);
	os_store32(&self->batch.count, 0);
	return count;
}

static void write_held(struct connection *held[THREAD_HELD], unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		if (held[i]->speaks)
			held[i]->speaks(held[i]);
		connection_write(held[i]);
		connection_unref(held[i]);
	}
}

void batch_write(void)
{
	struct connection *held[THREAD_HELD];
	struct thread *self = thread_self();

	if (!self || !self->batch.depth)
		return;
	incoming_rest_retired(&self->batch);
	for (unsigned count = 1; count;) { /* who speaks may hold another one */
		os_mutex_lock(&batches.lock);
		count = batch_take(self, held);
		os_mutex_unlock(&batches.lock);
		write_held(held, count);
	}
}

void batch_end(void)
{
	struct connection *held[THREAD_HELD];
	struct thread *self = thread_self();

	if (!self)
		return;
	incoming_rest_retired(&self->batch);
	os_mutex_lock(&batches.lock);
	bool last = !--self->batch.depth;
	unsigned count = last ? batch_take(self, held) : 0;
	if (last && self->batch.shared)
		batch_part(self);
	os_mutex_unlock(&batches.lock);
	write_held(held, count);
	if (last)
		inside_end(&self->calls);
}

/* Locked. */
static bool batch_add(struct thread *self, struct connection *c)
{
	struct thread_batch *b = &self->batch;
	unsigned count = os_load32(&b->count);

	if (count == THREAD_HELD)
		return false;
	b->since += !count;
	b->held[count] = connection_ref(c);
	os_store32(&b->count, count + 1);
	return true;
}

/* Who takes it from the thread waits for the connection's lock, which the caller has, and writes what is there then. */
static bool batch_has(const struct thread_batch *b, const struct connection *c)
{
	unsigned count = os_load32(&b->count);

	for (unsigned i = 0; i < count; i++)
		if (b->held[i] == c)
			return true;
	return false;
}

bool batch_is_open(void)
{
	const struct thread *self = thread_self();

	return self && self->batch.depth;
}

bool batch_reads(const struct wait_source *s)
{
	const struct thread *self = thread_self();

	return self && self->batch.reads == s;
}

/* Held first: the overseer, who may be about to turn away, must find it. */
bool batch_hold(struct connection *c)
{
	struct thread *self = thread_self();

	if (!self || !self->batch.depth)
		return false;
	if (batch_has(&self->batch, c))
		return true;
	os_mutex_lock(&batches.lock);
	bool held = batch_add(self, c);
	os_mutex_unlock(&batches.lock);
	return held && (!self->batch.shared || worker_oversees(self->apartment, true));
}

/* What one of them holds since before the last look. any: somebody holds something. */
static unsigned batch_take_old(struct connection *held[THREAD_HELD], bool *any)
{
	unsigned count = 0;

	*any = false;
	os_mutex_lock(&batches.lock);
	for (struct thread *t = batches.first; t && !count; t = t->batch.next) {
		*any |= os_load32(&t->batch.count) != 0;
		if (os_load32(&t->batch.count) && t->batch.seen == t->batch.since)
			count = batch_take(t, held);
		t->batch.seen = t->batch.since;
	}
	os_mutex_unlock(&batches.lock);
	return count;
}

bool batch_look(void)
{
	struct connection *held[THREAD_HELD];
	bool any, more = false;
	unsigned count;

	do {
		count = batch_take_old(held, &any);
		write_held(held, count);
		more |= any;
	} while (count);
	return more;
}

/* ---- by the application ---- */

HRESULT AcomBatchBegin(void)
{
	struct thread *self = thread_self();

	if (!self || !self->inits)
		return FAIL(CO_E_NOTINITIALIZED);
	self->batch.asked++;
	batch_begin(false);
	return S_OK;
}

HRESULT AcomBatchEnd(void)
{
	struct thread *self = thread_self();

	if (!self || !self->inits)
		return FAIL(CO_E_NOTINITIALIZED);
	if (!self->batch.asked)
		return FAIL(E_UNEXPECTED);
	self->batch.asked--;
	batch_end();
	return S_OK;
}
