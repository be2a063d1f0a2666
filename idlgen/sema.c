/* sema.c - the judge of meaning: the declarations of a file, in their order. */
#include "idlgen.h"

static enum pointer pointer_default = POINTER_UNIQUE; /* of the interface whose body is judged */

static struct decl *current;
static const struct decl *whole; /* the file that is judged now */
static bool in_rpc; /* in the body of an interface of plain RPC */

enum pointer sema_pointer_default(void) { return pointer_default; }

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
	if (!t->tag->spelling)
		name_body(t, t->place);
}

/* The word interface in front of a name declares it, for which C wants a declaration of its own. */
struct iface *sema_imply_interface(const char *name, struct place place)
{
	struct decl *d = NEW(struct decl);

	d->kind = DECL_FORWARD;
	d->place = place;
	d->iface = NEW(struct iface);
	d->iface->name = name;
	d->iface->place = place;
	d->iface = sema_declare_interface(d->iface);
	d->next = current->next;
	current->next = d;
	return d->iface;
}

/* typedef interface X X; only declares X. */
static bool is_forward(struct decl *d)
{
	if (d->also || d->type->kind != TYPE_INTERFACE || !text_same(d->name, d->type->name))
		return false;
	d->kind = DECL_FORWARD;
	d->iface = d->type->iface;
	return true;
}

static void judge_typedef(struct decl *first)
{
	struct attr *v1 = attr_find(first->attrs, ATTR_v1_enum);

	if (first->type->kind == TYPE_NAME && (sema_type(first->type), is_forward(first)))
		return;
	attr_check(first->attrs, ON_TYPE, in_rpc, "a type");
	for (struct decl *d = first; d; d = d->also) {
		struct symbol *s;

		sema_type(d->type);
		name_typedef(d);
		if (d->type->kind == TYPE_TAG && !d->type->is_const && !d->type->tag->alias)
			d->type->tag->alias = d->name;
		sema_switch_type(d->attrs, d->type);
		sema_user_type(d);
		if (v1 && d == first && (d->type->kind != TYPE_TAG || !d->type->has_body || d->type->tag->kind != TOKEN_ENUM))
			error_at(v1->place, 0, "[v1_enum] stands where an enum is defined");
		s = symbol_find(d->name);
		d->is_again = s && s->kind == SYMBOL_TYPE && !s->in_header && type_same(s->type, d->type); /* as C allows, too */
		if (d->is_again)
			continue;
		if (!(s = symbol_define(d->name, d->place, SYMBOL_TYPE)))
			continue;
		s->type = d->type;
		s->attrs = d->attrs;
		s->pointer_default = pointer_default;
		name_no_tag(d->name, d->place);
	}
}

static void judge_tag_decl(struct decl *d)
{
	attr_check(d->attrs, ON_TYPE, false, "a type");
	sema_type(d->type);
	sema_switch_type(d->attrs, d->type);
	if (!d->type->tag->spelling && d->type->tag->kind != TOKEN_ENUM)
		error_at(d->place, 0, "a %s without name declares nothing", token_spelling(d->type->tag->kind));
}

/* The interface that a name means, declared now if need be. */
struct iface *sema_declare_interface(struct iface *x)
{
	struct symbol *s = symbol_find(x->name);

	if (!s || s->kind != SYMBOL_INTERFACE || (s->iface->defined && x->defined)) {
		s = symbol_define(x->name, x->place, SYMBOL_INTERFACE);
		if (s) {
			s->iface = x;
			name_no_tag(x->name, x->place);
		}
		return x;
	}
	if (x->defined)
		*s->iface = *x;
	return s->iface;
}

static void judge_extern(struct decl *d)
{
	sema_type(d->type);
	name_check(d->name, d->place);
}

/* What a syntax error cut. */
static void judge_broken(struct decl *first)
{
	for (struct decl *d = first; d; d = d->also) {
		bool lone = d->kind == DECL_TYPEDEF && *d->name == '?' && d->type->kind == TYPE_NAME; /* that may be the name */

		if (lone)
			name_broken(d->type->name, d->place);
		sema_type(d->type);
		if (d->name)
			name_broken(d->name, d->place);
		if (d->type && d->type->kind == TYPE_TAG && d->type->tag->name)
			name_broken(d->type->tag->name, d->place);
	}
}

static void judge(struct decl *d)
{
	if (d->broken) {
		judge_broken(d);
		return;
	}
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
	case DECL_CONST: sema_const(d); break;
	case DECL_COCLASS: sema_coclass(d); break;
	case DECL_FORWARD: d->iface = sema_declare_interface(d->iface); break;
	case DECL_INTERFACE: d->iface = sema_interface(d->iface); break;
	case DECL_FUNCTION: sema_function(d->method, NULL); break;
	case DECL_EXTERN: judge_extern(d); break;
	case DECL_LIBRARY: sema_library(d); break;
	case DECL_MODULE: attr_check(d->attrs, ON_MODULE, false, "a module"); break;
	case DECL_QUOTE: case DECL_IMPORTLIB: break;
	}
}

void sema_decls(struct decl *list, enum pointer now_default)
{
	enum pointer before = pointer_default;

	pointer_default = now_default;
	for (struct decl *d = list; d; d = d->next) {
		current = d;
		judge(d);
	}
	pointer_default = before;
}

void sema_body(const struct iface *x, enum pointer now_default)
{
	in_rpc = x->is_rpc;
	sema_decls(x->decls, now_default);
	in_rpc = false;
}

void sema_unit(struct unit *unit)
{
	const struct decl *before = whole;

	sema_order(&unit->decls);
	whole = unit->decls;
	sema_decls(unit->decls, POINTER_UNIQUE);
	whole = before;
}

const struct decl *sema_later(const char *name)
{
	for (const struct decl *d = whole; d; d = d->next)
		for (const struct decl *one = d; one; one = one->also)
			if (one->name && (d->kind == DECL_INTERFACE || d->kind == DECL_TYPEDEF) && !strcmp(one->name, name))
				return one;
	return NULL;
}
