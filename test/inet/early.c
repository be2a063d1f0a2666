/* early.c - servers that answer before they have the body, or take it slowly, or not at all: whose the octets are, and how long
 * each side waits. */
#include <string.h>

#include "inet/shop.h"

enum { MUCH = 300000, ALL = 1000, HEAD_ALONE = 1 };
#define WAY { WEB_RESOLVE, "shop", 0, 1 }, { WEB_CONNECT, "10.0.0.1", 0, 1 }, { WEB_CONNECTED, "10.0.0.1", 0, 1 }
#define NO "HTTP/1.1 413 Too much\r\nContent-Length: 6\r\n\r\n"
static const struct web_step hasty[] = { WAY, { WEB_SEND, NULL, HEAD_ALONE, 0 }, { WEB_HEAD, SHOP_OK, 0, 5 },
	{ WEB_SEND, NULL, ALL, 50 }, { WEB_BODY, "thanks", 0, 5 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step refuses[] = { WAY, { WEB_SEND, NULL, ALL, 0 }, { WEB_HEAD, NO, 0, 50 }, { WEB_BODY, "thanks", 0, 5 },
	{ WEB_DONE, NULL, 0, 500 } };
static const struct web_step leaves[] = { WAY, { WEB_SEND, NULL, ALL, 0 }, { WEB_HEAD, SHOP_OK, 0, 50 },
	{ WEB_BODY, "thanks", 0, 5 }, { WEB_DONE, NULL, 0, 50 } };
static const struct web_step deaf[] = { WAY, { WEB_SEND, NULL, ALL, 0 }, { WEB_HANG, NULL, 0, 0 } };
static const struct web_step slow[] = { WAY, { WEB_SEND, NULL, 2, 0 }, { WEB_SEND, NULL, 2, 500 }, { WEB_SEND, NULL, 2, 500 },
	{ WEB_SEND, NULL, 0, 500 }, { WEB_HEAD, SHOP_OK, 0, 5 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step trails[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 5 }, { WEB_BODY, "hello", 0, 5 },
	{ WEB_HEAD, "X: y\r\n\r\n", 0, 0 }, { WEB_DONE, NULL, 0, 5 } };
static const struct web_page pages[] = { { "http://shop/hasty", hasty }, { "http://shop/refuses", refuses },
	{ "http://shop/leaves", leaves }, { "http://shop/deaf", deaf }, { "http://shop/slow", slow }, { "http://shop/trails", trails },
	{ NULL, NULL } };

static bool open_shop(struct shop *s, const char *verb, const char *object)
{
	return shop_open_as(s, pages, INTERNET_FLAG_ASYNC, verb, object, 0, REQUEST_CONTEXT);
}

/* How it ends. */
static DWORD ends(BOOL returned)
{
	DWORD error;

	events_finish(returned, REQUEST_CONTEXT, &error, NULL);
	if (error == ERROR_NOT_ENOUGH_MEMORY)
		sweep_ok(HRESULT_FROM_WIN32(error));
	return error;
}

static DWORD begin(struct shop *s, const char *first, DWORD total)
{
	INTERNET_BUFFERS b = { .dwStructSize = sizeof b, .lpvBuffer = (char *)first, .dwBufferLength = (DWORD)strlen(first),
			       .dwBufferTotal = total };

	return ends(HttpSendRequestEx(s->request, &b, NULL, 0, 0));
}

static DWORD put(struct shop *s, const char *data, DWORD size)
{
	static DWORD written;

	return ends(InternetWriteFile(s->request, data, size, &written));
}

/* A write that cannot be kept, and so waits. */
static DWORD put_much(struct shop *s)
{
	static char much[MUCH];
	DWORD error;

	memset(much, 'm', sizeof much);
	error = put(s, much, sizeof much);
	memset(much, '!', sizeof much); /* it is over */
	return error;
}

static DWORD end(struct shop *s)
{
	return ends(HttpEndRequest(s->request, NULL, 0, 0));
}

/* "hello", of which more is to come: how it ends. */
static DWORD give_hello(struct shop *s, DWORD total)
{
	DWORD error = begin(s, "hel", total);

	if (!error)
		error = put(s, "lo", 2);
	return error ? error : end(s);
}

static void reads(struct shop *s, const char *expected)
{
	char body[16] = "";

	if (shop_read(s, body, sizeof body - 1, sizeof body - 1))
		assert_string_equal(body, expected);
}

SIM_TEST(a_body_is_the_callers_again_when_its_send_is_over, 20)
{
	char body[] = "secret";
	struct shop s;

	if (!open_shop(&s, "POST", "/hasty"))
		return;
	if (!ends(HttpSendRequest(s.request, NULL, 0, body, 6))) {
		memset(body, '!', 6);
		reads(&s, "thanks");
		if (!swept())
			assert_null(strchr(web_request, '!'));
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(what_was_sent_with_a_body_is_not_asked_for_once_more, 5)
{
	char body[] = "secret";
	struct shop s;

	if (!open_shop(&s, "GET", "/hasty"))
		return;
	if (!ends(HttpSendRequest(s.request, NULL, 0, body, 6))) {
		assert_int_equal(InternetSetFilePointer(s.request, 0, NULL, FILE_BEGIN, 0), INVALID_SET_FILE_POINTER);
		assert_int_equal(GetLastError(), ERROR_INTERNET_INVALID_OPERATION);
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(an_answer_that_comes_before_the_first_octet_waits_for_the_end_of_the_body, 20)
{
	struct shop s;
	DWORD error;

	if (!open_shop(&s, "PUT", "/hasty"))
		return;
	error = give_hello(&s, 5);
	if (!error)
		reads(&s, "thanks");
	else if (!swept())
		fail_msg("error %u", error);
	InternetCloseHandle(s.session);
}

/* To send. */
static void be_impatient(struct shop *s)
{
	DWORD milliseconds = 700;

	assert_true(InternetSetOption(s->request, INTERNET_OPTION_SEND_TIMEOUT, &milliseconds, sizeof milliseconds));
}

static void write_ends(const char *object, DWORD status)
{
	DWORD error, number = 0, size = sizeof number;
	struct shop s;

	if (!open_shop(&s, "PUT", object))
		return;
	be_impatient(&s);
	error = begin(&s, "hel", 1 << 20);
	if (!error)
		error = put_much(&s);
	if (!error)
		error = put_much(&s);
	if (!error)
		error = end(&s);
	if (!error) {
		assert_true(HttpQueryInfo(s.request, HTTP_QUERY_STATUS_CODE | HTTP_QUERY_FLAG_NUMBER, &number, &size, NULL));
		assert_int_equal(number, status);
		reads(&s, "thanks");
	} else if (!swept()) {
		fail_msg("error %u", error);
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(a_write_that_waits_completes_when_the_server_refuses_the_rest, 20) { write_ends("/refuses", 413); }
SIM_TEST(a_write_that_waits_completes_when_the_server_has_answered_and_gone, 20) { write_ends("/leaves", 200); }

SIM_TEST(a_write_that_nobody_takes_ends_with_12002, 20)
{
	DWORD error;
	struct shop s;

	if (!open_shop(&s, "PUT", "/deaf"))
		return;
	be_impatient(&s);
	error = begin(&s, "hel", 1 << 20);
	if (!error)
		error = put_much(&s);
	if (!swept())
		assert_int_equal(error, ERROR_INTERNET_TIMEOUT);
	InternetCloseHandle(s.session);
}

SIM_TEST(the_end_of_a_body_that_nobody_takes_is_12002_too, 20)
{
	DWORD error;
	struct shop s;

	if (!open_shop(&s, "PUT", "/deaf"))
		return;
	be_impatient(&s);
	error = give_hello(&s, 1 << 20);
	if (!swept())
		assert_int_equal(error, ERROR_INTERNET_TIMEOUT);
	InternetCloseHandle(s.session);
}

SIM_TEST(a_body_that_is_taken_slowly_has_the_time_to_send_for_each_piece, 20)
{
	char body[] = "a body of some pieces, not one";
	struct shop s;

	if (!open_shop(&s, "POST", "/slow"))
		return;
	be_impatient(&s);
	if (!ends(HttpSendRequest(s.request, NULL, 0, body, sizeof body - 1)))
		assert_non_null(strstr(web_request, body));
	else if (!swept())
		fail_msg("error %u", GetLastError());
	InternetCloseHandle(s.session);
}

/* Its octets went with the handle's next request. */
SIM_TEST(what_a_write_has_left_when_it_was_cancelled_goes_nowhere, 20)
{
	static char much[MUCH];
	static DWORD written;
	struct shop s;
	DWORD error;

	if (!open_shop(&s, "PUT", "/deaf"))
		return;
	memset(much, '!', sizeof much);
	error = begin(&s, "", 1 << 20);
	if (!error && !InternetWriteFile(s.request, much, sizeof much, &written) && GetLastError() == ERROR_IO_PENDING) {
		AcomInternetCancel(s.request);
		SetLastError(ERROR_IO_PENDING);
		ends(FALSE);
		end(&s);
		error = begin(&s, "hello", 9);
		if (!error)
			error = put(&s, " you", 4);
		if (!error)
			assert_null(strchr(web_request, '!'));
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(what_is_stopped_leaves_no_error_to_what_is_started, 300)
{
	char body[6] = "";
	struct shop s;
	DWORD got = 0;

	if (!open_shop(&s, "GET", "/trails"))
		return;
	if (!swept() && shop_send(&s) && shop_read(&s, body, 5, 5) == 5) {
		if (InternetSetFilePointer(s.request, 0, NULL, FILE_BEGIN, 0) != INVALID_SET_FILE_POINTER) {
			assert_int_equal(ends(InternetReadFile(s.request, body, 5, &got)), ERROR_SUCCESS);
			assert_int_equal(ends(InternetReadFile(s.request, body, 5, &got)), ERROR_SUCCESS);
			assert_int_equal(got, 0);
		}
	}
	InternetCloseHandle(s.session);
}
