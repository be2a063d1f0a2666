/* unions_p.c - made by idlgen from unions.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "unions.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"

static int64_t acom_number_1(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[1];
}
static const ACOM_EXPR acom_expr_1 = { .number = acom_number_1, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_2(const ACOM_SCOPE *s)
{
	return (int64_t)*(SHORT *)s->args[0];
}
static const ACOM_EXPR acom_expr_2 = { .number = acom_number_2, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_3(const ACOM_SCOPE *s)
{
	(void)s;
	return 3;
}
static const ACOM_EXPR acom_expr_3 = { .number = acom_number_3, .from = 0, .save = 0 };

static int64_t acom_number_4(const ACOM_SCOPE *s)
{
	return (int64_t)*(ULONG *)s->args[1];
}
static const ACOM_EXPR acom_expr_4 = { .number = acom_number_4, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_5(const ACOM_SCOPE *s)
{
	return (int64_t)*(SHORT *)s->args[0];
}
static const ACOM_EXPR acom_expr_5 = { .number = acom_number_5, .from = ACOM_IN, .save = 1 };

static int64_t acom_number_6(const ACOM_SCOPE *s)
{
	return ACOM_AT(*(BROAD **)s->args[2]);
}
static const ACOM_EXPR acom_expr_6 = { .number = acom_number_6, .from = ACOM_OUT, .save = 0 };

static int64_t acom_number_7(const ACOM_SCOPE *s)
{
	return ACOM_AT(*(SHORT **)s->args[0]);
}
static const ACOM_EXPR acom_expr_7 = { .number = acom_number_7, .from = ACOM_IN | ACOM_OUT, .save = 1 };

static int64_t acom_number_8(const ACOM_SCOPE *s)
{
	return (int64_t)((const HOLDER *)s->base)->tag;
}
static const ACOM_EXPR acom_expr_8 = { .number = acom_number_8, .from = 0, .save = 0 };

static int64_t acom_number_9(const ACOM_SCOPE *s)
{
	return acom_add((int64_t)((const HOLDER *)s->base)->tag, 1);
}
static const ACOM_EXPR acom_expr_9 = { .number = acom_number_9, .from = 0, .save = 0 };

static int64_t acom_number_10(const ACOM_SCOPE *s)
{
	return (int64_t)((const HOLDER *)s->base)->broad;
}
static const ACOM_EXPR acom_expr_10 = { .number = acom_number_10, .from = 0, .save = 0 };

static int64_t acom_number_11(const ACOM_SCOPE *s)
{
	return (int64_t)*(SHORT *)s->args[0];
}
static const ACOM_EXPR acom_expr_11 = { .number = acom_number_11, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_12(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[1];
}
static const ACOM_EXPR acom_expr_12 = { .number = acom_number_12, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_13(const ACOM_SCOPE *s)
{
	return (int64_t)((const OPEN *)s->base)->n;
}
static const ACOM_EXPR acom_expr_13 = { .number = acom_number_13, .from = 0, .save = 0 };

static int64_t acom_number_14(const ACOM_SCOPE *s)
{
	return (int64_t)((const OPEN_WINDOW *)s->base)->n;
}
static const ACOM_EXPR acom_expr_14 = { .number = acom_number_14, .from = 0, .save = 0 };

static int64_t acom_number_15(const ACOM_SCOPE *s)
{
	return (int64_t)((const OPEN_WINDOW *)s->base)->from;
}
static const ACOM_EXPR acom_expr_15 = { .number = acom_number_15, .from = 0, .save = 0 };

static int64_t acom_number_16(const ACOM_SCOPE *s)
{
	return acom_add(acom_sub((int64_t)((const OPEN_WINDOW *)s->base)->to, (int64_t)((const OPEN_WINDOW *)s->base)->from), 1);
}
static const ACOM_EXPR acom_expr_16 = { .number = acom_number_16, .from = 0, .save = 0 };

static int64_t acom_number_17(const ACOM_SCOPE *s)
{
	return acom_div((int64_t)((const OPEN_OBJECTS *)s->base)->n, 2);
}
static const ACOM_EXPR acom_expr_17 = { .number = acom_number_17, .from = 0, .save = 0 };

static int64_t acom_number_18(const ACOM_SCOPE *s)
{
	return acom_add((int64_t)((const OPEN_ROWS *)s->base)->last, 1);
}
static const ACOM_EXPR acom_expr_18 = { .number = acom_number_18, .from = 0, .save = 0 };

static int64_t acom_number_19(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[2];
}
static const ACOM_EXPR acom_expr_19 = { .number = acom_number_19, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_20(const ACOM_SCOPE *s)
{
	return (int64_t)((const NODES *)s->base)->n;
}
static const ACOM_EXPR acom_expr_20 = { .number = acom_number_20, .from = 0, .save = 0 };

static int64_t acom_number_21(const ACOM_SCOPE *s)
{
	return (int64_t)((const ANY *)s->base)->tag;
}
static const ACOM_EXPR acom_expr_21 = { .number = acom_number_21, .from = 0, .save = 0 };

static int64_t acom_number_22(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[0];
}
static const ACOM_EXPR acom_expr_22 = { .number = acom_number_22, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_23(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[1];
}
static const ACOM_EXPR acom_expr_23 = { .number = acom_number_23, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_24(const ACOM_SCOPE *s)
{
	return acom_add(acom_sub(acom_sub((int64_t)*(LONG *)s->args[0], 1), (int64_t)*(LONG *)s->args[1]), 1);
}
static const ACOM_EXPR acom_expr_24 = { .number = acom_number_24, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_25(const ACOM_SCOPE *s)
{
	return acom_add((int64_t)*(LONG *)s->args[0], 1);
}
static const ACOM_EXPR acom_expr_25 = { .number = acom_number_25, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_26(const ACOM_SCOPE *s)
{
	(void)s;
	return 1;
}
static const ACOM_EXPR acom_expr_26 = { .number = acom_number_26, .from = 0, .save = 0 };

static const ACOM_TYPE acom_type_85;
static const ACOM_TYPE acom_type_91;
static const ACOM_TYPE acom_type_96;
static const ACOM_TYPE acom_type_103;
static const ACOM_TYPE acom_type_1 = {
	.name = "LONG", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(LONG), .wire = 4,
};
static const ACOM_TYPE acom_type_2 = {
	.name = "BYTE", .kind = ACOM_U8, .flags = 0, .align = 1, .size = sizeof(BYTE), .wire = 1,
};
static const ACOM_TYPE acom_type_3 = {
	.name = "OLECHAR", .kind = ACOM_U16, .flags = 0, .align = 2, .size = sizeof(OLECHAR), .wire = 2,
};
static const ACOM_TYPE acom_type_4 = {
	.name = "OLECHAR[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING | ACOM_STRING, .align = 4, .size = 0, .wire = 14,
	.elem = &acom_type_3,
};
static const ACOM_TYPE acom_type_5 = {
	.name = "OLECHAR *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_4,
};
static const ACOM_TYPE acom_type_6 = {
	.name = "int64_t", .kind = ACOM_I64, .flags = 0, .align = 8, .size = sizeof(int64_t), .wire = 8,
};
static const ACOM_FIELD acom_fields_7[] = {
	{ "small_one", offsetof(TAGGED, tagged_union), &acom_type_2, 1 },
	{ "text", offsetof(TAGGED, tagged_union), &acom_type_5, 2 },
	{ "text", offsetof(TAGGED, tagged_union), &acom_type_5, 3 },
	{ "", offsetof(TAGGED, tagged_union), NULL, 4 },
	{ "large", offsetof(TAGGED, tagged_union), &acom_type_6, 0 },
};
static const ACOM_TYPE acom_type_7 = {
	.name = "struct _TAGGED", .kind = ACOM_UNION, .flags = ACOM_ENCAPSULATED | ACOM_DEFAULT, .align = 8, .size = sizeof(TAGGED), .wire = 4,
	.count = 5,
	.elem = &acom_type_1,
	.fields = acom_fields_7,
};
static const ACOM_TYPE acom_type_8 = {
	.name = "TAGGED *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_7,
};
static const ACOM_TYPE acom_type_9 = {
	.name = "WHAT", .kind = ACOM_ENUM16, .flags = 0, .align = 2, .size = sizeof(WHAT), .wire = 2,
};
static const ACOM_TYPE acom_type_10 = {
	.name = "char", .kind = ACOM_U8, .flags = 0, .align = 1, .size = sizeof(char), .wire = 1,
};
static const ACOM_TYPE acom_type_11 = {
	.name = "char[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING | ACOM_STRING, .align = 4, .size = 0, .wire = 13,
	.elem = &acom_type_10,
};
static const ACOM_TYPE acom_type_12 = {
	.name = "char *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_11,
};
static const ACOM_FIELD acom_fields_13[] = {
	{ "number", offsetof(NAMED, value), &acom_type_1, 3 },
	{ "text", offsetof(NAMED, value), &acom_type_12, 4 },
	{ "", offsetof(NAMED, value), NULL, 0 },
};
static const ACOM_TYPE acom_type_13 = {
	.name = "NAMED", .kind = ACOM_UNION, .flags = ACOM_ENCAPSULATED, .align = 4, .size = sizeof(NAMED), .wire = 2,
	.count = 3,
	.elem = &acom_type_9,
	.fields = acom_fields_13,
};
static const ACOM_TYPE acom_type_14 = {
	.name = "NAMED *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_13,
};
static const ACOM_TYPE acom_type_15 = {
	.name = "int8_t", .kind = ACOM_I8, .flags = 0, .align = 1, .size = sizeof(int8_t), .wire = 1,
};
static const ACOM_TYPE acom_type_16 = {
	.name = "float", .kind = ACOM_F32, .flags = 0, .align = 4, .size = sizeof(float), .wire = 4,
};
static const ACOM_TYPE acom_type_17 = {
	.name = "double", .kind = ACOM_F64, .flags = 0, .align = 8, .size = sizeof(double), .wire = 8,
};
static const ACOM_FIELD acom_fields_18[] = {
	{ "f", offsetof(struct SIGNED, u), &acom_type_16, -128 },
	{ "d", offsetof(struct SIGNED, u), &acom_type_17, 127 },
};
static const ACOM_TYPE acom_type_18 = {
	.name = "struct SIGNED", .kind = ACOM_UNION, .flags = ACOM_ENCAPSULATED, .align = 8, .size = sizeof(struct SIGNED), .wire = 5,
	.count = 2,
	.elem = &acom_type_15,
	.fields = acom_fields_18,
};
static const ACOM_TYPE acom_type_19 = {
	.name = "struct SIGNED *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_18,
};
static const ACOM_FIELD acom_fields_20[] = {
	{ "x", offsetof(struct acom_unions_1, x), &acom_type_1, 0 },
	{ "y", offsetof(struct acom_unions_1, y), &acom_type_1, 0 },
};
static const ACOM_TYPE acom_type_20 = {
	.name = "struct acom_unions_1", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(struct acom_unions_1), .wire = 8,
	.count = 2,
	.fields = acom_fields_20,
};
static const ACOM_FIELD acom_fields_21[] = {
	{ "point", offsetof(LETTER, tagged_union), &acom_type_20, 97 },
	{ "point", offsetof(LETTER, tagged_union), &acom_type_20, 99 },
	{ "", offsetof(LETTER, tagged_union), NULL, 0 },
};
static const ACOM_TYPE acom_type_21 = {
	.name = "LETTER", .kind = ACOM_UNION, .flags = ACOM_ENCAPSULATED | ACOM_DEFAULT, .align = 4, .size = sizeof(LETTER), .wire = 1,
	.count = 3,
	.elem = &acom_type_10,
	.fields = acom_fields_21,
};
static const ACOM_TYPE acom_type_22 = {
	.name = "LETTER *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_21,
};
static const ACOM_TYPE acom_type_23 = {
	.name = "LETTER **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_22,
};
static const ACOM_TYPE acom_type_24 = {
	.name = "uint8_t", .kind = ACOM_BOOLEAN, .flags = 0, .align = 1, .size = sizeof(uint8_t), .wire = 1,
};
static const ACOM_TYPE acom_type_25 = {
	.name = "DWORD", .kind = ACOM_U32, .flags = 0, .align = 4, .size = sizeof(DWORD), .wire = 4,
};
static const ACOM_TYPE acom_type_26 = {
	.name = "WORD", .kind = ACOM_U16, .flags = 0, .align = 2, .size = sizeof(WORD), .wire = 2,
};
static const ACOM_TYPE acom_type_27 = {
	.name = "BYTE[8]", .kind = ACOM_ARRAY, .flags = 0, .align = 1, .size = sizeof(BYTE[8]), .wire = 8,
	.count = 8,
	.elem = &acom_type_2,
};
static const ACOM_FIELD acom_fields_28[] = {
	{ "Data1", offsetof(GUID, Data1), &acom_type_25, 0 },
	{ "Data2", offsetof(GUID, Data2), &acom_type_26, 0 },
	{ "Data3", offsetof(GUID, Data3), &acom_type_26, 0 },
	{ "Data4", offsetof(GUID, Data4), &acom_type_27, 0 },
};
static const ACOM_TYPE acom_type_28 = {
	.name = "struct GUID", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(GUID), .wire = 16,
	.count = 4,
	.fields = acom_fields_28,
};
static const ACOM_FIELD acom_fields_29[] = {
	{ "", offsetof(MAYBE, tagged_union), NULL, 0 },
	{ "guid", offsetof(MAYBE, tagged_union), &acom_type_28, 1 },
};
static const ACOM_TYPE acom_type_29 = {
	.name = "MAYBE", .kind = ACOM_UNION, .flags = ACOM_ENCAPSULATED, .align = 4, .size = sizeof(MAYBE), .wire = 1,
	.count = 2,
	.elem = &acom_type_24,
	.fields = acom_fields_29,
};
static const ACOM_TYPE acom_type_30 = {
	.name = "MAYBE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_29,
};
static const ACOM_TYPE acom_type_31 = {
	.name = "MAYBE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_29,
	.max = &acom_expr_1,
};
static const ACOM_TYPE acom_type_32 = {
	.name = "MAYBE[]", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_31,
};
static const ACOM_TYPE acom_type_33 = {
	.name = "SHORT", .kind = ACOM_I16, .flags = 0, .align = 2, .size = sizeof(SHORT), .wire = 2,
};
static const ACOM_TYPE acom_type_34 = {
	.name = "int64_t", .kind = ACOM_I64, .flags = ACOM_RANGE, .align = 8, .size = sizeof(int64_t), .wire = 8,
	.lo = 0, .hi = 9,
};
static const ACOM_TYPE acom_type_35 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_1,
};
static const ACOM_TYPE acom_type_36 = {
	.name = "LONG[3]", .kind = ACOM_ARRAY, .flags = 0, .align = 4, .size = sizeof(LONG[3]), .wire = 12,
	.count = 3,
	.elem = &acom_type_1,
};
static const ACOM_FIELD acom_fields_37[] = {
	{ "b", 0, &acom_type_2, 1 },
	{ "b", 0, &acom_type_2, 2 },
	{ "h", 0, &acom_type_34, 3 },
	{ "p", 0, &acom_type_35, 4 },
	{ "", 0, NULL, 5 },
	{ "fixed", 0, &acom_type_36, 0 },
};
static const ACOM_TYPE acom_type_37 = {
	.name = "union ELSEWHERE", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 8, .size = sizeof(ELSEWHERE), .wire = 2,
	.count = 6,
	.elem = &acom_type_33,
	.fields = acom_fields_37,
	.max = &acom_expr_2,
};
static const ACOM_TYPE acom_type_38 = {
	.name = "ELSEWHERE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_37,
};
static const ACOM_TYPE acom_type_39 = {
	.name = "ELSEWHERE *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_37,
};
static const ACOM_FIELD acom_fields_40[] = {
	{ "b", 0, &acom_type_2, 1 },
	{ "b", 0, &acom_type_2, 2 },
	{ "h", 0, &acom_type_34, 3 },
	{ "p", 0, &acom_type_35, 4 },
	{ "", 0, NULL, 5 },
	{ "fixed", 0, &acom_type_36, 0 },
};
static const ACOM_TYPE acom_type_40 = {
	.name = "union ELSEWHERE", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 8, .size = sizeof(ELSEWHERE), .wire = 2,
	.count = 6,
	.elem = &acom_type_33,
	.fields = acom_fields_40,
	.max = &acom_expr_3,
};
static const ACOM_TYPE acom_type_41 = {
	.name = "ELSEWHERE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_40,
};
static const ACOM_TYPE acom_type_42 = {
	.name = "ULONG", .kind = ACOM_U32, .flags = 0, .align = 4, .size = sizeof(ULONG), .wire = 4,
};
static const ACOM_FIELD acom_fields_43[] = {
	{ "inner", 0, &acom_type_7, INT64_C(4294967295) },
	{ "", 0, NULL, 0 },
	{ "", 0, NULL, 0 },
};
static const ACOM_TYPE acom_type_43 = {
	.name = "LARGE_TAG", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 8, .size = sizeof(LARGE_TAG), .wire = 4,
	.count = 3,
	.elem = &acom_type_42,
	.fields = acom_fields_43,
	.max = &acom_expr_4,
};
static const ACOM_TYPE acom_type_44 = {
	.name = "LARGE_TAG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_43,
};
static const ACOM_FIELD acom_fields_45[] = {
	{ "b", 0, &acom_type_2, 1 },
	{ "b", 0, &acom_type_2, 2 },
	{ "h", 0, &acom_type_34, 3 },
	{ "p", 0, &acom_type_35, 4 },
	{ "", 0, NULL, 5 },
	{ "fixed", 0, &acom_type_36, 0 },
};
static const ACOM_TYPE acom_type_45 = {
	.name = "union ELSEWHERE", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 8, .size = sizeof(ELSEWHERE), .wire = 2,
	.count = 6,
	.elem = &acom_type_33,
	.fields = acom_fields_45,
	.max = &acom_expr_5,
};
static const ACOM_TYPE acom_type_46 = {
	.name = "ELSEWHERE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_45,
};
static const ACOM_TYPE acom_type_47 = {
	.name = "BROAD", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(BROAD), .wire = 4,
};
static const ACOM_TYPE acom_type_48 = {
	.name = "BROAD *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_47,
};
static const ACOM_TYPE acom_type_49 = {
	.name = "IUnknown *", .kind = ACOM_INTERFACE_POINTER, .flags = 0, .align = 4, .size = sizeof(void *), .wire = 4,
	.iid = &IID_IUnknown,
};
static const ACOM_FIELD acom_fields_50[] = {
	{ "object", 0, &acom_type_49, -1 },
	{ "named", 0, &acom_type_13, 65536 },
};
static const ACOM_TYPE acom_type_50 = {
	.name = "BROAD_TAG", .kind = ACOM_UNION, .flags = 0, .align = 4, .size = sizeof(BROAD_TAG), .wire = 6,
	.count = 2,
	.elem = &acom_type_47,
	.fields = acom_fields_50,
	.max = &acom_expr_6,
};
static const ACOM_TYPE acom_type_51 = {
	.name = "BROAD_TAG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_50,
};
static const ACOM_TYPE acom_type_52 = {
	.name = "SHORT *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_33,
};
static const ACOM_FIELD acom_fields_53[] = {
	{ "b", 0, &acom_type_2, 1 },
	{ "b", 0, &acom_type_2, 2 },
	{ "h", 0, &acom_type_34, 3 },
	{ "p", 0, &acom_type_35, 4 },
	{ "", 0, NULL, 5 },
	{ "fixed", 0, &acom_type_36, 0 },
};
static const ACOM_TYPE acom_type_53 = {
	.name = "union ELSEWHERE", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 8, .size = sizeof(ELSEWHERE), .wire = 2,
	.count = 6,
	.elem = &acom_type_33,
	.fields = acom_fields_53,
	.max = &acom_expr_7,
};
static const ACOM_TYPE acom_type_54 = {
	.name = "ELSEWHERE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_53,
};
static const ACOM_FIELD acom_fields_55[] = {
	{ "b", 0, &acom_type_2, 1 },
	{ "b", 0, &acom_type_2, 2 },
	{ "h", 0, &acom_type_34, 3 },
	{ "p", 0, &acom_type_35, 4 },
	{ "", 0, NULL, 5 },
	{ "fixed", 0, &acom_type_36, 0 },
};
static const ACOM_TYPE acom_type_55 = {
	.name = "union ELSEWHERE", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 8, .size = sizeof(ELSEWHERE), .wire = 2,
	.count = 6,
	.elem = &acom_type_33,
	.fields = acom_fields_55,
	.max = &acom_expr_8,
};
static const ACOM_FIELD acom_fields_56[] = {
	{ "b", 0, &acom_type_2, 1 },
	{ "b", 0, &acom_type_2, 2 },
	{ "h", 0, &acom_type_34, 3 },
	{ "p", 0, &acom_type_35, 4 },
	{ "", 0, NULL, 5 },
	{ "fixed", 0, &acom_type_36, 0 },
};
static const ACOM_TYPE acom_type_56 = {
	.name = "union ELSEWHERE", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 8, .size = sizeof(ELSEWHERE), .wire = 2,
	.count = 6,
	.elem = &acom_type_33,
	.fields = acom_fields_56,
	.max = &acom_expr_9,
};
static const ACOM_TYPE acom_type_57 = {
	.name = "ELSEWHERE *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_56,
};
static const ACOM_FIELD acom_fields_58[] = {
	{ "a", 0, &acom_type_1, -1 },
	{ "", 0, NULL, 0 },
};
static const ACOM_TYPE acom_type_58 = {
	.name = "union acom_unions_2", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 4, .size = sizeof(union acom_unions_2), .wire = 4,
	.count = 2,
	.elem = &acom_type_47,
	.fields = acom_fields_58,
	.max = &acom_expr_10,
};
static const ACOM_FIELD acom_fields_59[] = {
	{ "tag", offsetof(HOLDER, tag), &acom_type_33, 0 },
	{ "one", offsetof(HOLDER, one), &acom_type_55, 0 },
	{ "other", offsetof(HOLDER, other), &acom_type_57, 0 },
	{ "broad", offsetof(HOLDER, broad), &acom_type_47, 0 },
	{ "inner", offsetof(HOLDER, inner), &acom_type_58, 0 },
};
static const ACOM_TYPE acom_type_59 = {
	.name = "struct HOLDER", .kind = ACOM_STRUCT, .flags = 0, .align = 8, .size = sizeof(HOLDER), .wire = 16,
	.count = 5,
	.fields = acom_fields_59,
};
static const ACOM_TYPE acom_type_60 = {
	.name = "HOLDER *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_59,
};
static const ACOM_FIELD acom_fields_61[] = {
	{ "b", 0, &acom_type_2, 1 },
	{ "b", 0, &acom_type_2, 2 },
	{ "h", 0, &acom_type_34, 3 },
	{ "p", 0, &acom_type_35, 4 },
	{ "", 0, NULL, 5 },
	{ "fixed", 0, &acom_type_36, 0 },
};
static const ACOM_TYPE acom_type_61 = {
	.name = "union ELSEWHERE", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 8, .size = sizeof(ELSEWHERE), .wire = 2,
	.count = 6,
	.elem = &acom_type_33,
	.fields = acom_fields_61,
	.max = &acom_expr_11,
};
static const ACOM_TYPE acom_type_62 = {
	.name = "union ELSEWHERE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 8, .size = 0, .wire = 4,
	.elem = &acom_type_61,
	.max = &acom_expr_12,
};
static const ACOM_TYPE acom_type_63 = {
	.name = "ELSEWHERE[]", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_62,
};
static const ACOM_TYPE acom_type_64 = {
	.name = "int64_t[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 8, .size = 0, .wire = 4,
	.elem = &acom_type_6,
	.max = &acom_expr_13,
};
static const ACOM_FIELD acom_fields_65[] = {
	{ "n", offsetof(OPEN, n), &acom_type_33, 0 },
	{ "a", offsetof(OPEN, a), &acom_type_64, 0 },
};
static const ACOM_TYPE acom_type_65 = {
	.name = "struct OPEN", .kind = ACOM_STRUCT, .flags = ACOM_CONFORMANT, .align = 8, .size = sizeof(OPEN), .wire = 6,
	.count = 2,
	.fields = acom_fields_65,
};
static const ACOM_TYPE acom_type_66 = {
	.name = "OPEN *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_65,
};
static const ACOM_FIELD acom_fields_67[] = {
	{ "lead", offsetof(OPEN_NESTED, lead), &acom_type_2, 0 },
	{ "open", offsetof(OPEN_NESTED, open), &acom_type_65, 0 },
};
static const ACOM_TYPE acom_type_67 = {
	.name = "OPEN_NESTED", .kind = ACOM_STRUCT, .flags = ACOM_CONFORMANT, .align = 8, .size = sizeof(OPEN_NESTED), .wire = 7,
	.count = 2,
	.fields = acom_fields_67,
};
static const ACOM_TYPE acom_type_68 = {
	.name = "OPEN_NESTED *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_67,
};
static const ACOM_TYPE acom_type_69 = {
	.name = "OPEN_NESTED **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_68,
};
static const ACOM_TYPE acom_type_70 = {
	.name = "SHORT[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING, .align = 4, .size = 0, .wire = 12,
	.elem = &acom_type_33,
	.max = &acom_expr_14,
	.first = &acom_expr_15,
	.length = &acom_expr_16,
};
static const ACOM_FIELD acom_fields_71[] = {
	{ "n", offsetof(OPEN_WINDOW, n), &acom_type_1, 0 },
	{ "from", offsetof(OPEN_WINDOW, from), &acom_type_1, 0 },
	{ "to", offsetof(OPEN_WINDOW, to), &acom_type_1, 0 },
	{ "a", offsetof(OPEN_WINDOW, a), &acom_type_70, 0 },
};
static const ACOM_TYPE acom_type_71 = {
	.name = "OPEN_WINDOW", .kind = ACOM_STRUCT, .flags = ACOM_CONFORMANT, .align = 4, .size = sizeof(OPEN_WINDOW), .wire = 24,
	.count = 4,
	.fields = acom_fields_71,
};
static const ACOM_TYPE acom_type_72 = {
	.name = "OPEN_WINDOW *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_71,
};
static const ACOM_TYPE acom_type_73 = {
	.name = "OPEN_WINDOW **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_72,
};
static const ACOM_TYPE acom_type_74 = {
	.name = "IUnknown *[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_49,
	.max = &acom_expr_17,
};
static const ACOM_FIELD acom_fields_75[] = {
	{ "n", offsetof(OPEN_OBJECTS, n), &acom_type_1, 0 },
	{ "a", offsetof(OPEN_OBJECTS, a), &acom_type_74, 0 },
};
static const ACOM_TYPE acom_type_75 = {
	.name = "OPEN_OBJECTS", .kind = ACOM_STRUCT, .flags = ACOM_CONFORMANT, .align = 4, .size = sizeof(OPEN_OBJECTS), .wire = 8,
	.count = 2,
	.fields = acom_fields_75,
};
static const ACOM_TYPE acom_type_76 = {
	.name = "OPEN_OBJECTS *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_75,
};
static const ACOM_TYPE acom_type_77 = {
	.name = "SHORT[2]", .kind = ACOM_ARRAY, .flags = 0, .align = 2, .size = sizeof(SHORT[2]), .wire = 4,
	.count = 2,
	.elem = &acom_type_33,
};
static const ACOM_TYPE acom_type_78 = {
	.name = "SHORT[2][]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 2, .size = 0, .wire = 4,
	.elem = &acom_type_77,
	.max = &acom_expr_18,
};
static const ACOM_FIELD acom_fields_79[] = {
	{ "last", offsetof(OPEN_ROWS, last), &acom_type_1, 0 },
	{ "a", offsetof(OPEN_ROWS, a), &acom_type_78, 0 },
};
static const ACOM_TYPE acom_type_79 = {
	.name = "OPEN_ROWS", .kind = ACOM_STRUCT, .flags = ACOM_CONFORMANT, .align = 4, .size = sizeof(OPEN_ROWS), .wire = 8,
	.count = 2,
	.fields = acom_fields_79,
};
static const ACOM_TYPE acom_type_80 = {
	.name = "OPEN_ROWS *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_79,
};
static const ACOM_TYPE acom_type_81 = {
	.name = "OPEN_ROWS *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_79,
};
static const ACOM_TYPE acom_type_82 = {
	.name = "OPEN_ROWS *[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_81,
	.max = &acom_expr_19,
};
static const ACOM_TYPE acom_type_83 = {
	.name = "OPEN_ROWS **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_82,
};
static const ACOM_TYPE acom_type_84 = {
	.name = "struct LIST *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_85,
};
static const ACOM_FIELD acom_fields_85[] = {
	{ "v", offsetof(LIST, v), &acom_type_1, 0 },
	{ "next", offsetof(LIST, next), &acom_type_84, 0 },
};
static const ACOM_TYPE acom_type_85 = {
	.name = "struct LIST", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(LIST), .wire = 8,
	.count = 2,
	.fields = acom_fields_85,
};
static const ACOM_TYPE acom_type_86 = {
	.name = "LIST *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_85,
};
static const ACOM_TYPE acom_type_87 = {
	.name = "NODE *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_91,
};
static const ACOM_TYPE acom_type_88 = {
	.name = "NODE *[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_87,
	.max = &acom_expr_20,
};
static const ACOM_TYPE acom_type_89 = {
	.name = "NODE **", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_88,
};
static const ACOM_FIELD acom_fields_90[] = {
	{ "n", offsetof(NODES, n), &acom_type_1, 0 },
	{ "list", offsetof(NODES, list), &acom_type_89, 0 },
};
static const ACOM_TYPE acom_type_90 = {
	.name = "NODES", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(NODES), .wire = 8,
	.count = 2,
	.fields = acom_fields_90,
};
static const ACOM_FIELD acom_fields_91[] = {
	{ "name", offsetof(struct NODE, name), &acom_type_5, 0 },
	{ "children", offsetof(struct NODE, children), &acom_type_90, 0 },
	{ "parent", offsetof(struct NODE, parent), &acom_type_87, 0 },
};
static const ACOM_TYPE acom_type_91 = {
	.name = "struct NODE", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(struct NODE), .wire = 16,
	.count = 3,
	.fields = acom_fields_91,
};
static const ACOM_TYPE acom_type_92 = {
	.name = "NODE **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_87,
};
static const ACOM_TYPE acom_type_93 = {
	.name = "struct TERM *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_96,
};
static const ACOM_TYPE acom_type_94 = {
	.name = "struct TERM *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_96,
};
static const ACOM_FIELD acom_fields_95[] = {
	{ "left", offsetof(struct acom_unions_3, left), &acom_type_94, 0 },
	{ "right", offsetof(struct acom_unions_3, right), &acom_type_94, 0 },
};
static const ACOM_TYPE acom_type_95 = {
	.name = "struct acom_unions_3", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(struct acom_unions_3), .wire = 8,
	.count = 2,
	.fields = acom_fields_95,
};
static const ACOM_FIELD acom_fields_96[] = {
	{ "number", offsetof(TERM, tagged_union), &acom_type_1, 0 },
	{ "negated", offsetof(TERM, tagged_union), &acom_type_93, 1 },
	{ "sum", offsetof(TERM, tagged_union), &acom_type_95, 2 },
};
static const ACOM_TYPE acom_type_96 = {
	.name = "struct TERM", .kind = ACOM_UNION, .flags = ACOM_ENCAPSULATED, .align = 4, .size = sizeof(TERM), .wire = 6,
	.count = 3,
	.elem = &acom_type_33,
	.fields = acom_fields_96,
};
static const ACOM_TYPE acom_type_97 = {
	.name = "TERM *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_96,
};
static const ACOM_TYPE acom_type_98 = {
	.name = "TERM *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_96,
};
static const ACOM_TYPE acom_type_99 = {
	.name = "TERM **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_98,
};
static const ACOM_TYPE acom_type_100 = {
	.name = "ANY *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_103,
};
static const ACOM_FIELD acom_fields_101[] = {
	{ "any", 0, &acom_type_103, 1 },
	{ "pointer", 0, &acom_type_100, 2 },
	{ "", 0, NULL, 0 },
};
static const ACOM_TYPE acom_type_101 = {
	.name = "union ANY_UNION", .kind = ACOM_UNION, .flags = ACOM_DEFAULT, .align = 4, .size = sizeof(union ANY_UNION), .wire = 2,
	.count = 3,
	.elem = &acom_type_33,
	.fields = acom_fields_101,
	.max = &acom_expr_21,
};
static const ACOM_TYPE acom_type_102 = {
	.name = "union ANY_UNION *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_101,
};
static const ACOM_FIELD acom_fields_103[] = {
	{ "tag", offsetof(ANY, tag), &acom_type_33, 0 },
	{ "u", offsetof(ANY, u), &acom_type_102, 0 },
};
static const ACOM_TYPE acom_type_103 = {
	.name = "struct ANY", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(ANY), .wire = 6,
	.count = 2,
	.fields = acom_fields_103,
};
static const ACOM_TYPE acom_type_104 = {
	.name = "ANY *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_103,
};
static const ACOM_TYPE acom_type_105 = {
	.name = "SHORT[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING, .align = 4, .size = 0, .wire = 12,
	.elem = &acom_type_33,
	.max = &acom_expr_22,
	.first = &acom_expr_23,
	.length = &acom_expr_24,
};
static const ACOM_TYPE acom_type_106 = {
	.name = "SHORT *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_105,
};
static const ACOM_TYPE acom_type_107 = {
	.name = "SHORT[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING, .align = 4, .size = 0, .wire = 12,
	.elem = &acom_type_33,
	.max = &acom_expr_25,
	.first = &acom_expr_26,
	.length = &acom_expr_22,
};
static const ACOM_TYPE acom_type_108 = {
	.name = "SHORT *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_107,
};
static const ACOM_TYPE acom_type_109 = {
	.name = "BYTE[8]", .kind = ACOM_ARRAY, .flags = ACOM_VARYING, .align = 4, .size = sizeof(BYTE[8]), .wire = 8,
	.count = 8,
	.elem = &acom_type_2,
	.first = &acom_expr_26,
	.length = &acom_expr_23,
};
static const ACOM_TYPE acom_type_110 = {
	.name = "BYTE[8]", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_109,
};

static const ACOM_PARAM acom_params_IUnions_Encapsulated[] = {
	{ "tagged", ACOM_IN, &acom_type_8 },
	{ "named", ACOM_IN, &acom_type_14 },
	{ "small_tag", ACOM_OUT, &acom_type_19 },
	{ "letter", ACOM_OUT, &acom_type_23 },
};
static const ACOM_PARAM acom_params_IUnions_Maybe[] = {
	{ "maybe", ACOM_IN | ACOM_OUT, &acom_type_30 },
	{ "n", ACOM_IN, &acom_type_1 },
	{ "many", ACOM_IN, &acom_type_32 },
};
static const ACOM_PARAM acom_params_IUnions_Elsewhere[] = {
	{ "tag", ACOM_IN, &acom_type_33 },
	{ "u", ACOM_IN, &acom_type_38 },
	{ "v", ACOM_IN, &acom_type_39 },
};
static const ACOM_PARAM acom_params_IUnions_Constant[] = {
	{ "u", ACOM_IN, &acom_type_41 },
	{ "tag", ACOM_IN, &acom_type_42 },
	{ "large", ACOM_IN, &acom_type_44 },
};
static const ACOM_PARAM acom_params_IUnions_Comes[] = {
	{ "tag", ACOM_IN, &acom_type_33 },
	{ "u", ACOM_OUT, &acom_type_46 },
	{ "broad", ACOM_OUT, &acom_type_48 },
	{ "w", ACOM_OUT, &acom_type_51 },
};
static const ACOM_PARAM acom_params_IUnions_Both[] = {
	{ "tag", ACOM_IN | ACOM_OUT, &acom_type_52 },
	{ "u", ACOM_IN | ACOM_OUT, &acom_type_54 },
	{ "holder", ACOM_IN, &acom_type_60 },
};
static const ACOM_PARAM acom_params_IUnions_Many[] = {
	{ "tag", ACOM_IN, &acom_type_33 },
	{ "n", ACOM_IN, &acom_type_1 },
	{ "u", ACOM_IN, &acom_type_63 },
};
static const ACOM_PARAM acom_params_IUnions_Open[] = {
	{ "open", ACOM_IN, &acom_type_66 },
	{ "nested", ACOM_IN, &acom_type_68 },
	{ "out", ACOM_OUT, &acom_type_69 },
	{ "window", ACOM_IN | ACOM_OUT, &acom_type_73 },
};
static const ACOM_PARAM acom_params_IUnions_Objects[] = {
	{ "objects", ACOM_IN, &acom_type_76 },
	{ "rows", ACOM_IN, &acom_type_80 },
	{ "n", ACOM_IN, &acom_type_1 },
	{ "many", ACOM_IN, &acom_type_83 },
};
static const ACOM_PARAM acom_params_IUnions_Recursive[] = {
	{ "list", ACOM_IN, &acom_type_86 },
	{ "tree", ACOM_IN | ACOM_OUT, &acom_type_92 },
	{ "term", ACOM_IN, &acom_type_97 },
	{ "result", ACOM_OUT, &acom_type_99 },
	{ "any", ACOM_IN, &acom_type_104 },
};
static const ACOM_PARAM acom_params_IUnions_Windows[] = {
	{ "n", ACOM_IN, &acom_type_1 },
	{ "from", ACOM_IN, &acom_type_1 },
	{ "a", ACOM_IN, &acom_type_106 },
	{ "b", ACOM_IN, &acom_type_108 },
	{ "c", ACOM_IN, &acom_type_110 },
};
static ACOM_CELL acom_cells_IUnions[11];
static const ACOM_METHOD acom_methods_IUnions[11] = {
	{
		.name = "Encapsulated", .slot = 3, .async_slot = 3, .count = 4, .saves = 0,
		.params = acom_params_IUnions_Encapsulated, .cell = &acom_cells_IUnions[0],
	},
	{
		.name = "Maybe", .slot = 4, .async_slot = 5, .count = 3, .saves = 0,
		.params = acom_params_IUnions_Maybe, .cell = &acom_cells_IUnions[1],
	},
	{
		.name = "Elsewhere", .slot = 5, .async_slot = 7, .count = 3, .saves = 0,
		.params = acom_params_IUnions_Elsewhere, .cell = &acom_cells_IUnions[2],
	},
	{
		.name = "Constant", .slot = 6, .async_slot = 9, .count = 3, .saves = 0,
		.params = acom_params_IUnions_Constant, .cell = &acom_cells_IUnions[3],
	},
	{
		.name = "Comes", .slot = 7, .async_slot = 11, .count = 4, .saves = 1,
		.params = acom_params_IUnions_Comes, .cell = &acom_cells_IUnions[4],
	},
	{
		.name = "Both", .slot = 8, .async_slot = 13, .count = 3, .saves = 1,
		.params = acom_params_IUnions_Both, .cell = &acom_cells_IUnions[5],
	},
	{
		.name = "Many", .slot = 9, .async_slot = 15, .count = 3, .saves = 0,
		.params = acom_params_IUnions_Many, .cell = &acom_cells_IUnions[6],
	},
	{
		.name = "Open", .slot = 10, .async_slot = 17, .count = 4, .saves = 0,
		.params = acom_params_IUnions_Open, .cell = &acom_cells_IUnions[7],
	},
	{
		.name = "Objects", .slot = 11, .async_slot = 19, .count = 4, .saves = 0,
		.params = acom_params_IUnions_Objects, .cell = &acom_cells_IUnions[8],
	},
	{
		.name = "Recursive", .slot = 12, .async_slot = 21, .count = 5, .saves = 0,
		.params = acom_params_IUnions_Recursive, .cell = &acom_cells_IUnions[9],
	},
	{
		.name = "Windows", .slot = 13, .async_slot = 23, .count = 5, .saves = 0,
		.params = acom_params_IUnions_Windows, .cell = &acom_cells_IUnions[10],
	},
};

static HRESULT IUnions_QueryInterface_Proxy(IUnions *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IUnions_AddRef_Proxy(IUnions *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IUnions_Release_Proxy(IUnions *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IUnions_Encapsulated_Proxy(IUnions *This, TAGGED *tagged, NAMED *named, struct SIGNED *small_tag, LETTER **letter)
{
	void *acom_args[] = { &tagged, &named, &small_tag, &letter };

	return AcomCall(This, &acom_methods_IUnions[0], acom_args);
}

static HRESULT IUnions_Maybe_Proxy(IUnions *This, MAYBE *maybe, LONG n, MAYBE many[])
{
	void *acom_args[] = { &maybe, &n, &many };

	return AcomCall(This, &acom_methods_IUnions[1], acom_args);
}

static HRESULT IUnions_Elsewhere_Proxy(IUnions *This, SHORT tag, ELSEWHERE *u, ELSEWHERE *v)
{
	void *acom_args[] = { &tag, &u, &v };

	return AcomCall(This, &acom_methods_IUnions[2], acom_args);
}

static HRESULT IUnions_Constant_Proxy(IUnions *This, ELSEWHERE *u, ULONG tag, LARGE_TAG *large)
{
	void *acom_args[] = { &u, &tag, &large };

	return AcomCall(This, &acom_methods_IUnions[3], acom_args);
}

static HRESULT IUnions_Comes_Proxy(IUnions *This, SHORT tag, ELSEWHERE *u, BROAD *broad, BROAD_TAG *w)
{
	void *acom_args[] = { &tag, &u, &broad, &w };

	return AcomCall(This, &acom_methods_IUnions[4], acom_args);
}

static HRESULT IUnions_Both_Proxy(IUnions *This, SHORT *tag, ELSEWHERE *u, HOLDER *holder)
{
	void *acom_args[] = { &tag, &u, &holder };

	return AcomCall(This, &acom_methods_IUnions[5], acom_args);
}

static HRESULT IUnions_Many_Proxy(IUnions *This, SHORT tag, LONG n, ELSEWHERE u[])
{
	void *acom_args[] = { &tag, &n, &u };

	return AcomCall(This, &acom_methods_IUnions[6], acom_args);
}

static HRESULT IUnions_Open_Proxy(IUnions *This, OPEN *open, OPEN_NESTED *nested, OPEN_NESTED **out, OPEN_WINDOW **window)
{
	void *acom_args[] = { &open, &nested, &out, &window };

	return AcomCall(This, &acom_methods_IUnions[7], acom_args);
}

static HRESULT IUnions_Objects_Proxy(IUnions *This, OPEN_OBJECTS *objects, OPEN_ROWS *rows, LONG n, OPEN_ROWS **many)
{
	void *acom_args[] = { &objects, &rows, &n, &many };

	return AcomCall(This, &acom_methods_IUnions[8], acom_args);
}

static HRESULT IUnions_Recursive_Proxy(IUnions *This, LIST *list, NODE **tree, TERM *term, TERM **result, ANY *any)
{
	void *acom_args[] = { &list, &tree, &term, &result, &any };

	return AcomCall(This, &acom_methods_IUnions[9], acom_args);
}

static HRESULT IUnions_Windows_Proxy(IUnions *This, LONG n, LONG from, SHORT *a, SHORT *b, BYTE c[8])
{
	void *acom_args[] = { &n, &from, &a, &b, &c };

	return AcomCall(This, &acom_methods_IUnions[10], acom_args);
}

static const IUnionsVtbl acom_vtbl_IUnions = {
	.QueryInterface = IUnions_QueryInterface_Proxy,
	.AddRef = IUnions_AddRef_Proxy,
	.Release = IUnions_Release_Proxy,
	.Encapsulated = IUnions_Encapsulated_Proxy,
	.Maybe = IUnions_Maybe_Proxy,
	.Elsewhere = IUnions_Elsewhere_Proxy,
	.Constant = IUnions_Constant_Proxy,
	.Comes = IUnions_Comes_Proxy,
	.Both = IUnions_Both_Proxy,
	.Many = IUnions_Many_Proxy,
	.Open = IUnions_Open_Proxy,
	.Objects = IUnions_Objects_Proxy,
	.Recursive = IUnions_Recursive_Proxy,
	.Windows = IUnions_Windows_Proxy,
};

static HRESULT AsyncIUnions_QueryInterface_Proxy(AsyncIUnions *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG AsyncIUnions_AddRef_Proxy(AsyncIUnions *This)
{
	return AcomFaceAddRef(This);
}

static ULONG AsyncIUnions_Release_Proxy(AsyncIUnions *This)
{
	return AcomFaceRelease(This);
}

static HRESULT AsyncIUnions_Begin_Encapsulated_Proxy(AsyncIUnions *This, TAGGED *tagged, NAMED *named)
{
	void *acom_args[] = { &tagged, &named, NULL, NULL };

	return AcomBegin(This, &acom_methods_IUnions[0], acom_args);
}

static HRESULT AsyncIUnions_Finish_Encapsulated_Proxy(AsyncIUnions *This, struct SIGNED *small_tag, LETTER **letter)
{
	void *acom_args[] = { NULL, NULL, &small_tag, &letter };

	return AcomFinish(This, &acom_methods_IUnions[0], acom_args);
}

static HRESULT AsyncIUnions_Begin_Maybe_Proxy(AsyncIUnions *This, MAYBE *maybe, LONG n, MAYBE many[])
{
	void *acom_args[] = { &maybe, &n, &many };

	return AcomBegin(This, &acom_methods_IUnions[1], acom_args);
}

static HRESULT AsyncIUnions_Finish_Maybe_Proxy(AsyncIUnions *This, MAYBE *maybe)
{
	void *acom_args[] = { &maybe, NULL, NULL };

	return AcomFinish(This, &acom_methods_IUnions[1], acom_args);
}

static HRESULT AsyncIUnions_Begin_Elsewhere_Proxy(AsyncIUnions *This, SHORT tag, ELSEWHERE *u, ELSEWHERE *v)
{
	void *acom_args[] = { &tag, &u, &v };

	return AcomBegin(This, &acom_methods_IUnions[2], acom_args);
}

static HRESULT AsyncIUnions_Finish_Elsewhere_Proxy(AsyncIUnions *This)
{
	void *acom_args[] = { NULL, NULL, NULL };

	return AcomFinish(This, &acom_methods_IUnions[2], acom_args);
}

static HRESULT AsyncIUnions_Begin_Constant_Proxy(AsyncIUnions *This, ELSEWHERE *u, ULONG tag, LARGE_TAG *large)
{
	void *acom_args[] = { &u, &tag, &large };

	return AcomBegin(This, &acom_methods_IUnions[3], acom_args);
}

static HRESULT AsyncIUnions_Finish_Constant_Proxy(AsyncIUnions *This)
{
	void *acom_args[] = { NULL, NULL, NULL };

	return AcomFinish(This, &acom_methods_IUnions[3], acom_args);
}

static HRESULT AsyncIUnions_Begin_Comes_Proxy(AsyncIUnions *This, SHORT tag)
{
	void *acom_args[] = { &tag, NULL, NULL, NULL };

	return AcomBegin(This, &acom_methods_IUnions[4], acom_args);
}

static HRESULT AsyncIUnions_Finish_Comes_Proxy(AsyncIUnions *This, ELSEWHERE *u, BROAD *broad, BROAD_TAG *w)
{
	void *acom_args[] = { NULL, &u, &broad, &w };

	return AcomFinish(This, &acom_methods_IUnions[4], acom_args);
}

static HRESULT AsyncIUnions_Begin_Both_Proxy(AsyncIUnions *This, SHORT *tag, ELSEWHERE *u, HOLDER *holder)
{
	void *acom_args[] = { &tag, &u, &holder };

	return AcomBegin(This, &acom_methods_IUnions[5], acom_args);
}

static HRESULT AsyncIUnions_Finish_Both_Proxy(AsyncIUnions *This, SHORT *tag, ELSEWHERE *u)
{
	void *acom_args[] = { &tag, &u, NULL };

	return AcomFinish(This, &acom_methods_IUnions[5], acom_args);
}

static HRESULT AsyncIUnions_Begin_Many_Proxy(AsyncIUnions *This, SHORT tag, LONG n, ELSEWHERE u[])
{
	void *acom_args[] = { &tag, &n, &u };

	return AcomBegin(This, &acom_methods_IUnions[6], acom_args);
}

static HRESULT AsyncIUnions_Finish_Many_Proxy(AsyncIUnions *This)
{
	void *acom_args[] = { NULL, NULL, NULL };

	return AcomFinish(This, &acom_methods_IUnions[6], acom_args);
}

static HRESULT AsyncIUnions_Begin_Open_Proxy(AsyncIUnions *This, OPEN *open, OPEN_NESTED *nested, OPEN_WINDOW **window)
{
	void *acom_args[] = { &open, &nested, NULL, &window };

	return AcomBegin(This, &acom_methods_IUnions[7], acom_args);
}

static HRESULT AsyncIUnions_Finish_Open_Proxy(AsyncIUnions *This, OPEN_NESTED **out, OPEN_WINDOW **window)
{
	void *acom_args[] = { NULL, NULL, &out, &window };

	return AcomFinish(This, &acom_methods_IUnions[7], acom_args);
}

static HRESULT AsyncIUnions_Begin_Objects_Proxy(AsyncIUnions *This, OPEN_OBJECTS *objects, OPEN_ROWS *rows, LONG n, OPEN_ROWS **many)
{
	void *acom_args[] = { &objects, &rows, &n, &many };

	return AcomBegin(This, &acom_methods_IUnions[8], acom_args);
}

static HRESULT AsyncIUnions_Finish_Objects_Proxy(AsyncIUnions *This)
{
	void *acom_args[] = { NULL, NULL, NULL, NULL };

	return AcomFinish(This, &acom_methods_IUnions[8], acom_args);
}

static HRESULT AsyncIUnions_Begin_Recursive_Proxy(AsyncIUnions *This, LIST *list, NODE **tree, TERM *term, ANY *any)
{
	void *acom_args[] = { &list, &tree, &term, NULL, &any };

	return AcomBegin(This, &acom_methods_IUnions[9], acom_args);
}

static HRESULT AsyncIUnions_Finish_Recursive_Proxy(AsyncIUnions *This, NODE **tree, TERM **result)
{
	void *acom_args[] = { NULL, &tree, NULL, &result, NULL };

	return AcomFinish(This, &acom_methods_IUnions[9], acom_args);
}

static HRESULT AsyncIUnions_Begin_Windows_Proxy(AsyncIUnions *This, LONG n, LONG from, SHORT *a, SHORT *b, BYTE c[8])
{
	void *acom_args[] = { &n, &from, &a, &b, &c };

	return AcomBegin(This, &acom_methods_IUnions[10], acom_args);
}

static HRESULT AsyncIUnions_Finish_Windows_Proxy(AsyncIUnions *This)
{
	void *acom_args[] = { NULL, NULL, NULL, NULL, NULL };

	return AcomFinish(This, &acom_methods_IUnions[10], acom_args);
}

static const AsyncIUnionsVtbl acom_vtbl_AsyncIUnions = {
	.QueryInterface = AsyncIUnions_QueryInterface_Proxy,
	.AddRef = AsyncIUnions_AddRef_Proxy,
	.Release = AsyncIUnions_Release_Proxy,
	.Begin_Encapsulated = AsyncIUnions_Begin_Encapsulated_Proxy,
	.Finish_Encapsulated = AsyncIUnions_Finish_Encapsulated_Proxy,
	.Begin_Maybe = AsyncIUnions_Begin_Maybe_Proxy,
	.Finish_Maybe = AsyncIUnions_Finish_Maybe_Proxy,
	.Begin_Elsewhere = AsyncIUnions_Begin_Elsewhere_Proxy,
	.Finish_Elsewhere = AsyncIUnions_Finish_Elsewhere_Proxy,
	.Begin_Constant = AsyncIUnions_Begin_Constant_Proxy,
	.Finish_Constant = AsyncIUnions_Finish_Constant_Proxy,
	.Begin_Comes = AsyncIUnions_Begin_Comes_Proxy,
	.Finish_Comes = AsyncIUnions_Finish_Comes_Proxy,
	.Begin_Both = AsyncIUnions_Begin_Both_Proxy,
	.Finish_Both = AsyncIUnions_Finish_Both_Proxy,
	.Begin_Many = AsyncIUnions_Begin_Many_Proxy,
	.Finish_Many = AsyncIUnions_Finish_Many_Proxy,
	.Begin_Open = AsyncIUnions_Begin_Open_Proxy,
	.Finish_Open = AsyncIUnions_Finish_Open_Proxy,
	.Begin_Objects = AsyncIUnions_Begin_Objects_Proxy,
	.Finish_Objects = AsyncIUnions_Finish_Objects_Proxy,
	.Begin_Recursive = AsyncIUnions_Begin_Recursive_Proxy,
	.Finish_Recursive = AsyncIUnions_Finish_Recursive_Proxy,
	.Begin_Windows = AsyncIUnions_Begin_Windows_Proxy,
	.Finish_Windows = AsyncIUnions_Finish_Windows_Proxy,
};

static const ACOM_INTERFACE acom_interface_IUnions = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IUnions",
	.iid = &IID_IUnions,
	.async_iid = &IID_AsyncIUnions,
	.base = &IID_IUnknown,
	.count = 11,
	.methods = acom_methods_IUnions,
	.proxy_vtbl = &acom_vtbl_IUnions,
	.async_vtbl = &acom_vtbl_AsyncIUnions,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_IUnions,
};

ACOM_MODULE unions_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "unions.idl",
		.count = 1,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(unions_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(unions_interfaces);
}
