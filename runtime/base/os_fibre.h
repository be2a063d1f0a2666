/* os_fibre.h - inside the simulation: os_sim.c schedules, os_sim_choice.c decides, os_sim_os.c is os.h upon them. */
#ifndef ACOM_OS_FIBRE_H
#define ACOM_OS_FIBRE_H

#include <setjmp.h>
#include <ucontext.h>

#include "os_sim.h"

/* What a fibre waits for. It can run when that has come, or when its deadline is over. */
enum fibre_wait { WAIT_NONE, WAIT_MUTEX, WAIT_TOKEN, WAIT_THREAD, WAIT_DESCRIPTOR, WAIT_ENDED };

struct fibre {
	unsigned number; /* from 1, in the order of starting; 0 is whoever calls sim_run */
	enum fibre_wait wait;
	const void *on;  /* the mutex, parker or fibre */
	const int *fds;
	unsigned fd_count;
	uint64_t deadline;
	void *place;     /* the code that waits */
	void (*fn)(void *arg);
	void *arg;
	bool claimed;    /* joined or detached */
	void *slot;
	void (*slot_at_exit)(void *value);
	_Alignas(void *) char local[OS_LOCAL_SIZE];
	void (*local_at_exit)(void *local);

	bool entered;
	jmp_buf context;
	ucontext_t start;
	char *stack;
	size_t stack_size;
	void *fake_stack; /* AddressSanitizer's */
};

extern struct fibre *fibre_current;
extern uint64_t fibre_now;
extern unsigned fibre_live; /* threads that were started and have not ended */

struct fibre *fibre_start(void (*fn)(void *arg), void *arg);
/* Waits until it can run; `place` is the code that waits. */
void fibre_wait(enum fibre_wait wait, const void *on, uint64_t deadline, void *place);
/* A scheduling point at which the others come first. */
void fibre_yield(void);
bool fibre_ready(const struct fibre *f);

/* Where the choices of the next schedule come from. */
void choice_seed(uint64_t seed);
void choice_list(const uint8_t *list, size_t count);
/* One of `options`; 0 is the thread that runs, which could go on if `preempts`. */
unsigned choice_next(unsigned options, bool preempts);
uint64_t fibre_random(void); /* for os_random */

#endif
