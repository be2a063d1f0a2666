/* com_stream.c - IInternetStream of the objects that are read or written. */
#include "com.h"

ACOM_FACE(com_thing, IInternetStream)
ACOM_FACE_AT(com_call, AsyncIInternetStream, face)

enum { READ, WRITE, AVAILABLE, SIZE, SEEK };

static com_call *call_of(AsyncIInternetStream *This)
{
	return com_call_from_AsyncIInternetStream(This);
}

static HRESULT Begin_Read(AsyncIInternetStream *This, ULONG cb)
{
	com_call *c = call_of(This);
	HRESULT hr = com_call_begin(c, READ);
	DWORD error;

	if (FAILED(hr))
		return hr;
	error = com_call_waits(c);
	c->data = error ? NULL : CoTaskMemAlloc(cb);
	if (!error && !c->data)
		error = ERROR_NOT_ENOUGH_MEMORY;
	return error ? com_call_end(c, error) : com_call_went(c, InternetReadFile(com_call_handle(c), c->data, cb, &c->count));
}

static HRESULT Finish_Read(AsyncIInternetStream *This, BYTE *pv, ULONG *pcbRead)
{
	return com_call_finish_octets(call_of(This), READ, pv, pcbRead);
}

static HRESULT Begin_Write(AsyncIInternetStream *This, const BYTE *pv, ULONG cb)
{
	com_call *c = call_of(This);
	HRESULT hr = com_call_begin(c, WRITE);
	DWORD error;

	if (FAILED(hr))
		return hr;
	error = com_call_waits(c);
	c->data = error ? NULL : com_copy(pv, cb);
	if (!error && !c->data)
		error = ERROR_NOT_ENOUGH_MEMORY;
	return error ? com_call_end(c, error) : com_call_went(c, InternetWriteFile(com_call_handle(c), c->data, cb, &c->count));
}

static HRESULT Finish_Write(AsyncIInternetStream *This, ULONG *pcbWritten)
{
	return com_call_finish_number(call_of(This), WRITE, pcbWritten);
}

static HRESULT Begin_Available(AsyncIInternetStream *This)
{
	com_call *c = call_of(This);
	HRESULT hr = com_call_begin(c, AVAILABLE);
	DWORD error;

	if (FAILED(hr))
		return hr;
	error = com_call_waits(c);
	return error ? com_call_end(c, error) : com_call_went(c, InternetQueryDataAvailable(com_call_handle(c), &c->count, 0, 0));
}

static HRESULT Finish_Available(AsyncIInternetStream *This, ULONG *pcb)
{
	return com_call_finish_number(call_of(This), AVAILABLE, pcb);
}

static DWORD size_of(HINTERNET h, uint64_t *size)
{
	DWORD length = sizeof *size, high = 0, low;

	if (com_type(h) == INTERNET_HANDLE_TYPE_HTTP_REQUEST) {
		return HttpQueryInfoA(h, HTTP_QUERY_CONTENT_LENGTH | HTTP_QUERY_FLAG_NUMBER64, size, &length, NULL) ? ERROR_SUCCESS
														     : GetLastError();
	}
	SetLastError(ERROR_SUCCESS);
	low = FtpGetFileSize(h, &high);
	*size = (uint64_t)high << 32 | low;
	return *size ? ERROR_SUCCESS : GetLastError();
}

static HRESULT Begin_Size(AsyncIInternetStream *This)
{
	com_call *c = call_of(This);
	HRESULT hr = com_call_begin(c, SIZE);

	return FAILED(hr) ? hr : com_call_end(c, size_of(com_call_handle(c), &c->number));
}

static HRESULT Finish_Size(AsyncIInternetStream *This, ULONGLONG *size)
{
	return com_call_finish_size(call_of(This), SIZE, size);
}

static DWORD seek(HINTERNET h, int64_t distance, DWORD method, uint64_t *place)
{
	LONG high = (LONG)(distance >> 32);
	DWORD low;

	SetLastError(ERROR_SUCCESS);
	low = InternetSetFilePointer(h, (LONG)(uint32_t)distance, &high, method, 0);
	*place = (uint64_t)(uint32_t)high << 32 | low;
	return low == INVALID_SET_FILE_POINTER ? GetLastError() : ERROR_SUCCESS;
}

static HRESULT Begin_Seek(AsyncIInternetStream *This, LONGLONG distance, DWORD method)
{
	com_call *c = call_of(This);
	HRESULT hr = com_call_begin(c, SEEK);

	return FAILED(hr) ? hr : com_call_end(c, seek(com_call_handle(c), distance, method, &c->number));
}

static HRESULT Finish_Seek(AsyncIInternetStream *This, ULONGLONG *place)
{
	return com_call_finish_size(call_of(This), SEEK, place);
}

static const AsyncIInternetStreamVtbl AsyncIInternetStream_vtbl = {
	ACOM_UNKNOWN(com_call, AsyncIInternetStream), Begin_Read, Finish_Read, Begin_Write, Finish_Write, Begin_Available,
	Finish_Available, Begin_Size, Finish_Size, Begin_Seek, Finish_Seek,
};
COM_CALL_KIND(AsyncIInternetStream);

#define HALVES(begin, finish) COM_BOTH_HALVES(AsyncIInternetStream, com_thing_from_IInternetStream(This), begin, finish)

static HRESULT Read(IInternetStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	*pcbRead = 0;
	HALVES(Begin_Read(call, cb), Finish_Read(call, pv, pcbRead));
}

static HRESULT Write(IInternetStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	*pcbWritten = 0;
	HALVES(Begin_Write(call, pv, cb), Finish_Write(call, pcbWritten));
}

static HRESULT Available(IInternetStream *This, ULONG *pcb)
{
	*pcb = 0;
	HALVES(Begin_Available(call), Finish_Available(call, pcb));
}

static HRESULT Size(IInternetStream *This, ULONGLONG *size)
{
	*size = 0;
	HALVES(Begin_Size(call), Finish_Size(call, size));
}

static HRESULT Seek(IInternetStream *This, LONGLONG distance, DWORD method, ULONGLONG *place)
{
	*place = 0;
	HALVES(Begin_Seek(call, distance, method), Finish_Seek(call, place));
}

const IInternetStreamVtbl com_thing_IInternetStream_vtbl = {
	ACOM_UNKNOWN(com_thing, IInternetStream), Read, Write, Available, Size, Seek,
};

/* ---- files, which are nothing but streams ---- */

static const AcomInterface File_map[] = {
	ACOM_ENTRY(com_thing, IInternetStream), ACOM_ENTRY(com_thing, IInternetHandle), ACOM_ENTRY(com_thing, ICallFactory), ACOM_END,
};
static const struct com_thing_kind File = {
	{ "File", sizeof(com_thing), File_map, NULL, com_thing_destruct, NULL },
	{ &com_AsyncIInternetHandle, &com_AsyncIInternetStream },
};
const AcomClass *const com_file = &File.class;
