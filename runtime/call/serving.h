/* serving.h - the server's side of a call. */
#ifndef ACOM_SERVING_H
#define ACOM_SERVING_H

#include "ndr/ndr.h"

struct call;

/* ---- context.c: what a method may know of the call that it serves ---- */

struct context {
	struct context *outer;
	struct call *call;
	uint64_t causality; /* of what the method does */
	bool async;       /* Begin_ or Finish_ */
	IUnknown *own;    /* made when it is asked for; counted */
	IUnknown *other;  /* in its place, by CoSwitchCallContext; not counted */
	struct IErrorInfo *error; /* the thread's, until the method has returned; counted */
};

/* Around a method, on the thread that runs it; its result. The error object that it leaves goes to the call if it has failed,
 * and is forgotten otherwise. */
void context_enter(struct context *x, struct call *c, bool async);
void context_leave(struct context *x, HRESULT hr);

/* ---- stub.c, outer.c, outer_list.c, outer_faces.c: the server's side of a call ---- */

/* Executes call->work in the server's apartment. */
void stub_run(struct work *work, HRESULT hr);
/* The arguments, c->serving->args, out of the request. */
HRESULT stub_get_request(struct call *c);
/* Puts the outputs and the method's result into the reply, frees the arguments, completes. */
void stub_reply(struct call *c, HRESULT result);
/* The call ends: S_OK with the reply in place, or why there is none. The arguments are freed if they were there. */
void stub_end(struct call *c, HRESULT hr);

/* Hands the call to the server object's own call object. S_FALSE: it has none for this interface. */
HRESULT outer_dispatch(struct call *c);
/* Tells the server's call object that the client wants to cancel. */
void outer_cancel_run(struct work *work, HRESULT hr);
/* Whether the server's call object has signalled, or the call is over. */
bool outer_has_signalled(struct call *c);
void outer_apartment_ends(struct apartment *a);
void outer_pool_drain(void);

#endif
