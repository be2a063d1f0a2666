/* table.c - every schedule of the global interface table's end, beside a thread that is in the multithreaded apartment by default
 * and puts something there. */
#include "harness.h"

#include <acom.h>

struct user {
	struct harness_thread thread;
	IGlobalInterfaceTable *table;
	IUnknown *p;
	DWORD cookie;
	HRESULT hr;
};

static void put_main(void *arg)
{
	struct user *u = arg;

	u->hr = IGlobalInterfaceTable_RegisterInterfaceInGlobal(u->table, u->p, &IID_IUnknown, &u->cookie);
	assert_int_equal(SUCCEEDED(u->hr), u->cookie != 0);
}

EXPLORE(an_entry_is_made_while_the_process_leaves_its_last_apartment, 2)
{
	struct user u = { .hr = E_FAIL };

	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	assert_int_equal(CoCreateInstance(&CLSID_StdGlobalInterfaceTable, NULL, CLSCTX_INPROC_SERVER, &IID_IGlobalInterfaceTable,
	                                  (void **)&u.table), S_OK);
	assert_int_equal(CoCreateInstance(&CLSID_StdEvent, NULL, CLSCTX_INPROC_SERVER, &IID_IUnknown, (void **)&u.p), S_OK);
	harness_start(&u.thread, put_main, &u);
	CoUninitialize();
	harness_join(&u.thread);
	assert_true(u.hr == S_OK || u.hr == CO_E_NOTINITIALIZED || u.hr == RPC_E_DISCONNECTED);
	IGlobalInterfaceTable_Release(u.table);
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK); /* whose end empties the table */
	CoUninitialize();
	IUnknown_Release(u.p);
}
