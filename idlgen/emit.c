/* emit.c - the only file that writes characters: text with named holes, C's spelling of types, orders of things. */
#include "idlgen.h"

#include <stdlib.h>

enum { FLUSH = 16384 };

static const char *hole(const char *name, size_t len, va_list ap)
{
	const char *key, *value;

	while ((key = va_arg(ap, const char *))) {
		value = va_arg(ap, const char *);
		if (strlen(key) == len && !memcmp(key, name, len))
			return value;
	}
	die("the generator has no value for $%.*s$", (int)len, name);
}

static void indent(struct out *o, int depth)
{
	for (; depth > 0; depth--)
		text_add(&o->text, "\t", 1);
}

/* The format's braces make the indent: the lines between { and } stand one tab further in. */
static void put(struct out *o, const char *s, size_t len, bool is_format)
{
	for (const char *end = s + len, *next; s < end; s = next) {
		const char *newline = memchr(s, '\n', (size_t)(end - s));

		next = newline ? newline + 1 : end;
		if (!o->mid_line && *s != '\n' && *s != '#')
			indent(o, o->depth - (is_format && *s == '}'));
		for (const char *p = s; is_format && p < next; p++)
			o->depth += (*p == '{') - (*p == '}');
		o->mid_line = !newline;
		text_add(&o->text, s, (size_t)(next - s));
	}
}

void emit_holes(struct out *o, const char *format, ...)
{
	const char *p, *end, *value;
	va_list ap;

	for (; (p = strchr(format, '$')); format = end + 1) {
		put(o, format, (size_t)(p - format), true);
		end = strchr(p + 1, '$');
		va_start(ap, format);
		value = hole(p + 1, (size_t)(end - p - 1), ap);
		va_end(ap);
		put(o, value, strlen(value), false);
	}
	put(o, format, strlen(format), true);
	if (o->text.len >= FLUSH)
		out_flush(o);
}

void out_open(struct out *o, enum output_kind kind, const char *path, const char *name)
{
	*o = (struct out){ .name = name, .file = output_open(kind, path) };
	o->text.s = mem_grow(NULL, 0, 2 * FLUSH); /* a block that mem_release spares */
	o->text.room = 2 * FLUSH;
}

void out_flush(struct out *o)
{
	output_put(o->file, o->text.s, o->text.len);
	o->text.len = 0;
}

/* ---- C's spelling ---- */

/* A typedef says nothing of the tag behind it. */
const char *emit_tag(const struct tag *tag)
{
	return tag->alias ? tag->alias : tag->spelling ? tag->spelling : tag->mirror;
}

static const struct iface *inside;

void emit_inside(const struct iface *x) { inside = x; }

/* A method, also an inherited one, hides a type of its name from the methods behind it. */
static const char *outermost(const char *name)
{
	return inside && method_find(inside, name) ? text_format("::%s", name) : name;
}

static const char *spell_base(const struct type *t)
{
	switch (t->kind) {
	case TYPE_SCALAR: return scalar_spelling(t->scalar);
	case TYPE_TAG: return t->tag->spelling ? t->tag->spelling : t->tag->mirror;
	case TYPE_INTERFACE: return outermost(t->iface->name);
	case TYPE_ALIAS: return outermost(t->name);
	default: return "void";
	}
}

/* REFIID is a pointer in C and a reference in C++, which is possible for parameters only. */
bool type_is_reference(const struct type *t)
{
	return t->kind == TYPE_ALIAS &&
	       (text_same(t->name, "REFIID") || text_same(t->name, "REFGUID") || text_same(t->name, "REFCLSID"));
}

/* The parameters of a function's type: "(T a, U)". */
static const char *spell_params(const struct type *function)
{
	struct text t = { 0 };

	text_add(&t, "(", 1);
	for (const struct var *v = function->params; v; v = v->next) {
		const char *s = emit_type(v->type, v->name ? v->name : "");

		text_add(&t, s, strlen(s));
		text_add(&t, ", ", v->next || function->variadic ? 2 : 0);
	}
	if (function->variadic)
		text_add(&t, "...", 3);
	else if (!function->params)
		text_add(&t, "void", 4);
	text_add(&t, ")", 1);
	return t.s;
}

const char *emit_type(const struct type *t, const char *name)
{
	const struct type *whole = t;

	for (; t->kind == TYPE_ARRAY || t->kind == TYPE_FUNCTION || t->kind == TYPE_POINTER; t = t->of) {
		if (t->kind != TYPE_POINTER && *name == '*')
			name = text_format("(%s)", name);
		if (t->kind == TYPE_ARRAY)
			name = t->count ? text_format("%s[%u]", name, t->count) : text_format("%s[]", name);
		else if (t->kind == TYPE_FUNCTION)
			name = text_format("%s%s", name, spell_params(t));
		else
			name = text_format("*%s%s%s", t->is_const ? "const" : "", t->is_const && *name ? " " : "", name);
	}
	if (t != whole && type_is_reference(t))
		return emit_type(t->of, name);
	return text_format("%s%s%s%s", t->is_const && !type_is_reference(t) ? "const " : "", spell_base(t),
	                   *name && *name != '[' ? " " : "", name);
}

const char *emit_params(const struct method *m, bool names)
{
	struct text t = { 0 };

	text_add(&t, "", 0);
	for (const struct var *v = m->params; v; v = v->next) {
		const char *s = names ? v->name : emit_type(v->type, v->name);

		text_add(&t, ", ", 2);
		text_add(&t, s, strlen(s));
	}
	if (m->variadic && !names)
		text_add(&t, ", ...", 5);
	return t.s;
}

const char *emit_guid(const GUID *g)
{
	const uint8_t *d = g->Data4;

	return text_format("{ 0x%08x, 0x%04x, 0x%04x, { 0x%02x, 0x%02x, 0x%02x, 0x%02x, 0x%02x, 0x%02x, 0x%02x, 0x%02x } }",
	                   g->Data1, g->Data2, g->Data3, d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7]);
}

const char *iid_prefix(const struct iface *x) { return x->is_disp ? "DIID" : "IID"; }

const char *emit_number(int64_t n)
{
	if (n == INT64_MIN)
		return "INT64_MIN";
	return n > INT32_MAX || n < -INT32_MAX ? text_format("INT64_C(%lld)", (long long)n) :
	       text_format("%lld", (long long)n);
}

/* The shortest decimal that means the same. */
const char *emit_real(double real)
{
	const char *s = "0";

	for (int digits = 1; digits <= 17; digits++) {
		s = text_format("%.*g", digits, real);
		if (strtod(s, NULL) == real)
			break;
	}
	return strpbrk(s, ".en") ? s : text_format("%s.0", s);
}

/* ---- orders ---- */

void emit_each_interface(const struct unit *unit, void (*fn)(void *context, const struct iface *x), void *context)
{
	for (const struct decl *d = unit->decls; d; d = d->next)
		if (d->kind == DECL_INTERFACE && !d->iface->is_rpc) {
			fn(context, d->iface);
			if (d->iface->twin)
				fn(context, d->iface->twin);
		}
}

unsigned emit_each_remote(const struct unit *unit, void (*fn)(void *context, const struct iface *x), void *context)
{
	unsigned count = 0;

	for (const struct decl *d = unit->decls; d; d = d->next)
		if (d->kind == DECL_INTERFACE && !d->iface->is_local) {
			count++;
			if (fn)
				fn(context, d->iface);
		}
	return count;
}

static void call_method(const struct iface *x, void (*fn)(void *context, const struct iface *x, const struct method *m),
                        const struct method *m, void *context)
{
	struct mark mark = mem_mark();

	fn(context, x, m);
	mem_release(mark);
}

/* Recursion over bases: as deep as the chain, which MAX_METHODS does not bound, so an explicit list. */
void emit_each_method(const struct iface *x, void (*fn)(void *context, const struct iface *x, const struct method *m),
                      void *context)
{
	unsigned depth = 0;
	const struct iface **chain;

	for (const struct iface *b = x; b; b = b->base)
		depth++;
	chain = mem_alloc(depth * sizeof *chain);
	for (const struct iface *b = x; b; b = b->base)
		chain[--depth] = b;
	for (;; depth++) {
		for (const struct method *m = chain[depth]->methods; m; m = m->next)
			if (!m->local)
				call_method(x, fn, m, context);
		if (chain[depth] == x)
			return;
	}
}
