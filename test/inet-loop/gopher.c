/* gopher.c - hostile and broken Gopher servers over the loopback: what each says to who asks for a menu, or for a file, what its
 * client gets, synchronously and asynchronously, and that a download from elsewhere does not notice. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "inet/bystander.h"
#include "inet/site.h"

enum { TEXT_MOST = 64 };
#define ENDLESS UINT_MAX                 /* longer than any test */
#define ITEM "0good\t/good\tshop\t70\r\n"
static const char words[] = "words, and more of them, without a tab, and no end is to be seen, whoever waits for it ";
/* A menu that comes has the one item "good"; a file is what is said. */
static const struct row {
	const char *does;
	struct raw_answer answer;
	DWORD menu, opened, read;
	const char *file;                /* if it is not `says` */
	bool impatient;                  /* the client waits 300 ms */
} rows[] = {
	{ "a menu", .answer = { .says = ITEM ".\r\n" } },
	{ "a menu that comes slowly", .answer = { .says = "", .then = ITEM ".\r\n", .times = 1, .pause = 2 }, .file = ITEM ".\r\n" },
	{ "a menu and half a close", .answer = { .says = ITEM, .end = RAW_HALF } },
	{ "what comes behind the dot", .answer = { .says = ITEM ".\r\n0more\t/more\tshop\t70\r\n" } },
	{ "nothing", .answer = { .says = "" }, .menu = ERROR_GOPHER_PROTOCOL_ERROR },
	{ "silence", .answer = { .says = "", .end = RAW_HOLDS }, .menu = ERROR_INTERNET_TIMEOUT, .opened = ERROR_INTERNET_TIMEOUT,
	  .impatient = true },
	{ "half a line, and silence", .answer = { .says = "0good\t/go", .end = RAW_HOLDS }, .menu = ERROR_INTERNET_TIMEOUT,
	  .read = ERROR_INTERNET_TIMEOUT, .impatient = true },
	{ "half an answer, and a reset", .answer = { .says = ITEM "0go", .end = RAW_RESETS }, .menu = ERROR_INTERNET_CONNECTION_RESET,
	  .read = ERROR_INTERNET_CONNECTION_RESET },
	{ "half a line", .answer = { .says = "0good\t/go" }, .menu = ERROR_GOPHER_DATA_ERROR },
	{ "no menu", .answer = { .says = "what do you want?\r\n" }, .menu = ERROR_GOPHER_DATA_ERROR },
	{ "octets of no meaning", .answer = { .says = "\0\0\xff\xfe\0\n" ITEM, .size = 6 + sizeof ITEM - 1 }, .file = "" },
	{ "control characters", .answer = { .says = "0\x1b[2J\t/x\tshop\t70\r\n0x\t/\x7f\tshop\t70\r\n" ITEM } },
	{ "ports that are none",
	  .answer = { .says = "0a\tb\tc\t\r\n0a\tb\tc\t70000\r\n0a\tb\tc\t-70\r\n0a\tb\tc\t+70\r\n0a\tb\tc\tx\r\n" ITEM } },
	{ "a refusal", .answer = { .says = "3No.\t\te\t1\r\n" }, .menu = ERROR_INTERNET_EXTENDED_ERROR },
	{ "a line without an end", .answer = { .says = "0", .then = words, .times = ENDLESS }, .menu = ERROR_GOPHER_DATA_ERROR,
	  .file = "0words" },
	{ "lines without an end", .answer = { .says = "", .then = "words\r\n", .times = ENDLESS }, .menu = ERROR_GOPHER_DATA_ERROR,
	  .file = "words" },
	{ "items without an end", .answer = { .says = "", .then = ITEM, .times = ENDLESS }, .menu = ERROR_GOPHER_DATA_ERROR,
	  .file = "0good" },
};

static void expect(const struct row *row, bool async, const char *what, DWORD error, DWORD expected)
{
	if (error != expected)
		fail_msg("%s (%s): %s ends with %u, not %u", row->does, async ? "async" : "sync", what, error, expected);
}

static HINTERNET open_connection(struct site *s, const struct raw *raw, bool async, bool impatient)
{
	static DWORD patience = 300;

	s->session = needed(InternetOpen("test", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, async ? INTERNET_FLAG_ASYNC : 0));
	InternetSetStatusCallback(s->session, events_callback);
	if (impatient)
		InternetSetOption(s->session, INTERNET_OPTION_RECEIVE_TIMEOUT, &patience, sizeof patience);
	return needed(InternetConnect(s->session, "127.0.0.1", raw->port, NULL, NULL, INTERNET_SERVICE_GOPHER, 0, SITE_CONTEXT));
}

static void menu_is_asked_for(const struct row *row, HINTERNET connect, bool async)
{
	GOPHER_FIND_DATA item;
	DWORD error = ERROR_SUCCESS;
	HINTERNET find = site_handle(GopherFindFirstFile(connect, NULL, NULL, &item, 0, FILE_CONTEXT), FILE_CONTEXT, &error);

	expect(row, async, "the menu", error, row->menu);
	if (!find)
		return;
	assert_string_equal(item.Locator, ITEM);
	assert_false(InternetFindNextFile(find, &item));
	assert_true(InternetCloseHandle(find));
}

/* Its begin, if there is no end. */
static void file_is_asked_for(const struct row *row, HINTERNET connect, const char *locator, bool async)
{
	char text[TEXT_MOST * 4] = "";
	const char *expected = row->file ? row->file : row->answer.says;
	DWORD error = ERROR_SUCCESS, got = 1, size = 0;
	HINTERNET file = site_handle(GopherOpenFile(connect, locator, NULL, 0, FILE_CONTEXT), FILE_CONTEXT, &error);

	expect(row, async, "the file", error, row->opened);
	if (!file)
		return;
	while (got && size < sizeof text - 1 &&
	       events_finish(InternetReadFile(file, text + size, sizeof text - 1 - size, &got), FILE_CONTEXT, &error, NULL))
		size += got;
	expect(row, async, "reading", error, row->read);
	if (!row->read && strncmp(text, expected, strlen(expected)))
		fail_msg("%s: %s", row->does, text);
	assert_true(InternetCloseHandle(file));
}

static void meet(const struct row *row, struct raw *raw, struct bystander *b, bool async)
{
	char locator[64];
	struct site s;

	events_clear();
	raw_answers(raw, &row->answer);
	bystander_begin(b);
	s.connect = open_connection(&s, raw, async, row->impatient);
	snprintf(locator, sizeof locator, "9x\t/x\t127.0.0.1\t%u", raw->port);
	menu_is_asked_for(row, s.connect, async);
	file_is_asked_for(row, s.connect, locator, async);
	assert_true(InternetCloseHandle(s.session));
	bystander_end(b);
	raw_quiet(raw);
}

static void is_no_way_for(DWORD service)
{
	GOPHER_FIND_DATA item;
	HINTERNET session = needed(InternetOpen("test", INTERNET_OPEN_TYPE_PROXY, "https://127.0.0.1:9", "<-loopback>", 0));
	HINTERNET connect = InternetConnect(session, "127.0.0.1", 0, NULL, NULL, service, 0, 0);

	if (service == INTERNET_SERVICE_GOPHER)
		assert_null(GopherFindFirstFile(needed(connect), NULL, NULL, &item, 0, 0));
	else
		assert_null(connect);
	assert_int_equal(GetLastError(), ERROR_INTERNET_INVALID_PROXY_REQUEST);
	InternetCloseHandle(session);
}

TEST(neither_ftp_nor_gopher_goes_through_a_proxy_of_tls)
{
	if (swept())
		return;
	is_no_way_for(INTERNET_SERVICE_FTP);
	is_no_way_for(INTERNET_SERVICE_GOPHER);
}

TEST(what_bad_servers_say_is_an_error_of_one_function_and_of_no_other)
{
	struct raw raw = { .listener = -1 };
	struct bystander b;
	unsigned i;

	if (swept())
		return;
	events_clear();
	raw_start_gopher(&raw);
	bystander_open(&b);
	for (i = 0; i < 2 * ARRAY_COUNT(rows); i++)
		meet(&rows[i / 2], &raw, &b, i % 2);
	bystander_close(&b);
	raw_stop(&raw);
}
