/* sema_value.c - what constant expressions are worth: C's rules for integers of 32 and 64 bits and for double. */
#include "idlgen.h"

#include <math.h>

static const struct constant ZERO = { .bits = 32 };

static bool wrong(const struct expr *e, const char *format, unsigned bits)
{
	error_at(e->place, 0, format, bits);
	return false;
}

/* Cuts a number down to what its type can hold. */
static int64_t wrap(int64_t n, unsigned bits, bool is_unsigned)
{
	unsigned unused = 64 - bits;
	uint64_t u = (uint64_t)n << unused;

	return is_unsigned ? (int64_t)(u >> unused) : (int64_t)u >> unused;
}

double value_real(const struct constant *v)
{
	return v->is_real ? v->real : v->is_unsigned ? (double)(uint64_t)v->number : (double)v->number;
}

static bool is_true(const struct constant *v) { return v->is_real ? v->real != 0 : v->number != 0; }

/* A literal has the smallest type that holds it; what an int does not hold is tried without a sign first. */
static struct constant value_of_literal(const struct expr *e)
{
	struct constant v = { .number = e->number };

	v.bits = e->is_wide || e->number < 0 || e->number > UINT32_MAX ? 64 : 32;
	v.is_unsigned = e->is_unsigned || (v.bits == 32 && e->number > INT32_MAX);
	return v;
}

/* TRUE and FALSE are macros in C, so no IDL declares them. */
static bool value_of_name(const struct expr *e, struct constant *v)
{
	const struct symbol *s = symbol_find(e->name);
	const char *idl = name_in_idl(e->name);

	v->number = text_same(idl, "TRUE");
	if (v->number || text_same(idl, "FALSE"))
		return true;

	if (!s || s->kind != SYMBOL_CONSTANT) {
		name_unknown(e->name, e->place, SYMBOL_CONSTANT);
		return false;
	}
	*v = s->value;
	return true;
}

/* ---- casts ---- */

bool value_convert(const struct expr *e, struct type *to, struct constant *v)
{
	struct type *t = type_strip(to);
	unsigned octets, align;

	if (t->kind == TYPE_BAD)
		return false;
	if (t->kind == TYPE_SCALAR && (t->scalar == SCALAR_FLOAT || t->scalar == SCALAR_DOUBLE)) {
		v->real = t->scalar == SCALAR_FLOAT ? (double)(float)value_real(v) : value_real(v);
		v->is_real = true;
		return isfinite(v->real) || wrong(e, "this number is too large for its type", 0);
	}
	if ((t->kind != TYPE_SCALAR && t->kind != TYPE_POINTER && !type_is_enum(t)) || !type_layout(t, &octets, &align))
		return wrong(e, "no constant can have this type", 0);
	if (v->is_real && !(v->real > -9.2e18 && v->real < 1.8e19))
		return wrong(e, "this number is too large for an integer", 0);
	if (v->is_real)
		v->number = v->real < 0 ? (int64_t)v->real : (int64_t)(uint64_t)v->real;
	v->is_real = false;
	v->is_unsigned = scalar_is_unsigned(t);
	v->number = wrap(v->number, octets * 8, v->is_unsigned);
	v->bits = octets < 4 ? 32 : octets * 8;
	v->is_unsigned &= octets >= 4; /* smaller ones become int */
	return true;
}

/* Gives both operands their common type. */
static void balance(struct constant *a, struct constant *b)
{
	unsigned bits = a->bits > b->bits ? a->bits : b->bits;
	bool is_unsigned = (a->is_unsigned && a->bits == bits) || (b->is_unsigned && b->bits == bits);

	if (a->is_real || b->is_real) {
		*a = (struct constant){ .is_real = true, .real = value_real(a), .bits = 64 };
		*b = (struct constant){ .is_real = true, .real = value_real(b), .bits = 64 };
		return;
	}
	*a = (struct constant){ .number = wrap(a->number, bits, is_unsigned), .bits = bits, .is_unsigned = is_unsigned };
	*b = (struct constant){ .number = wrap(b->number, bits, is_unsigned), .bits = bits, .is_unsigned = is_unsigned };
}

/* ---- operators ---- */

static bool real_binary(const struct expr *e, double a, double b, struct constant *v)
{
	v->is_real = true;
	switch (e->op) {
	case TOKEN_PLUS: v->real = a + b; return true;
	case TOKEN_MINUS: v->real = a - b; return true;
	case TOKEN_STAR: v->real = a * b; return true;
	case TOKEN_SLASH: v->real = b != 0 ? a / b : 0; return b != 0 || wrong(e, "this divides by zero", 0);
	default: return wrong(e, "this operator wants integers", 0);
	}
}

/* -1, 0 or 1; both have one type. */
static int compare(const struct constant *a, const struct constant *b)
{
	if (a->is_real)
		return (a->real > b->real) - (a->real < b->real);
	if (a->is_unsigned)
		return ((uint64_t)a->number > (uint64_t)b->number) - ((uint64_t)a->number < (uint64_t)b->number);
	return (a->number > b->number) - (a->number < b->number);
}

static bool is_comparison(enum token_kind op)
{
	return op == TOKEN_EQ || op == TOKEN_NE || op == TOKEN_LESS || op == TOKEN_LE || op == TOKEN_GREATER || op == TOKEN_GE;
}

static bool holds(enum token_kind op, int order)
{
	switch (op) {
	case TOKEN_EQ: return order == 0;
	case TOKEN_NE: return order != 0;
	case TOKEN_LESS: return order < 0;
	case TOKEN_LE: return order <= 0;
	case TOKEN_GREATER: return order > 0;
	default: return order >= 0;
	}
}

/* Without a sign, nothing overflows: it goes round. */
static bool unsigned_binary(const struct expr *e, uint64_t a, uint64_t b, int64_t *r)
{
	if ((e->op == TOKEN_SLASH || e->op == TOKEN_PERCENT) && !b)
		return wrong(e, "this divides by zero", 0);
	switch (e->op) {
	case TOKEN_PLUS: *r = (int64_t)(a + b); break;
	case TOKEN_MINUS: *r = (int64_t)(a - b); break;
	case TOKEN_STAR: *r = (int64_t)(a * b); break;
	case TOKEN_SLASH: *r = (int64_t)(a / b); break;
	case TOKEN_PERCENT: *r = (int64_t)(a % b); break;
	case TOKEN_AND: *r = (int64_t)(a & b); break;
	case TOKEN_OR: *r = (int64_t)(a | b); break;
	default: *r = (int64_t)(a ^ b); break;
	}
	return true;
}

/* `e` says the operator; of a unary minus, 0 - b. */
static bool signed_binary(const struct expr *e, int64_t a, int64_t b, unsigned bits, int64_t *r)
{
	bool over = false;

	switch (e->op) {
	case TOKEN_PLUS: over = __builtin_add_overflow(a, b, r); break;
	case TOKEN_MINUS: over = __builtin_sub_overflow(a, b, r); break;
	case TOKEN_STAR: over = __builtin_mul_overflow(a, b, r); break;
	case TOKEN_SLASH: case TOKEN_PERCENT:
		if (!b)
			return wrong(e, "this divides by zero", 0);
		if (b == -1) {
			over = e->op == TOKEN_SLASH && __builtin_sub_overflow(0, a, r);
			*r = e->op == TOKEN_SLASH ? *r : 0;
		} else {
			*r = e->op == TOKEN_SLASH ? a / b : a % b;
		}
		break;
	default: return unsigned_binary(e, (uint64_t)a, (uint64_t)b, r);
	}
	return (!over && wrap(*r, bits, false) == *r) || wrong(e, "this overflows %u bits", bits);
}

/* The left operand alone says the type. */
static bool shift(const struct expr *e, struct constant *a, const struct constant *b)
{
	if (a->is_real || b->is_real)
		return wrong(e, "this operator wants integers", 0);
	if (b->number < 0 || b->number >= a->bits)
		return wrong(e, "a number of %u bits cannot be shifted that far", a->bits);
	if (e->op == TOKEN_SHL)
		a->number = wrap((int64_t)((uint64_t)a->number << b->number), a->bits, a->is_unsigned);
	else
		a->number = a->is_unsigned ? (int64_t)((uint64_t)a->number >> b->number) : a->number >> b->number;
	return true;
}

static bool value_of_binary(const struct expr *e, struct constant *v)
{
	struct constant b;

	if (!value_of(e->a, v))
		return false;
	if (e->op == TOKEN_ANDAND || e->op == TOKEN_OROR) {
		b = *v;
		if (is_true(v) == (e->op == TOKEN_ANDAND) && !value_of(e->b, &b))
			return false;
		*v = (struct constant){ .number = is_true(&b), .bits = 32 };
		return true;
	}
	if (!value_of(e->b, &b))
		return false;
	if (e->op == TOKEN_SHL || e->op == TOKEN_SHR)
		return shift(e, v, &b);
	balance(v, &b);
	if (is_comparison(e->op)) {
		*v = (struct constant){ .number = holds(e->op, compare(v, &b)), .bits = 32 };
		return true;
	}
	if (v->is_real)
		return real_binary(e, v->real, b.real, v);
	if (!v->is_unsigned)
		return signed_binary(e, v->number, b.number, v->bits, &v->number);
	if (!unsigned_binary(e, (uint64_t)v->number, (uint64_t)b.number, &v->number))
		return false;
	v->number = wrap(v->number, v->bits, true);
	return true;
}

/* 0 - v. -2147483648 is an int, though its digits alone are not. */
static bool negate(const struct expr *e, struct constant *v)
{
	bool is_literal = e->a->op == TOKEN_NUMBER && v->bits == 32;

	if (v->is_real) {
		v->real = -v->real;
		return true;
	}
	if (v->is_unsigned && !is_literal) {
		v->number = wrap((int64_t)(0 - (uint64_t)v->number), v->bits, true);
		return true;
	}
	if (!is_literal)
		return signed_binary(e, 0, v->number, v->bits, &v->number);
	v->number = -v->number;
	v->is_unsigned = false;
	v->bits = v->number < INT32_MIN ? 64 : 32;
	return true;
}

static bool value_of_unary(const struct expr *e, struct constant *v)
{
	if (!value_of(e->a, v))
		return false;
	if (e->op == TOKEN_MINUS)
		return negate(e, v);
	if (e->op == TOKEN_BANG)
		*v = (struct constant){ .number = !is_true(v), .bits = 32 };
	else if (e->op == TOKEN_TILDE && !v->is_real)
		v->number = wrap(~v->number, v->bits, v->is_unsigned);
	else
		return wrong(e, "this operator is not supported in constants", 0);
	return true;
}

/* ---- sizeof ---- */

static bool value_of_sizeof(struct expr *e, struct constant *v)
{
	unsigned octets, align;

	*v = (struct constant){ .bits = 64, .is_unsigned = true };
	if (!e->type) {
		if (!value_of(e->a, v))
			return false;
		*v = (struct constant){ .number = v->bits / 8, .bits = 64, .is_unsigned = true };
		return true;
	}
	sema_type(e->type);
	if (type_strip(e->type)->kind == TYPE_BAD)
		return false;
	if (!type_layout(e->type, &octets, &align))
		return wrong(e, "the size of this type is not known here", 0);
	v->number = octets;
	return true;
}

/* The operand that is not chosen gives its type alone: it may divide by zero. */
static bool value_of_conditional(struct expr *e, struct constant *v)
{
	struct constant other;

	if (!value_of(e->c, v))
		return false;
	struct expr *chosen = is_true(v) ? e->a : e->b;
	unsigned hushed = diag_hushed();
	bool hush = diag_hush(true);
	value_of(chosen == e->a ? e->b : e->a, &other);
	diag_hush(hush);
	diag_forgive(hushed);
	if (!value_of(chosen, v))
		return false;
	balance(v, &other);
	return true;
}

bool value_of(struct expr *e, struct constant *v)
{
	*v = ZERO;
	switch (e->op) {
	case TOKEN_NUMBER:
		*v = value_of_literal(e);
		return true;
	case TOKEN_REAL:
		*v = (struct constant){ .is_real = true, .real = e->real, .bits = 64 };
		return true;
	case TOKEN_NAME: return value_of_name(e, v);
	case TOKEN_SIZEOF: return value_of_sizeof(e, v);
	case TOKEN_LPAREN:
		sema_type(e->type);
		return value_of(e->a, v) && value_convert(e, e->type, v);
	case TOKEN_QUESTION: return value_of_conditional(e, v);
	default: return e->b ? value_of_binary(e, v) : value_of_unary(e, v);
	}
}

bool expr_constant(struct expr *e, int64_t *value)
{
	struct constant v;

	*value = 0;
	if (!value_of(e, &v))
		return false;
	if (v.is_real)
		return wrong(e, "an integer is wanted here", 0);
	if (v.is_unsigned && v.number < 0)
		return wrong(e, "this number is too large", 0);
	*value = v.number;
	return true;
}
