/* shape_array.c - arrays, and pointers that are some: how many elements there are, and which of them travel. */
#include "shape.h"

static const enum attr_id list_ids[LISTS] = { ATTR_size_is, ATTR_max_is, ATTR_first_is, ATTR_length_is, ATTR_last_is };

/* ---- what the attributes say ---- */

/* Complains unless [min_is] is 0, where C's arrays begin. */
static bool check_lowest(struct attr *min)
{
	int64_t lowest;

	for (unsigned i = 0; min && i < min->count; i++) {
		if (!min->args[i])
			continue;
		if (!expr_constant(min->args[i], &lowest))
			return false;
		if (lowest) {
			error_at(min->args[i]->place, 0, "[min_is] can only be 0, where arrays of C begin; [first_is] says where values do");
			return false;
		}
	}
	return true;
}

bool shape_take_lists(struct builder *b, struct attr *attrs)
{
	for (int i = 0; i < LISTS; i++)
		b->lists[i] = attr_find(attrs, list_ids[i]);
	return check_lowest(attr_find(attrs, ATTR_min_is));
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
		shape_fail(b, s->size && max ? "\"%s\" has both [size_is] and [max_is]" : "\"%s\" has both [length_is] and [last_is]");
	if (max)
		s->size = plus_one(max);
	if (last)
		s->length = plus_one(s->first ? expr_new(TOKEN_MINUS, last->place, last, s->first) : last);
}

/* ---- levels ---- */

bool shape_is_sized(struct builder *b, struct type *pointee)
{
	for (int i = 0; i < LISTS; i++)
		if (at_level(b, i))
			return true;
	return b->string && type_is_char(pointee);
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
		s->of->kind == SHAPE_ARRAY && (s->of->first || s->of->length) ?
			"\"%s\" has several dimensions, of which only the first can have [length_is] and its kin" :
		s->count && s->octets > MAX_OCTETS ? "\"%s\" is too large" : NULL;

	if (wrong)
		shape_fail(b, wrong);
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
	error_at(e->place, 0, value < 0 ? "\"%s\" has a negative number of elements" : "\"%s\" has more elements than %d",
	         shape_name(b), MAX_OCTETS);
	return false;
}

static bool bind_lists(struct builder *b, struct shape *s)
{
	struct expr *const *lists[] = { &s->size, &s->first, &s->length };
	bool good = true;

	for (size_t i = 0; i < ARRAY_COUNT(lists); i++)
		if (*lists[i])
			good &= shape_bind(b, *lists[i]) && check_number(b, *lists[i]);
	return good;
}

struct shape *shape_build_array(struct builder *b, struct type *outer, struct type *element, uint32_t count)
{
	struct shape *s = shape_new(SHAPE_ARRAY, outer, 0);

	take_lists(b, s);
	s->string = b->string && type_is_char(element);
	if (s->string)
		b->string = NULL;
	b->level++;
	if (!bind_lists(b, s) || !(s->of = shape_build(b, element)))
		return NULL;
	s->depth = s->of->depth; /* a pointer and its array are one level */
	s->count = count;
	s->conformant = !count;
	s->varying = s->string || s->first || s->length;
	s->octets = count * s->of->octets;
	return check_array(b, s) ? s : NULL;
}

void shape_check_lists(struct builder *b)
{
	for (int i = 0; i < LISTS; i++)
		if (b->lists[i] && b->lists[i]->count > b->level)
			error_at(b->lists[i]->place, 0, b->level ? "[%s] has more values than \"%s\" has levels" :
			         "[%s] finds no pointer or array in the type of \"%s\"", attr_name(list_ids[i]), shape_name(b));
}
