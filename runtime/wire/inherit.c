/* inherit.c - socket activation: listeners that the process was started with, each taken once and only if it is fit. */
#include <errno.h>
#include <string.h>

#include "wire/transport.h"

enum { FIRST_INHERITED = 3, INHERITED_MOST = 64 };

static os_mutex inherit_lock = OS_MUTEX_INIT;
static uint64_t taken; /* a bit each */

/* Decimal digits alone; 0: anything else, or more than fits. */
static uint64_t number_of(const char *text)
{
	uint64_t n = 0;

	for (; text && *text >= '0' && *text <= '9' && n < UINT32_MAX; text++)
		n = n * 10 + (uint64_t)(*text - '0');
	return text && !*text ? n : 0;
}

/* How many there are. What a parent was started with is not ours. */
static unsigned inherited(void)
{
	uint64_t n;

	if (number_of(os_env_trusted("LISTEN_PID")) != os_process_id())
		return 0;
	n = number_of(os_env_trusted("LISTEN_FDS"));
	return n < INHERITED_MOST ? (unsigned)n : INHERITED_MOST;
}

/* Where it is bound; the rest of the kernel's addresses is none of ours. */
static HRESULT inherited_address(int fd, struct address *a, char *why)
{
	*a = (struct address){ 0 };
	int error = os_socket_address(fd, &a->at);

	if (error)
		return why_not(why, RPC_S_CANT_CREATE_ENDPOINT, "descriptor %d: %s", fd, os_error_text(error));
	a->transport = transport_of(&a->at);
	if (!a->transport)
		return why_not(why, E_ACCESSDENIED, "descriptor %d is bound to no absolute path", fd);
	return S_OK;
}

static HRESULT adopt(int fd, const struct address *a, const struct peer_rule *rule, struct listener *l, char *why)
{
	int error = os_socket_adopt(fd);
	HRESULT hr = a->transport->secure ? secure_ready(why) : S_OK;

	if (error)
		return why_not(why, RPC_S_CANT_CREATE_ENDPOINT, "descriptor %d does not listen", fd);
	if (FAILED(hr))
		return hr;
	*l = (struct listener){ .fd = fd, .at = *a };
	return listener_complete(l, rule, why);
}

/* S_FALSE: it is not the one that is wanted. */
static HRESULT inherit_one(int fd, const struct address *wanted, const struct peer_rule *rule, struct listener *l, char *why)
{
	struct address a;
	HRESULT hr = inherited_address(fd, &a, why);

	if (SUCCEEDED(hr) && wanted && wanted->transport->has(&a.at))
		a.transport = wanted->transport;
	if (wanted && (FAILED(hr) || !address_equal(&a, wanted)))
		return S_FALSE;
	return SUCCEEDED(hr) ? adopt(fd, &a, rule, l, why) : hr;
}

static HRESULT inherit_next(const struct address *wanted, const struct peer_rule *rule, struct listener *l, char *why)
{
	unsigned n = inherited();
	HRESULT hr = S_FALSE;

	for (unsigned i = 0; i < n && hr == S_FALSE; i++) {
		if (taken >> i & 1)
			continue;
		hr = inherit_one(FIRST_INHERITED + (int)i, wanted, rule, l, why);
		if (hr != S_FALSE)
			taken |= (uint64_t)1 << i;
	}
	return hr;
}

HRESULT transport_inherit(const struct address *wanted, const struct peer_rule *rule, struct listener *l, char *why)
{
	HRESULT hr;

	os_mutex_lock(&inherit_lock);
	hr = inherit_next(wanted, rule, l, why);
	os_mutex_unlock(&inherit_lock);
	return hr;
}
