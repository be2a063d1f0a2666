/* outer_park.c - while a server's call object works, its call is as little as who carries it can make of it. */
#include "call/outer.h"

bool outer_park(struct outer *o, struct call *c)
{
	bool (*park)(struct channel *channel, struct call *call, struct outer *outer) = c->channel->ops->park;

	return park && !trace_may_be_on(TELL) && park(c->channel, c, o);
}

bool outer_parks(struct outer *o, struct parked *p, uint32_t counts)
{
	os_mutex_lock(&o->lock);
	bool parks = o->state == OUTER_BEGINNING && o->call && call_counts(o->call) == counts;
	if (parks) {
		o->state = OUTER_BEGUN;
		o->armed = o->delegated != 0;
		o->is_parked = true;
		o->parked = p;
	}
	os_mutex_unlock(&o->lock);
	return parks;
}

/* ---- cancel ---- */

void outer_parked_cancelled(struct outer *o, struct apartment *a)
{
	os_mutex_lock(&o->lock);
	os_ref(&o->refs);
	o->cancelled = true;
	struct work *work = outer_post(o);
	os_mutex_unlock(&o->lock);
	HRESULT hr = work ? apartment_leave_notice(a, work) : S_OK;
	if (FAILED(hr))
		work->run(work, hr);
}

/* Locked. The call, counted, or in place of it: who carries it, likewise, unless *cancelled is known. */
static struct call *outer_whose(struct outer *o, void **carrier, bool *cancelled)
{
	struct parked *p = o->is_parked ? o->parked : NULL;

	*cancelled = p && p->ops->is_cancelled(p);
	*carrier = p && !*cancelled ? p->ops->carrier(p) : NULL;
	return p ? NULL : call_ref(o->call);
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
	void *carrier = NULL;
	struct call *c = NULL;
	bool cancelled = false;

	os_mutex_lock(&o->lock);
	bool over = !o->call;
	const struct parked_ops *ops = o->call && o->is_parked ? o->parked->ops : NULL;
	if (!over)
		c = outer_whose(o, &carrier, &cancelled);
	os_mutex_unlock(&o->lock);
	if (over)
		return RPC_E_CALL_COMPLETE;
	if (!carrier)
		return outer_test(c, cancelled);
	ops->look(carrier);
	os_mutex_lock(&o->lock);
	cancelled = o->is_parked && o->parked->ops->is_cancelled(o->parked);
	os_mutex_unlock(&o->lock);
	return outer_test(NULL, cancelled);
}
