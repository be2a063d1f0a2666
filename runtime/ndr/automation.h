/* automation.h - what BSTR, VARIANT and SAFEARRAY have in common on their way: the rows of their wire forms (those that an
 * IDL declares are never looked at), and the conversions that call each other. A value itself may lie anywhere (#pragma pack). */
#ifndef ACOM_NDR_AUTOMATION_H
#define ACOM_NDR_AUTOMATION_H

#include "ndr/walk.h"
#include "object/automation.h"

/* ---- automation_rows.c ---- */
extern const ACOM_TYPE automation_bstr, automation_variant, automation_safearray; /* wireBSTR, wireVARIANT, wirePSAFEARRAY */

/* ---- automation_bstr.c ---- */

/* To the wire: all memory is scratch. */
HRESULT bstr_to_wire(BSTR b, wireBSTR *wire, ACOM_SCRATCH *scratch);
/* From it: a string of its own. */
HRESULT bstr_from_wire(wireBSTR wire, BSTR *b);

/* ---- automation_variant.c ---- */

/* `depth`: how many VARIANTs it is inside of. More than ACOM_LIMIT_NESTING are refused. */
HRESULT variant_to_wire(const VARIANT *v, wireVARIANT *wire, ACOM_SCRATCH *scratch, unsigned depth);
HRESULT variant_from_wire(wireVARIANT wire, VARIANT *v, unsigned depth);

/* ---- automation_safearray.c ---- */
HRESULT safearray_to_wire(SAFEARRAY *a, wireSAFEARRAY *wire, ACOM_SCRATCH *scratch, unsigned depth);
HRESULT safearray_from_wire(wireSAFEARRAY wire, SAFEARRAY **a, unsigned depth);

/* ---- automation_size.c ---- */

/* The octets of a VARIANT and of all below it, but those of interface pointers, which nobody knows yet: clSize, about. */
size_t automation_size(const struct _wireVARIANT *v);

#endif
