/* number.c - numbers between the types of VARIANTs: exact ones of 96 bits and a decimal point, and floating ones. */
#include "object/automation.h"

typedef unsigned __int128 wide;

static const wide NUMBER_LIMIT = (wide)1 << 96;
enum { WIDE_DIGITS = 38 }; /* powers of ten that fit into 128 bits */

static wide power_of_ten(int exponent)
{
	wide p = 1;

	while (exponent-- > 0)
		p *= 10;
	return p;
}

/* v / 10^digits to the nearest, halves to the even one. */
static wide divide_by_ten(wide v, int digits)
{
	wide power, quotient, rest;

	if (digits > WIDE_DIGITS)
		return 0;
	power = power_of_ten(digits);
	quotient = v / power;
	rest = v % power;
	return quotient + (rest > power - rest || (rest == power - rest && quotient & 1));
}

struct number number_from_uint(uint64_t v)
{
	return (struct number){ .mantissa = v };
}

struct number number_from_int(int64_t v)
{
	return (struct number){ .negative = v < 0, .mantissa = v < 0 ? -(uint64_t)v : (uint64_t)v };
}

struct number number_from_real(double v, unsigned digits)
{
	return (struct number){ .real = true, .negative = v < 0, .value = v, .digits = (uint8_t)digits };
}

struct number number_from_currency(int64_t v)
{
	struct number n = number_from_int(v);

	n.scale = 4;
	return n;
}

HRESULT number_from_decimal(const DECIMAL *d, struct number *n)
{
	if (d->scale > NUMBER_MAX_SCALE || d->sign & ~DECIMAL_NEG)
		return FAIL(DISP_E_TYPEMISMATCH);
	*n = (struct number){ .negative = d->sign != 0, .scale = d->scale, .mantissa = (wide)d->Hi32 << 64 | d->Lo64 };
	return S_OK;
}

/* As few digits go as must, and all of them at once, for rounding twice is wrong. */
HRESULT number_scale(struct number *n, bool negative, wide mantissa, int scale)
{
	int cut = scale > NUMBER_MAX_SCALE ? scale - NUMBER_MAX_SCALE : 0;

	while (mantissa && scale < 0 && mantissa < NUMBER_LIMIT) {
		mantissa *= 10;
		scale++;
	}
	while (cut < scale && divide_by_ten(mantissa, cut) >= NUMBER_LIMIT)
		cut++;
	mantissa = divide_by_ten(mantissa, cut);
	if (mantissa >= NUMBER_LIMIT)
		return FAIL(DISP_E_OVERFLOW);
	*n = (struct number){ .negative = negative, .mantissa = mantissa, .scale = (uint8_t)(mantissa ? scale - cut : 0) };
	return S_OK;
}

/* Beyond 2^53 every number is an integer. */
static double round_even(double v)
{
	double whole, rest;

	if (!(v > -0x1p53 && v < 0x1p53))
		return v;
	whole = (double)(int64_t)v;
	rest = v - whole;
	if (rest > 0.5 || (rest == 0.5 && (int64_t)whole & 1))
		return whole + 1;
	return rest < -0.5 || (rest == -0.5 && (int64_t)whole & 1) ? whole - 1 : whole;
}

HRESULT number_to_int(const struct number *n, int64_t lo, int64_t hi, int64_t *v)
{
	double rounded = round_even(n->value);
	wide whole, limit;

	if (n->real) {
		/* A hi of 2^63 - 1 becomes 2^63, which is the bound all the same. */
		if (!(rounded >= (double)lo && rounded < (double)hi + 1))
			return FAIL(DISP_E_OVERFLOW);
		*v = (int64_t)rounded;
		return S_OK;
	}
	whole = divide_by_ten(n->mantissa, n->scale);
	limit = n->negative ? -(uint64_t)lo : (uint64_t)hi;
	if (whole > limit)
		return FAIL(DISP_E_OVERFLOW);
	*v = (int64_t)(n->negative ? -(uint64_t)whole : (uint64_t)whole);
	return S_OK;
}

HRESULT number_to_uint(const struct number *n, uint64_t hi, uint64_t *v)
{
	double rounded = round_even(n->value);
	wide whole;

	if (n->real) {
		if (!(rounded >= 0 && rounded < (double)hi + 1))
			return FAIL(DISP_E_OVERFLOW);
		*v = (uint64_t)rounded;
		return S_OK;
	}
	whole = divide_by_ten(n->mantissa, n->scale);
	if (whole > (n->negative ? 0 : hi))
		return FAIL(DISP_E_OVERFLOW);
	*v = (uint64_t)whole;
	return S_OK;
}

HRESULT number_to_currency(const struct number *n, int64_t *v)
{
	struct number scaled = *n;

	scaled.value *= 10000;
	if (scaled.scale >= 4) {
		scaled.scale = (uint8_t)(scaled.scale - 4);
	} else {
		scaled.mantissa *= power_of_ten(4 - scaled.scale);
		scaled.scale = 0;
	}
	return number_to_int(&scaled, INT64_MIN, INT64_MAX, v);
}

HRESULT number_to_decimal(const struct number *n, DECIMAL *d)
{
	struct number exact = *n;
	wide digits;
	int exponent;
	HRESULT hr = S_OK;

	if (n->real) {
		if (!(n->value > -0x1p97 && n->value < 0x1p97))
			return FAIL(DISP_E_OVERFLOW);
		text_digits(n, &digits, &exponent);
		hr = number_scale(&exact, n->negative, digits, -exponent);
	}
	if (FAILED(hr))
		return hr;
	*d = (DECIMAL){ .Hi32 = (uint32_t)(exact.mantissa >> 64), .Lo64 = (uint64_t)exact.mantissa };
	d->scale = exact.scale;
	d->sign = exact.negative ? DECIMAL_NEG : 0;
	return S_OK;
}

double number_to_real(const struct number *n)
{
	return n->real ? n->value : text_to_real(n->negative, n->mantissa, -n->scale);
}
