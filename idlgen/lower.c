/* lower.c - shapes to rows: the only file that knows how values lie on the wire (kinds, flags, alignment, octets). */
#include "idlgen.h"

#include <acom/meta.h>

static const char *const scalar_kinds[] = {
#define X(id, c, kind) #kind,
	SCALARS(X)
#undef X
};

static const struct {
	const char *kind;
	unsigned octets;
} wire_octets[] = {
#define X(kind, memory, ffi, wire) { #kind, wire },
	ACOM_SCALARS(X)
#undef X
};

/* What a row of one method is made for. */
struct scope {
	struct lowered *l;
	const struct tag *tag; /* NULL: expressions look at the arguments */
	bool out;              /* the parameter comes out */
	unsigned saves;
};

void lower_start(struct lowered *l)
{
	*l = (struct lowered){ 0 };
	l->rows_end = &l->rows;
	l->rules_end = &l->rules;
}

/* ---- rows are made once ---- */

static bool same_type(const struct row *a, const struct row *b)
{
	return text_same(a->name, b->name) && a->is_pointer == b->is_pointer && !a->type == !b->type;
}

static bool same_row(const struct row *a, const struct row *b)
{
	return text_same(a->kind, b->kind) && same_type(a, b) && a->flags == b->flags && a->align == b->align &&
	       a->wire == b->wire && a->count == b->count && a->elem == b->elem && a->tag == b->tag &&
	       a->iface == b->iface && a->max == b->max && a->first == b->first && a->length == b->length &&
	       a->lo == b->lo && a->hi == b->hi;
}

static const struct row *append(struct lowered *l, struct row *r)
{
	r->number = ++l->row_count;
	*l->rows_end = r;
	l->rows_end = &r->next;
	return r;
}

static const struct row *intern(struct lowered *l, const struct row *row)
{
	const char *key = text_format("%s %p %p %p %p %lld %lld", row->name, (const void *)row->elem, (const void *)row->max,
	                              (const void *)row->first, (const void *)row->length, (long long)row->lo, (long long)row->hi);
	struct row *r, *alike = table_get(&l->row_keys, key);

	for (r = alike; r; r = r->alike)
		if (same_row(r, row))
			return r;
	r = NEW(struct row);
	*r = *row;
	if (alike) {
		r->alike = alike->alike;
		alike->alike = r;
	} else {
		table_put(&l->row_keys, key, r);
	}
	return append(l, r);
}

/* ---- expressions ---- */

static bool same_expr(const struct expr *a, const struct expr *b)
{
	if (!a || !b)
		return a == b;
	return a->op == b->op && a->number == b->number && a->var == b->var && a->is_set == b->is_set &&
	       same_expr(a->a, b->a) && same_expr(a->b, b->b) && same_expr(a->c, b->c);
}

/* Alike where same_expr is. */
static uint64_t hash_of(const struct expr *e)
{
	uint64_t hash;

	if (!e)
		return 0;
	hash = ((uint64_t)e->op ^ (uint64_t)e->number << 8) * 0x9e3779b97f4a7c15u;
	hash = (hash ^ (uintptr_t)e->var) * 0x9e3779b97f4a7c15u;
	hash = (hash ^ hash >> 32 ^ hash_of(e->a)) * 0x9e3779b97f4a7c15u;
	hash = (hash ^ hash >> 32 ^ hash_of(e->b)) * 0x9e3779b97f4a7c15u;
	return hash ^ hash >> 32 ^ hash_of(e->c);
}

static const struct rule *lower_expr(struct scope *s, const struct expr *e, bool is_iid)
{
	struct sources sources = { 0 };
	struct rule *r, *alike;
	unsigned from, save;
	const char *key;

	if (!e)
		return NULL;
	expr_sources(e, &sources);
	from = (sources.in_only || sources.both ? ACOM_IN : 0) | (sources.out_only || sources.both ? ACOM_OUT : 0);
	from = s->tag ? 0 : from;
	save = !s->tag && s->out && (from & ACOM_IN) && !sources.out_only ? ++s->saves : 0;
	key = text_format("%llx %u %u", (unsigned long long)hash_of(e), from, save);
	for (r = alike = table_get(&s->l->rule_keys, key); r; r = r->alike)
		if (r->tag == s->tag && r->is_iid == is_iid && r->from == from && r->save == save && same_expr(r->expr, e))
			return r;
	r = NEW(struct rule);
	*r = (struct rule){ ++s->l->rule_count, e, is_iid, from, save, s->tag, alike ? alike->alike : NULL, NULL };
	if (alike)
		alike->alike = r;
	else
		table_put(&s->l->rule_keys, key, r);
	*s->l->rules_end = r;
	s->l->rules_end = &r->next;
	return r;
}

/* ---- kinds ---- */

static const struct row *lower_shape(struct scope *s, const struct shape *shape);

static const struct row *lower_scalar(struct scope *s, const struct shape *shape, const char *kind)
{
	struct type *plain = NEW(struct type);
	struct row r = { .kind = kind, .type = plain };

	*plain = *shape->type;
	plain->is_const = false;
	r.name = emit_type(plain, "");
	for (size_t i = 0; i < ARRAY_COUNT(wire_octets); i++)
		if (text_same(wire_octets[i].kind, kind))
			r.align = r.wire = wire_octets[i].octets;
	r.count = shape->descriptor;
	r.flags = shape->ranged ? ACOM_RANGE : 0;
	r.lo = shape->lo;
	r.hi = shape->hi;
	return intern(s->l, &r);
}

/* A type is met again while its row is being made when it is recursive. */
static struct row *row_of_tag(struct tag *tag, const char *kind, struct type *t)
{
	struct row *r = tag->row;

	if (r) {
		r->forward |= !r->number;
		return r;
	}
	r = tag->row = NEW(struct row);
	*r = (struct row){ .kind = kind, .name = tag->spelling ? tag->spelling : "anonymous", .type = t, .align = 1, .tag = tag };
	return r;
}

static const struct row *lower_struct(struct scope *s, const struct shape *shape)
{
	struct type *t = type_strip(shape->type);
	struct scope inner = { .l = s->l, .tag = t->tag };
	struct row *r = row_of_tag(t->tag, "STRUCT", t);

	if (r->fields)
		return r;
	tag_lead_astray(t->tag);
	r->flags = shape->conformant ? ACOM_CONFORMANT : 0;
	r->fields = mem_alloc(t->tag->count * sizeof *r->fields);
	for (struct var *v = t->tag->members; v; v = v->next) {
		const struct row *field = lower_shape(&inner, v->shape);

		r->fields[r->count++] = (struct row_field){ v, field, 0 };
		r->align = field->align > r->align ? field->align : r->align;
		r->wire += field->wire;
	}
	return append(s->l, r);
}

/* One field per label. */
static void lower_arm(struct row *r, struct var *v, const struct row *field)
{
	struct attr *cases = attr_find(v->attrs, ATTR_case);

	for (unsigned i = 0; cases && i < cases->count; i++)
		r->fields[r->count++] = (struct row_field){ v, field, cases->args[i]->number };
	if (field)
		r->align = field->align > r->align ? field->align : r->align;
}

/* The arms into a row that has its tag; the default comes last. */
static void lower_arms(struct scope *s, struct row *r, struct tag *tag)
{
	struct scope inner = { .l = s->l };
	struct row_field other = { 0 };
	uint32_t least = UINT32_MAX;

	for (struct var *v = tag->members; v; v = v->next) {
		const struct row *field = v->shape ? lower_shape(&inner, v->shape) : NULL;

		uint32_t wire = field ? field->wire : 0;

		lower_arm(r, v, field);
		if (attr_find(v->attrs, ATTR_default))
			other = (struct row_field){ v, field, 0 };
		least = wire < least ? wire : least;
	}
	if (other.var) {
		r->flags |= ACOM_DEFAULT;
		r->fields[r->count++] = other;
	}
	r->wire = r->elem->wire + least;
}

static unsigned count_labels(const struct tag *tag)
{
	unsigned count = 1;

	for (struct var *v = tag->members; v; v = v->next)
		count += attr_find(v->attrs, ATTR_case) ? attr_find(v->attrs, ATTR_case)->count : 0;
	return count;
}

static const struct row *lower_tag_type(struct scope *s, struct type *t)
{
	struct shape shape = { .kind = type_strip(t)->kind == TYPE_TAG ? SHAPE_ENUM : SHAPE_SCALAR, .type = t };

	return lower_shape(s, &shape);
}

static void fill_union(struct scope *s, struct row *r, struct tag *tag, struct type *tag_type)
{
	tag_lead_astray(tag);
	r->fields = mem_alloc(count_labels(tag) * sizeof *r->fields);
	r->elem = lower_tag_type(s, tag_type);
	r->align = r->elem->align;
	lower_arms(s, r, tag);
}

static const struct row *lower_encapsulated(struct scope *s, struct type *t)
{
	struct row *r = row_of_tag(t->tag, "UNION", t);

	if (r->fields)
		return r;
	r->flags = ACOM_ENCAPSULATED;
	fill_union(s, r, t->tag, t->tag->tag->type);
	return append(s->l, r);
}

static const struct row *lower_union(struct scope *s, const struct shape *shape)
{
	struct type *t = type_strip(shape->type);
	struct row r = { .kind = "UNION", .name = t->tag->spelling ? t->tag->spelling : "anonymous", .type = t, .tag = t->tag };

	if (t->tag->tag)
		return lower_encapsulated(s, t);
	r.max = lower_expr(s, shape->which, false);
	fill_union(s, &r, t->tag, t->tag->switch_type->type);
	return intern(s->l, &r);
}

/* A structure that leads to itself: its pointer's array is made before it is. */
static bool is_early(const struct row *elem) { return !elem->number || elem->early; }

/* What an array has of its elements. */
static void measure_array(struct row *r, bool counted)
{
	r->align = counted && r->elem->align < 4 ? 4 : r->elem->align;
	r->wire = (r->flags & ACOM_CONFORMANT ? 4 : 0) + (r->flags & ACOM_VARYING ? 8 : 0) +
	          (r->flags & ACOM_STRING ? r->elem->wire : 0);
	if (!(r->flags & (ACOM_CONFORMANT | ACOM_VARYING)))
		r->wire = r->count * r->elem->wire;
}

static const struct row *lower_array(struct scope *s, const struct shape *shape)
{
	struct row r = { .kind = "ARRAY", .elem = lower_shape(s, shape->of), .count = shape->count };
	bool counted = (shape->conformant && !shape->hoisted) || shape->varying;

	r.flags = (shape->conformant ? ACOM_CONFORMANT : 0) | (shape->varying ? ACOM_VARYING : 0) |
	          (shape->string ? ACOM_STRING : 0);
	measure_array(&r, counted);
	r.early = is_early(r.elem);
	if (!shape->conformant)
		r.type = shape->type;
	r.name = shape->conformant ? text_format("%s[]", r.elem->name) : emit_type(shape->type, "");
	r.max = lower_expr(s, shape->size, false);
	r.first = lower_expr(s, shape->first, false);
	r.length = lower_expr(s, shape->length, false);
	return intern(s->l, &r);
}

static const struct row *lower_pointer(struct scope *s, const struct shape *shape)
{
	struct row r = { .kind = "POINTER", .is_pointer = true, .align = 4, .wire = 4 };

	r.elem = lower_shape(s, shape->of);
	r.name = emit_type(shape->type, "");
	r.flags = shape->pointer == POINTER_REF ? ACOM_REF : shape->pointer == POINTER_PTR ? ACOM_PTR : ACOM_UNIQUE;
	return intern(s->l, &r);
}

static const struct row *lower_interface(struct scope *s, const struct shape *shape)
{
	struct row r = { .kind = "INTERFACE_POINTER", .is_pointer = true, .align = 4, .wire = 4 };

	r.name = emit_type(shape->type, "");
	r.iface = shape->iid ? NULL : shape->iface;
	r.max = lower_expr(s, shape->iid, true);
	return intern(s->l, &r);
}

static const struct row *lower_user(struct scope *s, const struct shape *shape)
{
	struct scope inner = { .l = s->l };
	struct type *plain = NEW(struct type);
	struct row r = { .kind = "USER", .type = plain, .count = shape->passed, .align = 4, .wire = 4 };

	*plain = *shape->type;
	plain->is_const = false;
	r.name = r.user = plain->name;
	if (!shape->of) /* the library's own: a pointer, as all those */
		return intern(s->l, &r);
	r.elem = lower_shape(&inner, shape->of);
	r.early = is_early(r.elem);
	r.align = r.elem->align;
	r.wire = r.elem->wire;
	return intern(s->l, &r);
}

static const struct row *lower_shape(struct scope *s, const struct shape *shape)
{
	struct type *t = type_strip(shape->type);

	switch (shape->kind) {
	case SHAPE_SCALAR: return lower_scalar(s, shape, shape->descriptor ? "FD" : scalar_kinds[t->scalar]);
	case SHAPE_ENUM: return lower_scalar(s, shape, t->tag->v1 ? "I32" : "ENUM16");
	case SHAPE_STRUCT: return lower_struct(s, shape);
	case SHAPE_UNION: return lower_union(s, shape);
	case SHAPE_ARRAY: return lower_array(s, shape);
	case SHAPE_POINTER: return lower_pointer(s, shape);
	case SHAPE_INTERFACE: return lower_interface(s, shape);
	case SHAPE_USER: return lower_user(s, shape);
	}
	return NULL;
}

const struct row **lower_method(struct lowered *l, const struct method *m, unsigned *saves)
{
	const struct row **rows = mem_alloc((m->count + 1) * sizeof *rows);
	struct scope s = { .l = l };

	for (const struct var *v = m->params; v; v = v->next) {
		s.out = v->out;
		rows[v->index] = lower_shape(&s, v->shape);
	}
	*saves = s.saves;
	return rows;
}

void lower_finish(struct lowered *l)
{
	for (struct row *r = l->rows; r; r = r->next)
		if (r->early && r->user) {
			r->align = r->elem->align;
			r->wire = r->elem->wire;
		} else if (r->early) {
			measure_array(r, r->flags & (ACOM_CONFORMANT | ACOM_VARYING));
		}
}

const char *row_flags(unsigned flags)
{
	static const char *const names[] = { "REF", "UNIQUE", "CONFORMANT", "VARYING", "STRING", "RANGE", "ENCAPSULATED",
		"DEFAULT", "PTR" };
	struct text t = { 0 };

	for (size_t i = 0; i < ARRAY_COUNT(names); i++)
		if (flags >> i & 1) {
			char *s = text_format("%sACOM_%s", t.len ? " | " : "", names[i]);

			text_add(&t, s, strlen(s));
		}
	return t.s ? t.s : "0";
}
