/* way.c - options that say how a server is reached, and what of them reaches the engine. */
#include "inet/shop.h"

#define REFUSED(name, error) \
	static const struct web_step name[] = { WEB_REACH, { WEB_CLOSE, NULL, 0, 0 }, { WEB_DONE, NULL, error, 0 } }
static const struct web_step answer[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 5 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step away[] = { WEB_REACH, { WEB_HEAD, "HTTP/1.1 302 Found\r\nLocation: http://abroad/\r\n\r\n", 0, 5 },
	{ WEB_DONE, NULL, 0, 0 } };
static const struct web_step second[] = { WEB_REACH, { WEB_HEAD, "HTTP/2 200 \r\n\r\n", 0, 5 }, { WEB_DONE, NULL, 0, 0 } };
REFUSED(unknown, ERROR_INTERNET_INVALID_CA);
REFUSED(expired, ERROR_INTERNET_SEC_CERT_DATE_INVALID);
static const struct web_page pages[] = {
	{ "http://shop/", answer }, { "http://shop/away", away }, { "http://abroad/", answer }, { "http://shop/second", second },
	{ "https://shop/", answer }, { "http://shop/unknown", unknown }, { "http://shop/expired", expired }, { NULL, NULL },
};

static DWORD number(HINTERNET h, DWORD option)
{
	DWORD n = 0, size = sizeof n;

	assert_true(InternetQueryOption(h, option, &n, &size));
	return n;
}

static void set_number(HINTERNET h, DWORD option, DWORD n)
{
	assert_true(InternetSetOption(h, option, &n, sizeof n));
}

/* False: no memory, in a sweep. */
static bool set_text(HINTERNET h, DWORD option, const char *text)
{
	return InternetSetOption(h, option, (char *)text, (DWORD)strlen(text)) || sweep_ok(HRESULT_FROM_WIN32(GetLastError()));
}

static void refuses(BOOL done, DWORD error)
{
	assert_false(done);
	assert_int_equal(GetLastError(), error);
}

SIM_TEST(what_a_certificate_may_lack_is_inherited_and_reaches_the_engine, 2)
{
	static const DWORD both = SECURITY_FLAG_IGNORE_UNKNOWN_CA | SECURITY_FLAG_IGNORE_CERT_DATE_INVALID;
	HINTERNET other;
	struct shop s;

	if (!shop_open_as(&s, pages, 0, NULL, "/", INTERNET_FLAG_SECURE | INTERNET_FLAG_IGNORE_CERT_CN_INVALID, REQUEST_CONTEXT))
		return;
	assert_int_equal(number(s.request, INTERNET_OPTION_SECURITY_FLAGS),
	                 SECURITY_FLAG_SECURE | SECURITY_FLAG_IGNORE_CERT_CN_INVALID);
	set_number(s.connect, INTERNET_OPTION_SECURITY_FLAGS, both | 1);
	assert_int_equal(number(s.connect, INTERNET_OPTION_SECURITY_FLAGS), both);
	other = HttpOpenRequest(s.connect, NULL, "/", NULL, NULL, NULL, 0, REQUEST_CONTEXT);
	if (other) {
		assert_int_equal(number(other, INTERNET_OPTION_SECURITY_FLAGS), both);
		if (HttpSendRequest(other, NULL, 0, NULL, 0))
			assert_string_equal(web_way, "ignored 2100 protocols 2");
	}
	InternetCloseHandle(s.session);
}

static void ends_with(const char *object, DWORD mask, DWORD expected)
{
	struct shop s;
	DWORD error;

	if (!shop_open(&s, pages, INTERNET_FLAG_ASYNC, object, REQUEST_CONTEXT))
		return;
	set_number(s.request, INTERNET_OPTION_ERROR_MASK, mask);
	events_finish(HttpSendRequest(s.request, NULL, 0, NULL, 0), REQUEST_CONTEXT, &error, NULL);
	if (error != ERROR_NOT_ENOUGH_MEMORY)
		assert_int_equal(error, expected);
	InternetCloseHandle(s.session);
}

SIM_TEST(N29_what_the_engine_finds_wrong_with_a_certificate_is_told, 5)
{
	ends_with("/unknown", 0, ERROR_INTERNET_INVALID_CA);
	ends_with("/expired", 0, ERROR_INTERNET_SEC_CERT_DATE_INVALID);
}

SIM_TEST(or_all_of_it_by_one_code, 5)
{
	ends_with("/unknown", INTERNET_ERROR_MASK_COMBINED_SEC_CERT, ERROR_INTERNET_SEC_CERT_ERRORS);
	ends_with("/expired", INTERNET_ERROR_MASK_COMBINED_SEC_CERT, ERROR_INTERNET_SEC_CERT_ERRORS);
	ends_with("/", INTERNET_ERROR_MASK_COMBINED_SEC_CERT, ERROR_SUCCESS);
}

SIM_TEST(the_protocol_that_may_be_and_the_one_that_was_used, 2)
{
	struct shop s;

	if (!shop_open(&s, pages, INTERNET_FLAG_ASYNC, "/second", REQUEST_CONTEXT))
		return;
	assert_int_equal(number(s.request, INTERNET_OPTION_HTTP_PROTOCOL_USED), 0);
	if (shop_send(&s))
		assert_int_equal(number(s.request, INTERNET_OPTION_HTTP_PROTOCOL_USED), HTTP_PROTOCOL_FLAG_HTTP2);
	set_number(s.request, INTERNET_OPTION_ENABLE_HTTP_PROTOCOL, 0);
	if (shop_send(&s))
		assert_string_equal(web_way, "ignored 0 protocols 0");
	InternetCloseHandle(s.session);
}

SIM_TEST(who_asks_is_told_the_server_of_the_connection_alone, 5)
{
	static const char told[] = "ignored 0 protocols 2 user ann password secret proxy_user bob proxy_password hidden";
	char name[32];
	DWORD size = sizeof name;
	struct shop s;

	if (!shop_open(&s, pages, 0, "/", REQUEST_CONTEXT))
		return;
	if (set_text(s.connect, INTERNET_OPTION_USERNAME, "eve") && set_text(s.request, INTERNET_OPTION_USERNAME, "ann") &&
	    set_text(s.request, INTERNET_OPTION_PASSWORD, "secret") && set_text(s.session, INTERNET_OPTION_PROXY_USERNAME, "bob") &&
	    set_text(s.session, INTERNET_OPTION_PROXY_PASSWORD, "hidden")) {
		if (InternetQueryOption(s.request, INTERNET_OPTION_USERNAME, name, &size))
			assert_string_equal(name, "ann");
		if (HttpSendRequest(s.request, NULL, 0, NULL, 0))
			assert_string_equal(web_way, told);
	}
	s.request = HttpOpenRequest(s.connect, NULL, "/away", NULL, NULL, NULL, 0, REQUEST_CONTEXT);
	if (s.request && HttpSendRequest(s.request, NULL, 0, NULL, 0))
		assert_null(strstr(web_way, "eve"));
	InternetCloseHandle(s.session);
}

SIM_TEST(who_wants_to_say_nothing_says_nothing, 2)
{
	HINTERNET connect, request;
	struct shop s;

	if (!shop_open(&s, pages, 0, "/", REQUEST_CONTEXT))
		return;
	connect = InternetConnect(s.session, "shop", 0, "ann", "secret", INTERNET_SERVICE_HTTP, 0, CONNECT_CONTEXT);
	request = connect ? HttpOpenRequest(connect, NULL, "/", NULL, NULL, NULL, 0, REQUEST_CONTEXT) : NULL;
	if (request && HttpSendRequest(request, NULL, 0, NULL, 0))
		assert_string_equal(web_way, "ignored 0 protocols 2 user ann password secret");
	request = connect ? HttpOpenRequest(connect, NULL, "/", NULL, NULL, NULL, INTERNET_FLAG_NO_AUTH, REQUEST_CONTEXT) : NULL;
	if (request && HttpSendRequest(request, NULL, 0, NULL, 0))
		assert_string_equal(web_way, "ignored 0 protocols 2");
	InternetCloseHandle(s.session);
}

SIM_TEST(the_proxy_of_a_session_is_another_one_from_then_on, 2)
{
	char buffer[sizeof(INTERNET_PROXY_INFO) + 64];
	INTERNET_PROXY_INFO info = { INTERNET_OPEN_TYPE_PROXY, "proxy:8080", "*.example" };
	DWORD size = 2;
	struct shop s;

	if (!shop_open(&s, pages, 0, "/", REQUEST_CONTEXT))
		return;
	if (InternetSetOption(s.session, INTERNET_OPTION_PROXY, &info, sizeof info)) {
		assert_false(InternetQueryOption(s.session, INTERNET_OPTION_PROXY, buffer, &size));
		size = sizeof buffer;
		if (InternetQueryOption(s.session, INTERNET_OPTION_PROXY, buffer, &size)) {
			memcpy(&info, buffer, sizeof info);
			assert_int_equal(info.dwAccessType, INTERNET_OPEN_TYPE_PROXY);
			assert_string_equal(info.lpszProxy, "proxy:8080");
			assert_string_equal(info.lpszProxyBypass, "*.example");
			assert_true(info.lpszProxy > buffer && info.lpszProxyBypass + strlen("*.example") + 1 == buffer + size);
		}
		if (HttpSendRequest(s.request, NULL, 0, NULL, 0)) {
			assert_string_equal(web_way, "ignored 0 protocols 2 proxy http://proxy:8080");
			assert_true(number(s.request, INTERNET_OPTION_REQUEST_FLAGS) & INTERNET_REQFLAG_VIA_PROXY);
		}
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(a_way_that_does_not_exist_is_refused_and_changes_nothing, 2)
{
	static const DWORD wrong[] = { 2, INTERNET_OPEN_TYPE_PRECONFIG_WITH_NO_AUTOPROXY + 1, ~(DWORD)0 };
	INTERNET_PROXY_INFO info = { .dwAccessType = 2, .lpszProxy = "other:80" };
	DWORD size = sizeof info;
	struct shop s;
	unsigned i;

	if (!shop_open(&s, pages, 0, "/", REQUEST_CONTEXT))
		return;
	for (i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		info.dwAccessType = wrong[i];
		refuses(InternetSetOption(s.session, INTERNET_OPTION_PROXY, &info, sizeof info), ERROR_INVALID_PARAMETER);
		refuses(InternetOpen("test", wrong[i], NULL, NULL, 0) != NULL, ERROR_INVALID_PARAMETER);
	}
	if (InternetQueryOption(s.session, INTERNET_OPTION_PROXY, &info, &size)) {
		assert_int_equal(info.dwAccessType, INTERNET_OPEN_TYPE_DIRECT);
		assert_null(info.lpszProxy);
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(how_many_connections_there_are_is_the_process_s_matter, 2)
{
	DWORD n = 3, size = sizeof n;
	struct shop s;

	if (!shop_open(&s, pages, 0, "/", REQUEST_CONTEXT))
		return;
	assert_int_equal(number(NULL, INTERNET_OPTION_MAX_CONNS_PER_SERVER), 6);
	refuses(InternetSetOption(s.session, INTERNET_OPTION_MAX_CONNS_PER_SERVER, &n, sizeof n), ERROR_INTERNET_INVALID_OPERATION);
	refuses(InternetQueryOption(s.session, INTERNET_OPTION_MAX_CONNS_PER_SERVER, &n, &size), ERROR_INTERNET_INVALID_OPERATION);
	refuses(InternetSetOption(NULL, INTERNET_OPTION_MAX_CONNS_PER_SERVER, &n, 2), ERROR_INTERNET_BAD_OPTION_LENGTH);
	set_number(NULL, INTERNET_OPTION_MAX_CONNS_PER_SERVER, 3);
	assert_int_equal(number(NULL, INTERNET_OPTION_MAX_CONNS_PER_SERVER), 3);
	assert_int_equal(number(NULL, INTERNET_OPTION_MAX_CONNS_PER_1_0_SERVER), 3);
	set_number(NULL, INTERNET_OPTION_MAX_CONNS_PER_SERVER, 6);
	InternetCloseHandle(s.session);
}

SIM_TEST(who_may_vouch_for_servers_is_a_file, 2)
{
	char path[64];
	DWORD size = sizeof path;
	struct shop s;

	if (!shop_open(&s, pages, 0, "/", REQUEST_CONTEXT))
		return;
	if (set_text(s.session, ACOM_INTERNET_OPTION_AUTHORITIES, "/a.pem") && HttpSendRequest(s.request, NULL, 0, NULL, 0)) {
		assert_string_equal(web_way, "ignored 0 protocols 2 authorities /a.pem");
		if (InternetQueryOption(s.session, ACOM_INTERNET_OPTION_AUTHORITIES, path, &size))
			assert_string_equal(path, "/a.pem");
	}
	refuses(InternetSetOption(s.connect, ACOM_INTERNET_OPTION_AUTHORITIES, "x", 1), ERROR_INTERNET_INCORRECT_HANDLE_TYPE);
	InternetCloseHandle(s.session);
}
