/* ftp.c - FTP sessions at a scripted site: what is told, what is said to the server, and how functions end. */
#include "inet/site.h"

#define LOGIN_HEARD "USER ann\nPASS secret\nPWD\n"

static const struct talk_reply replies[] = {
	SITE_LOGIN, SITE_TRANSFERS, SITE_HOME,
	{ .command = "MKD", .reply = "257 made\r\n", .delay = 20 }, { .command = "RMD", .reply = "250 gone\r\n" },
	{ .command = "CWD", .reply = "250 there\r\n" }, { .command = "DELE /home/ann/a", .reply = "250 gone\r\n" },
	{ .command = "RNFR /home/ann/a", .reply = "350 and now\r\n" }, { .command = "RNTO", .reply = "250 renamed\r\n" },
	{ .command = "SIZE", .reply = "213 13\r\n" },
	{ .command = "RETR /home/ann/a", .reply = "150 here\r\n", .data = "one\r\ntwo\rthree", .after = "226 done\r\n", .slow = 5 },
	{ .command = "STOR /home/ann/a", .reply = "150 give\r\n", .takes = true, .after = "226 got it\r\n", .delay = 30 },
	{ .command = "NLST", .reply = "150 here\r\n", .data = "a\r\nb\r\n", .after = "226 done\r\n" },
	{ .command = "NOOP", .reply = "200-well\r\n 200 not yet\r\n200 well\r\n" },
	SITE_REST,
};
static const struct talk_server site = { "shop", 2121, "220-Hello.\r\n220 Come in.\r\n", replies };

static void ends(struct site *s)
{
	InternetCloseHandle(s->session);
}

/* ---- connections ---- */

SIM_TEST(N32_connecting_pends_and_is_told_and_completes_with_the_handle, 30)
{
	struct site s;
	const struct event *e;
	unsigned i;

	if (!site_open(&s, &site, INTERNET_FLAG_ASYNC, SITE_CONTEXT))
		return;
	assert_string_equal(events_told(SITE_CONTEXT), "60 10 11 20 21 40 41 30 31 40 41 30 31 40 41 30 31 40 41 100");
	assert_string_equal(talk_heard, LOGIN_HEARD);
	for (i = 0; i < events_count(); i++) {
		e = events_at(i);
		assert_ptr_equal(e->handle, e->status <= 21 || e->status == 60 ? s.session : s.connect);
		assert_true(e->thread != os_thread_id());
	}
	assert_ptr_equal(events_at(0)->result, s.connect);
	assert_string_equal(events_at(2)->text, "10.0.0.1");
	ends(&s);
}

static char words[64];
static DWORD words_error;
static void ask_words(const struct event *e, void *info)
{
	DWORD size = sizeof words;

	(void)info;
	if (e->status == INTERNET_STATUS_REQUEST_COMPLETE && !InternetGetLastResponseInfo(&words_error, words, &size))
		words[0] = 0;
}

SIM_TEST(N32_a_wrong_password_is_12015_with_the_servers_words_inside_the_callback, 30)
{
	struct site s;
	HINTERNET h;
	DWORD error = 0;

	if (!site_session(&s, &site, INTERNET_FLAG_ASYNC))
		return;
	events_hook = ask_words;
	h = InternetConnect(s.session, "shop", 2121, "ann", "wrong", INTERNET_SERVICE_FTP, 0, FILE_CONTEXT);
	h = site_handle(h, FILE_CONTEXT, &error);
	assert_null(h);
	if (error == ERROR_INTERNET_LOGIN_FAILURE) {
		events_await(FILE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
		assert_string_equal(words, "530-Not you.\n530 Never.\n");
		assert_int_equal(words_error, ERROR_INTERNET_LOGIN_FAILURE);
		assert_string_equal(events_told(FILE_CONTEXT),
		                    "60 10 11 20 21 40 41 30 31 40 41 30 31 40 41 50 51 100 70");
	} else {
		sweep_ok(HRESULT_FROM_WIN32(error));
	}
	ends(&s);
}

SIM_TEST(a_synchronous_connection_is_told_on_the_calling_thread, 30)
{
	struct site s;
	unsigned i;

	if (!site_open(&s, &site, 0, SITE_CONTEXT))
		return;
	assert_string_equal(events_told(SITE_CONTEXT), "60 10 11 20 21 40 41 30 31 40 41 30 31 40 41 30 31 40 41");
	ends(&s);
	assert_int_equal(events_at(events_count() - 1)->status, INTERNET_STATUS_HANDLE_CLOSING);
	for (i = 0; i < events_count(); i++)
		assert_int_equal(events_at(i)->thread, os_thread_id());
}

#define CONNECTED "60 10 11 20 21 40 41 30 31 40 41 30 31 40 41 30 31 40 41"

/* A sweep may have left out the two, or the second. */
static void tells_its_end(DWORD flags, const char *told)
{
	struct site s;

	if (!site_open(&s, &site, flags, SITE_CONTEXT))
		return;
	assert_true(InternetCloseHandle(s.connect));
	events_await(SITE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	assert_true(swept() || !strcmp(events_told(SITE_CONTEXT), told));
	ends(&s);
}

SIM_TEST(a_connection_that_is_closed_is_told_to_end_before_its_handle_does, 20) { tells_its_end(0, CONNECTED " 50 51 70"); }

SIM_TEST(the_same_of_an_asynchronous_one, 20) { tells_its_end(INTERNET_FLAG_ASYNC, CONNECTED " 100 50 51 70"); }

SIM_TEST(who_nobody_is_is_anonymous_and_a_password_needs_a_name, 2)
{
	struct site s;

	if (!site_open(&s, &site, 0, 0))
		return;
	assert_null(InternetConnect(s.session, "shop", 2121, NULL, "secret", INTERNET_SERVICE_FTP, 0, 0));
	assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
	assert_null(InternetConnect(s.session, "shop", 2121, "ann\r\nDELE x", "secret", INTERNET_SERVICE_FTP, 0, 0));
	assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
	assert_null(InternetConnect(s.session, "", 2121, NULL, NULL, INTERNET_SERVICE_FTP, 0, 0));
	assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
	talk_heard[0] = 0;
	assert_null(InternetConnect(s.session, "shop", 2121, NULL, NULL, INTERNET_SERVICE_FTP, 0, 0));
	if (GetLastError() != ERROR_NOT_ENOUGH_MEMORY)
		assert_memory_equal(talk_heard, "USER anonymous\nPASS ", 20);
	else
		sweep_ok(E_OUTOFMEMORY);
	ends(&s);
}

/* ---- functions ---- */

/* The six without a context, and their commands. */
static bool call_six(HINTERNET h, DWORD_PTR context)
{
	char where[32];
	DWORD size = sizeof where;

	return site_done(FtpCreateDirectory(h, "d"), context) && site_done(FtpSetCurrentDirectory(h, "/home/ann"), context) &&
	       site_done(FtpGetCurrentDirectory(h, where, &size), context) && site_done(FtpRenameFile(h, "a", "b"), context) &&
	       site_done(FtpDeleteFile(h, "a"), context) && site_done(FtpRemoveDirectory(h, "\\home\\ann\\d"), context) &&
	       (assert_string_equal(where, "/home/ann"), true);
}

SIM_TEST(N33_each_function_says_its_commands_in_order, 30)
{
	struct site s;

	if (!site_open(&s, &site, INTERNET_FLAG_ASYNC, SITE_CONTEXT))
		return;
	if (call_six(s.connect, SITE_CONTEXT))
		assert_string_equal(talk_heard, LOGIN_HEARD
		                    "MKD /home/ann/d\nCWD /home/ann\nPWD\nPWD\nRNFR /home/ann/a\nRNTO /home/ann/b\n"
		                    "DELE /home/ann/a\nRMD /home/ann/d\n");
	ends(&s);
}

SIM_TEST(N33_each_function_of_an_asynchronous_session_pends, 30)
{
	struct site s;

	if (!site_open(&s, &site, INTERNET_FLAG_ASYNC, SITE_CONTEXT))
		return;
	if (!swept()) {
		assert_false(FtpCreateDirectory(s.connect, "d"));
		assert_int_equal(GetLastError(), ERROR_IO_PENDING);
		assert_false(FtpDeleteFile(s.connect, "a"));
		assert_int_equal(GetLastError(), ERROR_FTP_TRANSFER_IN_PROGRESS);
		events_await(SITE_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 2);
		assert_int_equal(events_at(events_count() - 1)->result, 1);
	}
	ends(&s);
}

SIM_TEST(N34_the_six_complete_with_the_connections_context, 30)
{
	struct site s;

	if (!site_open(&s, &site, INTERNET_FLAG_ASYNC, SITE_CONTEXT))
		return;
	if (site_done(FtpDeleteFile(s.connect, "a"), SITE_CONTEXT))
		assert_ptr_equal(events_at(events_count() - 1)->handle, s.connect);
	ends(&s);
}

SIM_TEST(N34_with_context_0_nobody_is_told, 30)
{
	struct site s;

	if (!site_session(&s, &site, 0))
		return;
	s.connect = InternetConnect(s.session, "shop", 2121, "ann", "secret", INTERNET_SERVICE_FTP, 0, 0);
	if (s.connect ? !FtpDeleteFile(s.connect, "a") : true)
		sweep_ok(HRESULT_FROM_WIN32(GetLastError()));
	ends(&s);
	assert_int_equal(events_count(), 0);
}

SIM_TEST(N36_what_is_refused_is_12003_with_words_and_the_connection_stays, 30)
{
	char text[64];
	DWORD size = sizeof text, error;
	struct site s;

	if (!site_open(&s, &site, 0, SITE_CONTEXT))
		return;
	if (!swept()) {
		assert_false(FtpDeleteFile(s.connect, "other"));
		assert_int_equal(GetLastError(), ERROR_INTERNET_EXTENDED_ERROR);
		assert_true(InternetGetLastResponseInfo(&error, text, &size));
		assert_string_equal(text, "550 No such thing.\n");
		assert_int_equal(size, strlen(text));
		size = 3;
		assert_false(InternetGetLastResponseInfo(&error, text, &size));
		assert_int_equal(GetLastError(), ERROR_INSUFFICIENT_BUFFER);
		assert_int_equal(size, 20);
		assert_false(InternetGetLastResponseInfo(NULL, text, &size));
		assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
		assert_true(FtpDeleteFile(s.connect, "a"));
		assert_int_equal(talk_calls, 1);
	}
	ends(&s);
}

SIM_TEST(a_rename_that_is_refused_at_its_first_half_has_no_second, 10)
{
	struct site s;

	if (!site_open(&s, &site, 0, SITE_CONTEXT))
		return;
	assert_false(FtpRenameFile(s.connect, "other", "b"));
	assert_null(strstr(talk_heard, "RNTO"));
	ends(&s);
}

SIM_TEST(commands_go_as_they_stand_and_a_name_is_no_way_to_say_two, 10)
{
	struct site s;

	if (!site_open(&s, &site, 0, SITE_CONTEXT))
		return;
	if (site_done(FtpCommand(s.connect, FALSE, 0, "NOOP  x ", SITE_CONTEXT, NULL), SITE_CONTEXT)) {
		assert_non_null(strstr(talk_heard, "\nNOOP  x \n"));
		assert_false(FtpDeleteFile(s.connect, "a\r\nDELE b"));
		assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
		assert_false(FtpCommand(s.connect, FALSE, 0, "NOOP\r\nDELE b", 0, NULL));
		assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
		assert_false(FtpCommand(s.connect, FALSE, 0, "", 0, NULL));
		assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
		assert_null(strstr(talk_heard, "DELE"));
	}
	ends(&s);
}

static const struct talk_reply there_replies[] = {
	{ .command = "CWD there", .reply = "250 there\r\n" }, { .command = "PWD", .reply = "257 \"/home/ann/there\" it is\r\n" },
	{ .command = "DELE /home/ann/there/a", .reply = "250 gone\r\n" }, SITE_REST,
};
static const struct talk_server there = { "shop", 2121, NULL, there_replies };

SIM_TEST(names_are_where_a_command_has_led_to, 10)
{
	struct site s;

	if (!site_open(&s, &site, 0, SITE_CONTEXT))
		return;
	talk_serve(&there);
	if (site_done(FtpCommand(s.connect, FALSE, 0, "CWD there", SITE_CONTEXT, NULL), SITE_CONTEXT)) {
		assert_true(site_done(FtpDeleteFile(s.connect, "a"), SITE_CONTEXT) || swept());
		assert_string_equal(talk_heard, "CWD there\nPWD\nDELE /home/ann/there/a\n");
	}
	ends(&s);
}

SIM_TEST(handles_of_another_kind_come_before_parameters, 2)
{
	struct site s;

	if (!site_open(&s, &site, 0, SITE_CONTEXT))
		return;
	assert_false(FtpDeleteFile(s.session, NULL));
	assert_int_equal(GetLastError(), ERROR_INTERNET_INCORRECT_HANDLE_TYPE);
	assert_false(FtpDeleteFile(NULL, NULL));
	assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
	assert_false(FtpDeleteFile(s.connect, NULL));
	assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
	ends(&s);
}

/* ---- files ---- */

static void read_file(DWORD flags, DWORD type, const char *text)
{
	char got[64];
	DWORD size;
	struct site s;
	HINTERNET file;

	if (!site_open(&s, &site, flags, SITE_CONTEXT))
		return;
	file = FtpOpenFile(s.connect, "a", GENERIC_READ, type, FILE_CONTEXT);
	if (site_opened(&file, FILE_CONTEXT)) {
		if (type == FTP_TRANSFER_TYPE_BINARY)
			assert_int_equal(FtpGetFileSize(file, NULL), 13);
		if (site_read(file, got, sizeof got, &size)) {
			assert_int_equal(size, strlen(text));
			assert_memory_equal(got, text, size);
		}
		InternetCloseHandle(file);
		site_done(FtpDeleteFile(s.connect, "a"), SITE_CONTEXT);
	}
	ends(&s);
}

SIM_TEST(N33_a_file_is_opened_and_read_to_its_end_synchronously, 30)
{
	read_file(0, FTP_TRANSFER_TYPE_BINARY, "one\r\ntwo\rthree");
	if (!swept())
		assert_string_equal(talk_heard, LOGIN_HEARD "TYPE I\nSIZE /home/ann/a\nEPSV\nRETR /home/ann/a\nDELE /home/ann/a\n");
}

SIM_TEST(N33_a_file_is_opened_and_read_to_its_end, 30)
{
	read_file(INTERNET_FLAG_ASYNC, FTP_TRANSFER_TYPE_BINARY, "one\r\ntwo\rthree");
}

SIM_TEST(N39_of_text_that_is_read_the_line_ends_are_translated, 30)
{
	read_file(0, FTP_TRANSFER_TYPE_ASCII, "one\ntwo\rthree");
}

SIM_TEST(N35_as_long_as_a_file_is_open_all_else_fails_and_works_again_when_it_is_closed, 30)
{
	struct site s;
	HINTERNET file;
	char where[16];
	DWORD size = sizeof where;
	WIN32_FIND_DATA found;

	if (!site_open(&s, &site, INTERNET_FLAG_ASYNC, SITE_CONTEXT))
		return;
	file = FtpOpenFile(s.connect, "a", GENERIC_READ, 0, FILE_CONTEXT);
	if (site_opened(&file, FILE_CONTEXT)) {
		assert_false(FtpDeleteFile(s.connect, "a"));
		assert_int_equal(GetLastError(), ERROR_FTP_TRANSFER_IN_PROGRESS);
		assert_false(FtpGetCurrentDirectory(s.connect, where, &size));
		assert_int_equal(GetLastError(), ERROR_FTP_TRANSFER_IN_PROGRESS);
		assert_null(FtpFindFirstFile(s.connect, NULL, &found, 0, FILE_CONTEXT));
		assert_true(GetLastError() == ERROR_FTP_TRANSFER_IN_PROGRESS || swept());
		assert_true(InternetCloseHandle(file));
		if (site_done(FtpDeleteFile(s.connect, "a"), SITE_CONTEXT))
			assert_int_equal(talk_calls, 1);
	}
	ends(&s);
}

static void write_file(DWORD flags, DWORD type, const char *text)
{
	struct site s;
	HINTERNET file;
	DWORD written;

	if (!site_open(&s, &site, flags, SITE_CONTEXT))
		return;
	file = FtpOpenFile(s.connect, "a", GENERIC_WRITE, type, FILE_CONTEXT);
	if (site_opened(&file, FILE_CONTEXT)) {
		bool all = site_done(InternetWriteFile(file, "one\n", 4, &written), FILE_CONTEXT) &&
			   site_done(InternetWriteFile(file, "two\r", 4, &written), FILE_CONTEXT) &&
			   site_done(InternetWriteFile(file, "\nthree", 6, &written), FILE_CONTEXT);

		InternetCloseHandle(file);
		events_await(FILE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
		if (all && !swept()) {
			assert_int_equal(talk_taken_size, strlen(text));
			assert_memory_equal(talk_taken, text, talk_taken_size);
		}
	}
	ends(&s);
}

SIM_TEST(N40_what_is_written_in_three_pieces_arrives_as_one_before_the_handle_is_gone, 30)
{
	write_file(INTERNET_FLAG_ASYNC, FTP_TRANSFER_TYPE_BINARY, "one\ntwo\r\nthree");
}

SIM_TEST(N40_synchronously_closing_waits_for_the_server_to_have_it, 30)
{
	write_file(0, FTP_TRANSFER_TYPE_BINARY, "one\ntwo\r\nthree");
}

SIM_TEST(N39_of_text_that_is_written_the_line_ends_are_translated, 30)
{
	write_file(0, FTP_TRANSFER_TYPE_ASCII, "one\r\ntwo\r\nthree");
}

SIM_TEST(a_command_that_is_answered_with_data_gives_a_file_that_reads_it, 20)
{
	struct site s;
	HINTERNET file = NULL;
	char got[16];
	DWORD size;

	if (!site_open(&s, &site, INTERNET_FLAG_ASYNC, SITE_CONTEXT))
		return;
	assert_false(FtpCommand(s.connect, TRUE, 0, "NLST", FILE_CONTEXT, NULL));
	assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
	if (site_done(FtpCommand(s.connect, TRUE, FTP_TRANSFER_TYPE_ASCII, "NLST", FILE_CONTEXT, &file), FILE_CONTEXT)) {
		if (site_read(file, got, sizeof got, &size)) {
			assert_int_equal(size, 4);
			assert_memory_equal(got, "a\nb\n", 4);
		}
		assert_true(InternetCloseHandle(file));
	}
	InternetCloseHandle(s.session);
}
