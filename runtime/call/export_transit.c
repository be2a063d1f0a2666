/* export_transit.c - references to exported objects that travel: the uses that they hold until they arrive, or are void. */
#include "call/exports.h"

void export_marshaled(struct stub *s, enum objref_kind kind, bool leaves)
{
	os_mutex_lock(&exports.lock);
	transit_add(&s->transit, kind);
	if (leaves && kind == OBJREF_NORMAL)
		transit_leaves(&s->transit);
	os_mutex_unlock(&exports.lock);
}

enum { DEPARTED_MOST = 65536 }; /* else the numbers of uses would have no bound */

HRESULT export_departs(struct stub *s)
{
	os_mutex_lock(&exports.lock);
	bool may = s->transit.marshaled[OBJREF_NORMAL] < DEPARTED_MOST;
	if (may) {
		transit_add(&s->transit, OBJREF_NORMAL);
		transit_leaves(&s->transit);
	}
	os_mutex_unlock(&exports.lock);
	return may ? S_OK : FAIL(RPC_E_OUT_OF_RESOURCES);
}

/* Once in each look. Locked. */
static unsigned stub_age(struct stub *s)
{
	if (s->aged == exports.age)
		return 0;
	s->aged = exports.age;
	return transit_age(&s->transit);
}

/* A stub with references that are over, counted, and how many; *more: others are on their way. NULL: none has. Locked. */
static struct stub *stub_over(unsigned *over, bool *more)
{
	for (struct export *e = exports.all; e; e = e->next)
		for (struct stub *s = e->stubs; s; s = s->next) {
			*over = stub_age(s);
			*more |= s->transit.old;
			if (*over)
				return stub_ref(s);
		}
	return NULL;
}

bool export_age(void)
{
	bool more = false;
	unsigned over;

	os_mutex_lock(&exports.lock);
	exports.age++;
	for (struct stub *s; (s = stub_over(&over, &more));) {
		os_mutex_unlock(&exports.lock);
		while (over--)
			export_unuse_later(stub_export(s));
		stub_unref(s);
		os_mutex_lock(&exports.lock);
	}
	os_mutex_unlock(&exports.lock);
	return more;
}

/* Locked. */
static HRESULT stub_of_target(const struct objref_target *t, struct stub **stub)
{
	struct stub *s = stub_of_ipid(&t->ipid);

	*stub = NULL;
	if (!s)
		return RPC_E_DISCONNECTED;
	if (stub_export(s)->oid != t->oid || (!t->process && stub_export(s)->remote.place != t->oxid))
		return RPC_E_INVALID_OBJREF;
	*stub = s;
	return S_OK;
}

HRESULT export_claim(const struct objref_target *t, struct stub **stub)
{
	struct stub *s;

	os_mutex_lock(&exports.lock);
	HRESULT hr = stub_of_target(t, &s);
	if (SUCCEEDED(hr))
		hr = transit_claim(&s->transit, t->kind);
	if (hr == S_FALSE)
		hr = export_try_use(stub_export(s)) ? S_OK : RPC_E_DISCONNECTED;
	*stub = SUCCEEDED(hr) ? stub_ref(s) : NULL;
	os_mutex_unlock(&exports.lock);
	return FAILED(hr) ? FAIL(hr) : S_OK;
}

HRESULT export_reclaim(const struct objref_target *t, struct stub **stub)
{
	struct stub *s;

	os_mutex_lock(&exports.lock);
	HRESULT hr = stub_of_target(t, &s);
	if (SUCCEEDED(hr))
		hr = transit_return(&s->transit, t->kind);
	*stub = hr == S_OK ? stub_ref(s) : NULL;
	os_mutex_unlock(&exports.lock);
	return hr;
}

bool export_arrived(struct stub *s)
{
	os_mutex_lock(&exports.lock);
	HRESULT hr = transit_return(&s->transit, OBJREF_NORMAL);
	os_mutex_unlock(&exports.lock);
	if (hr == S_OK)
		export_unuse_later(stub_export(s));
	return hr == S_OK;
}
