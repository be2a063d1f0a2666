/* async_p.c - made by idlgen from async.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "async.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"

static int64_t acom_number_1(const ACOM_SCOPE *s)
{
	return (int64_t)*(ULONG *)s->args[1];
}
static const ACOM_EXPR acom_expr_1 = { .number = acom_number_1, .from = ACOM_IN, .save = 1 };

static int64_t acom_number_2(const ACOM_SCOPE *s)
{
	return ACOM_AT(*(ULONG **)s->args[2]);
}
static const ACOM_EXPR acom_expr_2 = { .number = acom_number_2, .from = ACOM_OUT, .save = 0 };

static const IID *acom_iid_3(const ACOM_SCOPE *s)
{
	return *(const IID **)s->args[0];
}
static const ACOM_EXPR acom_expr_3 = { .iid = acom_iid_3, .from = ACOM_IN, .save = 1 };

static const IID *acom_iid_4(const ACOM_SCOPE *s)
{
	return *(const IID **)s->args[0];
}
static const ACOM_EXPR acom_expr_4 = { .iid = acom_iid_4, .from = ACOM_IN, .save = 2 };

static int64_t acom_number_5(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[2];
}
static const ACOM_EXPR acom_expr_5 = { .number = acom_number_5, .from = ACOM_IN, .save = 3 };

static int64_t acom_number_6(const ACOM_SCOPE *s)
{
	return ACOM_AT(*(LONG **)s->args[0]);
}
static const ACOM_EXPR acom_expr_6 = { .number = acom_number_6, .from = ACOM_IN | ACOM_OUT, .save = 1 };

static int64_t acom_number_7(const ACOM_SCOPE *s)
{
	return (int64_t)*(const LONG *)s->args[2];
}
static const ACOM_EXPR acom_expr_7 = { .number = acom_number_7, .from = ACOM_IN, .save = 2 };

static int64_t acom_number_8(const ACOM_SCOPE *s)
{
	return ACOM_AT(*(LONG **)s->args[0]);
}
static const ACOM_EXPR acom_expr_8 = { .number = acom_number_8, .from = ACOM_OUT, .save = 0 };

static const ACOM_TYPE acom_type_1 = {
	.name = "int", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(int), .wire = 4,
};
static const ACOM_TYPE acom_type_2 = {
	.name = "int *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_1,
};
static const ACOM_TYPE acom_type_3 = {
	.name = "DWORD", .kind = ACOM_U32, .flags = 0, .align = 4, .size = sizeof(DWORD), .wire = 4,
};
static const ACOM_TYPE acom_type_4 = {
	.name = "WORD", .kind = ACOM_U16, .flags = 0, .align = 2, .size = sizeof(WORD), .wire = 2,
};
static const ACOM_TYPE acom_type_5 = {
	.name = "BYTE", .kind = ACOM_U8, .flags = 0, .align = 1, .size = sizeof(BYTE), .wire = 1,
};
static const ACOM_TYPE acom_type_6 = {
	.name = "BYTE[8]", .kind = ACOM_ARRAY, .flags = 0, .align = 1, .size = sizeof(BYTE[8]), .wire = 8,
	.count = 8,
	.elem = &acom_type_5,
};
static const ACOM_FIELD acom_fields_7[] = {
	{ "Data1", offsetof(GUID, Data1), &acom_type_3, 0 },
	{ "Data2", offsetof(GUID, Data2), &acom_type_4, 0 },
	{ "Data3", offsetof(GUID, Data3), &acom_type_4, 0 },
	{ "Data4", offsetof(GUID, Data4), &acom_type_6, 0 },
};
static const ACOM_TYPE acom_type_7 = {
	.name = "struct GUID", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(GUID), .wire = 16,
	.count = 4,
	.fields = acom_fields_7,
};
static const ACOM_TYPE acom_type_8 = {
	.name = "REFIID", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_7,
};
static const ACOM_TYPE acom_type_9 = {
	.name = "LONG", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(LONG), .wire = 4,
};
static const ACOM_TYPE acom_type_10 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_9,
};
static const ACOM_TYPE acom_type_11 = {
	.name = "LONG **", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_10,
};
static const ACOM_TYPE acom_type_12 = {
	.name = "ULONG", .kind = ACOM_U32, .flags = 0, .align = 4, .size = sizeof(ULONG), .wire = 4,
};
static const ACOM_TYPE acom_type_13 = {
	.name = "ULONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_12,
};
static const ACOM_TYPE acom_type_14 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_9,
};
static const ACOM_TYPE acom_type_15 = {
	.name = "BYTE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING, .align = 4, .size = 0, .wire = 12,
	.elem = &acom_type_5,
	.max = &acom_expr_1,
	.length = &acom_expr_2,
};
static const ACOM_TYPE acom_type_16 = {
	.name = "BYTE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_15,
};
static const ACOM_TYPE acom_type_17 = {
	.name = "void *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.max = &acom_expr_3,
};
static const ACOM_TYPE acom_type_18 = {
	.name = "void **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_17,
};
static const ACOM_TYPE acom_type_19 = {
	.name = "IUnknown *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.max = &acom_expr_4,
};
static const ACOM_TYPE acom_type_20 = {
	.name = "IUnknown *[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_19,
	.max = &acom_expr_5,
};
static const ACOM_TYPE acom_type_21 = {
	.name = "IUnknown **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_20,
};
static const ACOM_TYPE acom_type_22 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_9,
	.max = &acom_expr_6,
};
static const ACOM_TYPE acom_type_23 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_22,
};
static const ACOM_TYPE acom_type_24 = {
	.name = "BYTE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_5,
	.max = &acom_expr_7,
};
static const ACOM_TYPE acom_type_25 = {
	.name = "BYTE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_24,
};
static const ACOM_TYPE acom_type_26 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_9,
	.max = &acom_expr_8,
};
static const ACOM_TYPE acom_type_27 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_26,
};
static const ACOM_TYPE acom_type_28 = {
	.name = "LONG **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_27,
};
static const ACOM_TYPE acom_type_29 = {
	.name = "AsyncISecond *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.iid = &IID_AsyncISecond,
};

static const ACOM_PARAM acom_params_IFirst_Sum[] = {
	{ "i", ACOM_IN, &acom_type_1 },
	{ "j", ACOM_IN, &acom_type_1 },
	{ "sum", ACOM_OUT | ACOM_RETVAL, &acom_type_2 },
};
static const ACOM_PARAM acom_params_IFirst_Update[] = {
	{ "riid", ACOM_IN, &acom_type_8 },
	{ "both", ACOM_IN | ACOM_OUT, &acom_type_11 },
	{ "n", ACOM_OUT, &acom_type_13 },
};
static const ACOM_PARAM acom_params_IFirst_NoDirection[] = {
	{ "a", ACOM_IN, &acom_type_9 },
};
static const ACOM_PARAM acom_params_IFirst_Only[] = {
	{ "a", ACOM_OUT, &acom_type_14 },
};
static ACOM_CELL acom_cells_IFirst[5];
static const ACOM_METHOD acom_methods_IFirst[5] = {
	{
		.name = "Sum", .slot = 3, .async_slot = 3, .count = 3, .saves = 0,
		.params = acom_params_IFirst_Sum, .cell = &acom_cells_IFirst[0],
	},
	{
		.name = "Update", .slot = 4, .async_slot = 5, .count = 3, .saves = 0,
		.params = acom_params_IFirst_Update, .cell = &acom_cells_IFirst[1],
	},
	{
		.name = "NoDirection", .slot = 5, .async_slot = 7, .count = 1, .saves = 0,
		.params = acom_params_IFirst_NoDirection, .cell = &acom_cells_IFirst[2],
	},
	{
		.name = "Nothing", .slot = 6, .async_slot = 9, .count = 0, .saves = 0,
		.params = NULL, .cell = &acom_cells_IFirst[3],
	},
	{
		.name = "Only", .slot = 7, .async_slot = 11, .count = 1, .saves = 0,
		.params = acom_params_IFirst_Only, .cell = &acom_cells_IFirst[4],
	},
};

static const ACOM_PARAM acom_params_ISecond_Sum[] = {
	{ "i", ACOM_IN, &acom_type_1 },
	{ "j", ACOM_IN, &acom_type_1 },
	{ "sum", ACOM_OUT | ACOM_RETVAL, &acom_type_2 },
};
static const ACOM_PARAM acom_params_ISecond_Update[] = {
	{ "riid", ACOM_IN, &acom_type_8 },
	{ "both", ACOM_IN | ACOM_OUT, &acom_type_11 },
	{ "n", ACOM_OUT, &acom_type_13 },
};
static const ACOM_PARAM acom_params_ISecond_NoDirection[] = {
	{ "a", ACOM_IN, &acom_type_9 },
};
static const ACOM_PARAM acom_params_ISecond_Only[] = {
	{ "a", ACOM_OUT, &acom_type_14 },
};
static const ACOM_PARAM acom_params_ISecond_Read[] = {
	{ "pv", ACOM_OUT, &acom_type_16 },
	{ "cb", ACOM_IN, &acom_type_12 },
	{ "got", ACOM_OUT, &acom_type_13 },
};
static const ACOM_PARAM acom_params_ISecond_Query[] = {
	{ "riid", ACOM_IN, &acom_type_8 },
	{ "ppv", ACOM_OUT, &acom_type_18 },
	{ "n", ACOM_IN, &acom_type_9 },
	{ "list", ACOM_OUT, &acom_type_21 },
};
static const ACOM_PARAM acom_params_ISecond_Both[] = {
	{ "n", ACOM_IN | ACOM_OUT, &acom_type_14 },
	{ "a", ACOM_IN | ACOM_OUT, &acom_type_23 },
	{ "limit", ACOM_IN, &acom_type_9 },
	{ "b", ACOM_OUT, &acom_type_25 },
};
static const ACOM_PARAM acom_params_ISecond_Deep[] = {
	{ "n", ACOM_OUT, &acom_type_14 },
	{ "a", ACOM_OUT, &acom_type_28 },
};
static ACOM_CELL acom_cells_ISecond[9];
static const ACOM_METHOD acom_methods_ISecond[9] = {
	{
		.name = "Sum", .slot = 3, .async_slot = 3, .count = 3, .saves = 0,
		.params = acom_params_ISecond_Sum, .cell = &acom_cells_ISecond[0],
	},
	{
		.name = "Update", .slot = 4, .async_slot = 5, .count = 3, .saves = 0,
		.params = acom_params_ISecond_Update, .cell = &acom_cells_ISecond[1],
	},
	{
		.name = "NoDirection", .slot = 5, .async_slot = 7, .count = 1, .saves = 0,
		.params = acom_params_ISecond_NoDirection, .cell = &acom_cells_ISecond[2],
	},
	{
		.name = "Nothing", .slot = 6, .async_slot = 9, .count = 0, .saves = 0,
		.params = NULL, .cell = &acom_cells_ISecond[3],
	},
	{
		.name = "Only", .slot = 7, .async_slot = 11, .count = 1, .saves = 0,
		.params = acom_params_ISecond_Only, .cell = &acom_cells_ISecond[4],
	},
	{
		.name = "Read", .slot = 8, .async_slot = 13, .count = 3, .saves = 1,
		.params = acom_params_ISecond_Read, .cell = &acom_cells_ISecond[5],
	},
	{
		.name = "Query", .slot = 9, .async_slot = 15, .count = 4, .saves = 3,
		.params = acom_params_ISecond_Query, .cell = &acom_cells_ISecond[6],
	},
	{
		.name = "Both", .slot = 10, .async_slot = 17, .count = 4, .saves = 2,
		.params = acom_params_ISecond_Both, .cell = &acom_cells_ISecond[7],
	},
	{
		.name = "Deep", .slot = 11, .async_slot = 19, .count = 2, .saves = 0,
		.params = acom_params_ISecond_Deep, .cell = &acom_cells_ISecond[8],
	},
};

static const ACOM_PARAM acom_params_INoMore_Sum[] = {
	{ "i", ACOM_IN, &acom_type_1 },
	{ "j", ACOM_IN, &acom_type_1 },
	{ "sum", ACOM_OUT | ACOM_RETVAL, &acom_type_2 },
};
static const ACOM_PARAM acom_params_INoMore_Update[] = {
	{ "riid", ACOM_IN, &acom_type_8 },
	{ "both", ACOM_IN | ACOM_OUT, &acom_type_11 },
	{ "n", ACOM_OUT, &acom_type_13 },
};
static const ACOM_PARAM acom_params_INoMore_NoDirection[] = {
	{ "a", ACOM_IN, &acom_type_9 },
};
static const ACOM_PARAM acom_params_INoMore_Only[] = {
	{ "a", ACOM_OUT, &acom_type_14 },
};
static ACOM_CELL acom_cells_INoMore[5];
static const ACOM_METHOD acom_methods_INoMore[5] = {
	{
		.name = "Sum", .slot = 3, .async_slot = 3, .count = 3, .saves = 0,
		.params = acom_params_INoMore_Sum, .cell = &acom_cells_INoMore[0],
	},
	{
		.name = "Update", .slot = 4, .async_slot = 5, .count = 3, .saves = 0,
		.params = acom_params_INoMore_Update, .cell = &acom_cells_INoMore[1],
	},
	{
		.name = "NoDirection", .slot = 5, .async_slot = 7, .count = 1, .saves = 0,
		.params = acom_params_INoMore_NoDirection, .cell = &acom_cells_INoMore[2],
	},
	{
		.name = "Nothing", .slot = 6, .async_slot = 9, .count = 0, .saves = 0,
		.params = NULL, .cell = &acom_cells_INoMore[3],
	},
	{
		.name = "Only", .slot = 7, .async_slot = 11, .count = 1, .saves = 0,
		.params = acom_params_INoMore_Only, .cell = &acom_cells_INoMore[4],
	},
};

static const ACOM_PARAM acom_params_IThird_Sum[] = {
	{ "i", ACOM_IN, &acom_type_1 },
	{ "j", ACOM_IN, &acom_type_1 },
	{ "sum", ACOM_OUT | ACOM_RETVAL, &acom_type_2 },
};
static const ACOM_PARAM acom_params_IThird_Update[] = {
	{ "riid", ACOM_IN, &acom_type_8 },
	{ "both", ACOM_IN | ACOM_OUT, &acom_type_11 },
	{ "n", ACOM_OUT, &acom_type_13 },
};
static const ACOM_PARAM acom_params_IThird_NoDirection[] = {
	{ "a", ACOM_IN, &acom_type_9 },
};
static const ACOM_PARAM acom_params_IThird_Only[] = {
	{ "a", ACOM_OUT, &acom_type_14 },
};
static const ACOM_PARAM acom_params_IThird_Read[] = {
	{ "pv", ACOM_OUT, &acom_type_16 },
	{ "cb", ACOM_IN, &acom_type_12 },
	{ "got", ACOM_OUT, &acom_type_13 },
};
static const ACOM_PARAM acom_params_IThird_Query[] = {
	{ "riid", ACOM_IN, &acom_type_8 },
	{ "ppv", ACOM_OUT, &acom_type_18 },
	{ "n", ACOM_IN, &acom_type_9 },
	{ "list", ACOM_OUT, &acom_type_21 },
};
static const ACOM_PARAM acom_params_IThird_Both[] = {
	{ "n", ACOM_IN | ACOM_OUT, &acom_type_14 },
	{ "a", ACOM_IN | ACOM_OUT, &acom_type_23 },
	{ "limit", ACOM_IN, &acom_type_9 },
	{ "b", ACOM_OUT, &acom_type_25 },
};
static const ACOM_PARAM acom_params_IThird_Deep[] = {
	{ "n", ACOM_OUT, &acom_type_14 },
	{ "a", ACOM_OUT, &acom_type_28 },
};
static const ACOM_PARAM acom_params_IThird_More[] = {
	{ "other", ACOM_IN, &acom_type_29 },
};
static ACOM_CELL acom_cells_IThird[10];
static const ACOM_METHOD acom_methods_IThird[10] = {
	{
		.name = "Sum", .slot = 3, .async_slot = 0, .count = 3, .saves = 0,
		.params = acom_params_IThird_Sum, .cell = &acom_cells_IThird[0],
	},
	{
		.name = "Update", .slot = 4, .async_slot = 0, .count = 3, .saves = 0,
		.params = acom_params_IThird_Update, .cell = &acom_cells_IThird[1],
	},
	{
		.name = "NoDirection", .slot = 5, .async_slot = 0, .count = 1, .saves = 0,
		.params = acom_params_IThird_NoDirection, .cell = &acom_cells_IThird[2],
	},
	{
		.name = "Nothing", .slot = 6, .async_slot = 0, .count = 0, .saves = 0,
		.params = NULL, .cell = &acom_cells_IThird[3],
	},
	{
		.name = "Only", .slot = 7, .async_slot = 0, .count = 1, .saves = 0,
		.params = acom_params_IThird_Only, .cell = &acom_cells_IThird[4],
	},
	{
		.name = "Read", .slot = 8, .async_slot = 0, .count = 3, .saves = 1,
		.params = acom_params_IThird_Read, .cell = &acom_cells_IThird[5],
	},
	{
		.name = "Query", .slot = 9, .async_slot = 0, .count = 4, .saves = 3,
		.params = acom_params_IThird_Query, .cell = &acom_cells_IThird[6],
	},
	{
		.name = "Both", .slot = 10, .async_slot = 0, .count = 4, .saves = 2,
		.params = acom_params_IThird_Both, .cell = &acom_cells_IThird[7],
	},
	{
		.name = "Deep", .slot = 11, .async_slot = 0, .count = 2, .saves = 0,
		.params = acom_params_IThird_Deep, .cell = &acom_cells_IThird[8],
	},
	{
		.name = "More", .slot = 12, .async_slot = 0, .count = 1, .saves = 0,
		.params = acom_params_IThird_More, .cell = &acom_cells_IThird[9],
	},
};

static HRESULT IFirst_QueryInterface_Proxy(IFirst *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IFirst_AddRef_Proxy(IFirst *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IFirst_Release_Proxy(IFirst *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IFirst_Sum_Proxy(IFirst *This, int i, int j, int *sum)
{
	void *acom_args[] = { &i, &j, &sum };

	return AcomCall(This, &acom_methods_IFirst[0], acom_args);
}

static HRESULT IFirst_Update_Proxy(IFirst *This, REFIID riid, LONG **both, ULONG *n)
{
	void *acom_args[] = { &riid, &both, &n };

	return AcomCall(This, &acom_methods_IFirst[1], acom_args);
}

static HRESULT IFirst_NoDirection_Proxy(IFirst *This, LONG a)
{
	void *acom_args[] = { &a };

	return AcomCall(This, &acom_methods_IFirst[2], acom_args);
}

static HRESULT IFirst_Nothing_Proxy(IFirst *This)
{
	return AcomCall(This, &acom_methods_IFirst[3], NULL);
}

static HRESULT IFirst_Only_Proxy(IFirst *This, LONG *a)
{
	void *acom_args[] = { &a };

	return AcomCall(This, &acom_methods_IFirst[4], acom_args);
}

static const IFirstVtbl acom_vtbl_IFirst = {
	.QueryInterface = IFirst_QueryInterface_Proxy,
	.AddRef = IFirst_AddRef_Proxy,
	.Release = IFirst_Release_Proxy,
	.Sum = IFirst_Sum_Proxy,
	.Update = IFirst_Update_Proxy,
	.NoDirection = IFirst_NoDirection_Proxy,
	.Nothing = IFirst_Nothing_Proxy,
	.Only = IFirst_Only_Proxy,
};

static HRESULT AsyncIFirst_QueryInterface_Proxy(AsyncIFirst *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncIFirst_AddRef_Proxy(AsyncIFirst *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncIFirst_Release_Proxy(AsyncIFirst *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncIFirst_Begin_Sum_Proxy(AsyncIFirst *This, int i, int j)
{
	void *acom_args[] = { &i, &j, NULL };

	return AcomBegin(This, &acom_methods_IFirst[0], acom_args);
}

static HRESULT AsyncIFirst_Finish_Sum_Proxy(AsyncIFirst *This, int *sum)
{
	void *acom_args[] = { NULL, NULL, &sum };

	return AcomFinish(This, &acom_methods_IFirst[0], acom_args);
}

static HRESULT AsyncIFirst_Begin_Update_Proxy(AsyncIFirst *This, REFIID riid, LONG **both)
{
	void *acom_args[] = { &riid, &both, NULL };

	return AcomBegin(This, &acom_methods_IFirst[1], acom_args);
}

static HRESULT AsyncIFirst_Finish_Update_Proxy(AsyncIFirst *This, LONG **both, ULONG *n)
{
	void *acom_args[] = { NULL, &both, &n };

	return AcomFinish(This, &acom_methods_IFirst[1], acom_args);
}

static HRESULT AsyncIFirst_Begin_NoDirection_Proxy(AsyncIFirst *This, LONG a)
{
	void *acom_args[] = { &a };

	return AcomBegin(This, &acom_methods_IFirst[2], acom_args);
}

static HRESULT AsyncIFirst_Finish_NoDirection_Proxy(AsyncIFirst *This)
{
	void *acom_args[] = { NULL };

	return AcomFinish(This, &acom_methods_IFirst[2], acom_args);
}

static HRESULT AsyncIFirst_Begin_Nothing_Proxy(AsyncIFirst *This)
{
	return AcomBegin(This, &acom_methods_IFirst[3], NULL);
}

static HRESULT AsyncIFirst_Finish_Nothing_Proxy(AsyncIFirst *This)
{
	return AcomFinish(This, &acom_methods_IFirst[3], NULL);
}

static HRESULT AsyncIFirst_Begin_Only_Proxy(AsyncIFirst *This)
{
	void *acom_args[] = { NULL };

	return AcomBegin(This, &acom_methods_IFirst[4], acom_args);
}

static HRESULT AsyncIFirst_Finish_Only_Proxy(AsyncIFirst *This, LONG *a)
{
	void *acom_args[] = { &a };

	return AcomFinish(This, &acom_methods_IFirst[4], acom_args);
}

static const AsyncIFirstVtbl acom_vtbl_AsyncIFirst = {
	.QueryInterface = AsyncIFirst_QueryInterface_Proxy,
	.AddRef = AsyncIFirst_AddRef_Proxy,
	.Release = AsyncIFirst_Release_Proxy,
	.Begin_Sum = AsyncIFirst_Begin_Sum_Proxy,
	.Finish_Sum = AsyncIFirst_Finish_Sum_Proxy,
	.Begin_Update = AsyncIFirst_Begin_Update_Proxy,
	.Finish_Update = AsyncIFirst_Finish_Update_Proxy,
	.Begin_NoDirection = AsyncIFirst_Begin_NoDirection_Proxy,
	.Finish_NoDirection = AsyncIFirst_Finish_NoDirection_Proxy,
	.Begin_Nothing = AsyncIFirst_Begin_Nothing_Proxy,
	.Finish_Nothing = AsyncIFirst_Finish_Nothing_Proxy,
	.Begin_Only = AsyncIFirst_Begin_Only_Proxy,
	.Finish_Only = AsyncIFirst_Finish_Only_Proxy,
};

static const ACOM_INTERFACE acom_interface_IFirst = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IFirst",
	.iid = &IID_IFirst,
	.async_iid = &IID_AsyncIFirst,
	.base = &IID_IUnknown,
	.count = 5,
	.methods = acom_methods_IFirst,
	.proxy_vtbl = &acom_vtbl_IFirst,
	.async_vtbl = &acom_vtbl_AsyncIFirst,
};

static HRESULT ISecond_QueryInterface_Proxy(ISecond *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG ISecond_AddRef_Proxy(ISecond *This)
{
	return AcomFaceAddRef(This);
}

static ULONG ISecond_Release_Proxy(ISecond *This)
{
	return AcomFaceRelease(This);
}

static HRESULT ISecond_Sum_Proxy(ISecond *This, int i, int j, int *sum)
{
	void *acom_args[] = { &i, &j, &sum };

	return AcomCall(This, &acom_methods_ISecond[0], acom_args);
}

static HRESULT ISecond_Update_Proxy(ISecond *This, REFIID riid, LONG **both, ULONG *n)
{
	void *acom_args[] = { &riid, &both, &n };

	return AcomCall(This, &acom_methods_ISecond[1], acom_args);
}

static HRESULT ISecond_NoDirection_Proxy(ISecond *This, LONG a)
{
	void *acom_args[] = { &a };

	return AcomCall(This, &acom_methods_ISecond[2], acom_args);
}

static HRESULT ISecond_Nothing_Proxy(ISecond *This)
{
	return AcomCall(This, &acom_methods_ISecond[3], NULL);
}

static HRESULT ISecond_Only_Proxy(ISecond *This, LONG *a)
{
	void *acom_args[] = { &a };

	return AcomCall(This, &acom_methods_ISecond[4], acom_args);
}

static HRESULT ISecond_Read_Proxy(ISecond *This, BYTE *pv, ULONG cb, ULONG *got)
{
	void *acom_args[] = { &pv, &cb, &got };

	return AcomCall(This, &acom_methods_ISecond[5], acom_args);
}

static HRESULT ISecond_Query_Proxy(ISecond *This, REFIID riid, void **ppv, LONG n, IUnknown **list)
{
	void *acom_args[] = { &riid, &ppv, &n, &list };

	return AcomCall(This, &acom_methods_ISecond[6], acom_args);
}

static HRESULT ISecond_Both_Proxy(ISecond *This, LONG *n, LONG *a, const LONG limit, BYTE *b)
{
	void *acom_args[] = { &n, &a, (void *)(uintptr_t)&limit, &b };

	return AcomCall(This, &acom_methods_ISecond[7], acom_args);
}

static HRESULT ISecond_Deep_Proxy(ISecond *This, LONG *n, LONG **a)
{
	void *acom_args[] = { &n, &a };

	return AcomCall(This, &acom_methods_ISecond[8], acom_args);
}

static const ISecondVtbl acom_vtbl_ISecond = {
	.QueryInterface = ISecond_QueryInterface_Proxy,
	.AddRef = ISecond_AddRef_Proxy,
	.Release = ISecond_Release_Proxy,
	.Sum = ISecond_Sum_Proxy,
	.Update = ISecond_Update_Proxy,
	.NoDirection = ISecond_NoDirection_Proxy,
	.Nothing = ISecond_Nothing_Proxy,
	.Only = ISecond_Only_Proxy,
	.Read = ISecond_Read_Proxy,
	.Query = ISecond_Query_Proxy,
	.Both = ISecond_Both_Proxy,
	.Deep = ISecond_Deep_Proxy,
};

static HRESULT AsyncISecond_QueryInterface_Proxy(AsyncISecond *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncISecond_AddRef_Proxy(AsyncISecond *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncISecond_Release_Proxy(AsyncISecond *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncISecond_Begin_Sum_Proxy(AsyncISecond *This, int i, int j)
{
	void *acom_args[] = { &i, &j, NULL };

	return AcomBegin(This, &acom_methods_ISecond[0], acom_args);
}

static HRESULT AsyncISecond_Finish_Sum_Proxy(AsyncISecond *This, int *sum)
{
	void *acom_args[] = { NULL, NULL, &sum };

	return AcomFinish(This, &acom_methods_ISecond[0], acom_args);
}

static HRESULT AsyncISecond_Begin_Update_Proxy(AsyncISecond *This, REFIID riid, LONG **both)
{
	void *acom_args[] = { &riid, &both, NULL };

	return AcomBegin(This, &acom_methods_ISecond[1], acom_args);
}

static HRESULT AsyncISecond_Finish_Update_Proxy(AsyncISecond *This, LONG **both, ULONG *n)
{
	void *acom_args[] = { NULL, &both, &n };

	return AcomFinish(This, &acom_methods_ISecond[1], acom_args);
}

static HRESULT AsyncISecond_Begin_NoDirection_Proxy(AsyncISecond *This, LONG a)
{
	void *acom_args[] = { &a };

	return AcomBegin(This, &acom_methods_ISecond[2], acom_args);
}

static HRESULT AsyncISecond_Finish_NoDirection_Proxy(AsyncISecond *This)
{
	void *acom_args[] = { NULL };

	return AcomFinish(This, &acom_methods_ISecond[2], acom_args);
}

static HRESULT AsyncISecond_Begin_Nothing_Proxy(AsyncISecond *This)
{
	return AcomBegin(This, &acom_methods_ISecond[3], NULL);
}

static HRESULT AsyncISecond_Finish_Nothing_Proxy(AsyncISecond *This)
{
	return AcomFinish(This, &acom_methods_ISecond[3], NULL);
}

static HRESULT AsyncISecond_Begin_Only_Proxy(AsyncISecond *This)
{
	void *acom_args[] = { NULL };

	return AcomBegin(This, &acom_methods_ISecond[4], acom_args);
}

static HRESULT AsyncISecond_Finish_Only_Proxy(AsyncISecond *This, LONG *a)
{
	void *acom_args[] = { &a };

	return AcomFinish(This, &acom_methods_ISecond[4], acom_args);
}

static HRESULT AsyncISecond_Begin_Read_Proxy(AsyncISecond *This, ULONG cb)
{
	void *acom_args[] = { NULL, &cb, NULL };

	return AcomBegin(This, &acom_methods_ISecond[5], acom_args);
}

static HRESULT AsyncISecond_Finish_Read_Proxy(AsyncISecond *This, BYTE *pv, ULONG *got)
{
	void *acom_args[] = { &pv, NULL, &got };

	return AcomFinish(This, &acom_methods_ISecond[5], acom_args);
}

static HRESULT AsyncISecond_Begin_Query_Proxy(AsyncISecond *This, REFIID riid, LONG n)
{
	void *acom_args[] = { &riid, NULL, &n, NULL };

	return AcomBegin(This, &acom_methods_ISecond[6], acom_args);
}

static HRESULT AsyncISecond_Finish_Query_Proxy(AsyncISecond *This, void **ppv, IUnknown **list)
{
	void *acom_args[] = { NULL, &ppv, NULL, &list };

	return AcomFinish(This, &acom_methods_ISecond[6], acom_args);
}

static HRESULT AsyncISecond_Begin_Both_Proxy(AsyncISecond *This, LONG *n, LONG *a, const LONG limit)
{
	void *acom_args[] = { &n, &a, (void *)(uintptr_t)&limit, NULL };

	return AcomBegin(This, &acom_methods_ISecond[7], acom_args);
}

static HRESULT AsyncISecond_Finish_Both_Proxy(AsyncISecond *This, LONG *n, LONG *a, BYTE *b)
{
	void *acom_args[] = { &n, &a, NULL, &b };

	return AcomFinish(This, &acom_methods_ISecond[7], acom_args);
}

static HRESULT AsyncISecond_Begin_Deep_Proxy(AsyncISecond *This)
{
	void *acom_args[] = { NULL, NULL };

	return AcomBegin(This, &acom_methods_ISecond[8], acom_args);
}

static HRESULT AsyncISecond_Finish_Deep_Proxy(AsyncISecond *This, LONG *n, LONG **a)
{
	void *acom_args[] = { &n, &a };

	return AcomFinish(This, &acom_methods_ISecond[8], acom_args);
}

static const AsyncISecondVtbl acom_vtbl_AsyncISecond = {
	.QueryInterface = AsyncISecond_QueryInterface_Proxy,
	.AddRef = AsyncISecond_AddRef_Proxy,
	.Release = AsyncISecond_Release_Proxy,
	.Begin_Sum = AsyncISecond_Begin_Sum_Proxy,
	.Finish_Sum = AsyncISecond_Finish_Sum_Proxy,
	.Begin_Update = AsyncISecond_Begin_Update_Proxy,
	.Finish_Update = AsyncISecond_Finish_Update_Proxy,
	.Begin_NoDirection = AsyncISecond_Begin_NoDirection_Proxy,
	.Finish_NoDirection = AsyncISecond_Finish_NoDirection_Proxy,
	.Begin_Nothing = AsyncISecond_Begin_Nothing_Proxy,
	.Finish_Nothing = AsyncISecond_Finish_Nothing_Proxy,
	.Begin_Only = AsyncISecond_Begin_Only_Proxy,
	.Finish_Only = AsyncISecond_Finish_Only_Proxy,
	.Begin_Read = AsyncISecond_Begin_Read_Proxy,
	.Finish_Read = AsyncISecond_Finish_Read_Proxy,
	.Begin_Query = AsyncISecond_Begin_Query_Proxy,
	.Finish_Query = AsyncISecond_Finish_Query_Proxy,
	.Begin_Both = AsyncISecond_Begin_Both_Proxy,
	.Finish_Both = AsyncISecond_Finish_Both_Proxy,
	.Begin_Deep = AsyncISecond_Begin_Deep_Proxy,
	.Finish_Deep = AsyncISecond_Finish_Deep_Proxy,
};

static const ACOM_INTERFACE acom_interface_ISecond = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "ISecond",
	.iid = &IID_ISecond,
	.async_iid = &IID_AsyncISecond,
	.base = &IID_IFirst,
	.count = 9,
	.methods = acom_methods_ISecond,
	.proxy_vtbl = &acom_vtbl_ISecond,
	.async_vtbl = &acom_vtbl_AsyncISecond,
};

static HRESULT INoMore_QueryInterface_Proxy(INoMore *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG INoMore_AddRef_Proxy(INoMore *This)
{
	return AcomFaceAddRef(This);
}

static ULONG INoMore_Release_Proxy(INoMore *This)
{
	return AcomFaceRelease(This);
}

static HRESULT INoMore_Sum_Proxy(INoMore *This, int i, int j, int *sum)
{
	void *acom_args[] = { &i, &j, &sum };

	return AcomCall(This, &acom_methods_INoMore[0], acom_args);
}

static HRESULT INoMore_Update_Proxy(INoMore *This, REFIID riid, LONG **both, ULONG *n)
{
	void *acom_args[] = { &riid, &both, &n };

	return AcomCall(This, &acom_methods_INoMore[1], acom_args);
}

static HRESULT INoMore_NoDirection_Proxy(INoMore *This, LONG a)
{
	void *acom_args[] = { &a };

	return AcomCall(This, &acom_methods_INoMore[2], acom_args);
}

static HRESULT INoMore_Nothing_Proxy(INoMore *This)
{
	return AcomCall(This, &acom_methods_INoMore[3], NULL);
}

static HRESULT INoMore_Only_Proxy(INoMore *This, LONG *a)
{
	void *acom_args[] = { &a };

	return AcomCall(This, &acom_methods_INoMore[4], acom_args);
}

static const INoMoreVtbl acom_vtbl_INoMore = {
	.QueryInterface = INoMore_QueryInterface_Proxy,
	.AddRef = INoMore_AddRef_Proxy,
	.Release = INoMore_Release_Proxy,
	.Sum = INoMore_Sum_Proxy,
	.Update = INoMore_Update_Proxy,
	.NoDirection = INoMore_NoDirection_Proxy,
	.Nothing = INoMore_Nothing_Proxy,
	.Only = INoMore_Only_Proxy,
};

static HRESULT AsyncINoMore_QueryInterface_Proxy(AsyncINoMore *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncINoMore_AddRef_Proxy(AsyncINoMore *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncINoMore_Release_Proxy(AsyncINoMore *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncINoMore_Begin_Sum_Proxy(AsyncINoMore *This, int i, int j)
{
	void *acom_args[] = { &i, &j, NULL };

	return AcomBegin(This, &acom_methods_INoMore[0], acom_args);
}

static HRESULT AsyncINoMore_Finish_Sum_Proxy(AsyncINoMore *This, int *sum)
{
	void *acom_args[] = { NULL, NULL, &sum };

	return AcomFinish(This, &acom_methods_INoMore[0], acom_args);
}

static HRESULT AsyncINoMore_Begin_Update_Proxy(AsyncINoMore *This, REFIID riid, LONG **both)
{
	void *acom_args[] = { &riid, &both, NULL };

	return AcomBegin(This, &acom_methods_INoMore[1], acom_args);
}

static HRESULT AsyncINoMore_Finish_Update_Proxy(AsyncINoMore *This, LONG **both, ULONG *n)
{
	void *acom_args[] = { NULL, &both, &n };

	return AcomFinish(This, &acom_methods_INoMore[1], acom_args);
}

static HRESULT AsyncINoMore_Begin_NoDirection_Proxy(AsyncINoMore *This, LONG a)
{
	void *acom_args[] = { &a };

	return AcomBegin(This, &acom_methods_INoMore[2], acom_args);
}

static HRESULT AsyncINoMore_Finish_NoDirection_Proxy(AsyncINoMore *This)
{
	void *acom_args[] = { NULL };

	return AcomFinish(This, &acom_methods_INoMore[2], acom_args);
}

static HRESULT AsyncINoMore_Begin_Nothing_Proxy(AsyncINoMore *This)
{
	return AcomBegin(This, &acom_methods_INoMore[3], NULL);
}

static HRESULT AsyncINoMore_Finish_Nothing_Proxy(AsyncINoMore *This)
{
	return AcomFinish(This, &acom_methods_INoMore[3], NULL);
}

static HRESULT AsyncINoMore_Begin_Only_Proxy(AsyncINoMore *This)
{
	void *acom_args[] = { NULL };

	return AcomBegin(This, &acom_methods_INoMore[4], acom_args);
}

static HRESULT AsyncINoMore_Finish_Only_Proxy(AsyncINoMore *This, LONG *a)
{
	void *acom_args[] = { &a };

	return AcomFinish(This, &acom_methods_INoMore[4], acom_args);
}

static const AsyncINoMoreVtbl acom_vtbl_AsyncINoMore = {
	.QueryInterface = AsyncINoMore_QueryInterface_Proxy,
	.AddRef = AsyncINoMore_AddRef_Proxy,
	.Release = AsyncINoMore_Release_Proxy,
	.Begin_Sum = AsyncINoMore_Begin_Sum_Proxy,
	.Finish_Sum = AsyncINoMore_Finish_Sum_Proxy,
	.Begin_Update = AsyncINoMore_Begin_Update_Proxy,
	.Finish_Update = AsyncINoMore_Finish_Update_Proxy,
	.Begin_NoDirection = AsyncINoMore_Begin_NoDirection_Proxy,
	.Finish_NoDirection = AsyncINoMore_Finish_NoDirection_Proxy,
	.Begin_Nothing = AsyncINoMore_Begin_Nothing_Proxy,
	.Finish_Nothing = AsyncINoMore_Finish_Nothing_Proxy,
	.Begin_Only = AsyncINoMore_Begin_Only_Proxy,
	.Finish_Only = AsyncINoMore_Finish_Only_Proxy,
};

static const ACOM_INTERFACE acom_interface_INoMore = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "INoMore",
	.iid = &IID_INoMore,
	.async_iid = &IID_AsyncINoMore,
	.base = &IID_IFirst,
	.count = 5,
	.methods = acom_methods_INoMore,
	.proxy_vtbl = &acom_vtbl_INoMore,
	.async_vtbl = &acom_vtbl_AsyncINoMore,
};

static HRESULT IThird_QueryInterface_Proxy(IThird *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IThird_AddRef_Proxy(IThird *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IThird_Release_Proxy(IThird *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IThird_Sum_Proxy(IThird *This, int i, int j, int *sum)
{
	void *acom_args[] = { &i, &j, &sum };

	return AcomCall(This, &acom_methods_IThird[0], acom_args);
}

static HRESULT IThird_Update_Proxy(IThird *This, REFIID riid, LONG **both, ULONG *n)
{
	void *acom_args[] = { &riid, &both, &n };

	return AcomCall(This, &acom_methods_IThird[1], acom_args);
}

static HRESULT IThird_NoDirection_Proxy(IThird *This, LONG a)
{
	void *acom_args[] = { &a };

	return AcomCall(This, &acom_methods_IThird[2], acom_args);
}

static HRESULT IThird_Nothing_Proxy(IThird *This)
{
	return AcomCall(This, &acom_methods_IThird[3], NULL);
}

static HRESULT IThird_Only_Proxy(IThird *This, LONG *a)
{
	void *acom_args[] = { &a };

	return AcomCall(This, &acom_methods_IThird[4], acom_args);
}

static HRESULT IThird_Read_Proxy(IThird *This, BYTE *pv, ULONG cb, ULONG *got)
{
	void *acom_args[] = { &pv, &cb, &got };

	return AcomCall(This, &acom_methods_IThird[5], acom_args);
}

static HRESULT IThird_Query_Proxy(IThird *This, REFIID riid, void **ppv, LONG n, IUnknown **list)
{
	void *acom_args[] = { &riid, &ppv, &n, &list };

	return AcomCall(This, &acom_methods_IThird[6], acom_args);
}

static HRESULT IThird_Both_Proxy(IThird *This, LONG *n, LONG *a, const LONG limit, BYTE *b)
{
	void *acom_args[] = { &n, &a, (void *)(uintptr_t)&limit, &b };

	return AcomCall(This, &acom_methods_IThird[7], acom_args);
}

static HRESULT IThird_Deep_Proxy(IThird *This, LONG *n, LONG **a)
{
	void *acom_args[] = { &n, &a };

	return AcomCall(This, &acom_methods_IThird[8], acom_args);
}

static HRESULT IThird_More_Proxy(IThird *This, AsyncISecond *other)
{
	void *acom_args[] = { &other };

	return AcomCall(This, &acom_methods_IThird[9], acom_args);
}

static const IThirdVtbl acom_vtbl_IThird = {
	.QueryInterface = IThird_QueryInterface_Proxy,
	.AddRef = IThird_AddRef_Proxy,
	.Release = IThird_Release_Proxy,
	.Sum = IThird_Sum_Proxy,
	.Update = IThird_Update_Proxy,
	.NoDirection = IThird_NoDirection_Proxy,
	.Nothing = IThird_Nothing_Proxy,
	.Only = IThird_Only_Proxy,
	.Read = IThird_Read_Proxy,
	.Query = IThird_Query_Proxy,
	.Both = IThird_Both_Proxy,
	.Deep = IThird_Deep_Proxy,
	.More = IThird_More_Proxy,
};

static const ACOM_INTERFACE acom_interface_IThird = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IThird",
	.iid = &IID_IThird,
	.base = &IID_ISecond,
	.count = 10,
	.methods = acom_methods_IThird,
	.proxy_vtbl = &acom_vtbl_IThird,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_IFirst,
	&acom_interface_ISecond,
	&acom_interface_INoMore,
	&acom_interface_IThird,
};

ACOM_MODULE async_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "async.idl",
		.count = 4,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(async_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(async_interfaces);
}
