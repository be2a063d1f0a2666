/* ftpbad.c - FTP servers that are broken, hostile, silent or gone, and handles that are closed in the middle. */
#include <stdio.h>

#include "inet/site.h"

#define SITE(name, greeting, ...) \
	static const struct talk_reply name##_replies[] = { SITE_LOGIN, __VA_ARGS__, SITE_HOME, SITE_REST }; \
	static const struct talk_server name = { "shop", 2121, greeting, name##_replies }
#define RETR { .command = "RETR", .reply = "150 here\r\n", .data = "hello", .after = "226 done\r\n" }

SITE(foreign, "220 hi\r\n", { .command = "TYPE", .reply = "200 ok\r\n" }, { .command = "EPSV", .reply = "500 what?\r\n" },
	{ .command = "PASV", .reply = "227 there (6,6,6,6,15,161).\r\n" }, RETR);
SITE(nowhere, "220 hi\r\n", { .command = "TYPE", .reply = "200 ok\r\n" }, { .command = "EPSV", .reply = "229 (||||)\r\n" }, RETR,
	{ .command = "DELE", .reply = "250 gone\r\n" });
SITE(rude, "220 hi\r\n", { .command = "DELE", .reply = "what do you want?\r\n" }, { .command = "MKD", .reply = NULL },
	{ .command = "CWD", .reply = "250 ok\r\n" }, { .command = "RMD", .reply = "421 Good bye.\r\n" });
SITE(vague, "220 hi\r\n", { .command = "PWD", .reply = "257 somewhere\r\n" }, { .command = "CWD", .reply = "250 ok\r\n" },
	{ .command = "MKD", .reply = NULL }, { .command = "DELE", .reply = "250 gone\r\n" });
SITE(silent, "220 hi\r\n", SITE_TRANSFERS, { .command = "RETR", .reply = "" }, { .command = "DELE", .reply = "" },
	{ .command = "STOR", .reply = "150 give\r\n", .takes = true, .after = "" });
SITE(early, "220 hi\r\n", SITE_TRANSFERS, { .command = "RETR", .reply = "150 here\r\n226 done\r\n", .data = "hello again and again",
	.slow = 50 },
	{ .command = "STOR", .reply = "150 give\r\n226 enough\r\n", .takes = true }, { .command = "DELE", .reply = "250 gone\r\n" });
SITE(usual, "220-hi\r\n 230 no\r\n220 in\r\n", SITE_TRANSFERS, RETR, { .command = "DELE", .reply = "250 gone\r\n" });

/* How reading a file ends: text, or NULL and *error. */
static char *fetch(struct site *s, DWORD *error)
{
	static char text[32];
	DWORD size = 0, got = 1;
	HINTERNET file = FtpOpenFile(s->connect, "a", GENERIC_READ, 0, FILE_CONTEXT);

	*error = file ? ERROR_SUCCESS : GetLastError();
	while (file && got && size < sizeof text - 1) {
		if (!InternetReadFile(file, text + size, sizeof text - 1 - size, &got)) {
			*error = GetLastError();
			break;
		}
		size += got;
	}
	text[size] = 0;
	if (file)
		InternetCloseHandle(file);
	return *error ? NULL : text;
}

SIM_TEST(data_goes_to_the_server_itself_wherever_it_says, 10)
{
	struct site s;
	DWORD error;
	const char *text;

	if (!site_open(&s, &foreign, 0, SITE_CONTEXT))
		return;
	text = fetch(&s, &error);
	if (text) {
		assert_string_equal(text, "hello");
		assert_string_equal(talk_called, "10.0.0.1");
	} else {
		sweep_ok(HRESULT_FROM_WIN32(error));
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(a_port_that_is_none_is_12112_and_the_connection_stays, 10)
{
	struct site s;
	DWORD error;

	if (!site_open(&s, &nowhere, 0, SITE_CONTEXT))
		return;
	if (!swept()) {
		assert_null(fetch(&s, &error));
		assert_int_equal(error, ERROR_FTP_NO_PASSIVE_MODE);
		assert_true(FtpDeleteFile(s.connect, "a"));
		assert_int_equal(talk_calls, 1);
	}
	InternetCloseHandle(s.session);
}

/* The function before it has failed, the connection is made anew, and where we were is where we are. */
static void comes_back(struct site *s)
{
	const char *heard;

	talk_heard[0] = 0;
	assert_true(FtpSetCurrentDirectory(s->connect, "/x"));
	heard = talk_heard;
	assert_int_equal(talk_calls, 2);
	assert_string_equal(heard, "USER ann\nPASS secret\nPWD\nCWD /x\nPWD\n");
}

static void fails(const struct talk_server *server, BOOL (*fn)(HINTERNET, const char *), DWORD expected)
{
	struct site s;

	if (!site_open(&s, server, 0, SITE_CONTEXT))
		return;
	if (!swept()) {
		assert_false(fn(s.connect, "a"));
		assert_int_equal(GetLastError(), expected);
		comes_back(&s);
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(a_reply_that_is_none_is_12003_and_the_connection_is_given_up, 10)
{
	fails(&rude, FtpDeleteFile, ERROR_INTERNET_EXTENDED_ERROR);
}

SIM_TEST(a_connection_that_breaks_is_12111_and_is_made_again_by_the_next_function, 10)
{
	fails(&rude, FtpCreateDirectory, ERROR_FTP_DROPPED);
}

SIM_TEST(a_server_that_says_good_bye_is_12111_and_is_asked_again, 10)
{
	fails(&rude, FtpRemoveDirectory, ERROR_FTP_DROPPED);
}

SIM_TEST(a_connection_that_is_made_again_is_where_the_session_was, 10)
{
	struct site s;

	if (!site_open(&s, &vague, 0, SITE_CONTEXT))
		return;
	if (!swept()) {
		assert_true(FtpSetCurrentDirectory(s.connect, "x"));
		assert_false(FtpCreateDirectory(s.connect, "d"));
		assert_int_equal(GetLastError(), ERROR_FTP_DROPPED);
		talk_heard[0] = 0;
		assert_true(FtpDeleteFile(s.connect, "a"));
		assert_string_equal(talk_heard, "USER ann\nPASS secret\nPWD\nCWD /x\nDELE /x/a\n");
	}
	InternetCloseHandle(s.session);
}

/* What would fill the memory is given up. */
static void floods(const char *begins, const char *line, unsigned lines, DWORD expected)
{
	struct talk_reply flood[] = { SITE_LOGIN, SITE_HOME, { .command = "DELE", .reply = NULL }, SITE_REST };
	struct talk_server server = { "shop", 2121, "220 hi\r\n", flood };
	size_t size = strlen(begins) + strlen(line) * lines + 1, i;
	char *text = os_alloc(size);
	struct site s;

	if (!text) {
		sweep_ok(E_OUTOFMEMORY);
		return;
	}
	snprintf(text, size, "%s", begins);
	for (i = 0; i < lines; i++)
		memcpy(text + strlen(begins) + i * strlen(line), line, strlen(line) + 1);
	for (i = 0; strcmp(flood[i].command, "DELE"); i++)
		;
	flood[i].reply = text;
	if (site_open(&s, &server, 0, 0)) {
		if (!swept()) {
			assert_false(FtpDeleteFile(s.connect, "a"));
			assert_int_equal(GetLastError(), expected);
		}
		InternetCloseHandle(s.session);
	}
	os_free(text);
}

SIM_TEST(replies_without_an_end_are_12003, 1)
{
	floods("250-", "and more\r\n", 12000, ERROR_INTERNET_EXTENDED_ERROR);
}

SIM_TEST(lines_without_an_end_are_12003, 1)
{
	floods("250 ", "and more, ", 800, ERROR_INTERNET_EXTENDED_ERROR);
}

/* The first connection is gone behind so many octets: one end, and the next function has a new one. */
SIM_TEST(connections_that_are_cut_at_each_octet_end_once, 1)
{
	unsigned cut, whole = 0;
	DWORD error;
	struct site s;

	if (!site_session(&s, &usual, 0))
		return;
	for (cut = 1; cut < 260 && !swept(); cut++) {
		events_clear();
		talk_serve(&usual);
		talk_cut = cut;
		s.connect = InternetConnect(s.session, "shop", 2121, "ann", "secret", INTERNET_SERVICE_FTP, 0, SITE_CONTEXT);
		if (s.connect) {
			if (fetch(&s, &error))
				whole++;
			else
				assert_int_equal(error, ERROR_FTP_DROPPED);
			talk_cut = 0;
			assert_true(FtpDeleteFile(s.connect, "a"));
			InternetCloseHandle(s.connect);
		} else {
			assert_int_equal(GetLastError(), ERROR_FTP_DROPPED);
		}
	}
	InternetCloseHandle(s.session);
	assert_true(swept() || whole);
}

/* ---- what is closed in the middle ---- */

SIM_TEST(a_file_that_is_closed_before_it_is_open_completes_with_12017_and_the_connection_serves_on, 30)
{
	struct site s;
	HINTERNET file;

	if (!site_open(&s, &silent, INTERNET_FLAG_ASYNC, SITE_CONTEXT))
		return;
	file = FtpOpenFile(s.connect, "a", GENERIC_READ, 0, FILE_CONTEXT);
	assert_null(file);
	if (GetLastError() == ERROR_IO_PENDING) {
		const struct event *e = events_await(FILE_CONTEXT, INTERNET_STATUS_HANDLE_CREATED, 1);

		assert_true(InternetCloseHandle((HINTERNET)e->result));
		e = events_await(FILE_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1);
		assert_int_equal(e->result, 0);
		assert_true(e->error == ERROR_INTERNET_OPERATION_CANCELLED || swept());
		assert_ptr_equal(e->handle, s.connect);
		events_await(FILE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	} else {
		sweep_ok(HRESULT_FROM_WIN32(GetLastError()));
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(N35_a_reply_that_came_before_the_data_was_read_is_not_waited_for_when_the_file_is_closed, 30)
{
	struct site s;
	HINTERNET file;
	char text[4];
	DWORD got;

	if (!site_open(&s, &early, 0, SITE_CONTEXT))
		return;
	file = FtpOpenFile(s.connect, "a", GENERIC_READ, 0, FILE_CONTEXT);
	if (site_opened(&file, FILE_CONTEXT)) {
		if (site_done(InternetReadFile(file, text, sizeof text, &got), FILE_CONTEXT))
			assert_memory_equal(text, "hell", 4);
		assert_true(InternetCloseHandle(file));
		site_done(FtpDeleteFile(s.connect, "a"), SITE_CONTEXT);
		assert_int_equal(talk_calls, 1);
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(a_session_that_is_closed_while_it_connects_completes_and_is_gone, 30)
{
	struct site s;
	const struct event *e;

	if (!site_open(&s, &silent, INTERNET_FLAG_ASYNC, SITE_CONTEXT))
		return;
	assert_null(InternetConnect(s.session, "shop", 2121, "ann", "secret", INTERNET_SERVICE_FTP, 0, FILE_CONTEXT));
	if (GetLastError() == ERROR_IO_PENDING) {
		assert_true(InternetCloseHandle(s.session));
		e = events_await(FILE_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1);
		assert_true(e->error == ERROR_INTERNET_OPERATION_CANCELLED || e->result || swept());
		events_await(FILE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
		events_await(SITE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	} else {
		sweep_ok(HRESULT_FROM_WIN32(GetLastError()));
		InternetCloseHandle(s.session);
	}
}

#ifdef ACOM_SIM
SIM_TEST(a_server_that_says_nothing_is_12002_after_its_time, 10)
{
	struct site s;
	uint64_t before;

	if (!site_open(&s, &silent, 0, SITE_CONTEXT))
		return;
	before = os_now();
	assert_false(FtpDeleteFile(s.connect, "a"));
	assert_int_equal(GetLastError(), ERROR_INTERNET_TIMEOUT);
	assert_in_range(os_now() - before, 30 * NS_PER_S, 31 * NS_PER_S);
	before = os_now();
	assert_true(FtpGetCurrentDirectory(s.connect, (char[32]){ 0 }, &(DWORD){ 32 })); /* over a new connection */
	assert_in_range(os_now() - before, 0, NS_PER_S);
	InternetCloseHandle(s.session);
}

SIM_TEST(closing_what_was_written_does_not_wait_for_ever, 10)
{
	struct site s;
	HINTERNET file;
	DWORD written;
	uint64_t before;

	if (!site_open(&s, &silent, 0, SITE_CONTEXT))
		return;
	file = FtpOpenFile(s.connect, "a", GENERIC_WRITE, 0, FILE_CONTEXT);
	assert_non_null(file);
	assert_true(InternetWriteFile(file, "hello", 5, &written));
	before = os_now();
	assert_true(InternetCloseHandle(file));
	assert_in_range(os_now() - before, 30 * NS_PER_S, 31 * NS_PER_S);
	InternetCloseHandle(s.session);
}
#endif

static unsigned closes_at, told;
static HINTERNET closes;
static void close_there(const struct event *e, void *info)
{
	(void)e;
	(void)info;
	if (++told == closes_at)
		InternetCloseHandle(closes);
}

/* Whatever it was told of, its function completes, and its end comes last: the grammar sees to the rest. */
static void close_in_callback(unsigned at)
{
	struct site s;
	HINTERNET h;

	if (!site_session(&s, &usual, INTERNET_FLAG_ASYNC))
		return;
	closes = s.session;
	closes_at = at;
	told = 0;
	events_hook = close_there;
	h = InternetConnect(s.session, "shop", 2121, "ann", "secret", INTERNET_SERVICE_FTP, 0, SITE_CONTEXT);
	assert_null(h);
	if (GetLastError() == ERROR_IO_PENDING) {
		h = (HINTERNET)events_await(SITE_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1)->result;
		if (h && !FtpOpenFile(h, "a", GENERIC_READ, 0, FILE_CONTEXT) && GetLastError() == ERROR_IO_PENDING)
			events_await(FILE_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1);
		if (!InternetCloseHandle(s.session))
			assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
		events_await(SITE_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	} else {
		InternetCloseHandle(s.session);
	}
}

SIM_TEST(N16_a_session_that_is_closed_when_it_is_told_of_its_handle_ends_once, 10)
{
	close_in_callback(1);
}

SIM_TEST(N16_a_session_that_is_closed_when_it_is_connected_ends_once, 10)
{
	close_in_callback(5);
}

SIM_TEST(N16_a_session_that_is_closed_when_it_logs_in_ends_once, 10)
{
	close_in_callback(10);
}

SIM_TEST(N16_a_session_that_is_closed_when_its_file_is_made_ends_once, 10)
{
	close_in_callback(21);
}

SIM_TEST(N16_a_session_that_is_closed_when_its_file_is_asked_for_ends_once, 10)
{
	close_in_callback(32);
}
