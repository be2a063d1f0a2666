/* preprocess_p.c - made by idlgen from preprocess.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "preprocess.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"

static int64_t acom_number_1(const ACOM_SCOPE *s)
{
	return acom_add((int64_t)*(LONG *)s->args[0], 4);
}
static const ACOM_EXPR acom_expr_1 = { .number = acom_number_1, .from = ACOM_IN, .save = 0 };

static const ACOM_TYPE acom_type_1 = {
	.name = "LONG", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(LONG), .wire = 4,
};
static const ACOM_FIELD acom_fields_2[] = {
	{ "inserted", offsetof(INSERTED, inserted), &acom_type_1, 0 },
};
static const ACOM_TYPE acom_type_2 = {
	.name = "struct INSERTED", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(INSERTED), .wire = 4,
	.count = 1,
	.fields = acom_fields_2,
};
static const ACOM_TYPE acom_type_3 = {
	.name = "INSERTED *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_2,
};
static const ACOM_TYPE acom_type_4 = {
	.name = "BYTE", .kind = ACOM_U8, .flags = 0, .align = 1, .size = sizeof(BYTE), .wire = 1,
};
static const ACOM_TYPE acom_type_5 = {
	.name = "BYTE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_4,
	.max = &acom_expr_1,
};
static const ACOM_TYPE acom_type_6 = {
	.name = "BYTE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_5,
};
static const ACOM_TYPE acom_type_7 = {
	.name = "LONG", .kind = ACOM_I32, .flags = ACOM_RANGE, .align = 4, .size = sizeof(LONG), .wire = 4,
	.lo = 0, .hi = 255,
};

static const ACOM_PARAM acom_params_IPp_Plain[] = {
	{ "a", ACOM_IN, &acom_type_1 },
};
static const ACOM_PARAM acom_params_IPp_More[] = {
	{ "a", ACOM_IN, &acom_type_1 },
	{ "b", ACOM_IN, &acom_type_3 },
	{ "c", ACOM_IN, &acom_type_1 },
	{ "d", ACOM_IN, &acom_type_1 },
};
static const ACOM_PARAM acom_params_IPp_Sized[] = {
	{ "n", ACOM_IN, &acom_type_1 },
	{ "b", ACOM_IN, &acom_type_6 },
};
static const ACOM_PARAM acom_params_IPp_Conditional[] = {
	{ "a", ACOM_IN, &acom_type_1 },
	{ "b", ACOM_IN, &acom_type_7 },
};
static ACOM_CELL acom_cells_IPp[4];
static const ACOM_METHOD acom_methods_IPp[4] = {
	{
		.name = "Plain", .slot = 3, .async_slot = 0, .count = 1, .saves = 0,
		.params = acom_params_IPp_Plain, .cell = &acom_cells_IPp[0],
	},
	{
		.name = "More", .slot = 4, .async_slot = 0, .count = 4, .saves = 0,
		.params = acom_params_IPp_More, .cell = &acom_cells_IPp[1],
	},
	{
		.name = "Sized", .slot = 5, .async_slot = 0, .count = 2, .saves = 0,
		.params = acom_params_IPp_Sized, .cell = &acom_cells_IPp[2],
	},
	{
		.name = "Conditional", .slot = 6, .async_slot = 0, .count = 2, .saves = 0,
		.params = acom_params_IPp_Conditional, .cell = &acom_cells_IPp[3],
	},
};

static HRESULT IPp_QueryInterface_Proxy(IPp *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IPp_AddRef_Proxy(IPp *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IPp_Release_Proxy(IPp *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IPp_Plain_Proxy(IPp *This, LONG a)
{
	void *acom_args[] = { &a };

	return AcomCall(This, &acom_methods_IPp[0], acom_args);
}

static HRESULT IPp_More_Proxy(IPp *This, LONG a, INSERTED *b, LONG c, LONG d)
{
	void *acom_args[] = { &a, &b, &c, &d };

	return AcomCall(This, &acom_methods_IPp[1], acom_args);
}

static HRESULT IPp_Sized_Proxy(IPp *This, LONG n, BYTE *b)
{
	void *acom_args[] = { &n, &b };

	return AcomCall(This, &acom_methods_IPp[2], acom_args);
}

static HRESULT IPp_Conditional_Proxy(IPp *This, LONG a, LONG b)
{
	void *acom_args[] = { &a, &b };

	return AcomCall(This, &acom_methods_IPp[3], acom_args);
}

static const IPpVtbl acom_vtbl_IPp = {
	.QueryInterface = IPp_QueryInterface_Proxy,
	.AddRef = IPp_AddRef_Proxy,
	.Release = IPp_Release_Proxy,
	.Plain = IPp_Plain_Proxy,
	.More = IPp_More_Proxy,
	.Sized = IPp_Sized_Proxy,
	.Conditional = IPp_Conditional_Proxy,
};

static const ACOM_INTERFACE acom_interface_IPp = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IPp",
	.iid = &IID_IPp,
	.base = &IID_IUnknown,
	.count = 4,
	.methods = acom_methods_IPp,
	.proxy_vtbl = &acom_vtbl_IPp,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_IPp,
};

ACOM_MODULE preprocess_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "preprocess.idl",
		.count = 1,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(preprocess_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(preprocess_interfaces);
}
