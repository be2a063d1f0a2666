/* lex.c - characters to tokens; comments directly above a declaration are kept as its documentation. */
#include "idlgen.h"

static const struct {
	enum token_kind kind;
	const char *spelling;
	int precedence;
} spellings[] = {
#define X(id, spelling) { TOKEN_##id, spelling, 0 },
	KEYWORDS(X)
#undef X
#define X(id, spelling, precedence) { TOKEN_##id, spelling, precedence },
	PUNCTUATORS(X)
#undef X
};

const char *token_spelling(enum token_kind kind)
{
	for (size_t i = 0; i < ARRAY_COUNT(spellings); i++)
		if (spellings[i].kind == kind)
			return spellings[i].spelling;
	return kind == TOKEN_STRING ? "a string" : "a name";
}

const char *token_found(const struct token *t)
{
	size_t len = t->place.len;

	if (t->kind == TOKEN_END)
		return "the end of the file";
	return text_format("%.*s%s", (int)(len > 40 ? 40 : len), t->place.source->text + t->place.at, len > 40 ? "..." : "");
}

int token_precedence(enum token_kind kind)
{
	for (size_t i = 0; i < ARRAY_COUNT(spellings); i++)
		if (spellings[i].kind == kind)
			return spellings[i].precedence;
	return 0;
}

static bool is_letter(int c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
static bool is_digit(int c) { return c >= '0' && c <= '9'; }

/* The character at an offset from the current one; -1 behind the end. */
static int peek(const struct lexer *l, size_t ahead)
{
	size_t at = l->at + ahead;

	return at < l->source->size ? (unsigned char)l->source->text[at] : -1;
}

static struct place here(const struct lexer *l)
{
	return (struct place){ l->source, (uint32_t)l->at, 1 };
}

/* ---- blanks and comments ---- */

/* Skips one comment; its end is where it is unterminated. */
static void skip_comment(struct lexer *l)
{
	struct place begin = here(l);
	bool line = peek(l, 1) == '/';

	for (l->at += 2; peek(l, 0) >= 0; l->at++)
		if (line ? peek(l, 0) == '\n' : peek(l, 0) == '*' && peek(l, 1) == '/') {
			l->at += line ? 0 : 2;
			return;
		}
	if (!line)
		error_at(begin, 0, "this comment has no end");
}

static bool at_comment(const struct lexer *l)
{
	return peek(l, 0) == '/' && (peek(l, 1) == '/' || peek(l, 1) == '*');
}

/* Skips to the next token and returns the comment that ends directly above it: on lines of its own, without an empty
 * line in between. Adjacent // lines are one comment. */
static const char *skip_blanks(struct lexer *l)
{
	size_t begin = 0, end = 0;
	unsigned newlines = l->at ? 0 : 1;
	int c;

	while ((c = peek(l, 0)) >= 0) {
		if (at_comment(l)) {
			bool line = peek(l, 1) == '/';
			bool joins = end && newlines == 1 && line && !strncmp(l->source->text + begin, "//", 2);

			if (!joins)
				begin = l->at;
			bool own_line = newlines > 0;
			skip_comment(l);
			end = own_line ? l->at : 0;
			newlines = 0;
		} else if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f') {
			newlines += c == '\n';
			l->at++;
		} else {
			break;
		}
	}
	return end && newlines <= 1 ? text_copy(l->source->text + begin, end - begin) : NULL;
}

/* ---- tokens ---- */

static void lex_name(struct lexer *l)
{
	size_t begin = l->at;

	while (is_letter(peek(l, 0)) || is_digit(peek(l, 0)))
		l->at++;
	l->token.text = text_copy(l->source->text + begin, l->at - begin);
	l->token.kind = TOKEN_NAME;
	for (size_t i = 0; i < ARRAY_COUNT(spellings); i++)
		if (spellings[i].spelling[0] == l->token.text[0] && text_same(spellings[i].spelling, l->token.text))
			l->token.kind = spellings[i].kind;
}

static int digit_value(int c)
{
	return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : 99;
}

/* number = decimal | 0x hexadecimal | 0 octal, then any of u, U, l, L */
static void lex_number(struct lexer *l)
{
	int base = peek(l, 0) != '0' ? 10 : peek(l, 1) == 'x' || peek(l, 1) == 'X' ? 16 : 8;
	bool good = true;

	l->at += base == 16 ? 2 : 0;
	if (base == 16 && digit_value(peek(l, 0)) > 15)
		good = false;
	for (int c; (c = peek(l, 0)) >= 0 && digit_value(c) < base; l->at++)
		if (__builtin_mul_overflow(l->token.number, base, &l->token.number) ||
		    __builtin_add_overflow(l->token.number, digit_value(c), &l->token.number))
			good = false;
	while (peek(l, 0) == 'u' || peek(l, 0) == 'U' || peek(l, 0) == 'l' || peek(l, 0) == 'L')
		l->at++;
	for (; is_letter(peek(l, 0)) || is_digit(peek(l, 0)) || peek(l, 0) == '.'; l->at++)
		good = false;
	if (!good)
		error_at(l->token.place, 0, "this is no integer that 64 bits hold");
	l->token.kind = TOKEN_NUMBER;
}

/* "..." with the escapes left in; '...' becomes a number. */
static void lex_quoted(struct lexer *l)
{
	int quote = peek(l, 0);
	size_t begin = ++l->at;
	const char *text;

	while (peek(l, 0) != quote && peek(l, 0) != '\n' && peek(l, 0) >= 0)
		l->at += peek(l, 0) == '\\' && peek(l, 1) >= 0 && peek(l, 1) != '\n' ? 2 : 1;
	text = text_copy(l->source->text + begin, l->at - begin);
	l->token.kind = quote == '"' ? TOKEN_STRING : TOKEN_NUMBER;
	if (quote == '"')
		l->token.text = text;
	else
		l->token.number = (unsigned char)text[0];
	if (peek(l, 0) != quote)
		error_at(l->token.place, 0, "this %s has no end on its line", quote == '"' ? "string" : "character");
	else if (l->at++, quote == '\'' && (strlen(text) != 1 || text[0] == '\\'))
		error_at(l->token.place, 0, "only single characters without escapes are supported");
}

/* Punctuators have one or two characters; no keyword begins like one. */
static bool lex_punctuator(struct lexer *l)
{
	const char *text = l->source->text + l->at;

	for (size_t i = 0; i < ARRAY_COUNT(spellings); i++) {
		const char *s = spellings[i].spelling;

		if (s[0] == text[0] && (!s[1] || s[1] == text[1])) {
			l->token.kind = spellings[i].kind;
			l->at += s[1] ? 2 : 1;
			return true;
		}
	}
	return false;
}

/* Complains about a run of characters that begin no token, once, and skips it. */
static void skip_foreign(struct lexer *l)
{
	struct place begin = here(l);
	int c = peek(l, 0);

	if (c == '#') {
		error_at(begin, 0, "lines for the C preprocessor are not supported; use const and import");
		while (peek(l, 0) >= 0 && peek(l, 0) != '\n')
			l->at++;
		return;
	}
	error_at(begin, 0, c > ' ' && c < 127 ? "'%c' begins nothing that is known here" :
	         "a character with code %d begins nothing that is known here", c);
	while ((c = peek(l, 0)) >= 0 && (c >= 127 || c < ' ' || (size_t)(l->at - begin.at) == 0) && c != '\n')
		l->at++;
}

static void scan(struct lexer *l)
{
	if (l->stopped)
		l->at = l->source->size;
	for (;;) {
		const char *doc = skip_blanks(l);
		int c = peek(l, 0);

		l->token = (struct token){ .kind = TOKEN_END, .place = here(l), .doc = doc };
		if (c == 'L' && (peek(l, 1) == '"' || peek(l, 1) == '\'')) {
			l->at++; /* whether it is wide says the type of the constant */
			c = peek(l, 0);
		}
		if (is_letter(c))
			lex_name(l);
		else if (is_digit(c))
			lex_number(l);
		else if (c == '"' || c == '\'')
			lex_quoted(l);
		else if (c >= 0 && !lex_punctuator(l)) {
			skip_foreign(l);
			continue;
		}
		l->token.place.len = (uint32_t)l->at - l->token.place.at;
		return;
	}
}

void lex_next(struct lexer *l)
{
	l->last = l->token.kind;
	l->count++;
	if (l->ahead_count) {
		l->token = l->ahead[0];
		l->ahead[0] = l->ahead[1];
		l->ahead_count--;
	} else {
		scan(l);
	}
}

const struct token *lex_peek(struct lexer *l, unsigned n)
{
	struct token current = l->token;

	while (l->ahead_count < n) {
		scan(l);
		l->ahead[l->ahead_count++] = l->token;
	}
	l->token = current;
	return &l->ahead[n - 1];
}

const char *lex_raw(struct lexer *l, struct place *place)
{
	size_t begin, end;

	while (peek(l, 0) == ' ' || peek(l, 0) == '\t')
		l->at++;
	*place = here(l);
	for (begin = l->at; peek(l, 0) >= 0 && peek(l, 0) != ')' && peek(l, 0) != '\n'; )
		l->at++;
	for (end = l->at; end > begin && (l->source->text[end - 1] == ' ' || l->source->text[end - 1] == '\t'); )
		end--;
	place->len = (uint32_t)(end - begin);
	lex_next(l);
	return text_copy(l->source->text + begin, end - begin);
}

void lex_start(struct lexer *l, const struct source *source)
{
	*l = (struct lexer){ .source = source };
	if (source->size >= 3 && !memcmp(source->text, "\xEF\xBB\xBF", 3))
		l->at = 3;
	lex_next(l);
}
