/* event.c - statements about CLSID_ManualResetEvent, the synchronization object, and the descriptors of ISynchronizeHandle,
 * which events and call objects have alike. */
#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "client.h"

/* ---- what the tests share ---- */

static ISynchronize *event_new(void)
{
	ISynchronize *event;

	assert_int_equal(CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronize,
	                                  (void **)&event), S_OK);
	return event;
}

/* Runs body with a fresh event, in an STA and in the MTA. */
static void with_event(void (*body)(ISynchronize *event))
{
	static const DWORD models[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };

	for (unsigned i = 0; i < 2; i++) {
		house_enter(models[i]);
		ISynchronize *event = event_new();
		body(event);
		assert_int_equal(ISynchronize_Release(event), 0);
		house_leave();
	}
}

static HRESULT poll_event(ISynchronize *event)
{
	return ISynchronize_Wait(event, 0, 0);
}

/* Signals the event once the calling thread sleeps in it. */
struct signaller {
	ISynchronize *event;
	os_u32 done;
	struct house_meanwhile meanwhile;
};

static void signaller_run(void *arg)
{
	struct signaller *s = arg;

	os_store32(&s->done, 1);
	assert_int_equal(ISynchronize_Signal(s->event), S_OK);
}

/* ---- the event ---- */

static void B50_body(ISynchronize *event)
{
	assert_int_equal(ISynchronize_Wait(event, 0, 0), RPC_S_CALLPENDING);
	assert_int_equal(ISynchronize_Wait(event, 0, 5), RPC_S_CALLPENDING);
}

TEST(B50_a_fresh_event_is_not_signalled)
{
	with_event(B50_body);
}

static void B49_body(ISynchronize *event)
{
	for (int round = 0; round < 3; round++) {
		assert_int_equal(ISynchronize_Signal(event), S_OK);
		for (int i = 0; i < 5; i++) {
			assert_int_equal(ISynchronize_Wait(event, 0, 0), S_OK);
			assert_int_equal(ISynchronize_Wait(event, 0, INFINITE), S_OK);
		}
		assert_int_equal(ISynchronize_Reset(event), S_OK);
		assert_int_equal(ISynchronize_Wait(event, 0, 5), RPC_S_CALLPENDING);
	}
}

TEST(B49_a_signalled_event_lets_every_wait_pass_until_reset)
{
	with_event(B49_body);
}

static void A18_body(ISynchronize *event)
{
	struct signaller s = { .event = event };

	for (int i = 0; i < 3; i++)
		assert_int_equal(ISynchronize_Wait(event, 0, 1), RPC_S_CALLPENDING);
	house_meanwhile(&s.meanwhile, signaller_run, &s);
	assert_int_equal(ISynchronize_Wait(event, 0, INFINITE), S_OK);
	house_meanwhile_join(&s.meanwhile);
}

TEST(A18_when_the_time_of_a_wait_is_over_it_returns_the_pending_code_and_may_be_called_again)
{
	with_event(A18_body);
}

static void A19_body(ISynchronize *event)
{
	assert_int_equal(ISynchronize_Wait(event, 0, 0), RPC_S_CALLPENDING);
	assert_int_equal(ISynchronize_Signal(event), S_OK);
	assert_int_equal(ISynchronize_Wait(event, 0, 0), S_OK);
}

TEST(A19_wait_with_0_returns_S_OK_or_the_pending_code_at_once)
{
	with_event(A19_body);
}

static void A20_body(ISynchronize *event)
{
	struct signaller s = { .event = event };

	house_meanwhile(&s.meanwhile, signaller_run, &s);
	assert_int_equal(ISynchronize_Wait(event, 0, INFINITE), S_OK);
	assert_int_equal(house_count(&s.done), 1);
	house_meanwhile_join(&s.meanwhile);
}

TEST(A20_wait_with_INFINITE_returns_only_after_signal)
{
	with_event(A20_body);
}

struct sleeper {
	ISynchronize *event;
	DWORD model;
	struct harness_gate ready;
	struct thread *self;
	struct harness_thread thread;
};

static void sleeper_main(void *arg)
{
	struct sleeper *s = arg;

	assert_int_equal(CoInitializeEx(NULL, s->model), S_OK);
	s->self = thread_self();
	harness_gate_open(&s->ready);
	assert_int_equal(ISynchronize_Wait(s->event, 0, INFINITE), S_OK);
	CoUninitialize();
}

TEST(A21_a_signal_ends_every_blocked_wait_with_S_OK)
{
	struct sleeper sleepers[4] = { { 0 } };

	house_enter(COINIT_MULTITHREADED);
	ISynchronize *event = event_new();
	for (int i = 0; i < 4; i++) {
		sleepers[i].event = event;
		sleepers[i].model = i % 2 ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED;
		harness_start(&sleepers[i].thread, sleeper_main, &sleepers[i]);
		harness_gate_wait(&sleepers[i].ready);
		house_wait_asleep(sleepers[i].self);
	}
	assert_int_equal(ISynchronize_Signal(event), S_OK);
	for (int i = 0; i < 4; i++)
		harness_join(&sleepers[i].thread);
	assert_int_equal(ISynchronize_Release(event), 0);
	house_leave();
}

static void A30_body(ISynchronize *event)
{
	for (int i = 0; i < 2; i++) {
		assert_int_equal(ISynchronize_Signal(event), S_OK);
		assert_int_equal(poll_event(event), S_OK);
	}
}

TEST(A30_signal_returns_S_OK_and_the_event_is_signalled)
{
	with_event(A30_body);
}

static void A31_body(ISynchronize *event)
{
	assert_int_equal(ISynchronize_Reset(event), S_OK); /* it was not signalled */
	assert_int_equal(poll_event(event), RPC_S_CALLPENDING);
	assert_int_equal(ISynchronize_Signal(event), S_OK);
	assert_int_equal(ISynchronize_Reset(event), S_OK);
	assert_int_equal(poll_event(event), RPC_S_CALLPENDING);
}

TEST(A31_reset_returns_S_OK_and_the_event_is_not_signalled)
{
	with_event(A31_body);
}

static void independent_body(ISynchronize *event)
{
	ISynchronize *other = event_new();

	assert_int_equal(ISynchronize_Signal(other), S_OK);
	assert_int_equal(poll_event(event), RPC_S_CALLPENDING);
	assert_int_equal(poll_event(other), S_OK);
	ISynchronize_Release(other);
}

TEST(B50_two_events_are_independent)
{
	with_event(independent_body);
}

/* ---- descriptors (decision 31) ---- */

static HRESULT get_handle(ISynchronize *event, HANDLE *h)
{
	ISynchronizeHandle *handle;

	assert_int_equal(ISynchronize_QueryInterface(event, &IID_ISynchronizeHandle, (void **)&handle), S_OK);
	HRESULT hr = ISynchronizeHandle_GetHandle(handle, h);
	ISynchronizeHandle_Release(handle);
	return hr;
}

static int descriptor_of(ISynchronize *event)
{
	HANDLE h = NULL;

	assert_int_equal(get_handle(event, &h), S_OK);
	assert_non_null(h);
	assert_int_equal(AcomHandleFd(h), (int)(intptr_t)h);
	assert_true(AcomHandleFd(h) > 0);
	assert_true(fcntl(AcomHandleFd(h), F_GETFD) & FD_CLOEXEC);
	return AcomHandleFd(h);
}

static unsigned open_descriptors(void)
{
	unsigned n = 0;
	DIR *dir = opendir("/proc/self/fd");

	while (readdir(dir))
		n++;
	closedir(dir);
	return n;
}

static bool readable(int fd)
{
	return os_poll(fd, 0) == 1;
}

static void readable_body(ISynchronize *event)
{
	int fd = descriptor_of(event);

	for (int i = 0; i < 3; i++) {
		assert_false(readable(fd));
		assert_int_equal(ISynchronize_Signal(event), S_OK);
		assert_true(readable(fd));
		assert_int_equal(ISynchronize_Signal(event), S_OK);
		assert_int_equal(ISynchronize_Wait(event, 0, INFINITE), S_OK); /* takes nothing away */
		assert_true(readable(fd));
		assert_int_equal(ISynchronize_Reset(event), S_OK);
		assert_false(readable(fd));
		assert_int_equal(ISynchronize_Reset(event), S_OK);
	}
	assert_int_equal(descriptor_of(event), fd);
}

TEST(D31_the_descriptor_of_an_event_is_readable_exactly_while_it_is_signalled)
{
	with_event(readable_body);
}

static void born_signalled_body(ISynchronize *event)
{
	assert_int_equal(ISynchronize_Signal(event), S_OK);
	int fd = descriptor_of(event);
	assert_true(readable(fd));
	assert_int_equal(ISynchronize_Reset(event), S_OK);
	assert_false(readable(fd));
}

TEST(D31_the_descriptor_of_an_event_that_is_already_signalled_is_readable)
{
	with_event(born_signalled_body);
}

static void first_body(ISynchronize *event)
{
	unsigned before = open_descriptors();

	assert_int_equal(ISynchronize_Signal(event), S_OK);
	assert_int_equal(ISynchronize_Wait(event, 0, INFINITE), S_OK);
	assert_int_equal(open_descriptors(), before);
	int fd = descriptor_of(event);
	assert_int_equal(open_descriptors(), before + 1);
	assert_int_equal(descriptor_of(event), fd);
	assert_int_equal(open_descriptors(), before + 1);
}

TEST(D31_the_descriptor_is_made_by_the_first_GetHandle_and_is_the_objects)
{
	with_event(first_body);
	assert_int_equal(AcomHandleFd(NULL), -1);
}

static void never_zero_body(ISynchronize *event)
{
	int kept = dup(0);

	close(0);
	assert_true(descriptor_of(event) > 0);
	assert_int_equal(fcntl(0, F_GETFD), -1); /* and 0 is as free as before */
	if (kept >= 0) {
		dup2(kept, 0);
		close(kept);
	}
}

TEST(D31_the_descriptor_is_never_0)
{
	with_event(never_zero_body);
}

static void invalid_body(ISynchronize *event)
{
	unsigned before = open_descriptors();

	assert_int_equal(get_handle(event, NULL), E_INVALIDARG);
	assert_int_equal(open_descriptors(), before);
}

TEST(D31_GetHandle_without_a_place_for_the_handle_returns_E_INVALIDARG)
{
	with_event(invalid_body);
}

static void exhausted_body(ISynchronize *event)
{
	struct rlimit old, none = { 0, 0 };
	HANDLE h = &old;

	assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
	none.rlim_max = old.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	assert_int_equal(get_handle(event, &h), E_OUTOFMEMORY);
	assert_null(h);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
	assert_int_equal(ISynchronize_Signal(event), S_OK);
	assert_true(readable(descriptor_of(event)));
}

TEST(D31_without_a_free_descriptor_GetHandle_fails_and_can_be_called_again)
{
	with_event(exhausted_body);
}

static void wait_readable(int fd)
{
	assert_int_equal(os_poll(fd, OS_FOREVER), 1);
}

static void call_object_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);
	unsigned before = open_descriptors();

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	assert_int_equal(open_descriptors(), before);
	assert_int_equal(get_handle(sync, NULL), E_INVALIDARG);
	int fd = descriptor_of(sync);
	for (int i = 0; i < 2; i++) {
		assert_false(readable(fd));
		house_let(h);
		wait_readable(fd); /* while the thread does not serve its apartment */
		assert_int_equal(ISynchronize_Wait(sync, 0, 0), S_OK);
		client_finish(call, S_OK);
		assert_int_equal(descriptor_of(sync), fd);
		if (!h->async)
			break;
		assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	}
	if (h->async) {
		house_let(h);
		client_finish(call, S_OK);
	}
	client_release(sync);
	assert_int_equal(client_release(call), 0);
	assert_int_equal(open_descriptors(), before);
}

TEST(D31_the_descriptor_of_a_call_object_is_readable_exactly_while_it_is_signalled)
{
	house_each(HOUSE_BOTH | HOUSE_NEAR, call_object_body);
}
