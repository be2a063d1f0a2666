/* heart.c - AcomSetHeartbeat: whether a server that does not answer for long is there at all (decision 19). */
#include "wire/wire.h"

enum { ROUNDS = 2 }; /* in which nothing came behind the question: a reader of ours may just be about to tell */

static os_u32 heart_interval, heart_bound;

HRESULT AcomSetHeartbeat(DWORD interval, DWORD bound)
{
	if (interval == INFINITE || bound == INFINITE || (interval && !bound))
		return FAIL(E_INVALIDARG);
	os_store32(&heart_bound, bound);
	os_store32(&heart_interval, interval);
	os_socket_patience(interval, bound);
	return S_OK;
}

static uint64_t heart_soon(uint32_t milliseconds)
{
	return os_now() + milliseconds * (NS_PER_S / 1000);
}

/* Somebody waits, and nobody has hung up. */
static bool heart_matters(const struct connection *c)
{
	return c->assoc.closed == S_OK && os_load32(&heart_interval) &&
	       c->assoc.calls.count > c->client.orphan_count;
}

/* Something has happened: octets came, or of those up to the question some have left. */
static bool heart_beats(struct connection *c)
{
	struct heart *h = &c->heart;
	uint64_t sent = c->assoc.outbox.sent < h->question ? c->assoc.outbox.sent : h->question;
	bool beats = c->came != h->came || sent != h->sent;

	h->came = c->came;
	h->sent = sent;
	return beats;
}

/* Without memory, the next time. That the question itself leaves tells nothing. */
static void heart_ask(struct connection *c)
{
	struct heart *h = &c->heart;
	bool alone = c->assoc.outbox.sent == c->assoc.outbox.queued;

	if (FAILED(assoc_client_ask(&c->client)))
		return;
	h->question = c->assoc.outbox.queued;
	h->sent = alone ? h->question : c->assoc.outbox.sent;
	h->rounds = ROUNDS;
}

/* What has come may not have been read. */
static bool heart_gives_up(struct connection *c)
{
	return os_poll(c->stream.fd, 0) <= 0 && !--c->heart.rounds;
}

/* Locked. When it is to be looked at next; 0: no more. */
static uint64_t heart_look(struct connection *c)
{
	struct heart *h = &c->heart;

	if (!heart_matters(c))
		return 0;
	if (heart_beats(c)) {
		h->rounds = 0;
		return heart_soon(os_load32(&heart_interval));
	}
	if (!h->rounds) {
		heart_ask(c);
	} else if (heart_gives_up(c)) {
		connection_abandon(c, FAIL(RPC_E_SERVER_DIED));
		return 0;
	}
	return heart_soon(os_load32(&heart_bound) / ROUNDS);
}

static void heart_ring(struct alarm *a)
{
	struct connection *c = container_of(a, struct connection, heart.alarm);

	connection_lock(c);
	uint64_t next = heart_look(c);
	c->heart.runs = next;
	if (next)
		alarm_set(a, next);
	connection_unlock(c);
	if (!next)
		connection_unref(c);
}

void heart_begin(struct connection *c)
{
	struct heart *h = &c->heart;
	uint32_t interval = os_load32(&heart_interval);

	if (!interval || h->runs || !(c->client.features[PDU_FEATURES_ACOM] & PDU_READS))
		return;
	connection_watch(c);
	if (c->assoc.closed != S_OK)
		return;
	*h = (struct heart){ .runs = true, .came = c->came, .sent = c->assoc.outbox.sent, .question = c->assoc.outbox.queued };
	h->alarm.ring = heart_ring;
	connection_ref(c);
	alarm_set(&h->alarm, heart_soon(interval));
}

void heart_hear(struct connection *c)
{
	struct heart *h = &c->heart;

	if (!h->rounds || !alarm_clear(&h->alarm))
		return;
	h->rounds = 0;
	alarm_set(&h->alarm, heart_soon(os_load32(&heart_interval)));
}

bool heart_end(struct connection *c)
{
	if (c->serves || !c->heart.runs || !alarm_clear(&c->heart.alarm))
		return false;
	c->heart.runs = false;
	return true;
}
