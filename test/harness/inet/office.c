/* office.c - objects of inet.idl, up to a request at the scripted shop: near the client, or in another process. */
#include "office.h"

static HRESULT serve(void *arg)
{
	return AcomInternetRegister(0, &((struct office *)arg)->cookie);
}

static HRESULT serve_away(void *arg, LPCOLESTR address)
{
	struct office *o = arg;
	HRESULT hr;

	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	hr = AcomInternetRegister(ACOM_ALLOW_ANONYMOUS, &o->cookie);
	return FAILED(hr) ? hr : AcomListen(address);
}

static void serve_no_more(void *arg)
{
	CoRevokeClassObject(((struct office *)arg)->cookie);
	AcomStopListening(NULL);
	CoUninitialize();
}

static bool is_away(const struct office *o)
{
	return o->where >= OFFICE_UNIX;
}

void office_serve(struct office *o, enum office_where where, const struct web_page *pages)
{
	*o = (struct office){ .where = where };
	web_serve(pages);
	if (is_away(o))
		away_open(&o->away, where == OFFICE_UNIX ? AWAY_UNIX : AWAY_TCP, serve_away, serve_no_more, o);
}

static HRESULT serve_near(struct office *o)
{
	return is_away(o) ? S_OK : o->where == OFFICE_HERE ? serve(o) : AcomApartmentOpen(COINIT_MULTITHREADED, serve, o, &o->server);
}

static HRESULT get_session(struct office *o)
{
	COSERVERINFO server = { .pwszName = o->away.address };
	MULTI_QI wanted = { .pIID = &IID_IInternetSession };
	HRESULT hr = CoCreateInstanceEx(&CLSID_InternetSession, NULL, is_away(o) ? CLSCTX_LOCAL_SERVER : CLSCTX_INPROC_SERVER,
					is_away(o) ? &server : NULL, 1, &wanted);

	o->session = (IInternetSession *)wanted.pItf;
	return hr;
}

bool office_enter(struct office *o)
{
	HRESULT hr = CoInitializeEx(NULL, o->where == OFFICE_BESIDE ? COINIT_APARTMENTTHREADED : COINIT_MULTITHREADED);

	if (FAILED(hr)) {
		if (is_away(o))
			away_close(&o->away);
		return sweep_ok(hr);
	}
	hr = serve_near(o);
	if (SUCCEEDED(hr))
		hr = get_session(o);
	if (SUCCEEDED(hr))
		hr = IInternetSession_Open(o->session, "test", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, 0);
	if (SUCCEEDED(hr))
		return true;
	office_close(o);
	return sweep_ok(hr, HRESULT_FROM_WIN32(ERROR_NOT_ENOUGH_MEMORY));
}

bool office_session(struct office *o, enum office_where where, const struct web_page *pages)
{
	office_serve(o, where, pages);
	return office_enter(o);
}

IHttpRequest *office_request(struct office *o, const char *object, uint64_t context)
{
	IHttpRequest *request = NULL;
	HRESULT hr = IHttpConnection_OpenRequest(o->connection, NULL, object, NULL, 0, context, &request);

	if (FAILED(hr))
		sweep_ok(hr, HRESULT_FROM_WIN32(ERROR_NOT_ENOUGH_MEMORY));
	return request;
}

bool office_open(struct office *o, enum office_where where, const struct web_page *pages, const char *object)
{
	HRESULT hr;

	if (!office_session(o, where, pages))
		return false;
	hr = IInternetSession_ConnectHttp(o->session, "shop", 0, 0, &o->connection);
	if (SUCCEEDED(hr))
		o->request = office_request(o, object, OFFICE_CONTEXT);
	if (o->request)
		hr = IHttpRequest_QueryInterface(o->request, &IID_IInternetStream, (void **)&o->stream);
	if (o->stream)
		return true;
	office_close(o);
	return !FAILED(hr) ? false : sweep_ok(hr, HRESULT_FROM_WIN32(ERROR_NOT_ENOUGH_MEMORY));
}

bool office_ftp(struct office *o, enum office_where where, const struct talk_server *server, IFtpSession **session)
{
	HRESULT hr;

	*session = NULL;
	talk_serve(server);
	if (!office_session(o, where, NULL))
		return false;
	hr = IInternetSession_ConnectFtp(o->session, "shop", 2121, "ann", "secret", 0, OFFICE_CONTEXT, session);
	if (SUCCEEDED(hr))
		return true;
	office_close(o);
	return sweep_ok(hr, HRESULT_FROM_WIN32(ERROR_NOT_ENOUGH_MEMORY));
}

void office_hang_up(struct office *o)
{
	IInternetHandle *handle;

	assert_int_equal(IInternetSession_QueryInterface(o->session, &IID_IInternetHandle, (void **)&handle), S_OK);
	assert_int_equal(IInternetHandle_Close(handle), S_OK);
	IInternetHandle_Release(handle);
}

static void release(void *object)
{
	if (object)
		IUnknown_Release((IUnknown *)object);
}

/* In the apartment where it was registered, which may not end at once: the next office would find it there. */
static void revoke(void *arg)
{
	struct office *o = arg;

	if (SUCCEEDED(CoInitializeEx(NULL, COINIT_MULTITHREADED))) {
		CoRevokeClassObject(o->cookie);
		CoUninitialize();
	}
}

void office_close(struct office *o)
{
	struct harness_thread elsewhere;

	release(o->stream);
	release(o->request);
	release(o->connection);
	release(o->session);
	if (o->server) {
		harness_start(&elsewhere, revoke, o);
		harness_join(&elsewhere);
	} else {
		CoRevokeClassObject(o->cookie);
	}
	AcomApartmentClose(o->server);
	CoUninitialize();
	if (is_away(o))
		away_close(&o->away);
}

HRESULT office_read(IInternetStream *stream, const char *text)
{
	BYTE data[16];
	ULONG got;
	HRESULT hr = IInternetStream_Read(stream, data, sizeof data, &got);

	if (hr == S_OK) {
		assert_int_equal(got, strlen(text));
		assert_memory_equal(data, text, got);
		hr = IInternetStream_Read(stream, data, sizeof data, &got);
		assert_int_equal(got, 0);
		if (SUCCEEDED(hr))
			assert_int_equal(hr, S_FALSE);
	}
	return FAILED(hr) ? hr : S_OK;
}

void *office_call(void *object, REFIID async_iid)
{
	void *call;
	HRESULT hr = AcomNewCall(object, async_iid, &call);

	if (FAILED(hr))
		sweep_ok(hr);
	return call;
}

HRESULT office_cancel(void *call, ULONG seconds)
{
	HRESULT hr = AcomCancelCall(call, seconds);

	assert_int_not_equal(hr, E_NOINTERFACE);
	return hr;
}

void office_wait(void *call)
{
	assert_int_equal(AcomWaitForCall(call, INFINITE), S_OK);
}
