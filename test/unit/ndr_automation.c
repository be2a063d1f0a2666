/* ndr_automation.c - wire forms of BSTR, VARIANT and SAFEARRAY that a hostile peer may send, and values that cannot be sent. */
#include <stdlib.h>

#include "harness.h"
#include "ndr/automation.h"
#include "test/vectors/values.h"
#include "vec.h"

/* ---- octets of a request, one field after the other ---- */

enum { MOST = 16384 };
static uint8_t octets[MOST];
static size_t length;

static void put(uint64_t v, size_t size)
{
	while (length % size)
		octets[length++] = 0;
	memcpy(octets + length, &v, size);
	length += size;
}

static void u16(unsigned v) { put(v, 2); }
static void u32(unsigned v) { put(v, 4); }

static HRESULT receive_into(const char *method, struct ndr *n, void ***args)
{
	const ACOM_METHOD *m = values_method(needed(registry_find(&IID_IVec, NULL)), method);
	uint8_t *copy = needed(malloc(length ? length : 1)); /* so that a sanitizer sees where it ends */
	HRESULT hr;

	memcpy(copy, octets, length);
	ndr_init(n, NULL, NULL);
	hr = ndr_get_request(n, m, copy, length, args);
	free(copy);
	return hr;
}

static void give_back(const char *method, struct ndr *n, void **args)
{
	if (args)
		ndr_free(n, values_method(registry_find(&IID_IVec, NULL), method), args);
	ndr_fini(n);
	registry_teardown();
}

/* What a server says to the octets, which are used up. */
static HRESULT receive(const char *method)
{
	struct ndr n;
	void **args;
	HRESULT hr = receive_into(method, &n, &args);

	give_back(method, &n, args);
	length = 0;
	return hr;
}

/* ---- BSTR ---- */

static void bstr(unsigned id, unsigned max, unsigned flags, unsigned size, unsigned units)
{
	u32(id);
	u32(max);
	u32(flags);
	u32(size);
	for (unsigned i = 0; i < units; i++)
		u16('a');
}

TEST(the_counts_of_a_bstr_agree_or_it_is_refused)
{
	bstr(1, 3, 6, 3, 3);
	assert_int_equal(receive("bstr"), S_OK);
	bstr(1, 3, 5, 3, 3); /* an odd number of octets */
	assert_int_equal(receive("bstr"), S_OK);
	bstr(1, 0, 0xffffffff, 0, 0);
	assert_int_equal(receive("bstr"), S_OK);
	u32(0);
	assert_int_equal(receive("bstr"), S_OK);
	bstr(1, 3, 4, 3, 3);
	assert_int_equal(receive("bstr"), RPC_X_BAD_STUB_DATA);
	bstr(1, 3, 7, 3, 3);
	assert_int_equal(receive("bstr"), RPC_X_BAD_STUB_DATA);
	bstr(1, 3, 0xffffffff, 3, 3);
	assert_int_equal(receive("bstr"), RPC_X_BAD_STUB_DATA);
	bstr(1, 0, 1, 0, 0);
	assert_int_equal(receive("bstr"), RPC_X_BAD_STUB_DATA);
	bstr(1, 3, 6, 2, 3);
	assert_int_equal(receive("bstr"), RPC_X_INVALID_BOUND);
	bstr(1, 0x7fffffff, 0xfffffffe, 0x7fffffff, 8);
	assert_true(FAILED(receive("bstr")));
}

/* ---- VARIANT ---- */

/* Up to the union's tag. */
static void variant(unsigned id, unsigned vt, unsigned tag)
{
	u32(id);
	put(0xffffffff, 8); /* clSize is not to be trusted */
	u16(vt);
	u16(0xdead);        /* nor are reserved members to be kept */
	u16(0xbeef);
	u16(0);
	u32(tag);
}

TEST(a_variant_is_of_one_type_that_it_can_have)
{
	variant(1, VT_I4, VT_I4);
	u32(5);
	assert_int_equal(receive("variant"), S_OK);
	variant(1, VT_NULL, VT_NULL);
	assert_int_equal(receive("variant"), S_OK);
	variant(1, VT_I4, VT_UI4);
	u32(5);
	assert_int_equal(receive("variant"), RPC_X_INVALID_TAG);
	variant(1, VT_RECORD, VT_RECORD);
	u32(0);
	assert_int_equal(receive("variant"), RPC_X_INVALID_TAG);
	variant(1, VT_VARIANT, VT_VARIANT);
	u32(0);
	assert_int_equal(receive("variant"), RPC_X_INVALID_TAG);
	variant(1, VT_BYREF, VT_BYREF);
	u32(0);
	assert_int_equal(receive("variant"), RPC_X_INVALID_TAG);
	u32(0);
	assert_int_equal(receive("variant"), RPC_X_BAD_STUB_DATA);
	variant(1, VT_BYREF | VT_I4, VT_BYREF | VT_I4);
	u32(0);
	assert_int_equal(receive("variant"), RPC_X_BAD_STUB_DATA);
	variant(1, VT_ARRAY | VT_RECORD, VT_ARRAY);
	u32(0);
	assert_int_equal(receive("variant"), RPC_X_BAD_STUB_DATA);
	variant(1, VT_ARRAY | 0x8000 | VT_I4, VT_ARRAY);
	u32(0);
	assert_int_equal(receive("variant"), RPC_X_BAD_STUB_DATA);
	variant(1, VT_ARRAY, VT_ARRAY);
	u32(0);
	assert_int_equal(receive("variant"), RPC_X_BAD_STUB_DATA);
	variant(1, VT_ARRAY | VT_I4, VT_ARRAY);
	u32(0); /* no array */
	assert_int_equal(receive("variant"), S_OK);
}

/* A reference that a peer claims to be marked as ours is not: reserved members do not come from the wire. */
TEST(what_a_variant_reserves_is_not_received)
{
	struct ndr n;
	void **args;
	VARIANT *v;

	variant(1, VT_UI1, VT_UI1);
	put(200, 1);
	assert_int_equal(receive_into("variant", &n, &args), S_OK);
	v = args[0];
	assert_int_equal(v->vt, VT_UI1);
	assert_int_equal(v->bVal, 200);
	assert_int_equal(v->wReserved1 | v->wReserved2 | v->wReserved3, 0);
	give_back("variant", &n, args);
	length = 0;
}

/* VARIANTs, each in a reference of the one before. */
static void nested(unsigned levels)
{
	variant(1, VT_BYREF | VT_VARIANT, VT_BYREF | VT_VARIANT);
	for (unsigned i = 1; i < levels; i++) {
		u32(1);
		variant(1, i == levels - 1 ? VT_I4 : VT_BYREF | VT_VARIANT, i == levels - 1 ? VT_I4 : VT_BYREF | VT_VARIANT);
	}
	u32(7);
}

TEST(variants_are_nested_64_deep_at_most_when_they_are_received)
{
	nested(64);
	assert_int_equal(receive("variant"), S_OK);
	nested(65);
	assert_int_equal(receive("variant"), RPC_X_BAD_STUB_DATA);
	nested(300);
	assert_int_equal(receive("variant"), RPC_X_BAD_STUB_DATA);
}

static HRESULT send(const char *method, void *argument)
{
	const ACOM_METHOD *m = values_method(needed(registry_find(&IID_IVec, NULL)), method);
	void *args[] = { argument };
	struct ndr n;
	size_t size;
	HRESULT hr;

	ndr_init(&n, NULL, NULL);
	hr = ndr_size(&n, m, ACOM_IN, args, &size);
	ndr_fini(&n);
	registry_teardown();
	return hr;
}

TEST(variants_are_nested_as_deep_as_is_set)
{
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_NESTING, 2), S_OK);
	nested(2);
	assert_int_equal(receive("variant"), S_OK);
	nested(3);
	assert_int_equal(receive("variant"), RPC_X_BAD_STUB_DATA);
}

TEST(variants_are_nested_64_deep_at_most_when_they_are_sent)
{
	VARIANT v[65] = { [64] = { .vt = VT_I4 } };

	for (int i = 63; i >= 0; i--)
		v[i] = (VARIANT){ .vt = VT_BYREF | VT_VARIANT, .pvarVal = &v[i + 1] };
	assert_int_equal(send("variant", &v[1]), S_OK);
	assert_int_equal(send("variant", &v[0]), DISP_E_BADVARTYPE);
	v[64] = (VARIANT){ .vt = VT_BYREF | VT_VARIANT, .pvarVal = &v[0] }; /* a circle */
	assert_int_equal(send("variant", &v[0]), DISP_E_BADVARTYPE);
}

TEST(what_cannot_travel_is_refused_when_it_is_sent)
{
	LONG number = 1;
	SAFEARRAY plain = { .cDims = 1, .cbElements = 4, .pvData = &number, .rgsabound = { { 1, 0 } } }, *a = &plain;
	VARIANT v = { .vt = VT_RECORD };

	assert_int_equal(send("variant", &v), DISP_E_BADVARTYPE);
	v = (VARIANT){ .vt = VT_BYREF | VT_I4 };
	assert_int_equal(send("variant", &v), E_INVALIDARG);
	assert_int_equal(send("safearray", &a), DISP_E_BADVARTYPE); /* of what? */
	a = needed(SafeArrayCreateVector(VT_DECIMAL, 0, 1));
	assert_int_equal(send("safearray", &a), DISP_E_BADVARTYPE);
	SafeArrayDestroy(a);
	a = needed(SafeArrayCreateVector(VT_I4, 0, 1));
	a->cbElements = 8;
	assert_int_equal(send("safearray", &a), E_INVALIDARG);
	a->cbElements = 4;
	SafeArrayDestroy(a);
}

/* ---- SAFEARRAY ---- */

/* One dimension of longs; what a test changes of it. */
struct array {
	unsigned dims, max_dims, features, size, locks, tag, count, id, bound, max, sent;
	int low;
};
static const struct array good = { 1, 1, FADF_HAVEVARTYPE, 4, VT_I4 << 16, SF_I4, 2, 1, 2, 2, 2, 0 };

static HRESULT receive_array(const struct array *a)
{
	u32(1);
	u32(1);
	u32(a->max_dims);
	u16(a->dims);
	u16(a->features);
	u32(a->size);
	u32(a->locks);
	u32(a->tag);
	u32(a->count);
	u32(a->id);
	for (unsigned i = 0; i < a->max_dims; i++) {
		u32(a->bound);
		u32((unsigned)a->low);
	}
	if (a->id)
		u32(a->max);
	for (unsigned i = 0; i < a->sent; i++)
		u32(i);
	return receive("safearray");
}

#define ARRAY_IS(hr, ...) \
	do { \
		struct array a = good; \
		__VA_ARGS__; \
		assert_int_equal(receive_array(&a), hr); \
	} while (0)

TEST(an_array_is_what_its_bounds_say_or_refused)
{
	ARRAY_IS(S_OK, (void)a);
	ARRAY_IS(S_OK, a.features = 0xffff & ~FADF_HAVEIID); /* most of which are not taken */
	ARRAY_IS(S_OK, a.features = 0);
	ARRAY_IS(S_OK, a.locks |= 77);
	ARRAY_IS(S_OK, a.count = a.bound = a.id = a.sent = 0);
	ARRAY_IS(S_OK, a.max_dims = a.dims = 2, a.bound = 1, a.count = a.max = a.sent = 1);
	ARRAY_IS(RPC_X_INVALID_BOUND, a.bound = 1);
	ARRAY_IS(RPC_X_INVALID_BOUND, a.bound = 3);
	ARRAY_IS(RPC_X_INVALID_BOUND, a.count = 1);
	ARRAY_IS(RPC_X_INVALID_BOUND, a.max = 1, a.sent = 1);
	ARRAY_IS(RPC_X_INVALID_BOUND, a.dims = 2);
	ARRAY_IS(RPC_X_INVALID_BOUND, a.max_dims = a.dims = 2);
	ARRAY_IS(RPC_X_INVALID_BOUND, a.max_dims = a.dims = 2, a.bound = 0x80000001, a.count = 1, a.max = a.sent = 1);
	ARRAY_IS(RPC_X_INVALID_BOUND, a.id = 0, a.sent = 0);
	ARRAY_IS(RPC_X_INVALID_BOUND, a.low = INT32_MAX);
	ARRAY_IS(RPC_X_BAD_STUB_DATA, a.max_dims = a.dims = 0, a.count = a.max = a.sent = 0);
	ARRAY_IS(RPC_X_BAD_STUB_DATA, a.size = 8);
	ARRAY_IS(RPC_X_BAD_STUB_DATA, a.locks = VT_I2 << 16);
	ARRAY_IS(RPC_X_BAD_STUB_DATA, a.locks = VT_I8 << 16, a.size = 8);
	ARRAY_IS(RPC_X_BAD_STUB_DATA, a.locks = VT_RECORD << 16);
	ARRAY_IS(RPC_X_BAD_STUB_DATA, a.locks = 0);
	ARRAY_IS(RPC_X_BAD_STUB_DATA, a.locks = VT_BSTR << 16, a.size = sizeof(BSTR));
	ARRAY_IS(RPC_X_INVALID_TAG, a.tag = SF_RECORD);
	ARRAY_IS(RPC_X_INVALID_TAG, a.tag = SF_ERROR);
	ARRAY_IS(RPC_X_BAD_STUB_DATA, a.count = a.bound = a.max = 0x40000000);
}

/* What an array of VARIANTs lacks is not made up. */
TEST(an_element_that_is_missing_is_refused)
{
	struct array a = good;

	a.tag = SF_VARIANT;
	a.locks = VT_VARIANT << 16;
	a.size = sizeof(VARIANT);
	a.count = a.bound = a.max = 1;
	a.sent = 1; /* a zero, which is no VARIANT */
	assert_int_equal(receive_array(&a), RPC_X_BAD_STUB_DATA);
	a.tag = SF_BSTR;
	a.locks = VT_BSTR << 16;
	a.size = sizeof(BSTR);
	assert_int_equal(receive_array(&a), S_OK);
}

/* An array in a VARIANT is of the type that the VARIANT says. */
TEST(the_types_of_a_variant_and_its_array_agree)
{
	static const VARTYPE types[] = { VT_I4, VT_UI4, VT_BSTR };

	for (size_t i = 0; i < ARRAY_COUNT(types); i++) {
		variant(1, VT_ARRAY | types[i], VT_ARRAY);
		u32(1);
		u32(1);
		u32(1);
		u16(1);
		u16(FADF_HAVEVARTYPE);
		u32(4);
		u32(VT_I4 << 16);
		u32(SF_I4);
		u32(1);
		u32(1);
		u32(1);
		u32(0);
		u32(1);
		u32(5);
		assert_int_equal(receive("variant"), i ? RPC_X_BAD_STUB_DATA : S_OK);
	}
}

/* ---- memory ---- */

SWEEP(automation_and_short_memory)
{
	const ACOM_INTERFACE *interface = registry_find(&IID_IVec, NULL);
	HRESULT hr = interface ? S_OK : E_OUTOFMEMORY;
	struct ndr n;
	void **args = NULL;

	nested(5);
	if (sweep_ok(hr)) {
		hr = receive_into("variant", &n, &args);
		(void)sweep_ok(hr);
		give_back("variant", &n, args);
	}
	registry_teardown();
	length = 0;
}

/* The rows are the library's own: whatever an IDL declares, none but these are walked. */
TEST(the_wire_forms_are_good_rows)
{
	const ACOM_USER_TYPE *const types[] = { &acom_user_BSTR, &acom_user_VARIANT, &acom_user_LPSAFEARRAY };

	for (size_t i = 0; i < ARRAY_COUNT(types); i++)
		assert_int_equal(types[i]->wire->kind, ACOM_POINTER);
	assert_non_null(needed(registry_find(&IID_IVec, NULL))); /* which verifies them */
	registry_teardown();
}
