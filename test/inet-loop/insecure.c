/* insecure.c - servers that are asked for TLS and have something else to say: what their client gets, synchronously and
 * asynchronously, and that another download does not notice. */
#include "inet/bystander.h"
#include "inet/real.h"

#define NO_TLS ERROR_INTERNET_SECURITY_CHANNEL_ERROR
#define RECORD(type, length, octets) type "\x03\x03\0" length octets, .size = 5 + sizeof octets - 1
static const struct {
	const char *does;
	struct raw_answer answer;
	DWORD error;
	bool impatient;                  /* the client waits 300 ms */
} rows[] = {
	{ "nothing", { .says = "" }, NO_TLS, false },
	{ "nothing, harshly", { .says = "", .end = RAW_RESETS }, NO_TLS, false },
	{ "silence", { .says = "", .end = RAW_HOLDS }, ERROR_INTERNET_TIMEOUT, true },
	{ "plain HTTP", { .says = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello" }, NO_TLS, false },
	{ "half a record", { .says = RECORD("\x16", "\x40", "\2\0\0"), .end = RAW_HALF }, NO_TLS, false },
	{ "half a record, and silence", { .says = RECORD("\x16", "\x40", "\2\0\0"), .end = RAW_HOLDS }, ERROR_INTERNET_TIMEOUT, true },
	{ "a record of nothing", { .says = RECORD("\x16", "\4", "\2\0\0\0") }, NO_TLS, false },
	{ "a record beyond all", { .says = "\x16\3\3\xff\xff hello", .size = 11 }, NO_TLS, false },
	{ "a refusal", { .says = RECORD("\x15", "\2", "\2\x28") }, NO_TLS, false },
	{ "records without an end", { .says = "", .then = "\x16\3\1\1\4aaaa", .times = 1 << 20 }, NO_TLS, false },
	{ "octets that drip", { .says = "", .then = "\x16\3\3\1\1aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", .times = 1,
	  .pause = 20, .end = RAW_HOLDS }, ERROR_INTERNET_TIMEOUT, true },
};

static void meet(struct raw *server, unsigned i, bool async)
{
	struct real r;
	DWORD error;

	raw_answers(server, &rows[i].answer);
	real_session(&r, async ? INTERNET_FLAG_ASYNC : 0, NULL, NULL);
	if (rows[i].impatient)
		real_number(r.session, INTERNET_OPTION_CONNECT_TIMEOUT, 300);
	real_connect_to(&r, server->port, INTERNET_FLAG_SECURE);
	real_request(&r, NULL, "/", 0);
	error = real_send(&r);
	if (error == ERROR_INTERNET_CANNOT_CONNECT && rows[i].answer.end == RAW_RESETS)
		error = rows[i].error; /* it has come before the client knew that it was connected */
	if (error != rows[i].error)
		fail_msg("%s: %u, not %u", rows[i].does, error, rows[i].error);
	real_end(&r);
	events_await(REAL_REQUEST, INTERNET_STATUS_HANDLE_CLOSING, 1);
	assert_int_equal(events_times(REAL_REQUEST, INTERNET_STATUS_REQUEST_COMPLETE), events_finished(REAL_REQUEST));
	raw_quiet(server);
}

static void meet_all(bool async) { bystander_watches(raw_start_blind, ARRAY_COUNT(rows), meet, async); }

TEST(who_speaks_no_TLS_is_an_error_and_nobody_else_notices) { meet_all(false); }
TEST(the_same_asynchronously) { meet_all(true); }
