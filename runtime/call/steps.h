/* steps.h - how a call goes from one state to the next: traced, unless nobody hears of it; under its lock, or in one leap. */
#ifndef ACOM_STEPS_H
#define ACOM_STEPS_H

#include "call/call.h"

/* ---- call.c ---- */

/* The next state and the HRESULT of an event, by the table; taken under the lock, traced. */
HRESULT call_event(struct call *c, enum call_event event);
/* The same for a call that is locked, or FINISHING, which only the one who finishes it ends, or nobody else's. */
HRESULT call_step_told(struct call *c, enum call_event event, bool given); /* somebody may want to hear of it */
/* Of the marks a new state keeps the method, and that the event has not been told. */
static inline uint32_t call_next(uint32_t now, enum call_state next)
{
	enum call_state state = (enum call_state)(now & CALL_STATE);
	uint32_t quiet = state == CALL_DONE || state == CALL_FINISHING ? now & CALL_QUIET : 0;

	return (next == CALL_IDLE ? CALL_IDLE : (now & -(uint32_t)CALL_METHOD) | next) | quiet;
}

/* The state has the carrier's count of a light call, and is about to lose it. */
static inline bool call_is_carried(const struct call *c, enum call_state now, enum call_state next)
{
	return c->light && (now == CALL_PENDING || (now == CALL_BEGINNING && next != CALL_PENDING));
}

/* The one place where a call changes its state, but for call_leap. given: the carrier's count, if the state has it, goes with
 * that. */
static inline HRESULT call_take(struct call *c, enum call_event event, bool given)
{
	for (;;) {
		uint32_t now = os_load32(&c->state);
		enum call_state state = (enum call_state)(now & CALL_STATE), next;
		HRESULT hr = call_rule(state, event, &next);
		if (next == CALL_STATES)
			return FAIL(RPC_E_UNEXPECTED);
		os_point(); /* where a missing lock would show: in simulation another thread may run here */
		if (next == state)
			return hr;
		if (state == CALL_PENDING && now & CALL_QUIET) {
			os_cas32(&c->state, now, now & ~(uint32_t)CALL_QUIET); /* from here on who completes it does not leap */
			continue;
		}
		if (event == CALL_FINISH && !c->own) { /* another one may leap */
			if (os_cas32(&c->state, now, call_next(now, next)))
				return hr;
			continue;
		}
		if (!given && call_is_carried(c, state, next))
			call_ref(c);
		os_store32(&c->state, call_next(now, next));
		return hr;
	}
}

static inline HRESULT call_step_on(struct call *c, enum call_event event, bool given)
{
	return trace_may_be_on(TELL) ? call_step_told(c, event, given) : call_take(c, event, given);
}
static inline HRESULT call_step(struct call *c, enum call_event event)
{
	return call_step_on(c, event, false);
}
/* Two, one behind the other, of a call that nobody else has, in a state in which they can be. */
static inline void call_steps(struct call *c, enum call_event first, enum call_event second)
{
	enum call_state next = (enum call_state)(os_load32(&c->state) & CALL_STATE);

	if (trace_may_be_on(TELL)) {
		call_step_told(c, first, false);
		call_step_told(c, second, false);
		return;
	}
	call_rule(next, first, &next);
	call_rule(next, second, &next);
	os_store32(&c->state, next);
}

/* The step from FINISHING, by who finishes it. */
static inline void call_step_finished(struct call *c)
{
	uint32_t now = os_load32(&c->state);

	if (trace_may_be_on(TELL)) {
		call_step(c, CALL_FINISHED);
		return;
	}
	os_point();
	os_store32(&c->state, call_rules[CALL_FINISHING][CALL_FINISHED].next | (now & CALL_QUIET));
}

static inline enum call_state call_state(const struct call *c)
{
	return (enum call_state)(os_load32(&c->state) & CALL_STATE);
}

/* A step without the lock, where only who leaps leaves that state, which `from` says, with these marks. False: it is not in it,
 * or somebody hears of all steps. quiet: CALL_QUIET, or 0: what it is from then on. */
static inline bool call_leap(struct call *c, uint32_t from, enum call_state state, enum call_event event, uint32_t quiet)
{
	uint32_t next = call_rules[state][event].next;

	return !trace_may_be_on(TELL) && os_cas32(&c->state, from, (from & -(uint32_t)CALL_METHOD) | next | quiet);
}

/* A call that nobody can cancel needs no lock: before it is sent its caller alone knows it, then the one who completes it, whom the
 * caller waits for. */
static inline void call_lock_own(struct call *c)
{
	if (!c->own)
		os_mutex_lock(&c->lock);
}

static inline void call_unlock_own(struct call *c)
{
	if (!c->own)
		os_mutex_unlock(&c->lock);
}

/* ---- call_end.c ---- */

/* The call has just ended; locked. The event of its owner is set here, before any Finish_ can make room for the next call
 * and its Reset. What is left to signal: an aggregate, counted, or NULL: its outer may have dropped it just now. */
struct call_object *call_ended(struct call *c);
/* Those who wait for the call itself, then the aggregate. */
void call_announce(struct call *c, struct call_object *owner, bool awaited);

#endif
