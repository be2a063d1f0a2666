/* classfile.c - the text of a class file: lines of key=value, comments; what is wrong is named with its line. */
#include <stdarg.h>
#include <stdio.h>

#include "object/classfile.h"

/* What stands between blanks on one line. */
struct slice {
	char *at;
	size_t length;
};

struct reader {
	struct class_file *f;
	unsigned line;
	unsigned seen[8]; /* the line of each key */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static struct slice slice_trim(char *at, size_t length)
{
	while (length && is_blank(*at))
		at++, length--;
	while (length && is_blank(at[length - 1]))
		length--;
	return (struct slice){ at, length };
}

static bool slice_is(struct slice s, const char *text)
{
	return s.length == strlen(text) && !memcmp(s.at, text, s.length);
}

/* At most so much of it can be shown. */
enum { SHOWN_MOST = 60 };

static int shown(struct slice s)
{
	return s.length < SHOWN_MOST ? (int)s.length : SHOWN_MOST;
}

/* The first line that is wrong is the one that is told. */
__attribute__((format(printf, 2, 3))) static void wrong(struct reader *r, const char *format, ...)
{
	va_list args;

	if (r->f->bad_line)
		return;
	r->f->bad_line = r->line;
	va_start(args, format);
	vsnprintf(r->f->why, sizeof r->f->why, format, args);
	va_end(args);
}

/* ---- did you mean ---- */

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static unsigned least(unsigned a, unsigned b, unsigned c)
{
	unsigned ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* How many letters must change, come or go to make `word` of what was written, case aside. */
static unsigned letters_apart(struct slice s, const char *word)
{
	unsigned row[24];
	size_t n = strlen(word);

	for (size_t k = 0; k <= n; k++)
		row[k] = (unsigned)k;
	for (size_t i = 0; i < s.length; i++) {
		unsigned corner = row[0]++;
		for (size_t k = 0; k < n; k++) {
			unsigned above = row[k + 1];
			row[k + 1] = least(above + 1, row[k] + 1, corner + (lower(s.at[i]) != lower(word[k])));
			corner = above;
		}
	}
	return row[n];
}

static void unknown(struct reader *r, const char *what, struct slice s, const char *const *words, size_t count)
{
	const char *nearest = NULL;
	unsigned apart = 3;

	for (size_t i = 0; i < count && s.length < 24; i++) {
		unsigned d = letters_apart(s, words[i]);
		if (d < apart) {
			apart = d;
			nearest = words[i];
		}
	}
	wrong(r, "there is no %s \"%.*s\"%s%s%s", what, shown(s), s.at, nearest ? ": did you mean \"" : "", nearest ? nearest : "",
	      nearest ? "\"?" : "");
}

/* ---- values ---- */

static void read_clsid(struct reader *r, struct slice value)
{
	OLECHAR text[39] = { 0 };

	for (size_t i = 0; i < value.length && i < 38; i++)
		text[i] = (unsigned char)value.at[i];
	if (value.length == 38 && SUCCEEDED(IIDFromString(text, &r->f->clsid)))
		r->f->has_clsid = true;
	else
		wrong(r, "\"%.*s\" is no class id: {xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx}", shown(value), value.at);
}

static void read_library(struct reader *r, struct slice value)
{
	r->f->library_line = r->line;
	if (value.at[0] != '/')
		wrong(r, "\"%.*s\" is no absolute path", shown(value), value.at);
	else if (value.length >= OS_PATH_MOST)
		wrong(r, "the path is too long");
	else
		r->f->library = value.at;
}

static void read_model(struct reader *r, struct slice value)
{
	static const char *const names[] = {
		[MODEL_SINGLE] = "Single", [MODEL_APARTMENT] = "Apartment", [MODEL_FREE] = "Free", [MODEL_BOTH] = "Both",
		[MODEL_NEUTRAL] = "Neutral",
	};

	for (size_t i = 0; i < ARRAY_COUNT(names); i++)
		if (slice_is(value, names[i])) {
			r->f->model = (enum class_model)i;
			return;
		}
	unknown(r, "threading model", value, names, ARRAY_COUNT(names));
}

/* What it means is known where connections are made. */
static void read_address(struct reader *r, struct slice value)
{
	r->f->address_line = r->line;
	if (value.length >= CLASS_ADDRESS_MOST)
		wrong(r, "the address is too long");
	else
		r->f->address = value.at;
}

/* Words stand between blanks; one in quotation marks may have blanks. They are put one behind the other, where the value was. */
static bool next_word(char **from, char **to)
{
	bool quoted = **from == '"';
	char *at = *from + quoted, *end = quoted ? strchr(at, '"') : at + strcspn(at, " \t");

	if (!end || (quoted && end[1] && !is_blank(end[1])))
		return false;
	size_t length = (size_t)(end - at);
	*from = *end ? end + 1 : end;
	*from += strspn(*from, " \t");
	memmove(*to, at, length);
	(*to)[length] = '\0';
	*to += length + 1;
	return true;
}

static void read_program(struct reader *r, struct slice value)
{
	char *from = value.at, *to = value.at;
	unsigned words = 0;

	r->f->program_line = r->line;
	for (; *from && next_word(&from, &to); words++)
		;
	if (*from)
		wrong(r, "a quotation mark that does not stand around a whole word: %.*s", SHOWN_MOST, from);
	else if (value.at[0] != '/')
		wrong(r, "\"%.*s\" is no absolute path", SHOWN_MOST, value.at);
	else if (strlen(value.at) >= OS_PATH_MOST)
		wrong(r, "the path is too long");
	else if (words > COMMAND_WORDS_MOST)
		wrong(r, "the program has more than %u arguments", COMMAND_WORDS_MOST - 1);
	else {
		r->f->command = value.at;
		r->f->command_size = (size_t)(to - value.at);
	}
}

static bool is_letter(char c)
{
	return lower(c) >= 'a' && lower(c) <= 'z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void read_progid(struct reader *r, struct slice value)
{
	size_t i = 0;

	while (i < value.length && (is_letter(value.at[i]) || value.at[i] == '.' || (i && is_digit(value.at[i]))))
		i++;
	if (value.length > PROGID_MOST || i < value.length)
		wrong(r, "\"%.*s\" is no ProgID: at most %d letters, digits and full stops, no digit first", shown(value), value.at,
		      PROGID_MOST);
	else
		r->f->progid = value.at;
}

/* For people; nothing is made of it. */
static void read_name(struct reader *r, struct slice value)
{
	(void)r;
	(void)value;
}

/* ---- lines ---- */

static const char *const keys[] = { "CLSID", "Name", "Library", "ThreadingModel", "LocalServer", "Address", "ProgID" };
static void (*const readers[])(struct reader *r, struct slice value) = {
	read_clsid, read_name, read_library, read_model, read_program, read_address, read_progid,
};

static void read_pair(struct reader *r, struct slice key, struct slice value)
{
	size_t i = 0;

	while (i < ARRAY_COUNT(keys) && !slice_is(key, keys[i]))
		i++;
	if (i == ARRAY_COUNT(keys)) {
		unknown(r, "key", key, keys, ARRAY_COUNT(keys));
	} else if (r->seen[i]) {
		wrong(r, "%s= stands here for the second time, after line %u", keys[i], r->seen[i]);
	} else if (!value.length) {
		wrong(r, "%s= has no value", keys[i]);
	} else {
		r->seen[i] = r->line;
		value.at[value.length] = '\0';
		readers[i](r, value);
	}
}

/* Octets above 0x7f are those of names in any language. */
static bool is_text(struct slice s, unsigned *octet)
{
	for (size_t i = 0; i < s.length; i++) {
		*octet = (unsigned char)s.at[i];
		if ((*octet < ' ' && *octet != '\t') || *octet == 0x7f)
			return false;
	}
	return true;
}

static void read_line(struct reader *r, char *at, size_t length)
{
	struct slice line = slice_trim(at, length);
	unsigned octet;

	if (length > CLASSFILE_LINE_MOST)
		wrong(r, "the line is longer than %u octets", CLASSFILE_LINE_MOST);
	else if (!is_text(line, &octet))
		wrong(r, "there is an octet 0x%02x, which is no text", octet);
	else if (line.length && line.at[0] != '#') {
		char *equals = memchr(line.at, '=', line.length);
		if (equals)
			read_pair(r, slice_trim(line.at, (size_t)(equals - line.at)),
			          slice_trim(equals + 1, line.length - (size_t)(equals + 1 - line.at)));
		else
			wrong(r, "\"%.*s\" is neither key=value nor a # comment", shown(line), line.at);
	}
}

/* What a file must have. */
static void read_end(struct reader *r)
{
	r->line += !r->line;
	if (!r->f->has_clsid)
		wrong(r, "the file has no CLSID=");
	else if (!r->f->library_line && !r->f->address_line && !r->f->program_line)
		wrong(r, "the file has neither Library= nor LocalServer= nor Address=");
}

void classfile_read(char *text, size_t size, struct class_file *f)
{
	struct reader r = { .f = f };
	char *end = text + size;

	*f = (struct class_file){ .model = MODEL_SINGLE };
	*end = '\n';
	for (char *at = text, *stop; at < end; at = stop + 1) {
		stop = memchr(at, '\n', (size_t)(end - at) + 1);
		r.line++;
		read_line(&r, at, (size_t)(stop - at));
	}
	read_end(&r);
}

bool classfile_is_named(const struct class_file *f, const OLECHAR *progid)
{
	const char *own = f->progid;

	if (!own)
		return false;
	while (*own && *progid < 0x80 && lower(*own) == lower((char)*progid))
		own++, progid++;
	return !*own && !*progid;
}
