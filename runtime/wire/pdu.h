/* pdu.h - the lower half of floor 5: PDUs, what the octets between processes mean.
 *
 * What stands here, and in what assoc.h and forms.h need, knows no thread and no socket: octets go in, octets and events come out.
 */
#ifndef ACOM_PDU_H
#define ACOM_PDU_H

#include "base/cursor.h"
#include "ndr/ndr.h"

/* ---- pdu.c, pdu_bind.c: PDUs of DCE/RPC v5.0, connection-oriented (wire.md 1.1 to 1.4) ---- */

enum pdu_type {
	PDU_REQUEST = 0, PDU_RESPONSE = 2, PDU_FAULT = 3, PDU_BIND = 11, PDU_BIND_ACK = 12, PDU_BIND_NAK = 13, PDU_ALTER = 14,
	PDU_ALTER_RESP = 15, PDU_AUTH3 = 16, PDU_SHUTDOWN = 17, PDU_CO_CANCEL = 18, PDU_ORPHANED = 19,
};
enum pdu_flags {
	PDU_FIRST = 0x01, PDU_LAST = 0x02,
	PDU_PENDING_CANCEL = 0x04, /* of request, response and fault */
	PDU_HEADER_SIGN = 0x04,    /* of the others */
	PDU_CONC_MPX = 0x10, PDU_DID_NOT_EXECUTE = 0x20, PDU_MAYBE = 0x40, PDU_OBJECT = 0x80,
};
/* Octets: of a header; of what stands in front of a stub, and of the object's UUID there; of a whole PDU at most; of one with a
 * stub, where both ends have agreed that some may be long. */
enum { PDU_HEADER = 16, PDU_STUB = 24, PDU_UUID = 16, PDU_FAULT_SIZE = 32, PDU_LIMIT_SIZE = 24, PDU_MOST = 5840, PDU_LONG = 65528,
       PDU_TRAILER = 8 };

/* Statuses of faults that associations send. */
enum pdu_status {
	PDU_ACCESS_DENIED = 5, PDU_NO_CALL_ACTIVE = 0x6BD, PDU_UNKNOWN_IF = 0x1C010003, PDU_PROTO_ERROR = 0x1C01000B,
	PDU_TOO_BUSY = 0x1C010014, PDU_NO_MEMORY = 0x1C00001B,
};

struct pdu_header {
	uint8_t minor, type, flags;
	bool big; /* its numbers are big-endian */
	uint16_t size, auth_size;
	uint16_t rest; /* octets of its stub that are still to come, and not among `size`; not read */
	uint32_t call_id;
};
/* Nothing of the stub follows, not even of this PDU. */
static inline bool pdu_is_last(const struct pdu_header *h)
{
	return h->flags & PDU_LAST && !h->rest;
}

/* The bodies. Spans point into the PDU. */
struct pdu_request {
	uint32_t alloc_hint;
	uint16_t context, opnum;
	const GUID *object; /* NULL: none */
	GUID object_uuid;   /* where a reader keeps it */
	struct span front;  /* of the stub, by who writes one that is whole */
	struct span stub;
	unsigned descriptors; /* that go with it; not read */
};
struct pdu_response {
	uint32_t alloc_hint;
	uint16_t context;
	uint8_t cancels;
	struct span stub;
};
struct pdu_fault {
	uint32_t alloc_hint;
	uint16_t context;
	uint8_t cancels, flags;
	uint32_t status;
	struct limit_hit hit; /* one that was hit, if the other end is known to ask for that (PDU_LIMITS) */
};
struct pdu_trailer {
	uint8_t type, level, pad;
	uint32_t context;
	struct span value;
};

/* An interface, or a way to write its calls; version: major | minor << 16. */
struct pdu_syntax {
	GUID uuid;
	uint32_t version;
};
extern const struct pdu_syntax pdu_ndr, pdu_ndr64;
bool pdu_syntax_equal(const struct pdu_syntax *a, const struct pdu_syntax *b);

/* Of bind and alter_context: `count` contexts follow. */
struct pdu_bind {
	uint16_t xmit, recv;
	uint32_t group;
	uint8_t count;
	bool empty; /* nothing to agree upon: no context, or one without a transfer syntax */
	struct take contexts;
};
struct pdu_context {
	uint16_t id;
	uint8_t count; /* transfer syntaxes */
	struct pdu_syntax interface;
	struct take transfers;
};
/* Of bind_ack and alter_context_resp: `count` results follow. */
struct pdu_bind_ack {
	uint16_t xmit, recv;
	uint32_t group;
	struct span address; /* terminated, unless it is empty */
	uint8_t count;
	struct take results;
};
enum pdu_result_code { PDU_ACCEPTED = 0, PDU_REJECTED = 2, PDU_NEGOTIATED = 3 };
enum pdu_reason { PDU_UNSPECIFIED = 0, PDU_NO_INTERFACE = 1, PDU_NO_TRANSFER = 2, PDU_LOCAL_LIMIT = 3 };
struct pdu_result {
	uint16_t result, reason;
	struct pdu_syntax transfer;
};
enum pdu_nak_reason { PDU_NAK_UNSPECIFIED = 0, PDU_NAK_LIMIT = 2, PDU_NAK_VERSION = 4, PDU_NAK_AUTH_TYPE = 8 };

/* Reads of PDU_HEADER octets. RPC_S_PROTOCOL_ERROR: version, data representation or length are none that can be; then h
 * holds the rest all the same. A size over PDU_MOST is no error here. */
HRESULT pdu_read_header(const uint8_t *octets, struct pdu_header *h);
/* What follows the header of a whole PDU, without a trailer; *t, unless it has none. RPC_S_PROTOCOL_ERROR: it has no room
 * for the one it announces. */
HRESULT pdu_read_trailer(const struct pdu_header *h, const uint8_t *octets, struct take *body, struct pdu_trailer *t);
/* RPC_S_PROTOCOL_ERROR: cut, or a count that leads out of it. Nothing is allocated. */
HRESULT pdu_read_request(const struct pdu_header *h, struct take body, struct pdu_request *r);
HRESULT pdu_read_response(struct take body, struct pdu_response *r);
HRESULT pdu_read_fault(struct take body, struct pdu_fault *f);
HRESULT pdu_read_bind(struct take body, struct pdu_bind *b);
HRESULT pdu_read_bind_ack(struct take body, struct pdu_bind_ack *a);
HRESULT pdu_read_bind_nak(struct take body, uint16_t *reason);
/* The next of those that a read has found to be whole. */
void pdu_next_context(struct take *contexts, struct pdu_context *c);
struct pdu_syntax pdu_next_syntax(struct take *syntaxes);
void pdu_next_result(struct take *results, struct pdu_result *r);

/* A PDU is begun, its parts are put, it is ended. 0: it did not fit. */
void pdu_begin(struct put *p, enum pdu_type type, uint8_t flags, uint32_t call_id);
size_t pdu_end(struct put *p);
void pdu_put_request(struct put *p, const struct pdu_request *r);
void pdu_put_response(struct put *p, const struct pdu_response *r);
/* A whole one at once, little-endian, into room for so many octets; a response's stub has this in front. */
static inline size_t pdu_request_size(const struct pdu_request *r)
{
	return PDU_STUB + (r->object ? PDU_UUID : 0) + r->front.size + r->stub.size;
}
void pdu_write_request(uint8_t *octets, uint32_t call_id, const struct pdu_request *r, size_t size);
void pdu_write_response(uint8_t *octets, uint32_t call_id, const struct pdu_response *r, struct span front, size_t size);
void pdu_put_fault(struct put *p, const struct pdu_fault *f);
void pdu_put_bind(struct put *p, const struct pdu_bind *b);       /* then b->count contexts */
void pdu_put_context(struct put *p, const struct pdu_context *c); /* then c->count syntaxes */
void pdu_put_syntax(struct put *p, const struct pdu_syntax *s);
void pdu_put_bind_ack(struct put *p, const struct pdu_bind_ack *a); /* then a->count results */
void pdu_put_result(struct put *p, const struct pdu_result *r);
void pdu_put_bind_nak(struct put *p, enum pdu_nak_reason reason);

/* Features that travel as a context of a bind (wire.md 1.5): the first transfer syntax is a prefix and a mask. */
enum pdu_feature_family { PDU_FEATURES_BIND_TIME, PDU_FEATURES_ACOM, PDU_FEATURE_FAMILIES };
enum { PDU_SECURITY_MULTIPLEXING = 1, PDU_KEEP_ON_ORPHAN = 2 };
/* Of acom: references belong to the association group, and end with it; more calls may be outstanding (decision 22); descriptors
 * may come with the first fragment of a request or response; a thread of the server's always reads (of the client's: that it wants
 * to know that); a fault says which limit was hit. The bits from PDU_CALLS on say how many calls: seven bits of the number, and
 * above them how far it is shifted. */
enum { PDU_GROUP_REFERENCES = 1, PDU_MANY_CALLS = 2, PDU_DESCRIPTORS = 4, PDU_READS = 8, PDU_LIMITS = 16, PDU_ACOM_FEATURES = 31,
       PDU_CALLS = 5 };
uint16_t pdu_calls(uint32_t calls);         /* as a feature: no more than that */
uint32_t pdu_calls_of(uint16_t mask);
uint16_t pdu_agree(uint16_t a, uint16_t b); /* the features that both have, and the smaller number */
bool pdu_is_feature(const struct pdu_context *c, enum pdu_feature_family *family, uint16_t *mask);
struct pdu_syntax pdu_feature_syntax(enum pdu_feature_family family, uint16_t mask);

#endif
