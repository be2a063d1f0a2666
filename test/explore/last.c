/* last.c - every schedule of apartments that end at once: what ties the process to others goes with the last of them. */
#include "harness.h"
#include "object/object.h"

static os_u32 went;

static void count(void)
{
	os_add32(&went, 1);
}

/* None of the connections is there, so nothing of theirs is missed. */
static void watch_the_last(void)
{
	os_store32(&went, 0);
	apartment_observe_last(count);
}

static void come_and_go(void *model)
{
	assert_int_equal(CoInitializeEx(NULL, *(DWORD *)model), S_OK);
	CoUninitialize();
}

static void end_at_once(DWORD mine, DWORD others)
{
	struct harness_thread other;

	watch_the_last();
	assert_int_equal(CoInitializeEx(NULL, mine), S_OK);
	harness_start(&other, come_and_go, &others);
	CoUninitialize();
	harness_join(&other);
	assert_true(os_load32(&went));
}

EXPLORE(of_two_apartments_that_end_at_once_one_is_the_last, 3)
{
	end_at_once(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED);
}

EXPLORE(of_two_kinds_of_apartments_that_end_at_once_one_is_the_last, 3)
{
	end_at_once(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
}
