/* oxid.c - other processes whose objects are known here, by OXID and the address that was asked: what a server says it is, it is
 * there only. Where they are, and who has their references. */
#include <stdio.h>

#include "wire/wire.h"

struct place_key {
	uint64_t oxid;
	char at[ADDRESS_MOST]; /* the link's */
};

/* Where a process is known, by one name, over one connection after the other: what was met over a lost one is still found. */
struct place {
	struct map_node node;
	struct place_key key;
	uint64_t id;           /* the name */
	unsigned origins;      /* that have it */
	struct origin *newest; /* not counted; NULL: it is gone */
};

static struct {
	os_mutex lock; /* connections' locks and memory come after it */
	struct map all;
} places;

/* ---- life ---- */

struct origin *origin_ref(struct origin *o)
{
	os_ref(&o->refs);
	return o;
}

static bool origin_try_ref(struct origin *o)
{
	uint32_t refs = os_load32(&o->refs);

	while (refs && !os_cas32(&o->refs, refs, refs + 1))
		refs = os_load32(&o->refs);
	return refs;
}

/* Locked. Its place goes with the last one. */
static void origin_leave(struct origin *o)
{
	struct place *p = o->known;

	if (p && p->newest == o)
		p->newest = NULL;
	if (!p || --p->origins)
		return;
	map_remove(&places.all, &p->node);
	os_free(p);
}

static void origin_free(struct origin *o)
{
	channel_unref(o->unknown);
	link_unref(o->link);
	os_free(o->words);
	os_free(o);
}

void origin_unref(struct origin *o)
{
	if (!o || os_unref(&o->refs))
		return;
	os_mutex_lock(&places.lock);
	origin_leave(o);
	os_mutex_unlock(&places.lock);
	origin_free(o);
}

static struct place_key key_of(uint64_t oxid, const struct address *at)
{
	struct place_key key = { .oxid = oxid };

	address_text(at, key.at);
	return key;
}

/* NULL: none. Locked. */
static struct place *place_find(uint64_t oxid, const struct address *at)
{
	struct place_key key = key_of(oxid, at);
	struct map_node *node = map_find(&places.all, &key, sizeof key);

	return node ? container_of(node, struct place, node) : NULL;
}

/* Who is there, counted; NULL: none that can be reached. Locked. */
static struct origin *place_origin(const struct place *p)
{
	struct origin *o = p ? p->newest : NULL;

	return o && !link_is_over(o->link) && origin_try_ref(o) ? o : NULL;
}

struct origin *origin_find(uint64_t oxid, const struct address *at)
{
	os_mutex_lock(&places.lock);
	struct origin *o = place_origin(place_find(oxid, at));
	os_mutex_unlock(&places.lock);
	return o;
}

/* Of the addresses of a reference, from *next on, the next one that this process can connect to. */
static bool objref_next(const struct objref *objref, size_t *next, struct address *at)
{
	struct bindings b = { objref->words, objref->word_count, objref->security };
	struct binding one;

	if (FAILED(bindings_check(&b)))
		return false;
	while (bindings_next(&b, next, &one))
		if (binding_address(&one, at))
			return true;
	return false;
}

struct origin *origin_known(const struct objref *objref)
{
	struct origin *o = NULL;
	struct address at;
	size_t next = 0;

	while (!o && objref_next(objref, &next, &at))
		o = origin_find(objref->oxid, &at);
	return o;
}

bool origin_place(const struct objref *objref, size_t *next, uint64_t *place)
{
	struct place *p = NULL;
	struct address at;

	os_mutex_lock(&places.lock);
	while (!p && objref_next(objref, next, &at))
		p = place_find(objref->oxid, &at);
	if (p)
		*place = p->id;
	os_mutex_unlock(&places.lock);
	return p;
}

/* NULL: memory is short. Locked. */
static struct place *place_create(uint64_t oxid, const struct address *at)
{
	struct place *p = os_zalloc(sizeof *p);

	if (!p)
		return NULL;
	p->key = key_of(oxid, at);
	os_random(&p->id, sizeof p->id);
	if (map_add(&places.all, &p->node, &p->key, sizeof p->key))
		return p;
	os_free(p);
	return NULL;
}

/* A process that is met again is known by the name that it had. Locked. False: memory is short. */
static bool origin_settle(struct origin *o, struct place *p)
{
	if (!p)
		p = place_create(o->oxid, &o->link->at);
	if (!p)
		return false;
	o->known = p;
	o->place = p->id;
	p->origins++;
	p->newest = o;
	return true;
}

/* The one that is known afterwards: another thread may have been faster. */
static HRESULT origin_insert(struct origin *fresh, struct origin **o)
{
	os_mutex_lock(&places.lock);
	struct place *p = place_find(fresh->oxid, &fresh->link->at);
	*o = place_origin(p);
	if (!*o && origin_settle(fresh, p))
		*o = fresh;
	os_mutex_unlock(&places.lock);
	if (*o != fresh)
		origin_unref(fresh);
	return *o ? S_OK : FAIL(E_OUTOFMEMORY);
}

/* ---- learning of one ---- */

/* Whether it is among them. */
static bool bindings_name(const struct bindings *b, const struct address *at)
{
	struct binding one;
	struct address a;
	size_t next = 0;

	while (bindings_next(b, &next, &one))
		if (binding_address(&one, &a) && address_equal(&a, at))
			return true;
	return false;
}

/* So many words, and the others behind them. */
static HRESULT origin_join_words(struct origin *o, const void *first, uint16_t count, const struct bindings *b)
{
	size_t size = 2 * (size_t)count;

	if (count + b->count > ORPC_WORDS_MAX)
		return FAIL(RPC_E_INVALID_OBJREF);
	o->words = os_alloc(size + 2 * (size_t)b->count);
	if (!o->words)
		return FAIL(E_OUTOFMEMORY);
	memcpy(o->words, first, size);
	if (b->count)
		memcpy(o->words + size, b->words, 2 * (size_t)b->count);
	o->word_count = (uint16_t)(count + b->count);
	o->security = (uint16_t)(count + b->security);
	return S_OK;
}

/* Its addresses are kept as they came: they are passed on with references to its objects. The one where it was met is among them:
 * who gets such a reference back knows it by that. */
static HRESULT origin_keep_words(struct origin *o, const struct bindings *b)
{
	enum { WORDS = 2 * ADDRESS_MOST };
	union {
		DUALSTRINGARRAY words;
		uint8_t octets[sizeof(DUALSTRINGARRAY) + 2 * WORDS];
	} d;
	HRESULT hr = bindings_check(b);

	if (FAILED(hr) || bindings_name(b, &o->link->at))
		return FAILED(hr) ? hr : origin_join_words(o, "", 0, b);
	hr = bindings_write(&o->link->at, 1, &d.words, WORDS);
	if (FAILED(hr))
		return hr;
	struct bindings mine = { (uint8_t *)d.words.aStringArray, d.words.wNumEntries, d.words.wSecurityOffset };
	if (!b->count)
		return origin_join_words(o, mine.words, 0, &mine);
	return origin_join_words(o, mine.words, (uint16_t)(mine.security - (b->security != 0)), b); /* its list goes on */
}

HRESULT origin_learn(uint64_t oxid, struct link *l, REFGUID unknown, const struct bindings *b, uint64_t deadline,
		     struct origin **origin)
{
	*origin = origin_find(oxid, &l->at);
	if (*origin)
		return S_OK;
	struct origin *o = os_zalloc(sizeof *o);
	if (!o)
		return FAIL(E_OUTOFMEMORY);
	os_store32(&o->refs, 1);
	o->oxid = oxid;
	o->link = link_ref(l);
	HRESULT hr = origin_keep_words(o, b);
	if (SUCCEEDED(hr))
		hr = channel_outward_create(l, OUTWARD_OBJECT, &IID_IRemUnknown, unknown, deadline, &o->unknown);
	if (SUCCEEDED(hr))
		return origin_insert(o, origin);
	origin_free(o);
	return hr;
}

/* ---- asking for one ---- */

enum { RESOLVE_OXID2 = 4 }; /* row */

uint64_t origin_deadline(const struct channel *c)
{
	uint64_t most = connect_deadline(), own = wait_deadline(channel_timeout(c));

	return own < most ? own : most;
}

struct resolved {
	DUALSTRINGARRAY *bindings;
	IPID unknown;
	DWORD hint;
	COMVERSION version;
};

static HRESULT resolve(struct link *l, uint64_t oxid, uint64_t deadline, struct resolved *r)
{
	USHORT towers[] = { 16, 7 }, *protocols = towers, count = ARRAY_COUNT(towers);
	DUALSTRINGARRAY **bindings = &r->bindings;
	COMVERSION *version = &r->version;
	IPID *unknown = &r->unknown;
	DWORD *hint = &r->hint;
	OXID asked = (OXID)oxid, *pasked = &asked;
	void *args[] = { &pasked, &count, &protocols, &bindings, &unknown, &hint, &version };
	struct channel *c;

	*r = (struct resolved){ 0 };
	HRESULT hr = channel_outward_create(l, OUTWARD_PLAIN, &IID_IObjectExporter, NULL, deadline, &c);
	if (FAILED(hr))
		return hr;
	hr = wire_invoke(c, RESOLVE_OXID2, deadline, args);
	channel_unref(c);
	return hr == S_OK ? S_OK : FAILED(hr) ? hr : FAIL(RPC_E_INVALID_OBJREF); /* a code of Win32's: it is unknown there */
}

/* Over one address. */
static HRESULT origin_ask(const struct address *at, uint64_t oxid, uint64_t deadline, struct origin **o)
{
	char why[WHY_MOST];
	struct resolved r;
	struct link *l;
	HRESULT hr = link_dial(at, deadline, &l, why);

	if (FAILED(hr))
		return hr;
	hr = resolve(l, oxid, deadline, &r);
	if (SUCCEEDED(hr) && !r.bindings)
		hr = FAIL(RPC_E_INVALID_OBJREF);
	if (SUCCEEDED(hr)) {
		struct bindings b = bindings_of(r.bindings);
		hr = origin_learn(oxid, l, &r.unknown, &b, deadline, o);
	}
	CoTaskMemFree(r.bindings);
	link_unref(l);
	return hr;
}

/* Decision 24: what is on this machine, for whoever is there, too; else back to the host that the reference came from, with the
 * same security and to the same one. What this process and its user name they could reach themselves. */
static bool address_may(struct address *at, const struct stream *by)
{
	bool far = by && by->secure && !address_is_loopback(&by->who.at);

	if (!address_is_secure(at))
		return !far;
	if (!by || (by->who.known && peer_is_us_or_root(&by->who)))
		return true;
	if (!by->secure || !address_is_of(at, &by->who.at))
		return false;
	snprintf(at->subject, sizeof at->subject, "%s", by->who.subject ? by->who.subject : "");
	return true;
}

HRESULT origin_resolve(const struct objref *objref, const struct stream *by, uint64_t deadline, struct origin **o)
{
	HRESULT hr = FAIL(RPC_E_INVALID_OBJREF); /* there is no address that this process may connect to */
	struct address at;
	size_t next = 0;

	*o = origin_known(objref);
	if (*o)
		return S_OK;
	while (!*o && objref_next(objref, &next, &at))
		if (address_may(&at, by))
			hr = origin_ask(&at, objref->oxid, deadline, o);
	return hr;
}

/* ---- references ---- */

HRESULT origin_query(struct origin *o, REFGUID ipid, ULONG references, const IID *iids, unsigned count,
                     uint64_t deadline, REMQIRESULT **results)
{
	const GUID *pipid = ipid;
	USHORT n = (USHORT)count;
	void *args[] = { &pipid, &references, &n, &iids, &results };

	*results = NULL;
	HRESULT hr = wire_invoke(o->unknown, ROW_QUERY_INTERFACE, deadline, args);
	if (SUCCEEDED(hr) && !*results)
		hr = FAIL(RPC_E_INVALID_OBJREF);
	return hr == E_NOINTERFACE && *results ? S_FALSE : hr; /* each says so for itself */
}

HRESULT origin_add_ref(struct origin *o, REFGUID ipid, ULONG references, ULONG in_transit, uint64_t deadline)
{
	REMINTERFACEREF ref = { *ipid, references, in_transit }, *refs = &ref;
	HRESULT result = S_OK, *results = &result;
	USHORT count = 1;
	void *args[] = { &count, &refs, &results };
	HRESULT hr = wire_invoke(o->unknown, ROW_ADD_REF, deadline, args);

	return FAILED(result) ? result : hr;
}

void origin_release_in_transit(struct origin *o, REFGUID ipid, ULONG references)
{
	REMINTERFACEREF ref = { .ipid = *ipid, .cPrivateRefs = references };

	origin_release(o, &ref, 1);
}

void origin_release(struct origin *o, REMINTERFACEREF *refs, USHORT count)
{
	enum { TRIES = 2 }; /* what was in the way may be over by then */
	void *args[] = { &count, &refs };

	for (int i = 0; count && i < TRIES; i++)
		if (wire_tell(o->unknown, ROW_RELEASE, args) != RPC_E_OUT_OF_RESOURCES || origin_release_later(o, refs, count))
			return;
}
