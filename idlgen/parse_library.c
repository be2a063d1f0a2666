/* parse_library.c - what belongs to type libraries: library, importlib, coclass, module. */
#include "idlgen.h"

/* importlib = importlib "(" string ")" ; -- noted, never opened */
struct decl *parse_importlib(struct parser *p)
{
	struct decl *d = decl_new(p, DECL_IMPORTLIB);

	lex_next(&p->lex);
	parse_expect(p, TOKEN_LPAREN);
	d->name = p->lex.token.text;
	parse_expect(p, TOKEN_STRING);
	parse_expect(p, TOKEN_RPAREN);
	parse_end(p);
	return d;
}

/* face = attrs ( interface | dispinterface ) name ; */
static struct face *parse_face(struct parser *p)
{
	struct face *f = NEW(struct face);

	f->attrs = parse_attrs(p);
	if (!parse_accept(p, TOKEN_DISPINTERFACE))
		parse_expect(p, TOKEN_INTERFACE);
	f->name = parse_name(p, "an interface", &f->place);
	f->broken = p->panic;
	parse_end(p);
	return f;
}

/* coclass = attrs coclass name ( ; | { { face } } [ ; ] ) */
struct decl *parse_coclass(struct parser *p, struct attr *attrs, const char *doc)
{
	struct decl *d = decl_new(p, DECL_COCLASS);
	struct face **end = &d->faces;

	lex_next(&p->lex);
	d->doc = doc;
	d->attrs = attrs;
	d->name = name_in_idl(parse_name(p, "a class", &d->place));
	if (!p->panic && parse_accept(p, TOKEN_SEMI))
		return NULL; /* it will come */
	d->broken = !parse_expect(p, TOKEN_LBRACE);
	while (!p->panic && !parse_is(p, TOKEN_RBRACE) && !parse_is(p, TOKEN_END)) {
		struct face *f = parse_face(p);

		if (!f->broken) {
			*end = f;
			end = &f->next;
		}
		if (p->panic && !parse_resync(p, TOKEN_SEMI))
			break;
	}
	parse_expect(p, TOKEN_RBRACE);
	parse_accept(p, TOKEN_SEMI);
	return d;
}

/* room = attrs keyword name { decls } [ ; ] -- what it holds follows it in the list */
static struct decl *parse_room(struct parser *p, enum decl_kind kind, struct attr *attrs, const char *doc, bool functions)
{
	struct decl *d = decl_new(p, kind);

	lex_next(&p->lex);
	d->doc = doc;
	d->attrs = attrs;
	d->name = name_in_idl(parse_name(p, kind == DECL_LIBRARY ? "a library" : "a module", &d->place));
	if (!parse_expect(p, TOKEN_LBRACE))
		return d;
	parse_decls(p, &d->next, functions);
	for (struct decl *inner = d->next; inner; inner = inner->next) {
		inner->room = inner->room ? inner->room : d;
		if (inner->kind == DECL_INTERFACE)
			inner->iface->in_library = true;
	}
	parse_expect(p, TOKEN_RBRACE);
	parse_accept(p, TOKEN_SEMI);
	return d;
}

struct decl *parse_library(struct parser *p, struct attr *attrs, const char *doc)
{
	return parse_room(p, DECL_LIBRARY, attrs, doc, false);
}

struct decl *parse_module(struct parser *p, struct attr *attrs, const char *doc)
{
	return parse_room(p, DECL_MODULE, attrs, doc, true);
}
