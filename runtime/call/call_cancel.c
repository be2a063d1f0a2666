/* call_cancel.c - the client gives up: Cancel, time-outs, abandonment; and what the server hears of it. */
#include "call/steps.h"

/* A call object that wants to be told is told in its apartment (decision 13). */
struct work *call_cancelled(struct call *c)
{
	if (os_or32(&c->marks, CALL_CANCEL_ASKED) & CALL_CANCEL_ASKED)
		return NULL;
	os_mutex_lock(&c->lock);
	struct call_serving *s = c->serving; /* NULL: whoever makes it sees the flag */
	os_mutex_unlock(&c->lock);
	if (!s)
		return NULL;
	call_ref(c);
	return &s->cancel_work;
}

bool call_is_cancelled(struct call *c)
{
	if (!call_is_marked(c, CALL_CANCEL_ASKED) && c->channel->ops->look)
		c->channel->ops->look(c->channel);
	return call_is_marked(c, CALL_CANCEL_ASKED);
}

static void call_tell_server(struct call *c)
{
	c->channel->ops->cancel(c->channel, c);
}

/* First what carries it lets go of the caller's memory: who is told then takes it back. */
static void call_give_up(struct call *c, struct call_object *owner)
{
	if (c->channel->ops->orphan)
		c->channel->ops->orphan(c->channel, c);
	call_announce(c, owner, true);
}

/* Locked. S_OK: Begin_ is still at work, and learns of it; RPC_E_CALL_CANCELED: of somebody else before; RPC_S_CALLPENDING: it is
 * not at work, or not any more. */
static HRESULT call_hurry(struct call *c)
{
	uint32_t now;

	while (((now = os_load32(&c->state)) & CALL_STATE) == CALL_BEGINNING) {
		if (now & CALL_HURRIED)
			return RPC_E_CALL_CANCELED;
		if (os_cas32(&c->state, now, now | CALL_HURRIED))
			return S_OK;
	}
	return RPC_S_CALLPENDING;
}

/* Locked, so that nobody else leaves these. */
static bool call_has_cancel(const struct call *c)
{
	enum call_state now = call_state(c);

	return now == CALL_CANCELLED || now == CALL_CANCELLING;
}

/* Locked. *early: it was Begin_ that was told. */
static HRESULT call_cancel_step(struct call *c, enum call_event event, bool *early)
{
	HRESULT hr;

	do {
		hr = call_hurry(c);
		*early = hr != RPC_S_CALLPENDING;
		if (*early)
			return hr;
		hr = call_step(c, event);
	} while (SUCCEEDED(hr) && !call_has_cancel(c)); /* the next call was begun between the two */
	return hr;
}

static HRESULT call_cancel_now(struct call *c, bool expired)
{
	bool early;

	os_mutex_lock(&c->lock);
	HRESULT hr = call_cancel_step(c, CALL_CANCEL, &early);
	bool ended = SUCCEEDED(hr) && !early;
	if (ended && expired)
		c->hr = RPC_E_TIMEOUT;
	struct call_object *owner = ended ? call_ended(c) : NULL;
	os_mutex_unlock(&c->lock);
	if (ended) {
		call_tell_server(c);
		call_give_up(c, owner);
	}
	return hr;
}

static HRESULT call_cancel_wait(struct call *c, ULONG seconds)
{
	bool early;

	os_mutex_lock(&c->lock);
	HRESULT hr = call_cancel_step(c, CALL_CANCEL_WAIT, &early);
	bool waits = SUCCEEDED(hr) && !early;
	if (waits)
		c->awaited = true;
	os_mutex_unlock(&c->lock);
	if (!waits)
		return hr;
	call_tell_server(c);
	waitable_wait(&c->done, wait_deadline_seconds(seconds));
	os_mutex_lock(&c->lock);
	hr = call_step(c, CALL_EXPIRE);
	struct call_object *owner = NULL;
	if (SUCCEEDED(hr)) {
		c->hr = RPC_E_CALL_CANCELED;
		owner = call_ended(c);
	}
	os_mutex_unlock(&c->lock);
	if (SUCCEEDED(hr))
		call_give_up(c, owner);
	return hr;
}

HRESULT call_cancel(struct call *c, ULONG seconds)
{
	PROBE2(cancel, c->id, seconds);
	return seconds ? call_cancel_wait(c, seconds) : call_cancel_now(c, false);
}

void call_expire(struct call *c)
{
	call_cancel_now(c, true);
}

HRESULT call_test_cancel(struct call *c)
{
	os_mutex_lock(&c->lock);
	HRESULT hr = os_load32(&c->state) & CALL_HURRIED ? RPC_E_CALL_CANCELED : call_step(c, CALL_TEST);
	os_mutex_unlock(&c->lock);
	return hr;
}

bool call_abandon(struct call *c)
{
	os_mutex_lock(&c->lock);
	bool untold = c->owner;
	c->owner = NULL;
	call_step(c, CALL_ABANDON);
	os_mutex_unlock(&c->lock);
	return untold;
}
