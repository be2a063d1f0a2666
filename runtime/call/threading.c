/* threading.c - what a thread may know of where it is and of what it does: IComThreadingInfo, logical thread ids. */
#include "call/call.h"

/* What our own begin with: the same for all of a process, so that they are known again, and of no other; and GUIDs of others that
 * are in use, by their causality. */
os_u64 logical_first;
enum { LOGICAL_BITS = 8, LOGICALS = 1 << LOGICAL_BITS };
static struct {
	os_mutex lock;
	uint64_t salt;
	struct logical *known[LOGICALS];
} logicals;

/* ---- logical threads: a causality as a GUID ---- */

static uint64_t logical_make_own(void)
{
	uint64_t own = 0;

	while (!own)
		os_random(&own, sizeof own);
	return os_settle64(&logical_first, own);
}

static uint64_t logical_own(void)
{
	uint64_t own = os_load64(&logical_first);

	return own ? own : logical_make_own();
}

/* A copy of the process is another one, and numbers what it causes as this one does. */
static void logical_copied(void)
{
	logical_first = (os_u64){ 0 };
}

__attribute__((constructor)) static void logical_init(void)
{
	os_copy_tell(logical_copied);
}

struct halves {
	uint64_t first, second;
};

static struct halves halves_of(REFGUID guid)
{
	struct halves h;

	memcpy(&h, guid, sizeof h);
	return h;
}

/* Whoever chooses GUIDs does not know which of them are found at the same place: the uppermost bits depend on all. Locked. */
static struct logical **logical_place(uint64_t causality)
{
	if (!logicals.salt) {
		os_random(&logicals.salt, sizeof logicals.salt);
		logicals.salt |= 1;
	}
	return &logicals.known[causality * logicals.salt >> (64 - LOGICAL_BITS)];
}

/* Locked. */
static struct logical *logical_find(uint64_t causality)
{
	struct logical *l = *logical_place(causality);

	while (l && l->causality != causality)
		l = l->next;
	return l;
}

/* Without one that is known it is ours. */
static bool logical_guid_known(uint64_t causality, GUID *g)
{
	os_mutex_lock(&logicals.lock);
	const struct logical *l = logical_find(causality);
	if (l)
		*g = l->guid;
	os_mutex_unlock(&logicals.lock);
	return l;
}

GUID logical_guid_of(uint64_t causality)
{
	struct halves own = { logical_own(), causality };
	GUID g;

	if (!(causality & LOGICAL_FOREIGN) || !logical_guid_known(causality, &g))
		memcpy(&g, &own, sizeof g);
	return g;
}

/* The same number for the same GUID, so that a call that comes back is known; whose GUID it is no number of ours. */
uint64_t logical_causality(REFGUID guid)
{
	struct halves h = halves_of(guid);

	return h.first == logical_own() ? h.second : (h.first ^ h.second) | LOGICAL_FOREIGN;
}

void logical_is(struct logical *l, REFGUID guid)
{
	l->guid = *guid;
	l->causality = logical_causality(guid);
	l->known = false;
}

/* Locked. */
static void logical_enter(struct logical *l)
{
	l->known = true;
	l->link = logical_place(l->causality);
	l->next = *l->link;
	if (l->next)
		l->next->link = &l->next;
	*l->link = l;
}

void logical_learn(struct logical *l)
{
	if (!(l->causality & LOGICAL_FOREIGN))
		return;
	os_mutex_lock(&logicals.lock);
	if (!l->known)
		logical_enter(l);
	os_mutex_unlock(&logicals.lock);
}

void logical_forget(struct logical *l)
{
	if (!l->known)
		return;
	os_mutex_lock(&logicals.lock);
	*l->link = l->next;
	if (l->next)
		l->next->link = l->link;
	os_mutex_unlock(&logicals.lock);
}

void logical_thread_ends(struct thread *self)
{
	struct logical *l = self->calls.logical;

	if (!l)
		return;
	logical_forget(l);
	self->calls.logical = NULL;
	os_free(l);
}

/* The thread keeps it until it gets another one, or ends. */
static HRESULT logical_set(REFGUID guid)
{
	struct thread *self = thread_obtain();
	struct logical *l = self ? os_zalloc(sizeof *l) : NULL;

	if (!l) {
		if (self)
			thread_free_unused(self);
		return FAIL(E_OUTOFMEMORY);
	}
	logical_thread_ends(self);
	logical_is(l, guid);
	logical_learn(l);
	self->calls.logical = l;
	if (self->calls.context)
		self->calls.context->causality = l->causality;
	return S_OK;
}

HRESULT CoGetCurrentLogicalThreadId(GUID *id)
{
	if (!id)
		return FAIL(E_INVALIDARG);
	*id = GUID_NULL;
	uint64_t inherited = causality_inherited();
	GUID guid = logical_guid(inherited ? inherited : causality_new());
	HRESULT hr = inherited ? S_OK : logical_set(&guid);
	if (SUCCEEDED(hr))
		*id = guid;
	return hr;
}

/* ---- the object ---- */

typedef struct ObjectContext {
	AcomObject object;
	IComThreadingInfo IComThreadingInfo_iface;
} ObjectContext;

ACOM_FACE(ObjectContext, IComThreadingInfo)

static HRESULT ObjectContext_GetCurrentApartmentType(IComThreadingInfo *This, APTTYPE *type)
{
	APTTYPEQUALIFIER qualifier;

	(void)This;
	return CoGetApartmentType(type, &qualifier);
}

static HRESULT ObjectContext_GetCurrentThreadType(IComThreadingInfo *This, THDTYPE *type)
{
	(void)This;
	if (!type)
		return FAIL(E_INVALIDARG);
	*type = THDTYPE_BLOCKMESSAGES;
	struct apartment *a = apartment_current(), *home = apartment_home();
	if (home && home->kind == APARTMENT_STA)
		*type = THDTYPE_PROCESSMESSAGES;
	HRESULT hr = a ? S_OK : FAIL(CO_E_NOTINITIALIZED);
	apartment_unref(home);
	apartment_unref(a);
	return hr;
}

static HRESULT ObjectContext_GetCurrentLogicalThreadId(IComThreadingInfo *This, GUID *id)
{
	(void)This;
	return CoGetCurrentLogicalThreadId(id);
}

static HRESULT ObjectContext_SetCurrentLogicalThreadId(IComThreadingInfo *This, REFGUID id)
{
	(void)This;
	return id ? logical_set(id) : FAIL(E_INVALIDARG);
}

static const IComThreadingInfoVtbl ObjectContext_IComThreadingInfo_vtbl = {
	ACOM_UNKNOWN(ObjectContext, IComThreadingInfo), ObjectContext_GetCurrentApartmentType, ObjectContext_GetCurrentThreadType,
	ObjectContext_GetCurrentLogicalThreadId, ObjectContext_SetCurrentLogicalThreadId,
};
static const AcomInterface ObjectContext_map[] = {
	ACOM_ENTRY(ObjectContext, IComThreadingInfo), ACOM_ENTRY_AS(ObjectContext, IAgileObject, IComThreadingInfo), ACOM_END,
};
static const AcomClass ObjectContext_class = { "ObjectContext", sizeof(ObjectContext), ObjectContext_map, NULL, NULL, NULL };

HRESULT CoGetObjectContext(REFIID riid, void **ppv)
{
	if (!ppv || !riid)
		return FAIL(E_INVALIDARG);
	*ppv = NULL;
	struct apartment *a = apartment_current();
	if (!a)
		return FAIL(CO_E_NOTINITIALIZED);
	apartment_unref(a);
	return AcomCreateObject(&ObjectContext_class, NULL, riid, ppv);
}

HRESULT CoGetContextToken(ULONG_PTR *token)
{
	if (!token)
		return FAIL(E_POINTER);
	struct apartment *a = apartment_current();
	*token = a ? (ULONG_PTR)a->id : 0;
	HRESULT hr = a ? S_OK : FAIL(CO_E_NOTINITIALIZED);
	apartment_unref(a);
	return hr;
}
