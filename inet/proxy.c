/* proxy.c - by which proxy a server is reached: lists as WinINet spells them, or the environment. */
#include <stdio.h>

#include "inet.h"

/* The next word of a list, without what stands around it. False: there is none. */
static bool next_word(const char **list, const char *between, const char **word, size_t *size)
{
	*list += strspn(*list, between);
	*word = *list;
	*size = strcspn(*list, between);
	*list += *size;
	return *size > 0;
}

/* ---- who is reached without one ---- */

/* "*" stands for any octets. */
static bool matches(const char *pattern, size_t size, const char *text)
{
	for (; size && *pattern != '*'; pattern++, size--, text++)
		if (!*text || !ascii_equal_n(pattern, text, 1))
			return false;
	if (!size)
		return !*text;
	for (;; text++) {
		if (matches(pattern + 1, size - 1, text))
			return true;
		if (!*text)
			return false;
	}
}

/* Names that only begin like an address are others'. */
static bool is_loopback(const char *host)
{
	bool v4 = !strncmp(host, "127.", 4) && !host[strspn(host, "0123456789.")];

	return v4 || ascii_equal(host, "localhost") || ascii_equal(host, "loopback") || !strcmp(host, "[::1]") || !strcmp(host, "::1");
}

static bool is_word(const char *word, size_t size, const char *text)
{
	return size == strlen(text) && ascii_equal_n(word, text, size);
}

/* A pattern may begin with a scheme; the environment's ".example.org" stands for all below it. */
static bool bypasses(const char *word, size_t size, const char *scheme, const char *host)
{
	size_t length = strlen(scheme);

	if (is_word(word, size, "<local>"))
		return !strchr(host, '.') && !strchr(host, ':');
	if (size > length + 3 && ascii_equal_n(word, scheme, length) && !strncmp(word + length, "://", 3))
		return matches(word + length + 3, size - length - 3, host);
	if (*word == '.' && strlen(host) > size)
		return matches(word, size, host + strlen(host) - size);
	return matches(word, size, host);
}

static bool is_direct(const char *bypass, const char *scheme, const char *host)
{
	bool loopback = is_loopback(host), direct = false;
	const char *word;
	size_t size;

	while (bypass && next_word(&bypass, "; \t,", &word, &size)) {
		loopback = loopback && !is_word(word, size, "<-loopback>");
		direct = direct || bypasses(word, size, scheme, host);
	}
	return loopback || direct;
}

/* ---- which one ---- */

/* libcurl's way to name it: what libcurl cannot speak to a proxy is HTTP. NULL: no memory. */
static char *spell(const char *protocol, const char *word, size_t size)
{
	static const char *const spoken[] = { "http", "https", "socks4", "socks4a", "socks5", "socks5h" };
	const char *host = memmem(word, size, "://", 3), *end = word + size;
	size_t scheme = host ? (size_t)(host - word) : 0, i;
	bool port = false;
	char *text = os_alloc(size + 32);

	for (i = 0; i < ARRAY_COUNT(spoken); i++)
		if (scheme && is_word(word, scheme, spoken[i]))
			protocol = spoken[i];
	host = host ? host + 3 : word;
	while (end > host && end[-1] == '/')
		end--;
	for (i = 0; host + i < end; i++)
		port = host[i] == ':' || (port && host[i] != ']' && host[i] != '@');
	port = port || strcmp(protocol, "http");
	if (text)
		snprintf(text, size + 32, "%s://%.*s%s", protocol, (int)(end - host), host, port ? "" : ":80");
	return text;
}

/* "http=one:8080 socks=two other:3128": that of the scheme, or the one without, or the last resort. */
static DWORD choose(const char *list, const char *scheme, char **proxy)
{
	enum { NONE, SOCKS, ANY, EXACT } best = NONE, kind;
	const char *word, *found = NULL;
	size_t size, found_size = 0;

	while (next_word(&list, " \t;", &word, &size)) {
		const char *sign = memchr(word, '=', size);
		size_t name = sign ? (size_t)(sign - word) : 0;

		kind = !sign ? ANY : is_word(word, name, scheme) ? EXACT : is_word(word, name, "socks") ? SOCKS : NONE;
		if (kind <= best)
			continue;
		best = kind;
		found = sign ? sign + 1 : word;
		found_size = size - (size_t)(found - word);
	}
	*proxy = found_size ? spell(best == SOCKS ? "socks4a" : "http", found, found_size) : NULL;
	return found_size && !*proxy ? ERROR_NOT_ENOUGH_MEMORY : ERROR_SUCCESS;
}

/* Its name in small letters, or in capitals: but HTTP_PROXY is what a client has sent to a CGI program. */
static const char *variable(const char *name)
{
	const char *value = os_env_trusted(name);
	char capitals[32];
	size_t i;

	if (value && *value)
		return value;
	for (i = 0; name[i] && i < sizeof capitals - 1; i++)
		capitals[i] = ascii_capital(name[i]);
	capitals[i] = 0;
	value = strcmp(name, "http_proxy") ? os_env_trusted(capitals) : NULL;
	return value && *value ? value : NULL;
}

static const char *environment(const char *scheme)
{
	char name[32];
	const char *value;

	snprintf(name, sizeof name, "%.16s_proxy", scheme);
	value = variable(name);
	return value ? value : variable("all_proxy");
}

DWORD proxy_for(const struct proxies *p, const char *scheme, const char *host, char **proxy)
{
	const char *list = p->names, *bypass = p->bypass;

	*proxy = NULL;
	if (p->access == INTERNET_OPEN_TYPE_PRECONFIG || p->access == INTERNET_OPEN_TYPE_PRECONFIG_WITH_NO_AUTOPROXY) {
		list = environment(scheme);
		bypass = variable("no_proxy");
	}
	if (p->access == INTERNET_OPEN_TYPE_DIRECT || !list || is_direct(bypass, scheme, host))
		return ERROR_SUCCESS;
	return choose(list, scheme, proxy);
}
