/* json_type.c - foo.json: types, and the members of those that are described where they stand. */
#include "idlgen.h"

static void put_enumerators(struct out *o, const struct tag *tag)
{
	json_open(o, "enumerators", '[');
	for (const struct enumerator *e = tag->enumerators; e; e = e->next) {
		json_open(o, NULL, '{');
		json_name(o, e->name);
		json_number(o, "value", e->number);
		json_rest(o, e->attrs, e->place, e->doc);
		json_close(o, '}');
	}
	json_close(o, ']');
}

void json_vars(struct out *o, const char *name, const struct var *list)
{
	json_open(o, name, '[');
	for (const struct var *v = list; v; v = v->next) {
		json_open(o, NULL, '{');
		json_name(o, v->name);
		if (v->type)
			json_type(o, "type", v->type);
		if (v->bits)
			json_number(o, "bits", v->width);
		json_rest(o, v->attrs, v->place, v->doc);
		json_close(o, '}');
	}
	json_close(o, ']');
}

static void put_tag(struct out *o, const struct tag *tag, bool whole)
{
	bool has_name = tag->name && strncmp(tag->name, "acom_", 5); /* those are given by sema */

	json_name(o, has_name ? tag->name : NULL);
	json_string(o, "c", tag->spelling);
	if (!whole)
		return;
	json_flag(o, "v1_enum", tag->v1);
	if (tag->pack)
		json_number(o, "pack", tag->pack);
	if (tag->tag) {
		json_type(o, "switch_type", tag->tag->type);
		json_string(o, "switch_name", name_in_idl(tag->tag->name));
		json_string(o, "union_name", name_in_idl(tag->name_of_union));
	}
	if (tag->kind == TOKEN_ENUM)
		put_enumerators(o, tag);
	else
		json_vars(o, "members", tag->members);
}

static void put_scalar(struct out *o, enum scalar s)
{
	static const char *const names[SCALAR_COUNT] = { [SCALAR_BYTE] = "byte", [SCALAR_CHAR] = "char",
		[SCALAR_SCHAR] = "signed char", [SCALAR_UCHAR] = "unsigned char", [SCALAR_SMALL] = "small",
		[SCALAR_USMALL] = "unsigned small", [SCALAR_BOOLEAN] = "boolean", [SCALAR_WCHAR] = "wchar_t",
		[SCALAR_SHORT] = "short", [SCALAR_USHORT] = "unsigned short", [SCALAR_INT] = "int",
		[SCALAR_UINT] = "unsigned int", [SCALAR_LONG] = "long", [SCALAR_ULONG] = "unsigned long",
		[SCALAR_HYPER] = "hyper", [SCALAR_UHYPER] = "unsigned hyper", [SCALAR_FLOAT] = "float",
		[SCALAR_DOUBLE] = "double", [SCALAR_INT3264] = "__int3264", [SCALAR_UINT3264] = "unsigned __int3264" };

	json_string(o, "name", names[s]);
	json_string(o, "c", scalar_spelling(s));
}

/* Whether the type is described where it stands, which takes lines. */
static bool has_body(const struct out *o, const struct type *t)
{
	while (t->kind == TYPE_POINTER || t->kind == TYPE_ARRAY)
		t = t->of;
	return t->kind == TYPE_FUNCTION || (t->kind == TYPE_TAG && t->has_body && o->bodies);
}

static void put_inside(struct out *o, const struct type *t)
{
	switch (t->kind) {
	case TYPE_SCALAR: put_scalar(o, t->scalar); break;
	case TYPE_TAG: put_tag(o, t->tag, t->has_body && o->bodies); break;
	case TYPE_NAME: case TYPE_ALIAS: json_name(o, t->name); break;
	case TYPE_INTERFACE: json_name(o, t->iface->name); break;
	case TYPE_POINTER: json_type(o, "to", t->of); break;
	case TYPE_ARRAY:
		json_type(o, "of", t->of);
		if (t->count)
			json_number(o, "count", t->count);
		break;
	case TYPE_FUNCTION:
		json_type(o, "returns", t->of);
		json_vars(o, "parameters", t->params);
		json_flag(o, "variadic", t->variadic);
		break;
	case TYPE_VOID: case TYPE_BAD: break;
	}
}

void json_type(struct out *o, const char *name, const struct type *t)
{
	static const char *const kinds[] = { [TYPE_VOID] = "void", [TYPE_SCALAR] = "scalar", [TYPE_NAME] = "name",
		[TYPE_ALIAS] = "name", [TYPE_INTERFACE] = "interface", [TYPE_POINTER] = "pointer", [TYPE_ARRAY] = "array",
		[TYPE_FUNCTION] = "function", [TYPE_BAD] = "unknown" };
	bool flat = (json_open(o, name, '{'), json_flat(o, !has_body(o, t)));

	json_string(o, "kind", t->kind == TYPE_TAG ? token_spelling(t->tag->kind) : kinds[t->kind]);
	json_flag(o, "const", t->is_const);
	put_inside(o, t);
	json_close(o, '}');
	json_flat(o, flat);
}
