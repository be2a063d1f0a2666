/* openurl.c - URLs of all schemes: what is told, which handles there are, and that of one that fails there is none. */
#include <stdio.h>
#include <string.h>

#include "inet/shop.h"
#include "inet/site.h"

static const struct web_step hello[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 1 }, { WEB_BODY, "hello", 0, 1 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_step refused[] = { { WEB_RESOLVE, "shop", 0, 1 }, { WEB_CONNECT, "10.0.0.1", 0, 1 },
	{ WEB_DONE, NULL, ERROR_INTERNET_CANNOT_CONNECT, 1 } };
static const struct web_step silent[] = { WEB_REACH, { WEB_HANG, NULL, 0, 0 } };
static const struct web_step away[] = { WEB_REACH, { WEB_HEAD, "HTTP/1.1 302 Found\r\nLocation: http:///nohost\r\n\r\n", 0, 1 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_page pages[] = { { "http://shop/a?b=c", hello }, { "https://shop/", hello },
	{ "http://shop/a%20b?c%20d", hello }, { "http://shop:81/", refused },
	{ "http://shop/slow", silent }, { "http://shop/away", away }, { NULL, NULL } };

#define FACTS "type=dir; sub\r\ntype=file;size=24; a.txt\r\n"
static const struct talk_reply ftp_replies[] = {
	{ .command = "PASS guest@", .reply = "230 come in\r\n" }, SITE_LOGIN, SITE_TRANSFERS, SITE_HOME,
	{ .command = "SIZE", .reply = "213 5\r\n" }, { .command = "RETR no", .reply = "550 No such file.\r\n" },
	{ .command = "RETR mute", .reply = "" }, { .command = "MLSD mute", .reply = "" },
	{ .command = "RETR", .reply = "150 here\r\n", .data = "a\r\nbc", .after = "226 done\r\n" },
	{ .command = "MLSD empty", .reply = "150 here\r\n", .data = "", .after = "226 done\r\n" },
	{ .command = "MLSD", .reply = "150 here\r\n", .data = FACTS, .after = "226 done\r\n" }, SITE_REST,
};
static const struct talk_server ftp = { "shop", 21, "220 hi\r\n", ftp_replies };
static const struct talk_reply gopher_replies[] = {
	{ .command = "/a b", .reply = "hello", .ends = true }, { .command = "/plus\t+text/plain", .reply = "+3\r\nabc", .ends = true },
	{ .command = "/slow", .reply = "" },
	{ .command = "/none", .reply = "3No.\t\te\t1\r\n.\r\n", .ends = true }, { .command = "/empty", .reply = ".\r\n", .ends = true },
	{ .command = NULL, .reply = "0A\t/a\tshop\t70\r\n.\r\n", .ends = true },
};
static const struct talk_server gopher = { "shop", 70, NULL, gopher_replies };

static bool begin(struct site *s, const struct talk_server *server, DWORD flags)
{
	if (!site_session(s, server, flags))
		return false;
	web_serve(pages);
	return true;
}

/* NULL: *error. */
static HINTERNET visit(struct site *s, const char *url, DWORD flags, DWORD *error)
{
	HINTERNET h = InternetOpenUrl(s->session, url, NULL, 0, flags | INTERNET_FLAG_RAW_DATA, FILE_CONTEXT);

	*error = h ? ERROR_SUCCESS : GetLastError();
	return site_handle(h, FILE_CONTEXT, error);
}

static DWORD type_of(HINTERNET h)
{
	DWORD type = 0, size = sizeof type;

	assert_true(InternetQueryOption(h, INTERNET_OPTION_HANDLE_TYPE, &type, &size));
	return type;
}

/* All statuses are of the new handle, but the first, which is the hidden parent's; closed, both are gone. */
static void is_alone(HINTERNET h, DWORD flags)
{
	DWORD_PTR parent = 0;
	DWORD size = sizeof parent;
	unsigned i;

	assert_true(InternetQueryOption(h, INTERNET_OPTION_PARENT_HANDLE, &parent, &size));
	assert_ptr_equal(events_at(0)->handle, (HINTERNET)parent);
	assert_ptr_equal((HINTERNET)events_at(0)->result, h);
	for (i = 1; i < events_count(); i++)
		assert_ptr_equal(events_at(i)->handle, h);
	for (i = 0; i < events_count(); i++)
		assert_true((events_at(i)->thread == os_thread_id()) == !flags);
	assert_true(InternetCloseHandle(h));
	events_await(FILE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	assert_int_equal(events_at(events_count() - 1)->status, INTERNET_STATUS_HANDLE_CLOSING);
	assert_false(InternetCloseHandle((HINTERNET)parent));
	assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
}

static void leads_to(const struct talk_server *server, DWORD flags, const char *url, DWORD type, const char *told)
{
	struct site s;
	HINTERNET h;
	DWORD error;

	if (!begin(&s, server, flags))
		return;
	h = visit(&s, url, 0, &error);
	if (!h) {
		sweep_ok(HRESULT_FROM_WIN32(error));
	} else if (!swept()) {
		assert_string_equal(events_told(0), told);
		assert_int_equal(type_of(h), type);
		is_alone(h, flags);
	}
	InternetCloseHandle(s.session);
}

#define HTTP_TOLD "60 10 11 20 21 30 31 40 41"
SIM_TEST(N30_a_url_pends_its_handle_is_told_first_and_is_what_it_completes_with, 30)
{
	leads_to(&ftp, INTERNET_FLAG_ASYNC, "http://shop/a?b=c", INTERNET_HANDLE_TYPE_HTTP_REQUEST, HTTP_TOLD " 100");
}

SIM_TEST(a_url_synchronously, 10) { leads_to(&ftp, 0, "http://shop/a?b=c#part", INTERNET_HANDLE_TYPE_HTTP_REQUEST, HTTP_TOLD); }

SIM_TEST(a_url_of_https, 10)
{
	leads_to(&ftp, INTERNET_FLAG_ASYNC, "HTTPS://shop", INTERNET_HANDLE_TYPE_HTTP_REQUEST, HTTP_TOLD " 100");
}

#define COMMAND " 30 31 40 41"
SIM_TEST(a_url_of_an_ftp_file, 20)
{
	leads_to(&ftp, INTERNET_FLAG_ASYNC, "ftp://ann:secret@shop/b/a.txt", INTERNET_HANDLE_TYPE_FTP_FILE,
	         "60 10 11 20 21 40 41" COMMAND COMMAND COMMAND COMMAND COMMAND COMMAND COMMAND " 100");
}

SIM_TEST(a_url_of_an_ftp_directory_synchronously, 10)
{
	leads_to(&ftp, 0, "ftp://ann:secret@shop/b/", INTERNET_HANDLE_TYPE_FTP_FIND,
	         "60 10 11 20 21 40 41" COMMAND COMMAND COMMAND COMMAND COMMAND COMMAND " 40 41");
}

SIM_TEST(a_url_of_a_gopher_menu, 20)
{
	leads_to(&gopher, INTERNET_FLAG_ASYNC, "gopher://shop", INTERNET_HANDLE_TYPE_GOPHER_FIND,
	         "60 10 11 20 21 30 31 40 41 50 51 100");
}

/* ---- what is asked ---- */

static void reads(const struct talk_server *server, const char *url, DWORD flags, const char *text, const char *heard)
{
	struct site s;
	HINTERNET h;
	char got[32];
	DWORD error, size;

	if (!begin(&s, server, INTERNET_FLAG_ASYNC))
		return;
	h = visit(&s, url, flags, &error);
	if (!h)
		sweep_ok(HRESULT_FROM_WIN32(error));
	if (h && site_read(h, got, sizeof got - 1, &size)) {
		got[size] = 0;
		assert_string_equal(got, text);
		assert_non_null(strstr(talk_heard, heard));
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(ftp_paths_are_relative_and_decoded, 10)
{
	reads(&ftp, "ftp://shop/b/a%20b;type=i", 0, "a\r\nbc",
	      "USER anonymous\nPASS guest@\nPWD\nTYPE I\nSIZE b/a b\nEPSV\nRETR b/a b\n");
}

SIM_TEST(ftp_paths_may_begin_at_the_root, 10) { reads(&ftp, "ftp://shop/%2Fb?c", 0, "a\r\nbc", "RETR /b?c\n"); }

SIM_TEST(text_of_ftp_is_translated_if_the_url_says_so, 10)
{
	reads(&ftp, "ftp://shop/b;type=a", 0, "a\nbc", "TYPE A\nEPSV\nRETR b\n");
}

SIM_TEST(text_of_ftp_is_translated_if_the_flags_say_so, 10)
{
	reads(&ftp, "ftp://shop/b", FTP_TRANSFER_TYPE_ASCII, "a\nbc", "TYPE A\nEPSV\nRETR b\n");
}

SIM_TEST(files_of_gopher_are_read, 10) { reads(&gopher, "gopher://shop/0/a%20b", 0, "hello", "/a b\n"); }

SIM_TEST(views_of_gopher_plus_are_read, 10)
{
	reads(&gopher, "gopher://shop/0/plus%09%09+text/plain", 0, "abc", "/plus\t+text/plain\n");
}

/* The names or items that are found. */
static void lists(const struct talk_server *server, const char *url, const char *names, const char *heard)
{
	struct site s;
	char got[512] = "";
	union { WIN32_FIND_DATA file; GOPHER_FIND_DATA item; } data;
	HINTERNET h;
	DWORD error;

	if (!begin(&s, server, INTERNET_FLAG_ASYNC))
		return;
	h = visit(&s, url, 0, &error);
	if (h) {
		while (InternetFindNextFile(h, &data))
			sprintf(got + strlen(got), "%s\n", server == &ftp ? data.file.cFileName : data.item.DisplayString);
		assert_int_equal(GetLastError(), ERROR_NO_MORE_FILES);
		assert_string_equal(got, names);
		assert_non_null(strstr(talk_heard, heard));
	} else {
		sweep_ok(HRESULT_FROM_WIN32(error));
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(a_directory_is_where_the_server_begins, 10) { lists(&ftp, "ftp://shop", "sub\na.txt\n", "EPSV\nMLSD\n"); }
SIM_TEST(a_directory_ends_with_a_slash, 10) { lists(&ftp, "ftp://shop/b/c/", "sub\na.txt\n", "EPSV\nMLSD b/c\n"); }
SIM_TEST(a_directory_may_be_the_root, 10) { lists(&ftp, "ftp://shop/%2F", "sub\na.txt\n", "EPSV\nMLSD /\n"); }
SIM_TEST(a_directory_is_what_the_type_says, 10) { lists(&ftp, "ftp://shop/b;type=d", "sub\na.txt\n", "EPSV\nMLSD b\n"); }
SIM_TEST(a_directory_may_be_empty, 10) { lists(&ftp, "ftp://shop/empty/", "", "MLSD empty\n"); }

SIM_TEST(a_search_of_gopher_has_its_words, 10)
{
	lists(&gopher, "gopher://shop:70/7/find%09coffee%20price?", "A\n", "/find\tcoffee price?\n");
}

SIM_TEST(blanks_in_a_url_are_taken_for_what_they_are, 5)
{
	leads_to(&ftp, 0, "http://shop/a b?c d", INTERNET_HANDLE_TYPE_HTTP_REQUEST, HTTP_TOLD);
	reads(&ftp, "ftp://shop/b c/a.txt", 0, "a\r\nbc", "RETR b c/a.txt\n");
	lists(&gopher, "gopher://shop:70/7/find%09coffee price?", "A\n", "/find\tcoffee price?\n");
}

SIM_TEST(a_menu_may_be_empty, 10) { lists(&gopher, "gopher://shop/1/empty", "", "/empty\n"); }

SIM_TEST(headers_are_the_requests, 10)
{
	struct site s;
	HINTERNET h;
	DWORD error;

	if (!begin(&s, &ftp, 0))
		return;
	h = InternetOpenUrl(s.session, "http://shop/a?b=c", "X-One: 1\r\nX-Two: 2xxx", 18, 0, FILE_CONTEXT);
	error = h ? 0 : GetLastError();
	if (h)
		assert_string_equal(web_request, "GET http://shop/a?b=c\nUser-Agent: test\nX-One: 1\nX-Two: 2\n\n");
	else
		sweep_ok(HRESULT_FROM_WIN32(error));
	InternetCloseHandle(s.session);
}

/* ---- failures ---- */

/* Nothing pends and nobody is told. */
static void fails_at_once(const char *url, DWORD expected)
{
	struct site s;

	if (!begin(&s, &ftp, INTERNET_FLAG_ASYNC))
		return;
	assert_null(InternetOpenUrl(s.session, url, NULL, 0, 0, FILE_CONTEXT));
	if (!swept())
		assert_int_equal(GetLastError(), expected);
	if (!swept())
		assert_int_equal(events_count(), 0);
	InternetCloseHandle(s.session);
}

SIM_TEST(N31_a_scheme_that_nobody_knows_fails_at_once, 5)
{
	fails_at_once("foo://shop/", ERROR_INTERNET_UNRECOGNIZED_SCHEME);
	fails_at_once("shop", ERROR_INTERNET_UNRECOGNIZED_SCHEME);
	fails_at_once("file:///etc/passwd", ERROR_INTERNET_UNRECOGNIZED_SCHEME);
}

SIM_TEST(N31_no_url_is_87, 2) { fails_at_once(NULL, ERROR_INVALID_PARAMETER); }

SIM_TEST(urls_that_are_none_fail_at_once, 2)
{
	static char host[400] = "http://", user[400] = "ftp://";

	fails_at_once("http:///nohost", ERROR_INTERNET_INVALID_URL);
	fails_at_once("http://", ERROR_INTERNET_INVALID_URL);
	fails_at_once("http://shop:99999/", ERROR_INTERNET_INVALID_URL);
	fails_at_once("ftp://shop/a%0d%0aDELE b", ERROR_INTERNET_INVALID_URL);
	fails_at_once("ftp://shop/a%0d%0aDELE%20b", ERROR_INTERNET_INVALID_URL);
	fails_at_once("ftp://shop/a%00", ERROR_INTERNET_INVALID_URL);
	fails_at_once("ftp://a%0ab@shop/", ERROR_INTERNET_INVALID_URL);
	fails_at_once("gopher://shop/1a%0d%0ab", ERROR_INTERNET_INVALID_URL);
	memset(host + strlen("http://"), 'a', 257);
	fails_at_once(host, ERROR_INTERNET_INVALID_URL);
	memset(user + strlen("ftp://"), 'a', 129);
	strcat(user, "@shop/");
	fails_at_once(user, ERROR_INTERNET_INVALID_URL);
}

SIM_TEST(handles_that_are_no_sessions_are_refused, 2)
{
	struct site s;
	HINTERNET h;

	if (!begin(&s, &ftp, 0))
		return;
	assert_null(InternetOpenUrl(NULL, "http://shop/", NULL, 0, 0, 0));
	assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
	h = InternetConnect(s.session, "shop", 0, NULL, NULL, INTERNET_SERVICE_HTTP, 0, 0);
	if (h) {
		assert_null(InternetOpenUrl(h, "http://shop/", NULL, 0, 0, 0));
		assert_int_equal(GetLastError(), ERROR_INTERNET_INCORRECT_HANDLE_TYPE);
	}
	InternetCloseHandle(s.session);
}

/* In both kinds of session: what is told, and that neither handle is left. */
static void fails(const struct talk_server *server, const char *url, DWORD expected, const char *told, const char *words)
{
	struct site s;
	char text[64];
	DWORD error, flags = INTERNET_FLAG_ASYNC, code, size;
	HINTERNET made, hidden;

	do {
		flags ^= INTERNET_FLAG_ASYNC;
		if (!begin(&s, server, flags))
			return;
		if (!swept()) {
			assert_null(visit(&s, url, 0, &error));
			assert_int_equal(error, expected);
			size = sizeof text;
			if (words && !flags && InternetGetLastResponseInfo(&code, text, &size))
				assert_string_equal(text, words);
			events_await(FILE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
			made = (HINTERNET)events_at(0)->result;
			hidden = events_at(0)->handle;
			assert_false(InternetCloseHandle(made));
			assert_false(InternetCloseHandle(hidden));
			assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
			if (told && flags)
				assert_string_equal(events_told(0), told);
		}
		InternetCloseHandle(s.session);
	} while (!flags);
}

SIM_TEST(of_a_server_that_refuses_no_handle_is_left, 10)
{
	fails(&ftp, "http://shop:81/", ERROR_INTERNET_CANNOT_CONNECT, "60 10 11 20 100 70", NULL);
}

SIM_TEST(of_a_redirect_to_nowhere_no_handle_is_left, 10)
{
	fails(&ftp, "http://shop/away", ERROR_INTERNET_INVALID_URL, "60 10 11 20 21 30 31 40 41 100 70", NULL);
}

SIM_TEST(of_a_login_that_fails_no_handle_is_left, 10)
{
	fails(&ftp, "ftp://ann:wrong@shop/a", ERROR_INTERNET_LOGIN_FAILURE, NULL, "530-Not you.\n530 Never.\n");
}

SIM_TEST(of_an_ftp_file_that_is_not_there_no_handle_is_left, 10)
{
	fails(&ftp, "ftp://ann:secret@shop/no", ERROR_INTERNET_EXTENDED_ERROR, NULL, "550 No such file.\n");
}

SIM_TEST(of_a_menu_that_is_not_there_no_handle_is_left, 10)
{
	fails(&gopher, "gopher://shop/1/none", ERROR_INTERNET_EXTENDED_ERROR, "60 10 11 20 21 30 31 40 41 50 51 100 70", "No.");
}

SIM_TEST(offline_no_url_is_found, 2)
{
	struct site s;
	DWORD error;

	if (!begin(&s, &ftp, 0))
		return;
	assert_null(visit(&s, "ftp://shop/", INTERNET_FLAG_OFFLINE, &error));
	if (!swept())
		assert_int_equal(error, ERROR_FILE_NOT_FOUND);
	InternetCloseHandle(s.session);
}

/* ---- closing ---- */

static DWORD end_at;
static BOOL (*end)(HINTERNET h);

static void end_made(const struct event *e, void *info)
{
	(void)info;
	if (e->status == end_at)
		end((HINTERNET)events_at(0)->result);
}

static void is_ended_at(const char *url, DWORD status, BOOL (*fn)(HINTERNET))
{
	struct site s;

	if (!begin(&s, strncmp(url, "gopher", 6) ? &ftp : &gopher, INTERNET_FLAG_ASYNC))
		return;
	if (!swept()) {
		end_at = status;
		end = fn;
		events_hook = end_made;
		assert_null(InternetOpenUrl(s.session, url, NULL, 0, 0, FILE_CONTEXT));
		events_await(FILE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
		site_cancelled(FILE_CONTEXT);
	}
	InternetCloseHandle(s.session);
}

#define ENDED_AT(status, name, url, fn) SIM_TEST(name, 20) { is_ended_at(url, INTERNET_STATUS_##status, fn); }
ENDED_AT(REQUEST_SENT, N14_a_url_that_takes_long_is_closed, "http://shop/slow", InternetCloseHandle)
ENDED_AT(HANDLE_CREATED, N16_a_url_is_closed_when_its_handle_is_told, "http://shop/slow", InternetCloseHandle)
ENDED_AT(HANDLE_CREATED, N16_a_url_of_ftp_is_closed_when_its_handle_is_told, "ftp://shop/mute", InternetCloseHandle)
ENDED_AT(CONNECTED_TO_SERVER, N16_a_url_of_ftp_is_closed_when_it_is_connected, "ftp://shop/mute/", InternetCloseHandle)
ENDED_AT(REQUEST_SENT, a_url_that_is_cancelled_leaves_no_handle, "http://shop/slow", AcomInternetCancel)
ENDED_AT(HANDLE_CREATED, a_url_of_ftp_that_is_cancelled_leaves_no_handle, "ftp://shop/mute", AcomInternetCancel)
ENDED_AT(CONNECTED_TO_SERVER, a_url_of_an_ftp_directory_that_is_cancelled_leaves_no_handle, "ftp://shop/mute/", AcomInternetCancel)
ENDED_AT(RECEIVING_RESPONSE, a_url_of_gopher_that_is_cancelled_leaves_no_handle, "gopher://shop/1/slow", AcomInternetCancel)

SIM_TEST(N4_with_context_0_a_url_pends_and_nobody_is_told, 10)
{
	struct site s;

	if (!begin(&s, &ftp, INTERNET_FLAG_ASYNC))
		return;
	if (!swept()) {
		assert_null(InternetOpenUrl(s.session, "http://shop:81/", NULL, 0, 0, 0));
		assert_int_equal(GetLastError(), ERROR_IO_PENDING);
		assert_null(InternetOpenUrl(s.session, "http://shop/a?b=c", NULL, 0, 0, 0));
		assert_int_equal(GetLastError(), ERROR_IO_PENDING);
		assert_null(InternetOpenUrl(s.session, "http://shop/a?b=c", NULL, 0, 0, FILE_CONTEXT));
		events_await(FILE_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1);
		assert_string_equal(events_told(0), HTTP_TOLD " 100");
	}
	InternetCloseHandle(s.session);
}
