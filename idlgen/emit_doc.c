/* emit_doc.c - the comments of a header: those of the IDL, and the attributes that C has no word for. */
#include "idlgen.h"

/* A line of a comment without what means something else in C: a backslash at its end, a second beginning. */
static const char *plain_line(const char *doc, size_t len, bool first)
{
	char *line;

	while (len && (doc[len - 1] == '\\' || doc[len - 1] == ' ' || doc[len - 1] == '\t'))
		len--;
	line = text_copy(doc, len);
	for (size_t i = first ? 2 : 0; i + 1 < len; i++)
		if (line[i] == '/' && line[i + 1] == '*')
			line[i] = ' ';
	return line;
}

/* A comment that stood behind a thing, and said so to a tool, stands above it now: without its <. */
static const char *turned(const char *doc)
{
	return doc && doc[0] && doc[1] && (doc[2] == '*' || doc[2] == '/' || doc[2] == '!') && doc[3] == '<' ?
	       text_format("%.3s%s", doc, doc + 4) : doc;
}

static bool is_line_comment(const char *doc) { return !strncmp(doc, "//", 2); }

/* Carries an IDL comment over, without the indent it had. A line that a backslash joined to one with // gets its own. */
void emit_doc(struct out *o, const char *doc)
{
	bool lines = doc && is_line_comment(doc);

	doc = turned(doc);
	for (bool first = true; doc && *doc; first = false) {
		size_t len = strcspn(doc, "\r\n");
		const char *line = plain_line(doc, len, first || (lines && is_line_comment(doc)));

		emit(o, first || is_line_comment(line) ? "$L$\n" : lines ? "// $L$\n" : *line == '*' ? " $L$\n" : "   $L$\n",
		     "L", line);
		doc += len;
		doc += strspn(doc, "\r\n");
		doc += strspn(doc, " \t");
	}
}

/* Of something new in the file. */
void emit_lead(struct out *o, const char *doc)
{
	if (doc)
		emit(o, "\n");
	emit_doc(o, doc);
}

/* A parameter's comment stands above the method, with the parameter's name. */
static void put_param(struct out *o, const struct var *v)
{
	const char *doc = turned(v->doc);
	size_t open = doc ? strspn(doc, "/*!") : 0;

	if (doc)
		emit_doc(o, text_format("%.*s %s:%s", (int)open, doc, v->name, doc + open));
}

/* [propget, id(1)] [in] a, [out, retval] b */
static void put_attrs(struct out *o, const struct method *m)
{
	struct text t = { 0 };
	bool any = m->attrs != NULL;

	for (const struct var *v = m->params; v; v = v->next) {
		const char *s = text_format("%s%s%s%s", t.len ? ", " : "", v->attrs ? idl_attrs(v->attrs) : "",
		                            v->attrs ? " " : "", v->name);

		text_add(&t, s, strlen(s));
		any |= v->attrs != NULL;
	}
	if (any)
		emit(o, "/* $M$$S$$P$ */\n", "M", m->attrs ? idl_attrs(m->attrs) : "", "S", m->attrs && t.len ? " " : "",
		     "P", t.len ? t.s : "");
}

void emit_method_doc(struct out *o, const struct method *m)
{
	if (!m->sync)
		emit_doc(o, m->doc);
	for (const struct var *v = m->params; v && !m->sync; v = v->next)
		put_param(o, v);
	put_attrs(o, m);
}
