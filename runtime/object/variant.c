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

/* ---- references that own ---- */

/* The three reserved members hold 48 bits of the pointer, changed so that no other VARIANT has them by chance. */
static void mark_of(const VARIANT *v, uint16_t mark[3])
{
	uint64_t bits = ((uint64_t)(uintptr_t)v->byref ^ 0xac0e5eed1234u) * 0x9e3779b97f4a7c15u;

	for (int i = 0; i < 3; i++)
		mark[i] = (uint16_t)(bits >> (16 + 16 * i));
}

void variant_mark(VARIANT *v)
{
	uint16_t mark[3];

	mark_of(v, mark);
	v->wReserved1 = mark[0];
	v->wReserved2 = mark[1];
	v->wReserved3 = mark[2];
}

bool variant_is_marked(const VARIANT *v)
{
	uint16_t mark[3];

	mark_of(v, mark);
	return v->vt & VT_BYREF && v->byref && v->wReserved1 == mark[0] && v->wReserved2 == mark[1] && v->wReserved3 == mark[2];
}

size_t variant_room(VARTYPE vt)
{
	return vt & VT_ARRAY ? sizeof(SAFEARRAY *) : vartype_find(vt)->size;
}

void variant_clear_referent(VARTYPE vt, void *referent)
{
	if (vt & VT_ARRAY)
		SafeArrayDestroy(*(SAFEARRAY **)referent);
	else
		element_clear(vartype_find(vt), referent, 1);
}

/* ---- cleared and copied ---- */

HRESULT VariantClear(VARIANTARG *v)
{
	HRESULT hr = S_OK;

	if (!v)
		return FAIL(E_INVALIDARG);
	if (!vartype_is_variant(v->vt))
		return FAIL(DISP_E_BADVARTYPE);
	if (variant_is_marked(v)) {
		variant_clear_referent(v->vt & ~VT_BYREF, v->byref);
		CoTaskMemFree(v->byref);
	} else if (!(v->vt & VT_BYREF) && v->vt & VT_ARRAY) {
		hr = SafeArrayDestroy(v->parray);
	} else if (!(v->vt & VT_BYREF) && vartype_find(v->vt)) {
		element_clear(vartype_find(v->vt), variant_place(v), 1);
	}
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
	if (from->vt & VT_BYREF) {
		to->wReserved1 = to->wReserved2 = to->wReserved3 = 0;
		return S_OK;
	}
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
