/* properties_p.c - made by idlgen from properties.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "properties.h"

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
static const ACOM_TYPE acom_type_5 = {
	.name = "AsyncISelf *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.iid = &IID_AsyncISelf,
};
static const ACOM_TYPE acom_type_6 = {
	.name = "ISelf *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.iid = &IID_ISelf,
};
static const ACOM_TYPE acom_type_7 = {
	.name = "AsyncISelf **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_5,
};
static const ACOM_FIELD acom_fields_8[] = {
	{ "async", offsetof(SelfPair, async), &acom_type_5, 0 },
	{ "sync", offsetof(SelfPair, sync), &acom_type_6, 0 },
};
static const ACOM_TYPE acom_type_8 = {
	.name = "struct SelfPair", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(SelfPair), .wire = 8,
	.count = 2,
	.fields = acom_fields_8,
};
static const ACOM_TYPE acom_type_9 = {
	.name = "SelfPair *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_8,
};
static const ACOM_TYPE acom_type_10 = {
	.name = "AsyncIProperties *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.iid = &IID_AsyncIProperties,
};
static const ACOM_TYPE acom_type_11 = {
	.name = "AsyncIHeir *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.iid = &IID_AsyncIHeir,
};

static const ACOM_PARAM acom_params_IProperties_get_Size[] = {
	{ "size", ACOM_OUT | ACOM_RETVAL, &acom_type_2 },
};
static const ACOM_PARAM acom_params_IProperties_put_Size[] = {
	{ "size", ACOM_IN, &acom_type_1 },
};
static const ACOM_PARAM acom_params_IProperties_get_Item[] = {
	{ "index", ACOM_IN, &acom_type_1 },
	{ "item", ACOM_OUT | ACOM_RETVAL, &acom_type_4 },
};
static const ACOM_PARAM acom_params_IProperties_put_Item[] = {
	{ "index", ACOM_IN, &acom_type_1 },
	{ "item", ACOM_IN, &acom_type_3 },
};
static const ACOM_PARAM acom_params_IProperties_putref_Item[] = {
	{ "index", ACOM_IN, &acom_type_1 },
	{ "item", ACOM_IN, &acom_type_3 },
};
static const ACOM_PARAM acom_params_IProperties_Size[] = {
	{ "plain", ACOM_IN, &acom_type_1 },
};
static ACOM_CELL acom_cells_IProperties[6];
static const ACOM_METHOD acom_methods_IProperties[6] = {
	{
		.name = "get_Size", .slot = 3, .async_slot = 3, .count = 1, .saves = 0,
		.params = acom_params_IProperties_get_Size, .cell = &acom_cells_IProperties[0],
	},
	{
		.name = "put_Size", .slot = 4, .async_slot = 5, .count = 1, .saves = 0,
		.params = acom_params_IProperties_put_Size, .cell = &acom_cells_IProperties[1],
	},
	{
		.name = "get_Item", .slot = 5, .async_slot = 7, .count = 2, .saves = 0,
		.params = acom_params_IProperties_get_Item, .cell = &acom_cells_IProperties[2],
	},
	{
		.name = "put_Item", .slot = 6, .async_slot = 9, .count = 2, .saves = 0,
		.params = acom_params_IProperties_put_Item, .cell = &acom_cells_IProperties[3],
	},
	{
		.name = "putref_Item", .slot = 7, .async_slot = 11, .count = 2, .saves = 0,
		.params = acom_params_IProperties_putref_Item, .cell = &acom_cells_IProperties[4],
	},
	{
		.name = "Size", .slot = 8, .async_slot = 13, .count = 1, .saves = 0,
		.params = acom_params_IProperties_Size, .cell = &acom_cells_IProperties[5],
	},
};

static const ACOM_PARAM acom_params_ISelf_Meet[] = {
	{ "async", ACOM_IN, &acom_type_5 },
	{ "sync", ACOM_IN, &acom_type_6 },
	{ "other", ACOM_OUT, &acom_type_7 },
};
static const ACOM_PARAM acom_params_ISelf_Pass[] = {
	{ "pair", ACOM_IN | ACOM_OUT, &acom_type_9 },
};
static const ACOM_PARAM acom_params_ISelf_Nameless[] = {
	{ "arg1", ACOM_IN, &acom_type_1 },
	{ "arg2", ACOM_OUT | ACOM_RETVAL, &acom_type_2 },
};
static ACOM_CELL acom_cells_ISelf[3];
static const ACOM_METHOD acom_methods_ISelf[3] = {
	{
		.name = "Meet", .slot = 3, .async_slot = 3, .count = 3, .saves = 0,
		.params = acom_params_ISelf_Meet, .cell = &acom_cells_ISelf[0],
	},
	{
		.name = "Pass", .slot = 4, .async_slot = 5, .count = 1, .saves = 0,
		.params = acom_params_ISelf_Pass, .cell = &acom_cells_ISelf[1],
	},
	{
		.name = "Nameless", .slot = 5, .async_slot = 7, .count = 2, .saves = 0,
		.params = acom_params_ISelf_Nameless, .cell = &acom_cells_ISelf[2],
	},
};

static const ACOM_PARAM acom_params_IHeir_Meet[] = {
	{ "async", ACOM_IN, &acom_type_5 },
	{ "sync", ACOM_IN, &acom_type_6 },
	{ "other", ACOM_OUT, &acom_type_7 },
};
static const ACOM_PARAM acom_params_IHeir_Pass[] = {
	{ "pair", ACOM_IN | ACOM_OUT, &acom_type_9 },
};
static const ACOM_PARAM acom_params_IHeir_Nameless[] = {
	{ "arg1", ACOM_IN, &acom_type_1 },
	{ "arg2", ACOM_OUT | ACOM_RETVAL, &acom_type_2 },
};
static const ACOM_PARAM acom_params_IHeir_More[] = {
	{ "properties", ACOM_IN, &acom_type_10 },
	{ "base", ACOM_IN, &acom_type_5 },
	{ "async", ACOM_IN, &acom_type_11 },
};
static ACOM_CELL acom_cells_IHeir[4];
static const ACOM_METHOD acom_methods_IHeir[4] = {
	{
		.name = "Meet", .slot = 3, .async_slot = 3, .count = 3, .saves = 0,
		.params = acom_params_IHeir_Meet, .cell = &acom_cells_IHeir[0],
	},
	{
		.name = "Pass", .slot = 4, .async_slot = 5, .count = 1, .saves = 0,
		.params = acom_params_IHeir_Pass, .cell = &acom_cells_IHeir[1],
	},
	{
		.name = "Nameless", .slot = 5, .async_slot = 7, .count = 2, .saves = 0,
		.params = acom_params_IHeir_Nameless, .cell = &acom_cells_IHeir[2],
	},
	{
		.name = "More", .slot = 6, .async_slot = 9, .count = 3, .saves = 0,
		.params = acom_params_IHeir_More, .cell = &acom_cells_IHeir[3],
	},
};

static HRESULT IProperties_QueryInterface_Proxy(IProperties *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IProperties_AddRef_Proxy(IProperties *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IProperties_Release_Proxy(IProperties *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IProperties_get_Size_Proxy(IProperties *This, LONG *size)
{
	void *acom_args[] = { &size };

	return AcomCall(This, &acom_methods_IProperties[0], acom_args);
}

static HRESULT IProperties_put_Size_Proxy(IProperties *This, LONG size)
{
	void *acom_args[] = { &size };

	return AcomCall(This, &acom_methods_IProperties[1], acom_args);
}

static HRESULT IProperties_get_Item_Proxy(IProperties *This, LONG index, IUnknown **item)
{
	void *acom_args[] = { &index, &item };

	return AcomCall(This, &acom_methods_IProperties[2], acom_args);
}

static HRESULT IProperties_put_Item_Proxy(IProperties *This, LONG index, IUnknown *item)
{
	void *acom_args[] = { &index, &item };

	return AcomCall(This, &acom_methods_IProperties[3], acom_args);
}

static HRESULT IProperties_putref_Item_Proxy(IProperties *This, LONG index, IUnknown *item)
{
	void *acom_args[] = { &index, &item };

	return AcomCall(This, &acom_methods_IProperties[4], acom_args);
}

static HRESULT IProperties_Size_Proxy(IProperties *This, LONG plain)
{
	void *acom_args[] = { &plain };

	return AcomCall(This, &acom_methods_IProperties[5], acom_args);
}

static const IPropertiesVtbl acom_vtbl_IProperties = {
	.QueryInterface = IProperties_QueryInterface_Proxy,
	.AddRef = IProperties_AddRef_Proxy,
	.Release = IProperties_Release_Proxy,
	.get_Size = IProperties_get_Size_Proxy,
	.put_Size = IProperties_put_Size_Proxy,
	.get_Item = IProperties_get_Item_Proxy,
	.put_Item = IProperties_put_Item_Proxy,
	.putref_Item = IProperties_putref_Item_Proxy,
	.Size = IProperties_Size_Proxy,
};

static HRESULT AsyncIProperties_QueryInterface_Proxy(AsyncIProperties *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncIProperties_AddRef_Proxy(AsyncIProperties *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncIProperties_Release_Proxy(AsyncIProperties *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncIProperties_Begin_get_Size_Proxy(AsyncIProperties *This)
{
	void *acom_args[] = { NULL };

	return AcomBegin(This, &acom_methods_IProperties[0], acom_args);
}

static HRESULT AsyncIProperties_Finish_get_Size_Proxy(AsyncIProperties *This, LONG *size)
{
	void *acom_args[] = { &size };

	return AcomFinish(This, &acom_methods_IProperties[0], acom_args);
}

static HRESULT AsyncIProperties_Begin_put_Size_Proxy(AsyncIProperties *This, LONG size)
{
	void *acom_args[] = { &size };

	return AcomBegin(This, &acom_methods_IProperties[1], acom_args);
}

static HRESULT AsyncIProperties_Finish_put_Size_Proxy(AsyncIProperties *This)
{
	void *acom_args[] = { NULL };

	return AcomFinish(This, &acom_methods_IProperties[1], acom_args);
}

static HRESULT AsyncIProperties_Begin_get_Item_Proxy(AsyncIProperties *This, LONG index)
{
	void *acom_args[] = { &index, NULL };

	return AcomBegin(This, &acom_methods_IProperties[2], acom_args);
}

static HRESULT AsyncIProperties_Finish_get_Item_Proxy(AsyncIProperties *This, IUnknown **item)
{
	void *acom_args[] = { NULL, &item };

	return AcomFinish(This, &acom_methods_IProperties[2], acom_args);
}

static HRESULT AsyncIProperties_Begin_put_Item_Proxy(AsyncIProperties *This, LONG index, IUnknown *item)
{
	void *acom_args[] = { &index, &item };

	return AcomBegin(This, &acom_methods_IProperties[3], acom_args);
}

static HRESULT AsyncIProperties_Finish_put_Item_Proxy(AsyncIProperties *This)
{
	void *acom_args[] = { NULL, NULL };

	return AcomFinish(This, &acom_methods_IProperties[3], acom_args);
}

static HRESULT AsyncIProperties_Begin_putref_Item_Proxy(AsyncIProperties *This, LONG index, IUnknown *item)
{
	void *acom_args[] = { &index, &item };

	return AcomBegin(This, &acom_methods_IProperties[4], acom_args);
}

static HRESULT AsyncIProperties_Finish_putref_Item_Proxy(AsyncIProperties *This)
{
	void *acom_args[] = { NULL, NULL };

	return AcomFinish(This, &acom_methods_IProperties[4], acom_args);
}

static HRESULT AsyncIProperties_Begin_Size_Proxy(AsyncIProperties *This, LONG plain)
{
	void *acom_args[] = { &plain };

	return AcomBegin(This, &acom_methods_IProperties[5], acom_args);
}

static HRESULT AsyncIProperties_Finish_Size_Proxy(AsyncIProperties *This)
{
	void *acom_args[] = { NULL };

	return AcomFinish(This, &acom_methods_IProperties[5], acom_args);
}

static const AsyncIPropertiesVtbl acom_vtbl_AsyncIProperties = {
	.QueryInterface = AsyncIProperties_QueryInterface_Proxy,
	.AddRef = AsyncIProperties_AddRef_Proxy,
	.Release = AsyncIProperties_Release_Proxy,
	.Begin_get_Size = AsyncIProperties_Begin_get_Size_Proxy,
	.Finish_get_Size = AsyncIProperties_Finish_get_Size_Proxy,
	.Begin_put_Size = AsyncIProperties_Begin_put_Size_Proxy,
	.Finish_put_Size = AsyncIProperties_Finish_put_Size_Proxy,
	.Begin_get_Item = AsyncIProperties_Begin_get_Item_Proxy,
	.Finish_get_Item = AsyncIProperties_Finish_get_Item_Proxy,
	.Begin_put_Item = AsyncIProperties_Begin_put_Item_Proxy,
	.Finish_put_Item = AsyncIProperties_Finish_put_Item_Proxy,
	.Begin_putref_Item = AsyncIProperties_Begin_putref_Item_Proxy,
	.Finish_putref_Item = AsyncIProperties_Finish_putref_Item_Proxy,
	.Begin_Size = AsyncIProperties_Begin_Size_Proxy,
	.Finish_Size = AsyncIProperties_Finish_Size_Proxy,
};

static const ACOM_INTERFACE acom_interface_IProperties = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IProperties",
	.iid = &IID_IProperties,
	.async_iid = &IID_AsyncIProperties,
	.base = &IID_IUnknown,
	.count = 6,
	.methods = acom_methods_IProperties,
	.proxy_vtbl = &acom_vtbl_IProperties,
	.async_vtbl = &acom_vtbl_AsyncIProperties,
};

static HRESULT ISelf_QueryInterface_Proxy(ISelf *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG ISelf_AddRef_Proxy(ISelf *This)
{
	return AcomFaceAddRef(This);
}

static ULONG ISelf_Release_Proxy(ISelf *This)
{
	return AcomFaceRelease(This);
}

static HRESULT ISelf_Meet_Proxy(ISelf *This, AsyncISelf *async, ISelf *sync, AsyncISelf **other)
{
	void *acom_args[] = { &async, &sync, &other };

	return AcomCall(This, &acom_methods_ISelf[0], acom_args);
}

static HRESULT ISelf_Pass_Proxy(ISelf *This, SelfPair *pair)
{
	void *acom_args[] = { &pair };

	return AcomCall(This, &acom_methods_ISelf[1], acom_args);
}

static HRESULT ISelf_Nameless_Proxy(ISelf *This, LONG arg1, LONG *arg2)
{
	void *acom_args[] = { &arg1, &arg2 };

	return AcomCall(This, &acom_methods_ISelf[2], acom_args);
}

static const ISelfVtbl acom_vtbl_ISelf = {
	.QueryInterface = ISelf_QueryInterface_Proxy,
	.AddRef = ISelf_AddRef_Proxy,
	.Release = ISelf_Release_Proxy,
	.Meet = ISelf_Meet_Proxy,
	.Pass = ISelf_Pass_Proxy,
	.Nameless = ISelf_Nameless_Proxy,
};

static HRESULT AsyncISelf_QueryInterface_Proxy(AsyncISelf *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncISelf_AddRef_Proxy(AsyncISelf *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncISelf_Release_Proxy(AsyncISelf *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncISelf_Begin_Meet_Proxy(AsyncISelf *This, AsyncISelf *async, ISelf *sync)
{
	void *acom_args[] = { &async, &sync, NULL };

	return AcomBegin(This, &acom_methods_ISelf[0], acom_args);
}

static HRESULT AsyncISelf_Finish_Meet_Proxy(AsyncISelf *This, AsyncISelf **other)
{
	void *acom_args[] = { NULL, NULL, &other };

	return AcomFinish(This, &acom_methods_ISelf[0], acom_args);
}

static HRESULT AsyncISelf_Begin_Pass_Proxy(AsyncISelf *This, SelfPair *pair)
{
	void *acom_args[] = { &pair };

	return AcomBegin(This, &acom_methods_ISelf[1], acom_args);
}

static HRESULT AsyncISelf_Finish_Pass_Proxy(AsyncISelf *This, SelfPair *pair)
{
	void *acom_args[] = { &pair };

	return AcomFinish(This, &acom_methods_ISelf[1], acom_args);
}

static HRESULT AsyncISelf_Begin_Nameless_Proxy(AsyncISelf *This, LONG arg1)
{
	void *acom_args[] = { &arg1, NULL };

	return AcomBegin(This, &acom_methods_ISelf[2], acom_args);
}

static HRESULT AsyncISelf_Finish_Nameless_Proxy(AsyncISelf *This, LONG *arg2)
{
	void *acom_args[] = { NULL, &arg2 };

	return AcomFinish(This, &acom_methods_ISelf[2], acom_args);
}

static const AsyncISelfVtbl acom_vtbl_AsyncISelf = {
	.QueryInterface = AsyncISelf_QueryInterface_Proxy,
	.AddRef = AsyncISelf_AddRef_Proxy,
	.Release = AsyncISelf_Release_Proxy,
	.Begin_Meet = AsyncISelf_Begin_Meet_Proxy,
	.Finish_Meet = AsyncISelf_Finish_Meet_Proxy,
	.Begin_Pass = AsyncISelf_Begin_Pass_Proxy,
	.Finish_Pass = AsyncISelf_Finish_Pass_Proxy,
	.Begin_Nameless = AsyncISelf_Begin_Nameless_Proxy,
	.Finish_Nameless = AsyncISelf_Finish_Nameless_Proxy,
};

static const ACOM_INTERFACE acom_interface_ISelf = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "ISelf",
	.iid = &IID_ISelf,
	.async_iid = &IID_AsyncISelf,
	.base = &IID_IUnknown,
	.count = 3,
	.methods = acom_methods_ISelf,
	.proxy_vtbl = &acom_vtbl_ISelf,
	.async_vtbl = &acom_vtbl_AsyncISelf,
};

static HRESULT IHeir_QueryInterface_Proxy(IHeir *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IHeir_AddRef_Proxy(IHeir *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IHeir_Release_Proxy(IHeir *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IHeir_Meet_Proxy(IHeir *This, AsyncISelf *async, ISelf *sync, AsyncISelf **other)
{
	void *acom_args[] = { &async, &sync, &other };

	return AcomCall(This, &acom_methods_IHeir[0], acom_args);
}

static HRESULT IHeir_Pass_Proxy(IHeir *This, SelfPair *pair)
{
	void *acom_args[] = { &pair };

	return AcomCall(This, &acom_methods_IHeir[1], acom_args);
}

static HRESULT IHeir_Nameless_Proxy(IHeir *This, LONG arg1, LONG *arg2)
{
	void *acom_args[] = { &arg1, &arg2 };

	return AcomCall(This, &acom_methods_IHeir[2], acom_args);
}

static HRESULT IHeir_More_Proxy(IHeir *This, AsyncIProperties *properties, AsyncISelf *base, AsyncIHeir *async)
{
	void *acom_args[] = { &properties, &base, &async };

	return AcomCall(This, &acom_methods_IHeir[3], acom_args);
}

static const IHeirVtbl acom_vtbl_IHeir = {
	.QueryInterface = IHeir_QueryInterface_Proxy,
	.AddRef = IHeir_AddRef_Proxy,
	.Release = IHeir_Release_Proxy,
	.Meet = IHeir_Meet_Proxy,
	.Pass = IHeir_Pass_Proxy,
	.Nameless = IHeir_Nameless_Proxy,
	.More = IHeir_More_Proxy,
};

static HRESULT AsyncIHeir_QueryInterface_Proxy(AsyncIHeir *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncIHeir_AddRef_Proxy(AsyncIHeir *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncIHeir_Release_Proxy(AsyncIHeir *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncIHeir_Begin_Meet_Proxy(AsyncIHeir *This, AsyncISelf *async, ISelf *sync)
{
	void *acom_args[] = { &async, &sync, NULL };

	return AcomBegin(This, &acom_methods_IHeir[0], acom_args);
}

static HRESULT AsyncIHeir_Finish_Meet_Proxy(AsyncIHeir *This, AsyncISelf **other)
{
	void *acom_args[] = { NULL, NULL, &other };

	return AcomFinish(This, &acom_methods_IHeir[0], acom_args);
}

static HRESULT AsyncIHeir_Begin_Pass_Proxy(AsyncIHeir *This, SelfPair *pair)
{
	void *acom_args[] = { &pair };

	return AcomBegin(This, &acom_methods_IHeir[1], acom_args);
}

static HRESULT AsyncIHeir_Finish_Pass_Proxy(AsyncIHeir *This, SelfPair *pair)
{
	void *acom_args[] = { &pair };

	return AcomFinish(This, &acom_methods_IHeir[1], acom_args);
}

static HRESULT AsyncIHeir_Begin_Nameless_Proxy(AsyncIHeir *This, LONG arg1)
{
	void *acom_args[] = { &arg1, NULL };

	return AcomBegin(This, &acom_methods_IHeir[2], acom_args);
}

static HRESULT AsyncIHeir_Finish_Nameless_Proxy(AsyncIHeir *This, LONG *arg2)
{
	void *acom_args[] = { NULL, &arg2 };

	return AcomFinish(This, &acom_methods_IHeir[2], acom_args);
}

static HRESULT AsyncIHeir_Begin_More_Proxy(AsyncIHeir *This, AsyncIProperties *properties, AsyncISelf *base, AsyncIHeir *async)
{
	void *acom_args[] = { &properties, &base, &async };

	return AcomBegin(This, &acom_methods_IHeir[3], acom_args);
}

static HRESULT AsyncIHeir_Finish_More_Proxy(AsyncIHeir *This)
{
	void *acom_args[] = { NULL, NULL, NULL };

	return AcomFinish(This, &acom_methods_IHeir[3], acom_args);
}

static const AsyncIHeirVtbl acom_vtbl_AsyncIHeir = {
	.QueryInterface = AsyncIHeir_QueryInterface_Proxy,
	.AddRef = AsyncIHeir_AddRef_Proxy,
	.Release = AsyncIHeir_Release_Proxy,
	.Begin_Meet = AsyncIHeir_Begin_Meet_Proxy,
	.Finish_Meet = AsyncIHeir_Finish_Meet_Proxy,
	.Begin_Pass = AsyncIHeir_Begin_Pass_Proxy,
	.Finish_Pass = AsyncIHeir_Finish_Pass_Proxy,
	.Begin_Nameless = AsyncIHeir_Begin_Nameless_Proxy,
	.Finish_Nameless = AsyncIHeir_Finish_Nameless_Proxy,
	.Begin_More = AsyncIHeir_Begin_More_Proxy,
	.Finish_More = AsyncIHeir_Finish_More_Proxy,
};

static const ACOM_INTERFACE acom_interface_IHeir = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IHeir",
	.iid = &IID_IHeir,
	.async_iid = &IID_AsyncIHeir,
	.base = &IID_ISelf,
	.count = 4,
	.methods = acom_methods_IHeir,
	.proxy_vtbl = &acom_vtbl_IHeir,
	.async_vtbl = &acom_vtbl_AsyncIHeir,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_IProperties,
	&acom_interface_ISelf,
	&acom_interface_IHeir,
};

ACOM_MODULE properties_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "properties.idl",
		.count = 3,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(properties_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(properties_interfaces);
}
