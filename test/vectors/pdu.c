/* pdu.c - pdu_vectors.json: 78 captured PDUs are read field by field as Samba reads them, and written again octet by octet;
 * so are their twins of the other byte order. */
#include <jansson.h>

#include "harness.h"
#include "wire/wire.h"

static json_t *vectors(void)
{
	char path[4096];
	json_error_t error;
	json_t *j;

	snprintf(path, sizeof path, "%.*s/pdu_vectors.json", (int)(strrchr(__FILE__, '/') - __FILE__), __FILE__);
	j = json_load_file(path, 0, &error);
	if (!j)
		fail_msg("%s:%d: %s", path, error.line, error.text);
	return j;
}

static size_t unhex(const char *hex, uint8_t *octets)
{
	size_t n = 0;

	for (unsigned octet; sscanf(hex, "%2x", &octet) == 1; hex += 2)
		octets[n++] = (uint8_t)octet;
	return n;
}

static const char *hex(struct span s)
{
	static char text[2 * PDU_MOST + 1];

	text[0] = 0;
	for (size_t i = 0; i < s.size; i++)
		sprintf(text + 2 * i, "%02x", s.at[i]);
	return text;
}

static json_int_t number(const json_t *pdu, const char *name)
{
	json_t *j = json_object_get(pdu, name);

	if (!json_is_integer(j))
		fail_msg("no %s", name);
	return json_integer_value(j);
}

static const char *string(const json_t *pdu, const char *name)
{
	return json_string_value(json_object_get(pdu, name));
}

static const char *guid_text(const GUID *g)
{
	static char text[40];
	const uint8_t *d = g->Data4;

	sprintf(text, "%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x", g->Data1, g->Data2, g->Data3, d[0], d[1], d[2], d[3],
		d[4], d[5], d[6], d[7]);
	return text;
}

static void check_syntax(const struct pdu_syntax *s, const char *expected)
{
	char text[64];

	sprintf(text, "%s v%u", guid_text(&s->uuid), s->version);
	assert_string_equal(text, expected);
}

/* ---- each body: read it, compare it, write it ---- */

static void request(const json_t *j, const struct pdu_header *h, struct take body, struct put *out)
{
	struct pdu_request r;

	assert_int_equal(pdu_read_request(h, body, &r), S_OK);
	assert_int_equal(r.alloc_hint, number(j, "alloc_hint"));
	assert_int_equal(r.context, number(j, "context_id"));
	assert_int_equal(r.opnum, number(j, "opnum"));
	assert_int_equal(!r.object, !string(j, "object"));
	if (r.object)
		assert_string_equal(guid_text(r.object), string(j, "object"));
	assert_string_equal(hex(r.stub), string(j, "stub"));
	pdu_put_request(out, &r);
}

static void response(const json_t *j, const struct pdu_header *h, struct take body, struct put *out)
{
	struct pdu_response r;

	(void)h;
	assert_int_equal(pdu_read_response(body, &r), S_OK);
	assert_int_equal(r.alloc_hint, number(j, "alloc_hint"));
	assert_int_equal(r.context, number(j, "context_id"));
	assert_int_equal(r.cancels, number(j, "cancel_count"));
	assert_string_equal(hex(r.stub), string(j, "stub"));
	pdu_put_response(out, &r);
}

static void fault(const json_t *j, const struct pdu_header *h, struct take body, struct put *out)
{
	struct pdu_fault f;

	(void)h;
	assert_int_equal(pdu_read_fault(body, &f), S_OK);
	assert_int_equal(f.alloc_hint, number(j, "alloc_hint"));
	assert_int_equal(f.context, number(j, "context_id"));
	assert_int_equal(f.cancels, number(j, "cancel_count"));
	assert_int_equal(f.flags, number(j, "flags"));
	assert_int_equal(f.status, number(j, "status"));
	pdu_put_fault(out, &f);
}

static void bind(const json_t *j, const struct pdu_header *h, struct take body, struct put *out)
{
	json_t *contexts = json_object_get(j, "contexts");
	struct pdu_bind b;

	(void)h;
	assert_int_equal(pdu_read_bind(body, &b), S_OK);
	assert_int_equal(b.xmit, number(j, "max_xmit_frag"));
	assert_int_equal(b.recv, number(j, "max_recv_frag"));
	assert_int_equal(b.group, number(j, "assoc_group_id"));
	assert_int_equal(b.count, number(j, "num_contexts"));
	assert_int_equal(b.count, json_array_size(contexts));
	pdu_put_bind(out, &b);
	for (size_t i = 0; i < b.count; i++) {
		json_t *context = json_array_get(contexts, i), *transfer = json_object_get(context, "transfer");
		struct pdu_context c;

		pdu_next_context(&b.contexts, &c);
		assert_int_equal(c.id, number(context, "id"));
		check_syntax(&c.interface, string(context, "abstract"));
		assert_int_equal(c.count, json_array_size(transfer));
		pdu_put_context(out, &c);
		for (size_t n = 0; n < c.count; n++) {
			struct pdu_syntax s = pdu_next_syntax(&c.transfers);

			check_syntax(&s, json_string_value(json_array_get(transfer, n)));
			pdu_put_syntax(out, &s);
		}
	}
}

static void bind_ack(const json_t *j, const struct pdu_header *h, struct take body, struct put *out)
{
	json_t *contexts = json_object_get(j, "contexts");
	struct pdu_bind_ack a;

	(void)h;
	assert_int_equal(pdu_read_bind_ack(body, &a), S_OK);
	assert_int_equal(a.xmit, number(j, "max_xmit_frag"));
	assert_int_equal(a.recv, number(j, "max_recv_frag"));
	assert_int_equal(a.group, number(j, "assoc_group_id"));
	assert_int_equal(a.address.size, a.address.size ? strlen(string(j, "secondary_address")) + 1 : 0);
	if (a.address.size)
		assert_string_equal(a.address.at, string(j, "secondary_address"));
	assert_int_equal(a.count, number(j, "num_results"));
	pdu_put_bind_ack(out, &a);
	for (size_t i = 0; i < a.count; i++) {
		json_t *context = json_array_get(contexts, i);
		struct pdu_result r;

		pdu_next_result(&a.results, &r);
		assert_int_equal(r.result, number(context, "result"));
		assert_int_equal(r.reason, number(context, "reason"));
		check_syntax(&r.transfer, string(context, "syntax"));
		pdu_put_result(out, &r);
	}
}

static void bind_nak(const json_t *j, const struct pdu_header *h, struct take body, struct put *out)
{
	uint16_t reason;

	(void)h;
	assert_int_equal(pdu_read_bind_nak(body, &reason), S_OK);
	assert_int_equal(reason, number(j, "reject_reason"));
	assert_int_equal(number(j, "num_versions"), 1);
	pdu_put_bind_nak(out, reason);
}

static void nothing(const json_t *j, const struct pdu_header *h, struct take body, struct put *out)
{
	(void)j, (void)h, (void)out;
	assert_int_equal(take_left(&body), 0);
}

typedef void body_check(const json_t *j, const struct pdu_header *h, struct take body, struct put *out);
static body_check *const bodies[] = {
	[PDU_REQUEST] = request, [PDU_RESPONSE] = response, [PDU_FAULT] = fault, [PDU_BIND] = bind, [PDU_BIND_ACK] = bind_ack,
	[PDU_BIND_NAK] = bind_nak, [PDU_ALTER] = bind, [PDU_ALTER_RESP] = bind_ack, [PDU_CO_CANCEL] = nothing,
	[PDU_ORPHANED] = nothing, [PDU_SHUTDOWN] = nothing,
};

/* Reads a PDU, which must say what j says, and writes it in either byte order; returns the octets written. */
static size_t rewrite(const json_t *j, const uint8_t *octets, size_t size, bool big, uint8_t *again)
{
	struct put out = put_to(again, PDU_MOST, big);
	struct pdu_trailer trailer;
	struct pdu_header h;
	struct take body;

	assert_int_equal(pdu_read_header(octets, &h), S_OK);
	assert_int_equal(h.minor, 0);
	assert_int_equal(h.type, number(j, "ptype"));
	assert_int_equal(h.flags, number(j, "pfc_flags"));
	assert_int_equal(h.size, number(j, "frag_length"));
	assert_int_equal(h.size, size);
	assert_int_equal(h.auth_size, number(j, "auth_length"));
	assert_int_equal(h.call_id, number(j, "call_id"));
	assert_int_equal(pdu_read_trailer(&h, octets, &body, &trailer), S_OK);
	pdu_begin(&out, h.type, h.flags, h.call_id);
	bodies[h.type](j, &h, body, &out);
	return pdu_end(&out);
}

static void check(const json_t *j)
{
	uint8_t octets[PDU_MOST], twin[PDU_MOST], again[PDU_MOST];
	size_t size = unhex(string(j, "hex"), octets);
	bool big = number(j, "drep0") == 0;

	assert_int_equal(rewrite(j, octets, size, big, again), size);
	assert_memory_equal(again, octets, size);
	assert_int_equal(rewrite(j, octets, size, !big, twin), size);
	assert_memory_not_equal(twin, octets, size);
	assert_int_equal(rewrite(j, twin, size, big, again), size);
	assert_memory_equal(again, octets, size);
}

TEST(captured_pdus_are_read_as_samba_reads_them_and_written_again_as_they_were)
{
	json_t *file = vectors(), *pdu;
	size_t i;

	assert_int_equal(json_array_size(json_object_get(file, "pdus")), 78);
	json_array_foreach(json_object_get(file, "pdus"), i, pdu)
		check(pdu);
	json_decref(file);
}

/* Whatever part of a PDU comes is read as far as it goes, or refused; nothing behind it is touched (the sanitizers look). */
TEST(cut_pdus_are_refused_or_read_within_what_is_there)
{
	json_t *file = vectors(), *pdu;
	size_t i;

	json_array_foreach(json_object_get(file, "pdus"), i, pdu) {
		uint8_t whole[PDU_MOST];
		size_t size = unhex(string(pdu, "hex"), whole);
		struct pdu_header h;

		assert_int_equal(pdu_read_header(whole, &h), S_OK);
		for (h.size = PDU_HEADER; h.size < size; h.size++) {
			uint8_t *cut = needed(os_alloc(h.size));
			struct pdu_request r;
			struct pdu_response s;
			struct pdu_fault f;
			struct pdu_bind b;
			struct pdu_bind_ack a;
			struct pdu_trailer t;
			struct take body;
			uint16_t reason;
			bool read = false;

			memcpy(cut, whole, h.size);
			assert_int_equal(pdu_read_trailer(&h, cut, &body, &t), S_OK);
			switch (h.type) {
			case PDU_REQUEST:
				read = pdu_read_request(&h, body, &r) == S_OK;
				assert_int_equal(read, h.size >= PDU_STUB + (h.flags & PDU_OBJECT ? PDU_UUID : 0));
				break;
			case PDU_RESPONSE:
				read = pdu_read_response(body, &s) == S_OK;
				assert_int_equal(read, h.size >= PDU_STUB);
				break;
			case PDU_FAULT:
				assert_int_equal(pdu_read_fault(body, &f) == S_OK, h.size >= 28);
				break;
			case PDU_BIND:
			case PDU_ALTER:
				assert_int_equal(pdu_read_bind(body, &b), RPC_S_PROTOCOL_ERROR);
				break;
			case PDU_BIND_ACK:
			case PDU_ALTER_RESP:
				assert_int_equal(pdu_read_bind_ack(body, &a), RPC_S_PROTOCOL_ERROR);
				break;
			case PDU_BIND_NAK:
				assert_int_equal(pdu_read_bind_nak(body, &reason) == S_OK, h.size >= 18);
				break;
			}
			os_free(cut);
		}
	}
	json_decref(file);
}
