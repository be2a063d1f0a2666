/* callas.c - the functions that a user writes for test/idl/golden/callas.idl: between the [local] methods and what travels. */
#include <string.h>

#include <acom.h>

#include "callas.h"

/* ---- Next: got may be NULL, but not on the wire ---- */

HRESULT ICounted_Next_Proxy(ICounted *This, ULONG n, LONG *numbers, ULONG *got)
{
	ULONG dropped;

	return ICounted_RemoteNext_Proxy(This, n, numbers, got ? got : &dropped);
}

HRESULT ICounted_Next_Stub(ICounted *This, ULONG n, LONG *numbers, ULONG *got)
{
	return ICounted_Next(This, n, numbers, got);
}

HRESULT AsyncICounted_Begin_Next_Proxy(AsyncICounted *This, ULONG n)
{
	return AsyncICounted_Begin_RemoteNext_Proxy(This, n);
}

HRESULT AsyncICounted_Begin_Next_Stub(AsyncICounted *This, ULONG n)
{
	return AsyncICounted_Begin_Next(This, n);
}

HRESULT AsyncICounted_Finish_Next_Proxy(AsyncICounted *This, LONG *numbers, ULONG *got)
{
	ULONG dropped;

	return AsyncICounted_Finish_RemoteNext_Proxy(This, numbers, got ? got : &dropped);
}

HRESULT AsyncICounted_Finish_Next_Stub(AsyncICounted *This, LONG *numbers, ULONG *got)
{
	return AsyncICounted_Finish_Next(This, numbers, got);
}

/* ---- Tell: says nothing of failures; its length travels too ---- */

void ICounted_Tell_Proxy(ICounted *This, const char *text)
{
	ICounted_RemoteTell_Proxy(This, text, (LONG)strlen(text));
}

HRESULT ICounted_Tell_Stub(ICounted *This, const char *text, LONG length)
{
	if (length != (LONG)strlen(text))
		return E_INVALIDARG;
	ICounted_Tell(This, text);
	return S_OK;
}

void AsyncICounted_Begin_Tell_Proxy(AsyncICounted *This, const char *text)
{
	AsyncICounted_Begin_RemoteTell_Proxy(This, text, (LONG)strlen(text));
}

HRESULT AsyncICounted_Begin_Tell_Stub(AsyncICounted *This, const char *text, LONG length)
{
	if (length != (LONG)strlen(text))
		return E_INVALIDARG;
	AsyncICounted_Begin_Tell(This, text);
	return S_OK;
}

void AsyncICounted_Finish_Tell_Proxy(AsyncICounted *This)
{
	AsyncICounted_Finish_RemoteTell_Proxy(This);
}

HRESULT AsyncICounted_Finish_Tell_Stub(AsyncICounted *This)
{
	AsyncICounted_Finish_Tell(This);
	return S_OK;
}

/* ---- Left: its result becomes a parameter ---- */

ULONG ICountedMore_Left_Proxy(ICountedMore *This, LONG *n)
{
	ULONG left = 0;

	ICountedMore_RemoteLeft_Proxy(This, n, &left);
	return left;
}

HRESULT ICountedMore_Left_Stub(ICountedMore *This, LONG *n, ULONG *left)
{
	*left = ICountedMore_Left(This, n);
	return S_OK;
}

HRESULT AsyncICountedMore_Begin_Left_Proxy(AsyncICountedMore *This, LONG *n)
{
	return AsyncICountedMore_Begin_RemoteLeft_Proxy(This, n);
}

HRESULT AsyncICountedMore_Begin_Left_Stub(AsyncICountedMore *This, LONG *n)
{
	return AsyncICountedMore_Begin_Left(This, n);
}

ULONG AsyncICountedMore_Finish_Left_Proxy(AsyncICountedMore *This, LONG *n)
{
	ULONG left = 0;

	AsyncICountedMore_Finish_RemoteLeft_Proxy(This, n, &left);
	return left;
}

HRESULT AsyncICountedMore_Finish_Left_Stub(AsyncICountedMore *This, LONG *n, ULONG *left)
{
	*left = AsyncICountedMore_Finish_Left(This, n);
	return S_OK;
}

/* ---- Last ---- */

HRESULT ICountedPlain_Last_Proxy(ICountedPlain *This, ULONG n)
{
	return ICountedPlain_RemoteLast_Proxy(This, n, n);
}

HRESULT ICountedPlain_Last_Stub(ICountedPlain *This, ULONG n, ULONG again)
{
	return n == again ? ICountedPlain_Last(This, n) : E_INVALIDARG;
}
