/* faces_p.c - made by idlgen from faces.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "faces.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"

static const IID *acom_iid_1(const ACOM_SCOPE *s)
{
	return *(const IID **)s->args[1];
}
static const ACOM_EXPR acom_expr_1 = { .iid = acom_iid_1, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_2(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[2];
}
static const ACOM_EXPR acom_expr_2 = { .number = acom_number_2, .from = ACOM_IN, .save = 0 };

static const ACOM_TYPE acom_type_1 = {
	.name = "ILater *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.iid = &IID_ILater,
};
static const ACOM_TYPE acom_type_2 = {
	.name = "ILater **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_1,
};
static const ACOM_TYPE acom_type_3 = {
	.name = "IEmpty *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.iid = &IID_IEmpty,
};
static const ACOM_TYPE acom_type_4 = {
	.name = "INSIDE", .kind = ACOM_ENUM16, .flags = 0, .align = 2, .size = sizeof(INSIDE), .wire = 2,
};
static const ACOM_TYPE acom_type_5 = {
	.name = "LONG", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(LONG), .wire = 4,
};
static const ACOM_FIELD acom_fields_6[] = {
	{ "a", offsetof(struct acom_faces_1, a), &acom_type_5, 0 },
};
static const ACOM_TYPE acom_type_6 = {
	.name = "struct acom_faces_1", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(struct acom_faces_1), .wire = 4,
	.count = 1,
	.fields = acom_fields_6,
};
static const ACOM_FIELD acom_fields_7[] = {
	{ "kind", offsetof(struct INNER, kind), &acom_type_4, 0 },
	{ "deep", offsetof(struct INNER, deep), &acom_type_6, 0 },
};
static const ACOM_TYPE acom_type_7 = {
	.name = "struct INNER", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(struct INNER), .wire = 6,
	.count = 2,
	.fields = acom_fields_7,
};
static const ACOM_TYPE acom_type_8 = {
	.name = "COLOR", .kind = ACOM_ENUM16, .flags = 0, .align = 2, .size = sizeof(COLOR), .wire = 2,
};
static const ACOM_TYPE acom_type_9 = {
	.name = "WIDE_ENUM", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(WIDE_ENUM), .wire = 4,
};
static const ACOM_TYPE acom_type_10 = {
	.name = "enum PLAIN", .kind = ACOM_ENUM16, .flags = 0, .align = 2, .size = sizeof(enum PLAIN), .wire = 2,
};
static const ACOM_TYPE acom_type_11 = {
	.name = "IUnknown *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.max = &acom_expr_1,
};
static const ACOM_TYPE acom_type_12 = {
	.name = "DWORD", .kind = ACOM_U32, .flags = 0, .align = 4, .size = sizeof(DWORD), .wire = 4,
};
static const ACOM_TYPE acom_type_13 = {
	.name = "WORD", .kind = ACOM_U16, .flags = 0, .align = 2, .size = sizeof(WORD), .wire = 2,
};
static const ACOM_TYPE acom_type_14 = {
	.name = "BYTE", .kind = ACOM_U8, .flags = 0, .align = 1, .size = sizeof(BYTE), .wire = 1,
};
static const ACOM_TYPE acom_type_15 = {
	.name = "BYTE[8]", .kind = ACOM_ARRAY, .flags = 0, .align = 1, .size = sizeof(BYTE[8]), .wire = 8,
	.count = 8,
	.elem = &acom_type_14,
};
static const ACOM_FIELD acom_fields_16[] = {
	{ "Data1", offsetof(GUID, Data1), &acom_type_12, 0 },
	{ "Data2", offsetof(GUID, Data2), &acom_type_13, 0 },
	{ "Data3", offsetof(GUID, Data3), &acom_type_13, 0 },
	{ "Data4", offsetof(GUID, Data4), &acom_type_15, 0 },
};
static const ACOM_TYPE acom_type_16 = {
	.name = "struct GUID", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(GUID), .wire = 16,
	.count = 4,
	.fields = acom_fields_16,
};
static const ACOM_TYPE acom_type_17 = {
	.name = "REFIID", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_16,
};
static const ACOM_TYPE acom_type_18 = {
	.name = "IUnknown *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.iid = &IID_IUnknown,
};
static const ACOM_TYPE acom_type_19 = {
	.name = "IUnknown *[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_18,
	.max = &acom_expr_2,
};
static const ACOM_TYPE acom_type_20 = {
	.name = "IUnknown *[]", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_19,
};
static const ACOM_FIELD acom_fields_21[] = {
	{ "x", offsetof(POINT, x), &acom_type_5, 0 },
	{ "y", offsetof(POINT, y), &acom_type_5, 0 },
};
static const ACOM_TYPE acom_type_21 = {
	.name = "struct tagPOINT", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(POINT), .wire = 8,
	.count = 2,
	.fields = acom_fields_21,
};
static const ACOM_FIELD acom_fields_22[] = {
	{ "r", offsetof(struct acom_types_1, r), &acom_type_14, 0 },
	{ "g", offsetof(struct acom_types_1, g), &acom_type_14, 0 },
	{ "b", offsetof(struct acom_types_1, b), &acom_type_14, 0 },
};
static const ACOM_TYPE acom_type_22 = {
	.name = "struct acom_types_1", .kind = ACOM_STRUCT, .flags = 0, .align = 1, .size = sizeof(struct acom_types_1), .wire = 3,
	.count = 3,
	.fields = acom_fields_22,
};
static const ACOM_TYPE acom_type_23 = {
	.name = "enum acom_types_2", .kind = ACOM_ENUM16, .flags = 0, .align = 2, .size = sizeof(enum acom_types_2), .wire = 2,
};
static const ACOM_FIELD acom_fields_24[] = {
	{ "from", offsetof(LINE, from), &acom_type_21, 0 },
	{ "to", offsetof(LINE, to), &acom_type_21, 0 },
	{ "color", offsetof(LINE, color), &acom_type_22, 0 },
	{ "kind", offsetof(LINE, kind), &acom_type_23, 0 },
};
static const ACOM_TYPE acom_type_24 = {
	.name = "LINE", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(LINE), .wire = 21,
	.count = 4,
	.fields = acom_fields_24,
};
static const ACOM_TYPE acom_type_25 = {
	.name = "const LINE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_24,
};
static const ACOM_TYPE acom_type_26 = {
	.name = "SIGNED_CHAR", .kind = ACOM_I8, .flags = 0, .align = 1, .size = sizeof(SIGNED_CHAR), .wire = 1,
};
static const ACOM_TYPE acom_type_27 = {
	.name = "UNSIGNED", .kind = ACOM_U32, .flags = 0, .align = 4, .size = sizeof(UNSIGNED), .wire = 4,
};
static const ACOM_TYPE acom_type_28 = {
	.name = "POINTER_SIZED", .kind = ACOM_INT3264, .flags = 0, .align = 4, .size = sizeof(POINTER_SIZED), .wire = 4,
};
static const ACOM_TYPE acom_type_29 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_5,
};
static const ACOM_TYPE acom_type_30 = {
	.name = "LONG **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_29,
};
static const ACOM_TYPE acom_type_31 = {
	.name = "float", .kind = ACOM_F32, .flags = 0, .align = 4, .size = sizeof(float), .wire = 4,
};
static const ACOM_TYPE acom_type_32 = {
	.name = "double", .kind = ACOM_F64, .flags = 0, .align = 8, .size = sizeof(double), .wire = 8,
};
static const ACOM_TYPE acom_type_33 = {
	.name = "uint8_t", .kind = ACOM_BOOLEAN, .flags = 0, .align = 1, .size = sizeof(uint8_t), .wire = 1,
};
static const ACOM_TYPE acom_type_34 = {
	.name = "OLECHAR", .kind = ACOM_U16, .flags = 0, .align = 2, .size = sizeof(OLECHAR), .wire = 2,
};
static const ACOM_TYPE acom_type_35 = {
	.name = "int64_t", .kind = ACOM_I64, .flags = 0, .align = 8, .size = sizeof(int64_t), .wire = 8,
};

static const ACOM_PARAM acom_params_IFaces_One[] = {
	{ "later", ACOM_IN, &acom_type_1 },
	{ "out", ACOM_OUT, &acom_type_2 },
	{ "empty", ACOM_IN, &acom_type_3 },
};
static const ACOM_PARAM acom_params_IFaces_Two[] = {
	{ "inner", ACOM_IN, &acom_type_7 },
	{ "kind", ACOM_IN, &acom_type_4 },
	{ "color", ACOM_IN, &acom_type_8 },
	{ "wide", ACOM_IN, &acom_type_9 },
	{ "plain", ACOM_IN, &acom_type_10 },
};
static const ACOM_PARAM acom_params_IFaces_Three[] = {
	{ "p", ACOM_IN, &acom_type_11 },
	{ "riid", ACOM_IN, &acom_type_17 },
	{ "n", ACOM_IN, &acom_type_5 },
	{ "list", ACOM_IN, &acom_type_20 },
};
static const ACOM_PARAM acom_params_IFaces_Four[] = {
	{ "line", ACOM_IN, &acom_type_25 },
	{ "a", ACOM_IN, &acom_type_26 },
	{ "b", ACOM_IN, &acom_type_27 },
	{ "c", ACOM_IN, &acom_type_28 },
};
static ACOM_CELL acom_cells_IFaces[4];
static const ACOM_METHOD acom_methods_IFaces[4] = {
	{
		.name = "One", .slot = 3, .async_slot = 0, .count = 3, .saves = 0,
		.params = acom_params_IFaces_One, .cell = &acom_cells_IFaces[0],
	},
	{
		.name = "Two", .slot = 4, .async_slot = 0, .count = 5, .saves = 0,
		.params = acom_params_IFaces_Two, .cell = &acom_cells_IFaces[1],
	},
	{
		.name = "Three", .slot = 5, .async_slot = 0, .count = 4, .saves = 0,
		.params = acom_params_IFaces_Three, .cell = &acom_cells_IFaces[2],
	},
	{
		.name = "Four", .slot = 6, .async_slot = 0, .count = 4, .saves = 0,
		.params = acom_params_IFaces_Four, .cell = &acom_cells_IFaces[3],
	},
};

static const ACOM_PARAM acom_params_ILater_One[] = {
	{ "later", ACOM_IN, &acom_type_1 },
	{ "out", ACOM_OUT, &acom_type_2 },
	{ "empty", ACOM_IN, &acom_type_3 },
};
static const ACOM_PARAM acom_params_ILater_Two[] = {
	{ "inner", ACOM_IN, &acom_type_7 },
	{ "kind", ACOM_IN, &acom_type_4 },
	{ "color", ACOM_IN, &acom_type_8 },
	{ "wide", ACOM_IN, &acom_type_9 },
	{ "plain", ACOM_IN, &acom_type_10 },
};
static const ACOM_PARAM acom_params_ILater_Three[] = {
	{ "p", ACOM_IN, &acom_type_11 },
	{ "riid", ACOM_IN, &acom_type_17 },
	{ "n", ACOM_IN, &acom_type_5 },
	{ "list", ACOM_IN, &acom_type_20 },
};
static const ACOM_PARAM acom_params_ILater_Four[] = {
	{ "line", ACOM_IN, &acom_type_25 },
	{ "a", ACOM_IN, &acom_type_26 },
	{ "b", ACOM_IN, &acom_type_27 },
	{ "c", ACOM_IN, &acom_type_28 },
};
static const ACOM_PARAM acom_params_ILater_Five[] = {
	{ "p", ACOM_IN, &acom_type_30 },
	{ "a", ACOM_IN, &acom_type_5 },
	{ "b", ACOM_IN, &acom_type_31 },
	{ "c", ACOM_IN, &acom_type_32 },
	{ "d", ACOM_IN, &acom_type_33 },
	{ "e", ACOM_IN, &acom_type_34 },
	{ "f", ACOM_IN, &acom_type_35 },
};
static ACOM_CELL acom_cells_ILater[5];
static const ACOM_METHOD acom_methods_ILater[5] = {
	{
		.name = "One", .slot = 3, .async_slot = 0, .count = 3, .saves = 0,
		.params = acom_params_ILater_One, .cell = &acom_cells_ILater[0],
	},
	{
		.name = "Two", .slot = 4, .async_slot = 0, .count = 5, .saves = 0,
		.params = acom_params_ILater_Two, .cell = &acom_cells_ILater[1],
	},
	{
		.name = "Three", .slot = 5, .async_slot = 0, .count = 4, .saves = 0,
		.params = acom_params_ILater_Three, .cell = &acom_cells_ILater[2],
	},
	{
		.name = "Four", .slot = 6, .async_slot = 0, .count = 4, .saves = 0,
		.params = acom_params_ILater_Four, .cell = &acom_cells_ILater[3],
	},
	{
		.name = "Five", .slot = 7, .async_slot = 0, .count = 7, .saves = 0,
		.params = acom_params_ILater_Five, .cell = &acom_cells_ILater[4],
	},
};

static HRESULT IEmpty_QueryInterface_Proxy(IEmpty *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IEmpty_AddRef_Proxy(IEmpty *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IEmpty_Release_Proxy(IEmpty *This)
{
	return AcomFaceRelease(This);
}

static const IEmptyVtbl acom_vtbl_IEmpty = {
	.QueryInterface = IEmpty_QueryInterface_Proxy,
	.AddRef = IEmpty_AddRef_Proxy,
	.Release = IEmpty_Release_Proxy,
};

static const ACOM_INTERFACE acom_interface_IEmpty = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IEmpty",
	.iid = &IID_IEmpty,
	.base = &IID_IUnknown,
	.count = 0,
	.methods = NULL,
	.proxy_vtbl = &acom_vtbl_IEmpty,
};

static HRESULT IFaces_QueryInterface_Proxy(IFaces *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IFaces_AddRef_Proxy(IFaces *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IFaces_Release_Proxy(IFaces *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IFaces_One_Proxy(IFaces *This, ILater *later, ILater **out, IEmpty *empty)
{
	void *acom_args[] = { &later, &out, &empty };

	return AcomCall(This, &acom_methods_IFaces[0], acom_args);
}

static HRESULT IFaces_Two_Proxy(IFaces *This, struct INNER inner, INSIDE kind, COLOR color, WIDE_ENUM wide, enum PLAIN plain)
{
	void *acom_args[] = { &inner, &kind, &color, &wide, &plain };

	return AcomCall(This, &acom_methods_IFaces[1], acom_args);
}

static HRESULT IFaces_Three_Proxy(IFaces *This, IUnknown *p, REFIID riid, LONG n, IUnknown *list[])
{
	void *acom_args[] = { &p, &riid, &n, &list };

	return AcomCall(This, &acom_methods_IFaces[2], acom_args);
}

static HRESULT IFaces_Four_Proxy(IFaces *This, const LINE *line, SIGNED_CHAR a, UNSIGNED b, POINTER_SIZED c)
{
	void *acom_args[] = { &line, &a, &b, &c };

	return AcomCall(This, &acom_methods_IFaces[3], acom_args);
}

static const IFacesVtbl acom_vtbl_IFaces = {
	.QueryInterface = IFaces_QueryInterface_Proxy,
	.AddRef = IFaces_AddRef_Proxy,
	.Release = IFaces_Release_Proxy,
	.One = IFaces_One_Proxy,
	.Two = IFaces_Two_Proxy,
	.Three = IFaces_Three_Proxy,
	.Four = IFaces_Four_Proxy,
};

static const ACOM_INTERFACE acom_interface_IFaces = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IFaces",
	.iid = &IID_IFaces,
	.base = &IID_IEmpty,
	.count = 4,
	.methods = acom_methods_IFaces,
	.proxy_vtbl = &acom_vtbl_IFaces,
};

static HRESULT ILater_QueryInterface_Proxy(ILater *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG ILater_AddRef_Proxy(ILater *This)
{
	return AcomFaceAddRef(This);
}

static ULONG ILater_Release_Proxy(ILater *This)
{
	return AcomFaceRelease(This);
}

static HRESULT ILater_One_Proxy(ILater *This, ILater *later, ILater **out, IEmpty *empty)
{
	void *acom_args[] = { &later, &out, &empty };

	return AcomCall(This, &acom_methods_ILater[0], acom_args);
}

static HRESULT ILater_Two_Proxy(ILater *This, struct INNER inner, INSIDE kind, COLOR color, WIDE_ENUM wide, enum PLAIN plain)
{
	void *acom_args[] = { &inner, &kind, &color, &wide, &plain };

	return AcomCall(This, &acom_methods_ILater[1], acom_args);
}

static HRESULT ILater_Three_Proxy(ILater *This, IUnknown *p, REFIID riid, LONG n, IUnknown *list[])
{
	void *acom_args[] = { &p, &riid, &n, &list };

	return AcomCall(This, &acom_methods_ILater[2], acom_args);
}

static HRESULT ILater_Four_Proxy(ILater *This, const LINE *line, SIGNED_CHAR a, UNSIGNED b, POINTER_SIZED c)
{
	void *acom_args[] = { &line, &a, &b, &c };

	return AcomCall(This, &acom_methods_ILater[3], acom_args);
}

static HRESULT ILater_Five_Proxy(ILater *This, LONG **p, LONG a, float b, double c, uint8_t d, OLECHAR e, int64_t f)
{
	void *acom_args[] = { &p, &a, &b, &c, &d, &e, &f };

	return AcomCall(This, &acom_methods_ILater[4], acom_args);
}

static const ILaterVtbl acom_vtbl_ILater = {
	.QueryInterface = ILater_QueryInterface_Proxy,
	.AddRef = ILater_AddRef_Proxy,
	.Release = ILater_Release_Proxy,
	.One = ILater_One_Proxy,
	.Two = ILater_Two_Proxy,
	.Three = ILater_Three_Proxy,
	.Four = ILater_Four_Proxy,
	.Five = ILater_Five_Proxy,
};

static const ACOM_INTERFACE acom_interface_ILater = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "ILater",
	.iid = &IID_ILater,
	.base = &IID_IFaces,
	.count = 5,
	.methods = acom_methods_ILater,
	.proxy_vtbl = &acom_vtbl_ILater,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_IEmpty,
	&acom_interface_IFaces,
	&acom_interface_ILater,
};

ACOM_MODULE faces_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "faces.idl",
		.count = 3,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(faces_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(faces_interfaces);
}
