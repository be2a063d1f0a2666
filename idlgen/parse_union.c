/* parse_union.c - the bodies of unions, with their labels in front of the arms or in attributes. */
#include "idlgen.h"

/* switch = switch ( type name ) [ name ] -- the keyword was read already */
void parse_switch(struct parser *p, struct tag *tag)
{
	struct place place;

	tag->tag = NEW(struct var);
	tag->name_of_union = "tagged_union";
	parse_expect(p, TOKEN_LPAREN);
	tag->tag->type = parse_type(p, NULL);
	parse_soften(p);
	tag->tag->name = parse_name(p, "the name of the union's tag", &tag->tag->place);
	parse_expect(p, TOKEN_RPAREN);
	if (parse_is(p, TOKEN_NAME))
		tag->name_of_union = parse_name(p, "the union's name", &place);
	while (p->panic && !parse_is(p, TOKEN_LBRACE) && !parse_is(p, TOKEN_SEMI) && !parse_is(p, TOKEN_END))
		lex_next(&p->lex);
}

static struct attr *attr_new(enum attr_id id, struct place place)
{
	struct attr *a = NEW(struct attr);

	a->id = id;
	a->place = place;
	return a;
}

/* labels = { case expr : | default : }; they become [case] and [default] */
struct attr *parse_labels(struct parser *p)
{
	struct attr *list = NULL, *cases = NULL;

	while (!p->panic && (parse_is(p, TOKEN_CASE) || parse_is(p, TOKEN_DEFAULT))) {
		struct place place = p->lex.token.place;
		bool is_default = parse_is(p, TOKEN_DEFAULT);
		struct attr *a = !is_default && cases ? cases : attr_new(is_default ? ATTR_default : ATTR_case, place);

		lex_next(&p->lex);
		if (a != cases) {
			a->next = list;
			list = a;
		}
		if (!is_default) {
			cases = a;
			attr_add_argument(a, parse_expr(p));
		}
		parse_expect(p, TOKEN_COLON);
	}
	return list;
}
