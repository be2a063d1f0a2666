/* proxy.c - interface proxies, and what the generated thunks of proxies call. */
#include "call/call.h"

HRESULT proxy_create(struct manager *manager, const ACOM_INTERFACE *interface, struct remote *remote, struct proxy **proxy)
{
	struct proxy *p = os_zalloc(sizeof *p);

	*proxy = NULL;
	if (!p)
		return FAIL(E_OUTOFMEMORY);
	HRESULT hr = remote->object->ops->channel(remote, &p->channel);
	if (FAILED(hr)) {
		os_free(p);
		return hr;
	}
	p->face.lpVtbl = interface->proxy_vtbl;
	p->face.object = manager_object(manager);
	p->manager = manager;
	p->interface = interface;
	p->remote = remote_ref(remote);
	os_store32(&p->security, security_default);
	*proxy = p;
	return S_OK;
}

void proxy_destroy(struct proxy *p)
{
	channel_unref(p->channel);
	remote_unref(p->remote);
	os_free(p);
}

/* ---- the IUnknown methods of proxies and of AsyncX ---- */

HRESULT AcomFaceQueryInterface(void *This, const IID *iid, void **ppv)
{
	return AcomObjectQueryInterface(((struct face *)This)->object, iid, ppv);
}

ULONG AcomFaceAddRef(void *This)
{
	struct face *f = This;

	return os_load32(&f->copies) ? os_ref(&f->copies) : AcomObjectAddRef(f->object);
}

static ULONG copy_release(struct proxy *p)
{
	AcomObject *identity = p->face.object;
	ULONG left = os_unref(&p->face.copies);

	if (left || os_is_copy())
		return left;
	manager_drop_copy(p->manager, p);
	AcomObjectRelease(identity);
	return 0;
}

ULONG AcomFaceRelease(void *This)
{
	struct face *f = This;

	return os_load32(&f->copies) ? copy_release(container_of(f, struct proxy, face)) : AcomObjectRelease(f->object);
}

/* ---- a synchronous call: the same begin and finish, in a row ---- */

static HRESULT proxy_check(const struct proxy *p, const ACOM_METHOD *method, void *const *args)
{
	HRESULT hr = apartment_check(manager_apartment(p->manager));

	if (SUCCEEDED(hr))
		hr = callout_check(p->interface, method);
	return SUCCEEDED(hr) ? ndr_check(method, ACOM_IN | ACOM_OUT, args) : hr;
}

/* What could not be sent. */
static void proxy_refuse(struct call *c, void **args, HRESULT hr)
{
	call_refuse(c->method, args, true, hr);
	call_tell_error(c);
}

/* One try. *rejection: how the callee's message filter refused it, else S_OK. */
static HRESULT proxy_call(const struct proxy *p, const ACOM_METHOD *method, void **args, struct outgoing *o, HRESULT *rejection)
{
	struct call *c = call_open(p->channel, method);

	*rejection = S_OK;
	if (!c)
		return call_refuse(method, args, true, FAIL(E_OUTOFMEMORY));
	c->sync = true;
	c->security = os_load32(&p->security);
	outgoing_try(o, c);
	tell_begins(c, TELL_CALL);
	HRESULT hr = call_put_request(c, args);
	if (SUCCEEDED(hr))
		hr = call_send(c);
	if (SUCCEEDED(hr))
		hr = call_finish(c, args);
	else
		proxy_refuse(c, args, hr);
	tell_ends(c, TELL_CALL, hr);
	if (hr == RPC_E_CALL_REJECTED && call_was_rejected(c))
		*rejection = c->hr;
	return hr;
}

/* Between two STAs nobody waits for a notification, and nobody learns what became of it. */
static bool proxy_posts(const struct proxy *p, const ACOM_METHOD *method)
{
	if (!remote_is_sta(p->remote) || manager_apartment(p->manager)->kind != APARTMENT_STA ||
	    !interface_notifies(p->interface))
		return false;
	for (unsigned i = 0; i < method->count; i++)
		if (method->params[i].flags & ACOM_OUT)
			return false;
	return true;
}

static HRESULT proxy_post(const struct proxy *p, const ACOM_METHOD *method, void **args)
{
	struct call *c = call_open(p->channel, method);

	if (!c)
		return FAIL(E_OUTOFMEMORY);
	c->security = os_load32(&p->security);
	HRESULT hr = call_put_request(c, args);
	if (SUCCEEDED(hr))
		hr = call_send(c);
	if (SUCCEEDED(hr))
		call_abandon(c);
	else
		call_tell_error(c);
	call_unref(c);
	return hr;
}

HRESULT AcomCall(void *This, const ACOM_METHOD *method, void **args)
{
	struct proxy *p = container_of((struct face *)This, struct proxy, face);
	HRESULT rejection, hr;
	struct outgoing o;

	method = call_method(p->interface, method);
	hr = proxy_check(p, method, args);
	if (FAILED(hr)) {
		call_refuse(method, args, false, hr);
		call_tell_null(p->interface, method, ACOM_IN | ACOM_OUT, args, hr);
		return hr;
	}
	if (proxy_posts(p, method))
		return proxy_post(p, method, args);
	outgoing_enter(&o);
	o.callee = remote_place(p->remote);
	do
		hr = proxy_call(p, method, args, &o, &rejection);
	while (FAILED(rejection) && !p->remote->object->far && outgoing_retry(&o, rejection)); /* A97 */
	return outgoing_leave(&o, hr, FAILED(rejection));
}
