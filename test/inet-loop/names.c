/* names.c - servers that are called by names. Where those are this program says itself, in place of the C library: at more places
 * than one, or after a long time. */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inet/raw.h"
#include "inet/real.h"

enum { LOST = 5, PLACES = 3 };

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

static struct addrinfo *place_make(unsigned last, const char *port, struct addrinfo *next)
{
	struct addrinfo *a = calloc(1, sizeof *a);
	struct sockaddr_in *at = calloc(1, sizeof *at);

	assert_true(a && at);
	*at = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)strtoul(port, NULL, 10)),
				    .sin_addr.s_addr = htonl(INADDR_LOOPBACK - 1 + last) };
	*a = (struct addrinfo){ .ai_family = AF_INET, .ai_socktype = SOCK_STREAM, .ai_addrlen = sizeof *at, .ai_addr = (void *)at,
				.ai_next = next };
	return a;
}

/* Of "many", where servers are on the last one alone, and of "nowhere". */
int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found)
{
	unsigned i;

	(void)hints;
	for (i = 0; i < ARRAY_COUNT(closed); i++) {
		look_for(&closed[i], name);
		look_for(&late[i], name);
	}
	if (strcmp(name, "many") && strcmp(name, "nowhere"))
		return EAI_NONAME;
	*found = NULL;
	for (i = *name == 'm' ? 1 : 2; i <= PLACES; i++)
		*found = place_make(i, service, *found);
	return 0;
}

void freeaddrinfo(struct addrinfo *a)
{
	while (a) {
		struct addrinfo *next = a->ai_next;

		free(a->ai_addr);
		free(a);
		a = next;
	}
}

/* ---- a long time ---- */

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

/* ---- many places ---- */

static const struct row {
	const char *scheme, *says;
	void (*start)(struct raw *r);
	DWORD ends;
} rows[] = {
	{ "http", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", raw_start_http, ERROR_SUCCESS },
	{ "ftp", "421 Not today.\r\n", raw_start_blind, ERROR_FTP_DROPPED },
	{ "gopher", "words\r\n", raw_start_gopher, ERROR_SUCCESS },
};

/* How it ends, and how often the server is reached: with so many addresses that are tried. */
static void tries(const struct row *row, const char *host, DWORD most, DWORD ends, unsigned reached)
{
	struct raw server = { .answer = { .says = row->says } };
	struct real r;
	HINTERNET h;
	char url[64];

	row->start(&server);
	real_session(&r, 0, NULL, NULL);
	real_number(r.session, INTERNET_OPTION_CONNECT_RETRIES, most);
	snprintf(url, sizeof url, "%s://%s:%u/0x", row->scheme, host, server.port);
	h = InternetOpenUrl(r.session, url, NULL, 0, 0, 0);
	assert_int_equal(h ? ERROR_SUCCESS : GetLastError(), ends);
	assert_int_equal(os_load32(&server.connections), reached);
	real_end(&r);
	raw_stop(&server);
}

TEST(so_many_addresses_of_a_server_are_tried_as_one_has_said)
{
	unsigned i;

	if (swept())
		return;
	for (i = 0; i < ARRAY_COUNT(rows); i++) {
		tries(&rows[i], "many", PLACES, rows[i].ends, 1);
		tries(&rows[i], "many", PLACES - 1, ERROR_INTERNET_CANNOT_CONNECT, 0);
		tries(&rows[i], "many", 1, ERROR_INTERNET_CANNOT_CONNECT, 0);
		tries(&rows[i], "nowhere", PLACES, ERROR_INTERNET_CANNOT_CONNECT, 0);
	}
}
