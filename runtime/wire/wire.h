/* wire.h - floor 5: octets between processes. A section per file of this room.
 *
 * What stands here knows no thread and no socket but transport.c: octets go in, octets and events come out.
 */
#ifndef ACOM_WIRE_H
#define ACOM_WIRE_H

#include "call/call.h"
#include "object/trust.h"
#include "base/cursor.h"
#include "runtime/wire/orpc.h" /* made of orpc.idl */

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
/* Octets: of a header; of what stands in front of a stub, and of the object's UUID there; of a whole PDU at most. */
enum { PDU_HEADER = 16, PDU_STUB = 24, PDU_UUID = 16, PDU_FAULT_SIZE = 32, PDU_LIMIT_SIZE = 24, PDU_MOST = 5840, PDU_TRAILER = 8 };

/* Statuses of faults that associations send. */
enum pdu_status {
	PDU_ACCESS_DENIED = 5, PDU_NO_CALL_ACTIVE = 0x6BD, PDU_UNKNOWN_IF = 0x1C010003, PDU_PROTO_ERROR = 0x1C01000B,
	PDU_TOO_BUSY = 0x1C010014, PDU_NO_MEMORY = 0x1C00001B,
};

struct pdu_header {
	uint8_t minor, type, flags;
	bool big; /* its numbers are big-endian */
	uint16_t size, auth_size;
	uint32_t call_id;
};

/* The bodies. Spans point into the PDU. */
struct pdu_request {
	uint32_t alloc_hint;
	uint16_t context, opnum;
	const GUID *object; /* NULL: none */
	GUID object_uuid;   /* where a reader keeps it */
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

/* ---- outbox.c: octets on their way out, in the order in which they were put there ---- */

struct outbox_block;

/* Zero-initialized is empty. */
struct outbox {
	struct outbox_block *first, *last, *spare;
	struct ndr_descriptors *descriptors; /* in the order in which they go */
	uint64_t queued, sent; /* octets since the beginning. A connection bounds the difference: it reads no more requests meanwhile */
};
struct outbox_mark {
	struct outbox_block *last;
	size_t size;
	uint64_t queued;
};
uint8_t *outbox_room(struct outbox *o, size_t size); /* for one PDU at most; NULL: memory is short */
void outbox_add(struct outbox *o, size_t size);      /* so much of the room is to be sent */
struct outbox_mark outbox_mark(const struct outbox *o);
void outbox_rewind(struct outbox *o, struct outbox_mark mark); /* what was added since then is not to be sent */
/* These go with the PDU that begins with this octet, counted as `queued` is; they are the outbox'. */
void outbox_attach(struct outbox *o, uint64_t at, struct ndr_descriptors **d);
/* What can go in one write, and the descriptors that go with it; NULL: none. */
unsigned outbox_spans(const struct outbox *o, struct span *spans, unsigned most);
static inline const struct ndr_descriptors *outbox_due(const struct outbox *o)
{
	return o->descriptors && o->descriptors->at == o->sent ? o->descriptors : NULL;
}
static inline uint64_t outbox_left(const struct outbox *o)
{
	return o->queued - o->sent;
}
void outbox_sent(struct outbox *o, size_t size);
void outbox_abandon(struct outbox *o); /* nothing of it is to be sent any more */
void outbox_fini(struct outbox *o);

/* ---- inbox.c: PDUs out of octets, however they are cut ---- */

/* Zero-initialized is empty. */
struct inbox {
	size_t have;
	uint8_t octets[PDU_MOST]; /* the begin of a PDU */
};
/* Takes octets from `in`. S_OK: a PDU is whole; it stays where it is until more is taken or fed. S_FALSE: all octets are
 * taken, and more are needed. RPC_S_PROTOCOL_ERROR: what begins here is no PDU, or longer than any may be; *h says which. */
HRESULT inbox_take(struct inbox *b, struct span *in, const uint8_t **pdu, struct pdu_header *h);

/* ---- message.c: one stub out of the fragments of a call ---- */

/* The one message that may be incomplete. Zero-initialized is none. */
struct message {
	bool open;
	bool refused; /* the rest is read and thrown away */
	bool big;
	uint32_t call_id;
	uint16_t context, opnum;
	bool has_object;
	GUID object;
	struct ndr_descriptors *descriptors; /* that came with the first fragment */
	uint8_t *octets;
	size_t size, room;
};
/* Grows with what is received, and by a hint up to a bound. E_OUTOFMEMORY; RPC_E_OUT_OF_RESOURCES: more than the limit. */
HRESULT message_add(struct message *m, struct span part, uint32_t hint, size_t limit);
void message_end(struct message *m); /* no message; keeps a small buffer for the next one */
void message_fini(struct message *m);

/* ---- calls.c: who is meant by a call id ---- */

/* A call on one connection, as long as it can be answered. */
struct wire_call {
	struct map_node node;
	uint32_t id;
	uint16_t context;
	uint8_t cancels;
	bool orphaned;      /* nobody waits for the answer */
	uint8_t descriptors; /* server: how many came with it */
	uint32_t size;      /* server: octets of the request */
	uint64_t at;        /* client: the first octet of the request in the outbox' count */
	uint64_t serial;    /* client: of the calls; an orphan's: an answer to this one or a later one retires it */
	void *user;         /* the owner's, NULL at first */
	void *more;         /* likewise */
	struct wire_call *next, *made;
};

struct wire_calls {
	struct map map;
	struct map_node first; /* keeps the map's memory, so that a call in steady state allocates nothing */
	struct wire_call *spare, *made; /* made: all of them */
	unsigned count; /* added and not freed */
};
HRESULT calls_init(struct wire_calls *c);
void calls_fini(struct wire_calls *c);
struct wire_call *calls_add(struct wire_calls *c, uint32_t id, uint16_t context); /* NULL: memory is short */
struct wire_call *calls_find(const struct wire_calls *c, uint32_t id);
struct wire_call *calls_first(const struct wire_calls *c); /* the oldest; NULL: there is none */
struct wire_call *calls_next(const struct wire_call *call);
void calls_forget(struct wire_calls *c, struct wire_call *call); /* its id is free, it is not */
void calls_free(struct wire_calls *c, struct wire_call *call);   /* after calls_forget */

/* ---- assoc.c: what both ends of an association have in common ---- */

struct assoc;
struct assoc_side {
	void (*pdu)(struct assoc *a, const struct pdu_header *h, const uint8_t *octets);
	void (*broken)(struct assoc *a, const struct pdu_header *h); /* what came is no PDU */
	void (*closing)(struct assoc *a);
};

/* One end. Not locked: whoever owns the connection lets one thread in at a time. */
struct assoc {
	const struct assoc_side *side;
	struct inbox inbox;
	struct outbox outbox;
	struct message message;
	struct wire_calls calls;
	uint16_t fragment; /* octets of a PDU with a stub that the other end takes */
	bool bound;
	bool multiplexed;
	bool bare;         /* the transport carries no descriptors; set by the owner behind assoc_init */
	bool carries;      /* it is agreed upon that there may be some */
	bool dozes;        /* server: no thread always reads; set by the owner behind assoc_init */
	uint16_t calls_offered; /* as a feature */
	unsigned calls_most;    /* outstanding at once; once it is bound */
	unsigned unclaimed;     /* descriptors of calls that are not answered */
	size_t unanswered;      /* server: octets of their requests */
	struct ndr_descriptors *brought, *begun, *with; /* with what is fed; with the PDU in the inbox; with the one at hand */
	HRESULT closed;    /* S_OK: it is open; else why not. What is in the outbox is still to be sent. */
};
/* Of a family's features those that the transport has room for, and the process means. */
static inline uint16_t assoc_features(const struct assoc *a, enum pdu_feature_family family, const uint16_t *features)
{
	unsigned without = (a->bare ? PDU_DESCRIPTORS : 0) | (a->dozes ? PDU_READS : 0);
	uint16_t own = features[family];

	if (family == PDU_FEATURES_ACOM && own & PDU_MANY_CALLS)
		own |= a->calls_offered;
	return own & (family == PDU_FEATURES_ACOM ? (uint16_t)~without : 0xffff);
}
/* How many calls may be outstanding by what was agreed upon; else the owner's number, or (0) ACOM_LIMIT_FOREIGN_CALLS. */
unsigned assoc_calls(const uint16_t *features, unsigned own);
enum assoc_awaits { ASSOC_NOTHING, ASSOC_BIND, ASSOC_REST };

HRESULT assoc_init(struct assoc *a, const struct assoc_side *side);
void assoc_fini(struct assoc *a);
/* These came with the octets that are fed next, and belong to the last PDU that begins in them; taken over, whatever happens.
 * RPC_S_PROTOCOL_ERROR: they are too many, or it is not agreed upon that there may be any; E_OUTOFMEMORY. */
HRESULT assoc_bring(struct assoc *a, const int *fds, unsigned count);
/* Octets as they come. Calls the owner's functions, which may answer and call, but not feed and not end the association. */
void assoc_feed(struct assoc *a, const void *octets, size_t size);
/* The connection is lost, or the owner wants no more. Nothing happens if it is closed already. */
void assoc_close(struct assoc *a, HRESULT why);
/* What a connection that is silent for long must be asked: is it waited for a first bind, or for the rest of something? */
enum assoc_awaits assoc_awaits(const struct assoc *a);
/* A PDU of at most `size` octets goes out: begun, its parts put, ended. False: it did not fit, or memory is short. */
struct put assoc_begin(struct assoc *a, enum pdu_type type, uint8_t flags, uint32_t call_id, size_t size);
bool assoc_end(struct assoc *a, struct put *p);

/* ---- group.c: associations that belong together (wire.md 1.5) ---- */

/* Zero-initialized is none. One for each transport; any thread. */
struct assoc_groups {
	os_mutex lock;
	struct map map;
};
struct assoc_group {
	struct map_node node;
	uint32_t id;
	unsigned members;
	void *kept; /* the owner's, NULL at first; under the groups' lock */
};
/* id 0: a new one. RPC_E_INVALID_OBJECT: there is none of this id; E_OUTOFMEMORY. */
HRESULT group_join(struct assoc_groups *groups, uint32_t id, struct assoc_group **group);
/* What is kept, by the last one that leaves; else NULL. */
void *group_leave(struct assoc_groups *groups, struct assoc_group *group);

/* ---- assoc_server.c, assoc_accept.c: the server's end; rules R1 to R20 of wire.md 1.9 ---- */

/* A request that is complete. Everything but `call` is gone when the function that gets it returns. */
struct assoc_request {
	struct wire_call *call;
	const void *interface; /* what `find` said of this: */
	const IID *iid;
	const GUID *object;    /* NULL: none */
	uint16_t opnum;
	bool big;
	struct span stub;
	uint8_t *memory;       /* unless NULL: where the stub is, to be kept by setting this to NULL; os_free */
	struct ndr_descriptors *descriptors; /* likewise; descriptors_close */
};
struct assoc_server_ops {
	/* What is served under this name, for calls to know it by. NULL: nothing. */
	const void *(*find)(void *context, const struct pdu_syntax *interface);
	/* To be answered once, now or later, by assoc_server_respond or _fault. */
	void (*request)(void *context, struct assoc_request *r);
	void (*cancel)(void *context, struct wire_call *call); /* the client would like it to end; still to be answered */
	void (*orphan)(void *context, struct wire_call *call); /* nobody listens any more; still to be answered, for nobody */
	/* It is closed, and its calls are still to be answered, for nobody; with what its group kept, if it was the last one there. */
	void (*closed)(void *context, void *kept);
	bool (*refuses)(void *context); /* whoever wants to bind; NULL: nobody */
};
struct assoc_service {
	const struct assoc_server_ops *ops;
	struct assoc_groups *groups;
	const char *address; /* the secondary address of bind_ack */
	uint16_t features[PDU_FEATURE_FAMILIES];
	size_t request_limit; /* 0: ACOM_LIMIT_REQUEST, as it is when the association begins */
	unsigned calls_limit; /* where PDU_MANY_CALLS is not agreed upon. 0: ACOM_LIMIT_FOREIGN_CALLS, likewise */
	struct holdings *strangers; /* what clients hold whose references are not their group's; NULL: all are */
};
enum { ASSOC_CONTEXTS = 64, ASSOC_CONTEXTS_AT_ONCE = 16, ASSOC_TRANSFERS = 8,
       ASSOC_FRAGMENT_LEAST = 2048, ASSOC_PEER_FRAGMENT_LEAST = 1432 };

struct assoc_server_context {
	uint16_t id;
	struct pdu_syntax interface;
	const void *found;
};
struct assoc_server {
	struct assoc a;
	const struct assoc_service *service;
	size_t request_limit;
	void *context;
	struct assoc_group *group;
	uint16_t features[PDU_FEATURE_FAMILIES]; /* agreed upon */
	unsigned context_count;
	struct assoc_server_context contexts[ASSOC_CONTEXTS];
};
HRESULT assoc_server_init(struct assoc_server *s, const struct assoc_service *service, void *context);
void assoc_server_fini(struct assoc_server *s); /* calls that nobody answered are gone, too */
/* The call is answered with a stub in two parts, and gone. S_FALSE: nobody listens. E_OUTOFMEMORY, RPC_E_OUT_OF_RESOURCES (too much
 * has not left): it is still to be answered. */
HRESULT assoc_server_respond(struct assoc_server *s, struct wire_call *call, struct span head, struct span rest);
/* The same with a fault; when memory is short for that, the association is closed. hit: why, if a limit was; else NULL. */
void assoc_server_fault(struct assoc_server *s, struct wire_call *call, uint32_t status, bool did_not_execute,
			const struct limit_hit *hit);
/* assoc_accept.c, for assoc_server.c */
void accept_bind(struct assoc_server *s, const struct pdu_header *h, struct take body);
void accept_alter(struct assoc_server *s, const struct pdu_header *h, struct take body);
void accept_trailer(struct assoc_server *s, const struct pdu_header *h, const struct pdu_trailer *t);
void accept_nak(struct assoc_server *s, uint32_t call_id, enum pdu_nak_reason reason); /* and closes */
void server_refuse(struct assoc_server *s, uint32_t call_id, const struct pdu_fault *f, uint8_t flags);

/* ---- assoc_client.c, assoc_offer.c: the client's end; what it believes of a server is what it asked for ---- */

struct assoc_answer {
	HRESULT hr;           /* S_OK: a response; S_FALSE: a fault; else why there will be no answer */
	uint32_t status;      /* of the fault */
	bool did_not_execute;
	bool big;
	struct limit_hit hit; /* that was hit, here or there */
	struct span stub;
	uint8_t *memory;      /* as in struct assoc_request */
	struct ndr_descriptors *descriptors;
};
struct assoc_client_ops {
	/* How an offer that was not answered at once ended: S_OK, RPC_S_UNKNOWN_IF, or why the association is closed. */
	void (*agreed)(void *context, uint16_t id, HRESULT hr);
	/* Once for each call that is not orphaned; everything in it, and the call, is gone when it returns. An orphan whose `more` is
	 * not NULL: if a response was on its way already, with that. */
	void (*answer)(void *context, struct wire_call *call, struct assoc_answer *answer);
};
struct assoc_peer {
	const struct assoc_client_ops *ops;
	uint32_t group;    /* to be joined; 0: a new one */
	bool offer_null;   /* the null transfer syntax, too, for servers that know no other; means NDR all the same */
	uint16_t features[PDU_FEATURE_FAMILIES];
	size_t response_limit; /* 0: ACOM_LIMIT_RESPONSE, and what stands beside the arrays */
	unsigned calls_limit;  /* as in struct assoc_service */
};
enum assoc_client_state { CONTEXT_WANTED, CONTEXT_OFFERED, CONTEXT_AGREED, CONTEXT_REJECTED };
struct assoc_client_context {
	struct pdu_syntax interface;
	enum assoc_client_state state;
	HRESULT hr; /* why it is rejected */
};
struct assoc_client {
	struct assoc a;
	const struct assoc_peer *peer;
	size_t response_limit;
	struct limit_hit hit;                    /* by the last call that could not be made because of one */
	void *context;
	uint32_t group;                          /* once it is bound */
	uint16_t features[PDU_FEATURE_FAMILIES]; /* agreed upon */
	bool null_syntax;                        /* agreed upon: answers may then carry call id 1 (decision 23) */
	bool draining;                           /* the server wants no more calls: it closes after the last answer */
	uint32_t next_id;
	uint64_t serial;                         /* of the last call */
	struct wire_call *answering;             /* whose answer is incomplete; NULL with an open message: nobody's any more */
	struct ndr_ledger *brought;              /* descriptors of answers that nobody has taken; NULL: there were none so far */
	struct wire_call *orphans;               /* that may still be answered */
	unsigned orphan_count;
	bool offering;
	uint16_t offered;
	uint32_t offer_id;
	uint32_t ask_id;                         /* of a question that is not answered; 0: there is none */
	unsigned context_count;
	struct assoc_client_context contexts[ASSOC_CONTEXTS];
};
HRESULT assoc_client_init(struct assoc_client *c, const struct assoc_peer *peer, void *context);
void assoc_client_fini(struct assoc_client *c); /* answers what is outstanding: E_ABORT */
/* The context for an interface. S_FALSE: it is not agreed upon yet, `agreed` will tell; else as `agreed` told. Failures of its
 * own: RPC_E_OUT_OF_RESOURCES (another connection has room for more), E_OUTOFMEMORY. */
HRESULT assoc_client_offer(struct assoc_client *c, const struct pdu_syntax *interface, uint16_t *id);
/* Sends a request; r's hint is not used. RPC_E_OUT_OF_RESOURCES: too many are outstanding, or too much has not left;
 * RPC_E_SERVER_DIED_DNE: the association is closed, or about to; E_UNEXPECTED: the context is not agreed upon; E_OUTOFMEMORY. */
HRESULT assoc_client_call(struct assoc_client *c, const struct pdu_request *r, void *user, struct wire_call **call);
HRESULT assoc_client_cancel(struct assoc_client *c, struct wire_call *call); /* E_OUTOFMEMORY */
void assoc_client_orphan(struct assoc_client *c, struct wire_call *call);    /* it is the client's no more */
/* The server is to say something, whatever its methods do; while there are calls. E_OUTOFMEMORY. */
HRESULT assoc_client_ask(struct assoc_client *c);
/* assoc_offer.c, for assoc_client.c */
uint32_t client_new_id(struct assoc_client *c);
void offer_answer(struct assoc_client *c, const struct pdu_header *h, struct take body);
void offer_nak(struct assoc_client *c, const struct pdu_header *h, struct take body);
void offers_fail(struct assoc_client *c, HRESULT hr);

/* ---- forms.c: data that no method has, by the rows of IWireForms ---- */

#define FORM(name) (offsetof(IWireFormsVtbl, name) / sizeof(void *) - 3)

/* Reads octets that begin with the form; their byte order is n's. *args: its parameters' addresses, in n's arena, as is all that
 * they point to. *used: octets of it. RPC_X_BAD_STUB_DATA and the walk's other refusals; E_OUTOFMEMORY. */
HRESULT form_read(struct ndr *n, size_t form, struct span octets, void ***args, size_t *used);
/* Octets that form_write will put. */
HRESULT form_size(struct ndr *n, size_t form, void *const *args, size_t *size);
HRESULT form_write(struct ndr *n, size_t form, void *const *args, struct put *p);
/* Type serialization, version 1 (wire.md 3.5): the same behind a header that says its byte order and length. Reading goes on
 * behind it. */
HRESULT pickle_read(struct ndr *n, size_t form, struct take *t, void ***args);
HRESULT pickle_write(struct ndr *n, size_t form, void *const *args, struct put *p);

/* ---- orpc.c: what stands before the parameters of calls on objects (wire.md 3.1) ---- */

enum { ORPC_MAJOR = 5, ORPC_MINOR = 7, ORPC_MINOR_OLD = 1 /* for those who refuse the newer one */ };
enum { ORPC_THIS_SIZE = 32, ORPC_THAT_SIZE = 8, ORPC_ALIGN = 8 }; /* octets without extensions */

struct orpc_this {
	COMVERSION version;
	uint32_t flags;
	CID causality;
	ORPC_EXTENT_ARRAY *extensions; /* NULL: none */
};
struct orpc_that {
	uint32_t flags;
	ORPC_EXTENT_ARRAY *extensions;
};

/* Reads the beginning of a stub; *t goes on to the parameters. Extensions are in n's arena until ndr_reset.
 * RPC_E_VERSION_MISMATCH; RPC_E_INVALID_HEADER: cut, or a count that lies or is over a limit; E_OUTOFMEMORY. */
HRESULT orpc_read_this(struct ndr *n, struct take *t, struct orpc_this *self);
HRESULT orpc_read_that(struct ndr *n, struct take *t, struct orpc_that *that);
/* What stands before the parameters takes so many octets more than without extensions. */
HRESULT orpc_extensions_size(struct ndr *n, ORPC_EXTENT_ARRAY *extensions, size_t *more);
/* RPC_E_OUT_OF_RESOURCES: no room. */
HRESULT orpc_write_this(struct ndr *n, const struct orpc_this *self, struct put *p);
HRESULT orpc_write_that(struct ndr *n, const struct orpc_that *that, struct put *p);
/* The one with this name; NULL: none. */
const ORPC_EXTENT *orpc_extent(const ORPC_EXTENT_ARRAY *extensions, REFGUID id);

/* ---- fault.c: statuses of faults (wire.md 1.8) ---- */

/* What a client tells of a fault: never a success. */
HRESULT fault_to_hresult(uint32_t status);
/* The status for a failure that a server tells of. */
uint32_t fault_from_hresult(HRESULT hr);

/* ---- tower.c: what the endpoint mapper is asked for (wire.md 3.6) ---- */

/* Of a tower over TCP. RPC_X_BAD_STUB_DATA: it is none. */
HRESULT tower_interface(struct span tower, struct pdu_syntax *interface);
/* The same tower with this port. */
HRESULT tower_set_port(uint8_t *octets, size_t size, uint16_t port);

/* ---- activation.c: activation properties (wire.md 3.5) ---- */

/* What is asked for. */
struct activation_in {
	InstantiationInfoData *instantiation; /* with at least one IID */
	ScmRequestInfoData *request;          /* NULL: it does not say which protocols it speaks */
};
/* What was made: of each IID a result and an OBJREF, and how to reach their exporter. */
struct activation_out {
	PropsOutInfo *results;
	ScmReplyInfoData *reply;
};
/* Reads a whole OBJREF; what it says is in n's arena. What remains unknown is passed over. RPC_E_INVALID_OBJREF, RPC_X_*: it
 * is none, is cut or lies; E_OUTOFMEMORY. */
HRESULT activation_read_in(struct ndr *n, struct span objref, struct activation_in *in);
HRESULT activation_read_out(struct ndr *n, struct span objref, struct activation_out *out);
/* RPC_E_OUT_OF_RESOURCES: it has no room. */
HRESULT activation_write_in(struct ndr *n, const struct activation_in *in, struct put *p);
HRESULT activation_write_out(struct ndr *n, const struct activation_out *out, struct put *p);

/* ---- orpc_error.c: error objects that go along with an answer (wire.md 3.1) ---- */

extern const GUID orpc_error_extent; /* the name of such an extension */

/* Its data, at most ORPC_EXTENT_MAX octets; long texts are cut. Calls the object's methods. */
HRESULT orpc_error_write(struct ndr *n, struct IErrorInfo *info, struct put *p);
/* One of the library's own objects. RPC_E_INVALID_OBJREF, RPC_X_*: the data is none, or lies; E_OUTOFMEMORY. */
HRESULT orpc_error_read(struct ndr *n, const ORPC_EXTENT *extent, struct IErrorInfo **info);

/* ---- address.c: where a server listens: unix:/run/user/1000/shop.sock, tcp:127.0.0.1:4000, tcp:[::1]:4000 ---- */

struct transport;
enum { PEER_SUBJECT_MOST = 256 }; /* of a certificate's subject, terminated */
struct address {
	const struct transport *transport;
	struct os_address at;
	char subject[PEER_SUBJECT_MOST]; /* over TLS a server may have this one as well; "": its certificate names its address */
};
enum { ADDRESS_MOST = 128 }; /* of an address as text, terminated */

/* unix:NAME without a slash is NAME in $XDG_RUNTIME_DIR/acom. tcp:localhost:PORT is 127.0.0.1; port 0: any that is free, for
 * a listener; tcp: beyond loopback is tls:. RPC_S_PROTSEQ_NOT_SUPPORTED, RPC_S_INVALID_STRING_BINDING. Here and below
 * why (WHY_MOST) says it for people, in one line that can follow the address. */
HRESULT address_parse(const char *text, struct address *a, char *why);
/* The same of an application's text; octets: that. */
HRESULT address_named(LPCOLESTR text, char octets[ADDRESS_MOST], struct address *a, char *why);
void address_text(const struct address *a, char text[ADDRESS_MOST]);
bool address_equal(const struct address *a, const struct address *b);
bool address_is_secure(const struct address *a);      /* by TLS */
bool address_is_of(const struct address *a, const struct os_address *host); /* of IP, whatever the port */
bool address_is_loopback(const struct os_address *at); /* 127.0.0.0/8, or ::1 */

/* ---- bindings.c: addresses in references (wire.md 3.2) ---- */

/* Of a DUALSTRINGARRAY, or of an OBJREF: little-endian words that lie anywhere. */
struct bindings {
	const uint8_t *words;
	uint16_t count, security;
};
static inline struct bindings bindings_of(const DUALSTRINGARRAY *d)
{
	return (struct bindings){ (const uint8_t *)d->aStringArray, d->wNumEntries, d->wSecurityOffset };
}
/* One address; the text is in UTF-16 and not terminated. */
struct binding {
	uint16_t tower;
	const uint8_t *text;
	size_t units;
};
/* Whether its lists end inside it. RPC_E_INVALID_OBJREF. */
HRESULT bindings_check(const struct bindings *b);
/* The next string binding of bindings that were checked; *at begins as 0. */
bool bindings_next(const struct bindings *b, size_t *at, struct binding *one);
/* False: of another protocol, no address, or none that this process may connect to. */
bool binding_address(const struct binding *b, struct address *a);
/* Addresses as an array in memory for `words` words. E_INVALIDARG: a path is not UTF-8; RPC_E_OUT_OF_RESOURCES: too many. */
HRESULT bindings_write(const struct address *addresses, size_t count, DUALSTRINGARRAY *d, size_t words);

/* ---- transport.c: streams between processes, and who may have one. Safe on any thread; a stream on one at a time ---- */

/* The other end. Over plain TCP nobody says who it is. */
struct peer {
	bool known;           /* by the kernel */
	struct os_peer id;
	const char *subject;  /* of its certificate, as long as its stream; NULL: none, or it has not shown it so far */
	struct os_address at; /* of one that is listened to, and of one that connects by TLS */
	bool refused;         /* over TLS: nothing that it asks for is done */
};
/* Who may be the other end; zero: the user of this process, and root. Peers that are not known are let through: what an
 * anonymous one may do is for those to say who know what it wants. */
struct peer_rule {
	bool (*allows)(void *arg, const struct peer *who);
	void *arg;
};

bool peer_is_us_or_root(const struct peer *who);

struct listener {
	int fd;
	struct address at;          /* with the port that it got */
	struct peer_rule rule;
	struct span farewell;       /* octets for those who are sent away because of a limit */
	os_u32 spare;               /* a descriptor to give up, so that somebody can be sent away when none is left; 0: none */
	bool helpless;              /* who comes can be neither accepted nor sent away */
	bool made;                  /* its file goes with it, if it is this one still: */
	uint64_t device, number;
	uint64_t process;           /* and this process still */
};
struct stream {
	int fd;
	const struct transport *transport;
	struct peer who;
	struct account *account;    /* NULL: it was not accepted here */
	struct secure *secure;      /* NULL: octets go as they are */
};
/* What a read has brought; the descriptors are the reader's own. */
struct arrival {
	size_t size;
	bool more;    /* there may be, although the room was not filled; behind a failure, too: to hear of the end */
	bool blocked; /* nothing comes before there is room to write */
	unsigned fd_count;
	int fds[OS_FDS_MOST];
};

/* Listens; a listener that this process was started with for this address is taken. A socket's directory has mode 0700 and is
 * the user's; it is made if it is missing, and nobody but root and the user can put another one in its place. A socket that
 * nobody listens at is replaced.
 * S_OK; E_ACCESSDENIED: the directory is not to be trusted; RPC_S_DUPLICATE_ENDPOINT: a server is there;
 * RPC_S_CANT_CREATE_ENDPOINT: something else; RPC_E_OUT_OF_RESOURCES, E_OUTOFMEMORY. */
HRESULT transport_listen(const struct address *a, const struct peer_rule *rule, struct listener *l, char *why);
void transport_unlisten(struct listener *l);
/* When l->fd is readable. S_OK; S_FALSE: nobody is there. Somebody was sent away: E_ACCESSDENIED: he is not allowed;
 * RPC_E_OUT_OF_RESOURCES: a limit was reached; E_OUTOFMEMORY. Or not even that was possible: l->helpless. */
HRESULT transport_accept(struct listener *l, struct stream *s, char *why);
/* deadline: 0: connect_deadline(). S_OK; RPC_S_SERVER_UNAVAILABLE; E_ACCESSDENIED: the server is not who may be there, or
 * not on this machine; RPC_E_OUT_OF_RESOURCES, E_OUTOFMEMORY. */
static inline uint64_t connect_deadline(void) /* ACOM_LIMIT_CONNECT_TIME from now */
{
	return wait_deadline(limit_of(ACOM_LIMIT_CONNECT_TIME));
}
HRESULT transport_connect(const struct address *a, const struct peer_rule *rule, uint64_t deadline, struct stream *s, char *why);

/* S_OK: something came; S_FALSE: nothing for now; RPC_E_DISCONNECTED: the end; RPC_S_PROTOCOL_ERROR: more descriptors than
 * allowed, which are lost. Octets of a write with descriptors come at the end of what is read at once (os_socket_read). */
HRESULT stream_read(struct stream *s, void *buffer, size_t size, struct arrival *a);
/* S_OK: *done octets are on their way, and the descriptors with them; S_FALSE: none, nothing for now; RPC_E_DISCONNECTED;
 * E_INVALIDARG: descriptors, which this transport does not carry, or more than OS_FDS_MOST. */
HRESULT stream_write(struct stream *s, const struct os_part *parts, unsigned count, const int *fds, unsigned fd_count,
		     size_t *done);
void stream_end(struct stream *s);                /* nothing more is written */
void stream_close(struct stream *s);
bool stream_carries_descriptors(const struct stream *s);
bool stream_is_far(const struct stream *s);       /* perhaps to another machine */
void stream_why(const struct stream *s, char *why); /* says what broke it, if it is known */

/* ---- pcap.c: ACOM_PCAP, a capture of all that connections carry, which tshark and Wireshark read ---- */

enum { PCAP_PORT = 135, PCAP_SEGMENT = 5840 };
/* A connection in it; as a conversation over TCP, whatever carries it. Zero-initialized but for `serves`. Its end here is
 * 127.0.0.1, the other one has an address of its own; the server has port PCAP_PORT. */
struct pcap_flow {
	bool serves;              /* this end is the server's */
	uint32_t number;          /* 0: nothing was carried so far */
	uint32_t out, in;         /* octets, modulo 2^32 */
};
void pcap_carried(struct pcap_flow *f, bool out, const struct os_part *parts, size_t size);
void pcap_restart(void);          /* as at the start of a process: for tests */

/* Behind a read and a write: what came, and how much of the parts went. Safe on any thread; any lock may be held. */
static inline void pcap_came(struct pcap_flow *f, const void *octets, size_t size)
{
	if (trace_on(TRACE_PCAP))
		pcap_carried(f, false, &(struct os_part){ octets, size }, size);
}
static inline void pcap_went(struct pcap_flow *f, const struct os_part *parts, size_t size)
{
	if (trace_on(TRACE_PCAP))
		pcap_carried(f, true, parts, size);
}

/* ---- watch.c: who reads what nobody waits for: the multithreaded apartment's readers, else STAs that wait ---- */

/* What one look at the set brings in. */
struct turn {
	struct apartment *home; /* work for this one is the looking thread's own; NULL: there is none */
	struct work *mine, **tail;
};
/* Something with a descriptor, which is in the set by one count of its owner's. */
struct watched {
	struct map_node node;
	uint64_t id; /* 0: not in the set */
	int fd;
	const struct watched_ops *ops;
	uint64_t due;                   /* when it expires; the next that does behind it, by the same rule: */
	struct watched *next, **link;
};
/* What something has so much time for: to say first what it wants; to say the rest; to hear that it is over; and how often it is
 * looked at who still pings. */
enum watch_term { WATCH_FIRST, WATCH_REST, WATCH_LAST, WATCH_PINGS, WATCH_TERMS, WATCH_ALWAYS = WATCH_TERMS };
enum { WATCH_LAST_SECONDS = 2, WATCH_PINGS_SECONDS = 60 }; /* of the first two: ACOM_LIMIT_FIRST_TIME, ACOM_LIMIT_REST_TIME */
struct watched_ops {
	void (*ref)(struct watched *w);
	/* It is ready: told to one thread, for each edge once. Takes over a count. */
	void (*ready)(struct watched *w, const struct os_ready *r, struct turn *t);
	/* The last apartment ends: it is to forget itself. Takes over a count. */
	void (*end)(struct watched *w);
	/* Its time is over. Takes over a count. */
	void (*expired)(struct watched *w);
};
/* From here on to watch takes no descriptor. RPC_E_OUT_OF_RESOURCES. */
HRESULT watch_prepare(void);
/* Watched for these events, by edges; again: for others, and what is ready is told once more. RPC_E_OUT_OF_RESOURCES,
 * E_OUTOFMEMORY. */
HRESULT watch_add(struct watched *w, unsigned events);
HRESULT watch_again(struct watched *w, unsigned events);
void watch_until(struct watched *w, enum watch_term term); /* from now; in place of what it had time for before */
void watch_forget(struct watched *w); /* no other thread is told from now on; may still be in `ready` */
/* What is to be done at a time, by whoever looks then: something must be watched meanwhile. */
struct alarm {
	struct alarm *next, *before;
	uint64_t when;
	bool set;
	void (*ring)(struct alarm *a);
};
void alarm_set(struct alarm *a, uint64_t when);
bool alarm_clear(struct alarm *a); /* whether it was still set: else it rings, or has rung */
/* Hands work to its apartment, or keeps it for the looking thread (t: NULL is nobody); as apartment_post. */
HRESULT turn_post(struct turn *t, struct apartment *a, struct work *work);
/* For who waits at a descriptor of his own (fd; -1: none), as wait_source.sleep: false: the time is over. *readable: it is. */
bool watch_sleep(os_parker *parker, int fd, uint64_t deadline, bool *readable);

/* ---- batch.c: what a thread does in one go is written in one go ---- */

/* Around that, on the calling thread. shared: it may last long, and so others write what is there as soon as they get to it. */
void batch_begin(bool shared);
void batch_end(void);
void batch_write(void); /* at once: the thread is about to wait */
/* The connection, which the caller has counted, will be written to. False: it is to be done now. */
bool batch_hold(struct connection *c);
void batch_write_all(void); /* of all threads' that share */

/* ---- connection.c: a stream and its association, under one lock ---- */

/* Counted: by those who use it, and while it is watched. Whoever unlocks it writes what is to be written and does what was
 * put off meanwhile. */
struct heart {
	struct alarm alarm;        /* counts the connection while it is set */
	bool runs;                 /* it is set, or rings */
	unsigned rounds;           /* 0: the server was not asked; else how often it is to be looked for an answer */
	uint64_t came, sent;       /* octets, when it was looked last; sent: up to */
	uint64_t question;         /* the end of what is asked, as the outbox counts */
};
struct connection {
	os_u32 refs;
	os_mutex lock; /* guards what follows. No user code under it; apartments' locks and memory come after it */
	struct stream stream;
	struct pcap_flow flow;     /* what it carries, in a capture */
	struct ndr_account out;    /* the [out] arrays of its calls; not guarded */
	union {
		struct assoc assoc;
		struct assoc_server server;
		struct assoc_client client;
	};
	bool serves;               /* the server's end */
	bool reading;              /* somebody does, or has been asked to */
	bool missed;               /* somebody was told of octets that another one was to read */
	bool writing;              /* there was no room to write */
	bool ended;                /* the association is closed, and nothing more is written */
	bool ending;               /* what can be read now is the last */
	bool stuck;                /* nothing can be read before there is room to write */
	bool deaf;                 /* nothing more comes, or is waited for */
	uint64_t came;             /* octets */
	struct heart heart;        /* of a client's end */
	enum watch_term term;      /* of a server's end: how long it waits for what comes */
	size_t grown;              /* what there was of a message when it was given its time */
	struct reading *next_reader; /* who waits for the right to read, in order */
	struct work *deferred, **deferred_tail;
	struct work *held, **held_tail; /* until there is room for what it leads to */
	os_u32 full;               /* there is none: of a server's end */
	struct turn *turn;         /* of the thread that feeds it just now; NULL: it has none */
	struct wait_source source; /* of waitables that an answer sets: whoever waits for them reads here */
	struct watched watched;
	void *user;                /* the owner's */
	void (*gone)(struct connection *c); /* the last count goes; the owner's, may be NULL */
	void (*speaks)(struct connection *c); /* a batch is about to write, which the owner may add to; not locked; may be NULL */
};

/* The association's context is the connection. RPC_S_SERVER_UNAVAILABLE, E_ACCESSDENIED, RPC_E_OUT_OF_RESOURCES, E_OUTOFMEMORY. */
HRESULT connection_connect(const struct address *at, const struct peer_rule *rule, const struct assoc_peer *peer, uint64_t deadline,
			   struct connection **c, char *why);
/* Takes over the stream, whatever happens; what comes is read from now on, if only the caller's count is left. */
HRESULT connection_accept(struct stream *s, const struct assoc_service *service, struct connection **c);
struct connection *connection_ref(struct connection *c);
void connection_unref(struct connection *c);
void connection_lock(struct connection *c);
void connection_unlock(struct connection *c);
/* Locked: work is run with S_OK once it is unlocked, in no apartment, by the thread that has it locked now. */
void connection_defer(struct connection *c, struct work *work);
/* Locked: work is run in the apartment, but not before it is unlocked; as apartment_post. */
HRESULT connection_post(struct connection *c, struct apartment *a, struct work *work);
/* Not locked: as connection_defer, once there is room for the answer. False: there is. */
bool connection_hold(struct connection *c, struct work *work);
/* Locked: somebody must read here although nobody may wait at `source`. */
void connection_watch(struct connection *c);
/* Not locked: writes what was held back. */
void connection_write(struct connection *c);
/* Not locked. All that is outstanding ends. */
void connection_close(struct connection *c, HRESULT why);
/* The same, locked: nobody is there who could hear it. */
void connection_abandon(struct connection *c, HRESULT why);

/* ---- heart.c: whether servers that do not answer for long are there at all (AcomSetHeartbeat, decision 19) ----
 *
 * A server that promises to read always is asked once more for the context that it has agreed to, as alter_context does: any
 * server answers that, without a thread of an apartment. Who does not promise it is never asked.
 */

void heart_begin(struct connection *c); /* locked: a call is on its way */
void heart_hear(struct connection *c);  /* locked: something came */
bool heart_end(struct connection *c);   /* locked: the association is closed. True: a count is to be given back */

/* ---- dial.c: connections of this process to others, by address ---- */

/* One, as long as somebody uses it: as what proxies of its server's objects share, or as an owner's who keeps it in mind. */
struct link {
	os_u32 refs;
	struct connection *connection; /* counted */
	struct address at;
	struct assoc_peer peer;
	os_u32 minor;                  /* of ORPC's version, as the server is known to understand */
	struct agreement *agreements;  /* under the connection's lock */
	struct link *next, **link;     /* of all that can be found */
	struct link *more;             /* of the same group; counted */
	struct released *released, *last_released; /* release.c's */
};
/* The one to this address, counted: a known one, or a new one. As transport_connect. */
HRESULT link_dial(const struct address *at, uint64_t deadline, struct link **l, char *why);
struct link *link_ref(struct link *l);
bool link_is_over(struct link *l); /* nobody may call over it any more */
void link_unref(struct link *l);
bool link_is_with(const struct link *l, const struct link *other); /* the same, or of the same group; NULL: it is not */
void link_forget(struct link *l); /* who dials the address from now on gets another one */
/* Waits until an interface is agreed upon; deadline: 0: connect_deadline(). Which link of the group that is, the first keeps.
 * RPC_S_UNKNOWN_IF: the server has nothing of the kind; RPC_S_SERVER_UNAVAILABLE; why the association is closed. */
HRESULT link_agree(struct link *l, const struct pdu_syntax *interface, uint64_t deadline, struct link **over, uint16_t *context);

/* ---- options.c: what the application says of servers ---- */

DWORD options_of(const struct address *at); /* of AcomSetServerOptions */

/* ---- launch.c: servers that class files describe ---- */

/* Its address. REGDB_E_INVALIDVALUE: that is none; a line on standard error says more. */
HRESULT launch_address(const struct class_place *p, struct address *at, char *why);
/* The server answers at its address, where it is started if nobody listens; the link is counted. CO_E_SERVER_EXEC_FAILURE: the
 * program has ended, or does not accept in time (ACOM_LIMIT_CONNECT_TIME); a line on standard error says more. As link_dial and
 * link_agree. */
HRESULT launch_reach(const struct class_place *p, const struct address *at, struct link **l, char *why);

/* ---- channel.c: the client's end of calls to other processes ---- */

/* Of an object's interface; of one that has no object; of one that is not ORPC's at all. */
enum outward_kind { OUTWARD_OBJECT, OUTWARD_SERVICE, OUTWARD_PLAIN };
/* The interface is agreed upon here, once for all calls. As link_agree. */
HRESULT channel_outward_create(struct link *l, enum outward_kind kind, REFIID interface, const GUID *object, uint64_t deadline,
			       struct channel **c);
struct link *channel_link(struct channel *c); /* not counted; NULL: it is none of these */
void channel_answer(void *context, struct wire_call *carried, struct assoc_answer *a); /* of links' associations */
/* A call of the runtime itself, by the row of a method of its interface; waits. What it returns, or why nothing: RPC_E_TIMEOUT. */
HRESULT wire_invoke(struct channel *c, unsigned row, uint64_t deadline, void *const *args);
/* The same, but nobody waits, or hears what came of it. */
HRESULT wire_tell(struct channel *c, unsigned row, void *const *args);

/* ---- oxid.c: other processes whose objects are known here ---- */

struct origin_key {
	uint64_t oxid;
	char at[ADDRESS_MOST];   /* the link's */
};
/* One, counted by its objects. What two servers call by the same OXID are two: neither gets what is meant for the other. */
struct origin {
	os_u32 refs;
	uint64_t oxid;
	uint64_t place;          /* how it is named in this process */
	struct origin_key key;
	struct link *link;       /* counted */
	struct channel *unknown; /* to its IRemUnknown; counted */
	uint8_t *words;          /* its addresses, as words of an OBJREF */
	uint16_t word_count, security;
	struct map_node node;
	bool listed;
};
struct origin *origin_find(uint64_t oxid, const struct address *at); /* counted; NULL: it is not known */
struct origin *origin_known(const struct objref *objref); /* that of a reference, likewise, at one of its addresses */
bool origin_place(const struct objref *objref, uint64_t *place); /* its name, even if it cannot be reached any more */
/* The one with this name, of which the server at the other end of the link has told; a known one remains as it is. Counted.
 * deadline: as link_agree's. */
HRESULT origin_learn(uint64_t oxid, struct link *l, REFGUID unknown, const struct bindings *b, uint64_t deadline,
		     struct origin **origin);
/* Nobody who is only named in what somebody else has sent holds up who reads that: connect_deadline(); sooner if calls by
 * this channel (NULL: any) have less time. */
uint64_t origin_deadline(const struct channel *c);
/* That of a reference: known, or asked for at the addresses that it names. by: over what it came; NULL: the application has it.
 * RPC_E_INVALID_OBJREF: it names none that this process may connect to, or it is not known there; why nobody could be asked. The
 * deadline is that of all addresses together. */
HRESULT origin_resolve(const struct objref *objref, const struct stream *by, uint64_t deadline, struct origin **origin);
struct origin *origin_ref(struct origin *o);
void origin_unref(struct origin *o);
/* IRemUnknown's methods. */
/* *results: of each, so many references are our group's; CoTaskMemFree, whatever is answered. */
HRESULT origin_query(struct origin *o, REFGUID ipid, ULONG references, const IID *iids, unsigned count,
                     uint64_t deadline, REMQIRESULT **results);
/* So many more for our group; with so many of a reference that came in transit these are no more its. None: so many are in transit
 * from now on. */
HRESULT origin_add_ref(struct origin *o, REFGUID ipid, ULONG references, ULONG in_transit, uint64_t deadline);
void origin_release_in_transit(struct origin *o, REFGUID ipid, ULONG references); /* nobody waits */
void origin_release(struct origin *o, REMINTERFACEREF *refs, USHORT count); /* nobody waits */

/* ---- release.c ---- */

/* The same, but together with what else is let go in the same batch. */
void origin_let_go(struct origin *o, const REMINTERFACEREF *refs, unsigned count);
void link_release(struct link *l); /* what is let go so far */

/* ---- foreign.c: objects of other processes, as their proxies know them ---- */

/* What says that an interface of an object has so many references that are ours. */
struct reference {
	const IID *iid;
	GUID ipid;
	uint64_t oid;
	uint32_t references;
	const ACOM_INTERFACE *interface; /* foreign.c's */
};
/* Takes them over, whatever happens. Counted, with a use. RPC_E_INVALID_OBJREF: it contradicts what is known of the object;
 * REGDB_E_IIDNOTREG, E_OUTOFMEMORY. */
HRESULT foreign_take(struct origin *origin, struct reference *r, struct remote **remote);
/* What it takes to make a proxy for this interface is known and agreed upon afterwards, so that nothing is asked then. */
HRESULT foreign_prepare(struct remote *r, REFIID iid, uint64_t deadline);
/* As objref_abroad's, of references that were made here. S_FALSE: it is none of these. */
HRESULT foreign_claim(const struct objref *o, enum objref_kind kind, struct remote **remote);
HRESULT foreign_give_back(const struct objref *o, enum objref_kind kind);
struct origin *foreign_origin(const struct remote_object *o); /* not counted; NULL: it is of this process */

/* ---- say.c: what is said to people ---- */

/* An error object, counted; NULL: memory is short. That objects of a class cannot be read, as ... `who` has not registered it. */
struct IErrorInfo *say_class(REFCLSID clsid, const char *who);
/* hr; what has failed why is the thread's error object. */
HRESULT say_why(HRESULT hr, const char *what, const char *why);

/* ---- hooks.c: interface pointers in calls between processes; their context is the channel ---- */

extern const struct ndr_hooks wire_hooks;
/* A pointer from an OBJREF that came in an answer over this link (NULL: from anywhere). Its references are used up. The deadline is
 * for all that it takes. */
HRESULT reference_resolve(const uint8_t *octets, size_t size, const struct link *from, uint64_t deadline, REFIID iid, void **ppv);
/* A request has ended with hr. If the server has not read what an object in it wrote, that is the caller's again; *error: why. */
void reference_unread(struct ndr *n, HRESULT hr, bool not_executed, struct IErrorInfo **error);

/* ---- inherit.c: listeners that the process was started with (LISTEN_PID, LISTEN_FDS) ---- */

/* The one for this address; NULL: the next, whichever. Each is taken once. S_OK; S_FALSE: there is none (any more);
 * RPC_S_CANT_CREATE_ENDPOINT, E_ACCESSDENIED: this one is no listener of ours, and stays as it is; another may follow. */
HRESULT transport_inherit(const struct address *wanted, const struct peer_rule *rule, struct listener *l, char *why);

/* ---- lapse.c: references that nobody claims ---- */

enum { LAPSE_SECONDS = 360 };  /* at least; at most twice as many */
void lapse_expect(void);       /* one may be on its way */
void lapse_end(void);          /* the process has no apartment any more */

/* ---- access.c: who may use this process' objects (AcomSetAccess) ---- */

AcomPeer access_peer(const struct peer *who);
/* Whether it has only what everybody may have (decision 26): nobody knows who it is, or nobody has said what its certificate is
 * good for. */
bool access_is_anonymous(const struct peer *who);
/* Calls the user's function: not under a lock. clsid: NULL: to connect. S_OK; E_ACCESSDENIED, or what that function says. */
HRESULT access_check(const struct peer *who, REFCLSID clsid);

/* ---- census.c: how many connections were accepted, of each user and of all ---- */

unsigned census_count(void);

/* ---- exporter.c: this process, as others know it ---- */

/* The OXID of OBJREFs that leave the process, and the IPID of its IRemUnknown. */
uint64_t exporter_oxid(void);
const IPID *exporter_unknown(void);
/* Where others reach it. */
HRESULT exporter_listens(const struct address *a); /* E_OUTOFMEMORY */
void exporter_unlistens(const struct address *a);
/* The addresses for an OBJREF or an answer, as words, those of the transport over which the other one was met first (NULL: it was
 * not); for who was met by TLS those alone, at the address of this end. There is at least one: without a listener a private one is
 * made (decision 24). E_INVALIDARG, RPC_E_OUT_OF_RESOURCES, E_OUTOFMEMORY; why there is no listener. */
enum { EXPORTER_WORDS = 1024 };
HRESULT exporter_bindings(const struct stream *met, DUALSTRINGARRAY *d, size_t words);
/* Of this process; E_OUTOFMEMORY. */
HRESULT exporter_binding_array(const struct stream *met, DUALSTRINGARRAY **d); /* CoTaskMemFree */

/* ---- remunknown.c: the IRemUnknown of this process (wire.md 3.3), which has the references of each group in its holdings ----
 *
 * An OBJREF in transit counts OBJREF_REFERENCES. Who unmarshals it has these: RemRelease takes what his group does not hold from
 * there. Our own clients make them their group's at once, in one call: RemAddRef of so many public and as many private ones, the
 * private ones meaning those in transit, which end. RemAddRef of private ones alone means that a client has made such an OBJREF for
 * somebody else. */

extern const struct service remunknown_service, remunknown2_service;

/* ---- resolver.c: the IObjectExporter of this process, for strangers (wire.md 3.4) ---- */

extern const struct service resolver_service;

/* ---- pings.c: sets of OIDs, which are pinged together ---- */

struct pings;
HRESULT pings_create(struct pings **p); /* E_OUTOFMEMORY */
void pings_free(struct pings *p);
/* A set has been heard of: tells of each of its OIDs. False: there is none of this id. */
bool pings_simple(struct pings *p, uint64_t id, void (*hear)(void *arg, uint64_t oid), void *arg);
/* Changes one, or makes one (*id: 0). S_FALSE: there is none of this id; RPC_E_OUT_OF_RESOURCES: too many; E_OUTOFMEMORY. */
HRESULT pings_change(struct pings *p, uint64_t *id, const int64_t *add, size_t adds, const int64_t *drop, size_t drops);
void pings_expire(struct pings *p, uint64_t now);

/* ---- activator.c: the ISystemActivator of this process (wire.md 3.5) ---- */

extern const struct service activator_service;

/* ---- listen.c: AcomListen, AcomStopListening ---- */

/* An address that nobody knows of but by references: like this one, but for the port (NULL: any). As transport_listen. */
HRESULT listen_privately(const struct address *like);

/* ---- holdings.c: what the clients of an association group hold of this process' objects (wire.md 3.3, 3.7) ---- */

/* Public references by IPID; those to an interface are together one use of its export. Any thread; no user code runs but where
 * uses are given back: not under a connection's lock. */
struct holdings;
HRESULT holdings_create(bool anonymous, struct holdings **h); /* counted once; anonymous: nobody knows whose. E_OUTOFMEMORY */
struct holdings *holdings_ref(struct holdings *h);
void holdings_unref(struct holdings *h);
/* So many references more. Takes over one use of the stub's export, whatever happens. RPC_E_DISCONNECTED: the group has ended;
 * RPC_E_OUT_OF_RESOURCES: too many; E_OUTOFMEMORY. */
HRESULT holdings_add(struct holdings *h, struct stub *s, uint32_t references);
/* So many fewer; returns how many of these were not there. With the last one the use is given back. */
uint32_t holdings_release(struct holdings *h, REFGUID ipid, uint32_t references);
bool holdings_has(struct holdings *h, REFGUID ipid);
/* Whether such clients may use the object: those that nobody knows, only if one of them was given it. */
bool holdings_may(const struct holdings *h, const struct stub *s);
bool holdings_are_anonymous(const struct holdings *h);
void holdings_expose(struct stub *s); /* anybody may use its object from now on */
bool holdings_may_ask(const struct holdings *h); /* where the process' objects are: if there is any that they may use */
/* The last connection of the group is gone: all is given back, and no more is taken. */
void holdings_end(struct holdings *h);
/* Of clients that are bound to nothing: they ping their objects, by OID; an object that none has been heard of for so long is given
 * back (wire.md 3.7). They are anonymous, too. */
enum { HOLDINGS_SECONDS = 360 };
HRESULT holdings_create_pinged(struct holdings **h);
struct pings *holdings_pings(struct holdings *h); /* its sets; NULL: it is none of these */
bool holdings_hear(struct holdings *h, uint64_t oid); /* false: they do not hold it */
bool holdings_expire(struct holdings *h, uint64_t now);   /* whether there are some left; of one that is pinged */

/* ---- incoming.c: a request becomes a call ---- */

/* What is no object, but is called like one: the process itself. */
struct service {
	const IID *iid;
	uint32_t version;
	const IPID *(*ipid)(void);     /* by which it is called; NULL: by any, or none */
	bool plain;                    /* nothing stands before the parameters */
	uint16_t first;                /* opnum of the first method */
	/* Answers by stub_reply or stub_end, now or later; on the thread that reads, so that no user code may run. */
	void (*invoke)(struct call *c);
};
/* What is called: a stub, whose count and use of its export go to the call, or a service. */
struct incoming_target {
	const struct service *service;
	struct stub *stub;
	const ACOM_INTERFACE *interface;
	const ACOM_METHOD *method;
};
/* Locked. Its parameters are the rest of the request. E_OUTOFMEMORY: then target and request are still the caller's. */
HRESULT incoming_take(struct connection *c, struct assoc_request *r, struct span params, REFGUID causality,
		      const struct incoming_target *target, struct holdings *holdings);
void incoming_cancel(struct wire_call *call); /* locked */
/* Of a service: the arguments. NULL: it has been answered why there are none. */
void **incoming_args(struct call *c);
/* References that the answer brings, beside those of its interface pointers; given back if it does not get to the client: to an
 * interface, or those of an OBJREF, which stays where it is. False: memory is short, and nothing has changed. */
bool incoming_gives(struct call *c, REFGUID ipid, uint32_t references);
bool incoming_gives_objref(struct call *c, struct span objref);
/* Interface iid of p for the answer, in memory of alloc's, which is the caller's whatever happens (*made: NULL: there was none). */
HRESULT incoming_marshal(struct call *c, IUnknown *p, REFIID iid, void *(*alloc)(struct ndr *n, size_t size),
			 MInterfacePointer **made);
void incoming_takes_back(struct call *c); /* what it was to bring, all of it; not locked */
/* Of a call that came in: a limit is in the way of its answer; a fault tells. */
void incoming_hit(struct channel *c, struct limit_hit hit);
bool incoming_has_hit(struct channel *c);
void incoming_pool_drain(void); /* the process has no apartment any more */
/* Of its channel, not counted: the holdings of the group, where an OBJREF in the answer goes, and the connection. NULL: this
 * channel is none of a call that came in. */
struct holdings *incoming_holdings(struct channel *c);
struct connection *incoming_connection(struct channel *c);
/* When the objects that a request names must have been reached, all of them; of other channels as origin_deadline. */
uint64_t incoming_deadline(struct channel *c);

/* ---- serve.c: what connections that others made are for ---- */

extern const struct assoc_server_ops serve_ops;

#endif
