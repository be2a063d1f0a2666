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
	bool may = s->transit.young + s->transit.old < DEPARTED_MOST;
	if (may) {
		transit_add(&s->transit, OBJREF_NORMAL);
		transit_leaves(&s->transit);
	}
	os_mutex_unlock(&exports.lock);
	return may ? S_OK : FAIL(RPC_E_OUT_OF_RESOURCES);
}

void export_stays(struct stub *s)
{
	os_mutex_lock(&exports.lock);
	transit_stays(&s->transit);
	os_mutex_unlock(&exports.lock);
}

/* Those that are over; while others are still being let go, not yet. Locked. */
static bool stub_ages(struct stub *s)
{
	bool ages = !s->over;

	if (ages)
		s->over = transit_age(&s->transit);
	return ages && s->over;
}

/* The stubs with references that are over, each counted and looked at once; *more: others are on their way. Locked. */
static struct stub *stubs_over(bool *more)
{
	struct stub *all = NULL;

	for (struct export *e = exports.all; e; e = e->next)
		for (struct stub *s = e->stubs; s; s = s->next) {
			if (stub_ages(s)) {
				s->next_over = all;
				all = stub_ref(s);
			}
			*more |= s->transit.old || s->transit.young;
		}
	return all;
}

/* The next one. */
static struct stub *stub_let_go(struct stub *s)
{
	os_mutex_lock(&exports.lock);
	struct stub *next = s->next_over;
	unsigned over = s->over;
	s->over = 0;
	os_mutex_unlock(&exports.lock);
	export_unuses_later(stub_export(s), over);
	stub_unref(s);
	return next;
}

bool export_age(void)
{
	bool more = false;

	os_mutex_lock(&exports.lock);
	struct stub *over = stubs_over(&more);
	os_mutex_unlock(&exports.lock);
	while (over)
		over = stub_let_go(over);
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

static HRESULT transit_claim_of(struct transit *t, const struct objref_target *target)
{
	return !target->left ? transit_claim(t, target->kind) : transit_arrives(t) ? S_OK : CO_E_OBJNOTCONNECTED;
}

HRESULT export_claim(const struct objref_target *t, struct stub **stub)
{
	struct stub *s;

	os_mutex_lock(&exports.lock);
	HRESULT hr = stub_of_target(t, &s);
	if (SUCCEEDED(hr))
		hr = transit_claim_of(&s->transit, t);
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
		hr = !t->left ? transit_return(&s->transit, t->kind) : transit_arrives(&s->transit) ? S_OK : S_FALSE;
	*stub = hr == S_OK ? stub_ref(s) : NULL;
	os_mutex_unlock(&exports.lock);
	return hr;
}

bool export_arrived(struct stub *s)
{
	os_mutex_lock(&exports.lock);
	bool arrives = transit_arrives(&s->transit);
	os_mutex_unlock(&exports.lock);
	if (arrives)
		export_unuse_later(stub_export(s));
	return arrives;
}
