/* change.c - VariantChangeType: one type of VARIANT into another. */

#include <float.h>

#include "object/automation.h"

/* The value of a type that is a number, VT_DATE and VT_BOOL included. */
static HRESULT change_from(const VARIANT *v, struct number *n)
{
	switch (v->vt) {
	case VT_EMPTY: *n = number_from_int(0); return S_OK;
	case VT_I1: *n = number_from_int((int8_t)v->cVal); return S_OK;
	case VT_I2:
	case VT_BOOL: *n = number_from_int(v->iVal); return S_OK;
	case VT_I4:
	case VT_INT: *n = number_from_int(v->lVal); return S_OK;
	case VT_I8: *n = number_from_int(v->llVal); return S_OK;
	case VT_UI1: *n = number_from_uint(v->bVal); return S_OK;
	case VT_UI2: *n = number_from_uint(v->uiVal); return S_OK;
	case VT_UI4:
	case VT_UINT: *n = number_from_uint(v->ulVal); return S_OK;
	case VT_UI8: *n = number_from_uint(v->ullVal); return S_OK;
	case VT_R4: *n = number_from_real((double)v->fltVal, DIGITS_R4); return S_OK;
	case VT_R8:
	case VT_DATE: *n = number_from_real(v->dblVal, DIGITS_R8); return S_OK;
	case VT_CY: *n = number_from_currency(v->cyVal.int64); return S_OK;
	case VT_DECIMAL: return number_from_decimal(&v->decVal, n);
	}
	return FAIL(DISP_E_TYPEMISMATCH);
}

/* X(integer type, member, least value, greatest value) */
#define SIGNED(X) \
	X(VT_I1, cVal, INT8_MIN, INT8_MAX) \
	X(VT_I2, iVal, INT16_MIN, INT16_MAX) \
	X(VT_I4, lVal, INT32_MIN, INT32_MAX) \
	X(VT_INT, intVal, INT32_MIN, INT32_MAX) \
	X(VT_I8, llVal, INT64_MIN, INT64_MAX)
#define UNSIGNED(X) \
	X(VT_UI1, bVal, UINT8_MAX) \
	X(VT_UI2, uiVal, UINT16_MAX) \
	X(VT_UI4, ulVal, UINT32_MAX) \
	X(VT_UINT, uintVal, UINT32_MAX) \
	X(VT_UI8, ullVal, UINT64_MAX)

/* True is all ones in any integer. */
static HRESULT change_to_integer(VARIANT *to, const struct number *n, bool is_true, VARTYPE vt)
{
	HRESULT hr;
	uint64_t u;
	int64_t i;

	switch (vt) {
#define X(type, member, lo, hi) \
	case type: \
		hr = number_to_int(n, lo, hi, &i); \
		if (SUCCEEDED(hr)) \
			to->member = (__typeof__(to->member))i; \
		return hr;
	SIGNED(X)
#undef X
#define X(type, member, hi) \
	case type: \
		hr = is_true ? (u = hi, S_OK) : number_to_uint(n, hi, &u); \
		if (SUCCEEDED(hr)) \
			to->member = (__typeof__(to->member))u; \
		return hr;
	UNSIGNED(X)
#undef X
	}
	return FAIL(DISP_E_TYPEMISMATCH);
}

static HRESULT change_to_float(VARIANT *to, double v)
{
	if (v - v == 0 && (v > FLT_MAX || v < -FLT_MAX))
		return FAIL(DISP_E_OVERFLOW);
	to->fltVal = (float)v;
	return S_OK;
}

static HRESULT change_to_decimal(VARIANT *to, const struct number *n)
{
	DECIMAL d;
	HRESULT hr = number_to_decimal(n, &d);

	if (SUCCEEDED(hr))
		to->decVal = d;
	return hr;
}

/* The value becomes that of a type which is a number. */
static HRESULT change_to(VARIANT *to, const struct number *n, bool is_true, VARTYPE vt)
{
	switch (vt) {
	case VT_BOOL:
		to->boolVal = n->mantissa || (n->real && n->value != 0) ? VARIANT_TRUE : VARIANT_FALSE;
		return S_OK;
	case VT_R4:
		return change_to_float(to, number_to_real(n));
	case VT_R8:
		to->dblVal = number_to_real(n);
		return S_OK;
	case VT_DATE:
		to->date = number_to_real(n);
		return date_check(to->date);
	case VT_CY:
		return number_to_currency(n, &to->cyVal.int64);
	case VT_DECIMAL:
		return change_to_decimal(to, n);
	}
	return change_to_integer(to, n, is_true, vt);
}

/* ---- text ---- */

static HRESULT change_to_text(VARIANT *to, const VARIANT *from, USHORT flags)
{
	char text[TEXT_MAX] = "";
	struct number n;
	HRESULT hr = change_from(from, &n);

	if (SUCCEEDED(hr) && from->vt == VT_DATE)
		hr = date_to_text(from->date, text);
	else if (SUCCEEDED(hr) && from->vt == VT_BOOL && flags & VARIANT_ALPHABOOL)
		strcpy(text, from->boolVal ? "True" : "False");
	else if (SUCCEEDED(hr) && from->vt != VT_EMPTY)
		hr = text_from_number(&n, text);
	if (FAILED(hr))
		return hr;
	to->bstrVal = text_to_bstr(text);
	return to->bstrVal ? S_OK : FAIL(E_OUTOFMEMORY);
}

/* 1 or 0; -1: not one of the words. */
static int change_word(const char *text)
{
	if (ascii_equal(text, "True") || ascii_equal(text, "#TRUE#"))
		return 1;
	return ascii_equal(text, "False") || ascii_equal(text, "#FALSE#") ? 0 : -1;
}

static HRESULT change_from_text(VARIANT *to, const VARIANT *from, VARTYPE vt)
{
	char text[TEXT_MAX];
	struct number n;
	HRESULT hr = text_from_bstr(from->bstrVal, text);

	if (FAILED(hr))
		return hr;
	if (vt == VT_DATE)
		return date_from_text(text, &to->date);
	if (vt == VT_BOOL && change_word(text) >= 0) {
		to->boolVal = change_word(text) ? VARIANT_TRUE : VARIANT_FALSE;
		return S_OK;
	}
	hr = text_to_number(text, vt == VT_R4 || vt == VT_R8, &n);
	return FAILED(hr) ? hr : change_to(to, &n, false, vt);
}

/* ---- all ---- */

static bool is_interface(VARTYPE vt)
{
	return vt == VT_UNKNOWN || vt == VT_DISPATCH;
}

static HRESULT change_interface(VARIANT *to, const VARIANT *from, VARTYPE vt)
{
	if (!from->punkVal)
		return S_OK;
	return IUnknown_QueryInterface(from->punkVal, vt == VT_DISPATCH ? &IID_IDispatch : &IID_IUnknown, (void **)&to->punkVal);
}

static HRESULT change_value(VARIANT *to, const VARIANT *from, USHORT flags, VARTYPE vt)
{
	struct number n;
	HRESULT hr;

	if (is_interface(vt) && is_interface(from->vt))
		return change_interface(to, from, vt);
	if (!vartype_find(vt))
		return FAIL(DISP_E_TYPEMISMATCH);
	if (vt == VT_BSTR)
		return change_to_text(to, from, flags);
	if (from->vt == VT_BSTR)
		return change_from_text(to, from, vt);
	hr = change_from(from, &n);
	return FAILED(hr) ? hr : change_to(to, &n, from->vt == VT_BOOL && from->boolVal, vt);
}

HRESULT VariantChangeTypeEx(VARIANTARG *to, const VARIANTARG *from, LCID lcid, USHORT flags, VARTYPE vt)
{
	VARIANT value, changed = { .vt = VT_EMPTY };
	HRESULT hr;

	(void)lcid;
	if (!to || !from)
		return FAIL(E_INVALIDARG);
	if (!vartype_is_variant(vt))
		return FAIL(DISP_E_BADVARTYPE);
	VariantInit(&value);
	hr = VariantCopyInd(&value, from);
	if (FAILED(hr))
		return hr;
	if (value.vt == vt)
		return variant_move(to, &value);
	hr = change_value(&changed, &value, flags, vt);
	VariantClear(&value);
	if (FAILED(hr))
		return hr;
	changed.vt = vt;
	return variant_move(to, &changed);
}

HRESULT VariantChangeType(VARIANTARG *to, const VARIANTARG *from, USHORT flags, VARTYPE vt)
{
	return VariantChangeTypeEx(to, from, LOCALE_USER_DEFAULT, flags, vt);
}
