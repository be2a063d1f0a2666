/* kill.c - kill -9 of a server with a thousand calls in flight, and of a client with ten thousand references. */
#include "flight.h"
#include "holder.h"

/* ---- the server ---- */

enum { INSIDE = 8 };

static void kill_under_calls(enum away_transport over, DWORD client)
{
	struct flight f;

	flight_open(&f, over, client);
	flight_begin(&f, few(FLIGHT_CALLS), 4);
	trap_wait(f.trap, INSIDE);
	trap_kill(f.trap);
	assert_in_range(flight_codes(&f), 0, f.count - INSIDE);
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
	flight_is_cut_off(&f, INSIDE);
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
