/* gopher.c - Gopher: menus, searches, files, views of Gopher+. */
#include <stdio.h>

#include "inet/site.h"

#define MENU "1Sub\t/sub\tshop\t7070\r\n0A text\t/a.txt\tshop\t7070\t+\r\niHello.\tfake\t(NULL)\t0\r\n" \
	"7Find\t/find\tshop\t7070\r\n9Blob\t/blob\tother\t70\r\nzWhat\t/z\tshop\t7070\t?\r\n.\r\n0Behind\t/b\tshop\t7070\r\n"
#define SAYS(what, ...) { .command = what, .reply = __VA_ARGS__, .ends = true }
static const struct talk_reply replies[] = {
	SAYS("/a.txt\t+text/plain", "+-1\r\nHello,\r\n..\r\n.x\r\n.\r\nnot this"), SAYS("/a.txt\t+text/html", "+5\r\n<h1>x and more"),
	SAYS("/a.txt\t+short", "+50\r\n<h1>x"), SAYS("/a.txt\t+end", "+-2\r\n.\r\n"), SAYS("/a.txt\t+no", "--1\r\nNo such view.\r\n"),
	SAYS("/a.txt\t+odd", "hello\r\n"), SAYS("/a.txt\t+line", "\r\nhello\r\n"), SAYS("/a.txt\t+void", ""),
	SAYS("/a.txt", "Hello,\r\n.\r\nworld\r\n"), SAYS("/empty", ""), SAYS("/find\tcoffee price", "0Found\t/f\tshop\t7070\r\n.\r\n"),
	SAYS("/sub", ".\r\n"), { .command = "/slow", .reply = "", .ends = false }, SAYS(NULL, MENU),
};
static const struct talk_server shop = { "shop", 7070, NULL, replies };
#define LOCATOR(sign, selector, plus) sign "x\t" selector "\tshop\t7070" plus "\r\n"

/* The first item; NULL: *error. */
static HINTERNET find(struct site *s, const char *locator, const char *search, GOPHER_FIND_DATA *item, DWORD *error)
{
	HINTERNET h = GopherFindFirstFile(s->connect, locator, search, item, 0, FILE_CONTEXT);

	*error = h ? ERROR_SUCCESS : GetLastError();
	return site_handle(h, FILE_CONTEXT, error);
}

static void is_item(const GOPHER_FIND_DATA *item, DWORD type, const char *display, const char *locator)
{
	assert_int_equal(item->GopherType, type);
	assert_string_equal(item->DisplayString, display);
	assert_string_equal(item->Locator, locator);
}

static void next_is(HINTERNET h, DWORD type, const char *display, const char *locator)
{
	GOPHER_FIND_DATA item;

	assert_true(InternetFindNextFile(h, &item));
	is_item(&item, type, display, locator);
}

static void menu_comes(DWORD flags)
{
	struct site s;
	GOPHER_FIND_DATA item;
	HINTERNET h;
	DWORD error;

	if (!site_gopher(&s, &shop, flags))
		return;
	h = find(&s, NULL, NULL, &item, &error);
	if (h) {
		is_item(&item, GOPHER_TYPE_DIRECTORY, "Sub", "1Sub\t/sub\tshop\t7070\r\n");
		next_is(h, GOPHER_TYPE_TEXT_FILE | GOPHER_TYPE_GOPHER_PLUS, "A text", "0A text\t/a.txt\tshop\t7070\t+\r\n");
		next_is(h, GOPHER_TYPE_INLINE, "Hello.", "iHello.\tfake\t(NULL)\t0\r\n");
		next_is(h, GOPHER_TYPE_INDEX_SERVER, "Find", "7Find\t/find\tshop\t7070\r\n");
		next_is(h, GOPHER_TYPE_BINARY, "Blob", "9Blob\t/blob\tother\t70\r\n");
		next_is(h, GOPHER_TYPE_UNKNOWN | GOPHER_TYPE_GOPHER_PLUS | GOPHER_TYPE_ASK, "What", "zWhat\t/z\tshop\t7070\t?\r\n");
		assert_false(InternetFindNextFile(h, &item));
		assert_int_equal(GetLastError(), ERROR_NO_MORE_FILES);
		assert_true(InternetCloseHandle(h));
		assert_string_equal(talk_heard, "\n");
	} else {
		sweep_ok(HRESULT_FROM_WIN32(error));
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(a_menu_is_items_up_to_the_dot, 30) { menu_comes(INTERNET_FLAG_ASYNC); }
SIM_TEST(a_menu_synchronously, 10) { menu_comes(0); }

/* Events of a find. */
static void told_is(DWORD flags, const char *told)
{
	struct site s;
	GOPHER_FIND_DATA item;
	HINTERNET h;
	DWORD error;
	unsigned i;

	if (!site_gopher(&s, &shop, flags))
		return;
	if (!swept()) {
		h = find(&s, NULL, NULL, &item, &error);
		assert_non_null(h);
		assert_string_equal(events_told(FILE_CONTEXT), told);
		assert_ptr_equal(events_at(1)->handle, s.connect);
		assert_ptr_equal((HINTERNET)events_at(1)->result, h);
		for (i = 2; i < events_count(); i++)
			assert_ptr_equal(events_at(i)->handle, h);
		for (i = 1; i < events_count(); i++)
			assert_true((events_at(i)->thread == os_thread_id()) == !flags);
		assert_true(InternetCloseHandle(h));
		events_await(FILE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(a_find_is_told_of_with_its_own_handle_on_another_thread, 20)
{
	told_is(INTERNET_FLAG_ASYNC, "60 10 11 20 21 30 31 40 41 50 51 100");
}

SIM_TEST(a_synchronous_find_is_told_of_on_the_callers_thread_and_does_not_complete, 10)
{
	told_is(0, "60 10 11 20 21 30 31 40 41 50 51");
}

SIM_TEST(N42_a_search_is_the_selector_a_tab_and_the_words, 20)
{
	struct site s;
	GOPHER_FIND_DATA item;
	DWORD error;

	if (!site_gopher(&s, &shop, INTERNET_FLAG_ASYNC))
		return;
	if (find(&s, LOCATOR("7", "/find", ""), "coffee price", &item, &error)) {
		is_item(&item, GOPHER_TYPE_TEXT_FILE, "Found", "0Found\t/f\tshop\t7070\r\n");
		assert_string_equal(talk_heard, "/find\tcoffee price\n");
	} else {
		sweep_ok(HRESULT_FROM_WIN32(error));
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(a_menu_with_nothing_in_it_is_18, 10)
{
	struct site s;
	GOPHER_FIND_DATA item;
	DWORD error;

	if (!site_gopher(&s, &shop, INTERNET_FLAG_ASYNC))
		return;
	assert_null(find(&s, LOCATOR("1", "/sub", ""), NULL, &item, &error));
	if (!swept())
		assert_int_equal(error, ERROR_NO_MORE_FILES);
	InternetCloseHandle(s.session);
}

/* ---- files ---- */

/* How a file ends that is read to its end. */
static DWORD fetch(struct site *s, const char *locator, const char *view, char *text, DWORD room)
{
	HINTERNET h = GopherOpenFile(s->connect, locator, view, 0, FILE_CONTEXT);
	DWORD error = h ? ERROR_SUCCESS : GetLastError(), got = 1, size = 0;

	h = site_handle(h, FILE_CONTEXT, &error);
	while (h && got && size < room - 1 &&
	       events_finish(InternetReadFile(h, text + size, room - 1 - size, &got), FILE_CONTEXT, &error, NULL))
		size += got;
	text[size] = 0;
	if (h)
		InternetCloseHandle(h);
	return error;
}

static void file_ends(DWORD flags, const char *locator, const char *view, const char *expected, DWORD error, const char *heard)
{
	struct site s;
	char text[64];
	DWORD ended;

	if (!site_gopher(&s, &shop, flags))
		return;
	ended = fetch(&s, locator, view, text, sizeof text);
	if (ended != error) {
		sweep_ok(HRESULT_FROM_WIN32(ended));
	} else if (!swept()) {
		assert_string_equal(text, expected);
		assert_string_equal(talk_heard, heard);
	}
	InternetCloseHandle(s.session);
}

static void file_is(const char *locator, const char *view, const char *expected, DWORD error, const char *heard)
{
	file_ends(INTERNET_FLAG_ASYNC, locator, view, expected, error, heard);
}

SIM_TEST(a_file_synchronously_and_its_end_that_comes_while_nobody_waits_is_told_when_it_is_closed, 50)
{
	file_ends(0, LOCATOR("0", "/a.txt", ""), NULL, "Hello,\r\n.\r\nworld\r\n", 0, "/a.txt\n");
}

SIM_TEST(a_file_is_what_comes, 20) { file_is(LOCATOR("0", "/a.txt", ""), NULL, "Hello,\r\n.\r\nworld\r\n", 0, "/a.txt\n"); }
SIM_TEST(a_file_with_nothing_in_it, 10) { file_is(LOCATOR("9", "/empty", ""), NULL, "", 0, "/empty\n"); }

SIM_TEST(a_view_ends_with_its_dot, 20)
{
	file_is(LOCATOR("0", "/a.txt", "\t+"), "text/plain", "Hello,\r\n..\r\n.x\r\n", 0, "/a.txt\t+text/plain\n");
}

SIM_TEST(a_view_is_as_long_as_it_says, 10)
{
	file_is(LOCATOR("0", "/a.txt", "\t+"), "text/html", "<h1>x", 0, "/a.txt\t+text/html\n");
}

SIM_TEST(a_view_that_is_shorter_than_it_says_is_broken_off, 10)
{
	file_is(LOCATOR("0", "/a.txt", "\t+"), "short", "<h1>x", ERROR_INTERNET_CONNECTION_ABORTED, "/a.txt\t+short\n");
}

SIM_TEST(a_view_that_ends_with_the_connection, 10) { file_is(LOCATOR("0", "/a.txt", "\t+"), "end", ".\r\n", 0, "/a.txt\t+end\n"); }

SIM_TEST(a_view_without_its_first_line_is_12130, 10)
{
	file_is(LOCATOR("0", "/a.txt", "\t+"), "odd", "", ERROR_GOPHER_PROTOCOL_ERROR, "/a.txt\t+odd\n");
}

SIM_TEST(a_view_whose_first_line_is_empty_is_12130, 10)
{
	file_is(LOCATOR("0", "/a.txt", "\t+"), "line", "", ERROR_GOPHER_PROTOCOL_ERROR, "/a.txt\t+line\n");
}

SIM_TEST(a_view_of_which_nothing_comes_is_12130, 10)
{
	file_is(LOCATOR("0", "/a.txt", "\t+"), "void", "", ERROR_GOPHER_PROTOCOL_ERROR, "/a.txt\t+void\n");
}

SIM_TEST(a_view_that_is_refused_is_12003_in_the_servers_words, 10)
{
	struct site s;
	char text[64];
	DWORD error, size = sizeof text;

	if (!site_gopher(&s, &shop, 0))
		return;
	if (!swept()) {
		assert_int_equal(fetch(&s, LOCATOR("0", "/a.txt", "\t+"), "no", text, sizeof text), ERROR_INTERNET_EXTENDED_ERROR);
		assert_true(InternetGetLastResponseInfo(&error, text, &size));
		assert_int_equal(error, ERROR_INTERNET_EXTENDED_ERROR);
		assert_string_equal(text, "No such view.\r\n");
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(what_a_function_cannot_do_with_a_locator_is_said_at_once, 2)
{
	struct site s;
	GOPHER_FIND_DATA item;
	DWORD type;
	char text[8];

	if (!site_gopher(&s, &shop, 0))
		return;
	FAILS(GopherFindFirstFile(s.connect, LOCATOR("0", "/a", ""), NULL, &item, 0, 0), ERROR_GOPHER_INCORRECT_LOCATOR_TYPE);
	FAILS(GopherFindFirstFile(s.connect, "hello", NULL, &item, 0, 0), ERROR_GOPHER_INVALID_LOCATOR);
	FAILS(GopherFindFirstFile(s.connect, NULL, NULL, NULL, 0, 0), ERROR_INVALID_PARAMETER);
	FAILS(GopherFindFirstFile(s.connect, NULL, "a\r\nb", &item, 0, 0), ERROR_INVALID_PARAMETER);
	FAILS(GopherFindFirstFile(s.session, NULL, NULL, &item, 0, 0), ERROR_INTERNET_INCORRECT_HANDLE_TYPE);
	FAILS(GopherFindFirstFile(NULL, NULL, NULL, &item, 0, 0), ERROR_INVALID_HANDLE);
	FAILS(GopherOpenFile(s.connect, LOCATOR("1", "/", ""), NULL, 0, 0), ERROR_GOPHER_NOT_FILE);
	FAILS(GopherOpenFile(s.connect, LOCATOR("7", "/", ""), NULL, 0, 0), ERROR_GOPHER_NOT_FILE);
	FAILS(GopherOpenFile(s.connect, LOCATOR("0", "/", ""), "text/plain", 0, 0), ERROR_GOPHER_NOT_GOPHER_PLUS);
	FAILS(GopherOpenFile(s.connect, LOCATOR("0", "/", "\t+"), "a\tb", 0, 0), ERROR_INVALID_PARAMETER);
	FAILS(GopherOpenFile(s.connect, NULL, NULL, 0, 0), ERROR_INVALID_PARAMETER);
	FAILS(GopherOpenFile(s.connect, "0a\tb\t\t70", NULL, 0, 0), ERROR_GOPHER_INVALID_LOCATOR);
	FAILS(GopherGetAttribute(s.connect, LOCATOR("0", "/", ""), NULL, NULL, 0, &type, NULL, 0), ERROR_GOPHER_NOT_GOPHER_PLUS);
	FAILS(GopherGetAttribute(s.connect, NULL, NULL, NULL, 0, &type, NULL, 0), ERROR_INVALID_PARAMETER);
	FAILS(GopherGetAttribute(s.connect, LOCATOR("0", "/", "\t+"), NULL, (BYTE *)text, 8, NULL, NULL, 0), ERROR_INVALID_PARAMETER);
	assert_int_equal(talk_calls, 0);
	InternetCloseHandle(s.session);
}

/* ---- more of them at once, and the end ---- */

SIM_TEST(one_connection_does_many_things_at_once, 20)
{
	struct site s;
	GOPHER_FIND_DATA items[4];
	HINTERNET h[4];
	unsigned i;

	if (!site_gopher(&s, &shop, INTERNET_FLAG_ASYNC))
		return;
	if (!swept()) {
		for (i = 0; i < 4; i++) {
			assert_null(GopherFindFirstFile(s.connect, NULL, NULL, &items[i], 0, FILE_CONTEXT + i));
			assert_int_equal(GetLastError(), ERROR_IO_PENDING);
		}
		for (i = 0; i < 4; i++) {
			h[i] = (HINTERNET)events_await(FILE_CONTEXT + i, INTERNET_STATUS_REQUEST_COMPLETE, 1)->result;
			assert_string_equal(items[i].DisplayString, "Sub");
			assert_true(InternetCloseHandle(h[i]));
		}
		assert_int_equal(talk_calls, 4);
	}
	InternetCloseHandle(s.session);
}

static HINTERNET closed;
static DWORD close_at;

static void close_it(const struct event *e, void *info)
{
	(void)info;
	if (e->status == INTERNET_STATUS_HANDLE_CREATED && e->context == FILE_CONTEXT)
		closed = (HINTERNET)e->result;
	if (e->status == close_at && e->context == FILE_CONTEXT)
		InternetCloseHandle(closed);
}

/* The handle of a function that pends is closed when this is told. */
static void closes_at(DWORD status, const char *selector, const char *told)
{
	struct site s;
	GOPHER_FIND_DATA item;

	if (!site_gopher(&s, &shop, INTERNET_FLAG_ASYNC))
		return;
	if (!swept()) {
		close_at = status;
		events_hook = close_it;
		assert_null(GopherFindFirstFile(s.connect, selector, NULL, &item, 0, FILE_CONTEXT));
		events_await(FILE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
		assert_int_equal(events_await(FILE_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1)->error,
		                 status == INTERNET_STATUS_REQUEST_COMPLETE ? 0 : ERROR_INTERNET_OPERATION_CANCELLED);
		if (told)
			assert_string_equal(events_told(FILE_CONTEXT), told);
		assert_true(InternetCloseHandle(s.connect));
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(N16_a_find_is_closed_in_its_callback_while_it_waits, 20)
{
	closes_at(INTERNET_STATUS_RECEIVING_RESPONSE, LOCATOR("1", "/slow", ""), "60 10 11 20 21 30 31 40 100 70");
}

SIM_TEST(N16_a_find_is_closed_when_it_is_made, 20) { closes_at(INTERNET_STATUS_HANDLE_CREATED, LOCATOR("1", "/slow", ""), NULL); }

SIM_TEST(N16_a_find_is_closed_when_it_completes, 20)
{
	closes_at(INTERNET_STATUS_REQUEST_COMPLETE, NULL, "60 10 11 20 21 30 31 40 41 50 51 100 70");
}

SIM_TEST(N15_the_session_is_closed_with_all_that_pends, 20)
{
	struct site s;
	GOPHER_FIND_DATA item;
	BYTE text[8];
	DWORD size;

	if (!site_gopher(&s, &shop, INTERNET_FLAG_ASYNC))
		return;
	if (!swept()) {
		GopherFindFirstFile(s.connect, LOCATOR("1", "/slow", ""), NULL, &item, 0, FILE_CONTEXT);
		GopherGetAttribute(s.connect, LOCATOR("0", "/slow", "\t+"), NULL, text, sizeof text, &size, NULL, SITE_CONTEXT);
	}
	InternetCloseHandle(s.session);
	if (!swept()) {
		site_cancelled(FILE_CONTEXT);
		site_cancelled(SITE_CONTEXT);
		events_await(SITE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	}
}

SIM_TEST(a_server_that_says_nothing_is_12002, 10)
{
	struct site s;
	GOPHER_FIND_DATA item;
	DWORD error, patience = 700;
	const char *told = "60 10 11 20 21 30 31 40 50 51 100 70";

	if (!site_gopher(&s, &shop, INTERNET_FLAG_ASYNC))
		return;
	if (!swept()) {
		assert_true(InternetSetOption(s.connect, INTERNET_OPTION_RECEIVE_TIMEOUT, &patience, sizeof patience));
		assert_null(find(&s, LOCATOR("1", "/slow", ""), NULL, &item, &error));
		assert_int_equal(error, ERROR_INTERNET_TIMEOUT);
		events_await(FILE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
		assert_string_equal(events_told(FILE_CONTEXT), told);
	}
	InternetCloseHandle(s.session);
}
