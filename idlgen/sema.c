/* sema.c - the judge of meaning: declarations, names, types. */
#include "idlgen.h"

static struct table symbols, tags, used;
static enum pointer pointer_default = POINTER_UNIQUE; /* of the interface whose body is judged */

/* ---- names ---- */

struct symbol *symbol_find(const char *name) { return table_get(&symbols, name); }

/* Names that C, C++ or the generated code need for themselves. */
static bool is_reserved(const char *name)
{
	static const char *const words[] = {
		"auto", "break", "case", "continue", "default", "do", "else", "extern", "for", "goto", "if", "inline",
		"register", "restrict", "return", "static", "volatile", "while", "asm", "bool", "catch", "class",
		"delete", "explicit", "export", "false", "friend", "mutable", "namespace", "new", "operator",
		"private", "protected", "public", "template", "this", "throw", "true", "try", "typename", "using",
		"virtual", "NULL", "typeof", "typeid", "constexpr", "decltype", "noexcept", "nullptr",
		"char16_t", "char32_t", "alignas", "alignof", "static_assert", "thread_local", "and", "or", "not", "xor",
		"bitand", "bitor", "compl", "and_eq", "or_eq", "xor_eq", "not_eq", "static_cast", "const_cast",
		"dynamic_cast", "reinterpret_cast",
	};

	for (size_t i = 0; i < ARRAY_COUNT(words); i++)
		if (text_same(words[i], name))
			return true;
	return !strncmp(name, "acom_", 5) || !strncmp(name, "ACOM_", 5);
}

void name_check(const char *name, struct place place)
{
	const struct symbol *s = symbol_find(name);

	if (is_reserved(name))
		error_at(place, 0, "\"%s\" is reserved for C, C++ or the generated code", name);
	else if (s && s->is_macro)
		error_at(place, 0, "\"%s\" is a constant, which C would put in its place", name);
	if (!table_get(&used, name))
		table_put(&used, name, &used);
}

static struct symbol *define(const char *name, struct place place, enum symbol_kind kind)
{
	struct symbol *s = symbol_find(name);

	if (s) {
		error_at(place, 2003, "\"%s\" is declared twice", name);
		return NULL;
	}
	name_check(name, place);
	s = NEW(struct symbol);
	s->kind = kind;
	table_put(&symbols, name, s);
	return s;
}

/* ---- types ---- */

struct type *type_strip(struct type *t)
{
	while (t->kind == TYPE_ALIAS)
		t = t->of;
	return t;
}

bool type_is_const(const struct type *t)
{
	for (; t->kind == TYPE_ALIAS && !t->is_const; t = t->of)
		;
	return t->is_const;
}

bool type_is_char(struct type *t)
{
	t = type_strip(t);
	return t->kind == TYPE_SCALAR && (t->scalar == SCALAR_CHAR || t->scalar == SCALAR_WCHAR ||
	                                  t->scalar == SCALAR_UCHAR || t->scalar == SCALAR_BYTE);
}

bool type_is_guid(struct type *t)
{
	t = type_strip(t);
	return t->kind == TYPE_TAG && (text_same(t->tag->name, "GUID") || text_same(t->tag->spelling, "GUID"));
}

static void judge_enumerators(struct tag *tag)
{
	int64_t next = 0;

	for (struct enumerator *e = tag->enumerators; e; e = e->next) {
		struct symbol *s;

		attr_check(e->attrs, ON_MEMBER, false, "an enumerator");
		if (e->value)
			expr_constant(e->value, &next);
		if (next < INT32_MIN || next > INT32_MAX) {
			error_at(e->place, 0, "%lld does not fit an enum's 32 bits", (long long)next);
			next = 0;
		}
		e->number = (int32_t)next;
		if ((s = define(e->name, e->place, SYMBOL_CONSTANT)))
			s->number = next;
		next++;
	}
}

/* Refuses a variable that C could not hold. */
static void judge_complete(struct type *t, struct place place, const char *name)
{
	for (t = type_strip(t); t->kind == TYPE_ARRAY; t = type_strip(t->of))
		;
	if (t->kind == TYPE_VOID)
		error_at(place, 0, "\"%s\" is void", name);
	else if (t->kind == TYPE_INTERFACE)
		error_at(place, 0, "\"%s\" is an interface by value; a pointer to it is meant", name);
	else if (t->kind == TYPE_TAG && (!t->tag->defined || t->tag->open))
		error_at(place, 0, "\"%s\" has a type that is not complete here", name);
}

static void judge_duplicates(struct var *vars)
{
	for (struct var *v = vars; v; v = v->next)
		for (struct var *w = vars; w != v; w = w->next)
			if (text_same(v->name, w->name)) {
				error_at(v->place, 2003, "\"%s\" is declared twice", v->name);
				break;
			}
}

/* The next number of a file, the same wherever the file is imported. */
static unsigned number_in(const struct source *source)
{
	static struct table numbers;
	unsigned *number = table_get(&numbers, source->path);

	if (!number) {
		number = NEW(unsigned);
		table_put(&numbers, source->path, number);
	}
	return ++*number;
}

/* C needs a name for a struct or enum that a member defines without one. */
static void name_body(struct type *t, struct place place)
{
	for (; t->kind == TYPE_POINTER || t->kind == TYPE_ARRAY; t = t->of)
		;
	if (t->kind != TYPE_TAG || t->tag->spelling)
		return;
	t->tag->name = text_format("acom_%s_%u", place.source->symbol, number_in(place.source));
	t->tag->spelling = text_format("%s %s", token_spelling(t->tag->kind), t->tag->name);
}

static void judge_members(struct tag *tag)
{
	tag->open = true;
	for (struct var *v = tag->members; v; v = v->next) {
		tag->count++;
		name_check(v->name, v->place);
		attr_check(v->attrs, ON_MEMBER, false, "a member of a struct");
		sema_type(v->type);
		name_body(v->type, v->place);
		judge_complete(v->type, v->place, v->name);
	}
	judge_duplicates(tag->members);
	if (!tag->members && tag->kind == TOKEN_STRUCT)
		error_at(tag->place, 0, "a struct wants members");
	tag->open = false;
}

/* Makes every mention of a tag mean its one definition. */
static void judge_tag(struct type *t)
{
	struct tag *tag = t->tag, *known = tag->name ? table_get(&tags, tag->name) : NULL;

	if (tag->pointer_default || (known && known == tag))
		return;
	tag->pointer_default = pointer_default;
	if (known && (known->kind != tag->kind || (known->defined && tag->defined))) {
		error_at(tag->place, 2003, "the tag \"%s\" is declared twice", tag->name);
		tag->spelling = tag->name;
		return;
	}
	if (known && !tag->defined) {
		t->tag = known;
		return;
	}
	if (tag->name)
		name_check(tag->name, tag->place);
	if (tag->kind == TOKEN_ENUM && !tag->defined)
		error_at(tag->place, 2011, "there is no enum \"%s\"", tag->name);
	if (known) { /* mentioned before; now comes the definition */
		*known = *tag;
		t->tag = tag = known;
	} else if (tag->name) {
		table_put(&tags, tag->name, tag);
	}
	if (tag->name)
		tag->spelling = text_format("%s %s", token_spelling(tag->kind), tag->name);
	if (tag->kind == TOKEN_ENUM)
		judge_enumerators(tag);
	else if (tag->defined)
		judge_members(tag);
}

static void judge_name(struct type *t)
{
	struct symbol *s = symbol_find(t->name);

	t->kind = TYPE_BAD;
	if (!s) {
		error_at(t->place, 2011, "there is no type \"%s\"", t->name);
	} else if (s->kind == SYMBOL_INTERFACE) {
		t->kind = TYPE_INTERFACE;
		t->iface = s->iface;
	} else if (s->kind == SYMBOL_TYPE) {
		t->kind = TYPE_ALIAS;
		t->of = s->type;
		t->attrs = s->attrs;
		t->pointer_default = s->pointer_default;
	} else {
		error_at(t->place, 0, "\"%s\" is no type", t->name);
	}
}

static void judge_bound(struct type *t)
{
	int64_t count;

	if (t->count || !t->bound || !expr_constant(t->bound, &count))
		return;
	if (count > 0 && count <= MAX_OCTETS)
		t->count = (uint32_t)count;
	else
		error_at(t->bound->place, 0, "an array cannot have %lld elements", (long long)count);
}

void sema_type(struct type *t)
{
	for (; t; t = t->kind == TYPE_POINTER || t->kind == TYPE_ARRAY ? t->of : NULL) {
		if (t->kind == TYPE_NAME)
			judge_name(t);
		else if (t->kind == TYPE_TAG)
			judge_tag(t);
		else if (t->kind == TYPE_ARRAY)
			judge_bound(t);
	}
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
		if (v1 && (d->type->kind != TYPE_TAG || !d->type->has_body || d->type->tag->kind != TOKEN_ENUM))
			error_at(v1->place, 0, "[v1_enum] stands where an enum is defined");
		if (!(s = define(d->name, d->place, SYMBOL_TYPE)))
			continue;
		s->type = d->type;
		s->attrs = d->attrs;
		s->pointer_default = pointer_default;
	}
}

static void judge_const(struct decl *d)
{
	struct type *t = (sema_type(d->type), type_strip(d->type));
	bool was_used = table_get(&used, d->name) != NULL;
	struct symbol *s = define(d->name, d->place, d->value ? SYMBOL_CONSTANT : SYMBOL_OTHER);
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
	if (!d->type->tag->spelling && d->type->tag->kind != TOKEN_ENUM)
		error_at(d->place, 0, "a %s without name declares nothing", token_spelling(d->type->tag->kind));
}

static void judge_coclass(struct decl *d)
{
	struct attr *uuid = attr_find(d->attrs, ATTR_uuid);

	attr_check(d->attrs, ON_COCLASS, false, "a class");
	define(d->name, d->place, SYMBOL_OTHER);
	if (!uuid)
		error_at(d->place, 0, "a class wants a uuid");
	else if (guid_claim(&uuid->guid, uuid->place))
		d->guid = uuid->guid;
	for (struct face *f = d->faces; f; f = f->next) {
		struct symbol *s = symbol_find(f->name);

		attr_check(f->attrs, ON_FACE, false, "an interface of a class");
		if (!s || s->kind != SYMBOL_INTERFACE)
			error_at(f->place, 2011, "there is no interface \"%s\"", f->name);
	}
}

/* Remembers a UUID; false if it was used before. */
bool guid_claim(const GUID *guid, struct place place)
{
	static struct table guids;
	const char *s = guid_text(guid);

	if (table_get(&guids, s)) {
		error_at(place, 2270, "this UUID is used twice");
		return false;
	}
	table_put(&guids, s, (void *)&guids);
	return true;
}

/* The interface that a name means, declared now if need be. */
struct iface *sema_declare_interface(struct iface *x)
{
	struct symbol *s = symbol_find(x->name);

	if (!s || s->kind != SYMBOL_INTERFACE || (s->iface->defined && x->defined)) {
		s = define(x->name, x->place, SYMBOL_INTERFACE);
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
