/* away.c - downloads that another process does for its clients. */
#include "inet/office.h"
#include "inet/witness.h"

#define OK "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
static const struct web_step hello[] = { WEB_REACH,
	{ WEB_HEAD, OK, 0, 1 }, { WEB_BODY, "hello", 0, 1 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step large[] = { WEB_REACH,
	{ WEB_HEAD, OK, 0, 1 }, { WEB_BODY, NULL, 600000, 1 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step hangs[] = { WEB_REACH, { WEB_HANG, NULL, 0, 0 } };
static const struct web_page pages[] = {
	{ "http://shop/hello", hello }, { "http://shop/large", large }, { "http://shop/hangs", hangs }, { NULL, NULL },
};

/* ACROSS(something) { ... } becomes two tests. */
#define ACROSS(name) \
	static void name##_over(enum office_where over); \
	TEST(name##_over_unix) { name##_over(OFFICE_UNIX); } \
	TEST(name##_over_tcp) { name##_over(OFFICE_TCP); } \
	static void name##_over(enum office_where over)

ACROSS(a_download_is_begun_waited_for_and_finished_from_another_process)
{
	AsyncIHttpRequest *send;
	AsyncIInternetStream *read;
	static BYTE body[100000];
	ULONG all = 0, got;
	struct office o;
	HRESULT hr;

	if (!office_open(&o, over, pages, "/large"))
		return;
	send = needed(office_call(o.request, &IID_AsyncIHttpRequest));
	assert_int_equal(AsyncIHttpRequest_Begin_SendRequest(send, NULL, NULL, 0), S_OK);
	office_wait(send);
	assert_int_equal(AsyncIHttpRequest_Finish_SendRequest(send), S_OK);
	read = needed(office_call(o.stream, &IID_AsyncIInternetStream));
	do {
		assert_int_equal(AsyncIInternetStream_Begin_Read(read, sizeof body), S_OK);
		office_wait(read);
		hr = AsyncIInternetStream_Finish_Read(read, body, &got);
		for (ULONG i = 0; i < got; i++)
			assert_int_equal(body[i], (all + i) & 0xFF);
		all += got;
	} while (hr == S_OK);
	assert_int_equal(hr, S_FALSE);
	assert_int_equal(all, 600000);
	AsyncIInternetStream_Release(read);
	AsyncIHttpRequest_Release(send);
	office_close(&o);
}

struct doomed {
	struct office office;
	struct harness_gate ready;
	struct witness witness;
};

/* A client with a download that pends, and a sink. */
static void begin_and_wait(void *arg)
{
	struct doomed *d = arg;
	AsyncIHttpRequest *send;
	struct office o = d->office;

	assert_true(office_enter(&o));
	assert_true(witness_attach(&d->witness, o.session));
	assert_int_equal(IInternetSession_ConnectHttp(o.session, "shop", 0, 0, &o.connection), S_OK);
	o.request = needed(office_request(&o, "/hangs", 1));
	send = needed(office_call(o.request, &IID_AsyncIHttpRequest));
	assert_int_equal(AsyncIHttpRequest_Begin_SendRequest(send, NULL, NULL, 0), S_OK);
	witness_await(&d->witness, 1, INTERNET_STATUS_RECEIVING_RESPONSE, 1);
	harness_gate_open(&d->ready);
	for (;;)
		office_wait(send);
}

/* The server's process gives back all that it took for it, which away_close sees. */
ACROSS(a_client_that_dies_ends_its_downloads_and_harms_no_other)
{
	struct doomed *d = away_memory(sizeof *d);
	struct away_client client;

	if (swept()) {
		away_forget(d, sizeof *d);
		return;
	}
	d->ready.shared = true;
	office_serve(&d->office, over, pages);
	away_client_start(&client, begin_and_wait, d);
	harness_gate_wait(&d->ready);
	away_client_kill(&client);
	assert_true(office_enter(&d->office));
	assert_int_equal(IInternetSession_ConnectHttp(d->office.session, "shop", 0, 0, &d->office.connection), S_OK);
	d->office.request = needed(office_request(&d->office, "/hello", 2));
	assert_int_equal(IHttpRequest_SendRequest(d->office.request, NULL, NULL, 0), S_OK);
	office_close(&d->office);
	away_forget(d, sizeof *d);
}

ACROSS(a_server_that_dies_ends_the_calls_of_its_clients)
{
	AsyncIHttpRequest *send;
	struct office o;

	if (swept() || !office_open(&o, over, pages, "/hangs"))
		return;
	send = needed(office_call(o.request, &IID_AsyncIHttpRequest));
	assert_int_equal(AsyncIHttpRequest_Begin_SendRequest(send, NULL, NULL, 0), S_OK);
	away_kill(&o.away);
	HRESULT hr = AsyncIHttpRequest_Finish_SendRequest(send);
	assert_true(hr == RPC_E_SERVER_DIED || hr == RPC_E_SERVER_DIED_DNE); /* it may not have come so far */
	AsyncIHttpRequest_Release(send);
	office_close(&o);
}
