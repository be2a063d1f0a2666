/* access.c - who may use this process' objects: the same user and root, or whom the application lets in. */
#include <stdio.h>

#include "wire/wire.h"

_Static_assert(ACOM_SUBJECT_MOST == PEER_SUBJECT_MOST, "each subject is told whole");

static struct {
	os_mutex lock;
	AcomAccess access;
	void *context;
} rule;

HRESULT AcomSetAccess(AcomAccess access, void *context)
{
	os_mutex_lock(&rule.lock);
	rule.access = access;
	rule.context = context;
	os_mutex_unlock(&rule.lock);
	return S_OK;
}

AcomPeer access_peer(const struct peer *who)
{
	AcomPeer peer = { FALSE };

	if (who->known)
		peer = (AcomPeer){ TRUE, who->id.user, who->id.group, who->id.process, "" };
	if (who->subject)
		snprintf(peer.subject, sizeof peer.subject, "%s", who->subject);
	return peer;
}

bool access_is_anonymous(const struct peer *who)
{
	os_mutex_lock(&rule.lock);
	bool judged = who->subject && rule.access;
	os_mutex_unlock(&rule.lock);
	return !who->known && !judged;
}

/* Anonymous ones may connect: what they may have is said class by class (decision 26). */
static HRESULT usual(const struct peer *who, REFCLSID clsid)
{
	return clsid || !who->known || peer_is_us_or_root(who) ? S_OK : FAIL(E_ACCESSDENIED);
}

HRESULT access_check(const struct peer *who, REFCLSID clsid)
{
	AcomPeer peer = access_peer(who);

	os_mutex_lock(&rule.lock);
	AcomAccess access = rule.access;
	void *context = rule.context;
	os_mutex_unlock(&rule.lock);
	HRESULT hr = access ? access(context, &peer, clsid) : usual(who, clsid);
	return SUCCEEDED(hr) ? S_OK : FAIL(hr);
}
