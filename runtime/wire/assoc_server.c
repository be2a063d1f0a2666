/* assoc_server.c - the server's end of an association: requests in, answers out (rules R1 to R20 of wire.md 1.9). */
#include "wire/pdu.h"

static struct assoc_server *server_of(struct assoc *a)
{
	return container_of(a, struct assoc_server, a);
}

/* ---- faults ---- */

#define fault_of(context, status) ((struct pdu_fault){ PDU_FAULT_SIZE, context, 0, 0, status, { 0 } })

/* Which limit was hit is told to those who know how. */
static bool server_fault(struct assoc_server *s, uint32_t call_id, const struct pdu_fault *f, uint8_t flags)
{
	struct put p = assoc_begin(&s->a, PDU_FAULT, PDU_FIRST | PDU_LAST | flags, call_id, PDU_FAULT_SIZE + PDU_LIMIT_SIZE);
	struct pdu_fault told = *f;

	if (!(s->features[PDU_FEATURES_ACOM] & PDU_LIMITS))
		told.hit.which = 0;
	pdu_put_fault(&p, &told);
	if (assoc_end(&s->a, &p))
		return true;
	assoc_close(&s->a, FAIL(E_OUTOFMEMORY));
	return false;
}

/* The call is not begun, but the connection lives. */
static void server_decline(struct assoc_server *s, uint32_t call_id, const struct pdu_fault *f)
{
	server_fault(s, call_id, f, PDU_DID_NOT_EXECUTE);
}

void server_refuse(struct assoc_server *s, uint32_t call_id, const struct pdu_fault *f, uint8_t flags)
{
	server_fault(s, call_id, f, flags);
	assoc_close(&s->a, FAIL(RPC_S_PROTOCOL_ERROR));
}

static void server_proto_error(struct assoc_server *s, uint32_t call_id)
{
	server_refuse(s, call_id, &fault_of(0, PDU_PROTO_ERROR), 0);
}

/* What stands in front of the parameters of calls on objects is not counted. */
static size_t server_in_front(const struct assoc_server *s, bool object)
{
	return object && !s->service->request_limit ? ORPC_THIS_SIZE : 0;
}

/* So many octets would come, as far as anybody says. */
static void server_too_long(struct assoc_server *s, uint32_t call_id, uint16_t context, uint64_t size, bool object)
{
	struct pdu_fault f = fault_of(context, PDU_ACCESS_DENIED);
	size_t in_front = server_in_front(s, object);

	f.hit = limit_at(ACOM_LIMIT_REQUEST, s->request_limit, size > in_front ? size - in_front : 0);
	server_refuse(s, call_id, &f, 0);
}

/* ---- requests ---- */

static const struct assoc_server_context *server_context(const struct assoc_server *s, uint16_t id)
{
	for (unsigned i = 0; i < s->context_count; i++)
		if (s->contexts[i].id == id)
			return &s->contexts[i];
	return NULL;
}

/* The message is whole. Its memory, if it has some, is not its own while others work with it: they may close. */
static void server_deliver(struct assoc_server *s, struct span stub, uint8_t *memory)
{
	struct message *m = &s->a.message;

	if (s->a.unanswered + stub.size > limit_of(ACOM_LIMIT_UNANSWERED)) {
		struct pdu_fault f = fault_of(m->context, PDU_TOO_BUSY);
		f.hit = limit_own(ACOM_LIMIT_UNANSWERED, s->a.unanswered + stub.size);
		server_decline(s, m->call_id, &f);
		return;
	}
	struct wire_call *call = calls_add(&s->a.calls, m->call_id, m->context);
	GUID object = m->object;
	const struct assoc_server_context *context = server_context(s, m->context);
	struct assoc_request r = {
		.call = call, .interface = context->found, .iid = &context->interface.uuid, .object = m->has_object ? &object : NULL,
		.opnum = m->opnum, .big = m->big, .stub = stub, .memory = memory,
		.descriptors = call ? descriptors_take(&m->descriptors) : NULL,
	};

	if (!call) {
		server_decline(s, m->call_id, &fault_of(m->context, PDU_NO_MEMORY));
		return;
	}
	if (memory)
		m->octets = NULL;
	call->descriptors = (uint8_t)(r.descriptors ? r.descriptors->count : 0);
	s->a.unclaimed += call->descriptors;
	call->size = (uint32_t)stub.size;
	s->a.unanswered += call->size;
	s->service->ops->request(s->context, &r);
	descriptors_close(&r.descriptors);
	if (r.memory && s->a.closed == S_OK)
		m->octets = r.memory;
	else
		os_free(r.memory);
	m->room = m->octets ? m->room : 0;
}

/* More of the stub of the open message. */
static void server_collect(struct assoc_server *s, const struct pdu_header *h, const struct pdu_request *r)
{
	struct message *m = &s->a.message;
	HRESULT hr = m->refused ? S_OK : message_add(m, r->stub, r->alloc_hint, s->request_limit + server_in_front(s, m->has_object));

	m->head = (uint16_t)(h->size - r->stub.size);

	if (hr == RPC_E_OUT_OF_RESOURCES) {
		server_too_long(s, m->call_id, m->context, 0, m->has_object);
	} else if (FAILED(hr)) {
		server_decline(s, m->call_id, &fault_of(m->context, PDU_NO_MEMORY));
		m->refused = true;
	}
	if (s->a.closed != S_OK || !(h->flags & PDU_LAST))
		return;
	if (!m->refused) {
		message_trim(m);
		server_deliver(s, (struct span){ m->octets, m->size }, m->octets);
	}
	message_end(m);
}

/* Whether a limit is in the way of one more call. */
static bool server_is_busy(const struct assoc_server *s, unsigned brought, struct limit_hit *hit)
{
	bool many = s->features[PDU_FEATURES_ACOM] & PDU_MANY_CALLS;
	bool calls = s->a.calls.count >= s->a.calls_most;

	if (!calls && s->a.unclaimed + brought <= limit_of(ACOM_LIMIT_DESCRIPTORS))
		return false;
	*hit = calls ? limit_at(many ? ACOM_LIMIT_CALLS : ACOM_LIMIT_FOREIGN_CALLS, s->a.calls_most, s->a.calls.count + 1) :
	               limit_own(ACOM_LIMIT_DESCRIPTORS, s->a.unclaimed + brought);
	return true;
}

static void server_open(struct assoc_server *s, const struct pdu_header *h, const struct pdu_request *r)
{
	struct pdu_fault f = fault_of(r->context, PDU_TOO_BUSY);
	struct message *m = &s->a.message;
	unsigned brought;

	m->open = true;
	m->descriptors = descriptors_take(&s->a.with);
	brought = m->descriptors ? m->descriptors->count : 0;
	m->big = h->big;
	m->call_id = h->call_id;
	m->context = r->context;
	m->opnum = r->opnum;
	m->has_object = r->object;
	m->object = r->object_uuid;
	if (!server_context(s, r->context)) {
		server_decline(s, h->call_id, &fault_of(0, PDU_UNKNOWN_IF));
		m->refused = true;
	} else if (server_is_busy(s, brought, &f.hit)) {
		server_decline(s, h->call_id, &f);
		m->refused = true;
	}
}

/* The first fragment of a request, or all of it. */
static void server_first(struct assoc_server *s, const struct pdu_header *h, const struct pdu_request *r)
{
	struct message *m = &s->a.message;
	size_t limit = s->request_limit + server_in_front(s, r->object);
	bool whole = h->flags & PDU_LAST;

	if (m->open && !s->a.multiplexed)
		server_refuse(s, m->call_id, &fault_of(m->context, PDU_PROTO_ERROR), 0);
	else if (m->open)
		server_refuse(s, h->call_id, &fault_of(h->call_id == m->call_id ? r->context : 0, PDU_PROTO_ERROR), 0);
	else if (h->flags & PDU_PENDING_CANCEL)
		server_refuse(s, h->call_id, &fault_of(0, PDU_NO_CALL_ACTIVE), PDU_DID_NOT_EXECUTE);
	else if (calls_find(&s->a.calls, h->call_id))
		server_proto_error(s, h->call_id);
	else
		server_open(s, h, r);
	if (s->a.closed != S_OK)
		return;
	if (r->stub.size > limit || (!whole && !m->refused && r->alloc_hint > limit)) {
		server_too_long(s, h->call_id, r->context, whole ? r->stub.size : r->alloc_hint, r->object);
	} else if (!whole) {
		server_collect(s, h, r);
	} else {
		if (!m->refused)
			server_deliver(s, r->stub, NULL);
		message_end(m);
	}
}

static void server_request(struct assoc_server *s, const struct pdu_header *h, struct take body, bool trailer)
{
	struct message *m = &s->a.message;
	struct pdu_request r;

	if (FAILED(pdu_read_request(h, body, &r)))
		server_proto_error(s, h->call_id);
	else if (trailer)
		server_refuse(s, h->call_id, &fault_of(r.context, PDU_ACCESS_DENIED), 0);
	else if (h->flags & PDU_FIRST)
		server_first(s, h, &r);
	else if (!m->open || h->call_id != m->call_id || h->big != m->big)
		server_proto_error(s, h->call_id);
	else
		server_collect(s, h, &r);
}

/* ---- cancel and orphaned: never answered; of a call that is unknown or incomplete, they are nothing ---- */

static void server_cancel(struct assoc_server *s, uint32_t call_id)
{
	struct wire_call *call = calls_find(&s->a.calls, call_id);

	if (!call)
		return;
	if (call->cancels < UINT8_MAX)
		call->cancels++;
	s->service->ops->cancel(s->context, call);
}

static void server_orphan(struct assoc_server *s, uint32_t call_id)
{
	struct wire_call *call = calls_find(&s->a.calls, call_id);

	if (!call)
		return;
	call->orphaned = true;
	calls_lose(&s->a.calls, call);
	s->service->ops->orphan(s->context, call);
}

/* ---- PDUs ---- */

/* Those that may have a trailer. */
static void server_body(struct assoc_server *s, const struct pdu_header *h, const uint8_t *octets)
{
	struct pdu_trailer trailer = { .type = 0 };
	struct take body;

	if (FAILED(pdu_read_trailer(h, octets, &body, &trailer))) {
		if (h->type == PDU_BIND)
			accept_nak(s, h->call_id, PDU_NAK_VERSION);
		else
			assoc_close(&s->a, FAIL(RPC_S_PROTOCOL_ERROR));
	} else if (h->type == PDU_REQUEST) {
		server_request(s, h, body, h->auth_size);
	} else if (h->auth_size) {
		accept_trailer(s, h, &trailer);
	} else if (h->type == PDU_BIND) {
		accept_bind(s, h, body);
	} else {
		accept_alter(s, h, body);
	}
}

static void server_pdu(struct assoc *a, const struct pdu_header *h, const uint8_t *octets)
{
	struct assoc_server *s = server_of(a);

	if (!a->bound && h->type != PDU_BIND) {
		assoc_close(a, FAIL(RPC_S_PROTOCOL_ERROR));
		return;
	}
	switch (h->type) {
	case PDU_BIND:
	case PDU_ALTER:
	case PDU_REQUEST:
		server_body(s, h, octets);
		break;
	case PDU_CO_CANCEL:
		server_cancel(s, h->call_id);
		break;
	case PDU_ORPHANED:
		server_orphan(s, h->call_id);
		break;
	case PDU_AUTH3:
		assoc_close(a, FAIL(RPC_S_PROTOCOL_ERROR));
		break;
	default:
		server_proto_error(s, h->call_id);
	}
}

/* Of all that is no PDU only a request that is too long gets an answer. */
static void server_broken(struct assoc *a, const struct pdu_header *h)
{
	if (a->bound && h->size > PDU_MOST && h->type == PDU_REQUEST)
		server_proto_error(server_of(a), h->call_id);
	else
		assoc_close(a, FAIL(RPC_S_PROTOCOL_ERROR));
}

static void server_closing(struct assoc *a)
{
	struct assoc_server *s = server_of(a);

	void *kept = s->group ? group_leave(s->service->groups, s->group) : NULL;

	s->group = NULL;
	s->service->ops->closed(s->context, kept);
}

static void server_landed(struct assoc *a, const struct pdu_header *h, const uint8_t *head, struct span part)
{
	size_t size = h->size - part.size - PDU_HEADER;
	struct pdu_request r;

	if (FAILED(pdu_read_request(h, take_from(head + PDU_HEADER, size, h->big), &r)))
		return;
	r.stub = part;
	server_collect(server_of(a), h, &r);
}

static const struct assoc_side server_side = { server_pdu, server_broken, server_closing, server_landed, PDU_REQUEST };

HRESULT assoc_server_init(struct assoc_server *s, const struct assoc_service *service, void *context)
{
	s->service = service;
	s->request_limit = service->request_limit ? service->request_limit : limit_of(ACOM_LIMIT_REQUEST);
	s->context = context;
	s->group = NULL;
	s->context_count = 0;
	memset(s->features, 0, sizeof s->features);
	return assoc_init(&s->a, &server_side);
}

void assoc_server_fini(struct assoc_server *s)
{
	assoc_close(&s->a, E_ABORT);
	assoc_fini(&s->a);
}

/* ---- answers ---- */

static void server_done(struct assoc_server *s, struct wire_call *call)
{
	s->a.unclaimed -= call->descriptors;
	s->a.unanswered -= call->size;
	if (call->orphaned)
		calls_find_lost(call);
	else
		calls_forget(&s->a.calls, call);
	calls_free(&s->a.calls, call);
}

/* One fragment, with so many octets of the stub. False: there is no room. */
static bool server_fragment(struct assoc_server *s, const struct wire_call *call, struct span *stub, size_t part, uint8_t flags)
{
	struct pdu_response r = { (uint32_t)parts_size(stub), call->context & 0xFF, call->cancels, { NULL, 0 } };
	struct put p = assoc_begin(&s->a, PDU_RESPONSE, flags, call->id, PDU_STUB + part);

	pdu_put_response(&p, &r);
	parts_put(&p, stub, part);
	return assoc_end(&s->a, &p);
}

static size_t server_most(const struct assoc_server *s)
{
	return (size_t)(s->a.fragment - PDU_STUB) & ~(size_t)7;
}

static HRESULT server_fragments(struct assoc_server *s, const struct wire_call *call, const struct span *parts)
{
	struct outbox_mark mark = outbox_mark(&s->a.outbox);
	size_t left = parts_size(parts), most = server_most(s);
	struct span stub[PARCEL_PARTS];
	uint8_t first = PDU_FIRST;

	memcpy(stub, parts, sizeof stub);
	do {
		size_t part = left < most ? left : most;

		if (!server_fragment(s, call, stub, part, first | (part == left ? PDU_LAST : 0))) {
			outbox_rewind(&s->a.outbox, mark);
			return FAIL(E_OUTOFMEMORY);
		}
		left -= part;
		first = 0;
	} while (left);
	return S_OK;
}

static HRESULT server_parcel(struct assoc_server *s, const struct wire_call *call, const struct span parts[PARCEL_PARTS],
			     struct lender *l)
{
	uint8_t octets[PDU_STUB];
	struct put p = put_to(octets, sizeof octets, false);

	pdu_begin(&p, PDU_RESPONSE, 0, call->id);
	pdu_put_response(&p, &(struct pdu_response){ .context = call->context & 0xFF, .cancels = call->cancels });
	struct parcel *parcel = parcel_make(&p, parts, server_most(s), l);
	return parcel && outbox_parcel(&s->a.outbox, parcel) ? S_OK : FAIL(E_OUTOFMEMORY);
}

HRESULT assoc_server_respond_lent(struct assoc_server *s, struct wire_call *call, const struct span parts[PARCEL_PARTS],
				  struct lender *l)
{
	HRESULT hr;

	if (call->orphaned || s->a.closed != S_OK) {
		server_done(s, call);
		return S_FALSE;
	}
	if (outbox_left(&s->a.outbox) >= limit_of(ACOM_LIMIT_UNSENT))
		return FAIL(RPC_E_OUT_OF_RESOURCES);
	hr = l ? server_parcel(s, call, parts, l) : server_fragments(s, call, parts);
	if (SUCCEEDED(hr))
		server_done(s, call);
	return hr;
}

HRESULT assoc_server_respond(struct assoc_server *s, struct wire_call *call, struct span head, struct span rest)
{
	return assoc_server_respond_lent(s, call, (struct span[PARCEL_PARTS]){ head, rest }, NULL);
}

void assoc_server_fault(struct assoc_server *s, struct wire_call *call, uint32_t status, bool did_not_execute,
			const struct limit_hit *hit)
{
	struct pdu_fault f = { PDU_FAULT_SIZE, call->context, call->cancels, 0, status, hit ? *hit : (struct limit_hit){ 0 } };

	if (!call->orphaned && s->a.closed == S_OK)
		server_fault(s, call->id, &f, did_not_execute ? PDU_DID_NOT_EXECUTE : 0);
	server_done(s, call);
}
