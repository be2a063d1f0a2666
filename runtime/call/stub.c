/* stub.c - a call arrives in the server's apartment: decode, dispatch, answer. */
#include "call/call.h"

/* The server's side lets go of the call. */
static void stub_leave(struct call *c)
{
	if (c->stub)
		export_unuse(stub_export(c->stub));
	call_unref(c);
}

static HRESULT stub_put_plain(struct call *c, size_t size, HRESULT result)
{
	HRESULT hr = call_buffer_reserve(&c->reply, size);

	if (SUCCEEDED(hr))
		hr = ndr_put_plain(c->method, ACOM_OUT, c->serving->args, result, call_octets(&c->reply));
	c->reply.size = SUCCEEDED(hr) ? (uint32_t)size : 0;
	return hr;
}

static HRESULT stub_put_sized(struct call *c, HRESULT result, size_t size)
{
	struct call_serving *s = c->serving;
	size_t used = 0;
	HRESULT hr = call_buffer_reserve(&c->reply, size - s->ndr.loan.size);

	if (SUCCEEDED(hr))
		hr = ndr_put(&s->ndr, c->method, ACOM_OUT, s->args, result, call_octets(&c->reply), size, &used);
	c->reply.size = SUCCEEDED(hr) ? (uint32_t)(used - s->ndr.loan.size) : 0;
	return hr;
}

static HRESULT stub_put_any(struct call *c, HRESULT result)
{
	struct ndr *n = &c->serving->ndr;
	void *const *args = c->serving->args;
	size_t size = 0;

	n->lends = c->channel->ops->lends;
	HRESULT hr = ndr_size(n, c->method, ACOM_OUT, args, &size);
	if (SUCCEEDED(hr))
		hr = stub_put_sized(c, result, size);
	while (FAILED(hr) && ndr_has_grown(n, c->method, ACOM_OUT, args, &size))
		hr = stub_put_sized(c, result, size);
	return hr;
}

static HRESULT stub_put_reply(struct call *c, HRESULT result)
{
	size_t size = ndr_plain_size(c->method, ACOM_OUT);
	HRESULT hr = size ? stub_put_plain(c, size - 1, result) : stub_put_any(c, result);

	return FAILED(hr) && hr != E_OUTOFMEMORY ? FAIL(RPC_E_SERVER_CANTMARSHAL_DATA) : hr;
}

/* A client of this process shares its limits; another one is told by the channel. */
static void stub_tell_limit(struct call *c)
{
	struct call_serving *s = c->serving;

	if (s && s->ndr.hit.which && !s->raised && !c->channel->ops->answered)
		s->raised = limit_error(&s->ndr.hit);
}

void stub_end(struct call *c, HRESULT hr)
{
	if (FAILED(hr))
		stub_tell_limit(c);
	if (c->serving && c->serving->args)
		ndr_free(&c->serving->ndr, c->method, c->serving->args);
	call_complete(c, hr);
	stub_leave(c);
}

void stub_reply(struct call *c, HRESULT result)
{
	HRESULT hr = stub_put_reply(c, result);

	if (FAILED(hr)) { /* which is another failure than the method's */
		release_unknown(c->serving->raised);
		c->serving->raised = NULL;
	}
	stub_end(c, hr);
}

HRESULT stub_get_request(struct call *c)
{
	struct call_serving *s = call_serve(c);
	HRESULT hr = s ? S_OK : FAIL(E_OUTOFMEMORY);

	if (s) {
		s->ndr.swap = c->request.big;
		s->ndr.borrows = c->channel->ops->answered;
		c->request.received = false;
		s->ndr.came = c->client ? descriptors_take(&c->client->put) : NULL;
		hr = ndr_get_request(&s->ndr, c->method, call_octets(&c->request), c->request.size, &s->args);
	}
	bool plain = SUCCEEDED(hr) || hr == E_OUTOFMEMORY || hr == RPC_E_OUT_OF_RESOURCES || hr == REGDB_E_CLASSNOTREG;
	return plain ? hr : FAIL(RPC_E_SERVER_CANTUNMARSHAL_DATA);
}

static HRESULT stub_call(struct call *c)
{
	struct context context;

	context_enter(&context, c, false);
	tell_begins(c, TELL_METHOD);
	HRESULT hr = frame_call(c->stub->object, c->method, FRAME_SYNC, c->serving->args);
	tell_ends(c, TELL_METHOD, hr);
	context_leave(&context, hr);
	return hr;
}

/* The filter may disconnect the object: else it is as it was entered. */
static HRESULT stub_admit(struct call *c)
{
	if (!c->stub->object)
		return FAIL(RPC_E_DISCONNECTED);
	if (stub_export(c->stub)->remote.apartment->kind != APARTMENT_STA)
		return S_OK;
	HRESULT hr = filter_admit(c);
	c->rejected = FAILED(hr);
	return FAILED(hr) ? hr : c->stub->object && !export_is_cut(stub_export(c->stub)) ? S_OK : FAIL(RPC_E_DISCONNECTED);
}

static void stub_execute(struct call *c)
{
	HRESULT hr = stub_admit(c);

	if (SUCCEEDED(hr))
		hr = stub_get_request(c);
	if (FAILED(hr))
		stub_end(c, hr);
	else if (outer_dispatch(c) == S_FALSE)
		stub_reply(c, stub_call(c));
}

static void stub_invoke(struct call *c)
{
	struct presence presence;

	PROBE4(dispatch, c->id, c->channel->interface->name, c->method->name, call_causality(c));
	if (trace_on(TELL))
		tell_dispatch_now(c);
	if (!inside_enter(&presence, stub_export(c->stub))) {
		stub_end(c, FAIL(RPC_E_DISCONNECTED));
		return;
	}
	stub_execute(c);
	inside_leave(&presence);
}

void stub_run(struct work *work, HRESULT hr)
{
	struct call *c = container_of(work, struct call, work);

	if (FAILED(hr))
		stub_end(c, hr);
	else
		stub_invoke(c);
}
