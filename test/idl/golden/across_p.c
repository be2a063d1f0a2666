/* across_p.c - made by idlgen from across.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "across.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"

static int64_t acom_number_1(const ACOM_SCOPE *s)
{
	return (int64_t)*(ULONG *)s->args[0];
}
static const ACOM_EXPR acom_expr_1 = { .number = acom_number_1, .from = ACOM_IN, .save = 1 };

static int64_t acom_number_2(const ACOM_SCOPE *s)
{
	return acom_add((int64_t)*(ULONG *)s->args[0], 1);
}
static const ACOM_EXPR acom_expr_2 = { .number = acom_number_2, .from = ACOM_IN, .save = 1 };

static int64_t acom_number_3(const ACOM_SCOPE *s)
{
	return (int64_t)*(ULONG *)s->args[0];
}
static const ACOM_EXPR acom_expr_3 = { .number = acom_number_3, .from = ACOM_IN, .save = 1 };

static int64_t acom_number_4(const ACOM_SCOPE *s)
{
	return acom_add(acom_mul(2, (int64_t)*(ULONG *)s->args[1]), 1);
}
static const ACOM_EXPR acom_expr_4 = { .number = acom_number_4, .from = ACOM_IN, .save = 1 };

static int64_t acom_number_5(const ACOM_SCOPE *s)
{
	return ACOM_AT(*(const ULONG **)s->args[0]);
}
static const ACOM_EXPR acom_expr_5 = { .number = acom_number_5, .from = ACOM_IN, .save = 1 };

static int64_t acom_number_6(const ACOM_SCOPE *s)
{
	return (int64_t)*(ULONG *)s->args[0];
}
static const ACOM_EXPR acom_expr_6 = { .number = acom_number_6, .from = ACOM_IN, .save = 1 };

static int64_t acom_number_7(const ACOM_SCOPE *s)
{
	return (int64_t)*(ULONG *)s->args[0];
}
static const ACOM_EXPR acom_expr_7 = { .number = acom_number_7, .from = ACOM_IN, .save = 1 };

static int64_t acom_number_8(const ACOM_SCOPE *s)
{
	return (int64_t)*(ULONG *)s->args[0];
}
static const ACOM_EXPR acom_expr_8 = { .number = acom_number_8, .from = ACOM_IN, .save = 1 };

static int64_t acom_number_9(const ACOM_SCOPE *s)
{
	return (int64_t)*(ULONG *)s->args[0];
}
static const ACOM_EXPR acom_expr_9 = { .number = acom_number_9, .from = ACOM_IN, .save = 1 };

static int64_t acom_number_10(const ACOM_SCOPE *s)
{
	return (int64_t)*(ULONG *)s->args[1];
}
static const ACOM_EXPR acom_expr_10 = { .number = acom_number_10, .from = ACOM_IN, .save = 2 };

static int64_t acom_number_11(const ACOM_SCOPE *s)
{
	return (int64_t)*(ULONG *)s->args[0];
}
static const ACOM_EXPR acom_expr_11 = { .number = acom_number_11, .from = ACOM_IN, .save = 1 };

static int64_t acom_number_12(const ACOM_SCOPE *s)
{
	return (int64_t)*(ULONG *)s->args[1];
}
static const ACOM_EXPR acom_expr_12 = { .number = acom_number_12, .from = ACOM_IN, .save = 2 };

static int64_t acom_number_13(const ACOM_SCOPE *s)
{
	return acom_add(acom_sub(acom_sub((int64_t)*(ULONG *)s->args[0], 1), (int64_t)*(ULONG *)s->args[1]), 1);
}
static const ACOM_EXPR acom_expr_13 = { .number = acom_number_13, .from = ACOM_IN, .save = 3 };

static int64_t acom_number_14(const ACOM_SCOPE *s)
{
	return (int64_t)*(ULONG *)s->args[0];
}
static const ACOM_EXPR acom_expr_14 = { .number = acom_number_14, .from = ACOM_IN, .save = 1 };

static int64_t acom_number_15(const ACOM_SCOPE *s)
{
	return ACOM_AT(*(ULONG **)s->args[2]);
}
static const ACOM_EXPR acom_expr_15 = { .number = acom_number_15, .from = ACOM_OUT, .save = 0 };

static int64_t acom_number_16(const ACOM_SCOPE *s)
{
	return (int64_t)*(ULONG *)s->args[0];
}
static const ACOM_EXPR acom_expr_16 = { .number = acom_number_16, .from = ACOM_IN, .save = 1 };

static int64_t acom_number_17(const ACOM_SCOPE *s)
{
	return ACOM_AT(*(ULONG **)s->args[1]);
}
static const ACOM_EXPR acom_expr_17 = { .number = acom_number_17, .from = ACOM_IN | ACOM_OUT, .save = 2 };

static int64_t acom_number_18(const ACOM_SCOPE *s)
{
	return ACOM_AT(*(ULONG **)s->args[0]);
}
static const ACOM_EXPR acom_expr_18 = { .number = acom_number_18, .from = ACOM_IN | ACOM_OUT, .save = 1 };

static const IID *acom_iid_19(const ACOM_SCOPE *s)
{
	return *(const IID **)s->args[0];
}
static const ACOM_EXPR acom_expr_19 = { .iid = acom_iid_19, .from = ACOM_IN, .save = 1 };

static const IID *acom_iid_20(const ACOM_SCOPE *s)
{
	return *(const IID **)s->args[0];
}
static const ACOM_EXPR acom_expr_20 = { .iid = acom_iid_20, .from = ACOM_IN, .save = 1 };

static const IID *acom_iid_21(const ACOM_SCOPE *s)
{
	return *(IID **)s->args[0];
}
static const ACOM_EXPR acom_expr_21 = { .iid = acom_iid_21, .from = ACOM_IN, .save = 1 };

static const IID *acom_iid_22(const ACOM_SCOPE *s)
{
	return *(IID **)s->args[0];
}
static const ACOM_EXPR acom_expr_22 = { .iid = acom_iid_22, .from = ACOM_OUT, .save = 0 };

static const IID *acom_iid_23(const ACOM_SCOPE *s)
{
	return *(IID **)s->args[0];
}
static const ACOM_EXPR acom_expr_23 = { .iid = acom_iid_23, .from = ACOM_IN, .save = 1 };

static const IID *acom_iid_24(const ACOM_SCOPE *s)
{
	return *(const IID **)s->args[0];
}
static const ACOM_EXPR acom_expr_24 = { .iid = acom_iid_24, .from = ACOM_IN, .save = 1 };

static const IID *acom_iid_25(const ACOM_SCOPE *s)
{
	return *(const IID **)s->args[0];
}
static const ACOM_EXPR acom_expr_25 = { .iid = acom_iid_25, .from = ACOM_IN, .save = 1 };

static int64_t acom_number_26(const ACOM_SCOPE *s)
{
	return (int64_t)*(ULONG *)s->args[1];
}
static const ACOM_EXPR acom_expr_26 = { .number = acom_number_26, .from = ACOM_IN, .save = 2 };

static int64_t acom_number_27(const ACOM_SCOPE *s)
{
	return ACOM_AT(*(ULONG **)s->args[3]);
}
static const ACOM_EXPR acom_expr_27 = { .number = acom_number_27, .from = ACOM_OUT, .save = 0 };

static int64_t acom_number_28(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[0];
}
static const ACOM_EXPR acom_expr_28 = { .number = acom_number_28, .from = ACOM_IN, .save = 1 };

static int64_t acom_number_29(const ACOM_SCOPE *s)
{
	return ACOM_AT(*(LONG **)s->args[0]);
}
static const ACOM_EXPR acom_expr_29 = { .number = acom_number_29, .from = ACOM_OUT, .save = 0 };

static int64_t acom_number_30(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[0];
}
static const ACOM_EXPR acom_expr_30 = { .number = acom_number_30, .from = ACOM_IN, .save = 1 };

static const ACOM_TYPE acom_type_1 = {
	.name = "ULONG", .kind = ACOM_U32, .flags = 0, .align = 4, .size = sizeof(ULONG), .wire = 4,
};
static const ACOM_TYPE acom_type_2 = {
	.name = "LONG", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(LONG), .wire = 4,
};
static const ACOM_TYPE acom_type_3 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_2,
	.max = &acom_expr_1,
};
static const ACOM_TYPE acom_type_4 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_3,
};
static const ACOM_TYPE acom_type_5 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_2,
	.max = &acom_expr_2,
};
static const ACOM_TYPE acom_type_6 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_5,
};
static const ACOM_TYPE acom_type_7 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_2,
	.max = &acom_expr_3,
};
static const ACOM_TYPE acom_type_8 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_7,
};
static const ACOM_TYPE acom_type_9 = {
	.name = "LONG **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_8,
};
static const ACOM_TYPE acom_type_10 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_2,
	.max = &acom_expr_4,
};
static const ACOM_TYPE acom_type_11 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_10,
};
static const ACOM_TYPE acom_type_12 = {
	.name = "const ULONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_1,
};
static const ACOM_TYPE acom_type_13 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_2,
	.max = &acom_expr_5,
};
static const ACOM_TYPE acom_type_14 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_13,
};
static const ACOM_TYPE acom_type_15 = {
	.name = "OLECHAR", .kind = ACOM_U16, .flags = 0, .align = 2, .size = sizeof(OLECHAR), .wire = 2,
};
static const ACOM_TYPE acom_type_16 = {
	.name = "OLECHAR[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING | ACOM_STRING, .align = 4, .size = 0, .wire = 14,
	.elem = &acom_type_15,
	.max = &acom_expr_6,
};
static const ACOM_TYPE acom_type_17 = {
	.name = "OLECHAR *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_16,
};
static const ACOM_TYPE acom_type_18 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_2,
	.max = &acom_expr_7,
};
static const ACOM_TYPE acom_type_19 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_18,
};
static const ACOM_TYPE acom_type_20 = {
	.name = "OLECHAR[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING | ACOM_STRING, .align = 4, .size = 0, .wire = 14,
	.elem = &acom_type_15,
	.max = &acom_expr_8,
};
static const ACOM_TYPE acom_type_21 = {
	.name = "OLECHAR *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_20,
};
static const ACOM_TYPE acom_type_22 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING, .align = 4, .size = 0, .wire = 12,
	.elem = &acom_type_2,
	.max = &acom_expr_9,
	.length = &acom_expr_10,
};
static const ACOM_TYPE acom_type_23 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_22,
};
static const ACOM_TYPE acom_type_24 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING, .align = 4, .size = 0, .wire = 12,
	.elem = &acom_type_2,
	.max = &acom_expr_11,
	.first = &acom_expr_12,
	.length = &acom_expr_13,
};
static const ACOM_TYPE acom_type_25 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_24,
};
static const ACOM_TYPE acom_type_26 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING, .align = 4, .size = 0, .wire = 12,
	.elem = &acom_type_2,
	.max = &acom_expr_14,
	.length = &acom_expr_15,
};
static const ACOM_TYPE acom_type_27 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_26,
};
static const ACOM_TYPE acom_type_28 = {
	.name = "ULONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_1,
};
static const ACOM_TYPE acom_type_29 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING, .align = 4, .size = 0, .wire = 12,
	.elem = &acom_type_2,
	.max = &acom_expr_16,
	.length = &acom_expr_17,
};
static const ACOM_TYPE acom_type_30 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_29,
};
static const ACOM_TYPE acom_type_31 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_2,
	.max = &acom_expr_18,
};
static const ACOM_TYPE acom_type_32 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_31,
};
static const ACOM_TYPE acom_type_33 = {
	.name = "DWORD", .kind = ACOM_U32, .flags = 0, .align = 4, .size = sizeof(DWORD), .wire = 4,
};
static const ACOM_TYPE acom_type_34 = {
	.name = "WORD", .kind = ACOM_U16, .flags = 0, .align = 2, .size = sizeof(WORD), .wire = 2,
};
static const ACOM_TYPE acom_type_35 = {
	.name = "BYTE", .kind = ACOM_U8, .flags = 0, .align = 1, .size = sizeof(BYTE), .wire = 1,
};
static const ACOM_TYPE acom_type_36 = {
	.name = "BYTE[8]", .kind = ACOM_ARRAY, .flags = 0, .align = 1, .size = sizeof(BYTE[8]), .wire = 8,
	.count = 8,
	.elem = &acom_type_35,
};
static const ACOM_FIELD acom_fields_37[] = {
	{ "Data1", offsetof(GUID, Data1), &acom_type_33, 0 },
	{ "Data2", offsetof(GUID, Data2), &acom_type_34, 0 },
	{ "Data3", offsetof(GUID, Data3), &acom_type_34, 0 },
	{ "Data4", offsetof(GUID, Data4), &acom_type_36, 0 },
};
static const ACOM_TYPE acom_type_37 = {
	.name = "struct GUID", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(GUID), .wire = 16,
	.count = 4,
	.fields = acom_fields_37,
};
static const ACOM_TYPE acom_type_38 = {
	.name = "REFIID", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_37,
};
static const ACOM_TYPE acom_type_39 = {
	.name = "void *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.max = &acom_expr_19,
};
static const ACOM_TYPE acom_type_40 = {
	.name = "void **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_39,
};
static const ACOM_TYPE acom_type_41 = {
	.name = "IUnknown *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.max = &acom_expr_20,
};
static const ACOM_TYPE acom_type_42 = {
	.name = "IUnknown **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_41,
};
static const ACOM_TYPE acom_type_43 = {
	.name = "IID *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_37,
};
static const ACOM_TYPE acom_type_44 = {
	.name = "IUnknown *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.max = &acom_expr_21,
};
static const ACOM_TYPE acom_type_45 = {
	.name = "IUnknown **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_44,
};
static const ACOM_TYPE acom_type_46 = {
	.name = "IUnknown *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.max = &acom_expr_22,
};
static const ACOM_TYPE acom_type_47 = {
	.name = "IUnknown **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_46,
};
static const ACOM_TYPE acom_type_48 = {
	.name = "IUnknown *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.max = &acom_expr_23,
};
static const ACOM_TYPE acom_type_49 = {
	.name = "IUnknown **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_48,
};
static const ACOM_TYPE acom_type_50 = {
	.name = "IUnknown *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.max = &acom_expr_24,
};
static const ACOM_TYPE acom_type_51 = {
	.name = "IUnknown **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_50,
};
static const ACOM_TYPE acom_type_52 = {
	.name = "IUnknown *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.max = &acom_expr_25,
};
static const ACOM_TYPE acom_type_53 = {
	.name = "IUnknown *[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING, .align = 4, .size = 0, .wire = 12,
	.elem = &acom_type_52,
	.max = &acom_expr_26,
	.length = &acom_expr_27,
};
static const ACOM_TYPE acom_type_54 = {
	.name = "IUnknown **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_53,
};
static const ACOM_TYPE acom_type_55 = {
	.name = "double", .kind = ACOM_F64, .flags = 0, .align = 8, .size = sizeof(double), .wire = 8,
};
static const ACOM_FIELD acom_fields_56[] = {
	{ "number", 0, &acom_type_2, 1 },
	{ "real", 0, &acom_type_55, 2 },
	{ "", 0, NULL, 0 },
};
static const ACOM_TYPE acom_type_56 = {
	.name = "union AcrossArms", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 8, .size = sizeof(AcrossArms), .wire = 4,
	.count = 3,
	.elem = &acom_type_2,
	.fields = acom_fields_56,
	.max = &acom_expr_28,
};
static const ACOM_TYPE acom_type_57 = {
	.name = "AcrossArms *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_56,
};
static const ACOM_TYPE acom_type_58 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_2,
};
static const ACOM_FIELD acom_fields_59[] = {
	{ "number", 0, &acom_type_2, 1 },
	{ "real", 0, &acom_type_55, 2 },
	{ "", 0, NULL, 0 },
};
static const ACOM_TYPE acom_type_59 = {
	.name = "union AcrossArms", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 8, .size = sizeof(AcrossArms), .wire = 4,
	.count = 3,
	.elem = &acom_type_2,
	.fields = acom_fields_59,
	.max = &acom_expr_29,
};
static const ACOM_TYPE acom_type_60 = {
	.name = "AcrossArms *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_59,
};
static const ACOM_FIELD acom_fields_61[] = {
	{ "number", 0, &acom_type_2, 1 },
	{ "real", 0, &acom_type_55, 2 },
	{ "", 0, NULL, 0 },
};
static const ACOM_TYPE acom_type_61 = {
	.name = "union AcrossArms", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 8, .size = sizeof(AcrossArms), .wire = 4,
	.count = 3,
	.elem = &acom_type_2,
	.fields = acom_fields_61,
	.max = &acom_expr_30,
};
static const ACOM_TYPE acom_type_62 = {
	.name = "AcrossArms *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_61,
};

static const ACOM_PARAM acom_params_IAcross_Size[] = {
	{ "n", ACOM_IN, &acom_type_1 },
	{ "a", ACOM_OUT, &acom_type_4 },
};
static const ACOM_PARAM acom_params_IAcross_Max[] = {
	{ "n", ACOM_IN, &acom_type_1 },
	{ "a", ACOM_OUT, &acom_type_6 },
};
static const ACOM_PARAM acom_params_IAcross_Deep[] = {
	{ "n", ACOM_IN, &acom_type_1 },
	{ "a", ACOM_OUT, &acom_type_9 },
};
static const ACOM_PARAM acom_params_IAcross_Late[] = {
	{ "a", ACOM_OUT, &acom_type_11 },
	{ "n", ACOM_IN, &acom_type_1 },
};
static const ACOM_PARAM acom_params_IAcross_Pointer[] = {
	{ "n", ACOM_IN, &acom_type_12 },
	{ "a", ACOM_OUT, &acom_type_14 },
};
static const ACOM_PARAM acom_params_IAcross_String[] = {
	{ "n", ACOM_IN, &acom_type_1 },
	{ "s", ACOM_OUT, &acom_type_17 },
};
static const ACOM_PARAM acom_params_IAcross_Both[] = {
	{ "n", ACOM_IN, &acom_type_1 },
	{ "a", ACOM_IN | ACOM_OUT, &acom_type_19 },
};
static const ACOM_PARAM acom_params_IAcross_BothString[] = {
	{ "n", ACOM_IN, &acom_type_1 },
	{ "s", ACOM_IN | ACOM_OUT, &acom_type_21 },
};
static const ACOM_PARAM acom_params_IAcross_Length[] = {
	{ "n", ACOM_IN, &acom_type_1 },
	{ "used", ACOM_IN, &acom_type_1 },
	{ "a", ACOM_OUT, &acom_type_23 },
};
static const ACOM_PARAM acom_params_IAcross_First[] = {
	{ "n", ACOM_IN, &acom_type_1 },
	{ "from", ACOM_IN, &acom_type_1 },
	{ "a", ACOM_OUT, &acom_type_25 },
};
static const ACOM_PARAM acom_params_IAcross_LengthOut[] = {
	{ "n", ACOM_IN, &acom_type_1 },
	{ "a", ACOM_OUT, &acom_type_27 },
	{ "used", ACOM_OUT, &acom_type_28 },
};
static const ACOM_PARAM acom_params_IAcross_LengthBoth[] = {
	{ "n", ACOM_IN, &acom_type_1 },
	{ "used", ACOM_IN | ACOM_OUT, &acom_type_28 },
	{ "a", ACOM_IN | ACOM_OUT, &acom_type_30 },
};
static const ACOM_PARAM acom_params_IAcross_SizeBoth[] = {
	{ "n", ACOM_IN | ACOM_OUT, &acom_type_28 },
	{ "a", ACOM_OUT, &acom_type_32 },
};
static const ACOM_PARAM acom_params_IAcross_Iid[] = {
	{ "riid", ACOM_IN, &acom_type_38 },
	{ "ppv", ACOM_OUT, &acom_type_40 },
};
static const ACOM_PARAM acom_params_IAcross_IidTyped[] = {
	{ "riid", ACOM_IN, &acom_type_38 },
	{ "ppv", ACOM_OUT, &acom_type_42 },
};
static const ACOM_PARAM acom_params_IAcross_IidPointer[] = {
	{ "iid", ACOM_IN, &acom_type_43 },
	{ "ppv", ACOM_OUT, &acom_type_45 },
};
static const ACOM_PARAM acom_params_IAcross_IidOut[] = {
	{ "iid", ACOM_OUT, &acom_type_43 },
	{ "ppv", ACOM_OUT, &acom_type_47 },
};
static const ACOM_PARAM acom_params_IAcross_IidStar[] = {
	{ "iid", ACOM_IN, &acom_type_43 },
	{ "ppv", ACOM_OUT, &acom_type_49 },
};
static const ACOM_PARAM acom_params_IAcross_IidBoth[] = {
	{ "riid", ACOM_IN, &acom_type_38 },
	{ "ppv", ACOM_IN | ACOM_OUT, &acom_type_51 },
};
static const ACOM_PARAM acom_params_IAcross_IidMany[] = {
	{ "riid", ACOM_IN, &acom_type_38 },
	{ "n", ACOM_IN, &acom_type_1 },
	{ "list", ACOM_OUT, &acom_type_54 },
	{ "got", ACOM_OUT, &acom_type_28 },
};
static const ACOM_PARAM acom_params_IAcross_Arm[] = {
	{ "which", ACOM_IN, &acom_type_2 },
	{ "arms", ACOM_OUT, &acom_type_57 },
};
static const ACOM_PARAM acom_params_IAcross_ArmOut[] = {
	{ "which", ACOM_OUT, &acom_type_58 },
	{ "arms", ACOM_OUT, &acom_type_60 },
};
static const ACOM_PARAM acom_params_IAcross_ArmBoth[] = {
	{ "which", ACOM_IN, &acom_type_2 },
	{ "arms", ACOM_IN | ACOM_OUT, &acom_type_62 },
};
static ACOM_CELL acom_cells_IAcross[23];
static const ACOM_METHOD acom_methods_IAcross[23] = {
	{
		.name = "Size", .slot = 3, .async_slot = 3, .count = 2, .saves = 1,
		.params = acom_params_IAcross_Size, .cell = &acom_cells_IAcross[0],
	},
	{
		.name = "Max", .slot = 4, .async_slot = 5, .count = 2, .saves = 1,
		.params = acom_params_IAcross_Max, .cell = &acom_cells_IAcross[1],
	},
	{
		.name = "Deep", .slot = 5, .async_slot = 7, .count = 2, .saves = 1,
		.params = acom_params_IAcross_Deep, .cell = &acom_cells_IAcross[2],
	},
	{
		.name = "Late", .slot = 6, .async_slot = 9, .count = 2, .saves = 1,
		.params = acom_params_IAcross_Late, .cell = &acom_cells_IAcross[3],
	},
	{
		.name = "Pointer", .slot = 7, .async_slot = 11, .count = 2, .saves = 1,
		.params = acom_params_IAcross_Pointer, .cell = &acom_cells_IAcross[4],
	},
	{
		.name = "String", .slot = 8, .async_slot = 13, .count = 2, .saves = 1,
		.params = acom_params_IAcross_String, .cell = &acom_cells_IAcross[5],
	},
	{
		.name = "Both", .slot = 9, .async_slot = 15, .count = 2, .saves = 1,
		.params = acom_params_IAcross_Both, .cell = &acom_cells_IAcross[6],
	},
	{
		.name = "BothString", .slot = 10, .async_slot = 17, .count = 2, .saves = 1,
		.params = acom_params_IAcross_BothString, .cell = &acom_cells_IAcross[7],
	},
	{
		.name = "Length", .slot = 11, .async_slot = 19, .count = 3, .saves = 2,
		.params = acom_params_IAcross_Length, .cell = &acom_cells_IAcross[8],
	},
	{
		.name = "First", .slot = 12, .async_slot = 21, .count = 3, .saves = 3,
		.params = acom_params_IAcross_First, .cell = &acom_cells_IAcross[9],
	},
	{
		.name = "LengthOut", .slot = 13, .async_slot = 23, .count = 3, .saves = 1,
		.params = acom_params_IAcross_LengthOut, .cell = &acom_cells_IAcross[10],
	},
	{
		.name = "LengthBoth", .slot = 14, .async_slot = 25, .count = 3, .saves = 2,
		.params = acom_params_IAcross_LengthBoth, .cell = &acom_cells_IAcross[11],
	},
	{
		.name = "SizeBoth", .slot = 15, .async_slot = 27, .count = 2, .saves = 1,
		.params = acom_params_IAcross_SizeBoth, .cell = &acom_cells_IAcross[12],
	},
	{
		.name = "Iid", .slot = 16, .async_slot = 29, .count = 2, .saves = 1,
		.params = acom_params_IAcross_Iid, .cell = &acom_cells_IAcross[13],
	},
	{
		.name = "IidTyped", .slot = 17, .async_slot = 31, .count = 2, .saves = 1,
		.params = acom_params_IAcross_IidTyped, .cell = &acom_cells_IAcross[14],
	},
	{
		.name = "IidPointer", .slot = 18, .async_slot = 33, .count = 2, .saves = 1,
		.params = acom_params_IAcross_IidPointer, .cell = &acom_cells_IAcross[15],
	},
	{
		.name = "IidOut", .slot = 19, .async_slot = 35, .count = 2, .saves = 0,
		.params = acom_params_IAcross_IidOut, .cell = &acom_cells_IAcross[16],
	},
	{
		.name = "IidStar", .slot = 20, .async_slot = 37, .count = 2, .saves = 1,
		.params = acom_params_IAcross_IidStar, .cell = &acom_cells_IAcross[17],
	},
	{
		.name = "IidBoth", .slot = 21, .async_slot = 39, .count = 2, .saves = 1,
		.params = acom_params_IAcross_IidBoth, .cell = &acom_cells_IAcross[18],
	},
	{
		.name = "IidMany", .slot = 22, .async_slot = 41, .count = 4, .saves = 2,
		.params = acom_params_IAcross_IidMany, .cell = &acom_cells_IAcross[19],
	},
	{
		.name = "Arm", .slot = 23, .async_slot = 43, .count = 2, .saves = 1,
		.params = acom_params_IAcross_Arm, .cell = &acom_cells_IAcross[20],
	},
	{
		.name = "ArmOut", .slot = 24, .async_slot = 45, .count = 2, .saves = 0,
		.params = acom_params_IAcross_ArmOut, .cell = &acom_cells_IAcross[21],
	},
	{
		.name = "ArmBoth", .slot = 25, .async_slot = 47, .count = 2, .saves = 1,
		.params = acom_params_IAcross_ArmBoth, .cell = &acom_cells_IAcross[22],
	},
};

static HRESULT IAcross_QueryInterface_Proxy(IAcross *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IAcross_AddRef_Proxy(IAcross *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IAcross_Release_Proxy(IAcross *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IAcross_Size_Proxy(IAcross *This, ULONG n, LONG *a)
{
	void *acom_args[] = { &n, &a };

	return AcomCall(This, &acom_methods_IAcross[0], acom_args);
}

static HRESULT IAcross_Max_Proxy(IAcross *This, ULONG n, LONG *a)
{
	void *acom_args[] = { &n, &a };

	return AcomCall(This, &acom_methods_IAcross[1], acom_args);
}

static HRESULT IAcross_Deep_Proxy(IAcross *This, ULONG n, LONG **a)
{
	void *acom_args[] = { &n, &a };

	return AcomCall(This, &acom_methods_IAcross[2], acom_args);
}

static HRESULT IAcross_Late_Proxy(IAcross *This, LONG *a, ULONG n)
{
	void *acom_args[] = { &a, &n };

	return AcomCall(This, &acom_methods_IAcross[3], acom_args);
}

static HRESULT IAcross_Pointer_Proxy(IAcross *This, const ULONG *n, LONG *a)
{
	void *acom_args[] = { &n, &a };

	return AcomCall(This, &acom_methods_IAcross[4], acom_args);
}

static HRESULT IAcross_String_Proxy(IAcross *This, ULONG n, OLECHAR *s)
{
	void *acom_args[] = { &n, &s };

	return AcomCall(This, &acom_methods_IAcross[5], acom_args);
}

static HRESULT IAcross_Both_Proxy(IAcross *This, ULONG n, LONG *a)
{
	void *acom_args[] = { &n, &a };

	return AcomCall(This, &acom_methods_IAcross[6], acom_args);
}

static HRESULT IAcross_BothString_Proxy(IAcross *This, ULONG n, OLECHAR *s)
{
	void *acom_args[] = { &n, &s };

	return AcomCall(This, &acom_methods_IAcross[7], acom_args);
}

static HRESULT IAcross_Length_Proxy(IAcross *This, ULONG n, ULONG used, LONG *a)
{
	void *acom_args[] = { &n, &used, &a };

	return AcomCall(This, &acom_methods_IAcross[8], acom_args);
}

static HRESULT IAcross_First_Proxy(IAcross *This, ULONG n, ULONG from, LONG *a)
{
	void *acom_args[] = { &n, &from, &a };

	return AcomCall(This, &acom_methods_IAcross[9], acom_args);
}

static HRESULT IAcross_LengthOut_Proxy(IAcross *This, ULONG n, LONG *a, ULONG *used)
{
	void *acom_args[] = { &n, &a, &used };

	return AcomCall(This, &acom_methods_IAcross[10], acom_args);
}

static HRESULT IAcross_LengthBoth_Proxy(IAcross *This, ULONG n, ULONG *used, LONG *a)
{
	void *acom_args[] = { &n, &used, &a };

	return AcomCall(This, &acom_methods_IAcross[11], acom_args);
}

static HRESULT IAcross_SizeBoth_Proxy(IAcross *This, ULONG *n, LONG *a)
{
	void *acom_args[] = { &n, &a };

	return AcomCall(This, &acom_methods_IAcross[12], acom_args);
}

static HRESULT IAcross_Iid_Proxy(IAcross *This, REFIID riid, void **ppv)
{
	void *acom_args[] = { &riid, &ppv };

	return AcomCall(This, &acom_methods_IAcross[13], acom_args);
}

static HRESULT IAcross_IidTyped_Proxy(IAcross *This, REFIID riid, IUnknown **ppv)
{
	void *acom_args[] = { &riid, &ppv };

	return AcomCall(This, &acom_methods_IAcross[14], acom_args);
}

static HRESULT IAcross_IidPointer_Proxy(IAcross *This, IID *iid, IUnknown **ppv)
{
	void *acom_args[] = { &iid, &ppv };

	return AcomCall(This, &acom_methods_IAcross[15], acom_args);
}

static HRESULT IAcross_IidOut_Proxy(IAcross *This, IID *iid, IUnknown **ppv)
{
	void *acom_args[] = { &iid, &ppv };

	return AcomCall(This, &acom_methods_IAcross[16], acom_args);
}

static HRESULT IAcross_IidStar_Proxy(IAcross *This, IID *iid, IUnknown **ppv)
{
	void *acom_args[] = { &iid, &ppv };

	return AcomCall(This, &acom_methods_IAcross[17], acom_args);
}

static HRESULT IAcross_IidBoth_Proxy(IAcross *This, REFIID riid, IUnknown **ppv)
{
	void *acom_args[] = { &riid, &ppv };

	return AcomCall(This, &acom_methods_IAcross[18], acom_args);
}

static HRESULT IAcross_IidMany_Proxy(IAcross *This, REFIID riid, ULONG n, IUnknown **list, ULONG *got)
{
	void *acom_args[] = { &riid, &n, &list, &got };

	return AcomCall(This, &acom_methods_IAcross[19], acom_args);
}

static HRESULT IAcross_Arm_Proxy(IAcross *This, LONG which, AcrossArms *arms)
{
	void *acom_args[] = { &which, &arms };

	return AcomCall(This, &acom_methods_IAcross[20], acom_args);
}

static HRESULT IAcross_ArmOut_Proxy(IAcross *This, LONG *which, AcrossArms *arms)
{
	void *acom_args[] = { &which, &arms };

	return AcomCall(This, &acom_methods_IAcross[21], acom_args);
}

static HRESULT IAcross_ArmBoth_Proxy(IAcross *This, LONG which, AcrossArms *arms)
{
	void *acom_args[] = { &which, &arms };

	return AcomCall(This, &acom_methods_IAcross[22], acom_args);
}

static const IAcrossVtbl acom_vtbl_IAcross = {
	.QueryInterface = IAcross_QueryInterface_Proxy,
	.AddRef = IAcross_AddRef_Proxy,
	.Release = IAcross_Release_Proxy,
	.Size = IAcross_Size_Proxy,
	.Max = IAcross_Max_Proxy,
	.Deep = IAcross_Deep_Proxy,
	.Late = IAcross_Late_Proxy,
	.Pointer = IAcross_Pointer_Proxy,
	.String = IAcross_String_Proxy,
	.Both = IAcross_Both_Proxy,
	.BothString = IAcross_BothString_Proxy,
	.Length = IAcross_Length_Proxy,
	.First = IAcross_First_Proxy,
	.LengthOut = IAcross_LengthOut_Proxy,
	.LengthBoth = IAcross_LengthBoth_Proxy,
	.SizeBoth = IAcross_SizeBoth_Proxy,
	.Iid = IAcross_Iid_Proxy,
	.IidTyped = IAcross_IidTyped_Proxy,
	.IidPointer = IAcross_IidPointer_Proxy,
	.IidOut = IAcross_IidOut_Proxy,
	.IidStar = IAcross_IidStar_Proxy,
	.IidBoth = IAcross_IidBoth_Proxy,
	.IidMany = IAcross_IidMany_Proxy,
	.Arm = IAcross_Arm_Proxy,
	.ArmOut = IAcross_ArmOut_Proxy,
	.ArmBoth = IAcross_ArmBoth_Proxy,
};

static HRESULT AsyncIAcross_QueryInterface_Proxy(AsyncIAcross *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncIAcross_AddRef_Proxy(AsyncIAcross *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncIAcross_Release_Proxy(AsyncIAcross *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncIAcross_Begin_Size_Proxy(AsyncIAcross *This, ULONG n)
{
	void *acom_args[] = { &n, NULL };

	return AcomBegin(This, &acom_methods_IAcross[0], acom_args);
}

static HRESULT AsyncIAcross_Finish_Size_Proxy(AsyncIAcross *This, LONG *a)
{
	void *acom_args[] = { NULL, &a };

	return AcomFinish(This, &acom_methods_IAcross[0], acom_args);
}

static HRESULT AsyncIAcross_Begin_Max_Proxy(AsyncIAcross *This, ULONG n)
{
	void *acom_args[] = { &n, NULL };

	return AcomBegin(This, &acom_methods_IAcross[1], acom_args);
}

static HRESULT AsyncIAcross_Finish_Max_Proxy(AsyncIAcross *This, LONG *a)
{
	void *acom_args[] = { NULL, &a };

	return AcomFinish(This, &acom_methods_IAcross[1], acom_args);
}

static HRESULT AsyncIAcross_Begin_Deep_Proxy(AsyncIAcross *This, ULONG n)
{
	void *acom_args[] = { &n, NULL };

	return AcomBegin(This, &acom_methods_IAcross[2], acom_args);
}

static HRESULT AsyncIAcross_Finish_Deep_Proxy(AsyncIAcross *This, LONG **a)
{
	void *acom_args[] = { NULL, &a };

	return AcomFinish(This, &acom_methods_IAcross[2], acom_args);
}

static HRESULT AsyncIAcross_Begin_Late_Proxy(AsyncIAcross *This, ULONG n)
{
	void *acom_args[] = { NULL, &n };

	return AcomBegin(This, &acom_methods_IAcross[3], acom_args);
}

static HRESULT AsyncIAcross_Finish_Late_Proxy(AsyncIAcross *This, LONG *a)
{
	void *acom_args[] = { &a, NULL };

	return AcomFinish(This, &acom_methods_IAcross[3], acom_args);
}

static HRESULT AsyncIAcross_Begin_Pointer_Proxy(AsyncIAcross *This, const ULONG *n)
{
	void *acom_args[] = { &n, NULL };

	return AcomBegin(This, &acom_methods_IAcross[4], acom_args);
}

static HRESULT AsyncIAcross_Finish_Pointer_Proxy(AsyncIAcross *This, LONG *a)
{
	void *acom_args[] = { NULL, &a };

	return AcomFinish(This, &acom_methods_IAcross[4], acom_args);
}

static HRESULT AsyncIAcross_Begin_String_Proxy(AsyncIAcross *This, ULONG n)
{
	void *acom_args[] = { &n, NULL };

	return AcomBegin(This, &acom_methods_IAcross[5], acom_args);
}

static HRESULT AsyncIAcross_Finish_String_Proxy(AsyncIAcross *This, OLECHAR *s)
{
	void *acom_args[] = { NULL, &s };

	return AcomFinish(This, &acom_methods_IAcross[5], acom_args);
}

static HRESULT AsyncIAcross_Begin_Both_Proxy(AsyncIAcross *This, ULONG n, LONG *a)
{
	void *acom_args[] = { &n, &a };

	return AcomBegin(This, &acom_methods_IAcross[6], acom_args);
}

static HRESULT AsyncIAcross_Finish_Both_Proxy(AsyncIAcross *This, LONG *a)
{
	void *acom_args[] = { NULL, &a };

	return AcomFinish(This, &acom_methods_IAcross[6], acom_args);
}

static HRESULT AsyncIAcross_Begin_BothString_Proxy(AsyncIAcross *This, ULONG n, OLECHAR *s)
{
	void *acom_args[] = { &n, &s };

	return AcomBegin(This, &acom_methods_IAcross[7], acom_args);
}

static HRESULT AsyncIAcross_Finish_BothString_Proxy(AsyncIAcross *This, OLECHAR *s)
{
	void *acom_args[] = { NULL, &s };

	return AcomFinish(This, &acom_methods_IAcross[7], acom_args);
}

static HRESULT AsyncIAcross_Begin_Length_Proxy(AsyncIAcross *This, ULONG n, ULONG used)
{
	void *acom_args[] = { &n, &used, NULL };

	return AcomBegin(This, &acom_methods_IAcross[8], acom_args);
}

static HRESULT AsyncIAcross_Finish_Length_Proxy(AsyncIAcross *This, LONG *a)
{
	void *acom_args[] = { NULL, NULL, &a };

	return AcomFinish(This, &acom_methods_IAcross[8], acom_args);
}

static HRESULT AsyncIAcross_Begin_First_Proxy(AsyncIAcross *This, ULONG n, ULONG from)
{
	void *acom_args[] = { &n, &from, NULL };

	return AcomBegin(This, &acom_methods_IAcross[9], acom_args);
}

static HRESULT AsyncIAcross_Finish_First_Proxy(AsyncIAcross *This, LONG *a)
{
	void *acom_args[] = { NULL, NULL, &a };

	return AcomFinish(This, &acom_methods_IAcross[9], acom_args);
}

static HRESULT AsyncIAcross_Begin_LengthOut_Proxy(AsyncIAcross *This, ULONG n)
{
	void *acom_args[] = { &n, NULL, NULL };

	return AcomBegin(This, &acom_methods_IAcross[10], acom_args);
}

static HRESULT AsyncIAcross_Finish_LengthOut_Proxy(AsyncIAcross *This, LONG *a, ULONG *used)
{
	void *acom_args[] = { NULL, &a, &used };

	return AcomFinish(This, &acom_methods_IAcross[10], acom_args);
}

static HRESULT AsyncIAcross_Begin_LengthBoth_Proxy(AsyncIAcross *This, ULONG n, ULONG *used, LONG *a)
{
	void *acom_args[] = { &n, &used, &a };

	return AcomBegin(This, &acom_methods_IAcross[11], acom_args);
}

static HRESULT AsyncIAcross_Finish_LengthBoth_Proxy(AsyncIAcross *This, ULONG *used, LONG *a)
{
	void *acom_args[] = { NULL, &used, &a };

	return AcomFinish(This, &acom_methods_IAcross[11], acom_args);
}

static HRESULT AsyncIAcross_Begin_SizeBoth_Proxy(AsyncIAcross *This, ULONG *n)
{
	void *acom_args[] = { &n, NULL };

	return AcomBegin(This, &acom_methods_IAcross[12], acom_args);
}

static HRESULT AsyncIAcross_Finish_SizeBoth_Proxy(AsyncIAcross *This, ULONG *n, LONG *a)
{
	void *acom_args[] = { &n, &a };

	return AcomFinish(This, &acom_methods_IAcross[12], acom_args);
}

static HRESULT AsyncIAcross_Begin_Iid_Proxy(AsyncIAcross *This, REFIID riid)
{
	void *acom_args[] = { &riid, NULL };

	return AcomBegin(This, &acom_methods_IAcross[13], acom_args);
}

static HRESULT AsyncIAcross_Finish_Iid_Proxy(AsyncIAcross *This, void **ppv)
{
	void *acom_args[] = { NULL, &ppv };

	return AcomFinish(This, &acom_methods_IAcross[13], acom_args);
}

static HRESULT AsyncIAcross_Begin_IidTyped_Proxy(AsyncIAcross *This, REFIID riid)
{
	void *acom_args[] = { &riid, NULL };

	return AcomBegin(This, &acom_methods_IAcross[14], acom_args);
}

static HRESULT AsyncIAcross_Finish_IidTyped_Proxy(AsyncIAcross *This, IUnknown **ppv)
{
	void *acom_args[] = { NULL, &ppv };

	return AcomFinish(This, &acom_methods_IAcross[14], acom_args);
}

static HRESULT AsyncIAcross_Begin_IidPointer_Proxy(AsyncIAcross *This, IID *iid)
{
	void *acom_args[] = { &iid, NULL };

	return AcomBegin(This, &acom_methods_IAcross[15], acom_args);
}

static HRESULT AsyncIAcross_Finish_IidPointer_Proxy(AsyncIAcross *This, IUnknown **ppv)
{
	void *acom_args[] = { NULL, &ppv };

	return AcomFinish(This, &acom_methods_IAcross[15], acom_args);
}

static HRESULT AsyncIAcross_Begin_IidOut_Proxy(AsyncIAcross *This)
{
	void *acom_args[] = { NULL, NULL };

	return AcomBegin(This, &acom_methods_IAcross[16], acom_args);
}

static HRESULT AsyncIAcross_Finish_IidOut_Proxy(AsyncIAcross *This, IID *iid, IUnknown **ppv)
{
	void *acom_args[] = { &iid, &ppv };

	return AcomFinish(This, &acom_methods_IAcross[16], acom_args);
}

static HRESULT AsyncIAcross_Begin_IidStar_Proxy(AsyncIAcross *This, IID *iid)
{
	void *acom_args[] = { &iid, NULL };

	return AcomBegin(This, &acom_methods_IAcross[17], acom_args);
}

static HRESULT AsyncIAcross_Finish_IidStar_Proxy(AsyncIAcross *This, IUnknown **ppv)
{
	void *acom_args[] = { NULL, &ppv };

	return AcomFinish(This, &acom_methods_IAcross[17], acom_args);
}

static HRESULT AsyncIAcross_Begin_IidBoth_Proxy(AsyncIAcross *This, REFIID riid, IUnknown **ppv)
{
	void *acom_args[] = { &riid, &ppv };

	return AcomBegin(This, &acom_methods_IAcross[18], acom_args);
}

static HRESULT AsyncIAcross_Finish_IidBoth_Proxy(AsyncIAcross *This, IUnknown **ppv)
{
	void *acom_args[] = { NULL, &ppv };

	return AcomFinish(This, &acom_methods_IAcross[18], acom_args);
}

static HRESULT AsyncIAcross_Begin_IidMany_Proxy(AsyncIAcross *This, REFIID riid, ULONG n)
{
	void *acom_args[] = { &riid, &n, NULL, NULL };

	return AcomBegin(This, &acom_methods_IAcross[19], acom_args);
}

static HRESULT AsyncIAcross_Finish_IidMany_Proxy(AsyncIAcross *This, IUnknown **list, ULONG *got)
{
	void *acom_args[] = { NULL, NULL, &list, &got };

	return AcomFinish(This, &acom_methods_IAcross[19], acom_args);
}

static HRESULT AsyncIAcross_Begin_Arm_Proxy(AsyncIAcross *This, LONG which)
{
	void *acom_args[] = { &which, NULL };

	return AcomBegin(This, &acom_methods_IAcross[20], acom_args);
}

static HRESULT AsyncIAcross_Finish_Arm_Proxy(AsyncIAcross *This, AcrossArms *arms)
{
	void *acom_args[] = { NULL, &arms };

	return AcomFinish(This, &acom_methods_IAcross[20], acom_args);
}

static HRESULT AsyncIAcross_Begin_ArmOut_Proxy(AsyncIAcross *This)
{
	void *acom_args[] = { NULL, NULL };

	return AcomBegin(This, &acom_methods_IAcross[21], acom_args);
}

static HRESULT AsyncIAcross_Finish_ArmOut_Proxy(AsyncIAcross *This, LONG *which, AcrossArms *arms)
{
	void *acom_args[] = { &which, &arms };

	return AcomFinish(This, &acom_methods_IAcross[21], acom_args);
}

static HRESULT AsyncIAcross_Begin_ArmBoth_Proxy(AsyncIAcross *This, LONG which, AcrossArms *arms)
{
	void *acom_args[] = { &which, &arms };

	return AcomBegin(This, &acom_methods_IAcross[22], acom_args);
}

static HRESULT AsyncIAcross_Finish_ArmBoth_Proxy(AsyncIAcross *This, AcrossArms *arms)
{
	void *acom_args[] = { NULL, &arms };

	return AcomFinish(This, &acom_methods_IAcross[22], acom_args);
}

static const AsyncIAcrossVtbl acom_vtbl_AsyncIAcross = {
	.QueryInterface = AsyncIAcross_QueryInterface_Proxy,
	.AddRef = AsyncIAcross_AddRef_Proxy,
	.Release = AsyncIAcross_Release_Proxy,
	.Begin_Size = AsyncIAcross_Begin_Size_Proxy,
	.Finish_Size = AsyncIAcross_Finish_Size_Proxy,
	.Begin_Max = AsyncIAcross_Begin_Max_Proxy,
	.Finish_Max = AsyncIAcross_Finish_Max_Proxy,
	.Begin_Deep = AsyncIAcross_Begin_Deep_Proxy,
	.Finish_Deep = AsyncIAcross_Finish_Deep_Proxy,
	.Begin_Late = AsyncIAcross_Begin_Late_Proxy,
	.Finish_Late = AsyncIAcross_Finish_Late_Proxy,
	.Begin_Pointer = AsyncIAcross_Begin_Pointer_Proxy,
	.Finish_Pointer = AsyncIAcross_Finish_Pointer_Proxy,
	.Begin_String = AsyncIAcross_Begin_String_Proxy,
	.Finish_String = AsyncIAcross_Finish_String_Proxy,
	.Begin_Both = AsyncIAcross_Begin_Both_Proxy,
	.Finish_Both = AsyncIAcross_Finish_Both_Proxy,
	.Begin_BothString = AsyncIAcross_Begin_BothString_Proxy,
	.Finish_BothString = AsyncIAcross_Finish_BothString_Proxy,
	.Begin_Length = AsyncIAcross_Begin_Length_Proxy,
	.Finish_Length = AsyncIAcross_Finish_Length_Proxy,
	.Begin_First = AsyncIAcross_Begin_First_Proxy,
	.Finish_First = AsyncIAcross_Finish_First_Proxy,
	.Begin_LengthOut = AsyncIAcross_Begin_LengthOut_Proxy,
	.Finish_LengthOut = AsyncIAcross_Finish_LengthOut_Proxy,
	.Begin_LengthBoth = AsyncIAcross_Begin_LengthBoth_Proxy,
	.Finish_LengthBoth = AsyncIAcross_Finish_LengthBoth_Proxy,
	.Begin_SizeBoth = AsyncIAcross_Begin_SizeBoth_Proxy,
	.Finish_SizeBoth = AsyncIAcross_Finish_SizeBoth_Proxy,
	.Begin_Iid = AsyncIAcross_Begin_Iid_Proxy,
	.Finish_Iid = AsyncIAcross_Finish_Iid_Proxy,
	.Begin_IidTyped = AsyncIAcross_Begin_IidTyped_Proxy,
	.Finish_IidTyped = AsyncIAcross_Finish_IidTyped_Proxy,
	.Begin_IidPointer = AsyncIAcross_Begin_IidPointer_Proxy,
	.Finish_IidPointer = AsyncIAcross_Finish_IidPointer_Proxy,
	.Begin_IidOut = AsyncIAcross_Begin_IidOut_Proxy,
	.Finish_IidOut = AsyncIAcross_Finish_IidOut_Proxy,
	.Begin_IidStar = AsyncIAcross_Begin_IidStar_Proxy,
	.Finish_IidStar = AsyncIAcross_Finish_IidStar_Proxy,
	.Begin_IidBoth = AsyncIAcross_Begin_IidBoth_Proxy,
	.Finish_IidBoth = AsyncIAcross_Finish_IidBoth_Proxy,
	.Begin_IidMany = AsyncIAcross_Begin_IidMany_Proxy,
	.Finish_IidMany = AsyncIAcross_Finish_IidMany_Proxy,
	.Begin_Arm = AsyncIAcross_Begin_Arm_Proxy,
	.Finish_Arm = AsyncIAcross_Finish_Arm_Proxy,
	.Begin_ArmOut = AsyncIAcross_Begin_ArmOut_Proxy,
	.Finish_ArmOut = AsyncIAcross_Finish_ArmOut_Proxy,
	.Begin_ArmBoth = AsyncIAcross_Begin_ArmBoth_Proxy,
	.Finish_ArmBoth = AsyncIAcross_Finish_ArmBoth_Proxy,
};

static const ACOM_INTERFACE acom_interface_IAcross = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IAcross",
	.iid = &IID_IAcross,
	.async_iid = &IID_AsyncIAcross,
	.base = &IID_IUnknown,
	.count = 23,
	.methods = acom_methods_IAcross,
	.proxy_vtbl = &acom_vtbl_IAcross,
	.async_vtbl = &acom_vtbl_AsyncIAcross,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_IAcross,
};

ACOM_MODULE across_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "across.idl",
		.count = 1,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(across_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(across_interfaces);
}
