/* callas_p.c - made by idlgen from callas.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "callas.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"

static int64_t acom_number_1(const ACOM_SCOPE *s)
{
	return (int64_t)*(ULONG *)s->args[0];
}
static const ACOM_EXPR acom_expr_1 = { .number = acom_number_1, .from = ACOM_IN, .save = 1 };

static int64_t acom_number_2(const ACOM_SCOPE *s)
{
	return ACOM_AT(*(ULONG **)s->args[2]);
}
static const ACOM_EXPR acom_expr_2 = { .number = acom_number_2, .from = ACOM_OUT, .save = 0 };

static const ACOM_TYPE acom_type_1 = {
	.name = "ULONG", .kind = ACOM_U32, .flags = 0, .align = 4, .size = sizeof(ULONG), .wire = 4,
};
static const ACOM_TYPE acom_type_2 = {
	.name = "LONG", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(LONG), .wire = 4,
};
static const ACOM_TYPE acom_type_3 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING, .align = 4, .size = 0, .wire = 12,
	.elem = &acom_type_2,
	.max = &acom_expr_1,
	.length = &acom_expr_2,
};
static const ACOM_TYPE acom_type_4 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_3,
};
static const ACOM_TYPE acom_type_5 = {
	.name = "ULONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_1,
};
static const ACOM_TYPE acom_type_6 = {
	.name = "char", .kind = ACOM_U8, .flags = 0, .align = 1, .size = sizeof(char), .wire = 1,
};
static const ACOM_TYPE acom_type_7 = {
	.name = "char[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING | ACOM_STRING, .align = 4, .size = 0, .wire = 13,
	.elem = &acom_type_6,
};
static const ACOM_TYPE acom_type_8 = {
	.name = "const char *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_7,
};
static const ACOM_TYPE acom_type_9 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_2,
};

static const ACOM_PARAM acom_params_ICounted_RemoteNext[] = {
	{ "n", ACOM_IN, &acom_type_1 },
	{ "numbers", ACOM_OUT, &acom_type_4 },
	{ "got", ACOM_OUT, &acom_type_5 },
};
static const ACOM_CALL_AS acom_call_as_ICounted_Next = {
	.stub = (void (*)(void))ICounted_Next_Stub,
	.begin_stub = (void (*)(void))AsyncICounted_Begin_Next_Stub,
	.finish_stub = (void (*)(void))AsyncICounted_Finish_Next_Stub,
};
static const ACOM_PARAM acom_params_ICounted_Skip[] = {
	{ "n", ACOM_IN, &acom_type_1 },
};
static const ACOM_PARAM acom_params_ICounted_RemoteTell[] = {
	{ "text", ACOM_IN, &acom_type_8 },
	{ "length", ACOM_IN, &acom_type_2 },
};
static const ACOM_CALL_AS acom_call_as_ICounted_Tell = {
	.stub = (void (*)(void))ICounted_Tell_Stub,
	.begin_stub = (void (*)(void))AsyncICounted_Begin_Tell_Stub,
	.finish_stub = (void (*)(void))AsyncICounted_Finish_Tell_Stub,
};
static ACOM_CELL acom_cells_ICounted[3];
static const ACOM_METHOD acom_methods_ICounted[3] = {
	{
		.name = "RemoteNext", .slot = 3, .async_slot = 3, .count = 3, .saves = 1,
		.params = acom_params_ICounted_RemoteNext, .cell = &acom_cells_ICounted[0],
		.call_as = &acom_call_as_ICounted_Next,
	},
	{
		.name = "Skip", .slot = 4, .async_slot = 5, .count = 1, .saves = 0,
		.params = acom_params_ICounted_Skip, .cell = &acom_cells_ICounted[1],
	},
	{
		.name = "RemoteTell", .slot = 5, .async_slot = 7, .count = 2, .saves = 0,
		.params = acom_params_ICounted_RemoteTell, .cell = &acom_cells_ICounted[2],
		.call_as = &acom_call_as_ICounted_Tell,
	},
};

static const ACOM_PARAM acom_params_ICountedMore_RemoteNext[] = {
	{ "n", ACOM_IN, &acom_type_1 },
	{ "numbers", ACOM_OUT, &acom_type_4 },
	{ "got", ACOM_OUT, &acom_type_5 },
};
static const ACOM_CALL_AS acom_call_as_ICountedMore_Next = {
	.stub = (void (*)(void))ICounted_Next_Stub,
	.begin_stub = (void (*)(void))AsyncICounted_Begin_Next_Stub,
	.finish_stub = (void (*)(void))AsyncICounted_Finish_Next_Stub,
};
static const ACOM_PARAM acom_params_ICountedMore_Skip[] = {
	{ "n", ACOM_IN, &acom_type_1 },
};
static const ACOM_PARAM acom_params_ICountedMore_RemoteTell[] = {
	{ "text", ACOM_IN, &acom_type_8 },
	{ "length", ACOM_IN, &acom_type_2 },
};
static const ACOM_CALL_AS acom_call_as_ICountedMore_Tell = {
	.stub = (void (*)(void))ICounted_Tell_Stub,
	.begin_stub = (void (*)(void))AsyncICounted_Begin_Tell_Stub,
	.finish_stub = (void (*)(void))AsyncICounted_Finish_Tell_Stub,
};
static const ACOM_PARAM acom_params_ICountedMore_RemoteLeft[] = {
	{ "n", ACOM_IN | ACOM_OUT, &acom_type_9 },
	{ "left", ACOM_OUT, &acom_type_5 },
};
static const ACOM_CALL_AS acom_call_as_ICountedMore_Left = {
	.stub = (void (*)(void))ICountedMore_Left_Stub,
	.begin_stub = (void (*)(void))AsyncICountedMore_Begin_Left_Stub,
	.finish_stub = (void (*)(void))AsyncICountedMore_Finish_Left_Stub,
};
static ACOM_CELL acom_cells_ICountedMore[4];
static const ACOM_METHOD acom_methods_ICountedMore[4] = {
	{
		.name = "RemoteNext", .slot = 3, .async_slot = 3, .count = 3, .saves = 1,
		.params = acom_params_ICountedMore_RemoteNext, .cell = &acom_cells_ICountedMore[0],
		.call_as = &acom_call_as_ICountedMore_Next,
	},
	{
		.name = "Skip", .slot = 4, .async_slot = 5, .count = 1, .saves = 0,
		.params = acom_params_ICountedMore_Skip, .cell = &acom_cells_ICountedMore[1],
	},
	{
		.name = "RemoteTell", .slot = 5, .async_slot = 7, .count = 2, .saves = 0,
		.params = acom_params_ICountedMore_RemoteTell, .cell = &acom_cells_ICountedMore[2],
		.call_as = &acom_call_as_ICountedMore_Tell,
	},
	{
		.name = "RemoteLeft", .slot = 6, .async_slot = 9, .count = 2, .saves = 0,
		.params = acom_params_ICountedMore_RemoteLeft, .cell = &acom_cells_ICountedMore[3],
		.call_as = &acom_call_as_ICountedMore_Left,
	},
};

static const ACOM_PARAM acom_params_ICountedPlain_RemoteNext[] = {
	{ "n", ACOM_IN, &acom_type_1 },
	{ "numbers", ACOM_OUT, &acom_type_4 },
	{ "got", ACOM_OUT, &acom_type_5 },
};
static const ACOM_CALL_AS acom_call_as_ICountedPlain_Next = {
	.stub = (void (*)(void))ICounted_Next_Stub,
};
static const ACOM_PARAM acom_params_ICountedPlain_Skip[] = {
	{ "n", ACOM_IN, &acom_type_1 },
};
static const ACOM_PARAM acom_params_ICountedPlain_RemoteTell[] = {
	{ "text", ACOM_IN, &acom_type_8 },
	{ "length", ACOM_IN, &acom_type_2 },
};
static const ACOM_CALL_AS acom_call_as_ICountedPlain_Tell = {
	.stub = (void (*)(void))ICounted_Tell_Stub,
};
static const ACOM_PARAM acom_params_ICountedPlain_RemoteLeft[] = {
	{ "n", ACOM_IN | ACOM_OUT, &acom_type_9 },
	{ "left", ACOM_OUT, &acom_type_5 },
};
static const ACOM_CALL_AS acom_call_as_ICountedPlain_Left = {
	.stub = (void (*)(void))ICountedMore_Left_Stub,
};
static const ACOM_PARAM acom_params_ICountedPlain_RemoteLast[] = {
	{ "n", ACOM_IN, &acom_type_1 },
	{ "again", ACOM_IN, &acom_type_1 },
};
static const ACOM_CALL_AS acom_call_as_ICountedPlain_Last = {
	.stub = (void (*)(void))ICountedPlain_Last_Stub,
};
static ACOM_CELL acom_cells_ICountedPlain[5];
static const ACOM_METHOD acom_methods_ICountedPlain[5] = {
	{
		.name = "RemoteNext", .slot = 3, .async_slot = 0, .count = 3, .saves = 1,
		.params = acom_params_ICountedPlain_RemoteNext, .cell = &acom_cells_ICountedPlain[0],
		.call_as = &acom_call_as_ICountedPlain_Next,
	},
	{
		.name = "Skip", .slot = 4, .async_slot = 0, .count = 1, .saves = 0,
		.params = acom_params_ICountedPlain_Skip, .cell = &acom_cells_ICountedPlain[1],
	},
	{
		.name = "RemoteTell", .slot = 5, .async_slot = 0, .count = 2, .saves = 0,
		.params = acom_params_ICountedPlain_RemoteTell, .cell = &acom_cells_ICountedPlain[2],
		.call_as = &acom_call_as_ICountedPlain_Tell,
	},
	{
		.name = "RemoteLeft", .slot = 6, .async_slot = 0, .count = 2, .saves = 0,
		.params = acom_params_ICountedPlain_RemoteLeft, .cell = &acom_cells_ICountedPlain[3],
		.call_as = &acom_call_as_ICountedPlain_Left,
	},
	{
		.name = "RemoteLast", .slot = 7, .async_slot = 0, .count = 2, .saves = 0,
		.params = acom_params_ICountedPlain_RemoteLast, .cell = &acom_cells_ICountedPlain[4],
		.call_as = &acom_call_as_ICountedPlain_Last,
	},
};

static HRESULT ICounted_QueryInterface_Proxy(ICounted *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG ICounted_AddRef_Proxy(ICounted *This)
{
	return AcomFaceAddRef(This);
}

static ULONG ICounted_Release_Proxy(ICounted *This)
{
	return AcomFaceRelease(This);
}

HRESULT ICounted_RemoteNext_Proxy(ICounted *This, ULONG n, LONG *numbers, ULONG *got)
{
	void *acom_args[] = { &n, &numbers, &got };

	return AcomCall(This, &acom_methods_ICounted[0], acom_args);
}

static HRESULT ICounted_Skip_Proxy(ICounted *This, ULONG n)
{
	void *acom_args[] = { &n };

	return AcomCall(This, &acom_methods_ICounted[1], acom_args);
}

HRESULT ICounted_RemoteTell_Proxy(ICounted *This, const char *text, LONG length)
{
	void *acom_args[] = { &text, &length };

	return AcomCall(This, &acom_methods_ICounted[2], acom_args);
}

static const ICountedVtbl acom_vtbl_ICounted = {
	.QueryInterface = ICounted_QueryInterface_Proxy,
	.AddRef = ICounted_AddRef_Proxy,
	.Release = ICounted_Release_Proxy,
	.Next = ICounted_Next_Proxy,
	.Skip = ICounted_Skip_Proxy,
	.Tell = ICounted_Tell_Proxy,
};

static HRESULT AsyncICounted_QueryInterface_Proxy(AsyncICounted *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncICounted_AddRef_Proxy(AsyncICounted *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncICounted_Release_Proxy(AsyncICounted *This)
{
	return AcomFaceRelease(This);
}

HRESULT AsyncICounted_Begin_RemoteNext_Proxy(AsyncICounted *This, ULONG n)
{
	void *acom_args[] = { &n, NULL, NULL };

	return AcomBegin(This, &acom_methods_ICounted[0], acom_args);
}

HRESULT AsyncICounted_Finish_RemoteNext_Proxy(AsyncICounted *This, LONG *numbers, ULONG *got)
{
	void *acom_args[] = { NULL, &numbers, &got };

	return AcomFinish(This, &acom_methods_ICounted[0], acom_args);
}

static HRESULT AsyncICounted_Begin_Skip_Proxy(AsyncICounted *This, ULONG n)
{
	void *acom_args[] = { &n };

	return AcomBegin(This, &acom_methods_ICounted[1], acom_args);
}

static HRESULT AsyncICounted_Finish_Skip_Proxy(AsyncICounted *This)
{
	void *acom_args[] = { NULL };

	return AcomFinish(This, &acom_methods_ICounted[1], acom_args);
}

HRESULT AsyncICounted_Begin_RemoteTell_Proxy(AsyncICounted *This, const char *text, LONG length)
{
	void *acom_args[] = { &text, &length };

	return AcomBegin(This, &acom_methods_ICounted[2], acom_args);
}

HRESULT AsyncICounted_Finish_RemoteTell_Proxy(AsyncICounted *This)
{
	void *acom_args[] = { NULL, NULL };

	return AcomFinish(This, &acom_methods_ICounted[2], acom_args);
}

static const AsyncICountedVtbl acom_vtbl_AsyncICounted = {
	.QueryInterface = AsyncICounted_QueryInterface_Proxy,
	.AddRef = AsyncICounted_AddRef_Proxy,
	.Release = AsyncICounted_Release_Proxy,
	.Begin_Next = AsyncICounted_Begin_Next_Proxy,
	.Finish_Next = AsyncICounted_Finish_Next_Proxy,
	.Begin_Skip = AsyncICounted_Begin_Skip_Proxy,
	.Finish_Skip = AsyncICounted_Finish_Skip_Proxy,
	.Begin_Tell = AsyncICounted_Begin_Tell_Proxy,
	.Finish_Tell = AsyncICounted_Finish_Tell_Proxy,
};

static const ACOM_INTERFACE acom_interface_ICounted = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "ICounted",
	.iid = &IID_ICounted,
	.async_iid = &IID_AsyncICounted,
	.base = &IID_IUnknown,
	.count = 3,
	.methods = acom_methods_ICounted,
	.proxy_vtbl = &acom_vtbl_ICounted,
	.async_vtbl = &acom_vtbl_AsyncICounted,
};

static HRESULT ICountedMore_QueryInterface_Proxy(ICountedMore *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG ICountedMore_AddRef_Proxy(ICountedMore *This)
{
	return AcomFaceAddRef(This);
}

static ULONG ICountedMore_Release_Proxy(ICountedMore *This)
{
	return AcomFaceRelease(This);
}

static HRESULT ICountedMore_Next_Proxy(ICountedMore *This, ULONG n, LONG *numbers, ULONG *got)
{
	return ICounted_Next_Proxy((ICounted *)This, n, numbers, got);
}

static HRESULT ICountedMore_Skip_Proxy(ICountedMore *This, ULONG n)
{
	void *acom_args[] = { &n };

	return AcomCall(This, &acom_methods_ICountedMore[1], acom_args);
}

static void ICountedMore_Tell_Proxy(ICountedMore *This, const char *text)
{
	ICounted_Tell_Proxy((ICounted *)This, text);
}

HRESULT ICountedMore_RemoteLeft_Proxy(ICountedMore *This, LONG *n, ULONG *left)
{
	void *acom_args[] = { &n, &left };

	return AcomCall(This, &acom_methods_ICountedMore[3], acom_args);
}

static const ICountedMoreVtbl acom_vtbl_ICountedMore = {
	.QueryInterface = ICountedMore_QueryInterface_Proxy,
	.AddRef = ICountedMore_AddRef_Proxy,
	.Release = ICountedMore_Release_Proxy,
	.Next = ICountedMore_Next_Proxy,
	.Skip = ICountedMore_Skip_Proxy,
	.Tell = ICountedMore_Tell_Proxy,
	.Left = ICountedMore_Left_Proxy,
};

static HRESULT AsyncICountedMore_QueryInterface_Proxy(AsyncICountedMore *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncICountedMore_AddRef_Proxy(AsyncICountedMore *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncICountedMore_Release_Proxy(AsyncICountedMore *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncICountedMore_Begin_Next_Proxy(AsyncICountedMore *This, ULONG n)
{
	return AsyncICounted_Begin_Next_Proxy((AsyncICounted *)This, n);
}

static HRESULT AsyncICountedMore_Finish_Next_Proxy(AsyncICountedMore *This, LONG *numbers, ULONG *got)
{
	return AsyncICounted_Finish_Next_Proxy((AsyncICounted *)This, numbers, got);
}

static HRESULT AsyncICountedMore_Begin_Skip_Proxy(AsyncICountedMore *This, ULONG n)
{
	void *acom_args[] = { &n };

	return AcomBegin(This, &acom_methods_ICountedMore[1], acom_args);
}

static HRESULT AsyncICountedMore_Finish_Skip_Proxy(AsyncICountedMore *This)
{
	void *acom_args[] = { NULL };

	return AcomFinish(This, &acom_methods_ICountedMore[1], acom_args);
}

static void AsyncICountedMore_Begin_Tell_Proxy(AsyncICountedMore *This, const char *text)
{
	AsyncICounted_Begin_Tell_Proxy((AsyncICounted *)This, text);
}

static void AsyncICountedMore_Finish_Tell_Proxy(AsyncICountedMore *This)
{
	AsyncICounted_Finish_Tell_Proxy((AsyncICounted *)This);
}

HRESULT AsyncICountedMore_Begin_RemoteLeft_Proxy(AsyncICountedMore *This, LONG *n)
{
	void *acom_args[] = { &n, NULL };

	return AcomBegin(This, &acom_methods_ICountedMore[3], acom_args);
}

HRESULT AsyncICountedMore_Finish_RemoteLeft_Proxy(AsyncICountedMore *This, LONG *n, ULONG *left)
{
	void *acom_args[] = { &n, &left };

	return AcomFinish(This, &acom_methods_ICountedMore[3], acom_args);
}

static const AsyncICountedMoreVtbl acom_vtbl_AsyncICountedMore = {
	.QueryInterface = AsyncICountedMore_QueryInterface_Proxy,
	.AddRef = AsyncICountedMore_AddRef_Proxy,
	.Release = AsyncICountedMore_Release_Proxy,
	.Begin_Next = AsyncICountedMore_Begin_Next_Proxy,
	.Finish_Next = AsyncICountedMore_Finish_Next_Proxy,
	.Begin_Skip = AsyncICountedMore_Begin_Skip_Proxy,
	.Finish_Skip = AsyncICountedMore_Finish_Skip_Proxy,
	.Begin_Tell = AsyncICountedMore_Begin_Tell_Proxy,
	.Finish_Tell = AsyncICountedMore_Finish_Tell_Proxy,
	.Begin_Left = AsyncICountedMore_Begin_Left_Proxy,
	.Finish_Left = AsyncICountedMore_Finish_Left_Proxy,
};

static const ACOM_INTERFACE acom_interface_ICountedMore = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "ICountedMore",
	.iid = &IID_ICountedMore,
	.async_iid = &IID_AsyncICountedMore,
	.base = &IID_ICounted,
	.count = 4,
	.methods = acom_methods_ICountedMore,
	.proxy_vtbl = &acom_vtbl_ICountedMore,
	.async_vtbl = &acom_vtbl_AsyncICountedMore,
};

static HRESULT ICountedPlain_QueryInterface_Proxy(ICountedPlain *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG ICountedPlain_AddRef_Proxy(ICountedPlain *This)
{
	return AcomFaceAddRef(This);
}

static ULONG ICountedPlain_Release_Proxy(ICountedPlain *This)
{
	return AcomFaceRelease(This);
}

static HRESULT ICountedPlain_Next_Proxy(ICountedPlain *This, ULONG n, LONG *numbers, ULONG *got)
{
	return ICounted_Next_Proxy((ICounted *)This, n, numbers, got);
}

static HRESULT ICountedPlain_Skip_Proxy(ICountedPlain *This, ULONG n)
{
	void *acom_args[] = { &n };

	return AcomCall(This, &acom_methods_ICountedPlain[1], acom_args);
}

static void ICountedPlain_Tell_Proxy(ICountedPlain *This, const char *text)
{
	ICounted_Tell_Proxy((ICounted *)This, text);
}

static ULONG ICountedPlain_Left_Proxy(ICountedPlain *This, LONG *n)
{
	return ICountedMore_Left_Proxy((ICountedMore *)This, n);
}

HRESULT ICountedPlain_RemoteLast_Proxy(ICountedPlain *This, ULONG n, ULONG again)
{
	void *acom_args[] = { &n, &again };

	return AcomCall(This, &acom_methods_ICountedPlain[4], acom_args);
}

static const ICountedPlainVtbl acom_vtbl_ICountedPlain = {
	.QueryInterface = ICountedPlain_QueryInterface_Proxy,
	.AddRef = ICountedPlain_AddRef_Proxy,
	.Release = ICountedPlain_Release_Proxy,
	.Next = ICountedPlain_Next_Proxy,
	.Skip = ICountedPlain_Skip_Proxy,
	.Tell = ICountedPlain_Tell_Proxy,
	.Left = ICountedPlain_Left_Proxy,
	.Last = ICountedPlain_Last_Proxy,
};

static const ACOM_INTERFACE acom_interface_ICountedPlain = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "ICountedPlain",
	.iid = &IID_ICountedPlain,
	.base = &IID_ICountedMore,
	.count = 5,
	.methods = acom_methods_ICountedPlain,
	.proxy_vtbl = &acom_vtbl_ICountedPlain,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_ICounted,
	&acom_interface_ICountedMore,
	&acom_interface_ICountedPlain,
};

ACOM_MODULE callas_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "callas.idl",
		.count = 3,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(callas_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(callas_interfaces);
}
