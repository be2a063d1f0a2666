/* emit_json.c - foo.json: the whole model, for other tools. The man page describes it; "format" counts what breaks readers. */
#include "idlgen.h"

enum { FORMAT = 1 };

/* ---- interfaces ---- */

static void put_params(struct out *o, const struct method *m)
{
	json_open(o, "parameters", '[');
	for (const struct var *v = m->params; v; v = v->next) {
		json_open(o, NULL, '{');
		json_name(o, v->name);
		json_bool(o, "in", v->in);
		json_bool(o, "out", v->out);
		json_flag(o, "retval", v->retval);
		json_type(o, "type", v->type);
		json_rest(o, v->attrs, v->place, v->doc);
		json_close(o, '}');
	}
	json_close(o, ']');
}

static void put_method(struct out *o, const struct method *m)
{
	struct mark mark = mem_mark();

	json_open(o, NULL, '{');
	json_name(o, m->name);
	if (m->sync) {
		json_string(o, "half", m->finish ? "finish" : "begin");
		json_string(o, "of", name_in_idl(m->sync->name));
	}
	if (m->property)
		json_string(o, "property", m->property);
	json_number(o, "slot", m->slot);
	if (m->local) /* it travels in the place of that one */
		json_string(o, "call_as", name_in_idl(m->local->name));
	json_type(o, "returns", m->type);
	put_params(o, m);
	json_flag(o, "variadic", m->variadic);
	json_rest(o, m->attrs, m->place, m->doc);
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
	json_guid(o, "uuid", &x->guid);
	json_string(o, "base", x->base ? name_in_idl(x->base->name) : NULL);
	json_bool(o, "local", x->is_local);
	json_flag(o, "dispinterface", x->is_disp);
	json_flag(o, "rpc", x->is_rpc);
	json_number(o, "slots", x->slots);
	put_methods(o, x);
	if (x->properties)
		json_vars(o, "properties", x->properties);
	if (x->face_name)
		json_string(o, "wraps", name_in_idl(x->face_name));
}

static void put_twin(struct out *o, const struct iface *twin)
{
	json_open(o, "async", '{');
	json_name(o, twin->name);
	put_interface(o, twin);
	json_close(o, '}');
}

/* ---- declarations ---- */

static void put_faces(struct out *o, const struct decl *d)
{
	json_guid(o, "uuid", &d->guid);
	json_open(o, "interfaces", '[');
	for (const struct face *f = d->faces; f; f = f->next) {
		json_open(o, NULL, '{');
		json_name(o, f->name);
		json_attrs(o, f->attrs);
		json_close(o, '}');
	}
	json_close(o, ']');
}

static void put_const(struct out *o, const struct decl *d)
{
	json_name(o, d->name);
	json_type(o, "type", d->type);
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
	case DECL_IMPORT: json_string(o, "file", json_file_of(d->source)); break;
	case DECL_INCLUDE: json_string(o, "file", d->name); break;
	case DECL_QUOTE: json_string(o, "text", d->name); break;
	case DECL_TYPEDEF: json_name(o, d->name); json_type(o, "type", d->type); break;
	case DECL_TAG: json_type(o, "type", d->type); break;
	case DECL_CONST: put_const(o, d); break;
	case DECL_COCLASS: json_name(o, d->name); put_faces(o, d); break;
	case DECL_FORWARD: json_name(o, d->iface->name); break;
	case DECL_INTERFACE:
		json_name(o, d->iface->name);
		put_interface(o, d->iface);
		if (d->iface->twin)
			put_twin(o, d->iface->twin);
		put_decls(o, d->iface->decls);
		break;
	case DECL_FUNCTION:
		json_name(o, d->name);
		json_type(o, "returns", d->type);
		put_params(o, d->method);
		json_flag(o, "variadic", d->method->variadic);
		break;
	case DECL_EXTERN: json_name(o, d->name); json_type(o, "type", d->type); break;
	case DECL_LIBRARY: json_name(o, d->name); json_guid(o, "uuid", &d->guid); break;
	case DECL_MODULE: json_name(o, d->name); break;
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
		json_attrs(o, d->iface ? d->iface->attrs : d->attrs);
	json_place(o, d->place);
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
			o->bodies = d == list;
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
	json_string(o, "name", json_file_of(unit->source));
	json_string(o, "header", unit->header ? text_format("\"%s\"", unit->header) : unit->source->include);
	put_decls(o, unit->decls);
	json_close(o, '}');
}

void emit_json(struct out *o, const struct unit *unit)
{
	unsigned column;

	for (const struct source *s = source_list(); s; s = s->next)
		(void)place_line((struct place){ s, 0, 0 }, &column); /* what it remembers must outlive each mark */
	o->bodies = true;
	json_open(o, NULL, '{');
	json_number(o, "format", FORMAT);
	json_string(o, "file", json_file_of(unit->source));
	json_open(o, "files", '[');
	put_unit(o, unit);
	json_close(o, ']');
	json_close(o, '}');
	text_add(&o->text, "\n", 1);
}
