/* call.h - floor 4: calls between apartments. What it holds of others is in headers of their own, each with a section per file. */
#ifndef ACOM_CALL_H
#define ACOM_CALL_H

#include "base/pool.h"
#include "base/probe.h"
#include "call/activation.h"
#include "call/causality.h"
#include "call/channel.h"
#include "call/export.h"
#include "call/inside.h"
#include "call/objref.h"
#include "call/outgoing.h"
#include "call/proxy.h"
#include "call/remote.h"
#include "call/serving.h"
#include "call/states.h"
#include "call/tell.h"
#include "ndr/ndr.h"

/* ---- call.c, call_values.c, call_end.c, call_finish.c, call_cancel.c, call_memory.c: one invocation; its steps: steps.h ---- */

/* A half's octets. */
struct call_buffer {
	uint8_t *data;
	uint32_t size;
	uint32_t room : 26;
	uint32_t head : 4;     /* eights of octets in front of them, which are the channel's */
	uint32_t received : 1; /* they came from another process, and nobody has read them so far */
	uint32_t big : 1;      /* their numbers are big-endian */
};
enum { CALL_ROOM_MOST = (1 << 26) - 1, CALL_HEAD = 8 /* unit */ };
/* Written only where it changes: who then reads `room` would have to wait for that. */
static inline void call_buffer_head(struct call_buffer *b, unsigned head)
{
	if (b->head != head)
		b->head = head & 15;
}
static inline uint8_t *call_octets(const struct call_buffer *b) { return b->data + b->head * CALL_HEAD; }

enum { CALL_LITTLE = 16, CALL_CARRIER = 7 };

/* One invocation: shared by its two ends, owner of all that it needs. Comes from a pool, so that calls allocate nothing in
 * the long run. */
struct call {
	os_u32 refs;                     /* CALL_COUNTS, CALL_TAKEN */
	os_u32 state;                    /* enum call_state, and marks */
	uint64_t id;
	union {
		struct call_object *owner;   /* who is signalled; NULL: nobody, or not any more */
		struct pool_node pooled;
	};
	os_mutex lock;                   /* guards changes of state, but for call_leap; awaited, hr, owner, serving and its outer */
	HRESULT hr;                      /* how the carrier answered; the method's own result is in the reply */
	DWORD caller;                    /* the thread that began it */
	uint32_t security;               /* settings, as security.c packs them */
	os_u32 marks;                    /* CALL_USED, CALL_CANCEL_ASKED, CALL_GUEST */
	bool sync : 1;                   /* its caller does nothing but wait */
	bool own : 1;                    /* nobody can cancel it, so that one thread at a time takes its steps */
	bool kin : 1;                    /* it is among those of an object, from its beginning to its end */
	bool light : 1;                  /* and the count of who carries it is none of `refs` while it is BEGINNING or PENDING */
	bool awaited;                    /* somebody waits for `done`, or is about to */
	bool carried;                    /* the channel's to another process: it is on its way */
	bool rejected;                   /* the message filter did not take it, if that is what hr says */
	const ACOM_METHOD *method;
	struct channel *channel;         /* counted, unless both are part of the same */
	struct waitable done;
	union {                          /* call_causality: */
		uint64_t causality;
		struct call *sibling;    /* of the same object */
	};
	struct call_buffer request, reply;
	struct ndr *client;              /* used by the client's thread; NULL: it has had nothing to keep so far */
	struct call_serving *serving;    /* NULL: no server has looked at it so far */
	struct IErrorInfo *error;        /* the answer's, or why it could not be sent; counted */
	union {
		struct {
			uint8_t little[CALL_LITTLE]; /* a request that is no longer */
			struct work work;            /* kept: the channel's: what it will say, once it may */
			struct stub *stub;           /* counted by the channel; NULL: what is called is no object */
		};
		void *carrier[CALL_CARRIER];     /* the channel's to another process: what it knows the call by while that is on its way */
	};
};

/* The same for what a call causes while its caller waits; its own id, if nothing caused it: C40: unless its caller waits it may
 * outlive what its caller serves. */
static inline uint64_t call_causality(const struct call *c) { return c->kin ? c->id : c->causality; }
static inline bool call_is_marked(const struct call *c, uint32_t mark) { return os_load32(&c->marks) & mark; }

/* The server's half, from the request's arrival on. */
struct call_serving {
	struct call *call;
	struct ndr ndr;
	void **args;
	struct work cancel_work;
	struct IErrorInfo *raised;       /* copy of what the method that failed left as error object; counted */
	struct outer *outer;             /* the server's call object, while it is at work; not counted */
};

/* What each end needs, made when it does and kept for the next call. NULL: E_OUTOFMEMORY */
struct ndr *call_client(struct call *c);
struct call_serving *call_serve(struct call *c);
/* One that is part of something else: its memory was zeroed. Between the two it may be used again and again: then it is in state
 * IDLE, its count is 1, and the channel, which must have `retire`, is not counted. */
void call_make(struct call *c);
void call_unmake(struct call *c);
void call_open_own(struct call *c, struct channel *channel, const ACOM_METHOD *method);
/* A call in state BEGINNING, counted once. E_OUTOFMEMORY: NULL. */
struct call *call_open(struct channel *channel, const ACOM_METHOD *method);
/* One that is over: nobody else begins it from now on. False: it is not over, or set aside, or claimed. */
bool call_claim_idle(struct call *c);
HRESULT call_is_busy(struct call *c); /* what to begin another one means then; S_OK: it is over */
/* One that was claimed, or set aside, and that the caller has alone: another invocation, in state BEGINNING, with two counts; of
 * one that is light `refs` has one of them. */
void call_open_again(struct call *c, const ACOM_METHOD *method);
/* As new: what its ends have kept, and have to give back, goes. */
void call_clean(struct call *c);
/* The row of the interface that is called, where a user's [call_as] function has that of the base it was written for. */
static inline const ACOM_METHOD *call_method(const ACOM_INTERFACE *interface, const ACOM_METHOD *method)
{
	return method->slot - 3u < interface->count ? &interface->methods[method->slot - 3] : method;
}
struct call *call_ref(struct call *c);
static inline uint32_t call_counts(const struct call *c) { return os_load32(&c->refs) & CALL_COUNTS; }
void call_unref(struct call *c);
void call_pool_drain(void);

/* [in] into the request: RPC_X_*, E_OUTOFMEMORY. Afterwards the arguments may go. */
HRESULT call_put_request(struct call *c, void *const *args);
/* -> PENDING and off. On failure the call is IDLE again. */
HRESULT call_send(struct call *c);
/* The same; takes over a count, unless it fails. quiet: nobody has looked at its object's event. */
HRESULT call_send_away(struct call *c, bool quiet);
/* Back to IDLE because of hr, which it returns; S_OK if completion came first: then it takes over a count. `why`, counted, is the
 * error object of that, or NULL: then it stays as it is. */
HRESULT call_undo(struct call *c, HRESULT hr, struct IErrorInfo *why);
/* Whether it is IDLE: undone, or finished. */
bool call_is_over(struct call *c);
/* Whether one that was to be sent is cancelled, and its caller perhaps gone already. */
bool call_is_given_up(struct call *c);
/* The answer: S_OK with call->reply filled, or why there is none. Once per sent call; any thread. */
void call_complete(struct call *c, HRESULT hr);
/* The same with an error object; takes over its count (NULL: none), and one of the call. */
void call_complete_with(struct call *c, HRESULT hr, struct IErrorInfo *error);
/* Waits until the result can be fetched, claims it, and fetches it: the method's HRESULT, or why there is none. That the
 * callee's message filter has refused the call is RPC_E_CALL_REJECTED; what it said is in c->hr until the last unref. */
HRESULT call_finish(struct call *c, void *const *args);
/* The same in steps. Waits and claims; without waiting and without the lock, if it is an object's, done, and of that method: false:
 * it is not, or there is more to be done. Then the result; and at last nobody has it. */
HRESULT call_claim(struct call *c);
bool call_claim_done(struct call *c, const ACOM_METHOD *method);
HRESULT call_fetch(struct call *c, void *const *args);
bool call_was_rejected(const struct call *c);
/* The calling thread's error object becomes the one of the call, which has failed; or none, if it has none. */
void call_tell_error(struct call *c);
/* Whether the client would like it to end, for who has just been asked: a busy thread may be the only one that could hear of it
 * (decision 13). Not under a lock. */
bool call_is_cancelled(struct call *c);
/* For who fails before a call is sent: zeroes the outputs that are there, and returns hr, without an error object. `whole`:
 * args are those of both halves, and checked, so that the sizes of arrays are known. */
HRESULT call_refuse(const ACOM_METHOD *method, void *const *args, bool whole, HRESULT hr);
/* Behind that, an error object after all: which parameter of these halves is NULL, if that is what hr says. */
void call_tell_null(const ACOM_INTERFACE *i, const ACOM_METHOD *method, ndr_half halves, void *const *args, HRESULT hr);
/* ICancelMethodCalls. */
HRESULT call_cancel(struct call *c, ULONG seconds);
/* Its time is over: as Cancel(0), but the result will be RPC_E_TIMEOUT. */
void call_expire(struct call *c);
HRESULT call_test_cancel(struct call *c);
/* Nobody will finish it. True: its owner will not be signalled, either. */
bool call_abandon(struct call *c);
/* Its owner refuses to hear that it is complete: so Finish_ fails with hr, unless it was faster, or Cancel. */
void call_spoil(struct call *c, HRESULT hr);
/* Room for `size` octets behind the head, in a buffer that keeps what it has. E_OUTOFMEMORY */
HRESULT call_buffer_grow(struct call_buffer *b, size_t size);
static inline HRESULT call_buffer_reserve(struct call_buffer *b, size_t size)
{
	return size + b->head * CALL_HEAD <= b->room ? S_OK : call_buffer_grow(b, size);
}
/* The octets become the buffer's; they are more than CALL_LITTLE. */
void call_buffer_adopt(struct call_buffer *b, uint8_t *octets, uint32_t size);
/* For the server: the client has cancelled. Polling servers see it; the work, if there is one, is to be run in the call's
 * apartment, as a notice, or with the reason why it cannot: it has a count of the call. */
struct work *call_cancelled(struct call *c);

#endif
