/* hostile_pdu.c - the PDU half of hostile.json: each input gets the answer that it must get, however it is cut; afterwards the
 * association is closed, or as good as new, and nothing is left of it. The same at a server of real objects, over a socket. */
#include <jansson.h>
#include <sys/socket.h>
#include <unistd.h>

#include "adder.h"
#include "caller.h"
#include "house.h"
#include "wires.h"

static json_t *hostile_load(void)
{
	char path[4096];
	json_error_t error;
	json_t *j;

	snprintf(path, sizeof path, "%.*s/hostile.json", (int)(strrchr(__FILE__, '/') - __FILE__), __FILE__);
	j = json_load_file(path, 0, &error);
	if (!j)
		fail_msg("%s:%d: %s", path, error.line, error.text);
	return j;
}

/* What an input gets to hear, in short: a letter per PDU (Ack, Nak, Fault, Response, Other), and its number. */
struct said {
	char letters[8];
	uint32_t numbers[8];
	unsigned count;
};

static uint32_t ack_result(struct take body)
{
	struct pdu_bind_ack a;
	struct pdu_result r;

	assert_int_equal(pdu_read_bind_ack(body, &a), S_OK);
	pdu_next_result(&a.results, &r);
	return r.result;
}

static uint32_t response_sum(struct take body)
{
	struct pdu_response r;
	struct take stub;

	assert_int_equal(pdu_read_response(body, &r), S_OK);
	stub = take_from(r.stub.at, r.stub.size, body.big);
	take_u64(&stub);
	return take_u32(&stub);
}

static uint32_t fault_status(struct take body)
{
	struct pdu_fault f;

	assert_int_equal(pdu_read_fault(body, &f), S_OK);
	return f.status;
}

static void listen_to(struct assoc *a, struct said *said)
{
	struct heard heard;
	uint16_t reason;

	for (said->count = 0; wires_hear(a, &heard) && said->count < 8; said->count++)
		switch (heard.h.type) {
		case PDU_BIND_ACK:
		case PDU_ALTER_RESP:
			said->letters[said->count] = 'A';
			said->numbers[said->count] = ack_result(heard.body);
			break;
		case PDU_BIND_NAK:
			assert_int_equal(pdu_read_bind_nak(heard.body, &reason), S_OK);
			said->letters[said->count] = 'N';
			said->numbers[said->count] = reason;
			break;
		case PDU_FAULT:
			said->letters[said->count] = 'F';
			said->numbers[said->count] = fault_status(heard.body);
			break;
		case PDU_RESPONSE:
			said->letters[said->count] = 'R';
			said->numbers[said->count] = response_sum(heard.body);
			break;
		default:
			said->letters[said->count] = 'O';
		}
	said->letters[said->count < 8 ? said->count : 7] = 0;
}

/* The statuses where more is known than that there is a fault. */
static const struct {
	const char *id;
	uint32_t status;
} statuses[] = {
	{ "hdr.request_auth_unbound", 5 },
	{ "type.unknown", PDU_PROTO_ERROR }, { "type.cl_only", PDU_PROTO_ERROR }, { "alter.redefine", PDU_PROTO_ERROR },
	{ "req.short", PDU_PROTO_ERROR }, { "req.obj_short", PDU_PROTO_ERROR },
	{ "req.ctx_unknown", PDU_UNKNOWN_IF }, { "req.opnum", 0x1C010002 }, { "req.opnum_iunknown", 0x1C010002 },
	{ "req.no_object", (uint32_t)RPC_E_DISCONNECTED },
	{ "frag.no_first", PDU_PROTO_ERROR }, { "frag.middle_only", PDU_PROTO_ERROR }, { "frag.interleave", PDU_PROTO_ERROR },
	{ "frag.drep_change", PDU_PROTO_ERROR }, { "frag.pending_cancel_first", PDU_NO_CALL_ACTIVE },
	{ "orpc.args_missing", 0x6F7 },
};

static void check_status(const char *id, uint32_t status)
{
	for (size_t i = 0; i < ARRAY_COUNT(statuses); i++)
		if (!strcmp(statuses[i].id, id) && statuses[i].status != status)
			fail_msg("%s: fault %08x, not %08x", id, status, statuses[i].status);
}

/* What each kind of expectation means: the answers to the last two steps that are allowed, and what becomes of the end. */
static const struct expectation {
	const char *name;
	const char *before, *last; /* alternatives, by '|'; before: of the step before the last, NULL: as the first step */
	bool closes;
} expectations[] = {
	{ "close", NULL, "", true },
	{ "nak", NULL, "N", true },
	{ "nak_or_close", NULL, "N|", true },
	{ "fault_close", NULL, "F", true },
	{ "fault_or_close", NULL, "F|", true },
	{ "reject", NULL, "A", false },
	{ "fault_then_response", "F", "R", false },
	{ "response", NULL, "R", false },
	{ "response_or_fault", NULL, "R|F", false },
	{ "idle_timeout", NULL, "", false },
};

static const struct expectation *expected(const char *name)
{
	for (size_t i = 0; i < ARRAY_COUNT(expectations); i++)
		if (!strcmp(expectations[i].name, name))
			return &expectations[i];
	fail_msg("%s?", name);
	return NULL;
}

static void check_letters(const char *id, const char *letters, const char *alternatives)
{
	for (const char *a = alternatives; a; a = strchr(a, '|') ? strchr(a, '|') + 1 : NULL)
		if (strcspn(a, "|") == strlen(letters) && !strncmp(a, letters, strlen(letters)))
			return;
	fail_msg("%s: heard %s, expected %s", id, *letters ? letters : "nothing", alternatives);
}

/* What an open end must still be able to do. */
static void check_alive(struct wires_server *s, const char *id)
{
	struct assoc *a = &s->server.a;
	struct put p;

	assert_int_equal(a->closed, S_OK);
	if (!strcmp(id, "conn.half_pdu")) {
		assert_int_equal(assoc_awaits(a), ASSOC_REST);
		assoc_close(a, RPC_E_TIMEOUT);
		return;
	}
	assert_int_equal(assoc_awaits(a), ASSOC_NOTHING);
	p = wires_begin(PDU_REQUEST, PDU_FIRST | PDU_LAST, 0x77, false);
	pdu_put_request(&p, &(struct pdu_request){ .context = 0x4242 });
	wires_say(a, &p, 0);
	wires_hear_fault(a, 0x77, 0, PDU_UNKNOWN_IF, true);
}

static void check(const json_t *input, size_t chunk)
{
	const char *id = json_string_value(json_object_get(input, "id"));
	const struct expectation *e = expected(json_string_value(json_object_get(input, "expect")));
	json_t *steps = json_object_get(input, "steps");
	struct assoc_groups groups = { .map = { NULL } };
	struct assoc_service service = wires_service(&groups);
	struct wires_server s;
	struct said said = { .count = 0 };

	assert_int_equal(wires_server_init(&s, &service), S_OK);
	for (size_t i = 0, n = json_array_size(steps); i < n; i++) {
		const char *hex = json_string_value(json_array_get(steps, i));
		uint8_t octets[2 * PDU_MOST];
		size_t size = 0;

		for (unsigned octet; sscanf(hex, "%2x", &octet) == 1; hex += 2)
			octets[size++] = (uint8_t)octet;
		assert_int_equal(s.server.a.closed, S_OK);
		wires_feed(&s.server.a, octets, size, chunk);
		listen_to(&s.server.a, &said);
		if (i + 1 == n)
			check_letters(id, said.letters, e->last);
		else if (i + 2 == n && e->before)
			check_letters(id, said.letters, e->before);
		else
			check_letters(id, said.letters, i ? "" : "A");
		if (said.count && said.letters[0] == 'F')
			check_status(id, said.numbers[0]);
		if (said.count && said.letters[0] == 'R')
			assert_int_equal(said.numbers[0], 3);
		if (said.count && said.letters[0] == 'A')
			assert_int_equal(said.numbers[0], i + 1 == n || !strncmp(id, "remunk", 6) ? PDU_REJECTED : PDU_ACCEPTED);
	}
	assert_int_equal(s.server.a.calls.count, 0);
	assert_false(s.server.a.message.open);
	if (e->closes)
		assert_true(s.server.a.closed != S_OK);
	else
		check_alive(&s, id);
	wires_server_fini(&s);
	assert_null(groups.map.first);
}

TEST(hostile_pdus_get_the_answer_that_they_must_get_however_they_are_cut)
{
	static const size_t chunks[] = { 0, 1, 7, 16, 17 };
	json_t *file = hostile_load(), *input;
	unsigned count = 0;
	size_t i;

	json_array_foreach(json_object_get(file, "inputs"), i, input) {
		if (strcmp(json_string_value(json_object_get(input, "group")), "pdu"))
			continue;
		for (size_t c = 0; c < ARRAY_COUNT(chunks); c++)
			check(input, chunks[c]);
		count++;
	}
	assert_int_equal(count, 35);
	json_decref(file);
}

/* ---- a server with an object, at the other end of a socket ---- */

typedef struct Adder {
	AcomObject object;
	IPeerAdder IPeerAdder_iface;
} Adder;

ACOM_FACE(Adder, IPeerAdder)

static HRESULT Adder_Add(IPeerAdder *This, LONG a, LONG b, LONG *sum)
{
	(void)This;
	*sum = a + b;
	return S_OK;
}

static HRESULT Adder_Echo(IPeerAdder *This, ULONG size, const BYTE *octets, BYTE *same)
{
	(void)This;
	memcpy(same, octets, size);
	return S_OK;
}

static const IPeerAdderVtbl Adder_IPeerAdder_vtbl = { ACOM_UNKNOWN(Adder, IPeerAdder), Adder_Add, Adder_Echo };
static const AcomInterface Adder_map[] = { ACOM_ENTRY(Adder, IPeerAdder), ACOM_END };
static const AcomClass Adder_class = { "Adder", sizeof(Adder), Adder_map, NULL, NULL, NULL };

static struct stub *adder_export(void)
{
	IUnknown *object;
	struct stub *stub;

	assert_int_equal(AcomCreateObject(&Adder_class, NULL, &IID_IPeerAdder, (void **)&object), S_OK);
	assert_int_equal(export_object(object, &IID_IPeerAdder, &stub), S_OK);
	IUnknown_Release(object);
	return stub;
}

/* The IPIDs of the file stand for real ones. */
static void name_ipids(uint8_t *octets, size_t size, const struct stub *stub)
{
	static const uint8_t object[16] = { 1, [15] = 0xAA }, unknown[16] = { 2, [15] = 0xAA };

	for (size_t i = 0; i + 16 <= size; i++) {
		if (!memcmp(octets + i, object, 16))
			memcpy(octets + i, &stub->ipid, 16);
		else if (!memcmp(octets + i, unknown, 16))
			memcpy(octets + i, exporter_unknown(), 16);
	}
}

static size_t step_octets(const json_t *step, uint8_t *octets)
{
	const char *hex = json_string_value(step);
	size_t size = 0;

	for (unsigned octet; sscanf(hex, "%2x", &octet) == 1; hex += 2)
		octets[size++] = (uint8_t)octet;
	return size;
}

/* One that has ended hears nothing more. */
static void tell(struct caller *k, const uint8_t *octets, size_t size, size_t chunk)
{
	for (size_t at = 0, part; at < size; at += part) {
		part = !chunk || chunk > size - at ? size - at : chunk;
		if (send(k->fd, octets + at, part, MSG_NOSIGNAL) < 0)
			return;
	}
}

/* Whole PDUs as they come: so many, or (0) all until the end. */
static void hear(struct caller *k, struct assoc *ear, size_t count, struct said *said)
{
	uint8_t octets[PDU_MOST];
	size_t have = 0;
	ssize_t n = 1;

	for (said->count = 0; n > 0 && (!count || said->count < count);) {
		os_poll(k->fd, OS_FOREVER);
		size_t want = have < PDU_HEADER ? PDU_HEADER : octets[8] | (size_t)octets[9] << 8;
		n = have < want ? read(k->fd, octets + have, want - have) : 0;
		have += n > 0 ? (size_t)n : 0;
		if (have < PDU_HEADER || have < (octets[8] | (size_t)octets[9] << 8))
			continue;
		struct said one;
		memcpy(needed(outbox_room(&ear->outbox, have)), octets, have);
		outbox_add(&ear->outbox, have);
		listen_to(ear, &one);
		said->letters[said->count] = one.letters[0];
		said->numbers[said->count++] = one.numbers[0];
		have = 0;
	}
	said->letters[said->count] = 0;
}

/* Whether it still answers: a call in a context that was never agreed upon. */
static void check_answers(struct caller *k, struct assoc *ear)
{
	struct put p = wires_begin(PDU_REQUEST, PDU_FIRST | PDU_LAST, 0x77, false);
	struct said said;

	pdu_put_request(&p, &(struct pdu_request){ .context = 0x4242 });
	assert_true(pdu_end(&p));
	tell(k, p.start, put_size(&p), 0);
	hear(k, ear, 1, &said);
	assert_string_equal(said.letters, "F");
	assert_int_equal(said.numbers[0], PDU_UNKNOWN_IF);
}

static void check_step(const char *id, const struct expectation *e, size_t left, bool first, const struct said *said)
{
	check_letters(id, said->letters, !left ? e->last : left == 1 && e->before ? e->before : first ? "A" : "");
	if (said->letters[0] == 'F')
		check_status(id, said->numbers[0]);
	if (said->letters[0] == 'R' && strncmp(id, "remunk", 6))
		assert_int_equal(said->numbers[0], 3);
}

static void check_server(const json_t *input, const struct assoc_service *service, const struct stub *stub, size_t chunk)
{
	const char *id = json_string_value(json_object_get(input, "id"));
	const struct expectation *e = expected(json_string_value(json_object_get(input, "expect")));
	json_t *steps = json_object_get(input, "steps");
	bool half = !strcmp(id, "conn.half_pdu");
	struct assoc ear = { .side = NULL };
	struct caller k;

	caller_open(&k, service);
	for (size_t i = 0, n = json_array_size(steps); i < n; i++) {
		uint8_t octets[2 * PDU_MOST];
		size_t size = step_octets(json_array_get(steps, i), octets), left = n - 1 - i;
		struct said said = { .count = 0 };
		const char *awaited = !left ? e->last : left == 1 && e->before ? e->before : i ? "" : "A";

		name_ipids(octets, size, stub);
		tell(&k, octets, size, chunk);
		if (*awaited || (!left && e->closes))
			hear(&k, &ear, !left && e->closes ? 0 : 1, &said);
		check_step(id, e, left, !i, &said);
	}
	if (!e->closes && !half)
		check_answers(&k, &ear);
	outbox_fini(&ear.outbox);
	caller_close(&k);
}

TEST(hostile_pdus_do_a_server_of_objects_no_harm)
{
	struct assoc_groups groups = { .lock = OS_MUTEX_INIT };
	struct assoc_service service = caller_service(&groups);
	json_t *file = hostile_load(), *input;
	size_t i;

	house_enter(COINIT_MULTITHREADED);
	struct stub *stub = adder_export();
	json_array_foreach(json_object_get(file, "inputs"), i, input) {
		if (strcmp(json_string_value(json_object_get(input, "group")), "pdu"))
			continue;
		check_server(input, &service, stub, 0);
		check_server(input, &service, stub, 7);
	}
	assert_null(groups.map.first);
	while (os_load32(&stub_export(stub)->uses) > 1)
		os_yield();
	export_unuse(stub_export(stub));
	stub_unref(stub);
	house_leave();
	json_decref(file);
}
