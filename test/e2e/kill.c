/* kill.c - kill -9 of a server with a thousand calls in flight, and of a client with ten thousand references. */
#include "holder.h"
#include "trap.h"

/* ---- the server ---- */

enum { CALLS = 1000, INSIDE = 8 };

struct flight {
	struct trap *trap;
	ISimpleStream *stream;
	AsyncISimpleStream *calls[CALLS];
	int count;
};

static void flight_open(struct flight *f, enum away_transport over, DWORD client)
{
	*f = (struct flight){ .trap = trap_make(COINIT_MULTITHREADED) };
	trap_open(f->trap, over, client);
	f->stream = trap_stream(f->trap);
}

static void flight_begin(struct flight *f, int until, ULONG octets)
{
	for (; f->count < until; f->count++)
		f->calls[f->count] = trap_begin(f->stream, (uint32_t)f->count, octets);
}

/* Nothing of it is left but what the harness counts. */
static void flight_close(struct flight *f)
{
	for (int i = 0; i < f->count; i++)
		AsyncISimpleStream_Release(f->calls[i]);
	ISimpleStream_Release(f->stream);
	trap_close(f->trap);
}

/* Those that have left come before those that have not: calls leave in their order. How many have not. */
static int check_codes(struct flight *f)
{
	bool left = true;
	int remained = 0;

	for (int i = 0; i < f->count; i++) {
		HRESULT hr = trap_finish(f->calls[i]);

		left &= hr == RPC_E_SERVER_DIED;
		assert_int_equal(hr, left ? RPC_E_SERVER_DIED : RPC_E_SERVER_DIED_DNE);
		if (!left)
			assert_int_equal(os_load32(&f->trap->inside[i]), 0);
		remained += !left;
	}
	return remained;
}

static void kill_under_calls(enum away_transport over, DWORD client)
{
	struct flight f;

	flight_open(&f, over, client);
	flight_begin(&f, few(CALLS), 4);
	trap_wait(f.trap, INSIDE);
	trap_kill(f.trap);
	assert_in_range(check_codes(&f), 0, f.count - INSIDE);
	flight_close(&f);
}

ACROSS(of_a_thousand_calls_in_flight_each_ends_when_the_server_is_killed)
{
	for (int i = 0; i < repeats(20, 1000); i++)
		kill_under_calls(over, i & 1 ? COINIT_APARTMENTTHREADED : COINIT_MULTITHREADED);
}

/* Decision 20: it has stopped reading, so that the rest of the calls cannot leave. */
static void kill_before_calls_leave(enum away_transport over, DWORD client)
{
	struct flight f;

	flight_open(&f, over, client);
	flight_begin(&f, INSIDE, 4);
	trap_wait(f.trap, INSIDE);
	trap_stop(f.trap);
	flight_begin(&f, few(CALLS), swept() ? TRAP_OCTETS : 32 << 10);
	trap_kill(f.trap);
	assert_in_range(check_codes(&f), 1, f.count - INSIDE);
	flight_close(&f);
}

ACROSS(the_error_says_of_each_call_whether_it_can_have_run)
{
	for (int i = 0; i < repeats(20, 1000); i++)
		kill_before_calls_leave(over, i & 1 ? COINIT_APARTMENTTHREADED : COINIT_MULTITHREADED);
}

/* ---- the client ---- */

ACROSS(ten_thousand_references_of_a_killed_client_are_released_at_once)
{
	struct scene *s = scene_mix();
	struct holder h;

	house_open_away(&s->house, &s->away, over);
	holder_start(&h, s, 10000);
	holder_end(&h);
	house_close(&s->house);
	away_forget(s, sizeof *s);
}
