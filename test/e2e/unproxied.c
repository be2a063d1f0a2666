/* unproxied.c - an interface without a proxy: its client hears who lacks it, and what to do. */
#include "away.h"
#include "house.h"
#include "said.h"
#include "where.h"

#include <acom/automation.h>

static const CLSID clsid = { 0x5b1f0aa0, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0, 9 } };
static const IID IID_bare = { 0x5b1f0aa1, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0, 9 } };
#define LACKS " has no proxy of interface {5B1F0AA1-7D0E-4C55-9F6E-2A6D6D3A0009}: "

/* A stream that has a second interface, of no IDL. */
typedef struct Bare {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
} Bare;

ACOM_FACE(Bare, ISimpleStream)

static HRESULT Bare_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	(void)This;
	(void)pv;
	(void)cb;
	*pcbRead = 0;
	return S_FALSE;
}

static HRESULT Bare_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	(void)This;
	(void)pv;
	*pcbWritten = cb;
	return S_OK;
}

static const ISimpleStreamVtbl Bare_ISimpleStream_vtbl = { ACOM_UNKNOWN(Bare, ISimpleStream), Bare_Read, Bare_Write };
static const AcomInterface Bare_map[] = {
	ACOM_ENTRY(Bare, ISimpleStream),
	{ &IID_bare, offsetof(Bare, ISimpleStream_iface), &Bare_ISimpleStream_vtbl },
	ACOM_END,
};
static const AcomClass Bare_class = { .name = "Bare", .size = sizeof(Bare), .interfaces = Bare_map };

static HRESULT bare_create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&Bare_class, outer, riid, ppv);
}

static HRESULT bare_enter(void *arg)
{
	DWORD cookie;

	(void)arg;
	return AcomRegisterClass(&clsid, bare_create, ACOM_ALLOW_ANONYMOUS, &cookie);
}

static HRESULT bare_open(void *arg, LPCOLESTR address)
{
	HRESULT hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);

	if (SUCCEEDED(hr))
		hr = bare_enter(arg);
	return SUCCEEDED(hr) ? AcomListen(address) : hr;
}

static void bare_close(void *arg)
{
	(void)arg;
	CoUninitialize();
}

TEST(of_an_interface_without_a_proxy_another_apartments_client_hears_that_it_is_not_linked_in)
{
	AcomApartment *server;
	void *p = &p;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(AcomApartmentOpen(COINIT_APARTMENTTHREADED, bare_enter, NULL, &server), S_OK);
	assert_int_equal(CoCreateInstance(&clsid, NULL, CLSCTX_ALL, &IID_bare, &p), E_NOINTERFACE);
	assert_null(p);
	error_says("this process" LACKS);
	AcomApartmentClose(server);
	house_leave();
}

static void lacks(enum away_transport over, bool client)
{
	struct away r;
	void *p = &p;

	away_open(&r, over, bare_open, bare_close, NULL);
	if (client)
		AcomUnlinkModule(simplestream_interfaces);
	house_enter(COINIT_MULTITHREADED);
	if (client) {
		assert_int_equal(away_create(&r, &clsid, &IID_ISimpleStream, &p), REGDB_E_IIDNOTREG);
		error_says("this process has no proxy of interface {");
	} else {
		assert_int_equal(away_create(&r, &clsid, &IID_bare, &p), E_NOINTERFACE);
		error_says("the server" LACKS);
	}
	assert_null(p);
	house_leave();
	away_close(&r);
}

TEST(a_server_without_the_proxy_says_so_over_unix) { lacks(AWAY_UNIX, false); }
TEST(a_server_without_the_proxy_says_so_over_tcp) { lacks(AWAY_TCP, false); }
TEST(a_client_without_the_proxy_hears_so) { lacks(AWAY_UNIX, true); }

/* What it has is there all the same, and what nobody asked for is not told. */
TEST(of_two_interfaces_the_other_one_is_had)
{
	struct away r;
	MULTI_QI q[] = { { &IID_ISimpleStream, NULL, S_OK }, { &IID_bare, NULL, S_OK } };
	IErrorInfo *none;

	away_open(&r, AWAY_UNIX, bare_open, bare_close, NULL);
	house_enter(COINIT_MULTITHREADED);
	COSERVERINFO at = { .pwszName = r.address };
	assert_int_equal(CoCreateInstanceEx(&clsid, NULL, CLSCTX_LOCAL_SERVER, &at, 2, q), CO_S_NOTALLINTERFACES);
	assert_int_equal(q[1].hr, E_NOINTERFACE);
	assert_int_equal(GetErrorInfo(0, &none), S_FALSE);
	IUnknown_Release(q[0].pItf);
	house_leave();
	away_close(&r);
}
