// client.cc - the client of samples/hello in C++: interfaces are abstract classes there.
#include <acom.h>

#include <cstdio>

#include "hello.h"

extern "C" {
HRESULT hello_server(void *arg);
extern const CLSID CLSID_Hello;
}

int main()
{
	AcomApartment *server;
	IHello *hello;
	ICallFactory *factory;
	AsyncIHello *call;
	char *greeting = nullptr;

	CoInitializeEx(nullptr, COINIT_MULTITHREADED);
	if (FAILED(AcomApartmentOpen(COINIT_APARTMENTTHREADED, hello_server, nullptr, &server)))
		return 1;
	if (FAILED(CoCreateInstance(CLSID_Hello, nullptr, CLSCTX_INPROC_SERVER, IID_IHello, reinterpret_cast<void **>(&hello))))
		return 1;
	hello->QueryInterface(IID_ICallFactory, reinterpret_cast<void **>(&factory));
	factory->CreateCall(IID_AsyncIHello, nullptr, IID_AsyncIHello, reinterpret_cast<IUnknown **>(&call));
	call->Begin_Greet("C++");
	HRESULT hr = call->Finish_Greet(&greeting);
	std::printf("%s %s\n", AcomErrorName(hr), greeting);
	CoTaskMemFree(greeting);
	call->Release();
	factory->Release();
	hello->Release();
	AcomApartmentClose(server);
	CoUninitialize();
	if (IID_IHello == IID_AsyncIHello || IID_IHello != IID(IID_IHello))
		return 1;
	if (HRESULT_FROM_WIN32(87) != E_INVALIDARG || MAKE_HRESULT(SEVERITY_ERROR, FACILITY_WIN32, 87) != E_INVALIDARG ||
	    HRESULT_CODE(E_INVALIDARG) != 87)
		return 1;
	return 0;
}
