/* vartype.c - the types of Automation's values: how large they are, what they own, how arrays of them are marked. */
#include "object/automation.h"

/* X(name, octets, what a value owns, FADF_ of an array, SF_ of an array) */
#define VARTYPES(X) \
	X(I2, 2, PLAIN, 0, SF_I2) \
	X(I4, 4, PLAIN, 0, SF_I4) \
	X(R4, 4, PLAIN, 0, SF_I4) \
	X(R8, 8, PLAIN, 0, SF_I8) \
	X(CY, 8, PLAIN, 0, SF_I8) \
	X(DATE, 8, PLAIN, 0, SF_I8) \
	X(BSTR, sizeof(BSTR), BSTR, FADF_BSTR, SF_BSTR) \
	X(DISPATCH, sizeof(void *), INTERFACE, FADF_DISPATCH, SF_DISPATCH) \
	X(ERROR, 4, PLAIN, 0, SF_I4) \
	X(BOOL, 2, PLAIN, 0, SF_I2) \
	X(VARIANT, sizeof(VARIANT), VARIANT, FADF_VARIANT, SF_VARIANT) \
	X(UNKNOWN, sizeof(void *), INTERFACE, FADF_UNKNOWN, SF_UNKNOWN) \
	X(DECIMAL, sizeof(DECIMAL), PLAIN, 0, 0) \
	X(I1, 1, PLAIN, 0, SF_I1) \
	X(UI1, 1, PLAIN, 0, SF_I1) \
	X(UI2, 2, PLAIN, 0, SF_I2) \
	X(UI4, 4, PLAIN, 0, SF_I4) \
	X(I8, 8, PLAIN, 0, SF_I8) \
	X(UI8, 8, PLAIN, 0, SF_I8) \
	X(INT, 4, PLAIN, 0, SF_I4) \
	X(UINT, 4, PLAIN, 0, SF_I4)

static const struct vartype vartypes[] = {
#define X(name, size, element, features, sf) [VT_##name] = { VT_##name, size, ELEMENT_##element, features, sf },
	VARTYPES(X)
#undef X
};

const struct vartype *vartype_find(VARTYPE vt)
{
	return vt < ARRAY_COUNT(vartypes) && vartypes[vt].size ? &vartypes[vt] : NULL;
}

bool vartype_is_variant(VARTYPE vt)
{
	VARTYPE base = vt & VT_TYPEMASK;

	if (vt & ~(VT_TYPEMASK | VT_ARRAY | VT_BYREF))
		return false;
	if (vt == VT_EMPTY || vt == VT_NULL)
		return true;
	return vartype_find(base) && vt != VT_VARIANT;
}

HRESULT element_clear(const struct vartype *t, void *at, size_t count)
{
	HRESULT hr = S_OK;

	for (size_t i = 0; i < count && t->element != ELEMENT_PLAIN; i++) {
		char *p = (char *)at + i * t->size;
		HRESULT cleared = S_OK;

		if (t->element == ELEMENT_VARIANT)
			cleared = VariantClear((VARIANT *)(void *)p);
		else if (t->element == ELEMENT_BSTR)
			SysFreeString(*(BSTR *)(void *)p);
		else
			release_unknown(*(void **)(void *)p);
		if (SUCCEEDED(cleared))
			memset(p, 0, t->size);
		else if (SUCCEEDED(hr))
			hr = cleared;
	}
	return hr;
}

/* A string of the same octets; NULL stays NULL. */
static HRESULT copy_bstr(BSTR *to, BSTR from)
{
	*to = from ? SysAllocStringByteLen((const char *)from, SysStringByteLen(from)) : NULL;
	return from && !*to ? FAIL(E_OUTOFMEMORY) : S_OK;
}

static HRESULT copy_interface(void **to, void *from)
{
	*to = from;
	if (from)
		IUnknown_AddRef((IUnknown *)from);
	return S_OK;
}

static HRESULT copy_one(const struct vartype *t, void *to, const void *from)
{
	switch (t->element) {
	case ELEMENT_BSTR:
		return copy_bstr(to, *(BSTR const *)from);
	case ELEMENT_INTERFACE:
		return copy_interface(to, *(void *const *)from);
	default:
		return variant_copy(to, from);
	}
}

HRESULT element_copy(const struct vartype *t, void *to, const void *from, size_t count)
{
	HRESULT hr = S_OK;

	if (t->element == ELEMENT_PLAIN) {
		if (count)
			memcpy(to, from, count * t->size);
		return S_OK;
	}
	for (size_t i = 0; i < count; i++) {
		hr = copy_one(t, (char *)to + i * t->size, (const char *)from + i * t->size);
		if (FAILED(hr)) {
			memset((char *)to + i * t->size, 0, t->size);
			element_clear(t, to, i);
			return hr;
		}
	}
	return S_OK;
}
