/* arrays_p.c - made by idlgen from arrays.idl: rows (see acom/meta.h) and the thunks of proxies. */
#include "arrays.h"

#if ACOM_META_VERSION != 1
#error "idlgen and acom/meta.h do not belong together"
#endif
#pragma GCC diagnostic ignored "-Wshadow"
#undef wire

static int64_t acom_number_1(const ACOM_SCOPE *s)
{
	return acom_add((int64_t)*(LONG *)s->args[0], 1);
}
static const ACOM_EXPR acom_expr_1 = { .number = acom_number_1, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_2(const ACOM_SCOPE *s)
{
	return acom_add((int64_t)*(LONG *)s->args[2], 1);
}
static const ACOM_EXPR acom_expr_2 = { .number = acom_number_2, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_3(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[0];
}
static const ACOM_EXPR acom_expr_3 = { .number = acom_number_3, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_4(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[1];
}
static const ACOM_EXPR acom_expr_4 = { .number = acom_number_4, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_5(const ACOM_SCOPE *s)
{
	return acom_add(acom_sub((int64_t)*(LONG *)s->args[2], (int64_t)*(LONG *)s->args[1]), 1);
}
static const ACOM_EXPR acom_expr_5 = { .number = acom_number_5, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_6(const ACOM_SCOPE *s)
{
	return acom_shr(acom_shl(acom_mod(acom_div(acom_mul(acom_sub(acom_add(acom_u64(*(uint64_t *)s->args[0]), acom_u64(*(uintptr_t *)s->args[1])), ACOM_AT(*(SHORT **)s->args[2])), 2), 3), 4), 1), 1);
}
static const ACOM_EXPR acom_expr_6 = { .number = acom_number_6, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_7(const ACOM_SCOPE *s)
{
	return ((*(uint64_t **)s->args[3]) ? acom_u64(*(*(uint64_t **)s->args[3])) : ACOM_BAD_NUMBER);
}
static const ACOM_EXPR acom_expr_7 = { .number = acom_number_7, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_8(const ACOM_SCOPE *s)
{
	return acom_sub(0, ACOM_AT(*(SHORT **)s->args[2]));
}
static const ACOM_EXPR acom_expr_8 = { .number = acom_number_8, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_9(const ACOM_SCOPE *s)
{
	(void)s;
	return 4;
}
static const ACOM_EXPR acom_expr_9 = { .number = acom_number_9, .from = 0, .save = 0 };

static int64_t acom_number_10(const ACOM_SCOPE *s)
{
	(void)s;
	return acom_add(4, 1);
}
static const ACOM_EXPR acom_expr_10 = { .number = acom_number_10, .from = 0, .save = 0 };

static int64_t acom_number_11(const ACOM_SCOPE *s)
{
	(void)s;
	return acom_sub(0, -4);
}
static const ACOM_EXPR acom_expr_11 = { .number = acom_number_11, .from = 0, .save = 0 };

static int64_t acom_number_12(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[1];
}
static const ACOM_EXPR acom_expr_12 = { .number = acom_number_12, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_13(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[0];
}
static const ACOM_EXPR acom_expr_13 = { .number = acom_number_13, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_14(const ACOM_SCOPE *s)
{
	(void)s;
	return 2;
}
static const ACOM_EXPR acom_expr_14 = { .number = acom_number_14, .from = 0, .save = 0 };

static int64_t acom_number_15(const ACOM_SCOPE *s)
{
	(void)s;
	return 20;
}
static const ACOM_EXPR acom_expr_15 = { .number = acom_number_15, .from = 0, .save = 0 };

static int64_t acom_number_16(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[6];
}
static const ACOM_EXPR acom_expr_16 = { .number = acom_number_16, .from = ACOM_IN, .save = 1 };

static int64_t acom_number_17(const ACOM_SCOPE *s)
{
	return acom_mul((int64_t)((const SIZED *)s->base)->n, 2);
}
static const ACOM_EXPR acom_expr_17 = { .number = acom_number_17, .from = 0, .save = 0 };

static int64_t acom_number_18(const ACOM_SCOPE *s)
{
	return (int64_t)((const SIZED *)s->base)->n;
}
static const ACOM_EXPR acom_expr_18 = { .number = acom_number_18, .from = 0, .save = 0 };

static int64_t acom_number_19(const ACOM_SCOPE *s)
{
	return acom_add((int64_t)((const SIZED *)s->base)->n, 1);
}
static const ACOM_EXPR acom_expr_19 = { .number = acom_number_19, .from = 0, .save = 0 };

static int64_t acom_number_20(const ACOM_SCOPE *s)
{
	return (int64_t)*(LONG *)s->args[2];
}
static const ACOM_EXPR acom_expr_20 = { .number = acom_number_20, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_21(const ACOM_SCOPE *s)
{
	return acom_sub(acom_bits_xor(acom_bits_and((int64_t)*(LONG *)s->args[0], 65535), 32768), 32768);
}
static const ACOM_EXPR acom_expr_21 = { .number = acom_number_21, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_22(const ACOM_SCOPE *s)
{
	return acom_bits_and(acom_mul((int64_t)*(LONG *)s->args[0], 2), 255);
}
static const ACOM_EXPR acom_expr_22 = { .number = acom_number_22, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_23(const ACOM_SCOPE *s)
{
	return acom_bits_and(ACOM_AT(*(USHORT **)s->args[3]), 255);
}
static const ACOM_EXPR acom_expr_23 = { .number = acom_number_23, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_24(const ACOM_SCOPE *s)
{
	return ACOM_AT(*(USHORT **)s->args[3]);
}
static const ACOM_EXPR acom_expr_24 = { .number = acom_number_24, .from = ACOM_IN, .save = 0 };

static int64_t acom_number_25(const ACOM_SCOPE *s)
{
	(void)s;
	return acom_add(-128, 130);
}
static const ACOM_EXPR acom_expr_25 = { .number = acom_number_25, .from = 0, .save = 0 };

static const ACOM_TYPE acom_type_1 = {
	.name = "LONG", .kind = ACOM_I32, .flags = 0, .align = 4, .size = sizeof(LONG), .wire = 4,
};
static const ACOM_TYPE acom_type_2 = {
	.name = "SHORT", .kind = ACOM_I16, .flags = 0, .align = 2, .size = sizeof(SHORT), .wire = 2,
};
static const ACOM_TYPE acom_type_3 = {
	.name = "SHORT[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_2,
	.max = &acom_expr_1,
};
static const ACOM_TYPE acom_type_4 = {
	.name = "SHORT *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_3,
};
static const ACOM_TYPE acom_type_5 = {
	.name = "SHORT[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING, .align = 4, .size = 0, .wire = 12,
	.elem = &acom_type_2,
	.max = &acom_expr_1,
	.length = &acom_expr_2,
};
static const ACOM_TYPE acom_type_6 = {
	.name = "SHORT *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_5,
};
static const ACOM_TYPE acom_type_7 = {
	.name = "SHORT[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING, .align = 4, .size = 0, .wire = 12,
	.elem = &acom_type_2,
	.max = &acom_expr_3,
	.first = &acom_expr_4,
	.length = &acom_expr_5,
};
static const ACOM_TYPE acom_type_8 = {
	.name = "SHORT *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_7,
};
static const ACOM_TYPE acom_type_9 = {
	.name = "SHORT[8]", .kind = ACOM_ARRAY, .flags = ACOM_VARYING, .align = 4, .size = sizeof(SHORT[8]), .wire = 8,
	.count = 8,
	.elem = &acom_type_2,
	.first = &acom_expr_4,
};
static const ACOM_TYPE acom_type_10 = {
	.name = "SHORT[8]", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_9,
};
static const ACOM_TYPE acom_type_11 = {
	.name = "uint64_t", .kind = ACOM_U64, .flags = 0, .align = 8, .size = sizeof(uint64_t), .wire = 8,
};
static const ACOM_TYPE acom_type_12 = {
	.name = "uintptr_t", .kind = ACOM_UINT3264, .flags = 0, .align = 4, .size = sizeof(uintptr_t), .wire = 4,
};
static const ACOM_TYPE acom_type_13 = {
	.name = "SHORT *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_2,
};
static const ACOM_TYPE acom_type_14 = {
	.name = "uint64_t *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_11,
};
static const ACOM_TYPE acom_type_15 = {
	.name = "BYTE", .kind = ACOM_U8, .flags = 0, .align = 1, .size = sizeof(BYTE), .wire = 1,
};
static const ACOM_TYPE acom_type_16 = {
	.name = "BYTE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_15,
	.max = &acom_expr_6,
};
static const ACOM_TYPE acom_type_17 = {
	.name = "BYTE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_16,
};
static const ACOM_TYPE acom_type_18 = {
	.name = "BYTE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_15,
	.max = &acom_expr_7,
};
static const ACOM_TYPE acom_type_19 = {
	.name = "BYTE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_18,
};
static const ACOM_TYPE acom_type_20 = {
	.name = "BYTE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_15,
	.max = &acom_expr_8,
};
static const ACOM_TYPE acom_type_21 = {
	.name = "BYTE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_20,
};
static const ACOM_TYPE acom_type_22 = {
	.name = "BYTE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_15,
	.max = &acom_expr_9,
};
static const ACOM_TYPE acom_type_23 = {
	.name = "BYTE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_22,
};
static const ACOM_TYPE acom_type_24 = {
	.name = "BYTE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_15,
	.max = &acom_expr_10,
};
static const ACOM_TYPE acom_type_25 = {
	.name = "BYTE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_24,
};
static const ACOM_TYPE acom_type_26 = {
	.name = "BYTE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_15,
	.max = &acom_expr_11,
};
static const ACOM_TYPE acom_type_27 = {
	.name = "BYTE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_26,
};
static const ACOM_TYPE acom_type_28 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_1,
	.max = &acom_expr_12,
};
static const ACOM_TYPE acom_type_29 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_28,
};
static const ACOM_TYPE acom_type_30 = {
	.name = "LONG *[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_29,
	.max = &acom_expr_13,
};
static const ACOM_TYPE acom_type_31 = {
	.name = "LONG **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_30,
};
static const ACOM_TYPE acom_type_32 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_1,
	.max = &acom_expr_13,
};
static const ACOM_TYPE acom_type_33 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_32,
};
static const ACOM_TYPE acom_type_34 = {
	.name = "LONG **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_33,
};
static const ACOM_TYPE acom_type_35 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_1,
};
static const ACOM_TYPE acom_type_36 = {
	.name = "LONG *[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_35,
	.max = &acom_expr_13,
};
static const ACOM_TYPE acom_type_37 = {
	.name = "LONG *[]", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_36,
};
static const ACOM_TYPE acom_type_38 = {
	.name = "char", .kind = ACOM_U8, .flags = 0, .align = 1, .size = sizeof(char), .wire = 1,
};
static const ACOM_TYPE acom_type_39 = {
	.name = "char[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING | ACOM_STRING, .align = 4, .size = 0, .wire = 13,
	.elem = &acom_type_38,
};
static const ACOM_TYPE acom_type_40 = {
	.name = "const char *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_39,
};
static const ACOM_TYPE acom_type_41 = {
	.name = "OLECHAR", .kind = ACOM_U16, .flags = 0, .align = 2, .size = sizeof(OLECHAR), .wire = 2,
};
static const ACOM_TYPE acom_type_42 = {
	.name = "OLECHAR[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING | ACOM_STRING, .align = 4, .size = 0, .wire = 14,
	.elem = &acom_type_41,
};
static const ACOM_TYPE acom_type_43 = {
	.name = "OLECHAR *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_42,
};
static const ACOM_TYPE acom_type_44 = {
	.name = "LABEL", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_42,
};
static const ACOM_TYPE acom_type_45 = {
	.name = "LABEL", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_42,
};
static const ACOM_TYPE acom_type_46 = {
	.name = "LABEL[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_45,
	.max = &acom_expr_14,
};
static const ACOM_TYPE acom_type_47 = {
	.name = "LABEL *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_46,
};
static const ACOM_TYPE acom_type_48 = {
	.name = "BYTE[8]", .kind = ACOM_ARRAY, .flags = ACOM_VARYING | ACOM_STRING, .align = 4, .size = sizeof(BYTE[8]), .wire = 9,
	.count = 8,
	.elem = &acom_type_15,
};
static const ACOM_TYPE acom_type_49 = {
	.name = "BYTE[8]", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_48,
};
static const ACOM_TYPE acom_type_50 = {
	.name = "OLECHAR[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING | ACOM_STRING, .align = 4, .size = 0, .wire = 14,
	.elem = &acom_type_41,
	.max = &acom_expr_15,
};
static const ACOM_TYPE acom_type_51 = {
	.name = "OLECHAR *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_50,
};
static const ACOM_TYPE acom_type_52 = {
	.name = "OLECHAR[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING | ACOM_STRING, .align = 4, .size = 0, .wire = 14,
	.elem = &acom_type_41,
	.max = &acom_expr_16,
};
static const ACOM_TYPE acom_type_53 = {
	.name = "OLECHAR *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_52,
};
static const ACOM_TYPE acom_type_54 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_1,
};
static const ACOM_TYPE acom_type_55 = {
	.name = "LONG **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_35,
};
static const ACOM_TYPE acom_type_56 = {
	.name = "UNIQUE_LONG", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_1,
};
static const ACOM_TYPE acom_type_57 = {
	.name = "LONG[4]", .kind = ACOM_ARRAY, .flags = 0, .align = 4, .size = sizeof(LONG[4]), .wire = 16,
	.count = 4,
	.elem = &acom_type_1,
};
static const ACOM_TYPE acom_type_58 = {
	.name = "LONG[4]", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_57,
};
static const ACOM_TYPE acom_type_59 = {
	.name = "int64_t", .kind = ACOM_I64, .flags = 0, .align = 8, .size = sizeof(int64_t), .wire = 8,
};
static const ACOM_TYPE acom_type_60 = {
	.name = "int64_t[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT | ACOM_VARYING, .align = 8, .size = 0, .wire = 12,
	.elem = &acom_type_59,
	.max = &acom_expr_17,
	.length = &acom_expr_18,
};
static const ACOM_TYPE acom_type_61 = {
	.name = "int64_t *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_60,
};
static const ACOM_TYPE acom_type_62 = {
	.name = "LONG[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_1,
	.max = &acom_expr_19,
};
static const ACOM_TYPE acom_type_63 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_62,
};
static const ACOM_TYPE acom_type_64 = {
	.name = "LONG[3]", .kind = ACOM_ARRAY, .flags = 0, .align = 4, .size = sizeof(LONG[3]), .wire = 12,
	.count = 3,
	.elem = &acom_type_1,
};
static const ACOM_TYPE acom_type_65 = {
	.name = "LONG[2][3]", .kind = ACOM_ARRAY, .flags = 0, .align = 4, .size = sizeof(LONG[2][3]), .wire = 24,
	.count = 2,
	.elem = &acom_type_64,
};
static const ACOM_TYPE acom_type_66 = {
	.name = "OLECHAR[16]", .kind = ACOM_ARRAY, .flags = ACOM_VARYING | ACOM_STRING, .align = 4, .size = sizeof(OLECHAR[16]), .wire = 10,
	.count = 16,
	.elem = &acom_type_41,
};
static const ACOM_TYPE acom_type_67 = {
	.name = "LONG", .kind = ACOM_I32, .flags = ACOM_RANGE, .align = 4, .size = sizeof(LONG), .wire = 4,
	.lo = 0, .hi = 100,
};
static const ACOM_FIELD acom_fields_68[] = {
	{ "n", offsetof(SIZED, n), &acom_type_2, 0 },
	{ "p", offsetof(SIZED, p), &acom_type_61, 0 },
	{ "q", offsetof(SIZED, q), &acom_type_63, 0 },
	{ "fixed", offsetof(SIZED, fixed), &acom_type_65, 0 },
	{ "name", offsetof(SIZED, name), &acom_type_66, 0 },
	{ "other", offsetof(SIZED, other), &acom_type_45, 0 },
	{ "percent", offsetof(SIZED, percent), &acom_type_67, 0 },
};
static const ACOM_TYPE acom_type_68 = {
	.name = "SIZED", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(SIZED), .wire = 52,
	.count = 7,
	.fields = acom_fields_68,
};
static const ACOM_TYPE acom_type_69 = {
	.name = "const SIZED *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_68,
};
static const ACOM_TYPE acom_type_70 = {
	.name = "DWORD", .kind = ACOM_U32, .flags = 0, .align = 4, .size = sizeof(DWORD), .wire = 4,
};
static const ACOM_TYPE acom_type_71 = {
	.name = "WORD", .kind = ACOM_U16, .flags = 0, .align = 2, .size = sizeof(WORD), .wire = 2,
};
static const ACOM_TYPE acom_type_72 = {
	.name = "BYTE[8]", .kind = ACOM_ARRAY, .flags = 0, .align = 1, .size = sizeof(BYTE[8]), .wire = 8,
	.count = 8,
	.elem = &acom_type_15,
};
static const ACOM_FIELD acom_fields_73[] = {
	{ "Data1", offsetof(GUID, Data1), &acom_type_70, 0 },
	{ "Data2", offsetof(GUID, Data2), &acom_type_71, 0 },
	{ "Data3", offsetof(GUID, Data3), &acom_type_71, 0 },
	{ "Data4", offsetof(GUID, Data4), &acom_type_72, 0 },
};
static const ACOM_TYPE acom_type_73 = {
	.name = "struct GUID", .kind = ACOM_STRUCT, .flags = 0, .align = 4, .size = sizeof(GUID), .wire = 16,
	.count = 4,
	.fields = acom_fields_73,
};
static const ACOM_TYPE acom_type_74 = {
	.name = "REFGUID", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_73,
};
static const ACOM_TYPE acom_type_75 = {
	.name = "SIZED[2]", .kind = ACOM_ARRAY, .flags = 0, .align = 4, .size = sizeof(SIZED[2]), .wire = 104,
	.count = 2,
	.elem = &acom_type_68,
};
static const ACOM_TYPE acom_type_76 = {
	.name = "SIZED[2]", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_75,
};
static const ACOM_TYPE acom_type_77 = {
	.name = "LONG", .kind = ACOM_I32, .flags = ACOM_RANGE, .align = 4, .size = sizeof(LONG), .wire = 4,
	.lo = -1, .hi = 10,
};
static const ACOM_TYPE acom_type_78 = {
	.name = "LONG", .kind = ACOM_I32, .flags = ACOM_RANGE, .align = 4, .size = sizeof(LONG), .wire = 4,
	.lo = 1, .hi = 3,
};
static const ACOM_TYPE acom_type_79 = {
	.name = "LONG *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_78,
};
static const ACOM_TYPE acom_type_80 = {
	.name = "BYTE", .kind = ACOM_U8, .flags = ACOM_RANGE, .align = 1, .size = sizeof(BYTE), .wire = 1,
	.lo = 0, .hi = 1,
};
static const ACOM_TYPE acom_type_81 = {
	.name = "BYTE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_80,
	.max = &acom_expr_20,
};
static const ACOM_TYPE acom_type_82 = {
	.name = "BYTE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_81,
};
static const ACOM_TYPE acom_type_83 = {
	.name = "BYTE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_15,
	.max = &acom_expr_21,
};
static const ACOM_TYPE acom_type_84 = {
	.name = "BYTE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_83,
};
static const ACOM_TYPE acom_type_85 = {
	.name = "BYTE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_15,
	.max = &acom_expr_22,
};
static const ACOM_TYPE acom_type_86 = {
	.name = "BYTE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_85,
};
static const ACOM_TYPE acom_type_87 = {
	.name = "USHORT", .kind = ACOM_U16, .flags = 0, .align = 2, .size = sizeof(USHORT), .wire = 2,
};
static const ACOM_TYPE acom_type_88 = {
	.name = "USHORT *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_87,
};
static const ACOM_TYPE acom_type_89 = {
	.name = "BYTE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_15,
	.max = &acom_expr_23,
};
static const ACOM_TYPE acom_type_90 = {
	.name = "BYTE *", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_89,
};
static const ACOM_TYPE acom_type_91 = {
	.name = "BYTE *[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_90,
	.max = &acom_expr_24,
};
static const ACOM_TYPE acom_type_92 = {
	.name = "BYTE **", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_91,
};
static const ACOM_TYPE acom_type_93 = {
	.name = "BYTE[]", .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = 4, .size = 0, .wire = 4,
	.elem = &acom_type_15,
	.max = &acom_expr_25,
};
static const ACOM_TYPE acom_type_94 = {
	.name = "BYTE *", .kind = ACOM_POINTER, .flags = ACOM_REF, .align = 4, .size = sizeof(void *), .wire = 4,
	.elem = &acom_type_93,
};

static const ACOM_PARAM acom_params_IArrays_Max[] = {
	{ "n", ACOM_IN, &acom_type_1 },
	{ "a", ACOM_IN, &acom_type_4 },
	{ "last", ACOM_IN, &acom_type_1 },
	{ "b", ACOM_IN, &acom_type_6 },
};
static const ACOM_PARAM acom_params_IArrays_First[] = {
	{ "n", ACOM_IN, &acom_type_1 },
	{ "first", ACOM_IN, &acom_type_1 },
	{ "last", ACOM_IN, &acom_type_1 },
	{ "a", ACOM_IN, &acom_type_8 },
	{ "b", ACOM_IN, &acom_type_10 },
};
static const ACOM_PARAM acom_params_IArrays_Arithmetic[] = {
	{ "a", ACOM_IN, &acom_type_11 },
	{ "b", ACOM_IN, &acom_type_12 },
	{ "c", ACOM_IN, &acom_type_13 },
	{ "d", ACOM_IN, &acom_type_14 },
	{ "e", ACOM_IN, &acom_type_17 },
	{ "f", ACOM_IN, &acom_type_19 },
	{ "g", ACOM_IN, &acom_type_21 },
};
static const ACOM_PARAM acom_params_IArrays_Constant[] = {
	{ "a", ACOM_IN, &acom_type_23 },
	{ "b", ACOM_IN, &acom_type_25 },
	{ "c", ACOM_OUT, &acom_type_27 },
};
static const ACOM_PARAM acom_params_IArrays_Levels[] = {
	{ "n", ACOM_IN, &acom_type_1 },
	{ "m", ACOM_IN, &acom_type_1 },
	{ "a", ACOM_IN, &acom_type_31 },
	{ "b", ACOM_IN, &acom_type_34 },
	{ "c", ACOM_IN, &acom_type_37 },
};
static const ACOM_PARAM acom_params_IArrays_Strings[] = {
	{ "a", ACOM_IN, &acom_type_40 },
	{ "b", ACOM_IN, &acom_type_43 },
	{ "c", ACOM_IN, &acom_type_44 },
	{ "d", ACOM_IN, &acom_type_47 },
	{ "e", ACOM_IN, &acom_type_49 },
	{ "f", ACOM_IN, &acom_type_51 },
	{ "n", ACOM_IN, &acom_type_1 },
	{ "g", ACOM_OUT, &acom_type_53 },
};
static const ACOM_PARAM acom_params_IArrays_Pointers[] = {
	{ "a", ACOM_IN, &acom_type_54 },
	{ "b", ACOM_IN, &acom_type_35 },
	{ "c", ACOM_IN, &acom_type_55 },
	{ "d", ACOM_IN, &acom_type_56 },
	{ "e", ACOM_IN, &acom_type_58 },
};
static const ACOM_PARAM acom_params_IArrays_Structs[] = {
	{ "a", ACOM_IN, &acom_type_68 },
	{ "b", ACOM_IN, &acom_type_69 },
	{ "c", ACOM_IN, &acom_type_1 },
	{ "d", ACOM_IN, &acom_type_73 },
	{ "e", ACOM_IN, &acom_type_74 },
	{ "f", ACOM_IN, &acom_type_76 },
	{ "g", ACOM_IN, &acom_type_74 },
};
static const ACOM_PARAM acom_params_IArrays_Ranges[] = {
	{ "a", ACOM_IN, &acom_type_77 },
	{ "b", ACOM_IN, &acom_type_79 },
	{ "n", ACOM_IN, &acom_type_1 },
	{ "c", ACOM_IN, &acom_type_82 },
};
static const ACOM_PARAM acom_params_IArrays_Casts[] = {
	{ "a", ACOM_IN, &acom_type_1 },
	{ "b", ACOM_IN, &acom_type_84 },
	{ "c", ACOM_IN, &acom_type_86 },
	{ "d", ACOM_IN, &acom_type_88 },
	{ "e", ACOM_IN, &acom_type_92 },
	{ "f", ACOM_IN, &acom_type_94 },
};
static ACOM_CELL acom_cells_IArrays[10];
static const ACOM_METHOD acom_methods_IArrays[10] = {
	{
		.name = "Max", .slot = 3, .async_slot = 0, .count = 4, .saves = 0,
		.params = acom_params_IArrays_Max, .cell = &acom_cells_IArrays[0],
	},
	{
		.name = "First", .slot = 4, .async_slot = 0, .count = 5, .saves = 0,
		.params = acom_params_IArrays_First, .cell = &acom_cells_IArrays[1],
	},
	{
		.name = "Arithmetic", .slot = 5, .async_slot = 0, .count = 7, .saves = 0,
		.params = acom_params_IArrays_Arithmetic, .cell = &acom_cells_IArrays[2],
	},
	{
		.name = "Constant", .slot = 6, .async_slot = 0, .count = 3, .saves = 0,
		.params = acom_params_IArrays_Constant, .cell = &acom_cells_IArrays[3],
	},
	{
		.name = "Levels", .slot = 7, .async_slot = 0, .count = 5, .saves = 0,
		.params = acom_params_IArrays_Levels, .cell = &acom_cells_IArrays[4],
	},
	{
		.name = "Strings", .slot = 8, .async_slot = 0, .count = 8, .saves = 1,
		.params = acom_params_IArrays_Strings, .cell = &acom_cells_IArrays[5],
	},
	{
		.name = "Pointers", .slot = 9, .async_slot = 0, .count = 5, .saves = 0,
		.params = acom_params_IArrays_Pointers, .cell = &acom_cells_IArrays[6],
	},
	{
		.name = "Structs", .slot = 10, .async_slot = 0, .count = 7, .saves = 0,
		.params = acom_params_IArrays_Structs, .cell = &acom_cells_IArrays[7],
	},
	{
		.name = "Ranges", .slot = 11, .async_slot = 0, .count = 4, .saves = 0,
		.params = acom_params_IArrays_Ranges, .cell = &acom_cells_IArrays[8],
	},
	{
		.name = "Casts", .slot = 12, .async_slot = 0, .count = 6, .saves = 0,
		.params = acom_params_IArrays_Casts, .cell = &acom_cells_IArrays[9],
	},
};

static HRESULT IArrays_QueryInterface_Proxy(IArrays *This, REFIID riid, void **ppvObject)
{
	return AcomFaceQueryInterface(This, riid, ppvObject);
}

static ULONG IArrays_AddRef_Proxy(IArrays *This)
{
	return AcomFaceAddRef(This);
}

static ULONG IArrays_Release_Proxy(IArrays *This)
{
	return AcomFaceRelease(This);
}

static HRESULT IArrays_Max_Proxy(IArrays *This, LONG n, SHORT *a, LONG last, SHORT *b)
{
	void *acom_args[] = { &n, &a, &last, &b };

	return AcomCall(This, &acom_methods_IArrays[0], acom_args);
}

static HRESULT IArrays_First_Proxy(IArrays *This, LONG n, LONG first, LONG last, SHORT *a, SHORT b[8])
{
	void *acom_args[] = { &n, &first, &last, &a, &b };

	return AcomCall(This, &acom_methods_IArrays[1], acom_args);
}

static HRESULT IArrays_Arithmetic_Proxy(IArrays *This, uint64_t a, uintptr_t b, SHORT *c, uint64_t *d, BYTE *e, BYTE *f, BYTE *g)
{
	void *acom_args[] = { &a, &b, &c, &d, &e, &f, &g };

	return AcomCall(This, &acom_methods_IArrays[2], acom_args);
}

static HRESULT IArrays_Constant_Proxy(IArrays *This, BYTE *a, BYTE *b, BYTE *c)
{
	void *acom_args[] = { &a, &b, &c };

	return AcomCall(This, &acom_methods_IArrays[3], acom_args);
}

static HRESULT IArrays_Levels_Proxy(IArrays *This, LONG n, LONG m, LONG **a, LONG **b, LONG *c[])
{
	void *acom_args[] = { &n, &m, &a, &b, &c };

	return AcomCall(This, &acom_methods_IArrays[4], acom_args);
}

static HRESULT IArrays_Strings_Proxy(IArrays *This, const char *a, OLECHAR *b, LABEL c, LABEL *d, BYTE e[8], OLECHAR *f, LONG n, OLECHAR *g)
{
	void *acom_args[] = { &a, &b, &c, &d, &e, &f, &n, &g };

	return AcomCall(This, &acom_methods_IArrays[5], acom_args);
}

static HRESULT IArrays_Pointers_Proxy(IArrays *This, LONG *a, LONG *b, LONG **c, UNIQUE_LONG d, LONG e[4])
{
	void *acom_args[] = { &a, &b, &c, &d, &e };

	return AcomCall(This, &acom_methods_IArrays[6], acom_args);
}

static HRESULT IArrays_Structs_Proxy(IArrays *This, SIZED a, const SIZED *b, const LONG c, GUID d, REFGUID e, SIZED f[2], REFGUID g)
{
	void *acom_args[] = { &a, &b, (void *)(uintptr_t)&c, &d, &e, &f, (void *)(uintptr_t)&g };

	return AcomCall(This, &acom_methods_IArrays[7], acom_args);
}

static HRESULT IArrays_Ranges_Proxy(IArrays *This, LONG a, LONG *b, LONG n, BYTE *c)
{
	void *acom_args[] = { &a, &b, &n, &c };

	return AcomCall(This, &acom_methods_IArrays[8], acom_args);
}

static HRESULT IArrays_Casts_Proxy(IArrays *This, LONG a, BYTE *b, BYTE *c, USHORT *d, BYTE **e, BYTE *f)
{
	void *acom_args[] = { &a, &b, &c, &d, &e, &f };

	return AcomCall(This, &acom_methods_IArrays[9], acom_args);
}

static const IArraysVtbl acom_vtbl_IArrays = {
	.QueryInterface = IArrays_QueryInterface_Proxy,
	.AddRef = IArrays_AddRef_Proxy,
	.Release = IArrays_Release_Proxy,
	.Max = IArrays_Max_Proxy,
	.First = IArrays_First_Proxy,
	.Arithmetic = IArrays_Arithmetic_Proxy,
	.Constant = IArrays_Constant_Proxy,
	.Levels = IArrays_Levels_Proxy,
	.Strings = IArrays_Strings_Proxy,
	.Pointers = IArrays_Pointers_Proxy,
	.Structs = IArrays_Structs_Proxy,
	.Ranges = IArrays_Ranges_Proxy,
	.Casts = IArrays_Casts_Proxy,
};

static const ACOM_INTERFACE acom_interface_IArrays = {
	.version = ACOM_META_VERSION,
	.size = sizeof(ACOM_INTERFACE),
	.name = "IArrays",
	.iid = &IID_IArrays,
	.base = &IID_IUnknown,
	.count = 10,
	.methods = acom_methods_IArrays,
	.proxy_vtbl = &acom_vtbl_IArrays,
};

static const ACOM_INTERFACE *const acom_listed[] = {
	&acom_interface_IArrays,
};

ACOM_MODULE arrays_interfaces[1] = {
	{
		.version = ACOM_META_VERSION,
		.size = sizeof(ACOM_MODULE),
		.file = "arrays.idl",
		.count = 1,
		.interfaces = acom_listed,
	}
};

__attribute__((constructor)) static void acom_link(void)
{
	AcomLinkModule(arrays_interfaces);
}

__attribute__((destructor)) static void acom_unlink(void)
{
	AcomUnlinkModule(arrays_interfaces);
}
