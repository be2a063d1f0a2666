/* races.c - handles that are closed at random times, while requests complete over real sockets: each that pends completes once, and
 * HANDLE_CLOSING is the last that is told (the grammar of events.c sees to that). A few times; `make races`: 100 000, under the
 * thread sanitizer. */
#include <stdlib.h>

#include "inet/raw.h"
#include "inet/site.h"

enum { CONTEXT = 3, TURNS = 500, TURNS_SOAKED = 100000, LONGEST_NS = 400000 };

static uint32_t random_state;
static uint32_t pick(uint32_t below)
{
	random_state = random_state * 1664525 + 1013904223;
	return (uint32_t)((uint64_t)(random_state >> 8) * below >> 24);
}

/* Mostly short: that is where things happen. */
static void linger(void)
{
	uint64_t until = os_now() + pick(1 + pick(LONGEST_NS));

	while (os_now() < until)
		;
}

static void begin(void)
{
	const char *seed = getenv("ACOM_SEED");

	random_state = seed ? (uint32_t)strtoul(seed, NULL, 10) : (uint32_t)os_now();
	print_message("ACOM_SEED=%u\n", random_state);
}

static HINTERNET open_session(DWORD flags)
{
	HINTERNET session = needed(InternetOpen("test", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, flags));

	InternetSetStatusCallback(session, events_callback);
	return session;
}

static bool pended(BOOL done)
{
	DWORD error = done ? ERROR_SUCCESS : GetLastError();

	if (error && error != ERROR_IO_PENDING)
		fail_msg("error %u", error);
	return error == ERROR_IO_PENDING;
}

/* What was begun is closed, above or itself, or cancelled and then closed; whatever came first. */
static void end_somehow(HINTERNET upper, HINTERNET h)
{
	linger();
	switch (pick(3)) {
	case 0:
		if (!AcomInternetCancel(h) && GetLastError() != ERROR_INVALID_HANDLE)
			assert_int_equal(GetLastError(), ERROR_INTERNET_INCORRECT_HANDLE_STATE);
		InternetCloseHandle(h);
		break;
	case 1:
		InternetCloseHandle(h);
		break;
	}
	InternetCloseHandle(upper);
}

static void check_ends(DWORD_PTR context, unsigned completions)
{
	events_await(context, INTERNET_STATUS_HANDLE_CLOSING, 1);
	assert_int_equal(events_times(context, INTERNET_STATUS_HANDLE_CLOSING), 1);
	assert_int_equal(events_times(context, INTERNET_STATUS_REQUEST_COMPLETE), completions);
}

static void http_turn(HINTERNET session, INTERNET_PORT port)
{
	HINTERNET connect, request;
	unsigned completions;
	char body[16];
	DWORD got;

	events_clear();
	connect = needed(InternetConnect(session, "127.0.0.1", port, NULL, NULL, INTERNET_SERVICE_HTTP, 0, 0));
	request = needed(HttpOpenRequest(connect, NULL, "/", NULL, NULL, NULL, 0, CONTEXT));
	completions = pended(HttpSendRequest(request, NULL, 0, NULL, 0));
	if (completions && pick(2)) {
		events_await(CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1);
		completions += pended(InternetReadFile(request, body, sizeof body, &got));
	}
	end_somehow(connect, request);
	check_ends(CONTEXT, completions);
}

TEST(N7_a_request_that_is_closed_at_a_random_time_completes_once)
{
	struct raw server = { .listener = -1, .answer = { .says = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", .end = RAW_STAYS,
		.then = "you!", .times = 1, .pause = 0 } };
	HINTERNET session;
	int i, turns = repeats(TURNS, TURNS_SOAKED);

	if (swept())
		return;
	begin();
	raw_start_http(&server);
	session = open_session(INTERNET_FLAG_ASYNC);
	for (i = 0; i < turns; i++)
		http_turn(session, server.port);
	InternetCloseHandle(session);
	raw_stop(&server);
}

/* ---- another thread's ---- */

struct closer {
	HINTERNET h;
	uint32_t delay;
};

static void close_it(void *arg)
{
	struct closer *c = arg;
	uint64_t until = os_now() + c->delay;

	while (os_now() < until)
		;
	InternetCloseHandle(c->h);
}

TEST(N17_a_synchronous_send_that_another_thread_closes_at_a_random_time_returns)
{
	struct raw server = { .listener = -1,
		.answer = { .says = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", .end = RAW_STAYS } };
	HINTERNET session, connect;
	int i, turns = repeats(TURNS / 5, TURNS_SOAKED / 5);

	if (swept())
		return;
	begin();
	raw_start_http(&server);
	session = open_session(0);
	connect = needed(InternetConnect(session, "127.0.0.1", server.port, NULL, NULL, INTERNET_SERVICE_HTTP, 0, 0));
	for (i = 0; i < turns; i++) {
		struct harness_thread thread;
		struct closer closer;

		events_clear();
		closer.h = needed(HttpOpenRequest(connect, NULL, "/", NULL, NULL, NULL, 0, CONTEXT));
		closer.delay = pick(1 + pick(LONGEST_NS));
		harness_start(&thread, close_it, &closer);
		if (!HttpSendRequest(closer.h, NULL, 0, NULL, 0) && GetLastError() != ERROR_INVALID_HANDLE)
			assert_int_equal(GetLastError(), ERROR_INTERNET_OPERATION_CANCELLED);
		harness_join(&thread);
		check_ends(CONTEXT, 0);
	}
	InternetCloseHandle(session);
	raw_stop(&server);
}

/* ---- FTP ---- */

static const struct talk_reply replies[] = { SITE_LOGIN, SITE_HOME, { .command = "TYPE", .reply = "200 ok\r\n" },
	{ .command = "EPSV", .reply = "229 there (|||%u|)\r\n" }, { .command = "SIZE", .reply = "213 5\r\n" },
	{ .command = "RETR", .reply = "150 here\r\n", .data = "hello", .after = "226 done\r\n" },
	{ .command = "DELE", .reply = "250 gone\r\n" }, SITE_REST };
static const struct talk_server server_of_files = { .greeting = "220 hi\r\n", .replies = replies };

static void ftp_turn(HINTERNET session, INTERNET_PORT port)
{
	unsigned completions;
	HINTERNET connect;
	DWORD error;

	events_clear();
	connect = site_handle(InternetConnect(session, "127.0.0.1", port, "ann", "secret", INTERNET_SERVICE_FTP, 0, SITE_CONTEXT),
	                      SITE_CONTEXT, &error);
	completions = 1;
	needed(connect);
	if (pick(2)) {
		completions += pended(FtpDeleteFile(connect, "a"));
	} else {
		assert_null(FtpOpenFile(connect, "a", GENERIC_READ, 0, FILE_CONTEXT));
		assert_int_equal(GetLastError(), ERROR_IO_PENDING);
		events_await(FILE_CONTEXT, INTERNET_STATUS_HANDLE_CREATED, 1);
		end_somehow(connect, (HINTERNET)events_await(FILE_CONTEXT, INTERNET_STATUS_HANDLE_CREATED, 1)->result);
		check_ends(FILE_CONTEXT, 1);
	}
	end_somehow(connect, connect);
	check_ends(SITE_CONTEXT, completions);
}

TEST(N7_an_ftp_function_whose_session_is_closed_at_a_random_time_completes_once)
{
	struct raw server = { .listener = -1, .talk = &server_of_files };
	int i, turns = repeats(TURNS / 5, TURNS_SOAKED / 5);
	HINTERNET session;

	if (swept())
		return;
	begin();
	raw_start_ftp(&server);
	session = open_session(INTERNET_FLAG_ASYNC);
	for (i = 0; i < turns; i++)
		ftp_turn(session, server.port);
	InternetCloseHandle(session);
	raw_stop(&server);
}
