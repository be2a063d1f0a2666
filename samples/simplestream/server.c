/* server.c - a file as ISimpleStream: once as an ordinary object, once with call objects of its own. */
#include <acom.h>
#include <fcntl.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

#include "server.h"

const CLSID CLSID_PlainFile = { 0x5b1f0a20, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0, 1 } };
const CLSID CLSID_AsyncFile = { 0x5b1f0a21, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0, 1 } };

static const char *file_path; /* what every object reads */
atomic_uint file_reads;

/* ---- the object ---- */

typedef struct File {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
	ICallFactory ICallFactory_iface;
	int fd;
} File;

ACOM_FACE(File, ISimpleStream)
ACOM_FACE(File, ICallFactory)

static HRESULT file_read(File *f, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	struct timespec device = { 0, DEVICE_MS * 1000000L };

	nanosleep(&device, NULL);
	ssize_t n = read(f->fd, pv, cb);
	file_reads++;
	*pcbRead = n < 0 ? 0 : (ULONG)n;
	return n < 0 ? E_FAIL : n ? S_OK : S_FALSE;
}

static HRESULT File_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	return file_read(File_from_ISimpleStream(This), pv, cb, pcbRead);
}

static HRESULT File_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	(void)This;
	(void)pv;
	(void)cb;
	*pcbWritten = 0;
	return E_ACCESSDENIED;
}

/* ---- its call object: Begin_Read hands the work to a thread, Finish_Read takes the result ---- */

typedef struct FileCall {
	AcomObject object;
	AsyncISimpleStream AsyncISimpleStream_iface;
	AcomServerCall call;
	File *file;      /* counted */
	BYTE *data;
	ULONG size, done;
} FileCall;

enum { READ, WRITE };

ACOM_FACE(FileCall, AsyncISimpleStream)

static void *FileCall_work(void *arg)
{
	FileCall *c = arg;

	/* An object of the MTA may only be completed from the MTA; one of an STA only from its own thread. */
	CoInitializeEx(NULL, COINIT_MULTITHREADED);
	HRESULT hr = E_OUTOFMEMORY;
	if (AcomServerCallTestCancel(&c->call) == RPC_E_CALL_CANCELED)
		hr = RPC_E_CALL_CANCELED;
	else if ((c->data = CoTaskMemAlloc(c->size)))
		hr = file_read(c->file, c->data, c->size, &c->done);
	AcomServerCallComplete(&c->call, hr);
	CoUninitialize();
	return NULL;
}

static HRESULT FileCall_Begin_Read(AsyncISimpleStream *This, ULONG cb)
{
	FileCall *c = FileCall_from_AsyncISimpleStream(This);
	HRESULT hr = AcomServerCallTryBegin(&c->call, READ);
	pthread_t worker;

	if (FAILED(hr))
		return hr;
	c->size = cb;
	if (pthread_create(&worker, NULL, FileCall_work, c))
		return AcomServerCallComplete(&c->call, E_OUTOFMEMORY);
	pthread_detach(worker);
	return S_OK;
}

static HRESULT FileCall_Finish_Read(AsyncISimpleStream *This, BYTE *pv, ULONG *pcbRead)
{
	FileCall *c = FileCall_from_AsyncISimpleStream(This);
	HRESULT result, hr = AcomServerCallTryFinish(&c->call, READ, &result);

	*pcbRead = 0;
	if (FAILED(hr))
		return hr; /* somebody else's call, or none: nothing of it is ours */
	if (SUCCEEDED(result)) {
		memcpy(pv, c->data, c->done);
		*pcbRead = c->done;
	}
	CoTaskMemFree(c->data);
	c->data = NULL;
	AcomServerCallFinished(&c->call);
	return result;
}

static HRESULT FileCall_Begin_Write(AsyncISimpleStream *This, const BYTE *pv, ULONG cb)
{
	FileCall *c = FileCall_from_AsyncISimpleStream(This);
	HRESULT hr = AcomServerCallTryBegin(&c->call, WRITE);

	(void)pv;
	(void)cb;
	return FAILED(hr) ? hr : AcomServerCallComplete(&c->call, E_ACCESSDENIED);
}

static HRESULT FileCall_Finish_Write(AsyncISimpleStream *This, ULONG *pcbWritten)
{
	AcomServerCall *call = &FileCall_from_AsyncISimpleStream(This)->call;
	HRESULT result, hr = AcomServerCallTryFinish(call, WRITE, &result);

	*pcbWritten = 0;
	if (SUCCEEDED(hr))
		AcomServerCallFinished(call);
	return result;
}

static const AsyncISimpleStreamVtbl FileCall_AsyncISimpleStream_vtbl = {
	ACOM_UNKNOWN(FileCall, AsyncISimpleStream), FileCall_Begin_Read, FileCall_Finish_Read, FileCall_Begin_Write,
	FileCall_Finish_Write,
};
static const AcomInterface FileCall_map[] = {
	ACOM_ENTRY(FileCall, AsyncISimpleStream), ACOM_SERVER_CALL_ENTRIES(FileCall, call), ACOM_END,
};

static HRESULT FileCall_construct(void *object)
{
	FileCall *c = object;

	return AcomServerCallInit(&c->call, &c->object);
}

static void FileCall_destruct(void *object)
{
	FileCall *c = object;

	CoTaskMemFree(c->data);
	if (c->file)
		ISimpleStream_Release(&c->file->ISimpleStream_iface);
	AcomServerCallFini(&c->call);
}

static const AcomClass FileCall_class = {
	"FileCall", sizeof(FileCall), FileCall_map, FileCall_construct, FileCall_destruct, NULL,
};

static HRESULT FileCall_init(void *object, void *file)
{
	FileCall *c = object;

	c->file = file;
	ISimpleStream_AddRef(&c->file->ISimpleStream_iface);
	return S_OK;
}

static HRESULT File_CreateCall(ICallFactory *This, REFIID riid, IUnknown *outer, REFIID riid2, IUnknown **ppv)
{
	File *f = File_from_ICallFactory(This);

	return AcomCreateCall(&FileCall_class, &IID_AsyncISimpleStream, FileCall_init, f, riid, outer, riid2, ppv);
}

/* ---- the two classes differ in one line of their interface maps ---- */

static const ISimpleStreamVtbl File_ISimpleStream_vtbl = { ACOM_UNKNOWN(File, ISimpleStream), File_Read, File_Write };
static const ICallFactoryVtbl File_ICallFactory_vtbl = { ACOM_UNKNOWN(File, ICallFactory), File_CreateCall };
static const AcomInterface plain_map[] = { ACOM_ENTRY(File, ISimpleStream), ACOM_END };
static const AcomInterface async_map[] = { ACOM_ENTRY(File, ISimpleStream), ACOM_ENTRY(File, ICallFactory), ACOM_END };

static HRESULT File_construct(void *object)
{
	File *f = object;

	f->fd = open(file_path, O_RDONLY | O_CLOEXEC);
	return f->fd < 0 ? E_FAIL : S_OK;
}

static void File_destruct(void *object)
{
	close(((File *)object)->fd);
}

static const AcomClass PlainFile_class = { "PlainFile", sizeof(File), plain_map, File_construct, File_destruct, NULL };
static const AcomClass AsyncFile_class = { "AsyncFile", sizeof(File), async_map, File_construct, File_destruct, NULL };

HRESULT PlainFile_Create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&PlainFile_class, outer, riid, ppv);
}

HRESULT AsyncFile_Create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&AsyncFile_class, outer, riid, ppv);
}

HRESULT server_enter(void *path)
{
	DWORD plain, async;

	file_path = path;
	HRESULT hr = AcomRegisterClass(&CLSID_PlainFile, PlainFile_Create, 0, &plain);
	return FAILED(hr) ? hr : AcomRegisterClass(&CLSID_AsyncFile, AsyncFile_Create, 0, &async);
}
