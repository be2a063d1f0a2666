/* races.c - the races of one call object that issue lists have names for, each under a million random schedules in `make
 * explore`: two Begin_s, two Finish_s, the end of the client's apartment, and that of one that is visited. Beside them: a reply
 * and cancel, a reply and the last release (call.c), a loss and a Signal (server.c), a call and a disconnection (beside.c).
 */
#include "line.h"

/* ---- two of a kind ---- */

struct rival {
	struct harness_thread thread;
	struct line *line;
	HRESULT hr;
};

static void begin_main(void *arg)
{
	struct rival *r = arg;

	r->hr = begin(r->line);
}

static void finish_main(void *arg)
{
	struct rival *r = arg;

	r->hr = finish(r->line);
}

/* C10 */
RACE(one_of_two_begins_wins, 3)
{
	struct line l = { 0 };

	line_begin(&l, COINIT_MULTITHREADED, 1);
	struct rival a = { .line = &l }, b = { .line = &l };
	harness_start(&b.thread, begin_main, &b);
	begin_main(&a);
	harness_join(&b.thread);
	assert_true((a.hr == S_OK) != (b.hr == S_OK));
	assert_true(a.hr == RPC_S_CALLPENDING || b.hr == RPC_S_CALLPENDING);
	assert_int_equal(finish(&l), S_OK);
	assert_int_equal(l.count, 1);
	client_release(l.call);
	harness_join(&l.server);
	line_end(&l);
}

/* C11 */
RACE(one_of_two_finishes_gets_the_result, 2)
{
	struct line l = { 0 };

	line_begin(&l, COINIT_MULTITHREADED, 1);
	struct rival a = { .line = &l }, b = { .line = &l };
	assert_int_equal(begin(&l), S_OK);
	harness_start(&b.thread, finish_main, &b);
	finish_main(&a);
	harness_join(&b.thread);
	assert_true((a.hr == S_OK) != (b.hr == S_OK));
	assert_true(a.hr == RPC_E_CALL_COMPLETE || b.hr == RPC_E_CALL_COMPLETE);
	client_release(l.call);
	harness_join(&l.server);
	line_end(&l);
}

/* ---- CoUninitialize ---- */

/* C52: what completes while the client's apartment ends is nobody's, and neither lost memory nor a Signal at a dead thread. */
static void leaves(DWORD model, bool listens)
{
	struct line l = { 0 };
	struct shell s = { .listens = listens };

	shell_prepare(&s);
	line_open(&l, model, 1, &s.IUnknown_iface, &IID_IUnknown, (void **)&s.inner);
	l.call = shell_adopt(&s);
	assert_int_equal(begin(&l), S_OK);
	CoUninitialize();
	assert_true(os_load32(&s.signals) <= 1);
	client_release(l.call);
	harness_join(&l.server);
	assert_true(os_load32(&s.signals) <= 1);
	shell_close(&s);
	line_end(&l);
}

RACE(an_sta_ends_beside_the_completion_of_its_call, 3)
{
	leaves(COINIT_APARTMENTTHREADED, true);
}

RACE(the_mta_ends_beside_the_completion_of_its_call, 3)
{
	leaves(COINIT_MULTITHREADED, true);
}

/* ---- visits ---- */

struct visitor {
	struct harness_thread thread;
	struct work work;
	struct apartment *to;
	HRESULT hr;
	unsigned runs;
	bool inside;
};

static void visitor_run(struct work *work, HRESULT hr)
{
	struct visitor *v = container_of(work, struct visitor, work);

	assert_int_equal(hr, S_OK);
	v->inside = true;
	assert_true(apartment_is_current(v->to));
	os_point();
	v->runs++;
	v->inside = false;
}

static void visitor_main(void *arg)
{
	struct visitor *v = arg;

	v->hr = visit_run(v->to, &v->work);
}

static void ends_beside_a_visit(struct apartment *to)
{
	struct visitor v = { .work.run = visitor_run, .to = to };

	harness_start(&v.thread, visitor_main, &v);
	house_leave();
	assert_false(v.inside); /* it has waited for who was in there */
	harness_join(&v.thread);
	assert_int_equal(v.runs, v.hr == S_OK);
	assert_true(v.hr == S_OK || v.hr == RPC_E_DISCONNECTED);
	apartment_unref(to);
}

RACE(the_neutral_apartment_ends_beside_a_visit, 3)
{
	struct apartment *nta;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(apartment_neutral(&nta), S_OK);
	ends_beside_a_visit(nta);
}

RACE(the_mta_ends_beside_a_visit, 3)
{
	house_enter(COINIT_MULTITHREADED);
	ends_beside_a_visit(apartment_current());
}
