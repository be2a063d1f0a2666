/* called.c - a server's octets, and a proxy that believes what it can: a call by every row, and its object's end. */
#include "memory.h"
#include "objects.h"
#include "pdu.h"
#include "wire/transport.h"

enum { FAR = 0x04, BRINGS = 0x08, ASYNC = 0x10, TWICE = 0x20, PREFIX = 0x40, SHARES = 0x80, ARGUMENTS = 2048, LOOKS = 10000 };
enum { ITS_OXID = 0x0A, ITS_OID, ITS_IPID };

static struct address server_address(bool far)
{
	struct os_address at = { .family = far ? OS_IPV4 : OS_UNIX, .port = 1, .ip = { 127, 0, 0, 1 }, .path = "/server" };

	if (far)
		at.path[0] = 0;
	return (struct address){ .transport = transport_of(&at), .at = at };
}

/* A proxy of such an interface, whose server is known. */
static HRESULT proxy_make(bool far, REFIID iid, void **proxy)
{
	static const uint8_t nowhere;
	struct address at = server_address(far);
	struct reference r = { .iid = iid, .ipid = { ITS_IPID, 0, 0, { 0 } }, .oid = ITS_OID, .references = 1 };
	struct bindings none = { &nowhere, 0, 0 };
	struct origin *origin;
	struct remote *remote;
	char why[WHY_MOST];
	struct link *l;
	HRESULT hr = link_dial(&at, 0, &l, why);

	*proxy = NULL;
	if (FAILED(hr))
		return hr;
	hr = origin_learn(ITS_OXID, l, &(GUID){ 0xD, 0, 0, { 0 } }, &none, 0, &origin);
	if (SUCCEEDED(hr)) {
		hr = foreign_take(origin, &r, &remote);
		origin_unref(origin);
	}
	link_unref(l);
	return SUCCEEDED(hr) ? remote_resolve(remote, iid, proxy) : hr;
}

/* ---- arguments: octets, and as many zeros as it takes ---- */

static HRESULT hook_get(void *context, REFIID iid, const uint8_t *octets, size_t size, uint64_t *until, IUnknown **p)
{
	(void)until;
	(void)context;
	(void)iid;
	(void)octets;
	(void)size;
	*p = object_new();
	return S_OK;
}

static void hook_discard(void *context, const uint8_t *octets, size_t size)
{
	(void)context;
	(void)octets;
	(void)size;
}

static const struct ndr_hooks hooks = { .get = hook_get, .discard = hook_discard };

static HRESULT arguments_make(struct ndr *n, const ACOM_METHOD *m, struct span from, void ***args)
{
	static uint8_t octets[ARGUMENTS];
	size_t size = from.size < ARGUMENTS / 2 ? from.size : ARGUMENTS / 2;

	if (size)
		memcpy(octets, from.at, size);
	memset(octets + size, 0, sizeof octets - size);
	return ndr_get_request(n, m, octets, sizeof octets, args);
}

/* ---- calls ---- */

static void call_sync(void *proxy, const ACOM_METHOD *m, void **args)
{
	frame_call(proxy, m, FRAME_SYNC, args);
}

static void call_async(void *proxy, const ACOM_INTERFACE *i, const ACOM_METHOD *m, void **args, bool finish)
{
	ICallFactory *factory;
	IUnknown *call;
	void *begun;

	if (FAILED(IUnknown_QueryInterface((IUnknown *)proxy, &IID_ICallFactory, (void **)&factory)))
		return;
	HRESULT hr = ICallFactory_CreateCall(factory, i->async_iid, NULL, &IID_IUnknown, &call);
	ICallFactory_Release(factory);
	if (FAILED(hr))
		return;
	hr = IUnknown_QueryInterface(call, i->async_iid, &begun);
	if (SUCCEEDED(hr)) {
		hr = frame_call(begun, m, FRAME_BEGIN, args);
		if (SUCCEEDED(hr) && finish)
			frame_call(begun, m, FRAME_FINISH, args);
		IUnknown_Release((IUnknown *)begun);
	}
	IUnknown_Release(call);
}

static void call_it(void *proxy, const struct choices *c, struct span arguments)
{
	const ACOM_INTERFACE *i = objects_interface(c->first);
	const ACOM_METHOD *m = objects_method(i, c->second);
	void **args;
	struct ndr n;

	ndr_init(&n, &hooks, NULL);
	if (SUCCEEDED(arguments_make(&n, m, arguments, &args))) {
		account_ready();
		if (c->flags & ASYNC && i->async_iid)
			call_async(proxy, i, m, args, c->flags & TWICE);
		else
			call_sync(proxy, m, args);
		ndr_free(&n, m, args);
	}
	ndr_fini(&n);
}

/* The first octets may be arguments: as many as the first of them says. */
static struct span arguments_take(const struct choices *c, struct span *octets)
{
	struct span s = *octets;

	if (!(c->flags & PREFIX) || !s.size || s.at[0] >= s.size)
		return no_span;
	s = (struct span){ s.at + 1, s.at[0] };
	span_skip(octets, 1 + s.size);
	return s;
}

void called(const struct choices *c, struct span octets)
{
	struct span arguments = arguments_take(c, &octets);
	bool shares = c->flags & SHARES;
	void *proxy;

	share_from = shares ? 0 : UINT32_MAX;

	sockets_begin(&(struct outside){ .octets = octets.at, .size = octets.size, .piece = c->third, .peers = true,
					 .brings = c->flags & BRINGS ? c->second : 0, .shares = shares,
					 .spoils = shares && c->flags & BRINGS ? memory_spoils(octets) : 0 });
	account_begin();
	account_received(arguments.size);
	if (SUCCEEDED(proxy_make(c->flags & FAR, objects_interface(c->first)->iid, &proxy))) {
		call_it(proxy, c, arguments);
		if (c->flags & TWICE)
			call_it(proxy, c, arguments);
		IUnknown_Release((IUnknown *)proxy);
	}
	sockets_look(LOOKS);
	objects_rest();
	must(!objects_live(), "an object is left over");
	sockets_end();
	account_check();
	account_end();
}
