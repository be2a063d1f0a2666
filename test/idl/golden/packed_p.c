/* packed_p.c - made by idlgen from packed.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "packed.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"

#pragma pack(push, 1)
typedef union {
	LONG number;
} acom_anonymous_33;
#pragma pack(pop)
static int64_t acom_number_1(const ACOM_SCOPE *s)
{
	return (int64_t)((const PACKED_POINTERS *)s->base)->n;
}
static const ACOM_EXPR acom_expr_1 = { .number = acom_number_1, .from = 0, .save = 0 };

static int64_t acom_number_2(const ACOM_SCOPE *s)
{
	return (int64_t)((const PACKED_OPEN *)s->base)->count;
}
static const ACOM_EXPR acom_expr_2 = { .number = acom_number_2, .from = 0, .save = 0 };

static int64_t acom_number_3(const ACOM_SCOPE *s)
{
	return (int64_t)((const PACKED_NAMELESS *)s->base)->which;
}
static const ACOM_EXPR acom_expr_3 = { .number = acom_number_3, .from = 0, .save = 0 };

static int64_t acom_number_4(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[5];
}
static const ACOM_EXPR acom_expr_4 = { .number = acom_number_4, .from = ACOM_IN, .save = 1 };

static int64_t acom_number_5(const ACOM_SCOPE *s)
{
	typedef COUNTED acom_self __attribute__((aligned(1)));

	return (int64_t)((const acom_self *)s->base)->n;
}
static const ACOM_EXPR acom_expr_5 = { .number = acom_number_5, .from = 0, .save = 0 };

static int64_t acom_number_6(const ACOM_SCOPE *s)
{
	return (int64_t)((const COUNTED_APART *)s->base)->n;
}
static const ACOM_EXPR acom_expr_6 = { .number = acom_number_6, .from = 0, .save = 0 };

static const ACOM_TYPE acom_type_1 = {
	.name = "BYTE", .kind = ACOM_U8, .flags = 0, .align = 1, .size = sizeof(BYTE), .wire = 1,
};
static const ACOM_TYPE acom_type_2 = {
	.name = "LONG", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(LONG), .wire = 4,
};
static const ACOM_TYPE acom_type_3 = {
	.name = "double", .kind = ACOM_F64, .flags = 0, .align = 8, .size = sizeof(double), .wire = 8,
};
static const ACOM_TYPE acom_type_4 = {
	.name = "SHORT", .kind = ACOM_I16, .flags = 0, .align = 2, .size = sizeof(SHORT), .wire = 2,
};
static const ACOM_FIELD acom_fields_5[] = {
	{ "a", offsetof(NATURAL, a), &acom_type_1, 0 },
	{ "b", offsetof(NATURAL, b), &acom_type_2, 0 },
};
static const ACOM_TYPE acom_type_5 = {
	.name = "NATURAL", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(NATURAL), .wire = 5,
	.count = 2,
	.fields = acom_fields_5,
};
static const ACOM_FIELD acom_fields_6[] = {
	{ "a", offsetof(PACKED_1, a), &acom_type_1, 0 },
	{ "b", offsetof(PACKED_1, b), &acom_type_2, 0 },
	{ "c", offsetof(PACKED_1, c), &acom_type_3, 0 },
	{ "d", offsetof(PACKED_1, d), &acom_type_4, 0 },
	{ "inside", offsetof(PACKED_1, inside), &acom_type_5, 0 },
};
static const ACOM_TYPE acom_type_6 = {
	.name = "struct tagPACKED_1", .kind = ACOM_STRUCT, .flags = 0, .align = 8, .size = sizeof(PACKED_1), .wire = 20,
	.count = 5,
	.fields = acom_fields_6,
};
static const ACOM_TYPE acom_type_7 = {
	.name = "const PACKED_1 *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_6,
};
static const ACOM_TYPE acom_type_8 = {
	.name = "int64_t", .kind = ACOM_I64, .flags = 0, .align = 8, .size = sizeof(int64_t), .wire = 8,
};
static const ACOM_FIELD acom_fields_9[] = {
	{ "c", offsetof(struct inner, c), &acom_type_1, 0 },
	{ "d", offsetof(struct inner, d), &acom_type_8, 0 },
};
static const ACOM_TYPE acom_type_9 = {
	.name = "struct inner", .kind = ACOM_STRUCT, .flags = 0, .align = 8, .size = sizeof(struct inner), .wire = 9,
	.count = 2,
	.fields = acom_fields_9,
};
static const ACOM_FIELD acom_fields_10[] = {
	{ "a", offsetof(struct packed_2, a), &acom_type_1, 0 },
	{ "b", offsetof(struct packed_2, b), &acom_type_2, 0 },
	{ "e", offsetof(struct packed_2, e), &acom_type_9, 0 },
};
static const ACOM_TYPE acom_type_10 = {
	.name = "struct packed_2", .kind = ACOM_STRUCT, .flags = 0, .align = 8, .size = sizeof(struct packed_2), .wire = 14,
	.count = 3,
	.fields = acom_fields_10,
};
static const ACOM_TYPE acom_type_11 = {
	.name = "const struct packed_2 *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_10,
};
static const ACOM_TYPE acom_type_12 = {
	.name = "PACKED_1[2]", .kind = ACOM_ARRAY, .flags = 0, .align = 8, .size = sizeof(PACKED_1[2]), .wire = 40,
	.count = 2,
	.elem = &acom_type_6,
};
static const ACOM_FIELD acom_fields_13[] = {
	{ "a", offsetof(PACKED_4, a), &acom_type_2, 0 },
	{ "b", offsetof(PACKED_4, b), &acom_type_8, 0 },
	{ "c", offsetof(PACKED_4, c), &acom_type_12, 0 },
};
static const ACOM_TYPE acom_type_13 = {
	.name = "PACKED_4", .kind = ACOM_STRUCT, .flags = 0, .align = 8, .size = sizeof(PACKED_4), .wire = 52,
	.count = 3,
	.fields = acom_fields_13,
};
static const ACOM_TYPE acom_type_14 = {
	.name = "const PACKED_4 *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_13,
};
static const ACOM_TYPE acom_type_15 = {
	.name = "BYTE[3]", .kind = ACOM_ARRAY, .flags = 0, .align = 1, .size = sizeof(BYTE[3]), .wire = 3,
	.count = 3,
	.elem = &acom_type_1,
};
static const ACOM_TYPE acom_type_16 = {
	.name = "CHAR", .kind = ACOM_U8, .flags = 0, .align = 1, .size = sizeof(CHAR), .wire = 1,
};
static const ACOM_FIELD acom_fields_17[] = {
	{ "a", offsetof(NO_MATTER, a), &acom_type_15, 0 },
	{ "b", offsetof(NO_MATTER, b), &acom_type_16, 0 },
};
static const ACOM_TYPE acom_type_17 = {
	.name = "NO_MATTER", .kind = ACOM_STRUCT, .flags = 0, .align = 1, .size = sizeof(NO_MATTER), .wire = 4,
	.count = 2,
	.fields = acom_fields_17,
};
static const ACOM_TYPE acom_type_18 = {
	.name = "PACKED_1 *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_6,
};
static const ACOM_TYPE acom_type_19 = {
	.name = "ULONG", .kind = ACOM_U32, .flags = 0, .align = 4, .size = sizeof(ULONG), .wire = 4,
};
static const ACOM_TYPE acom_type_20 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_2,
	.max = &acom_expr_1,
};
static const ACOM_TYPE acom_type_21 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_20,
};
static const ACOM_TYPE acom_type_22 = {
	.name = "OLECHAR", .kind = ACOM_U16, .flags = 0, .align = 2, .size = sizeof(OLECHAR), .wire = 2,
};
static const ACOM_TYPE acom_type_23 = {
	.name = "OLECHAR[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING | ACOM_STRING, .align = 4, .size = 0, .wire = 14,
	.elem = &acom_type_22,
};
static const ACOM_TYPE acom_type_24 = {
	.name = "LPCOLESTR", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_23,
};
static const ACOM_TYPE acom_type_25 = {
	.name = "IUnknown *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.iid = &IID_IUnknown,
};
static const ACOM_FIELD acom_fields_26[] = {
	{ "n", offsetof(PACKED_POINTERS, n), &acom_type_19, 0 },
	{ "before", offsetof(PACKED_POINTERS, before), &acom_type_1, 0 },
	{ "values", offsetof(PACKED_POINTERS, values), &acom_type_21, 0 },
	{ "text", offsetof(PACKED_POINTERS, text), &acom_type_24, 0 },
	{ "object", offsetof(PACKED_POINTERS, object), &acom_type_25, 0 },
};
static const ACOM_TYPE acom_type_26 = {
	.name = "PACKED_POINTERS", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(PACKED_POINTERS), .wire = 17,
	.count = 5,
	.fields = acom_fields_26,
};
static const ACOM_TYPE acom_type_27 = {
	.name = "PACKED_POINTERS *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_26,
};
static const ACOM_TYPE acom_type_28 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_2,
	.max = &acom_expr_2,
};
static const ACOM_FIELD acom_fields_29[] = {
	{ "count", offsetof(PACKED_OPEN, count), &acom_type_1, 0 },
	{ "open", offsetof(PACKED_OPEN, open), &acom_type_28, 0 },
};
static const ACOM_TYPE acom_type_29 = {
	.name = "PACKED_OPEN", .kind = ACOM_STRUCT, .flags = ACOM_CONFORMANT, .align = 4, .size = sizeof(PACKED_OPEN), .wire = 5,
	.count = 2,
	.fields = acom_fields_29,
};
static const ACOM_TYPE acom_type_30 = {
	.name = "const PACKED_OPEN *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_29,
};
static const ACOM_FIELD acom_fields_31[] = {
	{ "number", offsetof(PACKED_UNION, kind), &acom_type_2, 1 },
	{ "octet", offsetof(PACKED_UNION, kind), &acom_type_1, 2 },
	{ "real", offsetof(PACKED_UNION, kind), &acom_type_3, 3 },
};
static const ACOM_TYPE acom_type_31 = {
	.name = "PACKED_UNION", .kind = ACOM_UNION, .flags = ACOM_ENCAPSULATED, .align = 8, .size = sizeof(PACKED_UNION), .wire = 2,
	.count = 3,
	.elem = &acom_type_1,
	.fields = acom_fields_31,
};
static const ACOM_TYPE acom_type_32 = {
	.name = "PACKED_UNION *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_31,
};
static const ACOM_FIELD acom_fields_33[] = {
	{ "number", 0, &acom_type_2, 1 },
	{ "", 0, NULL, 0 },
};
static const ACOM_TYPE acom_type_33 = {
	.name = "anonymous", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 4, .size = sizeof(acom_anonymous_33), .wire = 1,
	.count = 2,
	.elem = &acom_type_1,
	.fields = acom_fields_33,
	.max = &acom_expr_3,
};
static const ACOM_FIELD acom_fields_34[] = {
	{ "which", offsetof(PACKED_NAMELESS, which), &acom_type_1, 0 },
	{ "", offsetof(PACKED_NAMELESS, number), &acom_type_33, 0 },
};
static const ACOM_TYPE acom_type_34 = {
	.name = "PACKED_NAMELESS", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(PACKED_NAMELESS), .wire = 2,
	.count = 2,
	.fields = acom_fields_34,
};
static const ACOM_TYPE acom_type_35 = {
	.name = "PACKED_NAMELESS *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_34,
};
static const ACOM_TYPE acom_type_36 = {
	.name = "USHORT", .kind = ACOM_U16, .flags = 0, .align = 2, .size = sizeof(USHORT), .wire = 2,
};
static const ACOM_FIELD acom_fields_37[] = {
	{ "a", offsetof(ONE_AGAIN, a), &acom_type_1, 0 },
	{ "b", offsetof(ONE_AGAIN, b), &acom_type_36, 0 },
};
static const ACOM_TYPE acom_type_37 = {
	.name = "ONE_AGAIN", .kind = ACOM_STRUCT, .flags = 0, .align = 2, .size = sizeof(ONE_AGAIN), .wire = 3,
	.count = 2,
	.fields = acom_fields_37,
};
static const ACOM_TYPE acom_type_38 = {
	.name = "ONE_AGAIN[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_37,
	.max = &acom_expr_4,
};
static const ACOM_TYPE acom_type_39 = {
	.name = "ONE_AGAIN *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_38,
};
static const ACOM_TYPE acom_type_40 = {
	.name = "BSTR", .kind = ACOM_USER, .flags = 0, .align = 4, .size = sizeof(BSTR), .wire = 4,
	.user = &acom_user_BSTR,
};
static const ACOM_TYPE acom_type_41 = {
	.name = "VARIANT", .kind = ACOM_USER, .flags = 0, .align = 4, .size = sizeof(VARIANT), .wire = 4,
	.count = 1,
	.user = &acom_user_VARIANT,
};
static const ACOM_TYPE acom_type_42 = {
	.name = "DATE", .kind = ACOM_F64, .flags = 0, .align = 8, .size = sizeof(DATE), .wire = 8,
};
static const ACOM_FIELD acom_fields_43[] = {
	{ "value", offsetof(NATURAL_VALUE, value), &acom_type_41, 0 },
	{ "date", offsetof(NATURAL_VALUE, date), &acom_type_42, 0 },
};
static const ACOM_TYPE acom_type_43 = {
	.name = "NATURAL_VALUE", .kind = ACOM_STRUCT, .flags = 0, .align = 8, .size = sizeof(NATURAL_VALUE), .wire = 12,
	.count = 2,
	.fields = acom_fields_43,
};
static const ACOM_TYPE acom_type_44 = {
	.name = "LPSAFEARRAY", .kind = ACOM_USER, .flags = 0, .align = 4, .size = sizeof(LPSAFEARRAY), .wire = 4,
	.user = &acom_user_LPSAFEARRAY,
};
static const ACOM_TYPE acom_type_45 = {
	.name = "VARIANT[2]", .kind = ACOM_ARRAY, .flags = 0, .align = 4, .size = sizeof(VARIANT[2]), .wire = 8,
	.count = 2,
	.elem = &acom_type_41,
};
static const ACOM_FIELD acom_fields_46[] = {
	{ "a", offsetof(PACKED_AUTOMATION, a), &acom_type_1, 0 },
	{ "text", offsetof(PACKED_AUTOMATION, text), &acom_type_40, 0 },
	{ "value", offsetof(PACKED_AUTOMATION, value), &acom_type_43, 0 },
	{ "b", offsetof(PACKED_AUTOMATION, b), &acom_type_1, 0 },
	{ "array", offsetof(PACKED_AUTOMATION, array), &acom_type_44, 0 },
	{ "more", offsetof(PACKED_AUTOMATION, more), &acom_type_45, 0 },
};
static const ACOM_TYPE acom_type_46 = {
	.name = "PACKED_AUTOMATION", .kind = ACOM_STRUCT, .flags = 0, .align = 8, .size = sizeof(PACKED_AUTOMATION), .wire = 30,
	.count = 6,
	.fields = acom_fields_46,
};
static const ACOM_TYPE acom_type_47 = {
	.name = "const PACKED_AUTOMATION *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_46,
};
static const ACOM_TYPE acom_type_48 = {
	.name = "PACKED_AUTOMATION *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_46,
};
static const ACOM_TYPE acom_type_49 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_2,
	.max = &acom_expr_5,
};
static const ACOM_TYPE acom_type_50 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_49,
};
static const ACOM_FIELD acom_fields_51[] = {
	{ "n", offsetof(COUNTED, n), &acom_type_2, 0 },
	{ "values", offsetof(COUNTED, values), &acom_type_50, 0 },
};
static const ACOM_TYPE acom_type_51 = {
	.name = "COUNTED", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(COUNTED), .wire = 8,
	.count = 2,
	.fields = acom_fields_51,
};
static const ACOM_FIELD acom_fields_52[] = {
	{ "a", offsetof(COUNTED_DEEPER, a), &acom_type_1, 0 },
	{ "b", offsetof(COUNTED_DEEPER, b), &acom_type_51, 0 },
};
static const ACOM_TYPE acom_type_52 = {
	.name = "COUNTED_DEEPER", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(COUNTED_DEEPER), .wire = 9,
	.count = 2,
	.fields = acom_fields_52,
};
static const ACOM_TYPE acom_type_53 = {
	.name = "COUNTED_DEEPER[2]", .kind = ACOM_ARRAY, .flags = 0, .align = 4, .size = sizeof(COUNTED_DEEPER[2]), .wire = 18,
	.count = 2,
	.elem = &acom_type_52,
};
static const ACOM_FIELD acom_fields_54[] = {
	{ "a", offsetof(PACKED_COUNTED, a), &acom_type_1, 0 },
	{ "counted", offsetof(PACKED_COUNTED, counted), &acom_type_53, 0 },
};
static const ACOM_TYPE acom_type_54 = {
	.name = "PACKED_COUNTED", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(PACKED_COUNTED), .wire = 19,
	.count = 2,
	.fields = acom_fields_54,
};
static const ACOM_TYPE acom_type_55 = {
	.name = "const PACKED_COUNTED *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_54,
};
static const ACOM_TYPE acom_type_56 = {
	.name = "PACKED_COUNTED *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_54,
};
static const ACOM_TYPE acom_type_57 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_2,
	.max = &acom_expr_6,
};
static const ACOM_TYPE acom_type_58 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_57,
};
static const ACOM_FIELD acom_fields_59[] = {
	{ "n", offsetof(COUNTED_APART, n), &acom_type_2, 0 },
	{ "values", offsetof(COUNTED_APART, values), &acom_type_58, 0 },
};
static const ACOM_TYPE acom_type_59 = {
	.name = "COUNTED_APART", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(COUNTED_APART), .wire = 8,
	.count = 2,
	.fields = acom_fields_59,
};
static const ACOM_TYPE acom_type_60 = {
	.name = "const COUNTED_APART *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_59,
};

static const ACOM_PARAM acom_params_IPacked_Take[] = {
	{ "a", ACOM_IN, &acom_type_7 },
	{ "b", ACOM_IN, &acom_type_11 },
	{ "c", ACOM_IN, &acom_type_14 },
	{ "d", ACOM_IN, &acom_type_5 },
	{ "e", ACOM_IN, &acom_type_17 },
};
static const ACOM_PARAM acom_params_IPacked_Give[] = {
	{ "a", ACOM_OUT, &acom_type_18 },
	{ "b", ACOM_IN | ACOM_OUT, &acom_type_27 },
	{ "c", ACOM_IN, &acom_type_30 },
	{ "d", ACOM_OUT, &acom_type_32 },
	{ "e", ACOM_OUT, &acom_type_35 },
	{ "n", ACOM_IN, &acom_type_2 },
	{ "f", ACOM_OUT, &acom_type_39 },
};
static const ACOM_PARAM acom_params_IPacked_Hold[] = {
	{ "a", ACOM_IN, &acom_type_47 },
	{ "b", ACOM_IN | ACOM_OUT, &acom_type_48 },
	{ "c", ACOM_OUT, &acom_type_48 },
};
static const ACOM_PARAM acom_params_IPacked_Count[] = {
	{ "a", ACOM_IN, &acom_type_55 },
	{ "b", ACOM_IN | ACOM_OUT, &acom_type_56 },
	{ "c", ACOM_IN, &acom_type_60 },
};
static ACOM_CELL acom_cells_IPacked[4];
static const ACOM_METHOD acom_methods_IPacked[4] = {
	{
		.name = "Take", .slot = 3, .async_slot = 3, .count = 5, .saves = 0,
		.params = acom_params_IPacked_Take, .cell = &acom_cells_IPacked[0],
	},
	{
		.name = "Give", .slot = 4, .async_slot = 5, .count = 7, .saves = 1,
		.params = acom_params_IPacked_Give, .cell = &acom_cells_IPacked[1],
	},
	{
		.name = "Hold", .slot = 5, .async_slot = 7, .count = 3, .saves = 0,
		.params = acom_params_IPacked_Hold, .cell = &acom_cells_IPacked[2],
	},
	{
		.name = "Count", .slot = 6, .async_slot = 9, .count = 3, .saves = 0,
		.params = acom_params_IPacked_Count, .cell = &acom_cells_IPacked[3],
	},
};

static HRESULT IPacked_QueryInterface_Proxy(IPacked *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IPacked_AddRef_Proxy(IPacked *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IPacked_Release_Proxy(IPacked *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IPacked_Take_Proxy(IPacked *This, const PACKED_1 *a, const struct packed_2 *b, const PACKED_4 *c, NATURAL d, NO_MATTER e)
{
	void *acom_args[] = { &a, &b, &c, &d, &e };

	return AcomCall(This, &acom_methods_IPacked[0], acom_args);
}

static HRESULT IPacked_Give_Proxy(IPacked *This, PACKED_1 *a, PACKED_POINTERS *b, const PACKED_OPEN *c, PACKED_UNION *d, PACKED_NAMELESS *e, LONG n, ONE_AGAIN *f)
{
	void *acom_args[] = { &a, &b, &c, &d, &e, &n, &f };

	return AcomCall(This, &acom_methods_IPacked[1], acom_args);
}

static HRESULT IPacked_Hold_Proxy(IPacked *This, const PACKED_AUTOMATION *a, PACKED_AUTOMATION *b, PACKED_AUTOMATION *c)
{
	void *acom_args[] = { &a, &b, &c };

	return AcomCall(This, &acom_methods_IPacked[2], acom_args);
}

static HRESULT IPacked_Count_Proxy(IPacked *This, const PACKED_COUNTED *a, PACKED_COUNTED *b, const COUNTED_APART *c)
{
	void *acom_args[] = { &a, &b, &c };

	return AcomCall(This, &acom_methods_IPacked[3], acom_args);
}

static const IPackedVtbl acom_vtbl_IPacked = {
	.QueryInterface = IPacked_QueryInterface_Proxy,
	.AddRef = IPacked_AddRef_Proxy,
	.Release = IPacked_Release_Proxy,
	.Take = IPacked_Take_Proxy,
	.Give = IPacked_Give_Proxy,
	.Hold = IPacked_Hold_Proxy,
	.Count = IPacked_Count_Proxy,
};

static HRESULT AsyncIPacked_QueryInterface_Proxy(AsyncIPacked *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncIPacked_AddRef_Proxy(AsyncIPacked *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncIPacked_Release_Proxy(AsyncIPacked *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncIPacked_Begin_Take_Proxy(AsyncIPacked *This, const PACKED_1 *a, const struct packed_2 *b, const PACKED_4 *c, NATURAL d, NO_MATTER e)
{
	void *acom_args[] = { &a, &b, &c, &d, &e };

	return AcomBegin(This, &acom_methods_IPacked[0], acom_args);
}

static HRESULT AsyncIPacked_Finish_Take_Proxy(AsyncIPacked *This)
{
	void *acom_args[] = { NULL, NULL, NULL, NULL, NULL };

	return AcomFinish(This, &acom_methods_IPacked[0], acom_args);
}

static HRESULT AsyncIPacked_Begin_Give_Proxy(AsyncIPacked *This, PACKED_POINTERS *b, const PACKED_OPEN *c, LONG n)
{
	void *acom_args[] = { NULL, &b, &c, NULL, NULL, &n, NULL };

	return AcomBegin(This, &acom_methods_IPacked[1], acom_args);
}

static HRESULT AsyncIPacked_Finish_Give_Proxy(AsyncIPacked *This, PACKED_1 *a, PACKED_POINTERS *b, PACKED_UNION *d, PACKED_NAMELESS *e, ONE_AGAIN *f)
{
	void *acom_args[] = { &a, &b, NULL, &d, &e, NULL, &f };

	return AcomFinish(This, &acom_methods_IPacked[1], acom_args);
}

static HRESULT AsyncIPacked_Begin_Hold_Proxy(AsyncIPacked *This, const PACKED_AUTOMATION *a, PACKED_AUTOMATION *b)
{
	void *acom_args[] = { &a, &b, NULL };

	return AcomBegin(This, &acom_methods_IPacked[2], acom_args);
}

static HRESULT AsyncIPacked_Finish_Hold_Proxy(AsyncIPacked *This, PACKED_AUTOMATION *b, PACKED_AUTOMATION *c)
{
	void *acom_args[] = { NULL, &b, &c };

	return AcomFinish(This, &acom_methods_IPacked[2], acom_args);
}

static HRESULT AsyncIPacked_Begin_Count_Proxy(AsyncIPacked *This, const PACKED_COUNTED *a, PACKED_COUNTED *b, const COUNTED_APART *c)
{
	void *acom_args[] = { &a, &b, &c };

	return AcomBegin(This, &acom_methods_IPacked[3], acom_args);
}

static HRESULT AsyncIPacked_Finish_Count_Proxy(AsyncIPacked *This, PACKED_COUNTED *b)
{
	void *acom_args[] = { NULL, &b, NULL };

	return AcomFinish(This, &acom_methods_IPacked[3], acom_args);
}

static const AsyncIPackedVtbl acom_vtbl_AsyncIPacked = {
	.QueryInterface = AsyncIPacked_QueryInterface_Proxy,
	.AddRef = AsyncIPacked_AddRef_Proxy,
	.Release = AsyncIPacked_Release_Proxy,
	.Begin_Take = AsyncIPacked_Begin_Take_Proxy,
	.Finish_Take = AsyncIPacked_Finish_Take_Proxy,
	.Begin_Give = AsyncIPacked_Begin_Give_Proxy,
	.Finish_Give = AsyncIPacked_Finish_Give_Proxy,
	.Begin_Hold = AsyncIPacked_Begin_Hold_Proxy,
	.Finish_Hold = AsyncIPacked_Finish_Hold_Proxy,
	.Begin_Count = AsyncIPacked_Begin_Count_Proxy,
	.Finish_Count = AsyncIPacked_Finish_Count_Proxy,
};

static const ACOM_INTERFACE acom_interface_IPacked = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IPacked",
	.iid = &IID_IPacked,
	.async_iid = &IID_AsyncIPacked,
	.base = &IID_IUnknown,
	.count = 4,
	.methods = acom_methods_IPacked,
	.proxy_vtbl = &acom_vtbl_IPacked,
	.async_vtbl = &acom_vtbl_AsyncIPacked,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_IPacked,
};

ACOM_MODULE packed_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "packed.idl",
		.count = 1,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(packed_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(packed_interfaces);
}
