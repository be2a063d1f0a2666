/* between.c - what ends while no function waits for it: the next one is told of it as who waits is. */
#include <errno.h>
#include <string.h>

#include "inet/shop.h"

enum { RESETS = ERROR_INTERNET_CONNECTION_RESET };
#define REACHED { WEB_RESOLVE, "shop", 0, 1 }, { WEB_CONNECT, "10.0.0.1", 0, 1 }, { WEB_CONNECTED, "10.0.0.1", 0, 1 }
#define SEES(status) "HTTP/1.1 " status " See\r\nLocation: /new\r\nContent-Length: 4\r\n\r\n"
static const struct web_step sees[] = { WEB_REACH, { WEB_HEAD, SEES("303"), 0, 0 }, { WEB_BODY, "gone", 0, 0 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_step kept[] = { WEB_REACH, { WEB_HEAD, SEES("307"), 0, 0 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step sees_late[] = { WEB_REACH, { WEB_HEAD, SEES("303"), 0, 0 }, { WEB_BODY, "gone", 0, 900 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_step sees_and_breaks[] = { WEB_REACH, { WEB_HEAD, SEES("302"), 0, 0 }, { WEB_BODY, "go", 0, 0 },
	{ WEB_SYSTEM, NULL, ECONNRESET, 0 }, { WEB_DONE, NULL, RESETS, 0 } };
static const struct web_step sees_and_hangs[] = { WEB_REACH, { WEB_HEAD, SEES("302"), 0, 0 }, { WEB_HANG, NULL, 0, 0 } };
static const struct web_step breaks[] = { REACHED, { WEB_SEND, NULL, 2, 0 }, { WEB_SYSTEM, NULL, ECONNRESET, 0 },
	{ WEB_DONE, NULL, RESETS, 0 } };
static const struct web_step new_one[] = { { WEB_SEND, NULL, 0, 1 }, { WEB_HEAD, SHOP_OK, 0, 5 }, { WEB_BODY, "hello", 0, 5 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_step later[] = { { WEB_SEND, NULL, 0, 0 }, { WEB_HEAD, SHOP_OK, 0, 100 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step stays[] = { REACHED, { WEB_SEND, NULL, 2, 0 }, { WEB_HANG, NULL, 0, 0 } };
static const struct web_step drips[] = { WEB_REACH, { WEB_HEAD, "HTTP/1.1 200 OK\r\n", 0, 60 }, { WEB_HEAD, "X: y\r\n", 0, 60 },
	{ WEB_HEAD, "X: y\r\n", 0, 60 }, { WEB_HEAD, "\r\n", 0, 60 }, { WEB_BODY, "hello", 0, 0 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step breaks_off[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 0 }, { WEB_BODY, "hello", 0, 0 },
	{ WEB_SYSTEM, NULL, ECONNRESET, 0 }, { WEB_DONE, NULL, RESETS, 50 } };
#define PAGE(name) { "http://shop/" #name, name }
static const struct web_page pages[] = { PAGE(sees), PAGE(sees_late), PAGE(sees_and_breaks), PAGE(sees_and_hangs), PAGE(kept),
	PAGE(breaks), PAGE(later), PAGE(stays), PAGE(drips), PAGE(breaks_off), { "http://shop/new", new_one }, { NULL, NULL } };

/* What is due in the next 100 milliseconds happens: another request takes so long. */
static void time_goes(struct shop *s)
{
	HINTERNET other = needed(HttpOpenRequest(s->connect, NULL, "/later", NULL, NULL, NULL, 0, 0));

	if (!HttpSendRequest(other, NULL, 0, NULL, 0)) {
		assert_int_equal(GetLastError(), ERROR_IO_PENDING);
		assert_true(AcomInternetWait(other, INFINITE));
	}
	InternetCloseHandle(other);
}

/* Each failure here is this one, on the thread that is told of it. */
static void is_reset(DWORD error)
{
	assert_int_equal(error, RESETS);
	assert_int_equal(shop_system_error(), ECONNRESET);
}

static void asks_system(const struct event *e, void *info)
{
	(void)info;
	if (e->status == INTERNET_STATUS_REQUEST_COMPLETE && !e->result)
		is_reset(e->error);
}

/* How it ends. */
static DWORD ends(BOOL returned)
{
	DWORD error;

	if (!returned && GetLastError() != ERROR_IO_PENDING)
		is_reset(GetLastError());
	events_finish(returned, REQUEST_CONTEXT, &error, NULL);
	return error;
}

static bool begins(struct shop *s, DWORD flags, const char *verb, const char *object, const char *first, DWORD total)
{
	INTERNET_BUFFERS b = { .dwStructSize = sizeof b, .lpvBuffer = (char *)first, .dwBufferLength = (DWORD)strlen(first),
			       .dwBufferTotal = total };

	if (swept() || !shop_open_as(s, pages, flags, verb, object, 0, REQUEST_CONTEXT))
		return false;
	events_hook = asks_system;
	assert_int_equal(ends(HttpSendRequestEx(s->request, &b, NULL, 0, 0)), ERROR_SUCCESS);
	return true;
}

/* ---- answers that lead elsewhere, before the body is ended ---- */

static void follows(DWORD flags, const char *verb, const char *object, DWORD total, bool waits)
{
	char body[8] = "";
	DWORD got = 1;
	struct shop s;

	if (!begins(&s, flags, verb, object, total ? "hello" : "", total))
		return;
	if (waits)
		time_goes(&s);
	assert_int_equal(ends(HttpEndRequest(s.request, NULL, 0, 0)), ERROR_SUCCESS);
	assert_int_equal(ends(InternetReadFile(s.request, body, 7, &got)), ERROR_SUCCESS);
	assert_string_equal(body, "hello");
	assert_int_equal(InternetSetFilePointer(s.request, 0, NULL, FILE_CURRENT, 0), 5);
	assert_int_equal(ends(InternetReadFile(s.request, body, 7, &got)), ERROR_SUCCESS);
	assert_int_equal(got, 0);
	InternetCloseHandle(s.session);
}

SIM_TEST(a_body_that_is_led_elsewhere_before_it_is_ended_is_led_there_then, 20)
{
	follows(INTERNET_FLAG_ASYNC, "POST", "/sees", 5, true);
}

SIM_TEST(so_it_is_while_the_answer_still_comes, 20) { follows(INTERNET_FLAG_ASYNC, "POST", "/sees_late", 5, true); }

SIM_TEST(so_it_is_synchronously, 20) { follows(0, "POST", "/sees", 5, true); }

SIM_TEST(so_it_is_of_none, 20) { follows(INTERNET_FLAG_ASYNC, "GET", "/sees", 0, true); }

/* Whatever lacks memory. */
SIM_TEST(a_body_that_is_led_elsewhere_ends, 20)
{
	INTERNET_BUFFERS b = { .dwStructSize = sizeof b, .lpvBuffer = "hello", .dwBufferLength = 5, .dwBufferTotal = 5 };
	char body[8] = "";
	DWORD got, error;
	struct shop s;

	if (!shop_open_as(&s, pages, INTERNET_FLAG_ASYNC, "POST", "/sees", 0, REQUEST_CONTEXT))
		return;
	if (events_finish(HttpSendRequestEx(s.request, &b, NULL, 0, 0), REQUEST_CONTEXT, &error, NULL) &&
	    events_finish(HttpEndRequest(s.request, NULL, 0, 0), REQUEST_CONTEXT, &error, NULL) &&
	    events_finish(InternetReadFile(s.request, body, 5, &got), REQUEST_CONTEXT, &error, NULL))
		assert_string_equal(body, "hello");
	else
		sweep_ok(HRESULT_FROM_WIN32(error));
	InternetCloseHandle(s.session);
}

SIM_TEST(the_request_that_is_led_elsewhere_is_told_as_any, 20)
{
	struct shop s;

	if (!begins(&s, INTERNET_FLAG_ASYNC, "GET", "/kept", "", 0))
		return;
	time_goes(&s);
	assert_int_equal(ends(HttpEndRequest(s.request, NULL, 0, 0)), ERROR_SUCCESS);
	assert_string_equal(events_told(REQUEST_CONTEXT), "60 10 11 20 21 30 31 100 40 41 110 30 31 40 41 100");
	InternetCloseHandle(s.session);
}

SIM_TEST(so_it_is_whenever_the_answer_comes, 20) { follows(INTERNET_FLAG_ASYNC, "POST", "/sees", 5, false); }

SIM_TEST(that_the_answer_which_leads_there_breaks_off_is_no_error_of_the_next_one, 20)
{
	follows(INTERNET_FLAG_ASYNC, "POST", "/sees_and_breaks", 5, true);
}

SIM_TEST(what_leads_elsewhere_and_does_not_end_is_waited_for_as_long_as_the_option_says, 20)
{
	DWORD milliseconds = 700;
	struct shop s;

	if (!begins(&s, INTERNET_FLAG_ASYNC, "POST", "/sees_and_hangs", "hello", 5))
		return;
	assert_true(InternetSetOption(s.request, INTERNET_OPTION_RECEIVE_TIMEOUT, &milliseconds, sizeof milliseconds));
	time_goes(&s);
	/* its connection serves for nothing any more, but where it leads is known */
	assert_int_equal(ends(HttpEndRequest(s.request, NULL, 0, 0)), ERROR_SUCCESS);
	InternetCloseHandle(s.session);
}

/* ---- connections that break while the body is written ---- */

static void breaks_between(DWORD flags, bool at_the_end)
{
	static DWORD written;
	DWORD number, size = sizeof number, got;
	char body[8];
	struct shop s;

	if (!begins(&s, flags, "PUT", "/breaks", "", 10))
		return;
	time_goes(&s);
	assert_false(HttpQueryInfo(s.request, HTTP_QUERY_STATUS_CODE | HTTP_QUERY_FLAG_NUMBER, &number, &size, NULL));
	assert_int_equal(GetLastError(), ERROR_INTERNET_INCORRECT_HANDLE_STATE);
	assert_false(InternetReadFile(s.request, body, 7, &got));
	assert_int_equal(GetLastError(), ERROR_INTERNET_INCORRECT_HANDLE_STATE);
	assert_int_equal(InternetSetFilePointer(s.request, 0, NULL, FILE_CURRENT, 0), INVALID_SET_FILE_POINTER);
	assert_int_equal(GetLastError(), ERROR_INTERNET_INCORRECT_HANDLE_STATE);
	if (at_the_end)
		assert_int_equal(ends(HttpEndRequest(s.request, NULL, 0, 0)), RESETS);
	else
		assert_int_equal(ends(InternetWriteFile(s.request, "hello", 5, &written)), RESETS);
	InternetCloseHandle(s.session);
}

SIM_TEST(the_next_write_says_that_the_connection_has_broken_and_why, 20) { breaks_between(0, false); }
SIM_TEST(the_next_write_says_so_without_pending, 20) { breaks_between(INTERNET_FLAG_ASYNC, false); }
SIM_TEST(the_end_of_the_body_says_so, 20) { breaks_between(0, true); }
SIM_TEST(the_end_of_the_body_says_so_in_the_callback, 20) { breaks_between(INTERNET_FLAG_ASYNC, true); }

SIM_TEST(the_end_of_a_body_whose_head_never_went_is_12017, 20)
{
	INTERNET_BUFFERS b = { .dwStructSize = sizeof b };
	DWORD error;
	struct shop s;

	if (swept() || !shop_open_as(&s, pages, INTERNET_FLAG_ASYNC, "PUT", "/nowhere", 0, REQUEST_CONTEXT))
		return;
	assert_false(events_finish(HttpSendRequestEx(s.request, &b, NULL, 0, 0), REQUEST_CONTEXT, &error, NULL));
	assert_int_equal(error, ERROR_INTERNET_NAME_NOT_RESOLVED);
	assert_false(HttpEndRequest(s.request, NULL, 0, 0));
	assert_int_equal(GetLastError(), ERROR_IO_PENDING);
	SetLastError(ERROR_IO_PENDING);
	events_finish(FALSE, REQUEST_CONTEXT, &error, NULL);
	assert_int_equal(error, ERROR_INTERNET_OPERATION_CANCELLED);
	InternetCloseHandle(s.session);
}

/* ---- what breaks off while it is read ---- */

/* What is asked for without pending, and answers. */
static bool sent(struct shop *s, const char *object)
{
	if (swept() || !shop_open(s, pages, 0, object, REQUEST_CONTEXT))
		return false;
	assert_true(HttpSendRequest(s->request, NULL, 0, NULL, 0));
	return true;
}

SIM_TEST(a_read_that_gets_something_has_no_error_and_the_next_one_has_it, 20)
{
	char body[8] = "";
	DWORD got = 0;
	struct shop s;

	if (!sent(&s, "/breaks_off"))
		return;
	assert_true(InternetReadFile(s.request, body, 7, &got));
	assert_string_equal(body, "hello");
	assert_int_equal(shop_system_error(), 0);
	assert_int_equal(ends(InternetReadFile(s.request, body, 7, &got)), RESETS);
	InternetCloseHandle(s.session);
}

static void sends_badly(bool waits)
{
	char body[8] = "";
	DWORD got = 0;
	struct shop s;

	if (!sent(&s, "/new"))
		return;
	if (waits)
		time_goes(&s);
	assert_false(HttpSendRequest(s.request, "no header", (DWORD)-1, NULL, 0));
	assert_int_equal(GetLastError(), ERROR_HTTP_INVALID_HEADER);
	assert_false(InternetReadFile(s.request, body, 7, &got));
	assert_int_equal(GetLastError(), ERROR_INTERNET_INCORRECT_HANDLE_STATE);
	InternetCloseHandle(s.session);
}

SIM_TEST(what_a_send_that_has_failed_has_left_of_the_answer_before_is_not_read, 10) { sends_badly(true); }
SIM_TEST(so_it_is_if_that_still_comes, 10) { sends_badly(false); }

/* ---- handles that are closed while a write is told ---- */

static void closes_at_write(const struct event *e, void *info)
{
	(void)info;
	if (e->status == INTERNET_STATUS_SENDING_REQUEST && events_times(REQUEST_CONTEXT, INTERNET_STATUS_SENDING_REQUEST) == 2)
		assert_true(InternetCloseHandle(e->handle));
}

static void closed_at_write(DWORD flags)
{
	static DWORD written;
	struct shop s;

	if (!begins(&s, flags, "PUT", "/stays", "", 10))
		return;
	events_hook = closes_at_write;
	if (!InternetWriteFile(s.request, "hello", 5, &written)) /* else it was told later */
		assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
	events_await(REQUEST_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	InternetCloseHandle(s.session);
}

SIM_TEST(of_a_write_whose_handle_is_closed_when_it_is_told_nothing_more_is_told, 20) { closed_at_write(0); }
SIM_TEST(so_it_is_asynchronously, 20) { closed_at_write(INTERNET_FLAG_ASYNC); }

/* ---- places in a body ---- */

static void goes_back(bool waits)
{
	char body[8] = "";
	DWORD got = 0;
	struct shop s;

	if (!sent(&s, "/new"))
		return;
	assert_true(InternetReadFile(s.request, body, 5, &got));
	if (waits)
		time_goes(&s);
	assert_int_equal(InternetSetFilePointer(s.request, 0, NULL, FILE_BEGIN, 0), 0);
	assert_true(InternetReadFile(s.request, body, 7, &got));
	assert_string_equal(body, "hello");
	assert_int_equal(InternetSetFilePointer(s.request, 0, NULL, FILE_BEGIN, 0), INVALID_SET_FILE_POINTER);
	assert_int_equal(GetLastError(), ERROR_INTERNET_INCORRECT_HANDLE_STATE);
	InternetCloseHandle(s.session);
}

SIM_TEST(who_has_read_all_octets_but_not_the_end_may_go_back, 20) { goes_back(false); }
SIM_TEST(so_it_is_when_the_end_has_come, 20) { goes_back(true); }

SIM_TEST(who_has_read_the_end_may_not_though_it_had_come_before, 20)
{
	char body[8] = "";
	DWORD got = 1;
	struct shop s;

	if (!sent(&s, "/new"))
		return;
	time_goes(&s);
	assert_true(InternetReadFile(s.request, body, 7, &got));
	assert_int_equal(got, 5);
	assert_int_equal(InternetSetFilePointer(s.request, 0, NULL, FILE_BEGIN, 0), INVALID_SET_FILE_POINTER);
	assert_int_equal(GetLastError(), ERROR_INTERNET_INCORRECT_HANDLE_STATE);
	InternetCloseHandle(s.session);
}

SIM_TEST(the_head_of_a_part_is_waited_for_as_long_as_the_option_says_however_its_lines_come, 5)
{
	DWORD milliseconds = 100, got;
	char body[8];
	struct shop s;

	if (!sent(&s, "/drips"))
		return;
	assert_true(InternetSetOption(s.request, INTERNET_OPTION_RECEIVE_TIMEOUT, &milliseconds, sizeof milliseconds));
	assert_true(InternetReadFile(s.request, body, 5, &got));
	assert_int_equal(InternetSetFilePointer(s.request, 0, NULL, FILE_BEGIN, 0), 0);
	assert_false(InternetReadFile(s.request, body, 5, &got));
	assert_int_equal(GetLastError(), ERROR_INTERNET_TIMEOUT);
	InternetCloseHandle(s.session);
}
