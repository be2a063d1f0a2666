/* typedefs_p.c - made by idlgen from typedefs.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "typedefs.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"

static int64_t acom_number_1(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[1];
}
static const ACOM_EXPR acom_expr_1 = { .number = acom_number_1, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_2(const ACOM_SCOPE *s)
{
	return (int64_t)((const NESTED *)s->base)->kind;
}
static const ACOM_EXPR acom_expr_2 = { .number = acom_number_2, .from = 0, .save = 0 };

static const ACOM_TYPE acom_type_17;
static const ACOM_TYPE acom_type_1 = {
	.name = "LONG", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(LONG), .wire = 4,
};
static const ACOM_FIELD acom_fields_2[] = {
	{ "lo", offsetof(MONEY, lo), &acom_type_1, 0 },
	{ "hi", offsetof(MONEY, hi), &acom_type_1, 0 },
};
static const ACOM_TYPE acom_type_2 = {
	.name = "struct tagMONEY", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(MONEY), .wire = 8,
	.count = 2,
	.fields = acom_fields_2,
};
static const ACOM_TYPE acom_type_3 = {
	.name = "MONEY *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_2,
};
static const ACOM_FIELD acom_fields_4[] = {
	{ "from", offsetof(SPAN, from), &acom_type_1, 0 },
	{ "to", offsetof(SPAN, to), &acom_type_1, 0 },
};
static const ACOM_TYPE acom_type_4 = {
	.name = "struct _SPAN", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(SPAN), .wire = 8,
	.count = 2,
	.fields = acom_fields_4,
};
static const ACOM_TYPE acom_type_5 = {
	.name = "struct _SPAN[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_4,
	.max = &acom_expr_1,
};
static const ACOM_TYPE acom_type_6 = {
	.name = "SPAN *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_5,
};
static const ACOM_TYPE acom_type_7 = {
	.name = "SHORT", .kind = ACOM_I16, .flags = 0, .align = 2, .size = sizeof(SHORT), .wire = 2,
};
static const ACOM_FIELD acom_fields_8[] = {
	{ "a", offsetof(struct acom_typedefs_1, a), &acom_type_1, 0 },
	{ "b", offsetof(struct acom_typedefs_1, b), &acom_type_1, 0 },
};
static const ACOM_TYPE acom_type_8 = {
	.name = "struct acom_typedefs_1", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(struct acom_typedefs_1), .wire = 8,
	.count = 2,
	.fields = acom_fields_8,
};
static const ACOM_TYPE acom_type_9 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_1,
};
static const ACOM_FIELD acom_fields_10[] = {
	{ "DUMMYSTRUCTNAME", 0, &acom_type_8, 1 },
	{ "c", 0, &acom_type_9, 2 },
	{ "", 0, NULL, 0 },
};
static const ACOM_TYPE acom_type_10 = {
	.name = "union acom_typedefs_2", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 4, .size = sizeof(union acom_typedefs_2), .wire = 2,
	.count = 3,
	.elem = &acom_type_7,
	.fields = acom_fields_10,
	.max = &acom_expr_2,
};
static const ACOM_FIELD acom_fields_11[] = {
	{ "x", offsetof(struct acom_typedefs_3, x), &acom_type_1, 0 },
};
static const ACOM_TYPE acom_type_11 = {
	.name = "struct acom_typedefs_3", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(struct acom_typedefs_3), .wire = 4,
	.count = 1,
	.fields = acom_fields_11,
};
static const ACOM_FIELD acom_fields_12[] = {
	{ "DUMMYSTRUCTNAME", offsetof(struct acom_typedefs_4, ACOM_MEMBER(DUMMYSTRUCTNAME, x)), &acom_type_11, 0 },
};
static const ACOM_TYPE acom_type_12 = {
	.name = "struct acom_typedefs_4", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(struct acom_typedefs_4), .wire = 4,
	.count = 1,
	.fields = acom_fields_12,
};
static const ACOM_FIELD acom_fields_13[] = {
	{ "y", offsetof(struct acom_typedefs_5, y), &acom_type_1, 0 },
};
static const ACOM_TYPE acom_type_13 = {
	.name = "struct acom_typedefs_5", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(struct acom_typedefs_5), .wire = 4,
	.count = 1,
	.fields = acom_fields_13,
};
static const ACOM_FIELD acom_fields_14[] = {
	{ "kind", offsetof(NESTED, kind), &acom_type_7, 0 },
	{ "DUMMYUNIONNAME", offsetof(NESTED, ACOM_MEMBER(DUMMYUNIONNAME, ACOM_MEMBER(DUMMYSTRUCTNAME, a))), &acom_type_10, 0 },
	{ "PLAIN", offsetof(NESTED, ACOM_MEMBER(PLAIN, ACOM_MEMBER(DUMMYSTRUCTNAME, x))), &acom_type_12, 0 },
	{ "named", offsetof(NESTED, named), &acom_type_13, 0 },
};
static const ACOM_TYPE acom_type_14 = {
	.name = "struct NESTED", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(NESTED), .wire = 12,
	.count = 4,
	.fields = acom_fields_14,
};
static const ACOM_TYPE acom_type_15 = {
	.name = "NESTED *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_14,
};
static const ACOM_TYPE acom_type_16 = {
	.name = "struct BEHIND *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_17,
};
static const ACOM_FIELD acom_fields_17[] = {
	{ "n", offsetof(struct BEHIND, n), &acom_type_1, 0 },
	{ "next", offsetof(struct BEHIND, next), &acom_type_16, 0 },
};
static const ACOM_TYPE acom_type_17 = {
	.name = "struct BEHIND", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(struct BEHIND), .wire = 8,
	.count = 2,
	.fields = acom_fields_17,
};
static const ACOM_TYPE acom_type_18 = {
	.name = "PBEHIND", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_17,
};
static const ACOM_TYPE acom_type_19 = {
	.name = "TINT", .kind = ACOM_ENUM16, .flags = 0, .align = 2, .size = sizeof(TINT), .wire = 2,
};
static const ACOM_FIELD acom_fields_20[] = {
	{ "n", offsetof(struct FIXED, n), &acom_type_1, 0 },
};
static const ACOM_TYPE acom_type_20 = {
	.name = "struct FIXED", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(struct FIXED), .wire = 4,
	.count = 1,
	.fields = acom_fields_20,
};
static const ACOM_TYPE acom_type_21 = {
	.name = "CONSTANT *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_20,
};

static const ACOM_PARAM acom_params_ITypedefs_Pay[] = {
	{ "m", ACOM_IN, &acom_type_3 },
	{ "n", ACOM_IN, &acom_type_1 },
	{ "spans", ACOM_IN, &acom_type_6 },
};
static const ACOM_PARAM acom_params_ITypedefs_Nest[] = {
	{ "n", ACOM_IN | ACOM_OUT, &acom_type_15 },
	{ "b", ACOM_IN, &acom_type_18 },
	{ "c", ACOM_IN, &acom_type_19 },
	{ "f", ACOM_IN, &acom_type_21 },
};
static ACOM_CELL acom_cells_ITypedefs[2];
static const ACOM_METHOD acom_methods_ITypedefs[2] = {
	{
		.name = "Pay", .slot = 3, .async_slot = 0, .count = 3, .saves = 0,
		.params = acom_params_ITypedefs_Pay, .cell = &acom_cells_ITypedefs[0],
	},
	{
		.name = "Nest", .slot = 4, .async_slot = 0, .count = 4, .saves = 0,
		.params = acom_params_ITypedefs_Nest, .cell = &acom_cells_ITypedefs[1],
	},
};

static HRESULT ITypedefs_QueryInterface_Proxy(ITypedefs *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG ITypedefs_AddRef_Proxy(ITypedefs *This)
{
	return AcomFaceAddRef(This);
}

static ULONG ITypedefs_Release_Proxy(ITypedefs *This)
{
	return AcomFaceRelease(This);
}

static HRESULT ITypedefs_Pay_Proxy(ITypedefs *This, MONEY *m, LONG n, SPAN *spans)
{
	void *acom_args[] = { &m, &n, &spans };

	return AcomCall(This, &acom_methods_ITypedefs[0], acom_args);
}

static HRESULT ITypedefs_Nest_Proxy(ITypedefs *This, NESTED *n, PBEHIND b, TINT c, CONSTANT *f)
{
	void *acom_args[] = { &n, &b, &c, &f };

	return AcomCall(This, &acom_methods_ITypedefs[1], acom_args);
}

static const ITypedefsVtbl acom_vtbl_ITypedefs = {
	.QueryInterface = ITypedefs_QueryInterface_Proxy,
	.AddRef = ITypedefs_AddRef_Proxy,
	.Release = ITypedefs_Release_Proxy,
	.Pay = ITypedefs_Pay_Proxy,
	.Nest = ITypedefs_Nest_Proxy,
};

static const ACOM_INTERFACE acom_interface_ITypedefs = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "ITypedefs",
	.iid = &IID_ITypedefs,
	.base = &IID_IUnknown,
	.count = 2,
	.methods = acom_methods_ITypedefs,
	.proxy_vtbl = &acom_vtbl_ITypedefs,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_ITypedefs,
};

ACOM_MODULE typedefs_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "typedefs.idl",
		.count = 1,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(typedefs_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(typedefs_interfaces);
}
