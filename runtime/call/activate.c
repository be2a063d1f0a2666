/* activate.c - objects from classes, in whichever apartment the class lives; and what floor 4 does when apartments end. */
#include "call/call.h"

static void call_apartment_ends(struct apartment *a)
{
	outer_apartment_ends(a);
	export_apartment_ends(a);
	manager_apartment_ends(a);
	if (a->kind == APARTMENT_STA)
		filter_apartment_ends();
}

static void call_process_ends(void)
{
	call_pool_drain();
	outer_pool_drain();
	git_teardown();
	ftm_teardown();
	registry_teardown();
}

__attribute__((constructor)) static void call_init(void)
{
	static struct class_own own[] = {
		{ .clsid = &CLSID_InProcFreeMarshaler, .create = ftm_create },
		{ .clsid = &CLSID_StdGlobalInterfaceTable, .create = git_create },
	};
	static const struct apartment_observer observer = {
		call_apartment_ends, call_process_ends, cancel_thread_ends, logical_thread_ends,
	};

	apartment_observe(&observer);
	for (size_t i = 0; i < ARRAY_COUNT(own); i++)
		class_own_add(&own[i]);
}

/* Whether objects of the class are made in this apartment. */
static bool class_is_here(const struct class_entry *entry, const struct apartment *current)
{
	if (entry->flags & ACOM_CLASS_NEUTRAL)
		return current->kind == APARTMENT_NTA;
	return entry->flags & ACOM_CLASS_ANY_APARTMENT || entry->apartment == current;
}

/* Where they are made then, counted. */
static HRESULT class_place(const struct class_entry *entry, struct apartment **place)
{
	if (entry->flags & ACOM_CLASS_NEUTRAL)
		return apartment_neutral(place);
	*place = apartment_ref(entry->apartment);
	return S_OK;
}

/* ---- what a class says of its failure ---- */

/* A copy of the error object that it has left for who is elsewhere: the thread has its own again, which was taken before. */
static struct IErrorInfo *activation_told(struct IErrorInfo *older, HRESULT hr)
{
	struct IErrorInfo *told = errorinfo_take();
	struct IErrorInfo *copy = FAILED(hr) && told ? errorinfo_copy(told) : NULL;

	release_unknown(told);
	errorinfo_put(older);
	return copy;
}

/* ---- for clients of other processes ---- */

HRESULT activation_place(REFCLSID clsid, bool anonymous, struct apartment **where)
{
	struct class_entry entry;
	HRESULT hr = class_look(clsid, CLSCTX_LOCAL_SERVER, anonymous, &entry);

	if (FAILED(hr))
		return hr;
	hr = class_place(&entry, where);
	class_release(&entry);
	return hr;
}

/* The class may be another one than was looked at. */
static HRESULT activation_give(REFCLSID clsid, bool anonymous, bool object, REFIID iid, IUnknown **p)
{
	struct class_entry entry = { 0 };
	struct apartment *current = apartment_current();
	HRESULT hr = current ? class_find_registered(clsid, CLSCTX_LOCAL_SERVER, anonymous, current, &entry) :
	                       FAIL(CO_E_NOTINITIALIZED);
	bool here = SUCCEEDED(hr) && class_is_here(&entry, current);

	*p = NULL;
	apartment_unref(current);
	if (FAILED(hr))
		return hr;
	hr = !here ? FAIL(REGDB_E_CLASSNOTREG) : object ? class_object(&entry, iid, (void **)p) :
	                                                   class_create(&entry, NULL, iid, (void **)p);
	class_release(&entry);
	return hr;
}

/* The last use may have gone while the object was made: it would end with the process, so its client asks the next one. */
static HRESULT activation_in_time(HRESULT hr, IUnknown **p)
{
	if (FAILED(hr) || !class_server_is_stopping())
		return hr;
	IUnknown_Release(*p);
	*p = NULL;
	return FAIL(CO_E_SERVER_STOPPING);
}

HRESULT activation_serve(REFCLSID clsid, bool anonymous, bool object, REFIID iid, IUnknown **p, struct IErrorInfo **told)
{
	struct IErrorInfo *older = errorinfo_take();
	HRESULT hr = activation_give(clsid, anonymous, object, iid, p);

	*told = activation_told(older, hr);
	return activation_in_time(hr, p);
}

static HRESULT unmarshaler_make(const struct class_entry *entry, const struct apartment *current, IMarshal **m)
{
	if (!class_is_here(entry, current))
		return FAIL(REGDB_E_CLASSNOTREG);
	HRESULT hr = class_create(entry, NULL, &IID_IMarshal, (void **)m);
	return hr == E_NOINTERFACE ? FAIL(REGDB_E_CLASSNOTREG) : hr;
}

HRESULT activation_unmarshaler(REFCLSID clsid, bool anonymous, IMarshal **m)
{
	struct class_entry entry = { 0 };
	struct apartment *current = apartment_current();
	HRESULT hr = current ? class_find_registered(clsid, CLSCTX_INPROC_SERVER, anonymous, current, &entry) :
	                       FAIL(CO_E_NOTINITIALIZED);

	*m = NULL;
	if (SUCCEEDED(hr)) {
		hr = unmarshaler_make(&entry, current, m);
		class_release(&entry);
	}
	apartment_unref(current);
	return hr == CO_E_SERVER_STOPPING ? REGDB_E_CLASSNOTREG : hr;
}

/* ---- an object made elsewhere ---- */

static HRESULT activation_make(const struct class_entry *entry, const struct activation *a, IUnknown **p)
{
	return a->object ? class_object(entry, a->iid, (void **)p) : class_create(entry, NULL, a->iid, (void **)p);
}

/* Makes it and marshals it. The class may have been revoked meanwhile, so that only one of yet another apartment is left. */
static HRESULT activation_go(struct activation *a)
{
	struct class_entry entry = { 0 };
	struct apartment *current = apartment_current();
	IUnknown *p = NULL;
	HRESULT hr = current ? class_find(a->clsid, a->context, current, &entry) : FAIL(CO_E_NOTINITIALIZED);
	bool here = SUCCEEDED(hr) && class_is_here(&entry, current);

	apartment_unref(current);
	if (FAILED(hr))
		return hr;
	hr = here ? activation_make(&entry, a, &p) : FAIL(REGDB_E_CLASSNOTREG);
	if (SUCCEEDED(hr)) {
		hr = marshal_make(&a->made, p, a->iid, MSHCTX_INPROC, MSHLFLAGS_NORMAL);
		if (hr == REGDB_E_IIDNOTREG)
			errorinfo_put(registry_missing(a->iid, "this process"));
		IUnknown_Release(p);
	}
	class_release(&entry);
	return hr == REGDB_E_IIDNOTREG ? E_NOINTERFACE : hr;
}

/* In the apartment of the class. */
static HRESULT activation_run(struct activation *a)
{
	struct IErrorInfo *older = errorinfo_take();
	HRESULT hr = activation_go(a);

	a->told = activation_told(older, hr);
	return hr;
}

static HRESULT activation_run_here(void *activation)
{
	return activation_run(activation);
}

static HRESULT activate_elsewhere(const struct class_entry *entry, struct activation *a, void **ppv)
{
	struct apartment *where;
	HRESULT hr = callout_check(NULL, NULL);

	if (SUCCEEDED(hr))
		hr = class_place(entry, &where);
	if (FAILED(hr))
		return hr;
	hr = cancel_is_enabled() ? errand_call(where, activation_run, a) : apartment_call(where, activation_run_here, a);
	apartment_unref(where);
	if (a->told)
		errorinfo_put(a->told);
	if (FAILED(hr))
		return hr;
	hr = marshal_resolve(a->made.octets, a->made.size, a->iid, ppv);
	marshal_free(&a->made);
	return hr;
}

/* ---- an object of another process ---- */

static HRESULT (*reach)(const struct activation_order *order);

void activation_reach(HRESULT (*place)(const struct activation_order *order))
{
	reach = place;
}

static HRESULT activate_there(const struct activation_order *order)
{
	struct apartment *current = apartment_current();
	HRESULT hr = current ? callout_check(NULL, NULL) : FAIL(CO_E_NOTINITIALIZED);

	apartment_unref(current);
	return FAILED(hr) ? hr : reach ? reach(order) : FAIL(E_NOTIMPL);
}

static HRESULT activate_described(const struct class_place *server, const struct activation *a, void **ppv)
{
	MULTI_QI result = { a->iid, NULL, S_OK };
	struct activation_order order = {
		.described = server, .clsid = a->clsid, .context = a->context, .object = a->object, .count = 1, .results = &result,
	};
	HRESULT hr = activate_there(&order);

	*ppv = result.pItf;
	return hr;
}

static HRESULT activate_found(const struct class_entry *entry, struct apartment *current, struct activation *a, IUnknown *outer,
                              void **ppv)
{
	if (class_is_here(entry, current))
		return a->object ? class_object(entry, a->iid, ppv) : class_create(entry, outer, a->iid, ppv);
	if (outer)
		return FAIL(CLASS_E_NOAGGREGATION);
	return entry->server ? activate_described(entry->server, a, ppv) : activate_elsewhere(entry, a, ppv);
}

/* After a failure there is never an older error object; a success changes nothing. */
static HRESULT activation_over(struct IErrorInfo *older, HRESULT hr)
{
	if (SUCCEEDED(hr))
		errorinfo_put(older);
	else
		release_unknown(older);
	return hr;
}

static HRESULT activate(struct activation *a, IUnknown *outer, void **ppv)
{
	struct IErrorInfo *older = errorinfo_take();
	struct class_entry entry = { 0 };
	struct apartment *current = apartment_current();
	HRESULT hr = current ? class_find(a->clsid, a->context, current, &entry) : FAIL(CO_E_NOTINITIALIZED);

	if (SUCCEEDED(hr)) {
		hr = activate_found(&entry, current, a, outer, ppv);
		class_release(&entry);
	}
	apartment_unref(current);
	return activation_over(older, hr);
}

static HRESULT activate_named(const struct activation_order *order)
{
	struct IErrorInfo *older = errorinfo_take();

	return activation_over(older, activate_there(order));
}

enum { CONTEXTS = CLSCTX_INPROC_SERVER | CLSCTX_LOCAL_SERVER };

HRESULT CoCreateInstance(REFCLSID clsid, IUnknown *outer, DWORD context, REFIID riid, void **ppv)
{
	struct activation a = { .clsid = clsid, .iid = riid, .context = context };

	if (!ppv)
		return FAIL(E_POINTER);
	*ppv = NULL;
	return clsid && riid && context & CONTEXTS ? activate(&a, outer, ppv) : FAIL(E_INVALIDARG);
}

/* ---- results ---- */

static HRESULT results_clear(HRESULT hr, ULONG count, MULTI_QI *results)
{
	for (ULONG i = 0; i < count; i++) {
		results[i].pItf = NULL;
		results[i].hr = hr;
	}
	return hr;
}

/* Each result that was asked for, of a new object, with one way to a proxy's. Success: it has some. */
static HRESULT results_fill(IUnknown *object, ULONG count, MULTI_QI *results)
{
	IMultiQI *many;

	if (SUCCEEDED(IUnknown_QueryInterface(object, &IID_IMultiQI, (void **)&many))) {
		HRESULT hr = IMultiQI_QueryMultipleInterfaces(many, count, results);
		IMultiQI_Release(many);
		if (FAILED(hr) && hr != E_NOINTERFACE)
			return results_clear(hr, count, results);
		return hr == S_FALSE ? CO_S_NOTALLINTERFACES : hr;
	}
	ULONG found = 0;
	for (ULONG i = 0; i < count; i++) {
		results[i].hr = IUnknown_QueryInterface(object, results[i].pIID, (void **)&results[i].pItf);
		if (SUCCEEDED(results[i].hr))
			found++;
		else
			results[i].pItf = NULL;
	}
	return found == count ? S_OK : found ? CO_S_NOTALLINTERFACES : FAIL(E_NOINTERFACE);
}

/* ---- at an address ---- */

/* Whether a server is named: S_OK or S_FALSE; E_INVALIDARG: it is, wrongly. */
static HRESULT server_is_named(const COSERVERINFO *server, DWORD context)
{
	if (!server)
		return S_FALSE;
	if (server->dwReserved1 || server->dwReserved2 || server->pAuthInfo)
		return FAIL(E_INVALIDARG);
	if (!server->pwszName)
		return S_FALSE;
	return *server->pwszName && context & (CLSCTX_LOCAL_SERVER | CLSCTX_REMOTE_SERVER) ? S_OK : FAIL(E_INVALIDARG);
}

HRESULT CoGetClassObject(REFCLSID clsid, DWORD context, void *place, REFIID riid, void **ppv)
{
	struct activation a = { .clsid = clsid, .iid = riid, .context = context, .object = true };
	MULTI_QI result = { riid, NULL, S_OK };
	const COSERVERINFO *server = place;

	if (!ppv)
		return FAIL(E_POINTER);
	*ppv = NULL;
	HRESULT hr = clsid && riid ? server_is_named(server, context) : FAIL(E_INVALIDARG);
	if (hr == S_FALSE)
		return context & CONTEXTS ? activate(&a, NULL, ppv) : FAIL(E_INVALIDARG);
	if (SUCCEEDED(hr))
		hr = activate_named(&(struct activation_order){ server->pwszName, NULL, clsid, context, true, 1, &result });
	*ppv = result.pItf;
	return hr;
}

/* ---- several interfaces at once ---- */

static HRESULT create_there(REFCLSID clsid, IUnknown *outer, DWORD context, const OLECHAR *server, ULONG count, MULTI_QI *results)
{
	struct activation_order order = { server, NULL, clsid, context, false, count, results };

	results_clear(E_FAIL, count, results);
	HRESULT hr = outer ? FAIL(CLASS_E_NOAGGREGATION) : activate_named(&order);
	if (FAILED(hr) && results[0].hr == E_FAIL)
		results_clear(hr, count, results);
	return hr;
}

HRESULT CoCreateInstanceEx(REFCLSID clsid, IUnknown *outer, DWORD context, COSERVERINFO *server, ULONG count,
                           MULTI_QI *results)
{
	IUnknown *object;

	if (!count || !results)
		return FAIL(E_INVALIDARG);
	for (ULONG i = 0; i < count; i++)
		if (!results[i].pIID)
			return FAIL(E_INVALIDARG);
	HRESULT hr = clsid ? server_is_named(server, context) : FAIL(E_INVALIDARG);
	if (FAILED(hr))
		return results_clear(hr, count, results);
	if (hr == S_OK)
		return create_there(clsid, outer, context, server->pwszName, count, results);
	hr = CoCreateInstance(clsid, outer, context, &IID_IUnknown, (void **)&object);
	results_clear(SUCCEEDED(hr) ? S_OK : hr, count, results);
	if (FAILED(hr))
		return hr;
	hr = results_fill(object, count, results);
	IUnknown_Release(object);
	return hr;
}
