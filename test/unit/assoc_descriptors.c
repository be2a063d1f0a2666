/* assoc_descriptors.c - descriptors that come with octets: whose they are, and that those which are nobody's are closed. The
 * harness counts them. */
#include <unistd.h>

#include "wires.h"

struct bound {
	struct assoc_groups groups;
	struct assoc_service service;
	struct wires_server s;
	struct assoc *a;
};

/* A server that a client has bound to the echo, as context 1, with these features of acom's. */
static void open_bound(struct bound *b, uint16_t features)
{
	struct pdu_syntax feature = pdu_feature_syntax(PDU_FEATURES_ACOM, features);
	struct put p = wires_begin(PDU_BIND, PDU_FIRST | PDU_LAST | PDU_CONC_MPX, 1, false);
	struct heard heard;

	*b = (struct bound){ .a = &b->s.server.a };
	b->service = wires_service(&b->groups);
	assert_int_equal(wires_server_init(&b->s, &b->service), S_OK);
	pdu_put_bind(&p, &(struct pdu_bind){ .xmit = PDU_MOST, .recv = PDU_MOST, .count = 2 });
	pdu_put_context(&p, &(struct pdu_context){ .id = 1, .count = 1, .interface = wires_echo });
	pdu_put_syntax(&p, &pdu_ndr);
	pdu_put_context(&p, &(struct pdu_context){ .id = 2, .count = 1, .interface = feature });
	pdu_put_syntax(&p, &feature);
	wires_say(b->a, &p, 0);
	assert_true(wires_hear(b->a, &heard));
	assert_int_equal(heard.h.type, PDU_BIND_ACK);
	assert_int_equal(b->a->carries, (features & PDU_DESCRIPTORS) != 0);
}

static void close_it(struct bound *b)
{
	wires_server_fini(&b->s);
}

/* So many new ones come with what is fed next. */
static HRESULT bring(struct assoc *a, unsigned count)
{
	int fds[OS_FDS_MOST];

	for (unsigned i = 0; i < count; i++) {
		fds[i] = os_eventfd();
		assert_true(fds[i] >= 0);
	}
	return assoc_bring(a, fds, count);
}

/* A request, or a fragment of one, with a stub of so many octets; where it begins in `room`. Returns what it is long. */
static size_t put_request(uint8_t *room, uint8_t flags, uint32_t id, uint16_t stub)
{
	static const uint8_t zeros[64];
	struct put p = put_to(room, 128, false);

	pdu_begin(&p, PDU_REQUEST, flags, id);
	pdu_put_request(&p, &(struct pdu_request){ .alloc_hint = stub, .context = 1, .opnum = 1, .stub = { zeros, stub } });
	return pdu_end(&p);
}

static void say_request(struct assoc *a, uint8_t flags, uint32_t id)
{
	uint8_t room[128];
	size_t size = put_request(room, flags, id, 8);

	assoc_feed(a, room, size);
}

enum { WHOLE = PDU_FIRST | PDU_LAST };

TEST(they_come_with_the_request_that_is_fed)
{
	struct bound b;

	open_bound(&b, PDU_DESCRIPTORS);
	assert_int_equal(bring(b.a, 3), S_OK);
	say_request(b.a, WHOLE, 1);
	assert_int_equal(b.s.descriptors, 3);
	say_request(b.a, WHOLE, 2);
	assert_int_equal(b.s.descriptors, 0);
	assert_int_equal(b.a->closed, S_OK);
	close_it(&b);
}

TEST(they_belong_to_the_last_pdu_that_begins_in_the_octets)
{
	uint8_t room[256];
	struct bound b;

	open_bound(&b, PDU_DESCRIPTORS);
	size_t first = put_request(room, WHOLE, 1, 8), all = first + put_request(room + first, WHOLE, 2, 16);
	for (size_t cut = first + 1; cut <= all; cut++) { /* what follows is read later */
		b.s.descriptors_before = 99;
		assert_int_equal(bring(b.a, 2), S_OK);
		assoc_feed(b.a, room, cut);
		assoc_feed(b.a, room + cut, all - cut);
		assert_int_equal(b.s.descriptors_before, 0);
		assert_int_equal(b.s.descriptors, 2);
		assert_int_equal(b.a->closed, S_OK);
	}
	close_it(&b);
}

TEST(those_of_a_first_fragment_are_the_whole_requests)
{
	struct bound b;

	open_bound(&b, PDU_DESCRIPTORS);
	assert_int_equal(bring(b.a, 1), S_OK);
	say_request(b.a, PDU_FIRST, 1);
	assert_int_equal(b.s.requests, 0);
	say_request(b.a, 0, 1);
	say_request(b.a, PDU_LAST, 1);
	assert_int_equal(b.s.requests, 1);
	assert_int_equal(b.s.descriptors, 1);
	assert_int_equal(bring(b.a, 1), S_OK); /* of a message that is never complete */
	say_request(b.a, PDU_FIRST, 2);
	close_it(&b);
}

static void expect_breach(struct bound *b)
{
	assert_int_equal(b->a->closed, RPC_S_PROTOCOL_ERROR);
	close_it(b);
}

TEST(where_they_cannot_belong_the_connection_ends)
{
	uint8_t room[128];
	struct bound b;
	struct put p;

	open_bound(&b, PDU_DESCRIPTORS); /* a later fragment */
	say_request(b.a, PDU_FIRST, 1);
	assert_int_equal(bring(b.a, 1), S_OK);
	say_request(b.a, PDU_LAST, 1);
	expect_breach(&b);

	open_bound(&b, PDU_DESCRIPTORS); /* no request */
	assert_int_equal(bring(b.a, 1), S_OK);
	p = wires_begin(PDU_CO_CANCEL, WHOLE, 7, false);
	wires_say(b.a, &p, 0);
	expect_breach(&b);

	open_bound(&b, PDU_DESCRIPTORS);
	assert_int_equal(bring(b.a, 1), S_OK);
	p = wires_offer(PDU_ALTER, WHOLE, 2, &wires_echo, false);
	wires_say(b.a, &p, 0);
	expect_breach(&b);

	open_bound(&b, PDU_DESCRIPTORS); /* the middle of a PDU */
	size_t size = put_request(room, WHOLE, 1, 8);
	assoc_feed(b.a, room, 20);
	assert_int_equal(bring(b.a, 1), S_OK);
	assoc_feed(b.a, room + 20, 4);
	expect_breach(&b);

	open_bound(&b, PDU_DESCRIPTORS); /* the end of one */
	assoc_feed(b.a, room, 20);
	assert_int_equal(bring(b.a, 1), S_OK);
	assoc_feed(b.a, room + 20, size - 20);
	expect_breach(&b);
}

TEST(a_pdu_that_never_ends_keeps_none_behind_the_connection)
{
	uint8_t room[128];
	struct bound b;

	open_bound(&b, PDU_DESCRIPTORS);
	put_request(room, WHOLE, 1, 8);
	assert_int_equal(bring(b.a, 2), S_OK);
	assoc_feed(b.a, room, 20);
	close_it(&b);
}

TEST(nobody_has_agreed_upon_them_or_they_are_too_many)
{
	struct bound b;

	open_bound(&b, PDU_DESCRIPTORS << 1);
	assert_int_equal(bring(b.a, 1), RPC_S_PROTOCOL_ERROR);
	close_it(&b);
	open_bound(&b, PDU_DESCRIPTORS);
	assert_int_equal(bring(b.a, NDR_DESCRIPTORS + 1), RPC_S_PROTOCOL_ERROR);
	assert_int_equal(bring(b.a, NDR_DESCRIPTORS), S_OK);
	say_request(b.a, WHOLE, 1);
	assert_int_equal(b.s.descriptors, NDR_DESCRIPTORS);
	close_it(&b);
}

TEST(calls_that_wait_have_no_more_than_a_limit)
{
	struct bound b;
	uint32_t id = 0;

	open_bound(&b, PDU_DESCRIPTORS);
	b.s.hold = true;
	while (b.a->unclaimed < limit_of(ACOM_LIMIT_DESCRIPTORS)) {
		assert_int_equal(bring(b.a, NDR_DESCRIPTORS), S_OK);
		say_request(b.a, WHOLE, ++id);
	}
	wires_hear_nothing(b.a);
	assert_int_equal(bring(b.a, 1), S_OK);
	say_request(b.a, WHOLE, ++id);
	wires_hear_fault(b.a, id, 1, PDU_TOO_BUSY, true);
	say_request(b.a, WHOLE, ++id); /* without one it is taken */
	wires_hear_nothing(b.a);
	assoc_server_fault(&b.s.server, b.s.held[0], PDU_NO_MEMORY, false, NULL);
	wires_hear_fault(b.a, 1, 1, PDU_NO_MEMORY, false);
	assert_int_equal(bring(b.a, 1), S_OK);
	say_request(b.a, WHOLE, ++id);
	wires_hear_nothing(b.a);
	assert_int_equal(b.a->closed, S_OK);
	close_it(&b);
}

TEST(a_request_that_is_refused_keeps_none)
{
	uint8_t room[128];
	struct bound b;

	open_bound(&b, PDU_DESCRIPTORS);
	struct put p = put_to(room, sizeof room, false);
	pdu_begin(&p, PDU_REQUEST, PDU_FIRST, 5);
	pdu_put_request(&p, &(struct pdu_request){ .context = 77, .opnum = 1, .stub = { room, 0 } });
	assert_int_equal(bring(b.a, 2), S_OK);
	assoc_feed(b.a, room, pdu_end(&p));
	wires_hear_fault(b.a, 5, 0, PDU_UNKNOWN_IF, true);
	close_it(&b);
}

/* ---- out ---- */

static struct ndr_descriptors *some(unsigned count)
{
	int fds[OS_FDS_MOST];

	for (unsigned i = 0; i < count; i++)
		fds[i] = os_eventfd();
	return needed(descriptors_of(fds, count, NDR_DESCRIPTORS));
}

static void queue(struct outbox *o, uint8_t first, size_t size)
{
	uint8_t *room = needed(outbox_room(o, size));

	memset(room, first, size);
	room[8] = (uint8_t)size;
	room[9] = (uint8_t)(size >> 8);
	outbox_add(o, size);
}

/* The next write is so long, begins with this octet, and has so many descriptors. */
static void expect_write(struct outbox *o, uint8_t first, size_t size, unsigned count)
{
	struct span spans[4];
	unsigned n = outbox_spans(o, spans, 4);
	size_t all = 0;

	for (unsigned i = 0; i < n; i++)
		all += spans[i].size;
	assert_int_equal(all, size);
	assert_int_equal(*spans[0].at, first);
	assert_int_equal(outbox_due(o) ? outbox_due(o)->count : 0, count);
}

TEST(a_pdu_with_descriptors_has_a_write_of_its_own)
{
	struct outbox o = { 0 };
	struct ndr_descriptors *two = some(2), *one = some(1), *none = NULL;
	uint64_t at;

	queue(&o, 'a', PDU_MOST);
	at = o.queued;
	queue(&o, 'b', 300);
	outbox_attach(&o, at, &two);
	outbox_attach(&o, at, &none);
	queue(&o, 'c', PDU_MOST);
	at = o.queued;
	for (char c = 'd'; c < 'h'; c++)
		queue(&o, (uint8_t)c, PDU_MOST);
	outbox_attach(&o, at, &one);
	assert_null(two);
	expect_write(&o, 'a', PDU_MOST, 0);
	outbox_sent(&o, 100);
	expect_write(&o, 'a', PDU_MOST - 100, 0);
	outbox_sent(&o, PDU_MOST - 100);
	expect_write(&o, 'b', 300, 2);
	outbox_sent(&o, 1); /* they are gone with the first octet */
	expect_write(&o, 'b', 299 + PDU_MOST, 0);
	outbox_sent(&o, 299 + PDU_MOST);
	expect_write(&o, 'd', PDU_MOST, 1);
	outbox_fini(&o);
	assert_null(o.descriptors);
}

TEST(what_is_taken_back_takes_its_descriptors_along)
{
	struct outbox o = { 0 };
	struct ndr_descriptors *kept = some(1), *dropped = some(1);

	queue(&o, 'a', 100);
	outbox_attach(&o, 0, &kept);
	struct outbox_mark mark = outbox_mark(&o);
	queue(&o, 'b', 100);
	outbox_attach(&o, 100, &dropped);
	outbox_rewind(&o, mark);
	expect_write(&o, 'a', 100, 1);
	assert_null(o.descriptors->next);
	outbox_sent(&o, 100);
	queue(&o, 'c', 100);
	expect_write(&o, 'c', 100, 0);
	outbox_fini(&o);
}

/* ---- the client's end ---- */

struct talk {
	struct bound b;
	struct assoc_client client;
	struct assoc_peer peer;
	unsigned answers, descriptors; /* came with the last one */
};

static void talk_agreed(void *context, uint16_t id, HRESULT hr)
{
	(void)context, (void)id;
	assert_int_equal(hr, S_OK);
}

static void talk_answer(void *context, struct wire_call *call, struct assoc_answer *answer)
{
	struct talk *t = context;

	(void)call;
	t->answers++;
	t->descriptors = answer->descriptors ? answer->descriptors->count : 0;
}

/* Bound, and with a call that the server has. */
static struct wire_call *talk_open(struct talk *t, bool bare)
{
	static const struct assoc_client_ops ops = { talk_agreed, talk_answer, NULL, NULL, NULL };
	struct wire_call *call;
	uint16_t id;

	*t = (struct talk){ .peer = { .ops = &ops, .features = { 0, PDU_DESCRIPTORS }, .response_limit = 1 << 20, .calls_limit = 9 } };
	t->b.a = &t->b.s.server.a;
	t->b.service = wires_service(&t->b.groups);
	assert_int_equal(wires_server_init(&t->b.s, &t->b.service), S_OK);
	assert_int_equal(assoc_client_init(&t->client, &t->peer, t), S_OK);
	t->client.a.bare = bare;
	assert_int_equal(assoc_client_offer(&t->client, &wires_echo, &id), S_FALSE);
	wires_talk(&t->client.a, t->b.a, 0);
	assert_int_equal(t->client.a.carries, !bare);
	assert_int_equal(t->b.a->carries, !bare);
	t->b.s.hold = true;
	struct pdu_request r = { .context = id, .opnum = 1, .stub = { (const uint8_t *)"12345678", 8 } };
	assert_int_equal(assoc_client_call(&t->client, &r, NULL, &call), S_OK);
	wires_carry(&t->client.a, t->b.a, 0);
	needed(t->b.s.held[0]);
	return call;
}

static void talk_close(struct talk *t)
{
	assoc_client_fini(&t->client);
	close_it(&t->b);
}

static void respond(struct talk *t)
{
	struct span answer = { (const uint8_t *)"answer", 6 };

	assert_int_equal(assoc_server_respond(&t->b.s.server, t->b.s.held[0], answer, no_span), S_OK);
	wires_carry(t->b.a, &t->client.a, 0);
}

TEST(an_answer_brings_some_and_those_that_nobody_takes_are_closed)
{
	struct talk t;

	talk_open(&t, false);
	assert_int_equal(bring(&t.client.a, 2), S_OK);
	respond(&t);
	assert_int_equal(t.answers, 1);
	assert_int_equal(t.descriptors, 2);
	assert_int_equal(t.client.a.closed, S_OK);
	talk_close(&t);
}

TEST(an_answer_that_nobody_waits_for_keeps_none_open)
{
	struct talk t;

	assoc_client_orphan(&t.client, talk_open(&t, false));
	assert_int_equal(bring(&t.client.a, 2), S_OK);
	respond(&t);
	assert_int_equal(t.answers, 0);
	assert_int_equal(t.client.a.closed, S_OK);
	talk_close(&t);
}

TEST(a_fault_has_none_and_they_are_not_offered_where_nothing_carries_them)
{
	struct talk t;

	talk_open(&t, false);
	assert_int_equal(bring(&t.client.a, 1), S_OK);
	assoc_server_fault(&t.b.s.server, t.b.s.held[0], PDU_NO_MEMORY, false, NULL);
	wires_carry(t.b.a, &t.client.a, 0);
	assert_int_equal(t.client.a.closed, RPC_S_PROTOCOL_ERROR);
	talk_close(&t);
	talk_open(&t, true);
	assert_int_equal(bring(&t.client.a, 1), RPC_S_PROTOCOL_ERROR);
	respond(&t);
	assert_int_equal(t.answers, 1);
	talk_close(&t);
}
