/* invoke.c - calls of the runtime itself to another process. */
#include "wire/wire.h"

/* Gives up on an answer that does not come in time: RPC_E_TIMEOUT. */
static HRESULT invoke_finish(struct call *call, uint64_t deadline, void *const *args)
{
	if (deadline != OS_FOREVER && waitable_wait(&call->done, deadline) == RPC_S_CALLPENDING)
		call_expire(call);
	return call_finish(call, args);
}

/* It can be cancelled like a call of a proxy. */
static HRESULT invoke_once(struct channel *c, unsigned row, uint64_t deadline, void *const *args)
{
	struct call *call = call_open(c, &c->interface->methods[row]);
	struct outgoing o;

	if (!call)
		return FAIL(E_OUTOFMEMORY);
	outgoing_enter(&o);
	call->sync = true;
	outgoing_try(&o, call);
	call->own &= deadline == OS_FOREVER; /* else it is given up while somebody may complete it */
	HRESULT hr = call_put_request(call, args);
	if (SUCCEEDED(hr))
		hr = call_send(call);
	if (SUCCEEDED(hr))
		hr = invoke_finish(call, deadline, args);
	return outgoing_leave(&o, hr, false);
}

HRESULT wire_ask(struct channel *c, unsigned row, uint64_t deadline, void *const *args, struct IErrorInfo **told)
{
	struct IErrorInfo *error = errorinfo_take();
	HRESULT hr = invoke_once(c, row, deadline, args);

	if (hr == RPC_E_VERSION_MISMATCH)
		hr = invoke_once(c, row, deadline, args);
	*told = errorinfo_take();
	errorinfo_put(error);
	return hr;
}

HRESULT wire_invoke(struct channel *c, unsigned row, uint64_t deadline, void *const *args)
{
	struct IErrorInfo *told;
	HRESULT hr = wire_ask(c, row, deadline, args, &told);

	if (hr == RPC_E_OUT_OF_RESOURCES && told)
		errorinfo_put(told); /* a limit is in the caller's way, too */
	else
		release_unknown(told); /* what the runtime asks is not what he asked for */
	return hr;
}

HRESULT wire_tell(struct channel *c, unsigned row, void *const *args)
{
	struct call *call = call_open(c, &c->interface->methods[row]);

	if (!call)
		return FAIL(E_OUTOFMEMORY);
	call->causality = causality_new();
	HRESULT hr = call_put_request(call, args);
	if (SUCCEEDED(hr))
		hr = call_send(call);
	if (SUCCEEDED(hr))
		call_abandon(call);
	call_unref(call);
	return hr;
}
