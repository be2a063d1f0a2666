/* userform_p.c - made by idlgen from userform.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "userform.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"

static int64_t acom_number_1(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[1];
}
static const ACOM_EXPR acom_expr_1 = { .number = acom_number_1, .from = ACOM_IN, .save = 0 };

static const ACOM_TYPE acom_type_1 = {
	.name = "LONG", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(LONG), .wire = 4,
};
static ULONG acom_size_COUNTER(ULONG *flags, ULONG start, void *value)
{
	return COUNTER_UserSize(flags, start, (COUNTER *)value);
}
static unsigned char *acom_marshal_COUNTER(ULONG *flags, unsigned char *buffer, void *value)
{
	return COUNTER_UserMarshal(flags, buffer, (COUNTER *)value);
}
static unsigned char *acom_unmarshal_COUNTER(ULONG *flags, unsigned char *buffer, void *value)
{
	return COUNTER_UserUnmarshal(flags, buffer, (COUNTER *)value);
}
static void acom_free_COUNTER(ULONG *flags, void *value)
{
	COUNTER_UserFree(flags, (COUNTER *)value);
}
static const ACOM_USER_TYPE acom_user_COUNTER = {
	.size = acom_size_COUNTER, .marshal = acom_marshal_COUNTER,
	.unmarshal = acom_unmarshal_COUNTER, .free = acom_free_COUNTER,
};
static const ACOM_TYPE acom_type_2 = {
	.name = "COUNTER", .kind = ACOM_USER, .flags = 0, .align = 4, .size = sizeof(COUNTER), .wire = 4,
	.elem = &acom_type_1,
	.user = &acom_user_COUNTER,
};
static const ACOM_TYPE acom_type_3 = {
	.name = "COUNTER[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_2,
	.max = &acom_expr_1,
};
static const ACOM_TYPE acom_type_4 = {
	.name = "const COUNTER *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_3,
};

static const ACOM_PARAM acom_params_IUserGolden_Count[] = {
	{ "c", ACOM_IN, &acom_type_2 },
	{ "n", ACOM_IN, &acom_type_1 },
	{ "all", ACOM_IN, &acom_type_4 },
};
static ACOM_CELL acom_cells_IUserGolden[1];
static const ACOM_METHOD acom_methods_IUserGolden[1] = {
	{
		.name = "Count", .slot = 3, .async_slot = 3, .count = 3, .saves = 0,
		.params = acom_params_IUserGolden_Count, .cell = &acom_cells_IUserGolden[0],
	},
};

static HRESULT IUserGolden_QueryInterface_Proxy(IUserGolden *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IUserGolden_AddRef_Proxy(IUserGolden *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IUserGolden_Release_Proxy(IUserGolden *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IUserGolden_Count_Proxy(IUserGolden *This, COUNTER_ALIAS c, LONG n, const COUNTER *all)
{
	void *acom_args[] = { &c, &n, &all };

	return AcomCall(This, &acom_methods_IUserGolden[0], acom_args);
}

static const IUserGoldenVtbl acom_vtbl_IUserGolden = {
	.QueryInterface = IUserGolden_QueryInterface_Proxy,
	.AddRef = IUserGolden_AddRef_Proxy,
	.Release = IUserGolden_Release_Proxy,
	.Count = IUserGolden_Count_Proxy,
};

static HRESULT AsyncIUserGolden_QueryInterface_Proxy(AsyncIUserGolden *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncIUserGolden_AddRef_Proxy(AsyncIUserGolden *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncIUserGolden_Release_Proxy(AsyncIUserGolden *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncIUserGolden_Begin_Count_Proxy(AsyncIUserGolden *This, COUNTER_ALIAS c, LONG n, const COUNTER *all)
{
	void *acom_args[] = { &c, &n, &all };

	return AcomBegin(This, &acom_methods_IUserGolden[0], acom_args);
}

static HRESULT AsyncIUserGolden_Finish_Count_Proxy(AsyncIUserGolden *This)
{
	void *acom_args[] = { NULL, NULL, NULL };

	return AcomFinish(This, &acom_methods_IUserGolden[0], acom_args);
}

static const AsyncIUserGoldenVtbl acom_vtbl_AsyncIUserGolden = {
	.QueryInterface = AsyncIUserGolden_QueryInterface_Proxy,
	.AddRef = AsyncIUserGolden_AddRef_Proxy,
	.Release = AsyncIUserGolden_Release_Proxy,
	.Begin_Count = AsyncIUserGolden_Begin_Count_Proxy,
	.Finish_Count = AsyncIUserGolden_Finish_Count_Proxy,
};

static const ACOM_INTERFACE acom_interface_IUserGolden = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IUserGolden",
	.iid = &IID_IUserGolden,
	.async_iid = &IID_AsyncIUserGolden,
	.base = &IID_IUnknown,
	.count = 1,
	.methods = acom_methods_IUserGolden,
	.proxy_vtbl = &acom_vtbl_IUserGolden,
	.async_vtbl = &acom_vtbl_AsyncIUserGolden,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_IUserGolden,
};

ACOM_MODULE userform_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "userform.idl",
		.count = 1,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(userform_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(userform_interfaces);
}
