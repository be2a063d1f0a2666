/* errand.c - activations that can be cancelled: what the waiting thread needs, and what the errand needs that it left behind. */
#include "call/call.h"

/* Counted by the thread that waits, by the work on its way, and by who cancels. */
typedef struct Errand {
	AcomObject object;
	ICancelMethodCalls ICancelMethodCalls_iface;
	struct work work;
	struct waitable over; /* done or cancelled */
	os_mutex lock;        /* guards the rest but for what is told before */
	HRESULT (*run)(struct activation *a);
	struct activation activation;
	CLSID clsid;
	IID iid;
	enum { ERRAND_RUNS, ERRAND_DONE, ERRAND_CANCELLED } state;
	HRESULT hr;
} Errand;

ACOM_FACE(Errand, ICancelMethodCalls)

/* The first to end it says how. */
static bool errand_end(Errand *e, int state, HRESULT hr)
{
	os_mutex_lock(&e->lock);
	bool first = e->state == ERRAND_RUNS;
	if (first) {
		e->state = state;
		e->hr = hr;
	}
	os_mutex_unlock(&e->lock);
	if (first)
		waitable_set(&e->over);
	return first;
}

/* What nobody waits for any more is given back. */
static void errand_drop(Errand *e, HRESULT hr)
{
	release_unknown(e->activation.told);
	if (FAILED(hr))
		return;
	marshal_release(e->activation.made.octets, e->activation.made.size);
	marshal_free(&e->activation.made);
}

static void errand_run(struct work *work, HRESULT hr)
{
	Errand *e = container_of(work, Errand, work);

	if (SUCCEEDED(hr))
		hr = e->run(&e->activation);
	if (!errand_end(e, ERRAND_DONE, hr))
		errand_drop(e, hr);
	AcomObjectRelease(&e->object);
}

/* ---- ICancelMethodCalls ---- */

static HRESULT Errand_Cancel(ICancelMethodCalls *This, ULONG seconds)
{
	Errand *e = Errand_from_ICancelMethodCalls(This);

	if (seconds)
		waitable_wait(&e->over, wait_deadline_seconds(seconds));
	if (errand_end(e, ERRAND_CANCELLED, RPC_E_CALL_CANCELED))
		return S_OK;
	return e->state == ERRAND_CANCELLED ? RPC_E_CALL_CANCELED : RPC_E_CALL_COMPLETE;
}

static HRESULT Errand_TestCancel(ICancelMethodCalls *This)
{
	Errand *e = Errand_from_ICancelMethodCalls(This);

	os_mutex_lock(&e->lock);
	HRESULT hr = e->state == ERRAND_RUNS ? RPC_S_CALLPENDING :
	             e->state == ERRAND_CANCELLED ? RPC_E_CALL_CANCELED : RPC_E_CALL_COMPLETE;
	os_mutex_unlock(&e->lock);
	return hr;
}

static const ICancelMethodCallsVtbl Errand_ICancelMethodCalls_vtbl = {
	ACOM_UNKNOWN(Errand, ICancelMethodCalls), Errand_Cancel, Errand_TestCancel,
};
static const AcomInterface Errand_map[] = {
	ACOM_ENTRY(Errand, ICancelMethodCalls), ACOM_ENTRY_AS(Errand, IAgileObject, ICancelMethodCalls), ACOM_END,
};

static HRESULT Errand_construct(void *object)
{
	Errand *e = object;

	os_mutex_init(&e->lock);
	os_mutex_init(&e->over.lock);
	e->work.run = errand_run;
	return S_OK;
}

static void Errand_destruct(void *object)
{
	Errand *e = object;

	waitable_fini(&e->over);
	os_mutex_fini(&e->lock);
}

static const AcomClass Errand_class = { "Errand", sizeof(Errand), Errand_map, Errand_construct, Errand_destruct, NULL };

/* ---- the waiting thread ---- */

/* What the errand has made becomes the caller's; it may hold its octets inside. */
static HRESULT errand_take(Errand *e, struct activation *a)
{
	if (e->state == ERRAND_DONE)
		a->told = e->activation.told;
	if (SUCCEEDED(e->hr)) {
		a->made = e->activation.made;
		if (e->activation.made.octets == e->activation.made.standard)
			a->made.octets = a->made.standard;
	}
	return e->hr;
}

HRESULT errand_call(struct apartment *where, HRESULT (*run)(struct activation *a), struct activation *a)
{
	struct cancel_entry entry;
	IUnknown *own;
	HRESULT hr = AcomCreateObject(&Errand_class, NULL, &IID_IUnknown, (void **)&own);

	if (FAILED(hr))
		return hr;
	Errand *e = AcomObjectOf(own);
	e->clsid = *a->clsid;
	e->iid = *a->iid;
	e->activation = *a;
	e->activation.clsid = &e->clsid;
	e->activation.iid = &e->iid;
	e->run = run;
	AcomObjectAddRef(&e->object);
	cancel_enter_object(&entry, &e->ICancelMethodCalls_iface); /* before anybody can know of it */
	hr = apartment_post_nested(where, &e->work);
	if (FAILED(hr)) {
		errand_end(e, ERRAND_DONE, hr); /* unless it was cancelled by now */
		AcomObjectRelease(&e->object);
	}
	waitable_wait(&e->over, OS_FOREVER);
	cancel_leave(&entry);
	hr = errand_take(e, a);
	AcomObjectRelease(&e->object);
	return hr;
}
