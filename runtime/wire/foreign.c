/* foreign.c - objects of other processes: one structure for each, and one for each of their interfaces that is known here. */
#include "foreign.h"

static struct {
	os_mutex lock; /* a leaf but for memory */
	struct map by_oid, by_ipid;
} foreigns;

static const struct remote_ops foreign_ops;

struct origin *foreign_origin(const struct remote_object *o)
{
	return o->ops == &foreign_ops ? object_of(o)->origin : NULL;
}

static void object_unref(struct foreign_object *o)
{
	if (os_unref(&o->refs))
		return;
	origin_unref(o->origin);
	os_free(o);
}

/* ---- the end ---- */

/* Nobody finds it from now on; locked. */
static void object_hide(struct foreign_object *o)
{
	if (o->hidden)
		return;
	o->hidden = true;
	map_remove(&foreigns.by_oid, &o->node);
	for (struct foreign *f = o->interfaces; f; f = f->next)
		map_remove(&foreigns.by_ipid, &f->node);
}

/* Without memory the references stay until the connection ends. */
static void interfaces_release(struct foreign_object *o, struct foreign *interfaces)
{
	REMINTERFACEREF *refs = o->count ? os_zalloc(o->count * sizeof *refs) : NULL;
	unsigned n = 0;

	for (struct foreign *f = interfaces, *next; f; f = next) {
		next = f->next;
		if (refs && f->references)
			refs[n++] = (REMINTERFACEREF){ .ipid = f->key.ipid, .cPublicRefs = f->references };
		remote_unref(&f->remote);
	}
	origin_let_go(o->origin, refs, n);
	os_free(refs);
}

static bool foreign_try_use(struct remote_object *r)
{
	os_u32 *count = &object_of(r)->uses;
	uint32_t uses = os_load32(count);

	while (uses && !os_cas32(count, uses, uses + 1))
		uses = os_load32(count);
	return uses;
}

static void foreign_unuse(struct remote_object *r)
{
	struct foreign_object *o = object_of(r);

	if (os_unref(&o->uses))
		return;
	os_ref(&o->refs);
	os_mutex_lock(&foreigns.lock);
	object_hide(o);
	struct foreign *interfaces = o->interfaces;
	o->interfaces = NULL;
	os_mutex_unlock(&foreigns.lock);
	interfaces_release(o, interfaces);
	object_unref(o);
}

/* Uses that are left over of one that gave way. */
static void object_unuse(struct foreign_object *o, unsigned uses)
{
	for (; uses; uses--)
		foreign_unuse(&o->remote);
}

static void foreign_destroy(struct remote *r)
{
	object_unref(object_of(r->object));
	os_free(foreign_of(r));
}

/* ---- the beginning ---- */

/* One that gave way; it has so many uses left over, of references that nobody finds any more. */
struct outdated {
	struct foreign_object *object;
	unsigned uses; /* 0: it is not to be touched */
};

/* In use, one more time; NULL: none. One that has run down gives way, and so does one of a connection that is lost: what its
 * proxies had is lost with it. Locked. */
static struct foreign_object *object_find(const struct origin *origin, const struct foreign_key *key, struct outdated *was)
{
	struct map_node *node = map_find(&foreigns.by_oid, key, sizeof *key);
	struct foreign_object *o = node ? container_of(node, struct foreign_object, node) : NULL;

	if (!o || (o->origin == origin && foreign_try_use(&o->remote)))
		return o;
	object_hide(o); /* who lets go of it sees to the rest */
	was->object = o;
	for (struct foreign *f = o->interfaces; f; f = f->next)
		was->uses += transit_end(&f->transit);
	return NULL;
}

/* One use, and no interface so far. Locked. */
static struct foreign_object *object_create(struct origin *origin, uint64_t oid)
{
	struct foreign_object *o = os_zalloc(sizeof *o);

	if (!o)
		return NULL;
	o->remote = (struct remote_object){ &foreign_ops, NULL, origin->place, stream_is_far(&origin->link->connection->stream) };
	o->key = (struct foreign_key){ origin->place, oid };
	os_store32(&o->refs, 1);
	os_store32(&o->uses, 1);
	if (!map_add(&foreigns.by_oid, &o->node, &o->key, sizeof o->key)) {
		os_free(o);
		return NULL;
	}
	o->origin = origin_ref(origin);
	return o;
}

/* Counted by the object. Locked. */
static struct foreign *foreign_create(struct foreign_object *o, const ACOM_INTERFACE *interface, REFIID iid, REFGUID ipid)
{
	struct foreign *f = os_zalloc(sizeof *f);

	if (!f)
		return NULL;
	f->key = (struct ipid_key){ o->key.place, *ipid };
	if (!map_add(&foreigns.by_ipid, &f->node, &f->key, sizeof f->key)) {
		os_free(f);
		return NULL;
	}
	os_store32(&f->remote.refs, 1);
	f->remote.iid = *iid;
	f->remote.interface = interface;
	f->remote.object = &o->remote;
	os_ref(&o->refs);
	f->next = o->interfaces;
	o->interfaces = f;
	o->count++;
	return f;
}

static struct foreign *foreign_find(const struct foreign_object *o, REFIID iid)
{
	struct foreign *f = o->interfaces;

	while (f && !IsEqualIID(&f->remote.iid, iid))
		f = f->next;
	return f;
}

/* The interface of the object, which has so many references more. Counted. Locked. */
static HRESULT foreign_add(struct foreign_object *o, const struct reference *r, struct remote **remote)
{
	struct ipid_key key = { o->key.place, r->ipid };
	struct map_node *node = map_find(&foreigns.by_ipid, &key, sizeof key);
	struct foreign *f = foreign_find(o, r->iid);

	if (node != (f ? &f->node : NULL))
		return FAIL(RPC_E_INVALID_OBJREF); /* one interface of one object has one IPID */
	if (!f)
		f = foreign_create(o, r->interface, r->iid, &r->ipid);
	if (!f)
		return FAIL(E_OUTOFMEMORY);
	f->references += r->references <= UINT32_MAX - f->references ? r->references : 0;
	*remote = remote_ref(&f->remote);
	return S_OK;
}

void foreign_drop(struct origin *origin, const struct reference *r)
{
	REMINTERFACEREF ref = { .ipid = r->ipid, .cPublicRefs = r->references };

	origin_release(origin, &ref, r->references ? 1 : 0);
}

HRESULT foreign_interface(struct reference *r)
{
	HRESULT hr = S_OK;

	r->interface = IsEqualIID(r->iid, &IID_IUnknown) ? NULL : registry_find(r->iid, &hr);
	return r->interface || IsEqualIID(r->iid, &IID_IUnknown) ? S_OK : hr;
}

HRESULT foreign_take(struct origin *origin, struct reference *r, struct remote **remote)
{
	struct foreign_key key = { origin->place, r->oid };
	struct foreign_object *fresh = NULL, *o = NULL;
	struct outdated was = { NULL, 0 };
	HRESULT hr = foreign_interface(r);

	*remote = NULL;
	if (SUCCEEDED(hr)) {
		os_mutex_lock(&foreigns.lock);
		o = object_find(origin, &key, &was);
		if (!o)
			o = fresh = object_create(origin, r->oid);
		hr = o ? foreign_add(o, r, remote) : FAIL(E_OUTOFMEMORY);
		os_mutex_unlock(&foreigns.lock);
	}
	object_unuse(was.object, was.uses);
	if (FAILED(hr))
		foreign_drop(origin, r);
	if (FAILED(hr) && o)
		foreign_unuse(&o->remote);
	if (fresh)
		object_unref(fresh); /* its interfaces count it */
	return hr;
}

HRESULT foreign_learn(struct foreign_object *o, const struct reference *r, struct remote **remote)
{
	os_mutex_lock(&foreigns.lock);
	HRESULT hr = o->hidden ? FAIL(RPC_E_DISCONNECTED) : foreign_add(o, r, remote);
	os_mutex_unlock(&foreigns.lock);
	if (FAILED(hr))
		foreign_drop(o->origin, r);
	return hr;
}

struct foreign *foreign_known(struct foreign_object *o, REFIID iid)
{
	os_mutex_lock(&foreigns.lock);
	struct foreign *f = iid ? foreign_find(o, iid) : o->interfaces;
	if (f)
		remote_ref(&f->remote);
	os_mutex_unlock(&foreigns.lock);
	return f;
}

static struct remote *foreign_known_remote(struct remote_object *r, REFIID iid)
{
	struct foreign *f = foreign_known(object_of(r), iid);

	return f ? &f->remote : NULL;
}

static HRESULT foreign_channel(struct remote *r, struct channel **c)
{
	return channel_outward_create(object_of(r->object)->origin->link, OUTWARD_OBJECT, &r->iid, &foreign_of(r)->key.ipid, 0,
	                              c);
}

/* ---- references that travel ---- */

static void foreign_name(const struct remote *r, struct objref *o)
{
	o->oxid = object_of(r->object)->key.place; /* as this process knows it */
	o->oid = object_of(r->object)->key.id;
	o->ipid = foreign_of(r)->key.ipid;
}

/* What is for others holds references there, so that it outlives this process; what is for tables, or for this process, a use: not
 * where nobody would find it any more to give that back. */
static HRESULT foreign_marshaled(struct remote *r, enum objref_kind kind, DWORD context)
{
	struct foreign *f = foreign_of(r);

	if (kind == OBJREF_NORMAL && !context_is_inside(context)) {
		HRESULT hr = origin_add_ref(object_of(r->object)->origin, &f->key.ipid, 0, OBJREF_REFERENCES,
		                            origin_deadline(NULL));
		if (SUCCEEDED(hr))
			remote_unuse(r);
		return hr;
	}
	os_mutex_lock(&foreigns.lock);
	bool lost = object_of(r->object)->hidden;
	if (!lost)
		transit_add(&f->transit, kind);
	os_mutex_unlock(&foreigns.lock);
	return lost ? FAIL(RPC_E_DISCONNECTED) : S_OK;
}

/* What a reference names, from *next on: one for this process has its own name for the other, and no addresses; at each of its
 * addresses it may be known by another name. */
static bool key_next(const struct objref *o, size_t *next, struct ipid_key *key)
{
	*key = (struct ipid_key){ o->oxid, o->ipid };
	return o->word_count ? origin_place(o, next, &key->place) : !(*next)++;
}

/* Whether it was written for what is reached by this one: its addresses are written as they were learnt there. */
static bool origin_wrote(const struct origin *origin, const struct objref *o)
{
	return !o->word_count || (o->word_count == origin->word_count && o->security == origin->security &&
	                          !memcmp(o->words, origin->words, 2 * (size_t)o->word_count));
}

/* NULL: it was not made of the one of this name. Locked. */
static struct foreign *foreign_named(const struct objref *o, const struct ipid_key *key)
{
	struct map_node *node = map_find(&foreigns.by_ipid, key, sizeof *key);
	struct foreign *f = node ? container_of(node, struct foreign, node) : NULL;

	return f && origin_wrote(object_of(f->remote.object)->origin, o) ? f : NULL;
}

static HRESULT foreign_claim_by(const struct objref *o, const struct ipid_key *key, enum objref_kind kind, struct remote **remote)
{
	os_mutex_lock(&foreigns.lock);
	struct foreign *f = foreign_named(o, key);
	HRESULT hr = f ? transit_claim(&f->transit, kind) : S_OK;
	if (hr == S_FALSE)
		hr = foreign_try_use(f->remote.object) ? S_OK : RPC_E_DISCONNECTED;
	*remote = f && SUCCEEDED(hr) ? remote_ref(&f->remote) : NULL;
	os_mutex_unlock(&foreigns.lock);
	return FAILED(hr) ? FAIL(hr) : f ? S_OK : S_FALSE;
}

HRESULT foreign_claim(const struct objref *o, enum objref_kind kind, struct remote **remote)
{
	HRESULT hr = S_FALSE;
	struct ipid_key key;
	size_t next = 0;

	*remote = NULL;
	while ((hr == S_FALSE || hr == CO_E_OBJNOTCONNECTED) && key_next(o, &next, &key))
		hr = foreign_claim_by(o, &key, kind, remote);
	return hr;
}

/* One for a weak table may have no use left to give back. */
static HRESULT foreign_give_back_by(const struct objref *o, const struct ipid_key *key, enum objref_kind kind)
{
	os_mutex_lock(&foreigns.lock);
	struct foreign *f = foreign_named(o, key);
	bool was = f && f->transit.marshaled[kind];
	struct remote *r = was && transit_return(&f->transit, kind) == S_OK ? remote_ref(&f->remote) : NULL;
	os_mutex_unlock(&foreigns.lock);
	if (r)
		remote_unuse(r);
	remote_unref(r);
	return was ? S_OK : S_FALSE;
}

HRESULT foreign_give_back(const struct objref *o, enum objref_kind kind)
{
	HRESULT hr = S_FALSE;
	struct ipid_key key;
	size_t next = 0;

	while (hr == S_FALSE && key_next(o, &next, &key))
		hr = foreign_give_back_by(o, &key, kind);
	return hr;
}

static const struct remote_ops foreign_ops = {
	foreign_try_use, foreign_unuse, foreign_post, foreign_call, foreign_query, foreign_known_remote, foreign_channel,
	foreign_destroy, foreign_name, foreign_marshaled,
};
