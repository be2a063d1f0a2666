/* soft_p.c - made by idlgen from soft.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "soft.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"

static const ACOM_TYPE acom_type_1 = {
	.name = "LONG", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(LONG), .wire = 4,
};

static const ACOM_PARAM acom_params_ISoftGood_Good[] = {
	{ "a", ACOM_IN, &acom_type_1 },
};
static ACOM_CELL acom_cells_ISoftGood[1];
static const ACOM_METHOD acom_methods_ISoftGood[1] = {
	{
		.name = "Good", .slot = 3, .async_slot = 3, .count = 1, .saves = 0,
		.params = acom_params_ISoftGood_Good, .cell = &acom_cells_ISoftGood[0],
	},
};

static HRESULT ISoftGood_QueryInterface_Proxy(ISoftGood *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG ISoftGood_AddRef_Proxy(ISoftGood *This)
{
	return AcomFaceAddRef(This);
}

static ULONG ISoftGood_Release_Proxy(ISoftGood *This)
{
	return AcomFaceRelease(This);
}

static HRESULT ISoftGood_Good_Proxy(ISoftGood *This, LONG a)
{
	void *acom_args[] = { &a };

	return AcomCall(This, &acom_methods_ISoftGood[0], acom_args);
}

static const ISoftGoodVtbl acom_vtbl_ISoftGood = {
	.QueryInterface = ISoftGood_QueryInterface_Proxy,
	.AddRef = ISoftGood_AddRef_Proxy,
	.Release = ISoftGood_Release_Proxy,
	.Good = ISoftGood_Good_Proxy,
};

static HRESULT AsyncISoftGood_QueryInterface_Proxy(AsyncISoftGood *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncISoftGood_AddRef_Proxy(AsyncISoftGood *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncISoftGood_Release_Proxy(AsyncISoftGood *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncISoftGood_Begin_Good_Proxy(AsyncISoftGood *This, LONG a)
{
	void *acom_args[] = { &a };

	return AcomBegin(This, &acom_methods_ISoftGood[0], acom_args);
}

static HRESULT AsyncISoftGood_Finish_Good_Proxy(AsyncISoftGood *This)
{
	void *acom_args[] = { NULL };

	return AcomFinish(This, &acom_methods_ISoftGood[0], acom_args);
}

static const AsyncISoftGoodVtbl acom_vtbl_AsyncISoftGood = {
	.QueryInterface = AsyncISoftGood_QueryInterface_Proxy,
	.AddRef = AsyncISoftGood_AddRef_Proxy,
	.Release = AsyncISoftGood_Release_Proxy,
	.Begin_Good = AsyncISoftGood_Begin_Good_Proxy,
	.Finish_Good = AsyncISoftGood_Finish_Good_Proxy,
};

static const ACOM_INTERFACE acom_interface_ISoftGood = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "ISoftGood",
	.iid = &IID_ISoftGood,
	.async_iid = &IID_AsyncISoftGood,
	.base = &IID_IUnknown,
	.count = 1,
	.methods = acom_methods_ISoftGood,
	.proxy_vtbl = &acom_vtbl_ISoftGood,
	.async_vtbl = &acom_vtbl_AsyncISoftGood,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_ISoftGood,
};

ACOM_MODULE soft_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "soft.idl",
		.count = 1,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(soft_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(soft_interfaces);
}
