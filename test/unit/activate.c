/* activate.c - objects from classes of other apartments. */
#include "house.h"
#include "where.h"

static const CLSID clsid = { 0x5b1f0aa0, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0, 1 } };

static const DWORD models[][2] = { /* client, server */
	{ COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED },
	{ COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED },
	{ COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED },
};

struct registration_order {
	AcomCreate create;
	IUnknown *factory;
	DWORD flags, cookie;
};

static HRESULT register_run(void *arg)
{
	struct registration_order *o = arg;

	return o->factory ? CoRegisterClassObject(&clsid, o->factory, CLSCTX_ALL, REGCLS_MULTIPLEUSE, &o->cookie) :
	                    AcomRegisterClass(&clsid, o->create, o->flags, &o->cookie);
}

static HRESULT revoke_run(void *arg)
{
	return CoRevokeClassObject(*(DWORD *)arg);
}

/* In the house's apartment. */
static DWORD register_in(struct house *h, AcomCreate create, DWORD flags)
{
	struct registration_order o = { .create = create, .flags = flags };

	assert_int_equal(house_run(h, register_run, &o), S_OK);
	return o.cookie;
}

static HRESULT create(REFIID riid, void **ppv)
{
	return CoCreateInstance(&clsid, NULL, CLSCTX_LOCAL_SERVER, riid, ppv);
}

static HRESULT thread_of(void *arg)
{
	*(uint64_t *)arg = os_thread_id();
	return S_OK;
}

TEST(an_object_is_made_in_the_apartment_of_its_class_and_used_through_a_proxy)
{
	for (size_t i = 0; i < ARRAY_COUNT(models); i++) {
		struct house h = { .model = models[i][1] };
		uint64_t server;
		ISimpleStream *s;

		house_enter(models[i][0]);
		house_open(&h);
		DWORD cookie = register_in(&h, where_make, 0);
		assert_int_equal(create(&IID_ISimpleStream, (void **)&s), S_OK);
		assert_int_equal(where_alive(), 1);
		assert_int_equal(house_run(&h, thread_of, &server), S_OK);
		if (models[i][1] == COINIT_APARTMENTTHREADED)
			assert_true(where_is(s) == server);
		assert_true(where_is(s) != os_thread_id());
		ISimpleStream_Release(s);
		assert_int_equal(house_run(&h, revoke_run, &cookie), S_OK);
		house_close(&h);
		house_leave();
	}
}

TEST(the_own_apartments_class_is_preferred)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	ISimpleStream *s;
	DWORD mine;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	assert_int_equal(AcomRegisterClass(&clsid, where_make, 0, &mine), S_OK);
	DWORD theirs = register_in(&h, where_make, 0);
	assert_int_equal(create(&IID_ISimpleStream, (void **)&s), S_OK);
	assert_true(where_is(s) == os_thread_id());
	ISimpleStream_Release(s);
	assert_int_equal(CoRevokeClassObject(mine), S_OK);
	assert_int_equal(create(&IID_ISimpleStream, (void **)&s), S_OK);
	assert_true(where_is(s) != os_thread_id());
	ISimpleStream_Release(s);
	assert_int_equal(house_run(&h, revoke_run, &theirs), S_OK);
	house_close(&h);
	house_leave();
}

TEST(a_class_is_revoked_in_its_own_apartment_only)
{
	for (size_t i = 0; i < ARRAY_COUNT(models); i++) {
		struct house h = { .model = models[i][1] };
		ISimpleStream *s;

		house_enter(models[i][0]);
		house_open(&h);
		DWORD cookie = register_in(&h, where_make, 0);
		assert_int_equal(CoRevokeClassObject(cookie), RPC_E_WRONG_THREAD);
		assert_int_equal(create(&IID_ISimpleStream, (void **)&s), S_OK);
		ISimpleStream_Release(s);
		assert_int_equal(house_run(&h, revoke_run, &cookie), S_OK);
		assert_int_equal(create(&IID_ISimpleStream, (void **)&s), REGDB_E_CLASSNOTREG);
		assert_null(s);
		house_close(&h);
		house_leave();
	}
}

TEST(a_class_for_any_apartment_makes_its_objects_where_they_are_wanted)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	IClassFactory *f;
	ISimpleStream *s;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	DWORD cookie = register_in(&h, where_make, ACOM_CLASS_ANY_APARTMENT);
	assert_int_equal(create(&IID_ISimpleStream, (void **)&s), S_OK);
	assert_true(where_is(s) == os_thread_id());
	ISimpleStream_Release(s);
	assert_int_equal(CoGetClassObject(&clsid, CLSCTX_ALL, NULL, &IID_IClassFactory, (void **)&f), S_OK);
	assert_int_equal(IClassFactory_CreateInstance(f, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	assert_true(where_is(s) == os_thread_id());
	ISimpleStream_Release(s);
	IClassFactory_Release(f);
	assert_int_equal(CoRevokeClassObject(cookie), RPC_E_WRONG_THREAD);
	house_close(&h);
	assert_int_equal(create(&IID_ISimpleStream, (void **)&s), REGDB_E_CLASSNOTREG);
	house_leave();
}

TEST(the_class_object_of_another_apartment_makes_objects_there)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	IClassFactory *f;
	ISimpleStream *s;
	void *p = &p;
	uint64_t server;

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	assert_int_equal(house_run(&h, thread_of, &server), S_OK);
	register_in(&h, where_make, 0);
	assert_int_equal(CoGetClassObject(&clsid, CLSCTX_ALL, NULL, &IID_IClassFactory, (void **)&f), S_OK);
	assert_int_equal(IClassFactory_CreateInstance(f, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	assert_true(where_is(s) == server);
	ISimpleStream_Release(s);
	assert_int_equal(IClassFactory_CreateInstance(f, (IUnknown *)f, &IID_IUnknown, &p), CLASS_E_NOAGGREGATION);
	assert_null(p);
	p = &p;
	assert_int_equal(IClassFactory_CreateInstance(f, NULL, &IID_IStream, &p), E_NOINTERFACE);
	assert_null(p);
	assert_int_equal(IClassFactory_CreateInstance(f, NULL, &IID_IStream, NULL), E_POINTER);
	assert_int_equal(IClassFactory_LockServer(f, TRUE), S_OK);
	assert_int_equal(IClassFactory_LockServer(f, FALSE), S_OK);
	IClassFactory_Release(f);
	where_wait_alive(0);
	house_close(&h);
	house_leave();
}

TEST(what_cannot_be_marshaled_cannot_be_had_from_another_apartment)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	void *p = &p;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	register_in(&h, where_make, 0);
	assert_int_equal(create(&IID_ISynchronizeHandle, &p), E_NOINTERFACE);
	assert_null(p);
	/* The plain unknown of the class object can. */
	assert_int_equal(CoGetClassObject(&clsid, CLSCTX_ALL, NULL, &IID_IUnknown, &p), S_OK);
	IUnknown_Release((IUnknown *)p);
	assert_int_equal(where_alive(), 0);
	house_close(&h);
	house_leave();
}

TEST(an_object_of_another_apartment_cannot_be_aggregated)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	ISimpleStream *outer;
	void *p = &p;

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	register_in(&h, where_make, 0);
	outer = where_create();
	assert_int_equal(CoCreateInstance(&clsid, (IUnknown *)outer, CLSCTX_ALL, &IID_IUnknown, &p), CLASS_E_NOAGGREGATION);
	assert_null(p);
	assert_int_equal(where_refs(outer), 1);
	ISimpleStream_Release(outer);
	house_close(&h);
	house_leave();
}

static HRESULT make_nothing(IUnknown *outer, REFIID riid, void **ppv)
{
	(void)outer;
	(void)riid;
	*ppv = NULL;
	return E_ACCESSDENIED;
}

static HRESULT make_success(IUnknown *outer, REFIID riid, void **ppv)
{
	make_nothing(outer, riid, ppv);
	return S_OK;
}

static HRESULT make_rubbish(IUnknown *outer, REFIID riid, void **ppv)
{
	make_nothing(outer, riid, ppv);
	*ppv = (void *)(uintptr_t)riid;
	return E_ACCESSDENIED;
}

static void answers(AcomCreate make, HRESULT expected)
{
	struct house h = { .model = COINIT_MULTITHREADED };
	void *p = &p;
	DWORD cookie;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	register_in(&h, make, 0);
	assert_int_equal(create(&IID_ISimpleStream, &p), expected);
	assert_null(p);
	p = &p;
	assert_int_equal(AcomRegisterClass(&clsid, make, 0, &cookie), S_OK);
	assert_int_equal(create(&IID_ISimpleStream, &p), expected); /* the own apartment's */
	assert_null(p);
	house_close(&h);
	house_leave();
}

TEST(what_the_class_answers_comes_back) { answers(make_nothing, E_ACCESSDENIED); }
TEST(a_class_that_says_it_has_made_an_object_and_has_not_has_failed) { answers(make_success, E_UNEXPECTED); }
TEST(what_a_class_leaves_that_fails_is_no_object) { answers(make_rubbish, E_ACCESSDENIED); }

/* ---- class objects that answer so ---- */

static struct { HRESULT hr; void *left; } lie;

static HRESULT liar_QueryInterface(IUnknown *This, REFIID riid, void **ppv)
{
	(void)This;
	(void)riid;
	*ppv = lie.left;
	return lie.hr;
}

static ULONG liar_count(IUnknown *This)
{
	(void)This;
	return 1;
}

static void object_answers(HRESULT hr, void *left, HRESULT expected)
{
	static const IUnknownVtbl vtbl = { liar_QueryInterface, liar_count, liar_count };
	static const IUnknown liar = { (IUnknownVtbl *)&vtbl };
	struct registration_order o = { .factory = (IUnknown *)&liar };
	struct house h = { .model = COINIT_MULTITHREADED };

	lie.hr = hr;
	lie.left = left;
	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	assert_int_equal(house_run(&h, register_run, &o), S_OK);
	for (int here = 0; here < 2; here++) {
		void *p = &p;
		if (here)
			assert_int_equal(register_run(&o), S_OK);
		assert_int_equal(CoGetClassObject(&clsid, CLSCTX_LOCAL_SERVER, NULL, &IID_IClassFactory, &p), expected);
		assert_null(p);
		p = &p;
		assert_int_equal(create(&IID_ISimpleStream, &p), expected);
		assert_null(p);
	}
	house_close(&h);
	house_leave();
}

TEST(a_class_object_that_says_it_gives_an_interface_and_does_not_has_failed) { object_answers(S_OK, NULL, E_UNEXPECTED); }
TEST(what_a_class_object_leaves_that_fails_is_no_interface) { object_answers(E_ACCESSDENIED, &lie, E_ACCESSDENIED); }

/* ---- a class object that revokes itself while it makes an object for another apartment ---- */

typedef struct Maker {
	AcomObject object;
	IClassFactory IClassFactory_iface;
	DWORD cookie;
	struct apartment *apartment; /* that it must end in; not counted */
} Maker;

ACOM_FACE(Maker, IClassFactory)

static HRESULT Maker_CreateInstance(IClassFactory *This, IUnknown *outer, REFIID riid, void **ppv)
{
	assert_int_equal(CoRevokeClassObject(Maker_from_IClassFactory(This)->cookie), S_OK);
	return where_make(outer, riid, ppv);
}

static HRESULT Maker_LockServer(IClassFactory *This, BOOL lock)
{
	(void)This;
	(void)lock;
	return S_OK;
}

static void Maker_destruct(void *object)
{
	assert_true(apartment_is_current(((Maker *)object)->apartment));
}

static const IClassFactoryVtbl Maker_IClassFactory_vtbl = {
	ACOM_UNKNOWN(Maker, IClassFactory), Maker_CreateInstance, Maker_LockServer,
};
static const AcomInterface Maker_map[] = { ACOM_ENTRY(Maker, IClassFactory), ACOM_END };
static const AcomClass Maker_class = { "maker", sizeof(Maker), Maker_map, NULL, Maker_destruct, NULL };

static HRESULT maker_run(void *arg)
{
	struct house *h = arg;
	IClassFactory *f;

	assert_int_equal(AcomCreateObject(&Maker_class, NULL, &IID_IClassFactory, (void **)&f), S_OK);
	Maker *m = Maker_from_IClassFactory(f);
	m->apartment = h->apartment;
	HRESULT hr = CoRegisterClassObject(&clsid, (IUnknown *)f, CLSCTX_ALL, REGCLS_MULTIPLEUSE, &m->cookie);
	IClassFactory_Release(f);
	return hr;
}

TEST(a_class_object_ends_in_its_own_apartment_though_it_is_used_by_another)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	ISimpleStream *s;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	assert_int_equal(house_run(&h, maker_run, &h), S_OK);
	assert_int_equal(create(&IID_ISimpleStream, (void **)&s), S_OK);
	assert_true(where_is(s) != os_thread_id());
	ISimpleStream_Release(s);
	assert_int_equal(create(&IID_ISimpleStream, (void **)&s), REGDB_E_CLASSNOTREG);
	house_close(&h);
	house_leave();
}

/* ---- the apartment of the class ends, or the class goes while an activation is on its way ---- */

struct activator {
	struct harness_thread thread;
	HRESULT hr;
	ISimpleStream *s;
};

static void activate_alone(void *arg)
{
	struct activator *a = arg;

	house_enter(COINIT_APARTMENTTHREADED);
	a->hr = create(&IID_ISimpleStream, (void **)&a->s);
	if (SUCCEEDED(a->hr))
		ISimpleStream_Release(a->s);
	house_leave();
}

TEST(an_activation_that_waits_for_an_apartment_which_ends_comes_back)
{
	struct activator a = { .s = NULL };
	DWORD cookie;
	int fd;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(AcomRegisterClass(&clsid, where_make, 0, &cookie), S_OK);
	assert_int_equal(AcomApartmentFd(&fd), S_OK);
	harness_start(&a.thread, activate_alone, &a);
	assert_int_equal(os_poll(fd, OS_FOREVER), 1);
	house_leave();
	harness_join(&a.thread);
	assert_int_equal(a.hr, RPC_E_DISCONNECTED);
	assert_null(a.s);
}

/* The class that was registered first is asked. It is revoked while the request waits: the one of a third apartment, by
 * function or by class object, is not this apartment's to use. */
TEST(an_activation_that_finds_its_class_revoked_does_not_use_anothers)
{
	for (int i = 0; i < 2; i++) {
		struct house h = { .model = COINIT_APARTMENTTHREADED };
		struct activator a = { .s = NULL };
		struct registration_order there = { .create = where_make };
		DWORD cookie;
		int fd;

		house_enter(COINIT_APARTMENTTHREADED);
		house_open(&h);
		if (i)
			assert_int_equal(event_create(NULL, &IID_IUnknown, (void **)&there.factory), S_OK);
		assert_int_equal(AcomRegisterClass(&clsid, where_make, 0, &cookie), S_OK);
		assert_int_equal(house_run(&h, register_run, &there), S_OK);
		assert_int_equal(AcomApartmentFd(&fd), S_OK);
		harness_start(&a.thread, activate_alone, &a);
		assert_int_equal(os_poll(fd, OS_FOREVER), 1);
		assert_int_equal(CoRevokeClassObject(cookie), S_OK);
		assert_int_equal(AcomDispatch(0), S_OK);
		harness_join(&a.thread);
		assert_int_equal(a.hr, REGDB_E_CLASSNOTREG);
		house_close(&h);
		house_leave();
		release_unknown(there.factory);
	}
}

/* ---- clients whom nobody knows ---- */

TEST(a_class_that_takes_the_place_of_one_for_anybody_is_not_for_anybody)
{
	struct IErrorInfo *told;
	struct apartment *where;
	IUnknown *p;
	DWORD cookie;

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(AcomRegisterClass(&clsid, where_make, ACOM_ALLOW_ANONYMOUS, &cookie), S_OK);
	assert_int_equal(activation_place(&clsid, true, &where), S_OK);
	assert_int_equal(CoRevokeClassObject(cookie), S_OK);
	assert_int_equal(AcomRegisterClass(&clsid, where_make, 0, &cookie), S_OK);
	assert_int_equal(activation_serve(&clsid, true, false, &IID_IUnknown, &p, &told), E_ACCESSDENIED);
	assert_null(p);
	assert_int_equal(activation_serve(&clsid, false, false, &IID_IUnknown, &p, &told), S_OK);
	IUnknown_Release(p);
	apartment_unref(where);
	house_leave();
}

/* ---- while the server ends ---- */

static ULONG uses_left;

/* Another client's object, the last one, goes meanwhile. */
static HRESULT last_use_goes_and_fails(IUnknown *outer, REFIID riid, void **ppv)
{
	(void)outer;
	(void)riid;
	(void)ppv;
	uses_left = CoReleaseServerProcess();
	return E_ACCESSDENIED;
}

static HRESULT last_use_goes(IUnknown *outer, REFIID riid, void **ppv)
{
	uses_left = CoReleaseServerProcess();
	return where_make(outer, riid, ppv);
}

/* Nobody else would tell the server that none is left. */
TEST(the_last_use_is_the_last_one_also_while_somebody_comes_and_he_is_told_what_became_of_it)
{
	static const struct { AcomCreate create; HRESULT hr; } cases[] = {
		{ last_use_goes_and_fails, E_ACCESSDENIED }, { last_use_goes, CO_E_SERVER_STOPPING },
	};

	for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
		struct IErrorInfo *told;
		IUnknown *p;
		DWORD cookie;

		house_enter(COINIT_MULTITHREADED);
		uses_left = 1;
		assert_int_equal(CoAddRefServerProcess(), 1);
		assert_int_equal(AcomRegisterClass(&clsid, cases[i].create, 0, &cookie), S_OK);
		assert_int_equal(activation_serve(&clsid, false, false, &IID_IUnknown, &p, &told), cases[i].hr);
		assert_null(p);
		assert_null(told);
		assert_int_equal(uses_left, 0);
		assert_int_equal(where_alive(), 0);
		assert_int_equal(activation_serve(&clsid, false, false, &IID_IUnknown, &p, &told), CO_E_SERVER_STOPPING);
		assert_null(p);
		assert_int_equal(CoResumeClassObjects(), S_OK);
		house_leave();
	}
}

/* ---- short memory ---- */

SWEEP(an_activation_elsewhere_meets_short_memory)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	ISimpleStream *s = NULL;

	if (!sweep_ok(CoInitializeEx(NULL, COINIT_MULTITHREADED)))
		return;
	house_open(&h);
	os_alloc_exempt(true);
	register_in(&h, where_make, 0);
	os_alloc_exempt(false);
	house_meets_failures(&h, true);
	if (sweep_ok(create(&IID_ISimpleStream, (void **)&s), RPC_E_OUT_OF_RESOURCES))
		ISimpleStream_Release(s);
	else
		assert_null(s);
	house_close(&h);
	house_leave();
}
