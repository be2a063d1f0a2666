/* parse_type.c - types: scalars, enums, structs and names. */
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
	{ TOKEN_INT8, SCALAR_SMALL, SCALAR_USMALL, SCALAR_SMALL },
	{ TOKEN_INT16, SCALAR_SHORT, SCALAR_USHORT, SCALAR_SHORT },
	{ TOKEN_INT32, SCALAR_INT, SCALAR_UINT, SCALAR_INT },
	{ TOKEN_INT64, SCALAR_HYPER, SCALAR_UHYPER, SCALAR_HYPER },
	{ TOKEN_FLOAT, SCALAR_FLOAT, SCALAR_COUNT, SCALAR_COUNT },
	{ TOKEN_DOUBLE, SCALAR_DOUBLE, SCALAR_COUNT, SCALAR_COUNT },
	{ TOKEN_INT3264, SCALAR_INT3264, SCALAR_UINT3264, SCALAR_INT3264 },
};

/* What may follow a keyword without changing much: "long long" is a hyper, "int" says nothing after these. */
static void parse_scalar_rest(struct parser *p, enum token_kind keyword, enum scalar *scalar)
{
	if (keyword == TOKEN_LONG && parse_accept(p, TOKEN_LONG))
		*scalar = *scalar == SCALAR_ULONG ? SCALAR_UHYPER : SCALAR_HYPER;
	if (keyword == TOKEN_LONG && parse_is(p, TOKEN_DOUBLE))
		parse_error(p, 0, "there is no long double in IDL");
	if (keyword == TOKEN_SHORT || keyword == TOKEN_LONG || keyword == TOKEN_SMALL || keyword == TOKEN_HYPER)
		parse_accept(p, TOKEN_INT);
}

/* scalar = [ unsigned | signed ] keyword; "unsigned" alone is an int */
static struct type *parse_scalar(struct parser *p)
{
	struct token first = p->lex.token;
	bool is_unsigned = parse_accept(p, TOKEN_UNSIGNED), is_signed = !is_unsigned && parse_accept(p, TOKEN_SIGNED);
	struct type *t = type_new(TYPE_SCALAR, first.place);
	size_t i = 0;

	while (i < ARRAY_COUNT(scalars) && !parse_accept(p, scalars[i].keyword))
		i++;
	if (i == ARRAY_COUNT(scalars)) {
		t->scalar = is_unsigned ? SCALAR_UINT : SCALAR_INT;
		return t;
	}
	t->scalar = is_unsigned ? scalars[i].is_unsigned : is_signed ? scalars[i].is_signed : scalars[i].plain;
	parse_scalar_rest(p, scalars[i].keyword, &t->scalar);
	if (t->scalar == SCALAR_COUNT) {
		error_at(first.place, 0, "%s has no %s form", token_spelling(scalars[i].keyword), first.text);
		t->kind = TYPE_BAD;
	}
	return t;
}

static bool is_scalar(enum token_kind kind)
{
	for (size_t i = 0; i < ARRAY_COUNT(scalars); i++)
		if (kind == scalars[i].keyword)
			return true;
	return kind == TOKEN_UNSIGNED || kind == TOKEN_SIGNED;
}

/* enumerator = attrs name [ = expr ] */
static struct enumerator *parse_enumerator(struct parser *p)
{
	struct enumerator *e = NEW(struct enumerator);

	e->doc = p->lex.token.doc;
	e->attrs = parse_attrs(p);
	e->name = parse_name(p, "an enumerator", &e->place);
	parse_between(p, &e->doc);
	if (parse_accept(p, TOKEN_ASSIGN))
		e->value = parse_expr(p);
	return e;
}

/* enumerators = enumerator { , enumerator } [ , ] */
static void parse_enumerators(struct parser *p, struct tag *tag)
{
	struct enumerator **end = &tag->enumerators;

	while (!parse_is(p, TOKEN_RBRACE)) {
		struct enumerator *e = parse_enumerator(p);
		bool more;

		parse_between(p, &e->doc);
		more = !p->panic && parse_accept(p, TOKEN_COMMA);

		if (!p->panic && !more && !parse_is(p, TOKEN_RBRACE))
			parse_error(p, 2025, "expected , or }, found %s", token_found(&p->lex.token));
		if (p->panic) {
			tag->broken = true;
			more = parse_resync(p, TOKEN_COMMA);
		} else {
			parse_tail(p, &e->doc);
			*end = e;
			end = &e->next;
		}
		if (!more)
			break;
	}
	if (!tag->enumerators && !tag->broken)
		parse_error(p, 2025, "an enum wants at least one enumerator");
}

/* variables = type [ declarator [ : expr ] { , declarator [ : expr ] } ] ; -- a struct or union without name is a member
 * that lends its own members to what holds it */
static struct var **parse_variables(struct parser *p, struct attr *attrs, struct var **end, unsigned *count, const char **doc)
{
	struct type *base = parse_type(p, attrs);

	do {
		struct var *v = NEW(struct var);

		v->attrs = attrs;
		v->index = (*count)++;
		v->place = base->place;
		v->type = base;
		if (!parse_is(p, TOKEN_COLON) && !(base->has_body && parse_is(p, TOKEN_SEMI)))
			v->type = parse_declarator(p, base, true, &v->name, &v->place);
		if (parse_accept(p, TOKEN_COLON))
			v->bits = parse_expr(p);
		*end = v;
		end = &v->next;
	} while (!p->panic && parse_accept(p, TOKEN_COMMA));
	parse_between(p, doc);
	parse_end(p);
	return end;
}

/* member = [ labels ] attrs variables; an arm of a union may hold nothing: [ labels ] attrs ; */
static struct var **parse_member(struct parser *p, struct tag *tag, struct var **end, unsigned *count)
{
	struct attr *attrs = tag->tag ? parse_labels(p) : NULL, **last = &attrs;
	struct place place = p->lex.token.place;
	unsigned first = *count;
	const char *doc = p->lex.token.doc;
	struct var **begin = end;

	while (*last)
		last = &(*last)->next;
	*last = parse_attrs(p);
	if (tag->kind != TOKEN_UNION || !parse_is(p, TOKEN_SEMI)) {
		end = parse_variables(p, attrs, end, count, &doc);
		parse_tail(p, &doc);
		(*begin)->doc = doc;
		if (*count > first + 1 && (attr_find(attrs, ATTR_case) || attr_find(attrs, ATTR_default)))
			error_at(place, 0, "an arm has one member");
		return end;
	}
	*end = NEW(struct var);
	(*end)->attrs = attrs;
	(*end)->index = (*count)++;
	(*end)->place = p->lex.token.place;
	(*end)->type = type_new(TYPE_VOID, p->lex.token.place);
	lex_next(&p->lex);
	return &(*end)->next;
}

/* members = { member } */
static void parse_members(struct parser *p, struct tag *tag)
{
	struct var **end = &tag->members;
	unsigned count = 0;

	while (!parse_is(p, TOKEN_RBRACE) && !parse_is(p, TOKEN_END) && !parse_at_start(p)) {
		unsigned errors = p->errors;
		struct var **before = end;

		end = parse_member(p, tag, end, &count);
		if (count > MAX_FIELDS)
			parse_error(p, 0, "more than %u of these are not supported", MAX_FIELDS);
		tag->broken |= p->errors != errors;
		if (p->panic) {
			*(end = before) = NULL;
			if (count > MAX_FIELDS || !parse_resync(p, TOKEN_SEMI))
				return;
		}
	}
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
		parse_members(p, tag);
		p->nesting--;
	}
	if (!parse_is(p, TOKEN_RBRACE)) {
		parse_error(p, 2025, "expected }, found %s", token_found(&p->lex.token));
		tag->broken = true;
		if (p->is_header || !parse_at_start(p))
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
	tag->ms_union = tag->kind == TOKEN_UNION && attr_find(attrs, ATTR_ms_union);
	tag->switch_type = attr_find(attrs, ATTR_switch_type);
	lex_next(&p->lex);
	if (parse_is(p, TOKEN_NAME))
		tag->name = parse_name(p, "a tag", &tag->place);
	if (tag->kind == TOKEN_UNION && parse_accept(p, TOKEN_SWITCH))
		parse_switch(p, tag);
	tag->broken = p->panic;
	p->panic &= p->is_header || !parse_is(p, TOKEN_LBRACE);
	tag->pack = tag->kind == TOKEN_ENUM ? 0 : p->lex.token.pack;
	if ((t->has_body = parse_accept(p, TOKEN_LBRACE)))
		parse_body(p, tag);
	else if (!tag->name)
		parse_error(p, 2025, "expected a tag or {");
	return t;
}

/* name = [ interface ] name; what could follow in WinRT's IDL alone says that this is such */
static struct type *parse_named(struct parser *p)
{
	struct type *t = type_new(TYPE_NAME, p->lex.token.place);

	t->is_interface = parse_accept(p, TOKEN_INTERFACE) || parse_accept(p, TOKEN_DISPINTERFACE);
	t->name = parse_name(p, "a type", &t->place);
	if (parse_is(p, TOKEN_LESS))
		parse_refuse_winrt(p, t->place, "generics");
	else if (parse_is(p, TOKEN_DOT))
		parse_refuse_winrt(p, t->place, "names with namespaces");
	return t;
}

/* handle = handle_t -- a binding, which nothing looks into */
static struct type *parse_handle(struct parser *p)
{
	struct type *t = type_new(TYPE_POINTER, p->lex.token.place);

	t->name = "handle_t";
	t->of = type_new(TYPE_VOID, p->lex.token.place);
	lex_next(&p->lex);
	return t;
}

/* pipe = pipe type */
static struct type *parse_pipe(struct parser *p)
{
	struct type *t = type_new(TYPE_BAD, p->lex.token.place);

	error_at(t->place, 0, "pipes belong to plain RPC, not to COM's interfaces; use IStream or a method that gives one piece");
	lex_next(&p->lex);
	parse_type(p, NULL);
	return t;
}

/* safearray = SAFEARRAY "(" type { * } ")" -- what C knows as LPSAFEARRAY */
static struct type *parse_safearray(struct parser *p)
{
	struct type *t = type_new(TYPE_NAME, p->lex.token.place);
	struct place place;
	const char *name;

	t->name = "LPSAFEARRAY";
	lex_next(&p->lex);
	lex_next(&p->lex);
	if (!parse_deeper(p))
		return t;
	t->element = parse_abstract(p, parse_type(p, NULL), &name, &place);
	p->nesting--;
	parse_expect(p, TOKEN_RPAREN);
	return t;
}

/* Whether a type begins with this token; of the names, those that were declared. */
bool parse_is_type_token(const struct token *t)
{
	switch (t->kind) {
	case TOKEN_CONST: case TOKEN_STRUCT: case TOKEN_UNION: case TOKEN_ENUM: case TOKEN_VOID: case TOKEN_HANDLE_T:
		return true;
	case TOKEN_NAME: return parse_is_typename(t->text);
	default: return is_scalar(t->kind);
	}
}

bool parse_at_type(struct parser *p) { return parse_is_type_token(&p->lex.token); }

static struct type *parse_unqualified(struct parser *p, struct attr *attrs)
{
	struct type *t;

	switch (p->lex.token.kind) {
	case TOKEN_STRUCT: case TOKEN_UNION: case TOKEN_ENUM:
		return parse_tag(p, attrs);
	case TOKEN_VOID:
		t = type_new(TYPE_VOID, p->lex.token.place);
		lex_next(&p->lex);
		return t;
	case TOKEN_HANDLE_T: return parse_handle(p);
	case TOKEN_PIPE: return parse_pipe(p);
	default: break;
	}
	if (is_scalar(p->lex.token.kind))
		return parse_scalar(p);
	if (parse_is(p, TOKEN_NAME) && text_same(p->lex.token.text, "SAFEARRAY") && lex_peek(&p->lex, 1)->kind == TOKEN_LPAREN)
		return parse_safearray(p);
	return parse_named(p);
}

/* type = { const } ( void | scalar | tag | handle | pipe | safearray | name ) { const } */
struct type *parse_type(struct parser *p, struct attr *attrs)
{
	bool is_const = false;
	struct type *t;

	for (parse_conventions(p); parse_accept(p, TOKEN_CONST); parse_conventions(p))
		is_const = true;
	t = parse_unqualified(p, attrs);
	while (parse_accept(p, TOKEN_CONST))
		is_const = true;
	t->is_const |= is_const;
	return t;
}
