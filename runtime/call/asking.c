/* asking.c - what a proxy asks the object's apartment for itself, and what the call objects for IUnknown and IMultiQI have in
 * common. */
#include "call/call.h"
#include "object/servercall.h"

/* ---- questions ---- */

static bool questions_are_good(ULONG count, const MULTI_QI *mqis)
{
	ULONG i = 0;

	while (mqis && i < count && mqis[i].pIID && !mqis[i].pItf && SUCCEEDED(mqis[i].hr))
		i++;
	return count && mqis && i == count;
}

HRESULT questions_make(struct questions *q, struct manager *m, ULONG count, const MULTI_QI *mqis)
{
	*q = (struct questions){ .manager = m };
	if (!questions_are_good(count, mqis))
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

void questions_free(struct questions *q)
{
	for (ULONG i = 0; i < q->count; i++)
		remote_unref(q->all[i].remote);
	os_free(q->all);
	*q = (struct questions){ 0 };
}

HRESULT questions_run(void *questions)
{
	struct questions *q = questions;

	remote_query_all(manager_remote(q->manager), q->all, q->count);
	return S_OK;
}

/* With the answer in hand the proxy needs to ask nobody. */
static HRESULT question_answer(const struct questions *q, struct question *one, IUnknown **p)
{
	HRESULT hr = !one->ask ? S_OK : FAILED(q->failed) ? q->failed : one->hr;

	*p = NULL;
	if (SUCCEEDED(hr) && one->remote)
		hr = manager_learn(q->manager, one->remote);
	return FAILED(hr) ? hr : AcomObjectQueryInterface(manager_object(q->manager), &one->iid, (void **)p);
}

HRESULT questions_answer(struct questions *q, MULTI_QI *mqis)
{
	ULONG found = 0;

	for (ULONG i = 0; i < q->count; i++) {
		mqis[i].hr = question_answer(q, &q->all[i], &mqis[i].pItf);
		found += SUCCEEDED(mqis[i].hr);
	}
	return found == q->count ? S_OK : found ? S_FALSE : FAILED(q->failed) ? q->failed : E_NOINTERFACE;
}

/* ---- inquiries ---- */

/* Questions on their way, for one call. */
struct inquiry {
	struct work work;
	struct asking *asking; /* its object is counted, but not its outer, which lives in another apartment */
	unsigned call;
	struct questions questions;
};

static IUnknown *asking_object(struct asking *a)
{
	return &a->call.object->IUnknown_iface;
}

static struct inquiry *inquiry_create(struct asking *a)
{
	struct inquiry *e = os_zalloc(sizeof *e);

	if (!e)
		return NULL;
	e->asking = a;
	IUnknown_AddRef(asking_object(a));
	return e;
}

static void inquiry_destroy(struct inquiry *e)
{
	IUnknown *object = asking_object(e->asking);

	questions_free(&e->questions);
	os_free(e);
	IUnknown_Release(object);
}

/* The call has its answers, unless it was cancelled. If it was not it holds the object until it is complete. */
static void inquiry_end(struct inquiry *e)
{
	struct asking *a = e->asking;
	struct apartment *where;
	bool wanted = SUCCEEDED(server_call_claim_post(a->call.state, &e->call, S_OK, &where));

	if (wanted) {
		questions_free(&a->answered); /* of a call that failed to be finished */
		a->answered = e->questions;
		e->questions = (struct questions){ 0 };
	}
	inquiry_destroy(e);
	if (wanted)
		server_call_bring(&a->call, S_OK, where);
}

/* In the object's apartment. */
static void inquiry_run(struct work *work, HRESULT hr)
{
	struct inquiry *e = container_of(work, struct inquiry, work);

	e->questions.failed = SUCCEEDED(hr) ? questions_run(&e->questions) : hr;
	inquiry_end(e);
}

/* Without questions that only the object's apartment can answer, nobody goes there. */
static void inquiry_send(struct inquiry *e)
{
	if (!e->questions.ask) {
		inquiry_end(e);
		return;
	}
	e->work.run = inquiry_run;
	HRESULT hr = remote_post(manager_remote(e->asking->manager), &e->work);
	if (FAILED(hr))
		inquiry_run(&e->work, hr);
}

/* ---- call objects ---- */

HRESULT asking_construct(struct asking *a, AcomObject *object, const void *face)
{
	call_security_init(&a->security, object, face);
	HRESULT hr = AcomServerCallInit(&a->call, object);
	if (SUCCEEDED(hr))
		a->call.state->gives_up = true;
	return hr;
}

void asking_set(struct asking *a, struct manager *m)
{
	a->manager = m;
	AcomObjectAddRef(manager_object(m));
	call_security_set(&a->security, manager_apartment(m), manager_settings(m));
}

void asking_destruct(struct asking *a)
{
	questions_free(&a->answered);
	if (a->manager)
		AcomObjectRelease(manager_object(a->manager));
	AcomServerCallFini(&a->call);
}

HRESULT asking_begin(struct asking *a, DWORD method, ULONG count, const MULTI_QI *mqis)
{
	HRESULT hr = apartment_check(manager_apartment(a->manager));

	if (FAILED(hr))
		return hr;
	struct inquiry *e = inquiry_create(a);
	if (!e)
		return FAIL(E_OUTOFMEMORY);
	hr = questions_make(&e->questions, a->manager, count, mqis);
	if (SUCCEEDED(hr))
		hr = server_call_try_begin(&a->call, method, &e->call);
	if (SUCCEEDED(hr))
		inquiry_send(e);
	else
		inquiry_destroy(e);
	return hr;
}

HRESULT asking_finish(struct asking *a, DWORD method, MULTI_QI *mqis)
{
	HRESULT result, hr = apartment_check(manager_apartment(a->manager));

	if (SUCCEEDED(hr))
		hr = AcomServerCallTryFinish(&a->call, method, &result);
	if (FAILED(hr))
		return hr;
	if (SUCCEEDED(result))
		result = questions_answer(&a->answered, mqis);
	questions_free(&a->answered);
	AcomServerCallFinished(&a->call);
	return result;
}
