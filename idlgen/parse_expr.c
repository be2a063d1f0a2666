/* parse_expr.c - expressions of constants, bounds and attributes. */
#include "idlgen.h"

struct expr *expr_new(enum token_kind op, struct place place, struct expr *a, struct expr *b)
{
	struct expr *e = NEW(struct expr);

	e->op = op;
	e->place = place;
	e->a = a;
	e->b = b;
	e->depth = 1 + (a && b ? (a->depth > b->depth ? a->depth : b->depth) : a ? a->depth : 0);
	return e;
}

static struct expr *parse_conditional(struct parser *p);

const char *parse_string(struct parser *p)
{
	const char *s = parse_is(p, TOKEN_STRING) ? p->lex.token.text : "";

	parse_expect(p, TOKEN_STRING);
	return s;
}

/* type = type declarator-without-name ")" -- the "(" was read already */
static struct type *parse_type_in_parentheses(struct parser *p)
{
	struct place place;
	const char *name;
	struct type *t = parse_abstract(p, parse_type(p, NULL), &name, &place);

	parse_expect(p, TOKEN_RPAREN);
	return t;
}

static struct expr *parse_unary(struct parser *p);

/* sizeof = sizeof ( "(" type ")" | unary ) */
static struct expr *parse_sizeof(struct parser *p)
{
	struct expr *e = expr_new(TOKEN_SIZEOF, p->lex.token.place, NULL, NULL);

	lex_next(&p->lex);
	if (parse_is(p, TOKEN_LPAREN) && parse_is_type_token(lex_peek(&p->lex, 1))) {
		lex_next(&p->lex);
		e->type = parse_type_in_parentheses(p);
	} else if (parse_deeper(p)) {
		e->a = parse_unary(p);
		p->nesting--;
	} else {
		e->op = TOKEN_NUMBER;
	}
	return e;
}

/* cast = "(" type ")" unary */
static struct expr *parse_cast(struct parser *p, struct place place)
{
	struct type *type = parse_type_in_parentheses(p);
	struct expr *e = expr_new(TOKEN_NUMBER, place, NULL, NULL);

	if (!p->panic && parse_deeper(p)) {
		e = expr_new(TOKEN_LPAREN, place, parse_unary(p), NULL);
		e->type = type;
		p->nesting--;
	}
	return e;
}

/* Whether "(name)" in front of an operand can only be a cast to a type that nothing declares. */
static bool at_unknown_cast(struct parser *p)
{
	enum token_kind behind;

	if (!parse_is(p, TOKEN_NAME) || lex_peek(&p->lex, 1)->kind != TOKEN_RPAREN)
		return false;
	behind = lex_peek(&p->lex, 2)->kind;
	return behind == TOKEN_NAME || behind == TOKEN_NUMBER || behind == TOKEN_REAL || behind == TOKEN_SIZEOF;
}

/* parenthesized = "(" expr ")" | cast */
static struct expr *parse_parenthesized(struct parser *p)
{
	struct place place = p->lex.token.place;
	struct expr *e;

	lex_next(&p->lex);
	if (parse_at_type(p) || at_unknown_cast(p))
		return parse_cast(p, place);
	e = parse_conditional(p);
	parse_expect(p, TOKEN_RPAREN);
	return e;
}

/* primary = number | name | sizeof | parenthesized */
static struct expr *parse_primary(struct parser *p)
{
	struct token t = (parse_soften(p), p->lex.token);
	struct expr *e;

	if (parse_is(p, TOKEN_SIZEOF))
		return parse_sizeof(p);
	if (parse_is(p, TOKEN_LPAREN))
		return parse_parenthesized(p);
	e = expr_new(t.kind, t.place, NULL, NULL);
	if (parse_accept(p, TOKEN_NUMBER)) {
		e->number = t.number;
		e->is_unsigned = t.is_unsigned;
		e->is_wide = t.is_wide;
	} else if (parse_accept(p, TOKEN_REAL)) {
		e->real = t.real;
	} else if (parse_accept(p, TOKEN_NAME)) {
		e->name = name_in_c(t.text);
		if (parse_is(p, TOKEN_DOT) || parse_is(p, TOKEN_LPAREN))
			parse_error(p, 0, "members and calls are not supported in expressions");
	} else {
		parse_error(p, 2025, "expected an expression, found %s", token_found(&t));
		e->op = TOKEN_NUMBER;
	}
	return e;
}

/* unary = ( - | + | ~ | ! | * ) unary | primary */
static struct expr *parse_unary(struct parser *p)
{
	struct token t = p->lex.token;
	struct expr *e;

	if (!parse_accept(p, TOKEN_MINUS) && !parse_accept(p, TOKEN_PLUS) && !parse_accept(p, TOKEN_TILDE) &&
	    !parse_accept(p, TOKEN_BANG) && !parse_accept(p, TOKEN_STAR))
		return parse_primary(p);
	if (!parse_deeper(p))
		return expr_new(TOKEN_NUMBER, t.place, NULL, NULL);
	e = parse_unary(p);
	p->nesting--;
	return t.kind == TOKEN_PLUS ? e : expr_new(t.kind, t.place, e, NULL);
}

/* binary = unary { operator binary-of-higher-precedence } */
static struct expr *parse_binary(struct parser *p, int lowest)
{
	struct expr *e = parse_unary(p);

	for (int precedence; (precedence = token_precedence(p->lex.token.kind)) >= lowest; ) {
		struct token t = p->lex.token;

		lex_next(&p->lex);
		e = expr_new(t.kind, t.place, e, parse_binary(p, precedence + 1));
		if (e->depth > MAX_NESTING) {
			parse_error(p, 0, "this expression is nested too deeply");
			return expr_new(TOKEN_NUMBER, t.place, NULL, NULL);
		}
	}
	return e;
}

/* conditional = binary [ ? conditional : conditional ] */
static struct expr *parse_conditional(struct parser *p)
{
	struct expr *e, *condition;
	struct place place = p->lex.token.place;

	if (!parse_deeper(p))
		return expr_new(TOKEN_NUMBER, place, NULL, NULL);
	e = parse_binary(p, 1);
	if (!p->panic && parse_accept(p, TOKEN_QUESTION)) {
		condition = e;
		e = expr_new(TOKEN_QUESTION, place, parse_conditional(p), NULL);
		parse_expect(p, TOKEN_COLON);
		e->b = parse_conditional(p);
		e->c = condition;
	}
	p->nesting--;
	return e;
}

struct expr *parse_expr(struct parser *p)
{
	return parse_conditional(p);
}
