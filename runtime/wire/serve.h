/* serve.h - requests of other processes: how they become calls, and of what. */
#ifndef ACOM_SERVE_H
#define ACOM_SERVE_H

#include "call/call.h"
#include "wire/connection.h"

struct waiting;

/* ---- incoming.c, incoming_answer.c, incoming_given.c, incoming_pool.c: a request becomes a call ---- */

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
struct waiting;
/* What is called: a stub, whose count and use of its export go to the call, or a service. */
struct incoming_target {
	const struct service *service;
	struct stub *stub;
	const ACOM_INTERFACE *interface;
	const ACOM_METHOD *method;
};
/* Locked. Its parameters are the rest of the request. E_OUTOFMEMORY: then target and request are still the caller's. */
HRESULT incoming_take(struct connection *c, struct assoc_request *r, struct span params, REFGUID causality,
		      const struct incoming_target *target);
void incoming_rest_retired(struct thread_batch *b); /* those that the calling thread has kept for the next requests */
void incoming_count(struct connection *c); /* locked: the connection, once more, for a request */
void incoming_count_rest(struct connection *c); /* locked: no more requests are there for now */
/* A call for the waiting one (NULL: there is none), whose count of the connection it takes over, with what belongs to its target;
 * its request is empty. Without a waiting one it is locked. NULL: memory is short, and nothing has changed. */
struct call *incoming_make(struct connection *c, const struct incoming_target *target, REFGUID causality, struct wire_call *wire,
			   struct waiting *waiting);
void incoming_unmake(struct call *c); /* the same, undone: what was taken over is the caller's again */
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

/* ---- waiting.c: small requests that nobody has taken up so far; the connection is locked ---- */

bool waiting_may(const struct assoc_request *r, struct span params, const struct incoming_target *target);
HRESULT waiting_take(struct connection *c, struct assoc_request *r, struct span params, REFGUID causality,
		     const struct incoming_target *target); /* as incoming_take */
struct call *waiting_cancelled(struct wire_call *wire); /* the call that is to hear of it; NULL: none, but that is known */
void waiting_free(struct connection *c, struct waiting *w); /* behind the answer */
void waiting_fini(struct connection *c);
/* A call at whose method's Begin_ others are at work waits again, as what it was before; not locked. */
bool waiting_park(struct channel *channel, struct call *call, struct outer *outer);
bool waiting_is_parked(struct wire_call *wire);

/* ---- serve.c: what connections that others made are for ---- */

extern const struct assoc_server_ops serve_ops;
void serve_fini(struct connection *c); /* the last count of one goes */
/* Locked: a call of the stub is answered. `alone`: nobody has that call any more, and what it has of the stub, a count and a use,
 * may be for the next one: then *s is NULL. */
void serve_answered(struct connection *c, struct stub **s, bool alone);

#endif
