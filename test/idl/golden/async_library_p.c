/* async_library_p.c - made by idlgen from async_library.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "async_library.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"

static const ACOM_TYPE acom_type_1 = {
	.name = "LONG", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(LONG), .wire = 4,
};
static const ACOM_TYPE acom_type_2 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_1,
};
static const ACOM_TYPE acom_type_3 = {
	.name = "IShelf *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.iid = &IID_IShelf,
};
static const ACOM_TYPE acom_type_4 = {
	.name = "AsyncIShelf *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.iid = &IID_AsyncIShelf,
};

static const ACOM_PARAM acom_params_IShelf_Count[] = {
	{ "n", ACOM_OUT | ACOM_RETVAL, &acom_type_2 },
};
static ACOM_CELL acom_cells_IShelf[1];
static const ACOM_METHOD acom_methods_IShelf[1] = {
	{
		.name = "Count", .slot = 3, .async_slot = 3, .count = 1, .saves = 0,
		.params = acom_params_IShelf_Count, .cell = &acom_cells_IShelf[0],
	},
};

static const ACOM_PARAM acom_params_IShelfMore_Count[] = {
	{ "n", ACOM_OUT | ACOM_RETVAL, &acom_type_2 },
};
static const ACOM_PARAM acom_params_IShelfMore_Take[] = {
	{ "from", ACOM_IN, &acom_type_3 },
	{ "n", ACOM_OUT | ACOM_RETVAL, &acom_type_2 },
};
static ACOM_CELL acom_cells_IShelfMore[2];
static const ACOM_METHOD acom_methods_IShelfMore[2] = {
	{
		.name = "Count", .slot = 3, .async_slot = 3, .count = 1, .saves = 0,
		.params = acom_params_IShelfMore_Count, .cell = &acom_cells_IShelfMore[0],
	},
	{
		.name = "Take", .slot = 4, .async_slot = 5, .count = 2, .saves = 0,
		.params = acom_params_IShelfMore_Take, .cell = &acom_cells_IShelfMore[1],
	},
};

static const ACOM_PARAM acom_params_IShelfInside_Count[] = {
	{ "n", ACOM_OUT | ACOM_RETVAL, &acom_type_2 },
};
static const ACOM_PARAM acom_params_IShelfInside_Give[] = {
	{ "to", ACOM_IN, &acom_type_4 },
};
static ACOM_CELL acom_cells_IShelfInside[2];
static const ACOM_METHOD acom_methods_IShelfInside[2] = {
	{
		.name = "Count", .slot = 3, .async_slot = 3, .count = 1, .saves = 0,
		.params = acom_params_IShelfInside_Count, .cell = &acom_cells_IShelfInside[0],
	},
	{
		.name = "Give", .slot = 4, .async_slot = 5, .count = 1, .saves = 0,
		.params = acom_params_IShelfInside_Give, .cell = &acom_cells_IShelfInside[1],
	},
};

static HRESULT IShelf_QueryInterface_Proxy(IShelf *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IShelf_AddRef_Proxy(IShelf *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IShelf_Release_Proxy(IShelf *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IShelf_Count_Proxy(IShelf *This, LONG *n)
{
	void *acom_args[] = { &n };

	return AcomCall(This, &acom_methods_IShelf[0], acom_args);
}

static const IShelfVtbl acom_vtbl_IShelf = {
	.QueryInterface = IShelf_QueryInterface_Proxy,
	.AddRef = IShelf_AddRef_Proxy,
	.Release = IShelf_Release_Proxy,
	.Count = IShelf_Count_Proxy,
};

static HRESULT AsyncIShelf_QueryInterface_Proxy(AsyncIShelf *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncIShelf_AddRef_Proxy(AsyncIShelf *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncIShelf_Release_Proxy(AsyncIShelf *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncIShelf_Begin_Count_Proxy(AsyncIShelf *This)
{
	void *acom_args[] = { NULL };

	return AcomBegin(This, &acom_methods_IShelf[0], acom_args);
}

static HRESULT AsyncIShelf_Finish_Count_Proxy(AsyncIShelf *This, LONG *n)
{
	void *acom_args[] = { &n };

	return AcomFinish(This, &acom_methods_IShelf[0], acom_args);
}

static const AsyncIShelfVtbl acom_vtbl_AsyncIShelf = {
	.QueryInterface = AsyncIShelf_QueryInterface_Proxy,
	.AddRef = AsyncIShelf_AddRef_Proxy,
	.Release = AsyncIShelf_Release_Proxy,
	.Begin_Count = AsyncIShelf_Begin_Count_Proxy,
	.Finish_Count = AsyncIShelf_Finish_Count_Proxy,
};

static const ACOM_INTERFACE acom_interface_IShelf = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IShelf",
	.iid = &IID_IShelf,
	.async_iid = &IID_AsyncIShelf,
	.base = &IID_IUnknown,
	.count = 1,
	.methods = acom_methods_IShelf,
	.proxy_vtbl = &acom_vtbl_IShelf,
	.async_vtbl = &acom_vtbl_AsyncIShelf,
};

static HRESULT IShelfMore_QueryInterface_Proxy(IShelfMore *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IShelfMore_AddRef_Proxy(IShelfMore *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IShelfMore_Release_Proxy(IShelfMore *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IShelfMore_Count_Proxy(IShelfMore *This, LONG *n)
{
	void *acom_args[] = { &n };

	return AcomCall(This, &acom_methods_IShelfMore[0], acom_args);
}

static HRESULT IShelfMore_Take_Proxy(IShelfMore *This, IShelf *from, LONG *n)
{
	void *acom_args[] = { &from, &n };

	return AcomCall(This, &acom_methods_IShelfMore[1], acom_args);
}

static const IShelfMoreVtbl acom_vtbl_IShelfMore = {
	.QueryInterface = IShelfMore_QueryInterface_Proxy,
	.AddRef = IShelfMore_AddRef_Proxy,
	.Release = IShelfMore_Release_Proxy,
	.Count = IShelfMore_Count_Proxy,
	.Take = IShelfMore_Take_Proxy,
};

static HRESULT AsyncIShelfMore_QueryInterface_Proxy(AsyncIShelfMore *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncIShelfMore_AddRef_Proxy(AsyncIShelfMore *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncIShelfMore_Release_Proxy(AsyncIShelfMore *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncIShelfMore_Begin_Count_Proxy(AsyncIShelfMore *This)
{
	void *acom_args[] = { NULL };

	return AcomBegin(This, &acom_methods_IShelfMore[0], acom_args);
}

static HRESULT AsyncIShelfMore_Finish_Count_Proxy(AsyncIShelfMore *This, LONG *n)
{
	void *acom_args[] = { &n };

	return AcomFinish(This, &acom_methods_IShelfMore[0], acom_args);
}

static HRESULT AsyncIShelfMore_Begin_Take_Proxy(AsyncIShelfMore *This, IShelf *from)
{
	void *acom_args[] = { &from, NULL };

	return AcomBegin(This, &acom_methods_IShelfMore[1], acom_args);
}

static HRESULT AsyncIShelfMore_Finish_Take_Proxy(AsyncIShelfMore *This, LONG *n)
{
	void *acom_args[] = { NULL, &n };

	return AcomFinish(This, &acom_methods_IShelfMore[1], acom_args);
}

static const AsyncIShelfMoreVtbl acom_vtbl_AsyncIShelfMore = {
	.QueryInterface = AsyncIShelfMore_QueryInterface_Proxy,
	.AddRef = AsyncIShelfMore_AddRef_Proxy,
	.Release = AsyncIShelfMore_Release_Proxy,
	.Begin_Count = AsyncIShelfMore_Begin_Count_Proxy,
	.Finish_Count = AsyncIShelfMore_Finish_Count_Proxy,
	.Begin_Take = AsyncIShelfMore_Begin_Take_Proxy,
	.Finish_Take = AsyncIShelfMore_Finish_Take_Proxy,
};

static const ACOM_INTERFACE acom_interface_IShelfMore = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IShelfMore",
	.iid = &IID_IShelfMore,
	.async_iid = &IID_AsyncIShelfMore,
	.base = &IID_IShelf,
	.count = 2,
	.methods = acom_methods_IShelfMore,
	.proxy_vtbl = &acom_vtbl_IShelfMore,
	.async_vtbl = &acom_vtbl_AsyncIShelfMore,
};

static HRESULT IShelfInside_QueryInterface_Proxy(IShelfInside *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IShelfInside_AddRef_Proxy(IShelfInside *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IShelfInside_Release_Proxy(IShelfInside *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IShelfInside_Count_Proxy(IShelfInside *This, LONG *n)
{
	void *acom_args[] = { &n };

	return AcomCall(This, &acom_methods_IShelfInside[0], acom_args);
}

static HRESULT IShelfInside_Give_Proxy(IShelfInside *This, AsyncIShelf *to)
{
	void *acom_args[] = { &to };

	return AcomCall(This, &acom_methods_IShelfInside[1], acom_args);
}

static const IShelfInsideVtbl acom_vtbl_IShelfInside = {
	.QueryInterface = IShelfInside_QueryInterface_Proxy,
	.AddRef = IShelfInside_AddRef_Proxy,
	.Release = IShelfInside_Release_Proxy,
	.Count = IShelfInside_Count_Proxy,
	.Give = IShelfInside_Give_Proxy,
};

static HRESULT AsyncIShelfInside_QueryInterface_Proxy(AsyncIShelfInside *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncIShelfInside_AddRef_Proxy(AsyncIShelfInside *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncIShelfInside_Release_Proxy(AsyncIShelfInside *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncIShelfInside_Begin_Count_Proxy(AsyncIShelfInside *This)
{
	void *acom_args[] = { NULL };

	return AcomBegin(This, &acom_methods_IShelfInside[0], acom_args);
}

static HRESULT AsyncIShelfInside_Finish_Count_Proxy(AsyncIShelfInside *This, LONG *n)
{
	void *acom_args[] = { &n };

	return AcomFinish(This, &acom_methods_IShelfInside[0], acom_args);
}

static HRESULT AsyncIShelfInside_Begin_Give_Proxy(AsyncIShelfInside *This, AsyncIShelf *to)
{
	void *acom_args[] = { &to };

	return AcomBegin(This, &acom_methods_IShelfInside[1], acom_args);
}

static HRESULT AsyncIShelfInside_Finish_Give_Proxy(AsyncIShelfInside *This)
{
	void *acom_args[] = { NULL };

	return AcomFinish(This, &acom_methods_IShelfInside[1], acom_args);
}

static const AsyncIShelfInsideVtbl acom_vtbl_AsyncIShelfInside = {
	.QueryInterface = AsyncIShelfInside_QueryInterface_Proxy,
	.AddRef = AsyncIShelfInside_AddRef_Proxy,
	.Release = AsyncIShelfInside_Release_Proxy,
	.Begin_Count = AsyncIShelfInside_Begin_Count_Proxy,
	.Finish_Count = AsyncIShelfInside_Finish_Count_Proxy,
	.Begin_Give = AsyncIShelfInside_Begin_Give_Proxy,
	.Finish_Give = AsyncIShelfInside_Finish_Give_Proxy,
};

static const ACOM_INTERFACE acom_interface_IShelfInside = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IShelfInside",
	.iid = &IID_IShelfInside,
	.async_iid = &IID_AsyncIShelfInside,
	.base = &IID_IShelf,
	.count = 2,
	.methods = acom_methods_IShelfInside,
	.proxy_vtbl = &acom_vtbl_IShelfInside,
	.async_vtbl = &acom_vtbl_AsyncIShelfInside,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_IShelf,
	&acom_interface_IShelfMore,
	&acom_interface_IShelfInside,
};

ACOM_MODULE async_library_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "async_library.idl",
		.count = 3,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(async_library_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(async_library_interfaces);
}
