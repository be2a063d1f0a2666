/* objects.c - the same downloads by the objects of acom/inet.h: begun, waited for together, finished, and read. */
#include <acom.h>
#include <acom/inet.h>
#include <acom/wininet.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "server.h"

enum { AT_ONCE = 60, PIECE = 65536 };
struct object {
	AsyncIHttpRequest *send;
	AsyncIInternetStream *read;  /* once that is done */
	IInternetStream *stream;
	size_t octets;
};
static BYTE piece[PIECE];

static void check(HRESULT hr, const char *what)
{
	if (SUCCEEDED(hr))
		return;
	fprintf(stderr, "bench-inet: %s: %s\n", what, AcomErrorText(hr));
	server_stop();
	exit(1);
}
#define CHECKED(call) check(call, #call)

static void begin(struct object *o, IHttpConnection *connection, const char *path)
{
	IHttpRequest *request;

	CHECKED(IHttpConnection_OpenRequest(connection, "GET", path, NULL, 0, 0, &request));
	CHECKED(IHttpRequest_QueryInterface(request, &IID_IInternetStream, (void **)&o->stream));
	CHECKED(AcomNewCall(request, &IID_AsyncIHttpRequest, (void **)&o->send));
	IHttpRequest_Release(request);
	CHECKED(AsyncIHttpRequest_Begin_SendRequest(o->send, NULL, NULL, 0));
}

/* What pended has ended. False: that was all. */
static bool go_on(struct object *o)
{
	ULONG got = 0;
	HRESULT hr;

	if (!o->read) {
		hr = AsyncIHttpRequest_Finish_SendRequest(o->send);
		CHECKED(hr);
		CHECKED(AcomNewCall(o->stream, &IID_AsyncIInternetStream, (void **)&o->read));
	} else {
		hr = AsyncIInternetStream_Finish_Read(o->read, piece, &got);
		CHECKED(hr);
	}
	o->octets += got;
	if (hr == S_FALSE)
		return false;
	CHECKED(AsyncIInternetStream_Begin_Read(o->read, PIECE));
	return true;
}

static void end(struct object *o, size_t octets)
{
	check(o->octets == octets ? S_OK : E_FAIL, "a body");
	AsyncIInternetStream_Release(o->read);
	AsyncIHttpRequest_Release(o->send);
	IInternetStream_Release(o->stream);
	*o = (struct object){ .send = NULL };
}

/* The first one that pends no more, from `turn` on. */
static struct object *ended_of(struct object *objects, int *turn)
{
	HANDLE handles[AT_ONCE];
	DWORD which;
	int i, count = 0, at[AT_ONCE];

	for (i = 0; i < AT_ONCE; i++) {
		struct object *o = &objects[(*turn + i) % AT_ONCE];

		if (!o->send)
			continue;
		at[count] = (*turn + i) % AT_ONCE;
		CHECKED(AcomCallHandle(o->read ? (void *)o->read : (void *)o->send, &handles[count++]));
	}
	CHECKED(CoWaitForMultipleHandles(0, INFINITE, (ULONG)count, handles, &which));
	*turn = at[which] + 1;
	return &objects[at[which]];
}

static void download(IHttpConnection *connection, unsigned count, const char *path, size_t octets)
{
	struct object objects[AT_ONCE] = { { .send = NULL } }, *o;
	unsigned begun = 0, ended = 0;
	int turn = 0;

	for (; begun < count && begun < AT_ONCE; begun++)
		begin(&objects[begun], connection, path);
	while (ended < count) {
		o = ended_of(objects, &turn);
		if (go_on(o))
			continue;
		end(o, octets);
		ended++;
		if (begun < count && ++begun)
			begin(o, connection, path);
	}
}

static char directory[] = "/tmp/bench-inet-XXXXXX", class_file[64]; /* and of the server's socket */

/* acom-inet-server lies beside this program. */
static void describe_server(void)
{
	char self[512];
	ssize_t size = readlink("/proc/self/exe", self, sizeof self - 1);
	FILE *file;

	strcpy(strchr(directory, '-') + 6, "XXXXXX");
	check(size > 0 && mkdtemp(directory) ? S_OK : E_FAIL, "a directory");
	self[size] = 0;
	*strrchr(self, '/') = 0;
	snprintf(class_file, sizeof class_file, "%s/internet.class", directory);
	file = fopen(class_file, "w");
	check(file ? S_OK : E_FAIL, class_file);
	fprintf(file, "CLSID={5b7c1f60-3d0a-4a52-9d36-0c1e8f2a6b00}\nLocalServer=%s/acom-inet-server\n", self);
	fclose(file);
	setenv("ACOM_CLASS_PATH", directory, 1);
	setenv("XDG_RUNTIME_DIR", directory, 1);
}

static void forget_server(void)
{
	char command[64];

	snprintf(command, sizeof command, "rm -r %s", directory);
	check(system(command) ? E_FAIL : S_OK, command);
}

double objects_seconds(DWORD where, int port, unsigned count, const char *path, size_t octets)
{
	IInternetSession *session;
	IHttpConnection *connection;
	double began;
	DWORD cookie;

	CHECKED(CoInitializeEx(NULL, COINIT_MULTITHREADED));
	if (where == CLSCTX_LOCAL_SERVER)
		describe_server();
	else
		CHECKED(AcomInternetRegister(0, &cookie));
	CHECKED(CoCreateInstance(&CLSID_InternetSession, NULL, where, &IID_IInternetSession, (void **)&session));
	CHECKED(IInternetSession_ConnectHttp(session, "127.0.0.1", (WORD)port, 0, &connection));
	began = bench_seconds();
	download(connection, count, path, octets);
	began = bench_seconds() - began;
	IHttpConnection_Release(connection);
	IInternetSession_Release(session);
	if (where != CLSCTX_LOCAL_SERVER)
		CHECKED(CoRevokeClassObject(cookie));
	CoUninitialize();
	if (where == CLSCTX_LOCAL_SERVER)
		forget_server();
	return began;
}
