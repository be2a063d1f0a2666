/* manager.c - the proxy manager: the one identity of a remote object in an apartment, and the factory of its call objects. */
#include "call/manager.h"

/* IAcomProxy: private, how the runtime recognizes its own proxies. */
static const IID IID_IAcomProxy = { 0x5b1f0a7e, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0xff, 0x01 } };

ACOM_FACE(manager, ICallFactory)
ACOM_FACE(manager, IMultiQI)
ACOM_FACE_AT(manager, IUnknown, IAcomProxy_iface)

HRESULT apartment_judge(struct apartment *a)
{
	if (apartment_is_current(a))
		return S_OK;
	struct apartment *current = apartment_current();
	if (!current)
		return FAIL(CO_E_NOTINITIALIZED);
	apartment_unref(current);
	return FAIL(apartment_is_dead(a) ? RPC_E_DISCONNECTED : RPC_E_WRONG_THREAD);
}

AcomObject *manager_object(struct manager *m)
{
	return &m->object;
}

uint32_t manager_settings(const struct manager *m)
{
	return os_load32(&m->settings);
}

struct apartment *manager_apartment(const struct manager *m)
{
	return m->apartment;
}

/* ---- interface proxies ---- */

static bool proxy_is_copy(struct proxy *p)
{
	return os_load32(&p->face.copies);
}

static struct proxy *manager_find(struct manager *m, REFIID iid)
{
	os_mutex_lock(&m->lock);
	struct proxy *p = m->proxies;
	while (p && (proxy_is_copy(p) || !IsEqualIID(p->interface->iid, iid)))
		p = p->next;
	os_mutex_unlock(&m->lock);
	return p;
}

void manager_list(struct manager *m, struct proxy *fresh)
{
	os_store32(&fresh->channel->timeout, os_load32(&m->timeout)); /* under the lock: whoever sets it meets all that are listed */
	fresh->next = m->proxies;
	m->proxies = fresh;
}

/* The one that is in the list afterwards: another thread of the MTA may have been faster. */
static struct proxy *manager_add(struct manager *m, struct proxy *fresh)
{
	os_mutex_lock(&m->lock);
	struct proxy *p = m->proxies;
	while (p && (proxy_is_copy(p) || p->interface != fresh->interface))
		p = p->next;
	if (!p)
		manager_list(m, p = fresh);
	os_mutex_unlock(&m->lock);
	if (p != fresh)
		proxy_destroy(fresh);
	return p;
}

bool manager_must_ask(struct manager *m, REFIID iid)
{
	HRESULT hr;

	if (!registry_find(iid, &hr) || IsEqualIID(&m->remote->iid, iid) || manager_find(m, iid))
		return false;
	struct remote *known = remote_known(m->remote->object, iid);
	remote_unref(known);
	return !known;
}

HRESULT manager_learn(struct manager *m, struct remote *remote)
{
	struct proxy *p;
	HRESULT hr = remote->interface ? proxy_create(m, remote->interface, remote, &p) : S_FALSE;

	if (hr == S_OK)
		manager_add(m, p);
	return hr;
}

struct remote_object *manager_remote(const struct manager *m)
{
	return m->remote->object;
}

struct query {
	struct remote_object *object;
	const IID *iid;
	struct remote *remote;
};

static HRESULT query_run(void *arg)
{
	struct query *q = arg;

	return remote_query(q->object, q->iid, &q->remote);
}

/* Another interface of the object: known, or asked for. Counted. */
static HRESULT manager_query_remote(struct manager *m, REFIID iid, struct remote **remote)
{
	struct query q = { m->remote->object, iid, NULL };
	HRESULT hr = apartment_check(m->apartment);

	if (FAILED(hr))
		return hr;
	struct proxy *known = manager_find(m, iid);
	if (known || IsEqualIID(&m->remote->iid, iid)) {
		*remote = remote_ref(known ? known->remote : m->remote);
		return S_OK;
	}
	if ((*remote = remote_known(q.object, iid))) /* another apartment has asked */
		return S_OK;
	hr = callout_check(NULL, NULL);
	if (SUCCEEDED(hr))
		hr = remote_call(q.object, query_run, &q);
	*remote = q.remote;
	return hr;
}

/* What it means that the registry has no rows: no proxy is linked in, or it could not find out. */
static HRESULT manager_unknown(HRESULT hr)
{
	return hr == REGDB_E_IIDNOTREG ? E_NOINTERFACE : hr;
}

/* The interface proxy for iid. E_NOINTERFACE: no proxy is linked in, or the object does not have it. */
static HRESULT manager_proxy(struct manager *m, REFIID iid, struct proxy **proxy)
{
	HRESULT hr;
	const ACOM_INTERFACE *interface = registry_find(iid, &hr);
	struct remote *remote;

	if (!interface)
		return manager_unknown(hr);
	if ((*proxy = manager_find(m, iid)))
		return S_OK;
	hr = manager_query_remote(m, iid, &remote);
	if (FAILED(hr))
		return hr;
	hr = proxy_create(m, interface, remote, proxy);
	remote_unref(remote);
	if (SUCCEEDED(hr))
		*proxy = manager_add(m, *proxy);
	return hr;
}

static HRESULT manager_query(void *object, REFIID riid, void **ppv)
{
	struct proxy *p;
	HRESULT hr = os_is_copy() ? FAIL(CO_E_NOTINITIALIZED) : manager_proxy(object, riid, &p);

	if (FAILED(hr))
		return hr;
	AcomObjectAddRef(object);
	*ppv = &p->face;
	return S_OK;
}

/* Why there is no call object of it. */
static HRESULT manager_no_call(REFIID riid, HRESULT hr)
{
	const ACOM_INTERFACE *sync = hr == REGDB_E_IIDNOTREG ? registry_find(riid, NULL) : NULL;

	if (sync)
		errorinfo_say(hr, "%s is the synchronous interface: CreateCall takes the IID of its asynchronous twin%s", sync->name,
		              sync->async_iid ? "" : ", and its IDL gives it none (async_uuid)");
	else if (hr == REGDB_E_IIDNOTREG)
		errorinfo_put(registry_missing(riid, "this process"));
	return FAIL(manager_unknown(hr));
}

/* ---- ICallFactory (com-async.md 1.1, 3.2): every proxy has it, whatever the server has ---- */

static HRESULT manager_CreateCall(ICallFactory *This, REFIID riid, IUnknown *outer, REFIID riid2, IUnknown **ppv)
{
	struct manager *m = manager_from_ICallFactory(This);
	struct proxy *p;

	if (!ppv)
		return FAIL(E_POINTER);
	*ppv = NULL;
	if (!riid || !riid2 || (outer && !IsEqualIID(riid2, &IID_IUnknown)))
		return FAIL(E_INVALIDARG);
	HRESULT hr = apartment_check(m->apartment);
	if (FAILED(hr))
		return hr;
	if (IsEqualIID(riid, &IID_AsyncIUnknown))
		return async_unknown_create(m, outer, riid2, ppv);
	if (IsEqualIID(riid, &IID_AsyncIMultiQI))
		return multiqi_create(m, outer, riid2, ppv);
	const ACOM_INTERFACE *interface = registry_find_async(riid, &hr);
	if (!interface)
		return manager_no_call(riid, hr);
	hr = manager_proxy(m, interface->iid, &p);
	if (FAILED(hr))
		return hr;
	return call_object_create(p->channel, interface, os_load32(&p->security), m->apartment,
	                          &m->object.IUnknown_iface, outer, riid2, (void **)ppv);
}

/* ---- the object ---- */

static HRESULT manager_QueryMultipleInterfaces(IMultiQI *This, ULONG count, MULTI_QI *mqis)
{
	return multiqi_query(manager_from_IMultiQI(This), count, mqis);
}

static const IMultiQIVtbl manager_IMultiQI_vtbl = { ACOM_UNKNOWN(manager, IMultiQI), manager_QueryMultipleInterfaces };
static const ICallFactoryVtbl manager_ICallFactory_vtbl = { ACOM_UNKNOWN(manager, ICallFactory), manager_CreateCall };
static const IUnknownVtbl manager_IAcomProxy_vtbl = { ACOM_UNKNOWN(manager, IUnknown) };

static const AcomInterface manager_map[] = {
	ACOM_ENTRY(manager, ICallFactory),
	ACOM_ENTRY(manager, IMultiQI),
	{ &IID_IAcomProxy, offsetof(manager, IAcomProxy_iface), &manager_IAcomProxy_vtbl },
	SECURITY_ENTRY(manager, security),
	ACOM_END,
};

/* ---- life ---- */

static HRESULT manager_construct(void *object)
{
	struct manager *m = object;

	os_mutex_init(&m->lock);
	m->security.object = &m->object;
	m->security.ops = &manager_security;
	os_store32(&m->settings, security_default);
	return S_OK;
}

static void manager_destruct(void *object)
{
	struct manager *m = object;
	bool connected = managers_forget(m);
	struct proxy *p;

	while ((p = m->proxies)) {
		m->proxies = p->next;
		proxy_destroy(p);
	}
	if (connected)
		remote_unuse(m->remote);
	remote_unref(m->remote);
	apartment_unref(m->apartment);
	os_mutex_fini(&m->lock);
}

static const AcomClass manager_class = {
	"proxy", sizeof(struct manager), manager_map, manager_construct, manager_destruct, manager_query,
};

HRESULT manager_create(struct apartment *a, struct remote *remote, struct manager **m)
{
	IUnknown *unknown;
	HRESULT hr = AcomCreateObject(&manager_class, NULL, &IID_IUnknown, (void **)&unknown);

	if (FAILED(hr))
		return hr;
	*m = AcomObjectOf(unknown);
	(*m)->apartment = apartment_ref(a);
	(*m)->remote = remote_ref(remote);
	(*m)->key = (struct manager_key){ a, remote->object };
	if (remote->interface && trace_on(TRACE_REFS))
		trace_ref_named(*m, remote->interface->name);
	return S_OK;
}

/* ---- time-outs ---- */

static void manager_put_timeout(struct manager *m, DWORD milliseconds)
{
	os_mutex_lock(&m->lock);
	os_store32(&m->timeout, milliseconds);
	for (struct proxy *each = m->proxies; each; each = each->next)
		os_store32(&each->channel->timeout, milliseconds);
	os_mutex_unlock(&m->lock);
}

HRESULT manager_set_timeout(IUnknown *p, DWORD milliseconds)
{
	IUnknown *face;

	if (FAILED(IUnknown_QueryInterface(p, &IID_IAcomProxy, (void **)&face)))
		return FAIL(E_INVALIDARG);
	struct manager *m = manager_from_IUnknown(face);
	HRESULT hr = apartment_check(m->apartment);
	if (SUCCEEDED(hr))
		manager_put_timeout(m, milliseconds);
	IUnknown_Release(face);
	return hr;
}

/* ---- what is behind a proxy ---- */

const struct remote_object *manager_remote_object_of(IUnknown *p)
{
	IUnknown *face;

	if (FAILED(IUnknown_QueryInterface(p, &IID_IAcomProxy, (void **)&face)))
		return NULL;
	const struct remote_object *object = manager_from_IUnknown(face)->remote->object;
	IUnknown_Release(face);
	return object;
}

/* S_FALSE: p is none of our proxies. */
HRESULT manager_remote_of(IUnknown *p, REFIID iid, struct remote **remote)
{
	IUnknown *face;

	if (FAILED(IUnknown_QueryInterface(p, &IID_IAcomProxy, (void **)&face)))
		return S_FALSE;
	struct manager *m = manager_from_IUnknown(face);
	HRESULT hr = manager_query_remote(m, iid, remote);
	if (SUCCEEDED(hr) && !remote_try_use(*remote)) {
		remote_unref(*remote);
		hr = FAIL(RPC_E_DISCONNECTED);
	}
	IUnknown_Release(face);
	return hr;
}
