/* objects.c - an object that has every interface: whatever is called, nothing happens. */
#include "objects.h"

#include "account.h"
#include "vec.h"
#include "wire/transport.h"

enum { SLOTS = 256, INTERFACES = 256 };

const CLSID objects_class = { 0xC1A55, 0, 0, { 0 } };

static const ACOM_INTERFACE *interfaces[INTERFACES];
static unsigned interface_count, live;

struct object {
	const void *const *vtbl;
	ULONG refs;
};

static HRESULT object_query(struct object *o, REFIID iid, void **ppv);

static ULONG object_add_ref(struct object *o) { return ++o->refs; }

static ULONG object_release(struct object *o)
{
	ULONG left = --o->refs;

	if (!left) {
		live--;
		os_free(o);
	}
	return left;
}

static HRESULT object_method(struct object *o)
{
	must(o->refs, "a method of an object that is gone");
	return S_OK;
}

static const void *vtbl[SLOTS];

IUnknown *object_new(void)
{
	struct object *o = os_alloc(sizeof *o);

	must(o, "no memory for an object");
	*o = (struct object){ vtbl, 1 };
	live++;
	return (IUnknown *)o;
}

unsigned objects_live(void) { return live; }

/* No marshaler of its own, no call objects. */
static bool is_plain(REFIID iid)
{
	for (unsigned i = 0; i < interface_count; i++)
		if (IsEqualIID(iid, interfaces[i]->iid))
			return true;
	return IsEqualIID(iid, &IID_IUnknown);
}

static HRESULT object_query(struct object *o, REFIID iid, void **ppv)
{
	bool has = is_plain(iid);

	*ppv = has ? o : NULL;
	o->refs += has;
	return has ? S_OK : E_NOINTERFACE;
}

/* ---- the class ---- */

static HRESULT factory_query(IClassFactory *f, REFIID iid, void **ppv)
{
	bool has = IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IClassFactory);

	*ppv = has ? f : NULL;
	return has ? S_OK : E_NOINTERFACE;
}

static ULONG factory_count(IClassFactory *f) { return f ? 2 : 0; }

static HRESULT factory_create(IClassFactory *f, IUnknown *outer, REFIID iid, void **ppv)
{
	IUnknown *o = object_new();
	HRESULT hr = IUnknown_QueryInterface(o, iid, ppv);

	(void)f;
	(void)outer;
	IUnknown_Release(o);
	return hr;
}

static HRESULT factory_lock(IClassFactory *f, BOOL lock)
{
	(void)f;
	(void)lock;
	return S_OK;
}

static const IClassFactoryVtbl factory_vtbl = { factory_query, factory_count, factory_count, factory_create, factory_lock };
static IClassFactory factory = { &factory_vtbl };

/* ---- rows ---- */

static void interfaces_collect(ACOM_MODULE *module)
{
	for (; module; module = module->next)
		for (uint32_t i = 0; SUCCEEDED(AcomRegisterInterfaces(module)) && i < module->count; i++)
			if (registry_find(module->interfaces[i]->iid, NULL) && interface_count < INTERFACES && module->interfaces[i]->count)
				interfaces[interface_count++] = module->interfaces[i];
}

unsigned objects_interface_count(void) { return interface_count; }

const ACOM_INTERFACE *objects_interface(unsigned n) { return interfaces[n % interface_count]; }

const ACOM_METHOD *objects_method(const ACOM_INTERFACE *i, unsigned n) { return &i->methods[n % i->count]; }

/* ---- what others know of ---- */

/* An object's id says in which order it was exported, since the process began. */
static uint64_t offered_oid;

HRESULT __wrap_objref_parse(struct objref *o, const uint8_t *octets, size_t size);
HRESULT __real_objref_parse(struct objref *o, const uint8_t *octets, size_t size);

HRESULT __wrap_objref_parse(struct objref *o, const uint8_t *octets, size_t size)
{
	HRESULT hr = __real_objref_parse(o, octets, size);

	if (SUCCEEDED(hr) && o->oid == 1 && o->oxid == exporter_oxid())
		o->oid = offered_oid;
	return hr;
}

struct offered objects_offer(unsigned first, unsigned second)
{
	const IID *iids[OFFERED] = { objects_interface(first)->iid, objects_interface(second)->iid };
	struct offered o = { .object = object_new() };

	for (int i = 0; i < OFFERED; i++)
		must(export_object(o.object, iids[i], &o.stubs[i]) == S_OK, "an object cannot be exported");
	offered_oid = stub_export(o.stubs[0])->oid;
	IUnknown_Release(o.object);
	return o;
}

void objects_withdraw(struct offered *o)
{
	for (int i = 0; i < OFFERED; i++) {
		export_unuse(stub_export(o->stubs[i]));
		stub_unref(o->stubs[i]);
	}
}

/* ---- the process ---- */

void objects_init(void)
{
	struct os_address at = { .family = OS_UNIX, .path = "/fuzz" };
	DWORD cookie;

	vtbl[0] = object_query;
	vtbl[1] = object_add_ref;
	vtbl[2] = object_release;
	for (int i = 3; i < SLOTS; i++)
		vtbl[i] = object_method;
	os_try_nothing(true); /* the other side runs when this one waits, and not before */
	must(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED) == S_OK, "no apartment");
	must(exporter_oxid() == 1, "inputs do not know what this process is called");
	interfaces_collect(vec_interfaces);
	must(interface_count > 20, "hardly any interface is linked here");
	must(exporter_listens(&(struct address){ .transport = transport_of(&at), .at = at }) == S_OK, "no address");
	must(CoRegisterClassObject(&objects_class, (IUnknown *)&factory, CLSCTX_LOCAL_SERVER, REGCLS_MULTIPLEUSE | ACOM_ALLOW_ANONYMOUS,
				   &cookie) == S_OK, "no class");
}

void objects_rest(void)
{
	for (int looks = 0; looks < 3 && export_age(); looks++) /* what nobody claims is void after a while */
		;
	while (apartment_serve())
		;
	release_unknown(errorinfo_take());
	incoming_pool_drain();
	call_pool_drain();
	outer_pool_drain();
}
