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

static const ACOM_PARAM acom_params_IPipeByte_Pull[] = {
	{ "buf", ACOM_OUT, &acom_type_3 },
	{ "cRequest", ACOM_IN, &acom_type_4 },
	{ "pcReturned", ACOM_OUT, &acom_type_5 },
};
static const ACOM_PARAM acom_params_IPipeByte_Push[] = {
	{ "buf", ACOM_IN, &acom_type_7 },
	{ "cSent", ACOM_IN, &acom_type_4 },
};
static ACOM_CELL acom_cells_IPipeByte[2];
static const ACOM_METHOD acom_methods_IPipeByte[2] = {
	{
		.name = "Pull", .slot = 3, .async_slot = 3, .count = 3, .saves = 1,
		.params = acom_params_IPipeByte_Pull, .cell = &acom_cells_IPipeByte[0],
	},
	{
		.name = "Push", .slot = 4, .async_slot = 5, .count = 2, .saves = 0,
		.params = acom_params_IPipeByte_Push, .cell = &acom_cells_IPipeByte[1],
	},
};

static HRESULT IPipeByte_QueryInterface_Proxy(IPipeByte *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IPipeByte_AddRef_Proxy(IPipeByte *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IPipeByte_Release_Proxy(IPipeByte *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IPipeByte_Pull_Proxy(IPipeByte *This, BYTE *buf, ULONG cRequest, ULONG *pcReturned)
{
	void *acom_args[] = { &buf, &cRequest, &pcReturned };

	return AcomCall(This, &acom_methods_IPipeByte[0], acom_args);
}

static HRESULT IPipeByte_Push_Proxy(IPipeByte *This, BYTE *buf, ULONG cSent)
{
	void *acom_args[] = { &buf, &cSent };

	return AcomCall(This, &acom_methods_IPipeByte[1], acom_args);
}

static const IPipeByteVtbl acom_vtbl_IPipeByte = {
	.QueryInterface = IPipeByte_QueryInterface_Proxy,
	.AddRef = IPipeByte_AddRef_Proxy,
	.Release = IPipeByte_Release_Proxy,
	.Pull = IPipeByte_Pull_Proxy,
	.Push = IPipeByte_Push_Proxy,
};

static HRESULT AsyncIPipeByte_QueryInterface_Proxy(AsyncIPipeByte *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncIPipeByte_AddRef_Proxy(AsyncIPipeByte *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncIPipeByte_Release_Proxy(AsyncIPipeByte *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncIPipeByte_Begin_Pull_Proxy(AsyncIPipeByte *This, ULONG cRequest)
{
	void *acom_args[] = { NULL, &cRequest, NULL };

	return AcomBegin(This, &acom_methods_IPipeByte[0], acom_args);
}

static HRESULT AsyncIPipeByte_Finish_Pull_Proxy(AsyncIPipeByte *This, BYTE *buf, ULONG *pcReturned)
{
	void *acom_args[] = { &buf, NULL, &pcReturned };

	return AcomFinish(This, &acom_methods_IPipeByte[0], acom_args);
}

static HRESULT AsyncIPipeByte_Begin_Push_Proxy(AsyncIPipeByte *This, BYTE *buf, ULONG cSent)
{
	void *acom_args[] = { &buf, &cSent };

	return AcomBegin(This, &acom_methods_IPipeByte[1], acom_args);
}

static HRESULT AsyncIPipeByte_Finish_Push_Proxy(AsyncIPipeByte *This)
{
	void *acom_args[] = { NULL, NULL };

	return AcomFinish(This, &acom_methods_IPipeByte[1], acom_args);
}

static const AsyncIPipeByteVtbl acom_vtbl_AsyncIPipeByte = {
	.QueryInterface = AsyncIPipeByte_QueryInterface_Proxy,
	.AddRef = AsyncIPipeByte_AddRef_Proxy,
	.Release = AsyncIPipeByte_Release_Proxy,
	.Begin_Pull = AsyncIPipeByte_Begin_Pull_Proxy,
	.Finish_Pull = AsyncIPipeByte_Finish_Pull_Proxy,
	.Begin_Push = AsyncIPipeByte_Begin_Push_Proxy,
	.Finish_Push = AsyncIPipeByte_Finish_Push_Proxy,
};

static const ACOM_INTERFACE acom_interface_IPipeByte = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IPipeByte",
	.iid = &IID_IPipeByte,
	.async_iid = &IID_AsyncIPipeByte,
	.base = &IID_IUnknown,
	.count = 2,
	.methods = acom_methods_IPipeByte,
	.proxy_vtbl = &acom_vtbl_IPipeByte,
	.async_vtbl = &acom_vtbl_AsyncIPipeByte,
};

static const ACOM_INTERFACE *const acom_interfaces[] = {
	&acom_interface_IPipeByte,
};

ACOM_MODULE pipe_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "pipe.idl",
		.count = 1,
		.interfaces = acom_interfaces,
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
