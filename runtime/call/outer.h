/* outer.h - what the files of outers share: a server's call object at work. */
#ifndef ACOM_OUTER_H
#define ACOM_OUTER_H

#include "call/call.h"
#include "call/parked.h"

enum { DELEGATED_MOST = (1 << 20) - 1 };

/* CREATING: in CreateCall, whose signals mean nothing. BEGUN: Begin_ has returned and nobody has signalled. The step that
 * makes both true runs Finish_. ENDED_EARLY: Begin_ has ended its apartment, and still uses its arguments. */
enum outer_state { OUTER_CREATING, OUTER_BEGINNING, OUTER_SIGNALLED_EARLY, OUTER_ENDED_EARLY, OUTER_BEGUN, OUTER_OVER };

/* Three faces, one count. `delegated` counts what the call object takes through delegation, not what its users hold of
 * ISynchronize and ICancelMethodCalls: when the last of it goes without Signal, the call is lost (decision 12). As many calls may
 * wait as there is memory for these: it fills what an allocation of its size has. */
struct outer {
	union {
		struct pool_node pooled;
		struct {
			struct outer *next, **link; /* in the list of all, until it is over: NULL */
		};
	};
	IUnknown IUnknown_iface;
	ISynchronize ISynchronize_iface;
	ICancelMethodCalls ICancelMethodCalls_iface;
	os_u32 refs;
	os_mutex lock;                  /* guards the rest, but for what is there before Begin_ */
	IUnknown *inner;                /* the call object's own unknown, counted */
	void *call_object;              /* its AsyncX; lives as long as inner */
	struct apartment *apartment;    /* of Begin_; counted */
	union {                         /* NULL when it is over */
		struct call *call;      /* counted by the stub's side */
		struct parked *parked;  /* if it is */
	};
	union {
		struct work work;       /* `lost` or `cancelled`, on its way to the apartment; its `kept` is: */
		struct {
			char in_work[offsetof(struct work, kept)];
			unsigned state : 3;       /* enum outer_state */
			bool is_parked : 1;
			bool armed : 1;           /* Begin_ left a delegated reference behind */
			bool signalled : 1;       /* as Wait sees it, until Reset */
			bool cancellable : 1;     /* it has an ICancelMethodCalls of its own */
			bool told : 1;            /* of a cancel */
			bool posted : 1;          /* the work is */
			bool lost : 1;            /* the last delegated reference went in another apartment */
			bool cancelled : 1;       /* the client would like a parked call to end */
			bool waited : 1;          /* somebody waits for it to be signalled, or did */
			unsigned delegated : 20;  /* DELEGATED_MOST: nobody knows, and so it is not lost */
		};
	};
};
#ifndef ACOM_SIM
_Static_assert(sizeof(void *) != 8 || sizeof(struct outer) <= 104, "with malloc's own octets no more than 112");
#endif

/* ---- outer.c ---- */

void outer_unref(struct outer *o);
/* The call, for the one who ends it; NULL: somebody did. `from` is the state in which he may, OUTER_OVER means any. */
struct call *outer_take(struct outer *o, enum outer_state from);
/* By the end of its apartment; false: its Begin_ stands on the calling thread's stack, and ends it when it returns. */
bool outer_may_end(struct outer *o);
void outer_finish(struct outer *o, struct call *c); /* what was taken, by Finish_ */
void outer_fail(struct outer *o, struct call *c, HRESULT hr); /* the same without it */
void outer_tell_cancel(struct outer *o); /* as it was begun, once */
/* Locked: its work, which takes care of what is `lost` or `cancelled`, each with a count; NULL: it is on its way already. */
struct work *outer_post(struct outer *o);
void outer_lose(struct outer *o); /* its last delegated reference went without Signal; takes over a count */

/* ---- outer_list.c: those at work ---- */

void outer_list(struct outer *o);
void outer_unlist(struct outer *o); /* if it is there still */

/* ---- outer_faces.c ---- */

void outer_faces_init(struct outer *o);

/* ---- outer_wait.c: its event, which hardly anybody waits for ---- */

HRESULT outer_wait(struct outer *o, uint64_t deadline);
void outer_set(struct outer *o); /* locked */

#endif
