/* connection.c - a stream and its association: one thread reads at a time, whoever has something to say writes. */
#include "wire/wire.h"

enum { READ_SIZE = 64 << 10, READS_AT_ONCE = 8, LANDINGS_AT_ONCE = 32, PARTS = OS_PARTS_MOST, HELD_FROM = 1 << 20 };
enum { GATHERED = 32 << 10 }; /* octets, at most, that are held back so that others go out with them */

/* A thread that waits for the right to read. */
struct reading {
	struct reading *next;
	os_parker *parker;
	bool chosen; /* it has it now */
};

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
static void connection_let_go(struct connection *c)
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

/* What is there already is told once more. */
HRESULT connection_arm(struct connection *c, bool armed)
{
	c->armed = armed;
	return watch_again(&c->watched, (armed ? OS_READABLE : 0u) | (c->writing ? OS_WRITABLE : 0u));
}

/* Locked: something may come although nobody has asked for it, or waits for it. */
static bool connection_expects(const struct connection *c)
{
	return c->serves || c->assoc.calls.count;
}

/* ---- writing ---- */

/* Locked: what has not left will not. */
static void connection_drop(struct connection *c)
{
	outbox_abandon(&c->assoc.outbox);
	c->writing = false;
}

/* Locked. What there is no room for goes when there is some, if somebody tells of it. */
static void connection_write_later(struct connection *c)
{
	bool told = true;

	c->writing = true;
	if (!c->watched.id)
		connection_watch(c);
	else
		told = SUCCEEDED(connection_arm(c, true));
	if (told && c->watched.id)
		return;
	assoc_close(&c->assoc, RPC_E_OUT_OF_RESOURCES);
	connection_drop(c);
}

/* Locked. A server that takes nothing may have said why: if nobody else reads, that is heard. */
static void connection_hear_last(struct connection *c)
{
	uint8_t buffer[PDU_MOST];
	struct arrival a;

	if (c->serves || c->reading)
		return;
	HRESULT hr = stream_read(&c->stream, buffer, sizeof buffer, &a);
	pcap_came(&c->flow, buffer, a.size);
	if (SUCCEEDED(hr) && a.fd_count)
		hr = assoc_bring(&c->assoc, a.fds, a.fd_count);
	if (hr == S_OK)
		assoc_feed(&c->assoc, buffer, a.size);
}

/* Locked, once. Each wait for room to write is one for other threads. */
static bool connection_widen(struct connection *c)
{
	bool first = !c->widened;

	c->widened = true;
	return first && os_socket_widen(c->stream.fd);
}

/* Locked: what is written from now on may be answered. Who is about to wait here needs nobody to tell him. */
static void connection_expect(struct connection *c)
{
	if (!os_load32(&c->asks) || batch_reads(&c->source))
		return;
	os_store32(&c->asks, 0);
	connection_watch(c);
}

/* Locked. */
static void connection_flush(struct connection *c)
{
	struct os_part parts[PARTS];
	struct span spans[PARTS];
	HRESULT hr = S_OK;
	size_t done;

	connection_expect(c);
	while (hr == S_OK && c->assoc.outbox.sent < c->assoc.outbox.queued) {
		unsigned n = outbox_spans(&c->assoc.outbox, spans, PARTS);
		for (unsigned i = 0; i < n; i++)
			parts[i] = (struct os_part){ spans[i].at, spans[i].size };
		const struct ndr_descriptors *d = outbox_due(&c->assoc.outbox);
		hr = stream_write(&c->stream, parts, n, d ? d->fds : NULL, d ? d->count : 0, &done);
		pcap_went(&c->flow, parts, done);
		outbox_sent(&c->assoc.outbox, done);
		if (hr == S_FALSE && connection_widen(c))
			hr = S_OK;
	}
	if (hr == S_FALSE && !c->writing)
		connection_write_later(c);
	else if (hr == S_OK)
		c->writing = false;
	if (FAILED(hr)) {
		connection_hear_last(c);
		assoc_close(&c->assoc, hr == RPC_E_DISCONNECTED ? RPC_E_SERVER_DIED : hr);
		connection_drop(c);
	}
}

/* Locked: more is read, and more methods are called, when the client has read some of what it was answered. What methods answer
 * that are called already has room below the bound. */
static bool connection_is_full(const struct connection *c)
{
	if (!c->serves || !c->writing)
		return false;
	uint32_t bound = limit_of(ACOM_LIMIT_UNSENT) / 2;
	return outbox_left(&c->assoc.outbox) > (bound < HELD_FROM ? bound : HELD_FROM);
}

/* Locked. */
static void connection_measure(struct connection *c)
{
	bool full = c->assoc.closed == S_OK && connection_is_full(c);

	if (full != os_load32(&c->full))
		os_store32(&c->full, full);
	if (!full)
		connection_let_go(c);
}

/* ---- the right to read ---- */

/* Locked. Who has it gives it to the next who waits for it; what was missed meanwhile is told again: as soon as there is room for
 * answers. */
static void connection_stop_reading(struct connection *c)
{
	struct reading *next = c->next_reader;

	c->reading = next;
	if (next) {
		c->next_reader = next->next;
		next->chosen = true;
		os_unpark(next->parker);
		return;
	}
	c->missed |= c->watched.id && !c->armed && !c->stayed && connection_expects(c);
	if (c->missed && !connection_is_full(c)) {
		c->missed = false;
		if (FAILED(connection_arm(c, true)))
			assoc_close(&c->assoc, RPC_E_OUT_OF_RESOURCES);
	}
}

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

/* ---- its end ---- */

/* Locked. A server's end listens on for a while: else what it said last would be lost with what it did not hear. True: the
 * set's count is to be given back. */
static bool connection_is_over(struct connection *c)
{
	if (c->assoc.closed == S_OK || c->writing)
		return false;
	if (!c->ended) {
		c->ended = true;
		stream_end(&c->stream);
		watch_until(&c->watched, WATCH_LAST);
	}
	bool watched = c->watched.id && (c->deaf || !c->serves);
	if (watched)
		watch_forget(&c->watched);
	return watched;
}

/* Locked: how long it waits for what is to come; of a long message for each of its fragments. */
static void connection_give_time(struct connection *c)
{
	static const enum watch_term terms[] = {
		[ASSOC_NOTHING] = WATCH_ALWAYS, [ASSOC_BIND] = WATCH_FIRST, [ASSOC_REST] = WATCH_REST,
	};
	bool leaves = c->assoc.closed != S_OK && c->writing;
	enum watch_term term = leaves ? WATCH_REST : terms[assoc_awaits(&c->assoc)];

	if (!c->serves || c->ended || (term == c->term && (term != WATCH_REST || c->grown == c->assoc.message.size)))
		return;
	c->term = term;
	c->grown = c->assoc.message.size;
	watch_until(&c->watched, term);
}

void connection_lock(struct connection *c)
{
	os_mutex_lock(&c->lock);
}

static void connection_leave(struct connection *c, bool reader)
{
	uint64_t unsent = outbox_left(&c->assoc.outbox);
	bool enough = unsent > GATHERED && !c->writing;

	if (reader)
		incoming_spare_rest(c);
	if (unsent && (c->assoc.closed != S_OK || enough || !batch_hold(c)))
		connection_flush(c);
	if (reader)
		connection_stop_reading(c);
	connection_give_time(c);
	connection_measure(c);
	struct work *deferred = connection_take_deferred(c);
	bool over = connection_is_over(c), heart = c->assoc.closed != S_OK && heart_end(c);
	os_mutex_unlock(&c->lock);
	run_all(deferred);
	if (over)
		connection_unref(c);
	if (heart)
		connection_unref(c);
}

void connection_unlock(struct connection *c)
{
	connection_leave(c, false);
}

/* Locked, and unlocked afterwards: the right to read is given up unused. */
static void connection_forgo_reading(struct connection *c)
{
	connection_stop_reading(c);
	if (c->assoc.closed == S_OK)
		os_mutex_unlock(&c->lock);
	else
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

/* ---- reading ---- */

/* Locked. The rest of a long message is read to where it stays. S_FALSE: as much as there is for now. */
static HRESULT connection_land(struct connection *c)
{
	HRESULT hr = S_OK;
	struct landing l;
	struct arrival a;

	for (int i = 0; hr == S_OK && i < LANDINGS_AT_ONCE && landing_plan(&c->assoc, &l); i++) {
		hr = stream_read_into(&c->stream, l.rooms, l.count, &a);
		c->came += a.size;
		if (a.size)
			heart_hear(c);
		pcap_came_into(&c->flow, l.rooms, a.size);
		if (SUCCEEDED(hr) && a.fd_count)
			hr = assoc_bring(&c->assoc, a.fds, a.fd_count);
		if (hr == S_OK)
			landing_take(&c->assoc, &l, a.size, a.fd_count);
		if (hr == S_OK && a.size < l.size && !a.fd_count)
			hr = S_FALSE;
	}
	return hr;
}

/* Locked: takes in what was read. Whether there may be more. */
static bool connection_take(struct connection *c, struct turn *t, HRESULT hr, const uint8_t *buffer, struct arrival *a)
{
	c->turn = t;
	c->came += a->size;
	if (a->size)
		heart_hear(c);
	pcap_came(&c->flow, buffer, a->size);
	if (SUCCEEDED(hr) && a->fd_count)
		hr = assoc_bring(&c->assoc, a->fds, a->fd_count);
	if (hr == S_OK && a->size)
		assoc_feed(&c->assoc, buffer, a->size);
	bool expected = c->lands; /* and so perhaps nothing was read, although there is something else than that now */
	bool lands = hr == S_OK && !c->stream.secure && landing_is_due(&c->assoc);
	if (lands && c->armed && c->watched.id) /* every write of it would wake somebody else */
		connection_arm(c, false);
	if (lands)
		hr = connection_land(c);
	c->lands = lands && landing_is_due(&c->assoc);
	c->deaf |= FAILED(hr) && !a->more;
	if (FAILED(hr))
		assoc_close(&c->assoc, hr == RPC_E_DISCONNECTED ? RPC_E_SERVER_DIED : hr);
	c->turn = NULL;
	c->stuck = a->blocked;
	if (a->blocked && !c->writing)
		connection_write_later(c);
	bool more = FAILED(hr) ? a->more :
	            hr == S_OK && (lands || expected || a->size == READ_SIZE || a->fd_count || a->more || c->ending) &&
	            !connection_is_full(c);
	c->missed |= more;
	return more;
}

/* By who has the right to, which is gone afterwards: it is given up before anything is run. */
static void connection_read_on(struct connection *c, struct turn *t, HRESULT hr, uint8_t *buffer, struct arrival *a)
{
	connection_lock(c);
	for (int i = 0; connection_take(c, t, hr, buffer, a) && i < READS_AT_ONCE; i++) {
		c->missed = false;
		connection_flush(c);
		os_mutex_unlock(&c->lock);
		hr = stream_read(&c->stream, buffer, READ_SIZE, a);
		connection_lock(c);
	}
	connection_leave(c, true);
}

static void connection_read(struct connection *c, struct turn *t)
{
	uint8_t buffer[READ_SIZE];
	struct arrival a = { 0 };
	HRESULT hr = c->lands ? S_OK : stream_read(&c->stream, buffer, sizeof buffer, &a);

	connection_read_on(c, t, hr, buffer, &a);
}

/* The rest of a long message that is waited for. */
struct long_read {
	struct connection *connection;
	struct turn *turn;
	HRESULT hr;
};

static bool connection_try_long(void *arg)
{
	struct long_read *r = arg;
	struct connection *c = r->connection;
	struct arrival none = { 0 };

	connection_lock(c);
	uint64_t came = c->came;
	connection_take(c, r->turn, S_OK, NULL, &none);
	bool some = c->came != came || c->assoc.closed != S_OK || c->deaf;
	os_mutex_unlock(&c->lock);
	r->hr = some ? S_OK : S_FALSE;
	return some;
}

static HRESULT connection_read_long_soon(struct connection *c, struct turn *t, uint64_t deadline)
{
	struct long_read r = { c, t, S_FALSE };

	os_try(&c->patience, deadline, connection_try_long, &r);
	return r.hr;
}

/* The same, if something comes soon: else the right remains. */
static bool connection_read_soon(struct connection *c, struct turn *t, uint64_t deadline)
{
	uint8_t buffer[READ_SIZE];
	struct arrival a = { 0 };
	HRESULT hr = c->lands ? connection_read_long_soon(c, t, deadline) :
			        stream_read_soon(&c->stream, &c->patience, deadline, buffer, sizeof buffer, &a);

	if (hr != S_FALSE)
		connection_read_on(c, t, hr, buffer, &a);
	return hr != S_FALSE;
}

/* The right is had without waiting, or not at all. */
bool connection_read_again(struct connection *c, struct turn *t)
{
	os_mutex_lock(&c->lock);
	bool mine = c->stayed && !c->reading && !c->ended && !connection_is_full(c);
	c->reading |= mine;
	os_mutex_unlock(&c->lock);
	if (!mine)
		return false;
	if (connection_read_soon(c, t, OS_FOREVER))
		return true;
	os_mutex_lock(&c->lock);
	connection_stop_reading(c);
	os_mutex_unlock(&c->lock);
	return false;
}

void connection_is_left(struct connection *c, bool pays)
{
	connection_lock(c);
	bool full = connection_is_full(c), tell = c->stayed && !c->reading && !full;
	c->missed |= c->stayed && full;
	c->stayed = false;
	c->streak = 0;
	c->cold = pays ? 0 : c->cold + (c->cold < STAY_COLDEST);
	if (tell && FAILED(connection_arm(c, true)))
		assoc_close(&c->assoc, RPC_E_OUT_OF_RESOURCES);
	connection_unlock(c);
}

void connection_look(struct connection *c)
{
	os_mutex_lock(&c->lock);
	bool mine = !readers_look() && !c->reading && !c->ended && !connection_is_full(c);
	c->reading |= mine;
	os_mutex_unlock(&c->lock);
	if (mine)
		connection_read(c, NULL);
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
static bool connection_sleep(struct wait_source *s, struct waitable *w, os_parker *parker, uint64_t deadline)
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
	if (connection_read_soon(c, NULL, deadline)) {
		watch_glance();
		return true;
	}
	in_time = watch_sleep(parker, c->stream.fd, deadline, &readable);
	if (readable) {
		connection_read(c, NULL);
	} else {
		os_mutex_lock(&c->lock);
		connection_forgo_reading(c);
	}
	return in_time;
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
	if (events & OS_WRITABLE)
		connection_flush(c);
	c->ending |= r->ended;
	bool readable = events & OS_READABLE || r->ended;
	bool mine = (readable || c->missed || c->stuck) && !c->reading && !connection_is_full(c);
	c->missed |= readable && !mine;
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
		hr = watch_add(&c->watched, OS_READABLE | (c->writing ? OS_WRITABLE : 0u));
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
	c->watched.fd = s->fd;
	c->watched.ops = &connection_ops;
	c->term = WATCH_ALWAYS;
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
