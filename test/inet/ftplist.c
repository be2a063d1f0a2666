/* ftplist.c - what an FTP site's directories hold: patterns, listings in all their forms, names that are none. */
#include <stdio.h>

#include "inet/site.h"

static const char facts[] =
	"type=cdir; .\r\ntype=pdir; ..\r\ntype=file;size=5000000000;modify=20240131093000; a.txt\r\n"
	"Type=dir;Modify=20240131093000; sub dir\r\ntype=file;size=1; ../../etc/passwd\r\ntype=file;size=1; ..\r\n"
	"type=file;size=1; bell\a\r\nnonsense\r\n\r\ntype=file;size=7; b.txt\r\ntype=file;size=9;last.txt";
static const char by_unix[] =
	"total 3\r\n-rw-r--r--   1 ann  users        24 Jan 31  2024 a.txt\r\ndrwxr-xr-x 2 ann users 4096 Nov 21 16:10 sub dir\r\n"
	"lrwxrwxrwx 1 ann users 5 Nov 21 16:10 b.txt -> a.txt\r\n-rw-r--r-- 1 ann users 24 Nov 21 16:10 ..\r\n";
static const char by_dos[] =
	"01-31-24  09:30AM       <DIR>          sub dir\r\n01-31-24  12:30PM                   24 a.txt\r\n01-31-24  what\r\n";

#define SITE(name, ...) \
	static const struct talk_reply name##_replies[] = { SITE_LOGIN, SITE_TRANSFERS, SITE_HOME, __VA_ARGS__, SITE_REST }; \
	static const struct talk_server name = { "shop", 2121, "220 Come in.\r\n", name##_replies }
SITE(modern, { .command = "MLSD /home/ann", .reply = "150 here\r\n", .data = facts, .after = "226 done\r\n" },
	{ .command = "MLSD /", .reply = "150 here\r\n", .data = facts, .after = "226 done\r\n" },
	{ .command = "NOOP", .reply = "200 well\r\n" });
SITE(old, { .command = "MLSD", .reply = "500 what?\r\n" },
	{ .command = "LIST /home/ann", .reply = "150 here\r\n", .data = by_unix, .after = "226 done\r\n" });
SITE(dos, { .command = "MLSD", .reply = "502 what?\r\n" },
	{ .command = "LIST /home/ann", .reply = "125 here\r\n", .data = by_dos, .after = "250 done\r\n" });

SITE(northern, { .command = "MLSD /home/ann", .reply = "150 here\r\n",
	.data = "type=file; \xc3\xa4.txt\r\ntype=file; \xe2\x82\xac.txt\r\ntype=file; \xc3\xa4\xc3\xa4.txt\r\n",
	.after = "226 done\r\n" },
	{ .command = "NOOP", .reply = "200 well\r\n" });

/* All names that are found, a line each; "": none. False: no memory, in a sweep. */
static bool list(HINTERNET connect, const char *pattern, char *names, WIN32_FIND_DATA *first, DWORD *error)
{
	WIN32_FIND_DATA found;
	HINTERNET find = FtpFindFirstFile(connect, pattern, first, 0, FILE_CONTEXT);

	names[0] = 0;
	*error = find ? ERROR_SUCCESS : GetLastError();
	find = site_handle(find, FILE_CONTEXT, error);
	if (!find)
		return *error == ERROR_NO_MORE_FILES || *error == ERROR_INTERNET_EXTENDED_ERROR || sweep_ok(HRESULT_FROM_WIN32(*error));
	sprintf(names, "%s\n", first->cFileName);
	while (InternetFindNextFile(find, &found))
		sprintf(names + strlen(names), "%s\n", found.cFileName);
	assert_int_equal(GetLastError(), ERROR_NO_MORE_FILES);
	assert_false(FtpCommand(connect, FALSE, 0, "NOOP", SITE_CONTEXT, NULL));
	assert_int_equal(GetLastError(), ERROR_FTP_TRANSFER_IN_PROGRESS);
	assert_true(InternetCloseHandle(find));
	return true;
}

static void finds(const struct talk_server *server, DWORD flags, const char *pattern, const char *names, DWORD expected)
{
	struct site s;
	WIN32_FIND_DATA first;
	char got[512];
	DWORD error;

	if (!site_open(&s, server, flags, SITE_CONTEXT))
		return;
	if (list(s.connect, pattern, got, &first, &error)) {
		assert_int_equal(error, expected);
		assert_string_equal(got, names);
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(N35_a_find_is_all_that_happens_and_N38_past_its_end_is_18, 30)
{
	finds(&modern, INTERNET_FLAG_ASYNC, "*", "a.txt\nsub dir\nb.txt\n", 0);
}

SIM_TEST(no_pattern_is_all, 10)
{
	finds(&modern, 0, NULL, "a.txt\nsub dir\nb.txt\n", 0);
}

SIM_TEST(a_question_mark_is_one_character_however_many_octets_it_has, 10)
{
	finds(&northern, 0, "?.txt", "\xc3\xa4.txt\n\xe2\x82\xac.txt\n", 0);
	finds(&northern, 0, "*??.*", "\xc3\xa4\xc3\xa4.txt\n", 0);
	finds(&northern, 0, "???.txt", "", ERROR_NO_MORE_FILES);
}

SIM_TEST(a_pattern_may_have_a_directory_before_it, 10)
{
	finds(&modern, 0, "/*.TXT", "", ERROR_NO_MORE_FILES);
	if (!swept())
		assert_non_null(strstr(talk_heard, "MLSD /\n"));
}

SIM_TEST(a_pattern_chooses, 10)
{
	finds(&modern, 0, "?.t*t", "a.txt\nb.txt\n", 0);
}

SIM_TEST(N38_a_pattern_without_a_match_is_18, 10)
{
	finds(&modern, INTERNET_FLAG_ASYNC, "*.zip", "", ERROR_NO_MORE_FILES);
}

SIM_TEST(N38_a_name_that_is_not_there_is_12003, 10)
{
	finds(&modern, INTERNET_FLAG_ASYNC, "zip", "", ERROR_INTERNET_EXTENDED_ERROR);
}

SIM_TEST(patterns_among_directories_are_refused, 2)
{
	finds(&modern, 0, "*/a", "", ERROR_INTERNET_EXTENDED_ERROR);
}

SIM_TEST(a_server_without_machine_readable_listings_is_asked_for_the_other_and_only_that_from_then_on, 10)
{
	struct site s;
	WIN32_FIND_DATA first;
	char got[512];
	DWORD error;

	if (!site_open(&s, &old, 0, SITE_CONTEXT))
		return;
	if (list(s.connect, "*", got, &first, &error) && list(s.connect, "*", got, &first, &error)) {
		assert_string_equal(got, "a.txt\nsub dir\nb.txt\n");
		assert_int_equal(first.nFileSizeLow, 24);
		assert_string_equal(strstr(talk_heard, "TYPE"),
		                    "TYPE A\nEPSV\nMLSD /home/ann\nEPSV\nLIST /home/ann\nEPSV\nLIST /home/ann\n");
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(listings_like_those_of_dos_are_read, 10)
{
	finds(&dos, 0, "*.*", "sub dir\na.txt\n", 0);
}

SIM_TEST(sizes_times_and_kinds_are_the_servers, 2)
{
	struct site s;
	WIN32_FIND_DATA first;
	char got[512];
	DWORD error;
	uint64_t time;

	if (!site_open(&s, &modern, 0, SITE_CONTEXT))
		return;
	if (list(s.connect, "a.txt", got, &first, &error)) {
		time = (uint64_t)first.ftLastWriteTime.dwHighDateTime << 32 | first.ftLastWriteTime.dwLowDateTime;
		assert_int_equal(time / 10000000 - 11644473600u, 1706693400); /* 2024-01-31 09:30 */
		assert_int_equal(first.nFileSizeHigh, 1);
		assert_int_equal(first.nFileSizeLow, 705032704);
		assert_int_equal(first.dwFileAttributes, FILE_ATTRIBUTE_NORMAL);
	}
	if (list(s.connect, "sub dir", got, &first, &error))
		assert_int_equal(first.dwFileAttributes, FILE_ATTRIBUTE_DIRECTORY);
	InternetCloseHandle(s.session);
}

#define LINE "type=file; a\r\n"
enum { MOST = 100000 };
static char huge_data[(MOST + 1) * (sizeof LINE - 1) + 1];
SITE(huge, { .command = "MLSD", .reply = "150 here\r\n", .data = huge_data, .after = "226 done\r\n" });

static void fill(unsigned lines)
{
	unsigned i;

	for (i = 0; i < lines; i++)
		memcpy(huge_data + i * (sizeof LINE - 1), LINE, sizeof LINE);
}

SIM_TEST(a_directory_of_a_hundred_thousand_names_is_the_largest, 1)
{
	WIN32_FIND_DATA found;
	struct site s;
	HINTERNET find;
	unsigned n = 1;

	if (swept() || !site_open(&s, &huge, 0, SITE_CONTEXT))
		return;
	os_store32(&talk_piece, 1 << 20);
	fill(MOST);
	find = needed(FtpFindFirstFile(s.connect, "*", &found, 0, FILE_CONTEXT));
	while (InternetFindNextFile(find, &found))
		n++;
	assert_int_equal(n, MOST);
	assert_true(InternetCloseHandle(find));
	fill(MOST + 1);
	assert_null(FtpFindFirstFile(s.connect, "*", &found, 0, FILE_CONTEXT));
	assert_int_equal(GetLastError(), ERROR_NOT_ENOUGH_MEMORY);
	InternetCloseHandle(s.session);
}
