/* servercall.h - the inside of an AcomServerCall: for the interfaces that clients of its apartment see of it, and for call objects
 * of the runtime's own. */
#ifndef ACOM_SERVERCALL_H
#define ACOM_SERVERCALL_H

#include "object/object.h"

/* Busy from TryBegin on, complete from Complete on, in the hands of one Finish_ until Finished. */
enum server_call_state { SERVER_CALL_IDLE, SERVER_CALL_BUSY, SERVER_CALL_COMPLETE, SERVER_CALL_FINISHING, SERVER_CALL_STATES };

/* `done` is the call's own completion; `event` is the ISynchronize that clients of the same apartment may play with. Until one
 * does, it is what the call's state says. */
struct server_call {
	AcomServerCall *call;
	bool alone;    /* its ISynchronize is its own: nobody aggregates it, or stands before it in its class */
	os_mutex lock; /* guards the rest but for the waitables */
	os_u32 state;  /* of a call, and which: SERVER_CALL_STATES * calls; changes under the lock, but to and from FINISHING */
	unsigned calls; /* begun so far */
	bool cancelled, posted;
	bool gives_up;  /* a cancel ends the call, whatever becomes of the work */
	uint64_t teller; /* the thread that is inside a foreign Signal; 0: none */
	os_u32 method;
	HRESULT hr;
	struct apartment *apartment; /* of the last Begin_; counted */
	struct work post;            /* Post, on its way to that apartment */
	HRESULT post_hr;
	unsigned waiting;            /* in Finish_ for `done`, which nobody sets for nobody */
	struct waitable *over;       /* set when the call is no longer busy, for the one Cancel of it that waits; NULL: none does */
	bool played;                 /* with the event */
	struct waitable done, event;
};

static inline enum server_call_state server_call_state(const struct server_call *s)
{
	return (enum server_call_state)(os_load32(&s->state) % SERVER_CALL_STATES);
}

/* AcomServerCallTryBegin; *which: the number of the call. */
HRESULT server_call_try_begin(AcomServerCall *call, DWORD method, unsigned *which);
/* From here on nobody else completes the call of this number (NULL: whichever it is), and server_call_bring is to follow.
 * RPC_E_CALL_COMPLETE; *a: the apartment where it is to be completed, counted. */
HRESULT server_call_claim_post(struct server_call *s, const unsigned *which, HRESULT hr, struct apartment **a);
HRESULT server_call_bring(AcomServerCall *call, HRESULT hr, struct apartment *a); /* whose count it takes over */

#endif
