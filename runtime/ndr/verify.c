/* verify.c - checks generated tables before anything uses them, so that the walk may trust every row. */
#include "ndr/walk.h"

enum { VERIFY_MAX_DEPTH = 64, VERIFY_MAX_PARAMS = 64 };

/* Where verification is, for the message, and the types that it has met behind pointers. */
struct verify {
	const ACOM_MODULE *module;
	const ACOM_INTERFACE *interface;
	const ACOM_METHOD *method;
	const ACOM_PARAM *param;
	const ACOM_TYPE **types;
	size_t count, room, done;
	HRESULT hr;
};

static const char *name_of(const char *name)
{
	return name ? name : "?";
}

/* The first broken rule is told and stays the result. */
static bool verify_rule(struct verify *v, bool holds, const ACOM_TYPE *t, const char *rule)
{
	if (holds || FAILED(v->hr))
		return holds && SUCCEEDED(v->hr);
	trace_write("%s: refused: %s%s%s%s%s%s%s: %s", name_of(v->module->file),
		    v->interface ? name_of(v->interface->name) : "the module",
		    v->method ? "::" : "", v->method ? name_of(v->method->name) : "",
		    v->param ? ", parameter " : "", v->param ? name_of(v->param->name) : "",
		    t ? ", type " : "", t ? name_of(t->name) : "", rule);
	v->hr = FAIL(REGDB_E_IIDNOTREG);
	return false;
}

/* Types behind pointers are checked later and once, which also ends recursive ones. */
static void verify_later(struct verify *v, const ACOM_TYPE *t)
{
	for (size_t i = 0; i < v->count; i++)
		if (v->types[i] == t)
			return;
	if (v->count == v->room) {
		void *types = owned_grow(v->types, &v->room, sizeof *v->types);

		if (!types) {
			v->hr = FAIL(E_OUTOFMEMORY);
			return;
		}
		v->types = types;
	}
	v->types[v->count++] = t;
}

static void verify_type(struct verify *v, const ACOM_TYPE *t, unsigned depth);

static void verify_pointer_sizes(struct verify *v, const ACOM_TYPE *t)
{
	verify_rule(v, t->size == sizeof(void *) && t->wire == 4 && t->align == 4, t, "not the sizes of a pointer");
}

/* What a pointer or an array is made of; NULL for other kinds. */
static const ACOM_TYPE *next_level(const ACOM_TYPE *t)
{
	return t->kind == ACOM_POINTER || t->kind == ACOM_ARRAY ? t->elem : NULL;
}

/* The chain of pointers and arrays ends. */
static void verify_chain(struct verify *v, const ACOM_TYPE *t)
{
	const ACOM_TYPE *level = t;

	for (unsigned i = 0; level && i < VERIFY_MAX_DEPTH; i++)
		level = next_level(level);
	verify_rule(v, !level, t, "types are nested too deeply");
}

static void verify_pointer(struct verify *v, const ACOM_TYPE *t)
{
	unsigned kind = t->flags & (ACOM_REF | ACOM_UNIQUE | ACOM_PTR);

	verify_chain(v, t);
	verify_rule(v, kind == ACOM_REF || kind == ACOM_UNIQUE || kind == ACOM_PTR, t,
		    "a pointer is either [ref], [unique] or [ptr]");
	if (verify_rule(v, t->elem, t, "a pointer needs a pointee"))
		verify_later(v, t->elem);
	verify_pointer_sizes(v, t);
}

static void verify_interface_pointer(struct verify *v, const ACOM_TYPE *t)
{
	verify_rule(v, t->max ? t->max->iid != NULL : t->iid != NULL, t, "an interface pointer needs an IID");
	verify_pointer_sizes(v, t);
}

/* The expressions of a member see the struct, never an argument. */
static void verify_scope(struct verify *v, const ACOM_TYPE *t)
{
	for (; t && SUCCEEDED(v->hr); t = next_level(t)) {
		const ACOM_EXPR *all[] = { t->max, t->first, t->length };

		for (size_t i = 0; i < ARRAY_COUNT(all); i++)
			verify_rule(v, !all[i] || (!all[i]->from && !all[i]->save), t,
				    "an expression of a member cannot see arguments");
	}
}

static bool verify_expressions(struct verify *v, const ACOM_TYPE *t)
{
	bool may = t->kind == ACOM_ARRAY || t->kind == ACOM_UNION || t->kind == ACOM_INTERFACE_POINTER;

	return verify_rule(v, (may || !t->max) && (t->kind == ACOM_ARRAY || (!t->first && !t->length)), t,
			   "such a type has no expressions");
}

static bool verify_number(struct verify *v, const ACOM_TYPE *t, const ACOM_EXPR *e)
{
	return verify_rule(v, !e || e->number, t, "an expression needs its function");
}

/* A member of a struct, or an arm of a union. */
static bool verify_field(struct verify *v, const ACOM_TYPE *t, const ACOM_FIELD *f, unsigned depth)
{
	const ACOM_TYPE *field = f->type;
	uint64_t size;

	if (!verify_rule(v, field, t, "a member needs a type"))
		return false;
	verify_type(v, field, depth + 1);
	verify_scope(v, field);
	if (FAILED(v->hr))
		return false;
	size = array_memory(field, 1);
	return verify_rule(v, f->offset + size <= t->size, t, "a member lies outside");
}

/* A struct has an open end if its last member has one, which is an array with size_is or such a struct. Its maximum, in
 * front of all, does not count for alignment. */
static void verify_end(struct verify *v, const ACOM_TYPE *t, uint32_t i)
{
	const ACOM_TYPE *field = t->fields[i].type;
	uint8_t align = field->kind == ACOM_ARRAY ? field->elem->align : field->align;
	bool open = field->flags & ACOM_CONFORMANT, last = i == t->count - 1;

	verify_rule(v, !open || last, t, "only its last member may be conformant");
	verify_rule(v, !last || !open == !(t->flags & ACOM_CONFORMANT), t, "it is conformant if its last member is");
	verify_rule(v, !open || field->max || field->kind == ACOM_STRUCT, t, "a conformant member needs size_is");
	if (field->kind == ACOM_ARRAY && field->flags & ACOM_VARYING && align < 4)
		align = 4;
	verify_rule(v, field->align == align, t, "the alignment of a member is wrong");
}

static void verify_struct(struct verify *v, const ACOM_TYPE *t, unsigned depth)
{
	uint32_t align = 1;
	uint64_t wire = 0;

	if (!verify_rule(v, t->count && t->fields, t, "a struct needs members"))
		return;
	for (uint32_t i = 0; i < t->count; i++) {
		const ACOM_TYPE *field = t->fields[i].type;

		if (!verify_field(v, t, &t->fields[i], depth))
			return;
		verify_end(v, t, i);
		align = field->align > align ? field->align : align;
		wire = ((wire + field->align - 1) & -(uint64_t)field->align) + field->wire;
	}
	verify_rule(v, t->align == align, t, "its alignment is that of its widest member");
	verify_rule(v, t->wire && t->wire <= wire, t, "its least size on the wire is wrong");
}

/* An arm without a member has no octets. */
static bool verify_arm(struct verify *v, const ACOM_TYPE *t, const ACOM_FIELD *f, unsigned depth)
{
	bool inside = t->flags & ACOM_ENCAPSULATED;

	if (!f->type)
		return true;
	verify_rule(v, !inside || f->offset >= t->elem->size, t, "an arm lies on the tag");
	return verify_field(v, t, f, depth) &&
	       verify_rule(v, !(f->type->flags & ACOM_CONFORMANT), t, "an arm has no fixed size");
}

static void verify_label(struct verify *v, const ACOM_TYPE *t, uint32_t i)
{
	bool is_default = t->flags & ACOM_DEFAULT && i == t->count - 1;
	int64_t label = t->fields[i].label, place = 0;

	if (is_default)
		return;
	verify_rule(v, scalar_set(t->elem, &place, label), t, "a label does not fit the tag");
	verify_rule(v, union_arm(t, label) == &t->fields[i], t, "two arms have the same label");
}

static void verify_arms(struct verify *v, const ACOM_TYPE *t, unsigned depth)
{
	uint32_t align = t->elem->align, wire = UINT32_MAX;

	for (uint32_t i = 0; i < t->count; i++) {
		const ACOM_TYPE *arm = t->fields[i].type;

		if (!verify_arm(v, t, &t->fields[i], depth))
			return;
		verify_label(v, t, i);
		align = arm && arm->align > align ? arm->align : align;
		wire = !arm ? 0 : arm->wire < wire ? arm->wire : wire;
	}
	verify_rule(v, t->align == align, t, "its alignment is that of its widest arm or its tag");
	verify_rule(v, t->wire && t->wire <= t->elem->wire + (uint64_t)wire, t, "its least size on the wire is wrong");
}

static void verify_union(struct verify *v, const ACOM_TYPE *t, unsigned depth)
{
	bool inside = t->flags & ACOM_ENCAPSULATED;

	if (!verify_rule(v, t->count && t->fields, t, "a union needs arms") ||
	    !verify_rule(v, t->elem && scalar_is_tag(t->elem) && scalar_verify(t->elem), t,
			 "a tag is an integer of at most 32 bits"))
		return;
	verify_rule(v, !inside || t->elem->size <= t->size, t, "its tag lies outside");
	verify_rule(v, inside ? !t->max : t->max && t->max->number, t, "a union has a tag of its own, or switch_is");
	verify_arms(v, t, depth);
}

static void verify_string(struct verify *v, const ACOM_TYPE *t)
{
	verify_rule(v, t->flags & ACOM_VARYING, t, "a string is varying");
	verify_rule(v, scalar_plain(t->elem) == 1 || scalar_plain(t->elem) == 2, t, "a string has units of 1 or 2 octets");
	verify_rule(v, !t->first && !t->length, t, "a string has neither first_is nor length_is");
}

static void verify_array(struct verify *v, const ACOM_TYPE *t, unsigned depth)
{
	bool conformant = t->flags & ACOM_CONFORMANT, counted = t->flags & (ACOM_CONFORMANT | ACOM_VARYING);
	uint64_t size = conformant || !t->elem ? 0 : (uint64_t)t->count * t->elem->size;

	if (!verify_rule(v, t->elem, t, "an array needs an element type"))
		return;
	verify_type(v, t->elem, depth + 1);
	verify_rule(v, !(t->elem->flags & ACOM_CONFORMANT) && t->elem->size && t->elem->wire, t,
		    "its elements have no fixed size");
	verify_rule(v, t->elem->kind != ACOM_ARRAY || (!t->elem->first && !t->elem->length), t,
		    "only the outer array has a window");
	verify_rule(v, conformant || (t->count && !t->max), t, "a fixed array needs its count");
	verify_rule(v, !conformant || t->max || t->flags & ACOM_STRING, t, "a conformant array needs size_is");
	verify_rule(v, t->size == size, t, "its size is wrong");
	verify_rule(v, t->align >= t->elem->align && t->align <= (counted && t->elem->align < 4 ? 4 : t->elem->align), t,
		    "its alignment is wrong");
	verify_rule(v, t->flags & ACOM_VARYING || (!t->first && !t->length), t, "only a varying array has a window");
	verify_number(v, t, t->max);
	verify_number(v, t, t->first);
	verify_number(v, t, t->length);
	if (t->flags & ACOM_STRING)
		verify_string(v, t);
}

/* What stands in the place of W; behind a pointer it is checked later. */
static void verify_wire_form(struct verify *v, const ACOM_TYPE *t, unsigned depth)
{
	const ACOM_TYPE *form = user_form(t);

	verify_type(v, form, depth + 1);
	verify_scope(v, form);
	verify_rule(v, !(form->flags & ACOM_CONFORMANT) && form->size, t, "its wire form has no fixed size");
	verify_rule(v, t->align == form->align && t->wire == form->wire, t, "its wire form has other sizes");
}

static void verify_user(struct verify *v, const ACOM_TYPE *t, unsigned depth)
{
	const ACOM_USER_TYPE *u = t->user;
	bool functions = u && u->size && u->marshal && u->unmarshal && u->free && !u->clear;
	bool converted = u && u->to_wire && u->from_wire && u->clear && !u->size;

	if (!verify_rule(v, functions || converted, t, "a user's type needs its functions") ||
	    !verify_rule(v, (t->elem || u->wire) && t->size, t, "a user's type needs a size and a wire form"))
		return;
	verify_rule(v, !u->octets || u->octets == t->size, t, "a value of it is not the one that the library knows");
	verify_wire_form(v, t, depth);
}

static void verify_type(struct verify *v, const ACOM_TYPE *t, unsigned depth)
{
	if (!verify_rule(v, depth <= VERIFY_MAX_DEPTH, t, "types are nested too deeply") ||
	    !verify_rule(v, t->kind < ACOM_KINDS, t, "there is no such kind") ||
	    !verify_rule(v, !(t->flags & ACOM_CONFORMANT) || t->kind == ACOM_ARRAY || t->kind == ACOM_STRUCT, t,
			 "only an array or a struct is conformant") ||
	    !verify_rule(v, t->align == 1 || t->align == 2 || t->align == 4 || t->align == 8, t, "its alignment is wrong") ||
	    !verify_expressions(v, t))
		return;
	if (t->kind == ACOM_POINTER)
		verify_pointer(v, t);
	else if (t->kind == ACOM_INTERFACE_POINTER)
		verify_interface_pointer(v, t);
	else if (t->kind == ACOM_STRUCT)
		verify_struct(v, t, depth);
	else if (t->kind == ACOM_ARRAY)
		verify_array(v, t, depth);
	else if (t->kind == ACOM_UNION)
		verify_union(v, t, depth);
	else if (t->kind == ACOM_USER)
		verify_user(v, t, depth);
	else
		verify_rule(v, scalar_verify(t), t, "these are not the sizes or limits of the kind");
}

/* Where an argument's expression is needed its values must be at hand, or saved. */
static void verify_use(struct verify *v, const ACOM_TYPE *t, const ACOM_EXPR *e)
{
	if (!e)
		return;
	verify_rule(v, e->save <= v->method->saves, t, "there is no such place for a saved value");
	verify_rule(v, !(v->param->flags & ACOM_IN) || e->from != ACOM_OUT, t, "the request cannot know an [out] value");
	if (v->param->flags & ACOM_OUT)
		verify_rule(v, e->from != ACOM_IN || e->save, t, "the response needs an [in] value that is not saved");
}

/* The memory of an [out] array is the caller's: how large it is must be known before the response. Of a conformant
 * struct it never is. */
static void verify_capacity(struct verify *v, const ACOM_TYPE *t)
{
	bool string = t->flags & ACOM_STRING && v->param->flags & ACOM_IN;

	if (!(t->flags & ACOM_CONFORMANT) || !(v->param->flags & ACOM_OUT))
		return;
	verify_rule(v, t->kind == ACOM_ARRAY || v->param->flags & ACOM_IN, t, "an [out] conformant struct needs one more pointer");
	if (t->kind != ACOM_ARRAY)
		return;
	verify_rule(v, t->max ? t->max->save || !t->max->from : string, t, "an [out] array needs a saved size");
}

static void verify_param(struct verify *v, const ACOM_PARAM *p)
{
	const ACOM_TYPE *t = p->type;
	uint8_t direction = p->flags & (ACOM_IN | ACOM_OUT);

	v->param = p;
	if (!verify_rule(v, t, NULL, "a parameter needs a type") ||
	    !verify_rule(v, direction, NULL, "neither [in] nor [out]"))
		return;
	verify_rule(v, !(p->flags & ~(ACOM_IN | ACOM_OUT | ACOM_RETVAL)), NULL, "there is no such flag");
	verify_type(v, t, 0);
	verify_rule(v, t->kind != ACOM_ARRAY, t, "an array parameter is a pointer to the array");
	verify_rule(v, FAILED(v->hr) || frame_passes(t), t, "nothing says how such a value is passed");
	verify_rule(v, !(t->flags & ACOM_CONFORMANT), t, "a conformant struct is no value");
	verify_rule(v, !(direction & ACOM_OUT) || t->kind == ACOM_POINTER, t, "[out] needs a pointer");
	verify_rule(v, direction != ACOM_OUT || t->flags & ACOM_REF, t, "[out] needs a [ref] pointer");
	for (; SUCCEEDED(v->hr) && v->done < v->count; v->done++)
		verify_type(v, v->types[v->done], 0);
	if (FAILED(v->hr))
		return;
	if (t->kind == ACOM_POINTER)
		verify_capacity(v, t->elem);
	for (; t; t = next_level(t)) {
		verify_use(v, t, t->max);
		verify_use(v, t, t->first);
		verify_use(v, t, t->length);
	}
}

static void verify_method(struct verify *v, const ACOM_METHOD *m, uint32_t index)
{
	uint32_t free_slot = index ? m[-1].async_slot + 2u : 3;

	v->method = m;
	v->param = NULL;
	verify_rule(v, m->slot == 3 + index, NULL, "methods stand in the order of their slots");
	verify_rule(v, !v->interface->async_iid || m->async_slot >= free_slot, NULL, "Begin_ and Finish_ overlap another");
	verify_rule(v, v->interface->async_iid || !m->async_slot, NULL, "there is no asynchronous interface");
	verify_rule(v, m->cell, NULL, "a method needs a cell");
	verify_rule(v, !m->call_as || (m->call_as->stub && (!m->async_slot || (m->call_as->begin_stub && m->call_as->finish_stub))),
	            NULL, "[call_as] needs its functions");
	verify_rule(v, m->count <= VERIFY_MAX_PARAMS, NULL, "too many parameters");
	verify_rule(v, m->params || !m->count, NULL, "a method needs its parameters");
	verify_rule(v, m->saves <= NDR_MAX_SAVES, NULL, "too many saved values");
	for (uint16_t i = 0; SUCCEEDED(v->hr) && i < m->count; i++)
		verify_param(v, &m->params[i]);
}

static void verify_interface(struct verify *v, const ACOM_INTERFACE *i)
{
	v->interface = NULL;
	v->method = NULL;
	v->param = NULL;
	if (!verify_rule(v, i && i->version == ACOM_META_VERSION && i->size == sizeof *i, NULL, "made by another idlgen"))
		return;
	v->interface = i;
	verify_rule(v, i->name && i->iid, NULL, "an interface needs a name and an IID");
	verify_rule(v, i->proxy_vtbl && (!i->async_iid || i->async_vtbl), NULL, "an interface needs its proxy's table");
	verify_rule(v, i->methods || !i->count, NULL, "an interface needs its methods");
	for (uint32_t k = 0; SUCCEEDED(v->hr) && k < i->count; k++)
		verify_method(v, &i->methods[k], k);
}

HRESULT verify_module(const ACOM_MODULE *module)
{
	bool known = module->version == ACOM_META_VERSION && module->size == sizeof *module;
	struct verify v = { .module = module };

	verify_rule(&v, known, NULL, "made by another idlgen");
	verify_rule(&v, module->interfaces || !module->count, NULL, "a module needs its interfaces");
	for (uint32_t i = 0; SUCCEEDED(v.hr) && i < module->count; i++)
		verify_interface(&v, module->interfaces[i]);
	os_free(v.types);
	return v.hr;
}
