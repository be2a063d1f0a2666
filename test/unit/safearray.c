/* safearray.c - SAFEARRAY: bounds, order of elements, locks, copies, what elements own, and short memory. */
#include "harness.h"
#include "object/automation.h"

/* An object that only counts. */
struct counted {
	IUnknown unknown;
	ULONG refs;
};

static HRESULT counted_QueryInterface(IUnknown *This, REFIID riid, void **ppv)
{
	*ppv = IsEqualIID(riid, &IID_IUnknown) || IsEqualIID(riid, &IID_IDispatch) ? This : NULL;
	if (*ppv)
		((struct counted *)This)->refs++;
	return *ppv ? S_OK : E_NOINTERFACE;
}

static ULONG counted_AddRef(IUnknown *This) { return ++((struct counted *)This)->refs; }
static ULONG counted_Release(IUnknown *This) { return --((struct counted *)This)->refs; }
static const IUnknownVtbl counted_vtbl = { counted_QueryInterface, counted_AddRef, counted_Release };

static SAFEARRAY *create_2d(VARTYPE vt)
{
	SAFEARRAYBOUND bounds[] = { { 2, 1 }, { 3, -1 } };
	SAFEARRAY *a = needed(SafeArrayCreate(vt, 2, bounds));

	assert_non_null(a);
	return a;
}

TEST(bounds_are_those_given_and_stand_in_reverse)
{
	SAFEARRAY *a = create_2d(VT_I4);
	LONG bound;
	VARTYPE vt;

	assert_int_equal(SafeArrayGetDim(a), 2);
	assert_int_equal(SafeArrayGetElemsize(a), 4);
	assert_int_equal(a->rgsabound[0].cElements, 3);
	assert_int_equal(a->rgsabound[1].lLbound, 1);
	assert_int_equal(SafeArrayGetLBound(a, 1, &bound), S_OK);
	assert_int_equal(bound, 1);
	assert_int_equal(SafeArrayGetUBound(a, 1, &bound), S_OK);
	assert_int_equal(bound, 2);
	assert_int_equal(SafeArrayGetUBound(a, 2, &bound), S_OK);
	assert_int_equal(bound, 1);
	assert_int_equal(SafeArrayGetUBound(a, 3, &bound), DISP_E_BADINDEX);
	assert_int_equal(SafeArrayGetLBound(a, 0, &bound), DISP_E_BADINDEX);
	assert_int_equal(SafeArrayGetVartype(a, &vt), S_OK);
	assert_int_equal(vt, VT_I4);
	assert_int_equal(a->fFeatures, FADF_HAVEVARTYPE);
	assert_int_equal(SafeArrayDestroy(a), S_OK);
}

TEST(the_first_index_runs_fastest)
{
	SAFEARRAY *a = create_2d(VT_I4);
	LONG index[2], value;
	int32_t *data;

	for (index[1] = -1; index[1] <= 1; index[1]++)
		for (index[0] = 1; index[0] <= 2; index[0]++) {
			value = 10 * index[0] + index[1];
			assert_int_equal(SafeArrayPutElement(a, index, &value), S_OK);
		}
	assert_int_equal(SafeArrayAccessData(a, (void **)&data), S_OK);
	assert_memory_equal(data, ((int32_t[]){ 9, 19, 10, 20, 11, 21 }), 24);
	assert_int_equal(SafeArrayUnaccessData(a), S_OK);
	assert_int_equal(SafeArrayGetElement(a, (LONG[]){ 2, 0 }, &value), S_OK);
	assert_int_equal(value, 20);
	assert_int_equal(SafeArrayGetElement(a, (LONG[]){ 3, 0 }, &value), DISP_E_BADINDEX);
	assert_int_equal(SafeArrayGetElement(a, (LONG[]){ 0, 0 }, &value), DISP_E_BADINDEX);
	assert_int_equal(SafeArrayPutElement(a, (LONG[]){ 2, 2 }, &value), DISP_E_BADINDEX);
	assert_int_equal(SafeArrayDestroy(a), S_OK);
}

TEST(a_locked_array_is_neither_destroyed_nor_resized)
{
	SAFEARRAY *a = needed(SafeArrayCreateVector(VT_UI1, 0, 8));
	SAFEARRAYBOUND bound = { 4, 0 };

	assert_int_equal(SafeArrayUnlock(a), E_UNEXPECTED);
	assert_int_equal(SafeArrayLock(a), S_OK);
	assert_int_equal(SafeArrayDestroy(a), DISP_E_ARRAYISLOCKED);
	assert_int_equal(SafeArrayDestroyData(a), DISP_E_ARRAYISLOCKED);
	assert_int_equal(SafeArrayDestroyDescriptor(a), DISP_E_ARRAYISLOCKED);
	assert_int_equal(SafeArrayRedim(a, &bound), DISP_E_ARRAYISLOCKED);
	for (int i = 1; i < 65535; i++)
		assert_int_equal(SafeArrayLock(a), S_OK);
	assert_int_equal(SafeArrayLock(a), E_UNEXPECTED);
	a->cLocks = 1;
	assert_int_equal(SafeArrayUnlock(a), S_OK);
	assert_int_equal(SafeArrayDestroy(a), S_OK);
	assert_int_equal(SafeArrayDestroy(NULL), S_OK);
}

TEST(strings_go_in_and_out_as_copies)
{
	SAFEARRAY *a = needed(SafeArrayCreateVector(VT_BSTR, 5, 2)), *copy;
	BSTR s = needed(SysAllocString(u"abc")), got;
	LONG index = 6;

	assert_int_equal(a->fFeatures, FADF_BSTR | FADF_HAVEVARTYPE);
	assert_int_equal(SafeArrayPutElement(a, &index, s), S_OK);
	assert_int_equal(SafeArrayPutElement(a, &index, s), S_OK);
	SysFreeString(s);
	assert_int_equal(SafeArrayGetElement(a, &index, &got), S_OK);
	assert_memory_equal(got, u"abc", 8);
	SysFreeString(got);
	assert_int_equal(SafeArrayCopy(a, &copy), S_OK);
	assert_ptr_not_equal(((BSTR *)copy->pvData)[1], ((BSTR *)a->pvData)[1]);
	assert_memory_equal(((BSTR *)copy->pvData)[1], u"abc", 8);
	assert_null(((BSTR *)copy->pvData)[0]);
	assert_int_equal(SafeArrayCopyData(a, copy), S_OK);
	assert_int_equal(SafeArrayDestroy(copy), S_OK);
	assert_int_equal(SafeArrayDestroy(a), S_OK);
}

TEST(objects_are_counted)
{
	struct counted c = { { &counted_vtbl }, 1 };
	SAFEARRAYBOUND two = { 2, 0 };
	SAFEARRAY *a = needed(SafeArrayCreateEx(VT_UNKNOWN, 1, &two, (void *)(uintptr_t)&IID_IDispatch)), *copy;
	LONG index = 0;
	GUID iid;
	VARTYPE vt;

	assert_int_equal(SafeArrayGetIID(a, &iid), S_OK);
	assert_true(IsEqualIID(&iid, &IID_IDispatch));
	assert_int_equal(SafeArraySetIID(a, &IID_IUnknown), S_OK);
	assert_int_equal(SafeArrayGetVartype(a, &vt), S_OK);
	assert_int_equal(vt, VT_UNKNOWN);
	assert_int_equal(SafeArrayPutElement(a, &index, &c.unknown), S_OK);
	assert_int_equal(c.refs, 2);
	assert_int_equal(SafeArrayCopy(a, &copy), S_OK);
	assert_int_equal(c.refs, 3);
	assert_int_equal(SafeArrayGetIID(copy, &iid), S_OK);
	assert_true(IsEqualIID(&iid, &IID_IUnknown));
	assert_int_equal(SafeArrayPutElement(a, &index, NULL), S_OK);
	assert_int_equal(c.refs, 2);
	assert_int_equal(SafeArrayDestroy(copy), S_OK);
	assert_int_equal(SafeArrayDestroy(a), S_OK);
	assert_int_equal(c.refs, 1);
}

TEST(the_last_dimension_grows_and_shrinks)
{
	SAFEARRAYBOUND bounds[] = { { 2, 0 }, { 2, 0 } }, bound = { 3, 7 };
	SAFEARRAY *a = needed(SafeArrayCreate(VT_BSTR, 2, bounds));
	LONG last[] = { 1, 9 }, first[] = { 1, 7 }, bound_of_last;
	BSTR s = needed(SysAllocString(u"x")), got;

	assert_int_equal(SafeArrayPutElement(a, (LONG[]){ 1, 0 }, s), S_OK);
	assert_int_equal(SafeArrayRedim(a, &bound), S_OK);
	assert_int_equal(SafeArrayGetUBound(a, 2, &bound_of_last), S_OK);
	assert_int_equal(bound_of_last, 9);
	assert_int_equal(SafeArrayGetElement(a, first, &got), S_OK);
	assert_int_equal(got[0], u'x');
	SysFreeString(got);
	assert_int_equal(SafeArrayGetElement(a, last, &got), S_OK);
	assert_null(got);
	assert_int_equal(SafeArrayPutElement(a, last, s), S_OK);
	bound.cElements = 1;
	assert_int_equal(SafeArrayRedim(a, &bound), S_OK);
	assert_int_equal(SafeArrayGetElement(a, last, &got), DISP_E_BADINDEX);
	bound.cElements = UINT32_MAX;
	assert_int_equal(SafeArrayRedim(a, &bound), E_INVALIDARG);
	assert_int_equal(a->rgsabound[0].cElements, 1);
	SysFreeString(s);
	assert_int_equal(SafeArrayDestroy(a), S_OK);
}

TEST(an_array_of_variants_owns_what_is_in_them)
{
	SAFEARRAY *a = needed(SafeArrayCreateVector(VT_VARIANT, 0, 2)), *copy, *inner;
	VARIANT v = { .vt = VT_BSTR, .bstrVal = needed(SysAllocString(u"v")) }, nested = { .vt = VT_ARRAY | VT_VARIANT };
	LONG index = 1;

	assert_int_equal(SafeArrayPutElement(a, &index, &v), S_OK);
	VariantClear(&v);
	assert_int_equal(SafeArrayCopy(a, &inner), S_OK);
	nested.parray = inner;
	index = 0;
	assert_int_equal(SafeArrayPutElement(a, &index, &nested), S_OK);
	assert_int_equal(SafeArrayCopy(a, &copy), S_OK);
	assert_int_equal(SafeArrayDestroy(copy), S_OK);
	assert_int_equal(VariantClear(&nested), S_OK);
	inner = ((VARIANT *)a->pvData)->parray;
	assert_int_equal(SafeArrayLock(inner), S_OK);
	assert_int_equal(SafeArrayDestroy(a), DISP_E_ARRAYISLOCKED);
	assert_int_equal(SafeArrayUnlock(inner), S_OK);
	assert_int_equal(SafeArrayDestroy(a), S_OK);
}

TEST(bounds_that_no_array_can_have_are_refused)
{
	SAFEARRAYBOUND large[] = { { 65536, 0 }, { 65536, 0 } }, past = { 2, INT32_MAX }, none = { 0, INT32_MIN };
	SAFEARRAYBOUND empty[] = { { UINT32_MAX / 2, 0 }, { 0, 0 } };
	SAFEARRAY *a;
	LONG bound;

	assert_null(SafeArrayCreate(VT_I4, 2, large));
	assert_null(SafeArrayCreate(VT_I4, 1, &past));
	assert_null(SafeArrayCreate(VT_I4, 0, large));
	assert_null(SafeArrayCreate(VT_I4, 65536, large));
	assert_null(SafeArrayCreate(VT_I4, 1, NULL));
	assert_null(SafeArrayCreate(VT_EMPTY, 1, &none));
	assert_null(SafeArrayCreate(VT_RECORD, 1, &none));
	assert_null(SafeArrayCreate(0xffff, 1, &none));
	a = needed(SafeArrayCreate(VT_I4, 2, empty));
	assert_non_null(a);
	assert_int_equal(SafeArrayDestroy(a), S_OK);
	a = needed(SafeArrayCreate(VT_I4, 1, &none));
	assert_int_equal(SafeArrayGetUBound(a, 1, &bound), S_OK);
	assert_int_equal(bound, INT32_MAX);
	assert_int_equal(SafeArrayDestroy(a), S_OK);
}

TEST(an_array_may_be_made_in_steps)
{
	SAFEARRAY *a;

	assert_int_equal(SafeArrayAllocDescriptor(1, &a), S_OK);
	a->cbElements = 3;
	a->rgsabound[0] = (SAFEARRAYBOUND){ 5, 0 };
	assert_int_equal(SafeArrayAllocData(a), S_OK);
	assert_int_equal(SafeArrayPutElement(a, (LONG[]){ 4 }, (char[]){ 'a', 'b', 'c' }), S_OK);
	assert_memory_equal((char *)a->pvData + 12, "abc", 3);
	assert_int_equal(SafeArrayDestroyData(a), S_OK);
	assert_int_equal(SafeArrayDestroyDescriptor(a), S_OK);
	assert_int_equal(SafeArrayAllocDescriptor(0, &a), E_INVALIDARG);
	assert_null(a);
	assert_int_equal(SafeArrayAllocDescriptorEx(VT_NULL, 1, &a), DISP_E_BADVARTYPE);
	assert_null(a);
}

/* The data of such an array is the caller's; only what its elements own is given back. */
TEST(static_data_is_not_freed)
{
	BSTR data[2] = { SysAllocString(u"a"), NULL };
	SAFEARRAY a = { .cDims = 1, .fFeatures = FADF_STATIC | FADF_FIXEDSIZE | FADF_BSTR, .cbElements = sizeof(BSTR),
		.pvData = data, .rgsabound = { { 2, 0 } } };
	SAFEARRAY *copy;

	assert_int_equal(SafeArrayRedim(&a, &(SAFEARRAYBOUND){ 1, 0 }), DISP_E_ARRAYISLOCKED);
	assert_int_equal(SafeArrayCopy(&a, &copy), S_OK);
	assert_int_equal(copy->fFeatures, FADF_BSTR | FADF_HAVEVARTYPE);
	assert_int_equal(SafeArrayDestroy(copy), S_OK);
	assert_int_equal(SafeArrayDestroy(&a), S_OK);
	assert_null(data[0]);
}

static void fill(SAFEARRAY *a)
{
	for (LONG i = 0; i < 3; i++) {
		VARIANT v = { .vt = VT_BSTR, .bstrVal = SysAllocString(u"text") };

		if (v.bstrVal)
			SafeArrayPutElement(a, &i, &v);
		VariantClear(&v);
	}
}

TEST(what_is_missing_is_refused)
{
	SAFEARRAY *a = create_2d(VT_I4), *none = NULL;
	SAFEARRAYBOUND bound = { 1, 0 };
	LONG at[2] = { 1, -1 };
	GUID iid;
	void *p;
	VARTYPE vt;

	HRESULT refused[] = {
		SafeArrayPtrOfIndex(NULL, at, &p), SafeArrayPtrOfIndex(a, NULL, &p), SafeArrayPtrOfIndex(a, at, NULL),
		SafeArrayGetElement(a, at, NULL), SafeArrayPutElement(a, at, NULL), SafeArrayCopy(a, NULL),
		SafeArrayCopyData(NULL, a), SafeArrayCopyData(a, NULL), SafeArrayRedim(NULL, &bound), SafeArrayRedim(a, NULL),
		SafeArrayAllocDescriptor(1, NULL), SafeArrayAllocData(NULL), SafeArrayDestroyData(NULL), SafeArrayDestroyDescriptor(NULL),
		SafeArrayGetLBound(NULL, 1, at), SafeArrayGetUBound(a, 1, NULL), SafeArrayGetVartype(NULL, &vt),
		SafeArrayGetVartype(a, NULL), SafeArraySetIID(NULL, &IID_IUnknown), SafeArraySetIID(a, NULL),
		SafeArraySetIID(a, &IID_IUnknown), SafeArrayGetIID(NULL, &iid), SafeArrayGetIID(a, NULL), SafeArrayGetIID(a, &iid),
		SafeArrayLock(NULL), SafeArrayUnlock(NULL), SafeArrayAccessData(NULL, &p), SafeArrayAccessData(a, NULL),
	};

	for (size_t i = 0; i < ARRAY_COUNT(refused); i++)
		if (refused[i] != E_INVALIDARG)
			fail_msg("%zu is 0x%08x", i, (unsigned)refused[i]);
	assert_int_equal(SafeArrayGetDim(NULL), 0);
	assert_int_equal(SafeArrayGetElemsize(NULL), 0);
	assert_null(SafeArrayCreate(VT_I4, 1, NULL));
	assert_int_equal(SafeArrayCopy(NULL, &none), S_OK);
	assert_null(none);
	assert_int_equal(SafeArrayDestroy(a), S_OK);
}

TEST(data_is_copied_only_between_arrays_that_are_alike)
{
	SAFEARRAY *from = create_2d(VT_BSTR), *to = create_2d(VT_BSTR), *numbers = create_2d(VT_I8);
	SAFEARRAY *flat = needed(SafeArrayCreateVector(VT_BSTR, 0, 6));
	SAFEARRAY *other = needed(SafeArrayCreate(VT_BSTR, 2, (SAFEARRAYBOUND[]){ { 3, 0 }, { 2, 0 } }));
	BSTR text = needed(SysAllocString(u"text")), got;
	LONG at[] = { 2, 1 };

	assert_int_equal(SafeArrayPutElement(from, at, text), S_OK);
	assert_int_equal(SafeArrayPutElement(to, (LONG[]){ 1, -1 }, text), S_OK);
	assert_int_equal(SafeArrayCopyData(from, flat), E_INVALIDARG);
	assert_int_equal(SafeArrayCopyData(from, other), E_INVALIDARG);
	assert_int_equal(SafeArrayCopyData(from, numbers), E_INVALIDARG);
	assert_int_equal(SafeArrayLock(to), S_OK);
	assert_int_equal(SafeArrayCopyData(from, to), DISP_E_ARRAYISLOCKED);
	assert_int_equal(SafeArrayUnlock(to), S_OK);
	assert_int_equal(SafeArrayCopyData(from, to), S_OK);
	assert_null(((BSTR *)to->pvData)[0]);
	assert_int_equal(SafeArrayGetElement(to, at, &got), S_OK);
	assert_memory_equal(got, u"text", 10);
	SysFreeString(got);
	SysFreeString(text);
	assert_int_equal(SafeArrayDestroyData(to), S_OK);
	assert_int_equal(SafeArrayCopyData(from, to), E_INVALIDARG);
	assert_int_equal(SafeArrayRedim(to, &(SAFEARRAYBOUND){ 1, 0 }), E_INVALIDARG);
	assert_int_equal(SafeArrayGetElement(to, at, &got), E_INVALIDARG);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(SafeArrayDestroy((SAFEARRAY *[]){ from, to, numbers, flat, other }[i]), S_OK);
}

/* What the array says of its elements does not fit their size: octets it would not own are never taken for pointers. */
TEST(elements_of_another_size_than_their_type_are_not_owned)
{
	uint8_t data[3 * sizeof(BSTR)];
	SAFEARRAY a = { .cDims = 1, .fFeatures = FADF_STATIC | FADF_BSTR, .cbElements = 3, .pvData = data, .rgsabound = { { 3, 0 } } };
	SAFEARRAY *copy;
	LONG at = 1;
	BSTR got;

	memset(data, 0xA5, sizeof data);
	assert_int_equal(SafeArrayGetElement(&a, &at, &got), E_INVALIDARG);
	assert_int_equal(SafeArrayPutElement(&a, &at, NULL), E_INVALIDARG);
	assert_int_equal(SafeArrayCopy(&a, &copy), S_OK);
	assert_memory_equal(copy->pvData, data, 9);
	assert_int_equal(SafeArrayCopyData(&a, copy), S_OK);
	assert_memory_equal(copy->pvData, data, 9);
	assert_int_equal(SafeArrayRedim(copy, &(SAFEARRAYBOUND){ 1, 0 }), S_OK);
	assert_int_equal(SafeArrayDestroy(copy), S_OK);
	assert_int_equal(SafeArrayDestroy(&a), S_OK);
	assert_int_equal(data[0], 0xA5);
}

SWEEP(arrays_and_short_memory)
{
	SAFEARRAY *a = SafeArrayCreateVector(VT_VARIANT, 0, 3), *b = NULL;
	SAFEARRAYBOUND bound = { 9, 0 };
	HRESULT hr = a ? S_OK : E_OUTOFMEMORY;

	if (sweep_ok(hr)) {
		fill(a);
		hr = SafeArrayCopy(a, &b);
		if (SUCCEEDED(hr))
			hr = SafeArrayCopyData(a, b);
		if (SUCCEEDED(hr))
			hr = SafeArrayRedim(b, &bound);
		(void)sweep_ok(hr);
	}
	assert_int_equal(SafeArrayDestroy(b), S_OK);
	assert_int_equal(SafeArrayDestroy(a), S_OK);
}
