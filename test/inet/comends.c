/* comends.c - calls of objects that are cancelled, closed, or left alone, by those who began them and by others. */
#include "inet/office.h"

#define OK "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
static const struct web_step hello[] = { WEB_REACH,
	{ WEB_HEAD, OK, 0, 20 }, { WEB_BODY, "hello", 0, 5 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step at_once[] = { { WEB_HEAD, OK, 0, 0 }, { WEB_BODY, "hello", 0, 0 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step hangs[] = { WEB_REACH, { WEB_HANG, NULL, 0, 0 } };
static const struct web_step stops[] = { WEB_REACH, { WEB_HEAD, OK, 0, 1 }, { WEB_BODY, "hel", 0, 1 }, { WEB_HANG, NULL, 0, 0 } };
static const struct web_page pages[] = {
	{ "http://shop/hello", hello }, { "http://shop/at_once", at_once },
	{ "http://shop/hangs", hangs }, { "http://shop/stops", stops }, { NULL, NULL },
};

#define LACKS HRESULT_FROM_WIN32(ERROR_NOT_ENOUGH_MEMORY)

/* The same request can be sent again. */
static void cancel_send(enum office_where where)
{
	AsyncIHttpRequest *send;
	struct office o;

	if (swept() || !office_open(&o, where, pages, "/hangs"))
		return;
	send = needed(office_call(o.request, &IID_AsyncIHttpRequest));
	for (int i = 0; i < 2; i++) {
		assert_int_equal(AsyncIHttpRequest_Begin_SendRequest(send, NULL, NULL, 0), S_OK);
		assert_int_equal(office_cancel(send, 0), S_OK);
		assert_int_equal(AsyncIHttpRequest_Finish_SendRequest(send), RPC_E_CALL_CANCELED);
	}
	AsyncIHttpRequest_Release(send);
	office_close(&o);
}

SIM_TEST(cancel_ends_a_send_in_the_objects_apartment, 30) { cancel_send(OFFICE_HERE); }

/* With time it waits until the call has ended over there. */
static void cancel_send_there(enum office_where where)
{
	AsyncIHttpRequest *send;
	struct office o;

	if (swept() || !office_open(&o, where, pages, "/hangs"))
		return;
	send = needed(office_call(o.request, &IID_AsyncIHttpRequest));
	for (int i = 0; i < 3; i++) {
		assert_int_equal(AsyncIHttpRequest_Begin_SendRequest(send, NULL, NULL, 0), S_OK);
		assert_int_equal(office_cancel(send, 10), RPC_E_CALL_COMPLETE);
		assert_int_equal(AsyncIHttpRequest_Finish_SendRequest(send), RPC_E_CALL_CANCELED);
	}
	assert_int_equal(AsyncIHttpRequest_Begin_SendRequest(send, NULL, NULL, 0), S_OK);
	assert_int_equal(office_cancel(send, 0), S_OK);
	assert_int_equal(AsyncIHttpRequest_Finish_SendRequest(send), RPC_E_CALL_CANCELED);
	AsyncIHttpRequest_Release(send);
	office_hang_up(&o);
	office_close(&o);
}

SIM_TEST(cancel_from_another_apartment_ends_a_send_and_the_request_can_be_sent_again, 30) { cancel_send_there(OFFICE_BESIDE); }
#ifndef ACOM_SIM
TEST(cancel_from_another_process_ends_the_download_there_over_unix) { cancel_send_there(OFFICE_UNIX); }
TEST(cancel_from_another_process_ends_the_download_there_over_tcp) { cancel_send_there(OFFICE_TCP); }
#endif

static void cancel_read(enum office_where where)
{
	AsyncIInternetStream *read;
	struct office o;
	BYTE data[16];
	ULONG got;

	if (swept() || !office_open(&o, where, pages, "/stops"))
		return;
	assert_int_equal(IHttpRequest_SendRequest(o.request, NULL, NULL, 0), S_OK);
	read = needed(office_call(o.stream, &IID_AsyncIInternetStream));
	assert_int_equal(AsyncIInternetStream_Begin_Read(read, sizeof data), S_OK);
	assert_int_equal(office_cancel(read, 10), RPC_E_CALL_COMPLETE);
	assert_int_equal(AsyncIInternetStream_Finish_Read(read, data, &got), RPC_E_CALL_CANCELED);
	assert_int_equal(got, 0);
	AsyncIInternetStream_Release(read);
	office_close(&o);
}

SIM_TEST(cancel_ends_a_read_and_with_it_the_download, 30) { cancel_read(OFFICE_HERE); }
SIM_TEST(cancel_from_another_apartment_ends_a_read, 30) { cancel_read(OFFICE_BESIDE); }

SIM_TEST(one_call_pends_at_a_time_and_close_ends_it, 30)
{
	IInternetHandle *handle;
	AsyncIHttpRequest *send, *other;
	struct office o;

	if (swept() || !office_open(&o, OFFICE_HERE, pages, "/hangs"))
		return;
	send = needed(office_call(o.request, &IID_AsyncIHttpRequest));
	other = needed(office_call(o.request, &IID_AsyncIHttpRequest));
	assert_int_equal(AsyncIHttpRequest_Begin_SendRequest(send, NULL, NULL, 0), S_OK);
	assert_int_equal(AsyncIHttpRequest_Begin_SendRequest(other, NULL, NULL, 0), S_OK);
	assert_int_equal(AsyncIHttpRequest_Finish_SendRequest(other), HRESULT_FROM_WIN32(ERROR_INTERNET_REQUEST_PENDING));
	assert_int_equal(IHttpConnection_QueryInterface(o.connection, &IID_IInternetHandle, (void **)&handle), S_OK);
	assert_int_equal(IInternetHandle_Close(handle), S_OK);
	assert_int_equal(AsyncIHttpRequest_Finish_SendRequest(send), HRESULT_FROM_WIN32(ERROR_INTERNET_OPERATION_CANCELLED));
	assert_int_equal(IHttpRequest_SendRequest(o.request, NULL, NULL, 0), HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE));
	assert_int_equal(IInternetHandle_Close(handle), HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE));
	IInternetHandle_Release(handle);
	AsyncIHttpRequest_Release(send);
	AsyncIHttpRequest_Release(other);
	office_close(&o);
}

/* Two threads of the objects' apartment serve the calls: the close may be the first. */
SIM_TEST(close_from_another_apartment_ends_what_pends, 30)
{
	IInternetHandle *handle;
	AsyncIHttpRequest *send;
	struct office o;
	HRESULT hr;

	if (swept() || !office_open(&o, OFFICE_BESIDE, pages, "/hangs"))
		return;
	send = needed(office_call(o.request, &IID_AsyncIHttpRequest));
	assert_int_equal(AsyncIHttpRequest_Begin_SendRequest(send, NULL, NULL, 0), S_OK);
	assert_int_equal(IHttpConnection_QueryInterface(o.connection, &IID_IInternetHandle, (void **)&handle), S_OK);
	assert_int_equal(IInternetHandle_Close(handle), S_OK);
	hr = AsyncIHttpRequest_Finish_SendRequest(send);
	if (hr != HRESULT_FROM_WIN32(ERROR_INTERNET_OPERATION_CANCELLED))
		assert_int_equal(hr, HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE));
	IInternetHandle_Release(handle);
	AsyncIHttpRequest_Release(send);
	office_close(&o);
}

#ifndef ACOM_SIM
/* The I/O thread, at most four that tell, at most eight of the objects' apartment, and a few of the test's. */
static void pend_in_crowds(enum office_where where)
{
	enum { CROWD = 200, THREADS_MOST = 20 };
	AsyncIHttpRequest *calls[CROWD];
	IHttpRequest *requests[CROWD];
	struct office o;

	if (swept() || !office_open(&o, where, pages, "/hangs"))
		return;
	for (unsigned i = 0; i < CROWD; i++) {
		requests[i] = needed(office_request(&o, "/hangs", i));
		calls[i] = needed(office_call(requests[i], &IID_AsyncIHttpRequest));
		assert_int_equal(AsyncIHttpRequest_Begin_SendRequest(calls[i], NULL, NULL, 0), S_OK);
	}
	assert_in_range(harness_threads(), 2, THREADS_MOST);
	for (unsigned i = 0; i < CROWD; i++) {
		office_cancel(calls[i], 0);
		assert_int_equal(AsyncIHttpRequest_Finish_SendRequest(calls[i]), RPC_E_CALL_CANCELED);
		AsyncIHttpRequest_Release(calls[i]);
		IHttpRequest_Release(requests[i]);
	}
	office_hang_up(&o);
	office_close(&o);
}

TEST(no_thread_is_held_for_what_pends_in_the_objects_apartment) { pend_in_crowds(OFFICE_HERE); }
TEST(no_thread_is_held_for_what_pends_from_another_apartment) { pend_in_crowds(OFFICE_BESIDE); }

/* The objects live on as long as something that was made from them, and the transfer as long as nobody else wants it to end. */
static void abandon(enum office_where where)
{
	AsyncIHttpRequest *send;
	struct office o;

	if (!office_open(&o, where, pages, "/hello"))
		return;
	IHttpConnection_Release(o.connection);
	IInternetSession_Release(o.session);
	o.connection = NULL;
	o.session = NULL;
	send = office_call(o.request, &IID_AsyncIHttpRequest);
	if (send) {
		unsigned before = web_requests();
		HRESULT hr = AsyncIHttpRequest_Begin_SendRequest(send, NULL, NULL, 0);

		AsyncIHttpRequest_Release(send);
		if (FAILED(hr))
			sweep_ok(hr, LACKS);
		else if (!swept())
			while (web_requests() == before)
				os_yield();
	}
	office_close(&o);
}

TEST(an_abandoned_send_goes_on) { abandon(OFFICE_HERE); }
TEST(an_abandoned_send_from_another_apartment_goes_on) { abandon(OFFICE_BESIDE); }
#endif

static void cancel_it(void *call)
{
	office_cancel(call, 0);
}

/* It ends once, one way or the other, and what is begun behind it is not meant. */
static void cancel_meets_the_end(enum office_where where)
{
	struct harness_thread canceller;
	AsyncIHttpRequest *send;
	struct office o;
	HRESULT hr;

	if (swept() || !office_open(&o, where, pages, "/hello"))
		return;
	send = needed(office_call(o.request, &IID_AsyncIHttpRequest));
	harness_start(&canceller, cancel_it, send);
	assert_int_equal(AsyncIHttpRequest_Begin_SendRequest(send, NULL, NULL, 0), S_OK);
	hr = AsyncIHttpRequest_Finish_SendRequest(send);
	if (hr != S_OK)
		assert_int_equal(hr, RPC_E_CALL_CANCELED);
	harness_join(&canceller);
	assert_int_equal(AsyncIHttpRequest_Finish_SendRequest(send), RPC_E_CALL_COMPLETE);
	do {
		hr = IHttpRequest_SendRequest(o.request, NULL, NULL, 0);
	} while (where != OFFICE_HERE && hr == HRESULT_FROM_WIN32(ERROR_INTERNET_REQUEST_PENDING));
	assert_int_equal(hr, S_OK);
	assert_int_equal(office_read(o.stream, "hello"), S_OK);
	AsyncIHttpRequest_Release(send);
	office_close(&o);
}

SIM_TEST(cancel_meets_the_end_of_a_call_in_the_objects_apartment, 200) { cancel_meets_the_end(OFFICE_HERE); }
SIM_TEST(cancel_meets_the_end_of_a_call_from_another_apartment, 200) { cancel_meets_the_end(OFFICE_BESIDE); }

/* What is begun by another call object while the cancel still runs is not meant, either. */
SIM_TEST(a_cancel_that_comes_late_spares_the_next_call, 30000)
{
	struct harness_thread canceller;
	AsyncIHttpRequest *send;
	struct office o;
	HRESULT hr;

	if (swept() || !office_open(&o, OFFICE_HERE, pages, "/at_once"))
		return;
	send = needed(office_call(o.request, &IID_AsyncIHttpRequest));
	assert_int_equal(AsyncIHttpRequest_Begin_SendRequest(send, NULL, NULL, 0), S_OK);
	harness_start(&canceller, cancel_it, send);
	hr = AsyncIHttpRequest_Finish_SendRequest(send);
	if (hr != S_OK)
		assert_int_equal(hr, RPC_E_CALL_CANCELED);
	assert_int_equal(IHttpRequest_SendRequest(o.request, NULL, NULL, 0), S_OK);
	harness_join(&canceller);
	AsyncIHttpRequest_Release(send);
	office_close(&o);
}

static HRESULT told;

static void cancel_and_tell(void *call)
{
	told = office_cancel(call, 0);
}

/* Also while Begin_ runs. */
SIM_TEST(a_cancel_that_is_taken_ends_the_call, 200)
{
	struct harness_thread canceller;
	AsyncIHttpRequest *send;
	struct office o;

	if (swept() || !office_open(&o, OFFICE_HERE, pages, "/hangs"))
		return;
	send = needed(office_call(o.request, &IID_AsyncIHttpRequest));
	harness_start(&canceller, cancel_and_tell, send);
	assert_int_equal(AsyncIHttpRequest_Begin_SendRequest(send, NULL, NULL, 0), S_OK);
	harness_join(&canceller);
	if (told == RPC_E_CALL_COMPLETE) /* nothing was begun yet */
		assert_int_equal(office_cancel(send, 0), S_OK);
	else
		assert_int_equal(told, S_OK);
	assert_int_equal(AsyncIHttpRequest_Finish_SendRequest(send), RPC_E_CALL_CANCELED);
	AsyncIHttpRequest_Release(send);
	office_close(&o);
}
