/* wide.c - the functions that end with W, of sessions and HTTP: what goes out is UTF-8, what comes back is UTF-16. */
#define UNICODE
#include <string.h>
#include <unistd.h>

#include "inet/shop.h"
#include "inet/site.h"
#include "inet/units.h"
#include "inet/wide.h"

static const struct web_step hello[] = { WEB_REACH,
	{ WEB_HEAD, "HTTP/1.1 200 OK\r\nX-Name: \xc3\xa4\xf0\x9f\x98\x80\r\nX-Old: \xe4\r\nContent-Length: 5\r\n\r\n", 0, 1 },
	{ WEB_BODY, "hello", 0, 1 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step moved[] = { WEB_REACH, { WEB_HEAD, "HTTP/1.1 302 Found\r\nLocation: /a\r\n\r\n", 0, 1 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_page pages[] = { { "http://shop/a", hello }, { "http://shop/moved", moved }, { NULL, NULL } };

/* ---- the piece that converts ---- */

TEST(text_becomes_utf_8_and_comes_back)
{
	static const WCHAR half[] = { 'a', 0xD800, 0 }, whole[] = { 0xC4, 0xD83D, 0xDE00, 0 };
	WCHAR room[8];
	char *text;
	size_t units;

	assert_int_equal(wide_narrow(whole, WIDE_TERMINATED, &text), 0);
	assert_string_equal(text, "\xc3\x84\xf0\x9f\x98\x80");
	assert_int_equal(wide_fill(text, room), 3);
	units_are(room, whole);
	os_free(text);
	assert_int_equal(wide_narrow(whole, 1, &text), 0);
	assert_string_equal(text, "\xc3\x84");
	os_free(text);
	assert_int_equal(wide_narrow(NULL, 7, &text), 0);
	assert_null(text);
	assert_int_equal(wide_narrow(half, WIDE_TERMINATED, &text), ERROR_INVALID_PARAMETER);
	assert_null(text);
	assert_int_equal(wide_fill("a\xe4", room), 2);
	units_are(room, u"a\u00e4");
	text = (char *)wide_text("a\0\xc3\xa4\0", 5, &units);
	assert_int_equal(units, 4);
	assert_memory_equal(text, u"a\0\u00e4\0", 10);
	os_free(text);
}

/* ---- HTTP ---- */

static bool open_session(HINTERNET *session)
{
	web_serve(pages);
	*session = InternetOpen(u"t\u00e4st", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, 0);
	return site_good(*session != NULL);
}

static bool open_request(HINTERNET session, HINTERNET *request)
{
	static const WCHAR *accept[] = { u"text/*", u"image/*", NULL };
	HINTERNET connect = InternetConnect(session, u"shop", 0, u"\u00e4nn", u"s", INTERNET_SERVICE_HTTP, 0, 0);

	*request = connect ? HttpOpenRequest(connect, u"PUT", u"/a", u"HTTP/1.1", u"http://r/", accept, 0, 0) : NULL;
	return site_good(*request != NULL);
}

SIM_TEST(requests_and_their_headers, 5)
{
	HINTERNET session, request;

	if (!open_session(&session))
		return;
	if (open_request(session, &request) &&
	    site_good(HttpAddRequestHeaders(request, u"X-A: \u00e4\r\nX-B: b", 6, HTTP_ADDREQ_FLAG_ADD)) &&
	    site_good(HttpAddRequestHeaders(request, u"X-C: c", (DWORD)-1, HTTP_ADDREQ_FLAG_ADD)) &&
	    site_good(HttpSendRequest(request, u"X-D: dddd", 6, (void *)"body", 4)))
		assert_string_equal(web_request, "PUT http://shop/a\nUser-Agent: t\xc3\xa4st\nReferer: http://r/\n"
		                    "Accept: text/*\nAccept: image/*\nX-A: \xc3\xa4\nX-C: c\nX-D: d\n\nbody");
	InternetCloseHandle(session);
}

static void info_is(HINTERNET request, const WCHAR *name, const WCHAR *expected, DWORD units)
{
	WCHAR text[64];
	DWORD size = sizeof text, n = 0;

	for (; name[n]; n++)
		text[n] = name[n];
	text[n] = 0;
	if (!site_good(HttpQueryInfo(request, HTTP_QUERY_CUSTOM, text, &size, NULL)))
		return;
	units_are(text, expected);
	assert_int_equal(size, 2 * units);
}

SIM_TEST(headers_of_answers_with_their_sizes_in_octets, 5)
{
	HINTERNET session, request;
	WCHAR text[200];
	DWORD size = 7, number;

	if (!open_session(&session))
		return;
	if (open_request(session, &request) && site_good(HttpSendRequest(request, NULL, 0, NULL, 0)) && !swept()) {
		FAILS(HttpQueryInfo(request, HTTP_QUERY_STATUS_CODE, text, &size, NULL), ERROR_INSUFFICIENT_BUFFER);
		assert_int_equal(size, 8);
		assert_true(HttpQueryInfo(request, HTTP_QUERY_STATUS_CODE, text, &size, NULL));
		assert_int_equal(size, 6);
		units_are(text, u"200");
		size = sizeof number;
		assert_true(HttpQueryInfo(request, HTTP_QUERY_CONTENT_LENGTH | HTTP_QUERY_FLAG_NUMBER, &number, &size, NULL));
		assert_int_equal(number, 5);
		assert_int_equal(size, 4);
		info_is(request, u"X-Name", u"\u00e4\U0001F600", 3);
		info_is(request, u"X-Old", u"\u00e4", 1);
		size = sizeof text;
		assert_true(HttpQueryInfo(request, HTTP_QUERY_RAW_HEADERS, text, &size, NULL));
		assert_memory_equal(text, u"HTTP/1.1 200 OK\0X-Name: \u00e4\U0001F600\0X-Old: \u00e4\0", 2 * 37);
		FAILS(HttpQueryInfo(request, HTTP_QUERY_CUSTOM, NULL, &size, NULL), ERROR_INVALID_PARAMETER);
	}
	InternetCloseHandle(session);
}

SIM_TEST(bodies_that_are_written_and_read, 5)
{
	INTERNET_BUFFERS in = { .dwStructSize = sizeof in, .lpcszHeader = u"X-A: \u00e4xxx", .dwHeadersLength = 6,
				.lpvBuffer = (void *)"he", .dwBufferLength = 2, .dwBufferTotal = 5 };
	char text[8];
	INTERNET_BUFFERS out = { .dwStructSize = sizeof out, .lpvBuffer = text, .dwBufferLength = sizeof text };
	HINTERNET session, request;
	DWORD written;

	if (!open_session(&session))
		return;
	if (open_request(session, &request) && site_good(HttpSendRequestEx(request, &in, NULL, 0, 0)) &&
	    site_good(InternetWriteFile(request, "llo", 3, &written)) && site_good(HttpEndRequest(request, NULL, 0, 0)) &&
	    site_good(InternetReadFileEx(request, &out, 0, 0)) && !swept()) {
		assert_int_equal(out.dwBufferLength, 5);
		assert_memory_equal(text, "hello", 5);
		assert_non_null(strstr(web_request, "X-A: \xc3\xa4\n"));
		assert_non_null(strstr(web_request, "\n\nhello"));
		in.dwStructSize--;
		FAILS(HttpSendRequestEx(request, &in, NULL, 0, 0), ERROR_INVALID_PARAMETER);
		FAILS(HttpSendRequestEx(request, NULL, &in, 0, 0), ERROR_INVALID_PARAMETER);
		FAILS(HttpEndRequest(request, &in, 0, 0), ERROR_INVALID_PARAMETER);
		FAILS(InternetReadFileEx(request, &in, 0, 0), ERROR_INVALID_PARAMETER);
	}
	InternetCloseHandle(session);
}

static WCHAR told[32][32];
static unsigned count;
static DWORD last;
static void write_down(HINTERNET h, DWORD_PTR context, DWORD status, void *info, DWORD length)
{
	(void)h;
	(void)context;
	last = events_check(last, status);
	if (status == INTERNET_STATUS_RESOLVING_NAME || status == INTERNET_STATUS_NAME_RESOLVED || status == INTERNET_STATUS_REDIRECT) {
		assert_int_equal(((WCHAR *)info)[length / 2 - 1], 0);
		assert_int_equal(length % 2, 0);
		memcpy(told[count++], info, length);
	}
}

SIM_TEST(callbacks_are_told_text_as_utf_16, 5)
{
	HINTERNET session, h;

	if (!open_session(&session))
		return;
	count = last = 0;
	InternetSetStatusCallback(session, write_down);
	h = InternetOpenUrl(session, u"http://shop/moved", u"X-A: aaa", 6, 0, 1);
	if (site_good(h != NULL)) {
		assert_int_equal(count, 5);
		units_are(told[0], u"shop");
		units_are(told[1], u"10.0.0.1");
		units_are(told[2], u"http://shop/a");
		assert_non_null(strstr(web_request, "X-A: a\n"));
	}
	InternetCloseHandle(session);
}

SIM_TEST(options_that_are_text, 5)
{
	HINTERNET session;
	WCHAR text[8];
	DWORD size = 9, type;

	if (!open_session(&session))
		return;
	if (!swept()) {
		FAILS(InternetQueryOption(session, INTERNET_OPTION_USER_AGENT, text, &size), ERROR_INSUFFICIENT_BUFFER);
		assert_int_equal(size, 10);
		size = 10;
		assert_true(InternetQueryOption(session, INTERNET_OPTION_USER_AGENT, text, &size));
		assert_int_equal(size, 8);
		units_are(text, u"t\u00e4st");
		assert_true(InternetSetOption(session, INTERNET_OPTION_USER_AGENT, (void *)u"\u00f6ther", 2));
		size = sizeof text;
		assert_true(InternetQueryOption(session, INTERNET_OPTION_USER_AGENT, text, &size));
		units_are(text, u"\u00f6t");
		size = sizeof type;
		assert_true(InternetQueryOption(session, INTERNET_OPTION_HANDLE_TYPE, &type, &size));
		assert_int_equal(type, INTERNET_HANDLE_TYPE_INTERNET);
		FAILS(InternetSetOption(session, INTERNET_OPTION_RECEIVE_TIMEOUT, &type, 3), ERROR_INTERNET_BAD_OPTION_LENGTH);
	}
	InternetCloseHandle(session);
}

SIM_TEST(the_proxy_of_a_session, 5)
{
	union { INTERNET_PROXY_INFO info; char room[128]; } got;
	INTERNET_PROXY_INFO set = { INTERNET_OPEN_TYPE_PROXY, u"http=pr\u00f6xy:80", u"<local>" };
	HINTERNET session;
	DWORD size = 63;

	if (!open_session(&session))
		return;
	if (!swept()) {
		assert_true(InternetSetOption(session, INTERNET_OPTION_PROXY, &set, sizeof set));
		FAILS(InternetQueryOption(session, INTERNET_OPTION_PROXY, &got, &size), ERROR_INSUFFICIENT_BUFFER);
		size = sizeof got;
		assert_true(InternetQueryOption(session, INTERNET_OPTION_PROXY, &got, &size));
		assert_int_equal(got.info.dwAccessType, INTERNET_OPEN_TYPE_PROXY);
		units_are(got.info.lpszProxy, u"http=pr\u00f6xy:80");
		units_are(got.info.lpszProxyBypass, u"<local>");
		set.lpszProxy = NULL;
		assert_true(InternetSetOption(session, INTERNET_OPTION_PROXY, &set, sizeof set));
		size = sizeof got;
		assert_true(InternetQueryOption(session, INTERNET_OPTION_PROXY, &got, &size));
		assert_null(got.info.lpszProxy);
		units_are(got.info.lpszProxyBypass, u"<local>");
	}
	InternetCloseHandle(session);
}
