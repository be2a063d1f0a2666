/* http.c - hostile and broken HTTP servers, octet by octet over the loopback: what each says, what its client gets, synchronously
 * and asynchronously, and that another download does not notice. */
#include <stdio.h>

#include "inet/bystander.h"

enum { CONTEXT = 3, FOR_EVER = 1 << 20, BODY_MOST = 64 };
#define OK "HTTP/1.1 200 OK\r\n"
#define K "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
#define KIB K K K K K K K K K K

struct row {
	const char *does;
	struct raw_answer answer;
	DWORD sent;              /* how the send ends */
	DWORD read;              /* how reading ends */
	const char *body;        /* what was read before */
	DWORD status;            /* of the answer, if it is not 200 */
	bool impatient;          /* the client waits 300 ms for an answer */
	bool decodes;            /* the client */
	unsigned requests;       /* that the server got; 0: one */
};
#define NONE ERROR_HTTP_INVALID_SERVER_RESPONSE
#define CUT ERROR_INTERNET_CONNECTION_ABORTED

/* Compressed: an "a", and then without an end "and 258 times what was last". */
#define BOMB_HEAD OK "Content-Encoding: gzip\r\n\r\n"
#define BOMB_BEGIN "\x1f\x8b\x08\0\0\0\0\0\0\3" "\x4b\x1c"
#define BOMB_GOES_ON "\x05\xa3\x60\x14\x8c\x82\x51\x30\x0a\x46\xc1\x28\x18"
#define A_63 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct row rows[] = {
	{ "lines without an end", { .says = OK, .then = "X: " KIB "\r\n", .times = FOR_EVER }, .sent = NONE },
	{ "short lines without an end", { .says = OK, .then = "X: y\r\n", .times = FOR_EVER }, .sent = NONE },
	{ "a line without an end", { .says = OK "X: ", .then = KIB, .times = FOR_EVER }, .sent = NONE },
	{ "status lines without an end", { .says = "", .then = OK, .times = FOR_EVER }, .sent = NONE },
	{ "a status line without an end", { .says = "HTTP/1.1 200 ", .then = KIB, .times = FOR_EVER }, .sent = NONE },
	{ "answers on the way without an end", { .says = "", .then = "HTTP/1.1 100 Continue\r\nX: " KIB "\r\n\r\n", .times = FOR_EVER },
	  .sent = NONE },
	{ "another protocol that nobody asked for", { .says = "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\nx", .end = RAW_HOLDS },
	  .sent = NONE },
	{ "nothing", { .says = "" }, .sent = NONE },
	{ "nothing, harshly", { .says = "", .end = RAW_RESETS }, .sent = ERROR_INTERNET_CONNECTION_RESET },
	{ "silence", { .says = "", .end = RAW_HOLDS }, .sent = ERROR_INTERNET_TIMEOUT, .impatient = true },
	{ "no HTTP", { .says = "what do you want?\r\n\r\n" }, .sent = NONE },
	{ "no HTTP without an end", { .says = "", .then = KIB, .times = FOR_EVER }, .sent = NONE },
	{ "a status of ten digits", { .says = "HTTP/1.1 4294967295 OK\r\n\r\n" }, .sent = NONE },
	{ "a status of four digits", { .says = "HTTP/1.1 2000 OK\r\nContent-Length: 5\r\n\r\nhello" }, .sent = NONE },
	{ "a status of two digits", { .says = "HTTP/1.1 20 OK\r\nContent-Length: 5\r\n\r\nhello" }, .sent = NONE },
	{ "a status that is none", { .says = "HTTP/1.1 abc\r\n\r\n" }, .sent = NONE },
	{ "a version that is none", { .says = "HTTP/7.7 200 OK\r\n\r\n" }, .sent = NONE },
	{ "a header of octets", { .says = OK "X: a\0b\r\n\r\n", .size = sizeof OK - 1 + 10 }, .sent = NONE },
	{ "a status line of octets", { .says = "HTTP/1.1 200 O\0K\r\n\r\n", .size = 20 }, .sent = NONE },
	{ "a head that stops", { .says = OK "Content-Le" }, .sent = NONE },
	{ "a head that stops, harshly", { .says = OK "Content-Le", .end = RAW_RESETS }, .sent = ERROR_INTERNET_CONNECTION_RESET },
	{ "half a connection and half a head", { .says = OK "Content-Le", .end = RAW_HALF }, .sent = NONE },

	{ "a length that is too long", { .says = OK "Content-Length: 9\r\n\r\nhello" }, .read = CUT, .body = "hello" },
	{ "a length that is too long, harshly", { .says = OK "Content-Length: 9\r\n\r\nhello", .end = RAW_RESETS },
	  .read = ERROR_INTERNET_CONNECTION_RESET, .body = "hello" },
	{ "a length that is too short", { .says = OK "Content-Length: 3\r\n\r\nhello", .end = RAW_HOLDS }, .body = "hel" },
	{ "a length below nothing", { .says = OK "Content-Length: -3\r\n\r\nhello" }, .sent = NONE },
	{ "a length that is none", { .says = OK "Content-Length: many\r\n\r\nhello" }, .sent = NONE },
	{ "a length beyond all", { .says = OK "Content-Length: 99999999999999999999\r\n\r\nhello" }, .body = "hello" },
	{ "no length and half a connection", { .says = OK "\r\nhello", .end = RAW_HALF }, .body = "hello" },

	{ "chunks whose size is none", { .says = OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\nagain" }, .read = CUT,
	  .body = "hello" },
	{ "chunks beyond all", { .says = OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nFFFFFFFFFFFFFFFFF\r\nagain" },
	  .read = CUT, .body = "hello" },
	{ "chunks that are longer than they say", { .says = OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello again\r\n0\r\n\r\n" },
	  .read = CUT, .body = "hello" },
	{ "chunks that stop", { .says = OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n" }, .read = CUT, .body = "hello" },
	{ "a chunk's size without an end", { .says = OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", .then = "0",
	  .times = FOR_EVER },
	  .read = CUT, .body = "hello" },
	{ "trailers without an end", { .says = OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n", .then = "X: " KIB "\r\n",
	  .times = FOR_EVER }, .read = NONE, .body = "hello" },
	{ "an encoding of the transfer that is none", { .says = OK "Transfer-Encoding: magic\r\n\r\nhello" },
	  .read = ERROR_INTERNET_DECODING_FAILED },

	{ "a redirect to itself", { .says = "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", .end = RAW_STAYS },
	  .sent = ERROR_HTTP_REDIRECT_FAILED, .requests = 6 },
	{ "a redirect to itself with a body without an end", { .says = "HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n", .then = KIB,
	  .times = FOR_EVER }, .sent = ERROR_HTTP_REDIRECT_FAILED, .requests = 6 },
	{ "a redirect to itself with a body that never comes", {
	  .says = "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 9\r\n\r\n", .end = RAW_HOLDS },
	  .sent = ERROR_HTTP_REDIRECT_FAILED, .requests = 6, .impatient = true },
	{ "a redirect to a file", { .says = "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\nno" }, .status = 302,
	  .body = "no" },
	{ "a redirect to Gopher", { .says = "HTTP/1.1 302 Found\r\nLocation: gopher://127.0.0.1:1/\r\n\r\nno" }, .status = 302,
	  .body = "no" },
	{ "a redirect to FTP", { .says = "HTTP/1.1 301 Moved\r\nLocation: ftp://127.0.0.1:1/\r\n\r\nno" }, .status = 301,
	  .body = "no" },
	{ "a redirect to a dictionary", { .says = "HTTP/1.1 307 Go\r\nLocation: dict://127.0.0.1:1/d\r\n\r\nno" }, .status = 307,
	  .body = "no" },
	{ "a redirect to a script", { .says = "HTTP/1.1 302 Found\r\nLocation: javascript:x\r\n\r\nno" }, .status = 302, .body = "no" },
	{ "a redirect to no host", { .says = "HTTP/1.1 302 Found\r\nLocation: http:///nohost\r\n\r\n" },
	  .sent = ERROR_INTERNET_INVALID_URL },
	{ "a redirect to a port that is none", { .says = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:99999/\r\n\r\n" },
	  .sent = ERROR_INTERNET_INVALID_URL },
	{ "a redirect to two lines", { .says = "HTTP/1.1 302 Found\r\nLocation: /x\rX: y\r\n\r\n" }, .sent = ERROR_HTTP_REDIRECT_FAILED,
	  .requests = 6 },
	{ "a redirect beyond all", { .says = "HTTP/1.1 302 Found\r\nLocation: /", .then = KIB, .times = 70 , .end = RAW_CLOSES },
	  .sent = NONE },
	{ "what is not compressed as it says", { .says = OK "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello" },
	  .read = ERROR_INTERNET_DECODING_FAILED, .decodes = true },
	{ "a compression that nobody knows", { .says = OK "Content-Encoding: magic\r\nContent-Length: 5\r\n\r\nhello" },
	  .read = ERROR_INTERNET_DECODING_FAILED, .decodes = true },
	{ "a bomb without an end", { .says = BOMB_HEAD BOMB_BEGIN, .size = sizeof BOMB_HEAD BOMB_BEGIN - 1, .then = BOMB_GOES_ON,
	  .times = FOR_EVER }, .body = A_63, .decodes = true },
	{ "a bomb that nobody lights", { .says = BOMB_HEAD, .then = "hello", .times = 1 }, .body = "hello" },

	{ "a head that drips", { .says = OK, .then = "X: y\r\n", .pause = 20, .times = FOR_EVER }, .sent = ERROR_INTERNET_TIMEOUT,
	  .impatient = true },
	{ "a body that stops dripping", { .says = OK "Content-Length: 9\r\n\r\n", .then = "hello", .pause = 5, .times = 1,
	  .end = RAW_HOLDS },
	  .read = ERROR_INTERNET_TIMEOUT, .body = "hello", .impatient = true },
};

/* ---- the client ---- */

struct client { HINTERNET session, request; };

static void open_client(struct client *c, INTERNET_PORT port, bool async)
{
	HINTERNET connect;

	c->session = needed(InternetOpen("test", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, async ? INTERNET_FLAG_ASYNC : 0));
	InternetSetStatusCallback(c->session, events_callback);
	connect = needed(InternetConnect(c->session, "127.0.0.1", port, NULL, NULL, INTERNET_SERVICE_HTTP, 0, 0));
	c->request = needed(HttpOpenRequest(connect, NULL, "/", NULL, NULL, NULL, 0, CONTEXT));
}

/* What was said that it pends completes once, and the end is the last. */
static void close_client(struct client *c, const char *does)
{
	InternetCloseHandle(c->session);
	events_await(CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	if (events_times(CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE) != events_finished(CONTEXT))
		fail_msg("%s: %u completions of %u", does, events_times(CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE),
		         events_finished(CONTEXT));
}

static DWORD send_it(struct client *c)
{
	DWORD error;

	events_finish(HttpSendRequest(c->request, NULL, 0, NULL, 0), CONTEXT, &error, NULL);
	return error;
}

/* How it ends, and the body as text. */
static DWORD read_all(struct client *c, char body[BODY_MOST])
{
	DWORD size = 0, got = 1, error = ERROR_SUCCESS;

	while (got && size < BODY_MOST - 1 &&
	       events_finish(InternetReadFile(c->request, body + size, BODY_MOST - 1 - size, &got), CONTEXT, &error, NULL))
		size += got;
	body[size] = 0;
	return error;
}

/* ---- each row ---- */

static const char *how(bool async)
{
	return async ? "async" : "sync";
}

static void expect(const struct row *row, bool async, const char *what, DWORD error, DWORD expected)
{
	if (error != expected)
		fail_msg("%s (%s): %s ends with %u, not %u", row->does, how(async), what, error, expected);
}

static void read_row(const struct row *row, struct client *c, bool async)
{
	DWORD status = 0, size = sizeof status;
	char body[BODY_MOST];

	assert_true(HttpQueryInfo(c->request, HTTP_QUERY_STATUS_CODE | HTTP_QUERY_FLAG_NUMBER, &status, &size, NULL));
	assert_int_equal(status, row->status ? row->status : 200);
	expect(row, async, "reading", read_all(c, body), row->read);
	assert_string_equal(body, row->body ? row->body : "");
}

static void run(struct raw *server, unsigned i, bool async)
{
	const struct row *row = &rows[i];
	static DWORD patience = 300;
	static BOOL decode = TRUE;
	struct client c;
	DWORD error;

	raw_answers(server, &row->answer);
	os_store32(&server->requests, 0);
	open_client(&c, server->port, async);
	if (row->impatient)
		InternetSetOption(c.request, INTERNET_OPTION_RECEIVE_TIMEOUT, &patience, sizeof patience);
	if (row->decodes)
		InternetSetOption(c.request, INTERNET_OPTION_HTTP_DECODING, &decode, sizeof decode);
	error = send_it(&c);
	expect(row, async, "the send", error, row->sent);
	assert_int_equal(os_load32(&server->requests), row->requests ? row->requests : 1);
	if (!error)
		read_row(row, &c, async);
	close_client(&c, row->does);
}

static void run_all(bool async) { bystander_watches(raw_start_http, ARRAY_COUNT(rows), run, async); }

TEST(each_bad_server_is_its_error_and_nobody_else_notices) { run_all(false); }
TEST(the_same_asynchronously) { run_all(true); }

TEST(N14_a_request_that_is_closed_is_over_for_the_server_too)
{
	struct raw server = { .listener = -1, .answer = { .says = "", .end = RAW_HOLDS } };
	struct client c;

	if (swept())
		return;
	raw_start_http(&server);
	open_client(&c, server.port, true);
	assert_false(HttpSendRequest(c.request, NULL, 0, NULL, 0));
	while (!os_load32(&server.requests))
		os_yield();
	assert_true(InternetCloseHandle(c.request));
	assert_int_equal(events_await(CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1)->error, ERROR_INTERNET_OPERATION_CANCELLED);
	events_await(CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	raw_quiet(&server);
	InternetCloseHandle(c.session);
	raw_stop(&server);
}

/* Nobody else is served while a head is looked at: what that takes does not grow with its square. */
TEST(a_head_full_of_cookies_is_looked_at_once)
{
	enum { COOKIES = 18000, TIMES = 40 };
	static char head[sizeof OK + COOKIES * (sizeof "Set-Cookie:\r\n" - 1) + 32] = OK;
	struct raw server = { .listener = -1, .answer = { .says = head } };
	struct client c;
	char *at = head + sizeof OK - 1;
	unsigned i;

	if (swept())
		return;
	for (i = 0; i < COOKIES; i++)
		at += sprintf(at, "Set-Cookie:\r\n");
	strcpy(at, "Content-Length: 0\r\n\r\n");
	raw_start_http(&server);
	open_client(&c, server.port, true);
	for (i = 1; i <= TIMES; i++) {
		assert_int_equal(send_it(&c), ERROR_SUCCESS);
		assert_int_equal(events_await(CONTEXT, INTERNET_STATUS_COOKIE_RECEIVED, i)->number, COOKIES);
	}
	InternetCloseHandle(c.session);
	raw_stop(&server);
}

/* ---- addresses ---- */

TEST(N27_a_port_where_nobody_is_is_told_with_20_but_not_21)
{
	struct raw server = { .listener = -1 };
	struct client c;
	unsigned i;

	if (swept())
		return;
	raw_start_http(&server);
	raw_stop(&server);
	open_client(&c, server.port, true);
	assert_int_equal(send_it(&c), ERROR_INTERNET_CANNOT_CONNECT);
	assert_string_equal(events_told(CONTEXT), "60 10 11 20 100");
	for (i = 2; i < 8; i++) { /* each send tries anew */
		assert_int_equal(send_it(&c), ERROR_INTERNET_CANNOT_CONNECT);
		assert_int_equal(events_times(CONTEXT, INTERNET_STATUS_CONNECTING_TO_SERVER), i);
	}
	close_client(&c, "refused");
}

TEST(N8_a_second_request_over_a_kept_connection_is_told_without_one_and_its_end_is)
{
	struct raw server = { .listener = -1 };
	char body[BODY_MOST];
	struct client c;

	if (swept())
		return;
	raw_start_http(&server);
	raw_answers(&server, &(struct raw_answer){ .says = OK "Content-Length: 5\r\n\r\nhello", .end = RAW_STAYS });
	open_client(&c, server.port, false);
	assert_int_equal(send_it(&c), ERROR_SUCCESS);
	assert_int_equal(read_all(&c, body), ERROR_SUCCESS);
	assert_memory_equal(events_told(CONTEXT), "60 10 11 20 21 30 31 40 41", 26);
	events_clear();
	assert_int_equal(send_it(&c), ERROR_SUCCESS);
	assert_int_equal(read_all(&c, body), ERROR_SUCCESS);
	assert_memory_equal(events_told(CONTEXT), "30 31 40 41", 11);
	assert_int_equal(events_times(CONTEXT, INTERNET_STATUS_CONNECTED_TO_SERVER), 0);
	assert_int_equal(events_times(CONTEXT, INTERNET_STATUS_CLOSING_CONNECTION), 0);
	raw_answers(&server, &(struct raw_answer){ .says = OK "Connection: close\r\nContent-Length: 5\r\n\r\nhello" });
	events_clear();
	assert_int_equal(send_it(&c), ERROR_SUCCESS);
	assert_int_equal(read_all(&c, body), ERROR_SUCCESS);
	assert_int_equal(os_load32(&server.connections), 1);
	close_client(&c, "kept");
	assert_int_equal(events_times(CONTEXT, INTERNET_STATUS_CONNECTED_TO_SERVER), 0);
	assert_int_equal(events_times(CONTEXT, INTERNET_STATUS_CLOSING_CONNECTION), 1);
	raw_stop(&server);
}

/* By lines as long as those that are expected. */
static void are_asked_for(const char *const *objects, const char *const *lines)
{
	struct raw server = { .listener = -1, .answer = { .says = OK "Content-Length: 0\r\n\r\n" } };
	HINTERNET session, connect, request;

	if (swept())
		return;
	raw_start_http(&server);
	session = needed(InternetOpen("test", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, 0));
	connect = needed(InternetConnect(session, "127.0.0.1", server.port, NULL, NULL, INTERNET_SERVICE_HTTP, 0, 0));
	for (; *objects; objects++, lines++) {
		request = needed(HttpOpenRequest(connect, NULL, *objects, NULL, NULL, NULL, 0, 0));
		assert_true(HttpSendRequest(request, NULL, 0, NULL, 0));
		assert_int_equal(os_load32(&server.asked), strlen(*lines));
	}
	InternetCloseHandle(session);
	raw_stop(&server);
}

TEST(a_path_of_4096_octets_is_asked_for)
{
	static char path[4097], line[4200];

	memset(path, 'a', sizeof path - 1);
	snprintf(line, sizeof line, "GET /%s HTTP/1.1", path);
	are_asked_for((const char *[]){ path, NULL }, (const char *[]){ line });
}

/* As WinINet does: blanks are written as URLs have them, and "." and ".." lead where they lead, but in queries. */
TEST(an_object_is_asked_for_as_urls_are_written)
{
	static const char *const objects[] = { "/A/../B/./C/../../x", "/../x?y=/../z", "/a b?c d", "a%20b", NULL };
	static const char *const lines[] = { "GET /x HTTP/1.1", "GET /x?y=/../z HTTP/1.1", "GET /a%20b?c%20d HTTP/1.1",
		"GET /a%20b HTTP/1.1" };

	are_asked_for(objects, lines);
}

TEST(users_and_passwords_in_a_redirect_are_not_told)
{
	struct raw server = { .listener = -1 };
	char url[256];
	DWORD size = sizeof url;
	struct client c;
	unsigned i;

	if (swept())
		return;
	raw_start_http(&server);
	raw_answers(&server, &(struct raw_answer){ .says = "HTTP/1.1 302 Found\r\nLocation: //ann:secret@127.0.0.1:1/\r\n\r\n" });
	open_client(&c, server.port, true);
	assert_int_equal(send_it(&c), ERROR_INTERNET_CANNOT_CONNECT);
	assert_int_equal(events_times(CONTEXT, INTERNET_STATUS_REDIRECT), 1);
	for (i = 0; i < events_count(); i++)
		assert_null(strstr(events_at(i)->text, "ann"));
	assert_true(InternetQueryOption(c.request, INTERNET_OPTION_URL, url, &size));
	assert_string_equal(url, "http://127.0.0.1:1/");
	close_client(&c, "redirect");
	raw_stop(&server);
}

/* ---- cut at each octet ---- */

static const char whole[] = OK "Content-Length: 5\r\n\r\nhello";
static const char chunked[] = OK "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n";

static void run_cut(struct raw *server, const char *answer, size_t cut, enum raw_end end, bool async)
{
	const char *body_at = strstr(answer, "\r\n\r\n") + 4;
	char body[BODY_MOST] = "";
	struct client c;
	DWORD error;

	raw_answers(server, &(struct raw_answer){ .says = cut ? answer : "", .size = cut, .end = end });
	open_client(&c, server->port, async);
	error = send_it(&c);
	if (answer + cut < body_at ? error != NONE && error != ERROR_INTERNET_CONNECTION_RESET && error != CUT
				   : error && (error != ERROR_INTERNET_CONNECTION_RESET || end != RAW_RESETS))
		fail_msg("cut behind %zu octets (%s): %u", cut, how(async), error);
	if (!error) {
		error = read_all(&c, body);
		assert_memory_equal(body, "hello", strlen(body));
		if (cut == strlen(answer) ? error : !error && strlen(body) < 5)
			fail_msg("cut behind %zu octets (%s): reading ends with %u", cut, how(async), error);
	}
	close_client(&c, "cut");
}

static void cut_everywhere(const char *answer, enum raw_end end)
{
	struct raw server = { .listener = -1 };
	struct bystander other;
	size_t cut;

	if (swept())
		return;
	bystander_open(&other);
	raw_start_http(&server);
	for (cut = 0; cut <= strlen(answer); cut++) {
		events_clear();
		bystander_begin(&other);
		run_cut(&server, answer, cut, end, cut % 2);
		events_await(CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
		run_cut(&server, answer, cut, end, !(cut % 2));
		bystander_end(&other);
	}
	raw_stop(&server);
	bystander_close(&other);
}

TEST(an_answer_that_is_cut_at_any_octet_ends_once) { cut_everywhere(whole, RAW_CLOSES); }
TEST(an_answer_that_is_reset_at_any_octet_ends_once) { cut_everywhere(whole, RAW_RESETS); }
TEST(an_answer_in_chunks_that_is_cut_at_any_octet_ends_once) { cut_everywhere(chunked, RAW_CLOSES); }
TEST(an_answer_in_chunks_that_is_reset_at_any_octet_ends_once) { cut_everywhere(chunked, RAW_RESETS); }
