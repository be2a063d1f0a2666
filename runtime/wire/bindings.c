/* bindings.c - addresses in a DUALSTRINGARRAY (wire.md 3.2), and the same as "unix:PATH" and "tcp:HOST:PORT". */
#include <stdio.h>
#include <stdlib.h>

#include "wire/wire.h"

enum { TOWER_TCP = 7, TOWER_LOCAL = 16 };
/* Nobody has to prove who he is; but the number 0 would end the list. Such an entry is three words long. */
enum { SECURITY_NTLM = 10, SECURITY_NO_SERVICE = 0xFFFF, SECURITY_WORDS = 3 };
enum { PORT_MOST = 65535 };

static const char unix_prefix[] = "unix:", tcp_prefix[] = "tcp:";

static struct take words_from(const struct bindings *b, uint16_t first, uint16_t end)
{
	return take_from(b->words + 2 * (size_t)first, 2 * (size_t)(end - first), false);
}

/* Up to the unit that ends it. */
static size_t text_units(struct take *t)
{
	size_t units = 0;

	while (take_u16(t))
		units++;
	return units;
}

/* A list that ends with a zero, or none at all. */
static bool list_is_whole(struct take t, bool security)
{
	if (!take_left(&t))
		return true;
	while (take_u16(&t)) {
		if (security)
			take_u16(&t);
		text_units(&t);
	}
	return !t.over;
}

HRESULT bindings_check(const struct bindings *b)
{
	bool whole = b->count <= ORPC_WORDS_MAX && b->security <= b->count &&
	             list_is_whole(words_from(b, 0, b->security), false) &&
	             list_is_whole(words_from(b, b->security, b->count), true);

	return whole ? S_OK : FAIL(RPC_E_INVALID_OBJREF);
}

bool bindings_next(const struct bindings *b, size_t *at, struct binding *one)
{
	struct take t = words_from(b, (uint16_t)*at, b->security);

	one->tower = take_u16(&t);
	one->text = t.at;
	one->units = one->tower ? text_units(&t) : 0;
	*at = (size_t)(t.at - b->words) / 2;
	return one->tower;
}

/* ---- to addresses ---- */

/* HOST[PORT]: only what an address of IPv4 or IPv6 or a name may have. */
static bool address_of_tcp(char *text, char *address)
{
	static const char host_characters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-:%";
	size_t host = strspn(text, host_characters);
	char *end;

	if (!host || text[host] != '[' || text[host + 1] < '0' || text[host + 1] > '9')
		return false;
	unsigned long port = strtoul(text + host + 1, &end, 10);
	if (strcmp(end, "]") || !port || port > PORT_MOST)
		return false;
	text[host] = 0;
	bool six = strchr(text, ':');
	return snprintf(address, BINDING_ADDRESS, six ? "%s[%s]:%lu" : "%s%s:%lu", tcp_prefix, text, port) < BINDING_ADDRESS;
}

/* [PATH] */
static bool address_of_local(char *text, char *address)
{
	size_t last = strlen(text) - 1;

	if (text[0] != '[' || text[1] != '/' || text[last] != ']')
		return false;
	text[last] = 0;
	return snprintf(address, BINDING_ADDRESS, "%s%s", unix_prefix, text + 1) < BINDING_ADDRESS;
}

HRESULT binding_address(const struct binding *b, char address[BINDING_ADDRESS])
{
	char text[BINDING_ADDRESS];

	if (b->tower != TOWER_TCP && b->tower != TOWER_LOCAL)
		return S_FALSE;
	if (!b->units || !utf8_from_utf16(b->text, b->units, text, sizeof text))
		return FAIL(RPC_E_INVALID_OBJREF);
	bool good = b->tower == TOWER_TCP ? address_of_tcp(text, address) : address_of_local(text, address);
	return good ? S_OK : FAIL(RPC_E_INVALID_OBJREF);
}

/* ---- from addresses ---- */

/* As it stands in a string binding; false: it is neither kind of address. */
static bool text_of(const char *address, uint16_t *tower, char text[BINDING_ADDRESS])
{
	const char *rest = address + strlen(tcp_prefix), *port;
	bool local = !strncmp(address, unix_prefix, strlen(unix_prefix));

	*tower = local ? TOWER_LOCAL : TOWER_TCP;
	if (local)
		return snprintf(text, BINDING_ADDRESS, "[%s]", address + strlen(unix_prefix)) < BINDING_ADDRESS;
	if (strncmp(address, tcp_prefix, strlen(tcp_prefix)) || !(port = strrchr(rest, ':')) || port == rest)
		return false;
	bool six = rest[0] == '[' && port[-1] == ']';
	int host = (int)(port - rest) - 2 * six;
	return snprintf(text, BINDING_ADDRESS, "%.*s[%s]", host, rest + six, port + 1) < BINDING_ADDRESS;
}

static HRESULT put_binding(struct put *p, const char *address)
{
	char text[BINDING_ADDRESS], again[BINDING_ADDRESS];
	uint8_t units[2 * BINDING_ADDRESS];
	struct binding b = { .text = units };

	if (!text_of(address, &b.tower, text))
		return FAIL(E_INVALIDARG);
	b.units = utf16_from_utf8(text, units, BINDING_ADDRESS);
	if (b.units == SIZE_MAX || binding_address(&b, again) != S_OK || strcmp(again, address))
		return FAIL(E_INVALIDARG);
	put_u16(p, b.tower);
	put_octets(p, units, 2 * b.units);
	put_u16(p, 0);
	return S_OK;
}

static void put_security(struct put *p)
{
	put_u16(p, SECURITY_NTLM);
	put_u16(p, SECURITY_NO_SERVICE);
	put_u16(p, 0);
}

HRESULT bindings_write(const char *const *addresses, size_t count, DUALSTRINGARRAY *d, size_t words)
{
	struct put p = put_to((uint8_t *)d->aStringArray, 2 * words, false);
	HRESULT hr = S_OK;

	for (size_t i = 0; i < count && SUCCEEDED(hr); i++)
		hr = put_binding(&p, addresses[i]);
	if (FAILED(hr))
		return hr;
	put_u16(&p, 0);
	d->wSecurityOffset = (unsigned short)(put_size(&p) / 2);
	put_security(&p);
	/* tshark wants an even number of words. */
	if (put_size(&p) / 2 % 2 == 0)
		put_security(&p);
	put_u16(&p, 0);
	d->wNumEntries = (unsigned short)(put_size(&p) / 2);
	return p.over || put_size(&p) / 2 > ORPC_WORDS_MAX ? FAIL(RPC_E_OUT_OF_RESOURCES) : S_OK;
}
