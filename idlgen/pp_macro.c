/* pp_macro.c - the expansion of macros. */
#include "pp.h"

/* ---- lists of tokens, used again and again ---- */

static struct tokens *spare;

struct tokens *tokens_new(void)
{
	struct tokens *list = spare ? spare : NEW(struct tokens);

	spare = list->next;
	list->next = NULL;
	list->count = 0;
	return list;
}

void tokens_free(struct tokens *list)
{
	list->next = spare;
	spare = list;
}

void tokens_add(struct tokens *list, const struct token *t)
{
	static unsigned expanded;

	if (++expanded > MAX_EXPANDED || list->count >= MAX_EXPANSION)
		fatal_at(t->place, "macros make more than %u tokens", expanded > MAX_EXPANDED ? MAX_EXPANDED : MAX_EXPANSION);
	if (list->count == list->room) {
		size_t room = list->room ? 2 * list->room : 16;

		list->t = mem_grow(list->t, list->room * sizeof *list->t, room * sizeof *list->t);
		list->room = room;
	}
	list->t[list->count++] = *t;
}

/* Not by a pointer to the first of them: a list that never had a token has no memory. */
static void add_range(struct tokens *list, const struct tokens *from, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++)
		tokens_add(list, &from->t[i]);
}

/* ---- reading ---- */

static void push(struct pp *p, struct tokens *list, struct macro *m)
{
	struct context *x = p->spare ? p->spare : NEW(struct context);

	p->spare = x->up;
	*x = (struct context){ list, 0, m, p->context };
	p->context = x;
	if (m)
		m->disabled = true;
}

static void pop(struct pp *p)
{
	struct context *x = p->context;

	if (x->macro)
		x->macro->disabled = false;
	tokens_free(x->list);
	p->context = x->up;
	x->up = p->spare;
	p->spare = x;
}

/* The next token without expansion. */
static void read(struct pp *p, struct token *t)
{
	if (p->has_unread) {
		p->has_unread = false;
		*t = p->unread;
		return;
	}
	for (struct context *x; (x = p->context); pop(p)) {
		if (x->at < x->list->count) {
			*t = x->list->t[x->at++];
			return;
		}
		if (!x->macro) { /* an argument, or the line of a directive, is expanded for itself */
			*t = (struct token){ .kind = TOKEN_END };
			return;
		}
	}
	pp_read_file(p, t);
}

static void unread(struct pp *p, const struct token *t)
{
	p->unread = *t;
	p->has_unread = true;
}

/* ---- arguments ---- */

struct arguments {
	struct tokens *all;
	size_t begin[MAX_PARAMS + 1];  /* the i-th ends where the next one begins */
	unsigned count;
	struct tokens *expanded[MAX_PARAMS]; /* NULL until it is needed */
};

/* arguments = tokens { , tokens } ) -- the ( was read already; false: there is no ) */
static bool read_arguments(struct pp *p, const struct macro *m, struct arguments *a)
{
	struct token t;

	a->all = tokens_new();
	a->count = 1;
	a->begin[0] = 0;
	for (unsigned open = 0; ; ) {
		read(p, &t);
		if (t.kind == TOKEN_END)
			return unread(p, &t), false;
		if (t.kind == TOKEN_RPAREN && !open--)
			break;
		open += t.kind == TOKEN_LPAREN;
		if (t.kind == TOKEN_COMMA && !open && !(m->is_variadic && a->count == m->param_count)) {
			if (a->count < MAX_PARAMS)
				a->begin[a->count] = a->all->count;
			a->count++;
		} else {
			t.blank |= t.line_start;
			t.line_start = false;
			t.doc = t.behind = t.between = NULL;
			tokens_add(a->all, &t);
		}
	}
	if (a->count <= MAX_PARAMS)
		a->begin[a->count] = a->all->count;
	return true;
}

/* f() has no argument, or an empty one; that of ... may be left out. */
static bool right_count(const struct macro *m, struct arguments *a)
{
	if (m->is_variadic && a->count == m->param_count - 1) {
		a->count++;
		a->begin[a->count] = a->all->count;
	}
	if (!m->param_count && !a->all->count)
		a->count = 0;
	return a->count == m->param_count;
}

/* What `defined` in a condition stands before is a name, whatever that means. */
static void read_operand(struct pp *p, struct tokens *result)
{
	struct token t;

	for (read(p, &t); t.kind == TOKEN_LPAREN; read(p, &t))
		tokens_add(result, &t);
	if (t.kind == TOKEN_END)
		unread(p, &t);
	else
		tokens_add(result, &t);
}

static struct tokens *expand_list(struct pp *p, struct tokens *list)
{
	struct tokens *result = tokens_new();
	struct token t, kept = p->unread;
	bool had_unread = p->has_unread;

	p->has_unread = false;
	push(p, list, NULL);
	for (pp_next(p, &t); t.kind != TOKEN_END; pp_next(p, &t)) {
		tokens_add(result, &t);
		if (p->in_condition && text_same(t.text, "defined") && token_is_word(&t))
			read_operand(p, result);
	}
	p->has_unread = had_unread;
	p->unread = kept;
	pop(p);
	return result;
}

static const struct tokens *expanded_argument(struct pp *p, struct arguments *a, unsigned i)
{
	if (!a->expanded[i]) {
		struct tokens *list = tokens_new();

		add_range(list, a->all, a->begin[i], a->begin[i + 1]);
		a->expanded[i] = expand_list(p, list);
	}
	return a->expanded[i];
}

static void free_arguments(struct arguments *a)
{
	tokens_free(a->all);
	for (unsigned i = 0; i < ARRAY_COUNT(a->expanded); i++)
		if (a->expanded[i])
			tokens_free(a->expanded[i]);
}

/* ---- # and ## ---- */

static void stringify(struct tokens *result, const struct arguments *a, unsigned i, struct token t)
{
	struct text s = { 0 };

	for (size_t n = a->begin[i]; n < a->begin[i + 1]; n++) {
		const struct token *from = &a->all->t[n];
		bool quoted = from->kind == TOKEN_STRING || from->kind == TOKEN_CHARACTER;

		if (s.len && from->blank)
			text_add(&s, " ", 1);
		for (const char *c = token_text(from); *c; c++) {
			if (quoted && (*c == '"' || *c == '\\'))
				text_add(&s, "\\", 1);
			text_add(&s, c, 1);
		}
	}
	t.kind = TOKEN_STRING;
	t.text = s.s ? s.s : "";
	tokens_add(result, &t);
}

/* Makes one token of the last one of the list and another. */
static void paste(struct tokens *result, const struct token *right)
{
	struct token *left = &result->t[result->count - 1], pasted;
	const char *text = text_format("%s%s", token_text(left), token_text(right));
	struct source source = { .path = "<##>", .text = text, .size = strlen(text) };
	struct cursor c = { .source = &source };
	bool hush = diag_hush(true);

	scan_token(&c, &pasted);
	diag_hush(hush);
	if (c.at < source.size || pasted.kind == TOKEN_FOREIGN) {
		error_at(left->place, 0, "%s and %s make no token with ##", token_text(left), token_text(right));
		return;
	}
	pasted.place = left->place;
	pasted.blank = left->blank;
	pasted.line_start = left->line_start;
	pasted.doc = left->doc;
	pasted.behind = left->behind;
	pasted.between = left->between;
	*left = pasted;
}

/* ---- substitution ---- */

/* One call of a macro. */
struct call {
	struct pp *p;
	const struct macro *m;
	struct arguments *a;
	struct place place;
	struct tokens *result;
};

/* Puts the operand of the body at i into the result, raw if ## is beside it; returns where the body goes on. */
static unsigned put_operand(struct call *x, unsigned i, bool raw)
{
	struct token t = x->m->body[i];

	t.place = x->place;
	if (t.kind == TOKEN_HASH && x->m->is_function) {
		stringify(x->result, x->a, (unsigned)x->m->body[i + 1].number - 1, t);
		return i + 2;
	}
	if (!t.number) {
		tokens_add(x->result, &t);
	} else if (raw) {
		add_range(x->result, x->a->all, x->a->begin[t.number - 1], x->a->begin[t.number]);
	} else {
		const struct tokens *list = expanded_argument(x->p, x->a, (unsigned)t.number - 1);

		add_range(x->result, list, 0, list->count);
	}
	return i + 1;
}

static bool at_paste(const struct macro *m, unsigned i)
{
	return i < m->body_count && m->body[i].kind == TOKEN_HASHHASH;
}

/* operand { ## operand }: each ## joins the last token of what is left of it with the first one right of it, if there
 * are such. ", ## __VA_ARGS__" is GNU's: no argument, no comma. */
static unsigned put_pasted(struct call *x, unsigned i)
{
	size_t begin = x->result->count, left;

	for (i = put_operand(x, i, true); at_paste(x->m, i); ) {
		const struct token *right = &x->m->body[i + 1];
		bool rest = x->m->is_variadic && right->number == (int64_t)x->m->param_count;
		bool comma = rest && x->result->count > begin && x->result->t[x->result->count - 1].kind == TOKEN_COMMA;

		left = x->result->count;
		i = put_operand(x, i + 1, true);
		if (comma) {
			x->result->count -= x->result->count == left;
		} else if (left > begin && x->result->count > left) {
			struct token first = x->result->t[left];
			size_t more = x->result->count - left - 1;

			x->result->count = left;
			paste(x->result, &first);
			memmove(x->result->t + left, x->result->t + left + 1, more * sizeof first);
			x->result->count = left + more;
		}
	}
	return i;
}

static struct tokens *substitute(struct pp *p, const struct macro *m, struct arguments *a, const struct token *name)
{
	struct call x = { p, m, a, name->place, tokens_new() };

	for (unsigned i = 0; i < m->body_count; ) {
		size_t before = x.result->count;
		bool blank = m->body[i].blank, hash = m->body[i].kind == TOKEN_HASH && m->is_function;

		i = at_paste(m, i + 1 + hash) ? put_pasted(&x, i) : put_operand(&x, i, false);
		if (x.result->count > before)
			x.result->t[before].blank = blank;
	}
	if (x.result->count) {
		x.result->t[0].blank = name->blank;
		x.result->t[0].line_start = name->line_start;
		x.result->t[0].doc = name->doc;
		x.result->t[0].behind = name->behind;
		x.result->t[0].between = name->between;
	}
	return x.result;
}

/* ---- expansion ---- */

/* A call of a function-like macro, its "(" already read. */
static void expand_call(struct pp *p, struct macro *m, const struct token *name)
{
	struct arguments a = { 0 };

	if (!read_arguments(p, m, &a)) {
		error_at(name->place, 0, "this call of the macro %s has no )", m->name);
		note_at(m->place, "%s is defined here", m->name);
	} else if (!right_count(m, &a)) {
		error_at(name->place, 0, "the macro %s has %u parameters, not %u", m->name, m->param_count, a.count);
		note_at(m->place, "%s is defined here", m->name);
	} else if (p->nesting >= MAX_NESTING) {
		fatal_at(name->place, "calls of macros are nested too deeply");
	} else {
		p->nesting++;
		push(p, substitute(p, m, &a, name), m);
		p->nesting--;
	}
	free_arguments(&a);
}

/* Whether the word was the name of a macro, whose expansion is read next. */
static bool expand(struct pp *p, struct token *t)
{
	struct macro *m = token_is_word(t) && !t->painted && token_name(t)->is_macro ? macro_find(p, t->text) : NULL;
	struct token next;
	bool in_file = !p->context;

	if (!m)
		return false;
	if (m->disabled)
		return t->painted = true, false;
	if (!m->is_function) {
		push(p, substitute(p, m, NULL, t), m);
	} else {
		read(p, &next);
		if (next.kind != TOKEN_LPAREN)
			return unread(p, &next), false;
		expand_call(p, m, t);
	}
	if (in_file)
		source_expanded(t->place, p->file->cursor.at, m->name, m->place);
	return true;
}

void pp_next(struct pp *p, struct token *t)
{
	do
		read(p, t);
	while (expand(p, t));
}

struct tokens *pp_expand_line(struct pp *p, struct cursor *c)
{
	struct tokens *line = tokens_new();
	struct token t;

	for (scan_token(c, &t); t.kind != TOKEN_END; scan_token(c, &t))
		tokens_add(line, &t);
	return expand_list(p, line);
}
