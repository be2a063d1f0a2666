/* main.c - the client of the sample: reads one real file in every way that there is, and says what it did meanwhile.
 * Build: idlgen simplestream.idl && cc -o simplestream *.c $(pkg-config --cflags --libs acom) -pthread */
#include <acom.h>
#include <pthread.h>

#include "server.h"
#include "tell.h"

static ISimpleStream *open_stream(REFCLSID clsid)
{
	ISimpleStream *s;

	check(CoCreateInstance(clsid, NULL, CLSCTX_INPROC_SERVER, &IID_ISimpleStream, (void **)&s), "CoCreateInstance");
	return s;
}

/* NULL: the object has no asynchronous side for us, so the synchronous interface is all there is. */
static AsyncISimpleStream *try_create_call(ISimpleStream *s)
{
	AsyncISimpleStream *call = NULL;
	ICallFactory *factory;

	if (FAILED(ISimpleStream_QueryInterface(s, &IID_ICallFactory, (void **)&factory)))
		return NULL;
	ICallFactory_CreateCall(factory, &IID_AsyncISimpleStream, NULL, &IID_AsyncISimpleStream, (IUnknown **)&call);
	ICallFactory_Release(factory);
	return call;
}

/* A proxy always has one. */
static AsyncISimpleStream *create_call(ISimpleStream *s)
{
	AsyncISimpleStream *call = try_create_call(s);

	if (!call)
		check(E_NOINTERFACE, "CreateCall on a proxy");
	return call;
}

static void *query(AsyncISimpleStream *call, REFIID iid)
{
	void *p;

	check(AsyncISimpleStream_QueryInterface(call, iid, &p), "QueryInterface on the call object");
	return p;
}

/* ---- the four pairs ---- */

static void read_sync(REFCLSID clsid)
{
	struct content c = { 0 };
	double since = now_ms();
	ISimpleStream *s = open_stream(clsid);
	BYTE data[CHUNK];
	HRESULT hr;
	ULONG n;

	while ((hr = ISimpleStream_Read(s, data, sizeof data, &n)) == S_OK)
		content_add(&c, data, n);
	check(hr, "Read");
	ISimpleStream_Release(s);
	content_print(&c, since, 0);
}

static void read_async(REFCLSID clsid)
{
	struct content c = { 0 };
	double since = now_ms();
	unsigned long long before = work(), primes = before;
	ISimpleStream *s = open_stream(clsid);
	AsyncISimpleStream *call = create_call(s);
	ISynchronize *sync = query(call, &IID_ISynchronize);
	BYTE data[CHUNK];
	HRESULT hr;
	ULONG n;

	for (;;) {
		check(AsyncISimpleStream_Begin_Read(call, sizeof data), "Begin_Read");
		while (ISynchronize_Wait(sync, 0, 0) == RPC_S_CALLPENDING)
			primes = work();
		hr = AsyncISimpleStream_Finish_Read(call, data, &n);
		if (hr != S_OK)
			break;
		content_add(&c, data, n);
	}
	check(hr, "Finish_Read");
	ISynchronize_Release(sync);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(s);
	content_print(&c, since, primes - before);
}

/* ---- what else one can do with a pending call ---- */

static void show_waiting(AsyncISimpleStream *call, ISynchronize *sync)
{
	double since = now_ms();
	BYTE data[CHUNK];
	unsigned polls = 0, slices = 0;
	ULONG n;

	heading("poll with Wait(0)");
	check(AsyncISimpleStream_Begin_Read(call, sizeof data), "Begin_Read");
	while (ISynchronize_Wait(sync, 0, 0) == RPC_S_CALLPENDING) {
		work();
		polls++;
	}
	check(AsyncISimpleStream_Finish_Read(call, data, &n), "Finish_Read");
	printf("  pending %u times, then %u octets; %.0f ms\n", polls, n, now_ms() - since);

	heading("wait with a time-out");
	since = now_ms();
	check(AsyncISimpleStream_Begin_Read(call, sizeof data), "Begin_Read");
	while (ISynchronize_Wait(sync, 0, DEVICE_MS / 4) == RPC_S_CALLPENDING)
		printf("  %5.1f ms: time-out %u, still pending\n", now_ms() - since, ++slices);
	check(AsyncISimpleStream_Finish_Read(call, data, &n), "Finish_Read");
	printf("  %5.1f ms: %u octets\n", now_ms() - since, n);
}

static void show_cancel(AsyncISimpleStream *call)
{
	ICancelMethodCalls *cancel = query(call, &IID_ICancelMethodCalls);
	double since = now_ms();
	BYTE data[CHUNK];
	ULONG n;

	heading("cancel");
	check(AsyncISimpleStream_Begin_Read(call, sizeof data), "Begin_Read");
	HRESULT hr = ICancelMethodCalls_Cancel(cancel, 0);
	printf("  Cancel(0): %s\n", AcomErrorName(hr));
	hr = AsyncISimpleStream_Begin_Read(call, sizeof data);
	printf("  Begin_Read before Finish_Read: %s (%s)\n", AcomErrorName(hr), AcomErrorText(hr));
	hr = AsyncISimpleStream_Finish_Read(call, data, &n);
	printf("  Finish_Read: %s (%s) after %.1f ms\n", AcomErrorName(hr), AcomErrorText(hr), now_ms() - since);
	ICancelMethodCalls_Release(cancel);
}

static void show_pending_calls(void)
{
	ISimpleStream *s = open_stream(&CLSID_AsyncFile);
	AsyncISimpleStream *call = create_call(s);
	ISynchronize *sync = query(call, &IID_ISynchronize);

	show_waiting(call, sync);
	show_cancel(call);
	heading("abandon");
	unsigned before = file_reads;
	check(AsyncISimpleStream_Begin_Read(call, CHUNK), "Begin_Read");
	ISynchronize_Release(sync);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(s);
	printf("  begun, and everything released without Finish_Read\n");
	while (file_reads == before)
		work();
	printf("  the server has run it to its end all the same\n");
}

/* ---- in the server's own apartment there is no proxy: the client talks to the object itself ---- */

static void show_same_apartment(REFCLSID clsid, const char *title)
{
	ISimpleStream *s = open_stream(clsid);
	AsyncISimpleStream *call = try_create_call(s);
	double since = now_ms();
	BYTE data[CHUNK];
	ULONG n = 0;

	heading(title);
	if (!call) {
		printf("  the object offers none: fall back to the synchronous interface\n");
		check(ISimpleStream_Read(s, data, sizeof data, &n), "Read");
	} else {
		check(AsyncISimpleStream_Begin_Read(call, sizeof data), "Begin_Read");
		printf("  the call object is the server's own; begun after %.1f ms\n", now_ms() - since);
		check(AsyncISimpleStream_Finish_Read(call, data, &n), "Finish_Read");
		AsyncISimpleStream_Release(call);
	}
	printf("  %u octets after %.1f ms\n", n, now_ms() - since);
	ISimpleStream_Release(s);
}

static void *same_apartment(void *arg)
{
	(void)arg;
	check(CoInitializeEx(NULL, COINIT_MULTITHREADED), "CoInitializeEx");
	show_same_apartment(&CLSID_AsyncFile, "same apartment, with a call object");
	show_same_apartment(&CLSID_PlainFile, "same apartment, without a call object");
	CoUninitialize();
	return NULL;
}

int main(int argc, char **argv)
{
	char *path = argc > 1 ? argv[1] : argv[0];
	AcomApartment *server;
	pthread_t other;

	check(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), "CoInitializeEx");
	check(AcomApartmentOpen(COINIT_MULTITHREADED, server_enter, path, &server), "starting the server");
	printf("%s, read in pieces of %d octets from an object that lives in another apartment; each read takes %d ms.\n", path,
	       CHUNK, DEVICE_MS);
	heading("sync client -> plain server");
	read_sync(&CLSID_PlainFile);
	heading("sync client -> async server");
	read_sync(&CLSID_AsyncFile);
	heading("async client -> plain server");
	read_async(&CLSID_PlainFile);
	heading("async client -> async server");
	read_async(&CLSID_AsyncFile);
	show_pending_calls();
	if (pthread_create(&other, NULL, same_apartment, NULL))
		check(E_OUTOFMEMORY, "pthread_create");
	pthread_join(other, NULL);
	AcomApartmentClose(server);
	CoUninitialize();
	return 0;
}
