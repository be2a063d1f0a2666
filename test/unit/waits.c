/* waits.c - waits at several descriptors: whoever is at the other end does not keep anybody beyond his time. */
#include <unistd.h>

#include "harness.h"
#include "object/object.h"

enum { ENOUGH = 100000 };

/* ---- who has something to say again and again, but never what is waited for ---- */

static struct {
	int fd;
	unsigned looks;
	HANDLE at_last;
} noise;

static bool noise_look(struct wait_source *s, struct waitable *w, os_parker *parker, uint64_t deadline)
{
	(void)s;
	(void)w;
	(void)parker;
	(void)deadline;
	if (++noise.looks == ENOUGH)
		os_eventfd_set(AcomHandleFd(noise.at_last));
	return true;
}

static bool noise_has(void)
{
	return true;
}

static void noise_write(void)
{
}

static int noise_fd(void)
{
	return noise.fd;
}

TEST(who_is_at_the_other_end_keeps_nobody_at_descriptors_beyond_his_time)
{
	static struct wait_outside outside = { { noise_look, NULL }, noise_has, noise_write, noise_fd };
	DWORD index;

	noise.at_last = (HANDLE)(intptr_t)os_eventfd();
	noise.fd = os_eventfd();
	os_eventfd_set(noise.fd);
	wait_outside_set(&outside);
	assert_int_equal(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), S_OK);
	noise.looks = 0;
	assert_int_equal(CoWaitForMultipleHandles(0, 0, 1, &noise.at_last, &index), RPC_S_CALLPENDING);
	assert_int_equal(noise.looks, 1);
	assert_int_equal(CoWaitForMultipleHandles(0, INFINITE, 1, &noise.at_last, &index), S_OK);
	assert_in_range(noise.looks, ENOUGH, ENOUGH + 1);
	CoUninitialize();
	os_close(noise.fd);
	os_close(AcomHandleFd(noise.at_last));
}

/* ---- what is readable, but others are always faster ---- */

static struct {
	ISynchronize sync;
	ISynchronizeHandle handle;
	int fd;
	unsigned asked;
} contested;

static HRESULT contested_QueryInterface(ISynchronize *This, REFIID iid, void **ppv)
{
	(void)This;
	*ppv = IsEqualIID(iid, &IID_ISynchronizeHandle) ? (void *)&contested.handle : &contested.sync;
	return S_OK;
}

static ULONG contested_count(ISynchronize *This)
{
	(void)This;
	return 1;
}

static HRESULT contested_Wait(ISynchronize *This, DWORD flags, DWORD milliseconds)
{
	(void)This;
	(void)flags;
	(void)milliseconds;
	return ++contested.asked == ENOUGH ? S_OK : RPC_S_CALLPENDING;
}

static HRESULT contested_query_handle(ISynchronizeHandle *This, REFIID iid, void **ppv)
{
	(void)This;
	return contested_QueryInterface(NULL, iid, ppv);
}

static ULONG contested_count_handle(ISynchronizeHandle *This)
{
	(void)This;
	return 1;
}

static HRESULT contested_GetHandle(ISynchronizeHandle *This, HANDLE *ph)
{
	(void)This;
	*ph = (HANDLE)(intptr_t)contested.fd;
	return S_OK;
}

TEST(what_others_always_take_first_keeps_nobody_at_a_container_beyond_his_time)
{
	static const ISynchronizeVtbl sync = {
		contested_QueryInterface, contested_count, contested_count, contested_Wait, NULL, NULL,
	};
	static const ISynchronizeHandleVtbl handle = {
		contested_query_handle, contested_count_handle, contested_count_handle, contested_GetHandle,
	};
	ISynchronizeContainer *container;
	ISynchronize *found;

	contested.sync.lpVtbl = &sync;
	contested.handle.lpVtbl = &handle;
	contested.fd = os_eventfd();
	os_eventfd_set(contested.fd);
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	assert_int_equal(container_create(NULL, &IID_ISynchronizeContainer, (void **)&container), S_OK);
	assert_int_equal(ISynchronizeContainer_AddSynchronize(container, &contested.sync), S_OK);
	assert_int_equal(ISynchronizeContainer_WaitMultiple(container, 0, 0, &found), RPC_E_TIMEOUT);
	assert_int_equal(contested.asked, 1);
	assert_int_equal(ISynchronizeContainer_WaitMultiple(container, 0, INFINITE, &found), S_OK);
	assert_ptr_equal(found, &contested.sync);
	ISynchronizeContainer_Release(container);
	CoUninitialize();
	os_close(contested.fd);
}

/* A descriptor that says it is readable, and has no signal: of a process that is gone. */
TEST(what_has_no_signal_keeps_nobody_at_an_event_beyond_his_time)
{
	ISynchronizeEvent *over;
	ISynchronize *event;
	int fds[2];

	assert_int_equal(pipe(fds), 0);
	close(fds[1]);
	HANDLE handle = (HANDLE)(intptr_t)fds[0];
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	assert_int_equal(event_create_auto(NULL, &IID_ISynchronize, (void **)&event), S_OK);
	assert_int_equal(ISynchronize_QueryInterface(event, &IID_ISynchronizeEvent, (void **)&over), S_OK);
	assert_int_equal(ISynchronizeEvent_SetEventHandle(over, &handle), S_OK);
	assert_int_equal(ISynchronize_Wait(event, 0, 0), RPC_S_CALLPENDING);
	assert_int_equal(ISynchronize_Wait(event, 0, 1), RPC_S_CALLPENDING);
	ISynchronizeEvent_Release(over);
	ISynchronize_Release(event);
	CoUninitialize();
	close(fds[0]);
}
