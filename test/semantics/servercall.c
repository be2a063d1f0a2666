/* servercall.c - AcomServerCall in one apartment, where nothing is marshaled: stand-alone, and inside an outer object. */
#include "shell.h"

enum { ROOM = 10 };

/* ---- one test in every situation ---- */

struct here {
	struct house house;
	ISimpleStream *stream;
	AsyncISimpleStream *call;
	ISynchronize *sync;
	AcomServerCall *helper; /* of a stand-alone call object; else NULL */
	struct shell *shell;    /* whose ISynchronize is found; else NULL */
	void (*body)(struct here *);
};

static void with_call(struct here *h)
{
	h->sync = client_sync(h->call);
	h->body(h);
	client_release(h->sync);
	client_release(h->call);
}

static HRESULT standing_alone(void *arg)
{
	struct here *h = arg;

	h->stream = house_stream(&h->house);
	h->call = house_call(h->stream);
	ISynchronize *sync = client_sync(h->call);
	h->helper = container_of(sync, AcomServerCall, ISynchronize_iface);
	client_release(sync);
	with_call(h);
	client_release(h->stream);
	return S_OK;
}

static void aggregated(struct here *h, bool listens)
{
	struct shell shell = { .listens = listens };

	h->call = shell_open(&shell, h->stream);
	h->shell = listens ? &shell : NULL;
	with_call(h);
	shell_close(&shell);
}

static HRESULT in_a_shell(void *arg)
{
	struct here *h = arg;

	h->stream = house_stream(&h->house);
	aggregated(h, false);
	aggregated(h, true);
	client_release(h->stream);
	return S_OK;
}

/* In an STA and in the MTA, on a thread of the object's own apartment. */
static void here(HRESULT (*situation)(void *), void (*body)(struct here *))
{
	static const DWORD models[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };

	for (unsigned i = 0; i < ARRAY_COUNT(models); i++) {
		struct here h = { .house = { .model = models[i], .async = true, .mode = HOUSE_LATER }, .body = body };
		house_enter(COINIT_APARTMENTTHREADED);
		house_open(&h.house);
		assert_int_equal(house_run(&h.house, situation, &h), S_OK);
		house_close(&h.house);
		house_leave();
	}
}

static void alone_and_aggregated(void (*body)(struct here *))
{
	here(standing_alone, body);
	here(in_a_shell, body);
}

static void begin(struct here *h)
{
	assert_int_equal(AsyncISimpleStream_Begin_Read(h->call, ROOM), S_OK);
}

/* ---- the statements ---- */

static void B26_body(struct here *h)
{
	BYTE data[ROOM];
	ULONG n = 99;

	assert_int_equal(AsyncISimpleStream_Finish_Read(h->call, data, &n), RPC_E_CALL_COMPLETE);
	assert_int_equal(AsyncISimpleStream_Finish_Write(h->call, &n), RPC_E_CALL_COMPLETE);
	begin(h);
	house_complete(&h->house, S_OK);
	client_finish(h->call, S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(h->call, data, &n), RPC_E_CALL_COMPLETE);
}

TEST(B26_finish_of_an_idle_server_call_object_is_refused)
{
	alone_and_aggregated(B26_body);
}

static void B27_body(struct here *h)
{
	const BYTE data[] = "abc";

	begin(h);
	for (int complete = 0; complete < 2; complete++) {
		assert_int_equal(AsyncISimpleStream_Begin_Read(h->call, 3), RPC_S_CALLPENDING);
		assert_int_equal(AsyncISimpleStream_Begin_Write(h->call, data, 3), RPC_S_CALLPENDING);
		assert_int_equal(ISynchronize_Wait(h->sync, 0, 0), complete ? S_OK : RPC_S_CALLPENDING);
		if (!complete)
			house_complete(&h->house, S_OK);
	}
	client_finish(h->call, S_OK); /* of the first, as if nothing had been */
}

TEST(B27_begin_of_a_busy_server_call_object_is_refused_and_touches_nothing)
{
	alone_and_aggregated(B27_body);
}

static void A26_body(struct here *h)
{
	const BYTE data[] = "abc";
	ULONG n = 0;

	for (int i = 0; i < 3; i++) {
		begin(h);
		assert_int_equal(ISynchronize_Wait(h->sync, 0, 0), RPC_S_CALLPENDING); /* it was reset */
		house_complete(&h->house, i == 1 ? E_ACCESSDENIED : S_OK);
		assert_int_equal(ISynchronize_Wait(h->sync, 0, INFINITE), S_OK);
		client_finish(h->call, i == 1 ? E_ACCESSDENIED : S_OK);
	}
	assert_int_equal(AsyncISimpleStream_Begin_Write(h->call, data, 3), S_OK);
	house_complete(&h->house, S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Write(h->call, &n), S_OK);
	assert_int_equal(n, 3);
}

TEST(A26_after_finish_a_server_call_object_accepts_the_next_begin)
{
	alone_and_aggregated(A26_body);
}

static void B54_alone_body(struct here *h)
{
	begin(h);
	assert_ptr_equal(h->sync->lpVtbl, &AcomServerCall_ISynchronize_vtbl);
	house_complete(&h->house, S_OK);
	assert_int_equal(ISynchronize_Wait(h->sync, 0, INFINITE), S_OK);
	client_finish(h->call, S_OK);
}

TEST(B54_the_ISynchronize_of_a_stand_alone_server_call_object_is_its_own)
{
	here(standing_alone, B54_alone_body);
}

/* in_a_shell asks once without and once with an ISynchronize of the outer's own. */
static void B54_body(struct here *h)
{
	assert_int_equal(h->sync->lpVtbl == &AcomServerCall_ISynchronize_vtbl, !h->shell);
	begin(h);
	assert_int_equal(ISynchronize_Wait(h->sync, 0, 0), RPC_S_CALLPENDING);
	house_complete(&h->house, S_OK);
	assert_int_equal(ISynchronize_Wait(h->sync, 0, INFINITE), S_OK);
	client_finish(h->call, S_OK);
	if (h->shell) {
		assert_int_equal(os_load32(&h->shell->resets), 1);
		assert_int_equal(os_load32(&h->shell->signals), 1);
	}
}

TEST(B54_an_aggregated_server_call_object_signals_what_its_outer_has)
{
	here(in_a_shell, B54_body);
}

/* ---- what else AcomServerCall promises ---- */

static void handle_body(struct here *h)
{
	ISynchronizeHandle *owner;
	HANDLE handle;
	DWORD which;

	assert_int_equal(AsyncISimpleStream_QueryInterface(h->call, &IID_ISynchronizeHandle, (void **)&owner), S_OK);
	if (h->shell) {
		assert_int_equal(ISynchronizeHandle_GetHandle(owner, &handle), E_FAIL);
		ISynchronizeHandle_Release(owner);
		return;
	}
	assert_int_equal(ISynchronizeHandle_GetHandle(owner, &handle), S_OK);
	begin(h);
	assert_int_equal(CoWaitForMultipleHandles(0, 0, 1, &handle, &which), RPC_S_CALLPENDING);
	house_complete(&h->house, S_OK);
	assert_int_equal(CoWaitForMultipleHandles(0, INFINITE, 1, &handle, &which), S_OK);
	client_finish(h->call, S_OK);
	assert_int_equal(ISynchronize_Reset(h->sync), S_OK);
	assert_int_equal(CoWaitForMultipleHandles(0, 0, 1, &handle, &which), RPC_S_CALLPENDING);
	ISynchronizeHandle_Release(owner);
}

TEST(B12_a_server_call_object_in_the_clients_apartment_has_a_descriptor)
{
	alone_and_aggregated(handle_body);
}

static void early_body(struct here *h)
{
	struct client_let let = { .house = &h->house };

	begin(h);
	client_let_while_waiting(&let);
	client_finish(h->call, S_OK);
	assert_int_equal(os_load32(&let.done), 1);
	client_let_join(&let);
}

TEST(D14_finish_waits_for_completion)
{
	alone_and_aggregated(early_body);
}

static void other_method_body(struct here *h)
{
	ULONG n = 0;

	begin(h);
	assert_int_equal(AsyncISimpleStream_Finish_Write(h->call, &n), RPC_E_INVALIDMETHOD);
	house_complete(&h->house, S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Write(h->call, &n), RPC_E_INVALIDMETHOD);
	client_finish(h->call, S_OK);
}

TEST(D14_finish_of_another_method_changes_nothing)
{
	alone_and_aggregated(other_method_body);
}

static void complete_in_an_sta(void *arg)
{
	struct here *h = arg;

	assert_int_equal(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), S_OK);
	assert_int_equal(AcomServerCallComplete(h->helper, S_OK), RPC_E_WRONG_THREAD);
	CoUninitialize();
}

static void complete_body(struct here *h)
{
	struct harness_thread thread;

	assert_int_equal(AcomServerCallComplete(h->helper, S_OK), RPC_E_CALL_COMPLETE);
	begin(h);
	harness_start(&thread, complete_in_an_sta, h);
	harness_join(&thread);
	assert_int_equal(ISynchronize_Wait(h->sync, 0, 0), RPC_S_CALLPENDING);
	house_complete(&h->house, S_OK);
	assert_int_equal(AcomServerCallComplete(h->helper, E_FAIL), RPC_E_CALL_COMPLETE);
	client_finish(h->call, S_OK);
}

TEST(D14_only_the_apartment_of_begin_completes_and_once)
{
	here(standing_alone, complete_body);
}

static void worker_reference_body(struct here *h)
{
	begin(h);
	AsyncISimpleStream_AddRef(h->call);
	ULONG held = AsyncISimpleStream_Release(h->call);
	house_complete(&h->house, S_OK);
	AsyncISimpleStream_AddRef(h->call);
	assert_int_equal(AsyncISimpleStream_Release(h->call), held - 1);
	client_finish(h->call, S_OK);
}

TEST(D14_the_worker_has_a_reference_from_begin_to_completion)
{
	alone_and_aggregated(worker_reference_body);
}

static void cancel_body(struct here *h)
{
	ICancelMethodCalls *cancel = client_cancel(h->call);

	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), RPC_E_CALL_COMPLETE);
	assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_E_CALL_COMPLETE);
	begin(h);
	assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_S_CALLPENDING);
	assert_int_equal(house_test_cancel(&h->house), RPC_S_CALLPENDING);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), RPC_E_CALL_CANCELED);
	assert_int_equal(house_test_cancel(&h->house), RPC_E_CALL_CANCELED);
	assert_int_equal(ISynchronize_Wait(h->sync, 0, 0), RPC_S_CALLPENDING); /* a request: the worker decides */
	house_complete(&h->house, RPC_E_CALL_CANCELED);
	client_finish(h->call, RPC_E_CALL_CANCELED);
	begin(h);
	assert_int_equal(house_test_cancel(&h->house), RPC_S_CALLPENDING);
	house_complete(&h->house, S_OK);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), RPC_E_CALL_COMPLETE);
	client_finish(h->call, S_OK);
	client_release(cancel);
}

TEST(D14_cancel_reaches_the_worker_as_a_request)
{
	alone_and_aggregated(cancel_body);
}

TEST(D14_a_busy_call_object_outlives_the_client_that_releases_it)
{
	struct house h = { .model = COINIT_MULTITHREADED, .async = true, .mode = HOUSE_LATER };

	house_open(&h); /* this thread belongs to the MTA by default */
	ISimpleStream *s = house_stream(&h);
	AsyncISimpleStream *call = house_call(s);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, ROOM), S_OK);
	assert_int_not_equal(client_release(call), 0);
	assert_int_equal(house_count(&h.call_objects), 1);
	house_complete(&h, S_OK);
	assert_int_equal(house_count(&h.call_objects), 0);
	client_release(s);
	house_close(&h);
}
