/* variant.c - VARIANT: layout, clearing, copies, conversions, and short memory. */
#include "harness.h"
#include "object/automation.h"

TEST(a_variant_lies_as_on_windows)
{
	assert_int_equal(sizeof(VARIANT), 8 + 2 * sizeof(void *));
	assert_int_equal(offsetof(VARIANT, lVal), 8);
	assert_int_equal(offsetof(VARIANT, decVal), 0);
	assert_int_equal(sizeof(DECIMAL), 16);
	assert_int_equal(offsetof(DECIMAL, Lo64), 8);
	assert_int_equal(offsetof(DECIMAL, sign), 3);
	assert_int_equal(sizeof(CY), 8);
	assert_int_equal(V_VT(&(VARIANT){ .vt = VT_I4 }), VT_I4);
}

TEST(clearing_frees_what_is_owned_and_not_what_is_referred_to)
{
	LONG number = 7;
	VARIANT v = { .vt = VT_BSTR, .bstrVal = needed(SysAllocString(u"x")) };

	assert_int_equal(VariantClear(&v), S_OK);
	assert_int_equal(v.vt, VT_EMPTY);
	v = (VARIANT){ .vt = VT_BYREF | VT_I4, .plVal = &number };
	assert_int_equal(VariantClear(&v), S_OK);
	v = (VARIANT){ .vt = VT_ARRAY | VT_I4, .parray = needed(SafeArrayCreateVector(VT_I4, 0, 3)) };
	SafeArrayLock(v.parray);
	assert_int_equal(VariantClear(&v), DISP_E_ARRAYISLOCKED);
	assert_int_equal(v.vt, VT_ARRAY | VT_I4);
	SafeArrayUnlock(v.parray);
	assert_int_equal(VariantClear(&v), S_OK);
	v.vt = VT_RECORD;
	assert_int_equal(VariantClear(&v), DISP_E_BADVARTYPE);
	v.vt = VT_VARIANT;
	assert_int_equal(VariantClear(&v), DISP_E_BADVARTYPE);
	v.vt = VT_NULL | VT_ARRAY;
	assert_int_equal(VariantClear(&v), DISP_E_BADVARTYPE);
	assert_int_equal(VariantClear(NULL), E_INVALIDARG);
}

TEST(a_copy_has_its_own_strings_and_arrays)
{
	VARIANT a = { .vt = VT_BSTR, .bstrVal = needed(SysAllocStringLen(u"a\0b", 3)) }, b = { .vt = VT_EMPTY };

	assert_int_equal(VariantCopy(&b, &a), S_OK);
	assert_ptr_not_equal(a.bstrVal, b.bstrVal);
	assert_memory_equal(b.bstrVal, u"a\0b", 8);
	assert_int_equal(VariantCopy(&b, &b), S_OK);
	VariantClear(&a);
	a = (VARIANT){ .vt = VT_ARRAY | VT_BSTR, .parray = needed(SafeArrayCreateVector(VT_BSTR, 0, 1)) };
	assert_int_equal(SafeArrayPutElement(a.parray, (LONG[]){ 0 }, b.bstrVal), S_OK);
	assert_int_equal(VariantCopy(&b, &a), S_OK);
	assert_ptr_not_equal(a.parray, b.parray);
	VariantClear(&a);
	assert_int_equal(VariantClear(&b), S_OK);
}

TEST(what_a_variant_refers_to_is_copied_by_copyind)
{
	BSTR s = needed(SysAllocString(u"s"));
	VARIANT inner = { .vt = VT_BYREF | VT_BSTR, .pbstrVal = &s }, outer = { .vt = VT_BYREF | VT_VARIANT, .pvarVal = &inner };
	VARIANT got = { .vt = VT_EMPTY };
	DECIMAL d = { .wReserved = 9, .Lo64 = 5 };

	assert_int_equal(VariantCopyInd(&got, &outer), S_OK);
	assert_int_equal(got.vt, VT_BSTR);
	assert_ptr_not_equal(got.bstrVal, s);
	inner = (VARIANT){ .vt = VT_BYREF | VT_DECIMAL, .pdecVal = &d };
	assert_int_equal(VariantCopyInd(&got, &inner), S_OK);
	assert_int_equal(got.vt, VT_DECIMAL);
	assert_int_equal(got.decVal.Lo64, 5);
	inner = (VARIANT){ .vt = VT_BYREF | VT_VARIANT, .pvarVal = &got };
	assert_int_equal(VariantCopyInd(&got, &outer), E_INVALIDARG);
	inner = (VARIANT){ .vt = VT_BYREF | VT_I4 };
	assert_int_equal(VariantCopyInd(&got, &inner), E_INVALIDARG);
	SysFreeString(s);
	VariantClear(&got);
}

/* ---- conversions ---- */

static VARIANT text(LPCOLESTR s)
{
	return (VARIANT){ .vt = VT_BSTR, .bstrVal = needed(SysAllocString(s)) };
}

static HRESULT change(VARIANT *v, VARTYPE vt)
{
	return VariantChangeType(v, v, 0, vt);
}

static void becomes_text(VARIANT v, LPCOLESTR expected)
{
	size_t n = 0;

	while (expected[n])
		n++;
	assert_int_equal(change(&v, VT_BSTR), S_OK);
	if (SysStringLen(v.bstrVal) != n || memcmp(v.bstrVal, expected, 2 * n)) {
		char got[64];

		assert_int_equal(text_from_bstr(v.bstrVal, (char[TEXT_MAX]){ 0 }), S_OK);
		for (n = 0; n < SysStringLen(v.bstrVal) && n < 63; n++)
			got[n] = (char)v.bstrVal[n];
		got[n] = 0;
		fail_msg("got %s", got);
	}
	VariantClear(&v);
}

TEST(numbers_become_text)
{
	becomes_text((VARIANT){ .vt = VT_I4, .lVal = INT32_MIN }, u"-2147483648");
	becomes_text((VARIANT){ .vt = VT_UI8, .ullVal = UINT64_MAX }, u"18446744073709551615");
	becomes_text((VARIANT){ .vt = VT_I1, .cVal = (char)-5 }, u"-5");
	becomes_text((VARIANT){ .vt = VT_R8, .dblVal = 0.1 }, u"0.1");
	becomes_text((VARIANT){ .vt = VT_R8, .dblVal = -1234.5 }, u"-1234.5");
	becomes_text((VARIANT){ .vt = VT_R8, .dblVal = 123456789012345 }, u"123456789012345");
	becomes_text((VARIANT){ .vt = VT_R8, .dblVal = 1e15 }, u"1E+15");
	becomes_text((VARIANT){ .vt = VT_R8, .dblVal = 0.0001 }, u"0.0001");
	becomes_text((VARIANT){ .vt = VT_R8, .dblVal = 1.5e-5 }, u"1.5E-05");
	becomes_text((VARIANT){ .vt = VT_R4, .fltVal = 0.1f }, u"0.1");
	becomes_text((VARIANT){ .vt = VT_CY, .cyVal.int64 = -15000 }, u"-1.5");
	becomes_text((VARIANT){ .vt = VT_CY, .cyVal.int64 = 1 }, u"0.0001");
	becomes_text((VARIANT){ .vt = VT_BOOL, .boolVal = VARIANT_TRUE }, u"-1");
	becomes_text((VARIANT){ .vt = VT_EMPTY }, u"");
	becomes_text((VARIANT){ .vt = VT_DATE, .date = 2.0 }, u"01/01/1900");
	becomes_text((VARIANT){ .vt = VT_DATE, .date = 36525.75 }, u"12/31/1999 18:00:00");
	becomes_text((VARIANT){ .vt = VT_DATE, .date = -1.25 }, u"12/29/1899 06:00:00");
	becomes_text((VARIANT){ .vt = VT_DATE, .date = 0.5 }, u"12:00:00");
	becomes_text((VARIANT){ .vt = VT_DATE, .date = -657434 }, u"01/01/0100");
	becomes_text((VARIANT){ .vt = VT_DATE, .date = 2958465 }, u"12/31/9999");
}

TEST(a_decimal_becomes_text_with_all_its_digits)
{
	VARIANT v = { .decVal = { .wReserved = VT_DECIMAL, .Hi32 = UINT32_MAX, .Lo64 = UINT64_MAX } };

	becomes_text(v, u"79228162514264337593543950335");
	v.decVal.scale = 28;
	v.decVal.sign = DECIMAL_NEG;
	becomes_text(v, u"-7.9228162514264337593543950335");
	v.decVal = (DECIMAL){ .wReserved = VT_DECIMAL, .Lo64 = 100 };
	v.decVal.scale = 28;
	becomes_text(v, u"0.00000000000000000000000001");
	v.decVal.scale = 29;
	assert_int_equal(change(&v, VT_BSTR), DISP_E_TYPEMISMATCH);
}

TEST(text_becomes_numbers)
{
	VARIANT v = text(u"  -12.5 ");

	assert_int_equal(change(&v, VT_R8), S_OK);
	assert_true(v.dblVal == -12.5);
	v = text(u"12.5");
	assert_int_equal(change(&v, VT_I4), S_OK);
	assert_int_equal(v.lVal, 12);
	v = text(u"13.5");
	assert_int_equal(change(&v, VT_UI1), S_OK);
	assert_int_equal(v.bVal, 14);
	v = text(u"1.25E2");
	assert_int_equal(change(&v, VT_CY), S_OK);
	assert_int_equal(v.cyVal.int64, 1250000);
	v = text(u"18446744073709551615");
	assert_int_equal(change(&v, VT_UI8), S_OK);
	assert_true(v.ullVal == UINT64_MAX);
	v = text(u"-9223372036854775808");
	assert_int_equal(change(&v, VT_I8), S_OK);
	assert_true(v.llVal == INT64_MIN);
	v = text(u"79228162514264337593543950335");
	assert_int_equal(change(&v, VT_DECIMAL), S_OK);
	assert_int_equal(v.vt, VT_DECIMAL);
	assert_true(v.decVal.Hi32 == UINT32_MAX && v.decVal.Lo64 == UINT64_MAX && !v.decVal.scale);
	v = text(u"0.33333333333333333333333333333333333333333333");
	assert_int_equal(change(&v, VT_DECIMAL), S_OK);
	assert_int_equal(v.decVal.scale, 28);
	v = text(u"tRUE");
	assert_int_equal(change(&v, VT_BOOL), S_OK);
	assert_int_equal(v.boolVal, VARIANT_TRUE);
	v = text(u"0.0");
	assert_int_equal(change(&v, VT_BOOL), S_OK);
	assert_int_equal(v.boolVal, VARIANT_FALSE);
}

TEST(text_becomes_a_date)
{
	static const struct {
		LPCOLESTR text;
		double date;
	} good[] = { { u"12/31/1999 18:00:00", 36525.75 }, { u"1999-12-31", 36525 }, { u"06:00", 0.25 },
		{ u"2/29/2000", 36585 }, { u"12/29/1899 06:00:00", -1.25 }, { u"1999-12-31T00:00:00", 36525 } };
	static const LPCOLESTR bad[] = { u"2/29/1900", u"13/1/2000", u"1/1", u"1/1/2000 ", u"1/1/2000 24:00", u"", u"x", u"1/1/99",
		u"06", u"1999-12-31T", u"1:2:3:4" };

	for (size_t i = 0; i < ARRAY_COUNT(good); i++) {
		VARIANT v = text(good[i].text);

		assert_int_equal(change(&v, VT_DATE), S_OK);
		assert_true(v.date == good[i].date);
	}
	for (size_t i = 0; i < ARRAY_COUNT(bad); i++) {
		VARIANT v = text(bad[i]);

		if (i == 3) /* blanks at the end are left out */
			assert_int_equal(change(&v, VT_DATE), S_OK);
		else
			assert_int_equal(change(&v, VT_DATE), DISP_E_TYPEMISMATCH);
		VariantClear(&v);
	}
}

/* Every day that a DATE can be, there and back. */
TEST(each_day_has_a_text_of_its_own)
{
	for (double day = -657434; day <= 2958465; day++) {
		char name[TEXT_MAX];
		DATE back;

		assert_int_equal(date_to_text(day, name), S_OK);
		assert_int_equal(date_from_text(day ? name : "12/30/1899", &back), S_OK);
		if (back != day)
			fail_msg("%s is %f instead of %f", name, back, day);
	}
}

static void is_refused(VARIANT v, VARTYPE vt, HRESULT hr)
{
	VARIANT to = { .vt = VT_I4, .lVal = 77 };

	assert_int_equal(VariantChangeType(&to, &v, 0, vt), hr);
	assert_int_equal(to.lVal, 77);
	assert_int_equal(to.vt, VT_I4);
	VariantClear(&v);
}

TEST(what_does_not_fit_is_refused_and_changes_nothing)
{
	is_refused((VARIANT){ .vt = VT_I4, .lVal = 256 }, VT_UI1, DISP_E_OVERFLOW);
	is_refused((VARIANT){ .vt = VT_I4, .lVal = -1 }, VT_UI8, DISP_E_OVERFLOW);
	is_refused((VARIANT){ .vt = VT_I4, .lVal = -129 }, VT_I1, DISP_E_OVERFLOW);
	is_refused((VARIANT){ .vt = VT_UI8, .ullVal = (uint64_t)INT64_MAX + 1 }, VT_I8, DISP_E_OVERFLOW);
	is_refused((VARIANT){ .vt = VT_R8, .dblVal = 0x1p63 }, VT_I8, DISP_E_OVERFLOW);
	is_refused((VARIANT){ .vt = VT_R8, .dblVal = -0.6 }, VT_UI4, DISP_E_OVERFLOW);
	is_refused((VARIANT){ .vt = VT_R8, .dblVal = 1e39 }, VT_R4, DISP_E_OVERFLOW);
	is_refused((VARIANT){ .vt = VT_R8, .dblVal = 1e15 }, VT_CY, DISP_E_OVERFLOW);
	is_refused((VARIANT){ .vt = VT_R8, .dblVal = 1e29 }, VT_DECIMAL, DISP_E_OVERFLOW);
	is_refused((VARIANT){ .vt = VT_R8, .dblVal = __builtin_nan("") }, VT_I4, DISP_E_OVERFLOW);
	is_refused((VARIANT){ .vt = VT_R8, .dblVal = __builtin_inf() }, VT_BSTR, DISP_E_OVERFLOW);
	is_refused((VARIANT){ .vt = VT_R8, .dblVal = __builtin_nan("") }, VT_DECIMAL, DISP_E_OVERFLOW);
	is_refused((VARIANT){ .vt = VT_R8, .dblVal = 3e6 }, VT_DATE, DISP_E_OVERFLOW);
	is_refused((VARIANT){ .vt = VT_NULL }, VT_I4, DISP_E_TYPEMISMATCH);
	is_refused((VARIANT){ .vt = VT_ERROR, .scode = 1 }, VT_I4, DISP_E_TYPEMISMATCH);
	is_refused((VARIANT){ .vt = VT_I4 }, VT_NULL, DISP_E_TYPEMISMATCH);
	is_refused((VARIANT){ .vt = VT_I4 }, VT_UNKNOWN, DISP_E_TYPEMISMATCH);
	is_refused((VARIANT){ .vt = VT_I4 }, VT_RECORD, DISP_E_BADVARTYPE);
	is_refused((VARIANT){ .vt = VT_I4 }, VT_ARRAY | VT_I4, DISP_E_TYPEMISMATCH);
	is_refused(text(u"1 2"), VT_I4, DISP_E_TYPEMISMATCH);
	is_refused(text(u""), VT_I4, DISP_E_TYPEMISMATCH);
	is_refused(text(u"1e"), VT_R8, DISP_E_TYPEMISMATCH);
	is_refused(text(u"."), VT_R8, DISP_E_TYPEMISMATCH);
	is_refused(text(u"1e400"), VT_R8, DISP_E_OVERFLOW);
	is_refused(text(u"1e99999"), VT_DECIMAL, DISP_E_OVERFLOW);
	is_refused(text(u"\u0661"), VT_I4, DISP_E_TYPEMISMATCH);
	is_refused((VARIANT){ .vt = VT_ARRAY | VT_I4, .parray = needed(SafeArrayCreateVector(VT_I4, 0, 1)) }, VT_BSTR,
		   DISP_E_TYPEMISMATCH);
}

TEST(halves_are_rounded_to_the_even_one)
{
	static const struct {
		double from;
		int to;
	} cases[] = { { 0.5, 0 }, { 1.5, 2 }, { 2.5, 2 }, { -0.5, 0 }, { -1.5, -2 }, { -2.5, -2 }, { 0.49999999999999994, 0 },
		{ 2.6, 3 }, { -2.4, -2 } };

	for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
		VARIANT v = { .vt = VT_R8, .dblVal = cases[i].from };

		assert_int_equal(change(&v, VT_I2), S_OK);
		assert_int_equal(v.iVal, cases[i].to);
		v = (VARIANT){ .vt = VT_R8, .dblVal = cases[i].from };
		assert_int_equal(change(&v, VT_DECIMAL), S_OK);
		assert_int_equal(change(&v, VT_I8), S_OK);
		if (i != 6) /* which has more than 15 digits */
			assert_int_equal(v.llVal, cases[i].to);
	}
}

TEST(true_is_all_ones)
{
	VARIANT v = { .vt = VT_BOOL, .boolVal = VARIANT_TRUE };

	assert_int_equal(change(&v, VT_UI1), S_OK);
	assert_int_equal(v.bVal, 255);
	v = (VARIANT){ .vt = VT_BOOL, .boolVal = VARIANT_TRUE };
	assert_int_equal(change(&v, VT_R8), S_OK);
	assert_true(v.dblVal == -1);
	v = (VARIANT){ .vt = VT_BOOL, .boolVal = VARIANT_TRUE };
	assert_int_equal(VariantChangeType(&v, &v, VARIANT_ALPHABOOL, VT_BSTR), S_OK);
	assert_memory_equal(v.bstrVal, u"True", 10);
	VariantClear(&v);
}

/* Each type of number to each other one, through a value that all have. Text of a date is no text of a number. */
TEST(numbers_become_each_other)
{
	static const VARTYPE types[] = { VT_I1, VT_UI1, VT_I2, VT_UI2, VT_I4, VT_UI4, VT_I8, VT_UI8, VT_INT, VT_UINT, VT_R4, VT_R8,
		VT_CY, VT_DECIMAL, VT_BSTR, VT_DATE };

	for (size_t i = 0; i < ARRAY_COUNT(types); i++)
		for (size_t j = 0; j < ARRAY_COUNT(types); j++) {
			VARIANT v = { .vt = VT_I4, .lVal = 100 };

			if (types[i] + types[j] == VT_BSTR + VT_DATE)
				continue;
			assert_int_equal(change(&v, types[i]), S_OK);
			assert_int_equal(change(&v, types[j]), S_OK);
			assert_int_equal(v.vt, types[j]);
			assert_int_equal(change(&v, VT_I8), S_OK);
			assert_int_equal(v.llVal, 100);
		}
}

TEST(truth_has_names)
{
	static const struct {
		const OLECHAR *text;
		VARIANT_BOOL value;
	} names[] = {
		{ u"True", VARIANT_TRUE }, { u"#TRUE#", VARIANT_TRUE }, { u"false", VARIANT_FALSE }, { u"#FALSE#", VARIANT_FALSE },
		{ u"0", VARIANT_FALSE }, { u"0.5", VARIANT_TRUE }
	};
	VARIANT v;

	for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
		v = text(names[i].text);
		assert_int_equal(change(&v, VT_BOOL), S_OK);
		assert_int_equal(v.boolVal, names[i].value);
	}
	assert_int_equal(VariantChangeType(&v, &(VARIANT){ .vt = VT_BOOL }, VARIANT_ALPHABOOL, VT_BSTR), S_OK);
	assert_memory_equal(v.bstrVal, u"False", 12);
	VariantClear(&v);
	for (unsigned i = 0; i < 2; i++) {
		v = (VARIANT){ .vt = VT_R8, .dblVal = i * 1e300 };
		assert_int_equal(change(&v, VT_BOOL), S_OK);
		assert_int_equal(v.boolVal, i ? VARIANT_TRUE : VARIANT_FALSE);
	}
}

TEST(each_integer_has_its_bounds)
{
	static const VARTYPE with_sign[] = { VT_I1, VT_I2, VT_I4, VT_INT, VT_I8 };
	static const VARTYPE without[] = { VT_UI1, VT_UI2, VT_UI4, VT_UINT, VT_UI8 };
	VARIANT v;

	for (size_t i = 0; i < ARRAY_COUNT(with_sign); i++)
		for (double real = -1e30; real < 2e30; real += 2e30) {
			v = (VARIANT){ .vt = VT_R8, .dblVal = real };
			assert_int_equal(change(&v, with_sign[i]), DISP_E_OVERFLOW);
			assert_int_equal(change(&v, without[i]), DISP_E_OVERFLOW);
			assert_int_equal(v.vt, VT_R8);
		}
	for (size_t i = 0; i < ARRAY_COUNT(without); i++) {
		v = (VARIANT){ .vt = VT_I4, .lVal = -1 };
		assert_int_equal(change(&v, without[i]), DISP_E_OVERFLOW);
		v = (VARIANT){ .vt = VT_BOOL, .boolVal = VARIANT_TRUE };
		assert_int_equal(change(&v, without[i]), S_OK);
		assert_int_equal(change(&v, VT_DECIMAL), S_OK);
		assert_true(v.decVal.Lo64 == (i == 4 ? UINT64_MAX : i == 1 ? UINT16_MAX : i ? UINT32_MAX : UINT8_MAX));
	}
}

/* An object with or without IDispatch, which counts. */
struct thing {
	IUnknown unknown;
	ULONG refs;
	bool dispatches;
};

static HRESULT thing_QueryInterface(IUnknown *This, REFIID riid, void **ppv)
{
	struct thing *t = (struct thing *)This;

	*ppv = IsEqualIID(riid, &IID_IUnknown) || (t->dispatches && IsEqualIID(riid, &IID_IDispatch)) ? This : NULL;
	t->refs += *ppv != NULL;
	return *ppv ? S_OK : E_NOINTERFACE;
}

static ULONG thing_AddRef(IUnknown *This) { return ++((struct thing *)This)->refs; }
static ULONG thing_Release(IUnknown *This) { return --((struct thing *)This)->refs; }
static const IUnknownVtbl thing_vtbl = { thing_QueryInterface, thing_AddRef, thing_Release };

TEST(an_object_becomes_what_it_can)
{
	struct thing t = { { &thing_vtbl }, 1, false };
	VARIANT v = { .vt = VT_UNKNOWN, .punkVal = &t.unknown };

	assert_int_equal(change(&v, VT_DISPATCH), E_NOINTERFACE);
	assert_int_equal(v.vt, VT_UNKNOWN);
	t.dispatches = true;
	assert_int_equal(change(&v, VT_DISPATCH), S_OK);
	assert_int_equal(change(&v, VT_UNKNOWN), S_OK);
	assert_ptr_equal(v.punkVal, &t.unknown);
	assert_int_equal(t.refs, 1);
	assert_int_equal(change(&v, VT_I4), DISP_E_TYPEMISMATCH);
	assert_int_equal(VariantClear(&v), S_OK);
	assert_int_equal(t.refs, 0);
	v = (VARIANT){ .vt = VT_UNKNOWN };
	assert_int_equal(change(&v, VT_DISPATCH), S_OK);
	assert_null(v.punkVal);
}

TEST(without_a_variant_there_is_no_change)
{
	VARIANT v = { .vt = VT_I4, .lVal = 1 }, bad = { .vt = 99 };

	assert_int_equal(VariantChangeType(NULL, &v, 0, VT_I2), E_INVALIDARG);
	assert_int_equal(VariantChangeType(&v, NULL, 0, VT_I2), E_INVALIDARG);
	assert_int_equal(VariantChangeType(&v, &v, 0, 99), DISP_E_BADVARTYPE);
	assert_int_equal(VariantChangeType(&v, &bad, 0, VT_I4), DISP_E_BADVARTYPE);
	assert_int_equal(VariantCopy(NULL, &v), E_INVALIDARG);
	assert_int_equal(VariantCopy(&v, NULL), E_INVALIDARG);
	assert_int_equal(VariantCopy(&v, &bad), DISP_E_BADVARTYPE);
	assert_int_equal(VariantCopyInd(NULL, &v), E_INVALIDARG);
	assert_int_equal(VariantCopyInd(&v, NULL), E_INVALIDARG);
	assert_int_equal(VariantCopyInd(&v, &bad), DISP_E_BADVARTYPE);
	assert_int_equal(v.lVal, 1);
}

SWEEP(variants_and_short_memory)
{
	VARIANT a = { .vt = VT_I4, .lVal = 12 }, b = { .vt = VT_EMPTY };
	HRESULT hr = VariantChangeType(&b, &a, 0, VT_BSTR);

	if (sweep_ok(hr)) {
		VARIANT by = { .vt = VT_BYREF | VT_VARIANT, .pvarVal = &b };

		hr = VariantCopyInd(&a, &by);
		if (SUCCEEDED(hr))
			hr = change(&a, VT_R8);
		(void)sweep_ok(hr);
	}
	VariantClear(&a);
	assert_int_equal(VariantClear(&b), S_OK);
}

/* A VARIANT that came with a call: what it refers to is its own, but not that of its copies, or of another reference. */
TEST(a_marked_reference_owns_what_it_refers_to)
{
	VARIANT v = { .vt = VT_BYREF | VT_BSTR, .byref = needed(CoTaskMemAlloc(sizeof(BSTR))) }, copy = { .vt = VT_EMPTY };
	BSTR other = needed(SysAllocString(u"other"));

	*v.pbstrVal = needed(SysAllocString(u"x"));
	variant_mark(&v);
	assert_int_equal(VariantCopy(&copy, &v), S_OK);
	assert_ptr_equal(copy.byref, v.byref);
	assert_int_equal(VariantClear(&copy), S_OK);
	copy = v;
	copy.pbstrVal = &other;
	assert_int_equal(VariantClear(&copy), S_OK);
	assert_int_equal((*v.pbstrVal)[0], u'x');
	assert_int_equal(VariantClear(&v), S_OK);
	SysFreeString(other);
}
