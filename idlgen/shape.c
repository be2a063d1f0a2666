/* shape.c - distributes the attributes of a parameter or member over the levels of its type. */
#include "shape.h"

static unsigned nesting;

const char *shape_name(const struct builder *b)
{
	return b->var->name ? b->var->name : "this member";
}

struct shape *shape_fail(const struct builder *b, const char *format)
{
	error_at(b->var->place, 0, format, shape_name(b));
	return NULL;
}

struct shape *shape_new(enum shape_kind kind, struct type *t, uint64_t octets)
{
	struct shape *s = NEW(struct shape);

	s->kind = kind;
	s->type = t;
	s->octets = octets;
	return s;
}

/* ---- what the attributes say ---- */

static void take_pointer(struct builder *b, struct attr *attrs)
{
	static const enum attr_id ids[] = { ATTR_ref, ATTR_unique, ATTR_ptr };
	struct attr *first = NULL;

	for (size_t i = 0; i < ARRAY_COUNT(ids); i++) {
		struct attr *a = attr_find(attrs, ids[i]);

		if (a && first)
			error_at(a->place, 0, "[%s] and [%s] exclude each other", attr_name(first->id), attr_name(a->id));
		else if (a && !b->pointer) {
			first = a;
			b->pointer_attr = a;
			b->pointer = POINTER_REF + (enum pointer)i;
		}
	}
}

static void take_attrs(struct builder *b, struct attr *attrs)
{
	take_pointer(b, attrs);
	if (!b->string)
		b->string = attr_find(attrs, ATTR_string);
	if (!b->range)
		b->range = attr_find(attrs, ATTR_range);
}

/* ---- levels ---- */

static struct shape *build_range(struct builder *b, struct shape *s)
{
	if (!b->range)
		return s;
	s->ranged = true;
	if (!expr_constant(b->range->args[0], &s->lo) || !expr_constant(b->range->args[1], &s->hi))
		return NULL;
	if (s->lo > s->hi)
		return shape_fail(b, "the [range] of \"%s\" is empty");
	b->range = NULL;
	return s;
}

static struct shape *build_scalar(struct builder *b, struct type *outer, struct type *t)
{
	struct shape *s = shape_new(SHAPE_SCALAR, outer, 8);

	if (b->range && (t->scalar == SCALAR_FLOAT || t->scalar == SCALAR_DOUBLE))
		return shape_fail(b, "[range] of \"%s\" wants an integer");
	if (b->descriptor && !(s->descriptor = shape_descriptor(b->descriptor, t->scalar == SCALAR_INT, shape_name(b))))
		return NULL;
	b->descriptor = NULL;
	return build_range(b, s);
}

/* A struct's values are given back in order: what *n says of an array must not be gone before the array. */
static bool check_stars(struct builder *b, const struct expr *e)
{
	bool good = true;

	if (b->is_param)
		return true;
	if (e->op == TOKEN_STAR && !e->b && e->a->var && e->a->var->index < b->var->index) {
		error_at(e->place, 0, "\"%s\" must stand behind what depends on *%s", e->a->name, e->a->name);
		return false;
	}
	good = !e->a || check_stars(b, e->a);
	good &= !e->b || check_stars(b, e->b);
	return good && (!e->c || check_stars(b, e->c));
}

bool shape_bind(struct builder *b, struct expr *e)
{
	return expr_bind(e, b->vars, !b->is_param) && check_stars(b, e);
}

static struct shape *build_union(struct builder *b, struct shape *s, const struct tag *tag)
{
	if (tag->ms_union)
		return shape_fail(b, "\"%s\" is a union with [ms_union], which travels in a form that is not supported");
	if (tag->tag)
		return s;
	if (!tag->switch_type)
		return shape_fail(b, "\"%s\" is a union of which nothing says what it holds: its definition has no [switch_type]");
	if (!b->which)
		return shape_fail(b, "\"%s\" is a union of which nothing says what it holds: [switch_is] is missing");
	s->which = b->which->args[0];
	b->which = NULL;
	return shape_bind(b, s->which) ? s : NULL;
}

/* Others may be enough: the programs decide which they send. */
static void tell_enumerators(struct tag *tag)
{
	for (const struct enumerator *e = tag->v1 || tag->told ? NULL : tag->enumerators; e; e = e->next)
		if (e->number < 0 || e->number > INT16_MAX)
			warn_at(e->place, WARN_enumerator_range, 0, "\"%s\" is %d, and cannot travel: an enum goes as 0 to %d, one with "
			        "[v1_enum] as any", e->name, e->number, INT16_MAX);
	tag->told = true;
}

static struct shape *build_enum(struct builder *b, struct type *outer, struct tag *tag)
{
	tell_enumerators(tag);
	return build_range(b, shape_new(SHAPE_ENUM, outer, 4));
}

static struct shape *build_tag(struct builder *b, struct type *outer, struct tag *tag)
{
	struct shape *s;

	if (tag->kind == TOKEN_ENUM)
		return build_enum(b, outer, tag);
	if (!tag->defined)
		return shape_fail(b, "\"%s\" has a type that is not defined here");
	if (!shape_tag(tag))
		return NULL;
	s = shape_new(tag->kind == TOKEN_UNION ? SHAPE_UNION : SHAPE_STRUCT, outer, tag->octets);
	s->conformant = tag->conformant;
	return tag->kind == TOKEN_UNION ? build_union(b, s, tag) : s;
}

static struct shape *build_interface(struct builder *b, struct type *outer, struct type *pointee)
{
	struct shape *s = shape_new(SHAPE_INTERFACE, outer, 8);

	s->iface = pointee->kind == TYPE_INTERFACE ? pointee->iface : NULL;
	if (b->iid) {
		s->iid = b->iid->args[0];
		b->iid = NULL;
		if (!expr_bind_iid(s->iid, b->vars))
			return NULL;
	}
	if (b->pointer && b->pointer != POINTER_UNIQUE)
		return shape_fail(b, "\"%s\" is an interface pointer, which is always [unique]");
	b->pointer = POINTER_NONE;
	b->level++;
	return s;
}

static enum pointer take_pointer_kind(struct builder *b)
{
	enum pointer kind = b->pointer ? b->pointer : b->top ? POINTER_REF : b->pointer_default;

	b->pointer = POINTER_NONE;
	b->top = false;
	return kind;
}

static bool check_leftovers(struct builder *b);

/* Whether values of this form lie in values of it, without end: a struct is open while its members are looked at. */
static bool is_endless(const struct shape *form)
{
	while (form && (form->kind == SHAPE_ARRAY || form->kind == SHAPE_USER))
		form = form->of;
	return form && (form->kind == SHAPE_STRUCT || form->kind == SHAPE_UNION) && type_strip(form->type)->tag->remote == REMOTE_OPEN;
}

/* A type that travels as another one, which has attributes of its own. */
static struct shape *build_user(struct builder *b, struct type *alias)
{
	struct builder wire = { .var = b->var, .pointer_default = alias->pointer_default };
	struct shape *s = shape_new(SHAPE_USER, alias, 8);

	s->passed = user_passed(alias);
	if (type_strip(alias)->kind == TYPE_POINTER)
		b->pointer = POINTER_NONE;
	if (text_same(alias->name, "BSTR")) /* some write [string] there, too */
		b->string = NULL;
	if (user_is_known(alias->name))
		return s;
	s->of = shape_build(&wire, user_attr(alias->attrs)->type);
	if (!s->of || !check_leftovers(&wire))
		return NULL;
	if (s->of->conformant)
		return shape_fail(b, "\"%s\" travels as a type without a fixed size");
	if (is_endless(s->of))
		return shape_fail(b, "\"%s\" travels as a type that holds it");
	return s;
}

static struct shape *build_pointer(struct builder *b, struct type *outer, struct type *t)
{
	struct type *pointee = type_strip(t->of);
	struct shape *s;

	if (user_of_pointer(t->of))
		return build_user(b, user_of_pointer(t->of));
	if (pointee->kind == TYPE_INTERFACE || (pointee->kind == TYPE_VOID && b->iid))
		return build_interface(b, outer, pointee);
	if (pointee->kind == TYPE_VOID)
		return shape_fail(b, "\"%s\" is a pointer to void, which cannot be remoted");
	s = shape_new(SHAPE_POINTER, outer, 8);
	s->pointer = take_pointer_kind(b);
	if (shape_is_sized(b, t->of))
		s->of = shape_build_array(b, t->of, t->of, 0);
	else
		s->of = (b->level++, shape_build(b, t->of));
	return s->of ? s : NULL;
}

/* An array parameter is a pointer in C. */
static struct shape *build_decayed(struct builder *b, struct type *outer, struct type *t)
{
	struct shape *s = shape_new(SHAPE_POINTER, outer, 8);

	s->pointer = take_pointer_kind(b);
	s->of = shape_build_array(b, outer, t->of, t->count);
	return s->of ? s : NULL;
}

static struct shape *build_level(struct builder *b, struct type *outer)
{
	struct type *t = outer;

	for (; t->kind == TYPE_ALIAS; t = t->of) {
		if (user_attr(t->attrs))
			return build_user(b, t);
		take_attrs(b, t->attrs);
		b->pointer_default = t->pointer_default;
	}
	switch (t->kind) {
	case TYPE_SCALAR: return build_scalar(b, outer, t);
	case TYPE_TAG: return build_tag(b, outer, t->tag);
	case TYPE_POINTER: return build_pointer(b, outer, t);
	case TYPE_ARRAY:
		return b->top ? build_decayed(b, outer, t) : shape_build_array(b, outer, t->of, t->count);
	case TYPE_FUNCTION: return shape_fail(b, "\"%s\" is or points to a function, which cannot be remoted");
	case TYPE_INTERFACE: return shape_fail(b, "\"%s\" is an interface by value; a pointer to it is meant");
	default: return NULL;
	}
}

/* What a tag holds was looked at where it was met first, perhaps less deep. */
static unsigned depth_of(const struct shape *s)
{
	struct type *t = type_strip(s->type);

	return 1 + (s->of ? s->of->depth : s->kind == SHAPE_STRUCT || s->kind == SHAPE_UNION ? t->tag->depth : 0);
}

struct shape *shape_build(struct builder *b, struct type *t)
{
	const unsigned deepest = MAX_NESTING / 2; /* an array behind a pointer takes two levels at run time */
	struct shape *s;

	if (nesting >= deepest)
		return shape_fail(b, "the type of \"%s\" is nested too deeply");
	nesting++;
	s = build_level(b, t);
	nesting--;
	if (!s)
		return NULL;
	s->depth = depth_of(s);
	return nesting + s->depth <= deepest ? s : shape_fail(b, "the type of \"%s\" is nested too deeply");
}

/* Attributes that found no level to apply to. */
static bool check_leftovers(struct builder *b)
{
	struct attr *left = b->string ? b->string : b->iid ? b->iid : b->range ? b->range : b->descriptor ? b->descriptor : b->which;
	const char *name = shape_name(b);
	unsigned before = error_count();

	if (left)
		error_at(left->place, 0, "[%s] applies to nothing in the type of \"%s\"", attr_name(left->id), name);
	if (b->pointer)
		error_at(b->pointer_attr->place, 0, "[%s] finds no pointer in the type of \"%s\"",
		         attr_name(b->pointer_attr->id), name);
	shape_check_lists(b);
	return before == error_count();
}

/* Whether libffi knows how to pass it. */
static bool is_passed(const struct shape *s)
{
	if (s->kind == SHAPE_ARRAY)
		return is_passed(s->of);
	if (s->kind == SHAPE_STRUCT || s->kind == SHAPE_UNION)
		for (const struct var *v = type_strip(s->type)->tag->members; v; v = v->next)
			if (v->shape && !is_passed(v->shape))
				return false;
	return s->kind != SHAPE_USER || s->passed != NOT_PASSED;
}

/* What C cannot pass by value, or the runtime cannot. */
static bool check_value(struct builder *b, const struct shape *s)
{
	const char *wrong =
		s->conformant ? "\"%s\" is a struct with an open end, which cannot be passed by value" :
		type_is_packed(s->type) ? "\"%s\" is a struct with #pragma pack, which cannot be passed by value; a pointer can" :
		!is_passed(s) ? "\"%s\" holds a user's type that cannot be passed by value; a pointer can" : NULL;

	if (wrong)
		shape_fail(b, wrong);
	return !wrong;
}

/* What says that something stays behind, which all the others take for a pointer like any other. */
static bool check_ignored(const struct var *v)
{
	struct attr *whole = attr_find(v->attrs, ATTR_ignore), *a = whole ? whole : attr_find(v->attrs, ATTR_partial_ignore);

	if (a)
		error_at(a->place, 0, "[%s] is not supported: leave what shall not travel out of what travels", attr_name(a->id));
	return !a;
}

struct shape *shape_make(struct var *v, struct var *vars, enum pointer pointer_default, bool top)
{
	struct builder b = { .var = v, .vars = vars, .pointer_default = pointer_default,
	                     .is_param = top, .top = top };
	struct shape *s;

	take_attrs(&b, v->attrs);
	b.iid = attr_find(v->attrs, ATTR_iid_is);
	b.which = attr_find(v->attrs, ATTR_switch_is);
	b.descriptor = attr_find(v->attrs, ATTR_system_handle);
	s = check_ignored(v) && shape_take_lists(&b, v->attrs) ? shape_build(&b, v->type) : NULL;
	if (s && top && !check_value(&b, s))
		return NULL;
	return s && check_leftovers(&b) ? s : NULL;
}
