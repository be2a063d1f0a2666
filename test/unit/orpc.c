/* orpc.c - what stands before the parameters of calls on objects: extensions there and back, and headers that lie. */
#include "vec.h"

#include "test/vectors/json.h"
#include "wire/wire.h"

enum { ROOM = 128 << 10 };

static const GUID coffee = { 0xc0ffee00, 0x1111, 0x2222, { 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa } };
static const GUID tea = { 0x7ea, 1, 2, { 3, 4, 5, 6, 7, 8, 9, 10 } };

static ORPC_EXTENT *extent(const GUID *id, const char *data)
{
	size_t size = strlen(data);
	ORPC_EXTENT *x = needed(calloc(1, sizeof *x + size + 8));

	x->id = *id;
	x->size = (uint32_t)size;
	memcpy(x->data, data, size);
	return x;
}

/* Two pieces of data; an array has an even length. */
struct extensions {
	ORPC_EXTENT *all[2];
	ORPC_EXTENT_ARRAY array;
};

static void extensions_init(struct extensions *e, const char *first, const char *second)
{
	*e = (struct extensions){ .all = { extent(&coffee, first), second ? extent(&tea, second) : NULL } };
	e->array = (ORPC_EXTENT_ARRAY){ 1 + (second != NULL), 0, e->all };
}

static void extensions_fini(struct extensions *e)
{
	free(e->all[0]);
	free(e->all[1]);
}

static void check_extent(const ORPC_EXTENT_ARRAY *a, const GUID *id, const char *data)
{
	const ORPC_EXTENT *x = needed(orpc_extent(a, id));

	assert_int_equal(x->size, strlen(data));
	assert_memory_equal(x->data, data, x->size);
}

/* In a block of exactly its size. */
static HRESULT read_this(struct ndr *n, const uint8_t *octets, size_t size, bool big, struct orpc_this *self, size_t *used)
{
	uint8_t *copy = memcpy(needed(calloc(1, size + !size)), octets, size);
	struct take t = take_from(copy, size, big);
	HRESULT hr = orpc_read_this(n, &t, self);

	*used = SUCCEEDED(hr) ? (size_t)(t.at - copy) : 0;
	free(copy);
	return hr;
}

static HRESULT read_that(struct ndr *n, const uint8_t *octets, size_t size, struct orpc_that *that, size_t *used)
{
	uint8_t *copy = memcpy(needed(calloc(1, size + !size)), octets, size);
	struct take t = take_from(copy, size, false);
	HRESULT hr = orpc_read_that(n, &t, that);

	*used = SUCCEEDED(hr) ? (size_t)(t.at - copy) : 0;
	free(copy);
	return hr;
}

static void check_there_and_back(const char *first, const char *second)
{
	uint8_t octets[512];
	struct ndr n;
	struct extensions e;
	struct orpc_that that = { 1, &e.array };
	struct put p = put_to(octets, sizeof octets, false);
	size_t more, used;

	ndr_init(&n, NULL, NULL);
	extensions_init(&e, first, second);
	struct orpc_this self = { { ORPC_MAJOR, ORPC_MINOR }, 1, tea, &e.array };
	assert_int_equal(orpc_extensions_size(&n, &e.array, &more), S_OK);
	assert_int_equal(orpc_write_this(&n, &self, &p), S_OK);
	assert_int_equal(put_size(&p), ORPC_THIS_SIZE + more);
	assert_int_equal(put_size(&p) % 8, 0);
	assert_int_equal(read_this(&n, octets, put_size(&p), false, &self, &used), S_OK);
	assert_int_equal(used, put_size(&p));
	assert_int_equal(self.flags, 1);
	assert_memory_equal(&self.causality, &tea, sizeof tea);
	check_extent(self.extensions, &coffee, first);
	if (second)
		check_extent(self.extensions, &tea, second);
	else
		assert_null(orpc_extent(self.extensions, &tea));

	p = put_to(octets, sizeof octets, false);
	assert_int_equal(orpc_write_that(&n, &that, &p), S_OK);
	assert_int_equal(put_size(&p), ORPC_THAT_SIZE + more);
	assert_int_equal(read_that(&n, octets, put_size(&p), &that, &used), S_OK);
	assert_int_equal(used, put_size(&p));
	check_extent(that.extensions, &coffee, first);
	extensions_fini(&e);
	ndr_fini(&n);
	registry_teardown();
}

TEST(extensions_go_along)
{
	check_there_and_back("eight oc", NULL);
	check_there_and_back("a", "longer than eight");
	check_there_and_back("", "");
}

TEST(parameters_begin_behind_the_extensions_whatever_follows)
{
	uint8_t octets[512];
	struct ndr n;
	struct extensions e;
	struct orpc_this self = { { ORPC_MAJOR, ORPC_MINOR_OLD }, 0, tea, &e.array };
	struct put p = put_to(octets, sizeof octets, false);

	ndr_init(&n, NULL, NULL);
	extensions_init(&e, "abc", NULL);
	assert_int_equal(orpc_write_this(&n, &self, &p), S_OK);
	put_octets(&p, "parameters", 10);
	struct take t = take_from(octets, put_size(&p), false);
	assert_int_equal(orpc_read_this(&n, &t, &self), S_OK);
	assert_int_equal(self.version.MinorVersion, ORPC_MINOR_OLD);
	assert_int_equal(take_left(&t), 10);
	assert_memory_equal(t.at, "parameters", 10);
	extensions_fini(&e);
	ndr_fini(&n);
	registry_teardown();
}

/* Without extensions nothing is asked of the registry, and nothing allocated. */
TEST(headers_of_the_other_byte_order_are_read)
{
	static const uint8_t octets[ORPC_THIS_SIZE] = {
		0, 5, 0, 7, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x07, 0xea, 0, 1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10,
	};
	struct ndr n = { 0 };
	struct orpc_this self;
	size_t used;

	assert_int_equal(read_this(&n, octets, sizeof octets, true, &self, &used), S_OK);
	assert_int_equal(self.version.MajorVersion, 5);
	assert_int_equal(self.flags, 1);
	assert_memory_equal(&self.causality, &tea, sizeof tea);
	assert_int_equal(used, ORPC_THIS_SIZE);
}

TEST(another_version_is_told_and_a_higher_minor_one_is_fine)
{
	uint8_t octets[ORPC_THIS_SIZE] = { 6, 0, 7, 0 };
	struct ndr n = { 0 };
	struct orpc_this self;
	size_t used;

	assert_int_equal(read_this(&n, octets, sizeof octets, false, &self, &used), RPC_E_VERSION_MISMATCH);
	octets[0] = 5;
	octets[2] = 99;
	assert_int_equal(read_this(&n, octets, sizeof octets, false, &self, &used), S_OK);
	assert_int_equal(self.version.MinorVersion, 99);
}

/* An extent array that says `size`, `max` entries of which have `data` (NULL: as many null pointers). */
static HRESULT read_claim(uint32_t size, uint32_t max, size_t extents, uint32_t data_size, uint32_t data_max, size_t data)
{
	static uint8_t octets[ROOM];
	struct put p = put_to(octets, ROOM, false);
	struct ndr n;
	struct orpc_that that;
	size_t used;

	put_u32(&p, 0);
	put_u32(&p, 1);
	put_u32(&p, size);
	put_u32(&p, 0);
	put_u32(&p, 1);
	put_u32(&p, max);
	for (uint32_t i = 0; i < max && i < 64; i++)
		put_u32(&p, i < extents);
	for (size_t i = 0; i < extents; i++) {
		put_u32(&p, data_max);
		put_guid(&p, &tea);
		put_u32(&p, data_size);
		put_zeros(&p, data);
	}
	assert_false(p.over);
	ndr_init(&n, NULL, NULL);
	HRESULT hr = read_that(&n, octets, put_size(&p), &that, &used);
	assert_true(FAILED(hr) || used == put_size(&p));
	ndr_fini(&n);
	registry_teardown();
	return hr;
}

TEST(limits_of_extensions)
{
	assert_int_equal(read_claim(16, 16, 16, 4096, 4096, 4096), S_OK);
	assert_int_equal(read_claim(17, 18, 17, 8, 8, 8), RPC_E_INVALID_HEADER);
	assert_int_equal(read_claim(1, 2, 1, 4097, 4104, 4104), RPC_E_INVALID_HEADER);
	assert_int_equal(read_claim(1, 2, 1, 4089, 4096, 4096), S_OK);
}

TEST(lower_limits_of_extensions)
{
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_EXTENSIONS, 2), S_OK);
	assert_int_equal(read_claim(2, 2, 2, 8, 8, 8), S_OK);
	assert_int_equal(read_claim(3, 4, 3, 8, 8, 8), RPC_E_INVALID_HEADER);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_EXTENSION, 16), S_OK);
	assert_int_equal(read_claim(1, 2, 1, 16, 16, 16), S_OK);
	assert_int_equal(read_claim(1, 2, 1, 17, 24, 24), RPC_E_INVALID_HEADER);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_EXTENSIONS, 0), S_OK);
	assert_int_equal(read_claim(1, 2, 1, 8, 8, 8), RPC_E_INVALID_HEADER);
}

TEST(counts_of_extensions_that_lie_are_refused)
{
	assert_int_equal(read_claim(2, 2, 2, 8, 8, 8), S_OK);
	assert_int_equal(read_claim(1, 2, 1, 1, 8, 8), S_OK);
	assert_int_equal(read_claim(2, 2, 1, 1, 8, 8), S_OK);
	assert_int_equal(read_claim(1, 1, 1, 8, 8, 8), RPC_E_INVALID_HEADER);
	assert_int_equal(read_claim(1, 4, 1, 8, 8, 8), RPC_E_INVALID_HEADER);
	assert_int_equal(read_claim(0xffffffff, 0, 0, 0, 0, 0), RPC_E_INVALID_HEADER);
	assert_int_equal(read_claim(0xfffffffe, 0xfffffffe, 0, 0, 0, 0), RPC_E_INVALID_HEADER);
	assert_int_equal(read_claim(1, 2, 1, 8, 7, 8), RPC_E_INVALID_HEADER);
	assert_int_equal(read_claim(1, 2, 1, 1, 1, 1), RPC_E_INVALID_HEADER);
	assert_int_equal(read_claim(1, 2, 1, 0xffffffff, 0, 0), RPC_E_INVALID_HEADER);
	assert_int_equal(read_claim(1, 2, 1, 16, 16, 8), RPC_E_INVALID_HEADER);
}

/* The parameters would begin at 20: no extension array that anybody writes ends there. */
TEST(an_array_that_is_missing_leaves_nothing_to_begin_at)
{
	static const uint8_t octets[] = { 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
	struct ndr n;
	struct orpc_that that;
	size_t used;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(read_that(&n, octets, sizeof octets, &that, &used), RPC_E_INVALID_HEADER);
	ndr_fini(&n);
	registry_teardown();
}

/* ---- what was made to break others ---- */

/* The stub of the second PDU of an input: behind the header, the call's numbers and the object's UUID. */
static size_t hostile_stub(const char *id, uint8_t *octets)
{
	json_t *all = vectors_load("hostile.json"), *j;
	size_t i, size = 0;
	uint8_t pdu[PDU_MOST];

	json_array_foreach(json_object_get(all, "inputs"), i, j)
		if (!strcmp(json_string_value(json_object_get(j, "id")), id))
			size = unhex(json_string_value(json_array_get(json_object_get(j, "steps"), 1)), pdu);
	json_decref(all);
	if (!size)
		fail_msg("no input %s", id);
	size -= PDU_STUB + PDU_UUID;
	memcpy(octets, pdu + PDU_STUB + PDU_UUID, size);
	return size;
}

static HRESULT read_hostile(const char *id, struct ndr *n, uint8_t *octets, size_t *left)
{
	size_t size = hostile_stub(id, octets), used;
	struct orpc_this self;
	HRESULT hr = read_this(n, octets, size, false, &self, &used);

	*left = size - used;
	memmove(octets, octets + used, *left);
	return hr;
}

TEST(hostile_headers_are_refused)
{
	uint8_t octets[PDU_MOST];
	size_t left;
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(read_hostile("orpc.this_short", &n, octets, &left), RPC_E_INVALID_HEADER);
	assert_int_equal(read_hostile("orpc.ext_count_huge", &n, octets, &left), RPC_E_INVALID_HEADER);
	assert_int_equal(read_hostile("orpc.ext_count_mismatch", &n, octets, &left), RPC_E_INVALID_HEADER);
	assert_int_equal(read_hostile("orpc.args_missing", &n, octets, &left), S_OK);
	assert_int_equal(left, 0);
	ndr_fini(&n);
	registry_teardown();
}

/* The number is good; that it is more than a reference may count is the exporter's business. */
TEST(a_hostile_reference_count_arrives_as_it_is)
{
	const ACOM_METHOD *m = &needed(registry_find(&IID_IRemUnknown, NULL))->methods[0];
	uint8_t octets[PDU_MOST];
	size_t left;
	struct ndr n;
	void **args;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(read_hostile("remunk.cref_wrap", &n, octets, &left), S_OK);
	assert_int_equal(ndr_get_request(&n, m, octets, left, &args), S_OK);
	assert_true(*(ULONG *)args[1] == 0xffffffff);
	ndr_free(&n, m, args);
	ndr_fini(&n);
	registry_teardown();
}

/* Every octet with every bit turned, and every length: whatever comes out, nothing is read or owned that is not there. */
TEST(mutated_headers_do_no_harm)
{
	uint8_t octets[512];
	struct ndr n;
	struct extensions e;
	struct put p = put_to(octets, sizeof octets, false);
	size_t used, size, good = 0;

	ndr_init(&n, NULL, NULL);
	extensions_init(&e, "nine octe", "x");
	struct orpc_this self = { { ORPC_MAJOR, ORPC_MINOR }, 1, tea, &e.array };
	assert_int_equal(orpc_write_this(&n, &self, &p), S_OK);
	size = put_size(&p);
	for (size_t cut = 0; cut < size; cut++)
		assert_int_equal(read_this(&n, octets, cut, false, &self, &used), RPC_E_INVALID_HEADER);
	for (size_t i = 0; i < 8 * size; i++) {
		octets[i / 8] ^= (uint8_t)(1 << i % 8);
		good += SUCCEEDED(read_this(&n, octets, size, i & 1, &self, &used));
		octets[i / 8] ^= (uint8_t)(1 << i % 8);
		ndr_reset(&n);
	}
	assert_true(good > 8 * 16);
	extensions_fini(&e);
	ndr_fini(&n);
	registry_teardown();
}
