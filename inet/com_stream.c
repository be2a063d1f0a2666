/* com_stream.c - IInternetStream of the objects that are read or written. */
#include "com.h"

ACOM_FACE(com_thing, IInternetStream)
ACOM_FACE_AT(com_call, AsyncIInternetStream, face)

enum { READ, WRITE, AVAILABLE };

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

static const AsyncIInternetStreamVtbl AsyncIInternetStream_vtbl = {
	ACOM_UNKNOWN(com_call, AsyncIInternetStream), Begin_Read, Finish_Read, Begin_Write, Finish_Write, Begin_Available,
	Finish_Available,
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

const IInternetStreamVtbl com_thing_IInternetStream_vtbl = {
	ACOM_UNKNOWN(com_thing, IInternetStream), Read, Write, Available,
};
