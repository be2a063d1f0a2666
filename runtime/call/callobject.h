/* callobject.h - what the files of the client's call object share: callobject.c, callobject_claim.c, callobject_event.c and
 * callobject_begin.c. */
#ifndef ACOM_CALLOBJECT_H
#define ACOM_CALLOBJECT_H

#include "call/call.h"

typedef struct call_object {
	AcomObject object;
	ISynchronize ISynchronize_iface;
	ISynchronizeHandle ISynchronizeHandle_iface;
	ICancelMethodCalls ICancelMethodCalls_iface;
	struct call_security security;
	struct face async;
	const ACOM_INTERFACE *interface;
	struct apartment *apartment;   /* that AsyncX is bound to; counted */
	struct channel *channel;       /* counted */
	IUnknown *proxy;               /* counted: as long its object is connected; or NULL */
	struct waitable event;         /* ISynchronize; not the call's own state (C26, C27), but as long as nobody has */
	os_u32 looked;                 /* looked at it, it is not set, if the call's state says so; LOOKED: now it is */
	struct waitable heard;         /* aggregated: the outer's Signal of the current call has returned, or never will be */
	struct work signal_work;       /* aggregated: Signal, on its way to the apartment, of */
	struct call *told;             /* this call, counted; so is the outer, and this object */
	os_u32 teller;                 /* aggregated: the thread that calls the outer's Signal, or did so for the current call */
	bool agile;                    /* aggregated: the outer is; asked in Begin_, where it is at home */
	os_u32 begun;                  /* aggregated: the last digits of the id of the last call whose Begin_ has succeeded */
	os_mutex lock;                 /* guards which call is the current one; who has claimed that needs no lock */
	os_ptr current;                /* the last that was begun; NULL: none was */
	struct call *calls;            /* all that it ever had, counted until it goes: so nobody who finds one needs to count it */
} call_object;

static inline bool call_object_is_aggregated(const struct call_object *o)
{
	return o->object.outer != &o->object.IUnknown_iface;
}

/* ---- callobject_event.c ---- */

/* Of `looked`: somebody is about to look at its own event; from here on that is what it says. */
enum { LOOKING = 1, LOOKED };
void call_object_look_first(struct call_object *o);
/* Before anybody does something with it. */
static inline void call_object_look(struct call_object *o)
{
	if (os_load32(&o->looked) != LOOKED)
		call_object_look_first(o);
}
/* The synchronization object: its own event, or whatever the controlling unknown has (com-async.md 3.7). */
HRESULT call_object_reset(struct call_object *o);
void call_object_wait(struct call_object *o, struct call *c); /* for Finish_ */
/* No Signal of c is to come any more. What the last one did may have been to begin the next call. */
void call_object_heard(struct call_object *o, struct call *c);
/* An aggregate stays alive until it has been signalled: nobody can tell from outside whether a foreign object is dying. */
void call_object_hold(struct call_object *o);
void call_object_unhold(struct call_object *o);
void call_object_signal_run(struct work *work, HRESULT hr); /* its signal_work's */

/* ---- callobject_claim.c ---- */

/* The invocation at hand, which is not begun anew meanwhile; NULL: there was none so far, or it is over. */
struct call *call_object_enter(struct call_object *o);
/* As one of those who have it, who may be the last one; NULL: nothing. */
void call_object_leave(struct call *c);
HRESULT call_object_idle(enum call_event event); /* what an event means to an idle object */
/* The invocation, in state BEGINNING and counted: the object is busy with it from here on. */
HRESULT call_object_claim(struct call_object *o, const ACOM_METHOD *method, struct call **c);
/* The call, which the caller has finished, is over: as one of so many guests. */
void call_object_rest(struct call_object *o, struct call *c, uint32_t guests);

#endif
