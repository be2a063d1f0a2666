/* sema.c - the judge of meaning: names and declarations. */
#include "idlgen.h"

static struct table symbols, used;
static enum pointer pointer_default = POINTER_UNIQUE; /* of the interface whose body is judged */

enum pointer sema_pointer_default(void) { return pointer_default; }

/* ---- names ---- */

struct symbol *symbol_find(const char *name) { return table_get(&symbols, name); }

void name_check(const char *name, struct place place)
{
	const struct symbol *s = symbol_find(name);
	const char *idl = name_in_idl(name);

	if (idl != name)
		warn_at(place, WARN_mangled_name, 0, "\"%s\" means something else in C or C++, where it becomes \"%s\"", idl, name);
	if (!strncmp(name, "acom_", 5) || !strncmp(name, "ACOM_", 5))
		error_at(place, 0, "\"%s\" is reserved for the generated code", name);
	else if (s && s->is_macro)
		error_at(place, 0, "\"%s\" is a constant, which C would put in its place", name);
	if (!table_get(&used, name))
		table_put(&used, name, &used);
}

void name_no_type(const char *name, struct place place)
{
	const struct symbol *s = symbol_find(name);

	if (s && (s->kind == SYMBOL_TYPE || s->kind == SYMBOL_INTERFACE))
		error_at(place, 0, "\"%s\" is also a type; C or C++ cannot tell them apart here", name);
}

/* ---- C headers ---- */

/* What the declaration of a header that is judged now has put into tables. */
struct recent {
	struct table *table;
	const char *name;
	struct recent *next;
};

static struct recent *recent;
static bool in_header;

bool sema_in_header(void) { return in_header; }

void sema_enter(struct table *table, const char *name, void *thing)
{
	struct recent *r = in_header ? NEW(struct recent) : NULL;

	table_put(table, name, thing);
	if (r)
		*r = (struct recent){ table, name, recent }, recent = r;
}

/* A declaration in which IDL finds something wrong is as if it were not there. */
static void judge_header(struct decl *list)
{
	bool hush = diag_hush(true), before = in_header;

	in_header = true;
	for (struct decl *d = list, *next; d; d = next) {
		unsigned errors = diag_hushed();

		next = d->next;
		d->next = NULL;
		recent = NULL;
		sema_decls(d, POINTER_UNIQUE);
		for (; diag_hushed() != errors && recent; recent = recent->next)
			table_put(recent->table, recent->name, NULL);
		d->next = next;
	}
	in_header = before;
	diag_hush(hush);
}

/* ---- symbols ---- */

struct symbol *symbol_define(const char *name, struct place place, enum symbol_kind kind)
{
	struct symbol *s = symbol_find(name);

	if (s && (!s->in_header || in_header)) {
		error_at(place, 2003, "\"%s\" is declared twice", name);
		note_at(s->place, "the previous definition is here");
		return NULL;
	}
	name_check(name, place);
	s = NEW(struct symbol);
	s->kind = kind;
	s->place = place;
	s->in_header = in_header;
	sema_enter(&symbols, name, s);
	return s;
}

/* ---- declarations ---- */

/* The struct or enum that a typedef defines without a tag is named after its first plain name. */
static void name_typedef(struct decl *first)
{
	struct type *t = first->type;

	for (; t->kind == TYPE_POINTER || t->kind == TYPE_ARRAY; t = t->of)
		;
	if (t->kind != TYPE_TAG || t->tag->spelling)
		return;
	for (struct decl *d = first; d && !t->tag->spelling; d = d->also)
		if (d->type == t && !t->is_const)
			t->tag->spelling = d->name;
	if (!t->tag->spelling) {
		error_at(t->place, 0, "this %s wants a tag", token_spelling(t->tag->kind));
		t->tag->spelling = "?";
	}
}

static void judge_typedef(struct decl *first)
{
	struct attr *v1 = attr_find(first->attrs, ATTR_v1_enum);

	attr_check(first->attrs, ON_TYPE, false, "a type");
	for (struct decl *d = first; d; d = d->also) {
		struct symbol *s;

		sema_type(d->type);
		name_typedef(d);
		sema_switch_type(d->attrs, d->type);
		sema_user_type(d);
		if (v1 && d == first && (d->type->kind != TYPE_TAG || !d->type->has_body || d->type->tag->kind != TOKEN_ENUM))
			error_at(v1->place, 0, "[v1_enum] stands where an enum is defined");
		if (!(s = symbol_define(d->name, d->place, SYMBOL_TYPE)))
			continue;
		s->type = d->type;
		s->attrs = d->attrs;
		s->pointer_default = pointer_default;
		name_no_tag(d->name, d->place);
	}
}

static void judge_const(struct decl *d)
{
	struct type *t = (sema_type(d->type), type_strip(d->type));
	bool was_used = table_get(&used, d->name) != NULL;
	struct symbol *s = symbol_define(d->name, d->place, d->value ? SYMBOL_CONSTANT : SYMBOL_OTHER);
	int64_t value = 0;

	if (s && was_used)
		error_at(d->place, 0, "\"%s\" is also the name of something else, which C would replace", d->name);
	if (s)
		s->is_macro = true;
	if (d->string && (t->kind != TYPE_POINTER || !type_is_char(t->of)))
		error_at(d->place, 0, "a string constant has a pointer to characters as its type");
	if (d->value && (t->kind != TYPE_SCALAR || t->scalar == SCALAR_FLOAT || t->scalar == SCALAR_DOUBLE))
		error_at(d->place, 0, "only constants of integer and string types are supported");
	if (d->value && expr_constant(d->value, &value) && s)
		s->number = value;
	d->number = value;
}

static void judge_tag_decl(struct decl *d)
{
	attr_check(d->attrs, ON_TYPE, false, "a type");
	sema_type(d->type);
	sema_switch_type(d->attrs, d->type);
	if (!d->type->tag->spelling && d->type->tag->kind != TOKEN_ENUM)
		error_at(d->place, 0, "a %s without name declares nothing", token_spelling(d->type->tag->kind));
}

static void judge_coclass(struct decl *d)
{
	struct attr *uuid = attr_find(d->attrs, ATTR_uuid);

	attr_check(d->attrs, ON_COCLASS, false, "a class");
	symbol_define(d->name, d->place, SYMBOL_OTHER);
	if (!uuid)
		error_at(d->place, 0, "a class wants a uuid");
	else if (guid_claim(&uuid->guid, uuid->inner))
		d->guid = uuid->guid;
	for (struct face *f = d->faces; f; f = f->next) {
		struct symbol *s = symbol_find(f->name);

		attr_check(f->attrs, ON_FACE, false, "an interface of a class");
		if (!s || s->kind != SYMBOL_INTERFACE)
			error_at(f->place, 2011, "there is no interface \"%s\"", f->name);
	}
}

/* The interface that a name means, declared now if need be. */
struct iface *sema_declare_interface(struct iface *x)
{
	struct symbol *s = symbol_find(x->name);

	if (!s || s->kind != SYMBOL_INTERFACE || (s->iface->defined && x->defined)) {
		s = symbol_define(x->name, x->place, SYMBOL_INTERFACE);
		if (s)
			s->iface = x;
		return x;
	}
	if (x->defined)
		*s->iface = *x;
	return s->iface;
}

void sema_decls(struct decl *list, enum pointer now_default)
{
	enum pointer before = pointer_default;

	pointer_default = now_default;
	for (struct decl *d = list; d; d = d->next) {
		switch (d->kind) {
		case DECL_INCLUDE:
			if (d->unit)
				judge_header(d->unit->decls);
			break;
		case DECL_IMPORT:
			if (d->unit)
				sema_unit(d->unit);
			break;
		case DECL_TYPEDEF: judge_typedef(d); break;
		case DECL_TAG: judge_tag_decl(d); break;
		case DECL_CONST: judge_const(d); break;
		case DECL_COCLASS: judge_coclass(d); break;
		case DECL_FORWARD: d->iface = sema_declare_interface(d->iface); break;
		case DECL_INTERFACE: d->iface = sema_interface(d->iface); break;
		case DECL_QUOTE: case DECL_METHOD: break;
		}
	}
	pointer_default = before;
}

void sema_unit(struct unit *unit)
{
	sema_decls(unit->decls, POINTER_UNIQUE);
}
