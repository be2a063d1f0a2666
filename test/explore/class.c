/* class.c - every schedule of class registrations: found, revoked, and ended with their apartment. */
#include "call/call.h"
#include "where.h"

static const CLSID clsid = { 0x5b1f0aa2, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0, 2 } };

static void enter(DWORD model)
{
	assert_int_equal(CoInitializeEx(NULL, model), S_OK);
}

/* A thread of the MTA that wants an object of the class. */
struct customer {
	struct harness_thread thread;
	HRESULT hr;
};

static void create_main(void *arg)
{
	struct customer *c = arg;
	ISimpleStream *s;

	enter(COINIT_MULTITHREADED);
	c->hr = CoCreateInstance(&clsid, NULL, CLSCTX_INPROC_SERVER, &IID_ISimpleStream, (void **)&s);
	if (SUCCEEDED(c->hr))
		ISimpleStream_Release(s);
	else
		assert_null(s);
	CoUninitialize();
}

static void get_main(void *arg)
{
	struct customer *c = arg;
	IUnknown *factory;

	enter(COINIT_MULTITHREADED);
	c->hr = CoGetClassObject(&clsid, CLSCTX_INPROC_SERVER, NULL, &IID_IUnknown, (void **)&factory);
	if (SUCCEEDED(c->hr))
		IUnknown_Release(factory);
	CoUninitialize();
}

/* It got an object, or an answer that says why not. */
static void check_answer(HRESULT hr)
{
	assert_true(hr == S_OK || hr == REGDB_E_CLASSNOTREG || hr == RPC_E_DISCONNECTED);
}

EXPLORE(an_apartment_ends_while_others_want_objects_of_its_class, 2)
{
	struct customer c = { .hr = E_FAIL };
	DWORD cookie;

	enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(AcomRegisterClass(&clsid, where_make, 0, &cookie), S_OK);
	harness_start(&c.thread, create_main, &c);
	AcomDispatch(0);
	CoUninitialize();
	harness_join(&c.thread);
	check_answer(c.hr);
	assert_int_equal(where_alive(), 0);
}

EXPLORE(a_class_is_revoked_while_others_want_objects_of_it, 2)
{
	struct customer c = { .hr = E_FAIL };
	DWORD cookie;

	enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(AcomRegisterClass(&clsid, where_make, 0, &cookie), S_OK);
	harness_start(&c.thread, create_main, &c);
	AcomDispatch(0);
	assert_int_equal(CoRevokeClassObject(cookie), S_OK);
	AcomDispatch(0);
	CoUninitialize();
	harness_join(&c.thread);
	check_answer(c.hr);
	assert_int_equal(where_alive(), 0);
}

EXPLORE(a_class_object_of_the_own_apartment_is_revoked_while_it_is_used, 2)
{
	struct customer c = { .hr = E_FAIL };
	ISimpleStream *factory;
	DWORD cookie;

	enter(COINIT_MULTITHREADED);
	factory = where_create();
	assert_int_equal(CoRegisterClassObject(&clsid, (IUnknown *)factory, CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE, &cookie),
			 S_OK);
	ISimpleStream_Release(factory);
	harness_start(&c.thread, get_main, &c);
	assert_int_equal(CoRevokeClassObject(cookie), S_OK);
	harness_join(&c.thread);
	assert_true(c.hr == S_OK || c.hr == REGDB_E_CLASSNOTREG);
	assert_int_equal(where_alive(), 0);
	CoUninitialize();
}

struct registrar {
	struct harness_thread thread;
	DWORD cookie;
	HRESULT hr;
};

static void register_main(void *arg)
{
	struct registrar *r = arg;

	r->hr = AcomRegisterClass(&clsid, where_make, 0, &r->cookie);
}

EXPLORE(two_threads_register_one_class, 4)
{
	struct registrar a = { .hr = E_FAIL }, b = { .hr = E_FAIL };

	enter(COINIT_MULTITHREADED);
	harness_start(&a.thread, register_main, &a);
	register_main(&b);
	harness_join(&a.thread);
	assert_true((a.hr == S_OK) != (b.hr == S_OK));
	assert_true(a.hr == CO_E_OBJISREG || b.hr == CO_E_OBJISREG);
	assert_int_equal(CoRevokeClassObject(a.hr == S_OK ? a.cookie : b.cookie), S_OK);
	CoUninitialize();
}

static void revoke_main(void *arg)
{
	struct registrar *r = arg;

	r->hr = CoRevokeClassObject(r->cookie);
}

EXPLORE(two_threads_revoke_one_class, 4)
{
	struct registrar a = { .hr = E_FAIL }, b;

	enter(COINIT_MULTITHREADED);
	register_main(&a);
	b = a;
	harness_start(&a.thread, revoke_main, &a);
	revoke_main(&b);
	harness_join(&a.thread);
	assert_true((a.hr == S_OK) != (b.hr == S_OK));
	assert_true(a.hr == E_INVALIDARG || b.hr == E_INVALIDARG);
	CoUninitialize();
}

/* The registrar is in the multithreaded apartment as long as there is one: either it comes too late, or what it registers goes. */
EXPLORE(a_class_is_registered_while_the_apartment_ends_that_a_thread_is_in_by_default, 2)
{
	struct registrar r = { .hr = E_FAIL };
	ISimpleStream *s;

	enter(COINIT_MULTITHREADED);
	harness_start(&r.thread, register_main, &r);
	CoUninitialize();
	harness_join(&r.thread);
	assert_true(r.hr == S_OK || r.hr == CO_E_NOTINITIALIZED);
	enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(CoCreateInstance(&clsid, NULL, CLSCTX_INPROC_SERVER, &IID_ISimpleStream, (void **)&s), REGDB_E_CLASSNOTREG);
	CoUninitialize();
}
