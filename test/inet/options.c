/* options.c - options of the network: how many addresses are tried, how much at a time, which HTTP is spoken, the system's own
 * errors, what ends with a browser's session; and what flags of a request send. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "inet/host.h"
#include "inet/site.h"

static const struct web_step hello[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 5 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step many[] = { { WEB_RESOLVE, "shop", 0, 1 }, { WEB_CONNECT, "10.0.0.1", 0, 1 },
	{ WEB_CONNECT, "10.0.0.2", 0, 1 }, { WEB_CONNECT, "10.0.0.3", 0, 1 }, { WEB_CONNECTED, "10.0.0.3", 0, 1 },
	{ WEB_SEND, NULL, 0, 0 }, { WEB_HEAD, SHOP_OK, 0, 5 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_page pages[] = { { "http://shop/hello", hello }, { "http://shop/many", many }, { NULL, NULL } };

static void refuses(BOOL done, DWORD error)
{
	assert_false(done);
	assert_int_equal(GetLastError(), error);
}

/* Of these handles it can be set and asked for. */
static void keeps(HINTERNET h, DWORD option, DWORD before, DWORD number)
{
	DWORD got = 0, size = sizeof got, none = 0;

	assert_true(InternetQueryOption(h, option, &got, &size));
	assert_int_equal(got, before);
	assert_true(InternetSetOption(h, option, &number, sizeof number));
	assert_true(InternetQueryOption(h, option, &got, &size));
	assert_int_equal(got, number);
	refuses(InternetSetOption(h, option, &number, 2), ERROR_INTERNET_BAD_OPTION_LENGTH);
	refuses(InternetSetOption(h, option, &none, sizeof none), ERROR_INVALID_PARAMETER);
}

SIM_TEST(so_many_addresses_of_a_server_are_tried_as_the_option_says, 10)
{
	struct shop s;
	DWORD error;

	if (!shop_open(&s, pages, 0, "/many", REQUEST_CONTEXT))
		return;
	if (shop_send(&s))
		assert_string_equal(events_told(REQUEST_CONTEXT), "60 10 11 20 20 20 21 30 31 40 41");
	keeps(s.request, INTERNET_OPTION_CONNECT_RETRIES, 5, 2);
	events_finish(HttpSendRequest(s.request, NULL, 0, NULL, 0), REQUEST_CONTEXT, &error, NULL);
	if (error != ERROR_INTERNET_CANNOT_CONNECT)
		sweep_ok(HRESULT_FROM_WIN32(error));
	if (!swept())
		assert_int_equal(error, ERROR_INTERNET_CANNOT_CONNECT);
	InternetCloseHandle(s.session);
}

SIM_TEST(flags_of_a_request_that_ask_for_no_copy_say_so, 10)
{
	struct shop s;

	if (!shop_open_as(&s, pages, 0, NULL, "/hello", INTERNET_FLAG_RELOAD | INTERNET_FLAG_PRAGMA_NOCACHE, REQUEST_CONTEXT))
		return;
	if (shop_send(&s)) {
		assert_non_null(strstr(web_request, "\nPragma: no-cache\n"));
		assert_non_null(strstr(web_request, "\nCache-Control: no-cache\n"));
	}
	InternetCloseHandle(s.session);
}

static const struct talk_reply replies[] = {
	SITE_LOGIN, SITE_TRANSFERS, SITE_HOME, { .command = "SIZE", .reply = "213 13\r\n" },
	{ .command = "RETR", .reply = "150 here\r\n", .data = "one two three", .after = "226 done\r\n" },
	{ .command = "STOR", .reply = "150 give\r\n", .takes = true, .after = "226 got it\r\n" }, SITE_REST,
};
static const struct talk_server server = { "shop", 2121, "220 Hello.\r\n", replies };

SIM_TEST(of_FTPs_data_so_much_is_read_and_written_at_a_time_as_the_options_say, 10)
{
	HINTERNET file;
	char text[16] = "";
	DWORD size, written;
	struct site s;

	if (!site_open(&s, &server, 0, SITE_CONTEXT))
		return;
	keeps(s.connect, INTERNET_OPTION_READ_BUFFER_SIZE, 16384, 2);
	keeps(s.connect, INTERNET_OPTION_WRITE_BUFFER_SIZE, 16384, 3);
	file = FtpOpenFile(s.connect, "a", GENERIC_READ, 0, FILE_CONTEXT);
	if (site_opened(&file, FILE_CONTEXT)) {
		if (site_read(file, text, sizeof text - 1, &size))
			assert_string_equal(text, "one two three");
		InternetCloseHandle(file);
	}
	file = FtpOpenFile(s.connect, "a", GENERIC_WRITE, 0, FILE_CONTEXT);
	if (site_opened(&file, FILE_CONTEXT)) {
		if (site_done(InternetWriteFile(file, "one two", 7, &written), FILE_CONTEXT)) {
			InternetCloseHandle(file);
			assert_memory_equal(talk_taken, "one two", 7);
		}
	}
	InternetCloseHandle(s.session);
}

TEST(the_version_of_HTTP_is_the_process_own_and_there_are_two)
{
	HTTP_VERSION_INFO v = { 0, 0 };
	DWORD size = sizeof v;

	assert_true(InternetQueryOption(NULL, INTERNET_OPTION_HTTP_VERSION, &v, &size));
	assert_int_equal(v.dwMajorVersion * 10 + v.dwMinorVersion, 11);
	v.dwMajorVersion = 2;
	refuses(InternetSetOption(NULL, INTERNET_OPTION_HTTP_VERSION, &v, sizeof v), ERROR_INVALID_PARAMETER);
	refuses(InternetSetOption(NULL, INTERNET_OPTION_HTTP_VERSION, &v, 4), ERROR_INTERNET_BAD_OPTION_LENGTH);
	refuses(InternetSetOption(NULL, INTERNET_OPTION_EXTENDED_ERROR, &v, 4), ERROR_INTERNET_OPTION_NOT_SETTABLE);
}

#ifndef ACOM_SIM

/* ---- with libcurl ---- */

static bool answer(struct host_call *c)
{
	const char *cookie = host_line(c, "Cookie");
	char body[64];

	snprintf(body, sizeof body, "%s", cookie ? cookie : "none");
	return host_reply(c, "Set-Cookie: here=1\r\nSet-Cookie: kept=2; Max-Age=100\r\n", body, strlen(body));
}

TEST(HTTP_1_0_is_spoken_if_that_is_what_there_is)
{
	HTTP_VERSION_INFO v = { 1, 0 };
	struct shop s;

	host_start(answer);
	assert_true(InternetSetOption(NULL, INTERNET_OPTION_HTTP_VERSION, &v, sizeof v));
	if (host_open(&s, 0)) {
		host_request(&s, "/", 0);
		InternetCloseHandle(s.session);
	}
	host_end();
	if (!swept())
		assert_non_null(strstr(host_heads, "GET / HTTP/1.0\r\n"));
}

static bool hears(struct shop *s, const char *expected)
{
	char body[64] = "";

	if (!host_request(s, "/", 0) || !shop_read(s, body, sizeof body - 1, 60))
		return false;
	assert_string_equal(body, expected);
	return true;
}

TEST(when_a_browsers_session_ends_connections_and_cookies_without_a_time_are_given_up)
{
	struct shop s;

	host_start(answer);
	if (host_open(&s, 0)) {
		if (hears(&s, "none") && hears(&s, "kept=2; here=1")) {
			assert_int_equal(host_connections(), 1);
			assert_true(InternetSetOption(NULL, INTERNET_OPTION_END_BROWSER_SESSION, NULL, 0));
			if (hears(&s, "kept=2"))
				assert_int_equal(host_connections(), 2);
		}
		InternetCloseHandle(s.session);
	}
	host_end();
}

static DWORD system_error(void)
{
	DWORD number = 0, size = sizeof number;

	assert_true(InternetQueryOption(NULL, INTERNET_OPTION_EXTENDED_ERROR, &number, &size));
	return number;
}

static void asks_system(const struct event *e, void *info)
{
	(void)info;
	if (e->status == INTERNET_STATUS_REQUEST_COMPLETE && e->error == ERROR_INTERNET_CANNOT_CONNECT)
		assert_int_equal(system_error(), ECONNREFUSED);
}

static void is_refused(DWORD flags, DWORD service)
{
	INTERNET_PORT port = host_start(answer);
	struct shop s;
	DWORD error = ERROR_SUCCESS;

	host_end(); /* nobody listens there any more */
	if (!shop_connect(&s, "127.0.0.1", port, flags))
		return;
	events_hook = asks_system;
	if (service == INTERNET_SERVICE_HTTP) {
		s.request = HttpOpenRequest(s.connect, NULL, "/", NULL, NULL, NULL, 0, REQUEST_CONTEXT);
		if (s.request)
			events_finish(HttpSendRequest(s.request, NULL, 0, NULL, 0), REQUEST_CONTEXT, &error, NULL);
	} else {
		site_handle(InternetConnect(s.session, "127.0.0.1", port, NULL, NULL, service, 0, SITE_CONTEXT), SITE_CONTEXT, &error);
	}
	if (!swept())
		assert_int_equal(error, ERROR_INTERNET_CANNOT_CONNECT);
	if (!swept() && !flags)
		assert_int_equal(system_error(), ECONNREFUSED);
	InternetCloseHandle(s.session);
}

TEST(the_systems_own_error_is_that_of_the_last_failure) { is_refused(0, INTERNET_SERVICE_HTTP); }
TEST(so_it_is_in_the_callback) { is_refused(INTERNET_FLAG_ASYNC, INTERNET_SERVICE_HTTP); }
TEST(so_it_is_of_FTP) { is_refused(0, INTERNET_SERVICE_FTP); }
#endif
