/* manager_security.c - IClientSecurity of proxies: the settings of each, and copies that have their own. */
#include "call/manager.h"

/* The proxy behind an interface pointer; NULL: it is none of this identity. */
static struct proxy *manager_proxy_of(struct manager *m, const void *face)
{
	os_mutex_lock(&m->lock);
	struct proxy *p = m->proxies;
	while (p && face != &p->face)
		p = p->next;
	os_mutex_unlock(&m->lock);
	return p;
}

static HRESULT manager_find_settings(struct security *s, const void *proxy, os_u32 **settings)
{
	struct manager *m = container_of(s, struct manager, security);
	HRESULT hr = apartment_check(m->apartment);

	if (FAILED(hr))
		return hr;
	struct proxy *p = manager_proxy_of(m, proxy);
	bool own = proxy == &m->object.IUnknown_iface || proxy == &m->IMultiQI_iface;
	*settings = p ? &p->security : own ? &m->settings : NULL;
	return *settings ? S_OK : FAIL(E_INVALIDARG);
}

static void manager_add_copy(struct manager *m, struct proxy *copy)
{
	AcomObjectAddRef(&m->object);
	os_store32(&copy->face.copies, 1);
	os_mutex_lock(&m->lock);
	manager_list(m, copy);
	os_mutex_unlock(&m->lock);
}

void manager_drop_copy(struct manager *m, struct proxy *copy)
{
	struct proxy **link = &m->proxies;

	os_mutex_lock(&m->lock);
	while (*link != copy)
		link = &(*link)->next;
	*link = copy->next;
	os_mutex_unlock(&m->lock);
	proxy_destroy(copy);
}

static HRESULT manager_copy(struct security *s, const void *proxy, IUnknown **copy)
{
	struct manager *m = container_of(s, struct manager, security);
	struct proxy *p, *fresh;
	HRESULT hr = apartment_check(m->apartment);

	if (FAILED(hr))
		return hr;
	p = manager_proxy_of(m, proxy);
	hr = p ? proxy_create(m, p->interface, p->remote, &fresh) : FAIL(E_INVALIDARG);
	if (FAILED(hr))
		return hr;
	os_store32(&fresh->security, os_load32(&p->security));
	manager_add_copy(m, fresh);
	*copy = (IUnknown *)(void *)&fresh->face;
	return S_OK;
}

const struct security_ops manager_security = { manager_find_settings, manager_copy };
