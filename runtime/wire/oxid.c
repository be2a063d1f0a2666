/* oxid.c - other processes whose objects are known here, by OXID: where they are, and who has their references. */
#include "wire/wire.h"

static struct {
	os_mutex lock; /* connections' locks and memory come after it */
	struct map by_oxid;
} origins;

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

/* Locked. */
static void origin_hide(struct origin *o)
{
	if (o->listed)
		map_remove(&origins.by_oxid, &o->node);
	o->listed = false;
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
	os_mutex_lock(&origins.lock);
	origin_hide(o);
	os_mutex_unlock(&origins.lock);
	origin_free(o);
}

/* Counted; one that is about to go gives way, and so does one that cannot be reached any more. Locked. */
static struct origin *origin_lookup(uint64_t oxid)
{
	struct map_node *node = map_find(&origins.by_oxid, &oxid, sizeof oxid);
	struct origin *o = node ? container_of(node, struct origin, node) : NULL;

	if (!o || (!link_is_over(o->link) && origin_try_ref(o)))
		return o;
	origin_hide(o);
	return NULL;
}

struct origin *origin_find(uint64_t oxid)
{
	os_mutex_lock(&origins.lock);
	struct origin *o = origin_lookup(oxid);
	os_mutex_unlock(&origins.lock);
	return o;
}

/* The one that is known afterwards: another thread may have been faster. */
static HRESULT origin_insert(struct origin *fresh, struct origin **o)
{
	os_mutex_lock(&origins.lock);
	*o = origin_lookup(fresh->oxid);
	if (!*o && map_add(&origins.by_oxid, &fresh->node, &fresh->oxid, sizeof fresh->oxid)) {
		fresh->listed = true;
		*o = fresh;
	}
	os_mutex_unlock(&origins.lock);
	if (*o != fresh)
		origin_unref(fresh);
	return *o ? S_OK : FAIL(E_OUTOFMEMORY);
}

/* ---- learning of one ---- */

/* Its addresses are kept as they came: they are passed on with references to its objects. */
static HRESULT origin_keep_words(struct origin *o, const struct bindings *b)
{
	size_t size = 2 * (size_t)b->count;
	HRESULT hr = bindings_check(b);

	if (FAILED(hr) || !size)
		return hr;
	o->words = os_alloc(size);
	if (!o->words)
		return FAIL(E_OUTOFMEMORY);
	memcpy(o->words, b->words, size);
	o->word_count = b->count;
	o->security = b->security;
	return S_OK;
}

HRESULT origin_learn(uint64_t oxid, struct link *l, REFGUID unknown, const struct bindings *b, struct origin **origin)
{
	*origin = origin_find(oxid);
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
		hr = channel_outward_create(l, OUTWARD_OBJECT, &IID_IRemUnknown, unknown, &o->unknown);
	if (SUCCEEDED(hr))
		return origin_insert(o, origin);
	origin_free(o);
	return hr;
}

/* ---- asking for one ---- */

enum { RESOLVE_OXID2 = 4 }; /* row */

struct resolved {
	DUALSTRINGARRAY *bindings;
	IPID unknown;
	DWORD hint;
	COMVERSION version;
};

static HRESULT resolve(struct link *l, uint64_t oxid, struct resolved *r)
{
	USHORT towers[] = { 16, 7 }, *protocols = towers, count = ARRAY_COUNT(towers);
	DUALSTRINGARRAY **bindings = &r->bindings;
	COMVERSION *version = &r->version;
	IPID *unknown = &r->unknown;
	DWORD *hint = &r->hint;
	OXID asked = (OXID)oxid, *pasked = &asked;
	void *args[] = { &pasked, &count, &protocols, &bindings, &unknown, &hint, &version };
	struct channel *c;

	*r = (struct resolved){ NULL };
	HRESULT hr = channel_outward_create(l, OUTWARD_PLAIN, &IID_IObjectExporter, NULL, &c);
	if (FAILED(hr))
		return hr;
	hr = wire_invoke(c, RESOLVE_OXID2, args);
	channel_unref(c);
	return hr == S_OK ? S_OK : FAILED(hr) ? hr : FAIL(RPC_E_INVALID_OBJREF); /* a code of Win32's: it is unknown there */
}

/* Over one address. */
static HRESULT origin_ask(const struct address *at, uint64_t oxid, struct origin **o)
{
	char why[WHY_MOST];
	struct resolved r;
	struct link *l;
	HRESULT hr = link_dial(at, &l, why);

	if (FAILED(hr))
		return hr;
	hr = resolve(l, oxid, &r);
	if (SUCCEEDED(hr) && !r.bindings)
		hr = FAIL(RPC_E_INVALID_OBJREF);
	if (SUCCEEDED(hr)) {
		struct bindings b = bindings_of(r.bindings);
		hr = origin_learn(oxid, l, &r.unknown, &b, o);
	}
	CoTaskMemFree(r.bindings);
	link_unref(l);
	return hr;
}

HRESULT origin_resolve(const struct objref *objref, struct origin **o)
{
	struct bindings b = { objref->words, objref->word_count, objref->security };
	HRESULT hr = bindings_check(&b);
	struct binding one;
	struct address at;
	size_t next = 0;

	*o = NULL;
	if (FAILED(hr))
		return hr;
	*o = origin_find(objref->oxid);
	if (*o)
		return S_OK;
	hr = FAIL(RPC_E_INVALID_OBJREF); /* there is no address that this process may connect to */
	while (!*o && bindings_next(&b, &next, &one))
		if (binding_address(&one, &at))
			hr = origin_ask(&at, objref->oxid, o);
	return hr;
}

/* ---- references ---- */

enum { REM_QUERY_INTERFACE = 0, REM_ADD_REF = 1, REM_RELEASE = 2 }; /* rows */

HRESULT origin_query(struct origin *o, REFGUID ipid, REFIID iid, ULONG references, STDOBJREF *std)
{
	const GUID *pipid = ipid, *piid = iid;
	REMQIRESULT *results = NULL, **presults = &results;
	USHORT count = 1;
	void *args[] = { &pipid, &references, &count, &piid, &presults };
	HRESULT hr = wire_invoke(o->unknown, REM_QUERY_INTERFACE, args);

	if (SUCCEEDED(hr))
		hr = results ? results->hResult : FAIL(RPC_E_INVALID_OBJREF);
	if (SUCCEEDED(hr))
		*std = results->std;
	CoTaskMemFree(results);
	return hr;
}

HRESULT origin_add_ref(struct origin *o, REFGUID ipid, ULONG references, ULONG in_transit)
{
	REMINTERFACEREF ref = { *ipid, references, in_transit }, *refs = &ref;
	HRESULT result = S_OK, *results = &result;
	USHORT count = 1;
	void *args[] = { &count, &refs, &results };
	HRESULT hr = wire_invoke(o->unknown, REM_ADD_REF, args);

	return FAILED(result) ? result : hr;
}

void origin_release_in_transit(struct origin *o, REFGUID ipid, ULONG references)
{
	REMINTERFACEREF ref = { *ipid, references, references }, *refs = &ref;
	HRESULT result, *results = &result;
	USHORT count = 1;
	void *args[] = { &count, &refs, &results };

	if (SUCCEEDED(wire_tell(o->unknown, REM_ADD_REF, args)))
		origin_release(o, refs, 1);
}

void origin_release(struct origin *o, REMINTERFACEREF *refs, USHORT count)
{
	void *args[] = { &count, &refs };

	if (count)
		wire_tell(o->unknown, REM_RELEASE, args);
}
