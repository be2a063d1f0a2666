/* waits.c - statements about waiting for several things: ISynchronizeContainer, CoWaitForMultipleHandles, handles and locks. */
#include <unistd.h>

#include "client.h"

static void *make(REFCLSID clsid, REFIID iid)
{
	void *p;

	assert_int_equal(CoCreateInstance(clsid, NULL, CLSCTX_INPROC_SERVER, iid, &p), S_OK);
	return p;
}

static ISynchronize *event_new(void) { return make(&CLSID_ManualResetEvent, &IID_ISynchronize); }
static ISynchronize *auto_event_new(void) { return make(&CLSID_StdEvent, &IID_ISynchronize); }

static ISynchronizeContainer *container_new(void)
{
	return make(&CLSID_SynchronizeContainer, &IID_ISynchronizeContainer);
}

static HANDLE handle_of(ISynchronize *s)
{
	ISynchronizeHandle *h;
	HANDLE handle;

	assert_int_equal(ISynchronize_QueryInterface(s, &IID_ISynchronizeHandle, (void **)&h), S_OK);
	assert_int_equal(ISynchronizeHandle_GetHandle(h, &handle), S_OK);
	ISynchronizeHandle_Release(h);
	return handle;
}

/* In an STA and in the MTA. */
static void each_model(void (*body)(void))
{
	house_enter(COINIT_APARTMENTTHREADED);
	body();
	house_leave();
	house_enter(COINIT_MULTITHREADED);
	body();
	house_leave();
}

static void signal_it(void *event)
{
	assert_int_equal(ISynchronize_Signal((ISynchronize *)event), S_OK);
}

/* ---- the container ---- */

static void A80_body(void)
{
	ISynchronizeContainer *c = container_new();
	ISynchronize *event = event_new(), *found;

	assert_int_equal(ISynchronizeContainer_AddSynchronize(c, NULL), E_INVALIDARG);
	for (int i = 0; i < 63; i++)
		assert_int_equal(ISynchronizeContainer_AddSynchronize(c, event), S_OK);
	assert_int_equal(ISynchronizeContainer_AddSynchronize(c, event), RPC_E_OUT_OF_RESOURCES);
	signal_it(event);
	assert_int_equal(ISynchronizeContainer_WaitMultiple(c, 0, INFINITE, &found), S_OK);
	assert_ptr_equal(found, event);
	ISynchronize_Release(found);
	assert_int_equal(ISynchronizeContainer_Release(c), 0);
	assert_int_equal(ISynchronize_Release(event), 0);
}

TEST(A80_the_64th_member_of_a_container_is_refused) { each_model(A80_body); }

static void A81_body(void)
{
	ISynchronizeContainer *c = container_new();
	ISynchronize *found = (void *)1;

	assert_int_equal(ISynchronizeContainer_WaitMultiple(c, 0, INFINITE, &found), RPC_E_NO_SYNC);
	assert_null(found);
	ISynchronizeContainer_Release(c);
}

TEST(A81_waiting_for_an_empty_container_is_RPC_E_NO_SYNC) { each_model(A81_body); }

static void A82_body(void)
{
	ISynchronizeContainer *c = container_new();
	ISynchronize *event = event_new(), *found = (void *)1;

	assert_int_equal(ISynchronizeContainer_AddSynchronize(c, event), S_OK);
	assert_int_equal(ISynchronizeContainer_WaitMultiple(c, 0, 0, &found), RPC_E_TIMEOUT);
	assert_int_equal(ISynchronizeContainer_WaitMultiple(c, 0, 1, &found), RPC_E_TIMEOUT);
	assert_null(found);
	ISynchronizeContainer_Release(c);
	ISynchronize_Release(event);
}

TEST(A82_a_wait_of_a_container_that_runs_out_of_time_is_RPC_E_TIMEOUT) { each_model(A82_body); }

static void A83_body(void)
{
	ISynchronizeContainer *c = container_new();
	ISynchronize *events[5], *found;
	struct harness_thread thread;

	for (int i = 0; i < 5; i++) {
		events[i] = i % 2 ? auto_event_new() : event_new();
		assert_int_equal(ISynchronizeContainer_AddSynchronize(c, events[i]), S_OK);
	}
	for (int i = 4; i >= 0; i--) {
		harness_start(&thread, signal_it, events[i]);
		assert_int_equal(ISynchronizeContainer_WaitMultiple(c, COWAIT_DEFAULT, INFINITE, &found), S_OK);
		assert_ptr_equal(found, events[i]);
		harness_join(&thread);
		ISynchronize_Release(found);
		assert_int_equal(ISynchronize_Wait(events[i], 0, 0), i % 2 ? RPC_S_CALLPENDING : S_OK); /* it was taken */
		ISynchronize_Reset(events[i]);
	}
	ISynchronizeContainer_Release(c);
	for (int i = 0; i < 5; i++)
		assert_int_equal(ISynchronize_Release(events[i]), 0);
}

TEST(A83_any_signalled_member_ends_the_wait_and_is_what_it_returns) { each_model(A83_body); }

/* One that stays signalled hides no other. */
static void in_turn_body(void)
{
	ISynchronizeContainer *c = container_new();
	ISynchronize *events[3], *found;

	for (int i = 0; i < 3; i++) {
		events[i] = event_new();
		assert_int_equal(ISynchronizeContainer_AddSynchronize(c, events[i]), S_OK);
	}
	signal_it(events[0]);
	signal_it(events[2]);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(ISynchronizeContainer_WaitMultiple(c, 0, 0, &found), S_OK);
		assert_ptr_equal(found, events[i % 2 ? 2 : 0]);
		ISynchronize_Release(found);
	}
	ISynchronizeContainer_Release(c);
	for (int i = 0; i < 3; i++)
		ISynchronize_Release(events[i]);
}

TEST(C53_a_signalled_member_stays_in_the_container_and_hides_no_other) { each_model(in_turn_body); }

static void A84_body(void)
{
	ISynchronizeContainer *c = container_new();
	ISynchronize *event = event_new(), *found;

	assert_int_equal(ISynchronizeContainer_AddSynchronize(c, event), S_OK);
	signal_it(event);
	assert_int_equal(ISynchronizeContainer_WaitMultiple(c, COWAIT_WAITALL, INFINITE, &found), E_INVALIDARG);
	assert_int_equal(ISynchronizeContainer_WaitMultiple(c, 0x4000, INFINITE, &found), E_INVALIDARG);
	assert_int_equal(ISynchronizeContainer_WaitMultiple(c, 0, INFINITE, NULL), E_INVALIDARG);
	ISynchronizeContainer_Release(c);
	ISynchronize_Release(event);
}

TEST(A84_COWAIT_WAITALL_means_nothing_to_a_container) { each_model(A84_body); }

static void calls_body(struct house *h, ISimpleStream *s)
{
	enum { CALLS = 3 };
	ISynchronizeContainer *c = container_new();
	AsyncISimpleStream *calls[CALLS];
	ISynchronize *found;
	BYTE pv[8];
	ULONG n;

	for (int i = 0; i < CALLS; i++) {
		ISynchronize *sync;

		calls[i] = house_call(s);
		assert_int_equal(AsyncISimpleStream_QueryInterface(calls[i], &IID_ISynchronize, (void **)&sync), S_OK);
		assert_int_equal(ISynchronizeContainer_AddSynchronize(c, sync), S_OK);
		ISynchronize_Release(sync);
		assert_int_equal(AsyncISimpleStream_Begin_Read(calls[i], sizeof pv), S_OK);
	}
	assert_int_equal(ISynchronizeContainer_WaitMultiple(c, 0, 0, &found), RPC_E_TIMEOUT);
	house_let(h);
	for (int left = CALLS; left; ) {
		AsyncISimpleStream *call;

		assert_int_equal(ISynchronizeContainer_WaitMultiple(c, 0, INFINITE, &found), S_OK);
		assert_int_equal(ISynchronize_QueryInterface(found, &IID_AsyncISimpleStream, (void **)&call), S_OK);
		HRESULT hr = AsyncISimpleStream_Finish_Read(call, pv, &n);
		assert_true(hr == S_OK || hr == RPC_E_CALL_COMPLETE); /* the event of a finished one stays until Begin_ */
		left -= hr == S_OK;
		if (hr == S_OK && left)
			house_let(h);
		AsyncISimpleStream_Release(call);
		ISynchronize_Release(found);
	}
	ISynchronizeContainer_Release(c);
	for (int i = 0; i < CALLS; i++)
		AsyncISimpleStream_Release(calls[i]);
}

TEST(call_objects_are_waited_for_together) { house_each(HOUSE_PLAIN, calls_body); }

/* ---- handles ---- */

static void A85_body(void)
{
	ISynchronize *event = event_new();
	ISynchronizeEvent *over;
	int fd = os_eventfd();
	HANDLE handle = (HANDLE)(intptr_t)fd, bad = (HANDLE)(intptr_t)1000000, none = NULL, got;

	assert_int_equal(ISynchronize_QueryInterface(event, &IID_ISynchronizeEvent, (void **)&over), S_OK);
	assert_int_equal(ISynchronizeEvent_GetHandle(over, NULL), E_INVALIDARG);
	assert_int_equal(ISynchronizeEvent_SetEventHandle(over, NULL), E_INVALIDARG);
	assert_int_equal(ISynchronizeEvent_SetEventHandle(over, &none), E_INVALIDARG);
	assert_int_equal(ISynchronizeEvent_SetEventHandle(over, &bad), E_INVALIDARG);
	assert_int_equal(ISynchronizeEvent_SetEventHandle(over, &handle), S_OK);
	assert_int_equal(ISynchronizeEvent_SetEventHandle(over, &handle), E_FAIL);
	assert_int_equal(ISynchronizeEvent_GetHandle(over, NULL), E_INVALIDARG);
	assert_int_equal(ISynchronizeEvent_GetHandle(over, &got), S_OK);
	assert_int_equal(os_poll(AcomHandleFd(got), 0), 0);
	os_eventfd_set(fd);
	assert_int_equal(os_poll(AcomHandleFd(got), 0), 1);
	assert_int_equal(ISynchronize_Wait(event, 0, INFINITE), S_OK);
	assert_int_equal(ISynchronize_Reset(event), S_OK);
	assert_int_equal(os_poll(fd, 0), 0);
	assert_int_equal(ISynchronize_Wait(event, 0, 0), RPC_S_CALLPENDING);
	assert_int_equal(ISynchronize_Signal(event), S_OK);
	assert_int_equal(os_poll(fd, 0), 1);
	ISynchronizeEvent_Release(over);
	ISynchronize_Release(event);
	close(fd);
}

TEST(A85_GetHandle_and_SetEventHandle_judge_their_arguments) { each_model(A85_body); }

static void over_auto_body(void)
{
	ISynchronize *event = auto_event_new();
	ISynchronizeEvent *over;
	int fd = os_eventfd();
	HANDLE handle = (HANDLE)(intptr_t)fd;

	assert_int_equal(ISynchronize_QueryInterface(event, &IID_ISynchronizeEvent, (void **)&over), S_OK);
	assert_int_equal(ISynchronizeEvent_SetEventHandle(over, &handle), S_OK);
	os_eventfd_set(fd);
	assert_int_equal(ISynchronize_Wait(event, 0, INFINITE), S_OK);
	assert_int_equal(ISynchronize_Wait(event, 0, 0), RPC_S_CALLPENDING);
	assert_int_equal(os_poll(fd, 0), 0);
	ISynchronizeEvent_Release(over);
	ISynchronize_Release(event);
	close(fd);
}

TEST(an_event_that_resets_itself_takes_the_signal_out_of_the_callers_descriptor) { each_model(over_auto_body); }

/* ---- CoWaitForMultipleHandles ---- */

static void A86_body(void)
{
	ISynchronize *event = event_new();
	HANDLE handles[64], bad = (HANDLE)(intptr_t)1000000;
	DWORD index;

	for (int i = 0; i < 64; i++)
		handles[i] = handle_of(event);
	signal_it(event);
	assert_int_equal(CoWaitForMultipleHandles(0, 0, 1, NULL, &index), E_INVALIDARG);
	assert_int_equal(CoWaitForMultipleHandles(0, 0, 1, handles, NULL), E_INVALIDARG);
	assert_int_equal(CoWaitForMultipleHandles(0, 0, 0, NULL, NULL), E_INVALIDARG);
	assert_int_equal(CoWaitForMultipleHandles(0, 0, 0, NULL, &index), E_INVALIDARG);
	assert_int_equal(CoWaitForMultipleHandles(0x20, 0, 1, handles, &index), E_INVALIDARG);
	assert_int_equal(CoWaitForMultipleHandles(0, 0, 64, handles, &index), E_INVALIDARG);
	assert_int_equal(CoWaitForMultipleHandles(0, INFINITE, 1, &bad, &index), E_HANDLE);
	assert_int_equal(CoWaitForMultipleHandles(0, 0, 63, handles, &index), S_OK);
	ISynchronize_Release(event);
}

TEST(A86_NULL_and_unknown_flags_are_E_INVALIDARG_for_CoWaitForMultipleHandles) { each_model(A86_body); }

static void B51_body(void)
{
	HANDLE handle = NULL;
	DWORD index = 7;

	assert_int_equal(CoWaitForMultipleHandles(0, INFINITE, 0, &handle, &index), RPC_E_NO_SYNC);
}

TEST(B51_no_handles_are_RPC_E_NO_SYNC) { each_model(B51_body); }

static void A87_body(void)
{
	ISynchronize *event = event_new();
	HANDLE handle = handle_of(event);
	DWORD index;

	assert_int_equal(CoWaitForMultipleHandles(0, 0, 1, &handle, &index), RPC_S_CALLPENDING);
	assert_int_equal(CoWaitForMultipleHandles(0, 1, 1, &handle, &index), RPC_S_CALLPENDING);
	assert_int_equal(CoWaitForMultipleHandles(COWAIT_WAITALL, 1, 1, &handle, &index), RPC_S_CALLPENDING);
	ISynchronize_Release(event);
}

TEST(A87_CoWaitForMultipleHandles_out_of_time_is_RPC_S_CALLPENDING) { each_model(A87_body); }

static void waitall_body(void)
{
	ISynchronize *events[3];
	HANDLE handles[3];
	struct harness_thread thread;
	DWORD index;

	for (int i = 0; i < 3; i++) {
		events[i] = event_new();
		handles[i] = handle_of(events[i]);
	}
	signal_it(events[2]);
	assert_int_equal(CoWaitForMultipleHandles(0, INFINITE, 3, handles, &index), S_OK);
	assert_int_equal(index, 2);
	signal_it(events[0]);
	assert_int_equal(CoWaitForMultipleHandles(COWAIT_WAITALL, 1, 3, handles, &index), RPC_S_CALLPENDING);
	harness_start(&thread, signal_it, events[1]);
	assert_int_equal(CoWaitForMultipleHandles(COWAIT_WAITALL, INFINITE, 3, handles, &index), S_OK);
	assert_int_equal(index, 0);
	harness_join(&thread);
	for (int i = 0; i < 3; i++)
		ISynchronize_Release(events[i]);
}

TEST(COWAIT_WAITALL_waits_until_all_handles_are_signalled) { each_model(waitall_body); }

static void A91_body(void)
{
	ISynchronize *event = event_new();
	HANDLE handle = handle_of(event);
	DWORD index;

	assert_int_equal(CoWaitForMultipleHandles(COWAIT_DISPATCH_CALLS, 0, 1, &handle, &index), RPC_S_CALLPENDING);
	signal_it(event);
	for (DWORD flag = COWAIT_ALERTABLE; flag <= COWAIT_DISPATCH_WINDOW_MESSAGES; flag *= 2)
		assert_int_equal(CoWaitForMultipleHandles(flag, INFINITE, 1, &handle, &index), S_OK);
	ISynchronize_Release(event);
}

TEST(A91_COWAIT_DISPATCH_CALLS_is_ignored) { each_model(A91_body); }

/* ---- serving ---- */

/* Work that is queued in the waiting thread's own STA, and ends the wait. */
struct errand {
	struct work work;
	ISynchronize *event;
	unsigned ran;
};

static void errand_run(struct work *work, HRESULT hr)
{
	struct errand *e = container_of(work, struct errand, work);

	assert_int_equal(hr, S_OK);
	e->ran++;
	signal_it(e->event);
}

static void errand_post(struct errand *e)
{
	ISynchronize_Reset(e->event);
	assert_int_equal(apartment_post(thread_self()->apartment, &e->work), S_OK);
}

TEST(A89_an_sta_that_waits_for_one_or_many_serves_its_calls)
{
	house_enter(COINIT_APARTMENTTHREADED);
	struct errand e = { .work.run = errand_run, .event = event_new() };
	ISynchronizeContainer *c = container_new();
	HANDLE handle = handle_of(e.event);
	ISynchronize *found;
	DWORD index;

	errand_post(&e);
	assert_int_equal(ISynchronize_Wait(e.event, 0, INFINITE), S_OK);
	assert_int_equal(e.ran, 1);
	errand_post(&e);
	assert_int_equal(CoWaitForMultipleHandles(0, INFINITE, 1, &handle, &index), S_OK);
	assert_int_equal(e.ran, 2);
	assert_int_equal(ISynchronizeContainer_AddSynchronize(c, e.event), S_OK);
	errand_post(&e);
	assert_int_equal(ISynchronizeContainer_WaitMultiple(c, 0, INFINITE, &found), S_OK);
	assert_int_equal(e.ran, 3);
	ISynchronize_Release(found);
	ISynchronizeContainer_Release(c);
	ISynchronize_Release(e.event);
	house_leave();
}

/* What is queued for the MTA runs on its workers, and ends the wait of a thread that does nothing else. */
static void A90_run(struct work *work, HRESULT hr)
{
	ISynchronize *event = container_of(work, struct errand, work)->event; /* counted: who waits may be faster than Signal */

	assert_int_equal(hr, S_OK);
	assert_true(thread_self()->worker);
	signal_it(event);
	ISynchronize_Release(event);
}

TEST(A90_an_mta_thread_that_waits_is_blocked_and_serves_nothing)
{
	house_enter(COINIT_MULTITHREADED);
	struct errand e = { .work.run = A90_run, .event = event_new() };
	HANDLE handle = handle_of(e.event);
	DWORD index;

	ISynchronize_AddRef(e.event);
	errand_post(&e);
	assert_int_equal(ISynchronize_Wait(e.event, 0, INFINITE), S_OK);
	ISynchronize_AddRef(e.event);
	errand_post(&e);
	assert_int_equal(CoWaitForMultipleHandles(0, INFINITE, 1, &handle, &index), S_OK);
	ISynchronize_Release(e.event);
	house_leave();
}

/* ---- ISynchronizeMutex ---- */

static void meanwhile_refused(void *mutex)
{
	assert_int_equal(ISynchronizeMutex_Wait((ISynchronizeMutex *)mutex, 0, 0), RPC_S_CALLPENDING);
	assert_int_equal(ISynchronizeMutex_ReleaseMutex((ISynchronizeMutex *)mutex), E_ACCESSDENIED);
}

static void take_and_give(void *mutex)
{
	assert_int_equal(ISynchronizeMutex_Wait((ISynchronizeMutex *)mutex, 0, INFINITE), S_OK);
	assert_int_equal(ISynchronizeMutex_Signal((ISynchronizeMutex *)mutex), S_OK);
}

static void mutex_body(void)
{
	ISynchronizeMutex *m = make(&CLSID_AcomMutex, &IID_ISynchronizeMutex);
	struct harness_thread thread;

	assert_int_equal(ISynchronizeMutex_ReleaseMutex(m), E_ACCESSDENIED);
	assert_int_equal(ISynchronizeMutex_Wait(m, 0, 0), S_OK);
	assert_int_equal(ISynchronizeMutex_Wait(m, 0, INFINITE), S_OK);
	harness_start(&thread, meanwhile_refused, m);
	harness_join(&thread);
	assert_int_equal(ISynchronizeMutex_ReleaseMutex(m), S_OK);
	harness_start(&thread, take_and_give, m); /* waits for the second release */
	assert_int_equal(ISynchronizeMutex_ReleaseMutex(m), S_OK);
	harness_join(&thread);
	assert_int_equal(ISynchronizeMutex_ReleaseMutex(m), E_ACCESSDENIED);
	assert_int_equal(ISynchronizeMutex_Reset(m), E_NOTIMPL);
	ISynchronizeMutex_Release(m);
}

static void take_and_end(void *mutex)
{
	for (int i = 0; i < 2; i++)
		assert_int_equal(ISynchronizeMutex_Wait((ISynchronizeMutex *)mutex, 0, INFINITE), S_OK);
}

/* Whether it waits when the thread ends, or comes later. */
static void abandoned_body(void)
{
	ISynchronizeMutex *m = make(&CLSID_AcomMutex, &IID_ISynchronizeMutex);
	struct harness_thread thread;

	for (int i = 0; i < 2; i++) {
		harness_start(&thread, take_and_end, m);
		if (i)
			harness_join(&thread);
		assert_int_equal(ISynchronizeMutex_Wait(m, 0, INFINITE), S_OK);
		assert_int_equal(ISynchronizeMutex_ReleaseMutex(m), S_OK);
		if (!i)
			harness_join(&thread);
	}
	harness_start(&thread, take_and_end, m);
	harness_join(&thread);
	assert_int_equal(ISynchronizeMutex_Wait(m, 0, 0), S_OK);
	ISynchronizeMutex_Release(m); /* held */
}

TEST(a_mutex_is_given_back_by_the_end_of_its_thread) { each_model(abandoned_body); }

TEST(a_mutex_belongs_to_the_thread_that_took_it_as_often_as_that_took_it) { each_model(mutex_body); }

/* ---- memory ---- */

SWEEP(containers_and_mutexes_without_memory)
{
	ISynchronizeContainer *c = NULL;
	ISynchronizeMutex *m = NULL;

	if (!sweep_ok(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED)))
		return;
	if (sweep_ok(CoCreateInstance(&CLSID_SynchronizeContainer, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronizeContainer,
	                              (void **)&c)))
		ISynchronizeContainer_Release(c);
	if (sweep_ok(CoCreateInstance(&CLSID_AcomMutex, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronizeMutex, (void **)&m)))
		ISynchronizeMutex_Release(m);
	CoUninitialize();
}
