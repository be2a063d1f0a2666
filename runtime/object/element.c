/* element.c - SAFEARRAY: one element, all of them, and other bounds. */
#include "object/automation.h"

/* The first index runs fastest; rgsabound has the last dimension first. */
HRESULT SafeArrayPtrOfIndex(SAFEARRAY *array, LONG *indices, void **element)
{
	size_t cell = 0, stride = 1;

	if (!array || !indices || !element)
		return FAIL(E_INVALIDARG);
	*element = NULL;
	for (unsigned i = 0; i < array->cDims; i++) {
		const SAFEARRAYBOUND *b = &array->rgsabound[array->cDims - 1 - i];
		int64_t index = (int64_t)indices[i] - b->lLbound;

		if (index < 0 || index >= b->cElements)
			return FAIL(DISP_E_BADINDEX);
		cell += (size_t)index * stride;
		stride *= b->cElements;
	}
	if (!array->pvData)
		return FAIL(E_INVALIDARG);
	*element = (char *)array->pvData + cell * array->cbElements;
	return S_OK;
}

/* The same with what the element is; octets, if the array does not say. */
static HRESULT element_find(SAFEARRAY *array, LONG *indices, void **element, struct vartype *t)
{
	const struct vartype *known = safearray_type(array);
	HRESULT hr = SafeArrayPtrOfIndex(array, indices, element);

	if (FAILED(hr))
		return hr;
	if (known && known->element != ELEMENT_PLAIN)
		*t = *known;
	else
		*t = (struct vartype){ .size = 1, .element = ELEMENT_PLAIN };
	return known && t->element != ELEMENT_PLAIN && known->size != array->cbElements ? FAIL(E_INVALIDARG) : S_OK;
}

HRESULT SafeArrayGetElement(SAFEARRAY *array, LONG *indices, void *value)
{
	struct vartype t;
	void *element;
	HRESULT hr;

	if (!value)
		return FAIL(E_INVALIDARG);
	hr = element_find(array, indices, &element, &t);
	return FAILED(hr) ? hr : element_copy(&t, value, element, t.element == ELEMENT_PLAIN ? array->cbElements : 1);
}

/* The copy is complete before the old element goes. */
static HRESULT element_replace(const struct vartype *t, void *element, const void *value)
{
	VARIANT copy = { .vt = VT_EMPTY }; /* the largest element */
	HRESULT hr = element_copy(t, &copy, value, 1);

	if (FAILED(hr))
		return hr;
	hr = element_clear(t, element, 1);
	if (FAILED(hr))
		element_clear(t, &copy, 1);
	else
		memcpy(element, &copy, t->size);
	return hr;
}

HRESULT SafeArrayPutElement(SAFEARRAY *array, LONG *indices, void *value)
{
	struct vartype t;
	void *element;
	HRESULT hr = element_find(array, indices, &element, &t);

	if (FAILED(hr))
		return hr;
	if (t.element == ELEMENT_BSTR || t.element == ELEMENT_INTERFACE)
		return element_replace(&t, element, &value);
	if (!value)
		return FAIL(E_INVALIDARG);
	if (t.element == ELEMENT_VARIANT)
		return element_replace(&t, element, value);
	memmove(element, value, array->cbElements);
	return S_OK;
}

/* ---- all elements ---- */

/* What the elements own is known by; NULL: they own nothing, or nobody knows. */
static const struct vartype *owners_type(SAFEARRAY *a)
{
	const struct vartype *t = safearray_type(a);

	return t && t->size == a->cbElements ? t : NULL;
}

/* Zeroed memory with copies of `count` elements; *data is NULL after a failure. */
static HRESULT data_copy(SAFEARRAY *from, size_t count, void **data)
{
	const struct vartype *t = owners_type(from);
	size_t size = count * from->cbElements;
	HRESULT hr = S_OK;

	*data = CoTaskMemAlloc(size ? size : 1);
	if (!*data)
		return FAIL(E_OUTOFMEMORY);
	if (t)
		hr = element_copy(t, *data, from->pvData, count);
	else if (size)
		memcpy(*data, from->pvData, size);
	if (FAILED(hr)) {
		CoTaskMemFree(*data);
		*data = NULL;
	}
	return hr;
}

/* A descriptor like that of `from`, unlocked and without data. */
static HRESULT descriptor_copy(SAFEARRAY *from, SAFEARRAY **to)
{
	const struct vartype *t = safearray_type(from);
	GUID iid;
	HRESULT hr = t ? SafeArrayAllocDescriptorEx(t->vt, from->cDims, to) : SafeArrayAllocDescriptor(from->cDims, to);

	if (FAILED(hr))
		return hr;
	memcpy((*to)->rgsabound, from->rgsabound, from->cDims * sizeof *from->rgsabound);
	(*to)->cbElements = from->cbElements;
	if (SUCCEEDED(SafeArrayGetIID(from, &iid)))
		SafeArraySetIID(*to, &iid);
	return S_OK;
}

HRESULT SafeArrayCopy(SAFEARRAY *from, SAFEARRAY **to)
{
	size_t count;
	HRESULT hr;

	if (!to)
		return FAIL(E_INVALIDARG);
	*to = NULL;
	if (!from)
		return S_OK;
	if (!safearray_count(from, &count))
		return FAIL(E_INVALIDARG);
	hr = descriptor_copy(from, to);
	if (SUCCEEDED(hr) && from->pvData)
		hr = data_copy(from, count, &(*to)->pvData);
	if (FAILED(hr) && *to) {
		SafeArrayDestroyDescriptor(*to);
		*to = NULL;
	}
	return hr;
}

static bool same_bounds(const SAFEARRAY *a, const SAFEARRAY *b)
{
	if (a->cDims != b->cDims || a->cbElements != b->cbElements)
		return false;
	for (unsigned i = 0; i < a->cDims; i++)
		if (a->rgsabound[i].cElements != b->rgsabound[i].cElements)
			return false;
	return true;
}

HRESULT SafeArrayCopyData(SAFEARRAY *from, SAFEARRAY *to)
{
	void *data;
	size_t count;
	HRESULT hr;

	if (!from || !to || !same_bounds(from, to) || safearray_type(from) != safearray_type(to) ||
	    !safearray_count(from, &count) || !from->pvData || !to->pvData)
		return FAIL(E_INVALIDARG);
	if (to->cLocks)
		return FAIL(DISP_E_ARRAYISLOCKED);
	hr = data_copy(from, count, &data);
	if (FAILED(hr))
		return hr;
	const struct vartype *t = owners_type(to);
	if (t)
		hr = element_clear(t, to->pvData, count);
	memcpy(to->pvData, data, SUCCEEDED(hr) ? count * to->cbElements : 0);
	if (FAILED(hr))
		element_clear(t, data, count);
	CoTaskMemFree(data);
	return hr;
}

/* ---- other bounds ---- */

/* Frees the elements that are cut off. */
static HRESULT redim_cut(SAFEARRAY *array, size_t old_count, size_t count)
{
	const struct vartype *t = owners_type(array);

	if (count >= old_count || !t)
		return S_OK;
	return element_clear(t, (char *)array->pvData + count * t->size, old_count - count);
}

/* The last dimension runs slowest, so what stays keeps its place. */
HRESULT SafeArrayRedim(SAFEARRAY *array, SAFEARRAYBOUND *bound)
{
	SAFEARRAYBOUND old;
	size_t old_count, count;
	char *data;
	HRESULT hr;

	if (!array || !bound || !array->pvData || !safearray_count(array, &old_count))
		return FAIL(E_INVALIDARG);
	if (array->cLocks || array->fFeatures & (FADF_FIXEDSIZE | FADF_AUTO | FADF_STATIC | FADF_EMBEDDED))
		return FAIL(DISP_E_ARRAYISLOCKED);
	old = array->rgsabound[0];
	array->rgsabound[0] = *bound;
	hr = safearray_count(array, &count) ? S_OK : FAIL(E_INVALIDARG);
	if (SUCCEEDED(hr))
		hr = redim_cut(array, old_count, count);
	data = SUCCEEDED(hr) ? CoTaskMemRealloc(array->pvData, count ? count * array->cbElements : 1) : NULL;
	if (!data && (FAILED(hr) || count >= old_count)) {
		array->rgsabound[0] = old;
		return FAILED(hr) ? hr : FAIL(E_OUTOFMEMORY);
	}
	if (data)
		array->pvData = data;
	if (count > old_count)
		memset(data + old_count * array->cbElements, 0, (count - old_count) * array->cbElements);
	return S_OK;
}
