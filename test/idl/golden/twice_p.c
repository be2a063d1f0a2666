/* twice_p.c - made by idlgen from twice.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "twice.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"

static const ACOM_TYPE acom_type_1 = {
	.name = "TWICE_COUNT", .kind = ACOM_U32, .flags = 0, .align = 4, .size = sizeof(TWICE_COUNT), .wire = 4,
};
static const ACOM_FIELD acom_fields_2[] = {
	{ "x", offsetof(TWICE_PAIR, x), &acom_type_1, 0 },
	{ "y", offsetof(TWICE_PAIR, y), &acom_type_1, 0 },
};
static const ACOM_TYPE acom_type_2 = {
	.name = "TWICE_PAIR", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(TWICE_PAIR), .wire = 8,
	.count = 2,
	.fields = acom_fields_2,
};
static const ACOM_TYPE acom_type_3 = {
	.name = "OLECHAR", .kind = ACOM_U16, .flags = 0, .align = 2, .size = sizeof(OLECHAR), .wire = 2,
};
static const ACOM_TYPE acom_type_4 = {
	.name = "OLECHAR[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING | ACOM_STRING, .align = 4, .size = 0, .wire = 14,
	.elem = &acom_type_3,
};
static const ACOM_TYPE acom_type_5 = {
	.name = "TWICE_NAME", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_4,
};

static const ACOM_PARAM acom_params_ITwice_Both[] = {
	{ "pair", ACOM_IN, &acom_type_2 },
	{ "name", ACOM_IN, &acom_type_5 },
};
static ACOM_CELL acom_cells_ITwice[1];
static const ACOM_METHOD acom_methods_ITwice[1] = {
	{
		.name = "Both", .slot = 3, .async_slot = 0, .count = 2, .saves = 0,
		.params = acom_params_ITwice_Both, .cell = &acom_cells_ITwice[0],
	},
};

static HRESULT ITwice_QueryInterface_Proxy(ITwice *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG ITwice_AddRef_Proxy(ITwice *This)
{
	return AcomFaceAddRef(This);
}

static ULONG ITwice_Release_Proxy(ITwice *This)
{
	return AcomFaceRelease(This);
}

static HRESULT ITwice_Both_Proxy(ITwice *This, TWICE_PAIR pair, TWICE_NAME name)
{
	void *acom_args[] = { &pair, &name };

	return AcomCall(This, &acom_methods_ITwice[0], acom_args);
}

static const ITwiceVtbl acom_vtbl_ITwice = {
	.QueryInterface = ITwice_QueryInterface_Proxy,
	.AddRef = ITwice_AddRef_Proxy,
	.Release = ITwice_Release_Proxy,
	.Both = ITwice_Both_Proxy,
};

static const ACOM_INTERFACE acom_interface_ITwice = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "ITwice",
	.iid = &IID_ITwice,
	.base = &IID_IUnknown,
	.count = 1,
	.methods = acom_methods_ITwice,
	.proxy_vtbl = &acom_vtbl_ITwice,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_ITwice,
};

ACOM_MODULE twice_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "twice.idl",
		.count = 1,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(twice_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(twice_interfaces);
}
