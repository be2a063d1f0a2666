/* export.c - the stub manager: which objects of this process others may call, by identity and by IPID. */
#include "call/exports.h"

struct exports exports;

struct stub *stub_ref(struct stub *s)
{
	remote_ref(&s->remote);
	return s;
}

void export_unref(struct export *e)
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

/* ---- objects ---- */

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

/* The export of an object, counted, with one more use. The identity's count is taken over. CO_E_NOTINITIALIZED: the calling thread
 * was in the apartment by default. */
static HRESULT export_get(struct apartment *a, IUnknown *identity, struct export **export)
{
	struct export_key key = { a, identity };

	os_mutex_lock(&exports.lock);
	struct export *e = export_find(&key);
	bool late = os_load32(&a->over) & OVER_EXPORTS;
	struct export *fresh = e || late ? NULL : export_create(a, identity);
	if (fresh && export_insert(fresh)) {
		os_ref(&fresh->refs); /* the list keeps the first until export_release */
		e = fresh;
		identity = NULL;
	} else if (fresh) {
		export_unref(fresh);
	}
	os_mutex_unlock(&exports.lock);
	release_unknown(identity);
	*export = e;
	return e ? S_OK : FAIL(late ? CO_E_NOTINITIALIZED : E_OUTOFMEMORY);
}

/* ---- their interfaces ---- */

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
		struct export *e;
		hr = export_get(a, identity, &e);
		if (e)
			hr = export_interface(e, iid, stub);
		if (e && FAILED(hr))
			export_unuse(e);
		if (e)
			export_unref(e);
	}
	apartment_unref(a);
	return hr;
}

struct stub *stub_of_ipid(REFGUID ipid)
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
