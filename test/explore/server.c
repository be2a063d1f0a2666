/* server.c - every schedule of a server's call object: signalled, cancelled, lost, and met by the end of its apartment. Client
 * and server are in one MTA, below the proxies, so that a schedule has few threads.
 */
#include "test/semantics/desk.h"

/* A call to the object of a desk. */
struct service {
	struct desk desk;
	ISimpleStream *object;
	struct stub *stub;
	struct channel *channel;
	struct call *call;
	struct work after;         /* opens the gate behind Begin_'s return */
	struct harness_gate begun;
	struct harness_thread workers[2];
	unsigned started;
	ISynchronize *sync;        /* counted, for a worker that holds nothing else */
	HRESULT hr;                /* of a worker's Signal */
};

static struct service *service_of(Raw *c)
{
	return container_of(c->desk, struct service, desk);
}

static void service_open(struct service *v, HRESULT (*begin_it)(Raw *c))
{
	ULONG cb = ROOM, n, *pn = &n;
	BYTE data[ROOM], *pv = data;
	void *args[] = { &pv, &cb, &pn };
	HRESULT hr;

	v->desk.begin = begin_it;
	house_enter(COINIT_MULTITHREADED);
	thread_self()->apartment->workers.bound = 1;
	v->object = desk_make(&v->desk);
	assert_int_equal(export_object((IUnknown *)v->object, &IID_ISimpleStream, &v->stub), S_OK);
	assert_int_equal(channel_inproc_create(v->stub, &v->channel), S_OK);
	const ACOM_INTERFACE *interface = registry_find(&IID_ISimpleStream, &hr);
	v->call = call_open(v->channel, &interface->methods[0]);
	assert_non_null(v->call);
	assert_int_equal(call_put_request(v->call, args), S_OK);
	assert_int_equal(call_send(v->call), S_OK);
}

static HRESULT service_finish(struct service *v)
{
	ULONG cb = ROOM, n = 99, *pn = &n;
	BYTE data[ROOM] = { 0 }, *pv = data;
	void *args[] = { &pv, &cb, &pn };
	HRESULT hr = call_finish(v->call, args);

	assert_int_equal(n, SUCCEEDED(hr) ? ROOM : 0);
	house_check(data, n);
	return hr;
}

/* The apartment ends, whatever the workers do. */
static void service_end(struct service *v)
{
	call_unref(v->call);
	channel_unref(v->channel);
	export_unuse(stub_export(v->stub));
	stub_unref(v->stub);
	ISimpleStream_Release(v->object);
	house_leave();
	for (unsigned i = 0; i < v->started; i++)
		harness_join(&v->workers[i]);
	assert_int_equal(house_count(&v->desk.alive), 0);
}

/* ---- workers: members of the MTA, for whoever is in it by default only must be through before it ends ---- */

static void signal_main(void *arg)
{
	struct service *v = arg;
	Raw *c = v->desk.call;

	house_enter(COINIT_MULTITHREADED);
	v->hr = raw_signal(c);
	AcomObjectRelease(&c->object);
	house_leave();
}

static void release_main(void *arg)
{
	struct service *v = arg;

	house_enter(COINIT_MULTITHREADED);
	harness_gate_wait(&v->begun);
	AcomObjectRelease(&v->desk.call->object);
	house_leave();
}

static void signal_only_main(void *arg)
{
	struct service *v = arg;

	house_enter(COINIT_MULTITHREADED);
	harness_gate_wait(&v->begun);
	v->hr = ISynchronize_Signal(v->sync);
	ISynchronize_Release(v->sync);
	house_leave();
}

static void worker_start(Raw *c, void (*fn)(void *arg))
{
	struct service *v = service_of(c);

	harness_start(&v->workers[v->started++], fn, v);
}

static void worker_start_with_reference(Raw *c, void (*fn)(void *arg))
{
	AcomObjectAddRef(&c->object);
	worker_start(c, fn);
}

/* ---- Signal ---- */

static HRESULT begin_with_a_worker(Raw *c)
{
	worker_start_with_reference(c, signal_main);
	return S_OK;
}

EXPLORE(signal_and_the_return_of_begin, 2)
{
	struct service v = { .hr = E_FAIL };

	service_open(&v, begin_with_a_worker);
	assert_int_equal(service_finish(&v), S_OK);
	service_end(&v);
	assert_int_equal(v.hr, S_OK);
	assert_int_equal(house_count(&v.desk.finishes), 1);
}

static HRESULT begin_with_two_workers(Raw *c)
{
	worker_start_with_reference(c, signal_main);
	worker_start_with_reference(c, signal_main);
	return S_OK;
}

EXPLORE(two_signals_and_the_return_of_begin, 2)
{
	struct service v = { .hr = E_FAIL };

	service_open(&v, begin_with_two_workers);
	assert_int_equal(service_finish(&v), S_OK);
	service_end(&v);
	assert_int_equal(house_count(&v.desk.finishes), 1);
}

static HRESULT fail_with_a_worker(Raw *c)
{
	worker_start_with_reference(c, signal_main);
	return E_ACCESSDENIED;
}

/* B24: a failure counts unless the signal came first; then Finish_ decides. */
EXPLORE(signal_and_the_failure_of_begin, 2)
{
	struct service v = { .hr = E_FAIL };

	service_open(&v, fail_with_a_worker);
	HRESULT hr = service_finish(&v);
	assert_true(hr == S_OK || hr == E_ACCESSDENIED);
	service_end(&v);
	assert_int_equal(house_count(&v.desk.finishes), hr == S_OK);
}

/* ---- cancel, and the end of the apartment ---- */

/* The call object that is told may have signalled, or be about to; the client's outcome is the one that Cancel promised. */
EXPLORE(signal_and_cancel, 2)
{
	struct service v = { .desk.cancellable = true };

	service_open(&v, begin_with_a_worker);
	HRESULT hr = call_cancel(v.call, 0);
	assert_true(hr == S_OK || hr == RPC_E_CALL_COMPLETE);
	assert_int_equal(service_finish(&v), hr == S_OK ? RPC_E_CALL_CANCELED : S_OK);
	service_end(&v);
	assert_true(house_count(&v.desk.finishes) <= 1);
	assert_true(house_count(&v.desk.cancels) <= 1);
}

/* The client asks after the end: the call was answered by Finish_, or by the end, or - the worker was too late to signal and
 * gave up its reference - as a lost one. */
EXPLORE(signal_and_the_end_of_the_apartment, 2)
{
	struct service v = { .hr = E_FAIL };

	service_open(&v, begin_with_a_worker);
	call_ref(v.call);
	service_end(&v);
	HRESULT hr = service_finish(&v);
	assert_true(hr == S_OK || hr == RPC_E_DISCONNECTED || hr == RPC_E_SERVERFAULT);
	assert_int_equal(house_count(&v.desk.finishes), hr == S_OK);
	if (hr == RPC_E_SERVERFAULT)
		assert_int_equal(v.hr, RPC_E_WRONG_THREAD);
	call_unref(v.call);
	call_pool_drain();
}

/* ---- lost calls (decision 12) ---- */

static void after_run(struct work *work, HRESULT hr)
{
	assert_int_equal(hr, S_OK);
	harness_gate_open(&container_of(work, struct service, after)->begun);
}

/* One thread is runnable: what is posted now runs behind Begin_'s return. */
static void service_wait_begun(struct service *v)
{
	v->after.run = after_run;
	assert_int_equal(apartment_post(stub_export(v->stub)->remote.apartment, &v->after), S_OK);
}

static HRESULT begin_and_lose(Raw *c)
{
	worker_start_with_reference(c, release_main);
	worker_start_with_reference(c, release_main);
	return S_OK;
}

EXPLORE(the_last_of_two_references_goes_without_a_signal, 2)
{
	struct service v = { .begun = HARNESS_GATE_INIT };

	service_open(&v, begin_and_lose);
	service_wait_begun(&v);
	assert_int_equal(service_finish(&v), RPC_E_SERVERFAULT);
	service_end(&v);
	assert_int_equal(house_count(&v.desk.finishes), 0);
}

/* One worker signals through a reference that does not hold the call, while the other drops the last one that does. */
static HRESULT begin_and_signal_or_lose(Raw *c)
{
	service_of(c)->sync = raw_sync(c);
	worker_start_with_reference(c, release_main);
	worker_start(c, signal_only_main);
	return S_OK;
}

RACE(a_signal_and_the_loss_of_the_last_reference, 2)
{
	struct service v = { .begun = HARNESS_GATE_INIT };

	service_open(&v, begin_and_signal_or_lose);
	service_wait_begun(&v);
	HRESULT hr = service_finish(&v);
	assert_true(hr == S_OK || hr == RPC_E_SERVERFAULT);
	service_end(&v);
	assert_int_equal(house_count(&v.desk.finishes), hr == S_OK);
}
