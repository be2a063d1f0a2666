/* library.c - every schedule of a library that one thread loads and uses while another one unloads what is not used. */
#include <dlfcn.h>

#include "call/call.h"
#include "harness.h"
#include "test/semantics/shelf.h"
#include "simplestream.h"

static struct shelf shelf;

static void shelf_remove(void)
{
	shelf_close(&shelf);
}

/* One for all schedules. */
static void shelf_use(void)
{
	if (shelf.path[0])
		return;
	shelf_open(&shelf);
	shelf_place(&shelf, "Free");
	atexit(shelf_remove);
}

/* The object is asked, so that a library that was unloaded under it crashes. It lives with threads of the runtime, which are
 * behind its last Release when the library goes. */
static void customer_main(void *arg)
{
	struct place place;
	ISimpleStream *s;
	ULONG n;

	(void)arg;
	assert_int_equal(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), S_OK);
	assert_int_equal(CoCreateInstance(&CLSID_Place, NULL, CLSCTX_ALL, &IID_ISimpleStream, (void **)&s), S_OK);
	assert_int_equal(ISimpleStream_Read(s, (BYTE *)&place, sizeof place, &n), S_OK);
	ISimpleStream_Release(s);
	CoFreeUnusedLibrariesEx(0, 0);
	CoUninitialize();
}

SIM_TEST(two_threads_load_and_unload_a_library, 2000)
{
	struct harness_thread other;

	shelf_use();
	harness_start(&other, customer_main, NULL);
	customer_main(NULL);
	harness_join(&other);
}

static void unload_main(void *arg)
{
	(void)arg;
	CoFreeUnusedLibrariesEx(0, 0);
	CoFreeUnusedLibrariesEx(0, 0);
}

EXPLORE(a_library_is_unloaded_while_its_class_is_wanted_again, 2)
{
	struct harness_thread other;
	struct place place;
	ISimpleStream *s;
	ULONG n;

	shelf_use();
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	assert_int_equal(CoCreateInstance(&CLSID_Place, NULL, CLSCTX_ALL, &IID_ISimpleStream, (void **)&s), S_OK);
	ISimpleStream_Release(s);
	harness_start(&other, unload_main, NULL);
	assert_int_equal(CoCreateInstance(&CLSID_Place, NULL, CLSCTX_ALL, &IID_ISimpleStream, (void **)&s), S_OK);
	assert_int_equal(ISimpleStream_Read(s, (BYTE *)&place, sizeof place, &n), S_OK);
	harness_join(&other);
	ISimpleStream_Release(s);
	CoUninitialize();
}

static bool is_loaded(void)
{
	void *library = dlopen(shelf_path(&shelf, "place.so"), RTLD_NOW | RTLD_NOLOAD);

	if (library)
		dlclose(library);
	return library;
}

/* A wait that nobody ends: simulated time passes. */
static void time_passes(DWORD milliseconds)
{
	ISynchronize *never;

	assert_int_equal(CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_ALL, &IID_ISynchronize, (void **)&never), S_OK);
	assert_int_equal(ISynchronize_Wait(never, 0, milliseconds), RPC_S_CALLPENDING);
	ISynchronize_Release(never);
}

static void use_and_release(void)
{
	IUnknown *p;

	assert_int_equal(CoCreateInstance(&CLSID_Place, NULL, CLSCTX_ALL, &IID_IUnknown, (void **)&p), S_OK);
	IUnknown_Release(p);
}

SIM_TEST(a_library_is_unloaded_ten_minutes_after_it_said_that_it_may, 1)
{
	const DWORD minute = 60 * 1000;

	shelf_use();
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	use_and_release();
	CoFreeUnusedLibraries();
	time_passes(9 * minute);
	CoFreeUnusedLibraries();
	assert_true(is_loaded());
	use_and_release(); /* begins anew */
	CoFreeUnusedLibraries();
	time_passes(9 * minute);
	CoFreeUnusedLibraries();
	assert_true(is_loaded());
	time_passes(minute);
	CoFreeUnusedLibraries();
	assert_false(is_loaded());
	use_and_release();
	CoFreeUnusedLibrariesEx(100, 0);
	time_passes(99);
	CoFreeUnusedLibrariesEx(100, 0);
	assert_true(is_loaded());
	time_passes(1);
	CoFreeUnusedLibrariesEx(100, 0);
	assert_false(is_loaded());
	CoUninitialize();
}
