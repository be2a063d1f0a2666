/* ftp.c - hostile and broken FTP servers, octet by octet over the loopback: what each says, what its client gets, synchronously and
 * asynchronously, and that a download from elsewhere does not notice. */
#include <stdio.h>
#include <string.h>

#include "inet/bystander.h"
#include "inet/site.h"

enum { SPECIALS = 3, BODY_MOST = 64, MEBIBYTE = 1 << 20 };
#define SERVER_REFUSES ERROR_INTERNET_EXTENDED_ERROR

/* The client connects, opens "a", reads it and deletes "b". */
struct row {
	const char *does;
	const char *greeting;            /* NULL: a usual one */
	struct talk_reply special[SPECIALS];
	DWORD connected, opened, read, deleted;
	const char *body;                /* if it is not "hello" */
	unsigned connections;            /* if it is not 1 */
	bool impatient;                  /* the client waits 300 ms for replies */
};
#define EPSV(reply_text) { .command = "EPSV", .reply = reply_text }
#define RETR(reply_text, ...) { .command = "RETR", .reply = reply_text, __VA_ARGS__ }
#define SOON "soon, or a little later than that, when all that was there before has come to its end; "
static char long_line[MEBIBYTE + 1], long_reply[MEBIBYTE + 1], many_replies[MEBIBYTE + 1];

static const struct row rows[] = {
	{ "nothing", .greeting = "", .connected = ERROR_INTERNET_TIMEOUT, .impatient = true },
	{ "what is no reply", .greeting = "what do you want?\r\n", .connected = SERVER_REFUSES },
	{ "good bye at once", .greeting = "421 Good bye.\r\n", .connected = ERROR_FTP_DROPPED },
	{ "a greeting of a line of 1 MiB", .greeting = long_line, .connected = SERVER_REFUSES },
	{ "a greeting of 1 MiB of lines", .greeting = long_reply, .connected = SERVER_REFUSES },
	{ "1 MiB of promises", .greeting = many_replies, .connected = SERVER_REFUSES },
	{ "a directory without an end", .special = { { .command = "PWD", .reply = long_line } }, .connected = SERVER_REFUSES },
	{ "no directory", .special = { { .command = "PWD", .reply = "257 \"where\"\r\n" } } },
	{ "a directory of two lines", .special = { { .command = "PWD", .reply = "257 \"/x\rDELE y\"\r\n" } } },
	{ "silence to a name", .special = { { .command = "USER", .reply = "" } }, .connected = ERROR_INTERNET_TIMEOUT,
	  .impatient = true },
	{ "hanging up on a password", .special = { { .command = "PASS", .reply = NULL } }, .connected = ERROR_FTP_DROPPED },

	{ "port 0", .special = { EPSV("229 there (|||0|)\r\n") }, .opened = ERROR_FTP_NO_PASSIVE_MODE },
	{ "a port beyond all", .special = { EPSV("229 there (|||65536|)\r\n") }, .opened = ERROR_FTP_NO_PASSIVE_MODE },
	{ "a port that is none", .special = { EPSV("229 there (|||four|)\r\n") }, .opened = ERROR_FTP_NO_PASSIVE_MODE },
	{ "the address of another", .special = { EPSV("500 what?\r\n"), { .command = "PASV",
	  .reply = "227 there (6,6,6,6,%u,%u).\r\n" } } },
	{ "a port where nobody is", .special = { EPSV("229 there (|||1|)\r\n") }, .opened = ERROR_INTERNET_CANNOT_CONNECT },
	{ "neither way to send data", .special = { EPSV("500 what?\r\n"), { .command = "PASV", .reply = "502 no\r\n" } },
	  .opened = ERROR_FTP_NO_PASSIVE_MODE },
	{ "a reply of 1 MiB in place of data", .special = { RETR(long_reply) }, .opened = SERVER_REFUSES, .connections = 2 },
	{ "a line of 1 MiB in place of data", .special = { RETR(long_line) }, .opened = SERVER_REFUSES, .connections = 2 },
	{ "a size that is none", .special = { { .command = "SIZE", .reply = "213 -99999999999999999999999\r\n" } } },
	{ "hanging up on a file", .special = { RETR(NULL) }, .opened = ERROR_FTP_DROPPED, .connections = 2 },
	{ "data that breaks", .special = { RETR("150 here\r\n", .data = "hel", .after = "426 Broken.\r\n") },
	  .read = SERVER_REFUSES, .body = "hel" },
	{ "data, and hanging up", .special = { RETR("150 here\r\n", .data = "hello") , { .command = "NOOP" } },
	  .read = ERROR_INTERNET_TIMEOUT, .connections = 2, .impatient = true },
	{ "two replies to one command", .special = { RETR("150 here\r\n150 here\r\n", .data = "hello", .after = "226 done\r\n") } },
	{ "that all is done before it is", .special = { RETR("150 here\r\n226 done\r\n", .data = "hello") } },
	{ "what is no reply, later", .special = { { .command = "DELE", .reply = "gone\r\n" } }, .deleted = SERVER_REFUSES },
	{ "a reply that drips", .special = { { .command = "DELE", .reply = "250-gone\r\n250-and more\r\n250 .\r\n",
	  .slow = 40 } }, .deleted = ERROR_INTERNET_TIMEOUT, .impatient = true },
	{ "a reply of 1 MiB", .special = { { .command = "DELE", .reply = long_reply } }, .deleted = SERVER_REFUSES },
	{ "1 MiB of replies", .special = { { .command = "DELE", .reply = many_replies } }, .deleted = SERVER_REFUSES },
};

static const struct talk_reply usual[] = { SITE_LOGIN, { .command = "TYPE", .reply = "200 so be it\r\n" },
	EPSV("229 there (|||%u|)\r\n"), { .command = "SIZE", .reply = "213 5\r\n" },
	RETR("150 here\r\n", .data = "hello", .after = "226 done\r\n"), { .command = "DELE", .reply = "250 gone\r\n" }, SITE_HOME,
	SITE_REST };

/* What is special comes first. */
static struct talk_server server_of(const char *greeting, const struct talk_reply *special)
{
	static struct talk_reply replies[SPECIALS + ARRAY_COUNT(usual)];
	unsigned n = 0;

	for (; n < SPECIALS && special[n].command; n++)
		replies[n] = special[n];
	memcpy(replies + n, usual, sizeof usual);
	return (struct talk_server){ .greeting = greeting ? greeting : "220 hi\r\n", .replies = replies };
}

static void fill_with(char *to, const char *text, const char *end)
{
	size_t at = 0;

	for (; at + strlen(text) < MEBIBYTE - strlen(end); at += strlen(text))
		memcpy(to + at, text, strlen(text));
	strcpy(to + at, end);
}

static void fill_all(void)
{
	fill_with(long_line, "220 and more ", "\r\n");
	fill_with(long_reply, "220-and more\r\n", "220 .\r\n");
	fill_with(many_replies, "120 " SOON SOON SOON SOON "\r\n", "220 hi\r\n");
}

/* ---- the client ---- */

static const char *how(bool async)
{
	return async ? "async" : "sync";
}

static void expect(const char *does, bool async, const char *what, DWORD error, DWORD expected)
{
	if (error != expected)
		fail_msg("%s (%s): %s ends with %u, not %u", does, how(async), what, error, expected);
}

static HINTERNET open_session(bool async, bool impatient)
{
	static DWORD patience = 300;
	HINTERNET session = needed(InternetOpen("test", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, async ? INTERNET_FLAG_ASYNC : 0));

	InternetSetStatusCallback(session, events_callback);
	if (impatient)
		InternetSetOption(session, INTERNET_OPTION_RECEIVE_TIMEOUT, &patience, sizeof patience);
	return session;
}

static HINTERNET connect_to(HINTERNET session, INTERNET_PORT port, DWORD *error)
{
	*error = ERROR_SUCCESS;
	return site_handle(InternetConnect(session, "127.0.0.1", port, "ann", "secret", INTERNET_SERVICE_FTP, 0, SITE_CONTEXT),
	                   SITE_CONTEXT, error);
}

static HINTERNET open_file(HINTERNET connect, DWORD *error)
{
	*error = ERROR_SUCCESS;
	return site_handle(FtpOpenFile(connect, "a", GENERIC_READ, FTP_TRANSFER_TYPE_BINARY, FILE_CONTEXT), FILE_CONTEXT, error);
}

static DWORD read_all(HINTERNET file, char body[BODY_MOST])
{
	DWORD size = 0, got = 1, error = ERROR_SUCCESS;

	while (got && size < BODY_MOST - 1 &&
	       events_finish(InternetReadFile(file, body + size, BODY_MOST - 1 - size, &got), FILE_CONTEXT, &error, NULL))
		size += got;
	body[size] = 0;
	return error;
}

static DWORD delete_file(HINTERNET connect)
{
	DWORD error;

	events_finish(FtpDeleteFile(connect, "b"), SITE_CONTEXT, &error, NULL);
	return error;
}

/* What was said that it pends completes once. */
static void close_session(struct raw *raw, HINTERNET session, const char *does)
{
	DWORD_PTR context;

	InternetCloseHandle(session);
	raw_quiet(raw);
	for (context = SITE_CONTEXT; context <= FILE_CONTEXT; context++) {
		unsigned created = events_times(context, INTERNET_STATUS_HANDLE_CREATED);

		if (created)
			events_await(context, INTERNET_STATUS_HANDLE_CLOSING, created);
		if (events_times(context, INTERNET_STATUS_REQUEST_COMPLETE) != events_finished(context))
			fail_msg("%s: completions that nobody waits for", does);
	}
}

static void use(const struct row *row, HINTERNET connect, bool async)
{
	char body[BODY_MOST];
	DWORD error;
	HINTERNET file = open_file(connect, &error);

	expect(row->does, async, "opening", error, row->opened);
	if (file) {
		expect(row->does, async, "reading", read_all(file, body), row->read);
		assert_string_equal(body, row->body ? row->body : "hello");
		InternetCloseHandle(file);
	}
	expect(row->does, async, "deleting", delete_file(connect), row->deleted);
}

static void run(struct raw *raw, const struct row *row, bool async)
{
	struct talk_server server = server_of(row->greeting, row->special);
	HINTERNET session = open_session(async, row->impatient), connect;
	DWORD error;

	raw->talk = &server;
	os_store32(&raw->connections, 0);
	connect = connect_to(session, raw->port, &error);
	expect(row->does, async, "connecting", error, row->connected);
	if (connect)
		use(row, connect, async);
	assert_int_equal(os_load32(&raw->connections), row->connections ? row->connections : 1);
	close_session(raw, session, row->does);
}

static void run_all(bool async)
{
	struct raw raw = { .listener = -1 };
	struct bystander other;
	unsigned i;

	if (swept())
		return;
	fill_all();
	bystander_open(&other);
	raw_start_ftp(&raw);
	for (i = 0; i < ARRAY_COUNT(rows); i++) {
		events_clear();
		bystander_begin(&other);
		run(&raw, &rows[i], async);
		bystander_end(&other);
	}
	raw_stop(&raw);
	bystander_close(&other);
}

TEST(each_bad_server_is_its_error_and_nobody_else_notices) { run_all(false); }
TEST(the_same_asynchronously) { run_all(true); }

/* ---- cut at each octet ---- */

/* False: the server came to its end. */
static bool run_cut(struct raw *raw, unsigned cut, bool async)
{
	HINTERNET session = open_session(async, false), connect, file;
	char body[BODY_MOST];
	DWORD error;

	raw->cut = cut;
	connect = connect_to(session, raw->port, &error);
	file = connect ? open_file(connect, &error) : NULL;
	if (file)
		error = read_all(file, body);
	if (file)
		InternetCloseHandle(file);
	if (!error)
		error = delete_file(connect);
	if (error && error != ERROR_FTP_DROPPED)
		fail_msg("cut behind %u octets (%s): %u", cut, how(async), error);
	close_session(raw, session, "cut");
	return error;
}

TEST(replies_that_are_cut_at_any_octet_end_once)
{
	static const struct talk_reply none[1];
	struct talk_server server = server_of(NULL, none);
	struct raw raw = { .listener = -1, .talk = &server };
	struct bystander other;
	bool on = true;
	unsigned cut;

	if (swept())
		return;
	bystander_open(&other);
	raw_start_ftp(&raw);
	for (cut = 1; on; cut++) {
		events_clear();
		bystander_begin(&other);
		on = run_cut(&raw, cut, cut % 2);
		on |= run_cut(&raw, cut, !(cut % 2));
		bystander_end(&other);
	}
	assert_true(cut > 100);
	raw_stop(&raw);
	bystander_close(&other);
}

TEST(data_that_is_cut_at_any_octet_is_what_came)
{
	static const char data[] = "hello";
	struct talk_reply special[SPECIALS] = { RETR("150 here\r\n", .after = "426 Broken.\r\n") };
	char part[sizeof data] = "", body[BODY_MOST];
	struct raw raw = { .listener = -1 };
	HINTERNET session, connect, file;
	DWORD error;
	size_t cut;

	if (swept())
		return;
	raw_start_ftp(&raw);
	for (cut = 0; cut <= sizeof data - 1; cut++) {
		struct talk_server server;

		events_clear();
		memcpy(part, data, cut);
		special[0].data = part;
		server = server_of(NULL, special);
		raw.talk = &server;
		session = open_session(cut % 2, false);
		connect = needed(connect_to(session, raw.port, &error));
		file = needed(open_file(connect, &error));
		assert_int_equal(read_all(file, body), SERVER_REFUSES);
		assert_string_equal(body, part);
		InternetCloseHandle(file);
		assert_int_equal(delete_file(connect), ERROR_SUCCESS);
		close_session(&raw, session, "data");
	}
	raw_stop(&raw);
}

/* ---- listings ---- */

struct listing {
	const char *does, *data;
	bool for_people;   /* the server has no other */
	unsigned again;
	DWORD error;
	const char *names; /* each with a blank behind it */
};
#define UNIX_LINE(name) "-rw-r--r-- 1 ann staff 5 Jan 31 09:30 " name "\r\n"
#define DOS_LINE(name) "01-31-24  09:30AM  5 " name "\r\n"
#define FILE_LINE(name) "type=file;size=1; " name "\r\n"
static char name_without_end[MEBIBYTE + 1];
static const struct listing listings[] = {
	{ "names that lead elsewhere", FILE_LINE("..") FILE_LINE(".") FILE_LINE("../x") FILE_LINE("/etc/passwd") FILE_LINE("a\\..\\b")
	  FILE_LINE("good") "type=pdir; up\r\ntype=cdir; here\r\n", .names = "good " },
	{ "control characters", FILE_LINE("a\x1B[2J") FILE_LINE("b\rc") FILE_LINE("d\te") FILE_LINE("\x7F") FILE_LINE("good"),
	  .names = "good " },
	{ "lines that are none", "\r\n\r\n \r\nwhat?\r\n;;;;\r\n=;=; \r\ntype=file\r\n" FILE_LINE("good"), .names = "good " },
	{ "numbers beyond all", "type=file;size=99999999999999999999;modify=99999999999999999999; good\r\n"
	  "size=-1;modify=0; a\r\n", .names = "good a " },
	{ "a line of 1 MiB", name_without_end, .names = "good " },
	{ "no line at all", name_without_end, .again = 80, .error = ERROR_NOT_ENOUGH_MEMORY },
	{ "half a line", "type=file; go", .names = "go " },
	{ "the same for people", .for_people = true, .data = UNIX_LINE("..") UNIX_LINE(".") UNIX_LINE("../x") UNIX_LINE("/etc/passwd")
	  UNIX_LINE("a\\..\\b") UNIX_LINE("a\x1B[2J") UNIX_LINE("b\rc") UNIX_LINE("d\te") UNIX_LINE("\x7F") UNIX_LINE("good")
	  DOS_LINE("..") DOS_LINE("a\\b") DOS_LINE("a\x1B[2J") DOS_LINE("too") "total 5\r\n-rw\r\n1\r\n\r\n", .names = "good too " },
	{ "links that lead elsewhere", .for_people = true,
	  .data = "lrwxrwxrwx 1 ann staff 5 Jan 31 09:30 good -> ../../etc\r\nlrwxrwxrwx 1 ann staff 5 Jan 31 09:30 .. -> /\r\n",
	  .names = "good " },
};

static void list(HINTERNET connect, const struct listing *l, bool async)
{
	char names[BODY_MOST] = "";
	WIN32_FIND_DATA found;
	DWORD error = ERROR_SUCCESS;
	HINTERNET find = site_handle(FtpFindFirstFile(connect, "*", &found, 0, FILE_CONTEXT), FILE_CONTEXT, &error);

	expect(l->does, async, "listing", error, l->error);
	if (!find)
		return;
	do
		snprintf(names + strlen(names), sizeof names - strlen(names), "%.16s ", found.cFileName);
	while (InternetFindNextFile(find, &found));
	assert_int_equal(GetLastError(), ERROR_NO_MORE_FILES);
	if (strcmp(names, l->names))
		fail_msg("%s: %s", l->does, names);
	InternetCloseHandle(find);
}

TEST(bad_listings_hold_what_they_can)
{
	struct raw raw = { .listener = -1 };
	unsigned i;
	DWORD error;

	if (swept())
		return;
	fill_with(name_without_end, "and more ", "\r\n" FILE_LINE("good"));
	raw_start_ftp(&raw);
	for (i = 0; i < 2 * ARRAY_COUNT(listings); i++) {
		const struct listing *l = &listings[i / 2];
		struct talk_reply special[SPECIALS] = { { .command = l->for_people ? "LIST" : "MLSD", .reply = "150 here\r\n",
			.data = l->data, .again = l->again, .after = "226 done\r\n" }, { .command = "MLSD", .reply = "500 what?\r\n" } };
		struct talk_server server = server_of(NULL, special);
		HINTERNET session = open_session(i % 2, false), connect;

		events_clear();
		raw.talk = &server;
		connect = needed(connect_to(session, raw.port, &error));
		list(connect, l, i % 2);
		assert_int_equal(delete_file(connect), ERROR_SUCCESS);
		close_session(&raw, session, l->does);
	}
	raw_stop(&raw);
}
