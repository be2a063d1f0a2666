/* stopped.c - a server whose process is stopped: time-outs and heartbeats (decisions 19 and 21). */
#include "scene.h"
#include "trap.h"
#include "wire/wire.h"

enum { AGES = 600000, SOON = 20 };

static ISynchronize *sync_of(AsyncISimpleStream *call)
{
	ISynchronize *sync;

	assert_int_equal(AsyncISimpleStream_QueryInterface(call, &IID_ISynchronize, (void **)&sync), S_OK);
	return sync;
}

static HRESULT write_sync(ISimpleStream *s)
{
	BYTE data[4] = { 0 };
	ULONG n;

	return ISimpleStream_Write(s, data, sizeof data, &n);
}

/* The connection to the server that the proxies have. */
static struct connection *connection_of(struct trap *t)
{
	char text[AWAY_ADDRESS], why[WHY_MOST] = "";
	struct address a;
	struct link *l;

	away_address(&t->away, text);
	assert_int_equal(address_parse(text, &a, why), S_OK);
	assert_int_equal(link_dial(&a, 0, &l, why), S_OK);
	struct connection *c = l->connection;
	link_unref(l); /* the proxies' */
	return c;
}

/* Serves meanwhile. */
static void wait_until(struct trap *t, ISynchronize *sync, bool (*there)(struct connection *c, uint64_t than), uint64_t than)
{
	struct connection *c = connection_of(t);
	bool is = false;

	while (!is) {
		assert_int_equal(ISynchronize_Wait(sync, 0, 1), RPC_S_CALLPENDING);
		connection_lock(c);
		is = there(c, than);
		connection_unlock(c);
	}
}

static uint64_t came(struct trap *t)
{
	struct connection *c = connection_of(t);

	connection_lock(c);
	uint64_t octets = c->came;
	connection_unlock(c);
	return octets;
}

static bool has_asked(struct connection *c, uint64_t unused)
{
	(void)unused;
	return c->heart.rounds;
}

static bool has_heard_more(struct connection *c, uint64_t than)
{
	return c->came > than;
}

/* ---- time-outs ---- */

static void time_out(enum away_transport over, DWORD client)
{
	struct trap *t = trap_make(COINIT_MULTITHREADED);

	t->passes = true;
	trap_open(t, over, client);
	ISimpleStream *s = trap_stream(t);
	AsyncISimpleStream *call = house_call(s);
	assert_int_equal(AcomSetCallTimeout((IUnknown *)s, SOON), S_OK);
	trap_stop(t);
	assert_int_equal(write_sync(s), RPC_E_TIMEOUT);
	assert_int_equal(trap_write(call, 0, 4), S_OK);
	assert_int_equal(trap_finish(call), RPC_E_TIMEOUT);
	trap_go_on(t);
	assert_int_equal(AcomSetCallTimeout((IUnknown *)s, INFINITE), S_OK);
	assert_int_equal(write_sync(s), S_OK);
	assert_int_equal(trap_write(call, 0, 4), S_OK);
	assert_int_equal(trap_finish(call), S_OK);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(s);
	trap_close(t);
}

ACROSS(calls_of_a_stopped_server_end_when_their_time_is_over_and_it_may_go_on)
{
	time_out(over, COINIT_MULTITHREADED);
	time_out(over, COINIT_APARTMENTTHREADED);
}

enum { MUCH = 4000000 }; /* octets: more than any socket has room for */

/* The rest of the request goes on being sent, for what has left of it is there already. */
ACROSS(a_request_that_is_still_leaving_when_its_callers_time_is_over_is_not_in_his_memory_any_more)
{
	struct trap *t = trap_make(COINIT_MULTITHREADED);
	BYTE *data = needed(calloc(1, MUCH));
	ULONG n;

	t->passes = true;
	trap_open(t, over, COINIT_MULTITHREADED);
	ISimpleStream *s = trap_stream(t);
	assert_int_equal(AcomSetCallTimeout((IUnknown *)s, SOON), S_OK);
	data[MUCH - 1] = 42;
	trap_stop(t);
	assert_int_equal(ISimpleStream_Write(s, data, MUCH, &n), RPC_E_TIMEOUT);
	memset(data, 0xff, MUCH);
	free(data);
	trap_go_on(t);
	trap_wait(t, 1);
	assert_int_equal(os_load32(&t->last), 42);
	assert_int_equal(AcomSetCallTimeout((IUnknown *)s, INFINITE), S_OK);
	assert_int_equal(write_sync(s), S_OK);
	ISimpleStream_Release(s);
	trap_close(t);
}

/* ---- heartbeats ---- */

static void miss_heartbeats(enum away_transport over, DWORD client)
{
	struct trap *t = trap_make(COINIT_MULTITHREADED);

	trap_open(t, over, client);
	ISimpleStream *s = trap_stream(t);
	AsyncISimpleStream *call = trap_begin(s, 0, 4);
	trap_wait(t, 1);
	trap_stop(t);
	assert_int_equal(AcomSetHeartbeat(SOON, SOON), S_OK); /* from the next call on */
	assert_int_equal(write_sync(s), RPC_E_SERVER_DIED);
	assert_int_equal(trap_finish(call), RPC_E_SERVER_DIED);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(s);
	assert_int_equal(AcomSetHeartbeat(0, 0), S_OK);
	trap_go_on(t);
	s = trap_stream(t); /* it may be reached again */
	trap_let(t, 3);
	assert_int_equal(write_sync(s), S_OK);
	ISimpleStream_Release(s);
	trap_close(t);
}

ACROSS(a_stopped_server_that_promised_to_read_misses_heartbeats_and_is_dead)
{
	miss_heartbeats(over, COINIT_MULTITHREADED);
	miss_heartbeats(over, COINIT_APARTMENTTHREADED);
}

enum { SLOW = 24 };

/* More than the threads that run methods at once, and asked again and again. */
static void be_slow(enum away_transport over, DWORD client)
{
	struct trap *t = trap_make(COINIT_MULTITHREADED);
	AsyncISimpleStream *calls[SLOW];

	assert_int_equal(AcomSetHeartbeat(1, AGES), S_OK);
	trap_open(t, over, client);
	ISimpleStream *s = trap_stream(t);
	for (uint32_t i = 0; i < SLOW; i++)
		calls[i] = trap_begin(s, i, 4);
	trap_wait(t, 8);
	ISynchronize *sync = sync_of(calls[0]);
	for (int i = 0; i < 5; i++)
		wait_until(t, sync, has_heard_more, came(t));
	trap_let(t, SLOW);
	for (uint32_t i = 0; i < SLOW; i++) {
		assert_int_equal(trap_finish(calls[i]), S_OK);
		AsyncISimpleStream_Release(calls[i]);
	}
	ISynchronize_Release(sync);
	ISimpleStream_Release(s);
	trap_close(t);
	assert_int_equal(AcomSetHeartbeat(0, 0), S_OK);
}

ACROSS(a_server_all_of_whose_methods_are_slow_is_asked_and_lives)
{
	be_slow(over, COINIT_MULTITHREADED);
	be_slow(over, COINIT_APARTMENTTHREADED);
}

static void go_on_in_time(enum away_transport over, DWORD client)
{
	struct trap *t = trap_make(COINIT_MULTITHREADED);

	assert_int_equal(AcomSetHeartbeat(1, AGES), S_OK);
	trap_open(t, over, client);
	ISimpleStream *s = trap_stream(t);
	AsyncISimpleStream *call = trap_begin(s, 0, 4);
	ISynchronize *sync = sync_of(call);
	trap_wait(t, 1);
	trap_stop(t);
	wait_until(t, sync, has_asked, 0);
	trap_let(t, 1);
	trap_go_on(t);
	assert_int_equal(trap_finish(call), S_OK);
	ISynchronize_Release(sync);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(s);
	trap_close(t);
	assert_int_equal(AcomSetHeartbeat(0, 0), S_OK);
}

ACROSS(a_stopped_server_that_goes_on_in_time_answers_the_question_and_the_call)
{
	go_on_in_time(over, COINIT_MULTITHREADED);
	go_on_in_time(over, COINIT_APARTMENTTHREADED);
}

/* It would be dead at once. */
ACROSS(a_server_without_a_thread_that_always_reads_is_not_asked)
{
	struct trap *t = trap_make(COINIT_APARTMENTTHREADED);

	assert_int_equal(AcomSetHeartbeat(1, 1), S_OK);
	trap_open(t, over, COINIT_MULTITHREADED);
	ISimpleStream *s = trap_stream(t);
	AsyncISimpleStream *call = trap_begin(s, 0, 4);
	ISynchronize *sync = sync_of(call);
	trap_wait(t, 1);
	assert_false(connection_of(t)->heart.runs);
	for (int i = 0; i < SOON; i++)
		assert_int_equal(ISynchronize_Wait(sync, 0, 1), RPC_S_CALLPENDING);
	trap_let(t, 1);
	assert_int_equal(trap_finish(call), S_OK);
	ISynchronize_Release(sync);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(s);
	trap_close(t);
	assert_int_equal(AcomSetHeartbeat(0, 0), S_OK);
}

TEST(heartbeats_have_an_interval_and_a_bound)
{
	assert_int_equal(AcomSetHeartbeat(INFINITE, 1), E_INVALIDARG);
	assert_int_equal(AcomSetHeartbeat(1, INFINITE), E_INVALIDARG);
	assert_int_equal(AcomSetHeartbeat(1, 0), E_INVALIDARG);
	assert_int_equal(AcomSetHeartbeat(0, 0), S_OK);
}
