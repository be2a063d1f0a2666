/* assoc_reply.c - what a server says to calls: stubs, in fragments or lent, and faults. */
#include "wire/assoc_server.h"

/* ---- faults ---- */

void reply_fault(struct assoc_server *s, uint32_t call_id, const struct pdu_fault *f, uint8_t flags)
{
	struct put p = assoc_begin(&s->a, PDU_FAULT, PDU_FIRST | PDU_LAST | flags, call_id, PDU_FAULT_SIZE + PDU_LIMIT_SIZE);
	struct pdu_fault told = *f;

	if (!(s->features[PDU_FEATURES_ACOM] & PDU_LIMITS))
		told.hit.which = 0;
	pdu_put_fault(&p, &told);
	if (!assoc_end(&s->a, &p))
		assoc_close(&s->a, FAIL(E_OUTOFMEMORY));
}

void reply_refuse(struct assoc_server *s, uint32_t call_id, const struct pdu_fault *f, uint8_t flags)
{
	reply_fault(s, call_id, f, flags);
	assoc_close(&s->a, FAIL(RPC_S_PROTOCOL_ERROR));
}

/* ---- answers ---- */

static inline void reply_done(struct assoc_server *s, struct wire_call *call)
{
	s->a.unclaimed -= call->descriptors;
	s->a.unanswered -= call->size;
	if (call->orphaned)
		calls_find_lost(call);
	else
		calls_forget(&s->a.calls, call);
	if (call->guest)
		calls_leave(&s->a.calls);
	else
		calls_free(&s->a.calls, call);
}

/* One fragment, with so many octets of the stub. False: there is no room. */
static bool reply_fragment(struct assoc_server *s, const struct wire_call *call, struct span *stub, size_t part, uint8_t flags)
{
	struct pdu_response r = { (uint32_t)parts_size(stub), call->context & 0xFF, call->cancels, { NULL, 0 } };
	struct put p = assoc_begin(&s->a, PDU_RESPONSE, flags, call->id, PDU_STUB + part);

	pdu_put_response(&p, &r);
	parts_put(&p, stub, part);
	return assoc_end(&s->a, &p);
}

static size_t reply_most(size_t fragment)
{
	return (fragment - PDU_STUB) & ~(size_t)7;
}

/* Of one that is put into the outbox. */
static size_t reply_most_put(const struct assoc_server *s)
{
	return reply_most(s->a.fragment < OUTBOX_ROOM ? s->a.fragment : OUTBOX_ROOM);
}

static HRESULT reply_fragments(struct assoc_server *s, const struct wire_call *call, const struct span *parts)
{
	struct outbox_mark mark = outbox_mark(&s->a.outbox);
	size_t left = parts_size(parts), most = reply_most_put(s);
	struct span stub[PARCEL_PARTS];
	uint8_t first = PDU_FIRST;

	memcpy(stub, parts, sizeof stub);
	do {
		size_t part = left < most ? left : most;

		if (!reply_fragment(s, call, stub, part, first | (part == left ? PDU_LAST : 0))) {
			outbox_rewind(&s->a.outbox, mark);
			return FAIL(E_OUTOFMEMORY);
		}
		left -= part;
		first = 0;
	} while (left);
	return S_OK;
}

static HRESULT reply_parcel(struct assoc_server *s, const struct wire_call *call, const struct span parts[PARCEL_PARTS],
			     struct lender *l)
{
	uint8_t octets[PDU_STUB];
	struct put p = put_to(octets, sizeof octets, false);

	pdu_begin(&p, PDU_RESPONSE, 0, call->id);
	pdu_put_response(&p, &(struct pdu_response){ .context = call->context & 0xFF, .cancels = call->cancels });
	struct parcel *parcel = parcel_make(&p, parts, reply_most(s->a.fragment), l);
	return parcel && outbox_parcel(&s->a.outbox, parcel) ? S_OK : FAIL(E_OUTOFMEMORY);
}

/* S_FALSE: nobody wants it, and that was all. */
static inline HRESULT reply_is_wanted(struct assoc_server *s, struct wire_call *call)
{
	if (call->orphaned || s->a.closed != S_OK) {
		reply_done(s, call);
		return S_FALSE;
	}
	return outbox_left(&s->a.outbox) >= limit_of(ACOM_LIMIT_UNSENT) ? FAIL(RPC_E_OUT_OF_RESOURCES) : S_OK;
}

HRESULT assoc_server_respond_lent(struct assoc_server *s, struct wire_call *call, const struct span parts[PARCEL_PARTS],
				  struct lender *l)
{
	HRESULT hr = reply_is_wanted(s, call);

	if (hr != S_OK)
		return hr;
	hr = l ? reply_parcel(s, call, parts, l) : reply_fragments(s, call, parts);
	if (SUCCEEDED(hr))
		reply_done(s, call);
	return hr;
}

HRESULT assoc_server_respond(struct assoc_server *s, struct wire_call *call, struct span head, struct span rest)
{
	size_t size = PDU_STUB + head.size + rest.size;

	if (size - PDU_STUB > reply_most_put(s))
		return assoc_server_respond_lent(s, call, (struct span[PARCEL_PARTS]){ head, rest }, NULL);
	HRESULT hr = reply_is_wanted(s, call);
	if (hr != S_OK)
		return hr;
	uint8_t *room = outbox_room(&s->a.outbox, size);
	if (!room)
		return FAIL(E_OUTOFMEMORY);
	struct pdu_response r = { .context = call->context & 0xFF, .cancels = call->cancels, .stub = rest };
	pdu_write_response(room, call->id, &r, head, size);
	outbox_add(&s->a.outbox, size);
	reply_done(s, call);
	return S_OK;
}

void assoc_server_fault(struct assoc_server *s, struct wire_call *call, uint32_t status, bool did_not_execute,
			const struct limit_hit *hit)
{
	struct pdu_fault f = { PDU_FAULT_SIZE, call->context, call->cancels, 0, status, hit ? *hit : (struct limit_hit){ 0 } };

	if (!call->orphaned && s->a.closed == S_OK)
		reply_fault(s, call->id, &f, did_not_execute ? PDU_DID_NOT_EXECUTE : 0);
	reply_done(s, call);
}
