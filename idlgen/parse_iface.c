/* parse_iface.c - interfaces and dispinterfaces. */
#include "idlgen.h"

static bool is_requires(const struct token *t) { return t->kind == TOKEN_NAME && text_same(t->text, "requires"); }

/* Whether "interface X" declares X here, or is the type of something. */
bool parse_at_interface(struct parser *p)
{
	const struct token *behind;

	if (lex_peek(&p->lex, 1)->kind != TOKEN_NAME)
		return true;
	behind = lex_peek(&p->lex, 2);
	return is_requires(behind) || (behind->kind != TOKEN_NAME && behind->kind != TOKEN_STAR &&
	                               behind->kind != TOKEN_LPAREN && behind->kind != TOKEN_CONST);
}

/* body = { decl } -- methods and the other declarations part ways */
static void parse_body(struct parser *p, struct iface *x)
{
	struct decl *list = NULL, **decls = &x->decls;
	struct method **methods = x->is_disp ? &x->dispatched : &x->methods;

	parse_decls(p, &list, true);
	for (struct decl *d = list, *next; d; d = next) {
		next = d->next;
		d->next = NULL;
		if (d->kind == DECL_FUNCTION) {
			*methods = d->method;
			methods = &d->method->next;
		} else {
			*decls = d;
			decls = &d->next;
		}
	}
}

/* property = attrs type declarator ; */
static struct var *parse_property(struct parser *p)
{
	struct var *v = NEW(struct var);

	v->attrs = parse_attrs(p);
	v->type = parse_declarator(p, parse_type(p, v->attrs), true, &v->name, &v->place);
	parse_end(p);
	return v;
}

static bool at_section(struct parser *p, const char *name)
{
	return parse_is(p, TOKEN_NAME) && text_same(p->lex.token.text, name) && lex_peek(&p->lex, 1)->kind == TOKEN_COLON;
}

/* disp = [ properties : { property } ] [ methods : { method } ] | interface name ; */
static void parse_disp(struct parser *p, struct iface *x)
{
	struct var **end = &x->properties;

	if (parse_accept(p, TOKEN_INTERFACE)) {
		x->face_name = parse_name(p, "an interface", &x->face_place);
		parse_expect(p, TOKEN_SEMI);
		return;
	}
	if (at_section(p, "properties")) {
		lex_next(&p->lex);
		lex_next(&p->lex);
		while (!parse_is(p, TOKEN_RBRACE) && !parse_is(p, TOKEN_END) && !at_section(p, "methods")) {
			*end = parse_property(p);
			if (p->panic && !parse_resync(p, TOKEN_SEMI))
				break;
			end = &(*end)->next;
		}
	}
	if (at_section(p, "methods")) {
		lex_next(&p->lex);
		lex_next(&p->lex);
		parse_body(p, x);
	}
	if (!parse_is(p, TOKEN_RBRACE))
		parse_error(p, 2025, "expected properties:, methods: or interface, found %s", token_found(&p->lex.token));
}

/* bases = [ : name ] -- of a dispinterface, nothing */
static void parse_bases(struct parser *p, struct iface *x)
{
	struct place place;

	if (parse_is(p, TOKEN_LESS))
		parse_refuse_winrt(p, p->lex.token.place, "generics");
	if (!x->is_disp && parse_accept(p, TOKEN_COLON)) {
		x->base_name = parse_name(p, "a base interface", &x->base_place);
		if (parse_is(p, TOKEN_COMMA))
			error_at(p->lex.token.place, 0, "an interface has one base");
		while (parse_accept(p, TOKEN_COMMA))
			parse_name(p, "a base interface", &place);
	}
	if (is_requires(&p->lex.token))
		parse_refuse_winrt(p, p->lex.token.place, "requires");
}

/* After an error in front of the body: to the body, which is judged all the same, unless it belongs to another one. */
static void resume(struct parser *p)
{
	while (p->panic && !parse_is(p, TOKEN_LBRACE) && !parse_is(p, TOKEN_SEMI) && !parse_is(p, TOKEN_END) && !parse_at_start(p))
		lex_next(&p->lex);
	p->panic &= !parse_is(p, TOKEN_LBRACE);
}

/* forward = name { , name } ; -- the first name was read already */
static struct decl *parse_forward(struct parser *p, struct decl *first)
{
	for (struct decl *d = first; !p->panic && parse_accept(p, TOKEN_COMMA); d = d->next) {
		d->next = decl_new(p, DECL_FORWARD);
		d->next->iface = NEW(struct iface);
		d->next->iface->is_disp = first->iface->is_disp;
		d->next->iface->name = parse_name(p, "an interface", &d->next->iface->place);
		parse_add_typename(d->next->iface->name);
		d->next->broken = p->panic;
	}
	parse_end(p);
	return first;
}

/* interface = attrs ( interface | dispinterface ) name ( forward | bases { body } [ ; ] ) */
struct decl *parse_interface(struct parser *p, struct attr *attrs, const char *doc)
{
	struct decl *d = decl_new(p, DECL_FORWARD);
	struct iface *x = d->iface = NEW(struct iface);

	x->is_disp = parse_is(p, TOKEN_DISPINTERFACE);
	lex_next(&p->lex);
	x->doc = doc;
	x->attrs = attrs;
	x->name = parse_name(p, "an interface", &x->place);
	d->name = x->name;
	d->place = x->place;
	if (!p->panic)
		parse_add_typename(x->name);
	if (parse_is(p, TOKEN_SEMI) || parse_is(p, TOKEN_COMMA))
		return parse_forward(p, d);
	d->kind = DECL_INTERFACE;
	parse_bases(p, x);
	resume(p);
	x->defined = true;
	if (!parse_expect(p, TOKEN_LBRACE)) {
		d->broken = true;
		return d;
	}
	x->is_disp ? parse_disp(p, x) : parse_body(p, x);
	parse_expect(p, TOKEN_RBRACE);
	parse_accept(p, TOKEN_SEMI);
	return d;
}
