/* class.c - class objects of one apartment: registered, found, used, revoked. Across apartments: activate.c. */
#include "house.h"
#include "maker.h"

static const CLSID clsid = { 0x5b1f0aa0, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0, 1 } };
static const CLSID other_clsid = { 0x5b1f0aa1, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0, 1 } };

static HRESULT get(REFCLSID id, IClassFactory **f)
{
	return CoGetClassObject(id, CLSCTX_INPROC_SERVER, NULL, &IID_IClassFactory, (void **)f);
}

static HRESULT create(REFCLSID id, ISimpleStream **s)
{
	return CoCreateInstance(id, NULL, CLSCTX_INPROC_SERVER, &IID_ISimpleStream, (void **)s);
}

TEST(a_registered_class_object_is_found_until_it_is_revoked)
{
	IClassFactory *f = maker(), *found;
	ISimpleStream *s;
	DWORD cookie;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(CoRegisterClassObject(&clsid, (IUnknown *)f, CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE, &cookie),
	                 S_OK);
	assert_int_not_equal(cookie, 0);
	assert_int_equal(where_refs(f), 2);
	assert_int_equal(get(&clsid, &found), S_OK);
	assert_ptr_equal(found, f);
	assert_int_equal(IClassFactory_LockServer(found, TRUE), S_OK);
	IClassFactory_Release(found);
	assert_int_equal(create(&clsid, &s), S_OK);
	assert_true(where_is(s) == os_thread_id());
	ISimpleStream_Release(s);
	assert_int_equal(maker_of(f)->made, 1);
	assert_int_equal(maker_of(f)->locks, 1);
	assert_int_equal(get(&other_clsid, &found), REGDB_E_CLASSNOTREG);
	assert_null(found);
	assert_int_equal(CoRevokeClassObject(cookie), S_OK);
	assert_int_equal(CoRevokeClassObject(cookie), E_INVALIDARG);
	assert_int_equal(get(&clsid, &found), REGDB_E_CLASSNOTREG);
	assert_int_equal(create(&clsid, &s), REGDB_E_CLASSNOTREG);
	assert_null(s);
	assert_int_equal(IClassFactory_Release(f), 0);
	house_leave();
}

TEST(a_class_known_by_a_function_gets_a_class_object_made)
{
	IClassFactory *f;
	ISimpleStream *s;
	void *p = &p;
	DWORD cookie;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(AcomRegisterClass(&clsid, where_make, 0, &cookie), S_OK);
	assert_int_equal(get(&clsid, &f), S_OK);
	assert_int_equal(IClassFactory_CreateInstance(f, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	ISimpleStream_Release(s);
	assert_int_equal(IClassFactory_CreateInstance(f, (IUnknown *)f, &IID_IUnknown, &p), CLASS_E_NOAGGREGATION);
	assert_int_equal(IClassFactory_LockServer(f, TRUE), S_OK);
	assert_int_equal(IClassFactory_LockServer(f, FALSE), S_OK);
	assert_int_equal(IClassFactory_Release(f), 0);
	assert_int_equal(create(&clsid, &s), S_OK);
	ISimpleStream_Release(s);
	assert_int_equal(CoGetClassObject(&clsid, CLSCTX_ALL, NULL, &IID_ISynchronize, &p), E_NOINTERFACE);
	assert_null(p);
	assert_int_equal(CoCreateInstance(&clsid, NULL, CLSCTX_ALL, &IID_IClassFactory, &p), E_NOINTERFACE);
	assert_null(p);
	assert_int_equal(CoCreateInstance(&clsid, (IUnknown *)&p, CLSCTX_ALL, &IID_IUnknown, &p), CLASS_E_NOAGGREGATION);
	assert_null(p);
	assert_int_equal(CoRevokeClassObject(cookie), S_OK);
	house_leave();
}

TEST(a_class_object_that_is_no_iclassfactory_can_be_got_but_makes_nothing)
{
	ISimpleStream *s, *found;
	DWORD cookie;

	house_enter(COINIT_APARTMENTTHREADED);
	s = where_create();
	assert_int_equal(CoRegisterClassObject(&clsid, (IUnknown *)s, CLSCTX_LOCAL_SERVER, REGCLS_MULTIPLEUSE, &cookie), S_OK);
	assert_int_equal(CoGetClassObject(&clsid, CLSCTX_ALL, NULL, &IID_ISimpleStream, (void **)&found), S_OK);
	assert_ptr_equal(found, s);
	ISimpleStream_Release(found);
	assert_int_equal(create(&clsid, &found), E_NOINTERFACE);
	assert_null(found);
	assert_int_equal(CoRevokeClassObject(cookie), S_OK);
	ISimpleStream_Release(s);
	house_leave();
}

TEST(bad_arguments_of_registration_are_refused)
{
	IClassFactory *f = maker();
	IUnknown *u = (IUnknown *)f;
	DWORD cookie = 7;

	assert_int_equal(CoRegisterClassObject(&clsid, u, CLSCTX_ALL, REGCLS_MULTIPLEUSE, &cookie), CO_E_NOTINITIALIZED);
	assert_int_equal(cookie, 0);
	assert_int_equal(AcomRegisterClass(&clsid, where_make, 0, &cookie), CO_E_NOTINITIALIZED);
	assert_int_equal(CoRevokeClassObject(1), CO_E_NOTINITIALIZED);
	house_enter(COINIT_APARTMENTTHREADED);
	cookie = 7;
	assert_int_equal(CoRegisterClassObject(NULL, u, CLSCTX_ALL, REGCLS_MULTIPLEUSE, &cookie), E_INVALIDARG);
	assert_int_equal(cookie, 0);
	assert_int_equal(CoRegisterClassObject(&clsid, NULL, CLSCTX_ALL, REGCLS_MULTIPLEUSE, &cookie), E_INVALIDARG);
	assert_int_equal(CoRegisterClassObject(&clsid, u, CLSCTX_ALL, REGCLS_MULTIPLEUSE, NULL), E_INVALIDARG);
	assert_int_equal(CoRegisterClassObject(&clsid, u, CLSCTX_REMOTE_SERVER, REGCLS_MULTIPLEUSE, &cookie), E_INVALIDARG);
	assert_int_equal(CoRegisterClassObject(&clsid, u, CLSCTX_ALL, REGCLS_SURROGATE, &cookie), E_INVALIDARG);
	assert_int_equal(AcomRegisterClass(NULL, where_make, 0, &cookie), E_INVALIDARG);
	assert_int_equal(AcomRegisterClass(&clsid, NULL, 0, &cookie), E_INVALIDARG);
	assert_int_equal(AcomRegisterClass(&clsid, where_make, 3, &cookie), E_INVALIDARG);
	assert_int_equal(AcomRegisterClass(&clsid, where_make, 0, NULL), E_INVALIDARG);
	assert_int_equal(CoRevokeClassObject(0), E_INVALIDARG);
	assert_int_equal(CoRevokeClassObject(12345), E_INVALIDARG);
	assert_int_equal(IClassFactory_Release(f), 0);
	house_leave();
}

TEST(bad_arguments_of_creation_are_refused)
{
	ISimpleStream *s = (ISimpleStream *)&s;
	IClassFactory *f = (IClassFactory *)&f;
	void *p = &p;

	assert_int_equal(create(&clsid, &s), CO_E_NOTINITIALIZED);
	assert_null(s);
	assert_int_equal(get(&clsid, &f), CO_E_NOTINITIALIZED);
	assert_null(f);
	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(CoCreateInstance(&clsid, NULL, CLSCTX_ALL, &IID_IUnknown, NULL), E_POINTER);
	assert_int_equal(CoGetClassObject(&clsid, CLSCTX_ALL, NULL, &IID_IUnknown, NULL), E_POINTER);
	assert_int_equal(CoCreateInstance(NULL, NULL, CLSCTX_ALL, &IID_IUnknown, &p), E_INVALIDARG);
	assert_null(p);
	assert_int_equal(CoCreateInstance(&clsid, NULL, CLSCTX_ALL, NULL, &p), E_INVALIDARG);
	assert_int_equal(CoCreateInstance(&clsid, NULL, CLSCTX_REMOTE_SERVER, &IID_IUnknown, &p), E_INVALIDARG);
	assert_int_equal(CoGetClassObject(NULL, CLSCTX_ALL, NULL, &IID_IUnknown, &p), E_INVALIDARG);
	assert_int_equal(CoGetClassObject(&clsid, CLSCTX_ALL, NULL, NULL, &p), E_INVALIDARG);
	assert_int_equal(CoGetClassObject(&clsid, CLSCTX_ALL, &(COSERVERINFO){ .dwReserved1 = 1 }, &IID_IUnknown, &p), E_INVALIDARG);
	house_leave();
}

TEST(a_class_is_registered_once_per_apartment)
{
	IClassFactory *f = maker(), *g = maker(), *found;
	DWORD cookie, again;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(CoRegisterClassObject(&clsid, (IUnknown *)f, CLSCTX_ALL, REGCLS_MULTIPLEUSE, &cookie), S_OK);
	assert_int_equal(CoRegisterClassObject(&clsid, (IUnknown *)g, CLSCTX_ALL, REGCLS_MULTIPLEUSE, &again),
	                 CO_E_OBJISREG);
	assert_int_equal(again, 0);
	assert_int_equal(where_refs(g), 1);
	assert_int_equal(AcomRegisterClass(&clsid, where_make, 0, &again), CO_E_OBJISREG);
	assert_int_equal(AcomRegisterClass(&other_clsid, where_make, 0, &again), S_OK);
	assert_int_not_equal(cookie, again);
	assert_int_equal(get(&clsid, &found), S_OK);
	assert_ptr_equal(found, f);
	IClassFactory_Release(found);
	assert_int_equal(CoRevokeClassObject(cookie), S_OK);
	assert_int_equal(CoRegisterClassObject(&clsid, (IUnknown *)g, CLSCTX_ALL, REGCLS_MULTIPLEUSE, &cookie), S_OK);
	assert_int_equal(CoRevokeClassObject(again), S_OK);
	assert_int_equal(CoRevokeClassObject(cookie), S_OK);
	assert_int_equal(IClassFactory_Release(f), 0);
	assert_int_equal(IClassFactory_Release(g), 0);
	house_leave();
}

TEST(the_end_of_its_apartment_revokes_a_class)
{
	IClassFactory *f = maker(), *found;
	DWORD cookie, event;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(CoRegisterClassObject(&clsid, (IUnknown *)f, CLSCTX_ALL, REGCLS_MULTIPLEUSE, &cookie), S_OK);
	assert_int_equal(AcomRegisterClass(&other_clsid, where_make, 0, &event), S_OK);
	house_leave();
	assert_int_equal(where_refs(f), 1);
	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(get(&clsid, &found), REGDB_E_CLASSNOTREG);
	assert_int_equal(get(&other_clsid, &found), REGDB_E_CLASSNOTREG);
	assert_int_equal(CoRevokeClassObject(cookie), E_INVALIDARG);
	IClassFactory_Release(f);
	house_leave();
}

/* A worker that still executes a call while its MTA ends registers a class then. */
struct late {
	struct work work;
	struct harness_gate begun;
	HRESULT hr;
};

static void register_late(struct work *work, HRESULT hr)
{
	struct late *l = container_of(work, struct late, work);
	DWORD cookie;

	assert_int_equal(hr, S_OK);
	harness_gate_open(&l->begun);
	while (!apartment_is_dead(thread_self()->apartment))
		os_yield();
	l->hr = AcomRegisterClass(&clsid, where_make, 0, &cookie);
}

TEST(a_class_that_is_registered_while_its_apartment_ends_does_not_stay)
{
	struct late l = { .work.run = register_late, .begun = HARNESS_GATE_INIT, .hr = E_FAIL };
	ISimpleStream *s;

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(apartment_post(thread_self()->apartment, &l.work), S_OK);
	harness_gate_wait(&l.begun);
	house_leave();
	assert_int_equal(l.hr, S_OK); /* it was registered */
	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(create(&clsid, &s), REGDB_E_CLASSNOTREG);
	house_leave();
}

/* A class object that is revoked by the object that it makes: it is in use, so it stays. */
static DWORD own_cookie;

static HRESULT make_and_revoke(IUnknown *outer, REFIID riid, void **ppv)
{
	assert_int_equal(CoRevokeClassObject(own_cookie), S_OK);
	return where_make(outer, riid, ppv);
}

TEST(a_class_may_be_revoked_while_it_makes_an_object)
{
	ISimpleStream *s;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(AcomRegisterClass(&clsid, make_and_revoke, 0, &own_cookie), S_OK);
	assert_int_equal(create(&clsid, &s), S_OK);
	ISimpleStream_Release(s);
	assert_int_equal(create(&clsid, &s), REGDB_E_CLASSNOTREG);
	house_leave();
}

TEST(the_library_has_a_class_of_its_own_that_an_application_may_replace)
{
	ISynchronize *s;
	void *p;
	DWORD cookie;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_ALL, &IID_ISynchronizeHandle, &p), S_OK);
	IUnknown_Release((IUnknown *)p);
	assert_int_equal(AcomRegisterClass(&CLSID_ManualResetEvent, where_make, 0, &cookie), S_OK);
	assert_int_equal(CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_ALL, &IID_ISynchronize, (void **)&s), S_OK);
	assert_int_equal(where_alive(), 1);
	ISynchronize_Release(s);
	assert_int_equal(CoRevokeClassObject(cookie), S_OK);
	house_leave();
}

SWEEP(registration_and_creation_meet_short_memory)
{
	ISimpleStream *s = NULL;
	IClassFactory *f = NULL;
	DWORD cookie = 0;

	if (!sweep_ok(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED)))
		return;
	if (sweep_ok(AcomRegisterClass(&clsid, where_make, 0, &cookie))) {
		if (sweep_ok(create(&clsid, &s)))
			ISimpleStream_Release(s);
		else
			assert_null(s);
		if (sweep_ok(get(&clsid, &f)))
			IClassFactory_Release(f);
		else
			assert_null(f);
		assert_int_equal(CoRevokeClassObject(cookie), S_OK);
	}
	house_leave();
}

SWEEP(a_class_object_whose_registration_fails_is_not_held)
{
	IClassFactory *f;
	DWORD cookie;

	if (!sweep_ok(CoInitializeEx(NULL, COINIT_MULTITHREADED)))
		return;
	if (sweep_ok(maker_create(&f))) {
		HRESULT hr = CoRegisterClassObject(&clsid, (IUnknown *)f, CLSCTX_ALL, REGCLS_MULTIPLEUSE, &cookie);
		assert_int_equal(where_refs(f), sweep_ok(hr) ? 2 : 1);
		IClassFactory_Release(f);
	}
	house_leave();
}

TEST(a_create_function_gets_a_class_object)
{
	IClassFactory *f;
	IUnknown *p;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(AcomCreateClassObject(where_make, &IID_IClassFactory, (void **)&f), S_OK);
	assert_int_equal(IClassFactory_CreateInstance(f, NULL, &IID_ISimpleStream, (void **)&p), S_OK);
	IUnknown_Release(p);
	assert_int_equal(IClassFactory_LockServer(f, TRUE), S_OK);
	assert_int_equal(IClassFactory_LockServer(f, FALSE), S_OK);
	assert_int_equal(IClassFactory_Release(f), 0);
	p = (IUnknown *)f;
	assert_int_equal(AcomCreateClassObject(where_make, &IID_ISimpleStream, (void **)&p), E_NOINTERFACE);
	assert_null(p);
	assert_int_equal(AcomCreateClassObject(NULL, &IID_IUnknown, (void **)&p), E_INVALIDARG);
	assert_int_equal(AcomCreateClassObject(where_make, NULL, (void **)&p), E_INVALIDARG);
	assert_int_equal(AcomCreateClassObject(where_make, &IID_IUnknown, NULL), E_POINTER);
	house_leave();
}
