/* parcel.c - stubs that leave from where they lie, and fragments that are read to where they are collected. */
#include <malloc.h>

#include "wires.h"

enum { MOST = 1000, FRONT = 8 };

static struct {
	unsigned done;
	struct lender lender;
} lends;

static void lent_back(struct lender *l)
{
	assert_ptr_equal(l, &lends.lender);
	lends.done++;
}

static struct lender *lend(const void *owner)
{
	lends.lender = (struct lender){ lent_back, owner };
	return &lends.lender;
}

static uint8_t *pattern(size_t size)
{
	uint8_t *octets = malloc(size);

	for (size_t i = 0; i < size; i++)
		octets[i] = (uint8_t)(i * 11 + i / 251);
	return octets;
}

static void cut(uint8_t *octets, size_t size, struct span parts[PARCEL_PARTS])
{
	size_t a = size / 3, b = size / 2;

	parts[0] = (struct span){ octets, FRONT };
	parts[1] = (struct span){ octets + FRONT, a - FRONT };
	parts[2] = (struct span){ octets + a, b - a };
	parts[3] = (struct span){ octets + b, size - b };
}

/* ---- the client's end, and a server's that echoes ---- */

struct pair {
	struct assoc_groups groups;
	struct assoc_service service;
	struct wires_server s;
	struct assoc_peer peer;
	struct assoc_client c;
	struct wire_call rooms[2]; /* in turns */
	unsigned asked;
	const uint8_t *expected;
	size_t size;
	unsigned answers;
	HRESULT hr, before; /* of the last one, and of the one before */
	uint16_t id;
	struct ndr_landed aside; /* what the next long answer is to have elsewhere */
};

static void pair_agreed(void *context, uint16_t id, HRESULT hr)
{
	(void)context;
	(void)id;
	(void)hr;
}

static void pair_answer(void *context, struct wire_call *call, struct assoc_answer *a)
{
	struct pair *p = context;

	(void)call;
	p->answers++;
	p->before = p->hr;
	p->hr = a->hr;
	if (a->hr != S_OK || !p->expected)
		return;
	size_t from = a->aside.size ? a->aside.from : a->stub.size, end = from + a->aside.size;
	assert_int_equal(a->stub.size + a->aside.size, p->size);
	assert_memory_equal(a->stub.at, p->expected, from);
	if (a->aside.size)
		assert_memory_equal(a->aside.at, p->expected + from, a->aside.size);
	assert_memory_equal(a->stub.at + from, p->expected + end, p->size - end);
}

static void pair_begins(void *context, struct wire_call *call, struct span first, struct ndr_landed *aside)
{
	struct pair *p = context;

	(void)call;
	assert_memory_equal(first.at, p->expected, first.size);
	*aside = p->aside;
}

/* longs: both are of a kind, and so fragments may be long. */
static void pair_open_with(struct pair *p, bool longs)
{
	static const struct assoc_client_ops ops = { pair_agreed, pair_answer, pair_begins, NULL, NULL };

	memset(p, 0, sizeof *p);
	lends.done = 0;
	p->service = wires_service(&p->groups);
	p->peer = (struct assoc_peer){ .ops = &ops, .features = { PDU_KEEP_ON_ORPHAN, longs ? PDU_DESCRIPTORS : 0 } };
	assert_int_equal(wires_server_init(&p->s, &p->service), S_OK);
	assert_int_equal(assoc_client_init(&p->c, &p->peer, p), S_OK);
	assert_int_equal(assoc_client_offer(&p->c, &wires_echo, &p->id), S_FALSE);
	wires_talk(&p->c.a, &p->s.server.a, 0);
}

static void pair_open(struct pair *p)
{
	pair_open_with(p, false);
}

static void pair_close(struct pair *p)
{
	assoc_client_fini(&p->c);
	wires_server_fini(&p->s);
}

static struct wire_call *pair_ask(struct pair *p, uint8_t *octets, size_t size)
{
	struct pdu_request r = { .context = p->id, .opnum = 2 };
	struct span parts[PARCEL_PARTS];
	struct wire_call *room = &p->rooms[p->asked++ % 2];

	cut(octets, size, parts);
	p->expected = octets;
	p->size = size;
	assert_int_equal(assoc_client_call_lent(&p->c, &r, parts, lend(p), NULL, room), S_OK);
	return room;
}

/* ---- octets that come to where they belong, in pieces ---- */

static void land(struct assoc *to, const struct landing *l, const uint8_t *octets, size_t size)
{
	size_t at = 0;

	for (unsigned i = 0; i < l->count && at < size; i++) {
		size_t part = l->rooms[i].size < size - at ? l->rooms[i].size : size - at;
		memcpy(l->rooms[i].at, octets + at, part);
		at += part;
	}
	landing_take(to, l, size, false);
}

/* How often something was read to where it belongs. */
static unsigned pour(struct assoc *to, const uint8_t *octets, size_t size, size_t piece)
{
	unsigned landed = 0;
	struct landing l;

	for (size_t at = 0, part; at < size; at += part) {
		bool lands = landing_plan(to, &l);
		part = size - at < piece ? size - at : piece;
		if (lands && part > l.size)
			part = l.size;
		if (lands)
			land(to, &l, octets + at, part);
		else
			wires_feed(to, octets + at, part, 0);
		landed += lands;
	}
	return landed;
}

/* All that an end has to say. */
static size_t said(struct assoc *a, uint8_t **octets)
{
	size_t size = (size_t)outbox_left(&a->outbox), at = 0;
	struct span spans[5];
	unsigned n;

	*octets = malloc(size + 1);
	while ((n = outbox_spans(&a->outbox, spans, 5)))
		for (unsigned i = 0; i < n; i++) {
			memcpy(*octets + at, spans[i].at, spans[i].size);
			at += spans[i].size;
			outbox_sent(&a->outbox, spans[i].size);
		}
	assert_int_equal(at, size);
	return size;
}

static unsigned carry(struct assoc *from, struct assoc *to, size_t piece)
{
	uint8_t *octets;
	size_t size = said(from, &octets);
	unsigned landed = pour(to, octets, size, piece);

	free(octets);
	return landed;
}

static void take_twice(bool longs)
{
	enum { SIZE = 200000 };
	size_t most = longs ? PDU_LONG : PDU_MOST;
	uint8_t *octets = pattern(SIZE), *whole, *bits;
	static struct pair p;

	pair_open_with(&p, longs);
	pair_ask(&p, octets, SIZE);
	assert_int_equal(lends.done, 0);
	size_t size = said(&p.c.a, &whole);
	assert_int_equal(lends.done, 1);
	p.c.next_id = 0xffffffff; /* the next one has another id */
	assert_int_equal(size, SIZE + (SIZE + most - PDU_STUB - 1) / (most - PDU_STUB) * PDU_STUB);
	pair_ask(&p, octets, SIZE);
	bits = malloc(size);
	struct span s;
	for (size_t at = 0; at < size; at += s.size) {
		assert_int_equal(outbox_spans(&p.c.a.outbox, &s, 1), 1);
		s.size = s.size > 777 ? 777 : s.size;
		memcpy(bits + at, s.at, s.size);
		outbox_sent(&p.c.a.outbox, s.size);
	}
	for (size_t at = 0; at < size; at += most)
		memcpy(bits + at + 12, whole + at + 12, 4);
	assert_memory_equal(bits, whole, size);
	assert_int_equal(lends.done, 2);
	free(bits);
	free(whole);
	free(octets);
	pair_close(&p);
}

TEST(a_parcel_is_the_same_fragments_however_it_is_taken)
{
	take_twice(false);
	take_twice(true);
}

static void read_in_pieces(bool longs, const size_t *piece, size_t count)
{
	enum { SIZE = 300000 };
	uint8_t *octets = pattern(SIZE);
	static struct pair p;

	pair_open_with(&p, longs);
	assert_int_equal(p.c.a.fragment, longs ? PDU_LONG : PDU_MOST);
	assert_int_equal(p.s.server.a.fragment, p.c.a.fragment);
	for (size_t i = 0; i < count; i++) {
		pair_ask(&p, octets, SIZE);
		unsigned there = carry(&p.c.a, &p.s.server.a, piece[i]), back = carry(&p.s.server.a, &p.c.a, piece[i]);
		assert_int_equal(p.answers, i + 1);
		assert_int_equal(p.hr, S_OK);
		assert_true(piece[i] == SIZE_MAX || (there && back));
	}
	free(octets);
	pair_close(&p);
}

TEST(long_messages_are_read_to_where_they_are_collected_in_pieces_of_any_size)
{
	static const size_t pieces[] = { 1, 7, 15, 16, 39, 5839, 5840, 5841, 50000, 65536, 200000, SIZE_MAX };

	read_in_pieces(false, pieces, ARRAY_COUNT(pieces));
}

TEST(so_are_those_in_long_fragments)
{
	static const size_t pieces[] = { 23, 24, 40, 50000, 65528, 65550, SIZE_MAX };

	read_in_pieces(true, pieces, ARRAY_COUNT(pieces));
}

/* ---- a part of an answer goes elsewhere ---- */

static void write_elsewhere(bool longs, const size_t *from, size_t froms, const size_t *piece, size_t count)
{
	enum { SIZE = 150000 };
	uint8_t *octets = pattern(SIZE), *elsewhere;
	static struct pair p;

	pair_open_with(&p, longs);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < froms; k++) {
			size_t size = SIZE - from[k] - (i & 1 ? 4 : 0);
			elsewhere = malloc(size);
			p.aside = (struct ndr_landed){ elsewhere, from[k], size };
			unsigned before = p.answers;
			pair_ask(&p, octets, SIZE);
			carry(&p.c.a, &p.s.server.a, SIZE_MAX);
			carry(&p.s.server.a, &p.c.a, piece[i]);
			assert_int_equal(p.answers, before + 1);
			assert_int_equal(p.hr, S_OK);
			free(elsewhere);
		}
	free(octets);
	pair_close(&p);
}

TEST(a_part_of_an_answer_is_written_elsewhere_as_it_comes)
{
	static const size_t pieces[] = { 1, 16, 5839, 5840, 65536, 200000, SIZE_MAX }, froms[] = { 8, 12, 5816, 6000 };

	write_elsewhere(false, froms, ARRAY_COUNT(froms), pieces, ARRAY_COUNT(pieces));
}

TEST(a_part_of_an_answer_in_long_fragments_is_written_elsewhere_as_it_comes)
{
	static const size_t pieces[] = { 41, 65528, SIZE_MAX }, froms[] = { 8, 65504, 65600 };

	write_elsewhere(true, froms, ARRAY_COUNT(froms), pieces, ARRAY_COUNT(pieces));
}

static void give_up_in(bool longs, size_t part, bool closes)
{
	enum { SIZE = 150000 };
	uint8_t *octets = pattern(SIZE), *elsewhere = malloc(SIZE), *answer;
	static struct pair p;

	pair_open_with(&p, longs);
	p.aside = (struct ndr_landed){ elsewhere, 8, SIZE - 12 };
	struct wire_call *call = pair_ask(&p, octets, SIZE);
	carry(&p.c.a, &p.s.server.a, SIZE_MAX);
	size_t size = said(&p.s.server.a, &answer);
	pour(&p.c.a, answer, part < size ? part : size, 65536);
	needed(p.answers ? NULL : call); /* without memory it was a fault */
	call->more = &p; /* as of a method whose answers may have references in them */
	if (closes)
		assoc_close(&p.c.a, RPC_E_SERVER_DIED);
	else
		assoc_client_orphan(&p.c, call);
	free(elsewhere);
	pour(&p.c.a, answer + part, size - part, 65536);
	assert_int_equal(p.answers, closes);
	p.aside.size = 0;
	if (!closes) {
		pair_ask(&p, octets, 100);
		wires_talk(&p.c.a, &p.s.server.a, 0);
		assert_int_equal(p.answers, 1);
	}
	free(answer);
	free(octets);
	pair_close(&p);
}

TEST(nothing_is_written_there_any_more_once_the_caller_has_given_up)
{
	static const size_t parts[] = { 5840, 6000, 70000, 149000 };

	for (size_t i = 0; i < 4 * ARRAY_COUNT(parts); i++)
		give_up_in(i & 1, parts[i / 4], i & 2);
}

TEST(an_answer_that_is_shorter_than_it_began_is_told_as_it_came)
{
	enum { SIZE = 50000 };
	uint8_t *octets = pattern(SIZE), *elsewhere = malloc(2 * SIZE);
	static struct pair p;

	pair_open(&p);
	p.aside = (struct ndr_landed){ elsewhere, 8, 2 * SIZE };
	pair_ask(&p, octets, SIZE);
	p.size = 8;
	wires_talk(&p.c.a, &p.s.server.a, 0);
	assert_int_equal(p.answers, 1);
	free(elsewhere);
	free(octets);
	pair_close(&p);
}

/* A fragment of an answer. */
static size_t answer_part(uint8_t *to, const struct wire_call *call, uint8_t flags, uint32_t hint, struct span part)
{
	struct put p = put_to(to, PDU_MOST, false);

	pdu_begin(&p, PDU_RESPONSE, flags, call->id);
	pdu_put_response(&p, &(struct pdu_response){ .alloc_hint = hint, .context = call->context, .stub = part });
	return pdu_end(&p);
}

TEST(nothing_is_written_there_either_once_there_was_no_memory_for_what_is_behind_it)
{
	enum { SIZE = 100000, ASIDE = 6000, FIRST = 5000, SECOND = 1700, REST = 200 };
	uint8_t *octets = pattern(SIZE), elsewhere[ASIDE], room[PDU_MOST];
	static struct pair p;
	struct landing l;

	pair_open(&p);
	p.aside = (struct ndr_landed){ elsewhere, 8, ASIDE };
	struct wire_call *call = pair_ask(&p, octets, 100);
	size_t size = answer_part(room, call, PDU_FIRST, SIZE, (struct span){ octets, FIRST });
	wires_feed(&p.c.a, room, size, 0);
	assert_int_equal(p.answers, 0);
	size = answer_part(room, call, 0, SIZE - FIRST, (struct span){ octets + FIRST, SECOND });
	wires_feed(&p.c.a, room, size - REST, 0);
	os_alloc_fail(1, false);
	assert_false(landing_plan(&p.c.a, &l));
	os_alloc_fail(0, false);
	assert_int_equal(p.answers, 1);
	assert_int_equal(p.hr, E_OUTOFMEMORY);
	wires_feed(&p.c.a, room + size - REST, REST, 0);
	assert_int_equal(assoc_awaits(&p.c.a), ASSOC_REST);
	free(octets);
	pair_close(&p);
}

/* ---- what comes is not what was expected ---- */

static struct put fragment(uint8_t *room, uint8_t flags, uint32_t id, uint32_t hint, const uint8_t *stub, size_t size)
{
	struct put p = put_to(room, PDU_MOST, false);

	pdu_begin(&p, PDU_REQUEST, flags, id);
	pdu_put_request(&p, &(struct pdu_request){ .alloc_hint = hint, .context = 0, .opnum = 2, .stub = { stub, size } });
	pdu_end(&p);
	return p;
}

/* Fragments of a request, of which the hint says that it is as long as it is; `odd` of them is shorter, with a PDU behind it. */
static size_t request_of(uint8_t *to, const uint8_t *octets, size_t size, size_t part, unsigned odd)
{
	uint8_t *start = to;
	unsigned n = 0;

	for (size_t at = 0, now; at < size; at += now, n++) {
		now = n == odd ? part / 2 : part;
		now = now < size - at ? now : size - at;
		uint8_t flags = (at ? 0 : PDU_FIRST) | (at + now == size ? PDU_LAST : 0);
		struct put p = fragment(to, flags, 9, (uint32_t)(size - at), octets + at, now);
		to += put_size(&p);
		if (n == odd) {
			p = put_to(to, PDU_HEADER, false);
			pdu_begin(&p, PDU_CO_CANCEL, PDU_FIRST | PDU_LAST, 8);
			to += pdu_end(&p);
		}
	}
	return (size_t)(to - start);
}

TEST(fragments_that_are_cut_otherwise_than_expected_are_understood_all_the_same)
{
	enum { SIZE = 200000 };
	uint8_t *octets = pattern(SIZE), *request = malloc(2 * SIZE);
	static struct pair p;

	for (unsigned odd = 0; odd < 36; odd += 5) {
		pair_open(&p);
		p.s.hold = p.s.keep = true;
		size_t size = request_of(request, octets, SIZE, 5800, odd);
		assert_true(pour(&p.s.server.a, request, size, 70000) > 0);
		assert_int_equal(p.s.held_count, 1);
		assert_int_equal(p.s.stub_size, SIZE);
		assert_memory_equal(p.s.kept[0], octets, SIZE);
		pair_close(&p);
	}
	free(octets);
	free(request);
}

TEST(a_fragment_of_another_call_in_between_is_the_end)
{
	enum { SIZE = 200000 };
	uint8_t *octets = pattern(SIZE), *request = malloc(2 * SIZE);
	static struct pair p;

	pair_open(&p);
	size_t size = request_of(request, octets, SIZE, 5800, 1000);
	request[20 * (5800 + PDU_STUB) + 12] = 10; /* its call id */
	assert_true(pour(&p.s.server.a, request, size, 70000) > 0);
	assert_int_equal(p.s.server.a.closed, RPC_S_PROTOCOL_ERROR);
	assert_int_equal(p.s.requests, 0);
	pair_close(&p);
	free(octets);
	free(request);
}

TEST(whoever_says_that_much_is_to_come_gets_room_for_a_multiple_of_what_came)
{
	uint8_t *octets = pattern(70000), *request = malloc(80000);
	static struct pair p;
	struct landing l;

	pair_open(&p);
	struct put f = fragment(request, PDU_FIRST, 9, 4 << 20, octets, 5800);
	wires_feed(&p.s.server.a, request, put_size(&f), 0);
	assert_true(landing_plan(&p.s.server.a, &l));
	assert_true(p.s.server.a.message.room <= 32 * 5800);
	assert_true(l.size <= 32 * 5840);
	pair_close(&p);
	free(octets);
	free(request);
}

TEST(what_was_reserved_because_of_a_hint_is_not_kept_with_a_request_that_is_short)
{
	enum { PART = 5800 };
	uint8_t *octets = pattern(PART + 8), request[PDU_MOST];
	static struct pair p;

	pair_open(&p);
	p.s.hold = p.s.keep = true;
	struct put f = fragment(request, PDU_FIRST, 9, 4 << 20, octets, PART);
	wires_feed(&p.s.server.a, request, put_size(&f), 0);
	assert_true(p.s.server.a.message.room > 10 * PART);
	f = fragment(request, PDU_LAST, 9, 8, octets + PART, 8);
	wires_feed(&p.s.server.a, request, put_size(&f), 0);
	assert_int_equal(p.s.stub_size, PART + 8);
	assert_memory_equal(p.s.kept[0], octets, PART + 8);
	assert_true(malloc_usable_size(p.s.kept[0]) < 2 * PART);
	pair_close(&p);
	free(octets);
}

/* ---- owners that want their memory back ---- */

TEST(what_is_kept_leaves_although_its_owner_is_gone)
{
	enum { SIZE = 100000 };
	uint8_t *octets = pattern(SIZE), *same = pattern(SIZE);
	static struct pair p;
	struct span s;

	pair_open(&p);
	pair_ask(&p, octets, SIZE);
	assert_int_equal(outbox_spans(&p.c.a.outbox, &s, 1), 1);
	wires_feed(&p.s.server.a, s.at, 20, 0); /* within a header */
	outbox_sent(&p.c.a.outbox, 20);
	assert_true(outbox_keep(&p.c.a.outbox, &p.peer)); /* somebody else's */
	assert_true(outbox_keep(&p.c.a.outbox, &p));
	free(octets);
	p.expected = same;
	wires_talk(&p.c.a, &p.s.server.a, 0);
	assert_int_equal(p.answers, 1);
	assert_int_equal(p.hr, S_OK);
	assert_int_equal(lends.done, 1);
	free(same);
	pair_close(&p);
}

TEST(an_outbox_that_is_abandoned_lets_go)
{
	uint8_t *octets = pattern(50000);
	static struct pair p;

	pair_open(&p);
	pair_ask(&p, octets, 50000);
	outbox_abandon(&p.c.a.outbox);
	assert_int_equal(lends.done, 1);
	free(octets);
	pair_close(&p);
}

/* Decision 20: the end that follows tells of that one only that it was not executed. */
TEST(what_had_left_before_there_was_no_memory_to_keep_the_rest_may_have_been_executed)
{
	enum { SIZE = 100000 };
	uint8_t *octets = pattern(SIZE), *gone;
	static struct pair p;

	pair_open(&p);
	pair_ask(&p, octets, 100);
	said(&p.c.a, &gone);
	free(gone);
	pair_ask(&p, octets, SIZE);
	os_alloc_fail(1, true);
	bool kept = outbox_keep(&p.c.a.outbox, &p);
	os_alloc_fail(0, false);
	assert_false(kept);
	assert_int_equal(outbox_left(&p.c.a.outbox), 0);
	assert_int_equal(lends.done, 2);
	free(octets);
	assoc_close(&p.c.a, E_OUTOFMEMORY);
	assert_int_equal(p.answers, 2);
	assert_int_equal(p.before, E_OUTOFMEMORY);
	assert_int_equal(p.hr, RPC_E_SERVER_DIED_DNE);
	pair_close(&p);
}
