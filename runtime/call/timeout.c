/* timeout.c - AcomSetCallTimeout: how long calls to other processes may take (decision 21). */
#include "call/call.h"

static os_u32 general; /* of calls whose proxy says nothing; 0: INFINITE */

DWORD channel_timeout(const struct channel *c)
{
	DWORD own = c ? os_load32(&c->timeout) : 0, all = os_load32(&general);

	return own ? own : all ? all : INFINITE;
}

HRESULT AcomSetCallTimeout(IUnknown *proxy, DWORD milliseconds)
{
	if (proxy)
		return manager_set_timeout(proxy, milliseconds);
	os_store32(&general, milliseconds);
	return S_OK;
}
