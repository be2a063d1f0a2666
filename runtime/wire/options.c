/* options.c - what the application has said of servers, by their addresses. */
#include "wire/wire.h"

enum { NAMED_MOST = 64 };

static struct {
	os_mutex lock;
	DWORD others; /* of which nothing else is said */
	unsigned count;
	struct named {
		struct address at;
		DWORD options;
	} named[NAMED_MOST];
} said;

/* Locked; NULL: nothing is said of it. */
static struct named *named_find(const struct address *at)
{
	unsigned i = 0;

	while (i < said.count && !address_is_called(&said.named[i].at, at))
		i++;
	return i < said.count ? &said.named[i] : NULL;
}

DWORD options_of(const struct address *at)
{
	os_mutex_lock(&said.lock);
	const struct named *n = named_find(at);
	DWORD options = n ? n->options : said.others;
	os_mutex_unlock(&said.lock);
	return options;
}

static HRESULT options_set(const struct address *at, DWORD options)
{
	HRESULT hr = S_OK;

	os_mutex_lock(&said.lock);
	struct named *n = named_find(at);
	if (!n && said.count < NAMED_MOST)
		n = &said.named[said.count++];
	if (n)
		*n = (struct named){ *at, options };
	else
		hr = FAIL(RPC_E_OUT_OF_RESOURCES);
	os_mutex_unlock(&said.lock);
	return hr;
}

HRESULT AcomSetServerOptions(LPCOLESTR address, DWORD options)
{
	char text[ADDRESS_MOST], why[WHY_MOST];
	struct address at;

	if (options & ~(DWORD)ACOM_OFFER_NULL_SYNTAX)
		return FAIL(E_INVALIDARG);
	if (address) {
		HRESULT hr = address_named(address, address_parse_called, text, &at, why);
		return FAILED(hr) ? hr : options_set(&at, options);
	}
	os_mutex_lock(&said.lock);
	said.others = options;
	os_mutex_unlock(&said.lock);
	return S_OK;
}
