/* misuse.c - every function with a handle that is none, that was closed, that is of another kind, and without what it needs. A lint
 * script sees to it that each function that takes a handle has a row here. */
#include <stdio.h>

#include "inet/shop.h"
#include "inet/site.h"

#define KIND(name) TYPE_BIT(INTERNET_HANDLE_TYPE_##name)
#define STREAMS (KIND(HTTP_REQUEST) | KIND(FTP_FILE) | KIND(GOPHER_FILE))
#define FINDS (KIND(FTP_FIND) | KIND(GOPHER_FIND))
static const DWORD kinds[] = { INTERNET_HANDLE_TYPE_INTERNET, INTERNET_HANDLE_TYPE_CONNECT_HTTP, INTERNET_HANDLE_TYPE_HTTP_REQUEST,
	INTERNET_HANDLE_TYPE_CONNECT_FTP, INTERNET_HANDLE_TYPE_FTP_FILE, INTERNET_HANDLE_TYPE_FTP_FIND,
	INTERNET_HANDLE_TYPE_CONNECT_GOPHER, INTERNET_HANDLE_TYPE_GOPHER_FILE, INTERNET_HANDLE_TYPE_GOPHER_FIND };

static INTERNET_BUFFERS buffers = { .dwStructSize = sizeof buffers };
static char text[256];
static DWORD number, room;
static WIN32_FIND_DATA found;
static GOPHER_FIND_DATA item;
#define FILE_ITEM "0x\t\tshop\t2121\t+"

/* ---- handles ---- */

/* With all else as it should be. */
#define CALL(name, ...) static bool call_##name(HINTERNET h) { number = room = sizeof text; return name(h, ##__VA_ARGS__); }
static bool call_InternetSetStatusCallback(HINTERNET h)
{
	return InternetSetStatusCallback(h, NULL) != INTERNET_INVALID_STATUS_CALLBACK;
}
static bool call_FtpGetFileSize(HINTERNET h)
{
	SetLastError(ERROR_SUCCESS);
	FtpGetFileSize(h, &number);
	return !GetLastError();
}
static bool call_InternetSetFilePointer(HINTERNET h)
{
	return InternetSetFilePointer(h, 0, NULL, FILE_BEGIN, 0) != INVALID_SET_FILE_POINTER;
}
CALL(InternetConnect, "shop", 0, NULL, NULL, INTERNET_SERVICE_HTTP, 0, 0)
CALL(InternetCloseHandle)
CALL(AcomInternetWait, 0)
CALL(AcomInternetCancel)
CALL(InternetQueryOption, INTERNET_OPTION_HANDLE_TYPE, &number, &room)
CALL(InternetSetOption, INTERNET_OPTION_CONTEXT_VALUE, text, sizeof(DWORD_PTR))
CALL(HttpOpenRequest, NULL, "/", NULL, NULL, NULL, 0, 0)
CALL(HttpSendRequest, NULL, 0, NULL, 0)
CALL(HttpSendRequestEx, &buffers, NULL, 0, 0)
CALL(HttpEndRequest, NULL, 0, 0)
CALL(HttpAddRequestHeaders, "X: y", 4, HTTP_ADDREQ_FLAG_ADD)
CALL(HttpQueryInfo, HTTP_QUERY_STATUS_CODE, text, &room, NULL)
CALL(InternetReadFile, text, 1, &number)
CALL(InternetReadFileEx, &buffers, 0, 0)
CALL(InternetQueryDataAvailable, &number, 0, 0)
CALL(InternetWriteFile, text, 1, &number)
CALL(InternetFindNextFile, &item)
CALL(FtpCreateDirectory, "d")
CALL(FtpRemoveDirectory, "d")
CALL(FtpDeleteFile, "a")
CALL(FtpRenameFile, "a", "b")
CALL(FtpSetCurrentDirectory, "d")
CALL(FtpGetCurrentDirectory, text, &room)
CALL(FtpGetFile, "a", "/nowhere/a", FALSE, 0, 0, 0)
CALL(FtpPutFile, "/nowhere/a", "a", 0, 0)
CALL(FtpOpenFile, "a", GENERIC_READ, 0, 0)
CALL(FtpFindFirstFile, "a", &found, 0, 0)
CALL(FtpCommand, FALSE, 0, "NOOP", 0, NULL)
CALL(InternetOpenUrl, "http://shop/", NULL, 0, 0, 0)
CALL(GopherFindFirstFile, NULL, NULL, &item, 0, 0)
CALL(GopherOpenFile, FILE_ITEM, NULL, 0, 0)
CALL(GopherGetAttribute, FILE_ITEM, NULL, (BYTE *)text, 1, &number, NULL, 0)

struct row {
	const char *name;
	bool (*call)(HINTERNET h);
	uint32_t kinds; /* of handles that it takes */
	DWORD none;     /* what NULL is */
};
#define ROW(name, kinds) { #name, call_##name, kinds, ERROR_INVALID_HANDLE }
#define ROW_ELSE(name, kinds, none) { #name, call_##name, kinds, none }
static const struct row rows[] = {
	ROW_ELSE(InternetSetStatusCallback, TYPES_ALL, ERROR_INTERNET_INCORRECT_HANDLE_TYPE),
	ROW(InternetCloseHandle, TYPES_ALL),
	ROW(AcomInternetWait, TYPES_ALL),
	ROW(AcomInternetCancel, TYPES_ALL),
	ROW_ELSE(InternetQueryOption, TYPES_ALL, ERROR_INTERNET_INCORRECT_HANDLE_TYPE),
	ROW_ELSE(InternetSetOption, TYPES_ALL, ERROR_INTERNET_INCORRECT_HANDLE_TYPE),
	ROW(InternetConnect, KIND(INTERNET)),
	ROW(HttpOpenRequest, KIND(CONNECT_HTTP)),
	ROW(HttpSendRequest, KIND(HTTP_REQUEST)),
	ROW(HttpSendRequestEx, KIND(HTTP_REQUEST)),
	ROW(HttpEndRequest, KIND(HTTP_REQUEST)),
	ROW(HttpAddRequestHeaders, KIND(HTTP_REQUEST)),
	ROW(HttpQueryInfo, KIND(HTTP_REQUEST)),
	ROW(InternetReadFile, STREAMS),
	ROW(InternetReadFileEx, STREAMS),
	ROW(InternetQueryDataAvailable, STREAMS),
	ROW(InternetWriteFile, STREAMS),
	ROW(InternetSetFilePointer, KIND(HTTP_REQUEST) | KIND(FTP_FILE)),
	ROW(InternetFindNextFile, FINDS),
	ROW(FtpCreateDirectory, KIND(CONNECT_FTP)),
	ROW(FtpRemoveDirectory, KIND(CONNECT_FTP)),
	ROW(FtpDeleteFile, KIND(CONNECT_FTP)),
	ROW(FtpRenameFile, KIND(CONNECT_FTP)),
	ROW(FtpSetCurrentDirectory, KIND(CONNECT_FTP)),
	ROW(FtpGetCurrentDirectory, KIND(CONNECT_FTP)),
	ROW(FtpGetFile, KIND(CONNECT_FTP)),
	ROW(FtpPutFile, KIND(CONNECT_FTP)),
	ROW(FtpOpenFile, KIND(CONNECT_FTP)),
	ROW(FtpFindFirstFile, KIND(CONNECT_FTP)),
	ROW(FtpCommand, KIND(CONNECT_FTP)),
	ROW(FtpGetFileSize, KIND(FTP_FILE)),
	ROW(InternetOpenUrl, KIND(INTERNET)),
	ROW(GopherFindFirstFile, KIND(CONNECT_GOPHER)),
	ROW(GopherOpenFile, KIND(CONNECT_GOPHER)),
	ROW(GopherGetAttribute, KIND(CONNECT_GOPHER)),
};

static const struct web_page nothing[] = { { NULL, NULL } };
static const struct talk_reply replies[] = { SITE_LOGIN, SITE_TRANSFERS, { .command = "SIZE", .reply = "213 5\r\n" },
	{ .command = "RETR", .reply = "150 here\r\n", .data = "hello", .after = "226 done\r\n" },
	{ .command = "MLSD", .reply = "150 here\r\n", .data = "type=file; a\r\n", .after = "226 done\r\n" }, SITE_HOME, SITE_REST };
static const struct talk_server server = { "shop", 2121, "220 hi\r\n", replies };
static const struct talk_reply menu[] = { { .command = NULL, .reply = "1x\t\tshop\t70\r\n.\r\n", .ends = true } };
static const struct talk_server gopher = { "shop", 2121, NULL, menu };

static HINTERNET open_gopher(HINTERNET session, DWORD kind)
{
	HINTERNET connect = needed(InternetConnect(session, "shop", 2121, NULL, NULL, INTERNET_SERVICE_GOPHER, 0, 0));

	talk_serve(&gopher);
	switch (kind) {
	case INTERNET_HANDLE_TYPE_GOPHER_FILE: return GopherOpenFile(connect, FILE_ITEM, NULL, 0, 0);
	case INTERNET_HANDLE_TYPE_GOPHER_FIND: return GopherFindFirstFile(connect, NULL, NULL, &item, 0, 0);
	default: return connect;
	}
}

static HINTERNET open_below(HINTERNET session, DWORD kind)
{
	bool http = kind == INTERNET_HANDLE_TYPE_CONNECT_HTTP || kind == INTERNET_HANDLE_TYPE_HTTP_REQUEST;
	HINTERNET connect = needed(http ? InternetConnect(session, "shop", 0, NULL, NULL, INTERNET_SERVICE_HTTP, 0, 0)
	                                : InternetConnect(session, "shop", 2121, "ann", "secret", INTERNET_SERVICE_FTP, 0, 0));

	switch (kind) {
	case INTERNET_HANDLE_TYPE_HTTP_REQUEST: return HttpOpenRequest(connect, NULL, "/", NULL, NULL, NULL, 0, 0);
	case INTERNET_HANDLE_TYPE_FTP_FILE: return FtpOpenFile(connect, "a", GENERIC_READ, 0, 0);
	case INTERNET_HANDLE_TYPE_FTP_FIND: return FtpFindFirstFile(connect, "*", &found, 0, 0);
	default: return connect;
	}
}

static HINTERNET open_kind(HINTERNET session, DWORD kind)
{
	bool of_gopher = TYPE_BIT(kind) & (KIND(CONNECT_GOPHER) | KIND(GOPHER_FILE) | KIND(GOPHER_FIND));

	return needed(of_gopher ? open_gopher(session, kind) : open_below(session, kind));
}

static HINTERNET open_session(void)
{
	web_serve(nothing);
	talk_serve(&server);
	return needed(InternetOpen("test", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, 0));
}

static void refused(const struct row *row, HINTERNET h, DWORD kind, DWORD expected)
{
	bool good;

	SetLastError(ERROR_SUCCESS);
	good = row->call(h);
	if (good || GetLastError() != expected)
		fail_msg("%s of kind %u: %d, %u", row->name, kind, good, GetLastError());
}

SIM_TEST(N18_a_handle_that_is_closed_is_6_to_every_function, 2)
{
	unsigned i, k;

	if (swept())
		return;
	for (k = 0; k < ARRAY_COUNT(kinds); k++) {
		HINTERNET session = open_session(), h = k ? open_kind(session, kinds[k]) : session;

		assert_true(InternetCloseHandle(h));
		for (i = 0; i < ARRAY_COUNT(rows); i++)
			refused(&rows[i], h, kinds[k], ERROR_INVALID_HANDLE);
		if (k)
			InternetCloseHandle(session);
	}
}

SIM_TEST(a_handle_of_another_kind_is_12018_to_every_function, 2)
{
	unsigned i, k;

	if (swept())
		return;
	for (k = 0; k < ARRAY_COUNT(kinds); k++) {
		HINTERNET session = open_session(), h = k ? open_kind(session, kinds[k]) : session;

		for (i = 0; i < ARRAY_COUNT(rows); i++)
			if (!(rows[i].kinds & TYPE_BIT(kinds[k])))
				refused(&rows[i], h, kinds[k], ERROR_INTERNET_INCORRECT_HANDLE_TYPE);
		InternetCloseHandle(session);
	}
}

static void without_a_handle(void)
{
	unsigned i;

	for (i = 0; i < ARRAY_COUNT(rows); i++) {
		refused(&rows[i], NULL, 0, rows[i].none);
		refused(&rows[i], (HINTERNET)(uintptr_t)4711, 0, ERROR_INVALID_HANDLE);
		refused(&rows[i], (HINTERNET)UINTPTR_MAX, 0, ERROR_INVALID_HANDLE);
	}
}

SIM_TEST(no_handle_is_6_to_every_function_also_before_any_session_was_opened, 2)
{
	HINTERNET session;

	without_a_handle();
	if (swept())
		return;
	session = open_session();
	without_a_handle();
	InternetCloseHandle(session);
}

/* ---- what is not there ---- */

struct lack {
	DWORD kind;
	bool (*call)(HINTERNET h);
	DWORD error;
	int line;                    /* of its row */
};
static bool no_name(HINTERNET h) { return InternetConnect(h, NULL, 0, NULL, NULL, INTERNET_SERVICE_HTTP, 0, 0); }
static bool empty_name(HINTERNET h) { return InternetConnect(h, "", 0, NULL, NULL, INTERNET_SERVICE_HTTP, 0, 0); }
static bool no_service(HINTERNET h) { return InternetConnect(h, "shop", 0, NULL, NULL, 0, 0, 0); }
static bool unknown_service(HINTERNET h) { return InternetConnect(h, "shop", 0, NULL, NULL, 99, 0, 0); }
static bool no_user(HINTERNET h) { return InternetConnect(h, "shop", 0, NULL, "secret", INTERNET_SERVICE_FTP, 0, 0); }
static bool no_option_length(HINTERNET h) { return InternetQueryOption(h, INTERNET_OPTION_HANDLE_TYPE, text, NULL); }
static bool no_option_value(HINTERNET h) { return InternetSetOption(h, INTERNET_OPTION_CONTEXT_VALUE, NULL, sizeof(DWORD_PTR)); }
static bool no_headers(HINTERNET h) { return HttpAddRequestHeaders(h, NULL, 0, HTTP_ADDREQ_FLAG_ADD); }
static bool no_info_length(HINTERNET h) { return HttpQueryInfo(h, HTTP_QUERY_STATUS_CODE, text, NULL, NULL); }
static bool no_custom(HINTERNET h) { room = 0; return HttpQueryInfo(h, HTTP_QUERY_CUSTOM, NULL, &room, NULL); }
static bool no_count(HINTERNET h) { return InternetReadFile(h, text, 1, NULL); }
static bool no_buffer(HINTERNET h) { return InternetReadFile(h, NULL, 1, &number); }
static bool no_buffers(HINTERNET h) { return InternetReadFileEx(h, NULL, 0, 0); }
static bool no_buffers_buffer(HINTERNET h)
{
	INTERNET_BUFFERS b = { .dwStructSize = sizeof b, .dwBufferLength = 1 };

	return InternetReadFileEx(h, &b, 0, 0);
}
static bool no_data(HINTERNET h) { return InternetWriteFile(h, NULL, 1, &number); }
static bool no_written(HINTERNET h) { return InternetWriteFile(h, text, 1, NULL); }
static bool no_next(HINTERNET h) { return InternetFindNextFile(h, NULL); }
static bool no_directory(HINTERNET h) { return FtpCreateDirectory(h, NULL); }
static bool no_removed(HINTERNET h) { return FtpRemoveDirectory(h, NULL); }
static bool no_deleted(HINTERNET h) { return FtpDeleteFile(h, NULL); }
static bool no_old(HINTERNET h) { return FtpRenameFile(h, NULL, "b"); }
static bool no_new(HINTERNET h) { return FtpRenameFile(h, "a", NULL); }
static bool no_set(HINTERNET h) { return FtpSetCurrentDirectory(h, NULL); }
static bool no_get_length(HINTERNET h) { return FtpGetCurrentDirectory(h, text, NULL); }
static bool no_get(HINTERNET h) { room = 9; return FtpGetCurrentDirectory(h, NULL, &room); }
static bool no_remote(HINTERNET h) { return FtpGetFile(h, NULL, "/nowhere/a", FALSE, 0, 0, 0); }
static bool no_local(HINTERNET h) { return FtpGetFile(h, "a", NULL, FALSE, 0, 0, 0); }
static bool no_put_local(HINTERNET h) { return FtpPutFile(h, NULL, "a", 0, 0); }
static bool no_put_remote(HINTERNET h) { return FtpPutFile(h, "/nowhere/a", NULL, 0, 0); }
static bool no_file(HINTERNET h) { return FtpOpenFile(h, NULL, GENERIC_READ, 0, 0); }
static bool no_access(HINTERNET h) { return FtpOpenFile(h, "a", 0, 0, 0); }
static bool both_accesses(HINTERNET h) { return FtpOpenFile(h, "a", GENERIC_READ | GENERIC_WRITE, 0, 0); }
static bool no_type(HINTERNET h) { return FtpOpenFile(h, "a", GENERIC_READ, 5, 0); }
static bool no_find_data(HINTERNET h) { return FtpFindFirstFile(h, "*", NULL, 0, 0); }
static bool no_command(HINTERNET h) { return FtpCommand(h, FALSE, 0, NULL, 0, NULL); }
static bool empty_command(HINTERNET h) { return FtpCommand(h, FALSE, 0, "", 0, NULL); }
static bool no_command_handle(HINTERNET h) { return FtpCommand(h, TRUE, 0, "RETR a", 0, NULL); }
static bool ex_out(HINTERNET h) { return HttpSendRequestEx(h, NULL, &buffers, 0, 0); }
static bool end_out(HINTERNET h) { return HttpEndRequest(h, &buffers, 0, 0); }
static bool end_early(HINTERNET h) { return HttpEndRequest(h, NULL, 0, 0); }
static bool read_early(HINTERNET h) { return InternetReadFile(h, text, 1, &number); }
static bool write_early(HINTERNET h) { return InternetWriteFile(h, text, 1, &number); }
static bool write_read_only(HINTERNET h) { return InternetWriteFile(h, text, 1, &number); }

/* ---- what is too long, or more than it seems ---- */

static char long_text[70000];
static const char *long_of(size_t size)
{
	memset(long_text, 'a', size);
	long_text[0] = '/';
	long_text[size] = 0;
	return long_text;
}
static bool host(HINTERNET h, const char *name) { return InternetConnect(h, name, 0, NULL, NULL, INTERNET_SERVICE_HTTP, 0, 0); }
static bool ftp_host(HINTERNET h, const char *name) { return InternetConnect(h, name, 0, NULL, NULL, INTERNET_SERVICE_FTP, 0, 0); }
static bool long_host(HINTERNET h) { return host(h, long_of(300) + 1); }
static bool long_ftp_host(HINTERNET h) { return ftp_host(h, long_of(300) + 1); }
static bool host_with_path(HINTERNET h) { return host(h, "shop/x"); }
static bool host_with_user(HINTERNET h) { return host(h, "ann:secret@shop"); }
static bool ftp_host_with_user(HINTERNET h) { return ftp_host(h, "ann@shop"); }
static bool host_of_lines(HINTERNET h) { return host(h, "shop\r\nX: y"); }
static bool object(HINTERNET h, const char *name)
{
	return HttpSendRequest(HttpOpenRequest(h, NULL, name, NULL, NULL, NULL, 0, 0), NULL, 0, NULL, 0);
}
static bool long_object(HINTERNET h) { return object(h, long_of(69000)); }
static bool object_of_lines(HINTERNET h) { return object(h, "/x\r\nX: y"); }
static bool object_of_lines_2(HINTERNET h) { return object(h, "/x HTTP/1.1\nX: y"); }
static bool verb_of_lines(HINTERNET h) { return HttpOpenRequest(h, "GET / HTTP/1.1\r\nX:", "/", NULL, NULL, NULL, 0, 0); }

static const struct lack lacks[] = {
#define L(kind, fn, error) { INTERNET_HANDLE_TYPE_##kind, fn, error, __LINE__ }
	L(INTERNET, no_name, ERROR_INVALID_PARAMETER),
	L(INTERNET, empty_name, ERROR_INVALID_PARAMETER),
	L(INTERNET, long_host, ERROR_INVALID_PARAMETER),
	L(INTERNET, long_ftp_host, ERROR_INVALID_PARAMETER),
	L(INTERNET, host_with_path, ERROR_INVALID_PARAMETER),
	L(INTERNET, host_with_user, ERROR_INVALID_PARAMETER),
	L(INTERNET, ftp_host_with_user, ERROR_INVALID_PARAMETER),
	L(INTERNET, host_of_lines, ERROR_INVALID_PARAMETER),
	L(CONNECT_HTTP, long_object, ERROR_INTERNET_INVALID_URL),
	L(CONNECT_HTTP, object_of_lines, ERROR_INTERNET_INVALID_URL),
	L(CONNECT_HTTP, object_of_lines_2, ERROR_INTERNET_INVALID_URL),
	L(CONNECT_HTTP, verb_of_lines, ERROR_INVALID_PARAMETER),
	L(INTERNET, no_service, ERROR_INVALID_PARAMETER),
	L(INTERNET, unknown_service, ERROR_INVALID_PARAMETER),
	L(INTERNET, no_user, ERROR_INVALID_PARAMETER),
	L(INTERNET, no_option_length, ERROR_INVALID_PARAMETER),
	L(INTERNET, no_option_value, ERROR_INVALID_PARAMETER),
	L(HTTP_REQUEST, no_headers, ERROR_INVALID_PARAMETER),
	L(HTTP_REQUEST, no_info_length, ERROR_INVALID_PARAMETER),
	L(HTTP_REQUEST, no_custom, ERROR_INVALID_PARAMETER),
	L(HTTP_REQUEST, ex_out, ERROR_INVALID_PARAMETER),
	L(HTTP_REQUEST, end_out, ERROR_INVALID_PARAMETER),
	L(HTTP_REQUEST, end_early, ERROR_INTERNET_INCORRECT_HANDLE_STATE),
	L(HTTP_REQUEST, read_early, ERROR_INTERNET_INCORRECT_HANDLE_STATE),
	L(HTTP_REQUEST, write_early, ERROR_INTERNET_INCORRECT_HANDLE_STATE),
	L(FTP_FILE, no_count, ERROR_INVALID_PARAMETER),
	L(FTP_FILE, no_buffer, ERROR_INVALID_PARAMETER),
	L(FTP_FILE, no_buffers, ERROR_INVALID_PARAMETER),
	L(FTP_FILE, no_buffers_buffer, ERROR_INVALID_PARAMETER),
	L(FTP_FILE, no_data, ERROR_INVALID_PARAMETER),
	L(FTP_FILE, no_written, ERROR_INVALID_PARAMETER),
	L(FTP_FILE, write_read_only, ERROR_INTERNET_INCORRECT_HANDLE_STATE),
	L(FTP_FIND, no_next, ERROR_INVALID_PARAMETER),
	L(CONNECT_FTP, no_directory, ERROR_INVALID_PARAMETER),
	L(CONNECT_FTP, no_removed, ERROR_INVALID_PARAMETER),
	L(CONNECT_FTP, no_deleted, ERROR_INVALID_PARAMETER),
	L(CONNECT_FTP, no_old, ERROR_INVALID_PARAMETER),
	L(CONNECT_FTP, no_new, ERROR_INVALID_PARAMETER),
	L(CONNECT_FTP, no_set, ERROR_INVALID_PARAMETER),
	L(CONNECT_FTP, no_get_length, ERROR_INVALID_PARAMETER),
	L(CONNECT_FTP, no_get, ERROR_INSUFFICIENT_BUFFER),
	L(CONNECT_FTP, no_remote, ERROR_INVALID_PARAMETER),
	L(CONNECT_FTP, no_local, ERROR_INVALID_PARAMETER),
	L(CONNECT_FTP, no_put_local, ERROR_INVALID_PARAMETER),
	L(CONNECT_FTP, no_put_remote, ERROR_INVALID_PARAMETER),
	L(CONNECT_FTP, no_file, ERROR_INVALID_PARAMETER),
	L(CONNECT_FTP, no_access, ERROR_INVALID_PARAMETER),
	L(CONNECT_FTP, both_accesses, ERROR_INVALID_PARAMETER),
	L(CONNECT_FTP, no_type, ERROR_INVALID_PARAMETER),
	L(CONNECT_FTP, no_find_data, ERROR_INVALID_PARAMETER),
	L(CONNECT_FTP, no_command, ERROR_INVALID_PARAMETER),
	L(CONNECT_FTP, empty_command, ERROR_INVALID_PARAMETER),
	L(CONNECT_FTP, no_command_handle, ERROR_INVALID_PARAMETER),
};

static void lacking(const struct lack *l, HINTERNET h)
{
	bool good;

	SetLastError(ERROR_SUCCESS);
	good = l->call(h);
	if (good || GetLastError() != l->error)
		fail_msg("line %d: %d, %u", l->line, good, GetLastError());
}

TEST(a_code_has_a_sentence_and_what_is_none_says_so)
{
	assert_string_equal(AcomInternetErrorText(ERROR_INTERNET_CANNOT_CONNECT), "The server cannot be reached.");
	assert_string_equal(AcomInternetErrorText(ERROR_IO_PENDING), "It pends; its end is told to the callback.");
	assert_string_equal(AcomInternetErrorText(ERROR_INTERNET_OPERATION_CANCELLED),
	                    "It was cancelled, or the handle was closed meanwhile.");
	assert_string_equal(AcomInternetErrorText(ERROR_SUCCESS), "It has succeeded.");
	assert_string_equal(AcomInternetErrorText(12000), "Unknown error.");
	assert_string_equal(AcomInternetErrorText((DWORD)-1), "Unknown error.");
}

SIM_TEST(what_a_function_needs_and_does_not_get_is_told_and_nothing_is_asked_of_anybody, 2)
{
	unsigned i, k;

	if (swept())
		return;
	for (k = 0; k < ARRAY_COUNT(kinds); k++) {
		HINTERNET session = open_session(), h = k ? open_kind(session, kinds[k]) : session;

		talk_heard[0] = 0;
		for (i = 0; i < ARRAY_COUNT(lacks); i++)
			if (lacks[i].kind == kinds[k])
				lacking(&lacks[i], h);
		assert_string_equal(talk_heard, "");
		InternetCloseHandle(session);
	}
}
