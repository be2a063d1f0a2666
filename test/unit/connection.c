/* connection.c - connections between threads of one process: who reads, who writes, and that nobody waits in vain. */
#include "pair.h"
#include "transport.h"

static void echo(struct connection *c, uint8_t value, bool watched)
{
	uint8_t octets[24] = { value };
	struct asked a;

	pair_ask(c, &a, ECHO, (struct span){ octets, sizeof octets }, watched);
	needed(pair_await(&a) == S_OK ? c : NULL);
	assert_int_equal(a.size, sizeof octets);
	assert_int_equal(a.first, value);
}

static void enter(struct pair *p, DWORD model)
{
	house_enter(model);
	needed(pair_open(p) ? p : NULL);
	needed(pair_bind(p) == S_OK ? p : NULL);
}

static void leave(struct pair *p)
{
	pair_close(p);
	house_leave();
}

/* ---- one thread ---- */

TEST(in_a_process_without_a_multithreaded_apartment_the_thread_that_waits_does_all)
{
	struct pair p;

	enter(&p, COINIT_APARTMENTTHREADED);
	for (uint8_t i = 0; i < 10; i++)
		echo(p.client, i, i & 1);
	assert_int_equal(os_thread_live(), 0);
	leave(&p);
}

TEST(in_a_multithreaded_apartment_who_waits_reads_the_answer_and_a_reader_the_request)
{
	struct pair p;

	enter(&p, COINIT_MULTITHREADED);
	for (uint8_t i = 0; i < 10; i++)
		echo(p.client, i, false);
	assert_int_equal(os_thread_live(), 1);
	for (uint8_t i = 0; i < 10; i++)
		echo(p.client, i, true);
	leave(&p);
}

TEST(megabytes_go_to_and_fro_although_neither_end_has_room_for_them)
{
	enum { SIZE = 1 << 20 };
	struct pair p;
	struct asked a[3];
	uint8_t *octets = calloc(1, SIZE);

	enter(&p, COINIT_MULTITHREADED);
	for (int i = 0; i < 3; i++)
		pair_ask(p.client, &a[i], ECHO, (struct span){ octets, SIZE }, i == 1);
	for (int i = 0; i < 3; i++) {
		needed(pair_await(&a[i]) == S_OK ? &p : NULL);
		assert_int_equal(a[i].size, SIZE);
	}
	leave(&p);
	free(octets);
}

TEST(what_is_outstanding_ends_when_the_server_leaves)
{
	struct pair p;
	struct asked a[2];

	enter(&p, COINIT_MULTITHREADED);
	pair_ask(p.client, &a[0], LATER, (struct span){ (const uint8_t *)"x", 1 }, false);
	pair_ask(p.client, &a[1], LEAVE, (struct span){ (const uint8_t *)"x", 1 }, false);
	for (int i = 1; i >= 0; i--) {
		needed(pair_await(&a[i]) == RPC_E_SERVER_DIED ? &p : NULL);
	}
	pair_ask(p.client, &a[0], ECHO, (struct span){ (const uint8_t *)"x", 1 }, false);
	assert_int_equal(pair_await(&a[0]), RPC_E_SERVER_DIED_DNE);
	leave(&p);
}

TEST(an_answer_that_nobody_waits_for_is_read_all_the_same)
{
	struct pair p;
	struct asked a;

	enter(&p, COINIT_MULTITHREADED);
	pair_ask(p.client, &a, ECHO, (struct span){ (const uint8_t *)"x", 1 }, true);
	while (!waitable_is_set(&a.done))
		os_yield();
	needed(pair_await(&a) == S_OK ? &p : NULL);
	leave(&p);
}

TEST(the_descriptor_of_an_sta_is_readable_when_something_has_come)
{
	struct pair p;
	struct asked a;
	int fd;

	enter(&p, COINIT_APARTMENTTHREADED);
	needed(AcomApartmentFd(&fd) == S_OK ? &fd : NULL);
	while (AcomDispatch(0) == S_OK || os_poll(fd, os_now()) > 0)
		;
	pair_ask(p.client, &a, ECHO, (struct span){ (const uint8_t *)"x", 1 }, true);
	while (!waitable_is_set(&a.done)) {
		assert_int_equal(os_poll(fd, OS_FOREVER), 1);
		AcomDispatch(0);
	}
	needed(pair_await(&a) == S_OK ? &p : NULL);
	leave(&p);
}

/* ---- what comes together (decision 4) ---- */

enum { TOGETHER = 64 };

/* Requests that go out in one write. */
static void ask_together(struct connection *c, struct asked a[TOGETHER])
{
	batch_begin(false);
	for (int i = 0; i < TOGETHER; i++)
		pair_ask(c, &a[i], i == 0 ? FIRST : i == 1 ? SECOND : THIRD, (struct span){ (const uint8_t *)"x", 1 }, false);
	batch_end();
}

static void await_together(struct asked a[TOGETHER], int from)
{
	for (int i = from; i < TOGETHER; i++) {
		needed(pair_await(&a[i]) == S_OK ? a : NULL);
	}
}

TEST(of_calls_that_come_together_the_first_can_wait_for_what_the_second_does)
{
	struct asked a[TOGETHER];
	struct pair p;

	enter(&p, COINIT_MULTITHREADED);
	pair_script.first_waits = true;
	ask_together(p.client, a);
	await_together(a, 0);
	leave(&p);
}

/* The same where the threads that serve are there already. */
TEST(of_calls_that_come_together_again_the_first_can_wait_for_what_the_second_does)
{
	struct asked a[TOGETHER];
	struct pair p;

	enter(&p, COINIT_MULTITHREADED);
	pair_script.first_waits = true;
	for (int round = 0; round < 3; round++) {
		batch_begin(false);
		for (int i = 0; i < TOGETHER; i++)
			pair_ask(p.client, &a[i], THIRD, (struct span){ (const uint8_t *)"x", 1 }, false);
		batch_end();
		await_together(a, 0);
	}
	ask_together(p.client, a);
	await_together(a, 0);
	leave(&p);
}

/* The reader stays where requests follow each other at once; what comes while its method lasts is seen all the same. */
TEST(what_comes_behind_many_requests_does_not_wait_for_the_method_of_the_last_one)
{
	struct span x = { (const uint8_t *)"x", 1 };
	struct asked a[2];
	struct pair p;

	enter(&p, COINIT_MULTITHREADED);
	pair_script.first_waits = true;
	for (int i = 0; i < 100; i++) {
		pair_ask(p.client, &a[0], THIRD, x, false);
		needed(pair_await(&a[0]) == S_OK ? &p : NULL);
	}
	pair_ask(p.client, &a[0], FIRST, x, false);
	harness_gate_wait(&pair_script.entered);
	pair_ask(p.client, &a[1], SECOND, x, false);
	for (int i = 0; i < 2; i++)
		needed(pair_await(&a[i]) == S_OK ? &p : NULL);
	leave(&p);
}

/* The same where threads sleep in their reads. */
static void ask_alone(struct connection *c, struct asked *a, uint16_t opnum)
{
	pair_ask(c, a, opnum, (struct span){ (const uint8_t *)"x", 1 }, false);
	os_storep(&a->done.source, &c->alone);
}

TEST(who_sleeps_in_his_read_is_answered_and_so_are_those_who_come_meanwhile)
{
	struct asked a[2];
	struct pair p;

	os_try_nothing(true);
	enter(&p, COINIT_MULTITHREADED);
	pair_script.first_waits = true;
	for (int i = 0; i < 100; i++) {
		ask_alone(p.client, &a[0], THIRD);
		needed(pair_await(&a[0]) == S_OK ? &p : NULL);
	}
	ask_alone(p.client, &a[0], FIRST);
	harness_gate_wait(&pair_script.entered);
	ask_alone(p.client, &a[1], SECOND);
	for (int i = 0; i < 2; i++)
		needed(pair_await(&a[i]) == S_OK ? &p : NULL);
	leave(&p);
}

TEST(who_has_been_answered_by_way_of_another_one_does_not_sleep_in_a_read)
{
	struct put farewell = put_to((uint8_t[PDU_HEADER]){ 0 }, PDU_HEADER, false);
	struct pair p;

	os_try_nothing(true);
	enter(&p, COINIT_MULTITHREADED);
	pdu_begin(&farewell, PDU_SHUTDOWN, PDU_FIRST | PDU_LAST, 0);
	struct os_part part = { farewell.start, pdu_end(&farewell) };
	assert_int_equal(os_socket_write(p.server->stream.fd, &part, 1, NULL, 0), PDU_HEADER);
	uint64_t came = p.client->came;
	assert_false(p.client->alone.read(&p.client->alone));
	assert_int_equal(p.client->came, came);
	leave(&p);
}

static bool is_read(struct connection *c)
{
	connection_lock(c);
	bool reading = c->reading;
	connection_unlock(c);
	return reading;
}

static void close_what_is_read(void *arg)
{
	struct connection *c = arg;

	while (!is_read(c))
		os_yield();
	connection_close(c, RPC_E_TIMEOUT);
}

TEST(who_reads_alone_hears_that_another_thread_closes_the_connection)
{
	struct harness_thread other;
	struct asked a;
	struct pair p;

	os_try_nothing(true);
	enter(&p, COINIT_MULTITHREADED);
	ask_alone(p.client, &a, LATER);
	harness_start(&other, close_what_is_read, p.client);
	needed(pair_await(&a) == RPC_E_TIMEOUT ? &p : NULL);
	harness_join(&other);
	leave(&p);
}

static void alone_run(void *arg)
{
	struct connection *c = arg;
	struct asked a;

	needed(SUCCEEDED(CoInitializeEx(NULL, COINIT_MULTITHREADED)) ? c : NULL);
	for (int i = 0; i < 200; i++) {
		ask_alone(c, &a, ECHO);
		needed(pair_await(&a) == S_OK ? c : NULL);
	}
	CoUninitialize();
}

TEST(threads_that_wait_for_nothing_else_share_a_connection)
{
	enum { THREADS = 4 };
	struct harness_thread threads[THREADS];
	struct pair p;

	enter(&p, COINIT_MULTITHREADED);
	for (int i = 0; i < THREADS; i++)
		harness_start(&threads[i], alone_run, p.client);
	for (int i = 0; i < THREADS; i++)
		harness_join(&threads[i]);
	leave(&p);
}

/* So many threads may run: all of them will, but for the first method, and wait. */
static void answer_first(unsigned bound)
{
	struct asked a[TOGETHER];
	struct pair p;

	enter(&p, COINIT_MULTITHREADED);
	struct apartment *mta = apartment_with_workers(APARTMENT_MTA);
	mta->workers.bound = bound;
	apartment_unref(mta);
	ask_together(p.client, a);
	pair_await(&a[0]);
	harness_gate_open(&pair_script.gate);
	await_together(a, 1);
	leave(&p);
}

TEST(an_answer_does_not_wait_for_the_next_method)
{
	answer_first(2);
}

TEST(an_answer_is_written_by_whoever_comes_next)
{
	answer_first(3);
}

static bool all_left(struct connection *c)
{
	connection_lock(c);
	bool left = c->assoc.outbox.sent == c->assoc.outbox.queued;
	connection_unlock(c);
	return left;
}

TEST(what_an_application_begins_in_a_batch_leaves_at_its_end_or_when_it_waits)
{
	static const struct span x = { (const uint8_t *)"x", 1 };
	struct asked a;
	struct pair p;

	assert_int_equal(AcomBatchBegin(), CO_E_NOTINITIALIZED);
	enter(&p, COINIT_MULTITHREADED);
	assert_int_equal(AcomBatchEnd(), E_UNEXPECTED);
	assert_int_equal(AcomBatchBegin(), S_OK);
	assert_int_equal(AcomBatchBegin(), S_OK);
	pair_ask(p.client, &a, ECHO, x, true);
	assert_int_equal(AcomBatchEnd(), S_OK);
	assert_false(all_left(p.client));
	assert_int_equal(AcomBatchEnd(), S_OK);
	assert_true(all_left(p.client));
	needed(pair_await(&a) == S_OK ? &p : NULL);
	assert_int_equal(AcomBatchBegin(), S_OK);
	echo(p.client, 7, true);
	pair_ask(p.client, &a, ECHO, x, true);
	assert_false(all_left(p.client));
	needed(pair_await(&a) == S_OK ? &p : NULL);
	assert_int_equal(AcomBatchEnd(), S_OK);
	leave(&p);
}

/* Who reads for himself begins another call because of what he has read first. */
static struct {
	struct wait_source source;
	struct connection *client;
	struct asked begun;
	struct waitable done;
	unsigned reads;
	bool left;
} between;

static bool read_between(struct wait_source *s)
{
	(void)s;
	if (!between.reads++) {
		pair_ask(between.client, &between.begun, ECHO, (struct span){ (const uint8_t *)"x", 1 }, true);
	} else {
		between.left = all_left(between.client);
		waitable_set(&between.done);
	}
	return true;
}

TEST(what_is_begun_in_a_batch_while_it_waits_leaves_before_it_waits_on)
{
	struct pair p;

	enter(&p, COINIT_MULTITHREADED);
	between.client = p.client;
	between.source.read = read_between;
	os_mutex_init(&between.done.lock);
	os_storep(&between.done.source, &between.source);
	assert_int_equal(AcomBatchBegin(), S_OK);
	assert_int_equal(waitable_wait(&between.done, OS_FOREVER), S_OK);
	assert_true(between.left);
	assert_int_equal(AcomBatchEnd(), S_OK);
	needed(pair_await(&between.begun) == S_OK ? &p : NULL);
	waitable_fini(&between.done);
	leave(&p);
}

/* One thread may run: the reader, which the first request keeps; what follows waits for it. */
TEST(what_is_queued_while_readers_run_is_taken_when_they_are_done)
{
	struct asked a[3];
	struct pair p;

	enter(&p, COINIT_MULTITHREADED);
	struct apartment *mta = apartment_with_workers(APARTMENT_MTA);
	mta->workers.bound = 1;
	pair_ask(p.client, &a[0], SECOND, (struct span){ (const uint8_t *)"x", 1 }, false);
	harness_gate_wait(&pair_script.entered);
	for (int i = 1; i < 3; i++)
		pair_ask(p.client, &a[i], FIRST, (struct span){ (const uint8_t *)"x", 1 }, false);
	while (os_load32(&mta->queued) < 2)
		os_yield();
	apartment_unref(mta);
	harness_gate_open(&pair_script.gate);
	for (int i = 0; i < 3; i++)
		needed(pair_await(&a[i]) == S_OK ? &p : NULL);
	leave(&p);
}

/* ---- several threads ---- */

struct caller {
	struct connection *c;
	DWORD model;
	uint8_t value;
};

static void caller_run(void *arg)
{
	struct caller *me = arg;

	needed(SUCCEEDED(CoInitializeEx(NULL, me->model)) ? me : NULL);
	for (int i = 0; i < 200; i++)
		echo(me->c, me->value, i % 3 == 0);
	CoUninitialize();
}

static void call_from(const DWORD *models, unsigned count)
{
	struct harness_thread threads[8];
	struct caller callers[8];
	struct pair p;

	enter(&p, COINIT_MULTITHREADED);
	for (unsigned i = 0; i < count; i++) {
		callers[i] = (struct caller){ p.client, models[i], (uint8_t)i };
		harness_start(&threads[i], caller_run, &callers[i]);
	}
	for (unsigned i = 0; i < count; i++)
		harness_join(&threads[i]);
	leave(&p);
}

TEST(threads_of_an_mta_and_of_stas_share_a_connection)
{
	static const DWORD models[] = {
		COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED,
	};

	call_from(models, 4);
}
