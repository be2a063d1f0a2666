/* https.c - certificates that are right and wrong, and HTTP/2, at nginx and nghttpd. */
#include <stdio.h>
#include <string.h>

#include "inet/real.h"

static DWORD number(HINTERNET h, DWORD option)
{
	DWORD n = 0, size = sizeof n;

	assert_true(InternetQueryOption(h, option, &n, &size));
	return n;
}

static void begin(struct real *r, DWORD flags, const char *server)
{
	real_session(r, flags, NULL, NULL);
	real_believe(r);
	real_connect(r, server);
}

TEST(a_server_that_somebody_known_vouches_for_is_believed)
{
	struct real r;

	begin(&r, INTERNET_FLAG_ASYNC, "HTTPS");
	real_request(&r, NULL, "/", 0);
	real_sends(&r);
	assert_string_equal(events_told(REAL_REQUEST), "60 10 11 20 21 30 31 40 41 100");
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	assert_true(number(r.request, INTERNET_OPTION_SECURITY_FLAGS) & SECURITY_FLAG_SECURE);
	real_end(&r);
}

static void is_refused(const char *server, DWORD error, DWORD flag)
{
	struct real r;

	begin(&r, INTERNET_FLAG_ASYNC, server);
	real_mistrusts(&r, error, flag);
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	real_end(&r);
}

REAL_FAULTS(is_refused, "SELF", "EXPIRED", "OTHER")

/* A connection that was made with open eyes, and a kept ticket, are nobody else's. */
TEST(what_is_not_minded_once_is_minded_by_others)
{
	struct real r, other;

	begin(&r, INTERNET_FLAG_ASYNC, "EXPIRED");
	real_request(&r, NULL, "/", INTERNET_FLAG_IGNORE_CERT_DATE_INVALID);
	real_sends(&r);
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	other = r;
	real_request(&other, NULL, "/", 0);
	assert_int_equal(real_send(&other), ERROR_INTERNET_SEC_CERT_DATE_INVALID);
	real_end(&r);
}

TEST(all_that_is_wrong_may_be_one_error)
{
	struct real r;

	begin(&r, 0, "SELF");
	real_request(&r, NULL, "/", 0);
	real_number(r.request, INTERNET_OPTION_ERROR_MASK, INTERNET_ERROR_MASK_COMBINED_SEC_CERT);
	assert_int_equal(real_send(&r), ERROR_INTERNET_SEC_CERT_ERRORS);
	real_end(&r);
}

TEST(who_does_not_speak_tls_is_no_secure_channel)
{
	struct real r;

	real_session(&r, INTERNET_FLAG_ASYNC, NULL, NULL);
	real_connect(&r, "HTTP");
	real_request(&r, NULL, "/", INTERNET_FLAG_SECURE);
	assert_int_equal(real_send(&r), ERROR_INTERNET_SECURITY_CHANNEL_ERROR);
	real_end(&r);
}

TEST(authorities_that_are_not_there_vouch_for_nobody)
{
	struct real r;

	real_session(&r, INTERNET_FLAG_ASYNC, NULL, NULL);
	real_text(r.session, ACOM_INTERNET_OPTION_AUTHORITIES, "/nowhere/authority.pem");
	real_connect(&r, "HTTPS");
	real_request(&r, NULL, "/", 0);
	assert_int_equal(real_send(&r), ERROR_INTERNET_INVALID_CA);
	real_end(&r);
}

/* ---- HTTP/2 ---- */

enum { MANY = 20 };

static void ask_many(struct real *r, HINTERNET *requests, const char *object)
{
	unsigned i;

	for (i = 0; i < MANY; i++) {
		requests[i] = HttpOpenRequest(r->connect, NULL, object, NULL, NULL, NULL, INTERNET_FLAG_SECURE, REAL_MANY + i);
		assert_non_null(requests[i]);
		assert_false(HttpSendRequest(requests[i], NULL, 0, NULL, 0));
		assert_int_equal(GetLastError(), ERROR_IO_PENDING);
	}
	for (i = 0; i < MANY; i++)
		real_completes(REAL_MANY + i);
}

/* What is told of a request on a connection that stood already. */
static const char again[] = "60 30 31 40 41 100";

TEST(many_requests_share_a_connection_by_http2)
{
	HINTERNET requests[MANY];
	struct real r;
	char first[32];
	unsigned i;

	begin(&r, INTERNET_FLAG_ASYNC, "HTTPS");
	real_request(&r, NULL, "/connection", 0);
	real_sends(&r);
	assert_int_equal(number(r.request, INTERNET_OPTION_HTTP_PROTOCOL_USED), HTTP_PROTOCOL_FLAG_HTTP2);
	snprintf(first, sizeof first, "%s", real_body(r.request, REAL_REQUEST));
	ask_many(&r, requests, "/slow");
	for (i = 0; i < MANY; i++) {
		assert_string_equal(events_told(REAL_MANY + i), again);
		assert_string_equal(real_body(requests[i], REAL_MANY + i), first);
		assert_int_equal(number(requests[i], INTERNET_OPTION_HTTP_PROTOCOL_USED), HTTP_PROTOCOL_FLAG_HTTP2);
	}
	real_end(&r);
}

/* That the server speaks HTTP/2 is known from the first one. */
TEST(many_requests_wait_for_a_connection_that_is_being_made)
{
	HINTERNET requests[MANY];
	struct real r;
	char first[32];
	unsigned i;

	begin(&r, INTERNET_FLAG_ASYNC, "HTTPS");
	real_request(&r, NULL, "/", 0);
	real_sends(&r);
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	assert_true(InternetSetOption(NULL, INTERNET_OPTION_SETTINGS_CHANGED, NULL, 0));
	ask_many(&r, requests, "/slow");
	snprintf(first, sizeof first, "%s", real_body(requests[0], REAL_MANY));
	for (i = 1; i < MANY; i++)
		assert_string_equal(real_body(requests[i], REAL_MANY + i), first);
	real_end(&r);
}

TEST(one_of_many_that_is_closed_leaves_the_others)
{
	HINTERNET requests[3];
	struct real r;
	unsigned i;

	begin(&r, INTERNET_FLAG_ASYNC, "HTTPS");
	real_request(&r, NULL, "/", 0);
	real_sends(&r);
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	for (i = 0; i < 3; i++) {
		requests[i] = HttpOpenRequest(r.connect, NULL, "/slow", NULL, NULL, NULL, INTERNET_FLAG_SECURE, REAL_MANY + i);
		assert_false(HttpSendRequest(requests[i], NULL, 0, NULL, 0));
	}
	events_await(REAL_MANY + 1, INTERNET_STATUS_RECEIVING_RESPONSE, 1);
	assert_true(InternetCloseHandle(requests[1]));
	assert_int_equal(events_await(REAL_MANY + 1, INTERNET_STATUS_REQUEST_COMPLETE, 1)->error, ERROR_INTERNET_OPERATION_CANCELLED);
	for (i = 0; i < 3; i += 2)
		assert_int_equal(events_await(REAL_MANY + i, INTERNET_STATUS_REQUEST_COMPLETE, 1)->error, ERROR_SUCCESS);
	assert_string_equal(events_told(REAL_MANY), again);
	real_end(&r);
}

/* What speaks HTTP/2 already is of no use to it. */
TEST(who_wants_no_http2_gets_another_connection)
{
	struct real r;

	begin(&r, INTERNET_FLAG_ASYNC, "HTTPS");
	real_request(&r, NULL, "/", 0);
	real_sends(&r);
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	real_number(r.request, INTERNET_OPTION_ENABLE_HTTP_PROTOCOL, 0);
	real_sends(&r);
	assert_int_equal(number(r.request, INTERNET_OPTION_HTTP_PROTOCOL_USED), 0);
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	real_end(&r);
}

TEST(who_wants_no_http2_speaks_http1)
{
	char version[16];
	DWORD size = sizeof version;
	struct real r;

	begin(&r, INTERNET_FLAG_ASYNC, "HTTPS");
	assert_int_equal(number(r.session, INTERNET_OPTION_ENABLE_HTTP_PROTOCOL), HTTP_PROTOCOL_FLAG_HTTP2);
	real_number(r.connect, INTERNET_OPTION_ENABLE_HTTP_PROTOCOL, 0);
	real_request(&r, NULL, "/", 0);
	real_sends(&r);
	assert_int_equal(number(r.request, INTERNET_OPTION_HTTP_PROTOCOL_USED), 0);
	assert_true(HttpQueryInfo(r.request, HTTP_QUERY_VERSION, version, &size, NULL));
	assert_string_equal(version, "HTTP/1.1");
	real_end(&r);
}

TEST(another_server_of_http2_and_a_mebibyte)
{
	struct real r;
	const char *body;
	size_t i;

	begin(&r, INTERNET_FLAG_ASYNC, "HTTP2");
	real_request(&r, NULL, "/big", 0);
	real_sends(&r);
	assert_int_equal(number(r.request, INTERNET_OPTION_HTTP_PROTOCOL_USED), HTTP_PROTOCOL_FLAG_HTTP2);
	body = real_body(r.request, REAL_REQUEST);
	assert_int_equal(strlen(body), 1 << 20);
	for (i = 0; body[i]; i++)
		assert_int_equal(body[i], 'x');
	real_end(&r);
}

TEST(a_body_goes_up_by_http2)
{
	static char body[100000];
	struct real r;
	DWORD error;

	memset(body, 'y', sizeof body - 1);
	begin(&r, INTERNET_FLAG_ASYNC, "HTTPS");
	real_request(&r, "POST", "/echo", 0);
	events_finish(HttpSendRequest(r.request, NULL, 0, body, sizeof body - 1), REAL_REQUEST, &error, NULL);
	assert_int_equal(error, ERROR_SUCCESS);
	assert_string_equal(events_told(REAL_REQUEST), "60 10 11 20 21 30 31 40 41 100");
	assert_string_equal(real_body(r.request, REAL_REQUEST), body);
	real_end(&r);
}
