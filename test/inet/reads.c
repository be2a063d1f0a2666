/* reads.c - the other ways to read: how much is there, and what is there. */
#include "inet/shop.h"

static const struct web_step slow[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 5 }, { WEB_BODY, "hello", 0, 50 },
	{ WEB_BODY, " you", 0, 50 }, { WEB_DONE, NULL, 0, 50 } };
static const struct web_step cut[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 5 }, { WEB_BODY, "hello", 0, 50 },
	{ WEB_DONE, NULL, ERROR_INTERNET_CONNECTION_ABORTED, 50 } };
static const struct web_step quiet[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 5 }, { WEB_HANG, NULL, 0, 0 } };
static const struct web_step stays[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 5 }, { WEB_BODY, "hello", 0, 0 },
	{ WEB_HANG, NULL, 0, 0 } };
static const struct web_step later[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 500 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_page pages[] = { { "http://shop/slow", slow }, { "http://shop/later", later },
	{ "http://shop/cut", cut }, { "http://shop/quiet", quiet },
	{ "http://shop/stays", stays }, { NULL, NULL } };

/* The statuses since then. */
static const char *since(size_t before)
{
	const char *all = events_told(REQUEST_CONTEXT);

	return all + (before < strlen(all) ? before + 1 : before);
}

SIM_TEST(N21_how_much_there_is_pends_until_there_is_something_and_completes_with_it, 20)
{
	struct shop s;
	DWORD there = 77;
	size_t before;

	if (!shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/slow", REQUEST_CONTEXT))
		return;
	if (!swept() && shop_send(&s)) {
		before = strlen(events_told(REQUEST_CONTEXT));
		assert_false(InternetQueryDataAvailable(s.request, &there, 0, 0));
		assert_int_equal(GetLastError(), ERROR_IO_PENDING);
		events_await(REQUEST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 2);
		assert_string_equal(since(before), "40 41 100");
		assert_int_equal(there, 5);
		assert_int_equal(events_at(events_count() - 1)->error, 5);
		assert_int_equal(events_at(events_count() - 1)->result, 1);
		before = strlen(events_told(REQUEST_CONTEXT));
		assert_true(InternetQueryDataAvailable(s.request, &there, 0, 0));
		assert_true(there == 5 || there == 9);
		assert_string_equal(since(before), "");
	}
	InternetCloseHandle(s.session);
}

/* Nobody else writes there: nothing ever comes. */
SIM_TEST(N21_as_long_as_it_pends_there_is_nothing, 20)
{
	struct shop s;
	DWORD there = 77;

	if (!shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/quiet", REQUEST_CONTEXT))
		return;
	if (!swept() && shop_send(&s)) {
		assert_false(InternetQueryDataAvailable(s.request, &there, 0, 0));
		assert_int_equal(GetLastError(), ERROR_IO_PENDING);
		assert_int_equal(there, 0);
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(N22_a_read_that_does_not_wait_leaves_the_buffer_alone_until_there_is_something, 20)
{
	char text[8] = "-------";
	INTERNET_BUFFERS b = { .dwStructSize = sizeof b, .lpvBuffer = text, .dwBufferLength = 7 };
	struct shop s;

	if (!shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/slow", REQUEST_CONTEXT))
		return;
	if (!swept() && shop_send(&s)) {
		assert_false(InternetReadFileEx(s.request, &b, IRF_NO_WAIT, REQUEST_CONTEXT));
		assert_int_equal(GetLastError(), ERROR_IO_PENDING);
		events_await(REQUEST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 2);
		assert_string_equal(text, "-------");
		assert_int_equal(b.dwBufferLength, 7);
		assert_true(InternetReadFileEx(s.request, &b, IRF_NO_WAIT, REQUEST_CONTEXT));
		assert_memory_equal(text, "hello", 5);
	}
	InternetCloseHandle(s.session);
}

/* It would be under way when the request is sent anew. */
SIM_TEST(who_reads_nothing_elsewhere_asks_for_nothing, 20)
{
	HINTERNET first;
	struct shop s;
	char text[8];
	DWORD got = 1;
	unsigned asked;

	if (swept() || !shop_open(&s, pages, 0, "/slow", REQUEST_CONTEXT))
		return;
	asked = web_requests();
	assert_true(shop_send(&s));
	assert_int_equal(InternetSetFilePointer(s.request, 1 << 20, NULL, FILE_BEGIN, 0), 1 << 20);
	assert_true(InternetReadFile(s.request, text, 0, &got));
	assert_int_equal(got, 0);
	first = s.request;
	s.request = HttpOpenRequest(s.connect, NULL, "/slow", NULL, NULL, NULL, 0, REQUEST_CONTEXT);
	assert_true(shop_send(&s)); /* what was asked for before is at the server before */
	assert_int_equal(web_requests() - asked, 2);
	assert_int_equal(InternetSetFilePointer(first, 0, NULL, FILE_CURRENT, 0), 1 << 20);
	InternetCloseHandle(s.session);
}

/* The I/O thread has nothing to do meanwhile. */
static void without_memory(HINTERNET request, DWORD size)
{
	char text[16] = "-";
	DWORD got = 77;
	BOOL done;

	os_alloc_fail(1, true);
	done = InternetReadFile(request, text, size, &got);
	os_alloc_fail(0, false);
	assert_false(done);
	assert_int_equal(GetLastError(), ERROR_NOT_ENOUGH_MEMORY);
	assert_int_equal(got, 0);
	assert_string_equal(text, "-");
}

SIM_TEST(a_read_without_the_memory_to_wait_has_taken_nothing_and_asked_for_nothing, 20)
{
	DWORD there = 0, error, got = 0;
	char text[8] = "";
	struct shop s;

	if (swept() || !shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/stays", REQUEST_CONTEXT))
		return;
	assert_true(shop_send(&s));
	assert_true(events_finish(InternetQueryDataAvailable(s.request, &there, 0, 0), REQUEST_CONTEXT, &error, NULL));
	assert_int_equal(there, 5);
	without_memory(s.request, 9);
	assert_int_equal(InternetSetFilePointer(s.request, 1 << 20, NULL, FILE_BEGIN, 0), 1 << 20);
	without_memory(s.request, 9);
	assert_int_equal(InternetSetFilePointer(s.request, 0, NULL, FILE_CURRENT, 0), 1 << 20);
	assert_int_equal(InternetSetFilePointer(s.request, 0, NULL, FILE_BEGIN, 0), 0);
	assert_true(InternetReadFile(s.request, text, 5, &got));
	assert_string_equal(text, "hello");
	assert_int_equal(web_requests(), 1);
	InternetCloseHandle(s.session);
}

/* Where time is not simulated the body may have come before. */
SIM_TEST(a_read_whose_rest_finds_no_memory_ends_at_once, 20)
{
	DWORD got = 0, error = ERROR_SUCCESS;
	char text[8] = "";
	struct shop s;

	if (swept() || !shop_open(&s, pages, 0, "/slow", REQUEST_CONTEXT))
		return;
	assert_true(shop_send(&s));
	InternetSetStatusCallback(s.request, NULL);
	os_alloc_fail(1, true);
	if (!InternetReadFile(s.request, text, 2, &got))
		error = GetLastError();
	os_alloc_fail(0, false);
#ifdef ACOM_SIM
	assert_int_equal(error, ERROR_NOT_ENOUGH_MEMORY);
#else
	assert_true(!error || error == ERROR_NOT_ENOUGH_MEMORY);
#endif
	InternetCloseHandle(s.session);
}

SIM_TEST(N23_buffers_of_another_size_are_refused, 2)
{
	INTERNET_BUFFERS b = { .dwStructSize = sizeof b - 1 };
	struct shop s;

	if (!shop_open(&s, pages, 0, "/slow", REQUEST_CONTEXT))
		return;
	assert_false(InternetReadFileEx(s.request, &b, 0, 0));
	assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
	assert_false(InternetReadFileEx(s.request, NULL, 0, 0));
	assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
	b.dwStructSize = sizeof b;
	assert_false(InternetReadFileEx(NULL, &b, 0, 0));
	assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
	assert_false(InternetReadFileEx(s.request, &b, 0, 0)); /* nothing was sent */
	assert_int_equal(GetLastError(), ERROR_INTERNET_INCORRECT_HANDLE_STATE);
	InternetCloseHandle(s.session);
}

SIM_TEST(N19_a_read_pends_once_until_the_buffer_is_full_or_the_body_ends, 20)
{
	char text[16] = "";
	DWORD got = 77, error;
	struct shop s;

	if (!shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/slow", REQUEST_CONTEXT))
		return;
	if (!swept() && shop_send(&s)) {
		assert_true(events_finish(InternetReadFile(s.request, text, 7, &got), REQUEST_CONTEXT, &error, NULL));
		assert_int_equal(got, 7);
		assert_string_equal(text, "hello y");
		assert_true(events_finish(InternetReadFile(s.request, text, 7, &got), REQUEST_CONTEXT, &error, NULL));
		assert_int_equal(got, 2);
		assert_true(events_finish(InternetReadFile(s.request, text, 7, &got), REQUEST_CONTEXT, &error, NULL));
		assert_int_equal(got, 0);
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(a_body_that_is_cut_gives_what_came_and_then_the_error, 20)
{
	char text[16] = "";
	DWORD got = 77, error;
	struct shop s;

	if (!shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/cut", REQUEST_CONTEXT))
		return;
	if (!swept() && shop_send(&s)) {
		assert_true(events_finish(InternetReadFile(s.request, text, 9, &got), REQUEST_CONTEXT, &error, NULL));
		assert_int_equal(got, 5);
		assert_false(events_finish(InternetReadFile(s.request, text, 9, &got), REQUEST_CONTEXT, &error, NULL));
		assert_int_equal(error, ERROR_INTERNET_CONNECTION_ABORTED);
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(a_body_that_never_comes_is_waited_for_as_long_as_the_option_says, 20)
{
	DWORD milliseconds = 700, got = 0, error;
	char text[8];
	struct shop s;

	if (!shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/quiet", REQUEST_CONTEXT))
		return;
	assert_true(InternetSetOption(s.request, INTERNET_OPTION_RECEIVE_TIMEOUT, &milliseconds, sizeof milliseconds));
	if (!swept() && shop_send(&s)) {
		events_finish(InternetReadFile(s.request, text, sizeof text, &got), REQUEST_CONTEXT, &error, NULL);
		assert_int_equal(error, ERROR_INTERNET_TIMEOUT);
	}
	InternetCloseHandle(s.session);
}

static struct harness_gate came;
static os_u32 reads;

static void wait_at_the_read(const struct event *e, void *info)
{
	(void)info;
	if (e->context == REQUEST_CONTEXT && e->status == INTERNET_STATUS_RECEIVING_RESPONSE && os_load32(&reads))
		harness_gate_wait(&came);
	else if (e->context != REQUEST_CONTEXT && e->status == INTERNET_STATUS_REQUEST_COMPLETE)
		harness_gate_open(&came);
}

/* What the read itself tells takes its time, and all has come meanwhile: who holds a lock while he reads is not called. */
SIM_TEST(a_read_that_pends_does_not_complete_before_it_has_said_so, 20)
{
	char text[8] = "";
	DWORD got = 77;
	HINTERNET other;
	struct shop s;

	if (swept() || !shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/slow", REQUEST_CONTEXT))
		return;
	came = (struct harness_gate)HARNESS_GATE_INIT;
	os_store32(&reads, false);
	events_hook = wait_at_the_read;
	shop_send(&s);
	other = needed(HttpOpenRequest(s.connect, NULL, "/later", NULL, NULL, NULL, 0, REQUEST_CONTEXT + 1));
	HttpSendRequest(other, NULL, 0, NULL, 0);
	os_store32(&reads, true);
	assert_false(InternetReadFile(s.request, text, 5, &got));
	assert_int_equal(GetLastError(), ERROR_IO_PENDING);
	assert_int_not_equal(events_await(REQUEST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 2)->thread, os_thread_id());
	assert_string_equal(text, "hello");
	InternetCloseHandle(s.session);
	events_await(CONNECT_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
}
