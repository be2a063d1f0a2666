/* resolver.c - the IObjectExporter of this process: where it is, and who among strangers still holds its objects (wire.md 3.4). */
#include "wire/wire.h"

/* The methods' slots. */
enum { RESOLVE_OXID = 3, SIMPLE_PING, COMPLEX_PING, SERVER_ALIVE, RESOLVE_OXID2, SERVER_ALIVE2 };
/* Win32 codes, which results are here. */
enum { OR_INVALID_OXID = 1910, OR_INVALID_OID = 1911, OR_INVALID_SET = 1912 };
enum { AUTHN_NONE = 1 };

static const struct stream *met(const struct call *c)
{
	return &incoming_connection(c->channel)->stream;
}

static HRESULT win32_of(HRESULT hr)
{
	return SUCCEEDED(hr) ? S_OK : (HRESULT)fault_from_hresult(hr);
}

/* Where this process is does not depend on what is asked for; and tshark takes a refusal without it for a broken one. */
static HRESULT resolve(struct call *c, void **args)
{
	HRESULT hr = holdings_may_ask(incoming_holdings(c->channel)) ? S_OK : FAIL(E_ACCESSDENIED);

	if (SUCCEEDED(hr))
		hr = exporter_binding_array(met(c), *(DUALSTRINGARRAY ***)args[3]);
	if (FAILED(hr))
		return win32_of(hr);
	if ((uint64_t)**(OXID **)args[0] != exporter_oxid())
		return OR_INVALID_OXID;
	**(IPID **)args[4] = *exporter_unknown();
	**(DWORD **)args[5] = AUTHN_NONE;
	if (c->method->slot == RESOLVE_OXID2)
		**(COMVERSION **)args[6] = (COMVERSION){ ORPC_MAJOR, ORPC_MINOR };
	return win32_of(hr);
}

static HRESULT alive(struct call *c, void **args)
{
	**(COMVERSION **)args[0] = (COMVERSION){ ORPC_MAJOR, ORPC_MINOR };
	return win32_of(exporter_binding_array(met(c), *(DUALSTRINGARRAY ***)args[1]));
}

/* ---- pings ---- */

static bool hear(void *holdings, uint64_t oid)
{
	return holdings_hear(holdings, oid);
}

static HRESULT simple_ping(struct call *c, void **args)
{
	struct holdings *h = incoming_holdings(c->channel);
	struct pings *p = holdings_pings(h);
	uint64_t set = (uint64_t)**(SETID **)args[0];

	return p && pings_simple(p, set, hear, h) ? S_OK : OR_INVALID_SET;
}

static HRESULT complex_ping(struct call *c, void **args)
{
	struct holdings *h = incoming_holdings(c->channel);
	struct pings *p = holdings_pings(h);
	SETID *set = *(SETID **)args[0];
	uint64_t id = (uint64_t)*set;
	struct ping_change change = { .client = holdings_client(h), .sequence = *(USHORT *)args[1],
				      .adds = *(USHORT *)args[2], .drops = *(USHORT *)args[3],
				      .add = *(OID **)args[4], .drop = *(OID **)args[5], .hear = hear, .arg = h };

	if ((change.adds && !change.add) || (change.drops && !change.drop))
		return win32_of(RPC_X_NULL_REF_POINTER);
	HRESULT hr = p ? pings_change(p, &id, &change) : S_FALSE;
	*set = (SETID)id;
	return hr == S_FALSE ? OR_INVALID_SET : hr == RPC_E_INVALID_OBJECT ? OR_INVALID_OID : win32_of(hr);
}

static HRESULT answer(struct call *c, void **args)
{
	switch (c->method->slot) {
	case RESOLVE_OXID:
	case RESOLVE_OXID2:
		return resolve(c, args);
	case SIMPLE_PING:
		return simple_ping(c, args);
	case COMPLEX_PING:
		return complex_ping(c, args);
	case SERVER_ALIVE2:
		return alive(c, args);
	}
	return S_OK; /* SERVER_ALIVE */
}

static void invoke(struct call *c)
{
	void **args = incoming_args(c);

	if (args)
		stub_reply(c, answer(c, args));
}

const struct service resolver_service = { .iid = &IID_IObjectExporter, .plain = true, .invoke = invoke };
