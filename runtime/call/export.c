/* export.c - the stub manager: which objects of this process others may call, by identity and by IPID, and until when. */
#include "call/call.h"

/* Leaf but for memory: nothing that could call user code runs under it. */
static struct {
	os_mutex lock;
	struct map by_identity; /* exports in use */
	struct map by_ipid;     /* stubs of exports in use */
	struct export *all;     /* exports not yet released */
	os_u64 last_oid;
	unsigned age;           /* how often it was looked at what is on its way */
} exports;

struct stub *stub_ref(struct stub *s)
{
	remote_ref(&s->remote);
	return s;
}

static void export_unref(struct export *e)
{
	if (os_unref(&e->refs))
		return;
	if (trace_on(TRACE_REFS))
		trace_ref_gone(e);
	apartment_unref(e->remote.apartment);
	os_free(e);
}

void stub_unref(struct stub *s)
{
	if (s)
		remote_unref(&s->remote);
}

void stub_destroy(struct stub *s)
{
	export_unref(stub_export(s));
	os_free(s);
}

/* ---- the end of an export ---- */

/* No OBJREF and no new marshaling finds it from now on; locked. */
static void export_hide(struct export *e)
{
	if (e->hidden)
		return;
	e->hidden = true;
	map_remove(&exports.by_identity, &e->node);
	for (struct stub *s = e->stubs; s; s = s->next)
		map_remove(&exports.by_ipid, &s->node);
}

/* In the export's apartment, once: gives back the object. */
static void export_release(struct export *e)
{
	os_mutex_lock(&exports.lock);
	export_hide(e);
	IUnknown *identity = e->identity;
	struct stub *stubs = e->stubs;
	e->identity = NULL;
	e->stubs = NULL;
	if (identity) {
		*e->link = e->next;
		if (e->next)
			e->next->link = e->link;
	}
	os_mutex_unlock(&exports.lock);
	while (stubs) {
		struct stub *next = stubs->next;
		IUnknown *object = stubs->object;
		stubs->object = NULL;
		IUnknown_Release(object);
		stub_unref(stubs);
		stubs = next;
	}
	if (!identity)
		return;
	IUnknown_Release(identity);
	export_unref(e); /* the list's */
}

/* ---- those who are in it ---- */

/* While somebody is in it nobody releases it, so that the list's count keeps it. */
bool export_enter(struct export *e)
{
	uint32_t running = os_load32(&e->running);

	while (!(running & EXPORT_CUT) && !os_cas32(&e->running, running, running + 1))
		running = os_load32(&e->running);
	return !(running & EXPORT_CUT);
}

void export_leave(struct export *e)
{
	if (os_unref(&e->running) == EXPORT_CUT)
		export_release(e);
}

bool export_is_cut(const struct export *e)
{
	return os_load32(&e->running) & EXPORT_CUT;
}

/* In the export's apartment: gives back the object, or has the last one that is in it do so. */
static void export_cut(struct export *e)
{
	uint32_t running = os_load32(&e->running);

	os_mutex_lock(&exports.lock);
	export_hide(e);
	os_mutex_unlock(&exports.lock);
	while (!(running & EXPORT_CUT) && !os_cas32(&e->running, running, running | EXPORT_CUT))
		running = os_load32(&e->running);
	if (!running)
		export_release(e);
}

static void export_release_run(struct work *work, HRESULT hr)
{
	struct export *e = container_of(work, struct export, release);

	(void)hr; /* an apartment that ends runs this on its own thread, too */
	export_cut(e);
	export_unref(e);
}

bool export_try_uses(struct export *e, uint32_t count)
{
	uint32_t uses = os_load32(&e->uses);

	while (uses && !os_cas32(&e->uses, uses, uses + count))
		uses = os_load32(&e->uses);
	return uses;
}

bool export_try_use(struct export *e)
{
	return export_try_uses(e, 1);
}

/* Whether these were the last uses, so that the object is to be released; then counted. */
static bool export_run_down(struct export *e, uint32_t count)
{
	if (os_sub32(&e->uses, count))
		return false;
	os_mutex_lock(&exports.lock);
	export_hide(e);
	os_mutex_unlock(&exports.lock);
	os_ref(&e->refs);
	return true;
}

/* The last use releases the object, or posts that to its apartment; a dead one has done it, or will, on its own thread. */
void export_unuse(struct export *e)
{
	if (!export_run_down(e, 1))
		return;
	if (apartment_is_current(e->remote.apartment))
		export_release_run(&e->release, S_OK);
	else if (FAILED(apartment_notify(e->remote.apartment, &e->release)))
		export_unref(e);
}

void export_unuse_later(struct export *e)
{
	export_unuses_later(e, 1);
}

void export_unuses_later(struct export *e, uint32_t count)
{
	if (export_run_down(e, count) && FAILED(apartment_leave_notice(e->remote.apartment, &e->release)))
		export_unref(e);
}

/* It goes when the last one leaves it: the apartment ends inside a method of the object. */
static bool export_goes_later(const struct export *e)
{
	uint32_t running = os_load32(&e->running);

	return running & EXPORT_CUT && running != EXPORT_CUT;
}

static struct export *export_of(const struct apartment *a)
{
	struct export *e;

	os_mutex_lock(&exports.lock);
	for (e = exports.all; e && (e->remote.apartment != a || export_goes_later(e)); e = e->next)
		;
	if (e)
		os_ref(&e->refs);
	os_mutex_unlock(&exports.lock);
	return e;
}

static void export_tell(struct export *e)
{
	uint32_t uses = os_load32(&e->uses);

	if (!uses || !trace_on(TRACE_HELD))
		return;
	os_mutex_lock(&exports.lock);
	const ACOM_INTERFACE *i = e->stubs ? e->stubs->remote.interface : NULL;
	os_mutex_unlock(&exports.lock);
	trace_write("held: apartment %llu ends while others use its object %p (%s): %u references, proxies and calls",
	            (unsigned long long)e->remote.apartment->id, (void *)e->key.identity, i ? i->name : "IUnknown", uses);
}

void export_apartment_ends(struct apartment *a)
{
	struct export *e;

	while ((e = export_of(a))) {
		export_tell(e);
		export_cut(e);
		export_unref(e);
	}
}

/* ---- the beginning ---- */

/* In use, one more time and counted once more; NULL: none, and one that is running down gives way. Locked. */
static struct export *export_find(const struct export_key *key)
{
	struct map_node *node = map_find(&exports.by_identity, key, sizeof *key);
	struct export *e = node ? container_of(node, struct export, node) : NULL;

	if (!e)
		return NULL;
	if (!export_try_use(e)) {
		export_hide(e);
		return NULL;
	}
	os_ref(&e->refs);
	return e;
}

/* Locked. */
static bool export_insert(struct export *e)
{
	if (!map_add(&exports.by_identity, &e->node, &e->key, sizeof e->key))
		return false;
	e->next = exports.all;
	e->link = &exports.all;
	if (e->next)
		e->next->link = &e->next;
	exports.all = e;
	return true;
}

static struct export *export_create(struct apartment *a, IUnknown *identity)
{
	struct export *e = os_zalloc(sizeof *e);

	if (!e)
		return NULL;
	os_store32(&e->refs, 1);
	os_store32(&e->uses, 1);
	e->oid = os_add64(&exports.last_oid, 1);
	e->remote = (struct remote_object){ &remote_inproc_ops, apartment_ref(a), a->id, false };
	e->key = (struct export_key){ a, identity };
	e->identity = identity;
	e->release.run = export_release_run;
	if (trace_on(TRACE_REFS))
		place_ref_made(e, "export", &e->uses, a);
	return e;
}

/* The export of an object, counted, with one more use. The identity's count is taken over. */
static struct export *export_get(struct apartment *a, IUnknown *identity)
{
	struct export_key key = { a, identity };

	os_mutex_lock(&exports.lock);
	struct export *e = export_find(&key);
	struct export *fresh = e ? NULL : export_create(a, identity);
	if (fresh && export_insert(fresh)) {
		os_ref(&fresh->refs); /* the list keeps the first until export_release */
		e = fresh;
		identity = NULL;
	} else if (fresh) {
		export_unref(fresh);
	}
	os_mutex_unlock(&exports.lock);
	release_unknown(identity);
	return e;
}

/* Counted; locked. */
static struct stub *stub_find(struct export *e, REFIID iid)
{
	struct stub *s = e->stubs;

	while (s && !IsEqualIID(&s->remote.iid, iid))
		s = s->next;
	return s ? stub_ref(s) : NULL;
}

static struct stub *stub_create(struct export *e, const ACOM_INTERFACE *interface, REFIID iid, IUnknown *object)
{
	struct stub *s = os_zalloc(sizeof *s);

	if (!s)
		return NULL;
	os_store32(&s->remote.refs, 1);
	os_ref(&e->refs);
	s->remote.object = &e->remote;
	s->remote.interface = interface;
	s->remote.iid = *iid;
	s->object = object;
	if (interface && trace_on(TRACE_REFS))
		trace_ref_named(e, interface->name);
	CoCreateGuid(&s->ipid);
	return s;
}

/* Adds `fresh` (its first count becomes the list's) unless another thread was first; counted. NULL: memory is short, or the
 * export is hidden. Locked. */
static struct stub *stub_insert(struct export *e, struct stub *fresh)
{
	struct stub *s = stub_find(e, &fresh->remote.iid);

	if (s)
		return s;
	if (e->hidden || !map_add(&exports.by_ipid, &fresh->node, &fresh->ipid, sizeof fresh->ipid))
		return NULL;
	fresh->next = e->stubs;
	e->stubs = fresh;
	return stub_ref(fresh);
}

static HRESULT stub_make(struct export *e, const ACOM_INTERFACE *interface, REFIID iid, struct stub **stub)
{
	IUnknown *object;
	HRESULT hr = IUnknown_QueryInterface(e->identity, iid, (void **)&object);

	if (FAILED(hr))
		return hr;
	struct stub *fresh = stub_create(e, interface, iid, object);
	if (!fresh) {
		IUnknown_Release(object);
		return FAIL(E_OUTOFMEMORY);
	}
	os_mutex_lock(&exports.lock);
	*stub = stub_insert(e, fresh);
	hr = e->hidden ? RPC_E_DISCONNECTED : E_OUTOFMEMORY;
	os_mutex_unlock(&exports.lock);
	if (*stub != fresh) {
		IUnknown_Release(object);
		stub_unref(fresh);
	}
	return *stub ? S_OK : FAIL(hr);
}

HRESULT export_interface(struct export *e, REFIID iid, struct stub **stub)
{
	const ACOM_INTERFACE *interface = NULL;
	HRESULT hr = S_OK;

	*stub = NULL;
	if (!IsEqualIID(iid, &IID_IUnknown) && !(interface = registry_find(iid, &hr)))
		return FAIL(hr);
	os_mutex_lock(&exports.lock);
	*stub = stub_find(e, iid);
	os_mutex_unlock(&exports.lock);
	if (*stub)
		return S_OK;
	if (!export_enter(e))
		return FAIL(RPC_E_DISCONNECTED);
	hr = e->identity ? stub_make(e, interface, iid, stub) : FAIL(RPC_E_DISCONNECTED);
	export_leave(e);
	return hr;
}

HRESULT export_object(IUnknown *object, REFIID iid, struct stub **stub)
{
	IUnknown *identity;
	struct apartment *a = apartment_current();

	*stub = NULL;
	if (!a)
		return FAIL(CO_E_NOTINITIALIZED);
	HRESULT hr = IUnknown_QueryInterface(object, &IID_IUnknown, (void **)&identity);
	if (SUCCEEDED(hr)) {
		struct export *e = export_get(a, identity);
		hr = e ? export_interface(e, iid, stub) : FAIL(E_OUTOFMEMORY);
		if (e && FAILED(hr))
			export_unuse(e);
		if (e)
			export_unref(e);
	}
	apartment_unref(a);
	return hr;
}

/* ---- references that travel ---- */

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

/* NULL: none. Locked. */
static struct stub *stub_of_ipid(REFGUID ipid)
{
	struct map_node *node = map_find(&exports.by_ipid, ipid, sizeof *ipid);
	GUID own;

	if (!node && alias_own(ipid, &own))
		node = map_find(&exports.by_ipid, &own, sizeof own);
	return node ? container_of(node, struct stub, node) : NULL;
}

HRESULT export_stub(REFGUID ipid, struct stub **stub)
{
	os_mutex_lock(&exports.lock);
	struct stub *s = stub_of_ipid(ipid);
	*stub = s ? stub_ref(s) : NULL;
	os_mutex_unlock(&exports.lock);
	return s ? S_OK : FAIL(RPC_E_DISCONNECTED);
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

/* ---- what the object's owner decides ---- */

/* The export of an object of the calling thread's apartment, counted, but not used. NULL: it has none. */
static HRESULT export_of_object(IUnknown *object, struct export **e)
{
	struct apartment *a = apartment_current();
	IUnknown *identity;

	*e = NULL;
	if (!a)
		return FAIL(CO_E_NOTINITIALIZED);
	HRESULT hr = IUnknown_QueryInterface(object, &IID_IUnknown, (void **)&identity);
	if (SUCCEEDED(hr)) {
		struct export_key key = { a, identity };
		os_mutex_lock(&exports.lock);
		struct map_node *node = map_find(&exports.by_identity, &key, sizeof key);
		if (node)
			os_ref(&(*e = container_of(node, struct export, node))->refs);
		os_mutex_unlock(&exports.lock);
		IUnknown_Release(identity);
	}
	apartment_unref(a);
	return hr;
}

HRESULT export_disconnect(IUnknown *object)
{
	struct export *e;
	HRESULT hr = export_of_object(object, &e);

	if (FAILED(hr) || !e)
		return hr;
	export_cut(e);
	export_unref(e);
	return S_OK;
}

static HRESULT export_unlock(IUnknown *object)
{
	struct export *e;
	HRESULT hr = export_of_object(object, &e);

	if (FAILED(hr) || !e)
		return FAILED(hr) ? hr : FAIL(E_UNEXPECTED);
	os_mutex_lock(&exports.lock);
	bool locked = e->locks;
	e->locks -= locked;
	os_mutex_unlock(&exports.lock);
	if (locked)
		export_unuse(e);
	export_unref(e);
	return locked ? S_OK : FAIL(E_UNEXPECTED);
}

HRESULT export_lock(IUnknown *object, bool lock)
{
	struct stub *s;

	if (!lock)
		return export_unlock(object);
	HRESULT hr = export_object(object, &IID_IUnknown, &s);
	if (FAILED(hr))
		return hr;
	os_mutex_lock(&exports.lock);
	stub_export(s)->locks++;
	os_mutex_unlock(&exports.lock);
	stub_unref(s);
	return S_OK;
}
