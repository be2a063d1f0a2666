/* main.c - runs all cases in interleaved rounds, pinned to one core and unpinned, and prints one table and a JSON file. */
#include <malloc.h>
#include <sched.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/os.h"
#include "bench.h"

enum { MAX_CASES = 64, MAX_ROUNDS = 101 };

struct measured {
	const struct bench_case *c;
	double ns[MAX_ROUNDS], cpu[MAX_ROUNDS]; /* per operation */
	double allocs;                          /* per operation, in the last round */
	double syscalls;                        /* per operation, on one core; < 0: nobody knows */
	uint64_t bytes;                         /* per pending call */
};

static struct measured cases[MAX_CASES];
static unsigned count;

static double seconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double run_timed(const struct bench_case *c, uint64_t n, double *cpu)
{
	double wall = seconds(CLOCK_MONOTONIC), process = seconds(CLOCK_PROCESS_CPUTIME_ID);

	c->run(n);
	*cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - process;
	return seconds(CLOCK_MONOTONIC) - wall;
}

/* Doubles n until a run takes a tenth of the slice: that is the warm-up, too. */
static uint64_t calibrate(const struct bench_case *c, double slice)
{
	double cpu;

	for (uint64_t n = 16;; n *= 2) {
		double t = run_timed(c, n, &cpu);
		if (t > slice / 10)
			return (uint64_t)((double)n * slice / t) + 1;
	}
}

static void measure(struct measured *m, unsigned round, double slice)
{
	if (m->c->open)
		m->c->open();
	uint64_t n = calibrate(m->c, slice), before = os_alloc_count();
	double cpu, t = run_timed(m->c, n, &cpu);
	m->allocs = (double)(os_alloc_count() - before) / (double)n;
	if (m->c->close)
		m->c->close();
	m->ns[round] = t * 1e9 / (double)n;
	m->cpu[round] = cpu * 1e9 / (double)n;
}

/* Apart from the rounds: counting takes time. Of all processes that the case has. */
static void measure_syscalls(struct measured *m)
{
	int counter = bench_syscalls_open();

	m->syscalls = -1;
	if (counter < 0)
		return;
	if (m->c->open)
		m->c->open();
	uint64_t n = calibrate(m->c, 0.1), before = bench_syscalls(counter);
	m->c->run(n);
	m->syscalls = (double)(bench_syscalls(counter) - before) / (double)n;
	if (m->c->close)
		m->c->close();
	close(counter);
}

/* In a process of its own, because mallinfo2 knows only one arena. */
static void measure_bytes(struct measured *m)
{
	int pipes[2];

	if (!m->c->bytes)
		return;
	BENCH_CHECK(!pipe(pipes));
	pid_t child = fork();
	BENCH_CHECK(child >= 0);
	if (!child) {
		mallopt(M_ARENA_MAX, 1);
		m->c->open();
		uint64_t bytes = m->c->bytes();
		m->c->close();
		_exit(write(pipes[1], &bytes, sizeof bytes) != sizeof bytes);
	}
	BENCH_CHECK(read(pipes[0], &m->bytes, sizeof m->bytes) == sizeof m->bytes);
	waitpid(child, NULL, 0);
	close(pipes[0]);
	close(pipes[1]);
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(const double *v, unsigned n)
{
	double sorted[MAX_ROUNDS];

	memcpy(sorted, v, n * sizeof *v);
	qsort(sorted, n, sizeof *sorted, compare);
	return n & 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

static const struct measured *find(const char *name)
{
	for (unsigned i = 0; name && i < count; i++)
		if (!strcmp(cases[i].c->name, name))
			return &cases[i];
	return NULL;
}

/* The median of the ratios to the floor in the same round; 0: no floor. */
static double ratio(const struct measured *m, unsigned rounds)
{
	const struct measured *floor = find(m->c->floor);
	double r[MAX_ROUNDS];

	for (unsigned i = 0; floor && i < rounds; i++)
		r[i] = m->ns[i] / floor->ns[i];
	return floor ? median(r, rounds) : 0;
}

static void print_goal(const char *what, double goal, double is)
{
	printf("  goal: %.4g%s, %s", goal, what, is <= goal ? "held" : "missed");
}

/* Behind a row. */
static void print_goals(const struct measured *m, const struct bench_goal *g, unsigned rounds)
{
	if (g->ratio)
		print_goal("", g->ratio, ratio(m, rounds));
	else if (g->ns)
		print_goal(" ns", g->ns, median(m->ns, rounds));
	if (g->syscalls && m->syscalls >= 0)
		print_goal(" system calls", g->syscalls, m->syscalls);
	if (g->no_allocs)
		print_goal(" allocations", 0, m->allocs);
}

static void print_table(const char *title, bool pinned, unsigned rounds)
{
	printf("\n%s (medians of %u interleaved rounds)\n", title, rounds);
	printf("%-44s %12s %12s %8s %8s %8s  %s\n", "", "ns", "CPU ns", "allocs", "syscalls", "ratio", "to");
	for (unsigned i = 0; i < count; i++) {
		const struct measured *m = &cases[i];
		printf("%-44s %12.1f %12.1f ", m->c->name, median(m->ns, rounds), median(m->cpu, rounds));
		printf("%8.2f ", m->allocs);
		if (pinned && m->syscalls >= 0)
			printf("%8.2f ", m->syscalls);
		else
			printf("%8s ", "");
		if (m->c->floor)
			printf("%8.2f  %s", ratio(m, rounds), m->c->floor);
		print_goals(m, pinned ? &m->c->pinned : &m->c->unpinned, rounds);
		printf("\n");
	}
	for (unsigned i = 0; i < count; i++)
		if (cases[i].bytes)
			printf("%s: %llu octets per pending call (goal: 256 on top of 8 of arguments)\n", cases[i].c->name, (unsigned long long)cases[i].bytes);
}

static void print_json(FILE *f, const char *mode, unsigned rounds, bool last)
{
	for (unsigned i = 0; i < count; i++) {
		const struct measured *m = &cases[i];
		const struct measured *floor = find(m->c->floor);
		fprintf(f, "  {\"mode\": \"%s\", \"name\": \"%s\", \"ns\": %.1f, \"cpu_ns\": %.1f, \"floor\": %.1f, \"ratio\": %.3f, "
		        "\"allocs\": %.3f, \"syscalls\": %.3f, \"bytes\": %llu}%s\n", mode, m->c->name, median(m->ns, rounds),
		        median(m->cpu, rounds), floor ? median(floor->ns, rounds) : 0, ratio(m, rounds), m->allocs, m->syscalls,
		        (unsigned long long)m->bytes, last && i + 1 == count ? "" : ",");
	}
}

static void pin(bool on)
{
	static cpu_set_t all;
	cpu_set_t one;

	if (on)
		sched_getaffinity(0, sizeof all, &all);
	CPU_ZERO(&one);
	for (int i = 0; on && i < CPU_SETSIZE && !CPU_COUNT(&one); i++)
		if (CPU_ISSET(i, &all))
			CPU_SET(i, &one);
	sched_setaffinity(0, sizeof all, on ? &one : &all);
}

static void add_group(const struct bench_case *group, const char *pattern)
{
	for (; group->name; group++)
		if (strstr(group->name, pattern))
			cases[count++].c = group;
}

static void run_all(unsigned rounds, double slice)
{
	for (unsigned round = 0; round < rounds; round++)
		for (unsigned i = 0; i < count; i++)
			measure(&cases[i], round, slice);
}

int main(int argc, char **argv)
{
	unsigned rounds = argc > 1 ? (unsigned)atoi(argv[1]) : 7;
	FILE *json = argc > 2 && *argv[2] ? fopen(argv[2], "w") : NULL;
	const char *pattern = argc > 3 ? argv[3] : ""; /* of names; the floors are always there */
	const double slice = 0.1;

	if (rounds < 1 || rounds > MAX_ROUNDS || (argc > 2 && *argv[2] && !json)) {
		fprintf(stderr, "usage: bench [ROUNDS [FILE.json [PATTERN]]]\n");
		return 2;
	}
	add_group(bench_floors, "");
	add_group(bench_glib, pattern);
	add_group(bench_acom, pattern);
	add_group(bench_remote, pattern);
	add_group(bench_tls, pattern);
	setvbuf(stdout, NULL, _IOLBF, 0); /* or servers that are forked write what is not written yet, too */
	for (unsigned i = 0; i < count; i++)
		measure_bytes(&cases[i]);
	printf("Begin_ with 10^6 calls pending takes %.2f times as long as with 10^3 (goal: 1.5)\n", bench_begin_ratio());
	printf("An apartment that waits for %.1f s uses %.0f us of the processor (goal: 0)\n", BENCH_IDLE, bench_idle_cpu() * 1e6);
	if (json)
		fprintf(json, "[\n");
	for (int pinned = 1; pinned >= 0; pinned--) {
		pin(pinned);
		for (unsigned i = 0; pinned && i < count; i++)
			measure_syscalls(&cases[i]);
		run_all(rounds, slice);
		print_table(pinned ? "Pinned to one core" : "Unpinned: the scheduler places the threads", pinned, rounds);
		if (json)
			print_json(json, pinned ? "pinned" : "unpinned", rounds, !pinned);
	}
	if (json) {
		fprintf(json, "]\n");
		fclose(json);
	}
	return 0;
}
