/* sema_expr.c - what the names in size_is and its kin mean. */
#include "idlgen.h"

#include <acom/meta.h>

struct expr *expr_number(int64_t value, struct place place)
{
	struct expr *e = expr_new(TOKEN_NUMBER, place, NULL, NULL);

	e->number = value;
	return e;
}

/* ---- expressions over parameters and members ---- */

/* Members of members without name are the struct's own. */
static struct var *var_find(struct var *vars, const char *name)
{
	struct var *found = NULL;

	for (struct var *v = vars; v && !found; v = v->next)
		if (v->name && (text_same(v->name, name) || text_same(name_in_idl(v->name), name)))
			found = v;
		else if (!v->name && v->type->kind == TYPE_TAG)
			found = var_find(v->type->tag->members, name);
	return found;
}

static bool is_integer(struct type *t)
{
	t = type_strip(t);
	return (t->kind == TYPE_SCALAR && t->scalar != SCALAR_FLOAT && t->scalar != SCALAR_DOUBLE) ||
	       (t->kind == TYPE_TAG && t->tag->kind == TOKEN_ENUM);
}

static const char *next_var(void *context)
{
	struct var **at = context;

	while (*at) {
		const char *name = (*at)->name;

		*at = (*at)->next;
		if (name)
			return name;
	}
	return NULL;
}

/* Says that `wrong`, and which of the names may have been meant. */
static void refuse_name(const struct expr *e, struct var *vars, const char *wrong)
{
	const char *near = suggest(e->name, next_var, &vars);

	error_at(e->place, 2009, near ? "\"%s\" is %s; did you mean \"%s\"?" : "\"%s\" is %s", e->name, wrong, near);
}

/* A name, possibly behind one *. */
static bool bind_name(struct expr *e, struct var *vars, bool starred)
{
	struct type *t;
	int64_t value;

	e->var = var_find(vars, e->name);
	if (!e->var) {
		if (!symbol_find(e->name)) {
			refuse_name(e, vars, "neither a parameter or member here nor a constant");
			return false;
		}
		return expr_constant(e, &value) && (e->op = TOKEN_NUMBER, e->number = value, true);
	}
	t = type_strip(e->var->type);
	if (t->kind == TYPE_BAD)
		return false;
	if (e->is_set)
		return true;
	if (starred && t->kind != TYPE_POINTER)
		error_at(e->place, 0, "\"%s\" is no pointer", e->name);
	else if (!is_integer(starred ? t->of : t))
		error_at(e->place, 0, t->kind == TYPE_POINTER && !starred && is_integer(t->of) ?
		         "\"%s\" is a pointer; its value is *%s" : "\"%s\" is no integer", e->name, e->name);
	else
		return true;
	return false;
}

static bool bind_star(struct expr *e, struct var *vars)
{
	if (e->a->op == TOKEN_NAME)
		return bind_name(e->a, vars, true);
	error_at(e->place, 0, "* wants the name of a pointer behind it");
	return false;
}

/* Where only true or false matters a pointer may stand: p ? *p : 1 */
static bool bind_truth(struct expr *e, struct var *vars, bool is_struct)
{
	struct var *v = e->op == TOKEN_NAME ? var_find(vars, e->name) : NULL;

	e->is_set = v && type_strip(v->type)->kind == TYPE_POINTER;
	return expr_bind(e, vars, is_struct);
}

static bool bind_conditional(struct expr *e, struct var *vars, bool is_struct)
{
	bool good = bind_truth(e->c, vars, is_struct);

	good &= expr_bind(e->a, vars, is_struct);
	return expr_bind(e->b, vars, is_struct) && good;
}

/* a op b; what has one operand becomes that: -a is 0 - a, ~a is a ^ -1, !a is a == 0. */
static void make_binary(struct expr *e)
{
	struct expr *a = e->a;

	if (e->op == TOKEN_MINUS)
		e->a = expr_number(0, e->place);
	e->b = e->op == TOKEN_MINUS ? a : expr_number(e->op == TOKEN_TILDE ? -1 : 0, e->place);
	e->op = e->op == TOKEN_MINUS ? TOKEN_MINUS : e->op == TOKEN_TILDE ? TOKEN_XOR : TOKEN_EQ;
}

/* Whether all values of what stands behind a cast are values of its type. */
static bool is_kept(const struct expr *a, struct type *to)
{
	const struct expr *name = a->op == TOKEN_STAR && !a->b ? a->a : a;
	struct type *from = name->var ? type_strip(name->var->type) : NULL;
	unsigned own, octets, align;

	from = from && name != a ? type_strip(from->of) : from;
	if (!from || !type_layout(from, &own, &align) || !type_layout(to, &octets, &align))
		return false;
	return own < octets ? scalar_is_unsigned(from) || !scalar_is_unsigned(to) :
	       own == octets && scalar_is_unsigned(from) == scalar_is_unsigned(to);
}

/* All is computed in 64 bits, and what has more than 31 counts nothing; a cast to fewer cuts them out: a & 255, or
 * ((a & 255) ^ 128) - 128 where they have a sign. */
static bool bind_cast(struct expr *e, struct var *vars, bool is_struct)
{
	struct type *to = (sema_type(e->type), type_strip(e->type));
	unsigned octets, align;
	int64_t value, sign;

	if (!expr_bind(e->a, vars, is_struct) || to->kind == TYPE_BAD)
		return false;
	if (is_integer(to) && e->a->op == TOKEN_NUMBER)
		return expr_constant(e, &value) && (*e = *expr_number(value, e->place), true);
	if (!is_integer(to) || !type_layout(to, &octets, &align) || octets >= 4 || is_kept(e->a, to)) {
		*e = *e->a;
		return true;
	}
	sign = INT64_C(1) << (8 * octets - 1);
	e->op = TOKEN_AND;
	e->b = expr_number(2 * sign - 1, e->place);
	if (scalar_is_unsigned(to))
		return true;
	e->a = expr_new(TOKEN_XOR, e->place, expr_new(TOKEN_AND, e->place, e->a, e->b), expr_number(sign, e->place));
	e->b = expr_number(sign, e->place);
	e->op = TOKEN_MINUS;
	return true;
}

bool expr_bind(struct expr *e, struct var *vars, bool is_struct)
{
	int64_t value;
	bool good, truth = e->op == TOKEN_ANDAND || e->op == TOKEN_OROR || e->op == TOKEN_BANG;

	switch (e->op) {
	case TOKEN_NUMBER:
		return true;
	case TOKEN_SIZEOF: case TOKEN_REAL: /* which is told to be none */
		return expr_constant(e, &value) && (e->op = TOKEN_NUMBER, e->number = value, true);
	case TOKEN_LPAREN:
		return bind_cast(e, vars, is_struct);
	case TOKEN_NAME:
		return bind_name(e, vars, false);
	case TOKEN_STAR:
		if (!e->b)
			return bind_star(e, vars);
		break;
	case TOKEN_QUESTION:
		return bind_conditional(e, vars, is_struct);
	case TOKEN_MINUS: case TOKEN_TILDE: case TOKEN_BANG:
		if (!e->b && e->a->op == TOKEN_NUMBER && expr_constant(e, &value))
			return e->op = TOKEN_NUMBER, e->number = value, true;
		if (!e->b)
			make_binary(e);
		break;
	default:
		break;
	}
	good = (truth ? bind_truth : expr_bind)(e->a, vars, is_struct);
	return (truth ? bind_truth : expr_bind)(e->b, vars, is_struct) && good;
}

bool expr_bind_iid(struct expr *e, struct var *vars)
{
	struct type *t;

	if (e->op == TOKEN_STAR && !e->b && e->a->op == TOKEN_NAME) /* some write iid_is(*iid) of an IID *iid */
		*e = *e->a;
	if (e->op != TOKEN_NAME) {
		error_at(e->place, 0, "[iid_is] wants the name of a parameter or member");
		return false;
	}
	if (!(e->var = var_find(vars, e->name))) {
		refuse_name(e, vars, "no parameter or member here");
		return false;
	}
	t = type_strip(e->var->type);
	if (t->kind == TYPE_POINTER && type_is_guid(t->of))
		return true;
	if (t->kind != TYPE_BAD)
		error_at(e->place, 0, "\"%s\" is no REFIID or pointer to a GUID", e->name);
	return false;
}

void expr_sources(const struct expr *e, struct sources *s)
{
	if (e->var) {
		s->in_only |= e->var->in && !e->var->out;
		s->out_only |= e->var->out && !e->var->in;
		s->both |= e->var->in && e->var->out;
	}
	if (e->a)
		expr_sources(e->a, s);
	if (e->b)
		expr_sources(e->b, s);
	if (e->c)
		expr_sources(e->c, s);
}
