/* alone.c - one measurement as a program of its own, for tables that compare the programs of many makers:
 *
 *   bench-alone add|echo|pend|memory N DEPTH [unix|tcp|thread|here]
 *
 * thread: the object is in another apartment of the same process, here: in the same apartment.
 * N: echo: octets; pend, memory: calls to hold; memory says it for people. DEPTH: 1: synchronous calls, else so many in flight. Prints a line RESULT or PEND. In the
 * environment: BENCH_MS (300) and BENCH_WARM_MS (100): how long; BENCH_PIN: processors of client and server, as 0,1.
 */
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"
#include "far.h"
#include "held.h"

enum { MOST = 1024 };

static struct {
	const char *op;
	ULONG size;
	unsigned depth;
} task;

/* ---- what is measured ---- */

/* Of both processes. */
struct moment {
	double wall, client, server;
	uint64_t calls;
};
static struct moment begin, end;
static uint64_t calls, next_look;

static double seconds(clockid_t clock)
{
	struct timespec t;

	return clock_gettime(clock, &t) ? 0 : (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double asked(const char *name, double milliseconds)
{
	const char *text = getenv(name);

	return (text ? atof(text) : milliseconds) / 1000;
}

static struct moment moment_now(void)
{
	clockid_t clock;
	bool known = far_process() && !clock_getcpuclockid(far_process(), &clock);

	return (struct moment){ seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID), known ? seconds(clock) : 0, calls };
}

/* Behind each call; false: the time is over. Looks at the clock about every 200 us. */
static bool goes_on(void)
{
	static double since, warm, lasts;

	if (++calls < next_look)
		return true;
	double now = seconds(CLOCK_MONOTONIC);
	if (!since) {
		since = now;
		warm = asked("BENCH_WARM_MS", 100);
		lasts = asked("BENCH_MS", 300);
	}
	if (!begin.wall && now - since >= warm)
		begin = moment_now();
	if (begin.wall && now - begin.wall >= lasts) {
		end = moment_now();
		return false;
	}
	uint64_t step = (uint64_t)((double)calls * 200e-6 / (now - since + 1e-6));
	next_look = calls + (step ? step : 1);
	return true;
}

/* ---- what the kernel knows of a process ---- */

static long kilobytes(pid_t process, const char *file, const char *key)
{
	char path[64], line[256];
	long value = 0;

	snprintf(path, sizeof path, "/proc/%d/%s", (int)process, file);
	FILE *f = fopen(path, "r");
	while (f && !value && fgets(line, sizeof line, f))
		if (!strncmp(line, key, strlen(key)))
			value = atol(line + strlen(key));
	if (f)
		fclose(f);
	return value;
}

static void pin(int which)
{
	const char *text = getenv("BENCH_PIN");
	cpu_set_t set;
	int cpu[2];

	if (!text || sscanf(text, "%d,%d", &cpu[0], &cpu[1]) != 2)
		return;
	CPU_ZERO(&set);
	CPU_SET(cpu[which], &set);
	sched_setaffinity(0, sizeof set, &set);
}

static void server_begins(void)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	pin(1);
}

/* ---- synchronous ---- */

static BYTE *sent, *got;

static void add_sync(void)
{
	IAdder *adder = far_connect(&IID_IAdder);
	LONG i = 0, sum;

	do
		BENCH_CHECK(IAdder_Add(adder, i & 1023, 1, &sum) == S_OK && sum == (i & 1023) + 1);
	while (i++, goes_on());
	IAdder_Release(adder);
}

static void make_payload(void)
{
	sent = malloc(task.size + 1);
	got = malloc(((size_t)task.size + 1) * task.depth);
	for (ULONG i = 0; i < task.size; i++)
		sent[i] = (BYTE)(i * 131 + 7);
}

static bool same(const BYTE *octets)
{
	return octets[0] == sent[0] && octets[task.size - 1] == sent[task.size - 1] && octets[task.size / 2] == sent[task.size / 2];
}

static void echo_sync(void)
{
	IEcho *echo = far_connect(&IID_IEcho);

	do {
		got[0] = (BYTE)~sent[0];
		BENCH_CHECK(IEcho_Echo(echo, task.size, sent, got) == S_OK && same(got));
	} while (goes_on());
	IEcho_Release(echo);
}

/* ---- many in flight: the oldest is finished and begun again; what is begun goes out when the thread waits ---- */

static IUnknown *flying[MOST];

static void open_calls(IUnknown *proxy, REFIID async)
{
	ICallFactory *factory;

	BENCH_CHECK(IUnknown_QueryInterface(proxy, &IID_ICallFactory, (void **)&factory) == S_OK);
	for (unsigned i = 0; i < task.depth; i++)
		BENCH_CHECK(ICallFactory_CreateCall(factory, async, NULL, async, &flying[i]) == S_OK);
	ICallFactory_Release(factory);
	IUnknown_Release(proxy);
}

static void begin_one(unsigned i)
{
	if (*task.op == 'a')
		BENCH_CHECK(AsyncIAdder_Begin_Add((AsyncIAdder *)flying[i], (LONG)i, 1) == S_OK);
	else
		BENCH_CHECK(AsyncIEcho_Begin_Echo((AsyncIEcho *)flying[i], task.size, sent) == S_OK);
}

static void finish_one(unsigned i)
{
	BYTE *mine = got + (size_t)i * task.size;
	LONG sum;

	if (*task.op == 'a')
		BENCH_CHECK(AsyncIAdder_Finish_Add((AsyncIAdder *)flying[i], &sum) == S_OK && sum == (LONG)i + 1);
	else
		BENCH_CHECK(AsyncIEcho_Finish_Echo((AsyncIEcho *)flying[i], mine) == S_OK && same(mine));
}

static void many(void)
{
	bool add = *task.op == 'a';
	unsigned i = 0;

	open_calls(far_connect(add ? &IID_IAdder : &IID_IEcho), add ? &IID_AsyncIAdder : &IID_AsyncIEcho);
	BENCH_CHECK(AcomBatchBegin() == S_OK);
	for (unsigned k = 0; k < task.depth; k++)
		begin_one(k);
	for (; goes_on(); i = (i + 1) % task.depth) {
		finish_one(i);
		begin_one(i);
	}
	for (unsigned k = 0; k < task.depth; k++)
		finish_one((i + k) % task.depth);
	BENCH_CHECK(AcomBatchEnd() == S_OK);
	for (unsigned k = 0; k < task.depth; k++)
		IUnknown_Release(flying[k]);
}

static void report(void)
{
	double n = (double)(end.calls - begin.calls), s = end.wall - begin.wall;
	double client = end.client - begin.client, both = client + end.server - begin.server;
	long own = kilobytes(getpid(), "status", "VmHWM:");
	long all = own + (far_process() ? kilobytes(far_process(), "status", "VmHWM:") : 0);

	printf("RESULT peer=acom%s op=%s n=%u depth=%u ns=%.2f cps=%.0f mbps=%.1f cpu=%.2f cpu_cli=%.2f hwm_cli_kb=%ld hwm_all_kb=%ld "
	       "calls=%.0f total=%llu mallocs=-1.00\n", getenv("BENCH_PEER") ? getenv("BENCH_PEER") : "", task.op, task.size, task.depth,
	       s * 1e9 / n, n / s, *task.op == 'e' ? task.size * n / s / 1e6 : 0, both * 1e9 / n, client * 1e9 / n, own, all, n,
	       (unsigned long long)calls);
}

/* ---- many that stay pending ---- */

/* Waits until it has taken in all that was sent: the references to be passed on are at an end soon, and it is asked for more. */
static void reach_server(IUnknown *proxy)
{
	IStream *stream;

	BENCH_CHECK(CreateStreamOnHGlobal(NULL, TRUE, &stream) == S_OK);
	for (int i = 0; i < 16; i++)
		BENCH_CHECK(CoMarshalInterface(stream, &IID_IAdder, proxy, MSHCTX_LOCAL, NULL, MSHLFLAGS_NORMAL) == S_OK);
}

/* Kilobytes that each process has in memory. */
struct resident {
	long client, server;
};

static struct resident resident_now(void)
{
	return (struct resident){ kilobytes(getpid(), "smaps_rollup", "Rss:"), kilobytes(far_process(), "smaps_rollup", "Rss:") };
}

static double octets_each(long before, long after)
{
	return (double)(after - before) * 1024 / task.size;
}

static IUnknown **held;

/* Call objects; its pages are not theirs. */
static void open_held(IAdder *adder)
{
	ICallFactory *factory;

	held = held ? held : malloc(task.size * sizeof *held);
	BENCH_CHECK(held && IAdder_QueryInterface(adder, &IID_ICallFactory, (void **)&factory) == S_OK);
	for (ULONG i = 0; i < task.size; i++)
		BENCH_CHECK(ICallFactory_CreateCall(factory, &IID_AsyncIAdder, NULL, &IID_AsyncIAdder, &held[i]) == S_OK);
	ICallFactory_Release(factory);
}

static void begin_held(LONG a)
{
	for (ULONG i = 0; i < task.size; i++)
		BENCH_CHECK(AsyncIAdder_Begin_Add((AsyncIAdder *)held[i], a, (LONG)i) == S_OK);
}

/* What a server's call objects have taken up, in memory that they had before. */
static void say_taken_up(void)
{
	IAdder *adder = far_connect_to(&CLSID_Held, &IID_IAdder);
	IHeld *holder;
	LONG sum;

	BENCH_CHECK(IAdder_QueryInterface(adder, &IID_IHeld, (void **)&holder) == S_OK);
	BENCH_CHECK(IHeld_Room(holder, task.size) == S_OK);
	open_held(adder);
	struct resident before = resident_now();
	begin_held(2);
	BENCH_CHECK(IHeld_Await(holder, task.size) == S_OK);
	struct resident after = resident_now();
	printf("One that a call object of the server's has taken up takes %.0f of the server's (goal: 256)\n",
	       octets_each(before.server, after.server));
	far_let_go();
	for (ULONG i = 0; i < task.size; i++) {
		BENCH_CHECK(AsyncIAdder_Finish_Add((AsyncIAdder *)held[i], &sum) == S_OK && sum == (LONG)i + 2);
		IUnknown_Release(held[i]);
	}
	IHeld_Release(holder);
	IAdder_Release(adder);
}

/* With a server and a client of its own: what calls have had is kept for the next ones. */
static void take_up(void)
{
	int status;
	pid_t process = fork();

	BENCH_CHECK(process >= 0);
	if (!process) {
		far_open(FAR_UNIX, server_begins);
		say_taken_up();
		far_close();
		exit(0);
	}
	BENCH_CHECK(waitpid(process, &status, 0) == process && !status);
}

static void pend(void)
{
	IAdder *adder = far_connect(&IID_IAdder);

	held = malloc(task.size * sizeof *held);
	BENCH_CHECK(held);
	memset(held, 0, task.size * sizeof *held);
	struct resident bare = resident_now();
	open_held(adder);
	struct resident before = resident_now();
	begin_held(-1);
	reach_server((IUnknown *)adder);
	struct resident after = resident_now();
	double client = octets_each(before.client, after.client), server = octets_each(before.server, after.server);
	if (*task.op == 'm')
		printf("A call that is pending takes %.0f octets of the client's memory and %.0f of the server's (goal: 256 of each)\n"
		       "The object that it is called by, made before, takes %.0f\n", client, server,
		       octets_each(bare.client, before.client));
	else
		printf("PEND peer=acom n=%u bytes_cli=%.0f bytes_srv=%.0f\n", task.size, client, server);
	fflush(stdout);
	exit(0); /* the server ends with this process */
}

/* Of a client and a server that do nothing else, behind as many synchronous calls. */
static void say_processes(void)
{
	add_sync();

	struct rusage own; /* by this process' own reading of its file it would grow */
	BENCH_CHECK(!getrusage(RUSAGE_SELF, &own));
	printf("A client and a server that are linked %s have %ld KiB together behind %llu synchronous calls (goal: 4096)\n",
	       getauxval(AT_BASE) ? "with a shared libc" : "statically", own.ru_maxrss + kilobytes(far_process(), "status", "VmHWM:"),
	       (unsigned long long)calls);
}

static enum far_kind kind_named(const char *name)
{
	return !strcmp(name, "tcp") ? FAR_TCP : !strcmp(name, "thread") ? FAR_THREAD : !strcmp(name, "here") ? FAR_HERE : FAR_UNIX;
}

int main(int argc, char **argv)
{
	if (argc < 4) {
		fprintf(stderr, "usage: bench-alone add|echo|pend|memory|resident N DEPTH [unix|tcp|thread|here]\n");
		return 2;
	}
	task.op = argv[1];
	task.size = (ULONG)atol(argv[2]);
	task.depth = (unsigned)atoi(argv[3]);
	BENCH_CHECK(task.depth >= 1 && task.depth <= MOST);
	if (*task.op == 'm')
		take_up();
	else
		make_payload();
	far_open(argc > 4 ? kind_named(argv[4]) : FAR_UNIX, server_begins);
	pin(0);
	if (*task.op == 'm' || *task.op == 'r')
		say_processes();
	if (*task.op == 'r') {
		far_close();
		return 0;
	}
	if (*task.op == 'p' || *task.op == 'm')
		pend();
	if (task.depth > 1)
		many();
	else if (*task.op == 'a')
		add_sync();
	else
		echo_sync();
	report();
	far_close();
	return 0;
}
