/* again.c - every schedule of a call object that is used again, or misused, by one thread while another one looks at its call. */
#include <acom/automation.h>

#include "line.h"

/* ---- two clients, one of which begins again what the other one looks at ---- */

struct finisher {
	struct harness_thread thread;
	struct line *line;
	unsigned finished;
	struct shell *shell; /* or NULL */
	unsigned heard;      /* signals, as it has finished */
};

static void finisher_main(void *arg)
{
	struct finisher *f = arg;
	HRESULT hr = finish(f->line);

	assert_true(hr == S_OK || hr == RPC_E_CALL_CANCELED || hr == RPC_E_CALL_COMPLETE);
	f->finished = hr != RPC_E_CALL_COMPLETE;
}

/* How many of the calls that it begins, one after the other, it has not finished itself; none is begun while the other one is
 * about to finish. */
static unsigned use_twice(struct line *l, unsigned *cancelled)
{
	unsigned left = 0;

	for (int i = 0; i < 2; i++) {
		HRESULT hr = begin(l);
		assert_true(hr == S_OK || (i && hr == RPC_S_CALLPENDING));
		left += hr == S_OK;
		hr = finish(l);
		assert_true(hr == S_OK || hr == RPC_E_CALL_CANCELED || hr == RPC_E_CALL_COMPLETE);
		left -= hr != RPC_E_CALL_COMPLETE;
		*cancelled += hr == RPC_E_CALL_CANCELED;
	}
	return left;
}

EXPLORE(one_begins_again_and_another_one_finishes, 3)
{
	struct line l = { .gives = true };
	unsigned cancelled = 0;

	line_begin(&l, COINIT_MULTITHREADED, 2);
	struct finisher f = { .line = &l };
	harness_start(&f.thread, finisher_main, &f);
	unsigned left = use_twice(&l, &cancelled);
	harness_join(&f.thread);
	assert_int_equal(f.finished, left);
	client_release(l.call);
	server_dismiss(&l);
	line_end(&l);
}

/* The error object that a failure leaves; of a call that was cancelled there is none. */
static bool is_told(void)
{
	IErrorInfo *error;
	bool told = GetErrorInfo(0, &error) == S_OK;

	if (told)
		client_release(error);
	return told;
}

static void quitter_main(void *arg)
{
	struct finisher *f = arg;
	ICancelMethodCalls *cancel = client_cancel(f->line->call);

	ICancelMethodCalls_Cancel(cancel, 0);
	client_release(cancel);
	HRESULT hr = finish(f->line);
	assert_true(hr == RPC_E_CALL_CANCELED || hr == RPC_E_CALL_COMPLETE);
	assert_false(is_told());
	f->finished = hr == RPC_E_CALL_CANCELED;
}

/* Who could not send may find that the call is not his any more, but that of whoever has cancelled and finished it. */
EXPLORE(what_cannot_be_sent_is_cancelled_and_finished_meanwhile, 3)
{
	struct line l = { .gives = true, .broken = "the line is cut" };

	line_begin(&l, COINIT_MULTITHREADED, 0);
	struct finisher f = { .line = &l };
	harness_start(&f.thread, quitter_main, &f);
	HRESULT hr = begin(&l);
	assert_true(hr == S_OK || hr == E_FAIL);
	assert_int_equal(is_told(), hr == E_FAIL);
	harness_join(&f.thread);
	assert_int_equal(f.finished, hr == S_OK);
	client_release(l.call);
	server_dismiss(&l);
	line_end(&l);
}

static void begins_again_and_is_cancelled(ULONG seconds)
{
	struct line l = { .patience = seconds ? SECOND : 0, .gives = true };
	struct canceller c;
	unsigned cancelled = 0;

	line_begin(&l, COINIT_MULTITHREADED, 2);
	cancel_start(&c, l.call, seconds);
	assert_int_equal(use_twice(&l, &cancelled), 0);
	assert_int_equal(cancel_join(&c), cancelled);
	client_release(l.call);
	server_dismiss(&l);
	line_end(&l);
}

EXPLORE(one_begins_again_and_another_one_cancels, 3)
{
	begins_again_and_is_cancelled(0);
}

EXPLORE(one_begins_again_and_another_one_cancels_and_waits, 2)
{
	begins_again_and_is_cancelled(1);
}

/* ---- two who look at one call ---- */

static void mistaken_main(void *arg)
{
	ULONG n = 99;
	HRESULT hr = AsyncISimpleStream_Finish_Write(((struct finisher *)arg)->line->call, &n);

	assert_true(hr == RPC_E_INVALIDMETHOD || hr == RPC_E_CALL_COMPLETE);
	assert_int_equal(n, 0);
}

/* Who names another method takes the result from nobody. */
EXPLORE(a_finish_of_another_method_and_the_right_one, 3)
{
	struct line l = { .gives = true };
	struct finisher f = { .line = &l };

	line_begin(&l, COINIT_MULTITHREADED, 1);
	assert_int_equal(begin(&l), S_OK);
	harness_join(&l.server);
	harness_start(&f.thread, mistaken_main, &f);
	assert_int_equal(finish(&l), S_OK);
	harness_join(&f.thread);
	client_release(l.call);
	line_end(&l);
}

static void tester_main(void *arg)
{
	ICancelMethodCalls *cancel = arg;
	HRESULT hr = ICancelMethodCalls_TestCancel(cancel);

	assert_true(hr == RPC_E_CALL_COMPLETE || hr == RPC_S_CALLPENDING);
}

/* Who looks at a call just before it is begun again, or in the middle of that, is none of those who have the next one. */
EXPLORE(one_begins_again_and_another_one_looks, 3)
{
	struct line l = { .gives = true };
	struct harness_thread tester;

	line_begin(&l, COINIT_MULTITHREADED, 2);
	ICancelMethodCalls *cancel = client_cancel(l.call);
	assert_int_equal(begin(&l), S_OK);
	assert_int_equal(finish(&l), S_OK);
	harness_start(&tester, tester_main, cancel);
	assert_int_equal(begin(&l), S_OK);
	assert_int_equal(finish(&l), S_OK);
	harness_join(&tester);
	client_release(cancel);
	client_release(l.call);
	harness_join(&l.server);
	line_end(&l);
}

/* What comes too late is given back by the last one who has the call, not with the object. */
EXPLORE(a_late_answer_and_finish_leave_nothing_behind, 3)
{
	ICreateErrorInfo *create;
	struct line l = { 0 };

	line_begin(&l, COINIT_MULTITHREADED, 1);
	assert_int_equal(CreateErrorInfo(&create), S_OK);
	assert_int_equal(ICreateErrorInfo_QueryInterface(create, &IID_IErrorInfo, (void **)&l.raised), S_OK);
	ICancelMethodCalls *cancel = client_cancel(l.call);
	assert_int_equal(begin(&l), S_OK);
	HRESULT hr = ICancelMethodCalls_Cancel(cancel, 0);
	assert_true(hr == S_OK || hr == RPC_E_CALL_COMPLETE);
	assert_int_equal(finish(&l), hr == S_OK ? RPC_E_CALL_CANCELED : S_OK);
	harness_join(&l.server);
	assert_int_equal(client_release(create), 0);
	client_release(cancel);
	client_release(l.call);
	line_end(&l);
}

/* No Finish_ overtakes the Signal of its call, not even one that comes while the call is begun. */
static void hearer_main(void *arg)
{
	struct finisher *f = arg;

	finisher_main(f);
	f->heard = os_load32(&f->shell->signals);
}

EXPLORE(an_aggregate_begins_again_and_another_one_finishes, 3)
{
	struct line l = { 0 };
	struct shell s = { .listens = true };
	struct finisher f = { .line = &l, .shell = &s };

	shell_prepare(&s);
	line_open(&l, COINIT_MULTITHREADED, 2, &s.IUnknown_iface, &IID_IUnknown, (void **)&s.inner);
	l.call = shell_adopt(&s);
	assert_int_equal(begin(&l), S_OK);
	assert_int_equal(finish(&l), S_OK);
	harness_start(&f.thread, hearer_main, &f);
	assert_int_equal(begin(&l), S_OK);
	HRESULT hr = finish(&l);
	harness_join(&f.thread);
	assert_int_equal(hr, f.finished ? RPC_E_CALL_COMPLETE : S_OK);
	assert_true(!f.finished || f.heard == 2);
	client_release(l.call);
	harness_join(&l.server);
	shell_close(&s);
	line_end(&l);
}

/* ---- the next call is begun inside the Signal of the one before ---- */

static struct line *chain;

static void chain_on_signal(struct shell *s)
{
	if (os_load32(&s->signals) != 1)
		return;
	assert_int_equal(finish(chain), S_OK);
	assert_int_equal(begin(chain), S_OK);
}

EXPLORE(an_aggregate_begins_the_next_call_inside_of_its_signal, 3)
{
	struct line l = { 0 };
	struct shell s = { .listens = true, .on_signal = chain_on_signal };

	chain = &l;
	shell_prepare(&s);
	line_open(&l, COINIT_MULTITHREADED, 2, &s.IUnknown_iface, &IID_IUnknown, (void **)&s.inner);
	l.call = shell_adopt(&s);
	assert_int_equal(begin(&l), S_OK);
	harness_join(&l.server);
	assert_int_equal(finish(&l), S_OK);
	assert_int_equal(os_load32(&s.signals), 2);
	client_release(l.call);
	shell_close(&s);
	line_end(&l);
}
