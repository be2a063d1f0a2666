/* wininet_http.c - the flat interface of HTTP: parameters are checked, handles become nodes, codes become GetLastError's. */
#include "wide.h"

static DWORD request_of(HINTERNET handle, struct node **n)
{
	return node_get(handle, TYPE_BIT(INTERNET_HANDLE_TYPE_HTTP_REQUEST), n);
}

HINTERNET HttpOpenRequestA(HINTERNET hConnect, const char *lpszVerb, const char *lpszObjectName, const char *lpszVersion,
                           const char *lpszReferrer, const char **lplpszAcceptTypes, DWORD dwFlags, DWORD_PTR dwContext)
{
	HINTERNET value = NULL;
	struct node *n;
	DWORD error = node_get(hConnect, TYPE_BIT(INTERNET_HANDLE_TYPE_CONNECT_HTTP), &n);

	(void)lpszVersion;
	if (!error)
		error = request_open(n, lpszVerb, lpszObjectName, lplpszAcceptTypes, lpszReferrer, dwFlags, dwContext, &value);
	node_unref(n);
	return last_made(error, &value);
}

BOOL HttpSendRequestA(HINTERNET hRequest, const char *lpszHeaders, DWORD dwHeadersLength, void *lpOptional, DWORD dwOptionalLength)
{
	size_t headers = text_length(lpszHeaders, dwHeadersLength), body = lpOptional ? dwOptionalLength : 0;
	struct node *n;
	DWORD error = request_of(hRequest, &n);

	if (!error)
		error = request_send(n, lpszHeaders, headers, lpOptional, body);
	node_unref(n);
	return last_succeeded(error);
}

BOOL HttpSendRequestExA(HINTERNET hRequest, INTERNET_BUFFERSA *lpBuffersIn, INTERNET_BUFFERSA *lpBuffersOut, DWORD dwFlags,
                        DWORD_PTR dwContext)
{
	struct node *n;
	DWORD error;

	(void)dwFlags;
	if (lpBuffersOut || (lpBuffersIn && !buffers_are(lpBuffersIn)))
		return last_failed(ERROR_INVALID_PARAMETER);
	error = request_of(hRequest, &n);
	if (!error)
		error = request_push(n, lpBuffersIn, dwContext);
	node_unref(n);
	return last_succeeded(error);
}

BOOL HttpEndRequestA(HINTERNET hRequest, INTERNET_BUFFERSA *lpBuffersOut, DWORD dwFlags, DWORD_PTR dwContext)
{
	struct node *n;
	DWORD error;

	(void)dwFlags;
	(void)dwContext;
	if (lpBuffersOut)
		return last_failed(ERROR_INVALID_PARAMETER);
	error = request_of(hRequest, &n);
	if (!error)
		error = request_end(n);
	node_unref(n);
	return last_succeeded(error);
}

BOOL HttpAddRequestHeadersA(HINTERNET hRequest, const char *lpszHeaders, DWORD dwHeadersLength, DWORD dwModifiers)
{
	struct node *n;
	DWORD error;

	if (!lpszHeaders)
		return last_failed(ERROR_INVALID_PARAMETER);
	error = request_of(hRequest, &n);
	if (!error)
		error = request_add_headers(n, lpszHeaders, text_length(lpszHeaders, dwHeadersLength), dwModifiers);
	node_unref(n);
	return last_succeeded(error);
}

BOOL query_info(HINTERNET request, DWORD level, const char *custom, void *buffer, DWORD *length, DWORD *index, bool wide)
{
	struct query q = { .text = NULL };
	struct node *n;
	DWORD error;

	if (!length || ((level & 0xFFFF) == HTTP_QUERY_CUSTOM && !custom))
		return last_failed(ERROR_INVALID_PARAMETER);
	error = request_of(request, &n);
	if (!error)
		error = request_query(n, level, custom, index, &q);
	node_unref(n);
	if (!error)
		error = q.value ? wide_give_value(q.value, q.value_size, buffer, length)
				: wide_give_text(q.text, q.length, wide, buffer, length);
	os_free(q.text);
	return last_succeeded(error);
}

BOOL HttpQueryInfoA(HINTERNET hRequest, DWORD dwInfoLevel, void *lpBuffer, DWORD *lpdwBufferLength, DWORD *lpdwIndex)
{
	return query_info(hRequest, dwInfoLevel, lpBuffer, lpBuffer, lpdwBufferLength, lpdwIndex, false);
}
