/* expiry.c - the time that a call to another process has: when it is over the call is cancelled. */
#include "wire/outward.h"

/* A call that is being cancelled already goes on being carried, but not with what is freed here. */
static void expiry_ring(struct alarm *a)
{
	struct expiry *e = container_of(a, struct expiry, alarm);
	struct connection *c = outward_of(e->call->channel)->connection;

	call_expire(e->call);
	connection_lock(c);
	struct wire_call *carried = outward_carried(e->call);
	if (carried)
		carried->more = NULL;
	connection_unlock(c);
	call_unref(e->call);
	os_free(e);
}

HRESULT expiry_make(struct channel *c, struct call *call, struct expiry **e)
{
	*e = NULL;
	if (channel_timeout(c) == INFINITE)
		return S_OK;
	*e = os_zalloc(sizeof **e);
	if (!*e)
		return FAIL(E_OUTOFMEMORY);
	(*e)->alarm.ring = expiry_ring;
	(*e)->call = call_ref(call);
	if (call->own) /* else others may have it, who look at what lies beside that */
		call->own = false; /* who rings cancels it */
	return S_OK;
}

void expiry_drop(struct expiry *e)
{
	if (!e)
		return;
	call_unref(e->call);
	os_free(e);
}

void expiry_end(struct wire_call *carried)
{
	struct expiry *e = carried->more;

	if (e && alarm_clear(&e->alarm))
		expiry_drop(e);
	carried->more = NULL;
}
