/* parse_base.c - what all the parsers use: names, errors, and the ways back from them. */
#include "idlgen.h"

static bool gave_up;            /* the file is in another language */
static struct table typenames;  /* what an expression in parentheses cannot be */

bool parse_gave_up(void) { return gave_up; }
bool parse_is_typename(const char *name) { return table_get(&typenames, name_in_c(name)) != NULL; }

void parse_add_typename(const char *name)
{
	if (!parse_is_typename(name))
		table_put(&typenames, name, &typenames);
}

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

	if (p->panic || gave_up)
		return;
	va_start(ap, format);
	vsnprintf(message, sizeof message, format, ap);
	va_end(ap);
	if (!p->lex.torn && (!p->errors || p->error != p->lex.count)) /* one complaint about a token is enough */
		error_at(p->lex.token.place, number, "%s", message);
	p->errors++;
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

/* WinRT's extensions are another language: that is said once, and nothing else. */
void parse_refuse_winrt(struct parser *p, struct place place, const char *what)
{
	if (p->is_header) {
		parse_error(p, 0, "%s", what);
		return;
	}
	if (!gave_up && !p->panic)
		error_at(place, 0, "this is WinRT's IDL (%s), which is not supported; COM's is", what);
	gave_up = p->panic = p->lex.stopped = true;
	lex_next(&p->lex);
}

const char *parse_name(struct parser *p, const char *what, struct place *place)
{
	const char *name = p->lex.token.text;

	*place = p->lex.token.place;
	parse_soften(p);
	if (parse_accept(p, TOKEN_NAME))
		return name_in_c(name);
	parse_error(p, 2025, "expected %s, found %s", what, token_found(&p->lex.token));
	return "?";
}

void parse_tail(struct parser *p, const char **doc)
{
	if (!*doc)
		*doc = p->lex.token.behind;
}

void parse_between(struct parser *p, const char **doc)
{
	if (!*doc)
		*doc = p->lex.token.between;
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

/* ---- errors ---- */

bool parse_at_start(struct parser *p)
{
	enum token_kind kind = p->lex.token.kind, next, behind;

	if (kind == TOKEN_TYPEDEF || kind == TOKEN_LBRACKET)
		return kind == TOKEN_TYPEDEF || parse_at_heading(p);
	if (kind != TOKEN_IMPORT && kind != TOKEN_CPP_QUOTE && kind != TOKEN_INTERFACE && kind != TOKEN_DISPINTERFACE &&
	    kind != TOKEN_COCLASS && kind != TOKEN_LIBRARY && kind != TOKEN_MODULE)
		return false;
	next = lex_peek(&p->lex, 1)->kind;
	if (kind == TOKEN_IMPORT || kind == TOKEN_CPP_QUOTE)
		return next == (kind == TOKEN_IMPORT ? TOKEN_STRING : TOKEN_LPAREN);
	behind = lex_peek(&p->lex, 2)->kind;
	return next == TOKEN_NAME && (behind == TOKEN_LBRACE || behind == TOKEN_COLON);
}

/* Whether the first word of a line looks like the type of something. */
static bool at_line_of_type(struct parser *p)
{
	enum token_kind next;

	if (!p->lex.token.line_start || !parse_is(p, TOKEN_NAME))
		return p->lex.token.line_start && (parse_is(p, TOKEN_LBRACKET) || parse_at_type(p));
	next = lex_peek(&p->lex, 1)->kind;
	return next == TOKEN_NAME || next == TOKEN_STAR;
}

void parse_end(struct parser *p)
{
	bool before = p->panic;

	if (parse_expect(p, TOKEN_SEMI) || before || p->is_header)
		return;
	if (parse_is(p, TOKEN_RBRACE) || parse_at_start(p) || at_line_of_type(p))
		p->panic = false;
}

/* After an error in a list: behind the separator of the entry, or (false) in front of what closes the list. It stays with
 * the error, for the declaration to recover, when the list has no end. */
bool parse_resync(struct parser *p, enum token_kind separator)
{
	int open = 0;

	if (p->lex.count > p->error && p->lex.last == separator)
		return p->panic = false, true;
	for (; !parse_is(p, TOKEN_END); lex_next(&p->lex)) {
		enum token_kind kind = p->lex.token.kind;
		bool opens = kind == TOKEN_LPAREN || kind == TOKEN_LBRACKET || kind == TOKEN_LBRACE;
		bool closes = kind == TOKEN_RPAREN || kind == TOKEN_RBRACKET || kind == TOKEN_RBRACE;

		if (kind == TOKEN_SEMI && separator != TOKEN_SEMI)
			return false;
		if (!open && kind == separator) {
			p->panic = false;
			lex_next(&p->lex);
			return true;
		}
		if (!open && closes)
			return p->panic = false;
		open += opens - closes;
	}
	return false;
}

/* After an error: behind the ; or } that ends the declaration, unless the parser got there by itself, or in front of the
 * next one. */
void parse_recover(struct parser *p, unsigned start)
{
	bool is_over = p->lex.count > p->error && (p->lex.last == TOKEN_SEMI || p->lex.last == TOKEN_RBRACE);
	int open = 0;

	for (; !is_over && !parse_is(p, TOKEN_END); lex_next(&p->lex)) {
		if (!open && (parse_is(p, TOKEN_RBRACE) || (!p->is_header && p->lex.count > start && parse_at_start(p))))
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
