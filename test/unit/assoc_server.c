/* assoc_server.c - the server's end of an association, rule by rule (wire.md 1.9), in both byte orders. */
#include "wires.h"

/* A server that a client has bound to the echo, as context 1, and what it needs. */
struct bound {
	struct assoc_groups groups;
	struct assoc_service service;
	struct wires_server s;
	struct assoc *a;
	bool big;
};

static void open_unbound(struct bound *b)
{
	*b = (struct bound){ .a = &b->s.server.a };
	b->service = wires_service(&b->groups);
	assert_int_equal(wires_server_init(&b->s, &b->service), S_OK);
}

/* The results of a bind_ack or alter_context_resp, which must be the next that is said. */
static struct pdu_bind_ack hear_ack(struct assoc *a, enum pdu_type type, struct heard *heard)
{
	struct pdu_bind_ack ack;

	assert_true(wires_hear(a, heard));
	assert_int_equal(heard->h.type, type);
	assert_int_equal(pdu_read_bind_ack(heard->body, &ack), S_OK);
	return ack;
}

static void expect_result(struct pdu_bind_ack *ack, unsigned result, unsigned reason)
{
	struct pdu_result r;

	pdu_next_result(&ack->results, &r);
	assert_int_equal(r.result, result);
	assert_int_equal(r.reason, reason);
	assert_int_equal(pdu_syntax_equal(&r.transfer, &pdu_ndr), result == PDU_ACCEPTED);
}

static void open_bound(struct bound *b, uint8_t flags)
{
	struct heard heard;
	struct pdu_bind_ack ack;
	struct put p;

	open_unbound(b);
	assert_int_equal(assoc_awaits(b->a), ASSOC_BIND);
	p = wires_offer(PDU_BIND, flags, 1, &wires_echo, b->big);
	wires_say(b->a, &p, 0);
	ack = hear_ack(b->a, PDU_BIND_ACK, &heard);
	assert_int_equal(ack.count, 1);
	expect_result(&ack, PDU_ACCEPTED, 0);
	assert_int_equal(assoc_awaits(b->a), ASSOC_NOTHING);
}

static void close_it(struct bound *b)
{
	wires_server_fini(&b->s);
	assert_null(b->groups.map.first);
}

/* A fragment of a request to the echo. */
static void say_part(struct bound *b, uint8_t flags, uint32_t id, uint16_t context, uint32_t hint, struct span stub)
{
	struct put p = wires_begin(PDU_REQUEST, flags, id, b->big);

	pdu_put_request(&p, &(struct pdu_request){ .alloc_hint = hint, .context = context, .opnum = 4, .stub = stub });
	wires_say(b->a, &p, 0);
}

static void say_notice(struct bound *b, enum pdu_type type, uint32_t id)
{
	struct put p = wires_begin(type, PDU_FIRST | PDU_LAST, id, b->big);

	wires_say(b->a, &p, 0);
}

static const struct span some = { (const uint8_t *)"12345678", 8 };
static const uint8_t whole = PDU_FIRST | PDU_LAST;

static void hear_echo(struct bound *b, uint32_t id, uint16_t context, struct span stub, uint8_t cancels)
{
	struct heard heard;
	struct pdu_response r;

	assert_true(wires_hear(b->a, &heard));
	assert_int_equal(heard.h.type, PDU_RESPONSE);
	assert_int_equal(heard.h.flags, PDU_FIRST | PDU_LAST);
	assert_int_equal(heard.h.call_id, id);
	assert_int_equal(pdu_read_response(heard.body, &r), S_OK);
	assert_int_equal(r.context, context & 0xFF);
	assert_int_equal(r.cancels, cancels);
	assert_int_equal(r.alloc_hint, stub.size);
	assert_int_equal(r.stub.size, stub.size);
	assert_memory_equal(r.stub.at, stub.at, stub.size);
	wires_hear_nothing(b->a);
}

static void is_closed(struct bound *b)
{
	assert_true(b->a->closed != S_OK);
	say_part(b, whole, 99, 1, 8, some);
	wires_hear_nothing(b->a);
	close_it(b);
}

static void is_open(struct bound *b)
{
	say_part(b, whole, 99, 1, 8, some);
	hear_echo(b, 99, 1, some, 0);
	assert_int_equal(b->a->calls.count, 0);
	close_it(b);
}

TEST(R1_R2_R3_what_is_no_header_closes_without_a_word)
{
	static const struct {
		unsigned at;
		uint8_t octet;
	} wrong[] = { { 0, 4 }, { 0, 6 }, { 1, 2 }, { 4, 0x11 }, { 4, 0x20 }, { 5, 1 }, { 6, 1 }, { 7, 1 }, { 8, 15 }, { 8, 0 } };
	struct bound b;

	for (size_t i = 0; i < ARRAY_COUNT(wrong); i++) {
		struct put p = wires_begin(PDU_CO_CANCEL, whole, 1, false);

		open_bound(&b, 0);
		p = wires_begin(PDU_CO_CANCEL, whole, 1, false);
		assert_int_equal(pdu_end(&p), PDU_HEADER);
		p.start[wrong[i].at] = wrong[i].octet;
		wires_feed(b.a, p.start, PDU_HEADER, 0);
		wires_hear_nothing(b.a);
		is_closed(&b);
	}
}

TEST(R1_version_5_1_is_taken)
{
	struct bound b;
	struct put p;

	open_bound(&b, 0);
	p = wires_begin(PDU_REQUEST, whole, 3, false);
	pdu_put_request(&p, &(struct pdu_request){ .context = 1, .opnum = 4, .stub = some });
	p.start[1] = 1;
	wires_say(b.a, &p, 0);
	hear_echo(&b, 3, 1, some, 0);
	is_open(&b);
}

TEST(R4_what_is_too_long_is_refused_before_it_is_there)
{
	static const enum pdu_type types[] = { PDU_REQUEST, PDU_ALTER, PDU_BIND, PDU_CO_CANCEL };
	struct bound b;

	for (size_t i = 0; i < ARRAY_COUNT(types); i++) {
		struct put p;

		open_bound(&b, 0);
		p = wires_begin(types[i], whole, 7, false);
		pdu_end(&p);
		p.start[8] = (PDU_MOST + 1) & 0xFF;
		p.start[9] = (PDU_MOST + 1) >> 8;
		wires_feed(b.a, p.start, PDU_HEADER, 1);
		if (types[i] == PDU_REQUEST)
			wires_hear_fault(b.a, 7, 0, PDU_PROTO_ERROR, false);
		else
			wires_hear_nothing(b.a);
		is_closed(&b);
	}
}

/* A trailer of an authentication level behind what p holds, or one that has no room. */
static void put_trailer(struct put *p, uint8_t level, bool room)
{
	if (room)
		put_octets(p, (uint8_t[]){ 10, level, 0, 0, 0, 0, 0, 0, 'n', 'o', 'n', 'e' }, 12);
	pdu_end(p);
	p->start[10] = room ? 4 : 0xFF;
	p->start[11] = room ? 0 : 0xFF;
}

static void expect_nak(struct assoc *a, unsigned reason)
{
	struct heard heard;
	uint16_t why;

	assert_true(wires_hear(a, &heard));
	assert_int_equal(heard.h.type, PDU_BIND_NAK);
	assert_int_equal(heard.h.size, 24);
	assert_int_equal(pdu_read_bind_nak(heard.body, &why), S_OK);
	assert_int_equal(why, reason);
	assert_memory_equal(heard.octets + 18, "\1\5\0", 3);
	wires_hear_nothing(a);
}

TEST(R5_trailers_are_refused_each_in_its_way)
{
	static const struct {
		uint8_t level;
		bool room;
		unsigned reason;
	} binds[] = { { 2, true, 8 }, { 6, true, 8 }, { 1, true, 0 }, { 7, true, 0 }, { 0, true, 0 }, { 2, false, 4 } };
	struct bound b;
	struct put p;

	for (size_t i = 0; i < ARRAY_COUNT(binds); i++) {
		open_unbound(&b);
		p = wires_offer(PDU_BIND, 0, 1, &wires_echo, false);
		put_trailer(&p, binds[i].level, binds[i].room);
		wires_feed(b.a, p.start, put_size(&p), 0);
		expect_nak(b.a, binds[i].reason);
		is_closed(&b);
	}
	for (int room = 0; room < 3; room++) {
		open_bound(&b, 0);
		p = wires_begin(PDU_REQUEST, whole, 5, false);
		pdu_put_request(&p, &(struct pdu_request){ .context = 1, .stub = some });
		put_trailer(&p, 5, room);
		if (room == 2)
			p.at[-10] = 17; /* the padding before the trailer is longer than the body */
		wires_feed(b.a, p.start, put_size(&p), 0);
		if (room == 1)
			wires_hear_fault(b.a, 5, 1, PDU_ACCESS_DENIED, false);
		is_closed(&b);
	}
}

TEST(R6_anything_but_bind_first_closes)
{
	struct bound b;

	for (int type = 0; type < 256; type++) {
		if (type == PDU_BIND)
			continue;
		open_unbound(&b);
		say_notice(&b, type, 1);
		wires_hear_nothing(b.a);
		is_closed(&b);
	}
}

TEST(R7_R8_cancel_and_orphaned_of_nothing_are_nothing)
{
	struct bound b;

	open_bound(&b, 0);
	say_notice(&b, PDU_CO_CANCEL, 3);
	say_notice(&b, PDU_ORPHANED, 3);
	say_part(&b, PDU_FIRST, 3, 1, 0, some);
	say_notice(&b, PDU_CO_CANCEL, 3);
	say_notice(&b, PDU_ORPHANED, 3);
	wires_hear_nothing(b.a);
	assert_int_equal(assoc_awaits(b.a), ASSOC_REST);
	say_part(&b, PDU_LAST, 3, 1, 0, (struct span){ NULL, 0 });
	hear_echo(&b, 3, 1, some, 0);
	assert_int_equal(b.s.cancels + b.s.orphans, 0);
	is_open(&b);
}

TEST(R9_types_that_are_none_or_the_servers_own_are_protocol_errors)
{
	struct bound b;

	for (int type = 1; type < 256; type++) {
		if (type == PDU_BIND || type == PDU_ALTER || type == PDU_CO_CANCEL || type == PDU_ORPHANED)
			continue;
		open_bound(&b, 0);
		say_notice(&b, type, 9);
		if (type != PDU_AUTH3)
			wires_hear_fault(b.a, 9, 0, PDU_PROTO_ERROR, false);
		is_closed(&b);
	}
}

TEST(R10_broken_context_arrays)
{
	struct bound b;
	struct put p;

	for (int alter = 0; alter < 2; alter++)
		for (int how = 0; how < 4; how++) {
			if (alter)
				open_bound(&b, 0);
			else
				open_unbound(&b);
			p = wires_offer(alter ? PDU_ALTER : PDU_BIND, 0, 2, &wires_echo, false);
			p.start[24] = (uint8_t[]){ 0, 2, 1, 1 }[how];  /* contexts */
			p.start[30] = (uint8_t[]){ 1, 1, 0, 2 }[how];  /* transfer syntaxes */
			wires_say(b.a, &p, 0);
			if (alter)
				wires_hear_fault(b.a, 1, 0, PDU_PROTO_ERROR, true);
			else
				expect_nak(b.a, PDU_NAK_UNSPECIFIED);
			is_closed(&b);
		}
}

TEST(R11_a_second_bind_is_refused)
{
	struct bound b;
	struct put p;

	open_bound(&b, 0);
	p = wires_offer(PDU_BIND, 0, 2, &wires_echo, false);
	wires_say(b.a, &p, 0);
	expect_nak(b.a, PDU_NAK_UNSPECIFIED);
	is_closed(&b);
}

/* A bind or alter_context with several contexts of the echo, whose ids are given. */
static struct put offer_many(enum pdu_type type, const uint16_t *ids, unsigned count)
{
	struct put p = wires_begin(type, whole, 1, false);

	pdu_put_bind(&p, &(struct pdu_bind){ .xmit = PDU_MOST, .recv = PDU_MOST, .count = (uint8_t)count });
	for (unsigned i = 0; i < count; i++) {
		pdu_put_context(&p, &(struct pdu_context){ .id = ids[i], .count = 1, .interface = wires_echo });
		pdu_put_syntax(&p, &pdu_ndr);
	}
	return p;
}

TEST(R12_one_of_several_contexts_is_accepted)
{
	struct bound b;
	struct heard heard;
	struct pdu_bind_ack ack;
	struct put p;

	open_bound(&b, 0);
	p = offer_many(PDU_ALTER, (uint16_t[]){ 2, 3 }, 2);
	wires_say(b.a, &p, 0);
	ack = hear_ack(b.a, PDU_ALTER_RESP, &heard);
	assert_int_equal(ack.count, 2);
	expect_result(&ack, PDU_ACCEPTED, 0);
	expect_result(&ack, PDU_REJECTED, PDU_NO_TRANSFER);
	say_part(&b, whole, 4, 3, 0, some);
	wires_hear_fault(b.a, 4, 0, PDU_UNKNOWN_IF, true);
	is_open(&b);
}

TEST(R13_features_are_asked_for_once_and_granted_as_far_as_they_are_had)
{
	struct bound b;
	struct heard heard;
	struct pdu_bind_ack ack;

	for (int twice = 0; twice < 2; twice++) {
		struct pdu_syntax time = pdu_feature_syntax(PDU_FEATURES_BIND_TIME, 3);
		struct pdu_syntax ours = pdu_feature_syntax(twice ? PDU_FEATURES_BIND_TIME : PDU_FEATURES_ACOM, 0x104);
		struct put p;

		open_unbound(&b);
		p = wires_offer(PDU_BIND, 0, 1, &wires_echo, false);
		p.start[24] = 3;
		pdu_put_context(&p, &(struct pdu_context){ .id = 7, .count = 1, .interface = time });
		pdu_put_syntax(&p, &time);
		pdu_put_context(&p, &(struct pdu_context){ .id = 8, .count = 1, .interface = ours });
		pdu_put_syntax(&p, &ours);
		wires_say(b.a, &p, 0);
		if (twice) {
			expect_nak(b.a, PDU_NAK_UNSPECIFIED);
			is_closed(&b);
			continue;
		}
		ack = hear_ack(b.a, PDU_BIND_ACK, &heard);
		assert_int_equal(ack.count, 3);
		expect_result(&ack, PDU_ACCEPTED, 0);
		expect_result(&ack, PDU_NEGOTIATED, PDU_KEEP_ON_ORPHAN);
		expect_result(&ack, PDU_NEGOTIATED, 4);
		assert_int_equal(b.s.server.features[PDU_FEATURES_ACOM], 4);
		is_open(&b);
	}
}

TEST(R14_an_id_keeps_its_meaning)
{
	static const struct pdu_syntax nonsense = { { 1, 2, 3, { 4 } }, 5 };
	const struct {
		const struct pdu_syntax *interface, *transfer;
		int result; /* -1: a protocol error */
		int reason;
	} again[] = {
		{ &wires_echo, &pdu_ndr, PDU_ACCEPTED, 0 },
		{ &wires_echo, &nonsense, PDU_REJECTED, PDU_NO_TRANSFER },
		{ &wires_echo, &pdu_ndr64, -1, 0 },
		{ &wires_adder, &pdu_ndr, -1, 0 },
	};
	struct pdu_bind_ack ack;
	struct heard heard;
	struct bound b;
	struct put p;

	for (size_t i = 0; i < ARRAY_COUNT(again); i++) {
		open_bound(&b, 0);
		p = wires_begin(PDU_ALTER, whole, 6, false);
		pdu_put_bind(&p, &(struct pdu_bind){ .count = 1 });
		pdu_put_context(&p, &(struct pdu_context){ .id = 1, .count = 1, .interface = *again[i].interface });
		pdu_put_syntax(&p, again[i].transfer);
		wires_say(b.a, &p, 0);
		if (again[i].result < 0) {
			wires_hear_fault(b.a, 6, 0, PDU_PROTO_ERROR, true);
			is_closed(&b);
			continue;
		}
		ack = hear_ack(b.a, PDU_ALTER_RESP, &heard);
		assert_int_equal(ack.address.size, 0);
		expect_result(&ack, again[i].result, again[i].reason);
		is_open(&b);
	}
}

TEST(R15_fragment_sizes)
{
	static const uint16_t sizes[][3] = {
		{ 0xFFFF, 0xFFFF, 5840 }, { 0, 0xFFFF, 2048 }, { 0xFFFF, 0, 2048 }, { 3199, 0xFFFF, 3192 }, { 4280, 4280, 4280 },
	};
	struct pdu_bind_ack ack;
	struct heard heard;
	struct bound b;

	for (size_t i = 0; i < ARRAY_COUNT(sizes); i++) {
		struct put p, head;

		open_unbound(&b);
		p = wires_offer(PDU_BIND, 0, 1, &wires_echo, false);
		head = put_to(p.start + 16, 4, false);
		put_u16(&head, sizes[i][0]);
		put_u16(&head, sizes[i][1]);
		wires_say(b.a, &p, 0);
		ack = hear_ack(b.a, PDU_BIND_ACK, &heard);
		assert_int_equal(ack.xmit, sizes[i][2]);
		assert_int_equal(ack.recv, sizes[i][2]);
		assert_string_equal(ack.address.at, "49600");
		is_open(&b);
	}
}

static uint32_t join(struct wires_server *s, const struct assoc_service *service, uint32_t group)
{
	struct put p, head;
	struct heard heard;

	assert_int_equal(wires_server_init(s, service), S_OK);
	p = wires_offer(PDU_BIND, 0, 1, &wires_echo, false);
	head = put_to(p.start + 20, 4, false);
	put_u32(&head, group);
	wires_say(&s->server.a, &p, 0);
	if (s->server.a.closed == S_OK)
		return hear_ack(&s->server.a, PDU_BIND_ACK, &heard).group;
	expect_nak(&s->server.a, PDU_NAK_UNSPECIFIED);
	return 0;
}

TEST(R16_groups_live_as_long_as_one_of_them)
{
	struct assoc_groups groups = { .map = { NULL } };
	struct assoc_service service = wires_service(&groups);
	static struct wires_server a, b, c;
	uint32_t first = join(&a, &service, 0), other = join(&b, &service, 0);

	assert_true(first && other && first != other);
	assert_int_equal(join(&c, &service, 1 + (first > other ? first : other)), 0);
	wires_server_fini(&c);
	wires_server_fini(&b);
	assert_int_equal(join(&b, &service, first), first);
	wires_server_fini(&a);
	assert_int_equal(join(&a, &service, first), first);
	wires_server_fini(&a);
	wires_server_fini(&b);
	assert_int_equal(join(&a, &service, first), 0);
	wires_server_fini(&a);
	assert_null(groups.map.first);
}

TEST(R17_fragments_of_two_calls_do_not_mix)
{
	struct bound b;

	open_bound(&b, 0);
	say_part(&b, PDU_FIRST, 50, 1, 0, some);
	say_part(&b, PDU_FIRST, 51, 2, 0, some);
	wires_hear_fault(b.a, 50, 1, PDU_PROTO_ERROR, false);
	is_closed(&b);

	open_bound(&b, PDU_CONC_MPX);
	say_part(&b, PDU_FIRST, 50, 1, 0, some);
	say_part(&b, PDU_FIRST, 51, 2, 0, some);
	wires_hear_fault(b.a, 51, 0, PDU_PROTO_ERROR, false);
	is_closed(&b);

	open_bound(&b, PDU_CONC_MPX);
	say_part(&b, PDU_FIRST, 50, 1, 0, some);
	say_part(&b, PDU_FIRST, 50, 1, 0, some);
	wires_hear_fault(b.a, 50, 1, PDU_PROTO_ERROR, false);
	is_closed(&b);

	open_bound(&b, PDU_CONC_MPX);
	say_part(&b, PDU_FIRST, 50, 1, 0, some);
	say_part(&b, PDU_LAST, 51, 1, 0, some);
	wires_hear_fault(b.a, 51, 0, PDU_PROTO_ERROR, false);
	is_closed(&b);

	open_bound(&b, 0);
	say_part(&b, PDU_LAST, 51, 1, 0, some);
	wires_hear_fault(b.a, 51, 0, PDU_PROTO_ERROR, false);
	is_closed(&b);
}

TEST(R17_an_id_that_runs_is_not_used_again)
{
	struct bound b;

	open_bound(&b, PDU_CONC_MPX);
	b.s.hold = true;
	say_part(&b, whole, 5, 1, 0, some);
	say_part(&b, whole, 5, 1, 0, some);
	wires_hear_fault(b.a, 5, 0, PDU_PROTO_ERROR, false);
	assert_int_equal(assoc_server_respond(&b.s.server, needed(b.s.held[0]), some, no_span), S_FALSE);
	is_closed(&b);
}

TEST(R18_an_unknown_context_is_told_once_and_the_rest_of_the_call_is_thrown_away)
{
	struct bound b;

	open_bound(&b, 0);
	say_part(&b, whole, 5, 2, 0, some);
	wires_hear_fault(b.a, 5, 0, PDU_UNKNOWN_IF, true);
	say_part(&b, PDU_FIRST, 6, 2, 0xFFFFFFFF, some);
	wires_hear_fault(b.a, 6, 0, PDU_UNKNOWN_IF, true);
	say_part(&b, 0, 6, 2, 0, some);
	say_part(&b, PDU_LAST, 6, 2, 0, some);
	wires_hear_nothing(b.a);
	assert_int_equal(b.s.requests, 0);
	is_open(&b);
}

TEST(R19_the_limit_of_a_request_is_kept_by_hint_and_by_sum)
{
	struct bound b;
	unsigned parts;

	open_bound(&b, 0);
	b.s.server.request_limit = 32;
	say_part(&b, whole, 3, 1, 0xFFFFFFFF, some);
	hear_echo(&b, 3, 1, some, 0);
	say_part(&b, PDU_FIRST, 4, 1, 33, some);
	wires_hear_fault(b.a, 4, 1, PDU_ACCESS_DENIED, false);
	is_closed(&b);

	open_bound(&b, 0);
	b.s.server.request_limit = 32;
	say_part(&b, PDU_FIRST, 4, 1, 32, some);
	for (parts = 1; parts < 4; parts++)
		say_part(&b, 0, 4, 1, 0, some);
	wires_hear_nothing(b.a);
	say_part(&b, 0, 4, 1, 0, (struct span){ some.at, 1 });
	wires_hear_fault(b.a, 4, 1, PDU_ACCESS_DENIED, false);
	is_closed(&b);
}

/* That is in front of the parameters of calls on objects, and does not count. */
TEST(R19_a_call_on_an_object_has_room_for_its_header_beside_the_limit)
{
	struct bound b;
	struct put p;
	GUID object = { 1, 2, 3, { 4 } };
	uint32_t limit = (uint32_t)limit_of(ACOM_LIMIT_REQUEST);

	open_bound(&b, PDU_CONC_MPX);
	p = wires_begin(PDU_REQUEST, PDU_FIRST | PDU_OBJECT, 3, false);
	pdu_put_request(&p, &(struct pdu_request){ .alloc_hint = limit + ORPC_THIS_SIZE, .context = 1, .opnum = 4, .object = &object,
						   .stub = some });
	wires_say(b.a, &p, 0);
	wires_hear_nothing(b.a);
	assert_int_equal(b.a->closed, S_OK);
	close_it(&b);

	open_bound(&b, 0);
	say_part(&b, PDU_FIRST, 4, 1, limit + 1, some);
	wires_hear_fault(b.a, 4, 1, PDU_ACCESS_DENIED, false);
	is_closed(&b);
}

TEST(R20_an_unknown_method_is_told_with_its_own_context)
{
	struct bound b;
	struct put p;

	open_bound(&b, 0);
	p = wires_begin(PDU_REQUEST, whole, 3, false);
	pdu_put_request(&p, &(struct pdu_request){ .context = 1, .opnum = 0xFFFF });
	wires_say(b.a, &p, 0);
	wires_hear_fault(b.a, 3, 1, 0x1C010002, true);
	is_open(&b);
}

TEST(big_endian_clients_are_understood_and_answered_in_little_endian)
{
	static const uint8_t number[] = { 1, 2, 3, 4 };
	const struct span stub = { number, 4 };
	struct bound b;

	open_unbound(&b);
	b.big = true;
	{
		struct put p = wires_offer(PDU_BIND, PDU_CONC_MPX, 0x0102, &wires_echo, true);
		struct heard heard;
		struct pdu_bind_ack ack;

		wires_say(b.a, &p, 1);
		ack = hear_ack(b.a, PDU_BIND_ACK, &heard);
		assert_false(heard.h.big);
		expect_result(&ack, PDU_ACCEPTED, 0);
	}
	say_part(&b, PDU_FIRST, 0x01020304, 0x0102, 8, stub);
	say_part(&b, PDU_LAST, 0x01020304, 0x0102, 4, stub);
	hear_echo(&b, 0x01020304, 0x0102, (struct span){ (const uint8_t *)"\1\2\3\4\1\2\3\4", 8 }, 0);
	assert_true(b.s.big);
	assert_int_equal(b.s.opnum, 4);
	say_part(&b, PDU_FIRST, 7, 0x0102, 8, stub);
	b.big = false;
	say_part(&b, PDU_LAST, 7, 0x0102, 4, stub);
	wires_hear_fault(b.a, 7, 0, PDU_PROTO_ERROR, false);
	is_closed(&b);
}

TEST(answers_come_in_any_order_and_carry_the_cancels)
{
	struct bound b;

	open_bound(&b, PDU_CONC_MPX);
	b.s.hold = true;
	for (uint32_t id = 1; id <= 3; id++)
		say_part(&b, whole, id, 1, 0, some);
	say_notice(&b, PDU_CO_CANCEL, 2);
	say_notice(&b, PDU_CO_CANCEL, 2);
	assert_int_equal(b.s.cancels, 2);
	wires_hear_nothing(b.a);
	assert_int_equal(assoc_server_respond(&b.s.server, needed(b.s.held[1]), some, no_span), S_OK);
	hear_echo(&b, 2, 1, some, 2);
	assoc_server_fault(&b.s.server, needed(b.s.held[2]), 0x1C00000D, false, NULL);
	wires_hear_fault(b.a, 3, 1, 0x1C00000D, false);
	assert_int_equal(assoc_server_respond(&b.s.server, needed(b.s.held[0]), some, no_span), S_OK);
	hear_echo(&b, 1, 1, some, 0);
	b.s.hold = false;
	is_open(&b);
}

TEST(orphans_are_not_answered_and_leave_their_id)
{
	struct bound b;

	open_bound(&b, 0);
	b.s.hold = true;
	say_part(&b, whole, 1, 1, 0, some);
	say_notice(&b, PDU_ORPHANED, 1);
	say_notice(&b, PDU_ORPHANED, 1);
	say_notice(&b, PDU_CO_CANCEL, 1);
	assert_int_equal(b.s.orphans, 1);
	assert_int_equal(b.s.cancels, 0);
	say_part(&b, whole, 1, 1, 0, some);
	assert_int_equal(assoc_server_respond(&b.s.server, needed(b.s.held[1]), some, no_span), S_OK);
	hear_echo(&b, 1, 1, some, 0);
	assert_int_equal(assoc_server_respond(&b.s.server, needed(b.s.held[0]), some, no_span), S_FALSE);
	wires_hear_nothing(b.a);
	b.s.hold = false;
	is_open(&b);
}

TEST(too_many_calls_are_declined_orphans_included)
{
	struct bound b;

	open_bound(&b, PDU_CONC_MPX);
	b.a->calls_most = 3;
	b.s.hold = true;
	for (uint32_t id = 1; id <= 3; id++)
		say_part(&b, whole, id, 1, 0, some);
	say_notice(&b, PDU_ORPHANED, 3);
	say_part(&b, whole, 4, 1, 0, some);
	wires_hear_fault(b.a, 4, 1, PDU_TOO_BUSY, true);
	for (int i = 0; i < 3; i++)
		assoc_server_fault(&b.s.server, needed(b.s.held[i]), 5, true, NULL);
	while (wires_hear(b.a, &(struct heard){ .h = { 0 } }))
		;
	b.s.hold = false;
	is_open(&b);
}

TEST(foreign_clients_have_so_many_calls)
{
	struct bound b;

	assert_int_equal(AcomSetLimit(ACOM_LIMIT_FOREIGN_CALLS, 2), S_OK);
	open_bound(&b, PDU_CONC_MPX);
	b.s.hold = true;
	for (uint32_t id = 1; id <= 3; id++)
		say_part(&b, whole, id, 1, 0, some);
	wires_hear_fault(b.a, 3, 1, PDU_TOO_BUSY, true);
	for (int i = 0; i < 2; i++)
		assoc_server_fault(&b.s.server, needed(b.s.held[i]), 5, true, NULL);
	while (wires_hear(b.a, &(struct heard){ .h = { 0 } }))
		;
	b.s.hold = false;
	is_open(&b);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_FOREIGN_CALLS, 300), S_OK);
	open_bound(&b, PDU_CONC_MPX);
	b.s.hold = true;
	for (uint32_t id = 1; id <= 300; id++)
		say_part(&b, whole, id, 1, 0, some);
	wires_hear_nothing(b.a);
	say_part(&b, whole, 301, 1, 0, some);
	wires_hear_fault(b.a, 301, 1, PDU_TOO_BUSY, true);
	for (int i = 0; i < 300; i++)
		assoc_server_fault(&b.s.server, needed(b.s.held[i]), 5, true, NULL);
	close_it(&b);
}

TEST(the_memory_of_an_assembled_request_can_be_kept)
{
	struct bound b;

	open_bound(&b, 0);
	b.s.hold = b.s.keep = true;
	say_part(&b, PDU_FIRST, 1, 1, 0, some);
	say_part(&b, PDU_LAST, 1, 1, 0, some);
	assert_int_equal(b.s.stub_size, 16);
	assert_non_null(b.s.kept[0]);
	struct span kept = { needed(b.s.kept[0]), 16 };
	assert_int_equal(assoc_server_respond(&b.s.server, needed(b.s.held[0]), kept, no_span), S_OK);
	hear_echo(&b, 1, 1, (struct span){ (const uint8_t *)"1234567812345678", 16 }, 0);
	say_part(&b, PDU_FIRST, 2, 1, 0, some);
	say_part(&b, PDU_LAST, 2, 1, 0, some);
	assert_ptr_not_equal(b.s.kept[0], b.s.kept[1]);
	assert_memory_equal(needed(b.s.kept[0]), "1234567812345678", 16);
	close_it(&b);
}

/* After the first one nothing is allocated for a call that fits a fragment. */
TEST(calls_in_steady_state_allocate_nothing)
{
	struct bound b;
	uint64_t before;

	open_bound(&b, PDU_CONC_MPX);
	say_part(&b, whole, 1, 1, 0, some);
	hear_echo(&b, 1, 1, some, 0);
	before = os_alloc_count();
	for (uint32_t id = 2; id < 100; id++) {
		say_part(&b, whole, id, 1, 0, some);
		hear_echo(&b, id, 1, some, 0);
	}
	assert_int_equal(os_alloc_count(), before);
	close_it(&b);
}

TEST(contexts_end_at_a_lower_limit)
{
	uint16_t ids[5] = { 10, 11, 12, 13, 14 };
	struct bound b;
	struct heard heard;
	struct pdu_bind_ack ack;
	struct put p;

	assert_int_equal(AcomSetLimit(ACOM_LIMIT_CONTEXTS, 2), S_OK);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_CONTEXTS_AT_ONCE, 4), S_OK);
	open_bound(&b, 0);
	for (uint16_t id = 2; id <= 3; id++) {
		p = wires_offer(PDU_ALTER, 0, id, &wires_echo, false);
		wires_say(b.a, &p, 0);
		ack = hear_ack(b.a, PDU_ALTER_RESP, &heard);
		expect_result(&ack, id <= 2 ? PDU_ACCEPTED : PDU_REJECTED, id <= 2 ? 0 : PDU_LOCAL_LIMIT);
	}
	p = offer_many(PDU_ALTER, ids, 5);
	wires_say(b.a, &p, 0);
	wires_hear_fault(b.a, 1, 0, PDU_PROTO_ERROR, true);
	is_closed(&b);
}

TEST(a_context_has_so_many_transfer_syntaxes)
{
	struct bound b;
	struct heard heard;
	struct pdu_bind_ack ack;

	assert_int_equal(AcomSetLimit(ACOM_LIMIT_TRANSFERS, 2), S_OK);
	open_bound(&b, 0);
	for (uint8_t count = 2; count <= 3; count++) {
		struct put p = wires_begin(PDU_ALTER, whole, count, false);

		pdu_put_bind(&p, &(struct pdu_bind){ .xmit = PDU_MOST, .recv = PDU_MOST, .count = 1 });
		pdu_put_context(&p, &(struct pdu_context){ .id = count, .count = count, .interface = wires_echo });
		for (unsigned i = 0; i < count; i++)
			pdu_put_syntax(&p, &pdu_ndr);
		wires_say(b.a, &p, 0);
		ack = hear_ack(b.a, PDU_ALTER_RESP, &heard);
		expect_result(&ack, count == 2 ? PDU_ACCEPTED : PDU_REJECTED, count == 2 ? 0 : PDU_LOCAL_LIMIT);
	}
	is_open(&b);
}

TEST(fragments_of_answers_are_no_longer_than_this_process_wants)
{
	struct pdu_bind_ack ack;
	struct heard heard;
	struct bound b;

	assert_int_equal(AcomSetLimit(ACOM_LIMIT_FRAGMENT, 2048), S_OK);
	open_unbound(&b);
	struct put p = wires_offer(PDU_BIND, 0, 1, &wires_echo, false);
	wires_say(b.a, &p, 0);
	ack = hear_ack(b.a, PDU_BIND_ACK, &heard);
	assert_int_equal(ack.xmit, 2048);
	assert_int_equal(ack.recv, 2048);
	is_open(&b);
}

/* A message more than that is possible: the second one goes out still. */
TEST(of_answers_that_a_client_does_not_read_so_many_octets_wait)
{
	static const uint8_t stub[50000];
	struct span octets = { stub, sizeof stub }, none = { NULL, 0 };
	struct heard heard;
	struct bound b;

	assert_int_equal(AcomSetLimit(ACOM_LIMIT_UNSENT, 65536), S_OK);
	open_bound(&b, PDU_CONC_MPX);
	b.s.hold = true;
	for (uint32_t id = 2; id <= 4; id++)
		say_part(&b, whole, id, 1, 0, some);
	assert_int_equal(b.s.held_count, 3);
	assert_int_equal(assoc_server_respond(&b.s.server, b.s.held[0], none, octets), S_OK);
	assert_int_equal(assoc_server_respond(&b.s.server, b.s.held[1], none, octets), S_OK);
	assert_int_equal(assoc_server_respond(&b.s.server, b.s.held[2], none, octets), RPC_E_OUT_OF_RESOURCES);
	while (wires_hear(b.a, &heard))
		;
	assert_int_equal(assoc_server_respond(&b.s.server, b.s.held[2], none, octets), S_OK);
	b.s.held_count = 0;
	while (wires_hear(b.a, &heard))
		;
	close_it(&b);
}

TEST(contexts_end_at_their_limit)
{
	struct bound b;
	struct heard heard;
	struct pdu_bind_ack ack;
	struct put p;
	uint16_t ids[17];

	open_bound(&b, 0);
	for (uint16_t id = 2; id <= 65; id++) {
		p = wires_offer(PDU_ALTER, 0, id, &wires_echo, false);
		wires_say(b.a, &p, 0);
		ack = hear_ack(b.a, PDU_ALTER_RESP, &heard);
		expect_result(&ack, id <= ASSOC_CONTEXTS ? PDU_ACCEPTED : PDU_REJECTED, id <= ASSOC_CONTEXTS ? 0 : PDU_LOCAL_LIMIT);
	}
	for (uint16_t i = 0; i < 17; i++)
		ids[i] = i;
	p = offer_many(PDU_ALTER, ids, 17);
	wires_say(b.a, &p, 0);
	wires_hear_fault(b.a, 1, 0, PDU_PROTO_ERROR, true);
	is_closed(&b);

	open_unbound(&b);
	p = offer_many(PDU_BIND, ids, 17);
	wires_say(b.a, &p, 0);
	expect_nak(b.a, PDU_NAK_LIMIT);
	is_closed(&b);
}
