/* parse_type.c - types, declarators, and the variables of structs and methods. */
#include "idlgen.h"

static const char *const spellings[] = {
#define X(id, c, kind) c,
	SCALARS(X)
#undef X
};

const char *scalar_spelling(enum scalar s) { return spellings[s]; }

struct type *type_new(enum type_kind kind, struct place place)
{
	struct type *t = NEW(struct type);

	t->kind = kind;
	t->place = place;
	return t;
}

/* The keywords that name a scalar: plain, after "unsigned", after "signed"; SCALAR_COUNT: not allowed. */
static const struct {
	enum token_kind keyword;
	enum scalar plain, is_unsigned, is_signed;
} scalars[] = {
	{ TOKEN_BYTE, SCALAR_BYTE, SCALAR_COUNT, SCALAR_COUNT },
	{ TOKEN_CHAR, SCALAR_CHAR, SCALAR_UCHAR, SCALAR_SCHAR },
	{ TOKEN_SMALL, SCALAR_SMALL, SCALAR_USMALL, SCALAR_SMALL },
	{ TOKEN_BOOLEAN, SCALAR_BOOLEAN, SCALAR_COUNT, SCALAR_COUNT },
	{ TOKEN_WCHAR, SCALAR_WCHAR, SCALAR_COUNT, SCALAR_COUNT },
	{ TOKEN_SHORT, SCALAR_SHORT, SCALAR_USHORT, SCALAR_SHORT },
	{ TOKEN_INT, SCALAR_INT, SCALAR_UINT, SCALAR_INT },
	{ TOKEN_LONG, SCALAR_LONG, SCALAR_ULONG, SCALAR_LONG },
	{ TOKEN_HYPER, SCALAR_HYPER, SCALAR_UHYPER, SCALAR_HYPER },
	{ TOKEN_INT64, SCALAR_HYPER, SCALAR_UHYPER, SCALAR_HYPER },
	{ TOKEN_FLOAT, SCALAR_FLOAT, SCALAR_COUNT, SCALAR_COUNT },
	{ TOKEN_DOUBLE, SCALAR_DOUBLE, SCALAR_COUNT, SCALAR_COUNT },
	{ TOKEN_INT3264, SCALAR_INT3264, SCALAR_UINT3264, SCALAR_INT3264 },
};

/* scalar = [ unsigned | signed ] keyword; "unsigned" alone is an int; "int" may follow small, short, long and hyper */
static struct type *parse_scalar(struct parser *p)
{
	struct token first = p->lex.token;
	bool is_unsigned = parse_accept(p, TOKEN_UNSIGNED), is_signed = !is_unsigned && parse_accept(p, TOKEN_SIGNED);
	struct type *t = type_new(TYPE_SCALAR, first.place);

	t->scalar = SCALAR_COUNT;
	for (size_t i = 0; i < ARRAY_COUNT(scalars); i++)
		if (parse_accept(p, scalars[i].keyword)) {
			t->scalar = is_unsigned ? scalars[i].is_unsigned : is_signed ? scalars[i].is_signed : scalars[i].plain;
			if (t->scalar == SCALAR_COUNT)
				error_at(first.place, 0, "%s has no %s form", token_spelling(scalars[i].keyword), first.text);
			if (scalars[i].keyword == TOKEN_LONG && parse_is(p, TOKEN_LONG))
				parse_error(p, 0, "there is no long long in IDL; use hyper");
			if (scalars[i].keyword == TOKEN_SHORT || scalars[i].keyword == TOKEN_LONG ||
			    scalars[i].keyword == TOKEN_SMALL || scalars[i].keyword == TOKEN_HYPER)
				parse_accept(p, TOKEN_INT);
			break;
		} else if (i + 1 == ARRAY_COUNT(scalars)) {
			t->scalar = is_unsigned ? SCALAR_UINT : SCALAR_INT;
		}
	if (t->scalar == SCALAR_COUNT)
		t->kind = TYPE_BAD;
	return t;
}

static bool at_scalar(struct parser *p)
{
	for (size_t i = 0; i < ARRAY_COUNT(scalars); i++)
		if (parse_is(p, scalars[i].keyword))
			return true;
	return parse_is(p, TOKEN_UNSIGNED) || parse_is(p, TOKEN_SIGNED);
}

/* enumerator = name [ = expr ] */
static void parse_enumerators(struct parser *p, struct tag *tag)
{
	struct enumerator **end = &tag->enumerators;

	while (!p->panic && !parse_is(p, TOKEN_RBRACE)) {
		struct enumerator *e = NEW(struct enumerator);

		e->doc = p->lex.token.doc;
		e->attrs = parse_attrs(p);
		parse_soften(p);
		e->name = parse_name(p, "an enumerator", &e->place);
		if (parse_accept(p, TOKEN_ASSIGN))
			e->value = parse_expr(p);
		*end = e;
		end = &e->next;
		if (!parse_accept(p, TOKEN_COMMA))
			break;
	}
	if (!tag->enumerators)
		parse_error(p, 2025, "an enum wants at least one enumerator");
}

/* After an error in a block: behind the brace that closes it. */
static void skip_block(struct parser *p)
{
	for (int open = 1; !parse_is(p, TOKEN_END); lex_next(&p->lex)) {
		open += parse_is(p, TOKEN_LBRACE) - parse_is(p, TOKEN_RBRACE);
		if (!open)
			return;
	}
}

/* body = { enumerators | members } */
static void parse_body(struct parser *p, struct tag *tag)
{
	tag->defined = true;
	if (tag->kind == TOKEN_ENUM) {
		parse_enumerators(p, tag);
	} else if (parse_deeper(p)) {
		tag->members = tag->kind == TOKEN_UNION ? parse_arms(p, tag->tag) :
		               parse_vars(p, TOKEN_SEMI, TOKEN_RBRACE, MAX_FIELDS);
		p->nesting--;
	}
	if (!parse_is(p, TOKEN_RBRACE)) {
		parse_error(p, 2025, "expected }, found %s", token_found(&p->lex.token));
		skip_block(p);
	}
	parse_accept(p, TOKEN_RBRACE);
}

/* tag = ( struct | union | enum ) [ name ] [ switch ] [ { body } ] */
static struct type *parse_tag(struct parser *p, struct attr *attrs)
{
	struct type *t = type_new(TYPE_TAG, p->lex.token.place);
	struct tag *tag = NEW(struct tag);

	t->tag = tag;
	tag->place = t->place;
	tag->kind = p->lex.token.kind;
	tag->v1 = attr_find(attrs, ATTR_v1_enum) != NULL;
	tag->switch_type = attr_find(attrs, ATTR_switch_type);
	lex_next(&p->lex);
	if (parse_is(p, TOKEN_NAME))
		tag->name = parse_name(p, "a tag", &tag->place);
	if (tag->kind == TOKEN_UNION && parse_accept(p, TOKEN_SWITCH))
		parse_switch(p, tag);
	if ((t->has_body = parse_accept(p, TOKEN_LBRACE)))
		parse_body(p, tag);
	else if (!tag->name)
		parse_error(p, 2025, "expected a tag or {");
	return t;
}

/* name = [ interface ] name */
static struct type *parse_named(struct parser *p)
{
	struct type *t = type_new(TYPE_NAME, p->lex.token.place);

	parse_accept(p, TOKEN_INTERFACE);
	t->name = parse_name(p, "a type", &t->place);
	return t;
}

/* type = { const } ( void | scalar | tag | named ) { const } */
struct type *parse_type(struct parser *p, struct attr *attrs)
{
	bool is_const = false;
	struct type *t;

	while (parse_accept(p, TOKEN_CONST))
		is_const = true;
	if (at_scalar(p)) {
		t = parse_scalar(p);
	} else if (parse_is(p, TOKEN_STRUCT) || parse_is(p, TOKEN_UNION) || parse_is(p, TOKEN_ENUM)) {
		t = parse_tag(p, attrs);
	} else if (parse_is(p, TOKEN_VOID)) {
		t = type_new(TYPE_VOID, p->lex.token.place);
		lex_next(&p->lex);
	} else if (parse_is(p, TOKEN_HANDLE_T) || parse_is(p, TOKEN_PIPE)) {
		t = type_new(TYPE_BAD, p->lex.token.place);
		parse_error(p, 0, "%s is not supported in object interfaces", p->lex.token.text);
	} else {
		t = parse_named(p);
	}
	while (parse_accept(p, TOKEN_CONST))
		is_const = true;
	t->is_const = is_const;
	return t;
}

/* bounds = { "[" [ expr | * ] "]" }; the first one is the outermost */
static struct type *parse_bounds(struct parser *p, struct type *element)
{
	struct type *first = NULL, **end = &first;
	unsigned count = 0;

	while (parse_is(p, TOKEN_LBRACKET) && ++count <= MAX_STARS) {
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

/* declarator = { * { const } } name bounds */
struct type *parse_declarator(struct parser *p, struct type *base, const char **name, struct place *place)
{
	struct type *t = base;
	unsigned count = 0;

	while (parse_is(p, TOKEN_STAR)) {
		struct type *pointer = type_new(TYPE_POINTER, p->lex.token.place);

		if (++count > MAX_STARS) {
			parse_error(p, 0, "more than %d levels of pointers", MAX_STARS);
			break;
		}
		lex_next(&p->lex);
		while (parse_accept(p, TOKEN_CONST))
			pointer->is_const = true;
		pointer->of = t;
		t = pointer;
	}
	if (parse_is(p, TOKEN_LPAREN))
		parse_error(p, 0, "declarators in parentheses are not supported; use a typedef");
	parse_soften(p);
	*name = parse_name(p, "a name", place);
	return parse_bounds(p, t);
}

/* Parameters: attrs type declarator { , ... }; members: attrs type declarator { , declarator } ; ... */
struct var *parse_vars(struct parser *p, enum token_kind separator, enum token_kind end, unsigned limit)
{
	struct var *list = NULL, **last = &list;
	unsigned count = 0;

	while (!p->panic && !parse_is(p, end) && !parse_is(p, TOKEN_END)) {
		struct attr *attrs = parse_attrs(p);
		struct type *base = parse_type(p, attrs);

		do {
			struct var *v = NEW(struct var);

			v->attrs = attrs;
			v->index = count;
			v->type = parse_declarator(p, base, &v->name, &v->place);
			*last = v;
			last = &v->next;
			if (++count > limit)
				parse_error(p, 0, "more than %u of these are not supported", limit);
		} while (separator == TOKEN_SEMI && !p->panic && parse_accept(p, TOKEN_COMMA));
		if (separator == TOKEN_SEMI)
			parse_expect(p, TOKEN_SEMI);
		else if (!parse_accept(p, separator))
			break;
	}
	return list;
}
