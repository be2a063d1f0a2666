/* urlraces.c - sessions that are closed while URLs are opened, and URLs that fail then: each completes once, and its handle ends
 * once, as the last that is told of it. */
#include "inet/shop.h"
#include "inet/site.h"

static const struct web_step hello[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 1 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step refused[] = { { WEB_RESOLVE, "shop", 0, 1 }, { WEB_DONE, NULL, ERROR_INTERNET_CANNOT_CONNECT, 1 } };
static const struct web_page pages[] = { { "http://shop/", hello }, { "http://shop/no", refused }, { NULL, NULL } };
static const struct talk_reply replies[] = { SITE_LOGIN, { .command = NULL, .reply = "550 No.\r\n" } };
static const struct talk_server ftp = { "shop", 21, "220 hi\r\n", replies };
static const struct talk_reply items[] = { { .command = NULL, .reply = "0a\tb\tc\t70\r\n.\r\n", .ends = true } };
static const struct talk_server gopher = { "shop", 70, NULL, items };

static void close_it(void *arg)
{
	InternetCloseHandle(arg);
}

static void close_meets(const struct talk_server *server, DWORD flags, const char *url)
{
	struct harness_thread closer;
	struct site s;
	HINTERNET h;
	DWORD error;

	if (swept() || !site_session(&s, server, flags))
		return;
	web_serve(pages);
	harness_start(&closer, close_it, s.session);
	h = InternetOpenUrl(s.session, url, NULL, 0, 0, FILE_CONTEXT);
	error = h ? 0 : GetLastError();
	harness_join(&closer);
	if (error == ERROR_IO_PENDING)
		events_await(FILE_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1);
	if (events_times(FILE_CONTEXT, INTERNET_STATUS_HANDLE_CREATED))
		events_await(FILE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	assert_int_equal(events_times(FILE_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE), error == ERROR_IO_PENDING);
	assert_true(events_times(FILE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING) <= 1);
}

SIM_TEST(N7_closing_the_session_meets_a_url, 500)
{
	close_meets(&ftp, INTERNET_FLAG_ASYNC, "http://shop/");
}

LONG_RACE(N7_closing_the_session_meets_a_url_that_fails, 2)
{
	close_meets(&ftp, INTERNET_FLAG_ASYNC, "http://shop/no");
}

SIM_TEST(N7_closing_the_session_meets_a_synchronous_url_that_fails, 500)
{
	close_meets(&ftp, 0, "http://shop/no");
}

SIM_TEST(N7_closing_the_session_meets_a_url_of_ftp_that_fails, 500)
{
	close_meets(&ftp, INTERNET_FLAG_ASYNC, "ftp://shop/a");
}

SIM_TEST(N7_closing_the_session_meets_a_synchronous_url_of_ftp_that_fails, 500)
{
	close_meets(&ftp, 0, "ftp://shop/a");
}

SIM_TEST(N7_closing_the_session_meets_a_url_of_gopher, 500)
{
	close_meets(&gopher, INTERNET_FLAG_ASYNC, "gopher://shop/");
}
