/* gopherbad.c - Gopher servers that are broken or hostile: what they may not become is a menu, and what it costs is bounded. */
#include <stdio.h>
#include <string.h>

#include "inet/site.h"

static char line[1 << 20], endless[5 << 20];
#define SAYS(what, ...) { .command = what, .reply = __VA_ARGS__, .ends = true }
static const struct talk_reply replies[] = {
	SAYS("/plain", "There is no menu here.\r\nAt all.\r\n"), SAYS("/nothing", ""),
	SAYS("/error", "3No such menu.\t\terror.host\t1\r\n.\r\n"), SAYS("/mixed", "3One\t\te\t1\r\n0a\tb\tc\t70\r\n.\r\n"),
	SAYS("/odd", "0\x1b[2Jevil\t/a\tshop\t70\r\n0a\t/\x07\tshop\t70\r\n0b\t/b\tshop\t99999\r\n"
		"0c\t/c\tshop\r\n\r\n0e\t/e\tann@shop\t70\r\n0f\t/f\tshop/x?#\t70\r\n0good\t/d\tshop\t70\r\n"),
	SAYS("/long", line), SAYS("/endless", endless), SAYS("/half", "0a\t/a\tshop\t70\r\n0b\t/b\tsho"), SAYS("/slow", "x"),
	{ .command = "/drips", .reply = "--1\r\nThere is nothing of this kind.\r\n", .slow = 60, .ends = true },
	{ .command = "/gone", .reply = NULL }, SAYS(NULL, "0a\t/a\tshop\t70\r\n0b\t/b\tshop\t70\r\n.\r\n"),
};
static const struct talk_server shop = { "shop", 70, NULL, replies };

/* How many items a menu has, or *error. */
static unsigned items(struct site *s, const char *selector, DWORD *error, GOPHER_FIND_DATA *first)
{
	char locator[64];
	unsigned count = 1;
	GOPHER_FIND_DATA item;
	HINTERNET h;

	sprintf(locator, "1x\t%s\tshop\t70", selector);
	h = GopherFindFirstFile(s->connect, locator, NULL, first, 0, FILE_CONTEXT);
	*error = h ? ERROR_SUCCESS : GetLastError();
	h = site_handle(h, FILE_CONTEXT, error);
	if (!h)
		return 0;
	while (InternetFindNextFile(h, &item))
		count++;
	InternetCloseHandle(h);
	return count;
}

static void menu_is(const char *selector, unsigned count, DWORD expected, const char *first)
{
	struct site s;
	GOPHER_FIND_DATA item;
	DWORD error;
	unsigned got;

	if (!site_gopher(&s, &shop, INTERNET_FLAG_ASYNC))
		return;
	os_store32(&talk_piece, 16384);
	got = items(&s, selector, &error, &item);
	if (error != expected) {
		sweep_ok(HRESULT_FROM_WIN32(error));
	} else {
		assert_int_equal(got, count);
		if (first)
			assert_string_equal(item.DisplayString, first);
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(a_menu_without_tabs_is_12132, 10)
{
	menu_is("/plain", 0, ERROR_GOPHER_DATA_ERROR, NULL);
}

SIM_TEST(no_answer_is_12130, 10)
{
	menu_is("/nothing", 0, ERROR_GOPHER_PROTOCOL_ERROR, NULL);
}

SIM_TEST(a_connection_that_is_closed_at_once_is_12130, 10)
{
	menu_is("/gone", 0, ERROR_GOPHER_PROTOCOL_ERROR, NULL);
}

SIM_TEST(an_error_among_items_is_an_item, 10)
{
	menu_is("/mixed", 2, 0, "One");
}

SIM_TEST(items_with_control_characters_or_without_all_fields_are_left_out, 10)
{
	menu_is("/odd", 1, 0, "good");
}

SIM_TEST(an_item_that_is_cut_off_is_left_out, 10)
{
	menu_is("/half", 1, 0, "a");
}

SIM_TEST(a_lone_error_is_12003_in_the_servers_words, 10)
{
	struct site s;
	GOPHER_FIND_DATA item;
	char words[64];
	DWORD error, size = sizeof words;

	if (!site_gopher(&s, &shop, 0))
		return;
	if (!swept()) {
		assert_int_equal(items(&s, "/error", &error, &item), 0);
		assert_int_equal(error, ERROR_INTERNET_EXTENDED_ERROR);
		assert_true(InternetGetLastResponseInfo(&error, words, &size));
		assert_string_equal(words, "No such menu.");
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(a_line_of_a_megabyte_is_no_item_and_is_not_kept, 2)
{
	memset(line, 'x', sizeof line - 1);
	memcpy(line, "0a\tb\t", 5);
	memcpy(line + sizeof line - 32, "\r\n0good\t/d\tshop\t70\r\n\0", 22);
	menu_is("/long", 1, 0, "good");
}

static void fill_endless(const char *item)
{
	size_t size = strlen(item), at;

	for (at = 0; at + size < sizeof endless; at += size)
		memcpy(endless + at, item, size);
	endless[at] = 0;
}

SIM_TEST(an_endless_menu_of_few_items_is_12132, 2)
{
	fill_endless("no item, only words, and again, and again\r\n");
	menu_is("/endless", 0, ERROR_GOPHER_DATA_ERROR, NULL);
}

SIM_TEST(an_endless_menu_of_many_items_is_12132, 2)
{
	if (swept())
		return;
	fill_endless("0a\tb\tc\t70\r\n");
	menu_is("/endless", 0, ERROR_GOPHER_DATA_ERROR, NULL);
}

SIM_TEST(text_that_is_only_shown_is_cut_between_characters, 2)
{
	char text[400] = "0";
	DWORD type;
	unsigned i;

	for (i = 0; i < 90; i++)
		strcat(text, "a\xc3\xa4");
	strcat(text, "\t/a\tshop\t70");
	assert_true(GopherGetLocatorType(text, &type));
	memcpy(line, text, strlen(text) + 1);
	strcat(line, "\r\n.\r\n");
	text[1 + 127] = 0; /* the 128th octet is half a character */
	menu_is("/long", 1, 0, text + 1);
}

SIM_TEST(a_connection_cut_at_every_octet_ends_once, 2)
{
	static const char menu[] = "0a\t/a\tshop\t70\r\n0b\t/b\tshop\t70\r\n.\r\n";
	struct site s;
	GOPHER_FIND_DATA item;
	DWORD error;
	unsigned count;

	if (!site_gopher(&s, &shop, INTERNET_FLAG_ASYNC))
		return;
	if (!swept())
		for (talk_cut = 1; talk_cut < sizeof menu; talk_cut++) {
			count = items(&s, "", &error, &item);
			assert_int_equal(error, talk_cut < 15 ? ERROR_GOPHER_DATA_ERROR : 0);
			assert_int_equal(count, talk_cut < 15 ? 0 : talk_cut < 30 ? 1 : 2);
			events_await(FILE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, talk_cut);
		}
	InternetCloseHandle(s.session);
}

SIM_TEST(a_server_that_is_not_there_leaves_no_handle, 10)
{
	struct site s;
	GOPHER_FIND_DATA item;
	DWORD error;

	if (!site_gopher(&s, &shop, INTERNET_FLAG_ASYNC))
		return;
	if (!swept()) {
		assert_null(GopherFindFirstFile(s.connect, "1x\t\tnowhere\t70", NULL, &item, 0, FILE_CONTEXT));
		assert_false(events_finish(FALSE, FILE_CONTEXT, &error, NULL));
		assert_int_equal(error, ERROR_INTERNET_NAME_NOT_RESOLVED);
		events_await(FILE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
		assert_string_equal(events_told(FILE_CONTEXT), "60 100 70");
		assert_false(InternetCloseHandle((HINTERNET)events_at(1)->result));
		assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(what_a_server_says_in_the_place_of_a_file_has_the_time_to_receive_once, 5)
{
	DWORD milliseconds = 100;
	struct site s;

	if (swept() || !site_gopher(&s, &shop, 0))
		return;
	assert_true(InternetSetOption(s.connect, INTERNET_OPTION_RECEIVE_TIMEOUT, &milliseconds, sizeof milliseconds));
	FAILS(GopherOpenFile(s.connect, "0x\t/drips\tshop\t70\t+\r\n", "text/plain", 0, FILE_CONTEXT), ERROR_INTERNET_TIMEOUT);
	InternetCloseHandle(s.session);
}
