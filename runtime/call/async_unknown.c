/* async_unknown.c - AsyncIUnknown of proxies: the question for another interface that does not wait for the answer. */
#include "call/call.h"

enum { QUERY_INTERFACE = 1, ADD_REF, RELEASE };

typedef struct UnknownCall {
	AcomObject object;
	AsyncIUnknown AsyncIUnknown_iface;
	struct asking asking;
	IID iid;
	struct stub *stub; /* the answer; counted */
} UnknownCall;

ACOM_FACE(UnknownCall, AsyncIUnknown)

/* ---- QueryInterface ---- */

/* In the object's apartment. */
static void errand_run(struct work *work, HRESULT hr)
{
	UnknownCall *c = container_of(work, UnknownCall, asking.errand);

	if (SUCCEEDED(hr))
		hr = export_interface(manager_export(c->asking.manager), &c->iid, &c->stub);
	AcomServerCallPost(&c->asking.call, hr);
}

static HRESULT UnknownCall_Begin_QueryInterface(AsyncIUnknown *This, REFIID riid)
{
	UnknownCall *c = UnknownCall_from_AsyncIUnknown(This);
	HRESULT hr = riid ? asking_check(&c->asking) : FAIL(E_INVALIDARG);

	if (SUCCEEDED(hr))
		hr = AcomServerCallTryBegin(&c->asking.call, QUERY_INTERFACE);
	if (FAILED(hr))
		return hr;
	c->iid = *riid;
	bool ask = manager_must_ask(c->asking.manager, riid);
	if (ask)
		hr = asking_send(&c->asking);
	if (!ask || FAILED(hr))
		AcomServerCallComplete(&c->asking.call, hr);
	return S_OK;
}

/* With the answer in hand the proxy needs to ask nobody. */
static HRESULT unknown_call_answer(UnknownCall *c, void **ppv)
{
	HRESULT hr = c->stub ? manager_learn(c->asking.manager, c->stub) : S_OK;

	stub_unref(c->stub);
	c->stub = NULL;
	return FAILED(hr) ? hr : AcomObjectQueryInterface(manager_object(c->asking.manager), &c->iid, ppv);
}

static HRESULT UnknownCall_Finish_QueryInterface(AsyncIUnknown *This, void **ppv)
{
	UnknownCall *c = UnknownCall_from_AsyncIUnknown(This);
	HRESULT result;

	if (!ppv)
		return FAIL(E_POINTER);
	*ppv = NULL;
	HRESULT hr = asking_check(&c->asking);
	if (FAILED(hr))
		return hr;
	hr = AcomServerCallTryFinish(&c->asking.call, QUERY_INTERFACE, &result);
	if (FAILED(hr))
		return hr;
	if (SUCCEEDED(result))
		result = unknown_call_answer(c, ppv);
	AcomServerCallFinished(&c->asking.call);
	return result;
}

/* ---- AddRef and Release: counts of the proxy, which need no server ---- */

static HRESULT unknown_call_begin(AsyncIUnknown *This, DWORD method)
{
	UnknownCall *c = UnknownCall_from_AsyncIUnknown(This);
	HRESULT hr = AcomServerCallTryBegin(&c->asking.call, method);

	if (SUCCEEDED(hr))
		AcomServerCallComplete(&c->asking.call, S_OK);
	return hr;
}

static ULONG unknown_call_finish(AsyncIUnknown *This, DWORD method)
{
	UnknownCall *c = UnknownCall_from_AsyncIUnknown(This);
	AcomObject *identity = manager_object(c->asking.manager);
	HRESULT result;

	if (FAILED(AcomServerCallTryFinish(&c->asking.call, method, &result)))
		return 0;
	AcomServerCallFinished(&c->asking.call);
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
	ACOM_ENTRY(UnknownCall, AsyncIUnknown), ASKING_ENTRIES(UnknownCall, asking), ACOM_END,
};

static HRESULT UnknownCall_construct(void *object)
{
	UnknownCall *c = object;

	return asking_construct(&c->asking, &c->object, &c->AsyncIUnknown_iface, errand_run);
}

static void UnknownCall_destruct(void *object)
{
	UnknownCall *c = object;

	stub_unref(c->stub);
	asking_destruct(&c->asking);
}

static const AcomClass UnknownCall_class = {
	"AsyncIUnknown", sizeof(UnknownCall), UnknownCall_map, UnknownCall_construct, UnknownCall_destruct, NULL,
};

static HRESULT unknown_call_init(void *object, void *manager)
{
	asking_set(&((UnknownCall *)object)->asking, manager);
	return S_OK;
}

HRESULT async_unknown_create(struct manager *m, IUnknown *outer, REFIID riid2, IUnknown **ppv)
{
	return AcomCreateCall(&UnknownCall_class, &IID_AsyncIUnknown, unknown_call_init, m, &IID_AsyncIUnknown, outer, riid2, ppv);
}
