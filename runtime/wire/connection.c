/* connection.c - a stream and its association under one lock: its beginning, what the set tells of it, its end. */
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

/* ---- what the set tells of it ---- */

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
static bool connection_is_spent(const struct connection *c)
{
	return c->ended && !c->serves && !c->reading && !c->watched.id;
}

/* Locked, of a server's end: how long it waits for what is to come; of a long message for each of its fragments. */
static void connection_give_time(struct connection *c)
{
	static const enum watch_term terms[] = {
		[ASSOC_NOTHING] = WATCH_ALWAYS, [ASSOC_BIND] = WATCH_FIRST, [ASSOC_REST] = WATCH_REST,
	};
	bool leaves = c->assoc.closed != S_OK && c->writing;
	enum watch_term term = leaves ? WATCH_REST : terms[assoc_awaits(&c->assoc)];

	if (c->ended || (term == c->term && (term != WATCH_REST || c->grown == c->assoc.message.size)))
		return;
	c->term = term;
	c->grown = c->assoc.message.size;
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

/* Locked. Where there was no room who comes by looks whether there is some by now; but a batch would hold it for ever. */
static bool connection_must_flush(struct connection *c)
{
	uint64_t unsent = outbox_left(&c->assoc.outbox);

	if (!unsent || c->assoc.closed != S_OK)
		return unsent;
	return c->writing ? !batch_is_open() || stream_is_shared_out(&c->stream) : unsent > GATHERED || !batch_hold(c);
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

/* ---- being watched ---- */

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

static const struct watched_ops connection_ops = { connection_count, connection_ready, connection_end, connection_expired };

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

/* ---- its beginning ---- */

/* Takes over the stream. */
static struct connection *connection_create(const struct stream *s)
{
	struct connection *c = os_zalloc(sizeof *c);

	if (!c)
		return NULL;
	os_store32(&c->refs, 1);
	os_mutex_init(&c->lock);
	c->stream = *s;
	c->deferred_tail = &c->deferred;
	c->held_tail = &c->held;
	c->source.sleep = connection_sleep;
	c->alone.sleep = connection_sleep_alone;
	c->alone.read = connection_read_alone;
	c->watched.fd = s->fd;
	c->watched.ops = &connection_ops;
	c->term = WATCH_ALWAYS;
	c->room = READ_SIZE;
	return c;
}

static void connection_undo(struct connection *c)
{
	os_mutex_fini(&c->lock);
	os_free(c);
}

HRESULT connection_connect(const struct address *at, const struct peer_rule *rule, const struct assoc_peer *peer, uint64_t deadline,
			   struct connection **c, char *why)
{
	struct stream s;
	HRESULT hr = watch_prepare();

	*c = NULL;
	if (SUCCEEDED(hr))
		hr = transport_connect(at, rule, deadline, &s, why);
	if (FAILED(hr))
		return hr;
	struct connection *made = connection_create(&s);
	hr = made ? assoc_client_init(&made->client, peer, made) : FAIL(E_OUTOFMEMORY);
	if (SUCCEEDED(hr)) {
		made->assoc.bare = !stream_carries_descriptors(&made->stream);
		*c = made;
		return S_OK;
	}
	if (made)
		connection_undo(made);
	stream_close(&s);
	return hr;
}

HRESULT connection_accept(struct stream *s, const struct assoc_service *service, struct connection **c)
{
	struct connection *made = connection_create(s);
	HRESULT hr = made ? assoc_server_init(&made->server, service, made) : FAIL(E_OUTOFMEMORY);

	*c = NULL;
	if (FAILED(hr)) {
		if (made)
			connection_undo(made);
		stream_close(s);
		return hr;
	}
	made->serves = made->flow.serves = true;
	made->assoc.bare = !stream_carries_descriptors(&made->stream);
	connection_lock(made);
	made->assoc.dozes = !readers_look();
	connection_watch(made);
	hr = made->assoc.closed;
	connection_unlock(made);
	*c = made;
	if (FAILED(hr)) {
		connection_unref(made);
		*c = NULL;
	}
	return hr;
}
