/* listen.c - where this process listens: what applications say of it, and private addresses. */
#include <stdio.h>

#include "wire/transport.h"

/* In the user's own directory. */
static HRESULT private_address(struct address *a, char *why)
{
	char text[ADDRESS_MOST], directory[64] = "", name[LOCAL_NAME_MOST];
	const char *runtime = os_env_trusted("XDG_RUNTIME_DIR");

	local_private_name(name);
	if (!runtime || *runtime != '/')
		snprintf(directory, sizeof directory, "/tmp/acom-%u/", os_user());
	snprintf(text, sizeof text, "unix:%s%s", directory, name);
	return address_parse(text, a, why);
}

static void listen_tell(const char *address, HRESULT hr, const char *why)
{
	const char *name = error_name(hr);

	trace_write("%s: %s (%s)", address, why, name ? name : "");
}

/* What was being sent fails with hr; which address that is nobody has written down. */
static void private_tell(const struct address *a, HRESULT hr, const char *why)
{
	char shown[ADDRESS_SHOWN];

	address_shown("the address at which this process is called back", a, shown);
	listen_tell(shown, hr, why);
}

HRESULT listen_privately(const struct address *like)
{
	char why[WHY_MOST] = "";
	struct address a;
	HRESULT hr = S_OK;

	if (like)
		a = *like;
	else
		hr = private_address(&a, why);
	if (SUCCEEDED(hr))
		hr = listening_begin(&a, true, why);
	if (SUCCEEDED(hr) && a.at.family == OS_UNIX)
		local_sweep(a.at.path);
	if (FAILED(hr))
		private_tell(&a, hr, why);
	return hr;
}

/* ---- the functions ---- */

HRESULT AcomListen(LPCOLESTR address)
{
	char text[ADDRESS_MOST] = "", shown[ADDRESS_SHOWN], why[WHY_MOST] = "";
	struct address a;

	if (!address)
		return FAIL(E_POINTER);
	struct apartment *here = apartment_current();
	if (!here)
		return FAIL(CO_E_NOTINITIALIZED);
	HRESULT hr = address_named(address, address_parse, text, &a, why);
	if (SUCCEEDED(hr))
		hr = listening_begin(&a, false, why);
	if (FAILED(hr)) {
		address_shown(text, &a, shown);
		listen_tell(shown, hr, why);
		say_why(hr, shown, why);
	}
	apartment_unref(here);
	return hr;
}

static void server_stops(void)
{
	while (listening_stop(NULL))
		;
}

__attribute__((constructor)) static void listen_init(void)
{
	class_server_stops(server_stops);
}

HRESULT AcomStopListening(LPCOLESTR address)
{
	char text[ADDRESS_MOST], why[WHY_MOST];
	struct address a;
	HRESULT hr = address ? address_named(address, address_parse, text, &a, why) : S_OK;

	if (FAILED(hr))
		return hr;
	if (os_is_copy())
		return S_FALSE;
	bool stopped = listening_stop(address ? &a : NULL);
	while (!address && listening_stop(NULL))
		;
	return stopped ? S_OK : S_FALSE;
}

HRESULT AcomListeningAt(ULONG index, LPOLESTR *address)
{
	char text[ADDRESS_MOST];

	if (!address)
		return FAIL(E_POINTER);
	*address = NULL;
	if (os_is_copy() || !listening_at(index, text))
		return S_FALSE;
	*address = CoTaskMemAlloc(ADDRESS_MOST * sizeof **address);
	if (!*address)
		return FAIL(E_OUTOFMEMORY);
	(*address)[utf16_from_utf8(text, *address, ADDRESS_MOST - 1)] = 0;
	return S_OK;
}
