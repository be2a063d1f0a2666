/* cancel.c - AcomInternetCancel: what pends ends, and the handle goes on. */
#include "inet/shop.h"

static const struct web_step hangs[] = { WEB_REACH, { WEB_HANG, NULL, 0, 0 } };
static const struct web_step hello[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 1 }, { WEB_BODY, "hello", 0, 1 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_step stops[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 1 }, { WEB_BODY, "hel", 0, 1 },
	{ WEB_HANG, NULL, 0, 0 } };
static const struct web_step moved[] = { WEB_REACH,
	{ WEB_HEAD, "HTTP/1.1 302 Found\r\nLocation: /hello\r\n\r\n", 0, 1 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_page pages[] = { { "http://shop/hangs", hangs }, { "http://shop/hello", hello },
	{ "http://shop/stops", stops }, { "http://shop/moved", moved }, { NULL, NULL } };

static DWORD send_and_cancel(struct shop *s)
{
	DWORD error;
	BOOL returned = HttpSendRequest(s->request, NULL, 0, NULL, 0);

	if (!returned && GetLastError() == ERROR_IO_PENDING)
		AcomInternetCancel(s->request);
	SetLastError(ERROR_IO_PENDING);
	events_finish(returned, REQUEST_CONTEXT, &error, NULL);
	return error;
}

SIM_TEST(a_cancelled_send_completes_and_the_handle_is_sent_again, 50)
{
	struct shop s;

	if (swept() || !shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/hangs", REQUEST_CONTEXT))
		return;
	for (int i = 0; i < 3; i++)
		assert_int_equal(send_and_cancel(&s), ERROR_INTERNET_OPERATION_CANCELLED);
	assert_false(AcomInternetCancel(s.request));
	assert_int_equal(GetLastError(), ERROR_INTERNET_INCORRECT_HANDLE_STATE);
	assert_false(AcomInternetCancel(s.connect));
	assert_int_equal(GetLastError(), ERROR_INTERNET_INCORRECT_HANDLE_STATE);
	assert_true(InternetCloseHandle(s.request));
	assert_false(AcomInternetCancel(s.request));
	assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
	InternetCloseHandle(s.session);
}

SIM_TEST(a_cancelled_read_completes_and_the_download_has_ended, 50)
{
	struct shop s;
	char data[8];
	DWORD got, error;

	if (swept() || !shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/stops", REQUEST_CONTEXT) || !shop_send(&s))
		return;
	assert_false(InternetReadFile(s.request, data, sizeof data, &got));
	assert_int_equal(GetLastError(), ERROR_IO_PENDING);
	assert_true(AcomInternetCancel(s.request));
	SetLastError(ERROR_IO_PENDING);
	assert_false(events_finish(FALSE, REQUEST_CONTEXT, &error, NULL));
	assert_int_equal(error, ERROR_INTERNET_OPERATION_CANCELLED);
	assert_false(InternetReadFile(s.request, data, sizeof data, &got));
	assert_int_equal(GetLastError(), ERROR_INTERNET_OPERATION_CANCELLED);
	InternetCloseHandle(s.session);
}

static void cancel_it(void *arg)
{
	AcomInternetCancel(((struct shop *)arg)->request);
}

/* It ends once; what is begun behind it runs, whenever the cancel came. */
static void cancel_meets(const char *object, DWORD flags)
{
	struct harness_thread canceller;
	struct shop s;
	DWORD error;
	char body[8];

	if (swept() || !shop_open(&s, pages, flags, object, REQUEST_CONTEXT))
		return;
	harness_start(&canceller, cancel_it, &s);
	if (!events_finish(HttpSendRequest(s.request, NULL, 0, NULL, 0), REQUEST_CONTEXT, &error, NULL))
		assert_int_equal(error, ERROR_INTERNET_OPERATION_CANCELLED);
	harness_join(&canceller);
	if (!(flags & INTERNET_FLAG_ASYNC)) /* of these no end is told: they have returned */
		events_clear();
	assert_true(shop_send(&s));
	assert_int_equal(shop_read(&s, body, sizeof body, sizeof body), 5);
	InternetCloseHandle(s.session);
	events_await(CONNECT_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
}

LONG_RACE(cancel_meets_an_asynchronous_send, 2) { cancel_meets("/hello", INTERNET_FLAG_ASYNC); }
LONG_RACE(cancel_meets_a_synchronous_send, 2) { cancel_meets("/hello", 0); }
LONG_RACE(cancel_meets_a_redirect, 2) { cancel_meets("/moved", INTERNET_FLAG_ASYNC); }

/* What is meant is over: the next one is not hit. */
LONG_RACE(a_cancel_that_is_late_ends_no_other, 2)
{
	struct harness_thread canceller;
	struct shop s;
	char body[8];

	if (swept() || !shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/hello", REQUEST_CONTEXT))
		return;
	if (shop_send(&s)) {
		AcomInternetCancel(s.request);
		assert_int_equal(shop_read(&s, body, sizeof body, sizeof body), 5);
	}
	harness_start(&canceller, cancel_it, &s);
	harness_join(&canceller);
	InternetCloseHandle(s.session);
	events_await(CONNECT_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
}
