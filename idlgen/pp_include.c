/* pp_include.c - the preprocessor's files: #include of text, and of C headers for what they declare. */
#include "pp.h"

void pp_open(struct pp *p, const struct source *source)
{
	struct file *f = NEW(struct file);
	uint32_t begin = source->size >= 3 && !memcmp(source->text, "\xEF\xBB\xBF", 3) ? 3 : 0;

	f->cursor = (struct cursor){ .source = source, .begin = begin, .at = begin };
	f->up = p->file;
	p->file = f;
	p->depth++;
}

void pp_close(struct pp *p)
{
	pp_end_conditions(p->file);
	p->file = p->file->up;
	p->depth--;
}

/* What #pragma once remembers, in the table of macros, as it counts for one compiled file. */
static const char *once_key(const struct source *source)
{
	return text_format("once:%s", source->path);
}

void pp_once(struct pp *p)
{
	struct source *source = (struct source *)p->file->cursor.source; /* a mark beside the text */

	source->once = true;
	table_put(p->macros, once_key(source), source);
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && text_same(s + n - m, end);
}

bool pp_is_header(const char *name)
{
	return ends_with(name, ".h") || ends_with(name, ".hpp") || ends_with(name, ".hxx");
}

/* The declarations of a header become a declaration of the file that includes it; its macros are known from here. */
static void include_header(struct pp *p, const struct source *source, const char *spelled, struct place place)
{
	struct decl *d = NEW(struct decl);
	bool hush = diag_hush(true);

	d->kind = DECL_INCLUDE;
	d->place = place;
	d->name = spelled;
	d->source = source;
	d->unit = source ? parse_header(source, p) : NULL;
	diag_hush(hush);
	*p->headers_end = d;
	p->headers_end = &d->next;
}

/* "x" or <x>, `name` being what is inside. */
static void include(struct pp *p, const char *name, const char *spelled, struct place place)
{
	static size_t octets;
	bool header = pp_is_header(name);
	const struct source *s;

	if (pp_pack_header(p, name, place))
		return;
	if (p->depth >= MAX_NESTING)
		fatal_at(place, "#include is nested too deeply, as if %s included itself", name);
	s = source_include(name, spelled[0] == '<', p->file->cursor.source, place);
	if (!s)
		s = pp_own_header(name);
	if (!s && !(header && (p->is_header || spelled[0] == '<'))) {
		error_at(place, 1001, "\"%s\" is not beside the including file and in no -I directory", name);
		return;
	}
	if (s && (octets += s->size + LEAST_INCLUDED) > MAX_INCLUDED)
		fatal_at(place, "more than %d octets are included", MAX_INCLUDED);
	if (s && s->once && table_get(p->macros, once_key(s)))
		return;
	if (header && !p->is_header)
		include_header(p, s, spelled, place);
	else if (s)
		pp_open(p, s);
}

/* The tokens of <a/b.h> that a macro gave. */
static const char *join(const struct tokens *list)
{
	struct text t = { 0 };

	for (size_t i = 0; i < list->count; i++) {
		const char *s = token_text(&list->t[i]);

		if (i && list->t[i].blank)
			text_add(&t, " ", 1);
		text_add(&t, s, strlen(s));
	}
	return t.s ? t.s : "";
}

void pp_include(struct pp *p, struct cursor *c, struct place keyword)
{
	struct place place;
	const char *s;
	size_t len;

	(void)keyword;
	scan_skip_blanks(c);
	if (c->source->text[c->at] == '"' || c->source->text[c->at] == '<') {
		s = scan_rest(c, &place);
	} else {
		struct tokens *list = pp_expand_line(p, c);

		place = scan_here(c, 1);
		s = join(list);
		tokens_free(list);
	}
	len = *s == '"' || *s == '<' ? strcspn(s + 1, *s == '"' ? "\"" : ">") : 0;
	if (!len || !s[len + 1]) {
		error_at(place, 0, "#include wants \"file\" or <file>");
		return;
	}
	place.len = (uint32_t)len + 2;
	scan_skip_line(c);
	c->in_directive = false; /* the file goes on behind the line */
	include(p, text_copy(s + 1, len), text_copy(s, len + 2), place);
}
