/* orpc_error.c - error objects as extensions there and back: every text, none, long ones; faults and HRESULTs. */
#include "harness.h"

#include <acom/automation.h>

#include "wire/wire.h"

static const GUID tea = { 0x7ea, 1, 2, { 3, 4, 5, 6, 7, 8, 9, 10 } };

static IErrorInfo *error_of(LPCOLESTR source, LPCOLESTR description, LPCOLESTR help)
{
	ICreateErrorInfo *made;
	IErrorInfo *info;

	assert_int_equal(CreateErrorInfo(&made), S_OK);
	assert_int_equal(ICreateErrorInfo_SetGUID(made, &tea), S_OK);
	assert_int_equal(ICreateErrorInfo_SetHelpContext(made, 77), S_OK);
	assert_int_equal(ICreateErrorInfo_SetSource(made, (LPOLESTR)source), S_OK);
	assert_int_equal(ICreateErrorInfo_SetDescription(made, (LPOLESTR)description), S_OK);
	assert_int_equal(ICreateErrorInfo_SetHelpFile(made, (LPOLESTR)help), S_OK);
	assert_int_equal(ICreateErrorInfo_QueryInterface(made, &IID_IErrorInfo, (void **)&info), S_OK);
	ICreateErrorInfo_Release(made);
	return info;
}

/* An extension in memory, as the walk leaves it. */
struct piece {
	ORPC_EXTENT head;
	unsigned char room[2 * ORPC_EXTENT_MAX];
};

static void piece_write(struct piece *x, IErrorInfo *info)
{
	struct ndr n;
	struct put p = put_to(x->head.data, sizeof x->room, false);

	ndr_init(&n, NULL, NULL);
	assert_int_equal(orpc_error_write(&n, info, &p), S_OK);
	x->head.id = orpc_error_extent;
	x->head.size = (uint32_t)put_size(&p);
	assert_true(x->head.size <= ORPC_EXTENT_MAX && x->head.size % 8 == 0);
	ndr_fini(&n);
}

static HRESULT piece_read(const ORPC_EXTENT *x, IErrorInfo **info)
{
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	HRESULT hr = orpc_error_read(&n, x, info);
	ndr_fini(&n);
	return hr;
}

static void check_text(BSTR text, LPCOLESTR expected, size_t units)
{
	if (expected)
		assert_memory_equal(needed(text), expected, 2 * units);
	assert_int_equal(SysStringLen(text), units);
	assert_int_equal(!text, !expected);
	SysFreeString(text);
}

static size_t units_of(LPCOLESTR text, size_t most)
{
	size_t units = 0;

	while (text && text[units] && units < most)
		units++;
	return units;
}

static void check_there_and_back(LPCOLESTR source, LPCOLESTR description, LPCOLESTR help)
{
	IErrorInfo *info = error_of(source, description, help), *again;
	static struct piece x;
	DWORD context = 0;
	GUID guid = { 0 };
	BSTR text;

	piece_write(&x, info);
	IErrorInfo_Release(info);
	assert_int_equal(piece_read(&x.head, &again), S_OK);
	IErrorInfo_GetGUID(again, &guid);
	assert_memory_equal(&guid, &tea, sizeof tea);
	IErrorInfo_GetHelpContext(again, &context);
	assert_int_equal(context, 77);
	assert_int_equal(IErrorInfo_GetSource(again, &text), S_OK);
	check_text(text, source, units_of(source, 256));
	assert_int_equal(IErrorInfo_GetDescription(again, &text), S_OK);
	check_text(text, description, units_of(description, 1280));
	assert_int_equal(IErrorInfo_GetHelpFile(again, &text), S_OK);
	check_text(text, help, units_of(help, 384));
	IErrorInfo_Release(again);
	registry_teardown();
}

TEST(error_objects_there_and_back)
{
	check_there_and_back(u"Shop", u"out of beans", u"shop.html");
	check_there_and_back(NULL, u"a", NULL);
	check_there_and_back(u"", NULL, u"ab");
	check_there_and_back(NULL, NULL, NULL);
}

TEST(long_texts_are_cut_so_that_they_fit)
{
	static OLECHAR longest[20000];

	for (size_t i = 0; i < ARRAY_COUNT(longest) - 1; i++)
		longest[i] = (OLECHAR)('a' + i % 26);
	check_there_and_back(longest, longest, longest);
}

TEST(no_half_character_remains_of_a_cut_text)
{
	OLECHAR text[260];
	IErrorInfo *info, *again;
	static struct piece x;
	BSTR source;

	for (size_t i = 0; i < ARRAY_COUNT(text); i++)
		text[i] = i == 255 ? 0xD83D : i == 256 ? 0xDE00 : 'x';
	text[259] = 0;
	info = error_of(text, NULL, NULL);
	piece_write(&x, info);
	IErrorInfo_Release(info);
	assert_int_equal(piece_read(&x.head, &again), S_OK);
	assert_int_equal(IErrorInfo_GetSource(again, &source), S_OK);
	check_text(source, text, 255);
	IErrorInfo_Release(again);
	registry_teardown();
}

/* MS-DCOM 2.2.21: a class of its own, version 0, and what is there is marked by all ones. */
TEST(the_octets_are_those_of_the_book)
{
	static const uint8_t data[] = {
		0, 0, 0, 0, 77, 0, 0, 0, 0xea, 7, 0, 0, 1, 0, 2, 0, 3, 4, 5, 6, 7, 8, 9, 10,
		0xff, 0xff, 0xff, 0xff, 2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 'a', 0, 0, 0,
		0, 0, 0, 0,
		0xff, 0xff, 0xff, 0xff, 3, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 'b', 0, 'c', 0, 0, 0,
	};
	IErrorInfo *info = error_of(u"a", NULL, u"bc");
	static struct piece x;
	struct objref o;

	piece_write(&x, info);
	IErrorInfo_Release(info);
	assert_int_equal(objref_parse(&o, x.head.data, x.head.size), S_OK);
	assert_int_equal(o.form, OBJREF_CUSTOM);
	assert_int_equal(o.clsid.Data1, 0x31B);
	assert_int_equal(o.data_size, (sizeof data + 7) / 8 * 8);
	assert_memory_equal(o.data, data, sizeof data);
	for (size_t i = sizeof data; i < o.data_size; i++)
		assert_int_equal(o.data[i], 0);
	registry_teardown();
}

TEST(cut_and_mutated_errors_do_no_harm)
{
	IErrorInfo *info = error_of(u"Shop", u"out of beans", NULL), *again;
	static struct piece x;
	size_t size, good = 0;

	piece_write(&x, info);
	IErrorInfo_Release(info);
	size = x.head.size;
	for (size_t i = 0; i < 9 * size; i++) {
		ORPC_EXTENT *copy = memcpy(needed(calloc(1, sizeof *copy + size)), &x, offsetof(ORPC_EXTENT, data) + size);

		if (i < 8 * size)
			copy->data[i / 8] ^= (unsigned char)(1 << i % 8);
		else
			copy->size = (uint32_t)(i - 8 * size);
		if (SUCCEEDED(piece_read(copy, &again))) {
			IErrorInfo_Release(again);
			good++;
		} else {
			assert_null(again);
		}
		free(copy);
	}
	assert_true(good > 8 * 16 && good < 8 * size);
	registry_teardown();
}

/* ---- faults ---- */

TEST(statuses_of_faults_become_hresults)
{
	static const struct { uint32_t status; HRESULT hr; } rows[] = {
		{ 0x80010108, RPC_E_DISCONNECTED }, { 0x8001010A, RPC_E_SERVERCALL_RETRYLATER },
		{ 0x1C010002, RPC_S_PROCNUM_OUT_OF_RANGE }, { 0x1C010003, RPC_S_UNKNOWN_IF }, { 0x1C01000B, RPC_S_PROTOCOL_ERROR },
		{ 0x1C010014, RPC_S_SERVER_TOO_BUSY }, { 0x1C00000D, RPC_E_CALL_CANCELED }, { 0x1C00001A, E_HANDLE },
		{ 0x1C00001B, E_OUTOFMEMORY }, { 0x1C000006, RPC_X_INVALID_TAG }, { 0x1C000007, RPC_X_INVALID_BOUND },
		{ 0x1C000012, RPC_S_CALL_FAILED }, { 5, E_ACCESSDENIED }, { 0x6BD, (HRESULT)0x800706BD },
		{ 0x6D9, (HRESULT)0x800706D9 },
		{ 0x6F7, RPC_X_BAD_STUB_DATA }, { 0x6C6, RPC_X_INVALID_BOUND }, { 0x6C5, RPC_X_INVALID_TAG },
		{ 0x721, (HRESULT)0x80070721 },
		/* nobody knows these, but they are failures */
		{ 0, RPC_S_CALL_FAILED }, { 0x10000, RPC_S_CALL_FAILED }, { 0x1C010099, RPC_S_CALL_FAILED },
		{ 0x7FFFFFFF, RPC_S_CALL_FAILED },
	};

	for (size_t i = 0; i < ARRAY_COUNT(rows); i++)
		if (fault_to_hresult(rows[i].status) != rows[i].hr)
			fail_msg("0x%08x", rows[i].status);
}

TEST(failures_become_statuses_that_mean_the_same)
{
	static const struct { HRESULT hr; uint32_t status; } rows[] = {
		{ RPC_X_BAD_STUB_DATA, 0x6F7 }, { RPC_X_INVALID_BOUND, 0x6C6 }, { RPC_X_INVALID_TAG, 0x6C5 },
		{ RPC_E_DISCONNECTED, 0x80010108 }, { RPC_E_CALL_CANCELED, 0x1C00000D }, { RPC_S_UNKNOWN_IF, 0x1C010003 },
		{ RPC_S_SERVER_TOO_BUSY, 0x1C010014 }, { E_ACCESSDENIED, 5 }, { E_OUTOFMEMORY, 0x1C00001B },
		{ RPC_E_VERSION_MISMATCH, 0x80010110 }, { E_FAIL, 0x80004005 },
	};

	for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
		if (fault_from_hresult(rows[i].hr) != rows[i].status)
			fail_msg("0x%08x", (unsigned)rows[i].hr);
		assert_int_equal(fault_to_hresult(rows[i].status), rows[i].hr);
	}
}
