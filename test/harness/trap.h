/* trap.h - a server in a process of its own, whose Write goes in and does not come out before the test says so.
 *
 *	struct trap *t = trap_make(COINIT_MULTITHREADED);
 *	trap_open(t, over, COINIT_APARTMENTTHREADED);
 *	ISimpleStream *s = trap_stream(t);
 *	AsyncISimpleStream *call = trap_begin(s, 0, 4); // Write of 4 octets: the call's number
 *	trap_wait(t, 1);                                // one is inside
 *	trap_let(t, 1);
 *	...
 *	trap_close(t);
 */
#ifndef TRAP_H
#define TRAP_H

#include "house.h"

enum { TRAP_CALLS = 1024 };
/* In memory of both processes. */
struct trap {
	struct house house;
	struct away away;
	bool passes;             /* Write does not wait */
	os_u32 reads;            /* that were entered */
	os_u32 last;  /* octet of what Write got last */
	os_u32 inside[TRAP_CALLS]; /* which calls have been, by their number */
	int came, let;           /* events that count */
};

struct trap *trap_make(DWORD model);
/* The server's process, and the client's apartment. */
void trap_open(struct trap *t, enum away_transport over, DWORD client);
void trap_close(struct trap *t);
/* The server's process is stopped, goes on, is dead. */
void trap_stop(struct trap *t);
void trap_go_on(struct trap *t);
void trap_kill(struct trap *t);

ISimpleStream *trap_stream(struct trap *t);
/* Write of so many octets, at most TRAP_OCTETS, which begin with the number; what Begin_ said. */
enum { TRAP_OCTETS = 1 << 20 };
HRESULT trap_write(AsyncISimpleStream *call, uint32_t number, ULONG octets);
/* The same of a new call object; asserted. */
AsyncISimpleStream *trap_begin(ISimpleStream *s, uint32_t number, ULONG octets);
/* Waits for the end. */
HRESULT trap_finish(AsyncISimpleStream *call);
/* Waits until n more calls are inside; lets n more out. */
void trap_wait(struct trap *t, unsigned n);
void trap_let(struct trap *t, unsigned n);

#endif
