/* git.c - the global interface table and agile references: pointers that any apartment can have, any number of times. */
#include "call/call.h"

/* A reference of a table, strong. */
struct global {
	struct map_node node;
	DWORD cookie;
	os_u32 refs; /* the table's, and those who are just using it */
	struct marshaled reference;
};

static struct {
	os_mutex lock;
	struct map by_cookie;
	DWORD last;
} table;

static struct global *global_create(IUnknown *object, REFIID iid, HRESULT *hr)
{
	struct global *g = os_zalloc(sizeof *g);

	if (!g) {
		*hr = FAIL(E_OUTOFMEMORY);
		return NULL;
	}
	*hr = marshal_make(&g->reference, object, iid, MSHCTX_INPROC, MSHLFLAGS_TABLESTRONG);
	if (FAILED(*hr)) {
		os_free(g);
		return NULL;
	}
	os_store32(&g->refs, 1);
	return g;
}

static void global_unref(struct global *g)
{
	if (os_unref(&g->refs))
		return;
	marshal_release(g->reference.octets, g->reference.size);
	marshal_free(&g->reference);
	os_free(g);
}

static HRESULT global_resolve(const struct global *g, REFIID riid, void **ppv)
{
	return marshal_resolve(g->reference.octets, g->reference.size, riid, ppv);
}

/* ---- the table ---- */

/* The entry, counted; taken out of the table if it is to go. */
static struct global *table_find(DWORD cookie, bool out)
{
	os_mutex_lock(&table.lock);
	struct map_node *node = map_find(&table.by_cookie, &cookie, sizeof cookie);
	struct global *g = node ? container_of(node, struct global, node) : NULL;
	if (g && out)
		map_remove(&table.by_cookie, node);
	else if (g)
		os_ref(&g->refs);
	os_mutex_unlock(&table.lock);
	return g;
}

/* g may be gone at once. */
static bool table_add(struct global *g, DWORD *cookie)
{
	os_mutex_lock(&table.lock);
	do
		g->cookie = ++table.last;
	while (!g->cookie || map_find(&table.by_cookie, &g->cookie, sizeof g->cookie));
	bool added = map_add(&table.by_cookie, &g->node, &g->cookie, sizeof g->cookie);
	if (added)
		*cookie = g->cookie;
	os_mutex_unlock(&table.lock);
	return added;
}

/* What nobody revoked: its objects went with their apartments. Who is just using it sees to it himself. */
void git_teardown(void)
{
	os_mutex_lock(&table.lock);
	while (table.by_cookie.first) {
		struct global *g = container_of(table.by_cookie.first, struct global, node);
		map_remove(&table.by_cookie, &g->node);
		if (os_unref(&g->refs))
			continue;
		marshal_free(&g->reference);
		os_free(g);
	}
	os_mutex_unlock(&table.lock);
}

typedef struct Table {
	AcomObject object;
	IGlobalInterfaceTable IGlobalInterfaceTable_iface;
} Table;

ACOM_FACE(Table, IGlobalInterfaceTable)

static HRESULT Table_RegisterInterfaceInGlobal(IGlobalInterfaceTable *This, IUnknown *object, REFIID riid, DWORD *cookie)
{
	HRESULT hr;

	(void)This;
	if (!cookie)
		return FAIL(E_INVALIDARG);
	*cookie = 0;
	if (!object || !riid)
		return FAIL(E_INVALIDARG);
	struct global *g = global_create(object, riid, &hr);
	if (!g)
		return hr;
	if (table_add(g, cookie))
		return S_OK;
	global_unref(g);
	return FAIL(E_OUTOFMEMORY);
}

static HRESULT Table_RevokeInterfaceFromGlobal(IGlobalInterfaceTable *This, DWORD cookie)
{
	(void)This;
	if (os_is_copy())
		return FAIL(CO_E_NOTINITIALIZED);
	struct global *g = table_find(cookie, true);
	if (!g)
		return FAIL(E_INVALIDARG);
	global_unref(g);
	return S_OK;
}

static HRESULT Table_GetInterfaceFromGlobal(IGlobalInterfaceTable *This, DWORD cookie, REFIID riid, void **ppv)
{
	(void)This;
	if (!ppv)
		return FAIL(E_INVALIDARG);
	*ppv = NULL;
	if (os_is_copy())
		return FAIL(CO_E_NOTINITIALIZED);
	struct global *g = riid ? table_find(cookie, false) : NULL;
	if (!g)
		return FAIL(E_INVALIDARG);
	HRESULT hr = global_resolve(g, riid, ppv);
	global_unref(g);
	return hr;
}

static const IGlobalInterfaceTableVtbl Table_IGlobalInterfaceTable_vtbl = {
	ACOM_UNKNOWN(Table, IGlobalInterfaceTable), Table_RegisterInterfaceInGlobal, Table_RevokeInterfaceFromGlobal,
	Table_GetInterfaceFromGlobal,
};
static const AcomInterface Table_map[] = {
	ACOM_ENTRY(Table, IGlobalInterfaceTable), ACOM_ENTRY_AS(Table, IAgileObject, IGlobalInterfaceTable), ACOM_END,
};
static const AcomClass Table_class = { "GlobalInterfaceTable", sizeof(Table), Table_map, NULL, NULL, NULL };

HRESULT git_create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&Table_class, outer, riid, ppv);
}

/* ---- agile references ---- */

typedef struct AgileReference {
	AcomObject object;
	IAgileReference IAgileReference_iface;
	struct global *global;
} AgileReference;

ACOM_FACE(AgileReference, IAgileReference)

static HRESULT AgileReference_Resolve(IAgileReference *This, REFIID riid, void **ppv)
{
	if (!ppv)
		return FAIL(E_POINTER);
	*ppv = NULL;
	if (!riid)
		return FAIL(E_INVALIDARG);
	return global_resolve(AgileReference_from_IAgileReference(This)->global, riid, ppv);
}

static void AgileReference_destruct(void *object)
{
	struct global *g = ((AgileReference *)object)->global;

	if (g)
		global_unref(g);
}

static const IAgileReferenceVtbl AgileReference_IAgileReference_vtbl = {
	ACOM_UNKNOWN(AgileReference, IAgileReference), AgileReference_Resolve,
};
static const AcomInterface AgileReference_map[] = {
	ACOM_ENTRY(AgileReference, IAgileReference), ACOM_ENTRY_AS(AgileReference, IAgileObject, IAgileReference), ACOM_END,
};
static const AcomClass AgileReference_class = {
	"AgileReference", sizeof(AgileReference), AgileReference_map, NULL, AgileReference_destruct, NULL,
};

HRESULT RoGetAgileReference(AgileReferenceOptions options, REFIID riid, IUnknown *object, IAgileReference **reference)
{
	HRESULT hr;

	if (!reference)
		return FAIL(E_INVALIDARG);
	*reference = NULL;
	if (!riid || !object || options > AGILEREFERENCE_DELAYEDMARSHAL)
		return FAIL(E_INVALIDARG);
	struct global *g = global_create(object, riid, &hr);
	if (!g)
		return hr;
	hr = AcomCreateObject(&AgileReference_class, NULL, &IID_IAgileReference, (void **)reference);
	if (FAILED(hr))
		global_unref(g);
	else
		AgileReference_from_IAgileReference(*reference)->global = g;
	return hr;
}
