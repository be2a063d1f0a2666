/* regflags.c - class objects for one use, for some contexts, suspended and agile; and what keeps a server's process alive. */
#include "house.h"
#include "maker.h"

static const CLSID clsid = { 0x5b1f0aa8, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0, 1 } };
static const CLSID second = { 0x5b1f0aa9, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0, 1 } };

/* ---- registrations, of a class object that only they hold ---- */

struct order {
	DWORD context, flags, cookie;
	IClassFactory *f;
};

static HRESULT order_run(void *arg)
{
	struct order *o = arg;

	o->f = maker();
	HRESULT hr = CoRegisterClassObject(&clsid, (IUnknown *)o->f, o->context, o->flags, &o->cookie);
	IClassFactory_Release(o->f);
	return hr;
}

static HRESULT revoke_run(void *arg)
{
	return CoRevokeClassObject(*(DWORD *)arg);
}

static HRESULT enroll(DWORD context, DWORD flags, DWORD *cookie)
{
	struct order o = { .context = context, .flags = flags };
	HRESULT hr = order_run(&o);

	*cookie = o.cookie;
	return hr;
}

static HRESULT find(DWORD context)
{
	IClassFactory *f;
	HRESULT hr = CoGetClassObject(&clsid, context, NULL, &IID_IClassFactory, (void **)&f);

	if (SUCCEEDED(hr))
		IClassFactory_Release(f);
	return hr;
}

TEST(which_clients_find_a_class_object_is_the_table_of_REGCLS)
{
	static const struct { DWORD flags, context; bool allowed, inproc, local; } table[] = {
		{ REGCLS_SINGLEUSE, CLSCTX_INPROC_SERVER, false, false, false },
		{ REGCLS_SINGLEUSE, CLSCTX_LOCAL_SERVER, true, false, true },
		{ REGCLS_SINGLEUSE, CLSCTX_INPROC_SERVER | CLSCTX_LOCAL_SERVER, false, false, false },
		{ REGCLS_MULTIPLEUSE, CLSCTX_INPROC_SERVER, true, true, false },
		{ REGCLS_MULTIPLEUSE, CLSCTX_LOCAL_SERVER, true, true, true },
		{ REGCLS_MULTIPLEUSE, CLSCTX_INPROC_SERVER | CLSCTX_LOCAL_SERVER, true, true, true },
		{ REGCLS_MULTI_SEPARATE, CLSCTX_INPROC_SERVER, true, true, false },
		{ REGCLS_MULTI_SEPARATE, CLSCTX_LOCAL_SERVER, true, false, true },
		{ REGCLS_MULTI_SEPARATE, CLSCTX_INPROC_SERVER | CLSCTX_LOCAL_SERVER, true, true, true },
		{ REGCLS_MULTIPLEUSE | REGCLS_MULTI_SEPARATE, CLSCTX_ALL, false, false, false },
		{ REGCLS_MULTIPLEUSE | REGCLS_SURROGATE, CLSCTX_ALL, false, false, false },
		{ REGCLS_MULTIPLEUSE | 0x20, CLSCTX_ALL, false, false, false },
		{ REGCLS_MULTIPLEUSE, CLSCTX_REMOTE_SERVER, false, false, false },
	};

	house_enter(COINIT_MULTITHREADED);
	for (size_t i = 0; i < ARRAY_COUNT(table); i++) {
		DWORD cookie;

		assert_int_equal(enroll(table[i].context, table[i].flags, &cookie), table[i].allowed ? S_OK : E_INVALIDARG);
		assert_int_equal(find(CLSCTX_INPROC_SERVER), table[i].inproc ? S_OK : REGDB_E_CLASSNOTREG);
		assert_int_equal(find(CLSCTX_LOCAL_SERVER), table[i].local ? S_OK : REGDB_E_CLASSNOTREG);
		assert_int_equal(CoRevokeClassObject(cookie), table[i].allowed ? S_OK : E_INVALIDARG);
	}
	house_leave();
}

TEST(separate_contexts_have_separate_class_objects)
{
	IClassFactory *f[2] = { maker(), maker() }, *found;
	const DWORD contexts[2] = { CLSCTX_INPROC_SERVER, CLSCTX_LOCAL_SERVER };
	DWORD cookies[2], again;

	house_enter(COINIT_APARTMENTTHREADED);
	for (int i = 0; i < 2; i++)
		assert_int_equal(CoRegisterClassObject(&clsid, (IUnknown *)f[i], contexts[i], REGCLS_MULTI_SEPARATE, &cookies[i]), S_OK);
	assert_int_equal(enroll(CLSCTX_LOCAL_SERVER, REGCLS_MULTI_SEPARATE, &again), CO_E_OBJISREG);
	assert_int_equal(enroll(CLSCTX_LOCAL_SERVER, REGCLS_MULTIPLEUSE, &again), CO_E_OBJISREG);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(CoGetClassObject(&clsid, contexts[i], NULL, &IID_IClassFactory, (void **)&found), S_OK);
		assert_ptr_equal(found, f[i]);
		IClassFactory_Release(found);
	}
	for (int i = 0; i < 2; i++) {
		assert_int_equal(CoRevokeClassObject(cookies[i]), S_OK);
		assert_int_equal(IClassFactory_Release(f[i]), 0);
	}
	house_leave();
}

TEST(a_class_object_for_one_use_is_found_once)
{
	DWORD cookie, more;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(enroll(CLSCTX_LOCAL_SERVER, REGCLS_SINGLEUSE, &cookie), S_OK);
	assert_int_equal(find(CLSCTX_INPROC_SERVER), REGDB_E_CLASSNOTREG); /* which does not use it up */
	assert_int_equal(find(CLSCTX_ALL), S_OK);
	assert_int_equal(find(CLSCTX_ALL), REGDB_E_CLASSNOTREG);
	/* one use each */
	assert_int_equal(enroll(CLSCTX_LOCAL_SERVER, REGCLS_SINGLEUSE, &more), S_OK);
	assert_int_equal(find(CLSCTX_ALL), S_OK);
	assert_int_equal(find(CLSCTX_ALL), REGDB_E_CLASSNOTREG);
	/* it is for the server to revoke both */
	assert_int_equal(CoRevokeClassObject(cookie), S_OK);
	assert_int_equal(CoRevokeClassObject(more), S_OK);
	assert_int_equal(CoRevokeClassObject(cookie), E_INVALIDARG);
	house_leave();
}

TEST(of_two_clients_elsewhere_one_gets_the_class_object_for_one_use)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	struct order o = { .context = CLSCTX_LOCAL_SERVER, .flags = REGCLS_SINGLEUSE };
	ISimpleStream *s, *t;

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	assert_int_equal(house_run(&h, order_run, &o), S_OK);
	assert_int_equal(CoCreateInstance(&clsid, NULL, CLSCTX_ALL, &IID_ISimpleStream, (void **)&s), S_OK);
	assert_int_equal(CoCreateInstance(&clsid, NULL, CLSCTX_ALL, &IID_ISimpleStream, (void **)&t), REGDB_E_CLASSNOTREG);
	assert_null(t);
	assert_int_equal(CoRevokeClassObject(o.cookie), RPC_E_WRONG_THREAD);
	assert_int_equal(house_run(&h, revoke_run, &o.cookie), S_OK);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

TEST(a_suspended_class_object_is_found_once_all_are_resumed)
{
	DWORD cookie, other;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(enroll(CLSCTX_ALL, REGCLS_MULTIPLEUSE | REGCLS_SUSPENDED, &cookie), S_OK);
	assert_int_equal(AcomRegisterClass(&second, where_make, 0, &other), S_OK);
	assert_int_equal(find(CLSCTX_ALL), REGDB_E_CLASSNOTREG);
	assert_int_equal(enroll(CLSCTX_ALL, REGCLS_MULTIPLEUSE, &cookie), CO_E_OBJISREG); /* it is there, though */
	assert_int_equal(CoResumeClassObjects(), S_OK);
	assert_int_equal(find(CLSCTX_ALL), S_OK);
	assert_int_equal(CoSuspendClassObjects(), S_OK);
	assert_int_equal(find(CLSCTX_ALL), REGDB_E_CLASSNOTREG);
	ISimpleStream *s;
	assert_int_equal(CoCreateInstance(&second, NULL, CLSCTX_ALL, &IID_ISimpleStream, (void **)&s), REGDB_E_CLASSNOTREG);
	assert_int_equal(CoResumeClassObjects(), S_OK);
	assert_int_equal(CoCreateInstance(&second, NULL, CLSCTX_ALL, &IID_ISimpleStream, (void **)&s), S_OK);
	ISimpleStream_Release(s);
	house_leave(); /* revokes them */
}

TEST(the_last_use_of_a_server_process_suspends_its_class_objects)
{
	DWORD cookie;

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(enroll(CLSCTX_ALL, REGCLS_MULTIPLEUSE, &cookie), S_OK);
	assert_int_equal(CoAddRefServerProcess(), 1);
	assert_int_equal(CoAddRefServerProcess(), 2);
	assert_int_equal(CoReleaseServerProcess(), 1);
	assert_int_equal(find(CLSCTX_ALL), S_OK);
	assert_int_equal(CoReleaseServerProcess(), 0);
	assert_int_equal(find(CLSCTX_ALL), REGDB_E_CLASSNOTREG);
	assert_int_equal(CoResumeClassObjects(), S_OK);
	assert_int_equal(find(CLSCTX_ALL), S_OK);
	/* without a use there is no last one */
	assert_int_equal(CoReleaseServerProcess(), 0);
	assert_int_equal(find(CLSCTX_ALL), S_OK);
	assert_int_equal(CoRevokeClassObject(cookie), S_OK);
	house_leave();
}

TEST(an_agile_class_object_is_called_on_the_clients_thread)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	struct order o = { .context = CLSCTX_ALL, .flags = REGCLS_MULTIPLEUSE | REGCLS_AGILE };
	IClassFactory *f;
	ISimpleStream *s;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	assert_int_equal(house_run(&h, order_run, &o), S_OK);
	assert_int_equal(CoGetClassObject(&clsid, CLSCTX_ALL, NULL, &IID_IClassFactory, (void **)&f), S_OK);
	assert_ptr_equal(f, o.f);
	assert_int_equal(CoCreateInstance(&clsid, NULL, CLSCTX_ALL, &IID_ISimpleStream, (void **)&s), S_OK);
	assert_int_equal(maker_of(f)->thread, os_thread_id());
	assert_int_equal(where_is(s), os_thread_id());
	ISimpleStream_Release(s);
	assert_int_equal(house_run(&h, revoke_run, &o.cookie), S_OK);
	assert_int_equal(find(CLSCTX_ALL), REGDB_E_CLASSNOTREG);
	house_close(&h);
	assert_int_equal(IClassFactory_Release(f), 0); /* what was found is held */
	house_leave();
}

TEST(another_apartments_class_object_is_called_there)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	struct order o = { .context = CLSCTX_ALL, .flags = REGCLS_MULTIPLEUSE };
	ISimpleStream *s;

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	assert_int_equal(house_run(&h, order_run, &o), S_OK);
	assert_int_equal(CoCreateInstance(&clsid, NULL, CLSCTX_ALL, &IID_ISimpleStream, (void **)&s), S_OK);
	assert_int_equal(maker_of(o.f)->thread, where_is(s));
	assert_int_not_equal(where_is(s), os_thread_id());
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}
