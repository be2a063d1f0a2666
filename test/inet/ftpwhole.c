/* ftpwhole.c - whole files from an FTP site and to it. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inet/site.h"

static const struct talk_reply replies[] = {
	SITE_LOGIN, SITE_TRANSFERS, SITE_HOME,
	{ .command = "RETR /home/ann/a", .reply = "150 here\r\n", .data = "one\r\ntwo\r\n", .after = "226 done\r\n", .slow = 5 },
	{ .command = "RETR /home/ann/late", .reply = "150 here\r\n", .data = "one", .after = "226 done\r\n", .delay = 50 },
	{ .command = "RETR /home/ann/broken", .reply = "150 here\r\n", .data = "one\r\ntwo\r\n", .after = "451 Oh.\r\n" },
	{ .command = "RETR /home/ann/silent", .reply = "150 here\r\n", .data = "one", .after = "" },
	{ .command = "STOR /home/ann/a", .reply = "150 give\r\n", .takes = true, .after = "226 got it\r\n", .delay = 30 },
	{ .command = "STOR /home/ann/full", .reply = "150 give\r\n", .takes = true, .after = "552 Full.\r\n" },
	SITE_REST,
};
static const struct talk_server site = { "shop", 2121, "220 Come in.\r\n", replies };
static char local[SITE_LOCAL];

static void write_local(const char *text)
{
	FILE *f = fopen(local, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void read_local(const char *expected)
{
	char text[64] = "";
	FILE *f = fopen(local, "r");

	assert_non_null(f);
	text[fread(text, 1, sizeof text - 1, f)] = 0;
	fclose(f);
	assert_string_equal(text, expected);
}

/* The error. */
static DWORD get(HINTERNET connect, const char *remote, BOOL fail, DWORD type)
{
	DWORD error;

	return events_finish(FtpGetFile(connect, remote, local, fail, 0, type, FILE_CONTEXT), FILE_CONTEXT, &error, NULL)
		       ? ERROR_SUCCESS : error;
}

static void gets(const char *remote, DWORD type, DWORD expected, const char *text)
{
	struct site s;
	DWORD error;

	site_local(local);
	write_local("there before");
	if (!site_open(&s, &site, INTERNET_FLAG_ASYNC, SITE_CONTEXT)) {
		unlink(local);
		return;
	}
	error = get(s.connect, remote, FALSE, type);
	if (error == ERROR_SUCCESS)
		read_local(text);
	else if (error != expected)
		sweep_ok(HRESULT_FROM_WIN32(error));
	if (error && error != ERROR_NOT_ENOUGH_MEMORY)
		assert_int_equal(access(local, F_OK), -1);
	assert_true(error == expected || swept());
	unlink(local);
	InternetCloseHandle(s.session);
}

SIM_TEST(N33_a_whole_file_is_fetched, 20) { gets("a", FTP_TRANSFER_TYPE_BINARY, 0, "one\r\ntwo\r\n"); }

SIM_TEST(N39_a_whole_text_is_fetched, 20) { gets("a", FTP_TRANSFER_TYPE_ASCII, 0, "one\ntwo\n"); }

SIM_TEST(N37_of_a_file_that_is_not_there_no_local_one_remains, 20) { gets("nothing", 0, ERROR_INTERNET_EXTENDED_ERROR, NULL); }

SIM_TEST(N37_of_a_transfer_that_the_server_ends_badly_no_local_file_remains, 20)
{
	gets("broken", 0, ERROR_INTERNET_EXTENDED_ERROR, NULL);
}

SIM_TEST(N37_if_it_is_not_to_be_replaced_a_file_that_is_there_is_80_and_nothing_is_asked, 5)
{
	struct site s;

	site_local(local);
	if (!site_open(&s, &site, 0, SITE_CONTEXT))
		return;
	write_local("there before");
	talk_heard[0] = 0;
	assert_int_equal(get(s.connect, "a", TRUE, 0), ERROR_FILE_EXISTS);
	assert_string_equal(talk_heard, "");
	read_local("there before");
	unlink(local);
	InternetCloseHandle(s.session);
}

SIM_TEST(a_transfer_whose_connection_is_closed_ends_and_leaves_no_file, 20)
{
	struct site s;

	site_local(local);
	if (!site_open(&s, &site, INTERNET_FLAG_ASYNC, SITE_CONTEXT))
		return;
	if (!FtpGetFile(s.connect, "silent", local, FALSE, 0, 0, FILE_CONTEXT) && GetLastError() == ERROR_IO_PENDING) {
		assert_true(InternetCloseHandle(s.connect));
		assert_int_equal(GetLastError(), ERROR_IO_PENDING);
		assert_int_equal(events_await(FILE_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1)->error,
		                 ERROR_INTERNET_OPERATION_CANCELLED);
		events_await(SITE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
		assert_int_equal(access(local, F_OK), -1);
	} else {
		sweep_ok(HRESULT_FROM_WIN32(GetLastError()));
	}
	InternetCloseHandle(s.session);
}

static void puts_file(const char *remote, DWORD type, DWORD expected, const char *text)
{
	struct site s;
	DWORD error;

	site_local(local);
	if (!site_open(&s, &site, INTERNET_FLAG_ASYNC, SITE_CONTEXT))
		return;
	write_local("one\ntwo\n");
	events_finish(FtpPutFile(s.connect, local, remote, type, FILE_CONTEXT), FILE_CONTEXT, &error, NULL);
	if (error == expected && text) {
		assert_int_equal(talk_taken_size, strlen(text));
		assert_memory_equal(talk_taken, text, talk_taken_size);
	} else if (error != expected) {
		sweep_ok(HRESULT_FROM_WIN32(error));
	}
	unlink(local);
	InternetCloseHandle(s.session);
}

SIM_TEST(N33_a_whole_file_is_sent, 20) { puts_file("a", FTP_TRANSFER_TYPE_BINARY, 0, "one\ntwo\n"); }

SIM_TEST(N39_a_whole_text_is_sent, 20) { puts_file("a", FTP_TRANSFER_TYPE_ASCII, 0, "one\r\ntwo\r\n"); }

SIM_TEST(a_file_that_the_server_does_not_keep_is_12003, 20) { puts_file("full", 0, ERROR_INTERNET_EXTENDED_ERROR, NULL); }

SIM_TEST(a_local_file_that_is_not_there_is_2, 2)
{
	struct site s;

	if (!site_open(&s, &site, 0, SITE_CONTEXT))
		return;
	assert_false(FtpPutFile(s.connect, "/nowhere/at/all", "a", 0, 0));
	assert_int_equal(GetLastError(), ERROR_FILE_NOT_FOUND);
	InternetCloseHandle(s.session);
}

/* It would be a file without octets. */
SIM_TEST(a_local_file_that_cannot_be_read_is_5, 2)
{
	struct site s;

	if (!site_open(&s, &site, 0, SITE_CONTEXT))
		return;
	if (!swept()) {
		assert_false(FtpPutFile(s.connect, "/proc/self/mem", "a", 0, 0));
		assert_int_equal(GetLastError(), ERROR_ACCESS_DENIED);
	}
	InternetCloseHandle(s.session);
}

/* Who has the other end of a pipe would hold up all transfers. */
SIM_TEST(a_local_file_that_is_none_is_5_and_held_up_by_nobody, 5)
{
	struct site s;

	site_local(local);
	if (!site_open(&s, &site, 0, SITE_CONTEXT))
		return;
	assert_int_equal(mkfifo(local, 0600), 0);
	int reader = open(local, O_RDONLY | O_NONBLOCK);
	talk_heard[0] = 0;
	assert_false(FtpPutFile(s.connect, local, "a", 0, 0));
	assert_int_equal(GetLastError(), ERROR_ACCESS_DENIED);
	assert_false(FtpPutFile(s.connect, "/", "a", 0, 0));
	assert_int_equal(GetLastError(), ERROR_ACCESS_DENIED);
	assert_string_equal(talk_heard, "");
	assert_int_equal(get(s.connect, "a", FALSE, 0), ERROR_ACCESS_DENIED);
	close(reader);
	assert_int_equal(get(s.connect, "a", FALSE, 0), ERROR_ACCESS_DENIED);
	assert_int_equal(access(local, F_OK), 0);
	unlink(local);
	InternetCloseHandle(s.session);
}

static void appears(const struct event *e, void *info)
{
	(void)info;
	if (e->status == INTERNET_STATUS_SENDING_REQUEST)
		write_local("there now");
}

SIM_TEST(a_file_that_appears_meanwhile_is_not_written_over, 5)
{
	struct site s;
	DWORD error;

	site_local(local);
	unlink(local);
	if (!site_open(&s, &site, 0, SITE_CONTEXT))
		return;
	events_hook = appears;
	error = get(s.connect, "late", TRUE, FTP_TRANSFER_TYPE_BINARY);
	events_hook = NULL;
	if (!swept()) {
		assert_int_equal(error, ERROR_FILE_EXISTS);
		read_local("there now");
	}
	unlink(local);
	InternetCloseHandle(s.session);
}
