/* input_sync_p.c - made by idlgen from input_sync.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "input_sync.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"

static const ACOM_TYPE acom_type_1 = {
	.name = "LONG", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(LONG), .wire = 4,
};

static const ACOM_PARAM acom_params_IFocused_Focus[] = {
	{ "n", ACOM_IN, &acom_type_1 },
};
static ACOM_CELL acom_cells_IFocused[2];
static const ACOM_METHOD acom_methods_IFocused[2] = {
	{
		.name = "Focus", .slot = 3, .async_slot = 3, .count = 1, .saves = 0,
		.params = acom_params_IFocused_Focus, .cell = &acom_cells_IFocused[0],
		.flags = ACOM_INPUT_SYNC,
	},
	{
		.name = "Plain", .slot = 4, .async_slot = 5, .count = 0, .saves = 0,
		.params = NULL, .cell = &acom_cells_IFocused[1],
	},
};

static const ACOM_PARAM acom_params_IFocusedMore_Focus[] = {
	{ "n", ACOM_IN, &acom_type_1 },
};
static ACOM_CELL acom_cells_IFocusedMore[3];
static const ACOM_METHOD acom_methods_IFocusedMore[3] = {
	{
		.name = "Focus", .slot = 3, .async_slot = 0, .count = 1, .saves = 0,
		.params = acom_params_IFocusedMore_Focus, .cell = &acom_cells_IFocusedMore[0],
		.flags = ACOM_INPUT_SYNC,
	},
	{
		.name = "Plain", .slot = 4, .async_slot = 0, .count = 0, .saves = 0,
		.params = NULL, .cell = &acom_cells_IFocusedMore[1],
	},
	{
		.name = "More", .slot = 5, .async_slot = 0, .count = 0, .saves = 0,
		.params = NULL, .cell = &acom_cells_IFocusedMore[2],
	},
};

static HRESULT IFocused_QueryInterface_Proxy(IFocused *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IFocused_AddRef_Proxy(IFocused *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IFocused_Release_Proxy(IFocused *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IFocused_Focus_Proxy(IFocused *This, LONG n)
{
	void *acom_args[] = { &n };

	return AcomCall(This, &acom_methods_IFocused[0], acom_args);
}

static HRESULT IFocused_Plain_Proxy(IFocused *This)
{
	return AcomCall(This, &acom_methods_IFocused[1], NULL);
}

static const IFocusedVtbl acom_vtbl_IFocused = {
	.QueryInterface = IFocused_QueryInterface_Proxy,
	.AddRef = IFocused_AddRef_Proxy,
	.Release = IFocused_Release_Proxy,
	.Focus = IFocused_Focus_Proxy,
	.Plain = IFocused_Plain_Proxy,
};

static HRESULT AsyncIFocused_QueryInterface_Proxy(AsyncIFocused *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncIFocused_AddRef_Proxy(AsyncIFocused *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncIFocused_Release_Proxy(AsyncIFocused *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncIFocused_Begin_Focus_Proxy(AsyncIFocused *This, LONG n)
{
	void *acom_args[] = { &n };

	return AcomBegin(This, &acom_methods_IFocused[0], acom_args);
}

static HRESULT AsyncIFocused_Finish_Focus_Proxy(AsyncIFocused *This)
{
	void *acom_args[] = { NULL };

	return AcomFinish(This, &acom_methods_IFocused[0], acom_args);
}

static HRESULT AsyncIFocused_Begin_Plain_Proxy(AsyncIFocused *This)
{
	return AcomBegin(This, &acom_methods_IFocused[1], NULL);
}

static HRESULT AsyncIFocused_Finish_Plain_Proxy(AsyncIFocused *This)
{
	return AcomFinish(This, &acom_methods_IFocused[1], NULL);
}

static const AsyncIFocusedVtbl acom_vtbl_AsyncIFocused = {
	.QueryInterface = AsyncIFocused_QueryInterface_Proxy,
	.AddRef = AsyncIFocused_AddRef_Proxy,
	.Release = AsyncIFocused_Release_Proxy,
	.Begin_Focus = AsyncIFocused_Begin_Focus_Proxy,
	.Finish_Focus = AsyncIFocused_Finish_Focus_Proxy,
	.Begin_Plain = AsyncIFocused_Begin_Plain_Proxy,
	.Finish_Plain = AsyncIFocused_Finish_Plain_Proxy,
};

static const ACOM_INTERFACE acom_interface_IFocused = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IFocused",
	.iid = &IID_IFocused,
	.async_iid = &IID_AsyncIFocused,
	.base = &IID_IUnknown,
	.count = 2,
	.methods = acom_methods_IFocused,
	.proxy_vtbl = &acom_vtbl_IFocused,
	.async_vtbl = &acom_vtbl_AsyncIFocused,
};

static HRESULT IFocusedMore_QueryInterface_Proxy(IFocusedMore *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IFocusedMore_AddRef_Proxy(IFocusedMore *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IFocusedMore_Release_Proxy(IFocusedMore *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IFocusedMore_Focus_Proxy(IFocusedMore *This, LONG n)
{
	void *acom_args[] = { &n };

	return AcomCall(This, &acom_methods_IFocusedMore[0], acom_args);
}

static HRESULT IFocusedMore_Plain_Proxy(IFocusedMore *This)
{
	return AcomCall(This, &acom_methods_IFocusedMore[1], NULL);
}

static HRESULT IFocusedMore_More_Proxy(IFocusedMore *This)
{
	return AcomCall(This, &acom_methods_IFocusedMore[2], NULL);
}

static const IFocusedMoreVtbl acom_vtbl_IFocusedMore = {
	.QueryInterface = IFocusedMore_QueryInterface_Proxy,
	.AddRef = IFocusedMore_AddRef_Proxy,
	.Release = IFocusedMore_Release_Proxy,
	.Focus = IFocusedMore_Focus_Proxy,
	.Plain = IFocusedMore_Plain_Proxy,
	.More = IFocusedMore_More_Proxy,
};

static const ACOM_INTERFACE acom_interface_IFocusedMore = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IFocusedMore",
	.iid = &IID_IFocusedMore,
	.base = &IID_IFocused,
	.count = 3,
	.methods = acom_methods_IFocusedMore,
	.proxy_vtbl = &acom_vtbl_IFocusedMore,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_IFocused,
	&acom_interface_IFocusedMore,
};

ACOM_MODULE input_sync_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "input_sync.idl",
		.count = 2,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(input_sync_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(input_sync_interfaces);
}
