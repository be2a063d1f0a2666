/* server.c - every schedule of a server's call object: signalled, cancelled, lost, and met by the end of its apartment. */
#include "service.h"

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

struct loss {
	struct service service;
	struct work after;         /* opens the gate behind Begin_'s return */
	struct harness_gate begun;
	ISynchronize *sync;        /* counted, for a worker that holds nothing else */
};

static struct loss *loss_of(struct service *v)
{
	return container_of(v, struct loss, service);
}

static void release_main(void *arg)
{
	struct service *v = arg;

	house_enter(COINIT_MULTITHREADED);
	harness_gate_wait(&loss_of(v)->begun);
	AcomObjectRelease(&v->desk.call->object);
	house_leave();
}

static void signal_only_main(void *arg)
{
	struct loss *l = loss_of(arg);

	house_enter(COINIT_MULTITHREADED);
	harness_gate_wait(&l->begun);
	l->service.hr = ISynchronize_Signal(l->sync);
	ISynchronize_Release(l->sync);
	house_leave();
}

static void after_run(struct work *work, HRESULT hr)
{
	assert_int_equal(hr, S_OK);
	harness_gate_open(&container_of(work, struct loss, after)->begun);
}

/* One thread is runnable: what is posted now runs behind Begin_'s return. */
static void loss_open(struct loss *l, HRESULT (*begin_it)(Raw *c))
{
	service_open(&l->service, begin_it);
	l->after.run = after_run;
	assert_int_equal(apartment_post(stub_export(l->service.stub)->remote.apartment, &l->after), S_OK);
}

static HRESULT begin_and_lose(Raw *c)
{
	worker_start_with_reference(c, release_main);
	worker_start_with_reference(c, release_main);
	return S_OK;
}

EXPLORE(the_last_of_two_references_goes_without_a_signal, 2)
{
	struct loss l = { .begun = HARNESS_GATE_INIT };

	loss_open(&l, begin_and_lose);
	assert_int_equal(service_finish(&l.service), RPC_E_SERVERFAULT);
	service_end(&l.service);
	assert_int_equal(house_count(&l.service.desk.finishes), 0);
}

/* One worker signals through a reference that does not hold the call, while the other drops the last one that does. */
static HRESULT begin_and_signal_or_lose(Raw *c)
{
	loss_of(service_of(c))->sync = raw_sync(c);
	worker_start_with_reference(c, release_main);
	worker_start(c, signal_only_main);
	return S_OK;
}

RACE(a_signal_and_the_loss_of_the_last_reference, 2)
{
	struct loss l = { .begun = HARNESS_GATE_INIT };

	loss_open(&l, begin_and_signal_or_lose);
	HRESULT hr = service_finish(&l.service);
	assert_true(hr == S_OK || hr == RPC_E_SERVERFAULT);
	service_end(&l.service);
	assert_int_equal(house_count(&l.service.desk.finishes), hr == S_OK);
}
