/* event.c - CLSID_ManualResetEvent: what Windows' own does (com-async.md 1.3), and its HANDLE (decision 31); and
 * CLSID_StdEvent, which lets one wait through for each signal. */
#include "house.h"

static ISynchronize *event_of(REFCLSID clsid)
{
	ISynchronize *s;

	assert_int_equal(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), S_OK);
	assert_int_equal(CoCreateInstance(clsid, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronize, (void **)&s), S_OK);
	return s;
}

static ISynchronize *event(void)
{
	return event_of(&CLSID_ManualResetEvent);
}

static void event_done(ISynchronize *s)
{
	assert_int_equal(ISynchronize_Release(s), 0);
	CoUninitialize();
}

static int event_fd(ISynchronize *s)
{
	ISynchronizeHandle *h;
	HANDLE handle;

	assert_int_equal(ISynchronize_QueryInterface(s, &IID_ISynchronizeHandle, (void **)&h), S_OK);
	assert_int_equal(ISynchronizeHandle_GetHandle(h, &handle), S_OK);
	assert_non_null(handle);
	ISynchronizeHandle_Release(h);
	return AcomHandleFd(handle);
}

TEST(a_fresh_event_is_not_signalled)
{
	ISynchronize *s = event();

	assert_int_equal(ISynchronize_Wait(s, 0, 0), RPC_S_CALLPENDING);
	assert_int_equal(ISynchronize_Wait(s, 0, 1), RPC_S_CALLPENDING);
	assert_int_equal(ISynchronize_Reset(s), S_OK);
	assert_int_equal(ISynchronize_Wait(s, 0, 0), RPC_S_CALLPENDING);
	event_done(s);
}

TEST(a_signalled_event_stays_so_until_it_is_reset)
{
	ISynchronize *s = event();

	assert_int_equal(ISynchronize_Signal(s), S_OK);
	assert_int_equal(ISynchronize_Signal(s), S_OK);
	for (int i = 0; i < 3; i++)
		assert_int_equal(ISynchronize_Wait(s, 0, i ? 0 : INFINITE), S_OK);
	assert_int_equal(ISynchronize_Reset(s), S_OK);
	assert_int_equal(ISynchronize_Wait(s, 0, 0), RPC_S_CALLPENDING);
	event_done(s);
}

TEST(two_events_are_independent)
{
	ISynchronize *s = event(), *other;

	assert_int_equal(event_create(NULL, &IID_ISynchronize, (void **)&other), S_OK);
	assert_int_equal(ISynchronize_Signal(s), S_OK);
	assert_int_equal(ISynchronize_Wait(other, 0, 0), RPC_S_CALLPENDING);
	ISynchronize_Release(other);
	event_done(s);
}

TEST(the_handle_of_an_event_is_readable_exactly_while_it_is_signalled)
{
	ISynchronize *s = event();

	ISynchronize_Signal(s);
	int fd = event_fd(s);
	assert_true(fd > 0);
	assert_int_equal(os_poll(fd, 0), 1);
	ISynchronize_Reset(s);
	assert_int_equal(os_poll(fd, 0), 0);
	assert_int_equal(event_fd(s), fd);
	ISynchronize_Signal(s);
	ISynchronize_Signal(s);
	assert_int_equal(os_poll(fd, 0), 1);
	ISynchronize_Reset(s);
	assert_int_equal(os_poll(fd, 0), 0);
	event_done(s);
}

TEST(gethandle_needs_a_place_for_the_handle)
{
	ISynchronize *s = event();
	ISynchronizeHandle *h;

	assert_int_equal(ISynchronize_QueryInterface(s, &IID_ISynchronizeHandle, (void **)&h), S_OK);
	assert_int_equal(ISynchronizeHandle_GetHandle(h, NULL), E_INVALIDARG);
	ISynchronizeHandle_Release(h);
	assert_int_equal(AcomHandleFd(NULL), -1);
	event_done(s);
}

TEST(an_event_is_agile_and_aggregatable)
{
	ISynchronize *s = event();
	IUnknown *inner, *outer = (IUnknown *)s;

	assert_true(object_is_agile((IUnknown *)s));
	assert_int_equal(CoCreateInstance(&CLSID_ManualResetEvent, outer, CLSCTX_INPROC_SERVER, &IID_IUnknown,
	                                  (void **)&inner), S_OK);
	assert_int_equal(IUnknown_Release(inner), 0);
	event_done(s);
}

static void wait_for(void *s)
{
	assert_int_equal(ISynchronize_Wait((ISynchronize *)s, 0, INFINITE), S_OK);
}

TEST(a_signal_releases_all_who_wait_in_whatever_apartment_or_none)
{
	struct harness_thread threads[4];
	ISynchronize *s = event();

	for (int i = 0; i < 4; i++)
		harness_start(&threads[i], wait_for, s);
	ISynchronize_Signal(s);
	for (int i = 0; i < 4; i++)
		harness_join(&threads[i]);
	event_done(s);
}

/* ---- CLSID_StdEvent ---- */

TEST(each_signal_of_a_std_event_lets_one_wait_through)
{
	ISynchronize *s = event_of(&CLSID_StdEvent);

	assert_int_equal(ISynchronize_Wait(s, 0, 0), RPC_S_CALLPENDING);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(ISynchronize_Signal(s), S_OK);
		assert_int_equal(ISynchronize_Signal(s), S_OK); /* it is one already */
		assert_int_equal(ISynchronize_Wait(s, 0, i ? INFINITE : 0), S_OK);
		assert_int_equal(ISynchronize_Wait(s, 0, 0), RPC_S_CALLPENDING);
		assert_int_equal(ISynchronize_Wait(s, 0, 1), RPC_S_CALLPENDING);
	}
	assert_int_equal(ISynchronize_Signal(s), S_OK);
	assert_int_equal(ISynchronize_Reset(s), S_OK);
	assert_int_equal(ISynchronize_Wait(s, 0, 0), RPC_S_CALLPENDING);
	assert_true(object_is_agile((IUnknown *)s));
	event_done(s);
}

TEST(the_handle_of_a_std_event_is_readable_exactly_while_it_is_signalled)
{
	ISynchronize *s = event_of(&CLSID_StdEvent);

	ISynchronize_Signal(s);
	int fd = event_fd(s);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(os_poll(fd, 0), 1);
		assert_int_equal(os_poll(fd, 0), 1); /* to look is not to wait */
		assert_int_equal(ISynchronize_Wait(s, 0, INFINITE), S_OK);
		assert_int_equal(os_poll(fd, 0), 0);
		assert_int_equal(ISynchronize_Wait(s, 0, 0), RPC_S_CALLPENDING);
		ISynchronize_Signal(s);
		ISynchronize_Signal(s);
		assert_int_equal(os_poll(fd, 0), 1);
		ISynchronize_Reset(s);
		assert_int_equal(os_poll(fd, 0), 0);
		ISynchronize_Signal(s);
	}
	event_done(s);
}

/* Waits once, in an apartment, so that a test can see it sleep. */
struct waiting {
	ISynchronize *event;
	DWORD model;
	struct thread *self;
	os_u32 *through; /* how many are */
	os_u32 done;
	struct harness_gate ready, *leave;
	struct harness_thread thread;
};

static void waiting_main(void *arg)
{
	struct waiting *w = arg;

	house_enter(w->model);
	w->self = thread_self();
	harness_gate_open(&w->ready);
	assert_int_equal(ISynchronize_Wait(w->event, 0, INFINITE), S_OK);
	os_store32(&w->done, 1);
	os_add32(w->through, 1);
	harness_gate_wait(w->leave);
	house_leave();
}

enum { WAITING = 8 };

/* Those who are not through sleep, all of them: nobody is on his way. */
static void others_sleep(struct waiting *w)
{
	for (int i = 0; i < WAITING; i++) {
		if (!os_load32(&w[i].done))
			house_wait_asleep(w[i].self);
	}
}

static void one_for_each(DWORD model, bool handle)
{
	ISynchronize *s = event_of(&CLSID_StdEvent);
	struct harness_gate leave = HARNESS_GATE_INIT;
	os_u32 through = { 0 };
	struct waiting w[WAITING];

	for (int i = 0; i < WAITING; i++) {
		w[i] = (struct waiting){ .event = s, .model = model, .through = &through, .leave = &leave };
		harness_start(&w[i].thread, waiting_main, &w[i]);
		harness_gate_wait(&w[i].ready);
		house_wait_asleep(w[i].self);
	}
	int fd = handle ? event_fd(s) : -1;
	for (uint32_t n = 1; n <= WAITING; n++) {
		assert_int_equal(ISynchronize_Signal(s), S_OK);
		house_wait_count(&through, n);
		others_sleep(w);
		assert_int_equal(os_load32(&through), n);
		assert_true(!handle || !os_poll(fd, 0));
		assert_int_equal(ISynchronize_Wait(s, 0, 0), RPC_S_CALLPENDING);
	}
	harness_gate_open(&leave);
	for (int i = 0; i < WAITING; i++)
		harness_join(&w[i].thread);
	event_done(s);
}

TEST(each_signal_of_a_std_event_wakes_one_of_eight_who_wait)
{
	one_for_each(COINIT_APARTMENTTHREADED, false);
	one_for_each(COINIT_APARTMENTTHREADED, true);
	one_for_each(COINIT_MULTITHREADED, true);
}

/* Takes what it can get until it has enough. */
struct taker {
	ISynchronize *event, *taken;
	os_u32 *count;
	struct harness_thread thread;
};

enum { TAKES = 500 };

static void taker_main(void *arg)
{
	struct taker *t = arg;

	for (int i = 0; i < TAKES; i++) {
		assert_int_equal(ISynchronize_Wait(t->event, 0, INFINITE), S_OK);
		os_add32(t->count, 1);
		assert_int_equal(ISynchronize_Signal(t->taken), S_OK);
	}
}

/* One signal at a time, for threads that race for it: none is lost, and none counts twice. */
TEST(no_signal_of_a_std_event_is_lost_or_counts_twice)
{
	ISynchronize *s = event_of(&CLSID_StdEvent), *taken;
	struct taker t[WAITING];
	os_u32 count = { 0 };

	assert_int_equal(event_create_auto(NULL, &IID_ISynchronize, (void **)&taken), S_OK);
	for (int i = 0; i < WAITING; i++) {
		t[i] = (struct taker){ s, taken, &count, { { NULL } } };
		harness_start(&t[i].thread, taker_main, &t[i]);
	}
	for (uint32_t n = 1; n <= WAITING * TAKES; n++) {
		assert_int_equal(ISynchronize_Signal(s), S_OK);
		assert_int_equal(ISynchronize_Wait(taken, 0, INFINITE), S_OK);
		assert_int_equal(os_load32(&count), n);
	}
	for (int i = 0; i < WAITING; i++)
		harness_join(&t[i].thread);
	assert_int_equal(ISynchronize_Wait(s, 0, 0), RPC_S_CALLPENDING);
	ISynchronize_Release(taken);
	event_done(s);
}
