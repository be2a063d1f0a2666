/* many.c - many downloads that one thread has started. */
#include "inet/shop.h"

enum { MANY = 100 };
static const struct web_step slow[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 1000 }, { WEB_BODY, "hello", 0, 0 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_page pages[] = { { "http://shop/slow", slow }, { NULL, NULL } };

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
