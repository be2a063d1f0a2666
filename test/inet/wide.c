/* wide.c - the functions that end with W: what goes out is UTF-8, what comes back is UTF-16, in each family of them. */
#define UNICODE
#include <string.h>
#include <unistd.h>

#include "inet/shop.h"
#include "inet/site.h"
#include "inet/wide.h"

static const struct web_step hello[] = { WEB_REACH,
	{ WEB_HEAD, "HTTP/1.1 200 OK\r\nX-Name: \xc3\xa4\xf0\x9f\x98\x80\r\nX-Old: \xe4\r\nContent-Length: 5\r\n\r\n", 0, 1 },
	{ WEB_BODY, "hello", 0, 1 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step moved[] = { WEB_REACH, { WEB_HEAD, "HTTP/1.1 302 Found\r\nLocation: /a\r\n\r\n", 0, 1 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_page pages[] = { { "http://shop/a", hello }, { "http://shop/moved", moved }, { NULL, NULL } };

static const struct talk_reply replies[] = {
	SITE_LOGIN, SITE_TRANSFERS, { .command = "PWD", .reply = "257 \"/h\xc3\xa4m\" is where you are\r\n" },
	{ .command = "RETR", .reply = "150 here\r\n", .data = "hello", .after = "226 done\r\n" },
	{ .command = "STOR", .reply = "150 give\r\n", .takes = true, .after = "226 done\r\n" },
	{ .command = "MLSD", .reply = "150 here\r\n", .data = "type=file;size=3; \xc3\xa4\r\ntype=dir; \xe4\r\n",
	  .after = "226 done\r\n" },
	{ .command = "MKD", .reply = "257 made\r\n" }, { .command = "RMD", .reply = "250 gone\r\n" },
	{ .command = "CWD", .reply = "250 ok\r\n" },
	{ .command = "RNFR", .reply = "350 to what?\r\n" }, { .command = "RNTO", .reply = "250 ok\r\n" },
	{ .command = "NOOP", .reply = "200 ok\r\n" }, { .command = NULL, .reply = "550 N\xc3\xb6.\r\n" },
};
static const struct talk_server ftp = { "shop", 2121, "220 hi\r\n", replies };
static const struct talk_reply items[] = {
	{ .command = "/f\xc3\xa4", .reply = "1\xc3\x84\t/\xc3\xa4\tshop\t2121\r\n0\xe4\t/o\tshop\t2121\r\n.\r\n", .ends = true },
	{ .command = "/x\t!", .reply = "+-1\r\n+ADMIN:\r\n Admin: \xc3\x84nn\r\n.\r\n", .ends = true },
	{ .command = NULL, .reply = "hello", .ends = true },
};
static const struct talk_server gopher = { "shop", 2121, NULL, items };
#define LOCATOR(sign, selector, plus) sign u"x\t" selector u"\tshop\t2121" plus

static void is(const WCHAR *text, const WCHAR *expected)
{
	size_t n = 0;

	while (expected[n])
		n++;
	assert_memory_equal(text, expected, (n + 1) * sizeof *text);
}

/* Of functions of synchronous sessions: false: no memory, in a sweep. */
static bool good(BOOL returned)
{
	return returned || sweep_ok(HRESULT_FROM_WIN32(GetLastError()));
}

#define FAILS(call, code) (assert_false(call), assert_int_equal(GetLastError(), code))

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
	is(room, whole);
	os_free(text);
	assert_int_equal(wide_narrow(whole, 1, &text), 0);
	assert_string_equal(text, "\xc3\x84");
	os_free(text);
	assert_int_equal(wide_narrow(NULL, 7, &text), 0);
	assert_null(text);
	assert_int_equal(wide_narrow(half, WIDE_TERMINATED, &text), ERROR_INVALID_PARAMETER);
	assert_null(text);
	assert_int_equal(wide_fill("a\xe4", room), 2);
	is(room, u"a\u00e4");
	text = (char *)wide_text("a\0\xc3\xa4\0", 5, &units);
	assert_int_equal(units, 4);
	assert_memory_equal(text, u"a\0\u00e4\0", 10);
	os_free(text);
}

/* ---- HTTP ---- */

static bool open_session(HINTERNET *session)
{
	web_serve(pages);
	talk_serve(&ftp);
	*session = InternetOpen(u"t\u00e4st", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, 0);
	return good(*session != NULL);
}

static bool open_request(HINTERNET session, HINTERNET *request)
{
	static const WCHAR *accept[] = { u"text/*", u"image/*", NULL };
	HINTERNET connect = InternetConnect(session, u"shop", 0, u"\u00e4nn", u"s", INTERNET_SERVICE_HTTP, 0, 0);

	*request = connect ? HttpOpenRequest(connect, u"PUT", u"/a", u"HTTP/1.1", u"http://r/", accept, 0, 0) : NULL;
	return good(*request != NULL);
}

SIM_TEST(requests_and_their_headers, 5)
{
	HINTERNET session, request;

	if (!open_session(&session))
		return;
	if (open_request(session, &request) &&
	    good(HttpAddRequestHeaders(request, u"X-A: \u00e4\r\nX-B: b", 6, HTTP_ADDREQ_FLAG_ADD)) &&
	    good(HttpAddRequestHeaders(request, u"X-C: c", (DWORD)-1, HTTP_ADDREQ_FLAG_ADD)) &&
	    good(HttpSendRequest(request, u"X-D: dddd", 6, (void *)"body", 4)))
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
	if (!good(HttpQueryInfo(request, HTTP_QUERY_CUSTOM, text, &size, NULL)))
		return;
	is(text, expected);
	assert_int_equal(size, 2 * units);
}

SIM_TEST(headers_of_answers_with_their_sizes_in_octets, 5)
{
	HINTERNET session, request;
	WCHAR text[200];
	DWORD size = 7, number;

	if (!open_session(&session))
		return;
	if (open_request(session, &request) && good(HttpSendRequest(request, NULL, 0, NULL, 0)) && !swept()) {
		FAILS(HttpQueryInfo(request, HTTP_QUERY_STATUS_CODE, text, &size, NULL), ERROR_INSUFFICIENT_BUFFER);
		assert_int_equal(size, 8);
		assert_true(HttpQueryInfo(request, HTTP_QUERY_STATUS_CODE, text, &size, NULL));
		assert_int_equal(size, 6);
		is(text, u"200");
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
	if (open_request(session, &request) && good(HttpSendRequestEx(request, &in, NULL, 0, 0)) &&
	    good(InternetWriteFile(request, "llo", 3, &written)) && good(HttpEndRequest(request, NULL, 0, 0)) &&
	    good(InternetReadFileEx(request, &out, 0, 0)) && !swept()) {
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
	if (good(h != NULL)) {
		assert_int_equal(count, 5);
		is(told[0], u"shop");
		is(told[1], u"10.0.0.1");
		is(told[2], u"http://shop/a");
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
		is(text, u"t\u00e4st");
		assert_true(InternetSetOption(session, INTERNET_OPTION_USER_AGENT, (void *)u"\u00f6ther", 2));
		size = sizeof text;
		assert_true(InternetQueryOption(session, INTERNET_OPTION_USER_AGENT, text, &size));
		is(text, u"\u00f6t");
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
		is(got.info.lpszProxy, u"http=pr\u00f6xy:80");
		is(got.info.lpszProxyBypass, u"<local>");
		set.lpszProxy = NULL;
		assert_true(InternetSetOption(session, INTERNET_OPTION_PROXY, &set, sizeof set));
		size = sizeof got;
		assert_true(InternetQueryOption(session, INTERNET_OPTION_PROXY, &got, &size));
		assert_null(got.info.lpszProxy);
		is(got.info.lpszProxyBypass, u"<local>");
	}
	InternetCloseHandle(session);
}

/* ---- FTP ---- */

static bool open_ftp(HINTERNET *session, HINTERNET *connect)
{
	if (!open_session(session))
		return false;
	*connect = InternetConnect(*session, u"shop", 2121, u"ann", u"secret", INTERNET_SERVICE_FTP, 0, 0);
	if (good(*connect != NULL))
		return true;
	InternetCloseHandle(*session);
	return false;
}

SIM_TEST(ftp_names, 5)
{
	HINTERNET session, connect;
	WCHAR where[8];
	DWORD size = 4;

	if (!open_ftp(&session, &connect))
		return;
	talk_heard[0] = 0;
	if (!swept()) {
		FAILS(FtpGetCurrentDirectory(connect, where, &size), ERROR_INSUFFICIENT_BUFFER);
		assert_int_equal(size, 5);
		assert_true(FtpGetCurrentDirectory(connect, where, &size));
		assert_int_equal(size, 4);
		is(where, u"/h\u00e4m");
		assert_true(FtpCreateDirectory(connect, u"\u00e41") && FtpRemoveDirectory(connect, u"\u00e42"));
		assert_true(FtpSetCurrentDirectory(connect, u"\u00e43") && FtpRenameFile(connect, u"\u00e44", u"\u00e45"));
		assert_true(FtpCommand(connect, FALSE, 0, u"NOOP \u00e46", 0, NULL));
		FAILS(FtpDeleteFile(connect, u"\u00e47"), ERROR_INTERNET_EXTENDED_ERROR);
#define NAMED(i) " /h\xc3\xa4m/\xc3\xa4" #i "\n"
		assert_string_equal(talk_heard, "PWD\nPWD\nMKD" NAMED(1) "RMD" NAMED(2) "CWD" NAMED(3) "PWD\nRNFR" NAMED(4) "RNTO" NAMED(5)
		                    "NOOP \xc3\xa4" "6\nDELE" NAMED(7));
	}
	InternetCloseHandle(session);
}

SIM_TEST(what_a_server_said_is_cut_by_a_character, 5)
{
	HINTERNET session, connect;
	WCHAR words[16];
	DWORD error, size = 6;

	if (!open_ftp(&session, &connect))
		return;
	if (!swept()) {
		FAILS(FtpDeleteFile(connect, u"a"), ERROR_INTERNET_EXTENDED_ERROR);
		FAILS(InternetGetLastResponseInfo(&error, words, &size), ERROR_INSUFFICIENT_BUFFER);
		assert_int_equal(size, 9);
		assert_true(InternetGetLastResponseInfo(&error, words, &size));
		assert_int_equal(size, 8);
		is(words, u"550 N\u00f6.\n");
		size = 8;
		assert_true(InternetGetLastResponseInfo(&error, words, &size));
		assert_int_equal(size, 7);
		is(words, u"550 N\u00f6.");
		FAILS(InternetGetLastResponseInfo(&error, words, NULL), ERROR_INVALID_PARAMETER);
	}
	InternetCloseHandle(session);
}

SIM_TEST(ftp_finds, 5)
{
	HINTERNET session, connect, find;
	WIN32_FIND_DATA data;

	if (!open_ftp(&session, &connect))
		return;
	find = FtpFindFirstFile(connect, u"\u00e4d/*", &data, 0, 0);
	if (good(find != NULL)) {
		is(data.cFileName, u"\u00e4");
		assert_int_equal(data.nFileSizeLow, 3);
		assert_true(InternetFindNextFile(find, &data));
		is(data.cFileName, u"\u00e4");
		assert_int_equal(data.dwFileAttributes, FILE_ATTRIBUTE_DIRECTORY);
		FAILS(InternetFindNextFile(find, &data), ERROR_NO_MORE_FILES);
		assert_non_null(strstr(talk_heard, "MLSD /h\xc3\xa4m/\xc3\xa4" "d\n"));
	}
	InternetCloseHandle(session);
}

SIM_TEST(ftp_files, 5)
{
	HINTERNET session, connect, file;
	char text[8], name[SITE_LOCAL];
	WCHAR local[SITE_LOCAL];
	DWORD got;

	site_local(name);
	wide_fill(name, local);
	if (!open_ftp(&session, &connect))
		return;
	file = FtpOpenFile(connect, u"\u00e4", GENERIC_READ, 0, 0);
	if (good(file != NULL) && good(InternetReadFile(file, text, sizeof text, &got))) {
		assert_memory_equal(text, "hello", got);
		InternetCloseHandle(file);
		if (good(FtpGetFile(connect, u"\u00e4g", local, FALSE, 0, 0, 0)) && good(FtpPutFile(connect, local, u"\u00e4p", 0, 0))) {
			assert_int_equal(talk_taken_size, 5);
			assert_non_null(strstr(talk_heard, "RETR /h\xc3\xa4m/\xc3\xa4g\n"));
			assert_non_null(strstr(talk_heard, "STOR /h\xc3\xa4m/\xc3\xa4p\n"));
		}
	}
	unlink(name);
	InternetCloseHandle(session);
}

SIM_TEST(a_directory_that_is_asked_for_comes_when_it_completes, 10)
{
	struct site s;
	WCHAR where[8];
	DWORD size = 8;

	if (!site_open(&s, &ftp, INTERNET_FLAG_ASYNC, SITE_CONTEXT))
		return;
	if (site_done(FtpGetCurrentDirectory(s.connect, where, &size), SITE_CONTEXT))
		is(where, u"/h\u00e4m");
	InternetCloseHandle(s.session);
}

/* ---- Gopher ---- */

TEST(locators)
{
	WCHAR text[32];
	DWORD size = 14, type;

	FAILS(GopherCreateLocator(u"shop", 0, u"\u00c4", u"/\u00e4", 0, text, &size), ERROR_INSUFFICIENT_BUFFER);
	assert_int_equal(size, 16);
	assert_true(GopherCreateLocator(u"shop", 0, u"\u00c4", u"/\u00e4", 0, text, &size));
	assert_int_equal(size, 15);
	is(text, u"1\u00c4\t/\u00e4\tshop\t70\r\n");
	assert_true(GopherGetLocatorType(text, &type));
	assert_int_equal(type, GOPHER_TYPE_DIRECTORY);
	FAILS(GopherCreateLocator(u"shop", 0, NULL, NULL, 0, text, NULL), ERROR_INVALID_PARAMETER);
}

static bool open_gopher(HINTERNET *session, HINTERNET *connect)
{
	if (!open_session(session))
		return false;
	talk_serve(&gopher);
	*connect = InternetConnect(*session, u"shop", 2121, NULL, NULL, INTERNET_SERVICE_GOPHER, 0, 0);
	if (good(*connect != NULL))
		return true;
	InternetCloseHandle(*session);
	return false;
}

SIM_TEST(gopher_menus, 5)
{
	HINTERNET session, connect, find;
	GOPHER_FIND_DATA item;

	if (!open_gopher(&session, &connect))
		return;
	find = GopherFindFirstFile(connect, LOCATOR(u"7", u"/f\u00e4", u""), u"\u00f6l", &item, 0, 0);
	if (good(find != NULL)) {
		is(item.DisplayString, u"\u00c4");
		is(item.Locator, u"1\u00c4\t/\u00e4\tshop\t2121\r\n");
		assert_true(InternetFindNextFile(find, &item));
		is(item.DisplayString, u"\u00e4");
		assert_int_equal(item.GopherType, GOPHER_TYPE_TEXT_FILE);
		assert_string_equal(talk_heard, "/f\xc3\xa4\t\xc3\xb6l\n");
	}
	InternetCloseHandle(session);
}

static BOOL is_ann(GOPHER_ATTRIBUTE_TYPE *a, DWORD error)
{
	if (error)
		return sweep_ok(HRESULT_FROM_WIN32(error));
	is(a->AttributeType.Admin.Comment, u"\u00c4nn");
	assert_null(a->AttributeType.Admin.EmailAddress);
	count++;
	return TRUE;
}

SIM_TEST(gopher_attributes_are_enumerated, 5)
{
	HINTERNET session, connect;

	if (!open_gopher(&session, &connect))
		return;
	count = 0;
	if (good(GopherGetAttribute(connect, LOCATOR(u"0", u"/x", u"\t+"), u"Admin", NULL, 0, NULL, is_ann, 0)) && !swept())
		assert_int_equal(count, 1);
	InternetCloseHandle(session);
}

SIM_TEST(gopher_files_and_attributes, 5)
{
	HINTERNET session, connect, file;
	WCHAR text[32];
	char data[8];
	DWORD size = 0, got;

	if (!open_gopher(&session, &connect))
		return;
	file = GopherOpenFile(connect, LOCATOR(u"0", u"/\u00e4", u""), NULL, 0, 0);
	if (good(file != NULL) && good(InternetReadFile(file, data, sizeof data, &got)) && !swept()) {
		assert_int_equal(got, 5);
		FAILS(GopherOpenFile(connect, LOCATOR(u"0", u"/\u00e4", u""), u"text", 0, 0), ERROR_GOPHER_NOT_GOPHER_PLUS);
		FAILS(GopherGetAttribute(connect, LOCATOR(u"0", u"/x", u"\t+"), u"Admin", (BYTE *)text, 13, &size, NULL, 0),
		      ERROR_INSUFFICIENT_BUFFER);
		assert_int_equal(size, 14);
		assert_true(GopherGetAttribute(connect, LOCATOR(u"0", u"/x", u"\t+"), u"Admin", (BYTE *)text, 14, &size, NULL, 0));
		assert_int_equal(size, 13);
		is(text, u" Admin: \u00c4nn\r\n");
	}
	InternetCloseHandle(session);
}

/* ---- what is no UTF-16 ---- */

SIM_TEST(half_a_character_is_87, 2)
{
	static const WCHAR half[] = { 'a', 0xDC00, 0 };
	HINTERNET session, connect;
	DWORD size = 0;

	FAILS(InternetOpen(half, INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, 0), ERROR_INVALID_PARAMETER);
	if (!open_ftp(&session, &connect))
		return;
	if (!swept()) {
		FAILS(InternetConnect(session, u"shop", 0, half, NULL, INTERNET_SERVICE_HTTP, 0, 0), ERROR_INVALID_PARAMETER);
		FAILS(InternetOpenUrl(session, half, NULL, 0, 0, 0), ERROR_INVALID_PARAMETER);
		FAILS(InternetOpenUrl(session, u"http://shop/", half, 2, 0, 0), ERROR_INVALID_PARAMETER);
		FAILS(InternetSetOption(session, INTERNET_OPTION_USER_AGENT, (void *)half, 2), ERROR_INVALID_PARAMETER);
		FAILS(FtpRenameFile(connect, u"a", half), ERROR_INVALID_PARAMETER);
		FAILS(FtpCreateDirectory(connect, half), ERROR_INVALID_PARAMETER);
		FAILS(FtpFindFirstFile(connect, half, NULL, 0, 0), ERROR_INVALID_PARAMETER);
		FAILS(GopherCreateLocator(half, 0, NULL, NULL, 0, NULL, &size), ERROR_INVALID_PARAMETER);
	}
	InternetCloseHandle(session);
}
