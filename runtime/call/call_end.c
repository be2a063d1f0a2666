/* call_end.c - the answer to a call, or why there is none: it ends, and whoever waits hears of it. */
#include "call/steps.h"

struct call_object *call_ended(struct call *c)
{
	struct call_object *owner = c->owner;

	if (!owner || call_object_set(owner) || !call_object_try_ref(owner))
		return NULL;
	c->owner = NULL;
	return owner;
}

void call_announce(struct call *c, struct call_object *owner, bool awaited)
{
	if (awaited)
		waitable_set(&c->done);
	if (owner)
		call_object_signal(owner, c);
}

/* Locked, as is who takes a count of it out of nothing. As long as it has an owner, that has a count of it: who has the other one
 * can give it back without counting. */
static bool call_give_back(struct call *c)
{
	bool alone = c->owner && call_counts(c) == 2;

	os_point();
	if (alone)
		os_store32(&c->refs, 1);
	return alone;
}

/* The call ends with hr, unless that fails; then the error object remains where it is. The state comes last: who sees it takes
 * all of it without the lock. *given: a count of it, too, which is to be given back (NULL: none), if that was possible. */
static HRESULT call_end(struct call *c, HRESULT hr, struct IErrorInfo **error, bool *given)
{
	struct call_object *owner = NULL;
	bool own = c->own; /* it is somebody else's behind the last step */
	enum call_state next;

	call_lock_own(c);
	bool awaited = c->sync || c->awaited;
	HRESULT taken = call_rule(call_state(c), CALL_REPLY, &next);
	bool light = given && !awaited && c->light && call_state(c) == CALL_PENDING;
	if (SUCCEEDED(taken)) {
		c->hr = hr;
		if (error) {
			c->error = *error;
			*error = NULL;
		}
		owner = call_ended(c);
		if (given && !awaited)
			*given = light || call_give_back(c);
	}
	taken = call_step_on(c, CALL_REPLY, light);
	if (!own)
		os_mutex_unlock(&c->lock);
	if (SUCCEEDED(taken) && (awaited || owner))
		call_announce(c, owner, awaited);
	return taken;
}

/* One whose client is elsewhere: here nobody cancels it, or waits for it. */
static void call_answer(struct call *c, HRESULT hr)
{
	struct call_serving *s = c->serving;

	c->hr = hr;
	if (s) {
		c->error = s->raised;
		s->raised = NULL;
	}
	if (SUCCEEDED(call_step(c, CALL_REPLY)))
		c->channel->ops->answered(c->channel, c);
}

void call_complete(struct call *c, HRESULT hr)
{
	PROBE2(reply, c->id, hr);
	if (c->channel->ops->answered)
		call_answer(c, hr);
	else
		call_end(c, hr, c->serving ? &c->serving->raised : NULL, NULL);
}

/* Nobody looks: the result is there, and the carrier's count goes with the state that had it. */
static bool call_end_quietly(struct call *c)
{
	uint32_t now = os_load32(&c->state);

	return (now & (CALL_METHOD - 1)) == (CALL_PENDING | CALL_QUIET) &&
	       call_leap(c, now, CALL_PENDING, CALL_REPLY, CALL_QUIET);
}

void call_complete_with(struct call *c, HRESULT hr, struct IErrorInfo *error)
{
	bool given = false;

	PROBE2(reply, c->id, hr);
	if (hr == S_OK && !error && call_end_quietly(c))
		return;
	call_end(c, hr, &error, &given);
	release_unknown(error);
	if (!given)
		call_unref(c);
}

void call_look(struct call *c, struct call_object *o)
{
	os_mutex_lock(&c->lock);
	uint32_t now = os_load32(&c->state);
	while (now & CALL_QUIET && (now & CALL_STATE) == CALL_PENDING &&
	       !os_cas32(&c->state, now, now & ~(uint32_t)CALL_QUIET))
		now = os_load32(&c->state);
	if (now & CALL_QUIET && (now & CALL_STATE) != CALL_PENDING)
		call_object_set(o);
	os_mutex_unlock(&c->lock);
}

void call_spoil(struct call *c, HRESULT hr)
{
	struct IErrorInfo *error = NULL;

	os_mutex_lock(&c->lock);
	if (call_state(c) == CALL_DONE) {
		c->hr = hr;
		error = c->error;
		c->error = NULL;
	}
	os_mutex_unlock(&c->lock);
	release_unknown(error);
}
