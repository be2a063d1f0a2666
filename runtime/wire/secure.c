/* secure.c - AcomSetTls: the library of TLS, which is loaded when it is wanted, and what this process proves itself with. */
#include "wire/secure.h"
#include "wire/transport.h"

_Static_assert(SECURE_TEXT == (int)WHY_MOST && SECURE_SUBJECT == (int)PEER_SUBJECT_MOST, "texts fit");
_Static_assert(SECURE_PLACES == (int)HOST_PLACES, "places fit");

static const char library_name[] = "libacom-tls.so.0";

static struct {
	os_mutex lock;
	const struct secure_library *library; /* NULL: not loaded so far; it stays */
	struct secure_settings *settings;     /* NULL: there are none */
} tls;

/* ---- the library ---- */

static HRESULT library_take(void *handle, char *why)
{
	os_function found = os_library_function(handle, "acom_tls");
	secure_entry entry = NULL;

	if (found)
		memcpy(&entry, &found, sizeof entry);
	tls.library = entry ? entry(SECURE_VERSION) : NULL;
	return tls.library ? S_OK : why_not(why, CO_E_ERRORINDLL, "%s is of another version of acom", library_name);
}

/* Locked. */
static HRESULT library_load(char *why)
{
	const char *reason;

	if (tls.library)
		return S_OK;
	void *handle = os_library_open(library_name, &reason);
	if (!handle)
		return why_not(why, CO_E_DLLNOTFOUND, "TLS is in a library of its own: %s", reason);
	HRESULT hr = library_take(handle, why);
	if (FAILED(hr))
		os_library_close(handle);
	return hr;
}

/* ---- settings ---- */

/* From now on. Locked. */
static void settings_replace(struct secure_settings *s)
{
	if (tls.settings)
		tls.library->unload(tls.settings);
	tls.settings = s;
}

/* Locked. */
static HRESULT settings_load(const char *certificate, const char *key, const char *authorities, char *why)
{
	struct secure_fault fault;
	HRESULT hr = library_load(why);

	if (FAILED(hr))
		return hr;
	struct secure_settings *s = tls.library->load(certificate, key, authorities, &fault);
	if (!s)
		return why_not(why, fault.hr, "%s", fault.why);
	settings_replace(s);
	return S_OK;
}

HRESULT AcomSetTls(const char *certificate, const char *key, const char *authorities)
{
	char why[WHY_MOST] = "";
	HRESULT hr = S_OK;

	os_mutex_lock(&tls.lock);
	if (!certificate != !key || !key != !authorities)
		hr = why_not(why, E_INVALIDARG, "it takes a certificate, its key and the authorities, or three times NULL");
	else if (certificate)
		hr = settings_load(certificate, key, authorities, why);
	else
		settings_replace(NULL);
	os_mutex_unlock(&tls.lock);
	if (FAILED(hr))
		trace_write("AcomSetTls: %s (%s)", why, error_name(hr));
	return FAILED(hr) ? say_why(hr, "AcomSetTls", why) : S_OK;
}

HRESULT secure_ready(char *why)
{
	os_mutex_lock(&tls.lock);
	bool ready = tls.settings;
	os_mutex_unlock(&tls.lock);
	if (ready)
		return S_OK;
	return why_not(why, E_ACCESSDENIED, "TLS needs AcomSetTls before, and TCP beyond 127.0.0.1 and [::1] is for TLS only");
}

const struct secure_library *secure_session_open(bool serves, const struct secure_expected *e, const struct secure_below *below,
                                                 struct secure_session **session)
{
	*session = NULL;
	os_mutex_lock(&tls.lock);
	if (tls.settings)
		*session = tls.library->open(tls.settings, serves, e, below);
	const struct secure_library *library = tls.library;
	os_mutex_unlock(&tls.lock);
	return library;
}

HRESULT secure_look_up(const struct address *a, uint64_t deadline, struct os_address places[HOST_PLACES], unsigned *count,
                       char *why)
{
	struct secure_place found[SECURE_PLACES];
	struct secure_fault fault;
	uint64_t now = os_now();

	os_mutex_lock(&tls.lock);
	const struct secure_library *library = tls.library; /* somebody has found it ready */
	os_mutex_unlock(&tls.lock);
	*count = library->look_up(a->name, deadline > now ? deadline - now : 0, found, &fault);
	for (unsigned i = 0; i < *count; i++) {
		places[i] = (struct os_address){ .family = found[i].ip_size == 4 ? OS_IPV4 : OS_IPV6, .port = a->at.port };
		memcpy(places[i].ip, found[i].ip, found[i].ip_size);
	}
	return *count ? S_OK : why_not(why, fault.hr, "%s", fault.why);
}
