/* channel_answer.c - answers of other processes, which come in behind an ORPCTHAT: they end calls. */
#include "wire/outward.h"

/* ---- what is kept ---- */

/* Where a server's end in this process would have them. */
static HRESULT answer_keep_descriptors(struct call *call, struct assoc_answer *a)
{
	struct call_serving *s = call_serve(call);

	if (!s)
		return FAIL(E_OUTOFMEMORY);
	s->ndr.put = descriptors_take(&a->descriptors);
	return S_OK;
}

static HRESULT answer_keep(struct call *call, struct assoc_answer *a)
{
	struct call_buffer *b = &call->reply;
	HRESULT hr = S_OK;

	call_buffer_head(b, 0);
	if (a->memory && a->stub.size > CALL_LITTLE) {
		call_buffer_adopt(b, a->memory, (uint32_t)a->stub.size);
		a->memory = NULL;
	} else if (SUCCEEDED(hr = call_buffer_reserve(b, a->stub.size))) {
		copy_octets(b->data, a->stub.at, a->stub.size);
		b->size = (uint32_t)a->stub.size;
	}
	if (a->big)
		b->big = true;
	if (a->aside.size) {
		call->client->landed = a->aside;
		call->client->landed.from -= ORPC_THAT_SIZE;
	}
	return SUCCEEDED(hr) && a->descriptors ? answer_keep_descriptors(call, a) : hr;
}

/* In front of the results stands what says nothing: they alone are kept. */
static bool answer_skip_head(struct call *call, struct assoc_answer *a)
{
	if (a->hr != S_OK || a->memory || a->stub.size < ORPC_THAT_SIZE || read_word(a->stub.at) ||
	    outward_of(call->channel)->kind == OUTWARD_PLAIN)
		return false;
	span_skip(&a->stub, ORPC_THAT_SIZE);
	return true;
}

/* Until nothing is locked any more: error objects are made by means of user code. Without memory nobody learns of it. */
static void answer_keep_limit(struct call *call, const struct limit_hit *hit)
{
	call->reply.head = 0;
	call->reply.size = 0;
	if (!hit->which || FAILED(call_buffer_reserve(&call->reply, sizeof *hit)))
		return;
	memcpy(call->reply.data, hit, sizeof *hit);
	call->reply.size = sizeof *hit;
}

/* ---- the end of the call; the connection is not locked ---- */

/* An error object may be there. */
static HRESULT answer_read_extensions(struct take *t, struct IErrorInfo **error)
{
	const ORPC_EXTENT *told;
	struct orpc_that that;
	struct ndr n;

	ndr_init(&n, &marshal_hooks, NULL);
	n.swap = t->big;
	HRESULT hr = orpc_read_that(&n, t, &that);
	if (SUCCEEDED(hr) && (told = orpc_extent(that.extensions, &orpc_error_extent)))
		orpc_error_read(&n, told, error); /* without it the failure is told all the same */
	ndr_fini(&n);
	return hr;
}

/* What stands in front of the results. */
static HRESULT answer_read_head(struct call *call, struct IErrorInfo **error)
{
	struct call_buffer *b = &call->reply;
	struct take t = take_from(b->data, b->size, b->big);
	struct orpc_that that;
	HRESULT hr = orpc_read_plain_that(&t, &that);

	if (hr == S_FALSE) {
		t = take_from(b->data, b->size, b->big);
		hr = answer_read_extensions(&t, error);
	}
	if (FAILED(hr))
		return hr;
	size_t head = (size_t)(t.at - b->data);
	if (head > ORPC_THAT_SIZE) /* the results go to where they always are */
		memmove(b->data + ORPC_THAT_SIZE, t.at, b->size - head);
	b->head = ORPC_THAT_SIZE / CALL_HEAD;
	b->size -= (uint32_t)head;
	return S_OK;
}

static struct IErrorInfo *answer_limit(struct call *call)
{
	struct limit_hit hit = { 0 };

	if (call->reply.size)
		memcpy(&hit, call->reply.data, sizeof hit);
	call->reply.size = 0;
	return limit_error(&hit);
}

/* The connection is not locked. The results are there. */
static void answer_end(struct work *work, HRESULT hr)
{
	struct call *call = container_of(work, struct call, work);

	(void)hr;
	call->reply.received = true;
	call_complete_with(call, S_OK, NULL);
}

/* The same, but more is to be known of it. */
static void answer_run(struct work *work, HRESULT hr)
{
	struct call *call = container_of(work, struct call, work);
	bool plain = outward_of(call->channel)->kind == OUTWARD_PLAIN;
	struct IErrorInfo *error = NULL;

	hr = call->work.kept;
	if (SUCCEEDED(hr) && !plain)
		hr = answer_read_head(call, &error);
	else if (FAILED(hr))
		error = answer_limit(call);
	if (FAILED(hr) && call->client)
		reference_unread(call->client, hr, call->rejected, &error);
	call->reply.received = SUCCEEDED(hr);
	call_complete_with(call, hr, error);
}

/* ---- what comes ---- */

/* A server that knows only older versions says so of the first call. A message filter's refusal has two names. */
static HRESULT answer_fault(struct link *l, const struct assoc_answer *a)
{
	HRESULT hr = fault_to_hresult(a->status);

	if (hr == RPC_E_VERSION_MISMATCH)
		os_store32(&l->minor, ORPC_MINOR_OLD);
	if (a->hit.which && hr == E_ACCESSDENIED) /* which it is to those who cannot be told more */
		return FAIL(RPC_E_OUT_OF_RESOURCES);
	return hr == RPC_E_CALL_REJECTED && a->did_not_execute ? RPC_E_SERVERCALL_REJECTED : hr;
}

/* A server of others says no more than that it has too much to do. */
static struct limit_hit answer_hit(const struct assoc_answer *a)
{
	bool busy = a->hr == S_FALSE && a->status == PDU_TOO_BUSY && !a->hit.which;

	return busy ? (struct limit_hit){ .which = ACOM_LIMIT_FOREIGN_CALLS, .theirs = true } : a->hit;
}

/* Locked, as all that is written there: who waits gets his array as it comes. */
void channel_begins(void *context, struct wire_call *carried, struct span first, struct ndr_landed *aside)
{
	static const uint8_t that[ORPC_THAT_SIZE];
	struct call *call = carried->user;
	struct ndr_landed l;

	(void)context;
	if (!call->client || outward_of(call->channel)->kind == OUTWARD_PLAIN || first.size < sizeof that ||
	    memcmp(first.at, that, sizeof that) != 0)
		return;
	if (!ndr_lands(call->client, call->method, first.at + sizeof that, first.size - sizeof that, &l))
		return;
	*aside = l;
	aside->from += sizeof that;
}

void channel_answer(void *context, struct wire_call *carried, struct assoc_answer *a)
{
	struct connection *c = context;
	struct call *call = carried->user;

	if (os_peek32(&c->owes))
		link_pay(c);
	if (carried->orphaned) {
		leftover_keep(c, carried->more, a);
		return;
	}
	expiry_end(carried);
	bool mine = outward_reclaim(c, call), skipped = answer_skip_head(call, a);
	call->carried = false;
	call->rejected = a->hr == S_FALSE && a->did_not_execute;
	call->work.kept = a->hr == S_OK ? answer_keep(call, a) :
	                 a->hr == S_FALSE ? answer_fault(outward_of(call->channel)->link, a) : a->hr;
	call->work.run = skipped ? answer_end : answer_run;
	call->work.notice = false;
	if (FAILED(call->work.kept)) {
		call->work.run = answer_run;
		struct limit_hit hit = answer_hit(a);
		answer_keep_limit(call, &hit);
	}
	if (!mine)
		assoc_close(&c->assoc, FAIL(E_OUTOFMEMORY));
	connection_defer(c, &call->work);
}
