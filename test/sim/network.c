/* network.c - calls over a bad network, in simulated time: whatever becomes of the connections, every call ends once with an error
 * that is allowed, what is told not to have run has not run, and server and client let go of everything.
 *
 * Clients and servers are one process: its own objects are met as those of other processes would be, each under a name of its own.
 */
#include <acom.h>

#include "base/os_sim.h"
#include "mixer.h"
#include "relay.h"
#include "self.h"
#include "wire/waiting.h"
#include "../unit/transport.h"

enum { CLIENTS = 3, ACTIONS = 5, MUCH = 20000, TIMEOUT_MS = 100000, NAMES = 4711 };

/* A server behind a relay of its own. */
struct party {
	struct house house;
	struct mixer mixer;          /* its object, or a stream */
	struct self self;
	struct relay relay;
	struct address door;         /* where the relay listens */
	struct harness_thread worker;
	os_u32 quits;                /* that has nothing more to do then than what has been begun */
};
struct world {
	enum relay_weather weather;
	struct address server;       /* where the process listens */
	struct party parties[2];
	unsigned count;
	void (*act)(struct world *w);
	os_u32 may_have_run;         /* calls that the server may know of */
};

/* ---- what may happen ---- */

static bool is_allowed(HRESULT hr)
{
	static const HRESULT all[] = {
		RPC_E_SERVER_DIED, RPC_E_SERVER_DIED_DNE, RPC_E_DISCONNECTED, RPC_E_TIMEOUT, RPC_S_SERVER_UNAVAILABLE,
		RPC_X_BAD_STUB_DATA, /* the server cannot reach whose pointer it was given */
	};

	for (size_t i = 0; i < ARRAY_COUNT(all); i++)
		if (hr == all[i])
			return true;
	return false;
}

static bool went_well(const struct world *w, HRESULT hr)
{
	if (hr == S_OK)
		return true;
	if (w->weather == RELAY_CALM || !is_allowed(hr))
		fail_msg("0x%08x", (unsigned)hr);
	return false;
}

static bool called(struct world *w, HRESULT hr)
{
	if (hr != RPC_E_SERVER_DIED_DNE)
		os_add32(&w->may_have_run, 1);
	return went_well(w, hr);
}

/* ---- what a client does ---- */

static void sleep_ms(unsigned ms)
{
	os_parker p = { 0 };

	os_park(&p, os_now() + ms * (NS_PER_S / 1000));
}

static void nap(void)
{
	static const unsigned ms[] = { 0, 1, 20, 500, 5000 };

	sleep_ms(ms[relay_chance(ARRAY_COUNT(ms))]);
}

static void read_some(struct world *w, ISimpleStream *s)
{
	BYTE data[100];
	ULONG n = 0, size = 1 + relay_chance(sizeof data);

	if (!called(w, ISimpleStream_Read(s, data, size, &n)))
		return;
	assert_int_equal(n, size);
	house_check(data, n);
}

static void carry_much(struct world *w, ISimpleStream *s)
{
	BYTE *data = needed(os_alloc(MUCH));
	ULONG n = 0;

	for (int i = 0; i < MUCH; i++)
		data[i] = (BYTE)('a' + i % 26);
	if (called(w, ISimpleStream_Write(s, data, MUCH, &n)))
		assert_int_equal(n, MUCH);
	if (called(w, ISimpleStream_Read(s, data, MUCH, &n))) {
		assert_int_equal(n, MUCH);
		house_check(data, n);
	}
	os_free(data);
}

static bool begin(struct world *w, ISimpleStream *s, AsyncISimpleStream **call)
{
	ICallFactory *factory;

	*call = NULL;
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ICallFactory, (void **)&factory), S_OK);
	HRESULT hr = ICallFactory_CreateCall(factory, &IID_AsyncISimpleStream, NULL, &IID_AsyncISimpleStream, (IUnknown **)call);
	ICallFactory_Release(factory);
	return went_well(w, hr) && went_well(w, AsyncISimpleStream_Begin_Read(*call, 26));
}

static void release(AsyncISimpleStream *call)
{
	if (call)
		AsyncISimpleStream_Release(call);
}

static void finish(struct world *w, AsyncISimpleStream *call)
{
	BYTE data[26];
	ULONG n = 0;

	if (called(w, AsyncISimpleStream_Finish_Read(call, data, &n)))
		house_check(data, n);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), RPC_E_CALL_COMPLETE); /* it has ended once */
}

static void call_several(struct world *w, ISimpleStream *s)
{
	AsyncISimpleStream *calls[3];
	bool begun[3];

	for (int i = 0; i < 3; i++)
		begun[i] = begin(w, s, &calls[i]);
	for (int i = 0; i < 3; i++) {
		if (begun[i])
			finish(w, calls[i]);
		release(calls[i]);
	}
}

static void cancel_one(struct world *w, ISimpleStream *s)
{
	AsyncISimpleStream *call;
	ICancelMethodCalls *cancel;
	BYTE data[26];
	ULONG n;

	if (begin(w, s, &call)) {
		nap();
		assert_int_equal(AsyncISimpleStream_QueryInterface(call, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
		HRESULT hr = ICancelMethodCalls_Cancel(cancel, 0);
		assert_true(hr == S_OK || hr == RPC_E_CALL_COMPLETE);
		ICancelMethodCalls_Release(cancel);
		HRESULT end = AsyncISimpleStream_Finish_Read(call, data, &n);
		assert_true(hr != S_OK || end == RPC_E_CALL_CANCELED);
		os_add32(&w->may_have_run, hr == S_OK);
		if (hr != S_OK)
			called(w, end);
	}
	release(call);
}

static void give_one_up(struct world *w, ISimpleStream *s)
{
	AsyncISimpleStream *call;

	os_add32(&w->may_have_run, begin(w, s, &call));
	nap();
	release(call);
}

/* The object, as another process would get it. */
static bool get(struct world *w, unsigned i, void *p)
{
	return went_well(w, self_get(&w->parties[i].self, &w->parties[i].door, p));
}

static void call_stream(struct world *w)
{
	static void (*const all[])(struct world *w, ISimpleStream *s) = {
		read_some, read_some, carry_much, call_several, cancel_one, give_one_up,
	};

	ISimpleStream *s;

	if (!get(w, 0, &s))
		return;
	for (int i = 0; i < ACTIONS; i++) {
		all[relay_chance(ARRAY_COUNT(all))](w, s);
		nap();
	}
	ISimpleStream_Release(s);
}

/* The one calls the other, who calls back. */
static void introduce(struct world *w)
{
	IMix *one = NULL, *other = NULL;
	LONG calls = 0;

	if (get(w, 0, &one) && get(w, 1, &other)) {
		for (LONG depth = 1; depth <= ACTIONS; depth++) {
			if (went_well(w, IMix_CallBack(one, other, depth, &calls)))
				assert_int_equal(calls, depth + 1);
			nap();
		}
	}
	if (other)
		IMix_Release(other);
	if (one)
		IMix_Release(one);
}


struct client {
	struct world *world;
	struct harness_thread thread;
};

/* A connection that is known to be over is replaced by a new one: each attempt may have more luck. */
static void client_run(void *arg)
{
	struct world *w = ((struct client *)arg)->world;

	house_enter(relay_chance(2) ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED);
	for (int i = 0; i < 2; i++) {
		w->act(w);
		nap();
	}
	house_leave();
}

/* ---- the world ---- */

/* Completes later what the call objects have begun. */
static void work_main(void *arg)
{
	struct party *p = arg;

	while (!os_load32(&p->quits) || house_count(&p->house.pending_count)) {
		if (house_count(&p->house.pending_count))
			house_post(&p->house, S_OK);
		sleep_ms(1 + relay_chance(20));
	}
}

static void party_open(struct world *w, const char *directory, bool mixes)
{
	struct party *p = &w->parties[w->count++];

	*p = (struct party){
		.door = address_in(directory, w->count == 1 ? "one" : "two"),
		.house = { .model = relay_chance(2) ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED, .async = relay_chance(2),
		           .mode = relay_chance(2) ? HOUSE_LATER : HOUSE_AT_ONCE },
	};
	if (mixes) {
		p->house.make = mixer_make;
		p->house.arg = &p->mixer;
	}
	house_open(&p->house);
	harness_start(&p->worker, work_main, p);
	self_export(&p->self, &p->house, mixes ? &IID_IMix : &IID_ISimpleStream, NAMES + w->count);
	relay_open(&p->relay, &p->door.at, &w->server.at, w->weather);
}

static void world_open(struct world *w, enum relay_weather weather, bool mixes)
{
	const char *directory = scratch_make();

	*w = (struct world){ .weather = weather, .server = address_in(directory, "s"), .act = mixes ? introduce : call_stream };
	waiting_from = relay_chance(2) ? 0 : 128;
	house_enter(COINIT_MULTITHREADED);
	self_listen(&w->server);
	party_open(w, directory, mixes);
	if (mixes)
		party_open(w, directory, mixes);
	AcomSetCallTimeout(NULL, weather == RELAY_CALM ? INFINITE : TIMEOUT_MS);
}

static void world_close(struct world *w)
{
	for (unsigned i = 0; i < w->count; i++)
		relay_close(&w->parties[i].relay);
	AcomSetCallTimeout(NULL, INFINITE);
	assert_int_equal(AcomStopListening(NULL), S_OK);
	for (unsigned i = 0; i < w->count; i++) {
		self_unexport(&w->parties[i].self);
		os_store32(&w->parties[i].quits, 1);
		harness_join(&w->parties[i].worker);
		house_close(&w->parties[i].house);
	}
	house_leave();
	scratch_remove();
}

static void only_those_ran(struct world *w)
{
	struct house *h = &w->parties[0].house;

	assert_true(house_count(&h->sync_reads) + house_count(&h->sync_writes) + house_count(&h->begins) <=
	            os_load32(&w->may_have_run));
}

static void live_in(enum relay_weather weather, bool mixes)
{
	struct client clients[CLIENTS];
	struct world w;

	world_open(&w, weather, mixes);
	for (int i = 0; i < CLIENTS; i++) {
		clients[i].world = &w;
		harness_start(&clients[i].thread, client_run, &clients[i]);
	}
	if (weather == RELAY_STORM && relay_chance(2)) {
		sleep_ms(100 * relay_chance(200));
		relay_kill(&w.parties[0].relay);
	}
	for (int i = 0; i < CLIENTS; i++)
		harness_join(&clients[i].thread);
	world_close(&w);
	only_those_ran(&w);
}

SIM_TEST(octets_that_come_late_and_in_pieces_are_not_noticed, 40)
{
	live_in(RELAY_CALM, false);
}

SIM_TEST(however_connections_end_each_call_ends, 120)
{
	live_in(RELAY_STORM, false);
}

SIM_TEST(three_call_each_other_though_octets_come_late_and_in_pieces, 20)
{
	live_in(RELAY_CALM, true);
}

SIM_TEST(however_connections_end_the_calls_of_three_end, 100)
{
	live_in(RELAY_STORM, true);
}
