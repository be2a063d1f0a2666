/* emit_rule.c - size_is and its kin as C functions. */
#include "idlgen.h"

/* The variable that a name means, as C. */
static const char *spell_var(const struct var *v, const struct tag *tag)
{
	if (tag)
		return text_format("((const %s *)s->base)->%s", tag->astray ? "acom_self" : emit_tag(tag), v->name);
	return text_format("*(%s)s->args[%u]", emit_type(&(struct type){ .kind = TYPE_POINTER, .of = v->type }, ""),
	                   v->index);
}

static bool is_u64(struct type *t)
{
	t = type_strip(t);
	return t->kind == TYPE_SCALAR && (t->scalar == SCALAR_UHYPER || t->scalar == SCALAR_UINT3264);
}

/* IDL's char, whose sign C leaves open, has none. */
static bool is_char(struct type *t)
{
	t = type_strip(t);
	return t->kind == TYPE_SCALAR && t->scalar == SCALAR_CHAR;
}

static const char *spell_value(const struct expr *e, const struct tag *tag, bool starred)
{
	const char *s = spell_var(e->var, tag);
	struct type *t = starred ? type_strip(e->var->type)->of : e->var->type;

	if (starred && is_u64(t))
		return text_format("((%s) ? acom_u64(*(%s)) : ACOM_BAD_NUMBER)", s, s);
	if (starred)
		return text_format(is_char(t) ? "ACOM_AT((const unsigned char *)%s)" : "ACOM_AT(%s)", s);
	return text_format(is_u64(t) ? "acom_u64(%s)" : is_char(t) ? "(int64_t)(unsigned char)%s" : "(int64_t)%s", s);
}

static const char *spell_expr(const struct expr *e, const struct tag *tag)
{
	static const struct {
		enum token_kind op;
		const char *name;
	} functions[] = {
		{ TOKEN_PLUS, "add" }, { TOKEN_MINUS, "sub" }, { TOKEN_STAR, "mul" }, { TOKEN_SLASH, "div" },
		{ TOKEN_PERCENT, "mod" }, { TOKEN_SHL, "shl" }, { TOKEN_SHR, "shr" }, { TOKEN_AND, "bits_and" },
		{ TOKEN_OR, "bits_or" }, { TOKEN_XOR, "bits_xor" }, { TOKEN_EQ, "eq" }, { TOKEN_NE, "ne" }, { TOKEN_LESS, "lt" },
		{ TOKEN_LE, "le" }, { TOKEN_GREATER, "gt" }, { TOKEN_GE, "ge" }, { TOKEN_ANDAND, "both" }, { TOKEN_OROR, "either" },
	};

	if (e->op == TOKEN_NUMBER)
		return emit_number(e->number);
	if (e->op == TOKEN_NAME)
		return e->is_set ? text_format("((%s) != NULL)", spell_var(e->var, tag)) : spell_value(e, tag, false);
	if (e->op == TOKEN_QUESTION)
		return text_format("acom_choose(%s, %s, %s)", spell_expr(e->c, tag), spell_expr(e->a, tag), spell_expr(e->b, tag));
	if (!e->b)
		return spell_value(e->a, tag, true);
	for (size_t i = 0; i < ARRAY_COUNT(functions); i++)
		if (functions[i].op == e->op)
			return text_format("acom_%s(%s, %s)", functions[i].name, spell_expr(e->a, tag), spell_expr(e->b, tag));
	die("the generator cannot spell the operator %s", token_spelling(e->op));
}

static bool uses_scope(const struct expr *e)
{
	return e->var || (e->a && uses_scope(e->a)) || (e->b && uses_scope(e->b)) || (e->c && uses_scope(e->c));
}

void emit_rule(struct out *o, const struct rule *r)
{
	static const char *const from_names[] = { "0", "ACOM_IN", "ACOM_OUT", "ACOM_IN | ACOM_OUT" };
	const char *n = text_format("%u", r->number);
	const char *self = !uses_scope(r->expr) ? "(void)s;\n" : !r->tag || !r->tag->astray ? "" :
			   text_format("typedef %s acom_self __attribute__((aligned(1)));\n\n", emit_tag(r->tag));

	if (r->is_iid)
		emit(o, "static const IID *acom_iid_$N$(const ACOM_SCOPE *s)\n{\n$S$return $V$;\n}\n", "N", n, "S", self, "V",
		     spell_var(r->expr->var, r->tag));
	else
		emit(o, "static int64_t acom_number_$N$(const ACOM_SCOPE *s)\n{\n$S$return $V$;\n}\n", "N", n, "S", self,
		     "V", spell_expr(r->expr, r->tag));
	emit(o, "static const ACOM_EXPR acom_expr_$N$ = { .$K$ = acom_$K$_$N$, .from = $F$, .save = $S$ };\n\n",
	     "N", n, "K", r->is_iid ? "iid" : "number", "F", from_names[r->from], "S", text_format("%u", r->save));
}
