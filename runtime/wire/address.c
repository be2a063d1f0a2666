/* address.c - addresses as text, and the table of transports: one row each. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "wire/transport.h"

enum { UNIX_SHOWN = OS_UNIX_MOST - 1, PORT_MOST = 65535, BLANK = ' ' };

HRESULT why_not(char *why, HRESULT hr, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(why, WHY_MOST, format, args);
	va_end(args);
	return FAIL(hr);
}

/* ---- unix ---- */

/* What cannot be seen could not be told apart. */
static bool is_plain(const char *path)
{
	for (; *path; path++)
		if ((unsigned char)*path < BLANK || *path == 127)
			return false;
	return true;
}

static HRESULT unix_name(const char *path, char *why)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

	if (!*name)
		return why_not(why, RPC_S_INVALID_STRING_BINDING, "the socket has no name");
	if (!strcmp(name, ".") || !strcmp(name, ".."))
		return why_not(why, RPC_S_INVALID_STRING_BINDING, "%s is a directory", name);
	return is_plain(path) ? S_OK : why_not(why, RPC_S_INVALID_STRING_BINDING, "its path has a control character in it");
}

/* A name alone stands in the user's own directory. Set-user-id programs have none. */
static HRESULT unix_path(const char *rest, char path[OS_UNIX_MOST], char *why)
{
	const char *runtime = *rest == '/' ? "" : os_env_trusted("XDG_RUNTIME_DIR");
	size_t n;

	if (!runtime || (*rest != '/' && *runtime != '/'))
		return why_not(why, RPC_S_INVALID_STRING_BINDING, "a name alone stands in $XDG_RUNTIME_DIR/acom, and XDG_RUNTIME_DIR %s",
			       runtime ? "is no absolute path" : "is not set");
	n = ascii_join(path, OS_UNIX_MOST, runtime, *rest == '/' ? "" : "/acom/", rest, NULL);
	if (n >= OS_UNIX_MOST)
		return why_not(why, RPC_S_INVALID_STRING_BINDING, "its path has %zu octets, and sockets have %d at most", n, UNIX_SHOWN);
	return S_OK;
}

static HRESULT unix_parse(const char *rest, struct os_address *at, char *why)
{
	HRESULT hr = unix_name(rest, why);

	if (FAILED(hr))
		return hr;
	if (*rest == '@')
		return why_not(why, RPC_S_INVALID_STRING_BINDING, "abstract names are not used: anybody could take them");
	if (*rest != '/' && strchr(rest, '/'))
		return why_not(why, RPC_S_INVALID_STRING_BINDING, "its path is neither absolute nor a name alone");
	at->family = OS_UNIX;
	return unix_path(rest, at->path, why);
}

static void unix_text(const struct os_address *at, char *rest, size_t size)
{
	ascii_join(rest, size, at->path, NULL);
}

static bool unix_has(const struct os_address *at)
{
	return at->family == OS_UNIX && at->path[0] == '/';
}

/* ---- tcp ---- */

bool address_is_loopback(const struct os_address *at)
{
	static const uint8_t one[16] = { [15] = 1 };

	return at->family == OS_IPV4 ? at->ip[0] == 127 : at->family == OS_IPV6 && !memcmp(at->ip, one, sizeof one);
}

/* Decimal digits, without a zero in front. */
static bool parse_port(const char *text, uint16_t *port)
{
	size_t digits = strspn(text, "0123456789");
	unsigned value = 0;

	if (!digits || digits > 5 || text[digits] || (digits > 1 && text[0] == '0'))
		return false;
	for (const char *c = text; *c; c++)
		value = value * 10 + (unsigned)(*c - '0');
	*port = (uint16_t)value;
	return value <= PORT_MOST;
}

/* HOST:PORT or [HOST]:PORT; NULL: neither. */
static const char *split_host(const char *rest, char *host, size_t most)
{
	bool bracket = *rest == '[';
	const char *from = rest + bracket, *end = strchr(from, bracket ? ']' : ':');
	const char *colon = end ? end + bracket : NULL;

	if (!colon || *colon != ':' || (size_t)(end - from) >= most)
		return NULL;
	ascii_cut(host, most, from, (size_t)(end - from));
	return colon + 1;
}

static HRESULT take_port(const char *text, struct os_address *at, char *why)
{
	if (!parse_port(text, &at->port))
		return why_not(why, RPC_S_INVALID_STRING_BINDING, "its port is no number from 0 to %d", PORT_MOST);
	return S_OK;
}

static HRESULT tcp_parse(const char *rest, struct os_address *at, char *why)
{
	char host[ADDRESS_MOST];
	const char *port = split_host(rest, host, sizeof host);

	if (!port)
		return why_not(why, RPC_S_INVALID_STRING_BINDING, "it is not HOST:PORT, or [HOST]:PORT for IPv6");
	if (!os_ip_parse(*rest != '[' && !strcmp(host, "localhost") ? "127.0.0.1" : host, at) ||
	    (at->family == OS_IPV6) != (*rest == '['))
		return why_not(why, RPC_S_INVALID_STRING_BINDING, "its host is neither localhost nor a number: %s", host);
	return take_port(port, at, why);
}

static void tcp_text(const struct os_address *at, char *rest, size_t size)
{
	bool v6 = at->family == OS_IPV6;
	char host[OS_IP_MOST];

	os_ip_text(at, host);
	snprintf(rest, size, "%s%s%s:%u", v6 ? "[" : "", host, v6 ? "]" : "", at->port);
}

/* Anywhere. */
static bool tls_has(const struct os_address *at)
{
	return at->family != OS_UNIX;
}

/* ---- the table ---- */

const struct transport transports[] = {
	{ "unix", unix_parse, unix_text, unix_has, local_listen, .names_peers = true, .carries_descriptors = true },
	{ "tcp", tcp_parse, tcp_text, address_is_loopback, listener_open, .secure = false },
	{ "tls", tcp_parse, tcp_text, tls_has, listener_open, .secure = true },
};

static const struct transport *transport_named(const char *name, size_t length)
{
	for (size_t i = 0; i < ARRAY_COUNT(transports); i++)
		if (strlen(transports[i].scheme) == length && !memcmp(transports[i].scheme, name, length))
			return &transports[i];
	return NULL;
}

const struct transport *transport_of(const struct os_address *at)
{
	for (size_t i = 0; i < ARRAY_COUNT(transports); i++)
		if (transports[i].has(at))
			return &transports[i];
	return NULL;
}

HRESULT address_parse(const char *text, struct address *a, char *why)
{
	size_t scheme = (size_t)(strchrnul(text, ':') - text);

	memset(a, 0, sizeof *a);
	a->transport = text[scheme] ? transport_named(text, scheme) : NULL;
	if (!a->transport)
		return why_not(why, RPC_S_PROTSEQ_NOT_SUPPORTED, "it begins neither with unix: nor with tcp: or tls:");
	HRESULT hr = a->transport->parse(text + scheme + 1, &a->at, why);
	if (FAILED(hr))
		*a->at.path = 0;
	else if (!a->transport->has(&a->at)) /* nothing would protect plain TCP there */
		a->transport = transport_of(&a->at);
	return hr;
}

/* Of letters, digits, hyphens and underscores between full stops; the last of these words is no number. */
static bool is_host_name(const char *host)
{
	const char *word = host;
	size_t size = 0, digits = 0;

	for (; *word; word += size + (word[size] == '.')) {
		size = strcspn(word, ".");
		digits = strspn(word, "0123456789");
		if (!size || *word == '-' || strspn(word, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_") != size)
			return false;
	}
	return *host && word[-1] != '.' && digits != size && strcmp(host, "localhost");
}

HRESULT address_parse_called(const char *text, struct address *a, char *why)
{
	static const struct os_address nowhere = { .family = OS_NOWHERE };
	size_t scheme = (size_t)(strchrnul(text, ':') - text);
	const struct transport *t = text[scheme] ? transport_named(text, scheme) : NULL;
	char host[ADDRESS_MOST];
	const char *port = t && t->parse == tcp_parse ? split_host(text + scheme + 1, host, sizeof host) : NULL;

	if (!port || text[scheme + 1] == '[' || !is_host_name(host))
		return address_parse(text, a, why);
	memset(a, 0, sizeof *a);
	a->transport = transport_of(&nowhere);
	a->at = nowhere;
	memcpy(a->name, host, sizeof host);
	return take_port(port, &a->at, why);
}

void address_text(const struct address *a, char text[ADDRESS_MOST])
{
	size_t n = ascii_join(text, ADDRESS_MOST, a->transport->scheme, ":", NULL);

	a->transport->text(&a->at, text + n, ADDRESS_MOST - n);
}

void address_shown(const char *written, const struct address *a, char shown[ADDRESS_SHOWN])
{
	bool alone = *a->at.path && !strchr(written, '/');

	snprintf(shown, ADDRESS_SHOWN, "%s%s%s%s", written, alone ? " (" : "", alone ? a->at.path : "", alone ? ")" : "");
}

bool address_equal(const struct address *a, const struct address *b)
{
	return a->transport == b->transport && a->at.family == b->at.family && a->at.port == b->at.port &&
	       !memcmp(a->at.ip, b->at.ip, sizeof a->at.ip) && !strcmp(a->at.path, b->at.path);
}

bool address_is_called(const struct address *a, const struct address *wanted)
{
	if (!*a->name && !*wanted->name)
		return address_equal(a, wanted);
	return a->transport == wanted->transport && a->at.port == wanted->at.port && ascii_equal(a->name, wanted->name);
}

bool address_is_secure(const struct address *a)
{
	return a->transport->secure;
}

bool address_is_of(const struct address *a, const struct os_address *host)
{
	return a->at.family == host->family && !memcmp(a->at.ip, host->ip, sizeof host->ip);
}

HRESULT address_named(LPCOLESTR text, address_parser parse, char octets[ADDRESS_MOST], struct address *a, char *why)
{
	size_t units = 0;

	while (text[units])
		units++;
	*a->at.path = 0;
	bool fits = utf8_from_utf16(text, units, octets, ADDRESS_MOST);
	HRESULT hr = fits ? parse(octets, a, why) :
	             why_not(why, RPC_S_INVALID_STRING_BINDING, "it is longer than %d octets, or no UTF-16", ADDRESS_MOST - 1);
	if (!fits || !*octets)
		snprintf(octets, ADDRESS_MOST, "the address");
	return hr;
}
