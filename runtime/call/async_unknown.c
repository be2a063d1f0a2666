/* async_unknown.c - AsyncIUnknown of proxies: the question for another interface that does not wait for the answer. */
#include "call/call.h"

enum { QUERY_INTERFACE = 1, ADD_REF, RELEASE };

typedef struct UnknownCall {
	AcomObject object;
	AsyncIUnknown AsyncIUnknown_iface;
	struct asking asking;
} UnknownCall;

ACOM_FACE(UnknownCall, AsyncIUnknown)

/* ---- QueryInterface ---- */

static HRESULT UnknownCall_Begin_QueryInterface(AsyncIUnknown *This, REFIID riid)
{
	return asking_begin(&UnknownCall_from_AsyncIUnknown(This)->asking, QUERY_INTERFACE, 1, &(MULTI_QI){ .pIID = riid });
}

static HRESULT UnknownCall_Finish_QueryInterface(AsyncIUnknown *This, void **ppv)
{
	MULTI_QI one = { .pIID = NULL };

	if (!ppv)
		return FAIL(E_POINTER);
	HRESULT hr = asking_finish(&UnknownCall_from_AsyncIUnknown(This)->asking, QUERY_INTERFACE, &one);
	*ppv = one.pItf;
	return FAILED(one.hr) ? one.hr : hr;
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

	return asking_construct(&c->asking, &c->object, &c->AsyncIUnknown_iface);
}

static void UnknownCall_destruct(void *object)
{
	asking_destruct(&((UnknownCall *)object)->asking);
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
