/* races.c - the end of one call beside the beginning of the next, and Cancel beside Begin_: schedules that went wrong. */
#include "base/os_sim.h"
#include "test/semantics/desk.h"
#include "test/semantics/shell.h"

static void expect_wait(ISynchronize *sync, HRESULT hr)
{
	assert_int_equal(ISynchronize_Wait(sync, 0, 0), hr);
}

static void begin_read(AsyncISimpleStream *call)
{
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, ROOM), S_OK);
}

/* ---- the Signal of one call and the Reset of the next ---- */

struct completer {
	struct harness_thread thread;
	struct house *house;
};

static void complete_main(void *arg)
{
	house_complete(((struct completer *)arg)->house, S_OK);
}

static void completer_start(struct completer *c, struct house *h)
{
	c->house = h;
	harness_start(&c->thread, complete_main, c);
}

/* One call is finished while its worker is still in AcomServerCallComplete; another one pends when it has left. */
static void finish_beside_worker(struct house *h, AsyncISimpleStream *call, ISynchronize *sync)
{
	struct completer worker;

	begin_read(call);
	completer_start(&worker, h);
	client_finish(call, S_OK);
	begin_read(call);
	expect_wait(sync, RPC_S_CALLPENDING);
	harness_join(&worker.thread);
	expect_wait(sync, RPC_S_CALLPENDING);
	house_complete(h, S_OK);
	expect_wait(sync, S_OK);
	client_finish(call, S_OK);
}

/* Nothing is marshaled: client, worker and object are in one MTA. */
static void in_one_apartment(struct house *h, ISimpleStream **s)
{
	*h = (struct house){ .model = COINIT_MULTITHREADED, .async = true, .mode = HOUSE_LATER };
	house_enter(COINIT_MULTITHREADED);
	house_open(h);
	*s = house_stream(h);
}

static void leave(struct house *h, ISimpleStream *s)
{
	client_release(s);
	house_close(h);
	house_leave();
}

SIM_TEST(in_one_apartment_no_signal_of_a_call_is_met_by_the_next_one, 1000)
{
	struct house h;
	ISimpleStream *s;

	in_one_apartment(&h, &s);
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);
	finish_beside_worker(&h, call, sync);
	client_release(sync);
	client_release(call);
	leave(&h, s);
}

/* The same with a call object whose controlling unknown has an ISynchronize of its own. */
SIM_TEST(in_one_apartment_no_signal_of_an_aggregate_is_met_by_its_next_call, 1000)
{
	struct house h;
	struct shell shell = { .listens = true };
	ISimpleStream *s;

	in_one_apartment(&h, &s);
	AsyncISimpleStream *call = shell_open(&shell, s);
	finish_beside_worker(&h, call, shell.sync);
	assert_int_equal(os_load32(&shell.signals), 2);
	client_release(call);
	shell_close(&shell);
	leave(&h, s);
}

/* The first call is finished while a worker is inside the outer object's Signal; the second one pends until its answer. */
static void finish_beside_signal(struct house *h, struct shell *shell, AsyncISimpleStream *call)
{
	begin_read(call);
	house_wait_count(&shell->signals, 1); /* it has not handed on yet */
	client_finish(call, S_OK);
	h->mode = HOUSE_LATER;
	begin_read(call);
	for (int i = 0; i < 50; i++)
		os_point();
	expect_wait(shell->sync, RPC_S_CALLPENDING);
	house_complete(h, S_OK);
	client_finish(call, S_OK);
	assert_int_equal(os_load32(&shell->signals), 2);
}

SIM_TEST(no_signal_of_an_aggregate_is_met_by_its_next_call, 1000)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .async = true };
	struct shell shell = { .listens = true };

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	AsyncISimpleStream *call = shell_open(&shell, s);
	finish_beside_signal(&h, &shell, call);
	client_release(call);
	while (os_load32(&shell.refs) > 1)
		os_yield();
	shell_close(&shell);
	leave(&h, s);
}

/* ---- Begin_ beside the Finish_ of the call before ---- */

struct finisher {
	struct harness_thread thread;
	AsyncISimpleStream *call;
	HRESULT hr;
};

static void finish_main(void *arg)
{
	struct finisher *f = arg;
	BYTE data[ROOM];
	ULONG n;

	f->hr = AsyncISimpleStream_Finish_Read(f->call, data, &n);
}

/* The call is answered; another thread finishes it, while ours begins the next one as soon as it is let. */
static void begin_beside_finish(AsyncISimpleStream *call)
{
	ISynchronize *sync = client_sync(call);
	struct finisher f = { .call = call, .hr = E_FAIL };
	HRESULT hr;

	begin_read(call);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	harness_start(&f.thread, finish_main, &f);
	while ((hr = AsyncISimpleStream_Begin_Read(call, ROOM)) == RPC_S_CALLPENDING)
		os_yield();
	assert_int_equal(hr, S_OK);
	harness_join(&f.thread);
	assert_int_equal(f.hr, S_OK);
	client_finish(call, S_OK);
	client_release(sync);
}

SIM_TEST(a_begin_beside_finish_is_refused_or_begins_a_call_of_its_own, 4000)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .async = true };

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	AsyncISimpleStream *call = house_call(s);
	begin_beside_finish(call);
	client_release(call);
	leave(&h, s);
}

/* ---- Cancel beside the Begin_ of the server's call object ---- */

/* Whichever worker of the MTA comes first, the one that begins or the one that cancels. */
static void cancel_beside_begin(struct client *c)
{
	ICancelMethodCalls *cancel = client_cancel(c->call);
	struct desk *d = c->desk;

	begin_read(c->call);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	client_finish(c->call, RPC_E_CALL_CANCELED);
	harness_gate_wait(&d->cancelled); /* for ever, if it is not told */
	if (!d->cancel)
		assert_int_equal(run(c, desk_signal), S_OK);
	client_release(cancel);
}

static void told_once(HRESULT (*cancel)(Raw *), DWORD client, DWORD server)
{
	struct desk d = { .begin = begin_only, .cancellable = true, .cancel = cancel, .house = { .model = server } };
	struct client c = { .desk = &d };

	d.house.make = desk_make;
	d.house.arg = &d;
	house_enter(client);
	house_open(&d.house);
	c.stream = house_stream(&d.house);
	c.call = house_call(c.stream);
	cancel_beside_begin(&c);
	client_release(c.call);
	leave(&d.house, c.stream);
	assert_int_equal(house_count(&d.cancels), 1);
	assert_int_equal(house_count(&d.finishes), 1);
	assert_int_equal(house_count(&d.alive), 0);
}

SIM_TEST(D13_a_call_object_is_told_of_a_cancel_once_whenever_it_comes, 3000)
{
	told_once(NULL, COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED);
	told_once(raw_signal, COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED);
	told_once(NULL, COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
}
