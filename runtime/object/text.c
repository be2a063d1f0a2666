/* text.c - numbers as text in the invariant language, whatever the C library's locale is. */
#include <stdio.h>
#include <stdlib.h>

#include "object/automation.h"

typedef unsigned __int128 wide;

enum { MAX_DIGITS = 40 };

/* The decimal digits of v, at least one; returns how many. */
static int digits_of(wide v, char digits[MAX_DIGITS])
{
	char reverse[MAX_DIGITS];
	int n = 0;

	do {
		reverse[n++] = (char)('0' + (int)(v % 10));
		v /= 10;
	} while (v);
	for (int i = 0; i < n; i++)
		digits[i] = reverse[n - 1 - i];
	digits[n] = 0;
	return n;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Without a decimal point strtod is the same in every locale, and rounds correctly. */
double text_to_real(bool negative, wide digits, int exponent)
{
	char text[TEXT_MAX], number[MAX_DIGITS];

	digits_of(digits, number);
	snprintf(text, sizeof text, "%s%sE%d", negative ? "-" : "", number, exponent);
	return strtod(text, NULL);
}

/* The character or characters that a locale has for the point are passed over. */
void text_digits(const struct number *n, wide *digits, int *exponent)
{
	char text[TEXT_MAX];
	const char *p = text;

	snprintf(text, sizeof text, "%.*e", n->digits - 1, n->value);
	*digits = 0;
	for (; *p && *p != 'e'; p++)
		if (is_digit(*p))
			*digits = *digits * 10 + (unsigned)(*p - '0');
	*exponent = (*p ? atoi(p + 1) : 0) - (n->digits - 1);
	while (*digits && *digits % 10 == 0) {
		*digits /= 10;
		++*exponent;
	}
}

/* digits * 10^exponent with a point where it belongs. */
static void positional(const char *digits, int count, int exponent, char *text)
{
	int point = count + exponent; /* digits in front of it */

	if (exponent >= 0)
		sprintf(text, "%s%.*s", digits, exponent, "0000000000000000000000000000000000000000");
	else if (point > 0)
		sprintf(text, "%.*s.%s", point, digits, digits + point);
	else
		sprintf(text, "0.%.*s%s", -point, "0000000000000000000000000000000000000000", digits);
}

/* d.ddE+dd, as Windows writes numbers that are large or small. */
static void scientific(const char *digits, int count, int exponent, char *text)
{
	int power = exponent + count - 1;

	sprintf(text, "%c%s%sE%+03d", digits[0], count > 1 ? "." : "", digits + 1, power);
}

HRESULT text_from_number(const struct number *n, char text[TEXT_MAX])
{
	wide digits = n->mantissa;
	int exponent = -n->scale, count, power;
	char number[MAX_DIGITS];

	if (n->real && !(n->value - n->value == 0))
		return FAIL(DISP_E_OVERFLOW); /* not a number, or infinite */
	if (n->real)
		text_digits(n, &digits, &exponent);
	while (exponent < 0 && digits % 10 == 0 && digits) {
		digits /= 10;
		exponent++;
	}
	if (n->negative && digits)
		*text++ = '-';
	count = digits_of(digits, number);
	power = exponent + count - 1;
	if (!digits)
		strcpy(text, "0");
	else if (n->real && (power <= -5 || power >= n->digits))
		scientific(number, count, exponent, text);
	else
		positional(number, count, exponent, text);
	return S_OK;
}

/* ---- back ---- */

/* The number that is being read: what does not fit into 37 digits only leaves a trace. */
struct reader {
	const char *p;
	wide digits;
	int exponent;
	bool any;
};

static void read_digit(struct reader *r, bool fraction)
{
	unsigned digit = (unsigned)(*r->p - '0');
	static const wide full = (wide)1000000000000000000 * 1000000000000000000;

	r->any = true;
	if (r->digits < full) {
		r->digits = r->digits * 10 + digit;
		r->exponent -= fraction;
	} else {
		r->digits |= digit != 0;
		r->exponent += !fraction;
	}
}

static void read_digits(struct reader *r, bool fraction)
{
	for (; is_digit(*r->p); r->p++)
		read_digit(r, fraction);
}

/* False: an E without number. */
static bool read_exponent(struct reader *r)
{
	bool negative;
	int value = 0;

	if (*r->p != 'e' && *r->p != 'E')
		return true;
	negative = *++r->p == '-';
	if (*r->p == '-' || *r->p == '+')
		r->p++;
	if (!is_digit(*r->p))
		return false;
	for (; is_digit(*r->p); r->p++)
		value = value < 10000 ? value * 10 + (*r->p - '0') : value;
	r->exponent += negative ? -value : value;
	return true;
}

HRESULT text_to_number(const char *text, bool real, struct number *n)
{
	struct reader r = { .p = text };
	bool negative = *text == '-';

	if (*text == '-' || *text == '+')
		r.p++;
	read_digits(&r, false);
	if (*r.p == '.') {
		r.p++;
		read_digits(&r, true);
	}
	if (!r.any || !read_exponent(&r) || *r.p)
		return FAIL(DISP_E_TYPEMISMATCH);
	if (!real)
		return number_scale(n, negative, r.digits, -r.exponent);
	*n = number_from_real(text_to_real(negative, r.digits, r.exponent), DIGITS_R8);
	return n->value - n->value == 0 ? S_OK : FAIL(DISP_E_OVERFLOW);
}

/* ---- BSTR ---- */

BSTR text_to_bstr(const char *text)
{
	OLECHAR units[TEXT_MAX];
	UINT n = 0;

	for (; text[n]; n++)
		units[n] = (OLECHAR)text[n];
	return SysAllocStringLen(units, n);
}

static bool is_blank(OLECHAR c)
{
	return c == u' ' || c == u'\t';
}

HRESULT text_from_bstr(BSTR b, char text[TEXT_MAX])
{
	UINT first = 0, end = SysStringLen(b), n = 0;

	while (first < end && is_blank(b[first]))
		first++;
	while (end > first && is_blank(b[end - 1]))
		end--;
	if (end - first >= TEXT_MAX)
		return FAIL(DISP_E_TYPEMISMATCH);
	for (; first < end; first++, n++) {
		if (b[first] < 0x20 || b[first] > 0x7e)
			return FAIL(DISP_E_TYPEMISMATCH);
		text[n] = (char)b[first];
	}
	text[n] = 0;
	return S_OK;
}
