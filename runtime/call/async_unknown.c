/* async_unknown.c - AsyncIUnknown of proxies: the question for another interface that does not wait for the answer. */
#include "call/call.h"

enum { QUERY_INTERFACE = 1, ADD_REF, RELEASE };

typedef struct UnknownCall {
	AcomObject object;
	AsyncIUnknown AsyncIUnknown_iface;
	AcomServerCall call; /* it is its own server: what it waits for is one errand in the object's apartment */
	struct manager *manager; /* its identity is counted */
	IID iid;
	struct stub *stub; /* the answer; counted */
	struct work errand;
} UnknownCall;

ACOM_FACE(UnknownCall, AsyncIUnknown)

/* ---- QueryInterface ---- */

/* In the object's apartment. */
static void errand_run(struct work *work, HRESULT hr)
{
	UnknownCall *c = container_of(work, UnknownCall, errand);

	if (SUCCEEDED(hr))
		hr = export_interface(manager_export(c->manager), &c->iid, &c->stub);
	AcomServerCallPost(&c->call, hr);
}

static HRESULT UnknownCall_Begin_QueryInterface(AsyncIUnknown *This, REFIID riid)
{
	UnknownCall *c = UnknownCall_from_AsyncIUnknown(This);
	HRESULT hr = riid ? apartment_check(manager_apartment(c->manager)) : FAIL(E_INVALIDARG);

	if (SUCCEEDED(hr))
		hr = AcomServerCallTryBegin(&c->call, QUERY_INTERFACE);
	if (FAILED(hr))
		return hr;
	c->iid = *riid;
	bool ask = manager_must_ask(c->manager, riid);
	if (ask)
		hr = apartment_post(manager_export(c->manager)->apartment, &c->errand);
	if (!ask || FAILED(hr))
		AcomServerCallComplete(&c->call, hr);
	return S_OK;
}

/* With the answer in hand the proxy needs to ask nobody. */
static HRESULT unknown_call_answer(UnknownCall *c, void **ppv)
{
	HRESULT hr = c->stub ? manager_learn(c->manager, c->stub) : S_OK;

	stub_unref(c->stub);
	c->stub = NULL;
	return FAILED(hr) ? hr : AcomObjectQueryInterface(manager_object(c->manager), &c->iid, ppv);
}

static HRESULT UnknownCall_Finish_QueryInterface(AsyncIUnknown *This, void **ppv)
{
	UnknownCall *c = UnknownCall_from_AsyncIUnknown(This);
	HRESULT result;

	if (!ppv)
		return FAIL(E_POINTER);
	*ppv = NULL;
	HRESULT hr = apartment_check(manager_apartment(c->manager));
	if (FAILED(hr))
		return hr;
	hr = AcomServerCallTryFinish(&c->call, QUERY_INTERFACE, &result);
	if (FAILED(hr))
		return hr;
	if (SUCCEEDED(result))
		result = unknown_call_answer(c, ppv);
	AcomServerCallFinished(&c->call);
	return result;
}

/* ---- AddRef and Release: counts of the proxy, which need no server ---- */

static HRESULT unknown_call_begin(AsyncIUnknown *This, DWORD method)
{
	UnknownCall *c = UnknownCall_from_AsyncIUnknown(This);
	HRESULT hr = AcomServerCallTryBegin(&c->call, method);

	if (SUCCEEDED(hr))
		AcomServerCallComplete(&c->call, S_OK);
	return hr;
}

static ULONG unknown_call_finish(AsyncIUnknown *This, DWORD method)
{
	UnknownCall *c = UnknownCall_from_AsyncIUnknown(This);
	AcomObject *identity = manager_object(c->manager);
	HRESULT result;

	if (FAILED(AcomServerCallTryFinish(&c->call, method, &result)))
		return 0;
	AcomServerCallFinished(&c->call);
	return method == ADD_REF ? AcomObjectAddRef(identity) : AcomObjectRelease(identity);
}

static HRESULT UnknownCall_Begin_AddRef(AsyncIUnknown *This) { return unknown_call_begin(This, ADD_REF); }
static ULONG UnknownCall_Finish_AddRef(AsyncIUnknown *This) { return unknown_call_finish(This, ADD_REF); }
static HRESULT UnknownCall_Begin_Release(AsyncIUnknown *This) { return unknown_call_begin(This, RELEASE); }
static ULONG UnknownCall_Finish_Release(AsyncIUnknown *This) { return unknown_call_finish(This, RELEASE); }

/* ---- the object ---- */

static const AsyncIUnknownVtbl UnknownCall_AsyncIUnknown_vtbl = {
	ACOM_UNKNOWN(UnknownCall, AsyncIUnknown), UnknownCall_Begin_QueryInterface, UnknownCall_Finish_QueryInterface,
	UnknownCall_Begin_AddRef, UnknownCall_Finish_AddRef, UnknownCall_Begin_Release, UnknownCall_Finish_Release,
};
static const AcomInterface UnknownCall_map[] = {
	ACOM_ENTRY(UnknownCall, AsyncIUnknown), ACOM_SERVER_CALL_ENTRIES(UnknownCall, call), ACOM_END,
};

static HRESULT UnknownCall_construct(void *object)
{
	UnknownCall *c = object;

	c->errand.run = errand_run;
	return AcomServerCallInit(&c->call, &c->object);
}

static void UnknownCall_destruct(void *object)
{
	UnknownCall *c = object;

	stub_unref(c->stub);
	if (c->manager)
		AcomObjectRelease(manager_object(c->manager));
	AcomServerCallFini(&c->call);
}

static const AcomClass UnknownCall_class = {
	"AsyncIUnknown", sizeof(UnknownCall), UnknownCall_map, UnknownCall_construct, UnknownCall_destruct, NULL,
};

static HRESULT unknown_call_init(void *object, void *manager)
{
	((UnknownCall *)object)->manager = manager;
	AcomObjectAddRef(manager_object(manager));
	return S_OK;
}

HRESULT async_unknown_create(struct manager *m, IUnknown *outer, REFIID riid2, IUnknown **ppv)
{
	return AcomCreateCall(&UnknownCall_class, &IID_AsyncIUnknown, unknown_call_init, m, &IID_AsyncIUnknown, outer, riid2, ppv);
}
