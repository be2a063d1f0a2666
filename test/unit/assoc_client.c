/* assoc_client.c - the client's end of an association: what it does with a server that is friendly, and with one that is not
 * (wire.md 5.5, as far as PDUs go). */
#include "wires.h"

enum { EVENTS = 64 };

/* A client, and all that it heard. */
struct hearing {
	struct assoc_client client;
	struct assoc_peer peer;
	struct assoc *a;
	unsigned answers, agreements;
	struct {
		const void *user;
		HRESULT hr;
		uint32_t status;
		bool did_not_execute, big;
		size_t size;
		uint8_t first[8];
	} answer[EVENTS];
	struct {
		uint16_t id;
		HRESULT hr;
	} agreed[EVENTS];
	bool keep;
	uint8_t *kept;
};

static void hear_agreed(void *context, uint16_t id, HRESULT hr)
{
	struct hearing *h = context;

	assert_true(h->agreements < EVENTS);
	h->agreed[h->agreements].id = id;
	h->agreed[h->agreements++].hr = hr;
}

static void hear_answer(void *context, struct wire_call *call, struct assoc_answer *a)
{
	struct hearing *h = context;
	unsigned n = h->answers++;

	assert_true(n < EVENTS);
	h->answer[n].user = call->orphaned ? call->more : call->user;
	h->answer[n].hr = a->hr;
	h->answer[n].status = a->status;
	h->answer[n].did_not_execute = a->did_not_execute;
	h->answer[n].big = a->big;
	h->answer[n].size = a->stub.size;
	if (a->stub.size)
		memcpy(h->answer[n].first, a->stub.at, a->stub.size < 8 ? a->stub.size : 8);
	if (h->keep) {
		h->kept = a->memory;
		a->memory = NULL;
	}
}

static const struct assoc_client_ops ops = { hear_agreed, hear_answer, NULL, NULL, NULL };
static const uint8_t whole = PDU_FIRST | PDU_LAST;
static const struct span some = { (const uint8_t *)"12345678", 8 };
static int users[EVENTS];

static void open_client(struct hearing *h)
{
	memset(h, 0, sizeof *h);
	h->a = &h->client.a;
	h->peer = (struct assoc_peer){ .ops = &ops, .features = { PDU_KEEP_ON_ORPHAN, 1 }, .response_limit = 100 };
	assert_int_equal(assoc_client_init(&h->client, &h->peer, h), S_OK);
}

static void close_client(struct hearing *h)
{
	assoc_client_fini(&h->client);
	os_free(h->kept);
}

/* An answer to a bind or alter_context: `accepted` contexts, then rejected ones. */
static struct put ack(enum pdu_type type, uint8_t flags, uint32_t id, uint16_t size, unsigned accepted, unsigned rejected)
{
	struct put p = wires_begin(type, whole | flags, id, false);

	pdu_put_bind_ack(&p, &(struct pdu_bind_ack){ .xmit = size, .recv = size, .group = 77, .count = (uint8_t)(accepted + rejected),
						     .address = { (const uint8_t *)"135", 4 } });
	for (; accepted; accepted--)
		pdu_put_result(&p, &(struct pdu_result){ PDU_ACCEPTED, 0, pdu_ndr });
	for (; rejected; rejected--)
		pdu_put_result(&p, &(struct pdu_result){ .result = PDU_REJECTED, .reason = PDU_NO_INTERFACE });
	return p;
}

/* Offers the echo; the next that is heard is the bind. Returns its call id. */
static uint32_t offer_echo(struct hearing *h)
{
	struct heard heard;
	uint16_t id;

	assert_int_equal(assoc_client_offer(&h->client, &wires_echo, &id), S_FALSE);
	assert_int_equal(id, 0);
	assert_true(wires_hear(h->a, &heard));
	assert_int_equal(heard.h.type, PDU_BIND);
	wires_hear_nothing(h->a);
	return heard.h.call_id;
}

/* A client that is bound to the echo as context 0, by a foreign server, which knows no features. */
static void open_bound(struct hearing *h, uint8_t flags)
{
	struct put p;

	open_client(h);
	p = ack(PDU_BIND_ACK, flags, offer_echo(h), PDU_MOST, 1, 2);
	wires_say(h->a, &p, 0);
	assert_int_equal(h->a->closed, S_OK);
	assert_int_equal(h->agreements, 1);
	assert_int_equal(h->agreed[0].hr, S_OK);
	assert_int_equal(h->client.group, 77);
	assert_int_equal(h->client.features[0] | h->client.features[1], 0);
}

static HRESULT call(struct hearing *h, int user, struct span stub, struct wire_call **made)
{
	return assoc_client_call(&h->client, &(struct pdu_request){ .opnum = 4, .stub = stub }, &users[user], made);
}

/* Calls, and takes the request from the wire. Returns the call's id. */
static uint32_t call_out(struct hearing *h, int user, struct wire_call **made)
{
	struct wire_call *c;
	struct heard heard;

	assert_int_equal(call(h, user, some, &c), S_OK);
	assert_true(wires_hear(h->a, &heard));
	assert_int_equal(heard.h.type, PDU_REQUEST);
	assert_int_equal(heard.h.call_id, c->id);
	wires_hear_nothing(h->a);
	if (made)
		*made = c;
	return c->id;
}

static void respond(struct hearing *h, uint8_t flags, uint32_t id, uint16_t context, struct span stub)
{
	struct put p = wires_begin(PDU_RESPONSE, flags, id, false);

	pdu_put_response(&p, &(struct pdu_response){ .context = context, .stub = stub });
	wires_say(h->a, &p, 0);
}

static void expect_answer(struct hearing *h, unsigned n, int user, HRESULT hr)
{
	assert_true(n < h->answers);
	assert_ptr_equal(h->answer[n].user, &users[user]);
	assert_int_equal(h->answer[n].hr, hr);
}

/* The breach closed it, and one more call that was outstanding failed. */
static void breached(struct hearing *h, unsigned answers)
{
	assert_int_equal(h->a->closed, RPC_S_PROTOCOL_ERROR);
	assert_int_equal(h->answers, answers);
	if (answers)
		assert_int_equal(h->answer[answers - 1].hr, RPC_S_PROTOCOL_ERROR);
	assert_int_equal(h->a->calls.count, 0);
	close_client(h);
}

static void works(struct hearing *h)
{
	unsigned before = h->answers;
	uint32_t id = call_out(h, 9, NULL);

	respond(h, whole, id, 0, some);
	assert_int_equal(h->answers, before + 1);
	expect_answer(h, before, 9, S_OK);
	assert_int_equal(h->answer[before].size, 8);
	assert_memory_equal(h->answer[before].first, some.at, 8);
	assert_int_equal(h->a->calls.count, 0);
	close_client(h);
}

/* ---- friendly servers ---- */

TEST(a_bind_offers_the_interface_and_the_features_and_asks_for_several_calls)
{
	struct hearing h;
	struct pdu_context c;
	struct pdu_bind b;
	struct heard heard;
	uint16_t id;

	open_client(&h);
	h.peer.offer_null = true;
	h.peer.group = 5;
	assert_int_equal(assoc_client_offer(&h.client, &wires_echo, &id), S_FALSE);
	assert_true(wires_hear(h.a, &heard));
	assert_int_equal(heard.h.type, PDU_BIND);
	assert_int_equal(heard.h.flags, whole | PDU_CONC_MPX);
	assert_int_equal(heard.h.call_id, 1);
	assert_int_equal(pdu_read_bind(heard.body, &b), S_OK);
	assert_int_equal(b.xmit, PDU_LONG);
	assert_int_equal(b.recv, PDU_LONG);
	assert_int_equal(b.group, 5);
	assert_int_equal(b.count, 3);
	pdu_next_context(&b.contexts, &c);
	assert_int_equal(c.id, 0);
	assert_int_equal(c.count, 2);
	for (unsigned family = 0; family < PDU_FEATURE_FAMILIES; family++) {
		enum pdu_feature_family which;
		uint16_t mask;

		pdu_next_context(&b.contexts, &c);
		assert_true(pdu_is_feature(&c, &which, &mask));
		assert_int_equal(which, family);
		assert_int_equal(mask, h.peer.features[family]);
	}
	close_client(&h);
	assert_int_equal(h.agreements, 1);
	assert_int_equal(h.agreed[0].hr, E_ABORT);
}

TEST(interfaces_are_agreed_upon_one_after_the_other_and_once)
{
	static const struct pdu_syntax third = { { 3, 0, 0, { 0 } }, 0 };
	struct hearing h;
	struct heard heard;
	struct put p;
	uint16_t id;

	open_client(&h);
	offer_echo(&h);
	assert_int_equal(assoc_client_offer(&h.client, &wires_adder, &id), S_FALSE);
	assert_int_equal(id, 1);
	assert_int_equal(assoc_client_offer(&h.client, &third, &id), S_FALSE);
	assert_int_equal(assoc_client_offer(&h.client, &wires_echo, &id), S_FALSE);
	assert_int_equal(id, 0);
	wires_hear_nothing(h.a);
	assert_int_equal(call(&h, 0, some, &(struct wire_call *){ NULL }), E_UNEXPECTED);
	p = ack(PDU_BIND_ACK, 0, 1, PDU_MOST, 1, 2);
	wires_say(h.a, &p, 0);
	for (uint32_t n = 2; n <= 3; n++) {
		assert_true(wires_hear(h.a, &heard));
		assert_int_equal(heard.h.type, PDU_ALTER);
		assert_int_equal(heard.h.call_id, n);
		wires_hear_nothing(h.a);
		p = ack(PDU_ALTER_RESP, 0, n, PDU_MOST, n == 2, n == 3);
		wires_say(h.a, &p, 1);
	}
	assert_int_equal(h.agreements, 3);
	assert_int_equal(h.agreed[1].hr, S_OK);
	assert_int_equal(h.agreed[2].id, 2);
	assert_int_equal(h.agreed[2].hr, RPC_S_UNKNOWN_IF);
	assert_int_equal(assoc_client_offer(&h.client, &wires_adder, &id), S_OK);
	assert_int_equal(assoc_client_offer(&h.client, &third, &id), RPC_S_UNKNOWN_IF);
	wires_hear_nothing(h.a);
	works(&h);
}

TEST(requests_are_cut_to_what_the_server_takes)
{
	static uint8_t stub[5000];
	struct hearing h;
	struct wire_call *made;
	struct heard heard;
	struct pdu_request r;
	size_t at = 0;
	struct put p;

	for (size_t i = 0; i < sizeof stub; i++)
		stub[i] = (uint8_t)(i * 7 + i / 256);
	open_client(&h);
	p = ack(PDU_BIND_ACK, 0, offer_echo(&h), 1437, 1, 2);
	wires_say(h.a, &p, 0);
	assert_int_equal(assoc_client_call(&h.client, &(struct pdu_request){ .opnum = 4, .object = &wires_object,
									     .stub = { stub, sizeof stub } }, NULL, &made), S_OK);
	for (unsigned n = 0; wires_hear(h.a, &heard); n++, at += r.stub.size) {
		assert_int_equal(pdu_read_request(&heard.h, heard.body, &r), S_OK);
		assert_true(heard.h.size <= 1437);
		assert_int_equal(heard.h.flags & whole, (n ? 0 : PDU_FIRST) | (at + r.stub.size == sizeof stub ? PDU_LAST : 0));
		assert_true(r.object && IsEqualGUID(r.object, &wires_object));
		assert_int_equal(r.alloc_hint, sizeof stub - at);
		if (!(heard.h.flags & PDU_LAST))
			assert_int_equal(r.stub.size % 8, 0);
		assert_memory_equal(r.stub.at, stub + at, r.stub.size);
	}
	assert_int_equal(at, sizeof stub);
	close_client(&h);
}

TEST(fragments_are_no_longer_than_this_process_wants)
{
	static const uint8_t stub[5000];
	struct hearing h;
	struct wire_call *made;
	struct heard heard;
	struct pdu_bind b;
	unsigned fragments = 0;
	uint16_t id;

	assert_int_equal(AcomSetLimit(ACOM_LIMIT_FRAGMENT, 2048), S_OK);
	open_client(&h);
	assert_int_equal(assoc_client_offer(&h.client, &wires_echo, &id), S_FALSE);
	assert_true(wires_hear(h.a, &heard));
	assert_int_equal(pdu_read_bind(heard.body, &b), S_OK);
	assert_int_equal(b.xmit, 2048);
	assert_int_equal(b.recv, 2048);
	struct put p = ack(PDU_BIND_ACK, 0, heard.h.call_id, PDU_MOST, 1, 2);
	wires_say(h.a, &p, 0);
	assert_int_equal(call(&h, 0, (struct span){ stub, sizeof stub }, &made), S_OK);
	for (; wires_hear(h.a, &heard); fragments++)
		assert_in_range(heard.h.size, 0, 2048);
	assert_int_equal(fragments, 3);
	close_client(&h);
}

TEST(a_connection_knows_as_many_interfaces_as_this_process_wants)
{
	struct hearing h;
	uint16_t id;

	assert_int_equal(AcomSetLimit(ACOM_LIMIT_CONTEXTS, 1), S_OK);
	open_bound(&h, 0);
	assert_int_equal(assoc_client_offer(&h.client, &wires_adder, &id), RPC_E_OUT_OF_RESOURCES);
	assert_int_equal(assoc_client_offer(&h.client, &wires_echo, &id), S_OK);
	wires_hear_nothing(h.a);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_CONTEXTS, 2), S_OK);
	assert_int_equal(assoc_client_offer(&h.client, &wires_adder, &id), S_FALSE);
	assert_int_equal(id, 1);
	close_client(&h);
}

/* A message more than that is possible: the second one goes out still. */
TEST(of_requests_that_a_server_does_not_read_so_many_octets_wait)
{
	static const uint8_t stub[50000];
	struct span octets = { stub, sizeof stub };
	struct hearing h;
	struct wire_call *made;
	struct heard heard;

	assert_int_equal(AcomSetLimit(ACOM_LIMIT_UNSENT, 65536), S_OK);
	open_bound(&h, PDU_CONC_MPX);
	h.a->calls_most = 10;
	assert_int_equal(call(&h, 0, octets, &made), S_OK);
	assert_int_equal(call(&h, 1, octets, &made), S_OK);
	assert_int_equal(call(&h, 2, octets, &made), RPC_E_OUT_OF_RESOURCES);
	assert_int_equal(h.client.hit.which, ACOM_LIMIT_UNSENT);
	assert_in_range(h.client.hit.size, 2 * sizeof stub, 2 * sizeof stub + 1000);
	while (wires_hear(h.a, &heard))
		;
	assert_int_equal(call(&h, 2, octets, &made), S_OK);
	close_client(&h);
}

TEST(calls_are_as_many_as_both_want)
{
	struct hearing h;
	struct wire_call *made;

	open_bound(&h, 0);
	assert_int_equal(call(&h, 0, some, &made), S_OK);
	assert_int_equal(call(&h, 0, some, &made), RPC_E_OUT_OF_RESOURCES);
	close_client(&h);
	open_bound(&h, PDU_CONC_MPX);
	h.a->calls_most = 3;
	for (int i = 0; i < 3; i++)
		assert_int_equal(call(&h, i, some, &made), S_OK);
	assert_int_equal(call(&h, 3, some, &made), RPC_E_OUT_OF_RESOURCES);
	assert_null(made);
	close_client(&h);
	assert_int_equal(h.answers, 3);
}

TEST(calls_of_servers_of_others_are_as_many_as_this_process_wants)
{
	struct hearing h;
	struct wire_call *made;

	assert_int_equal(AcomSetLimit(ACOM_LIMIT_FOREIGN_CALLS, 2), S_OK);
	open_bound(&h, PDU_CONC_MPX);
	for (int i = 0; i < 2; i++)
		assert_int_equal(call(&h, i, some, &made), S_OK);
	assert_int_equal(call(&h, 2, some, &made), RPC_E_OUT_OF_RESOURCES);
	assert_int_equal(h.client.hit.which, ACOM_LIMIT_FOREIGN_CALLS);
	assert_int_equal(h.client.hit.size, 3);
	assert_int_equal(h.client.hit.limit, 2);
	assert_false(h.client.hit.theirs);
	close_client(&h);
}

TEST(answers_reach_their_calls_in_any_order_and_in_fragments)
{
	struct hearing h;
	uint32_t ids[3];
	struct put p;

	open_bound(&h, PDU_CONC_MPX);
	for (int i = 0; i < 3; i++)
		ids[i] = call_out(&h, i, NULL);
	respond(&h, PDU_FIRST, ids[2], 0, some);
	respond(&h, 0, ids[2], 0, some);
	respond(&h, PDU_LAST, ids[2], 0, (struct span){ some.at, 3 });
	expect_answer(&h, 0, 2, S_OK);
	assert_int_equal(h.answer[0].size, 19);
	respond(&h, whole, ids[0], 0, (struct span){ NULL, 0 });
	expect_answer(&h, 1, 0, S_OK);
	p = wires_begin(PDU_FAULT, whole | PDU_DID_NOT_EXECUTE, ids[1], true);
	pdu_put_fault(&p, &(struct pdu_fault){ .alloc_hint = 32, .status = 0x80010108 });
	wires_say(h.a, &p, 1);
	expect_answer(&h, 2, 1, S_FALSE);
	assert_int_equal(h.answer[2].status, 0x80010108);
	assert_true(h.answer[2].did_not_execute);
	works(&h);
}

TEST(the_memory_of_an_assembled_answer_can_be_kept)
{
	struct hearing h;
	uint32_t id;

	open_bound(&h, 0);
	h.keep = true;
	id = call_out(&h, 0, NULL);
	respond(&h, PDU_FIRST, id, 0, some);
	respond(&h, PDU_LAST, id, 0, some);
	assert_memory_equal(needed(h.kept), "1234567812345678", 16);
	h.keep = false;
	id = call_out(&h, 1, NULL);
	respond(&h, PDU_FIRST, id, 0, some);
	respond(&h, PDU_LAST, id, 0, some);
	assert_int_equal(h.answer[1].size, 16);
	works(&h);
}

TEST(orphans_hear_nothing_and_retire_with_the_answer_to_a_later_call)
{
	struct wire_call *lost;
	struct hearing h;
	struct heard heard;
	uint32_t first, second;

	open_bound(&h, PDU_CONC_MPX);
	first = call_out(&h, 0, &lost);
	second = call_out(&h, 1, NULL);
	assert_int_equal(assoc_client_cancel(&h.client, lost), S_OK);
	assert_true(wires_hear(h.a, &heard));
	assert_int_equal(heard.h.type, PDU_CO_CANCEL);
	assert_int_equal(heard.h.call_id, first);
	assoc_client_orphan(&h.client, lost);
	assert_true(wires_hear(h.a, &heard));
	assert_int_equal(heard.h.type, PDU_ORPHANED);
	assert_int_equal(heard.h.size, PDU_HEADER);
	respond(&h, whole, second, 0, some); /* sent before the orphan was one: says nothing of it */
	assert_int_equal(h.client.orphan_count, 1);
	second = call_out(&h, 2, NULL);
	respond(&h, PDU_FIRST, first, 0, some); /* a late answer is dropped */
	respond(&h, PDU_LAST, first, 0, some);
	assert_int_equal(h.answers, 1);
	assert_int_equal(h.client.orphan_count, 0);
	respond(&h, whole, second, 0, some);

	first = call_out(&h, 0, &lost);
	assoc_client_orphan(&h.client, lost);
	assert_true(wires_hear(h.a, &heard));
	second = call_out(&h, 3, NULL);
	respond(&h, whole, second, 0, some);
	assert_int_equal(h.client.orphan_count, 0);
	assert_int_equal(h.a->calls.count, 0);
	call_out(&h, 4, NULL);
	respond(&h, whole, first, 0, some); /* now it is an answer to no call */
	breached(&h, 4);
}

static struct wire_call *orphaned(struct hearing *h, unsigned name)
{
	struct wire_call *lost;
	struct heard heard;

	call_out(h, name, &lost);
	assoc_client_orphan(&h->client, lost);
	assert_true(wires_hear(h->a, &heard));
	assert_int_equal(heard.h.type, PDU_ORPHANED);
	return lost;
}

/* As if there were so many more, of which nothing is heard. */
static void orphans_more(struct hearing *h, int more)
{
	h->client.orphan_count += more;
	h->a->calls.count += more;
}

TEST(orphans_of_a_server_that_answers_nothing_are_not_remembered_without_end)
{
	struct wire_call *lost;
	struct hearing h;
	struct heard heard;

	open_bound(&h, PDU_CONC_MPX);
	int most = ASSOC_ORPHANS + (int)h.a->calls_most;
	h.client.hit = limit_own(ACOM_LIMIT_UNSENT, 1); /* of an earlier call */
	uint32_t id = orphaned(&h, 0)->id;
	orphans_more(&h, most - 1);
	assert_int_equal(call(&h, 1, some, &lost), RPC_E_OUT_OF_RESOURCES);
	assert_int_equal(h.client.hit.which, 0);
	assert_true(wires_hear(h.a, &heard));
	assert_int_equal(heard.h.type, PDU_ALTER);
	assert_int_equal(call(&h, 1, some, &lost), RPC_E_OUT_OF_RESOURCES);
	wires_hear_nothing(h.a); /* once is enough */
	respond(&h, whole, id, 0, some);
	assert_int_equal(h.client.orphan_count, most - 1);
	orphans_more(&h, 1 - most);
	works(&h);
}

TEST(a_server_is_asked_before_orphans_are_too_many)
{
	struct wire_call *made;
	struct hearing h;
	struct heard heard;

	open_bound(&h, PDU_CONC_MPX);
	orphaned(&h, 0);
	orphans_more(&h, ASSOC_ORPHANS / 2 - 1);
	assert_int_equal(call(&h, 1, some, &made), S_OK);
	assert_true(wires_hear(h.a, &heard));
	assert_int_equal(heard.h.type, PDU_ALTER);
	assert_true(wires_hear(h.a, &heard));
	assert_int_equal(heard.h.type, PDU_REQUEST);
	orphans_more(&h, 1 - ASSOC_ORPHANS / 2);
	respond(&h, whole, made->id, 0, some);
	assert_int_equal(h.client.orphan_count, 0);
	works(&h);
}

/* Looked for one behind the other that would take minutes. */
TEST(many_orphans_are_answered_in_any_order)
{
	enum { MANY = 400000 };
	static uint32_t ids[MANY];
	unsigned many = (unsigned)few(MANY);
	struct wire_call *made;
	struct hearing h;

	open_bound(&h, PDU_CONC_MPX);
	for (unsigned i = 0; i < many; i++) {
		assert_int_equal(call(&h, 0, some, &made), S_OK);
		ids[i] = made->id;
		assoc_client_orphan(&h.client, made);
		outbox_abandon(&h.a->outbox);
		orphans_more(&h, -1); /* as if there were none, so that nothing is asked */
	}
	orphans_more(&h, (int)many);
	for (unsigned i = many; i--;)
		respond(&h, whole, ids[i], 0, some);
	assert_int_equal(h.answers, 0);
	assert_int_equal(h.client.orphan_count, 0);
	assert_int_equal(h.a->calls.count, 0);
	works(&h);
}

TEST(an_orphan_that_is_answered_is_none_to_a_later_answer)
{
	struct wire_call *lost[3];
	struct hearing h;
	uint32_t ids[3];

	open_bound(&h, PDU_CONC_MPX);
	for (unsigned i = 0; i < 3; i++) {
		lost[i] = orphaned(&h, i);
		ids[i] = lost[i]->id;
	}
	respond(&h, whole, ids[1], 0, some);
	assert_int_equal(h.client.orphan_count, 3); /* with the first one */
	respond(&h, whole, ids[0], 0, some);
	assert_int_equal(h.client.orphan_count, 1);
	uint32_t id = call_out(&h, 3, NULL);
	ids[0] = orphaned(&h, 4)->id;
	respond(&h, whole, ids[0], 0, some);
	assert_int_equal(h.client.orphan_count, 2);
	respond(&h, whole, id, 0, some); /* the older one gets none; nor is the other one left without it */
	assert_int_equal(h.client.orphan_count, 0);
	call_out(&h, 5, NULL);
	respond(&h, whole, ids[1], 0, some);
	breached(&h, 2);
}

TEST(an_orphan_that_wants_its_response_all_the_same_hears_of_it)
{
	struct wire_call *lost;
	struct hearing h;
	struct heard heard;
	uint32_t id;

	open_bound(&h, 0);
	for (int middle = 0; middle < 2; middle++) {
		id = call_out(&h, middle, &lost);
		if (middle)
			respond(&h, PDU_FIRST, id, 0, some);
		lost->more = &users[middle];
		assoc_client_orphan(&h.client, lost);
		assert_true(wires_hear(h.a, &heard));
		respond(&h, middle ? PDU_LAST : whole, id, 0, some);
		expect_answer(&h, (unsigned)middle, middle, S_OK);
		assert_int_equal(h.answer[middle].size, middle ? 16 : 8);
		assert_int_equal(h.client.orphan_count, 0);
	}
	id = call_out(&h, 2, &lost);
	lost->more = &h;
	assoc_client_orphan(&h.client, lost);
	assert_true(wires_hear(h.a, &heard));
	close_client(&h); /* without one it hears nothing */
	assert_int_equal(h.answers, 2);
}

static uint32_t guest_out(struct hearing *h, int user, struct wire_call *room)
{
	struct pdu_request r = { .opnum = 4, .stub = some };
	struct heard heard;

	assert_int_equal(assoc_client_call_lent(&h->client, &r, NULL, NULL, &users[user], room), S_OK);
	assert_true(wires_hear(h->a, &heard));
	assert_int_equal(heard.h.call_id, room->id);
	return room->id;
}

TEST(a_call_in_memory_of_its_user_leaves_it_when_it_is_answered_or_orphaned)
{
	static struct wire_call rooms[3]; /* what fails is closed behind the test */
	struct hearing h;
	struct heard heard;
	uint32_t ids[3];

	open_bound(&h, PDU_CONC_MPX);
	for (int lost = 0; lost < 3; lost++) {
		h.answers = 0;
		for (int i = 0; i < 3; i++)
			ids[i] = guest_out(&h, i, &rooms[i]);
		respond(&h, PDU_FIRST, ids[lost], 0, some);
		assert_int_equal(h.answers, 0);
		rooms[lost].more = &users[lost];
		assert_true(assoc_client_orphan(&h.client, &rooms[lost]));
		memset(&rooms[lost], 0xff, sizeof rooms[lost]);
		assert_true(wires_hear(h.a, &heard));
		assert_int_equal(heard.h.call_id, ids[lost]);
		respond(&h, PDU_LAST, ids[lost], 0, some);
		expect_answer(&h, 0, lost, S_OK);
		for (int i = 2; i >= 0; i--)
			if (i != lost) {
				respond(&h, whole, ids[i], 0, some);
				memset(&rooms[i], 0xff, sizeof rooms[i]);
			}
		assert_int_equal(h.answers, 3);
		assert_int_equal(h.client.orphan_count, 0);
		assert_int_equal(h.a->calls.count, 0);
	}
	works(&h);
}

TEST(one_that_cannot_leave_it_because_memory_is_short_is_still_to_be_answered)
{
	struct wire_call rooms[2];
	struct hearing h;
	struct heard heard;

	open_bound(&h, PDU_CONC_MPX);
	for (int i = 0; i < 2; i++)
		guest_out(&h, i, &rooms[i]);
	assert_true(assoc_client_orphan(&h.client, &rooms[0])); /* in the spare one's place */
	assert_true(wires_hear(h.a, &heard));
	os_alloc_fail(1, true);
	assert_false(assoc_client_orphan(&h.client, &rooms[1]));
	os_alloc_fail(0, false);
	respond(&h, whole, rooms[1].id, 0, some);
	expect_answer(&h, 0, 1, S_OK);
	works(&h);
}

TEST(a_call_orphaned_in_the_middle_of_its_answer_hears_no_more_of_it)
{
	struct wire_call *lost;
	struct hearing h;
	struct heard heard;
	uint32_t id;

	open_bound(&h, 0);
	id = call_out(&h, 0, &lost);
	respond(&h, PDU_FIRST, id, 0, some);
	assoc_client_orphan(&h.client, lost);
	assert_true(wires_hear(h.a, &heard));
	for (int i = 0; i < 20; i++) /* more than the limit, which is for what is kept */
		respond(&h, 0, id, 0, some);
	respond(&h, PDU_LAST, id, 0, some);
	assert_int_equal(h.answers, 0);
	assert_int_equal(h.client.orphan_count, 0);
	works(&h);
}

/* Wine 8. */
TEST(ids_are_given_again_when_all_were_but_not_those_of_calls_that_are_out)
{
	struct hearing h;

	open_bound(&h, whole | PDU_CONC_MPX);
	h.client.next_id = UINT32_MAX - 2;
	assert_int_equal(call_out(&h, 0, NULL), UINT32_MAX - 1);
	assert_int_equal(call_out(&h, 1, NULL), UINT32_MAX);
	assert_int_equal(call_out(&h, 2, NULL), 1);
	h.client.next_id = UINT32_MAX - 2;
	assert_int_equal(call_out(&h, 3, NULL), 2);
	close_client(&h);
}

TEST(call_id_1_is_good_enough_from_servers_with_the_null_syntax_while_one_call_is_out)
{
	static const struct pdu_result null = { .result = PDU_ACCEPTED };

	for (int tolerant = 0; tolerant < 2; tolerant++) {
		struct hearing h;
		uint32_t id;
		struct put p;

		open_client(&h);
		h.peer.offer_null = true;
		h.peer.features[0] = h.peer.features[1] = 0;
		id = offer_echo(&h);
		p = ack(PDU_BIND_ACK, PDU_CONC_MPX, id, PDU_MOST, !tolerant, 0);
		if (tolerant) {
			p.start[p.at - p.start - 4] = 1;
			pdu_put_result(&p, &null);
		}
		wires_say(h.a, &p, 0);
		assert_int_equal(h.client.null_syntax, tolerant);
		assert_true(call_out(&h, 0, NULL) != 1);
		respond(&h, PDU_FIRST, 1, 0, some);
		if (!tolerant) {
			breached(&h, 1);
			continue;
		}
		respond(&h, PDU_LAST, 1, 0, some);
		expect_answer(&h, 0, 0, S_OK);
		call_out(&h, 1, NULL);
		call_out(&h, 2, NULL);
		respond(&h, whole, 1, 0, some);
		breached(&h, 3);
	}
}

TEST(a_server_that_shuts_down_is_left_after_the_last_answer)
{
	struct hearing h;
	uint32_t first, second;
	struct put p;

	open_bound(&h, PDU_CONC_MPX);
	first = call_out(&h, 0, NULL);
	second = call_out(&h, 1, NULL);
	p = wires_begin(PDU_SHUTDOWN, whole, 0, false);
	wires_say(h.a, &p, 0);
	assert_int_equal(call(&h, 2, some, &(struct wire_call *){ NULL }), RPC_E_SERVER_DIED_DNE);
	respond(&h, whole, first, 0, some);
	assert_int_equal(h.a->closed, S_OK);
	respond(&h, whole, second, 0, some);
	assert_int_equal(h.a->closed, RPC_E_DISCONNECTED);
	assert_int_equal(h.answers, 2);
	close_client(&h);
}

TEST(a_lost_connection_says_whether_a_call_may_have_run)
{
	struct wire_call *made;
	struct hearing h;

	for (int all = 0; all < 2; all++) {
		open_bound(&h, PDU_CONC_MPX);
		call_out(&h, 0, NULL);
		assert_int_equal(call(&h, 1, some, &made), S_OK);
		outbox_sent(&h.a->outbox, all ? PDU_STUB + some.size : 1);
		assert_int_equal(call(&h, 2, some, &made), S_OK);
		assoc_close(h.a, RPC_E_SERVER_DIED);
		assert_int_equal(h.answers, 3);
		expect_answer(&h, 0, 0, RPC_E_SERVER_DIED);
		expect_answer(&h, 1, 1, RPC_E_SERVER_DIED);
		expect_answer(&h, 2, 2, RPC_E_SERVER_DIED_DNE);
		assert_true(h.a->outbox.sent == h.a->outbox.queued); /* what is said not to have run does not leave */
		close_client(&h);
	}
}

TEST(a_refused_bind_says_why)
{
	static const struct {
		enum pdu_nak_reason reason;
		uint32_t group;
		HRESULT hr;
	} why[] = {
		{ PDU_NAK_UNSPECIFIED, 0, RPC_E_CALL_REJECTED }, { PDU_NAK_LIMIT, 0, RPC_E_OUT_OF_RESOURCES },
		{ PDU_NAK_AUTH_TYPE, 0, E_ACCESSDENIED }, { PDU_NAK_UNSPECIFIED, 5, RPC_E_SERVER_DIED_DNE },
		{ PDU_NAK_AUTH_TYPE, 5, E_ACCESSDENIED },
	};

	for (size_t i = 0; i < ARRAY_COUNT(why); i++) {
		struct hearing h;
		uint32_t id;
		struct put p;

		open_client(&h);
		h.peer.group = why[i].group;
		id = offer_echo(&h);
		p = wires_begin(PDU_BIND_NAK, whole, id, false);
		pdu_put_bind_nak(&p, why[i].reason);
		wires_say(h.a, &p, 0);
		assert_int_equal(h.a->closed, why[i].hr);
		assert_int_equal(h.agreed[0].hr, why[i].hr);
		close_client(&h);
	}
}

/* ---- servers that are not ---- */

TEST(hostile_an_answer_for_a_call_never_made)
{
	struct hearing h;
	uint32_t id;

	open_bound(&h, PDU_CONC_MPX);
	id = call_out(&h, 0, NULL);
	respond(&h, whole, id + 1, 0, some);
	breached(&h, 1);
}

TEST(hostile_a_second_answer_to_one_call)
{
	struct hearing h;
	uint32_t id;

	open_bound(&h, PDU_CONC_MPX);
	id = call_out(&h, 0, NULL);
	respond(&h, whole, id, 0, some);
	call_out(&h, 1, NULL);
	respond(&h, whole, id, 0, some);
	breached(&h, 2);
}

TEST(hostile_fragments_interleaved_begun_twice_or_never)
{
	struct hearing h;
	uint32_t first, second;

	for (int how = 0; how < 4; how++) {
		open_bound(&h, PDU_CONC_MPX);
		first = call_out(&h, 0, NULL);
		second = call_out(&h, 1, NULL);
		if (how < 3)
			respond(&h, PDU_FIRST, first, 0, some);
		respond(&h, (uint8_t[]){ PDU_FIRST, PDU_FIRST, PDU_LAST, PDU_LAST }[how], how == 1 ? first : second, 0, some);
		breached(&h, 2);
	}
}

TEST(hostile_another_context_or_another_byte_order)
{
	struct hearing h;
	uint32_t id;
	struct put p;

	open_bound(&h, 0);
	id = call_out(&h, 0, NULL);
	respond(&h, whole, id, 1, some);
	breached(&h, 1);

	open_bound(&h, 0);
	id = call_out(&h, 0, NULL);
	respond(&h, PDU_FIRST, id, 0, some);
	p = wires_begin(PDU_RESPONSE, PDU_LAST, id, true);
	pdu_put_response(&p, &(struct pdu_response){ .stub = some });
	wires_say(h.a, &p, 0);
	breached(&h, 1);
}

TEST(hostile_a_context_differs_in_what_is_not_echoed)
{
	struct hearing h;
	uint32_t id;

	open_bound(&h, 0);
	id = call_out(&h, 0, NULL);
	respond(&h, whole, id, 0x0300, some);
	assert_int_equal(h.answers, 1);
	works(&h);
}

TEST(hostile_results_that_were_not_asked_for)
{
	static const struct pdu_syntax nonsense = { { 9, 0, 0, { 0 } }, 1 };
	const struct {
		unsigned count;
		struct pdu_result results[4];
	} wrong[] = {
		{ 0, { { 0 } } },
		{ 2, { { PDU_ACCEPTED, 0, pdu_ndr }, { .result = PDU_REJECTED } } },
		{ 4, { { PDU_ACCEPTED, 0, pdu_ndr }, { .result = PDU_REJECTED }, { .result = PDU_REJECTED }, { .result = 2 } } },
		{ 3, { { PDU_ACCEPTED, 0, nonsense }, { .result = PDU_REJECTED }, { .result = PDU_REJECTED } } },
		{ 3, { { PDU_ACCEPTED, 0, pdu_ndr64 }, { .result = PDU_REJECTED }, { .result = PDU_REJECTED } } },
		{ 3, { { .result = PDU_ACCEPTED }, { .result = PDU_REJECTED }, { .result = PDU_REJECTED } } },
		{ 3, { { .result = PDU_NEGOTIATED }, { .result = PDU_REJECTED }, { .result = PDU_REJECTED } } },
		{ 3, { { .result = 4 }, { .result = PDU_REJECTED }, { .result = PDU_REJECTED } } },
		{ 3, { { PDU_ACCEPTED, 0, pdu_ndr }, { .result = PDU_ACCEPTED }, { .result = PDU_REJECTED } } },
	};

	for (size_t i = 0; i < ARRAY_COUNT(wrong); i++) {
		struct hearing h;
		struct put p;

		open_client(&h);
		p = wires_begin(PDU_BIND_ACK, whole, offer_echo(&h), false);
		pdu_put_bind_ack(&p, &(struct pdu_bind_ack){ .xmit = 5840, .recv = 5840, .count = (uint8_t)wrong[i].count });
		for (unsigned n = 0; n < wrong[i].count; n++)
			pdu_put_result(&p, &wrong[i].results[n]);
		wires_say(h.a, &p, 0);
		assert_int_equal(h.agreements, 1);
		assert_int_equal(h.agreed[0].hr, RPC_S_PROTOCOL_ERROR);
		breached(&h, 0);
	}
}

TEST(hostile_features_beyond_those_asked_for_are_none)
{
	struct hearing h;
	struct put p;

	open_client(&h);
	p = wires_begin(PDU_BIND_ACK, whole, offer_echo(&h), false);
	pdu_put_bind_ack(&p, &(struct pdu_bind_ack){ .xmit = 5840, .recv = 5840, .count = 3 });
	pdu_put_result(&p, &(struct pdu_result){ PDU_ACCEPTED, 0, pdu_ndr });
	for (int i = 0; i < 2; i++)
		pdu_put_result(&p, &(struct pdu_result){ .result = PDU_NEGOTIATED, .reason = 0xFFFF });
	wires_say(h.a, &p, 0);
	assert_int_equal(h.client.features[PDU_FEATURES_BIND_TIME], PDU_KEEP_ON_ORPHAN);
	assert_int_equal(h.client.features[PDU_FEATURES_ACOM], 1);
	works(&h);
}

TEST(hostile_sizes_and_addresses_of_a_bind_ack)
{
	static const uint16_t sizes[] = { 0, 24, 1431 };
	struct hearing h;
	struct put p;

	for (size_t i = 0; i < ARRAY_COUNT(sizes); i++) {
		open_client(&h);
		p = ack(PDU_BIND_ACK, 0, offer_echo(&h), sizes[i], 1, 2);
		wires_say(h.a, &p, 0);
		breached(&h, 0);
	}
	open_client(&h);
	p = ack(PDU_BIND_ACK, 0, offer_echo(&h), PDU_MOST, 1, 2);
	p.start[25] = 0xFF; /* the address leads behind the end */
	wires_say(h.a, &p, 0);
	breached(&h, 0);
	open_client(&h);
	p = ack(PDU_BIND_ACK, 0, offer_echo(&h), 0xFFFF, 1, 2);
	wires_say(h.a, &p, 0);
	assert_int_equal(h.a->fragment, PDU_MOST);
	works(&h);
}

TEST(hostile_agreements_out_of_the_blue)
{
	static const enum pdu_type types[] = { PDU_ALTER_RESP, PDU_BIND_ACK, PDU_BIND_NAK };
	struct hearing h;

	for (size_t i = 0; i < ARRAY_COUNT(types); i++) {
		struct put p;

		open_bound(&h, 0);
		call_out(&h, 0, NULL);
		p = ack(types[i], 0, 1, PDU_MOST, 1, 0);
		wires_say(h.a, &p, 0);
		breached(&h, 1);
	}
	open_client(&h);
	{
		struct put p = ack(PDU_ALTER_RESP, 0, offer_echo(&h), PDU_MOST, 1, 2);

		wires_say(h.a, &p, 0);
	}
	breached(&h, 0);
}

TEST(hostile_faults_that_are_cut_or_in_pieces)
{
	for (int how = 0; how < 3; how++) {
		struct hearing h;
		uint32_t id;
		struct put p;

		open_bound(&h, 0);
		id = call_out(&h, 0, NULL);
		p = wires_begin(PDU_FAULT, how == 1 ? PDU_FIRST : how == 2 ? PDU_LAST : whole, id, false);
		pdu_put_fault(&p, &(struct pdu_fault){ .alloc_hint = 24, .status = 5 });
		if (how == 0)
			p.at = p.start + 24;
		wires_say(h.a, &p, 0);
		breached(&h, 1);
	}
}

TEST(hostile_an_answer_over_the_limit)
{
	static const uint8_t big[101];
	struct hearing h;
	uint32_t id;

	for (int parts = 0; parts < 2; parts++) {
		open_bound(&h, PDU_CONC_MPX);
		id = call_out(&h, 0, NULL);
		call_out(&h, 1, NULL);
		respond(&h, parts ? PDU_FIRST : whole, id, 0, (struct span){ big, parts ? 100 : 101 });
		if (parts)
			respond(&h, PDU_LAST, id, 0, (struct span){ big, 1 });
		expect_answer(&h, 0, 0, RPC_E_OUT_OF_RESOURCES);
		breached(&h, 2);
	}
}

TEST(hostile_types_trailers_and_headers)
{
	struct hearing h;
	struct put p;

	for (int type = 0; type < 256; type++) {
		if (type == PDU_SHUTDOWN || type == PDU_RESPONSE || type == PDU_FAULT)
			continue;
		open_bound(&h, 0);
		call_out(&h, 0, NULL);
		p = wires_begin(type, whole, 2, false);
		wires_say(h.a, &p, 0);
		breached(&h, 1);
	}
	for (unsigned at = 0; at < 11; at++) {
		uint32_t id;

		open_bound(&h, 0);
		id = call_out(&h, 0, NULL);
		p = wires_begin(PDU_RESPONSE, whole, id, false);
		pdu_put_response(&p, &(struct pdu_response){ .stub = some });
		pdu_end(&p);
		p.start[at] ^= 0xFF;
		wires_feed(h.a, p.start, put_size(&p), 0);
		assert_int_equal(h.a->closed, at == 8 ? S_OK : RPC_S_PROTOCOL_ERROR); /* 8: a size of which more is still to come */
		close_client(&h);
	}
}
