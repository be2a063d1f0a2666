/* createex.c - CoCreateInstanceEx: several interfaces of a new object at once. */
#include <acom/automation.h>

#include "house.h"
#include "where.h"

static const CLSID clsid = { 0x5b1f0aaa, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0, 1 } };

static void results_release(MULTI_QI *results, ULONG count)
{
	for (ULONG i = 0; i < count; i++)
		if (SUCCEEDED(results[i].hr))
			IUnknown_Release(results[i].pItf);
}

static HRESULT register_run(void *arg)
{
	DWORD cookie;

	(void)arg;
	return AcomRegisterClass(&clsid, where_make, 0, &cookie);
}

/* In the own apartment, and in another one through a proxy. */
static void each_place(void (*body)(void))
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(register_run(NULL), S_OK);
	body();
	house_leave();
	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	assert_int_equal(house_run(&h, register_run, NULL), S_OK);
	body();
	house_close(&h);
	house_leave();
}

static void ask_for_all(void)
{
	MULTI_QI results[] = { { &IID_ISimpleStream, NULL, 0 }, { &IID_IUnknown, NULL, 0 }, { &IID_ISynchronize, NULL, 0 } };

	assert_int_equal(CoCreateInstanceEx(&clsid, NULL, CLSCTX_ALL, NULL, 3, results), S_OK);
	assert_int_equal(where_alive(), 1);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(results[i].hr, S_OK);
		assert_true(where_same(results[i].pItf, results[0].pItf));
	}
	where_is((ISimpleStream *)results[0].pItf);
	results_release(results, 3);
	where_wait_alive(0);
}

TEST(all_interfaces_are_of_one_object)
{
	each_place(ask_for_all);
}

static void ask_for_too_many(void)
{
	MULTI_QI results[] = { { &IID_IStream, (IUnknown *)results, 0 }, { &IID_ISimpleStream, NULL, 0 } };

	assert_int_equal(CoCreateInstanceEx(&clsid, NULL, CLSCTX_ALL, NULL, 2, results), CO_S_NOTALLINTERFACES);
	assert_int_equal(results[0].hr, E_NOINTERFACE);
	assert_null(results[0].pItf);
	assert_int_equal(results[1].hr, S_OK);
	results_release(results, 2);
	where_wait_alive(0);
}

TEST(an_object_that_has_some_of_the_interfaces_is_made_all_the_same)
{
	each_place(ask_for_too_many);
}

static void ask_for_others(void)
{
	MULTI_QI results[] = { { &IID_IStream, NULL, 0 }, { &IID_IMalloc, NULL, 0 } };

	assert_int_equal(CoCreateInstanceEx(&clsid, NULL, CLSCTX_ALL, NULL, 2, results), E_NOINTERFACE);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(results[i].hr, E_NOINTERFACE);
		assert_null(results[i].pItf);
	}
	where_wait_alive(0);
}

TEST(an_object_that_has_none_of_them_is_not_left)
{
	each_place(ask_for_others);
}

TEST(without_an_object_every_result_says_why)
{
	MULTI_QI results[] = { { &IID_IStream, (IUnknown *)results, 0 }, { &IID_IUnknown, (IUnknown *)results, 0 } };

	assert_int_equal(CoCreateInstanceEx(&clsid, NULL, CLSCTX_ALL, NULL, 2, results), CO_E_NOTINITIALIZED);
	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(CoCreateInstanceEx(&clsid, NULL, CLSCTX_ALL, NULL, 2, results), REGDB_E_CLASSNOTREG);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(results[i].hr, REGDB_E_CLASSNOTREG);
		assert_null(results[i].pItf);
	}
	house_leave();
}

/* Creating an object there fails, and an error object names the place. */
static void nowhere(OLECHAR *name, DWORD context, HRESULT hr, bool told)
{
	MULTI_QI result = { &IID_IUnknown, (IUnknown *)&result, 0 };
	COSERVERINFO server = { .pwszName = name };
	IErrorInfo *info = NULL;
	BSTR text;

	assert_int_equal(CoCreateInstanceEx(&CLSID_StdEvent, NULL, context, &server, 1, &result), hr);
	assert_int_equal(result.hr, hr);
	assert_null(result.pItf);
	assert_int_equal(GetErrorInfo(0, &info), told ? S_OK : S_FALSE);
	if (!told)
		return;
	assert_int_equal(IErrorInfo_GetDescription(needed(info), &text), S_OK);
	needed(text);
	size_t i = 0;
	while (name[i] && text[i] == name[i])
		i++;
	assert_int_equal(name[i], 0);
	assert_int_equal(text[i], ':');
	SysFreeString(text);
	IErrorInfo_Release(info);
}

TEST(a_server_that_is_not_there_is_told_from_one_that_has_no_address)
{
	static OLECHAR absent[] = u"unix:/nowhere/at/all", port[] = u"tcp:127.0.0.1:1", name[] = u"server", empty[] = u"";

	house_enter(COINIT_MULTITHREADED);
	nowhere(absent, CLSCTX_ALL, RPC_S_SERVER_UNAVAILABLE, true);
	nowhere(port, CLSCTX_REMOTE_SERVER, RPC_S_SERVER_UNAVAILABLE, true);
	nowhere(name, CLSCTX_ALL, RPC_S_PROTSEQ_NOT_SUPPORTED, true);
	nowhere(empty, CLSCTX_ALL, E_INVALIDARG, false);
	nowhere(absent, CLSCTX_INPROC_SERVER, E_INVALIDARG, false);
	house_leave();
}

TEST(a_server_without_a_name_is_this_process)
{
	MULTI_QI result = { &IID_IUnknown, NULL, 0 };
	COSERVERINFO server = { .pwszName = NULL };

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(CoCreateInstanceEx(&CLSID_StdEvent, NULL, CLSCTX_ALL, &server, 1, &result), S_OK);
	IUnknown_Release(result.pItf);
	house_leave();
}

TEST(bad_arguments_are_refused)
{
	MULTI_QI results[] = { { &IID_IUnknown, NULL, 0 }, { NULL, NULL, 0 } };

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(CoCreateInstanceEx(&CLSID_StdEvent, NULL, CLSCTX_ALL, NULL, 0, results), E_INVALIDARG);
	assert_int_equal(CoCreateInstanceEx(&CLSID_StdEvent, NULL, CLSCTX_ALL, NULL, 1, NULL), E_INVALIDARG);
	assert_int_equal(CoCreateInstanceEx(&CLSID_StdEvent, NULL, CLSCTX_ALL, NULL, 2, results), E_INVALIDARG);
	assert_int_equal(CoCreateInstanceEx(NULL, NULL, CLSCTX_ALL, NULL, 1, results), E_INVALIDARG);
	assert_int_equal(CoCreateInstanceEx(&CLSID_StdEvent, NULL, CLSCTX_REMOTE_SERVER, NULL, 1, results), E_INVALIDARG);
	house_leave();
}
