/* switches_p.c - made by idlgen from switches.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "switches.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"

static int64_t acom_number_1(const ACOM_SCOPE *s)
{
	return (int64_t)((const Switched *)s->base)->kind;
}
static const ACOM_EXPR acom_expr_1 = { .number = acom_number_1, .from = 0, .save = 0 };

static int64_t acom_number_2(const ACOM_SCOPE *s)
{
	return acom_sub((int64_t)((const Switched *)s->base)->more, 1);
}
static const ACOM_EXPR acom_expr_2 = { .number = acom_number_2, .from = 0, .save = 0 };

static int64_t acom_number_3(const ACOM_SCOPE *s)
{
	return (int64_t)*(ULONG *)s->args[1];
}
static const ACOM_EXPR acom_expr_3 = { .number = acom_number_3, .from = ACOM_IN, .save = 1 };

static const ACOM_TYPE acom_type_1 = {
	.name = "SwitchKind", .kind = ACOM_ENUM16, .flags = 0, .align = 2, .size = sizeof(SwitchKind), .wire = 2,
};
static const ACOM_TYPE acom_type_2 = {
	.name = "LONG", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(LONG), .wire = 4,
};
static const ACOM_TYPE acom_type_3 = {
	.name = "OLECHAR", .kind = ACOM_U16, .flags = 0, .align = 2, .size = sizeof(OLECHAR), .wire = 2,
};
static const ACOM_TYPE acom_type_4 = {
	.name = "OLECHAR[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING | ACOM_STRING, .align = 4, .size = 0, .wire = 14,
	.elem = &acom_type_3,
};
static const ACOM_TYPE acom_type_5 = {
	.name = "OLECHAR *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_4,
};
static const ACOM_TYPE acom_type_6 = {
	.name = "IUnknown *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.iid = &IID_IUnknown,
};
static const ACOM_FIELD acom_fields_7[] = {
	{ "number", 0, &acom_type_2, 1 },
	{ "text", 0, &acom_type_5, 2 },
	{ "object", 0, &acom_type_6, 4 },
	{ "", 0, NULL, 0 },
};
static const ACOM_TYPE acom_type_7 = {
	.name = "union acom_switches_1", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 4, .size = sizeof(union acom_switches_1), .wire = 2,
	.count = 4,
	.elem = &acom_type_1,
	.fields = acom_fields_7,
	.max = &acom_expr_1,
};
static const ACOM_TYPE acom_type_8 = {
	.name = "ULONG", .kind = ACOM_U32, .flags = 0, .align = 4, .size = sizeof(ULONG), .wire = 4,
};
static const ACOM_TYPE acom_type_9 = {
	.name = "double", .kind = ACOM_F64, .flags = 0, .align = 8, .size = sizeof(double), .wire = 8,
};
static const ACOM_TYPE acom_type_10 = {
	.name = "BYTE", .kind = ACOM_U8, .flags = 0, .align = 1, .size = sizeof(BYTE), .wire = 1,
};
static const ACOM_TYPE acom_type_11 = {
	.name = "BYTE[4]", .kind = ACOM_ARRAY, .flags = 0, .align = 1, .size = sizeof(BYTE[4]), .wire = 4,
	.count = 4,
	.elem = &acom_type_10,
};
static const ACOM_FIELD acom_fields_12[] = {
	{ "real", 0, &acom_type_9, 0 },
	{ "octets", 0, &acom_type_11, 1 },
	{ "octets", 0, &acom_type_11, 2 },
	{ "other", 0, &acom_type_2, 0 },
};
static const ACOM_TYPE acom_type_12 = {
	.name = "union acom_switches_2", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 8, .size = sizeof(union acom_switches_2), .wire = 8,
	.count = 4,
	.elem = &acom_type_8,
	.fields = acom_fields_12,
	.max = &acom_expr_2,
};
static const ACOM_FIELD acom_fields_13[] = {
	{ "kind", offsetof(Switched, kind), &acom_type_1, 0 },
	{ "u", offsetof(Switched, u), &acom_type_7, 0 },
	{ "more", offsetof(Switched, more), &acom_type_8, 0 },
	{ "v", offsetof(Switched, v), &acom_type_12, 0 },
};
static const ACOM_TYPE acom_type_13 = {
	.name = "struct Switched", .kind = ACOM_STRUCT, .flags = 0, .align = 8, .size = sizeof(Switched), .wire = 16,
	.count = 4,
	.fields = acom_fields_13,
};
static const ACOM_TYPE acom_type_14 = {
	.name = "const Switched *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_13,
};
static const ACOM_TYPE acom_type_15 = {
	.name = "Switched *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_13,
};
static const ACOM_TYPE acom_type_16 = {
	.name = "struct Switched[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 8, .size = 0, .wire = 4,
	.elem = &acom_type_13,
	.max = &acom_expr_3,
};
static const ACOM_TYPE acom_type_17 = {
	.name = "Switched *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_16,
};

static const ACOM_PARAM acom_params_ISwitches_Put[] = {
	{ "s", ACOM_IN, &acom_type_14 },
};
static const ACOM_PARAM acom_params_ISwitches_Change[] = {
	{ "s", ACOM_IN | ACOM_OUT, &acom_type_15 },
	{ "n", ACOM_IN, &acom_type_8 },
	{ "many", ACOM_OUT, &acom_type_17 },
};
static ACOM_CELL acom_cells_ISwitches[2];
static const ACOM_METHOD acom_methods_ISwitches[2] = {
	{
		.name = "Put", .slot = 3, .async_slot = 3, .count = 1, .saves = 0,
		.params = acom_params_ISwitches_Put, .cell = &acom_cells_ISwitches[0],
	},
	{
		.name = "Change", .slot = 4, .async_slot = 5, .count = 3, .saves = 1,
		.params = acom_params_ISwitches_Change, .cell = &acom_cells_ISwitches[1],
	},
};

static HRESULT ISwitches_QueryInterface_Proxy(ISwitches *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG ISwitches_AddRef_Proxy(ISwitches *This)
{
	return AcomFaceAddRef(This);
}

static ULONG ISwitches_Release_Proxy(ISwitches *This)
{
	return AcomFaceRelease(This);
}

static HRESULT ISwitches_Put_Proxy(ISwitches *This, const Switched *s)
{
	void *acom_args[] = { &s };

	return AcomCall(This, &acom_methods_ISwitches[0], acom_args);
}

static HRESULT ISwitches_Change_Proxy(ISwitches *This, Switched *s, ULONG n, Switched *many)
{
	void *acom_args[] = { &s, &n, &many };

	return AcomCall(This, &acom_methods_ISwitches[1], acom_args);
}

static const ISwitchesVtbl acom_vtbl_ISwitches = {
	.QueryInterface = ISwitches_QueryInterface_Proxy,
	.AddRef = ISwitches_AddRef_Proxy,
	.Release = ISwitches_Release_Proxy,
	.Put = ISwitches_Put_Proxy,
	.Change = ISwitches_Change_Proxy,
};

static HRESULT AsyncISwitches_QueryInterface_Proxy(AsyncISwitches *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncISwitches_AddRef_Proxy(AsyncISwitches *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncISwitches_Release_Proxy(AsyncISwitches *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncISwitches_Begin_Put_Proxy(AsyncISwitches *This, const Switched *s)
{
	void *acom_args[] = { &s };

	return AcomBegin(This, &acom_methods_ISwitches[0], acom_args);
}

static HRESULT AsyncISwitches_Finish_Put_Proxy(AsyncISwitches *This)
{
	void *acom_args[] = { NULL };

	return AcomFinish(This, &acom_methods_ISwitches[0], acom_args);
}

static HRESULT AsyncISwitches_Begin_Change_Proxy(AsyncISwitches *This, Switched *s, ULONG n)
{
	void *acom_args[] = { &s, &n, NULL };

	return AcomBegin(This, &acom_methods_ISwitches[1], acom_args);
}

static HRESULT AsyncISwitches_Finish_Change_Proxy(AsyncISwitches *This, Switched *s, Switched *many)
{
	void *acom_args[] = { &s, NULL, &many };

	return AcomFinish(This, &acom_methods_ISwitches[1], acom_args);
}

static const AsyncISwitchesVtbl acom_vtbl_AsyncISwitches = {
	.QueryInterface = AsyncISwitches_QueryInterface_Proxy,
	.AddRef = AsyncISwitches_AddRef_Proxy,
	.Release = AsyncISwitches_Release_Proxy,
	.Begin_Put = AsyncISwitches_Begin_Put_Proxy,
	.Finish_Put = AsyncISwitches_Finish_Put_Proxy,
	.Begin_Change = AsyncISwitches_Begin_Change_Proxy,
	.Finish_Change = AsyncISwitches_Finish_Change_Proxy,
};

static const ACOM_INTERFACE acom_interface_ISwitches = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "ISwitches",
	.iid = &IID_ISwitches,
	.async_iid = &IID_AsyncISwitches,
	.base = &IID_IUnknown,
	.count = 2,
	.methods = acom_methods_ISwitches,
	.proxy_vtbl = &acom_vtbl_ISwitches,
	.async_vtbl = &acom_vtbl_AsyncISwitches,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_ISwitches,
};

ACOM_MODULE switches_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "switches.idl",
		.count = 1,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(switches_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(switches_interfaces);
}
