/* class.c - the classes that applications registered in this process: found, used once or often, suspended, revoked. */
#include "object/object.h"

struct registration {
	struct registration *next;
	os_u32 refs; /* by the table, and by threads that use it */
	CLSID clsid;
	DWORD cookie;
	DWORD context;  /* CLSCTX_INPROC_SERVER, CLSCTX_LOCAL_SERVER: who may find it */
	bool single;    /* REGCLS_SINGLEUSE */
	bool suspended; /* nobody finds it before CoResumeClassObjects */
	bool used;      /* single, and the one has found it: nobody else does */
	struct class_entry entry;
};

static struct {
	os_mutex lock;
	struct registration *first;
	DWORD last_cookie;
	ULONG server_uses; /* CoAddRefServerProcess less CoReleaseServerProcess */
	bool stopping;     /* the last use has gone */
	void (*stops)(void);
} classes;

/* ---- the table ---- */

/* The one of apartment a, or else another's, with these of the flags. */
static struct registration *registration_find(REFCLSID clsid, DWORD context, DWORD flags, const struct apartment *a)
{
	struct registration *other = NULL;

	for (struct registration *r = classes.first; r; r = r->next) {
		if (!(r->context & context) || r->suspended || r->used || !IsEqualCLSID(&r->clsid, clsid))
			continue;
		if ((r->entry.flags & flags) != flags)
			continue;
		if (r->entry.apartment == a)
			return r;
		other = r;
	}
	return other;
}

/* Whether one of the same apartment stands in the way: of those for one use there may be many. */
static bool registration_is_taken(const struct registration *new)
{
	for (const struct registration *r = classes.first; r; r = r->next)
		if (r->entry.apartment == new->entry.apartment && r->context & new->context && !(r->single && new->single) &&
		    !r->used && IsEqualCLSID(&r->clsid, &new->clsid))
			return true;
	return false;
}

static HRESULT class_register(const struct registration *wanted, DWORD *cookie)
{
	struct registration *r = os_zalloc(sizeof *r);

	if (!r)
		return FAIL(E_OUTOFMEMORY);
	*r = *wanted;
	os_store32(&r->refs, 1);
	os_mutex_lock(&classes.lock);
	bool late = os_load32(&r->entry.apartment->over) & OVER_CLASSES;
	HRESULT hr = late ? CO_E_NOTINITIALIZED : registration_is_taken(r) ? CO_E_OBJISREG : S_OK;
	if (SUCCEEDED(hr)) {
		apartment_ref(r->entry.apartment);
		*cookie = r->cookie = ++classes.last_cookie;
		r->next = classes.first;
		classes.first = r;
	}
	os_mutex_unlock(&classes.lock);
	if (SUCCEEDED(hr))
		return hr;
	os_free(r);
	return FAIL(hr);
}

static HRESULT class_register_here(struct registration *r, DWORD *cookie)
{
	r->entry.apartment = apartment_current();
	if (!r->entry.apartment)
		return FAIL(CO_E_NOTINITIALIZED);
	HRESULT hr = class_register(r, cookie);
	apartment_unref(r->entry.apartment);
	return hr;
}

/* Which clients REGCLS gives a class object for these contexts; 0: none, the flags do not go together. */
static DWORD class_context(DWORD context, DWORD flags)
{
	context &= CLSCTX_INPROC_SERVER | CLSCTX_LOCAL_SERVER;
	switch (flags & ~(DWORD)(REGCLS_SUSPENDED | REGCLS_AGILE | ACOM_ALLOW_ANONYMOUS)) {
	case REGCLS_SINGLEUSE:
		return context == CLSCTX_LOCAL_SERVER ? context : 0;
	case REGCLS_MULTIPLEUSE:
		return context & CLSCTX_LOCAL_SERVER ? context | CLSCTX_INPROC_SERVER : context;
	case REGCLS_MULTI_SEPARATE:
		return context;
	}
	return 0;
}

HRESULT CoRegisterClassObject(REFCLSID clsid, IUnknown *factory, DWORD context, DWORD flags, DWORD *cookie)
{
	struct registration r = {
		.context = class_context(context, flags),
		.single = !(flags & (REGCLS_MULTIPLEUSE | REGCLS_MULTI_SEPARATE)),
		.suspended = flags & REGCLS_SUSPENDED,
		.entry = { .factory = factory, .flags = (flags & REGCLS_AGILE ? ACOM_CLASS_ANY_APARTMENT : 0) |
		                                       (flags & ACOM_ALLOW_ANONYMOUS) },
	};

	if (cookie)
		*cookie = 0;
	if (!cookie || !clsid || !factory || !r.context)
		return FAIL(E_INVALIDARG);
	r.clsid = *clsid;
	/* Before it is known to others, who may find and release it at once. */
	IUnknown_AddRef(factory);
	HRESULT hr = class_register_here(&r, cookie);
	if (FAILED(hr))
		IUnknown_Release(factory);
	return hr;
}

HRESULT AcomRegisterClass(REFCLSID clsid, AcomCreate create, DWORD flags, DWORD *cookie)
{
	struct registration r = {
		.context = CLSCTX_INPROC_SERVER | CLSCTX_LOCAL_SERVER, .entry = { .create = create, .flags = flags },
	};

	if (cookie)
		*cookie = 0;
	if (!cookie || !clsid || !create || (flags & ~(DWORD)ACOM_ALLOW_ANONYMOUS) > ACOM_CLASS_NEUTRAL)
		return FAIL(E_INVALIDARG);
	r.clsid = *clsid;
	return class_register_here(&r, cookie);
}

/* Takes out the first registration that matches: by cookie, or (cookie 0) by apartment. */
static struct registration *registration_unlink(DWORD cookie, const struct apartment *a, HRESULT *hr)
{
	struct registration *found = NULL;

	*hr = E_INVALIDARG;
	os_mutex_lock(&classes.lock);
	for (struct registration **link = &classes.first; *link && !found; ) {
		struct registration *r = *link;
		bool mine = r->entry.apartment == a;
		if (cookie ? r->cookie == cookie : mine) {
			*hr = mine ? S_OK : RPC_E_WRONG_THREAD;
			if (!mine)
				break;
			*link = r->next;
			found = r;
		} else {
			link = &r->next;
		}
	}
	os_mutex_unlock(&classes.lock);
	return found;
}

static void registration_unref(struct registration *r)
{
	if (!r || os_unref(&r->refs))
		return;
	release_unknown(r->entry.factory);
	apartment_unref(r->entry.apartment);
	os_free(r);
}

HRESULT CoRevokeClassObject(DWORD cookie)
{
	struct apartment *a = apartment_current();
	HRESULT hr = E_INVALIDARG;

	if (!a)
		return FAIL(CO_E_NOTINITIALIZED);
	struct registration *r = cookie ? registration_unlink(cookie, a, &hr) : NULL;
	apartment_unref(a);
	if (!r)
		return FAIL(hr);
	registration_unref(r);
	return S_OK;
}

void class_apartment_ends(struct apartment *a)
{
	struct registration *r;
	HRESULT hr;

	while ((r = registration_unlink(0, a, &hr)))
		registration_unref(r);
}

/* ---- the library's own ---- */

static struct class_own own[] = {
	{ &CLSID_ManualResetEvent, event_create, &own[1] },
	{ &CLSID_StdEvent, event_create_auto, &own[2] },
	{ &CLSID_SynchronizeContainer, container_create, &own[3] },
	{ &CLSID_AcomMutex, mutex_create, NULL },
};
static struct class_own *first_own = own;

void class_own_add(struct class_own *c)
{
	c->next = first_own;
	first_own = c;
}

static bool class_find_own(REFCLSID clsid, struct class_entry *found)
{
	*found = (struct class_entry){ .flags = ACOM_CLASS_ANY_APARTMENT };
	for (const struct class_own *c = first_own; c && !found->create; c = c->next)
		if (IsEqualCLSID(clsid, c->clsid))
			found->create = c->create;
	return found->create;
}

/* For that client. The table is locked. */
static HRESULT registration_choose(REFCLSID clsid, DWORD context, bool anonymous, const struct apartment *a,
                                   struct registration **r)
{
	*r = registration_find(clsid, context, anonymous ? ACOM_ALLOW_ANONYMOUS : 0, a);
	if (*r)
		return S_OK;
	if (anonymous && registration_find(clsid, context, 0, a))
		return E_ACCESSDENIED;
	return classes.stopping ? CO_E_SERVER_STOPPING : REGDB_E_CLASSNOTREG;
}

HRESULT class_look(REFCLSID clsid, DWORD context, bool anonymous, struct class_entry *found)
{
	struct registration *r;

	os_mutex_lock(&classes.lock);
	HRESULT hr = registration_choose(clsid, context, anonymous, NULL, &r);
	if (r)
		*found = (struct class_entry){ .apartment = apartment_ref(r->entry.apartment), .flags = r->entry.flags };
	os_mutex_unlock(&classes.lock);
	return FAILED(hr) ? FAIL(hr) : hr;
}

HRESULT class_find_registered(REFCLSID clsid, DWORD context, bool anonymous, struct apartment *current, struct class_entry *found)
{
	struct registration *r;

	os_mutex_lock(&classes.lock);
	HRESULT hr = registration_choose(clsid, context, anonymous, current, &r);
	if (r) {
		*found = r->entry;
		apartment_ref(found->apartment);
		/* Only its own apartment may touch a factory that is not agile: the others ask again there. */
		if (found->apartment == current || found->flags & ACOM_CLASS_ANY_APARTMENT) {
			found->held = r;
			os_ref(&r->refs);
			r->used = r->single;
		} else {
			found->factory = NULL;
		}
	}
	os_mutex_unlock(&classes.lock);
	return FAILED(hr) ? FAIL(hr) : hr;
}

HRESULT class_find(REFCLSID clsid, DWORD context, struct apartment *current, struct class_entry *found)
{
	if (SUCCEEDED(class_find_registered(clsid, context, false, current, found)) || class_find_own(clsid, found))
		return S_OK;
	return library_find(clsid, context, current, found);
}

void class_release(struct class_entry *entry)
{
	registration_unref(entry->held);
	library_release(entry->library);
	os_free(entry->server);
	apartment_unref(entry->apartment);
}

/* ---- whether anybody finds them ---- */

/* The table is locked. */
static void classes_suspend(bool suspended)
{
	for (struct registration *r = classes.first; r; r = r->next)
		r->suspended = suspended;
}

HRESULT CoSuspendClassObjects(void)
{
	if (os_is_copy())
		return FAIL(CO_E_NOTINITIALIZED);
	os_mutex_lock(&classes.lock);
	classes_suspend(true);
	os_mutex_unlock(&classes.lock);
	return S_OK;
}

HRESULT CoResumeClassObjects(void)
{
	if (os_is_copy())
		return FAIL(CO_E_NOTINITIALIZED);
	os_mutex_lock(&classes.lock);
	classes_suspend(false);
	classes.stopping = false;
	os_mutex_unlock(&classes.lock);
	return S_OK;
}

/* In a copy none of the uses is its own, and the last one not its to give back: the listeners are the other process'. */
ULONG CoAddRefServerProcess(void)
{
	if (os_is_copy())
		return 1;
	os_mutex_lock(&classes.lock);
	ULONG uses = ++classes.server_uses;
	os_mutex_unlock(&classes.lock);
	return uses;
}

/* In one step with the last one: nobody finds a class between that and the server's end. Who has found one just before is no use:
 * if he got no object after all nobody would be there to tell the server. */
ULONG CoReleaseServerProcess(void)
{
	if (os_is_copy())
		return 1;
	os_mutex_lock(&classes.lock);
	bool last = classes.server_uses && !--classes.server_uses;
	if (last) {
		classes_suspend(true);
		classes.stopping = true;
	}
	ULONG uses = classes.server_uses;
	os_mutex_unlock(&classes.lock);
	if (last && classes.stops)
		classes.stops();
	return uses;
}

void class_server_stops(void (*stops)(void))
{
	classes.stops = stops;
}

bool class_server_is_stopping(void)
{
	os_mutex_lock(&classes.lock);
	bool stopping = classes.stopping;
	os_mutex_unlock(&classes.lock);
	return stopping;
}
