/* adder.c - a server on TCP for clients that nobody here wrote: it says where it listens, and ends with its input. */
#include <acom.h>
#include <stdio.h>
#include <string.h>

#include "adder.h"
#include "base/os.h"

static const CLSID CLSID_PeerAdder = { 0xa0c0ffee, 4, 0x4a11, { 0x90, 0, 0, 0, 0, 0, 0xab, 0xcd } };

typedef struct PeerAdder {
	AcomObject object;
	IPeerAdder IPeerAdder_iface;
} PeerAdder;

ACOM_FACE(PeerAdder, IPeerAdder)

static HRESULT PeerAdder_Add(IPeerAdder *This, LONG a, LONG b, LONG *sum)
{
	(void)This;
	*sum = (LONG)((ULONG)a + (ULONG)b);
	return S_OK;
}

static HRESULT PeerAdder_Echo(IPeerAdder *This, ULONG size, const BYTE *octets, BYTE *same)
{
	(void)This;
	memcpy(same, octets, size);
	return S_OK;
}

static const IPeerAdderVtbl PeerAdder_IPeerAdder_vtbl = { ACOM_UNKNOWN(PeerAdder, IPeerAdder), PeerAdder_Add, PeerAdder_Echo };
static const AcomInterface PeerAdder_map[] = { ACOM_ENTRY(PeerAdder, IPeerAdder), ACOM_END };
static const AcomClass PeerAdder_class = { .name = "PeerAdder", .size = sizeof(PeerAdder), .interfaces = PeerAdder_map };

static HRESULT create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&PeerAdder_class, outer, riid, ppv);
}

static HRESULT say_address(void)
{
	LPOLESTR address;
	HRESULT hr = AcomListeningAt(0, &address);

	if (hr != S_OK)
		return hr;
	for (const OLECHAR *p = address; *p; p++)
		putchar((char)*p);
	putchar('\n');
	fflush(stdout);
	CoTaskMemFree(address);
	return S_OK;
}

static HRESULT serve(void)
{
	DWORD cookie;
	HRESULT hr = AcomRegisterClass(&CLSID_PeerAdder, create, ACOM_ALLOW_ANONYMOUS, &cookie);

	if (SUCCEEDED(hr))
		hr = AcomListen(u"tcp:127.0.0.1:0");
	if (SUCCEEDED(hr))
		hr = say_address();
	while (SUCCEEDED(hr) && getchar() != EOF)
		;
	return hr;
}

int main(void)
{
	HRESULT hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);

	if (SUCCEEDED(hr))
		hr = serve();
	CoUninitialize();
	if (FAILED(hr) || os_alloc_live())
		fprintf(stderr, "adder: %08x, %llu blocks are left\n", (unsigned)hr, (unsigned long long)os_alloc_live());
	return FAILED(hr) || os_alloc_live();
}
