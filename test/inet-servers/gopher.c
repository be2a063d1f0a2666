/* gopher.c - Gopher against real servers, at ports ACOM_PYGOPHERD_PORT and ACOM_GOPHERNICUS_PORT of the loopback. They serve
 * ACOM_WORK/root; what they say to an empty line is in the file of ACOM_WORK that is named as the port. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inet/events.h"

enum { CONNECT_CONTEXT = 1, FILE_CONTEXT, BLOB = 300000 };
static HINTERNET session, connection;

static INTERNET_PORT port_of(const char *variable)
{
	return (INTERNET_PORT)atoi(getenv(variable));
}

static HINTERNET handle(HINTERNET returned)
{
	DWORD error = ERROR_SUCCESS;
	DWORD_PTR result = (DWORD_PTR)returned;

	if (!returned && !events_finish(FALSE, FILE_CONTEXT, &error, &result))
		fail_msg("error %u", error);
	return (HINTERNET)result;
}

static void begin(INTERNET_PORT port, DWORD flags)
{
	events_clear();
	session = InternetOpen("test", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, flags);
	assert_non_null(session);
	InternetSetStatusCallback(session, events_callback);
	connection = InternetConnect(session, "127.0.0.1", port, NULL, NULL, INTERNET_SERVICE_GOPHER, 0, CONNECT_CONTEXT);
	assert_non_null(connection);
}

static size_t load(const char *name, char *data, size_t room)
{
	char path[256];
	FILE *f;
	size_t size;

	snprintf(path, sizeof path, "%s/%s", getenv("ACOM_WORK"), name);
	f = fopen(path, "r");
	assert_non_null(f);
	size = fread(data, 1, room, f);
	fclose(f);
	return size;
}

static size_t read_all(HINTERNET file, char *data, size_t room)
{
	size_t total = 0;
	DWORD got = 1, error;

	for (; got && total < room; total += got) {
		DWORD most = room - total < 70000 ? (DWORD)(room - total) : 70000;

		if (!events_finish(InternetReadFile(file, data + total, most, &got), FILE_CONTEXT, &error, NULL))
			fail_msg("error %u", error);
	}
	return total;
}

/* Of the types that there are here. */
static void is_line(const GOPHER_FIND_DATA *item, const char *line, size_t size)
{
	const char *tab = strchr(line, '\t');
	DWORD type = *line == '0'   ? GOPHER_TYPE_TEXT_FILE
		     : *line == '1' ? GOPHER_TYPE_DIRECTORY
		     : *line == '9' ? GOPHER_TYPE_BINARY
				    : GOPHER_TYPE_INLINE;

	assert_int_equal(strlen(item->Locator), size + 2);
	assert_memory_equal(item->Locator, line, size);
	assert_int_equal(strlen(item->DisplayString), tab - line - 1);
	assert_memory_equal(item->DisplayString, line + 1, tab - line - 1);
	assert_int_equal(item->GopherType & ~(DWORD)GOPHER_TYPE_GOPHER_PLUS, type);
	assert_int_equal(!(item->GopherType & GOPHER_TYPE_GOPHER_PLUS), line[size - 1] != '+');
}

/* All items are the menu's lines; those that the selectors name are kept. */
static void menu_is_served(INTERNET_PORT port, const char *const *selectors, char (*locators)[654])
{
	static char menu[4096];
	char name[8], *line, *end;
	GOPHER_FIND_DATA item;
	HINTERNET find;
	unsigned i;

	snprintf(name, sizeof name, "%u", port);
	menu[load(name, menu, sizeof menu - 1)] = 0;
	find = handle(GopherFindFirstFile(connection, NULL, NULL, &item, 0, FILE_CONTEXT));
	for (line = menu; (end = strstr(line, "\r\n")) && strncmp(line, ".\r\n", 3); line = end + 2) {
		if (line != menu)
			assert_true(InternetFindNextFile(find, &item));
		is_line(&item, line, (size_t)(end - line));
		for (i = 0; selectors[i]; i++)
			if (!strncmp(strchr(line, '\t') + 1, selectors[i], strlen(selectors[i])))
				memcpy(locators[i], item.Locator, sizeof item.Locator);
	}
	assert_false(InternetFindNextFile(find, &item));
	assert_int_equal(GetLastError(), ERROR_NO_MORE_FILES);
	InternetCloseHandle(find);
}

static void server_is_read(const char *variable, DWORD flags, const char *text)
{
	static const char *const selectors[] = { "/a.txt", "/blob.bin", "/sub", NULL };
	static char locators[3][654], data[BLOB + 1], expected[BLOB];
	GOPHER_FIND_DATA item;
	HINTERNET h;

	begin(port_of(variable), flags);
	memset(locators, 0, sizeof locators);
	menu_is_served(port_of(variable), selectors, locators);
	h = handle(GopherOpenFile(connection, locators[0], NULL, 0, FILE_CONTEXT));
	data[read_all(h, data, BLOB)] = 0;
	assert_string_equal(data, text);
	InternetCloseHandle(h);
	h = handle(GopherOpenFile(connection, locators[1], NULL, 0, FILE_CONTEXT));
	assert_int_equal(read_all(h, data, sizeof data), BLOB);
	assert_int_equal(load("root/blob.bin", expected, BLOB), BLOB);
	assert_memory_equal(data, expected, BLOB);
	InternetCloseHandle(h);
	h = handle(GopherFindFirstFile(connection, locators[2], NULL, &item, 0, FILE_CONTEXT));
	while (!strstr(item.Locator, "/sub/b.txt"))
		assert_true(InternetFindNextFile(h, &item));
	InternetCloseHandle(session);
}

TEST(N41_menus_and_files_of_pygopherd)
{
	server_is_read("ACOM_PYGOPHERD_PORT", INTERNET_FLAG_ASYNC, "Hello,\nworld.\n");
	server_is_read("ACOM_PYGOPHERD_PORT", 0, "Hello,\nworld.\n");
}

TEST(N41_menus_and_files_of_gophernicus)
{
	server_is_read("ACOM_GOPHERNICUS_PORT", INTERNET_FLAG_ASYNC, "Hello,\r\nworld.\r\n"); /* it ends lines so */
	server_is_read("ACOM_GOPHERNICUS_PORT", 0, "Hello,\r\nworld.\r\n");
}

static void make_locator(char *locator, const char *variable, const char *selector, DWORD type)
{
	DWORD size = 654;

	assert_true(GopherCreateLocator("127.0.0.1", port_of(variable), "x", selector, type, locator, &size));
}

TEST(N43_attributes_of_pygopherd)
{
	char locator[654], text[1024];
	DWORD size, error;

	begin(port_of("ACOM_PYGOPHERD_PORT"), INTERNET_FLAG_ASYNC);
	make_locator(locator, "ACOM_PYGOPHERD_PORT", "/a.txt", GOPHER_TYPE_TEXT_FILE | GOPHER_TYPE_GOPHER_PLUS);
	assert_true(events_finish(GopherGetAttribute(connection, locator, "+ADMIN +VIEWS", (BYTE *)text, sizeof text, &size, NULL,
	                                             FILE_CONTEXT), FILE_CONTEXT, &error, NULL));
	assert_int_equal(size, strlen(text));
	assert_memory_equal(text, "+ADMIN:\r\n Admin: ", 17);
	assert_non_null(strstr(text, "\r\n Mod-Date: "));
	assert_non_null(strstr(text, "+VIEWS:\r\n text/plain: <0k>\r\n"));
	assert_null(strstr(text, "+INFO"));
	make_locator(locator, "ACOM_PYGOPHERD_PORT", "/nothing", GOPHER_TYPE_TEXT_FILE | GOPHER_TYPE_GOPHER_PLUS);
	assert_false(events_finish(GopherGetAttribute(connection, locator, NULL, (BYTE *)text, sizeof text, &size, NULL, FILE_CONTEXT),
	                           FILE_CONTEXT, &error, NULL));
	assert_int_equal(error, ERROR_INTERNET_EXTENDED_ERROR);
	InternetCloseHandle(session);
}

TEST(N43_gophernicus_has_no_attributes)
{
	char locator[654], text[64];
	DWORD size;

	begin(port_of("ACOM_GOPHERNICUS_PORT"), 0);
	make_locator(locator, "ACOM_GOPHERNICUS_PORT", "/a.txt", GOPHER_TYPE_TEXT_FILE);
	assert_false(GopherGetAttribute(connection, locator, NULL, (BYTE *)text, sizeof text, &size, NULL, 0));
	assert_int_equal(GetLastError(), ERROR_GOPHER_NOT_GOPHER_PLUS);
	make_locator(locator, "ACOM_GOPHERNICUS_PORT", "/a.txt", GOPHER_TYPE_TEXT_FILE | GOPHER_TYPE_GOPHER_PLUS);
	assert_false(GopherGetAttribute(connection, locator, NULL, (BYTE *)text, sizeof text, &size, NULL, 0));
	assert_int_equal(GetLastError(), ERROR_GOPHER_NOT_GOPHER_PLUS);
	InternetCloseHandle(session);
}

TEST(a_view_of_pygopherd)
{
	char locator[654], text[64];
	HINTERNET h;

	begin(port_of("ACOM_PYGOPHERD_PORT"), INTERNET_FLAG_ASYNC);
	make_locator(locator, "ACOM_PYGOPHERD_PORT", "/a.txt", GOPHER_TYPE_TEXT_FILE | GOPHER_TYPE_GOPHER_PLUS);
	h = handle(GopherOpenFile(connection, locator, "text/plain", 0, FILE_CONTEXT));
	text[read_all(h, text, sizeof text - 1)] = 0;
	assert_string_equal(text, "Hello,\nworld.\n");
	InternetCloseHandle(session);
}

TEST(a_menu_that_is_not_there_is_refused_in_pygopherds_words)
{
	GOPHER_FIND_DATA item;
	char locator[654], words[128];
	DWORD error, size = sizeof words;

	begin(port_of("ACOM_PYGOPHERD_PORT"), 0);
	make_locator(locator, "ACOM_PYGOPHERD_PORT", "/nothing", 0);
	assert_null(GopherFindFirstFile(connection, locator, NULL, &item, 0, 0));
	assert_int_equal(GetLastError(), ERROR_INTERNET_EXTENDED_ERROR);
	assert_true(InternetGetLastResponseInfo(&error, words, &size));
	assert_string_equal(words, "'/nothing' does not exist (no handler found)");
	InternetCloseHandle(session);
}

/* A menu and a file by their URLs. */
static void urls_are_read(const char *variable)
{
	char url[64], text[64];
	GOPHER_FIND_DATA item;
	HINTERNET h;

	begin(port_of(variable), INTERNET_FLAG_ASYNC);
	snprintf(url, sizeof url, "gopher://127.0.0.1:%u/1/sub", port_of(variable));
	h = handle(InternetOpenUrl(session, url, NULL, 0, INTERNET_FLAG_RAW_DATA, FILE_CONTEXT));
	do
		assert_true(InternetFindNextFile(h, &item));
	while (!strstr(item.Locator, "/sub/b.txt"));
	InternetCloseHandle(h);
	snprintf(url, sizeof url, "gopher://127.0.0.1:%u/0/sub/b%%2Etxt", port_of(variable));
	h = handle(InternetOpenUrl(session, url, NULL, 0, 0, FILE_CONTEXT));
	text[read_all(h, text, sizeof text - 1)] = 0;
	assert_memory_equal(text, "below", 5);
	InternetCloseHandle(session);
}

TEST(urls_of_both)
{
	urls_are_read("ACOM_PYGOPHERD_PORT");
	urls_are_read("ACOM_GOPHERNICUS_PORT");
}
