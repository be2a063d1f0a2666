/* com_stream.c - IInternetStream of the objects that are read or written. */
#include <stdio.h>
#include <stdlib.h>

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
	HRESULT hr;

	if (!com_call_waits(c, READ, (size_t)cb + 1, &hr))
		return hr;
	c->number = cb;
	return com_call_went(c, InternetReadFile(com_call_handle(c), c->data, cb, &c->count));
}

static HRESULT Finish_Read(AsyncIInternetStream *This, BYTE *pv, ULONG *pcbRead)
{
	return com_call_finish_octets(call_of(This), READ, pv, pcbRead);
}

static HRESULT Begin_Write(AsyncIInternetStream *This, const BYTE *pv, ULONG cb)
{
	com_call *c = call_of(This);
	HRESULT hr;

	if (!com_call_waits(c, WRITE, (size_t)cb + 1, &hr))
		return hr;
	if (cb)
		memcpy(c->data, pv, cb);
	return com_call_went(c, InternetWriteFile(com_call_handle(c), c->data, cb, &c->count));
}

static HRESULT Finish_Write(AsyncIInternetStream *This, ULONG *pcbWritten)
{
	return com_call_finish_number(call_of(This), WRITE, pcbWritten);
}

static HRESULT Begin_Available(AsyncIInternetStream *This)
{
	com_call *c = call_of(This);
	HRESULT hr;

	if (!com_call_waits(c, AVAILABLE, 0, &hr))
		return hr;
	return com_call_went(c, InternetQueryDataAvailable(com_call_handle(c), &c->count, 0, 0));
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

/* ---- where a download begins ---- */

static HRESULT http_status(HINTERNET h, DWORD *status)
{
	char line[256] = "";
	DWORD size = sizeof *status;

	if (!HttpQueryInfoA(h, HTTP_QUERY_STATUS_CODE | HTTP_QUERY_FLAG_NUMBER, status, &size, NULL))
		return com_result(GetLastError());
	if (*status / 100 == 2)
		return S_OK;
	snprintf(line, sizeof line, "%u ", (unsigned)*status);
	size = (DWORD)(sizeof line - strlen(line));
	HttpQueryInfoA(h, HTTP_QUERY_STATUS_TEXT, line + strlen(line), &size, NULL);
	com_words_give(line);
	return HTTP_E_STATUS(*status);
}

/* Of "bytes 4-6/7": all that there is; 0: it does not say. */
static uint64_t whole_of(const char *range)
{
	const char *slash = strchr(range, '/');

	return slash && slash[1] >= '0' && slash[1] <= '9' ? strtoull(slash + 1, NULL, 10) : 0;
}

/* A part that does not say where it begins may be any. It may end sooner than all does. */
static DWORD check_part(HINTERNET h, uint64_t *whole)
{
	char range[128];
	DWORD size = sizeof range, error;

	if (!HttpQueryInfoA(h, HTTP_QUERY_CONTENT_RANGE, range, &size, NULL)) {
		error = GetLastError();
		return error == ERROR_NOT_ENOUGH_MEMORY ? error : ERROR_HTTP_INVALID_SERVER_RESPONSE;
	}
	*whole = whole_of(range);
	return ascii_equal_n(range, "bytes ", 6) && range[6] >= '0' && range[6] <= '9' ? ERROR_SUCCESS
										       : ERROR_HTTP_INVALID_SERVER_RESPONSE;
}

/* Why one fails that was there already. */
static HRESULT senseless(DWORD error)
{
	char *words = com_words_take(error);

	com_words_give(words);
	CoTaskMemFree(words);
	return com_result(error);
}

HRESULT com_stream_begins(IInternetStream *stream, uint64_t place, uint64_t *begins, uint64_t *size)
{
	HINTERNET h = com_line_handle(com_thing_from_IInternetStream(stream)->line);
	bool http = com_type(h) == INTERNET_HANDLE_TYPE_HTTP_REQUEST;
	DWORD status = 0, error;
	uint64_t whole = 0;
	HRESULT hr = http ? http_status(h, &status) : S_OK;

	if (FAILED(hr))
		return hr;
	error = status == 206 ? check_part(h, &whole) : ERROR_SUCCESS;
	if (!error && com_type(h) != INTERNET_HANDLE_TYPE_GOPHER_FILE)
		error = seek(h, 0, FILE_CURRENT, begins);
	if (!error && (*begins > place || (whole && *begins >= whole)))
		error = ERROR_HTTP_INVALID_SERVER_RESPONSE;
	if (error)
		return senseless(error);
	error = status == 206 ? ERROR_SUCCESS : size_of(h, size);
	*size = error ? 0 : status == 206 ? whole : *size;
	return error == ERROR_NOT_ENOUGH_MEMORY ? E_OUTOFMEMORY : S_OK;
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
