/* ftpresume.c - transfers that begin in the middle of a file. */
#include <string.h>

#include "inet/site.h"

#define LOGIN_HEARD "USER ann\nPASS secret\nPWD\n"
#define DATA_HEARD "SIZE /home/ann/a\nEPSV\n"
static const struct talk_reply replies[] = {
	SITE_LOGIN, SITE_TRANSFERS, SITE_HOME,
	{ .command = "REST 4", .reply = "350 and then\r\n" }, { .command = "REST 0", .reply = "350 and then\r\n" },
	{ .command = "REST", .reply = "502 never\r\n" },
	{ .command = "type A", .reply = "200 text, then\r\n" }, { .command = "NOOP", .reply = "200 well\r\n" },
	{ .command = "SIZE", .reply = "213 7\r\n" },
	{ .command = "MLSD", .reply = "150 here\r\n", .data = "", .after = "226 done\r\n" },
	{ .command = "RETR /home/ann/a", .reply = "150 here\r\n", .data = "fgh", .after = "226 done\r\n" },
	{ .command = "STOR /home/ann/a", .reply = "150 give\r\n", .takes = true, .after = "226 got it\r\n" },
	SITE_REST,
};
static const struct talk_server site = { "shop", 2121, "220 Come in.\r\n", replies };

static bool says(struct site *s, const char *command)
{
	return site_done(FtpCommand(s->connect, FALSE, 0, command, SITE_CONTEXT, NULL), SITE_CONTEXT);
}

static bool opens(struct site *s, DWORD access, HINTERNET *file)
{
	*file = FtpOpenFile(s->connect, "a", access, FTP_TRANSFER_TYPE_BINARY, FILE_CONTEXT);
	return site_opened(file, FILE_CONTEXT);
}

static void reads_the_rest(DWORD flags)
{
	struct site s;
	char text[16] = "";
	HINTERNET file;
	DWORD size;

	if (!site_open(&s, &site, flags, SITE_CONTEXT))
		return;
	if (says(&s, "REST 4") && opens(&s, GENERIC_READ, &file)) {
		if (site_read(file, text, sizeof text - 1, &size))
			assert_string_equal(text, "fgh");
		assert_int_equal(FtpGetFileSize(file, NULL), 7);
		InternetCloseHandle(file);
		assert_string_equal(talk_heard, LOGIN_HEARD "TYPE I\nREST 4\n" DATA_HEARD "REST 4\nRETR /home/ann/a\n");
		talk_heard[0] = 0;
		if (opens(&s, GENERIC_READ, &file)) {
			assert_null(strstr(talk_heard, "REST"));
			InternetCloseHandle(file);
		}
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(N47_a_transfer_begins_where_REST_has_said_and_the_next_at_the_beginning, 20) { reads_the_rest(0); }
SIM_TEST(N47_the_same_of_an_asynchronous_session, 20) { reads_the_rest(INTERNET_FLAG_ASYNC); }

/* "TYPE A" among them: what the session knew of it is no more. */
static void reads_behind(const char *command, const char *heard)
{
	struct site s;
	HINTERNET file;

	if (!site_open(&s, &site, 0, SITE_CONTEXT))
		return;
	if (opens(&s, GENERIC_READ, &file)) {
		InternetCloseHandle(file);
		talk_heard[0] = 0;
		if (says(&s, command) && opens(&s, GENERIC_READ, &file)) {
			assert_string_equal(talk_heard, heard);
			InternetCloseHandle(file);
		}
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(octets_come_as_they_are_whatever_was_said_meanwhile, 10)
{
	reads_behind("type A", "type A\nTYPE I\n" DATA_HEARD "RETR /home/ann/a\n");
	reads_behind("NOOP", "NOOP\n" DATA_HEARD "RETR /home/ann/a\n");
}

SIM_TEST(a_place_that_the_server_refuses_is_12003_and_the_next_transfer_begins_at_the_beginning, 10)
{
	struct site s;
	HINTERNET file;
	DWORD error;

	if (!site_open(&s, &site, 0, SITE_CONTEXT))
		return;
	assert_false(events_finish(FtpCommand(s.connect, FALSE, 0, "REST 5", SITE_CONTEXT, NULL), SITE_CONTEXT, &error, NULL));
	if (error != ERROR_INTERNET_EXTENDED_ERROR)
		sweep_ok(HRESULT_FROM_WIN32(error));
	else if (opens(&s, GENERIC_READ, &file)) {
		assert_string_equal(talk_heard, LOGIN_HEARD "TYPE I\nREST 5\nTYPE I\n" DATA_HEARD "RETR /home/ann/a\n");
		InternetCloseHandle(file);
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(what_is_written_goes_there_too, 10)
{
	struct site s;
	HINTERNET file;
	DWORD written;

	if (!site_open(&s, &site, 0, SITE_CONTEXT))
		return;
	if (says(&s, "REST 4") && opens(&s, GENERIC_WRITE, &file)) {
		if (site_done(InternetWriteFile(file, "xyz", 3, &written), FILE_CONTEXT)) {
			InternetCloseHandle(file);
			assert_memory_equal(talk_taken, "xyz", 3);
			assert_non_null(strstr(talk_heard, "REST 4\nSTOR"));
		}
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(a_listing_begins_at_its_beginning, 10)
{
	struct site s;
	WIN32_FIND_DATA data;
	HINTERNET find;

	if (!site_open(&s, &site, INTERNET_FLAG_ASYNC, SITE_CONTEXT))
		return;
	if (says(&s, "REST 4")) {
		DWORD error;

		find = site_handle(FtpFindFirstFile(s.connect, "*", &data, 0, FILE_CONTEXT), FILE_CONTEXT, &error);
		assert_null(find);
		assert_null(strstr(talk_heard, "REST 4\nMLSD"));
		if (opens(&s, GENERIC_READ, &find)) { /* the server has not forgotten */
			assert_non_null(strstr(talk_heard, "REST 0\nRETR"));
			InternetCloseHandle(find);
		}
	}
	InternetCloseHandle(s.session);
}

static DWORD place_of(HINTERNET file, LONG distance, DWORD method)
{
	return InternetSetFilePointer(file, distance, NULL, method, 0);
}

SIM_TEST(a_url_is_read_from_the_place_that_a_Range_says, 10)
{
	struct site s;
	char text[16] = "";
	HINTERNET file;
	DWORD size;

	if (!site_session(&s, &site, INTERNET_FLAG_ASYNC))
		return;
	file = InternetOpenUrl(s.session, "ftp://ann:secret@shop:2121/%2Fhome/ann/a", "X-Y: z\r\nRange: bytes=4-\r\n", (DWORD)-1, 0,
			       FILE_CONTEXT);
	if (site_opened(&file, FILE_CONTEXT)) {
		assert_non_null(strstr(talk_heard, "REST 4\nRETR"));
		assert_int_equal(place_of(file, 0, FILE_CURRENT), 4);
		if (site_read(file, text, sizeof text - 1, &size)) {
			assert_string_equal(text, "fgh");
			assert_int_equal(place_of(file, 0, FILE_CURRENT), 7);
		}
		assert_int_equal(place_of(file, 0, FILE_BEGIN), INVALID_SET_FILE_POINTER);
		assert_int_equal(GetLastError(), ERROR_INTERNET_INVALID_OPERATION);
		InternetCloseHandle(file);
	}
	InternetCloseHandle(s.session);
}
