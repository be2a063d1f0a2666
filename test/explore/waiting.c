/* waiting.c - every schedule of a cancel beside the taking up of its request: the call knows of it. */
#include "harness.h"
#include "wire/waiting.h"

struct canceller {
	struct harness_thread thread;
	os_ptr call;
	os_u32 cancelled;
};

static void cancel_main(void *arg)
{
	struct canceller *k = arg;
	struct call *c = waiting_cancel(&k->call, &k->cancelled);

	if (c)
		call_cancelled(c);
}

EXPLORE(a_cancel_beside_the_taking_up_is_known_to_the_call, 2)
{
	struct call call = { 0 };
	struct canceller k = { .cancelled = 0 };

	call_make(&call);
	harness_start(&k.thread, cancel_main, &k);
	waiting_becomes(&k.call, &k.cancelled, &call);
	harness_join(&k.thread);
	assert_true(call_is_marked(&call, CALL_CANCEL_ASKED));
	call_unmake(&call);
}
