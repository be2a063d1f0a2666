/* outer_park.c - while a server's call object works, its call is as little as who carries it can make of it. */
#include "call/outer.h"

bool outer_park(struct outer *o, struct call *c)
{
	bool (*park)(struct channel *channel, struct call *call, struct outer *outer) = c->channel->ops->park;

	return park && !trace_may_be_on(TELL) && park(c->channel, c, o);
}

bool outer_parks(struct outer *o, struct parked *p)
{
	os_mutex_lock(&o->lock);
	bool parks = o->state == OUTER_BEGINNING && o->call;
	if (parks) {
		o->state = OUTER_BEGUN;
		o->armed = o->delegated;
		o->call = NULL;
		o->parked = p;
	}
	os_mutex_unlock(&o->lock);
	return parks;
}

/* ---- cancel ---- */

struct work *outer_cancelled(struct outer *o)
{
	os_ref(&o->refs);
	return &o->cancelled;
}

void outer_parked_cancel_run(struct work *work, HRESULT hr)
{
	struct outer *o = container_of(work, struct outer, cancelled);

	if (SUCCEEDED(hr))
		outer_tell_cancel(o);
	outer_unref(o);
}

/* Locked. The call, counted, or in place of it: who carries it, likewise, unless *cancelled is known. */
static struct call *outer_whose(struct outer *o, struct connection **carrier, bool *cancelled)
{
	struct parked *p = o->parked;

	*cancelled = p && p->ops->is_cancelled(p);
	*carrier = p && !*cancelled ? p->ops->carrier(p) : NULL;
	return o->call ? call_ref(o->call) : NULL;
}

static HRESULT outer_test(struct call *c, bool cancelled)
{
	cancelled = cancelled || (c && call_is_cancelled(c));
	call_unref(c);
	return cancelled ? RPC_E_CALL_CANCELED : RPC_S_CALLPENDING;
}

/* A busy thread may be the only one that could hear of it. */
HRESULT outer_test_cancel(struct outer *o)
{
	const struct parked_ops *ops;
	struct connection *carrier;
	bool cancelled, over;

	os_mutex_lock(&o->lock);
	ops = o->parked ? o->parked->ops : NULL;
	over = !o->parked && !o->call;
	struct call *c = outer_whose(o, &carrier, &cancelled);
	os_mutex_unlock(&o->lock);
	if (over)
		return RPC_E_CALL_COMPLETE;
	if (!carrier)
		return outer_test(c, cancelled);
	ops->look(carrier);
	os_mutex_lock(&o->lock);
	cancelled = o->parked && o->parked->ops->is_cancelled(o->parked);
	os_mutex_unlock(&o->lock);
	return outer_test(NULL, cancelled);
}
