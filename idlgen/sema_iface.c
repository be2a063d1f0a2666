/* sema_iface.c - interfaces, their methods and parameters. */
#include "idlgen.h"

static const GUID iid_unknown = { 0x00000000, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } };
static const GUID iid_dispatch = { 0x00020400, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } };

static bool is_unknown(const struct iface *x) { return IsEqualGUID(&x->guid, &iid_unknown); }

/* ---- parameters ---- */

static void judge_direction(struct var *v)
{
	struct attr *retval = attr_find(v->attrs, ATTR_retval);

	v->out = attr_find(v->attrs, ATTR_out) != NULL;
	v->in = attr_find(v->attrs, ATTR_in) || !v->out;
	v->retval = retval != NULL;
	if (v->retval && (v->in || v->next))
		error_at(retval->place, 0, "[retval] belongs to the last parameter, and that is [out]");
}

/* Refuses a parameter that C could not have. */
static void judge_param_type(struct var *v)
{
	struct type *t = type_strip(v->type), *base = v->type;

	for (; base->kind == TYPE_POINTER || base->kind == TYPE_ARRAY; base = base->of)
		;
	name_no_type(v->name, v->place);
	if (t->kind == TYPE_VOID || t->kind == TYPE_INTERFACE)
		error_at(v->place, 0, t->kind == TYPE_VOID ? "\"%s\" is void" :
		         "\"%s\" is an interface by value; a pointer to it is meant", v->name);
	if (base->kind == TYPE_TAG && base->has_body)
		error_at(v->place, 0, "\"%s\" defines a type, which belongs in front of the method", v->name);
	else if (t->kind == TYPE_TAG && t->tag->kind != TOKEN_ENUM && !t->tag->defined)
		error_at(v->place, 0, "\"%s\" has a type that is not complete here", v->name);
}

static void judge_param(struct method *m, struct var *v)
{
	struct type *t;

	m->count++;
	name_check(v->name, v->place);
	if (text_same(v->name, "This"))
		error_at(v->place, 0, "\"This\" is the object in C");
	attr_check(v->attrs, ON_PARAM, m->owner->is_local, "a parameter");
	sema_type(v->type);
	judge_direction(v);
	judge_param_type(v);
	t = type_strip(v->type);
	if (v->out && t->kind != TYPE_POINTER && t->kind != TYPE_ARRAY && t->kind != TYPE_BAD && !m->owner->is_local)
		error_at(v->place, 0, "\"%s\" is [out] and must be a pointer or an array", v->name);
}

static void judge_params(struct method *m)
{
	for (struct var *v = m->params; v; v = v->next) {
		judge_param(m, v);
		for (struct var *w = m->params; w != v; w = w->next)
			if (text_same(v->name, w->name)) {
				error_at(v->place, 2003, "\"%s\" is declared twice", v->name);
				break;
			}
	}
}

/* ---- methods ---- */

static bool is_hresult(struct type *t)
{
	for (; t->kind == TYPE_ALIAS; t = t->of)
		if (text_same(t->name, "HRESULT") || text_same(t->name, "SCODE"))
			return true;
	return t->kind == TYPE_BAD;
}

static struct method *method_find(const struct iface *x, const char *name)
{
	for (; x; x = x->base)
		for (struct method *m = x->methods; m; m = m->next)
			if (text_same(m->name, name))
				return m;
	return NULL;
}

/* The method that travels in the place of a [local] one. */
static bool has_call_as(const struct method *local)
{
	for (const struct method *m = local->owner->methods; m; m = m->next) {
		const struct attr *a = attr_find(m->attrs, ATTR_call_as);

		if (a && text_same(name_in_c(a->raw), local->name))
			return true;
	}
	return false;
}

static void judge_remote(struct method *m, enum pointer pointer_default)
{
	struct attr *local = attr_find(m->attrs, ATTR_local);

	if (local && !has_call_as(m))
		error_at(local->place, 2392, "a [local] method without its [call_as] twin cannot be remoted");
	if (local)
		return;
	if (!is_hresult(m->type))
		error_at(m->place, 2269, "\"%s\" must return HRESULT, or its interface be [local]", m->name);
	for (struct var *v = m->params; v; v = v->next)
		v->shape = shape_make(v, m->params, pointer_default, true);
	shape_check_method(m);
}

static bool is_returnable(struct type *t)
{
	const struct type *base = type_strip(t);

	if (t->kind == TYPE_TAG && t->has_body)
		return false;
	if (base->kind == TYPE_TAG)
		return base->tag->defined && !type_is_const(t);
	return base->kind != TYPE_ARRAY && base->kind != TYPE_INTERFACE && !type_is_const(t);
}

static void judge_method(struct iface *x, struct method *m, enum pointer pointer_default)
{
	unsigned before = error_count();

	m->owner = x;
	m->slot = x->slots++;
	if (text_same(m->name, x->name)) /* C++ would take it for a constructor */
		m->name = name_mangle(m->name);
	name_check(m->name, m->place);
	name_no_type(m->name, m->place);
	if (method_find(x, m->name) != m)
		error_at(m->place, 2003, "\"%s\" is declared twice", m->name);
	attr_check(m->attrs, ON_METHOD, x->is_local, "a method");
	sema_type(m->type);
	if (!is_returnable(m->type))
		error_at(m->place, 0, "\"%s\" returns what C cannot return", m->name);
	judge_params(m);
	if (!x->is_local && before == error_count())
		judge_remote(m, pointer_default);
}

/* ---- interfaces ---- */

static void judge_base(struct iface *x)
{
	struct symbol *s = x->base_name ? symbol_find(x->base_name) : NULL;

	if (!x->base_name) {
		if (!is_unknown(x))
			error_at(x->place, 2271, "\"%s\" has no base; IUnknown is the least", x->name);
	} else if (!s || s->kind != SYMBOL_INTERFACE) {
		error_at(x->base_place, 2011, "there is no interface \"%s\"", x->base_name);
	} else if (!s->iface->judged) {
		error_at(x->base_place, 0, "\"%s\" is not defined yet", x->base_name);
	} else {
		x->base = s->iface;
		x->slots = x->base->slots;
		x->depth = x->base->depth + 1;
		if (x->depth > MAX_NESTING)
			error_at(x->base_place, 0, "\"%s\" has more than %d bases", x->name, MAX_NESTING);
		if (x->base->sync)
			error_at(x->base_place, 2272, "\"%s\" is asynchronous and no base for others", x->base_name);
		if (x->base->is_local && !x->is_local && !is_unknown(x->base))
			error_at(x->base_place, 0, "\"%s\" is [local], so what derives from it must be too", x->base_name);
	}
}

static void judge_attrs(struct iface *x, enum pointer *pointer_default)
{
	struct attr *uuid = attr_find(x->attrs, ATTR_uuid), *version = attr_find(x->attrs, ATTR_version);
	struct attr *kind = attr_find(x->attrs, ATTR_pointer_default);

	x->is_local = attr_find(x->attrs, ATTR_local) != NULL;
	attr_check(x->attrs, ON_INTERFACE, false, "an interface");
	if (!attr_find(x->attrs, ATTR_object))
		error_at(x->place, 0, "\"%s\" is not [object]; other interfaces are not supported", x->name);
	if (!uuid)
		error_at(x->place, 0, "\"%s\" has no uuid", x->name);
	else if (guid_claim(&uuid->guid, uuid->place))
		x->guid = uuid->guid;
	if (version)
		warn_at(version->place, WARN_version, 2298, "[version] means nothing on an object interface");
	*pointer_default = kind && kind->kind ? kind->kind : POINTER_UNIQUE;
}

/* Whether the asynchronous twin is allowed. */
static bool judge_async(const struct iface *x, const struct attr *async)
{
	const struct attr *uuid = attr_find(x->attrs, ATTR_uuid);

	for (const struct iface *b = x; b; b = b->base)
		if (IsEqualGUID(&b->guid, &iid_dispatch)) {
			error_at(async->place, 0, "IDispatch and what derives from it cannot have [async_uuid]");
			return false;
		}
	if (uuid && IsEqualGUID(&uuid->guid, &async->guid)) {
		error_at(async->place, 2270, "uuid and async_uuid are the same");
		return false;
	}
	if (x->base && x->base->sync) /* which was told */
		return false;
	if (!x->base || (!is_unknown(x->base) && !x->base->twin)) {
		error_at(async->place, 2272, "\"%s\" cannot have [async_uuid]: its base has none", x->name);
		return false;
	}
	return guid_claim(&async->guid, async->place);
}

static void judge_methods(struct iface *x, enum pointer pointer_default)
{
	for (struct method *m = x->methods; m && x->slots < MAX_METHODS; m = m->next)
		judge_method(x, m, pointer_default);
	if (x->slots >= MAX_METHODS)
		error_at(x->place, 0, "\"%s\" has more than %d methods", x->name, MAX_METHODS - 1);
}

struct iface *sema_interface(struct iface *declared)
{
	struct iface *x = sema_declare_interface(declared);
	enum pointer pointer_default;
	struct attr *async;

	if (x->judged || !x->defined)
		return x;
	judge_attrs(x, &pointer_default);
	judge_base(x);
	sema_decls(x->decls, pointer_default);
	judge_methods(x, pointer_default);
	x->judged = true;
	async = attr_find(x->attrs, ATTR_async_uuid);
	if (async && judge_async(x, async)) {
		x->twin = async_make(x, &async->guid);
		sema_declare_interface(x->twin);
	}
	return x;
}
