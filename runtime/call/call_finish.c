/* call_finish.c - the client takes the result of a call, and waits for it if need be. */
#include "call/steps.h"

/* Locked: who completes it will know that somebody waits. False: somebody has leapt meanwhile. */
static bool call_is_heeded(struct call *c)
{
	uint32_t now = os_load32(&c->state), then = now & ~(uint32_t)CALL_QUIET;
	enum call_state state = (enum call_state)(now & CALL_STATE);

	if (!c->light || state == CALL_CANCELLING)
		return true;
	if (state == CALL_BEGINNING)
		then = now | CALL_AWAITED;
	return (state == CALL_BEGINNING || state == CALL_PENDING) && (now == then || os_cas32(&c->state, now, then));
}

/* Claims the right to fetch; RPC_S_CALLPENDING: not yet, but then `done` tells. What Cancel left behind becomes the result. */
static HRESULT call_claim_finish(struct call *c)
{
	HRESULT hr;
	bool cancelled;

	call_lock_own(c);
	do {
		cancelled = call_state(c) == CALL_CANCELLED;
		hr = call_step(c, CALL_FINISH);
	} while (hr == RPC_S_CALLPENDING && !call_is_heeded(c));
	if (SUCCEEDED(hr) && cancelled && c->hr != RPC_E_TIMEOUT)
		c->hr = RPC_E_CALL_CANCELED;
	if (hr == RPC_S_CALLPENDING)
		c->awaited = true;
	call_unlock_own(c);
	return hr;
}

HRESULT call_claim(struct call *c)
{
	/* who has just begun it need not ask first */
	HRESULT hr = c->sync ? RPC_S_CALLPENDING : call_claim_finish(c);

	while (hr == RPC_S_CALLPENDING) {
		waitable_wait(&c->done, OS_FOREVER);
		hr = call_claim_finish(c);
	}
	return hr;
}

bool call_claim_done(struct call *c, const ACOM_METHOD *method)
{
	uint32_t now = os_load32(&c->state);

	return (now & ~(uint32_t)CALL_QUIET) == call_marked(CALL_DONE, method) &&
	       call_leap(c, now, CALL_DONE, CALL_FINISH, now & CALL_QUIET);
}

HRESULT call_finish(struct call *c, void *const *args)
{
	HRESULT hr = call_claim(c);

	if (FAILED(hr))
		return call_refuse(c->method, args, false, hr);
	hr = call_fetch(c, args);
	call_step_finished(c);
	return hr;
}
