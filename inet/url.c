/* url.c - addresses: taken apart and put together by libcurl's parser. */
#include <curl/curl.h>
#include <stdlib.h>

#include "inet.h"

#ifndef CURLU_PUNYCODE
#define CURLU_PUNYCODE 0               /* libcurl before 7.88 keeps that form to itself */
#endif

enum { URL_MOST = 65535 };

static DWORD url_error(CURLUcode code)
{
	switch (code) {
	case CURLUE_OK: return ERROR_SUCCESS;
	case CURLUE_OUT_OF_MEMORY: return ERROR_NOT_ENOUGH_MEMORY;
	case CURLUE_UNSUPPORTED_SCHEME: return ERROR_INTERNET_UNRECOGNIZED_SCHEME;
	default: return ERROR_INTERNET_INVALID_URL;
	}
}

/* What is not there stays NULL. The text is the base's memory, as all of ours. */
static CURLUcode part(CURLU *url, CURLUPart which, unsigned flags, char **text)
{
	char *got = NULL;
	CURLUcode code = curl_url_get(url, which, &got, flags);

	if (code == CURLUE_NO_USER || code == CURLUE_NO_PASSWORD || code == CURLUE_NO_QUERY)
		code = CURLUE_OK;
	if (!code && got) {
		*text = text_copy(got, strlen(got));
		if (!*text)
			code = CURLUE_OUT_OF_MEMORY;
	}
	curl_free(got);
	return code;
}

void url_free(struct url *u)
{
	os_free(u->scheme);
	os_free(u->host);
	os_free(u->user);
	os_free(u->password);
	os_free(u->path);
	os_free(u->query);
	*u = (struct url){ .port = 0 };
}

static CURLUcode take_port(CURLU *url, struct url *u)
{
	char *port = NULL;
	CURLUcode code = curl_url_get(url, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT);

	if (!code)
		u->port = (INTERNET_PORT)strtoul(port, NULL, 10);
	curl_free(port);
	return code == CURLUE_NO_PORT ? CURLUE_OK : code;
}

/* libcurl takes the first part of a path for a host if there are three slashes. */
static bool has_no_host(const char *text)
{
	return url_scheme(text) && !strncmp(text + url_scheme(text), ":///", 4);
}

DWORD url_crack(const char *text, struct url *u)
{
	bool wrong = has_no_host(text) || strlen(text) > URL_MOST;
	CURLU *url = wrong ? NULL : curl_url();
	CURLUcode code = wrong ? CURLUE_MALFORMED_INPUT : CURLUE_OUT_OF_MEMORY;

	*u = (struct url){ .port = 0 };
	if (url)
		code = curl_url_set(url, CURLUPART_URL, text, CURLU_NON_SUPPORT_SCHEME | CURLU_ALLOW_SPACE);
	if (!code)
		code = part(url, CURLUPART_SCHEME, 0, &u->scheme);
	if (!code)
		code = part(url, CURLUPART_HOST, 0, &u->host);
	if (!code)
		code = part(url, CURLUPART_USER, CURLU_URLDECODE, &u->user);
	if (!code)
		code = part(url, CURLUPART_PASSWORD, CURLU_URLDECODE, &u->password);
	if (!code)
		code = part(url, CURLUPART_PATH, 0, &u->path);
	if (!code)
		code = part(url, CURLUPART_QUERY, 0, &u->query);
	if (!code)
		code = take_port(url, u);
	curl_url_cleanup(url);
	if (code)
		url_free(u);
	return url_error(code);
}

DWORD url_name(const char *text, char **name)
{
	CURLU *url = curl_url();
	CURLUcode code = url ? curl_url_set(url, CURLUPART_URL, text, CURLU_NON_SUPPORT_SCHEME) : CURLUE_OUT_OF_MEMORY;
	size_t size;

	*name = NULL;
	if (!code)
		code = part(url, CURLUPART_HOST, CURLU_PUNYCODE, name);
	if (code == CURLUE_BAD_HOSTNAME) /* it has no such form */
		code = part(url, CURLUPART_HOST, 0, name);
	curl_url_cleanup(url);
	if (code)
		return url_error(code);
	size = strlen(*name);
	if (size > 1 && (*name)[size - 1] == '.')
		(*name)[size - 1] = 0;
	return ERROR_SUCCESS;
}

static int digit_of(char c)
{
	char capital = ascii_capital(c);

	return ascii_is_digit(c) ? c - '0' : capital >= 'A' && capital <= 'F' ? capital - 'A' + 10 : -1;
}

DWORD url_decode(const char *text, bool tabs, char **decoded)
{
	char *to = *decoded = os_alloc(strlen(text) + 1);

	if (!to)
		return ERROR_NOT_ENOUGH_MEMORY;
	for (; *text; text++, to++) {
		bool coded = *text == '%' && digit_of(text[1]) >= 0 && digit_of(text[2]) >= 0;

		*to = coded ? (char)(digit_of(text[1]) << 4 | digit_of(text[2])) : *text;
		text += coded ? 2 : 0;
		if (((unsigned char)*to < ' ' || *to == 0x7F) && !(tabs && *to == '\t')) {
			os_free(*decoded);
			*decoded = NULL;
			return ERROR_INTERNET_INVALID_URL;
		}
	}
	*to = 0;
	return ERROR_SUCCESS;
}

size_t url_scheme(const char *text)
{
	size_t n = 0;

	while (ascii_is_letter(text[n]) || ascii_is_digit(text[n]) || (n && text[n] && strchr("+-.", text[n])))
		n++;
	return text[n] == ':' && ascii_is_letter(*text) ? n : 0;
}

DWORD url_join(const char *base, const char *relative, char **joined)
{
	bool no_host = has_no_host(relative);
	CURLU *url = no_host ? NULL : curl_url();
	CURLUcode code = no_host ? CURLUE_NO_HOST : url ? curl_url_set(url, CURLUPART_URL, base, 0) : CURLUE_OUT_OF_MEMORY;

	*joined = NULL;
	if (!code)
		code = curl_url_set(url, CURLUPART_URL, relative, CURLU_NON_SUPPORT_SCHEME | CURLU_ALLOW_SPACE | CURLU_URLENCODE);
	/* Whose they are is not the server's to say, and the whole is told. */
	if (!code)
		code = curl_url_set(url, CURLUPART_USER, NULL, 0);
	if (!code)
		code = curl_url_set(url, CURLUPART_PASSWORD, NULL, 0);
	if (!code)
		code = part(url, CURLUPART_URL, CURLU_NO_DEFAULT_PORT, joined);
	curl_url_cleanup(url);
	return url_error(code);
}
