/* assoc_server.c - the server's end of an association: requests in, answers out (rules R1 to R20 of wire.md 1.9). */
#include "wire/assoc_server.h"
#include "wire/forms.h"

static struct assoc_server *server_of(struct assoc *a)
{
	return container_of(a, struct assoc_server, a);
}

#define fault_of(context, status) ((struct pdu_fault){ PDU_FAULT_SIZE, context, 0, 0, status, { 0 } })

/* The call is not begun, but the connection lives. */
static void server_decline(struct assoc_server *s, uint32_t call_id, const struct pdu_fault *f)
{
	reply_fault(s, call_id, f, PDU_DID_NOT_EXECUTE);
}

static void server_proto_error(struct assoc_server *s, uint32_t call_id)
{
	reply_refuse(s, call_id, &fault_of(0, PDU_PROTO_ERROR), 0);
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
	reply_refuse(s, call_id, &f, 0);
}

/* ---- requests ---- */

static const struct assoc_server_context *server_context(const struct assoc_server *s, uint16_t id)
{
	for (unsigned i = 0; i < s->context_count; i++)
		if (s->contexts[i].id == id)
			return &s->contexts[i];
	return NULL;
}

/* What a request says before its stub. */
struct asked {
	uint32_t call_id;
	unsigned context, opnum; /* each for itself: they are copied as soon as they are read */
	bool big;
	const GUID *object; /* NULL: none */
	const struct assoc_server_context *found; /* NULL: there is no such one */
};

static void server_deny(struct assoc_server *s, const struct asked *q, uint32_t status, struct limit_hit hit)
{
	struct pdu_fault f = fault_of(q->context, status);

	f.hit = hit;
	server_decline(s, q->call_id, &f);
}

/* All of it has come. Its descriptors, and its memory if it has some, are the owner's if he takes them. */
static inline void server_give(struct assoc_server *s, const struct asked *q, struct span stub, uint8_t **memory,
			struct ndr_descriptors **d)
{
	if (s->a.unanswered + stub.size > limit_of(ACOM_LIMIT_UNANSWERED)) {
		server_deny(s, q, PDU_TOO_BUSY, limit_own(ACOM_LIMIT_UNANSWERED, s->a.unanswered + stub.size));
		return;
	}
	struct wire_call *call = calls_add(&s->a.calls, q->call_id, q->context);
	if (!call) {
		server_deny(s, q, PDU_NO_MEMORY, (struct limit_hit){ 0 });
		return;
	}
	struct assoc_request r = {
		.call = call, .interface = q->found->found, .iid = &q->found->interface.uuid, .object = q->object, .opnum = q->opnum,
		.big = q->big, .stub = stub, .memory = *memory, .descriptors = *d,
	};
	call->descriptors = (uint8_t)(*d ? (*d)->count : 0);
	s->a.unclaimed += call->descriptors;
	call->size = (uint32_t)stub.size;
	s->a.unanswered += call->size;
	s->service->ops->request(s->context, &r);
	*memory = r.memory;
	*d = r.descriptors;
}

/* The message is whole. Its memory is not its own while others work with it: they may close. */
static void server_deliver(struct assoc_server *s)
{
	struct message *m = &s->a.message;
	uint8_t *memory = m->octets;
	struct ndr_descriptors *d = descriptors_take(&m->descriptors);
	GUID object = m->object;
	struct asked q = { m->call_id, m->context, m->opnum, m->big, m->has_object ? &object : NULL, server_context(s, m->context) };

	m->octets = NULL;
	server_give(s, &q, (struct span){ memory, m->size }, &memory, &d);
	descriptors_close(&d);
	if (memory && s->a.closed == S_OK)
		m->octets = memory;
	else
		os_free(memory);
	m->room = m->octets ? m->room : 0;
}

static size_t server_limit(const struct assoc_server *s, bool object)
{
	return s->request_limit + server_in_front(s, object);
}

/* More of the stub of the open message is there. */
static void server_collected(struct assoc_server *s, const struct pdu_header *h, HRESULT hr)
{
	struct message *m = &s->a.message;

	if (hr == RPC_E_OUT_OF_RESOURCES) {
		server_too_long(s, m->call_id, m->context, 0, m->has_object);
	} else if (FAILED(hr)) {
		server_decline(s, m->call_id, &fault_of(m->context, PDU_NO_MEMORY));
		m->refused = true;
	}
	if (s->a.closed != S_OK || !pdu_is_last(h))
		return;
	if (!m->refused) {
		message_trim(m);
		server_deliver(s);
	}
	message_end(m);
}

static void server_collect(struct assoc_server *s, const struct pdu_header *h, const struct pdu_request *r)
{
	struct message *m = &s->a.message;

	server_collected(s, h, m->refused ? S_OK : message_add(m, h, r->stub, r->alloc_hint, server_limit(s, m->has_object)));
}

static void server_more(struct assoc *a, const struct pdu_header *h, struct span part)
{
	struct assoc_server *s = server_of(a);
	struct message *m = &a->message;

	server_collected(s, h, m->refused ? S_OK : message_go_on(m, part, server_limit(s, m->has_object)));
}

/* Whether a limit is in the way of one more call. */
static bool server_is_busy(const struct assoc_server *s, const struct asked *q, unsigned brought, struct limit_hit *hit)
{
	bool many = s->features[PDU_FEATURES_ACOM] & PDU_MANY_CALLS;
	bool calls = s->a.calls.count >= s->a.calls_most;

	if (calls && s->service->ops->at_once)
		calls = !s->service->ops->at_once(q->found->found, q->opnum);
	if (!calls && s->a.unclaimed + brought <= limit_of(ACOM_LIMIT_DESCRIPTORS))
		return false;
	*hit = calls ? limit_at(many ? ACOM_LIMIT_CALLS : ACOM_LIMIT_FOREIGN_CALLS, s->a.calls_most, s->a.calls.count + 1) :
	               limit_own(ACOM_LIMIT_DESCRIPTORS, s->a.unclaimed + brought);
	return true;
}

/* Whether the call may be begun: else that has been said. */
static inline bool server_may(struct assoc_server *s, const struct asked *q, unsigned brought)
{
	struct limit_hit hit;

	if (!q->found)
		server_decline(s, q->call_id, &fault_of(0, PDU_UNKNOWN_IF));
	else if (server_is_busy(s, q, brought, &hit))
		server_deny(s, q, PDU_TOO_BUSY, hit);
	else
		return true;
	return false;
}

/* It comes in one piece. */
static void server_whole(struct assoc_server *s, const struct asked *q, const struct span *stub)
{
	struct ndr_descriptors *d = descriptors_take(&s->a.with);
	bool may = server_may(s, q, d ? d->count : 0);
	uint8_t *none = NULL;

	if (s->a.closed == S_OK && stub->size > server_limit(s, q->object))
		server_too_long(s, q->call_id, q->context, stub->size, q->object);
	else if (s->a.closed == S_OK && may)
		server_give(s, q, *stub, &none, &d);
	descriptors_close(&d);
}

/* It begins. */
static void server_open(struct assoc_server *s, const struct asked *q, const struct pdu_header *h, const struct pdu_request *r)
{
	struct message *m = &s->a.message;

	m->open = true;
	m->descriptors = descriptors_take(&s->a.with);
	m->big = q->big;
	m->call_id = q->call_id;
	m->context = q->context;
	m->opnum = q->opnum;
	m->has_object = q->object;
	m->object = r->object_uuid;
	m->refused = !server_may(s, q, m->descriptors ? m->descriptors->count : 0);
	if (s->a.closed != S_OK)
		return;
	size_t stub = r->stub.size + h->rest, limit = server_limit(s, q->object);
	bool whole = h->flags & PDU_LAST;
	if (stub > limit || (!whole && !m->refused && r->alloc_hint > limit))
		server_too_long(s, q->call_id, q->context, whole ? stub : r->alloc_hint, q->object);
	else
		server_collect(s, h, r);
}

/* The first fragment of a request, or all of it. */
static void server_first(struct assoc_server *s, const struct pdu_header *h, const struct pdu_request *r)
{
	const struct message *m = &s->a.message;
	struct asked q = { h->call_id, r->context, r->opnum, h->big, r->object, server_context(s, r->context) };

	if (m->open && !s->a.multiplexed)
		reply_refuse(s, m->call_id, &fault_of(m->context, PDU_PROTO_ERROR), 0);
	else if (m->open)
		reply_refuse(s, h->call_id, &fault_of(h->call_id == m->call_id ? r->context : 0, PDU_PROTO_ERROR), 0);
	else if (h->flags & PDU_PENDING_CANCEL)
		reply_refuse(s, h->call_id, &fault_of(0, PDU_NO_CALL_ACTIVE), PDU_DID_NOT_EXECUTE);
	else if (calls_find(&s->a.calls, h->call_id))
		server_proto_error(s, h->call_id);
	else if (pdu_is_last(h))
		server_whole(s, &q, &r->stub);
	else
		server_open(s, &q, h, r);
}

static void server_request(struct assoc_server *s, const struct pdu_header *h, struct take body, bool trailer)
{
	struct message *m = &s->a.message;
	struct pdu_request r;

	bool whole = SUCCEEDED(pdu_read_request(h, body, &r));
	if (whole)
		r.alloc_hint = assoc_hint(h, r.alloc_hint, r.stub.size);
	if (!whole)
		server_proto_error(s, h->call_id);
	else if (trailer)
		reply_refuse(s, h->call_id, &fault_of(r.context, PDU_ACCESS_DENIED), 0);
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

static void server_landed(struct assoc *a, const struct pdu_header *h, const uint8_t *head, size_t part)
{
	size_t size = h->size - part - PDU_HEADER;
	struct pdu_request r;

	if (FAILED(pdu_read_request(h, take_from(head + PDU_HEADER, size, h->big), &r)))
		return;
	r.stub = (struct span){ NULL, part };
	r.alloc_hint = assoc_hint(h, r.alloc_hint, part);
	server_collect(server_of(a), h, &r);
}

static const struct assoc_side server_side = { server_pdu, server_broken, server_closing, server_landed, server_more,
					       PDU_REQUEST };

HRESULT assoc_server_init(struct assoc_server *s, const struct assoc_service *service, void *context)
{
	s->service = service;
	s->request_limit = service->request_limit ? service->request_limit : limit_of(ACOM_LIMIT_REQUEST);
	s->context = context;
	s->group = NULL;
	s->context_count = 0;
	s->shares = SHARE_NOT;
	memset(s->features, 0, sizeof s->features);
	return assoc_init(&s->a, &server_side);
}

void assoc_server_fini(struct assoc_server *s)
{
	assoc_close(&s->a, E_ABORT);
	assoc_fini(&s->a);
}
