/* pdu.h - floor 5, its lower half: what the octets between processes mean. A section per file of this room.
 *
 * What stands here knows no thread and no socket: octets go in, octets and events come out.
 */
#ifndef ACOM_PDU_H
#define ACOM_PDU_H

#include "call/call.h"
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

/* ---- outbox.c: octets on their way out, in the order in which they were put there ---- */

struct parcel;
struct outbox_block {
	struct outbox_block *next;
	size_t size, sent;
	struct parcel *parcel; /* NULL: octets of its own */
	uint8_t octets[];
};

/* Zero-initialized is empty. */
struct outbox {
	struct outbox_block *first, *last, *spare;
	struct ndr_descriptors *descriptors; /* in the order in which they go */
	unsigned parcels; /* among the blocks */
	uint64_t queued, sent; /* octets since the beginning. A connection bounds the difference: it reads no more requests meanwhile */
};
struct outbox_mark {
	struct outbox_block *last;
	size_t size;
	uint64_t queued;
};
enum { OUTBOX_ROOM = 4 * PDU_MOST };
uint8_t *outbox_more(struct outbox *o); /* OUTBOX_ROOM octets in a block of their own; NULL: memory is short */
/* The same, or behind what is there already: for one PDU of this size, of OUTBOX_ROOM at most. */
static inline uint8_t *outbox_room(struct outbox *o, size_t size)
{
	struct outbox_block *b = o->last;

	return b && !b->parcel && size <= OUTBOX_ROOM - b->size ? b->octets + b->size : outbox_more(o);
}
static inline void outbox_add(struct outbox *o, size_t size) /* so much of the room is to be sent */
{
	o->last->size += size;
	o->queued += size;
}
struct outbox_mark outbox_mark(const struct outbox *o);
void outbox_rewind(struct outbox *o, struct outbox_mark mark); /* what was added since then is not to be sent */
/* These go with the PDU that begins with this octet, counted as `queued` is; they are the outbox'. */
void outbox_attach(struct outbox *o, uint64_t at, struct ndr_descriptors **d);
/* A parcel goes as its fragments; the outbox' from now on. False: memory is short. */
bool outbox_parcel(struct outbox *o, struct parcel *p);
/* What parcels have of this owner's memory is theirs from now on. False: memory is short, and so nothing more is sent. */
bool outbox_keep(struct outbox *o, const void *owner);
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

/* ---- parcel.c: a stub that is cut into fragments as it leaves, from where its parts lie ---- */

enum { PARCEL_PARTS = 4, PARCEL_LEAST = 16 << 10 /* shorter ones are better copied */, PARCEL_FRONT = 32 };
static inline size_t parts_size(const struct span parts[PARCEL_PARTS])
{
	return parts[0].size + parts[1].size + parts[2].size + parts[3].size;
}
void parts_put(struct put *p, struct span parts[PARCEL_PARTS], size_t size); /* their first octets, which are not theirs any more */
/* Who lends the parts: they are not needed any more when `done` is called. */
struct lender {
	void (*done)(struct lender *l);
	const void *owner;
};
/* head: of a PDU without its stub; most: octets of that in a fragment. The first part, of at most PARCEL_FRONT octets, is copied.
 * NULL: memory is short. */
struct parcel *parcel_make(const struct put *head, const struct span parts[PARCEL_PARTS], size_t most, struct lender *l);
size_t parcel_size(const struct parcel *p); /* octets of all fragments */
/* Its octets from this one on, in pieces; how many of these. The next that are asked for take their place. */
unsigned parcel_spans(struct parcel *p, size_t from, struct span *spans, unsigned most);
bool parcel_keep(struct parcel *p, const void *owner); /* as outbox_keep */
void parcel_end(struct parcel *p); /* it is gone, and so the lender is told */
void parcel_free(struct parcel *p); /* the same, but he is not */

/* ---- inbox.c: PDUs out of octets, however they are cut ---- */

/* Zero-initialized is empty, and takes no long PDU. */
struct inbox {
	size_t have;
	uint16_t most;            /* of octets of a long PDU; one has no trailer and */
	uint8_t longs;            /* this type */
	struct pdu_header begun;  /* a long PDU whose rest is to come */
	uint8_t octets[PDU_MOST]; /* the begin of a PDU */
};
/* Takes octets from `in`. S_OK: a PDU is whole, or (h->rest) a long one has begun; it stays where it is until more is taken or fed.
 * S_FALSE: all octets are taken, and more are needed. RPC_S_PROTOCOL_ERROR: what begins here is no PDU, or longer than any may be;
 * *h says which. */
HRESULT inbox_take(struct inbox *b, struct span *in, const uint8_t **pdu, struct pdu_header *h);
/* So many octets of it are taken; the rest is to come. */
void inbox_begin(struct inbox *b, struct pdu_header *h, size_t have);
struct span inbox_take_rest(struct inbox *b, struct span *in); /* first: of the PDU that has begun; empty: nothing */

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
	size_t size, room, most;             /* most: of earlier ones here */
	uint32_t left;                       /* to come, as the last fragment has said */
	uint16_t head, part;                 /* what that had in front of its part of the stub; that */
	struct ndr_landed aside;             /* not among the octets */
};
/* Grows with what is received, and as far as a hint of how much is left says up to a multiple of that, or to what
 * an earlier one had. part.at: NULL: it is where it belongs. E_OUTOFMEMORY; RPC_E_OUT_OF_RESOURCES: more than the limit. */
HRESULT message_add(struct message *m, const struct pdu_header *h, struct span part, uint32_t hint, size_t limit);
HRESULT message_go_on(struct message *m, struct span part, size_t limit); /* the same with more of that fragment */
/* Where these octets of the stub belong, as far as (*size) they lie together there; NULL: there is no room. */
uint8_t *message_place(const struct message *m, size_t at, size_t *size);
size_t message_held(const struct message *m); /* octets, without those aside */
void message_reserve(struct message *m); /* for what is left, as far as that is allowed, and memory there */
void message_trim(struct message *m); /* it is whole: much that was reserved in vain is given back */
void message_end(struct message *m); /* no message; keeps a small buffer for the next one */
void message_fini(struct message *m);

/* ---- calls.c: who is meant by a call id ---- */

/* A call on one connection, as long as it can be answered. */
struct wire_call {
	uint32_t id;
	uint16_t context;
	uint8_t cancels;
	bool orphaned : 1;  /* nobody waits for the answer */
	bool guest : 1;     /* its memory is its user's */
	uint8_t descriptors : 6; /* server: how many came with it */
	union {
		uint32_t size;      /* server: octets of the request */
		uint64_t at;        /* client: the first octet of the request in the outbox' count; an orphan's: of what tells of it */
	};
	union {
		void *user;             /* the owner's, NULL at first */
		struct wire_call *next; /* client: of the orphans */
	};
	void *more;         /* the owner's, NULL at first */
	struct wire_call *beside;         /* whose id has the same place */
	struct wire_call *later, **link;  /* in the order in which they were added */
};

struct wire_calls {
	struct wire_call **places, *first, **last;
	uint32_t salt;
	unsigned shift;
	struct wire_call *spare; /* kept, so that a call in steady state allocates nothing */
	struct wire_call *lost;
	unsigned count; /* added and not freed */
};
HRESULT calls_init(struct wire_calls *c);
void calls_fini(struct wire_calls *c);
struct wire_call *calls_add(struct wire_calls *c, uint32_t id, uint16_t context); /* NULL: memory is short */
/* The same in steps: memory for it, to be freed unless it is entered; or the user's own, if there is a spare one in whose place the
 * call can be put. */
struct wire_call *calls_record(struct wire_calls *c);
bool calls_spare(struct wire_calls *c);
void calls_enter(struct wire_calls *c, struct wire_call *call, uint32_t id, uint16_t context, bool guest);
/* The user's memory is his again: what is in its place. NULL: memory is short. */
struct wire_call *calls_move(struct wire_calls *c, struct wire_call *call);
struct wire_call *calls_find(const struct wire_calls *c, uint32_t id);
struct wire_call *calls_first(const struct wire_calls *c); /* the oldest; NULL: there is none */
struct wire_call *calls_next(const struct wire_call *call);
void calls_forget(struct wire_calls *c, struct wire_call *call); /* its id is free, it is not */
void calls_free(struct wire_calls *c, struct wire_call *call);   /* after calls_forget */
void calls_leave(struct wire_calls *c);                          /* the same of one that was a guest */
void calls_lose(struct wire_calls *c, struct wire_call *call);   /* as calls_forget, long before calls_find_lost and calls_free */
void calls_find_lost(struct wire_call *call);

/* ---- assoc.c: what both ends of an association have in common ---- */

struct assoc;
struct assoc_side {
	void (*pdu)(struct assoc *a, const struct pdu_header *h, const uint8_t *octets);
	void (*broken)(struct assoc *a, const struct pdu_header *h); /* what came is no PDU */
	void (*closing)(struct assoc *a);
	/* One more fragment of the open message: what stands before its part of the stub. That is where it belongs. */
	void (*landed)(struct assoc *a, const struct pdu_header *h, const uint8_t *head, size_t part);
	/* More of the last fragment. at: NULL: it is where it belongs. */
	void (*more)(struct assoc *a, const struct pdu_header *h, struct span part);
	enum pdu_type stubs; /* of PDUs that messages are made of */
};

/* One end. Not locked: whoever owns the connection lets one thread in at a time. */
struct assoc {
	const struct assoc_side *side;
	struct inbox inbox;
	struct outbox outbox;
	struct message message;
	struct wire_calls calls;
	uint16_t fragment; /* octets of a PDU with a stub that the other end takes; until it is bound those that this end would */
	bool bound;
	bool multiplexed;
	bool bare;         /* the transport carries no descriptors; set by the owner behind assoc_init */
	bool carries;      /* it is agreed upon that there may be some */
	bool shifts;       /* behind the PDU at hand octets come another way; until the owner knows */
	size_t bells;      /* so many behind it, then, are none of its */
	size_t untaken;    /* of what has left, the last ones that the other end will never have; set by the owner */
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
/* Octets of a PDU with a stub that this end sends at most to who has agreed to such features. */
uint16_t assoc_fragment(const struct assoc *a, const uint16_t *features);
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
void assoc_close(struct assoc *a, HRESULT why) __attribute__((cold));
/* What a connection that is silent for long must be asked: is it waited for a first bind, or for the rest of something? */
enum assoc_awaits assoc_awaits(const struct assoc *a);
/* A PDU of at most `size` octets goes out: begun, its parts put, ended. False: it did not fit, or memory is short. */
struct put assoc_begin(struct assoc *a, enum pdu_type type, uint8_t flags, uint32_t call_id, size_t size);
bool assoc_end(struct assoc *a, struct put *p);

/* ---- landing.c: fragments of a long message are read to where it is collected ---- */

enum { LANDING_LEAST = 32 << 10 /* what is worth that */, LANDING_HEADS = 31, LANDING_ROOMS = 2 * LANDING_HEADS + 2 };

/* Where the next octets are to be read to. */
struct landing {
	struct os_room rooms[LANDING_ROOMS];
	unsigned count, fragments;
	size_t size; /* of all rooms */
	size_t rest; /* of the fragment at hand */
	size_t have; /* octets of the first head, which were there */
	struct { uint8_t head[PDU_STUB + PDU_UUID]; size_t part; bool last; } fragment[LANDING_HEADS];
};
bool landing_is_due(const struct assoc *a);                  /* so much of a message is to come */
bool landing_plan(struct assoc *a, struct landing *l);       /* false: it is not */
/* In place of assoc_feed: so many octets have come there. brought: with descriptors. */
void landing_take(struct assoc *a, const struct landing *l, size_t size, bool brought);
void assoc_pdu(struct assoc *a, HRESULT hr, const struct pdu_header *h, const uint8_t *pdu); /* assoc.c's */
void assoc_longs(struct assoc *a, uint16_t most); /* bound: the other end may send PDUs with stubs of so many octets */
uint32_t assoc_hint(const struct pdu_header *h, uint32_t hint, size_t part); /* how much is left, at least, with this part */

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

/* How far it is agreed upon that octets go by memory that both ends share. */
enum share { SHARE_NOT, SHARE_ASKED, SHARE_OUT /* the client's */, SHARE_BOTH, SHARE_NEVER };

/* ---- assoc_server.c, assoc_reply.c, assoc_accept.c: the server's end; rules R1 to R20 of wire.md 1.9 ---- */

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
	/* Octets could go by the memory that this descriptor stands for, which stays the caller's. NULL: they cannot. */
	bool (*share)(void *context, int fd);
	void (*shared)(void *context); /* what comes does, and what is put into the outbox from now on */
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
	uint8_t shares;        /* enum share */
	unsigned context_count;
	struct assoc_server_context contexts[ASSOC_CONTEXTS];
};
HRESULT assoc_server_init(struct assoc_server *s, const struct assoc_service *service, void *context);
void assoc_server_fini(struct assoc_server *s); /* calls that nobody answered are gone, too */
/* The call is answered with a stub in two parts, and gone. S_FALSE: nobody listens. E_OUTOFMEMORY, RPC_E_OUT_OF_RESOURCES (too much
 * has not left): it is still to be answered. */
HRESULT assoc_server_respond(struct assoc_server *s, struct wire_call *call, struct span head, struct span rest);
/* The same in more parts, which are lent: l->done is called, if it is S_OK. l: NULL: they are copied. */
HRESULT assoc_server_respond_lent(struct assoc_server *s, struct wire_call *call, const struct span parts[PARCEL_PARTS],
				  struct lender *l);
/* The same with a fault; when memory is short for that, the association is closed. hit: why, if a limit was; else NULL. */
void assoc_server_fault(struct assoc_server *s, struct wire_call *call, uint32_t status, bool did_not_execute,
			const struct limit_hit *hit);
/* assoc_accept.c, for assoc_server.c */
void accept_bind(struct assoc_server *s, const struct pdu_header *h, struct take body);
void accept_alter(struct assoc_server *s, const struct pdu_header *h, struct take body);
void accept_trailer(struct assoc_server *s, const struct pdu_header *h, const struct pdu_trailer *t);
void accept_nak(struct assoc_server *s, uint32_t call_id, enum pdu_nak_reason reason); /* and closes */
/* assoc_reply.c, for these; which limit was hit is told to those who know how */
void reply_fault(struct assoc_server *s, uint32_t call_id, const struct pdu_fault *f, uint8_t flags);
void reply_refuse(struct assoc_server *s, uint32_t call_id, const struct pdu_fault *f, uint8_t flags); /* and closes */

/* ---- assoc_client.c, assoc_heard.c, assoc_offer.c: the client's end; what it believes of a server is what it asked for ---- */

struct assoc_answer {
	HRESULT hr;           /* S_OK: a response; S_FALSE: a fault; else why there will be no answer */
	uint32_t status;      /* of the fault */
	bool did_not_execute;
	bool big;
	struct limit_hit hit; /* that was hit, here or there */
	struct span stub;     /* without what lies aside */
	struct ndr_landed aside;
	uint8_t *memory;      /* as in struct assoc_request */
	struct ndr_descriptors *descriptors;
};
struct assoc_client_ops {
	/* How an offer that was not answered at once ended: S_OK, RPC_S_UNKNOWN_IF, or why the association is closed. */
	void (*agreed)(void *context, uint16_t id, HRESULT hr);
	/* Once for each call that is not orphaned; everything in it, and the call, is gone when it returns. An orphan whose `more` is
	 * not NULL: if a response was on its way already, with that, but without a user. */
	void (*answer)(void *context, struct wire_call *call, struct assoc_answer *answer);
	/* A long answer begins so: the owner may have a part of it elsewhere, where it is written to until the call is answered, or
	 * orphaned. NULL: he never has. */
	void (*begins)(void *context, struct wire_call *call, struct span first, struct ndr_landed *aside);
	/* What is put into the outbox from now on goes by the memory that was asked for; SHARE_BOTH: and so does what comes;
	 * SHARE_NEVER: nothing ever will. */
	void (*shared)(void *context, enum share how);
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
	bool again;                              /* all ids were given: any may be taken */
	struct wire_call *answering;             /* whose answer is incomplete; NULL with an open message: nobody's any more */
	struct ndr_ledger *brought;              /* descriptors of answers that nobody has taken; NULL: there were none so far */
	struct wire_call *orphans;               /* that may still be answered */
	unsigned orphan_count;
	bool offering;
	uint16_t offered;
	uint32_t offer_id;
	uint32_t ask_id;                         /* of a question that is not answered; 0: there is none */
	uint32_t share_id;                       /* the same of memory */
	uint8_t shares;                          /* enum share */
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
/* The same with a stub in parts, which are lent: l->done is called, unless it fails. l: NULL: they are copied. The call lies in
 * `room`, which may be where r's octets are, until it is answered or orphaned. */
HRESULT assoc_client_call_lent(struct assoc_client *c, const struct pdu_request *r, const struct span parts[PARCEL_PARTS],
			       struct lender *l, void *user, struct wire_call *room);
HRESULT assoc_client_cancel(struct assoc_client *c, struct wire_call *call); /* E_OUTOFMEMORY */
/* It is the client's no more, and nor is this memory of it. False: memory is short, and it still is. */
bool assoc_client_orphan(struct assoc_client *c, struct wire_call *call);
/* The server is to say something, whatever its methods do; while there are calls. E_OUTOFMEMORY. */
HRESULT assoc_client_ask(struct assoc_client *c);
/* Whether octets may go by the memory that this descriptor stands for, which is taken over; once it is bound. E_OUTOFMEMORY. */
HRESULT assoc_client_share(struct assoc_client *c, int fd);
static inline struct assoc_client *client_of(struct assoc *a)
{
	return container_of(a, struct assoc_client, a);
}
void client_breach(struct assoc_client *c) __attribute__((cold)); /* the server says what none may: that is the end */
/* assoc_heard.c, for assoc_client.c */
void heard_response(struct assoc_client *c, const struct pdu_header *h, struct take body);
void heard_fault(struct assoc_client *c, const struct pdu_header *h, struct take body);
void heard_landed(struct assoc *a, const struct pdu_header *h, const uint8_t *head, size_t part);
void heard_more(struct assoc *a, const struct pdu_header *h, struct span part);
/* The call is answered. Its id is free before its owner hears of it. */
void heard_answer(struct assoc_client *c, struct wire_call *call, struct assoc_answer *answer);
/* Orphans of which an answer to a request that begins there says that they will get none; UINT64_MAX: all. `one`: this one, too. */
void heard_retire(struct assoc_client *c, uint64_t at, const struct wire_call *one);
void heard_leave(struct assoc_client *c); /* the server wants no more calls, and none is left: that is the end */
/* assoc_share.c, for assoc_accept.c and assoc_offer.c */
bool share_is_asked(const struct pdu_bind *b);
bool share_accept(struct assoc_server *s); /* false: it cannot be */
bool share_is_answered(struct assoc_client *c, const struct pdu_header *h, struct take body);
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
/* The same without extensions. S_FALSE: there are some, and *t is at them. */
HRESULT orpc_read_plain_this(struct take *t, struct orpc_this *self);
HRESULT orpc_read_plain_that(struct take *t, struct orpc_that *that);
/* What stands before the parameters takes so many octets more than without extensions. */
HRESULT orpc_extensions_size(struct ndr *n, ORPC_EXTENT_ARRAY *extensions, size_t *more);
/* RPC_E_OUT_OF_RESOURCES: no room. */
HRESULT orpc_write_this(struct ndr *n, const struct orpc_this *self, struct put *p);
HRESULT orpc_write_that(struct ndr *n, const struct orpc_that *that, struct put *p);
void orpc_write_plain_this(uint16_t minor, GUID causality, uint8_t octets[ORPC_THIS_SIZE]); /* without extensions, little-endian */
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

#endif
