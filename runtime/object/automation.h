/* automation.h - what the files of Automation share: the types of values, elements of arrays, numbers. */
#ifndef ACOM_RUNTIME_AUTOMATION_H
#define ACOM_RUNTIME_AUTOMATION_H

#include <acom/automation.h>

#include "object/object.h"

/* ---- vartype.c: what a VARTYPE means ---- */

enum element { ELEMENT_PLAIN, ELEMENT_BSTR, ELEMENT_INTERFACE, ELEMENT_VARIANT };

struct vartype {
	VARTYPE vt;
	uint8_t size;      /* octets in memory */
	uint8_t element;   /* what a value owns */
	uint16_t features; /* FADF_ of an array of such */
	uint32_t sf;       /* SF_ of such an array when it travels; 0: it does not */
};

/* Of a value or an element, without VT_ARRAY and VT_BYREF; NULL: no value has such a type (VT_EMPTY, VT_NULL, VT_RECORD). */
const struct vartype *vartype_find(VARTYPE vt);
/* Whether a VARIANT can have it; VT_RECORD: not here. */
bool vartype_is_variant(VARTYPE vt);
/* Gives back what `count` elements own; they are zero afterwards. Those that are refused stay: the first reason. */
HRESULT element_clear(const struct vartype *t, void *at, size_t count);
/* Copies into memory that holds nothing; on failure it does again. */
HRESULT element_copy(const struct vartype *t, void *to, const void *from, size_t count);

/* ---- variant.c ---- */

/* Where the value of a VARIANT is. */
void *variant_place(const VARIANT *v);
/* A copy in memory that holds nothing. */
HRESULT variant_copy(VARIANT *to, const VARIANT *from);
/* A VT_BYREF that came with a call refers to memory that was made for it. That is marked in the VARIANT, for that pointer
 * only, and goes with it: CoTaskMem. A copy refers to it without owning it. */
void variant_mark(VARIANT *v);
bool variant_is_marked(const VARIANT *v);
/* Of a type without VT_BYREF: octets that a reference leads to; frees what they own. */
size_t variant_room(VARTYPE vt);
void variant_clear_referent(VARTYPE vt, void *referent);
/* *from becomes the value of *to, which is cleared first; if that is refused *from is cleared. */
HRESULT variant_move(VARIANT *to, VARIANT *from);
/* Arrays that stand in VARIANTs are copied and freed by recursion over data, so that they may not nest without end. */

/* ---- safearray.c, element.c ---- */

/* What the elements are; NULL: the array does not say, or is no array. */
const struct vartype *safearray_type(SAFEARRAY *a);
/* How many elements the bounds say; false: none that fit into memory. */
bool safearray_count(const SAFEARRAY *a, size_t *count);

/* ---- number.c, text.c, date.c: what VariantChangeType computes with ---- */

/* Exactly +-mantissa / 10^scale with mantissa < 2^96 and scale <= 28, or a floating number. */
struct number {
	bool real, negative;
	uint8_t scale;
	uint8_t digits; /* of a floating number: how many of them mean something */
	unsigned __int128 mantissa;
	double value;
};

enum { NUMBER_MAX_SCALE = 28, DIGITS_R4 = 7, DIGITS_R8 = 15 };

struct number number_from_int(int64_t v);
struct number number_from_uint(uint64_t v);
struct number number_from_real(double v, unsigned digits);
/* Ten-thousandths. */
struct number number_from_currency(int64_t v);
HRESULT number_from_decimal(const DECIMAL *d, struct number *n);

/* The others: DISP_E_OVERFLOW if it does not fit. To the nearest integer, halves to the even one. */
HRESULT number_to_int(const struct number *n, int64_t lo, int64_t hi, int64_t *v);
HRESULT number_to_uint(const struct number *n, uint64_t hi, uint64_t *v);
HRESULT number_to_currency(const struct number *n, int64_t *v);
HRESULT number_to_decimal(const struct number *n, DECIMAL *d);
double number_to_real(const struct number *n);
/* Makes *n of mantissa * 10^-scale, with as many digits as it can have. */
HRESULT number_scale(struct number *n, bool negative, unsigned __int128 mantissa, int scale);

/* Text is ASCII, in the invariant language. DISP_E_TYPEMISMATCH: no such value. */
enum { TEXT_MAX = 128 };
HRESULT text_from_number(const struct number *n, char text[TEXT_MAX]);
/* `real`: a floating number is wanted. */
HRESULT text_to_number(const char *text, bool real, struct number *n);
double text_to_real(bool negative, unsigned __int128 digits, int exponent);
/* The digits of a floating number that mean something, and the power of ten of the last. */
void text_digits(const struct number *n, unsigned __int128 *digits, int *exponent);
BSTR text_to_bstr(const char *text);
/* Blanks around it are left out. DISP_E_TYPEMISMATCH: not ASCII, or longer than any value is. */
HRESULT text_from_bstr(BSTR b, char text[TEXT_MAX]);

/* DISP_E_OVERFLOW: not in the years 100 ... 9999. */
HRESULT date_check(DATE date);
HRESULT date_to_text(DATE date, char text[TEXT_MAX]);
HRESULT date_from_text(const char *text, DATE *date);

#endif
