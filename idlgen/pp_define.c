/* pp_define.c - definitions of macros. */
#include "pp.h"

struct macro *macro_find(const struct pp *p, const char *name)
{
	struct macro *m = table_get(p->macros, name);

	return m && m->defined ? m : NULL;
}

/* parameters = [ name { , name } ] [ ... ] ) -- the ( was read already; false after a diagnostic */
static bool read_params(struct cursor *c, struct macro *m)
{
	const char *params[MAX_PARAMS];
	struct token t;

	for (scan_token(c, &t); t.kind != TOKEN_RPAREN; scan_token(c, &t)) {
		m->is_variadic = t.kind == TOKEN_ELLIPSIS;
		if (!token_is_word(&t) && !m->is_variadic)
			return error_at(t.place, 0, "expected a parameter of the macro"), false;
		if (m->param_count == MAX_PARAMS)
			return error_at(t.place, 0, "a macro has more than %d parameters", MAX_PARAMS), false;
		params[m->param_count++] = m->is_variadic ? name_intern("__VA_ARGS__", 11)->text : t.text;
		scan_token(c, &t);
		if (t.kind == TOKEN_RPAREN)
			break;
		if (t.kind != TOKEN_COMMA || m->is_variadic)
			return error_at(t.place, 0, "expected , or ) in the parameters of the macro"), false;
	}
	m->is_function = true;
	m->params = mem_alloc(m->param_count * sizeof *m->params);
	for (unsigned i = 0; i < m->param_count; i++)
		m->params[i] = params[i];
	return true;
}

/* Words are stored once: the same pointer is the same word. */
static int64_t param_number(const struct macro *m, const struct token *t)
{
	for (unsigned i = 0; token_is_word(t) && i < m->param_count; i++)
		if (m->params[i] == t->text)
			return i + 1;
	return 0;
}

static bool check_body(const struct macro *m, const struct tokens *body)
{
	for (size_t i = 0; i < body->count; i++) {
		const struct token *t = &body->t[i];

		if (t->kind == TOKEN_HASHHASH && (i == 0 || i + 1 == body->count))
			return error_at(t->place, 0, "## stands between two tokens"), false;
		if (t->kind == TOKEN_HASH && m->is_function && (i + 1 == body->count || !body->t[i + 1].number))
			return error_at(t->place, 0, "# stands before a parameter of the macro"), false;
	}
	return true;
}

static bool same_body(const struct macro *a, const struct macro *b)
{
	if (a->is_function != b->is_function || a->param_count != b->param_count || a->body_count != b->body_count ||
	    a->is_variadic != b->is_variadic)
		return false;
	for (unsigned i = 0; i < a->param_count; i++)
		if (a->params[i] != b->params[i])
			return false;
	for (unsigned i = 0; i < a->body_count; i++)
		if (a->body[i].kind != b->body[i].kind || (i && a->body[i].blank != b->body[i].blank) ||
		    !text_same(token_text(&a->body[i]), token_text(&b->body[i])))
			return false;
	return true;
}

static void enter(struct pp *p, const struct macro *m)
{
	struct macro *old = table_get(p->macros, m->name);

	if (old && old->defined && !same_body(old, m)) {
		warn_at(m->place, WARN_macro_redefined, 0, "the macro %s has another meaning already", m->name);
		note_at(old->place, "the previous definition is here");
	}
	if (!old) {
		old = NEW(struct macro);
		table_put(p->macros, m->name, old);
	}
	*old = *m;
	old->defined = true;
	name_intern(m->name, strlen(m->name))->is_macro = true;
}

static void read_body(struct cursor *c, struct macro *m, struct tokens *body)
{
	struct token t;

	for (scan_token(c, &t); t.kind != TOKEN_END; scan_token(c, &t)) {
		t.number = param_number(m, &t);
		t.doc = t.behind = t.between = NULL;
		t.line_start = false;
		tokens_add(body, &t);
	}
	m->body_count = (unsigned)body->count;
	m->body = mem_alloc(body->count * sizeof *m->body);
	if (body->count)
		memcpy(m->body, body->t, body->count * sizeof *m->body);
}

void macro_define(struct pp *p, struct cursor *c)
{
	struct macro m = { 0 };
	struct tokens *body;
	struct token t;

	scan_token(c, &t);
	if (!token_is_word(&t) || text_same(t.text, "defined")) {
		error_at(t.place, 0, "expected the name of a macro");
		return;
	}
	m.name = t.text;
	m.place = t.place;
	if (c->source->text[c->at] == '(') { /* no blank before it */
		scan_token(c, &t);
		if (!read_params(c, &m))
			return;
	}
	body = tokens_new();
	read_body(c, &m, body);
	if (check_body(&m, body))
		enter(p, &m);
	tokens_free(body);
}
