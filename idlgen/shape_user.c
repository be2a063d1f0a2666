/* shape_user.c - [wire_marshal] and [user_marshal] types: what they are in memory is their own business. */
#include "idlgen.h"

struct attr *user_attr(struct attr *attrs)
{
	struct attr *a = attr_find(attrs, ATTR_wire_marshal);

	return a ? a : attr_find(attrs, ATTR_user_marshal);
}

bool user_is_known(const char *name)
{
	return text_same(name, "BSTR") || text_same(name, "VARIANT") || text_same(name, "LPSAFEARRAY");
}

struct type *user_of_pointer(struct type *pointee)
{
	const struct symbol *s;
	struct type *t;

	while (pointee->kind == TYPE_ALIAS && !text_same(pointee->name, "SAFEARRAY"))
		pointee = pointee->of;
	s = pointee->kind == TYPE_ALIAS ? symbol_find("LPSAFEARRAY") : NULL;
	if (!s || s->kind != SYMBOL_TYPE || !user_attr(s->attrs))
		return NULL;
	t = type_new(TYPE_ALIAS, pointee->place);
	t->name = "LPSAFEARRAY";
	t->of = s->type;
	t->attrs = s->attrs;
	t->pointer_default = s->pointer_default;
	return t;
}

void sema_user_type(struct decl *d)
{
	struct attr *a = user_attr(d->attrs);

	if (!a)
		return;
	sema_type(a->type);
	if (type_strip(a->type)->kind == TYPE_VOID || type_strip(a->type)->kind == TYPE_INTERFACE)
		error_at(a->type->place, 0, "[%s] wants a type that can travel", attr_name(a->id));
	if (type_strip(d->type)->kind == TYPE_ARRAY || type_strip(d->type)->kind == TYPE_INTERFACE)
		error_at(d->place, 0, "\"%s\" cannot have a wire form of its own: it is no value in C", d->name);
}

/* What lies in a value: its octets without gaps, and which kinds of registers it may want. */
struct contents {
	uint64_t octets;
	bool floats, others;
	unsigned depth;
};

static uint64_t scalar_octets(enum scalar s)
{
	switch (s) {
	case SCALAR_SHORT: case SCALAR_USHORT: case SCALAR_WCHAR:
		return 2;
	case SCALAR_INT: case SCALAR_UINT: case SCALAR_LONG: case SCALAR_ULONG: case SCALAR_FLOAT:
		return 4;
	case SCALAR_HYPER: case SCALAR_UHYPER: case SCALAR_DOUBLE: case SCALAR_INT3264: case SCALAR_UINT3264:
		return 8;
	default:
		return 1;
	}
}

static uint64_t look_into(struct contents *c, struct type *t);

static uint64_t look_into_tag(struct contents *c, const struct tag *tag)
{
	uint64_t all = 0;

	for (struct var *v = tag->members; v && c->depth < MAX_NESTING; v = v->next) {
		bool is_there = v->name || v->type->kind == TYPE_TAG;
		uint64_t octets;

		c->depth++;
		octets = is_there ? look_into(c, v->type) : 0;
		c->depth--;
		octets = v->bits ? 0 : octets; /* how many, C knows */
		all = tag->kind == TOKEN_STRUCT ? all + octets : octets > all ? octets : all;
	}
	return all;
}

static uint64_t look_into(struct contents *c, struct type *t)
{
	t = type_strip(t);
	if (t->kind == TYPE_ARRAY)
		return look_into(c, t->of) * t->count;
	if (t->kind == TYPE_TAG && t->tag->kind != TOKEN_ENUM)
		return look_into_tag(c, t->tag);
	if (t->kind == TYPE_SCALAR && (t->scalar == SCALAR_FLOAT || t->scalar == SCALAR_DOUBLE))
		c->floats = true;
	else
		c->others = true;
	return t->kind == TYPE_SCALAR ? scalar_octets(t->scalar) : t->kind == TYPE_TAG ? 4 : 8;
}

enum passed user_passed(struct type *t)
{
	struct contents c = { 0 };
	bool tag = (t = type_strip(t))->kind == TYPE_TAG && t->tag->kind != TOKEN_ENUM;

	c.octets = look_into(&c, t);
	if (!c.floats && (!tag || t->tag->defined))
		return tag ? PASSED_STRUCT : PASSED_NUMBER;
	return tag && c.others && c.octets > 16 ? PASSED_STRUCT : NOT_PASSED;
}
