/* hooks.c - interface pointers between processes in calls, as the channel's hooks.
 *
 * What goes out with a request is the sender's until the answer is there: it claims nothing of the receiver but that he asks for
 * references of his own meanwhile. What goes out with an answer brings references that the client's association group holds.
 */
#include "wire/transport.h"

enum { REFERENCES_AT = 28, IPID_AT = 48 }; /* in an OBJREF */

/* ---- what a channel is ---- */

static struct connection *connection_of_channel(struct channel *c)
{
	struct link *l = channel_link(c);

	return l ? l->connection : incoming_connection(c);
}

static DWORD distance_of(struct channel *c)
{
	return stream_is_far(&connection_of_channel(c)->stream) ? MSHCTX_DIFFERENTMACHINE : MSHCTX_LOCAL;
}

/* ---- out ---- */

/* The thread makes a reference for the other end of this connection, until it parts from that: for what it made one before. One
 * that nobody knows is known meanwhile; without memory for that it tells of what is on this machine. So it does to servers that
 * were met by plain TCP, where nobody would know them. */
static const void *meet(const struct connection *c)
{
	struct thread *self = c->stream.secure ? thread_obtain() : thread_self();
	const void *before = self ? self->meeting : NULL;

	if (self)
		self->meeting = c->stream.secure || c->serves ? c : NULL;
	return before;
}

static void part(const struct connection *c, const void *before)
{
	struct thread *self = thread_self();

	if (self)
		self->meeting = before;
	if (self && c->stream.secure)
		thread_free_unused(self);
}

static HRESULT hook_size(void *context, REFIID iid, IUnknown *p, size_t *size)
{
	const struct connection *c = connection_of_channel(context);
	const void *before = meet(c);
	ULONG n = 0;
	HRESULT hr = CoGetMarshalSizeMax(&n, iid, p, distance_of(context), NULL, MSHLFLAGS_NORMAL);

	part(c, before);
	*size = n;
	return hr;
}

/* The stub that a reference of this process' names, counted, with one more use of its export. S_FALSE: it is another's. */
static HRESULT reference_own(const struct objref *o, struct stub **s)
{
	HRESULT hr = o->oxid == exporter_oxid() ? export_stub(&o->ipid, s) : S_FALSE;

	if (hr != S_OK)
		return hr;
	if (stub_export(*s)->oid != o->oid)
		hr = FAIL(RPC_E_INVALID_OBJREF);
	else if (!export_try_use(stub_export(*s)))
		hr = FAIL(RPC_E_DISCONNECTED);
	if (FAILED(hr))
		stub_unref(*s);
	return hr;
}

static void reference_rename(struct marshaled *m, REFGUID ipid)
{
	struct put p = put_to(m->octets + IPID_AT, sizeof *ipid, false);

	put_guid(&p, ipid);
}

/* An object of this process in an answer: what the reference held goes to the group. */
static HRESULT reference_hold(struct channel *c, struct marshaled *m, const struct objref *o)
{
	struct stub *s;
	IPID ipid;
	HRESULT hr = reference_own(o, &s);

	if (hr != S_OK)
		return hr;
	hr = holdings_give(incoming_holdings(c), s, o->references, &ipid);
	stub_unref(s);
	if (hr == RPC_E_OUT_OF_RESOURCES)
		incoming_hit(c, limit_own(ACOM_LIMIT_OBJECTS, 0));
	if (FAILED(hr))
		return hr;
	objref_release(m->octets, m->size);
	reference_rename(m, &ipid);
	return S_OK;
}

/* Of the objects of this process a request lends its own references, and of those of others, too. */
static HRESULT reference_make(struct channel *c, IUnknown *p, REFIID iid, struct marshaled *m)
{
	const struct remote_object *elsewhere = manager_remote_object_of(p);
	bool lent = elsewhere && foreign_origin(elsewhere) && !incoming_holdings(c);
	const struct connection *met = connection_of_channel(c);
	const void *before = meet(met);
	HRESULT hr = lent ? objref_lend(p, iid, distance_of(c), m) : marshal_make(m, p, iid, distance_of(c), MSHLFLAGS_NORMAL);

	part(met, before);
	return hr;
}

/* An object of this process in a request: what the reference holds is the sender's until the answer is there. A server that was
 * met by TLS comes back for what it is given, as somebody whom nobody knows unless the application does. */
static void reference_keep(struct channel *c, const struct objref *o)
{
	const struct stream *met = &connection_of_channel(c)->stream;
	struct stub *s;

	if (reference_own(o, &s) != S_OK)
		return;
	if (o->references)
		export_stays(s);
	if (met->secure && access_is_anonymous(&met->who))
		holdings_expose(s);
	export_unuse_later(stub_export(s));
	stub_unref(s);
}

/* What was made for a stream, for this channel. */
static HRESULT reference_send(struct channel *c, struct marshaled *m)
{
	struct holdings *h = incoming_holdings(c);
	struct objref o;
	HRESULT hr = objref_parse(&o, m->octets, m->size);

	if (FAILED(hr) || o.form == OBJREF_CUSTOM)
		return hr;
	if (h)
		return reference_hold(c, m, &o);
	reference_keep(c, &o);
	memset(m->octets + REFERENCES_AT, 0, sizeof(uint32_t));
	return S_OK;
}

static HRESULT hook_put(void *context, REFIID iid, IUnknown *p, uint8_t *buffer, size_t size, size_t *used)
{
	struct marshaled m;
	HRESULT hr = reference_make(context, p, iid, &m);

	if (FAILED(hr))
		return hr;
	*used = m.size;
	hr = m.size <= size ? reference_send(context, &m) : FAIL(E_UNEXPECTED); /* it wrote more than it had said */
	if (SUCCEEDED(hr)) {
		memcpy(buffer, m.octets, m.size);
	} else {
		marshal_release(m.octets, m.size);
	}
	marshal_free(&m);
	return SUCCEEDED(hr) ? S_OK : hr;
}

static void hook_take_back(void *context, const uint8_t *octets, size_t size)
{
	struct holdings *h = incoming_holdings(context);
	struct objref o;

	if (FAILED(objref_parse(&o, octets, size)))
		return;
	if (h && o.form != OBJREF_CUSTOM && o.oxid == exporter_oxid())
		holdings_release(h, &o.ipid, o.references);
	else
		marshal_release(octets, size);
}

static bool is_custom(const uint8_t *octets, size_t size, struct objref *o)
{
	return SUCCEEDED(objref_parse(o, octets, size)) && o->form == OBJREF_CUSTOM;
}

/* What an object wrote of itself is for those who have it. */
static void hook_sent(void *context, const uint8_t *octets, size_t size)
{
	struct objref o;

	if (!is_custom(octets, size, &o))
		hook_take_back(context, octets, size);
}

/* The class of all that have marshaled themselves. False: none has, or they have several. */
static bool sent_class(const struct ndr *n, CLSID *clsid)
{
	const struct ndr_objref *last = NULL;
	const uint8_t *octets;
	bool found = false;
	struct objref o;
	size_t size;

	while ((octets = ndr_sent_next(n, &last, &size))) {
		if (!is_custom(octets, size, &o))
			continue;
		if (found && !IsEqualCLSID(clsid, &o.clsid))
			return false;
		*clsid = o.clsid;
		found = true;
	}
	return found;
}

/* A server that has not the class has neither read any of it nor let go of it, so that all come back. Of several classes it does
 * not say which it has: what it has read or let go of must not be given back twice, so that there is nothing to be done. */
void reference_unread(struct ndr *n, HRESULT hr, bool not_executed, struct IErrorInfo **error)
{
	CLSID clsid;

	if (hr == RPC_E_SERVER_DIED_DNE)
		n->gone = false;
	if (hr != REGDB_E_CLASSNOTREG || !not_executed || !sent_class(n, &clsid))
		return;
	n->gone = false;
	release_unknown(*error);
	*error = say_class(&clsid, "the other process has not registered");
}

/* ---- in ---- */

/* How a reference came: in an answer over this link, or (NULL) in a request; by nothing: the application has it. And for how long
 * one asks who is named in it. */
struct way {
	const struct link *from;
	const struct stream *by;
	uint64_t deadline;
};

/* A server's own objects are where it is; others' are where the reference says. */
static HRESULT reference_origin(const struct objref *o, const struct way *w, struct origin **origin)
{
	*origin = w->from ? origin_find(o->oxid, &w->from->at) : NULL;
	return *origin ? S_OK : origin_resolve(o, w->by, w->deadline, origin);
}

/* An object of another process: counted, with a use. */
static HRESULT reference_claim(const struct objref *o, const struct way *w, struct remote **r)
{
	struct reference ref = { .iid = &o->iid, .ipid = o->ipid, .oid = o->oid, .references = o->references };
	struct origin *origin;
	HRESULT hr = reference_origin(o, w, &origin);

	*r = NULL;
	if (FAILED(hr))
		return hr;
	if (!o->references)
		ref.references = 1;
	if (!o->references || !link_is_with(origin->link, w->from))
		hr = origin_add_ref(origin, &o->ipid, ref.references, o->references, w->deadline);
	if (SUCCEEDED(hr))
		hr = foreign_take(origin, &ref, r);
	origin_unref(origin);
	return hr;
}

/* An anonymous client names only objects that such a one was given (decision 26). */
static HRESULT reference_may(const struct objref *o, const struct holdings *from)
{
	struct stub *s;

	if (!from || o->oxid != exporter_oxid() || FAILED(export_stub(&o->ipid, &s)))
		return S_OK;
	bool may = holdings_may(from, s);
	stub_unref(s);
	return may ? S_OK : FAIL(E_ACCESSDENIED);
}

/* With all that its proxy needs. */
static HRESULT reference_reach(const struct objref *o, const struct way *w, REFIID iid, struct remote **r)
{
	HRESULT hr = reference_claim(o, w, r);

	if (FAILED(hr))
		return hr;
	hr = foreign_prepare(*r, iid, w->deadline);
	if (SUCCEEDED(hr))
		return hr;
	remote_unuse(*r);
	remote_unref(*r);
	return hr;
}

HRESULT reference_take(const struct objref *o, uint64_t deadline, struct remote **r)
{
	struct way w = { .deadline = deadline };

	return reference_reach(o, &w, &o->iid, r);
}

static HRESULT reference_find(const struct objref *o, const struct way *w, REFIID iid, void **ppv)
{
	struct remote *r;
	struct stub *s;
	HRESULT hr = reference_own(o, &s);

	if (hr == S_OK)
		r = &s->remote;
	else if (hr == S_FALSE)
		hr = reference_reach(o, w, iid, &r);
	return FAILED(hr) ? hr : remote_resolve(r, iid, ppv);
}

/* Which class reads it is not for peers to say, but for this process. */
static HRESULT custom_read(const struct objref *o, bool anonymous, REFIID iid, void **ppv)
{
	HRESULT hr = custom_unmarshal(o, anonymous, iid, ppv);

	if (hr == REGDB_E_CLASSNOTREG)
		errorinfo_put(say_class(&o->clsid, "this process has not registered"));
	return hr;
}

HRESULT reference_resolve(const uint8_t *octets, size_t size, const struct link *from, uint64_t deadline, REFIID iid, void **ppv)
{
	struct objref o;
	HRESULT hr = objref_parse(&o, octets, size);

	*ppv = NULL;
	if (FAILED(hr))
		return hr;
	struct way w = { from, from ? &from->connection->stream : NULL, deadline };
	return o.form == OBJREF_CUSTOM ? custom_read(&o, false, iid, ppv) : reference_find(&o, &w, iid, ppv);
}

static HRESULT hook_get(void *context, REFIID iid, const uint8_t *octets, size_t size, uint64_t *until, IUnknown **p)
{
	struct holdings *from = incoming_holdings(context);
	struct objref o;
	HRESULT hr = objref_parse(&o, octets, size);

	*p = NULL;
	if (FAILED(hr))
		return hr;
	if (o.form == OBJREF_CUSTOM)
		return custom_read(&o, from && holdings_are_anonymous(from), iid, (void **)p);
	hr = reference_may(&o, from);
	if (FAILED(hr))
		return hr;
	if (!*until)
		*until = origin_deadline(context);
	struct way w = { channel_link(context), &connection_of_channel(context)->stream, *until };
	return reference_find(&o, &w, iid, (void **)p);
}

/* Those of the server that has answered are our group's. Of others it can only name what is in transit: else any peer could have us
 * give back what our own proxies need. */
static void reference_drop(const struct objref *o, const struct link *from)
{
	REMINTERFACEREF ref = { .ipid = o->ipid, .cPublicRefs = o->references };
	struct origin *origin = o->references && from ? origin_find(o->oxid, &from->at) : NULL;

	if (!origin && o->references)
		origin = origin_known(o);

	if (origin && link_is_with(origin->link, from))
		origin_release(origin, &ref, 1);
	else if (origin)
		origin_release_in_transit(origin, &o->ipid, o->references);
	origin_unref(origin);
}

static void hook_discard(void *context, const uint8_t *octets, size_t size)
{
	struct holdings *from = incoming_holdings(context);
	struct objref o;

	if (FAILED(objref_parse(&o, octets, size)))
		return;
	if (o.form == OBJREF_CUSTOM)
		custom_release(&o, from && holdings_are_anonymous(from));
	else
		reference_drop(&o, channel_link(context));
}

const struct ndr_hooks wire_hooks = {
	.size = hook_size, .put = hook_put, .get = hook_get, .discard = hook_discard, .take_back = hook_take_back,
	.sent = hook_sent,
	.distance = MSHCTX_LOCAL,
};

__attribute__((constructor)) static void hooks_init(void)
{
	objref_reach(&wire_abroad);
}
