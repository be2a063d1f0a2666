/* landing.c - connections that read the rest of a long message to where it stays, and what comes between. */
#include "caller.h"
#include "pair.h"

/* ---- a server whose answers have no room meanwhile ---- */

/* A service whose requests are answered at once, with so many KiB as their number says. */
static os_u32 requests;
static const struct pdu_syntax answering = { { 0x5d1c0a77, 1, 2, { 3 } }, 1 };

static const void *answering_find(void *context, const struct pdu_syntax *interface)
{
	(void)context;
	return pdu_syntax_equal(interface, &answering) ? &answering : NULL;
}

static void answering_request(void *context, struct assoc_request *r)
{
	static const uint8_t zeros[2 << 20];
	struct connection *c = context;
	struct span stub = { zeros, (size_t)r->opnum << 10 };

	if (FAILED(assoc_server_respond(&c->server, r->call, (struct span){ NULL, 0 }, stub)))
		assoc_server_fault(&c->server, r->call, PDU_NO_MEMORY, true, NULL);
	os_add32(&requests, 1);
}

static void answering_nothing(void *context, struct wire_call *call)
{
	(void)context;
	(void)call;
}

static void answering_closed(void *context, void *kept)
{
	(void)context;
	assert_null(kept);
}

static const struct assoc_server_ops answering_ops = {
	.find = answering_find, .request = answering_request, .cancel = answering_nothing, .orphan = answering_nothing,
	.closed = answering_closed,
};

static void ask(struct caller *k, uint16_t kib, const uint8_t *stub, size_t size, struct reply *reply)
{
	struct pdu_request r = { .context = caller_context(k, &answering), .opnum = kib, .stub = { stub, size } };

	memset(reply, 0, sizeof *reply);
	assert_int_equal(assoc_client_call(&k->client, &r, reply, &reply->call), S_OK);
}

/* So many requests are answered, and the server waits for more, or for room to write; which? */
static bool server_is_stuck(const struct caller *k, uint32_t count)
{
	bool reads = true, writing = false;

	while (reads) {
		os_yield();
		os_mutex_lock(&k->connection->lock);
		reads = os_load32(&requests) < count || k->connection->reading;
		writing = k->connection->writing;
		os_mutex_unlock(&k->connection->lock);
	}
	return writing;
}

/* The first block of the outbox: a short request, and the begin of a long one. */
static void send_begin(struct caller *k)
{
	struct span s;

	assert_int_equal(outbox_spans(&k->client.a.outbox, &s, 1), 1);
	assert_int_equal(os_socket_write(k->fd, &(struct os_part){ s.at, s.size }, 1, NULL, 0), s.size);
	outbox_sent(&k->client.a.outbox, s.size);
	assert_true(outbox_left(&k->client.a.outbox) > LANDING_LEAST);
}

TEST(a_long_request_is_read_to_its_end_when_the_client_has_made_room_for_answers)
{
	enum { SOME = 500, MANY = 1200, CALLS = 64, LARGE = 80000 };
	static struct reply replies[CALLS + 2];
	static const uint8_t octets[LARGE];
	static struct assoc_groups groups;
	struct assoc_service service = caller_service(&groups);
	struct caller k;
	unsigned n = 0;

	house_enter(COINIT_MULTITHREADED);
	service.ops = &answering_ops;
	os_store32(&requests, 0);
	caller_open(&k, &service);
	do {
		assert_true(n < CALLS);
		ask(&k, SOME, NULL, 0, &replies[n++]);
		caller_send(&k);
	} while (!server_is_stuck(&k, n));
	ask(&k, MANY, NULL, 0, &replies[n++]);
	ask(&k, 0, octets, LARGE, &replies[n++]);
	send_begin(&k);
	assert_true(server_is_stuck(&k, n - 1));
	caller_send(&k);
	for (unsigned i = 0; i < n; i++) {
		caller_await(&k, &replies[i]);
		assert_int_equal(replies[i].hr, S_OK);
	}
	caller_close(&k);
	house_leave();
}

/* ---- a client that gives up meanwhile ---- */

static bool server_has_it(const struct pair *p)
{
	return calls_first(&p->server->assoc.calls);
}

static bool client_expects_more(const struct pair *p)
{
	return p->client->lands && !p->client->reading;
}

static void wait_until(const struct pair *p, struct connection *c, bool (*is)(const struct pair *p))
{
	bool there = false;

	while (!there) {
		os_yield();
		os_mutex_lock(&c->lock);
		there = is(p);
		os_mutex_unlock(&c->lock);
	}
}

/* The server is locked: so much of what it has to say goes to the client. */
static void send_some(const struct pair *p, size_t most)
{
	struct span s;

	assert_int_equal(outbox_spans(&p->server->assoc.outbox, &s, 1), 1);
	s.size = s.size < most ? s.size : most;
	assert_int_equal(os_socket_write(p->server->stream.fd, &(struct os_part){ s.at, s.size }, 1, NULL, 0), s.size);
	outbox_sent(&p->server->assoc.outbox, s.size);
}

static uint64_t came_at_least;

static bool client_has_read(const struct pair *p)
{
	return p->client->came >= came_at_least;
}

TEST(what_comes_behind_an_answer_that_nobody_wants_any_more_is_read_when_it_comes)
{
	static const uint8_t zeros[100000];
	struct asked a;
	struct pair p;

	house_enter(COINIT_MULTITHREADED);
	needed(pair_open(&p) ? &p : NULL);
	needed(pair_bind(&p) == S_OK ? &p : NULL);
	pair_ask(p.client, &a, LATER, (struct span){ zeros, 1 }, true);
	wait_until(&p, p.server, server_has_it);
	os_mutex_lock(&p.server->lock);
	HRESULT hr = assoc_server_respond(&p.server->server, calls_first(&p.server->assoc.calls), (struct span){ NULL, 0 },
					  (struct span){ zeros, sizeof zeros });
	needed(hr == S_OK ? &p : NULL);
	send_some(&p, SIZE_MAX);
	wait_until(&p, p.client, client_expects_more);
	os_mutex_lock(&p.client->lock);
	assoc_client_orphan(&p.client->client, calls_first(&p.client->assoc.calls));
	came_at_least = p.client->came + 1000;
	os_mutex_unlock(&p.client->lock);
	send_some(&p, 1000);
	wait_until(&p, p.client, client_has_read);
	os_mutex_unlock(&p.server->lock);
	waitable_fini(&a.done);
	pair_close(&p);
	house_leave();
}
