/* dispatch.c - late bound calls, enumerations and property bags between apartments. */
#include "automat.h"
#include "house.h"
#include "object/automation.h"

typedef struct Late {
	AcomObject object;
	IDispatch IDispatch_iface;
	IEnumVARIANT IEnumVARIANT_iface;
	IPropertyBag IPropertyBag_iface;
	IErrorLog IErrorLog_iface;
	ULONG next;
	bool without_result; /* the last Invoke had nothing to put it into */
	EXCEPINFO logged;    /* what was added last; its strings are gone */
} Late;

ACOM_FACE(Late, IDispatch)
ACOM_FACE(Late, IEnumVARIANT)
ACOM_FACE(Late, IPropertyBag)
ACOM_FACE(Late, IErrorLog)

/* ---- IDispatch ---- */

enum { ADD = 7, FAIL_LATER = 8, CONVERT = 9 };

static HRESULT Late_GetTypeInfoCount(IDispatch *This, UINT *count)
{
	(void)This;
	*count = 0;
	return S_OK;
}

static HRESULT Late_GetTypeInfo(IDispatch *This, UINT i, LCID lcid, ITypeInfo **info)
{
	(void)lcid;
	*info = NULL;
	if (i)
		return DISP_E_BADINDEX;
	IDispatch_AddRef(This); /* any object, but no ITypeInfo */
	*info = (ITypeInfo *)This;
	return S_OK;
}

static HRESULT Late_GetIDsOfNames(IDispatch *This, REFIID riid, LPOLESTR *names, UINT count, LCID lcid, DISPID *ids)
{
	(void)This, (void)riid, (void)lcid;
	for (UINT i = 0; i < count; i++)
		ids[i] = names[i][0] == u'A' ? ADD : DISPID_UNKNOWN;
	return count && ids[0] == ADD ? S_OK : DISP_E_UNKNOWNNAME;
}

static HRESULT fill_in(EXCEPINFO *info)
{
	info->bstrDescription = SysAllocString(u"later");
	return S_OK;
}

/* Adds all arguments, and 1 to each that is a reference to a number. */
static HRESULT add(DISPPARAMS *params, VARIANT *result, UINT *wrong)
{
	double sum = 0;

	for (UINT i = 0; i < params->cArgs; i++) {
		VARIANT v = { .vt = VT_EMPTY };

		if (FAILED(VariantChangeType(&v, &params->rgvarg[i], 0, VT_R8))) {
			*(wrong ? wrong : &(UINT){ 0 }) = i;
			return DISP_E_TYPEMISMATCH;
		}
		sum += v.dblVal;
		if (params->rgvarg[i].vt == (VT_BYREF | VT_I4))
			++*params->rgvarg[i].plVal;
	}
	if (result)
		*result = (VARIANT){ .vt = VT_R8, .dblVal = sum };
	return S_OK;
}

/* Its arguments become text where they stand, as the object of one apartment may do with what its caller clears. */
static HRESULT convert(DISPPARAMS *params)
{
	HRESULT hr = S_OK;

	for (UINT i = 0; i < params->cArgs && SUCCEEDED(hr); i++)
		hr = VariantChangeType(&params->rgvarg[i], &params->rgvarg[i], 0, i ? VT_BSTR : VT_I4);
	return hr;
}

static HRESULT Late_Invoke(IDispatch *This, DISPID id, REFIID riid, LCID lcid, WORD flags, DISPPARAMS *params, VARIANT *result,
			   EXCEPINFO *info, UINT *wrong)
{
	Late_from_IDispatch(This)->without_result = !result && !info && !wrong;
	assert_int_equal(flags, DISPATCH_METHOD);
	assert_true(riid && lcid == LOCALE_INVARIANT);
	if (id == ADD)
		return add(params, result, wrong);
	if (id == CONVERT)
		return convert(params);
	if (id != FAIL_LATER)
		return DISP_E_MEMBERNOTFOUND;
	if (info) {
		*info = (EXCEPINFO){ .wCode = 5, .pfnDeferredFillIn = fill_in };
		info->bstrSource = SysAllocString(u"source");
	}
	return DISP_E_EXCEPTION;
}

/* ---- IEnumVARIANT: 0 ... 4 ---- */

static HRESULT Late_Next(IEnumVARIANT *This, ULONG count, VARIANT *values, ULONG *fetched)
{
	Late *l = Late_from_IEnumVARIANT(This);
	ULONG n = 0;

	for (; n < count && l->next < 5; n++)
		values[n] = (VARIANT){ .vt = VT_I4, .lVal = (LONG)l->next++ };
	if (n < count)
		*fetched = n;
	return n < count ? S_FALSE : S_OK;
}

static HRESULT Late_Skip(IEnumVARIANT *This, ULONG count)
{
	Late_from_IEnumVARIANT(This)->next += count;
	return S_OK;
}

static HRESULT Late_Reset(IEnumVARIANT *This)
{
	Late_from_IEnumVARIANT(This)->next = 0;
	return S_OK;
}

static HRESULT Late_Clone(IEnumVARIANT *This, IEnumVARIANT **copy)
{
	IEnumVARIANT_AddRef(*copy = This);
	return S_OK;
}

/* ---- IPropertyBag: a text of each name, or the object that is asked for ---- */

static HRESULT Late_Read(IPropertyBag *This, LPCOLESTR name, VARIANT *value, IErrorLog *log)
{
	(void)This, (void)log;
	if (value->vt == VT_UNKNOWN)
		return value->punkVal ? S_OK : E_FAIL;
	if (value->vt == VT_DISPATCH)
		return value->pdispVal ? IDispatch_GetTypeInfoCount(value->pdispVal, &(UINT){ 0 }) : E_FAIL;
	if (value->vt != VT_BSTR && value->vt != VT_EMPTY)
		return E_FAIL;
	*value = (VARIANT){ .vt = VT_BSTR, .bstrVal = SysAllocString(name) };
	return S_OK;
}

static HRESULT Late_Write(IPropertyBag *This, LPCOLESTR name, VARIANT *value)
{
	(void)This;
	return value->vt == VT_BSTR && name[0] == value->bstrVal[0] ? S_OK : E_FAIL;
}

static HRESULT Late_AddError(IErrorLog *This, LPCOLESTR name, EXCEPINFO *info)
{
	Late_from_IErrorLog(This)->logged = *info;
	return name[0] == 'n' && info->bstrSource[0] == 's' ? S_OK : E_FAIL;
}

static const IDispatchVtbl Late_IDispatch_vtbl = {
	ACOM_UNKNOWN(Late, IDispatch), Late_GetTypeInfoCount, Late_GetTypeInfo, Late_GetIDsOfNames, Late_Invoke,
};
static const IEnumVARIANTVtbl Late_IEnumVARIANT_vtbl = {
	ACOM_UNKNOWN(Late, IEnumVARIANT), Late_Next, Late_Skip, Late_Reset, Late_Clone,
};
static const IPropertyBagVtbl Late_IPropertyBag_vtbl = { ACOM_UNKNOWN(Late, IPropertyBag), Late_Read, Late_Write };
static const IErrorLogVtbl Late_IErrorLog_vtbl = { ACOM_UNKNOWN(Late, IErrorLog), Late_AddError };
static const AcomInterface Late_map[] = {
	ACOM_ENTRY(Late, IDispatch), ACOM_ENTRY(Late, IEnumVARIANT), ACOM_ENTRY(Late, IPropertyBag), ACOM_ENTRY(Late, IErrorLog),
	ACOM_END,
};
static const AcomClass Late_class = { "late", sizeof(Late), Late_map, NULL, NULL, NULL };

static ISimpleStream *make(void *arg)
{
	IDispatch *d;

	assert_int_equal(AcomCreateObject(&Late_class, NULL, &IID_IDispatch, (void **)&d), S_OK);
	*(Late **)arg = Late_from_IDispatch(d);
	return (ISimpleStream *)d;
}

/* The body with a proxy for the interface, whose object lives in another apartment. */
static void with(REFIID iid, void (*body)(void *proxy, Late *late))
{
	Late *late;
	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = make, .arg = &late };
	IUnknown *proxy;

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	assert_int_equal(house_query(&h, iid, (void **)&proxy), S_OK);
	body(proxy, late);
	IUnknown_Release(proxy);
	house_close(&h);
	house_leave();
}

static const IID iid_null;

static HRESULT invoke(IDispatch *d, DISPID id, DISPPARAMS *params, VARIANT *result, EXCEPINFO *info, UINT *wrong)
{
	return IDispatch_Invoke(d, id, &iid_null, LOCALE_INVARIANT, DISPATCH_METHOD, params, result, info, wrong);
}

static void calls(void *proxy, Late *late)
{
	LPOLESTR names[] = { (OLECHAR[]){ u'A', 0 }, (OLECHAR[]){ u'B', 0 } };
	LONG number = 10;
	VARIANT args[] = { { .vt = VT_I4, .lVal = 1 }, { .vt = VT_BYREF | VT_I4, .plVal = &number }, { .vt = VT_R8, .dblVal = 0.5 } };
	DISPPARAMS params = { .rgvarg = args, .cArgs = 3 };
	VARIANT result;
	DISPID ids[2];
	UINT wrong;

	assert_int_equal(IDispatch_GetIDsOfNames(proxy, &iid_null, names, 2, 0, ids), S_OK);
	assert_int_equal(ids[0], ADD);
	assert_int_equal(ids[1], DISPID_UNKNOWN);
	assert_int_equal(invoke(proxy, ADD, &params, &result, NULL, NULL), S_OK);
	assert_true(result.dblVal == 11.5);
	assert_int_equal(number, 11);
	assert_ptr_equal(args[1].plVal, &number);
	assert_false(late->without_result);
	assert_int_equal(invoke(proxy, ADD, &params, NULL, NULL, NULL), S_OK);
	assert_int_equal(number, 12);
	assert_true(late->without_result);
	args[2].vt = VT_NULL;
	assert_int_equal(invoke(proxy, ADD, &params, &result, NULL, &wrong), DISP_E_TYPEMISMATCH);
	assert_int_equal(wrong, 2);
	assert_int_equal(invoke(proxy, ADD, &(DISPPARAMS){ 0 }, &result, NULL, NULL), S_OK);
	assert_int_equal(invoke(proxy, 99, &params, &result, NULL, NULL), DISP_E_MEMBERNOTFOUND);
	assert_int_equal(invoke(proxy, ADD, NULL, &result, NULL, NULL), E_INVALIDARG);
}

TEST(a_late_bound_call_changes_what_its_arguments_refer_to)
{
	with(&IID_IDispatch, calls);
}

static void conversions(void *proxy, Late *late)
{
	LONG number = 10;
	VARIANT args[] = {
		{ .vt = VT_BSTR, .bstrVal = SysAllocString(u"12") }, { .vt = VT_I4, .lVal = 1 },
		{ .vt = VT_BYREF | VT_I4, .plVal = &number }, { .vt = VT_BSTR, .bstrVal = SysAllocString(u"text") },
	};
	DISPPARAMS params = { .rgvarg = args, .cArgs = 4 };

	(void)late;
	assert_int_equal(invoke(proxy, CONVERT, &params, NULL, NULL, NULL), S_OK);
	assert_int_equal(args[0].vt, VT_BSTR);
	assert_int_equal(args[2].vt, VT_BYREF | VT_I4);
	assert_int_equal(number, 10);
	VariantClear(&args[0]);
	VariantClear(&args[3]);
}

TEST(the_object_of_a_late_bound_call_may_change_its_copies_of_the_arguments)
{
	with(&IID_IDispatch, conversions);
}

/* What a stranger sends: values where references belong, and places that there are not. */
TEST(a_late_bound_call_has_no_arguments_beyond_its_arguments)
{
	VARIANT args[] = { { .vt = VT_BSTR, .bstrVal = SysAllocString(u"12") }, { .vt = VT_I4, .lVal = 1 } }, result;
	LONG number = 10;
	VARIANT values[] = { { .vt = VT_BYREF | VT_I4, .plVal = &number }, { .vt = VT_BYREF | VT_I4, .plVal = &number } };
	DISPPARAMS params = { .rgvarg = args, .cArgs = 2 };
	EXCEPINFO info;
	UINT wrong;
	Late *late;
	IUnknown *object = (IUnknown *)make(&late);
	IDispatch *d;

	assert_int_equal(IUnknown_QueryInterface(object, &IID_IDispatch, (void **)&d), S_OK);
	for (UINT at = 0; at < 3; at++)
		assert_int_equal(IDispatch_Invoke_Stub(d, ADD, &iid_null, LOCALE_INVARIANT, DISPATCH_METHOD, &params, &result, &info,
		                                       &wrong, 2, (UINT[]){ 0, at }, values), at < 2 ? S_OK : RPC_X_BAD_STUB_DATA);
	values[1].vt = VT_I4;
	assert_int_equal(IDispatch_Invoke_Stub(d, ADD, &iid_null, LOCALE_INVARIANT, DISPATCH_METHOD, &params, &result, &info, &wrong,
	                                       2, (UINT[]){ 0, 1 }, values), RPC_X_BAD_STUB_DATA);
	assert_int_equal(args[0].vt, VT_BYREF | VT_I4);
	assert_int_equal(number, 13);
	IDispatch_Release(d);
	IUnknown_Release(object);
}

static void exceptions(void *proxy, Late *late)
{
	EXCEPINFO info;
	ITypeInfo *type;
	UINT count = 9;

	(void)late;
	assert_int_equal(invoke(proxy, FAIL_LATER, &(DISPPARAMS){ 0 }, NULL, &info, NULL), DISP_E_EXCEPTION);
	assert_int_equal(info.wCode, 5);
	assert_memory_equal(info.bstrSource, u"source", 14);
	assert_memory_equal(info.bstrDescription, u"later", 12);
	assert_null(info.bstrHelpFile);
	assert_null(info.pfnDeferredFillIn);
	SysFreeString(info.bstrSource);
	SysFreeString(info.bstrDescription);
	assert_int_equal(invoke(proxy, FAIL_LATER, &(DISPPARAMS){ 0 }, NULL, NULL, NULL), DISP_E_EXCEPTION);
	assert_int_equal(IDispatch_GetTypeInfoCount(proxy, &count), S_OK);
	assert_int_equal(count, 0);
	assert_int_equal(IDispatch_GetTypeInfo(proxy, 1, 0, &type), DISP_E_BADINDEX);
	assert_int_equal(IDispatch_GetTypeInfo(proxy, 0, 0, &type), E_NOINTERFACE);
	assert_null(type);
}

TEST(an_exception_is_complete_when_it_arrives)
{
	with(&IID_IDispatch, exceptions);
}

static void enumeration(void *proxy, Late *late)
{
	VARIANT values[4];
	ULONG fetched;

	(void)late;
	assert_int_equal(IEnumVARIANT_Next(proxy, 4, values, &fetched), S_OK);
	assert_int_equal(fetched, 4);
	assert_int_equal(values[3].lVal, 3);
	assert_int_equal(IEnumVARIANT_Next(proxy, 4, values, NULL), E_INVALIDARG);
	assert_int_equal(IEnumVARIANT_Next(proxy, 1, values, NULL), S_OK);
	assert_int_equal(values[0].lVal, 4);
	assert_int_equal(IEnumVARIANT_Next(proxy, 4, values, &fetched), S_FALSE);
	assert_int_equal(fetched, 0);
	assert_int_equal(IEnumVARIANT_Reset(proxy), S_OK);
	assert_int_equal(IEnumVARIANT_Skip(proxy, 3), S_OK);
	assert_int_equal(IEnumVARIANT_Next(proxy, 4, values, &fetched), S_FALSE);
	assert_int_equal(fetched, 2);
	assert_int_equal(values[1].lVal, 4);
}

TEST(an_enumeration_says_how_many_it_gave)
{
	with(&IID_IEnumVARIANT, enumeration);
}

static void bag(void *proxy, Late *late)
{
	VARIANT v = { .vt = VT_EMPTY };

	(void)late;
	assert_int_equal(IPropertyBag_Read(proxy, u"name", &v, NULL), S_OK);
	assert_memory_equal(v.bstrVal, u"name", 10);
	assert_int_equal(IPropertyBag_Write(proxy, u"name", &v), S_OK);
	VariantClear(&v);
	v.vt = VT_I4;
	assert_int_equal(IPropertyBag_Read(proxy, u"name", &v, NULL), E_FAIL);
	v = (VARIANT){ .vt = VT_UNKNOWN, .punkVal = proxy };
	IUnknown_AddRef(v.punkVal);
	assert_int_equal(IPropertyBag_Read(proxy, u"name", &v, NULL), S_OK);
	assert_int_equal(v.vt, VT_UNKNOWN);
	assert_non_null(v.punkVal);
	VariantClear(&v);
	v = (VARIANT){ .vt = VT_DISPATCH };
	assert_int_equal(IPropertyBag_Read(proxy, u"name", &v, NULL), E_FAIL);
	assert_int_equal(IUnknown_QueryInterface((IUnknown *)proxy, &IID_IDispatch, (void **)&v.pdispVal), S_OK);
	assert_int_equal(IPropertyBag_Read(proxy, u"name", &v, NULL), S_OK);
	assert_int_equal(v.vt, VT_DISPATCH);
	assert_int_equal(IDispatch_GetTypeInfoCount(v.pdispVal, &(UINT){ 0 }), S_OK);
	VariantClear(&v);
	v = (VARIANT){ .vt = VT_DISPATCH };
	assert_int_equal(event_create(NULL, &IID_IUnknown, (void **)&v.punkVal), S_OK); /* which is not what its type says */
	assert_int_equal(IPropertyBag_Read(proxy, u"name", &v, NULL), E_NOINTERFACE);
	VariantClear(&v);
	assert_int_equal(IPropertyBag_Read(proxy, NULL, &v, NULL), E_POINTER);
}

TEST(a_property_bag_knows_which_type_is_wanted)
{
	with(&IID_IPropertyBag, bag);
}

static void errors(void *proxy, Late *late)
{
	EXCEPINFO info = { .wCode = 7, .pvReserved = late, .pfnDeferredFillIn = fill_in };

	info.bstrSource = needed(SysAllocString(u"source"));
	assert_int_equal(IErrorLog_AddError(proxy, u"name", &info), S_OK);
	assert_true(late->logged.wCode == 7 && info.pfnDeferredFillIn == fill_in);
	assert_true(!late->logged.pfnDeferredFillIn && !late->logged.pvReserved);
	memset(&late->logged, 1, sizeof late->logged);
	info.pvReserved = (void *)(uintptr_t)8;
	info.pfnDeferredFillIn = (HRESULT (*)(EXCEPINFO *))(uintptr_t)4;
	assert_int_equal(IErrorLog_RemoteAddError_Proxy(proxy, u"name", &info), S_OK); /* as others may say it */
	assert_true(!late->logged.pfnDeferredFillIn && !late->logged.pvReserved);
	assert_int_equal(IErrorLog_AddError(proxy, u"name", NULL), E_POINTER);
	SysFreeString(info.bstrSource);
}

TEST(an_exception_brings_no_address_to_another_process)
{
	with(&IID_IErrorLog, errors);
}
