/* many.c - many downloads that one thread has started. */
#include "inet/shop.h"

enum { MANY = 100 };
static const struct web_step slow[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 1000 }, { WEB_BODY, "hello", 0, 0 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_step big[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 1 }, { WEB_BODY, NULL, 1 << 20, 0 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_page pages[] = { { "http://shop/slow", slow }, { "http://shop/big", big }, { NULL, NULL } };

/* Durations count where time is simulated. */
static void takes_at_most(uint64_t began, unsigned milliseconds)
{
#ifdef ACOM_SIM
	assert_in_range((os_now() - began) / 1000000, 0, milliseconds);
#else
	(void)began;
	(void)milliseconds;
#endif
}

SIM_TEST(N45_a_hundred_downloads_of_a_second_take_a_second, 3)
{
	DWORD_PTR threads[EVENTS_MOST];
	unsigned i, j, count = 0;
	struct shop s;
	uint64_t began;

	if (swept() || !shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/slow", REQUEST_CONTEXT))
		return;
	began = os_now();
	for (i = 0; i < MANY; i++) {
		HINTERNET h = i ? HttpOpenRequest(s.connect, NULL, "/slow", NULL, NULL, NULL, 0, REQUEST_CONTEXT) : s.request;

		assert_false(HttpSendRequest(h, NULL, 0, NULL, 0));
		assert_int_equal(GetLastError(), ERROR_IO_PENDING);
	}
	takes_at_most(began, 50);
	events_await(REQUEST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, MANY);
	takes_at_most(began, 1600);
	for (i = 0; i < events_count(); i++) {
		for (j = 0; j < count && threads[j] != events_at(i)->thread; j++)
			;
		if (j == count)
			threads[count++] = events_at(i)->thread;
		assert_int_equal(events_at(i)->error, ERROR_SUCCESS);
	}
	assert_in_range(count, 2, 3); /* this one, who tells, and perhaps who has helped */
	events_clear();
	InternetCloseHandle(s.session);
}

enum { LAST_CONTEXT = 99, CROWD = 1000 };

/* One more than run at once: the last one waits for its turn. */
static HINTERNET send_many(struct shop *s, const char *object)
{
	HINTERNET last = NULL;
	unsigned i;

	for (i = 0; i < MANY; i++) {
		last = HttpOpenRequest(s->connect, NULL, object, NULL, NULL, NULL, 0, i == MANY - 1 ? LAST_CONTEXT : REQUEST_CONTEXT);
		assert_false(HttpSendRequest(last, NULL, 0, NULL, 0));
		assert_int_equal(GetLastError(), ERROR_IO_PENDING);
	}
	return last;
}

SIM_TEST(who_waits_for_his_turn_can_be_cancelled, 3)
{
	struct shop s;
	HINTERNET last;

	if (swept() || !shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/slow", REQUEST_CONTEXT))
		return;
	last = send_many(&s, "/slow");
	assert_true(AcomInternetCancel(last));
	assert_int_equal(events_await(LAST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1)->error, ERROR_INTERNET_OPERATION_CANCELLED);
	assert_false(HttpSendRequest(last, NULL, 0, NULL, 0)); /* and then goes on as any other */
	assert_int_equal(events_await(LAST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 2)->error, ERROR_SUCCESS);
	events_await(REQUEST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, MANY - 1);
	events_clear();
	InternetCloseHandle(s.session);
}

SIM_TEST(who_waits_for_his_turn_can_be_closed, 3)
{
	struct shop s;

	if (swept() || !shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/slow", REQUEST_CONTEXT))
		return;
	InternetCloseHandle(send_many(&s, "/slow"));
	assert_int_equal(events_await(LAST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1)->error, ERROR_INTERNET_OPERATION_CANCELLED);
	InternetCloseHandle(s.session);
	events_await(REQUEST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, MANY - 1);
	events_await(LAST_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	assert_int_equal(events_times(REQUEST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE), MANY - 1);
}

/* They stand still as long as the application wants. */
SIM_TEST(who_waits_for_his_turn_has_it_before_those_end_whom_nobody_reads, 3)
{
	char piece[64];
	DWORD got = 0;
	struct shop s;
	HINTERNET last;

	if (swept() || !shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/big", REQUEST_CONTEXT))
		return;
	last = send_many(&s, "/big");
	assert_int_equal(events_await(LAST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1)->error, ERROR_SUCCESS);
	if (!InternetReadFile(last, piece, sizeof piece, &got)) {
		assert_int_equal(GetLastError(), ERROR_IO_PENDING);
		assert_int_equal(events_await(LAST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 2)->error, ERROR_SUCCESS);
	}
	assert_int_equal(got, sizeof piece);
	events_await(REQUEST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, MANY - 1);
	events_clear();
	InternetCloseHandle(s.session);
}

/* So many wait, of whom nobody is told, that the last has its turn some milliseconds later. */
static void crowd(struct shop *s)
{
	unsigned i;

	for (i = 0; i < CROWD; i++) {
		assert_false(HttpSendRequest(HttpOpenRequest(s->connect, NULL, "/slow", NULL, NULL, NULL, 0, 0), NULL, 0, NULL, 0));
		assert_int_equal(GetLastError(), ERROR_IO_PENDING);
	}
}

static DWORD send_in_time(struct shop *s, DWORD milliseconds)
{
	DWORD error;

	assert_true(InternetSetOption(s->request, INTERNET_OPTION_CONNECT_TIMEOUT, &milliseconds, sizeof milliseconds));
	events_finish(HttpSendRequest(s->request, NULL, 0, NULL, 0), REQUEST_CONTEXT, &error, NULL);
	return error;
}

/* Where time is not simulated it may have had its turn by then. */
static void waits_as_long_as_it_may(DWORD flags)
{
	struct shop many, s;
	DWORD error;

	if (swept())
		return;
	web_serve(pages);
	assert_true(shop_connect(&many, "shop", 80, INTERNET_FLAG_ASYNC));
	assert_true(shop_open(&s, pages, flags, "/slow", REQUEST_CONTEXT));
	crowd(&many);
	error = send_in_time(&s, 5);
#ifdef ACOM_SIM
	assert_int_equal(error, ERROR_INTERNET_TIMEOUT);
#else
	assert_true(!error || error == ERROR_INTERNET_TIMEOUT);
#endif
	events_clear(); /* its name may have been asked for, of which no end is told synchronously */
	assert_int_equal(send_in_time(&s, 60000), ERROR_SUCCESS);
	InternetCloseHandle(s.session);
	InternetCloseHandle(many.session);
}

SIM_TEST(who_waits_for_his_turn_has_the_time_to_connect, 3) { waits_as_long_as_it_may(INTERNET_FLAG_ASYNC); }
SIM_TEST(so_it_is_in_a_function_that_waits_for_its_end, 3) { waits_as_long_as_it_may(0); }
