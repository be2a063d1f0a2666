/* registry.c - the interfaces that generated files brought along: linked by constructors, verified at first use. */
#include <stdio.h>

#include "ndr/walk.h"

/* ACOM_MODULE.state. The last three are all accepted: KEEPING: a thread sees to it that the module is never unloaded; KEPT. */
enum { MODULE_NEW, MODULE_REFUSED, MODULE_ACCEPTED, MODULE_KEEPING, MODULE_KEPT };

/* One name of an interface: its IID, or that of its asynchronous twin. */
struct entry {
	const IID *iid;
	const ACOM_INTERFACE *interface;
	ACOM_MODULE *module;
};

static struct {
	os_mutex lock;
	ACOM_MODULE *modules, **end;
	struct entry *table; /* open addressing, a power of two long, at most half full; NULL: to be made */
	size_t size;
} registry = { .lock = OS_MUTEX_INIT };

static void registry_forget_table(void)
{
	os_free(registry.table);
	registry.table = NULL;
	registry.size = 0;
}

static void module_unprepare(ACOM_MODULE *module)
{
	for (uint32_t i = 0; module->state >= MODULE_ACCEPTED && i < module->count; i++)
		for (uint32_t k = 0; k < module->interfaces[i]->count; k++)
			frame_fini(&module->interfaces[i]->methods[k]);
}

static void module_link(ACOM_MODULE *module)
{
	if (module->link)
		return;
	module->link = registry.end ? registry.end : &registry.modules;
	*module->link = module;
	registry.end = &module->next;
	registry_forget_table();
}

void AcomLinkModule(ACOM_MODULE *module)
{
	os_mutex_lock(&registry.lock);
	module_link(module);
	os_mutex_unlock(&registry.lock);
}

void AcomUnlinkModule(ACOM_MODULE *module)
{
	os_mutex_lock(&registry.lock);
	if (module->link) {
		module_unprepare(module);
		*module->link = module->next;
		if (module->next)
			module->next->link = module->link;
		else
			registry.end = module->link;
		module->link = NULL;
		module->next = NULL;
		registry_forget_table();
	}
	os_mutex_unlock(&registry.lock);
}

/* Short of memory it stays new, so that it is tried again. */
static HRESULT module_verify(ACOM_MODULE *module)
{
	HRESULT hr;

	if (module->state != MODULE_NEW)
		return module->hr;
	hr = verify_module(module);
	if (hr != E_OUTOFMEMORY) {
		module->state = SUCCEEDED(hr) ? MODULE_ACCEPTED : MODULE_REFUSED;
		module->hr = hr;
	}
	return hr;
}

HRESULT AcomRegisterInterfaces(ACOM_MODULE *module)
{
	HRESULT hr;

	if (!module)
		return FAIL(E_POINTER);
	os_mutex_lock(&registry.lock);
	module_link(module);
	hr = module_verify(module);
	os_mutex_unlock(&registry.lock);
	return hr;
}

static size_t iid_hash(const IID *iid)
{
	uint64_t half[2];

	memcpy(half, iid, sizeof half);
	return (size_t)((half[0] ^ half[1] >> 7) * 0x9e3779b97f4a7c15u >> 20);
}

/* The place of an IID, or the free place where it would go. */
static struct entry *table_place(const IID *iid, bool async)
{
	size_t mask = registry.size - 1, i = iid_hash(iid) & mask;

	for (;; i = (i + 1) & mask) {
		struct entry *e = &registry.table[i];

		if (!e->iid || (IsEqualIID(e->iid, iid) && (e->iid == e->interface->async_iid) == async))
			return e;
	}
}

static void table_add(ACOM_MODULE *module, const ACOM_INTERFACE *interface, const IID *iid)
{
	struct entry *e = iid ? table_place(iid, iid == interface->async_iid) : NULL;

	if (e && !e->iid) /* of two modules that bring the same IID the first wins */
		*e = (struct entry){ iid, interface, module };
	else if (e && iid == interface->iid)
		twice_tell(e->module, e->interface, module, interface);
}

/* Whether the tables have the layout that this code was compiled with; if not, verification says so. */
static bool module_readable(ACOM_MODULE *module)
{
	bool same = module->version == ACOM_META_VERSION && module->size == sizeof *module && module->interfaces;

	for (uint32_t i = 0; same && i < module->count; i++) {
		const ACOM_INTERFACE *interface = module->interfaces[i];

		same = interface && interface->version == ACOM_META_VERSION && interface->size == sizeof *interface &&
		       interface->iid;
	}
	if (!same)
		module_verify(module);
	return same;
}

static bool registry_make_table(void)
{
	size_t names = 1, size = 16;

	for (ACOM_MODULE *m = registry.modules; m; m = m->next)
		names += module_readable(m) ? 2 * (size_t)m->count : 0;
	while (size < 2 * names)
		size *= 2;
	registry.table = os_zalloc(size * sizeof *registry.table);
	if (!registry.table)
		return false;
	registry.size = size;
	for (ACOM_MODULE *m = registry.modules; m; m = m->next)
		for (uint32_t i = 0; module_readable(m) && i < m->count; i++) {
			table_add(m, m->interfaces[i], m->interfaces[i]->iid);
			table_add(m, m->interfaces[i], m->interfaces[i]->async_iid);
		}
	return true;
}

/* *loose: the module of what was found, if it might still be unloaded. */
static HRESULT registry_lookup(const IID *iid, bool async, const ACOM_INTERFACE **found, ACOM_MODULE **loose)
{
	const struct entry *e;
	HRESULT hr;

	*found = NULL;
	*loose = NULL;
	if (!registry.table && !registry_make_table())
		return FAIL(E_OUTOFMEMORY);
	e = table_place(iid, async);
	hr = e->iid ? module_verify(e->module) : FAIL(REGDB_E_IIDNOTREG);
	for (uint32_t i = 0; SUCCEEDED(hr) && i < e->interface->count; i++)
		hr = frame_init(&e->interface->methods[i]);
	if (FAILED(hr))
		return hr;
	*found = e->interface;
	if (e->module->state != MODULE_KEPT)
		*loose = e->module;
	return hr;
}

/* Not under the lock, which the loader wants inside a module's constructor. So the module is looked for again: if it is still
 * KEEPING it was there all the time. */
static void module_keep(ACOM_MODULE *module)
{
	module->state = MODULE_KEEPING;
	os_mutex_unlock(&registry.lock);
	os_library_keep(module);
	os_mutex_lock(&registry.lock);
}

static const ACOM_INTERFACE *registry_get(const IID *iid, bool async, HRESULT *hr)
{
	const ACOM_INTERFACE *found;
	ACOM_MODULE *loose, *kept = NULL;
	HRESULT result;

	os_mutex_lock(&registry.lock);
	while (SUCCEEDED(result = registry_lookup(iid, async, &found, &loose)) && loose) {
		if (loose == kept && loose->state == MODULE_KEEPING) {
			loose->state = MODULE_KEPT;
			break;
		}
		module_keep(loose);
		kept = loose;
	}
	os_mutex_unlock(&registry.lock);
	if (hr)
		*hr = result;
	return found;
}

const ACOM_INTERFACE *registry_find(REFIID iid, HRESULT *hr)
{
	return registry_get(iid, false, hr);
}

const ACOM_INTERFACE *registry_find_async(REFIID async_iid, HRESULT *hr)
{
	return registry_get(async_iid, true, hr);
}

struct IErrorInfo *registry_missing(REFIID iid, const char *who)
{
	char text[ERRORINFO_TEXT], name[GUID_TEXT];

	snprintf(text, sizeof text, "%s has no proxy of interface %s: what idlgen made of its IDL (NAME_p.c) is not linked in, or was "
	         "refused; one in an archive wants AcomRegisterInterfaces(NAME_interfaces)", who, guid_name(iid, name));
	return errorinfo_make(text);
}

void registry_teardown(void)
{
	os_mutex_lock(&registry.lock);
	for (ACOM_MODULE *m = registry.modules; m; m = m->next) {
		module_unprepare(m);
		if (m->state > MODULE_ACCEPTED)
			m->state = MODULE_ACCEPTED; /* so that the next life of the process is like this one */
	}
	registry_forget_table();
	os_mutex_unlock(&registry.lock);
}
