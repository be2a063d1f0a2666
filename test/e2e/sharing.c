/* sharing.c - calls between processes whose connection goes by memory that both share: all that holds of sockets holds of it. */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "files.h"
#include "flight.h"
#include "scene.h"
#include "sharing.h"

enum { INSIDE = 8, BIG = 1 << 20, SOON = 20, AGES = 600000 };

/* From the first octet on. */
__attribute__((constructor)) static void shares_at_once(void)
{
	share_from = 0;
}

static HRESULT read_sync(ISimpleStream *s, BYTE *data, ULONG size)
{
	ULONG n = 0;
	HRESULT hr = ISimpleStream_Read(s, data, size, &n);

	assert_int_equal(n, SUCCEEDED(hr) ? size : 0);
	return hr;
}

/* Calls until both directions go by memory. */
static void share(const struct away *r, ISimpleStream *s)
{
	BYTE data[4];

	while (shares(r) != SHARE_BOTH)
		assert_int_equal(read_sync(s, data, sizeof data), S_OK);
}

/* More bells than a socket has room for. */
static void call_after_call(DWORD client, DWORD server)
{
	struct trap *t = trap_make(server);
	BYTE data[4];

	t->passes = true;
	trap_open(t, AWAY_UNIX, client);
	ISimpleStream *s = trap_stream(t);
	for (int i = 0; i < few(5000); i++)
		assert_int_equal(read_sync(s, data, sizeof data), S_OK);
	for (uint32_t i = 0; i < (uint32_t)few(1000); i++) {
		AsyncISimpleStream *call = trap_begin(s, i, 4);
		assert_int_equal(trap_finish(call), S_OK);
		AsyncISimpleStream_Release(call);
	}
	assert_int_equal(shares(&t->away), SHARE_BOTH);
	ISimpleStream_Release(s);
	trap_close(t);
}

TEST(calls_go_on_and_on)
{
	call_after_call(COINIT_MULTITHREADED, COINIT_MULTITHREADED);
	call_after_call(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED);
	call_after_call(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
	call_after_call(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED);
}

/* ---- processes that end ---- */

static void flight_share(struct flight *f, DWORD client)
{
	flight_open(f, AWAY_UNIX, client);
	share(&f->trap->away, f->stream);
}

static void killed_under_calls(DWORD client)
{
	struct flight f;

	flight_share(&f, client);
	flight_begin(&f, few(FLIGHT_CALLS), 4);
	trap_wait(f.trap, INSIDE);
	trap_kill(f.trap);
	assert_in_range(flight_codes(&f), 0, f.count - INSIDE);
	flight_close(&f);
}

TEST(of_a_thousand_calls_in_flight_each_ends_when_the_server_is_killed)
{
	for (int i = 0; i < repeats(10, 1000); i++)
		killed_under_calls(i & 1 ? COINIT_APARTMENTTHREADED : COINIT_MULTITHREADED);
}

/* It does not read any more: what there is no room for in the lane has not left. */
static void killed_before_calls_leave(DWORD client)
{
	struct flight f;

	flight_share(&f, client);
	flight_is_cut_off(&f, INSIDE);
}

TEST(the_error_says_of_each_call_whether_it_can_have_run)
{
	for (int i = 0; i < repeats(10, 1000); i++)
		killed_before_calls_leave(i & 1 ? COINIT_APARTMENTTHREADED : COINIT_MULTITHREADED);
}

struct leaver {
	struct trap *trap;
	os_u32 began;
};

static void leave_in_flight(void *arg)
{
	struct leaver *l = arg;

	house_enter(COINIT_MULTITHREADED);
	ISimpleStream *s = trap_stream(l->trap);
	share(&l->trap->away, s);
	for (uint32_t i = 0; i < INSIDE; i++)
		trap_begin(s, i, TRAP_OCTETS);
	os_store32(&l->began, 1);
	while (true)
		pause();
}

/* A client with calls inside, and more in the lane: the server serves the others, and gives back what that one had. */
TEST(a_client_that_is_killed_leaves_nothing)
{
	struct leaver *l = away_memory(sizeof *l);

	for (int i = 0; i < repeats(10, 1000); i++) {
		struct trap *t = trap_make(COINIT_MULTITHREADED);
		struct away_client c;

		house_open_away(&t->house, &t->away, AWAY_UNIX);
		*l = (struct leaver){ .trap = t };
		away_client_start(&c, leave_in_flight, l);
		trap_wait(t, 1);
		away_client_kill(&c);
		house_enter(COINIT_MULTITHREADED);
		trap_let(t, 2 * INSIDE);
		ISimpleStream *s = trap_stream(t);
		share(&t->away, s);
		ISimpleStream_Release(s);
		trap_close(t);
	}
	away_forget(l, sizeof *l);
}

/* ---- processes that are stopped ---- */

static HRESULT write_sync(ISimpleStream *s, ULONG octets)
{
	static BYTE data[TRAP_OCTETS];
	ULONG n;

	return ISimpleStream_Write(s, data, octets, &n);
}

static void time_out(DWORD client, ULONG octets)
{
	struct trap *t = trap_make(COINIT_MULTITHREADED);

	t->passes = true;
	trap_open(t, AWAY_UNIX, client);
	ISimpleStream *s = trap_stream(t);
	share(&t->away, s);
	assert_int_equal(AcomSetCallTimeout((IUnknown *)s, SOON), S_OK);
	trap_stop(t);
	assert_int_equal(write_sync(s, octets), RPC_E_TIMEOUT);
	assert_int_equal(write_sync(s, octets), RPC_E_TIMEOUT);
	trap_go_on(t);
	assert_int_equal(AcomSetCallTimeout((IUnknown *)s, INFINITE), S_OK);
	assert_int_equal(write_sync(s, octets), S_OK);
	assert_int_equal(shares(&t->away), SHARE_BOTH);
	ISimpleStream_Release(s);
	trap_close(t);
}

TEST(calls_of_a_stopped_server_end_when_their_time_is_over_and_it_may_go_on)
{
	time_out(COINIT_MULTITHREADED, 4);
	time_out(COINIT_APARTMENTTHREADED, 4);
	time_out(COINIT_MULTITHREADED, TRAP_OCTETS); /* more than a lane has room for */
	time_out(COINIT_APARTMENTTHREADED, TRAP_OCTETS);
}

TEST(a_stopped_server_misses_heartbeats_and_is_dead)
{
	struct flight f;

	flight_share(&f, COINIT_MULTITHREADED);
	flight_begin(&f, 1, 4);
	trap_wait(f.trap, 1);
	trap_stop(f.trap);
	assert_int_equal(AcomSetHeartbeat(SOON, SOON), S_OK); /* from the next call on */
	assert_int_equal(write_sync(f.stream, 4), RPC_E_SERVER_DIED);
	assert_int_equal(trap_finish(f.calls[0]), RPC_E_SERVER_DIED);
	assert_int_equal(AcomSetHeartbeat(0, 0), S_OK);
	trap_go_on(f.trap);
	trap_let(f.trap, 2);
	flight_close(&f);
}

/* ---- processes that are copied ---- */

/* Whatever the copy does, the lanes are the client's. */
static void copy_tries(struct flight *f)
{
	BYTE data[4];
	ULONG n;
	pid_t copy = fork();
	int status;

	if (!copy) {
		os_alloc_fail(0, false);
		bool fails = ISimpleStream_Read(f->stream, data, sizeof data, &n) == CO_E_NOTINITIALIZED;
		fails = fails && trap_finish(f->calls[0]) == CO_E_NOTINITIALIZED;
		ISimpleStream_Release(f->stream);
		CoUninitialize();
		_exit(fails ? 0 : 1);
	}
	assert_int_equal(waitpid(copy, &status, 0), copy);
	assert_int_equal(status, 0);
}

struct busy {
	struct harness_thread thread;
	ISimpleStream *stream;
	os_u32 ends;
};

static void call_on_and_on(void *arg)
{
	struct busy *b = arg;
	BYTE *data = needed(calloc(1, BIG));

	while (!os_load32(&b->ends)) {
		memset(data, 0, BIG);
		assert_int_equal(read_sync(b->stream, data, BIG), S_OK);
		for (int i = 0; i < BIG; i += 4096)
			assert_int_equal(data[i], 'r');
	}
	free(data);
}

TEST(a_client_can_be_copied_while_its_threads_call)
{
	struct busy b[2];
	struct flight f;

	flight_share(&f, COINIT_MULTITHREADED);
	flight_begin(&f, 1, 4);
	for (int i = 0; i < 2; i++) {
		b[i] = (struct busy){ .stream = f.stream };
		harness_start(&b[i].thread, call_on_and_on, &b[i]);
	}
	for (int i = 0; i < repeats(20, 1000); i++)
		copy_tries(&f);
	for (int i = 0; i < 2; i++) {
		os_store32(&b[i].ends, 1);
		harness_join(&b[i].thread);
	}
	trap_let(f.trap, 1);
	assert_int_equal(trap_finish(f.calls[0]), S_OK);
	assert_int_equal(shares(&f.trap->away), SHARE_BOTH);
	flight_close(&f);
}

/* ---- much in both directions ---- */

enum { WAYS = 16 };

static void both_ways_at_once(DWORD client, DWORD server)
{
	static BYTE into[WAYS][BIG];
	struct trap *t = trap_make(server);
	AsyncISimpleStream *reads[WAYS], *writes[WAYS];
	ULONG n;

	t->passes = true;
	trap_open(t, AWAY_UNIX, client);
	ISimpleStream *s = trap_stream(t);
	share(&t->away, s);
	for (uint32_t i = 0; i < WAYS; i++) {
		reads[i] = house_call(s);
		assert_int_equal(AsyncISimpleStream_Begin_Read(reads[i], BIG), S_OK);
		writes[i] = trap_begin(s, i, TRAP_OCTETS);
	}
	memset(into, 0, sizeof into);
	for (int i = 0; i < WAYS; i++) {
		assert_int_equal(AsyncISimpleStream_Finish_Read(reads[i], into[i], &n), S_OK);
		assert_int_equal(n, BIG);
		for (int k = 0; k < BIG; k++)
			if (into[i][k] != 'r')
				fail_msg("octet %d of answer %d is 0x%02x", k, i, into[i][k]);
		assert_int_equal(trap_finish(writes[i]), S_OK);
		assert_int_equal(os_load32(&t->inside[i]), 1);
		AsyncISimpleStream_Release(reads[i]);
		AsyncISimpleStream_Release(writes[i]);
	}
	assert_int_equal(shares(&t->away), SHARE_BOTH);
	ISimpleStream_Release(s);
	trap_close(t);
}

TEST(both_lanes_may_be_full_at_once)
{
	both_ways_at_once(COINIT_MULTITHREADED, COINIT_MULTITHREADED);
	both_ways_at_once(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED);
	both_ways_at_once(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
	both_ways_at_once(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED);
}

/* Each method of the server's calls the client back, with as much. */
enum { NUMBERS = BIG / 4, BACK = 4 };

static void call_back(void *arg)
{
	struct scene *s = arg;
	IMix *client;

	if (!s->mixer.kept)
		return;
	LONG *numbers = needed(calloc(NUMBERS, sizeof *numbers));
	assert_int_equal(IUnknown_QueryInterface(s->mixer.kept, &IID_IMix, (void **)&client), S_OK);
	numbers[NUMBERS - 1] = 42;
	assert_int_equal(IMix_Values(client, NUMBERS, numbers), S_OK);
	assert_int_equal(numbers[NUMBERS - 1], 42);
	IMix_Release(client);
	free(numbers);
}

TEST(callbacks_are_in_nobodys_way)
{
	static LONG numbers[BACK][NUMBERS];
	struct scene *s = scene_mix();
	struct mixer mine = { .hr = S_OK };
	AsyncIMix *calls[BACK];

	s->house.model = COINIT_MULTITHREADED;
	s->mixer.inside = call_back;
	s->mixer.arg = s;
	scene_open(s, AWAY_UNIX, COINIT_MULTITHREADED);
	IMix *mix = scene_object(s, &IID_IMix), *client = mixer_create(&mine);
	assert_int_equal(IMix_Take(mix, (IUnknown *)client), S_OK);
	for (int i = 0; i < BACK; i++) {
		calls[i] = mixer_call(mix);
		numbers[i][7] = i;
		assert_int_equal(AsyncIMix_Begin_Values(calls[i], NUMBERS, numbers[i]), S_OK);
	}
	for (int i = 0; i < BACK; i++) {
		assert_int_equal(AsyncIMix_Finish_Values(calls[i], numbers[i]), S_OK);
		assert_int_equal(numbers[i][7], i);
		AsyncIMix_Release(calls[i]);
	}
	assert_int_equal(shares(&s->away), SHARE_BOTH);
	assert_int_equal(IMix_Take(mix, NULL), S_OK); /* it keeps that instead */
	IMix_Release(mix);
	IMix_Release(client);
	scene_close(s);
}

/* ---- calls that are cancelled ---- */

TEST(calls_can_be_cancelled_and_others_go_on)
{
	struct flight f;

	flight_share(&f, COINIT_MULTITHREADED);
	for (int round = 0; round < INSIDE - 1; round++) {
		AsyncISimpleStream *call = trap_begin(f.stream, (uint32_t)round, round & 1 ? TRAP_OCTETS : 4);

		trap_wait(f.trap, 1);
		scene_cancel(call);
		assert_int_equal(trap_finish(call), RPC_E_CALL_CANCELED);
		AsyncISimpleStream_Release(call);
	}
	trap_let(f.trap, INSIDE);
	assert_int_equal(write_sync(f.stream, TRAP_OCTETS), S_OK);
	assert_int_equal(shares(&f.trap->away), SHARE_BOTH);
	flight_close(&f);
}

/* ---- what does not go by memory ---- */

/* Descriptors need a socket: they get a connection of their own. */
static void descriptors_beside(DWORD client, DWORD server)
{
	struct scene *s = scene_streams();
	struct files *f = away_memory(sizeof *f);

	f->away = true;
	s->house.make = files_make;
	s->house.arg = f;
	s->house.model = server;
	scene_open(s, AWAY_UNIX, client);
	IUnknown *u = scene_object(s, &IID_IUnknown);
	struct link *l = link_to(&s->away);
	while (shares(&s->away) != SHARE_BOTH) {
		void *none;
		assert_int_equal(IUnknown_QueryInterface(u, &IID_IMix, &none), E_NOINTERFACE);
	}
	assert_null(l->more);
	IDescriptors *d;
	assert_int_equal(IUnknown_QueryInterface(u, &IID_IDescriptors, (void **)&d), S_OK);
	files_check(f, d);
	assert_non_null(l->more);
	assert_int_equal(l->more->connection->client.shares, SHARE_NOT);
	assert_int_equal(shares(&s->away), SHARE_BOTH);
	link_unref(l);
	IDescriptors_Release(d);
	IUnknown_Release(u);
	scene_close(s);
	away_forget(f, sizeof *f);
}

TEST(descriptors_go_by_a_connection_of_their_own)
{
	descriptors_beside(COINIT_MULTITHREADED, COINIT_MULTITHREADED);
	descriptors_beside(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED);
}

static void works(struct trap *t, ISimpleStream *s)
{
	static BYTE data[BIG];

	for (int i = 0; i < 10; i++)
		assert_int_equal(read_sync(s, data, BIG), S_OK);
	assert_int_equal(write_sync(s, TRAP_OCTETS), S_OK);
	trap_wait(t, 1);
}

/* server: its limit; else the client's. */
static void shares_nothing(bool server)
{
	struct trap *t = trap_make(COINIT_MULTITHREADED);

	t->passes = true;
	if (server)
		assert_int_equal(AcomSetLimit(ACOM_LIMIT_SHARED_MEMORY, 0), S_OK);
	house_open_away(&t->house, &t->away, AWAY_UNIX);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_SHARED_MEMORY, server ? 256 : 0), S_OK);
	house_enter(COINIT_MULTITHREADED);
	ISimpleStream *s = trap_stream(t);
	works(t, s);
	assert_true(shares(&t->away) == SHARE_NOT || (server && shares(&t->away) != SHARE_BOTH));
	ISimpleStream_Release(s);
	trap_close(t);
}

TEST(who_may_not_share_goes_by_the_socket)
{
	shares_nothing(true);
	shares_nothing(false);
}

TEST(beyond_the_limit_connections_go_by_the_socket)
{
	struct trap *t[2];
	ISimpleStream *s[2];

	for (int i = 0; i < 2; i++) {
		t[i] = trap_make(COINIT_MULTITHREADED);
		t[i]->passes = true;
		house_open_away(&t[i]->house, &t[i]->away, AWAY_UNIX);
	}
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_SHARED_MEMORY, 1), S_OK);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), i ? S_FALSE : S_OK);
		s[i] = trap_stream(t[i]);
		works(t[i], s[i]);
	}
	assert_int_equal(shares(&t[0]->away), SHARE_BOTH);
	assert_int_not_equal(shares(&t[1]->away), SHARE_BOTH);
	for (int i = 0; i < 2; i++) {
		works(t[i], s[i]);
		ISimpleStream_Release(s[i]);
	}
	for (int i = 0; i < 2; i++)
		trap_close(t[i]);
}

TEST(others_than_local_ones_go_by_the_socket)
{
	for (int over = AWAY_TCP; over <= AWAY_TLS; over++) {
		struct trap *t = trap_make(COINIT_MULTITHREADED);

		t->passes = true;
		trap_open(t, (enum away_transport)over, COINIT_MULTITHREADED);
		ISimpleStream *s = trap_stream(t);
		works(t, s);
		ISimpleStream_Release(s);
		trap_close(t);
	}
}
