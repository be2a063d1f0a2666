/* races.c - handles that are closed while things happen: every operation ends once, and HANDLE_CLOSING is the last. */
#include "inet/shop.h"

#define HEAD(location) "HTTP/1.1 302 Found\r\nLocation: " location "\r\n\r\n"
static const struct web_step hello[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 1 }, { WEB_BODY, "hello", 0, 1 },
	{ WEB_CLOSE, NULL, 0, 0 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_step moved[] = { WEB_REACH, { WEB_HEAD, "HTTP/1.1 100 Continue\r\n\r\n", 0, 1 },
	{ WEB_HEAD, HEAD("/hello"), 0, 1 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_page pages[] = { { "http://shop/hello", hello }, { "http://shop/moved", moved }, { NULL, NULL } };

static void close_it(void *arg)
{
	InternetCloseHandle(((struct shop *)arg)->request);
}

/* The grammar of events.c has seen that nothing follows HANDLE_CLOSING. */
static void close_meets(DWORD flags)
{
	struct harness_thread closer;
	unsigned pended;
	struct shop s;
	DWORD error;

	if (!shop_open(&s, pages, flags, "/hello", REQUEST_CONTEXT))
		return;
	harness_start(&closer, close_it, &s);
	pended = !HttpSendRequest(s.request, NULL, 0, NULL, 0);
	error = pended ? GetLastError() : 0;
	if (error != ERROR_IO_PENDING && error != ERROR_INVALID_HANDLE && error != ERROR_INTERNET_OPERATION_CANCELLED)
		assert_int_equal(error, ERROR_SUCCESS);
	harness_join(&closer);
	events_await(REQUEST_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	InternetCloseHandle(s.session);
	events_await(CONNECT_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	assert_int_equal(events_times(REQUEST_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING), 1);
	assert_int_equal(events_times(REQUEST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE), error == ERROR_IO_PENDING);
}

LONG_RACE(N7_close_meets_an_asynchronous_send, 2)
{
	if (!swept())
		close_meets(INTERNET_FLAG_ASYNC);
}

LONG_RACE(N7_close_meets_a_synchronous_send, 2)
{
	if (!swept())
		close_meets(0);
}

static char body[8];
static DWORD got;

static void close_read(struct shop *s)
{
	struct harness_thread closer;
	DWORD error;

	harness_start(&closer, close_it, s);
	error = InternetReadFile(s->request, body, 7, &got) ? 0 : GetLastError();
	assert_true(!error || error == ERROR_IO_PENDING || error == ERROR_INVALID_HANDLE);
	harness_join(&closer);
	events_await(REQUEST_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	assert_int_equal(events_times(REQUEST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE), 1 + (error == ERROR_IO_PENDING));
}

LONG_RACE(N7_close_meets_a_read, 2)
{
	struct shop s;

	if (swept() || !shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/hello", REQUEST_CONTEXT))
		return;
	if (shop_send(&s))
		close_read(&s);
	InternetCloseHandle(s.session);
}

static os_u32 closes_at; /* the last callback of the one before may still be looking */

static void close_in_callback(const struct event *e, void *info)
{
	(void)info;
	if (e->status == os_load32(&closes_at) && e->status != INTERNET_STATUS_HANDLE_CREATED &&
	    e->status != INTERNET_STATUS_HANDLE_CLOSING)
		InternetCloseHandle(e->handle);
}

static void close_at(DWORD status, DWORD flags)
{
	struct shop s;

	if (!shop_open(&s, pages, flags, "/moved", REQUEST_CONTEXT))
		return;
	os_store32(&closes_at, status);
	events_hook = close_in_callback;
	if (!HttpSendRequest(s.request, NULL, 0, NULL, 0) && GetLastError() != ERROR_IO_PENDING)
		assert_int_equal(GetLastError(), ERROR_INTERNET_OPERATION_CANCELLED);
	events_await(REQUEST_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	assert_true(events_times(REQUEST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE) <= (flags ? 1 : 0));
	InternetCloseHandle(s.session);
	events_await(CONNECT_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	assert_int_equal(events_times(REQUEST_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING), 1);
}

static HINTERNET slow;
static struct harness_gate told_other;

static void wait_for_the_other(const struct event *e, void *info)
{
	(void)info;
	if (e->status != INTERNET_STATUS_REQUEST_COMPLETE)
		return;
	if (e->handle == slow)
		harness_gate_wait(&told_other);
	else
		harness_gate_open(&told_other);
}

/* The first one's callback returns when the second one's is called. */
SIM_TEST(a_callback_that_takes_long_holds_up_no_other_handle, 50)
{
	HINTERNET other;
	struct shop s;

	told_other = (struct harness_gate)HARNESS_GATE_INIT;
	if (swept() || !shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/hello", REQUEST_CONTEXT))
		return;
	slow = s.request;
	events_hook = wait_for_the_other;
	other = needed(HttpOpenRequest(s.connect, NULL, "/moved", NULL, NULL, NULL, 0, REQUEST_CONTEXT + 1));
	HttpSendRequest(s.request, NULL, 0, NULL, 0);
	events_await(REQUEST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1);
	HttpSendRequest(other, NULL, 0, NULL, 0);
	events_await(REQUEST_CONTEXT + 1, INTERNET_STATUS_REQUEST_COMPLETE, 1);
	InternetCloseHandle(s.session);
	events_await(CONNECT_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
}

static void close_session(void *arg)
{
	InternetCloseHandle(((struct shop *)arg)->session);
}

static struct shop closes;

/* All of it is closed by another thread, which has come back before this callback does. */
static void close_at_the_first(const struct event *e, void *info)
{
	struct harness_thread closer;

	(void)info;
	if (e->status != INTERNET_STATUS_HANDLE_CREATED)
		return;
	harness_start(&closer, close_session, &closes);
	harness_join(&closer);
	assert_int_equal(events_times(e->context, INTERNET_STATUS_HANDLE_CLOSING), 0);
}

static void close_when_made(DWORD flags)
{
	events_clear();
	if (!shop_connect(&closes, "shop", 0, flags))
		return;
	events_hook = close_at_the_first;
	assert_non_null(HttpOpenRequest(closes.connect, NULL, "/hello", NULL, NULL, NULL, 0, REQUEST_CONTEXT));
	events_await(REQUEST_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	events_await(CONNECT_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	assert_string_equal(events_told(REQUEST_CONTEXT), "60 70");
}

SIM_TEST(a_handle_that_is_closed_when_it_is_told_of_ends_behind_that, 20)
{
	if (swept())
		return;
	close_when_made(INTERNET_FLAG_ASYNC);
	close_when_made(0);
}

SIM_TEST(N16_a_handle_is_closed_in_each_of_its_callbacks, 20)
{
	static const DWORD told[] = { 10, 11, 20, 21, 30, 31, 40, 120, 41, 110, 100 };
	unsigned i;

	if (swept())
		return;
	for (i = 0; i < ARRAY_COUNT(told); i++)
		close_at(told[i], INTERNET_FLAG_ASYNC);
	for (i = 0; i + 1 < ARRAY_COUNT(told); i++)
		close_at(told[i], 0);
}

#ifdef ACOM_SIM
enum { TURNS = 1000 };
#else
enum { TURNS = 1000000 };
#endif

SIM_TEST(N18_a_closed_value_never_stands_for_another_handle, 1)
{
	HINTERNET session, stale, fresh = NULL;
	int i;

	web_serve(pages);
	session = InternetOpen(NULL, INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, 0);
	if (!session) {
		sweep_ok(HRESULT_FROM_WIN32(GetLastError()));
		return;
	}
	stale = InternetConnect(session, "shop", 0, NULL, NULL, INTERNET_SERVICE_HTTP, 0, 0);
	InternetCloseHandle(stale);
	for (i = 0; i < few(TURNS); i++) {
		fresh = InternetConnect(session, "shop", 0, NULL, NULL, INTERNET_SERVICE_HTTP, 0, 0);
		assert_true(fresh != stale);
		InternetCloseHandle(fresh);
	}
	assert_false(InternetCloseHandle(stale));
	assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
	assert_null(HttpOpenRequest(stale, NULL, "/", NULL, NULL, NULL, 0, 0));
	assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
	InternetCloseHandle(session);
}
