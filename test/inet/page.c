/* page.c - URLs of directories and menus: pages of HTML, unless raw data is asked for. */
#include <stdio.h>
#include <string.h>

#include "inet/site.h"

#define FACTS "type=dir; s&b\r\ntype=file;size=24; <a \"b\">.txt\r\ntype=file;size=5; javascript:x\r\n"
static const struct talk_reply ftp_replies[] = {
	SITE_LOGIN, SITE_TRANSFERS, SITE_HOME,
	{ .command = "MLSD empty", .reply = "150 here\r\n", .data = "", .after = "226 done\r\n" },
	{ .command = "MLSD none", .reply = "550 No such directory.\r\n" },
	{ .command = "MLSD", .reply = "150 here\r\n", .data = FACTS, .after = "226 done\r\n" }, SITE_REST,
};
static const struct talk_server ftp = { "shop", 21, "220 hi\r\n", ftp_replies };
static const struct talk_reply gopher_replies[] = { { .command = NULL, .ends = true, .reply =
	"iWelcome <b>\tfake\t(NULL)\t0\r\n0A & B\t/a b\"\tshop\t70\r\n1Six\t/\t::1\t7070\r\n3No.\t\te\t1\r\n.\r\n" } };
static const struct talk_server gopher = { "shop", 70, NULL, gopher_replies };

#define HEAD "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>shop</title></head><body><h1>shop</h1><pre>\n"
#define END "</pre></body></html>\n"
/* Of a directory whose links begin like this. */
#define PAGE_OF(place) "<a href=\"" place "s%26b/\">s&amp;b/</a>\n" \
	"<a href=\"" place "%3Ca%20%22b%22%3E.txt\">&lt;a &quot;b&quot;&gt;.txt</a> 24\n" \
	"<a href=\"" place "javascript%3Ax\">javascript:x</a> 5\n"
static const char ftp_page[] = HEAD PAGE_OF("/b/") END;
static const char gopher_page[] = HEAD "Welcome &lt;b&gt;\n<a href=\"gopher://shop:70/0/a%20b%22\">A &amp; B</a>\n"
	"<a href=\"gopher://[::1]:7070/1/\">Six</a>\nNo.\n" END;

static HINTERNET visit(struct site *s, const char *url, DWORD *error)
{
	HINTERNET h = InternetOpenUrl(s->session, url, NULL, 0, 0, FILE_CONTEXT);

	*error = h ? ERROR_SUCCESS : GetLastError();
	return site_handle(h, FILE_CONTEXT, error);
}

/* It says what comes next, and gives no half lines. */
static void is_read(HINTERNET h, const char *page, DWORD room)
{
	char text[1024] = "";
	DWORD size = 0, got = 1, next, little;

	assert_true(InternetQueryDataAvailable(h, NULL, 0, 0)); /* as of any handle that is read */
	assert_false(InternetReadFile(h, text, 10, &little));
	assert_int_equal(GetLastError(), ERROR_INSUFFICIENT_BUFFER);
	assert_int_equal(little, 0);
	for (; got; size += got) {
		assert_true(InternetQueryDataAvailable(h, &next, 0, 0));
		assert_true(InternetReadFile(h, text + size, room, &got));
		assert_true(got >= next && got <= room && (!got || text[size + got - 1] == '\n'));
	}
	text[size] = 0;
	assert_string_equal(text, page);
}

static void leads_to(const struct talk_server *server, DWORD flags, const char *url, DWORD expected, const char *page)
{
	DWORD error, type = 0, size = sizeof type;
	WIN32_FIND_DATA found;
	struct site s;
	HINTERNET h;

	if (!site_session(&s, server, flags))
		return;
	h = visit(&s, url, &error);
	if (!h) {
		sweep_ok(HRESULT_FROM_WIN32(error));
	} else {
		assert_true(InternetQueryOption(h, INTERNET_OPTION_HANDLE_TYPE, &type, &size));
		assert_int_equal(type, expected);
		is_read(h, page, flags ? 120 : 400);
		assert_false(InternetFindNextFile(h, &found));
		assert_int_equal(GetLastError(), ERROR_INTERNET_INCORRECT_HANDLE_TYPE);
		assert_false(InternetWriteFile(h, "x", 1, &size));
		assert_int_equal(GetLastError(), ERROR_INTERNET_INCORRECT_HANDLE_STATE);
		assert_true(InternetCloseHandle(h));
	}
	InternetCloseHandle(s.session);
}

#define FTP_PAGE INTERNET_HANDLE_TYPE_FTP_FIND_HTML
#define GOPHER_PAGE INTERNET_HANDLE_TYPE_GOPHER_FIND_HTML
SIM_TEST(a_directory_of_FTP_is_a_page, 10) { leads_to(&ftp, 0, "ftp://ann:secret@shop/b/", FTP_PAGE, ftp_page); }
SIM_TEST(so_it_is_asynchronously, 10) { leads_to(&ftp, INTERNET_FLAG_ASYNC, "ftp://ann:secret@shop/b/", FTP_PAGE, ftp_page); }
SIM_TEST(one_that_is_empty_is_a_page_without_links, 10) { leads_to(&ftp, 0, "ftp://ann:secret@shop/empty/", FTP_PAGE, HEAD END); }
SIM_TEST(a_menu_of_Gopher_is_a_page, 10) { leads_to(&gopher, 0, "gopher://shop/1/m", GOPHER_PAGE, gopher_page); }
SIM_TEST(so_it_is_asynchronously_too, 10) { leads_to(&gopher, INTERNET_FLAG_ASYNC, "gopher://shop", GOPHER_PAGE, gopher_page); }

SIM_TEST(a_directory_that_is_not_there_is_no_page, 10)
{
	struct site s;
	DWORD error;

	if (swept() || !site_session(&s, &ftp, INTERNET_FLAG_ASYNC))
		return;
	assert_null(visit(&s, "ftp://ann:secret@shop/none/", &error));
	assert_int_equal(error, ERROR_INTERNET_EXTENDED_ERROR);
	InternetCloseHandle(s.session);
}

static const struct { const char *url, *page, *joined, *asked; } places[] = {
	{ "ftp://ann:secret@shop/b;type=d", HEAD PAGE_OF("/b/") END, "ftp://shop/b/s%26b/", "\nMLSD b\nMLSD b/s&b\n" },
	{ "ftp://ann:secret@shop/b/;type=d", HEAD PAGE_OF("/b/") END, "ftp://shop/b/s%26b/", "\nMLSD b\nMLSD b/s&b\n" },
	{ "ftp://ann:secret@shop", HEAD PAGE_OF("/") END, "ftp://shop/s%26b/", "\nMLSD\nMLSD s&b\n" },
	{ "ftp://ann:secret@shop/a/b%20c?d/", HEAD PAGE_OF("/a/b%20c%3Fd/") END, "ftp://shop/a/b%20c%3Fd/s%26b/",
	  "\nMLSD a/b c?d\nMLSD a/b c?d/s&b\n" },
	{ "ftp://ann:secret@shop//", HEAD PAGE_OF("/%2F") END, "ftp://shop/%2Fs%26b/", "\nMLSD /\nMLSD /s&b\n" },
	{ "ftp://ann:secret@shop/%2Fb/;type=d", HEAD PAGE_OF("/%2Fb/") END, "ftp://shop/%2Fb/s%26b/", "\nMLSD /b\nMLSD /b/s&b\n" },
};

/* The directories that were asked for. */
static const char *asked(void)
{
	static char lists[256];
	const char *line;

	strcpy(lists, "\n");
	for (line = talk_heard; *line; line = strchr(line, '\n') + 1)
		if (!strncmp(line, "MLSD", 4))
			strncat(lists, line, (size_t)(strchr(line, '\n') + 1 - line));
	return lists;
}

/* Without who asks, which is not for others to know. */
static void first_link_leads(struct site *s, const char *page, const char *base, const char *expected)
{
	char link[64], url[128], *joined;
	const char *at = strstr(page, "<a href=\"") + 9;
	DWORD error;

	snprintf(link, sizeof link, "%.*s", (int)strcspn(at, "\""), at);
	assert_int_equal(url_join(base, link, &joined), ERROR_SUCCESS);
	assert_string_equal(joined, expected);
	snprintf(url, sizeof url, "ftp://ann:secret@%s", joined + strlen("ftp://"));
	os_free(joined);
	assert_true(InternetCloseHandle(needed(visit(s, url, &error))));
}

SIM_TEST(links_lead_from_a_directory_to_what_is_in_it_whatever_its_URL_ends_with, 5)
{
	unsigned i;

	for (i = 0; !swept() && i < sizeof places / sizeof *places; i++) {
		struct site s;
		DWORD error;
		HINTERNET h;

		assert_true(site_session(&s, &ftp, INTERNET_FLAG_ASYNC));
		h = needed(visit(&s, places[i].url, &error));
		is_read(h, places[i].page, 400);
		assert_true(InternetCloseHandle(h));
		first_link_leads(&s, places[i].page, places[i].url, places[i].joined);
		assert_string_equal(asked(), places[i].asked);
		InternetCloseHandle(s.session);
	}
}

/* Too long for any path. */
SIM_TEST(what_no_link_can_name_is_shown_without_one, 2)
{
	static char url[6000], text[1024];
	struct site s;
	DWORD error, got;
	HINTERNET h;

	if (swept())
		return;
	memset(url, 'x', sizeof url - 3);
	memcpy(url, "ftp://ann:secret@shop/", 22);
	memcpy(url + sizeof url - 3, "y/", 3);
	assert_true(site_session(&s, &ftp, INTERNET_FLAG_ASYNC));
	h = needed(visit(&s, url, &error));
	assert_true(InternetReadFile(h, text, sizeof text - 1, &got));
	text[got] = 0;
	assert_string_equal(text, HEAD "s&amp;b/\n&lt;a &quot;b&quot;&gt;.txt 24\njavascript:x 5\n" END);
	InternetCloseHandle(s.session);
}
