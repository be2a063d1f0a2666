/* decode.c - bodies that come compressed: as they are, or decoded if the application asks for that, with a real server. */
#include <stdio.h>
#include <string.h>

#include "inet/host.h"

enum { BOMB_MATCH = 258 };
static const char zipped[] = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xcb\x48\xcd\xc9\xc9\xd7\x51\xc8\xc0\x49\x01\x00\xbc"
	"\x06\x44\xb1\x21\x00\x00\x00", plain[] = "hello, hello, hello, hello, hello";
static uint32_t bomb_octets; /* decoded; the others are of the compressed one */
static uint8_t bomb[1024 * 1024];
static size_t bomb_size;

/* ---- zeros, 1 032 of them in an octet ---- */

static void put(unsigned *at, unsigned value, unsigned bits)
{
	for (; bits--; value >>= 1, ++*at)
		bomb[*at / 8] |= (uint8_t)((value & 1) << *at % 8);
}

/* One block with codes of its own: 0 for the longest repetition, 01 for the octet 0, 11 for the end. */
static void bomb_make(unsigned matches)
{
	/* How long the codes are of 16, 17, 18, 0, 8, ... 1: 18 (zeros) one bit, 1 and 2 two. */
	static const uint8_t lengths[18] = { [2] = 1, [15] = 2, [17] = 2 };
	uint32_t sum = (bomb_octets = 1 + matches * BOMB_MATCH) % 65521 << 16 | 1;
	unsigned at = 16, i;

	memset(bomb, 0, sizeof bomb);
	memcpy(bomb, "\x78\x9c", 2);
	put(&at, 5, 3);
	put(&at, 29, 5);
	put(&at, 0, 5);
	put(&at, 14, 4);
	for (i = 0; i < 18; i++)
		put(&at, lengths[i], 3);
	put(&at, 3, 2);                            /* 0: two bits */
	put(&at, 0 | (138 - 11) << 1, 8);          /* 1 ... 255: none */
	put(&at, 0 | (117 - 11) << 1, 8);
	put(&at, 3, 2);                            /* 256: two */
	put(&at, 0 | (28 - 11) << 1, 8);           /* 257 ... 284: none */
	put(&at, 1, 2);                            /* 285: one */
	put(&at, 1, 2);                            /* the distance 1: one */
	put(&at, 1, 2);                            /* a zero */
	at += 2 * matches;                         /* and so often 258 more of them */
	put(&at, 3, 2);
	bomb_size = (at + 7) / 8;
	for (i = 0; i < 4; i++)
		bomb[bomb_size++] = (uint8_t)(sum >> (24 - 8 * i));
}

/* ---- the server ---- */

static bool answer(struct host_call *c)
{
	const char *accepts = host_line(c, "Accept-Encoding");
	char body[256];

	if (host_asked(c, "/zipped"))
		return host_reply(c, "Content-Encoding: gzip\r\n", zipped, sizeof zipped - 1);
	if (host_asked(c, "/broken"))
		return host_reply(c, "Content-Encoding: gzip\r\n", plain, sizeof plain - 1);
	if (host_asked(c, "/strange"))
		return host_reply(c, "Content-Encoding: rot13\r\n", plain, sizeof plain - 1);
	if (host_asked(c, "/bomb"))
		return host_reply(c, "Content-Encoding: deflate\r\n", bomb, bomb_size);
	snprintf(body, sizeof body, "%s", accepts ? accepts : "none");
	return host_reply(c, "", body, strlen(body));
}

static bool open_session(struct shop *s, BOOL decodes)
{
	if (!host_open(s, 0))
		return false;
	assert_true(InternetSetOption(s->connect, INTERNET_OPTION_HTTP_DECODING, &decodes, sizeof decodes));
	return true;
}

/* The body is this, or reading it fails. */
static void gives(struct shop *s, const char *object, const char *body, size_t size)
{
	char got[256] = "";

	if (host_request(s, object, 0) && shop_read(s, got, sizeof got, 100))
		assert_memory_equal(got, body, size + 1);
}

static void lacks(HINTERNET request, DWORD header)
{
	char text[16];
	DWORD size = sizeof text;

	assert_false(HttpQueryInfo(request, header, text, &size, NULL));
	assert_int_equal(GetLastError(), ERROR_HTTP_HEADER_NOT_FOUND);
}

TEST(a_body_comes_as_it_is_unless_decoding_was_asked_for)
{
	char text[16];
	DWORD size = sizeof text;
	struct shop s;

	host_start(answer);
	if (open_session(&s, FALSE)) {
		gives(&s, "/zipped", zipped, sizeof zipped - 1);
		if (HttpQueryInfo(s.request, HTTP_QUERY_CONTENT_ENCODING, text, &size, NULL))
			assert_string_equal(text, "gzip");
		gives(&s, "/", "none", 4);
		InternetCloseHandle(s.session);
	}
	host_end();
}

TEST(with_decoding_it_comes_decoded_and_without_the_headers_that_were_true_of_it_before)
{
	struct shop s;

	host_start(answer);
	if (open_session(&s, TRUE)) {
		gives(&s, "/zipped", plain, sizeof plain - 1);
		if (s.request) {
			lacks(s.request, HTTP_QUERY_CONTENT_ENCODING);
			lacks(s.request, HTTP_QUERY_CONTENT_LENGTH);
		}
		gives(&s, "/", "gzip, deflate", 13);
		InternetCloseHandle(s.session);
	}
	host_end();
}

TEST(what_the_application_accepts_is_what_it_says)
{
	static const char mine[] = "Accept-Encoding: deflate;q=0.5";
	char body[64] = "";
	struct shop s;
	DWORD error;

	host_start(answer);
	if (open_session(&s, TRUE)) {
		s.request = HttpOpenRequest(s.connect, NULL, "/", NULL, NULL, NULL, 0, REQUEST_CONTEXT);
		if (s.request && events_finish(HttpSendRequest(s.request, mine, (DWORD)-1, NULL, 0), REQUEST_CONTEXT, &error, NULL) &&
		    shop_read(&s, body, sizeof body - 1, 100))
			assert_string_equal(body, "deflate;q=0.5");
		InternetCloseHandle(s.session);
	}
	host_end();
}

static void fails(struct shop *s, const char *object)
{
	char got[64];
	DWORD size, error = ERROR_SUCCESS;

	if (host_request(s, object, 0) &&
	    !events_finish(InternetReadFile(s->request, got, sizeof got, &size), REQUEST_CONTEXT, &error, NULL) &&
	    error != ERROR_NOT_ENOUGH_MEMORY)
		assert_int_equal(error, ERROR_INTERNET_DECODING_FAILED);
	if (!swept())
		assert_int_equal(error, ERROR_INTERNET_DECODING_FAILED);
}

TEST(what_cannot_be_decoded_is_an_error)
{
	struct shop s;

	host_start(answer);
	if (open_session(&s, TRUE)) {
		fails(&s, "/broken");
		fails(&s, "/strange");
		InternetCloseHandle(s.session);
	}
	host_end();
}

/* It waits in the middle: what was decoded by then stays as little. */
static void read_bomb(struct shop *s)
{
	static char piece[1024 * 1024];
	uint32_t total = 0;
	DWORD got = 1, error = ERROR_SUCCESS;
	size_t i;

	while (got && events_finish(InternetReadFile(s->request, piece, sizeof piece, &got), REQUEST_CONTEXT, &error, NULL)) {
		for (i = 0; i < got; i++)
			assert_int_equal(piece[i], 0);
		total += got;
	}
	if (!error)
		assert_int_equal(total, bomb_octets);
	else
		sweep_ok(HRESULT_FROM_WIN32(error));
}

TEST(a_body_that_becomes_a_thousand_times_as_much_takes_no_more_memory)
{
	struct shop s;
	long before;

	bomb_make((unsigned)few(200000)); /* 52 MB */
	host_start(answer);
	if (open_session(&s, TRUE)) {
		before = host_memory();
		if (host_request(&s, "/bomb", 0))
			read_bomb(&s);
		if (!HARNESS_ASAN && !HARNESS_TSAN)
			assert_true(host_memory() - before < 16 * 1024);
		if (!swept())
			assert_true(bomb_octets / bomb_size > 1000);
		InternetCloseHandle(s.session);
	}
	host_end();
}
