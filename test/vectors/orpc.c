/* orpc.c - calls on objects as other programs write and read them: what stands before the parameters, and the interfaces that
 * the runtime itself is called through. */
#include "vec.h"

#include "test/vectors/json.h"
#include "wire/wire.h"

#define ROW(interface, method) row(&IID_##interface, offsetof(interface##Vtbl, method) / sizeof(void *) - 3)

enum { ROOM = 512 };

static const GUID coffee = { 0xc0ffee00, 0x1111, 0x2222, { 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa } };

static const ACOM_METHOD *row(REFIID iid, size_t i)
{
	return &needed(registry_find(iid, NULL))->methods[i];
}

/* As they were written elsewhere, but gaps are zero. */
static void check_octets(const char *id, const uint8_t *octets, size_t size)
{
	uint8_t expected[ROOM], mask[ROOM];

	assert_int_equal(size, vector_octets(id, expected, mask));
	for (size_t i = 0; i < size; i++)
		if (octets[i] != (mask[i] == 1 ? 0 : expected[i]))
			fail_msg("%s: octet %zu is %02x instead of %02x", id, i, octets[i], expected[i]);
}

/* Puts a half behind what is there already. */
static void put_half(struct ndr *n, const ACOM_METHOD *m, ndr_half half, void *const *args, HRESULT result, struct put *p)
{
	size_t size, used;

	assert_int_equal(ndr_size(n, m, half, args, &size), S_OK);
	assert_int_equal(ndr_put(n, m, half, args, result, needed(put_room(p, size)), size, &used), S_OK);
	assert_int_equal(used, size);
}

TEST(orpc_vector_that)
{
	uint8_t octets[ROOM];
	struct ndr n;
	struct orpc_that that = { 0 };
	struct put p = put_to(octets, sizeof octets, false);

	ndr_init(&n, NULL, NULL);
	assert_int_equal(orpc_write_that(&n, &that, &p), S_OK);
	assert_int_equal(put_size(&p), ORPC_THAT_SIZE);
	check_octets("orpc.that", octets, put_size(&p));
	that = (struct orpc_that){ 7, (ORPC_EXTENT_ARRAY *)octets };
	struct take t = take_from(octets, ORPC_THAT_SIZE, false);
	assert_int_equal(orpc_read_that(&n, &t, &that), S_OK);
	assert_int_equal(that.flags, 0);
	assert_null(that.extensions);
	assert_int_equal(take_left(&t), 0);
	ndr_fini(&n);
}

TEST(orpc_vector_remqi_req)
{
	uint8_t octets[ROOM];
	struct ndr n;
	struct orpc_this self = { { ORPC_MAJOR, ORPC_MINOR }, 0, coffee, NULL };
	const GUID *ripid = &coffee;
	const IID *iids = &IID_IUnknown;
	ULONG references = 5;
	USHORT count = 1;
	void *args[5] = { &ripid, &references, &count, &iids }, **got;
	struct put p = put_to(octets, sizeof octets, false);

	ndr_init(&n, NULL, NULL);
	assert_int_equal(orpc_write_this(&n, &self, &p), S_OK);
	assert_int_equal(put_size(&p), ORPC_THIS_SIZE);
	put_half(&n, ROW(IRemUnknown, RemQueryInterface), ACOM_IN, args, S_OK, &p);
	check_octets("orpc.remqi_req", octets, put_size(&p));

	struct take t = take_from(octets, vector_octets("orpc.remqi_req", octets, NULL), false);
	memset(&self, 0xff, sizeof self);
	assert_int_equal(orpc_read_this(&n, &t, &self), S_OK);
	assert_int_equal(self.version.MajorVersion, 5);
	assert_int_equal(self.version.MinorVersion, 7);
	assert_int_equal(self.flags, 0);
	assert_memory_equal(&self.causality, &coffee, sizeof coffee);
	assert_null(self.extensions);
	assert_ptr_equal(t.at, octets + ORPC_THIS_SIZE);
	const ACOM_METHOD *m = ROW(IRemUnknown, RemQueryInterface);
	assert_int_equal(ndr_get_request(&n, m, t.at, take_left(&t), &got), S_OK);
	assert_memory_equal(*(GUID **)got[0], &coffee, sizeof coffee);
	assert_int_equal(*(ULONG *)got[1], 5);
	assert_int_equal(*(USHORT *)got[2], 1);
	assert_memory_equal(*(IID **)got[3], &IID_IUnknown, sizeof(IID));
	ndr_free(&n, m, got);
	ndr_fini(&n);
	registry_teardown();
}

TEST(orpc_vector_remqi_rsp)
{
	uint8_t octets[ROOM];
	struct ndr n;
	struct orpc_that that = { 0 };
	REMQIRESULT result = { S_OK, { 0, 5, 1, 2, coffee } }, *results = &result, **out = &results;
	USHORT count = 1;
	void *args[] = { NULL, NULL, &count, NULL, &out };
	const ACOM_METHOD *m = ROW(IRemUnknown, RemQueryInterface);
	struct put p = put_to(octets, sizeof octets, false);
	HRESULT hr = E_FAIL;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(orpc_write_that(&n, &that, &p), S_OK);
	assert_int_equal(ndr_save(&n, m, args), S_OK);
	put_half(&n, m, ACOM_OUT, args, S_OK, &p);
	check_octets("orpc.remqi_rsp", octets, put_size(&p));

	results = NULL;
	struct take t = take_from(octets, vector_octets("orpc.remqi_rsp", octets, NULL), false);
	assert_int_equal(orpc_read_that(&n, &t, &that), S_OK);
	assert_int_equal(ndr_get_response(&n, m, args, t.at, take_left(&t), &hr), S_OK);
	assert_int_equal(hr, S_OK);
	assert_int_equal(results->hResult, S_OK);
	assert_memory_equal(&results->std, &result.std, sizeof result.std);
	ndr_free(&n, m, args);

	/* wire.md 5.5: another count than was asked for. */
	count = 2;
	results = NULL;
	assert_int_equal(ndr_save(&n, m, args), S_OK);
	assert_int_equal(ndr_get_response(&n, m, args, t.at, take_left(&t), &hr), RPC_X_INVALID_BOUND);
	assert_null(results);
	ndr_fini(&n);
	registry_teardown();
}

TEST(orpc_vector_resolveoxid2_req)
{
	uint8_t octets[ROOM];
	struct ndr n;
	OXID number = 0x1122334455667788, *oxid = &number;
	USHORT count = 1, tcp = 7, *protocols = &tcp;
	void *args[7] = { &oxid, &count, &protocols }, **got;
	const ACOM_METHOD *m = ROW(IObjectExporter, ResolveOxid2);
	struct put p = put_to(octets, sizeof octets, false);

	ndr_init(&n, NULL, NULL);
	put_half(&n, m, ACOM_IN, args, S_OK, &p);
	check_octets("orpc.resolveoxid2_req", octets, put_size(&p));
	assert_int_equal(ndr_get_request(&n, m, octets, vector_octets("orpc.resolveoxid2_req", octets, NULL), &got), S_OK);
	assert_true(**(OXID **)got[0] == number);
	assert_int_equal(*(USHORT *)got[1], 1);
	assert_int_equal(**(USHORT **)got[2], 7);
	ndr_free(&n, m, got);
	ndr_fini(&n);
	registry_teardown();
}
