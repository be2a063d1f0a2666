/* waiting.c - every schedule of a cancel beside the taking up of its request: the call knows of it. */
#include "harness.h"
#include "wire/waiting.h"

struct canceller {
	struct harness_thread thread;
	struct waiting_mark *mark;
};

static void cancel_main(void *arg)
{
	struct call *c = waiting_cancel(((struct canceller *)arg)->mark);

	if (c)
		call_cancelled(c);
}

EXPLORE(a_cancel_beside_the_taking_up_is_known_to_the_call, 2)
{
	struct waiting_mark mark = { 0 };
	struct call call = { 0 };
	struct canceller k = { .mark = &mark };

	call_make(&call);
	harness_start(&k.thread, cancel_main, &k);
	waiting_becomes(&mark, &call);
	harness_join(&k.thread);
	assert_true(call_is_marked(&call, CALL_CANCEL_ASKED));
	call_unmake(&call);
}
