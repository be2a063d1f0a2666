/* inproc.c - classes in shared objects: loaded, placed in the apartment that their threading model asks for, unloaded. */
#include <dlfcn.h>
#include <inttypes.h>

#include "house.h"
#include "shelf.h"

static HRESULT create(REFCLSID clsid, ISimpleStream **s)
{
	return CoCreateInstance(clsid, NULL, CLSCTX_INPROC_SERVER, &IID_ISimpleStream, (void **)s);
}

static struct place ask(ISimpleStream *s)
{
	struct place place;
	ULONG n = 0;

	assert_int_equal(ISimpleStream_Read(s, (BYTE *)&place, sizeof place, &n), S_OK);
	assert_int_equal(n, sizeof place);
	return place;
}

static bool is_loaded(const struct shelf *s)
{
	void *library = dlopen(shelf_path(s, "place.so"), RTLD_NOW | RTLD_NOLOAD);

	if (library)
		dlclose(library);
	return library;
}

TEST(a_class_in_a_library_is_loaded_when_it_is_wanted)
{
	struct shelf shelf;
	ISimpleStream *s;

	shelf_open(&shelf);
	shelf_place(&shelf, "Both");
	house_enter(COINIT_MULTITHREADED);
	assert_false(is_loaded(&shelf));
	assert_int_equal(create(&CLSID_Place, &s), S_OK);
	assert_true(is_loaded(&shelf));
	assert_ptr_equal(ask(s).object, s);
	ISimpleStream_Release(s);
	house_leave();
	assert_false(is_loaded(&shelf)); /* the last CoUninitialize */
	shelf_close(&shelf);
}

/* ---- placement ---- */

static const char *const models[] = { "", "Single", "Apartment", "Free", "Both", "Neutral" };
enum { MODELS = ARRAY_COUNT(models) };

struct expected {
	bool direct;
	APTTYPE apartment;
};

/* An object of each model, each from a library that is loaded anew, wanted in the calling apartment. */
static void each_model(const struct expected expected[MODELS])
{
	for (size_t i = 0; i < MODELS; i++) {
		struct shelf shelf;
		ISimpleStream *s;

		shelf_open(&shelf);
		shelf_place(&shelf, models[i]);
		assert_int_equal(create(&CLSID_Place, &s), S_OK);
		struct place place = ask(s);
		assert_int_equal(place.object == s, expected[i].direct);
		assert_int_equal(place.apartment, expected[i].apartment);
		if (place.apartment != APTTYPE_NA)
			assert_int_equal(place.thread == os_thread_id(), expected[i].direct);
		ISimpleStream_Release(s);
		while (is_loaded(&shelf)) /* once the object that lives elsewhere is gone */
			CoFreeUnusedLibrariesEx(0, 0);
		shelf_close(&shelf);
	}
}

TEST(in_the_main_apartment_objects_live_there_if_their_model_allows)
{
	static const struct expected expected[MODELS] = {
		{ true, APTTYPE_MAINSTA }, { true, APTTYPE_MAINSTA }, { true, APTTYPE_MAINSTA }, { false, APTTYPE_MTA },
		{ true, APTTYPE_MAINSTA }, { false, APTTYPE_NA },
	};

	house_enter(COINIT_APARTMENTTHREADED);
	each_model(expected);
	house_leave();
}

TEST(without_a_single_threaded_apartment_one_is_made_and_is_the_main_one)
{
	static const struct expected expected[MODELS] = {
		{ false, APTTYPE_MAINSTA }, { false, APTTYPE_MAINSTA }, { false, APTTYPE_MAINSTA }, { true, APTTYPE_MTA },
		{ true, APTTYPE_MTA }, { false, APTTYPE_NA },
	};

	house_enter(COINIT_MULTITHREADED);
	each_model(expected);
	house_leave();
}

TEST(in_another_single_threaded_apartment_only_single_objects_are_made_in_the_main_one)
{
	static const struct expected expected[MODELS] = {
		{ false, APTTYPE_MAINSTA }, { false, APTTYPE_MAINSTA }, { true, APTTYPE_STA }, { false, APTTYPE_MTA },
		{ true, APTTYPE_STA }, { false, APTTYPE_NA },
	};
	struct house h = { .model = COINIT_APARTMENTTHREADED };

	house_open(&h);
	house_enter(COINIT_APARTMENTTHREADED);
	each_model(expected);
	house_close(&h);
	house_leave();
}

TEST(beside_a_main_apartment_objects_of_the_multithreaded_ones_clients_get_one_of_their_own)
{
	static const struct expected expected[MODELS] = {
		{ false, APTTYPE_MAINSTA }, { false, APTTYPE_MAINSTA }, { false, APTTYPE_STA }, { true, APTTYPE_MTA },
		{ true, APTTYPE_MTA }, { false, APTTYPE_NA },
	};
	struct house h = { .model = COINIT_APARTMENTTHREADED };

	house_open(&h);
	house_enter(COINIT_MULTITHREADED);
	each_model(expected);
	house_close(&h);
	house_leave();
}

static HRESULT neutral_client(void *arg)
{
	static const struct expected expected[MODELS] = {
		{ false, APTTYPE_MAINSTA }, { false, APTTYPE_MAINSTA }, { false, APTTYPE_MAINSTA }, { false, APTTYPE_MTA },
		{ true, APTTYPE_NA }, { true, APTTYPE_NA },
	};

	(void)arg;
	each_model(expected);
	return S_OK;
}

TEST(from_the_neutral_apartment_objects_go_where_they_belong)
{
	struct apartment *neutral;

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(apartment_neutral(&neutral), S_OK);
	assert_int_equal(apartment_call(neutral, neutral_client, NULL), S_OK);
	apartment_unref(neutral);
	house_leave();
}

TEST(objects_of_one_model_share_the_thread_that_serves_them)
{
	struct shelf shelf;
	ISimpleStream *s, *t;

	shelf_open(&shelf);
	shelf_place(&shelf, "Apartment");
	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(create(&CLSID_Place, &s), S_OK);
	assert_int_equal(create(&CLSID_Place, &t), S_OK);
	assert_int_equal(ask(s).thread, ask(t).thread);
	assert_ptr_not_equal(ask(s).object, ask(t).object);
	ISimpleStream_Release(s);
	ISimpleStream_Release(t);
	house_leave(); /* ends the thread: the harness counts them */
	shelf_close(&shelf);
}

TEST(objects_that_are_still_held_go_with_the_threads_that_serve_them)
{
	static const char *const hosted[] = { "Apartment", "Neutral" };

	for (size_t i = 0; i < ARRAY_COUNT(hosted); i++) {
		struct shelf shelf;
		ISimpleStream *s;

		shelf_open(&shelf);
		shelf_place(&shelf, hosted[i]);
		house_enter(COINIT_MULTITHREADED);
		assert_int_equal(create(&CLSID_Place, &s), S_OK);
		house_leave();
		assert_false(is_loaded(&shelf));
		ISimpleStream_Release(s);
		shelf_close(&shelf);
	}
}

/* ---- the class object ---- */

TEST(the_class_object_of_a_library_is_had_where_its_objects_live)
{
	struct shelf shelf;
	IClassFactory *f;
	ISimpleStream *s;
	void *p;

	shelf_open(&shelf);
	shelf_place(&shelf, "Apartment");
	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(CoGetClassObject(&CLSID_Place, CLSCTX_ALL, NULL, &IID_IClassFactory, (void **)&f), S_OK);
	assert_int_equal(IClassFactory_CreateInstance(f, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	assert_ptr_equal(ask(s).object, s);
	ISimpleStream_Release(s);
	IClassFactory_Release(f);
	assert_int_equal(CoGetClassObject(&CLSID_Place, CLSCTX_ALL, NULL, &IID_ISimpleStream, &p), E_NOINTERFACE);
	assert_null(p);
	assert_int_equal(CoCreateInstance(&CLSID_Place, NULL, CLSCTX_ALL, &IID_IStream, &p), E_NOINTERFACE);
	assert_null(p);
	/* an object in the own apartment can be aggregated, another one cannot */
	IUnknown *outer, *inner;
	assert_int_equal(CoCreateInstance(&CLSID_StdEvent, NULL, CLSCTX_ALL, &IID_IUnknown, (void **)&outer), S_OK);
	assert_int_equal(CoCreateInstance(&CLSID_Place, outer, CLSCTX_ALL, &IID_IUnknown, (void **)&inner), S_OK);
	IUnknown_Release(inner);
	house_leave();
	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(CoCreateInstance(&CLSID_Place, outer, CLSCTX_ALL, &IID_IUnknown, (void **)&inner), CLASS_E_NOAGGREGATION);
	assert_null(inner);
	IUnknown_Release(outer);
	assert_int_equal(CoGetClassObject(&CLSID_Place, CLSCTX_ALL, NULL, &IID_IClassFactory, (void **)&f), S_OK);
	assert_int_equal(IClassFactory_CreateInstance(f, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	assert_int_equal(ask(s).apartment, APTTYPE_MAINSTA);
	ISimpleStream_Release(s);
	IClassFactory_Release(f);
	house_leave();
	shelf_close(&shelf);
}

TEST(what_the_library_says_of_a_class_is_the_answer)
{
	struct shelf shelf;
	ISimpleStream *s;

	shelf_open(&shelf);
	shelf_library(&shelf, "place.so");
	shelf_write(&shelf, "unknown.class", "CLSID={5b1f0ab1-7d0e-4c55-9f6e-2a6d6d3a0001}\nLibrary=%s/place.so\n");
	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(create(&CLSID_Unknown, &s), CLASS_E_CLASSNOTAVAILABLE);
	assert_null(s);
	house_leave();
	shelf_close(&shelf);
}

TEST(a_class_that_the_process_registered_comes_before_that_of_a_file)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	struct shelf shelf;
	ISimpleStream *s;
	DWORD cookie;

	shelf_open(&shelf);
	shelf_place(&shelf, "Both");
	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	assert_int_equal(AcomRegisterClass(&CLSID_Place, event_create, 0, &cookie), S_OK);
	assert_int_equal(create(&CLSID_Place, &s), E_NOINTERFACE);
	assert_false(is_loaded(&shelf));
	assert_int_equal(CoRevokeClassObject(cookie), S_OK);
	assert_int_equal(create(&CLSID_Place, &s), S_OK);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
	shelf_close(&shelf);
}

/* ---- unloading ---- */

TEST(a_library_is_unloaded_when_it_says_that_it_is_not_used)
{
	struct shelf shelf;
	IClassFactory *f;
	ISimpleStream *s;

	shelf_open(&shelf);
	shelf_place(&shelf, "Both");
	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(create(&CLSID_Place, &s), S_OK);
	CoFreeUnusedLibrariesEx(0, 0);
	assert_ptr_equal(ask(s).object, s);
	assert_int_equal(CoGetClassObject(&CLSID_Place, CLSCTX_ALL, NULL, &IID_IClassFactory, (void **)&f), S_OK);
	ISimpleStream_Release(s);
	CoFreeUnusedLibrariesEx(0, 0);
	assert_true(is_loaded(&shelf));
	assert_int_equal(IClassFactory_LockServer(f, TRUE), S_OK);
	IClassFactory_Release(f);
	CoFreeUnusedLibrariesEx(0, 0);
	assert_true(is_loaded(&shelf));
	assert_int_equal(CoGetClassObject(&CLSID_Place, CLSCTX_ALL, NULL, &IID_IClassFactory, (void **)&f), S_OK);
	assert_int_equal(IClassFactory_LockServer(f, FALSE), S_OK);
	IClassFactory_Release(f);
	CoFreeUnusedLibraries(); /* from now on the ten minutes count */
	CoFreeUnusedLibraries();
	CoFreeUnusedLibrariesEx(INFINITE, 0);
	CoFreeUnusedLibrariesEx(0, 1);
	assert_true(is_loaded(&shelf));
	CoFreeUnusedLibrariesEx(0, 0);
	assert_false(is_loaded(&shelf));
	/* and comes back */
	assert_int_equal(create(&CLSID_Place, &s), S_OK);
	ISimpleStream_Release(s);
	house_leave();
	assert_false(is_loaded(&shelf));
	shelf_close(&shelf);
}

TEST(a_library_whose_objects_are_held_outlives_the_last_CoUninitialize)
{
	struct shelf shelf;
	ISimpleStream *s;

	shelf_open(&shelf);
	shelf_place(&shelf, "Both");
	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(create(&CLSID_Place, &s), S_OK);
	house_leave();
	assert_true(is_loaded(&shelf));
	ISimpleStream_Release(s);
	CoFreeUnusedLibrariesEx(0, 0);
	assert_false(is_loaded(&shelf));
	shelf_close(&shelf);
}

enum { CUSTOMERS = 3, ROUNDS = 40 };

static void customer_main(void *arg)
{
	DWORD model = (DWORD)(uintptr_t)arg;

	assert_int_equal(CoInitializeEx(NULL, model), S_OK);
	for (int i = 0; i < ROUNDS; i++) {
		ISimpleStream *s;

		assert_int_equal(create(&CLSID_Place, &s), S_OK);
		ask(s);
		CoFreeUnusedLibrariesEx(i % 2 ? INFINITE : 0, 0);
		ask(s);
		ISimpleStream_Release(s);
	}
	CoUninitialize();
}

/* Objects in apartments of their own: the threads that release them are the runtime's, which it does not unload behind. */
static void customers(const char *model, DWORD client)
{
	struct harness_thread threads[CUSTOMERS];
	struct shelf shelf;

	shelf_open(&shelf);
	shelf_place(&shelf, model);
	for (int i = 0; i < CUSTOMERS; i++)
		harness_start(&threads[i], customer_main, (void *)(uintptr_t)client);
	for (int i = 0; i < CUSTOMERS; i++)
		harness_join(&threads[i]);
	assert_false(is_loaded(&shelf));
	shelf_close(&shelf);
}

TEST(a_library_is_never_unloaded_under_a_thread_that_uses_it)
{
	customers("Apartment", COINIT_MULTITHREADED);
	customers("Free", COINIT_APARTMENTTHREADED);
}

/* ---- the least that a library needs ---- */

TEST(a_library_with_a_create_function_and_nothing_more_is_loaded_and_stays)
{
	struct shelf shelf;
	ISimpleStream *s;
	BYTE octet = 0;
	ULONG n = 0;

	shelf_open(&shelf);
	shelf_library(&shelf, "plain.so");
	shelf_write(&shelf, "plain.class", "CLSID=" PLACE_CLSID "\nLibrary=%s/plain.so\nThreadingModel=Both\n");
	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(create(&CLSID_Place, &s), S_OK);
	assert_int_equal(ISimpleStream_Read(s, &octet, 1, &n), S_OK);
	assert_int_equal(octet, 'p');
	ISimpleStream_Release(s);
	CoFreeUnusedLibrariesEx(0, 0);
	void *library = dlopen(shelf_path(&shelf, "plain.so"), RTLD_NOW | RTLD_NOLOAD);
	assert_non_null(library);
	dlclose(library);
	house_leave();
	shelf_close(&shelf);
}

/* ---- the loader's lock ---- */

static struct harness_thread teller;

static void tell(void *arg)
{
	(void)arg;
	assert_int_equal(AcomTraceRefs(), S_OK);
}

static bool told_has(const char *part)
{
	char text[2048];
	ssize_t n = pread(told_file, text, sizeof text - 1, 0);

	text[n > 0 ? n : 0] = 0;
	return strstr(text, part);
}

/* The teller is at work, and can name no place before this function returns. */
static void make_while_told(void)
{
	ISynchronize *event;

	harness_start(&teller, tell, NULL);
	while (!told_has("refs: AcomTraceRefs: "))
		os_yield();
	assert_int_equal(event_create(NULL, &IID_ISynchronize, (void **)&event), S_OK);
	ISynchronize_Release(event);
}

TEST(references_are_told_while_a_constructor_makes_more)
{
	struct shelf shelf;
	ISynchronize *event;
	char hook[32];

	shelf_open(&shelf);
	shelf_library(&shelf, "hook.so");
	snprintf(hook, sizeof hook, "%" PRIxPTR, (uintptr_t)make_while_told);
	setenv("ACOM_TEST_HOOK", hook, 1);
	setenv("ACOM_TRACE", "refs", 1);
	trace_restart();
	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(event_create(NULL, &IID_ISynchronize, (void **)&event), S_OK);
	told_begin();
	dlclose(needed(dlopen(shelf_path(&shelf, "hook.so"), RTLD_NOW)));
	harness_join(&teller);
	assert_non_null(strstr(told_end(), "refs: ManualResetEvent "));
	ISynchronize_Release(event);
	house_leave();
	shelf_close(&shelf);
}
