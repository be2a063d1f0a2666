/* connection_read.c - who has the right to read takes in what has come, or comes soon: one thread at a time. */
#include "wire/connections.h"

enum { READ_BEGIN = 4 << 10, READS_AT_ONCE = 8, LANDINGS_AT_ONCE = 32 };

/* ---- the right to read ---- */

/* Locked. Nobody has said yet that he waits for one, but the set is to tell of it. */
static bool connection_is_deaf_to_bells(const struct connection *c)
{
	return c->armed ? !stream_is_told(&c->stream, !connection_is_full(c)) : c->writing && stream_is_shared_out(&c->stream);
}

/* Locked. Who has it gives it to the next who waits for it; what was missed meanwhile is told again: as soon as there is room for
 * answers. */
void connection_stop_reading(struct connection *c)
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
	bool again = c->missed && !connection_is_full(c);
	if (again)
		c->missed = false;
	if ((again || connection_is_deaf_to_bells(c)) && FAILED(connection_arm(c, true)))
		assoc_close(&c->assoc, RPC_E_OUT_OF_RESOURCES);
}

/* Locked, and unlocked afterwards: the right to read is given up unused. */
void connection_forgo_reading(struct connection *c)
{
	connection_stop_reading(c);
	if (c->assoc.closed == S_OK)
		os_mutex_unlock(&c->lock);
	else
		connection_leave(c, false);
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
		if (c->assoc.shifts) /* who shares says how long his messages are: nothing but these is read here */
			hr = FAIL(RPC_S_PROTOCOL_ERROR);
		if (hr == S_OK && a.size < l.size && !a.fd_count)
			hr = S_FALSE;
	}
	return hr;
}

/* Locked. Who has not agreed upon descriptors is not to send any, which is looked at; who has sends them in calls of interfaces
 * that have some, and not before these are agreed upon. */
static bool connection_is_bare(const struct connection *c)
{
	return c->assoc.bare || (c->assoc.carries && !c->brings && !connection_may_share(c));
}

/* Locked: most of what has filled the room was one message, and too little is missing to be worth another way. */
static bool connection_is_long(const struct connection *c)
{
	const struct message *m = &c->assoc.message;

	return c->room == READ_SIZE && !c->stream.secure && m->open && m->size > READ_SIZE / 2 && m->left < LANDING_LEAST;
}

/* Locked: takes in what was read. Whether there may be more. */
static bool connection_take(struct connection *c, struct turn *t, HRESULT hr, const uint8_t *buffer, struct arrival *a)
{
	c->turn = t;
	c->came += a->size;
	if (a->size)
		heart_hear(c);
	if (SUCCEEDED(hr) && a->fd_count)
		hr = assoc_bring(&c->assoc, a->fds, a->fd_count);
	if (hr == S_OK && a->size)
		assoc_feed(&c->assoc, buffer, a->size);
	bool shifts = c->assoc.shifts;
	pcap_came(&c->flow, buffer, shifts ? a->size - c->assoc.bells : a->size);
	bool expected = c->lands; /* and so perhaps nothing was read, although there is something else than that now */
	bool filled = a->size == c->room, lands = hr == S_OK && !c->stream.secure && landing_is_due(&c->assoc);
	if (lands && c->armed && c->watched.id) /* every write of it would wake somebody else */
		connection_arm(c, false);
	if (lands)
		hr = connection_land(c);
	c->lands = lands && landing_is_due(&c->assoc);
	filled |= shifts; /* what comes next is elsewhere, and may be there already */
	c->assoc.shifts = false;
	if (lands || filled) /* where long messages come one after the other, their begin is enough */
		c->room = lands || (filled && connection_is_long(c)) ? READ_BEGIN : READ_SIZE;
	if (lands || expected) /* who reads next is told of what is behind it */
		filled = c->assoc.message.open || c->assoc.inbox.have;
	c->deaf |= FAILED(hr) && !a->more;
	if (FAILED(hr))
		connection_fail(c, hr);
	c->turn = NULL;
	connection_share(c);
	c->stream.bare = connection_is_bare(c);
	c->stream.loses = !c->brings && connection_may_share(c);
	c->stuck = a->blocked;
	if (a->blocked && !c->writing)
		connection_write_later(c);
	bool more = FAILED(hr) ? a->more :
	            hr == S_OK && (filled || a->fd_count || a->more || c->ending) &&
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
		hr = stream_read(&c->stream, buffer, c->room, a);
		connection_lock(c);
	}
	connection_leave(c, true);
}

void connection_read(struct connection *c, struct turn *t)
{
	uint8_t buffer[READ_SIZE];
	struct arrival a;

	arrival_clear(&a);
	HRESULT hr = c->lands ? S_OK : stream_read(&c->stream, buffer, c->room, &a);

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
	struct arrival none;

	arrival_clear(&none);
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

	c->stream.hurries = true;
	os_try(&c->patience, deadline, connection_try_long, &r);
	c->stream.hurries = false;
	return r.hr;
}

/* Asleep in the read itself, for a short time. */
static HRESULT connection_doze(struct connection *c, struct turn *t, uint8_t *buffer, struct arrival *a)
{
	if (!stream_may_wait(&c->stream))
		return S_FALSE;
	stay_sleeps(t);
	HRESULT hr = stream_await(&c->stream, buffer, c->room, a);
	stay_wakes(t);
	return hr;
}

/* Who goes to sleep elsewhere, or leaves, is told at the socket of what comes. */
static HRESULT connection_settle(struct connection *c, uint8_t *buffer, struct arrival *a)
{
	if (stream_is_told(&c->stream, true))
		return S_FALSE;
	return c->lands ? S_OK : stream_read(&c->stream, buffer, c->room, a);
}

/* The same, if something comes soon: else the right remains. */
bool connection_read_soon(struct connection *c, struct turn *t, struct patience p)
{
	uint8_t buffer[READ_SIZE];
	struct arrival a;

	arrival_clear(&a);
	HRESULT hr = c->lands ? connection_read_long_soon(c, t, p.deadline) :
			        stream_read_soon(&c->stream, &c->patience, p.deadline, buffer, c->room, &a);
	if (hr == S_FALSE && p.sleeps && !c->lands)
		hr = connection_doze(c, t, buffer, &a);
	if (hr == S_FALSE)
		hr = connection_settle(c, buffer, &a);
	if (hr == S_FALSE)
		return false;
	stay_reads(t);
	connection_read_on(c, t, hr, buffer, &a);
	return true;
}

/* The right was of no use. */
void connection_return_reading(struct connection *c)
{
	os_mutex_lock(&c->lock);
	connection_forgo_reading(c);
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
	if (connection_read_soon(c, t, (struct patience){ OS_FOREVER, true }))
		return true;
	connection_return_reading(c);
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
	if (os_is_copy()) /* what it takes in nobody else gets */
		return;
	os_mutex_lock(&c->lock);
	bool mine = !readers_look() && !c->reading && !c->ended && !connection_is_full(c);
	c->reading |= mine;
	os_mutex_unlock(&c->lock);
	if (mine)
		connection_read(c, NULL);
}
