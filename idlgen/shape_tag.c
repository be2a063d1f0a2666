/* shape_tag.c - the members of structs and the arms of unions: each gets its shape. */
#include "idlgen.h"

/* What is open ends only the struct that holds it. */
static bool check_member(struct var *v, struct shape *s, bool is_arm)
{
	const char *wrong =
		is_arm && s->kind == SHAPE_POINTER && s->pointer == POINTER_REF ?
			"\"%s\" is an arm and cannot be a [ref] pointer: another arm may stand in its place" :
		is_arm && attr_find(v->attrs, ATTR_system_handle) ?
			"\"%s\" is an arm and cannot be a [system_handle]: without a tag nobody could say what is to be closed" :
		s->conformant && (is_arm || v->next) ? "\"%s\" has an open end and must be the last member of a struct" :
		s->conformant && s->string ? "\"%s\" is a [string] without bound; in a struct it wants to be a pointer" : NULL;

	if (wrong)
		error_at(v->place, 0, wrong, v->name);
	s->hoisted = s->conformant;
	return !wrong;
}

static bool judge_member(struct tag *tag, struct var *v)
{
	bool is_arm = tag->kind == TOKEN_UNION;
	uint64_t octets;

	if (v->type->kind == TYPE_VOID && !v->name) /* an arm that holds nothing */
		return true;
	if (v->bits) {
		error_at(v->place, 0, "a bit-field cannot be remoted");
		return false;
	}
	v->shape = shape_make(v, is_arm ? NULL : tag->members, tag->pointer_default, false);
	octets = v->shape ? v->shape->octets : 0;
	if (v->shape && v->shape->depth > tag->depth)
		tag->depth = v->shape->depth;
	if (!is_arm)
		tag->octets += octets;
	else if (octets > tag->octets)
		tag->octets = octets;
	return v->shape && check_member(v, v->shape, is_arm);
}

bool shape_tag(struct tag *tag)
{
	bool good = true;

	if (tag->remote != REMOTE_UNKNOWN)
		return tag->remote != REMOTE_BAD;
	tag->remote = REMOTE_OPEN;
	for (struct var *v = tag->members; v; v = v->next)
		good &= judge_member(tag, v);
	if (tag->octets > MAX_OCTETS)
		error_at(tag->place, 0, "this type is larger than %d octets", MAX_OCTETS);
	good &= tag->octets <= MAX_OCTETS;
	tag->remote = good ? REMOTE_GOOD : REMOTE_BAD;
	return good;
}
