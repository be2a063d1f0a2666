/* serve.c - a request that comes over a connection reaches the method of an object, and its answer goes back. */
#include <sys/socket.h>

#include "counter.h"
#include "wire/waiting.h"

static void read_once(struct house h)
{
	struct counter x;
	struct reply reply;

	counter_open(&x, h);
	ask_read(&x, 5, &reply);
	expect_read(&x, &reply, 5, S_OK);
	counter_close(&x);
}

TEST(a_request_reaches_a_method_and_its_answer_comes_back)
{
	read_once((struct house){ .model = COINIT_APARTMENTTHREADED });
	read_once((struct house){ .model = COINIT_MULTITHREADED });
	read_once((struct house){ .neutral = true });
}

TEST(requests_allocate_nothing_in_the_long_run)
{
	struct counter x;
	struct reply reply;
	uint64_t before = 0;

	if (swept())
		return;
	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	for (int i = 0; i < 40; i++) {
		if (i == 20)
			before = os_alloc_count();
		ask_read(&x, 5, &reply);
		expect_read(&x, &reply, 5, S_OK);
		house_run(&x.house, counter_rest, NULL);
	}
	assert_int_equal(os_alloc_count(), before);
	counter_close(&x);
}

TEST(a_call_object_of_the_servers_answers_as_well)
{
	read_once((struct house){ .model = COINIT_APARTMENTTHREADED, .async = true });
	read_once((struct house){ .model = COINIT_MULTITHREADED, .async = true });
}

TEST(answers_come_as_they_are_ready)
{
	struct reply first, second;
	struct counter x;

	counter_open(&x, later(COINIT_APARTMENTTHREADED));
	ask_read(&x, 1, &first);
	ask_read(&x, 2, &second);
	house_wait_pending(&x.house, 2);
	assert_false(first.done || second.done);
	house_complete(&x.house, S_OK);
	house_complete(&x.house, S_FALSE);
	expect_read(&x, &second, 2, S_FALSE);
	expect_read(&x, &first, 1, S_OK);
	counter_close(&x);
}

TEST(a_large_request_and_a_large_answer_are_as_good_as_small_ones)
{
	enum { SIZE = 100000 };
	static uint8_t params[SIZE + 8];
	struct put p = put_to(params, sizeof params, false);
	struct counter x;
	struct reply reply;

	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	put_u32(&p, SIZE);
	for (unsigned i = 0; i < SIZE; i++)
		put_u8(&p, (uint8_t)('a' + i % 26));
	put_u32(&p, SIZE);
	caller_ask(&x.k, &IID_ISimpleStream, WRITE, &x.stub->ipid, params, SIZE + 8, &reply);
	struct span s = caller_expect(&x.k, &reply);
	struct take t = take_from(s.at, s.size, false);
	assert_int_equal(take_u32(&t), SIZE);
	assert_int_equal(take_u32(&t), S_OK);
	ask_read(&x, SIZE, &reply);
	caller_await(&x.k, &reply);
	assert_int_equal(reply.hr, S_OK);
	assert_int_equal(reply.size, ORPC_THAT_SIZE + 12 + SIZE + 8);
	house_check(reply.octets + ORPC_THAT_SIZE + 12, 8000);
	counter_close(&x);
}

TEST(what_does_not_exist_is_refused_and_the_connection_lives)
{
	static const GUID nobody = { 1, 2, 3, { 4, 5, 6, 7, 8, 9, 10, 11 } };
	struct counter x;
	struct reply reply;

	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	caller_ask(&x.k, &IID_ISimpleStream, READ, &nobody, &nobody, 4, &reply);
	caller_expect_fault(&x.k, &reply, (uint32_t)RPC_E_DISCONNECTED, true);
	caller_ask(&x.k, &IID_ISimpleStream, READ, NULL, &nobody, 4, &reply);
	caller_expect_fault(&x.k, &reply, (uint32_t)RPC_E_DISCONNECTED, true);
	for (uint16_t opnum = 0; opnum < READ; opnum++) {
		caller_ask(&x.k, &IID_ISimpleStream, opnum, &x.stub->ipid, &nobody, 4, &reply);
		caller_expect_fault(&x.k, &reply, 0x1C010002, true);
	}
	caller_ask(&x.k, &IID_ISimpleStream, WRITE + 1, &x.stub->ipid, &nobody, 4, &reply);
	caller_expect_fault(&x.k, &reply, 0x1C010002, true);
	caller_ask(&x.k, &IID_ISequentialStream, READ, &x.stub->ipid, &nobody, 4, &reply); /* it is the IPID of another interface */
	caller_expect_fault(&x.k, &reply, PDU_UNKNOWN_IF, true);
	ask_read(&x, 3, &reply);
	expect_read(&x, &reply, 3, S_OK);
	counter_close(&x);
}

TEST(what_cannot_be_read_is_refused_and_the_object_is_not_entered)
{
	struct counter x;
	struct reply reply;

	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	caller_ask(&x.k, &IID_ISimpleStream, READ, &x.stub->ipid, "abc", 3, &reply);
	caller_expect_fault(&x.k, &reply, 0x6F7, true);
	caller_ask_plain(&x.k, &(struct pdu_syntax){ IID_ISimpleStream, 0 }, READ, &x.stub->ipid, &x.k.causality, 16, &reply);
	caller_expect_fault(&x.k, &reply, (uint32_t)RPC_E_INVALID_HEADER, true);
	assert_int_equal(house_count(&x.house.sync_reads), 0);
	counter_close(&x);
}

TEST(a_failing_method_is_no_fault)
{
	struct counter x;
	struct reply reply;

	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED, .hr = E_ACCESSDENIED });
	ask_read(&x, 0, &reply);
	struct span s = caller_expect(&x.k, &reply);
	struct take t = take_from(s.at, s.size, false);
	take_octets(&t, s.size - 4);
	assert_int_equal((HRESULT)take_u32(&t), E_ACCESSDENIED);
	counter_close(&x);
}

TEST(a_cancel_reaches_the_servers_call_object_once_and_the_call_is_answered_all_the_same)
{
	struct counter x;
	struct reply reply;

	counter_open_at_work(&x, &reply);
	assert_int_equal(house_test_cancel(&x.house), RPC_S_CALLPENDING);
	counter_cancel_twice(&x, &reply);
	counter_await_cancel(&x);
	house_complete(&x.house, S_OK);
	expect_read(&x, &reply, 1, S_OK);
	counter_close(&x);
}

/* In the object's apartment, whose thread does nothing else meanwhile. */
struct hold {
	struct harness_thread thread;
	struct counter *x;
	os_u32 held, let_go;
	bool starves; /* there is no memory in the apartment afterwards */
};

static HRESULT hold_apartment(void *arg)
{
	struct hold *h = arg;

	os_store32(&h->held, 1);
	while (!os_load32(&h->let_go))
		os_yield();
	return h->starves ? counter_starve(NULL) : S_OK;
}

static void hold_main(void *arg)
{
	struct hold *h = arg;

	house_run(&h->x->house, hold_apartment, h);
}

static void hold_begin(struct hold *h, struct counter *x)
{
	*h = (struct hold){ .x = x };
	harness_start(&h->thread, hold_main, h);
	while (!os_load32(&h->held))
		os_yield();
}

static void hold_end(struct hold *h)
{
	os_store32(&h->let_go, 1);
	harness_join(&h->thread);
}

/* How often the oldest request that is there was cancelled; -1: none is there. */
static int cancels(struct counter *x)
{
	connection_lock(x->k.connection);
	const struct wire_call *call = calls_first(&x->k.connection->assoc.calls);
	int n = call ? call->cancels : -1;
	connection_unlock(x->k.connection);
	return n;
}

TEST(a_cancel_that_comes_before_its_request_is_taken_up_is_known_to_the_call_object)
{
	struct counter x;
	struct hold h;
	struct reply reply;

	if (swept())
		return;
	waiting_from = 0;
	counter_open(&x, later(COINIT_APARTMENTTHREADED));
	hold_begin(&h, &x);
	ask_read(&x, 1, &reply);
	assert_int_equal(assoc_client_cancel(&x.k.client, reply.call), S_OK);
	caller_send(&x.k);
	while (cancels(&x) < 1)
		os_yield();
	hold_end(&h);
	house_wait_pending(&x.house, 1);
	assert_int_equal(house_test_cancel(&x.house), RPC_E_CALL_CANCELED);
	house_complete(&x.house, S_OK);
	expect_read(&x, &reply, 1, S_OK);
	counter_close(&x);
}

/* How many of the requests that are there are no call so far; locked. */
static unsigned count_waiting(const struct connection *c)
{
	unsigned n = 0;

	for (const struct wire_call *call = calls_first(&c->assoc.calls); call; call = calls_next(call))
		n += call->guest;
	return n;
}

TEST(requests_that_wait_for_a_thread_are_no_calls_where_they_are_many)
{
	enum { MANY = 100, FEW = 10 };
	static struct reply replies[MANY];
	struct counter x;
	struct hold h;

	if (swept())
		return;
	waiting_from = FEW;
	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	hold_begin(&h, &x);
	for (int i = 0; i < MANY; i++)
		ask_read(&x, 5, &replies[i]);
	for (bool all = false; !all; os_yield()) {
		connection_lock(x.k.connection);
		all = x.k.connection->assoc.calls.count == MANY;
		assert_true(!all || count_waiting(x.k.connection) == MANY - FEW);
		connection_unlock(x.k.connection);
	}
	hold_end(&h);
	for (int i = 0; i < MANY; i++)
		expect_read(&x, &replies[i], 5, S_OK);
	counter_close(&x);
}

/* Those that pend have all calls that were left over from earlier ones. */
TEST(one_for_which_there_is_no_memory_when_it_is_taken_up_is_refused)
{
	enum { PENDING = 8 };
	struct reply pending[PENDING], refused;
	struct counter x;
	struct hold h;

	if (swept()) /* which is what it does itself */
		return;
	counter_open(&x, later(COINIT_APARTMENTTHREADED));
	for (unsigned i = 0; i < PENDING; i++) {
		ask_read(&x, 1, &pending[i]);
		caller_send(&x.k);
		house_wait_pending(&x.house, i + 1);
	}
	house_run(&x.house, counter_rest, NULL); /* behind the last Begin_'s return, so that none of these is parked */
	connection_lock(x.k.connection);
	waiting_from = 0;
	connection_unlock(x.k.connection);
	hold_begin(&h, &x);
	ask_read(&x, 1, &refused);
	caller_send(&x.k);
	for (unsigned n = 0; !n; os_yield()) {
		connection_lock(x.k.connection);
		n = count_waiting(x.k.connection);
		connection_unlock(x.k.connection);
	}
	h.starves = true;
	hold_end(&h);
	caller_expect_fault(&x.k, &refused, PDU_NO_MEMORY, true);
	assert_int_equal(house_run(&x.house, counter_feed, NULL), S_OK);
	for (unsigned i = 0; i < PENDING; i++) {
		house_complete(&x.house, S_OK);
		expect_read(&x, &pending[i], 1, S_OK);
	}
	counter_close(&x);
}

TEST(an_orphan_is_cancelled_and_answered_for_nobody)
{
	struct reply orphan, reply;
	struct counter x;

	counter_open_at_work(&x, &orphan);
	assoc_client_orphan(&x.k.client, orphan.call);
	caller_send(&x.k);
	counter_await_cancel(&x);
	house_complete(&x.house, S_OK);
	ask_read(&x, 2, &reply);
	house_wait_pending(&x.house, 1);
	house_complete(&x.house, S_OK);
	expect_read(&x, &reply, 2, S_OK);
	assert_false(orphan.done);
	counter_close(&x);
}

TEST(a_client_that_hangs_up_has_cancelled)
{
	struct counter x;
	struct reply reply;

	counter_open_at_work(&x, &reply);
	assoc_client_orphan(&x.k.client, reply.call);
	shutdown(x.k.fd, SHUT_RDWR);
	counter_await_cancel(&x);
	house_complete(&x.house, S_OK);
	counter_close(&x);
}

/* Nothing is left for the refusal either. */
TEST(a_refusal_for_which_there_is_no_memory_ends_the_connection)
{
	static const GUID nobody = { 1, 2, 3, { 4, 5, 6, 7, 8, 9, 10, 11 } };
	struct counter x;
	struct reply reply;

	if (swept()) /* which is what it does itself */
		return;
	counter_open(&x, (struct house){ .model = COINIT_MULTITHREADED }); /* an STA could read, whose thread does not fail */
	caller_ask(&x.k, &IID_ISimpleStream, READ, &nobody, &nobody, 4, &reply);
	caller_expect_fault(&x.k, &reply, (uint32_t)RPC_E_DISCONNECTED, true);
	connection_lock(x.k.connection);
	outbox_fini(&x.k.connection->assoc.outbox);
	x.k.connection->assoc.outbox.sent = x.k.connection->assoc.outbox.queued;
	connection_unlock(x.k.connection);
	struct pdu_request r = { .opnum = READ, .object = &nobody, .stub = { (const uint8_t *)&nobody, 4 } };
	r.context = caller_context(&x.k, &(struct pdu_syntax){ IID_ISimpleStream, 0 });
	memset(&reply, 0, sizeof reply);
	assert_int_equal(assoc_client_call(&x.k.client, &r, &reply, &reply.call), S_OK);
	os_alloc_fail(1, true);
	caller_send(&x.k);
	caller_await(&x.k, &reply);
	os_alloc_fail(0, false);
	assert_int_equal(reply.hr, RPC_E_SERVER_DIED);
	counter_close(&x);
}
