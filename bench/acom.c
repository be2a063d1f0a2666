/* acom.c - our own calls: in one apartment, and between apartments, synchronous and with many in flight. */
#include <acom.h>
#include <malloc.h>
#include <pthread.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/os.h"
#include "bench.h"
#include "adder.h"

static const CLSID CLSID_Adder = { 0x5b1f0a42, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0, 1 } };

/* ---- the object: with call objects that complete at once ---- */

typedef struct Adder {
	AcomObject object;
	IAdder IAdder_iface;
	ICallFactory ICallFactory_iface;
} Adder;

ACOM_FACE(Adder, IAdder)
ACOM_FACE(Adder, ICallFactory)

/* Held while calls are to stay pending. */
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static HRESULT Adder_Add(IAdder *This, LONG a, LONG b, LONG *sum)
{
	(void)This;
	if (a < 0) {
		pthread_mutex_lock(&gate);
		pthread_mutex_unlock(&gate);
	}
	*sum = a + b;
	return S_OK;
}

typedef struct AdderCall {
	AcomObject object;
	AsyncIAdder AsyncIAdder_iface;
	AcomServerCall call;
	LONG sum;
} AdderCall;

ACOM_FACE(AdderCall, AsyncIAdder)

static HRESULT AdderCall_Begin_Add(AsyncIAdder *This, LONG a, LONG b)
{
	AdderCall *c = AdderCall_from_AsyncIAdder(This);
	HRESULT hr = AcomServerCallTryBegin(&c->call, 1);

	if (FAILED(hr))
		return hr;
	c->sum = a + b;
	return AcomServerCallComplete(&c->call, S_OK);
}

static HRESULT AdderCall_Finish_Add(AsyncIAdder *This, LONG *sum)
{
	AdderCall *c = AdderCall_from_AsyncIAdder(This);
	HRESULT result, hr = AcomServerCallTryFinish(&c->call, 1, &result);

	if (FAILED(hr))
		return hr;
	*sum = c->sum;
	AcomServerCallFinished(&c->call);
	return result;
}

static const AsyncIAdderVtbl AdderCall_AsyncIAdder_vtbl = {
	ACOM_UNKNOWN(AdderCall, AsyncIAdder), AdderCall_Begin_Add, AdderCall_Finish_Add,
};
static const AcomInterface AdderCall_map[] = {
	ACOM_ENTRY(AdderCall, AsyncIAdder), ACOM_SERVER_CALL_ENTRIES(AdderCall, call), ACOM_END,
};

static HRESULT AdderCall_construct(void *object)
{
	AdderCall *c = object;

	return AcomServerCallInit(&c->call, &c->object);
}

static void AdderCall_destruct(void *object)
{
	AcomServerCallFini(&((AdderCall *)object)->call);
}

static const AcomClass AdderCall_class = {
	.name = "AdderCall", .size = sizeof(AdderCall), .interfaces = AdderCall_map,
	.construct = AdderCall_construct, .destruct = AdderCall_destruct,
};

static HRESULT Adder_CreateCall(ICallFactory *This, REFIID riid, IUnknown *outer, REFIID riid2, IUnknown **ppv)
{
	(void)This;
	return AcomCreateCall(&AdderCall_class, &IID_AsyncIAdder, NULL, NULL, riid, outer, riid2, ppv);
}

static const IAdderVtbl Adder_IAdder_vtbl = { ACOM_UNKNOWN(Adder, IAdder), Adder_Add };
static const ICallFactoryVtbl Adder_ICallFactory_vtbl = { ACOM_UNKNOWN(Adder, ICallFactory), Adder_CreateCall };
static const AcomInterface plain_map[] = { ACOM_ENTRY(Adder, IAdder), ACOM_END };
static const AcomInterface async_map[] = { ACOM_ENTRY(Adder, IAdder), ACOM_ENTRY(Adder, ICallFactory), ACOM_END };
static const AcomClass plain_class = { .name = "Adder", .size = sizeof(Adder), .interfaces = plain_map };
static const AcomClass async_class = { .name = "Adder with call objects", .size = sizeof(Adder), .interfaces = async_map };

static HRESULT plain_create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&plain_class, outer, riid, ppv);
}

static HRESULT async_create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&async_class, outer, riid, ppv);
}

/* ---- a server thread, a client apartment, and between them one proxy ---- */

enum { IN_FLIGHT_MAX = 1024 };

static struct {
	pthread_t thread;
	DWORD model;
	AcomCreate create;
	ISynchronize *ready, *quit;
	IAdder *adder;
	unsigned calls;
	AsyncIAdder *call[IN_FLIGHT_MAX];
	uint64_t bytes;
} b;

static void ok(HRESULT hr)
{
	if (FAILED(hr))
		fprintf(stderr, "%s: %s\n", AcomErrorName(hr), AcomErrorText(hr));
	BENCH_CHECK(SUCCEEDED(hr));
}

static void *serve(void *arg)
{
	DWORD cookie;

	ok(CoInitializeEx(NULL, b.model));
	ok(AcomRegisterClass(&CLSID_Adder, b.create, 0, &cookie));
	ISynchronize_Signal(b.ready);
	ISynchronize_Wait(b.quit, 0, INFINITE);
	CoUninitialize();
	return arg;
}

static void open_event(ISynchronize **event)
{
	ok(CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronize, (void **)event));
}

static void open_adder(void)
{
	ok(CoCreateInstance(&CLSID_Adder, NULL, CLSCTX_INPROC_SERVER, &IID_IAdder, (void **)&b.adder));
}

static void open_pair(DWORD client, DWORD server, AcomCreate create)
{
	b.model = server;
	b.create = create;
	ok(CoInitializeEx(NULL, client));
	open_event(&b.ready);
	open_event(&b.quit);
	BENCH_CHECK(!pthread_create(&b.thread, NULL, serve, NULL));
	ISynchronize_Wait(b.ready, 0, INFINITE);
	open_adder();
}

static void close_pair(void)
{
	while (b.calls)
		AsyncIAdder_Release(b.call[--b.calls]);
	IAdder_Release(b.adder);
	ISynchronize_Signal(b.quit);
	pthread_join(b.thread, NULL);
	ISynchronize_Release(b.ready);
	ISynchronize_Release(b.quit);
	CoUninitialize();
}

static AsyncIAdder *create_call(void)
{
	ICallFactory *factory;
	AsyncIAdder *call;

	ok(IAdder_QueryInterface(b.adder, &IID_ICallFactory, (void **)&factory));
	ok(ICallFactory_CreateCall(factory, &IID_AsyncIAdder, NULL, &IID_AsyncIAdder, (IUnknown **)&call));
	ICallFactory_Release(factory);
	return call;
}

static void open_calls(unsigned n)
{
	while (b.calls < n)
		b.call[b.calls++] = create_call();
}

/* ---- in one apartment ---- */

static void open_here(void)
{
	DWORD cookie;

	ok(CoInitializeEx(NULL, COINIT_MULTITHREADED));
	ok(AcomRegisterClass(&CLSID_Adder, async_create, 0, &cookie));
	open_adder();
	open_calls(1);
}

static void close_here(void)
{
	AsyncIAdder_Release(b.call[--b.calls]);
	IAdder_Release(b.adder);
	CoUninitialize();
}

static void run_sync(uint64_t n)
{
	LONG sum;

	for (uint64_t i = 0; i < n; i++)
		BENCH_CHECK(IAdder_Add(b.adder, (LONG)(i & 1023), 1, &sum) == S_OK && sum == (LONG)(i & 1023) + 1);
}

static void begin(AsyncIAdder *call, uint64_t i)
{
	ok(AsyncIAdder_Begin_Add(call, (LONG)(i & 1023), 1));
}

static void finish(AsyncIAdder *call, uint64_t i)
{
	LONG sum;

	BENCH_CHECK(AsyncIAdder_Finish_Add(call, &sum) == S_OK && sum == (LONG)(i & 1023) + 1);
}

static void run_call_reused(uint64_t n)
{
	for (uint64_t i = 0; i < n; i++) {
		begin(b.call[0], i);
		finish(b.call[0], i);
	}
}

static void run_call_created(uint64_t n)
{
	for (uint64_t i = 0; i < n; i++) {
		AsyncIAdder *call = create_call();
		begin(call, i);
		finish(call, i);
		AsyncIAdder_Release(call);
	}
}

/* ---- between apartments ---- */

static void open_sta_mta(void) { open_pair(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, plain_create); }
static void open_mta_sta(void) { open_pair(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, plain_create); }
static void open_sta_sta(void) { open_pair(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, plain_create); }
static void open_async_server(void) { open_pair(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, async_create); }

static void open_flight_1(void)
{
	open_mta_sta();
	open_calls(1);
}

static void open_flight_64(void)
{
	open_mta_sta();
	open_calls(64);
}

static void open_flight_1024(void)
{
	open_mta_sta();
	open_calls(1024);
}

/* A closed loop over a ring of call objects: the oldest is finished and begun again. */
static void run_flight(uint64_t n)
{
	uint64_t begun = 0;

	for (; begun < b.calls && begun < n; begun++)
		begin(b.call[begun], begun);
	for (uint64_t i = 0; i < n; i++) {
		AsyncIAdder *call = b.call[i % b.calls];
		finish(call, i);
		if (begun < n)
			begin(call, begun++);
	}
}

/* What the first use of each call object leaves allocated does not count, and neither do the call objects. */
static uint64_t bytes_pending(void)
{
	LONG sum;

	pthread_mutex_lock(&gate);
	size_t before = mallinfo2().uordblks;
	for (unsigned i = 0; i < b.calls; i++)
		ok(AsyncIAdder_Begin_Add(b.call[i], -1, 1));
	size_t after = mallinfo2().uordblks;
	pthread_mutex_unlock(&gate);
	for (unsigned i = 0; i < b.calls; i++)
		ok(AsyncIAdder_Finish_Add(b.call[i], &sum));
	return (after - before) / b.calls;
}

/* ---- with very many pending, and with none ---- */

static double seconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

enum { TIMED = 20000 };

/* Seconds for TIMED Begin_ with n other calls pending. The memory of all comes fresh from the system, so it costs the same. */
static double time_begins(unsigned n)
{
	AsyncIAdder **call = calloc(n + TIMED, sizeof *call);
	LONG sum;

	BENCH_CHECK(call);
	open_mta_sta();
	for (unsigned i = 0; i < n + TIMED; i++)
		call[i] = create_call();
	pthread_mutex_lock(&gate);
	ok(AsyncIAdder_Begin_Add(call[0], -1, 1));
	for (unsigned i = 1; i < n; i++)
		begin(call[i], i);
	double start = seconds(CLOCK_THREAD_CPUTIME_ID);
	for (unsigned i = n; i < n + TIMED; i++)
		begin(call[i], i);
	double took = seconds(CLOCK_THREAD_CPUTIME_ID) - start;
	pthread_mutex_unlock(&gate);
	ok(AsyncIAdder_Finish_Add(call[0], &sum));
	for (unsigned i = 1; i < n + TIMED; i++)
		finish(call[i], i);
	for (unsigned i = 0; i < n + TIMED; i++)
		AsyncIAdder_Release(call[i]);
	close_pair();
	free(call);
	return took;
}

/* fn(n) in a process of its own: its memory is as fresh as that of the one before. */
static double apart(double (*fn)(unsigned n), unsigned n)
{
	double result = 0;
	int pipes[2];

	BENCH_CHECK(!pipe(pipes));
	pid_t child = fork();
	BENCH_CHECK(child >= 0);
	if (!child) {
		result = fn(n);
		_exit(write(pipes[1], &result, sizeof result) != sizeof result);
	}
	BENCH_CHECK(read(pipes[0], &result, sizeof result) == sizeof result);
	waitpid(child, NULL, 0);
	close(pipes[0]);
	close(pipes[1]);
	return result;
}

static int compare(const void *v, const void *w)
{
	double x = *(const double *)v, y = *(const double *)w;

	return (x > y) - (x < y);
}

double bench_begin_ratio(void)
{
	double r[5];

	for (unsigned i = 0; i < 5; i++)
		r[i] = apart(time_begins, 1000000) / apart(time_begins, 1000);
	qsort(r, 5, sizeof *r, compare);
	return r[2];
}

static double time_idle(unsigned unused)
{
	(void)unused;
	open_sta_sta();
	run_sync(1);
	usleep(20000); /* until everybody sleeps */
	double start = seconds(CLOCK_PROCESS_CPUTIME_ID);
	usleep((useconds_t)(BENCH_IDLE * 1e6));
	double used = seconds(CLOCK_PROCESS_CPUTIME_ID) - start;
	close_pair();
	return used;
}

double bench_idle_cpu(void)
{
	return apart(time_idle, 0);
}

/* A call between apartments: 0.8 futex handoffs on one core, 0.3 of those between two. */
#define SYNC .pinned = { .ratio = 0.8 }, .unpinned = { .ratio = 0.3 }

const struct bench_case bench_acom[] = {
	{ .name = "acom: same apartment, sync", .floor = "direct vtable call", .open = open_here, .run = run_sync,
	  .close = close_here },
	{ .name = "acom: same apartment, call object reused", .floor = "direct vtable call", .open = open_here,
	  .run = run_call_reused, .close = close_here, .pinned = { .ns = 60 } },
	{ .name = "acom: same apartment, call object created", .floor = "direct vtable call", .open = open_here,
	  .run = run_call_created, .close = close_here },
	{ .name = "acom: sync, STA to MTA", .floor = "futex handoff", .open = open_sta_mta, .run = run_sync,
	  .close = close_pair, SYNC },
	{ .name = "acom: sync, MTA to STA", .floor = "futex handoff", .open = open_mta_sta, .run = run_sync,
	  .close = close_pair, SYNC },
	{ .name = "acom: sync, STA to STA", .floor = "futex handoff", .open = open_sta_sta, .run = run_sync,
	  .close = close_pair, SYNC },
	{ .name = "acom: sync, STA to STA, async server", .floor = "futex handoff", .open = open_async_server,
	  .run = run_sync, .close = close_pair },
	{ .name = "acom: async, 1 in flight", .floor = "futex handoff", .open = open_flight_1, .run = run_flight,
	  .close = close_pair },
	{ .name = "acom: async, 64 in flight", .floor = "mutex queue, 64 in flight", .open = open_flight_64,
	  .run = run_flight, .close = close_pair, .pinned = { .ratio = 2.5 } },
	{ .name = "acom: the same", .floor = "GTask, 64 in flight", .open = open_flight_64, .run = run_flight,
	  .close = close_pair, .pinned = { .ratio = 1 / 7.0 } },
	{ .name = "acom: async, 1024 in flight", .floor = "mutex queue, 64 in flight", .open = open_flight_1024,
	  .run = run_flight, .close = close_pair, .bytes = bytes_pending },
	{ .name = NULL },
};
