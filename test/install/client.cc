// client.cc - the client of samples/clock in C++: interfaces are abstract classes there.
#include <acom.h>

#include <cstdio>
#include <thread>

#include "clock.h"

extern "C" {
void *clock_server(void *events);
extern const CLSID CLSID_Clock;
}

static ISynchronize *event()
{
	void *p = nullptr;

	CoCreateInstance(CLSID_ManualResetEvent, nullptr, CLSCTX_INPROC_SERVER, IID_ISynchronize, &p);
	return static_cast<ISynchronize *>(p);
}

int main()
{
	IClock *clock;
	ICallFactory *factory;
	AsyncIClock *call;
	ULONG now = 0;

	CoInitializeEx(nullptr, COINIT_MULTITHREADED);
	ISynchronize *events[2] = { event(), event() };
	std::thread server(clock_server, events);
	events[0]->Wait(0, INFINITE);
	if (FAILED(CoCreateInstance(CLSID_Clock, nullptr, CLSCTX_INPROC_SERVER, IID_IClock, reinterpret_cast<void **>(&clock))))
		return 1;
	clock->QueryInterface(IID_ICallFactory, reinterpret_cast<void **>(&factory));
	factory->CreateCall(IID_AsyncIClock, nullptr, IID_AsyncIClock, reinterpret_cast<IUnknown **>(&call));
	call->Begin_Tick(42);
	HRESULT hr = call->Finish_Tick(&now);
	std::printf("%s %u\n", AcomErrorName(hr), now);
	call->Release();
	factory->Release();
	clock->Release();
	events[1]->Signal();
	server.join();
	events[0]->Release();
	events[1]->Release();
	CoUninitialize();
	return 0;
}
