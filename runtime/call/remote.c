/* remote.c - what all interfaces of objects that are elsewhere have in common. */
#include "call/call.h"

struct remote *remote_ref(struct remote *r)
{
	os_ref(&r->refs);
	return r;
}

void remote_unref(struct remote *r)
{
	if (r && !os_unref(&r->refs))
		r->object->ops->destroy(r);
}

bool remote_try_use(struct remote *r)
{
	return r->object->ops->try_use(r->object);
}

void remote_unuse(struct remote *r)
{
	r->object->ops->unuse(r->object);
}

HRESULT remote_post(struct remote_object *o, struct work *work)
{
	return o->ops->post(o, work);
}

HRESULT remote_call(struct remote_object *o, HRESULT (*fn)(void *arg), void *arg)
{
	return o->ops->call(o, fn, arg);
}

HRESULT remote_query(struct remote_object *o, REFIID iid, struct remote **r)
{
	struct question one = { .iid = *iid, .ask = true };

	o->ops->query(o, &one, 1);
	*r = one.remote;
	return one.hr;
}

struct remote *remote_known(struct remote_object *o, REFIID iid)
{
	return o->ops->known ? o->ops->known(o, iid) : NULL;
}

void remote_query_all(struct remote_object *o, struct question *all, ULONG count)
{
	o->ops->query(o, all, count);
}

uint64_t remote_place(const struct remote *r)
{
	return r->object->place;
}

bool remote_is_sta(const struct remote *r)
{
	return r->object->apartment && r->object->apartment->kind == APARTMENT_STA;
}

/* In the object's own apartment. */
static HRESULT stub_resolve(struct stub *s, REFIID riid, void **ppv)
{
	if (!export_enter(stub_export(s)))
		return FAIL(RPC_E_DISCONNECTED);
	HRESULT hr = s->object ? IUnknown_QueryInterface(s->object, riid, ppv) : FAIL(RPC_E_DISCONNECTED);
	export_leave(stub_export(s));
	return hr;
}

HRESULT remote_resolve(struct remote *r, REFIID riid, void **ppv)
{
	bool own = r->object->apartment && apartment_is_current(r->object->apartment);
	HRESULT hr = own ? stub_resolve(stub_from_remote(r), riid, ppv) : manager_unmarshal(r, riid, ppv);

	if (own)
		remote_unuse(r);
	remote_unref(r);
	return hr;
}
