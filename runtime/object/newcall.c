/* newcall.c - call objects for those who only want to make, wait for and cancel their calls, in one line each. */
#include "object/object.h"

static HRESULT ask(void *object, REFIID riid, void **ppv)
{
	*ppv = NULL;
	return object ? IUnknown_QueryInterface((IUnknown *)object, riid, ppv) : FAIL(E_POINTER);
}

HRESULT AcomNewCall(void *object, REFIID async_iid, void **call)
{
	ICallFactory *factory;
	HRESULT hr;

	if (!call)
		return FAIL(E_POINTER);
	*call = NULL;
	hr = ask(object, &IID_ICallFactory, (void **)&factory);
	if (hr == E_NOINTERFACE) /* no proxy, then */
		errorinfo_say(hr, "the object lives in this apartment and has no ICallFactory: only synchronous calls are possible");
	if (FAILED(hr))
		return hr;
	hr = ICallFactory_CreateCall(factory, async_iid, NULL, async_iid, (IUnknown **)call);
	ICallFactory_Release(factory);
	return hr;
}

HRESULT AcomWaitForCall(void *call, DWORD milliseconds)
{
	ISynchronize *sync;
	HRESULT hr = ask(call, &IID_ISynchronize, (void **)&sync);

	if (FAILED(hr))
		return hr;
	hr = ISynchronize_Wait(sync, 0, milliseconds);
	ISynchronize_Release(sync);
	return hr;
}

HRESULT AcomCancelCall(void *call, ULONG seconds)
{
	ICancelMethodCalls *cancel;
	HRESULT hr = ask(call, &IID_ICancelMethodCalls, (void **)&cancel);

	if (FAILED(hr))
		return hr;
	hr = ICancelMethodCalls_Cancel(cancel, seconds);
	ICancelMethodCalls_Release(cancel);
	return hr;
}

HRESULT AcomCallHandle(void *call, HANDLE *handle)
{
	ISynchronizeHandle *owner;
	HRESULT hr;

	if (!handle)
		return FAIL(E_POINTER);
	*handle = NULL;
	hr = ask(call, &IID_ISynchronizeHandle, (void **)&owner);
	if (FAILED(hr))
		return hr;
	hr = ISynchronizeHandle_GetHandle(owner, handle);
	ISynchronizeHandle_Release(owner);
	return hr;
}
