/* libraries_p.c - made by idlgen from libraries.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "libraries.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"

static int64_t acom_number_1(const ACOM_SCOPE *s)
{
	return (int64_t)*(UINT *)s->args[2];
}
static const ACOM_EXPR acom_expr_1 = { .number = acom_number_1, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_2(const ACOM_SCOPE *s)
{
	return (int64_t)*(UINT *)s->args[2];
}
static const ACOM_EXPR acom_expr_2 = { .number = acom_number_2, .from = ACOM_IN, .save = 1 };

static int64_t acom_number_3(const ACOM_SCOPE *s)
{
	return (int64_t)((const DISPPARAMS *)s->base)->cArgs;
}
static const ACOM_EXPR acom_expr_3 = { .number = acom_number_3, .from = 0, .save = 0 };

static int64_t acom_number_4(const ACOM_SCOPE *s)
{
	return (int64_t)((const DISPPARAMS *)s->base)->cNamedArgs;
}
static const ACOM_EXPR acom_expr_4 = { .number = acom_number_4, .from = 0, .save = 0 };

static int64_t acom_number_5(const ACOM_SCOPE *s)
{
	return (int64_t)*(UINT *)s->args[8];
}
static const ACOM_EXPR acom_expr_5 = { .number = acom_number_5, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_6(const ACOM_SCOPE *s)
{
	return (int64_t)*(UINT *)s->args[8];
}
static const ACOM_EXPR acom_expr_6 = { .number = acom_number_6, .from = ACOM_IN, .save = 1 };

static const ACOM_TYPE acom_type_1 = {
	.name = "UINT", .kind = ACOM_U32, .flags = 0, .align = 4, .size = sizeof(UINT), .wire = 4,
};
static const ACOM_TYPE acom_type_2 = {
	.name = "UINT *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_1,
};
static const ACOM_TYPE acom_type_3 = {
	.name = "LCID", .kind = ACOM_U32, .flags = 0, .align = 4, .size = sizeof(LCID), .wire = 4,
};
static const ACOM_TYPE acom_type_4 = {
	.name = "IUnknown *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.iid = &IID_IUnknown,
};
static const ACOM_TYPE acom_type_5 = {
	.name = "IUnknown **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_4,
};
static const ACOM_TYPE acom_type_6 = {
	.name = "DWORD", .kind = ACOM_U32, .flags = 0, .align = 4, .size = sizeof(DWORD), .wire = 4,
};
static const ACOM_TYPE acom_type_7 = {
	.name = "WORD", .kind = ACOM_U16, .flags = 0, .align = 2, .size = sizeof(WORD), .wire = 2,
};
static const ACOM_TYPE acom_type_8 = {
	.name = "BYTE", .kind = ACOM_U8, .flags = 0, .align = 1, .size = sizeof(BYTE), .wire = 1,
};
static const ACOM_TYPE acom_type_9 = {
	.name = "BYTE[8]", .kind = ACOM_ARRAY, .flags = 0, .align = 1, .size = sizeof(BYTE[8]), .wire = 8,
	.count = 8,
	.elem = &acom_type_8,
};
static const ACOM_FIELD acom_fields_10[] = {
	{ "Data1", offsetof(GUID, Data1), &acom_type_6, 0 },
	{ "Data2", offsetof(GUID, Data2), &acom_type_7, 0 },
	{ "Data3", offsetof(GUID, Data3), &acom_type_7, 0 },
	{ "Data4", offsetof(GUID, Data4), &acom_type_9, 0 },
};
static const ACOM_TYPE acom_type_10 = {
	.name = "struct GUID", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(GUID), .wire = 16,
	.count = 4,
	.fields = acom_fields_10,
};
static const ACOM_TYPE acom_type_11 = {
	.name = "REFIID", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_10,
};
static const ACOM_TYPE acom_type_12 = {
	.name = "OLECHAR", .kind = ACOM_U16, .flags = 0, .align = 2, .size = sizeof(OLECHAR), .wire = 2,
};
static const ACOM_TYPE acom_type_13 = {
	.name = "OLECHAR[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING | ACOM_STRING, .align = 4, .size = 0, .wire = 14,
	.elem = &acom_type_12,
};
static const ACOM_TYPE acom_type_14 = {
	.name = "LPOLESTR", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_13,
};
static const ACOM_TYPE acom_type_15 = {
	.name = "LPOLESTR[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_14,
	.max = &acom_expr_1,
};
static const ACOM_TYPE acom_type_16 = {
	.name = "LPOLESTR *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_15,
};
static const ACOM_TYPE acom_type_17 = {
	.name = "UINT", .kind = ACOM_U32, .flags = ACOM_RANGE, .align = 4, .size = sizeof(UINT), .wire = 4,
	.lo = 0, .hi = 16384,
};
static const ACOM_TYPE acom_type_18 = {
	.name = "DISPID", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(DISPID), .wire = 4,
};
static const ACOM_TYPE acom_type_19 = {
	.name = "DISPID[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_18,
	.max = &acom_expr_2,
};
static const ACOM_TYPE acom_type_20 = {
	.name = "DISPID *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_19,
};
static const ACOM_TYPE acom_type_21 = {
	.name = "VARIANT", .kind = ACOM_USER, .flags = 0, .align = 4, .size = sizeof(VARIANT), .wire = 4,
	.count = 1,
	.user = &acom_user_VARIANT,
};
static const ACOM_TYPE acom_type_22 = {
	.name = "VARIANT[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_21,
	.max = &acom_expr_3,
};
static const ACOM_TYPE acom_type_23 = {
	.name = "VARIANTARG *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_22,
};
static const ACOM_TYPE acom_type_24 = {
	.name = "DISPID[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_18,
	.max = &acom_expr_4,
};
static const ACOM_TYPE acom_type_25 = {
	.name = "DISPID *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_24,
};
static const ACOM_FIELD acom_fields_26[] = {
	{ "rgvarg", offsetof(DISPPARAMS, rgvarg), &acom_type_23, 0 },
	{ "rgdispidNamedArgs", offsetof(DISPPARAMS, rgdispidNamedArgs), &acom_type_25, 0 },
	{ "cArgs", offsetof(DISPPARAMS, cArgs), &acom_type_1, 0 },
	{ "cNamedArgs", offsetof(DISPPARAMS, cNamedArgs), &acom_type_1, 0 },
};
static const ACOM_TYPE acom_type_26 = {
	.name = "struct tagDISPPARAMS", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(DISPPARAMS), .wire = 16,
	.count = 4,
	.fields = acom_fields_26,
};
static const ACOM_TYPE acom_type_27 = {
	.name = "DISPPARAMS *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_26,
};
static const ACOM_TYPE acom_type_28 = {
	.name = "VARIANT *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_21,
};
static const ACOM_TYPE acom_type_29 = {
	.name = "BSTR", .kind = ACOM_USER, .flags = 0, .align = 4, .size = sizeof(BSTR), .wire = 4,
	.user = &acom_user_BSTR,
};
static const ACOM_TYPE acom_type_30 = {
	.name = "ULONG_PTR", .kind = ACOM_UINT3264, .flags = 0, .align = 4, .size = sizeof(ULONG_PTR), .wire = 4,
};
static const ACOM_TYPE acom_type_31 = {
	.name = "SCODE", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(SCODE), .wire = 4,
};
static const ACOM_FIELD acom_fields_32[] = {
	{ "wCode", offsetof(EXCEPINFO, wCode), &acom_type_7, 0 },
	{ "wReserved", offsetof(EXCEPINFO, wReserved), &acom_type_7, 0 },
	{ "bstrSource", offsetof(EXCEPINFO, bstrSource), &acom_type_29, 0 },
	{ "bstrDescription", offsetof(EXCEPINFO, bstrDescription), &acom_type_29, 0 },
	{ "bstrHelpFile", offsetof(EXCEPINFO, bstrHelpFile), &acom_type_29, 0 },
	{ "dwHelpContext", offsetof(EXCEPINFO, dwHelpContext), &acom_type_6, 0 },
	{ "pvReserved", offsetof(EXCEPINFO, pvReserved), &acom_type_30, 0 },
	{ "pfnDeferredFillIn", offsetof(EXCEPINFO, pfnDeferredFillIn), &acom_type_30, 0 },
	{ "scode", offsetof(EXCEPINFO, scode), &acom_type_31, 0 },
};
static const ACOM_TYPE acom_type_32 = {
	.name = "struct tagEXCEPINFO", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(EXCEPINFO), .wire = 32,
	.count = 9,
	.fields = acom_fields_32,
};
static const ACOM_TYPE acom_type_33 = {
	.name = "EXCEPINFO *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_32,
};
static const ACOM_TYPE acom_type_34 = {
	.name = "UINT[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_1,
	.max = &acom_expr_5,
};
static const ACOM_TYPE acom_type_35 = {
	.name = "UINT *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_34,
};
static const ACOM_TYPE acom_type_36 = {
	.name = "VARIANT[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_21,
	.max = &acom_expr_6,
};
static const ACOM_TYPE acom_type_37 = {
	.name = "VARIANTARG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_36,
};
static const ACOM_TYPE acom_type_38 = {
	.name = "double", .kind = ACOM_F64, .flags = 0, .align = 8, .size = sizeof(double), .wire = 8,
};
static const ACOM_TYPE acom_type_39 = {
	.name = "double *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_38,
};
static const ACOM_TYPE acom_type_40 = {
	.name = "LONG", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(LONG), .wire = 4,
};

static const ACOM_PARAM acom_params_IShape_GetTypeInfoCount[] = {
	{ "pctinfo", ACOM_OUT, &acom_type_2 },
};
static const ACOM_PARAM acom_params_IShape_RemoteGetTypeInfo[] = {
	{ "iTInfo", ACOM_IN, &acom_type_1 },
	{ "lcid", ACOM_IN, &acom_type_3 },
	{ "ppTInfo", ACOM_OUT, &acom_type_5 },
};
static const ACOM_CALL_AS acom_call_as_IShape_GetTypeInfo = {
	.stub = (void (*)(void))IDispatch_GetTypeInfo_Stub,
};
static const ACOM_PARAM acom_params_IShape_GetIDsOfNames[] = {
	{ "riid", ACOM_IN, &acom_type_11 },
	{ "rgszNames", ACOM_IN, &acom_type_16 },
	{ "cNames", ACOM_IN, &acom_type_17 },
	{ "lcid", ACOM_IN, &acom_type_3 },
	{ "rgDispId", ACOM_OUT, &acom_type_20 },
};
static const ACOM_PARAM acom_params_IShape_RemoteInvoke[] = {
	{ "dispIdMember", ACOM_IN, &acom_type_18 },
	{ "riid", ACOM_IN, &acom_type_11 },
	{ "lcid", ACOM_IN, &acom_type_3 },
	{ "dwFlags", ACOM_IN, &acom_type_6 },
	{ "pDispParams", ACOM_IN, &acom_type_27 },
	{ "pVarResult", ACOM_OUT, &acom_type_28 },
	{ "pExcepInfo", ACOM_OUT, &acom_type_33 },
	{ "pArgErr", ACOM_OUT, &acom_type_2 },
	{ "cVarRef", ACOM_IN, &acom_type_1 },
	{ "rgVarRefIdx", ACOM_IN, &acom_type_35 },
	{ "rgVarRef", ACOM_IN | ACOM_OUT, &acom_type_37 },
};
static const ACOM_CALL_AS acom_call_as_IShape_Invoke = {
	.stub = (void (*)(void))IDispatch_Invoke_Stub,
};
static const ACOM_PARAM acom_params_IShape_get_Area[] = {
	{ "value", ACOM_OUT | ACOM_RETVAL, &acom_type_39 },
};
static const ACOM_PARAM acom_params_IShape_Grow[] = {
	{ "by", ACOM_IN, &acom_type_40 },
	{ "more", ACOM_IN, &acom_type_40 },
};
static ACOM_CELL acom_cells_IShape[6];
static const ACOM_METHOD acom_methods_IShape[6] = {
	{
		.name = "GetTypeInfoCount", .slot = 3, .async_slot = 0, .count = 1, .saves = 0,
		.params = acom_params_IShape_GetTypeInfoCount, .cell = &acom_cells_IShape[0],
	},
	{
		.name = "RemoteGetTypeInfo", .slot = 4, .async_slot = 0, .count = 3, .saves = 0,
		.params = acom_params_IShape_RemoteGetTypeInfo, .cell = &acom_cells_IShape[1],
		.call_as = &acom_call_as_IShape_GetTypeInfo,
	},
	{
		.name = "GetIDsOfNames", .slot = 5, .async_slot = 0, .count = 5, .saves = 1,
		.params = acom_params_IShape_GetIDsOfNames, .cell = &acom_cells_IShape[2],
	},
	{
		.name = "RemoteInvoke", .slot = 6, .async_slot = 0, .count = 11, .saves = 1,
		.params = acom_params_IShape_RemoteInvoke, .cell = &acom_cells_IShape[3],
		.call_as = &acom_call_as_IShape_Invoke,
	},
	{
		.name = "get_Area", .slot = 7, .async_slot = 0, .count = 1, .saves = 0,
		.params = acom_params_IShape_get_Area, .cell = &acom_cells_IShape[4],
	},
	{
		.name = "Grow", .slot = 8, .async_slot = 0, .count = 2, .saves = 0,
		.params = acom_params_IShape_Grow, .cell = &acom_cells_IShape[5],
	},
};

static HRESULT IShape_QueryInterface_Proxy(IShape *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IShape_AddRef_Proxy(IShape *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IShape_Release_Proxy(IShape *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IShape_GetTypeInfoCount_Proxy(IShape *This, UINT *pctinfo)
{
	void *acom_args[] = { &pctinfo };

	return AcomCall(This, &acom_methods_IShape[0], acom_args);
}

static HRESULT IShape_GetTypeInfo_Proxy(IShape *This, UINT iTInfo, LCID lcid, ITypeInfo **ppTInfo)
{
	return IDispatch_GetTypeInfo_Proxy((IDispatch *)This, iTInfo, lcid, ppTInfo);
}

static HRESULT IShape_GetIDsOfNames_Proxy(IShape *This, REFIID riid, LPOLESTR *rgszNames, UINT cNames, LCID lcid, DISPID *rgDispId)
{
	void *acom_args[] = { &riid, &rgszNames, &cNames, &lcid, &rgDispId };

	return AcomCall(This, &acom_methods_IShape[2], acom_args);
}

static HRESULT IShape_Invoke_Proxy(IShape *This, DISPID dispIdMember, REFIID riid, LCID lcid, WORD wFlags, DISPPARAMS *pDispParams, VARIANT *pVarResult, EXCEPINFO *pExcepInfo, UINT *puArgErr)
{
	return IDispatch_Invoke_Proxy((IDispatch *)This, dispIdMember, riid, lcid, wFlags, pDispParams, pVarResult, pExcepInfo, puArgErr);
}

static HRESULT IShape_get_Area_Proxy(IShape *This, double *value)
{
	void *acom_args[] = { &value };

	return AcomCall(This, &acom_methods_IShape[4], acom_args);
}

static HRESULT IShape_Grow_Proxy(IShape *This, LONG by, LONG more)
{
	void *acom_args[] = { &by, &more };

	return AcomCall(This, &acom_methods_IShape[5], acom_args);
}

static const IShapeVtbl acom_vtbl_IShape = {
	.QueryInterface = IShape_QueryInterface_Proxy,
	.AddRef = IShape_AddRef_Proxy,
	.Release = IShape_Release_Proxy,
	.GetTypeInfoCount = IShape_GetTypeInfoCount_Proxy,
	.GetTypeInfo = IShape_GetTypeInfo_Proxy,
	.GetIDsOfNames = IShape_GetIDsOfNames_Proxy,
	.Invoke = IShape_Invoke_Proxy,
	.get_Area = IShape_get_Area_Proxy,
	.Grow = IShape_Grow_Proxy,
};

static const ACOM_INTERFACE acom_interface_IShape = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IShape",
	.iid = &IID_IShape,
	.base = &IID_IDispatch,
	.count = 6,
	.methods = acom_methods_IShape,
	.proxy_vtbl = &acom_vtbl_IShape,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_IShape,
};

ACOM_MODULE libraries_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "libraries.idl",
		.count = 1,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(libraries_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(libraries_interfaces);
}
