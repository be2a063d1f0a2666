/* names.c - servers that are called by names. Where those are this program says itself, in place of the C library: after a long time. */
#include <netdb.h>
#include <stdio.h>
#include <string.h>

#include "inet/raw.h"
#include "inet/real.h"

enum { LOST = 5 };

/* ---- who knows hosts ---- */

/* What nobody finds before the second gate is open. Each is asked for once: who looks for it may do so beyond the test. */
struct lost {
	const char *scheme, *host;
	struct harness_gate asked, found;
};
#define LOST_ONE(scheme, host) { scheme, host, HARNESS_GATE_INIT, HARNESS_GATE_INIT }
static struct lost closed[] = { LOST_ONE("http", "h.closed"), LOST_ONE("ftp", "f.closed"), LOST_ONE("gopher", "g.closed") };
static struct lost late[] = { LOST_ONE("http", "h.late"), LOST_ONE("ftp", "f.late"), LOST_ONE("gopher", "g.late") };

static void look_for(struct lost *l, const char *name)
{
	if (strcmp(l->host, name))
		return;
	harness_gate_open(&l->asked);
	harness_gate_wait(&l->found);
}

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found)
{
	unsigned i;

	(void)service;
	(void)hints;
	(void)found;
	for (i = 0; i < ARRAY_COUNT(closed); i++) {
		look_for(&closed[i], name);
		look_for(&late[i], name);
	}
	return EAI_NONAME;
}

/* ---- what is looked up meanwhile ---- */

static HINTERNET ask_for(struct real *r, struct lost *l)
{
	char url[64];

	snprintf(url, sizeof url, "%s://%s/x", l->scheme, l->host);
	assert_null(InternetOpenUrl(r->session, url, NULL, 0, 0, LOST));
	assert_int_equal(GetLastError(), ERROR_IO_PENDING);
	harness_gate_wait(&l->asked);
	return (HINTERNET)events_await(LOST, INTERNET_STATUS_HANDLE_CREATED, 1)->result;
}

static void others_go_on(struct real *r, const struct raw *server)
{
	real_connect_to(r, server->port, 0);
	real_request(r, NULL, "/", 0);
	real_sends(r);
	assert_string_equal(real_body(r->request, REAL_REQUEST), "hello");
	InternetCloseHandle(r->connect);
	events_await(REAL_CONNECT, INTERNET_STATUS_HANDLE_CLOSING, 1);
}

static void meanwhile(struct lost *lost, DWORD patience, void (*end)(HINTERNET h))
{
	struct raw server = { .answer = { .says = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", .end = RAW_STAYS } };
	struct real r;
	unsigned i;

	raw_start_http(&server);
	real_session(&r, INTERNET_FLAG_ASYNC, NULL, NULL);
	for (i = 0; i < ARRAY_COUNT(closed); i++) {
		events_clear();
		real_number(r.session, INTERNET_OPTION_CONNECT_TIMEOUT, patience);
		end(ask_for(&r, &lost[i]));
		events_await(LOST, INTERNET_STATUS_HANDLE_CLOSING, 1);
		real_number(r.session, INTERNET_OPTION_CONNECT_TIMEOUT, INFINITE);
		others_go_on(&r, &server);
		harness_gate_open(&lost[i].found);
	}
	real_end(&r);
	raw_stop(&server);
}

static void close_it(HINTERNET h)
{
	assert_true(InternetCloseHandle(h));
	assert_int_equal(events_await(LOST, INTERNET_STATUS_REQUEST_COMPLETE, 1)->error, ERROR_INTERNET_OPERATION_CANCELLED);
}

TEST(N14_what_is_closed_while_its_server_is_looked_up_holds_up_nobody)
{
	if (!swept())
		meanwhile(closed, INFINITE, close_it);
}

static void is_late(HINTERNET h)
{
	(void)h;
	assert_int_equal(events_await(LOST, INTERNET_STATUS_REQUEST_COMPLETE, 1)->error, ERROR_INTERNET_TIMEOUT);
}

TEST(who_looks_a_server_up_for_longer_than_one_may_connect_holds_up_nobody)
{
	if (!swept())
		meanwhile(late, 50, is_late);
}
