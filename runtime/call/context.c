/* context.c - the call context: what a method can ask about the call that it serves (com-async.md 8). */
#include <acom/automation.h>

#include "call/call.h"

/* The context object outlives its method in the hands of those who keep it, but then knows of no call. */
typedef struct CallContext {
	AcomObject object;
	IServerSecurity IServerSecurity_iface;
	ICancelMethodCalls ICancelMethodCalls_iface;
	struct call *call; /* counted */
	bool async;
	bool elsewhere;    /* the caller is: */
	AcomPeer caller;
	os_u32 over;
	os_u32 impersonating;
} CallContext;

ACOM_FACE(CallContext, IServerSecurity)
ACOM_FACE(CallContext, ICancelMethodCalls)

/* ---- ICancelMethodCalls ---- */

static HRESULT CallContext_Cancel(ICancelMethodCalls *This, ULONG seconds)
{
	(void)This;
	(void)seconds;
	return FAIL(E_NOTIMPL);
}

/* A74: of an asynchronous call only its call object tells. */
static HRESULT CallContext_TestCancel(ICancelMethodCalls *This)
{
	CallContext *x = CallContext_from_ICancelMethodCalls(This);

	if (os_load32(&x->over))
		return RPC_E_CALL_COMPLETE;
	return !x->async && call_is_cancelled(x->call) ? RPC_E_CALL_CANCELED : RPC_S_CALLPENDING;
}

/* ---- IServerSecurity: the settings are the client's word; who it is, is the kernel's ---- */

static HRESULT CallContext_QueryBlanket(IServerSecurity *This, DWORD *authn, DWORD *authz, OLECHAR **principal,
                                        DWORD *level, DWORD *impersonation, void **privileges, DWORD *capabilities)
{
	CallContext *x = CallContext_from_IServerSecurity(This);

	security_tell(x->call->security, authn, authz, level, impersonation, capabilities);
	if (principal)
		*principal = NULL;
	if (privileges)
		*privileges = x->elsewhere ? &x->caller : NULL;
	return S_OK;
}

/* A100: the call counts as returned once it is signalled, even inside Begin_. */
static HRESULT CallContext_ImpersonateClient(IServerSecurity *This)
{
	CallContext *x = CallContext_from_IServerSecurity(This);

	if (os_load32(&x->over) || (x->async && outer_has_signalled(x->call)))
		return FAIL(E_FAIL);
	os_store32(&x->impersonating, 1);
	return S_OK;
}

static HRESULT CallContext_RevertToSelf(IServerSecurity *This)
{
	os_store32(&CallContext_from_IServerSecurity(This)->impersonating, 0);
	return S_OK;
}

static BOOL CallContext_IsImpersonating(IServerSecurity *This)
{
	return (BOOL)os_load32(&CallContext_from_IServerSecurity(This)->impersonating);
}

/* ---- the object ---- */

static const IServerSecurityVtbl CallContext_IServerSecurity_vtbl = {
	ACOM_UNKNOWN(CallContext, IServerSecurity), CallContext_QueryBlanket, CallContext_ImpersonateClient,
	CallContext_RevertToSelf, CallContext_IsImpersonating,
};
static const ICancelMethodCallsVtbl CallContext_ICancelMethodCalls_vtbl = {
	ACOM_UNKNOWN(CallContext, ICancelMethodCalls), CallContext_Cancel, CallContext_TestCancel,
};
static const AcomInterface CallContext_map[] = {
	ACOM_ENTRY(CallContext, IServerSecurity), ACOM_ENTRY(CallContext, ICancelMethodCalls), ACOM_END,
};

static void CallContext_destruct(void *object)
{
	call_unref(((CallContext *)object)->call);
}

static const AcomClass CallContext_class = {
	"CallContext", sizeof(CallContext), CallContext_map, NULL, CallContext_destruct, NULL,
};

static bool call_comes_from(const struct call *c, AcomPeer *peer)
{
	struct channel *channel = c->channel;

	*peer = (AcomPeer){ FALSE };
	return channel->ops->caller && channel->ops->caller(channel, peer);
}

static HRESULT context_make(struct context *x)
{
	HRESULT hr = AcomCreateObject(&CallContext_class, NULL, &IID_IUnknown, (void **)&x->own);

	if (FAILED(hr))
		return hr;
	CallContext *made = AcomObjectOf(x->own);
	made->call = call_ref(x->call);
	made->async = x->async;
	made->elsewhere = call_comes_from(x->call, &made->caller);
	return S_OK;
}

/* ---- causality ---- */

static os_u64 last_causality;

/* A thread takes several at once. */
enum { NUMBERS_AT_ONCE = 64 };
uint64_t causality_new(void)
{
	struct thread *self = thread_self();
	struct thread_calls *t = self ? &self->calls : NULL;

	if (!t)
		return os_add64(&last_causality, 1);
	if (t->number == t->last_number) {
		t->last_number = os_add64(&last_causality, NUMBERS_AT_ONCE);
		t->number = t->last_number - NUMBERS_AT_ONCE;
	}
	return ++t->number;
}

/* What is begun goes by the name that others have given it. */
static uint64_t causality_of(const struct context *x)
{
	struct channel *c = x->call->channel;

	if (c->ops->logical && x->causality == call_causality(x->call))
		logical_learn(c->ops->logical(c));
	return x->causality;
}

uint64_t causality_inherited(void)
{
	struct thread *self = thread_self();
	struct context *x = self ? self->calls.context : NULL;

	if (x)
		return causality_of(x);
	return self && self->calls.logical ? self->calls.logical->causality : 0;
}

/* ---- around a method ---- */

/* A thread that nobody knew, as those that are in the MTA by default, is known until context_leave: without memory for that
 * the method has no context. */
void context_enter(struct context *x, struct call *c, bool async)
{
	struct thread *self = thread_self();

	if (!self)
		self = thread_obtain();
	*x = (struct context){ .call = c, .causality = call_causality(c), .async = async };
	if (!self)
		return;
	x->outer = self->calls.context;
	self->calls.context = x;
	x->error = self->error;
	self->error = NULL;
}

/* Copied before the thread has its own again: an object of the user's may call somebody. */
static void context_take_error(struct context *x, HRESULT hr)
{
	const struct thread *self = thread_self();
	struct call_serving *s = x->call->serving;

	if (!(self && self->error) && !x->error && !s->raised)
		return;
	IErrorInfo *raised = errorinfo_take();
	release_unknown(s->raised);
	s->raised = raised && FAILED(hr) ? errorinfo_copy(raised) : NULL;
	release_unknown(raised);
	errorinfo_put(x->error);
}

/* A102: what the method did not revert is reverted. */
void context_leave(struct context *x, HRESULT hr)
{
	context_take_error(x, hr);
	struct thread *self = thread_self(); /* NULL: it is still not known */
	if (self) {
		self->calls.context = x->outer;
		thread_free_unused(self);
	}
	if (!x->own)
		return;
	CallContext *made = AcomObjectOf(x->own);
	os_store32(&made->over, 1);
	os_store32(&made->impersonating, 0);
	IUnknown_Release(x->own);
}

/* The object that stands for the context of the calling thread; not counted. RPC_E_CALL_COMPLETE: it serves no call. */
static HRESULT context_current(IUnknown **p)
{
	struct thread *self = thread_self();
	struct context *x = self ? self->calls.context : NULL;
	HRESULT hr = S_OK;

	*p = x ? x->other : self ? self->calls.outside : NULL;
	if (x && !*p) {
		hr = x->own ? S_OK : context_make(x);
		*p = x->own;
	}
	return *p ? S_OK : FAILED(hr) ? hr : FAIL(RPC_E_CALL_COMPLETE);
}

HRESULT CoGetCallContext(REFIID riid, void **ppv)
{
	IUnknown *p;

	if (!ppv || !riid)
		return FAIL(E_INVALIDARG);
	*ppv = NULL;
	HRESULT hr = context_current(&p);
	return FAILED(hr) ? hr : IUnknown_QueryInterface(p, riid, ppv);
}

HRESULT CoSwitchCallContext(IUnknown *object, IUnknown **old)
{
	if (!old)
		return FAIL(E_INVALIDARG);
	HRESULT hr = context_current(old);
	if (FAILED(hr) && hr != RPC_E_CALL_COMPLETE)
		return hr;
	struct thread *self = thread_obtain();
	if (!self)
		return FAIL(E_OUTOFMEMORY);
	struct context *x = self->calls.context;
	if (x)
		x->other = object == x->own ? NULL : object;
	else
		self->calls.outside = object;
	thread_free_unused(self);
	return S_OK;
}

HRESULT AcomGetCaller(AcomPeer *peer)
{
	struct thread *self = thread_self();
	struct context *x = self ? self->calls.context : NULL;

	if (!peer)
		return FAIL(E_POINTER);
	*peer = (AcomPeer){ FALSE };
	if (!x)
		return FAIL(RPC_E_CALL_COMPLETE);
	return call_comes_from(x->call, peer) ? S_OK : S_FALSE;
}

HRESULT CoTestCancel(void)
{
	ICancelMethodCalls *cancel;
	HRESULT hr = CoGetCallContext(&IID_ICancelMethodCalls, (void **)&cancel);

	if (FAILED(hr))
		return hr;
	hr = ICancelMethodCalls_TestCancel(cancel);
	ICancelMethodCalls_Release(cancel);
	return hr;
}
