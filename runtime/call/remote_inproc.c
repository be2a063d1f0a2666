/* remote_inproc.c - what is elsewhere, but in this process: exports and their stubs. */
#include "call/call.h"

static struct export *export_from_remote(struct remote_object *o)
{
	return container_of(o, struct export, remote);
}

struct stub *stub_from_remote(struct remote *r)
{
	return container_of(r, struct stub, remote);
}

static bool inproc_try_use(struct remote_object *o)
{
	return export_try_use(export_from_remote(o));
}

static void inproc_unuse(struct remote_object *o)
{
	export_unuse(export_from_remote(o));
}

static HRESULT inproc_post(struct remote_object *o, struct work *work)
{
	return apartment_post(o->apartment, work);
}

static HRESULT inproc_call(struct remote_object *o, HRESULT (*fn)(void *arg), void *arg)
{
	return apartment_call(o->apartment, fn, arg);
}

static void inproc_query_one(struct remote_object *o, struct question *q)
{
	struct stub *s;

	q->hr = export_interface(export_from_remote(o), &q->iid, &s);
	q->remote = SUCCEEDED(q->hr) ? &s->remote : NULL;
}

static void inproc_query(struct remote_object *o, struct question *all, ULONG count)
{
	for (ULONG i = 0; i < count; i++)
		if (all[i].ask)
			inproc_query_one(o, &all[i]);
}

static HRESULT inproc_channel(struct remote *r, struct channel **c)
{
	return channel_inproc_create(stub_from_remote(r), c);
}

static void inproc_destroy(struct remote *r)
{
	stub_destroy(stub_from_remote(r));
}

static void inproc_name(const struct remote *r, struct objref *o)
{
	const struct stub *s = container_of(r, struct stub, remote);

	o->oxid = r->object->place;
	o->oid = stub_export(s)->oid;
	o->ipid = s->ipid;
}

static HRESULT inproc_marshaled(struct remote *r, enum objref_kind kind, DWORD context)
{
	bool leaves = !context_is_inside(context);

	export_marshaled(stub_from_remote(r), kind, leaves);
	if (leaves)
		objref_left();
	return S_OK;
}

const struct remote_ops remote_inproc_ops = {
	inproc_try_use, inproc_unuse, inproc_post, inproc_call, inproc_query, NULL, inproc_channel, inproc_destroy, inproc_name,
	inproc_marshaled,
};
