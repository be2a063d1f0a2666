/* outer.h - what outer.c and outer_faces.c share: a server's call object at work. */
#ifndef ACOM_OUTER_H
#define ACOM_OUTER_H

#include "call/call.h"
#include "call/parked.h"

/* CREATING: in CreateCall, whose signals mean nothing. BEGUN: Begin_ has returned and nobody has signalled. The step that
 * makes both true runs Finish_. */
enum outer_state { OUTER_CREATING, OUTER_BEGINNING, OUTER_SIGNALLED_EARLY, OUTER_BEGUN, OUTER_OVER };

/* Three faces, one count. `delegated` counts what the call object takes through delegation, not what its users hold of
 * ISynchronize and ICancelMethodCalls: when the last of it goes without Signal, the call is lost (decision 12). */
struct outer {
	struct pool_node pooled;
	IUnknown IUnknown_iface;
	ISynchronize ISynchronize_iface;
	ICancelMethodCalls ICancelMethodCalls_iface;
	os_u32 refs;
	IUnknown *inner;                /* the call object's own unknown, counted */
	void *call_object;              /* its AsyncX; lives as long as inner */
	ICancelMethodCalls *cancel;     /* its own, or NULL; as long */
	struct apartment *apartment;    /* of Begin_; counted */
	struct waitable signalled;
	struct work lost;               /* the last delegated reference went in another apartment */
	struct work cancelled;          /* its client would like a parked call to end */
	os_u32 told;                    /* of a cancel */
	struct outer *next, **link;     /* in `outers`, until it is over */
	os_mutex lock;                  /* guards the rest */
	enum outer_state state;
	bool armed;                     /* Begin_ left a delegated reference behind */
	unsigned delegated;
	struct call *call;              /* counted by the stub's side; NULL when it is over, or: */
	struct parked *parked;
};

/* ---- outer.c ---- */

void outer_unref(struct outer *o);
/* The call, for the one who ends it; NULL: somebody did. `from` is the state in which he may, OUTER_OVER means any. */
struct call *outer_take(struct outer *o, enum outer_state from);
void outer_finish(struct outer *o, struct call *c); /* what was taken, by Finish_ */
void outer_tell_cancel(struct outer *o); /* as it was begun, once */
void outer_lose(struct outer *o); /* its last delegated reference went without Signal; takes over a count */

/* ---- outer_faces.c ---- */

void outer_faces_init(struct outer *o);

#endif
