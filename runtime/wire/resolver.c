/* resolver.c - the IObjectExporter of this process: who has a reference learns here where its references are (wire.md 3.4). */
#include "wire/wire.h"

enum { RESOLVE_OXID, SIMPLE_PING, COMPLEX_PING, SERVER_ALIVE, RESOLVE_OXID2, SERVER_ALIVE2 }; /* rows */
enum { INVALID_OXID = 1910, INVALID_SET = 1912, AUTHN_NONE = 1 };

static const COMVERSION version = { ORPC_MAJOR, ORPC_MINOR };

static HRESULT bindings_for(struct call *c, void *arg)
{
	return exporter_binding_array(incoming_connection(c->channel)->stream.transport, *(DUALSTRINGARRAY ***)arg);
}

/* Both versions; the newer one has one parameter more. */
static HRESULT resolve(struct call *c, void **args, bool newer)
{
	if (**(uint64_t **)args[0] != exporter_oxid())
		return INVALID_OXID;
	HRESULT hr = bindings_for(c, args[3]);
	if (FAILED(hr))
		return hr;
	**(IPID **)args[4] = *exporter_unknown();
	**(DWORD **)args[5] = AUTHN_NONE;
	if (newer)
		**(COMVERSION **)args[6] = version;
	return S_OK;
}

static HRESULT alive2(struct call *c, void **args)
{
	**(COMVERSION **)args[0] = version;
	**(DWORD **)args[2] = 0;
	return bindings_for(c, args[1]);
}

/* References live as long as their connections, so that nobody needs to ping. */
static HRESULT answer(struct call *c, void **args)
{
	switch (c->method->slot - 3) {
	case RESOLVE_OXID:
		return resolve(c, args, false);
	case RESOLVE_OXID2:
		return resolve(c, args, true);
	case SERVER_ALIVE:
		return S_OK;
	case SERVER_ALIVE2:
		return alive2(c, args);
	default:
		return INVALID_SET;
	}
}

static void invoke(struct call *c)
{
	void **args = incoming_args(c);

	if (args)
		stub_reply(c, answer(c, args));
}

const struct service resolver_service = { .iid = &IID_IObjectExporter, .plain = true, .invoke = invoke };
