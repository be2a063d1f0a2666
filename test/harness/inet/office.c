/* office.c - objects of inet.idl, up to a request at the scripted shop: in the client's apartment, or in another one. */
#include "office.h"

static HRESULT serve(void *arg)
{
	return AcomInternetRegister(0, &((struct office *)arg)->cookie);
}

static HRESULT enter(struct office *o, enum office_where where)
{
	HRESULT hr = CoInitializeEx(NULL, where == OFFICE_HERE ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED);

	if (FAILED(hr))
		return hr;
	hr = where == OFFICE_HERE ? serve(o) : AcomApartmentOpen(COINIT_MULTITHREADED, serve, o, &o->server);
	if (FAILED(hr))
		CoUninitialize();
	return hr;
}

bool office_session(struct office *o, enum office_where where, const struct web_page *pages)
{
	HRESULT hr;

	*o = (struct office){ .session = NULL };
	web_serve(pages);
	hr = enter(o, where);
	if (FAILED(hr))
		return sweep_ok(hr);
	hr = CoCreateInstance(&CLSID_InternetSession, NULL, CLSCTX_INPROC_SERVER, &IID_IInternetSession, (void **)&o->session);
	if (SUCCEEDED(hr))
		hr = IInternetSession_Open(o->session, "test", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, 0);
	if (SUCCEEDED(hr))
		return true;
	office_close(o);
	return sweep_ok(hr, HRESULT_FROM_WIN32(ERROR_NOT_ENOUGH_MEMORY));
}

bool office_open(struct office *o, enum office_where where, const struct web_page *pages, const char *object)
{
	HRESULT hr;

	if (!office_session(o, where, pages))
		return false;
	hr = IInternetSession_ConnectHttp(o->session, "shop", 0, 0, &o->connection);
	if (SUCCEEDED(hr))
		hr = IHttpConnection_OpenRequest(o->connection, NULL, object, NULL, 0, OFFICE_CONTEXT, &o->request);
	if (SUCCEEDED(hr))
		hr = IHttpRequest_QueryInterface(o->request, &IID_IInternetStream, (void **)&o->stream);
	if (SUCCEEDED(hr))
		return true;
	office_close(o);
	return sweep_ok(hr, HRESULT_FROM_WIN32(ERROR_NOT_ENOUGH_MEMORY));
}

static void release(void *object)
{
	if (object)
		IUnknown_Release((IUnknown *)object);
}

void office_close(struct office *o)
{
	release(o->stream);
	release(o->request);
	release(o->connection);
	release(o->session);
	CoRevokeClassObject(o->cookie);
	AcomApartmentClose(o->server);
	CoUninitialize();
}

void *office_call(void *object, REFIID async_iid)
{
	ICallFactory *factory;
	IUnknown *call = NULL;
	HRESULT hr = IUnknown_QueryInterface((IUnknown *)object, &IID_ICallFactory, (void **)&factory);

	if (SUCCEEDED(hr)) {
		hr = ICallFactory_CreateCall(factory, async_iid, NULL, async_iid, &call);
		ICallFactory_Release(factory);
	}
	if (FAILED(hr))
		sweep_ok(hr);
	return call;
}

HRESULT office_cancel(void *call, ULONG seconds)
{
	ICancelMethodCalls *cancel;
	HRESULT hr;

	assert_int_equal(IUnknown_QueryInterface((IUnknown *)call, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	hr = ICancelMethodCalls_Cancel(cancel, seconds);
	ICancelMethodCalls_Release(cancel);
	return hr;
}

void office_wait(void *call)
{
	ISynchronize *sync;

	assert_int_equal(IUnknown_QueryInterface((IUnknown *)call, &IID_ISynchronize, (void **)&sync), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	ISynchronize_Release(sync);
}
