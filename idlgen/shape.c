/* shape.c - distributes the attributes of a parameter or member over the levels of its type. */
#include "idlgen.h"

/* The values of size_is and its kin, by level. */
enum { SIZE, MAX, FIRST, LENGTH, LAST, LISTS };

static const enum attr_id list_ids[LISTS] = { ATTR_size_is, ATTR_max_is, ATTR_first_is, ATTR_length_is, ATTR_last_is };

struct builder {
	struct var *var;
	struct var *vars;              /* what expressions may name */
	struct attr *lists[LISTS];
	struct attr *iid, *range, *which, *descriptor; /* NULL once used */
	struct attr *string;
	enum pointer pointer, pointer_default;
	struct attr *pointer_attr;
	unsigned level;
	bool is_param, top;
};

static unsigned nesting;

static struct shape *build(struct builder *b, struct type *t);

/* For messages. */
static const char *var_name(const struct builder *b)
{
	return b->var->name ? b->var->name : "this member";
}

static struct shape *fail(const struct builder *b, const char *format)
{
	error_at(b->var->place, 0, format, var_name(b));
	return NULL;
}

static struct shape *shape_new(enum shape_kind kind, struct type *t, uint64_t octets)
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

/* The expression of a list for the current level, or NULL. */
static struct expr *at_level(struct builder *b, int list)
{
	struct attr *a = b->lists[list];

	return a && b->level < a->count ? a->args[b->level] : NULL;
}

static struct expr *plus_one(struct expr *e)
{
	return expr_new(TOKEN_PLUS, e->place, e, expr_number(1, e->place));
}

/* max_is(n) is size_is(n + 1); last_is(n) is length_is(n - first + 1). */
static void take_lists(struct builder *b, struct shape *s)
{
	struct expr *max = at_level(b, MAX), *last = at_level(b, LAST);

	s->size = at_level(b, SIZE);
	s->first = at_level(b, FIRST);
	s->length = at_level(b, LENGTH);
	if ((s->size && max) || (s->length && last))
		fail(b, s->size && max ? "\"%s\" has both [size_is] and [max_is]" :
		     "\"%s\" has both [length_is] and [last_is]");
	if (max)
		s->size = plus_one(max);
	if (last)
		s->length = plus_one(s->first ? expr_new(TOKEN_MINUS, last->place, last, s->first) : last);
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
		return fail(b, "the [range] of \"%s\" is empty");
	b->range = NULL;
	return s;
}

static struct shape *build_scalar(struct builder *b, struct type *outer, struct type *t)
{
	struct shape *s = shape_new(SHAPE_SCALAR, outer, 8);

	if (b->range && (t->scalar == SCALAR_FLOAT || t->scalar == SCALAR_DOUBLE))
		return fail(b, "[range] of \"%s\" wants an integer");
	if (b->descriptor && !(s->descriptor = shape_descriptor(b->descriptor, t->scalar == SCALAR_INT, var_name(b))))
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

static bool bind_number(struct builder *b, struct expr *e)
{
	return expr_bind(e, b->vars, !b->is_param) && check_stars(b, e);
}

static struct shape *build_union(struct builder *b, struct shape *s, const struct tag *tag)
{
	if (tag->tag)
		return s;
	if (!tag->switch_type)
		return fail(b, "\"%s\" is a union of which nothing says what it holds: its definition has no [switch_type]");
	if (!b->which)
		return fail(b, "\"%s\" is a union of which nothing says what it holds: [switch_is] is missing");
	s->which = b->which->args[0];
	b->which = NULL;
	return bind_number(b, s->which) ? s : NULL;
}

static struct shape *build_tag(struct builder *b, struct type *outer, struct tag *tag)
{
	struct shape *s;

	if (tag->kind == TOKEN_ENUM)
		return build_range(b, shape_new(SHAPE_ENUM, outer, 4));
	if (!tag->defined)
		return fail(b, "\"%s\" has a type that is not defined here");
	if (!shape_tag(tag))
		return NULL;
	s = shape_new(tag->kind == TOKEN_UNION ? SHAPE_UNION : SHAPE_STRUCT, outer, tag->octets);
	s->conformant = tag->conformant;
	return tag->kind == TOKEN_UNION ? build_union(b, s, tag) : s;
}

static bool check_array(struct builder *b, const struct shape *s)
{
	const char *wrong =
		s->count && s->size ? "\"%s\" has a bound of its own and needs no [size_is]" :
		s->conformant && !s->size && !s->string ? "\"%s\" is an array whose size nothing says: [size_is] is missing" :
		s->string && s->of->ranged ? "\"%s\" is a [string], whose characters can have no [range]" :
		s->string && (s->first || s->length) ? "\"%s\" is a [string], whose length its terminator says" :
		s->of->conformant && s->of->kind == SHAPE_STRUCT ?
			"\"%s\" is an array of structs with an open end, which have no common size" :
		s->of->conformant ?
			"\"%s\" has several dimensions of which more than the first is open; that is not supported" :
		s->count && s->octets > MAX_OCTETS ? "\"%s\" is too large" : NULL;

	if (wrong)
		fail(b, wrong);
	return !wrong;
}

static bool is_number(const struct expr *e)
{
	return e->a ? is_number(e->a) && (!e->b || is_number(e->b)) && (!e->c || is_number(e->c)) : e->op == TOKEN_NUMBER;
}

/* Every call would fail. */
static bool check_number(struct builder *b, struct expr *e)
{
	int64_t value;

	if (!is_number(e) || !expr_constant(e, &value) || (value >= 0 && value <= MAX_OCTETS))
		return true;
	error_at(e->place, 0, value < 0 ? "\"%s\" has a negative number of elements" : "\"%s\" has more elements than %d", var_name(b),
	         MAX_OCTETS);
	return false;
}

static bool bind_lists(struct builder *b, struct shape *s)
{
	struct expr *const *lists[] = { &s->size, &s->first, &s->length };
	bool good = true;

	for (size_t i = 0; i < ARRAY_COUNT(lists); i++)
		if (*lists[i])
			good &= bind_number(b, *lists[i]) && check_number(b, *lists[i]);
	return good;
}

/* An array of `element`; count 0: open. */
static struct shape *build_array(struct builder *b, struct type *outer, struct type *element, uint32_t count)
{
	struct shape *s = shape_new(SHAPE_ARRAY, outer, 0);

	take_lists(b, s);
	s->string = b->string && type_is_char(element);
	if (s->string)
		b->string = NULL;
	b->level++;
	if (!bind_lists(b, s) || !(s->of = build(b, element)))
		return NULL;
	s->depth = s->of->depth; /* a pointer and its array are one level */
	s->count = count;
	s->conformant = !count;
	s->varying = s->string || s->first || s->length;
	s->octets = count * s->of->octets;
	return check_array(b, s) ? s : NULL;
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
		return fail(b, "\"%s\" is an interface pointer, which is always [unique]");
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

static bool is_sized(struct builder *b, struct type *pointee)
{
	for (int i = 0; i < LISTS; i++)
		if (at_level(b, i))
			return true;
	return b->string && type_is_char(pointee);
}

static bool check_leftovers(struct builder *b);

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
	s->of = build(&wire, user_attr(alias->attrs)->type);
	if (!s->of || !check_leftovers(&wire))
		return NULL;
	if (s->of->conformant)
		return fail(b, "\"%s\" travels as a type without a fixed size");
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
		return fail(b, "\"%s\" is a pointer to void, which cannot be remoted");
	s = shape_new(SHAPE_POINTER, outer, 8);
	s->pointer = take_pointer_kind(b);
	if (is_sized(b, t->of))
		s->of = build_array(b, t->of, t->of, 0);
	else
		s->of = (b->level++, build(b, t->of));
	return s->of ? s : NULL;
}

/* An array parameter is a pointer in C. */
static struct shape *build_decayed(struct builder *b, struct type *outer, struct type *t)
{
	struct shape *s = shape_new(SHAPE_POINTER, outer, 8);

	s->pointer = take_pointer_kind(b);
	s->of = build_array(b, outer, t->of, t->count);
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
		return b->top ? build_decayed(b, outer, t) : build_array(b, outer, t->of, t->count);
	case TYPE_FUNCTION: return fail(b, "\"%s\" is or points to a function, which cannot be remoted");
	case TYPE_INTERFACE: return fail(b, "\"%s\" is an interface by value; a pointer to it is meant");
	default: return NULL;
	}
}

/* What a tag holds was looked at where it was met first, perhaps less deep. */
static unsigned depth_of(const struct shape *s)
{
	struct type *t = type_strip(s->type);

	return 1 + (s->of ? s->of->depth : s->kind == SHAPE_STRUCT || s->kind == SHAPE_UNION ? t->tag->depth : 0);
}

static struct shape *build(struct builder *b, struct type *t)
{
	const unsigned deepest = MAX_NESTING / 2; /* an array behind a pointer takes two levels at run time */
	struct shape *s;

	if (nesting >= deepest)
		return fail(b, "the type of \"%s\" is nested too deeply");
	nesting++;
	s = build_level(b, t);
	nesting--;
	if (!s)
		return NULL;
	s->depth = depth_of(s);
	return nesting + s->depth <= deepest ? s : fail(b, "the type of \"%s\" is nested too deeply");
}

/* Attributes that found no level to apply to. */
static bool check_leftovers(struct builder *b)
{
	struct attr *left = b->string ? b->string : b->iid ? b->iid : b->range ? b->range : b->descriptor ? b->descriptor : b->which;
	const char *name = var_name(b);
	unsigned before = error_count();

	if (left)
		error_at(left->place, 0, "[%s] applies to nothing in the type of \"%s\"", attr_name(left->id), name);
	if (b->pointer)
		error_at(b->pointer_attr->place, 0, "[%s] finds no pointer in the type of \"%s\"",
		         attr_name(b->pointer_attr->id), name);
	for (int i = 0; i < LISTS; i++)
		if (b->lists[i] && b->lists[i]->count > b->level)
			error_at(b->lists[i]->place, 0, b->level ? "[%s] has more values than \"%s\" has levels" :
			         "[%s] finds no pointer or array in the type of \"%s\"", attr_name(list_ids[i]), name);
	return before == error_count();
}

/* What C cannot pass by value, or the runtime cannot. */
static bool check_value(struct builder *b, const struct shape *s)
{
	const char *wrong =
		s->conformant ? "\"%s\" is a struct with an open end, which cannot be passed by value" :
		type_is_packed(s->type) ? "\"%s\" is a struct with #pragma pack, which cannot be passed by value; a pointer can" :
		!shape_is_passed(s) ? "\"%s\" holds a user's type that cannot be passed by value; a pointer can" : NULL;

	if (wrong)
		fail(b, wrong);
	return !wrong;
}

struct shape *shape_make(struct var *v, struct var *vars, enum pointer pointer_default, bool top)
{
	struct builder b = { .var = v, .vars = vars, .pointer_default = pointer_default,
	                     .is_param = top, .top = top };
	struct shape *s;

	take_attrs(&b, v->attrs);
	b.iid = attr_find(v->attrs, ATTR_iid_is);
	for (int i = 0; i < LISTS; i++)
		b.lists[i] = attr_find(v->attrs, list_ids[i]);
	b.which = attr_find(v->attrs, ATTR_switch_is);
	b.descriptor = attr_find(v->attrs, ATTR_system_handle);
	s = shape_lowest(attr_find(v->attrs, ATTR_min_is)) ? build(&b, v->type) : NULL;
	if (s && top && !check_value(&b, s))
		return NULL;
	return s && check_leftovers(&b) ? s : NULL;
}
