/* objref.c - references to objects as octets: the runtime's own marshaling (wire.md 3.2). */
#include "call/call.h"

/* STDOBJREF's flags: of a reference in a table. */
static const uint32_t std_flags[OBJREF_KINDS] = { [OBJREF_NORMAL] = 0, [OBJREF_STRONG] = 8, [OBJREF_WEAK] = 2 };

static void objref_write(uint8_t *octets, const struct stub *s, enum objref_kind kind)
{
	struct objref o = {
		.form = OBJREF_STANDARD, .iid = s->remote.iid, .flags = std_flags[kind], .references = kind == OBJREF_NORMAL,
		.oxid = stub_export(s)->remote.apartment->id, .oid = stub_export(s)->oid, .ipid = s->ipid,
	};

	objref_format(&o, octets);
}

/* A proxy is passed on as a reference to the object behind it. */
HRESULT objref_marshal(IUnknown *p, REFIID iid, enum objref_kind kind, uint8_t *octets)
{
	struct remote *r;
	struct stub *s;
	HRESULT hr = manager_remote_of(p, iid, &r);

	if (hr == S_FALSE)
		hr = export_object(p, iid, &s);
	else if (SUCCEEDED(hr))
		s = stub_from_remote(r);
	if (FAILED(hr))
		return hr;
	export_marshaled(s, kind);
	objref_write(octets, s, kind);
	stub_unref(s);
	return S_OK;
}

/* Such as are written here: of this process, so that no address says where the object is. */
static HRESULT objref_read(const uint8_t *octets, size_t size, struct objref_target *t)
{
	struct objref o;
	HRESULT hr = objref_parse(&o, octets, size);

	if (FAILED(hr))
		return hr;
	if (o.form != OBJREF_STANDARD || size != OBJREF_SIZE)
		return FAIL(RPC_E_INVALID_OBJREF);
	t->ipid = o.ipid;
	t->oxid = o.oxid;
	t->oid = o.oid;
	for (t->kind = 0; t->kind < OBJREF_KINDS; t->kind++)
		if (std_flags[t->kind] == o.flags)
			return S_OK;
	return FAIL(RPC_E_INVALID_OBJREF);
}

static HRESULT objref_own(struct stub *s, REFIID riid, void **ppv)
{
	if (!export_enter(stub_export(s)))
		return FAIL(RPC_E_DISCONNECTED);
	HRESULT hr = s->object ? IUnknown_QueryInterface(s->object, riid, ppv) : FAIL(RPC_E_DISCONNECTED);
	export_leave(stub_export(s));
	return hr;
}

/* In the object's own apartment the object itself, else its proxy. */
HRESULT objref_unmarshal(const uint8_t *octets, size_t size, REFIID riid, void **ppv)
{
	struct objref_target target;
	struct stub *s;
	HRESULT hr = objref_read(octets, size, &target);

	*ppv = NULL;
	if (SUCCEEDED(hr))
		hr = export_claim(&target, &s);
	if (FAILED(hr))
		return hr;
	if (apartment_is_current(stub_export(s)->remote.apartment)) {
		hr = objref_own(s, riid, ppv);
		export_unuse(stub_export(s));
	} else {
		hr = manager_unmarshal(&s->remote, riid, ppv);
	}
	stub_unref(s);
	return hr;
}

/* What is gone already needs not be given back. */
HRESULT objref_release(const uint8_t *octets, size_t size)
{
	struct objref_target target;
	struct stub *s;
	HRESULT hr = objref_read(octets, size, &target);

	if (FAILED(hr) || export_reclaim(&target, &s) != S_OK)
		return hr;
	export_unuse(stub_export(s));
	stub_unref(s);
	return S_OK;
}
