/* emit_proxy.c - foo_p.c: rows of types, methods and interfaces, and the thunks of proxies. */
#include "idlgen.h"

#include <acom/meta.h>

static const char *decimal(unsigned n) { return text_format("%u", n); }

/* ---- rows ---- */

static void put_reference(struct out *o, const char *what, const struct rule *r)
{
	if (r)
		emit(o, ".$M$ = &acom_expr_$N$,\n", "M", what, "N", decimal(r->number));
}

static const char *size_of(const struct row *r)
{
	if (r->is_pointer || !r->type)
		return r->is_pointer ? "sizeof(void *)" : "0";
	return text_format("sizeof(%s)", r->tag ? emit_tag(r->tag) : emit_type(r->type, ""));
}

static void put_row(struct out *o, const struct row *r)
{
	const char *n = decimal(r->number);

	if (r->fields)
		emit_fields(o, r);
	emit_user_record(o, r);
	if (r->iface && !r->iface->defined)
		emit(o, "EXTERN_C const IID IID_$I$;\n", "I", r->iface->name);
	emit(o, "static const ACOM_TYPE acom_type_$N$ = {\n", "N", n);
	emit(o, ".name = \"$X$\", .kind = ACOM_$K$, .flags = $F$, .align = $A$, .size = $S$, .wire = $W$,\n",
	     "X", r->name, "K", r->kind, "F", row_flags(r->flags), "A", decimal(r->align), "S", size_of(r),
	     "W", decimal(r->wire));
	if (r->count)
		emit(o, ".count = $C$,\n", "C", decimal(r->count));
	if (r->elem)
		emit(o, ".elem = &acom_type_$E$,\n", "E", decimal(r->elem->number));
	if (r->user)
		emit(o, ".user = &acom_user_$U$,\n", "U", r->user);
	if (r->fields)
		emit(o, ".fields = acom_fields_$N$,\n", "N", n);
	if (r->iface)
		emit(o, ".iid = &IID_$I$,\n", "I", r->iface->name);
	put_reference(o, "max", r->max);
	put_reference(o, "first", r->first);
	put_reference(o, "length", r->length);
	if (r->flags & ACOM_RANGE)
		emit(o, ".lo = $L$, .hi = $H$,\n", "L", emit_number(r->lo), "H", emit_number(r->hi));
	emit(o, "};\n");
}

/* ---- methods ---- */

struct proxy {
	struct out *o;
	struct lowered lowered;
	bool has_twin;
};

static const char *var_flags(const struct var *v)
{
	return text_format("%s%s%s%s", v->in ? "ACOM_IN" : "", v->in && v->out ? " | " : "", v->out ? "ACOM_OUT" : "",
	                   v->retval ? " | ACOM_RETVAL" : "");
}

static void put_params(struct proxy *p, const struct iface *x, const struct method *m)
{
	if (!m->params)
		return;
	emit(p->o, "static const ACOM_PARAM acom_params_$I$_$M$[] = {\n", "I", x->name, "M", m->name);
	for (const struct var *v = m->params; v; v = v->next)
		emit(p->o, "{ \"$V$\", $F$, &acom_type_$T$ },\n", "V", v->name, "F", var_flags(v),
		     "T", decimal(m->rows[v->index]->number));
	emit(p->o, "};\n");
}

/* The functions that call the [local] method of a slot for what travels. */
static void put_call_as(struct proxy *p, const struct iface *x, const struct method *m)
{
	const char *owner = m->owner->name, *twin = m->owner->twin ? m->owner->twin->name : NULL;

	emit(p->o, "static const ACOM_CALL_AS acom_call_as_$I$_$M$ = {\n.stub = (void (*)(void))$O$_$M$_Stub,\n",
	     "I", x->name, "M", m->name, "O", owner);
	if (x->twin)
		emit(p->o, ".begin_stub = (void (*)(void))$T$_$B$_Stub,\n.finish_stub = (void (*)(void))$T$_$F$_Stub,\n",
		     "T", twin, "B", m->halves[0]->name, "F", m->halves[1]->name);
	emit(p->o, "};\n");
}

/* The method that travels for one of the table; NULL: it has no row. */
static const struct method *remote_of(const struct method *slot)
{
	return slot->slot < 3 ? NULL : slot->remote ? slot->remote : slot;
}

/* What the row of a method refers to. */
static void put_parts(void *context, const struct iface *x, const struct method *slot)
{
	const struct method *m = remote_of(slot);

	if (!m)
		return;
	put_params(context, x, m);
	if (slot->remote)
		put_call_as(context, x, slot);
}

static void put_method(void *context, const struct iface *x, const struct method *slot)
{
	const struct method *m = remote_of(slot);
	struct proxy *p = context;

	if (!m)
		return;
	emit(p->o, "{\n.name = \"$M$\", .slot = $S$, .async_slot = $A$, .count = $C$, .saves = $V$,\n",
	     "M", m->name, "S", decimal(m->slot), "A", decimal(p->has_twin ? 3 + 2 * (m->slot - 3) : 0),
	     "C", decimal(m->count), "V", decimal(m->saves));
	emit(p->o, ".params = $P$, .cell = &acom_cells_$I$[$N$],\n",
	     "P", m->params ? text_format("acom_params_%s_%s", x->name, m->name) : "NULL", "I", x->name,
	     "N", decimal(m->slot - 3));
	if (slot->remote)
		emit(p->o, ".call_as = &acom_call_as_$I$_$M$,\n", "I", x->name, "M", slot->name);
	if (attr_find(m->attrs, ATTR_input_sync) || attr_find(slot->attrs, ATTR_input_sync))
		emit(p->o, ".flags = ACOM_INPUT_SYNC,\n");
	emit(p->o, "},\n");
}

static void put_methods(void *context, const struct iface *x)
{
	struct proxy *p = context;

	p->has_twin = x->twin != NULL;
	emit_each_method(x, put_parts, p);
	if (x->slots == 3)
		return;
	emit(p->o, "static ACOM_CELL acom_cells_$I$[$C$];\nstatic const ACOM_METHOD acom_methods_$I$[$C$] = {\n",
	     "I", x->name, "C", decimal(x->slots - 3));
	emit_each_method(x, put_method, p);
	emit(p->o, "};\n\n");
}

/* Makes the rows of all parameters; an inherited method has those of its owner. As deep as the bases. */
static void lower_methods(void *context, const struct iface *x)
{
	struct proxy *p = context;

	if (x->base)
		lower_methods(p, x->base);
	for (struct method *slot = x->methods; slot; slot = slot->next) {
		struct method *m = slot->remote ? slot->remote : slot;

		if (slot->slot >= 3 && !slot->local && !m->rows)
			m->rows = lower_method(&p->lowered, m, &m->saves);
	}
}

/* ---- thunks ---- */

/* The address of each parameter of the synchronous method; NULL for those of the other half. */
static const char *arguments(const struct method *m)
{
	const struct method *row = m->sync ? m->sync : m;
	struct text t = { 0 };

	for (const struct var *v = row->params; v; v = v->next) {
		const char *cast = type_is_const(v->type) && type_strip(v->type)->kind != TYPE_ARRAY ? "(void *)(uintptr_t)" : "";
		char *s = m->sync && !(m->finish ? v->out : v->in) ? text_format("NULL") : text_format("%s&%s", cast, v->name);

		text_add(&t, ", ", t.len ? 2 : 0);
		text_add(&t, s, strlen(s));
	}
	return t.s;
}

/* The arguments of a method become a vector for the runtime. `storage`: "static " or nothing. */
static void put_call(struct proxy *p, const struct iface *x, const struct method *m, const char *storage)
{
	const struct iface *rows = x->sync ? x->sync : x;
	const char *args = arguments(m);

	emit(p->o, "$S$$T$($I$ *This$P$)\n{\n", "S", storage, "T",
	     emit_type(m->type, text_format("%s_%s_Proxy", x->name, m->name)), "I", x->name, "P", emit_params(m, false));
	if (args)
		emit(p->o, "void *acom_args[] = { $A$ };\n\n", "A", args);
	emit(p->o, "return Acom$K$(This, &acom_methods_$R$[$N$], $A$);\n}\n\n",
	     "K", !m->sync ? "Call" : m->finish ? "Finish" : "Begin", "R", rows->name,
	     "N", decimal((m->sync ? m->sync : m)->slot - 3), "A", args ? "acom_args" : "NULL");
}

/* To a function that serves a base, with the same parameters. */
static void put_forward(struct proxy *p, const struct iface *x, const struct method *m, const char *name, const char *cast)
{
	bool is_void = type_strip(m->type)->kind == TYPE_VOID;

	emit(p->o, "static $T$($I$ *This$P$)\n{\n$R$$N$($C$This$A$);\n}\n\n",
	     "T", emit_type(m->type, text_format("%s_%s_Proxy", x->name, m->name)), "I", x->name, "P", emit_params(m, false),
	     "R", is_void ? "" : "return ", "N", name, "C", cast, "A", emit_params(m, true));
}

/* The function of a slot is the user's where another method travels, which is called by ours. */
static void put_thunk(void *context, const struct iface *x, const struct method *m)
{
	const char *owner = m->owner->name;
	struct proxy *p = context;

	if ((m->sync ? m->sync : m)->slot < 3)
		put_forward(p, x, m, text_format("AcomFace%s", m->name), "");
	else if (m->remote && m->owner == x)
		put_call(p, x, m->remote, "");
	else if (m->remote)
		put_forward(p, x, m, text_format("%s_%s_Proxy", owner, m->name), text_format("(%s *)", owner));
	else
		put_call(p, x, m, "static ");
}

static void put_entry(void *context, const struct iface *x, const struct method *m)
{
	struct proxy *p = context;

	emit(p->o, ".$M$ = $I$_$M$_Proxy,\n", "M", m->name, "I", x->name);
}

static void put_table(struct proxy *p, const struct iface *x)
{
	emit_each_method(x, put_thunk, p);
	emit(p->o, "static const $I$Vtbl acom_vtbl_$I$ = {\n", "I", x->name);
	emit_each_method(x, put_entry, p);
	emit(p->o, "};\n\n");
}

/* ---- interfaces and the module ---- */

static void put_interface(void *context, const struct iface *x)
{
	struct proxy *p = context;
	struct mark mark = text_mark(&p->o->text);

	put_table(p, x);
	if (x->twin)
		put_table(p, x->twin);
	emit(p->o, "static const ACOM_INTERFACE acom_interface_$I$ = {\n.version = ACOM_META_VERSION,\n"
	     ".size = sizeof(ACOM_INTERFACE),\n.name = \"$I$\",\n.iid = &IID_$I$,\n", "I", x->name);
	if (x->twin)
		emit(p->o, ".async_iid = &IID_$A$,\n", "A", x->twin->name);
	emit(p->o, ".base = &IID_$B$,\n.count = $C$,\n.methods = $M$,\n.proxy_vtbl = &acom_vtbl_$I$,\n",
	     "B", x->base->name, "C", decimal(x->slots - 3),
	     "M", x->slots > 3 ? text_format("acom_methods_%s", x->name) : "NULL", "I", x->name);
	if (x->twin)
		emit(p->o, ".async_vtbl = &acom_vtbl_$A$,\n", "A", x->twin->name);
	emit(p->o, "};\n\n");
	mem_release(mark);
}

static void put_listed(void *context, const struct iface *x)
{
	struct proxy *p = context;

	emit(p->o, "&acom_interface_$I$,\n", "I", x->name);
}

static void put_module(struct proxy *p, const struct unit *unit, unsigned count)
{
	const char *symbol = unit->source->symbol;

	emit(p->o, "static const ACOM_INTERFACE *const acom_listed[] = {\n");
	emit_each_remote(unit, put_listed, p);
	emit(p->o, "};\n\nACOM_MODULE $S$_interfaces[1] = {\n{\n.version = ACOM_META_VERSION,\n"
	     ".size = sizeof(ACOM_MODULE),\n.file = \"$F$.idl\",\n.count = $C$,\n.interfaces = acom_listed,\n}\n"
	     "};\n\n", "S", symbol, "F", unit->source->stem, "C", decimal(count));
	emit(p->o, "__attribute__((constructor)) static void acom_link(void)\n{\nAcomLinkModule($S$_interfaces);\n}\n\n"
	     "__attribute__((destructor)) static void acom_unlink(void)\n{\nAcomUnlinkModule($S$_interfaces);\n}\n",
	     "S", symbol);
}

/* What follows has names of its own, such as count: macros of the header must not get into them, and none is needed any more. */
static void put_undefs(struct out *o, const struct decl *list)
{
	for (const struct decl *d = list; d; d = d->next)
		if (d->kind == DECL_CONST && strpbrk(d->name, "abcdefghijklmnopqrstuvwxyz"))
			emit(o, "#undef $N$\n", "N", d->name);
		else if (d->kind == DECL_INTERFACE || (d->kind == DECL_IMPORT && d->unit))
			put_undefs(o, d->kind == DECL_IMPORT ? d->unit->decls : d->iface->decls);
}

void emit_proxy(struct out *o, const struct unit *unit)
{
	struct proxy p = { .o = o };
	unsigned count = emit_each_remote(unit, NULL, NULL);

	emit(o, "/* $N$ - made by idlgen from $F$.idl: $W$. */\n#include \"$H$\"\n", "N", o->name, "F",
	     unit->source->stem, "H", unit->header, "W",
	     count ? "rows (see acom/meta.h) and the thunks of proxies" : "nothing here can be remoted");
	if (!count)
		return;
	emit(o, "\n#if ACOM_META_VERSION != $V$\n#error \"idlgen and acom/meta.h do not belong together\"\n#endif\n"
	     "#pragma GCC diagnostic ignored \"-Wshadow\"\n", "V", text_format("%d", ACOM_META_VERSION));
	put_undefs(o, unit->decls);
	emit(o, "\n");
	lower_start(&p.lowered);
	emit_each_remote(unit, lower_methods, &p);
	lower_finish(&p.lowered);
	for (const struct row *r = p.lowered.rows; r; r = r->next)
		emit_mirror(o, r);
	for (const struct rule *r = p.lowered.rules; r; r = r->next) {
		struct mark mark = text_mark(&o->text);

		emit_rule(o, r);
		mem_release(mark);
	}
	for (const struct row *r = p.lowered.rows; r; r = r->next)
		if (r->forward)
			emit(o, "static const ACOM_TYPE acom_type_$N$;\n", "N", decimal(r->number));
	for (const struct row *r = p.lowered.rows; r; r = r->next) {
		struct mark mark = text_mark(&o->text);

		put_row(o, r);
		mem_release(mark);
	}
	emit(o, "\n");
	emit_each_remote(unit, put_methods, &p);
	emit_each_remote(unit, put_interface, &p);
	put_module(&p, unit, count);
}
