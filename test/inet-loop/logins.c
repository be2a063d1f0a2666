/* logins.c - servers that ask who is there, and connections that are kept: as many as there may be. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inet/raw.h"
#include "inet/real.h"

#define ASKS(how, length) "HTTP/1.1 401 Who?\r\nWWW-Authenticate: " how "\r\nContent-Length: " length "\r\n\r\n"
static const struct raw_answer known = { .says = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", .end = RAW_STAYS };
static const struct raw_answer basic = { .says = ASKS("Basic realm=\"x\"", "0"), .end = RAW_STAYS };
static const struct raw_answer with_body = { .says = ASKS("Basic realm=\"x\"", "4") "who?", .end = RAW_STAYS };
static const struct raw_answer digest = {
	.says = ASKS("Digest realm=\"x\", nonce=\"abc\", qop=\"auth\", algorithm=MD5", "0"), .end = RAW_STAYS };
static const struct raw_answer never_content = {
	.says = ASKS("Digest realm=\"x\", nonce=\"abc\", qop=\"auth\", stale=true, algorithm=MD5", "0"), .end = RAW_STAYS };
static const struct raw_answer hangs_up = { .says = ASKS("Basic realm=\"x\"", "0") };
static const struct raw_answer says_so = {
	.says = "HTTP/1.1 401 Who?\r\nConnection: close\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n" };
static const char called_again[] = "60 10 11 20 21 30 31 40 41 50 51 20 21 30 31 40 41 100";
static const struct raw_answer stops = { .says = "HTTP/1.1 401 Who?\r\nWWW-Authenticate: Basic" };
static const struct raw_answer endless = { .says = "HTTP/1.1 401 Who?\r\n", .then = "X: 0123456789012345678901234567890\r\n",
	.times = 1 << 20 };

static void begin(struct raw *server, struct real *r, const struct raw_answer *a, const char *user)
{
	*server = (struct raw){ .answer = *a, .known = &known };
	raw_start_http(server);
	real_session(r, INTERNET_FLAG_ASYNC, NULL, NULL);
	real_connect_to(r, server->port, 0);
	if (user) {
		real_text(r->connect, INTERNET_OPTION_USERNAME, user);
		real_text(r->connect, INTERNET_OPTION_PASSWORD, "secret");
	}
	real_request(r, NULL, "/", 0);
}

static void end(struct raw *server, struct real *r)
{
	real_end(r);
	raw_stop(server);
}

/* Begins the line that says who asks; the password does not stand there. */
static void is_told(const struct raw_answer *a, const char *line)
{
	struct raw server;
	struct real r;

	begin(&server, &r, a, "ann");
	real_sends(&r);
	assert_string_equal(events_told(REAL_REQUEST), "60 10 11 20 21 30 31 40 41 30 31 40 41 100");
	assert_int_equal(real_status(&r), 200);
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	assert_memory_equal(server.login, line, strlen(line));
	assert_null(strstr(server.login, "secret"));
	assert_int_equal(os_load32(&server.requests), 2);
	assert_int_equal(os_load32(&server.connections), 1);
	end(&server, &r);
}

TEST(who_asks_is_told_a_server_that_asks) { is_told(&basic, "Authorization: Basic YW5uOnNlY3JldA=="); }
TEST(what_it_says_beside_is_nobodys) { is_told(&with_body, "Authorization: Basic YW5uOnNlY3JldA=="); }
TEST(a_digest_of_the_password_suffices) { is_told(&digest, "Authorization: Digest username=\"ann\", realm=\"x\""); }

/* Ends as the answer that it is. */
static void stays_unknown(const struct raw_answer *a, const char *user, const char *told, const char *body)
{
	struct raw server;
	struct real r;

	begin(&server, &r, a, user);
	server.known = a;
	real_sends(&r);
	assert_string_equal(events_told(REAL_REQUEST), told);
	assert_int_equal(real_status(&r), 401);
	assert_string_equal(real_body(r.request, REAL_REQUEST), body);
	end(&server, &r);
}

TEST(who_does_not_say_it_gets_the_question)
{
	stays_unknown(&basic, NULL, "60 10 11 20 21 30 31 40 41 100", "");
	stays_unknown(&with_body, NULL, "60 10 11 20 21 30 31 40 41 100", "who?");
}

TEST(whom_the_server_does_not_know_gets_it_too)
{
	stays_unknown(&basic, "eve", "60 10 11 20 21 30 31 40 41 30 31 40 41 100", "");
	stays_unknown(&with_body, "eve", "60 10 11 20 21 30 31 40 41 30 31 40 41 100", "who?");
}

static void add_login(const struct event *e, void *info)
{
	(void)info;
	if (e->status == INTERNET_STATUS_SENDING_REQUEST)
		HttpAddRequestHeaders(e->handle, "Authorization: Late", (DWORD)-1, HTTP_ADDREQ_FLAG_ADD | HTTP_ADDREQ_FLAG_REPLACE);
}

/* On a new connection, and on one that was kept. */
TEST(a_header_that_is_added_when_the_request_is_about_to_be_sent_is_sent)
{
	struct raw server;
	struct real r;
	int i;

	begin(&server, &r, &known, NULL);
	events_hook = add_login;
	for (i = 0; i < 2; i++) {
		real_sends(&r);
		assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
		assert_string_equal(server.login, "Authorization: Late");
		*server.login = 0;
	}
	assert_int_equal(os_load32(&server.connections), 1);
	end(&server, &r);
}

/* The second round is a connection of its own. Returns what was told. */
static const char *is_called_again(const struct raw_answer *a)
{
	struct raw server;
	struct real r;

	begin(&server, &r, a, "ann");
	real_sends(&r);
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	end(&server, &r);
	return events_told(REAL_REQUEST);
}

TEST(a_server_that_asks_and_says_that_it_hangs_up_is_called_again)
{
	assert_memory_equal(is_called_again(&says_so), called_again, sizeof called_again - 1);
}

/* Its end may come behind the next request, which then goes once more. */
TEST(a_server_that_asks_and_hangs_up_is_called_again)
{
	static const char *const either[] = { called_again, "60 10 11 20 21 30 31 40 41 30 31 50 51 20 21 30 31 40 41 100",
					      "60 10 11 20 21 30 31 40 41 30 50 51 20 21 30 31 40 41 100" };
	const char *told = is_called_again(&hangs_up);
	size_t i = 0;

	while (i < ARRAY_COUNT(either) && strncmp(told, either[i], strlen(either[i])))
		i++;
	if (i == ARRAY_COUNT(either))
		fail_msg("%s", told);
}

TEST(half_a_question_is_no_answer)
{
	struct raw server;
	struct real r;

	begin(&server, &r, &stops, "ann");
	assert_int_equal(real_send(&r), ERROR_HTTP_INVALID_SERVER_RESPONSE);
	end(&server, &r);
}

TEST(a_question_without_an_end_is_no_answer)
{
	struct raw server;
	struct real r;

	begin(&server, &r, &endless, "ann");
	assert_int_equal(real_send(&r), ERROR_HTTP_INVALID_SERVER_RESPONSE);
	end(&server, &r);
}

/* ---- connections ---- */

static void ask(struct real *r, HINTERNET *handles, unsigned requests)
{
	unsigned i;

	for (i = 0; i < requests; i++) {
		handles[i] = HttpOpenRequest(r->connect, NULL, "/good", NULL, NULL, NULL, 0, REAL_MANY + i);
		assert_false(HttpSendRequest(handles[i], NULL, 0, NULL, 0));
		assert_int_equal(GetLastError(), ERROR_IO_PENDING);
	}
}

static unsigned used(unsigned requests)
{
	HINTERNET handles[RAW_WORKERS];
	struct raw server;
	struct real r;
	unsigned i, count;

	begin(&server, &r, &known, NULL);
	ask(&r, handles, requests);
	harness_gate_open(&server.good);
	for (i = 0; i < requests; i++)
		real_completes(REAL_MANY + i);
	count = os_load32(&server.connections);
	end(&server, &r);
	return count;
}

TEST(no_more_connections_are_made_than_there_may_be)
{
	real_number(NULL, INTERNET_OPTION_MAX_CONNS_PER_SERVER, 2);
	assert_int_equal(used(5), 2);
	real_number(NULL, INTERNET_OPTION_MAX_CONNS_PER_SERVER, 1);
	assert_int_equal(used(3), 1);
	real_number(NULL, INTERNET_OPTION_MAX_CONNS_PER_SERVER, 6);
}

/* Once they are read to their end. */
static void answers_come(HINTERNET *handles, unsigned requests)
{
	unsigned i;

	for (i = 0; i < requests; i++)
		real_completes(REAL_MANY + i);
	for (i = 0; i < requests; i++) {
		assert_string_equal(real_body(handles[i], REAL_MANY + i), "hello again");
		InternetCloseHandle(handles[i]);
	}
}

enum { FEW = 4 }; /* that are kept even if one runs at a time */

TEST(where_any_number_may_be_those_that_are_kept_are_used_first)
{
	HINTERNET handles[FEW];
	unsigned i, count;
	struct raw server;
	struct real r;

	real_number(NULL, INTERNET_OPTION_MAX_CONNS_PER_SERVER, 0);
	begin(&server, &r, &known, NULL);
	ask(&r, handles, FEW);
	while (os_load32(&server.connections) < FEW)
		os_yield();
	harness_gate_open(&server.good);
	answers_come(handles, FEW);
	for (i = 1; i <= FEW; i++) {
		events_clear();
		ask(&r, handles, i);
		answers_come(handles, i);
	}
	count = os_load32(&server.connections);
	assert_int_equal(count, FEW);
	end(&server, &r);
	real_number(NULL, INTERNET_OPTION_MAX_CONNS_PER_SERVER, 6);
}

TEST(kept_connections_are_given_up_when_the_application_says_so)
{
	static const DWORD options[] = { INTERNET_OPTION_SETTINGS_CHANGED, INTERNET_OPTION_END_BROWSER_SESSION };
	struct raw server;
	struct real r;
	unsigned i;

	begin(&server, &r, &known, NULL);
	real_sends(&r);
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	real_sends(&r);
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	assert_int_equal(os_load32(&server.connections), 1);
	for (i = 0; i < ARRAY_COUNT(options); i++) {
		assert_true(InternetSetOption(i ? r.session : NULL, options[i], NULL, 0));
		real_sends(&r);
		assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
		assert_int_equal(os_load32(&server.connections), 2 + i);
	}
	end(&server, &r);
}

/* Whom the environment wants to be reached without one, too. */
TEST(a_proxy_that_a_session_names_is_the_way_whatever_the_environment_says)
{
	struct raw proxy;
	char name[64];
	struct real r;

	proxy = (struct raw){ .answer = known };
	raw_start_http(&proxy);
	setenv("no_proxy", "*", 1);
	snprintf(name, sizeof name, "127.0.0.1:%u", proxy.port);
	real_session(&r, INTERNET_FLAG_ASYNC, name, "<-loopback>");
	real_connect_to(&r, 9, 0); /* nobody is there */
	real_request(&r, NULL, "/", 0);
	real_sends(&r);
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	end(&proxy, &r);
}

/* Nobody knows who it is, or who stands before it: it neither leads elsewhere nor says what servers want. */
TEST(a_proxy_that_lets_nobody_through_does_not_speak_for_the_server)
{
	static const struct raw_answer refuses = { .says = "HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1:9/\r\n"
		"Strict-Transport-Security: max-age=1000\r\nContent-Length: 0\r\n\r\n" };
	char name[64], url[64];
	DWORD size = sizeof url;
	struct raw proxy = { .answer = refuses };
	struct real r;

	raw_start_http(&proxy);
	snprintf(name, sizeof name, "127.0.0.1:%u", proxy.port);
	real_session(&r, INTERNET_FLAG_ASYNC, name, "<-loopback>");
	real_number(r.session, INTERNET_OPTION_HSTS, TRUE);
	r.connect = InternetConnect(r.session, "shop", 443, NULL, NULL, INTERNET_SERVICE_HTTP, 0, REAL_CONNECT);
	assert_non_null(r.connect);
	real_request(&r, NULL, "/", INTERNET_FLAG_SECURE);
	real_sends(&r);
	assert_int_equal(real_status(&r), 302);
	assert_int_equal(os_load32(&proxy.requests), 1);
	InternetCloseHandle(r.request);
	real_request(&r, NULL, "/", 0);
	assert_true(InternetQueryOption(r.request, INTERNET_OPTION_URL, url, &size));
	assert_string_equal(url, "http://shop:443/");
	end(&proxy, &r);
}

/* What it said when it let through is no answer, if the server behind it cannot be spoken to. */
TEST(a_proxy_that_lets_through_to_nothing_that_can_be_trusted_has_not_answered)
{
	static const char *const behind[] = { "", "this is no server of TLS\r\n" };
	static const char lets[] = "HTTP/1.1 200 Connection established\r\n\r\n";
	char name[64];
	unsigned i;

	for (i = 0; i < ARRAY_COUNT(behind); i++) {
		struct raw proxy = { .answer = { .says = lets, .then = behind[i], .times = 1 } };
		struct real r;

		raw_start_http(&proxy);
		snprintf(name, sizeof name, "127.0.0.1:%u", proxy.port);
		real_session(&r, INTERNET_FLAG_ASYNC, name, "<-loopback>");
		r.connect = InternetConnect(r.session, "shop", 443, NULL, NULL, INTERNET_SERVICE_HTTP, 0, REAL_CONNECT);
		assert_non_null(r.connect);
		real_request(&r, NULL, "/", INTERNET_FLAG_SECURE);
		assert_int_equal(real_send(&r), ERROR_INTERNET_SECURITY_CHANNEL_ERROR);
		assert_int_equal(real_status(&r), 0);
		end(&proxy, &r);
	}
}

/* Nor does who he is become more lines of the head. */
TEST(a_login_is_one_line)
{
	static const enum { USER = INTERNET_OPTION_USERNAME, PROXY = INTERNET_OPTION_PROXY_USERNAME } options[] = { USER, PROXY };
	char bad[] = "ann\r\nX-Evil: 1";
	struct raw server;
	struct real r;
	unsigned i;

	begin(&server, &r, &digest, NULL);
	for (i = 0; i < ARRAY_COUNT(options); i++) {
		assert_false(InternetSetOption(r.connect, options[i], bad, sizeof bad - 1));
		assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
	}
	assert_null(InternetConnect(r.session, "shop", 80, bad, "secret", INTERNET_SERVICE_HTTP, 0, 0));
	assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
	end(&server, &r);
}

TEST(a_server_that_is_never_content_is_not_told_for_ever)
{
	struct raw server;
	struct real r;

	begin(&server, &r, &never_content, "ann");
	server.known = NULL;
	assert_int_equal(real_send(&r), ERROR_HTTP_INVALID_SERVER_RESPONSE);
	assert_true(os_load32(&server.requests) < 11);
	end(&server, &r);
}
