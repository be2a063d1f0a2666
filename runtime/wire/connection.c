/* connection.c - a stream and its association under one lock: who holds it, what is put off until nobody does, its end. */
#include "wire/connections.h"

enum { GATHERED = 32 << 10 }; /* octets, at most, that are held back so that others go out with them */

struct connection *connection_ref(struct connection *c)
{
	os_ref(&c->refs);
	return c;
}

void connection_unref(struct connection *c)
{
	if (!c || os_unref(&c->refs))
		return;
	if (c->gone)
		c->gone(c);
	if (c->serves)
		assoc_server_fini(&c->server);
	else
		assoc_client_fini(&c->client);
	serve_fini(c);
	stream_close(&c->stream);
	os_mutex_fini(&c->lock);
	os_free(c);
}

/* ---- what is put off until nobody holds the lock ---- */

void connection_defer(struct connection *c, struct work *work)
{
	work->next = NULL;
	*c->deferred_tail = work;
	c->deferred_tail = &work->next;
}

HRESULT connection_post(struct connection *c, struct apartment *a, struct work *work)
{
	return turn_post(c->turn, a, work);
}

bool connection_hold(struct connection *c, struct work *work)
{
	if (!os_load32(&c->full))
		return false;
	os_mutex_lock(&c->lock);
	bool full = os_load32(&c->full);
	if (full) {
		work->next = NULL;
		*c->held_tail = work;
		c->held_tail = &work->next;
	}
	os_mutex_unlock(&c->lock);
	return full;
}

/* Locked: what was held need not wait any more. */
void connection_let_go(struct connection *c)
{
	if (!c->held)
		return;
	*c->deferred_tail = c->held;
	c->deferred_tail = c->held_tail;
	c->held = NULL;
	c->held_tail = &c->held;
}

/* Locked. */
static struct work *connection_take_deferred(struct connection *c)
{
	struct work *work = c->deferred;

	c->deferred = NULL;
	c->deferred_tail = &c->deferred;
	return work;
}

/* Calls that are begun because others have ended go out together. */
static void run_all(struct work *work)
{
	bool several = work && work->next;

	if (several)
		batch_begin(false);
	while (work) {
		struct work *next = work->next;
		work->run(work, S_OK);
		work = next;
	}
	if (several)
		batch_end();
}

/* Locked: something may come although nobody has asked for it, or waits for it. */
bool connection_expects(const struct connection *c)
{
	return c->serves || c->assoc.calls.count;
}

/* ---- its end ---- */

/* Locked; closed. A server's end listens on for a while: else what it said last would be lost with what it did not hear. True: the
 * set's count is to be given back. */
static bool connection_is_over(struct connection *c)
{
	if (c->writing)
		return false;
	if (!c->ended) {
		c->ended = true;
		stream_end(&c->stream);
		watch_until(&c->watched, WATCH_LAST);
	}
	if (c->reading && (c->deaf || !c->serves))
		stream_deafen(&c->stream);
	bool watched = c->watched.id && (c->deaf || !c->serves);
	if (watched)
		watch_forget(&c->watched);
	return watched;
}

/* Locked. Nobody reads or writes any more. Who has a count still may keep it for long: proxies of what is gone, which take no
 * descriptors. A server's end is gone with its calls. */
bool connection_is_spent(const struct connection *c)
{
	return c->ended && !c->serves && !c->reading && !c->watched.id;
}

/* What there was of a message when the fragment at hand began. */
static size_t connection_has_whole(const struct connection *c)
{
	const struct message *m = &c->assoc.message;
	size_t rest = m->open && !m->refused ? c->assoc.inbox.begun.rest : 0;

	return m->size - (rest ? m->part - rest : 0);
}

/* Locked, of a server's end: how long it waits for what is to come; of a long message for each of its fragments. */
static void connection_give_time(struct connection *c)
{
	static const enum watch_term terms[] = {
		[ASSOC_NOTHING] = WATCH_ALWAYS, [ASSOC_BIND] = WATCH_FIRST, [ASSOC_REST] = WATCH_REST,
	};
	bool leaves = c->assoc.closed != S_OK && c->writing;
	enum watch_term term = leaves ? WATCH_REST : terms[assoc_awaits(&c->assoc)];
	size_t grown = connection_has_whole(c);

	if (c->ended || (term == c->term && (term != WATCH_REST || c->grown == grown)))
		return;
	c->term = term;
	c->grown = grown;
	watch_until(&c->watched, term);
}

void connection_fail(struct connection *c, HRESULT hr)
{
	if (hr == RPC_E_DISCONNECTED && !c->serves)
		c->assoc.untaken = stream_untaken(&c->stream);
	assoc_close(&c->assoc, hr == RPC_E_DISCONNECTED ? RPC_E_SERVER_DIED : hr);
}

void connection_lock(struct connection *c)
{
	os_mutex_lock(&c->lock);
}

/* Locked. The rest of connection_leave, where more than the lock is to be given back. */
APART static void connection_leave_more(struct connection *c)
{
	struct work *deferred = connection_take_deferred(c);
	bool closed = c->assoc.closed != S_OK, over = closed && connection_is_over(c), heart = closed && heart_end(c);

	if (connection_is_spent(c))
		stream_part(&c->stream);
	os_mutex_unlock(&c->lock);
	run_all(deferred);
	if (over)
		connection_unref(c);
	if (heart)
		connection_unref(c);
}

/* Locked. Where there was no room who comes by looks whether there is some by now; but a batch would hold it for ever. What has
 * descriptors has a write of its own anyway. */
static bool connection_must_flush(struct connection *c)
{
	uint64_t unsent = outbox_left(&c->assoc.outbox);

	if (!unsent || c->assoc.closed != S_OK)
		return unsent;
	if (c->writing)
		return !batch_is_open() || stream_is_shared_out(&c->stream);
	return unsent > GATHERED || c->assoc.outbox.descriptors || !batch_hold(c);
}

/* Locked. What came while it was full no bell will tell of. */
static void connection_look_again(struct connection *c)
{
	if (c->watched.id && !c->stayed && stream_is_shared_out(&c->stream) && FAILED(connection_arm(c, true)))
		assoc_close(&c->assoc, RPC_E_OUT_OF_RESOURCES);
}

void connection_leave(struct connection *c, bool reader)
{
	bool full = connection_is_full(c);

	if (reader)
		incoming_count_rest(c);
	if (connection_must_flush(c))
		connection_flush(c);
	if (reader)
		connection_stop_reading(c);
	else if (full && !c->reading && !connection_is_full(c))
		connection_look_again(c);
	if (c->serves) {
		connection_give_time(c);
		connection_measure(c);
	}
	if (c->deferred || c->assoc.closed != S_OK)
		connection_leave_more(c);
	else
		os_mutex_unlock(&c->lock);
}

void connection_unlock(struct connection *c)
{
	connection_leave(c, false);
}

void connection_write(struct connection *c)
{
	connection_lock(c);
	connection_flush(c);
	connection_leave(c, false);
}

void connection_close(struct connection *c, HRESULT why)
{
	connection_lock(c);
	connection_flush(c); /* first: of a call that leaves nobody is told that it did not */
	assoc_close(&c->assoc, why);
	connection_flush(c);
	connection_drop(c);
	c->deaf = true;
	connection_unlock(c);
}

void connection_abandon(struct connection *c, HRESULT why)
{
	assoc_close(&c->assoc, why);
	connection_drop(c);
	c->deaf = true;
}
