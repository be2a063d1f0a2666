/* load.c - many clients of one server, many connections, many calls that wait: what each costs, in octets of resident memory.
 *
 *	load [CLIENTS CONNECTIONS CALLS]
 */
#include <acom.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "adder.h"

static const CLSID CLSID_Load = { 0x5b1f0a46, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0, 1 } };

enum { ADDRESSES = 100, HOLD = -1, PATIENCE_MS = 600000 };

#define CHECK(c) \
	do { \
		if (!(c)) { \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #c); \
			_exit(1); \
		} \
	} while (0)

static char directory[] = "/tmp/acom-load-XXXXXX";

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* What only this process has in memory. */
static double resident(pid_t process)
{
	char path[64], line[256];
	double kib = 0, n;

	snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)process);
	FILE *f = fopen(path, "r");
	CHECK(f);
	while (fgets(line, sizeof line, f))
		if (sscanf(line, "Private_Dirty: %lf", &n) == 1 || sscanf(line, "Private_Clean: %lf", &n) == 1)
			kib += n;
	fclose(f);
	return kib * 1024;
}

static OLECHAR *address(unsigned i)
{
	static OLECHAR text[64];
	char octets[64];

	int n = snprintf(octets, sizeof octets, "unix:%s/%u", directory, i);
	for (int k = 0; k <= n; k++)
		text[k] = (OLECHAR)octets[k];
	return text;
}

/* ---- pipes between processes: a byte that says something, an end that says that it is over ---- */

struct gate { int in, out; };

static struct gate gate_make(void)
{
	int ends[2];

	CHECK(!pipe(ends));
	return (struct gate){ ends[0], ends[1] };
}

static void gate_say(struct gate *g)
{
	CHECK(write(g->out, "", 1) == 1);
}

static bool gate_hear(struct gate *g)
{
	char c;

	return read(g->in, &c, 1) == 1;
}

/* ---- the server ---- */

static struct gate held, go_on, up, down;

typedef struct Load {
	AcomObject object;
	IAdder IAdder_iface;
} Load;

ACOM_FACE(Load, IAdder)

/* The apartment's only thread: all that come behind the first wait. */
static HRESULT Load_Add(IAdder *This, LONG a, LONG b, LONG *sum)
{
	(void)This;
	*sum = a + b;
	if (a == HOLD) {
		gate_say(&held);
		CHECK(gate_hear(&go_on));
	}
	return S_OK;
}

static const IAdderVtbl Load_IAdder_vtbl = { ACOM_UNKNOWN(Load, IAdder), Load_Add };
static const AcomInterface Load_map[] = { ACOM_ENTRY(Load, IAdder), ACOM_END };
static const AcomClass Load_class = { .name = "Load", .size = sizeof(Load), .interfaces = Load_map };

static HRESULT load_create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&Load_class, outer, riid, ppv);
}

static void raise_limits(void)
{
	struct rlimit most;

	CHECK(!getrlimit(RLIMIT_NOFILE, &most));
	most.rlim_cur = most.rlim_max;
	CHECK(!setrlimit(RLIMIT_NOFILE, &most));
	CHECK(AcomSetLimit(ACOM_LIMIT_CONNECTIONS, 65536) == S_OK);
	CHECK(AcomSetLimit(ACOM_LIMIT_USER_CONNECTIONS, 65536) == S_OK);
	CHECK(AcomSetLimit(ACOM_LIMIT_CALLS, 1 << 20) == S_OK);
	CHECK(AcomSetLimit(ACOM_LIMIT_UNANSWERED, UINT32_MAX) == S_OK);
	CHECK(AcomSetLimit(ACOM_LIMIT_CONNECT_TIME, PATIENCE_MS) == S_OK);
	CHECK(AcomSetLimit(ACOM_LIMIT_FIRST_TIME, PATIENCE_MS) == S_OK);
}

static void *apartment(void *arg)
{
	DWORD cookie;

	CHECK(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED) == S_OK);
	CHECK(AcomRegisterClass(&CLSID_Load, load_create, 0, &cookie) == S_OK);
	for (unsigned i = 0; i < ADDRESSES; i++)
		CHECK(AcomListen(address(i)) == S_OK);
	gate_say(&up);
	for (;;)
		AcomDispatch(INFINITE);
	return arg;
}

/* Somebody reads while the apartment does not: a multithreaded apartment is there, too. */
static void serve(void)
{
	pthread_t thread;

	raise_limits();
	CHECK(CoInitializeEx(NULL, COINIT_MULTITHREADED) == S_OK);
	CHECK(!pthread_create(&thread, NULL, apartment, NULL));
	gate_hear(&down);
	_exit(0);
}

static pid_t server_start(void)
{
	up = gate_make();
	down = gate_make();
	held = gate_make();
	go_on = gate_make();
	pid_t server = fork();
	CHECK(server >= 0);
	if (!server) {
		close(down.out);
		serve();
	}
	CHECK(gate_hear(&up));
	return server;
}

static void server_stop(pid_t server)
{
	close(down.out);
	waitpid(server, NULL, 0);
	for (unsigned i = 0; i < ADDRESSES; i++) {
		char path[64];

		snprintf(path, sizeof path, "%s/%u", directory, i);
		unlink(path);
	}
}

/* ---- clients ---- */

static IAdder *connect_to(unsigned i)
{
	MULTI_QI mqi = { .pIID = &IID_IAdder };
	COSERVERINFO where = { .pwszName = address(i) };
	LONG sum = 0;

	HRESULT hr = CoCreateInstanceEx(&CLSID_Load, NULL, CLSCTX_LOCAL_SERVER, &where, 1, &mqi);
	if (hr != S_OK)
		fprintf(stderr, "0x%08x\n", (unsigned)hr);
	CHECK(hr == S_OK);
	IAdder *a = (IAdder *)mqi.pItf;
	CHECK(IAdder_Add(a, 1, 2, &sum) == S_OK && sum == 3);
	return a;
}

static void tell(const char *what, unsigned n, double time, double server, double client)
{
	printf("%-34s %8u %9.2f s %12.0f %12.0f\n", what, n, time, server / n, client / n);
	fflush(stdout);
}

static void client_live(unsigned connections, struct gate *ready, struct gate *end)
{
	close(down.out);
	raise_limits();
	CHECK(CoInitializeEx(NULL, COINIT_MULTITHREADED) == S_OK);
	for (unsigned c = 0; c < connections; c++)
		connect_to(c);
	gate_say(ready);
	gate_hear(end);
	_exit(0);
}

/* So many processes with so many connections each, all of them at the same time. */
static void load_clients(const char *what, unsigned processes, unsigned connections)
{
	pid_t server = server_start(), *all = calloc(processes, sizeof *all);
	struct gate ready = gate_make(), end = gate_make(); /* the server must not have them */
	double before = resident(server), since = seconds();

	CHECK(all);
	for (unsigned p = 0; p < processes; p++)
		if (!(all[p] = fork())) {
			close(end.out);
			client_live(connections, &ready, &end);
		}
	for (unsigned p = 0; p < processes; p++)
		CHECK(gate_hear(&ready));
	double time = seconds() - since;
	tell(what, processes * connections, time, resident(server) - before, resident(all[0]) * processes);
	close(end.out);
	for (unsigned p = 0; p < processes; p++)
		CHECK(waitpid(all[p], NULL, 0) == all[p]);
	close(end.in);
	close(ready.in);
	close(ready.out);
	free(all);
	server_stop(server);
}

/* All over one connection; the first waits, and the others for it. */
static void load_calls(unsigned n)
{
	AsyncIAdder **calls = calloc(n, sizeof *calls);
	pid_t server = server_start();
	ICallFactory *factory;
	LONG sum;

	CHECK(calls);
	raise_limits();
	CHECK(CoInitializeEx(NULL, COINIT_MULTITHREADED) == S_OK);
	IAdder *a = connect_to(0);
	CHECK(IAdder_QueryInterface(a, &IID_ICallFactory, (void **)&factory) == S_OK);
	double theirs = resident(server), ours = resident(getpid()), since = seconds();
	for (unsigned i = 0; i < n; i++) {
		CHECK(ICallFactory_CreateCall(factory, &IID_AsyncIAdder, NULL, &IID_AsyncIAdder, (IUnknown **)&calls[i]) == S_OK);
		CHECK(AsyncIAdder_Begin_Add(calls[i], i ? (LONG)i : HOLD, 1) == S_OK);
	}
	CHECK(gate_hear(&held));
	double time = seconds() - since;
	for (double last = 0, now = -1; now != last; usleep(100000)) { /* until the server has read all of them */
		last = now;
		now = resident(server);
	}
	tell("pending calls of one connection", n, time, resident(server) - theirs, resident(getpid()) - ours);
	gate_say(&go_on);
	since = seconds();
	for (unsigned i = 0; i < n; i++) {
		CHECK(AsyncIAdder_Finish_Add(calls[i], &sum) == S_OK && sum == (i ? (LONG)i + 1 : HOLD + 1));
		AsyncIAdder_Release(calls[i]);
	}
	tell("the same, finished", n, seconds() - since, resident(server) - theirs, resident(getpid()) - ours);
	ICallFactory_Release(factory);
	IAdder_Release(a);
	CoUninitialize();
	server_stop(server);
	free(calls);
}

int main(int argc, char **argv)
{
	unsigned clients = argc > 1 ? (unsigned)atoi(argv[1]) : 1000, connections = argc > 2 ? (unsigned)atoi(argv[2]) : 10000;
	unsigned calls = argc > 3 ? (unsigned)atoi(argv[3]) : 100000;

	CHECK(mkdtemp(directory));
	printf("%-34s %8s %11s %12s %12s\n", "", "", "", "server", "client");
	printf("%-34s %8s %11s %12s %12s\n", "", "n", "time", "octets each", "octets each");
	fflush(stdout);
	load_clients("clients, a process each", clients, 1);
	load_clients("connections of 100 processes", (connections + ADDRESSES - 1) / ADDRESSES, ADDRESSES);
	load_calls(calls);
	rmdir(directory);
	return 0;
}
