/* guid.c - GUIDs as text and back, and new ones. */
#include "harness.h"
#include "object/object.h"

static const GUID sample = { 0x01234567, 0x89ab, 0xcdef, { 0xfe, 0xdc, 0xba, 0x98, 0x76, 0x54, 0x32, 0x10 } };
static const OLECHAR text[] = u"{01234567-89AB-CDEF-FEDC-BA9876543210}";

TEST(a_guid_is_written_in_braces_and_capitals)
{
	OLECHAR s[40];

	memset(s, 0x55, sizeof s);
	assert_int_equal(StringFromGUID2(&sample, s, 39), 39);
	assert_memory_equal(s, text, sizeof text);
	assert_int_equal(s[39], 0x5555);
}

TEST(too_little_room_for_a_guid_is_refused_and_left_alone)
{
	OLECHAR s[39] = { 'x' };

	assert_int_equal(StringFromGUID2(&sample, s, 38), 0);
	assert_int_equal(StringFromGUID2(&sample, s, 0), 0);
	assert_int_equal(StringFromGUID2(&sample, s, -1), 0);
	assert_int_equal(s[0], 'x');
	assert_int_equal(StringFromGUID2(&sample, NULL, 39), 0);
	assert_int_equal(StringFromGUID2(NULL, s, 39), 0);
}

TEST(the_text_of_a_guid_is_read_back_in_either_case)
{
	OLECHAR lower[ARRAY_COUNT(text)];
	IID iid;

	for (size_t i = 0; i < ARRAY_COUNT(text); i++)
		lower[i] = text[i] >= 'A' && text[i] <= 'F' ? text[i] + 0x20 : text[i];
	assert_int_equal(IIDFromString(text, &iid), S_OK);
	assert_true(IsEqualGUID(&iid, &sample));
	memset(&iid, 0, sizeof iid);
	assert_int_equal(IIDFromString(lower, &iid), S_OK);
	assert_true(IsEqualGUID(&iid, &sample));
}

/* Each unit in turn becomes one that does not belong there; and the text ends at each place. */
TEST(text_that_is_no_guid_is_refused_and_the_result_zeroed)
{
	static const OLECHAR wrong[] = { u'g', u'G', u'@', u'/', u':', u'`', u' ', u'x', 0xff21, 0 };
	OLECHAR s[ARRAY_COUNT(text) + 1];
	IID iid, zero = { 0 };

	for (size_t i = 0; i < ARRAY_COUNT(text) - 1; i++)
		for (size_t j = 0; j < ARRAY_COUNT(wrong); j++) {
			memcpy(s, text, sizeof text);
			s[i] = wrong[j];
			iid = sample;
			assert_int_equal(IIDFromString(s, &iid), E_INVALIDARG);
			assert_true(IsEqualGUID(&iid, &zero));
		}
	memcpy(s, text, sizeof text);
	s[38] = u'x';
	s[39] = 0;
	assert_int_equal(IIDFromString(s, &iid), E_INVALIDARG);
	assert_int_equal(IIDFromString(u"", &iid), E_INVALIDARG);
	assert_int_equal(IIDFromString(NULL, &iid), E_INVALIDARG);
	assert_int_equal(IIDFromString(text, NULL), E_INVALIDARG);
}

TEST(new_guids_are_random_ones_and_differ)
{
	GUID guids[64];

	for (size_t i = 0; i < ARRAY_COUNT(guids); i++) {
		assert_int_equal(CoCreateGuid(&guids[i]), S_OK);
		assert_int_equal(guids[i].Data3 >> 12, 4);
		assert_int_equal(guids[i].Data4[0] >> 6, 2);
		for (size_t j = 0; j < i; j++)
			assert_false(IsEqualGUID(&guids[i], &guids[j]));
	}
	assert_int_equal(CoCreateGuid(NULL), E_POINTER);
}

TEST(classes_and_interfaces_are_written_into_memory_of_the_callers)
{
	LPOLESTR s;

	assert_int_equal(StringFromCLSID(&sample, &s), S_OK);
	assert_memory_equal(s, text, sizeof text);
	CoTaskMemFree(s);
	assert_int_equal(StringFromIID(&sample, &s), S_OK);
	assert_memory_equal(s, text, sizeof text);
	CoTaskMemFree(s);
	assert_int_equal(StringFromIID(NULL, &s), E_INVALIDARG);
	assert_null(s);
	assert_int_equal(StringFromCLSID(&sample, NULL), E_INVALIDARG);
}

TEST(a_class_is_read_from_its_text_or_its_progid)
{
	CLSID clsid = sample;

	assert_int_equal(CLSIDFromString(NULL, &clsid), S_OK);
	assert_true(IsEqualCLSID(&clsid, &CLSID_NULL));
	assert_int_equal(CLSIDFromString(text, &clsid), S_OK);
	assert_true(IsEqualCLSID(&clsid, &sample));
	assert_int_equal(CLSIDFromString(u"{01234567}", &clsid), CO_E_CLASSSTRING);
	assert_true(IsEqualCLSID(&clsid, &CLSID_NULL));
	assert_int_equal(CLSIDFromString(u"Nobody.Has.This", &clsid), CO_E_CLASSSTRING);
	assert_int_equal(CLSIDFromString(text, NULL), E_INVALIDARG);
}

TEST(an_hresult_is_made_and_taken_apart)
{
	HRESULT own = MAKE_HRESULT(SEVERITY_ERROR, FACILITY_ITF, 0x201);

	assert_int_equal(own, (HRESULT)0x80040201);
	assert_int_equal(HRESULT_SEVERITY(own), SEVERITY_ERROR);
	assert_int_equal(HRESULT_FACILITY(own), FACILITY_ITF);
	assert_int_equal(HRESULT_CODE(own), 0x201);
	assert_int_equal(MAKE_HRESULT(SEVERITY_ERROR, FACILITY_WIN32, 5), E_ACCESSDENIED);
}
