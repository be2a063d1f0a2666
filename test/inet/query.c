/* query.c - headers that are added, and what is asked about requests and answers. */
#include <stdio.h>

#include "inet/shop.h"

#define ANSWER "HTTP/1.1 203 Well now\r\nContent-Type: text/plain \r\nX-A:  1\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n" \
	"Content-Length: 5000000000\r\nx-a: 2\r\n\r\n"
static const struct web_step answer[] = { WEB_REACH, { WEB_HEAD, ANSWER, 0, 5 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_page pages[] = { { "http://shop/", answer }, { NULL, NULL } };

static bool add(struct shop *s, const char *headers, DWORD modifiers, DWORD expected)
{
	BOOL added = HttpAddRequestHeaders(s->request, headers, (DWORD)-1, modifiers);

	if (!added && GetLastError() == ERROR_NOT_ENOUGH_MEMORY)
		return sweep_ok(E_OUTOFMEMORY);
	assert_int_equal(added ? 0 : GetLastError(), expected);
	return true;
}

/* What the request would send. */
static bool asks(struct shop *s, const char *expected)
{
	char text[256];
	DWORD size = sizeof text;

	if (!HttpQueryInfo(s->request, HTTP_QUERY_RAW_HEADERS_CRLF | HTTP_QUERY_FLAG_REQUEST_HEADERS, text, &size, NULL))
		return sweep_ok(HRESULT_FROM_WIN32(GetLastError()));
	assert_string_equal(text, expected);
	assert_int_equal(size, strlen(expected));
	return true;
}
#define ASKS(headers) asks(&s, "GET / HTTP/1.1\r\nUser-Agent: test\r\n" headers)

static void add_in_all_ways(struct shop s)
{
	if (!add(&s, "A: 1\r\nB:2\r\n", HTTP_ADDREQ_FLAG_ADD, 0) || !ASKS("A: 1\r\nB: 2\r\n"))
		return;
	if (!add(&s, "a: 3", HTTP_ADDREQ_FLAG_ADD_IF_NEW, ERROR_HTTP_HEADER_ALREADY_EXISTS) ||
	    !add(&s, "a: 3", HTTP_ADDREQ_FLAG_COALESCE, 0) || !add(&s, "b: 4", HTTP_ADDREQ_FLAG_COALESCE_WITH_SEMICOLON, 0) ||
	    !ASKS("A: 1, 3\r\nB: 2; 4\r\n"))
		return;
	if (!add(&s, "A: 5", HTTP_ADDREQ_FLAG_REPLACE, 0) || !add(&s, "B:", HTTP_ADDREQ_FLAG_REPLACE, 0) || !ASKS("A: 5\r\n"))
		return;
	if (!add(&s, "C: 6", HTTP_ADDREQ_FLAG_REPLACE, ERROR_HTTP_HEADER_NOT_FOUND) ||
	    !add(&s, "C: 6", HTTP_ADDREQ_FLAG_REPLACE | HTTP_ADDREQ_FLAG_ADD, 0))
		return;
	ASKS("A: 5\r\nC: 6\r\n");
}

SIM_TEST(headers_are_added_replaced_joined_and_removed, 2)
{
	struct shop s;

	if (!shop_open(&s, pages, 0, NULL, REQUEST_CONTEXT))
		return;
	add_in_all_ways(s);
	InternetCloseHandle(s.session);
}

SIM_TEST(of_lines_that_are_no_headers_none_is_added, 2)
{
	static const char *const bad[] = { "A: 1\r\nB", "A: 1\r\nB C: 2", "A: 1\r\n: 2", "A: 1\r\nB(: 2" };
	struct shop s;
	unsigned i;

	if (!shop_open(&s, pages, 0, NULL, REQUEST_CONTEXT))
		return;
	for (i = 0; i < ARRAY_COUNT(bad); i++)
		if (add(&s, bad[i], HTTP_ADDREQ_FLAG_ADD, ERROR_HTTP_INVALID_HEADER))
			ASKS("");
	assert_false(HttpAddRequestHeaders(s.request, NULL, 0, 0));
	assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
	InternetCloseHandle(s.session);
}

/* NULL: no memory. */
static const char *ask(struct shop *s, DWORD info, DWORD *index)
{
	static char text[256];
	DWORD size = sizeof text;

	if (HttpQueryInfo(s->request, info, text, &size, index)) {
		assert_int_equal(size, strlen(text));
		return text;
	}
	if (GetLastError() == ERROR_NOT_ENOUGH_MEMORY && !sweep_ok(E_OUTOFMEMORY))
		return NULL;
	snprintf(text, sizeof text, "%u", GetLastError());
	return text;
}

static void is(const char *got, const char *expected)
{
	if (got)
		assert_string_equal(got, expected);
}

static void ask_all(struct shop *s)
{
	DWORD index = 0, size, number = 0;
	ULONGLONG number64 = 0;
	SYSTEMTIME t;

	is(ask(s, HTTP_QUERY_STATUS_CODE, NULL), "203");
	is(ask(s, HTTP_QUERY_STATUS_TEXT, NULL), "Well now");
	is(ask(s, HTTP_QUERY_VERSION, NULL), "HTTP/1.1");
	is(ask(s, HTTP_QUERY_CONTENT_TYPE, NULL), "text/plain");
	is(ask(s, HTTP_QUERY_RAW_HEADERS_CRLF, NULL), ANSWER);
	is(ask(s, HTTP_QUERY_STATUS_CODE | HTTP_QUERY_FLAG_REQUEST_HEADERS, NULL), "12154");
	is(ask(s, HTTP_QUERY_USER_AGENT | HTTP_QUERY_FLAG_REQUEST_HEADERS, NULL), "test");
	is(ask(s, HTTP_QUERY_REQUEST_METHOD, NULL), "GET");
	is(ask(s, HTTP_QUERY_SERVER, NULL), "12150");
	is(ask(s, 77777, NULL), "12154");
	size = sizeof number;
	if (HttpQueryInfo(s->request, HTTP_QUERY_STATUS_CODE | HTTP_QUERY_FLAG_NUMBER, &number, &size, &index))
		assert_int_equal(number, 203);
	assert_int_equal(index, 0);
	size = sizeof number64;
	if (HttpQueryInfo(s->request, HTTP_QUERY_CONTENT_LENGTH | HTTP_QUERY_FLAG_NUMBER64, &number64, &size, NULL))
		assert_true(number64 == 5000000000);
	size = sizeof t;
	if (HttpQueryInfo(s->request, HTTP_QUERY_DATE | HTTP_QUERY_FLAG_SYSTEMTIME, &t, &size, NULL)) {
		assert_int_equal(t.wYear, 1994);
		assert_int_equal(t.wMonth, 11);
		assert_int_equal(t.wDayOfWeek, 0);
		assert_int_equal(t.wHour, 8);
	}
}

static void ask_one_after_the_other(struct shop *s)
{
	char name[16] = "X-A";
	DWORD index = 0, size = sizeof name;

	if (!HttpQueryInfo(s->request, HTTP_QUERY_CUSTOM, name, &size, &index))
		return;
	assert_string_equal(name, "1");
	strcpy(name, "X-A");
	size = sizeof name;
	if (!HttpQueryInfo(s->request, HTTP_QUERY_CUSTOM, name, &size, &index))
		return;
	assert_string_equal(name, "2");
	assert_int_equal(index, 2);
	strcpy(name, "X-A");
	assert_false(HttpQueryInfo(s->request, HTTP_QUERY_CUSTOM, name, &size, &index));
	size = 4;
	assert_false(HttpQueryInfo(s->request, HTTP_QUERY_CONTENT_TYPE, name, &size, NULL));
	if (GetLastError() == ERROR_INSUFFICIENT_BUFFER)
		assert_int_equal(size, sizeof "text/plain");
}

SIM_TEST(an_answer_is_asked_for_its_status_and_its_headers, 2)
{
	struct shop s;

	if (!shop_open(&s, pages, 0, NULL, REQUEST_CONTEXT))
		return;
	is(ask(&s, HTTP_QUERY_STATUS_CODE, NULL), "0");
	if (shop_send(&s)) {
		ask_all(&s);
		ask_one_after_the_other(&s);
	}
	InternetCloseHandle(s.session);
}
