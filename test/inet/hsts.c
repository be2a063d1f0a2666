/* hsts.c - INTERNET_OPTION_HSTS: servers that want to be asked over TLS only, and for how long they are. */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "inet/shop.h"
#include "inet/site.h"

#define SAYS(name, text) static const struct web_step name[] = { WEB_REACH, \
	{ WEB_HEAD, "HTTP/1.1 200 OK\r\nStrict-Transport-Security: " text "\r\n\r\n", 0, 1 }, { WEB_DONE, NULL, 0, 0 } }
SAYS(year, "max-age=31536000");
SAYS(family, "max-age=31536000 ; includeSubDomains");
SAYS(quoted, "foo=1;Max-Age=\"31536000\"");
SAYS(nothing, "includeSubDomains");
SAYS(never_more, "max-age=0");
SAYS(second, "max-age=1");
SAYS(others, "max-age=1000; max-ages=0; max-age-of=1; includeSubDomainsNot");
SAYS(wrong, "max-age=1e9");
static const struct web_step slow[] = { WEB_REACH, { WEB_HEAD, SHOP_OK, 0, 2000 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_step moved[] = { WEB_REACH,
	{ WEB_HEAD, "HTTP/1.1 302 Found\r\nLocation: http://shop:80/plain\r\n\r\n", 0, 1 }, { WEB_DONE, NULL, 0, 0 } };
static const struct web_page pages[] = {
	{ "https://shop/year", year }, { "https://shop/family", family }, { "https://shop/quoted", quoted },
	{ "https://shop/nothing", nothing }, { "https://shop/never_more", never_more }, { "https://shop/second", second },
	{ "http://shop/year", year }, { "https://10.0.0.1/year", year }, { "http://shop/moved", moved },
	{ "http://other/moved", moved }, { "https://shop/slow", slow },
	{ "http://shop/slow", slow }, { "https://shop/others", others }, { "https://shop/wrong", wrong },
	{ "https://shop./year", year }, { "https://xn--shp-tna/year", year },
	{ NULL, NULL },
};

static HINTERNET session;

static bool open_session(BOOL asked)
{
	web_serve(pages);
	events_clear();
	session = InternetOpen("test", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, 0);
	if (!site_good(session != NULL))
		return false;
	if (site_good(InternetSetOption(session, INTERNET_OPTION_HSTS, &asked, sizeof asked)))
		return true;
	InternetCloseHandle(session);
	return false;
}

/* A request of these, and what its URL is in the end: the scripted web does not know all of them. */
static const char *ask(const char *host, INTERNET_PORT port, const char *object, DWORD flags)
{
	static char url[64];
	DWORD size = sizeof url;
	HINTERNET connect = InternetConnect(session, host, port, NULL, NULL, INTERNET_SERVICE_HTTP, flags, 0);
	HINTERNET request = connect ? HttpOpenRequest(connect, NULL, object, NULL, NULL, NULL, 0, 0) : NULL;

	if (request)
		HttpSendRequest(request, NULL, 0, NULL, 0);
	if (!request || !InternetQueryOption(request, INTERNET_OPTION_URL, url, &size))
		url[0] = 0;
	InternetCloseHandle(connect);
	return url;
}

static void say(const char *object)
{
	ask("shop", 0, object, INTERNET_FLAG_SECURE);
}

#define BEHIND(asked, object) if (swept() || !open_session(asked)) return; say(object)
static void end(void)
{
	assert_true(InternetCloseHandle(session));
}

SIM_TEST(a_server_that_wants_TLS_is_asked_so_from_then_on, 5)
{
	BEHIND(TRUE, "/year");
	assert_string_equal(ask("shop", 0, "/plain", 0), "https://shop/plain");
	assert_string_equal(ask("SHOP", 8080, "/plain", 0), "https://SHOP:8080/plain");
	assert_string_equal(ask("x.shop", 0, "/plain", 0), "http://x.shop/plain");
	assert_string_equal(ask("workshop", 0, "/plain", 0), "http://workshop/plain");
	end();
}

SIM_TEST(it_may_speak_for_those_below_it, 5)
{
	BEHIND(TRUE, "/family");
	assert_string_equal(ask("x.shop", 0, "/plain", 0), "https://x.shop/plain");
	assert_string_equal(ask("workshop", 0, "/plain", 0), "http://workshop/plain");
	end();
}

SIM_TEST(who_was_not_asked_to_mind_does_not, 5)
{
	BEHIND(FALSE, "/year");
	assert_string_equal(ask("shop", 0, "/plain", 0), "http://shop/plain");
	end();
}

SIM_TEST(what_else_is_said_beside_means_nothing, 5)
{
	BEHIND(TRUE, "/wrong");
	assert_string_equal(ask("shop", 0, "/plain", 0), "http://shop/plain");
	say("/others");
	assert_string_equal(ask("shop", 0, "/plain", 0), "https://shop/plain");
	assert_string_equal(ask("x.shop", 0, "/plain", 0), "http://x.shop/plain");
	end();
}

SIM_TEST(a_dot_behind_its_name_makes_no_other_server_of_it, 5)
{
	BEHIND(TRUE, "/year");
	assert_string_equal(ask("shop.", 0, "/plain", 0), "https://shop./plain");
	end();
	if (!open_session(TRUE))
		return;
	ask("shop.", 0, "/year", INTERNET_FLAG_SECURE);
	assert_string_equal(ask("shop", 0, "/plain", 0), "https://shop/plain");
	end();
}

#ifndef ACOM_SIM /* libcurl knows them by the process's locale */
TEST(nor_does_the_other_form_of_its_name)
{
	if (swept())
		return;
	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
	if (!open_session(TRUE))
		return;
	ask("xn--shp-tna", 0, "/year", INTERNET_FLAG_SECURE);
	assert_string_equal(ask("sh\xC3\xB6p", 0, "/plain", 0), "https://sh\xC3\xB6p/plain");
	end();
}
#endif

SIM_TEST(a_request_that_was_opened_before_is_sent_so_too, 5)
{
	char url[64];
	DWORD size = sizeof url;
	HINTERNET connect, request;

	if (swept() || !open_session(TRUE))
		return;
	connect = InternetConnect(session, "shop", 0, NULL, NULL, INTERNET_SERVICE_HTTP, 0, 0);
	request = HttpOpenRequest(connect, NULL, "/year", NULL, NULL, NULL, 0, 0);
	assert_non_null(request);
	say("/year");
	assert_true(HttpSendRequest(request, NULL, 0, NULL, 0));
	assert_true(InternetQueryOption(request, INTERNET_OPTION_URL, url, &size));
	assert_string_equal(url, "https://shop/year");
	end();
}

SIM_TEST(redirects_are_minded_too, 5)
{
	BEHIND(TRUE, "/quoted");
	assert_string_equal(ask("other", 0, "/moved", 0), "https://shop/plain");
	end();
	if (!open_session(TRUE))
		return;
	ask("shop", 0, "/year", 0); /* what is said in the clear may be anybody's */
	assert_string_equal(ask("shop", 0, "/moved", 0), "http://shop/plain");
	end();
}

SIM_TEST(it_ends_with_its_time_or_when_the_server_says_so, 5)
{
	BEHIND(TRUE, "/year");
	say("/nothing");
	assert_string_equal(ask("shop", 0, "/plain", 0), "https://shop/plain");
	say("/never_more");
	assert_string_equal(ask("shop", 0, "/plain", 0), "http://shop/plain");
	say("/second");
#ifdef ACOM_SIM
	say("/slow");
	assert_string_equal(ask("shop", 0, "/plain", 0), "http://shop/plain");
#endif
	end();
}

#ifndef ACOM_SIM /* a thousand requests under every schedule would say nothing more */
/* As many as a session knows. */
TEST(who_was_never_known_is_forgotten_without_anybody_else)
{
	enum { HOSTS = 1000 };
	static char urls[HOSTS][32];
	static struct web_page many[HOSTS + 3];
	char name[16];
	unsigned i;

	if (swept() || !open_session(TRUE))
		return;
	for (i = 0; i < HOSTS; i++) {
		snprintf(urls[i], sizeof urls[i], "https://h%u/year", i);
		many[i] = (struct web_page){ urls[i], year };
	}
	many[HOSTS] = (struct web_page){ "https://elsewhere/never_more", never_more };
	many[HOSTS + 1] = (struct web_page){ "https://shop/year", year };
	web_serve(many);
	for (i = 0; i < HOSTS; i++) {
		snprintf(name, sizeof name, "h%u", i);
		ask(name, 0, "/year", INTERNET_FLAG_SECURE);
	}
	ask("elsewhere", 0, "/never_more", INTERNET_FLAG_SECURE);
	assert_string_equal(ask("h0", 0, "/plain", 0), "https://h0/plain");
	say("/year");
	assert_string_equal(ask("shop", 0, "/plain", 0), "https://shop/plain");
	assert_string_equal(ask("h0", 0, "/plain", 0), "http://h0/plain");
	end();
}
#endif

SIM_TEST(neither_addresses_nor_servers_whose_faults_were_let_pass_are_believed, 5)
{
	DWORD faults = SECURITY_FLAG_IGNORE_UNKNOWN_CA;

	BEHIND(TRUE, "/plain");
	ask("10.0.0.1", 0, "/year", INTERNET_FLAG_SECURE);
	assert_string_equal(ask("10.0.0.1", 0, "/plain", 0), "http://10.0.0.1/plain");
	assert_true(InternetSetOption(session, INTERNET_OPTION_SECURITY_FLAGS, &faults, sizeof faults));
	say("/year");
	assert_string_equal(ask("shop", 0, "/plain", 0), "http://shop/plain");
	end();
}

SIM_TEST(short_memory_loses_no_more_than_the_request, 2)
{
	if (!open_session(TRUE))
		return;
	say("/year");
	ask("shop", 0, "/plain", 0);
	InternetCloseHandle(session);
}
