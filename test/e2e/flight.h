/* flight.h - many calls of one client that are in flight while something happens to their server. */
#ifndef FLIGHT_H
#define FLIGHT_H

#include "trap.h"

enum { FLIGHT_CALLS = 1000 };

struct flight {
	struct trap *trap;
	ISimpleStream *stream;
	AsyncISimpleStream *calls[FLIGHT_CALLS];
	int count;
};

static inline void flight_open(struct flight *f, enum away_transport over, DWORD client)
{
	*f = (struct flight){ .trap = trap_make(COINIT_MULTITHREADED) };
	trap_open(f->trap, over, client);
	f->stream = trap_stream(f->trap);
}

static inline void flight_begin(struct flight *f, int until, ULONG octets)
{
	for (; f->count < until; f->count++)
		f->calls[f->count] = trap_begin(f->stream, (uint32_t)f->count, octets);
}

/* Nothing of it is left but what the harness counts. */
static inline void flight_close(struct flight *f)
{
	for (int i = 0; i < f->count; i++)
		AsyncISimpleStream_Release(f->calls[i]);
	ISimpleStream_Release(f->stream);
	trap_close(f->trap);
}

/* Those that have left come before those that have not: calls leave in their order. How many have not. */
static inline int flight_codes(struct flight *f)
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

/* Of the open flight `inside` calls are in the server when it stops reading, so that the rest cannot all leave, and is killed. */
static inline void flight_is_cut_off(struct flight *f, int inside)
{
	flight_begin(f, inside, 4);
	trap_wait(f->trap, (unsigned)inside);
	trap_stop(f->trap);
	flight_begin(f, few(FLIGHT_CALLS), swept() ? TRAP_OCTETS : 32 << 10);
	trap_kill(f->trap);
	assert_in_range(flight_codes(f), 1, f->count - inside);
	flight_close(f);
}

#endif
