/* managers.c - the proxies of every apartment: found again by their object, and let go when their apartment ends. */
#include "call/manager.h"

/* The lock is a leaf. */
static struct {
	os_mutex lock;
	struct map by_key;
	struct manager *all;
} managers;

/* Nobody finds it from now on; locked. */
static void manager_unlist(struct manager *m)
{
	if (!m->listed)
		return;
	map_remove(&managers.by_key, &m->node);
	*m->link = m->next;
	if (m->next)
		m->next->link = m->link;
	m->listed = false;
}

bool managers_forget(struct manager *m)
{
	os_mutex_lock(&managers.lock);
	manager_unlist(m);
	bool connected = m->connected;
	os_mutex_unlock(&managers.lock);
	return connected;
}

/* ---- from an OBJREF ---- */

/* Alive and counted, or NULL; locked. */
static struct manager *manager_lookup(const struct manager_key *key)
{
	struct map_node *node = map_find(&managers.by_key, key, sizeof *key);
	struct manager *m = node ? container_of(node, struct manager, node) : NULL;

	return m && object_try_ref(&m->object) ? m : NULL;
}

/* A dying manager of the same key gives way. Locked. */
static bool manager_enlist(struct manager *m)
{
	struct map_node *dying = map_find(&managers.by_key, &m->key, sizeof m->key);

	if (dying)
		manager_unlist(container_of(dying, struct manager, node));
	if (!map_add(&managers.by_key, &m->node, &m->key, sizeof m->key))
		return false;
	m->next = managers.all;
	m->link = &managers.all;
	if (m->next)
		m->next->link = &m->next;
	managers.all = m;
	m->listed = m->connected = true;
	return true;
}

/* The manager of this object in this apartment, counted. It takes over the use, or gives it back when it has one. */
static HRESULT manager_get(struct apartment *a, struct remote *remote, struct manager **m)
{
	struct manager_key key = { a, remote->object };
	struct manager *fresh;
	HRESULT hr = manager_create(a, remote, &fresh);

	if (FAILED(hr)) {
		remote_unuse(remote);
		return hr;
	}
	os_mutex_lock(&managers.lock);
	*m = manager_lookup(&key);
	bool taken = !*m && manager_enlist(fresh);
	os_mutex_unlock(&managers.lock);
	if (taken) {
		*m = fresh;
		return S_OK;
	}
	AcomObjectRelease(&fresh->object);
	remote_unuse(remote);
	return *m ? S_OK : FAIL(E_OUTOFMEMORY);
}

HRESULT manager_unmarshal(struct remote *remote, REFIID riid, void **ppv)
{
	struct apartment *a = apartment_current();
	struct manager *m;

	if (!a) {
		remote_unuse(remote);
		return FAIL(CO_E_NOTINITIALIZED);
	}
	HRESULT hr = manager_get(a, remote, &m);
	apartment_unref(a);
	if (FAILED(hr))
		return hr;
	if (IsEqualIID(riid, &remote->iid) && manager_must_ask(m, riid))
		hr = manager_learn(m, remote); /* who has the object may be busy, or the calling thread not allowed to call out */
	if (SUCCEEDED(hr))
		hr = IUnknown_QueryInterface(&m->object.IUnknown_iface, riid, ppv);
	AcomObjectRelease(&m->object);
	return hr;
}

/* ---- the end of an apartment ---- */

/* All proxies of the apartment, each counted and not listed any more, as a chain of those that have its use: one look at those of
 * others, who may have many. One that is dying gives back its own. */
static struct manager *managers_of(const struct apartment *a)
{
	struct manager *all = NULL, **last = &all, *next;

	os_mutex_lock(&managers.lock);
	for (struct manager *m = managers.all; m; m = next) {
		next = m->next;
		if (m->apartment != a || !object_try_ref(&m->object))
			continue;
		manager_unlist(m);
		m->connected = false;
		*last = m;
		last = &m->next;
	}
	*last = NULL;
	os_mutex_unlock(&managers.lock);
	return all;
}

/* The next one. */
static struct manager *manager_disconnect(struct manager *m)
{
	const struct remote *remote = m->remote;
	struct manager *next = m->next;

	if (trace_on(TRACE_HELD))
		trace_write("held: apartment %llu ends before its proxy to an object of %s %llu (%s) was released",
		            (unsigned long long)m->apartment->id, remote->object->apartment ? "apartment" : "process",
		            (unsigned long long)remote_place(remote), remote->interface ? remote->interface->name : "IUnknown");
	remote_unuse(m->remote);
	AcomObjectRelease(&m->object);
	return next;
}

/* What the application still holds stays allocated, but the objects behind are let go. */
void manager_apartment_ends(struct apartment *a)
{
	struct manager *m;

	wait_gather(true);
	while ((m = managers_of(a)))
		while (m)
			m = manager_disconnect(m);
	wait_gather(false);
}
