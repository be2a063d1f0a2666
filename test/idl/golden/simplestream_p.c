/* simplestream_p.c - made by idlgen from simplestream.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "simplestream.h"

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

static int64_t acom_number_3(const ACOM_SCOPE *s)
{
	return (int64_t)*(ULONG *)s->args[1];
}
static const ACOM_EXPR acom_expr_3 = { .number = acom_number_3, .from = ACOM_IN, .save = 0 };

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
	.name = "BYTE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_1,
	.max = &acom_expr_3,
};
static const ACOM_TYPE acom_type_7 = {
	.name = "const BYTE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_6,
};

static const ACOM_PARAM acom_params_ISimpleStream_Read[] = {
	{ "pv", ACOM_OUT, &acom_type_3 },
	{ "cb", ACOM_IN, &acom_type_4 },
	{ "pcbRead", ACOM_OUT, &acom_type_5 },
};
static const ACOM_PARAM acom_params_ISimpleStream_Write[] = {
	{ "pv", ACOM_IN, &acom_type_7 },
	{ "cb", ACOM_IN, &acom_type_4 },
	{ "pcbWritten", ACOM_OUT, &acom_type_5 },
};
static ACOM_CELL acom_cells_ISimpleStream[2];
static const ACOM_METHOD acom_methods_ISimpleStream[2] = {
	{
		.name = "Read", .slot = 3, .async_slot = 3, .count = 3, .saves = 1,
		.params = acom_params_ISimpleStream_Read, .cell = &acom_cells_ISimpleStream[0],
	},
	{
		.name = "Write", .slot = 4, .async_slot = 5, .count = 3, .saves = 0,
		.params = acom_params_ISimpleStream_Write, .cell = &acom_cells_ISimpleStream[1],
	},
};

static HRESULT ISimpleStream_QueryInterface_Proxy(ISimpleStream *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG ISimpleStream_AddRef_Proxy(ISimpleStream *This)
{
	return AcomFaceAddRef(This);
}

static ULONG ISimpleStream_Release_Proxy(ISimpleStream *This)
{
	return AcomFaceRelease(This);
}

static HRESULT ISimpleStream_Read_Proxy(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	void *acom_args[] = { &pv, &cb, &pcbRead };

	return AcomCall(This, &acom_methods_ISimpleStream[0], acom_args);
}

static HRESULT ISimpleStream_Write_Proxy(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	void *acom_args[] = { &pv, &cb, &pcbWritten };

	return AcomCall(This, &acom_methods_ISimpleStream[1], acom_args);
}

static const ISimpleStreamVtbl acom_vtbl_ISimpleStream = {
	.QueryInterface = ISimpleStream_QueryInterface_Proxy,
	.AddRef = ISimpleStream_AddRef_Proxy,
	.Release = ISimpleStream_Release_Proxy,
	.Read = ISimpleStream_Read_Proxy,
	.Write = ISimpleStream_Write_Proxy,
};

static HRESULT AsyncISimpleStream_QueryInterface_Proxy(AsyncISimpleStream *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncISimpleStream_AddRef_Proxy(AsyncISimpleStream *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncISimpleStream_Release_Proxy(AsyncISimpleStream *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncISimpleStream_Begin_Read_Proxy(AsyncISimpleStream *This, ULONG cb)
{
	void *acom_args[] = { NULL, &cb, NULL };

	return AcomBegin(This, &acom_methods_ISimpleStream[0], acom_args);
}

static HRESULT AsyncISimpleStream_Finish_Read_Proxy(AsyncISimpleStream *This, BYTE *pv, ULONG *pcbRead)
{
	void *acom_args[] = { &pv, NULL, &pcbRead };

	return AcomFinish(This, &acom_methods_ISimpleStream[0], acom_args);
}

static HRESULT AsyncISimpleStream_Begin_Write_Proxy(AsyncISimpleStream *This, const BYTE *pv, ULONG cb)
{
	void *acom_args[] = { &pv, &cb, NULL };

	return AcomBegin(This, &acom_methods_ISimpleStream[1], acom_args);
}

static HRESULT AsyncISimpleStream_Finish_Write_Proxy(AsyncISimpleStream *This, ULONG *pcbWritten)
{
	void *acom_args[] = { NULL, NULL, &pcbWritten };

	return AcomFinish(This, &acom_methods_ISimpleStream[1], acom_args);
}

static const AsyncISimpleStreamVtbl acom_vtbl_AsyncISimpleStream = {
	.QueryInterface = AsyncISimpleStream_QueryInterface_Proxy,
	.AddRef = AsyncISimpleStream_AddRef_Proxy,
	.Release = AsyncISimpleStream_Release_Proxy,
	.Begin_Read = AsyncISimpleStream_Begin_Read_Proxy,
	.Finish_Read = AsyncISimpleStream_Finish_Read_Proxy,
	.Begin_Write = AsyncISimpleStream_Begin_Write_Proxy,
	.Finish_Write = AsyncISimpleStream_Finish_Write_Proxy,
};

static const ACOM_INTERFACE acom_interface_ISimpleStream = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "ISimpleStream",
	.iid = &IID_ISimpleStream,
	.async_iid = &IID_AsyncISimpleStream,
	.base = &IID_IUnknown,
	.count = 2,
	.methods = acom_methods_ISimpleStream,
	.proxy_vtbl = &acom_vtbl_ISimpleStream,
	.async_vtbl = &acom_vtbl_AsyncISimpleStream,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_ISimpleStream,
};

ACOM_MODULE simplestream_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "simplestream.idl",
		.count = 1,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(simplestream_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(simplestream_interfaces);
}
