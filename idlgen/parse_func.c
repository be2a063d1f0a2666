/* parse_func.c - parameters, and what has them: methods and functions. */
#include "idlgen.h"

/* Whether the parameters are just "void". */
static bool accept_void(struct parser *p)
{
	if (!parse_is(p, TOKEN_VOID) || lex_peek(&p->lex, 1)->kind != TOKEN_RPAREN)
		return false;
	lex_next(&p->lex);
	return true;
}

/* param = attrs type declarator -- the name may be missing; a method's parameter is then named after its place */
static struct var *parse_param(struct parser *p, bool of_type, unsigned index)
{
	struct var *v = NEW(struct var);
	unsigned before = p->errors;
	struct type *base;

	v->doc = p->lex.token.doc;
	v->attrs = parse_attrs(p);
	parse_between(p, &v->doc);
	base = parse_type(p, v->attrs);
	v->type = parse_abstract(p, base, &v->name, &v->place);
	v->index = index;
	if (!v->name && !of_type) {
		v->name = text_format("arg%u", index + 1);
		v->place = base->place;
	}
	if (!p->panic && !parse_is(p, TOKEN_COMMA) && !parse_is(p, TOKEN_RPAREN))
		parse_error(p, 2025, "expected , or ), found %s", token_found(&p->lex.token));
	v->broken = p->errors != before;
	if (p->panic)
		v->type = base;
	return v;
}

/* params = "(" ( void | [ param { , param } ] [ , ... ] ) ")" */
struct var *parse_params(struct parser *p, bool of_type, bool *variadic)
{
	struct var *list = NULL, **end = &list;
	unsigned count = 0;
	bool more;

	parse_expect(p, TOKEN_LPAREN);
	more = !p->panic && !parse_is(p, TOKEN_RPAREN) && !accept_void(p);
	while (more && !(list && (*variadic = parse_accept(p, TOKEN_ELLIPSIS)))) {
		const char *front = p->lex.token.between;
		struct var *v = parse_param(p, of_type, count);

		if (++count > MAX_PARAMS)
			parse_error(p, 0, "more than %u of these are not supported", MAX_PARAMS);
		*end = v;
		end = &v->next;
		if (p->panic) {
			more = count <= MAX_PARAMS && parse_resync(p, TOKEN_COMMA);
			continue;
		}
		parse_between(p, &v->doc);
		more = parse_accept(p, TOKEN_COMMA);
		parse_tail(p, &v->doc);
		v->doc = v->doc ? v->doc : front;
	}
	parse_expect(p, TOKEN_RPAREN);
	return list;
}

/* method = attrs type name params ; -- up to the name it was read already */
struct decl *parse_method(struct parser *p, struct decl *d)
{
	struct method *m = NEW(struct method);
	unsigned before = p->errors;

	d->kind = DECL_FUNCTION;
	d->method = m;
	m->doc = d->doc;
	m->attrs = d->attrs;
	m->name = d->name;
	m->place = d->place;
	m->type = d->type;
	m->broken = p->panic;
	p->panic &= p->is_header || !parse_is(p, TOKEN_LPAREN);
	m->params = parse_params(p, false, &m->variadic);
	m->broken |= p->errors != before;
	parse_end(p);
	parse_tail(p, &m->doc);
	return p->is_header && p->errors != before ? NULL : d;
}
