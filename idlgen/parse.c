/* parse.c - files, interfaces and the other declarations; recovers at the end of a declaration. */
#include "idlgen.h"

/* ---- what all the parsers use ---- */

bool parse_is(struct parser *p, enum token_kind kind) { return p->lex.token.kind == kind; }

bool parse_accept(struct parser *p, enum token_kind kind)
{
	if (!parse_is(p, kind))
		return false;
	lex_next(&p->lex);
	return true;
}

/* One error until a declaration begins afresh. */
void parse_error(struct parser *p, int number, const char *format, ...)
{
	char message[256];
	va_list ap;

	if (p->panic)
		return;
	va_start(ap, format);
	vsnprintf(message, sizeof message, format, ap);
	va_end(ap);
	error_at(p->lex.token.place, number, "%s", message);
	p->error = p->lex.count;
	p->panic = true;
}

bool parse_expect(struct parser *p, enum token_kind kind)
{
	if (parse_accept(p, kind))
		return true;
	parse_error(p, 2025, "expected %s, found %s", token_spelling(kind), token_found(&p->lex.token));
	return false;
}

const char *parse_name(struct parser *p, const char *what, struct place *place)
{
	const char *name = p->lex.token.text;

	*place = p->lex.token.place;
	if (parse_accept(p, TOKEN_NAME))
		return name_in_c(name);
	parse_error(p, 2025, "expected %s, found %s", what, token_found(&p->lex.token));
	return "?";
}

void parse_soften(struct parser *p)
{
	static const enum token_kind soft[] = { TOKEN_BYTE, TOKEN_CASE, TOKEN_COCLASS, TOKEN_CPP_QUOTE, TOKEN_DEFAULT,
		TOKEN_DISPINTERFACE, TOKEN_HANDLE_T, TOKEN_HYPER, TOKEN_IMPORT, TOKEN_IMPORTLIB, TOKEN_INTERFACE, TOKEN_LIBRARY,
		TOKEN_MIDL_PRAGMA, TOKEN_MODULE, TOKEN_PIPE, TOKEN_SMALL, TOKEN_SWITCH };

	for (size_t i = 0; i < ARRAY_COUNT(soft); i++)
		if (parse_is(p, soft[i]))
			p->lex.token.kind = TOKEN_NAME;
}

bool parse_deeper(struct parser *p)
{
	if (p->nesting >= MAX_NESTING) {
		parse_error(p, 0, "this is nested too deeply");
		return false;
	}
	p->nesting++;
	return true;
}

/* ---- declarations ---- */

static struct decl *decl_new(struct parser *p, enum decl_kind kind)
{
	struct decl *d = NEW(struct decl);

	d->kind = kind;
	d->place = p->lex.token.place;
	d->doc = p->lex.token.doc;
	return d;
}

/* After an error: behind the ; or } that ends the declaration, unless the parser got there by itself. */
static void recover(struct parser *p)
{
	bool is_over = p->lex.count > p->error && (p->lex.last == TOKEN_SEMI || p->lex.last == TOKEN_RBRACE);
	int open = 0;

	for (; !is_over && !parse_is(p, TOKEN_END); lex_next(&p->lex)) {
		if (parse_is(p, TOKEN_RBRACE) && !open)
			break;
		open += parse_is(p, TOKEN_LBRACE) - parse_is(p, TOKEN_RBRACE);
		if (!open && (parse_is(p, TOKEN_SEMI) || parse_is(p, TOKEN_RBRACE))) {
			lex_next(&p->lex);
			parse_accept(p, TOKEN_SEMI);
			break;
		}
	}
	p->panic = false;
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
		d->source = source_open(d->name, d->place.source, d->place, &fresh);
		if (d->source && fresh)
			d->unit = parse_unit(d->source, p->nesting);
		p->nesting--;
		*end = d;
		end = &d->next;
	} while (parse_is(p, TOKEN_COMMA));
	parse_expect(p, TOKEN_SEMI);
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
		d->type = parse_declarator(p, base, &d->name, &d->place);
		if (p->panic || !parse_accept(p, TOKEN_COMMA))
			break;
		d = d->also = decl_new(p, DECL_TYPEDEF);
	}
	parse_expect(p, TOKEN_SEMI);
	return first;
}

/* const = const type declarator = ( expr | string ) ; -- up to the declarator it was read already */
static struct decl *finish_const(struct parser *p, struct decl *d)
{
	d->kind = DECL_CONST;
	parse_expect(p, TOKEN_ASSIGN);
	if (parse_is(p, TOKEN_STRING)) {
		d->string = p->lex.token.text;
		lex_next(&p->lex);
	} else {
		d->value = parse_expr(p);
	}
	parse_expect(p, TOKEN_SEMI);
	return d;
}

/* Whether the parameters are just "void". */
static bool accept_void(struct parser *p)
{
	return parse_is(p, TOKEN_VOID) && lex_peek(&p->lex, 1)->kind == TOKEN_RPAREN && parse_accept(p, TOKEN_VOID);
}

/* method = attrs type name ( void | parameters ) ; -- up to the name it was read already */
static struct decl *finish_method(struct parser *p, struct decl *d)
{
	struct method *m = NEW(struct method);

	d->kind = DECL_METHOD;
	d->method = m;
	m->doc = d->doc;
	m->attrs = d->attrs;
	m->name = d->name;
	m->place = d->place;
	m->type = d->type;
	parse_expect(p, TOKEN_LPAREN);
	if (!accept_void(p))
		m->params = parse_vars(p, TOKEN_COMMA, TOKEN_RPAREN, MAX_PARAMS);
	parse_expect(p, TOKEN_RPAREN);
	parse_expect(p, TOKEN_SEMI);
	return d;
}

static struct decl *parse_decl(struct parser *p, bool in_interface);

/* body = { { method | typedef | const | tag | quote } } */
static void parse_interface_body(struct parser *p, struct iface *x)
{
	struct decl **decls = &x->decls;
	struct method **methods = &x->methods;

	for (; !parse_is(p, TOKEN_RBRACE) && !parse_is(p, TOKEN_END); p->panic ? recover(p) : (void)0) {
		struct decl *d = parse_decl(p, true);

		if (p->panic || !d)
			continue;
		if (d->kind == DECL_METHOD) {
			*methods = d->method;
			methods = &d->method->next;
			continue;
		}
		*decls = d;
		decls = &d->next;
	}
	parse_expect(p, TOKEN_RBRACE);
	parse_accept(p, TOKEN_SEMI);
}

/* interface = attrs interface name ( ; | [ : name ] { body } [ ; ] ) */
static struct decl *parse_interface(struct parser *p, struct attr *attrs, const char *doc)
{
	struct decl *d = decl_new(p, DECL_FORWARD);
	struct iface *x = NEW(struct iface);
	struct place place;

	lex_next(&p->lex);
	x->doc = doc;
	x->attrs = attrs;
	x->name = parse_name(p, "an interface", &x->place);
	d->iface = x;
	d->place = x->place;
	if (parse_accept(p, TOKEN_SEMI))
		return d;
	d->kind = DECL_INTERFACE;
	if (parse_accept(p, TOKEN_COLON)) {
		x->base_name = parse_name(p, "a base interface", &x->base_place);
		if (parse_is(p, TOKEN_COMMA))
			error_at(p->lex.token.place, 0, "an interface has one base");
		while (parse_accept(p, TOKEN_COMMA))
			parse_name(p, "a base interface", &place);
	}
	x->defined = true;
	if (parse_expect(p, TOKEN_LBRACE))
		parse_interface_body(p, x);
	return d;
}

/* coclass = attrs coclass name { { attrs interface name ; } } [ ; ] */
static struct decl *parse_coclass(struct parser *p, struct attr *attrs, const char *doc)
{
	struct decl *d = decl_new(p, DECL_COCLASS);
	struct face **end = &d->faces;

	lex_next(&p->lex);
	d->doc = doc;
	d->attrs = attrs;
	d->name = parse_name(p, "a class", &d->place);
	parse_expect(p, TOKEN_LBRACE);
	while (!p->panic && !parse_is(p, TOKEN_RBRACE)) {
		struct face *f = NEW(struct face);

		f->attrs = parse_attrs(p);
		parse_expect(p, TOKEN_INTERFACE);
		f->name = parse_name(p, "an interface", &f->place);
		parse_expect(p, TOKEN_SEMI);
		*end = f;
		end = &f->next;
	}
	parse_expect(p, TOKEN_RBRACE);
	parse_accept(p, TOKEN_SEMI);
	return d;
}

static struct decl *parse_unsupported(struct parser *p)
{
	parse_error(p, 0, "%s is not supported yet", token_found(&p->lex.token));
	return NULL;
}

/* What only a file may hold. */
static struct decl *parse_outer(struct parser *p, struct attr *attrs, const char *doc)
{
	if (parse_is(p, TOKEN_INTERFACE))
		return parse_interface(p, attrs, doc);
	if (parse_is(p, TOKEN_COCLASS))
		return parse_coclass(p, attrs, doc);
	if (parse_is(p, TOKEN_IMPORT) && !p->is_header)
		return parse_import(p);
	if (parse_is(p, TOKEN_LIBRARY) || parse_is(p, TOKEN_DISPINTERFACE) || parse_is(p, TOKEN_MODULE) ||
	    parse_is(p, TOKEN_IMPORTLIB) || parse_is(p, TOKEN_MIDL_PRAGMA))
		return parse_unsupported(p);
	parse_error(p, 2025, "expected a declaration, found %s", token_found(&p->lex.token));
	return NULL;
}

/* A declaration that begins with a type: a struct, enum or union, a constant, or a method. */
static struct decl *parse_typed(struct parser *p, struct attr *attrs, const char *doc, bool in_interface)
{
	bool is_const = parse_is(p, TOKEN_CONST);
	struct decl *d = decl_new(p, DECL_TAG);

	d->doc = doc;
	d->attrs = attrs;
	d->type = parse_type(p, attrs);
	if (p->panic || (d->type->kind == TYPE_TAG && parse_accept(p, TOKEN_SEMI)))
		return d;
	d->type = parse_declarator(p, d->type, &d->name, &d->place);
	if (is_const && (!in_interface || parse_is(p, TOKEN_ASSIGN)))
		return finish_const(p, d);
	if (in_interface)
		return finish_method(p, d);
	parse_error(p, 2025, "expected ;, found %s", token_found(&p->lex.token));
	return d;
}

/* decl = typedef | const | quote | tag | method inside, the others outside an interface; NULL: none */
static struct decl *parse_decl(struct parser *p, bool in_interface)
{
	const char *doc = p->lex.token.doc;
	struct attr *attrs = parse_attrs(p);

	if (p->panic || (!attrs && parse_accept(p, TOKEN_SEMI)))
		return NULL;
	if (parse_is(p, TOKEN_TYPEDEF))
		return parse_typedef(p, attrs, doc);
	if (attrs && (parse_is(p, TOKEN_CPP_QUOTE) || parse_is(p, TOKEN_IMPORT)))
		error_at(attrs->place, 0, "attributes may not stand here");
	if (parse_is(p, TOKEN_CPP_QUOTE))
		return parse_quote(p);
	if (in_interface || parse_is(p, TOKEN_CONST) || parse_is(p, TOKEN_STRUCT) || parse_is(p, TOKEN_UNION) ||
	    parse_is(p, TOKEN_ENUM))
		return parse_typed(p, attrs, doc, in_interface);
	return parse_outer(p, attrs, doc);
}

static void append(struct decl ***end, struct decl *list)
{
	for (**end = list; **end; *end = &(**end)->next)
		;
}

/* unit = { decl } */
static struct unit *parse_all(struct parser *p, struct unit *u)
{
	struct decl **end = &u->decls;

	p->lex.skips = &p->panic;
	for (; !parse_is(p, TOKEN_END); p->panic ? recover(p) : (void)0) {
		struct place place = p->lex.token.place;
		struct decl *d;

		if (parse_accept(p, TOKEN_RBRACE)) {
			error_at(place, 2025, "this } closes nothing");
			continue;
		}
		d = parse_decl(p, false);
		append(&end, lex_headers(&p->lex));
		if (!p->panic || (d && d->kind == DECL_IMPORT))
			append(&end, d); /* an import makes several */
	}
	append(&end, lex_headers(&p->lex));
	return u;
}

struct unit *parse_unit(const struct source *source, unsigned nesting)
{
	struct unit *u = NEW(struct unit);
	struct parser p = { .nesting = nesting };

	u->source = source;
	lex_start(&p.lex, source, NULL);
	return parse_all(&p, u);
}

struct unit *parse_header(const struct source *source, const struct pp *includer)
{
	struct unit *u = NEW(struct unit);
	struct parser p = { .is_header = true };

	u->source = source;
	u->is_header = true;
	lex_start(&p.lex, source, includer);
	return parse_all(&p, u);
}
