/* automation_rows.c - the wire forms of BSTR, VARIANT and SAFEARRAY as rows; what they mean is in oaidl.idl. */
#include "ndr/automation.h"

#define SCALAR(row, KIND, octets) \
	static const ACOM_TYPE row = { .name = #row, .kind = ACOM_##KIND, .align = octets, .size = octets, .wire = octets };
#define POINTER(row, FLAGS, to) \
	const ACOM_TYPE row = { .name = #row, .kind = ACOM_POINTER, .flags = ACOM_##FLAGS, .align = 4, .size = sizeof(void *), \
		.wire = 4, .elem = &to };
#define INTERFACE(row, interface) \
	static const ACOM_TYPE row = { .name = #row, .kind = ACOM_INTERFACE_POINTER, .align = 4, .size = sizeof(void *), \
		.wire = 4, interface };

/* An array sized by a member of the struct that it, or the pointer to it, stands in. */
#define SIZE_IS(rule, Struct, member) \
	static int64_t count_##rule(const ACOM_SCOPE *scope) { return ((const Struct *)scope->base)->member; } \
	static const ACOM_EXPR rule = { .number = count_##rule };
#define ARRAY(row, of, alignment, rule) \
	static const ACOM_TYPE row = { .name = #row, .kind = ACOM_ARRAY, .flags = ACOM_CONFORMANT, .align = alignment, .wire = 4, \
		.elem = &of, .max = &rule };

#define FIELD(Struct, member, row) { .name = #member, .offset = offsetof(Struct, member), .type = &row },
#define STRUCT(row, Struct, FLAGS, alignment, octets, ...) \
	static const ACOM_FIELD row##_fields[] = { __VA_ARGS__ }; \
	static const ACOM_TYPE row = { .name = #Struct, .kind = ACOM_STRUCT, .flags = FLAGS, .align = alignment, \
		.size = sizeof(Struct), .wire = octets, .count = ARRAY_COUNT(row##_fields), .fields = row##_fields };

SCALAR(row_u8, U8, 1)
SCALAR(row_u16, U16, 2)
SCALAR(row_u32, U32, 4)
SCALAR(row_u64, U64, 8)
INTERFACE(row_unknown, .iid = &IID_IUnknown)
INTERFACE(row_dispatch, .iid = &IID_IDispatch)
STRUCT(row_decimal, DECIMAL, 0, 8, 16, FIELD(DECIMAL, wReserved, row_u16) FIELD(DECIMAL, scale, row_u8)
       FIELD(DECIMAL, sign, row_u8) FIELD(DECIMAL, Hi32, row_u32) FIELD(DECIMAL, Lo64, row_u64))

/* ---- BSTR ---- */

SIZE_IS(blob_count, FLAGGED_WORD_BLOB, clSize)
ARRAY(row_units, row_u16, 2, blob_count)
STRUCT(row_blob, FLAGGED_WORD_BLOB, ACOM_CONFORMANT, 4, 8, FIELD(FLAGGED_WORD_BLOB, fFlags, row_u32)
       FIELD(FLAGGED_WORD_BLOB, clSize, row_u32) FIELD(FLAGGED_WORD_BLOB, asData, row_units))
POINTER(automation_bstr, UNIQUE, row_blob)

/* ---- SAFEARRAY ---- */

/* The IID stands behind the pointers, in the same struct. */
static const IID *elements_iid(const ACOM_SCOPE *scope)
{
	return &((const SAFEARR_HAVEIID *)scope->base)->iid;
}

static const ACOM_EXPR iid_rule = { .iid = elements_iid };
INTERFACE(row_identified, .max = &iid_rule)
static const ACOM_FIELD row_iid_fields[] = { FIELD(GUID, Data1, row_u32) FIELD(GUID, Data2, row_u16) FIELD(GUID, Data3, row_u16)
#define OCTET(i) { .name = "Data4", .offset = offsetof(GUID, Data4) + i, .type = &row_u8 },
	OCTET(0) OCTET(1) OCTET(2) OCTET(3) OCTET(4) OCTET(5) OCTET(6) OCTET(7) };
#undef OCTET
static const ACOM_TYPE row_iid = { .name = "IID", .kind = ACOM_STRUCT, .align = 4, .size = sizeof(IID), .wire = 16,
	.count = ARRAY_COUNT(row_iid_fields), .fields = row_iid_fields };

/* A count and the elements. */
#define ELEMENTS(row, Struct, counter, member, of, alignment, kind, octets, ...) \
	SIZE_IS(row##_count, Struct, counter) \
	ARRAY(row##_array, of, alignment, row##_count) \
	static POINTER(row##_pointer, kind, row##_array) \
	STRUCT(row, Struct, 0, 4, octets, FIELD(Struct, counter, row_u32) FIELD(Struct, member, row##_pointer) __VA_ARGS__)

ELEMENTS(row_bytes, BYTE_SIZEDARR, clSize, pData, row_u8, 4, UNIQUE, 8)
ELEMENTS(row_words, WORD_SIZEDARR, clSize, pData, row_u16, 4, UNIQUE, 8)
ELEMENTS(row_longs, DWORD_SIZEDARR, clSize, pData, row_u32, 4, UNIQUE, 8)
ELEMENTS(row_hypers, HYPER_SIZEDARR, clSize, pData, row_u64, 8, UNIQUE, 8)
ELEMENTS(row_bstrs, SAFEARR_BSTR, Size, aBstr, automation_bstr, 4, REF, 8)
ELEMENTS(row_unknowns, SAFEARR_UNKNOWN, Size, apUnknown, row_unknown, 4, REF, 8)
ELEMENTS(row_dispatches, SAFEARR_DISPATCH, Size, apDispatch, row_dispatch, 4, REF, 8)
ELEMENTS(row_variants, SAFEARR_VARIANT, Size, aVariant, automation_variant, 4, REF, 8)
ELEMENTS(row_identifieds, SAFEARR_HAVEIID, Size, apUnknown, row_identified, 4, REF, 24, FIELD(SAFEARR_HAVEIID, iid, row_iid))

#define ARM(tag, row) { .name = #tag, .offset = offsetof(SAFEARRAYUNION, u), .type = &row, .label = tag },
static const ACOM_FIELD row_elements_fields[] = {
	ARM(SF_I1, row_bytes) ARM(SF_I2, row_words) ARM(SF_I4, row_longs) ARM(SF_I8, row_hypers) ARM(SF_BSTR, row_bstrs)
	ARM(SF_UNKNOWN, row_unknowns) ARM(SF_DISPATCH, row_dispatches) ARM(SF_VARIANT, row_variants)
	ARM(SF_HAVEIID, row_identifieds)
};
#undef ARM
static const ACOM_TYPE row_elements = { .name = "SAFEARRAYUNION", .kind = ACOM_UNION, .flags = ACOM_ENCAPSULATED, .align = 4,
	.size = sizeof(SAFEARRAYUNION), .wire = 12, .count = ARRAY_COUNT(row_elements_fields), .elem = &row_u32,
	.fields = row_elements_fields };

typedef struct _wireSAFEARRAY wire_array;
STRUCT(row_bound, SAFEARRAYBOUND, 0, 4, 8, FIELD(SAFEARRAYBOUND, cElements, row_u32) FIELD(SAFEARRAYBOUND, lLbound, row_u32))
SIZE_IS(dims_count, wire_array, cDims)
ARRAY(row_bounds, row_bound, 4, dims_count)
STRUCT(row_wire_array, wire_array, ACOM_CONFORMANT, 4, 24, FIELD(wire_array, cDims, row_u16) FIELD(wire_array, fFeatures, row_u16)
       FIELD(wire_array, cbElements, row_u32) FIELD(wire_array, cLocks, row_u32) FIELD(wire_array, uArrayStructs, row_elements)
       FIELD(wire_array, rgsabound, row_bounds))
static POINTER(row_array_pointer, UNIQUE, row_wire_array)
POINTER(automation_safearray, UNIQUE, row_array_pointer)

/* ---- VARIANT ---- */

static POINTER(row_u8_ref, UNIQUE, row_u8)
static POINTER(row_u16_ref, UNIQUE, row_u16)
static POINTER(row_u32_ref, UNIQUE, row_u32)
static POINTER(row_u64_ref, UNIQUE, row_u64)
static POINTER(row_bstr_ref, UNIQUE, automation_bstr)
static POINTER(row_unknown_ref, UNIQUE, row_unknown)
static POINTER(row_dispatch_ref, UNIQUE, row_dispatch)
static POINTER(row_decimal_ref, UNIQUE, row_decimal)
static POINTER(row_array_ref, UNIQUE, automation_safearray)
static POINTER(row_variant_ref, UNIQUE, automation_variant)

#define ARM(vt, row) { .name = #vt, .type = &row, .label = vt }, { .name = #vt, .type = &row##_ref, .label = vt | VT_BYREF },
static const ACOM_FIELD row_value_fields[] = {
	{ .name = "VT_EMPTY", .label = VT_EMPTY }, { .name = "VT_NULL", .label = VT_NULL },
	ARM(VT_I4, row_u32) ARM(VT_R8, row_u64) ARM(VT_BOOL, row_u16) ARM(VT_I2, row_u16) ARM(VT_R4, row_u32) ARM(VT_CY, row_u64)
	ARM(VT_DATE, row_u64) ARM(VT_ERROR, row_u32) ARM(VT_I1, row_u8) ARM(VT_UI1, row_u8) ARM(VT_UI2, row_u16) ARM(VT_UI4, row_u32)
	ARM(VT_I8, row_u64) ARM(VT_UI8, row_u64) ARM(VT_INT, row_u32) ARM(VT_UINT, row_u32) ARM(VT_UNKNOWN, row_unknown)
	ARM(VT_DISPATCH, row_dispatch) ARM(VT_DECIMAL, row_decimal)
	{ .name = "VT_BSTR", .type = &automation_bstr, .label = VT_BSTR },
	{ .name = "VT_BSTR", .type = &row_bstr_ref, .label = VT_BSTR | VT_BYREF },
	{ .name = "VT_ARRAY", .type = &automation_safearray, .label = VT_ARRAY },
	{ .name = "VT_ARRAY", .type = &row_array_ref, .label = VT_ARRAY | VT_BYREF },
	{ .name = "VT_VARIANT", .type = &row_variant_ref, .label = VT_VARIANT | VT_BYREF },
};
#undef ARM

typedef struct _wireVARIANT wire_variant;

/* An array's elements are its own business. */
static int64_t value_tag(const ACOM_SCOPE *scope)
{
	VARTYPE vt = ((const wire_variant *)scope->base)->vt;

	return vt & VT_ARRAY ? vt & (VT_ARRAY | VT_BYREF) : vt;
}

static const ACOM_EXPR value_rule = { .number = value_tag };
static const ACOM_TYPE row_value = { .name = "_varUnion", .kind = ACOM_UNION, .align = 8,
	.size = sizeof(((wire_variant *)0)->_varUnion), .wire = 4, .count = ARRAY_COUNT(row_value_fields), .elem = &row_u32,
	.fields = row_value_fields, .max = &value_rule };
STRUCT(row_wire_variant, wire_variant, 0, 8, 20, FIELD(wire_variant, clSize, row_u32) FIELD(wire_variant, rpcReserved, row_u32)
       FIELD(wire_variant, vt, row_u16) FIELD(wire_variant, wReserved1, row_u16) FIELD(wire_variant, wReserved2, row_u16)
       FIELD(wire_variant, wReserved3, row_u16) FIELD(wire_variant, _varUnion, row_value))
POINTER(automation_variant, UNIQUE, row_wire_variant)
