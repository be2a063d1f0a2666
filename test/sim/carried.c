/* carried.c - calls over a bad network, whose connection has them in the calls themselves: a Cancel by another thread, or the end
 * of their time, beside the request, the answer, the connection's end, and the call that is begun next. */
#include "base/os_sim.h"
#include "relay.h"
#include "self.h"
#include "../unit/transport.h"

enum { ROUNDS = 3, NAMES = 4811, TIME_MS = 100 /* which the network takes now and then, too */ };

struct scene {
	struct house house;
	struct self self;
	struct relay relay;
	DWORD time;
	bool breaks; /* the connection, sooner or later */
	ISimpleStream *stream;
};

/* What happened, in all schedules so far of this process. */
enum outcome { ANSWERED, CANCELLED, LATE, DIED, OUTCOMES };
static unsigned met[OUTCOMES];

static void scene_open(struct scene *s)
{
	const char *directory = scratch_make();
	struct address at = address_in(directory, "s"), door = address_in(directory, "door");

	s->house.model = relay_chance(2) ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED;
	s->house.async = relay_chance(2);
	house_enter(COINIT_MULTITHREADED);
	self_listen(&at);
	house_open(&s->house);
	self_export(&s->self, &s->house, &IID_ISimpleStream, NAMES);
	relay_open(&s->relay, &door.at, &at.at, RELAY_CALM);
	assert_int_equal(self_get(&s->self, &door, (void **)&s->stream), S_OK);
	assert_int_equal(AcomSetCallTimeout((IUnknown *)s->stream, s->time), S_OK);
}

static void scene_close(struct scene *s)
{
	ISimpleStream_Release(s->stream);
	relay_close(&s->relay);
	assert_int_equal(AcomStopListening(NULL), S_OK);
	self_unexport(&s->self);
	house_close(&s->house);
	house_leave();
	scratch_remove();
}

/* ---- one who calls, and one who cancels ---- */

struct canceller {
	struct harness_thread thread;
	struct scene *scene;
	AsyncISimpleStream *call;
	os_u32 over;
	unsigned good;
};

/* Until a time when something else may be due, too. */
static void nap(void)
{
	static const unsigned ms[] = { 0, 1, 10, TIME_MS };
	os_parker p = { 0 };

	os_park(&p, os_now() + ms[relay_chance(ARRAY_COUNT(ms))] * (NS_PER_S / 1000));
}

static void cancel_main(void *arg)
{
	struct canceller *c = arg;
	ICancelMethodCalls *cancel;

	assert_int_equal(AsyncISimpleStream_QueryInterface(c->call, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	for (int i = 0; i < 2 * ROUNDS && !os_load32(&c->over); i++) {
		nap();
		HRESULT hr = ICancelMethodCalls_Cancel(cancel, relay_chance(4) ? 0 : 1);
		assert_true(hr == S_OK || hr == RPC_E_CALL_COMPLETE || hr == RPC_E_CALL_CANCELED);
		c->good += hr == S_OK;
		if (c->scene->breaks && !relay_chance(4))
			relay_kill(&c->scene->relay);
	}
	ICancelMethodCalls_Release(cancel);
}

static enum outcome call_once(const struct scene *s, AsyncISimpleStream *call)
{
	BYTE data[26];
	ULONG n = 77;
	HRESULT hr = AsyncISimpleStream_Begin_Read(call, sizeof data);

	if (SUCCEEDED(hr))
		hr = AsyncISimpleStream_Finish_Read(call, data, &n);
	if (hr == S_OK) {
		house_check(data, n);
		return ANSWERED;
	}
	if (hr == RPC_E_CALL_CANCELED)
		return CANCELLED;
	if (hr == RPC_E_TIMEOUT && s->time != INFINITE)
		return LATE;
	if (!s->breaks || (hr != RPC_E_SERVER_DIED && hr != RPC_E_SERVER_DIED_DNE && hr != RPC_E_DISCONNECTED))
		fail_msg("0x%08x", (unsigned)hr);
	return DIED;
}

/* Beside another call, which nobody cancels, on the same connection. */
static void call_and_cancel(struct scene *s)
{
	AsyncISimpleStream *a = house_call(s->stream), *b = house_call(s->stream);
	struct canceller c = { .scene = s, .call = a };
	unsigned cancelled = 0;

	harness_start(&c.thread, cancel_main, &c);
	for (int i = 0; i < ROUNDS; i++) {
		enum outcome of_a = call_once(s, a), of_b = call_once(s, b);
		assert_int_not_equal(of_b, CANCELLED);
		cancelled += of_a == CANCELLED;
		met[of_a]++;
	}
	os_store32(&c.over, 1);
	harness_join(&c.thread);
	assert_true(cancelled <= c.good);
	AsyncISimpleStream_Release(a);
	AsyncISimpleStream_Release(b);
}

static void live_for(DWORD milliseconds, bool breaks)
{
	struct scene s = { .time = milliseconds, .breaks = breaks };

	scene_open(&s);
	call_and_cancel(&s);
	scene_close(&s);
}

SIM_TEST(a_call_is_cancelled_whatever_its_connection_does_with_it_just_then, 300)
{
	live_for(INFINITE, false);
}

SIM_TEST(so_is_one_whose_time_ends_about_then, 300)
{
	live_for(TIME_MS, false);
}

SIM_TEST(so_is_one_whose_connection_ends, 300)
{
	live_for(TIME_MS, true);
}

static void live_in_the_worst_case(void *arg)
{
	(void)arg;
	live_for(TIME_MS, true);
}

TEST(the_schedules_meet_every_outcome)
{
	for (uint64_t seed = 1; seed <= 200; seed++)
		if (sim_run(seed, live_in_the_worst_case, NULL))
			fail_msg("%s", sim_failure());
	for (unsigned i = 0; i < OUTCOMES; i++)
		assert_true(met[i]);
}
