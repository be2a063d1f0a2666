/* pipe_p.c - made by idlgen from pipe.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "pipe.h"

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
	.name = "BYTE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_6,
};

static const ACOM_PARAM acom_params_IGoldenPipe_Pull[] = {
	{ "buf", ACOM_OUT, &acom_type_3 },
	{ "cRequest", ACOM_IN, &acom_type_4 },
	{ "pcReturned", ACOM_OUT, &acom_type_5 },
};
static const ACOM_PARAM acom_params_IGoldenPipe_Push[] = {
	{ "buf", ACOM_IN, &acom_type_7 },
	{ "cSent", ACOM_IN, &acom_type_4 },
};
static ACOM_CELL acom_cells_IGoldenPipe[2];
static const ACOM_METHOD acom_methods_IGoldenPipe[2] = {
	{
		.name = "Pull", .slot = 3, .async_slot = 3, .count = 3, .saves = 1,
		.params = acom_params_IGoldenPipe_Pull, .cell = &acom_cells_IGoldenPipe[0],
	},
	{
		.name = "Push", .slot = 4, .async_slot = 5, .count = 2, .saves = 0,
		.params = acom_params_IGoldenPipe_Push, .cell = &acom_cells_IGoldenPipe[1],
	},
};

static HRESULT IGoldenPipe_QueryInterface_Proxy(IGoldenPipe *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IGoldenPipe_AddRef_Proxy(IGoldenPipe *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IGoldenPipe_Release_Proxy(IGoldenPipe *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IGoldenPipe_Pull_Proxy(IGoldenPipe *This, BYTE *buf, ULONG cRequest, ULONG *pcReturned)
{
	void *acom_args[] = { &buf, &cRequest, &pcReturned };

	return AcomCall(This, &acom_methods_IGoldenPipe[0], acom_args);
}

static HRESULT IGoldenPipe_Push_Proxy(IGoldenPipe *This, BYTE *buf, ULONG cSent)
{
	void *acom_args[] = { &buf, &cSent };

	return AcomCall(This, &acom_methods_IGoldenPipe[1], acom_args);
}

static const IGoldenPipeVtbl acom_vtbl_IGoldenPipe = {
	.QueryInterface = IGoldenPipe_QueryInterface_Proxy,
	.AddRef = IGoldenPipe_AddRef_Proxy,
	.Release = IGoldenPipe_Release_Proxy,
	.Pull = IGoldenPipe_Pull_Proxy,
	.Push = IGoldenPipe_Push_Proxy,
};

static HRESULT AsyncIGoldenPipe_QueryInterface_Proxy(AsyncIGoldenPipe *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncIGoldenPipe_AddRef_Proxy(AsyncIGoldenPipe *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncIGoldenPipe_Release_Proxy(AsyncIGoldenPipe *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncIGoldenPipe_Begin_Pull_Proxy(AsyncIGoldenPipe *This, ULONG cRequest)
{
	void *acom_args[] = { NULL, &cRequest, NULL };

	return AcomBegin(This, &acom_methods_IGoldenPipe[0], acom_args);
}

static HRESULT AsyncIGoldenPipe_Finish_Pull_Proxy(AsyncIGoldenPipe *This, BYTE *buf, ULONG *pcReturned)
{
	void *acom_args[] = { &buf, NULL, &pcReturned };

	return AcomFinish(This, &acom_methods_IGoldenPipe[0], acom_args);
}

static HRESULT AsyncIGoldenPipe_Begin_Push_Proxy(AsyncIGoldenPipe *This, BYTE *buf, ULONG cSent)
{
	void *acom_args[] = { &buf, &cSent };

	return AcomBegin(This, &acom_methods_IGoldenPipe[1], acom_args);
}

static HRESULT AsyncIGoldenPipe_Finish_Push_Proxy(AsyncIGoldenPipe *This)
{
	void *acom_args[] = { NULL, NULL };

	return AcomFinish(This, &acom_methods_IGoldenPipe[1], acom_args);
}

static const AsyncIGoldenPipeVtbl acom_vtbl_AsyncIGoldenPipe = {
	.QueryInterface = AsyncIGoldenPipe_QueryInterface_Proxy,
	.AddRef = AsyncIGoldenPipe_AddRef_Proxy,
	.Release = AsyncIGoldenPipe_Release_Proxy,
	.Begin_Pull = AsyncIGoldenPipe_Begin_Pull_Proxy,
	.Finish_Pull = AsyncIGoldenPipe_Finish_Pull_Proxy,
	.Begin_Push = AsyncIGoldenPipe_Begin_Push_Proxy,
	.Finish_Push = AsyncIGoldenPipe_Finish_Push_Proxy,
};

static const ACOM_INTERFACE acom_interface_IGoldenPipe = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IGoldenPipe",
	.iid = &IID_IGoldenPipe,
	.async_iid = &IID_AsyncIGoldenPipe,
	.base = &IID_IUnknown,
	.count = 2,
	.methods = acom_methods_IGoldenPipe,
	.proxy_vtbl = &acom_vtbl_IGoldenPipe,
	.async_vtbl = &acom_vtbl_AsyncIGoldenPipe,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_IGoldenPipe,
};

ACOM_MODULE pipe_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "pipe.idl",
		.count = 1,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(pipe_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(pipe_interfaces);
}
