/* stream_remote.c - the [local] methods of streams: what travels for them has no NULL where a caller may have one. */
#include "object/object.h"

ACOM_API HRESULT ISequentialStream_Read_Proxy(ISequentialStream *This, void *pv, ULONG cb, ULONG *pcbRead)
{
	ULONG read = 0;
	HRESULT hr = pv ? ISequentialStream_RemoteRead_Proxy(This, pv, cb, &read) : FAIL(STG_E_INVALIDPOINTER);

	if (pcbRead)
		*pcbRead = read;
	return hr;
}

ACOM_API HRESULT ISequentialStream_Read_Stub(ISequentialStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	*pcbRead = 0;
	return ISequentialStream_Read(This, pv, cb, pcbRead);
}

ACOM_API HRESULT ISequentialStream_Write_Proxy(ISequentialStream *This, const void *pv, ULONG cb, ULONG *pcbWritten)
{
	ULONG written = 0;
	HRESULT hr = pv ? ISequentialStream_RemoteWrite_Proxy(This, pv, cb, &written) : FAIL(STG_E_INVALIDPOINTER);

	if (pcbWritten)
		*pcbWritten = written;
	return hr;
}

ACOM_API HRESULT ISequentialStream_Write_Stub(ISequentialStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	*pcbWritten = 0;
	return ISequentialStream_Write(This, pv, cb, pcbWritten);
}

ACOM_API HRESULT IStream_Seek_Proxy(IStream *This, LARGE_INTEGER dlibMove, DWORD dwOrigin, ULARGE_INTEGER *plibNewPosition)
{
	ULARGE_INTEGER position;

	return IStream_RemoteSeek_Proxy(This, dlibMove, dwOrigin, plibNewPosition ? plibNewPosition : &position);
}

ACOM_API HRESULT IStream_Seek_Stub(IStream *This, LARGE_INTEGER dlibMove, DWORD dwOrigin, ULARGE_INTEGER *plibNewPosition)
{
	plibNewPosition->QuadPart = 0;
	return IStream_Seek(This, dlibMove, dwOrigin, plibNewPosition);
}

ACOM_API HRESULT IStream_CopyTo_Proxy(IStream *This, IStream *pstm, ULARGE_INTEGER cb, ULARGE_INTEGER *pcbRead,
				      ULARGE_INTEGER *pcbWritten)
{
	ULARGE_INTEGER read = { 0 }, written = { 0 };
	HRESULT hr = pstm ? IStream_RemoteCopyTo_Proxy(This, pstm, cb, &read, &written) : FAIL(STG_E_INVALIDPOINTER);

	if (pcbRead)
		*pcbRead = read;
	if (pcbWritten)
		*pcbWritten = written;
	return hr;
}

ACOM_API HRESULT IStream_CopyTo_Stub(IStream *This, IStream *pstm, ULARGE_INTEGER cb, ULARGE_INTEGER *pcbRead,
				     ULARGE_INTEGER *pcbWritten)
{
	pcbRead->QuadPart = pcbWritten->QuadPart = 0;
	return pstm ? IStream_CopyTo(This, pstm, cb, pcbRead, pcbWritten) : FAIL(STG_E_INVALIDPOINTER);
}
