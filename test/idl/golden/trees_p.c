/* trees_p.c - made by idlgen from trees.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "trees.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"

static int64_t acom_number_1(const ACOM_SCOPE *s)
{
	return (int64_t)((const struct TREE *)s->base)->count;
}
static const ACOM_EXPR acom_expr_1 = { .number = acom_number_1, .from = 0, .save = 0 };

static int64_t acom_number_2(const ACOM_SCOPE *s)
{
	return (int64_t)*(ULONG *)s->args[0];
}
static const ACOM_EXPR acom_expr_2 = { .number = acom_number_2, .from = ACOM_IN, .save = 0 };

static const ACOM_TYPE acom_type_5;
static const ACOM_TYPE acom_type_1 = {
	.name = "double", .kind = ACOM_F64, .flags = 0, .align = 8, .size = sizeof(double), .wire = 8,
};
static const ACOM_TYPE acom_type_2 = {
	.name = "ULONG", .kind = ACOM_U32, .flags = 0, .align = 4, .size = sizeof(ULONG), .wire = 4,
};
static const ACOM_TYPE acom_type_3 = {
	.name = "struct TREE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 8, .size = 0, .wire = 4,
	.elem = &acom_type_5,
	.max = &acom_expr_1,
};
static const ACOM_TYPE acom_type_4 = {
	.name = "TREE *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_3,
};
static const ACOM_FIELD acom_fields_5[] = {
	{ "weight", offsetof(struct TREE, weight), &acom_type_1, 0 },
	{ "count", offsetof(struct TREE, count), &acom_type_2, 0 },
	{ "branches", offsetof(struct TREE, branches), &acom_type_4, 0 },
};
static const ACOM_TYPE acom_type_5 = {
	.name = "struct TREE", .kind = ACOM_STRUCT, .flags = 0, .align = 8, .size = sizeof(struct TREE), .wire = 16,
	.count = 3,
	.fields = acom_fields_5,
};
static const ACOM_TYPE acom_type_6 = {
	.name = "TREE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_5,
};
static const ACOM_TYPE acom_type_7 = {
	.name = "struct TREE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 8, .size = 0, .wire = 4,
	.elem = &acom_type_5,
	.max = &acom_expr_2,
};
static const ACOM_TYPE acom_type_8 = {
	.name = "TREE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_7,
};

static const ACOM_PARAM acom_params_ITrees_Plant[] = {
	{ "tree", ACOM_IN, &acom_type_6 },
};
static const ACOM_PARAM acom_params_ITrees_Wood[] = {
	{ "count", ACOM_IN, &acom_type_2 },
	{ "trees", ACOM_IN, &acom_type_8 },
};
static ACOM_CELL acom_cells_ITrees[2];
static const ACOM_METHOD acom_methods_ITrees[2] = {
	{
		.name = "Plant", .slot = 3, .async_slot = 3, .count = 1, .saves = 0,
		.params = acom_params_ITrees_Plant, .cell = &acom_cells_ITrees[0],
	},
	{
		.name = "Wood", .slot = 4, .async_slot = 5, .count = 2, .saves = 0,
		.params = acom_params_ITrees_Wood, .cell = &acom_cells_ITrees[1],
	},
};

static HRESULT ITrees_QueryInterface_Proxy(ITrees *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG ITrees_AddRef_Proxy(ITrees *This)
{
	return AcomFaceAddRef(This);
}

static ULONG ITrees_Release_Proxy(ITrees *This)
{
	return AcomFaceRelease(This);
}

static HRESULT ITrees_Plant_Proxy(ITrees *This, TREE *tree)
{
	void *acom_args[] = { &tree };

	return AcomCall(This, &acom_methods_ITrees[0], acom_args);
}

static HRESULT ITrees_Wood_Proxy(ITrees *This, ULONG count, TREE *trees)
{
	void *acom_args[] = { &count, &trees };

	return AcomCall(This, &acom_methods_ITrees[1], acom_args);
}

static const ITreesVtbl acom_vtbl_ITrees = {
	.QueryInterface = ITrees_QueryInterface_Proxy,
	.AddRef = ITrees_AddRef_Proxy,
	.Release = ITrees_Release_Proxy,
	.Plant = ITrees_Plant_Proxy,
	.Wood = ITrees_Wood_Proxy,
};

static HRESULT AsyncITrees_QueryInterface_Proxy(AsyncITrees *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncITrees_AddRef_Proxy(AsyncITrees *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncITrees_Release_Proxy(AsyncITrees *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncITrees_Begin_Plant_Proxy(AsyncITrees *This, TREE *tree)
{
	void *acom_args[] = { &tree };

	return AcomBegin(This, &acom_methods_ITrees[0], acom_args);
}

static HRESULT AsyncITrees_Finish_Plant_Proxy(AsyncITrees *This)
{
	void *acom_args[] = { NULL };

	return AcomFinish(This, &acom_methods_ITrees[0], acom_args);
}

static HRESULT AsyncITrees_Begin_Wood_Proxy(AsyncITrees *This, ULONG count, TREE *trees)
{
	void *acom_args[] = { &count, &trees };

	return AcomBegin(This, &acom_methods_ITrees[1], acom_args);
}

static HRESULT AsyncITrees_Finish_Wood_Proxy(AsyncITrees *This)
{
	void *acom_args[] = { NULL, NULL };

	return AcomFinish(This, &acom_methods_ITrees[1], acom_args);
}

static const AsyncITreesVtbl acom_vtbl_AsyncITrees = {
	.QueryInterface = AsyncITrees_QueryInterface_Proxy,
	.AddRef = AsyncITrees_AddRef_Proxy,
	.Release = AsyncITrees_Release_Proxy,
	.Begin_Plant = AsyncITrees_Begin_Plant_Proxy,
	.Finish_Plant = AsyncITrees_Finish_Plant_Proxy,
	.Begin_Wood = AsyncITrees_Begin_Wood_Proxy,
	.Finish_Wood = AsyncITrees_Finish_Wood_Proxy,
};

static const ACOM_INTERFACE acom_interface_ITrees = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "ITrees",
	.iid = &IID_ITrees,
	.async_iid = &IID_AsyncITrees,
	.base = &IID_IUnknown,
	.count = 2,
	.methods = acom_methods_ITrees,
	.proxy_vtbl = &acom_vtbl_ITrees,
	.async_vtbl = &acom_vtbl_AsyncITrees,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_ITrees,
};

ACOM_MODULE trees_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "trees.idl",
		.count = 1,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(trees_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(trees_interfaces);
}
