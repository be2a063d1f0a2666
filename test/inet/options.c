/* options.c - options of the network: how many addresses are tried, how much at a time, which HTTP is spoken, the system's own
 * errors, what ends with a browser's session; and what flags of a request send. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "inet/host.h"
#include "inet/raw.h"
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

#ifdef ACOM_SIM
enum { BETWEEN = 1 };                          /* milliseconds: else time would stand still */
#else
enum { BETWEEN = 0 };
#endif

/* Whatever they are by then: the I/O thread looks at them as long as it goes on. */
SIM_TEST(options_are_set_while_a_file_of_FTP_is_opened, 10)
{
	DWORD milliseconds = 30000, addresses = 3, error;
	HINTERNET file;
	struct site s;

	if (swept() || !site_open(&s, &server, INTERNET_FLAG_ASYNC, SITE_CONTEXT))
		return;
	file = FtpOpenFile(s.connect, "a", GENERIC_READ, 0, FILE_CONTEXT);
	while (!AcomInternetWait(s.connect, BETWEEN)) {
		assert_true(InternetSetOption(s.connect, INTERNET_OPTION_RECEIVE_TIMEOUT, &milliseconds, sizeof milliseconds));
		assert_true(InternetSetOption(s.connect, INTERNET_OPTION_CONNECT_RETRIES, &addresses, sizeof addresses));
	}
	SetLastError(ERROR_IO_PENDING); /* as FtpOpenFile has left it */
	assert_non_null(site_handle(file, FILE_CONTEXT, &error));
	InternetCloseHandle(s.session);
}

static const struct talk_reply leaves_replies[] = { SITE_LOGIN, SITE_HOME, { .command = "RMD", .reply = "421 Good bye.\r\n" },
	{ .command = "DELE", .reply = "250 gone\r\n" }, SITE_REST };
static const struct talk_server leaves = { "shop", 2121, "220 Hello.\r\n", leaves_replies };

static bool has_text(HINTERNET h, DWORD option, const char *expected)
{
	char text[32];
	DWORD size = sizeof text;

	if (!InternetQueryOption(h, option, text, &size))
		return sweep_ok(HRESULT_FROM_WIN32(GetLastError()), HRESULT_FROM_WIN32(ERROR_NOT_ENOUGH_MEMORY));
	assert_string_equal(text, expected);
	return true;
}

static BOOL set_text(HINTERNET h, DWORD option, const char *text)
{
	return InternetSetOption(h, option, (char *)text, (DWORD)strlen(text));
}

SIM_TEST(who_logs_in_to_FTP_can_be_asked_for_and_is_another_one_from_the_next_time_on, 10)
{
	struct site s;

	if (!site_open(&s, &leaves, 0, SITE_CONTEXT))
		return;
	has_text(s.connect, INTERNET_OPTION_USERNAME, "ann");
	has_text(s.connect, INTERNET_OPTION_PASSWORD, "secret");
	refuses(set_text(s.connect, INTERNET_OPTION_USERNAME, "eve\r\nDELE x"), ERROR_INVALID_PARAMETER);
	if (!swept()) {
		assert_true(set_text(s.connect, INTERNET_OPTION_USERNAME, "eve"));
		assert_true(set_text(s.connect, INTERNET_OPTION_PASSWORD, "secret too"));
		has_text(s.connect, INTERNET_OPTION_USERNAME, "eve");
		refuses(FtpRemoveDirectory(s.connect, "d"), ERROR_FTP_DROPPED);
		assert_true(FtpDeleteFile(s.connect, "a"));
		assert_string_equal(talk_heard, "USER ann\nPASS secret\nPWD\nRMD /home/ann/d\nUSER eve\nPASS secret too\nPWD\n"
		                                "DELE /home/ann/a\n");
	}
	InternetCloseHandle(s.session);
}

/* As the samples of WinINet's documentation set it. */
SIM_TEST(a_text_may_be_set_with_its_terminator, 10)
{
	char name[] = "eve", nothing[] = "";
	struct site s;

	if (!site_open(&s, &leaves, 0, SITE_CONTEXT))
		return;
	if (!swept()) {
		assert_true(InternetSetOption(s.connect, INTERNET_OPTION_USERNAME, name, sizeof name));
		has_text(s.connect, INTERNET_OPTION_USERNAME, "eve");
		assert_true(InternetSetOption(s.connect, INTERNET_OPTION_USERNAME, nothing, sizeof nothing));
		assert_true(InternetSetOption(s.connect, INTERNET_OPTION_USERNAME, NULL, 0));
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

static void asks_system(const struct event *e, void *info)
{
	(void)info;
	if (e->status == INTERNET_STATUS_REQUEST_COMPLETE && e->error == ERROR_INTERNET_CANNOT_CONNECT)
		assert_int_equal(shop_system_error(), ECONNREFUSED);
}

static void is_refused(DWORD flags, DWORD service)
{
	INTERNET_PORT port = host_start(answer);
	GOPHER_FIND_DATA item;
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
	} else if (service == INTERNET_SERVICE_FTP) {
		site_handle(InternetConnect(s.session, "127.0.0.1", port, NULL, NULL, service, 0, SITE_CONTEXT), SITE_CONTEXT, &error);
	} else {
		HINTERNET connect = InternetConnect(s.session, "127.0.0.1", port, NULL, NULL, service, 0, SITE_CONTEXT);

		if (connect)
			site_handle(GopherFindFirstFile(connect, NULL, NULL, &item, 0, FILE_CONTEXT), FILE_CONTEXT, &error);
	}
	if (!swept())
		assert_int_equal(error, ERROR_INTERNET_CANNOT_CONNECT);
	if (!swept() && !flags)
		assert_int_equal(shop_system_error(), ECONNREFUSED);
	InternetCloseHandle(s.session);
}

TEST(the_systems_own_error_is_that_of_the_last_failure) { is_refused(0, INTERNET_SERVICE_HTTP); }
TEST(so_it_is_in_the_callback) { is_refused(INTERNET_FLAG_ASYNC, INTERNET_SERVICE_HTTP); }
TEST(so_it_is_of_FTP) { is_refused(0, INTERNET_SERVICE_FTP); }
TEST(so_it_is_of_Gopher) { is_refused(0, INTERNET_SERVICE_GOPHER); }
TEST(so_it_is_of_Gopher_in_the_callback) { is_refused(INTERNET_FLAG_ASYNC, INTERNET_SERVICE_GOPHER); }

/* Of FTP's data, where nobody listens at the port that the server names. */
TEST(so_it_is_of_FTPs_data)
{
	static const struct talk_reply nowhere[] = { SITE_LOGIN, SITE_HOME, { .command = "TYPE", .reply = "200 so be it\r\n" },
		{ .command = "EPSV", .reply = "229 there (|||1|)\r\n" }, SITE_REST };
	static const struct talk_server there = { .greeting = "220 hi\r\n", .replies = nowhere };
	struct raw raw = { .talk = &there };
	DWORD error;
	struct shop s;
	HINTERNET h;

	if (swept())
		return;
	raw_start_ftp(&raw);
	assert_true(shop_connect(&s, "127.0.0.1", raw.port, 0));
	h = InternetConnect(s.session, "127.0.0.1", raw.port, "ann", "secret", INTERNET_SERVICE_FTP, 0, SITE_CONTEXT);
	assert_non_null(h);
	assert_null(site_handle(FtpOpenFile(h, "a", GENERIC_READ, 0, FILE_CONTEXT), FILE_CONTEXT, &error));
	assert_int_equal(error, ERROR_INTERNET_CANNOT_CONNECT);
	assert_int_equal(shop_system_error(), ECONNREFUSED);
	InternetCloseHandle(s.session);
	raw_stop(&raw);
}

/* It has broken off before anything of it is read. */
TEST(so_it_is_of_Gopher_that_was_reset_before)
{
	struct raw raw = { .answer = { .says = "hel", .end = RAW_RESETS } };
	HINTERNET connect, file;
	char text[16], locator[64];
	DWORD size, error;
	struct shop s;

	if (swept())
		return;
	raw_start_gopher(&raw);
	assert_true(shop_connect(&s, "127.0.0.1", raw.port, INTERNET_FLAG_ASYNC));
	connect = InternetConnect(s.session, "127.0.0.1", raw.port, NULL, NULL, INTERNET_SERVICE_GOPHER, 0, SITE_CONTEXT);
	snprintf(locator, sizeof locator, "0a\t\t127.0.0.1\t%u", raw.port);
	file = site_handle(GopherOpenFile(connect, locator, NULL, 0, FILE_CONTEXT), FILE_CONTEXT, &error);
	if (file) {
		events_await(FILE_CONTEXT, INTERNET_STATUS_CONNECTION_CLOSED, 1);
		while (events_finish(InternetReadFile(file, text, sizeof text, &size), FILE_CONTEXT, &error, NULL))
			;
		assert_int_equal(error, ERROR_INTERNET_CONNECTION_RESET);
		assert_int_equal(shop_system_error(), ECONNRESET);
	}
	InternetCloseHandle(s.session);
	raw_stop(&raw);
}

/* Of what breaks off while it is read. */
TEST(so_it_is_of_a_connection_of_Gopher_that_is_reset)
{
	struct raw_answer resets = { .says = "hel", .end = RAW_RESETS };
	HINTERNET connect, file;
	struct raw raw = { .answer = resets };
	char text[16], locator[64];
	struct shop s;
	DWORD size;

	if (swept())
		return;
	raw_start_gopher(&raw);
	assert_true(shop_connect(&s, "127.0.0.1", raw.port, 0));
	connect = InternetConnect(s.session, "127.0.0.1", raw.port, NULL, NULL, INTERNET_SERVICE_GOPHER, 0, SITE_CONTEXT);
	snprintf(locator, sizeof locator, "0a\t\t127.0.0.1\t%u", raw.port);
	file = GopherOpenFile(connect, locator, NULL, 0, FILE_CONTEXT);
	if (file && InternetReadFile(file, text, sizeof text, &size) && size)
		assert_false(InternetReadFile(file, text, sizeof text, &size));
	assert_int_equal(GetLastError(), ERROR_INTERNET_CONNECTION_RESET);
	assert_int_equal(shop_system_error(), ECONNRESET);
	InternetCloseHandle(s.session);
	raw_stop(&raw);
}
#endif
