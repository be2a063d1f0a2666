/* quiet.c - every schedule of a call object whose event nobody has looked at so far, and of who looks at it for the first time. */
#include "line.h"

struct looker {
	struct harness_thread thread;
	ISynchronize *sync; /* counted */
	DWORD milliseconds;
	HRESULT hr;
};

static ISynchronize *sync_of(struct line *l)
{
	ISynchronize *sync;

	assert_int_equal(AsyncISimpleStream_QueryInterface(l->call, &IID_ISynchronize, (void **)&sync), S_OK);
	return sync;
}

static void look_main(void *arg)
{
	struct looker *k = arg;

	k->hr = ISynchronize_Wait(k->sync, 0, k->milliseconds);
	assert_true(k->hr == S_OK || (!k->milliseconds && k->hr == RPC_S_CALLPENDING));
}

static void look_start(struct looker *k, struct line *l, DWORD milliseconds)
{
	*k = (struct looker){ .sync = sync_of(l), .milliseconds = milliseconds };
	harness_start(&k->thread, look_main, k);
}

static void look_join(struct looker *k)
{
	harness_join(&k->thread);
	client_release(k->sync);
}

static bool is_set(struct line *l)
{
	ISynchronize *sync = sync_of(l);
	HRESULT hr = ISynchronize_Wait(sync, 0, 0);

	assert_true(hr == S_OK || hr == RPC_S_CALLPENDING);
	client_release(sync);
	return hr == S_OK;
}

static void close_line(struct line *l)
{
	client_release(l->call);
	server_dismiss(l);
	line_end(l);
}

EXPLORE(one_waits_for_the_event_of_a_call_that_ends, 3)
{
	struct line l = { .gives = true };
	struct looker k;

	line_begin(&l, COINIT_MULTITHREADED, 1);
	look_start(&k, &l, INFINITE);
	assert_int_equal(begin(&l), S_OK);
	look_join(&k);
	assert_int_equal(finish(&l), S_OK);
	assert_true(is_set(&l));
	close_line(&l);
}

/* Of a call that is pending no event is set, however who looks and who begins come by each other. */
static void looks_while_it_begins(unsigned first)
{
	struct line l = { .gives = true };
	struct looker k;

	line_begin(&l, COINIT_MULTITHREADED, first);
	for (unsigned i = 0; i < first; i++) {
		assert_int_equal(begin(&l), S_OK);
		assert_int_equal(finish(&l), S_OK);
	}
	harness_join(&l.server);
	look_start(&k, &l, 0);
	assert_int_equal(begin(&l), S_OK);
	look_join(&k);
	assert_false(is_set(&l));
	answer(&l, l.sent[first]);
	assert_true(is_set(&l));
	assert_int_equal(finish(&l), S_OK);
	assert_true(is_set(&l));
	client_release(l.call);
	line_end(&l);
}

EXPLORE(one_looks_while_the_first_call_begins, 3)
{
	looks_while_it_begins(0);
}

EXPLORE(one_looks_while_the_next_call_begins, 3)
{
	looks_while_it_begins(1);
}

EXPLORE(one_looks_while_another_one_finishes, 3)
{
	struct line l = { .gives = true };
	struct looker k;

	line_begin(&l, COINIT_MULTITHREADED, 1);
	assert_int_equal(begin(&l), S_OK);
	harness_join(&l.server);
	look_start(&k, &l, 0);
	assert_int_equal(finish(&l), S_OK);
	look_join(&k);
	assert_int_equal(k.hr, S_OK);
	assert_true(is_set(&l));
	client_release(l.call);
	line_end(&l);
}

/* Two look for the first time. */
EXPLORE(two_look_at_the_event_of_a_call_that_is_over, 3)
{
	struct line l = { .gives = true };
	struct looker k[2];

	line_begin(&l, COINIT_MULTITHREADED, 1);
	assert_int_equal(begin(&l), S_OK);
	harness_join(&l.server);
	look_start(&k[0], &l, 0);
	look_start(&k[1], &l, 0);
	look_join(&k[0]);
	look_join(&k[1]);
	assert_true(k[0].hr == S_OK && k[1].hr == S_OK);
	assert_int_equal(finish(&l), S_OK);
	client_release(l.call);
	line_end(&l);
}

static void reset(struct line *l)
{
	ISynchronize *sync = sync_of(l);

	assert_int_equal(ISynchronize_Reset(sync), S_OK);
	client_release(sync);
}

/* C26, C27: whatever comes first, the event is what it would be if it had been told. */
EXPLORE(the_first_who_looks_resets_the_event_of_a_call_that_is_over, 2)
{
	struct line l = { .gives = true };

	line_begin(&l, COINIT_MULTITHREADED, 2);
	assert_int_equal(begin(&l), S_OK);
	assert_int_equal(finish(&l), S_OK);
	reset(&l);
	assert_false(is_set(&l));
	assert_int_equal(begin(&l), S_OK);
	assert_int_equal(finish(&l), S_OK);
	assert_true(is_set(&l));
	close_line(&l);
}

EXPLORE(a_begin_that_fails_leaves_the_event_of_the_call_before, 2)
{
	struct line l = { .gives = true };

	line_begin(&l, COINIT_MULTITHREADED, 2);
	assert_int_equal(begin(&l), S_OK);
	assert_int_equal(finish(&l), S_OK);
	l.refuses = true;
	assert_int_equal(begin(&l), E_OUTOFMEMORY);
	l.refuses = false;
	assert_true(is_set(&l));
	assert_int_equal(begin(&l), S_OK);
	assert_int_equal(finish(&l), S_OK);
	close_line(&l);
}

/* Who waits in Finish_ before the call has been begun is woken by its end. */
static void finish_main(void *arg)
{
	struct line *l = arg;
	HRESULT hr = finish(l);

	assert_true(hr == S_OK || hr == RPC_E_CALL_COMPLETE);
}

EXPLORE(one_finishes_what_another_one_is_about_to_begin, 3)
{
	struct line l = { .gives = true };
	struct harness_thread thread;

	line_begin(&l, COINIT_MULTITHREADED, 1);
	harness_start(&thread, finish_main, &l);
	assert_int_equal(begin(&l), S_OK);
	harness_join(&thread);
	HRESULT hr = finish(&l);
	assert_true(hr == S_OK || hr == RPC_E_CALL_COMPLETE);
	close_line(&l);
}

/* Nobody has it, but who answers it. */
EXPLORE(an_object_goes_while_its_call_ends, 3)
{
	struct line l = { .gives = true };

	line_begin(&l, COINIT_MULTITHREADED, 1);
	assert_int_equal(begin(&l), S_OK);
	client_release(l.call);
	harness_join(&l.server);
	line_end(&l);
}
