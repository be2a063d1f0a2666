/* automation_safearray.c - SAFEARRAY to its wire form and back. Elements that own nothing are sent from where they are. */
#include "ndr/automation.h"

/* ---- to the wire ---- */

/* What the rows of a kind share: a count, and where the elements are. */
#define SET_ELEMENTS(arm, counter, member, elements) ((arm).counter = (ULONG)count, (arm).member = (void *)(elements))

static HRESULT bstrs_to_wire(const BSTR *from, size_t count, wireBSTR **to, ACOM_SCRATCH *scratch)
{
	HRESULT hr = (*to = scratch->alloc(scratch, count * sizeof **to)) ? S_OK : FAIL(E_OUTOFMEMORY);

	for (size_t i = 0; i < count && SUCCEEDED(hr); i++)
		hr = bstr_to_wire(from[i], &(*to)[i], scratch);
	return hr;
}

static HRESULT variants_to_wire(const VARIANT *from, size_t count, wireVARIANT **to, ACOM_SCRATCH *scratch, unsigned depth)
{
	HRESULT hr = (*to = scratch->alloc(scratch, count * sizeof **to)) ? S_OK : FAIL(E_OUTOFMEMORY);

	for (size_t i = 0; i < count && SUCCEEDED(hr); i++)
		hr = variant_to_wire(&from[i], &(*to)[i], scratch, depth);
	return hr;
}

static HRESULT elements_to_wire(SAFEARRAY *a, size_t count, SAFEARRAYUNION *to, ACOM_SCRATCH *scratch, unsigned depth)
{
	HRESULT hr = S_OK;

	switch (to->sfType) {
	case SF_I1: SET_ELEMENTS(to->u.ByteStr, clSize, pData, a->pvData); break;
	case SF_I2: SET_ELEMENTS(to->u.WordStr, clSize, pData, a->pvData); break;
	case SF_I4: SET_ELEMENTS(to->u.LongStr, clSize, pData, a->pvData); break;
	case SF_I8: SET_ELEMENTS(to->u.HyperStr, clSize, pData, a->pvData); break;
	case SF_UNKNOWN: SET_ELEMENTS(to->u.UnknownStr, Size, apUnknown, a->pvData); break;
	case SF_DISPATCH: SET_ELEMENTS(to->u.DispatchStr, Size, apDispatch, a->pvData); break;
	case SF_HAVEIID:
		SET_ELEMENTS(to->u.HaveIidStr, Size, apUnknown, a->pvData);
		return SafeArrayGetIID(a, &to->u.HaveIidStr.iid);
	case SF_BSTR:
		to->u.BstrStr.Size = (ULONG)count;
		hr = bstrs_to_wire(a->pvData, count, &to->u.BstrStr.aBstr, scratch);
		break;
	case SF_VARIANT:
		to->u.VariantStr.Size = (ULONG)count;
		hr = variants_to_wire(a->pvData, count, &to->u.VariantStr.aVariant, scratch, depth);
		break;
	}
	return hr;
}

enum { FEATURES_SENT = FADF_HAVEIID | FADF_HAVEVARTYPE | FADF_BSTR | FADF_UNKNOWN | FADF_DISPATCH | FADF_VARIANT };

HRESULT safearray_to_wire(SAFEARRAY *a, wireSAFEARRAY *wire, ACOM_SCRATCH *scratch, unsigned depth)
{
	const struct vartype *t = safearray_type(a);
	struct _wireSAFEARRAY *w;
	size_t count, bounds;

	*wire = NULL;
	if (!a)
		return S_OK;
	if (!t || !t->sf)
		return FAIL(DISP_E_BADVARTYPE);
	if (t->size != a->cbElements || !safearray_count(a, &count) || !a->pvData)
		return FAIL(E_INVALIDARG);
	bounds = a->cDims * sizeof *a->rgsabound;
	w = scratch->alloc(scratch, sizeof *w + bounds);
	if (!w)
		return FAIL(E_OUTOFMEMORY);
	w->cDims = a->cDims;
	w->fFeatures = a->fFeatures & FEATURES_SENT;
	w->cbElements = a->cbElements;
	w->cLocks = (ULONG)t->vt << 16;
	w->uArrayStructs.sfType = a->fFeatures & FADF_HAVEIID ? (ULONG)SF_HAVEIID : t->sf;
	memcpy(w->rgsabound, a->rgsabound, bounds);
	*wire = w;
	return elements_to_wire(a, count, &w->uArrayStructs, scratch, depth);
}

/* ---- from it ---- */

/* The elements of an array as the union says, whatever they are. */
struct elements {
	ULONG count;
	const void *at;
	VARTYPE vt;     /* if nothing else says more */
};

static struct elements elements_of(const SAFEARRAYUNION *from)
{
	switch (from->sfType) {
	case SF_I1: return (struct elements){ from->u.ByteStr.clSize, from->u.ByteStr.pData, VT_UI1 };
	case SF_I2: return (struct elements){ from->u.WordStr.clSize, from->u.WordStr.pData, VT_I2 };
	case SF_I4: return (struct elements){ from->u.LongStr.clSize, from->u.LongStr.pData, VT_I4 };
	case SF_I8: return (struct elements){ from->u.HyperStr.clSize, from->u.HyperStr.pData, VT_I8 };
	case SF_BSTR: return (struct elements){ from->u.BstrStr.Size, from->u.BstrStr.aBstr, VT_BSTR };
	case SF_VARIANT: return (struct elements){ from->u.VariantStr.Size, from->u.VariantStr.aVariant, VT_VARIANT };
	case SF_DISPATCH: return (struct elements){ from->u.DispatchStr.Size, from->u.DispatchStr.apDispatch, VT_DISPATCH };
	case SF_UNKNOWN: return (struct elements){ from->u.UnknownStr.Size, from->u.UnknownStr.apUnknown, VT_UNKNOWN };
	case SF_HAVEIID: return (struct elements){ from->u.HaveIidStr.Size, from->u.HaveIidStr.apUnknown, VT_UNKNOWN };
	}
	return (struct elements){ 0, NULL, VT_EMPTY };
}

/* The type that the array says it has, if the elements sent can be such; NULL: they cannot. */
static const struct vartype *type_from_wire(const struct _wireSAFEARRAY *w, VARTYPE vt)
{
	bool identified = w->uArrayStructs.sfType == (ULONG)SF_HAVEIID;
	const struct vartype *t;

	if (w->fFeatures & FADF_HAVEVARTYPE)
		vt = (VARTYPE)(w->cLocks >> 16);
	else if (identified && w->fFeatures & FADF_DISPATCH)
		vt = VT_DISPATCH;
	t = vartype_find(vt);
	if (!t || t->size != w->cbElements)
		return NULL;
	return identified ? (t->element == ELEMENT_INTERFACE ? t : NULL) : t->sf == w->uArrayStructs.sfType ? t : NULL;
}

/* One that nobody filled yet. What the bounds say must be what came, before memory is made for it. */
static HRESULT array_from_wire(const struct _wireSAFEARRAY *w, const struct elements *e, SAFEARRAY **a)
{
	const struct vartype *t = type_from_wire(w, e->vt);
	size_t count;
	HRESULT hr;

	if (!t)
		return FAIL(RPC_X_BAD_STUB_DATA);
	hr = SafeArrayAllocDescriptorEx(t->vt, w->cDims, a);
	if (FAILED(hr))
		return hr == E_INVALIDARG ? FAIL(RPC_X_BAD_STUB_DATA) : hr;
	memcpy((*a)->rgsabound, w->rgsabound, w->cDims * sizeof *w->rgsabound);
	if (!safearray_count(*a, &count) || count != e->count || (count && !e->at))
		hr = FAIL(RPC_X_INVALID_BOUND);
	else
		hr = SafeArrayAllocData(*a);
	if (w->uArrayStructs.sfType == (ULONG)SF_HAVEIID)
		SafeArraySetIID(*a, &w->uArrayStructs.u.HaveIidStr.iid);
	else
		(*a)->fFeatures &= (USHORT)~FADF_HAVEIID;
	return hr;
}

static HRESULT fill_from_wire(SAFEARRAY *a, const struct elements *e, unsigned depth)
{
	const struct vartype *t = safearray_type(a);
	HRESULT hr = S_OK;

	if (t->element == ELEMENT_PLAIN || t->element == ELEMENT_INTERFACE)
		return element_copy(t, a->pvData, e->at, e->count);
	for (ULONG i = 0; i < e->count && SUCCEEDED(hr); i++)
		if (t->element == ELEMENT_BSTR)
			hr = bstr_from_wire(((const wireBSTR *)e->at)[i], &((BSTR *)a->pvData)[i]);
		else
			hr = variant_from_wire(((const wireVARIANT *)e->at)[i], &((VARIANT *)a->pvData)[i], depth);
	return hr;
}

HRESULT safearray_from_wire(wireSAFEARRAY wire, SAFEARRAY **a, unsigned depth)
{
	struct elements e;
	HRESULT hr;

	*a = NULL;
	if (!wire)
		return S_OK;
	e = elements_of(&wire->uArrayStructs);
	hr = array_from_wire(wire, &e, a);
	if (SUCCEEDED(hr))
		hr = fill_from_wire(*a, &e, depth);
	if (FAILED(hr)) {
		SafeArrayDestroy(*a);
		*a = NULL;
	}
	return hr;
}

/* ---- LPSAFEARRAY ---- */

/* The outer pointer is there even for no array. */
static HRESULT to_wire(const void *value, void *wire, ACOM_SCRATCH *scratch)
{
	wireSAFEARRAY *inner = scratch->alloc(scratch, sizeof *inner);

	if (!inner)
		return FAIL(E_OUTOFMEMORY);
	*(wirePSAFEARRAY *)wire = inner;
	return safearray_to_wire(*(const ndr_slot *)value, inner, scratch, 0);
}

static HRESULT from_wire(const void *wire, void *value)
{
	wirePSAFEARRAY outer = *(const wirePSAFEARRAY *)wire;
	SAFEARRAY *a;
	HRESULT hr = safearray_from_wire(outer ? *outer : NULL, &a, 0);

	*(ndr_slot *)value = a;
	return hr;
}

static void clear(void *value)
{
	SafeArrayDestroy(*(ndr_slot *)value);
}

const ACOM_USER_TYPE acom_user_LPSAFEARRAY = { .to_wire = to_wire, .from_wire = from_wire, .clear = clear,
	.wire = &automation_safearray, .octets = sizeof(SAFEARRAY *) };
