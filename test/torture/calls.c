/* calls.c - calls between two processes, of which one meets system calls that fail: every call ends as documented, what heals is
 * not noticed, nothing is left behind, and the next call works.
 */
#include <poll.h>
#include <unistd.h>

#include "../e2e/scene.h"
#include "command.h"
#include "files.h"
#include "torture.h"
#include "wire/wire.h"

enum who { CLIENT, SERVER };

static HRESULT turn(void *on)
{
	fault_on(on != NULL);
	return S_OK;
}

static void faults(struct scene *s, enum who who, bool on)
{
	if (who == SERVER)
		away_run(&s->away, turn, on ? turn : NULL);
	else
		fault_on(on);
}

/* ---- steps of a test: false when one was told why not ---- */

static bool created(struct scene *s, REFIID iid, void *p)
{
	return torture_ok(house_query(&s->house, iid, p));
}

/* Of a call that is told not to have run the server must not know. */
static unsigned may_have_run;

static bool called(HRESULT hr)
{
	may_have_run += hr != RPC_E_SERVER_DIED_DNE;
	return torture_ok(hr);
}

static void only_those_ran(struct scene *s)
{
	assert_true(house_count(&s->house.sync_reads) + house_count(&s->house.sync_writes) + house_count(&s->house.begins) <=
	            may_have_run);
}

static bool read_is_right(ISimpleStream *stream, BYTE *data, ULONG size)
{
	ULONG n = 0;

	if (!called(ISimpleStream_Read(stream, data, size, &n)))
		return false;
	assert_int_equal(n, size);
	house_check(data, n);
	return true;
}

static AsyncISimpleStream *call_of(ISimpleStream *stream)
{
	AsyncISimpleStream *call = NULL;
	ICallFactory *factory;

	if (!torture_ok(ISimpleStream_QueryInterface(stream, &IID_ICallFactory, (void **)&factory)))
		return NULL;
	torture_ok(ICallFactory_CreateCall(factory, &IID_AsyncISimpleStream, NULL, &IID_AsyncISimpleStream, (IUnknown **)&call));
	ICallFactory_Release(factory);
	return call;
}

/* ---- what is done meanwhile ---- */

struct act {
	struct scene *(*scene)(void);
	void (*run)(struct scene *s);
	DWORD client;
};

static void torture(const struct act *a, enum away_transport over, enum who who)
{
	struct scene *s = a->scene();

	house_open_away(&s->house, &s->away, over);
	faults(s, who, true);
	bool entered = torture_ok(CoInitializeEx(NULL, a->client));
	if (entered)
		a->run(s);
	faults(s, who, false);
	if (!entered)
		house_enter(a->client);
	harness_gate_open(&s->gate);
	a->run(s); /* a connection that has broken may not be known to be before it is used once more */
	torture_strictly = true;
	a->run(s);
	torture_strictly = false;
	faults(s, who, true);
	CoUninitialize();
	faults(s, who, false);
	house_close(&s->house);
	only_those_ran(s);
	away_forget(s, sizeof *s);
}

#define TORTURE_UNIX(name, ...) \
	static const struct act name##_act = { __VA_ARGS__ }; \
	TORTURE(name##_over_unix_client) { torture(&name##_act, AWAY_UNIX, CLIENT); } \
	TORTURE(name##_over_unix_server) { torture(&name##_act, AWAY_UNIX, SERVER); }
#define TORTURE_ACROSS(name, ...) \
	TORTURE_UNIX(name, __VA_ARGS__) \
	TORTURE(name##_over_tcp_client) { torture(&name##_act, AWAY_TCP, CLIENT); } \
	TORTURE(name##_over_tcp_server) { torture(&name##_act, AWAY_TCP, SERVER); }
#define TORTURE_TLS(name) \
	TORTURE(name##_over_tls_client) { torture(&name##_act, AWAY_TLS, CLIENT); } \
	TORTURE(name##_over_tls_server) { torture(&name##_act, AWAY_TLS, SERVER); }

/* ---- calls ---- */

static void call_synchronously(struct scene *s)
{
	ISimpleStream *stream;
	BYTE data[26];

	if (!created(s, &IID_ISimpleStream, &stream))
		return;
	for (int i = 0; i < 3; i++)
		read_is_right(stream, data, sizeof data);
	ISimpleStream_Release(stream);
}

TORTURE_ACROSS(synchronous_calls, scene_streams, call_synchronously, COINIT_MULTITHREADED)
TORTURE_TLS(synchronous_calls)
TORTURE_ACROSS(synchronous_calls_of_an_sta, scene_streams, call_synchronously, COINIT_APARTMENTTHREADED)

static void finish(AsyncISimpleStream *call)
{
	BYTE data[26];
	ULONG n = 0;

	if (!called(AsyncISimpleStream_Finish_Read(call, data, &n)))
		return;
	assert_int_equal(n, sizeof data);
	house_check(data, n);
}

static void wait_for(AsyncISimpleStream *call)
{
	ISynchronize *sync;

	assert_int_equal(AsyncISimpleStream_QueryInterface(call, &IID_ISynchronize, (void **)&sync), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	ISynchronize_Release(sync);
}

static void call_asynchronously(struct scene *s)
{
	enum { AT_ONCE = 3 };
	AsyncISimpleStream *calls[AT_ONCE];
	ISimpleStream *stream;
	bool begun[AT_ONCE];

	if (!created(s, &IID_ISimpleStream, &stream))
		return;
	for (int i = 0; i < AT_ONCE; i++) {
		calls[i] = call_of(stream);
		begun[i] = calls[i] && torture_ok(AsyncISimpleStream_Begin_Read(calls[i], 26));
	}
	for (int i = 0; i < AT_ONCE; i++) {
		if (begun[i] && i == 1)
			wait_for(calls[i]);
		if (begun[i])
			finish(calls[i]);
		if (calls[i])
			AsyncISimpleStream_Release(calls[i]);
	}
	ISimpleStream_Release(stream);
}

static struct scene *scene_async(void)
{
	struct scene *s = scene_streams();

	s->house.async = true;
	return s;
}

TORTURE_ACROSS(asynchronous_calls, scene_async, call_asynchronously, COINIT_MULTITHREADED)
TORTURE_ACROSS(asynchronous_calls_of_an_sta, scene_streams, call_asynchronously, COINIT_APARTMENTTHREADED)

/* The server's first call waits for the gate. */
static struct scene *scene_held(void)
{
	struct scene *s = scene_streams();

	s->house.gate = &s->gate;
	return s;
}

static void cancel(AsyncISimpleStream *call, bool held)
{
	ICancelMethodCalls *it;
	BYTE data[26];
	ULONG n;

	assert_int_equal(AsyncISimpleStream_QueryInterface(call, &IID_ICancelMethodCalls, (void **)&it), S_OK);
	HRESULT hr = ICancelMethodCalls_Cancel(it, 0);
	ICancelMethodCalls_Release(it);
	bool late = hr == RPC_E_CALL_COMPLETE; /* it was answered, or has failed */
	assert_true(late || torture_ok(hr));
	hr = AsyncISimpleStream_Finish_Read(call, data, &n);
	may_have_run += hr == RPC_E_CALL_CANCELED;
	if (hr != RPC_E_CALL_CANCELED)
		assert_true(!called(hr) || !held);
}

static void call_and_cancel(struct scene *s)
{
	ISimpleStream *stream;

	if (!created(s, &IID_ISimpleStream, &stream))
		return;
	AsyncISimpleStream *call = call_of(stream);
	if (call && torture_ok(AsyncISimpleStream_Begin_Read(call, 26)))
		cancel(call, !os_load32(&s->gate.told));
	if (call)
		AsyncISimpleStream_Release(call);
	ISimpleStream_Release(stream);
}

TORTURE_ACROSS(a_cancelled_call, scene_held, call_and_cancel, COINIT_MULTITHREADED)

static void call_and_give_up(struct scene *s)
{
	ISimpleStream *stream;

	if (!created(s, &IID_ISimpleStream, &stream))
		return;
	AsyncISimpleStream *call = call_of(stream);
	may_have_run += call && torture_ok(AsyncISimpleStream_Begin_Read(call, 26));
	if (call)
		AsyncISimpleStream_Release(call);
	ISimpleStream_Release(stream);
}

TORTURE_ACROSS(a_call_that_is_given_up, scene_held, call_and_give_up, COINIT_APARTMENTTHREADED)

/* ---- much at once ---- */

static void carry_much(struct scene *s)
{
	enum { MUCH = 100000 };
	BYTE *data = needed(os_alloc(MUCH));
	ISimpleStream *stream;
	ULONG n = 0;

	for (int i = 0; i < MUCH; i++)
		data[i] = (BYTE)('a' + i % 26);
	if (created(s, &IID_ISimpleStream, &stream)) {
		if (called(ISimpleStream_Write(stream, data, MUCH, &n)))
			assert_int_equal(n, MUCH);
		memset(data, 0, MUCH);
		read_is_right(stream, data, MUCH);
		ISimpleStream_Release(stream);
	}
	os_free(data);
}

TORTURE_ACROSS(much_there_and_back, scene_streams, carry_much, COINIT_MULTITHREADED)

/* ---- objects and descriptors ---- */

static void be_called_back(struct scene *s)
{
	struct mixer own = { .hr = S_OK };
	LONG calls = 0;
	IMix *mix;

	if (!created(s, &IID_IMix, &mix))
		return;
	IMix *mine = mixer_create(&own);
	if (torture_ok(IMix_CallBack(mix, mine, 3, &calls)))
		assert_int_equal(calls, 4);
	IMix_Release(mine);
	IMix_Release(mix);
}

TORTURE_ACROSS(calls_back, scene_mix, be_called_back, COINIT_APARTMENTTHREADED)

static struct scene *scene_files(void)
{
	struct scene *s = scene_streams();
	struct files *f = away_memory(sizeof *f);

	f->away = true;
	s->house.make = files_make;
	s->house.arg = f;
	return s;
}

static void pass_descriptor(struct scene *s, int file)
{
	int reads = -1, writes = -1;
	int64_t octets = 0;
	IDescriptors *d;

	if (created(s, &IID_IDescriptors, &d)) {
		if (torture_ok(IDescriptors_Read(d, file, &octets)))
			assert_int_equal(octets, 3);
		if (torture_ok(IDescriptors_Pipe(d, &reads, &writes))) {
			close(reads);
			close(writes);
		}
		IDescriptors_Release(d);
	}
}

static void pass_descriptors(struct scene *s)
{
	int file = files_open(3);

	pass_descriptor(s, file);
	close(file);
}

TORTURE_UNIX(descriptors, scene_files, pass_descriptors, COINIT_MULTITHREADED)

static void pass_descriptors_without_input(struct scene *s)
{
	int file = files_open(3), input = torture_close_input();

	pass_descriptor(s, file);
	torture_open_input(input);
	close(file);
}

static const struct act descriptors_without_standard_input = {
	scene_files, pass_descriptors_without_input, COINIT_MULTITHREADED,
};
TORTURE(descriptors_without_standard_input_client) { torture(&descriptors_without_standard_input, AWAY_UNIX, CLIENT); }

/* ---- what else goes on beside calls ---- */

static void trace(const char *directory)
{
	char path[256];

	snprintf(path, sizeof path, "%s/trace", directory ? directory : "");
	setenv("ACOM_TRACE_FILE", directory ? path : "", 1);
	snprintf(path, sizeof path, "%s/capture", directory ? directory : "");
	setenv("ACOM_PCAP", directory ? path : "", 1);
	trace_restart();
	pcap_restart();
}

/* A file that cannot be written is no reason for a call to fail. */
static void call_and_trace(struct scene *s)
{
	trace(scratch_make());
	call_synchronously(s);
	trace(NULL);
	scratch_remove();
}

TORTURE_ACROSS(calls_that_are_traced, scene_streams, call_and_trace, COINIT_MULTITHREADED)

enum { PATIENCE_MS = 10000 };

/* As an event loop of others does it, if there can be a descriptor for it. */
static void dispatch_until(AsyncISimpleStream *call)
{
	struct pollfd p = { .events = POLLIN };
	ISynchronize *sync;

	if (!torture_ok(AcomApartmentFd(&p.fd)))
		return;
	assert_int_equal(AsyncISimpleStream_QueryInterface(call, &IID_ISynchronize, (void **)&sync), S_OK);
	while (ISynchronize_Wait(sync, 0, 0) != S_OK) {
		assert_int_equal(poll(&p, 1, PATIENCE_MS), 1);
		AcomDispatch(0);
	}
	ISynchronize_Release(sync);
}

static void call_from_an_event_loop(struct scene *s)
{
	ISimpleStream *stream;

	if (!created(s, &IID_ISimpleStream, &stream))
		return;
	AsyncISimpleStream *call = call_of(stream);
	if (call && torture_ok(AsyncISimpleStream_Begin_Read(call, 26))) {
		dispatch_until(call);
		finish(call);
	}
	if (call)
		AsyncISimpleStream_Release(call);
	ISimpleStream_Release(stream);
}

TORTURE_ACROSS(calls_from_an_event_loop, scene_streams, call_from_an_event_loop, COINIT_APARTMENTTHREADED)
