/* push.c - bodies that the application writes piece by piece. */
#include "inet/shop.h"

static const struct web_step takes[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 5 }, { WEB_BODY, "thanks", 0, 5 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_step early[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 0 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step hangs[] = { WEB_REACH, { WEB_HANG, NULL, 0, 0 } };
static const struct web_page pages[] = { { "http://shop/takes", takes }, { "http://shop/early", early },
	{ "http://shop/hangs", hangs }, { NULL, NULL } };

static DWORD begin(struct shop *s, const char *first, DWORD total)
{
	INTERNET_BUFFERS b = { .dwStructSize = sizeof b, .lpvBuffer = (char *)first, .dwBufferLength = (DWORD)strlen(first),
			       .dwBufferTotal = total, .Next = (void *)1 };
	DWORD error;

	events_finish(HttpSendRequestEx(s->request, &b, NULL, 0, 0), REQUEST_CONTEXT, &error, NULL);
	return error;
}

static DWORD put(struct shop *s, const char *text)
{
	DWORD error, written = 0;

	events_finish(InternetWriteFile(s->request, text, (DWORD)strlen(text), &written), REQUEST_CONTEXT, &error, NULL);
	if (!error)
		assert_int_equal(written, strlen(text));
	return error;
}

static DWORD end(struct shop *s)
{
	DWORD error;

	events_finish(HttpEndRequest(s->request, NULL, 0, 0), REQUEST_CONTEXT, &error, NULL);
	return error;
}

static DWORD push(struct shop *s)
{
	DWORD error = begin(s, "hel", 11);

	if (!error)
		error = put(s, "lo w");
	if (!error)
		error = put(s, "orld");
	return error ? error : end(s);
}

SIM_TEST(N24_a_body_goes_out_as_it_is_written_and_two_completions_tell_its_begin_and_its_end, 50)
{
	struct shop s;
	DWORD error;

	if (!shop_open_as(&s, pages, INTERNET_FLAG_ASYNC, "PUT", "/takes", 0, REQUEST_CONTEXT))
		return;
	error = push(&s);
	if (error) {
		sweep_ok(HRESULT_FROM_WIN32(error));
	} else {
		assert_string_equal(events_told(REQUEST_CONTEXT), "60 10 11 20 21 30 31 100 30 31 30 31 40 41 100");
		assert_string_equal(web_request, "PUT http://shop/takes\nUser-Agent: test\n\nhello world");
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(N24_the_same_synchronously, 5)
{
	struct shop s;
	DWORD error;

	if (!shop_open_as(&s, pages, 0, "PUT", "/takes", 0, REQUEST_CONTEXT))
		return;
	error = push(&s);
	if (error)
		sweep_ok(HRESULT_FROM_WIN32(error));
	else
		assert_string_equal(events_told(REQUEST_CONTEXT), "60 10 11 20 21 30 31 30 31 30 31 40 41");
	InternetCloseHandle(s.session);
}

SIM_TEST(an_answer_that_comes_before_the_body_is_ended_is_told_behind_it, 20)
{
	struct shop s;
	DWORD error;

	if (!shop_open_as(&s, pages, INTERNET_FLAG_ASYNC, "PUT", "/early", 0, REQUEST_CONTEXT))
		return;
	error = begin(&s, "", 0);
	if (!error)
		error = end(&s);
	if (error)
		sweep_ok(HRESULT_FROM_WIN32(error));
	else
		assert_string_equal(events_told(REQUEST_CONTEXT), "60 10 11 20 21 30 31 100 40 41 100");
	InternetCloseHandle(s.session);
}

SIM_TEST(no_more_is_written_than_was_said_there_would_be, 2)
{
	struct shop s;
	DWORD error;

	if (swept() || !shop_open_as(&s, pages, 0, "PUT", "/takes", 0, REQUEST_CONTEXT))
		return;
	assert_int_equal(begin(&s, "hello", 4), ERROR_INVALID_PARAMETER);
	assert_int_equal(begin(&s, "hel", 5), ERROR_SUCCESS);
	error = put(&s, "lo world");
	assert_int_equal(error, ERROR_INVALID_PARAMETER);
	assert_int_equal(put(&s, "lo"), ERROR_SUCCESS);
	assert_int_equal(put(&s, "!"), ERROR_INVALID_PARAMETER);
	assert_int_equal(end(&s), ERROR_SUCCESS);
	assert_string_equal(web_request, "PUT http://shop/takes\nUser-Agent: test\n\nhello");
	InternetCloseHandle(s.session);
}

SIM_TEST(the_first_octets_may_be_many, 2)
{
	static char many[300001];
	struct shop s;

	if (swept() || !shop_open_as(&s, pages, INTERNET_FLAG_ASYNC, "PUT", "/takes", 0, REQUEST_CONTEXT))
		return;
	memset(many, 'x', sizeof many - 1);
	assert_int_equal(begin(&s, many, sizeof many), ERROR_SUCCESS);
	assert_int_equal(put(&s, "y"), ERROR_SUCCESS);
	assert_int_equal(end(&s), ERROR_SUCCESS);
	InternetCloseHandle(s.session);
}

SIM_TEST(N25_buffers_that_would_come_out_are_refused, 2)
{
	INTERNET_BUFFERS b = { .dwStructSize = sizeof b };
	struct shop s;
	DWORD written;

	if (!shop_open(&s, pages, 0, "/takes", REQUEST_CONTEXT))
		return;
	assert_false(HttpEndRequest(s.request, &b, 0, 0));
	assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
	assert_false(HttpEndRequest(s.request, NULL, 0, 0)); /* nothing was begun */
	assert_int_equal(GetLastError(), ERROR_INTERNET_INCORRECT_HANDLE_STATE);
	assert_false(InternetWriteFile(s.request, "a", 1, &written));
	assert_int_equal(GetLastError(), ERROR_INTERNET_INCORRECT_HANDLE_STATE);
	InternetCloseHandle(s.session);
}

static void add_header(const struct event *e, void *info)
{
	(void)info;
	if (e->status == INTERNET_STATUS_SENDING_REQUEST)
		HttpAddRequestHeaders(e->handle, "X-Late: 1", (DWORD)-1, HTTP_ADDREQ_FLAG_ADD);
}

SIM_TEST(N26_a_header_that_is_added_when_the_request_is_about_to_be_sent_is_sent, 50)
{
	struct shop s;

	if (!shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/takes", REQUEST_CONTEXT))
		return;
	events_hook = add_header;
	if (!swept() && shop_send(&s))
		assert_string_equal(web_request, "GET http://shop/takes\nUser-Agent: test\nX-Late: 1\n\n");
	InternetCloseHandle(s.session);
}

static struct harness_gate other_is_over;

static void add_header_late(const struct event *e, void *info)
{
	if (e->context == REQUEST_CONTEXT && e->status == INTERNET_STATUS_SENDING_REQUEST) {
		harness_gate_wait(&other_is_over);
		add_header(e, info);
	} else if (e->context > REQUEST_CONTEXT && e->status == INTERNET_STATUS_REQUEST_COMPLETE) {
		harness_gate_open(&other_is_over);
	}
}

/* Its callback returns when another request is over. */
SIM_TEST(N26_a_header_may_come_late_and_other_requests_go_on_meanwhile, 50)
{
	HINTERNET other;
	struct shop s;

	other_is_over = (struct harness_gate)HARNESS_GATE_INIT;
	if (swept() || !shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/takes", REQUEST_CONTEXT))
		return;
	events_hook = add_header_late;
	other = needed(HttpOpenRequest(s.connect, NULL, "/early", NULL, NULL, NULL, 0, REQUEST_CONTEXT + 1));
	HttpSendRequest(s.request, NULL, 0, NULL, 0);
	events_await(REQUEST_CONTEXT, INTERNET_STATUS_SENDING_REQUEST, 1);
	HttpSendRequest(other, NULL, 0, NULL, 0);
	events_await(REQUEST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1);
	assert_string_equal(web_request, "GET http://shop/takes\nUser-Agent: test\nX-Late: 1\n\n");
	InternetCloseHandle(s.session);
	events_await(CONNECT_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
}

SIM_TEST(a_server_that_does_not_answer_a_body_is_waited_for_as_long_as_the_option_says, 20)
{
	DWORD milliseconds = 700, error;
	struct shop s;

	if (!shop_open_as(&s, pages, INTERNET_FLAG_ASYNC, "PUT", "/hangs", 0, REQUEST_CONTEXT))
		return;
	assert_true(InternetSetOption(s.request, INTERNET_OPTION_RECEIVE_TIMEOUT, &milliseconds, sizeof milliseconds));
	error = push(&s);
	if (error == ERROR_NOT_ENOUGH_MEMORY)
		sweep_ok(HRESULT_FROM_WIN32(error));
	else
		assert_int_equal(error, ERROR_INTERNET_TIMEOUT);
	InternetCloseHandle(s.session);
}
