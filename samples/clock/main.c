/* main.c - the client: makes the object, begins a call, does other work, finishes.
 * Build: idlgen clock.idl && cc -o clock *.c $(pkg-config --cflags --libs acom) -pthread */
#include <acom.h>
#include <pthread.h>
#include <stdio.h>
#include "clock.h"
void *clock_server(void *events);

int main(void)
{
	ISynchronize *events[2], *sync;
	IClock *clock; ICallFactory *factory; AsyncIClock *call;
	pthread_t server;
	ULONG now;
	CoInitializeEx(NULL, COINIT_MULTITHREADED);
	for (int i = 0; i < 2; i++)
		CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronize, (void **)&events[i]);
	pthread_create(&server, NULL, clock_server, events);
	ISynchronize_Wait(events[0], 0, INFINITE);
	CoCreateInstance(&IID_IClock, NULL, CLSCTX_INPROC_SERVER, &IID_IClock, (void **)&clock);    /* a proxy */

	IClock_QueryInterface(clock, &IID_ICallFactory, (void **)&factory);
	ICallFactory_CreateCall(factory, &IID_AsyncIClock, NULL, &IID_AsyncIClock, (IUnknown **)&call);
	AsyncIClock_QueryInterface(call, &IID_ISynchronize, (void **)&sync);
	AsyncIClock_Begin_Tick(call, 42);
	while (ISynchronize_Wait(sync, 0, 10) == RPC_S_CALLPENDING)
		puts("doing other work");
	AsyncIClock_Finish_Tick(call, &now);
	printf("%u\n", now);

	ISynchronize_Release(sync); AsyncIClock_Release(call); ICallFactory_Release(factory); IClock_Release(clock);
	ISynchronize_Signal(events[1]);
	pthread_join(server, NULL);
	ISynchronize_Release(events[0]); ISynchronize_Release(events[1]);
	CoUninitialize();
	return 0;
}
