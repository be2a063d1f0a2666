/* sink.c - who hears of progress: in order, and nobody waits for him. */
#include <string.h>

#include "inet/office.h"
#include "inet/witness.h"

#define OK "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
static const struct web_step hello[] = { WEB_REACH,
	{ WEB_HEAD, OK, 0, 20 }, { WEB_BODY, "hello", 0, 5 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step moved[] = { WEB_REACH,
	{ WEB_HEAD, "HTTP/1.1 302 Found\r\nLocation: /hello\r\n\r\n", 0, 1 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step hangs[] = { WEB_REACH, { WEB_HANG, NULL, 0, 0 } };
static const struct web_step leaves[] = { WEB_REACH, { WEB_HEAD, OK, 0, 20 }, { WEB_CLOSE, NULL, 0, 0 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_page pages[] = {
	{ "http://shop/leaves", leaves },
	{ "http://shop/hello", hello }, { "http://shop/moved", moved }, { "http://shop/hangs", hangs }, { NULL, NULL },
};

static struct harness_gate gate;

static void told_in_order(enum office_where where)
{
	static struct witness w;
	struct office o;
	unsigned i;

	w = (struct witness){ .hr = S_OK };
	if (swept() || !office_open(&o, where, pages, "/moved"))
		return;
	assert_true(witness_attach(&w, o.request));
	assert_int_equal(IHttpRequest_SendRequest(o.request, NULL, NULL, 0), S_OK);
	i = witness_await(&w, OFFICE_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1);
	assert_int_equal(w.told[i].number, ERROR_SUCCESS);
	assert_string_equal(witness_told(&w, OFFICE_CONTEXT), "10 11 20 21 30 31 40 41 110 10 11 20 21 30 31 40 41 100");
	i = witness_await(&w, OFFICE_CONTEXT, INTERNET_STATUS_REDIRECT, 1);
	assert_string_equal(w.told[i].text, "http://shop/hello");
	i = witness_await(&w, OFFICE_CONTEXT, INTERNET_STATUS_RESPONSE_RECEIVED, 1);
	assert_int_equal(w.told[i].number, strlen(moved[4].text));
	office_close(&o);
}

/* Of what ends by its last Release: of what was on its way then it hears all or nothing. */
static void told_to_the_end(enum office_where where)
{
	static struct witness w;
	IHttpRequest *request;
	const char *told;
	struct office o;

	w = (struct witness){ .hr = S_OK };
	if (swept() || !office_open(&o, where, pages, "/hello"))
		return;
	request = needed(office_request(&o, "/leaves", 1));
	assert_true(witness_attach(&w, request));
	assert_int_equal(IHttpRequest_SendRequest(request, NULL, NULL, 0), S_OK);
	IHttpRequest_Release(request);
	witness_await(&w, 1, INTERNET_STATUS_HANDLE_CLOSING, 1);
	office_close(&o);
	told = witness_told(&w, 1);
	assert_true(!strcmp(told, "10 11 20 21 30 31 40 41 100 70") || !strcmp(told, "10 11 20 21 30 31 40 41 100 50 51 70"));
}

/* Of what is closed while it pends. */
static void told_of_the_close(enum office_where where)
{
	static struct witness w;
	AsyncIHttpRequest *call;
	struct office o;
	unsigned i;

	w = (struct witness){ .hr = S_OK };
	if (swept() || !office_open(&o, where, pages, "/hangs"))
		return;
	assert_true(witness_attach(&w, o.request));
	call = needed(office_call(o.request, &IID_AsyncIHttpRequest));
	assert_int_equal(AsyncIHttpRequest_Begin_SendRequest(call, NULL, NULL, 0), S_OK);
	witness_await(&w, OFFICE_CONTEXT, INTERNET_STATUS_RECEIVING_RESPONSE, 1);
	office_hang_up(&o);
	assert_int_equal(AsyncIHttpRequest_Finish_SendRequest(call), HRESULT_FROM_WIN32(ERROR_INTERNET_OPERATION_CANCELLED));
	witness_await(&w, OFFICE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	i = witness_await(&w, OFFICE_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1);
	assert_int_equal(w.told[i].number, ERROR_INTERNET_OPERATION_CANCELLED);
	AsyncIHttpRequest_Release(call);
	office_close(&o);
	assert_int_equal(w.told[w.count - 1].status, INTERNET_STATUS_HANDLE_CLOSING);
	assert_int_equal(i, w.count - 2);
}

/* It stands at the first until there is more than is kept: the ends come nevertheless, all of them. */
static void told_of_each_end(enum office_where where)
{
	enum { SENDS = 150 };
	static struct witness w;
	unsigned i, ends = 0;
	struct office o;

	if (swept() || !office_open(&o, where, pages, "/hello"))
		return;
	gate = (struct harness_gate)HARNESS_GATE_INIT;
	w = (struct witness){ .gate = &gate };
	assert_true(witness_attach(&w, o.request));
	for (i = 0; i < SENDS; i++)
		assert_int_equal(IHttpRequest_SendRequest(o.request, NULL, NULL, 0), S_OK);
	office_hang_up(&o);
	harness_gate_open(&gate);
	witness_await(&w, OFFICE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	for (i = 0; i < w.count; i++)
		ends += w.told[i].status == INTERNET_STATUS_REQUEST_COMPLETE;
	assert_int_equal(ends, SENDS);
	assert_true(w.count < 9 * SENDS);
	office_close(&o);
	assert_int_equal(w.told[w.count - 1].status, INTERNET_STATUS_HANDLE_CLOSING);
}

SIM_TEST(a_sink_of_the_objects_apartment_hears_all_in_order, 30) { told_in_order(OFFICE_HERE); }
SIM_TEST(a_sink_of_the_objects_apartment_hears_that_an_object_ends_and_nothing_behind_it, 100) { told_to_the_end(OFFICE_HERE); }
SIM_TEST(a_sink_of_the_objects_apartment_hears_one_end_of_what_is_closed, 100) { told_of_the_close(OFFICE_HERE); }
SIM_TEST(a_sink_of_the_objects_apartment_that_is_far_behind_hears_of_each_end, 2) { told_of_each_end(OFFICE_HERE); }
#ifndef ACOM_SIM
TEST(a_sink_of_another_process_hears_that_an_object_ends_and_nothing_behind_it_over_unix) { told_to_the_end(OFFICE_UNIX); }
TEST(a_sink_of_another_process_hears_that_an_object_ends_and_nothing_behind_it_over_tcp) { told_to_the_end(OFFICE_TCP); }
TEST(a_sink_of_another_process_hears_one_end_of_what_is_closed_over_unix) { told_of_the_close(OFFICE_UNIX); }
TEST(a_sink_of_another_process_hears_one_end_of_what_is_closed_over_tcp) { told_of_the_close(OFFICE_TCP); }
TEST(a_sink_of_another_process_that_is_far_behind_hears_of_each_end) { told_of_each_end(OFFICE_UNIX); }
TEST(a_sink_of_another_process_hears_all_in_order_over_unix) { told_in_order(OFFICE_UNIX); }
TEST(a_sink_of_another_process_hears_all_in_order_over_tcp) { told_in_order(OFFICE_TCP); }
#endif

/* Sinks that do not return until another download is over, more of them than there are threads that tell. */
static void slow(enum office_where where)
{
	enum { SLOW = 6 };
	static struct witness slow_ones[SLOW], quick;
	IHttpRequest *requests[SLOW];
	AsyncIHttpRequest *calls[SLOW];
	struct office o;

	if (swept() || !office_open(&o, where, pages, "/hello"))
		return;
	gate = (struct harness_gate)HARNESS_GATE_INIT;
	for (uint64_t i = 0; i < SLOW; i++) {
		slow_ones[i] = (struct witness){ .gate = &gate };
		requests[i] = needed(office_request(&o, "/hello", i + 1));
		assert_true(witness_attach(&slow_ones[i], requests[i]));
		calls[i] = needed(office_call(requests[i], &IID_AsyncIHttpRequest));
		assert_int_equal(AsyncIHttpRequest_Begin_SendRequest(calls[i], NULL, NULL, 0), S_OK);
	}
	quick = (struct witness){ .hr = S_OK };
	assert_true(witness_attach(&quick, o.request));
	assert_int_equal(IHttpRequest_SendRequest(o.request, NULL, NULL, 0), S_OK);
	witness_await(&quick, OFFICE_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1);
	for (unsigned i = 0; i < SLOW; i++)
		assert_int_equal(AsyncIHttpRequest_Finish_SendRequest(calls[i]), S_OK);
	harness_gate_open(&gate);
	for (uint64_t i = 0; i < SLOW; i++) {
		witness_await(&slow_ones[i], i + 1, INTERNET_STATUS_REQUEST_COMPLETE, 1);
		assert_string_equal(witness_told(&slow_ones[i], i + 1), "10 11 20 21 30 31 40 41 100");
		AsyncIHttpRequest_Release(calls[i]);
		IHttpRequest_Release(requests[i]);
	}
	office_close(&o);
}

SIM_TEST(slow_sinks_of_the_objects_apartment_hold_up_no_download, 20) { slow(OFFICE_HERE); }
#ifndef ACOM_SIM
TEST(slow_sinks_of_another_process_hold_up_no_download_over_unix) { slow(OFFICE_UNIX); }
TEST(slow_sinks_of_another_process_hold_up_no_download_over_tcp) { slow(OFFICE_TCP); }
#endif

/* One that has failed, and one whose process is gone, and one that was taken back. */
static void failing(enum office_where where)
{
	static struct witness w;
	IInternetHandle *handle;
	struct office o;

	w = (struct witness){ .hr = E_FAIL };
	if (swept() || !office_open(&o, where, pages, "/hello"))
		return;
	assert_true(witness_attach(&w, o.request));
	assert_int_equal(IHttpRequest_SendRequest(o.request, NULL, NULL, 0), S_OK);
	witness_await(&w, OFFICE_CONTEXT, INTERNET_STATUS_RESOLVING_NAME, 1);
	assert_int_equal(IHttpRequest_QueryInterface(o.request, &IID_IInternetHandle, (void **)&handle), S_OK);
	assert_int_equal(IInternetHandle_SetSink(handle, NULL), S_OK);
	IInternetHandle_Release(handle);
	assert_int_equal(IHttpRequest_SendRequest(o.request, NULL, NULL, 0), S_OK);
	office_close(&o);
	assert_int_equal(w.count, 1);
}

SIM_TEST(a_sink_that_fails_is_told_nothing_more, 20) { failing(OFFICE_HERE); }
#ifndef ACOM_SIM
TEST(a_sink_of_another_process_that_fails_is_told_nothing_more) { failing(OFFICE_UNIX); }
#endif

SIM_TEST(what_a_sink_says_that_cannot_be_one_is_told, 10)
{
	static struct witness w;
	IInternetStatusSink *sink;
	IInternetHandle *handle;
	struct office o;

	w = (struct witness){ .refuses = E_ACCESSDENIED };
	if (swept() || !office_open(&o, OFFICE_HERE, pages, "/hello"))
		return;
	sink = needed(witness_make(&w));
	assert_int_equal(IHttpRequest_QueryInterface(o.request, &IID_IInternetHandle, (void **)&handle), S_OK);
	assert_int_equal(IInternetHandle_SetSink(handle, sink), E_ACCESSDENIED);
	assert_int_equal(IHttpRequest_SendRequest(o.request, NULL, NULL, 0), S_OK);
	IInternetHandle_Release(handle);
	IInternetStatusSink_Release(sink);
	office_close(&o);
	assert_int_equal(w.count, 0);
}

/* Set at the session, it hears of all that is made from it. */
SIM_TEST(objects_made_later_have_the_sink_of_that_from_which_they_are_made, 20)
{
	static struct witness w;
	IHttpConnection *connection;
	struct office o;

	w = (struct witness){ .hr = S_OK };
	if (!office_session(&o, OFFICE_HERE, pages))
		return;
	if (witness_attach(&w, o.session)) {
		HRESULT hr = IInternetSession_ConnectHttp(o.session, "shop", 0, 0, &connection);

		if (SUCCEEDED(hr)) {
			o.connection = connection;
			o.request = office_request(&o, "/hello", 5);
			hr = o.request ? IHttpRequest_SendRequest(o.request, NULL, NULL, 0) : E_OUTOFMEMORY;
		}
		if (FAILED(hr))
			sweep_ok(hr, HRESULT_FROM_WIN32(ERROR_NOT_ENOUGH_MEMORY));
		else if (!swept())
			witness_await(&w, 5, INTERNET_STATUS_REQUEST_COMPLETE, 1);
	}
	office_close(&o);
}

/* The objects' apartment ends while a call of the sink pends, which its own does not take. */
SIM_TEST(a_sink_of_another_apartment_that_hears_nothing_goes_with_the_objects_apartment, 50)
{
	static struct witness w;
	struct office o;

	w = (struct witness){ .hr = S_OK };
	if (swept() || !office_open(&o, OFFICE_BESIDE, pages, "/hello"))
		return;
	assert_true(witness_attach(&w, o.session));
	assert_int_equal(IHttpRequest_SendRequest(o.request, NULL, NULL, 0), S_OK);
	office_close(&o);
}
