/* call_values.c - values into the halves of a call, and out of them. */
#include "call/steps.h"

static HRESULT call_put_sized(struct call *c, struct ndr *n, void *const *args, size_t size)
{
	size_t lent = n->loan.size, used = 0;
	HRESULT hr = c->channel->ops->buffer(c->channel, c, size - lent);

	if (SUCCEEDED(hr))
		hr = ndr_put(n, c->method, ACOM_IN, args, S_OK, call_octets(&c->request), size, &used);
	c->request.size = SUCCEEDED(hr) ? (uint32_t)(used - lent) : 0;
	return hr;
}

static HRESULT call_put(struct call *c, struct ndr *n, void *const *args)
{
	size_t size = 0;
	HRESULT hr = ndr_save(n, c->method, args);

	n->lends = c->sync && c->channel->ops->lends;
	n->into = n->lends ? args : NULL;
	if (SUCCEEDED(hr))
		hr = ndr_size(n, c->method, ACOM_IN, args, &size);
	if (SUCCEEDED(hr))
		hr = call_put_sized(c, n, args, size);
	while (FAILED(hr) && ndr_has_grown(n, c->method, ACOM_IN, args, &size))
		hr = call_put_sized(c, n, args, size);
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

/* ---- the result ---- */

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
	return hr;
}

static HRESULT call_get(struct call *c, void *const *args)
{
	size_t size = ndr_plain_size(c->method, ACOM_OUT);
	bool kept = !size || c->reply.big || (c->serving && c->serving->ndr.put);
	HRESULT result, hr = kept ? call_get_kept(c, args, &result) : call_get_plain(c, size - 1, args, &result);

	if (SUCCEEDED(hr))
		return result;
	release_unknown(c->error); /* the method's, which has nothing to do with it */
	c->error = hr == REGDB_E_CLASSNOTREG ? errorinfo_take() /* which class that is */ :
		   c->client ? limit_error(&c->client->hit) : NULL;
	return hr == E_OUTOFMEMORY || hr == REGDB_E_CLASSNOTREG ? hr : FAIL(RPC_E_CLIENT_CANTUNMARSHAL_DATA);
}

static HRESULT call_result(struct call *c, void *const *args)
{
	if (SUCCEEDED(c->hr))
		return call_get(c, args);
	call_zero_out(c, args);
	return call_was_rejected(c) ? FAIL(RPC_E_CALL_REJECTED) : c->hr;
}

void call_tell_error(struct call *c)
{
	struct IErrorInfo *error = c->error;

	c->error = NULL;
	errorinfo_put(error);
}

HRESULT call_fetch(struct call *c, void *const *args)
{
	HRESULT hr = call_result(c, args);

	PROBE2(finish, c->id, hr);
	if (FAILED(hr))
		call_tell_error(c);
	return hr;
}

/* ---- what is not sent ---- */

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
