/* sema_const.c - constants: their types, and whether their values fit. */
#include "idlgen.h"

/* A string is an array of characters or points to some. */
static void judge_string(const struct decl *d, struct type *t)
{
	if (t->kind == TYPE_BAD)
		return;
	if ((t->kind != TYPE_POINTER && t->kind != TYPE_ARRAY) || !type_is_char(t->of))
		error_at(d->place, 0, "a string constant has a pointer to characters as its type");
}

static bool is_real_type(const struct type *t)
{
	return t->kind == TYPE_SCALAR && (t->scalar == SCALAR_FLOAT || t->scalar == SCALAR_DOUBLE);
}

/* Negative numbers fit a type without sign, and large ones a type with sign, when their bits do. */
static bool fits(const struct constant *v, struct type *t)
{
	unsigned octets, align;
	int64_t lowest, highest;

	if (v->is_real || is_real_type(t) || !type_layout(t, &octets, &align) || octets == 8)
		return true;
	lowest = -((int64_t)1 << (octets * 8 - 1));
	highest = ((int64_t)1 << (octets * 8)) - 1;
	return v->number >= lowest && v->number <= highest && !(v->bits == 64 && v->is_unsigned && v->number < 0);
}

/* False: it has none. */
static bool judge_value(struct decl *d, struct type *t, struct constant *v)
{
	if (!value_of(d->value, v) || t->kind == TYPE_BAD)
		return false;
	if (!type_is_enum(t) && t->kind != TYPE_SCALAR && t->kind != TYPE_POINTER) {
		error_at(d->place, 0, "a constant is a number, an enumerator, a pointer or a string");
		return false;
	}
	if (v->is_real && !is_real_type(t)) {
		error_at(d->value->place, 0, "an integer is wanted here");
		return false;
	}
	if (!fits(v, t)) {
		error_at(d->value->place, 0, "%lld does not fit the type of \"%s\"", (long long)v->number, d->name);
		return false;
	}
	return value_convert(d->value, t, v);
}

void sema_const(struct decl *d)
{
	struct type *t = (sema_type(d->type), type_strip(d->type));
	bool was_used = name_was_used(d->name);
	struct symbol *s = symbol_define(d->name, d->place, SYMBOL_OTHER); /* in its own value it is no constant yet */

	attr_check(d->attrs, ON_CONST, false, "a constant");
	if (s && was_used)
		error_at(d->place, 0, "\"%s\" is also the name of something else, which C would replace", d->name);
	if (s)
		s->is_macro = true;
	if (d->string) {
		judge_string(d, t);
	} else {
		bool good = judge_value(d, t, &d->worth);

		if (s) {
			s->kind = good ? SYMBOL_CONSTANT : SYMBOL_BAD;
			s->value = d->worth;
		}
	}
}
