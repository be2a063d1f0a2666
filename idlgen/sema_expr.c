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

static struct var *var_find(struct var *vars, const char *name)
{
	while (vars && !text_same(vars->name, name))
		vars = vars->next;
	return vars;
}

static bool is_integer(struct type *t)
{
	t = type_strip(t);
	return (t->kind == TYPE_SCALAR && t->scalar != SCALAR_FLOAT && t->scalar != SCALAR_DOUBLE) ||
	       (t->kind == TYPE_TAG && t->tag->kind == TOKEN_ENUM);
}

/* A name, possibly behind one *. */
static bool bind_name(struct expr *e, struct var *vars, bool starred)
{
	struct type *t;
	int64_t value;

	e->var = var_find(vars, e->name);
	if (!e->var) {
		if (!symbol_find(e->name)) {
			error_at(e->place, 2009, "\"%s\" is neither a parameter or member here nor a constant", e->name);
			return false;
		}
		return expr_constant(e, &value) && (e->op = TOKEN_NUMBER, e->number = value, true);
	}
	t = type_strip(e->var->type);
	if (t->kind == TYPE_BAD)
		return false;
	if (starred && t->kind != TYPE_POINTER)
		error_at(e->place, 0, "\"%s\" is no pointer", e->name);
	else if (!is_integer(starred ? t->of : t))
		error_at(e->place, 0, t->kind == TYPE_POINTER && !starred && is_integer(t->of) ?
		         "\"%s\" is a pointer; its value is *%s" : "\"%s\" is no integer", e->name, e->name);
	else
		return true;
	return false;
}

/* *n of a struct's member is refused: what it points to travels later than what it counts. */
static bool bind_star(struct expr *e, struct var *vars, bool is_struct)
{
	if (e->a->op == TOKEN_NAME && !is_struct)
		return bind_name(e->a, vars, true);
	error_at(e->place, 0, is_struct ? "* is not supported in a struct" : "* wants a parameter behind it");
	return false;
}

bool expr_bind(struct expr *e, struct var *vars, bool is_struct)
{
	int64_t value;
	bool good;

	switch (e->op) {
	case TOKEN_NUMBER:
		return true;
	case TOKEN_SIZEOF:
		return expr_constant(e, &value) && (e->op = TOKEN_NUMBER, e->number = value, true);
	case TOKEN_LPAREN: /* all is computed in 64 bits */
		if (!expr_bind(e->a, vars, is_struct))
			return false;
		*e = *e->a;
		return true;
	case TOKEN_NAME:
		return bind_name(e, vars, false);
	case TOKEN_STAR:
		if (!e->b)
			return bind_star(e, vars, is_struct);
		break;
	case TOKEN_MINUS:
		if (!e->b) { /* a constant stays one; else 0 - a */
			if (e->a->op == TOKEN_NUMBER && expr_constant(e, &value))
				return e->op = TOKEN_NUMBER, e->number = value, true;
			e->b = e->a;
			e->a = expr_number(0, e->place);
		}
		break;
	case TOKEN_PLUS: case TOKEN_SLASH: case TOKEN_PERCENT: case TOKEN_SHL: case TOKEN_SHR:
		break;
	default:
		error_at(e->place, 0, "%s is not supported here; + - * / %% << >> are", token_spelling(e->op));
		return false;
	}
	good = expr_bind(e->a, vars, is_struct);
	return expr_bind(e->b, vars, is_struct) && good;
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
		error_at(e->place, 2009, "\"%s\" is no parameter or member here", e->name);
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
}
