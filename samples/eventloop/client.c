/* client.c - what a client in an event loop does beside the loop. */
#include <acom.h>
#include <stdio.h>
#include <stdlib.h>

#include "client.h"

static void check(HRESULT hr, const char *what)
{
	if (SUCCEEDED(hr))
		return;
	fprintf(stderr, "%s: %s\n", what, AcomErrorText(hr));
	exit(1);
}

/* ---- what the server calls ---- */

typedef struct Progress { AcomObject object; IProgress IProgress_iface; } Progress;
ACOM_FACE(Progress, IProgress)

static HRESULT Progress_Progress(IProgress *This, ULONG done, ULONG all)
{
	(void)This;
	printf("%u of %u\n", done, all);
	return S_OK;
}

static const IProgressVtbl Progress_IProgress_vtbl = { ACOM_UNKNOWN(Progress, IProgress), Progress_Progress };
static const AcomInterface Progress_map[] = { ACOM_ENTRY(Progress, IProgress), ACOM_END };
static const AcomClass Progress_class = { .name = "Progress", .size = sizeof(Progress), .interfaces = Progress_map };

/* ---- the call ---- */

static AsyncICounter *create_call(void)
{
	ICounter *counter;
	AsyncICounter *call;

	check(CoCreateInstance(&CLSID_Counter, NULL, CLSCTX_INPROC_SERVER, &IID_ICounter, (void **)&counter), "the counter");
	check(AcomNewCall(counter, &IID_AsyncICounter, (void **)&call), "a call object");
	ICounter_Release(counter);
	return call;
}

static int descriptor(AsyncICounter *call)
{
	HANDLE handle;

	check(AcomCallHandle(call, &handle), "its handle");
	return AcomHandleFd(handle);
}

void client_begin(struct client *c)
{
	IProgress *progress;

	check(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), "CoInitializeEx");
	check(AcomApartmentFd(&c->incoming), "AcomApartmentFd");
	check(AcomApartmentOpen(COINIT_MULTITHREADED, counter_server, NULL, &c->server), "the server");
	c->call = create_call();
	check(AsyncICounter_QueryInterface(c->call, &IID_ISynchronize, (void **)&c->sync), "ISynchronize");
	c->done = descriptor(c->call);
	check(AcomCreateObject(&Progress_class, NULL, &IID_IProgress, (void **)&progress), "the progress");
	check(AsyncICounter_Begin_Count(c->call, 3, progress), "Begin_Count");
	IProgress_Release(progress);
	printf("begun\n");
}

void client_serve(void)
{
	check(AcomDispatch(0), "AcomDispatch");
}

bool client_finish(struct client *c)
{
	if (ISynchronize_Wait(c->sync, 0, 0) == RPC_S_CALLPENDING)
		return false;
	check(AsyncICounter_Finish_Count(c->call), "Finish_Count");
	printf("finished\n");
	return true;
}

void client_end(struct client *c)
{
	ISynchronize_Release(c->sync);
	AsyncICounter_Release(c->call);
	AcomApartmentClose(c->server);
	CoUninitialize();
}
