/* sema_twin.c - which interface may have an asynchronous twin, and that no UUID is used twice. */
#include "idlgen.h"

static const GUID iid_dispatch = { 0x00020400, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } };

bool guid_claim(const GUID *guid, struct place place)
{
	static struct table guids;
	const char *s = guid_text(guid);

	if (table_get(&guids, s)) {
		error_at(place, 2270, "this UUID is used twice");
		return false;
	}
	table_put(&guids, s, (void *)&guids);
	return true;
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
	if (!x->base || x->base->sync) /* which was told */
		return false;
	if (!iface_is_unknown(x->base) && !x->base->twin) {
		error_at(async->place, 2272, "\"%s\" cannot have [async_uuid]: its base has none", x->name);
		return false;
	}
	return guid_claim(&async->guid, async->place);
}

struct iface *sema_declare_twin(struct iface *x, const struct attr *async)
{
	struct iface *twin;

	if (!judge_async(x, async))
		return NULL;
	twin = NEW(struct iface);
	twin->name = text_format("Async%s", x->name);
	twin->place = x->place;
	return sema_declare_interface(twin);
}
