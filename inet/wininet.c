/* wininet.c - the flat interface: parameters are checked, handles become nodes, codes become GetLastError's. */
#include "inet.h"

/* The length of text that may be terminated in place of counted. */
static size_t length_of(const char *text, DWORD length)
{
	return !text ? 0 : length == (DWORD)-1 ? strlen(text) : length;
}

static HINTERNET made(DWORD error, HINTERNET value)
{
	if (error)
		SetLastError(error);
	return error ? NULL : value;
}

static BOOL succeeded(DWORD error)
{
	return error ? last_failed(error) : TRUE;
}

HINTERNET InternetOpenA(const char *lpszAgent, DWORD dwAccessType, const char *lpszProxy, const char *lpszProxyBypass,
                        DWORD dwFlags)
{
	HINTERNET value = NULL;
	DWORD error = session_open(lpszAgent, dwFlags, &value);

	(void)dwAccessType;
	(void)lpszProxy;
	(void)lpszProxyBypass;
	return made(error, value);
}

INTERNET_STATUS_CALLBACK InternetSetStatusCallbackA(HINTERNET hInternet, INTERNET_STATUS_CALLBACK lpfnInternetCallback)
{
	INTERNET_STATUS_CALLBACK before;
	struct node *n;
	DWORD error = hInternet ? node_get(hInternet, TYPES_ALL, &n) : ERROR_INTERNET_INCORRECT_HANDLE_TYPE;

	if (error) {
		SetLastError(error);
		return INTERNET_INVALID_STATUS_CALLBACK;
	}
	node_lock(n);
	before = n->settings.callback;
	n->settings.callback = lpfnInternetCallback;
	node_unlock(n);
	node_unref(n);
	return before;
}

HINTERNET InternetConnectA(HINTERNET hInternet, const char *lpszServerName, INTERNET_PORT nServerPort, const char *lpszUserName,
                           const char *lpszPassword, DWORD dwService, DWORD dwFlags, DWORD_PTR dwContext)
{
	struct connect how = { .host = (char *)lpszServerName, .user = (char *)lpszUserName, .password = (char *)lpszPassword,
			       .port = nServerPort, .flags = dwFlags };
	HINTERNET value = NULL;
	struct node *n;
	DWORD error = node_get(hInternet, TYPE_BIT(INTERNET_HANDLE_TYPE_INTERNET), &n);

	if (!error)
		error = connect_open(n, &how, dwService, dwContext, &value);
	node_unref(n);
	return made(error, value);
}

BOOL InternetCloseHandle(HINTERNET hInternet)
{
	bool pending;
	DWORD error = node_close(hInternet, &pending);

	if (!error && pending)
		SetLastError(ERROR_IO_PENDING);
	return succeeded(error);
}

BOOL AcomInternetWait(HINTERNET hInternet, DWORD dwMilliseconds)
{
	struct node *n;
	DWORD error = node_get(hInternet, TYPES_ALL, &n);

	if (!error) {
		node_lock(n);
		error = operation_wait(n, dwMilliseconds == INFINITE ? OS_FOREVER : os_now() + dwMilliseconds * UINT64_C(1000000));
		node_unlock(n);
		node_unref(n);
	}
	return succeeded(error);
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
	return made(error, value);
}

BOOL HttpSendRequestA(HINTERNET hRequest, const char *lpszHeaders, DWORD dwHeadersLength, void *lpOptional, DWORD dwOptionalLength)
{
	size_t headers = length_of(lpszHeaders, dwHeadersLength), body = lpOptional ? dwOptionalLength : 0;
	struct node *n;
	DWORD error = node_get(hRequest, TYPE_BIT(INTERNET_HANDLE_TYPE_HTTP_REQUEST), &n);

	if (!error)
		error = request_send(n, lpszHeaders, headers, lpOptional, body);
	node_unref(n);
	return succeeded(error);
}

BOOL InternetReadFile(HINTERNET hFile, void *lpBuffer, DWORD dwNumberOfBytesToRead, DWORD *lpdwNumberOfBytesRead)
{
	struct node *n;
	DWORD error;

	if (!lpdwNumberOfBytesRead)
		return last_failed(ERROR_INVALID_PARAMETER);
	*lpdwNumberOfBytesRead = 0;
	error = node_get(hFile, TYPE_BIT(INTERNET_HANDLE_TYPE_HTTP_REQUEST), &n);
	if (!error)
		error = request_read(n, lpBuffer, dwNumberOfBytesToRead, lpdwNumberOfBytesRead);
	node_unref(n);
	return succeeded(error);
}
