/* call.c - one invocation: its life as a table, from its beginning to its end, for both ends and for sync and async alike. */
#include "call/call.h"

static enum call_state call_state(const struct call *c)
{
	return (enum call_state)(os_load32(&c->state) & CALL_STATE);
}

/* The same without the lock, where only who leaps leaves that state, which `from` says, with these marks. False: it is not in it,
 * or somebody hears of all steps. quiet: CALL_QUIET, or 0: what it is from then on. */
static inline bool call_leap(struct call *c, uint32_t from, enum call_state state, enum call_event event, uint32_t quiet)
{
	uint32_t next = call_rules[state][event].next;

	return !trace_may_be_on(TELL) && os_cas32(&c->state, from, (from & -(uint32_t)CALL_METHOD) | next | quiet);
}

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

static HRESULT call_put(struct call *c, struct ndr *n, void *const *args)
{
	size_t size = 0, used = 0;
	HRESULT hr = ndr_save(n, c->method, args);

	n->lends = c->sync && c->channel->ops->lends;
	n->into = n->lends ? args : NULL;
	if (SUCCEEDED(hr))
		hr = ndr_size(n, c->method, ACOM_IN, args, &size);
	size_t lent = n->loan.size;
	if (SUCCEEDED(hr))
		hr = c->channel->ops->buffer(c->channel, c, size - lent);
	if (SUCCEEDED(hr))
		hr = ndr_put(n, c->method, ACOM_IN, args, S_OK, call_octets(&c->request), size, &used);
	c->request.size = SUCCEEDED(hr) ? (uint32_t)(used - lent) : 0;
	if (FAILED(hr))
		c->error = limit_error(&n->hit);
	return hr;
}

/* Of plain scalars nothing is kept: while it is pending such a call is no more than itself. */
static HRESULT call_put_plain(struct call *c, size_t size, void *const *args)
{
	HRESULT hr = c->channel->ops->buffer(c->channel, c, size);

	if (SUCCEEDED(hr))
		hr = ndr_put_plain(c->method, ACOM_IN, args, S_OK, call_octets(&c->request));
	c->request.size = SUCCEEDED(hr) ? (uint32_t)size : 0;
	return hr;
}

HRESULT call_put_request(struct call *c, void *const *args)
{
	size_t size = c->method->saves ? 0 : ndr_plain_size(c->method, ACOM_IN);

	if (size && (!c->client || ndr_is_plain(c->method, ACOM_OUT))) /* else the one that is there is of use */
		return call_put_plain(c, size - 1, args);
	return call_client(c) ? call_put(c, c->client, args) : FAIL(E_OUTOFMEMORY);
}

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

/* The call has just ended; locked. The event of its owner is set here, before any Finish_ can make room for the next call
 * and its Reset. What is left to signal: an aggregate, counted, or NULL: its outer may have dropped it just now. */
static struct call_object *call_ended(struct call *c)
{
	struct call_object *owner = c->owner;

	if (!owner || call_object_set(owner) || !call_object_try_ref(owner))
		return NULL;
	c->owner = NULL;
	return owner;
}

/* Those who wait for the call itself, then the aggregate. */
static void call_announce(struct call *c, struct call_object *owner, bool awaited)
{
	if (awaited)
		waitable_set(&c->done);
	if (owner)
		call_object_signal(owner, c);
}

/* A call that nobody can cancel needs no lock: before it is sent its caller alone knows it, then the one who completes it, whom the
 * caller waits for. */
static void call_lock_own(struct call *c)
{
	if (!c->own)
		os_mutex_lock(&c->lock);
}

static void call_unlock_own(struct call *c)
{
	if (!c->own)
		os_mutex_unlock(&c->lock);
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

/* ---- ending ---- */

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

bool call_was_rejected(const struct call *c)
{
	/* Begin_ may fail with the same; `rejected` is there once the server has answered, and then hr may be one of these */
	return (c->hr == RPC_E_SERVERCALL_REJECTED || c->hr == RPC_E_SERVERCALL_RETRYLATER) && c->rejected;
}

/* What was saved of the sizes of arrays is there, or there was none. */
static void call_zero_out(struct call *c, void *const *args)
{
	struct ndr none;

	ndr_init(&none, &marshal_hooks, NULL);
	ndr_zero_out(c->client ? c->client : &none, c->method, args);
}

static HRESULT call_get_plain(struct call *c, size_t size, void *const *args, HRESULT *result)
{
	c->reply.received = false;
	return ndr_get_plain_response(c->method, args, call_octets(&c->reply), c->reply.size, size, result);
}

static HRESULT call_get_kept(struct call *c, void *const *args, HRESULT *result)
{
	bool fresh = !c->client;
	HRESULT hr = call_client(c) ? S_OK : FAIL(E_OUTOFMEMORY);

	if (SUCCEEDED(hr) && fresh)
		hr = ndr_save(c->client, c->method, args);
	if (SUCCEEDED(hr)) {
		c->client->swap = c->reply.big;
		c->reply.received = false;
		c->client->came = c->serving ? descriptors_take(&c->serving->ndr.put) : NULL;
		hr = ndr_get_response(c->client, c->method, args, call_octets(&c->reply), c->reply.size, result);
	} else
		call_zero_out(c, args);
	if (FAILED(hr) && c->client && !c->error)
		c->error = limit_error(&c->client->hit);
	return hr;
}

static HRESULT call_get(struct call *c, void *const *args)
{
	size_t size = ndr_plain_size(c->method, ACOM_OUT);
	bool kept = !size || c->reply.big || (c->serving && c->serving->ndr.put);
	HRESULT result, hr = kept ? call_get_kept(c, args, &result) : call_get_plain(c, size - 1, args, &result);

	if (SUCCEEDED(hr))
		return result;
	if (hr != REGDB_E_CLASSNOTREG)
		return hr == E_OUTOFMEMORY ? hr : FAIL(RPC_E_CLIENT_CANTUNMARSHAL_DATA);
	release_unknown(c->error);
	c->error = errorinfo_take(); /* which class that is */
	return hr;
}

static HRESULT call_result(struct call *c, void *const *args)
{
	if (SUCCEEDED(c->hr))
		return call_get(c, args);
	call_zero_out(c, args);
	return call_was_rejected(c) ? FAIL(RPC_E_CALL_REJECTED) : c->hr;
}

HRESULT call_refuse(const ACOM_METHOD *method, void *const *args, bool whole, HRESULT hr)
{
	union ndr_saved sizes[NDR_MAX_SAVES]; /* without memory, too */
	struct ndr n;

	errorinfo_put(NULL);
	ndr_init(&n, &marshal_hooks, NULL);
	n.saved = sizes;
	if (whole)
		ndr_save(&n, method, args);
	ndr_zero_out(&n, method, args);
	ndr_fini(&n);
	return hr;
}

void call_tell_null(const ACOM_INTERFACE *i, const ACOM_METHOD *method, ndr_half halves, void *const *args, HRESULT hr)
{
	const ACOM_PARAM *missing = hr == RPC_X_NULL_REF_POINTER ? ndr_missing(method, halves, args) : NULL;

	if (missing)
		errorinfo_say(hr, "%s::%s: %s must not be NULL", i->name, method->name, missing->name);
}

void call_tell_error(struct call *c)
{
	struct IErrorInfo *error = c->error;

	c->error = NULL;
	errorinfo_put(error);
}

bool call_is_cancelled(struct call *c)
{
	if (!call_is_marked(c, CALL_CANCEL_ASKED) && c->channel->ops->look)
		c->channel->ops->look(c->channel);
	return call_is_marked(c, CALL_CANCEL_ASKED);
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

HRESULT call_fetch(struct call *c, void *const *args)
{
	HRESULT hr = call_result(c, args);

	PROBE2(finish, c->id, hr);
	if (FAILED(hr))
		call_tell_error(c);
	return hr;
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

/* ---- cancelling ---- */

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

void call_spoil(struct call *c, HRESULT hr)
{
	os_mutex_lock(&c->lock);
	if (call_state(c) == CALL_DONE)
		c->hr = hr;
	os_mutex_unlock(&c->lock);
}
