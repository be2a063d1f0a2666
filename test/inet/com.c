/* com.c - downloads by objects: synchronous and asynchronous, from the objects' own apartment and from another one. */
#include <dirent.h>

#include "inet/office.h"

#define OK "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
static const struct web_step hello[] = { WEB_REACH,
	{ WEB_HEAD, OK, 0, 20 }, { WEB_BODY, "hello", 0, 5 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step at_once[] = { { WEB_HEAD, OK, 0, 0 }, { WEB_BODY, "hello", 0, 0 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step hangs[] = { WEB_REACH, { WEB_HANG, NULL, 0, 0 } };
static const struct web_step stops[] = { WEB_REACH, { WEB_HEAD, OK, 0, 1 }, { WEB_BODY, "hel", 0, 1 }, { WEB_HANG, NULL, 0, 0 } };
static const struct web_step refused[] = { { WEB_RESOLVE, "shop", 0, 1 }, { WEB_CONNECT, "10.0.0.1", 0, 1 },
	{ WEB_DONE, NULL, ERROR_INTERNET_CANNOT_CONNECT, 5 } };
static const struct web_page pages[] = {
	{ "http://shop/hello", hello }, { "http://shop/at_once", at_once },
	{ "http://shop/hangs", hangs }, { "http://shop/stops", stops },
	{ "http://shop/refused", refused }, { NULL, NULL },
};

#define LACKS HRESULT_FROM_WIN32(ERROR_NOT_ENOUGH_MEMORY)

static void read_hello(IInternetStream *stream)
{
	BYTE data[16];
	ULONG got;
	HRESULT hr = IInternetStream_Read(stream, data, sizeof data, &got);

	if (hr == S_OK) {
		assert_int_equal(got, 5);
		assert_memory_equal(data, "hello", 5);
		hr = IInternetStream_Read(stream, data, sizeof data, &got);
		if (SUCCEEDED(hr))
			assert_int_equal(hr, S_FALSE);
		assert_int_equal(got, 0);
	}
	if (FAILED(hr))
		sweep_ok(hr, LACKS);
}

static void look_at_head(IHttpRequest *request)
{
	DWORD status;
	char *type;
	HRESULT hr = IHttpRequest_QueryNumber(request, HTTP_QUERY_STATUS_CODE, &status);

	if (SUCCEEDED(hr)) {
		assert_int_equal(status, 200);
		hr = IHttpRequest_QueryInfo(request, HTTP_QUERY_CUSTOM, "Content-Type", 0, &type);
	}
	if (FAILED(hr)) {
		sweep_ok(hr, LACKS);
		return;
	}
	assert_string_equal(type, "text/plain");
	CoTaskMemFree(type);
}

static void get(enum office_where where)
{
	struct office o;
	HRESULT hr;

	if (!office_open(&o, where, pages, "/hello"))
		return;
	hr = IHttpRequest_SendRequest(o.request, NULL, NULL, 0);
	if (SUCCEEDED(hr)) {
		look_at_head(o.request);
		read_hello(o.stream);
	} else {
		sweep_ok(hr, LACKS);
	}
	office_close(&o);
}

SIM_TEST(a_synchronous_get_in_the_objects_apartment, 30) { get(OFFICE_HERE); }
SIM_TEST(a_synchronous_get_from_another_apartment, 30) { get(OFFICE_BESIDE); }

static HRESULT finish_read(AsyncIInternetStream *read, BYTE *data, ULONG *got)
{
	HRESULT hr = AsyncIInternetStream_Begin_Read(read, 16);

	*got = 0;
	if (FAILED(hr))
		return hr;
	office_wait(read);
	return AsyncIInternetStream_Finish_Read(read, data, got);
}

static void read_asynchronously(struct office *o)
{
	AsyncIInternetStream *read = office_call(o->stream, &IID_AsyncIInternetStream);
	BYTE data[16];
	ULONG got;
	HRESULT hr;

	if (!read)
		return;
	hr = finish_read(read, data, &got);
	if (hr == S_OK) {
		assert_int_equal(got, 5);
		assert_memory_equal(data, "hello", 5);
		hr = finish_read(read, data, &got);
		if (SUCCEEDED(hr))
			assert_int_equal(hr, S_FALSE);
	}
	if (FAILED(hr))
		sweep_ok(hr, LACKS);
	AsyncIInternetStream_Release(read);
}

static void get_asynchronously(enum office_where where)
{
	AsyncIHttpRequest *send;
	struct office o;
	HRESULT hr;

	if (!office_open(&o, where, pages, "/hello"))
		return;
	send = office_call(o.request, &IID_AsyncIHttpRequest);
	if (send) {
		hr = AsyncIHttpRequest_Begin_SendRequest(send, NULL, NULL, 0);
		if (SUCCEEDED(hr)) {
			office_wait(send);
			hr = AsyncIHttpRequest_Finish_SendRequest(send);
		}
		if (SUCCEEDED(hr))
			read_asynchronously(&o);
		else
			sweep_ok(hr, LACKS);
		AsyncIHttpRequest_Release(send);
	}
	office_close(&o);
}

SIM_TEST(an_asynchronous_get_in_the_objects_apartment, 30) { get_asynchronously(OFFICE_HERE); }
SIM_TEST(an_asynchronous_get_from_another_apartment, 30) { get_asynchronously(OFFICE_BESIDE); }

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
SIM_TEST(cancel_from_another_apartment_ends_a_send_and_the_request_can_be_sent_again, 30)
{
	AsyncIHttpRequest *send;
	struct office o;

	if (swept() || !office_open(&o, OFFICE_BESIDE, pages, "/hangs"))
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

static void refuse(enum office_where where)
{
	IHttpConnection *nowhere;
	struct office o;

	if (swept() || !office_open(&o, where, pages, "/refused"))
		return;
	assert_int_equal(IHttpRequest_SendRequest(o.request, NULL, NULL, 0), HRESULT_FROM_WIN32(ERROR_INTERNET_CANNOT_CONNECT));
	assert_int_equal(IInternetSession_Open(o.session, "again", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, 0),
	                 HRESULT_FROM_WIN32(ERROR_INTERNET_INCORRECT_HANDLE_STATE));
	assert_int_equal(IInternetSession_ConnectHttp(o.session, "", 0, 0, &nowhere), E_INVALIDARG);
	assert_null(nowhere);
	office_close(&o);
}

static void seek(enum office_where where)
{
	ULONGLONG place;
	struct office o;
	BYTE data[16];
	ULONG got;

	if (swept() || !office_open(&o, where, pages, "/hello"))
		return;
	assert_int_equal(IInternetStream_Seek(o.stream, 2, FILE_BEGIN, &place),
	                 HRESULT_FROM_WIN32(ERROR_INTERNET_INCORRECT_HANDLE_STATE));
	assert_int_equal(IHttpRequest_SendRequest(o.request, NULL, NULL, 0), S_OK);
	assert_int_equal(IInternetStream_Seek(o.stream, 2, FILE_BEGIN, &place), S_OK);
	assert_int_equal(place, 2);
	assert_int_equal(IInternetStream_Seek(o.stream, -3, FILE_CURRENT, &place), HRESULT_FROM_WIN32(ERROR_NEGATIVE_SEEK));
	assert_int_equal(IInternetStream_Read(o.stream, data, sizeof data, &got), S_OK);
	assert_int_equal(got, 3);
	assert_memory_equal(data, "llo", 3);
	office_close(&o);
}

SIM_TEST(a_stream_is_read_from_elsewhere_in_the_objects_apartment, 10) { seek(OFFICE_HERE); }
SIM_TEST(a_stream_is_read_from_elsewhere_from_another_apartment, 10) { seek(OFFICE_BESIDE); }

SIM_TEST(errors_are_the_flat_functions_in_the_objects_apartment, 10) { refuse(OFFICE_HERE); }
SIM_TEST(errors_are_the_flat_functions_from_another_apartment, 10) { refuse(OFFICE_BESIDE); }

#ifndef ACOM_SIM
static unsigned threads(void)
{
	DIR *tasks = opendir("/proc/self/task");
	unsigned count = 0;

	assert_non_null(tasks);
	while (readdir(tasks))
		count++;
	closedir(tasks);
	return count - 2; /* "." and ".." */
}

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
	assert_in_range(threads(), 2, THREADS_MOST);
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

TEST(the_class_is_registered_in_the_multithreaded_apartment_only)
{
	DWORD cookie;

	assert_int_equal(AcomInternetRegister(0, &cookie), CO_E_NOTINITIALIZED);
	assert_int_equal(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), S_OK);
	assert_int_equal(AcomInternetRegister(0, &cookie), RPC_E_WRONG_THREAD);
	CoUninitialize();
}

#ifndef ACOM_SIM
/* A process that could not serve is none that ends with its last object. */
TEST(a_serve_that_fails_leaves_nothing_behind)
{
	IInternetSession *session;
	DWORD cookie;

	if (swept())
		return;
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	for (int i = 0; i < 2; i++)
		assert_int_equal(AcomInternetServe(u"nowhere"), RPC_S_PROTSEQ_NOT_SUPPORTED);
	assert_int_equal(AcomInternetRegister(0, &cookie), S_OK);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(CoCreateInstance(&CLSID_InternetSession, NULL, CLSCTX_INPROC_SERVER, &IID_IInternetSession,
						  (void **)&session), S_OK);
		IInternetSession_Release(session);
	}
	assert_int_equal(CoRevokeClassObject(cookie), S_OK);
	CoUninitialize();
}
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
	read_hello(o.stream);
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
