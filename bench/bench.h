/* bench.h - what is measured: cases that run n operations, grouped by file. */
#ifndef BENCH_H
#define BENCH_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* What is hoped for: at most `ratio` times the floor, or `ns`; 0: nothing. */
struct bench_goal {
	double ratio, ns;
	double syscalls; /* and at most so many system calls */
	bool no_allocs;  /* and no allocation */
};

/* One row of the table. open and close frame each round's measurement and are not counted. */
struct bench_case {
	const char *name;
	const char *floor;           /* the name of the case that it is compared with; NULL: none */
	void (*open)(void);
	void (*run)(uint64_t n);     /* n operations, each with its result checked */
	void (*close)(void);
	uint64_t (*bytes)(void);     /* memory of one pending call, asked while it is open; NULL: not asked */
	struct bench_goal pinned, unpinned;
};

/* The groups; each ends with a nameless case. */
extern const struct bench_case bench_floors[], bench_acom[], bench_remote[], bench_tls[], bench_glib[];

/* How much longer Begin_ takes with 10^6 calls pending than with 10^3. In a process of its own. */
double bench_begin_ratio(void);
/* Seconds of processor time that two apartments use which wait for BENCH_IDLE seconds, behind a call. */
#define BENCH_IDLE 0.5
double bench_idle_cpu(void);

/* A counter of the system calls of this process, and of those that it starts from now on; -1: the kernel does not tell. */
int bench_syscalls_open(void);
uint64_t bench_syscalls(int counter);

#define BENCH_CHECK(c) \
	do { \
		if (!(c)) { \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #c); \
			exit(1); \
		} \
	} while (0)

#endif
