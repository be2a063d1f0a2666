/* os_sim.h - the simulated machine of ACOM_SIM: cooperative threads whose every interleaving is a list of choices.
 *
 * All threads of a schedule are fibres of one thread. They switch at scheduling points only; where several could go on,
 * one is chosen: by a seeded random, or from a list. Time stands still while a thread can run; when all wait, it goes
 * to the earliest deadline. When all wait and there is none, that is a deadlock: it is reported with all their places.
 */
#ifndef ACOM_OS_SIM_H
#define ACOM_OS_SIM_H

#include "os.h"

/* One decision: which of the threads that could run did. 0 goes on with the one that runs already, if it can. */
struct sim_choice {
	uint8_t chosen;
	uint8_t options;
	bool preempts; /* any other choice than 0 takes the processor from a thread that could go on */
};

/* Runs fn and the threads that it starts until all have ended. 0, or -1 when sim_failure() says what went wrong. */
int sim_run(uint64_t seed, void (*fn)(void *arg), void *arg);
/* The same with these choices first, and then 0 to the end. */
int sim_replay(const uint8_t *choices, size_t count, void (*fn)(void *arg), void *arg);

/* Ends the schedule from within: nothing of it runs on, and what its threads own is lost. The first reason counts. */
_Noreturn void sim_fail(const char *why);
bool sim_running(void);
const char *sim_failure(void);

/* What else the schedule chooses at each read and write of a socket, in this process from now on: it moves fewer octets; it
 * finds none, though some are there (-EAGAIN); the connection breaks (-ECONNRESET; the other end reads to its end). */
enum { SIM_CUT = 1, SIM_LATER = 2, SIM_BREAK = 4 };
void sim_streams(unsigned what);

/* What a test leaves to the schedule: one of so many, 255 at most. */
unsigned sim_chance(unsigned options);

/* The choices of the last schedule. */
size_t sim_choices(const struct sim_choice **choices);

#endif
