/* library.c - classes in shared objects: loaded when wanted, unloaded when they say that nothing of theirs is in use. */
#include "object/object.h"

/* What CoFreeUnusedLibraries grants threads that are still on their way out of a library's last Release. */
enum { UNLOAD_DELAY = 10 * 60 * 1000 };

typedef HRESULT (*get_class_object)(REFCLSID clsid, REFIID riid, void **ppv);
typedef HRESULT (*can_unload_now)(void);

struct loaded_class {
	struct loaded_class *next;
	CLSID clsid;
	enum class_model model;
};

struct library {
	struct library *next;
	uint64_t id; /* rising along the list */
	void *handle;
	get_class_object get;
	can_unload_now can_unload; /* NULL: its code stays; what is known of it here may go */
	struct loaded_class *classes;
	unsigned uses;        /* by threads that are in its functions, or about to be */
	uint64_t touched;     /* how often one has begun or ceased to be */
	bool idle;            /* DllCanUnloadNow said yes, at: */
	uint64_t idle_since;
	char path[];
};

static struct {
	os_mutex lock;
	struct library *first;
	uint64_t last_id;
} libraries;

/* ---- the loaded ones; under the lock ---- */

static void library_use(struct library *l)
{
	l->uses++;
	l->touched++;
	l->idle = false;
}

/* Used, if there is one. */
static struct library *library_of_class(REFCLSID clsid, enum class_model *model)
{
	for (struct library *l = libraries.first; l; l = l->next)
		for (struct loaded_class *c = l->classes; c; c = c->next)
			if (IsEqualCLSID(&c->clsid, clsid)) {
				*model = c->model;
				library_use(l);
				return l;
			}
	return NULL;
}

static struct library **library_by_path(const char *path)
{
	struct library **link = &libraries.first;

	while (*link && strcmp((*link)->path, path))
		link = &(*link)->next;
	return link;
}

void library_release(struct library *l)
{
	if (!l)
		return;
	os_mutex_lock(&libraries.lock);
	l->uses--;
	l->touched++;
	os_mutex_unlock(&libraries.lock);
}

/* ---- loading ---- */

/* Not linked any more, or never. */
static void library_free(struct library *l)
{
	if (l->handle)
		os_library_close(l->handle);
	for (struct loaded_class *c = l->classes, *next; c; c = next) {
		next = c->next;
		os_free(c);
	}
	os_free(l);
}

static struct library *library_create(REFCLSID clsid, const struct class_place *place)
{
	size_t size = strlen(place->library) + 1;
	struct library *l = os_zalloc(sizeof *l + size);
	struct loaded_class *c = os_zalloc(sizeof *c);

	if (!l || !c) {
		os_free(l);
		os_free(c);
		return NULL;
	}
	memcpy(l->path, place->library, size);
	*c = (struct loaded_class){ .clsid = *clsid, .model = place->model };
	l->classes = c;
	return l;
}

static HRESULT library_open(struct library *l)
{
	const char *why;

	l->handle = os_library_open(l->path, &why);
	if (!l->handle)
		return errorinfo_tell(FAIL(CO_E_ERRORINDLL), "class library not loaded: %s", why);
	l->get = (get_class_object)os_library_function(l->handle, "DllGetClassObject");
	l->can_unload = (can_unload_now)os_library_function(l->handle, "DllCanUnloadNow");
	if (l->get && !l->can_unload)
		os_library_keep((const void *)(uintptr_t)l->get);
	if (l->get)
		return S_OK;
	return errorinfo_tell(FAIL(CO_E_ERRORINDLL), "class library not loaded: it has no DllGetClassObject: %s", l->path);
}

/* Adds what was loaded, or only its class if another one has brought the library already. *loaded: what is left over then. */
static struct library *library_add(struct library **loaded, enum class_model *model)
{
	struct library *l = *loaded;

	os_mutex_lock(&libraries.lock);
	struct library *there = library_of_class(&l->classes->clsid, model); /* another thread was faster */
	if (!there) {
		struct library **link = library_by_path(l->path);
		*model = l->classes->model;
		there = *link;
		if (!there) {
			*link = there = l;
			l->id = ++libraries.last_id;
			*loaded = NULL;
		} else {
			l->classes->next = there->classes;
			there->classes = l->classes;
			l->classes = NULL;
		}
		library_use(there);
	}
	os_mutex_unlock(&libraries.lock);
	return there;
}

static HRESULT library_load(REFCLSID clsid, const struct class_place *place, struct library **library, enum class_model *model)
{
	HRESULT hr;
	struct library *l = library_create(clsid, place);
	if (!l)
		return FAIL(E_OUTOFMEMORY);
	hr = library_open(l);
	if (SUCCEEDED(hr))
		*library = library_add(&l, model);
	if (l)
		library_free(l);
	return hr;
}

/* What the class files say: a server, or a library, which is used from now on. */
static HRESULT class_describe(REFCLSID clsid, DWORD context, struct class_entry *found, enum class_model *model)
{
	struct class_place *place;
	HRESULT hr = classpath_find(clsid, context, &place);

	if (FAILED(hr))
		return hr;
	if (!place->library[0]) {
		found->server = place;
		return S_OK;
	}
	hr = library_load(clsid, place, &found->library, model);
	os_free(place);
	return hr;
}

HRESULT library_find(REFCLSID clsid, DWORD context, struct apartment *current, struct class_entry *found)
{
	enum class_model model;
	HRESULT hr = S_OK;

	*found = (struct class_entry){ .clsid = *clsid };
	if (context & CLSCTX_INPROC_SERVER) {
		os_mutex_lock(&libraries.lock);
		found->library = library_of_class(clsid, &model);
		os_mutex_unlock(&libraries.lock);
	}
	if (!found->library)
		hr = class_describe(clsid, context, found, &model);
	if (SUCCEEDED(hr) && !found->server)
		hr = placement_find(model, current, &found->apartment);
	if (FAILED(hr)) {
		library_release(found->library);
		found->library = NULL;
	}
	return hr;
}

HRESULT library_class_object(const struct class_entry *entry, REFIID riid, void **ppv)
{
	*ppv = NULL;
	HRESULT hr = entry->library->get(&entry->clsid, riid, ppv);
	return SUCCEEDED(hr) && !*ppv ? FAIL(CO_E_ERRORINDLL) : hr;
}

/* ---- unloading ---- */

/* The first one behind `id`, used; uses of this kind do not count as touching it. */
static struct library *library_next(uint64_t id, uint64_t *touched)
{
	struct library *l;

	os_mutex_lock(&libraries.lock);
	for (l = libraries.first; l && l->id <= id; l = l->next)
		;
	if (l) {
		l->uses++;
		*touched = l->touched;
	}
	os_mutex_unlock(&libraries.lock);
	return l;
}

/* Whether the library goes: it is unlinked then. Nobody else may be in it, or have been since it was asked. */
static bool library_judge(struct library *l, bool idle, uint64_t touched, uint64_t delay)
{
	uint64_t now = os_now();
	bool goes = false;

	os_mutex_lock(&libraries.lock);
	idle = idle && l->touched == touched;
	if (idle && !l->idle)
		l->idle_since = now;
	l->idle = idle;
	goes = !--l->uses && idle && now - l->idle_since >= delay;
	if (goes)
		*library_by_path(l->path) = l->next;
	os_mutex_unlock(&libraries.lock);
	return goes;
}

static void libraries_free_unused(uint64_t delay)
{
	uint64_t id = 0, touched;
	struct library *l;

	while ((l = library_next(id, &touched))) {
		id = l->id;
		bool idle = (!l->can_unload || l->can_unload() == S_OK) && placement_is_quiet();
		if (library_judge(l, idle, touched, delay))
			library_free(l);
	}
}

void CoFreeUnusedLibrariesEx(DWORD delay, DWORD reserved)
{
	if (reserved || os_is_copy())
		return;
	libraries_free_unused((uint64_t)(delay == INFINITE ? UNLOAD_DELAY : delay) * 1000000);
}

void CoFreeUnusedLibraries(void)
{
	CoFreeUnusedLibrariesEx(INFINITE, 0);
}

void libraries_process_ends(void)
{
	libraries_free_unused(0);
}
