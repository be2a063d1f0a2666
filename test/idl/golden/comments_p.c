/* comments_p.c - made by idlgen from comments.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "comments.h"

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
static const ACOM_EXPR acom_expr_2 = { .number = acom_number_2, .from = ACOM_IN | ACOM_OUT, .save = 2 };

static const ACOM_TYPE acom_type_1 = {
	.name = "BYTE", .kind = ACOM_U8, .flags = 0, .align = 1, .size = sizeof(BYTE), .wire = 1,
};
static const ACOM_TYPE acom_type_2 = {
	.name = "BYTE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING, .align = 4, .size = 0, .wire = 12,
	.elem = &acom_type_1,
	.max = &acom_expr_1,
	.length = &acom_expr_2,
};
static const ACOM_TYPE acom_type_3 = {
	.name = "BYTE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_2,
};
static const ACOM_TYPE acom_type_4 = {
	.name = "ULONG", .kind = ACOM_U32, .flags = 0, .align = 4, .size = sizeof(ULONG), .wire = 4,
};
static const ACOM_TYPE acom_type_5 = {
	.name = "ULONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_4,
};
static const ACOM_TYPE acom_type_6 = {
	.name = "LONG", .kind = ACOM_I32, .flags = ACOM_RANGE, .align = 4, .size = sizeof(LONG), .wire = 4,
	.lo = 0, .hi = 5,
};
static const ACOM_TYPE acom_type_7 = {
	.name = "LONG", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(LONG), .wire = 4,
};
static const ACOM_TYPE acom_type_8 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_7,
};

static const ACOM_PARAM acom_params_ICommented_Read[] = {
	{ "pv", ACOM_OUT, &acom_type_3 },
	{ "cb", ACOM_IN, &acom_type_4 },
	{ "got", ACOM_IN | ACOM_OUT, &acom_type_5 },
};
static const ACOM_PARAM acom_params_ICommented_Behind[] = {
	{ "a", ACOM_IN, &acom_type_6 },
};
static const ACOM_PARAM acom_params_ICommented_get_Size[] = {
	{ "class_", ACOM_OUT | ACOM_RETVAL, &acom_type_8 },
};
static const ACOM_PARAM acom_params_ICommented_Inside[] = {
	{ "a", ACOM_IN, &acom_type_7 },
	{ "b", ACOM_IN, &acom_type_7 },
	{ "c", ACOM_IN, &acom_type_7 },
	{ "d", ACOM_IN, &acom_type_7 },
	{ "e", ACOM_IN, &acom_type_7 },
	{ "f", ACOM_IN, &acom_type_7 },
};
static const ACOM_PARAM acom_params_ICommented_Same[] = {
	{ "a", ACOM_IN, &acom_type_7 },
};
static ACOM_CELL acom_cells_ICommented[6];
static const ACOM_METHOD acom_methods_ICommented[6] = {
	{
		.name = "Read", .slot = 3, .async_slot = 3, .count = 3, .saves = 2,
		.params = acom_params_ICommented_Read, .cell = &acom_cells_ICommented[0],
	},
	{
		.name = "Behind", .slot = 4, .async_slot = 5, .count = 1, .saves = 0,
		.params = acom_params_ICommented_Behind, .cell = &acom_cells_ICommented[1],
	},
	{
		.name = "get_Size", .slot = 5, .async_slot = 7, .count = 1, .saves = 0,
		.params = acom_params_ICommented_get_Size, .cell = &acom_cells_ICommented[2],
	},
	{
		.name = "Inside", .slot = 6, .async_slot = 9, .count = 6, .saves = 0,
		.params = acom_params_ICommented_Inside, .cell = &acom_cells_ICommented[3],
	},
	{
		.name = "Nothing", .slot = 7, .async_slot = 11, .count = 0, .saves = 0,
		.params = NULL, .cell = &acom_cells_ICommented[4],
	},
	{
		.name = "Same", .slot = 8, .async_slot = 13, .count = 1, .saves = 0,
		.params = acom_params_ICommented_Same, .cell = &acom_cells_ICommented[5],
	},
};

static HRESULT ICommented_QueryInterface_Proxy(ICommented *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG ICommented_AddRef_Proxy(ICommented *This)
{
	return AcomFaceAddRef(This);
}

static ULONG ICommented_Release_Proxy(ICommented *This)
{
	return AcomFaceRelease(This);
}

static HRESULT ICommented_Read_Proxy(ICommented *This, BYTE *pv, ULONG cb, ULONG *got)
{
	void *acom_args[] = { &pv, &cb, &got };

	return AcomCall(This, &acom_methods_ICommented[0], acom_args);
}

static HRESULT ICommented_Behind_Proxy(ICommented *This, LONG a)
{
	void *acom_args[] = { &a };

	return AcomCall(This, &acom_methods_ICommented[1], acom_args);
}

static HRESULT ICommented_get_Size_Proxy(ICommented *This, LONG *class_)
{
	void *acom_args[] = { &class_ };

	return AcomCall(This, &acom_methods_ICommented[2], acom_args);
}

static HRESULT ICommented_Inside_Proxy(ICommented *This, LONG a, LONG b, LONG c, LONG d, LONG e, LONG f)
{
	void *acom_args[] = { &a, &b, &c, &d, &e, &f };

	return AcomCall(This, &acom_methods_ICommented[3], acom_args);
}

static HRESULT ICommented_Nothing_Proxy(ICommented *This)
{
	return AcomCall(This, &acom_methods_ICommented[4], NULL);
}

static HRESULT ICommented_Same_Proxy(ICommented *This, LONG a)
{
	void *acom_args[] = { &a };

	return AcomCall(This, &acom_methods_ICommented[5], acom_args);
}

static const ICommentedVtbl acom_vtbl_ICommented = {
	.QueryInterface = ICommented_QueryInterface_Proxy,
	.AddRef = ICommented_AddRef_Proxy,
	.Release = ICommented_Release_Proxy,
	.Read = ICommented_Read_Proxy,
	.Behind = ICommented_Behind_Proxy,
	.get_Size = ICommented_get_Size_Proxy,
	.Inside = ICommented_Inside_Proxy,
	.Nothing = ICommented_Nothing_Proxy,
	.Same = ICommented_Same_Proxy,
};

static HRESULT AsyncICommented_QueryInterface_Proxy(AsyncICommented *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncICommented_AddRef_Proxy(AsyncICommented *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncICommented_Release_Proxy(AsyncICommented *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncICommented_Begin_Read_Proxy(AsyncICommented *This, ULONG cb, ULONG *got)
{
	void *acom_args[] = { NULL, &cb, &got };

	return AcomBegin(This, &acom_methods_ICommented[0], acom_args);
}

static HRESULT AsyncICommented_Finish_Read_Proxy(AsyncICommented *This, BYTE *pv, ULONG *got)
{
	void *acom_args[] = { &pv, NULL, &got };

	return AcomFinish(This, &acom_methods_ICommented[0], acom_args);
}

static HRESULT AsyncICommented_Begin_Behind_Proxy(AsyncICommented *This, LONG a)
{
	void *acom_args[] = { &a };

	return AcomBegin(This, &acom_methods_ICommented[1], acom_args);
}

static HRESULT AsyncICommented_Finish_Behind_Proxy(AsyncICommented *This)
{
	void *acom_args[] = { NULL };

	return AcomFinish(This, &acom_methods_ICommented[1], acom_args);
}

static HRESULT AsyncICommented_Begin_get_Size_Proxy(AsyncICommented *This)
{
	void *acom_args[] = { NULL };

	return AcomBegin(This, &acom_methods_ICommented[2], acom_args);
}

static HRESULT AsyncICommented_Finish_get_Size_Proxy(AsyncICommented *This, LONG *class_)
{
	void *acom_args[] = { &class_ };

	return AcomFinish(This, &acom_methods_ICommented[2], acom_args);
}

static HRESULT AsyncICommented_Begin_Inside_Proxy(AsyncICommented *This, LONG a, LONG b, LONG c, LONG d, LONG e, LONG f)
{
	void *acom_args[] = { &a, &b, &c, &d, &e, &f };

	return AcomBegin(This, &acom_methods_ICommented[3], acom_args);
}

static HRESULT AsyncICommented_Finish_Inside_Proxy(AsyncICommented *This)
{
	void *acom_args[] = { NULL, NULL, NULL, NULL, NULL, NULL };

	return AcomFinish(This, &acom_methods_ICommented[3], acom_args);
}

static HRESULT AsyncICommented_Begin_Nothing_Proxy(AsyncICommented *This)
{
	return AcomBegin(This, &acom_methods_ICommented[4], NULL);
}

static HRESULT AsyncICommented_Finish_Nothing_Proxy(AsyncICommented *This)
{
	return AcomFinish(This, &acom_methods_ICommented[4], NULL);
}

static HRESULT AsyncICommented_Begin_Same_Proxy(AsyncICommented *This, LONG a)
{
	void *acom_args[] = { &a };

	return AcomBegin(This, &acom_methods_ICommented[5], acom_args);
}

static HRESULT AsyncICommented_Finish_Same_Proxy(AsyncICommented *This)
{
	void *acom_args[] = { NULL };

	return AcomFinish(This, &acom_methods_ICommented[5], acom_args);
}

static const AsyncICommentedVtbl acom_vtbl_AsyncICommented = {
	.QueryInterface = AsyncICommented_QueryInterface_Proxy,
	.AddRef = AsyncICommented_AddRef_Proxy,
	.Release = AsyncICommented_Release_Proxy,
	.Begin_Read = AsyncICommented_Begin_Read_Proxy,
	.Finish_Read = AsyncICommented_Finish_Read_Proxy,
	.Begin_Behind = AsyncICommented_Begin_Behind_Proxy,
	.Finish_Behind = AsyncICommented_Finish_Behind_Proxy,
	.Begin_get_Size = AsyncICommented_Begin_get_Size_Proxy,
	.Finish_get_Size = AsyncICommented_Finish_get_Size_Proxy,
	.Begin_Inside = AsyncICommented_Begin_Inside_Proxy,
	.Finish_Inside = AsyncICommented_Finish_Inside_Proxy,
	.Begin_Nothing = AsyncICommented_Begin_Nothing_Proxy,
	.Finish_Nothing = AsyncICommented_Finish_Nothing_Proxy,
	.Begin_Same = AsyncICommented_Begin_Same_Proxy,
	.Finish_Same = AsyncICommented_Finish_Same_Proxy,
};

static const ACOM_INTERFACE acom_interface_ICommented = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "ICommented",
	.iid = &IID_ICommented,
	.async_iid = &IID_AsyncICommented,
	.base = &IID_IUnknown,
	.count = 6,
	.methods = acom_methods_ICommented,
	.proxy_vtbl = &acom_vtbl_ICommented,
	.async_vtbl = &acom_vtbl_AsyncICommented,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_ICommented,
};

ACOM_MODULE comments_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "comments.idl",
		.count = 1,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(comments_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(comments_interfaces);
}
