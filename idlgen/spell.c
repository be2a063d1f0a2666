/* spell.c - expressions and attributes as the IDL has them, for comments and for JSON. */
#include "idlgen.h"

static void add(struct text *t, const char *s) { text_add(t, s, strlen(s)); }

static void spell(struct text *t, const struct expr *e, bool inner);

/* (type) a, sizeof(type), sizeof a */
static void spell_typed(struct text *t, const struct expr *e)
{
	add(t, e->op == TOKEN_SIZEOF ? "sizeof" : "");
	if (e->type)
		add(t, text_format("(%s)", emit_type(e->type, "")));
	if (e->a)
		add(t, e->type ? "" : " ");
	if (e->a)
		spell(t, e->a, true);
}

static void spell_operator(struct text *t, const struct expr *e, bool inner)
{
	add(t, inner && e->b ? "(" : "");
	if (e->c)
		spell(t, e->c, true);
	add(t, e->c ? " ? " : e->b ? "" : token_spelling(e->op));
	spell(t, e->a, true);
	if (e->b) {
		add(t, e->c ? " : " : text_format(" %s ", token_spelling(e->op)));
		spell(t, e->b, true);
		add(t, inner ? ")" : "");
	}
}

/* As deep as expressions are nested. */
static void spell(struct text *t, const struct expr *e, bool inner)
{
	switch (e->op) {
	case TOKEN_NUMBER: add(t, text_format(e->is_unsigned ? "%llu" : "%lld", (long long)e->number)); break;
	case TOKEN_REAL: add(t, text_format("%.17g", e->real)); break;
	case TOKEN_NAME: add(t, name_in_idl(e->name)); break;
	case TOKEN_SIZEOF: case TOKEN_LPAREN: spell_typed(t, e); break;
	default: spell_operator(t, e, inner);
	}
}

const char *idl_expr(const struct expr *e)
{
	struct text t = { 0 };

	if (!e)
		return NULL;
	spell(&t, e, false);
	return t.s;
}

/* size_is(n, *m) */
static void spell_attr(struct text *t, const struct attr *a)
{
	add(t, attr_name(a->id));
	for (unsigned i = 0; i < a->count; i++) {
		add(t, i ? ", " : "(");
		add(t, a->args[i] ? idl_expr(a->args[i]) : "");
	}
	add(t, a->count ? ")" : "");
}

const char *idl_attrs(const struct attr *list)
{
	struct text t = { 0 };

	for (const struct attr *a = list; a; a = a->next) {
		add(&t, t.len ? ", " : "[");
		spell_attr(&t, a);
	}
	add(&t, t.len ? "]" : "");
	return t.s;
}
