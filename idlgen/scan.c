/* scan.c - characters to raw tokens; the comments directly above and behind them are kept as documentation. */
#include "pp.h"

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* A text ends with a NUL and holds no other one. */
static const char *at(const struct cursor *c) { return c->source->text + c->at; }

struct place scan_here(const struct cursor *c, uint32_t len)
{
	return (struct place){ c->source, c->at, len };
}

/* ---- blanks and comments ---- */

/* How long the joint of two lines is that begins here: a backslash at the end of a line. */
static unsigned joint(const char *s)
{
	return s[0] != '\\' ? 0 : s[1] == '\n' ? 2 : s[1] == '\r' && s[2] == '\n' ? 3 : 0;
}

static bool at_comment(const char *s) { return s[0] == '/' && (s[1] == '/' || s[1] == '*'); }

static void skip_line_comment(struct cursor *c)
{
	const char *s = at(c);

	while (*s && *s != '\n')
		s += joint(s) ? joint(s) : 1;
	c->at = (uint32_t)(s - c->source->text);
}

static void skip_comment(struct cursor *c)
{
	const char *s = at(c), *end = s + 2;

	if (s[1] == '/') {
		skip_line_comment(c);
		return;
	}
	while (*end && (*end != '*' || end[1] != '/'))
		end++;
	if (!*end) {
		error_at(scan_here(c, 2), 0, "this comment has no end");
		c->at = (uint32_t)c->source->size;
		return;
	}
	c->at = (uint32_t)(end + 2 - c->source->text);
}

/* What skip_blanks goes by. */
struct gap {
	uint32_t begin, end;     /* of the last comment on lines of its own */
	uint32_t tail, tail_end; /* of the last comment on the line of the token before */
	unsigned newlines;       /* since it, or at all */
	bool line_start;
};

/* Adjacent // lines are one comment. */
static void take_comment(struct cursor *c, struct gap *g)
{
	const char *text = c->source->text;
	bool joins = g->end && g->newlines == 1 && at(c)[1] == '/' && !strncmp(text + g->begin, "//", 2);
	bool own_line = g->newlines > 0;

	if (!joins)
		g->begin = c->at;
	skip_comment(c);
	g->end = own_line ? c->at : 0;
	g->newlines = 0;
	if (!own_line && !g->line_start) {
		g->tail = g->begin;
		g->tail_end = c->at;
	}
}

/* Skips to the next token, and in a directive to the end of the line. */
static struct gap skip_blanks(struct cursor *c)
{
	struct gap g = { .newlines = c->at == c->begin, .line_start = c->at == c->begin };

	for (;;) {
		const char *s = at(c);

		if (*s == ' ' || *s == '\t' || *s == '\r' || *s == '\f' || *s == '\v') {
			c->at++;
		} else if (*s == '\n' && !c->in_directive) {
			c->at++;
			g.newlines++;
			g.line_start = true;
		} else if (at_comment(s)) {
			take_comment(c, &g);
		} else if (joint(s)) {
			c->at += joint(s);
		} else {
			return g;
		}
	}
}

void scan_skip_blanks(struct cursor *c)
{
	(void)skip_blanks(c);
}

/* How long the string is that begins here, with its quotes; to the end of the line if it has no end there. */
static unsigned string_length(const char *s)
{
	unsigned i = 1;

	for (; s[i] && s[i] != '\n'; i += s[i] == '\\' && s[i + 1] && s[i + 1] != '\n' ? 2 : 1)
		if (s[i] == '"')
			return i + 1;
	return i;
}

/* The same of a character that is a quote, which begins no string; 0: here is none. */
static unsigned quote_length(const char *s)
{
	return !strncmp(s, "'\"'", 3) ? 3 : !strncmp(s, "'\\\"'", 4) ? 4 : 0;
}

void scan_skip_line(struct cursor *c)
{
	for (const char *s; *(s = at(c)) && *s != '\n'; ) {
		if (at_comment(s))
			skip_comment(c);
		else
			c->at += *s == '"' ? string_length(s) : quote_length(s) ? quote_length(s) : joint(s) ? joint(s) : 1;
	}
}

const char *scan_rest(struct cursor *c, struct place *place)
{
	uint32_t begin;

	(void)skip_blanks(c);
	*place = scan_here(c, 1);
	begin = c->at;
	skip_line_comment(c); /* joins lines as a comment does */
	place->len = c->at - begin;
	while (place->len && strchr(" \t\r", c->source->text[begin + place->len - 1]))
		place->len--;
	return text_copy(c->source->text + begin, place->len);
}

/* ---- tokens ---- */

static void scan_name(struct cursor *c, struct token *t)
{
	const char *begin = at(c), *s = begin;
	struct name *n;

	while (is_letter(*s) || is_digit(*s))
		s++;
	n = name_intern(begin, (size_t)(s - begin));
	t->text = n->text;
	t->kind = n->kind;
	c->at += (uint32_t)(s - begin);
}

/* number = ( digit | . digit ) { letter | digit | . | sign of an exponent } */
static void scan_number(struct cursor *c, struct token *t)
{
	const char *begin = at(c), *s = begin;
	bool hex = s[0] == '0' && (s[1] == 'x' || s[1] == 'X');

	while (is_letter(*s) || is_digit(*s) || *s == '.' ||
	       ((*s == '+' || *s == '-') && !hex && (s[-1] == 'e' || s[-1] == 'E')))
		s++;
	t->kind = TOKEN_NUMBER;
	t->text = text_copy(begin, (size_t)(s - begin));
	c->at += (uint32_t)(s - begin);
}

/* Without the joints of lines. */
static const char *join_lines(const char *s, const char *end)
{
	struct text t = { 0 };

	for (; s < end; s += joint(s) ? joint(s) : 1)
		if (!joint(s))
			text_add(&t, s, 1);
	return t.s ? t.s : "";
}

/* "..." or '...', the escapes left in. */
static void scan_quoted(struct cursor *c, struct token *t)
{
	const char *s = at(c) + 1, *begin = s;
	char quote = s[-1];
	bool joined = false;

	while (*s && *s != quote && *s != '\n') {
		joined |= joint(s) > 0;
		s += joint(s) ? joint(s) : *s == '\\' && s[1] && s[1] != '\n' ? 2 : 1;
	}
	t->kind = quote == '"' ? TOKEN_STRING : TOKEN_CHARACTER;
	t->text = joined ? join_lines(begin, s) : text_copy(begin, (size_t)(s - begin));
	if (*s != quote) {
		error_at(t->place, 0, "this %s has no end on its line", quote == '"' ? "string" : "character");
		t->torn = true;
		t->text = "?"; /* of which nothing else can be wrong */
	}
	c->at = (uint32_t)(s - c->source->text) + (*s == quote);
}

/* A run of characters that begin no token. */
static void scan_foreign(struct cursor *c, struct token *t)
{
	const char *begin = at(c), *s = begin + 1;

	while ((unsigned char)*s >= 127 || ((unsigned char)*s < ' ' && *s && *s != '\n'))
		s++;
	t->kind = TOKEN_FOREIGN;
	t->text = text_copy(begin, (size_t)(s - begin));
	c->at += (uint32_t)(s - begin);
}

static void scan_punctuator(struct cursor *c, struct token *t)
{
	const char *spelling;

	t->kind = token_punctuator(at(c), &spelling);
	if (t->kind == TOKEN_FOREIGN)
		scan_foreign(c, t);
	else
		c->at += (uint32_t)strlen(spelling);
}

void scan_token(struct cursor *c, struct token *t)
{
	uint32_t before = c->at;
	struct gap g = skip_blanks(c);
	const char *s = at(c);

	*t = (struct token){ .kind = TOKEN_END, .place = scan_here(c, 1), .line_start = g.line_start };
	t->blank = c->at > before;
	if (g.end && g.newlines <= 1 && *s != '#')
		t->doc = text_copy(c->source->text + g.begin, g.end - g.begin);
	if (g.tail_end)
		*(g.line_start || !*s ? &t->behind : &t->between) = text_copy(c->source->text + g.tail, g.tail_end - g.tail);
	if (*s == 'L' && (s[1] == '"' || s[1] == '\'')) {
		t->is_wide = true;
		c->at++;
		s++;
	}
	if (is_letter(*s))
		scan_name(c, t);
	else if (is_digit(*s) || (*s == '.' && is_digit(s[1])))
		scan_number(c, t);
	else if (*s == '"' || *s == '\'')
		scan_quoted(c, t);
	else if (*s && *s != '\n')
		scan_punctuator(c, t);
	t->place.len = c->at - t->place.at;
}
