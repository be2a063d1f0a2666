/* dispatch.c - the [local] methods of Automation's interfaces: what travels for them, on both sides of a call. */
#include "object/automation.h"

/* In the upper half of RemoteInvoke's flags: pointers that the caller does not have. */
enum { INVOKE_NO_RESULT = 0x20000, INVOKE_NO_EXCEPTION = 0x40000, INVOKE_NO_ARGUMENT_ERROR = 0x80000 };

/* ---- IDispatch::Invoke, the caller's side ---- */

/* Arguments by reference travel in an array of their own, for they come back. */
struct references {
	UINT count;
	UINT *places;
	VARIANTARG *values;
	VARIANTARG *others; /* all arguments, those by reference VT_EMPTY */
};

static void references_free(struct references *r)
{
	CoTaskMemFree(r->places);
	CoTaskMemFree(r->values);
	CoTaskMemFree(r->others);
}

/* All of it owns nothing but its memory. */
static HRESULT references_split(struct references *r, const DISPPARAMS *params)
{
	size_t n = params->cArgs + (size_t)1;

	*r = (struct references){ 0, CoTaskMemAlloc(n * sizeof *r->places), CoTaskMemAlloc(n * sizeof *r->values),
		CoTaskMemAlloc(n * sizeof *r->others) };
	if (!r->places || !r->values || !r->others) {
		references_free(r);
		return FAIL(E_OUTOFMEMORY);
	}
	for (UINT i = 0; i < params->cArgs; i++) {
		r->others[i] = params->rgvarg[i];
		if (!(r->others[i].vt & VT_BYREF))
			continue;
		r->places[r->count] = i;
		r->values[r->count++] = r->others[i];
		VariantInit(&r->others[i]);
	}
	return S_OK;
}

/* What they refer to was changed in place. Anything else that came instead of one is dropped. */
static void references_settle(const struct references *r, const DISPPARAMS *params)
{
	for (UINT i = 0; i < r->count; i++) {
		const VARIANT *old = &params->rgvarg[r->places[i]];

		if (r->values[i].vt != old->vt || r->values[i].byref != old->byref)
			VariantClear(&r->values[i]);
	}
}

/* What is an address comes from another process, and is none here. */
static void exception_received(EXCEPINFO *info)
{
	info->pfnDeferredFillIn = NULL;
	info->pvReserved = NULL;
}

static void exception_clear(EXCEPINFO *info)
{
	SysFreeString(info->bstrSource);
	SysFreeString(info->bstrDescription);
	SysFreeString(info->bstrHelpFile);
}

ACOM_API HRESULT IDispatch_Invoke_Proxy(IDispatch *This, DISPID dispIdMember, REFIID riid, LCID lcid, WORD wFlags,
					DISPPARAMS *pDispParams, VARIANT *pVarResult, EXCEPINFO *pExcepInfo, UINT *puArgErr)
{
	DWORD flags = wFlags | (pVarResult ? 0 : INVOKE_NO_RESULT) | (pExcepInfo ? 0 : INVOKE_NO_EXCEPTION) |
		      (puArgErr ? 0 : INVOKE_NO_ARGUMENT_ERROR);
	VARIANT no_result = { .vt = VT_EMPTY };
	EXCEPINFO no_exception = { 0 };
	UINT no_error;
	struct references r;
	DISPPARAMS params;
	HRESULT hr;

	if (!pDispParams || (pDispParams->cArgs && !pDispParams->rgvarg))
		return FAIL(E_INVALIDARG);
	hr = references_split(&r, pDispParams);
	if (FAILED(hr))
		return hr;
	params = *pDispParams;
	params.rgvarg = params.cArgs ? r.others : NULL;
	hr = IDispatch_RemoteInvoke_Proxy(This, dispIdMember, riid, lcid, flags, &params, pVarResult ? pVarResult : &no_result,
					  pExcepInfo ? pExcepInfo : &no_exception, puArgErr ? puArgErr : &no_error, r.count,
					  r.places, r.values);
	if (pExcepInfo)
		exception_received(pExcepInfo);
	references_settle(&r, pDispParams);
	references_free(&r);
	VariantClear(&no_result);
	exception_clear(&no_exception);
	return hr;
}

/* ---- the object's side ---- */

/* The references come to where they belong, as copies that own nothing. The object may make something else of its arguments: what
 * stands there in the end is the call's. RPC_X_BAD_STUB_DATA: no such place. */
static HRESULT arguments_join(const DISPPARAMS *params, UINT count, const UINT *places, const VARIANTARG *values)
{
	for (UINT i = 0; i < count; i++) {
		if (places[i] >= params->cArgs || !(values[i].vt & VT_BYREF))
			return FAIL(RPC_X_BAD_STUB_DATA);
		VARIANTARG *place = &params->rgvarg[places[i]];
		VariantClear(place);
		variant_copy(place, &values[i]); /* which cannot fail */
	}
	return S_OK;
}

/* The strings that an object fills in only when they are wanted cannot wait. */
static void exception_complete(EXCEPINFO *info)
{
	if (info->pfnDeferredFillIn)
		info->pfnDeferredFillIn(info);
	exception_received(info);
}

ACOM_API HRESULT IDispatch_Invoke_Stub(IDispatch *This, DISPID dispIdMember, REFIID riid, LCID lcid, DWORD dwFlags,
				       DISPPARAMS *pDispParams, VARIANT *pVarResult, EXCEPINFO *pExcepInfo, UINT *pArgErr,
				       UINT cVarRef, UINT *rgVarRefIdx, VARIANTARG *rgVarRef)
{
	DISPPARAMS params = *pDispParams; /* which the object may change, too */

	VariantInit(pVarResult);
	*pExcepInfo = (EXCEPINFO){ 0 };
	*pArgErr = 0;
	if ((params.cArgs && !params.rgvarg) || (params.cNamedArgs && !params.rgdispidNamedArgs))
		return FAIL(RPC_X_BAD_STUB_DATA);
	HRESULT hr = arguments_join(pDispParams, cVarRef, rgVarRefIdx, rgVarRef);
	if (FAILED(hr))
		return hr;
	hr = IDispatch_Invoke(This, dispIdMember, riid, lcid, (WORD)dwFlags, &params,
			      dwFlags & INVOKE_NO_RESULT ? NULL : pVarResult, dwFlags & INVOKE_NO_EXCEPTION ? NULL : pExcepInfo,
			      dwFlags & INVOKE_NO_ARGUMENT_ERROR ? NULL : pArgErr);
	exception_complete(pExcepInfo);
	return hr;
}

/* ---- IDispatch::GetTypeInfo ---- */

static const IID iid_of_type_info = { 0x00020401, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } };

ACOM_API HRESULT IDispatch_GetTypeInfo_Proxy(IDispatch *This, UINT iTInfo, LCID lcid, ITypeInfo **ppTInfo)
{
	IUnknown *object = NULL;
	HRESULT hr;

	if (!ppTInfo)
		return FAIL(E_POINTER);
	*ppTInfo = NULL;
	hr = IDispatch_RemoteGetTypeInfo_Proxy(This, iTInfo, lcid, &object);
	if (SUCCEEDED(hr) && object) {
		hr = IUnknown_QueryInterface(object, &iid_of_type_info, (void **)ppTInfo);
		IUnknown_Release(object);
	}
	return hr;
}

ACOM_API HRESULT IDispatch_GetTypeInfo_Stub(IDispatch *This, UINT iTInfo, LCID lcid, IUnknown **ppTInfo)
{
	return IDispatch_GetTypeInfo(This, iTInfo, lcid, (ITypeInfo **)(void *)ppTInfo);
}

/* ---- IEnumVARIANT::Next ---- */

ACOM_API HRESULT IEnumVARIANT_Next_Proxy(IEnumVARIANT *This, ULONG celt, VARIANT *rgVar, ULONG *pCeltFetched)
{
	ULONG fetched = 0;
	HRESULT hr;

	if (celt != 1 && !pCeltFetched)
		return FAIL(E_INVALIDARG);
	hr = IEnumVARIANT_RemoteNext_Proxy(This, celt, rgVar, &fetched);
	if (pCeltFetched)
		*pCeltFetched = fetched;
	return hr;
}

/* An object that says it gave all need not say how many. */
ACOM_API HRESULT IEnumVARIANT_Next_Stub(IEnumVARIANT *This, ULONG celt, VARIANT *rgVar, ULONG *pCeltFetched)
{
	HRESULT hr;

	*pCeltFetched = 0;
	hr = IEnumVARIANT_Next(This, celt, rgVar, pCeltFetched);
	if (hr == S_OK)
		*pCeltFetched = celt;
	return hr;
}

/* ---- IErrorLog::AddError ---- */

/* Strings that would be filled in later are not there: the caller keeps what he has, and could not be asked for more. */
ACOM_API HRESULT IErrorLog_AddError_Proxy(IErrorLog *This, LPCOLESTR pszPropName, EXCEPINFO *pExcepInfo)
{
	if (!pExcepInfo)
		return FAIL(E_POINTER);
	EXCEPINFO sent = *pExcepInfo;
	exception_received(&sent);
	return IErrorLog_RemoteAddError_Proxy(This, pszPropName, &sent);
}

ACOM_API HRESULT IErrorLog_AddError_Stub(IErrorLog *This, LPCOLESTR pszPropName, EXCEPINFO *pExcepInfo)
{
	exception_received(pExcepInfo);
	return IErrorLog_AddError(This, pszPropName, pExcepInfo);
}

/* ---- IPropertyBag::Read ---- */

ACOM_API HRESULT IPropertyBag_Read_Proxy(IPropertyBag *This, LPCOLESTR pszPropName, VARIANT *pVar, IErrorLog *pErrorLog)
{
	VARIANT value = { .vt = VT_EMPTY };
	IUnknown *object;
	HRESULT hr;

	if (!pszPropName || !pVar)
		return FAIL(E_POINTER);
	object = pVar->vt == VT_UNKNOWN || pVar->vt == VT_DISPATCH ? pVar->punkVal : NULL;
	hr = IPropertyBag_RemoteRead_Proxy(This, pszPropName, &value, pErrorLog, pVar->vt, object);
	if (SUCCEEDED(hr))
		return variant_move(pVar, &value);
	VariantClear(&value);
	return hr;
}

/* What came is an IUnknown, whatever it was. */
static HRESULT object_received(VARIANT *v, IUnknown *object)
{
	return IUnknown_QueryInterface(object, v->vt == VT_DISPATCH ? &IID_IDispatch : &IID_IUnknown, (void **)&v->punkVal);
}

ACOM_API HRESULT IPropertyBag_Read_Stub(IPropertyBag *This, LPCOLESTR pszPropName, VARIANT *pVar, IErrorLog *pErrorLog,
					DWORD varType, IUnknown *pUnkObj)
{
	VARTYPE vt = (VARTYPE)varType;

	VariantInit(pVar);
	if (vt & (VT_BYREF | VT_ARRAY) || !vartype_is_variant(vt))
		vt = VT_EMPTY;
	pVar->vt = vt;
	HRESULT hr = pUnkObj && (vt == VT_UNKNOWN || vt == VT_DISPATCH) ? object_received(pVar, pUnkObj) : S_OK;
	return FAILED(hr) ? hr : IPropertyBag_Read(This, pszPropName, pVar, pErrorLog);
}
