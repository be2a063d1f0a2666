/* event.c - CLSID_ManualResetEvent: what Windows' own does (com-async.md 1.3), and its HANDLE (decision 31). */
#include "harness.h"
#include "object/object.h"

static ISynchronize *event(void)
{
	ISynchronize *s;

	assert_int_equal(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), S_OK);
	assert_int_equal(CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronize,
	                                  (void **)&s), S_OK);
	return s;
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
