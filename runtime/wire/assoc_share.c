/* assoc_share.c - how both ends agree that octets go by memory: alter_context with a syntax of its own, twice.
 *
 * The first one brings a descriptor; behind the second one the client's octets go by memory, and behind the answer to that the
 * server's. Nothing but bells follows either by the socket. In this order, because a client always reads: who waits for room in
 * memory needs a bell, which comes behind what goes by the socket still. Only ends that have agreed upon descriptors ask for it.
 */
#include "wire/assoc_client.h"
#include "wire/assoc_server.h"

/* 3f1d2b60-8d0e-4c1f-9a57-6b1d2c4e7a90, version 1.0. */
static const struct pdu_syntax share_syntax = {
	{ 0x3f1d2b60, 0x8d0e, 0x4c1f, { 0x9a, 0x57, 0x6b, 0x1d, 0x2c, 0x4e, 0x7a, 0x90 } }, 1,
};

/* ---- the client's end ---- */

static HRESULT share_ask(struct assoc_client *c, struct ndr_descriptors **d)
{
	struct pdu_bind b = { .xmit = c->a.fragment, .recv = c->a.fragment, .group = c->group, .count = 1 };
	struct pdu_context context = { .id = ASSOC_CONTEXTS + PDU_FEATURE_FAMILIES, .count = 1, .interface = share_syntax };
	uint64_t at = c->a.outbox.queued;
	uint32_t id = client_new_id(c);
	struct put p = assoc_begin(&c->a, PDU_ALTER, PDU_FIRST | PDU_LAST, id, 256);

	pdu_put_bind(&p, &b);
	pdu_put_context(&p, &context);
	pdu_put_syntax(&p, &share_syntax);
	if (!assoc_end(&c->a, &p))
		return FAIL(E_OUTOFMEMORY);
	outbox_attach(&c->a.outbox, at, d);
	c->share_id = id;
	return S_OK;
}

HRESULT assoc_client_share(struct assoc_client *c, int fd)
{
	struct ndr_descriptors *d = descriptors_of(&fd, 1, 1);
	HRESULT hr = d ? share_ask(c, &d) : FAIL(E_OUTOFMEMORY);

	descriptors_close(&d);
	c->shares = SUCCEEDED(hr) ? SHARE_ASKED : SHARE_NEVER;
	return hr;
}

static void share_shift(struct assoc_client *c)
{
	struct ndr_descriptors *none = NULL;

	c->shares = SUCCEEDED(share_ask(c, &none)) ? SHARE_OUT : SHARE_NEVER;
	c->peer->ops->shared(c->context, c->shares);
}

static void share_refused(struct assoc_client *c)
{
	c->shares = SHARE_NEVER;
	c->peer->ops->shared(c->context, SHARE_NEVER);
}

/* The server's octets are elsewhere from now on. */
static void share_shifted(struct assoc_client *c)
{
	c->shares = SHARE_BOTH;
	c->a.shifts = true;
	c->peer->ops->shared(c->context, SHARE_BOTH);
}

bool share_is_answered(struct assoc_client *c, const struct pdu_header *h, struct take body)
{
	struct pdu_bind_ack ack;
	struct pdu_result r;

	if (!c->share_id || h->call_id != c->share_id || h->type != PDU_ALTER_RESP)
		return false;
	c->share_id = 0;
	if (FAILED(pdu_read_bind_ack(body, &ack)) || ack.count != 1)
		return false;
	pdu_next_result(&ack.results, &r);
	if (r.result != PDU_ACCEPTED && c->shares != SHARE_ASKED)
		return false;
	if (r.result != PDU_ACCEPTED)
		share_refused(c);
	else if (c->shares == SHARE_ASKED)
		share_shift(c);
	else
		share_shifted(c);
	return true;
}

/* ---- the server's end ---- */

bool share_is_asked(const struct pdu_bind *b)
{
	struct take contexts = b->contexts;
	struct pdu_context c;

	if (b->count != 1)
		return false;
	pdu_next_context(&contexts, &c);
	return pdu_syntax_equal(&c.interface, &share_syntax);
}

bool share_accept(struct assoc_server *s)
{
	const struct assoc_server_ops *ops = s->service->ops;
	struct ndr_descriptors *d = descriptors_take(&s->a.with);
	bool ask = d && d->count == 1 && s->shares == SHARE_NOT && ops->share && ops->share(s->context, d->fds[0]);
	bool shift = !d && s->shares == SHARE_ASKED;

	descriptors_close(&d);
	if (ask || shift)
		s->shares = ask ? SHARE_ASKED : SHARE_BOTH;
	s->a.shifts = shift;
	return ask || shift;
}
