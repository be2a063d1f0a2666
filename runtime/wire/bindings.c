/* bindings.c - addresses in a DUALSTRINGARRAY (wire.md 3.2). */
#include <stdio.h>

#include "wire/wire.h"

enum { TOWER_TCP = 7, TOWER_LOCAL = 16, TOWER_TLS = 0x107 /* nobody's: a protocol of DCE/RPC has eight bits */ };
/* Nobody has to prove who he is; but the number 0 would end the list. Such an entry is three words long. */
enum { SECURITY_NTLM = 10, SECURITY_NO_SERVICE = 0xFFFF, SECURITY_WORDS = 3 };

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
	bool whole = b->count <= limit_of(ACOM_LIMIT_ADDRESS_WORDS) && b->security <= b->count &&
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

/* ---- addresses ---- */

/* HOST[PORT] */
static bool ip_address(const char *scheme, char *text, char *address, size_t size)
{
	char *port = strchr(text, '[');

	if (!port)
		return false;
	*port++ = 0;
	snprintf(address, size, strchr(text, ':') ? "%s:[%s]:%s" : "%s:%s:%s", scheme, text, port);
	return true;
}

/* [PATH] */
static bool local_address(const char *text, char *address, size_t size)
{
	ascii_join(address, size, "unix:", text + 1, NULL);
	return text[0] == '[' && text[1] == '/';
}

bool binding_address(const struct binding *b, struct address *a)
{
	char text[ADDRESS_MOST], address[ADDRESS_MOST + sizeof "tcp:[]:"], why[WHY_MOST];
	bool ip = b->tower == TOWER_TCP || b->tower == TOWER_TLS;
	bool right = utf8_from_utf16(b->text, b->units, text, sizeof text);
	size_t last = right && *text ? strlen(text) - 1 : 0;

	if (!last || text[last] != ']')
		return false;
	text[last] = 0;
	right = ip ? ip_address(b->tower == TOWER_TLS ? "tls" : "tcp", text, address, sizeof address) :
	        b->tower == TOWER_LOCAL && local_address(text, address, sizeof address);
	return right && SUCCEEDED(address_parse(address, a, why)) && address_is_secure(a) == (b->tower == TOWER_TLS) &&
	       (a->at.family == OS_UNIX || a->at.port);
}

static HRESULT put_address(struct put *p, const struct address *a)
{
	const struct os_address *at = &a->at;
	char host[OS_IP_MOST], text[ADDRESS_MOST];
	uint8_t units[2 * ADDRESS_MOST];
	bool local = at->family == OS_UNIX;

	if (local) {
		ascii_join(text, sizeof text, "[", at->path, "]", NULL);
	} else {
		os_ip_text(at, host);
		snprintf(text, sizeof text, "%s[%u]", host, at->port);
	}
	size_t count = utf16_from_utf8(text, units, ADDRESS_MOST);
	if (count == SIZE_MAX)
		return FAIL(E_INVALIDARG);
	put_u16(p, local ? TOWER_LOCAL : address_is_secure(a) ? TOWER_TLS : TOWER_TCP);
	put_octets(p, units, 2 * count);
	put_u16(p, 0);
	return S_OK;
}

static void put_security(struct put *p)
{
	put_u16(p, SECURITY_NTLM);
	put_u16(p, SECURITY_NO_SERVICE);
	put_u16(p, 0);
}

HRESULT bindings_write(const struct address *addresses, size_t count, DUALSTRINGARRAY *d, size_t words)
{
	struct put p = put_to((uint8_t *)d->aStringArray, 2 * words, false);
	HRESULT hr = S_OK;

	for (size_t i = 0; i < count && SUCCEEDED(hr); i++)
		hr = put_address(&p, &addresses[i]);
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
