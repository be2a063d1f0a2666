/* mangled_p.c - made by idlgen from mangled.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "mangled.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"
#undef delete_

static int64_t acom_number_1(const ACOM_SCOPE *s)
{
	return (int64_t)((const explicit_ *)s->base)->this_;
}
static const ACOM_EXPR acom_expr_1 = { .number = acom_number_1, .from = 0, .save = 0 };

static int64_t acom_number_2(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[2];
}
static const ACOM_EXPR acom_expr_2 = { .number = acom_number_2, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_3(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[1];
}
static const ACOM_EXPR acom_expr_3 = { .number = acom_number_3, .from = ACOM_IN, .save = 0 };

static const IID *acom_iid_4(const ACOM_SCOPE *s)
{
	return *(const IID **)s->args[3];
}
static const ACOM_EXPR acom_expr_4 = { .iid = acom_iid_4, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_5(const ACOM_SCOPE *s)
{
	return (int64_t)((const LIKE_TYPES *)s->base)->LENGTH_;
}
static const ACOM_EXPR acom_expr_5 = { .number = acom_number_5, .from = 0, .save = 0 };

static int64_t acom_number_6(const ACOM_SCOPE *s)
{
	return (int64_t)*(LENGTH *)s->args[0];
}
static const ACOM_EXPR acom_expr_6 = { .number = acom_number_6, .from = ACOM_IN, .save = 0 };

static const ACOM_TYPE acom_type_20;
static const ACOM_TYPE acom_type_1 = {
	.name = "LONG", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(LONG), .wire = 4,
};
static const ACOM_TYPE acom_type_2 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_1,
	.max = &acom_expr_1,
};
static const ACOM_TYPE acom_type_3 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_2,
};
static const ACOM_FIELD acom_fields_4[] = {
	{ "class_", offsetof(explicit_, class_), &acom_type_1, 0 },
	{ "register_", offsetof(explicit_, register_), &acom_type_1, 0 },
	{ "errno_", offsetof(explicit_, errno_), &acom_type_3, 0 },
	{ "this_", offsetof(explicit_, this_), &acom_type_1, 0 },
};
static const ACOM_TYPE acom_type_4 = {
	.name = "explicit_", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(explicit_), .wire = 16,
	.count = 4,
	.fields = acom_fields_4,
};
static const ACOM_TYPE acom_type_5 = {
	.name = "explicit_ *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_4,
};
static const ACOM_TYPE acom_type_6 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_1,
	.max = &acom_expr_2,
};
static const ACOM_TYPE acom_type_7 = {
	.name = "const LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_6,
};
static const ACOM_TYPE acom_type_8 = {
	.name = "BYTE", .kind = ACOM_U8, .flags = 0, .align = 1, .size = sizeof(BYTE), .wire = 1,
};
static const ACOM_TYPE acom_type_9 = {
	.name = "BYTE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_8,
	.max = &acom_expr_3,
};
static const ACOM_TYPE acom_type_10 = {
	.name = "BYTE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_9,
};
static const ACOM_TYPE acom_type_11 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_1,
};
static const ACOM_TYPE acom_type_12 = {
	.name = "template_", .kind = ACOM_ENUM16, .flags = 0, .align = 2, .size = sizeof(template_), .wire = 2,
};
static const ACOM_TYPE acom_type_13 = {
	.name = "IUnknown *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.max = &acom_expr_4,
};
static const ACOM_TYPE acom_type_14 = {
	.name = "DWORD", .kind = ACOM_U32, .flags = 0, .align = 4, .size = sizeof(DWORD), .wire = 4,
};
static const ACOM_TYPE acom_type_15 = {
	.name = "WORD", .kind = ACOM_U16, .flags = 0, .align = 2, .size = sizeof(WORD), .wire = 2,
};
static const ACOM_TYPE acom_type_16 = {
	.name = "BYTE[8]", .kind = ACOM_ARRAY, .flags = 0, .align = 1, .size = sizeof(BYTE[8]), .wire = 8,
	.count = 8,
	.elem = &acom_type_8,
};
static const ACOM_FIELD acom_fields_17[] = {
	{ "Data1", offsetof(GUID, Data1), &acom_type_14, 0 },
	{ "Data2", offsetof(GUID, Data2), &acom_type_15, 0 },
	{ "Data3", offsetof(GUID, Data3), &acom_type_15, 0 },
	{ "Data4", offsetof(GUID, Data4), &acom_type_16, 0 },
};
static const ACOM_TYPE acom_type_17 = {
	.name = "struct GUID", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(GUID), .wire = 16,
	.count = 4,
	.fields = acom_fields_17,
};
static const ACOM_TYPE acom_type_18 = {
	.name = "REFIID", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_17,
};
static const ACOM_TYPE acom_type_19 = {
	.name = "struct namespace_ *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_20,
};
static const ACOM_FIELD acom_fields_20[] = {
	{ "new_", offsetof(struct namespace_, new_), &acom_type_19, 0 },
};
static const ACOM_TYPE acom_type_20 = {
	.name = "struct namespace_", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(struct namespace_), .wire = 4,
	.count = 1,
	.fields = acom_fields_20,
};
static const ACOM_TYPE acom_type_21 = {
	.name = "struct namespace_ *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_20,
};
static const ACOM_FIELD acom_fields_22[] = {
	{ "default_", offsetof(typename_, operator_), &acom_type_1, 1 },
	{ "switch_", offsetof(typename_, operator_), &acom_type_4, 2 },
};
static const ACOM_TYPE acom_type_22 = {
	.name = "typename_", .kind = ACOM_UNION, .flags = ACOM_ENCAPSULATED, .align = 4, .size = sizeof(typename_), .wire = 8,
	.count = 2,
	.elem = &acom_type_1,
	.fields = acom_fields_22,
};
static const ACOM_TYPE acom_type_23 = {
	.name = "typename_ *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_22,
};
static const ACOM_TYPE acom_type_24 = {
	.name = "LENGTH", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(LENGTH), .wire = 4,
};
static const ACOM_TYPE acom_type_25 = {
	.name = "BYTE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_8,
	.max = &acom_expr_5,
};
static const ACOM_TYPE acom_type_26 = {
	.name = "BYTE *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_25,
};
static const ACOM_FIELD acom_fields_27[] = {
	{ "LENGTH_", offsetof(LIKE_TYPES, LENGTH_), &acom_type_24, 0 },
	{ "APART_", offsetof(LIKE_TYPES, APART_), &acom_type_26, 0 },
};
static const ACOM_TYPE acom_type_27 = {
	.name = "LIKE_TYPES", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(LIKE_TYPES), .wire = 8,
	.count = 2,
	.fields = acom_fields_27,
};
static const ACOM_FIELD acom_fields_28[] = {
	{ "length", offsetof(LIKE_UNION, APART_), &acom_type_24, 1 },
	{ "like", offsetof(LIKE_UNION, APART_), &acom_type_27, 4 },
};
static const ACOM_TYPE acom_type_28 = {
	.name = "LIKE_UNION", .kind = ACOM_UNION, .flags = ACOM_ENCAPSULATED, .align = 4, .size = sizeof(LIKE_UNION), .wire = 8,
	.count = 2,
	.elem = &acom_type_24,
	.fields = acom_fields_28,
};
static const ACOM_TYPE acom_type_29 = {
	.name = "const LIKE_UNION *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_28,
};
static const ACOM_TYPE acom_type_30 = {
	.name = "LIKE_TYPES[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_27,
	.max = &acom_expr_6,
};
static const ACOM_TYPE acom_type_31 = {
	.name = "const LIKE_TYPES *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_30,
};
static const ACOM_TYPE acom_type_32 = {
	.name = "IMangled *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.iid = &IID_IMangled,
};
static const ACOM_TYPE acom_type_33 = {
	.name = "State", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(State), .wire = 4,
};
static const ACOM_TYPE acom_type_34 = {
	.name = "const State *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_33,
};
static const ACOM_TYPE acom_type_35 = {
	.name = "State *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_33,
};
static const ACOM_TYPE acom_type_36 = {
	.name = "State *[3]", .kind = ACOM_ARRAY, .flags = 0, .align = 4, .size = sizeof(State *[3]), .wire = 12,
	.count = 3,
	.elem = &acom_type_35,
};
static const ACOM_TYPE acom_type_37 = {
	.name = "State *[3]", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_36,
};
static const ACOM_FIELD acom_fields_38[] = {
	{ "now", offsetof(Finish_State, now), &acom_type_33, 0 },
};
static const ACOM_TYPE acom_type_38 = {
	.name = "Finish_State", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(Finish_State), .wire = 4,
	.count = 1,
	.fields = acom_fields_38,
};
static const ACOM_TYPE acom_type_39 = {
	.name = "Finish_State *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_38,
};
static const ACOM_TYPE acom_type_40 = {
	.name = "IFollower *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.iid = &IID_IFollower,
};
static const ACOM_TYPE acom_type_41 = {
	.name = "IFollower **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_40,
};
static const ACOM_TYPE acom_type_42 = {
	.name = "virtual_ *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.iid = &IID_virtual_,
};

static const ACOM_PARAM acom_params_IMangled_IMangled_[] = {
	{ "major_", ACOM_IN, &acom_type_1 },
	{ "minor_", ACOM_IN, &acom_type_1 },
};
static const ACOM_PARAM acom_params_IMangled_delete_it[] = {
	{ "const_cast_", ACOM_IN, &acom_type_5 },
	{ "library", ACOM_IN, &acom_type_7 },
	{ "module", ACOM_IN, &acom_type_1 },
};
static const ACOM_PARAM acom_params_IMangled_class_[] = {
	{ "stdin_", ACOM_IN, &acom_type_10 },
	{ "default_", ACOM_IN, &acom_type_1 },
	{ "stdout_", ACOM_OUT, &acom_type_11 },
};
static const ACOM_PARAM acom_params_IMangled_interface[] = {
	{ "small", ACOM_IN, &acom_type_12 },
	{ "hyper", ACOM_IN, &acom_type_1 },
	{ "or_", ACOM_IN, &acom_type_13 },
	{ "and_", ACOM_IN, &acom_type_18 },
};
static const ACOM_PARAM acom_params_IMangled_unix_[] = {
	{ "linux_", ACOM_IN, &acom_type_21 },
	{ "va_arg_", ACOM_OUT, &acom_type_23 },
};
static const ACOM_PARAM acom_params_IMangled_Called[] = {
	{ "AcomCall_", ACOM_IN, &acom_type_1 },
	{ "AcomBegin_", ACOM_IN, &acom_type_1 },
	{ "AcomFinish_", ACOM_OUT, &acom_type_11 },
};
static ACOM_CELL acom_cells_IMangled[6];
static const ACOM_METHOD acom_methods_IMangled[6] = {
	{
		.name = "IMangled_", .slot = 3, .async_slot = 3, .count = 2, .saves = 0,
		.params = acom_params_IMangled_IMangled_, .cell = &acom_cells_IMangled[0],
	},
	{
		.name = "delete_it", .slot = 4, .async_slot = 5, .count = 3, .saves = 0,
		.params = acom_params_IMangled_delete_it, .cell = &acom_cells_IMangled[1],
	},
	{
		.name = "class_", .slot = 5, .async_slot = 7, .count = 3, .saves = 0,
		.params = acom_params_IMangled_class_, .cell = &acom_cells_IMangled[2],
	},
	{
		.name = "interface", .slot = 6, .async_slot = 9, .count = 4, .saves = 0,
		.params = acom_params_IMangled_interface, .cell = &acom_cells_IMangled[3],
	},
	{
		.name = "unix_", .slot = 7, .async_slot = 11, .count = 2, .saves = 0,
		.params = acom_params_IMangled_unix_, .cell = &acom_cells_IMangled[4],
	},
	{
		.name = "Called", .slot = 8, .async_slot = 13, .count = 3, .saves = 0,
		.params = acom_params_IMangled_Called, .cell = &acom_cells_IMangled[5],
	},
};

static const ACOM_PARAM acom_params_ILike_Union[] = {
	{ "u", ACOM_IN, &acom_type_29 },
};
static const ACOM_PARAM acom_params_ILike_ULONG_[] = {
	{ "LENGTH_", ACOM_IN, &acom_type_24 },
	{ "LIKE_TYPES_", ACOM_IN, &acom_type_31 },
	{ "This_", ACOM_IN, &acom_type_1 },
};
static const ACOM_PARAM acom_params_ILike_APART_[] = {
	{ "IMangled_", ACOM_IN, &acom_type_32 },
};
static ACOM_CELL acom_cells_ILike[3];
static const ACOM_METHOD acom_methods_ILike[3] = {
	{
		.name = "Union", .slot = 3, .async_slot = 0, .count = 1, .saves = 0,
		.params = acom_params_ILike_Union, .cell = &acom_cells_ILike[0],
	},
	{
		.name = "ULONG_", .slot = 4, .async_slot = 0, .count = 3, .saves = 0,
		.params = acom_params_ILike_ULONG_, .cell = &acom_cells_ILike[1],
	},
	{
		.name = "APART_", .slot = 5, .async_slot = 0, .count = 1, .saves = 0,
		.params = acom_params_ILike_APART_, .cell = &acom_cells_ILike[2],
	},
};

static const ACOM_PARAM acom_params_IStated_State[] = {
	{ "state", ACOM_OUT, &acom_type_11 },
};
static ACOM_CELL acom_cells_IStated[2];
static const ACOM_METHOD acom_methods_IStated[2] = {
	{
		.name = "State", .slot = 3, .async_slot = 3, .count = 1, .saves = 0,
		.params = acom_params_IStated_State, .cell = &acom_cells_IStated[0],
	},
	{
		.name = "IFollower", .slot = 4, .async_slot = 5, .count = 0, .saves = 0,
		.params = NULL, .cell = &acom_cells_IStated[1],
	},
};

static const ACOM_PARAM acom_params_IFurther_State[] = {
	{ "state", ACOM_OUT, &acom_type_11 },
};
static const ACOM_PARAM acom_params_IFurther_Set[] = {
	{ "state", ACOM_IN, &acom_type_34 },
	{ "many", ACOM_IN, &acom_type_37 },
	{ "more", ACOM_IN, &acom_type_39 },
};
static const ACOM_PARAM acom_params_IFurther_Follow[] = {
	{ "follower", ACOM_OUT, &acom_type_41 },
};
static ACOM_CELL acom_cells_IFurther[4];
static const ACOM_METHOD acom_methods_IFurther[4] = {
	{
		.name = "State", .slot = 3, .async_slot = 3, .count = 1, .saves = 0,
		.params = acom_params_IFurther_State, .cell = &acom_cells_IFurther[0],
	},
	{
		.name = "IFollower", .slot = 4, .async_slot = 5, .count = 0, .saves = 0,
		.params = NULL, .cell = &acom_cells_IFurther[1],
	},
	{
		.name = "Set", .slot = 5, .async_slot = 7, .count = 3, .saves = 0,
		.params = acom_params_IFurther_Set, .cell = &acom_cells_IFurther[2],
	},
	{
		.name = "Follow", .slot = 6, .async_slot = 9, .count = 1, .saves = 0,
		.params = acom_params_IFurther_Follow, .cell = &acom_cells_IFurther[3],
	},
};

static const ACOM_PARAM acom_params_IFollower_State[] = {
	{ "state", ACOM_OUT, &acom_type_11 },
};
static const ACOM_PARAM acom_params_IFollower_Set[] = {
	{ "state", ACOM_IN, &acom_type_34 },
	{ "many", ACOM_IN, &acom_type_37 },
	{ "more", ACOM_IN, &acom_type_39 },
};
static const ACOM_PARAM acom_params_IFollower_Follow[] = {
	{ "follower", ACOM_OUT, &acom_type_41 },
};
static const ACOM_PARAM acom_params_IFollower_Again[] = {
	{ "follower", ACOM_IN, &acom_type_40 },
	{ "state", ACOM_IN, &acom_type_33 },
};
static ACOM_CELL acom_cells_IFollower[5];
static const ACOM_METHOD acom_methods_IFollower[5] = {
	{
		.name = "State", .slot = 3, .async_slot = 0, .count = 1, .saves = 0,
		.params = acom_params_IFollower_State, .cell = &acom_cells_IFollower[0],
	},
	{
		.name = "IFollower", .slot = 4, .async_slot = 0, .count = 0, .saves = 0,
		.params = NULL, .cell = &acom_cells_IFollower[1],
	},
	{
		.name = "Set", .slot = 5, .async_slot = 0, .count = 3, .saves = 0,
		.params = acom_params_IFollower_Set, .cell = &acom_cells_IFollower[2],
	},
	{
		.name = "Follow", .slot = 6, .async_slot = 0, .count = 1, .saves = 0,
		.params = acom_params_IFollower_Follow, .cell = &acom_cells_IFollower[3],
	},
	{
		.name = "Again", .slot = 7, .async_slot = 0, .count = 2, .saves = 0,
		.params = acom_params_IFollower_Again, .cell = &acom_cells_IFollower[4],
	},
};

static const ACOM_PARAM acom_params_virtual__IMangled_[] = {
	{ "major_", ACOM_IN, &acom_type_1 },
	{ "minor_", ACOM_IN, &acom_type_1 },
};
static const ACOM_PARAM acom_params_virtual__delete_it[] = {
	{ "const_cast_", ACOM_IN, &acom_type_5 },
	{ "library", ACOM_IN, &acom_type_7 },
	{ "module", ACOM_IN, &acom_type_1 },
};
static const ACOM_PARAM acom_params_virtual__class_[] = {
	{ "stdin_", ACOM_IN, &acom_type_10 },
	{ "default_", ACOM_IN, &acom_type_1 },
	{ "stdout_", ACOM_OUT, &acom_type_11 },
};
static const ACOM_PARAM acom_params_virtual__interface[] = {
	{ "small", ACOM_IN, &acom_type_12 },
	{ "hyper", ACOM_IN, &acom_type_1 },
	{ "or_", ACOM_IN, &acom_type_13 },
	{ "and_", ACOM_IN, &acom_type_18 },
};
static const ACOM_PARAM acom_params_virtual__unix_[] = {
	{ "linux_", ACOM_IN, &acom_type_21 },
	{ "va_arg_", ACOM_OUT, &acom_type_23 },
};
static const ACOM_PARAM acom_params_virtual__Called[] = {
	{ "AcomCall_", ACOM_IN, &acom_type_1 },
	{ "AcomBegin_", ACOM_IN, &acom_type_1 },
	{ "AcomFinish_", ACOM_OUT, &acom_type_11 },
};
static const ACOM_PARAM acom_params_virtual__assert_[] = {
	{ "complex_", ACOM_IN, &acom_type_42 },
};
static ACOM_CELL acom_cells_virtual_[7];
static const ACOM_METHOD acom_methods_virtual_[7] = {
	{
		.name = "IMangled_", .slot = 3, .async_slot = 0, .count = 2, .saves = 0,
		.params = acom_params_virtual__IMangled_, .cell = &acom_cells_virtual_[0],
	},
	{
		.name = "delete_it", .slot = 4, .async_slot = 0, .count = 3, .saves = 0,
		.params = acom_params_virtual__delete_it, .cell = &acom_cells_virtual_[1],
	},
	{
		.name = "class_", .slot = 5, .async_slot = 0, .count = 3, .saves = 0,
		.params = acom_params_virtual__class_, .cell = &acom_cells_virtual_[2],
	},
	{
		.name = "interface", .slot = 6, .async_slot = 0, .count = 4, .saves = 0,
		.params = acom_params_virtual__interface, .cell = &acom_cells_virtual_[3],
	},
	{
		.name = "unix_", .slot = 7, .async_slot = 0, .count = 2, .saves = 0,
		.params = acom_params_virtual__unix_, .cell = &acom_cells_virtual_[4],
	},
	{
		.name = "Called", .slot = 8, .async_slot = 0, .count = 3, .saves = 0,
		.params = acom_params_virtual__Called, .cell = &acom_cells_virtual_[5],
	},
	{
		.name = "assert_", .slot = 9, .async_slot = 0, .count = 1, .saves = 0,
		.params = acom_params_virtual__assert_, .cell = &acom_cells_virtual_[6],
	},
};

static HRESULT IMangled_QueryInterface_Proxy(IMangled *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IMangled_AddRef_Proxy(IMangled *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IMangled_Release_Proxy(IMangled *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IMangled_IMangled__Proxy(IMangled *This, LONG major_, LONG minor_)
{
	void *acom_args[] = { &major_, &minor_ };

	return AcomCall(This, &acom_methods_IMangled[0], acom_args);
}

static HRESULT IMangled_delete_it_Proxy(IMangled *This, explicit_ *const_cast_, const LONG *library, LONG module)
{
	void *acom_args[] = { &const_cast_, &library, &module };

	return AcomCall(This, &acom_methods_IMangled[1], acom_args);
}

static HRESULT IMangled_class__Proxy(IMangled *This, BYTE *stdin_, LONG default_, LONG *stdout_)
{
	void *acom_args[] = { &stdin_, &default_, &stdout_ };

	return AcomCall(This, &acom_methods_IMangled[2], acom_args);
}

static HRESULT IMangled_interface_Proxy(IMangled *This, template_ small, LONG hyper, IUnknown *or_, REFIID and_)
{
	void *acom_args[] = { &small, &hyper, &or_, &and_ };

	return AcomCall(This, &acom_methods_IMangled[3], acom_args);
}

static HRESULT IMangled_unix__Proxy(IMangled *This, struct namespace_ *linux_, typename_ *va_arg_)
{
	void *acom_args[] = { &linux_, &va_arg_ };

	return AcomCall(This, &acom_methods_IMangled[4], acom_args);
}

static HRESULT IMangled_Called_Proxy(IMangled *This, LONG AcomCall_, LONG AcomBegin_, LONG *AcomFinish_)
{
	void *acom_args[] = { &AcomCall_, &AcomBegin_, &AcomFinish_ };

	return AcomCall(This, &acom_methods_IMangled[5], acom_args);
}

static const IMangledVtbl acom_vtbl_IMangled = {
	.QueryInterface = IMangled_QueryInterface_Proxy,
	.AddRef = IMangled_AddRef_Proxy,
	.Release = IMangled_Release_Proxy,
	.IMangled_ = IMangled_IMangled__Proxy,
	.delete_it = IMangled_delete_it_Proxy,
	.class_ = IMangled_class__Proxy,
	.interface = IMangled_interface_Proxy,
	.unix_ = IMangled_unix__Proxy,
	.Called = IMangled_Called_Proxy,
};

static HRESULT AsyncIMangled_QueryInterface_Proxy(AsyncIMangled *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncIMangled_AddRef_Proxy(AsyncIMangled *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncIMangled_Release_Proxy(AsyncIMangled *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncIMangled_Begin_IMangled_Proxy(AsyncIMangled *This, LONG major_, LONG minor_)
{
	void *acom_args[] = { &major_, &minor_ };

	return AcomBegin(This, &acom_methods_IMangled[0], acom_args);
}

static HRESULT AsyncIMangled_Finish_IMangled_Proxy(AsyncIMangled *This)
{
	void *acom_args[] = { NULL, NULL };

	return AcomFinish(This, &acom_methods_IMangled[0], acom_args);
}

static HRESULT AsyncIMangled_Begin_delete_it_Proxy(AsyncIMangled *This, explicit_ *const_cast_, const LONG *library, LONG module)
{
	void *acom_args[] = { &const_cast_, &library, &module };

	return AcomBegin(This, &acom_methods_IMangled[1], acom_args);
}

static HRESULT AsyncIMangled_Finish_delete_it_Proxy(AsyncIMangled *This)
{
	void *acom_args[] = { NULL, NULL, NULL };

	return AcomFinish(This, &acom_methods_IMangled[1], acom_args);
}

static HRESULT AsyncIMangled_Begin_class_Proxy(AsyncIMangled *This, BYTE *stdin_, LONG default_)
{
	void *acom_args[] = { &stdin_, &default_, NULL };

	return AcomBegin(This, &acom_methods_IMangled[2], acom_args);
}

static HRESULT AsyncIMangled_Finish_class_Proxy(AsyncIMangled *This, LONG *stdout_)
{
	void *acom_args[] = { NULL, NULL, &stdout_ };

	return AcomFinish(This, &acom_methods_IMangled[2], acom_args);
}

static HRESULT AsyncIMangled_Begin_interface_Proxy(AsyncIMangled *This, template_ small, LONG hyper, IUnknown *or_, REFIID and_)
{
	void *acom_args[] = { &small, &hyper, &or_, &and_ };

	return AcomBegin(This, &acom_methods_IMangled[3], acom_args);
}

static HRESULT AsyncIMangled_Finish_interface_Proxy(AsyncIMangled *This)
{
	void *acom_args[] = { NULL, NULL, NULL, NULL };

	return AcomFinish(This, &acom_methods_IMangled[3], acom_args);
}

static HRESULT AsyncIMangled_Begin_unix_Proxy(AsyncIMangled *This, struct namespace_ *linux_)
{
	void *acom_args[] = { &linux_, NULL };

	return AcomBegin(This, &acom_methods_IMangled[4], acom_args);
}

static HRESULT AsyncIMangled_Finish_unix_Proxy(AsyncIMangled *This, typename_ *va_arg_)
{
	void *acom_args[] = { NULL, &va_arg_ };

	return AcomFinish(This, &acom_methods_IMangled[4], acom_args);
}

static HRESULT AsyncIMangled_Begin_Called_Proxy(AsyncIMangled *This, LONG AcomCall_, LONG AcomBegin_)
{
	void *acom_args[] = { &AcomCall_, &AcomBegin_, NULL };

	return AcomBegin(This, &acom_methods_IMangled[5], acom_args);
}

static HRESULT AsyncIMangled_Finish_Called_Proxy(AsyncIMangled *This, LONG *AcomFinish_)
{
	void *acom_args[] = { NULL, NULL, &AcomFinish_ };

	return AcomFinish(This, &acom_methods_IMangled[5], acom_args);
}

static const AsyncIMangledVtbl acom_vtbl_AsyncIMangled = {
	.QueryInterface = AsyncIMangled_QueryInterface_Proxy,
	.AddRef = AsyncIMangled_AddRef_Proxy,
	.Release = AsyncIMangled_Release_Proxy,
	.Begin_IMangled = AsyncIMangled_Begin_IMangled_Proxy,
	.Finish_IMangled = AsyncIMangled_Finish_IMangled_Proxy,
	.Begin_delete_it = AsyncIMangled_Begin_delete_it_Proxy,
	.Finish_delete_it = AsyncIMangled_Finish_delete_it_Proxy,
	.Begin_class = AsyncIMangled_Begin_class_Proxy,
	.Finish_class = AsyncIMangled_Finish_class_Proxy,
	.Begin_interface = AsyncIMangled_Begin_interface_Proxy,
	.Finish_interface = AsyncIMangled_Finish_interface_Proxy,
	.Begin_unix = AsyncIMangled_Begin_unix_Proxy,
	.Finish_unix = AsyncIMangled_Finish_unix_Proxy,
	.Begin_Called = AsyncIMangled_Begin_Called_Proxy,
	.Finish_Called = AsyncIMangled_Finish_Called_Proxy,
};

static const ACOM_INTERFACE acom_interface_IMangled = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IMangled",
	.iid = &IID_IMangled,
	.async_iid = &IID_AsyncIMangled,
	.base = &IID_IUnknown,
	.count = 6,
	.methods = acom_methods_IMangled,
	.proxy_vtbl = &acom_vtbl_IMangled,
	.async_vtbl = &acom_vtbl_AsyncIMangled,
};

static HRESULT ILike_QueryInterface_Proxy(ILike *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG ILike_AddRef_Proxy(ILike *This)
{
	return AcomFaceAddRef(This);
}

static ULONG ILike_Release_Proxy(ILike *This)
{
	return AcomFaceRelease(This);
}

static HRESULT ILike_Union_Proxy(ILike *This, const LIKE_UNION *u)
{
	void *acom_args[] = { &u };

	return AcomCall(This, &acom_methods_ILike[0], acom_args);
}

static HRESULT ILike_ULONG__Proxy(ILike *This, LENGTH LENGTH_, const LIKE_TYPES *LIKE_TYPES_, LONG This_)
{
	void *acom_args[] = { &LENGTH_, &LIKE_TYPES_, &This_ };

	return AcomCall(This, &acom_methods_ILike[1], acom_args);
}

static HRESULT ILike_APART__Proxy(ILike *This, IMangled *IMangled_)
{
	void *acom_args[] = { &IMangled_ };

	return AcomCall(This, &acom_methods_ILike[2], acom_args);
}

static const ILikeVtbl acom_vtbl_ILike = {
	.QueryInterface = ILike_QueryInterface_Proxy,
	.AddRef = ILike_AddRef_Proxy,
	.Release = ILike_Release_Proxy,
	.Union = ILike_Union_Proxy,
	.ULONG_ = ILike_ULONG__Proxy,
	.APART_ = ILike_APART__Proxy,
};

static const ACOM_INTERFACE acom_interface_ILike = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "ILike",
	.iid = &IID_ILike,
	.base = &IID_IUnknown,
	.count = 3,
	.methods = acom_methods_ILike,
	.proxy_vtbl = &acom_vtbl_ILike,
};

static HRESULT IStated_QueryInterface_Proxy(IStated *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IStated_AddRef_Proxy(IStated *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IStated_Release_Proxy(IStated *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IStated_State_Proxy(IStated *This, LONG *state)
{
	void *acom_args[] = { &state };

	return AcomCall(This, &acom_methods_IStated[0], acom_args);
}

static HRESULT IStated_IFollower_Proxy(IStated *This)
{
	return AcomCall(This, &acom_methods_IStated[1], NULL);
}

static const IStatedVtbl acom_vtbl_IStated = {
	.QueryInterface = IStated_QueryInterface_Proxy,
	.AddRef = IStated_AddRef_Proxy,
	.Release = IStated_Release_Proxy,
	.State = IStated_State_Proxy,
	.IFollower = IStated_IFollower_Proxy,
};

static HRESULT AsyncIStated_QueryInterface_Proxy(AsyncIStated *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncIStated_AddRef_Proxy(AsyncIStated *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncIStated_Release_Proxy(AsyncIStated *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncIStated_Begin_State_Proxy(AsyncIStated *This)
{
	void *acom_args[] = { NULL };

	return AcomBegin(This, &acom_methods_IStated[0], acom_args);
}

static HRESULT AsyncIStated_Finish_State_Proxy(AsyncIStated *This, LONG *state)
{
	void *acom_args[] = { &state };

	return AcomFinish(This, &acom_methods_IStated[0], acom_args);
}

static HRESULT AsyncIStated_Begin_IFollower_Proxy(AsyncIStated *This)
{
	return AcomBegin(This, &acom_methods_IStated[1], NULL);
}

static HRESULT AsyncIStated_Finish_IFollower_Proxy(AsyncIStated *This)
{
	return AcomFinish(This, &acom_methods_IStated[1], NULL);
}

static const AsyncIStatedVtbl acom_vtbl_AsyncIStated = {
	.QueryInterface = AsyncIStated_QueryInterface_Proxy,
	.AddRef = AsyncIStated_AddRef_Proxy,
	.Release = AsyncIStated_Release_Proxy,
	.Begin_State = AsyncIStated_Begin_State_Proxy,
	.Finish_State = AsyncIStated_Finish_State_Proxy,
	.Begin_IFollower = AsyncIStated_Begin_IFollower_Proxy,
	.Finish_IFollower = AsyncIStated_Finish_IFollower_Proxy,
};

static const ACOM_INTERFACE acom_interface_IStated = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IStated",
	.iid = &IID_IStated,
	.async_iid = &IID_AsyncIStated,
	.base = &IID_IUnknown,
	.count = 2,
	.methods = acom_methods_IStated,
	.proxy_vtbl = &acom_vtbl_IStated,
	.async_vtbl = &acom_vtbl_AsyncIStated,
};

static HRESULT IFurther_QueryInterface_Proxy(IFurther *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IFurther_AddRef_Proxy(IFurther *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IFurther_Release_Proxy(IFurther *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IFurther_State_Proxy(IFurther *This, LONG *state)
{
	void *acom_args[] = { &state };

	return AcomCall(This, &acom_methods_IFurther[0], acom_args);
}

static HRESULT IFurther_IFollower_Proxy(IFurther *This)
{
	return AcomCall(This, &acom_methods_IFurther[1], NULL);
}

static HRESULT IFurther_Set_Proxy(IFurther *This, const State *state, State *many[3], Finish_State *more)
{
	void *acom_args[] = { &state, &many, &more };

	return AcomCall(This, &acom_methods_IFurther[2], acom_args);
}

static HRESULT IFurther_Follow_Proxy(IFurther *This, IFollower **follower)
{
	void *acom_args[] = { &follower };

	return AcomCall(This, &acom_methods_IFurther[3], acom_args);
}

static const IFurtherVtbl acom_vtbl_IFurther = {
	.QueryInterface = IFurther_QueryInterface_Proxy,
	.AddRef = IFurther_AddRef_Proxy,
	.Release = IFurther_Release_Proxy,
	.State = IFurther_State_Proxy,
	.IFollower = IFurther_IFollower_Proxy,
	.Set = IFurther_Set_Proxy,
	.Follow = IFurther_Follow_Proxy,
};

static HRESULT AsyncIFurther_QueryInterface_Proxy(AsyncIFurther *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncIFurther_AddRef_Proxy(AsyncIFurther *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncIFurther_Release_Proxy(AsyncIFurther *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncIFurther_Begin_State_Proxy(AsyncIFurther *This)
{
	void *acom_args[] = { NULL };

	return AcomBegin(This, &acom_methods_IFurther[0], acom_args);
}

static HRESULT AsyncIFurther_Finish_State_Proxy(AsyncIFurther *This, LONG *state)
{
	void *acom_args[] = { &state };

	return AcomFinish(This, &acom_methods_IFurther[0], acom_args);
}

static HRESULT AsyncIFurther_Begin_IFollower_Proxy(AsyncIFurther *This)
{
	return AcomBegin(This, &acom_methods_IFurther[1], NULL);
}

static HRESULT AsyncIFurther_Finish_IFollower_Proxy(AsyncIFurther *This)
{
	return AcomFinish(This, &acom_methods_IFurther[1], NULL);
}

static HRESULT AsyncIFurther_Begin_Set_Proxy(AsyncIFurther *This, const State *state, State *many[3], Finish_State *more)
{
	void *acom_args[] = { &state, &many, &more };

	return AcomBegin(This, &acom_methods_IFurther[2], acom_args);
}

static HRESULT AsyncIFurther_Finish_Set_Proxy(AsyncIFurther *This)
{
	void *acom_args[] = { NULL, NULL, NULL };

	return AcomFinish(This, &acom_methods_IFurther[2], acom_args);
}

static HRESULT AsyncIFurther_Begin_Follow_Proxy(AsyncIFurther *This)
{
	void *acom_args[] = { NULL };

	return AcomBegin(This, &acom_methods_IFurther[3], acom_args);
}

static HRESULT AsyncIFurther_Finish_Follow_Proxy(AsyncIFurther *This, IFollower **follower)
{
	void *acom_args[] = { &follower };

	return AcomFinish(This, &acom_methods_IFurther[3], acom_args);
}

static const AsyncIFurtherVtbl acom_vtbl_AsyncIFurther = {
	.QueryInterface = AsyncIFurther_QueryInterface_Proxy,
	.AddRef = AsyncIFurther_AddRef_Proxy,
	.Release = AsyncIFurther_Release_Proxy,
	.Begin_State = AsyncIFurther_Begin_State_Proxy,
	.Finish_State = AsyncIFurther_Finish_State_Proxy,
	.Begin_IFollower = AsyncIFurther_Begin_IFollower_Proxy,
	.Finish_IFollower = AsyncIFurther_Finish_IFollower_Proxy,
	.Begin_Set = AsyncIFurther_Begin_Set_Proxy,
	.Finish_Set = AsyncIFurther_Finish_Set_Proxy,
	.Begin_Follow = AsyncIFurther_Begin_Follow_Proxy,
	.Finish_Follow = AsyncIFurther_Finish_Follow_Proxy,
};

static const ACOM_INTERFACE acom_interface_IFurther = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IFurther",
	.iid = &IID_IFurther,
	.async_iid = &IID_AsyncIFurther,
	.base = &IID_IStated,
	.count = 4,
	.methods = acom_methods_IFurther,
	.proxy_vtbl = &acom_vtbl_IFurther,
	.async_vtbl = &acom_vtbl_AsyncIFurther,
};

static HRESULT IFollower_QueryInterface_Proxy(IFollower *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IFollower_AddRef_Proxy(IFollower *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IFollower_Release_Proxy(IFollower *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IFollower_State_Proxy(IFollower *This, LONG *state)
{
	void *acom_args[] = { &state };

	return AcomCall(This, &acom_methods_IFollower[0], acom_args);
}

static HRESULT IFollower_IFollower_Proxy(IFollower *This)
{
	return AcomCall(This, &acom_methods_IFollower[1], NULL);
}

static HRESULT IFollower_Set_Proxy(IFollower *This, const State *state, State *many[3], Finish_State *more)
{
	void *acom_args[] = { &state, &many, &more };

	return AcomCall(This, &acom_methods_IFollower[2], acom_args);
}

static HRESULT IFollower_Follow_Proxy(IFollower *This, IFollower **follower)
{
	void *acom_args[] = { &follower };

	return AcomCall(This, &acom_methods_IFollower[3], acom_args);
}

static HRESULT IFollower_Again_Proxy(IFollower *This, IFollower *follower, State state)
{
	void *acom_args[] = { &follower, &state };

	return AcomCall(This, &acom_methods_IFollower[4], acom_args);
}

static const IFollowerVtbl acom_vtbl_IFollower = {
	.QueryInterface = IFollower_QueryInterface_Proxy,
	.AddRef = IFollower_AddRef_Proxy,
	.Release = IFollower_Release_Proxy,
	.State = IFollower_State_Proxy,
	.IFollower = IFollower_IFollower_Proxy,
	.Set = IFollower_Set_Proxy,
	.Follow = IFollower_Follow_Proxy,
	.Again = IFollower_Again_Proxy,
};

static const ACOM_INTERFACE acom_interface_IFollower = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IFollower",
	.iid = &IID_IFollower,
	.base = &IID_IFurther,
	.count = 5,
	.methods = acom_methods_IFollower,
	.proxy_vtbl = &acom_vtbl_IFollower,
};

static HRESULT virtual__QueryInterface_Proxy(virtual_ *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG virtual__AddRef_Proxy(virtual_ *This)
{
	return AcomFaceAddRef(This);
}

static ULONG virtual__Release_Proxy(virtual_ *This)
{
	return AcomFaceRelease(This);
}

static HRESULT virtual__IMangled__Proxy(virtual_ *This, LONG major_, LONG minor_)
{
	void *acom_args[] = { &major_, &minor_ };

	return AcomCall(This, &acom_methods_virtual_[0], acom_args);
}

static HRESULT virtual__delete_it_Proxy(virtual_ *This, explicit_ *const_cast_, const LONG *library, LONG module)
{
	void *acom_args[] = { &const_cast_, &library, &module };

	return AcomCall(This, &acom_methods_virtual_[1], acom_args);
}

static HRESULT virtual__class__Proxy(virtual_ *This, BYTE *stdin_, LONG default_, LONG *stdout_)
{
	void *acom_args[] = { &stdin_, &default_, &stdout_ };

	return AcomCall(This, &acom_methods_virtual_[2], acom_args);
}

static HRESULT virtual__interface_Proxy(virtual_ *This, template_ small, LONG hyper, IUnknown *or_, REFIID and_)
{
	void *acom_args[] = { &small, &hyper, &or_, &and_ };

	return AcomCall(This, &acom_methods_virtual_[3], acom_args);
}

static HRESULT virtual__unix__Proxy(virtual_ *This, struct namespace_ *linux_, typename_ *va_arg_)
{
	void *acom_args[] = { &linux_, &va_arg_ };

	return AcomCall(This, &acom_methods_virtual_[4], acom_args);
}

static HRESULT virtual__Called_Proxy(virtual_ *This, LONG AcomCall_, LONG AcomBegin_, LONG *AcomFinish_)
{
	void *acom_args[] = { &AcomCall_, &AcomBegin_, &AcomFinish_ };

	return AcomCall(This, &acom_methods_virtual_[5], acom_args);
}

static HRESULT virtual__assert__Proxy(virtual_ *This, virtual_ *complex_)
{
	void *acom_args[] = { &complex_ };

	return AcomCall(This, &acom_methods_virtual_[6], acom_args);
}

static const virtual_Vtbl acom_vtbl_virtual_ = {
	.QueryInterface = virtual__QueryInterface_Proxy,
	.AddRef = virtual__AddRef_Proxy,
	.Release = virtual__Release_Proxy,
	.IMangled_ = virtual__IMangled__Proxy,
	.delete_it = virtual__delete_it_Proxy,
	.class_ = virtual__class__Proxy,
	.interface = virtual__interface_Proxy,
	.unix_ = virtual__unix__Proxy,
	.Called = virtual__Called_Proxy,
	.assert_ = virtual__assert__Proxy,
};

static const ACOM_INTERFACE acom_interface_virtual_ = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "virtual_",
	.iid = &IID_virtual_,
	.base = &IID_IMangled,
	.count = 7,
	.methods = acom_methods_virtual_,
	.proxy_vtbl = &acom_vtbl_virtual_,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_IMangled,
	&acom_interface_ILike,
	&acom_interface_IStated,
	&acom_interface_IFurther,
	&acom_interface_IFollower,
	&acom_interface_virtual_,
};

ACOM_MODULE mangled_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "mangled.idl",
		.count = 6,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(mangled_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(mangled_interfaces);
}
