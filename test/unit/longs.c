/* longs.c - PDUs that are longer than others' may be, which two ends of a kind agree upon. */
#include "wires.h"

enum { WHOLE = PDU_FIRST | PDU_LAST, ACOM = PDU_DESCRIPTORS };

struct hearer {
	struct assoc_groups groups;
	struct assoc_service service;
	struct wires_server s;
	struct assoc *a;
};

/* Binds with such sizes, and acom's features if there are some; what is agreed upon. */
static uint16_t listen_to(struct hearer *l, uint16_t xmit, uint16_t recv, uint16_t features)
{
	struct put p = wires_begin(PDU_BIND, WHOLE, 1, false);
	struct pdu_bind_ack ack;
	struct heard heard;

	*l = (struct hearer){ .a = &l->s.server.a };
	l->service = wires_service(&l->groups);
	assert_int_equal(wires_server_init(&l->s, &l->service), S_OK);
	l->s.hold = l->s.keep = true;
	pdu_put_bind(&p, &(struct pdu_bind){ .xmit = xmit, .recv = recv, .count = features ? 2 : 1 });
	pdu_put_context(&p, &(struct pdu_context){ .id = 1, .count = 1, .interface = wires_echo });
	pdu_put_syntax(&p, &pdu_ndr);
	if (features) {
		struct pdu_syntax feature = pdu_feature_syntax(PDU_FEATURES_ACOM, features);
		pdu_put_context(&p, &(struct pdu_context){ .id = 2, .count = 1, .interface = feature });
		pdu_put_syntax(&p, &feature);
	}
	wires_say(l->a, &p, 0);
	assert_true(wires_hear(l->a, &heard));
	assert_int_equal(pdu_read_bind_ack(heard.body, &ack), S_OK);
	assert_int_equal(ack.xmit, ack.recv);
	assert_int_equal(ack.xmit, l->a->fragment);
	return ack.xmit;
}

static void close_hearer(struct hearer *l)
{
	wires_server_fini(&l->s);
}

static uint8_t stub[3 * PDU_LONG], room[2][1 << 16];

/* A PDU with a part of a stub, in a room of its own. */
static struct put pdu(unsigned which, enum pdu_type type, uint8_t flags, uint32_t hint, struct span part)
{
	struct put p = put_to(room[which], sizeof room[which], false);

	for (size_t i = 0; !stub[1] && i < sizeof stub; i++)
		stub[i] = (uint8_t)(i * 7 + i / 253 + 1);
	pdu_begin(&p, type, flags, 7);
	pdu_put_request(&p, &(struct pdu_request){ .alloc_hint = hint, .context = 1, .opnum = 4, .stub = part });
	assert_true(pdu_end(&p) > 0);
	return p;
}

static struct span part_of(size_t at, size_t size)
{
	return (struct span){ stub + at, size };
}

TEST(long_ones_are_agreed_upon_by_ends_of_a_kind)
{
	static const struct {
		uint16_t xmit, recv, features, agreed;
	} offers[] = {
		{ 65528, 65528, ACOM, 65528 }, { 0xFFFF, 0xFFFF, ACOM, 65528 }, { 0xFFFF, 30001, ACOM, 30000 }, { 5840, 65528, ACOM, 5840 },
		{ 65528, 65528, 0, 5840 }, { 65528, 4280, 0, 4280 }, { 4280, 4280, ACOM, 4280 }, { 0, 65528, ACOM, 2048 },
	};
	struct hearer l;

	for (size_t i = 0; i < ARRAY_COUNT(offers); i++) {
		assert_int_equal(listen_to(&l, offers[i].xmit, offers[i].recv, offers[i].features), offers[i].agreed);
		close_hearer(&l);
	}
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_FRAGMENT, 20000), S_OK);
	assert_int_equal(listen_to(&l, 65528, 65528, ACOM), 20000);
	close_hearer(&l);
}

/* One that is a request alone, or the first or the last of two; whatever the hints are. */
static void tell_cut(size_t first, size_t second, uint32_t hint, size_t piece)
{
	struct put a = pdu(0, PDU_REQUEST, second ? PDU_FIRST : WHOLE, hint, part_of(0, first)), b;
	struct hearer l;

	listen_to(&l, PDU_LONG, PDU_LONG, ACOM);
	wires_feed(l.a, a.start, put_size(&a), piece);
	if (second) {
		b = pdu(1, PDU_REQUEST, PDU_LAST, hint, part_of(first, second));
		wires_feed(l.a, b.start, put_size(&b), piece);
	}
	if (l.a->closed == S_OK && l.s.held_count) { /* else memory was short */
		assert_int_equal(l.s.stub_size, first + second);
		if (l.s.kept[0])
			assert_memory_equal(l.s.kept[0], stub, first + second);
	}
	needed(l.s.held_count ? &l : NULL);
	assert_int_equal(assoc_awaits(l.a), ASSOC_NOTHING);
	close_hearer(&l);
}

TEST(they_are_the_same_however_they_are_cut_and_whatever_they_hint)
{
	static const size_t pieces[] = { 0, 1, 15, 16, 23, 24, 25, 40, 41, 5840, 6000, 65527 };
	static const uint32_t hints[] = { 0, 100, 65000, 1 << 20 };

	for (size_t i = 0; i < ARRAY_COUNT(pieces) * ARRAY_COUNT(hints); i++) {
		size_t piece = pieces[i / ARRAY_COUNT(hints)];
		uint32_t hint = hints[i % ARRAY_COUNT(hints)];

		tell_cut(PDU_LONG - PDU_STUB, 0, hint, piece);
		tell_cut(PDU_LONG - PDU_STUB, 60000, hint, piece);
		tell_cut(6000, 5, hint, piece);
		tell_cut(5, 6000, hint, piece);
	}
}

/* How it ends: the fault's status, 0: without a word. */
static void refused(struct hearer *l, struct put *p, size_t size, uint32_t status)
{
	for (size_t piece = 0; piece < 30; piece += 29) {
		listen_to(l, 30000, 30000, ACOM);
		wires_feed(l->a, p->start, size, piece);
		if (status)
			wires_hear_fault(l->a, 7, 0, status, false);
		else
			wires_hear_nothing(l->a);
		assert_int_equal(l->a->closed, RPC_S_PROTOCOL_ERROR);
		assert_int_equal(l->s.requests, 0);
		close_hearer(l);
	}
}

TEST(only_requests_without_a_trailer_are_long_and_no_longer_than_was_agreed_upon)
{
	static const enum pdu_type others[] = { PDU_ALTER, PDU_BIND, PDU_RESPONSE, PDU_CO_CANCEL };
	struct hearer l;
	struct put p;

	for (size_t i = 0; i < ARRAY_COUNT(others); i++) {
		p = pdu(0, others[i], WHOLE, 0, part_of(0, 10000));
		refused(&l, &p, put_size(&p), 0);
	}
	p = pdu(0, PDU_REQUEST, WHOLE, 0, part_of(0, 10000));
	p.start[10] = 8;
	refused(&l, &p, put_size(&p), PDU_PROTO_ERROR);
	p = pdu(0, PDU_REQUEST, WHOLE, 0, part_of(0, 30001 - PDU_STUB));
	refused(&l, &p, PDU_HEADER, PDU_PROTO_ERROR);
}

TEST(a_long_one_that_is_announced_takes_no_memory_before_it_comes)
{
	struct put p = pdu(0, PDU_REQUEST, PDU_FIRST, 1 << 20, part_of(0, PDU_LONG - PDU_STUB));
	struct hearer l;

	listen_to(&l, PDU_LONG, PDU_LONG, ACOM);
	wires_feed(l.a, p.start, 41, 0);
	assert_int_equal(assoc_awaits(l.a), ASSOC_REST);
	assert_true(l.a->message.room <= 32 * 41);
	close_hearer(&l);
}

TEST(one_that_is_over_the_limit_is_refused_when_it_begins)
{
	struct put p = pdu(0, PDU_REQUEST, PDU_FIRST, 0, part_of(0, 50000));
	struct hearer l;

	assert_int_equal(AcomSetLimit(ACOM_LIMIT_REQUEST, 40000), S_OK);
	listen_to(&l, PDU_LONG, PDU_LONG, ACOM);
	wires_feed(l.a, p.start, 50, 0);
	wires_hear_fault(l.a, 7, 1, PDU_ACCESS_DENIED, false);
	assert_int_equal(l.a->closed, RPC_S_PROTOCOL_ERROR);
	close_hearer(&l);
}
