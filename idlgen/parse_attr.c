/* parse_attr.c - attribute lists: [name, name(arguments)]. */
#include "idlgen.h"

static const struct {
	const char *name;
	enum attr_form form;
} forms[] = {
#define X(name, form, where, state) { #name, form },
	ATTRIBUTES(X)
#undef X
};

/* Four, two or twelve hexadecimal digits of a GUID into octets; NULL if they are not there. */
static const char *hex_octets(const char *s, uint8_t *octets, int count)
{
	for (int i = 0; i < 2 * count; i++, s++) {
		int digit = *s >= '0' && *s <= '9' ? *s - '0' : *s >= 'a' && *s <= 'f' ? *s - 'a' + 10 :
		            *s >= 'A' && *s <= 'F' ? *s - 'A' + 10 : -1;

		if (digit < 0)
			return NULL;
		octets[i / 2] = (uint8_t)(octets[i / 2] << 4 | digit);
	}
	return s;
}

/* guid = 8 - 4 - 4 - 4 - 12 hexadecimal digits, possibly in quotes */
static bool guid_of(const char *s, GUID *g)
{
	static const int groups[] = { 4, 2, 2, 2, 6 };
	uint8_t octets[16] = { 0 };
	bool quoted = *s == '"';
	int at = 0;

	s += quoted;
	for (size_t i = 0; i < ARRAY_COUNT(groups); at += groups[i++])
		if ((i && *s++ != '-') || !(s = hex_octets(s, octets + at, groups[i])))
			return false;
	g->Data1 = (uint32_t)octets[0] << 24 | (uint32_t)octets[1] << 16 | (uint32_t)octets[2] << 8 | octets[3];
	g->Data2 = (uint16_t)(octets[4] << 8 | octets[5]);
	g->Data3 = (uint16_t)(octets[6] << 8 | octets[7]);
	memcpy(g->Data4, octets + 8, 8);
	return quoted ? !strcmp(s, "\"") : !*s;
}

void attr_add_argument(struct attr *a, struct expr *e)
{
	bool is_full = !(a->count & (a->count - 1)); /* rooms are powers of two */
	struct expr **args = is_full ? mem_alloc((2 * a->count + 1) * sizeof *args) : a->args;

	if (is_full && a->count)
		memcpy(args, a->args, a->count * sizeof *args);
	args[a->count++] = e;
	a->args = args;
}

/* expressions = [ expr ] { , [ expr ] } */
static void parse_expressions(struct parser *p, struct attr *a)
{
	do {
		bool left_out = parse_is(p, TOKEN_COMMA) || parse_is(p, TOKEN_RPAREN);

		attr_add_argument(a, left_out ? NULL : parse_expr(p));
	} while (a->count < (a->id == ATTR_case ? MAX_FIELDS : MAX_STARS) && parse_accept(p, TOKEN_COMMA));
}

static void parse_pointer_kind(struct parser *p, struct attr *a)
{
	const char *s = p->lex.token.text;

	a->kind = text_same(s, "ref") ? POINTER_REF : text_same(s, "unique") ? POINTER_UNIQUE :
	          text_same(s, "ptr") ? POINTER_PTR : POINTER_NONE;
	if (!a->kind && !parse_is(p, TOKEN_NAME)) {
		parse_error(p, 2025, "expected ref, unique or ptr");
		return;
	}
	if (!a->kind)
		error_at(p->lex.token.place, 2025, "expected ref, unique or ptr");
	a->kind = a->kind ? a->kind : POINTER_UNIQUE;
	lex_next(&p->lex);
}

/* Puts numbers where values are missing; false: some were. */
static bool fill_values(struct attr *a, unsigned count)
{
	bool good = a->count >= count;

	while (a->count < count)
		attr_add_argument(a, NULL);
	for (unsigned i = 0; i < count; i++)
		if (!a->args[i]) {
			a->args[i] = expr_new(TOKEN_NUMBER, a->place, NULL, NULL);
			good = false;
		}
	return good;
}

/* Makes an attribute have `count` values, after a diagnostic if need be. */
static void want_values(struct attr *a, unsigned count)
{
	bool fits = a->count == count;

	if (!fill_values(a, count) || !fits)
		error_at(a->place, 0, "[%s] wants %s", attr_name(a->id),
		         a->id == ATTR_case ? "values" : count == 1 ? "one value" : "two values");
}

/* The current token is the "(". */
static void parse_arguments(struct parser *p, struct attr *a)
{
	enum attr_form form = forms[a->id].form;
	struct place place = p->lex.token.place;

	if (form == FORM_UUID || form == FORM_RAW) {
		const char *raw = lex_raw(&p->lex, &place);

		if (form == FORM_UUID && !guid_of(raw, &a->guid))
			error_at(place, 0, "\"%s\" is no UUID: 8-4-4-4-12 hexadecimal digits", raw), a->bad = true;
		a->raw = raw;
		a->inner = place;
	} else {
		lex_next(&p->lex);
		if (form == FORM_TEXT)
			a->raw = parse_string(p);
		else if (form == FORM_KIND)
			parse_pointer_kind(p, a);
		else if (form == FORM_TYPE)
			a->type = parse_type(p, NULL);
		else
			parse_expressions(p, a);
	}
	parse_expect(p, TOKEN_RPAREN);
	if (p->panic) {
		fill_values(a, form == FORM_EXPR ? 1 : form == FORM_RANGE ? 2 : a->id == ATTR_case ? a->count : 0);
		a->bad = true;
		if (!p->lex.torn)
			parse_resync(p, TOKEN_RPAREN);
	} else if (form == FORM_EXPR)
		want_values(a, 1);
	else if (a->id == ATTR_case)
		want_values(a, a->count);
	else if (form == FORM_RANGE)
		want_values(a, 2);
}

static bool is_winrt(const struct token *t)
{
	static const char *const words[] = {
		"activatable", "composable", "contract", "contractversion", "default_interface", "default_overload",
		"eventadd", "eventremove", "exclusiveto", "feature", "marshaling_behavior", "overload", "static",
		"allowmultiple", "attributeusage", "deprecated", "experimental", "muse", "platform", "protected",
		"returnname", "version_added", "webhosthidden", "overridable", "rangemin", "gcpressure", "flags",
	};

	for (size_t i = 0; t->kind == TOKEN_NAME && i < ARRAY_COUNT(words); i++)
		if (!strcmp(words[i], t->text))
			return true;
	return false;
}

/* A word that is no attribute; the list goes on behind it. */
static void unknown_attribute(struct parser *p, const struct token *t)
{
	struct place place;
	size_t at = 0;
	const char *near = suggest(t->text, attr_next_name, &at);

	error_at(t->place, 0, near ? "there is no attribute \"%s\"; did you mean \"%s\"?" :
	         "there is no attribute \"%s\"", t->text, near);
	lex_next(&p->lex);
	if (parse_is(p, TOKEN_LPAREN)) {
		lex_raw(&p->lex, &place);
		parse_accept(p, TOKEN_RPAREN);
	}
}

/* ATTR_COUNT: there is none of this name. */
static enum attr_id attr_id(const char *name)
{
	static struct table ids; /* from 1, as NULL is none */

	for (uintptr_t i = ids.count; i < ATTR_COUNT; i++)
		table_put(&ids, forms[i].name, (void *)(i + 1));
	return table_get(&ids, name) ? (enum attr_id)((uintptr_t)table_get(&ids, name) - 1) : ATTR_COUNT;
}

/* attr = name [ ( arguments ) ] */
static struct attr *parse_attr(struct parser *p)
{
	struct attr *a = NEW(struct attr);
	struct token t = p->lex.token;

	a->place = t.place;
	a->id = t.text ? attr_id(t.text) : ATTR_COUNT;
	if (!t.text || t.kind == TOKEN_STRING) {
		parse_error(p, 2025, "expected an attribute, found %s", token_found(&t));
		return NULL;
	}
	if (a->id == ATTR_COUNT && is_winrt(&t)) {
		parse_refuse_winrt(p, t.place, text_format("[%s]", t.text));
		return NULL;
	}
	if (a->id == ATTR_COUNT) {
		unknown_attribute(p, &t);
		return NULL;
	}
	lex_next(&p->lex);
	if (forms[a->id].form == FORM_NONE)
		return a;
	if (parse_is(p, TOKEN_LPAREN))
		parse_arguments(p, a);
	else if (forms[a->id].form != FORM_RAW || a->id == ATTR_call_as) {
		parse_error(p, 2025, "[%s] wants arguments", attr_name(a->id));
		a->type = type_new(TYPE_BAD, a->place);
		a->bad = true;
		fill_values(a, forms[a->id].form == FORM_EXPR ? 1 : forms[a->id].form == FORM_RANGE ? 2 : 0);
		return a->id == ATTR_call_as ? NULL : a;
	}
	return a;
}

bool parse_at_heading(struct parser *p)
{
	enum { PARTS = ON_PARAM | ON_MEMBER | ON_ARM };
	const char *word = parse_is(p, TOKEN_LBRACKET) ? lex_peek(&p->lex, 1)->text : NULL;
	enum attr_id id = word ? attr_id(word) : ATTR_COUNT;
	enum token_kind behind;

	if (id == ATTR_COUNT || (attr_where(id) & PARTS))
		return false;
	behind = lex_peek(&p->lex, 2)->kind;
	return behind == TOKEN_COMMA || behind == TOKEN_LPAREN;
}

/* Whether an attribute follows the last one, so that only the comma is missing. */
static bool lacks_comma(struct parser *p)
{
	enum token_kind next;

	if (!p->lex.token.text || parse_is(p, TOKEN_STRING) || attr_id(p->lex.token.text) == ATTR_COUNT)
		return false;
	next = lex_peek(&p->lex, 1)->kind;
	if (p->panic || (next != TOKEN_COMMA && next != TOKEN_LPAREN && next != TOKEN_RBRACKET))
		return false;
	parse_error(p, 2025, "expected , or ] in the list of attributes");
	p->panic = false;
	return true;
}

/* After an error inside brackets: to the closing one, or to where a list cannot go on. */
static void skip_list(struct parser *p)
{
	for (int open = 0; !parse_is(p, TOKEN_END) && !parse_is(p, TOKEN_SEMI) && !parse_is(p, TOKEN_LBRACE) &&
	                   !parse_is(p, TOKEN_RBRACE); lex_next(&p->lex)) {
		open += parse_is(p, TOKEN_LBRACKET) - parse_is(p, TOKEN_RBRACKET);
		if (open < 0)
			break;
	}
}

/* The ] of a list, which may be all that is missing. */
static void close_list(struct parser *p)
{
	if (!parse_is(p, TOKEN_RBRACKET)) {
		parse_error(p, 2025, "expected , or ] in the list of attributes");
		if (p->lex.torn || parse_at_type(p) || parse_is(p, TOKEN_INTERFACE) || parse_is(p, TOKEN_TYPEDEF)) {
			p->panic = false;
			return;
		}
		skip_list(p);
	}
	if (parse_accept(p, TOKEN_RBRACKET))
		p->panic = false;
}

/* attrs = { [ [ attr ] { , [ attr ] } ] } -- what is missing a macro may have taken away */
struct attr *parse_attrs(struct parser *p)
{
	struct attr *list = NULL, **end = &list;

	while (parse_accept(p, TOKEN_LBRACKET)) {
		bool more;

		do {
			struct attr *a = parse_is(p, TOKEN_RBRACKET) || parse_is(p, TOKEN_COMMA) ? NULL : parse_attr(p);

			if (a) {
				*end = a;
				end = &a->next;
			}
			more = p->panic ? !p->lex.torn && parse_resync(p, TOKEN_COMMA) : parse_accept(p, TOKEN_COMMA) || lacks_comma(p);
		} while (more);
		close_list(p);
	}
	return list;
}
