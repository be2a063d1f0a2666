/* copy.c - processes that are forked from one with sessions: they have its memory, but not its threads. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "inet/raw.h"
#include "inet/real.h"

static const struct raw_answer hello = { .says = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", .end = RAW_STAYS };

static void expect_of_copy(int (*fn)(struct real *r), struct real *r)
{
	pid_t child = fork();
	int status;

	if (!child) {
		alarm(20);
		_exit(fn(r));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static bool fails(BOOL done, DWORD error)
{
	return !done && GetLastError() == error;
}

/* 0, or the number of what is wrong. */
static int copy_is_refused(struct real *r)
{
	char text[8];
	DWORD got;

	if (!fails(InternetOpen("copy", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, 0) != NULL, ERROR_INTERNET_ASYNC_THREAD_FAILED))
		return 1;
	if (!fails(HttpSendRequest(r->request, NULL, 0, NULL, 0), ERROR_INVALID_HANDLE))
		return 2;
	if (!fails(InternetReadFile(r->request, text, sizeof text, &got), ERROR_INVALID_HANDLE))
		return 3;
	return fails(InternetCloseHandle(r->session), ERROR_INVALID_HANDLE) ? 0 : 4;
}

/* What it can do is to fail; and the other process goes on. */
static void is_refused(DWORD flags)
{
	struct raw server = { .answer = hello };
	struct real r;

	raw_start_http(&server);
	real_session(&r, flags, NULL, NULL);
	real_connect_to(&r, server.port, 0);
	real_request(&r, NULL, "/", 0);
	real_sends(&r);
	expect_of_copy(copy_is_refused, &r);
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	real_sends(&r);
	assert_int_equal(os_load32(&server.connections), 1);
	real_end(&r);
	raw_stop(&server);
}

TEST(a_copy_of_a_process_with_sessions_is_refused_all_instead_of_waiting_for_ever) { is_refused(INTERNET_FLAG_ASYNC); }
TEST(the_same_of_synchronous_sessions) { is_refused(0); }

static INTERNET_PORT port;

static int copy_begins(struct real *r)
{
	DWORD flags = r->session ? INTERNET_FLAG_ASYNC : 0;

	events_clear();
	real_session(r, flags, NULL, NULL);
	real_connect_to(r, port, 0);
	real_request(r, NULL, "/", 0);
	real_sends(r);
	if (real_status(r) != 200)
		return 1;
	real_end(r);
	return 0;
}

/* Its threads may be about to end when the process is copied. */
TEST(a_copy_of_a_process_whose_sessions_were_closed_begins_anew)
{
	struct raw server = { .answer = hello };
	struct real r;
	unsigned i;

	if (HARNESS_TSAN) /* a copy of several threads may start none there */
		return;
	raw_start_http(&server);
	port = server.port;
	for (i = 0; i < 20; i++) {
		real_session(&r, INTERNET_FLAG_ASYNC, NULL, NULL);
		real_connect_to(&r, server.port, 0);
		real_request(&r, NULL, "/", 0);
		real_sends(&r);
		real_end(&r);
		events_await(REAL_CONNECT, INTERNET_STATUS_HANDLE_CLOSING, 1);
		r.session = i % 2 ? &r : NULL;
		expect_of_copy(copy_begins, &r);
	}
	raw_stop(&server);
}
