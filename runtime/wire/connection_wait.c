/* connection_wait.c - who waits for an answer reads it himself, or waits for the right to. */
#include "wire/connections.h"

static void connection_queue(struct connection *c, struct reading *me)
{
	struct reading **link = &c->next_reader;

	while (*link)
		link = &(*link)->next;
	*link = me;
}

static void connection_unqueue(struct connection *c, struct reading *me)
{
	struct reading **link = &c->next_reader;

	while (*link != me)
		link = &(*link)->next;
	*link = me->next;
}

/* A chosen one has no use for it when what it waits for is there, or it must serve. */
static bool is_served(struct waitable *w)
{
	const struct thread *self = thread_self();
	const struct apartment *a = self ? self->apartment : NULL;

	return (w && waitable_is_set(w)) || (a && a->kind == APARTMENT_STA && os_load32(&a->queued));
}

/* Locked, and unlocked afterwards: waits for the right to read. False: the time is over. */
static bool connection_await(struct connection *c, struct waitable *w, os_parker *parker, uint64_t deadline, bool *chosen)
{
	struct reading me = { .parker = parker };
	bool readable;

	connection_queue(c, &me);
	os_mutex_unlock(&c->lock);
	bool in_time = watch_sleep(parker, -1, deadline, &readable);
	os_mutex_lock(&c->lock);
	if (!me.chosen)
		connection_unqueue(c, &me);
	*chosen = me.chosen && !is_served(w);
	if (me.chosen && !*chosen)
		connection_forgo_reading(c);
	else
		os_mutex_unlock(&c->lock);
	return in_time;
}

/* Who would have read does not; he may have found a token that means nothing any more, and then comes again. */
static bool connection_turn_away(struct connection *c, struct waitable *w)
{
	if (os_load32(&c->asks) && (!w || is_served(w))) {
		connection_lock(c);
		connection_expect(c);
		connection_unlock(c);
	}
	return true;
}

/* In place of parking, for who waits for an answer. */
bool connection_sleep(struct wait_source *s, struct waitable *w, os_parker *parker, uint64_t deadline)
{
	struct connection *c = container_of(s, struct connection, source);
	bool in_time = true, readable = false, mine;

	if (os_unparked(parker)) /* perhaps of what it has found itself: the right to read is not worth taking for that */
		return connection_turn_away(c, w);
	os_mutex_lock(&c->lock);
	if (c->ended) {
		os_mutex_unlock(&c->lock);
		return watch_sleep(parker, -1, deadline, &readable);
	}
	mine = !c->reading;
	c->reading = true;
	os_store32(&c->asks, 0);
	if (mine && c->watched.id && c->armed)
		connection_arm(c, false);
	if (mine)
		os_mutex_unlock(&c->lock);
	else
		in_time = connection_await(c, w, parker, deadline, &mine);
	if (!mine)
		return in_time;
	if (connection_read_soon(c, NULL, (struct patience){ deadline, false })) {
		watch_glance();
		return true;
	}
	in_time = watch_sleep(parker, c->stream.fd, deadline, &readable);
	if (readable)
		connection_read(c, NULL);
	else
		connection_return_reading(c);
	return in_time;
}

bool connection_sleep_alone(struct wait_source *s, struct waitable *w, os_parker *parker, uint64_t deadline)
{
	return connection_sleep(&container_of(s, struct connection, alone)->source, w, parker, deadline);
}

/* For who waits for what only an answer sets, or the end of the connection, which he hears where he reads. */
bool connection_read_alone(struct wait_source *s)
{
	struct connection *c = container_of(s, struct connection, alone);

	os_mutex_lock(&c->lock);
	if (c->reading || c->ended || !c->assoc.calls.count) { /* 0: another one has read the answer, and is about to tell */
		os_mutex_unlock(&c->lock);
		return false;
	}
	c->reading = true;
	os_store32(&c->asks, 0);
	if (c->watched.id && c->armed)
		connection_arm(c, false);
	os_mutex_unlock(&c->lock);
	if (connection_read_soon(c, NULL, (struct patience){ OS_FOREVER, watch_leaves_out() })) {
		watch_glance();
		return true;
	}
	connection_return_reading(c);
	return false;
}
