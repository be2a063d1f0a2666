/* emit_header.c - foo.h: types, constants, interfaces: function tables and inline wrappers in C, abstract classes in C++. */
#include "idlgen.h"

/* ---- types ---- */

static void put_body(struct out *o, struct tag *tag, const char *name);

/* The struct or enum whose body stands in a declaration. */
static struct tag *body_in(struct type *t)
{
	while (t->kind == TYPE_POINTER || t->kind == TYPE_ARRAY)
		t = t->of;
	return t->kind == TYPE_TAG && t->has_body ? t->tag : NULL;
}

static bool is_anonymous(const struct var *v) { return !v->name && v->type->kind == TYPE_TAG; }

/* C wants what a member's declaration defines in front of the struct. */
static void put_inner(struct out *o, struct tag *tag)
{
	for (struct var *v = tag->members; v; v = v->next) {
		struct tag *inner = body_in(v->type);

		if (inner && is_anonymous(v)) {
			put_inner(o, inner);
		} else if (inner && !inner->emitted) {
			put_body(o, inner, NULL);
		}
	}
}

/* A member that has a name, or is a bit-field. An array without bound has one element, since C++ knows no other way. */
static void put_member(struct out *o, const struct var *v)
{
	const struct type *whole = type_is_reference(v->type) ? v->type->of : v->type;
	struct type type = *whole;

	if (type_is_open(&type))
		type.count = 1;
	emit_doc(o, v->doc);
	emit(o, v->bits ? "$D$ : $W$;\n" : "$D$;\n", "D", emit_type(&type, v->name ? v->name : ""), "W",
	     text_format("%u", v->width));
}

static void put_members(struct out *o, const struct tag *tag)
{
	for (const struct var *v = tag->members; v; v = v->next)
		if (is_anonymous(v)) {
			emit_doc(o, v->doc);
			emit(o, "__extension__ $K$ {\n", "K", tag_keyword(v->type->tag));
			put_members(o, v->type->tag);
			emit(o, "};\n");
		} else if (v->name || v->bits) {
			put_member(o, v);
		}
}

/* The definition without its semicolon. */
static void put_tag(struct out *o, const struct tag *tag)
{
	emit(o, tag->name ? "$K$ $N$ {\n" : "$K$ {\n", "K", tag_keyword(tag), "N", tag->name);
	for (struct enumerator *e = tag->enumerators; e; e = e->next) {
		emit_doc(o, e->doc);
		emit(o, "$N$ = $V$,\n", "N", e->name, "V",
		     e->number == INT32_MIN ? "INT32_MIN" : text_format("%d", e->number));
	}
	if (tag->tag)
		emit(o, "$T$;\nunion {\n", "T", emit_type(tag->tag->type, tag->tag->name));
	put_members(o, tag);
	if (tag->tag)
		emit(o, "} $U$;\n", "U", tag->name_of_union);
	emit(o, "}");
}

/* The definition as a declaration of its own; with a name, a typedef. */
static void put_body(struct out *o, struct tag *tag, const char *name)
{
	tag->emitted = true;
	put_inner(o, tag);
	if (tag->pack)
		emit(o, "#pragma pack(push, $N$)\n", "N", text_format("%d", tag->pack));
	if (name)
		emit(o, "typedef ");
	put_tag(o, tag);
	emit(o, name ? " $N$;\n" : ";\n", "N", name);
	if (tag->pack)
		emit(o, "#pragma pack(pop)\n");
}

static void put_typedef(struct out *o, struct decl *first)
{
	struct tag *tag = body_in(first->type);
	const struct decl *plain = first;

	while (plain && (plain->type->kind != TYPE_TAG || plain->type->is_const || plain->is_again))
		plain = plain->also;
	emit_lead(o, first->doc);
	if (tag && first->is_again) {
		tag = NULL;
	} else if (tag) { /* a macro may have the tag's name, and so no other line mentions it */
		put_body(o, tag, plain ? plain->name : NULL);
	}
	for (struct decl *d = first; d; d = d->also)
		if (!d->is_again && (!tag || d != plain))
			emit(o, "typedef $D$;\n", "D", emit_type(d->type, d->name));
	for (struct decl *d = first; d; d = d->also)
		emit_user_functions(o, d);
}

static void put_const(struct out *o, const struct decl *d)
{
	struct type *t = type_strip(d->type);

	emit_lead(o, d->doc);
	if (d->string)
		emit(o, "#define $N$ $W$\"$S$\"\n", "N", d->name, "W", type_strip(t->of)->scalar == SCALAR_WCHAR ? "u" : "",
		     "S", d->string);
	else
		emit(o, "#define $N$ (($T$)$V$)\n", "N", d->name, "T",
		     t->kind == TYPE_SCALAR ? scalar_spelling(t->scalar) : emit_type(t, ""), "V",
		     d->worth.is_real ? emit_real(d->worth.real) : emit_number(d->worth.number));
}

/* ---- functions ---- */

/* "T a, U b", or nothing. */
static const char *list_params(const struct method *m)
{
	const char *s = emit_params(m, false);

	return *s ? s + 2 : s;
}

static void put_function(struct out *o, const struct method *m)
{
	const char *params = list_params(m);

	emit(o, "\n");
	emit_method_doc(o, m);
	emit(o, "$F$;\n", "F", emit_type(m->type, text_format("%s(%s)", m->name, *params ? params : "void")));
}

/* ---- interfaces ---- */

static bool is_void(struct type *t) { return type_strip(t)->kind == TYPE_VOID; }

static void put_slot(void *context, const struct iface *x, const struct method *m)
{
	struct out *o = context;

	if (m->owner == x)
		emit_method_doc(o, m);
	emit(o, "$M$($I$ *This$P$);\n", "M", emit_type(m->type, text_format("(*%s)", m->name)), "I", x->name, "P",
	     emit_params(m, false));
}

static void put_wrapper(void *context, const struct iface *x, const struct method *m)
{
	const char *name = text_format("%s_%s", x->name, m->name);

	if (m->variadic) { /* only a macro can hand the arguments on */
		emit(context, "#define $N$(This, ...) ((This)->lpVtbl->$M$((This), __VA_ARGS__))\n", "N", name, "M", m->name);
		return;
	}
	emit(context, "static inline $N$($I$ *This$P$) { $R$This->lpVtbl->$M$(This$A$); }\n", "N",
	     emit_type(m->type, name), "I", x->name, "P", emit_params(m, false), "R", is_void(m->type) ? "" : "return ",
	     "M", m->name, "A", emit_params(m, true));
}

/* The same table, as C++ lays it out: a class whose methods are all virtual, derived from one such class. */
static void put_class(struct out *o, const struct iface *x)
{
	emit(o, x->base ? "struct $I$ : public $B$ {\n" : "struct $I$ {\n", "I", x->name, "B", x->base ? x->base->name : "");
	emit_inside(x);
	for (const struct method *m = x->methods; m; m = m->next)
		if (!m->local) {
			emit_method_doc(o, m);
			emit(o, "virtual $M$ = 0;\n", "M", emit_type(m->type, text_format("%s(%s)", m->name, list_params(m))));
		}
	emit_inside(NULL);
	emit(o, "};\n");
}

/* A function of a [call_as] pair: as `m` but for an object pointer in front. */
static void put_routine(struct out *o, const struct method *m, const struct method *named, const char *end)
{
	const char *i = m->owner->name;

	emit(o, "$F$($I$ *This$P$);\n", "F", emit_type(m->type, text_format("%s_%s_%s", i, named->name, end)), "I", i, "P",
	     emit_params(m, false));
}

/* Between a [local] method and the [call_as] method that travels for it. */
static void put_routines(struct out *o, const struct iface *x)
{
	for (const struct method *m = x->methods; m; m = m->next) {
		if (x->is_local || !m->remote)
			continue;
		emit(o, "\n/* $R$ travels for $M$: of these, the first two are yours to write. */\n", "R", m->remote->name,
		     "M", m->name);
		put_routine(o, m, m, "Proxy");
		put_routine(o, m->remote, m, "Stub");
		put_routine(o, m->remote, m->remote, "Proxy");
	}
}

static void put_interface(void *context, const struct iface *x)
{
	struct out *o = context;

	emit(o, "\n");
	if (x->sync)
		emit(o, "/* The asynchronous twin of $X$: Begin_ takes what goes in, Finish_ gives what comes out. */\n", "X",
		     x->sync->name);
	emit_doc(o, x->doc);
	emit(o, "EXTERN_C const IID $P$_$I$;\n#ifdef __cplusplus\n", "P", iid_prefix(x), "I", x->name);
	put_class(o, x);
	emit(o, "#else\ntypedef struct $I$Vtbl {\n", "I", x->name);
	emit_each_method(x, put_slot, o);
	emit(o, "} $I$Vtbl;\nstruct $I$ {\nconst $I$Vtbl *lpVtbl;\n};\n", "I", x->name);
	emit_each_method(x, put_wrapper, o);
	emit(o, "#endif\n");
	put_routines(o, x);
}

/* ---- the file ---- */

static void put_forward(void *context, const struct iface *x)
{
	emit(context, "typedef struct $I$ $I$;\n", "I", x->name);
}

static void put_decls(struct out *o, struct decl *list);

/* What stands in its body comes first. A plain RPC interface is just that, and functions. */
static void put_interfaces(struct out *o, const struct iface *x)
{
	for (struct decl *d = x->decls; d; d = d->next)
		if (d->kind == DECL_FORWARD)
			put_forward(o, d->iface);
	put_decls(o, x->decls);
	for (const struct method *m = x->methods; m && x->is_rpc; m = m->next)
		put_function(o, m);
	if (!x->is_rpc)
		put_interface(o, x);
	if (x->twin)
		put_interface(o, x->twin);
}

/* A GUID that the _i.c file defines. */
static void put_guid(struct out *o, const struct decl *d, const char *type, const char *prefix)
{
	emit_lead(o, d->doc);
	emit(o, "EXTERN_C const $T$ $P$_$N$;\n", "T", type, "P", prefix, "N", d->name);
}

static void put_tag_decl(struct out *o, struct decl *d)
{
	emit_lead(o, d->doc);
	if (d->type->has_body)
		put_body(o, d->type->tag, NULL);
	else
		emit(o, "$S$;\n", "S", d->type->tag->spelling);
}

/* A C header that other declarations precede may depend on them, or change how what follows is laid out. */
static void put_include(struct out *o, const struct decl *d)
{
	if (d->leads)
		return;
	o->depth = 1;
	emit(o, "#ifdef __cplusplus\n}\n#endif\n#include $H$\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n", "H", d->name);
	o->depth = 0;
}

static void put_decl(struct out *o, struct decl *d)
{
	switch (d->kind) {
	case DECL_QUOTE: emit_doc(o, d->doc); emit(o, "$T$\n", "T", d->name); break;
	case DECL_TYPEDEF: put_typedef(o, d); break;
	case DECL_CONST: put_const(o, d); break;
	case DECL_TAG: put_tag_decl(o, d); break;
	case DECL_INTERFACE: put_interfaces(o, d->iface); break;
	case DECL_COCLASS: put_guid(o, d, "CLSID", "CLSID"); break;
	case DECL_LIBRARY:
		if (attr_find(d->attrs, ATTR_uuid))
			put_guid(o, d, "GUID", "LIBID");
		break;
	case DECL_FUNCTION: put_function(o, d->method); break;
	case DECL_EXTERN: emit(o, "extern $D$;\n", "D", emit_type(d->type, d->name)); break;
	case DECL_INCLUDE: put_include(o, d); break;
	case DECL_IMPORT: case DECL_FORWARD: case DECL_MODULE: case DECL_IMPORTLIB: break;
	}
}

static void put_decls(struct out *o, struct decl *list)
{
	for (struct decl *d = list; d; d = d->next) {
		struct mark mark = text_mark(&o->text);

		put_decl(o, d);
		mem_release(mark);
	}
}

/* foo_bar -> IDL_FOO_BAR_H */
static const char *guard_of(const char *symbol)
{
	char *s = text_format("IDL_%s_H", symbol);

	for (char *p = s; *p; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
	return s;
}

void emit_header(struct out *o, const struct unit *unit)
{
	const char *stem = unit->source->stem;
	bool remote = emit_each_remote(unit, NULL, NULL);

	emit(o, "/* $N$ - made by idlgen from $F$.idl. */\n#ifndef $G$\n#define $G$\n\n", "N", o->name, "F", stem, "G",
	     guard_of(unit->source->symbol));
	emit(o, remote ? "#include <acom/meta.h>\n" : "#include <acom/types.h>\n");
	for (const struct decl *d = unit->decls; d; d = d->next)
		if ((d->kind == DECL_IMPORT && d->source != unit->source) || (d->kind == DECL_INCLUDE && d->leads))
			emit(o, "#include $H$\n", "H", d->kind == DECL_IMPORT ? d->include : d->name);
	emit(o, "\n#ifdef __cplusplus\n");
	emit(o, "extern \"C\" {\n#endif\n\n");
	o->depth = 0; /* what is extern "C" is not indented */
	emit(o, "/* Parameters have the names that the IDL gives them. */\n#pragma GCC diagnostic push\n"
	     "#pragma GCC diagnostic ignored \"-Wshadow\"\n\n");
	for (const struct decl *d = unit->decls; d; d = d->next)
		if (d->kind == DECL_FORWARD)
			put_forward(o, d->iface);
	emit_each_interface(unit, put_forward, o);
	for (const struct early *e = sema_early_tags(); e; e = e->next)
		if (e->place.source == unit->source || e->place.source->is_included)
			emit(o, "$S$;\n", "S", e->tag->spelling);
	put_decls(o, unit->decls);
	if (remote)
		emit(o, "\n/* For AcomRegisterInterfaces, where the linker would drop $F$_p.o from an archive. */\n"
		     "extern ACOM_MODULE $S$_interfaces[1];\n", "F", stem, "S", unit->source->symbol);
	o->depth = 1;
	emit(o, "\n#pragma GCC diagnostic pop\n\n#ifdef __cplusplus\n}\n#endif\n\n#endif\n");
}
