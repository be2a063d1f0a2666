/* copies.c - fork() in processes that use acom: events, containers, call objects and what a server has not read stay the other
 * one's; and what is known of a process that was in no apartment is not known of its copy. */
#include "call/manager.h"
#include "call/outer.h"
#include "copy.h"
#include "scene.h"

/* ---- events ---- */

struct events {
	ISynchronize *event, *set;
	ISynchronizeContainer *container;
	int fd, set_fd;
};

static ISynchronize *event_open(int *fd)
{
	ISynchronizeHandle *h;
	ISynchronize *s;
	HANDLE handle;

	assert_int_equal(CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronize, (void **)&s), S_OK);
	assert_int_equal(ISynchronize_QueryInterface(s, &IID_ISynchronizeHandle, (void **)&h), S_OK);
	assert_int_equal(ISynchronizeHandle_GetHandle(h, &handle), S_OK);
	*fd = AcomHandleFd(handle);
	ISynchronizeHandle_Release(h);
	return s;
}

static void events_open(struct events *e)
{
	house_enter(COINIT_MULTITHREADED);
	e->event = event_open(&e->fd);
	e->set = event_open(&e->set_fd);
	assert_int_equal(ISynchronize_Signal(e->set), S_OK);
	assert_int_equal(CoCreateInstance(&CLSID_SynchronizeContainer, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronizeContainer,
	                                  (void **)&e->container), S_OK);
	assert_int_equal(ISynchronizeContainer_AddSynchronize(e->container, e->event), S_OK);
}

static void events_close(struct events *e)
{
	ISynchronizeContainer_Release(e->container);
	ISynchronize_Release(e->event);
	ISynchronize_Release(e->set);
	house_leave();
}

static void copy_plays_with_events(void *arg)
{
	struct events *e = arg;

	EXPECT(ISynchronize_Wait(e->event, 0, INFINITE) == CO_E_NOTINITIALIZED);
	ISynchronize_Signal(e->event);
	ISynchronize_Reset(e->set);
	EXPECT(ISynchronize_Wait(e->event, 0, 0) == S_OK);
	EXPECT(ISynchronize_Wait(e->set, 0, 0) == CO_E_NOTINITIALIZED);
}

TEST(an_event_is_not_what_a_copy_makes_of_its_own)
{
	struct events e;

	events_open(&e);
	copy_runs(copy_plays_with_events, &e);
	assert_int_equal(os_poll(e.fd, 0), 0);
	assert_int_equal(os_poll(e.set_fd, 0), 1);
	assert_int_equal(ISynchronize_Wait(e.event, 0, 0), RPC_S_CALLPENDING);
	assert_int_equal(ISynchronize_Wait(e.set, 0, 0), S_OK);
	events_close(&e);
}

static void copy_takes_the_mutex(void *arg)
{
	ISynchronizeMutex *mutex = arg;

	EXPECT(ISynchronizeMutex_Wait(mutex, 0, INFINITE) == CO_E_NOTINITIALIZED);
	EXPECT(ISynchronizeMutex_ReleaseMutex(mutex) == CO_E_NOTINITIALIZED);
}

TEST(a_copy_has_no_mutex)
{
	ISynchronizeMutex *mutex;

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(CoCreateInstance(&CLSID_AcomMutex, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronizeMutex, (void **)&mutex), S_OK);
	copy_runs(copy_takes_the_mutex, mutex);
	assert_int_equal(ISynchronizeMutex_Wait(mutex, 0, 0), S_OK);
	copy_runs(copy_takes_the_mutex, mutex);
	assert_int_equal(ISynchronizeMutex_ReleaseMutex(mutex), S_OK);
	ISynchronizeMutex_Release(mutex);
	house_leave();
}

static void copy_waits_for_many(void *arg)
{
	struct events *e = arg;
	ISynchronize *found = e->event;

	EXPECT(ISynchronizeContainer_WaitMultiple(e->container, 0, INFINITE, &found) == CO_E_NOTINITIALIZED && !found);
}

TEST(in_a_copy_nobody_waits_for_what_a_container_holds)
{
	struct events e;

	events_open(&e);
	copy_runs(copy_waits_for_many, &e);
	events_close(&e);
}

/* ---- call objects of the same apartment ---- */

struct asynchronous {
	struct house house;
	AsyncISimpleStream *call;
};

static void copy_finishes(void *arg)
{
	struct asynchronous *a = arg;
	ICancelMethodCalls *cancel;
	BYTE data[4];
	ULONG n;

	EXPECT(AsyncISimpleStream_QueryInterface(a->call, &IID_ICancelMethodCalls, (void **)&cancel) == S_OK);
	EXPECT(ICancelMethodCalls_TestCancel(cancel) == CO_E_NOTINITIALIZED);
	EXPECT(ICancelMethodCalls_Cancel(cancel, 1) == CO_E_NOTINITIALIZED);
	EXPECT(AsyncISimpleStream_Finish_Read(a->call, data, &n) == CO_E_NOTINITIALIZED);
}

static HRESULT finish_there(void *arg)
{
	struct asynchronous *a = arg;
	BYTE data[4];
	ULONG n;
	ISimpleStream *s = house_stream(&a->house);

	a->call = house_call(s);
	assert_int_equal(AsyncISimpleStream_Begin_Read(a->call, 4), S_OK);
	copy_runs(copy_finishes, a);
	house_complete(&a->house, S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(a->call, data, &n), S_OK);
	AsyncISimpleStream_Release(a->call);
	ISimpleStream_Release(s);
	return S_OK;
}

TEST(in_a_copy_nobody_waits_for_a_call_of_an_object_at_hand)
{
	struct asynchronous a = { .house = { .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_LATER } };

	house_enter(COINIT_MULTITHREADED);
	house_open(&a.house);
	assert_int_equal(house_run(&a.house, finish_there, &a), S_OK);
	house_close(&a.house);
	house_leave();
}

/* ---- proxies, while another thread has one's lock ---- */

static void copy_asks_the_proxy(void *arg)
{
	IUnknown *proxy = arg, *copy = proxy;
	DWORD level;

	EXPECT(CoQueryProxyBlanket(proxy, NULL, NULL, NULL, &level, NULL, NULL, NULL) == CO_E_NOTINITIALIZED);
	EXPECT(CoCopyProxy(proxy, &copy) == CO_E_NOTINITIALIZED && !copy);
	EXPECT(AcomSetCallTimeout(proxy, 1) == CO_E_NOTINITIALIZED);
}

TEST(in_a_copy_a_proxy_waits_for_no_lock)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	struct manager *m = container_of(((struct face *)s)->object, struct manager, object);
	os_mutex_lock(&m->lock);
	copy_runs(copy_asks_the_proxy, s);
	os_mutex_unlock(&m->lock);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

/* ---- a server's call object ---- */

static IUnknown *outer_of_pending(struct house *h)
{
	return ((AcomObject *)(void *)h->pending[0])->outer;
}

static void copy_lets_go_of_a_call(void *arg)
{
	IUnknown *outer = outer_of_pending(arg);
	struct outer *o = container_of(outer, struct outer, IUnknown_iface);

	IUnknown_AddRef(outer);
	IUnknown_Release(outer);
	IUnknown_Release(outer); /* which the call object took */
	EXPECT(!o->lost && !o->posted && o->call);
	EXPECT(house_post(arg, S_OK) == CO_E_NOTINITIALIZED);
}

static HRESULT let_go_there(void *arg)
{
	copy_runs(copy_lets_go_of_a_call, arg);
	return S_OK;
}

static void call_and_copy(DWORD model)
{
	struct house h = { .model = model, .async = true, .mode = HOUSE_LATER };
	BYTE data[4];
	ULONG n;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	AsyncISimpleStream *call = house_call(s);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 4), S_OK);
	house_wait_pending(&h, 1);
	assert_int_equal(house_run(&h, let_go_there, &h), S_OK);
	house_complete(&h, S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), S_OK);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

TEST(no_call_is_lost_because_a_copy_of_its_server_lets_go_of_it)
{
	call_and_copy(COINIT_APARTMENTTHREADED);
	call_and_copy(COINIT_MULTITHREADED);
}

/* The server's only thread that reads is held up, so that what comes meanwhile lies where the copy would find it. */
struct unread {
	struct scene *scene;
	struct work work;
	struct harness_gate held, sent, copied;
};

static void hold_up(struct work *work, HRESULT hr)
{
	struct unread *u = container_of(work, struct unread, work);

	(void)hr;
	harness_gate_open(&u->held);
	harness_gate_wait(&u->copied);
}

static void copy_tests_cancel(void *arg)
{
	struct unread *u = arg;
	ICancelMethodCalls *cancel;

	EXPECT(IUnknown_QueryInterface(outer_of_pending(&u->scene->house), &IID_ICancelMethodCalls, (void **)&cancel) == S_OK);
	EXPECT(ICancelMethodCalls_TestCancel(cancel) == CO_E_NOTINITIALIZED);
}

/* Its thread is one that the library knows, and the descriptor its own. */
static void copy_waits(void *arg)
{
	ISynchronizeEvent *over;
	ISynchronize *event;
	int fds[2];

	(void)arg;
	errorinfo_say(S_OK, "known");
	EXPECT(pipe(fds) == 0);
	HANDLE handle = (HANDLE)(intptr_t)fds[0];
	EXPECT(event_create(NULL, &IID_ISynchronize, (void **)&event) == S_OK);
	EXPECT(ISynchronize_QueryInterface(event, &IID_ISynchronizeEvent, (void **)&over) == S_OK);
	EXPECT(ISynchronizeEvent_SetEventHandle(over, &handle) == S_OK);
	EXPECT(ISynchronize_Wait(event, 0, 1) == RPC_S_CALLPENDING);
	EXPECT(write(fds[1], "", 1) == 1);
	EXPECT(ISynchronize_Wait(event, 0, INFINITE) == S_OK);
}

static HRESULT test_cancel_there(void *arg)
{
	struct unread *u = arg;

	u->work = (struct work){ .run = hold_up };
	assert_int_equal(apartment_post(u->scene->house.apartment, &u->work), S_OK);
	harness_gate_wait(&u->held);
	harness_gate_open(&u->scene->entered);
	harness_gate_wait(&u->sent);
	copy_runs(copy_tests_cancel, u);
	copy_runs(copy_waits, u);
	harness_gate_open(&u->copied);
	return S_OK;
}

static void test_cancel_run(void *arg)
{
	struct unread *u = arg;

	assert_int_equal(away_run(&u->scene->away, test_cancel_there, u), S_OK);
}

ACROSS(what_comes_to_a_server_is_not_read_by_its_copy)
{
	struct unread *u = away_memory(sizeof *u);
	struct harness_thread thread;
	AsyncISimpleStream *calls[2];
	BYTE data[4];
	ULONG n;

	u->held.shared = u->sent.shared = u->copied.shared = true;
	u->scene = scene_streams();
	u->scene->house.async = true;
	u->scene->house.mode = HOUSE_LATER;
	u->scene->house.entered = NULL;
	scene_open(u->scene, over, COINIT_MULTITHREADED);
	ISimpleStream *s = scene_object(u->scene, &IID_ISimpleStream);
	for (int i = 0; i < 2; i++)
		calls[i] = house_call(s);
	assert_int_equal(AsyncISimpleStream_Begin_Read(calls[0], 4), S_OK);
	house_wait_pending(&u->scene->house, 1);
	harness_start(&thread, test_cancel_run, u);
	harness_gate_wait(&u->scene->entered);
	assert_int_equal(AsyncISimpleStream_Begin_Read(calls[1], 4), S_OK);
	harness_gate_open(&u->sent);
	harness_join(&thread);
	for (int i = 0; i < 2; i++)
		house_complete(&u->scene->house, S_OK);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(AsyncISimpleStream_Finish_Read(calls[i], data, &n), S_OK);
		AsyncISimpleStream_Release(calls[i]);
	}
	ISimpleStream_Release(s);
	scene_close(u->scene);
	away_forget(u, sizeof *u);
}

/* ---- made while a thread enters an apartment ---- */

#if !HARNESS_ASAN && !HARNESS_TSAN /* whose allocators nobody stands before */
extern void *__libc_calloc(size_t count, size_t size);

static struct harness_gate inside = HARNESS_GATE_INIT, goes_on = HARNESS_GATE_INIT;
static __thread bool stops;

/* In place of the C library's: there is one under the lock that all who enter want. */
void *calloc(size_t count, size_t size)
{
	if (stops) {
		stops = false;
		harness_gate_open(&inside);
		harness_gate_wait(&goes_on);
	}
	return __libc_calloc(count, size);
}

static void enter_and_leave(void *arg)
{
	(void)arg;
	assert_int_equal(CoEnableCallCancellation(NULL), S_OK); /* so that the thread is known */
	stops = true;
	house_enter(COINIT_MULTITHREADED);
	house_leave();
	assert_int_equal(CoDisableCallCancellation(NULL), S_OK);
}

static void copy_may_not_enter(void *arg)
{
	(void)arg;
	EXPECT(CoInitializeEx(NULL, COINIT_MULTITHREADED) == CO_E_NOT_SUPPORTED);
	EXPECT(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED) == CO_E_NOT_SUPPORTED);
}

TEST(a_copy_does_not_wait_for_who_was_entering_an_apartment)
{
	struct harness_thread thread;

	harness_start(&thread, enter_and_leave, NULL);
	harness_gate_wait(&inside);
	copy_runs(copy_may_not_enter, NULL);
	harness_gate_open(&goes_on);
	harness_join(&thread);
}
#endif

/* ---- of a process that is in no apartment ---- */

static void copy_cancels_by_number(void *arg)
{
	(void)arg;
	EXPECT(CoInitializeEx(NULL, COINIT_MULTITHREADED) == S_OK);
	EXPECT(CoEnableCallCancellation(NULL) == S_OK);
	EXPECT(CoCancelCall((DWORD)gettid(), 0) == E_NOINTERFACE);
	EXPECT(CoCancelCall(0, 0) == E_NOINTERFACE);
	EXPECT(CoCancelCall((DWORD)getppid(), 0) == CO_E_CANCEL_DISABLED);
	CoUninitialize();
}

/* The other process' thread has been asked for its own. */
TEST(the_thread_of_a_copy_is_found_by_its_own_number)
{
	assert_int_equal(CoEnableCallCancellation(NULL), S_OK);
	assert_int_equal(CoDisableCallCancellation(NULL), S_OK);
	copy_runs(copy_cancels_by_number, NULL);
}

static void copy_is_cancellable(void *arg)
{
	(void)arg;
	EXPECT(CoCancelCall(0, 0) == E_NOINTERFACE);
	EXPECT(CoCancelCall((DWORD)gettid(), 0) == E_NOINTERFACE);
	EXPECT(CoDisableCallCancellation(NULL) == S_OK);
	EXPECT(CoCancelCall(0, 0) == CO_E_CANCEL_DISABLED);
}

TEST(what_a_thread_has_enabled_the_one_of_its_copy_has_enabled)
{
	assert_int_equal(CoEnableCallCancellation(NULL), S_OK);
	copy_runs(copy_is_cancellable, NULL);
	assert_int_equal(CoDisableCallCancellation(NULL), S_OK);
}

static void copy_takes_it_again(void *arg)
{
	EXPECT(ISynchronizeMutex_Wait((ISynchronizeMutex *)arg, 0, 0) == S_OK);
	EXPECT(ISynchronizeMutex_ReleaseMutex((ISynchronizeMutex *)arg) == S_OK);
	EXPECT(ISynchronizeMutex_ReleaseMutex((ISynchronizeMutex *)arg) == S_OK);
	EXPECT(ISynchronizeMutex_ReleaseMutex((ISynchronizeMutex *)arg) == E_ACCESSDENIED);
}

TEST(a_mutex_that_a_thread_holds_the_one_of_its_copy_holds)
{
	ISynchronizeMutex *mutex;

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(CoCreateInstance(&CLSID_AcomMutex, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronizeMutex, (void **)&mutex), S_OK);
	house_leave();
	assert_int_equal(ISynchronizeMutex_Wait(mutex, 0, INFINITE), S_OK);
	copy_runs(copy_takes_it_again, mutex);
	assert_int_equal(ISynchronizeMutex_ReleaseMutex(mutex), S_OK);
	ISynchronizeMutex_Release(mutex);
}

static void copy_is_another_cause(void *arg)
{
	const GUID *others = arg;
	GUID own = logical_guid(causality_new());

	EXPECT(logical_causality(others) & LOGICAL_FOREIGN);
	EXPECT(!(logical_causality(&own) & LOGICAL_FOREIGN));
	EXPECT(memcmp(&own, others, sizeof own / 2) != 0);
}

/* Else a call of the one would be nested in whatever the other one waits for. */
TEST(what_a_copy_causes_has_names_of_its_own)
{
	GUID own = logical_guid(causality_new());

	assert_false(logical_causality(&own) & LOGICAL_FOREIGN);
	copy_runs(copy_is_another_cause, &own);
	assert_false(logical_causality(&own) & LOGICAL_FOREIGN);
}
