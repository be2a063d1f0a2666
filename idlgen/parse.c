/* parse.c - files and their declarations; recovers at the end of a declaration. */
#include "idlgen.h"

/* ---- declarations ---- */

struct decl *decl_new(struct parser *p, enum decl_kind kind)
{
	struct decl *d = NEW(struct decl);

	d->kind = kind;
	d->place = p->lex.token.place;
	d->doc = p->lex.token.doc;
	return d;
}

/* A C header is the same imported as included, but that its macros stay in it. */
static void import_header(struct decl *d, bool fresh)
{
	bool hush = diag_hush(true);

	d->kind = DECL_INCLUDE;
	d->name = text_format("\"%s\"", d->name);
	d->unit = d->source && fresh ? parse_header(d->source, NULL) : NULL;
	diag_hush(hush);
}

/* import = import string { , string } ; */
static struct decl *parse_import(struct parser *p)
{
	struct decl *list = NULL, **end = &list;

	do {
		struct decl *d;
		bool fresh;

		lex_next(&p->lex);
		d = decl_new(p, DECL_IMPORT);
		d->name = p->lex.token.text;
		if (!parse_expect(p, TOKEN_STRING) || !parse_deeper(p))
			return list;
		d->source = source_open(d->name, d->place.source, d->place, &fresh, &d->include);
		if (pp_is_header(d->name))
			import_header(d, fresh);
		else if (d->source && fresh)
			d->unit = parse_unit(d->source, p->nesting);
		p->nesting--;
		p->lex.stopped |= parse_gave_up();
		*end = d;
		end = &d->next;
	} while (parse_is(p, TOKEN_COMMA));
	parse_end(p);
	return list;
}

/* quote = cpp_quote ( string ) [ ; ] */
static struct decl *parse_quote(struct parser *p)
{
	struct decl *d = decl_new(p, DECL_QUOTE);
	struct text t = { 0 };

	lex_next(&p->lex);
	parse_expect(p, TOKEN_LPAREN);
	for (const char *s = p->lex.token.kind == TOKEN_STRING ? p->lex.token.text : ""; *s; s++) {
		if (*s == '\\' && (s[1] == '"' || s[1] == '\\'))
			s++;
		text_add(&t, s, 1);
	}
	d->name = t.s ? t.s : "";
	parse_expect(p, TOKEN_STRING);
	parse_expect(p, TOKEN_RPAREN);
	if (p->panic && !parse_at_start(p) && !parse_resync(p, TOKEN_COMMA))
		parse_accept(p, TOKEN_RPAREN);
	p->panic &= !parse_at_start(p);
	parse_accept(p, TOKEN_SEMI);
	return d;
}

/* typedef = attrs typedef attrs type declarator { , declarator } ; */
static struct decl *parse_typedef(struct parser *p, struct attr *attrs, const char *doc)
{
	struct decl *first = decl_new(p, DECL_TYPEDEF), *d = first;
	struct attr **end = &first->attrs;
	struct type *base;

	lex_next(&p->lex);
	first->doc = doc;
	first->attrs = attrs;
	while (*end)
		end = &(*end)->next;
	*end = parse_attrs(p);
	base = parse_type(p, first->attrs);
	for (;;) {
		d->attrs = first->attrs;
		d->type = parse_declarator(p, base, true, &d->name, &d->place);
		if (!p->panic || (!p->is_header && *d->name != '?'))
			parse_add_typename(d->name);
		if (p->panic)
			d->type = base;
		first->broken |= p->panic;
		if (p->panic || !parse_accept(p, TOKEN_COMMA))
			break;
		d = d->also = decl_new(p, DECL_TYPEDEF);
	}
	parse_end(p);
	return first;
}

/* const = const type declarator = ( expr | string ) ; -- up to the declarator it was read already */
static struct decl *finish_const(struct parser *p, struct decl *d)
{
	d->kind = DECL_CONST;
	parse_expect(p, TOKEN_ASSIGN);
	if (parse_is(p, TOKEN_STRING))
		d->string = parse_string(p);
	else
		d->value = parse_expr(p);
	d->broken = p->panic;
	parse_end(p);
	return d;
}

/* pragma = midl_pragma name "(" anything ")" [ ; ] */
static struct decl *parse_pragma(struct parser *p)
{
	struct place place;

	while (!parse_is(p, TOKEN_LPAREN) && !parse_is(p, TOKEN_SEMI) && !parse_is(p, TOKEN_END))
		lex_next(&p->lex);
	if (parse_is(p, TOKEN_LPAREN)) {
		lex_raw(&p->lex, &place);
		parse_expect(p, TOKEN_RPAREN);
	}
	parse_accept(p, TOKEN_SEMI);
	return NULL;
}

/* extern = extern type declarator ; */
static struct decl *parse_extern(struct parser *p, const char *doc)
{
	struct decl *d = decl_new(p, DECL_EXTERN);

	lex_next(&p->lex);
	d->doc = doc;
	d->type = parse_declarator(p, parse_type(p, NULL), false, &d->name, &d->place);
	if (parse_is(p, TOKEN_LPAREN))
		return parse_method(p, d);
	d->broken = p->panic;
	parse_end(p);
	return d;
}

/* A declaration that begins with a type: a struct, enum or union, a constant, a method or a function. */
static struct decl *parse_typed(struct parser *p, struct attr *attrs, const char *doc)
{
	bool is_const = parse_is(p, TOKEN_CONST);
	struct decl *d = decl_new(p, DECL_TAG);
	struct type *base;

	d->doc = doc;
	d->attrs = attrs;
	d->type = base = parse_type(p, attrs);
	d->broken = p->panic;
	if (p->panic || (d->type->kind == TYPE_TAG && parse_accept(p, TOKEN_SEMI)))
		return d;
	d->type = parse_declarator(p, base, false, &d->name, &d->place);
	if (p->panic)
		d->type = base;
	if (is_const && !parse_is(p, TOKEN_LPAREN))
		return finish_const(p, d);
	if (parse_is(p, TOKEN_LPAREN) || p->panic)
		return parse_method(p, d);
	parse_error(p, 2025, parse_is(p, TOKEN_ASSIGN) ? "only what is const has a value; expected ( or ;, found %s" :
	            "expected (, found %s", token_found(&p->lex.token));
	d->broken = true;
	d->type = base;
	return d;
}

/* Whether a declaration of a function begins here; in a file, a word that is no type is a mistake of another kind. */
static bool begins_typed(struct parser *p)
{
	enum token_kind next, behind;

	if (parse_at_type(p) || !parse_is(p, TOKEN_NAME))
		return parse_at_type(p);
	next = lex_peek(&p->lex, 1)->kind;
	behind = lex_peek(&p->lex, 2)->kind;
	return next == TOKEN_STAR || (next == TOKEN_NAME && (behind == TOKEN_LPAREN || behind == TOKEN_ASSIGN));
}

/* Whether a word of WinRT's begins this declaration. */
static bool at_winrt(struct parser *p)
{
	static const char *const words[] = { "namespace", "runtimeclass", "apicontract", "delegate", "declare" };
	enum token_kind next;

	for (size_t i = 0; parse_is(p, TOKEN_NAME) && i < ARRAY_COUNT(words); i++)
		if (text_same(words[i], p->lex.token.text)) {
			next = lex_peek(&p->lex, 1)->kind;
			return next == TOKEN_NAME || next == TOKEN_LBRACE || next == TOKEN_VOID;
		}
	return false;
}

/* What has a keyword of its own; NULL with *found: nothing to keep, or an error. */
static struct decl *parse_special(struct parser *p, struct attr *attrs, const char *doc, bool *found)
{
	*found = true;
	if (at_winrt(p)) {
		parse_refuse_winrt(p, p->lex.token.place, p->lex.token.text);
		return NULL;
	}
	switch (p->lex.token.kind) {
	case TOKEN_TYPEDEF: return parse_typedef(p, attrs, doc);
	case TOKEN_CPP_QUOTE: return parse_quote(p);
	case TOKEN_IMPORT:
		if (!p->is_header)
			return parse_import(p);
		break;
	case TOKEN_IMPORTLIB: return parse_importlib(p);
	case TOKEN_MIDL_PRAGMA: return parse_pragma(p);
	case TOKEN_COCLASS: return parse_coclass(p, attrs, doc);
	case TOKEN_LIBRARY: return parse_library(p, attrs, doc);
	case TOKEN_MODULE: return parse_module(p, attrs, doc);
	case TOKEN_INTERFACE: case TOKEN_DISPINTERFACE:
		if (parse_at_interface(p))
			return parse_interface(p, attrs, doc);
		break;
	case TOKEN_NAME:
		if (text_same(p->lex.token.text, "extern"))
			return parse_extern(p, doc);
		break;
	default: break;
	}
	*found = false;
	return NULL;
}

/* decl = typedef | quote | import | ... | type ... ; NULL: none */
static struct decl *parse_decl(struct parser *p, bool in_interface)
{
	const char *doc = p->lex.token.doc;
	struct attr *attrs = parse_attrs(p);
	struct decl *d;
	bool found;

	if (p->panic || (!attrs && parse_accept(p, TOKEN_SEMI)))
		return NULL;
	if (attrs && (parse_is(p, TOKEN_CPP_QUOTE) || parse_is(p, TOKEN_IMPORT) || parse_is(p, TOKEN_IMPORTLIB)))
		error_at(attrs->place, 0, "attributes may not stand here");
	d = parse_special(p, attrs, doc, &found);
	if (!found && (in_interface || parse_is(p, TOKEN_INTERFACE) || begins_typed(p))) {
		d = parse_typed(p, attrs, doc);
		found = true;
	}
	if (d && (d->kind == DECL_TYPEDEF || d->kind == DECL_CONST || d->kind == DECL_TAG))
		parse_tail(p, &d->doc);
	if (found)
		return d;
	parse_error(p, 2025, "expected a declaration, found %s", token_found(&p->lex.token));
	return NULL;
}

/* What a declaration made: nothing, one, or several. */
static struct decl **append(struct decl **end, struct decl *list)
{
	for (*end = list; *end; end = &(*end)->next)
		;
	return end;
}

/* Whether a declaration stays although there was an error in it; in a header of C, if others are inside. */
static bool stays(const struct parser *p, const struct decl *d)
{
	return d && (!p->is_header || d->kind == DECL_IMPORT || d->kind == DECL_LIBRARY || d->kind == DECL_MODULE);
}

/* decls = { decl } -- up to the } that closes what holds them. C headers come where their #include stands, or before the
 * declaration that it stands in. */
struct decl **parse_decls(struct parser *p, struct decl **end, bool in_interface)
{
	while (!parse_is(p, TOKEN_END) && !parse_is(p, TOKEN_RBRACE)) {
		unsigned start = p->lex.count;
		struct decl *d;

		if (!parse_deeper(p))
			return end;
		end = in_interface ? end : append(end, lex_headers(&p->lex, true));
		d = parse_decl(p, in_interface);
		p->nesting--;
		end = in_interface ? end : append(end, lex_headers(&p->lex, false));
		if (!p->panic || stays(p, d))
			end = append(end, d);
		if (p->panic)
			parse_recover(p, start);
	}
	return end;
}

/* unit = { decl } */
static struct unit *parse_all(struct parser *p, struct unit *u)
{
	struct decl **end = &u->decls;

	p->lex.skips = &p->panic;
	while (!parse_is(p, TOKEN_END)) {
		struct place place = p->lex.token.place;

		if (parse_accept(p, TOKEN_RBRACE))
			error_at(place, 2025, "this } closes nothing");
		end = parse_decls(p, end, false);
	}
	append(end, lex_headers(&p->lex, true));
	for (struct decl *d = u->decls; d && (d->kind == DECL_IMPORT || d->kind == DECL_INCLUDE); d = d->next)
		d->leads = true;
	return u;
}

struct unit *parse_unit(const struct source *source, unsigned nesting)
{
	struct unit *u = NEW(struct unit);
	struct parser p = { .nesting = nesting };

	u->source = source;
	lex_start(&p.lex, source, false, NULL);
	return parse_all(&p, u);
}

struct unit *parse_header(const struct source *source, const struct pp *includer)
{
	struct unit *u = NEW(struct unit);
	struct parser p = { .is_header = true };

	u->source = source;
	u->is_header = true;
	lex_start(&p.lex, source, true, includer);
	return parse_all(&p, u);
}
