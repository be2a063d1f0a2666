/* redirect.c - answers that lead elsewhere: what is told before, what is sent then, and when it ends. */
#include "inet/shop.h"

#define FOUND(status, location) "HTTP/1.1 " status " Found\r\nLocation: " location "\r\nContent-Length: 4\r\n\r\n"
#define LEADS(name, status, location) \
	static const struct web_step name[] = { WEB_REACH, { WEB_HEAD, FOUND(status, location), 0, 5 }, \
		{ WEB_BODY, "gone", 0, 5 }, { WEB_DONE, NULL, 0, 0 } }
LEADS(moved, "302", "/new");
LEADS(seen, "303", "http://shop/new");
LEADS(kept, "307", "new");
LEADS(around, "302", "/around");
LEADS(no_host, "302", "http:///nohost");
LEADS(other_scheme, "302", "mailto:shop@example.org");
LEADS(abroad, "302", "http://abroad/new");
LEADS(spaced, "302", "http://shop/a new one?for me");
LEADS(spaced_below, "302", "/a new one?for me");
static const struct web_step new_one[] = { { WEB_SEND, NULL, 0, 1 }, { WEB_HEAD, SHOP_OK, 0, 5 }, { WEB_BODY, "hello", 0, 5 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_page pages[] = {
	{ "http://shop/moved", moved }, { "http://shop/seen", seen }, { "http://shop/kept", kept }, { "http://shop/around", around },
	{ "http://shop/nohost", no_host }, { "http://shop/scheme", other_scheme }, { "http://shop/abroad", abroad },
	{ "http://shop/new", new_one }, { "http://abroad/new", new_one },
	{ "http://shop/spaced", spaced }, { "http://shop/below", spaced_below },
	{ "http://shop/a%20new%20one?for+me", new_one }, { NULL, NULL },
};

/* Sends; returns the error, or ERROR_NOT_ENOUGH_MEMORY, in a sweep. */
static DWORD send_to(struct shop *s, DWORD flags, const char *headers, void *body)
{
	DWORD error;

	(void)flags;
	events_finish(HttpSendRequest(s->request, headers, (DWORD)-1, body, body ? 4 : 0), REQUEST_CONTEXT, &error, NULL);
	if (error == ERROR_NOT_ENOUGH_MEMORY)
		sweep_ok(HRESULT_FROM_WIN32(error));
	return error;
}

SIM_TEST(N9_a_redirect_is_told_with_its_absolute_url_before_anything_is_sent_there, 50)
{
	struct shop s;

	if (!shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/moved", REQUEST_CONTEXT))
		return;
	if (!send_to(&s, 0, NULL, NULL)) {
		assert_string_equal(events_told(REQUEST_CONTEXT), "60 10 11 20 21 30 31 40 41 110 30 31 40 41 100");
		assert_string_equal(events_await(REQUEST_CONTEXT, INTERNET_STATUS_REDIRECT, 1)->text, "http://shop/new");
		assert_int_equal(web_requests(), 2);
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(N9_the_same_synchronously, 5)
{
	struct shop s;
	char body[6] = "";

	if (!shop_open(&s, pages, 0, "/moved", REQUEST_CONTEXT))
		return;
	if (!send_to(&s, 0, NULL, NULL) && shop_read(&s, body, 5, 5))
		assert_string_equal(body, "hello");
	InternetCloseHandle(s.session);
}

SIM_TEST(N10_without_redirects_the_answer_stands, 5)
{
	struct shop s;

	if (!shop_open_as(&s, pages, INTERNET_FLAG_ASYNC, NULL, "/moved", INTERNET_FLAG_NO_AUTO_REDIRECT, REQUEST_CONTEXT))
		return;
	if (!send_to(&s, 0, NULL, NULL)) {
		assert_string_equal(events_told(REQUEST_CONTEXT), "60 10 11 20 21 30 31 40 41 100");
		assert_int_equal(web_requests(), 1);
	}
	InternetCloseHandle(s.session);
}

static void close_at_redirect(const struct event *e, void *info)
{
	(void)info;
	if (e->status == INTERNET_STATUS_REDIRECT)
		InternetCloseHandle(e->handle);
}

SIM_TEST(N11_a_handle_that_is_closed_when_a_redirect_is_told_sends_nothing_there, 50)
{
	struct shop s;
	DWORD error;

	if (!shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/moved", REQUEST_CONTEXT))
		return;
	events_hook = close_at_redirect;
	error = send_to(&s, 0, NULL, NULL);
	if (error == ERROR_INTERNET_OPERATION_CANCELLED) {
		events_await(REQUEST_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
		assert_string_equal(events_told(REQUEST_CONTEXT), "60 10 11 20 21 30 31 40 41 110 100 70");
		assert_int_equal(web_requests(), 1);
	}
	InternetCloseHandle(s.session);
}

static void ends_with(const char *object, DWORD expected, const char *told)
{
	struct shop s;
	DWORD error;

	if (!shop_open(&s, pages, INTERNET_FLAG_ASYNC, object, REQUEST_CONTEXT))
		return;
	error = send_to(&s, 0, NULL, NULL);
	if (error != ERROR_NOT_ENOUGH_MEMORY) {
		assert_int_equal(error, expected);
		assert_string_equal(events_told(REQUEST_CONTEXT), told);
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(N12_who_is_led_around_more_than_five_times_gives_up, 5)
{
	ends_with("/around", ERROR_HTTP_REDIRECT_FAILED, "60 10 11 20 21 30 31 40 41 110 10 11 20 21 30 31 40 41 "
		  "110 10 11 20 21 30 31 40 41 110 10 11 20 21 30 31 40 41 110 10 11 20 21 30 31 40 41 110 10 11 20 21 30 31 40 41 100");
}

SIM_TEST(N13_a_redirect_to_no_host_is_an_invalid_url, 5)
{
	ends_with("/nohost", ERROR_INTERNET_INVALID_URL, "60 10 11 20 21 30 31 40 41 100");
}

SIM_TEST(a_redirect_to_what_is_not_http_is_not_followed, 5)
{
	ends_with("/scheme", ERROR_SUCCESS, "60 10 11 20 21 30 31 40 41 100");
}

static void asks(const char *object, const char *headers, void *body, const char *request)
{
	struct shop s;

	if (!shop_open_as(&s, pages, 0, body ? "POST" : "GET", object, 0, REQUEST_CONTEXT))
		return;
	if (!send_to(&s, 0, headers, body))
		assert_string_equal(web_request, request);
	InternetCloseHandle(s.session);
}

static void leads_to_a_new_one(const char *path)
{
	struct shop s;
	DWORD error;

	if (!shop_open(&s, pages, INTERNET_FLAG_ASYNC, path, REQUEST_CONTEXT))
		return;
	error = send_to(&s, 0, NULL, NULL);
	if (error != ERROR_NOT_ENOUGH_MEMORY) {
		assert_int_equal(error, ERROR_SUCCESS);
		assert_string_equal(events_await(REQUEST_CONTEXT, INTERNET_STATUS_REDIRECT, 1)->text, "http://shop/a%20new%20one?for+me");
		assert_int_equal(web_requests(), 2);
	}
	InternetCloseHandle(s.session);
}

/* Servers write them as they are, which no URL has. */
SIM_TEST(blanks_in_a_redirect_are_written_as_urls_have_them, 5) { leads_to_a_new_one("/below"); }
SIM_TEST(and_those_of_a_whole_url, 5) { leads_to_a_new_one("/spaced"); }

SIM_TEST(a_post_that_is_seen_elsewhere_becomes_a_get, 5)
{
	asks("/seen", NULL, "body", "GET http://shop/new\nUser-Agent: test\n\n");
}

SIM_TEST(what_says_how_the_body_was_goes_with_the_body, 5)
{
	static const char headers[] = "Content-Type: text/plain\r\ncontent-length: 4\r\nTransfer-Encoding: chunked\r\nX-Mine: 1";

	asks("/seen", headers, "body", "GET http://shop/new\nUser-Agent: test\nX-Mine: 1\n\n");
	asks("/kept", "Content-Type: text/plain", "body", "POST http://shop/new\nUser-Agent: test\nContent-Type: text/plain\n\nbody");
}

SIM_TEST(a_post_that_is_kept_is_sent_again, 5)
{
	asks("/kept", NULL, "body", "POST http://shop/new\nUser-Agent: test\n\nbody");
}

SIM_TEST(what_is_meant_for_one_server_is_not_told_another, 5)
{
	asks("/abroad", "Authorization: secret\r\nCookie: a=b\r\nX-Mine: 1", NULL,
	     "GET http://abroad/new\nUser-Agent: test\nX-Mine: 1\n\n");
}

SIM_TEST(the_same_server_is_told_again, 5)
{
	asks("/moved", "Authorization: secret\r\nCookie: a=b", NULL,
	     "GET http://shop/new\nUser-Agent: test\nAuthorization: secret\nCookie: a=b\n\n");
}
