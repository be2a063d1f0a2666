/* outgoing.h - synchronous calls, and whether they may be made. */
#ifndef ACOM_OUTGOING_H
#define ACOM_OUTGOING_H

#include "ndr/ndr.h"

struct call;
struct outgoing;

/* ---- cancel.c: synchronous calls that can be cancelled ---- */

/* What a thread has pending: a call, or the object that a custom marshaler registered. */
struct cancel_entry {
	struct cancel_entry *next;
	struct outgoing *outgoing;
	ICancelMethodCalls *object; /* counted, unless it is the runtime's */
	bool own;                   /* the runtime's: CoSetCancelObject does not take it out */
	os_u32 refs;                /* of one that CoSetCancelObject made */
};

/* Around a synchronous call, if the calling thread has cancellation enabled. */
void cancel_enter(struct cancel_entry *e, struct outgoing *o);
/* Around something else that its thread waits for, which the object cancels. */
void cancel_enter_object(struct cancel_entry *e, ICancelMethodCalls *object);
void cancel_leave(struct cancel_entry *e);
bool cancel_is_enabled(void); /* on the calling thread */
void cancel_thread_ends(struct thread *self);

/* ---- outgoing.c: synchronous calls ---- */

/* A synchronous call of a method, which may need several tries. */
struct outgoing {
	struct outgoing *outer;
	uint64_t causality; /* 0: that which its first try begins */
	uint64_t since;    /* os_now; 0: no filter has been there to ask for it */
	uint64_t callee;   /* the id of the apartment that is called */
	struct cancel_entry entry;
	/* under a lock, if it can be cancelled: */
	struct call *call;       /* the present try, or the last one, which was rejected; counted. NULL: there was none so far */
	bool cancelled;          /* no other try is to be made */
	struct waitable *asleep; /* between two tries; set to end that */
	struct Canceller *cancellers;
};

void outgoing_enter(struct outgoing *o);
/* hr is what the last try came to, `rejected` that it was and that there is to be no other; what the call comes to. */
HRESULT outgoing_leave(struct outgoing *o, HRESULT hr, bool rejected);
/* The next try, whose count it takes over. */
void outgoing_try(struct outgoing *o, struct call *c);
/* Serves the apartment so long (0: not at all), or until the call is cancelled; false: it is. */
bool outgoing_sleep(struct outgoing *o, DWORD milliseconds);
/* On its thread. */
void outgoing_cancel(struct outgoing *o);
/* A cancel object, and the call that it is to cancel, which is not over. */
HRESULT canceller_create(ICancelMethodCalls **canceller);
void canceller_attach(ICancelMethodCalls *canceller, struct outgoing *o);

/* ---- filter.c: message filters ---- */

/* The callee's filter refused the call; whether to try again, after a while if need be. */
bool outgoing_retry(struct outgoing *o, HRESULT rejection);
/* Whether the calling STA takes the call: S_OK, RPC_E_SERVERCALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER. */
HRESULT filter_admit(struct call *c);
/* An STA ends, on its thread. */
void filter_apartment_ends(void);

/* ---- callout.c: notifications and [input_sync] ---- */

/* Whether its methods are notifications. */
bool interface_notifies(const ACOM_INTERFACE *interface);
bool method_is_input_sync(const ACOM_METHOD *method);
/* Whether the calling thread may make a synchronous call just now: of a method, or (NULL) another question to an apartment.
 * RPC_E_CANTCALLOUT_INEXTERNALCALL: it is in its message filter; RPC_E_CANTCALLOUT_ININPUTSYNCCALL, RPC_E_CANTCALLOUT_INASYNCCALL:
 * in such a method; RPC_E_WRONG_THREAD: an [input_sync] method is called from a multithreaded apartment. */
HRESULT callout_check(const ACOM_INTERFACE *interface, const ACOM_METHOD *method);

#endif
