/* com_session.c - sessions, of which everything else is made. */
#include <stdio.h>

#include "com.h"

ACOM_FACE_AT(com_thing, IInternetSession, face)
ACOM_FACE_AT(com_call, AsyncIInternetSession, face)

enum { OPEN, CONNECT_HTTP, CONNECT_FTP, CONNECT_GOPHER, OPEN_URL, DOWNLOAD };

static com_call *call_of(AsyncIInternetSession *This)
{
	return com_call_from_AsyncIInternetSession(This);
}

DWORD com_session_open(com_thing *t, const char *agent, DWORD access, const char *proxies, const char *bypass, DWORD flags)
{
	DWORD error = ERROR_INTERNET_INCORRECT_HANDLE_STATE;
	HINTERNET handle;

	os_mutex_lock(&t->lock);
	if (!com_line_handle(t->line)) {
		handle = InternetOpenA(agent, access, proxies, bypass, flags | INTERNET_FLAG_ASYNC);
		error = handle ? ERROR_SUCCESS : GetLastError();
		if (handle) {
			InternetSetStatusCallbackA(handle, com_line_callback);
			com_line_set(t->line, handle);
		}
	}
	os_mutex_unlock(&t->lock);
	return error;
}

static HRESULT Begin_Open(AsyncIInternetSession *This, const char *agent, DWORD access, const char *proxies, const char *bypass,
                          DWORD flags)
{
	com_call *c = call_of(This);
	HRESULT hr = com_call_begin(c, OPEN);

	return FAILED(hr) ? hr : com_call_end(c, com_session_open(c->thing, agent, access, proxies, bypass, flags));
}

static HRESULT Finish_Open(AsyncIInternetSession *This)
{
	return com_call_finish(call_of(This), OPEN);
}

struct server {
	const char *name, *user, *password;
	DWORD service, flags;
	uint64_t told;
	WORD port;
};

static HRESULT connect_to(com_call *c, DWORD method, const struct server *s)
{
	HRESULT hr;

	if (!com_call_makes(c, method, s->told, 0, &hr))
		return hr;
	return com_call_made(c, InternetConnectA(com_call_handle(c), s->name, s->port, s->user, s->password, s->service, s->flags,
						 com_call_context(c)));
}

static HRESULT Begin_ConnectHttp(AsyncIInternetSession *This, const char *server, WORD port, DWORD flags)
{
	const struct server s = { .name = server, .port = port, .service = INTERNET_SERVICE_HTTP, .flags = flags };

	return connect_to(call_of(This), CONNECT_HTTP, &s);
}

static HRESULT Finish_ConnectHttp(AsyncIInternetSession *This, IHttpConnection **connection)
{
	return com_call_finish_object(call_of(This), CONNECT_HTTP, com_http_connection, &IID_IHttpConnection, (void **)connection);
}

static HRESULT Begin_ConnectFtp(AsyncIInternetSession *This, const char *server, WORD port, const char *user,
                                const char *password, DWORD flags, ULONGLONG context)
{
	const struct server s = { server, user, password, INTERNET_SERVICE_FTP, flags, context, port };

	return connect_to(call_of(This), CONNECT_FTP, &s);
}

static HRESULT Finish_ConnectFtp(AsyncIInternetSession *This, IFtpSession **session)
{
	return com_call_finish_object(call_of(This), CONNECT_FTP, com_ftp_session, &IID_IFtpSession, (void **)session);
}

static HRESULT Begin_ConnectGopher(AsyncIInternetSession *This, const char *server, WORD port, ULONGLONG context)
{
	const struct server s = { .name = server, .port = port, .service = INTERNET_SERVICE_GOPHER, .told = context };

	return connect_to(call_of(This), CONNECT_GOPHER, &s);
}

static HRESULT Finish_ConnectGopher(AsyncIInternetSession *This, IGopherSession **session)
{
	return com_call_finish_object(call_of(This), CONNECT_GOPHER, com_gopher_session, &IID_IGopherSession, (void **)session);
}

static HRESULT Begin_OpenUrl(AsyncIInternetSession *This, const char *url, const char *headers, DWORD flags, ULONGLONG context,
                             REFIID riid)
{
	com_call *c = call_of(This);
	HRESULT hr;

	if (!com_call_makes(c, OPEN_URL, context, 0, &hr))
		return hr;
	c->iid = *riid;
	return com_call_made(c, InternetOpenUrlA(com_call_handle(c), url, headers, (DWORD)-1, flags | INTERNET_FLAG_RAW_DATA,
						com_call_context(c)));
}

static HRESULT Finish_OpenUrl(AsyncIInternetSession *This, void **object)
{
	com_call *c = call_of(This);

	return com_call_finish_object(c, OPEN_URL, NULL, &c->iid, object);
}

static HRESULT Begin_Download(AsyncIInternetSession *This, const char *url, ULONGLONG place, DWORD flags, ULONGLONG context)
{
	com_call *c = call_of(This);
	char range[64];
	HRESULT hr;

	if (!com_call_makes(c, DOWNLOAD, context, 0, &hr))
		return hr;
	c->number = place;
	snprintf(range, sizeof range, "Range: bytes=%llu-\r\n", (unsigned long long)place);
	flags |= INTERNET_FLAG_RAW_DATA;
	return com_call_made(c, InternetOpenUrlA(com_call_handle(c), url, place ? range : NULL, (DWORD)-1, flags, com_call_context(c)));
}

static HRESULT Finish_Download(AsyncIInternetSession *This, ULONGLONG *begins, ULONGLONG *size, IInternetStream **stream)
{
	uint64_t place = call_of(This)->number;
	HRESULT hr = com_call_finish_object(call_of(This), DOWNLOAD, NULL, &IID_IInternetStream, (void **)stream);

	*begins = *size = 0;
	if (SUCCEEDED(hr))
		hr = com_stream_begins(*stream, place, begins, size);
	if (FAILED(hr) && *stream) {
		IInternetStream_Release(*stream);
		*stream = NULL;
		*begins = 0;
	}
	return hr;
}

static const AsyncIInternetSessionVtbl AsyncIInternetSession_vtbl = {
	ACOM_UNKNOWN(com_call, AsyncIInternetSession), Begin_Open, Finish_Open, Begin_ConnectHttp, Finish_ConnectHttp,
	Begin_ConnectFtp, Finish_ConnectFtp, Begin_ConnectGopher, Finish_ConnectGopher, Begin_OpenUrl, Finish_OpenUrl,
	Begin_Download, Finish_Download,
};
COM_CALL_KIND(AsyncIInternetSession);

#define HALVES(begin, finish) COM_BOTH_HALVES(AsyncIInternetSession, com_thing_from_IInternetSession(This), begin, finish)

static HRESULT Open(IInternetSession *This, const char *agent, DWORD access, const char *proxies, const char *bypass, DWORD flags)
{
	HALVES(Begin_Open(call, agent, access, proxies, bypass, flags), Finish_Open(call));
}

static HRESULT ConnectHttp(IInternetSession *This, const char *server, WORD port, DWORD flags, IHttpConnection **connection)
{
	*connection = NULL;
	HALVES(Begin_ConnectHttp(call, server, port, flags), Finish_ConnectHttp(call, connection));
}

static HRESULT ConnectFtp(IInternetSession *This, const char *server, WORD port, const char *user, const char *password,
                          DWORD flags, ULONGLONG context, IFtpSession **session)
{
	*session = NULL;
	HALVES(Begin_ConnectFtp(call, server, port, user, password, flags, context), Finish_ConnectFtp(call, session));
}

static HRESULT ConnectGopher(IInternetSession *This, const char *server, WORD port, ULONGLONG context, IGopherSession **session)
{
	*session = NULL;
	HALVES(Begin_ConnectGopher(call, server, port, context), Finish_ConnectGopher(call, session));
}

static HRESULT OpenUrl(IInternetSession *This, const char *url, const char *headers, DWORD flags, ULONGLONG context, REFIID riid,
                       void **object)
{
	*object = NULL;
	HALVES(Begin_OpenUrl(call, url, headers, flags, context, riid), Finish_OpenUrl(call, object));
}

static HRESULT Download(IInternetSession *This, const char *url, ULONGLONG place, DWORD flags, ULONGLONG context, ULONGLONG *begins,
                        ULONGLONG *size, IInternetStream **stream)
{
	*begins = *size = 0;
	*stream = NULL;
	HALVES(Begin_Download(call, url, place, flags, context), Finish_Download(call, begins, size, stream));
}

static const IInternetSessionVtbl IInternetSession_vtbl = {
	ACOM_UNKNOWN(com_thing, IInternetSession), Open, ConnectHttp, ConnectFtp, ConnectGopher, OpenUrl, Download,
};
COM_THING_KIND(InternetSession, IInternetSession, , &com_AsyncIInternetSession);
const AcomClass *const com_session = &InternetSession.class;
