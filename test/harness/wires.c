/* wires.c - ends of associations that meet in memory. */
#include "wires.h"

const struct pdu_syntax wires_adder = { { 0xA0C0FFEE, 0x0003, 0x4A11, { 0x90, 0, 0, 0, 0, 0, 0xAB, 0xCD } }, 0 };
const struct pdu_syntax wires_echo = { { 0xA0C0FFEE, 0x0004, 0x4A11, { 0x90, 0, 0, 0, 0, 0, 0xAB, 0xCD } }, 1 };
const GUID wires_object = { 1, 0, 0, { 0, 0, 0, 0, 0, 0, 0, 0xAA } };

enum { ECHO_METHODS = 8, OPNUM_RANGE = 0x1C010002, BAD_STUB = 0x6F7 };

/* ---- the server ---- */

static const void *wires_find(void *context, const struct pdu_syntax *interface)
{
	(void)context;
	return pdu_syntax_equal(interface, &wires_adder) ? &wires_adder :
	       pdu_syntax_equal(interface, &wires_echo)  ? &wires_echo :
							   NULL;
}

/* What is wrong with it; 0: it is answered. */
static uint32_t wires_add(struct wires_server *s, const struct assoc_request *r)
{
	struct take in = take_from(r->stub.at, r->stub.size, r->big);
	uint8_t answer[16];
	struct put out = put_to(answer, sizeof answer, false);
	struct orpc_this self;
	struct ndr n;
	HRESULT hr;

	if (r->opnum != WIRES_ADD)
		return OPNUM_RANGE;
	if (!r->object || !IsEqualGUID(r->object, &wires_object))
		return (uint32_t)RPC_E_DISCONNECTED;
	ndr_init(&n, NULL, NULL);
	hr = orpc_read_this(&n, &in, &self);
	ndr_fini(&n);
	if (FAILED(hr))
		return fault_from_hresult(hr);
	put_u64(&out, 0);
	put_u32(&out, take_u32(&in) + take_u32(&in));
	put_u32(&out, S_OK);
	if (in.over)
		return BAD_STUB;
	hr = assoc_server_respond(&s->server, r->call, (struct span){ answer, sizeof answer }, no_span);
	return SUCCEEDED(hr) ? 0 : PDU_NO_MEMORY;
}

static uint32_t wires_answer(struct wires_server *s, const struct assoc_request *r)
{
	if (r->interface == &wires_adder)
		return wires_add(s, r);
	if (r->opnum >= ECHO_METHODS)
		return OPNUM_RANGE;
	return SUCCEEDED(assoc_server_respond(&s->server, r->call, r->stub, no_span)) ? 0 : PDU_NO_MEMORY;
}

static void wires_request(void *context, struct assoc_request *r)
{
	struct wires_server *s = context;
	uint32_t status;

	s->requests++;
	s->opnum = r->opnum;
	s->object = r->object ? *r->object : (GUID){ 0 };
	s->big = r->big;
	s->stub_size = r->stub.size;
	s->descriptors_before = s->descriptors;
	s->descriptors = r->descriptors ? r->descriptors->count : 0;
	r->call->user = s;
	if (s->hold && s->held_count < WIRES_HELD) {
		if (s->keep) {
			s->kept[s->held_count] = r->memory;
			r->memory = NULL;
		}
		s->held[s->held_count++] = r->call;
	} else if ((status = wires_answer(s, r))) {
		assoc_server_fault(&s->server, r->call, status, true, NULL);
	}
}

static void wires_cancel(void *context, struct wire_call *call)
{
	struct wires_server *s = context;

	assert_ptr_equal(call->user, s);
	s->cancels++;
}

static void wires_orphan(void *context, struct wire_call *call)
{
	struct wires_server *s = context;

	assert_ptr_equal(call->user, s);
	assert_true(call->orphaned);
	s->orphans++;
}

static void wires_closed(void *context, void *kept)
{
	struct wires_server *s = context;

	assert_null(kept);
	assert_int_not_equal(s->server.a.closed, S_OK);
	s->closes++;
}

struct assoc_service wires_service(struct assoc_groups *groups)
{
	static const struct assoc_server_ops ops = { wires_find, wires_request, wires_cancel, wires_orphan, wires_closed, NULL, NULL,
						      NULL, NULL, NULL };

	return (struct assoc_service){
		.ops = &ops, .groups = groups, .address = "49600", .features = { PDU_KEEP_ON_ORPHAN, 5 },
	};
}

HRESULT wires_server_init(struct wires_server *s, const struct assoc_service *service)
{
	memset(s, 0, sizeof *s);
	return assoc_server_init(&s->server, service, s);
}

void wires_server_fini(struct wires_server *s)
{
	for (unsigned i = 0; i < s->held_count; i++)
		os_free(s->kept[i]);
	assoc_server_fini(&s->server);
	registry_teardown();
}

/* ---- octets ---- */

/* Each piece lies alone in memory, so that the sanitizers see who reads behind it. */
static void wires_piece(struct assoc *a, const void *octets, size_t size)
{
	uint8_t *alone = malloc(size);

	assert_non_null(alone);
	memcpy(alone, octets, size);
	assoc_feed(a, alone, size);
	free(alone);
}

void wires_feed(struct assoc *a, const void *octets, size_t size, size_t chunk)
{
	for (size_t at = 0, part; at < size; at += part) {
		part = !chunk || chunk > size - at ? size - at : chunk;
		wires_piece(a, (const uint8_t *)octets + at, part);
	}
}

bool wires_carry(struct assoc *from, struct assoc *to, size_t chunk)
{
	bool some = false;
	struct span s;

	for (; outbox_spans(&from->outbox, &s, 1); some = true) {
		if (chunk && s.size > chunk)
			s.size = chunk;
		wires_piece(to, s.at, s.size);
		outbox_sent(&from->outbox, s.size);
	}
	return some;
}

void wires_talk(struct assoc *a, struct assoc *b, size_t chunk)
{
	bool some;

	do {
		some = wires_carry(a, b, chunk);
		some |= wires_carry(b, a, chunk);
	} while (some);
}

bool wires_hear(struct assoc *a, struct heard *heard)
{
	struct pdu_trailer t;
	struct span s;

	if (!outbox_spans(&a->outbox, &s, 1))
		return false;
	assert_true(s.size >= PDU_HEADER);
	assert_int_equal(pdu_read_header(s.at, &heard->h), S_OK);
	assert_true(s.size >= heard->h.size);
	assert_true(heard->h.size <= PDU_LONG);
	memcpy(heard->octets, s.at, heard->h.size);
	assert_int_equal(pdu_read_trailer(&heard->h, heard->octets, &heard->body, &t), S_OK);
	assert_int_equal(heard->h.auth_size, 0);
	outbox_sent(&a->outbox, heard->h.size);
	return true;
}

void wires_hear_nothing(struct assoc *a)
{
	struct heard heard;

	if (wires_hear(a, &heard))
		fail_msg("a PDU of type %u", heard.h.type);
}

void wires_hear_fault(struct assoc *a, uint32_t call_id, uint16_t context, uint32_t status, bool did_not_execute)
{
	struct heard heard;
	struct pdu_fault f;

	assert_true(wires_hear(a, &heard));
	assert_int_equal(heard.h.type, PDU_FAULT);
	assert_int_equal(heard.h.size, PDU_FAULT_SIZE);
	assert_int_equal(heard.h.flags, PDU_FIRST | PDU_LAST | (did_not_execute ? PDU_DID_NOT_EXECUTE : 0));
	assert_int_equal(heard.h.call_id, call_id);
	assert_int_equal(pdu_read_fault(heard.body, &f), S_OK);
	assert_int_equal(f.status, status);
	assert_int_equal(f.context, context);
	assert_true(f.alloc_hint);
	wires_hear_nothing(a);
}

/* ---- PDUs ---- */

static uint8_t wires_room[PDU_MOST];

struct put wires_begin(enum pdu_type type, uint8_t flags, uint32_t call_id, bool big)
{
	struct put p = put_to(wires_room, sizeof wires_room, big);

	pdu_begin(&p, type, flags, call_id);
	return p;
}

void wires_say(struct assoc *to, struct put *p, size_t chunk)
{
	assert_true(pdu_end(p));
	wires_feed(to, p->start, put_size(p), chunk);
}

struct put wires_offer(enum pdu_type type, uint8_t flags, uint16_t id, const struct pdu_syntax *interface, bool big)
{
	struct put p = wires_begin(type, PDU_FIRST | PDU_LAST | flags, 1, big);

	pdu_put_bind(&p, &(struct pdu_bind){ .xmit = PDU_MOST, .recv = PDU_MOST, .count = 1 });
	pdu_put_context(&p, &(struct pdu_context){ .id = id, .count = 1, .interface = *interface });
	pdu_put_syntax(&p, &pdu_ndr);
	return p;
}
