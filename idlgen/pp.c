/* pp.c - the preprocessor's directives. Each file that is compiled or imported has macros of its own. */
#include "pp.h"

#define OWN_MACROS "#define\t__midl\t800\n#define\t__IDLGEN__\t1\n"

static struct text command_line; /* -D and -U as directives */

bool pp_option(char letter, const char *option)
{
	size_t len = strcspn(option, "=");
	size_t name = strspn(option, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
	const char *value = option[len] ? option + len + 1 : "1";
	char *line = letter == 'D' ? text_format("#define %.*s %.*s\n", (int)len, option, (int)strcspn(value, "\r\n"), value) :
	             text_format("#undef %s\n", option);

	text_add(&command_line, line, strlen(line));
	return name && !(*option >= '0' && *option <= '9') && (!option[name] || (letter == 'D' && strchr("=(", option[name])));
}

/* ---- conditions ---- */

static void open_condition(struct pp *p, struct place place, bool live, bool dead)
{
	struct condition *c = p->spare_condition ? p->spare_condition : NEW(struct condition);

	p->spare_condition = c->up;
	*c = (struct condition){ place, live && !dead, live, false, dead, p->file->conditions };
	p->file->conditions = c;
}

void pp_end_conditions(struct file *f)
{
	for (struct condition *c = f->conditions; c; c = c->up)
		error_at(c->place, 0, "this #if has no #endif");
	f->conditions = NULL;
}

static bool is_live(const struct file *f)
{
	return !f->conditions || f->conditions->live;
}

static void run_if(struct pp *p, struct cursor *c, struct place place)
{
	open_condition(p, place, pp_condition(p, c, place), false);
}

static bool is_defined(struct pp *p, struct cursor *c)
{
	struct token t;

	scan_token(c, &t);
	if (!token_is_word(&t))
		error_at(t.place, 0, "expected the name of a macro");
	return token_is_word(&t) && macro_find(p, t.text);
}

static void run_ifdef(struct pp *p, struct cursor *c, struct place place)
{
	open_condition(p, place, is_defined(p, c), false);
}

static void run_ifndef(struct pp *p, struct cursor *c, struct place place)
{
	open_condition(p, place, !is_defined(p, c), false);
}

/* The condition that an #elif, #else or #endif belongs to. */
static struct condition *belongs(struct pp *p, struct place place, bool is_branch)
{
	struct condition *c = p->file->conditions;

	if (!c) {
		error_at(place, 0, "there is no #if before it");
	} else if (is_branch && c->had_else) {
		error_at(place, 0, "#else comes before it");
		note_at(c->place, "the #if is here");
		return NULL;
	}
	return c;
}

static void run_elif(struct pp *p, struct cursor *c, struct place place)
{
	struct condition *x = belongs(p, place, true);

	if (!x)
		return;
	x->live = !x->taken && !x->dead && pp_condition(p, c, place);
	x->taken |= x->live;
}

static void run_else(struct pp *p, struct cursor *c, struct place place)
{
	struct condition *x = belongs(p, place, true);

	(void)c;
	if (!x)
		return;
	x->live = !x->taken && !x->dead;
	x->had_else = true;
}

static void run_endif(struct pp *p, struct cursor *c, struct place place)
{
	struct condition *x = belongs(p, place, false);

	(void)c;
	if (!x)
		return;
	p->file->conditions = x->up;
	x->up = p->spare_condition;
	p->spare_condition = x;
}

/* ---- the others ---- */

static void run_define(struct pp *p, struct cursor *c, struct place place)
{
	(void)place;
	macro_define(p, c);
}

static void run_undef(struct pp *p, struct cursor *c, struct place place)
{
	struct macro *m;
	struct token t;

	(void)place;
	scan_token(c, &t);
	if (!token_is_word(&t))
		error_at(t.place, 0, "expected the name of a macro");
	else if ((m = macro_find(p, t.text)))
		m->defined = false;
}

static void run_error(struct pp *p, struct cursor *c, struct place place)
{
	struct place text;
	const char *s = scan_rest(c, &text);

	(void)p;
	error_at(place, 0, "#error %s", s);
}

static void run_warning(struct pp *p, struct cursor *c, struct place place)
{
	struct place text;
	const char *s = scan_rest(c, &text);

	(void)p;
	warn_at(place, WARN_cpp, 0, "#warning %s", s);
}

static void run_line(struct pp *p, struct cursor *c, struct place place)
{
	(void)p, (void)place;
	scan_skip_line(c);
}

static const struct directive {
	const char *name;
	void (*run)(struct pp *p, struct cursor *c, struct place place); /* place: of its name */
	bool in_dead; /* obeyed where nothing else counts */
} directives[] = {
	{ "if", run_if, true }, { "ifdef", run_ifdef, true }, { "ifndef", run_ifndef, true }, { "elif", run_elif, true },
	{ "else", run_else, true }, { "endif", run_endif, true }, { "define", run_define, false },
	{ "undef", run_undef, false }, { "include", pp_include, false }, { "pragma", pp_pragma, false },
	{ "error", run_error, false }, { "warning", run_warning, false }, { "line", run_line, false },
	{ "ident", run_line, false },
};

static const char *next_directive(void *context)
{
	size_t *at = context;

	return *at < ARRAY_COUNT(directives) ? directives[(*at)++].name : NULL;
}

static void refuse_directive(const struct token *t)
{
	size_t at = 0;
	const char *near = token_is_word(t) ? suggest(t->text, next_directive, &at) : NULL;

	if (near)
		error_at(t->place, 0, "there is no directive #%s; did you mean #%s?", t->text, near);
	else
		error_at(t->place, 0, "there is no directive #%s", token_found(t));
}

/* Behind the end of the line, what it holds more than it should is told. */
static void end_directive(struct pp *p, struct cursor *c, const char *name)
{
	struct token t;

	(void)p;
	if (text_same(name, "else") || text_same(name, "endif") || text_same(name, "ifdef") || text_same(name, "ifndef") ||
	    text_same(name, "undef")) {
		scan_skip_blanks(c);
		if (c->source->text[c->at] && c->source->text[c->at] != '\n') {
			t.place = scan_here(c, 1);
			warn_at(t.place, WARN_extra_tokens, 0, "this follows #%s, and is ignored", name);
		}
	}
	scan_skip_line(c);
	c->in_directive = false;
}

/* A line that begins with #, which was read already. */
static void run_directive(struct pp *p)
{
	struct file *f = p->file;
	struct cursor *c = &f->cursor;
	bool live = is_live(f);
	struct token t;

	c->in_directive = true;
	scan_token(c, &t);
	for (size_t i = 0; i < ARRAY_COUNT(directives); i++)
		if (token_is_word(&t) && text_same(directives[i].name, t.text)) {
			bool opens = i < 3;

			if (live || (directives[i].in_dead && !opens))
				directives[i].run(p, c, t.place);
			else if (opens)
				open_condition(p, t.place, false, true);
			if (c->in_directive)
				end_directive(p, c, live ? t.text : "");
			return;
		}
	if (live && t.kind != TOKEN_END && t.kind != TOKEN_NUMBER) /* # 1 "file" is a line of a compiler's output */
		refuse_directive(&t);
	scan_skip_line(c);
	c->in_directive = false;
}

/* Over lines that do not count; directives change that. */
static void skip_dead(struct pp *p)
{
	struct file *f = p->file;

	while (!is_live(f) && f->cursor.source->text[f->cursor.at]) {
		scan_skip_blanks(&f->cursor);
		if (f->cursor.source->text[f->cursor.at] == '#') {
			f->cursor.at++;
			run_directive(p);
		} else {
			scan_skip_line(&f->cursor);
		}
	}
}

void pp_read_file(struct pp *p, struct token *t)
{
	for (;;) {
		if (!is_live(p->file))
			skip_dead(p);
		scan_token(&p->file->cursor, t);
		if (t->kind == TOKEN_HASH && t->line_start)
			run_directive(p);
		else if (t->kind != TOKEN_END || !p->file->up)
			break;
		else
			pp_close(p);
	}
	if (t->kind == TOKEN_END)
		pp_end_conditions(p->file);
}

/* ---- the beginning ---- */

/* The macros that are there before the first line. */
static const struct source *predefined(void)
{
	static struct source source = { .path = "<command line>" };
	if (!source.text) {
		struct text t = { 0 };

		text_add(&t, OWN_MACROS, strlen(OWN_MACROS));
		if (command_line.s)
			text_add(&t, command_line.s, command_line.len);
		source.text = t.s;
		source.size = t.len;
	}
	return &source;
}

void pp_start(struct pp *p, const struct source *source, const struct pp *includer)
{
	token_start();
	p->headers_end = &p->headers;
	p->depth = includer ? includer->depth : 0;
	p->macros = includer ? includer->macros : NEW(struct table);
	pp_open(p, source);
	if (!includer)
		pp_open(p, predefined());
}
