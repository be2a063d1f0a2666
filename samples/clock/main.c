/* main.c - the client: makes the object, begins a call, does other work, finishes.
 * Build: idlgen clock.idl && cc -o clock *.c $(pkg-config --cflags --libs acom) -pthread */
#include <acom.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "clock.h"
void *clock_server(void *events);
extern const CLSID CLSID_Clock;

static void check(HRESULT hr)
{
	if (FAILED(hr)) {
		fprintf(stderr, "%s\n", AcomErrorText(hr));
		exit(1);
	}
}

int main(void)
{
	ISynchronize *events[2], *sync;
	IClock *clock; ICallFactory *factory; AsyncIClock *call;
	pthread_t server;
	ULONG now;
	check(CoInitializeEx(NULL, COINIT_MULTITHREADED));
	for (int i = 0; i < 2; i++)
		check(CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronize, (void **)&events[i]));
	if (pthread_create(&server, NULL, clock_server, events))
		check(E_OUTOFMEMORY);
	check(ISynchronize_Wait(events[0], 0, INFINITE));
	check(CoCreateInstance(&CLSID_Clock, NULL, CLSCTX_INPROC_SERVER, &IID_IClock, (void **)&clock));    /* a proxy */

	check(IClock_QueryInterface(clock, &IID_ICallFactory, (void **)&factory));
	check(ICallFactory_CreateCall(factory, &IID_AsyncIClock, NULL, &IID_AsyncIClock, (IUnknown **)&call));
	check(AsyncIClock_QueryInterface(call, &IID_ISynchronize, (void **)&sync));
	check(AsyncIClock_Begin_Tick(call, 42));
	while (ISynchronize_Wait(sync, 0, 10) == RPC_S_CALLPENDING)
		puts("doing other work");
	check(AsyncIClock_Finish_Tick(call, &now));
	printf("%u\n", now);

	ISynchronize_Release(sync); AsyncIClock_Release(call); ICallFactory_Release(factory); IClock_Release(clock);
	ISynchronize_Signal(events[1]);
	pthread_join(server, NULL);
	ISynchronize_Release(events[0]); ISynchronize_Release(events[1]);
	CoUninitialize();
	return 0;
}
