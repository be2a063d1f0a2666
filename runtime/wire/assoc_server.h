/* assoc_server.h - the server's end of an association. */
#ifndef ACOM_ASSOC_SERVER_H
#define ACOM_ASSOC_SERVER_H

#include "wire/assoc.h"

struct holdings;

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
	/* It is served, but not over this association: over another one of its group, which the client is to try. NULL: all is. */
	bool (*elsewhere)(void *context, const struct pdu_syntax *interface);
	/* Whether a request is answered before more is read, and so may come when too many are outstanding. NULL: none is. */
	bool (*at_once)(const void *found, unsigned opnum);
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
/* assoc_share.c, for assoc_accept.c */
bool share_is_asked(const struct pdu_bind *b);
bool share_accept(struct assoc_server *s); /* false: it cannot be */

#endif
