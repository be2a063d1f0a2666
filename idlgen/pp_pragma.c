/* pp_pragma.c - #pragma once, and #pragma pack: how closely the members of a struct lie in memory. */
#include "pp.h"

static void warn(struct place place, const char *wrong) { warn_at(place, WARN_pragma_pack, 0, "%s", wrong); }

static void push(struct pp *p, struct place place, const char *name)
{
	if (p->pushed == MAX_PUSHED)
		warn(place, "this is pushed too deeply, and forgotten");
	else
		p->pushes[p->pushed++] = (struct pushed){ name, p->pack };
}

/* The last one that was pushed, or the last one of that name. */
static void pop(struct pp *p, struct place place, const char *name)
{
	unsigned at = p->pushed;

	while (at > 0 && name && !text_same(p->pushes[at - 1].name, name))
		at--;
	if (!at) {
		warn(place, name ? "nothing was pushed under this name" : "nothing was pushed");
		return;
	}
	p->pushed = at - 1;
	p->pack = p->pushes[at - 1].pack;
}

/* What is 8 and more is as things are anyway. */
static void set(struct pp *p, const struct token *t)
{
	struct token number = *t;

	lex_value(&number);
	if (number.number != 1 && number.number != 2 && number.number != 4 && number.number != 8 && number.number != 16)
		warn(t->place, "#pragma pack wants 1, 2, 4, 8 or 16");
	else
		p->pack = number.number < 8 ? (uint8_t)number.number : 0;
}

/* What stands between the brackets. */
struct request {
	const char *action, *name;
	const struct token *number;
};

/* [ push | pop ] { , name | , number }; returns the first token that does not belong there, or the end. */
static const struct token *read_request(struct request *r, const struct token *t, const struct token *end)
{
	for (bool more = true; t < end; t++, more = !more) {
		const char **word = r->action || r->number ? &r->name : &r->action;

		if (!more && t->kind == TOKEN_COMMA && t + 1 < end)
			continue;
		if (more && t->kind == TOKEN_NUMBER && !r->number)
			r->number = t;
		else if (more && token_is_word(t) && !*word)
			*word = t->text;
		else
			break;
	}
	return t;
}

/* ( request ) */
static void pack(struct pp *p, const struct tokens *list, struct place place)
{
	struct request r = { 0 };
	const struct token *t = list->t, *end = t ? t + list->count - 1 : NULL, *wrong = NULL;

	if (list->count < 2 || t->kind != TOKEN_LPAREN || end->kind != TOKEN_RPAREN)
		warn(place, "#pragma pack wants ( and )");
	else if ((wrong = read_request(&r, t + 1, end)) < end || (!r.action && r.name) ||
		 (r.action && !text_same(r.action, "push") && !text_same(r.action, "pop")))
		warn(wrong < end ? wrong->place : place, "#pragma pack wants (n), (push, n), (pop) or ()");
	else if (text_same(r.action, "push"))
		push(p, place, r.name);
	else if (r.action)
		pop(p, place, r.name);
	else if (!r.number)
		p->pack = 0;
	if (wrong == end && r.number)
		set(p, r.number);
}

bool pp_pack_header(struct pp *p, const char *name, struct place place)
{
	static const char *const headers[] = { "pshpack1.h", "pshpack2.h", "pshpack4.h", "pshpack8.h" };

	if (text_same(name, "poppack.h"))
		return pop(p, place, NULL), true;
	for (size_t i = 0; i < ARRAY_COUNT(headers); i++)
		if (text_same(name, headers[i])) {
			push(p, place, NULL);
			p->pack = i < 3 ? (uint8_t)(1 << i) : 0;
			return true;
		}
	return false;
}

void pp_pragma(struct pp *p, struct cursor *c, struct place place)
{
	struct cursor begin = *c;
	struct tokens *list;
	struct place text;
	struct token t;
	const char *s;

	scan_token(c, &t);
	if (text_same(t.text, "pack") && token_is_word(&t)) {
		list = pp_expand_line(p, c);
		pack(p, list, t.place);
		tokens_free(list);
		return;
	}
	*c = begin;
	s = scan_rest(c, &text);
	if (text_same(s, "once"))
		pp_once(p);
	else
		warn_at(place, WARN_unknown_pragma, 0, "#pragma %s means nothing here", s);
}
