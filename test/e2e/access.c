/* access.c - who may use the objects of a process, and what a method knows of who has called. */
#include <acom/automation.h>
#include <unistd.h>

#include "scene.h"
#include "simplestream.h"

static const CLSID CLSID_Asked = { 0xA0C0FFEE, 10, 1, { 1, 2, 3, 4, 5, 6, 7, 8 } };

/* In memory of both processes. */
static struct told {
	struct away away;
	DWORD cookie, flags;
	bool free;             /* it has set no function */
	HRESULT connects, has; /* what the server's function says */
	unsigned asked_to_connect, asked_for_class;
	AcomPeer asked;        /* of whom, the last time */
	HRESULT caller, other; /* what the method heard: by AcomGetCaller, by IServerSecurity */
	AcomPeer called, blanket;
} *told;

/* ---- an object that asks who calls it ---- */

typedef struct Asking {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
} Asking;

ACOM_FACE(Asking, ISimpleStream)

static HRESULT ask_blanket(void)
{
	IServerSecurity *s;
	AcomPeer *peer = NULL;
	HRESULT hr = CoGetCallContext(&IID_IServerSecurity, (void **)&s);

	if (FAILED(hr))
		return hr;
	hr = IServerSecurity_QueryBlanket(s, NULL, NULL, NULL, NULL, NULL, (void **)&peer, NULL);
	if (peer)
		told->blanket = *peer;
	IServerSecurity_Release(s);
	return hr;
}

static HRESULT Asking_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *read)
{
	(void)This;
	(void)pv;
	(void)cb;
	*read = 0;
	told->caller = AcomGetCaller(&told->called);
	told->other = ask_blanket();
	return S_OK;
}

static HRESULT Asking_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *written)
{
	(void)This;
	(void)pv;
	*written = cb;
	return S_OK;
}

static const ISimpleStreamVtbl Asking_ISimpleStream_vtbl = { ACOM_UNKNOWN(Asking, ISimpleStream), Asking_Read, Asking_Write };
static const AcomInterface Asking_map[] = { ACOM_ENTRY(Asking, ISimpleStream), ACOM_END };
static const AcomClass Asking_class = { .name = "Asking", .size = sizeof(Asking), .interfaces = Asking_map };

static HRESULT asking_create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&Asking_class, outer, riid, ppv);
}

/* ---- its process ---- */

static HRESULT access_asked(void *context, const AcomPeer *peer, REFCLSID clsid)
{
	struct told *t = context;

	t->asked = *peer;
	t->asked_to_connect += !clsid;
	t->asked_for_class += clsid && IsEqualCLSID(clsid, &CLSID_Asked);
	return clsid ? t->has : t->connects;
}

static HRESULT server_open(void *arg, LPCOLESTR address)
{
	struct told *t = arg;

	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	assert_int_equal(AcomSetAccess(t->free ? NULL : access_asked, t), S_OK);
	assert_int_equal(AcomRegisterClass(&CLSID_Asked, asking_create, t->flags, &t->cookie), S_OK);
	return AcomListen(address);
}

static void server_close(void *arg)
{
	struct told *t = arg;

	CoRevokeClassObject(t->cookie);
	CoUninitialize();
}

static void open_told(enum away_transport over, struct told t)
{
	told = away_memory(sizeof *told);
	*told = t;
	away_open(&told->away, over, server_open, server_close, told);
	house_enter(COINIT_MULTITHREADED);
}

static void open_asked(enum away_transport over, DWORD flags, HRESULT connects, HRESULT has)
{
	open_told(over, (struct told){ .flags = flags, .connects = connects, .has = has });
}

static void close_asked(void)
{
	house_leave();
	away_close(&told->away);
	away_forget(told, sizeof *told);
}

static HRESULT make(ISimpleStream **s)
{
	return away_create(&told->away, &CLSID_Asked, &IID_ISimpleStream, (void **)s);
}

static void expect_this_process(const AcomPeer *p)
{
	assert_true(p->known);
	assert_int_equal(p->user, getuid());
	assert_int_equal(p->group, getgid());
	assert_int_equal(p->process, getpid());
}

/* ---- the tests ---- */

TEST(a_method_knows_the_user_and_the_process_that_called_over_a_unix_socket)
{
	ISimpleStream *s;
	BYTE data[1];
	ULONG n;

	open_asked(AWAY_UNIX, 0, S_OK, S_OK);
	assert_int_equal(make(&s), S_OK);
	assert_int_equal(ISimpleStream_Read(s, data, 1, &n), S_OK);
	assert_int_equal(told->caller, S_OK);
	assert_int_equal(told->other, S_OK);
	expect_this_process(&told->called);
	expect_this_process(&told->blanket);
	expect_this_process(&told->asked);
	assert_int_equal(told->asked_to_connect, 1);
	assert_int_equal(told->asked_for_class, 1);
	ISimpleStream_Release(s);
	close_asked();
}

TEST(over_tcp_nobody_is_known_and_has_only_classes_for_anybody)
{
	char words[512];
	ISimpleStream *s;
	BYTE data[1];
	ULONG n;

	open_asked(AWAY_TCP, ACOM_ALLOW_ANONYMOUS, S_OK, S_OK);
	assert_int_equal(make(&s), S_OK);
	assert_int_equal(ISimpleStream_Read(s, data, 1, &n), S_OK);
	assert_int_equal(told->caller, S_OK);
	assert_false(told->called.known);
	assert_int_equal(told->called.process, 0);
	ISimpleStream_Release(s);
	close_asked();
	open_asked(AWAY_TCP, 0, S_OK, S_OK);
	assert_int_equal(make(&s), E_ACCESSDENIED);
	AcomErrorMessage(E_ACCESSDENIED, words, sizeof words);
	assert_non_null(strstr(words, "ACOM_ALLOW_ANONYMOUS"));
	assert_int_equal(told->asked_for_class, 0);
	close_asked();
}

/* Class objects for one use: some are for anybody. */
static HRESULT uses_open(void *arg, LPCOLESTR address)
{
	static const DWORD flags[] = { ACOM_ALLOW_ANONYMOUS, 0, ACOM_ALLOW_ANONYMOUS, 0 };
	IClassFactory *f;
	DWORD cookie;

	(void)arg;
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	for (size_t i = 0; i < ARRAY_COUNT(flags); i++) {
		assert_int_equal(AcomCreateClassObject(asking_create, &IID_IClassFactory, (void **)&f), S_OK);
		assert_int_equal(CoRegisterClassObject(&CLSID_Asked, (IUnknown *)f, CLSCTX_LOCAL_SERVER,
		                                       REGCLS_SINGLEUSE | flags[i], &cookie), S_OK);
		IClassFactory_Release(f);
	}
	return AcomListen(address);
}

static void uses_close(void *arg)
{
	(void)arg;
	CoUninitialize();
}

TEST(over_tcp_of_several_class_objects_only_those_for_anybody_are_used)
{
	static const HRESULT wanted[] = { S_OK, S_OK, E_ACCESSDENIED, E_ACCESSDENIED };
	ISimpleStream *s;

	told = away_memory(sizeof *told);
	away_open(&told->away, AWAY_TCP, uses_open, uses_close, told);
	house_enter(COINIT_MULTITHREADED);
	for (size_t i = 0; i < ARRAY_COUNT(wanted); i++) {
		assert_int_equal(make(&s), wanted[i]);
		if (s)
			ISimpleStream_Release(s);
	}
	close_asked();
}

static void expect_subject(const AcomPeer *p, const char *subject)
{
	assert_string_equal(p->subject, subject);
	assert_false(p->known);
	assert_int_equal(p->user, 0);
	assert_int_equal(p->process, 0);
}

TEST(over_tls_the_subject_is_known_when_it_connects_for_each_class_and_in_methods)
{
	ISimpleStream *s;
	BYTE data[1];
	ULONG n;

	open_asked(AWAY_TLS, 0, S_OK, S_OK);
	assert_int_equal(make(&s), S_OK);
	assert_int_equal(ISimpleStream_Read(s, data, 1, &n), S_OK);
	assert_int_equal(told->caller, S_OK);
	expect_subject(&told->called, "CN=alice");
	expect_subject(&told->blanket, "CN=alice");
	expect_subject(&told->asked, "CN=alice");
	assert_int_equal(told->asked_to_connect, 1);
	assert_int_equal(told->asked_for_class, 1);
	ISimpleStream_Release(s);
	close_asked();
}

TEST(over_tls_who_may_not_connect_is_told_so_whatever_its_certificate)
{
	ISimpleStream *s;

	open_asked(AWAY_TLS, ACOM_ALLOW_ANONYMOUS, E_ACCESSDENIED, S_OK);
	assert_int_equal(make(&s), E_ACCESSDENIED);
	expect_subject(&told->asked, "CN=alice");
	close_asked();
}

/* Only the application knows what a certificate is good for. */
TEST(over_tls_without_a_function_there_are_only_classes_for_anybody)
{
	ISimpleStream *s;

	open_told(AWAY_TLS, (struct told){ .free = true });
	assert_int_equal(make(&s), E_ACCESSDENIED);
	close_asked();
	open_told(AWAY_TLS, (struct told){ .free = true, .flags = ACOM_ALLOW_ANONYMOUS });
	assert_int_equal(make(&s), S_OK);
	ISimpleStream_Release(s);
	close_asked();
}

ACROSS(who_may_not_have_a_class_is_told_so)
{
	ISimpleStream *s;

	open_asked(over, ACOM_ALLOW_ANONYMOUS, S_OK, CO_E_NOT_SUPPORTED);
	assert_int_equal(make(&s), CO_E_NOT_SUPPORTED);
	assert_null(s);
	assert_int_equal(told->asked_for_class, 1);
	close_asked();
}

ACROSS(who_may_not_connect_has_nothing)
{
	ISimpleStream *s;

	open_asked(over, ACOM_ALLOW_ANONYMOUS, E_ACCESSDENIED, S_OK);
	assert_true(FAILED(make(&s)));
	assert_null(s);
	assert_true(told->asked_to_connect > 0);
	assert_int_equal(told->asked_for_class, 0);
	close_asked();
}

TEST(in_one_process_the_caller_is_somebody_here)
{
	AcomPeer peer = { .known = TRUE };

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(AcomGetCaller(&peer), RPC_E_CALL_COMPLETE);
	assert_false(peer.known);
	assert_int_equal(AcomGetCaller(NULL), E_POINTER);
	house_leave();
}
