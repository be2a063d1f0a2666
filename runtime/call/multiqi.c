/* multiqi.c - several questions for interfaces at once: IMultiQI of proxies, and AsyncIMultiQI, its asynchronous twin. */
#include "call/call.h"

/* ---- IMultiQI ---- */

HRESULT multiqi_query(struct manager *m, ULONG count, MULTI_QI *mqis)
{
	struct questions q;
	HRESULT hr = apartment_check(manager_apartment(m));

	if (SUCCEEDED(hr))
		hr = questions_make(&q, m, count, mqis);
	if (FAILED(hr))
		return hr;
	if (q.ask)
		q.failed = callout_check(NULL, NULL);
	if (q.ask && SUCCEEDED(q.failed))
		q.failed = remote_call(manager_remote(m), questions_run, &q);
	hr = questions_answer(&q, mqis);
	questions_free(&q);
	return hr;
}

/* ---- AsyncIMultiQI ---- */

enum { QUERY = 1 };

typedef struct MultiCall {
	AcomObject object;
	AsyncIMultiQI AsyncIMultiQI_iface;
	struct asking asking;
} MultiCall;

ACOM_FACE(MultiCall, AsyncIMultiQI)

static HRESULT MultiCall_Begin_QueryMultipleInterfaces(AsyncIMultiQI *This, ULONG count, MULTI_QI *mqis)
{
	return asking_begin(&MultiCall_from_AsyncIMultiQI(This)->asking, QUERY, count, mqis);
}

static HRESULT MultiCall_Finish_QueryMultipleInterfaces(AsyncIMultiQI *This, MULTI_QI *mqis)
{
	return mqis ? asking_finish(&MultiCall_from_AsyncIMultiQI(This)->asking, QUERY, mqis) : FAIL(E_INVALIDARG);
}

static const AsyncIMultiQIVtbl MultiCall_AsyncIMultiQI_vtbl = {
	ACOM_UNKNOWN(MultiCall, AsyncIMultiQI), MultiCall_Begin_QueryMultipleInterfaces, MultiCall_Finish_QueryMultipleInterfaces,
};
static const AcomInterface MultiCall_map[] = {
	ACOM_ENTRY(MultiCall, AsyncIMultiQI), ASKING_ENTRIES(MultiCall, asking), ACOM_END,
};

static HRESULT MultiCall_construct(void *object)
{
	MultiCall *c = object;

	return asking_construct(&c->asking, &c->object, &c->AsyncIMultiQI_iface);
}

static void MultiCall_destruct(void *object)
{
	asking_destruct(&((MultiCall *)object)->asking);
}

static const AcomClass MultiCall_class = {
	"AsyncIMultiQI", sizeof(MultiCall), MultiCall_map, MultiCall_construct, MultiCall_destruct, NULL,
};

static HRESULT multi_call_init(void *object, void *manager)
{
	asking_set(&((MultiCall *)object)->asking, manager);
	return S_OK;
}

HRESULT multiqi_create(struct manager *m, IUnknown *outer, REFIID riid2, IUnknown **ppv)
{
	return AcomCreateCall(&MultiCall_class, &IID_AsyncIMultiQI, multi_call_init, m, &IID_AsyncIMultiQI, outer, riid2, ppv);
}
