/* sema_twin.c - which interface may have an asynchronous twin, and that no UUID is used twice. */
#include "idlgen.h"

static const GUID iid_dispatch = { 0x00020400, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } };

/* ---- UUIDs ---- */

bool guid_claim(const GUID *guid, struct place place)
{
	static struct table guids;
	const char *s = guid_text(guid);
	struct place *before = table_get(&guids, s);

	if (before) {
		diag_soften(WARN_duplicate_uuid);
		error_at(place, 2270, "this UUID is used twice");
		diag_harden();
		note_at(*before, "the previous use is here");
		return false;
	}
	before = NEW(struct place);
	*before = place;
	table_put(&guids, s, before);
	return true;
}

/* ---- bases ---- */

static bool is_advise_sink(const struct iface *x)
{
	static const GUID family[] = {
		{ 0x0000010f, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } }, /* IAdviseSink */
		{ 0x00000125, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } }, /* IAdviseSink2 */
		{ 0x3af24290, 0x0c96, 0x11ce, { 0xa0, 0xcf, 0x00, 0xaa, 0x00, 0x60, 0x0a, 0xb8 } }, /* IAdviseSinkEx */
	};

	for (size_t i = 0; i < ARRAY_COUNT(family); i++)
		if (IsEqualGUID(&x->guid, &family[i]))
			return true;
	return false;
}

void sema_base(const struct iface *x)
{
	const struct iface *base = x->base;

	if (base->sync) {
		error_at(x->base_place, 2272, "\"%s\" is asynchronous and no base for others", base->name);
		note_at(base->place, "it is made from the [async_uuid] of \"%s\"", base->sync->name);
	} else if (is_advise_sink(base) && !is_advise_sink(x)) {
		error_at(x->base_place, 2365, "nothing derives from \"%s\", whose calls are notifications", base->name);
		note_at(base->place, "it is declared here");
	}
}

/* IDispatch is known by its IID. It has no asynchronous version, nor has what derives from it. */
static bool judge_dispatch(const struct iface *x, const struct attr *async)
{
	const struct attr *dual = attr_find(x->attrs, ATTR_dual);
	const struct iface *b = x;

	if (x->is_disp) /* which was told */
		return false;
	if (dual) {
		error_at(async->place, 0, "\"%s\" is [dual] and so derives from IDispatch, which cannot have [async_uuid]", x->name);
		note_at(dual->place, "[dual] stands here");
		return false;
	}
	while (b && !IsEqualGUID(&b->guid, &iid_dispatch))
		b = b->base;
	if (!b)
		return true;
	error_at(async->place, 2272, "IDispatch and what derives from it cannot have [async_uuid]");
	if (b != x)
		note_at(x->base_place, "\"%s\" derives from it through this", x->name);
	return false;
}

/* Whether the base has a twin that AsyncX can derive from; IUnknown needs none. */
static bool judge_async_base(const struct iface *x, const struct attr *async)
{
	if (!x->base || x->base->sync) /* which was told */
		return false;
	if (iface_is_unknown(x->base) || x->base->twin)
		return true;
	error_at(async->place, 2272, "\"%s\" cannot have [async_uuid]: its base has none", x->name);
	note_at(x->base->place, "\"%s\" is declared here", x->base->name);
	return false;
}

/* What else the attribute wants beside it. */
static bool judge_company(const struct iface *x, const struct attr *async)
{
	const struct attr *uuid = attr_find(x->attrs, ATTR_uuid);

	if (!uuid) {
		error_at(async->place, 0, "[async_uuid] wants a [uuid] beside it");
		return false;
	}
	if (uuid->bad || async->bad || !IsEqualGUID(&uuid->guid, &async->guid))
		return true;
	error_at(async->inner, 2270, "[uuid] and [async_uuid] are the same");
	note_at(uuid->inner, "the other one is here");
	return false;
}

struct iface *sema_declare_twin(struct iface *x, const struct attr *async)
{
	struct iface *twin;

	if (!judge_dispatch(x, async) || !judge_async_base(x, async) || !judge_company(x, async) ||
	    !(async->bad || guid_claim(&async->guid, async->inner)))
		return NULL;
	twin = NEW(struct iface);
	twin->name = text_format("Async%s", x->name);
	twin->place = x->place;
	twin->defined = true; /* so that another one, which may stand before it, is told */
	return sema_declare_interface(twin);
}
