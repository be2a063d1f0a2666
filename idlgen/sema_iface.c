/* sema_iface.c - interfaces: attributes, and bases. */
#include "idlgen.h"

/* What every object interface derives from. */
static const GUID iid_unknown = { 0x00000000, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } };

bool iface_is_unknown(const struct iface *x) { return IsEqualGUID(&x->guid, &iid_unknown); }

void sema_not_remoted(struct iface *x, struct place place, int number, const char *why)
{
	if (!x->is_local && place.source == source_list())
		warn_at(place, WARN_not_generated, number, "\"%s\" gets no proxy: %s", x->name, why);
	x->is_local = true;
}

/* Of what belongs to a type library alone, C gets the methods that stand there. */
static void judge_no_base(struct iface *x)
{
	if (iface_is_unknown(x) || x->is_rpc || x->is_local)
		return;
	if (attr_find(x->attrs, ATTR_object))
		error_at(x->place, 2271, "\"%s\" has no base; IUnknown is the least", x->name);
	else
		sema_not_remoted(x, x->place, 2271, "it has no base; IUnknown is the least");
}

static void judge_base(struct iface *x)
{
	struct symbol *s = x->base_name ? symbol_find(x->base_name) : NULL;

	if (x->is_disp) {
		sema_dispinterface(x);
	} else if (!x->base_name) {
		judge_no_base(x);
	} else if (!s || s->kind != SYMBOL_INTERFACE) {
		name_unknown(x->base_name, x->base_place, SYMBOL_INTERFACE);
	} else if (!s->iface->judged) {
		error_at(x->base_place, 0, "\"%s\" is not defined yet", x->base_name);
	} else {
		x->base = s->iface;
		x->slots = x->base->slots;
		x->depth = x->base->depth + 1;
		if (x->depth > MAX_NESTING)
			error_at(x->base_place, 0, "\"%s\" has more than %d bases", x->name, MAX_NESTING);
		sema_base(x);
		x->is_local |= x->in_library && x->base->is_local && !iface_is_unknown(x->base);
		if (x->base->is_local && !x->is_local && !iface_is_unknown(x->base))
			sema_not_remoted(x, x->base_place, 0, "its base is not remoted, either");
	}
}

/* Whether an attribute says that it is an interface of COM. */
static bool says_com(const struct iface *x)
{
	static const enum attr_id signs[] = { ATTR_object, ATTR_odl, ATTR_dual, ATTR_oleautomation };

	for (size_t i = 0; i < ARRAY_COUNT(signs); i++)
		if (attr_find(x->attrs, signs[i]))
			return true;
	return false;
}

/* Without a sign of COM it is an interface of plain RPC: its types and constants count, its methods are functions. */
static bool is_com(const struct iface *x)
{
	return says_com(x) || x->base_name || x->is_disp || iface_is_unknown(x);
}

/* Whether its methods travel. What only stands in a type library does if Automation could call it. */
static bool is_remote(const struct iface *x)
{
	return !x->is_rpc && !x->is_disp && !attr_find(x->attrs, ATTR_local) &&
	       (!x->in_library || attr_find(x->attrs, ATTR_object) || attr_find(x->attrs, ATTR_dual) ||
	        attr_find(x->attrs, ATTR_oleautomation));
}

/* False: another interface has its UUID, which the user does not mind. */
static bool judge_uuid(struct iface *x)
{
	struct attr *uuid = attr_find(x->attrs, ATTR_uuid), *async = attr_find(x->attrs, ATTR_async_uuid);

	unsigned before = error_count();
	bool own = !uuid || uuid->bad || guid_claim(&uuid->guid, uuid->inner) || error_count() != before;

	if (uuid)
		x->guid = uuid->guid;
	x->is_rpc = !is_com(x);
	if (async && x->is_disp)
		error_at(async->place, 0, "a dispinterface is called through IDispatch, which cannot have [async_uuid]");
	else if (async && !says_com(x))
		error_at(async->place, 0, "[async_uuid] wants [object] beside it: only COM interfaces have an asynchronous twin");
	else if (!uuid && x->is_disp)
		error_at(x->place, 0, "\"%s\" has no uuid", x->name);
	return own;
}

/* What is imported was, or will be, told to who compiles it. */
static void warn_rpc(const struct iface *x)
{
	if (x->is_rpc && x->methods && !attr_find(x->attrs, ATTR_local) && x->place.source == source_list())
		warn_at(x->place, WARN_not_generated, 0, "\"%s\" is not [object]: plain RPC gets declarations, but no code", x->name);
}

static void judge_attrs(struct iface *x, enum pointer *pointer_default)
{
	struct attr *version = attr_find(x->attrs, ATTR_version), *kind = attr_find(x->attrs, ATTR_pointer_default);
	struct attr *ms_union = attr_find(x->attrs, ATTR_ms_union);

	bool own = judge_uuid(x);

	x->is_local = !is_remote(x);
	if (!own)
		sema_not_remoted(x, x->place, 0, "another one has its UUID");
	if (!attr_find(x->attrs, ATTR_uuid) && !attr_find(x->attrs, ATTR_async_uuid))
		sema_not_remoted(x, x->place, 0, "it has no uuid");
	attr_check(x->attrs, ON_INTERFACE, x->is_rpc, x->is_disp ? "a dispinterface" : "an interface");
	warn_rpc(x);
	if (ms_union && !x->is_local)
		error_at(ms_union->place, 0, "[ms_union] is not supported: unions travel in the form that they have without it");
	if (version && attr_find(x->attrs, ATTR_object) && version->place.source == source_list())
		warn_at(version->place, WARN_version, 2298, "[version] means nothing on an object interface");
	*pointer_default = kind && kind->kind ? kind->kind : POINTER_UNIQUE;
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
	async = attr_find(x->attrs, ATTR_async_uuid);
	if (async)
		x->twin = sema_declare_twin(x, async);
	sema_body(x, pointer_default);
	sema_methods(x, pointer_default);
	x->judged = true;
	if (x->twin)
		async_make(x->twin, x, &async->guid);
	return x;
}

/* ---- the order of interfaces ---- */

/* Takes a declaration out of the list, somewhere behind `at`. */
static void unlink_decl(struct decl **at, const struct decl *d)
{
	while (*at != d)
		at = &(*at)->next;
	*at = d->next;
}

/* The base of an interface, if it is defined further down. */
static struct decl *late_base(const struct table *interfaces, const struct decl *d)
{
	struct decl *base = d->kind == DECL_INTERFACE && d->iface->base_name ? table_get(interfaces, d->iface->base_name) : NULL;

	return base && !base->placed && base != d ? base : NULL;
}

void sema_order(struct decl **list)
{
	struct table interfaces = { 0 };

	for (struct decl *d = *list; d; d = d->next)
		if (d->kind == DECL_INTERFACE)
			table_put(&interfaces, d->iface->name, d);
	while (*list) {
		struct decl *base = late_base(&interfaces, *list);

		(*list)->placed = true; /* which ends circles, too */
		if (base) {
			unlink_decl(list, base);
			base->next = *list;
			*list = base;
		} else {
			list = &(*list)->next;
		}
	}
}
