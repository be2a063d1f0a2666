/* variant.c - VARIANT: made, cleared, copied. */
#include "object/automation.h"

/* The tag of a VARIANT lies in the first member of a DECIMAL. */
void *variant_place(const VARIANT *v)
{
	return (void *)(v->vt == VT_DECIMAL ? (uintptr_t)&v->decVal : (uintptr_t)&v->llVal);
}

void VariantInit(VARIANTARG *v)
{
	if (v)
		*v = (VARIANT){ .vt = VT_EMPTY };
}

HRESULT VariantClear(VARIANTARG *v)
{
	HRESULT hr = S_OK;

	if (!v)
		return FAIL(E_INVALIDARG);
	if (!vartype_is_variant(v->vt))
		return FAIL(DISP_E_BADVARTYPE);
	if (!(v->vt & VT_BYREF) && v->vt & VT_ARRAY)
		hr = SafeArrayDestroy(v->parray);
	else if (!(v->vt & VT_BYREF) && vartype_find(v->vt))
		element_clear(vartype_find(v->vt), variant_place(v), 1);
	if (SUCCEEDED(hr))
		VariantInit(v);
	return hr;
}

HRESULT variant_copy(VARIANT *to, const VARIANT *from)
{
	HRESULT hr = S_OK;

	if (!vartype_is_variant(from->vt))
		return FAIL(DISP_E_BADVARTYPE);
	*to = *from;
	if (from->vt & VT_BYREF)
		return S_OK;
	if (from->vt & VT_ARRAY)
		hr = SafeArrayCopy(from->parray, &to->parray);
	else if (vartype_find(from->vt) && vartype_find(from->vt)->element != ELEMENT_PLAIN)
		hr = element_copy(vartype_find(from->vt), variant_place(to), variant_place(from), 1);
	if (FAILED(hr))
		VariantInit(to);
	return hr;
}

HRESULT variant_move(VARIANT *to, VARIANT *from)
{
	HRESULT hr = VariantClear(to);

	if (FAILED(hr))
		VariantClear(from);
	else
		*to = *from;
	return hr;
}

HRESULT VariantCopy(VARIANTARG *to, const VARIANTARG *from)
{
	VARIANT copy;
	HRESULT hr;

	if (!to || !from)
		return FAIL(E_INVALIDARG);
	if (to == from)
		return vartype_is_variant(from->vt) ? S_OK : FAIL(DISP_E_BADVARTYPE);
	hr = variant_copy(&copy, from);
	return FAILED(hr) ? hr : variant_move(to, &copy);
}

/* A VARIANT that owns nothing, with the value that *from refers to. */
static HRESULT variant_look(VARIANT *seen, const VARIANT *from)
{
	VARTYPE vt = from->vt & ~VT_BYREF;

	if (!from->byref)
		return FAIL(E_INVALIDARG);
	if (vt == VT_VARIANT)
		*seen = *from->pvarVal;
	else if (vt & VT_ARRAY)
		*seen = (VARIANT){ .vt = vt, .parray = *from->pparray };
	else {
		*seen = (VARIANT){ .vt = vt };
		memcpy(variant_place(seen), from->byref, vartype_find(vt)->size);
		seen->vt = vt;
	}
	return S_OK;
}

HRESULT VariantCopyInd(VARIANT *to, const VARIANTARG *from)
{
	VARIANT seen, copy;
	HRESULT hr;

	if (!to || !from)
		return FAIL(E_INVALIDARG);
	if (!(from->vt & VT_BYREF))
		return VariantCopy(to, from);
	if (!vartype_is_variant(from->vt))
		return FAIL(DISP_E_BADVARTYPE);
	hr = variant_look(&seen, from);
	if (SUCCEEDED(hr) && seen.vt & VT_BYREF) {
		if (from->vt != (VT_BYREF | VT_VARIANT) || seen.vt == (VT_BYREF | VT_VARIANT))
			return FAIL(E_INVALIDARG);
		if (!vartype_is_variant(seen.vt))
			return FAIL(DISP_E_BADVARTYPE);
		hr = variant_look(&seen, &(VARIANT){ .vt = seen.vt, .byref = seen.byref });
	}
	if (SUCCEEDED(hr))
		hr = variant_copy(&copy, &seen);
	return FAILED(hr) ? hr : variant_move(to, &copy);
}
