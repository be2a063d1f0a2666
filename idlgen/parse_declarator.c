/* parse_declarator.c - declarators: pointers, arrays, functions and parentheses around a name that may be missing. */
#include "idlgen.h"

/* How a declarator may look, and what it declares. */
struct naming {
	const char *name;    /* NULL: none */
	struct place place;
	bool optional;       /* the name may be missing */
	bool functions;      /* a ( behind the name begins parameters that belong to the type */
};

/* Calling conventions and other words of C compilers for Windows; all functions are called alike here. */
static bool is_convention(const struct token *t)
{
	static const char *const words[] = {
		"__stdcall", "_stdcall", "__cdecl", "_cdecl", "__fastcall", "__pascal", "_pascal", "WINAPI", "WINAPIV",
		"CALLBACK", "APIENTRY", "STDMETHODCALLTYPE", "STDMETHODVCALLTYPE", "STDAPICALLTYPE", "STDAPIVCALLTYPE",
		"__RPC_API", "__RPC_USER", "__RPC_STUB", "__RPC_FAR", "__unaligned", "__ptr64", "__ptr32", "FAR", "volatile",
	};

	for (size_t i = 0; t->kind == TOKEN_NAME && i < ARRAY_COUNT(words); i++)
		if (words[i][0] == t->text[0] && !strcmp(words[i], t->text))
			return true;
	return false;
}

void parse_conventions(struct parser *p)
{
	while (is_convention(&p->lex.token))
		lex_next(&p->lex);
}

/* bounds = { "[" [ expr | * ] "]" }; the first one is the outermost */
static struct type *parse_bounds(struct parser *p, struct type *element)
{
	struct type *first = NULL, **end = &first;
	unsigned count = 0;

	while (parse_is(p, TOKEN_LBRACKET) && !(p->lex.token.line_start && parse_at_heading(p)) && ++count <= MAX_STARS) {
		struct type *t = type_new(TYPE_ARRAY, p->lex.token.place);

		lex_next(&p->lex);
		if (!parse_accept(p, TOKEN_STAR) && !parse_is(p, TOKEN_RBRACKET))
			t->bound = parse_expr(p);
		parse_expect(p, TOKEN_RBRACKET);
		*end = t;
		end = &t->of;
	}
	if (count > MAX_STARS)
		parse_error(p, 0, "more than %d dimensions", MAX_STARS);
	*end = element;
	return first;
}

/* suffix = "(" parameters ")" | bounds */
static struct type *parse_suffix(struct parser *p, struct type *t, bool functions)
{
	struct type *function;

	if (!functions || !parse_is(p, TOKEN_LPAREN))
		return parse_bounds(p, t);
	function = type_new(TYPE_FUNCTION, p->lex.token.place);
	function->of = t;
	function->params = parse_params(p, true, &function->variadic);
	return function;
}

/* Whether a ( groups a declarator; else it begins the parameters of a function without a name. */
static bool begins_group(struct parser *p, const struct naming *n)
{
	const struct token *next;

	if (!parse_is(p, TOKEN_LPAREN))
		return false;
	next = lex_peek(&p->lex, 1);
	if (!n->optional)
		return next->kind != TOKEN_LBRACKET; /* of parameters, in front of which the name is missing */
	return next->kind == TOKEN_STAR || next->kind == TOKEN_LPAREN || is_convention(next);
}

static struct type *parse_pointers(struct parser *p, struct type *t, struct naming *n);

/* direct = ( name | "(" declarator ")" ) suffix -- what stands in parentheses applies to what the suffix makes */
static struct type *parse_direct(struct parser *p, struct type *t, struct naming *n)
{
	struct type *hole, *inner;

	if (!begins_group(p, n)) {
		parse_soften(p);
		if (!n->optional || parse_is(p, TOKEN_NAME))
			n->name = parse_name(p, "a name", &n->place);
		return parse_suffix(p, t, n->functions);
	}
	lex_next(&p->lex);
	hole = type_new(TYPE_BAD, p->lex.token.place);
	inner = parse_pointers(p, hole, n);
	parse_expect(p, TOKEN_RPAREN);
	*hole = *parse_suffix(p, t, true);
	return inner;
}

/* declarator = { * { const } } direct */
static struct type *parse_pointers(struct parser *p, struct type *t, struct naming *n)
{
	unsigned count = 0;

	parse_conventions(p);
	while (parse_is(p, TOKEN_STAR)) {
		struct type *pointer = type_new(TYPE_POINTER, p->lex.token.place);

		if (++count > MAX_STARS) {
			parse_error(p, 0, "more than %d levels of pointers", MAX_STARS);
			break;
		}
		lex_next(&p->lex);
		for (parse_conventions(p); parse_accept(p, TOKEN_CONST); parse_conventions(p))
			pointer->is_const = true;
		pointer->of = t;
		t = pointer;
	}
	if (!parse_deeper(p))
		return t;
	t = parse_direct(p, t, n);
	p->nesting--;
	return t;
}

struct type *parse_declarator(struct parser *p, struct type *base, bool functions, const char **name, struct place *place)
{
	struct naming n = { .name = "?", .place = p->lex.token.place, .functions = functions };
	struct type *t = parse_pointers(p, base, &n);

	*name = n.name;
	*place = n.place;
	return t;
}

struct type *parse_abstract(struct parser *p, struct type *base, const char **name, struct place *place)
{
	struct naming n = { .place = p->lex.token.place, .optional = true, .functions = true };
	struct type *t = parse_pointers(p, base, &n);

	*name = n.name;
	*place = n.place;
	return t;
}
