/* ftpraces.c - FTP sessions that are closed, and functions that are cancelled, while a file is opened: each ends, and once. */
#include <string.h>

#include "inet/site.h"

static char much[150000]; /* more than is kept while nobody reads */
static const struct talk_reply replies[] = { SITE_LOGIN, SITE_HOME, SITE_TRANSFERS,
	{ .command = "RETR /home/ann/big", .reply = "150 here\r\n", .data = much, .after = "226 done\r\n" },
	{ .command = "RETR", .reply = "150 here\r\n", .data = "hello", .after = "226 done\r\n" }, SITE_REST };
static const struct talk_server ftp = { "shop", 2121, "220 hi\r\n", replies };

static void close_it(void *arg)
{
	InternetCloseHandle(arg);
}

static void cancel_it(void *arg)
{
	AcomInternetCancel(arg);
}

/* Nothing that was not begun in time is begun behind the close: all handles end. */
static void close_meets(DWORD flags)
{
	struct harness_thread closer;
	struct site s;
	HINTERNET h;
	DWORD error;

	memset(much, 'x', sizeof much - 1);
	os_store32(&talk_piece, 10000);
	if (swept() || !site_open(&s, &ftp, flags, SITE_CONTEXT))
		return;
	harness_start(&closer, close_it, s.session);
	h = FtpOpenFile(s.connect, "big", GENERIC_READ, 0, FILE_CONTEXT);
	error = h ? 0 : GetLastError();
	harness_join(&closer);
	events_await(SITE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	assert_int_equal(events_times(FILE_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE), error == ERROR_IO_PENDING);
	assert_true(events_times(FILE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING) <= 1);
}

/* The first seed that ends the file before the function that makes it says so, and the session later, is the 5700th. */
SIM_TEST(N7_closing_the_session_meets_a_file, 6000) { close_meets(INTERNET_FLAG_ASYNC); }
SIM_TEST(N7_closing_the_session_meets_a_synchronous_file, 500) { close_meets(0); }

/* What was opened before is gone. */
SIM_TEST(cancelling_meets_the_second_file, 500)
{
	struct harness_thread canceller;
	struct site s;
	HINTERNET h;

	if (swept() || !site_open(&s, &ftp, 0, SITE_CONTEXT))
		return;
	h = FtpOpenFile(s.connect, "a", GENERIC_READ, 0, FILE_CONTEXT);
	assert_non_null(h);
	InternetCloseHandle(h);
	harness_start(&canceller, cancel_it, s.connect);
	h = FtpOpenFile(s.connect, "b", GENERIC_READ, 0, FILE_CONTEXT);
	if (!h)
		assert_int_equal(GetLastError(), ERROR_INTERNET_OPERATION_CANCELLED);
	harness_join(&canceller);
	InternetCloseHandle(s.session);
}
