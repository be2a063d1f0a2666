/* host.c - the thread that serves both classes from the multithreaded apartment. */
#include <acom.h>
#include <pthread.h>

#include "server.h"

static struct {
	pthread_t thread;
	ISynchronize *ready, *quit;
	HRESULT hr;
} server;

static void *server_main(void *arg)
{
	DWORD plain, async;

	(void)arg;
	server.hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);
	if (SUCCEEDED(server.hr))
		server.hr = AcomRegisterClass(&CLSID_PlainFile, PlainFile_Create, 0, &plain);
	if (SUCCEEDED(server.hr))
		server.hr = AcomRegisterClass(&CLSID_AsyncFile, AsyncFile_Create, 0, &async);
	ISynchronize_Signal(server.ready);
	if (SUCCEEDED(server.hr))
		ISynchronize_Wait(server.quit, 0, INFINITE); /* the MTA has threads of its own that serve it */
	CoUninitialize();
	return NULL;
}

static HRESULT event_create(ISynchronize **event)
{
	return CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronize, (void **)event);
}

HRESULT server_start(const char *path)
{
	file_path = path;
	HRESULT hr = event_create(&server.ready);
	if (SUCCEEDED(hr))
		hr = event_create(&server.quit);
	if (SUCCEEDED(hr) && pthread_create(&server.thread, NULL, server_main, NULL))
		hr = E_OUTOFMEMORY;
	if (SUCCEEDED(hr))
		hr = ISynchronize_Wait(server.ready, 0, INFINITE);
	return SUCCEEDED(hr) ? server.hr : hr;
}

void server_stop(void)
{
	ISynchronize_Signal(server.quit);
	pthread_join(server.thread, NULL);
	ISynchronize_Release(server.ready);
	ISynchronize_Release(server.quit);
}
