/* tell.h - what the trace tells of calls. */
#ifndef ACOM_TELL_H
#define ACOM_TELL_H

#include "call/states.h"

struct call;

/* ---- tell.c: what the trace tells of calls ---- */

/* What lasts, on one thread. */
enum tell_part { TELL_CALL, TELL_BEGIN, TELL_FINISH, TELL_METHOD, TELL_METHOD_BEGIN, TELL_METHOD_FINISH };

enum { TELL = TRACE_CALL | TRACE_FILE }; /* who hears of what calls do */
/* With one of these topics on: */
void tell_part_begins(const struct call *c, enum tell_part part);
void tell_part_ends(const struct call *c, enum tell_part part, HRESULT hr);
void tell_step(const struct call *c, enum call_state now, enum call_event event); /* before it is taken */
void tell_dispatch_now(const struct call *c);
void tell_signal_now(const struct call *c);

static inline void tell_begins(const struct call *c, enum tell_part part)
{
	if (trace_may_be_on(TELL) && trace_on(TELL))
		tell_part_begins(c, part);
}
static inline void tell_ends(const struct call *c, enum tell_part part, HRESULT hr)
{
	if (trace_may_be_on(TELL) && trace_on(TELL))
		tell_part_ends(c, part, hr);
}

#endif
