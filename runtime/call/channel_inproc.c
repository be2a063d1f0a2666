/* channel_inproc.c - the channel inside one process: the request goes into the apartment's queue as it is. */
#include "call/call.h"

struct inproc {
	struct channel channel;
	struct stub *stub; /* counted */
};

static struct inproc *inproc_from_channel(struct channel *c)
{
	return container_of(c, struct inproc, channel);
}

static HRESULT inproc_buffer(struct channel *c, struct call *call, size_t size)
{
	(void)c;
	return call_buffer_reserve(&call->request, size);
}

/* The call on its way keeps the object exported, even if the proxy goes meanwhile (C8). */
static HRESULT inproc_send(struct channel *c, struct call *call, struct IErrorInfo **why)
{
	struct stub *stub = inproc_from_channel(c)->stub;

	(void)why;
	if (!export_try_use(stub_export(stub)))
		return FAIL(RPC_E_DISCONNECTED);
	call->stub = stub;
	call->work = (struct work){ .run = stub_run };
	struct apartment *a = stub_export(stub)->remote.apartment;
	HRESULT hr = call->sync ? apartment_post_nested(a, &call->work) : apartment_post(a, &call->work);
	if (FAILED(hr))
		export_unuse(stub_export(stub));
	return hr;
}

static void inproc_cancel(struct channel *c, struct call *call)
{
	struct work *work = call_cancelled(call);

	if (work && FAILED(apartment_notify(stub_export(inproc_from_channel(c)->stub)->remote.apartment, work)))
		call_unref(call);
}

static void inproc_destroy(struct channel *c)
{
	struct inproc *p = inproc_from_channel(c);

	stub_unref(p->stub);
	os_free(p);
}

static const struct channel_ops inproc_ops = {
	.buffer = inproc_buffer, .send = inproc_send, .cancel = inproc_cancel, .destroy = inproc_destroy,
};

HRESULT channel_inproc_create(struct stub *stub, struct channel **c)
{
	struct inproc *p = os_zalloc(sizeof *p);

	if (!p)
		return FAIL(E_OUTOFMEMORY);
	p->channel.ops = &inproc_ops;
	p->channel.interface = stub->remote.interface;
	os_store32(&p->channel.refs, 1);
	p->stub = stub_ref(stub);
	*c = &p->channel;
	return S_OK;
}
