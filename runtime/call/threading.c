/* threading.c - what a thread may know of where it is and of what it does: IComThreadingInfo, logical thread ids. */
#include "call/call.h"

/* The causalities that have GUIDs of others. */
static struct {
	os_mutex lock;
	struct logical *first;
} logicals;

/* ---- logical threads: a causality as a GUID ---- */

/* In front of the number, so that it is known again, and as good as nobody else's. */
static const uint8_t own[8] = { 0x61, 0x63, 0x6f, 0x6d, 0x9d, 0x41, 0x4e, 0x4f };

static GUID guid_of(uint64_t causality)
{
	GUID g;

	memcpy(&g, own, sizeof own);
	memcpy((uint8_t *)&g + sizeof own, &causality, sizeof causality);
	return g;
}

static bool guid_is_own(REFGUID g, uint64_t *causality)
{
	memcpy(causality, (const uint8_t *)g + sizeof own, sizeof *causality);
	return !memcmp(g, own, sizeof own);
}

static GUID logical_guid(uint64_t causality)
{
	os_mutex_lock(&logicals.lock);
	struct logical *l = logicals.first;
	while (l && l->causality != causality)
		l = l->next;
	GUID g = l ? l->guid : guid_of(causality);
	os_mutex_unlock(&logicals.lock);
	return g;
}

/* What has this GUID already, else something new. */
static uint64_t logical_causality(REFGUID guid)
{
	uint64_t causality;

	if (guid_is_own(guid, &causality))
		return causality;
	os_mutex_lock(&logicals.lock);
	struct logical *l = logicals.first;
	while (l && !IsEqualGUID(&l->guid, guid))
		l = l->next;
	causality = l ? l->causality : causality_new();
	os_mutex_unlock(&logicals.lock);
	return causality;
}

void logical_thread_ends(struct thread *self)
{
	struct logical *l = self->calls.logical;

	if (!l)
		return;
	os_mutex_lock(&logicals.lock);
	*l->link = l->next;
	if (l->next)
		l->next->link = l->link;
	os_mutex_unlock(&logicals.lock);
	self->calls.logical = NULL;
	os_free(l);
}

/* The thread keeps it until it gets another one, or ends. */
static HRESULT logical_set(REFGUID guid, uint64_t causality)
{
	struct thread *self = thread_obtain();
	struct logical *l = self ? os_zalloc(sizeof *l) : NULL;

	if (!l) {
		if (self)
			thread_free_unused(self);
		return FAIL(E_OUTOFMEMORY);
	}
	logical_thread_ends(self);
	l->causality = causality;
	l->guid = *guid;
	os_mutex_lock(&logicals.lock);
	l->next = logicals.first;
	l->link = &logicals.first;
	if (l->next)
		l->next->link = &l->next;
	logicals.first = l;
	os_mutex_unlock(&logicals.lock);
	self->calls.logical = l;
	if (self->calls.context)
		self->calls.context->causality = causality;
	return S_OK;
}

HRESULT CoGetCurrentLogicalThreadId(GUID *id)
{
	struct thread *self = thread_self();

	if (!id)
		return FAIL(E_INVALIDARG);
	*id = GUID_NULL;
	uint64_t causality = causality_inherited();
	GUID guid = logical_guid(causality);
	bool known = self && (self->calls.context || self->calls.logical);
	HRESULT hr = known ? S_OK : logical_set(&guid, causality);
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
	return id ? logical_set(id, logical_causality(id)) : FAIL(E_INVALIDARG);
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
