/* far.c - a server, usually in a process of its own, with an object that adds and gives back. */
#include <acom.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"
#include "far.h"
#include "held.h"

static const CLSID CLSID_Remote = { 0x5b1f0a45, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0, 1 } };

/* ---- the object ---- */

typedef struct Remote {
	AcomObject object;
	IAdder IAdder_iface;
	IEcho IEcho_iface;
} Remote;

ACOM_FACE(Remote, IAdder)
ACOM_FACE(Remote, IEcho)

/* Calls are held until its other end is closed. */
static int gate;

static HRESULT Remote_Add(IAdder *This, LONG a, LONG b, LONG *sum)
{
	char c;

	(void)This;
	if (a < 0)
		BENCH_CHECK(read(gate, &c, 1) == 0);
	*sum = a + b;
	return S_OK;
}

static HRESULT Remote_Echo(IEcho *This, ULONG size, const BYTE *octets, BYTE *same)
{
	(void)This;
	memcpy(same, octets, size);
	return S_OK;
}

static const IAdderVtbl Remote_IAdder_vtbl = { ACOM_UNKNOWN(Remote, IAdder), Remote_Add };
static const IEchoVtbl Remote_IEcho_vtbl = { ACOM_UNKNOWN(Remote, IEcho), Remote_Echo };
static const AcomInterface Remote_map[] = { ACOM_ENTRY(Remote, IAdder), ACOM_ENTRY(Remote, IEcho), ACOM_END };
static const AcomClass Remote_class = { .name = "Remote", .size = sizeof(Remote), .interfaces = Remote_map };

static HRESULT remote_create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&Remote_class, outer, riid, ppv);
}

/* ---- a server in a process of its own, until its end of the pipe is closed ---- */

static struct {
	pid_t process;
	int quit, gate;
	pid_t owner; /* of what lies there */
	char directory[40], socket[48];
	OLECHAR address[64];
} server;

static void serve(int ready, int quit)
{
	char c = 0;

	BENCH_CHECK(CoInitializeEx(NULL, COINIT_MULTITHREADED) == S_OK);
	BENCH_CHECK(AcomRegisterClass(&CLSID_Remote, remote_create, ACOM_ALLOW_ANONYMOUS, &(DWORD){ 0 }) == S_OK);
	BENCH_CHECK(AcomSetLimit(ACOM_LIMIT_CALLS, 1 << 20) == S_OK);
	held_register(gate);
	BENCH_CHECK(AcomListen(server.address) == S_OK);
	BENCH_CHECK(write(ready, &c, 1) == 1);
	BENCH_CHECK(read(quit, &c, 1) == 0);
	CoUninitialize();
}

/* Also in a signal handler. */
static void remove_files(void)
{
	if (getpid() != server.owner)
		return;
	unlink(server.socket);
	rmdir(server.directory);
}

static void ended(int number)
{
	remove_files();
	signal(number, SIG_DFL);
	raise(number);
}

static void append_number(char *text, unsigned n)
{
	if (n > 9)
		append_number(text, n / 10);
	strncat(text, &"0123456789"[n % 10], 1);
}

/* mkdtemp and snprintf would bring blocks of the C library into the memory of a process that is measured. */
static void name_directory(void)
{
	int failed;
	unsigned n = 0;

	do {
		strcpy(server.directory, "/tmp/acom-bench-");
		append_number(server.directory, (unsigned)getpid());
		strcat(server.directory, "-");
		append_number(server.directory, n++);
		failed = mkdir(server.directory, 0700);
	} while (failed && errno == EEXIST);
	BENCH_CHECK(!failed);
}

/* One directory for all runs; it goes with this process, however that ends. */
static void make_directory(void)
{
	static const int ends[] = { SIGHUP, SIGINT, SIGTERM };

	if (server.owner)
		return;
	name_directory();
	strcpy(server.socket, server.directory);
	strcat(server.socket, "/s");
	server.owner = getpid();
	atexit(remove_files);
	for (unsigned i = 0; i < sizeof ends / sizeof *ends; i++)
		signal(ends[i], ended);
}

/* That nobody has just now. */
static unsigned free_port(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof to;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	BENCH_CHECK(fd >= 0 && !bind(fd, (struct sockaddr *)&to, size) && !getsockname(fd, (struct sockaddr *)&to, &size));
	close(fd);
	return ntohs(to.sin_port);
}

static void make_address(enum far_kind kind)
{
	char text[sizeof server.address / sizeof *server.address];
	size_t n = 0;

	make_directory();
	if (kind == FAR_UNIX)
		strcat(strcpy(text, "unix:"), server.socket);
	else
		snprintf(text, sizeof text, "%s:127.0.0.1:%u", kind == FAR_TLS ? "tls" : "tcp", free_port());
	for (; text[n]; n++)
		server.address[n] = (OLECHAR)text[n];
	server.address[n] = 0;
}

/* ---- a server that is no other process ---- */

/* The thread of an apartment of its own; without one the object is in the client's. */
static struct {
	enum far_kind kind;
	bool runs;
	pthread_t thread;
	ISynchronize *ready, *quit;
} near;

static void *serve_near(void *arg)
{
	BENCH_CHECK(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED) == S_OK);
	BENCH_CHECK(AcomRegisterClass(&CLSID_Remote, remote_create, 0, &(DWORD){ 0 }) == S_OK);
	ISynchronize_Signal(near.ready);
	ISynchronize_Wait(near.quit, 0, INFINITE);
	CoUninitialize();
	return arg;
}

static void make_event(ISynchronize **event)
{
	BENCH_CHECK(CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronize, (void **)event) == S_OK);
}

static void near_open(enum far_kind kind)
{
	int held[2];

	BENCH_CHECK(!pipe(held) && CoInitializeEx(NULL, COINIT_MULTITHREADED) == S_OK);
	near.kind = kind;
	gate = held[0];
	server.gate = held[1];
	if (kind == FAR_HERE) {
		BENCH_CHECK(AcomRegisterClass(&CLSID_Remote, remote_create, 0, &(DWORD){ 0 }) == S_OK);
		return;
	}
	make_event(&near.ready);
	make_event(&near.quit);
	BENCH_CHECK(!pthread_create(&near.thread, NULL, serve_near, NULL));
	near.runs = true;
	ISynchronize_Wait(near.ready, 0, INFINITE);
}

static void near_close(void)
{
	far_let_go();
	if (near.runs) {
		ISynchronize_Signal(near.quit);
		pthread_join(near.thread, NULL);
		ISynchronize_Release(near.ready);
		ISynchronize_Release(near.quit);
	}
	CoUninitialize();
}

/* ---- one that is ---- */

void far_open(enum far_kind kind, void (*first)(void))
{
	int ready[2], quit[2], held[2];
	char c;

	if (kind >= FAR_THREAD) {
		near_open(kind);
		return;
	}
	make_address(kind);
	BENCH_CHECK(!pipe(ready) && !pipe(quit) && !pipe(held));
	server.process = fork();
	BENCH_CHECK(server.process >= 0);
	if (!server.process) {
		close(quit[1]);
		close(held[1]);
		gate = held[0];
		if (first)
			first();
		serve(ready[1], quit[0]);
		exit(0);
	}
	server.quit = quit[1];
	server.gate = held[1];
	close(ready[1]);
	BENCH_CHECK(read(ready[0], &c, 1) == 1);
	close(ready[0]);
	close(quit[0]);
	close(held[0]);
	BENCH_CHECK(AcomSetLimit(ACOM_LIMIT_CALLS, 1 << 20) == S_OK);
	BENCH_CHECK(CoInitializeEx(NULL, COINIT_MULTITHREADED) == S_OK);
}

void far_let_go(void)
{
	if (server.gate)
		close(server.gate);
	server.gate = 0;
}

void far_close(void)
{
	int status;

	if (near.kind) {
		near_close();
		return;
	}
	CoUninitialize();
	far_let_go();
	close(server.quit);
	BENCH_CHECK(waitpid(server.process, &status, 0) == server.process && !status);
}

pid_t far_process(void)
{
	return server.process;
}

void *far_connect_to(REFCLSID clsid, REFIID iid)
{
	MULTI_QI mqi = { .pIID = iid };
	COSERVERINFO where = { .pwszName = server.address };
	void *here;

	if (near.kind) {
		BENCH_CHECK(CoCreateInstance(clsid, NULL, CLSCTX_INPROC_SERVER, iid, &here) == S_OK);
		return here;
	}
	BENCH_CHECK(CoCreateInstanceEx(clsid, NULL, CLSCTX_LOCAL_SERVER, &where, 1, &mqi) == S_OK);
	return mqi.pItf;
}

void *far_connect(REFIID iid)
{
	return far_connect_to(&CLSID_Remote, iid);
}
