/* shape_method.c - what a method's parameters demand of each other: halves, capacities, room for [out] values. */
#include "idlgen.h"

enum { INVALID_COMBINATION = 2372 };

/* What a method's shapes are walked for. */
struct visit {
	struct var *param;
	bool in_halves; /* Finish_ does not have what went into Begin_ */
	unsigned saves;
};

static void refuse(const struct expr *e, int number, const char *format, const struct visit *v)
{
	error_at(e->place, number, format, v->param->name);
}

/* top: the array that a parameter points to itself, whose room must exist before the call. */
static void visit_expr(struct visit *v, const struct expr *e, bool is_length, bool top)
{
	struct sources s = { 0 };

	if (!e)
		return;
	expr_sources(e, &s);
	if (v->param->in && s.out_only)
		refuse(e, 0, "\"%s\" goes in and cannot depend on what only comes out", v);
	else if (v->in_halves && v->param->out && s.in_only && (s.out_only || s.both))
		refuse(e, INVALID_COMBINATION, "this mixes values that only go in with values that come out, for \"%s\"", v);
	else if (v->param->out && s.out_only && top && !is_length)
		refuse(e, INVALID_COMBINATION, "the room for \"%s\" must be known before the call, not come out of it", v);
	else if (v->param->out && !s.out_only && (s.in_only || s.both))
		v->saves++;
}

/* Structs have expressions over their own members only. */
static void visit_shape(struct visit *v, const struct shape *s, bool top)
{
	if (s->kind == SHAPE_ARRAY) {
		visit_expr(v, s->size, false, top);
		visit_expr(v, s->first, true, top);
		visit_expr(v, s->length, true, top);
	}
	if (s->kind == SHAPE_UNION)
		visit_expr(v, s->which, true, top);
	if (s->kind == SHAPE_INTERFACE)
		visit_expr(v, s->iid, true, top); /* as a length: the runtime resolves pointers when all of a half is there */
	if (s->of)
		visit_shape(v, s->of, s->kind == SHAPE_POINTER && top ? s->of->kind == SHAPE_ARRAY : false);
}

/* What comes out needs a place that the caller gives. */
static void check_out(const struct var *v)
{
	const struct shape *s = v->shape;
	struct type *t = type_strip(v->type);
	bool open_string = s->of && s->of->kind == SHAPE_ARRAY && s->of->string && s->of->conformant && !s->of->size;
	const char *wrong =
		s->kind == SHAPE_INTERFACE ? "\"%s\" is [out]: an interface pointer comes out through one more *" :
		s->kind != SHAPE_POINTER ? "\"%s\" is [out] and must be a pointer or an array" :
		!v->in && s->pointer != POINTER_REF ? "\"%s\" is [out] only and can be neither [unique] nor [ptr]" :
		!v->in && open_string ? "\"%s\" is an [out] [string] of which nothing says how much room it has: [size_is] is missing" :
		!v->in && s->of && s->of->kind == SHAPE_STRUCT && s->of->conformant ?
			"\"%s\" is [out], and nothing says how much room its open end has; it wants one more *" :
		type_is_const(t->of) ? "\"%s\" is [out] but points to const" : NULL;

	if (wrong)
		error_at(v->place, 0, wrong, v->name);
}

/* const char *s is text for C, and one character for IDL. */
static void check_in(const struct var *v)
{
	const struct shape *s = v->shape;
	struct type *to = s->kind == SHAPE_POINTER && s->of->kind == SHAPE_SCALAR ? type_strip(v->type)->of : NULL;

	if (to && type_is_const(to) && (type_strip(to)->scalar == SCALAR_CHAR || type_strip(to)->scalar == SCALAR_WCHAR))
		warn_at(v->place, WARN_one_character, 0, "\"%s\" is a pointer to one character; text has [string], an array [size_is]",
		        v->name);
}

void shape_check_method(struct method *m)
{
	struct visit visit = { .in_halves = attr_find(m->owner->attrs, ATTR_async_uuid) };

	for (struct var *v = m->params; v; v = v->next) {
		if (!v->shape)
			continue;
		visit.param = v;
		visit_shape(&visit, v->shape, true);
		if (v->out)
			check_out(v);
		else
			check_in(v);
	}
	if (visit.saves > MAX_SAVES)
		error_at(m->place, 0, "\"%s\" needs more than %d values kept between its halves", m->name, MAX_SAVES);
}
