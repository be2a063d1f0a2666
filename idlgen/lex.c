/* lex.c - what the parser reads: preprocessed tokens with their values. */
#include "pp.h"

#include <stdlib.h>

/* ---- numbers ---- */

static int digit_value(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : 99;
}

/* suffix = any of u, l, ll, i64 and the like, in any case */
static bool is_suffix(const char *s, struct token *t)
{
	size_t longs = 0;

	for (; *s; s++) {
		if (*s == 'u' || *s == 'U')
			t->is_unsigned = true;
		else if (*s == 'l' || *s == 'L')
			longs++;
		else if ((*s == 'i' || *s == 'I') && !strcmp(s + 1, "64"))
			return t->is_wide = !longs;
		else
			return false;
	}
	t->is_wide = longs == 2;
	return longs <= 2;
}

/* number = decimal | 0x hexadecimal | 0 octal, suffix */
static bool integer_value(struct token *t)
{
	const char *s = t->text, *begin;
	unsigned base = s[0] != '0' ? 10 : s[1] == 'x' || s[1] == 'X' ? 16 : 8;
	uint64_t n = 0;

	for (begin = s += base == 16 ? 2 : 0; (unsigned)digit_value(*s) < base; s++)
		if (__builtin_mul_overflow(n, base, &n) || __builtin_add_overflow(n, (uint64_t)digit_value(*s), &n))
			return false;
	t->number = (int64_t)n;
	t->is_unsigned = n > INT64_MAX;
	return s > begin && is_suffix(s, t);
}

static bool is_real(const char *s)
{
	bool hex = s[0] == '0' && (s[1] == 'x' || s[1] == 'X');

	return !hex && strpbrk(s, ".eE");
}

static void number_value(struct token *t)
{
	char *end;

	if (is_real(t->text)) {
		t->kind = TOKEN_REAL;
		t->real = strtod(t->text, &end);
		end += *end == 'f' || *end == 'F' || *end == 'l' || *end == 'L';
		if (*end) {
			error_at(t->place, 0, "\"%s\" is no number", t->text);
			t->kind = TOKEN_NUMBER;
			t->number = 0;
		}
	} else if (!integer_value(t)) {
		error_at(t->place, 0, "this is no integer that 64 bits hold");
		t->number = 0;
	}
}

/* ---- characters ---- */

/* The escape behind a backslash; NULL: there is no such. */
static const char *escape_value(const char *s, uint32_t *value)
{
	static const char letters[] = "abfnrtv\\'\"?", values[] = "\a\b\f\n\r\t\v\\'\"?";
	const char *letter = *s ? strchr(letters, *s) : NULL, *begin = s;
	unsigned base = *s == 'x' ? 16 : 8, most = *s == 'x' ? 8 : 3;

	if (letter)
		return *value = (uint32_t)values[letter - letters], s + 1;
	begin = s += base == 16;
	for (*value = 0; (unsigned)digit_value(*s) < base && s - begin < most; s++)
		*value = *value * base + (uint32_t)digit_value(*s);
	return s > begin ? s : NULL;
}

/* One character of UTF-8; NULL: it is none. */
static const char *utf8_value(const char *s, uint32_t *value)
{
	unsigned char first = (unsigned char)*s;
	int more = first < 0x80 ? 0 : first < 0xC2 ? -1 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : -1;

	*value = more > 0 ? first & (0x3Fu >> more) : first;
	for (int i = 0; i < more; i++) {
		if (((unsigned char)*++s & 0xC0) != 0x80)
			return NULL;
		*value = *value << 6 | ((unsigned char)*s & 0x3F);
	}
	return more < 0 || !first ? NULL : s + 1;
}

static void character_value(struct token *t)
{
	uint32_t value = 0, largest = t->is_wide ? 0xFFFF : 0xFF;
	const char *end = *t->text == '\\' ? escape_value(t->text + 1, &value) : utf8_value(t->text, &value);

	if (!end)
		error_at(t->place, 0, *t->text == '\\' ? "there is no such escape" : "there is no character between the quotes");
	else if (*end)
		error_at(t->place, 0, "only single characters are supported");
	else if (value > largest)
		error_at(t->place, 0, "this character takes more than %d bits", t->is_wide ? 16 : 8);
	t->kind = TOKEN_NUMBER;
	t->is_wide = false;
	t->number = end && !*end && value <= largest ? value : 0;
}

void lex_value(struct token *t)
{
	if (t->kind == TOKEN_NUMBER)
		number_value(t);
	else if (t->kind == TOKEN_CHARACTER)
		character_value(t);
}

/* ---- the parser's tokens ---- */

static void read(struct lexer *l, struct token *t)
{
	if (l->has_pending)
		*t = l->pending;
	else
		pp_next(l->pp, t);
	if (!l->has_pending)
		t->pack = l->pp->pack;
	l->has_pending = false;
}

/* What no grammar knows is told and left out. */
static bool refuse_foreign(const struct token *t)
{
	unsigned char c = t->kind == TOKEN_FOREIGN ? (unsigned char)t->text[0] : 0;

	if (t->kind == TOKEN_HASH || t->kind == TOKEN_HASHHASH)
		error_at(t->place, 0, "a directive of the preprocessor begins a line");
	else if (t->kind != TOKEN_FOREIGN)
		return false;
	else if (c > ' ' && c < 127)
		error_at(t->place, 0, "'%c' begins nothing that is known here", c);
	else
		error_at(t->place, 0, "a character with code %d begins nothing that is known here", c);
	return true;
}

/* The escape with digits that ends a string; NULL: none does. */
static const char *last_escape(const char *s)
{
	while (*s) {
		const char *begin = s;
		uint32_t value;

		if (*s++ != '\\')
			continue;
		s = escape_value(s, &value) ? escape_value(s, &value) : s + (*s != 0);
		if (!*s && (unsigned)digit_value(begin[1] == 'x' ? begin[2] : begin[1]) < 16)
			return begin;
	}
	return NULL;
}

/* A string whose last escape would go on in the next one, which stands at `place`, ends with another spelling of it. */
static const char *ended(const char *s, const char *next, struct place place)
{
	const char *escape = last_escape(s);
	bool hex = escape && escape[1] == 'x';
	uint32_t value;

	if (!escape || (unsigned)digit_value(*next) >= (hex ? 16 : 8) || !escape_value(escape + 1, &value))
		return s;
	if (value > 0xffff || (value >= 0xd800 && value < 0xe000))
		error_at(place, 0, "the character before this string would run into it");
	return text_format(value > 0777 ? "%.*s\\u%04x" : "%.*s\\%03o", (int)(escape - s), s, value);
}

/* Strings that follow one another are one. */
static void join_strings(struct lexer *l, struct token *t)
{
	struct text s = { 0 };
	const char *last = t->text;

	for (read(l, &l->pending); l->pending.kind == TOKEN_STRING; read(l, &l->pending)) {
		if (*l->pending.text) {
			last = ended(last, l->pending.text, l->pending.place);
			text_add(&s, last, strlen(last));
			last = l->pending.text;
		}
		t->is_wide |= l->pending.is_wide;
		t->torn |= l->pending.torn;
		if (l->pending.place.source == t->place.source && l->pending.place.at > t->place.at)
			t->place.len = l->pending.place.at + l->pending.place.len - t->place.at;
	}
	l->has_pending = true;
	if (s.s)
		text_add(&s, last, strlen(last));
	t->text = s.s ? s.s : last;
}

/* What the parser skips after an error may be no number, such as a part of a UUID. */
static void value(const struct lexer *l, struct token *t)
{
	bool before = diag_hush(false);

	diag_hush(before || (l->skips && *l->skips));
	lex_value(t);
	diag_hush(before);
}

static void next(struct lexer *l, struct token *t)
{
	if (l->stopped) {
		*t = (struct token){ .kind = TOKEN_END, .place = l->token.place };
		return;
	}
	do
		read(l, t);
	while (t->kind != TOKEN_END && refuse_foreign(t));
	if (t->kind == TOKEN_STRING)
		join_strings(l, t);
	else
		value(l, t);
}

void lex_next(struct lexer *l)
{
	l->last = l->token.kind;
	l->torn = l->token.torn;
	l->before = l->token.place;
	l->count++;
	if (l->ahead_count) {
		l->token = l->ahead[0];
		l->ahead[0] = l->ahead[1];
		l->ahead_count--;
	} else {
		next(l, &l->token);
	}
}

const struct token *lex_peek(struct lexer *l, unsigned n)
{
	while (l->ahead_count < n)
		next(l, &l->ahead[l->ahead_count++]);
	return &l->ahead[n - 1];
}

/* Whether raw text cannot go on with the token. */
static bool ends_raw(const struct token *t, unsigned open)
{
	if (t->line_start && (t->kind == TOKEN_TYPEDEF || t->kind == TOKEN_IMPORT || t->kind == TOKEN_CPP_QUOTE ||
	                      t->kind == TOKEN_INTERFACE || t->kind == TOKEN_LBRACKET))
		return true;
	return t->kind == TOKEN_END || t->kind == TOKEN_SEMI || t->kind == TOKEN_LBRACE || t->kind == TOKEN_RBRACE ||
	       t->kind == TOKEN_RBRACKET || (t->kind == TOKEN_RPAREN && !open);
}

const char *lex_raw(struct lexer *l, struct place *place)
{
	struct text raw = { 0 };
	struct token t;
	unsigned open = 0;

	read(l, &t);
	*place = t.place;
	for (; !ends_raw(&t, open); read(l, &t)) {
		const char *s = token_text(&t);

		open += (t.kind == TOKEN_LPAREN) - (t.kind == TOKEN_RPAREN);
		if (raw.len && (t.blank || t.line_start))
			text_add(&raw, " ", 1);
		text_add(&raw, s, strlen(s));
		if (t.place.source == place->source && t.place.at > place->at)
			place->len = t.place.at + t.place.len - place->at;
	}
	l->pending = t;
	l->has_pending = true;
	lex_next(l);
	return raw.s ? raw.s : "";
}

void lex_start(struct lexer *l, const struct source *source, bool is_header, const struct pp *includer)
{
	*l = (struct lexer){ .source = source, .pp = NEW(struct pp) };
	l->pp->is_header = is_header;
	pp_start(l->pp, source, includer);
	lex_next(l);
}

struct decl *lex_headers(struct lexer *l, bool behind)
{
	struct decl *list = l->pp->headers, **end = &list;

	while (*end && (behind || (*end)->place.source != l->before.source || (*end)->place.at < l->before.at))
		end = &(*end)->next;
	if (!(l->pp->headers = *end))
		l->pp->headers_end = &l->pp->headers;
	*end = NULL;
	return list;
}
