/* self.c - objects of this process, met as those of another one would be. */
#include "fault.h"
#include "self.h"

static void exempt(bool yes)
{
	os_alloc_exempt(yes);
	fault_exempt(yes);
}

void self_listen(const struct address *a)
{
	OLECHAR text[ADDRESS_MOST];
	char octets[ADDRESS_MOST];
	unsigned n = 0;

	address_text(a, octets);
	do
		text[n] = (OLECHAR)octets[n];
	while (octets[n++]);
	assert_int_equal(AcomListen(text), S_OK);
}

/* ---- the server's part ---- */

static HRESULT object_export(void *arg)
{
	struct self *s = arg;
	IUnknown *object;
	HRESULT hr = ISimpleStream_QueryInterface(s->house->object, s->iid, (void **)&object);

	if (FAILED(hr))
		return hr;
	exempt(true);
	hr = objref_marshal(object, s->iid, OBJREF_STRONG, MSHCTX_LOCAL, &s->reference);
	exempt(false);
	IUnknown_Release(object);
	return SUCCEEDED(hr) ? objref_parse(&s->objref, s->reference.octets, s->reference.size) : hr;
}

static HRESULT object_unexport(void *arg)
{
	struct self *s = arg;

	objref_release(s->reference.octets, s->reference.size);
	marshal_free(&s->reference);
	return S_OK;
}

void self_export(struct self *s, struct house *h, REFIID iid, uint64_t oxid)
{
	*s = (struct self){ .house = h, .iid = iid, .oxid = oxid };
	assert_int_equal(house_run(h, object_export, s), S_OK);
}

void self_unexport(struct self *s)
{
	assert_int_equal(house_run(s->house, object_unexport, s), S_OK);
}

/* ---- the client's part ---- */

static HRESULT meet(const struct self *s, const struct address *at, struct origin **origin)
{
	static const struct bindings none;
	char why[WHY_MOST] = "";
	struct link *link;
	HRESULT hr = link_dial(at, 0, &link, why);

	if (FAILED(hr))
		return hr;
	hr = origin_learn(s->oxid, link, exporter_unknown(), &none, connect_deadline(), origin);
	link_unref(link);
	return hr;
}

HRESULT self_get(const struct self *s, const struct address *at, void **ppv)
{
	struct reference ref = { .iid = s->iid, .ipid = s->objref.ipid, .oid = s->objref.oid, .references = 1 };
	struct origin *origin;
	struct remote *remote;
	HRESULT hr = meet(s, at, &origin);

	*ppv = NULL;
	if (FAILED(hr))
		return hr;
	hr = origin_add_ref(origin, &ref.ipid, 1, 0, connect_deadline());
	if (SUCCEEDED(hr))
		hr = foreign_take(origin, &ref, &remote);
	if (SUCCEEDED(hr))
		hr = remote_resolve(remote, s->iid, ppv);
	origin_unref(origin);
	return hr;
}
