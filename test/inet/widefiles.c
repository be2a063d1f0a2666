/* widefiles.c - the functions that end with W, of FTP and Gopher: what goes out is UTF-8, what comes back is UTF-16. */
#define UNICODE
#include <string.h>
#include <unistd.h>

#include "inet/site.h"
#include "inet/units.h"
#include "inet/wide.h"

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

static bool open_session(HINTERNET *session)
{
	web_serve(NULL);
	talk_serve(&ftp);
	*session = InternetOpen(u"t\u00e4st", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, 0);
	return site_good(*session != NULL);
}

/* ---- FTP ---- */

static bool open_ftp(HINTERNET *session, HINTERNET *connect)
{
	if (!open_session(session))
		return false;
	*connect = InternetConnect(*session, u"shop", 2121, u"ann", u"secret", INTERNET_SERVICE_FTP, 0, 0);
	if (site_good(*connect != NULL))
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
		units_are(where, u"/h\u00e4m");
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
		units_are(words, u"550 N\u00f6.\n");
		size = 8;
		assert_true(InternetGetLastResponseInfo(&error, words, &size));
		assert_int_equal(size, 7);
		units_are(words, u"550 N\u00f6.");
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
	if (site_good(find != NULL)) {
		units_are(data.cFileName, u"\u00e4");
		assert_int_equal(data.nFileSizeLow, 3);
		assert_true(InternetFindNextFile(find, &data));
		units_are(data.cFileName, u"\u00e4");
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
	if (site_good(file != NULL) && site_good(InternetReadFile(file, text, sizeof text, &got))) {
		assert_memory_equal(text, "hello", got);
		InternetCloseHandle(file);
		if (site_good(FtpGetFile(connect, u"\u00e4g", local, FALSE, 0, 0, 0)) &&
		    site_good(FtpPutFile(connect, local, u"\u00e4p", 0, 0))) {
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
		units_are(where, u"/h\u00e4m");
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
	units_are(text, u"1\u00c4\t/\u00e4\tshop\t70\r\n");
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
	if (site_good(*connect != NULL))
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
	if (site_good(find != NULL)) {
		units_are(item.DisplayString, u"\u00c4");
		units_are(item.Locator, u"1\u00c4\t/\u00e4\tshop\t2121\r\n");
		assert_true(InternetFindNextFile(find, &item));
		units_are(item.DisplayString, u"\u00e4");
		assert_int_equal(item.GopherType, GOPHER_TYPE_TEXT_FILE);
		assert_string_equal(talk_heard, "/f\xc3\xa4\t\xc3\xb6l\n");
	}
	InternetCloseHandle(session);
}

static unsigned count;

static BOOL is_ann(GOPHER_ATTRIBUTE_TYPE *a, DWORD error)
{
	if (error)
		return sweep_ok(HRESULT_FROM_WIN32(error));
	units_are(a->AttributeType.Admin.Comment, u"\u00c4nn");
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
	if (site_good(GopherGetAttribute(connect, LOCATOR(u"0", u"/x", u"\t+"), u"Admin", NULL, 0, NULL, is_ann, 0)) && !swept())
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
	if (site_good(file != NULL) && site_good(InternetReadFile(file, data, sizeof data, &got)) && !swept()) {
		assert_int_equal(got, 5);
		FAILS(GopherOpenFile(connect, LOCATOR(u"0", u"/\u00e4", u""), u"text", 0, 0), ERROR_GOPHER_NOT_GOPHER_PLUS);
		FAILS(GopherGetAttribute(connect, LOCATOR(u"0", u"/x", u"\t+"), u"Admin", (BYTE *)text, 13, &size, NULL, 0),
		      ERROR_INSUFFICIENT_BUFFER);
		assert_int_equal(size, 14);
		assert_true(GopherGetAttribute(connect, LOCATOR(u"0", u"/x", u"\t+"), u"Admin", (BYTE *)text, 14, &size, NULL, 0));
		assert_int_equal(size, 13);
		units_are(text, u" Admin: \u00c4nn\r\n");
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
