/* http.c - HTTP at nginx: what the seed's functions do there, which connections they use, and who asks. */
#include <stdio.h>
#include <string.h>

#include "inet/real.h"

static void begin(struct real *r, DWORD flags)
{
	real_session(r, flags, NULL, NULL);
	real_connect(r, "HTTP");
}

TEST(N3_N2_a_request_asynchronously)
{
	struct real r;

	begin(&r, INTERNET_FLAG_ASYNC);
	assert_string_equal(events_told(REAL_CONNECT), "60");
	real_request(&r, NULL, "/", 0);
	real_sends(&r);
	assert_int_equal(real_status(&r), 200);
	assert_string_equal(events_told(REAL_REQUEST), "60 10 11 20 21 30 31 40 41 100");
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	real_end(&r);
}

TEST(N1_a_request_synchronously)
{
	struct real r;

	begin(&r, 0);
	real_request(&r, NULL, "/", 0);
	assert_true(HttpSendRequest(r.request, NULL, 0, NULL, 0));
	assert_string_equal(events_told(0), "60 60 10 11 20 21 30 31 40 41");
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	real_end(&r);
}

TEST(N24_a_body_that_is_written)
{
	INTERNET_BUFFERS in = { .dwStructSize = sizeof in, .dwBufferTotal = 11 };
	struct real r;
	DWORD written, error;

	begin(&r, INTERNET_FLAG_ASYNC);
	real_request(&r, "POST", "/echo", 0);
	assert_true(events_finish(HttpSendRequestEx(r.request, &in, NULL, 0, REAL_REQUEST), REAL_REQUEST, &error, NULL));
	assert_true(events_finish(InternetWriteFile(r.request, "hello ", 6, &written), REAL_REQUEST, &error, NULL));
	assert_true(events_finish(InternetWriteFile(r.request, "world", 5, &written), REAL_REQUEST, &error, NULL));
	assert_true(events_finish(HttpEndRequest(r.request, NULL, 0, 0), REAL_REQUEST, &error, NULL));
	assert_string_equal(events_told(REAL_REQUEST), "60 10 11 20 21 30 31 100 30 31 30 31 40 41 100");
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello world");
	real_end(&r);
}

TEST(a_dripped_answer_comes_piece_by_piece_through_readfileex)
{
	char text[64] = "";
	struct real r;
	DWORD error, total = 0;

	begin(&r, INTERNET_FLAG_ASYNC);
	real_request(&r, NULL, "/drip", 0);
	real_sends(&r);
	for (;;) {
		INTERNET_BUFFERS out = { .dwStructSize = sizeof out, .lpvBuffer = text + total, .dwBufferLength = sizeof text - 1 - total };

		while (!InternetReadFileEx(r.request, &out, IRF_NO_WAIT, REAL_REQUEST)) {
			assert_int_equal(GetLastError(), ERROR_IO_PENDING);
			assert_true(events_finish(FALSE, REAL_REQUEST, &error, NULL));
			out.dwBufferLength = sizeof text - 1 - total;
		}
		if (!out.dwBufferLength)
			break;
		total += out.dwBufferLength;
	}
	assert_string_equal(text, "onetwothree");
	real_end(&r);
}

TEST(N30_a_url_is_opened)
{
	HINTERNET h;
	DWORD_PTR result = 0;
	DWORD error;
	struct real r;
	char url[64];

	real_session(&r, INTERNET_FLAG_ASYNC, NULL, NULL);
	snprintf(url, sizeof url, "http://127.0.0.1:%u/", real_port("HTTP"));
	h = InternetOpenUrl(r.session, url, NULL, 0, 0, REAL_REQUEST);
	assert_null(h);
	assert_true(events_finish(FALSE, REAL_REQUEST, &error, &result));
	assert_string_equal(events_told(REAL_REQUEST), "60 10 11 20 21 30 31 40 41 100");
	assert_string_equal(real_body((HINTERNET)result, REAL_REQUEST), "hello");
	real_end(&r);
}

TEST(a_user_and_a_password_of_a_url_are_told_when_they_are_asked_for)
{
	DWORD_PTR result = 0;
	DWORD error, size = 64;
	struct real r;
	char url[64];

	real_session(&r, INTERNET_FLAG_ASYNC, NULL, NULL);
	snprintf(url, sizeof url, "http://ann:s%%65cret@127.0.0.1:%u/private", real_port("HTTP"));
	assert_null(InternetOpenUrl(r.session, url, NULL, 0, 0, REAL_REQUEST));
	assert_true(events_finish(FALSE, REAL_REQUEST, &error, &result));
	assert_string_equal(real_body((HINTERNET)result, REAL_REQUEST), "ann");
	assert_true(InternetQueryOption((HINTERNET)result, INTERNET_OPTION_URL, url, &size));
	assert_null(strstr(url, "ann"));
	real_end(&r);
}

TEST(N9_a_redirect_uses_the_connection_again)
{
	struct real r;

	begin(&r, INTERNET_FLAG_ASYNC);
	real_request(&r, NULL, "/away", 0);
	real_sends(&r);
	assert_string_equal(events_told(REAL_REQUEST), "60 10 11 20 21 30 31 40 41 110 30 31 40 41 100");
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	real_end(&r);
}

TEST(a_redirect_to_https_is_followed)
{
	struct real r;

	real_session(&r, INTERNET_FLAG_ASYNC, NULL, NULL);
	real_believe(&r);
	real_connect(&r, "HTTP");
	real_request(&r, NULL, "/secure", 0);
	real_sends(&r);
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	real_end(&r);
}

/* ---- connections ---- */

TEST(N8_a_kept_connection_is_used_again)
{
	struct real r;
	char first[32];
	size_t before;

	begin(&r, INTERNET_FLAG_ASYNC);
	real_request(&r, NULL, "/connection", 0);
	real_sends(&r);
	snprintf(first, sizeof first, "%s", real_body(r.request, REAL_REQUEST));
	before = strlen(events_told(REAL_REQUEST));
	real_sends(&r);
	assert_string_equal(events_told(REAL_REQUEST) + before, " 30 31 40 41 100");
	assert_string_equal(real_body(r.request, REAL_REQUEST), first);
	real_end(&r);
}

TEST(a_connection_that_the_server_does_not_keep_is_told_to_be_closed)
{
	struct real r;

	begin(&r, INTERNET_FLAG_ASYNC);
	real_request(&r, NULL, "/close", 0);
	real_sends(&r);
	assert_string_equal(real_body(r.request, REAL_REQUEST), "bye");
	events_await(REAL_REQUEST, INTERNET_STATUS_CONNECTION_CLOSED, 1);
	real_sends(&r);
	assert_string_equal(real_body(r.request, REAL_REQUEST), "bye");
	assert_non_null(events_await(REAL_REQUEST, INTERNET_STATUS_CONNECTED_TO_SERVER, 2));
	real_end(&r);
}

/* How many connections served so many requests at once. */
static unsigned connections_used(unsigned requests)
{
	HINTERNET handles[16];
	char names[16][16];
	unsigned i, j, used = 0;
	struct real r;

	begin(&r, INTERNET_FLAG_ASYNC);
	for (i = 0; i < requests; i++) {
		handles[i] = HttpOpenRequest(r.connect, NULL, "/slow", NULL, NULL, NULL, 0, REAL_MANY + i);
		assert_false(HttpSendRequest(handles[i], NULL, 0, NULL, 0));
	}
	for (i = 0; i < requests; i++) {
		real_completes(REAL_MANY + i);
		snprintf(names[i], sizeof names[i], "%s", real_body(handles[i], REAL_MANY + i));
		for (j = 0; j < i && strcmp(names[j], names[i]); j++)
			;
		used += j == i;
	}
	real_end(&r);
	return used;
}

TEST(six_connections_to_a_server_at_a_time_are_enough)
{
	DWORD limit = 0, size = sizeof limit;

	assert_true(InternetQueryOption(NULL, INTERNET_OPTION_MAX_CONNS_PER_SERVER, &limit, &size));
	assert_int_equal(limit, 6);
	assert_int_equal(connections_used(14), 6);
}

TEST(or_as_many_as_the_option_says)
{
	real_number(NULL, INTERNET_OPTION_MAX_CONNS_PER_SERVER, 2);
	assert_int_equal(connections_used(5), 2);
	real_number(NULL, INTERNET_OPTION_MAX_CONNS_PER_SERVER, 0);
	assert_int_equal(connections_used(14), 14);
}

TEST(N45_a_hundred_downloads_at_a_time_need_three_threads)
{
	unsigned i;
	struct real r;

	real_number(NULL, INTERNET_OPTION_MAX_CONNS_PER_SERVER, 0);
	begin(&r, INTERNET_FLAG_ASYNC);
	for (i = 0; i < 100; i++) {
		real_request(&r, NULL, "/slow", 0);
		assert_false(HttpSendRequest(r.request, NULL, 0, NULL, 0));
	}
	events_await(REAL_REQUEST, INTERNET_STATUS_RECEIVING_RESPONSE, 100);
	assert_in_range(harness_threads(), 3, 4 + HARNESS_TSAN); /* a second one that tells, perhaps, and the sanitizer's */
	for (i = 1; i <= 100; i++)
		assert_int_equal(events_await(REAL_REQUEST, INTERNET_STATUS_REQUEST_COMPLETE, i)->error, ERROR_SUCCESS);
	events_clear();
	real_end(&r);
}

/* ---- who asks ---- */

TEST(a_user_and_a_password_are_told_when_they_are_asked_for)
{
	struct real r;
	size_t before;

	begin(&r, INTERNET_FLAG_ASYNC);
	real_request(&r, NULL, "/private", 0);
	real_sends(&r);
	assert_int_equal(real_status(&r), 401);
	real_body(r.request, REAL_REQUEST);
	real_text(r.request, INTERNET_OPTION_USERNAME, "ann");
	real_text(r.request, INTERNET_OPTION_PASSWORD, "secret");
	before = strlen(events_told(REAL_REQUEST));
	real_sends(&r);
	assert_string_equal(events_told(REAL_REQUEST) + before, " 30 31 40 41 30 31 40 41 100");
	assert_int_equal(real_status(&r), 200);
	assert_string_equal(real_body(r.request, REAL_REQUEST), "ann");
	real_text(r.request, INTERNET_OPTION_PASSWORD, "wrong");
	real_sends(&r);
	assert_int_equal(real_status(&r), 401);
	real_end(&r);
}

TEST(those_of_the_connection_serve_all_its_requests_but_those_that_want_none)
{
	struct real r;

	real_session(&r, INTERNET_FLAG_ASYNC, NULL, NULL);
	r.connect = InternetConnect(r.session, "127.0.0.1", real_port("HTTP"), "ann", "secret", INTERNET_SERVICE_HTTP, 0, REAL_CONNECT);
	r.request = HttpOpenRequest(r.connect, NULL, "/private", NULL, NULL, NULL, 0, REAL_REQUEST);
	real_sends(&r);
	assert_string_equal(real_body(r.request, REAL_REQUEST), "ann");
	r.request = HttpOpenRequest(r.connect, NULL, "/private", NULL, NULL, NULL, INTERNET_FLAG_NO_AUTH, REAL_REQUEST);
	real_sends(&r);
	assert_int_equal(real_status(&r), 401);
	real_end(&r);
}

static void begin_private(struct real *r)
{
	begin(r, INTERNET_FLAG_ASYNC);
	real_text(r->connect, INTERNET_OPTION_USERNAME, "ann");
	real_text(r->connect, INTERNET_OPTION_PASSWORD, "secret");
	real_request(r, "POST", "/private_echo", 0);
}

TEST(a_body_goes_again_with_the_password)
{
	static char body[100000];
	struct real r;
	DWORD error;

	memset(body, 'z', sizeof body - 1);
	begin_private(&r);
	assert_true(events_finish(HttpSendRequest(r.request, NULL, 0, body, sizeof body - 1), REAL_REQUEST, &error, NULL));
	assert_int_equal(real_status(&r), 200);
	assert_string_equal(real_body(r.request, REAL_REQUEST), body);
	real_end(&r);
}

TEST(one_that_was_written_cannot)
{
	INTERNET_BUFFERS in = { .dwStructSize = sizeof in, .dwBufferTotal = 5 };
	struct real r;
	DWORD written, error;

	begin_private(&r);
	assert_true(events_finish(HttpSendRequestEx(r.request, &in, NULL, 0, REAL_REQUEST), REAL_REQUEST, &error, NULL));
	events_finish(InternetWriteFile(r.request, "hello", 5, &written), REAL_REQUEST, &error, NULL);
	assert_false(events_finish(HttpEndRequest(r.request, NULL, 0, 0), REAL_REQUEST, &error, NULL));
	assert_int_equal(error, ERROR_INTERNET_FORCE_RETRY);
	real_end(&r);
}

TEST(a_server_that_asks_for_a_digest_gets_one)
{
	struct real r;
	size_t before;

	real_session(&r, INTERNET_FLAG_ASYNC, NULL, NULL);
	real_connect_to(&r, real_port("DIGEST"), 0);
	real_text(r.connect, INTERNET_OPTION_USERNAME, "ann");
	real_text(r.connect, INTERNET_OPTION_PASSWORD, "secret");
	real_request(&r, NULL, "/big", 0);
	real_sends(&r);
	assert_int_equal(real_status(&r), 200);
	assert_int_equal(strlen(real_body(r.request, REAL_REQUEST)), 1048576);
	before = strlen(events_told(REAL_REQUEST));
	real_sends(&r); /* it asks anew, or takes what is counted on */
	assert_non_null(strstr(events_told(REAL_REQUEST) + before, " 100"));
	assert_int_equal(real_status(&r), 200);
	real_body(r.request, REAL_REQUEST);
	real_text(r.request, INTERNET_OPTION_USERNAME, "ann");
	real_text(r.request, INTERNET_OPTION_PASSWORD, "wrong");
	real_sends(&r);
	assert_int_equal(real_status(&r), 401);
	real_end(&r);
}

static os_u32 shown;
static void no_secret(const struct event *e, void *info)
{
	(void)info;
	if (strstr(e->text, "hidden") || strstr(e->text, "eve"))
		os_store32(&shown, 1);
}

TEST(a_user_and_a_password_in_a_redirect_are_not_told)
{
	char url[128];
	DWORD size = sizeof url;
	struct real r;

	begin(&r, INTERNET_FLAG_ASYNC);
	events_hook = no_secret;
	real_request(&r, NULL, "/with_secrets", 0);
	real_sends(&r);
	assert_int_equal(os_load32(&shown), 0);
	assert_true(InternetQueryOption(r.request, INTERNET_OPTION_URL, url, &size));
	assert_null(strstr(url, "hidden"));
	real_end(&r);
}
