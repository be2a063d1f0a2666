/* degraded_p.c - made by idlgen from degraded.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "degraded.h"

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
	.name = "IUnknown *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.iid = &IID_IUnknown,
};
static const ACOM_TYPE acom_type_4 = {
	.name = "IUnknown **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_3,
};

static const ACOM_PARAM acom_params_IDegradedResults_Two[] = {
	{ "a", ACOM_OUT, &acom_type_2 },
	{ "b", ACOM_OUT | ACOM_RETVAL, &acom_type_2 },
};
static const ACOM_PARAM acom_params_IDegradedResults_Moves[] = {
	{ "a", ACOM_IN, &acom_type_3 },
	{ "b", ACOM_IN | ACOM_OUT, &acom_type_4 },
};
static ACOM_CELL acom_cells_IDegradedResults[2];
static const ACOM_METHOD acom_methods_IDegradedResults[2] = {
	{
		.name = "Two", .slot = 3, .async_slot = 0, .count = 2, .saves = 0,
		.params = acom_params_IDegradedResults_Two, .cell = &acom_cells_IDegradedResults[0],
	},
	{
		.name = "Moves", .slot = 4, .async_slot = 0, .count = 2, .saves = 0,
		.params = acom_params_IDegradedResults_Moves, .cell = &acom_cells_IDegradedResults[1],
	},
};

static HRESULT IDegradedResults_QueryInterface_Proxy(IDegradedResults *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IDegradedResults_AddRef_Proxy(IDegradedResults *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IDegradedResults_Release_Proxy(IDegradedResults *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IDegradedResults_Two_Proxy(IDegradedResults *This, LONG *a, LONG *b)
{
	void *acom_args[] = { &a, &b };

	return AcomCall(This, &acom_methods_IDegradedResults[0], acom_args);
}

static HRESULT IDegradedResults_Moves_Proxy(IDegradedResults *This, IUnknown *a, IUnknown **b)
{
	void *acom_args[] = { &a, &b };

	return AcomCall(This, &acom_methods_IDegradedResults[1], acom_args);
}

static const IDegradedResultsVtbl acom_vtbl_IDegradedResults = {
	.QueryInterface = IDegradedResults_QueryInterface_Proxy,
	.AddRef = IDegradedResults_AddRef_Proxy,
	.Release = IDegradedResults_Release_Proxy,
	.Two = IDegradedResults_Two_Proxy,
	.Moves = IDegradedResults_Moves_Proxy,
};

static const ACOM_INTERFACE acom_interface_IDegradedResults = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IDegradedResults",
	.iid = &IID_IDegradedResults,
	.base = &IID_IUnknown,
	.count = 2,
	.methods = acom_methods_IDegradedResults,
	.proxy_vtbl = &acom_vtbl_IDegradedResults,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_IDegradedResults,
};

ACOM_MODULE degraded_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "degraded.idl",
		.count = 1,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(degraded_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(degraded_interfaces);
}
