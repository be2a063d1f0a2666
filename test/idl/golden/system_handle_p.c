/* system_handle_p.c - made by idlgen from system_handle.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "system_handle.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"

static int64_t acom_number_1(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[0];
}
static const ACOM_EXPR acom_expr_1 = { .number = acom_number_1, .from = ACOM_IN, .save = 0 };

static const ACOM_TYPE acom_type_1 = {
	.name = "int", .kind = ACOM_FD, .flags = 0, .align = 4, .size = sizeof(int), .wire = 4,
	.count = 1,
};
static const ACOM_TYPE acom_type_2 = {
	.name = "int64_t", .kind = ACOM_I64, .flags = 0, .align = 8, .size = sizeof(int64_t), .wire = 8,
};
static const ACOM_TYPE acom_type_3 = {
	.name = "int64_t *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_2,
};
static const ACOM_TYPE acom_type_4 = {
	.name = "int", .kind = ACOM_FD, .flags = 0, .align = 4, .size = sizeof(int), .wire = 4,
	.count = 2,
};
static const ACOM_TYPE acom_type_5 = {
	.name = "int *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_4,
};
static const ACOM_TYPE acom_type_6 = {
	.name = "int", .kind = ACOM_FD, .flags = 0, .align = 4, .size = sizeof(int), .wire = 4,
	.count = 3,
};
static const ACOM_TYPE acom_type_7 = {
	.name = "int *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_6,
};
static const ACOM_TYPE acom_type_8 = {
	.name = "int", .kind = ACOM_FD, .flags = 0, .align = 4, .size = sizeof(int), .wire = 4,
	.count = 5,
};
static const ACOM_TYPE acom_type_9 = {
	.name = "LONG", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(LONG), .wire = 4,
};
static const ACOM_TYPE acom_type_10 = {
	.name = "int[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_4,
	.max = &acom_expr_1,
};
static const ACOM_TYPE acom_type_11 = {
	.name = "int *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_10,
};
static const ACOM_TYPE acom_type_12 = {
	.name = "DESCRIPTOR", .kind = ACOM_FD, .flags = 0, .align = 4, .size = sizeof(DESCRIPTOR), .wire = 4,
	.count = 4,
};
static const ACOM_TYPE acom_type_13 = {
	.name = "DESCRIPTOR[2]", .kind = ACOM_ARRAY, .flags = 0, .align = 4, .size = sizeof(DESCRIPTOR[2]), .wire = 8,
	.count = 2,
	.elem = &acom_type_12,
};
static const ACOM_FIELD acom_fields_14[] = {
	{ "file", offsetof(OPENED, file), &acom_type_1, 0 },
	{ "octets", offsetof(OPENED, octets), &acom_type_9, 0 },
	{ "maps", offsetof(OPENED, maps), &acom_type_13, 0 },
};
static const ACOM_TYPE acom_type_14 = {
	.name = "OPENED", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(OPENED), .wire = 16,
	.count = 3,
	.fields = acom_fields_14,
};
static const ACOM_TYPE acom_type_15 = {
	.name = "OPENED *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_14,
};

static const ACOM_PARAM acom_params_IDescriptors_Read[] = {
	{ "file", ACOM_IN, &acom_type_1 },
	{ "octets", ACOM_OUT | ACOM_RETVAL, &acom_type_3 },
};
static const ACOM_PARAM acom_params_IDescriptors_Pipe[] = {
	{ "reads", ACOM_OUT, &acom_type_5 },
	{ "writes", ACOM_OUT, &acom_type_5 },
};
static const ACOM_PARAM acom_params_IDescriptors_Exchange[] = {
	{ "socket", ACOM_IN | ACOM_OUT, &acom_type_7 },
	{ "event", ACOM_IN, &acom_type_8 },
};
static const ACOM_PARAM acom_params_IDescriptors_Several[] = {
	{ "n", ACOM_IN, &acom_type_9 },
	{ "pipes", ACOM_IN, &acom_type_11 },
	{ "opened", ACOM_OUT, &acom_type_15 },
};
static ACOM_CELL acom_cells_IDescriptors[4];
static const ACOM_METHOD acom_methods_IDescriptors[4] = {
	{
		.name = "Read", .slot = 3, .async_slot = 3, .count = 2, .saves = 0,
		.params = acom_params_IDescriptors_Read, .cell = &acom_cells_IDescriptors[0],
	},
	{
		.name = "Pipe", .slot = 4, .async_slot = 5, .count = 2, .saves = 0,
		.params = acom_params_IDescriptors_Pipe, .cell = &acom_cells_IDescriptors[1],
	},
	{
		.name = "Exchange", .slot = 5, .async_slot = 7, .count = 2, .saves = 0,
		.params = acom_params_IDescriptors_Exchange, .cell = &acom_cells_IDescriptors[2],
	},
	{
		.name = "Several", .slot = 6, .async_slot = 9, .count = 3, .saves = 0,
		.params = acom_params_IDescriptors_Several, .cell = &acom_cells_IDescriptors[3],
	},
};

static HRESULT IDescriptors_QueryInterface_Proxy(IDescriptors *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IDescriptors_AddRef_Proxy(IDescriptors *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IDescriptors_Release_Proxy(IDescriptors *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IDescriptors_Read_Proxy(IDescriptors *This, int file, int64_t *octets)
{
	void *acom_args[] = { &file, &octets };

	return AcomCall(This, &acom_methods_IDescriptors[0], acom_args);
}

static HRESULT IDescriptors_Pipe_Proxy(IDescriptors *This, int *reads, int *writes)
{
	void *acom_args[] = { &reads, &writes };

	return AcomCall(This, &acom_methods_IDescriptors[1], acom_args);
}

static HRESULT IDescriptors_Exchange_Proxy(IDescriptors *This, int *socket, int event)
{
	void *acom_args[] = { &socket, &event };

	return AcomCall(This, &acom_methods_IDescriptors[2], acom_args);
}

static HRESULT IDescriptors_Several_Proxy(IDescriptors *This, LONG n, int *pipes, OPENED *opened)
{
	void *acom_args[] = { &n, &pipes, &opened };

	return AcomCall(This, &acom_methods_IDescriptors[3], acom_args);
}

static const IDescriptorsVtbl acom_vtbl_IDescriptors = {
	.QueryInterface = IDescriptors_QueryInterface_Proxy,
	.AddRef = IDescriptors_AddRef_Proxy,
	.Release = IDescriptors_Release_Proxy,
	.Read = IDescriptors_Read_Proxy,
	.Pipe = IDescriptors_Pipe_Proxy,
	.Exchange = IDescriptors_Exchange_Proxy,
	.Several = IDescriptors_Several_Proxy,
};

static HRESULT AsyncIDescriptors_QueryInterface_Proxy(AsyncIDescriptors *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncIDescriptors_AddRef_Proxy(AsyncIDescriptors *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncIDescriptors_Release_Proxy(AsyncIDescriptors *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncIDescriptors_Begin_Read_Proxy(AsyncIDescriptors *This, int file)
{
	void *acom_args[] = { &file, NULL };

	return AcomBegin(This, &acom_methods_IDescriptors[0], acom_args);
}

static HRESULT AsyncIDescriptors_Finish_Read_Proxy(AsyncIDescriptors *This, int64_t *octets)
{
	void *acom_args[] = { NULL, &octets };

	return AcomFinish(This, &acom_methods_IDescriptors[0], acom_args);
}

static HRESULT AsyncIDescriptors_Begin_Pipe_Proxy(AsyncIDescriptors *This)
{
	void *acom_args[] = { NULL, NULL };

	return AcomBegin(This, &acom_methods_IDescriptors[1], acom_args);
}

static HRESULT AsyncIDescriptors_Finish_Pipe_Proxy(AsyncIDescriptors *This, int *reads, int *writes)
{
	void *acom_args[] = { &reads, &writes };

	return AcomFinish(This, &acom_methods_IDescriptors[1], acom_args);
}

static HRESULT AsyncIDescriptors_Begin_Exchange_Proxy(AsyncIDescriptors *This, int *socket, int event)
{
	void *acom_args[] = { &socket, &event };

	return AcomBegin(This, &acom_methods_IDescriptors[2], acom_args);
}

static HRESULT AsyncIDescriptors_Finish_Exchange_Proxy(AsyncIDescriptors *This, int *socket)
{
	void *acom_args[] = { &socket, NULL };

	return AcomFinish(This, &acom_methods_IDescriptors[2], acom_args);
}

static HRESULT AsyncIDescriptors_Begin_Several_Proxy(AsyncIDescriptors *This, LONG n, int *pipes)
{
	void *acom_args[] = { &n, &pipes, NULL };

	return AcomBegin(This, &acom_methods_IDescriptors[3], acom_args);
}

static HRESULT AsyncIDescriptors_Finish_Several_Proxy(AsyncIDescriptors *This, OPENED *opened)
{
	void *acom_args[] = { NULL, NULL, &opened };

	return AcomFinish(This, &acom_methods_IDescriptors[3], acom_args);
}

static const AsyncIDescriptorsVtbl acom_vtbl_AsyncIDescriptors = {
	.QueryInterface = AsyncIDescriptors_QueryInterface_Proxy,
	.AddRef = AsyncIDescriptors_AddRef_Proxy,
	.Release = AsyncIDescriptors_Release_Proxy,
	.Begin_Read = AsyncIDescriptors_Begin_Read_Proxy,
	.Finish_Read = AsyncIDescriptors_Finish_Read_Proxy,
	.Begin_Pipe = AsyncIDescriptors_Begin_Pipe_Proxy,
	.Finish_Pipe = AsyncIDescriptors_Finish_Pipe_Proxy,
	.Begin_Exchange = AsyncIDescriptors_Begin_Exchange_Proxy,
	.Finish_Exchange = AsyncIDescriptors_Finish_Exchange_Proxy,
	.Begin_Several = AsyncIDescriptors_Begin_Several_Proxy,
	.Finish_Several = AsyncIDescriptors_Finish_Several_Proxy,
};

static const ACOM_INTERFACE acom_interface_IDescriptors = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IDescriptors",
	.iid = &IID_IDescriptors,
	.async_iid = &IID_AsyncIDescriptors,
	.base = &IID_IUnknown,
	.count = 4,
	.methods = acom_methods_IDescriptors,
	.proxy_vtbl = &acom_vtbl_IDescriptors,
	.async_vtbl = &acom_vtbl_AsyncIDescriptors,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_IDescriptors,
};

ACOM_MODULE system_handle_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "system_handle.idl",
		.count = 1,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(system_handle_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(system_handle_interfaces);
}
