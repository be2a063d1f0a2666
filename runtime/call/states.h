/* states.h - the states of a call, what leads from one to the next, and the marks beside them. */
#ifndef ACOM_STATES_H
#define ACOM_STATES_H

#include "ndr/ndr.h"

/* ---- rules.c ---- */

#define CALL_STATE_LIST(X) X(IDLE) X(BEGINNING) X(PENDING) X(CANCELLING) X(DONE) X(CANCELLED) X(FINISHING)
#define CALL_EVENT_LIST(X) \
	X(BEGIN)        /* Begin_, or a synchronous call, claims it */ \
	X(SENT)         /* marshaled; about to be sent */ \
	X(UNDO)         /* could not be marshaled or sent */ \
	X(REPLY)        /* the answer, or the reason why there is none */ \
	X(FINISH)       /* Finish_ wants the result */ \
	X(FINISHED)     /* Finish_ has it */ \
	X(CANCEL)       /* Cancel(0) */ \
	X(CANCEL_WAIT)  /* Cancel(n) */ \
	X(EXPIRE)       /* Cancel's n seconds are over, or the reply came in them */ \
	X(TEST)         /* TestCancel */ \
	X(ABANDON)      /* the call object is gone */

enum call_state {
#define X(s) CALL_##s,
	CALL_STATE_LIST(X)
#undef X
	CALL_STATES
};
/* Beside the state: Cancel came while Begin_ was still at work; IDLE: nobody begins it who does not have its object's lock;
 * somebody is about to begin this one, or another one in its place; PENDING: its end need not be told: nobody waits for it, or has
 * looked at its object's event so far; from DONE on: and so that is set without showing it; BEGINNING: somebody waits for the end;
 * where an object's is not IDLE: the slot of its method. */
enum { CALL_STATE = 7, CALL_HURRIED = 8, CALL_SET_ASIDE = 16, CALL_CLAIMED = 32, CALL_QUIET = 64, CALL_AWAITED = 128,
       CALL_METHOD = 256 /* unit */ };
/* Of refs: the counts; how many were ever taken, so that who has the last but one, and looks whether he has to give something
 * back, gives back his count only if nobody else had one meanwhile. */
enum { CALL_COUNTS = 0xffff, CALL_TAKEN = 0x10000 /* unit */ };
/* Of marks: its object is ready with it, but others had it then: the last of these cleans it; the client asked for it to be
 * cancelled; its object's users: those who look at it without finishing it. */
enum { CALL_USED = 1, CALL_CANCEL_ASKED = 2, CALL_GUEST = 4 /* unit */ };
enum call_event {
#define X(e) CALL_##e,
	CALL_EVENT_LIST(X)
#undef X
	CALL_EVENTS
};

/* What an event does in a state: the next state (CALL_STATES: it cannot happen) and the HRESULT. */
struct call_rule {
	uint8_t next;
	HRESULT hr;
};
extern const struct call_rule call_rules[CALL_STATES][CALL_EVENTS] __attribute__((visibility("hidden")));
static inline HRESULT call_rule(enum call_state state, enum call_event event, enum call_state *next)
{
	*next = (enum call_state)call_rules[state][event].next;
	return call_rules[state][event].hr;
}
const char *call_state_name(enum call_state state);
const char *call_event_name(enum call_event event);

static inline uint32_t call_marked(enum call_state state, const ACOM_METHOD *method)
{
	return state + (uint32_t)CALL_METHOD * method->slot;
}

#endif
