/* com.c - downloads by objects: synchronous and asynchronous, from the objects' own apartment and from another one. */
#include "inet/office.h"
#include "said.h"

#define OK "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
static const struct web_step hello[] = { WEB_REACH,
	{ WEB_HEAD, OK, 0, 20 }, { WEB_BODY, "hello", 0, 5 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step refused[] = { { WEB_RESOLVE, "shop", 0, 1 }, { WEB_CONNECT, "10.0.0.1", 0, 1 },
	{ WEB_DONE, NULL, ERROR_INTERNET_CANNOT_CONNECT, 5 } };
static const struct web_page pages[] = {
	{ "http://shop/hello", hello }, { "http://shop/refused", refused }, { NULL, NULL },
};

#define LACKS HRESULT_FROM_WIN32(ERROR_NOT_ENOUGH_MEMORY)

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
		hr = office_read(o.stream, "hello");
	}
	if (FAILED(hr))
		sweep_ok(hr, LACKS);
	office_close(&o);
}

SIM_TEST(a_synchronous_get_in_the_objects_apartment, 30) { get(OFFICE_HERE); }
SIM_TEST(a_synchronous_get_from_another_apartment, 30) { get(OFFICE_BESIDE); }

/* It is not the end, neither before nor behind it. */
static void read_nothing(enum office_where where)
{
	struct office o;
	BYTE none[1];
	ULONG got = 1;

	if (swept() || !office_open(&o, where, pages, "/hello"))
		return;
	assert_int_equal(IHttpRequest_SendRequest(o.request, NULL, NULL, 0), S_OK);
	assert_int_equal(IInternetStream_Read(o.stream, none, 0, &got), S_OK);
	assert_int_equal(got, 0);
	assert_int_equal(office_read(o.stream, "hello"), S_OK);
	assert_int_equal(IInternetStream_Read(o.stream, none, 0, &got), S_OK);
	assert_int_equal(got, 0);
	office_close(&o);
}

SIM_TEST(a_read_of_nothing_is_not_the_end_in_the_objects_apartment, 10) { read_nothing(OFFICE_HERE); }
SIM_TEST(a_read_of_nothing_is_not_the_end_from_another_apartment, 10) { read_nothing(OFFICE_BESIDE); }

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

	if (swept() || !office_open(&o, where, pages, "/hello"))
		return;
	assert_int_equal(IInternetStream_Seek(o.stream, 2, FILE_BEGIN, &place),
	                 HRESULT_FROM_WIN32(ERROR_INTERNET_INCORRECT_HANDLE_STATE));
	error_is("The handle cannot do this now.");
	assert_int_equal(IHttpRequest_SendRequest(o.request, NULL, NULL, 0), S_OK);
	assert_int_equal(IInternetStream_Seek(o.stream, 2, FILE_BEGIN, &place), S_OK);
	assert_int_equal(place, 2);
	assert_int_equal(IInternetStream_Seek(o.stream, -3, FILE_CURRENT, &place), HRESULT_FROM_WIN32(ERROR_NEGATIVE_SEEK));
	assert_int_equal(office_read(o.stream, "llo"), S_OK);
	office_close(&o);
}

SIM_TEST(a_stream_is_read_from_elsewhere_in_the_objects_apartment, 10) { seek(OFFICE_HERE); }
SIM_TEST(a_stream_is_read_from_elsewhere_from_another_apartment, 10) { seek(OFFICE_BESIDE); }

SIM_TEST(errors_are_the_flat_functions_in_the_objects_apartment, 10) { refuse(OFFICE_HERE); }
SIM_TEST(errors_are_the_flat_functions_from_another_apartment, 10) { refuse(OFFICE_BESIDE); }

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

