/* engine_way.c - how libcurl reaches a server. */
#include "engine_curl.h"

static bool apply_logins(CURL *easy, const struct way *w)
{
	bool failed = false;

	if (w->logins[LOGIN_USER]) {
		EASY_SET(easy, CURLOPT_HTTPAUTH, CURLAUTH_BASIC | CURLAUTH_DIGEST);
		EASY_SET(easy, CURLOPT_USERNAME, w->logins[LOGIN_USER]);
		EASY_SET(easy, CURLOPT_PASSWORD, w->logins[LOGIN_PASSWORD]);
	}
	if (w->logins[LOGIN_PROXY_USER]) {
		EASY_SET(easy, CURLOPT_PROXYAUTH, CURLAUTH_BASIC | CURLAUTH_DIGEST);
		EASY_SET(easy, CURLOPT_PROXYUSERNAME, w->logins[LOGIN_PROXY_USER]);
		EASY_SET(easy, CURLOPT_PROXYPASSWORD, w->logins[LOGIN_PROXY_PASSWORD]);
	}
	return !failed;
}

bool way_apply(CURL *easy, const struct way *w)
{
	bool failed = false;

	EASY_SET(easy, CURLOPT_NOSIGNAL, 1L);
#if LIBCURL_VERSION_NUM >= 0x075700
	EASY_SET(easy, CURLOPT_QUICK_EXIT, 1L); /* else what ends while a name is looked up waits for that, and all others with it */
#endif
	EASY_SET(easy, CURLOPT_CONNECTTIMEOUT_MS, 0x7FFFFFFFL);
	EASY_SET(easy, CURLOPT_PROXY, w->proxy ? w->proxy : "");
	EASY_SET(easy, CURLOPT_NOPROXY, ""); /* else the environment says who is reached without it */
	EASY_SET(easy, CURLOPT_HTTP_VERSION, os_load32(&io_http_version) == 10              ? CURL_HTTP_VERSION_1_0
					     : w->protocols & HTTP_PROTOCOL_FLAG_HTTP2 ? CURL_HTTP_VERSION_2TLS
										       : CURL_HTTP_VERSION_1_1);
	return !failed && apply_logins(easy, w) && verify_apply(easy, w);
}

bool way_tells(const char *url, const struct way *w, bool (*tell)(void *arg, const char *host), void *arg)
{
	CURLU *parsed = w->proxy || !w->host ? curl_url() : NULL;
	char *host = NULL;
	bool on;

	if (!w->proxy && w->host)
		return tell(arg, w->host);
	on = parsed && !curl_url_set(parsed, CURLUPART_URL, w->proxy ? w->proxy : url, CURLU_NON_SUPPORT_SCHEME) &&
	     !curl_url_get(parsed, CURLUPART_HOST, &host, 0) && tell(arg, host);
	curl_free(host);
	curl_url_cleanup(parsed);
	return on;
}
