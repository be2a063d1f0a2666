/* stalled.c - peers that stop reading, or drip: others are served, and what waits for them is bounded. */
#include "caller.h"
#include "scene.h"
#include "trap.h"

enum { MIB = 1 << 20 };

/* ---- clients by hand that do not read ---- */

struct deaf {
	struct caller k;
	struct activated a;
	IPID ipid;
};

static void deaf_open(struct deaf *d, const struct away *r)
{
	char address[AWAY_ADDRESS];

	away_address(r, address);
	caller_dial(&d->k, address);
	assert_int_equal(caller_activate(&d->k, &CLSID_House, false, 1, &IID_ISimpleStream, &d->a), S_OK);
	d->ipid = activated_objref(&d->a, 0).ipid;
}

static void deaf_ask(struct deaf *d, ULONG octets, struct reply *reply)
{
	caller_ask(&d->k, &IID_ISimpleStream, 3, &d->ipid, &octets, sizeof octets, reply);
}

static void deaf_close(struct deaf *d)
{
	activated_fini(&d->a);
	caller_close(&d->k);
}

static void read_often(ISimpleStream *s)
{
	BYTE data[16];
	ULONG n;

	for (int i = 0; i < few(300); i++)
		assert_int_equal(ISimpleStream_Read(s, data, sizeof data, &n), S_OK);
}

enum { ASKED = 200, INSIDE = 8 };

/* Its answers would be a fifth of a gigabyte; those that may run at once fill what has room. */
ACROSS_BARE(who_asks_a_lot_and_reads_nothing_is_answered_as_he_reads_and_others_are_served)
{
	static struct reply replies[ASKED];
	struct trap *t = trap_make(COINIT_MULTITHREADED);
	unsigned asked = (unsigned)few(ASKED);
	struct deaf d;

	trap_open(t, over, COINIT_MULTITHREADED);
	ISimpleStream *s = trap_stream(t);
	deaf_open(&d, &t->away);
	for (unsigned i = 0; i < asked; i++)
		deaf_ask(&d, MIB, &replies[i]);
	read_often(s);
	assert_in_range(os_load32(&t->reads), few(300), (unsigned)few(300) + 4 * INSIDE);
	for (unsigned i = 0; i < asked; i++) {
		caller_await(&d.k, &replies[i]);
		assert_int_equal(replies[i].hr, S_OK);
		assert_true(replies[i].size > MIB);
	}
	assert_int_equal(os_load32(&t->reads), (unsigned)few(300) + asked);
	deaf_close(&d);
	ISimpleStream_Release(s);
	trap_close(t);
}

enum { LITTLE = 2048, LITTLE_ONES = 240 };

static HRESULT lower_unsent(void *unused)
{
	(void)unused;
	return AcomSetLimit(ACOM_LIMIT_UNSENT, 64 << 10);
}

/* Less than a bound may lie between the last call that is taken and the first answer that is refused. */
ACROSS_BARE(with_a_lower_bound_calls_are_held_sooner_and_their_answers_are_not_refused)
{
	static struct reply replies[LITTLE_ONES];
	struct trap *t = trap_make(COINIT_MULTITHREADED);
	struct deaf d;

	trap_open(t, over, COINIT_MULTITHREADED);
	assert_int_equal(away_run(&t->away, lower_unsent, NULL), S_OK);
	ISimpleStream *s = trap_stream(t);
	deaf_open(&d, &t->away);
	for (unsigned i = 0; i < LITTLE_ONES; i++)
		deaf_ask(&d, LITTLE, &replies[i]);
	read_often(s);
	for (unsigned i = 0; i < LITTLE_ONES; i++) {
		caller_await(&d.k, &replies[i]);
		assert_int_equal(replies[i].hr, S_OK);
	}
	deaf_close(&d);
	ISimpleStream_Release(s);
	trap_close(t);
}

enum { PENDING = 60, ANSWERS = 64 /* MiB */ };

static HRESULT give_answers_room(void *unused)
{
	(void)unused;
	return AcomSetLimit(ACOM_LIMIT_OUT_MEMORY, 4ull * ANSWERS * MIB);
}

/* Methods that are inside already cannot be kept waiting: what they answer is refused beyond the bound. */
ACROSS_BARE(of_answers_that_nobody_reads_so_many_wait_and_the_rest_is_refused)
{
	static struct reply replies[PENDING];
	struct scene *s = scene_streams();
	unsigned answered = 0;
	struct deaf d;

	s->house.async = true;
	s->house.mode = HOUSE_LATER;
	scene_open(s, over, COINIT_MULTITHREADED);
	assert_int_equal(away_run(&s->away, give_answers_room, NULL), S_OK);
	deaf_open(&d, &s->away);
	for (unsigned i = 0; i < PENDING; i++)
		deaf_ask(&d, 2 * MIB, &replies[i]);
	house_wait_count(&s->house.begins, PENDING);
	for (unsigned i = 0; i < PENDING; i++)
		house_complete(&s->house, S_OK);
	for (unsigned i = 0; i < PENDING; i++) {
		caller_await(&d.k, &replies[i]);
		answered += replies[i].hr == S_OK;
		if (replies[i].hr != S_OK)
			caller_expect_fault(&d.k, &replies[i], (uint32_t)RPC_E_OUT_OF_RESOURCES, false);
	}
	assert_in_range(answered, ANSWERS / 2, ANSWERS / 2 + 8);
	deaf_close(&d);
	scene_close(s);
}

/* ---- servers ---- */

ACROSS(of_calls_to_a_server_that_reads_nothing_so_many_wait_and_the_rest_is_refused)
{
	struct trap *t = trap_make(COINIT_MULTITHREADED);
	AsyncISimpleStream *calls[2 * ANSWERS], *last;
	unsigned count = 0;

	t->passes = true;
	trap_open(t, over, COINIT_MULTITHREADED);
	ISimpleStream *s = trap_stream(t);
	last = house_call(s);
	trap_stop(t);
	HRESULT hr = trap_write(last, 0, MIB);
	for (; SUCCEEDED(hr) && count < 2 * ANSWERS; count++) {
		calls[count] = last;
		last = house_call(s);
		hr = trap_write(last, 0, MIB);
	}
	assert_int_equal(hr, RPC_E_OUT_OF_RESOURCES);
	assert_in_range(count, ANSWERS, ANSWERS + 16);
	trap_go_on(t);
	for (unsigned i = 0; i < count; i++) {
		assert_int_equal(trap_finish(calls[i]), S_OK);
		AsyncISimpleStream_Release(calls[i]);
	}
	assert_int_equal(trap_write(last, 0, MIB), S_OK);
	assert_int_equal(trap_finish(last), S_OK);
	AsyncISimpleStream_Release(last);
	ISimpleStream_Release(s);
	trap_close(t);
}

ACROSS(of_requests_that_a_slow_server_has_taken_in_so_many_wait_and_the_rest_is_refused)
{
	struct trap *t = trap_make(COINIT_MULTITHREADED);
	AsyncISimpleStream *calls[ANSWERS + INSIDE];
	unsigned busy = 0;

	trap_open(t, over, COINIT_MULTITHREADED);
	ISimpleStream *s = trap_stream(t);
	for (unsigned i = 0; i < ARRAY_COUNT(calls); i++)
		calls[i] = trap_begin(s, i, MIB);
	assert_int_equal(trap_finish(calls[ARRAY_COUNT(calls) - 1]), RPC_S_SERVER_TOO_BUSY);
	trap_let(t, ARRAY_COUNT(calls));
	for (unsigned i = 0; i + 1 < ARRAY_COUNT(calls); i++) {
		HRESULT hr = trap_finish(calls[i]);
		if (hr != RPC_S_SERVER_TOO_BUSY)
			assert_int_equal(hr, S_OK);
		busy += FAILED(hr);
	}
	assert_in_range(busy, INSIDE - 1, INSIDE);
	for (unsigned i = 0; i < ARRAY_COUNT(calls); i++)
		AsyncISimpleStream_Release(calls[i]);
	ISimpleStream_Release(s);
	trap_close(t);
}

/* ---- who drips ---- */

enum { DRIPPING = 20 };

/* One octet of what he has to say. False: it was the last. */
static bool drip(struct caller *k)
{
	struct span s;

	if (!outbox_spans(&k->client.a.outbox, &s, 1))
		return false;
	assert_int_equal(os_socket_write(k->fd, &(struct os_part){ s.at, 1 }, 1, NULL, 0), 1);
	outbox_sent(&k->client.a.outbox, 1);
	return true;
}

static void drip_open(struct caller *k, const struct away *r)
{
	const struct pdu_syntax interface = { .uuid = IID_ISimpleStream };
	char address[AWAY_ADDRESS];
	uint16_t id;

	away_address(r, address);
	caller_dial(k, address);
	assert_int_equal(assoc_client_offer(&k->client, &interface, &id), S_FALSE);
}

ACROSS_BARE(who_drips_octets_is_understood_and_others_are_served_meanwhile)
{
	struct trap *t = trap_make(COINIT_MULTITHREADED);
	struct caller drips[DRIPPING];
	bool more = true;
	BYTE data[16];
	ULONG n;

	trap_open(t, over, COINIT_MULTITHREADED);
	ISimpleStream *s = trap_stream(t);
	for (unsigned i = 0; i < DRIPPING; i++)
		drip_open(&drips[i], &t->away);
	while (more) {
		for (unsigned i = 0; i < DRIPPING; i++)
			more = drip(&drips[i]);
		assert_int_equal(ISimpleStream_Read(s, data, sizeof data, &n), S_OK);
	}
	for (unsigned i = 0; i < DRIPPING; i++) {
		caller_context(&drips[i], &(struct pdu_syntax){ .uuid = IID_ISimpleStream });
		caller_close(&drips[i]);
	}
	ISimpleStream_Release(s);
	trap_close(t);
}
