/* comload.c - downloads that go on where an earlier one has ended, of all that URLs lead to. */
#include <string.h>

#include <acom/automation.h>

#include "inet/office.h"
#include "inet/site.h"

#define HEAD(line, more) { WEB_HEAD, "HTTP/1.1 " line "\r\n" more "\r\n", 0, 1 }
#define ENDS { WEB_DONE, NULL, 0, 0 }
static const struct web_step part[] = { WEB_REACH,
	HEAD("206 Partial Content", "Content-Range: bytes 4-6/7\r\nContent-Length: 3\r\n"), { WEB_BODY, "efg", 0, 1 }, ENDS };
static const struct web_step less[] = { WEB_REACH,
	HEAD("206 Partial Content", "Content-Range: bytes 4-5/7\r\nContent-Length: 2\r\n"), { WEB_BODY, "ef", 0, 1 }, ENDS };
static const struct web_step of_some[] = { WEB_REACH,
	HEAD("206 Partial Content", "Content-Range: bytes 4-5/*\r\nContent-Length: 2\r\n"), { WEB_BODY, "ef", 0, 1 }, ENDS };
static const struct web_step senseless[] = { WEB_REACH,
	HEAD("206 Partial Content", "Content-Range: bytes 4-5/3\r\nContent-Length: 2\r\n"), { WEB_BODY, "ef", 0, 1 }, ENDS };
static const struct web_step beyond[] = { WEB_REACH,
	HEAD("206 Partial Content", "Content-Range: bytes 5-6/7\r\nContent-Length: 2\r\n"), { WEB_BODY, "fg", 0, 1 }, ENDS };
static const struct web_step any[] = { WEB_REACH,
	HEAD("206 Partial Content", "Content-Length: 3\r\n"), { WEB_BODY, "efg", 0, 1 }, ENDS };
static const struct web_step unknown[] = { WEB_REACH,
	HEAD("206 Partial Content", "Content-Range: bytes */7\r\nContent-Length: 3\r\n"), { WEB_BODY, "efg", 0, 1 }, ENDS };
static const struct web_step whole[] = { WEB_REACH, HEAD("200 OK", "Content-Length: 7\r\n"), { WEB_BODY, "abcdefg", 0, 1 }, ENDS };
static const struct web_step endless[] = { WEB_REACH, HEAD("200 OK", ""), { WEB_BODY, "abcdefg", 0, 1 }, ENDS };
static const struct web_step missing[] = { WEB_REACH, HEAD("404 Not Found", ""), { WEB_BODY, "no", 0, 1 }, ENDS };
#define X16 "xxxxxxxxxxxxxxxx"
#define X248 X16 X16 X16 X16 X16 X16 X16 X16 X16 X16 X16 X16 X16 X16 X16 "xxxxxxxx"
static const struct web_step much[] = { WEB_REACH, HEAD("4294967295 " X248, ""), ENDS };
static const struct web_step long_words[] = { WEB_REACH, HEAD("999 " X248, ""), ENDS };
static const struct web_step nowhere[] = { { WEB_RESOLVE, "shop", 0, 1 }, { WEB_DONE, NULL, ERROR_INTERNET_CANNOT_CONNECT, 1 } };
static const struct web_step hangs[] = { WEB_REACH, { WEB_HANG, NULL, 0, 0 } };
static const struct web_page pages[] = {
	{ "http://shop/less", less }, { "http://shop/of_some", of_some }, { "http://shop/senseless", senseless },
	{ "http://shop/part", part }, { "http://shop/beyond", beyond },
	{ "http://shop/any", any }, { "http://shop/unknown", unknown },
	{ "http://shop/whole", whole }, { "http://shop/endless", endless },
	{ "http://shop/much", much }, { "http://shop/long", long_words },
	{ "http://shop/missing", missing }, { "http://shop/nowhere", nowhere }, { "http://shop/hangs", hangs }, { NULL, NULL },
};

#define GUEST { .command = "PASS guest@", .reply = "230 come in\r\n" }, SITE_LOGIN, SITE_TRANSFERS, SITE_HOME
#define FILE_OF(text) { .command = "RETR", .reply = "150 here\r\n", .data = text, .after = "226 done\r\n" }
#define LISTING { .command = "MLSD", .reply = "150 here\r\n", .data = "type=file; a\r\n", .after = "226 done\r\n" }
#define SIZED { .command = "SIZE", .reply = "213 7\r\n" }
static const struct talk_reply knowing[] = { GUEST, SIZED, { .command = "REST 4", .reply = "350 and then\r\n" }, FILE_OF("efg"),
	LISTING, SITE_REST };
static const struct talk_reply unknowing[] = { GUEST, SIZED, { .command = "REST", .reply = "502 never\r\n" }, FILE_OF("abcdefg"),
	SITE_REST };
static const struct talk_reply menu[] = { { .command = NULL, .reply = "abcdefg", .ends = true } };
static const struct talk_server ftp = { "shop", 21, "220 hi\r\n", knowing }, old_ftp = { "shop", 21, "220 hi\r\n", unknowing },
				gopher = { "shop", 70, NULL, menu };

static const struct row {
	const char *url;
	uint64_t place;
	HRESULT hr;
	const char *text;                      /* what is read, or why not; NULL: whatever it says */
	uint64_t begins, size;
	const struct talk_server *server;
} rows[] = {
	{ "http://shop/part", 4, S_OK, "efg", 4, 7, NULL },
	{ "http://shop/less", 4, S_OK, "ef", 4, 7, NULL },
	{ "http://shop/of_some", 4, S_OK, "ef", 4, 0, NULL },
	{ "http://shop/senseless", 4, HRESULT_FROM_WIN32(ERROR_HTTP_INVALID_SERVER_RESPONSE),
	  "The server's answer makes no sense.", 0, 0, NULL },
	{ "http://shop/beyond", 4, HRESULT_FROM_WIN32(ERROR_HTTP_INVALID_SERVER_RESPONSE), "The server's answer makes no sense.", 0, 0,
	  NULL },
	{ "http://shop/any", 4, HRESULT_FROM_WIN32(ERROR_HTTP_INVALID_SERVER_RESPONSE), "The server's answer makes no sense.", 0, 0,
	  NULL },
	{ "http://shop/unknown", 4, HRESULT_FROM_WIN32(ERROR_HTTP_INVALID_SERVER_RESPONSE), "The server's answer makes no sense.", 0, 0,
	  NULL },
	{ "http://shop/whole", 4, S_OK, "abcdefg", 0, 7, NULL },
	{ "http://shop/whole", 0, S_OK, "abcdefg", 0, 7, NULL },
	{ "http://shop/endless", 0, S_OK, "abcdefg", 0, 0, NULL },
	{ "http://shop/missing", 4, HTTP_E_STATUS(404), "404 Not Found", 0, 0, NULL },
	{ "http://shop/much", 0, HRESULT_FROM_WIN32(ERROR_HTTP_INVALID_SERVER_RESPONSE), "The server's answer makes no sense.", 0, 0,
	  NULL },
	{ "http://shop/long", 0, HTTP_E_STATUS(999), "999 " X248, 0, 0, NULL },
	{ "http://shop/nowhere", 0, HRESULT_FROM_WIN32(ERROR_INTERNET_CANNOT_CONNECT), "The server cannot be reached.", 0, 0, NULL },
	{ "nothing://shop/", 0, HRESULT_FROM_WIN32(ERROR_INTERNET_UNRECOGNIZED_SCHEME),
	  "The URL is neither http, https, ftp nor gopher.", 0, 0, NULL },
	{ "ftp://shop/a", 4, S_OK, "efg", 4, 7, &ftp },
	{ "ftp://shop/a", 4, S_OK, "abcdefg", 0, 7, &old_ftp },
	{ "ftp://shop/a;type=a", 4, S_OK, "abcdefg", 0, 0, &old_ftp },
	{ "ftp://shop/b/", 0, E_NOINTERFACE, NULL, 0, 0, &ftp },
	{ "gopher://shop/0/a", 4, S_OK, "abcdefg", 0, 0, &gopher },
	{ "gopher://shop/0/a", 0, S_OK, "abcdefg", 0, 0, &gopher },
};

#define LACKS HRESULT_FROM_WIN32(ERROR_NOT_ENOUGH_MEMORY)

static HRESULT download(struct office *o, const struct row *row)
{
	ULONGLONG begins = 1, size = 1;
	IInternetStream *stream;
	HRESULT hr = IInternetSession_Download(o->session, row->url, row->place, 0, 3, &begins, &size, &stream);
	char why[300];

	if (hr != row->hr && FAILED(hr))
		return hr;
	assert_int_equal(hr, row->hr);
	assert_int_equal(begins, row->begins);
	assert_int_equal(size, row->size);
	AcomErrorMessage(hr, why, sizeof why);
	if (FAILED(hr)) {
		assert_null(stream);
		if (row->text && !swept())
			assert_string_equal(why, row->text);
		return S_OK;
	}
	hr = office_read(stream, row->text);
	IInternetStream_Release(stream);
	return hr;
}

/* That a place is asked for, and the beginning is not. */
static void check_heard(const struct row *row)
{
	bool is_ftp = row->server && row->server->port == 21;
	const char *heard = is_ftp ? talk_heard : web_request;

	if (row->size)
		assert_int_equal(row->place != 0, strstr(heard, is_ftp ? "REST 4\n" : "Range: bytes=4-\n") != NULL);
}

static void download_each(enum office_where where)
{
	struct office o;
	HRESULT hr = S_OK;
	size_t i;

	if (!office_session(&o, where, pages))
		return;
	for (i = 0; i < ARRAY_COUNT(rows) && SUCCEEDED(hr); i++) {
		talk_serve(rows[i].server);
		hr = download(&o, &rows[i]);
		if (SUCCEEDED(hr) && where < OFFICE_UNIX)
			check_heard(&rows[i]);
	}
	if (FAILED(hr))
		sweep_ok(hr, LACKS);
	office_close(&o);
}

SIM_TEST(a_download_goes_on_where_the_server_can, 10) { download_each(OFFICE_HERE); }
SIM_TEST(a_download_goes_on_where_the_server_can_from_another_apartment, 10) { download_each(OFFICE_BESIDE); }
#ifndef ACOM_SIM
TEST(a_download_in_another_process_begins_and_fails_in_the_same_way)
{
	static const struct row twice[] = {
		{ "http://shop/part", 4, S_OK, "efg", 4, 7, NULL },
		{ "http://shop/less", 4, S_OK, "ef", 4, 7, NULL },
		{ "http://shop/of_some", 4, S_OK, "ef", 4, 0, NULL },
		{ "http://shop/missing", 4, HTTP_E_STATUS(404), "404 Not Found", 0, 0, NULL },
	};
	struct office o;

	if (swept() || !office_session(&o, OFFICE_UNIX, pages))
		return;
	for (size_t i = 0; i < ARRAY_COUNT(twice); i++)
		assert_int_equal(download(&o, &twice[i]), S_OK);
	office_close(&o);
}
#endif

static void cancel_download(enum office_where where)
{
	AsyncIInternetSession *call;
	IInternetStream *stream;
	ULONGLONG begins, size;
	struct office o;

	if (swept() || !office_session(&o, where, pages))
		return;
	call = needed(office_call(o.session, &IID_AsyncIInternetSession));
	for (int i = 0; i < 2; i++) {
		assert_int_equal(AsyncIInternetSession_Begin_Download(call, "http://shop/hangs", 4, 0, 3), S_OK);
		assert_int_equal(office_cancel(call, 10), RPC_E_CALL_COMPLETE);
		assert_int_equal(AsyncIInternetSession_Finish_Download(call, &begins, &size, &stream), RPC_E_CALL_CANCELED);
		assert_null(stream);
	}
	AsyncIInternetSession_Release(call);
	office_close(&o);
}

SIM_TEST(cancel_ends_the_beginning_of_a_download, 20) { cancel_download(OFFICE_HERE); }
SIM_TEST(cancel_from_another_apartment_ends_the_beginning_of_a_download, 20) { cancel_download(OFFICE_BESIDE); }
