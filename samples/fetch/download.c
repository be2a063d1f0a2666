/* download.c - one URL on its way into a file: one asynchronous call after the other, of which one pends at a time. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <acom/automation.h>

#include "download.h"

/* What is begun, and what becomes of it: the next step, NULL: it was the last. */
struct step {
	HRESULT (*begin)(struct download *d, IInternetSession *session);
	HRESULT (*finish)(struct download *d, const struct step **next);
};
static const struct step open_url, connect_ftp, restart, open_file, read_piece;

/* The call object of an interface, new. */
static HRESULT call_of(struct download *d, void *object, REFIID async_iid)
{
	ICallFactory *factory;
	HRESULT hr = IUnknown_QueryInterface((IUnknown *)object, &IID_ICallFactory, (void **)&factory);

	if (FAILED(hr))
		return hr;
	hr = ICallFactory_CreateCall(factory, async_iid, NULL, async_iid, &d->call);
	ICallFactory_Release(factory);
	return hr;
}

/* ---- http, https, gopher, and ftp from the beginning ---- */

static HRESULT begin_url(struct download *d, IInternetSession *session)
{
	char range[64] = "";
	HRESULT hr = call_of(d, session, &IID_AsyncIInternetSession);

	if (d->begin)
		snprintf(range, sizeof range, "Range: bytes=%llu-\r\n", d->begin);
	return FAILED(hr) ? hr : AsyncIInternetSession_Begin_OpenUrl((AsyncIInternetSession *)d->call, d->url, *range ? range : NULL,
								     INTERNET_FLAG_RELOAD, 0, &IID_IInternetStream);
}

/* A server that knows no ranges begins anew. */
static HRESULT look_at_head(struct download *d)
{
	IHttpRequest *request;
	DWORD status = 0;
	HRESULT hr = IInternetStream_QueryInterface(d->stream, &IID_IHttpRequest, (void **)&request);

	if (FAILED(hr))
		return S_OK; /* no HTTP */
	hr = IHttpRequest_QueryNumber(request, HTTP_QUERY_STATUS_CODE, &status);
	IHttpRequest_Release(request);
	if (SUCCEEDED(hr) && status != 206)
		d->begin = 0;
	if (FAILED(hr) || status / 100 == 2)
		return hr;
	snprintf(d->why, sizeof d->why, "the server says %u", status);
	return E_FAIL;
}

static HRESULT opened(struct download *d, const struct step **next)
{
	ULONGLONG rest;

	*next = &read_piece;
	if (d->begin == 0 && (ftruncate(fileno(d->file), 0) || fseek(d->file, 0, SEEK_SET)))
		return E_FAIL;
	d->done = d->begin;
	if (SUCCEEDED(IInternetStream_Size(d->stream, &rest)))
		d->all = d->ftp ? rest : d->begin + rest;
	return S_OK;
}

static HRESULT finish_url(struct download *d, const struct step **next)
{
	HRESULT hr = AsyncIInternetSession_Finish_OpenUrl((AsyncIInternetSession *)d->call, (void **)&d->stream);

	if (hr == E_NOINTERFACE)
		snprintf(d->why, sizeof d->why, "it is a directory or a menu");
	if (SUCCEEDED(hr))
		hr = look_at_head(d);
	return FAILED(hr) ? hr : opened(d, next);
}

/* ---- ftp, from somewhere in the middle: REST in front of the file ---- */

static HRESULT begin_connect(struct download *d, IInternetSession *session)
{
	HRESULT hr = call_of(d, session, &IID_AsyncIInternetSession);

	return FAILED(hr) ? hr : AsyncIInternetSession_Begin_ConnectFtp((AsyncIInternetSession *)d->call, d->server, (WORD)d->port,
									NULL, NULL, INTERNET_FLAG_PASSIVE, 0);
}

static HRESULT finish_connect(struct download *d, const struct step **next)
{
	*next = &restart;
	return AsyncIInternetSession_Finish_ConnectFtp((AsyncIInternetSession *)d->call, &d->ftp);
}

static HRESULT begin_restart(struct download *d, IInternetSession *session)
{
	char command[64];
	HRESULT hr = call_of(d, d->ftp, &IID_AsyncIFtpSession);

	(void)session;
	snprintf(command, sizeof command, "REST %llu", d->begin);
	return FAILED(hr) ? hr : AsyncIFtpSession_Begin_Command((AsyncIFtpSession *)d->call, command);
}

static HRESULT finish_restart(struct download *d, const struct step **next)
{
	*next = &open_file;
	if (FAILED(AsyncIFtpSession_Finish_Command((AsyncIFtpSession *)d->call)))
		d->begin = 0;
	return S_OK;
}

static HRESULT begin_open(struct download *d, IInternetSession *session)
{
	HRESULT hr = call_of(d, d->ftp, &IID_AsyncIFtpSession);

	(void)session;
	return FAILED(hr) ? hr : AsyncIFtpSession_Begin_OpenFile((AsyncIFtpSession *)d->call, d->path, GENERIC_READ,
								 FTP_TRANSFER_TYPE_BINARY, 0);
}

static HRESULT finish_open(struct download *d, const struct step **next)
{
	HRESULT hr = AsyncIFtpSession_Finish_OpenFile((AsyncIFtpSession *)d->call, &d->stream);

	return FAILED(hr) ? hr : opened(d, next);
}

/* ---- octets ---- */

static HRESULT begin_read(struct download *d, IInternetSession *session)
{
	HRESULT hr = call_of(d, d->stream, &IID_AsyncIInternetStream);

	(void)session;
	return FAILED(hr) ? hr : AsyncIInternetStream_Begin_Read((AsyncIInternetStream *)d->call, PIECE);
}

static HRESULT finish_read(struct download *d, const struct step **next)
{
	ULONG got;
	HRESULT hr = AsyncIInternetStream_Finish_Read((AsyncIInternetStream *)d->call, d->piece, &got);

	*next = hr == S_OK ? &read_piece : NULL;
	if (got && fwrite(d->piece, 1, got, d->file) != got)
		return E_FAIL;
	d->done += got;
	if (hr == S_FALSE && d->all > d->done) {
		snprintf(d->why, sizeof d->why, "the server has said too little");
		return E_FAIL;
	}
	return hr;
}

static const struct step open_url = { begin_url, finish_url }, connect_ftp = { begin_connect, finish_connect },
			 restart = { begin_restart, finish_restart }, open_file = { begin_open, finish_open },
			 read_piece = { begin_read, finish_read };

/* ---- the whole ---- */

/* What the server has said, or else the error. */
static void explain(struct download *d)
{
	static const struct { DWORD error; const char *text; } texts[] = {
		{ ERROR_INTERNET_TIMEOUT, "time-out" }, { ERROR_INTERNET_NAME_NOT_RESOLVED, "nobody knows the server" },
		{ ERROR_INTERNET_CANNOT_CONNECT, "the server cannot be reached" },
		{ ERROR_INTERNET_UNRECOGNIZED_SCHEME, "neither http, https, ftp nor gopher" },
	};
	IErrorInfo *info;
	BSTR said = NULL;

	snprintf(d->why, sizeof d->why, "%s (0x%08X)", AcomErrorText(d->hr), (unsigned)d->hr);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (d->hr == HRESULT_FROM_WIN32(texts[i].error))
			snprintf(d->why, sizeof d->why, "%s", texts[i].text);
	if (GetErrorInfo(0, &info) != S_OK)
		return;
	IErrorInfo_GetDescription(info, &said);
	IErrorInfo_Release(info);
	for (size_t i = 0; i < SysStringLen(said) && i < sizeof d->why - 1; i++) {
		d->why[i] = said[i] >= ' ' && said[i] < 127 ? (char)said[i] : ' ';
		d->why[i + 1] = 0;
	}
	SysFreeString(said);
}

static void end(struct download *d, HRESULT hr)
{
	d->step = NULL;
	d->hr = hr;
	if (d->stream)
		IInternetStream_Release(d->stream);
	if (d->ftp)
		IFtpSession_Release(d->ftp);
	if (d->call)
		IUnknown_Release(d->call); /* whose Begin_ has failed */
	d->call = NULL;
	d->stream = NULL;
	d->ftp = NULL;
	if (d->file && fclose(d->file) && SUCCEEDED(hr))
		d->hr = E_FAIL;
	if (d->file && SUCCEEDED(d->hr) && rename(d->part, d->name))
		d->hr = E_FAIL;
	d->file = NULL;
	if (FAILED(d->hr) && !d->done)
		unlink(d->part);
	if (FAILED(d->hr) && !*d->why)
		explain(d);
}

static void take(struct download *d, IInternetSession *session, const struct step *step)
{
	HRESULT hr = step->begin(d, session);

	d->step = step;
	if (FAILED(hr))
		end(d, hr);
}

void download_begin(struct download *d, IInternetSession *session, const char *url)
{
	const char *path = strstr(url, "://") ? strchr(strstr(url, "://") + 3, '/') : NULL;
	const char *last = path ? strrchr(path, '/') + 1 : "";
	int size = (int)strcspn(last, "?#");

	*d = (struct download){ .url = url, .port = 0 };
	snprintf(d->name, sizeof d->name, "%.*s", size ? size : 10, size ? last : "index.html");
	snprintf(d->part, sizeof d->part, "%s.part", d->name);
	d->file = strcmp(d->name, "..") && strcmp(d->name, ".") ? fopen(d->part, "a+") : NULL;
	if (!d->file) {
		snprintf(d->why, sizeof d->why, "no file");
		end(d, E_FAIL);
		return;
	}
	fseek(d->file, 0, SEEK_END);
	d->begin = (unsigned long long)ftell(d->file);
	if (strncasecmp(url, "gopher:", 7) == 0)
		d->begin = 0;
	int restarts = d->begin && sscanf(url, "ftp://%255[^:/@]:%d/%1023s", d->server, &d->port, d->path) != 3 &&
		       sscanf(url, "ftp://%255[^:/@]/%1023s", d->server, d->path) != 2;
	take(d, session, d->begin && !restarts ? &connect_ftp : &open_url);
}

HANDLE download_handle(struct download *d)
{
	ISynchronizeHandle *owner;
	HANDLE handle = NULL;

	if (SUCCEEDED(IUnknown_QueryInterface(d->call, &IID_ISynchronizeHandle, (void **)&owner))) {
		ISynchronizeHandle_GetHandle(owner, &handle);
		ISynchronizeHandle_Release(owner);
	}
	return handle;
}

void download_go_on(struct download *d, IInternetSession *session)
{
	const struct step *next = NULL;
	HRESULT hr = d->step->finish(d, &next);

	IUnknown_Release(d->call);
	d->call = NULL;
	if (SUCCEEDED(hr) && next && d->cancelled)
		hr = RPC_E_CALL_CANCELED;
	if (FAILED(hr) || !next)
		end(d, hr);
	else
		take(d, session, next);
}

void download_cancel(struct download *d)
{
	ICancelMethodCalls *cancel;

	d->cancelled = 1; /* what is over already cannot be cancelled, but nothing follows it */
	if (FAILED(IUnknown_QueryInterface(d->call, &IID_ICancelMethodCalls, (void **)&cancel)))
		return;
	ICancelMethodCalls_Cancel(cancel, 0);
	ICancelMethodCalls_Release(cancel);
}
