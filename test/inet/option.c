/* option.c - options of handles, and the way that proxies are chosen. */
#include <stdlib.h>

#include "inet/shop.h"

static const struct web_step answer[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 5 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step silent[] = { WEB_REACH, { WEB_HANG, NULL, 0, 0 } };
static const struct web_step nameless[] = { { WEB_RESOLVE, "shop", 0, 1 }, { WEB_HANG, NULL, 0, 0 } };
static const struct web_step closed[] = { { WEB_CONNECT, "10.0.0.1", 0, 1 }, { WEB_HANG, NULL, 0, 0 } };
static const struct web_page pages[] = { { "http://shop/", answer }, { "http://shop/silent", silent },
	{ "http://shop/nameless", nameless }, { "http://shop/closed", closed }, { NULL, NULL } };

static DWORD number(HINTERNET h, DWORD option)
{
	DWORD n = 0, size = sizeof n;

	assert_true(InternetQueryOption(h, option, &n, &size));
	assert_int_equal(size, sizeof n);
	return n;
}

static void refuses(BOOL done, DWORD error)
{
	assert_false(done);
	assert_int_equal(GetLastError(), error);
}

SIM_TEST(N49_a_handle_keeps_the_time_that_it_has_inherited, 2)
{
	DWORD before, later = 1234;
	struct shop s;
	HINTERNET other;

	if (!shop_open(&s, pages, 0, NULL, REQUEST_CONTEXT))
		return;
	before = number(s.request, INTERNET_OPTION_RECEIVE_TIMEOUT);
	assert_true(InternetSetOption(s.session, INTERNET_OPTION_RECEIVE_TIMEOUT, &later, sizeof later));
	assert_int_equal(number(s.request, INTERNET_OPTION_RECEIVE_TIMEOUT), before);
	assert_int_equal(number(s.connect, INTERNET_OPTION_RECEIVE_TIMEOUT), before);
	other = InternetConnect(s.session, "shop", 0, NULL, NULL, INTERNET_SERVICE_HTTP, 0, 0);
	if (other)
		assert_int_equal(number(other, INTERNET_OPTION_RECEIVE_TIMEOUT), 1234);
	InternetCloseHandle(s.session);
}

/* In simulated time a second is none. */
static void waits(const char *object, DWORD option)
{
	DWORD milliseconds = 700, error;
	struct shop s;
	uint64_t asked;

	if (!shop_open(&s, pages, INTERNET_FLAG_ASYNC, object, REQUEST_CONTEXT))
		return;
	assert_true(InternetSetOption(s.request, option, &milliseconds, sizeof milliseconds));
	asked = os_now();
	events_finish(HttpSendRequest(s.request, NULL, 0, NULL, 0), REQUEST_CONTEXT, &error, NULL);
	if (error != ERROR_NOT_ENOUGH_MEMORY) {
		assert_int_equal(error, ERROR_INTERNET_TIMEOUT);
		assert_true(os_now() - asked >= 700 * UINT64_C(1000000));
#ifdef ACOM_SIM
		assert_true(os_now() - asked <= 760 * UINT64_C(1000000));
#endif
		assert_true(number(s.request, INTERNET_OPTION_REQUEST_FLAGS) & INTERNET_REQFLAG_NET_TIMEOUT);
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(N28_a_silent_server_is_waited_for_as_long_as_the_option_says, 20)
{
	waits("/silent", INTERNET_OPTION_RECEIVE_TIMEOUT);
}

SIM_TEST(so_is_a_name_that_nobody_knows, 20)
{
	waits("/nameless", INTERNET_OPTION_CONNECT_TIMEOUT);
}

SIM_TEST(so_is_a_server_that_takes_nobody, 20)
{
	waits("/closed", INTERNET_OPTION_CONNECT_TIMEOUT);
}

SIM_TEST(offline_nothing_is_found, 2)
{
	struct shop s;

	if (!shop_open(&s, pages, INTERNET_FLAG_OFFLINE, NULL, REQUEST_CONTEXT))
		return;
	refuses(HttpSendRequest(s.request, NULL, 0, NULL, 0), ERROR_FILE_NOT_FOUND);
	assert_int_equal(web_requests(), 0);
	InternetCloseHandle(s.session);
}

SIM_TEST(verbs_and_kinds_of_access_that_are_none_are_refused, 2)
{
	struct shop s;

	if (!shop_open(&s, pages, 0, NULL, REQUEST_CONTEXT))
		return;
	assert_null(HttpOpenRequest(s.connect, "GET / HTTP/1.1\r\nX: 1\r\n", "/", NULL, NULL, NULL, 0, 0));
	if (GetLastError() != ERROR_NOT_ENOUGH_MEMORY)
		assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
	assert_null(InternetOpen(NULL, 7, NULL, NULL, 0));
	assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
	InternetCloseHandle(s.session);
}

SIM_TEST(options_that_are_none_or_another_handles_or_another_size_are_refused, 2)
{
	DWORD n = 0, size = sizeof n;
	struct shop s;

	if (!shop_open(&s, pages, 0, NULL, REQUEST_CONTEXT))
		return;
	refuses(InternetQueryOption(s.session, 4711, &n, &size), ERROR_INTERNET_INVALID_OPTION);
	refuses(InternetQueryOption(NULL, INTERNET_OPTION_HANDLE_TYPE, &n, &size), ERROR_INTERNET_INCORRECT_HANDLE_TYPE);
	refuses(InternetQueryOption(s.connect, INTERNET_OPTION_USER_AGENT, &n, &size), ERROR_INTERNET_INCORRECT_HANDLE_TYPE);
	refuses(InternetQueryOption(s.session, INTERNET_OPTION_HANDLE_TYPE, &n, NULL), ERROR_INVALID_PARAMETER);
	refuses(InternetSetOption(s.session, INTERNET_OPTION_CALLBACK, &n, sizeof n), ERROR_INTERNET_OPTION_NOT_SETTABLE);
	refuses(InternetSetOption(NULL, INTERNET_OPTION_CALLBACK, &n, sizeof n), ERROR_INTERNET_INCORRECT_HANDLE_TYPE);
	refuses(InternetSetOption(s.session, INTERNET_OPTION_SEND_TIMEOUT, &n, 2), ERROR_INTERNET_BAD_OPTION_LENGTH);
	refuses(InternetSetOption(s.session, INTERNET_OPTION_CONTEXT_VALUE, &n, 2), ERROR_INVALID_PARAMETER);
	size = 2;
	refuses(InternetQueryOption(s.session, INTERNET_OPTION_HANDLE_TYPE, &n, &size), ERROR_INSUFFICIENT_BUFFER);
	assert_int_equal(size, sizeof n);
	InternetCloseHandle(s.session);
}

SIM_TEST(handles_tell_their_kind_their_parent_their_context_and_their_url, 2)
{
	char url[64] = "", agent[] = "another";
	DWORD size = sizeof(HINTERNET), length = sizeof url;
	DWORD_PTR context = 0;
	HINTERNET parent;
	struct shop s;

	if (!shop_open(&s, pages, 0, NULL, REQUEST_CONTEXT))
		return;
	assert_int_equal(number(s.session, INTERNET_OPTION_HANDLE_TYPE), INTERNET_HANDLE_TYPE_INTERNET);
	assert_int_equal(number(s.connect, INTERNET_OPTION_HANDLE_TYPE), INTERNET_HANDLE_TYPE_CONNECT_HTTP);
	assert_int_equal(number(s.request, INTERNET_OPTION_HANDLE_TYPE), INTERNET_HANDLE_TYPE_HTTP_REQUEST);
	assert_true(InternetQueryOption(s.request, INTERNET_OPTION_PARENT_HANDLE, &parent, &size));
	assert_ptr_equal(parent, s.connect);
	assert_true(InternetQueryOption(s.request, INTERNET_OPTION_CONTEXT_VALUE, &context, &size));
	assert_int_equal(context, REQUEST_CONTEXT);
	if (InternetQueryOption(s.request, INTERNET_OPTION_URL, url, &length))
		assert_string_equal(url, "http://shop/");
	length = sizeof url;
	if (InternetSetOption(s.session, INTERNET_OPTION_USER_AGENT, agent, strlen(agent)) &&
	    InternetQueryOption(s.session, INTERNET_OPTION_USER_AGENT, url, &length))
		assert_string_equal(url, "another");
	InternetCloseHandle(s.session);
}

/* ---- proxies ---- */

static void goes_by(const struct proxies *p, const char *scheme, const char *host, const char *expected)
{
	DWORD error;
	char *proxy;

	error = proxy_for(p, scheme, host, &proxy);
	if (error) {
		sweep_ok(HRESULT_FROM_WIN32(error));
		return;
	}
	if (expected)
		assert_string_equal(needed(proxy), expected);
	else
		assert_null(proxy);
	os_free(proxy);
}

static void goes(const char *names, const char *bypass, const char *scheme, const char *host, const char *expected)
{
	goes_by(&(struct proxies){ INTERNET_OPEN_TYPE_PROXY, (char *)names, (char *)bypass }, scheme, host, expected);
}

TEST(the_environment_names_proxies)
{
	static const struct proxies p = { .access = INTERNET_OPEN_TYPE_PRECONFIG };

	clearenv();
	goes_by(&p, "http", "example.org", NULL);
	setenv("HTTP_PROXY", "http://evil:1", 1);
	setenv("HTTPS_PROXY", "two:2", 1);
	setenv("ftp_proxy", "socks5://three:3", 1);
	setenv("NO_PROXY", "example.com,.example.net", 1);
	goes_by(&p, "http", "example.org", NULL);
	goes_by(&p, "https", "example.org", "http://two:2");
	goes_by(&p, "ftp", "example.org", "socks5://three:3");
	goes_by(&p, "ftp", "example.com", NULL);
	goes_by(&p, "ftp", "www.example.net", NULL);
	setenv("all_proxy", "four:4", 1);
	goes_by(&p, "http", "example.org", "http://four:4");
	goes_by(&p, "gopher", "127.0.0.1", NULL);
}

TEST(a_proxy_is_chosen_by_scheme)
{
	goes("proxy:8080", NULL, "http", "example.org", "http://proxy:8080");
	goes("http=one:1 https=two:2", NULL, "https", "example.org", "http://two:2");
	goes("http=one:1;ftp=ftp://two:2", NULL, "ftp", "example.org", "http://two:2");
	goes("https=https://one:1/", NULL, "https", "example.org", "https://one:1");
	goes("one two:2", NULL, "ftp", "example.org", "http://one:80");
	goes("ann:secret@one", NULL, "ftp", "example.org", "http://ann:secret@one:80");
	goes("[::1] two", "<-loopback>", "http", "example.org", "http://[::1]:80");
	goes("SOCKS5://two", NULL, "http", "example.org", "socks5://two");
	goes("one:1 http=two:2", NULL, "http", "example.org", "http://two:2");
	goes("socks=one:1 two:2 http=", NULL, "ftp", "example.org", "http://two:2");
	goes("http=", NULL, "http", "example.org", NULL);
	goes("http=one:1", NULL, "ftp", "example.org", NULL);
	goes("http=one:1 socks=two:2", NULL, "ftp", "example.org", "socks4a://two:2");
	goes("socks=socks5://two:2", NULL, "http", "example.org", "socks5://two:2");
	goes("http=one:1 three", NULL, "ftp", "example.org", "http://three:80");
}

TEST(who_is_to_be_reached_without_a_proxy_is)
{
	static const char proxy[] = "proxy:8080", used[] = "http://proxy:8080";

	goes(proxy, "*.example.org;other", "http", "www.example.org", NULL);
	goes(proxy, "*.example.org;other", "http", "OTHER", NULL);
	goes(proxy, "*.example.org;other", "http", "example.com", used);
	goes(proxy, "a*c*e", "http", "abcde", NULL);
	goes(proxy, "a*c*e", "http", "abcd", used);
	goes(proxy, "<local>", "http", "shop", NULL);
	goes(proxy, NULL, "http", "127.1.2.3", NULL);
	goes(proxy, NULL, "http", "127.0.0.1.example.org", used);
	goes(proxy, "<local>", "http", "shop.org", used);
	goes(proxy, "http://one", "http", "one", NULL);
	goes(proxy, "http://one", "https", "one", used);
	goes(proxy, NULL, "http", "127.0.0.1", NULL);
	goes(proxy, NULL, "http", "localhost", NULL);
	goes(proxy, "<-loopback>", "http", "localhost", used);
	goes(proxy, ".example.org", "http", "www.example.org", NULL);
}
