/* parked.c - a call at which a call object of the server's works is none: it waits as it did before it was taken up. */
#include <sys/socket.h>

#include "counter.h"
#include "test/semantics/desk.h"
#include "wire/waiting.h"

/* How many do so now. */
static unsigned count_parked(struct counter *x)
{
	unsigned n = 0;

	connection_lock(x->k.connection);
	for (struct wire_call *call = calls_first(&x->k.connection->assoc.calls); call; call = calls_next(call))
		n += waiting_is_parked(call);
	connection_unlock(x->k.connection);
	return n;
}

static void await_parked(struct counter *x, unsigned n)
{
	while (count_parked(x) != n)
		os_yield();
}

static void park_many(DWORD model, unsigned from)
{
	enum { MANY = 20 };
	static struct reply replies[MANY];
	struct counter x;

	waiting_from = from;
	counter_open(&x, later(model));
	for (unsigned i = 0; i < MANY; i++)
		ask_read(&x, i, &replies[i]);
	if (!from)
		await_parked(&x, MANY);
	house_wait_pending(&x.house, MANY);
	for (unsigned i = 0; i < MANY; i++)
		house_complete(&x.house, i % 2 ? S_OK : S_FALSE);
	for (unsigned i = 0; i < MANY; i++)
		caller_await(&x.k, &replies[i]);
	for (unsigned i = 0; i < MANY; i++)
		assert_int_equal(replies[i].hr, S_OK);
	counter_close(&x);
}

TEST(calls_wait_again_while_call_objects_work_at_them)
{
	if (swept())
		return;
	park_many(COINIT_APARTMENTTHREADED, 0);
	park_many(COINIT_MULTITHREADED, 0);
	park_many(COINIT_APARTMENTTHREADED, 7);
}

TEST(the_answer_is_that_of_the_call)
{
	struct reply first, second;
	struct counter x;

	waiting_from = 0;
	counter_open(&x, later(COINIT_APARTMENTTHREADED));
	ask_read(&x, 5, &first);
	ask_read(&x, 40, &second);
	house_wait_pending(&x.house, 2);
	house_complete(&x.house, S_OK);
	house_complete(&x.house, S_FALSE);
	expect_read(&x, &second, 40, S_FALSE);
	expect_read(&x, &first, 5, S_OK);
	counter_close(&x);
}

TEST(nothing_is_allocated_for_them_in_the_long_run)
{
	struct counter x;
	struct reply reply;
	uint64_t before = 0;

	if (swept())
		return;
	waiting_from = 0;
	counter_open(&x, later(COINIT_APARTMENTTHREADED));
	for (int i = 0; i < 40; i++) {
		if (i == 20)
			before = os_alloc_count();
		ask_read(&x, 5, &reply);
		await_parked(&x, 1);
		house_complete(&x.house, S_OK);
		expect_read(&x, &reply, 5, S_OK);
		house_run(&x.house, counter_rest, NULL);
	}
	assert_int_equal(os_alloc_count(), before);
	counter_close(&x);
}

/* ---- cancel ---- */

static void park_one(struct counter *x, struct reply *reply)
{
	waiting_from = 0;
	counter_open_at_work(x, reply);
	await_parked(x, 1);
	assert_int_equal(house_test_cancel(&x->house), RPC_S_CALLPENDING);
}

static void open_at_desk(struct counter *x, struct desk *d, struct reply *reply)
{
	waiting_from = 0;
	counter_open(x, (struct house){ .model = COINIT_APARTMENTTHREADED, .make = desk_make, .arg = d });
	ask_read(x, ROOM, reply);
}

TEST(a_cancel_is_known_to_its_call_object)
{
	struct counter x;
	struct reply reply;

	if (swept())
		return;
	park_one(&x, &reply);
	counter_cancel_twice(&x, &reply);
	counter_await_cancel(&x);
	house_complete(&x.house, S_OK);
	expect_read(&x, &reply, 1, S_OK);
	counter_close(&x);
}

/* One that wants to be told is, in its apartment. */
TEST(a_call_object_with_a_Cancel_of_its_own_is_told_once)
{
	struct desk d = { .begin = begin_only, .cancellable = true };
	struct counter x;
	struct reply reply;

	if (swept())
		return;
	open_at_desk(&x, &d, &reply);
	await_parked(&x, 1);
	counter_cancel_twice(&x, &reply);
	house_wait_count(&d.cancels, 1);
	assert_int_equal(house_run(&x.house, desk_signal, &d), S_OK);
	expect_read(&x, &reply, ROOM, S_OK);
	assert_int_equal(house_count(&d.cancels), 1);
	assert_int_equal(d.cancel_thread, d.begin_thread);
	counter_close(&x);
}

TEST(an_orphan_is_cancelled_and_answered_for_nobody)
{
	struct counter x;
	struct reply reply;

	if (swept())
		return;
	park_one(&x, &reply);
	assoc_client_orphan(&x.k.client, reply.call);
	caller_send(&x.k);
	counter_await_cancel(&x);
	house_complete(&x.house, S_OK);
	assert_false(reply.done);
	counter_close(&x);
}

TEST(a_client_that_hangs_up_has_cancelled)
{
	struct counter x;
	struct reply reply;

	if (swept())
		return;
	park_one(&x, &reply);
	assoc_client_orphan(&x.k.client, reply.call);
	shutdown(x.k.fd, SHUT_RDWR);
	counter_await_cancel(&x);
	house_complete(&x.house, S_OK);
	counter_close(&x);
}

/* ---- limits ---- */

/* What others have taken of it meanwhile is not in the way of a method that has begun. */
TEST(room_for_its_outputs_is_granted_once)
{
	enum { MUCH = 3000, LIMIT = 4096 };
	struct reply reply[2];
	struct counter x;

	if (swept())
		return;
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_OUT_MEMORY, LIMIT), S_OK);
	waiting_from = 0;
	counter_open(&x, later(COINIT_APARTMENTTHREADED));
	ask_read(&x, MUCH, &reply[0]);
	await_parked(&x, 1);
	waiting_from = 2;
	ask_read(&x, MUCH, &reply[1]);
	house_wait_pending(&x.house, 2);
	assert_int_equal(os_load32(&x.k.connection->out.octets), MUCH);
	house_complete(&x.house, S_OK);
	expect_read(&x, &reply[0], MUCH, S_OK);
	house_complete(&x.house, S_OK);
	expect_read(&x, &reply[1], MUCH, S_OK);
	counter_close(&x);
}

/* ---- it stays a call ---- */

static IServerSecurity *kept;

static HRESULT keep_context(Raw *c)
{
	(void)c;
	return CoGetCallContext(&IID_IServerSecurity, (void **)&kept);
}

/* Whoever keeps the context of a call may ask it as long as he likes. */
TEST(one_whose_context_somebody_keeps_is_not_parked)
{
	struct desk d = { .begin = keep_context };
	struct reply reply[2];
	struct counter x;
	DWORD level = 0;

	if (swept())
		return;
	open_at_desk(&x, &d, &reply[0]);
	house_wait_count(&d.begins, 1);
	house_run(&x.house, counter_rest, NULL); /* behind Begin_'s return */
	assert_int_equal(count_parked(&x), 0);
	assert_int_equal(house_run(&x.house, desk_signal, &d), S_OK);
	expect_read(&x, &reply[0], ROOM, S_OK);
	d.begin = begin_only;
	ask_read(&x, ROOM, &reply[1]);
	await_parked(&x, 1);
	assert_int_equal(IServerSecurity_QueryBlanket(kept, NULL, NULL, NULL, &level, NULL, NULL, NULL), S_OK);
	IServerSecurity_Release(kept);
	assert_int_equal(house_run(&x.house, desk_signal, &d), S_OK);
	expect_read(&x, &reply[1], ROOM, S_OK);
	counter_close(&x);
}

/* ---- it ends in other ways ---- */

static HRESULT quit_apartment(void *arg)
{
	struct counter *x = arg;

	house_quit(&x->house);
	return S_OK;
}

TEST(one_whose_apartment_ends_is_told_so)
{
	struct counter x;
	struct reply reply;

	if (swept())
		return;
	park_one(&x, &reply);
	assert_int_equal(house_run(&x.house, quit_apartment, &x), S_OK);
	caller_expect_fault(&x.k, &reply, fault_from_hresult(RPC_E_DISCONNECTED), false);
	caller_close(&x.k);
	stub_unref(x.stub);
	house_close(&x.house);
	house_leave();
}

TEST(one_whose_last_reference_goes_is_lost)
{
	struct counter x;
	struct reply reply;

	if (swept())
		return;
	waiting_from = 0;
	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_LOSE });
	ask_read(&x, 1, &reply);
	await_parked(&x, 1);
	house_complete(&x.house, S_OK);
	caller_expect_fault(&x.k, &reply, fault_from_hresult(RPC_E_SERVERFAULT), false);
	counter_close(&x);
}

/* Without that allocation; NULL: without any. */
static void complete_without(struct counter *x, struct reply *reply, unsigned *nth)
{
	park_one(x, reply);
	house_run(&x->house, counter_rest, NULL);
	incoming_pool_drain();
	assert_int_equal(house_run(&x->house, counter_starve, nth), S_OK);
	house_complete(&x->house, S_OK);
	assert_int_equal(house_run(&x->house, counter_feed, NULL), S_OK);
}

/* Its method has been entered: that is not taken back. */
TEST(one_that_there_is_no_memory_to_finish_is_told_so)
{
	struct counter x;
	struct reply reply;

	if (swept()) /* which is what it does itself */
		return;
	complete_without(&x, &reply, NULL);
	caller_expect_fault(&x.k, &reply, PDU_NO_MEMORY, false);
	assert_int_equal(house_count(&x.house.finishes), 0);
	counter_close(&x);
}

/* Whether it is answered if that allocation fails: else it is told why not. */
static bool finishes_without(unsigned nth)
{
	struct counter x;
	struct reply reply;

	complete_without(&x, &reply, &nth);
	caller_await(&x.k, &reply);
	bool answered = reply.hr == S_OK;
	if (!answered)
		caller_expect_fault(&x.k, &reply, PDU_NO_MEMORY, false);
	counter_close(&x);
	return answered;
}

TEST(whatever_there_is_no_memory_for_it_ends_once)
{
	unsigned failed = 0, nth = 0;

	if (swept())
		return;
	while (failed + 8 > nth) /* so many that succeed, one behind the other */
		failed = finishes_without(++nth) ? failed : nth;
	assert_in_range(failed, 2, 32);
}
