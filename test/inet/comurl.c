/* comurl.c - URLs, and Gopher, as objects. */
#include <string.h>

#include "inet/office.h"
#include "inet/site.h"

#define OK "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n"
static const struct web_step hello[] = { WEB_REACH,
	{ WEB_HEAD, OK, 0, 1 }, { WEB_BODY, "hello", 0, 1 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step hangs[] = { WEB_REACH, { WEB_HANG, NULL, 0, 0 } };
static const struct web_page pages[] = { { "http://shop/hello", hello }, { "http://shop/hangs", hangs }, { NULL, NULL } };

static const struct talk_reply ftp_replies[] = {
	{ .command = "PASS guest@", .reply = "230 come in\r\n" }, SITE_LOGIN, SITE_TRANSFERS, SITE_HOME,
	{ .command = "SIZE", .reply = "213 5\r\n" },
	{ .command = "RETR", .reply = "150 here\r\n", .data = "hello", .after = "226 done\r\n" },
	{ .command = "MLSD", .reply = "150 here\r\n", .data = "type=dir; sub\r\ntype=file;size=24; a.txt\r\n",
	  .after = "226 done\r\n" },
	SITE_REST,
};
static const struct talk_server ftp = { "shop", 21, "220 hi\r\n", ftp_replies };
static const struct talk_reply gopher_replies[] = {
	{ .command = "/a", .reply = "hello", .ends = true }, { .command = "/slow", .reply = "" },
	{ .command = "/b\t!", .reply = "+-1\r\n+INFO: 0B\t/b\tshop\t70\t+\r\n+ADMIN:\r\n Admin: Ann\r\n.\r\n", .ends = true },
	{ .command = NULL, .reply = "0A\t/a\tshop\t70\r\n1B\t/b\tshop\t70\r\n.\r\n", .ends = true },
};
static const struct talk_server gopher = { "shop", 70, NULL, gopher_replies };

#define LACKS HRESULT_FROM_WIN32(ERROR_NOT_ENOUGH_MEMORY)

static bool begin(struct office *o, enum office_where where, const struct talk_server *server)
{
	talk_serve(server);
	return office_session(o, where, pages);
}

static HRESULT read_hello(IInternetStream *stream, bool sized)
{
	ULONGLONG size = 0;
	HRESULT hr = sized ? IInternetStream_Size(stream, &size) : S_OK;

	if (SUCCEEDED(hr)) {
		assert_int_equal(size, sized ? 5 : 0);
		hr = office_read(stream, "hello");
	}
	IInternetStream_Release(stream);
	return hr;
}

static HRESULT next_is(IInternetFind *find, const char *name, const char *locator, DWORD type)
{
	InternetFound found;
	ULONG got;
	HRESULT hr = IInternetFind_Next(find, 1, &found, &got);

	if (FAILED(hr))
		return hr;
	assert_int_equal(got, name != NULL);
	assert_int_equal(hr, name ? S_OK : S_FALSE);
	if (!name)
		return S_OK;
	assert_string_equal(found.name, name);
	if (locator)
		assert_string_equal(found.locator, locator);
	else
		assert_null(found.locator);
	assert_int_equal(found.type, type);
	CoTaskMemFree(found.name);
	CoTaskMemFree(found.locator);
	return S_OK;
}

static HRESULT list_directory(IInternetFind *find)
{
	HRESULT hr = next_is(find, "sub", NULL, FILE_ATTRIBUTE_DIRECTORY);

	if (SUCCEEDED(hr))
		hr = next_is(find, "a.txt", NULL, FILE_ATTRIBUTE_NORMAL);
	if (SUCCEEDED(hr))
		hr = next_is(find, NULL, NULL, 0);
	IInternetFind_Release(find);
	return hr;
}

static HRESULT list_menu(IInternetFind *find)
{
	HRESULT hr = next_is(find, "A", "0A\t/a\tshop\t70\r\n", GOPHER_TYPE_TEXT_FILE);

	if (SUCCEEDED(hr))
		hr = next_is(find, "B", "1B\t/b\tshop\t70\r\n", GOPHER_TYPE_DIRECTORY);
	if (SUCCEEDED(hr))
		hr = next_is(find, NULL, NULL, 0);
	IInternetFind_Release(find);
	return hr;
}

static HRESULT visit(struct office *o, const char *url, REFIID riid, void **object)
{
	return IInternetSession_OpenUrl(o->session, url, NULL, 0, 3, riid, object);
}

static HRESULT each_http(struct office *o)
{
	IInternetStream *stream;
	IHttpRequest *request;
	IInternetFind *find;
	DWORD status;
	HRESULT hr = visit(o, "http://shop/hello", &IID_IInternetStream, (void **)&stream);

	if (SUCCEEDED(hr))
		hr = read_hello(stream, true);
	if (SUCCEEDED(hr))
		hr = visit(o, "http://shop/hello", &IID_IHttpRequest, (void **)&request);
	if (FAILED(hr))
		return hr;
	hr = IHttpRequest_QueryNumber(request, HTTP_QUERY_STATUS_CODE, &status);
	IHttpRequest_Release(request);
	if (FAILED(hr))
		return hr;
	assert_int_equal(status, 200);
	hr = visit(o, "http://shop/hello", &IID_IInternetFind, (void **)&find);
	assert_null(find);
	return hr == E_NOINTERFACE ? S_OK : hr;
}

static HRESULT each_ftp(struct office *o)
{
	IInternetStream *stream;
	IInternetFind *find;
	HRESULT hr = visit(o, "ftp://shop/hello", &IID_IInternetStream, (void **)&stream);

	if (SUCCEEDED(hr))
		hr = read_hello(stream, true);
	if (SUCCEEDED(hr))
		hr = visit(o, "ftp://shop/", &IID_IInternetFind, (void **)&find);
	return SUCCEEDED(hr) ? list_directory(find) : hr;
}

static HRESULT each_gopher(struct office *o)
{
	IInternetStream *stream;
	IInternetFind *find;
	HRESULT hr = visit(o, "gopher://shop/0/a", &IID_IInternetStream, (void **)&stream);

	if (SUCCEEDED(hr))
		hr = read_hello(stream, false);
	if (SUCCEEDED(hr))
		hr = visit(o, "gopher://shop/", &IID_IInternetFind, (void **)&find);
	return SUCCEEDED(hr) ? list_menu(find) : hr;
}

static HRESULT each_of_a_session(struct office *o)
{
	IGopherSession *session;
	IInternetStream *stream;
	IInternetFind *find;
	char *lines;
	HRESULT hr = IInternetSession_ConnectGopher(o->session, "shop", 0, 3, &session);

	if (FAILED(hr))
		return hr;
	hr = IGopherSession_FindFirst(session, NULL, NULL, 3, &find);
	if (SUCCEEDED(hr))
		hr = list_menu(find);
	if (SUCCEEDED(hr))
		hr = IGopherSession_OpenFile(session, "0A\t/a\tshop\t70\r\n", NULL, 3, &stream);
	if (SUCCEEDED(hr))
		hr = read_hello(stream, false);
	if (SUCCEEDED(hr))
		hr = IGopherSession_GetAttribute(session, "0B\t/b\tshop\t70\t+\r\n", "Admin", &lines);
	if (SUCCEEDED(hr)) {
		assert_non_null(strstr(lines, "Ann"));
		CoTaskMemFree(lines);
	}
	IGopherSession_Release(session);
	return hr;
}

static void try_each(enum office_where where, const struct talk_server *server, HRESULT (*each)(struct office *o))
{
	struct office o;
	HRESULT hr;

	if (!begin(&o, where, server))
		return;
	hr = each(&o);
	if (FAILED(hr))
		sweep_ok(hr, LACKS);
	office_close(&o);
}

SIM_TEST(a_url_of_http_leads_to_a_request, 20) { try_each(OFFICE_HERE, &ftp, each_http); }
SIM_TEST(a_url_of_http_leads_to_a_request_from_another_apartment, 20) { try_each(OFFICE_BESIDE, &ftp, each_http); }
SIM_TEST(a_url_of_ftp_leads_to_a_file_or_a_find, 20) { try_each(OFFICE_HERE, &ftp, each_ftp); }
SIM_TEST(a_url_of_ftp_leads_to_a_file_or_a_find_from_another_apartment, 20) { try_each(OFFICE_BESIDE, &ftp, each_ftp); }
SIM_TEST(a_url_of_gopher_leads_to_a_file_or_a_menu, 20) { try_each(OFFICE_HERE, &gopher, each_gopher); }
SIM_TEST(a_url_of_gopher_leads_to_a_file_or_a_menu_from_another_apartment, 20) { try_each(OFFICE_BESIDE, &gopher, each_gopher); }
SIM_TEST(a_gopher_session_has_menus_files_and_attributes, 20) { try_each(OFFICE_HERE, &gopher, each_of_a_session); }
SIM_TEST(a_gopher_session_has_menus_files_and_attributes_in_another_apartment, 20)
{
	try_each(OFFICE_BESIDE, &gopher, each_of_a_session);
}
#ifndef ACOM_SIM
TEST(urls_are_opened_by_another_process) { if (!swept()) try_each(OFFICE_UNIX, &ftp, each_http); }
TEST(menus_come_from_another_process) { if (!swept()) try_each(OFFICE_TCP, &gopher, each_of_a_session); }
#endif

static void cancel_url(enum office_where where, const struct talk_server *server, const char *url)
{
	AsyncIInternetSession *call;
	IInternetStream *stream;
	struct office o;

	if (swept() || !begin(&o, where, server))
		return;
	call = needed(office_call(o.session, &IID_AsyncIInternetSession));
	for (int i = 0; i < 2; i++) {
		assert_int_equal(AsyncIInternetSession_Begin_OpenUrl(call, url, NULL, 0, 3, &IID_IInternetStream), S_OK);
		assert_int_equal(office_cancel(call, 10), RPC_E_CALL_COMPLETE);
		assert_int_equal(AsyncIInternetSession_Finish_OpenUrl(call, (void **)&stream), RPC_E_CALL_CANCELED);
		assert_null(stream);
	}
	AsyncIInternetSession_Release(call);
	office_close(&o);
}

SIM_TEST(cancel_ends_the_opening_of_a_url_of_http, 20) { cancel_url(OFFICE_HERE, &ftp, "http://shop/hangs"); }
SIM_TEST(cancel_ends_the_opening_of_a_url_of_gopher, 20) { cancel_url(OFFICE_HERE, &gopher, "gopher://shop/0/slow"); }
SIM_TEST(cancel_from_another_apartment_ends_the_opening_of_a_url, 20) { cancel_url(OFFICE_BESIDE, &ftp, "http://shop/hangs"); }

SIM_TEST(urls_that_lead_nowhere_are_the_flat_functions_errors, 10)
{
	IInternetStream *stream;
	struct office o;

	if (swept() || !begin(&o, OFFICE_BESIDE, &ftp))
		return;
	assert_int_equal(visit(&o, "nothing://shop/", &IID_IInternetStream, (void **)&stream),
	                 HRESULT_FROM_WIN32(ERROR_INTERNET_UNRECOGNIZED_SCHEME));
	assert_null(stream);
	office_close(&o);
}
