/* main.c - the client: calls an object that lives in another thread's apartment and waits; then calls it and does not wait.
 * Build: idlgen hello.idl && cc -o hello *.c $(pkg-config --cflags --libs acom) -pthread */
#include <acom.h>
#include <stdio.h>
#include <stdlib.h>
#include "hello.h"
HRESULT hello_server(void *arg);
extern const CLSID CLSID_Hello;

static void check(HRESULT hr)
{
	if (FAILED(hr)) {
		fprintf(stderr, "%s\n", AcomErrorText(hr));
		exit(1);
	}
}

int main(void)
{
	AcomApartment *server;
	IHello *hello; ICallFactory *factory; AsyncIHello *call; ISynchronize *sync;
	char *greeting;
	check(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED));
	check(AcomApartmentOpen(COINIT_APARTMENTTHREADED, hello_server, NULL, &server));     /* starts its thread */
	check(CoCreateInstance(&CLSID_Hello, NULL, CLSCTX_INPROC_SERVER, &IID_IHello, (void **)&hello));    /* a proxy */

	check(IHello_Greet(hello, "synchronous world", &greeting));
	puts(greeting);
	CoTaskMemFree(greeting);

	check(IHello_QueryInterface(hello, &IID_ICallFactory, (void **)&factory));
	check(ICallFactory_CreateCall(factory, &IID_AsyncIHello, NULL, &IID_AsyncIHello, (IUnknown **)&call));
	check(AsyncIHello_QueryInterface(call, &IID_ISynchronize, (void **)&sync));
	check(AsyncIHello_Begin_Greet(call, "asynchronous world"));
	puts("doing other work");
	while (ISynchronize_Wait(sync, 0, 10) == RPC_S_CALLPENDING)
		;                                           /* and some more */
	check(AsyncIHello_Finish_Greet(call, &greeting));
	puts(greeting);
	CoTaskMemFree(greeting);

	ISynchronize_Release(sync); AsyncIHello_Release(call); ICallFactory_Release(factory); IHello_Release(hello);
	AcomApartmentClose(server);
	CoUninitialize();
	return 0;
}
