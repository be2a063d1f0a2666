/* servercall.c - AcomServerCall: what the call objects of all servers have in common. */
#include "object/servercall.h"

static HRESULT server_call_create(const AcomClass *cls, HRESULT (*init)(void *object, void *context), void *context,
                                  IUnknown *outer, REFIID riid2, IUnknown **ppv)
{
	IUnknown *own;
	HRESULT hr = AcomCreateObject(cls, outer, &IID_IUnknown, (void **)&own);

	if (FAILED(hr))
		return hr;
	if (init)
		hr = init(AcomObjectOf(own), context);
	if (SUCCEEDED(hr))
		hr = IUnknown_QueryInterface(own, riid2, (void **)ppv);
	IUnknown_Release(own);
	return hr;
}

HRESULT AcomCreateCall(const AcomClass *cls, REFIID async_iid, HRESULT (*init)(void *object, void *context), void *context,
                       REFIID riid, IUnknown *outer, REFIID riid2, IUnknown **ppv)
{
	if (!ppv)
		return FAIL(E_POINTER);
	*ppv = NULL;
	if (!cls || !async_iid || !riid || !riid2 || (outer && !IsEqualIID(riid2, &IID_IUnknown)))
		return FAIL(E_INVALIDARG);
	return IsEqualIID(riid, async_iid) ? server_call_create(cls, init, context, outer, riid2, ppv) : E_NOINTERFACE;
}

/* What QueryInterface would say, where no outer is asked. */
static bool server_call_stands_alone(const AcomServerCall *call, const AcomObject *object)
{
	const AcomInterface *i = object->cls->interfaces;

	while (i->iid && !IsEqualIID(i->iid, &IID_ISynchronize))
		i++;
	return object->outer == &object->IUnknown_iface && i->iid &&
	       (const char *)object + i->offset == (const char *)&call->ISynchronize_iface;
}

HRESULT AcomServerCallInit(AcomServerCall *call, AcomObject *object)
{
	struct server_call *s = os_zalloc(sizeof *s);

	if (!s)
		return FAIL(E_OUTOFMEMORY);
	os_mutex_init(&s->lock);
	os_mutex_init(&s->done.lock);
	os_mutex_init(&s->event.lock);
	s->call = call;
	s->alone = server_call_stands_alone(call, object);
	s->played = !s->alone;
	call->object = object;
	call->state = s;
	return S_OK;
}

void AcomServerCallFini(AcomServerCall *call)
{
	struct server_call *s = call->state;

	if (!s)
		return;
	apartment_unref(s->apartment);
	waitable_fini(&s->event);
	waitable_fini(&s->done);
	os_mutex_fini(&s->lock);
	os_free(s);
	call->state = NULL;
}

/* The ISynchronize of the controlling unknown, counted: the runtime's for a marshaled call. NULL: it is our own. */
static HRESULT server_call_sync(AcomServerCall *call, ISynchronize **foreign)
{
	*foreign = NULL;
	if (call->state->alone)
		return S_OK;
	HRESULT hr = AcomObjectQueryInterface(call->object, &IID_ISynchronize, (void **)foreign);

	if (FAILED(hr))
		*foreign = NULL;
	if (*foreign != &call->ISynchronize_iface)
		return hr;
	ISynchronize_Release(*foreign);
	*foreign = NULL;
	return S_OK;
}

/* The apartment of this Begin_, which mostly is that of the one before; locked. What is to be given back. */
static struct apartment *server_call_enter(struct server_call *s)
{
	struct apartment *old = s->apartment;

	if (old && apartment_is_current(old))
		return NULL;
	s->apartment = apartment_current();
	return old;
}

static uint32_t server_call_word(const struct server_call *s, enum server_call_state state)
{
	return s->calls * SERVER_CALL_STATES + state;
}

/* Locked, or from FINISHING, which only who finishes ends. */
static void server_call_go(struct server_call *s, enum server_call_state state)
{
	os_store32(&s->state, server_call_word(s, state));
}

/* `own`: our event is what clients wait for. Locked like everything that a client may see of one call and the next. */
static HRESULT server_call_claim(struct server_call *s, DWORD method, bool own, unsigned *which)
{
	struct apartment *old = NULL;
	HRESULT hr = RPC_S_CALLPENDING;

	os_mutex_lock(&s->lock);
	if (server_call_state(s) == SERVER_CALL_IDLE) {
		*which = ++s->calls;
		server_call_go(s, SERVER_CALL_BUSY);
		s->cancelled = s->posted = false;
		s->teller = 0;
		os_store32(&s->method, method);
		old = server_call_enter(s);
		waitable_reset(&s->done);
		if (own && s->played)
			waitable_reset(&s->event);
		hr = S_OK;
	}
	os_mutex_unlock(&s->lock);
	apartment_unref(old);
	return hr;
}

/* Whoever waits in Finish_ looks again. Locked. */
static void server_call_wake(struct server_call *s)
{
	if (s->waiting)
		waitable_set(&s->done);
}

/* Whoever waits in Cancel for the end of this call is let go, whatever comes next. Locked. */
static void server_call_let_canceller_go(struct server_call *s)
{
	if (s->over)
		waitable_set(s->over);
	s->over = NULL;
}

static void server_call_undo(struct server_call *s)
{
	os_mutex_lock(&s->lock);
	server_call_go(s, SERVER_CALL_IDLE);
	server_call_let_canceller_go(s);
	server_call_wake(s);
	os_mutex_unlock(&s->lock);
}

/* What the controlling unknown says to Reset decides, too. */
static HRESULT server_call_begin(AcomServerCall *call, DWORD method, ISynchronize *foreign, unsigned *which)
{
	HRESULT hr = server_call_claim(call->state, method, !foreign, which);

	if (FAILED(hr))
		return hr;
	hr = foreign ? ISynchronize_Reset(foreign) : S_OK;
	if (FAILED(hr))
		server_call_undo(call->state);
	else
		AcomObjectAddRef(call->object);
	return hr;
}

HRESULT server_call_try_begin(AcomServerCall *call, DWORD method, unsigned *which)
{
	ISynchronize *foreign;
	HRESULT hr = server_call_sync(call, &foreign);

	if (SUCCEEDED(hr))
		hr = server_call_begin(call, method, foreign, which);
	release_unknown(foreign);
	return hr;
}

HRESULT AcomServerCallTryBegin(AcomServerCall *call, DWORD method)
{
	unsigned which;

	return os_is_copy() ? FAIL(CO_E_NOTINITIALIZED) : server_call_try_begin(call, method, &which);
}

/* Whether the calling thread may complete the call; locked. An apartment that is about to end still has its threads. */
static HRESULT server_call_may_complete(struct server_call *s, bool posted)
{
	if (server_call_state(s) != SERVER_CALL_BUSY || s->posted != posted)
		return RPC_E_CALL_COMPLETE;
	if (!s->apartment || apartment_is_current(s->apartment))
		return S_OK;
	return apartment_is_dead(s->apartment) ? RPC_E_DISCONNECTED : RPC_E_WRONG_THREAD;
}

/* Locked. */
static void server_call_leave_busy(struct server_call *s, enum server_call_state state, bool own, uint64_t teller)
{
	server_call_go(s, state);
	s->teller = teller;
	server_call_let_canceller_go(s);
	if (!teller)
		server_call_wake(s);
	if (own && s->played)
		waitable_set(&s->event);
}

/* RPC_E_DISCONNECTED: nobody can complete it any more, so it is idle again. With a foreign Signal to come, which may finish
 * it, nobody else does so until that has returned: it must not be met by the next call. */
static HRESULT server_call_complete(struct server_call *s, HRESULT hr, bool posted, bool foreign, unsigned *which)
{
	os_mutex_lock(&s->lock);
	HRESULT result = server_call_may_complete(s, posted);
	if (SUCCEEDED(result)) {
		s->hr = hr;
		server_call_leave_busy(s, SERVER_CALL_COMPLETE, !foreign, foreign ? os_thread_id() : 0);
	} else if (result == RPC_E_DISCONNECTED) {
		server_call_leave_busy(s, SERVER_CALL_IDLE, !foreign, 0);
	}
	*which = s->calls;
	os_mutex_unlock(&s->lock);
	return result;
}

static void server_call_signal(struct server_call *s, ISynchronize *foreign, unsigned which)
{
	ISynchronize_Signal(foreign);
	os_mutex_lock(&s->lock);
	if (s->calls == which) {
		s->teller = 0;
		server_call_wake(s);
	}
	os_mutex_unlock(&s->lock);
}

static HRESULT server_call_end(AcomServerCall *call, HRESULT hr, bool posted)
{
	AcomObject *object = call->object;
	ISynchronize *foreign;
	unsigned which;

	server_call_sync(call, &foreign);
	HRESULT result = server_call_complete(call->state, hr, posted, foreign, &which);
	if (SUCCEEDED(result) && foreign)
		server_call_signal(call->state, foreign, which);
	release_unknown(foreign);
	if (SUCCEEDED(result) || result == RPC_E_DISCONNECTED)
		AcomObjectRelease(object);
	return result;
}

/* In a copy of the process nothing is begun, completed or waited for: who has the call, or a lock, is in the other one. */
HRESULT AcomServerCallComplete(AcomServerCall *call, HRESULT hr)
{
	HRESULT result = os_is_copy() ? CO_E_NOTINITIALIZED : server_call_end(call, hr, false);

	return FAILED(result) ? FAIL(result) : S_OK;
}

/* In the apartment of Begin_, which may be about to end. */
static void server_call_post_run(struct work *work, HRESULT hr)
{
	struct server_call *s = container_of(work, struct server_call, post);

	(void)hr;
	server_call_end(s->call, s->post_hr, true);
}

HRESULT server_call_claim_post(struct server_call *s, const unsigned *which, HRESULT hr, struct apartment **a)
{
	HRESULT result = RPC_E_CALL_COMPLETE;

	*a = NULL;
	os_mutex_lock(&s->lock);
	if (server_call_state(s) == SERVER_CALL_BUSY && !s->posted && (!which || *which == s->calls)) {
		s->posted = true;
		s->post.run = server_call_post_run;
		s->post_hr = hr;
		*a = s->apartment ? apartment_ref(s->apartment) : NULL;
		result = S_OK;
	}
	os_mutex_unlock(&s->lock);
	return result;
}

/* Here, if it is allowed: whoever is in an MTA by default only may have left it a moment ago. Elsewhere the controlling unknown
 * is asked for nothing. */
HRESULT server_call_bring(AcomServerCall *call, HRESULT hr, struct apartment *a)
{
	bool here = !a || apartment_is_current(a);
	HRESULT result = here ? server_call_end(call, hr, true) : RPC_E_WRONG_THREAD;

	if (result == RPC_E_WRONG_THREAD)
		result = FAILED(apartment_notify(a, &call->state->post)) ? server_call_end(call, hr, true) : S_OK;
	apartment_unref(a);
	return FAILED(result) ? FAIL(result) : S_OK;
}

HRESULT AcomServerCallPost(AcomServerCall *call, HRESULT hr)
{
	struct apartment *a;
	HRESULT result = os_is_copy() ? CO_E_NOTINITIALIZED : server_call_claim_post(call->state, NULL, hr, &a);

	return FAILED(result) ? FAIL(result) : server_call_bring(call, hr, a);
}

/* Claims the outputs of a complete call. False: somebody else was faster, or it is not complete, or another one. */
static bool server_call_claim_outputs(struct server_call *s, uint32_t complete)
{
	return os_cas32(&s->state, complete, complete - SERVER_CALL_COMPLETE + SERVER_CALL_FINISHING);
}

/* The same where nobody else's Signal can be on its way and all is as it should be; the lock decides the rest. */
static bool server_call_finish_soon(struct server_call *s, DWORD method, HRESULT *result)
{
	uint32_t seen = os_load32(&s->state);

	if (!s->alone || seen % SERVER_CALL_STATES != SERVER_CALL_COMPLETE || os_load32(&s->method) != method)
		return false;
	if (!server_call_claim_outputs(s, seen))
		return false;
	*result = s->hr;
	return true;
}

/* RPC_S_CALLPENDING: it is not complete yet; server_call_await is to follow. */
static HRESULT server_call_finish(struct server_call *s, DWORD method, HRESULT *result)
{
	HRESULT hr = S_OK;

	os_mutex_lock(&s->lock);
	enum server_call_state state = server_call_state(s);
	if (state == SERVER_CALL_IDLE || state == SERVER_CALL_FINISHING)
		hr = RPC_E_CALL_COMPLETE;
	else if (os_load32(&s->method) != method)
		hr = RPC_E_INVALIDMETHOD;
	else if (state == SERVER_CALL_BUSY || (s->teller && s->teller != os_thread_id()))
		hr = RPC_S_CALLPENDING;
	else if (!server_call_claim_outputs(s, server_call_word(s, SERVER_CALL_COMPLETE)))
		hr = RPC_E_CALL_COMPLETE;
	s->waiting += hr == RPC_S_CALLPENDING;
	*result = SUCCEEDED(hr) ? s->hr : hr;
	os_mutex_unlock(&s->lock);
	return hr;
}

static void server_call_await(struct server_call *s)
{
	waitable_wait(&s->done, OS_FOREVER);
	os_mutex_lock(&s->lock);
	s->waiting--;
	os_mutex_unlock(&s->lock);
}

HRESULT AcomServerCallTryFinish(AcomServerCall *call, DWORD method, HRESULT *result)
{
	HRESULT hr;

	if (server_call_finish_soon(call->state, method, result))
		return S_OK;
	if (os_is_copy())
		return *result = FAIL(CO_E_NOTINITIALIZED);
	while ((hr = server_call_finish(call->state, method, result)) == RPC_S_CALLPENDING)
		server_call_await(call->state);
	return FAILED(hr) ? FAIL(hr) : hr;
}

void AcomServerCallFinished(AcomServerCall *call)
{
	server_call_go(call->state, SERVER_CALL_IDLE);
}

HRESULT AcomServerCallTestCancel(AcomServerCall *call)
{
	ICancelMethodCalls *cancel;
	HRESULT hr = AcomObjectQueryInterface(call->object, &IID_ICancelMethodCalls, (void **)&cancel);

	if (FAILED(hr))
		return RPC_S_CALLPENDING; /* an outer that knows no cancelling never cancels */
	hr = ICancelMethodCalls_TestCancel(cancel);
	ICancelMethodCalls_Release(cancel);
	return hr;
}
