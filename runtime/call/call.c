/* call.c - one invocation: its life as a table, and its beginning, for both ends and for sync and async alike. */
#include "call/steps.h"

APART HRESULT call_step_told(struct call *c, enum call_event event, bool given)
{
	if (trace_on(TELL))
		tell_step(c, call_state(c), event);
	return call_take(c, event, given);
}

HRESULT call_event(struct call *c, enum call_event event)
{
	os_mutex_lock(&c->lock);
	HRESULT hr = call_step(c, event);
	os_mutex_unlock(&c->lock);
	return hr;
}

bool call_is_over(struct call *c)
{
	return call_state(c) == CALL_IDLE;
}

HRESULT call_is_busy(struct call *c)
{
	uint32_t state = os_load32(&c->state);
	enum call_state now = state & CALL_CLAIMED ? CALL_BEGINNING : (enum call_state)(state & CALL_STATE), next;

	if (now == CALL_IDLE)
		return S_OK;
	if (trace_on(TELL))
		tell_step(c, now, CALL_BEGIN);
	return call_rule(now, CALL_BEGIN, &next);
}

bool call_is_given_up(struct call *c)
{
	enum call_state now = call_state(c);

	return now != CALL_PENDING && now != CALL_CANCELLING;
}

/* ---- beginning ---- */

/* Back to IDLE, unless completion came first: then Begin_ has succeeded and Finish_ tells. */
HRESULT call_undo(struct call *c, HRESULT hr, struct IErrorInfo *why)
{
	HRESULT undone = call_event(c, CALL_UNDO);

	if (FAILED(undone)) {
		release_unknown(why);
		call_unref(c);
		return S_OK;
	}
	if (why)
		c->error = why;
	waitable_set(&c->done); /* whoever waits in Finish_ looks again */
	return hr;
}

/* Somebody has looked while it was sent: he may have found that the call before was over, but not that this one is pending. */
static void call_unquiet(struct call *c)
{
	os_mutex_lock(&c->lock);
	os_and32(&c->state, ~(uint32_t)CALL_QUIET);
	call_object_unset(c->owner);
	os_mutex_unlock(&c->lock);
}

/* PENDING, unless that takes more. */
static bool call_launch_at_once(struct call *c, bool quiet)
{
	uint32_t begun = os_load32(&c->state), told = quiet ? CALL_QUIET : 0;

	if (c->own || (begun & (CALL_METHOD - 1) & ~CALL_QUIET) != CALL_BEGINNING ||
	    !call_leap(c, begun, CALL_BEGINNING, CALL_SENT, told))
		return false;
	os_point();
	if ((begun | told) & CALL_QUIET && call_object_is_looked_at(c->owner))
		call_unquiet(c);
	return true;
}

/* PENDING, or CANCELLED if Cancel came during Begin_: what it promised then (A60) no reply can take back. */
APART static bool call_launch(struct call *c)
{
	call_lock_own(c);
	bool hurried = os_load32(&c->state) & CALL_HURRIED, untold = os_load32(&c->state) & CALL_QUIET;
	call_step(c, CALL_SENT);
	if (untold)
		call_object_unset(c->owner);
	bool cancelled = hurried && SUCCEEDED(call_step(c, CALL_CANCEL));
	struct call_object *owner = cancelled ? call_ended(c) : NULL;
	call_unlock_own(c);
	if (cancelled)
		call_announce(c, owner, true);
	return !cancelled;
}

HRESULT call_send_away(struct call *c, bool quiet)
{
	PROBE4(begin, c->id, c->channel->interface->name, c->method->name, call_causality(c));
	if (!call_launch_at_once(c, quiet) && !call_launch(c)) {
		call_unref(c);
		return S_OK;
	}
	struct IErrorInfo *why = NULL;
	HRESULT hr = c->channel->ops->send(c->channel, c, &why);
	return FAILED(hr) ? call_undo(c, hr, why) : S_OK;
}

HRESULT call_send(struct call *c)
{
	if (c->own) /* its caller alone has it so far */
		os_store32(&c->refs, os_load32(&c->refs) + 1);
	else
		call_ref(c);
	HRESULT hr = call_send_away(c, false);
	if (FAILED(hr))
		call_unref(c);
	return hr;
}
