/* emit_json.c - foo.json: the whole model, for other tools. The man page describes it; "format" counts what breaks readers. */
#include "idlgen.h"

enum { FORMAT = 1 };

static bool bodies; /* whether a struct is described where it is defined; not again for the second name of a typedef */

/* ---- what everything has ---- */

static const char *file_of(const struct source *s)
{
	const char *slash = strrchr(s->path, '/');

	return slash ? slash + 1 : s->path;
}

static void put_place(struct out *o, struct place place)
{
	unsigned column, line;
	bool flat;

	if (!place.source)
		return;
	line = place_line(place, &column);
	json_open(o, "place", '{');
	flat = json_flat(o, true);
	json_string(o, "file", file_of(place.source));
	json_number(o, "line", line);
	json_number(o, "column", column);
	json_close(o, '}');
	json_flat(o, flat);
}

/* IDL's name, and C's where it is another. */
static void put_name(struct out *o, const char *name)
{
	json_string(o, "name", name ? name_in_idl(name) : NULL);
	if (name && name_in_idl(name) != name)
		json_string(o, "c_name", name);
}

static void put_guid(struct out *o, const char *name, const GUID *guid)
{
	static const GUID none;

	json_string(o, name, IsEqualGUID(guid, &none) ? NULL : guid_text(guid));
}

static void put_flag(struct out *o, const char *name, bool value)
{
	if (value)
		json_bool(o, name, true);
}

/* ---- types ---- */

static void put_type(struct out *o, const char *name, const struct type *t);
static void put_attrs(struct out *o, const struct attr *list);

/* What ends everything that has a name. */
static void put_rest(struct out *o, const struct attr *attrs, struct place place, const char *doc)
{
	put_attrs(o, attrs);
	put_place(o, place);
	if (doc)
		json_string(o, "doc", doc);
}

static void put_enumerators(struct out *o, const struct tag *tag)
{
	json_open(o, "enumerators", '[');
	for (const struct enumerator *e = tag->enumerators; e; e = e->next) {
		json_open(o, NULL, '{');
		put_name(o, e->name);
		json_number(o, "value", e->number);
		put_rest(o, e->attrs, e->place, e->doc);
		json_close(o, '}');
	}
	json_close(o, ']');
}

/* Members, or the parameters of a function's type. */
static void put_vars(struct out *o, const char *name, const struct var *list)
{
	json_open(o, name, '[');
	for (const struct var *v = list; v; v = v->next) {
		json_open(o, NULL, '{');
		put_name(o, v->name);
		if (v->type)
			put_type(o, "type", v->type);
		if (v->bits)
			json_number(o, "bits", v->width);
		put_rest(o, v->attrs, v->place, v->doc);
		json_close(o, '}');
	}
	json_close(o, ']');
}

static void put_tag(struct out *o, const struct tag *tag, bool whole)
{
	bool has_name = tag->name && strncmp(tag->name, "acom_", 5); /* those are given by sema */

	put_name(o, has_name ? tag->name : NULL);
	json_string(o, "c", tag->spelling);
	if (!whole)
		return;
	put_flag(o, "v1_enum", tag->v1);
	if (tag->pack)
		json_number(o, "pack", tag->pack);
	if (tag->tag) {
		put_type(o, "switch_type", tag->tag->type);
		json_string(o, "switch_name", name_in_idl(tag->tag->name));
		json_string(o, "union_name", name_in_idl(tag->name_of_union));
	}
	if (tag->kind == TOKEN_ENUM)
		put_enumerators(o, tag);
	else
		put_vars(o, "members", tag->members);
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
static bool has_body(const struct type *t)
{
	while (t->kind == TYPE_POINTER || t->kind == TYPE_ARRAY)
		t = t->of;
	return t->kind == TYPE_FUNCTION || (t->kind == TYPE_TAG && t->has_body && bodies);
}

static void put_inside(struct out *o, const struct type *t)
{
	switch (t->kind) {
	case TYPE_SCALAR: put_scalar(o, t->scalar); break;
	case TYPE_TAG: put_tag(o, t->tag, t->has_body && bodies); break;
	case TYPE_NAME: case TYPE_ALIAS: put_name(o, t->name); break;
	case TYPE_INTERFACE: put_name(o, t->iface->name); break;
	case TYPE_POINTER: put_type(o, "to", t->of); break;
	case TYPE_ARRAY:
		put_type(o, "of", t->of);
		if (t->count)
			json_number(o, "count", t->count);
		break;
	case TYPE_FUNCTION:
		put_type(o, "returns", t->of);
		put_vars(o, "parameters", t->params);
		put_flag(o, "variadic", t->variadic);
		break;
	case TYPE_VOID: case TYPE_BAD: break;
	}
}

static void put_type(struct out *o, const char *name, const struct type *t)
{
	static const char *const kinds[] = { [TYPE_VOID] = "void", [TYPE_SCALAR] = "scalar", [TYPE_NAME] = "name",
		[TYPE_ALIAS] = "name", [TYPE_INTERFACE] = "interface", [TYPE_POINTER] = "pointer", [TYPE_ARRAY] = "array",
		[TYPE_FUNCTION] = "function",
		[TYPE_BAD] = "unknown" };

	bool flat = (json_open(o, name, '{'), json_flat(o, !has_body(t)));

	json_string(o, "kind", t->kind == TYPE_TAG ? token_spelling(t->tag->kind) : kinds[t->kind]);
	put_flag(o, "const", t->is_const);
	put_inside(o, t);
	json_close(o, '}');
	json_flat(o, flat);
}

/* ---- attributes ---- */

static void put_arguments(struct out *o, const struct attr *a)
{
	static const char *const pointers[] = { NULL, "ref", "unique", "ptr" };

	json_open(o, "arguments", '[');
	for (unsigned i = 0; i < a->count; i++)
		json_string(o, NULL, idl_expr(a->args[i]));
	if (a->raw)
		json_string(o, NULL, a->raw);
	if (a->kind)
		json_string(o, NULL, pointers[a->kind]);
	if (a->type)
		json_string(o, NULL, emit_type(a->type, ""));
	json_close(o, ']');
}

static void put_attrs(struct out *o, const struct attr *list)
{
	if (!list)
		return;
	json_open(o, "attributes", '[');
	for (const struct attr *a = list; a; a = a->next) {
		bool flat = (json_open(o, NULL, '{'), json_flat(o, true));

		json_string(o, "name", attr_name(a->id));
		if (a->count || a->raw || a->kind || a->type)
			put_arguments(o, a);
		json_close(o, '}');
		json_flat(o, flat);
	}
	json_close(o, ']');
}

/* ---- interfaces ---- */

static void put_params(struct out *o, const struct method *m)
{
	json_open(o, "parameters", '[');
	for (const struct var *v = m->params; v; v = v->next) {
		json_open(o, NULL, '{');
		put_name(o, v->name);
		json_bool(o, "in", v->in);
		json_bool(o, "out", v->out);
		put_flag(o, "retval", v->retval);
		put_type(o, "type", v->type);
		put_rest(o, v->attrs, v->place, v->doc);
		json_close(o, '}');
	}
	json_close(o, ']');
}

static void put_method(struct out *o, const struct method *m)
{
	struct mark mark = mem_mark();

	json_open(o, NULL, '{');
	put_name(o, m->name);
	if (m->sync) {
		json_string(o, "half", m->finish ? "finish" : "begin");
		json_string(o, "of", name_in_idl(m->sync->name));
	}
	if (m->property)
		json_string(o, "property", m->property);
	json_number(o, "slot", m->slot);
	if (m->local) /* it travels in the place of that one */
		json_string(o, "call_as", name_in_idl(m->local->name));
	put_type(o, "returns", m->type);
	put_params(o, m);
	put_flag(o, "variadic", m->variadic);
	put_rest(o, m->attrs, m->place, m->doc);
	json_close(o, '}');
	mem_release(mark);
}

static void put_methods(struct out *o, const struct iface *x)
{
	json_open(o, "methods", '[');
	for (const struct method *m = x->methods; m; m = m->next)
		put_method(o, m);
	json_close(o, ']');
}

static void put_decls(struct out *o, const struct decl *list);

static void put_interface(struct out *o, const struct iface *x)
{
	put_guid(o, "uuid", &x->guid);
	json_string(o, "base", x->base ? name_in_idl(x->base->name) : NULL);
	json_bool(o, "local", x->is_local);
	put_flag(o, "dispinterface", x->is_disp);
	put_flag(o, "rpc", x->is_rpc);
	json_number(o, "slots", x->slots);
	put_methods(o, x);
	if (x->properties)
		put_vars(o, "properties", x->properties);
	if (x->face_name)
		json_string(o, "wraps", name_in_idl(x->face_name));
}

static void put_twin(struct out *o, const struct iface *twin)
{
	json_open(o, "async", '{');
	put_name(o, twin->name);
	put_interface(o, twin);
	json_close(o, '}');
}

/* ---- declarations ---- */

static void put_faces(struct out *o, const struct decl *d)
{
	put_guid(o, "uuid", &d->guid);
	json_open(o, "interfaces", '[');
	for (const struct face *f = d->faces; f; f = f->next) {
		json_open(o, NULL, '{');
		put_name(o, f->name);
		put_attrs(o, f->attrs);
		json_close(o, '}');
	}
	json_close(o, ']');
}

static void put_const(struct out *o, const struct decl *d)
{
	put_name(o, d->name);
	put_type(o, "type", d->type);
	if (d->string)
		json_string(o, "value", d->string);
	else if (d->worth.is_real)
		json_real(o, "value", d->worth.real);
	else
		json_number(o, "value", d->worth.number);
}

/* What a declaration of its kind says. */
static void put_kind(struct out *o, const struct decl *d)
{
	switch (d->kind) {
	case DECL_IMPORT: json_string(o, "file", file_of(d->source)); break;
	case DECL_INCLUDE: json_string(o, "file", d->name); break;
	case DECL_QUOTE: json_string(o, "text", d->name); break;
	case DECL_TYPEDEF: put_name(o, d->name); put_type(o, "type", d->type); break;
	case DECL_TAG: put_type(o, "type", d->type); break;
	case DECL_CONST: put_const(o, d); break;
	case DECL_COCLASS: put_name(o, d->name); put_faces(o, d); break;
	case DECL_FORWARD: put_name(o, d->iface->name); break;
	case DECL_INTERFACE:
		put_name(o, d->iface->name);
		put_interface(o, d->iface);
		if (d->iface->twin)
			put_twin(o, d->iface->twin);
		put_decls(o, d->iface->decls);
		break;
	case DECL_FUNCTION:
		put_name(o, d->name);
		put_type(o, "returns", d->type);
		put_params(o, d->method);
		put_flag(o, "variadic", d->method->variadic);
		break;
	case DECL_EXTERN: put_name(o, d->name); put_type(o, "type", d->type); break;
	case DECL_LIBRARY: put_name(o, d->name); put_guid(o, "uuid", &d->guid); break;
	case DECL_MODULE: put_name(o, d->name); break;
	case DECL_IMPORTLIB: json_string(o, "file", d->name); break;
	}
}

static void put_decl(struct out *o, const struct decl *d)
{
	static const char *const kinds[] = { [DECL_IMPORT] = "import", [DECL_INCLUDE] = "include", [DECL_QUOTE] = "cpp_quote",
		[DECL_TYPEDEF] = "typedef", [DECL_TAG] = "type", [DECL_CONST] = "const", [DECL_FORWARD] = "forward",
		[DECL_INTERFACE] = "interface", [DECL_COCLASS] = "coclass", [DECL_FUNCTION] = "function", [DECL_EXTERN] = "extern",
		[DECL_LIBRARY] = "library", [DECL_MODULE] = "module", [DECL_IMPORTLIB] = "importlib" };
	const char *doc = d->kind == DECL_INTERFACE ? d->iface->doc : d->doc;

	json_open(o, NULL, '{');
	json_string(o, "kind", kinds[d->kind]);
	put_kind(o, d);
	if (d->room)
		json_string(o, "inside", name_in_idl(d->room->name));
	if (d->kind != DECL_FORWARD)
		put_attrs(o, d->iface ? d->iface->attrs : d->attrs);
	put_place(o, d->place);
	if (doc)
		json_string(o, "doc", doc);
	json_close(o, '}');
}

static void put_decls(struct out *o, const struct decl *list)
{
	if (!list)
		return;
	json_open(o, "declarations", '[');
	for (; list; list = list->next)
		for (const struct decl *d = list; d; d = d->also) {
			bodies = d == list;
			put_decl(o, d);
		}
	json_close(o, ']');
}

/* ---- files: each once, imported ones first ---- */

static void put_unit(struct out *o, const struct unit *unit)
{
	for (const struct decl *d = unit->decls; d; d = d->next)
		if (d->kind == DECL_IMPORT && d->unit)
			put_unit(o, d->unit);
	json_open(o, NULL, '{');
	json_string(o, "name", file_of(unit->source));
	json_string(o, "header", unit->header ? text_format("\"%s\"", unit->header) : unit->source->include);
	put_decls(o, unit->decls);
	json_close(o, '}');
}

void emit_json(struct out *o, const struct unit *unit)
{
	unsigned column;

	for (const struct source *s = source_list(); s; s = s->next)
		(void)place_line((struct place){ s, 0, 0 }, &column); /* what it remembers must outlive each mark */
	bodies = true;
	json_open(o, NULL, '{');
	json_number(o, "format", FORMAT);
	json_string(o, "file", file_of(unit->source));
	json_open(o, "files", '[');
	put_unit(o, unit);
	json_close(o, ']');
	json_close(o, '}');
	text_add(&o->text, "\n", 1);
}
