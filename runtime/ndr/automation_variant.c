/* automation_variant.c - VARIANT to its wire form and back. */
#include "ndr/automation.h"

/* Where the value of a wire form is, whatever it is. */
static void *wire_place(wireVARIANT w)
{
	return &w->_varUnion;
}

/* ---- to the wire ---- */

static HRESULT array_to_wire(SAFEARRAY *a, wirePSAFEARRAY *to, ACOM_SCRATCH *scratch, unsigned depth)
{
	*to = scratch->alloc(scratch, sizeof **to);
	return *to ? safearray_to_wire(a, *to, scratch, depth) : FAIL(E_OUTOFMEMORY);
}

/* What owns nothing is copied, or sent from where it is. */
static HRESULT value_to_wire(const VARIANT *v, wireVARIANT w, ACOM_SCRATCH *scratch, unsigned depth)
{
	if (v->vt & VT_ARRAY)
		return array_to_wire(v->parray, wire_place(w), scratch, depth);
	if (v->vt == VT_BSTR)
		return bstr_to_wire(v->bstrVal, wire_place(w), scratch);
	if (v->vt == VT_DECIMAL) {
		w->_varUnion.decVal = v->decVal;
		w->_varUnion.decVal.wReserved = 0;
	} else if (vartype_find(v->vt)) {
		memcpy(wire_place(w), variant_place(v), vartype_find(v->vt)->size);
	}
	return S_OK;
}

/* Another place for a pointer to stand in. */
static HRESULT reference_to_wire(const VARIANT *v, wireVARIANT w, ACOM_SCRATCH *scratch, unsigned depth)
{
	VARTYPE vt = v->vt & ~VT_BYREF;
	void *place;

	if (!v->byref)
		return FAIL(E_INVALIDARG);
	if (vt != VT_BSTR && vt != VT_VARIANT && !(vt & VT_ARRAY)) {
		w->_varUnion.pllVal = v->pllVal;
		return S_OK;
	}
	place = scratch->alloc(scratch, sizeof(void *));
	if (!place)
		return FAIL(E_OUTOFMEMORY);
	w->_varUnion.pbstrVal = place;
	if (vt == VT_BSTR)
		return bstr_to_wire(*v->pbstrVal, place, scratch);
	return vt == VT_VARIANT ? variant_to_wire(v->pvarVal, place, scratch, depth)
				: array_to_wire(*v->pparray, place, scratch, depth);
}

HRESULT variant_to_wire(const VARIANT *v, wireVARIANT *wire, ACOM_SCRATCH *scratch, unsigned depth)
{
	struct _wireVARIANT *w;
	HRESULT hr;

	if (depth >= limit_of(ACOM_LIMIT_NESTING) || !vartype_is_variant(v->vt))
		return FAIL(DISP_E_BADVARTYPE);
	w = *wire = scratch->alloc(scratch, sizeof *w);
	if (!w)
		return FAIL(E_OUTOFMEMORY);
	w->vt = v->vt;
	hr = v->vt & VT_BYREF ? reference_to_wire(v, w, scratch, depth + 1) : value_to_wire(v, w, scratch, depth + 1);
	if (SUCCEEDED(hr))
		w->clSize = (DWORD)((automation_size(w) + 7) / 8);
	return hr;
}

/* ---- from it ---- */

static HRESULT array_from_wire(const wirePSAFEARRAY from, VARTYPE vt, SAFEARRAY **to, unsigned depth)
{
	HRESULT hr = safearray_from_wire(from ? *from : NULL, to, depth);

	if (SUCCEEDED(hr) && *to && safearray_type(*to)->vt != (vt & VT_TYPEMASK)) {
		SafeArrayDestroy(*to);
		*to = NULL;
		hr = FAIL(RPC_X_BAD_STUB_DATA);
	}
	return hr;
}

/* A value of type vt, from where its wire form is to where it shall be. */
static HRESULT value_from_wire(VARTYPE vt, const void *from, void *to, unsigned depth)
{
	const struct vartype *t = vartype_find(vt);

	if (vt & VT_ARRAY)
		return array_from_wire(*(const wirePSAFEARRAY *)from, vt, to, depth);
	if (vt == VT_BSTR)
		return bstr_from_wire(*(const wireBSTR *)from, to);
	if (vt == VT_VARIANT)
		return variant_from_wire(*(const wireVARIANT *)from, to, depth);
	return t ? element_copy(t, to, from, 1) : S_OK;
}

static HRESULT reference_from_wire(wireVARIANT w, VARIANT *v, unsigned depth)
{
	VARTYPE vt = w->vt & ~VT_BYREF;
	HRESULT hr;

	if (!w->_varUnion.pllVal)
		return FAIL(RPC_X_BAD_STUB_DATA);
	v->byref = CoTaskMemAlloc(variant_room(vt));
	if (!v->byref)
		return FAIL(E_OUTOFMEMORY);
	memset(v->byref, 0, variant_room(vt));
	hr = value_from_wire(vt, w->_varUnion.pllVal, v->byref, depth);
	if (FAILED(hr))
		CoTaskMemFree(v->byref);
	else
		variant_mark(v);
	return hr;
}

HRESULT variant_from_wire(wireVARIANT wire, VARIANT *v, unsigned depth)
{
	HRESULT hr;

	VariantInit(v);
	if (depth >= limit_of(ACOM_LIMIT_NESTING) || !wire || !vartype_is_variant(wire->vt))
		return FAIL(RPC_X_BAD_STUB_DATA);
	v->vt = wire->vt;
	if (wire->vt & VT_BYREF)
		hr = reference_from_wire(wire, v, depth + 1);
	else
		hr = value_from_wire(wire->vt, wire_place(wire), variant_place(v), depth + 1);
	v->vt = wire->vt; /* which a DECIMAL lies on */
	if (FAILED(hr))
		VariantInit(v);
	return hr;
}

/* ---- VARIANT ---- */

typedef VARIANT variant_slot __attribute__((aligned(1)));

/* A reference of the caller's is not replaced: what it leads to is. */
static void settle(void *old, void *fresh)
{
	VARIANT o = *(variant_slot *)old, f = *(variant_slot *)fresh;

	if (!(o.vt & VT_BYREF) || o.vt != f.vt || !o.byref || !variant_is_marked(&f))
		return;
	variant_clear_referent(o.vt & ~VT_BYREF, o.byref);
	memcpy(o.byref, f.byref, variant_room(o.vt & ~VT_BYREF));
	CoTaskMemFree(f.byref);
	*(variant_slot *)fresh = o;
	*(variant_slot *)old = (VARIANT){ .vt = VT_EMPTY };
}

static HRESULT to_wire(const void *value, void *wire, ACOM_SCRATCH *scratch)
{
	VARIANT v = *(const variant_slot *)value;

	return variant_to_wire(&v, wire, scratch, 0);
}

static HRESULT from_wire(const void *wire, void *value)
{
	VARIANT v;
	HRESULT hr = variant_from_wire(*(const wireVARIANT *)wire, &v, 0);

	*(variant_slot *)value = v;
	return hr;
}

static void clear(void *value)
{
	VARIANT v = *(variant_slot *)value;

	VariantClear(&v);
	*(variant_slot *)value = v;
}

const ACOM_USER_TYPE acom_user_VARIANT = { .to_wire = to_wire, .from_wire = from_wire, .clear = clear, .settle = settle,
	.wire = &automation_variant, .octets = sizeof(VARIANT) };
