/* sema_type.c - types: what names and tags mean, enumerators, members. */
#include "idlgen.h"

static struct table tags;
static struct early *early, **early_end = &early; /* tags that a parameter mentions first */
static unsigned in_params;

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
	return t->kind == TYPE_TAG && (text_same(t->tag->name, "GUID") || text_same(t->tag->name, "_GUID") ||
	                               text_same(t->tag->spelling, "GUID"));
}

bool type_is_open(struct type *t)
{
	t = type_strip(t);
	return t->kind == TYPE_ARRAY && !t->bound;
}

const char *tag_keyword(const struct tag *tag)
{
	return tag->tag ? "struct" : token_spelling(tag->kind);
}

static void judge_enumerators(struct tag *tag)
{
	int64_t next = 0;

	for (struct enumerator *e = tag->enumerators; e; e = e->next) {
		struct symbol *s;

		attr_check(e->attrs, ON_MEMBER, false, "an enumerator");
		if (e->value && expr_constant(e->value, &next) && next > INT32_MAX && next <= UINT32_MAX)
			next = (int32_t)next; /* 0x80000000: its bits fit */
		if (next < INT32_MIN || next > INT32_MAX) {
			error_at(e->place, 0, "%lld does not fit an enum's 32 bits", (long long)next);
			next = 0;
		}
		e->number = (int32_t)next;
		if ((s = symbol_define(e->name, e->place, SYMBOL_CONSTANT)))
			s->value = (struct constant){ .number = next, .bits = 32 };
		next++;
	}
}

/* Refuses a variable that C could not hold. */
static void judge_complete(struct type *t, struct place place, const char *name)
{
	for (t = type_strip(t); t->kind == TYPE_ARRAY; t = type_strip(t->of))
		;
	if (t->kind == TYPE_VOID || t->kind == TYPE_FUNCTION)
		error_at(place, 0, t->kind == TYPE_VOID ? "\"%s\" is void" : "\"%s\" is a function; a pointer to it is meant", name);
	else if (t->kind == TYPE_INTERFACE)
		error_at(place, 0, "\"%s\" is an interface by value; a pointer to it is meant", name);
	else if (t->kind == TYPE_TAG && (!t->tag->defined || t->tag->open))
		error_at(place, 0, "\"%s\" has a type that is not complete here", name);
}

/* Members of members without name are the struct's own. What is wrong inside of those was told. */
static void judge_duplicates(struct var *vars, struct table *names)
{
	for (struct var *v = vars; v; v = v->next)
		if (v->name && table_get(names, v->name))
			error_at(v->place, 2003, "\"%s\" is declared twice", v->name);
		else if (v->name)
			table_put(names, v->name, v);
		else if (v->type->kind == TYPE_TAG && v->type->tag->remote != REMOTE_BAD)
			judge_duplicates(v->type->tag->members, names);
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
void name_body(struct type *t, struct place place)
{
	for (; t->kind == TYPE_POINTER || t->kind == TYPE_ARRAY; t = t->of)
		;
	if (t->kind != TYPE_TAG || t->tag->spelling)
		return;
	t->tag->name = text_format("acom_%s_%u", place.source->symbol, number_in(place.source));
	t->tag->spelling = text_format("%s %s", tag_keyword(t->tag), t->tag->name);
}

/* An array without bound: C wants it last. Whether its struct can be remoted is another question. */
static void judge_open(struct tag *tag, const struct var *v)
{
	struct type *t = type_strip(v->type);

	if (type_is_open(v->type) && (v->next || tag->kind == TOKEN_UNION))
		error_at(v->place, 0, "\"%s\" is an array without bound, which can only be the last member of a struct", v->name);
	else if (type_is_open(v->type) && v->type->kind == TYPE_ALIAS)
		error_at(v->place, 0, "\"%s\" is an array without bound, whose [] must stand here, not in a typedef", v->name);
	tag->conformant = type_is_open(v->type) || (t->kind == TYPE_TAG && t->tag->conformant);
}

/* A bit-field: an integer of C's, cut short. */
static void judge_bits(struct var *v)
{
	struct type *t = type_strip(v->type);
	unsigned octets, align;
	int64_t bits;

	if (!expr_constant(v->bits, &bits) || t->kind == TYPE_BAD)
		return;
	if ((t->kind != TYPE_SCALAR && !type_is_enum(t)) || !type_layout(t, &octets, &align) ||
	    (t->kind == TYPE_SCALAR && (t->scalar == SCALAR_FLOAT || t->scalar == SCALAR_DOUBLE)))
		error_at(v->bits->place, 0, "a bit-field is an integer");
	else if (bits < 0 || bits > octets * 8 || (!bits && v->name))
		error_at(v->bits->place, 0, "a bit-field of this type has 1 to %u bits, or none if it has no name", octets * 8);
	v->width = (unsigned)bits;
}

static void judge_member(struct tag *tag, struct var *v)
{
	bool is_arm = tag->kind == TOKEN_UNION;

	attr_check(v->attrs, is_arm ? ON_MEMBER | ON_ARM : ON_MEMBER, false, is_arm ? "an arm" : "a member of a struct");
	if (v->name) {
		v->name = name_apart(v->name);
		name_check(v->name, v->place);
	}
	if (v->type->kind == TYPE_VOID && !v->name) /* an arm that holds nothing */
		return;
	sema_switch_is(tag, v);
	sema_type(v->type);
	sema_switch_type(v->attrs, v->type);
	if (v->bits)
		judge_bits(v);
	if (!v->name)
		return;
	name_body(v->type, v->place);
	judge_complete(v->type, v->place, v->name);
	judge_open(tag, v);
}

/* What lies in a member lies in what holds it. */
static void count_parts(struct tag *tag, const struct var *v)
{
	struct type *t = type_strip(v->type);

	while (t->kind == TYPE_ARRAY)
		t = type_strip(t->of);
	const struct tag *inner = t->kind == TYPE_TAG && t->tag->kind != TOKEN_ENUM ? t->tag : NULL;

	tag->parts += inner ? inner->parts : 1;
	if (inner && inner->levels >= tag->levels)
		tag->levels = inner->levels + 1;
}

/* Whoever looks into a value comes by all of it, as deep as it is. */
static void judge_parts(struct tag *tag)
{
	for (const struct var *v = tag->members; v; v = v->next)
		count_parts(tag, v);
	if (tag->parts <= MAX_PARTS && tag->levels <= MAX_NESTING)
		return;
	error_at(tag->place, 0, tag->parts > MAX_PARTS ? "more than %d members lie in this type" :
	         "more than %d types lie one in another here", tag->parts > MAX_PARTS ? MAX_PARTS : MAX_NESTING);
	tag->members = NULL;
	tag->broken = true;
	tag->parts = tag->levels = 0;
}

static void judge_members(struct tag *tag)
{
	unsigned before = error_count();
	struct table names = { 0 };
	bool any = false;

	tag->open = true;
	for (struct var *v = tag->members; v; v = v->next) {
		tag->count++;
		any |= v->type->kind != TYPE_VOID;
		judge_member(tag, v);
	}
	judge_duplicates(tag->members, &names);
	if (!any && !tag->broken)
		error_at(tag->place, 0, "a %s wants members", token_spelling(tag->kind));
	if (tag->kind == TOKEN_UNION)
		sema_union(tag);
	judge_parts(tag);
	tag->open = false;
	if (error_count() != before || tag->broken) /* it may even contain itself */
		tag->remote = REMOTE_BAD;
}

const struct tag *tag_find(const char *name) { return table_get(&tags, name); }

/* C++ has one name for a tag and a typedef. An interface is a struct; who only mentions that means it. */
void name_no_tag(const char *name, struct place place)
{
	const struct symbol *s = symbol_find(name);
	const struct tag *tag = table_get(&tags, name);
	struct type *t = tag && s && s->kind == SYMBOL_TYPE ? type_strip(s->type) : NULL;

	if (!tag || !s || s->in_header || tag->in_header)
		return;
	if (t && (t->kind != TYPE_TAG || t->tag != tag || type_is_const(s->type)))
		error_at(place, 0, "\"%s\" is both a tag and another type, for which C++ has but one name", name);
	else if (s->kind == SYMBOL_INTERFACE && (tag->defined || tag->kind != TOKEN_STRUCT))
		error_at(place, 0, "\"%s\" is both a tag and an interface, which is a struct of this name in C", name);
}

/* Windows' C has struct _GUID, which IDL need not declare. */
static bool is_guid_of_c(struct type *t)
{
	struct symbol *s = symbol_find("GUID");

	if (!text_same(t->tag->name, "_GUID") || t->tag->defined || table_get(&tags, "_GUID") || !s || s->kind != SYMBOL_TYPE)
		return false;
	t->kind = TYPE_ALIAS;
	t->name = "GUID";
	t->of = s->type;
	return true;
}

/* A function of C may have an enum that only its C header declares; to callers it is an int. */
static void judge_unknown_enum(struct type *t)
{
	if (!sema_in_function()) {
		error_at(t->tag->place, 2011, "there is no enum \"%s\"", t->tag->name);
		return;
	}
	warn_at(t->tag->place, WARN_undeclared_enum, 2011, "there is no enum \"%s\"; C gets an int in its place", t->tag->name);
	t->kind = TYPE_SCALAR;
	t->scalar = SCALAR_INT;
}

const struct early *sema_early_tags(void) { return early; }

static void remember_early(const struct tag *tag)
{
	struct early *e = NEW(struct early);

	*e = (struct early){ tag, tag->place, NULL };
	*early_end = e;
	early_end = &e->next;
}

/* Makes every mention of a tag mean its one definition. */
static void judge_tag(struct type *t)
{
	struct tag *tag = t->tag, *known = tag->name ? table_get(&tags, tag->name) : NULL;

	if (tag->pointer_default || (known && known == tag) || is_guid_of_c(t))
		return;
	if (known && known->in_header && tag->defined && !sema_in_header())
		known = NULL; /* IDL says it better */
	tag->pointer_default = sema_pointer_default();
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
		judge_unknown_enum(t);
	if (t->kind != TYPE_TAG)
		return;
	if (known) { /* mentioned before; now comes the definition */
		*known = *tag;
		t->tag = tag = known;
		name_no_tag(tag->name, tag->place);
	} else if (tag->name) {
		tag->in_header = sema_in_header();
		sema_enter(&tags, tag->name, tag);
		if (in_params && !tag->defined && !tag->in_header)
			remember_early(tag);
		name_no_tag(tag->name, tag->place);
	}
	if (tag->name) /* acom/types.h has GUID already, with another tag */
		tag->spelling = text_same(tag->name, "_GUID") ? "GUID" : text_format("%s %s", tag_keyword(tag), tag->name);
	if (tag->kind == TOKEN_ENUM)
		judge_enumerators(tag);
	else if (tag->defined)
		judge_members(tag);
}

/* What the IDL compiler knows without being told. */
static bool is_builtin(struct type *t)
{
	if (!text_same(t->name, "error_status_t"))
		return false;
	t->kind = TYPE_SCALAR;
	t->scalar = SCALAR_ULONG;
	return true;
}

static void judge_unknown(struct type *t)
{
	if (t->element)
		error_at(t->place, 0, "SAFEARRAY is known after import \"oaidl.idl\"");
	else if (t->is_interface && !symbol_find(t->name)) {
		t->iface = sema_imply_interface(t->name, t->place);
		t->kind = TYPE_INTERFACE;
	} else if (!is_builtin(t))
		name_unknown(t->name, t->place, SYMBOL_TYPE);
}

static void judge_name(struct type *t)
{
	struct symbol *s = symbol_find(t->name);

	t->kind = TYPE_BAD;
	if (t->element)
		sema_type(t->element);
	if (!s || (s->kind != SYMBOL_INTERFACE && s->kind != SYMBOL_TYPE)) {
		judge_unknown(t);
	} else if (s->kind == SYMBOL_INTERFACE) {
		t->kind = TYPE_INTERFACE;
		t->iface = s->iface;
	} else {
		t->kind = TYPE_ALIAS;
		t->of = s->type;
		t->attrs = s->attrs;
		t->pointer_default = s->pointer_default;
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

static bool has_inner(const struct type *t)
{
	return t->kind == TYPE_POINTER || t->kind == TYPE_ARRAY || t->kind == TYPE_FUNCTION;
}

void sema_type(struct type *t)
{
	for (; t; t = has_inner(t) ? t->of : NULL) {
		if (t->kind == TYPE_NAME)
			judge_name(t);
		else if (t->kind == TYPE_TAG)
			judge_tag(t);
		else if (t->kind == TYPE_ARRAY)
			judge_bound(t);
		for (struct var *v = t->params; v; v = v->next)
			sema_param_type(v->type);
	}
}

void sema_param_type(struct type *t)
{
	in_params++;
	sema_type(t);
	in_params--;
}
