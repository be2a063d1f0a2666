/* com_http.c - HTTP connections and requests as objects. */
#include "com.h"

ACOM_FACE_AT(com_thing, IHttpConnection, face)
ACOM_FACE_AT(com_thing, IHttpRequest, face)
ACOM_FACE_AT(com_call, AsyncIHttpConnection, face)
ACOM_FACE_AT(com_call, AsyncIHttpRequest, face)

enum { OPEN_REQUEST, ADD_HEADERS, SEND_REQUEST, SEND_REQUEST_EX, END_REQUEST, QUERY_NUMBER, QUERY_INFO };

/* ---- requests ---- */

static com_call *call_of(AsyncIHttpRequest *This)
{
	return com_call_from_AsyncIHttpRequest(This);
}

static HRESULT Begin_AddHeaders(AsyncIHttpRequest *This, const char *headers, DWORD modifiers)
{
	com_call *c = call_of(This);
	HRESULT hr = com_call_begin(c, ADD_HEADERS);

	return FAILED(hr) ? hr : com_call_went(c, HttpAddRequestHeadersA(com_call_handle(c), headers, (DWORD)-1, modifiers));
}

static HRESULT Finish_AddHeaders(AsyncIHttpRequest *This)
{
	return com_call_finish(call_of(This), ADD_HEADERS);
}

static HRESULT Begin_SendRequest(AsyncIHttpRequest *This, const char *headers, const BYTE *body, ULONG size)
{
	com_call *c = call_of(This);
	HRESULT hr;

	if (!com_call_waits(c, SEND_REQUEST, body ? (size_t)size + 1 : 0, &hr))
		return hr;
	if (body)
		memcpy(c->data, body, size);
	return com_call_went(c, HttpSendRequestA(com_call_handle(c), headers, (DWORD)-1, c->data, size));
}

static HRESULT Finish_SendRequest(AsyncIHttpRequest *This)
{
	return com_call_finish(call_of(This), SEND_REQUEST);
}

static HRESULT Begin_SendRequestEx(AsyncIHttpRequest *This, const char *headers, ULONG total)
{
	com_call *c = call_of(This);
	HRESULT hr;

	if (!com_call_waits(c, SEND_REQUEST_EX, 0, &hr))
		return hr;
	c->buffers = (INTERNET_BUFFERS){ .dwStructSize = sizeof c->buffers, .lpcszHeader = headers, .dwHeadersLength = (DWORD)-1,
					 .dwBufferTotal = total };
	return com_call_went(c, HttpSendRequestExA(com_call_handle(c), &c->buffers, NULL, 0, 0));
}

static HRESULT Finish_SendRequestEx(AsyncIHttpRequest *This)
{
	return com_call_finish(call_of(This), SEND_REQUEST_EX);
}

static HRESULT Begin_EndRequest(AsyncIHttpRequest *This)
{
	com_call *c = call_of(This);
	HRESULT hr;

	return com_call_waits(c, END_REQUEST, 0, &hr) ? com_call_went(c, HttpEndRequestA(com_call_handle(c), NULL, 0, 0)) : hr;
}

static HRESULT Finish_EndRequest(AsyncIHttpRequest *This)
{
	return com_call_finish(call_of(This), END_REQUEST);
}

static HRESULT Begin_QueryNumber(AsyncIHttpRequest *This, DWORD info)
{
	com_call *c = call_of(This);
	HRESULT hr = com_call_begin(c, QUERY_NUMBER);
	DWORD size = sizeof c->count;

	if (FAILED(hr))
		return hr;
	return com_call_went(c, HttpQueryInfoA(com_call_handle(c), info | HTTP_QUERY_FLAG_NUMBER, &c->count, &size, NULL));
}

static HRESULT Finish_QueryNumber(AsyncIHttpRequest *This, DWORD *number)
{
	return com_call_finish_number(call_of(This), QUERY_NUMBER, number);
}

/* The name lies where the answer is to come. */
static BOOL query_into(com_call *c, DWORD info, const char *name, DWORD index, DWORD *size)
{
	size_t named = name ? strlen(name) + 1 : 0;

	if (*size < named)
		*size = (DWORD)named;
	CoTaskMemFree(c->data);
	c->data = CoTaskMemAlloc(*size);
	if (!c->data) {
		SetLastError(ERROR_NOT_ENOUGH_MEMORY);
		return FALSE;
	}
	if (name)
		memcpy(c->data, name, named);
	return HttpQueryInfoA(com_call_handle(c), info, c->data, size, &index);
}

static HRESULT Begin_QueryInfo(AsyncIHttpRequest *This, DWORD info, const char *name, DWORD index)
{
	com_call *c = call_of(This);
	HRESULT hr = com_call_begin(c, QUERY_INFO);
	DWORD size = 256;
	BOOL done = FALSE;

	if (FAILED(hr))
		return hr;
	if (info & (HTTP_QUERY_FLAG_NUMBER | HTTP_QUERY_FLAG_NUMBER64 | HTTP_QUERY_FLAG_SYSTEMTIME) ||
	    (!name && (info & 0xFFFF) == HTTP_QUERY_CUSTOM))
		return com_call_end(c, ERROR_INVALID_PARAMETER);
	do {
		done = query_into(c, info, name, index, &size);
	} while (!done && GetLastError() == ERROR_INSUFFICIENT_BUFFER);
	return com_call_went(c, done);
}

static HRESULT Finish_QueryInfo(AsyncIHttpRequest *This, char **text)
{
	return com_call_finish_text(call_of(This), QUERY_INFO, text);
}

static const AsyncIHttpRequestVtbl AsyncIHttpRequest_vtbl = {
	ACOM_UNKNOWN(com_call, AsyncIHttpRequest), Begin_AddHeaders, Finish_AddHeaders, Begin_SendRequest, Finish_SendRequest,
	Begin_SendRequestEx, Finish_SendRequestEx, Begin_EndRequest, Finish_EndRequest, Begin_QueryNumber, Finish_QueryNumber,
	Begin_QueryInfo, Finish_QueryInfo,
};
COM_CALL_KIND(AsyncIHttpRequest);

#define HALVES(begin, finish) COM_BOTH_HALVES(AsyncIHttpRequest, com_thing_from_IHttpRequest(This), begin, finish)

static HRESULT AddHeaders(IHttpRequest *This, const char *headers, DWORD modifiers)
{
	HALVES(Begin_AddHeaders(call, headers, modifiers), Finish_AddHeaders(call));
}

static HRESULT SendRequest(IHttpRequest *This, const char *headers, const BYTE *body, ULONG size)
{
	HALVES(Begin_SendRequest(call, headers, body, size), Finish_SendRequest(call));
}

static HRESULT SendRequestEx(IHttpRequest *This, const char *headers, ULONG total)
{
	HALVES(Begin_SendRequestEx(call, headers, total), Finish_SendRequestEx(call));
}

static HRESULT EndRequest(IHttpRequest *This)
{
	HALVES(Begin_EndRequest(call), Finish_EndRequest(call));
}

static HRESULT QueryNumber(IHttpRequest *This, DWORD info, DWORD *number)
{
	*number = 0;
	HALVES(Begin_QueryNumber(call, info), Finish_QueryNumber(call, number));
}

static HRESULT QueryInfo(IHttpRequest *This, DWORD info, const char *name, DWORD index, char **text)
{
	*text = NULL;
	HALVES(Begin_QueryInfo(call, info, name, index), Finish_QueryInfo(call, text));
}

static const IHttpRequestVtbl IHttpRequest_vtbl = {
	ACOM_UNKNOWN(com_thing, IHttpRequest), AddHeaders, SendRequest, SendRequestEx, EndRequest, QueryNumber, QueryInfo,
};
COM_THING_KIND(HttpRequest, IHttpRequest, COM_STREAM, &com_AsyncIHttpRequest, &com_AsyncIInternetStream);
const AcomClass *const com_http_request = &HttpRequest.class;

/* ---- connections ---- */

static HRESULT Begin_OpenRequest(AsyncIHttpConnection *This, const char *verb, const char *object, const char *referrer,
                                 DWORD flags, ULONGLONG context)
{
	com_call *c = com_call_from_AsyncIHttpConnection(This);
	HRESULT hr;

	if (!com_call_makes(c, OPEN_REQUEST, context, 0, &hr))
		return hr;
	return com_call_made(c, HttpOpenRequestA(com_call_handle(c), verb, object, NULL, referrer, NULL, flags, com_call_context(c)));
}

static HRESULT Finish_OpenRequest(AsyncIHttpConnection *This, IHttpRequest **request)
{
	return com_call_finish_object(com_call_from_AsyncIHttpConnection(This), OPEN_REQUEST, com_http_request, &IID_IHttpRequest,
				      (void **)request);
}

static const AsyncIHttpConnectionVtbl AsyncIHttpConnection_vtbl = {
	ACOM_UNKNOWN(com_call, AsyncIHttpConnection), Begin_OpenRequest, Finish_OpenRequest,
};
COM_CALL_KIND(AsyncIHttpConnection);

static HRESULT OpenRequest(IHttpConnection *This, const char *verb, const char *object, const char *referrer, DWORD flags,
                           ULONGLONG context, IHttpRequest **request)
{
	*request = NULL;
	COM_BOTH_HALVES(AsyncIHttpConnection, com_thing_from_IHttpConnection(This),
			Begin_OpenRequest(call, verb, object, referrer, flags, context), Finish_OpenRequest(call, request));
}

static const IHttpConnectionVtbl IHttpConnection_vtbl = { ACOM_UNKNOWN(com_thing, IHttpConnection), OpenRequest };
COM_THING_KIND(HttpConnection, IHttpConnection, , &com_AsyncIHttpConnection);
const AcomClass *const com_http_connection = &HttpConnection.class;
