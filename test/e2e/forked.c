/* forked.c - fork() in processes that use acom: the copy's calls fail, and whatever it does the others go on. */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "copy.h"
#include "scene.h"
#include "told.h"
#include "trap.h"

enum { INSIDE = 4 };

/* ---- a client ---- */

struct client {
	struct trap *trap;
	ISimpleStream *stream;
	AsyncISimpleStream *calls[INSIDE], *idle;
};

static void client_open(struct client *c, enum away_transport over, DWORD model)
{
	c->trap = trap_make(COINIT_MULTITHREADED);
	trap_open(c->trap, over, model);
	c->stream = trap_stream(c->trap);
	for (uint32_t i = 0; i < INSIDE; i++)
		c->calls[i] = trap_begin(c->stream, i, 4);
	c->idle = house_call(c->stream);
	trap_wait(c->trap, INSIDE);
}

/* The calls that were in flight end, and so does what is begun now. */
static void client_goes_on(struct client *c)
{
	trap_let(c->trap, INSIDE + 1);
	for (uint32_t i = 0; i < INSIDE; i++)
		assert_int_equal(trap_finish(c->calls[i]), S_OK);
	assert_int_equal(trap_write(c->idle, INSIDE, 4), S_OK);
	assert_int_equal(trap_finish(c->idle), S_OK);
}

static void client_close(struct client *c)
{
	for (uint32_t i = 0; i < INSIDE; i++)
		AsyncISimpleStream_Release(c->calls[i]);
	AsyncISimpleStream_Release(c->idle);
	ISimpleStream_Release(c->stream);
	trap_close(c->trap);
}

static void copy_calls(void *arg)
{
	struct client *c = arg;
	BYTE data[4] = { 0 };
	ULONG n = 1;
	void *p = c;

	EXPECT(ISimpleStream_Read(c->stream, data, sizeof data, &n) == CO_E_NOTINITIALIZED);
	EXPECT(!n);
	EXPECT(trap_write(c->idle, 0, 4) == CO_E_NOTINITIALIZED);
	EXPECT(trap_finish(c->calls[0]) == CO_E_NOTINITIALIZED);
	EXPECT(ISimpleStream_QueryInterface(c->stream, &IID_IStream, &p) == CO_E_NOTINITIALIZED && !p);
	EXPECT(house_query(&c->trap->house, &IID_ISimpleStream, &p) == CO_E_NOTINITIALIZED && !p);
}

static void copy_waits_and_cancels(void *arg)
{
	struct client *c = arg;
	ICancelMethodCalls *cancel;
	ISynchronize *sync;

	EXPECT(AsyncISimpleStream_QueryInterface(c->calls[0], &IID_ISynchronize, (void **)&sync) == S_OK);
	EXPECT(AsyncISimpleStream_QueryInterface(c->calls[0], &IID_ICancelMethodCalls, (void **)&cancel) == S_OK);
	EXPECT(ISynchronize_Wait(sync, 0, INFINITE) == CO_E_NOTINITIALIZED);
	EXPECT(ISynchronize_Signal(sync) == CO_E_NOTINITIALIZED);
	EXPECT(ISynchronize_Reset(sync) == CO_E_NOTINITIALIZED);
	EXPECT(ICancelMethodCalls_Cancel(cancel, 0) == CO_E_NOTINITIALIZED);
	EXPECT(ICancelMethodCalls_TestCancel(cancel) == CO_E_NOTINITIALIZED);
	ISynchronize_Release(sync);
	ICancelMethodCalls_Release(cancel);
}

static void copy_lets_go(void *arg)
{
	struct client *c = arg;

	for (int i = 0; i < INSIDE; i++)
		AsyncISimpleStream_Release(c->calls[i]);
	AsyncISimpleStream_Release(c->idle);
	ISimpleStream_Release(c->stream);
	CoUninitialize();
}

static void copy_begins_anew(void *arg)
{
	AcomApartment *a = arg;

	EXPECT(CoInitializeEx(NULL, COINIT_MULTITHREADED) == CO_E_NOT_SUPPORTED);
	EXPECT(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED) == CO_E_NOT_SUPPORTED);
	EXPECT(AcomApartmentOpen(COINIT_MULTITHREADED, NULL, NULL, &a) == CO_E_NOT_SUPPORTED && !a);
	EXPECT(AcomListen(u"tcp:127.0.0.1:0") == CO_E_NOTINITIALIZED);
}

static void copied(enum away_transport over, DWORD model, void (*fn)(void *arg))
{
	struct client c;

	client_open(&c, over, model);
	copy_runs(fn, &c);
	client_goes_on(&c);
	client_close(&c);
}

ACROSS(in_a_copy_of_a_client_calls_fail_and_those_of_the_client_go_on)
{
	copied(over, COINIT_MULTITHREADED, copy_calls);
	copied(over, COINIT_APARTMENTTHREADED, copy_calls);
}

ACROSS(in_a_copy_of_a_client_nobody_waits_for_calls_or_cancels_them)
{
	copied(over, COINIT_MULTITHREADED, copy_waits_and_cancels);
	copied(over, COINIT_APARTMENTTHREADED, copy_waits_and_cancels);
}

ACROSS(what_a_copy_of_a_client_releases_stays_the_clients)
{
	copied(over, COINIT_MULTITHREADED, copy_lets_go);
	copied(over, COINIT_APARTMENTTHREADED, copy_lets_go);
}

ACROSS(a_copy_of_a_client_is_told_that_it_cannot_begin_anew)
{
	copied(over, COINIT_MULTITHREADED, copy_begins_anew);
	copied(over, COINIT_APARTMENTTHREADED, copy_begins_anew);
}

/* ---- a thread of the client's that waits for a call ---- */

struct waiter {
	struct harness_thread thread;
	ISimpleStream *stream;
	ICancelMethodCalls *cancel;
	os_u32 tid; /* the server says that it is there, which is no order for those who look for races */
	HRESULT hr;
};

static void wait_inside(void *arg)
{
	struct waiter *w = arg;
	uint32_t number = INSIDE + 1;
	ULONG n;

	os_store32(&w->tid, (DWORD)os_thread_id());
	assert_int_equal(CoEnableCallCancellation(NULL), S_OK);
	w->hr = ISimpleStream_Write(w->stream, (const BYTE *)&number, sizeof number, &n);
	assert_int_equal(CoDisableCallCancellation(NULL), S_OK);
}

static void copy_cancels_for_the_waiter(void *arg)
{
	struct waiter *w = arg;
	void *p = w;

	EXPECT(ICancelMethodCalls_TestCancel(w->cancel) == CO_E_NOTINITIALIZED);
	EXPECT(ICancelMethodCalls_Cancel(w->cancel, 0) == CO_E_NOTINITIALIZED);
	EXPECT(CoCancelCall(os_load32(&w->tid), 0) == CO_E_NOTINITIALIZED);
	EXPECT(CoGetCancelObject(os_load32(&w->tid), &IID_ICancelMethodCalls, &p) == CO_E_NOTINITIALIZED && !p);
	EXPECT(CoSetCancelObject((IUnknown *)w->stream) == CO_E_NOTINITIALIZED);
	EXPECT(CoEnableCallCancellation(NULL) == CO_E_NOTINITIALIZED);
	EXPECT(CoDisableCallCancellation(NULL) == CO_E_NOTINITIALIZED);
	EXPECT(AcomMessagePending(os_load32(&w->tid)) == CO_E_NOTINITIALIZED);
}

ACROSS(a_copy_of_a_client_cancels_nothing_for_its_threads)
{
	struct waiter w = { .hr = E_FAIL };
	struct client c;

	client_open(&c, over, COINIT_MULTITHREADED);
	w.stream = c.stream;
	harness_start(&w.thread, wait_inside, &w);
	trap_wait(c.trap, 1);
	assert_int_equal(CoGetCancelObject(os_load32(&w.tid), &IID_ICancelMethodCalls, (void **)&w.cancel), S_OK);
	copy_runs(copy_cancels_for_the_waiter, &w);
	assert_int_equal(ICancelMethodCalls_TestCancel(w.cancel), RPC_S_CALLPENDING);
	ICancelMethodCalls_Release(w.cancel);
	trap_let(c.trap, 1);
	client_goes_on(&c);
	harness_join(&w.thread);
	assert_int_equal(w.hr, S_OK);
	client_close(&c);
}

/* ---- references that are kept ---- */

struct keeper {
	struct client client;
	IStream *packed;
	IGlobalInterfaceTable *table;
	IAgileReference *agile;
	DWORD cookie;
};

static void rewind_packed(struct keeper *k)
{
	EXPECT(IStream_Seek(k->packed, (LARGE_INTEGER){ .QuadPart = 0 }, STREAM_SEEK_SET, NULL) == S_OK);
}

static void copy_takes_references(void *arg)
{
	struct keeper *k = arg;
	DWORD cookie;
	void *p = k;

	EXPECT(IGlobalInterfaceTable_GetInterfaceFromGlobal(k->table, k->cookie, &IID_ISimpleStream, &p) == CO_E_NOTINITIALIZED && !p);
	EXPECT(IGlobalInterfaceTable_RevokeInterfaceFromGlobal(k->table, k->cookie) == CO_E_NOTINITIALIZED);
	EXPECT(IGlobalInterfaceTable_RegisterInterfaceInGlobal(k->table, (IUnknown *)k->client.stream, &IID_ISimpleStream, &cookie) ==
	       CO_E_NOTINITIALIZED && !cookie);
	EXPECT(IAgileReference_Resolve(k->agile, &IID_ISimpleStream, &p) == CO_E_NOTINITIALIZED && !p);
	EXPECT(CoUnmarshalInterface(k->packed, &IID_ISimpleStream, &p) == CO_E_NOTINITIALIZED && !p);
	rewind_packed(k);
	EXPECT(CoReleaseMarshalData(k->packed) == CO_E_NOTINITIALIZED);
	rewind_packed(k);
	EXPECT(CoMarshalInterface(k->packed, &IID_ISimpleStream, (IUnknown *)k->client.stream, MSHCTX_LOCAL, NULL, MSHLFLAGS_NORMAL) ==
	       CO_E_NOTINITIALIZED);
	IAgileReference_Release(k->agile);
	IGlobalInterfaceTable_Release(k->table);
	rewind_packed(k);
	EXPECT(CoGetInterfaceAndReleaseStream(k->packed, NULL, NULL) == CO_E_NOTINITIALIZED);
}

static void keeper_open(struct keeper *k, enum away_transport over)
{
	client_open(&k->client, over, COINIT_MULTITHREADED);
	assert_int_equal(CreateStreamOnHGlobal(NULL, TRUE, &k->packed), S_OK);
	assert_int_equal(CoMarshalInterface(k->packed, &IID_ISimpleStream, (IUnknown *)k->client.stream, MSHCTX_LOCAL, NULL,
	                                    MSHLFLAGS_NORMAL), S_OK);
	rewind_packed(k);
	assert_int_equal(CoCreateInstance(&CLSID_StdGlobalInterfaceTable, NULL, CLSCTX_INPROC_SERVER, &IID_IGlobalInterfaceTable,
	                                  (void **)&k->table), S_OK);
	assert_int_equal(IGlobalInterfaceTable_RegisterInterfaceInGlobal(k->table, (IUnknown *)k->client.stream, &IID_ISimpleStream,
	                                                                 &k->cookie), S_OK);
	assert_int_equal(RoGetAgileReference(AGILEREFERENCE_DEFAULT, &IID_ISimpleStream, (IUnknown *)k->client.stream, &k->agile),
	                 S_OK);
}

static void expect_stream(HRESULT hr, ISimpleStream *s)
{
	BYTE data[4];
	ULONG n;

	assert_int_equal(hr, S_OK);
	assert_int_equal(ISimpleStream_Read(s, data, sizeof data, &n), S_OK);
	ISimpleStream_Release(s);
}

/* Each is there still. */
static void keeper_takes(struct keeper *k)
{
	ISimpleStream *s;
	HRESULT hr = CoUnmarshalInterface(k->packed, &IID_ISimpleStream, (void **)&s);

	expect_stream(hr, s);
	hr = IGlobalInterfaceTable_GetInterfaceFromGlobal(k->table, k->cookie, &IID_ISimpleStream, (void **)&s);
	expect_stream(hr, s);
	hr = IAgileReference_Resolve(k->agile, &IID_ISimpleStream, (void **)&s);
	expect_stream(hr, s);
	assert_int_equal(IGlobalInterfaceTable_RevokeInterfaceFromGlobal(k->table, k->cookie), S_OK);
	IGlobalInterfaceTable_Release(k->table);
	IAgileReference_Release(k->agile);
	IStream_Release(k->packed);
}

ACROSS(in_a_copy_of_a_client_references_that_are_kept_stay_the_clients)
{
	struct keeper k;

	keeper_open(&k, over);
	copy_runs(copy_takes_references, &k);
	keeper_takes(&k);
	client_goes_on(&k.client);
	client_close(&k.client);
}

/* ---- at any moment: whatever is locked then stays so in the copy ---- */

struct busy {
	ISimpleStream *stream;
	os_u32 ends;
};

static void call_on_and_on(void *arg)
{
	struct busy *b = arg;
	BYTE data[4];
	ULONG n;

	while (!os_load32(&b->ends))
		assert_int_equal(ISimpleStream_Read(b->stream, data, sizeof data, &n), S_OK);
}

static void count_on_and_on(void *arg)
{
	struct busy *b = arg;

	while (!os_load32(&b->ends)) {
		ISimpleStream_AddRef(b->stream);
		ISimpleStream_Release(b->stream);
	}
}

static void copy_does_it_all(void *arg)
{
	copy_calls(arg);
	copy_waits_and_cancels(arg);
	copy_begins_anew(arg);
	copy_lets_go(arg);
}

static void copy_a_busy_client(enum away_transport over, void (*busy)(void *arg))
{
	struct harness_thread threads[2];
	struct busy b = { 0 };
	struct client c;

	client_open(&c, over, COINIT_MULTITHREADED);
	b.stream = c.stream;
	for (int i = 0; i < 2; i++)
		harness_start(&threads[i], busy, &b);
	for (int i = 0; i < repeats(50, 2000); i++)
		copy_runs(copy_does_it_all, &c);
	os_store32(&b.ends, 1);
	for (int i = 0; i < 2; i++)
		harness_join(&threads[i]);
	client_goes_on(&c);
	client_close(&c);
}

ACROSS(a_client_can_be_copied_while_its_threads_call)
{
	copy_a_busy_client(over, call_on_and_on);
}

TEST(a_client_can_be_copied_while_its_references_are_told_of)
{
	told_from_here("refs");
	copy_a_busy_client(AWAY_UNIX, count_on_and_on);
}

/* ---- a server ---- */

static void copy_stops_listening(void *arg)
{
	LPOLESTR address;

	(void)arg;
	EXPECT(AcomStopListening(NULL) == S_FALSE);
	EXPECT(AcomListeningAt(0, &address) == S_FALSE);
	CoUninitialize();
}

/* What its objects do as they go, if they are none of AcomObject's. */
static void copy_gives_its_last_use_back(void *arg)
{
	(void)arg;
	EXPECT(CoAddRefServerProcess());
	EXPECT(CoReleaseServerProcess());
	EXPECT(CoReleaseServerProcess());
	EXPECT(CoSuspendClassObjects() == CO_E_NOTINITIALIZED);
	EXPECT(CoResumeClassObjects() == CO_E_NOTINITIALIZED);
	CoFreeUnusedLibrariesEx(0, 0);
	CoUninitialize();
}

static HRESULT server_is_copied(void *arg)
{
	copy_runs(copy_stops_listening, arg);
	copy_runs(copy_gives_its_last_use_back, arg);
	return S_OK;
}

ACROSS(the_end_of_a_copy_of_a_server_ends_neither_its_connections_nor_its_socket)
{
	struct client c;

	client_open(&c, over, COINIT_MULTITHREADED);
	assert_int_equal(away_run(&c.trap->away, server_is_copied, NULL), S_OK);
	client_goes_on(&c);
	client_close(&c);
}

static void come_later(void *arg)
{
	struct trap *t = arg;
	BYTE data[4];
	ULONG n;

	house_enter(COINIT_MULTITHREADED);
	ISimpleStream *s = trap_stream(t);
	assert_int_equal(ISimpleStream_Read(s, data, sizeof data, &n), S_OK);
	ISimpleStream_Release(s);
	house_leave();
}

ACROSS(behind_the_end_of_a_copy_of_a_server_clients_come_as_before)
{
	struct trap *t = trap_make(COINIT_MULTITHREADED);
	struct away_client client;

	house_open_away(&t->house, &t->away, over);
	assert_int_equal(away_run(&t->away, server_is_copied, NULL), S_OK);
	away_client_start(&client, come_later, t);
	away_client_join(&client);
	house_enter(COINIT_MULTITHREADED);
	trap_close(t);
}

/* ---- what a copy may do ---- */

/* It was in use, but is not any more. */
ACROSS(a_copy_of_a_process_that_is_in_no_apartment_begins_anew)
{
	struct trap *t = trap_make(COINIT_MULTITHREADED);

	house_open_away(&t->house, &t->away, over);
	come_later(t);
	copy_runs(come_later, t);
	house_enter(COINIT_MULTITHREADED);
	trap_close(t);
}

static unsigned open_descriptors(bool without_close_on_exec)
{
	DIR *d = needed(opendir("/proc/self/fd"));
	struct dirent *e;
	unsigned count = 0;

	while ((e = readdir(d))) {
		int flags = e->d_name[0] == '.' ? -1 : fcntl(atoi(e->d_name), F_GETFD);
		count += flags >= 0 && (!without_close_on_exec || !(flags & FD_CLOEXEC));
	}
	closedir(d);
	return count;
}

ACROSS(another_program_gets_no_descriptor_of_the_librarys)
{
	unsigned before = open_descriptors(true), all = open_descriptors(false);
	struct client c;

	client_open(&c, over, COINIT_APARTMENTTHREADED);
	assert_true(open_descriptors(false) > all);
	assert_int_equal(open_descriptors(true), before);
	client_goes_on(&c);
	client_close(&c);
}
