/* exact_types_p.c - made by idlgen from exact_types.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "exact_types.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"

static const ACOM_TYPE acom_type_1 = {
	.name = "uint8_t", .kind = ACOM_U8, .flags = 0, .align = 1, .size = sizeof(uint8_t), .wire = 1,
};
static const ACOM_TYPE acom_type_2 = {
	.name = "int64_t", .kind = ACOM_I64, .flags = 0, .align = 8, .size = sizeof(int64_t), .wire = 8,
};
static const ACOM_FIELD acom_fields_3[] = {
	{ "octet", offsetof(sized, octet), &acom_type_1, 0 },
	{ "number", offsetof(sized, number), &acom_type_2, 0 },
};
static const ACOM_TYPE acom_type_3 = {
	.name = "struct sized", .kind = ACOM_STRUCT, .flags = 0, .align = 8, .size = sizeof(sized), .wire = 9,
	.count = 2,
	.fields = acom_fields_3,
};
static const ACOM_TYPE acom_type_4 = {
	.name = "const sized *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_3,
};
static const ACOM_TYPE acom_type_5 = {
	.name = "int8_t", .kind = ACOM_I8, .flags = 0, .align = 1, .size = sizeof(int8_t), .wire = 1,
};
static const ACOM_TYPE acom_type_6 = {
	.name = "uint16_t", .kind = ACOM_U16, .flags = 0, .align = 2, .size = sizeof(uint16_t), .wire = 2,
};
static const ACOM_TYPE acom_type_7 = {
	.name = "int32_t", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(int32_t), .wire = 4,
};
static const ACOM_TYPE acom_type_8 = {
	.name = "uint64_t", .kind = ACOM_U64, .flags = 0, .align = 8, .size = sizeof(uint64_t), .wire = 8,
};
static const ACOM_TYPE acom_type_9 = {
	.name = "size_t", .kind = ACOM_UINT3264, .flags = 0, .align = 4, .size = sizeof(size_t), .wire = 4,
};
static const ACOM_TYPE acom_type_10 = {
	.name = "intptr_t", .kind = ACOM_INT3264, .flags = 0, .align = 4, .size = sizeof(intptr_t), .wire = 4,
};
static const ACOM_TYPE acom_type_11 = {
	.name = "intptr_t *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_10,
};

static const ACOM_PARAM acom_params_IExact_Take[] = {
	{ "s", ACOM_IN, &acom_type_4 },
	{ "a", ACOM_IN, &acom_type_5 },
	{ "b", ACOM_IN, &acom_type_6 },
	{ "c", ACOM_IN, &acom_type_7 },
	{ "d", ACOM_IN, &acom_type_8 },
	{ "e", ACOM_IN, &acom_type_9 },
	{ "f", ACOM_OUT, &acom_type_11 },
};
static ACOM_CELL acom_cells_IExact[1];
static const ACOM_METHOD acom_methods_IExact[1] = {
	{
		.name = "Take", .slot = 3, .async_slot = 0, .count = 7, .saves = 0,
		.params = acom_params_IExact_Take, .cell = &acom_cells_IExact[0],
	},
};

static HRESULT IExact_QueryInterface_Proxy(IExact *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IExact_AddRef_Proxy(IExact *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IExact_Release_Proxy(IExact *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IExact_Take_Proxy(IExact *This, const sized *s, int8_t a, uint16_t b, int32_t c, uint64_t d, size_t e, intptr_t *f)
{
	void *acom_args[] = { &s, &a, &b, &c, &d, &e, &f };

	return AcomCall(This, &acom_methods_IExact[0], acom_args);
}

static const IExactVtbl acom_vtbl_IExact = {
	.QueryInterface = IExact_QueryInterface_Proxy,
	.AddRef = IExact_AddRef_Proxy,
	.Release = IExact_Release_Proxy,
	.Take = IExact_Take_Proxy,
};

static const ACOM_INTERFACE acom_interface_IExact = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IExact",
	.iid = &IID_IExact,
	.base = &IID_IUnknown,
	.count = 1,
	.methods = acom_methods_IExact,
	.proxy_vtbl = &acom_vtbl_IExact,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_IExact,
};

ACOM_MODULE exact_types_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "exact_types.idl",
		.count = 1,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(exact_types_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(exact_types_interfaces);
}
