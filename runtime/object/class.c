/* class.c - the classes that applications registered in this process, and class objects for those known by a function. */
#include "object/object.h"

struct registration {
	struct registration *next;
	os_u32 refs; /* by the table, and by threads of its apartment that use it */
	CLSID clsid;
	DWORD cookie;
	struct class_entry entry;
};

static struct {
	os_mutex lock;
	struct registration *first;
	DWORD last_cookie;
} classes;

/* ---- a class object around a create function ---- */

typedef struct Factory {
	AcomObject object;
	IClassFactory IClassFactory_iface;
	AcomCreate create;
} Factory;

ACOM_FACE(Factory, IClassFactory)

static HRESULT Factory_CreateInstance(IClassFactory *This, IUnknown *outer, REFIID riid, void **ppv)
{
	return Factory_from_IClassFactory(This)->create(outer, riid, ppv);
}

/* In one process nothing is unloaded, so there is nothing to keep. */
static HRESULT Factory_LockServer(IClassFactory *This, BOOL lock)
{
	(void)This;
	(void)lock;
	return S_OK;
}

static const IClassFactoryVtbl Factory_IClassFactory_vtbl = {
	ACOM_UNKNOWN(Factory, IClassFactory), Factory_CreateInstance, Factory_LockServer,
};
static const AcomInterface Factory_map[] = { ACOM_ENTRY(Factory, IClassFactory), ACOM_END };
static const AcomClass Factory_class = { "ClassFactory", sizeof(Factory), Factory_map, NULL, NULL, NULL };

HRESULT class_object(const struct class_entry *entry, REFIID riid, void **ppv)
{
	IClassFactory *factory;

	if (entry->factory)
		return IUnknown_QueryInterface(entry->factory, riid, ppv);
	HRESULT hr = AcomCreateObject(&Factory_class, NULL, &IID_IClassFactory, (void **)&factory);
	if (FAILED(hr))
		return hr;
	Factory_from_IClassFactory(factory)->create = entry->create;
	hr = IClassFactory_QueryInterface(factory, riid, ppv);
	IClassFactory_Release(factory);
	return hr;
}

HRESULT class_create(const struct class_entry *entry, IUnknown *outer, REFIID riid, void **ppv)
{
	IClassFactory *factory;

	*ppv = NULL;
	if (entry->create)
		return entry->create(outer, riid, ppv);
	HRESULT hr = IUnknown_QueryInterface(entry->factory, &IID_IClassFactory, (void **)&factory);
	if (FAILED(hr))
		return hr;
	hr = IClassFactory_CreateInstance(factory, outer, riid, ppv);
	IClassFactory_Release(factory);
	return hr;
}

/* ---- the table ---- */

static struct registration *registration_find(REFCLSID clsid, const struct apartment *a)
{
	struct registration *other = NULL;

	for (struct registration *r = classes.first; r; r = r->next) {
		if (!IsEqualCLSID(&r->clsid, clsid))
			continue;
		if (r->entry.apartment == a)
			return r;
		other = r;
	}
	return other;
}

static HRESULT class_register(REFCLSID clsid, const struct class_entry *entry, DWORD *cookie)
{
	struct registration *r = os_zalloc(sizeof *r);

	if (!r)
		return FAIL(E_OUTOFMEMORY);
	os_mutex_lock(&classes.lock);
	struct registration *old = registration_find(clsid, entry->apartment);
	bool taken = old && old->entry.apartment == entry->apartment;
	if (!taken) {
		os_store32(&r->refs, 1);
		r->clsid = *clsid;
		r->entry = *entry;
		apartment_ref(entry->apartment);
		*cookie = r->cookie = ++classes.last_cookie;
		r->next = classes.first;
		classes.first = r;
	}
	os_mutex_unlock(&classes.lock);
	if (!taken)
		return S_OK;
	os_free(r);
	return FAIL(CO_E_OBJISREG);
}

static HRESULT class_register_here(REFCLSID clsid, struct class_entry entry, DWORD *cookie)
{
	entry.apartment = apartment_current();
	if (!entry.apartment)
		return FAIL(CO_E_NOTINITIALIZED);
	HRESULT hr = class_register(clsid, &entry, cookie);
	apartment_unref(entry.apartment);
	return hr;
}

HRESULT CoRegisterClassObject(REFCLSID clsid, IUnknown *factory, DWORD context, DWORD flags, DWORD *cookie)
{
	if (cookie)
		*cookie = 0;
	if (!cookie || !clsid || !factory || !(context & (CLSCTX_INPROC_SERVER | CLSCTX_LOCAL_SERVER)) ||
	    flags & ~(DWORD)REGCLS_MULTIPLEUSE)
		return FAIL(E_INVALIDARG);
	/* Before it is known to others, who may find and release it at once. */
	IUnknown_AddRef(factory);
	HRESULT hr = class_register_here(clsid, (struct class_entry){ .factory = factory }, cookie);
	if (FAILED(hr))
		IUnknown_Release(factory);
	return hr;
}

HRESULT AcomRegisterClass(REFCLSID clsid, AcomCreate create, DWORD flags, DWORD *cookie)
{
	if (cookie)
		*cookie = 0;
	if (!cookie || !clsid || !create || flags & ~(DWORD)ACOM_CLASS_ANY_APARTMENT)
		return FAIL(E_INVALIDARG);
	return class_register_here(clsid, (struct class_entry){ .create = create, .flags = flags }, cookie);
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

static HRESULT class_find_own(REFCLSID clsid, struct class_entry *found)
{
	*found = (struct class_entry){ .flags = ACOM_CLASS_ANY_APARTMENT };
	for (const struct class_own *c = first_own; c && !found->create; c = c->next)
		if (IsEqualCLSID(clsid, c->clsid))
			found->create = c->create;
	return found->create ? S_OK : FAIL(REGDB_E_CLASSNOTREG);
}

HRESULT class_find(REFCLSID clsid, struct apartment *current, struct class_entry *found)
{
	os_mutex_lock(&classes.lock);
	struct registration *r = registration_find(clsid, current);
	if (r) {
		*found = r->entry;
		apartment_ref(found->apartment);
		/* Only its own apartment may touch a factory: the others ask again there. */
		if (found->apartment == current) {
			found->held = r;
			os_ref(&r->refs);
		} else {
			found->factory = NULL;
		}
	}
	os_mutex_unlock(&classes.lock);
	if (r)
		return S_OK;
	return class_find_own(clsid, found);
}

void class_release(struct class_entry *entry)
{
	registration_unref(entry->held);
	apartment_unref(entry->apartment);
}
