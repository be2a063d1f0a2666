/* resume.c - reading from another place of an answer's body, and going on with one that broke off: with a real server. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inet/host.h"

enum { SIZE = 300000, HALF = SIZE / 2, PIECE = 50000 };
static char whole[SIZE], got[SIZE + 1];
static os_u32 given;             /* octets of bodies that were sent */
static os_u32 answers;

static void fill(void)
{
	uint32_t x = 1, i;

	for (i = 0; i < SIZE; i++)
		whole[i] = (char)((x = x * 1664525 + 1013904223) >> 24);
}

/* From there on, at most so much of it. */
static bool give(struct host_call *c, const char *status, size_t from, size_t most, const char *tag)
{
	char head[512];
	size_t size = SIZE - from;

	snprintf(head, sizeof head, "HTTP/1.1 %s\r\nContent-Length: %zu\r\nContent-Range: bytes %zu-%d/%d\r\nETag: %s\r\n\r\n", status,
		 size, from, SIZE - 1, SIZE, tag);
	os_add32(&given, (uint32_t)(size < most ? size : most));
	return host_text(c, head) && host_say(c, whole + from, size < most ? size : most) && size <= most;
}

static bool answer(struct host_call *c)
{
	const char *range = host_line(c, "Range");
	size_t from = range ? strtoul(range + 6, NULL, 10) : 0;
	char tag[32] = "\"one\"";

	if (host_asked(c, "/changes"))
		snprintf(tag, sizeof tag, "\"%u\"", os_add32(&answers, 1));
	if (range && host_asked(c, "/deaf"))
		return give(c, "200 OK", 0, SIZE, tag);
	if (range && from >= SIZE)
		return host_text(c, "HTTP/1.1 416 No\r\nContent-Length: 3\r\n\r\nno\n");
	if (range)
		return give(c, "206 Partial", from, SIZE, tag);
	return give(c, "200 OK", 0, host_asked(c, "/cut") ? HALF : SIZE, tag);
}

static bool begin(struct shop *s, const char *object, DWORD flags, DWORD request_flags)
{
	fill();
	host_start(answer);
	if (host_open(s, flags) && host_request(s, object, request_flags))
		return true;
	if (s->session)
		InternetCloseHandle(s->session);
	host_end();
	return false;
}

static void finish(struct shop *s)
{
	InternetCloseHandle(s->session);
	host_end();
}

/* How many octets it gives and, if it fails, why. */
static DWORD read_on(struct shop *s, char *to, DWORD room, DWORD *error)
{
	DWORD total = 0, n = 1;

	while (n && total < room) {
		DWORD most = room - total < PIECE ? room - total : PIECE;

		if (!events_finish(InternetReadFile(s->request, to + total, most, &n), REQUEST_CONTEXT, error, NULL))
			break;
		total += n;
	}
	return total;
}

static void reads(struct shop *s, DWORD from, DWORD size)
{
	DWORD error = ERROR_SUCCESS, n = read_on(s, got, size, &error);

	if (error) {
		sweep_ok(HRESULT_FROM_WIN32(error));
		return;
	}
	assert_int_equal(n, from + size <= SIZE ? size : SIZE - from);
	assert_memory_equal(got, whole + from, n);
}

static void seeks(struct shop *s, LONG distance, DWORD method, DWORD to)
{
	LONG high = distance < 0 ? -1 : 0;

	assert_int_equal(InternetSetFilePointer(s->request, distance, &high, method, 0), to);
	assert_int_equal(high, 0);
}

static void refuses(struct shop *s, LONG distance, DWORD method, DWORD error)
{
	assert_int_equal(InternetSetFilePointer(s->request, distance, NULL, method, 0), INVALID_SET_FILE_POINTER);
	assert_int_equal(GetLastError(), error);
}

static void breaks_and_resumes(DWORD flags)
{
	struct shop s;
	DWORD error = ERROR_SUCCESS, n;

	if (!begin(&s, "/cut", flags, 0))
		return;
	n = read_on(&s, got, SIZE, &error);
	if (error == ERROR_INTERNET_CONNECTION_ABORTED) {
		assert_true(n <= HALF);
		os_store32(&given, 0);
		seeks(&s, (LONG)n, FILE_BEGIN, n);
		n += read_on(&s, got + n, SIZE - n, &error);
		if (n == SIZE) {
			assert_memory_equal(got, whole, SIZE);
			assert_int_equal(os_load32(&given), SIZE - HALF);
		}
		reads(&s, SIZE, 10);
	}
	if (!swept())
		assert_int_equal(n, SIZE);
	finish(&s);
	if (!swept()) {
		assert_non_null(strstr(host_heads, "\r\nRange: bytes=150000-\r\n"));
		assert_non_null(strstr(host_heads, "\r\nIf-Range: \"one\"\r\n"));
	}
}

TEST(N47_a_transfer_that_broke_is_resumed_and_only_what_was_missing_is_sent) { breaks_and_resumes(0); }
TEST(N47_the_same_asynchronously) { breaks_and_resumes(INTERNET_FLAG_ASYNC); }

TEST(reading_goes_on_where_the_pointer_was_set)
{
	struct shop s;

	if (!begin(&s, "/whole", INTERNET_FLAG_ASYNC, 0))
		return;
	reads(&s, 0, 1000);
	seeks(&s, 0, FILE_CURRENT, 1000);
	seeks(&s, 100, FILE_CURRENT, 1100);          /* a little further: it comes anyway */
	reads(&s, 1100, 1000);
	seeks(&s, 10, FILE_BEGIN, 10);               /* back */
	reads(&s, 10, 100000);
	seeks(&s, -1000, FILE_END, SIZE - 1000);     /* far ahead */
	seeks(&s, -1000, FILE_CURRENT, SIZE - 2000);
	reads(&s, SIZE - 2000, 1500);
	seeks(&s, 0, FILE_BEGIN, 0);
	reads(&s, 0, SIZE);
	finish(&s);
}

TEST(behind_the_end_there_is_nothing)
{
	struct shop s;
	DWORD error = ERROR_SUCCESS;

	if (!begin(&s, "/whole", 0, 0))
		return;
	seeks(&s, SIZE + 5, FILE_BEGIN, SIZE + 5);
	assert_int_equal(read_on(&s, got, 10, &error), 0);
	if (error)
		sweep_ok(HRESULT_FROM_WIN32(error));
	finish(&s);
}

TEST(a_server_that_knows_no_parts_sends_all_and_what_was_read_is_skipped)
{
	struct shop s;

	if (!begin(&s, "/deaf", 0, 0))
		return;
	reads(&s, 0, PIECE);
	seeks(&s, 1000, FILE_BEGIN, 1000);
	reads(&s, 1000, SIZE - 1000);
	finish(&s);
}

TEST(what_has_changed_since_is_not_gone_on_with)
{
	struct shop s;
	DWORD error = ERROR_SUCCESS;

	if (!begin(&s, "/changes", 0, 0))
		return;
	reads(&s, 0, PIECE);
	seeks(&s, 1000, FILE_BEGIN, 1000);
	assert_int_equal(read_on(&s, got, 10, &error), 0);
	if (error != ERROR_HTTP_INVALID_SERVER_RESPONSE)
		sweep_ok(HRESULT_FROM_WIN32(error));
	if (!swept())
		assert_int_equal(error, ERROR_HTTP_INVALID_SERVER_RESPONSE);
	finish(&s);
}

TEST(how_much_is_there_counts_from_the_pointer_on)
{
	struct shop s;
	DWORD there = 0, error;

	if (!begin(&s, "/whole", INTERNET_FLAG_ASYNC, 0))
		return;
	seeks(&s, -7, FILE_END, SIZE - 7);
	if (events_finish(InternetQueryDataAvailable(s.request, &there, 0, 0), REQUEST_CONTEXT, &error, NULL))
		assert_in_range(there, 1, 7);
	reads(&s, SIZE - 7, 10);
	finish(&s);
}

TEST(only_the_read_itself_tells_of_it)
{
	struct shop s;

	if (!begin(&s, "/whole", 0, 0))
		return;
	reads(&s, 0, PIECE);
	events_clear();
	seeks(&s, 0, FILE_BEGIN, 0);
	if (!swept()) {
		reads(&s, 0, PIECE);
		assert_string_equal(events_told(REQUEST_CONTEXT), "40 41");
	}
	finish(&s);
}

TEST(where_the_pointer_cannot_go_and_what_has_none)
{
	struct shop s;
	DWORD error = ERROR_SUCCESS;

	if (!begin(&s, "/whole", 0, 0))
		return;
	refuses(&s, -1, FILE_BEGIN, ERROR_NEGATIVE_SEEK);
	refuses(&s, 0, 3, ERROR_INVALID_PARAMETER);
	assert_int_equal(InternetSetFilePointer(s.connect, 0, NULL, FILE_BEGIN, 0), INVALID_SET_FILE_POINTER);
	assert_int_equal(GetLastError(), ERROR_INTERNET_INCORRECT_HANDLE_TYPE);
	if (read_on(&s, got, SIZE + 1, &error) == SIZE)
		refuses(&s, 0, FILE_BEGIN, ERROR_INTERNET_INCORRECT_HANDLE_STATE);
	if (host_request(&s, "/whole", INTERNET_FLAG_NO_CACHE_WRITE))
		refuses(&s, 0, FILE_BEGIN, ERROR_INTERNET_INVALID_OPERATION);
	finish(&s);
}

TEST(a_part_that_the_application_asks_for_itself_comes_as_206)
{
	static const char range[] = "Range: bytes=299990-";
	struct shop s;
	DWORD status = 0, size = sizeof status, error;

	if (!begin(&s, "/whole", 0, 0))
		return;
	InternetCloseHandle(s.request);
	s.request = HttpOpenRequest(s.connect, NULL, "/whole", NULL, NULL, NULL, 0, REQUEST_CONTEXT);
	if (s.request && events_finish(HttpSendRequest(s.request, range, (DWORD)-1, NULL, 0), REQUEST_CONTEXT, &error, NULL)) {
		if (HttpQueryInfo(s.request, HTTP_QUERY_STATUS_CODE | HTTP_QUERY_FLAG_NUMBER, &status, &size, NULL))
			assert_int_equal(status, 206);
		refuses(&s, 0, FILE_BEGIN, ERROR_INTERNET_INVALID_OPERATION);
		reads(&s, SIZE - 10, 10);
	}
	finish(&s);
}
