/* bystander.c - a good download that goes on while something bad happens. */
#include "bystander.h"

void bystander_open(struct bystander *b)
{
	*b = (struct bystander){ .session = NULL };
	raw_start_http(&b->server);
}

static void finish(BOOL returned)
{
	DWORD error;

	if (!events_finish(returned, BYSTANDER_CONTEXT, &error, NULL))
		fail_msg("another one's download ends with %u", error);
}

void bystander_begin(struct bystander *b)
{
	HINTERNET connect;

	b->server.good = (struct harness_gate)HARNESS_GATE_INIT;
	b->session = needed(InternetOpen("good", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, INTERNET_FLAG_ASYNC));
	InternetSetStatusCallback(b->session, events_callback);
	connect = needed(InternetConnect(b->session, "127.0.0.1", b->server.port, NULL, NULL, INTERNET_SERVICE_HTTP, 0, 0));
	b->request = needed(HttpOpenRequest(connect, NULL, "/good", NULL, NULL, NULL, 0, BYSTANDER_CONTEXT));
	finish(HttpSendRequest(b->request, NULL, 0, NULL, 0));
}

void bystander_end(struct bystander *b)
{
	char text[16];
	DWORD got;

	harness_gate_open(&b->server.good);
	finish(InternetReadFile(b->request, text, sizeof text, &got));
	assert_int_equal(got, 11);
	assert_memory_equal(text, "hello again", 11);
	InternetCloseHandle(b->session);
	events_await(BYSTANDER_CONTEXT, INTERNET_STATUS_HANDLE_CLOSING, 1);
}

void bystander_close(struct bystander *b)
{
	raw_stop(&b->server);
}

void bystander_watches(void (*start)(struct raw *bad), unsigned count, void (*meet)(struct raw *bad, unsigned i, bool async),
                       bool async)
{
	struct raw bad = { .listener = -1 };
	struct bystander b;
	unsigned i;

	if (swept())
		return;
	bystander_open(&b);
	start(&bad);
	for (i = 0; i < count; i++) {
		events_clear();
		bystander_begin(&b);
		meet(&bad, i, async);
		bystander_end(&b);
	}
	raw_stop(&bad);
	bystander_close(&b);
}
