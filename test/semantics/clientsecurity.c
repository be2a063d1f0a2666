/* clientsecurity.c - statements about the security settings of clients: IClientSecurity of proxies and of call objects. */
#include "mixer.h"

/* What the server learns of the settings of the call that it serves. */
struct told {
	DWORD level, impersonation;
	struct harness_gate *entered, *look; /* if they are set, it looks once `look` is open */
};

static void ask(void *arg)
{
	struct told *t = arg;
	IServerSecurity *security;

	if (t->entered) {
		harness_gate_open(t->entered);
		harness_gate_wait(t->look);
	}
	assert_int_equal(CoGetCallContext(&IID_IServerSecurity, (void **)&security), S_OK);
	assert_int_equal(IServerSecurity_QueryBlanket(security, NULL, NULL, NULL, &t->level, &t->impersonation, NULL, NULL), S_OK);
	IServerSecurity_Release(security);
}

/* Runs body with a proxy to an object in an STA, which tells. */
static void with(bool async, void (*body)(IMix *mix, struct told *t))
{
	struct told t = { 0 };
	struct mixer m = { .async = async, .inside = ask, .arg = &t };
	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &m };

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	IMix *mix = mixer_proxy(&h);
	body(mix, &t);
	IMix_Release(mix);
	house_close(&h);
	house_leave();
}

static HRESULT set_level(void *proxy, DWORD level)
{
	return CoSetProxyBlanket(proxy, RPC_C_AUTHN_WINNT, RPC_C_AUTHZ_NONE, NULL, level, RPC_C_IMP_LEVEL_IDENTIFY, NULL,
	                         EOAC_STATIC_CLOAKING);
}

static DWORD level_of(void *proxy)
{
	DWORD level = 99;

	assert_int_equal(CoQueryProxyBlanket(proxy, NULL, NULL, NULL, &level, NULL, NULL, NULL), S_OK);
	return level;
}

static void number(IMix *mix)
{
	LONG *n = NULL;

	assert_int_equal(IMix_Number(mix, &n), S_OK);
}

static void number_async(AsyncIMix *call)
{
	LONG *n = NULL;

	assert_int_equal(AsyncIMix_Begin_Number(call, &n), S_OK);
	assert_int_equal(AsyncIMix_Finish_Number(call, &n), S_OK);
}

/* ---- what a proxy has ---- */

static void check_settings(IMix *mix, struct told *t)
{
	DWORD authn, authz, level, impersonation, capabilities;
	OLECHAR *principal = (OLECHAR *)mix;
	void *identity = mix;

	number(mix);
	assert_int_equal(t->level, RPC_C_AUTHN_LEVEL_PKT_PRIVACY);
	assert_int_equal(t->impersonation, RPC_C_IMP_LEVEL_IMPERSONATE);
	assert_int_equal(set_level(mix, RPC_C_AUTHN_LEVEL_CALL), S_OK);
	assert_int_equal(CoQueryProxyBlanket((IUnknown *)mix, &authn, &authz, &principal, &level, &impersonation, &identity,
	                                     &capabilities), S_OK);
	assert_int_equal(authn, RPC_C_AUTHN_WINNT);
	assert_int_equal(authz, RPC_C_AUTHZ_NONE);
	assert_null(principal);
	assert_int_equal(level, RPC_C_AUTHN_LEVEL_CALL);
	assert_int_equal(impersonation, RPC_C_IMP_LEVEL_IDENTIFY);
	assert_null(identity);
	assert_int_equal(capabilities, EOAC_STATIC_CLOAKING);
	number(mix);
	assert_int_equal(t->level, RPC_C_AUTHN_LEVEL_CALL);
	assert_int_equal(t->impersonation, RPC_C_IMP_LEVEL_IDENTIFY);
	assert_int_equal(CoSetProxyBlanket((IUnknown *)mix, RPC_C_AUTHN_DEFAULT, RPC_C_AUTHZ_DEFAULT, COLE_DEFAULT_PRINCIPAL,
	                                   RPC_C_AUTHN_LEVEL_DEFAULT, RPC_C_IMP_LEVEL_DEFAULT, COLE_DEFAULT_AUTHINFO,
	                                   EOAC_DEFAULT), S_OK);
	assert_int_equal(level_of(mix), RPC_C_AUTHN_LEVEL_PKT_PRIVACY);
}

TEST(the_settings_of_a_proxy_are_kept_and_told_to_the_server)
{
	with(false, check_settings);
	with(true, check_settings);
}

/* IUnknown has settings of its own; the local interfaces have none. */
static void check_others(IMix *mix, struct told *t)
{
	IUnknown *unknown;
	IClientSecurity *security;

	(void)t;
	assert_int_equal(IMix_QueryInterface(mix, &IID_IUnknown, (void **)&unknown), S_OK);
	assert_int_equal(set_level(unknown, RPC_C_AUTHN_LEVEL_CONNECT), S_OK);
	assert_int_equal(level_of(unknown), RPC_C_AUTHN_LEVEL_CONNECT);
	assert_int_equal(level_of(mix), RPC_C_AUTHN_LEVEL_PKT_PRIVACY);
	assert_int_equal(IMix_QueryInterface(mix, &IID_IClientSecurity, (void **)&security), S_OK);
	assert_int_equal(set_level(security, RPC_C_AUTHN_LEVEL_CONNECT), E_INVALIDARG);
	assert_int_equal(IClientSecurity_QueryBlanket(security, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), E_INVALIDARG);
	IClientSecurity_Release(security);
	IUnknown_Release(unknown);
}

TEST(IUnknown_has_settings_of_its_own_and_local_interfaces_have_none) { with(false, check_others); }

static HRESULT set(IMix *mix, DWORD authn, DWORD authz, DWORD level, DWORD impersonation, void *identity, DWORD capabilities)
{
	return CoSetProxyBlanket((IUnknown *)mix, authn, authz, NULL, level, impersonation, identity, capabilities);
}

static void check_refused(IMix *mix, struct told *t)
{
	DWORD none = RPC_C_AUTHN_NONE;

	assert_int_equal(set(mix, 77, none, 2, 2, NULL, 0), E_INVALIDARG);
	assert_int_equal(set(mix, none, 77, 2, 2, NULL, 0), E_INVALIDARG);
	assert_int_equal(set(mix, none, none, 7, 2, NULL, 0), E_INVALIDARG);
	assert_int_equal(set(mix, none, none, 2, 5, NULL, 0), E_INVALIDARG);
	assert_int_equal(set(mix, none, none, 2, 2, mix, 0), E_INVALIDARG);
	assert_int_equal(set(mix, none, none, 2, 2, NULL, 0x4000), E_INVALIDARG);
	assert_int_equal(set(mix, none, none, 2, 2, NULL, EOAC_STATIC_CLOAKING | EOAC_DYNAMIC_CLOAKING), E_INVALIDARG);
	assert_int_equal(CoSetProxyBlanket(NULL, none, none, NULL, 2, 2, NULL, 0), E_INVALIDARG);
	number(mix);
	assert_int_equal(t->level, RPC_C_AUTHN_LEVEL_PKT_PRIVACY);
}

TEST(settings_that_do_not_exist_are_refused_and_change_nothing) { with(false, check_refused); }

TEST(an_object_of_the_same_apartment_has_no_IClientSecurity)
{
	struct mixer m = { 0 };
	IUnknown *copy = (IUnknown *)&m;

	house_enter(COINIT_APARTMENTTHREADED);
	IMix *mix = mixer_create(&m);
	assert_int_equal(set_level(mix, 2), E_NOINTERFACE);
	assert_int_equal(CoCopyProxy((IUnknown *)mix, &copy), E_NOINTERFACE);
	assert_null(copy);
	IMix_Release(mix);
	house_leave();
}

static void other_apartment(void *mix)
{
	IUnknown *copy;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(set_level(mix, 2), RPC_E_WRONG_THREAD);
	assert_int_equal(CoCopyProxy(mix, &copy), RPC_E_WRONG_THREAD);
	house_leave();
}

static void check_thread(IMix *mix, struct told *t)
{
	struct harness_thread thread;

	(void)t;
	harness_start(&thread, other_apartment, mix);
	harness_join(&thread);
}

TEST(the_settings_of_a_proxy_are_for_its_apartment) { with(false, check_thread); }

/* ---- copies ---- */

static void check_copy(IMix *mix, struct told *t)
{
	IMix *copy, *again;
	IUnknown *unknown, *same, *none = (IUnknown *)t;

	assert_int_equal(set_level(mix, RPC_C_AUTHN_LEVEL_PKT), S_OK);
	assert_int_equal(CoCopyProxy((IUnknown *)mix, (IUnknown **)&copy), S_OK);
	assert_ptr_not_equal(copy, mix);
	assert_int_equal(level_of(copy), RPC_C_AUTHN_LEVEL_PKT);
	assert_int_equal(set_level(copy, RPC_C_AUTHN_LEVEL_CONNECT), S_OK);
	assert_int_equal(level_of(mix), RPC_C_AUTHN_LEVEL_PKT);
	number(copy);
	assert_int_equal(t->level, RPC_C_AUTHN_LEVEL_CONNECT);
	number(mix);
	assert_int_equal(t->level, RPC_C_AUTHN_LEVEL_PKT);
	assert_int_equal(IMix_QueryInterface(copy, &IID_IMix, (void **)&again), S_OK);
	assert_ptr_equal(again, mix);
	IMix_Release(again);
	assert_int_equal(IMix_QueryInterface(copy, &IID_IUnknown, (void **)&unknown), S_OK);
	assert_int_equal(IMix_QueryInterface(mix, &IID_IUnknown, (void **)&same), S_OK);
	assert_ptr_equal(unknown, same);
	assert_int_equal(CoCopyProxy(unknown, &none), E_INVALIDARG);
	assert_null(none);
	IUnknown_Release(unknown);
	IUnknown_Release(same);
	assert_int_equal(IMix_AddRef(copy), 2);
	assert_int_equal(IMix_Release(copy), 1);
	assert_int_equal(IMix_Release(copy), 0);
	number(mix);
}

TEST(a_copy_of_a_proxy_has_settings_of_its_own) { with(false, check_copy); }

/* The copy alone keeps the object, and a call object made of it too. */
TEST(a_copy_of_a_proxy_is_counted_for_itself)
{
	struct mixer m = { 0 };
	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &m };
	IMix *copy;

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	IMix *mix = mixer_proxy(&h);
	assert_int_equal(CoCopyProxy((IUnknown *)mix, (IUnknown **)&copy), S_OK);
	assert_int_equal(IMix_Release(mix), 1);
	AsyncIMix *call = mixer_call(copy);
	number(copy);
	number_async(call);
	assert_int_equal(IMix_Release(copy), 0);
	AsyncIMix_Release(call);
	house_close(&h);
	house_leave();
}

/* ---- call objects ---- */

static void check_call_object(IMix *mix, struct told *t)
{
	IClientSecurity *security;
	IUnknown *copy = (IUnknown *)t;

	assert_int_equal(set_level(mix, RPC_C_AUTHN_LEVEL_PKT), S_OK);
	AsyncIMix *call = mixer_call(mix);
	assert_int_equal(AsyncIMix_QueryInterface(call, &IID_IClientSecurity, (void **)&security), S_OK);
	assert_int_equal(level_of(call), RPC_C_AUTHN_LEVEL_PKT); /* as the proxy had it */
	assert_int_equal(IClientSecurity_SetBlanket(security, (IUnknown *)call, RPC_C_AUTHN_NONE, RPC_C_AUTHZ_NONE, NULL,
	                                            RPC_C_AUTHN_LEVEL_CONNECT, RPC_C_IMP_LEVEL_ANONYMOUS, NULL, 0), S_OK);
	number_async(call);
	assert_int_equal(t->level, RPC_C_AUTHN_LEVEL_CONNECT);
	assert_int_equal(t->impersonation, RPC_C_IMP_LEVEL_ANONYMOUS);
	assert_int_equal(level_of(mix), RPC_C_AUTHN_LEVEL_PKT);
	assert_int_equal(IClientSecurity_SetBlanket(security, (IUnknown *)mix, 0, 0, NULL, 2, 2, NULL, 0), E_INVALIDARG);
	assert_int_equal(IClientSecurity_CopyProxy(security, (IUnknown *)call, &copy), E_INVALIDARG);
	assert_null(copy);
	IClientSecurity_Release(security);
	AsyncIMix_Release(call);
}

TEST(A98_a_marshaled_call_object_has_IClientSecurity)
{
	with(false, check_call_object);
	with(true, check_call_object);
}

/* The calls of what a proxy has by itself: they begin with the settings of its IUnknown. */
static void check_own_call(IMix *mix, REFIID async_iid)
{
	IUnknown *call, *identity, *copy = (IUnknown *)mix;
	IClientSecurity *security;
	ICallFactory *factory;

	assert_int_equal(IMix_QueryInterface(mix, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, async_iid, NULL, async_iid, &call), S_OK);
	assert_int_equal(IUnknown_QueryInterface(call, &IID_IClientSecurity, (void **)&security), S_OK);
	assert_int_equal(IClientSecurity_QueryInterface(security, &IID_IUnknown, (void **)&identity), S_OK);
	assert_int_equal(level_of(call), RPC_C_AUTHN_LEVEL_CONNECT);
	assert_int_equal(set_level(call, RPC_C_AUTHN_LEVEL_PKT), S_OK);
	assert_int_equal(level_of(identity), RPC_C_AUTHN_LEVEL_PKT);
	assert_int_equal(level_of(mix), RPC_C_AUTHN_LEVEL_PKT_PRIVACY);
	assert_int_equal(IClientSecurity_SetBlanket(security, (IUnknown *)mix, 0, 0, NULL, 2, 2, NULL, 0), E_INVALIDARG);
	assert_int_equal(IClientSecurity_SetBlanket(security, (IUnknown *)security, 0, 0, NULL, 2, 2, NULL, 0), E_INVALIDARG);
	assert_int_equal(CoCopyProxy(call, &copy), E_INVALIDARG);
	assert_null(copy);
	check_thread((IMix *)call, NULL);
	IUnknown_Release(identity);
	IClientSecurity_Release(security);
	ICallFactory_Release(factory);
	assert_int_equal(IUnknown_Release(call), 0);
}

static void check_own_calls(IMix *mix, struct told *t)
{
	IUnknown *unknown;

	(void)t;
	assert_int_equal(IMix_QueryInterface(mix, &IID_IUnknown, (void **)&unknown), S_OK);
	assert_int_equal(set_level(unknown, RPC_C_AUTHN_LEVEL_CONNECT), S_OK);
	check_own_call(mix, &IID_AsyncIUnknown);
	check_own_call(mix, &IID_AsyncIMultiQI);
	assert_int_equal(level_of(unknown), RPC_C_AUTHN_LEVEL_CONNECT);
	IUnknown_Release(unknown);
}

TEST(A98_so_have_AsyncIUnknown_and_AsyncIMultiQI) { with(false, check_own_calls); }

static void check_pending(IMix *mix, struct told *t)
{
	struct harness_gate entered = HARNESS_GATE_INIT, look = HARNESS_GATE_INIT;
	AsyncIMix *call = mixer_call(mix);
	LONG *n = NULL;

	t->entered = &entered;
	t->look = &look;
	assert_int_equal(AsyncIMix_Begin_Number(call, &n), S_OK);
	harness_gate_wait(&entered);
	assert_int_equal(set_level(call, RPC_C_AUTHN_LEVEL_CONNECT), S_OK);
	harness_gate_open(&look);
	assert_int_equal(AsyncIMix_Finish_Number(call, &n), S_OK);
	assert_int_equal(t->level, RPC_C_AUTHN_LEVEL_PKT_PRIVACY);
	t->entered = NULL;
	number_async(call);
	assert_int_equal(t->level, RPC_C_AUTHN_LEVEL_CONNECT);
	AsyncIMix_Release(call);
}

static void call_number(void *mix)
{
	number(mix);
}

/* The thread that calls belongs to the MTA, too. */
static void check_pending_sync(IMix *mix, struct told *t)
{
	struct harness_gate entered = HARNESS_GATE_INIT, look = HARNESS_GATE_INIT;
	struct harness_thread thread;

	t->entered = &entered;
	t->look = &look;
	harness_start(&thread, call_number, mix);
	harness_gate_wait(&entered);
	assert_int_equal(set_level(mix, RPC_C_AUTHN_LEVEL_CONNECT), S_OK);
	harness_gate_open(&look);
	harness_join(&thread);
	assert_int_equal(t->level, RPC_C_AUTHN_LEVEL_PKT_PRIVACY);
	t->entered = NULL;
	number(mix);
	assert_int_equal(t->level, RPC_C_AUTHN_LEVEL_CONNECT);
}

TEST(A99_a_call_in_progress_keeps_its_settings)
{
	with(false, check_pending);
	with(true, check_pending);
	with(false, check_pending_sync);
	with(true, check_pending_sync);
}
