/* patience.c - callbacks that do not return from what the I/O thread waits for: others go on. */
#include <string.h>

#include "inet/shop.h"

enum { STUCK = 20, OTHER_CONTEXT = 50 };
static const struct web_step kept[] = { { WEB_KEPT, NULL, 0, 0 }, { WEB_SEND, NULL, 0, 0 }, { WEB_HEAD, SHOP_OK, 0, 1 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_step plain[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 1 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_page pages[] = { { "http://shop/kept", kept }, { "http://shop/plain", plain }, { NULL, NULL } };
static struct harness_gate gate;

static void stay(const struct event *e, void *info)
{
	(void)info;
	if (e->status == INTERNET_STATUS_SENDING_REQUEST && e->context == REQUEST_CONTEXT)
		harness_gate_wait(&gate);
	else if (e->status == INTERNET_STATUS_SENDING_REQUEST)
		assert_true(HttpAddRequestHeaders(e->handle, "X-Late: no", (DWORD)-1, HTTP_ADDREQ_FLAG_ADD));
}

static void send(HINTERNET h)
{
	assert_false(HttpSendRequest(h, NULL, 0, NULL, 0));
	assert_int_equal(GetLastError(), ERROR_IO_PENDING);
}

/* Of a session of its own, of which nobody is told: there may be no thread left to tell. Durations count in simulated time. */
static void others_go_on(void)
{
	uint64_t began = os_now();
	HINTERNET session = needed(InternetOpen("other", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, INTERNET_FLAG_ASYNC));
	HINTERNET connect = needed(InternetConnect(session, "shop", 0, NULL, NULL, INTERNET_SERVICE_HTTP, 0, 0));
	HINTERNET request = needed(HttpOpenRequest(connect, NULL, "/plain", NULL, NULL, NULL, 0, 0));

	send(request);
	assert_true(AcomInternetWait(request, INFINITE));
#ifdef ACOM_SIM
	assert_in_range((os_now() - began) / 1000000, 0, 1200);
#endif
	(void)began;
	InternetCloseHandle(session);
}

/* On a kept connection the head cannot wait for the callback without the I/O thread: it does so less and less. */
SIM_TEST(callbacks_that_do_not_return_hold_up_kept_connections_for_a_while_and_then_nobody, 10)
{
	struct shop s;
	unsigned i;

	gate = (struct harness_gate)HARNESS_GATE_INIT;
	if (swept() || !shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/kept", REQUEST_CONTEXT))
		return;
	events_hook = stay;
	for (i = 0; i < STUCK; i++)
		send(needed(HttpOpenRequest(s.connect, NULL, "/kept", NULL, NULL, NULL, 0, REQUEST_CONTEXT)));
	others_go_on();
	harness_gate_open(&gate);
	events_await(REQUEST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, STUCK);
	send(needed(HttpOpenRequest(s.connect, NULL, "/kept", NULL, NULL, NULL, 0, OTHER_CONTEXT)));
	events_await(OTHER_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1);
#ifdef ACOM_SIM
	assert_non_null(strstr(web_request, "\nX-Late: no\n")); /* who returns has his chance again */
#endif
	InternetCloseHandle(s.session);
	events_await(CONNECT_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
}
