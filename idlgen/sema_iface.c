/* sema_iface.c - interfaces: attributes, and bases. */
#include "idlgen.h"

/* What every object interface derives from. */
static const GUID iid_unknown = { 0x00000000, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } };

bool iface_is_unknown(const struct iface *x) { return IsEqualGUID(&x->guid, &iid_unknown); }

static void judge_base(struct iface *x)
{
	struct symbol *s = x->base_name ? symbol_find(x->base_name) : NULL;

	if (!x->base_name) {
		if (!iface_is_unknown(x))
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
		sema_base(x);
		if (x->base->is_local && !x->is_local && !iface_is_unknown(x->base))
			error_at(x->base_place, 0, "\"%s\" is [local], so what derives from it must be too", x->base_name);
	}
}

static void judge_attrs(struct iface *x, enum pointer *pointer_default)
{
	struct attr *uuid = attr_find(x->attrs, ATTR_uuid), *version = attr_find(x->attrs, ATTR_version);
	struct attr *kind = attr_find(x->attrs, ATTR_pointer_default), *async = attr_find(x->attrs, ATTR_async_uuid);

	x->is_local = attr_find(x->attrs, ATTR_local) != NULL;
	attr_check(x->attrs, ON_INTERFACE, false, "an interface");
	if (!attr_find(x->attrs, ATTR_object) && async)
		error_at(async->place, 0, "[async_uuid] wants [object] beside it: only COM interfaces have an asynchronous twin");
	else if (!attr_find(x->attrs, ATTR_object))
		error_at(x->place, 0, "\"%s\" is not [object]; other interfaces are not supported", x->name);
	if (!uuid && !async)
		error_at(x->place, 0, "\"%s\" has no uuid", x->name);
	else if (uuid && guid_claim(&uuid->guid, uuid->inner))
		x->guid = uuid->guid;
	if (version)
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
	sema_decls(x->decls, pointer_default);
	sema_methods(x, pointer_default);
	x->judged = true;
	if (x->twin)
		async_make(x->twin, x, &async->guid);
	return x;
}
