/* cookies.c - cookies: a session keeps them, by libcurl, with a real server; what is told of them, with a scripted one. */
#include <stdio.h>
#include <string.h>

#include "inet/host.h"

static const struct web_step both[] = { { WEB_COOKIES, NULL, 2, 1 }, WEB_REACH,
	{ WEB_HEAD, "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nSet-Cookie: c=3\r\n\r\n", 0, 5 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_page pages[] = { { "http://shop/both", both }, { NULL, NULL } };

SIM_TEST(cookies_that_are_sent_and_that_are_received_are_told_with_how_many_they_are, 20)
{
	struct shop s;

	if (!shop_open(&s, pages, 0, "/both", REQUEST_CONTEXT))
		return;
	if (shop_send(&s)) {
		assert_string_equal(events_told(REQUEST_CONTEXT), "60 320 10 11 20 21 30 31 40 41 321");
		assert_int_equal(events_await(REQUEST_CONTEXT, INTERNET_STATUS_COOKIE_SENT, 1)->number, 2);
		assert_int_equal(events_await(REQUEST_CONTEXT, INTERNET_STATUS_COOKIE_RECEIVED, 1)->number, 3);
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(without_cookies_none_are_told, 20)
{
	struct shop s;

	if (!shop_open_as(&s, pages, 0, NULL, "/both", INTERNET_FLAG_NO_COOKIES, REQUEST_CONTEXT))
		return;
	if (shop_send(&s))
		assert_null(strstr(events_told(REQUEST_CONTEXT), "321"));
	InternetCloseHandle(s.session);
}

#ifndef ACOM_SIM

/* ---- with libcurl ---- */

static bool answer(struct host_call *c)
{
	char body[1024];
	const char *cookie = host_line(c, "Cookie");
	int size = snprintf(body, sizeof body, "%s", cookie ? cookie : "none");

	if (host_asked(c, "/give"))
		return host_reply(c, "Set-Cookie: a=1\r\nSet-Cookie: deep=2; Path=/shop/deep\r\nSet-Cookie: gone=3; Max-Age=0\r\n"
				  "Set-Cookie: other=4; Domain=example.org\r\nSet-Cookie: kept=5; Max-Age=1000; Path=/\r\n", "", 0);
	if (host_asked(c, "/moved"))
		return host_text(c, "HTTP/1.1 302 Found\r\nLocation: /moved/here\r\nSet-Cookie: way=6\r\nContent-Length: 0\r\n\r\n");
	return host_reply(c, "", body, (size_t)size);
}

/* What the server heard, and how many were told. */
static bool sends(struct shop *s, const char *object, DWORD flags, const char *cookies, DWORD told)
{
	char body[1024] = "";

	events_clear();
	if (!host_request(s, object, flags) || !shop_read(s, body, sizeof body - 1, 100))
		return false;
	assert_string_equal(body, cookies);
	if (told)
		assert_int_equal(events_await(REQUEST_CONTEXT, INTERNET_STATUS_COOKIE_SENT, 1)->number, told);
	else
		assert_null(strstr(events_told(REQUEST_CONTEXT), "320"));
	return true;
}

TEST(what_a_server_gives_goes_back_to_where_it_belongs_and_nowhere_else)
{
	struct shop s, other;

	host_start(answer);
	if (host_open(&s, 0)) {
		if (sends(&s, "/", 0, "none", 0) && host_request(&s, "/give", 0)) {
			assert_int_equal(events_await(REQUEST_CONTEXT, INTERNET_STATUS_COOKIE_RECEIVED, 1)->number, 5);
			sends(&s, "/", 0, "kept=5; a=1", 2);
			sends(&s, "/shop/deep/er?x", 0, "deep=2; kept=5; a=1", 3);
			sends(&s, "/shop/deeper", 0, "kept=5; a=1", 2);
		}
		if (host_open(&other, 0)) {
			sends(&other, "/", 0, "none", 0);
			InternetCloseHandle(other.session);
		}
		InternetCloseHandle(s.session);
	}
	host_end();
}

TEST(a_request_without_cookies_neither_sends_nor_keeps_any)
{
	struct shop s;

	host_start(answer);
	if (host_open(&s, 0)) {
		if (host_request(&s, "/give", INTERNET_FLAG_NO_COOKIES)) {
			assert_null(strstr(events_told(REQUEST_CONTEXT), "321"));
			sends(&s, "/", 0, "none", 0);
		}
		if (host_request(&s, "/give", 0))
			sends(&s, "/", INTERNET_FLAG_NO_COOKIES, "none", 0);
		InternetCloseHandle(s.session);
	}
	host_end();
}

TEST(a_redirection_gives_cookies_too)
{
	struct shop s;

	host_start(answer);
	if (host_open(&s, 0)) {
		if (sends(&s, "/moved", 0, "way=6", 1))
			assert_non_null(strstr(events_told(REQUEST_CONTEXT), "41 321 110 320 30"));
		InternetCloseHandle(s.session);
	}
	host_end();
}

TEST(those_of_the_application_go_in_the_same_line)
{
	static const char mine[] = "Cookie: mine=7";
	struct shop s;
	char body[64] = "";
	DWORD error;

	host_start(answer);
	if (host_open(&s, 0)) {
		if (host_request(&s, "/give", 0)) {
			InternetCloseHandle(s.request);
			s.request = HttpOpenRequest(s.connect, NULL, "/", NULL, NULL, NULL, 0, REQUEST_CONTEXT);
			if (events_finish(HttpSendRequest(s.request, mine, (DWORD)-1, NULL, 0), REQUEST_CONTEXT, &error, NULL) &&
			    shop_read(&s, body, sizeof body - 1, 100))
				assert_string_equal(body, "kept=5; a=1; mine=7");
		}
		InternetCloseHandle(s.session);
	}
	host_end();
}
#endif
