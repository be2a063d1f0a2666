/* waiting.h - between who cancels a request and who takes it up, neither of whom waits for the other. */
#ifndef ACOM_WAITING_H
#define ACOM_WAITING_H

#include "call/call.h"

/* Of so many calls over a connection each is one from the beginning, which takes more memory and less time; tests change it. */
extern unsigned waiting_from;

/* It becomes that call: who cancels at the same time leaves his mark first, and sees the call, or is seen. */
static inline void waiting_becomes(os_ptr *call, os_u32 *cancelled, struct call *c)
{
	os_swapp(call, c);
	os_point();
	if (os_load32(cancelled)) /* who is about to serve it will see that */
		os_or32(&c->marks, CALL_CANCEL_ASKED);
}

/* The call that is to be told; NULL: none so far, but it will know. */
static inline struct call *waiting_cancel(os_ptr *call, os_u32 *cancelled)
{
	os_swap32(cancelled, 1);
	os_point();
	return os_loadp(call);
}

#endif
