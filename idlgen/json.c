/* json.c - JSON: one member per line but for what is flat, in the order in which it is written. */
#include "idlgen.h"

static void indent(struct out *o)
{
	text_add(&o->text, "\n", 1);
	for (int i = 0; i < o->depth; i++)
		text_add(&o->text, "\t", 1);
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

static void put_quoted(struct out *o, const char *s)
{
	text_add(&o->text, "\"", 1);
	while (*s) {
		size_t len = character(s);
		const char *escape = *s == '"' ? "\\\"" : *s == '\\' ? "\\\\" : *s == '\n' ? "\\n" : *s == '\t' ? "\\t" :
		                     !len ? "\\ufffd" : (unsigned char)*s < ' ' || *s == 127 ? text_format("\\u%04x", *s) : NULL;

		if (escape)
			text_add(&o->text, escape, strlen(escape));
		else
			text_add(&o->text, s, len);
		s += len ? len : 1;
	}
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
