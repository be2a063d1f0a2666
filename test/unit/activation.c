/* activation.c - activation properties: what impacket asked for and a server answered, ours there and back, and what lies. */
#include "vec.h"

#include "test/vectors/json.h"
#include "wire/wire.h"

#define ROW(method) &needed(registry_find(&IID_ISystemActivator, NULL))->methods[offsetof(ISystemActivatorVtbl, method) / \
	sizeof(void *) - 3]

enum { CAPTURED_REQUEST = 13, CAPTURED_RESPONSE = 14, ROOM = 4096 };

static const GUID coffee = { 0xa0c0ffee, 4, 0x4a11, { 0x90, 0, 0, 0, 0, 0, 0xab, 0xcd } };

/* The stub of one of pdu_vectors.json. */
static size_t captured(size_t index, uint8_t *octets)
{
	json_t *all = vectors_load("pdu_vectors.json"), *pdu = json_array_get(json_object_get(all, "pdus"), index);
	size_t size = unhex(json_string_value(json_object_get(pdu, "stub")), octets);

	json_decref(all);
	return size;
}

TEST(a_captured_request_is_understood)
{
	uint8_t octets[ROOM];
	struct take t = take_from(octets, captured(CAPTURED_REQUEST, octets), false);
	const ACOM_METHOD *m = ROW(RemoteCreateInstance);
	struct orpc_this self;
	struct activation_in in;
	struct ndr n;
	void **args;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(orpc_read_this(&n, &t, &self), S_OK);
	assert_int_equal(self.flags, 1);
	assert_int_equal(ndr_get_request(&n, m, t.at, take_left(&t), &args), S_OK);
	assert_null(*(void **)args[0]);
	MInterfacePointer *p = needed(*(MInterfacePointer **)args[1]);
	assert_int_equal(activation_read_in(&n, (struct span){ p->abData, p->ulCntData }, &in), S_OK);
	assert_memory_equal(&in.instantiation->classId, &coffee, sizeof coffee);
	assert_int_equal(in.instantiation->cIID, 1);
	assert_int_equal(in.instantiation->pIID[0].Data1, 0xa0c0ffee);
	assert_int_equal(in.instantiation->pIID[0].Data2, 3);
	assert_int_equal(in.instantiation->clientCOMVersion.MajorVersion, 5);
	assert_int_equal(in.request->remoteRequest->cRequestedProtseqs, 1);
	assert_int_equal(in.request->remoteRequest->pRequestedProtseqs[0], 7);
	ndr_free(&n, m, args);
	ndr_fini(&n);
	registry_teardown();
}

static void check_captured_reply(const struct activation_out *out)
{
	const customREMOTE_REPLY_SCM_INFO *reply = out->reply->remoteReply;
	struct bindings b = bindings_of(reply->pdsaOxidBindings);
	struct binding one;
	struct address address;
	struct objref o;
	char text[ADDRESS_MOST];
	size_t at = 0;

	assert_int_equal(out->results->cIfs, 1);
	assert_int_equal(out->results->phresults[0], S_OK);
	assert_int_equal(objref_parse(&o, out->results->ppIntfData[0]->abData, out->results->ppIntfData[0]->ulCntData), S_OK);
	assert_int_equal(o.form, OBJREF_STANDARD);
	assert_memory_equal(&o.iid, &out->results->piid[0], sizeof(IID));
	assert_true(o.oxid == (uint64_t)reply->Oxid);
	assert_int_equal(bindings_check(&b), S_OK);
	assert_true(bindings_next(&b, &at, &one));
	assert_true(binding_address(&one, &address));
	address_text(&address, text);
	assert_string_equal(text, "tcp:127.0.0.1:49600");
	assert_int_equal(reply->serverVersion.MinorVersion, 7);
}

TEST(a_captured_answer_is_understood)
{
	uint8_t octets[ROOM];
	struct take t = take_from(octets, captured(CAPTURED_RESPONSE, octets), false);
	const ACOM_METHOD *m = ROW(RemoteCreateInstance);
	MInterfacePointer *p = NULL, **out_pointer = &p;
	void *args[] = { NULL, NULL, &out_pointer };
	struct activation_out out;
	struct orpc_that that;
	struct ndr n;
	HRESULT hr = E_FAIL;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(orpc_read_that(&n, &t, &that), S_OK);
	assert_int_equal(ndr_get_response(&n, m, args, t.at, take_left(&t), &hr), S_OK);
	assert_int_equal(hr, S_OK);
	assert_int_equal(activation_read_out(&n, (struct span){ p->abData, p->ulCntData }, &out), S_OK);
	check_captured_reply(&out);
	ndr_free(&n, m, args);
	ndr_fini(&n);
	registry_teardown();
}

/* ---- ours ---- */

static size_t write_in(uint8_t *octets, size_t room, HRESULT expected)
{
	IID iids[] = { coffee, IID_IUnknown };
	unsigned short tcp = 7;
	customREMOTE_REQUEST_SCM_INFO remote = { 2, 1, &tcp };
	ScmRequestInfoData request = { NULL, &remote };
	InstantiationInfoData what = { .classId = coffee, .cIID = 2, .pIID = iids, .clientCOMVersion = { 5, 7 } };
	struct activation_in in = { &what, &request };
	struct put p = put_to(octets, room, false);
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	HRESULT hr = activation_write_in(&n, &in, &p);
	assert_int_equal(hr, expected);
	ndr_fini(&n);
	return put_size(&p);
}

TEST(requests_there_and_back)
{
	uint8_t octets[ROOM];
	size_t size = write_in(octets, sizeof octets, S_OK);
	struct activation_in in;
	struct objref o;
	struct ndr n;

	assert_int_equal(objref_parse(&o, octets, size), S_OK);
	assert_int_equal(o.iid.Data1, 0x1A2);
	assert_int_equal(o.clsid.Data1, 0x338);
	ndr_init(&n, NULL, NULL);
	assert_int_equal(activation_read_in(&n, (struct span){ octets, size }, &in), S_OK);
	assert_memory_equal(&in.instantiation->classId, &coffee, sizeof coffee);
	assert_int_equal(in.instantiation->cIID, 2);
	assert_memory_equal(&in.instantiation->pIID[1], &IID_IUnknown, sizeof(IID));
	assert_int_equal(in.request->remoteRequest->pRequestedProtseqs[0], 7);
	ndr_fini(&n);
	registry_teardown();
}

TEST(short_room_is_told)
{
	uint8_t octets[ROOM];
	size_t size = write_in(octets, sizeof octets, S_OK);

	for (size_t room = 0; room < size; room += 7)
		write_in(octets, room, RPC_E_OUT_OF_RESOURCES);
	assert_int_equal(write_in(octets, size, S_OK), size);
	registry_teardown();
}

/* An interface that the object has, and one that it has not. */
TEST(answers_there_and_back)
{
	uint8_t octets[ROOM], standard[512];
	struct { DUALSTRINGARRAY head; unsigned short room[128]; } where;
	struct address socket = { .at = { .family = OS_UNIX, .path = "/s" } };
	size_t size = vector_octets("orpc.objref_standard", standard, NULL);
	MInterfacePointer *reference = needed(calloc(1, sizeof *reference + size));
	IID iids[] = { coffee, IID_IStream };
	HRESULT results[] = { S_OK, E_NOINTERFACE };
	PMInterfacePointer references[] = { reference, NULL };
	PropsOutInfo props = { 2, iids, results, references };
	customREMOTE_REPLY_SCM_INFO remote = { 0x1122334455667788, &where.head, coffee, 1, { 5, 7 } };
	ScmReplyInfoData reply = { NULL, &remote };
	struct activation_out out = { &props, &reply };
	struct put p = put_to(octets, sizeof octets, false);
	struct ndr n;

	reference->ulCntData = (unsigned)size;
	memcpy(reference->abData, standard, size);
	assert_int_equal(bindings_write(&socket, 1, &where.head, 128), S_OK);
	ndr_init(&n, NULL, NULL);
	assert_int_equal(activation_write_out(&n, &out, &p), S_OK);
	memset(&out, 0, sizeof out);
	assert_int_equal(activation_read_out(&n, (struct span){ octets, put_size(&p) }, &out), S_OK);
	assert_int_equal(out.results->cIfs, 2);
	assert_int_equal(out.results->phresults[1], E_NOINTERFACE);
	assert_null(out.results->ppIntfData[1]);
	assert_int_equal(out.results->ppIntfData[0]->ulCntData, size);
	assert_memory_equal(out.results->ppIntfData[0]->abData, standard, size);
	assert_true(out.reply->remoteReply->Oxid == remote.Oxid);
	assert_int_equal(out.reply->remoteReply->pdsaOxidBindings->wNumEntries, where.head.wNumEntries);
	ndr_fini(&n);
	free(reference);
	registry_teardown();
}

/* ---- what lies ---- */

static HRESULT read_in(struct ndr *n, const uint8_t *octets, size_t size)
{
	uint8_t *copy = memcpy(needed(calloc(1, size + !size)), octets, size);
	struct activation_in in;
	HRESULT hr = activation_read_in(n, (struct span){ copy, size }, &in);

	ndr_reset(n);
	free(copy);
	return hr;
}

TEST(cut_and_mutated_properties_do_no_harm)
{
	uint8_t octets[ROOM];
	size_t size = write_in(octets, sizeof octets, S_OK), good = 0;
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	for (size_t cut = 0; cut < size; cut++)
		assert_true(FAILED(read_in(&n, octets, cut)));
	assert_int_equal(read_in(&n, octets, size), S_OK);
	for (size_t i = 0; i < 8 * size; i++) {
		octets[i / 8] ^= (uint8_t)(1 << i % 8);
		good += SUCCEEDED(read_in(&n, octets, size));
		octets[i / 8] ^= (uint8_t)(1 << i % 8);
	}
	assert_true(good > 8 * 16 && good < 8 * size);
	ndr_fini(&n);
	registry_teardown();
}

TEST(properties_of_the_other_direction_are_refused)
{
	uint8_t octets[ROOM];
	size_t size = write_in(octets, sizeof octets, S_OK);
	struct activation_out out;
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(activation_read_out(&n, (struct span){ octets, size }, &out), RPC_E_INVALID_OBJREF);
	assert_int_equal(vector_octets("orpc.objref_standard", octets, NULL), 112);
	assert_int_equal(read_in(&n, octets, 112), RPC_E_INVALID_OBJREF);
	ndr_fini(&n);
	registry_teardown();
}

/* Each piece says its own byte order. */
TEST(pieces_of_the_other_byte_order_are_read)
{
	static const uint8_t octets[] = {
		1, 0, 0, 8, 0xcc, 0xcc, 0xcc, 0xcc, 0, 0, 0, 32, 0, 0, 0, 0,
		0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 7, 0, 0, 0, 0, 0, 0,
	};
	struct take t = take_from(octets, sizeof octets, false);
	struct ndr n;
	void **args;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(pickle_read(&n, FORM(ScmRequestInfo), &t, &args), S_OK);
	assert_int_equal(take_left(&t), 0);
	const customREMOTE_REQUEST_SCM_INFO *remote = needed((*(ScmRequestInfoData **)args[0])->remoteRequest);
	assert_int_equal(remote->ClientImpLevel, 2);
	assert_int_equal(remote->cRequestedProtseqs, 1);
	assert_int_equal(remote->pRequestedProtseqs[0], 7);
	ndr_fini(&n);
	registry_teardown();
}

/* Without what it cannot be without: nothing is asked for. */
TEST(a_request_without_a_class_is_refused)
{
	uint8_t octets[ROOM];
	ScmRequestInfoData request = { NULL, NULL };
	InstantiationInfoData what = { .cIID = 1 };
	struct put p = put_to(octets, sizeof octets, false);
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(activation_write_in(&n, &(struct activation_in){ NULL, &request }, &p), S_OK);
	assert_int_equal(read_in(&n, octets, put_size(&p)), RPC_X_BAD_STUB_DATA);
	p = put_to(octets, sizeof octets, false);
	assert_int_equal(activation_write_in(&n, &(struct activation_in){ &what, &request }, &p), S_OK);
	assert_int_equal(read_in(&n, octets, put_size(&p)), RPC_X_BAD_STUB_DATA);
	ndr_fini(&n);
	registry_teardown();
}
