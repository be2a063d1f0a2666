/* told.c - what is told and what is not: of new handles, without a callback, of what succeeds at once, of kept connections; that
 * each telling has memory of its own; and programs of functions by chance, whose every telling the grammar has to accept. */
#include <stdio.h>
#include <string.h>

#include "inet/host.h"

#define MOVED "HTTP/1.1 302 Found\r\nLocation: http://shop/hello\r\n\r\n"
static const struct web_step hello[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 5 }, { WEB_BODY, "hello", 0, 5 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_step moved[] = { WEB_REACH, { WEB_HEAD, MOVED, 0, 5 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step large[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 5 }, { WEB_BODY, NULL, 300000, 1 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_step cut[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 5 }, { WEB_BODY, "hello", 0, 5 },
	{ WEB_CLOSE, NULL, 0, 0 },
	{ WEB_DONE, NULL, ERROR_INTERNET_CONNECTION_ABORTED, 0 } };
static const struct web_step hangs[] = { WEB_REACH, { WEB_HANG, NULL, 0, 0 } };
static const struct web_page pages[] = { { "http://shop/hello", hello }, { "http://shop/moved", moved },
	{ "http://shop/large", large }, { "http://shop/cut", cut }, { "http://shop/hangs", hangs }, { NULL, NULL } };

static void created(unsigned i, HINTERNET parent, HINTERNET made, DWORD_PTR context)
{
	const struct event *e = events_at(i);

	assert_int_equal(e->status, INTERNET_STATUS_HANDLE_CREATED);
	assert_ptr_equal(e->handle, parent);
	assert_ptr_equal(e->result, made);
	assert_int_equal(e->context, context);
	assert_int_equal(e->length, 8);
}

SIM_TEST(N3_a_connection_and_a_request_are_there_at_once_and_each_is_told_once, 20)
{
	struct shop s;

	if (!shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/hello", REQUEST_CONTEXT))
		return;
	assert_int_equal(events_count(), 2);
	created(0, s.session, s.connect, CONNECT_CONTEXT);
	created(1, s.connect, s.request, REQUEST_CONTEXT);
	InternetCloseHandle(s.session);
}

SIM_TEST(N5_without_a_callback_a_send_pends_and_nobody_is_told, 50)
{
	struct shop s;

	if (swept() || !shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/hello", REQUEST_CONTEXT))
		return;
	InternetSetStatusCallback(s.request, NULL);
	shop_untold(&s, "hello");
	assert_string_equal(events_told(REQUEST_CONTEXT), "60");
	InternetCloseHandle(s.session);
}

static void reads_to_the_end(DWORD flags)
{
	struct shop s;
	char body[8];
	DWORD got, error, i;

	if (!shop_open(&s, pages, flags, "/hello", REQUEST_CONTEXT))
		return;
	if (shop_send(&s) && shop_read(&s, body, sizeof body, 3) == 5)
		for (i = 0; i < 3; i++) {
			got = 77;
			assert_true(events_finish(InternetReadFile(s.request, body, 3, &got), REQUEST_CONTEXT, &error, NULL));
			assert_int_equal(got, 0);
		}
	InternetCloseHandle(s.session);
}

SIM_TEST(N20_when_all_is_read_there_are_0_octets_more_and_no_error, 20) { reads_to_the_end(0); }
SIM_TEST(N20_the_same_asynchronously, 20) { reads_to_the_end(INTERNET_FLAG_ASYNC); }

SIM_TEST(N51_what_the_callback_does_to_a_text_nobody_else_sees, 20)
{
	char url[64] = "";
	DWORD size = sizeof url;
	struct shop s;

	if (!shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/moved", REQUEST_CONTEXT))
		return;
	if (shop_send(&s)) { /* events_callback overwrites each of them */
		assert_string_equal(events_await(REQUEST_CONTEXT, INTERNET_STATUS_RESOLVING_NAME, 2)->text, "shop");
		assert_string_equal(events_await(REQUEST_CONTEXT, INTERNET_STATUS_CONNECTING_TO_SERVER, 2)->text, "10.0.0.1");
		assert_string_equal(events_await(REQUEST_CONTEXT, INTERNET_STATUS_CONNECTED_TO_SERVER, 2)->text, "10.0.0.1");
		assert_string_equal(events_await(REQUEST_CONTEXT, INTERNET_STATUS_REDIRECT, 1)->text, "http://shop/hello");
		if (InternetQueryOption(s.request, INTERNET_OPTION_URL, url, &size))
			assert_string_equal(url, "http://shop/hello");
		assert_non_null(strstr(web_request, "GET http://shop/hello\n"));
	}
	InternetCloseHandle(s.session);
}

/* ---- by chance ---- */

static uint32_t chance;

static uint32_t one_of(uint32_t count)
{
	chance = chance * 1664525 + 1013904223;
	return (chance >> 8) % count;
}

static os_u32 completions, closings;

static DWORD counted; /* the last one */

static void count(HINTERNET h, DWORD_PTR context, DWORD status, void *info, DWORD length)
{
	(void)h;
	(void)context;
	(void)info;
	(void)length;
	counted = events_check(counted, status);
	os_add32(&completions, status == INTERNET_STATUS_REQUEST_COMPLETE);
	os_add32(&closings, status == INTERNET_STATUS_HANDLE_CLOSING);
}

/* It waits for what pends. */
static bool read_some(struct shop *s, uint32_t *pended, uint32_t *total)
{
	static char to[64];
	DWORD got = 0;
	bool pends = !InternetReadFile(s->request, to, 1 + one_of(sizeof to), &got);

	if (pends) {
		assert_int_equal(GetLastError(), ERROR_IO_PENDING);
		assert_true(AcomInternetWait(s->request, INFINITE));
	}
	*pended += pends;
	*total += got;
	return got;
}

SIM_TEST(N6_of_10_000_reads_only_those_that_pended_complete, 2)
{
	uint32_t pended = 1, total = 0, reads = 0;
	struct shop s;

	if (swept() || !shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/large", REQUEST_CONTEXT))
		return;
	chance = 6;
	counted = 0;
	os_store32(&completions, 0);
	os_store32(&closings, 0);
	InternetSetStatusCallback(s.request, count);
	assert_false(HttpSendRequest(s.request, NULL, 0, NULL, 0));
	assert_true(AcomInternetWait(s.request, INFINITE));
	while (read_some(&s, &pended, &total))
		reads++;
	assert_int_equal(total, 300000);
	assert_true(reads > 9000);
	InternetCloseHandle(s.session);
	events_await(CONNECT_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	assert_int_equal(os_load32(&completions), pended);
}

enum { REQUESTS_MOST = 4, STEPS = 40 };
static struct {
	HINTERNET handle;
	char text[64];
	DWORD number;
	INTERNET_BUFFERS buffers;
} requests[REQUESTS_MOST];
static unsigned opened, pending;

static void pends(BOOL done)
{
	pending += !done && GetLastError() == ERROR_IO_PENDING;
}

static void open_one(struct shop *s, unsigned i)
{
	static const char *const objects[] = { "/hello", "/moved", "/large", "/cut", "/hangs", "/nowhere" };

	if (requests[i].handle)
		InternetCloseHandle(requests[i].handle);
	requests[i].handle = HttpOpenRequest(s->connect, one_of(4) ? NULL : "POST", objects[one_of(ARRAY_COUNT(objects))], NULL, NULL,
					     NULL, one_of(4) ? 0 : INTERNET_FLAG_NO_AUTO_REDIRECT, REQUEST_CONTEXT);
	opened += requests[i].handle != NULL;
}

static void push(unsigned i)
{
	INTERNET_BUFFERS *b = &requests[i].buffers;

	*b = (INTERNET_BUFFERS){ .dwStructSize = sizeof *b, .dwBufferTotal = 10 };
	pends(HttpSendRequestEx(requests[i].handle, b, NULL, 0, REQUEST_CONTEXT));
}

static void read_ex(unsigned i)
{
	INTERNET_BUFFERS *b = &requests[i].buffers;

	*b = (INTERNET_BUFFERS){ .dwStructSize = sizeof *b, .lpvBuffer = requests[i].text, .dwBufferLength = sizeof requests[i].text };
	pends(InternetReadFileEx(requests[i].handle, b, one_of(2) ? IRF_NO_WAIT : 0, REQUEST_CONTEXT));
}

/* What a function needs stays as it is while it pends: then all that follow are refused. */
static void step(struct shop *s, unsigned i)
{
	HINTERNET h = requests[i].handle;

	if (!h || !one_of(8)) {
		open_one(s, i);
		return;
	}
	if (!AcomInternetWait(h, 0) && GetLastError() == WAIT_TIMEOUT && one_of(3))
		AcomInternetWait(h, one_of(40));
	if (!AcomInternetWait(h, 0) && GetLastError() == WAIT_TIMEOUT)
		return;
	switch (one_of(8)) {
	case 0: case 1: pends(HttpSendRequest(h, NULL, 0, NULL, 0)); break;
	case 2: pends(InternetReadFile(h, requests[i].text, 1 + one_of(60), &requests[i].number)); break;
	case 3: pends(InternetQueryDataAvailable(h, &requests[i].number, 0, 0)); break;
	case 4: read_ex(i); break;
	case 5: push(i); break;
	case 6: pends(InternetWriteFile(h, "hello", 5, &requests[i].number)); break;
	case 7: pends(HttpEndRequest(h, NULL, 0, 0)); break;
	}
	if (!one_of(6))
		InternetSetFilePointer(h, (LONG)one_of(1000), NULL, FILE_BEGIN, 0);
}

static void program(uint32_t seed)
{
	struct shop s;
	unsigned i;

	chance = seed;
	opened = 1;
	pending = 0;
	memset(requests, 0, sizeof requests);
	if (!shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/hello", REQUEST_CONTEXT))
		return;
	for (i = 0; i < STEPS; i++)
		step(&s, one_of(REQUESTS_MOST));
	InternetCloseHandle(s.session);
	events_await(CONNECT_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	assert_int_equal(events_times(REQUEST_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING), opened);
	assert_int_equal(events_times(REQUEST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE), pending);
}

SIM_TEST(N52_all_that_programs_by_chance_are_told_is_in_the_grammar, 300)
{
	uint32_t i, seed = 1;

	if (swept())
		return;
#ifdef ACOM_SIM
	os_random(&seed, sizeof seed);
	program(seed);
	(void)i;
#else
	for (i = 0; i < 100; i++)
		program(seed + i);
#endif
}

#ifndef ACOM_SIM

/* ---- with libcurl ---- */

enum { PIECE = 1024 * 1024 };
static unsigned pieces;
static os_u64 given;

static bool answer(struct host_call *c)
{
	static char piece[PIECE];
	char head[128];
	unsigned i;

	if (!host_asked(c, "/endless"))
		return host_reply(c, "", "hello", 5);
	snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Length: %llu\r\n\r\n", (unsigned long long)pieces * PIECE);
	if (!host_text(c, head))
		return false;
	for (i = 0; i < pieces && host_say(c, piece, PIECE); i++)
		os_add64(&given, PIECE);
	return i == pieces;
}

TEST(N8_a_kept_connection_is_neither_looked_for_nor_made)
{
	char body[8];
	struct shop s;

	host_start(answer);
	if (host_open(&s, 0)) {
		if (host_request(&s, "/", 0)) {
			assert_string_equal(events_told(REQUEST_CONTEXT), "60 10 11 20 21 30 31 40 41");
			shop_read(&s, body, sizeof body, 8);
			InternetCloseHandle(s.request);
			s.request = NULL;
			events_clear();
			if (host_request(&s, "/", 0)) {
				assert_string_equal(events_told(REQUEST_CONTEXT), "60 30 31 40 41");
				assert_int_equal(host_connections(), 1);
			}
		}
		InternetCloseHandle(s.session);
	}
	host_end();
}

/* Octets that a file of the kernel's says it keeps at most of a connection, in one direction. */
static uint64_t kernel_keeps(const char *file)
{
	unsigned long long most = 0;
	FILE *f = fopen(file, "r");

	if (!f || fscanf(f, "%*u %*u %llu", &most) != 1)
		most = 32 * PIECE;
	if (f)
		fclose(f);
	return most;
}

TEST(N46_a_download_that_is_read_slowly_takes_no_more_memory_than_any)
{
	static char piece[PIECE / 4];
	uint64_t total = 0, between;
	struct shop s;
	DWORD got = 1;
	long before;

	if (swept())
		return;
	between = kernel_keeps("/proc/sys/net/ipv4/tcp_rmem") + kernel_keeps("/proc/sys/net/ipv4/tcp_wmem") + 2 * PIECE;
	pieces = HARNESS_ASAN || HARNESS_TSAN ? 64 : 1024;
	host_start(answer);
	assert_true(host_open(&s, 0));
	InternetSetStatusCallback(s.connect, NULL);
	before = host_memory();
	assert_true(host_request(&s, "/endless", 0));
	while (InternetReadFile(s.request, piece, sizeof piece, &got) && got) {
		total += got;
		assert_true(os_load64(&given) < total + between); /* the server waits: the rest is the kernel's */
	}
	assert_int_equal(total, (uint64_t)pieces * PIECE);
	if (!HARNESS_ASAN && !HARNESS_TSAN)
		assert_true(host_memory() - before < 8 * 1024);
	InternetCloseHandle(s.session);
	host_end();
}
#endif
