/* multiqi.c - several questions for interfaces at once: IMultiQI of proxies, and AsyncIMultiQI, its asynchronous twin. */
#include "call/call.h"

/* One interface that is wanted. */
struct question {
	IID iid;
	bool ask;          /* only the object's apartment knows */
	HRESULT hr;        /* its answer, then */
	struct stub *stub; /* counted; NULL: the answer was no */
};

/* They go to the object together. */
struct questions {
	struct manager *manager;
	struct question *all;
	ULONG count;
	bool ask;       /* one of them is to be asked */
	HRESULT failed; /* nobody could be asked */
};

/* ---- asking ---- */

static bool multi_good(ULONG count, const MULTI_QI *mqis)
{
	ULONG i = 0;

	while (mqis && i < count && mqis[i].pIID && !mqis[i].pItf && SUCCEEDED(mqis[i].hr))
		i++;
	return count && mqis && i == count;
}

static HRESULT questions_make(struct questions *q, struct manager *m, ULONG count, const MULTI_QI *mqis)
{
	*q = (struct questions){ .manager = m };
	if (!multi_good(count, mqis))
		return FAIL(E_INVALIDARG);
	q->all = os_zalloc(count * sizeof *q->all);
	if (!q->all)
		return FAIL(E_OUTOFMEMORY);
	q->count = count;
	for (ULONG i = 0; i < count; i++) {
		q->all[i].iid = *mqis[i].pIID;
		q->all[i].ask = manager_must_ask(m, mqis[i].pIID);
		q->ask |= q->all[i].ask;
	}
	return S_OK;
}

static void questions_free(struct questions *q)
{
	for (ULONG i = 0; i < q->count; i++)
		stub_unref(q->all[i].stub);
	os_free(q->all);
	*q = (struct questions){ 0 };
}

/* In the object's apartment: all in one visit. */
static HRESULT questions_run(void *arg)
{
	struct questions *q = arg;

	for (ULONG i = 0; i < q->count; i++)
		if (q->all[i].ask)
			q->all[i].hr = export_interface(manager_export(q->manager), &q->all[i].iid, &q->all[i].stub);
	return S_OK;
}

/* With the answer in hand the proxy needs to ask nobody. */
static HRESULT question_answer(const struct questions *q, struct question *one, IUnknown **p)
{
	HRESULT hr = !one->ask ? S_OK : FAILED(q->failed) ? q->failed : one->hr;

	*p = NULL;
	if (SUCCEEDED(hr) && one->stub)
		hr = manager_learn(q->manager, one->stub);
	return FAILED(hr) ? hr : AcomObjectQueryInterface(manager_object(q->manager), &one->iid, (void **)p);
}

/* S_OK: all are there; S_FALSE: some; otherwise none. */
static HRESULT questions_answer(struct questions *q, MULTI_QI *mqis)
{
	ULONG found = 0;

	for (ULONG i = 0; i < q->count; i++) {
		mqis[i].hr = question_answer(q, &q->all[i], &mqis[i].pItf);
		found += SUCCEEDED(mqis[i].hr);
	}
	return found == q->count ? S_OK : found ? S_FALSE : FAILED(q->failed) ? q->failed : E_NOINTERFACE;
}

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
		q.failed = apartment_call(manager_export(m)->apartment, questions_run, &q);
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
	struct questions questions;
} MultiCall;

ACOM_FACE(MultiCall, AsyncIMultiQI)

/* In the object's apartment. */
static void errand_run(struct work *work, HRESULT hr)
{
	MultiCall *c = container_of(work, MultiCall, asking.errand);

	c->questions.failed = SUCCEEDED(hr) ? questions_run(&c->questions) : hr;
	AcomServerCallPost(&c->asking.call, S_OK);
}

static HRESULT MultiCall_Begin_QueryMultipleInterfaces(AsyncIMultiQI *This, ULONG count, MULTI_QI *mqis)
{
	MultiCall *c = MultiCall_from_AsyncIMultiQI(This);
	struct questions q;
	HRESULT hr = asking_check(&c->asking);

	if (SUCCEEDED(hr))
		hr = questions_make(&q, c->asking.manager, count, mqis);
	if (FAILED(hr))
		return hr;
	hr = AcomServerCallTryBegin(&c->asking.call, QUERY);
	if (FAILED(hr)) {
		questions_free(&q);
		return hr;
	}
	questions_free(&c->questions); /* of a call that failed to be finished */
	c->questions = q;
	if (q.ask)
		hr = asking_send(&c->asking);
	if (FAILED(hr))
		c->questions.failed = hr; /* else they belong to the errand now */
	if (!q.ask || FAILED(hr))
		AcomServerCallComplete(&c->asking.call, S_OK);
	return S_OK;
}

static HRESULT MultiCall_Finish_QueryMultipleInterfaces(AsyncIMultiQI *This, MULTI_QI *mqis)
{
	MultiCall *c = MultiCall_from_AsyncIMultiQI(This);
	HRESULT result, hr = mqis ? asking_check(&c->asking) : FAIL(E_INVALIDARG);

	if (SUCCEEDED(hr))
		hr = AcomServerCallTryFinish(&c->asking.call, QUERY, &result);
	if (FAILED(hr))
		return hr;
	hr = questions_answer(&c->questions, mqis);
	questions_free(&c->questions);
	AcomServerCallFinished(&c->asking.call);
	return hr;
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

	return asking_construct(&c->asking, &c->object, &c->AsyncIMultiQI_iface, errand_run);
}

static void MultiCall_destruct(void *object)
{
	MultiCall *c = object;

	questions_free(&c->questions);
	asking_destruct(&c->asking);
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
