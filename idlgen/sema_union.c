/* sema_union.c - unions: the type of the tag, and the labels of the arms. */
#include "idlgen.h"

/* What a tag of a scalar type may be; 0 and 0: no tag can have this type. */
static const struct {
	int64_t lo, hi;
} limits[SCALAR_COUNT] = {
	[SCALAR_BYTE] = { 0, UINT8_MAX }, [SCALAR_CHAR] = { 0, UINT8_MAX }, [SCALAR_SCHAR] = { INT8_MIN, INT8_MAX },
	[SCALAR_UCHAR] = { 0, UINT8_MAX }, [SCALAR_SMALL] = { INT8_MIN, INT8_MAX }, [SCALAR_USMALL] = { 0, UINT8_MAX },
	[SCALAR_BOOLEAN] = { 0, 1 }, [SCALAR_WCHAR] = { 0, UINT16_MAX }, [SCALAR_SHORT] = { INT16_MIN, INT16_MAX },
	[SCALAR_USHORT] = { 0, UINT16_MAX }, [SCALAR_INT] = { INT32_MIN, INT32_MAX }, [SCALAR_UINT] = { 0, UINT32_MAX },
	[SCALAR_LONG] = { INT32_MIN, INT32_MAX }, [SCALAR_ULONG] = { 0, UINT32_MAX },
};

/* What a tag of this type may be; false after a diagnostic. */
static bool judge_tag_type(struct type *outer, int64_t *lo, int64_t *hi)
{
	struct type *t;

	sema_type(outer);
	t = type_strip(outer);
	*lo = t->kind == TYPE_TAG ? (t->tag->v1 ? INT32_MIN : 0) : t->kind == TYPE_SCALAR ? limits[t->scalar].lo : 0;
	*hi = t->kind == TYPE_TAG ? (t->tag->v1 ? INT32_MAX : INT16_MAX) : t->kind == TYPE_SCALAR ? limits[t->scalar].hi : 0;
	if (*hi && !(t->kind == TYPE_TAG && (t->tag->kind != TOKEN_ENUM || outer->has_body)))
		return true;
	if (t->kind != TYPE_BAD)
		error_at(outer->place, 0, "a union's tag is an enum that has a name, or an integer of at most 32 bits");
	return false;
}

/* Whether an earlier label of the union is the same. */
static bool is_taken(const struct tag *tag, const struct expr *label, int64_t number)
{
	for (struct var *v = tag->members; v; v = v->next) {
		struct attr *a = attr_find(v->attrs, ATTR_case);

		for (unsigned i = 0; a && i < a->count; i++)
			if (a->args[i] == label)
				return false;
			else if (a->args[i]->op == TOKEN_NUMBER && a->args[i]->number == number)
				return true;
	}
	return false;
}

/* Makes each label a number. */
static void judge_labels(struct tag *tag, struct attr *a, int64_t lo, int64_t hi)
{
	int64_t number;

	for (unsigned i = 0; i < a->count; i++) {
		struct expr *e = a->args[i];

		if (!expr_constant(e, &number))
			continue;
		if (number < lo || number > hi)
			error_at(e->place, 0, "%lld does not fit the union's tag", (long long)number);
		else if (is_taken(tag, e, number))
			error_at(e->place, 0, "the label %lld stands twice", (long long)number);
		a->args[i] = expr_number(number, e->place);
	}
}

static void judge_arms(struct tag *tag, int64_t lo, int64_t hi)
{
	struct var *other = NULL;
	unsigned labels = 0;

	for (struct var *v = tag->members; v; v = v->next) {
		struct attr *cases = attr_find(v->attrs, ATTR_case), *is_default = attr_find(v->attrs, ATTR_default);

		if (!cases && !is_default)
			error_at(v->place, 0, "an arm wants a case or to be the default");
		if (is_default && other)
			error_at(is_default->place, 0, "a union has one default");
		if (is_default)
			other = v;
		labels += cases ? cases->count : 0;
		if (cases && labels <= MAX_FIELDS)
			judge_labels(tag, cases, lo, hi);
	}
	if (labels > MAX_FIELDS)
		error_at(tag->place, 0, "a union with more than %d labels is not supported", MAX_FIELDS);
}

/* A union of C alone, for what is [local]. */
static void judge_plain(const struct tag *tag)
{
	for (struct var *v = tag->broken ? NULL : tag->members; v; v = v->next)
		if (attr_find(v->attrs, ATTR_case) || attr_find(v->attrs, ATTR_default) || v->type->kind == TYPE_VOID) {
			error_at(tag->place, 0, "this union has cases, but no [switch_type] says of which type its tag is");
			return;
		}
}

void sema_union(struct tag *tag)
{
	struct attr *a = tag->switch_type;
	int64_t lo, hi;

	if (tag->tag) {
		tag->tag->name = name_apart(tag->tag->name);
		tag->name_of_union = name_apart(tag->name_of_union);
		name_check(tag->tag->name, tag->tag->place);
		name_check(tag->name_of_union, tag->place);
		if (text_same(tag->tag->name, tag->name_of_union))
			error_at(tag->tag->place, 2003, "\"%s\" is declared twice", tag->tag->name);
	} else if (!a) {
		judge_plain(tag);
		return;
	} else {
		a->used = true;
	}
	if (judge_tag_type(tag->tag ? tag->tag->type : a->type, &lo, &hi))
		judge_arms(tag, lo, hi);
}

/* The first name in an expression that is one of the variables. */
static struct var *var_in(const struct expr *e, struct var *vars)
{
	struct var *v = NULL;

	if (e->op == TOKEN_NAME)
		for (v = vars; v && !text_same(v->name, e->name); v = v->next)
			;
	if (!v && e->a)
		v = var_in(e->a, vars);
	return !v && e->b ? var_in(e->b, vars) : v;
}

void sema_switch_is(struct tag *outer, struct var *v)
{
	struct attr *which = attr_find(v->attrs, ATTR_switch_is);
	struct tag *tag = which && v->type->kind == TYPE_TAG && v->type->has_body ? v->type->tag : NULL;
	struct var *says = tag && tag->kind == TOKEN_UNION ? var_in(which->args[0], outer->members) : NULL;

	if (tag && which->bad)
		tag->broken = true;
	if (!says || tag->tag || tag->switch_type)
		return;
	tag->switch_type = NEW(struct attr);
	tag->switch_type->id = ATTR_switch_type;
	tag->switch_type->place = which->place;
	tag->switch_type->type = says->type;
}

void sema_switch_type(struct attr *attrs, struct type *t)
{
	struct attr *a = attr_find(attrs, ATTR_switch_type);

	for (; t->kind == TYPE_POINTER || t->kind == TYPE_ARRAY; t = t->of)
		;
	if (a && (t->kind != TYPE_TAG || !t->has_body || !a->used))
		error_at(a->place, 0, "[switch_type] stands where a union without a tag of its own is defined");
}
