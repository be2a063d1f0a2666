/* serve.c - what is done with requests: objects are found by their IPIDs, services by their interfaces. */
#include "wire/wire.h"

static const struct service *const services[] = {
	&remunknown_service, &remunknown2_service, &activator_service, &resolver_service,
};

/* What an interface is served as that is no service's. */
static const struct service objects;

static const void *serve_find(void *context, const struct pdu_syntax *interface)
{
	struct connection *c = context;

	for (size_t i = 0; i < ARRAY_COUNT(services); i++)
		if (IsEqualIID(services[i]->iid, &interface->uuid) && services[i]->version == interface->version)
			return services[i];
	const ACOM_INTERFACE *rows = registry_find(&interface->uuid, NULL);
	c->brings |= rows && ndr_has_descriptors(rows);
	return (rows || IsEqualIID(&interface->uuid, &IID_IUnknown)) && !interface->version ? &objects : NULL;
}

/* Descriptors need a socket that carries octets; the client may not know of them, or expect them where there are none. */
static bool serve_elsewhere(void *context, const struct pdu_syntax *interface)
{
	const struct connection *c = context;
	const ACOM_INTERFACE *rows = c->stream.lanes ? registry_find(&interface->uuid, NULL) : NULL;

	return rows && ndr_has_descriptors(rows);
}

/* ---- requests ---- */

/* The row of an opnum, unless it is IUnknown's. */
static HRESULT serve_method(const ACOM_INTERFACE *i, unsigned opnum, unsigned first, const ACOM_METHOD **m)
{
	if (!i || opnum < first || opnum - first >= i->count)
		return FAIL(RPC_S_PROCNUM_OUT_OF_RANGE);
	*m = &i->methods[opnum - first];
	return S_OK;
}

enum { RECENTS_AT_ONCE = 64 };

static struct stub *serve_count_recent(struct connection *c)
{
	if (!c->recents) {
		c->recents = RECENTS_AT_ONCE;
		os_add32(&c->recent->remote.refs, c->recents);
	}
	c->recents--;
	return c->recent;
}

/* As many for calls that may follow as there are already: the object lives on because of those alone. */
static bool serve_use_recent(struct connection *c)
{
	if (!c->uses) {
		unsigned more = c->used < RECENTS_AT_ONCE ? c->used + 1 : RECENTS_AT_ONCE;
		if (!export_try_uses(stub_export(c->recent), more))
			return false;
		c->uses = more;
	}
	c->uses--;
	c->used++;
	return true;
}

static bool serve_use(struct connection *c, struct stub *s)
{
	return s == c->recent ? serve_use_recent(c) : export_try_use(stub_export(s));
}

static void serve_give_back_uses(struct connection *c)
{
	if (c->uses)
		export_unuses_later(stub_export(c->recent), c->uses);
	c->uses = 0;
}

void serve_answered(struct connection *c, struct stub **s, bool alone)
{
	if (!*s || *s != c->recent)
		return;
	if (alone) {
		c->recents++;
		c->uses++;
		*s = NULL;
	}
	c->used -= c->used > 0; /* of those from before another one was the recent one nobody knows how many are left */
	if (!c->used)
		serve_give_back_uses(c);
}

static void serve_forget_recent(struct connection *c)
{
	serve_give_back_uses(c);
	c->used = 0;
	if (c->recents)
		os_sub32(&c->recent->remote.refs, c->recents);
	stub_unref(c->recent);
	c->recent = NULL;
	c->recents = 0;
}

/* Whoever calls an object calls it again. Other names of stubs are not kept: they end before these do. */
static HRESULT serve_find_stub(struct connection *c, REFGUID ipid, struct stub **stub)
{
	struct stub *recent = c->recent;

	if (recent && IsEqualGUID(&recent->ipid, ipid) && !export_is_cut(stub_export(recent))) {
		*stub = serve_count_recent(c);
		return S_OK;
	}
	HRESULT hr = export_stub(ipid, stub);
	if (SUCCEEDED(hr) && IsEqualGUID(&(*stub)->ipid, ipid)) {
		serve_forget_recent(c);
		c->recent = stub_ref(*stub);
	}
	return hr;
}

/* A stub, counted, but without a use. */
static HRESULT serve_find_object(struct connection *c, const struct assoc_request *r, struct incoming_target *t)
{
	HRESULT hr = r->object ? serve_find_stub(c, r->object, &t->stub) : FAIL(RPC_E_DISCONNECTED);

	if (FAILED(hr))
		return hr;
	t->interface = t->stub->remote.interface;
	hr = IsEqualIID(&t->stub->remote.iid, r->iid) ? serve_method(t->interface, r->opnum, 3, &t->method) : FAIL(RPC_S_UNKNOWN_IF);
	if (FAILED(hr))
		stub_unref(t->stub);
	return hr;
}

static bool serve_is_service(const struct assoc_request *r)
{
	const struct service *s = r->interface;

	return s != &objects && (!s->ipid || (r->object && IsEqualGUID(r->object, s->ipid())));
}

static HRESULT serve_target(struct connection *c, const struct assoc_request *r, struct incoming_target *t)
{
	HRESULT hr;

	*t = (struct incoming_target){ 0 };
	if (!serve_is_service(r))
		return serve_find_object(c, r, t);
	t->service = r->interface;
	t->interface = registry_find(t->service->iid, &hr);
	return t->interface ? serve_method(t->interface, r->opnum, t->service->first, &t->method) : hr;
}

/* Nobody here has a use for extensions. */
static HRESULT serve_skip_extensions(struct take *t)
{
	struct orpc_this self;
	struct ndr n;

	ndr_init(&n, &marshal_hooks, NULL);
	HRESULT hr = orpc_read_this(&n, t, &self);
	ndr_fini(&n);
	return hr;
}

/* Takes off what stands before the parameters. */
static HRESULT serve_header(const struct assoc_request *r, struct span *params, struct orpc_this *self)
{
	struct take t = take_from(r->stub.at, r->stub.size, r->big);
	HRESULT hr = orpc_read_plain_this(&t, self);

	if (hr == S_FALSE) {
		t = take_from(r->stub.at, r->stub.size, r->big);
		hr = serve_skip_extensions(&t);
	}
	*params = (struct span){ t.at, take_left(&t) };
	return hr;
}

static HRESULT serve_create_holdings(const struct connection *c, struct holdings **h)
{
	struct holdings *strangers = c->server.service->strangers;

	if (strangers && !(c->server.features[PDU_FEATURES_ACOM] & PDU_GROUP_REFERENCES))
		return holdings_create_client(strangers, h);
	return holdings_create(access_is_anonymous(&c->stream.who), h);
}

/* What the connection's group holds. False: memory is short. */
static bool serve_find_holdings(struct connection *c)
{
	struct assoc_groups *groups = c->server.service->groups;
	struct assoc_group *g = c->server.group;

	os_mutex_lock(&groups->lock);
	struct holdings *h = g->kept;
	if (!h && SUCCEEDED(serve_create_holdings(c, &h)))
		g->kept = h;
	if (h)
		c->holdings = holdings_ref(h);
	os_mutex_unlock(&groups->lock);
	return h;
}

static inline HRESULT serve_call(struct connection *c, struct assoc_request *r, const struct incoming_target *t)
{
	struct orpc_this self = { .extensions = NULL };
	struct span params = r->stub;
	HRESULT hr = c->holdings || serve_find_holdings(c) ? S_OK : FAIL(E_OUTOFMEMORY);

	if (SUCCEEDED(hr) && t->stub && !holdings_may(c->holdings, t->stub))
		hr = FAIL(E_ACCESSDENIED);
	if (SUCCEEDED(hr) && !(t->service && t->service->plain))
		hr = serve_header(r, &params, &self);
	if (SUCCEEDED(hr) && t->stub && !serve_use(c, t->stub))
		hr = FAIL(RPC_E_DISCONNECTED);
	if (FAILED(hr))
		return hr;
	hr = incoming_take(c, r, params, &self.causality, t);
	if (FAILED(hr) && t->stub) {
		export_unuse_later(stub_export(t->stub));
		serve_answered(c, &(struct stub *){ t->stub }, false);
	}
	return hr;
}

static void serve_request(void *context, struct assoc_request *r)
{
	struct connection *c = context;
	struct incoming_target t;
	HRESULT hr = serve_target(c, r, &t);

	if (SUCCEEDED(hr)) {
		hr = serve_call(c, r, &t);
		if (FAILED(hr))
			stub_unref(t.stub);
	}
	if (FAILED(hr))
		assoc_server_fault(&c->server, r->call, fault_from_hresult(hr), true, NULL);
}

/* ---- what else happens to calls, and to connections ---- */

static void serve_cancel(void *context, struct wire_call *call)
{
	(void)context;
	incoming_cancel(call);
}

/* What is done for a client that is gone may as well end. */
static void serve_closed(void *context, void *kept)
{
	struct connection *c = context;
	struct holdings *h = kept;

	for (struct wire_call *call = calls_first(&c->assoc.calls); call; call = calls_next(call))
		incoming_cancel(call);
	if (!h)
		return;
	holdings_end(h);
	holdings_unref(h);
}

void serve_fini(struct connection *c)
{
	holdings_unref(c->holdings);
	serve_forget_recent(c);
	waiting_fini(c);
}

static bool serve_refuses(void *context)
{
	return ((struct connection *)context)->stream.who.refused;
}

const struct assoc_server_ops serve_ops = {
	serve_find, serve_request, serve_cancel, serve_cancel, serve_closed, serve_refuses, serve_share, serve_shared,
	serve_elsewhere, remunknown_at_once,
};
