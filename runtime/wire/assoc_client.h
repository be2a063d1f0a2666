/* assoc_client.h - the client's end of an association. */
#ifndef ACOM_ASSOC_CLIENT_H
#define ACOM_ASSOC_CLIENT_H

#include "wire/assoc.h"

/* ---- assoc_client.c, assoc_heard.c, assoc_offer.c: the client's end; what it believes of a server is what it asked for ---- */

enum { ASSOC_ORPHANS = 65536 }; /* that are remembered, beside as many as calls may be outstanding */
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
	/* A question is answered, or none will be: calls may be possible again, or never. NULL: never mind. */
	void (*told)(void *context);
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
	struct wire_call *orphans, **orphans_end; /* that may still be answered, the oldest first */
	unsigned orphan_count;
	bool offering;
	uint16_t offered;
	uint32_t offer_id;
	uint32_t ask_id;                         /* of a question that is not answered; 0: there is none */
	uint64_t ask_at;                         /* where it begins */
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
/* Whether no more calls are possible before one that is outstanding has ended, or a question is answered. */
bool assoc_client_waits(struct assoc_client *c);
HRESULT assoc_client_cancel(struct assoc_client *c, struct wire_call *call); /* E_OUTOFMEMORY */
/* It is the client's no more, and nor is this memory of it. False: memory is short, and it still is. */
bool assoc_client_orphan(struct assoc_client *c, struct wire_call *call);
/* The server is to say something, whatever its methods do, if there are calls. E_OUTOFMEMORY. */
HRESULT assoc_client_ask(struct assoc_client *c);
/* Whether octets may go by the memory that this descriptor stands for, which is taken over; once it is bound. E_OUTOFMEMORY. */
HRESULT assoc_client_share(struct assoc_client *c, int fd);
static inline struct assoc_client *client_of(struct assoc *a)
{
	return container_of(a, struct assoc_client, a);
}
void client_breach(struct assoc_client *c) __attribute__((cold)); /* the server says what none may: that is the end */
void client_tell(const struct assoc_client *c); /* `told`, unless it does not matter */
/* assoc_heard.c, for assoc_client.c */
void heard_response(struct assoc_client *c, const struct pdu_header *h, struct take body);
void heard_fault(struct assoc_client *c, const struct pdu_header *h, struct take body);
void heard_landed(struct assoc *a, const struct pdu_header *h, const uint8_t *head, size_t part);
void heard_more(struct assoc *a, const struct pdu_header *h, struct span part);
/* The call is answered. Its id is free before its owner hears of it. */
void heard_answer(struct assoc_client *c, struct wire_call *call, struct assoc_answer *answer);
/* Orphans of which an answer to what begins there says that they will get none; UINT64_MAX: all. */
void heard_retire(struct assoc_client *c, uint64_t at);
void heard_leave(struct assoc_client *c); /* the server wants no more calls, and none is left: that is the end */
/* assoc_share.c, for assoc_offer.c */
bool share_is_answered(struct assoc_client *c, const struct pdu_header *h, struct take body);
/* assoc_offer.c, for assoc_client.c */
uint32_t client_new_id(struct assoc_client *c);
void offer_answer(struct assoc_client *c, const struct pdu_header *h, struct take body);
void offer_nak(struct assoc_client *c, const struct pdu_header *h, struct take body);
void offers_fail(struct assoc_client *c, HRESULT hr);

#endif
