/* json.c - JSON: one member per line but for what is flat, in the order in which it is written. */
#include "idlgen.h"

static void indent(struct out *o)
{
	static const char tabs[] = "\t\t\t\t\t\t\t\t";

	text_add(&o->text, "\n", 1);
	for (int left = o->depth, now; left > 0; left -= now) {
		now = left < (int)sizeof tabs ? left : (int)sizeof tabs - 1;
		text_add(&o->text, tabs, (size_t)now);
	}
}

/* The octets of one UTF-8 character; 0: these are none. */
static size_t character(const char *s)
{
	const unsigned char *u = (const unsigned char *)s;
	size_t len = u[0] < 0x80 ? 1 : u[0] >= 0xC2 && u[0] < 0xE0 ? 2 : u[0] >= 0xE0 && u[0] < 0xF0 ? 3 :
	             u[0] >= 0xF0 && u[0] < 0xF5 ? 4 : 0;

	for (size_t i = 1; i < len; i++)
		if ((u[i] & 0xC0) != 0x80)
			return 0;
	if ((u[0] == 0xE0 && u[1] < 0xA0) || (u[0] == 0xED && u[1] >= 0xA0) || (u[0] == 0xF0 && u[1] < 0x90) ||
	    (u[0] == 0xF4 && u[1] >= 0x90))
		return 0;
	return len;
}

/* So many characters stand for themselves. */
static size_t plain(const char *s)
{
	const char *end = s;

	while (*end >= ' ' && *end < 127 && *end != '"' && *end != '\\')
		end++;
	return (size_t)(end - s);
}

/* One character that does not; returns what is behind it. */
static const char *put_special(struct out *o, const char *s)
{
	size_t len = character(s);
	const char *escape = *s == '"' ? "\\\"" : *s == '\\' ? "\\\\" : *s == '\n' ? "\\n" : *s == '\t' ? "\\t" :
	                     !len ? "\\ufffd" : len == 1 ? text_format("\\u%04x", *s) : NULL;

	if (escape)
		text_add(&o->text, escape, strlen(escape));
	else
		text_add(&o->text, s, len);
	return s + (len ? len : 1);
}

static void put_quoted(struct out *o, const char *s)
{
	text_add(&o->text, "\"", 1);
	do {
		size_t run = plain(s);

		text_add(&o->text, s, run);
		s += run;
		if (*s)
			s = put_special(o, s);
	} while (*s);
	text_add(&o->text, "\"", 1);
}

/* What stands in front of a value: a comma, and its name in an object; NULL in an array. */
static void begin(struct out *o, const char *name)
{
	if (o->text.len > o->text.room / 2)
		out_flush(o);
	if (o->mid_line)
		text_add(&o->text, ", ", o->flat ? 2 : 1);
	else if (o->flat)
		text_add(&o->text, " ", 1);
	if (o->depth && !o->flat)
		indent(o);
	o->mid_line = true;
	if (name) {
		put_quoted(o, name);
		text_add(&o->text, ": ", 2);
	}
}

bool json_flat(struct out *o, bool flat)
{
	bool before = o->flat;

	o->flat = flat;
	return before;
}

void json_open(struct out *o, const char *name, char bracket)
{
	begin(o, name);
	text_add(&o->text, &bracket, 1);
	o->depth++;
	o->mid_line = false;
}

void json_close(struct out *o, char bracket)
{
	o->depth--;
	if (o->mid_line && o->flat)
		text_add(&o->text, " ", 1);
	else if (o->mid_line)
		indent(o);
	text_add(&o->text, &bracket, 1);
	o->mid_line = true;
}

void json_string(struct out *o, const char *name, const char *value)
{
	begin(o, name);
	if (value)
		put_quoted(o, value);
	else
		text_add(&o->text, "null", 4);
}

/* A number, true or false. */
static void put_word(struct out *o, const char *name, const char *word)
{
	begin(o, name);
	text_add(&o->text, word, strlen(word));
}

void json_number(struct out *o, const char *name, int64_t value)
{
	put_word(o, name, text_format("%lld", (long long)value));
}

void json_real(struct out *o, const char *name, double value)
{
	put_word(o, name, value - value == 0 ? text_format("%.17g", value) : "null"); /* JSON has no infinity */
}

void json_bool(struct out *o, const char *name, bool value) { put_word(o, name, value ? "true" : "false"); }
