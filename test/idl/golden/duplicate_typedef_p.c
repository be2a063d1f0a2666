/* duplicate_typedef_p.c - made by idlgen from duplicate_typedef.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "duplicate_typedef.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"

static const ACOM_TYPE acom_type_1 = {
	.name = "PLACED", .kind = ACOM_U64, .flags = 0, .align = 8, .size = sizeof(PLACED), .wire = 8,
};

static const ACOM_PARAM acom_params_IPlaced_Take[] = {
	{ "p", ACOM_IN, &acom_type_1 },
};
static ACOM_CELL acom_cells_IPlaced[1];
static const ACOM_METHOD acom_methods_IPlaced[1] = {
	{
		.name = "Take", .slot = 3, .async_slot = 3, .count = 1, .saves = 0,
		.params = acom_params_IPlaced_Take, .cell = &acom_cells_IPlaced[0],
	},
};

static HRESULT IPlaced_QueryInterface_Proxy(IPlaced *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IPlaced_AddRef_Proxy(IPlaced *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IPlaced_Release_Proxy(IPlaced *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IPlaced_Take_Proxy(IPlaced *This, PLACED p)
{
	void *acom_args[] = { &p };

	return AcomCall(This, &acom_methods_IPlaced[0], acom_args);
}

static const IPlacedVtbl acom_vtbl_IPlaced = {
	.QueryInterface = IPlaced_QueryInterface_Proxy,
	.AddRef = IPlaced_AddRef_Proxy,
	.Release = IPlaced_Release_Proxy,
	.Take = IPlaced_Take_Proxy,
};

static HRESULT AsyncIPlaced_QueryInterface_Proxy(AsyncIPlaced *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncIPlaced_AddRef_Proxy(AsyncIPlaced *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncIPlaced_Release_Proxy(AsyncIPlaced *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncIPlaced_Begin_Take_Proxy(AsyncIPlaced *This, PLACED p)
{
	void *acom_args[] = { &p };

	return AcomBegin(This, &acom_methods_IPlaced[0], acom_args);
}

static HRESULT AsyncIPlaced_Finish_Take_Proxy(AsyncIPlaced *This)
{
	void *acom_args[] = { NULL };

	return AcomFinish(This, &acom_methods_IPlaced[0], acom_args);
}

static const AsyncIPlacedVtbl acom_vtbl_AsyncIPlaced = {
	.QueryInterface = AsyncIPlaced_QueryInterface_Proxy,
	.AddRef = AsyncIPlaced_AddRef_Proxy,
	.Release = AsyncIPlaced_Release_Proxy,
	.Begin_Take = AsyncIPlaced_Begin_Take_Proxy,
	.Finish_Take = AsyncIPlaced_Finish_Take_Proxy,
};

static const ACOM_INTERFACE acom_interface_IPlaced = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IPlaced",
	.iid = &IID_IPlaced,
	.async_iid = &IID_AsyncIPlaced,
	.base = &IID_IUnknown,
	.count = 1,
	.methods = acom_methods_IPlaced,
	.proxy_vtbl = &acom_vtbl_IPlaced,
	.async_vtbl = &acom_vtbl_AsyncIPlaced,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_IPlaced,
};

ACOM_MODULE duplicate_typedef_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "duplicate_typedef.idl",
		.count = 1,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(duplicate_typedef_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(duplicate_typedef_interfaces);
}
