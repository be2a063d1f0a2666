#!/bin/sh
# win.sh - C sources written for Windows compile unchanged with pkg-config's wincflags (decision 34) and run.
. "$(dirname "$0")/prepare"
cat >windows.c <<'EOF'
#define COBJMACROS
#include <objbase.h>
#include <unknwn.h>
#include <objidl.h>
#include <oaidl.h>
#include <oleauto.h>
#include <stdio.h>

DEFINE_GUID(CLSID_Sample, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

int main(void)
{
	ISynchronize *pSync = NULL;
	BSTR bstr;
	VARIANT var;
	SAFEARRAY *psa;
	GUID guid;
	WCHAR sz[64];
	HRESULT hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);

	if (FAILED(hr) || CLSID_Sample.Data1 != 0x5b1f0a41)
		return 1;
	hr = CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronize, (LPVOID *)&pSync);
	if (hr == S_OK) {
		pSync->lpVtbl->Signal(pSync);
		hr = pSync->lpVtbl->Wait(pSync, 0, 0);
		pSync->lpVtbl->Release(pSync);
	}
	bstr = SysAllocString(L"Windows");
	CoCreateGuid(&guid);
	VariantInit(&var);
	V_VT(&var) = VT_BSTR;
	V_BSTR(&var) = SysAllocString(L"42");
	if (FAILED(VariantChangeType(&var, &var, 0, VT_I4)))
		return 2;
	psa = SafeArrayCreateVector(VT_VARIANT, 0, 1);
	printf("0x%08x %u %d %d %u\n", (unsigned)hr, SysStringLen(bstr), StringFromGUID2(&guid, sz, 64), (int)V_I4(&var),
	       SafeArrayGetElemsize(psa));
	SafeArrayDestroy(psa);
	SysFreeString(bstr);
	CoUninitialize();
	return 0;
}
EOF
cat >one.c <<'EOF'
#define INITGUID
#include <objbase.h>
DEFINE_GUID(CLSID_Sample, 0x5b1f0a41, 0x7d0e, 0x4c55, 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0x00, 0x01);
EOF
cp one.c two.c
cc -Wall -Wextra -Werror -o windows windows.c one.c two.c $(pkg-config --cflags --libs acom) $(pkg-config --variable=wincflags acom)
[ "$(./windows)" = "0x00000000 7 39 42 24" ]
cat >object.c <<'EOF'
#define CINTERFACE
#include <objbase.h>
#include <oleauto.h>
#include <wininet.h>

typedef struct Factory {
	IClassFactory IClassFactory_iface;
	LONG ref;
} Factory;

static Factory *impl_from_IClassFactory(IClassFactory *iface)
{
	return CONTAINING_RECORD(iface, Factory, IClassFactory_iface);
}

static STDMETHODIMP Factory_QueryInterface(IClassFactory *iface, REFIID riid, LPVOID *ppv)
{
	*ppv = NULL;
	if (!IsEqualIID(riid, &IID_IUnknown) && !IsEqualIID(riid, &IID_IClassFactory))
		return E_NOINTERFACE;
	*ppv = iface;
	iface->lpVtbl->AddRef(iface);
	return NOERROR;
}

static STDMETHODIMP_(ULONG) Factory_AddRef(IClassFactory *iface)
{
	return (ULONG)InterlockedIncrement(&impl_from_IClassFactory(iface)->ref);
}

static STDMETHODIMP_(ULONG) Factory_Release(IClassFactory *iface)
{
	return (ULONG)InterlockedDecrement(&impl_from_IClassFactory(iface)->ref);
}

static STDMETHODIMP Factory_CreateInstance(IClassFactory *iface, LPUNKNOWN outer, REFIID riid, LPVOID *ppv)
{
	return outer ? CLASS_E_NOAGGREGATION : iface->lpVtbl->QueryInterface(iface, riid, ppv);
}

static STDMETHODIMP Factory_LockServer(IClassFactory *iface, BOOL lock)
{
	UNREFERENCED_PARAMETER(iface);
	return lock ? E_PENDING : S_OK;
}

static CONST_VTBL IClassFactoryVtbl vtbl = {
	Factory_QueryInterface, Factory_AddRef, Factory_Release, Factory_CreateInstance, Factory_LockServer,
};

int main(void)
{
	Factory f = { { &vtbl }, 1 };
	LPCLASSFACTORY factory = &f.IClassFactory_iface;
	LPUNKNOWN made;
	LONG last = 0;
	UCHAR name[MAX_PATH];
	LPCVOID octets = name;
	INT64 wide = sizeof(PVOID) + sizeof(UINT64) + sizeof(DWORD64);

	if (FAILED(factory->lpVtbl->CreateInstance(factory, NULL, &IID_IUnknown, (LPVOID *)&made)) || f.ref != 2)
		return 1;
	if (!IS_ERROR(factory->lpVtbl->LockServer(factory, TRUE)) || E_PENDING != (HRESULT)0x8000000AL)
		return 2;
	if (made->lpVtbl->Release(made) != 1 || InterlockedExchange(&last, 5) || InterlockedCompareExchange(&last, 7, 5) != 5)
		return 3;
	return InterlockedCompareExchange(&last, 9, 5) == 7 && last == 7 && octets && wide == 24 ? 0 : 4;
}
EOF
cc -Wall -Wextra -Wpedantic -Werror -o object object.c $(pkg-config --cflags --libs acominet acom) $(pkg-config --variable=wincflags acom)
./object
cat >inet.c <<'EOF'
#define UNICODE
#include <windef.h>
#include <wininet.h>

static VOID CALLBACK told(HINTERNET h, DWORD_PTR context, DWORD status, LPVOID info, DWORD length)
{
	UNREFERENCED_PARAMETER(h);
	UNREFERENCED_PARAMETER(context);
	UNREFERENCED_PARAMETER(status);
	UNREFERENCED_PARAMETER(info);
	UNREFERENCED_PARAMETER(length);
}

int main(void)
{
	HINTERNET session = InternetOpen(L"agent", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, INTERNET_FLAG_ASYNC);

	if (!session || InternetSetStatusCallback(session, told) == INTERNET_INVALID_STATUS_CALLBACK)
		return 1;
	if (InternetOpenUrl(session, L"nothing://shop/", NULL, 0, 0, 1) || GetLastError() != ERROR_INTERNET_UNRECOGNIZED_SCHEME)
		return 2;
	return InternetCloseHandle(session) ? 0 : 3;
}
EOF
cc -Wall -Wextra -Werror -o inet inet.c $(pkg-config --cflags --libs acominet) $(pkg-config --variable=wincflags acom)
./inet
