/* remunknown.c - the IRemUnknown of this process: what clients hold of its objects, and which other interfaces they have. */
#include "wire/wire.h"

/* The methods' slots. */
enum { REM_QUERY_INTERFACE = 3, REM_ADD_REF, REM_RELEASE, REM_QUERY_INTERFACE2 };

/* ---- RemAddRef, RemRelease: on the thread that reads ---- */

/* OBJREFs in transit of which a client has so many references. */
static void arrived(const struct holdings *h, struct stub *s, REFGUID ipid, uint32_t references)
{
	while (holdings_may_claim(h, ipid) && references >= OBJREF_REFERENCES && export_arrived(s))
		references -= OBJREF_REFERENCES;
}

static HRESULT take(struct holdings *h, struct stub *s, const REMINTERFACEREF *r)
{
	HRESULT hr = export_try_use(stub_export(s)) ? holdings_add(h, &r->ipid, s, r->cPublicRefs) : FAIL(RPC_E_DISCONNECTED);

	if (SUCCEEDED(hr) && r->cPrivateRefs)
		arrived(h, s, &r->ipid, r->cPrivateRefs);
	return hr;
}

/* One OBJREF, made by who has the object himself. */
static HRESULT depart(struct holdings *h, struct stub *s, const REMINTERFACEREF *r)
{
	if (!holdings_has(h, &r->ipid) || r->cPrivateRefs != OBJREF_REFERENCES)
		return FAIL(E_INVALIDARG);
	if (!export_try_use(stub_export(s)))
		return FAIL(RPC_E_DISCONNECTED);
	HRESULT hr = export_departs(s);
	if (FAILED(hr))
		export_unuse_later(stub_export(s));
	else
		lapse_expect();
	return hr;
}

static HRESULT add_ref(struct holdings *h, const REMINTERFACEREF *r)
{
	struct stub *s;
	HRESULT hr = export_stub(&r->ipid, &s);

	if (FAILED(hr))
		return hr;
	if (!holdings_may(h, s))
		hr = FAIL(E_ACCESSDENIED);
	else
		hr = r->cPublicRefs || !r->cPrivateRefs ? take(h, s, r) : depart(h, s, r);
	stub_unref(s);
	return hr;
}

static HRESULT add_refs(struct call *c, void **args)
{
	USHORT count = *(USHORT *)args[0];
	const REMINTERFACEREF *refs = *(REMINTERFACEREF **)args[1];
	HRESULT *results = *(HRESULT **)args[2], hr = S_OK;

	for (unsigned i = 0; i < count; i++) {
		results[i] = add_ref(incoming_holdings(c->channel), &refs[i]);
		if (FAILED(results[i]))
			hr = E_INVALIDARG;
	}
	return hr;
}

/* What the group does not hold came with an OBJREF, and so did what is private. */
static void release(struct holdings *h, const REMINTERFACEREF *r)
{
	uint32_t left = holdings_release(h, &r->ipid, r->cPublicRefs);

	left = r->cPrivateRefs <= UINT32_MAX - left ? left + r->cPrivateRefs : UINT32_MAX;
	struct stub *s;

	if (!left || FAILED(export_stub(&r->ipid, &s)))
		return;
	if (holdings_may(h, s))
		arrived(h, s, &r->ipid, left);
	stub_unref(s);
}

static HRESULT release_refs(struct call *c, void **args)
{
	USHORT count = *(USHORT *)args[0];
	const REMINTERFACEREF *refs = *(REMINTERFACEREF **)args[1];

	for (unsigned i = 0; i < count; i++)
		release(incoming_holdings(c->channel), &refs[i]);
	return S_OK;
}

/* ---- RemQueryInterface, and as OBJREFs RemQueryInterface2: in the object's apartment ---- */

struct query {
	struct work work;
	struct call *call;
	struct stub *stub; /* counted, with a use of its export */
};

static HRESULT query_hold(struct call *c, struct stub *s, uint32_t references, IPID *ipid)
{
	struct holdings *h = incoming_holdings(c->channel);
	HRESULT hr = export_try_use(stub_export(s)) ? holdings_give(h, s, references, ipid) : FAIL(RPC_E_DISCONNECTED);

	if (FAILED(hr) || incoming_gives(c, ipid, references))
		return hr;
	holdings_release(h, ipid, references);
	return FAIL(E_OUTOFMEMORY);
}

static HRESULT query_one(struct query *q, REFIID iid, uint32_t references, STDOBJREF *std)
{
	struct stub *s;
	IPID ipid;
	HRESULT hr = export_interface(stub_export(q->stub), iid, &s);

	if (FAILED(hr))
		return hr == REGDB_E_IIDNOTREG ? E_NOINTERFACE : hr;
	hr = query_hold(q->call, s, references, &ipid);
	if (SUCCEEDED(hr))
		*std = (STDOBJREF){ .cPublicRefs = references, .oxid = (OXID)exporter_oxid(), .oid = (OID)stub_export(s)->oid,
		                    .ipid = ipid };
	stub_unref(s);
	return hr;
}

static HRESULT query_all(struct query *q, void **args)
{
	USHORT count = *(USHORT *)args[2];
	const IID *iids = *(IID **)args[3];
	REMQIRESULT *results = count ? CoTaskMemAlloc(count * sizeof *results) : NULL;
	unsigned found = 0;

	if (!results)
		return FAIL(count ? E_OUTOFMEMORY : E_INVALIDARG);
	memset(results, 0, count * sizeof *results);
	**(REMQIRESULT ***)args[4] = results;
	for (unsigned i = 0; i < count; i++) {
		results[i].hResult = query_one(q, &iids[i], *(ULONG *)args[1], &results[i].std);
		found += SUCCEEDED(results[i].hResult);
	}
	return found == count ? S_OK : found ? S_FALSE : E_NOINTERFACE;
}

static void *objref_alloc(struct ndr *n, size_t size)
{
	(void)n;
	return CoTaskMemAlloc(size);
}

static HRESULT query_objref(struct query *q, REFIID iid, MInterfacePointer **made)
{
	IUnknown *p;

	if (!export_enter(stub_export(q->stub)))
		return FAIL(RPC_E_DISCONNECTED);
	HRESULT hr = IUnknown_QueryInterface(q->stub->object, iid, (void **)&p);
	if (SUCCEEDED(hr)) {
		hr = incoming_marshal(q->call, p, iid, objref_alloc, made);
		IUnknown_Release(p);
	}
	export_leave(stub_export(q->stub));
	if (FAILED(hr)) {
		CoTaskMemFree(*made);
		*made = NULL;
	}
	return hr == REGDB_E_IIDNOTREG ? E_NOINTERFACE : hr;
}

static HRESULT query_objrefs(struct query *q, void **args)
{
	USHORT count = *(USHORT *)args[1];
	const IID *iids = *(IID **)args[2];
	HRESULT *results = *(HRESULT **)args[3];
	MInterfacePointer **made = *(MInterfacePointer ***)args[4];
	unsigned found = 0;

	for (unsigned i = 0; i < count; i++) {
		results[i] = query_objref(q, &iids[i], &made[i]);
		found += SUCCEEDED(results[i]);
	}
	return !count ? FAIL(E_INVALIDARG) : found == count ? S_OK : found ? S_FALSE : E_NOINTERFACE;
}

static void query_run(struct work *work, HRESULT hr)
{
	struct query *q = container_of(work, struct query, work);
	struct call *c = q->call;
	struct stub *s = q->stub;

	if (SUCCEEDED(hr))
		hr = (c->method->slot == REM_QUERY_INTERFACE ? query_all : query_objrefs)(q, c->serving->args);
	stub_reply(c, hr); /* q is gone */
	export_unuse(stub_export(s));
	stub_unref(s);
}

static HRESULT query_post(struct call *c, struct stub *s)
{
	struct query *q = arena_alloc(&c->serving->ndr.arena, sizeof *q);

	if (!q)
		return FAIL(E_OUTOFMEMORY);
	if (!holdings_may(incoming_holdings(c->channel), s))
		return FAIL(E_ACCESSDENIED);
	if (!export_try_use(stub_export(s)))
		return FAIL(RPC_E_DISCONNECTED);
	*q = (struct query){ { .run = query_run }, c, s };
	HRESULT hr = apartment_post(stub_export(s)->remote.apartment, &q->work);
	if (FAILED(hr))
		export_unuse_later(stub_export(s));
	return hr;
}

static void query(struct call *c, void **args)
{
	struct stub *s;
	HRESULT hr = export_stub(*(IPID **)args[0], &s);

	if (SUCCEEDED(hr)) {
		hr = query_post(c, s);
		if (FAILED(hr))
			stub_unref(s);
	}
	if (FAILED(hr))
		stub_reply(c, hr);
}

static void invoke(struct call *c)
{
	void **args = incoming_args(c);

	if (!args)
		return;
	if (c->method->slot == REM_ADD_REF)
		stub_reply(c, add_refs(c, args));
	else if (c->method->slot == REM_RELEASE)
		stub_reply(c, release_refs(c, args));
	else
		query(c, args);
}

const struct service remunknown_service = { .iid = &IID_IRemUnknown, .ipid = exporter_unknown, .first = 3, .invoke = invoke };
const struct service remunknown2_service = { .iid = &IID_IRemUnknown2, .ipid = exporter_unknown, .first = 3, .invoke = invoke };

bool remunknown_at_once(const void *found, unsigned opnum)
{
	return (found == &remunknown_service || found == &remunknown2_service) && opnum == REM_RELEASE;
}
