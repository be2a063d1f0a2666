/* safearray.c - SAFEARRAY: descriptors, data, locks, bounds. */
#include "object/automation.h"

/* What stands before a descriptor: the IID of its elements, or the VARTYPE of others, as on Windows. */
struct head {
	union {
		IID iid;
		uint32_t words[4]; /* the VARTYPE is the last */
	};
	SAFEARRAY array;
};

static struct head *head_of(SAFEARRAY *a)
{
	return container_of(a, struct head, array);
}

static bool bound_is_valid(const SAFEARRAYBOUND *b)
{
	return !b->cElements || (int64_t)b->lLbound + b->cElements - 1 <= INT32_MAX;
}

bool safearray_count(const SAFEARRAY *a, size_t *count)
{
	uint64_t n = 1;
	bool empty = false, fits = true;

	for (unsigned i = 0; i < a->cDims; i++) {
		fits = fits && bound_is_valid(&a->rgsabound[i]);
		empty |= !a->rgsabound[i].cElements;
		fits = fits && !__builtin_mul_overflow(n, empty ? 0 : a->rgsabound[i].cElements, &n) && n <= UINT32_MAX;
	}
	*count = empty ? 0 : n;
	return fits && a->cDims && !__builtin_mul_overflow(n, (uint64_t)a->cbElements, &n) && n <= SIZE_MAX / 2;
}

const struct vartype *safearray_type(SAFEARRAY *a)
{
	VARTYPE vt;

	return a && SUCCEEDED(SafeArrayGetVartype(a, &vt)) ? vartype_find(vt) : NULL;
}

/* Elements that nothing is known of are octets. */
static HRESULT clear_elements(SAFEARRAY *a, size_t from, size_t count)
{
	const struct vartype *t = safearray_type(a);

	return t && t->size == a->cbElements && a->pvData ? element_clear(t, (char *)a->pvData + from * t->size, count) : S_OK;
}

/* ---- descriptors and data ---- */

HRESULT SafeArrayAllocDescriptor(UINT cDims, SAFEARRAY **array)
{
	struct head *h;
	size_t size = sizeof *h + (size_t)cDims * sizeof(SAFEARRAYBOUND);

	if (!array)
		return FAIL(E_INVALIDARG);
	*array = NULL;
	if (!cDims || cDims > UINT16_MAX)
		return FAIL(E_INVALIDARG);
	h = CoTaskMemAlloc(size);
	if (!h)
		return FAIL(E_OUTOFMEMORY);
	memset(h, 0, size);
	h->array.cDims = (USHORT)cDims;
	*array = &h->array;
	return S_OK;
}

HRESULT SafeArrayAllocDescriptorEx(VARTYPE vt, UINT cDims, SAFEARRAY **array)
{
	const struct vartype *t = vartype_find(vt);
	HRESULT hr = SafeArrayAllocDescriptor(cDims, array);

	if (FAILED(hr))
		return hr;
	if (!t) {
		SafeArrayDestroyDescriptor(*array);
		*array = NULL;
		return FAIL(DISP_E_BADVARTYPE);
	}
	(*array)->cbElements = t->size;
	(*array)->fFeatures = t->features;
	if (t->element == ELEMENT_INTERFACE) {
		(*array)->fFeatures |= FADF_HAVEIID;
		return SafeArraySetIID(*array, vt == VT_DISPATCH ? &IID_IDispatch : &IID_IUnknown);
	}
	(*array)->fFeatures |= FADF_HAVEVARTYPE;
	head_of(*array)->words[3] = vt;
	return S_OK;
}

HRESULT SafeArrayAllocData(SAFEARRAY *array)
{
	size_t count, size;

	if (!array || !safearray_count(array, &count))
		return FAIL(E_INVALIDARG);
	size = count * array->cbElements;
	array->pvData = CoTaskMemAlloc(size ? size : 1);
	if (!array->pvData)
		return FAIL(E_OUTOFMEMORY);
	memset(array->pvData, 0, size);
	return S_OK;
}

HRESULT SafeArrayDestroyData(SAFEARRAY *array)
{
	size_t count;
	HRESULT hr;

	if (!array || !safearray_count(array, &count))
		return FAIL(E_INVALIDARG);
	if (array->cLocks)
		return FAIL(DISP_E_ARRAYISLOCKED);
	hr = clear_elements(array, 0, count);
	if (FAILED(hr) || array->fFeatures & (FADF_AUTO | FADF_STATIC | FADF_EMBEDDED))
		return hr;
	CoTaskMemFree(array->pvData);
	array->pvData = NULL;
	return S_OK;
}

HRESULT SafeArrayDestroyDescriptor(SAFEARRAY *array)
{
	if (!array)
		return FAIL(E_INVALIDARG);
	if (array->cLocks)
		return FAIL(DISP_E_ARRAYISLOCKED);
	if (!(array->fFeatures & (FADF_AUTO | FADF_STATIC | FADF_EMBEDDED)))
		CoTaskMemFree(head_of(array));
	return S_OK;
}

HRESULT SafeArrayDestroy(SAFEARRAY *array)
{
	HRESULT hr = array && array->pvData ? SafeArrayDestroyData(array) : S_OK;

	return array && SUCCEEDED(hr) ? SafeArrayDestroyDescriptor(array) : hr;
}

/* ---- creation ---- */

SAFEARRAY *SafeArrayCreateEx(VARTYPE vt, UINT cDims, SAFEARRAYBOUND *bounds, void *extra)
{
	SAFEARRAY *a;

	if (!bounds || FAILED(SafeArrayAllocDescriptorEx(vt, cDims, &a)))
		return NULL;
	for (UINT i = 0; i < cDims; i++)
		a->rgsabound[i] = bounds[cDims - 1 - i];
	if (extra && a->fFeatures & FADF_HAVEIID)
		head_of(a)->iid = *(IID *)extra;
	if (SUCCEEDED(SafeArrayAllocData(a)))
		return a;
	SafeArrayDestroyDescriptor(a);
	return NULL;
}

SAFEARRAY *SafeArrayCreate(VARTYPE vt, UINT cDims, SAFEARRAYBOUND *bounds)
{
	return SafeArrayCreateEx(vt, cDims, bounds, NULL);
}

SAFEARRAY *SafeArrayCreateVectorEx(VARTYPE vt, LONG lLbound, ULONG cElements, void *extra)
{
	return SafeArrayCreateEx(vt, 1, &(SAFEARRAYBOUND){ cElements, lLbound }, extra);
}

SAFEARRAY *SafeArrayCreateVector(VARTYPE vt, LONG lLbound, ULONG cElements)
{
	return SafeArrayCreateVectorEx(vt, lLbound, cElements, NULL);
}

/* ---- what an array says of itself ---- */

UINT SafeArrayGetDim(SAFEARRAY *array)
{
	return array ? array->cDims : 0;
}

UINT SafeArrayGetElemsize(SAFEARRAY *array)
{
	return array ? array->cbElements : 0;
}

/* NULL: *hr says why. */
static const SAFEARRAYBOUND *bound_find(const SAFEARRAY *array, UINT dimension, LONG *bound, HRESULT *hr)
{
	bool exists = array && dimension && dimension <= array->cDims;

	if (bound)
		*bound = 0;
	*hr = !array || !bound ? FAIL(E_INVALIDARG) : exists ? S_OK : FAIL(DISP_E_BADINDEX);
	return SUCCEEDED(*hr) ? &array->rgsabound[array->cDims - dimension] : NULL;
}

HRESULT SafeArrayGetLBound(SAFEARRAY *array, UINT dimension, LONG *bound)
{
	HRESULT hr;
	const SAFEARRAYBOUND *b = bound_find(array, dimension, bound, &hr);

	if (b)
		*bound = b->lLbound;
	return hr;
}

HRESULT SafeArrayGetUBound(SAFEARRAY *array, UINT dimension, LONG *bound)
{
	HRESULT hr;
	const SAFEARRAYBOUND *b = bound_find(array, dimension, bound, &hr);

	if (b)
		*bound = (LONG)((uint32_t)b->lLbound + b->cElements - 1);
	return hr;
}

/* Arrays that others made may have nothing but the marks of what they hold. */
HRESULT SafeArrayGetVartype(SAFEARRAY *array, VARTYPE *vt)
{
	static const VARTYPE owners[] = { VT_BSTR, VT_DISPATCH, VT_UNKNOWN, VT_VARIANT };

	if (!array || !vt)
		return FAIL(E_INVALIDARG);
	*vt = VT_EMPTY;
	if (array->fFeatures & FADF_HAVEVARTYPE)
		*vt = (VARTYPE)head_of(array)->words[3];
	for (size_t i = 0; i < ARRAY_COUNT(owners) && !*vt; i++)
		if (array->fFeatures & vartype_find(owners[i])->features)
			*vt = owners[i];
	return *vt ? S_OK : FAIL(E_INVALIDARG);
}

HRESULT SafeArraySetIID(SAFEARRAY *array, REFGUID iid)
{
	if (!array || !iid || !(array->fFeatures & FADF_HAVEIID))
		return FAIL(E_INVALIDARG);
	head_of(array)->iid = *iid;
	return S_OK;
}

HRESULT SafeArrayGetIID(SAFEARRAY *array, GUID *iid)
{
	if (!array || !iid || !(array->fFeatures & FADF_HAVEIID))
		return FAIL(E_INVALIDARG);
	*iid = head_of(array)->iid;
	return S_OK;
}

/* ---- locks ---- */

HRESULT SafeArrayLock(SAFEARRAY *array)
{
	if (!array)
		return FAIL(E_INVALIDARG);
	if (array->cLocks >= UINT16_MAX)
		return FAIL(E_UNEXPECTED);
	array->cLocks++;
	return S_OK;
}

HRESULT SafeArrayUnlock(SAFEARRAY *array)
{
	if (!array)
		return FAIL(E_INVALIDARG);
	if (!array->cLocks)
		return FAIL(E_UNEXPECTED);
	array->cLocks--;
	return S_OK;
}

HRESULT SafeArrayAccessData(SAFEARRAY *array, void **data)
{
	HRESULT hr;

	if (!array || !data)
		return FAIL(E_INVALIDARG);
	hr = SafeArrayLock(array);
	*data = SUCCEEDED(hr) ? array->pvData : NULL;
	return hr;
}

HRESULT SafeArrayUnaccessData(SAFEARRAY *array)
{
	return SafeArrayUnlock(array);
}
