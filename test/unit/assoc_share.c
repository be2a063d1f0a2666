/* assoc_share.c - how two ends agree in two steps that their octets go by memory, and what each makes of another that does not keep
 * to that. */
#include "wires.h"

static const uint8_t whole = PDU_FIRST | PDU_LAST;

struct meeting {
	struct assoc_groups groups;
	struct assoc_service service;
	struct assoc_server_ops server_ops;
	struct wires_server s;
	struct assoc_client client;
	struct assoc_peer peer;
	struct assoc *a, *b; /* the client's, the server's */
	uint16_t context;
	unsigned answers, outs, boths;
};
static struct meeting m;
static unsigned asked, shifted;
static bool refuses;

static bool share(void *context, int fd)
{
	assert_ptr_equal(context, &m.s);
	assert_int_equal(os_fd_kind(fd), OS_FD_NAMELESS);
	asked++;
	return !refuses;
}

static void server_shared(void *context)
{
	assert_ptr_equal(context, &m.s);
	assert_true(m.b->shifts);
	assert_true(m.b->outbox.queued > m.b->outbox.sent); /* the answer goes by the socket still */
	shifted++;
}

static void agreed(void *context, uint16_t id, HRESULT hr)
{
	(void)context, (void)id;
	assert_int_equal(hr, S_OK);
}

static void answer(void *context, struct wire_call *call, struct assoc_answer *a)
{
	(void)context, (void)call, (void)a;
	m.answers++;
}

static void client_shared(void *context, enum share how)
{
	assert_ptr_equal(context, &m);
	m.outs += how == SHARE_OUT;
	m.boths += how == SHARE_BOTH;
	assert_int_equal(m.a->shifts, how == SHARE_BOTH);
}

static void meet(void)
{
	static const struct assoc_client_ops ops = { agreed, answer, NULL, client_shared, NULL };

	m = (struct meeting){ .peer = { .ops = &ops, .response_limit = 1 << 20, .calls_limit = 9 } };
	m.peer.features[PDU_FEATURES_ACOM] = PDU_DESCRIPTORS;
	asked = shifted = 0;
	refuses = false;
	m.service = wires_service(&m.groups);
	m.server_ops = *m.service.ops;
	m.server_ops.share = share;
	m.server_ops.shared = server_shared;
	m.service.ops = &m.server_ops;
	m.a = &m.client.a;
	m.b = &m.s.server.a;
	assert_int_equal(wires_server_init(&m.s, &m.service), S_OK);
	assert_int_equal(assoc_client_init(&m.client, &m.peer, &m), S_OK);
	assert_int_equal(assoc_client_offer(&m.client, &wires_echo, &m.context), S_FALSE);
	wires_talk(m.a, m.b, 0);
	assert_true(m.a->carries && m.b->carries);
}

static void part(void)
{
	assoc_client_fini(&m.client);
	wires_server_fini(&m.s);
}

static void call(void)
{
	struct pdu_request r = { .context = m.context, .opnum = 1, .stub = { (const uint8_t *)"12345678", 8 } };
	struct wire_call *c;
	unsigned before = m.answers;

	assert_int_equal(assoc_client_call(&m.client, &r, NULL, &c), S_OK);
	wires_talk(m.a, m.b, 0);
	assert_int_equal(m.answers, before + 1);
}

/* The client's question, on its way with the descriptor. */
static void ask(size_t chunk)
{
	int fd = os_eventfd(), came = os_eventfd();

	assert_int_equal(assoc_client_share(&m.client, fd), S_OK);
	assert_int_equal(m.client.shares, SHARE_ASKED);
	assert_int_equal(outbox_due(&m.a->outbox)->count, 1);
	assert_int_equal(assoc_bring(m.b, &came, 1), S_OK);
	wires_carry(m.a, m.b, chunk);
	assert_int_equal(asked, 1);
}

static void shift(void)
{
	wires_carry(m.b, m.a, 0);
	assert_int_equal(m.outs, 1);
	assert_int_equal(m.client.shares, SHARE_OUT);
	wires_carry(m.a, m.b, 0);
	assert_int_equal(shifted, 1);
	assert_int_equal(m.s.server.shares, SHARE_BOTH);
}

TEST(the_clients_octets_shift_first_and_the_servers_behind_its_answer)
{
	meet();
	call();
	ask(0);
	shift();
	assert_int_equal(m.boths, 0);
	m.b->shifts = false;
	wires_carry(m.b, m.a, 0);
	assert_int_equal(m.boths, 1);
	assert_int_equal(m.client.shares, SHARE_BOTH);
	m.a->shifts = false; /* by whichever way, they go on */
	call();
	part();
}

TEST(it_does_not_matter_that_the_question_comes_in_pieces)
{
	meet();
	ask(0);
	wires_carry(m.b, m.a, 1);
	assert_int_equal(m.outs, 1);
	wires_carry(m.a, m.b, 1);
	m.b->shifts = false;
	wires_carry(m.b, m.a, 1);
	assert_int_equal(m.boths, 1);
	part();
}

TEST(who_is_refused_goes_on_as_before)
{
	meet();
	refuses = true;
	ask(0);
	wires_carry(m.b, m.a, 0);
	call();
	assert_int_equal(m.outs + m.boths + shifted, 0);
	part();
}

static void shift_in_bulk(size_t bells)
{
	uint8_t octets[1024];
	struct heard heard;

	meet();
	ask(0);
	wires_carry(m.b, m.a, 0);
	assert_true(wires_hear(m.a, &heard));
	assert_int_equal(heard.h.type, PDU_ALTER);
	memcpy(octets, heard.octets, heard.h.size);
	memset(octets + heard.h.size, bells % 2 ? 5 : 0, bells); /* as a PDU begins, or not */
	assoc_feed(m.b, octets, heard.h.size + bells);
	assert_int_equal(shifted, 1);
	assert_int_equal(m.b->closed, S_OK);
	assert_int_equal(m.b->bells, bells);
	assert_int_equal(m.b->inbox.have, 0);
	part();
}

TEST(what_follows_the_shift_is_nothing_that_was_said)
{
	for (size_t bells = 0; bells < 100; bells++)
		shift_in_bulk(bells);
}

/* ---- a server that does not keep to it ---- */

static void say_answer(uint32_t id, unsigned count, enum pdu_result_code code)
{
	struct put p = wires_begin(PDU_ALTER_RESP, whole, id, false);

	pdu_put_bind_ack(&p, &(struct pdu_bind_ack){ .xmit = PDU_MOST, .recv = PDU_MOST, .group = 1, .count = (uint8_t)count });
	while (count--)
		pdu_put_result(&p, &(struct pdu_result){ code, 0, pdu_ndr });
	wires_say(m.a, &p, 0);
}

static void expect_breach(void)
{
	assert_int_equal(m.a->closed, RPC_S_PROTOCOL_ERROR);
	part();
}

TEST(an_answer_of_another_shape_ends_the_association)
{
	for (unsigned count = 0; count < 4; count++) {
		if (count == 1)
			continue;
		meet();
		ask(0);
		say_answer(m.client.share_id, count, PDU_ACCEPTED);
		expect_breach();
	}
	meet();
	ask(0);
	say_answer(m.client.share_id + 1, 1, PDU_ACCEPTED);
	expect_breach();
}

TEST(an_answer_without_a_question_ends_the_association)
{
	meet();
	say_answer(0, 1, PDU_ACCEPTED);
	expect_breach();
	meet();
	ask(0);
	wires_carry(m.b, m.a, 0);
	say_answer(m.client.share_id, 1, PDU_ACCEPTED);
	say_answer(m.client.share_id, 1, PDU_ACCEPTED); /* 0 by now */
	expect_breach();
}

/* The client's octets go by memory by then, which the server would not read. */
TEST(the_second_step_cannot_be_refused)
{
	meet();
	ask(0);
	wires_carry(m.b, m.a, 0);
	assert_int_equal(m.outs, 1);
	say_answer(m.client.share_id, 1, PDU_REJECTED);
	expect_breach();
}

/* ---- short memory ---- */

SWEEP(a_question_that_cannot_be_asked_keeps_no_descriptor)
{
	static const struct assoc_client_ops none = { NULL };
	struct assoc_peer peer = { .ops = &none, .response_limit = 1 << 20, .calls_limit = 9 };
	struct assoc_client c;

	if (!sweep_ok(assoc_client_init(&c, &peer, NULL)))
		return;
	int fd = os_eventfd();
	needed(fd >= 0 ? &c : NULL);
	HRESULT hr = assoc_client_share(&c, fd);
	assert_int_equal(c.shares, FAILED(hr) ? SHARE_NEVER : SHARE_ASKED);
	(void)sweep_ok(hr);
	assoc_client_fini(&c);
}
