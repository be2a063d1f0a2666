/* patience.c - callbacks that do not return from what the I/O thread waits for: others go on. */
#include <string.h>

#include "inet/shop.h"

enum { STUCK = 20, OTHER_CONTEXT = 50 };
static const struct web_step kept[] = { { WEB_KEPT, NULL, 0, 0 }, { WEB_SEND, NULL, 0, 0 }, { WEB_HEAD, SHOP_OK, 0, 1 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_step plain[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 1 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step late[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 1 }, { WEB_BODY, "hello", 0, 20 },
	{ WEB_HANG, NULL, 0, 0 } };
static const struct web_step later[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 40 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_page pages[] = { { "http://shop/kept", kept }, { "http://shop/plain", plain }, { "http://shop/late", late },
	{ "http://shop/later", later }, { NULL, NULL } };
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

/* ---- callbacks that wait for each other ---- */

static os_u32 completions;

static void wait_for_the_second(const struct event *e, void *info)
{
	(void)info;
	if (e->status != INTERNET_STATUS_REQUEST_COMPLETE)
		return;
	if (os_add32(&completions, 1) == 2)
		harness_gate_open(&gate);
	else
		harness_gate_wait(&gate);
}

/* Nothing else happens meanwhile: for all there is time without an end. */
static bool open_two(struct shop *s, const char *object, HINTERNET requests[2])
{
	static const DWORD times[] = { INTERNET_OPTION_CONNECT_TIMEOUT, INTERNET_OPTION_SEND_TIMEOUT, INTERNET_OPTION_RECEIVE_TIMEOUT };
	DWORD for_ever = INFINITE;
	unsigned i;

	gate = (struct harness_gate)HARNESS_GATE_INIT;
	os_store32(&completions, 0);
	web_serve(pages);
	if (swept() || !shop_connect(s, "shop", 0, INTERNET_FLAG_ASYNC))
		return false;
	for (i = 0; i < ARRAY_COUNT(times); i++)
		assert_true(InternetSetOption(s->connect, times[i], &for_ever, sizeof for_ever));
	for (i = 0; i < 2; i++)
		requests[i] = needed(HttpOpenRequest(s->connect, NULL, object, NULL, NULL, NULL, 0, i ? OTHER_CONTEXT : REQUEST_CONTEXT));
	return true;
}

static void send_two(HINTERNET requests[2])
{
	send(requests[0]);
	send(requests[1]);
	events_await(REQUEST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1);
	events_await(OTHER_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 1);
}

static void close_two(struct shop *s)
{
	InternetCloseHandle(s->session);
	events_await(REQUEST_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
	events_await(OTHER_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
}

/* Who was woken for both is in the first one's callback. */
EXPLORE(a_callback_waits_for_that_of_another_request_that_ends_at_the_same_time, 0)
{
	HINTERNET requests[2];
	struct shop s;

	if (!open_two(&s, "/plain", requests))
		return;
	events_hook = wait_for_the_second;
	send_two(requests);
	close_two(&s);
}

/* Where time is simulated: else what a read waits for might be there before it. */
#ifdef ACOM_SIM
static struct harness_gate read_gate;
static void wait_in_reads(const struct event *e, void *info)
{
	if (e->status == INTERNET_STATUS_RECEIVING_RESPONSE)
		harness_gate_wait(&read_gate);
	else
		wait_for_the_second(e, info);
}

struct reader {
	struct harness_thread thread;
	HINTERNET request;
	char text[5];
	DWORD got;
};

static void read_it(void *arg)
{
	struct reader *r = arg;

	assert_false(InternetReadFile(r->request, r->text, sizeof r->text, &r->got));
	assert_int_equal(GetLastError(), ERROR_IO_PENDING);
}

/* The reads are at their ends before their functions have told where they begin: it is those that have the ends told. */
EXPLORE(a_callback_waits_for_that_of_another_read_that_has_ended_before_it_pends, 0)
{
	HINTERNET requests[2], other;
	struct reader readers[2];
	struct shop s;
	unsigned i;

	read_gate = (struct harness_gate)HARNESS_GATE_INIT;
	if (!open_two(&s, "/late", requests))
		return;
	other = needed(HttpOpenRequest(s.connect, NULL, "/later", NULL, NULL, NULL, 0, 0));
	send_two(requests);
	events_hook = wait_in_reads;
	for (i = 0; i < 2; i++) {
		readers[i].request = requests[i];
		harness_start(&readers[i].thread, read_it, &readers[i]);
	}
	send(other);
	assert_true(AcomInternetWait(other, INFINITE));
	harness_gate_open(&read_gate);
	events_await(REQUEST_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 2);
	events_await(OTHER_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE, 2);
	for (i = 0; i < 2; i++)
		harness_join(&readers[i].thread);
	close_two(&s);
}
#endif
