/* sema_method.c - methods and their parameters: names, slots, properties, [call_as]. */
#include "idlgen.h"

/* Whether the method is called on its object only, or through a [call_as] method. */
static bool is_local(const struct method *m) { return m->owner->is_local || attr_find(m->attrs, ATTR_local); }

/* ---- parameters ---- */

static void judge_direction(struct var *v)
{
	struct attr *retval = attr_find(v->attrs, ATTR_retval);

	v->out = attr_find(v->attrs, ATTR_out) != NULL;
	v->in = attr_find(v->attrs, ATTR_in) || !v->out;
	v->retval = retval != NULL;
	if (v->retval && v->in)
		error_at(retval->place, 0, v->out ? "[retval] is only [out], not [in, out]" : "[retval] wants [out] beside it");
	else if (v->retval && v->next) {
		warn_at(retval->place, WARN_retval, 0, "[retval] belongs to the last parameter");
		note_at(v->next->place, "\"%s\" follows", v->next->name);
		v->retval = false;
	}
}

/* Refuses a parameter that C could not have. */
static void judge_param_type(struct var *v)
{
	struct type *t = type_strip(v->type), *base = v->type;

	for (; base->kind == TYPE_POINTER || base->kind == TYPE_ARRAY; base = base->of)
		;
	if (t->kind == TYPE_VOID || t->kind == TYPE_INTERFACE)
		error_at(v->place, 0, t->kind == TYPE_VOID ? "\"%s\" is void" :
		         "\"%s\" is an interface by value; a pointer to it is meant", v->name);
	if (base->kind == TYPE_TAG && base->has_body)
		error_at(v->place, 0, "\"%s\" defines a type, which belongs in front of the method", v->name);
	else if (t->kind == TYPE_TAG && t->tag->kind != TOKEN_ENUM && !t->tag->defined)
		error_at(v->place, 0, "\"%s\" has a type that is not complete here", v->name);
}

/* What generated functions have beside their parameters: the object, and the runtime's functions. */
static bool is_called(const char *name)
{
	return text_same(name, "This") || !strncmp(name, "Acom", 4);
}

static void judge_param(struct method *m, struct var *v)
{
	m->count++;
	if (v->broken) {
		attr_check(v->attrs, ON_PARAM, is_local(m), "a parameter");
		sema_param_type(v->type);
		return;
	}
	v->name = is_called(v->name) ? name_mangle(v->name) : name_apart(v->name);
	name_check(v->name, v->place);
	attr_check(v->attrs, ON_PARAM, is_local(m), "a parameter");
	sema_param_type(v->type);
	judge_direction(v);
	judge_param_type(v);
}

static bool judge_out(const struct var *v)
{
	const struct type *t = type_strip(v->type);

	if (!v->out || t->kind == TYPE_POINTER || t->kind == TYPE_ARRAY || t->kind == TYPE_BAD)
		return true;
	error_at(v->place, 0, "\"%s\" is [out] and must be a pointer or an array", v->name);
	return false;
}

static void judge_params(struct method *m)
{
	for (struct var *v = m->params; v; v = v->next) {
		judge_param(m, v);
		for (struct var *w = m->params; w != v; w = w->next)
			if (!v->broken && !w->broken && text_same(v->name, w->name)) {
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

/* ---- properties ---- */

static const struct {
	enum attr_id id;
	const char *prefix;
} properties[] = { { ATTR_propget, "get" }, { ATTR_propput, "put" }, { ATTR_propputref, "putref" } };

/* A property X is read by get_X, and set by put_X or putref_X. */
static void name_property(struct method *m)
{
	for (size_t i = 0; i < ARRAY_COUNT(properties) && !m->property; i++)
		if (attr_find(m->attrs, properties[i].id)) {
			m->property = name_in_idl(m->name);
			m->name = text_format("%s_%s", properties[i].prefix, m->property);
		}
}

/* The value of a property is the last parameter. */
static void judge_property(const struct method *m)
{
	struct attr *get = attr_find(m->attrs, ATTR_propget);
	const struct var *last = m->params;

	while (last && last->next)
		last = last->next;
	if (get && is_hresult(m->type) && !(last && last->out))
		error_at(m->place, 0, "\"%s\" gets a property, whose value is its last parameter, [out, retval]", m->property);
	else if (!get && !(last && last->in))
		error_at(m->place, 0, "\"%s\" sets a property, whose new value is its last parameter, [in]", m->property);
}

/* What plain RPC has for a request that nobody answers; that it is not for COM was told. */
static void judge_unanswered(const struct method *m)
{
	struct attr *maybe = attr_find(m->attrs, ATTR_maybe), *a = maybe ? maybe : attr_find(m->attrs, ATTR_message);

	for (const struct var *v = m->params; a && v; v = v->next)
		if (v->out)
			error_at(v->place, 2288, "\"%s\" is [out], but a [%s] method has no answer to bring it", v->name, attr_name(a->id));
}

/* An interface pointer that is [in, out] without one more * only goes in. */
static void judge_shape(struct var *v, struct method *m, enum pointer pointer_default)
{
	v->shape = shape_make(v, m->params, pointer_default, true);
	if (v->shape && v->shape->kind == SHAPE_INTERFACE && v->in && v->out) {
		warn_at(v->place, WARN_useless_out, 0, "\"%s\" is an interface pointer, which comes out only through one more *", v->name);
		v->out = false;
	}
}

static void judge_remote(struct method *m, enum pointer pointer_default)
{
	if (attr_find(m->attrs, ATTR_local))
		return;
	if (!is_hresult(m->type))
		error_at(m->place, 2269, "\"%s\" must return HRESULT, or its interface be [local]", m->name);
	for (struct var *v = m->params; v; v = v->next)
		if (v->type->kind == TYPE_POINTER && text_same(v->type->name, "handle_t"))
			error_at(v->place, 2295, "\"%s\" is a handle of plain RPC; in COM, an interface pointer is the binding", v->name);
		else if (judge_out(v))
			judge_shape(v, m, pointer_default);
	shape_check_method(m);
}

static bool has_all_shapes(const struct method *m)
{
	const struct var *v = m->params;

	while (v && v->shape)
		v = v->next;
	return !v;
}

/* What cannot be remoted is an error, or, if the user says so, is only declared: with the whole interface. */
static void judge_travel(struct iface *x, struct method *m, enum pointer pointer_default)
{
	unsigned before = diag_softened();
	bool soft = diag_soften(WARN_not_remotable);

	judge_remote(m, pointer_default);
	diag_harden();
	if (soft && (diag_softened() != before || !(attr_find(m->attrs, ATTR_local) || has_all_shapes(m))))
		sema_not_remoted(x, m->place, 0, "one of its methods cannot be remoted");
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

/* A list of arguments without end is for who is called directly. */
static void judge_variadic(const struct method *m)
{
	const struct attr *as = m->remote ? attr_find(m->remote->attrs, ATTR_call_as) : NULL;

	if (!is_local(m) || m->owner->is_disp)
		error_at(m->place, 0, "\"%s\" takes any number of arguments (...), which only [local] methods may", m->name);
	else if (as)
		error_at(as->inner, 0, "\"%s\" takes any number of arguments (...), for which no other method can travel", m->name);
	else if (m->owner->twin)
		error_at(m->place, 0, "\"%s\" takes any number of arguments (...), which Begin_ and Finish_ cannot", m->name);
}

static void judge_name(const struct method *m)
{
	name_check(m->name, m->place);
	sema_type(m->type);
	if (!is_returnable(m->type))
		error_at(m->place, 0, "\"%s\" returns what C cannot return", m->name);
}

static void judge_method(struct iface *x, struct method *m, enum pointer pointer_default)
{
	unsigned before = error_count();

	attr_check(m->attrs, ON_METHOD, x->is_local, "a method");
	if (*m->name != '?') /* else what looks like its type may be its name */
		judge_name(m);
	judge_params(m);
	if (m->variadic)
		judge_variadic(m);
	if (m->broken)
		return;
	if (m->property)
		judge_property(m);
	if (!x->is_local)
		judge_unanswered(m);
	if (!x->is_local && before == error_count())
		judge_travel(x, m, pointer_default);
}

/* ---- all methods of an interface ---- */

struct method *method_find(const struct iface *x, const char *name)
{
	struct method *m = NULL;

	for (; x && !m; x = x->base)
		m = table_get(&x->names, name);
	return m;
}

/* A method that is named like one of a base is an overload in C++; C wants another name, the one that widl gives, too. */
static void name_overload(const struct iface *x, struct method *m)
{
	const char *name = text_format("%s_%s", x->name, m->name);

	warn_at(m->place, WARN_mangled_name, 0, "\"%s\" is the name of an inherited method, so this one becomes \"%s\"", m->name, name);
	m->name = name;
}

/* Gives a method its name in C and its slot; a [call_as] method travels for another, whose slot it shares. */
static void place_method(struct iface *x, struct method *m)
{
	struct method *before;

	m->owner = x;
	if (*m->name == '?') /* a syntax error stands in its place */
		return;
	name_property(m);
	m->name = name_apart(m->name); /* the interface's own, too, which C++ would take for a constructor */
	before = method_find(x, m->name);
	if (before && before->owner != x && !iface_is_unknown(before->owner)) {
		name_overload(x, m);
		before = method_find(x, m->name);
	}
	if (before) {
		error_at(m->place, 2003, "\"%s\" is declared twice", m->name);
		note_at(before->place, before->owner == x ? "the previous one is here" : "\"%s\" has it already", before->owner->name);
	} else {
		table_put(&x->names, m->name, m);
	}
	if (!attr_find(m->attrs, ATTR_call_as))
		m->slot = x->slots++;
}

static const char *next_method(void *context)
{
	struct method **m = context, *now = *m;

	while (now && !attr_find(now->attrs, ATTR_local))
		now = now->next;
	*m = now ? now->next : NULL;
	return now ? now->name : NULL;
}

static void unknown_method(struct iface *x, const struct attr *a)
{
	struct method *m = x->methods;
	const char *near = suggest(a->raw, next_method, &m);

	error_at(a->inner, 0, near ? "[call_as] names no method of \"%s\"; did you mean \"%s\"?" :
	         "[call_as] names no method of \"%s\"", x->name, near);
}

/* Finds the [local] method that a [call_as] method travels for. */
static void link_call_as(struct iface *x, struct method *m, const struct attr *a)
{
	struct method *local = table_get(&x->names, name_in_c(a->raw));

	if (!local) {
		unknown_method(x, a);
	} else if (!attr_find(local->attrs, ATTR_local)) {
		error_at(a->inner, 0, "\"%s\" must be [local], since this one travels for it", local->name);
		note_at(local->place, "it is declared here");
	} else if (local->remote) {
		error_at(a->inner, 0, "another method is [call_as] for \"%s\" already", local->name);
		note_at(local->remote->place, "that one");
	} else {
		m->local = local;
		m->slot = local->slot;
		local->remote = m;
	}
}

static bool in_function;

bool sema_in_function(void) { return in_function; }

void sema_function(struct method *m, struct iface *owner)
{
	static struct iface nowhere = { .name = "", .is_local = true };

	m->owner = owner ? owner : &nowhere;
	in_function = !owner;
	judge_method(m->owner, m, POINTER_UNIQUE);
	in_function = false;
}

void sema_methods(struct iface *x, enum pointer pointer_default)
{
	for (struct method *m = x->methods; m; m = m->next) {
		place_method(x, m);
		if (x->slots >= MAX_METHODS) {
			error_at(m->place, 0, "\"%s\" has more than %d methods", x->name, MAX_METHODS - 1);
			return;
		}
	}
	for (struct method *m = x->methods; m; m = m->next) {
		struct attr *a = attr_find(m->attrs, ATTR_call_as);

		if (a)
			link_call_as(x, m, a);
	}
	for (struct method *m = x->methods; m; m = m->next)
		judge_method(x, m, pointer_default);
	for (struct method *m = x->methods; m; m = m->next) {
		struct attr *local = m->remote ? NULL : attr_find(m->attrs, ATTR_local);

		if (local)
			sema_not_remoted(x, local->place, 2392, "a [local] method without its [call_as] twin cannot be remoted");
	}
}
