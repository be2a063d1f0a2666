/* connection_watch.c - what the set is to tell of a connection, and what it does when told. */
#include "wire/connections.h"

/* Locked. What the set is to tell of. Room in shared memory is told by a bell; there is room in a socket that carries nothing
 * else, as long as bells are taken: so the set tells at once of what no bell will, which would be missed. */
static unsigned connection_events(struct connection *c)
{
	bool shared = stream_is_shared_out(&c->stream), asks = c->armed || (shared && c->writing && !c->reading);
	bool told = !asks || stream_is_told(&c->stream, !connection_is_full(c));

	c->missed |= !told;
	return (asks ? OS_READABLE : 0u) | ((c->writing && !shared) || !told ? OS_WRITABLE : 0u);
}

/* What is there already is told once more. */
HRESULT connection_arm(struct connection *c, bool armed)
{
	c->armed = armed;
	return watch_again(&c->watched, connection_events(c));
}

static struct connection *connection_of(struct watched *w)
{
	return container_of(w, struct connection, watched);
}

static void connection_count(struct watched *w)
{
	connection_ref(connection_of(w));
}

static void connection_ready(struct watched *w, const struct os_ready *r, struct turn *t)
{
	struct connection *c = connection_of(w);
	unsigned events = r->events;

	os_mutex_lock(&c->lock);
	bool full = connection_is_full(c);

	if (full && !c->reading)
		stream_hush(&c->stream);
	if (events & OS_WRITABLE) /* told once: if there is no room all the same, it is to be told again */
		c->writing = false;
	if (events & OS_WRITABLE || (c->writing && stream_is_shared_out(&c->stream)))
		connection_flush(c);
	c->ending |= r->ended;
	bool readable = events & OS_READABLE || r->ended;
	bool mine = (readable || c->missed || c->stuck || full) && !c->reading && !connection_is_full(c) && !connection_is_spent(c);
	c->missed |= readable && !mine;
	if (r->ended && c->reading)
		stream_nudge(&c->stream);
	c->reading |= mine;
	if (mine) {
		os_mutex_unlock(&c->lock);
		connection_read(c, t);
		if (c->serves && t && t->mine)
			stay_begin(c);
	} else {
		connection_leave(c, false);
	}
	connection_unref(c);
}

static void connection_end(struct watched *w)
{
	struct connection *c = connection_of(w);

	connection_close(c, RPC_E_DISCONNECTED);
	connection_unref(c);
}

/* Who does not say what it wants, or not all of it, or does not hear, or does not go. */
static void connection_expired(struct watched *w)
{
	struct connection *c = connection_of(w);

	connection_lock(c);
	c->deaf = true;
	if (c->assoc.closed != S_OK)
		connection_drop(c);
	assoc_close(&c->assoc, FAIL(RPC_E_TIMEOUT));
	connection_unlock(c);
	connection_unref(c);
}

const struct watched_ops connection_ops = { connection_count, connection_ready, connection_end, connection_expired };

void connection_watch(struct connection *c)
{
	HRESULT hr = S_OK;

	if (c->ended || (c->watched.id && (c->armed || c->reading)))
		return;
	if (c->watched.id) {
		hr = connection_arm(c, true);
	} else {
		c->armed = true;
		hr = watch_add(&c->watched, connection_events(c));
		if (SUCCEEDED(hr))
			connection_ref(c);
	}
	if (FAILED(hr))
		assoc_close(&c->assoc, hr);
}

void connection_watch_answer(struct connection *c)
{
	if (c->watched.id && !c->armed && batch_is_open())
		os_store32(&c->asks, 1);
	else
		connection_watch(c);
}
