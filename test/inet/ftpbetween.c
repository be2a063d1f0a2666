/* ftpbetween.c - what happens to files of FTP while no function waits for it, and what the server says then. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "inet/site.h"

enum { MUCH = 81000, PIECE = 16384 };
#define OH "451 Oh.\n"
#define FULL "552 Full.\n"
static char much[MUCH + 1];
static const struct talk_reply replies[] = {
	SITE_LOGIN, SITE_TRANSFERS, SITE_HOME,
	{ .command = "RETR /home/ann/broken", .reply = "150 here\r\n", .data = "hello", .after = "451 Oh.\r\n", .delay = 50 },
	{ .command = "RETR /home/ann/stays", .reply = "150 here\r\n", .data = much, .stays = true },
	{ .command = "RETR /home/ann/left", .reply = "150 here\r\n226 done\r\n", .data = "hello again and again", .slow = 50,
	  .ends = true },
	{ .command = "RETR /home/ann/bye", .reply = "150 here\r\n226 done\r\n421 Bye.\r\n", .data = "hello again and again", .slow = 50,
	  .ends = true },
	{ .command = "STOR /home/ann/full", .reply = "150 give\r\n552 Full.\r\n", .takes = true, .delay = 50 },
	{ .command = "STOR /home/ann/put", .reply = "150 give\r\n", .takes = true, .after = "226 got it\r\n" },
	{ .command = "DELE", .reply = "250 gone\r\n" }, SITE_REST,
};
static const struct talk_server site = { "shop", 2121, "220 Come in.\r\n", replies };
static const struct web_step later[] = { { WEB_SEND, NULL, 0, 0 }, { WEB_HEAD, "HTTP/1.1 200 OK\r\n\r\n", 0, 200 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_page pages[] = { { "http://shop/later", later }, { NULL, NULL } };

/* What is due in the next 200 milliseconds happens: another request takes so long. */
static void time_goes(struct site *s)
{
	HINTERNET connect = needed(InternetConnect(s->session, "shop", 0, NULL, NULL, INTERNET_SERVICE_HTTP, 0, 0));
	HINTERNET other = needed(HttpOpenRequest(connect, NULL, "/later", NULL, NULL, NULL, 0, 0));

	if (!HttpSendRequest(other, NULL, 0, NULL, 0)) {
		assert_int_equal(GetLastError(), ERROR_IO_PENDING);
		assert_true(AcomInternetWait(other, INFINITE));
	}
	InternetCloseHandle(connect);
}

/* On this thread, and in the callback of what pends. */
static const char *words_due;

static void has_words(void)
{
	char words[64] = "";
	DWORD error, size = sizeof words;

	assert_true(InternetGetLastResponseInfo(&error, words, &size));
	assert_string_equal(words, words_due);
	assert_int_equal(error, ERROR_INTERNET_EXTENDED_ERROR);
}

static void asks_words(const struct event *e, void *info)
{
	(void)info;
	if (e->status == INTERNET_STATUS_REQUEST_COMPLETE && !e->result)
		has_words();
}

/* How it ends; 12003 with its words. */
static DWORD ends(BOOL returned)
{
	DWORD error = returned ? ERROR_SUCCESS : GetLastError();

	if (error == ERROR_INTERNET_EXTENDED_ERROR)
		has_words();
	SetLastError(error);
	events_finish(returned, FILE_CONTEXT, &error, NULL);
	return error;
}

static unsigned at_once = TALK_PIECE;          /* octets that are read then */

static HINTERNET opens(struct site *s, DWORD flags, const char *name, DWORD access, const char *words)
{
	HINTERNET file;

	if (swept() || !site_open(s, &site, flags, SITE_CONTEXT))
		return NULL;
	web_serve(pages);
	os_store32(&talk_piece, at_once);
	file = FtpOpenFile(s->connect, name, access, 0, FILE_CONTEXT);
	assert_true(site_opened(&file, FILE_CONTEXT));
	words_due = words;
	events_hook = asks_words;
	return file;
}

/* ---- what the server says that breaks off ---- */

static void breaks_off(DWORD flags, DWORD wanted)
{
	char text[8] = "";
	DWORD got = 0;
	struct site s;
	HINTERNET file = opens(&s, flags, "broken", GENERIC_READ, OH);

	if (!file)
		return;
	assert_int_equal(ends(InternetReadFile(file, text, wanted, &got)), ERROR_SUCCESS);
	assert_string_equal(text, "hello");
	assert_int_equal(ends(InternetReadFile(file, text, wanted, &got)), ERROR_INTERNET_EXTENDED_ERROR);
	assert_int_equal(ends(InternetReadFile(file, text, wanted, &got)), ERROR_INTERNET_EXTENDED_ERROR);
	InternetCloseHandle(s.session);
}

SIM_TEST(why_a_file_breaks_off_is_told_to_the_read_that_waits_for_it, 20) { breaks_off(0, 5); }
SIM_TEST(why_a_file_breaks_off_is_told_to_the_callback_of_such_a_read, 20) { breaks_off(INTERNET_FLAG_ASYNC, 5); }
SIM_TEST(why_a_file_has_broken_off_is_told_to_the_next_read, 20) { breaks_off(0, 7); }
SIM_TEST(why_a_file_has_broken_off_is_told_to_the_next_read_without_pending, 20) { breaks_off(INTERNET_FLAG_ASYNC, 7); }

static void is_full(DWORD flags)
{
	static DWORD written;
	struct site s;
	HINTERNET file = opens(&s, flags, "full", GENERIC_WRITE, FULL);

	if (!file)
		return;
	time_goes(&s);
	assert_int_equal(ends(InternetWriteFile(file, "hello", 5, &written)), ERROR_INTERNET_EXTENDED_ERROR);
	InternetCloseHandle(s.session);
}

SIM_TEST(why_a_file_is_taken_no_more_is_told_to_the_next_write, 20) { is_full(0); }
SIM_TEST(why_a_file_is_taken_no_more_is_told_to_the_next_write_without_pending, 20) { is_full(INTERNET_FLAG_ASYNC); }

SIM_TEST(what_was_refused_and_no_callback_hears_is_told_to_who_waits, 20)
{
	struct site s;

	if (swept() || !site_open(&s, &site, INTERNET_FLAG_ASYNC, SITE_CONTEXT))
		return;
	InternetSetStatusCallback(s.connect, NULL);
	words_due = "550 No such thing.\n";
	FAILS(FtpRemoveDirectory(s.connect, "a"), ERROR_IO_PENDING);
	FAILS(AcomInternetWait(s.connect, INFINITE), ERROR_INTERNET_EXTENDED_ERROR);
	has_words();
	InternetCloseHandle(s.session);
}

SIM_TEST(of_what_no_server_was_asked_no_server_has_said_anything, 5)
{
	WIN32_FIND_DATA data;
	struct site s;

	if (swept() || !site_open(&s, &site, 0, SITE_CONTEXT))
		return;
	FAILS(FtpRemoveDirectory(s.connect, "a"), ERROR_INTERNET_EXTENDED_ERROR);
	words_due = "550 No such thing.\n";
	has_words();
	FAILS(FtpFindFirstFile(s.connect, "*/w*", &data, 0, FILE_CONTEXT), ERROR_INTERNET_EXTENDED_ERROR);
	words_due = "";
	has_words();
	InternetCloseHandle(s.session);
}

/* ---- time-outs ---- */

SIM_TEST(a_server_that_falls_silent_while_nobody_reads_is_waited_for_no_longer_than_the_option_says, 5)
{
	static char text[MUCH];
	DWORD milliseconds = 700, got = 0;
	struct site s;
	HINTERNET file;

	memset(much, 'm', MUCH);
	if (swept() || !site_open(&s, &site, 0, SITE_CONTEXT))
		return;
	web_serve(pages);
	os_store32(&talk_piece, PIECE);
	assert_true(InternetSetOption(s.connect, INTERNET_OPTION_DATA_RECEIVE_TIMEOUT, &milliseconds, sizeof milliseconds));
	file = needed(FtpOpenFile(s.connect, "stays", GENERIC_READ, 0, FILE_CONTEXT));
	time_goes(&s);
	assert_true(InternetReadFile(file, text, MUCH, &got));
	assert_int_equal(got, MUCH);
	FAILS(InternetReadFile(file, text, 1, &got), ERROR_INTERNET_TIMEOUT);
	InternetCloseHandle(s.session);
}

/* ---- servers that leave when they have said that all is sent ---- */

static void leaves_early(const char *name, unsigned piece)
{
	char text[32] = "";
	DWORD got;
	struct site s;
	HINTERNET file;

	at_once = piece;
	file = opens(&s, 0, name, GENERIC_READ, "");
	if (!file)
		return;
	time_goes(&s);
	assert_true(site_read(file, text, sizeof text - 1, &got));
	assert_string_equal(text, "hello again and again");
	InternetCloseHandle(file);
	assert_true(FtpDeleteFile(s.connect, "a"));
	assert_int_equal(talk_calls, 2);
	InternetCloseHandle(s.session);
}

SIM_TEST(a_server_may_leave_when_it_has_said_that_all_is_sent, 20) { leaves_early("left", TALK_PIECE); }
SIM_TEST(a_server_may_say_so_and_leave, 20) { leaves_early("bye", 100); }

SIM_TEST(a_function_that_comes_when_it_has_left_asks_it_anew, 20)
{
	struct site s;
	HINTERNET file = opens(&s, INTERNET_FLAG_ASYNC, "left", GENERIC_READ, "");

	if (!file)
		return;
	time_goes(&s);
	InternetCloseHandle(file);
	assert_true(site_done(FtpDeleteFile(s.connect, "a"), SITE_CONTEXT));
	InternetCloseHandle(s.session);
}

/* ---- handles that are closed before anything has begun ---- */

SIM_TEST(a_file_that_is_not_put_because_its_session_is_closed_is_let_go_of, 50)
{
	char local[SITE_LOCAL];
	struct site s;
	DWORD error;

	if (swept() || !site_open(&s, &site, INTERNET_FLAG_ASYNC, SITE_CONTEXT))
		return;
	site_local(local);
	close(mkstemp(strcat(local, "XXXXXX")));
	FAILS(FtpPutFile(s.connect, local, "put", 0, FILE_CONTEXT), ERROR_IO_PENDING);
	InternetCloseHandle(s.connect);
	SetLastError(ERROR_IO_PENDING);
	events_finish(FALSE, FILE_CONTEXT, &error, NULL);
	assert_true(error == ERROR_INTERNET_OPERATION_CANCELLED || error == ERROR_SUCCESS);
	unlink(local);
	InternetCloseHandle(s.session);
}
