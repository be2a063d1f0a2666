/* http.c - HTTP requests, by a scripted web: what is told, on which thread, and how they end. */
#include "inet/shop.h"


static const struct web_step hello[] = { WEB_REACH,
	{ WEB_HEAD, SHOP_OK, 0, 20 }, { WEB_BODY, "hello", 0, 5 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step large[] = { WEB_REACH,
	{ WEB_HEAD, SHOP_OK, 0, 20 }, { WEB_BODY, NULL, 600000, 5 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step hangs[] = { WEB_REACH, { WEB_HANG, NULL, 0, 0 } };
static const struct web_step refused[] = { { WEB_RESOLVE, "shop", 0, 1 }, { WEB_CONNECT, "10.0.0.1", 0, 1 },
	{ WEB_DONE, NULL, ERROR_INTERNET_CANNOT_CONNECT, 5 } };
static const struct web_page pages[] = {
	{ "http://shop/hello", hello }, { "http://shop/large", large }, { "http://shop/hangs", hangs },
	{ "http://shop/refused", refused }, { NULL, NULL },
};

SIM_TEST(N1_a_synchronous_get_is_told_in_order_on_the_calling_thread, 50)
{
	struct shop s;
	unsigned i;

	if (!shop_open(&s, pages, 0, "/hello", REQUEST_CONTEXT))
		return;
	if (shop_send(&s)) {
		assert_string_equal(events_told(0), "60 60 10 11 20 21 30 31 40 41");
		for (i = 0; i < events_count(); i++)
			assert_int_equal(events_at(i)->thread, os_thread_id());
		assert_string_equal(web_request, "GET http://shop/hello\nUser-Agent: test\n\n");
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(N2_an_asynchronous_get_pends_and_completes_on_another_thread, 50)
{
	struct shop s;

	if (!shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/hello", REQUEST_CONTEXT))
		return;
	assert_false(HttpSendRequest(s.request, NULL, 0, NULL, 0));
	if (GetLastError() == ERROR_IO_PENDING) {
		const struct event *e = events_await(REQUEST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1);

		if (e->result) {
			assert_string_equal(events_told(REQUEST_CONTEXT), "60 10 11 20 21 30 31 40 41 100");
			assert_int_equal(e->error, 0);
		} else {
			sweep_ok(HRESULT_FROM_WIN32(e->error));
		}
		assert_true(e->thread != os_thread_id());
	} else {
		sweep_ok(HRESULT_FROM_WIN32(GetLastError()));
	}
	InternetCloseHandle(s.session);
}

static void read_large(DWORD flags)
{
	enum { SIZE = 600000 };
	static char body[SIZE + 1];
	struct shop s;
	DWORD i, got;

	if (!shop_open(&s, pages, flags, "/large", REQUEST_CONTEXT))
		return;
	if (shop_send(&s) && (got = shop_read(&s, body, sizeof body, 100000))) {
		assert_int_equal(got, SIZE);
		for (i = 0; i < SIZE; i++)
			assert_int_equal((uint8_t)body[i], i & 0xFF);
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(N19_a_body_larger_than_all_buffers_is_read_whole, 50) { read_large(0); }
SIM_TEST(N19_the_same_asynchronously, 50) { read_large(INTERNET_FLAG_ASYNC); }

SIM_TEST(N27_who_refuses_to_be_connected_is_told_as_the_error, 50)
{
	struct shop s;
	DWORD error;

	if (!shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/refused", REQUEST_CONTEXT))
		return;
	assert_false(events_finish(HttpSendRequest(s.request, NULL, 0, NULL, 0), REQUEST_CONTEXT, &error, NULL));
	if (error == ERROR_INTERNET_CANNOT_CONNECT)
		assert_string_equal(events_told(REQUEST_CONTEXT), "60 10 11 20 100");
	else
		sweep_ok(HRESULT_FROM_WIN32(error));
	InternetCloseHandle(s.session);
}

SIM_TEST(N15_a_pending_request_ends_when_its_session_is_closed_and_is_the_first_to_say_so, 50)
{
	struct shop s;

	if (!shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/hangs", REQUEST_CONTEXT))
		return;
	assert_false(HttpSendRequest(s.request, NULL, 0, NULL, 0));
	if (GetLastError() == ERROR_IO_PENDING) {
		assert_true(InternetCloseHandle(s.session));
		assert_int_equal(GetLastError(), ERROR_IO_PENDING);
		events_await(CONNECT_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
		assert_int_equal(events_at(events_count() - 2)->status, INTERNET_STATUS_HANDLE_CLOSING);
		assert_ptr_equal(events_at(events_count() - 2)->handle, s.request);
		assert_int_equal(events_at(events_count() - 3)->status, INTERNET_STATUS_REQUEST_COMPLETE);
		assert_int_equal(events_at(events_count() - 3)->error, ERROR_INTERNET_OPERATION_CANCELLED);
		assert_false(InternetCloseHandle(s.request));
		assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
	} else {
		InternetCloseHandle(s.session);
	}
}

static void close_it(void *arg)
{
	events_await(REQUEST_CONTEXT, INTERNET_STATUS_RECEIVING_RESPONSE, 1);
	InternetCloseHandle(((struct shop *)arg)->request);
}

SIM_TEST(N17_a_thread_that_is_blocked_in_a_send_returns_when_another_closes_the_handle, 50)
{
	struct harness_thread closer;
	struct shop s;

	if (swept() || !shop_open(&s, pages, 0, "/hangs", REQUEST_CONTEXT))
		return;
	harness_start(&closer, close_it, &s);
	assert_false(HttpSendRequest(s.request, NULL, 0, NULL, 0));
	assert_int_equal(GetLastError(), ERROR_INTERNET_OPERATION_CANCELLED);
	harness_join(&closer);
	InternetCloseHandle(s.session);
}

SIM_TEST(N4_with_context_0_a_send_pends_and_nobody_is_told, 50)
{
	struct shop s;

	if (swept() || !shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/hello", 0))
		return;
	shop_untold(&s, "hello");
	assert_string_equal(events_told(0), "60");
	InternetCloseHandle(s.session);
}

SIM_TEST(what_would_be_another_line_is_no_referrer_no_type_and_no_agent, 2)
{
	static const char *types[] = { "text/plain", "text/html\r\nX-Other: 1", NULL };
	struct shop s;

	if (!shop_connect(&s, "shop", 0, 0))
		return;
	if (!swept()) {
		assert_null(HttpOpenRequest(s.connect, NULL, "/", NULL, "http://a/\r\nX-Other: 1", NULL, 0, 0));
		assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
		assert_null(HttpOpenRequest(s.connect, NULL, "/", NULL, NULL, types, 0, 0));
		assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
		assert_true(InternetSetOption(s.session, INTERNET_OPTION_USER_AGENT, (char *)"me\nX-Other: 1", 13));
		assert_null(HttpOpenRequest(s.connect, NULL, "/", NULL, NULL, NULL, 0, 0));
		assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
	}
	InternetCloseHandle(s.session);
}
